//! Where else do rows come right when one of them is mended?
//!
//! The aligner is asked again between what is settled, with what lies around held fast. Its answer is taken only where it
//! is surer of it than of the rows that are there, so that no mending makes others worse.

use std::ops::Range;

use super::lay::{cells, laid};
use super::{Desk, DeskRow};
use crate::align::{Alignment, Bead, Options, align};
use crate::text::Document;
use crate::witness;

/// Rows above and below a change that are paired anew, and settled or other rows beyond them that say how the
/// translator goes on. That many take a fraction of what a person waits for.
const GAP: usize = 60;
const AROUND: usize = 40;

impl Desk {
    /// The number of the first sentence of `column` in `row`.
    pub(super) fn first(&self, row: usize, column: usize) -> usize {
        self.rows[..row].iter().map(|row| row.sizes[column]).sum()
    }

    /// How many sentences of each cell of `row` belong above a border that lies before the sentence at `place` in
    /// `column`: as the aligner has it, or else so that as much of each text stands above.
    pub(super) fn parted(&self, row: usize, column: usize, place: usize) -> Vec<usize> {
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
    pub(super) fn paired_anew(
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
