//! What does each operation make of the rows?
//!
//! An [`Edit`] works on a copy, so that what is refused half way has changed nothing. It says which rows were put
//! together anew ([`Changed`]); what else comes right by that is `pair`'s to find.

use std::ops::Range;
use std::sync::Arc;

use super::super::journal::{Border, Status};
use super::{Desk, DeskRow, Operation, Refusal};
use crate::text::Document;

/// What an operation makes of a desk, but for the rows themselves.
#[derive(Default)]
pub(super) struct Changed {
    /// The texts, where sentences were cut or joined.
    pub(super) texts: Option<Vec<Arc<Document>>>,
    /// Where the person is then.
    pub(super) row: usize,
    /// The rows that were put together anew.
    pub(super) touched: Range<usize>,
    /// A row beside those of which only one end is known.
    pub(super) loose: Option<usize>,
    /// The border that was set: the text, what was done, and the sentences as they were numbered before.
    pub(super) border: Option<(usize, Border, Range<usize>)>,
}

impl Changed {
    /// Nothing but what is said of rows; the person is in `row`.
    fn said(row: usize) -> Self {
        Self { row, ..Self::default() }
    }

    /// The rows `touched`; the person is in `row`.
    fn rows(row: usize, touched: Range<usize>) -> Self {
        Self { row, touched, ..Self::default() }
    }
}

/// Rows on which an operation is at work.
pub(super) struct Edit<'a> {
    desk: &'a Desk,
    /// The rows as they are made.
    pub(super) rows: Vec<DeskRow>,
    columns: usize,
}

impl<'a> Edit<'a> {
    /// The rows of `desk`, on which nothing has been done.
    pub(super) fn of(desk: &'a Desk) -> Self {
        Self { desk, rows: desk.rows.clone(), columns: desk.texts.len() }
    }

    /// Does `operation`.
    pub(super) fn make(&mut self, operation: &Operation) -> Result<Changed, Refusal> {
        if operation.row() >= self.rows.len() {
            return Err(Refusal::Nowhere);
        }
        let changed = match *operation {
            Operation::Confirm(row) => self.set(row, Status::Confirmed, None).map(|()| Changed::said(row)),
            Operation::TakeBack(row) => self.take_back(row),
            Operation::ConfirmAbove(row) => self.confirm_above(row),
            Operation::Doubt(row, ref note) => {
                self.set(row, Status::Doubtful, Some(note.clone())).map(|()| Changed::said(row))
            }
            Operation::Note(row, ref note) => {
                self.set(row, self.rows[row].status, Some(note.clone())).map(|()| Changed::said(row))
            }
            Operation::Up { row, column, count } => self.up(row, column, count),
            Operation::Down { row, column, count } => self.down(row, column, count),
            Operation::Split { row, column, place } => self.split(row, column, place),
            Operation::Merge(row) => self.merge(row),
            Operation::Apart { row, column, place } => {
                self.apart(row, column, place).map(|(rows, alone)| Changed::rows(alone, rows))
            }
            Operation::ShiftUp { row, column } => self.shift_up(row, column),
            Operation::ShiftDown { row, column } => self.shift_down(row, column),
            Operation::Link { row, column, place, to } => self.link(row, column, place, to),
            Operation::Unlink(row) => self.unlink(row),
            Operation::Cut { row, column, place, characters } => self.cut(row, column, place, characters),
            Operation::Join { row, column, place } => self.join(row, column, place),
        }?;
        if self.rows == self.desk.rows && changed.texts.is_none() {
            return Err(Refusal::Already);
        }
        Ok(changed)
    }

    fn take_back(&mut self, row: usize) -> Result<Changed, Refusal> {
        let status = self.rows[row].status;
        if !matches!(status, Status::Confirmed | Status::Doubtful) {
            return Err(Refusal::Already);
        }
        let note = (status == Status::Doubtful).then(String::new);
        self.set(row, Status::Edited, note)?;
        Ok(Changed::said(row))
    }

    fn confirm_above(&mut self, row: usize) -> Result<Changed, Refusal> {
        let is_open = |row: &DeskRow| !matches!(row.status, Status::Confirmed | Status::Doubtful);
        let open: Vec<usize> = (0..=row).filter(|&n| is_open(&self.rows[n])).collect();
        if open.is_empty() {
            return Err(Refusal::Already);
        }
        for n in open {
            // The other end of what moved may have been confirmed with this one.
            let _ = self.set(n, Status::Confirmed, None);
        }
        Ok(Changed::said(row))
    }

