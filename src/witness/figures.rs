//! Which numbers stand in a text, and which of two texts are the same?
//!
//! A number is the same whatever it is written like (一百二十, 120; 1.2万, `12,000`), and whatever the last bits are that
//! reckoning lost. One answer serves the check of numbers and whoever shows rows: a page that joins by its own rule
//! would leave unjoined what the check has matched.

use std::ops::Range;

use rustc_hash::FxHashMap;

use crate::text::number::{Number, NumberKind, numbers};
use crate::text::{Document, Language, Span, script};

/// A number and where it stands.
#[derive(Clone, Copy, Debug)]
pub(super) struct Figure {
    pub(super) value: f64,
    pub(super) kind: NumberKind,
    pub(super) sure: bool,
    /// Whether it is written in digits and not in words.
    pub(super) digits: bool,
    pub(super) span: Span,
}

impl Figure {
    /// Whether a translator who leaves it out has left something out: it is in digits, and no word
    /// such as `decade`, `dozen` or `both` stands for it.
    pub(super) fn is_telling(&self) -> bool {
        self.sure && self.digits && (self.value >= 13.0 || self.value.fract() != 0.0 || self.is_date())
    }

    pub(super) fn is_date(&self) -> bool {
        matches!(self.kind, NumberKind::Year | NumberKind::Month | NumberKind::Day)
    }

    pub(super) fn key(&self) -> u64 {
        key(self.value)
    }

    /// The same for 3 and 15, which may be one hour of the day.
    pub(super) fn hour(&self) -> u64 {
        let clock = self.kind == NumberKind::Cardinal && (13.0..=24.0).contains(&self.value);
        key(if clock { self.value - 12.0 } else { self.value })
    }
}

/// Equal for values that are equal but for the last bits, which reckoning loses: of 52 binary places 36 count, so that
/// numbers of ten figures are told apart.
pub(super) fn key(value: f64) -> u64 {
    const LOST: u32 = 16;
    (value.to_bits() + (1 << (LOST - 1))) >> LOST
}

/// The numbers of a document, sentence by sentence.
pub(super) struct Figures {
    pub(super) figures: Vec<Figure>,
    /// Where each sentence's figures begin; one more at the end.
    pub(super) starts: Vec<usize>,
}

impl Figures {
    pub(super) fn of(document: &Document) -> Self {
        let mut figures = Vec::new();
        let mut starts = Vec::with_capacity(document.len() + 1);
        starts.push(0);
        for sentence in 0..document.len() {
            let text = document.sentence(sentence);
            let found = numbers(&text, document.language());
            if !found.is_empty() {
                let places = document.joined(sentence..sentence + 1);
                figures.extend(found.iter().map(|number| Figure {
                    value: number.value,
                    kind: number.kind,
                    // 24 hours are `around the clock` as often.
                    sure: number.sure && !is_whole_day(number.value, &text[number.span.end..]),
                    digits: number.span.of(&text).contains(|c: char| c.is_numeric() && !is_han_numeral(c)),
                    span: places.span(number.span.range()),
                }));
            }
            starts.push(figures.len());
        }
        Self { figures, starts }
    }

    /// The figures of these sentences.
    pub(super) fn range(&self, sentences: &Range<usize>) -> Range<usize> {
        self.starts[sentences.start]..self.starts[sentences.end]
    }
}

/// Whether a number of this value, with `after` behind it, is the hours of a day.
pub(super) fn is_whole_day(value: f64, after: &str) -> bool {
    let after = after.trim_start_matches([' ', '\u{a0}', '-', '‑']);
    value == 24.0
        && ["小时", "hour", "час", "Stunde", "heures", "horas"].iter().any(|unit| after.starts_with(unit))
}

pub(super) fn is_han_numeral(c: char) -> bool {
    script::is_han(c)
}

/// Where a number stands in the words of a sentence, and what it is worth.
pub type Worth = (Range<usize>, f64);

/// For each text, in each of the sentences of a row, the numbers that another text of the row has too: where they
/// stand in the words, and what they are worth, the same for those that are taken to be equal.
pub fn common_numbers(cells: &[(&Language, Vec<&str>)]) -> Vec<Vec<Vec<Worth>>> {
    let of_text = |(language, sentences): &(&Language, Vec<&str>)| -> Vec<_> {
        sentences.iter().map(|words| numbers(words, language)).collect()
    };
    let found: Vec<Vec<Vec<Number>>> = cells.iter().map(of_text).collect();
    // The first value, the first text that has it, and whether another one does.
    let mut holders: FxHashMap<u64, (f64, usize, bool)> = FxHashMap::default();
    for (text, sentences) in found.iter().enumerate() {
        for number in sentences.iter().flatten() {
            let (_, first, is_common) =
                holders.entry(key(number.value)).or_insert((number.value, text, false));
            *is_common |= *first != text;
        }
    }
    let common = |number: Number| {
        let &(value, _, is_common) = holders.get(&key(number.value))?;
        is_common.then(|| (number.span.range(), value))
    };
    let of_sentence = |numbers: Vec<Number>| numbers.into_iter().filter_map(common).collect();
    found.into_iter().map(|sentences| sentences.into_iter().map(of_sentence).collect()).collect()
}
