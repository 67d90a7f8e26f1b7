//! How is what was learned read from its file?
//!
//! A file of weights holds floating-point numbers of 32 bits, weights of 8 bits that stand for a share of a
//! number beside them, and the characters that have weights of their own; all in an order that the reader and
//! the script that made it agree on. They lie in the program, so nothing is wrong with them that a test would
//! not find at once.

use super::EDGE;

/// A file of weights, read from its head on.
pub(in crate::check) struct Weights(&'static [u8]);

impl Weights {
    /// All of `data`.
    pub(in crate::check) fn of(data: &'static [u8]) -> Self {
        Self(data)
    }

    /// How many bytes are left.
    pub(in crate::check) fn len(&self) -> usize {
        self.0.len()
    }

    /// The next so many bytes.
    pub(in crate::check) fn bytes(&mut self, number: usize) -> &'static [u8] {
        let (here, rest) = self.0.split_at(number);
        self.0 = rest;
        here
    }

    /// The next number.
    pub(in crate::check) fn float(&mut self) -> f32 {
        self.floats(1)[0]
    }

    /// The next so many numbers.
    pub(in crate::check) fn floats(&mut self, number: usize) -> Vec<f32> {
        self.bytes(4 * number).as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()
    }

    /// The next so many weights of 8 bits, each `grain` times what stands there.
    pub(in crate::check) fn scaled(&mut self, number: usize, grain: f32) -> Vec<f32> {
        self.bytes(number).iter().map(|&weight| f32::from(weight as i8) * grain).collect()
    }

    /// The next so many characters.
    pub(in crate::check) fn characters(&mut self, number: usize) -> Characters {
        Characters::of(self.bytes(2 * number).as_chunks::<2>().0)
    }
}

/// The characters that have weights of their own.
pub(in crate::check) struct Characters {
    /// The number of each from [`FIRST`] on: every doubtful character asks for those of all around it.
    numbers: Vec<u16>,
    len: usize,
}

const FIRST: u32 = 0x3400;

impl Characters {
    /// Of a list of them.
    fn of(known: &[[u8; 2]]) -> Self {
        let mut numbers = Vec::new();
        for (number, &bytes) in (2..).zip(known) {
            let place = usize::from(u16::from_le_bytes(bytes)) - FIRST as usize;
            numbers.resize(numbers.len().max(place + 1), 0);
            numbers[place] = number;
        }
        Self { numbers, len: known.len() }
    }

    /// The number of `c`: 0 if it has no weights of its own, 1 for [`EDGE`], from 2 on those that have.
    pub(in crate::check) fn number(&self, c: char) -> usize {
        if c == EDGE {
            return 1;
        }
        let place = u32::from(c).checked_sub(FIRST);
        place.and_then(|place| self.numbers.get(place as usize)).map_or(0, |&number| usize::from(number))
    }

    /// How many numbers there are.
    pub(in crate::check) fn numbers(&self) -> usize {
        self.len + 2
    }
}

/// Adds `value` times the `weights` to the units of a layer.
pub(in crate::check) fn add(units: &mut [f32], value: f32, weights: &[f32]) {
    units.iter_mut().zip(weights).for_each(|(unit, weight)| *unit += value * weight);
}

/// ReLU of the hidden units, then their dot product with the output weights.
pub(in crate::check) fn fired(units: &[f32], out: &[f32]) -> f32 {
    units.iter().zip(out).map(|(unit, weight)| unit.max(0.0) * weight).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_on_and_numbers_characters() {
        let mut weights = Weights::of(&[0, 0, 0x80, 0x3f, 2, 0xff, 0x00, 0x4e, 0x8c, 0x4e]);
        assert_eq!(weights.float(), 1.0);
        assert_eq!(weights.scaled(2, 0.5), [1.0, -0.5]);
        assert_eq!(weights.len(), 4);
        let characters = weights.characters(2);
        assert_eq!(characters.numbers(), 4);
        assert_eq!(['三', EDGE, '一', '二', '𠀀'].map(|c| characters.number(c)), [0, 1, 2, 3, 0]);
    }
}
