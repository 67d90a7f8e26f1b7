//! Which sentences are equal, character by character, and in the same order; and what lies between them?

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::chain::heaviest_chain;
use super::{ANCHOR, Gap, Run};
use crate::diff::units::{NOWHERE, identities, key};
use crate::text::Document;

/// The runs of sentences that are equal and in the same order.
///
/// Sentences that stand once in either text are fixed points; from these the runs are followed both
/// ways, and what remains between is small enough for any method. A sentence that stands in a hundred
/// places then goes with its neighbours, and the whole takes hardly longer than reading.
pub(super) fn same_runs(old: &Document, new: &Document) -> Vec<Run> {
    /// Sentences beyond which what stands often is told by how often it has stood before: to look for the rarest
    /// among so many again and again takes the square of their number.
    const LARGE: usize = 2000;
    let (old_ids, new_ids) = identities(old, new);
    let mut runs: Vec<Run> = Vec::new();
    let fixed = fixed_runs(&old_ids, &new_ids);
    runs_around(&old_ids, &new_ids, (0, 0), fixed, &mut runs, &|old, new, at, runs| {
        if old.len().min(new.len()) <= LARGE {
            return rarest_first(old, new, at, runs);
        }
        let places: Vec<u32> = (0..old.len() as u32).collect();
        let fixed = fixed_runs(&places, &nth_for_nth(old, new));
        runs_around(old, new, at, fixed, runs, &rarest_first);
    });
    runs
}

/// Looks for runs between sentences of both texts that begin at these places.
type Between<'a> = &'a dyn Fn(&[u32], &[u32], (usize, usize), &mut Vec<Run>);

/// The `fixed` runs, as far as they go on either way, and what `between` finds between them. The texts begin
/// `at` these places.
fn runs_around(
    old: &[u32],
    new: &[u32],
    at: (usize, usize),
    fixed: Vec<Run>,
    runs: &mut Vec<Run>,
    between: Between,
) {
    let (mut i, mut j) = (0, 0);
    let last = (old.len(), new.len());
    for (x, y) in fixed.into_iter().map(|run| (run.old, run.new)).chain([last]) {
        if x < i || y < j {
            // Reached already from the run before.
            continue;
        }
        // Back from this point, not beyond what was reached from the one before.
        let back = (1..=(x - i).min(y - j)).take_while(|by| old[x - by] == new[y - by]).count();
        let (gap_old, gap_new) = (i..x - back, j..y - back);
        if !gap_old.is_empty() && !gap_new.is_empty() {
            between(&old[gap_old], &new[gap_new], (at.0 + i, at.1 + j), runs);
        }
        (i, j) = (x - back, y - back);
        let count = old[i..].iter().zip(&new[j..]).take_while(|(a, b)| a == b).count();
        push(runs, Run { old: at.0 + i, new: at.1 + j, count });
        (i, j) = (i + count, j + count);
    }
}

/// The runs around what stands least often.
fn rarest_first(old: &[u32], new: &[u32], at: (usize, usize), runs: &mut Vec<Run>) {
    for op in capture_diff_slices(Algorithm::Histogram, old, new) {
        if let DiffOp::Equal { old_index, new_index, len } = op {
            push(runs, Run { old: at.0 + old_index, new: at.1 + new_index, count: len });
        }
    }
}

/// For each sentence of `new` the place in `old` of the same that has stood there as often before.
fn nth_for_nth(old: &[u32], new: &[u32]) -> Vec<u32> {
    let mut next: FxHashMap<u32, u32> = FxHashMap::default();
    let mut again = vec![NOWHERE; old.len()];
    for (at, &id) in old.iter().enumerate().rev() {
        if let Some(later) = next.insert(id, at as u32) {
            again[at] = later;
        }
    }
    let mut place = |id: &u32| {
        let next = next.get_mut(id)?;
        let place = *next;
        *next = again.get(place as usize).copied().unwrap_or(NOWHERE);
        Some(place)
    };
    new.iter().map(|id| place(id).unwrap_or(NOWHERE)).collect()
}

/// Adds `run` after all others, to the last where it goes on from that.
fn push(runs: &mut Vec<Run>, run: Run) {
    match runs.last_mut() {
        Some(last) if last.old + last.count == run.old && last.new + last.count == run.new => {
            last.count += run.count;
        }
        _ if run.count > 0 => runs.push(run),
        _ => {}
    }
}

/// The runs of sentences that stand once on either side, of those that are in order on both as many
/// sentences as can be. Two such runs do not overlap, so that a whole run is before another or behind it.
fn fixed_runs(old: &[u32], new: &[u32]) -> Vec<Run> {
    const OFTEN: u32 = NOWHERE - 1;
    // Where in the new text each sentence of the old stands, if it stands once in both.
    let mut places = vec![NOWHERE; old.len()];
    let again = old.iter().enumerate().filter(|&(at, &id)| id as usize != at);
    again.for_each(|(_, &id)| places[id as usize] = OFTEN);
    for (at, &id) in new.iter().enumerate().filter(|&(_, &id)| id != NOWHERE) {
        let place = &mut places[id as usize];
        *place = if *place == NOWHERE { at as u32 } else { OFTEN };
    }
    let mut runs: Vec<Run> = Vec::new();
    for (at, &place) in places.iter().enumerate().filter(|&(_, &place)| place < OFTEN) {
        push(&mut runs, Run { old: at, new: place as usize, count: 1 });
    }
    let weighed: Vec<_> = runs.iter().map(|run| (run.old, run.new, run.count as u32)).collect();
    heaviest_chain(&weighed).into_iter().map(|at| runs[at]).collect()
}

/// What lies between the runs. A run that is too short to mean anything, a bracket or a number between
/// two changes, is taken back into the gap and may be paired otherwise; so is one that leaves too much
/// of one text before it and too much of the other behind.
pub(super) fn gaps(runs: &mut Vec<Run>, old: &Document, new: &Document) -> Vec<Gap> {
    /// Sentences beyond which a gap is not joined with another for the sake of its balance.
    const SMALL: usize = 12;
    let last = Run { old: old.len(), new: new.len(), count: 0 };
    let (mut end_old, mut end_new) = (0, 0);
    let mut kept: Vec<Run> = Vec::with_capacity(runs.len());
    for (at, &run) in runs.iter().enumerate() {
        let next = runs.get(at + 1).unwrap_or(&last);
        let before = (run.old - end_old, run.new - end_new);
        let after = (next.old - run.old - run.count, next.new - run.new - run.count);
        let weak = || {
            let length = |n: usize| key(&old.sentence(run.old + n)).length as usize;
            run.count <= ANCHOR && (0..run.count).map(length).sum::<usize>() < ANCHOR
        };
        let between_changes = before.0 > 0 && before.1 > 0 && after.0 > 0 && after.1 > 0;
        let small = before.0.max(before.1).max(after.0).max(after.1) <= SMALL;
        let unbalanced = before.0 > before.1 && after.0 < after.1 || before.0 < before.1 && after.0 > after.1;
        if run.count <= 2 && small && unbalanced || between_changes && weak() {
            continue;
        }
        (end_old, end_new) = (run.old + run.count, run.new + run.count);
        kept.push(run);
    }
    *runs = kept;
    let mut gaps = Vec::new();
    let (mut end_old, mut end_new) = (0, 0);
    for run in runs.iter().chain([&last]) {
        if end_old < run.old || end_new < run.new {
            gaps.push(Gap { old: end_old..run.old, new: end_new..run.new });
        }
        (end_old, end_new) = (run.old + run.count, run.new + run.count);
    }
    gaps
}
