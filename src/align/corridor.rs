//! Which part of the grid need be looked at?
//!
//! A book has a billion pairs of sentences, of which a path visits some ten thousand. A fixed band
//! around the diagonal is the usual way out, and wrong: one long passage missing on one side, and the
//! path leaves the band and is lost to the end. So the path is first found roughly, whatever its course:
//!
//! 1. Both texts are cut into blocks of some sentences. Each pair of rare words that may render each
//!    other (names, numbers, words of the table) votes for the pairs of blocks it stands in, the rarer
//!    the more.
//! 2. The heaviest chain of block pairs that goes forward on both sides is a longest increasing
//!    subsequence with weights, found in time n log n (Fredman 1975).
//! 3. What lies between two links of the chain is a box. A box too large to look at in full is searched
//!    again by itself, where words that are frequent in the book may be rare.
//!
//! [`around`] narrows the corridor further once a path is known.

use std::ops::Range;

use super::lexicon::Translations;
use super::shape::{MAX, Step};
use super::side::Side;

/// The cells that are looked at: a run of columns for each row, none of whose ends goes back.
///
/// Row and column count the sentences before a place, so that there is one more than sentences.
pub(crate) struct Corridor {
    runs: Vec<(u32, u32)>,
    offsets: Vec<usize>,
    /// The last place before each row at which a bead must end.
    walls: Vec<(u32, u32)>,
    /// The last column of each row at which a bead may end.
    limits: Vec<u32>,
}

impl Corridor {
    /// The corridor of these runs, first and last column of each row, through the places in `fixed`.
    fn new(mut runs: Vec<(u32, u32)>, fixed: &[(usize, usize)]) -> Self {
        let last = runs.len() - 1;
        let columns = runs[last].1;
        let mut walls = vec![(0, 0); runs.len()];
        let mut limits = vec![u32::MAX; runs.len()];
        let mut next = 0;
        for (row, run) in runs.iter_mut().enumerate() {
            while next < fixed.len() && fixed[next].0 < row {
                next += 1;
            }
            let before = if next > 0 { fixed[next - 1] } else { (0, 0) };
            walls[row] = (before.0 as u32, before.1 as u32);
            run.0 = run.0.max(before.1 as u32);
            if let Some(&(_, column)) = fixed.get(next) {
                run.1 = run.1.min(column as u32);
                if let Some(place) = fixed[next..].iter().take_while(|place| place.0 == row).last() {
                    // A bead ends at the first place of its row, and what follows it goes along the row.
                    limits[row] = column as u32;
                    // So does what follows the last place of all.
                    *run = (before.1 as u32, if row == last { columns } else { place.1 as u32 });
                }
            }
            run.1 = run.1.max(run.0);
        }
        for row in 1..=last {
            runs[row].0 = runs[row].0.max(runs[row - 1].0);
            runs[row].1 = runs[row].1.max(runs[row - 1].1).max(runs[row].0);
        }
        for row in (0..last).rev() {
            runs[row].1 = runs[row].1.max(runs[row + 1].0);
        }
        let mut offsets = Vec::with_capacity(runs.len() + 1);
        offsets.push(0);
        let mut sum = 0;
        for run in &runs {
            sum += (run.1 - run.0 + 1) as usize;
            offsets.push(sum);
        }
        Self { runs, offsets, walls, limits }
    }

    /// The columns of `row`.
    pub(crate) fn row(&self, row: usize) -> Range<usize> {
        let (first, last) = self.runs[row];
        first as usize..last as usize + 1
    }

    /// How many rows of sentences it has.
    pub(crate) fn rows(&self) -> usize {
        self.runs.len() - 1
    }

    /// Whether the cell is looked at.
    pub(crate) fn holds(&self, row: usize, column: usize) -> bool {
        self.row(row).contains(&column)
    }

    /// The columns of `row` at which a bead of `a` and `b` sentences may end.
    pub(crate) fn ends(&self, row: usize, a: usize, b: usize) -> Range<usize> {
        let wall = self.walls[row];
        if a > row || row - a < wall.0 as usize {
            return 0..0;
        }
        let (begin, end) = (self.row(row - a), self.row(row));
        let start = end.start.max(begin.start.max(wall.1 as usize) + b);
        start..end.end.min(begin.end + b).min((self.limits[row] as usize).saturating_add(1))
    }

    /// How many cells there are.
    pub(crate) fn len(&self) -> usize {
        self.offsets[self.runs.len()]
    }

    /// The number of a cell, in the order of rows.
    pub(crate) fn cell(&self, row: usize, column: usize) -> usize {
        self.offsets[row] + column - self.runs[row].0 as usize
    }
}

/// A box of the grid: the rows and columns of its corners, both included.
#[derive(Clone, Copy, Debug)]
struct Area {
    from: (usize, usize),
    to: (usize, usize),
}

impl Area {
    fn cells(self) -> usize {
        (self.to.0 - self.from.0 + 1) * (self.to.1 - self.from.1 + 1)
    }
}

