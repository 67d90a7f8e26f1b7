//! Is this a word of the language, and a common one?
//!
//! A recogniser that reads rn for m makes strings that no list of words has; so what tells is whether a string is a
//! word, and whether a common one lies a confusion away. Both are kept as bits of a filter (Bloom, "Space/time
//! trade-offs in hash coding with allowable errors", 1970), a byte for each known form: of a hundred strings that are
//! none, two pass for words, and are left alone. The list itself would be twenty times as large, for Russian with its
//! forms thirty megabytes. `scripts/tables/words` makes them.

/// The words of a language.
#[derive(Clone, Copy, Debug)]
pub(super) struct Words {
    known: Filter,
    usual: Filter,
}

/// Words of English: the list of Letterpress as the npm package word-list has it (MIT).
pub(super) static ENGLISH: Words = Words {
    known: Filter { bits: duizhao_models::KNOWN_EN, tries: 5 },
    usual: Filter { bits: duizhao_models::USUAL_EN, tries: 8 },
};

/// Forms of Russian words: hunspell's dictionary by Alexander Lebedev (BSD-3-Clause), е for ё.
pub(super) static RUSSIAN: Words = Words {
    known: Filter { bits: duizhao_models::KNOWN_RU, tries: 5 },
    usual: Filter { bits: duizhao_models::USUAL_RU, tries: 8 },
};

impl Words {
    /// Whether the language has the word, which is of small letters.
    pub(super) fn knows(&self, word: &str) -> bool {
        self.known.holds(hash(word.bytes()))
    }

    /// Whether the language has the word in whatever letters, with е for ё. Every word of a text asks it, so no string
    /// is made.
    pub(super) fn knows_letters(&self, word: &[char]) -> bool {
        let small = word.iter().flat_map(|c| c.to_lowercase()).map(|c| if c == 'ё' { 'е' } else { c });
        self.known.holds(hash(small.flat_map(|c| {
            let mut bytes = [0; 4];
            let length = c.encode_utf8(&mut bytes).len();
            bytes.into_iter().take(length)
        })))
    }

    /// Whether the word, which is of small letters, is met often.
    pub(super) fn is_usual(&self, word: &str) -> bool {
        self.usual.holds(hash(word.bytes()))
    }
}

#[derive(Clone, Copy, Debug)]
struct Filter {
    bits: &'static [u8],
    /// Bits that stand for a word.
    tries: u64,
}

impl Filter {
    fn holds(&self, hash: u64) -> bool {
        let step = hash >> 32 | 1;
        let size = self.bits.len() as u64 * 8;
        (0..self.tries).all(|n| {
            let bit = hash.wrapping_add(n.wrapping_mul(step)) % size;
            self.bits[(bit / 8) as usize] >> (bit % 8) & 1 == 1
        })
    }
}

/// FNV-1a, which the script has too.
fn hash(bytes: impl Iterator<Item = u8>) -> u64 {
    bytes.fold(0xcbf2_9ce4_8422_2325, |hash, byte| (hash ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_words_and_common_ones() {
        assert!(["house", "the", "morning"].iter().all(|word| ENGLISH.is_usual(word) && ENGLISH.knows(word)));
        assert!(["дом", "утро", "пришли"].iter().all(|word| RUSSIAN.knows(word)));
        let none = ["tbe", "witb", "rnen", "qxzvk", "tlie", "rnorning"];
        assert!(none.iter().filter(|word| ENGLISH.knows(word)).count() < 2);
    }
}
