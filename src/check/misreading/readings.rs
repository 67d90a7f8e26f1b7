//! Which character is meant, as far as its neighbours say?
//!
//! The counts know what stands beside what; that 看 is what one does with a 电影 three characters on, they do
//! not. A network of one hidden layer makes a vector of the four characters on each side, and the nearer that
//! of a character is to it, the likelier it is meant. `scripts/models/fit-readings` taught it to tell right
//! characters from those that look like them.

use std::sync::LazyLock;

use super::{ALL, REACH};
use crate::check::model::EDGE;

/// How many numbers stand for a character, and how many units the hidden layer has.
const WIDTH: usize = 24;
const UNITS: usize = 128;
const INPUTS: usize = 2 * REACH * WIDTH;

/// What was learned.
pub(super) static READINGS: LazyLock<Readings> = LazyLock::new(Readings::read);

/// What was learned: the weights, the characters that are known, and their vectors.
pub(super) struct Readings {
    base: Vec<f32>,
    out_base: Vec<f32>,
    layer: Vec<f32>,
    out: Vec<f32>,
    /// In order; two bytes each.
    known: &'static [u8],
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
        let data: &'static [u8] = include_bytes!("../model/readings.bin");
        let (floats, data) = data.split_at(4 * (4 + UNITS + WIDTH));
        let floats: Vec<f32> =
            floats.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect();
        let (grains, bases) = floats.split_at(4);
        let (base, out_base) = bases.split_at(UNITS);
        let scaled = |bytes: &[u8], grain: f32| -> Vec<f32> {
            bytes.iter().map(|&weight| f32::from(weight as i8) * grain).collect()
        };
        let (layer, data) = data.split_at(INPUTS * UNITS);
        let (out, data) = data.split_at(UNITS * WIDTH);
        let number = (data.len() - 2 * (WIDTH + 1)) / (2 + WIDTH + 1);
        let (known, data) = data.split_at(2 * number);
        let (chars, usual) = data.split_at((number + 2) * WIDTH);
        Self {
            base: base.to_vec(),
            out_base: out_base.to_vec(),
            layer: scaled(layer, grains[0]),
            out: scaled(out, grains[1]),
            known,
            chars,
            grain: grains[2],
            usual,
            usual_grain: grains[3],
        }
    }

    /// What the characters around the middle one ask for.
    pub(super) fn meant(&self, around: &[char; ALL]) -> Meant {
        let mut hidden: [f32; UNITS] = std::array::from_fn(|unit| self.base[unit]);
        let neighbours = around[..REACH].iter().chain(&around[REACH + 1..]);
        for (&c, rows) in neighbours.zip(self.layer.chunks_exact(WIDTH * UNITS)) {
            for (&weight, row) in self.vector(self.number(c)).iter().zip(rows.chunks_exact(UNITS)) {
                let value = f32::from(weight as i8) * self.grain;
                hidden.iter_mut().zip(row).for_each(|(unit, weight)| *unit += value * weight);
            }
        }
        let mut meant: [f32; WIDTH] = std::array::from_fn(|at| self.out_base[at]);
        for (unit, row) in hidden.iter().zip(self.out.chunks_exact(WIDTH)).filter(|(unit, _)| **unit > 0.0) {
            meant.iter_mut().zip(row).for_each(|(at, weight)| *at += unit * weight);
        }
        Meant(meant)
    }

    /// How well `c` is what is meant: its logarithm of odds beside those of others.
    pub(super) fn score(&self, meant: &Meant, c: char) -> f32 {
        let number = self.number(c);
        let near = self.vector(number).iter().zip(&meant.0).map(|(&weight, at)| f32::from(weight as i8) * at);
        near.sum::<f32>() * self.grain + f32::from(self.usual[number] as i8) * self.usual_grain
    }

    fn vector(&self, number: usize) -> &[u8] {
        &self.chars[number * WIDTH..(number + 1) * WIDTH]
    }

    fn number(&self, c: char) -> usize {
        if c == EDGE {
            return 1;
        }
        let known = self.known.as_chunks::<2>().0;
        let found = known.binary_search_by_key(&u32::from(c), |&bytes| u16::from_le_bytes(bytes).into());
        found.map_or(0, |at| at + 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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
