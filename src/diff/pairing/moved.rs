//! Which sentences stand elsewhere than their neighbours, as they were or edited on the way?

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::chain::heaviest_chain;
use super::{Keys, LIKE, LIKE_ELSEWHERE, Link, MOVABLE, Matcher, Pairing, Run};
use crate::diff::Class;
use crate::diff::characters::hunks;
use crate::diff::classes::Sides;
use crate::diff::likeness::Profile;
use crate::diff::units::{Key, key};
use crate::text::Document;

/// Which sentences have no partner yet.
pub(super) struct Free {
    pub(super) old: Vec<bool>,
    pub(super) new: Vec<bool>,
}

impl Free {
    pub(super) fn take(&mut self, links: &[Link]) {
        for link in links {
            self.old[link.old.clone()].fill(false);
            self.new[link.new.clone()].fill(false);
        }
    }
}

/// Where pairs end and begin, to ask what stands beside them.
struct Beside {
    ends: FxHashMap<usize, usize>,
    starts: FxHashMap<usize, usize>,
}

impl Beside {
    fn of(links: &[Link]) -> Self {
        Self {
            ends: links.iter().map(|link| (link.old.end, link.new.end)).collect(),
            starts: links.iter().map(|link| (link.old.start, link.new.start)).collect(),
        }
    }

    fn is_beside(&self, i: usize, j: usize) -> bool {
        self.ends.get(&i) == Some(&j) || self.starts.get(&(i + 1)) == Some(&(j + 1))
    }
}

/// Pairs what has the same key anywhere, the first with the first, and what stands beside such a pair.
pub(super) fn same_anywhere(old: &[usize], new: &[usize], keys: &Keys, free: &mut Free) -> Vec<Link> {
    let sorted = |list: &[usize], keys: &FxHashMap<usize, Key>| {
        let mut sorted: Vec<(Key, usize)> =
            list.iter().map(|n| (keys[n], *n)).filter(|(key, _)| key.length >= MOVABLE).collect();
        sorted.sort_unstable();
        sorted
    };
    let (old_sorted, new_sorted) = (sorted(old, &keys.old), sorted(new, &keys.new));
    let (mut x, mut y) = (0, 0);
    let mut links = Vec::new();
    while let (Some(a), Some(b)) = (old_sorted.get(x), new_sorted.get(y)) {
        match a.0.cmp(&b.0) {
            std::cmp::Ordering::Less => x += 1,
            std::cmp::Ordering::Greater => y += 1,
            std::cmp::Ordering::Equal => {
                links.push(Link { old: a.1..a.1 + 1, new: b.1..b.1 + 1, moved: true });
                (x, y) = (x + 1, y + 1);
            }
        }
    }
    free.take(&links);
    links.sort_by_key(|link| link.old.start);
    // Sentences too short to be found by themselves go with their neighbours.
    let mut beside = Vec::new();
    for link in &links {
        for step in [1, -1] {
            let (mut i, mut j) = if step == 1 {
                (link.old.end, link.new.end)
            } else {
                (link.old.start.wrapping_sub(1), link.new.start.wrapping_sub(1))
            };
            while free.old.get(i) == Some(&true)
                && free.new.get(j) == Some(&true)
                && keys.old.get(&i) == keys.new.get(&j)
            {
                let link = Link { old: i..i + 1, new: j..j + 1, moved: true };
                free.take(std::slice::from_ref(&link));
                beside.push(link);
                (i, j) = (i.wrapping_add_signed(step), j.wrapping_add_signed(step));
            }
        }
    }
    links.append(&mut beside);
    links.sort_by_key(|link| link.old.start);
    links
}

/// Decides what has moved: what is not in the longest text, in characters, that stands in the same order
/// in both. Of two passages that changed places the shorter has moved.
pub(super) fn place(pairing: &mut Pairing, old: &Document, new: &Document) {
    let length = |document: &Document, numbers: Range<usize>| {
        (document.span(numbers.end - 1).end - document.span(numbers.start).start) as u32
    };
    let runs = std::mem::take(&mut pairing.same);
    let mut links: Vec<(Link, bool)> =
        std::mem::take(&mut pairing.links).into_iter().map(|link| (link, false)).collect();
    links.extend(runs.into_iter().map(|run| {
        let (old, new) = (run.old..run.old + run.count, run.new..run.new + run.count);
        (Link { old, new, moved: false }, true)
    }));
    links.sort_by_key(|(link, _)| link.old.start);
    let weighed: Vec<(usize, usize, u32)> = links
        .iter()
        .map(|(link, _)| {
            let weight = length(old, link.old.clone()).saturating_add(length(new, link.new.clone()));
            (link.old.start, link.new.start, weight)
        })
        .collect();
    let mut stays = vec![false; links.len()];
    for at in heaviest_chain(&weighed) {
        stays[at] = true;
    }
    for ((mut link, is_run), stays) in links.into_iter().zip(stays) {
        link.moved = !stays;
        if !is_run {
            pairing.links.push(link);
        } else if stays {
            pairing.same.push(Run { old: link.old.start, new: link.new.start, count: link.old.len() });
        } else {
            let one = |(i, j)| Link { old: i..i + 1, new: j..j + 1, moved: true };
            pairing.links.extend(link.old.zip(link.new).map(one));
        }
    }
}