    fn up(&mut self, row: usize, column: usize, count: usize) -> Result<Changed, Refusal> {
        self.cell(row, column)?;
        let above = row.checked_sub(1).ok_or(Refusal::End)?;
        self.free(above..row + 1)?;
        self.shift(row, above, column, count)?;
        let touched = self.tidy(above..row + 1);
        Ok(self.half_known(Changed::rows(above, touched), row))
    }

    fn down(&mut self, row: usize, column: usize, count: usize) -> Result<Changed, Refusal> {
        self.cell(row, column)?;
        let below = row + 1;
        self.free(row..(below + 1).min(self.rows.len()))?;
        if below == self.rows.len() {
            // All of the last row would only be the last row again.
            if self.rows[row].sizes.iter().sum::<usize>() == count {
                return Err(Refusal::End);
            }
            self.add(below);
        }
        self.shift(row, below, column, count)?;
        let touched = self.tidy(row..below + 1);
        Ok(self.half_known(Changed::rows(row, touched), below))
    }

    /// Of two rows between which a sentence went, the upper is made right; what the `lower` should be is not said by
    /// that, unless somebody has settled it.
    fn half_known(&self, mut changed: Changed, lower: usize) -> Changed {
        let was_open = self.desk.rows.get(lower).is_none_or(|row| !row.is_settled());
        if changed.touched.len() == 2 && was_open {
            changed.touched.end = lower;
            changed.loose = Some(lower);
        }
        changed
    }

    fn split(&mut self, row: usize, column: usize, place: usize) -> Result<Changed, Refusal> {
        let size = self.cell(row, column)?;
        self.free(row..row + 1)?;
        if place == 0 || place >= size {
            return Err(Refusal::Nothing);
        }
        let upper = self.desk.parted(row, column, place);
        self.part(row, &upper);
        Ok(Changed::rows(row, row..row + 2))
    }

    fn merge(&mut self, row: usize) -> Result<Changed, Refusal> {
        let above = row.checked_sub(1).ok_or(Refusal::End)?;
        self.free(above..row + 1)?;
        let lower = self.rows.remove(row);
        let upper = &mut self.rows[above];
        upper.sizes.iter_mut().zip(&lower.sizes).for_each(|(upper, lower)| *upper += lower);
        let notes = [std::mem::take(&mut upper.note), lower.note];
        upper.note = notes.into_iter().filter(|note| !note.is_empty()).collect::<Vec<_>>().join(" ");
        if lower.status == Status::Doubtful {
            upper.status = Status::Doubtful;
        }
        self.touch(above..row);
        Ok(Changed::rows(above, above..row))
    }

    fn shift_up(&mut self, row: usize, column: usize) -> Result<Changed, Refusal> {
        self.cell(row, column)?;
        let above = row.checked_sub(1).ok_or(Refusal::End)?;
        let end = self.end(row);
        self.free(above..end)?;
        let sizes = self.sizes(row..end, column)?;
        self.rows[above].sizes[column] += sizes[0];
        for n in row..end {
            self.rows[n].sizes[column] = sizes.get(n - row + 1).copied().unwrap_or(0);
        }
        self.touch(above..end);
        let touched = self.tidy(above..end);
        Ok(Changed::rows(above, touched))
    }

    fn shift_down(&mut self, row: usize, column: usize) -> Result<Changed, Refusal> {
        self.cell(row, column)?;
        let end = self.end(row);
        self.free(row..end)?;
        let sizes = self.sizes(row..end, column)?;
        let mut last = end;
        if end == self.rows.len() {
            self.add(end);
            last = end + 1;
        } else if sizes.len() == 1 {
            return Err(Refusal::NoRoom);
        }
        self.rows[row].sizes[column] = 0;
        for n in row + 1..last {
            self.rows[n].sizes[column] = sizes.get(n - row - 1).copied().unwrap_or(0);
        }
        if last == end {
            self.rows[end - 1].sizes[column] += sizes[sizes.len() - 1];
        }
        self.touch(row..last);
        let touched = self.tidy(row..last);
        Ok(Changed::rows(row, touched))
    }

