//! Which sentences of all versions belong beside each other, and what is to be said of each row?
//!
//! The rows of an examination hold the texts that are aligned. Revisions are not: a revised sentence
//! stands in the row of the sentence it revises; what is new or has moved here has a row of its own
//! after the sentence it follows. So every sentence of every text stands in exactly one row, and no row
//! of the examination is torn.
//!
//! What hangs on a row is hung there once, for every medium: beads, changes, what went stale, what moved, findings.
//! And which rows want to be looked at first is said here too, in runs: one slip of an aligner makes a run of bad rows,
//! a passage left out a run of gaps. A page could count all that for itself, and a terminal would count otherwise.

use std::cmp::Reverse;
use std::collections::{BTreeMap, VecDeque};

use super::{Comparison, Coverage, Examination, Stale};
use crate::align::Bead;
use crate::diff::{Change, Class, Kind};
use crate::text::{Document, Span};

/// Below this confidence a row is called doubtful.
pub const DOUBTFUL: f32 = 0.6;

/// Sentences of all versions that belong beside each other.
#[derive(Clone, Debug)]
pub struct SheetRow<'a> {
    /// Number of the examination's row, from 1, that it is or follows.
    pub number: usize,
    /// 0 for a row of the examination; rows added after it count from 1.
    pub added: usize,
    /// Sentence numbers of each text.
    pub cells: Vec<Vec<usize>>,
    /// How sure its pairing is; `None` where nothing was aligned.
    pub confidence: Option<f32>,
    /// The beads it is made of, with the text each pairs with the pivot.
    pub beads: Vec<(usize, &'a Bead)>,
    /// For each text, changes to show in its cell: the comparison, the change, and whether the cell
    /// holds the new sentences (or else is the place they left).
    pub changes: Vec<Vec<(usize, &'a Change, bool)>>,
    /// What a revision left behind in its sentences: the text, the comparison, and the passage.
    pub stale: Vec<(usize, usize, &'a Stale)>,
    /// Text that moved: the text, whether this row holds the source's side, and the row of the other.
    pub crossings: Vec<(usize, bool, usize)>,
    /// Findings in its sentences: the text and the finding's number.
    pub findings: Vec<(usize, usize)>,
}

impl SheetRow<'_> {
    fn new(number: usize, texts: usize) -> Self {
        Self {
            number,
            added: 0,
            cells: vec![Vec::new(); texts],
            confidence: None,
            beads: Vec::new(),
            changes: vec![Vec::new(); texts],
            stale: Vec::new(),
            crossings: Vec::new(),
            findings: Vec::new(),
        }
    }

    /// Its number as a person is shown it: `41`, or `41+1` for the first row added after it.
    pub fn label(&self) -> String {
        match self.added {
            0 => self.number.to_string(),
            added => format!("{}+{added}", self.number),
        }
    }

    /// Whether its pairing is so unsure that a person should look at it.
    pub fn is_doubtful(&self) -> bool {
        self.confidence.is_some_and(|confidence| confidence < DOUBTFUL)
    }

    /// Whether a revision changed something in it, or made something stale.
    pub fn is_changed(&self) -> bool {
        !self.stale.is_empty() || self.changes.iter().any(|changes| !changes.is_empty())
    }

    /// Whether some text has elsewhere what stands in it.
    pub fn is_moved(&self) -> bool {
        self.crossings.iter().any(|(_, source, _)| *source)
    }
}

/// A run of neighbouring rows of which the same is to be said.
#[derive(Clone, Debug, PartialEq)]
pub struct RowRun {
    /// The row to go to, by its place.
    pub row: usize,
    /// The first row of the run.
    pub first: usize,
    /// The last row of the run.
    pub last: usize,
}

/// All rows, and where each sentence stands.
#[derive(Clone, Debug)]
pub struct Sheet<'a> {
    /// The rows, in the order of the pivot.
    pub rows: Vec<SheetRow<'a>>,
    /// For each text, the row of each sentence.
    pub of_sentence: Vec<Vec<usize>>,
    /// For each text, whether it is paired with the others by alignment.
    pub aligned: Vec<bool>,
    /// For each text what it and the pivot cover of each other, if it is aligned with that.
    pub covers: Vec<Option<Coverage>>,
    /// The text that the others are aligned with.
    pivot: usize,
    /// Findings in texts without a sentence.
    pub elsewhere: Vec<(usize, usize)>,
}

