//! Where does a character of a joined sentence stand in its document?

use std::ops::Range;

use crate::text::{Document, Span};

/// The way back from the words of a sentence, its pieces joined, to the document's bytes.
#[derive(Debug)]
pub(super) struct Places {
    /// Where each piece begins in the joined text and in the document, and its length in both.
    pieces: Vec<(usize, usize, usize)>,
}

impl Places {
    /// The way back from `joined`, the words of sentence `number`.
    pub(super) fn of(document: &Document, number: usize, joined: &str) -> Self {
        Self::of_pieces(document, document.pieces(number).iter(), joined)
    }

    /// The way back from the words of several sentences in a row, joined.
    pub(super) fn of_sentences(document: &Document, numbers: Range<usize>) -> Self {
        let joined = document.sentences(numbers.clone());
        Self::of_pieces(document, numbers.flat_map(|number| document.pieces(number)), &joined)
    }

    fn of_pieces<'a>(document: &Document, pieces: impl Iterator<Item = &'a Span>, joined: &str) -> Self {
        let mut at = 0;
        let pieces = pieces
            .map(|piece| {
                let text = piece.of(document.text());
                let rest = &joined[at..];
                if rest.starts_with(' ') && !text.starts_with(' ') {
                    at += 1;
                }
                // A hyphen at the end of a line is dropped when the word is joined.
                let length = if joined[at..].starts_with(text) { text.len() } else { text.len() - 1 };
                let part = (at, piece.start, length);
                at += length;
                part
            })
            .collect();
        Self { pieces }
    }

    /// The document's bytes from the first to the last of `span`, page breaks in it included.
    pub(super) fn span(&self, span: Span) -> Span {
        let start = self.place(span.start, false);
        Span::new(start, self.place(span.end, true).max(start))
    }

    /// The place of the byte at `offset`; as an end it belongs to the piece that ends there.
    fn place(&self, offset: usize, is_end: bool) -> usize {
        let before = |&(at, _, _): &(usize, usize, usize)| if is_end { at < offset } else { at <= offset };
        let piece = self.pieces.partition_point(before).saturating_sub(1);
        self.pieces.get(piece).map_or(0, |&(at, start, length)| start + offset.saturating_sub(at).min(length))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn words_lead_back_over_broken_lines() {
        #[track_caller]
        fn check(language: &str, text: &str, word: &str, expected: &str) {
            let document = Document::new(text.into(), Language::new(language));
            for sentence in 0..document.len() {
                let joined = document.sentence(sentence);
                if let Some(at) = joined.find(word) {
                    let span = Places::of(&document, sentence, &joined).span(Span::new(at, at + word.len()));
                    assert_eq!(span.of(document.text()), expected);
                    return;
                }
            }
            panic!("no {word} in {document:?}");
        }
        let wrapped = "The first meeting was held by the lake in the spring of 2022 and\n\
            the second one by the river in the autumn of the year 2023, where\n\
            the guests could see with their own eyes the water that was demon-\n\
            strated to be clean in 2021 by the two towns on the northern bank.\n";
        check("en", wrapped, "2023", "2023");
        check("en", wrapped, "and the second", "and\nthe second");
        check("en", wrapped, "2021", "2021");
        check("zh", "会议于二〇二二年举行。", "二〇二二", "二〇二二");
    }
}
