//! What numbers, dates and ordinals does a sentence hold?
//!
//! 2022年9月16日, 16 September 2022 and 16 сентября 2022 года are one date; 第65届 is 65th; 二〇二二年 is
//! 2022; 1.2万 is 12,000. Said once here, for alignment, examination and checking alike.
//!
//! The text is read twice. First each number is read as it stands, in digits, Chinese numerals, words
//! or Roman letters, with what makes up its value (万, million, %) and what it is marked as (年, 第, -й).
//! Then neighbours settle what each is: a number before `September` is a day, a number before a dash
//! and a year is a year. Patterns of whole dates would be the other way; there would be dozens a
//! language, and each would miss the ranges that real texts are full of (18–19 October, 3月3日至4日).
//!
//! Many number words are often none: `one`, 一 in 一带一路, 两 in 两会. They are left out where the
//! characters beside them say so, and else marked as not sure, so that who pairs sentences may use
//! them and who raises an alarm does not.

mod calendar;
mod chinese;
pub(in crate::text) mod digits;
mod han;
mod label;
mod reader;
mod roman;
mod settle;
mod spelt;
pub(in crate::text) mod words;

pub use calendar::{Date, dates, days_in_month};

use self::reader::Reader;
use super::languages;
use super::{Language, Span};

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum NumberKind {
    /// A count or measure: 3, 1.2万, twelve.
    Cardinal,
    /// A place in a row: 第65届, 65th, шестой; a century.
    Ordinal,
    /// A share of a hundred, in hundredths: 20%, 百分之二十, 2成.
    Percent,
    /// A year, alone or in a date; the first one of a decade.
    Year,
    /// A month of the year, 1 to 12 where the date is possible.
    Month,
    /// A day of the month, 1 to 31 where the date is possible.
    Day,
}

/// A number in a text.
///
/// The span covers what makes up the value (万, million, %, the suffix of 65th) and the mark of an
/// ordinal before it (第); not the 年, 月, 日 and the like after it.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Number {
    /// Where it stands in the text that was searched.
    pub span: Span,
    /// What it is. A year that nothing marks as one is a guess from its size.
    pub kind: NumberKind,
    /// Its value; years before the common era are negative.
    pub value: f64,
    /// Whether it is sure to be a number: false for words that often are none, such as `one` or 一, and
    /// for digits that name rather than count, such as those of COVID-19 and G20.
    pub sure: bool,
}

/// The numbers of `text`, which is in `language`, in order; their spans do not overlap.
///
/// # Example: one date in two scripts
///
/// ```
/// use duizhao::text::{Language, number::numbers};
/// let values = |text, language| -> Vec<f64> {
///     numbers(text, &Language::new(language)).iter().map(|number| number.value).collect()
/// };
/// assert_eq!(values("2022年9月16日", "zh"), [2022.0, 9.0, 16.0]);
/// assert_eq!(values("16 сентября 2022 года", "ru"), [16.0, 9.0, 2022.0]);
/// ```
pub fn numbers(text: &str, language: &Language) -> Vec<Number> {
    let reader = Reader {
        text,
        marks: languages::profile(language).marks,
        endings: languages::profile(language).endings,
        words: languages::words(language),
        han: language.is_chinese() || matches!(language.base(), "ja" | "und"),
        language: language.base(),
    };
    let mut read = reader.read();
    if read.is_empty() {
        return Vec::new();
    }
    settle::join_parts(text, &mut read);
    settle::settle(text, &mut read);
    read.iter().filter_map(Read::number).collect()
}

/// How a number is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Form {
    Digits,
    Han,
    Word,
    Roman,
    /// The name of a month.
    Month,
}

/// What stands right after a number and says what it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Mark {
    None,
    /// 年.
    Year,
    /// 月.
    Month,
    /// 日.
    Day,
    /// 号, a day only after a month.
    Number,
    /// Of the words for year.
    YearWord,
    /// Before the common era.
    Before,
}

/// A number as it stands, before its neighbours are asked.
#[derive(Clone, Copy, Debug)]
struct Read {
    start: usize,
    end: usize,
    /// Where the mark after it ends.
    after: usize,
    value: f64,
    form: Form,
    kind: Option<NumberKind>,
    mark: Mark,
    sure: bool,
    /// How many digits, if it is digits and nothing else.
    plain: Option<usize>,
    /// What its value was multiplied by: 1e4 for 1.2万.
    scale: f64,
    /// Whether something before it says that it is a label or a price and so no year.
    label: bool,
}

impl Read {
    fn new(start: usize, end: usize, value: f64, form: Form) -> Self {
        Self {
            start,
            end,
            after: end,
            value,
            form,
            kind: None,
            mark: Mark::None,
            sure: true,
            plain: None,
            scale: 1.0,
            label: false,
        }
    }

    fn number(&self) -> Option<Number> {
        // A month's name that may be another word, with no number beside it, is no month.
        if self.form == Form::Month && !self.sure {
            return None;
        }
        // Roman letters that nothing marks are initials and abbreviations more often than numbers.
        if self.form == Form::Roman && self.kind.is_none() && self.plain == Some(1) {
            return None;
        }
        let kind = self.kind.unwrap_or(NumberKind::Cardinal);
        Some(Number { span: Span::new(self.start, self.end), kind, value: self.value, sure: self.sure })
    }

    fn is_day(&self) -> bool {
        (1.0..=31.0).contains(&self.value)
            && self.scale == 1.0
            && (self.plain.is_some_and(|digits| digits <= 2)
                || self.kind == Some(NumberKind::Ordinal) && self.form != Form::Roman)
            && matches!(self.kind, None | Some(NumberKind::Ordinal))
    }

    /// Whether it may be a year by its looks: four digits.
    fn is_long(&self) -> bool {
        self.plain == Some(4) && self.kind.is_none_or(|kind| kind == NumberKind::Year)
    }
}

/// Takes `length` more bytes into the number and says what it is.
fn take(read: &mut Read, length: usize, kind: NumberKind) {
    read.end += length;
    read.after = read.end;
    read.kind = Some(kind);
    if kind != NumberKind::Ordinal {
        read.plain = None;
    }
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// The value of Chinese numerals, if they are one number as it is spoken: 二十三, not 二三.
pub(crate) fn spoken(numerals: &str) -> Option<f64> {
    han::value(numerals).filter(|han| !han.by_digit).map(|han| han.value)
}

#[cfg(test)]
mod tests;