impl<'a> Sheet<'a> {
    /// The sheet of `documents`, which are those of the `examination`, with what was found in each: `findings[n]` are
    /// the places of what was found in text `n`, in order.
    pub fn of(documents: &[&Document], examination: &'a Examination, findings: &[Vec<Span>]) -> Self {
        let texts = documents.len();
        let aligned: Vec<bool> = (0..texts)
            .map(|n| n == examination.pivot || examination.alignments.get(n).is_some_and(Option::is_some))
            .collect();
        let anything_aligned = aligned.iter().filter(|&&aligned| aligned).count() > 1;
        let mut rows: Vec<SheetRow> = Vec::new();
        for row in &examination.rows {
            let mut new = SheetRow::new(rows.len() + 1, texts);
            for (cell, sentences) in new.cells.iter_mut().zip(&row.cells) {
                cell.extend(sentences.clone());
            }
            new.confidence = anything_aligned.then_some(row.confidence);
            rows.push(new);
        }
        let mut placed: Vec<bool> = (0..texts)
            .map(|n| documents[n].is_empty() || rows.iter().any(|row| !row.cells[n].is_empty()))
            .collect();
        // The pivot first: others are placed by it.
        let order = std::iter::once(examination.pivot).chain((0..texts).filter(|&n| n != examination.pivot));
        for n in order {
            if !placed[n] && examination.comparisons.iter().all(|comparison| comparison.new != n) {
                append(&mut rows, n, documents[n].len(), texts);
                placed[n] = true;
            }
        }
        let mut waiting: VecDeque<(usize, &Comparison)> =
            examination.comparisons.iter().enumerate().collect();
        let mut turned_away = 0;
        while let Some((number, comparison)) = waiting.pop_front() {
            if !placed[comparison.old] && turned_away <= waiting.len() {
                waiting.push_back((number, comparison));
                turned_away += 1;
                continue;
            }
            turned_away = 0;
            if !placed[comparison.old] {
                append(&mut rows, comparison.old, documents[comparison.old].len(), texts);
                placed[comparison.old] = true;
            }
            if !placed[comparison.new] {
                place(&mut rows, documents, comparison);
                placed[comparison.new] = true;
            }
        }
        let covers =
            (0..texts).map(|n| Some(Coverage::of(examination.alignments.get(n)?.as_ref()?))).collect();
        let (pivot, of_sentence) = (examination.pivot, Vec::new());
        let mut sheet = Self { of_sentence, rows, aligned, covers, pivot, elsewhere: Vec::new() };
        sheet.number_rows();
        sheet.index(documents);
        sheet.attach(examination);
        sheet.attach_findings(documents, findings);
        sheet
    }

    fn number_rows(&mut self) {
        let mut added = 0;
        for row in &mut self.rows {
            if row.added > 0 {
                added += 1;
                row.added = added;
            } else {
                added = 0;
            }
        }
    }

    fn index(&mut self, documents: &[&Document]) {
        self.of_sentence = documents.iter().map(|document| vec![0; document.len()]).collect();
        for (number, row) in self.rows.iter().enumerate() {
            for (text, cell) in row.cells.iter().enumerate() {
                for &sentence in cell {
                    self.of_sentence[text][sentence] = number;
                }
            }
        }
    }

