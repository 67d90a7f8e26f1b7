//! Is it worth looking something up?
//!
//! Most of what is asked of a large table is not in it, and each look into it waits for memory. Two bits of a
//! hash for each key that is there fit into the processor's own memory and answer nearly as often (Bloom's
//! filter, both bits in one word).

/// A set of keys that may take a few others for its own, and never misses one.
#[derive(Debug)]
pub(in crate::check) struct Sieve {
    /// A power of two of them.
    words: Vec<u64>,
}

impl Sieve {
    /// Holds `keys`.
    pub(in crate::check) fn of(keys: impl ExactSizeIterator<Item = u64>) -> Self {
        // Some ten bits a key let one in twenty-five pass that is not there.
        let mut sieve = Self { words: vec![0; (keys.len() / 8).next_power_of_two().max(1 << 4)] };
        for key in keys {
            let (word, bits) = sieve.place(key);
            sieve.words[word] |= bits;
        }
        sieve
    }

    /// Whether `key` may be one of them.
    pub(in crate::check) fn passes(&self, key: u64) -> bool {
        let (word, bits) = self.place(key);
        self.words[word] & bits == bits
    }

    fn place(&self, key: u64) -> (usize, u64) {
        let hash = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        ((hash >> 26) as usize & (self.words.len() - 1), 1 << (hash >> 58) | 1 << (hash >> 52 & 63))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lets_its_own_through_and_few_others() {
        let sieve = Sieve::of((0..10_000_u32).map(|n| u64::from(n * n)));
        assert!((0..10_000).all(|n| sieve.passes(n * n)));
        let others = (0..10_000).filter(|n| sieve.passes(n * n + 3)).count();
        assert!(others < 1000, "{others}");
        assert!(!Sieve::of([].into_iter()).passes(7));
    }
}
