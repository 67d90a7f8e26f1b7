//! Which sentences stand in which row of the page?
//!
//! The rows of an examination hold the texts that are aligned. Revisions are not: a revised sentence
//! stands in the row of the sentence it revises; what is new or has moved here has a row of its own
//! after the sentence it follows. So every sentence of every text stands in exactly one row, and no row
//! of the examination is torn.

use std::collections::{BTreeMap, VecDeque};

use super::super::Study;
use crate::align::Bead;
use crate::diff::{Change, Kind};
use crate::finding::Finding;
use crate::witness::{Comparison, Stale};

/// Below this confidence a row is called doubtful.
pub(super) const DOUBTFUL: f32 = 0.6;

/// A row of the page.
#[derive(Debug)]
pub(super) struct PageRow<'a> {
    /// Number of the examination's row, from 1, that it is or follows.
    pub(super) number: usize,
    /// 0 for a row of the examination; rows added after it count from 1.
    pub(super) added: usize,
    /// Sentence numbers of each text.
    pub(super) cells: Vec<Vec<usize>>,
    /// How sure its pairing is; `None` where nothing was aligned.
    pub(super) confidence: Option<f32>,
    /// The beads it is made of, with the text each pairs with the pivot.
    pub(super) beads: Vec<(usize, &'a Bead)>,
    /// For each text, changes to show in its cell: the comparison, the change, and whether the cell
    /// holds the new sentences (or else is the place they left).
    pub(super) changes: Vec<Vec<(usize, &'a Change, bool)>>,
    /// What a revision left behind in its sentences: the text, the comparison, and the passage.
    pub(super) stale: Vec<(usize, usize, &'a Stale)>,
    /// Text that moved: the text, whether this row holds the source's side, and the row of the other.
    pub(super) crossings: Vec<(usize, bool, usize)>,
    /// Findings in its sentences: the text and the finding's number.
    pub(super) findings: Vec<(usize, usize)>,
}

impl PageRow<'_> {
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

    /// Its anchor on the page: `r41`, or `r41-1` for the first row added after it.
    pub(super) fn anchor(&self) -> String {
        match self.added {
            0 => format!("r{}", self.number),
            added => format!("r{}-{added}", self.number),
        }
    }

    /// Its number as shown.
    pub(super) fn label(&self) -> String {
        match self.added {
            0 => self.number.to_string(),
            added => format!("{}+{added}", self.number),
        }
    }

    pub(super) fn is_doubtful(&self) -> bool {
        self.confidence.is_some_and(|confidence| confidence < DOUBTFUL)
    }

    pub(super) fn is_changed(&self) -> bool {
        !self.stale.is_empty() || self.changes.iter().any(|changes| !changes.is_empty())
    }
}

/// All rows, and where each sentence stands.
#[derive(Debug)]
pub(super) struct PageRows<'a> {
    pub(super) rows: Vec<PageRow<'a>>,
    /// For each text, the row of each sentence.
    pub(super) of_sentence: Vec<Vec<usize>>,
    /// For each text, whether it is paired with the others by alignment.
    pub(super) aligned: Vec<bool>,
    /// Findings in texts without a sentence.
    pub(super) elsewhere: Vec<(usize, usize)>,
}

impl<'a> PageRows<'a> {
    pub(super) fn of(study: &Study<'a>) -> Self {
        let examination = study.examination;
        let texts = study.texts.len();
        let aligned: Vec<bool> = (0..texts)
            .map(|n| n == examination.pivot || examination.alignments.get(n).is_some_and(Option::is_some))
            .collect();
        let anything_aligned = aligned.iter().filter(|&&aligned| aligned).count() > 1;
        let mut rows: Vec<PageRow> = Vec::new();
        for row in &examination.rows {
            let mut new = PageRow::new(rows.len() + 1, texts);
            for (cell, sentences) in new.cells.iter_mut().zip(&row.cells) {
                cell.extend(sentences.clone());
            }
            new.confidence = anything_aligned.then_some(row.confidence);
            rows.push(new);
        }
        let mut placed: Vec<bool> = (0..texts)
            .map(|n| study.texts[n].document.is_empty() || rows.iter().any(|row| !row.cells[n].is_empty()))
            .collect();
        // The pivot first: others are placed by it.
        let order = std::iter::once(examination.pivot).chain((0..texts).filter(|&n| n != examination.pivot));
        for n in order {
            if !placed[n] && examination.comparisons.iter().all(|comparison| comparison.new != n) {
                append(&mut rows, n, study.texts[n].document.len(), texts);
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
                append(&mut rows, comparison.old, study.texts[comparison.old].document.len(), texts);
                placed[comparison.old] = true;
            }
            if !placed[comparison.new] {
                place(&mut rows, study, comparison);
                placed[comparison.new] = true;
            }
        }
        let mut page = Self { of_sentence: Vec::new(), rows, aligned, elsewhere: Vec::new() };
        page.number_rows();
        page.index(study);
        page.attach(study);
        page
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

    fn index(&mut self, study: &Study) {
        self.of_sentence = study.texts.iter().map(|text| vec![0; text.document.len()]).collect();
        for (number, row) in self.rows.iter().enumerate() {
            for (text, cell) in row.cells.iter().enumerate() {
                for &sentence in cell {
                    self.of_sentence[text][sentence] = number;
                }
            }
        }
    }

    /// Hangs beads, moved text, changes and findings on their rows.
    fn attach(&mut self, study: &Study<'a>) {
        let examination = study.examination;
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
        for (text, findings) in study.findings().iter().enumerate().take(study.texts.len()) {
            for (number, finding) in findings.iter().enumerate() {
                match sentence_of(study, text, finding) {
                    Some(sentence) => rows[row_of[text][sentence]].findings.push((text, number)),
                    None => self.elsewhere.push((text, number)),
                }
            }
        }
    }
}

/// The order of the columns: the texts as given, each followed by its revisions.
pub(super) fn order(study: &Study) -> Vec<usize> {
    let comparisons = &study.examination.comparisons;
    let mut order: Vec<usize> = Vec::new();
    for text in 0..study.texts.len() {
        let old =
            comparisons.iter().find(|comparison| comparison.new == text).map(|comparison| comparison.old);
        // Behind the revisions of the same text that came before.
        let place = old.and_then(|old| order.iter().position(|&other| other == old)).map(|place| {
            let revises = |other: &&usize| comparisons.iter().any(|c| c.new == **other && Some(c.old) == old);
            place + 1 + order[place + 1..].iter().take_while(revises).count()
        });
        order.insert(place.unwrap_or(order.len()), text);
    }
    order
}

/// The sentence that a finding is listed with: the one it begins in or follows.
pub(super) fn sentence_of(study: &Study, text: usize, finding: &Finding) -> Option<usize> {
    let document = study.texts[text].document;
    let sentence = document.sentence_at(finding.span.start);
    sentence.or((!document.is_empty()).then_some(0))
}

/// A row for each sentence of `text`, at the end.
fn append(rows: &mut Vec<PageRow>, text: usize, sentences: usize, texts: usize) {
    let first = rows.iter().filter(|row| row.added == 0).count() + 1;
    for sentence in 0..sentences {
        let mut row = PageRow::new(first + sentence, texts);
        row.cells[text].push(sentence);
        rows.push(row);
    }
}

/// Sets the sentences of a revision into the rows of what it revises.
fn place(rows: &mut Vec<PageRow>, study: &Study, comparison: &Comparison) {
    let (old, new) = (comparison.old, comparison.new);
    let old_len = study.texts[old].document.len();
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
        let mut row = PageRow::new(number, study.texts.len());
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
