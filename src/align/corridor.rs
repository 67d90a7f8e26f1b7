//! Which part of the grid need be looked at?
//!
//! A book has a billion pairs of sentences, of which a path visits some ten thousand. A fixed band
//! around the diagonal is the usual way out, and wrong: one long passage missing on one side, and the
//! path leaves the band and is lost to the end. So the path is first found roughly, whatever its course:
//!
//! 1. Both texts are cut into as many blocks, each with the same share of its characters. Each pair of rare words
//!    that may render each other (names, numbers, words of the table) votes for the pairs of blocks it stands in,
//!    the rarer the more.
//! 2. How likely the path passes each pair of blocks is summed over all paths: the diagonal is what lengths say,
//!    votes draw away from it, and going along one side costs what it leaves out.
//! 3. What lies between two places that are sure is a box. A box too large to look at in full is searched again by
//!    itself, where words that are frequent in the book may be rare; where nothing is sure, all that is likely is
//!    looked at.
//!
//! The heaviest chain of votes that goes forward (a longest increasing subsequence, Fredman 1975) is found sooner.
//! It knows no lengths: of two texts that share few words it takes a few that met by chance for the way.
//!
//! [`around`] narrows the corridor further once a path is known.

use std::ops::Range;

use super::approx::{exp, ln, log_sum};
use super::lexicon::Translations;
use super::meaning::Meaning;
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

/// A box in which no place is sure is looked at in full up to so many cells, and beyond where the survey leaves
/// it likely.
const BLIND: usize = 250_000;

/// Cells of a corridor through a box in which little is sure: so many, or so many a row if that is more.
const MOST: usize = 1_500_000;
const MOST_WIDE: usize = 400;

/// How far the path may stray from a box, in sentences.
const MARGIN: usize = 5;

/// The corridor of two texts that goes through `fixed`, found by what they share.
pub(crate) fn rough(
    source: &Side,
    target: &Side,
    known: &Translations,
    meaning: Option<&Meaning>,
    fixed: &[(usize, usize)],
) -> Corridor {
    let (rows, columns) = (source.len(), target.len());
    let mut runs: Vec<(u32, u32)> = vec![(u32::MAX, 0); rows + 1];
    let corners = std::iter::once((0, 0)).chain(fixed.iter().copied()).chain([(rows, columns)]);
    let corners: Vec<(usize, usize)> = corners.collect();
    let mut search = Search { source, target, known, meaning, there: vec![&[]; target.vocabulary_len()] };
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
    for run in &mut runs[from.0..=to.0] {
        *run = (run.0.min(from.1 as u32), run.1.max(to.1 as u32));
    }
}

/// A word in at most so many sentences of the area votes for each of its places on the other side.
const RARE: usize = 6;

/// A word in more, up to so many, votes if both sides have it about as often, for the place of the same
/// rank: in a text that repeats itself no word is rare.
const FREQUENT: usize = 400;

/// Sentences in a block of the side that has fewer, and the most blocks of a side.
const BLOCK: usize = 8;
const MOST_BLOCKS: usize = 512;

/// How likely the path is to pass a pair of blocks for that to be sure.
const SURE: f32 = 0.98;

/// Pairs of blocks less likely than this are not looked at.
const UNLIKELY: [f32; 4] = [1e-4, 1e-3, 1e-2, 0.05];

/// What the search for boxes goes by.
struct Search<'a> {
    source: &'a Side,
    target: &'a Side,
    known: &'a Translations,
    meaning: Option<&'a Meaning>,
    /// Where each word of the target stands in the area at hand.
    there: Vec<&'a [(u32, u8)]>,
}

