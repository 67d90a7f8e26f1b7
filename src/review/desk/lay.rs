//! The rows of a desk, from what the aligner found and what was said of them before.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::super::carry::{Carried, Fate};
use super::super::journal::Status;
use super::DeskRow;
use crate::align::Alignment;
use crate::witness;

/// The sentences of each text in each row, those of the first beginning with `starts`.
pub(super) fn cells(rows: &[DeskRow], mut starts: Vec<usize>) -> Vec<Vec<Range<usize>>> {
    let cell = |(start, size): (&mut usize, &usize)| {
        let from = *start;
        *start += size;
        from..*start
    };
    rows.iter().map(|row| starts.iter_mut().zip(&row.sizes).map(cell).collect()).collect()
}

/// `rows` of which nobody has said anything.
pub(super) fn laid(rows: &[witness::Row], alignments: &[Option<Alignment>]) -> Vec<DeskRow> {
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
pub(super) fn say(laid: &mut [DeskRow], rows: &[witness::Row], carried: &[Carried]) {
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
        laid.status = Status::of_pairs(&statuses);
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
