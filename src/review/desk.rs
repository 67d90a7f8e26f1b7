//! What may a person do to rows, and what must never come of it?
//!
//! A row holds so many sentences of each text, those that come next; nothing else says where a sentence stands:
//!
//! ```text
//! rows      1 1 │ 1 2 │ 2 1        sentence 2 of the second text up:   1 2 │ 1 1 │ 2 1
//! ```
//!
//! So no operation can lose a sentence, or show one twice, or turn their order: it moves a border. What has truly moved
//! is a link between two rows, each with a gap where the other is filled. Lists of sentence numbers in each row would
//! allow everything, and then every operation would have to prove that nothing was lost.
//!
//! A confirmed row is never touched, by a person's operation on another or by the aligner; who wants to change it takes
//! the confirmation back first. An operation that would is refused with its reason ([`Refusal`]).
//!
//! After each change the rows between what a person has settled are paired anew, as far as they come out surer for it
//! ([`Desk::act`]): what slipped by one row comes right when one row of it is mended.
//!
//! To take back is to put the rows that were there back in their place, never to do the opposite: opposites of
//! operations that drop empty rows and statuses are what other editors have mended for years.

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use super::carry::{Carried, Fate, align_held};
use super::journal::{Border, BorderRecord, Record, RowRecord, Side, Status};
use crate::align::{Alignment, Bead, Crossing, Options, Reasons, align};
use crate::text::Document;
use crate::witness;

/// A row of the desk.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DeskRow {
    /// How many sentences of each text it has; not none of all.
    pub sizes: Vec<usize>,
    /// What a person has said of it.
    pub status: Status,
    /// How sure the aligner is of it; nothing where a person put it together.
    pub confidence: Option<f32>,
    /// For each text why the aligner pairs it so; nothing where it does not say.
    pub reasons: Vec<Option<Reasons>>,
    /// What the person noted.
    pub note: String,
    /// Text that stands elsewhere: the text, and the number that the row of its counterpart bears too.
    pub links: Vec<(usize, u32)>,
    /// How it read when it was confirmed, if that has changed since; nothing otherwise.
    pub since: String,
}

impl DeskRow {
    fn is_settled(&self) -> bool {
        self.status != Status::Open || !self.links.is_empty() || !self.note.is_empty()
    }
}

/// What a person does. Rows, texts (`column`) and places in a cell count from 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Operation {
    /// The row is right.
    Confirm(usize),
    /// What was said of the row does not hold.
    TakeBack(usize),
    /// So many rows from the first on are right, those in doubt excepted.
    ConfirmAbove(usize),
    /// The row must be looked at again, and why.
    Doubt(usize, String),
    /// Something to remember about the row; its status stays.
    Note(usize, String),
    /// The first so many sentences of the cell go to the row above.
    Up {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// How many.
        count: usize,
    },
    /// The last so many sentences of the cell go to the row below.
    Down {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// How many.
        count: usize,
    },
    /// A new row begins with the sentence at this place of the cell; where it begins in the others is found.
    Split {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// The place of the sentence.
        place: usize,
    },
    /// The row goes on the one above.
    Merge(usize),
    /// The sentence at this place has no counterpart, and stands alone.
    Apart {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// The place of the sentence.
        place: usize,
    },
    /// From this row on to the next one that is confirmed, each cell of the text goes one row up.
    ShiftUp {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
    },
    /// The same, one row down; the cell is left empty.
    ShiftDown {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
    },
    /// The sentence at this place renders the source of another row, which has none of its text.
    Link {
        /// The row in which the sentence stands.
        row: usize,
        /// The text.
        column: usize,
        /// The place of the sentence.
        place: usize,
        /// The row that it renders.
        to: usize,
    },
    /// What stands in this row has not moved.
    Unlink(usize),
    /// The sentence at this place is two; the second begins after so many characters.
    Cut {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// The place of the sentence.
        place: usize,
        /// Characters (Unicode scalar values) before the cut.
        characters: usize,
    },
    /// The sentence at this place goes on the one before it.
    Join {
        /// The row.
        row: usize,
        /// The text.
        column: usize,
        /// The place of the sentence.
        place: usize,
    },
}

/// Why an operation is not done.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Refusal {
    /// A confirmed row would be touched.
    Confirmed,
    /// A row would be touched of which text has moved.
    Moved,
    /// There is nothing to move, part or join there.
    Nothing,
    /// It is the first row, or the last.
    End,
    /// The row has said so already.
    Already,
    /// There is no room before the confirmed row.
    NoRoom,
    /// The other row has a sentence of this text.
    Filled,
    /// It is said of a sentence of a translation only.
    OfTranslation,
    /// There is no such row, text or sentence.
    Nowhere,
}

impl Refusal {
    /// Every reason.
    pub const ALL: [Refusal; 9] = [
        Refusal::Confirmed,
        Refusal::Moved,
        Refusal::Nothing,
        Refusal::End,
        Refusal::Already,
        Refusal::NoRoom,
        Refusal::Filled,
        Refusal::OfTranslation,
        Refusal::Nowhere,
    ];

    /// The word used between programs.
    pub fn name(self) -> &'static str {
        match self {
            Refusal::Confirmed => "confirmed",
            Refusal::Moved => "moved",
            Refusal::Nothing => "nothing",
            Refusal::End => "end",
            Refusal::Already => "already",
            Refusal::NoRoom => "no-room",
            Refusal::Filled => "filled",
            Refusal::OfTranslation => "of-translation",
            Refusal::Nowhere => "nowhere",
        }
    }
}

/// What became of an operation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Acted {
    /// The row where the person is now.
    pub row: usize,
    /// The rows that are new or changed, as they are numbered now.
    pub changed: Range<usize>,
    /// How many rows stood in their place.
    pub instead_of: usize,
    /// Whether sentences were cut or joined, so that the texts themselves are laid out otherwise.
    pub is_of_text: bool,
}

/// What was done, so that it can be taken back.
#[derive(Clone, Debug)]
struct Step {
    at: usize,
    old: Vec<DeskRow>,
    new: Vec<DeskRow>,
    /// The texts before and after, where they changed.
    texts: Option<[Vec<Arc<Document>>; 2]>,
    /// Where the person was before and after.
    cursor: [usize; 2],
    /// What is said of it in the journal of each translation.
    records: Vec<Vec<Record>>,
    /// By what each of these can be taken back.
    ids: Vec<Option<String>>,
}

/// Texts set beside each other for a person to put right; the first is the source of the others.
#[derive(Clone, Debug)]
pub struct Desk {
    texts: Vec<Arc<Document>>,
    rows: Vec<DeskRow>,
    past: Vec<Step>,
    future: Vec<Step>,
}

/// Rows above and below a change that are paired anew, and settled or other rows beyond them that say how the
/// translator goes on. That many take a fraction of what a person waits for.
const GAP: usize = 60;
const AROUND: usize = 40;

impl Desk {
    /// Pairs the first of `texts` with the others, so that what a person has decided stays.
    ///
    /// # Panics
    ///
    /// If `carried` does not hold what was said of each text but the first.
    pub fn lay(texts: Vec<Arc<Document>>, carried: &[Carried], options: &Options) -> Self {
        let held: Vec<_> = carried.iter().map(Carried::held).collect();
        let (source, targets) = texts.split_first().expect("a source");
        let targets: Vec<&Document> = targets.iter().map(|target| &**target).collect();
        let alignments: Vec<Option<Alignment>> = std::iter::once(None)
            .chain(align_held(source, &targets, &held, options).into_iter().map(Some))
            .collect();
        let rows = witness::rows(source.len(), &alignments);
        let mut laid = laid(&rows, &alignments);
        say(&mut laid, &rows, carried);
        Self { texts, rows: laid, past: Vec::new(), future: Vec::new() }
    }

