//! Where do the paragraphs of a page lie, and what on it is no text?

use super::document::{Paragraph, ParagraphKind, Parts};
use super::{Language, Span, sentence};

/// Every line that is not blank is a sentence; blank lines part paragraphs.
pub(super) fn lines(text: &str) -> Parts {
    let mut parts = Parts::default();
    let mut first = 0;
    for line in physical_lines(text) {
        let count = parts.sentences.len();
        if line.of(text).trim().is_empty() {
            close(&mut parts, first);
            first = count;
        } else {
            parts.sentences.push(vec![trimmed(text, line)]);
        }
    }
    close(&mut parts, first);
    parts
}

/// Paragraphs, sentences and furniture of a page.
pub(super) fn find(text: &str, language: &Language) -> Parts {
    let mut parts = Parts::default();
    for line in physical_lines(text) {
        let span = trimmed(text, line);
        if span.is_empty() {
            continue;
        }
        let first = parts.sentences.len();
        parts.sentences.extend(sentence::split(text, &[span], language));
        close(&mut parts, first);
    }
    parts
}

fn close(parts: &mut Parts, first: usize) {
    let end = parts.sentences.len();
    if first < end {
        parts.paragraphs.push(Paragraph { sentences: first..end, kind: ParagraphKind::Body });
    }
}

/// The lines of `text` without their ends (LF, CR LF, CR, form feed).
fn physical_lines(text: &str) -> impl Iterator<Item = Span> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        if start >= text.len() {
            return None;
        }
        let rest = &text.as_bytes()[start..];
        let length = rest.iter().position(|b| matches!(b, b'\n' | b'\r' | 0x0c)).unwrap_or(rest.len());
        let line = Span::new(start, start + length);
        start = line.end + if rest[length..].starts_with(b"\r\n") { 2 } else { 1 };
        Some(line)
    })
}

fn trimmed(text: &str, span: Span) -> Span {
    let line = span.of(text);
    let start = span.start + (line.len() - line.trim_start().len());
    Span::new(start, (start + line.trim().len()).max(start))
}
