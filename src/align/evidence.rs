//! How well do some sentences of the one text render some of the other?
//!
//! Three kinds of evidence are weighed for a bead of `a` source and `b` target sentences:
//!
//! - *length*: the two-sided tail of a normal distribution of the difference, the ratio of characters
//!   taken from the texts themselves (Gale & Church 1993; a fixed ratio of 1 is what ruins older tools
//!   on Chinese);
//! - *words*: IBM model 1 (Brown et al. 1993) in both directions, as a ratio against the word's own
//!   frequency, *tempered*: mixed with "says nothing" and capped, since the words of a sentence are far
//!   from independent and an untempered likelihood lets one rare match overrule everything;
//! - *marks*: questions, exclamations, speech marks and colons, which translators keep.
//!
//! The words of a source sentence are scored against a target span and the other way about. Given the
//! span, each sentence adds its own part, so the parts are computed once for each sentence and span of
//! up to five sentences, and a bead of any shape is a sum of at most ten of them.

use super::corridor::Corridor;
use super::lexicon::Translations;
use super::programme::{MAX, SHAPES};
use super::side::{Marks, Side};

/// What each kind of evidence counts.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    /// Share of the mixture that the words get; the rest says nothing.
    pub(crate) mixture: f32,
    /// A word says at most this much, in nats.
    pub(crate) cap: f32,
    /// Words that a text is taken to go on for: a word seen once in a short text is rarer than it looks.
    pub(crate) unseen: f32,
    /// Words of the target given the source.
    pub(crate) forward: f32,
    /// Words of the source given the target.
    pub(crate) backward: f32,
    /// Lengths.
    pub(crate) length: f32,
    /// Shapes of beads.
    pub(crate) shape: f32,
    /// A mark (`Marks`) that one side has more of than the other, each.
    pub(crate) marks: [f32; Marks::KINDS],
    /// The last sentences of both sides end alike, or unlike.
    pub(crate) end: [f32; 2],
    /// A paragraph ends on both sides, on one only, within the bead.
    pub(crate) paragraph: [f32; 3],
    /// The first sentence without counterpart, and each that follows it.
    pub(crate) gap: [f32; 2],
}

/// The words of a bead, and what its lengths and marks say, before they are weighed.
pub(crate) struct Model<'a> {
    pub(crate) source: &'a Side,
    pub(crate) target: &'a Side,
    /// Probabilities over the frequency of the word they are of.
    pub(crate) translations: Translations,
    pub(crate) weights: &'a Weights,
    /// Words before each sentence of which the other text holds a possible translation, target and source.
    pub(crate) known: [Vec<f32>; 2],
    /// Log share of each shape.
    pub(crate) shapes: [f32; SHAPES.len()],
    /// Target characters to a source character.
    pub(crate) ratio: f64,
    /// Variance of a length to a character of mean length.
    pub(crate) variance: f64,
    /// Whether paragraph ends say anything.
    pub(crate) paragraphs: bool,
}

/// Scores every bead that ends in a row of the corridor, row by row.
pub(crate) struct Rows<'a> {
    model: &'a Model<'a>,
    corridor: &'a Corridor,
    /// For each target word how strongly each of the last source sentences suggests it.
    suggested: Vec<[f32; MAX]>,
    touched: Vec<Vec<u32>>,
    /// Forward parts: for `a` sentences that end at the row, what each target sentence adds.
    forward: Vec<Vec<f32>>,
    forward_from: usize,
    /// Backward parts of the last source sentences: for each end and `b`.
    backward: Vec<Vec<f32>>,
    backward_from: Vec<usize>,
    found: Vec<Vec<(u16, f32)>>,
    /// The first place of each target word that is not behind.
    cursors: Vec<u32>,
    sums: Vec<f32>,
    counts: Vec<f32>,
    logs: Logs,
}

