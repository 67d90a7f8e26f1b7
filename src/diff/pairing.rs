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

mod chain;
mod moved;
mod same;

use std::ops::Range;

use rustc_hash::FxHashMap;
use similar::{Algorithm, DiffOp, capture_diff_slices};

use super::characters::{common_prefix, common_suffix};
use super::fold::is_space;
use super::likeness::{Profile, Rarity, per_mille};
use super::units::{Key, key};
use crate::text::{Document, script};
use chain::heaviest_chain;
use moved::{Free, place, same_anywhere};
use same::{gaps, same_runs};

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
    if old.len() == 1 && new.len() == 1 && share_a_word(&old.sentence(0), &new.sentence(0)) {
        // The one sentence of a text can be nothing but a version of the one of the other.
        pairing.links.push(Link { old: 0..1, new: 0..1, moved: false });
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

/// Whether two sentences of a script with spaces have a word in common.
fn share_a_word(a: &str, b: &str) -> bool {
    let words = |text: &'_ str| -> Vec<String> {
        let parts = text.split(|c: char| !c.is_alphanumeric() || script::runs_on(c));
        parts.filter(|part| !part.is_empty()).map(str::to_lowercase).collect()
    };
    let known = words(b);
    words(a).iter().any(|word| known.contains(word))
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

    fn old_profile(&self, i: usize) -> Profile {
        Profile::of(self.old, i, &self.rarity)
    }

    fn new_profile(&self, j: usize) -> Profile {
        Profile::of(self.new, j, &self.rarity)
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
