//! Which character is meant, as far as its neighbours say?
//!
//! The counts know what stands beside what; that 看 is what one does with a 电影 three characters on, they do
//! not. A network of one hidden layer makes a vector of the four characters on each side, and the nearer that
//! of a character is to it, the likelier it is meant. `scripts/models/fit-readings` taught it to tell right
//! characters from those that look like them.

use std::sync::LazyLock;

use super::{ALL, REACH};
use crate::check::model::{Characters, Weights};

/// How many numbers stand for a character, and how many units the hidden layer has.
const WIDTH: usize = 24;
const UNITS: usize = 128;
const INPUTS: usize = 2 * REACH * WIDTH;
/// Units that are summed up together: so many sums stay in the processor's registers.
const TILE: usize = 32;

/// What was learned.
pub(super) static READINGS: LazyLock<Readings> = LazyLock::new(Readings::read);

/// What was learned: the weights, the characters that are known, and their vectors.
pub(super) struct Readings {
    base: Vec<f32>,
    out_base: Vec<f32>,
    /// Tile by tile of the hidden units: what each input adds to them.
    layer: Vec<[f32; TILE]>,
    out: Vec<f32>,
    known: Characters,
    /// Of an unknown character, of none, and of each known one.
    chars: &'static [u8],
    grain: f32,
    /// How usual each is, in the same order.
    usual: &'static [u8],
    usual_grain: f32,
}

/// What the neighbours ask for.
pub(super) struct Meant([f32; WIDTH]);

impl Readings {
    fn read() -> Self {
        let mut weights = Weights::of(duizhao_models::READINGS);
        let [layer_grain, out_grain, grain, usual_grain] = std::array::from_fn(|_| weights.float());
        let (base, out_base) = (weights.floats(UNITS), weights.floats(WIDTH));
        let rows = weights.scaled(INPUTS * UNITS, layer_grain);
        let tile = |tile| rows.as_chunks::<TILE>().0.iter().skip(tile).step_by(UNITS / TILE).copied();
        let layer = (0..UNITS / TILE).flat_map(tile).collect();
        let out = weights.scaled(UNITS * WIDTH, out_grain);
        // Each known character, and its weights and those of two more.
        let known = weights.characters((weights.len() - 2 * (WIDTH + 1)) / (2 + WIDTH + 1));
        let (chars, usual) = (weights.bytes(known.numbers() * WIDTH), weights.bytes(known.numbers()));
        Self { base, out_base, layer, out, known, chars, grain, usual, usual_grain }
    }

    /// What the characters around the middle one ask for.
    pub(super) fn meant(&self, around: &[char; ALL]) -> Meant {
        let mut inputs = [0.0; INPUTS];
        let neighbours = around[..REACH].iter().chain(&around[REACH + 1..]);
        for (&c, inputs) in neighbours.zip(inputs.as_chunks_mut::<WIDTH>().0) {
            let vector = self.vector(self.known.number(c));
            inputs
                .iter_mut()
                .zip(vector)
                .for_each(|(at, &weight)| *at = f32::from(weight as i8) * self.grain);
        }
        let mut hidden = [0.0; UNITS];
        let tiles = hidden.as_chunks_mut::<TILE>().0.iter_mut().zip(self.base.as_chunks::<TILE>().0);
        for ((units, base), rows) in tiles.zip(self.layer.chunks_exact(INPUTS)) {
            let mut sums = *base;
            for (input, row) in inputs.iter().zip(rows) {
                for (sum, weight) in sums.iter_mut().zip(row) {
                    *sum += input * weight;
                }
            }
            *units = sums;
        }
        let mut meant: [f32; WIDTH] = std::array::from_fn(|at| self.out_base[at]);
        for (unit, row) in hidden.iter().zip(self.out.chunks_exact(WIDTH)).filter(|(unit, _)| **unit > 0.0) {
            meant.iter_mut().zip(row).for_each(|(at, weight)| *at += unit * weight);
        }
        Meant(meant)
    }

    /// How well `c` is what is meant: its logarithm of odds beside those of others.
    pub(super) fn score(&self, meant: &Meant, c: char) -> f32 {
        let number = self.known.number(c);
        let near = self.vector(number).iter().zip(&meant.0).map(|(&weight, at)| f32::from(weight as i8) * at);
        near.sum::<f32>() * self.grain + f32::from(self.usual[number] as i8) * self.usual_grain
    }

    fn vector(&self, number: usize) -> &[u8] {
        &self.chars[number * WIDTH..(number + 1) * WIDTH]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::model::EDGE;

    #[test]
    fn asks_for_what_is_meant() {
        for (text, meant, other) in [("不怕再大的风险哪怕", '险', '脸'), ("大家向他祝贺新年", '贺', '货')]
        {
            let chars: Vec<char> = text.chars().collect();
            let at = chars.iter().position(|&c| c == meant).unwrap_or_default() as isize;
            let around = std::array::from_fn(|place| {
                let n = at + place as isize - REACH as isize;
                usize::try_from(n).ok().and_then(|n| chars.get(n)).copied().unwrap_or(EDGE)
            });
            let asked = READINGS.meant(&around);
            assert!(READINGS.score(&asked, meant) > READINGS.score(&asked, other), "{text}");
        }
    }
}