    /// The texts, with the borders of sentences as they are now.
    pub fn texts(&self) -> &[Arc<Document>] {
        &self.texts
    }

    /// The rows.
    pub fn rows(&self) -> &[DeskRow] {
        &self.rows
    }

    /// For each row the sentences of each text.
    pub fn cells(&self) -> Vec<Vec<Range<usize>>> {
        cells(&self.rows, vec![0; self.texts.len()])
    }

    /// The rows as those of an examination.
    pub fn witness_rows(&self) -> Vec<witness::Row> {
        let confidence = |row: &DeskRow| row.confidence.unwrap_or(1.0);
        self.cells()
            .into_iter()
            .zip(&self.rows)
            .map(|(cells, row)| witness::Row { cells, confidence: confidence(row) })
            .collect()
    }

    /// The alignment of each text with the source; none of the source itself.
    pub fn alignments(&self) -> Vec<Option<Alignment>> {
        let cells = self.cells();
        let of = |text: usize| {
            let (mut beads, mut ends) = (Vec::new(), FxHashMap::<u32, [Option<Range<usize>>; 2]>::default());
            for (cells, row) in cells.iter().zip(&self.rows) {
                let (source, target) = (cells[0].clone(), cells[text].clone());
                if source.is_empty() && target.is_empty() {
                    continue;
                }
                for &(_, link) in row.links.iter().filter(|(of, _)| *of == text) {
                    let end = ends.entry(link).or_default();
                    if target.is_empty() {
                        end[0] = Some(source.clone())
                    } else {
                        end[1] = Some(target.clone())
                    }
                }
                let reasons = row.reasons.get(text).cloned().flatten().unwrap_or_default();
                let confidence = row.confidence.unwrap_or(1.0);
                beads.push(Bead { source, target, confidence, reasons });
            }
            let mut crossings: Vec<Crossing> = ends
                .into_values()
                .filter_map(|[source, target]| {
                    Some(Crossing { source: source?, target: target?, confidence: 1.0 })
                })
                .collect();
            crossings.sort_by_key(|crossing| crossing.source.start);
            Alignment::new(beads, self.texts[0].len(), self.texts[text].len()).with_crossings(crossings)
        };
        (0..self.texts.len()).map(|text| (text > 0).then(|| of(text))).collect()
    }

    /// Does `operation`, and pairs anew what lies between it and the rows that are settled, as far as those rows come out
    /// surer; or says why not.
    pub fn act(&mut self, operation: &Operation, options: &Options) -> Result<Acted, Refusal> {
        self.act_with(operation, |desk, rows, touched, loose| desk.paired_anew(rows, touched, loose, options))
    }

    /// Does `operation` and leaves all other rows as they are.
    pub fn act_alone(&mut self, operation: &Operation) -> Result<Acted, Refusal> {
        self.act_with(operation, |_, rows, _, _| (rows, 0))
    }

    fn act_with(
        &mut self,
        operation: &Operation,
        anew: impl FnOnce(&Self, Vec<DeskRow>, Range<usize>, Option<usize>) -> (Vec<DeskRow>, isize),
    ) -> Result<Acted, Refusal> {
        let Changed { rows, texts, row, touched, loose, border } = self.changed(operation)?;
        let after = texts.clone().unwrap_or_else(|| self.texts.clone());
        let before = std::mem::replace(&mut self.texts, after);
        let old_rows = std::mem::take(&mut self.rows);
        let (new_rows, above) = match touched.is_empty() {
            true => (rows, 0),
            false => anew(self, rows, touched, loose),
        };
        let row = row.saturating_add_signed(above).min(new_rows.len().saturating_sub(1));
        let start = old_rows.iter().zip(&new_rows).take_while(|(old, new)| old == new).count();
        let room = old_rows.len().min(new_rows.len()) - start;
        let same = old_rows.iter().rev().zip(new_rows.iter().rev()).take(room);
        let end = same.take_while(|(old, new)| old == new).count();
        let step = Step {
            at: start,
            old: old_rows[start..old_rows.len() - end].to_vec(),
            new: new_rows[start..new_rows.len() - end].to_vec(),
            texts: texts.map(|texts| [before.clone(), texts]),
            cursor: [operation.row(), row],
            records: Vec::new(),
            ids: Vec::new(),
        };
        self.rows = new_rows;
        let records = self.records(&step, &old_rows, &before, border);
        let acted = Acted {
            row,
            changed: step.at..step.at + step.new.len(),
            instead_of: step.old.len(),
            is_of_text: step.texts.is_some(),
        };
        self.past.push(Step { records, ..step });
        self.future.clear();
        Ok(acted)
    }

    /// What is to be said of the last operation in the journal of each translation, without ids and time.
    pub fn last_records(&self) -> &[Vec<Record>] {
        self.past.last().map_or(&[], |step| &step.records)
    }

    /// Notes by what the records of the last operation can be taken back, for each translation.
    pub fn sign(&mut self, ids: Vec<Option<String>>) {
        if let Some(step) = self.past.last_mut() {
            step.ids = ids;
        }
    }

    /// Takes the last operation back, and says what is to be taken back in the journal of each translation; nothing if
    /// there is none.
    pub fn undo(&mut self) -> Option<(Acted, Vec<Option<String>>)> {
        let step = self.past.pop()?;
        self.rows.splice(step.at..step.at + step.new.len(), step.old.iter().cloned());
        if let Some([before, _]) = &step.texts {
            self.texts.clone_from(before);
        }
        let acted = Acted {
            row: step.cursor[0].min(self.rows.len().saturating_sub(1)),
            changed: step.at..step.at + step.old.len(),
            instead_of: step.new.len(),
            is_of_text: step.texts.is_some(),
        };
        let ids = step.ids.clone();
        self.future.push(step);
        Some((acted, ids))
    }

    /// Does again what was taken back last; its records are those of the last operation then. Nothing if there is none.
    pub fn redo(&mut self) -> Option<Acted> {
        let step = self.future.pop()?;
        self.rows.splice(step.at..step.at + step.old.len(), step.new.iter().cloned());
        if let Some([_, after]) = &step.texts {
            self.texts.clone_from(after);
        }
        let acted = Acted {
            row: step.cursor[1].min(self.rows.len().saturating_sub(1)),
            changed: step.at..step.at + step.new.len(),
            instead_of: step.old.len(),
            is_of_text: step.texts.is_some(),
        };
        self.past.push(step);
        Some(acted)
    }

