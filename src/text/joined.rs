//! How do sentences read as one line, and where in the file does each character of that come from?
//!
//! A page breaks a sentence where it likes: at the end of a line, a column, a page, with a hyphen or
//! without. Whoever compares or shows a sentence wants it whole; whoever points at it wants the file.
//!
//! ```text
//! file     the water that was demon-⏎strated to be clean
//! joined   the water that was demonstrated to be clean
//! parts    [--------------------)[---------------------)
//! ```
//!
//! So the way back is written down while the pieces are joined: for each piece where it lies in what was
//! made of it, and where in the file. Joining first and looking for the pieces afterwards in the joined
//! text needs no such list, and is a guess at every hyphen; two who guess differently then disagree about
//! where a word stands.
//!
//! What parts two pieces is asked in one place, [`joint`]: nothing where a script runs on, nothing for a
//! hyphen that breaks a word, else a space.

use std::borrow::Cow;
use std::ops::Range;

use super::{Span, script};

/// What stands between two pieces of a sentence when they are read as one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Joint {
    /// Nothing: a script that runs on, or a hyphen that is there whether the line ends or not.
    Nothing,
    /// A space.
    Space,
    /// Nothing, and the hyphen of so many bytes with which the first piece ends goes: it is there only because
    /// the line ended.
    Hyphen(usize),
}

/// What stands between `before` and `after`, of which the first ends a line and the second begins the next.
///
/// A hyphen goes with the end of its line where it breaks a word: `-` and U+2010 before a small letter, the
/// soft hyphen U+00AD before any. Before a capital or a figure a hyphen belongs to the word, and nothing
/// parts it from the rest.
#[inline]
pub fn joint(before: &str, after: &str) -> Joint {
    let (Some(last), Some(first)) = (before.chars().next_back(), after.chars().next()) else {
        return Joint::Nothing;
    };
    if script::runs_on(last) || script::runs_on(first) {
        return Joint::Nothing;
    }
    if !matches!(last, '-' | '\u{2010}' | '\u{ad}') {
        return Joint::Space;
    }
    let in_word = before[..before.len() - last.len_utf8()].chars().next_back();
    let is_letter = in_word.is_some_and(char::is_alphabetic);
    if is_letter && (first.is_lowercase() || last == '\u{ad}') {
        Joint::Hyphen(last.len_utf8())
    } else if in_word.is_some_and(char::is_alphanumeric) && first.is_alphanumeric() {
        Joint::Nothing
    } else {
        Joint::Space
    }
}

/// What parts the sentences `before` and `after` where they are set one after the other: a space, or nothing
/// in Chinese and Japanese. Thai and its neighbours run their words together and part their sentences.
#[inline]
pub fn between_sentences(before: &str, after: &str) -> &'static str {
    let han = |c: char| script::is_han(c) || script::is_kana(c) || script::is_wide_mark(c);
    match before.chars().next_back().zip(after.chars().next()) {
        Some((last, first)) if !han(last) && !han(first) => " ",
        _ => "",
    }
}

/// A piece of the file and where it lies in the words it was joined into.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The bytes of the words; without the hyphen that went.
    pub words: Range<usize>,
    /// The bytes of the file.
    pub span: Span,
}

/// Sentences in a row as they read, and the way back to the file.
///
/// # Example: a word broken by the end of a line
///
/// ```
/// use duizhao::text::{Document, Language};
/// let page = "The first line of the page was bro-\nken at its width, and so was the one that\nfollows.\n";
/// let document = Document::new(page.into(), Language::new("en"));
/// let joined = document.joined(0..1);
/// let at = joined.text().find("broken").unwrap();
/// assert_eq!(joined.span(at..at + 6).of(page), "bro-\nken");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Joined<'a> {
    text: Cow<'a, str>,
    parts: Vec<Part>,
    /// Which part each sentence begins with.
    begins: Vec<usize>,
}

impl<'a> Joined<'a> {
    /// Joins the `pieces` of a text; those with which a sentence begins are said by `begins`.
    pub(super) fn of(text: &'a str, pieces: &[Span], begins: Vec<usize>) -> Self {
        let mut parts = Vec::with_capacity(pieces.len());
        let words = join(
            text,
            pieces,
            |n| begins.binary_search(&n).is_ok(),
            |words, span, last| {
                // What the joint took from the piece before.
                if let Some(before) = parts.last_mut() {
                    let before: &mut Part = before;
                    before.words.end = before.words.end.min(last);
                }
                parts.push(Part { words, span });
            },
        );
        Self { text: words, parts, begins }
    }