impl<'a> Rows<'a> {
    /// Before the first row.
    pub(crate) fn new(model: &'a Model<'a>, corridor: &'a Corridor) -> Self {
        Self {
            model,
            corridor,
            suggested: vec![[0.0; MAX]; model.target.vocabulary_len()],
            touched: vec![Vec::new(); MAX],
            forward: vec![Vec::new(); MAX],
            forward_from: 0,
            backward: vec![Vec::new(); MAX],
            backward_from: vec![0; MAX],
            found: Vec::new(),
            cursors: vec![0; model.target.vocabulary_len()],
            sums: Vec::new(),
            counts: Vec::new(),
            logs: Logs::new(model.weights.mixture),
        }
    }

    pub(crate) fn corridor(&self) -> &'a Corridor {
        self.corridor
    }

    pub(crate) fn gap(&self) -> [f32; 2] {
        self.model.weights.gap
    }

    /// Scores the beads that end after source sentence `row` (from 1): for each cell of the corridor's
    /// row one score a shape, minus infinity where the bead would begin outside. Rows must come in order.
    pub(crate) fn score(&mut self, row: usize, scores: &mut Vec<f32>) {
        self.suggest(row - 1);
        self.score_forward(row);
        self.score_backward(row - 1);
        let cells = self.corridor.row(row);
        scores.clear();
        scores.resize(cells.len() * SHAPES.len(), f32::NEG_INFINITY);
        for (cell, column) in cells.enumerate() {
            for (k, &(a, b)) in SHAPES.iter().enumerate() {
                if !self.corridor.allows(row, column, a, b) {
                    continue;
                }
                let weights = self.model.weights;
                let forward: f32 = self.forward[a - 1]
                    [column - b - self.forward_from..column - self.forward_from]
                    .iter()
                    .sum();
                let backward: f32 = (row - a..row)
                    .map(|x| self.backward[x % MAX][(column - self.backward_from[x % MAX]) * MAX + b - 1])
                    .sum();
                scores[cell * SHAPES.len() + k] = weights.forward * forward
                    + weights.backward * backward
                    + self.model.plain(k, row, column);
            }
        }
    }

    /// How strongly source sentence `x` suggests each word of the target.
    fn suggest(&mut self, x: usize) {
        let (slot, touched) = (x % MAX, &mut self.touched[x % MAX]);
        for word in touched.drain(..) {
            self.suggested[word as usize][slot] = 0.0;
        }
        for &(word, count) in self.model.source.words(x) {
            for &(other, ratio) in self.model.translations.forward.row(word) {
                let value = &mut self.suggested[other as usize][slot];
                if *value == 0.0 {
                    touched.push(other);
                }
                *value += ratio * f32::from(count);
            }
        }
    }

    fn score_forward(&mut self, row: usize) {
        let widest = MAX.min(row);
        let from = self.corridor.row(row - widest).start;
        let to = self.corridor.row(row).end.saturating_sub(1);
        self.forward_from = from;
        for a in 1..=widest {
            self.forward[a - 1].clear();
            self.forward[a - 1].resize(to.saturating_sub(from), 0.0);
        }
        let length = |a: usize| self.model.source.tokens(row - a..row) + 1.0;
        for y in from..to {
            let mut total = [0.0f32; MAX];
            let words = self.model.target.words(y);
            let tokens = self.model.known[0][y + 1] - self.model.known[0][y];
            let mut known: [bool; MAX] = [false; MAX];
            for a in 1..=widest {
                let begin = self.corridor.row(row - a);
                known[a - 1] = begin.start <= y && y < begin.end - 1 + MAX;
            }
            let scale: [f32; MAX] = std::array::from_fn(|n| {
                if n < widest { self.model.weights.mixture / length(n + 1) } else { 0.0 }
            });
            let base: [f32; MAX] =
                std::array::from_fn(|n| if n < widest { self.logs.of(scale[n]) } else { 0.0 });
            for &(word, count) in words {
                let suggested = &self.suggested[word as usize];
                let mut value = 0.0;
                for a in 1..=widest {
                    value += suggested[(row - a) % MAX];
                    if value > 0.0 && known[a - 1] {
                        let said = self.logs.of(scale[a - 1] * (1.0 + value)).min(self.model.weights.cap);
                        total[a - 1] += f32::from(count) * (said - base[a - 1]);
                    }
                }
            }
            for a in 1..=widest {
                self.forward[a - 1][y - from] = total[a - 1] + tokens * base[a - 1];
            }
        }
    }

    fn score_backward(&mut self, x: usize) {
        let corridor = self.corridor;
        let first = corridor.row((x + 1).saturating_sub(MAX)).start;
        let last = (corridor.row(x).end - 1 + MAX).min(self.model.target.len());
        let from = first.saturating_sub(MAX);
        let words = self.model.source.words(x);
        self.found.iter_mut().for_each(Vec::clear);
        if self.found.len() < last - from {
            self.found.resize(last - from, Vec::new());
        }
        for (n, &(word, _)) in words.iter().enumerate() {
            for &(other, ratio) in self.model.translations.backward.row(word) {
                let places = self.model.target.all_places(other);
                let cursor = &mut self.cursors[other as usize];
                if *cursor == 0 {
                    *cursor = places.partition_point(|place| (place.0 as usize) < from) as u32;
                }
                while places.get(*cursor as usize).is_some_and(|place| (place.0 as usize) < from) {
                    *cursor += 1;
                }
                for &(y, count) in &places[*cursor as usize..] {
                    if y as usize >= last {
                        break;
                    }
                    let found = &mut self.found[y as usize - from];
                    match found.last_mut() {
                        Some(entry) if entry.0 == n as u16 => entry.1 += ratio * f32::from(count),
                        _ => found.push((n as u16, ratio * f32::from(count))),
                    }
                }
            }
        }
        let parts = &mut self.backward[x % MAX];
        self.backward_from[x % MAX] = first;
        parts.clear();
        parts.resize((last + 1 - first) * MAX, 0.0);
        self.sums.clear();
        self.sums.resize(words.len().next_multiple_of(Logs::LANES), 0.0);
        self.counts.clear();
        self.counts.extend(words.iter().map(|&(word, count)| {
            if self.model.translations.backward.row(word).is_empty() { 0.0 } else { f32::from(count) }
        }));
        self.counts.resize(self.sums.len(), 0.0);
        for column in first + 1..=last {
            let mut length = 1.0;
            for b in 1..=MAX.min(column - from) {
                let y = column - b;
                length += self.model.target.tokens(y..y + 1);
                for &(n, value) in &self.found[y - from] {
                    self.sums[n as usize] += value;
                }
                let scale = self.model.weights.mixture / length;
                // All words at once, known or not, is faster than picking: this is the innermost loop.
                let total = self.logs.weighed(scale, &self.sums, &self.counts, self.model.weights.cap);
                parts[(column - first) * MAX + b - 1] = total;
            }
            self.sums.fill(0.0);
        }
    }
}