    /// The rows and texts as `operation` makes them.
    fn changed(&self, operation: &Operation) -> Result<Changed, Refusal> {
        let row = operation.row();
        let mut edit = Edit { rows: self.rows.clone(), columns: self.texts.len() };
        if row >= edit.rows.len() {
            return Err(Refusal::Nowhere);
        }
        let (mut touched, mut here) = (0..0, row);
        let (mut texts, mut border, mut loose) = (None, None, None);
        let was_open = |row: usize| self.rows.get(row).is_none_or(|row| !row.is_settled());
        match *operation {
            Operation::Confirm(row) => edit.set(row, Status::Confirmed, None)?,
            Operation::TakeBack(row) => {
                let status = edit.rows[row].status;
                if !matches!(status, Status::Confirmed | Status::Doubtful) {
                    return Err(Refusal::Already);
                }
                let note = (status == Status::Doubtful).then(String::new);
                edit.set(row, Status::Edited, note)?;
            }
            Operation::ConfirmAbove(row) => {
                let open: Vec<usize> = (0..=row)
                    .filter(|&n| !matches!(edit.rows[n].status, Status::Confirmed | Status::Doubtful))
                    .collect();
                if open.is_empty() {
                    return Err(Refusal::Already);
                }
                for n in open {
                    // The other end of what moved may have been confirmed with this one.
                    let _ = edit.set(n, Status::Confirmed, None);
                }
            }
            Operation::Doubt(row, ref note) => edit.set(row, Status::Doubtful, Some(note.clone()))?,
            Operation::Note(row, ref note) => {
                let status = edit.rows[row].status;
                edit.set(row, status, Some(note.clone()))?;
            }
            Operation::Up { row, column, count } => {
                edit.cell(row, column)?;
                if row == 0 {
                    return Err(Refusal::End);
                }
                edit.free(row - 1..row + 1)?;
                edit.shift(row, row - 1, column, count)?;
                here = row - 1;
                touched = edit.tidy(row - 1..row + 1);
                // One row is made right; what the other should be is not said by that.
                if touched.len() == 2 && was_open(row) {
                    touched.end = row;
                    loose = Some(row);
                }
            }
            Operation::Down { row, column, count } => {
                edit.cell(row, column)?;
                edit.free(row..(row + 2).min(edit.rows.len()))?;
                if row + 1 == edit.rows.len() {
                    // All of the last row would only be the last row again.
                    if edit.rows[row].sizes.iter().sum::<usize>() == count {
                        return Err(Refusal::End);
                    }
                    edit.add(row + 1);
                }
                edit.shift(row, row + 1, column, count)?;
                touched = edit.tidy(row..row + 2);
                if touched.len() == 2 && was_open(row + 1) {
                    touched.end = row + 1;
                    loose = Some(row + 1);
                }
            }
            Operation::Split { row, column, place } => {
                let size = edit.cell(row, column)?;
                edit.free(row..row + 1)?;
                if place == 0 || place >= size {
                    return Err(Refusal::Nothing);
                }
                let upper = self.parted(row, column, place);
                edit.part(row, &upper);
                touched = row..row + 2;
            }
            Operation::Merge(row) => {
                if row == 0 {
                    return Err(Refusal::End);
                }
                edit.free(row - 1..row + 1)?;
                let lower = edit.rows.remove(row);
                let upper = &mut edit.rows[row - 1];
                upper.sizes.iter_mut().zip(&lower.sizes).for_each(|(upper, lower)| *upper += lower);
                let notes = [std::mem::take(&mut upper.note), lower.note];
                upper.note = notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join(" ");
                if lower.status == Status::Doubtful {
                    upper.status = Status::Doubtful;
                }
                edit.touch(row - 1..row);
                here = row - 1;
                touched = row - 1..row;
            }
            Operation::Apart { row, column, place } => {
                let (rows, alone) = edit.apart(row, column, place)?;
                here = alone;
                touched = rows;
            }
            Operation::ShiftUp { row, column } => {
                edit.cell(row, column)?;
                if row == 0 {
                    return Err(Refusal::End);
                }
                let end = edit.end(row);
                edit.free(row - 1..end)?;
                let sizes: Vec<usize> = (row..end).map(|n| edit.rows[n].sizes[column]).collect();
                if sizes.iter().all(|&size| size == 0) {
                    return Err(Refusal::Nothing);
                }
                edit.rows[row - 1].sizes[column] += sizes[0];
                for n in row..end {
                    edit.rows[n].sizes[column] = sizes.get(n - row + 1).copied().unwrap_or(0);
                }
                edit.touch(row - 1..end);
                here = row - 1;
                touched = edit.tidy(row - 1..end);
            }
            Operation::ShiftDown { row, column } => {
                edit.cell(row, column)?;
                let end = edit.end(row);
                edit.free(row..end)?;
                let sizes: Vec<usize> = (row..end).map(|n| edit.rows[n].sizes[column]).collect();
                if sizes.iter().all(|&size| size == 0) {
                    return Err(Refusal::Nothing);
                }
                let mut last = end;
                if end == edit.rows.len() {
                    edit.add(end);
                    last = end + 1;
                } else if sizes.len() == 1 {
                    return Err(Refusal::NoRoom);
                }
                edit.rows[row].sizes[column] = 0;
                for n in row + 1..last {
                    edit.rows[n].sizes[column] = sizes.get(n - row - 1).copied().unwrap_or(0);
                }
                if last == end {
                    edit.rows[end - 1].sizes[column] += sizes[sizes.len() - 1];
                }
                edit.touch(row..last);
                touched = edit.tidy(row..last);
            }
            Operation::Link { row, column, place, to } => {
                if column == 0 {
                    return Err(Refusal::OfTranslation);
                }
                edit.cell(row, column)?;
                if to >= edit.rows.len() || to == row {
                    return Err(Refusal::Nowhere);
                }
                edit.free(to..to + 1)?;
                if edit.rows[to].sizes[column] > 0 {
                    return Err(Refusal::Filled);
                }
                if edit.rows[to].sizes[0] == 0 {
                    return Err(Refusal::Nothing);
                }
                let others = (0..edit.columns)
                    .filter(|&n| n != column)
                    .map(|n| edit.rows[row].sizes[n])
                    .sum::<usize>();
                let (rows, alone) = match (others, edit.rows[row].sizes[column]) {
                    (0, 1) => {
                        edit.free(row..row + 1)?;
                        (row..row + 1, row)
                    }
                    _ => edit.apart(row, column, place)?,
                };
                let to = if to > row { to + rows.len() - 1 } else { to };
                let link = edit
                    .rows
                    .iter()
                    .flat_map(|row| &row.links)
                    .map(|link| link.1)
                    .max()
                    .map_or(0, |last| last + 1);
                for n in [alone, to] {
                    edit.rows[n].links.push((column, link));
                    edit.touch(n..n + 1);
                }
                here = to;
                touched = rows.start.min(to)..rows.end.max(to + 1);
            }
            Operation::Unlink(row) => {
                if edit.rows[row].links.is_empty() {
                    return Err(Refusal::Nothing);
                }
                let links: Vec<u32> = edit.rows[row].links.iter().map(|link| link.1).collect();
                let ends: Vec<usize> = (0..edit.rows.len())
                    .filter(|&n| edit.rows[n].links.iter().any(|link| links.contains(&link.1)))
                    .collect();
                if ends.iter().any(|&n| edit.rows[n].status == Status::Confirmed) {
                    return Err(Refusal::Confirmed);
                }
                for n in ends {
                    edit.rows[n].links.retain(|link| !links.contains(&link.1));
                    edit.touch(n..n + 1);
                }
            }
            Operation::Cut { row, column, place, characters } => {
                let size = edit.cell(row, column)?;
                edit.free(row..row + 1)?;
                if place >= size {
                    return Err(Refusal::Nowhere);
                }
                let number = self.first(row, column) + place;
                let text = &self.texts[column];
                let words = text.sentence(number);
                let at = words.char_indices().map(|(at, _)| at).nth(characters).ok_or(Refusal::Nothing)?;
                let cut = text.cut(number, at).ok_or(Refusal::Nothing)?;
                border = Some((column, Border::Cut(characters), number..number + 1));
                texts = Some(self.with(column, cut));
                edit.rows[row].sizes[column] += 1;
                edit.touch(row..row + 1);
                touched = row..row + 1;
            }
            Operation::Join { row, column, place } => {
                let size = edit.cell(row, column)?;
                edit.free(row..row + 1)?;
                if place == 0 || place >= size {
                    return Err(Refusal::Nothing);
                }
                let number = self.first(row, column) + place - 1;
                let joined = self.texts[column].join(number).ok_or(Refusal::Nothing)?;
                border = Some((column, Border::Join, number..number + 2));
                texts = Some(self.with(column, joined));
                edit.rows[row].sizes[column] -= 1;
                edit.touch(row..row + 1);
                touched = row..row + 1;
            }
        }
        if edit.rows == self.rows && texts.is_none() {
            return Err(Refusal::Already);
        }
        Ok(Changed { rows: edit.rows, texts, row: here, touched, loose, border })
    }