impl Search<'_> {
    /// Adds to `boxes` the boxes of `area` that the path goes through.
    fn divide(&mut self, area: Area, boxes: &mut Vec<Area>) {
        let (height, width) = (area.to.0 - area.from.0, area.to.1 - area.from.1);
        if area.cells() <= SMALL || height < 2 || width < 2 {
            return boxes.push(area);
        }
        let survey = self.survey(area);
        let mut last = area.from;
        let mut parts = Vec::new();
        // A box reaches from the beginning of one link to the end of the next, as the path may enter a link's
        // block anywhere.
        for link in survey.links() {
            parts.push(Area { from: last, to: link.to });
            last = link.from;
        }
        parts.push(Area { from: last, to: area.to });
        for part in parts {
            if part.cells() * 10 <= area.cells() * 9 {
                self.divide(part, boxes);
            } else if area.cells() <= BLIND {
                boxes.push(part);
            } else {
                return survey.likely(boxes);
            }
        }
    }

    /// How likely the path is to pass each pair of blocks of `area`.
    fn survey(&mut self, area: Area) -> Survey {
        let (height, width) = (area.to.0 - area.from.0, area.to.1 - area.from.1);
        let blocks = height.min(width).div_ceil(BLOCK).clamp(2, MOST_BLOCKS);
        let rows = cuts_of(self.source.characters_before(), area.from.0..area.to.0, blocks);
        let columns = cuts_of(self.target.characters_before(), area.from.1..area.to.1, blocks);
        let scores = self.votes(area, &rows, &columns);
        let visits = visits(&scores, blocks);
        Survey { rows, columns, visits }
    }

    /// What the words say for each pair of blocks, in nats.
    fn votes(&mut self, area: Area, rows: &[usize], columns: &[usize]) -> Vec<f32> {
        let blocks = rows.len() - 1;
        let (source, target) = (self.source, self.target);
        let of = |cuts: &[usize]| -> Vec<u32> {
            let lengths = (0u32..).zip(cuts.windows(2));
            lengths.flat_map(|(n, cut)| std::iter::repeat_n(n, cut[1] - cut[0])).collect()
        };
        let (block_of, block_there) = (of(rows), of(columns));
        let others = target.words_within(area.from.1..area.to.1);
        for &other in &others {
            self.there[other as usize] = target.places(other, area.from.1..area.to.1);
        }
        let mut scores = vec![0.0f32; blocks * blocks];
        let mut vote = |x: u32, y: u32, weight: f32| {
            let x = block_of[x as usize - area.from.0] as usize;
            let y = block_there[y as usize - area.from.1] as usize;
            // How much likelier the two words are to stand in blocks that answer than in any.
            scores[x * blocks + y] += ln(1.0 + TRUE * weight * blocks as f32);
        };
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
                    let probability = probability.min(0.5);
                    let (s, t) = (here.len(), there.len());
                    if t == 0 {
                    } else if s <= RARE && t <= RARE {
                        let weight = probability / (s * t) as f32;
                        for &(x, _) in here {
                            for &(y, _) in there {
                                vote(x, y, weight);
                            }
                        }
                    } else if s.abs_diff(t) * 10 <= s {
                        let weight = probability * if s == t { 0.5 } else { 0.2 };
                        for (n, &(x, _)) in here.iter().enumerate() {
                            vote(x, there[(2 * n + 1) * t / (2 * s)].0, weight);
                        }
                    }
                }
            }
        }
        if let Some(meaning) = self.meaning {
            meaning.likely(area.from.0..area.to.0, area.from.1..area.to.1, |x, y, likely| {
                vote(x as u32, y as u32, likely);
            });
        }
        for other in others {
            self.there[other as usize] = &[];
        }
        scores.iter_mut().for_each(|score| *score = score.min(MOST_SAID));
        scores
    }
}

/// The share of its probability that a word pair has of being no chance.
const TRUE: f32 = 0.4;

/// The words of two blocks say at most this much for them: those of a table are far from independent.
const MOST_SAID: f32 = 6.0;

/// What it costs to go on along one side only: for the first block, for each that follows it.
const STRAIGHT: [f64; 2] = [-2.5, -0.8];

/// Where `range` is cut so that each part has about the same share of its characters.
fn cuts_of(before: &[u32], range: Range<usize>, parts: usize) -> Vec<usize> {
    let (first, all) = (before[range.start], u64::from(before[range.end] - before[range.start]));
    let cut = |part: usize| {
        let characters = first + (all * part as u64 / parts as u64) as u32;
        let after = range.start + before[range.start..range.end].partition_point(|&n| n < characters);
        // The nearer of the two borders.
        let nearer = after > range.start && characters - before[after - 1] < before[after] - characters;
        after - usize::from(nearer)
    };
    (0..=parts).map(|part| if part == parts { range.end } else { cut(part) }).collect()
}

