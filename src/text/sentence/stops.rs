//! Does a full stop, or do three dots, end a sentence, or belong to a word, a number, a heading?

use super::{Scan, first_letter, is_bullet, is_small, last_word};
use crate::text::languages::Stop;
use crate::text::script;

impl Scan<'_> {
    /// Three dots end a sentence unless the voice only falters: the same character again (`我……我`),
    /// hardly a word before them, a word that goes on (`……但`), or a small letter after.
    pub(super) fn ellipsis_ends(
        &self,
        marks: &str,
        mark: usize,
        next: char,
        quoted: bool,
        rest: &str,
    ) -> bool {
        if marks.contains(['。', '！', '？', '!', '?']) {
            return true;
        }
        if !script::runs_on(next) {
            return self.starts_after_dots(marks.len(), next, rest);
        }
        if is_thai(next) {
            return false;
        }
        let clause =
            self.text[self.start..mark].rsplit(['，', '：', '“', '「', '…', ' ']).next().unwrap_or("");
        let falters = clause.ends_with(next) || clause.chars().count() < 4;
        let goes_on = self.grammar.profile.goes_on.iter().any(|word| rest.starts_with(word));
        !(falters || goes_on || quoted && self.is_speech_tag(rest))
    }

    /// Whether what follows `dots` dots begins a sentence. Without capitals nothing says so, nor does the English
    /// pronoun; and dots that lead to a number are those of a table of contents.
    fn starts_after_dots(&self, dots: usize, next: char, rest: &str) -> bool {
        let leads = dots > 4 && next.is_numeric();
        let caseless = next.is_alphabetic() && !next.is_uppercase();
        rest.starts_with(char::is_whitespace)
            && !leads
            && !caseless
            && starts_sentence(rest)
            && !(self.is_english() && first_word(rest) == "I")
    }

    /// Whether a full-width full stop at `mark` ends the sentence: it is also the point of ３．５ and Ｕ．Ｓ．
    pub(super) fn wide_stop_ends(&self, mark: usize, rest: &str) -> bool {
        let before = &self.text[self.start..mark];
        let mut back = before.chars().rev();
        let Some(last) = back.next() else { return false };
        let next = rest.chars().next().map_or(' ', |c| if c.is_whitespace() { ' ' } else { c });
        if last.is_numeric() {
            // Glued to what follows it numbers an item.
            return next == ' ' && !before.trim_start().chars().all(|c| c.is_numeric() || c == '．');
        }
        let is_wide = |c: char| matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
        let is_latin = |c: char| c.is_ascii_alphabetic() || is_wide(c);
        if is_latin(last) {
            let earlier = back.next();
            let initial = !earlier.is_some_and(is_latin) && (is_wide(last) || earlier == Some('．'));
            return !initial && !(is_latin(next) && (next.is_lowercase() || !earlier.is_some_and(is_latin)));
        }
        true
    }

    /// Whether a single full stop at `mark` ends the sentence and is no part of a word or number.
    pub(super) fn full_stop_ends(&self, mark: usize, end: usize, next: char, spaced: bool) -> bool {
        let before = &self.text[self.start..mark];
        let Some(last) = before.chars().next_back() else { return false };
        if is_thai(last) {
            // Thai has no full stop; what is short before one is an abbreviation: พ.ศ., ดร., น.
            return spaced && before.chars().rev().take_while(|&c| is_thai(c)).count() > 4;
        }
        if script::runs_on(last) || matches!(last, '”' | '’' | '》' | '）' | '」' | '』') {
            return true;
        }
        if script::runs_on(next) && !spaced {
            // `3.成员国`: a list mark where the sentence begins, a full stop of a scan elsewhere.
            return last.is_ascii_digit()
                && !before.trim_start().chars().all(|c| c.is_ascii_digit() || c == '.');
        }
        let rest = &self.text[end..];
        if !spaced || !starts_sentence(rest) || last == '…' {
            return false;
        }
        if last == ' ' && before.trim_end().ends_with('.') {
            return self.starts_after_dots(3, next, rest);
        }
        let word = last_word(before);
        if word.is_empty() {
            return !(matches!(last, '°' | '№') && next.is_numeric());
        }
        let earlier = before[..before.len() - word.len()].trim_end();
        let alone = before.trim_start().trim_start_matches(is_bullet).len() == word.len();
        let letter = || word.chars().count() == 1 && !word.starts_with(is_hangul);
        if alone && (roman(word) || letter()) || self.heads(before) {
            return false;
        }
        if word.chars().all(|c| c.is_numeric() || c == '.') {
            return !alone && self.number_ends(word, earlier, before, rest);
        }
        // Armenian that has another mark for its sentences uses this one within them.
        if self.grammar.profile.ends.contains(&':') && (self.text.contains('։') || self.text.contains(": "))
        {
            return false;
        }
        // `s. 12`, `к. 7`: what numbers something is one letter in many languages, and two where letters have no case.
        let letters = word.chars().count();
        let is_caseless = |c: char| c.is_alphabetic() && !c.is_uppercase() && !is_small(c) && !is_hangul(c);
        let numbers = letters == 1 && word.starts_with(char::is_lowercase)
            || letters <= 2 && word.chars().all(is_caseless);
        if numbers && next.is_numeric() {
            return false;
        }
        match self.abbreviation(word, earlier, before) {
            None => true,
            Some(Abbreviation::Initial) => self.starter_follows(rest),
            Some(Abbreviation::Known(stop)) => self.stop_ends(stop, earlier, next, rest),
        }
    }

    /// Whether a full stop ends the sentence after the abbreviation that it belongs to.
    fn stop_ends(&self, stop: Stop, earlier: &str, next: char, rest: &str) -> bool {
        match stop {
            Stop::Title => false,
            Stop::Name => !next.is_numeric() && self.starter_follows(rest),
            Stop::Number => !self.counts_on(next, rest),
            Stop::Unit if !ends_with_number(earlier) => true,
            Stop::Unit => next.is_uppercase() || !next.is_alphanumeric(),
            // `Co. Ltd.`, `Co. KG`
            Stop::Either => {
                let goes_on = self.grammar.stop(first_word(rest)) == Some(Stop::Either);
                !goes_on && (next.is_uppercase() || !next.is_alphabetic())
            }
            Stop::Hour => {
                let token = rest.split_whitespace().next().unwrap_or("");
                let capitals = token.chars().take_while(|&c| c.is_ascii_uppercase() || c == '.').count();
                // `p.m. PDT`, `p.m. P.D.T.`
                let zone = capitals > 1 && capitals == token.trim_end_matches([',', ';']).len();
                let says_when = self.opens_with_date(earlier, 5) && !self.starter_follows(rest);
                !(zone || says_when)
                    && (next.is_uppercase() || !next.is_alphabetic() || script::runs_on(next))
            }
            Stop::Year if !ends_with_number(earlier) => self.starter_follows(rest),
            Stop::Year => next.is_uppercase() && !self.opens_with_date(earlier, 3),
        }
    }

    /// Whether a full stop after the number `word` ends the sentence.
    fn number_ends(&self, word: &str, earlier: &str, before: &str, rest: &str) -> bool {
        if !self.grammar.profile.ordinal_point {
            return true;
        }
        // `16. September`, `am 5.1. Montag`; what an abbreviation or `%` has named is no ordinal (`kl. 14.`).
        let short = word.split('.').count() <= 2 && word.split('.').all(|part| part.len() <= 2);
        let apart =
            before[..before.len() - word.len()].chars().next_back().is_none_or(|c| !matches!(c, '%' | '°'));
        let named = earlier.strip_suffix('.').is_some_and(|earlier| {
            matches!(self.grammar.stop(last_word(earlier)), Some(Stop::Number | Stop::Unit))
        });
        // Where only names have capitals, an ordinal goes on with a small letter: `4. maj`.
        let capital = || {
            !self.grammar.profile.noun_capitals
                && first_word(rest).chars().nth(1).is_some_and(char::is_lowercase)
        };
        let begins = || capital() && first_word(rest).starts_with(char::is_uppercase);
        !(short && apart && !named) || self.starter_follows(rest) || begins()
    }

    /// Whether the sentence so far is the head of what follows: `Article 5`, `Chapter II`, `5-бап`.
    fn heads(&self, before: &str) -> bool {
        let bare = before.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '*' | '_' | '#' | '"' | '“' | '«' | '(')
        });
        let mut words = bare.split_whitespace();
        let (Some(first), second) = (words.next(), words.next()) else { return false };
        if words.next().is_some() || first.len() > 48 {
            return false;
        }
        let is_heading = |word: &str| self.grammar.is_heading(&word.to_lowercase());
        let counts = |word: &str| {
            word.chars().all(|c| c.is_numeric() || matches!(c, '.' | '-' | '–'))
                || roman(word)
                || word.chars().count() == 1
                || is_ordinal(word)
        };
        match second {
            Some(second) => {
                is_heading(first) && counts(second)
                    || is_heading(second) && first.starts_with(|c: char| c.is_numeric())
            }
            None => match first.split_once('-') {
                Some((number, word)) => number.chars().all(|c| c.is_numeric()) && is_heading(word),
                // Chinese sets no space: `定义4.1.`
                None => is_heading(first.trim_end_matches(|c: char| c.is_numeric() || c == '.')),
            },
        }
    }

    /// Whether what follows an abbreviation is what it counts: a number, a numeral, a letter.
    fn counts_on(&self, next: char, rest: &str) -> bool {
        let token = first_word(rest);
        let after = rest.trim_start().strip_prefix(token).and_then(|after| after.chars().next());
        let letter = token.chars().count() == 1
            && next.is_uppercase()
            && (!after.is_some_and(char::is_whitespace) || !self.grammar.is_starter(&token.to_lowercase()));
        next.is_numeric()
            || roman(token)
            || letter
            || next == '(' && rest.trim_start()[1..].starts_with(|c: char| c.is_numeric())
    }

    /// Whether the first word of `rest` opens sentences and is no name.
    pub(super) fn starter_follows(&self, rest: &str) -> bool {
        let word = first_word(rest);
        let mut letters = word.chars();
        if let (Some(_), None) = (letters.next(), letters.next())
            && rest.trim_start_matches(|c: char| !c.is_alphanumeric())[word.len()..].starts_with('.')
        {
            // An initial: `J. A. Smith`.
            return false;
        }
        self.grammar.is_starter(&word.to_lowercase())
    }

    /// Whether a sentence only says when so far: `К концу 2027`, `В сентябре 2022`, `On Monday at 6`.
    fn opens_with_date(&self, before: &str, at_most: usize) -> bool {
        let clause = before.rsplit(": ").next().unwrap_or(before);
        let mut words = clause.split_whitespace();
        let first = words.next().unwrap_or("").to_lowercase();
        self.grammar.is_opener(&first) && words.count() <= at_most
    }

    /// What `word` is, which ends `before` after `earlier`, if its full stop may belong to it.
    fn abbreviation(&self, word: &str, earlier: &str, before: &str) -> Option<Abbreviation> {
        use Abbreviation::{Initial, Known};
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            if letter.is_uppercase() {
                // `120 °C.` is no initial, and the English pronoun only after a first name: `Albert I. Jones`.
                let degrees = before[..before.len() - word.len()].ends_with('°');
                let named = || {
                    let name = last_word(earlier);
                    earlier.len() + 1 == before.len() - word.len()
                        && name.starts_with(char::is_uppercase)
                        && name.len() < earlier.trim_start().len() + usize::from(name.len() > 3)
                        && !self.grammar.is_starter(&name.to_lowercase())
                };
                return match self.grammar.exactly(word) {
                    Some(Stop::Title) => Some(Known(Stop::Title)),
                    _ if degrees || letter == 'I' && !named() => None,
                    _ => Some(Initial),
                };
            }
            // A letter of a script without case is no word, nor is one that goes on with an abbreviation:
            // `ст. м.`, `i. d. R.`
            let caseless = letter.is_alphabetic() && !is_small(letter) && !is_hangul(letter);
            let goes_on = || {
                let first = earlier.strip_suffix('.').map_or("", last_word);
                (1..=2).contains(&first.chars().count()) && self.grammar.stop(first).is_some()
            };
            let unlisted = || (caseless || goes_on()).then_some(Known(Stop::Name));
            // `т. д.` and `т. п.` end what they list, `т. е.` does not.
            let and_so_on = matches!(letter, 'д' | 'п') && earlier.ends_with("т.");
            return if and_so_on { None } else { self.grammar.stop(word).map(Known).or_else(unlisted) };
        }
        if let Some(stop) = self.grammar.stop(word) {
            return Some(Known(stop));
        }
        if word.contains('.') {
            // `v1.2.3` has ended its number.
            if word.ends_with(char::is_numeric) {
                return None;
            }
            if word.split('.').all(|part| part.chars().count() <= 2) {
                return Some(if word.starts_with(char::is_uppercase) { Initial } else { Known(Stop::Title) });
            }
            // `PGS.TS. Nguyễn`, `cand.scient. Madsen`.
            return self.grammar.stop(word.rsplit('.').next()?).map(Known);
        }
        // `Hauptstr. 12`
        let mut compounds = self.grammar.profile.compounds.split_whitespace();
        if compounds.any(|end| word.ends_with(end)) {
            return Some(Known(Stop::Number));
        }
        // `l'art. 4`, `dell'Avv. Rossi`, `röm.-kath.`
        let part = word.rsplit(['\'', '’', '-']).next().filter(|part| part.len() < word.len())?;
        self.grammar.stop(part).map(Known)
    }
}

