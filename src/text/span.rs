//! Where something stands in a text.

use std::borrow::Cow;
use std::ops::Range;

use serde::ser::{Serialize, SerializeStruct, Serializer};

/// A stretch of a text, in bytes of the decoded file: the only way to point into a [`Document`].
///
/// Both ends lie between characters and `start <= end`; an empty span is a place between characters.
///
/// [`Document`]: super::Document
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Span {
    /// Bytes before the first byte that belongs to the span.
    pub start: usize,
    /// Bytes before the first byte after the span.
    pub end: usize,
}

impl Span {
    /// The span from `start` to `end`.
    ///
    /// # Panics
    ///
    /// If `end` lies before `start`.
    pub fn new(start: usize, end: usize) -> Self {
        assert!(start <= end, "a span ends before it starts: {start}..{end}");
        Self { start, end }
    }

    /// Length in bytes.
    pub fn len(self) -> usize {
        self.end - self.start
    }

    /// Whether nothing lies in it.
    pub fn is_empty(self) -> bool {
        self.start == self.end
    }

    /// As a range, to slice a string with.
    pub fn range(self) -> Range<usize> {
        self.start..self.end
    }

    /// Whether `other` lies wholly inside.
    pub fn contains(self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// Whether the two share a byte.
    pub fn overlaps(self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// The text it covers.
    pub fn of(self, text: &str) -> &str {
        &text[self.range()]
    }
}

/// Where a person finds a byte: line and column from 1, the column in characters (Unicode scalar
/// values).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Place {
    /// Line, from 1.
    pub line: usize,
    /// Characters before it in its line, plus 1.
    pub column: usize,
}

/// A stretch of a text, and where a person finds its first character. In records it is an object of `start`,
/// `end`, `line` and `column`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Located {
    /// The stretch.
    pub span: Span,
    /// The place of its first character.
    pub place: Place,
}

impl Serialize for Located {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut record = serializer.serialize_struct("Located", 4)?;
        record.serialize_field("start", &self.span.start)?;
        record.serialize_field("end", &self.span.end)?;
        record.serialize_field("line", &self.place.line)?;
        record.serialize_field("column", &self.place.column)?;
        record.end()
    }
}

/// The lines of a text, to turn many spans into [`Place`]s. A [`Document`] keeps its own:
/// [`Document::lines`](super::Document::lines).
///
/// A line ends with LF, CR LF or a lone CR, as editors count.
///
/// [`Document`]: super::Document
#[derive(Clone, Debug)]
pub struct Lines<'a> {
    text: &'a str,
    index: Cow<'a, Index>,
}

/// Where the lines of a text begin.
#[derive(Clone, Debug)]
pub(super) struct Index {
    starts: Vec<usize>,
    /// How many characters begin before each block of the text, so that a column far into a line is not
    /// counted from the line's start: a scan may be one line of 100 MB with a finding in every sentence.
    counts: Vec<usize>,
    /// How many lines begin before each block or with it.
    begun: Vec<usize>,
}

/// Bytes of a block.
const BLOCK: usize = 256;

/// How many characters begin in `bytes`.
fn beginnings(bytes: &[u8]) -> usize {
    bytes.iter().filter(|&&byte| byte & 0xc0 != 0x80).count()
}

impl Index {
    /// Finds the lines of `text`.
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes)
            .filter(|&at| bytes[at] == b'\n' || bytes.get(at + 1) != Some(&b'\n'))
            .map(|at| at + 1);
        let mut before = 0;
        let counts = bytes.chunks(BLOCK).map(|block| {
            before += beginnings(block);
            before
        });
        let counts: Vec<usize> = std::iter::once(0).chain(counts).collect();
        let starts: Vec<usize> = std::iter::once(0).chain(ends).collect();
        let mut line = 0;
        let begun = (0..counts.len()).map(|block| {
            line += starts[line..].iter().take_while(|&&start| start <= block * BLOCK).count();
            line
        });
        Self { begun: begun.collect(), starts, counts }
    }
}

impl<'a> Lines<'a> {
    /// Finds the lines of `text`.
    pub fn of(text: &'a str) -> Self {
        Self { text, index: Cow::Owned(Index::of(text)) }
    }

    /// The lines of `text`, of which `index` is known.
    pub(super) fn with(text: &'a str, index: &'a Index) -> Self {
        Self { text, index: Cow::Borrowed(index) }
    }

    /// The place of the byte at `offset`, which lies between characters.
    pub fn place(&self, offset: usize) -> Place {
        let Index { starts, begun, .. } = &*self.index;
        let block = offset / BLOCK;
        let last = begun.get(block + 1).copied().unwrap_or(starts.len());
        let first = begun[block];
        let line = first + starts[first..last].partition_point(|&start| start <= offset);
        let start = starts[line - 1];
        // Most lines are short, and counting one is quicker than asking for two of the blocks.
        let before = if offset - start <= BLOCK {
            beginnings(&self.text.as_bytes()[start..offset])
        } else {
            self.characters(offset) - self.characters(start)
        };
        Place { line, column: before + 1 }
    }

    /// `span`, with the place of its first character.
    pub fn located(&self, span: Span) -> Located {
        Located { span, place: self.place(span.start) }
    }

    /// How many characters begin before `offset`.
    fn characters(&self, offset: usize) -> usize {
        let block = offset / BLOCK;
        self.index.counts[block] + beginnings(&self.text.as_bytes()[block * BLOCK..offset])
    }

    /// Bytes before the line numbered `line` (from 1); the text's length past the last line.
    pub fn start(&self, line: usize) -> usize {
        let start = line.checked_sub(1).and_then(|index| self.index.starts.get(index));
        start.copied().unwrap_or(self.text.len())
    }

    /// The line numbered `line` (from 1) without its end; empty past the last line.
    pub fn line(&self, line: usize) -> &'a str {
        let Some(&start) = line.checked_sub(1).and_then(|index| self.index.starts.get(index)) else {
            return "";
        };
        let end = self.index.starts.get(line).copied().unwrap_or(self.text.len());
        self.text[start..end].trim_end_matches(['\n', '\r'])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counts_lines_and_columns_in_characters() {
        let lines = Lines::of("一二\r\n三\rd\n");
        assert_eq!(lines.place(3), Place { line: 1, column: 2 });
        assert_eq!(lines.place(8), Place { line: 2, column: 1 });
        assert_eq!(lines.place(12), Place { line: 3, column: 1 });
        assert_eq!(lines.place(14), Place { line: 4, column: 1 });
        assert_eq!((lines.line(1), lines.line(3), lines.line(9)), ("一二", "d", ""));
        assert_eq!((lines.start(1), lines.start(2), lines.start(9)), (0, 8, 14));
    }

    #[test]
    fn counts_columns_far_into_a_line() {
        let text = "\n".to_owned() + &"一a".repeat(5000);
        let lines = Lines::of(&text);
        for (offset, _) in text.char_indices().skip(1).step_by(997).chain([(text.len(), ' ')]) {
            let column = text[1..offset].chars().count() + 1;
            assert_eq!(lines.place(offset), Place { line: 2, column });
        }
    }
}
