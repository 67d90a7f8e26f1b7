//! Where does a finding stand, in the words of each medium?

use crate::text::{Lines, Place, Span};

/// A span as lines and columns.
#[derive(Clone, Copy, Debug)]
pub(super) struct Region {
    /// The first character.
    pub(super) start: Place,
    /// Just after the last character.
    pub(super) end: Place,
}

impl Region {
    pub(super) fn of(lines: &Lines, span: Span) -> Self {
        Self { start: lines.place(span.start), end: lines.place(span.end) }
    }
}
