//! What closes with a sentence: quotes, brackets, emphasis, marks of notes.

use super::{Scan, is_soft};
use crate::text::{marks, script};

impl Scan<'_> {
    /// The end of what closes after `from`: quotes, brackets, emphasis, marks of notes.
    pub(super) fn close(&self, from: usize) -> usize {
        let mut end = from;
        while let Some(c) = self.text[end..].chars().next() {
            let length = match c {
                '\u{4e00}'..='\u{9fff}' | 'A'..='Z' | 'a'..='z' => break,
                _ if marks::is_closer(c) => c.len_utf8(),
                '"' | '\'' | '`' if self.closes_here(end) => 1,
                '“' | '‘' | '«' | '‹' if self.only_closes(end + c.len_utf8()) => c.len_utf8(),
                ']' | '］' | '〕' if self.bracket.is_some_and(|(_, closes)| closes == end) => c.len_utf8(),
                '*' | '_' | '~' => self.emphasis(end, c),
                '<' => closing_tag(&self.text[end..]),
                _ => self.note(end, c),
            };
            if length == 0 {
                break;
            }
            end += length;
        }
        let rest = &self.text[end..];
        if !rest.starts_with([' ', '\u{a0}', '\u{202f}']) {
            return end;
        }
        // French sets a space before the mark that closes.
        let spaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        match spaced.chars().next() {
            Some(c @ ('»' | '›')) if self.grammar.profile.tags.contains(&"fr") || self.is_open_quote(end) =>
            {
                return end + rest.len() - spaced.len() + c.len_utf8();
            }
            // Texts in which every mark stands by itself: `he said . \' Then`.
            Some('"' | '\'') => {
                let quotes = spaced.len() - spaced.trim_start_matches(['"', '\'']).len();
                let apart = spaced[quotes..].chars().next().is_none_or(char::is_whitespace);
                if end == from
                    && apart
                    && quotes <= 2
                    && self.text[self.start..end].matches(&spaced[..quotes]).count() % 2 == 1
                {
                    return end + rest.len() - spaced.len() + quotes;
                }
            }
            // `It burnt.² ³ It was rebuilt.`
            Some(c) if is_raised(c) && self.text[..end].ends_with(is_raised) => {
                let raised = spaced.len() - spaced.trim_start_matches(is_raised).len();
                return end + rest.len() - spaced.len() + raised;
            }
            // `It burns. [1][2] It has no colour.`, but not in a list of what the numbers mean.
            Some('[') if !self.text.trim_start().starts_with('[') => return self.notes_apart(end),
            _ => {}
        }
        end
    }

    /// The end of the notes after `from` that a space parts from the sentence.
    fn notes_apart(&self, from: usize) -> usize {
        let mut end = from;
        let mut at = from;
        loop {
            let rest = &self.text[at..];
            let Some(number) = rest.trim_start_matches(' ').strip_prefix('[') else { break };
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            let Some(after) = number[digits..].strip_prefix(']').filter(|_| (1..=3).contains(&digits)) else {
                break;
            };
            at = self.text.len() - after.len();
            if after.chars().next().is_none_or(char::is_whitespace) {
                end = at;
            }
        }
        end
    }

    /// Whether a `«` of this sentence is still open at `at`.
    fn is_open_quote(&self, at: usize) -> bool {
        let before = &self.text[self.start..at];
        before.matches('«').count() > before.matches('»').count()
    }

    /// Whether the straight quote at `at`, glued to what stands before it, closes: nothing is glued to it from
    /// behind, or an odd number of them stands before it in the sentence.
    fn closes_here(&self, at: usize) -> bool {
        let quote = &self.text[at..=at];
        let rest = self.text[at..].trim_start_matches(['"', '\'', '`']);
        rest.chars().next().is_none_or(|c| c.is_whitespace() || is_soft(c) || marks::is_closer(c))
            || self.text[self.start..at].matches(quote).count() % 2 == 1
    }

    /// Whether a quote before `after` can only close, glued as it is to what stands before it: `.“ Er`, `.«`.
    fn only_closes(&self, after: usize) -> bool {
        let next = self.text[after..].chars().next();
        next.is_none_or(|c| {
            c.is_whitespace() || is_soft(c) || marks::is_closer(c) || matches!(c, '“' | '‘' | '«')
        })
    }

    /// The length of the marks of emphasis at `at`, if they close some that opened in the sentence: `**Bold.**`.
    /// What stands there alone and closes none is the mark of a note.
    fn emphasis(&self, at: usize, c: char) -> usize {
        let rest = &self.text[at..];
        let all = rest.len() - rest.trim_start_matches(c).len();
        let opened = |length: usize| self.text[self.start..at].matches(&rest[..length]).count() % 2 == 1;
        // What is left over opens what comes next: `**One.***Two.*`
        let closes = (1..=all.min(3)).rev().find(|&length| {
            let next = rest[length..].chars().next();
            let apart = next.is_none_or(|c| !c.is_alphanumeric() || script::runs_on(c));
            apart && opened(length) && (length > 1 || c != '~')
        });
        let is_note = || c == '*' && all <= 3 && rest[all..].chars().next().is_none_or(char::is_whitespace);
        closes.unwrap_or(if is_note() { all } else { 0 })
    }

    /// The length of the mark of a note at `at`, which begins with `c`: `[3]`, `[^2]`, `[citation needed]`, `〔4〕`, `(5)`,
    /// `¹²`, `①`, `†`, or a figure that once stood high.
    fn note(&self, at: usize, c: char) -> usize {
        let rest = &self.text[at..];
        match c {
            '[' | '［' | '〔' => {
                let inside = &rest[c.len_utf8()..];
                let Some(length) = inside.find([']', '］', '〕']).filter(|&length| length <= 24) else {
                    return 0;
                };
                let mut name = inside[..length].chars();
                let numbered = |c: char| c.is_numeric() || matches!(c, ',' | '，' | ' ' | '-' | '–' | '、');
                let is_note = match name.next() {
                    Some('^') => length > 1 && name.all(|c| !c.is_whitespace()),
                    Some('注' | '註') => name.all(numbered),
                    Some(c) if c.is_numeric() => length <= 12 && name.all(numbered),
                    Some(c) => c.is_ascii_lowercase() && name.all(|c| c.is_ascii_lowercase() || c == ' '),
                    None => false,
                };
                let close = inside[length..].chars().next().map_or(0, char::len_utf8);
                let whole = c.len_utf8() + length + close;
                // The words of a link, or what the number means.
                let other = rest[whole..].starts_with(['(', ':', '：']);
                if is_note && !other { whole } else { 0 }
            }
            '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡' => c.len_utf8(),
            '(' => {
                let digits = rest[1..].bytes().take_while(u8::is_ascii_digit).count();
                let after = rest[1 + digits..].strip_prefix(')');
                let apart = after.is_some_and(|after| after.chars().next().is_none_or(char::is_whitespace));
                if (1..=3).contains(&digits) && apart { digits + 2 } else { 0 }
            }
            '0'..='9' => self.lowered_note(at),
            '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' if self.circles_are_notes(at) => c.len_utf8(),
            _ => 0,
        }
    }

    /// The length of the figures at `at`, right after the full stop of a word and before a sentence: the mark of a note that
    /// has lost its height, `held.1 The`.
    fn lowered_note(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        let digits = rest.bytes().take_while(u8::is_ascii_digit).count();
        let follows = rest[digits..].trim_start();
        let parted = follows.len() + digits < rest.len();
        let before = &self.text[self.start..at];
        let word = before.strip_suffix('.').map_or("", super::last_word);
        let is_word = word.chars().count() > 3
            && word.chars().all(char::is_lowercase)
            && self.grammar.stop(word).is_none();
        let is_note =
            (1..=3).contains(&digits) && parted && is_word && follows.starts_with(char::is_uppercase);
        if is_note { digits } else { 0 }
    }

    /// Whether the circled number at `at`, which stands right after an end, is the mark of a note and not the
    /// number of an item: it is the paragraph's only one, or a paragraph ends with one.
    fn circles_are_notes(&self, at: usize) -> bool {
        let circled = |c: char| matches!(c, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿');
        self.text.trim_end().ends_with(circled)
            || !self.text[..at].contains(circled) && self.text[at..].matches(circled).count() == 1
    }
}

fn is_raised(c: char) -> bool {
    matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')
}

/// The length of the closing tag of HTML with which `rest` begins: `</b>`.
fn closing_tag(rest: &str) -> usize {
    let Some(name) = rest.strip_prefix("</") else { return 0 };
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if (1..=10).contains(&length) && name[length..].starts_with('>') { length + 3 } else { 0 }
}
