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
pub(in crate::text) mod digits;
mod han;
mod settle;
pub(in crate::text) mod words;

pub use calendar::{Date, dates, days_in_month};

use self::digits::Marks;
use self::words::{Rank, Word, Words};
use super::languages::{self, Endings};
use super::{Language, Span, script};

/// What kind of number it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
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

struct Reader<'a> {
    text: &'a str,
    marks: Marks,
    endings: Endings,
    words: Option<&'static Words>,
    /// Whether Chinese numerals are read.
    han: bool,
    language: &'a str,
}

impl Reader<'_> {
    fn read(&self) -> Vec<Read> {
        let text = self.text;
        let mut found: Vec<Read> = Vec::new();
        let mut word = String::new();
        let mut at = 0;
        while let Some(c) = text[at..].chars().next() {
            let next = at + c.len_utf8();
            if let Some(length) = address(&text[at..]) {
                // The digits of an address name a thing and count nothing.
                at += length;
                continue;
            }
            if c.is_ascii() && !c.is_ascii_alphanumeric() {
                at = next;
                continue;
            }
            let read = if digits::digit(c).is_some() {
                self.in_digits(at)
            } else if script::is_han(c) {
                if !self.han || han::numeral(c).is_none() {
                    at = next;
                    continue;
                }
                let end = at + han::run(&text[at..]);
                let read = self.in_han(at, end, &mut found);
                at = read.map_or(end, |read| read.after);
                found.extend(read);
                continue;
            } else if let Some(value) = roman_sign(c) {
                Some(Read {
                    sure: false,
                    kind: Some(NumberKind::Ordinal),
                    ..Read::new(at, next, value, Form::Roman)
                })
            } else if c.is_alphabetic() {
                let end = at + self.word_end(at);
                let read = self.in_words(at, end, &mut word);
                at = read.map_or(end, |read| read.after);
                found.extend(read);
                continue;
            } else {
                None
            };
            at = read.map_or(next, |read| read.after);
            found.extend(read);
        }
        found
    }

    /// The length of the word at `at`: letters and marks on them.
    fn word_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        rest.char_indices()
            .find(|&(_, c)| !c.is_alphabetic() && !is_mark(c) || script::is_han(c))
            .map_or(rest.len(), |(end, _)| end)
    }

    /// What the word from `start` to `end` is.
    fn word(&self, start: usize, end: usize, buffer: &mut String) -> Option<Word> {
        let words = self.words?;
        // Longer than any number word but the German ones.
        if end - start > 48 {
            return None;
        }
        buffer.clear();
        for c in self.text[start..end].chars() {
            match c {
                'ё' | 'Ё' => buffer.push('е'),
                _ if c.is_ascii() => buffer.push(c.to_ascii_lowercase()),
                _ => buffer.extend(c.to_lowercase()),
            }
        }
        words.get(buffer.as_str()).copied()
    }

    /// The word that begins at `at`, if one does, and where it ends.
    fn word_at(&self, at: usize) -> Option<(Word, usize)> {
        if !self.text[at..].starts_with(char::is_alphabetic) {
            return None;
        }
        let end = at + self.word_end(at);
        Some((self.word(at, end, &mut String::new())?, end))
    }

    fn in_digits(&self, start: usize) -> Option<Read> {
        let text = self.text;
        let before = &text[..start];
        let last = before.chars().next_back();
        // The second and third part of 16.09.2022 and 1.2.3 are no decimals.
        let chained =
            matches!(last, Some('.' | ',')) && before[..start - 1].ends_with(|c| digits::digit(c).is_some());
        let digits =
            if chained { digits::plain(&text[start..]) } else { digits::read(&text[start..], self.marks) }?;
        let mut read = Read::new(start, start + digits.length, digits.value, Form::Digits);
        read.plain = digits.plain;
        // The digits of a code: COVID-19, G20, H1N1, Ту-154.
        if last.is_some_and(|c| c.is_uppercase() || c.is_ascii_alphabetic())
            || (last.is_some_and(is_hyphen) && code_before(before))
        {
            read.sure = false;
            read.label = true;
        }
        // A note's mark: [12].
        if last == Some('[') && text[read.end..].starts_with(']') {
            read.sure = false;
        }
        if last.is_some_and(|c| matches!(c, '$' | '€' | '£' | '¥' | '￥' | '₽' | '₹' | '№' | '#'))
        {
            read.label = true;
        }
        if last == Some('−') {
            read.start -= '−'.len_utf8();
            read.value = -read.value;
            read.plain = None;
        }
        if let Some(prefix) = ordinal_before(before) {
            read.start -= prefix;
            read.kind = Some(NumberKind::Ordinal);
        }
        if self.label_before(before) {
            read.label = true;
        }
        self.scaled(&mut read);
        self.marked(&mut read);
        Some(read)
    }

    /// Whether the word before the number says that it is a label: `No. 5`, `resolution 2231`.
    fn label_before(&self, before: &str) -> bool {
        self.word_before(before) == Some(Word::Label)
    }

    /// The word at the end of `before`, without the point and spaces after it.
    fn word_before(&self, before: &str) -> Option<Word> {
        let words = self.words?;
        let before = before.trim_end_matches([' ', '\u{a0}']);
        let before = before.strip_suffix(['.', '№']).unwrap_or(before);
        let start = before
            .rfind(|c: char| !c.is_alphabetic())
            .map_or(0, |at| at + before[at..].chars().next().map_or(1, char::len_utf8));
        let word = &before[start..];
        if word.is_empty() || word.len() > 48 {
            return None;
        }
        words.get(word.to_lowercase().as_str()).copied()
    }

    /// Takes in the word or characters after the digits that multiply them: 1.2万, 1.2 million, 3bn.
    fn scaled(&self, read: &mut Read) {
        loop {
            let rest = &self.text[read.end..];
            let Some(c) = rest.chars().next() else { return };
            // 150 万: digits are often set off by a space.
            let gap = if matches!(c, ' ' | '\u{a0}' | '\u{2009}' | '\u{202f}') { c.len_utf8() } else { 0 };
            // 10多亿, 20余万.
            let vague = rest[gap..].chars().next();
            let vague = vague.filter(|c| matches!(c, '多' | '余' | '餘' | '来' | '几'));
            let vague = gap + vague.map_or(0, char::len_utf8);
            let times = rest[vague..].chars().next();
            let next = rest[vague..].chars().nth(1);
            let by = match times {
                Some('万' | '萬' | '만') => 1e4,
                Some('亿' | '億' | '억') => 1e8,
                Some('兆') if self.language == "ja" => 1e12,
                Some('조') => 1e12,
                // Not the thousand of 千克 and 千米.
                Some('千' | '천')
                    if !matches!(next, Some('克' | '米' | '瓦' | '卡' | '兆' | '赫' | '帕' | '伏')) =>
                {
                    1e3
                }
                Some('百') if !matches!(next, Some('分' | '度' | '年')) => 1e2,
                _ => 0.0,
            };
            // Past a space a new word may begin: 7 百货, 2022 万圣节.
            let multiplies = gap == 0
                || match times {
                    Some('百' | '千') => matches!(next, Some('万' | '萬' | '亿' | '億')),
                    Some('万' | '萬') => {
                        !next.is_some_and(|c| "一圣聖科达達物象事花古难般能岁".contains(c))
                    }
                    _ => true,
                };
            if by > 0.0 && multiplies && (self.han || self.language == "ko") {
                let length = times.map_or(0, char::len_utf8);
                read.value *= by;
                read.scale *= by;
                read.end += vague + length;
                read.after = read.end;
                read.plain = None;
                continue;
            }
            break;
        }
        if self.words.is_none() {
            return;
        }
        let rest = &self.text[read.end..];
        let gap = match rest.chars().next() {
            Some(c @ (' ' | '\u{a0}' | '\u{202f}' | '-')) => c.len_utf8(),
            Some(c) if c.is_alphabetic() => 0,
            _ => return,
        };
        if let Some((Word::Count(count), end)) = self.word_at(read.end + gap) {
            let fits = matches!(count.rank, Rank::Times | Rank::Myriad) && !count.ordinal;
            if fits && read.kind.is_none() {
                // `тыс.` and `млн.` may carry a point; the point is not taken in, it may end the sentence.
                read.value *= count.value;
                read.scale = count.value;
                read.end = end;
                read.after = end;
                read.plain = None;
            }
        }
    }

    /// Takes in what stands after a number and says what it is.
    fn marked(&self, read: &mut Read) {
        let rest = &self.text[read.end..];
        let Some(c) = rest.chars().next() else { return };
        let inner = c.len_utf8();
        let cjk = self.han || self.language == "ko";
        let spaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        let gap = rest.len() - spaced.len();
        if matches!(spaced.chars().next(), Some('%' | '％' | '٪' | '﹪')) {
            let sign = spaced.chars().next().map_or(0, char::len_utf8);
            return take(read, gap + sign, NumberKind::Percent);
        }
        if spaced.starts_with('‰') {
            read.value /= 10.0;
            return take(read, gap + '‰'.len_utf8(), NumberKind::Percent);
        }
        if cjk {
            if rest.starts_with("个百分点") || rest.starts_with("個百分點") {
                return take(read, 12, NumberKind::Percent);
            }
            if c == '成' && (0.0..10.0).contains(&read.value) && !tenth_is_else(&rest[inner..]) {
                read.value *= 10.0;
                return take(read, inner, NumberKind::Percent);
            }
            if let Some(after) = rest.strip_prefix("年代") {
                return self.decade(read, rest.len() - after.len());
            }
            if let Some(after) = rest.strip_prefix("世纪").or(rest.strip_prefix("世紀")) {
                read.kind = Some(NumberKind::Ordinal);
                read.sure = true;
                read.after = self.text.len() - after.len();
                return;
            }
            let mark = match c {
                '年' | '년' => Mark::Year,
                // 3月 is a month, 3月底 too.
                '月' | '월' => Mark::Month,
                '日' | '일' => Mark::Day,
                '号' | '號' => Mark::Number,
                _ => Mark::None,
            };
            if mark != Mark::None {
                read.mark = mark;
                read.after = read.end + inner;
                return;
            }
            if rest.starts_with("번째") {
                return take(read, 6, NumberKind::Ordinal);
            }
        }
        if read.form == Form::Digits {
            self.suffixed(read);
        }
        self.followed(read);
    }

    /// 20世纪90年代, 90年代, 1990年代: the first year of the decade.
    fn decade(&self, read: &mut Read, mark: usize) {
        let before = &self.text[..read.start];
        read.after = read.end + mark;
        read.kind = Some(NumberKind::Year);
        read.sure = read.value >= 1000.0;
        if read.value < 100.0 {
            let last = before.strip_suffix("上世纪").or(before.strip_suffix("上世紀"));
            read.value += 1900.0;
            if last.is_some() {
                read.sure = true;
            }
        }
    }

    /// Suffixes glued to digits: 65th, 65-й, 1er, 3º, 1990s, 20-летие.
    fn suffixed(&self, read: &mut Read) {
        let rest = &self.text[read.end..];
        let hyphen = rest.chars().next().filter(|&c| is_hyphen(c)).map_or(0, char::len_utf8);
        if rest[hyphen..].starts_with(['º', 'ª']) {
            return take(read, hyphen + 2, NumberKind::Ordinal);
        }
        if rest.starts_with(".º") || rest.starts_with(".ª") {
            return take(read, 3, NumberKind::Ordinal);
        }
        let start = read.end + hyphen;
        let word = &self.text[start..start + self.word_end(start)];
        if word.is_empty() || word.len() > 40 {
            // `'s`: the 1990's.
            let apostrophe = rest.strip_prefix(['\'', '’']);
            let decade = self.language == "en" && read.plain == Some(4) && read.value % 10.0 == 0.0;
            if let Some(after) = apostrophe.filter(|after| decade && after.starts_with('s')) {
                return take(read, rest.len() - after.len() + 1, NumberKind::Year);
            }
            return;
        }
        let lower = word.to_lowercase();
        let ordinal = match self.endings {
            Endings::None => false,
            Endings::Glued(endings) => hyphen == 0 && endings.contains(&&*lower),
            Endings::Hyphened(endings) => hyphen > 0 && endings.contains(&&*lower),
        };
        let whole = hyphen + word.len();
        if ordinal {
            let plural = matches!(&*lower, "е" | "х" | "ые" | "ых" | "м" | "ми");
            // 1990-е годы, в 90-х годах.
            if self.language != "en" && plural && read.value % 10.0 == 0.0 && read.plain.is_some() {
                let years = matches!(self.word_at_gap(start + word.len()), Some((Word::Year, _)));
                if read.value >= 1000.0 || years && read.value < 100.0 {
                    if read.value < 100.0 {
                        read.value += 1900.0;
                        read.sure = false;
                    }
                    return take(read, whole, NumberKind::Year);
                }
            }
            return take(read, whole, NumberKind::Ordinal);
        }
        if self.language == "en" && lower == "s" && hyphen == 0 && read.value % 10.0 == 0.0 {
            if read.plain == Some(4) {
                return take(read, whole, NumberKind::Year);
            }
            if read.plain == Some(2) {
                read.value += 1900.0;
                read.sure = false;
                return take(read, whole, NumberKind::Year);
            }
        }
        if hyphen > 0 && (lower.starts_with("процент") || lower == "percent") {
            return take(read, whole, NumberKind::Percent);
        }
        // 5G, 4K, 737MAX: a name. Units are small or begin small: km, kg, mm; kW and MW are few.
        if hyphen == 0
            && word.chars().count() <= 3
            && word.chars().all(|c| c.is_ascii_uppercase())
            && !matches!(word, "MW" | "GW" | "MB" | "GB" | "TB" | "C" | "F" | "V" | "W" | "A" | "M")
        {
            read.sure = false;
            read.label = true;
        }
    }

    /// Words after a space: percent, years, eras, centuries.
    fn followed(&self, read: &mut Read) {
        let rest = &self.text[read.end..];
        for (words, kind) in [
            ("per cent", NumberKind::Percent),
            ("pour cent", NumberKind::Percent),
            ("por ciento", NumberKind::Percent),
            ("per cento", NumberKind::Percent),
            ("por cento", NumberKind::Percent),
        ] {
            if rest.get(1..).is_some_and(|rest| rest.starts_with(words)) && rest.starts_with([' ', '-']) {
                return take(read, words.len() + 1, kind);
            }
        }
        if let Some(length) = era_before(rest) {
            if read.value.fract() == 0.0 && read.scale == 1.0 {
                read.value = -read.value;
                read.mark = Mark::Before;
                read.kind = Some(NumberKind::Year);
                read.after = read.end + length;
            }
            return;
        }
        // 20. Jahrhundert.
        let point = usize::from(self.language == "de" && read.form == Form::Digits && rest.starts_with(". "));
        match self.word_at_gap(read.end + point) {
            Some((Word::Percent, end)) => {
                read.end = end;
                read.after = end;
                read.kind = Some(NumberKind::Percent);
            }
            Some((Word::Year, end)) => {
                read.mark = Mark::YearWord;
                read.after = end;
            }
            Some((Word::Century, end)) => {
                // Russian `в` is `century` only before a point: XX в.
                let short = end - read.end <= 5 && self.language == "ru";
                if !short || self.text[end..].starts_with('.') && read.form == Form::Roman {
                    read.kind = Some(NumberKind::Ordinal);
                    read.sure = true;
                    read.plain = None;
                    read.after = end;
                }
            }
            _ => {}
        }
    }

    /// The word after `at` and one space, hyphen or nothing.
    fn word_at_gap(&self, at: usize) -> Option<(Word, usize)> {
        let gap = match self.text[at..].chars().next() {
            Some(c @ (' ' | '\u{a0}' | '\u{202f}')) => c.len_utf8(),
            Some(c) if is_hyphen(c) => c.len_utf8(),
            Some(c) if c.is_alphabetic() => 0,
            _ => return None,
        };
        self.word_at(at + gap)
    }

    fn in_words(&self, start: usize, end: usize, buffer: &mut String) -> Option<Read> {
        match self.word(start, end, buffer) {
            Some(Word::Month(month, sure)) => {
                let text = self.text;
                let capital = text[start..].starts_with(char::is_uppercase);
                // Months are written large in English and German: `may`, `march` and `august` are words.
                if !capital && matches!(self.language, "en" | "de" | "nl" if self.language != "nl") {
                    return None;
                }
                let read = Read::new(start, end, f64::from(month), Form::Month);
                Some(Read { kind: Some(NumberKind::Month), sure, ..read })
            }
            Some(Word::Count(_)) => self.word_number(start),
            _ => self.roman(start, end),
        }
    }

    /// The number of the words from `start` on: `two hundred and six`, `шестьдесят пятой`.
    fn word_number(&self, start: usize) -> Option<Read> {
        let text = self.text;
        // `thirty-one` is looked at from `thirty`; a word glued to a letter or digit is part of a name.
        if text[..start].ends_with(|c: char| c.is_alphanumeric()) {
            return None;
        }
        let (mut total, mut current) = (0.0, 0.0);
        let mut last: Option<Rank> = None;
        let mut last_myriad = f64::INFINITY;
        let mut end = start;
        let mut at = start;
        let mut parts = 0;
        let (mut sure, mut ordinal, mut vague) = (true, false, false);
        let mut joined = false;
        while let Some((word, after)) = self.word_at(at) {
            let Word::Count(count) = word else {
                // `and` joins only if a number word follows that may stand there.
                let may = match self.language {
                    "en" => matches!(last, Some(Rank::Times | Rank::Myriad)),
                    "fr" | "es" => last == Some(Rank::Ten),
                    _ => false,
                };
                if word != Word::And || !may || joined {
                    break;
                }
                let Some(gap) = word_gap(&text[after..]) else { break };
                at = after + gap;
                joined = true;
                continue;
            };
            let below = current % 100.0;
            let fits = match count.rank {
                Rank::Unit => {
                    (count.value > 0.0 && !matches!(last, Some(Rank::Unit | Rank::Teen)))
                        || last.is_none()
                        // Dix-sept, quatre-vingt-dix-neuf.
                        || (self.language == "fr" && last == Some(Rank::Teen) && current % 10.0 == 0.0 && count.value > 6.0)
                }
                Rank::Teen => {
                    matches!(last, None | Some(Rank::Hundred | Rank::Times | Rank::Myriad))
                        || self.language == "fr" && last == Some(Rank::Ten) && matches!(below as u8, 60 | 80)
                }
                Rank::Ten => {
                    matches!(last, None | Some(Rank::Hundred | Rank::Times | Rank::Myriad))
                        || self.language == "fr" && count.value == 20.0 && below == 4.0
                }
                Rank::Hundred => matches!(last, None | Some(Rank::Myriad)),
                Rank::Times => {
                    last.is_none_or(|rank| rank <= Rank::Ten)
                        && (current > 0.0 || !count.vague)
                        && current < 100.0
                        || last == Some(Rank::Myriad) && self.language == "fr"
                }
                Rank::Myriad => count.value < last_myriad && (current > 0.0 || last.is_none()),
            };
            if !fits {
                break;
            }
            match count.rank {
                Rank::Ten if below == 4.0 && last == Some(Rank::Unit) => current += 76.0,
                Rank::Unit | Rank::Teen | Rank::Ten | Rank::Hundred => current += count.value,
                Rank::Times => current = current.max(1.0) * count.value,
                Rank::Myriad => {
                    total += f64::max(current, 1.0) * count.value;
                    current = 0.0;
                    last_myriad = count.value;
                }
            }
            if parts == 0 {
                // `A million` is about a million; `hundreds of` is no number at all.
                sure = count.sure && !matches!(count.rank, Rank::Times | Rank::Myriad);
                vague = count.vague;
            } else {
                sure = true;
                vague = false;
            }
            parts += 1;
            joined = false;
            last = Some(count.rank);
            end = after;
            ordinal = count.ordinal;
            if ordinal {
                break;
            }
            let Some(gap) = word_gap(&text[after..]) else { break };
            at = after + gap;
        }
        if vague || parts == 0 {
            return None;
        }
        // Part of a compound: one-sided, two-fold, five-year.
        let glued = text[end..].chars().next().is_some_and(is_hyphen);
        let mut read = Read::new(start, end, total + current, Form::Word);
        if ordinal {
            read.kind = Some(NumberKind::Ordinal);
            // `Two-thirds` would be read as two and third.
        }
        read.sure = sure && !(glued && parts == 1 && read.value < 10.0);
        self.followed(&mut read);
        Some(read)
    }

    /// Roman letters; one letter alone counts only with the word for century after it.
    fn roman(&self, start: usize, end: usize) -> Option<Read> {
        let text = self.text;
        let letters = &text[start..end];
        if letters.len() > 16
            || text[..start].ends_with(|c: char| c.is_alphanumeric())
            || text[end..].starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        // XXe siècle.
        let suffix = if self.language == "fr" {
            letters.len() - letters.trim_end_matches(['e', 'r']).len()
        } else {
            0
        };
        let end = end - suffix;
        let letters = &text[start..end];
        let value = roman_value(letters)?;
        let mut read = Read::new(start, end, value, Form::Roman);
        read.sure = false;
        read.plain = Some(if letters.chars().count() == 1 { 1 } else { 2 });
        if suffix > 0 {
            read.end += suffix;
            read.after = read.end;
        }
        self.followed(&mut read);
        if self.language != "ru" && self.word_before(&text[..start]) == Some(Word::Century) {
            read.kind = Some(NumberKind::Ordinal);
            read.sure = true;
        }
        Some(Read { plain: read.plain.filter(|_| read.kind.is_none()), ..read })
    }

    /// The number in Chinese numerals from `start` to `end`; a second one that stands in the same
    /// characters is put into `found`.
    fn in_han(&self, start: usize, end: usize, found: &mut Vec<Read>) -> Option<Read> {
        let text = self.text;
        let (before, rest) = (&text[..start], &text[end..]);
        let numerals = &text[start..end];
        let previous = before.chars().next_back();
        if numerals.starts_with(['两', '兩']) && previous.is_some_and(|c| han::numeral(c).is_some()) {
            return None;
        }
        // 百分之二十, 三分之二.
        if let Some(after) = rest.strip_prefix("分之") {
            return self.fraction(start, end, text.len() - after.len());
        }
        // 几十, 数百万: no exact number.
        let headed = |c| !matches!(han::numeral(c), Some(han::Numeral::Digit(_)));
        if matches!(previous, Some('几' | '幾' | '数' | '數' | '好')) && numerals.starts_with(headed) {
            return None;
        }
        let Some(han) = han::value(numerals) else {
            return five_year_plan(numerals, start, rest, found);
        };
        let mut read = Read::new(start, end, han.value, Form::Han);
        if let Some(prefix) = ordinal_before(before) {
            read.start -= prefix;
            read.kind = Some(NumberKind::Ordinal);
            // 第一 and 第二 begin paragraphs; 第三国 are other countries.
            read.sure = han.value > 3.0;
        } else if han.by_digit {
            // 二〇二二 is a year, 一一九 a date, 三四 three or four.
            let zero = numerals.contains(['〇', '零', '○']);
            if han.count < 4 && !zero {
                return None;
            }
            read.sure = han.count >= 4 && (zero || rest.starts_with(['年']));
            read.plain = Some(han.count);
        } else if han.count == 1 {
            if numerals.starts_with(han::is_formal) {
                return None;
            }
            if matches!(han::numeral(numerals.chars().next()?), Some(han::Numeral::Times(by)) if by > 10.0) {
                return None;
            }
            read.sure = counts(numerals, rest) && !idiom(before, rest);
            if han.value == 1.0
                && (!counts(numerals, rest)
                    || matches!(
                        previous,
                        Some(
                            '统' | '唯'
                                | '单'
                                | '同'
                                | '逐'
                                | '之'
                                | '专'
                                | '划'
                                | '如'
                                | '統'
                                | '單'
                                | '專'
                                | '劃'
                        )
                    ))
            {
                return None;
            }
            if numerals == "十"
                && rest.starts_with(['分', '足', '全', '字'])
                && !rest.starts_with("分钟")
                && !rest.starts_with("分鐘")
            {
                return None;
            }
            if han.value == 1.0 {
                read.sure = false;
            }
        } else {
            read.sure = !han.headless;
        }
        let sure = read.sure;
        self.scaled_han(&mut read);
        self.marked(&mut read);
        match read.mark {
            // 九月 is September; 三日 alone may be three days.
            Mark::Month => read.sure = true,
            Mark::Day => read.sure = han.count > 1,
            Mark::Year | Mark::Number => read.sure = sure || han.by_digit && han.count == 4,
            _ => {}
        }
        if read.mark == Mark::Year && han.by_digit {
            read.kind = Some(NumberKind::Year);
        }
        Some(read)
    }

    /// 十多亿, 二十余万.
    fn scaled_han(&self, read: &mut Read) {
        let mut characters = self.text[read.end..].chars();
        let (Some(vague), Some(times)) = (characters.next(), characters.next()) else { return };
        if !matches!(vague, '多' | '余' | '餘' | '来' | '几') {
            return;
        }
        let by = match times {
            '万' | '萬' => 1e4,
            '亿' | '億' => 1e8,
            _ => return,
        };
        read.value *= by;
        read.scale = by;
        read.end += vague.len_utf8() + times.len_utf8();
        read.after = read.end;
        read.sure = true;
    }

    /// 百分之二十, 百分之20, 千分之三, 三分之二: `start..end` is the part below the line, above it begins at
    /// `above`.
    fn fraction(&self, start: usize, end: usize, above: usize) -> Option<Read> {
        let text = self.text;
        let below = han::value(&text[start..end])?.value;
        let (value, end) = self.numerator(above)?;
        let mut read = Read::new(start, end, value / below, Form::Han);
        if below == 100.0 || below == 1000.0 {
            read.kind = Some(NumberKind::Percent);
            read.value = value * 100.0 / below;
        }
        Some(read)
    }

    /// The number at `at`, in digits or Chinese numerals with 点 for the decimal mark, and its end.
    fn numerator(&self, at: usize) -> Option<(f64, usize)> {
        let text = self.text;
        if let Some(digits) = digits::read(&text[at..], self.marks) {
            return Some((digits.value, at + digits.length));
        }
        let end = at + han::run(&text[at..]);
        let whole = han::value(text.get(at..end).filter(|numerals| !numerals.is_empty())?)?.value;
        let Some(after) = text[end..].strip_prefix(['点', '點']) else { return Some((whole, end)) };
        let length = han::run(after);
        let point = text.len() - after.len();
        match han::value(&after[..length]) {
            Some(part) if length > 0 && (part.by_digit || part.count == 1) => {
                Some((whole + part.value / 10f64.powi(part.count as i32), point + length))
            }
            _ => Some((whole, end)),
        }
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

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}')
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Where an address ends that `text` is inside of: URLs are written in ASCII without spaces (RFC 3986).
fn address_end(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | ')')).unwrap_or(text.len())
}