    /// The words.
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The words, for who needs no way back.
    pub fn into_text(self) -> Cow<'a, str> {
        self.text
    }

    /// The pieces, in order; in the words they do not overlap.
    pub fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Where each sentence lies in the words, in order.
    pub fn sentences(&self) -> impl Iterator<Item = Range<usize>> + '_ {
        self.begins.iter().enumerate().map(|(n, &first)| {
            let end = self.begins.get(n + 1).copied().unwrap_or(self.parts.len());
            self.parts[first].words.start..self.parts[end - 1].words.end
        })
    }

    /// The bytes of the file from the first character of `words` to the last, with all that lies between:
    /// line ends, hyphens and page furniture. An empty range is a place between characters.
    pub fn span(&self, words: Range<usize>) -> Span {
        let start = self.place(words.start, false);
        let end = if words.is_empty() { start } else { self.place(words.end, true) };
        Span::new(start, end.max(start))
    }

    /// The byte of the file at `offset` of the words; as an end it belongs to the piece that ends there.
    fn place(&self, offset: usize, is_end: bool) -> usize {
        let begins =
            |part: &Part| if is_end { part.words.start < offset } else { part.words.start <= offset };
        let at = self.parts.partition_point(begins).saturating_sub(1);
        self.parts
            .get(at)
            .map_or(0, |part| part.span.start + offset.saturating_sub(part.words.start).min(part.words.len()))
    }

    /// Where `span` of the file lies in the words; an empty range is a place between characters, `None`
    /// means that it does not touch them.
    pub fn find(&self, span: Span) -> Option<Range<usize>> {
        let touched =
            self.parts.iter().filter(|part| span.start <= part.span.end && part.span.start <= span.end);
        let mut whole: Option<Range<usize>> = None;
        for Part { words, span: piece } in touched {
            let clip = |offset: usize| {
                let inside = offset.clamp(piece.start, piece.end) - piece.start;
                (words.start + inside).min(words.end)
            };
            let part = clip(span.start)..clip(span.end);
            whole = Some(match whole {
                // A span that only touches a piece's end, then covers another, begins with the other.
                Some(before) if before.is_empty() && !part.is_empty() => part,
                Some(before) if part.is_empty() => before,
                Some(before) => before.start..part.end,
                None => part,
            });
        }
        whole
    }

    /// The places in the words between two pieces, each with the stretch of the file that lies there.
    pub fn joints(&self) -> impl Iterator<Item = (usize, Span)> + '_ {
        self.parts.windows(2).map(|pair| {
            let [before, after] = pair else { unreachable!("windows of two") };
            (before.words.end, Span::new(before.span.end, after.span.start.max(before.span.end)))
        })
    }
}