/// A box of so many cells is looked at in full.
const SMALL: usize = 2_500;

/// A box in which nothing is found is looked at in full up to so many cells, and only along its
/// diagonal beyond.
const BLIND: usize = 1_000_000;

/// How far the path may stray from a box, in sentences.
const MARGIN: usize = 5;

/// The corridor of two texts that goes through `fixed`, found by what they share.
pub(crate) fn rough(
    source: &Side,
    target: &Side,
    known: &Translations,
    fixed: &[(usize, usize)],
) -> Corridor {
    let (rows, columns) = (source.len(), target.len());
    let mut runs: Vec<(u32, u32)> = vec![(u32::MAX, 0); rows + 1];
    let corners = std::iter::once((0, 0)).chain(fixed.iter().copied()).chain([(rows, columns)]);
    let corners: Vec<(usize, usize)> = corners.collect();
    let mut search = Search { source, target, known, there: vec![&[]; target.vocabulary_len()] };
    for pair in corners.windows(2) {
        let area = Area { from: pair[0], to: pair[1] };
        let mut boxes = Vec::new();
        search.divide(area, &mut boxes);
        for found in boxes {
            mark(&mut runs, found, area);
        }
    }
    Corridor::new(runs, fixed)
}

/// Widens `runs` by a box, and by a margin within the area it was found in.
fn mark(runs: &mut [(u32, u32)], found: Area, within: Area) {
    let from = (
        found.from.0.saturating_sub(MARGIN).max(within.from.0),
        found.from.1.saturating_sub(MARGIN).max(within.from.1),
    );
    let to = ((found.to.0 + MARGIN).min(within.to.0), (found.to.1 + MARGIN).min(within.to.1));
    let narrow = found.cells() > BLIND;
    let (height, width) = ((to.0 - from.0).max(1), to.1 - from.1);
    let half = 100 + 2 * width / height + BLIND / (4 * height.max(width));
    for (row, run) in runs[from.0..=to.0].iter_mut().enumerate() {
        let middle = from.1 + row * width / height;
        run.0 = run.0.min(if narrow { middle.saturating_sub(half).max(from.1) } else { from.1 } as u32);
        run.1 = run.1.max(if narrow { (middle + half).min(to.1) } else { to.1 } as u32);
    }
}

/// A word in at most so many sentences of the area votes for each of its places on the other side.
const RARE: usize = 6;

/// A word in more, up to so many, votes if both sides have it about as often, for the place of the same
/// rank: in a text that repeats itself no word is rare.
const FREQUENT: usize = 400;

/// Sentences in a block of the source.
const BLOCK: usize = 8;

/// Votes that a pair of blocks needs to be a link.
const QUORUM: f32 = 0.9;

/// What the search for boxes goes by.
struct Search<'a> {
    source: &'a Side,
    target: &'a Side,
    known: &'a Translations,
    /// Where each word of the target stands in the area at hand.
    there: Vec<&'a [(u32, u8)]>,
}

