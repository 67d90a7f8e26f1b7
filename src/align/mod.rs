//! Which sentences render which?

mod alignment;
mod lexicon;
mod token;

pub use alignment::{Alignment, Bead, Crossing, Reasons};
pub use lexicon::Lexicon;
pub use token::Vocabulary;

use crate::text::Document;

/// What an alignment may be told.
#[derive(Clone, Copy, Default)]
pub struct Options<'a> {
    /// Word translations known beforehand.
    pub lexicon: Option<&'a dyn Lexicon>,
    /// Pairs of places (sentences before them, each side) where a bead must end: chapters, confirmed
    /// rows. Ascending on both sides.
    pub fixed: &'a [(usize, usize)],
}

/// Pairs the sentences of `source` with those of `target`.
pub fn align(source: &Document, target: &Document, _options: &Options) -> Alignment {
    let (rows, columns) = (source.len(), target.len());
    let both = rows.min(columns);
    let mut beads: Vec<_> = (0..both).map(|n| Bead::new(n..n + 1, n..n + 1, 0.5)).collect();
    beads.extend((both..rows).map(|n| Bead::new(n..n + 1, columns..columns, 0.5)));
    beads.extend((both..columns).map(|n| Bead::new(rows..rows, n..n + 1, 0.5)));
    Alignment::new(beads, rows, columns)
}