/// The value of Chinese numerals, if they are one number as it is spoken: 二十三, not 二三.
pub(crate) fn spoken(numerals: &str) -> Option<f64> {
    han::value(numerals).filter(|han| !han.by_digit).map(|han| han.value)
}

/// The length of the rest of an address at the start of `text`: from the `://` of one that is written out,
/// from the `](` before the target of a Markdown link, from the `{#` before the name of a heading.
fn address(text: &str) -> Option<usize> {
    let enclosed = |opens: &str, closes: char| {
        let target = text.strip_prefix(opens)?;
        let end = target.find(|c: char| c == closes || c.is_whitespace())?;
        // Not the year of a note: [3](2019).
        let names = target[..end].contains(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '#'));
        (names && target[end..].starts_with([closes, ' '])).then_some(opens.len() + end)
    };
    match text.as_bytes() {
        [b':', b'/', b'/', ..] => Some(1 + address_end(&text[1..])),
        [b']', b'(', ..] => enclosed("](", ')'),
        [b'{', b'#', ..] => enclosed("{#", '}'),
        _ => None,
    }
}

/// Whether `before`, which ends with a hyphen, ends with a code: a word whose last letter is large, or one
/// of two or three letters whose first is.
fn code_before(before: &str) -> bool {
    let word = before.trim_end_matches(is_hyphen);
    let letters: Vec<char> = word.chars().rev().take_while(|c| c.is_alphabetic()).take(4).collect();
    match letters[..] {
        [last, ..] if last.is_uppercase() => true,
        [_, first] | [_, _, first] => first.is_uppercase(),
        _ => false,
    }
}

