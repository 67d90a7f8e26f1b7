//! Where does a sentence end?

use super::{Language, Span};

/// Cuts the paragraph made of `pieces` into sentences, each the spans that make it up.
pub(super) fn split(text: &str, pieces: &[Span], _language: &Language) -> Vec<Vec<Span>> {
    let mut sentences = Vec::new();
    for piece in pieces {
        let mut start = piece.start;
        for (at, c) in piece.of(text).char_indices() {
            if matches!(c, '。' | '！' | '？') {
                let end = piece.start + at + c.len_utf8();
                sentences.push(vec![Span::new(start, end)]);
                start = end;
            }
        }
        if start < piece.end {
            sentences.push(vec![Span::new(start, piece.end)]);
        }
    }
    sentences
}