/// For both texts, how many words before each sentence have a translation in `translations`, target
/// first: a word of which nothing is known says nothing, neither for a bead nor against it.
pub(crate) fn known(source: &Side, target: &Side, translations: &Translations) -> [Vec<f32>; 2] {
    let mut reached = vec![false; target.vocabulary_len()];
    let mut reaches = vec![false; source.vocabulary_len()];
    for word in 0..source.vocabulary_len() as u32 {
        for &(other, _) in translations.forward.row(word) {
            reached[other as usize] = true;
        }
        reaches[word as usize] = !translations.backward.row(word).is_empty();
    }
    let sums = |side: &Side, known: &[bool]| {
        let mut sum = 0.0;
        let before = (0..side.len()).map(|n| {
            let words = side.words(n).iter().filter(|entry| known[entry.0 as usize]);
            sum += words.map(|entry| f32::from(entry.1)).sum::<f32>();
            sum
        });
        std::iter::once(0.0).chain(before).collect()
    };
    [sums(target, &reached), sums(source, &reaches)]
}

impl Model<'_> {
    /// What shape, lengths, marks and paragraphs say of the bead of shape `k` that ends at (`row`,
    /// `column`).
    pub(crate) fn plain(&self, k: usize, row: usize, column: usize) -> f32 {
        let (a, b) = SHAPES[k];
        let weights = self.weights;
        let (source, target) = (self.source, self.target);
        let mut score = weights.shape * self.shapes[k]
            + weights.length
                * length_fit(
                    source.characters(row - a..row) as f32 * self.ratio as f32,
                    target.characters(column - b..column) as f32,
                    self.variance as f32,
                );
        let here = source.marks(row - a..row);
        let there = target.marks(column - b..column);
        for (kind, weight) in weights.marks.iter().enumerate() {
            score += weight * here.difference(&there, kind);
        }
        score += weights.end[usize::from(!source.ends_like(row - 1, target, column - 1))];
        if self.paragraphs {
            score += match (source.ends_paragraph(row - 1), target.ends_paragraph(column - 1)) {
                (true, true) => weights.paragraph[0],
                (false, false) => 0.0,
                _ => weights.paragraph[1],
            };
            let within = (row - a..row - 1).filter(|&x| source.ends_paragraph(x)).count()
                + (column - b..column - 1).filter(|&y| target.ends_paragraph(y)).count();
            score += weights.paragraph[2] * within as f32;
        }
        score
    }
}