/// The length of the mark of an ordinal at the end of `before`: 第, 제.
fn ordinal_before(before: &str) -> Option<usize> {
    before.chars().next_back().filter(|c| matches!(c, '第' | '제')).map(char::len_utf8)
}

/// The length of `BC` and its like at the start of `rest`.
fn era_before(rest: &str) -> Option<usize> {
    let era = rest.strip_prefix([' ', '\u{a0}'])?;
    let gap = rest.len() - era.len();
    let end = [
        "BCE",
        "BC",
        "B.C.E.",
        "B.C.",
        "до н. э.",
        "до н.э.",
        "г. до н. э.",
        "года до н. э.",
        "av. J.-C.",
        "v. Chr.",
        "a. C.",
    ]
    .into_iter()
    .find(|words| {
        era.strip_prefix(words).is_some_and(|after| !after.starts_with(|c: char| c.is_alphanumeric()))
    })?;
    Some(gap + end.len())
}

/// The length of what may part two words of one number.
fn word_gap(rest: &str) -> Option<usize> {
    let c = rest.chars().next()?;
    (matches!(c, ' ' | '\u{a0}') || is_hyphen(c)).then_some(c.len_utf8())
}

/// Whether 成 before `rest` is no tenth: 3成员, 三成功.
fn tenth_is_else(rest: &str) -> bool {
    rest.starts_with([
        '员', '立', '功', '为', '果', '本', '就', '长', '份', '熟', '型', '品', '绩', '效', '人', '语', '分',
        '员', '員', '為', '長', '績', '語', '的', '套', '了',
    ]) && !rest.starts_with("的人")
        && !rest.starts_with("人口")
}