/// What a word before a full stop is.
#[derive(Clone, Copy, Debug)]
enum Abbreviation {
    /// An initial or `U.S.`: a sentence ends only before a word that seldom is a name.
    Initial,
    /// One that is known, or whose kind is.
    Known(Stop),
}

/// Whether what follows may begin a sentence: its first letter is none of the small ones.
fn starts_sentence(rest: &str) -> bool {
    first_letter(rest).is_some_and(|c| !is_small(c))
}

/// Whether `word` is a figure with the ending of an ordinal: `1er`, `5-й`, `3º`.
fn is_ordinal(word: &str) -> bool {
    let ending = word.trim_start_matches(|c: char| c.is_ascii_digit());
    ending.len() < word.len()
        && (1..=3).contains(&ending.chars().count())
        && ending.chars().all(|c| c.is_lowercase() || matches!(c, '-' | 'º' | 'ª'))
}

/// Thai and Lao, vowel signs and tones included.
fn is_thai(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e4e}' | '\u{e81}'..='\u{ece}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}')
}

/// Whether `earlier` ends with a number: digits, with or without an ending (`80-х`), or a Roman numeral.
fn ends_with_number(earlier: &str) -> bool {
    let token = earlier.rsplit(char::is_whitespace).next().unwrap_or("");
    token.contains(|c: char| c.is_numeric())
        || roman(token)
        || token.chars().all(|c| "ІХIVX–-".contains(c)) && !token.is_empty()
}

fn first_word(rest: &str) -> &str {
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

/// Whether `word` is a Roman numeral by its letters.
fn roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}
