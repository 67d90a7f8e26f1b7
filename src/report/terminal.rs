//! Results for a person at a terminal.
//!
//! Colours are always written; the caller passes what is printed through `anstream`, which takes them
//! out where they are not wanted. So nothing of a text may look like a colour: [`safe`] spells out every
//! character that a terminal would act on.

use crate::align::Alignment;
use crate::collate::Row;
use crate::diff::Revision;
use crate::text::Finding;

use super::{Study, Text};

/// The table of an alignment, `width` columns wide: `alignments` and `rows` as a collation holds them.
pub fn alignment(texts: &[Text], alignments: &[Option<Alignment>], rows: &[Row], width: usize) -> String {
    let _ = (texts, alignments, rows, width);
    String::new()
}

/// Findings with the lines they stand in, `width` columns wide: `findings[n]` are those of `texts[n]`.
pub fn findings(texts: &[Text], findings: &[Vec<Finding>], width: usize) -> String {
    let _ = (texts, findings, width);
    String::new()
}

/// Findings, a line each.
pub fn concise(texts: &[Text], findings: &[Vec<Finding>]) -> String {
    let _ = (texts, findings);
    String::new()
}

/// What changed from `old` to `new`, and nothing else, `width` columns wide.
pub fn revision(old: &Text, new: &Text, revision: &Revision, width: usize) -> String {
    let _ = (old, new, revision, width);
    String::new()
}

/// What a report holds, in a few lines.
pub fn summary(study: &Study) -> String {
    let _ = study;
    String::new()
}
