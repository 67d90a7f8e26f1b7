//! Which sentences of the two versions are one sentence?
//!
//! Most are the same, character by character, and in the same order: comparing the sequences of their
//! numbers finds those. In the gaps that remain a sentence may have been edited, split, joined, moved,
//! written or struck out, so within each gap
//!
//! 1. what is the same but for marks, spaces, script or its section number is paired in order;
//! 2. what is the same anywhere else in the other text has moved;
//! 3. the rest is paired by likeness, in order, 1-1, 1-2, 2-1, 1-3 and 3-1;
//! 4. what is still left and has a like elsewhere has moved and been edited.
//!
//! Going from the whole to the small like this is what keeps it linear: likeness is asked only inside
//! gaps, and in large ones only of sentences that share something rare. Comparing every sentence with
//! every other finds no more and takes hours on a book.

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::Class;
use super::characters::{common_prefix, common_suffix, hunks};
use super::classes::Sides;
use super::fold::is_space;
use super::likeness::{Profile, Rarity, per_mille};
use super::units::{Key, NOWHERE, identities, key};
use crate::text::Document;

/// Sentences that are one another, but not the same in the same place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Link {
    pub(super) old: Range<usize>,
    pub(super) new: Range<usize>,
    /// Whether it stands elsewhere, as seen from its neighbours.
    pub(super) moved: bool,
}

/// Characters that a sentence must have to be found elsewhere by itself: fewer may stand anywhere.
const MOVABLE: u32 = 6;

/// Characters that a run of equal sentences must have to divide what changed around it.
const ANCHOR: usize = 4;

/// Likeness, in thousandths, above which two sentences in the same place are versions of one.
const LIKE: u32 = 380;

/// The same where nothing else is left between two pairs: the place speaks for it.
const LIKE_ALONE: u32 = 260;

/// The same where they stand in different places.
const LIKE_ELSEWHERE: u32 = 560;

/// How much of the shorter sentences of a split or a merge the longer one must hold, in thousandths.
const HELD: u32 = 450;

/// How much of a sentence another must hold, in thousandths, to be it with something added, and how many grams
/// it must have for that: fewer may stand anywhere.
const GROWN: u32 = 720;
const GROWABLE: usize = 5;

/// What such a pair gains, in thousandths of what both hold: less than any other, as another may hold it better.
const GROWN_GAIN: u32 = 60;

/// Pairs of sentences of one gap that are compared; larger gaps are divided first.
const CELLS: usize = 40_000;

/// A stretch of both texts that lies between equal sentences.
#[derive(Clone, Debug)]
struct Gap {
    old: Range<usize>,
    new: Range<usize>,
}

/// Pairs the sentences of `old` and `new`. What is in no link is the same in both and in order, or has
/// no counterpart; the links are in the order of the new text.
pub(super) fn links(old: &Document, new: &Document) -> Pairing {
    let mut pairing = Pairing { links: Vec::new(), same: same_runs(old, new) };
    let gaps = gaps(&mut pairing.same, old, new);
    if gaps.is_empty() {
        return pairing;
    }
    let open: Vec<Gap> = gaps
        .into_iter()
        .filter(|gap| match diagonal(gap, old, new) {
            Some(links) => {
                pairing.links.extend(links);
                false
            }
            None => true,
        })
        .collect();
    let open: Vec<Gap> =
        open.into_iter().filter_map(|gap| recut(gap, old, new, &mut pairing.links)).collect();
    if !open.is_empty() {
        Matcher::new(old, new).solve(open, &mut pairing);
    }
    pairing.links.sort_by_key(|link| link.new.start);
    pairing
}

/// What [`links`] finds.
#[derive(Debug)]
pub(super) struct Pairing {
    pub(super) links: Vec<Link>,
    /// Runs of sentences that are the same, in order: where they begin in each, and how many.
    pub(super) same: Vec<Run>,
}

/// Sentences of both texts that are the same, one after the other.
#[derive(Clone, Copy, Debug)]
pub(super) struct Run {
    pub(super) old: usize,
    pub(super) new: usize,
    pub(super) count: usize,
}

