//! How sure is it that a character is doubled by mistake, given its numbers and what stands around?
//!
//! A line through the numbers, a small layer that sees them together with the characters around, and a weight
//! for each run of characters near by: their sum is the logarithm of the odds. The line alone misses a third
//! more at the same number of false alarms: whether 一点 or 一点点 is meant depends on two things at once.
//! All of it is made by `scripts/models/fit-doubling`.

use std::sync::LazyLock;

use super::model::{Characters, Weights, add, fired};

/// Number of input features.
pub(super) const NUMBERS: usize = 44;
/// How many characters around are looked at: three before, the doubled one, three after.
pub(super) const PLACES: usize = 7;
/// How many numbers stand for a character.
const WIDTH: usize = 8;
/// How many units the layer has.
const HIDDEN: usize = 32;
/// How many weights of runs there are.
const RUNS: usize = 1 << 19;

/// What was learned.
pub(super) static JUDGE: LazyLock<Judge> = LazyLock::new(Judge::read);

/// What was learned: weights, in the order of the file.
pub(super) struct Judge {
    line: Line,
    base: Vec<f32>,
    out: Vec<f32>,
    grain: Vec<f32>,
    run_grain: f32,
    layer: Vec<f32>,
    known: Characters,
    /// For each place: of an unknown character, of none, and of each known one.
    chars: &'static [u8],
    runs: &'static [u8],
}

/// A line through the numbers.
pub(super) struct Line {
    mean: Vec<f32>,
    /// How far each spreads, as its reciprocal.
    spread: Vec<f32>,
    weights: Vec<f32>,
    constant: f32,
}

impl Line {
    /// The next in a file.
    pub(super) fn read(weights: &mut Weights) -> Self {
        let [mean, spread, line] = std::array::from_fn(|_| weights.floats(NUMBERS));
        Self { mean, spread, weights: line, constant: weights.float() }
    }

    /// The linear part of the logit; `see` gets each standardised feature.
    pub(super) fn odds(&self, numbers: &[f32; NUMBERS], mut see: impl FnMut(f32)) -> f32 {
        let mut odds = self.constant;
        for (row, &number) in numbers.iter().enumerate() {
            let value = ((number - self.mean[row]) * self.spread[row]).clamp(-6.0, 6.0);
            odds += value * self.weights[row];
            see(value);
        }
        odds
    }
}

impl Judge {
    fn read() -> Self {
        let mut weights = Weights::of(duizhao_models::DOUBLING);
        Self {
            line: Line::read(&mut weights),
            base: weights.floats(HIDDEN),
            out: weights.floats(HIDDEN),
            grain: weights.floats(PLACES),
            run_grain: weights.float(),
            layer: weights.floats((NUMBERS + PLACES * WIDTH) * HIDDEN),
            // Each known character, and its weights and those of two more.
            known: weights.characters((weights.len() - RUNS - 2 * PLACES * WIDTH) / (2 + PLACES * WIDTH)),
            chars: weights.bytes(weights.len() - RUNS),
            runs: weights.bytes(RUNS),
        }
    }

    /// The natural logarithm of the odds, given the numbers, the characters around (0 for none) and hashes
    /// of the runs around.
    pub(super) fn odds(
        &self,
        numbers: &[f32; NUMBERS],
        around: [char; PLACES],
        runs: impl IntoIterator<Item = u64>,
    ) -> f32 {
        let mut hidden: [f32; HIDDEN] = std::array::from_fn(|unit| self.base[unit]);
        let mut rows = self.layer.chunks_exact(HIDDEN);
        let mut see = |value| {
            if let Some(row) = rows.next() {
                add(&mut hidden, value, row);
            }
        };
        let mut odds = self.line.odds(numbers, &mut see);
        for (place, &c) in around.iter().enumerate() {
            let start = (place * self.known.numbers() + self.known.number(c)) * WIDTH;
            let vector = &self.chars[start..start + WIDTH];
            vector.iter().for_each(|&weight| see(f32::from(weight as i8) * self.grain[place]));
        }
        odds += fired(&hidden, &self.out);
        let runs: i32 = runs.into_iter().map(|run| i32::from(self.runs[run as usize % RUNS] as i8)).sum();
        odds + runs as f32 * self.run_grain
    }
}
