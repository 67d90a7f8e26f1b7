//! What has a person said of the rows of two texts?
//!
//! A journal is a list of records that only grows: a row is right, a row is doubtful, these sentences belong together,
//! this sentence is two, this word should be another, something said before is taken back. Each record holds the
//! sentences themselves, so that it can be read without the texts, searched, merged with another's, and carried over
//! edits by comparing words ([`carry`](super::carry())). A table of what holds now would be shorter; it would not say who
//! said what when, and two people's tables cannot be merged.
//!
//! Sentence numbers stand beside the sentences. They order what was read at one time, and tell apart sentences that are
//! alike; nothing is looked up by them.
//!
//! ```text
//! row A confirmed | row B moved | undo of B | row C     what stands: A, C
//! ```
//!
//! The last word on a sentence counts, and what is last is told by the time that a record bears, so that it does not
//! matter in which order a merge sets two people's lines. What is taken back is named by its id, wherever that stands.

use std::str::FromStr;

use rustc_hash::FxHashSet;

use crate::message::UnknownName;

/// What a person says of a row.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Status {
    /// It is right.
    Confirmed,
    /// It must be looked at again.
    Doubtful,
    /// Its sentences were put together by the person, who has not said yet that it is right.
    Edited,
    /// Nothing, or nothing any more: what was said before does not hold.
    #[default]
    Open,
}

impl Status {
    /// Every status.
    pub const ALL: [Status; 4] = [Status::Confirmed, Status::Doubtful, Status::Edited, Status::Open];

    /// The word used in every output: `confirmed`, `doubtful`, `edited` or `open`.
    pub fn name(self) -> &'static str {
        match self {
            Status::Confirmed => "confirmed",
            Status::Doubtful => "doubtful",
            Status::Edited => "edited",
            Status::Open => "open",
        }
    }

    /// What is said of a row across several texts, where this is said of each of its pairs: that it is right if all are,
    /// that it is doubtful if any is.
    pub fn of_pairs(pairs: &[Status]) -> Self {
        let any = |status| pairs.contains(&status);
        match () {
            () if !pairs.is_empty() && pairs.iter().all(|&status| status == Status::Confirmed) => {
                Status::Confirmed
            }
            () if any(Status::Doubtful) => Status::Doubtful,
            () if any(Status::Edited) || any(Status::Confirmed) => Status::Edited,
            () => Status::Open,
        }
    }
}

/// By [`Status::name`].
impl FromStr for Status {
    type Err = UnknownName;

    fn from_str(given: &str) -> Result<Self, UnknownName> {
        UnknownName::find(given, Status::ALL, |status| status.name())
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

/// Who said something, when, and with what else.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// By what it can be taken back; unlike every other's in the journal.
    pub id: String,
    /// The operation it was a part of, by which all of that is taken back; empty if it was alone.
    pub step: String,
    /// When it was said, as the person's clock had it, such as `2026-12-01T01:20:03Z`; empty if that is not known.
    pub at: String,
    /// Who said it; empty if that is not known.
    pub by: String,
}

/// A word on a row: its sentences and what is said of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RowRecord {
    /// Who said it, and when.
    pub said: Said,
    /// What is said.
    pub status: Status,
    /// Whether the sentences stand at another place in the target than their order would have it.
    pub moved: bool,
    /// The sentences of the source and of the target.
    pub sides: [Side; 2],
    /// Why, in the person's words; empty if nothing was said.
    pub note: String,
}

/// Where a sentence ends, other than the program thinks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Border {
    /// The sentence is two, and the second begins after so many characters.
    Cut(usize),
    /// The sentence goes on with the one after it.
    Join,
}

/// A word on where sentences end.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BorderRecord {
    /// Who said it, and when.
    pub said: Said,
    /// 0 for the source, 1 for the target.
    pub side: usize,
    /// What is done.
    pub border: Border,
    /// The sentence, or the two that are one, as they read before.
    pub of: Side,
}

/// A proposal to change the words of a sentence; nothing is changed by it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextRecord {
    /// Who said it, and when.
    pub said: Said,
    /// 0 for the source, 1 for the target.
    pub side: usize,
    /// The sentences as they read.
    pub of: Side,
    /// How they should read together.
    pub new: String,
    /// Why, in the person's words.
    pub note: String,
}

/// A record of a journal.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Record {
    /// A word on a row.
    Row(Box<RowRecord>),
    /// A word on where sentences end.
    Border(Box<BorderRecord>),
    /// A proposal of other words.
    Text(Box<TextRecord>),
    /// What bears this id, or is a part of the operation of this id, is taken back.
    Undo {
        /// The id.
        of: String,
    },
}

impl Record {
    /// Who said it, and when; nothing of what takes back.
    pub fn said(&self) -> Option<&Said> {
        match self {
            Record::Row(row) => Some(&row.said),
            Record::Border(border) => Some(&border.said),
            Record::Text(text) => Some(&text.said),
            Record::Undo { .. } => None,
        }
    }

    /// The same, to be changed.
    pub fn said_mut(&mut self) -> Option<&mut Said> {
        match self {
            Record::Row(row) => Some(&mut row.said),
            Record::Border(border) => Some(&mut border.said),
            Record::Text(text) => Some(&mut text.said),
            Record::Undo { .. } => None,
        }
    }
}

/// All that was said of two texts, in order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Journal {
    /// The records, as they stand in the file.
    pub records: Vec<Record>,
}