/// The logarithm of the two-sided tail of a normal distribution: how often lengths differ this much or
/// more in a right bead. `expected` and `found` in characters of the target.
pub(crate) fn length_fit(expected: f32, found: f32, variance: f32) -> f32 {
    let mean = ((expected + found) / 2.0).max(1.0);
    log_erfc((expected - found).abs() / (2.0 * mean * variance).sqrt())
}

/// ln erfc(x) for x >= 0, right to six digits (Numerical Recipes in C, section 6.2): stays finite where
/// erfc itself would underflow.
fn log_erfc(x: f32) -> f32 {
    const COEFFICIENTS: [f32; 10] = [
        -1.265_512_2,
        1.000_023_7,
        0.374_091_96,
        0.096_784_18,
        -0.186_288_06,
        0.278_868_07,
        -1.135_204,
        1.488_515_9,
        -0.822_152_23,
        0.170_872_77,
    ];
    let t = 1.0 / (1.0 + 0.5 * x);
    let series = COEFFICIENTS.iter().rev().fold(0.0, |sum, c| sum * t + c);
    t.ln() - x * x + series
}

/// ln(1 - mixture + x), fast.
struct Logs {
    rest: f32,
}

impl Logs {
    fn new(mixture: f32) -> Self {
        Self { rest: 1.0 - mixture }
    }

    /// How many logarithms are taken side by side.
    const LANES: usize = 8;

    /// The sum of `counts` times the logarithm for `scale` times one more than `sums`, at most `cap`.
    fn weighed(&self, scale: f32, sums: &[f32], counts: &[f32], cap: f32) -> f32 {
        let mut totals = [0.0f32; Self::LANES];
        for (sums, counts) in sums.chunks_exact(Self::LANES).zip(counts.chunks_exact(Self::LANES)) {
            for lane in 0..Self::LANES {
                let said = self.of(scale * (1.0 + sums[lane]));
                totals[lane] += counts[lane] * if said < cap { said } else { cap };
            }
        }
        totals.iter().sum()
    }

    /// To three decimals: the exponent of the number, and a polynomial for the rest.
    fn of(&self, x: f32) -> f32 {
        let bits = (self.rest + x).to_bits();
        let exponent = (bits >> 23) as i32 - 127;
        let m = f32::from_bits(bits & 0x007f_ffff | 0x3f80_0000);
        let rest =
            -1.741_793_9 + m * (2.821_202_6 + m * (-1.469_956_8 + m * (0.447_179_55 - m * 0.056_570_85)));
        exponent as f32 * std::f32::consts::LN_2 + rest
    }
}
