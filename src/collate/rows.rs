//! Rows across several languages, derived from alignments with one pivot.

use std::ops::Range;

use crate::align::Alignment;

/// Sentences of all texts that render each other.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// Sentence numbers in each text, by its number; empty where it has none or is not aligned.
    pub cells: Vec<Range<usize>>,
    /// The least confidence of the beads it is made of.
    pub confidence: f32,
}

/// The smallest rows that cut no bead of any alignment: `alignments[n]` has the pivot (of `source_len`
/// sentences) as source and text `n` as target, and is `None` for the pivot itself and for texts that
/// are not aligned.
///
/// Rows cover every sentence of every aligned text once, in order; text without counterpart in the
/// pivot has a row of its own after the pivot sentence that it follows.
pub fn rows(source_len: usize, alignments: &[Option<Alignment>]) -> Vec<Row> {
    let _ = (source_len, alignments);
    Vec::new()
}