/// How likely a path from corner to corner passes each cell of a square of `scores`, over all paths that go
/// across, down or along the diagonal.
///
/// A single match that stands far off is passed by few of them, as all others cost what they leave out; many in a
/// row off the diagonal outweigh a passage that is missing. That is what the heaviest chain of matches lacks: it
/// takes whatever it can get, and goes anywhere for it.
fn visits(scores: &[f32], blocks: usize) -> Vec<f32> {
    const NONE: [f64; 3] = [f64::NEG_INFINITY; 3];
    let [open, extend] = STRAIGHT;
    // Came by the diagonal, across, down.
    let mut forward = vec![NONE; scores.len()];
    for x in 0..blocks {
        for y in 0..blocks {
            let cell = x * blocks + y;
            let score = f64::from(scores[cell]);
            if cell == 0 {
                forward[0] = [score, NONE[0], NONE[0]];
                continue;
            }
            let along = if x > 0 && y > 0 { log_sum(forward[cell - blocks - 1]) } else { NONE[0] };
            let [from_left, from_above] = [(y > 0, 1), (x > 0, blocks)]
                .map(|(within, back)| if within { forward[cell - back] } else { NONE });
            let across = log_sum([from_left[0] + open, from_left[1] + extend, from_left[2] + open]);
            let down = log_sum([from_above[0] + open, from_above[1] + open, from_above[2] + extend]);
            forward[cell] = [along + score, across + score, down + score];
        }
    }
    let mut after = vec![NONE; scores.len()];
    let all = log_sum(forward[scores.len() - 1]);
    let mut visits = vec![0.0; scores.len()];
    for x in (0..blocks).rev() {
        for y in (0..blocks).rev() {
            let cell = x * blocks + y;
            if cell + 1 == scores.len() {
                after[cell] = [0.0; 3];
            } else {
                let next = |within: bool, step: usize, state: usize| {
                    if within { f64::from(scores[cell + step]) + after[cell + step][state] } else { NONE[0] }
                };
                let along = next(x + 1 < blocks && y + 1 < blocks, blocks + 1, 0);
                let across = next(y + 1 < blocks, 1, 1);
                let down = next(x + 1 < blocks, blocks, 2);
                after[cell] = [
                    log_sum([along, across + open, down + open]),
                    log_sum([along, across + extend, down + open]),
                    log_sum([along, across + open, down + extend]),
                ];
            }
            let both: [f64; 3] = std::array::from_fn(|state| forward[cell][state] + after[cell][state]);
            visits[cell] = exp((log_sum(both) - all).min(0.0));
        }
    }
    visits
}

/// What a look at the blocks of an area says of where the path goes.
struct Survey {
    /// Where the blocks of each side begin, and the last one ends.
    rows: Vec<usize>,
    columns: Vec<usize>,
    /// How likely the path passes each pair of blocks.
    visits: Vec<f32>,
}

impl Survey {
    /// The pairs of blocks that the path surely passes, in order.
    fn links(&self) -> Vec<Area> {
        let blocks = self.rows.len() - 1;
        let mut links: Vec<Area> = Vec::new();
        for (x, visits) in self.visits.chunks_exact(blocks).enumerate() {
            // Of a row the first: what is passed along it is no place but a stretch.
            let Some(y) = visits.iter().position(|&visit| visit >= SURE) else { continue };
            let from = (self.rows[x], self.columns[y]);
            let to = (self.rows[x + 1], self.columns[y + 1]);
            if links.last().is_none_or(|last| last.from.1 < from.1) {
                links.push(Area { from, to });
            }
        }
        links
    }

    /// Adds to `boxes` all pairs of blocks that are not unlikely, a box a row; or the likeliest stretch of each row
    /// where that is too much to look at.
    fn likely(&self, boxes: &mut Vec<Area>) {
        let blocks = self.rows.len() - 1;
        let height = self.rows[blocks] - self.rows[0];
        let most = MOST.max(MOST_WIDE * height);
        let areas = |least: f32| {
            self.visits.chunks_exact(blocks).enumerate().filter_map(move |(x, visits)| {
                let first = visits.iter().position(|&visit| visit >= least)?;
                let last = visits.iter().rposition(|&visit| visit >= least)?;
                let from = (self.rows[x], self.columns[first]);
                Some(Area { from, to: (self.rows[x + 1], self.columns[last + 1]) })
            })
        };
        let cells = |least: f32| areas(least).map(Area::cells).sum::<usize>();
        if let Some(least) = UNLIKELY.into_iter().find(|&least| cells(least) <= most) {
            return boxes.extend(areas(least));
        }
        // The blocks themselves are too large: a band along the likeliest of each row.
        let half = MOST_WIDE / 2;
        for (x, visits) in self.visits.chunks_exact(blocks).enumerate() {
            let best = (0..blocks).max_by(|&a, &b| visits[a].total_cmp(&visits[b])).unwrap_or(0);
            let (tall, wide) = (self.rows[x + 1] - self.rows[x], self.columns[best + 1] - self.columns[best]);
            let steps = (wide / half).max(1);
            for step in 0..steps {
                let row = |n: usize| self.rows[x] + tall * n / steps;
                let column = |n: usize| self.columns[best] + wide * n / steps;
                let from = (row(step), column(step).saturating_sub(half).max(self.columns[0]));
                let to = (row(step + 1), (column(step + 1) + half).min(self.columns[blocks]));
                boxes.push(Area { from, to });
            }
        }
    }
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