/// Whether what follows a single numeral is counted by it.
fn counts(numeral: &str, rest: &str) -> bool {
    let Some(c) = rest.chars().next() else { return false };
    let next = rest.chars().nth(1);
    match c {
        '个' | '個' | '项' | '項' | '名' | '次' | '位' | '条' | '條' | '座' | '届' | '屆' | '年' | '月'
        | '天' | '周' | '週' | '岁' | '歲' | '倍' | '种' | '種' | '类' | '類' | '家' | '章' | '节' | '節'
        | '款' | '级' | '級' | '件' | '份' | '轮' | '輪' | '批' | '期' | '吨' | '噸' | '元' | '本' | '张'
        | '張' | '辆' | '輛' | '架' | '艘' | '匹' | '只' | '隻' | '头' | '頭' | '场' | '場' | '篇' | '幅'
        | '套' | '间' | '間' | '层' | '層' | '户' | '戶' | '颗' | '顆' | '支' | '枚' | '股' | '代' | '副'
        | '亩' | '畝' | '里' | '斤' | '两' | '日' | '分' | '秒' | '刻' | '册' | '卷' | '阶' | '点' | '點' => {
            true
        }
        '大' => !numeral.starts_with('一'),
        '国' | '國' | '人' | '方' | '省' | '市' | '县' | '州' | '党' => {
            matches!(numeral, "两" | "三" | "四" | "五" | "六" | "七" | "八" | "九" | "十")
        }
        '小' => matches!(next, Some('时' | '時')),
        '公' => matches!(next, Some('里' | '斤' | '顷' | '分' | '尺' | '頃')),
        '平' => next == Some('方'),
        '英' => matches!(next, Some('里' | '尺' | '寸')),
        '美' | '欧' => next == Some('元'),
        _ => false,
    }
}

