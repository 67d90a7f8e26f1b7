//! How near are some sentences of the one text to some of the other in meaning?
//!
//! An encoder gives each sentence a vector, and vectors of renderings have nearly one direction. Three things make
//! that into evidence for beads:
//!
//! - All vectors of a text have much in common, its language for one. So the mean of each text is taken off: of beads
//!   of MAC-Dev that are in doubt, 89 of 100 are then nearer than with a sentence put over the border, and 81 if not.
//! - The vector of joined sentences points nearly where the sum of theirs does. So a bead of any shape is asked by
//!   products of single sentences, each made once. (Weighing the sum by lengths, or taking off what sentences vary in
//!   most, tells less.) Only where a path found so is still in doubt, runs of two and three sentences are encoded as
//!   one; to encode all of them, as Vecalign and Bertalign do, takes ten times as long.
//! - Some sentences are near to all others, most of all short ones. So what a bead has is counted from what the best
//!   of the other sentences near by have (the margin of Artetxe & Schwenk 2019).
//!
//! To encode takes a thousand times as long as to look up words. So where words are known, only those sentences are
//! encoded whose beads are in doubt; a bead of others is taken to be as near as beads mostly are.

use std::ops::Range;
use std::sync::Arc;

use super::approx::exp;
use super::shape::{MAX, SHAPES, Step};
use crate::encoder::Encoder;
use crate::text::Document;

/// Sentences of the other side, each way, among which those are looked for that are near without being meant.
const AROUND: usize = 100;

/// How many of the nearest count, the very nearest left out.
const RIVALS: usize = 4;

/// Sentences of which the mean is not yet known: with so many, it is taken off by half.
const FEW: f32 = 6.0;

/// Sentences beyond the first that are encoded joined, and how many such runs of a text at most.
const JOINED: usize = 2;
const MOST_JOINED: usize = 2000;

/// The sentences of two texts that were encoded.
pub(crate) struct Meaning {
    width: usize,
    sides: [Encoded; 2],
}

/// Those of one side.
#[derive(Default)]
struct Encoded {
    /// For each sentence the number of its vector, or none.
    places: Vec<Option<u32>>,
    /// For each sentence the numbers of the vectors of it joined with the one or two that follow, or none.
    joined: Vec<[Option<u32>; JOINED]>,
    /// Sentences before each that have no vector.
    unknown: Vec<u32>,
    /// The mean of what sentences of the text have.
    mean: Vec<f32>,
    /// The vectors, less the mean, each of length 1.
    vectors: Vec<f32>,
    /// For each sentence the lengths of the sums of up to [`MAX`] vectors from it.
    lengths: Vec<[f32; MAX]>,
    /// How near others are that are not meant.
    rivals: Vec<f32>,
}

impl Encoded {
    /// The sentences of `document` that are `asked` for.
    fn new(document: &Document, asked: &[bool], encoder: &Encoder) -> Self {
        let numbers: Vec<usize> = (0..document.len()).filter(|&n| asked[n]).collect();
        let sentences: Vec<_> = numbers.iter().map(|&n| document.sentence(n)).collect();
        let texts: Vec<&str> = sentences.iter().map(|sentence| &sentence[..]).collect();
        let found: Vec<Arc<[f32]>> = encoder.vectors(&texts);
        let width = encoder.width();
        let mut mean = vec![0.0f32; width];
        for vector in &found {
            mean.iter_mut().zip(&vector[..]).for_each(|(mean, number)| *mean += number);
        }
        mean.iter_mut().for_each(|number| *number /= found.len() as f32 + FEW);
        let mut side = Self { places: vec![None; document.len()], unknown: vec![0], ..Self::default() };
        side.mean = mean;
        for (&n, vector) in numbers.iter().zip(&found) {
            side.places[n] = Some(side.add(vector));
        }
        for place in &side.places {
            let before = side.unknown[side.unknown.len() - 1];
            side.unknown.push(before + u32::from(place.is_none()));
        }
        let lengths = |n: usize| {
            let mut sum = vec![0.0f32; width];
            std::array::from_fn(|more| {
                if let Some(Some(place)) = side.places.get(n + more) {
                    let vector = &side.vectors[*place as usize * width..][..width];
                    sum.iter_mut().zip(vector).for_each(|(sum, number)| *sum += number);
                }
                product(&sum, &sum).sqrt().max(1e-6)
            })
        };
        side.lengths = (0..document.len())
            .map(|n| if side.places[n].is_some() { lengths(n) } else { [1.0; MAX] })
            .collect();
        side.joined = vec![[None; JOINED]; document.len()];
        side.rivals = vec![0.0; document.len()];
        side
    }

