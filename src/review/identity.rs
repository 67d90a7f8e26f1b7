//! How is a finding known again when the text has been edited?
//!
//! By its rule, the words flagged, and the letters around them in the sentence; white space, marks and page
//! furniture do not count. So a finding stays itself when lines are broken anew, when `clean` mends the marks
//! beside it, and when anything a few words away is edited. Its line says nothing after the first edit, and a
//! hash of the whole sentence is another one as soon as a second fault in the sentence is mended. Where two
//! places have the same identity, their order parts them.

use std::collections::BTreeSet;
use std::fmt;

use rustc_hash::FxHashMap;
use sha2::{Digest, Sha256};

use crate::finding::Finding;
use crate::text::{Document, Span, threads};

/// Letters on each side that are part of a finding's identity.
pub(super) const REACH: usize = 8;

/// By what a finding is known again in an edited text.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Identity {
    /// Says rule, words and surroundings, in hexadecimal digits: the same for findings that are alike.
    pub words: String,
    /// Which of the findings of the text that are alike it is, from 1.
    pub occurrence: usize,
}

impl fmt::Display for Identity {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        write!(f, "{}:{}", self.words, self.occurrence)
    }
}

/// The identity of each of `findings`, which are those of `document` in the order of the text.
pub fn identified<'a>(document: &Document, findings: impl IntoIterator<Item = &'a Finding>) -> Vec<Identity> {
    /// So many are worth a thread's while.
    const AT_ONCE: usize = 1024;
    let words_of = |finding: &&Finding| {
        let around = Around::of(document, finding.span, REACH, char::is_alphanumeric);
        let flagged: String = finding.span.of(document.text()).split_whitespace().collect();
        let mut hash = Sha256::new();
        for part in [finding.rule, &around.before(), &flagged, &around.after()] {
            hash.update(part);
            hash.update([0]);
        }
        let bytes = hash.finalize();
        u64::from_be_bytes(bytes[..8].try_into().expect("eight bytes"))
    };
    let findings: Vec<&Finding> = findings.into_iter().collect();
    let words =
        threads::map_chunks(&findings, AT_ONCE, |_, part| part.iter().map(words_of).collect::<Vec<_>>());
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    let identity = |words: u64| {
        let occurrence = *seen.entry(words).and_modify(|n| *n += 1).or_insert(1);
        Identity { words: format!("{words:016x}"), occurrence }
    };
    words.into_iter().flatten().map(identity).collect()
}

/// The characters of one kind at a place and around it, in its sentence.
#[derive(Debug)]
pub(super) struct Around {
    chars: Vec<char>,
    /// Where those at the place itself begin and end.
    from: usize,
    to: usize,
}

impl Around {
    /// The characters for which `counts` holds: all in `span`, and `reach` on each side of it.
    pub(super) fn of(document: &Document, span: Span, reach: usize, counts: fn(char) -> bool) -> Self {
        let text = document.text();
        let pieces = |offset: usize| document.sentence_at(offset).map_or(&[][..], |n| document.pieces(n));
        let before = pieces(span.start).iter().rev().filter(|piece| piece.start < span.start);
        let before = before.flat_map(|piece| text[piece.start..piece.end.min(span.start)].chars().rev());
        let mut chars: Vec<char> = before.filter(|&c| counts(c)).take(reach).collect();
        chars.reverse();
        let from = chars.len();
        chars.extend(span.of(text).chars().filter(|&c| counts(c)));
        let to = chars.len();
        let last = span.end.saturating_sub(1).max(span.start);
        let last = if text.is_char_boundary(last) { last } else { span.start };
        let after = pieces(last).iter().filter(|piece| piece.end > span.end);
        let after = after.flat_map(|piece| text[piece.start.max(span.end)..piece.end].chars());
        chars.extend(after.filter(|&c| counts(c)).take(reach));
        Self { chars, from, to }
    }

    /// What stands before the place.
    pub(super) fn before(&self) -> String {
        self.chars[..self.from].iter().collect()
    }

    /// What stands after the place.
    pub(super) fn after(&self) -> String {
        self.chars[self.to..].iter().collect()
    }

    /// All of it.
    pub(super) fn whole(&self) -> String {
        self.chars.iter().collect()
    }

    /// Every stretch of characters of one of these `lengths` in which the place lies.
    pub(super) fn stretches<'a>(&'a self, lengths: &'a BTreeSet<usize>) -> impl Iterator<Item = &'a [char]> {
        let of_length = move |&length: &usize| {
            let last = self.from.min(self.chars.len().saturating_sub(length));
            (self.to.saturating_sub(length)..=last).filter_map(move |at| self.chars.get(at..at + length))
        };
        // The shortest that hold the place, to the longest that fit.
        lengths
            .range(self.to - self.from..=self.chars.len())
            .filter(|length| **length > 0)
            .flat_map(of_length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::text::Language;

    /// The identities of what is flagged at each `国国` of `text`.
    fn of(text: &str) -> Vec<String> {
        let document = Document::new(text.to_owned(), Language::new("zh"));
        let finding = |(at, words): (usize, &str)| {
            Finding::new("doubled-character", Severity::Warning, Span::new(at, at + words.len()), "")
        };
        let findings: Vec<_> = text.match_indices("国国").map(finding).collect();
        identified(&document, &findings).into_iter().map(|id| id.words).collect()
    }

    #[test]
    fn a_finding_outlives_edits_elsewhere() {
        let before = of("会议开始。\n\n与会的各国国代表在湖边的小镇里表示同意,并签署文件。\n");
        for edited in [
            "与会的各国国代表在湖边的小镇里表示同意,并签署文件。\n",
            "新的一段。\n\n与会的各国国代表在湖边的小镇里表示同意，并签署了文件。\n",
            "会议开始。\n\n与会的各国国代表，在湖边的小镇里表示同意,并签署文件。\n",
        ] {
            assert_eq!(of(edited), before, "{edited}");
        }
        assert_ne!(of("与会的各国国代表乘船在湖边的小镇里表示同意,并签署文件。\n"), before);
    }

    #[test]
    fn the_same_words_in_the_same_place_are_alike() {
        let all = of("各国国同意。\n\n各国国同意。\n\n各国国反对。\n");
        assert!(all[0] == all[1] && all[0] != all[2]);
    }

    #[test]
    fn a_place_lies_in_words_around_it() {
        let document = Document::new("由甲乙丙丁。".into(), Language::new("zh"));
        let around = Around::of(&document, Span::new(6, 9), 4, char::is_alphanumeric);
        let check = |words: &str| {
            let words: Vec<char> = words.chars().collect();
            let lengths = BTreeSet::from([words.len()]);
            around.stretches(&lengths).any(|stretch| stretch == words)
        };
        assert!(check("甲乙丙") && check("乙") && check("由甲乙丙丁"));
        assert!(!check("甲") && !check("丙丁") && !check("") && !check("由甲乙丙丁戊"));
    }
}