    /// The number of the first sentence of `column` in `row`.
    fn first(&self, row: usize, column: usize) -> usize {
        self.rows[..row].iter().map(|row| row.sizes[column]).sum()
    }

    /// The texts, that of `column` as it is now.
    fn with(&self, column: usize, text: Document) -> Vec<Arc<Document>> {
        let mut texts = self.texts.clone();
        texts[column] = Arc::new(text);
        texts
    }

    /// How many sentences of each cell of `row` belong above a border that lies before the sentence at `place` in
    /// `column`: as the aligner has it, or else so that as much of each text stands above.
    fn parted(&self, row: usize, column: usize, place: usize) -> Vec<usize> {
        let starts: Vec<usize> = (0..self.texts.len()).map(|column| self.first(row, column)).collect();
        let sizes = &self.rows[row].sizes;
        let excerpt = |of: usize| excerpt(&self.texts[of], starts[of]..starts[of] + sizes[of]);
        let length = |of: usize, count: usize| -> usize {
            (starts[of]..starts[of] + count).map(|n| self.texts[of].sentence(n).chars().count()).sum()
        };
        let own = excerpt(column);
        let share = length(column, place) as f64 / length(column, sizes[column]).max(1) as f64;
        let of = |other: usize| {
            if other == column {
                return place;
            }
            let whole = length(other, sizes[other]).max(1) as f64;
            let odd = |count: &usize| (length(other, *count) as f64 / whole - share).abs();
            let nearest =
                |counts: &mut dyn Iterator<Item = usize>| counts.min_by(|a, b| odd(a).total_cmp(&odd(b)));
            let beads = align(&own, &excerpt(other), &Options::default());
            let ends =
                beads.beads().iter().filter(|bead| bead.source.end == place).map(|bead| bead.target.end);
            let aligned = nearest(&mut ends.collect::<Vec<_>>().into_iter());
            aligned.or_else(|| nearest(&mut (0..=sizes[other]))).unwrap_or(0)
        };
        (0..self.texts.len()).map(of).collect()
    }

    /// `rows` with those beside `touched` paired anew that nobody has settled, and the one that is loose, as far as they
    /// come out surer; and how many more there are above it then.
    fn paired_anew(
        &self,
        mut rows: Vec<DeskRow>,
        touched: Range<usize>,
        loose: Option<usize>,
        options: &Options,
    ) -> (Vec<DeskRow>, isize) {
        let open = |rows: &[DeskRow], n: usize| {
            loose == Some(n) || !rows[n].is_settled() && rows[n].confidence.is_some()
        };
        // Below first, so that the numbers above stay what they are.
        let mut below = touched.end..touched.end;
        while below.end < rows.len() && below.len() < GAP && open(&rows, below.end) {
            below.end += 1;
        }
        let mut above = touched.start..touched.start;
        while above.start > 0 && above.len() < GAP && open(&rows, above.start - 1) {
            above.start -= 1;
        }
        if let Some(new) = self.anew(&rows, below.clone(), options) {
            rows.splice(below, new);
        }
        let mut more = 0;
        if let Some(new) = self.anew(&rows, above.clone(), options) {
            more = new.len().cast_signed() - above.len().cast_signed();
            rows.splice(above, new);
        }
        (rows, more)
    }

    /// The rows in `gap` paired anew with what lies around them held fast; nothing if that is no surer.
    fn anew(&self, rows: &[DeskRow], gap: Range<usize>, options: &Options) -> Option<Vec<DeskRow>> {
        if gap.is_empty() {
            return None;
        }
        let window = gap.start.saturating_sub(AROUND)..(gap.end + AROUND).min(rows.len());
        let mut starts = vec![0; self.texts.len()];
        for row in &rows[..window.start] {
            starts.iter_mut().zip(&row.sizes).for_each(|(start, size)| *start += size);
        }
        let all = cells(&rows[window.clone()], vec![0; self.texts.len()]);
        let ends: Vec<usize> = all.last()?.iter().map(|cell| cell.end).collect();
        let texts: Vec<Document> = (0..self.texts.len())
            .map(|text| excerpt(&self.texts[text], starts[text]..starts[text] + ends[text]))
            .collect();
        if texts.iter().zip(&ends).any(|(text, &end)| text.len() != end) {
            return None;
        }
        let within = gap.start - window.start..gap.end - window.start;
        let whole = |text: usize| all[within.start][text].start..all[within.end - 1][text].end;
        let mut alignments = vec![None];
        for text in 1..texts.len() {
            let around = all.iter().enumerate().filter(|(n, _)| !within.contains(n));
            let around = around.map(|(_, cells)| (cells[0].clone(), cells[text].clone()));
            let confirmed: Vec<_> = around.filter(|(s, t)| !s.is_empty() || !t.is_empty()).collect();
            let aligned = align(&texts[0], &texts[text], &Options { confirmed: &confirmed, ..*options });
            let (source, target) = (whole(0), whole(text));
            let beads = aligned.beads();
            let from = beads
                .iter()
                .position(|bead| (bead.source.start, bead.target.start) == (source.start, target.start))?;
            let to = beads
                .iter()
                .position(|bead| (bead.source.end, bead.target.end) == (source.end, target.end))?;
            let moved = |bead: &Bead| Bead {
                source: bead.source.start - source.start..bead.source.end - source.start,
                target: bead.target.start - target.start..bead.target.end - target.start,
                ..bead.clone()
            };
            let beads: Vec<Bead> = beads.get(from..=to)?.iter().map(moved).collect();
            alignments.push(Some(Alignment::new(beads, source.len(), target.len())));
        }
        let found = witness::rows(whole(0).len(), &alignments);
        let new = laid(&found, &alignments);
        let sure = |rows: &[DeskRow]| -> f32 {
            rows.iter()
                .map(|row| row.confidence.unwrap_or(0.0) * row.sizes.iter().sum::<usize>() as f32)
                .sum()
        };
        let old = &rows[gap];
        let same = old.len() == new.len() && old.iter().zip(&new).all(|(old, new)| old.sizes == new.sizes);
        (!same && sure(&new) > sure(old)).then_some(new)
    }

