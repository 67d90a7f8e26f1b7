//! How does a sentence read, and where in the file does each of its characters come from?
//!
//! The document joins the pieces of a sentence as its script asks; findings point into the file. A flow
//! knows both: the words as joined, and for each piece where it lies in them. It follows what the
//! document made and does not join anew, so that the two cannot drift apart.

use std::ops::Range;

use crate::text::{Document, Span};

/// One sentence as it reads.
#[derive(Debug)]
pub(super) struct Flow {
    /// The words, joined.
    pub(super) text: String,
    /// Where each piece lies in the words, and where in the file.
    pub(super) pieces: Vec<(Range<usize>, Span)>,
}

impl Flow {
    pub(super) fn of(document: &Document, sentence: usize) -> Self {
        let text = document.sentence(sentence).into_owned();
        let mut pieces = Vec::new();
        let mut at = 0;
        for &span in document.pieces(sentence) {
            let words = span.of(document.text());
            // A joined word has lost the hyphen at the end of its line, and before some pieces stands a
            // space that the file does not have.
            let unhyphened = words.strip_suffix(['-', '\u{ad}', '\u{2010}']).unwrap_or(words);
            let rest = &text[at..];
            let spaces = rest.len() - rest.trim_start().len();
            let found = [words, unhyphened]
                .into_iter()
                .flat_map(|words| [(0, words), (spaces, words)])
                .find(|(skip, words)| rest[*skip..].starts_with(words));
            let (skip, length) = found.map_or((0, 0), |(skip, words)| (skip, words.len()));
            let start = at + skip;
            at = start + length;
            pieces.push((start..at, span));
        }
        Self { text, pieces }
    }

    /// Where `span` of the file lies in the words; an empty range is a place between characters, `None`
    /// means that it does not touch the sentence.
    pub(super) fn find(&self, span: Span) -> Option<Range<usize>> {
        let touched =
            self.pieces.iter().filter(|(_, piece)| span.start <= piece.end && piece.start <= span.end);
        let mut whole: Option<Range<usize>> = None;
        for (words, piece) in touched {
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
    pub(super) fn joints(&self) -> impl Iterator<Item = (usize, Span)> + '_ {
        self.pieces.windows(2).map(|pair| {
            let [(words, before), (_, after)] = pair else { unreachable!("windows of two") };
            (words.end, Span::new(before.end, after.start.max(before.end)))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn check(text: &str, language: &str, span: &str, expected: &str) {
        let document = Document::new(text.into(), Language::new(language));
        let flow = Flow::of(&document, 0);
        let start = text.find(span).expect("the span");
        let range = flow.find(Span::new(start, start + span.len()));
        let range = range.unwrap_or_else(|| panic!("{span:?} is not in {flow:?}"));
        assert_eq!(&flow.text[range], expected, "{span:?} in {:?}", flow.text);
    }

    #[test]
    fn finds_a_place_in_a_sentence_over_several_lines() {
        let wrapped = "The ships lay in the harbour, and the people of the old contem-\n\
                       porary town stood upon the wall until the last of all the sails\n\
                       was gone and the bells of the town began to ring for the evening.\n";
        check(wrapped, "en", "sails", "sails");
        check(wrapped, "en", "sails\nwas", "sails was");
        check(wrapped, "en", "contem-\nporary", "contemporary");
        check(wrapped, "en", "porary", "porary");
    }

    #[test]
    fn finds_an_empty_place() {
        let document = Document::new("一二三。\n".into(), Language::new("zh"));
        assert_eq!(Flow::of(&document, 0).find(Span::new(3, 3)), Some(3..3));
        assert_eq!(Flow::of(&document, 0).find(Span::new(13, 13)), None);
    }
}
