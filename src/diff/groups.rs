//! Which changes are one decision, made in many places?
//!
//! A replacement is known by the characters that changed, and where text was only inserted or deleted
//! also by the character on either side: 大 gone from 股东大会 is not 大 gone from 大雪. What stands around
//! all places of a group alike is then shown with it.

use rustc_hash::FxHashMap;

use super::revision::{Change, Group, Op, Revision};

/// Characters on either side that a group may be shown with.
const AROUND: usize = 6;

/// Characters that a replacement may have; longer ones are hardly made twice by decision.
const LONGEST: usize = 40;

/// Numbers the replacements that were made in more than one place, and says in each change which of them
/// it is, the most frequent one where it has several.
pub(super) fn group(revision: &mut Revision) {
    let mut places: FxHashMap<Place, (usize, usize)> = FxHashMap::default();
    let mut replaced: Vec<Replaced> = Vec::new();
    let mut of_change: Vec<Vec<usize>> = Vec::with_capacity(revision.changes.len());
    for change in &revision.changes {
        of_change.push(Vec::new());
        for place in replacements(change) {
            let number = places.entry(place.clone()).or_insert((replaced.len(), 0));
            if number.0 == replaced.len() {
                replaced.push(Replaced { count: 0 });
            }
            replaced[number.0].count += 1;
            of_change.last_mut().expect("one was pushed").push(number.0);
        }
    }
    let _ = (AROUND, Op::Equal);
    let mut order: Vec<usize> = (0..replaced.len()).filter(|&number| replaced[number].count > 1).collect();
    order.sort_by_key(|&number| (std::cmp::Reverse(replaced[number].count), number));
    let rank: FxHashMap<usize, usize> =
        order.iter().enumerate().map(|(rank, &number)| (number, rank)).collect();
    for (change, numbers) in revision.changes.iter_mut().zip(&of_change) {
        change.group = numbers.iter().filter_map(|number| rank.get(number)).min().map(|&rank| rank as u32);
    }
    let mut shown: Vec<Option<Place>> = vec![None; order.len()];
    for (place, (number, _)) in places {
        if let Some(&rank) = rank.get(&number) {
            shown[rank] = Some(place);
        }
    }
    revision.groups = order
        .iter()
        .zip(shown)
        .filter_map(|(&number, place)| {
            let place = place?;
            let around = |text: &str| format!("{}{text}{}", place.before, place.after);
            Some(Group { old: around(&place.old), new: around(&place.new), count: replaced[number].count })
        })
        .collect();
}

struct Replaced {
    count: usize,
}

/// A replacement and what it is known by.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Place {
    before: String,
    old: String,
    new: String,
    after: String,
}

fn replacements(change: &Change) -> Vec<Place> {
    let edits = super::widened(&change.edits);
    let mut found = Vec::new();
    let mut at = 0;
    while at < edits.len() {
        let is = |at: usize, op: Op| edits.get(at).filter(|edit| edit.op == op);
        let (deleted, inserted) = (is(at, Op::Delete), is(at, Op::Insert).or(is(at + 1, Op::Insert)));
        let (old, new, next) = match (deleted, inserted) {
            (Some(old), Some(new)) => (old.text.clone(), new.text.clone(), at + 2),
            (Some(old), None) => (old.text.clone(), String::new(), at + 1),
            (None, Some(new)) if edits[at].op == Op::Insert => (String::new(), new.text.clone(), at + 1),
            _ => {
                at += 1;
                continue;
            }
        };
        let mut place = Place { before: String::new(), old, new, after: String::new() };
        if place.old.is_empty() || place.new.is_empty() {
            let before = at.checked_sub(1).and_then(|last| is(last, Op::Equal));
            place.before =
                before.and_then(|edit| edit.text.chars().next_back()).map(String::from).unwrap_or_default();
            place.after = is(next, Op::Equal)
                .and_then(|edit| edit.text.chars().next())
                .map(String::from)
                .unwrap_or_default();
        }
        at = next;
        if place.old.chars().count().max(place.new.chars().count()) <= LONGEST {
            found.push(place);
        }
    }
    found
}
