//! Which words are numbers, months, or say what a number beside them is?
//!
//! One table a language, made once. Inflected forms are spelled out from stems and endings, for a word
//! is looked up as it stands: a stemmer would make `seven` and `seventh` one.

use rustc_hash::FxHashMap;

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::text) enum Word {
    /// A number word.
    Count(Count),
    /// The month of this number; whether it is nothing else (`may` and `march` are).
    Month(u8, bool),
    /// The number before it is a share of a hundred.
    Percent,
    /// The number beside it is a year.
    Year,
    /// The Roman or other number beside it counts centuries.
    Century,
    /// Joins number words: `two hundred and six`.
    And,
    /// The number after it is a label: `No. 5`.
    Label,
}

/// How a number word stands to those beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(in crate::text) struct Count {
    pub(in crate::text) value: f64,
    pub(in crate::text) rank: Rank,
    pub(in crate::text) ordinal: bool,
    /// Whether it is nothing but a number: false for `one`, `second`.
    pub(in crate::text) sure: bool,
    /// Whether, standing alone, it means no exact number: `millions`.
    pub(in crate::text) vague: bool,
}

/// What a number word may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::text) enum Rank {
    /// One to nine.
    Unit,
    /// Ten to nineteen.
    Teen,
    /// Twenty to ninety.
    Ten,
    /// Two hundred and the like in one word: двести, doscientos.
    Hundred,
    /// `hundred`: multiplies what stands before it, below a hundred.
    Times,
    /// `thousand` and more: multiplies what stands before it.
    Myriad,
}

/// The words of one language.
pub(in crate::text) type Words = FxHashMap<String, Word>;

/// Names of the months, by a space within a month and a slash between months. A trailing `?` marks a
/// word that is also another.
pub(in crate::text) fn months(names: &str) -> Words {
    let mut words = Words::default();
    for (month, names) in names.split('/').enumerate() {
        for name in names.split_whitespace() {
            let (name, sure) = name.strip_suffix('?').map_or((name, true), |name| (name, false));
            words.insert(name.to_owned(), Word::Month(month as u8 + 1, sure));
        }
    }
    words
}

pub(in crate::text) fn count(words: &mut Words, word: &str, value: f64, rank: Rank) {
    put(words, word, Count { value, rank, ordinal: false, sure: true, vague: false });
}

pub(in crate::text) fn ordinal(words: &mut Words, word: &str, value: f64, rank: Rank) {
    put(words, word, Count { value, rank, ordinal: true, sure: true, vague: false });
}

pub(in crate::text) fn put(words: &mut Words, word: &str, count: Count) {
    words.insert(word.to_owned(), Word::Count(count));
}

/// Makes these number words unsure.
pub(in crate::text) fn doubt(words: &mut Words, doubtful: &str) {
    for word in doubtful.split_whitespace() {
        if let Some(Word::Count(count)) = words.get_mut(word) {
            count.sure = false;
        }
    }
}

pub(in crate::text) fn mark(words: &mut Words, marks: &str, meaning: Word) {
    for word in marks.split_whitespace() {
        words.insert(word.to_owned(), meaning);
    }
}

/// The rank of a number below a hundred.
pub(in crate::text) fn rank(value: usize) -> Rank {
    match value {
        0..=9 => Rank::Unit,
        10..=19 => Rank::Teen,
        _ => Rank::Ten,
    }
}

pub(in crate::text) fn plain(value: f64, rank: Rank) -> Count {
    Count { value, rank, ordinal: false, sure: true, vague: false }
}
