//! How are the numbers of a table written small?
//!
//! Bit by bit, small numbers in few bits (exponential Golomb codes). A byte for each would make the rows
//! half as large again, and a general compressor would have to undo the whole before a word is looked up.

/// Bits, being written.
#[derive(Default)]
pub(super) struct Writer {
    bytes: Vec<u8>,
    bits: usize,
}

impl Writer {
    /// The lowest `width` bits of `value`, highest first.
    pub(super) fn bits(&mut self, value: u32, width: u32) {
        for place in (0..width).rev() {
            if self.bits.is_multiple_of(8) {
                self.bytes.push(0);
            }
            let bit = (value >> place & 1) as u8;
            self.bytes[self.bits / 8] |= bit << (7 - self.bits % 8);
            self.bits += 1;
        }
    }

    /// `value` in about `order` bits or, for each doubling beyond, two more.
    pub(super) fn number(&mut self, value: u32, order: u32) {
        let (zeros, width) = golomb(value, order);
        self.bits(0, zeros);
        let whole = u64::from(value) + (1 << order);
        self.bits(1, 1);
        self.bits((whole & ((1 << (width - 1)) - 1)) as u32, width - 1);
    }

    /// Bits written so far.
    pub(super) fn len(&self) -> usize {
        self.bits
    }

    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.bytes
    }
}

/// Bits that [`Writer::number`] takes.
pub(super) fn cost(value: u32, order: u32) -> usize {
    let (zeros, width) = golomb(value, order);
    (zeros + width) as usize
}

fn golomb(value: u32, order: u32) -> (u32, u32) {
    let width = u64::BITS - (u64::from(value) + (1 << order)).leading_zeros();
    (width - 1 - order, width)
}

/// Bits, being read; past the end there is nothing.
pub(super) struct Reader<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl<'a> Reader<'a> {
    /// Reads from the bit numbered `at`.
    pub(super) fn new(bytes: &'a [u8], at: usize) -> Self {
        Self { bytes, at }
    }

    /// A number of `width` bits, at most 32.
    pub(super) fn bits(&mut self, width: u32) -> Option<u32> {
        if self.at + width as usize > self.bytes.len() * 8 {
            return None;
        }
        let value = self.ahead().checked_shr(u64::BITS - width).unwrap_or(0);
        self.at += width as usize;
        Some(value as u32)
    }

    /// A number as [`Writer::number`] writes it.
    pub(super) fn number(&mut self, order: u32) -> Option<u32> {
        let zeros = self.ahead().leading_zeros();
        if zeros + order > 32 {
            return None;
        }
        self.at += zeros as usize + 1;
        let rest = u64::from(self.bits(zeros + order)?);
        u32::try_from((1u64 << (zeros + order)) + rest - (1 << order)).ok()
    }

    /// The next bits, 57 at least, the first one highest; zeros past the end.
    fn ahead(&self) -> u64 {
        let rest = self.bytes.get(self.at / 8..).unwrap_or_default();
        let bytes = rest.first_chunk().copied().unwrap_or_else(|| {
            let mut bytes = [0; 8];
            bytes[..rest.len()].copy_from_slice(rest);
            bytes
        });
        u64::from_be_bytes(bytes) << (self.at % 8)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_is_written_is_read(numbers in prop::collection::vec((any::<u32>(), 0..17u32, 0..32u32), 0..40)) {
            let mut writer = Writer::default();
            for &(number, order, shift) in &numbers {
                let before = writer.len();
                writer.number(number >> shift, order);
                prop_assert_eq!(writer.len() - before, cost(number >> shift, order));
                writer.bits(number & 15, 4);
            }
            let bytes = writer.into_bytes();
            let mut reader = Reader::new(&bytes, 0);
            for &(number, order, shift) in &numbers {
                prop_assert_eq!(reader.number(order), Some(number >> shift));
                prop_assert_eq!(reader.bits(4), Some(number & 15));
            }
        }

        #[test]
        fn any_bytes_can_be_read(bytes in prop::collection::vec(any::<u8>(), 0..40), order in 0..17u32) {
            let mut reader = Reader::new(&bytes, 0);
            while reader.number(order).is_some() {}
        }
    }
}
