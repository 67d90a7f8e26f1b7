//! What has a person said of the rows of two texts?
//!
//! A journal is a list of records that only grows: a row is right, a row is doubtful, something said before is taken
//! back. Each record holds the sentences themselves, so that it can be read without the texts, searched, merged with
//! another's, and carried over edits by comparing words ([`carry`](super::carry)). A table of what holds now would be
//! shorter; it would not say who said what when, and two people's tables cannot be merged.
//!
//! Sentence numbers stand beside the sentences. They order what was read at one time, and tell apart sentences that are
//! alike; nothing is looked up by them.

use rustc_hash::FxHashSet;

/// What a person says of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Status {
    /// It is right.
    Confirmed,
    /// It must be looked at again.
    Doubtful,
    /// Nothing any more: what was said before does not hold.
    Open,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 3] = [Status::Confirmed, Status::Doubtful, Status::Open];

    /// The word used in every output: `confirmed`, `doubtful` or `open`.
    pub fn name(self) -> &'static str {
        match self {
            Status::Confirmed => "confirmed",
            Status::Doubtful => "doubtful",
            Status::Open => "open",
        }
    }
}

/// What one text has in a row.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Side {
    /// The sentences as they read, in order; none where the text has no counterpart.
    pub sentences: Vec<String>,
    /// Their numbers when it was said, from 0; none if that is not known.
    pub numbers: Vec<usize>,
    /// The sentence before them, and the one after.
    pub near: [Option<String>; 2],
}

/// A word on a row: its sentences and what is said of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RowRecord {
    /// By what it can be taken back; unlike every other's in the journal.
    pub id: String,
    /// When it was said, as the person's clock had it; empty if that is not known.
    pub at: String,
    /// Who said it; empty if that is not known.
    pub by: String,
    /// What is said.
    pub status: Status,
    /// The sentences of the source and of the target.
    pub sides: [Side; 2],
    /// Why, in the person's words; empty if nothing was said.
    pub note: String,
}

/// A record of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A word on a row.
    Row(Box<RowRecord>),
    /// The record with this id is taken back.
    Undo {
        /// The id of that record.
        of: String,
    },
}

/// All that was said of two texts, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// The records, the first said first.
    pub records: Vec<Record>,
}

impl Journal {
    /// The words on rows that were not taken back, the first said first. Taking back twice is taking back once, and what
    /// is taken back stays so, whatever stands where in a merged file.
    pub fn standing(&self) -> Vec<&RowRecord> {
        let undone: FxHashSet<&str> = self
            .records
            .iter()
            .filter_map(|record| match record {
                Record::Undo { of } => Some(of.as_str()),
                Record::Row(_) => None,
            })
            .collect();
        // A merge may bring the same record twice.
        let mut seen = FxHashSet::default();
        self.records
            .iter()
            .filter_map(|record| match record {
                Record::Row(row) => Some(&**row),
                Record::Undo { .. } => None,
            })
            .filter(|row| {
                row.id.is_empty() || !undone.contains(row.id.as_str()) && seen.insert(row.id.as_str())
            })
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_taken_back_does_not_stand() {
        let row = |id: &str| {
            let (at, by, note) = Default::default();
            Record::Row(Box::new(RowRecord {
                id: id.into(),
                at,
                by,
                note,
                status: Status::Confirmed,
                sides: Default::default(),
            }))
        };
        let undo = |of: &str| Record::Undo { of: of.into() };
        let standing = |records: Vec<Record>| {
            let journal = Journal { records };
            journal.standing().iter().map(|row| row.id.clone()).collect::<Vec<_>>()
        };
        assert_eq!(standing(vec![row("a"), row("b"), undo("a"), row("c")]), ["b", "c"]);
        assert_eq!(standing(vec![undo("a"), row("a"), row("b"), row("b"), undo("z")]), ["b"]);
    }
}