    /// How many sentences of `column` each of `rows` has; refused if none has any.
    fn sizes(&self, rows: Range<usize>, column: usize) -> Result<Vec<usize>, Refusal> {
        let sizes: Vec<usize> = self.rows[rows].iter().map(|row| row.sizes[column]).collect();
        if sizes.iter().all(|&size| size == 0) {
            return Err(Refusal::Nothing);
        }
        Ok(sizes)
    }

    fn link(&mut self, row: usize, column: usize, place: usize, to: usize) -> Result<Changed, Refusal> {
        if column == 0 {
            return Err(Refusal::OfTranslation);
        }
        let size = self.cell(row, column)?;
        if to >= self.rows.len() || to == row {
            return Err(Refusal::Nowhere);
        }
        self.free(to..to + 1)?;
        if self.rows[to].sizes[column] > 0 {
            return Err(Refusal::Filled);
        }
        if self.rows[to].sizes[0] == 0 {
            return Err(Refusal::Nothing);
        }
        let is_alone = size == 1 && self.rows[row].sizes.iter().sum::<usize>() == 1;
        let (rows, alone) = if is_alone {
            self.free(row..row + 1)?;
            (row..row + 1, row)
        } else {
            self.apart(row, column, place)?
        };
        let to = if to > row { to + rows.len() - 1 } else { to };
        let last = self.rows.iter().flat_map(|row| &row.links).map(|link| link.1).max();
        let link = last.map_or(0, |last| last + 1);
        for n in [alone, to] {
            self.rows[n].links.push((column, link));
            self.touch(n..n + 1);
        }
        Ok(Changed::rows(to, rows.start.min(to)..rows.end.max(to + 1)))
    }

    fn unlink(&mut self, row: usize) -> Result<Changed, Refusal> {
        let links: Vec<u32> = self.rows[row].links.iter().map(|link| link.1).collect();
        if links.is_empty() {
            return Err(Refusal::Nothing);
        }
        let is_end = |row: &DeskRow| row.links.iter().any(|link| links.contains(&link.1));
        let ends: Vec<usize> = (0..self.rows.len()).filter(|&n| is_end(&self.rows[n])).collect();
        if ends.iter().any(|&n| self.rows[n].status == Status::Confirmed) {
            return Err(Refusal::Confirmed);
        }
        for n in ends {
            self.rows[n].links.retain(|link| !links.contains(&link.1));
            self.touch(n..n + 1);
        }
        Ok(Changed::said(row))
    }

    fn cut(
        &mut self,
        row: usize,
        column: usize,
        place: usize,
        characters: usize,
    ) -> Result<Changed, Refusal> {
        let size = self.cell(row, column)?;
        self.free(row..row + 1)?;
        if place >= size {
            return Err(Refusal::Nowhere);
        }
        let number = self.desk.first(row, column) + place;
        let text = &self.desk.texts[column];
        let words = text.sentence(number);
        let at = words.char_indices().map(|(at, _)| at).nth(characters).ok_or(Refusal::Nothing)?;
        let cut = text.cut(number, at).ok_or(Refusal::Nothing)?;
        self.rows[row].sizes[column] += 1;
        let border = (column, Border::Cut(characters), number..number + 1);
        Ok(self.bordered(row, border, cut))
    }

    fn join(&mut self, row: usize, column: usize, place: usize) -> Result<Changed, Refusal> {
        let size = self.cell(row, column)?;
        self.free(row..row + 1)?;
        if place == 0 || place >= size {
            return Err(Refusal::Nothing);
        }
        let number = self.desk.first(row, column) + place - 1;
        let joined = self.desk.texts[column].join(number).ok_or(Refusal::Nothing)?;
        self.rows[row].sizes[column] -= 1;
        let border = (column, Border::Join, number..number + 2);
        Ok(self.bordered(row, border, joined))
    }

    /// A border was set in `row`, whose text reads as `text` since.
    fn bordered(&mut self, row: usize, border: (usize, Border, Range<usize>), text: Document) -> Changed {
        let mut texts = self.desk.texts.clone();
        texts[border.0] = Arc::new(text);
        self.touch(row..row + 1);
        Changed { texts: Some(texts), border: Some(border), ..Changed::rows(row, row..row + 1) }
    }

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