    /// What is to be said of a step in the journal of each translation.
    fn records(
        &self,
        step: &Step,
        old_rows: &[DeskRow],
        before: &[Arc<Document>],
        border: Option<(usize, Border, Range<usize>)>,
    ) -> Vec<Vec<Record>> {
        let mut records: Vec<Vec<Record>> = vec![Vec::new(); self.texts.len() - 1];
        if let Some((column, border, numbers)) = border {
            let of = side(&before[column], numbers);
            for (target, records) in records.iter_mut().enumerate() {
                if column == 0 || column == target + 1 {
                    let side = usize::from(column > 0);
                    let record = BorderRecord { said: Default::default(), side, border, of: of.clone() };
                    records.push(Record::Border(Box::new(record)));
                }
            }
        }
        let old = step.at..step.at + step.old.len();
        let old_cells = cells(old_rows, vec![0; self.texts.len()]);
        let was: FxHashMap<&[Range<usize>], &DeskRow> =
            old.map(|n| (&old_cells[n][..], &old_rows[n])).collect();
        let all = self.cells();
        let end = |text: usize, link: u32, but: usize| {
            let mut ends =
                (0..self.rows.len()).filter(|&n| n != but && self.rows[n].links.contains(&(text, link)));
            ends.next().map(|n| all[n][text].clone())
        };
        let new = step.at..step.at + step.new.len();
        for (number, (row, cells)) in new.clone().zip(self.rows[new.clone()].iter().zip(&all[new])) {
            let before = was.get(&cells[..]);
            let is_said = row.status != Status::Open || !row.note.is_empty();
            let was_said = before.is_some_and(|row| row.status != Status::Open || !row.note.is_empty());
            let is_same = before.is_some_and(|before| {
                (before.status, &before.note, &before.links) == (row.status, &row.note, &row.links)
            });
            if !(is_said || was_said) || is_same && step.texts.is_none() {
                continue;
            }
            for (target, records) in records.iter_mut().enumerate() {
                let text = target + 1;
                let link = row.links.iter().find(|link| link.0 == text);
                let (source, mut target, moved) = (cells[0].clone(), cells[text].clone(), link.is_some());
                if let Some(&(_, link)) = link {
                    if source.is_empty() {
                        // Said with the row that it renders.
                        continue;
                    }
                    target = end(text, link, number).unwrap_or(target);
                }
                if source.is_empty() && target.is_empty() {
                    continue;
                }
                let sides = [side(&self.texts[0], source), side(&self.texts[text], target)];
                let said = Default::default();
                let record = RowRecord { said, status: row.status, moved, sides, note: row.note.clone() };
                records.push(Record::Row(Box::new(record)));
            }
        }
        records
    }
}

impl Operation {
    /// The row of which it is said.
    pub fn row(&self) -> usize {
        match *self {
            Operation::Confirm(row)
            | Operation::TakeBack(row)
            | Operation::ConfirmAbove(row)
            | Operation::Doubt(row, _)
            | Operation::Note(row, _)
            | Operation::Merge(row)
            | Operation::Unlink(row)
            | Operation::Up { row, .. }
            | Operation::Down { row, .. }
            | Operation::Split { row, .. }
            | Operation::Apart { row, .. }
            | Operation::ShiftUp { row, .. }
            | Operation::ShiftDown { row, .. }
            | Operation::Link { row, .. }
            | Operation::Cut { row, .. }
            | Operation::Join { row, .. } => row,
        }
    }
}

/// What an operation makes of a desk.
struct Changed {
    rows: Vec<DeskRow>,
    texts: Option<Vec<Arc<Document>>>,
    /// Where the person is then.
    row: usize,
    /// The rows that were put together anew.
    touched: Range<usize>,
    /// A row beside those of which only one end is known.
    loose: Option<usize>,
    /// The border that was set: the text, what was done, and the sentences as they were numbered before.
    border: Option<(usize, Border, Range<usize>)>,
}

/// Rows on which an operation is at work.
struct Edit {
    rows: Vec<DeskRow>,
    columns: usize,
}

impl Edit {
    /// How many sentences the cell has.
    fn cell(&self, row: usize, column: usize) -> Result<usize, Refusal> {
        let size = self.rows.get(row).and_then(|row| row.sizes.get(column)).ok_or(Refusal::Nowhere)?;
        Ok(*size)
    }

    /// Whether none of `rows` is confirmed or has moved text.
    fn free(&self, rows: Range<usize>) -> Result<(), Refusal> {
        for row in &self.rows[rows] {
            if row.status == Status::Confirmed {
                return Err(Refusal::Confirmed);
            }
            if !row.links.is_empty() {
                return Err(Refusal::Moved);
            }
        }
        Ok(())
    }

    /// Gives `row`, and those in which text of it stands, another status.
    fn set(&mut self, row: usize, status: Status, note: Option<String>) -> Result<(), Refusal> {
        let same = |row: &DeskRow| row.status == status && note.as_ref().is_none_or(|note| *note == row.note);
        if same(&self.rows[row]) {
            return Err(Refusal::Already);
        }
        let links = self.rows[row].links.clone();
        for (number, other) in self.rows.iter_mut().enumerate() {
            if number == row || other.links.iter().any(|link| links.contains(link)) {
                other.status = status;
                if number == row
                    && let Some(note) = &note
                {
                    other.note.clone_from(note);
                }
                if status == Status::Confirmed {
                    other.since.clear();
                }
            }
        }
        Ok(())
    }

    /// A person put these rows together.
    fn touch(&mut self, rows: Range<usize>) {
        for row in &mut self.rows[rows] {
            if row.status == Status::Open {
                row.status = Status::Edited;
            }
            row.confidence = None;
            row.reasons = vec![None; self.columns];
        }
    }

    fn add(&mut self, at: usize) {
        let (sizes, reasons) = (vec![0; self.columns], vec![None; self.columns]);
        self.rows.insert(at, DeskRow { sizes, reasons, status: Status::Edited, ..DeskRow::default() });
    }

    /// Moves `count` sentences of `column` from one row to its neighbour.
    fn shift(&mut self, from: usize, to: usize, column: usize, count: usize) -> Result<(), Refusal> {
        if count == 0 || count > self.rows[from].sizes[column] {
            return Err(Refusal::Nothing);
        }
        self.rows[from].sizes[column] -= count;
        self.rows[to].sizes[column] += count;
        self.touch(from.min(to)..from.max(to) + 1);
        Ok(())
    }

    /// Drops those of `rows` that are empty, and says which are left.
    fn tidy(&mut self, rows: Range<usize>) -> Range<usize> {
        let mut end = rows.end;
        for number in rows.clone().rev() {
            if self.rows[number].sizes.iter().all(|&size| size == 0) {
                self.rows.remove(number);
                end -= 1;
            }
        }
        rows.start..end
    }

    /// Parts `row` so that so many sentences of each cell are above.
    fn part(&mut self, row: usize, upper: &[usize]) {
        let mut below = self.rows[row].clone();
        for ((above, below), &upper) in self.rows[row].sizes.iter_mut().zip(&mut below.sizes).zip(upper) {
            *above = upper;
            *below -= upper;
        }
        below.note.clear();
        below.since.clear();
        if below.status == Status::Doubtful {
            below.status = Status::Edited;
        }
        self.rows.insert(row + 1, below);
        self.touch(row..row + 2);
    }

    /// Sets the sentence at `place` in a row of its own; says which rows these are now and which is its own. What stands
    /// with it stays together, above it unless it is the first.
    fn apart(&mut self, row: usize, column: usize, place: usize) -> Result<(Range<usize>, usize), Refusal> {
        let size = self.cell(row, column)?;
        self.free(row..row + 1)?;
        if place >= size {
            return Err(Refusal::Nowhere);
        }
        let sizes = self.rows[row].sizes.clone();
        if sizes.iter().sum::<usize>() == 1 {
            return Err(Refusal::Already);
        }
        if place == 0 {
            let mut upper = vec![0; self.columns];
            upper[column] = 1;
            self.part(row, &upper);
            return Ok((row..row + 2, row));
        }
        let mut upper = sizes;
        upper[column] = place;
        self.part(row, &upper);
        if place + 1 < size {
            let mut upper = vec![0; self.columns];
            upper[column] = 1;
            self.part(row + 1, &upper);
            return Ok((row..row + 3, row + 1));
        }
        Ok((row..row + 2, row + 1))
    }