    /// Adds a vector, less the mean and of length 1; gives its number.
    fn add(&mut self, vector: &[f32]) -> u32 {
        let place = self.vectors.len() / self.mean.len().max(1);
        let rest: Vec<f32> = vector.iter().zip(&self.mean).map(|(number, mean)| number - mean).collect();
        let length = product(&rest, &rest).sqrt().max(1e-6);
        self.vectors.extend(rest.iter().map(|number| number / length));
        place as u32
    }

    /// Encodes runs of sentences that were all encoded and are `asked` for; the first `most` of them.
    fn join(&mut self, document: &Document, asked: &[bool], most: usize, encoder: &Encoder) {
        let is_asked = |range: Range<usize>| range.clone().all(|n| asked[n]) && self.knows(range);
        let runs: Vec<Range<usize>> = (0..document.len())
            .flat_map(|n| (2..=JOINED + 1).map(move |length| n..n + length))
            .filter(|run| run.end <= document.len() && is_asked(run.clone()))
            .take(most)
            .collect();
        let texts: Vec<_> = runs.iter().map(|run| document.sentences(run.clone())).collect();
        let texts: Vec<&str> = texts.iter().map(|text| &text[..]).collect();
        for (run, vector) in runs.iter().zip(encoder.vectors(&texts)) {
            let place = self.add(&vector);
            self.joined[run.start][run.len() - 2] = Some(place);
        }
    }

    fn vector(&self, n: usize, width: usize) -> Option<&[f32]> {
        let place = self.places.get(n).copied().flatten()? as usize;
        Some(&self.vectors[place * width..][..width])
    }

    /// The vector of the sentences in `range` joined.
    fn span(&self, range: &Range<usize>, width: usize) -> Option<&[f32]> {
        let Some(more) = range.len().checked_sub(2) else { return self.vector(range.start, width) };
        let place = (*self.joined.get(range.start)?.get(more)?)? as usize;
        Some(&self.vectors[place * width..][..width])
    }

    fn knows(&self, range: Range<usize>) -> bool {
        self.unknown[range.start] == self.unknown[range.end]
    }
}

/// What meaning counts, see [`super::settings::Weights`].
#[derive(Clone, Copy, Debug)]
pub(crate) struct Weighing {
    usual: f32,
    rivals: f32,
    /// How much a bead of each shape counts, times the weight.
    shapes: [f32; SHAPES.len()],
}

impl Weighing {
    /// By weight, what is neither for nor against, power of the sentences a side, and what rivals take off.
    pub(crate) fn new([weight, usual, power, rivals]: [f32; 4]) -> Self {
        let shapes = SHAPES.map(|(a, b)| weight * ((a + b) as f32 / 2.0).powf(power));
        Self { usual, rivals, shapes }
    }
}

/// How near a right bead is mostly, less what rivals take off: what a bead is given that was not encoded.
const MOSTLY: f32 = 0.35;

impl Meaning {
    /// The sentences of `documents` that are `asked` for, with what `path` says of where each is found; nothing if it
    /// is not known.
    pub(crate) fn new(
        documents: [&Document; 2],
        asked: [&[bool]; 2],
        path: &[Step],
        encoder: &Encoder,
    ) -> Self {
        let sides: [Encoded; 2] =
            std::array::from_fn(|side| Encoded::new(documents[side], asked[side], encoder));
        let mut meaning = Self { width: encoder.width(), sides };
        meaning.find_rivals(path);
        meaning
    }

