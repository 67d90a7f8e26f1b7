//! Which words are part of a number: number words, and what is spelt out beside one?

use super::reader::Reader;
use super::words::{Rank, Word};
use super::{Form, Mark, NumberKind, Read, is_hyphen, take};
use crate::text::languages::Endings;

impl Reader<'_> {
    /// Suffixes glued to digits: 65th, 65-й, 1er, 3º, 1990s, 20-летие.
    pub(super) fn suffixed(&self, read: &mut Read) {
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
    pub(super) fn followed(&self, read: &mut Read) {
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

    pub(super) fn in_words(&self, start: usize, end: usize, buffer: &mut String) -> Option<Read> {
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
    pub(super) fn word_number(&self, start: usize) -> Option<Read> {
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