    /// Where the rows end that go with `row`: before the next that is confirmed, or of which text has moved.
    fn end(&self, row: usize) -> usize {
        let stays = |row: &DeskRow| row.status == Status::Confirmed || !row.links.is_empty();
        let next = self.rows[row..].iter().position(stays);
        next.map_or(self.rows.len(), |next| row + next).max(row + 1)
    }
}

/// The sentences of each text in each row, those of the first beginning with `starts`.
fn cells(rows: &[DeskRow], mut starts: Vec<usize>) -> Vec<Vec<Range<usize>>> {
    let cell = |(start, size): (&mut usize, &usize)| {
        let from = *start;
        *start += size;
        from..*start
    };
    rows.iter().map(|row| starts.iter_mut().zip(&row.sizes).map(cell).collect()).collect()
}

/// `rows` of which nobody has said anything.
fn laid(rows: &[witness::Row], alignments: &[Option<Alignment>]) -> Vec<DeskRow> {
    let mut laid: Vec<DeskRow> = rows
        .iter()
        .map(|row| DeskRow {
            sizes: row.cells.iter().map(ExactSizeIterator::len).collect(),
            confidence: Some(row.confidence),
            reasons: vec![None; alignments.len()],
            ..DeskRow::default()
        })
        .collect();
    let mut link = 0;
    for (text, alignment) in alignments.iter().enumerate() {
        let Some(alignment) = alignment else { continue };
        let mut from = 0;
        for bead in alignment.beads() {
            let is_of = |row: &witness::Row| row.cells[0] == bead.source && row.cells[text] == bead.target;
            let ends = |row: &witness::Row| {
                row.cells[0].end < bead.source.end || row.cells[text].end < bead.target.end
            };
            while rows.get(from).is_some_and(ends) {
                from += 1;
            }
            if rows.get(from).is_some_and(is_of) {
                laid[from].reasons[text] = Some(bead.reasons.clone());
            }
        }
        for crossing in alignment.crossings() {
            let of =
                |cell: usize, range: &Range<usize>| rows.iter().position(|row| row.cells[cell] == *range);
            let Some((source, target)) = of(0, &crossing.source).zip(of(text, &crossing.target)) else {
                continue;
            };
            if laid[source].sizes[text] == 0 && laid[target].sizes[0] == 0 {
                for row in [source, target] {
                    laid[row].links.push((text, link));
                }
                link += 1;
            }
        }
    }
    laid
}

/// Says of `laid`, which are `rows`, what was said of them before.
fn say(laid: &mut [DeskRow], rows: &[witness::Row], carried: &[Carried]) {
    let within =
        |inner: &Range<usize>, outer: &Range<usize>| outer.start <= inner.start && inner.end <= outer.end;
    // For each text the row of the carried record, by the sentence of either side.
    let mut found: Vec<Vec<Option<usize>>> = Vec::new();
    for (target, carried) in carried.iter().enumerate() {
        let text = target + 1;
        let mut by: [FxHashMap<usize, usize>; 2] = Default::default();
        for (number, row) in carried.rows.iter().enumerate().filter(|(_, row)| row.fate == Fate::Kept) {
            for (by, side) in by.iter_mut().zip(&row.sides) {
                by.extend(side.clone().map(|sentence| (sentence, number)));
            }
        }
        let of = |(row, laid): (&witness::Row, &DeskRow)| {
            let (source, mut pair) = (&row.cells[0], [row.cells[0].clone(), row.cells[text].clone()]);
            if source.is_empty() && pair[1].is_empty() {
                return None;
            }
            let number = match source.is_empty() {
                false => by[0].get(&source.start),
                true => by[1].get(&pair[1].start),
            }?;
            let kept = &carried.rows[*number];
            if laid.links.iter().any(|link| link.0 == text) {
                // Half of it stands elsewhere.
                let side = usize::from(source.is_empty());
                pair[1 - side] = kept.sides[1 - side].clone();
            }
            let is_gap = kept.sides.iter().any(Range::is_empty);
            let fits = match is_gap {
                true => pair
                    .iter()
                    .zip(&kept.sides)
                    .all(|(own, said)| own.is_empty() && said.is_empty() || within(own, said)),
                false => pair == kept.sides,
            };
            fits.then_some(*number)
        };
        found.push(rows.iter().zip(&*laid).map(of).collect());
    }
    for (number, (row, laid)) in rows.iter().zip(&mut *laid).enumerate() {
        let (mut statuses, mut notes): (Vec<Status>, Vec<&str>) = Default::default();
        for (target, carried) in carried.iter().enumerate() {
            let of = found[target][number].map(|number| &carried.rows[number].record);
            if let Some(record) = of {
                if !record.note.is_empty() && !notes.contains(&record.note.as_str()) {
                    notes.push(&record.note);
                }
                statuses.push(record.status);
            } else if !row.cells[0].is_empty() || !row.cells[target + 1].is_empty() {
                statuses.push(Status::Open);
            }
        }
        let any = |status| statuses.contains(&status);
        laid.status = if !statuses.is_empty() && statuses.iter().all(|&status| status == Status::Confirmed) {
            Status::Confirmed
        } else if any(Status::Doubtful) {
            Status::Doubtful
        } else if any(Status::Edited) || any(Status::Confirmed) {
            Status::Edited
        } else {
            Status::Open
        };
        if laid.status != Status::Open {
            laid.confidence = None;
        }
        laid.note = notes.join(" ");
    }
    for (target, carried) in carried.iter().enumerate() {
        let changed =
            carried.rows.iter().filter(|row| row.fate == Fate::Changed && row.record.status != Status::Open);
        for row in changed {
            let [source, text] = &row.sides;
            let holds = |(cells, _): &(&witness::Row, &mut DeskRow)| match source.is_empty() {
                false => cells.cells[0].contains(&source.start),
                true => cells.cells[target + 1].contains(&text.start),
            };
            if let Some((_, laid)) = rows.iter().zip(&mut *laid).find(holds)
                && laid.status == Status::Open
            {
                let old = row.record.sides.each_ref().map(|side| side.sentences.join(" "));
                if !laid.since.is_empty() {
                    laid.since.push_str(" | ");
                }
                laid.since.push_str(&old.join(" | "));
            }
        }
    }
}

/// The sentences of `text` that have these numbers, as a text of its own.
fn excerpt(text: &Document, numbers: Range<usize>) -> Document {
    let mut lines = String::new();
    for paragraph in text.paragraphs() {
        let own = paragraph.sentences.start.max(numbers.start)..paragraph.sentences.end.min(numbers.end);
        if own.is_empty() {
            continue;
        }
        if !lines.is_empty() {
            lines.push('\n');
        }
        for number in own {
            lines.extend(text.sentence(number).chars().map(|c| if is_line_end(c) { ' ' } else { c }));
            lines.push('\n');
        }
    }
    Document::from_lines(lines, text.language().clone())
}

fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// Sentences of `text` as a record holds them.
pub fn side(text: &Document, numbers: Range<usize>) -> Side {
    if numbers.is_empty() {
        return Side::default();
    }
    let near = [numbers.start.checked_sub(1), Some(numbers.end)];
    let near = near.map(|number| number.filter(|&n| n < text.len()).map(|n| text.sentence(n).into_owned()));
    let sentences = numbers.clone().map(|n| text.sentence(n).into_owned()).collect();
    Side { sentences, numbers: numbers.collect(), near }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use proptest::prelude::*;

    use super::super::carry::carry;
    use super::super::journal::Journal;
    use super::*;
    use crate::text::Language;

    const THINGS: [&str; 7] = ["gauge", "library", "ferry", "school", "market", "quay", "lighthouse"];
    const NAMES: [&str; 7] = ["水位标", "图书馆", "渡船", "学校", "市场", "码头", "灯塔"];

    fn lines(language: &str, count: usize) -> Document {
        let line = |n: usize| match language {
            "zh" => format!("代表们在第{}天参观了{},并写下{}条意见。", n + 13, NAMES[n % 7], n * 3 + 17),
            _ => format!(
                "On day {} the delegates saw the {} and wrote {} notes.",
                n + 13,
                THINGS[n % 7],
                n * 3 + 17
            ),
        };
        Document::from_lines((0..count).map(line).collect::<Vec<_>>().join("\n"), Language::new(language))
    }

    /// A desk of rows of these sizes.
    fn desk(rows: &[&[usize]]) -> Desk {
        let columns = rows[0].len();
        let count = |column: usize| rows.iter().map(|sizes| sizes[column]).sum();
        let texts = (0..columns).map(|n| Arc::new(lines(["zh", "en", "ru"][n], count(n)))).collect();
        let row = |sizes: &&[usize]| DeskRow {
            sizes: sizes.to_vec(),
            confidence: Some(0.9),
            reasons: vec![None; columns],
            ..DeskRow::default()
        };
        Desk { texts, rows: rows.iter().map(row).collect(), past: Vec::new(), future: Vec::new() }
    }

    fn sizes(desk: &Desk) -> Vec<String> {
        let row = |row: &DeskRow| row.sizes.iter().map(ToString::to_string).collect::<Vec<_>>().join("-");
        desk.rows().iter().map(row).collect()
    }

    #[track_caller]
    fn check(rows: &[&[usize]], operation: Operation, expected: Result<&[&str], Refusal>) {
        let mut desk = desk(rows);
        let before = desk.rows().to_vec();
        let acted = desk.act_alone(&operation);
        match expected {
            Err(refusal) => assert_eq!((acted, desk.rows()), (Err(refusal), &before[..])),
            Ok(expected) => {
                assert!(acted.is_ok(), "{acted:?}");
                assert_eq!(sizes(&desk), expected);
                desk.undo().unwrap();
                assert_eq!(desk.rows(), before);
            }
        }
    }

    #[test]
    fn sentences_go_over_borders() {
        let rows: &[&[usize]] = &[&[1, 1], &[1, 2], &[1, 0]];
        let (row, column) = (1, 1);
        check(rows, Operation::Up { row, column, count: 1 }, Ok(&["1-2", "1-1", "1-0"]));
        check(rows, Operation::Down { row, column, count: 1 }, Ok(&["1-1", "1-1", "1-1"]));
        check(rows, Operation::Down { row: 2, column: 0, count: 1 }, Err(Refusal::End));
        check(rows, Operation::Up { row: 0, column, count: 1 }, Err(Refusal::End));
        check(rows, Operation::Up { row, column, count: 3 }, Err(Refusal::Nothing));
        check(rows, Operation::Up { row: 9, column, count: 1 }, Err(Refusal::Nowhere));
        check(rows, Operation::Merge(2), Ok(&["1-1", "2-2"]));
        check(rows, Operation::Split { row, column, place: 1 }, Ok(&["1-1", "1-1", "0-1", "1-0"]));
    }

    #[test]
    fn a_sentence_stands_alone_and_columns_slip() {
        let rows: &[&[usize]] = &[&[1, 1], &[1, 3], &[1, 1]];
        check(rows, Operation::Apart { row: 1, column: 1, place: 0 }, Ok(&["1-1", "0-1", "1-2", "1-1"]));
        check(
            rows,
            Operation::Apart { row: 1, column: 1, place: 1 },
            Ok(&["1-1", "1-1", "0-1", "0-1", "1-1"]),
        );
        check(rows, Operation::Apart { row: 1, column: 1, place: 2 }, Ok(&["1-1", "1-2", "0-1", "1-1"]));
        check(rows, Operation::Apart { row: 1, column: 1, place: 3 }, Err(Refusal::Nowhere));
        check(rows, Operation::ShiftDown { row: 1, column: 1 }, Ok(&["1-1", "1-0", "1-3", "0-1"]));
        check(rows, Operation::ShiftUp { row: 1, column: 1 }, Ok(&["1-4", "1-1", "1-0"]));
    }

    #[test]
    fn a_confirmed_row_is_in_the_way() {
        let mut desk = desk(&[&[1, 1], &[1, 2], &[1, 1]]);
        desk.act_alone(&Operation::Confirm(0)).unwrap();
        let up = Operation::Up { row: 1, column: 1, count: 1 };
        assert_eq!(desk.act_alone(&up), Err(Refusal::Confirmed));
        assert_eq!(desk.act_alone(&Operation::Merge(1)), Err(Refusal::Confirmed));
        assert_eq!(desk.act_alone(&Operation::Confirm(0)), Err(Refusal::Already));
        desk.act_alone(&Operation::Confirm(2)).unwrap();
        assert_eq!(desk.act_alone(&Operation::ShiftDown { row: 1, column: 1 }), Err(Refusal::NoRoom));
        desk.act_alone(&Operation::TakeBack(0)).unwrap();
        desk.act_alone(&up).unwrap();
        assert_eq!(sizes(&desk), ["1-2", "1-1", "1-1"]);
    }

    #[test]
    fn what_moved_is_a_link_and_both_ends_are_said_together() {
        let mut desk = desk(&[&[1, 0], &[1, 1], &[1, 2]]);
        let link = Operation::Link { row: 2, column: 1, place: 1, to: 0 };
        let filled = Operation::Link { row: 2, column: 1, place: 1, to: 1 };
        assert_eq!(desk.act_alone(&filled), Err(Refusal::Filled));
        let acted = desk.act_alone(&link).unwrap();
        assert_eq!(
            (acted.row, sizes(&desk)),
            (0, vec!["1-0".into(), "1-1".into(), "1-1".into(), "0-1".into()])
        );
        let aligned = desk.alignments()[1].clone().unwrap();
        assert_eq!(aligned.crossings().len(), 1);
        assert_eq!(
            (aligned.crossings()[0].source.clone(), aligned.crossings()[0].target.clone()),
            (0..1, 2..3)
        );
        assert_eq!(desk.act_alone(&Operation::Merge(1)), Err(Refusal::Moved));
        desk.act_alone(&Operation::Confirm(0)).unwrap();
        assert_eq!(desk.rows()[3].status, Status::Confirmed);
        let records = &desk.last_records()[0];
        assert!(
            matches!(&records[..], [Record::Row(row)] if row.moved && row.sides[1].numbers == [2]),
            "{records:?}"
        );
    }

    #[test]
    fn sentences_are_cut_and_joined_in_place() {
        let mut desk = desk(&[&[1, 1], &[1, 2]]);
        let cut = Operation::Cut { row: 1, column: 1, place: 0, characters: 10 };
        let acted = desk.act_alone(&cut).unwrap();
        assert!(acted.is_of_text);
        assert_eq!((sizes(&desk), desk.texts()[1].len()), (vec!["1-1".into(), "1-3".into()], 4));
        assert!(matches!(&desk.last_records()[0][0], Record::Border(border) if border.side == 1));
        desk.act_alone(&Operation::Join { row: 1, column: 1, place: 1 }).unwrap();
        assert_eq!((sizes(&desk), desk.texts()[1].len()), (vec!["1-1".into(), "1-2".into()], 3));
        desk.undo().unwrap();
        assert_eq!(desk.texts()[1].len(), 4);
        desk.undo().unwrap();
        assert_eq!(desk.texts()[1].len(), 3);
        let nothing = Operation::Cut { row: 1, column: 1, place: 0, characters: 0 };
        assert_eq!(desk.act_alone(&nothing), Err(Refusal::Nothing));
    }

    /// Sentences that slipped by one come right when the first of their rows is mended.
    #[test]
    fn what_slipped_comes_right_when_one_row_is_mended() {
        let mut rows: Vec<&[usize]> = vec![&[1, 1]; 30];
        (rows[10], rows[16]) = (&[1, 2], &[1, 0]);
        let mut desk = desk(&rows);
        desk.rows[10..17].iter_mut().for_each(|row| row.confidence = Some(0.3));
        desk.act(&Operation::Down { row: 10, column: 1, count: 1 }, &Options::default()).unwrap();
        assert!(sizes(&desk).iter().all(|shape| shape == "1-1"), "{:?}", sizes(&desk));
        desk.undo().unwrap();
        assert_eq!(sizes(&desk)[16], "1-0");
    }

    /// What the records of a desk say is what a desk has that is laid by them.
    #[test]
    fn a_desk_laid_by_its_journal_is_the_same() {
        let mut rows: Vec<&[usize]> = vec![&[1, 1]; 12];
        (rows[3], rows[5]) = (&[1, 2], &[1, 0]);
        let mut desk = desk(&rows);
        let operations = [
            Operation::Confirm(0),
            Operation::Doubt(1, "why".into()),
            Operation::Down { row: 3, column: 1, count: 1 },
            Operation::Apart { row: 4, column: 1, place: 1 },
            Operation::Confirm(4),
            Operation::Note(7, "look".into()),
            Operation::Merge(9),
            Operation::Cut { row: 10, column: 0, place: 0, characters: 6 },
        ];
        let mut journal = Journal::default();
        let base = [desk.texts()[0].clone(), desk.texts()[1].clone()];
        for (n, operation) in operations.iter().enumerate() {
            desk.act_alone(operation).unwrap();
            let mut records = desk.last_records()[0].clone();
            for (m, record) in records.iter_mut().enumerate() {
                record.said_mut().unwrap().id = format!("{n}-{m}");
            }
            journal.records.extend(records);
        }
        let bordered = super::super::borders::bordered(&base[0], &[(&journal, 0)]);
        assert_eq!((bordered.done, bordered.document.len()), (1, 13));
        let texts = vec![Arc::new(bordered.document.into_owned()), base[1].clone()];
        let carried = carry(&journal, &texts[0], &texts[1]);
        let again = Desk::lay(texts.clone(), std::slice::from_ref(&carried), &Options::default());
        let said = |desk: &Desk| -> BTreeSet<String> {
            let said = desk.cells().into_iter().zip(desk.rows().to_vec());
            let said = said.filter(|(_, row)| row.status != Status::Open || !row.note.is_empty());
            said.map(|(cells, row)| {
                let filled: Vec<_> =
                    cells.iter().map(|cell| if cell.is_empty() { 0..0 } else { cell.clone() }).collect();
                format!("{filled:?} {:?} {}", row.status, row.note)
            })
            .collect()
        };
        assert_eq!(said(&desk), said(&again));
    }

    fn operation() -> impl Strategy<Value = (usize, usize, usize, usize)> {
        (0..17usize, 0..14usize, 0..3usize, 0..4usize)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(200))]
        #[test]
        fn nothing_is_lost_confirmed_rows_stay_and_undo_is_exact(
            shape in prop::collection::vec((1..3usize, 0..3usize, 0..3usize), 2..12),
            wide: bool,
            operations in prop::collection::vec(operation(), 0..60),
        ) {
            let rows: Vec<Vec<usize>> =
                shape.iter().map(|&(a, b, c)| if wide { vec![a, b, c] } else { vec![a, b] }).collect();
            let mut desk = desk(&rows.iter().map(Vec::as_slice).collect::<Vec<_>>());
            let first = (desk.rows().to_vec(), desk.texts().to_vec());
            let mut states = vec![first.clone()];
            for (kind, row, column, place) in operations {
                let count = place;
                let operation = match kind {
                    0 => Operation::Confirm(row),
                    1 => Operation::Doubt(row, "?".repeat(place)),
                    2 => Operation::TakeBack(row),
                    3 => Operation::ConfirmAbove(row.min(2)),
                    4 | 5 => Operation::Up { row, column, count },
                    6 | 7 => Operation::Down { row, column, count },
                    8 => Operation::Merge(row),
                    9 => Operation::Apart { row, column, place },
                    10 => Operation::ShiftUp { row, column },
                    11 => Operation::ShiftDown { row, column },
                    12 => Operation::Link { row, column, place, to: (row + place) % 12 },
                    13 => Operation::Unlink(row),
                    14 => Operation::Cut { row, column, place, characters: 5 },
                    15 => Operation::Join { row, column, place },
                    _ => Operation::Note(row, "n".repeat(place)),
                };
                let confirmed: BTreeSet<String> = desk
                    .cells()
                    .iter()
                    .zip(desk.rows())
                    .filter(|(_, row)| row.status == Status::Confirmed)
                    .map(|(cells, _)| format!("{:?}", words(&desk, cells)))
                    .collect();
                let before = desk.rows().to_vec();
                match desk.act_alone(&operation) {
                    Err(_) => prop_assert_eq!(desk.rows(), &before[..]),
                    Ok(acted) => {
                        prop_assert!(acted.row < desk.rows().len());
                        states.push((desk.rows().to_vec(), desk.texts().to_vec()));
                    }
                }
                for (n, text) in desk.texts().iter().enumerate() {
                    prop_assert_eq!(desk.rows().iter().map(|row| row.sizes[n]).sum::<usize>(), text.len());
                }
                prop_assert!(desk.rows().iter().all(|row| row.sizes.iter().any(|&size| size > 0)));
                // Its beads cover both sides, or it panics.
                desk.alignments();
                if !matches!(operation, Operation::Doubt(..) | Operation::TakeBack(_)) {
                    let now: BTreeSet<String> =
                        desk.cells().iter().map(|cells| format!("{:?}", words(&desk, cells))).collect();
                    prop_assert!(confirmed.is_subset(&now), "{operation:?}");
                }
            }
            for state in states.iter().rev().skip(1) {
                desk.undo().unwrap();
                prop_assert_eq!(&(desk.rows().to_vec(), desk.texts().to_vec()), state);
            }
            prop_assert!(desk.undo().is_none());
            for state in states.iter().skip(1) {
                desk.redo().unwrap();
                prop_assert_eq!(&(desk.rows().to_vec(), desk.texts().to_vec()), state);
            }
        }
    }

    /// The words of a row, by which it is known whatever the numbers are.
    fn words(desk: &Desk, cells: &[Range<usize>]) -> Vec<String> {
        cells.iter().zip(desk.texts()).map(|(cell, text)| text.sentences(cell.clone()).into_owned()).collect()
    }
}
