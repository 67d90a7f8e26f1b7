//! Where do the sentences of a paragraph end that has markup in it?
//!
//! ```text
//! **Read the manual.** Then run `ls. -a` once.     as written
//! Read the manual. Then run Xx once.               as it is cut
//! ```
//!
//! Signs are taken out and what is no prose becomes a word, so that no full stop inside an address ends a
//! sentence and none before a `**` fails to. The borders found so are carried back: a sign that closes stays
//! with the sentence before it, one that opens begins the next. Teaching the segmenter the signs of each
//! markup would put the parser into it.

use super::{Inline, Side};
use crate::text::document::Parts;
use crate::text::joined::{Joint, joint};
use crate::text::{Language, Span, sentence};

/// What stands for a stretch that is no prose: a word with a capital, as a name would be.
const WORD: &str = "Xx";

/// A stretch of what is cut, and where it comes from.
struct Run {
    at: usize,
    len: usize,
    span: Span,
}

/// Cuts the paragraph made of `pieces`, in which `inlines` stand, and adds its sentences to `parts`.
pub(super) fn split(text: &str, pieces: &[Span], inlines: &[Inline], language: &Language, parts: &mut Parts) {
    if inlines.is_empty() {
        return sentence::split(text, pieces, language, parts);
    }
    let mut cutter = Cutter { text, pieces, inlines, plain: String::new(), runs: Vec::new(), from: 0 };
    for &piece in pieces {
        let mut joins = !cutter.plain.is_empty();
        let mut at = piece.start;
        let here = inlines.partition_point(|inline| inline.span.end <= piece.start);
        for inline in inlines[here..].iter().take_while(|inline| inline.span.start <= piece.end) {
            if inline.span.start > at {
                cutter.push(Span::new(at, inline.span.start), None, &mut joins);
            }
            let start = inline.span.start.max(at);
            let span = Span::new(start, inline.span.end.clamp(start, piece.end.max(start)));
            match inline.side {
                Side::Open | Side::Close => {}
                Side::Word => cutter.push(span, Some(WORD), &mut joins),
                Side::Letter(c) => cutter.push(span, Some(c.encode_utf8(&mut [0; 4])), &mut joins),
                // The sign of a break goes with what it ends.
                Side::Break if !cutter.plain.trim().is_empty() => {
                    cutter.cut(span.end, language, parts);
                    joins = false;
                }
                Side::Break => {}
            }
            at = at.max(inline.span.end.min(piece.end));
        }
        if at < piece.end {
            cutter.push(Span::new(at, piece.end), None, &mut joins);
        }
    }
    let end = pieces.last().map_or(0, |piece| piece.end);
    cutter.cut(end, language, parts);
}

struct Cutter<'a> {
    text: &'a str,
    pieces: &'a [Span],
    inlines: &'a [Inline],
    /// What is cut: the prose, with words for what is none.
    plain: String,
    runs: Vec<Run>,
    /// Up to where sentences have been cut.
    from: usize,
}

impl Cutter<'_> {
    /// Adds `span`, as it stands or as `word`; the first of a line is joined to the last of the line before.
    fn push(&mut self, span: Span, word: Option<&str>, joins: &mut bool) {
        if span.is_empty() {
            return;
        }
        let words = word.unwrap_or(span.of(self.text));
        if std::mem::take(joins) {
            match joint(&self.plain, words) {
                Joint::Space => self.plain.push(' '),
                Joint::Nothing | Joint::Hyphen(_) => {}
            }
        }
        self.runs.push(Run { at: self.plain.len(), len: words.len(), span });
        self.plain.push_str(words);
    }

    /// Cuts what was gathered into sentences, the last of which ends at `end`.
    fn cut(&mut self, end: usize, language: &Language, parts: &mut Parts) {
        let mut spans: Vec<Span> = Vec::new();
        sentence::for_each(&self.plain, language, |start, end| {
            spans.push(Span::new(self.place(start, false), self.place(end, true)));
        });
        for pair in spans.windows(2) {
            let border = self.border(pair[0].end, pair[1].start);
            self.sentence(border, parts);
        }
        self.sentence(end, parts);
        self.plain.clear();
        self.runs.clear();
    }

    /// The byte of the text at `offset` of what is cut.
    fn place(&self, offset: usize, is_end: bool) -> usize {
        let begins = |run: &Run| if is_end { run.at < offset } else { run.at <= offset };
        let Some(run) = self.runs.partition_point(begins).checked_sub(1).map(|at| &self.runs[at]) else {
            return self.from;
        };
        // A word goes whole.
        if run.len != run.span.len()
            || !self.text.is_char_boundary(run.span.start + (offset - run.at).min(run.len))
        {
            return if is_end { run.span.end } else { run.span.start };
        }
        run.span.start + (offset - run.at).min(run.len)
    }

    /// Where between two sentences the second begins: past all that closes, before what opens.
    fn border(&self, end: usize, start: usize) -> usize {
        let first = self.inlines.partition_point(|inline| inline.span.start < end);
        let between = self.inlines[first..].iter().take_while(|inline| inline.span.end <= start);
        let closing = between.take_while(|inline| inline.side == Side::Close);
        closing.last().map_or(end, |inline| inline.span.end)
    }

    /// Adds the sentence that ends at `end` and begins where the last one ended.
    fn sentence(&mut self, end: usize, parts: &mut Parts) {
        let (from, to) = (self.from, end.max(self.from));
        self.from = to;
        let first = self.pieces.partition_point(|piece| piece.end <= from);
        let pieces = self.pieces[first..].iter().take_while(|piece| piece.start < to);
        parts.push(pieces.filter_map(|piece| {
            let span = Span::new(piece.start.max(from), piece.end.min(to));
            let span = super::lines::trimmed(self.text, span);
            (!span.is_empty()).then_some(span)
        }));
    }
}