impl Matcher<'_> {
    /// Finds what moved and was edited on the way.
    pub(super) fn like_anywhere(&self, old: &[usize], new: &[usize], apart: &mut Vec<Link>, free: &mut Free) {
        if old.is_empty() || new.is_empty() {
            return;
        }
        let beside = Beside::of(apart);
        for (x, y, likeness) in self.candidates(old, new) {
            let (i, j) = (old[x], new[y]);
            let (a, b) = (self.old.sentence(i), self.new.sentence(j));
            let long = || key(&a).length.min(key(&b).length) >= MOVABLE;
            let by_itself = likeness >= LIKE_ELSEWHERE && long() && !self.is_another(&a, &b);
            if by_itself || likeness >= LIKE && beside.is_beside(i, j) {
                let link = Link { old: i..i + 1, new: j..j + 1, moved: true };
                free.take(std::slice::from_ref(&link));
                apart.push(link);
            }
        }
        // The rest of a sentence that was split or joined on the way stands beside it.
        for link in apart.iter_mut().filter(|link| link.old.len() == 1 && link.new.len() == 1) {
            for grown in [
                Link { new: link.new.start..link.new.end + 1, ..link.clone() },
                Link { new: link.new.start.saturating_sub(1)..link.new.end, ..link.clone() },
                Link { old: link.old.start..link.old.end + 1, ..link.clone() },
                Link { old: link.old.start.saturating_sub(1)..link.old.end, ..link.clone() },
            ] {
                let is_free = |range: &Range<usize>, of: &Range<usize>, free: &[bool]| {
                    range.clone().all(|n| of.contains(&n) || free.get(n) == Some(&true))
                };
                let room =
                    is_free(&grown.old, &link.old, &free.old) && is_free(&grown.new, &link.new, &free.new);
                if room && (grown.old.len(), grown.new.len()) != (1, 1) && self.is_better(link, &grown) {
                    free.take(std::slice::from_ref(&grown));
                    *link = grown;
                    break;
                }
            }
        }
    }

    /// Whether two sentences that are alike differ in a number or in whom they are about: of two such
    /// clauses neither has moved and become the other.
    fn is_another(&self, a: &str, b: &str) -> bool {
        let classes = Sides::new(a, self.old, b, self.new).classes(&hunks(a, b));
        classes.iter().any(|class| matches!(class, Class::Number | Class::Name))
    }

    /// Whether `grown`, which has one more sentence on one side than `link`, explains more than it.
    fn is_better(&self, link: &Link, grown: &Link) -> bool {
        let one = self.old_profile(link.old.start);
        let other = self.new_profile(link.new.start);
        let gain = self.pair_gain(&one, &other, one.shared(&other, &self.rarity)).unwrap_or(0);
        let olds: Vec<Profile> = grown.old.clone().map(|i| self.old_profile(i)).collect();
        let news: Vec<Profile> = grown.new.clone().map(|j| self.new_profile(j)).collect();
        let (whole, parts) = if olds.len() == 1 { (&olds[0], &news) } else { (&news[0], &olds) };
        let parts: Vec<&Profile> = parts.iter().collect();
        let held = |at: usize| whole.shared(parts[at], &self.rarity);
        self.join_gain(whole, &parts, held).is_some_and(|joined| joined > gain)
    }

    /// Pairs by likeness what lies right before, between and right after sentences that stand apart
    /// from their old place together: a passage moves as a whole, and its changes with it.
    pub(super) fn between(&self, apart: &mut Vec<Link>, free: &mut Free) {
        /// Sentences in a row that are looked at on either side.
        const REACH: usize = 12;
        apart.sort_by_key(|link| link.old.start);
        let mut found = Vec::new();
        for link in apart.iter() {
            let (mut i, mut j) = (link.old.end, link.new.end);
            for back in [false, true] {
                if back {
                    (i, j) = (link.old.start, link.new.start);
                }
                let row = |n: usize, free: &[bool]| -> Vec<usize> {
                    if back {
                        let mut row: Vec<usize> = (0..n).rev().take(REACH).take_while(|&n| free[n]).collect();
                        row.reverse();
                        row
                    } else {
                        (n..free.len()).take(REACH).take_while(|&n| free[n]).collect()
                    }
                };
                let (old, new) = (row(i, &free.old), row(j, &free.new));
                self.like_in_gap(&old, &new, &mut found);
                free.take(&found);
            }
        }
        apart.append(&mut found);
    }
}