    /// Encodes runs of sentences that are `asked` for as one, where the sum of theirs may mislead.
    pub(crate) fn join(&mut self, documents: [&Document; 2], asked: [&[bool]; 2], encoder: &Encoder) {
        for ((side, document), asked) in self.sides.iter_mut().zip(documents).zip(asked) {
            side.join(document, asked, MOST_JOINED, encoder);
        }
    }

    /// How near two runs of sentences are, less what rivals are.
    pub(crate) fn margin(&self, step: &Step, weighing: &Weighing) -> Option<f32> {
        let [source, target] = &self.sides;
        let (a, b) = (step.0.len(), step.1.len());
        if !(1..=MAX).contains(&a) || !(1..=MAX).contains(&b) {
            return None;
        }
        if !source.knows(step.0.clone()) || !target.knows(step.1.clone()) {
            return None;
        }
        if let Some(cosine) = self.joined(step) {
            return Some(cosine - weighing.rivals * self.rivals(step));
        }
        let mut sum = 0.0;
        for x in step.0.clone() {
            for y in step.1.clone() {
                sum += product(source.vector(x, self.width)?, target.vector(y, self.width)?);
            }
        }
        let cosine = sum / (source.lengths[step.0.start][a - 1] * target.lengths[step.1.start][b - 1]);
        Some(cosine - weighing.rivals * self.rivals(step))
    }

    /// How near two runs of sentences are that were encoded as one, where one is more than a sentence.
    fn joined(&self, step: &Step) -> Option<f32> {
        let [source, target] = &self.sides;
        if step.0.len() + step.1.len() <= 2 {
            return None;
        }
        Some(product(source.span(&step.0, self.width)?, target.span(&step.1, self.width)?))
    }

    fn rivals(&self, step: &Step) -> f32 {
        let mean = |side: &Encoded, range: &Range<usize>| {
            side.rivals[range.clone()].iter().sum::<f32>() / range.len().max(1) as f32
        };
        (mean(&self.sides[0], &step.0) + mean(&self.sides[1], &step.1)) / 2.0
    }

    fn find_rivals(&mut self, path: &[Step]) {
        let lens = [self.sides[0].places.len(), self.sides[1].places.len()];
        // Where each sentence would be found.
        let mut there = [vec![0usize; lens[0]], vec![0usize; lens[1]]];
        for (side, there) in there.iter_mut().enumerate() {
            for (n, place) in there.iter_mut().enumerate() {
                *place = n * lens[1 - side] / lens[side].max(1);
            }
        }
        for (source, target) in path {
            there[0][source.clone()].fill(target.start);
            there[1][target.clone()].fill(source.start);
        }
        for side in [0, 1] {
            let (own, other) = (&self.sides[side], &self.sides[1 - side]);
            let known: Vec<usize> = (0..lens[1 - side]).filter(|&n| other.places[n].is_some()).collect();
            let rivals = (0..lens[side]).map(|n| {
                let Some(vector) = own.vector(n, self.width) else { return 0.0 };
                let middle = known.partition_point(|&k| k < there[side][n]);
                let near = &known[middle.saturating_sub(AROUND)..(middle + AROUND).min(known.len())];
                let mut cosines: Vec<f32> = near
                    .iter()
                    .filter_map(|&k| {
                        Some(
                            product(vector, other.vector(k, self.width)?)
                                / (own.lengths[n][0] * other.lengths[k][0]),
                        )
                    })
                    .collect();
                cosines.sort_unstable_by(|a, b| b.total_cmp(a));
                let rivals = &cosines[cosines.len().min(1)..cosines.len().min(1 + RIVALS)];
                rivals.iter().sum::<f32>() / rivals.len().max(1) as f32
            });
            let rivals: Vec<f32> = rivals.collect();
            self.sides[side].rivals = rivals;
        }
    }

    /// Whether any sentence of both sides was encoded.
    pub(crate) fn is_any(&self) -> bool {
        self.sides.iter().all(|side| !side.vectors.is_empty())
    }