impl Search<'_> {
    /// Adds to `boxes` the boxes of `area` that the path goes through.
    fn divide(&mut self, area: Area, boxes: &mut Vec<Area>) {
        if area.cells() <= SMALL {
            return boxes.push(area);
        }
        let chain = self.chain(area);
        let mut last = area.from;
        let mut parts = Vec::new();
        // A box reaches from the beginning of one link to the end of the next, as the path may enter a link's
        // block anywhere.
        for link in &chain {
            parts.push(Area { from: last, to: link.to });
            last = link.from;
        }
        parts.push(Area { from: last, to: area.to });
        for part in parts {
            if chain.is_empty() || part.cells() * 10 > area.cells() * 9 {
                boxes.push(part);
            } else {
                self.divide(part, boxes);
            }
        }
    }

    /// The heaviest chain of block pairs, in order.
    fn chain(&mut self, area: Area) -> Vec<Area> {
        let (height, width) = (area.to.0 - area.from.0, area.to.1 - area.from.1);
        if height < 2 || width < 2 {
            return Vec::new();
        }
        let blocks = height.min(width).div_ceil(BLOCK);
        let (tall, wide) = (height.div_ceil(blocks), width.div_ceil(blocks));
        let (source, target) = (self.source, self.target);
        let others = target.words_within(area.from.1..area.to.1);
        for &other in &others {
            self.there[other as usize] = target.places(other, area.from.1..area.to.1);
        }
        let mut votes: Vec<((u32, u32), f32)> = Vec::new();
        for word in source.words_within(area.from.0..area.to.0) {
            let here = source.places(word, area.from.0..area.to.0);
            if here.is_empty() || here.len() > FREQUENT || !source.is_word(word) {
                continue;
            }
            for table in [&self.known.forward, &self.known.backward] {
                for &(other, probability) in table.row(word) {
                    if probability < 0.05 {
                        continue;
                    }
                    let there = self.there[other as usize];
                    let mut vote = |x: u32, y: u32, weight: f32| {
                        let block = ((x as usize - area.from.0) / tall, (y as usize - area.from.1) / wide);
                        votes.push(((block.0 as u32, block.1 as u32), weight * probability.min(0.5)));
                    };
                    let (s, t) = (here.len(), there.len());
                    if t == 0 {
                    } else if s <= RARE && t <= RARE {
                        let weight = 1.0 / (s * t) as f32;
                        for &(x, _) in here {
                            for &(y, _) in there {
                                vote(x, y, weight);
                            }
                        }
                    } else if s.abs_diff(t) * 10 <= s {
                        let weight = if s == t { 0.5 } else { 0.2 };
                        for (n, &(x, _)) in here.iter().enumerate() {
                            vote(x, there[(2 * n + 1) * t / (2 * s)].0, weight);
                        }
                    }
                }
            }
        }
        for other in others {
            self.there[other as usize] = &[];
        }
        votes.sort_by_key(|vote| vote.0);
        let mut links: Vec<((u32, u32), f32)> = Vec::new();
        for (block, vote) in votes {
            match links.last_mut() {
                Some(link) if link.0 == block => link.1 += vote,
                _ => links.push((block, vote)),
            }
        }
        links.retain(|link| link.1 >= QUORUM);
        let corner = |block: (u32, u32)| Area {
            from: (area.from.0 + block.0 as usize * tall, area.from.1 + block.1 as usize * wide),
            to: (
                (area.from.0 + (block.0 as usize + 1) * tall).min(area.to.0),
                (area.from.1 + (block.1 as usize + 1) * wide).min(area.to.1),
            ),
        };
        let chain = heaviest(&mut links);
        // A few votes that agree by chance are worse than looking everywhere.
        if chain.len() * 3 < blocks && area.cells() <= BLIND / 2 {
            return Vec::new();
        }
        chain.into_iter().map(corner).collect()
    }
}

/// The increasing subsequence of the greatest weight: both coordinates grow from link to link.
fn heaviest(links: &mut [((u32, u32), f32)]) -> Vec<(u32, u32)> {
    // Of the same row, later columns first, so that none follows another of its row.
    links.sort_by_key(|&((row, column), _)| (row, u32::MAX - column));
    let width = links.iter().map(|link| link.0.1 as usize + 1).max().unwrap_or(0);
    // A Fenwick tree over columns: the best chain that ends at or before a column.
    let mut tree: Vec<(f32, usize)> = vec![(0.0, usize::MAX); width + 1];
    let mut before = vec![usize::MAX; links.len()];
    let mut best = (0.0, usize::MAX);
    for (n, &((_, column), weight)) in links.iter().enumerate() {
        let mut found = (0.0, usize::MAX);
        let mut at = column as usize;
        while at > 0 {
            if tree[at].0 > found.0 {
                found = tree[at];
            }
            at &= at - 1;
        }
        before[n] = found.1;
        let sum = found.0 + weight;
        if sum > best.0 {
            best = (sum, n);
        }
        let mut at = column as usize + 1;
        while at <= width {
            if sum > tree[at].0 {
                tree[at] = (sum, n);
            }
            at += at & at.wrapping_neg();
        }
    }
    let mut chain = Vec::new();
    let mut at = best.1;
    while at != usize::MAX {
        chain.push(links[at].0);
        at = before[at];
    }
    chain.reverse();
    chain
}

/// The corridor of all places within `margin` sentences of `path`, through `fixed`.
pub(crate) fn around(path: &[Step], margin: usize, fixed: &[(usize, usize)]) -> Corridor {
    let (rows, columns) = path.last().map_or((0, 0), |step| (step.0.end, step.1.end));
    let mut first = vec![columns; rows + 1];
    let mut last = vec![0; rows + 1];
    for (source, target) in path {
        for row in source.start..=source.end {
            first[row] = first[row].min(target.start);
            last[row] = last[row].max(target.end);
        }
    }
    let runs = (0..=rows).map(|row| {
        let from = first[row.saturating_sub(margin)].saturating_sub(margin);
        let to = (last[(row + margin).min(rows)] + margin).min(columns);
        (from as u32, to as u32)
    });
    Corridor::new(runs.collect(), fixed)
}

/// Places on `path` where it can be cut so that pieces have about `size` rows: after a 1-1 bead among
/// others, with no gap near.
pub(crate) fn cuts(path: &[Step], size: usize) -> Vec<(usize, usize)> {
    let mut cuts: Vec<(usize, usize)> = Vec::new();
    for window in path.windows(2 * MAX) {
        let place = (window[MAX].0.end, window[MAX].1.end);
        let far = place.0 >= cuts.last().map_or(0, |cut| cut.0) + size;
        if far && window.iter().all(|step| step.0.len() == 1 && step.1.len() == 1) {
            cuts.push(place);
        }
    }
    cuts
}
