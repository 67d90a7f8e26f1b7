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
//! - *signs*: how the first sentence begins and the last one ends (`sign`).
//!
//! Of a Chinese text characters are scored, and pairs of them only used as evidence for the other side: a
//! pair's two characters have been scored already. A character weighs less than a word, as it takes about
//! two to make one and each may mean much else; so does a mark.
//!
//! The words of a source sentence are scored against a target span and the other way about. Given the
//! span, each sentence adds its own part, so the parts are computed once for each sentence and span of
//! up to five sentences, and a bead of any shape is a sum of at most ten of them.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::approx::{ln, log_erfc};
use super::clock::Clock;
use super::corridor::Corridor;
use super::lexicon::Translations;
use super::manners::Manners;
use super::meaning::{Meaning, Near, Weighing};
use super::settings::Weights;
use super::shape::{MAX, SHAPES, WIDEST};
use super::side::Side;
use super::words::{LANES, Word, Words};

/// The words of a bead, and what its lengths and marks say, before they are weighed.
pub(crate) struct Model<'a> {
    pub(crate) source: &'a Side,
    pub(crate) target: &'a Side,
    /// Probabilities over the frequency of the word they are of.
    pub(crate) translations: Translations,
    pub(crate) weights: Weights,
    /// The words of the source and of the target.
    pub(crate) words: [Words; 2],
    /// Borders that other texts suggest.
    pub(crate) borders: FxHashSet<(usize, usize)>,
    /// What shapes, and the borders of a bead, say.
    pub(crate) manners: Manners,
    /// Characters of the target that the text before each sentence of the source is expected to take.
    pub(crate) expected: Vec<f64>,
    /// Variance of a length to a character of mean length.
    pub(crate) variance: f32,
    /// Whether paragraph ends say anything.
    pub(crate) paragraphs: bool,
    /// Which sentences of each side are known to have no counterpart; nothing if none is.
    pub(crate) alone: [&'a [bool]; 2],
    /// When the sentences are shown, of two versions of a film.
    pub(crate) clock: Option<&'a Clock>,
    /// What the sentences mean, if an encoder was asked.
    pub(crate) meaning: Option<&'a Meaning>,
}

/// Scores every bead that ends in a row of the corridor, row by row.
pub(crate) struct Rows<'a> {
    model: &'a Model<'a>,
    corridor: &'a Corridor,
    /// For each target word how strongly each of the last source sentences suggests it.
    suggested: Vec<[f32; MAX]>,
    /// For each target word how many of them do.
    suggesting: Vec<u8>,
    touched: Vec<Vec<u32>>,
    /// The sentences of the target near by, and for each word how many of them hold it.
    near: Range<usize>,
    holding: Vec<u32>,
    /// Forward parts: for `a` sentences that end at the row, what each target sentence adds.
    forward: Vec<Vec<f32>>,
    forward_from: usize,
    /// Backward parts of the last source sentences: for each end and `b`.
    backward: Vec<Vec<f32>>,
    backward_from: Vec<usize>,
    /// How strongly each sentence of the target near by suggests each word of the source sentence.
    suggests: Vec<f32>,
    sums: Vec<f32>,
    /// Words that the source sentence repeats, and how often.
    repeated: Vec<(usize, f32)>,
    /// The first place of each target word that is not behind.
    cursors: Vec<u32>,
    plain: Vec<f32>,
    meant: Option<Near<'a>>,
    /// A product of so many factors is not too large for a number.
    burst: usize,
}