/// The `pieces` of `text` as one. `begins` says of a piece by its number whether a sentence begins with it;
/// `part` is told of each where it lies in the words, where in the text, and how long the words were that
/// stand before it.
#[inline]
pub(super) fn join<'a>(
    text: &'a str,
    pieces: &[Span],
    begins: impl Fn(usize) -> bool,
    mut part: impl FnMut(Range<usize>, Span, usize),
) -> Cow<'a, str> {
    let [first, rest @ ..] = pieces else { return Cow::Borrowed("") };
    part(0..first.len(), *first, 0);
    if rest.is_empty() {
        return Cow::Borrowed(first.of(text));
    }
    let mut joined = String::with_capacity(pieces.iter().map(|piece| piece.len() + 1).sum());
    joined.push_str(first.of(text));
    for (number, piece) in rest.iter().enumerate() {
        let next = piece.of(text);
        match joint(&joined, next) {
            Joint::Hyphen(bytes) => joined.truncate(joined.len() - bytes),
            _ if begins(number + 1) => joined.push_str(between_sentences(&joined, next)),
            Joint::Space => joined.push(' '),
            Joint::Nothing => {}
        }
        let words_before = joined.len();
        joined.push_str(next);
        part(words_before..joined.len(), *piece, words_before);
    }
    Cow::Owned(joined)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{Document, Language};

    #[test]
    fn one_rule_for_line_ends() {
        let check = |before: &str, after: &str, expected: &str| {
            let text = format!("{before}\n{after}");
            let pieces = [Span::new(0, before.len()), Span::new(before.len() + 1, text.len())];
            assert_eq!(join(&text, &pieces, |_| false, |_, _, _| ()), expected);
        };
        check("the wa", "ter", "the wa ter");
        check("the wa-", "ter", "the water");
        check("the wa\u{ad}", "ter", "the water");
        check("the wa\u{2010}", "ter", "the water");
        check("THE WA\u{ad}", "TER", "THE WATER");
        check("Rhine-", "Main", "Rhine-Main");
        check("1951-", "1953", "1951-1953");
        check("the water -", "clean", "the water - clean");
        check("the water --", "clean", "the water -- clean");
        check("水是", "清的", "水是清的");
        check("水是", "clean", "水是clean");
        check("น้ำ", "ใส", "น้ำใส");
        check("ва\u{ad}", "да", "вада");
    }

    #[test]
    fn sentences_are_parted_as_their_script_asks() {
        for (before, after, expected) in
            [("One.", "Two.", " "), ("一。", "二。", ""), ("一。", "Two.", ""), ("น้ำใส", "ไฟแรง", " ")]
        {
            assert_eq!(between_sentences(before, after), expected, "{before} {after}");
        }
    }

    #[test]
    fn words_lead_back_over_broken_lines() {
        #[track_caller]
        fn check(language: &str, text: &str, word: &str, expected: &str) {
            let document = Document::new(text.into(), Language::new(language));
            let joined = document.joined(0..document.len());
            let at = joined.text().find(word).unwrap_or_else(|| panic!("no {word} in {joined:?}"));
            let span = joined.span(at..at + word.len());
            assert_eq!(span.of(document.text()), expected);
            assert_eq!(joined.find(span), Some(at..at + word.len()), "{word}");
        }
        let wrapped = "The first meeting was held by the lake in the spring of 2022 and\n\
            the second one by the river in the autumn of the year 2023, where\n\
            the guests could see with their own eyes the water that was demon-\n\
            strated to be clean in 2021 by the two towns on the north\u{ad}\n\
            ern bank of the river that runs by the town of the two towers.\n";
        check("en", wrapped, "2023", "2023");
        check("en", wrapped, "and the second", "and\nthe second");
        check("en", wrapped, "demonstrated", "demon-\nstrated");
        check("en", wrapped, "northern", "north\u{ad}\nern");
        check("en", wrapped, "2021", "2021");
        check("en", wrapped, "strated", "strated");
        check("zh", "会议于二〇二二年举行。", "二〇二二", "二〇二二");
    }

    #[test]
    fn finds_an_empty_place() {
        let document = Document::new("一二三。\n".into(), Language::new("zh"));
        assert_eq!(document.joined(0..1).find(Span::new(3, 3)), Some(3..3));
        assert_eq!(document.joined(0..1).find(Span::new(13, 13)), None);
    }

    proptest! {
        #[test]
        fn every_character_leads_back_to_itself(
            text in "([a-c一二。. \u{ad}\u{2010}-]{1,12}\n?){0,8}",
            by_lines: bool,
        ) {
            let language = Language::new("en");
            let document =
                if by_lines { Document::from_lines(text, language) } else { Document::new(text, language) };
            let joined = document.joined(0..document.len());
            let words = document.sentences(0..document.len());
            prop_assert_eq!(joined.text(), &*words);
            let inside = |at: usize| joined.parts().iter().any(|part| part.words.contains(&at));
            for (at, c) in joined.text().char_indices() {
                if inside(at) {
                    let span = joined.span(at..at + c.len_utf8());
                    prop_assert_eq!(span.of(document.text()), c.to_string());
                } else {
                    prop_assert_eq!(c, ' ');
                }
            }
            // A sentence may be nothing but a hyphen that went.
            for (n, range) in joined.sentences().enumerate().filter(|(_, range)| !range.is_empty()) {
                prop_assert_eq!(joined.span(range.clone()).start, document.span(n).start);
                prop_assert!(joined.span(range).end <= document.span(n).end);
            }
        }
    }
}
