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
mod edit;
mod lay;
mod operation;
mod pair;
#[cfg(test)]
mod tests;

pub use operation::{Operation, Refusal};

use std::ops::Range;
use std::sync::Arc;

use rustc_hash::FxHashMap;

use self::edit::{Changed, Edit};
use self::lay::{cells, laid, say};
use super::carry::{Carried, align_held};
use super::journal::{Border, BorderRecord, Record, RowRecord, Side, Status};
use crate::align::{Alignment, Bead, Crossing, Options, Reasons};
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
        let mut edit = Edit::of(self);
        let Changed { texts, row, touched, loose, border } = edit.make(operation)?;
        let rows = edit.rows;
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
