//! Where does a line end, and were the lines of a text broken at a width?
//!
//! A text whose lines were broken at a fixed width shows it by its lines: most are nearly as wide as the
//! widest, and most end in mid-sentence. A width given as a number would fit one kind of file.

use super::joins::ends_sentence;
use crate::text::Span;

/// What ends a line.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum End {
    Line,
    Page,
}

#[derive(Clone, Copy)]
pub(super) struct Line {
    pub(super) span: Span,
    pub(super) end: End,
}

/// The lines of `text` without their ends: LF, CR LF, CR, or a form feed, which also ends the page.
pub(super) fn physical_lines(text: &str) -> impl Iterator<Item = Line> + '_ {
    let bytes = text.as_bytes();
    let mut start = 0;
    let mut ends = memchr::memchr3_iter(b'\n', b'\r', 0x0c, bytes);
    std::iter::from_fn(move || {
        loop {
            let Some(at) = ends.next() else {
                let rest = (start < bytes.len()).then(|| Span::new(start, bytes.len()))?;
                start = bytes.len();
                return Some(Line { span: rest, end: End::Line });
            };
            let span = Span::new(start, at);
            start = at + 1;
            if bytes[at] == b'\n' && at > 0 && bytes[at - 1] == b'\r' {
                continue;
            }
            let end = if bytes[at] == 0x0c { End::Page } else { End::Line };
            return Some(Line { span, end });
        }
    })
}

pub(super) fn trimmed(text: &str, span: Span) -> Span {
    let line = span.of(text);
    let rest = line.trim_start();
    let start = span.start + (line.len() - rest.len());
    Span::new(start, start + rest.trim_end().len())
}

/// The columns at which the lines of `text` were broken, if they were broken at a fixed width.
///
/// Only lines that another follows at once are counted, for only they can have been broken. A long text
/// is judged by samples spread evenly over it: how its lines were broken is a habit of the whole.
pub(super) fn wrap_width(text: &str) -> Option<usize> {
    /// Wider lines are paragraphs.
    const WIDEST: usize = 160;
    /// Fewer broken lines show no habit.
    const FEWEST: usize = 2;
    /// Samples, and bytes of each.
    const SAMPLES: (usize, usize) = (64, 1 << 16);
    let mut widths: Vec<u16> = Vec::new();
    let mut ended = 0;
    let mut wide = 0_usize;
    let whole = text.len() <= SAMPLES.0 * SAMPLES.1;
    let samples = if whole { 1 } else { SAMPLES.0 };
    for sample in 0..samples {
        let from = line_start(text, text.len() / samples * sample);
        let to = if whole { text.len() } else { line_start(text, (from + SAMPLES.1).min(text.len())) };
        let mut previous: Option<Span> = None;
        for line in physical_lines(&text[from..to.max(from)]) {
            let span = trimmed(&text[from..], line.span);
            if let (Some(before), false) = (previous, span.is_empty()) {
                let words = before.of(&text[from..]);
                // No character takes more than three bytes a column.
                let width = if words.len() > 3 * WIDEST { WIDEST + 1 } else { columns(words) };
                if width > WIDEST {
                    wide += 1;
                } else {
                    widths.push(width as u16);
                    ended += usize::from(ends_sentence(words));
                }
            }
            previous = (!span.is_empty()).then_some(span);
        }
    }
    if widths.len() < FEWEST || wide * 4 > widths.len() {
        return None;
    }
    let count = widths.len();
    let place = count - 1 - count / 20;
    let (_, &mut width, _) = widths.select_nth_unstable(place);
    let width = usize::from(width);
    let full = widths.iter().filter(|&&w| usize::from(w) * 10 >= width * 7).count();
    (width >= 20 && full * 10 >= count * 6 && ended * 10 < count * 6).then_some(width)
}

/// The start of the first line that begins at `from` or after it; the end if there is none.
pub(super) fn line_start(text: &str, from: usize) -> usize {
    if from == 0 {
        return 0;
    }
    memchr::memchr(b'\n', &text.as_bytes()[from..]).map_or(text.len(), |at| from + at + 1)
}

/// Columns on a terminal, near enough: two for what takes three bytes or more.
pub(super) fn columns(line: &str) -> usize {
    line.bytes().map(|b| usize::from(!(0x80..0xc0).contains(&b)) + usize::from(b >= 0xe2)).sum()
}

/// Columns of white space before a line's first character.
pub(super) fn indent_columns(text: &str, line: Span, bytes: usize) -> usize {
    columns(&text[line.start..line.start + bytes])
}