impl Journal {
    /// What was said and not taken back, the first said first.
    ///
    /// Taking back twice is taking back once, and what is taken back stays so, whatever stands where in a merged file. A
    /// record that a merge brought twice is one. What bears no time is taken to be as old as what stands before it.
    pub fn standing(&self) -> Vec<&Record> {
        let undone: FxHashSet<&str> = self
            .records
            .iter()
            .filter_map(|record| match record {
                Record::Undo { of } => Some(of.as_str()),
                _ => None,
            })
            .collect();
        let mut seen = FxHashSet::default();
        let mut last = "";
        let mut standing: Vec<(&str, &Record)> = Vec::new();
        for record in &self.records {
            let Some(said) = record.said() else { continue };
            if is_time(&said.at) {
                last = &said.at;
            }
            let is_undone = undone.contains(said.id.as_str()) || undone.contains(said.step.as_str());
            let is_named = !said.id.is_empty();
            if is_named && (is_undone || !seen.insert(said.id.as_str())) {
                continue;
            }
            standing.push((last, record));
        }
        standing.sort_by_key(|&(at, _)| at);
        standing.into_iter().map(|(_, record)| record).collect()
    }

    /// The same, said of the target as the source.
    pub fn turned(&self) -> Self {
        let mut turned = self.clone();
        for record in &mut turned.records {
            match record {
                Record::Row(row) => row.sides.reverse(),
                Record::Border(border) => border.side = 1 - border.side.min(1),
                Record::Text(text) => text.side = 1 - text.side.min(1),
                Record::Undo { .. } => {}
            }
        }
        turned
    }

    /// The words on rows that stand.
    pub fn rows(&self) -> Vec<&RowRecord> {
        let standing = self.standing().into_iter();
        standing
            .filter_map(|record| if let Record::Row(row) = record { Some(&**row) } else { None })
            .collect()
    }

    /// The words on borders of sentences that stand.
    pub fn borders(&self) -> Vec<&BorderRecord> {
        let standing = self.standing().into_iter();
        standing
            .filter_map(|record| if let Record::Border(border) = record { Some(&**border) } else { None })
            .collect()
    }

    /// The proposals that stand: of several on one sentence the last.
    pub fn proposals(&self) -> Vec<&TextRecord> {
        let mut last: Vec<&TextRecord> = Vec::new();
        for record in self.standing() {
            let Record::Text(text) = record else { continue };
            last.retain(|before| (before.side, &before.of.sentences) != (text.side, &text.of.sentences));
            // Who proposes what stands there takes a proposal back.
            if text.new != text.of.sentences.concat() && text.new != text.of.sentences.join(" ") {
                last.push(text);
            }
        }
        last
    }

    /// The id of the last operation that stands, which is what a person would take back first; nothing if nothing
    /// stands.
    pub fn last_step(&self) -> Option<&str> {
        let standing = self.standing();
        let said = standing.last()?.said()?;
        Some(if said.step.is_empty() { &said.id } else { &said.step })
            .filter(|id| !id.is_empty())
            .map(|x| &**x)
    }
}

/// Whether `at` is a time that can be set in order as it is written: in UTC, to the second or finer.
fn is_time(at: &str) -> bool {
    let shape = b"dddd-dd-ddTdd:dd:dd";
    let fits = |(c, shape): (u8, &u8)| if *shape == b'd' { c.is_ascii_digit() } else { c == *shape };
    at.len() > shape.len() && at.ends_with('Z') && at.bytes().zip(shape).all(fits)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(id: &str, step: &str, at: &str) -> Record {
        let said = Said { id: id.into(), step: step.into(), at: at.into(), by: String::new() };
        Record::Row(Box::new(RowRecord { said, ..RowRecord::default() }))
    }

    fn undo(of: &str) -> Record {
        Record::Undo { of: of.into() }
    }

    fn standing(records: Vec<Record>) -> Vec<String> {
        let journal = Journal { records };
        journal.rows().iter().map(|row| row.said.id.clone()).collect()
    }

    #[test]
    fn what_is_taken_back_does_not_stand() {
        let row = |id: &str| row(id, "", "");
        assert_eq!(standing(vec![row("a"), row("b"), undo("a"), row("c")]), ["b", "c"]);
        assert_eq!(standing(vec![undo("a"), row("a"), row("b"), row("b"), undo("z")]), ["b"]);
        assert_eq!(standing(vec![row(""), undo("")]), [""]);
    }

    #[test]
    fn an_operation_is_taken_back_as_a_whole() {
        let records = vec![row("a", "1", ""), row("b", "1", ""), row("c", "2", ""), undo("1")];
        assert_eq!(standing(records.clone()), ["c"]);
        assert_eq!(Journal { records }.last_step(), Some("2"));
        assert_eq!(Journal { records: vec![row("a", "1", ""), undo("1")] }.last_step(), None);
    }

    #[test]
    fn the_order_is_that_of_time_wherever_a_merge_set_the_lines() {
        let early = "2026-12-01T01:20:03Z";
        let late = "2026-12-01T09:00:00Z";
        assert_eq!(standing(vec![row("b", "", late), row("a", "", early)]), ["a", "b"]);
        // What bears no time stays where it stands.
        let records = vec![row("a", "", early), row("x", "", "yesterday"), row("b", "", late)];
        assert_eq!(standing(records), ["a", "x", "b"]);
    }
}
