//! How sure is it that a character is doubled by mistake, read in its sentence?
//!
//! The judge counts how often the next characters stand together. That 握握手 is what one does with a friend
//! and 发发牢骚 what one wants to, no counts of three characters say. Here the seven characters on each side go as
//! vectors, with the same numbers that the judge sees, through two layers. `scripts/models/fit-surroundings` has
//! taught it first to tell right Chinese from such with a character too many, then to tell doublings.
//!
//! It is no better than the judge, but errs elsewhere: in MAC-Dev's novels the judge alone flags 7 right doublings,
//! both together 6 and find no fewer; the two others are left by the caution after 一 (`scripts/score-check`).

use std::sync::LazyLock;

use super::judge::{Line, NUMBERS};
use super::model::{Characters, Weights, add, fired};

/// How many characters are looked at: seven before, both copies, seven after.
pub(super) const PLACES: usize = 16;
/// How many numbers stand for a character.
const WIDTH: usize = 24;
/// How many units the layers have.
const UNITS: usize = 192;
const SECOND: usize = 64;

/// What was learned.
pub(super) static SURROUNDINGS: LazyLock<Surroundings> = LazyLock::new(Surroundings::read);

/// What was learned: weights, in the order of the file.
pub(super) struct Surroundings {
    line: Line,
    base: Vec<f32>,
    second_base: Vec<f32>,
    out: Vec<f32>,
    /// Of each of the numbers that stand for a character.
    grain: Vec<f32>,
    of_numbers: Vec<f32>,
    second: Vec<f32>,
    of_places: Vec<f32>,
    known: Characters,
    /// Of an unknown character, of none, and of each known one.
    chars: &'static [u8],
}

impl Surroundings {
    fn read() -> Self {
        let mut weights = Weights::of(duizhao_models::SURROUNDINGS);
        let line = Line::read(&mut weights);
        let (base, second_base, out) =
            (weights.floats(UNITS), weights.floats(SECOND), weights.floats(SECOND));
        let size = weights.float();
        Self {
            line,
            base,
            second_base,
            out,
            grain: weights.floats(WIDTH),
            of_numbers: weights.floats(NUMBERS * UNITS),
            second: weights.floats(UNITS * SECOND),
            of_places: weights.scaled(PLACES * WIDTH * UNITS, size),
            // Each known character, and its weights and those of two more.
            known: weights.characters((weights.len() - 2 * WIDTH) / (2 + WIDTH)),
            chars: weights.bytes(weights.len()),
        }
    }

    /// The natural logarithm of the odds, given the numbers and the characters around (EDGE for none).
    pub(super) fn odds(&self, numbers: &[f32; NUMBERS], around: [char; PLACES]) -> f32 {
        let mut first: [f32; UNITS] = std::array::from_fn(|unit| self.base[unit]);
        let mut rows = self.of_numbers.chunks_exact(UNITS);
        let odds = self.line.odds(numbers, |value| {
            if let Some(row) = rows.next() {
                add(&mut first, value, row);
            }
        });
        for (c, rows) in around.into_iter().zip(self.of_places.chunks_exact(WIDTH * UNITS)) {
            let vector = &self.chars[self.known.number(c) * WIDTH..][..WIDTH];
            for ((&weight, grain), row) in vector.iter().zip(&self.grain).zip(rows.chunks_exact(UNITS)) {
                add(&mut first, f32::from(weight as i8) * grain, row);
            }
        }
        let mut second: [f32; SECOND] = std::array::from_fn(|unit| self.second_base[unit]);
        for (&unit, row) in
            first.iter().zip(self.second.chunks_exact(SECOND)).filter(|(unit, _)| **unit > 0.0)
        {
            add(&mut second, unit, row);
        }
        odds + fired(&second, &self.out)
    }
}