/// The runs of sentences that are equal and in the same order.
///
/// Sentences that stand once in either text are fixed points; from these the runs are followed both
/// ways, and what remains between is small enough for any method. A sentence that stands in a hundred
/// places then goes with its neighbours, and the whole takes hardly longer than reading.
fn same_runs(old: &Document, new: &Document) -> Vec<Run> {
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
fn gaps(runs: &mut Vec<Run>, old: &Document, new: &Document) -> Vec<Gap> {
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

/// The links of a gap where as many sentences stand on both sides and each plainly is the other: the
/// commonest case, in which nothing need be weighed.
fn diagonal(gap: &Gap, old: &Document, new: &Document) -> Option<Vec<Link>> {
    if gap.old.is_empty() || gap.old.len() != gap.new.len() {
        return None;
    }
    gap.old
        .clone()
        .zip(gap.new.clone())
        .map(|(i, j)| {
            let (a, b) = (old.sentence(i), new.sentence(j));
            let prefix = common_prefix(&a, &b);
            let ends = prefix + common_suffix(&a[prefix..], &b[prefix..]);
            // Where characters were replaced by as many, all the others still stand where they stood.
            let in_place = || a.bytes().zip(b.bytes()).filter(|(a, b)| a == b).count();
            let longer = a.len().max(b.len());
            let plain = ends * 2 > longer || a.len() == b.len() && in_place() * 4 > longer * 3;
            plain.then(|| Link { old: i..i + 1, new: j..j + 1, moved: false })
        })
        .collect()
}

/// Pairs the sentences at the start of `gap` that are of the same characters, cut otherwise; what is left
/// of the gap. Where lines were broken anew, some of their ends may be taken for ends of sentences.
fn recut(gap: Gap, old: &Document, new: &Document, links: &mut Vec<Link>) -> Option<Gap> {
    if gap.old.is_empty() || gap.new.is_empty() {
        return Some(gap);
    }
    let letters = |document: &Document, number: usize| -> Vec<char> {
        document.sentence(number).chars().filter(|&c| !is_space(c)).collect()
    };
    let mut from = (gap.old.start, gap.new.start);
    let (mut i, mut j) = from;
    let (mut a, mut b) = (letters(old, i), letters(new, j));
    let (mut x, mut y) = (0, 0);
    while i < gap.old.end && j < gap.new.end {
        let length = (a.len() - x).min(b.len() - y);
        if a[x..x + length] != b[y..y + length] {
            break;
        }
        (x, y) = (x + length, y + length);
        let (end_a, end_b) = (x == a.len(), y == b.len());
        if end_a {
            i += 1;
            (a, x) = (if i < gap.old.end { letters(old, i) } else { Vec::new() }, 0);
        }
        if end_b {
            j += 1;
            (b, y) = (if j < gap.new.end { letters(new, j) } else { Vec::new() }, 0);
        }
        if end_a && end_b {
            links.push(Link { old: from.0..i, new: from.1..j, moved: false });
            from = (i, j);
        }
    }
    let left = Gap { old: from.0..gap.old.end, new: from.1..gap.new.end };
    (!left.old.is_empty() || !left.new.is_empty()).then_some(left)
}

/// Pairs what lies in gaps.
struct Matcher<'a> {
    old: &'a Document,
    new: &'a Document,
    rarity: Rarity,
}

impl<'a> Matcher<'a> {
    fn new(old: &'a Document, new: &'a Document) -> Self {
        Self { old, new, rarity: Rarity::of(old, new) }
    }

    fn solve(&self, gaps: Vec<Gap>, pairing: &mut Pairing) {
        let mut keys = Keys::default();
        let mut free = Free { old: vec![false; self.old.len()], new: vec![false; self.new.len()] };
        for gap in &gaps {
            keys.old.extend(gap.old.clone().map(|i| (i, key(&self.old.sentence(i)))));
            keys.new.extend(gap.new.clone().map(|j| (j, key(&self.new.sentence(j)))));
            free.old[gap.old.clone()].fill(true);
            free.new[gap.new.clone()].fill(true);
        }
        // In order first, within each gap.
        let mut links = Vec::new();
        let mut smaller = Vec::with_capacity(gaps.len());
        for gap in gaps {
            self.same_in_gap(gap, &keys, &mut links, &mut smaller);
        }
        free.take(&links);
        pairing.links.append(&mut links);
        // Then anywhere, with what lies between sentences that went together.
        let loose_old: Vec<usize> = smaller.iter().flat_map(|gap| gap.old.clone()).collect();
        let loose_new: Vec<usize> = smaller.iter().flat_map(|gap| gap.new.clone()).collect();
        let mut apart = same_anywhere(&loose_old, &loose_new, &keys, &mut free);
        drop(keys);
        self.between(&mut apart, &mut free);
        // Then by likeness, in order.
        for gap in smaller {
            let old: Vec<usize> = gap.old.filter(|&i| free.old[i]).collect();
            let new: Vec<usize> = gap.new.filter(|&j| free.new[j]).collect();
            self.like_in_gap(&old, &new, &mut links);
        }
        free.take(&links);
        pairing.links.append(&mut links);
        // Then by likeness, anywhere.
        let left_old: Vec<usize> = loose_old.into_iter().filter(|&i| free.old[i]).collect();
        let left_new: Vec<usize> = loose_new.into_iter().filter(|&j| free.new[j]).collect();
        self.like_anywhere(&left_old, &left_new, &mut apart, &mut free);
        self.between(&mut apart, &mut free);
        if !apart.is_empty() {
            pairing.links.append(&mut apart);
            place(pairing, self.old, self.new);
        }
    }

    /// Pairs in order what has the same key within `gap`; what lies between becomes smaller gaps.
    fn same_in_gap(&self, gap: Gap, keys: &Keys, links: &mut Vec<Link>, smaller: &mut Vec<Gap>) {
        if gap.old.is_empty() || gap.new.is_empty() {
            smaller.push(gap);
            return;
        }
        let old: Vec<Key> = gap.old.clone().map(|i| keys.old[&i]).collect();
        let new: Vec<Key> = gap.new.clone().map(|j| keys.new[&j]).collect();
        let (mut end_old, mut end_new) = (gap.old.start, gap.new.start);
        for op in capture_diff_slices(Algorithm::Histogram, &old, &new) {
            let DiffOp::Equal { old_index, new_index, len } = op else { continue };
            let length: usize = (old_index..old_index + len).map(|at| old[at].length as usize).sum();
            if length < ANCHOR {
                continue;
            }
            for at in 0..len {
                let (i, j) = (gap.old.start + old_index + at, gap.new.start + new_index + at);
                if end_old < i || end_new < j {
                    smaller.push(Gap { old: end_old..i, new: end_new..j });
                }
                links.push(Link { old: i..i + 1, new: j..j + 1, moved: false });
                (end_old, end_new) = (i + 1, j + 1);
            }
        }
        if end_old < gap.old.end || end_new < gap.new.end {
            smaller.push(Gap { old: end_old..gap.old.end, new: end_new..gap.new.end });
        }
    }

    /// Pairs in order what is alike among `old` and `new`, which lie in one gap.
    fn like_in_gap(&self, old: &[usize], new: &[usize], links: &mut Vec<Link>) {
        if old.is_empty() || new.is_empty() {
            return;
        }
        if (old.len() + 1).saturating_mul(new.len() + 1) <= CELLS {
            let old = old.iter().map(|&i| (i, Profile::of(self.old, i, &self.rarity))).collect::<Vec<_>>();
            let new = new.iter().map(|&j| (j, Profile::of(self.new, j, &self.rarity))).collect::<Vec<_>>();
            self.best_path(&old, &new, links);
            return;
        }
        // Too large to weigh every pair: pairs that share something rare divide it.
        let pairs: Vec<(usize, usize, u32)> =
            self.candidates(old, new).into_iter().filter(|pair| pair.2 >= LIKE_ELSEWHERE).collect();
        let chain = heaviest_chain(&pairs);
        if chain.is_empty() {
            return;
        }
        let (mut end_old, mut end_new) = (0, 0);
        let last = (old.len(), new.len(), 0);
        for (x, y, likeness) in chain.into_iter().map(|at| pairs[at]).chain([last]) {
            let (between_old, between_new) = (&old[end_old..x], &new[end_new..y]);
            if (between_old.len() + 1).saturating_mul(between_new.len() + 1) <= CELLS {
                self.like_in_gap(between_old, between_new, links);
            }
            if likeness > 0 {
                links.push(Link { old: old[x]..old[x] + 1, new: new[y]..new[y] + 1, moved: false });
            }
            (end_old, end_new) = (x + 1, y + 1);
        }
    }

    /// The pairing in order that explains most of both sides.
    fn best_path(&self, old: &[(usize, Profile)], new: &[(usize, Profile)], links: &mut Vec<Link>) {
        let (m, n) = (old.len(), new.len());
        let shared: Vec<u64> =
            old.iter().flat_map(|(_, a)| new.iter().map(|(_, b)| a.shared(b, &self.rarity))).collect();
        let width = n + 1;
        let mut best = vec![0_i64; (m + 1) * width];
        let mut step = vec![(0_u8, 0_u8); (m + 1) * width];
        for x in 0..=m {
            for y in 0..=n {
                let here = x * width + y;
                let mut top = (0, (0, 0));
                let mut consider = |score: i64, by: (u8, u8)| {
                    if score > top.0 || top.1 == (0, 0) {
                        top = (score, by);
                    }
                };
                if x > 0 && y > 0 {
                    let from = best[here - width - 1];
                    if let Some(gain) =
                        self.pair_gain(&old[x - 1].1, &new[y - 1].1, shared[(x - 1) * n + y - 1])
                    {
                        consider(from + gain, (1, 1));
                    }
                }
                if x > 0 {
                    consider(best[here - width], (1, 0));
                }
                if y > 0 {
                    consider(best[here - 1], (0, 1));
                }
                for count in 2..=3 {
                    if x > 0 && y >= count {
                        let parts: Vec<&Profile> = new[y - count..y].iter().map(|part| &part.1).collect();
                        let held = |at: usize| shared[(x - 1) * n + y - count + at];
                        if in_a_row(&new[y - count..y])
                            && let Some(gain) = self.join_gain(&old[x - 1].1, &parts, held)
                        {
                            consider(best[here - width - count] + gain, (1, count as u8));
                        }
                    }
                    if y > 0 && x >= count {
                        let parts: Vec<&Profile> = old[x - count..x].iter().map(|part| &part.1).collect();
                        let held = |at: usize| shared[(x - count + at) * n + y - 1];
                        if in_a_row(&old[x - count..x])
                            && let Some(gain) = self.join_gain(&new[y - 1].1, &parts, held)
                        {
                            consider(best[here - count * width - 1] + gain, (count as u8, 1));
                        }
                    }
                }
                (best[here], step[here]) = top;
            }
        }
        let (mut x, mut y) = (m, n);
        let mut path = Vec::new();
        while x > 0 || y > 0 {
            let (dx, dy) = step[x * width + y];
            let (dx, dy) = (usize::from(dx), usize::from(dy));
            if dx > 0 && dy > 0 {
                path.push((x - dx..x, y - dy..y));
            }
            (x, y) = (x - dx, y - dy);
        }
        path.reverse();
        // Where one sentence is left on either side between two pairs, its place speaks for it.
        let (mut end_x, mut end_y) = (0, 0);
        let mut alone = Vec::new();
        for (xs, ys) in path.iter().cloned().chain([(m..m, n..n)]) {
            if xs.start - end_x == 1 && ys.start - end_y == 1 {
                let (a, b) = (&old[end_x].1, &new[end_y].1);
                if per_mille(2 * shared[end_x * n + end_y], a.weight + b.weight) >= LIKE_ALONE {
                    alone.push((end_x..end_x + 1, end_y..end_y + 1));
                }
            }
            (end_x, end_y) = (xs.end, ys.end);
        }
        path.extend(alone);
        links.extend(path.into_iter().map(|(xs, ys)| Link {
            old: old[xs.start].0..old[xs.end - 1].0 + 1,
            new: new[ys.start].0..new[ys.end - 1].0 + 1,
            moved: false,
        }));
    }

    /// What pairing two sentences explains; nothing if they are not alike.
    fn pair_gain(&self, a: &Profile, b: &Profile, shared: u64) -> Option<i64> {
        let mut both = a.weight + b.weight;
        if per_mille(2 * shared, both) < LIKE {
            // A sentence to which much was added, or of which much was cut, is held by the other; what was added
            // says nothing against it.
            let shorter = if a.weight <= b.weight { a } else { b };
            if shorter.grams.len() < GROWABLE || per_mille(shared, shorter.weight) < GROWN {
                return None;
            }
            both = shared * 2 * 1000 / u64::from(LIKE + GROWN_GAIN);
        }
        let (shared, both) = (shared as i64, both as i64);
        // Of clauses that differ in nothing but a number, each goes with the one of its own.
        let penalty = if a.numerals == b.numerals { 0 } else { both * 40 };
        Some(shared * 2000 - both * i64::from(LIKE) - penalty)
    }

    /// What joining `parts`, of which the whole holds what `held` says, explains; nothing if a part is
    /// not in the whole.
    fn join_gain(&self, whole: &Profile, parts: &[&Profile], held: impl Fn(usize) -> u64) -> Option<i64> {
        if parts
            .iter()
            .enumerate()
            .any(|(at, part)| part.weight == 0 || per_mille(held(at), part.weight) < HELD)
        {
            return None;
        }
        let joined = Profile::joined(parts, &self.rarity);
        let shared = whole.shared(&joined, &self.rarity);
        let both = whole.weight + joined.weight;
        if per_mille(2 * shared, both) < LIKE {
            return None;
        }
        let (shared, both) = (shared as i64, both as i64);
        let cost = both * 20;
        Some(shared * 2000 - both * i64::from(LIKE) - cost)
    }

    /// Pairs of `old` and `new`, by their places in these lists, each of which is the other's likest of
    /// all that share something rare; with their likeness.
    fn candidates(&self, old: &[usize], new: &[usize]) -> Vec<(usize, usize, u32)> {
        /// Grams by which a sentence is looked for.
        const RAREST: usize = 12;
        /// Sentences that may hold a gram that is to find one.
        const HOLDERS: usize = 8;
        /// Sentences found that are then compared in full.
        const COMPARED: usize = 3;
        let rarest = |profile: &Profile| -> Vec<u32> {
            let mut grams: Vec<u32> = profile.grams.clone();
            grams.sort_by_key(|&gram| (std::cmp::Reverse(self.rarity.weight(gram)), gram));
            grams.truncate(RAREST);
            grams
        };
        let mut holders: Vec<(u32, u32)> = Vec::with_capacity(new.len() * RAREST);
        for (y, &j) in new.iter().enumerate() {
            let profile = Profile::of(self.new, j, &self.rarity);
            holders.extend(rarest(&profile).into_iter().map(|gram| (gram, y as u32)));
        }
        holders.sort_unstable();
        let mut best_old: Vec<Option<(u32, usize)>> = vec![None; old.len()];
        let mut best_new: Vec<Option<(u32, usize)>> = vec![None; new.len()];
        for (x, &i) in old.iter().enumerate() {
            let profile = Profile::of(self.old, i, &self.rarity);
            let mut hits: Vec<u32> = Vec::new();
            for gram in rarest(&profile) {
                let from = holders.partition_point(|holder| holder.0 < gram);
                let found = holders[from..].iter().take_while(|holder| holder.0 == gram);
                if found.clone().take(HOLDERS + 1).count() <= HOLDERS {
                    hits.extend(found.map(|holder| holder.1));
                }
            }
            hits.sort_unstable();
            let mut counted: Vec<(usize, u32)> = Vec::new();
            for group in hits.chunk_by(|a, b| a == b) {
                counted.push((group.len(), group[0]));
            }
            counted.sort_by_key(|&(count, y)| (std::cmp::Reverse(count), y));
            for &(_, y) in counted.iter().take(COMPARED) {
                let y = y as usize;
                let other = Profile::of(self.new, new[y], &self.rarity);
                let mut likeness = profile.likeness(&other, &self.rarity);
                if profile.numerals != other.numerals {
                    likeness = likeness.saturating_sub(40);
                }
                if best_old[x].is_none_or(|best| best.0 < likeness) {
                    best_old[x] = Some((likeness, y));
                }
                if best_new[y].is_none_or(|best| best.0 < likeness) {
                    best_new[y] = Some((likeness, x));
                }
            }
        }
        let mutual = |(x, best): (usize, Option<(u32, usize)>)| {
            let (likeness, y) = best?;
            best_new[y].is_some_and(|back| back.1 == x).then_some((x, y, likeness))
        };
        best_old.iter().copied().enumerate().filter_map(mutual).collect()
    }

    /// Finds what moved and was edited on the way.
    fn like_anywhere(&self, old: &[usize], new: &[usize], apart: &mut Vec<Link>, free: &mut Free) {
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

    fn old_profile(&self, i: usize) -> Profile {
        Profile::of(self.old, i, &self.rarity)
    }

    fn new_profile(&self, j: usize) -> Profile {
        Profile::of(self.new, j, &self.rarity)
    }

    /// Pairs by likeness what lies right before, between and right after sentences that stand apart
    /// from their old place together: a passage moves as a whole, and its changes with it.
    fn between(&self, apart: &mut Vec<Link>, free: &mut Free) {
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

fn in_a_row(sentences: &[(usize, Profile)]) -> bool {
    sentences.windows(2).all(|pair| pair[0].0 + 1 == pair[1].0)
}

/// The keys of the sentences in gaps.
#[derive(Default)]
struct Keys {
    old: FxHashMap<usize, Key>,
    new: FxHashMap<usize, Key>,
}

/// Which sentences have no partner yet.
struct Free {
    old: Vec<bool>,
    new: Vec<bool>,
}

impl Free {
    fn take(&mut self, links: &[Link]) {
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
fn same_anywhere(old: &[usize], new: &[usize], keys: &Keys, free: &mut Free) -> Vec<Link> {
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
fn place(pairing: &mut Pairing, old: &Document, new: &Document) {
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

/// The places of the pairs that make the heaviest chain rising on both sides; `pairs` rise in their
/// first part and are (first, second, weight).
fn heaviest_chain(pairs: &[(usize, usize, u32)]) -> Vec<usize> {
    let mut seconds: Vec<usize> = pairs.iter().map(|pair| pair.1).collect();
    seconds.sort_unstable();
    seconds.dedup();
    // For each prefix of the second parts the best chain that ends in it (a Fenwick tree of maxima).
    let mut tree: Vec<(u64, Option<usize>)> = vec![(0, None); seconds.len() + 1];
    let mut before: Vec<Option<usize>> = Vec::with_capacity(pairs.len());
    for (at, &(_, second, weight)) in pairs.iter().enumerate() {
        let rank = seconds.partition_point(|&other| other < second);
        let mut best = (0, None);
        let mut node = rank;
        while node > 0 {
            if tree[node].0 > best.0 {
                best = tree[node];
            }
            node &= node - 1;
        }
        before.push(best.1);
        let total = best.0 + u64::from(weight);
        let mut node = rank + 1;
        while node < tree.len() {
            if tree[node].0 < total {
                tree[node] = (total, Some(at));
            }
            node += node & node.wrapping_neg();
        }
    }
    let mut best = (0, None);
    let mut node = seconds.len();
    while node > 0 {
        if tree[node].0 > best.0 {
            best = tree[node];
        }
        node &= node - 1;
    }
    let mut chain = Vec::new();
    let mut next = best.1;
    while let Some(at) = next {
        chain.push(at);
        next = before[at];
    }
    chain.reverse();
    chain
}