impl<'a> Rows<'a> {
    /// Before the first row.
    pub(crate) fn new(model: &'a Model<'a>, corridor: &'a Corridor) -> Self {
        let words = model.target.vocabulary_len();
        let largest = model.weights.cap - model.weights.mixture[0].ln();
        Self {
            model,
            corridor,
            suggested: vec![[0.0; MAX]; words],
            suggesting: vec![0; words],
            touched: vec![Vec::new(); MAX],
            near: 0..0,
            holding: vec![0; words],
            forward: vec![Vec::new(); MAX],
            forward_from: 0,
            backward: vec![Vec::new(); MAX],
            backward_from: vec![0; MAX],
            suggests: Vec::new(),
            sums: Vec::new(),
            repeated: Vec::new(),
            cursors: vec![0; words],
            plain: Vec::new(),
            meant: model.meaning.map(|meaning| Near::new(meaning, Weighing::new(model.weights.meaning))),
            burst: ((80.0 / largest) as usize).max(1),
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
        self.go_on(row - 1);
        self.suggest(row - 1);
        self.score_forward(row);
        self.score_backward(row - 1);
        if let Some(meant) = &mut self.meant {
            meant.take(row - 1, self.near.clone());
        }
        let cells = self.corridor.row(row);
        scores.clear();
        scores.resize(cells.len() * SHAPES.len(), f32::NEG_INFINITY);
        for (k, &(a, b)) in SHAPES.iter().enumerate() {
            let columns = self.corridor.ends(row, a, b);
            if columns.is_empty() {
                continue;
            }
            let [rows_alone, columns_alone] = self.model.alone;
            if rows_alone.get(row - a..row).is_some_and(|alone| alone.contains(&true)) {
                continue;
            }
            self.model.plain(k, row, columns.clone(), &mut self.plain);
            for (column, plain) in columns.zip(&self.plain) {
                if columns_alone.get(column - b..column).is_some_and(|alone| alone.contains(&true)) {
                    continue;
                }
                let Some(code) = self.model.code(row - a..row, column - b..column) else { continue };
                let meant = self.meant.as_ref().map_or(0.0, |meant| meant.says(k, row, column));
                let forward = &self.forward[a - 1][column - b - self.forward_from..][..b];
                let backward =
                    |x: usize| self.backward[x % MAX][(column - self.backward_from[x % MAX]) * MAX + b - 1];
                scores[(column - cells.start) * SHAPES.len() + k] = forward.iter().sum::<f32>()
                    + (row - a..row).map(backward).sum::<f32>()
                    + plain
                    + code
                    + meant;
            }
        }
    }

    /// Moves what is near by to the sentences that a bead with source sentence `x` may hold.
    fn go_on(&mut self, x: usize) {
        let (corridor, model) = (self.corridor, self.model);
        let start = corridor.row((x + 1).saturating_sub(MAX)).start.saturating_sub(MAX);
        let end = corridor.row((x + MAX).min(corridor.rows())).end - 1;
        // A piece may begin anew behind the last, never before its beginning.
        for y in self.near.end.max(start)..end {
            model.target.words(y).iter().for_each(|entry| self.holding[entry.0 as usize] += 1);
        }
        for y in self.near.start..start.min(self.near.end) {
            model.target.words(y).iter().for_each(|entry| self.holding[entry.0 as usize] -= 1);
        }
        self.near = start..end.max(self.near.end);
    }

    /// How strongly source sentence `x` suggests each word of the target.
    fn suggest(&mut self, x: usize) {
        let (slot, touched) = (x % MAX, &mut self.touched[x % MAX]);
        for word in touched.drain(..) {
            self.suggested[word as usize][slot] = 0.0;
            self.suggesting[word as usize] -= 1;
        }
        for &(word, count) in self.model.source.words(x) {
            for &(other, ratio) in self.model.translations.forward.row(word) {
                if self.holding[other as usize] == 0 {
                    continue;
                }
                let value = &mut self.suggested[other as usize][slot];
                if *value == 0.0 {
                    touched.push(other);
                    self.suggesting[other as usize] += 1;
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
        for parts in &mut self.forward {
            parts.clear();
        }
        // The last sentence first.
        let slots: [usize; MAX] = std::array::from_fn(|n| (row + MAX - 1 - n) % MAX);
        let length = |n: usize| self.model.source.tokens(row - (n + 1).min(widest)..row) + 1.0;
        let words: [Word; LANES] = std::array::from_fn(|n| Word::new(&self.model.weights, length(n)));
        let target = &self.model.words[1];
        for y in from..to {
            // Words and characters apart, as they do not weigh alike.
            let (mut products, mut factors) = ([[1.0f32; LANES]; 2], 0);
            let mut total = [0.0f32; LANES];
            let mut add = |products: &mut [[f32; LANES]; 2]| {
                for (product, weight) in products.iter_mut().zip(self.model.weights.words) {
                    total
                        .iter_mut()
                        .zip(*product)
                        .for_each(|(total, product)| *total += weight * ln(product));
                    *product = [1.0; LANES];
                }
            };
            for &(word, count) in self.model.target.words(y) {
                let Some(kind) = target.kinds[word as usize].scored() else { continue };
                if self.suggesting[word as usize] == 0 {
                    continue;
                }
                let suggested = &self.suggested[word as usize];
                let mut value = 0.0;
                let mut said = [0.0; LANES];
                for (said, slot) in said.iter_mut().zip(slots) {
                    value += suggested[slot];
                    *said = value;
                }
                for (said, word) in said.iter_mut().zip(&words) {
                    *said = word.says(*said);
                }
                for _ in 0..count {
                    products[kind].iter_mut().zip(said).for_each(|(product, said)| *product *= said);
                    factors += 1;
                    if factors == self.burst {
                        add(&mut products);
                        factors = 0;
                    }
                }
            }
            add(&mut products);
            let weight = target.weight(y);
            for (n, parts) in self.forward.iter_mut().enumerate() {
                parts.push(total[n] + weight * words[n].unsuggested);
            }
        }
    }

    fn score_backward(&mut self, x: usize) {
        let (corridor, model) = (self.corridor, self.model);
        // A bead with the sentence ends in one of the next rows and begins in one of the last.
        let end = |row: usize| corridor.row(row.min(corridor.rows())).end;
        let ends: [Range<usize>; MAX] = std::array::from_fn(|n| {
            let begin = corridor.row((x + 1).saturating_sub(WIDEST[n])).start + n + 1;
            begin.max(corridor.row(x + 1).start)..(end(x) + n + 1).min(end(x + WIDEST[n]))
        });
        let first = corridor.row(x + 1).start;
        let last = (end(x) - 1 + MAX).min(end(x + MAX) - 1);
        let from = first.saturating_sub(MAX);
        let row = |word: u32| model.translations.backward.row(word);
        let source = &model.words[0];
        // Words first, then characters, as they do not weigh alike.
        let of = |kind: usize| {
            let scored = move |entry: &&(u32, u8)| source.kinds[entry.0 as usize].scored() == Some(kind);
            model.source.words(x).iter().filter(scored)
        };
        let words = of(0).count().next_multiple_of(LANES);
        let width = words + of(1).count().next_multiple_of(LANES);
        let scored = || (0..).zip(of(0)).chain((words..).zip(of(1)));
        self.suggests.clear();
        self.suggests.resize((last - from) * width, 0.0);
        for (n, &(word, _)) in scored() {
            for &(other, ratio) in row(word) {
                if self.holding[other as usize] == 0 {
                    continue;
                }
                let places = model.target.all_places(other);
                let cursor = &mut self.cursors[other as usize];
                while places.get(*cursor as usize).is_some_and(|place| (place.0 as usize) < from) {
                    *cursor += 1;
                }
                let near = places[*cursor as usize..].iter().take_while(|place| (place.0 as usize) < last);
                for &(y, count) in near {
                    self.suggests[(y as usize - from) * width + n] += ratio * f32::from(count);
                }
            }
        }
        let weights = model.weights.words;
        let repeated = scored().filter(|(_, entry)| entry.1 > 1);
        self.repeated.clear();
        self.repeated.extend(
            repeated.map(|(n, entry)| (n, weights[usize::from(n >= words)] * f32::from(entry.1 - 1))),
        );
        let weight = source.weight(x);
        let parts = &mut self.backward[x % MAX];
        self.backward_from[x % MAX] = first;
        parts.clear();
        parts.resize((last + 1 - first) * MAX, 0.0);
        for column in first..=last {
            let Some(most) = (0..MAX).rev().find(|&n| ends[n].contains(&column)) else { continue };
            let mut length = 1.0;
            self.sums.clear();
            self.sums.resize(width, 0.0);
            for n in 0..=most {
                let y = column - n - 1;
                length += model.target.tokens(y..y + 1);
                let word = Word::new(&model.weights, length);
                let suggests = &self.suggests[(y - from) * width..][..width];
                // All words at once, suggested or not, is faster than picking: this is the innermost loop.
                let (sums, more) = (self.sums.split_at_mut(words), suggests.split_at(words));
                let mut total = weights[0] * word.say(sums.0, more.0, self.burst)
                    + weights[1] * word.say(sums.1, more.1, self.burst);
                for &(n, more) in &self.repeated {
                    total += more * ln(word.says(self.sums[n]));
                }
                parts[(column - first) * MAX + n] = total + weight * word.unsuggested;
            }
        }
    }
}

impl Model<'_> {
    /// Characters of the target that a run of sentences of the source is expected to take.
    pub(crate) fn expected(&self, range: Range<usize>) -> f32 {
        (self.expected[range.end] - self.expected[range.start]) as f32
    }

    /// What it says for a bead that lines of code are in it; `None` if they cannot be one. Nobody joins or splits a
    /// line of code, nor renders it by prose; most lines stay as they are.
    fn code(&self, source: Range<usize>, target: Range<usize>) -> Option<f32> {
        /// What the same line on both sides says, in nats: more than any words of prose that stand across from it; and
        /// what it says against lines that they do not even begin alike, as remarks and calls with other words do.
        const SAME: f32 = 8.0;
        if !self.source.has_code() || !self.target.has_code() {
            return Some(0.0);
        }
        let code = |side: &Side, range: &Range<usize>| range.clone().any(|n| side.code(n).is_some());
        match (code(self.source, &source), code(self.target, &target)) {
            (false, false) => Some(0.0),
            (true, true) if source.len() == 1 && target.len() == 1 => {
                let (source, target) = (self.source.code(source.start)?, self.target.code(target.start)?);
                let begin_alike = source.chars().next() == target.chars().next();
                Some(match source == target {
                    true => SAME,
                    false if begin_alike => 0.0,
                    false => -SAME,
                })
            }
            _ => None,
        }
    }

    /// What shape, lengths, signs and paragraphs say of the beads of shape `k` that end at `row` and each
    /// of `columns`.
    pub(super) fn plain(&self, k: usize, row: usize, columns: Range<usize>, scores: &mut Vec<f32>) {
        let (a, b) = SHAPES[k];
        let (weights, manner) = (&self.weights, self.manners.at(row));
        let (source, target) = (self.source, self.target);
        let expected = self.expected(row - a..row);
        let characters = &target.characters_before()[columns.start - b..columns.end];
        let (shape, variance) = (weights.bead + weights.shape * manner.shapes[k], self.variance);
        scores.clear();
        scores.extend(characters[b..].iter().zip(characters).map(|(end, start)| {
            shape + weights.length * length_fit(expected, (end - start) as i32 as f32, variance)
        }));
        let (first, last) = (source.signs(row - a), source.signs(row - 1));
        let paragraph = source.ends_paragraph(row - 1);
        let within = |side: &Side, range: Range<usize>| range.filter(|&n| side.ends_paragraph(n)).count();
        let titled = TITLE * source.titles_of(row - a..row - 1) as f32;
        for (score, column) in scores.iter_mut().zip(columns) {
            *score += manner.agreement.begin(first, target.signs(column - b))
                + manner.agreement.end(last, target.signs(column - 1));
            if !self.borders.is_empty() {
                let places = [(row - a, column - b), (row, column)];
                let suggested = places.iter().filter(|place| self.borders.contains(place)).count();
                *score += weights.border * suggested as f32;
            }
            if let Some(clock) = self.clock {
                *score += clock.says(row - a..row, column - b..column);
            }
            *score += titled + TITLE * target.titles_of(column - b..column - 1) as f32;
            if self.paragraphs {
                *score += match (paragraph, target.ends_paragraph(column - 1)) {
                    (true, true) => weights.paragraph[0],
                    (false, false) => 0.0,
                    _ => weights.paragraph[1],
                };
                let within = within(source, row - a..row - 1) + within(target, column - b..column - 1);
                *score += weights.paragraph[2] * within as f32;
            }
        }
    }
}

/// What it counts that a title and its text are in one bead: about what it costs to leave the title alone, so that words of
/// the other side must say that it is there.
const TITLE: f32 = -5.0;

/// The logarithm of the two-sided tail of a normal distribution: how often lengths differ this much or
/// more in a right bead. `expected` and `found` in characters of the target.
pub(crate) fn length_fit(expected: f32, found: f32, variance: f32) -> f32 {
    let mean = ((expected + found) / 2.0).max(1.0);
    log_erfc((expected - found).abs() / (2.0 * mean * variance).sqrt())
}
