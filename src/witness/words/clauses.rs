//! Which clause of the text is spoken of?

use std::ops::Range;

use crate::text::Document;

/// The clauses of a text, numbered through.
pub(super) struct Clauses {
    /// Where each begins and ends in its sentence.
    pub(super) spans: Vec<(usize, Range<usize>)>,
    /// The first of each sentence; one more at the end.
    pub(super) firsts: Vec<usize>,
}

impl Clauses {
    pub(super) fn of(document: &Document) -> Self {
        let mut clauses = Self { spans: Vec::new(), firsts: Vec::new() };
        for sentence in 0..document.len() {
            clauses.firsts.push(clauses.spans.len());
            let text = document.sentence(sentence);
            let mut start = 0;
            for (at, c) in text.char_indices() {
                if matches!(c, ',' | '，' | ';' | '；' | ':' | '：' | '。') {
                    clauses.spans.push((sentence, start..at));
                    start = at + c.len_utf8();
                }
            }
            clauses.spans.push((sentence, start..text.len()));
        }
        clauses.firsts.push(clauses.spans.len());
        clauses
    }

    /// The number of the clause of `sentence` in which the byte at `offset` lies.
    pub(super) fn at(&self, sentence: usize, offset: usize) -> usize {
        let range = self.firsts[sentence]..self.firsts[sentence + 1];
        let within = self.spans[range.clone()].partition_point(|(_, clause)| clause.end < offset);
        (range.start + within).min(range.end - 1)
    }
}
