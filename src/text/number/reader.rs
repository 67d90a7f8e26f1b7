//! Which numbers stand in a text, each for itself?
//!
//! One walk over the characters: digits, Chinese numerals, words and Roman letters are each read where they
//! begin, with what multiplies them (万, million) and what they are marked as (年, %, 第). What neighbours say
//! of each other is settled afterwards.

use super::digits::Marks;
use super::label::{address, code_before, ordinal_before};
use super::roman::roman_sign;
use super::words::{Rank, Word, Words};
use super::{Form, Mark, NumberKind, Read, digits, han, is_hyphen, take};
use crate::text::languages::Endings;
use crate::text::script;

pub(super) struct Reader<'a> {
    pub(super) text: &'a str,
    pub(super) marks: Marks,
    pub(super) endings: Endings,
    pub(super) words: Option<&'static Words>,
    /// Whether Chinese numerals are read.
    pub(super) han: bool,
    pub(super) language: &'a str,
}

impl Reader<'_> {
    pub(super) fn read(&self) -> Vec<Read> {
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
    pub(super) fn word_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        rest.char_indices()
            .find(|&(_, c)| !c.is_alphabetic() && !is_mark(c) || script::is_han(c))
            .map_or(rest.len(), |(end, _)| end)
    }

    /// What the word from `start` to `end` is.
    pub(super) fn word(&self, start: usize, end: usize, buffer: &mut String) -> Option<Word> {
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
    pub(super) fn word_at(&self, at: usize) -> Option<(Word, usize)> {
        if !self.text[at..].starts_with(char::is_alphabetic) {
            return None;
        }
        let end = at + self.word_end(at);
        Some((self.word(at, end, &mut String::new())?, end))
    }

    /// The word after `at` and one space, hyphen or nothing.
    pub(super) fn word_at_gap(&self, at: usize) -> Option<(Word, usize)> {
        let gap = match self.text[at..].chars().next() {
            Some(c @ (' ' | '\u{a0}' | '\u{202f}')) => c.len_utf8(),
            Some(c) if is_hyphen(c) => c.len_utf8(),
            Some(c) if c.is_alphabetic() => 0,
            _ => return None,
        };
        self.word_at(at + gap)
    }

    pub(super) fn in_digits(&self, start: usize) -> Option<Read> {
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
    pub(super) fn label_before(&self, before: &str) -> bool {
        self.word_before(before) == Some(Word::Label)
    }

    /// The word at the end of `before`, without the point and spaces after it.
    pub(super) fn word_before(&self, before: &str) -> Option<Word> {
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
    pub(super) fn scaled(&self, read: &mut Read) {
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
    pub(super) fn marked(&self, read: &mut Read) {
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
    pub(super) fn decade(&self, read: &mut Read, mark: usize) {
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
}

fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{65f}' | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}')
}

/// Whether 成 before `rest` is no tenth: 3成员, 三成功.
fn tenth_is_else(rest: &str) -> bool {
    rest.starts_with([
        '员', '立', '功', '为', '果', '本', '就', '长', '份', '熟', '型', '品', '绩', '效', '人', '语', '分',
        '员', '員', '為', '長', '績', '語', '的', '套', '了',
    ]) && !rest.starts_with("的人")
        && !rest.starts_with("人口")
}
