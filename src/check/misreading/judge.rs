//! How sure is it that a character was misread, given the numbers that speak for and against it?
//!
//! A line through the numbers and a small layer that sees them together, once for each candidate and once for
//! the character's being wrong otherwise; what they come to are logarithms of odds. The line alone finds a
//! twentieth less at the same number of false alarms. The weights are made by `scripts/models/fit-letters`.

use std::sync::LazyLock;

use crate::check::model::{Weights, fired};

/// How many numbers tell of a position, and of a candidate in it.
pub(super) const POSITION: usize = 21;
pub(super) const CANDIDATE: usize = 21;
/// The place of "how likely the rest is" among the numbers of a position. Only the lines see it, so that it
/// can be added when all else is known.
pub(super) const REST: usize = 11;
/// How many units the layers have.
const UNITS: usize = 32;
const OTHER_UNITS: usize = 16;
/// No number counts for more than so many times its spread.
const MOST: f32 = 5.0;

/// What was learned.
pub(super) static JUDGE: LazyLock<Judge> = LazyLock::new(Judge::read);

/// What was learned: weights, in the order of the file.
pub(super) struct Judge {
    position: Scale,
    candidate: Scale,
    position_line: Vec<f32>,
    candidate_line: Vec<f32>,
    constant: f32,
    position_layer: Vec<f32>,
    candidate_layer: Vec<f32>,
    base: Vec<f32>,
    out: Vec<f32>,
    other_line: Vec<f32>,
    other_constant: f32,
    other_layer: Vec<f32>,
    other_base: Vec<f32>,
    other_out: Vec<f32>,
}

/// A position, judged as far as that goes without a candidate.
pub(super) struct Here {
    odds: f32,
    units: [f32; UNITS],
    /// The logarithm of the odds that the character is wrong otherwise.
    pub(super) otherwise: f32,
}

impl Judge {
    fn read() -> Self {
        let mut weights = Weights::of(duizhao_models::LETTERS);
        let mut floats = |number| weights.floats(number);
        Self {
            position: Scale { mean: floats(POSITION), spread: floats(POSITION) },
            candidate: Scale { mean: floats(CANDIDATE), spread: floats(CANDIDATE) },
            position_line: floats(POSITION),
            candidate_line: floats(CANDIDATE),
            constant: floats(1)[0],
            position_layer: floats(POSITION * UNITS),
            candidate_layer: floats(CANDIDATE * UNITS),
            base: floats(UNITS),
            out: floats(UNITS),
            other_line: floats(POSITION),
            other_constant: floats(1)[0],
            other_layer: floats(POSITION * OTHER_UNITS),
            other_base: floats(OTHER_UNITS),
            other_out: floats(OTHER_UNITS),
        }
    }

    /// What the numbers of a position come to, [`REST`] among them being 0.
    pub(super) fn position(&self, numbers: &[f32; POSITION]) -> Here {
        let mut units = std::array::from_fn(|unit| self.base[unit]);
        let mut others: [f32; OTHER_UNITS] = std::array::from_fn(|unit| self.other_base[unit]);
        let (mut odds, mut otherwise) = (self.constant, self.other_constant);
        for (at, &number) in numbers.iter().enumerate() {
            let value = self.position.value(at, number);
            // What is left out for now is added as it is.
            let value = if at == REST { value } else { value.clamp(-MOST, MOST) };
            odds += value * self.position_line[at];
            otherwise += value * self.other_line[at];
            add(&mut units, &self.position_layer, at, value);
            add(&mut others, &self.other_layer, at, value);
        }
        Here { odds, units, otherwise: otherwise + fired(&others, &self.other_out) }
    }

    /// The logarithm of the odds of a candidate with these numbers.
    pub(super) fn candidate(&self, here: &Here, numbers: &[f32; CANDIDATE]) -> f32 {
        let (mut odds, mut units) = (here.odds, here.units);
        for (at, &number) in numbers.iter().enumerate() {
            let value = self.candidate.value(at, number).clamp(-MOST, MOST);
            odds += value * self.candidate_line[at];
            add(&mut units, &self.candidate_layer, at, value);
        }
        odds + fired(&units, &self.out)
    }

    /// How much one of "how likely the rest is" adds to the logarithm of the odds of a candidate, and to that of
    /// the character's being wrong otherwise.
    pub(super) fn rest(&self) -> (f32, f32) {
        let spread = self.position.spread[REST];
        (self.position_line[REST] * spread, self.other_line[REST] * spread)
    }
}

/// Where numbers lie and how far they spread, as its reciprocal.
struct Scale {
    mean: Vec<f32>,
    spread: Vec<f32>,
}

impl Scale {
    fn value(&self, at: usize, number: f32) -> f32 {
        (number - self.mean[at]) * self.spread[at]
    }
}

/// Adds what the number at `at`, on one scale, says to the units of a layer.
fn add<const N: usize>(units: &mut [f32; N], layer: &[f32], at: usize, value: f32) {
    let row = &layer.as_chunks::<N>().0[at];
    units.iter_mut().zip(row).for_each(|(unit, weight)| *unit += value * weight);
}