/// Whether a single numeral stands in a set phrase of four characters: 三番五次, 四面八方.
fn idiom(before: &str, rest: &str) -> bool {
    let single =
        |c: char| matches!(han::numeral(c), Some(numeral) if !matches!(numeral, han::Numeral::Digit(0)));
    let mut back = before.chars().rev();
    let mut on = rest.chars();
    let (b1, b2) = (back.next(), back.next());
    let (n1, n2, n3) = (on.next(), on.next(), on.next());
    let word = |c: Option<char>| {
        c.is_some_and(|c| {
            script::is_han(c) && !single(c) && !matches!(c, '个' | '年' | '月' | '国' | '方' | '第')
        })
    };
    b2.is_some_and(single) && word(b1) && n1.is_some_and(script::is_han)
        || word(n1) && n2.is_some_and(single) && word(n3)
}

/// “十四五”规划: the fourteenth plan of five years.
fn five_year_plan(numerals: &str, start: usize, rest: &str, found: &mut Vec<Read>) -> Option<Read> {
    let head = numerals.strip_suffix('五')?;
    let plan = ["规划", "”", "」", "\"", "时期", "期间", "計劃", "计划", "規劃"]
        .iter()
        .any(|word| rest.starts_with(word));
    let value = han::value(head).filter(|head| plan && head.value > 9.0 && head.value < 30.0)?.value;
    let middle = start + head.len();
    let first = Read::new(start, middle, value, Form::Han);
    found.push(Read { kind: Some(NumberKind::Ordinal), sure: false, ..first });
    let second = Read::new(middle, middle + '五'.len_utf8(), 5.0, Form::Han);
    Some(Read { sure: false, ..second })
}

/// The value of a sign such as Ⅳ.
fn roman_sign(c: char) -> Option<f64> {
    match c {
        '\u{2160}'..='\u{216b}' => Some(f64::from(c as u32 - 0x215f)),
        '\u{2170}'..='\u{217b}' => Some(f64::from(c as u32 - 0x216f)),
        _ => None,
    }
}

/// The value of Roman letters below forty, Latin or the Cyrillic letters that look like them, if they
/// are written as they should be.
fn roman_value(letters: &str) -> Option<f64> {
    let plain: Option<String> = letters
        .chars()
        .map(|c| match c {
            'I' | 'І' => Some('I'),
            'V' => Some('V'),
            'X' | 'Х' => Some('X'),
            _ => None,
        })
        .collect();
    let plain = plain?;
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = plain.bytes().take_while(|&byte| byte == b'X').count();
    let tens = if plain.ends_with("IX") && plain.len() == 2 { 0 } else { tens };
    if tens > 3 {
        return None;
    }
    let unit = units.iter().position(|&unit| unit == &plain[tens..])?;
    Some((tens * 10 + unit) as f64).filter(|&value| value > 0.0)
}

#[cfg(test)]
mod tests;