    /// Hangs beads, moved text, changes and what they made stale on their rows.
    fn attach(&mut self, examination: &'a Examination) {
        let row_of = &self.of_sentence;
        let rows = &mut self.rows;
        let pivot = examination.pivot;
        for (text, alignment) in examination.alignments.iter().enumerate() {
            let Some(alignment) = alignment else { continue };
            for bead in alignment.beads() {
                let row = if bead.source.is_empty() {
                    row_of[text][bead.target.start]
                } else {
                    row_of[pivot][bead.source.start]
                };
                rows[row].beads.push((text, bead));
            }
            for crossing in alignment.crossings() {
                if crossing.source.is_empty() || crossing.target.is_empty() {
                    continue;
                }
                let source = row_of[pivot][crossing.source.start];
                let target = row_of[text][crossing.target.start];
                rows[source].crossings.push((text, true, target));
                rows[target].crossings.push((text, false, source));
            }
        }
        for (number, comparison) in examination.comparisons.iter().enumerate() {
            for change in &comparison.revision.changes {
                let news = change.new.clone().map(|n| (row_of[comparison.new][n], true));
                let olds = change.old.clone().map(|n| (row_of[comparison.old][n], false));
                // What was edited shows in the new text; what was deleted or moved away, where it was.
                let shown: BTreeMap<usize, bool> = match change.kind {
                    Kind::Edit | Kind::Split | Kind::Merge if !change.new.is_empty() => news.collect(),
                    _ => olds.chain(news).collect(),
                };
                for (row, new) in shown {
                    rows[row].changes[comparison.new].push((number, change, new));
                }
            }
            for (text, passages) in &comparison.stale {
                for stale in passages {
                    // What is missing now belongs beside what was written.
                    let change = &comparison.revision.changes[stale.change];
                    let row = match (stale.target.is_empty(), change.new.is_empty()) {
                        (false, _) => row_of[*text][stale.target.start],
                        (true, false) => row_of[comparison.new][change.new.start],
                        (true, true) => row_of[comparison.old][change.old.start],
                    };
                    rows[row].stale.push((*text, number, stale));
                }
            }
        }
    }

    fn attach_findings(&mut self, documents: &[&Document], findings: &[Vec<Span>]) {
        for (text, (document, findings)) in documents.iter().zip(findings).enumerate() {
            for (number, &span) in findings.iter().enumerate() {
                match listed_with(document, span) {
                    Some(sentence) => {
                        self.rows[self.of_sentence[text][sentence]].findings.push((text, number));
                    }
                    None => self.elsewhere.push((text, number)),
                }
            }
        }
    }

    /// Whether some aligned text has not just one sentence in `row`.
    pub fn is_uneven(&self, row: &SheetRow) -> bool {
        row.confidence.is_some()
            && row.cells.iter().zip(&self.aligned).any(|(cell, aligned)| *aligned && cell.len() != 1)
    }

    /// Whether what stands in `row` has no counterpart in some text, there or elsewhere. What a text does not cover at
    /// all it does not lack in each row.
    pub fn is_gap(&self, row: &SheetRow) -> bool {
        row.confidence.is_some()
            && row.added == 0
            && row.crossings.is_empty()
            && (0..row.cells.len()).any(|text| self.lacks(row, text))
    }

    /// Whether the text numbered `text` has nothing in `row` where it should have something.
    fn lacks(&self, row: &SheetRow, text: usize) -> bool {
        let is_empty = |text: usize| row.cells.get(text).is_none_or(Vec::is_empty);
        if !self.aligned[text] || !is_empty(text) {
            return false;
        }
        match row.cells[self.pivot].first() {
            Some(sentence) => {
                self.covers[text].as_ref().is_none_or(|covers| covers.source.contains(sentence))
            }
            // Others have here what the pivot has not: unless that is a part which the pivot does not cover.
            None => row.cells.iter().zip(&self.covers).any(|(cell, covers)| {
                let within = |sentence| covers.as_ref().is_none_or(|covers| covers.target.contains(sentence));
                cell.first().is_some_and(within)
            }),
        }
    }

    /// Doubtful rows with their least confidence, the worst first; neighbours are one run, since one slip makes a run
    /// of bad rows.
    pub fn doubtful(&self) -> Vec<(RowRun, f32)> {
        let mut runs: Vec<(RowRun, f32)> = Vec::new();
        for (n, row) in self.rows.iter().enumerate().filter(|(_, row)| row.is_doubtful()) {
            let confidence = row.confidence.unwrap_or_default();
            match runs.last_mut() {
                Some((run, least)) if n - run.last <= 2 => {
                    run.last = n;
                    if confidence < *least {
                        (run.row, *least) = (n, confidence);
                    }
                }
                _ => runs.push((RowRun { row: n, first: n, last: n }, confidence)),
            }
        }
        runs.sort_by(|(a, least), (b, other)| least.total_cmp(other).then(a.first.cmp(&b.first)));
        runs
    }