    /// For each sentence of the source in `rows` how likely each of the target in `columns` is its counterpart, as
    /// far as both were encoded and it is likelier than `least`.
    pub(crate) fn likely(
        &self,
        rows: Range<usize>,
        columns: Range<usize>,
        mut visit: impl FnMut(usize, usize, f32),
    ) {
        /// How much likelier a sentence is that is nearer by so much, as a logarithm.
        const STEEP: f32 = 25.0;
        /// How near some sentence is by chance.
        const BY_CHANCE: f32 = 0.3;
        const LEAST: f32 = 0.02;
        let [source, target] = &self.sides;
        let known: Vec<usize> = columns.filter(|&y| target.places[y].is_some()).collect();
        let mut odds = Vec::new();
        for x in rows {
            let Some(vector) = source.vector(x, self.width) else { continue };
            odds.clear();
            for &y in &known {
                let Some(other) = target.vector(y, self.width) else { continue };
                let cosine = product(vector, other) / (source.lengths[x][0] * target.lengths[y][0]);
                odds.push(exp(f64::from(STEEP * (cosine - BY_CHANCE)).min(0.0)));
            }
            let all = odds.iter().sum::<f32>() + exp(0.0);
            for (&y, &odds) in known.iter().zip(&odds) {
                if odds / all >= LEAST {
                    visit(x, y, odds / all);
                }
            }
        }
    }
}

/// What meaning says of the beads that end in a row, row by row.
pub(crate) struct Near<'a> {
    meaning: &'a Meaning,
    weighing: Weighing,
    /// For each of the last sentences of the source the sums of its products with those of the target from the first.
    sums: Vec<Vec<f32>>,
    from: Vec<usize>,
}

impl<'a> Near<'a> {
    pub(crate) fn new(meaning: &'a Meaning, weighing: Weighing) -> Self {
        Self { meaning, weighing, sums: vec![Vec::new(); MAX], from: vec![0; MAX] }
    }

    /// Takes sentence `x` of the source, which may be in a bead with any of `columns`.
    pub(crate) fn take(&mut self, x: usize, columns: Range<usize>) {
        let [source, target] = &self.meaning.sides;
        let sums = &mut self.sums[x % MAX];
        sums.clear();
        self.from[x % MAX] = columns.start;
        let mut sum = 0.0;
        sums.push(sum);
        let vector = source.vector(x, self.meaning.width);
        for y in columns {
            if let (Some(one), Some(other)) = (vector, target.vector(y, self.meaning.width)) {
                sum += product(one, other);
            }
            sums.push(sum);
        }
    }

    /// What it says of the bead of shape `k` that ends at `row` and `column`.
    pub(crate) fn says(&self, k: usize, row: usize, column: usize) -> f32 {
        let (a, b) = SHAPES[k];
        let [source, target] = &self.meaning.sides;
        let counts = self.weighing.shapes[k];
        let step = (row - a..row, column - b..column);
        if !source.knows(step.0.clone()) || !target.knows(step.1.clone()) {
            return counts * (MOSTLY - self.weighing.usual);
        }
        let cosine = self.meaning.joined(&step).unwrap_or_else(|| {
            let mut sum = 0.0;
            for x in row - a..row {
                let (sums, from) = (&self.sums[x % MAX], self.from[x % MAX]);
                let at = |column: usize| sums.get(column.wrapping_sub(from)).copied().unwrap_or(0.0);
                sum += at(column) - at(column - b);
            }
            sum / (source.lengths[row - a][a - 1] * target.lengths[column - b][b - 1])
        });
        counts * (cosine - self.weighing.rivals * self.meaning.rivals(&step) - self.weighing.usual)
    }
}

/// Eight sums side by side, so that a processor does them at once.
fn product(one: &[f32], other: &[f32]) -> f32 {
    let (ones, one) = one.as_chunks::<8>();
    let (others, other) = other.as_chunks::<8>();
    let mut sums = [0.0f32; 8];
    for (one, other) in ones.iter().zip(others) {
        for lane in 0..8 {
            sums[lane] += one[lane] * other[lane];
        }
    }
    sums.iter().sum::<f32>() + one.iter().zip(other).map(|(a, b)| a * b).sum::<f32>()
}