    /// Rows without counterpart, in runs that the same texts lack, the longest first; with the texts that lack them.
    pub fn gaps(&self) -> Vec<(RowRun, Vec<usize>)> {
        let mut runs: Vec<(RowRun, Vec<usize>)> = Vec::new();
        for (n, row) in self.rows.iter().enumerate().filter(|(_, row)| self.is_gap(row)) {
            let missing: Vec<usize> = (0..row.cells.len()).filter(|&text| self.lacks(row, text)).collect();
            match runs.last_mut() {
                Some((run, texts)) if run.last + 1 == n && *texts == missing => run.last = n,
                _ => runs.push((RowRun { row: n, first: n, last: n }, missing)),
            }
        }
        runs.sort_by_key(|(run, _)| (Reverse(run.last - run.first), run.first));
        runs
    }

    /// The changes of all comparisons, each with its row: those that touch the sense first.
    pub fn changed(&self, comparisons: &'a [Comparison]) -> Vec<(usize, &'a Change)> {
        let weight = |change: &Change| match change.class {
            Class::Number => 0,
            Class::Name => 1,
            Class::Wording => 2,
            Class::Ocr => 3,
            _ => 4,
        };
        let of_comparison = |comparison: &'a Comparison| {
            comparison.revision.changes.iter().map(move |change| {
                let (text, sentence) = match change.new.is_empty() {
                    false => (comparison.new, change.new.start),
                    true => (comparison.old, change.old.start),
                };
                (self.of_sentence[text][sentence], change)
            })
        };
        let mut changed: Vec<_> = comparisons.iter().flat_map(of_comparison).collect();
        changed.sort_by_key(|&(row, change)| (weight(change), row));
        changed
    }
}

/// The sentence of `document` that what was found at `span` is listed with: the one it begins in or follows.
pub fn listed_with(document: &Document, span: Span) -> Option<usize> {
    document.sentence_at(span.start).or((!document.is_empty()).then_some(0))
}

/// A row for each sentence of `text`, at the end.
fn append(rows: &mut Vec<SheetRow>, text: usize, sentences: usize, texts: usize) {
    let first = rows.iter().filter(|row| row.added == 0).count() + 1;
    for sentence in 0..sentences {
        let mut row = SheetRow::new(first + sentence, texts);
        row.cells[text].push(sentence);
        rows.push(row);
    }
}

/// Sets the sentences of a revision into the rows of what it revises.
fn place(rows: &mut Vec<SheetRow>, documents: &[&Document], comparison: &Comparison) {
    let (old, new) = (comparison.old, comparison.new);
    let old_len = documents[old].len();
    let mut old_row = vec![0; old_len];
    for (number, row) in rows.iter().enumerate() {
        for &sentence in &row.cells[old] {
            old_row[sentence] = number;
        }
    }
    // Sentences without a place of their own go after the row of the one before them.
    let mut added: BTreeMap<Option<usize>, Vec<Vec<usize>>> = BTreeMap::new();
    let mut row_before = None;
    for pair in comparison.revision.pairs().into_iter().filter(|pair| !pair.new.is_empty()) {
        let is_move = pair.change.is_some_and(|change| change.kind == Kind::Move);
        if pair.old.is_empty() || is_move {
            added.entry(row_before).or_default().push(pair.new.collect());
        } else {
            let row = old_row[pair.old.start];
            rows[row].cells[new].extend(pair.new);
            row_before = Some(row);
        }
    }
    let before = std::mem::take(rows);
    let make = |number: usize, sentences: Vec<usize>| {
        let mut row = SheetRow::new(number, documents.len());
        row.added = 1;
        row.cells[new] = sentences;
        row
    };
    rows.extend(added.remove(&None).into_iter().flatten().map(|sentences| make(0, sentences)));
    for (place, row) in before.into_iter().enumerate() {
        let number = row.number;
        rows.push(row);
        let after = added.remove(&Some(place)).into_iter().flatten();
        rows.extend(after.map(|sentences| make(number, sentences)));
    }
}
