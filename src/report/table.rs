//! Lists of changes and of readings as tables for those who work in a spreadsheet.
//!
//! A table is rows of cells with headings. As text between tabs, a tab or a line end inside a cell becomes a
//! space, since `text/tab-separated-values` has no quotes.

use super::apparatus::{Apparatus, Printed};
use super::{Rendering, Text, edited_class};
use std::ops::Range;

use crate::diff::{Change, Hunk, Revision};
use crate::message::Ui;
use crate::text::Document;

/// Headings, and rows with a cell for each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the columns hold.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<Cell>>,
}

/// What a cell holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Cell {
    /// Nothing.
    Empty,
    /// A number to reckon and to sort by.
    Number(usize),
    /// Words.
    Words(String),
    /// Words of which some went or came: stretches in order, each with whether it did.
    Marked(Vec<(bool, String)>),
}

impl Cell {
    /// What it says, without marks.
    fn words(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Number(number) => number.to_string(),
            Cell::Words(words) => words.clone(),
            Cell::Marked(parts) => parts.iter().map(|(_, words)| words.as_str()).collect(),
        }
    }
}

impl From<String> for Cell {
    fn from(words: String) -> Self {
        Cell::Words(words)
    }
}

impl From<&str> for Cell {
    fn from(words: &str) -> Self {
        Cell::Words(words.to_owned())
    }
}

/// The old words of a change and the new, with what counts of what went and came marked.
pub(super) fn marked(change: &Change, old: &Document, new: &Document) -> [Cell; 2] {
    let words = change.words(old, new).widened();
    let side = |text: &str, range: fn(&Hunk) -> &Range<usize>| {
        let mut parts = Vec::new();
        let mut done = 0;
        for hunk in words.hunks() {
            let range = range(hunk);
            parts.push((false, text[done..range.start].to_owned()));
            parts.push((true, text[range.clone()].to_owned()));
            done = range.end;
        }
        parts.push((false, text[done..].to_owned()));
        parts.retain(|(_, words)| !words.is_empty());
        match parts.iter().any(|(marked, _)| *marked) {
            true => Cell::Marked(parts),
            false => Cell::Words(text.to_owned()),
        }
    };
    [side(&words.old, |hunk| &hunk.old), side(&words.new, |hunk| &hunk.new)]
}

impl Table {
    /// The table with tabs between its cells, headings first, each cell as `shown` has it: guarded against
    /// spreadsheets, or as it is.
    pub fn tsv(&self, shown: fn(String) -> String) -> String {
        let mut out = String::new();
        let mut line = |cells: Vec<String>| {
            let cells: Vec<String> =
                cells.iter().map(|cell| shown(cell.replace(['\t', '\n', '\r'], " "))).collect();
            out.push_str(&cells.join("\t"));
            out.push('\n');
        };
        line(self.headings.clone());
        self.rows.iter().for_each(|row| line(row.iter().map(Cell::words).collect()));
        out
    }
}

/// The changes for a translator, one a row: where, what kind and class, the old words and the new, how
/// many other places have the same replacement, and, if there is a `rendering`, what is stale in it. All but the texts is
/// said in the language `ui`.
pub fn changes(old: &Text, new: &Text, revision: &Revision, rendering: Option<&Rendering>, ui: Ui) -> Table {
    let lines = [old, new].map(|text| text.document.lines());
    let place = |side: usize, text: &Text, numbers: &std::ops::Range<usize>| match numbers.is_empty() {
        true => Cell::Empty,
        false => Cell::Number(lines[side].place(text.document.span(numbers.start).start).line),
    };
    const HEADINGS: [(&str, &str); 8] = [
        ("old line", "旧文行"),
        ("new line", "新文行"),
        ("kind", "方式"),
        ("class", "类别"),
        ("classes", "所有类别"),
        ("old", "旧文"),
        ("new", "新文"),
        ("same replacement", "同类替换"),
    ];
    const STALE: [(&str, &str); 5] = [
        ("stale line", "译文行"),
        ("stale", "待更新译文"),
        ("severity", "程度"),
        ("changed since", "已跟进"),
        ("why", "缘由"),
    ];
    let said = |(en, zh): (&'static str, &'static str)| ui.of(en, zh).to_owned();
    let mut headings: Vec<String> = HEADINGS.map(said).into();
    if rendering.is_some() {
        headings.extend(STALE.map(said));
    }
    let rendered_lines = rendering.map(|rendering| rendering.text.document.lines());
    let mut rows = Vec::new();
    for (number, change) in revision.changes.iter().enumerate() {
        let [before, after] = marked(change, old.document, new.document);
        let group = change.group.map_or(Cell::Empty, |group| {
            let group = &revision.groups[group as usize];
            let (old, new, times) = (&group.old, &group.new, group.count);
            match ui {
                Ui::En => format!("{old} > {new}, {times} times"),
                Ui::Zh => format!("{old} > {new}，共 {times} 处"),
            }
            .into()
        });
        let row = vec![
            place(0, old, &change.old),
            place(1, new, &change.new),
            change.kind.label(ui).into(),
            edited_class(change).map_or(Cell::Empty, |class| class.label(ui).into()),
            classes(change, ui).into(),
            before,
            after,
            group,
        ];
        let (Some(rendering), Some(lines)) = (rendering, &rendered_lines) else {
            rows.push(row);
            continue;
        };
        let mut stale = rendering.stale.iter().filter(|stale| stale.change == number).peekable();
        if stale.peek().is_none() {
            rows.push([row, vec![Cell::Empty; 5]].concat());
            continue;
        }
        for stale in stale {
            let document = rendering.text.document;
            let line = match stale.target.start < document.len() {
                true => Cell::Number(lines.place(document.span(stale.target.start).start).line),
                false => Cell::Empty,
            };
            let words = match stale.target.is_empty() {
                true => ui.of("(missing)", "（无）").to_owned(),
                false => document.sentences(stale.target.clone()).into_owned(),
            };
            let yes = |yes| if yes { ui.of("yes", "是") } else { ui.of("no", "否") };
            let followed = stale.followed.map_or("", yes);
            let cells: [Cell; 5] = [
                line,
                words.into(),
                stale.severity.label(ui).into(),
                followed.into(),
                stale.why.in_(ui).into(),
            ];
            rows.push([row.clone(), cells.into()].concat());
        }
    }
    Table { headings, rows }
}

/// The classes of a change, the one that it is of first: `wording, number`.
fn classes(change: &Change, ui: Ui) -> String {
    let classes = if edited_class(change).is_some() { change.classes() } else { Vec::new() };
    classes.iter().map(|class| class.label(ui)).collect::<Vec<_>>().join(ui.of(", ", "、"))
}

/// The readings, one place a row with a column for each version, as collation tables have them; all but these is said in
/// the language `ui`.
pub fn readings(apparatus: &Apparatus, ui: Ui) -> Table {
    let base = apparatus.texts[apparatus.base].document;
    let lines = base.lines();
    let mut headings: Vec<String> = [ui.of("line", "行"), ui.of("class", "类别")].map(str::to_owned).into();
    headings.extend(apparatus.sigla.iter().cloned());
    let row = |variant: &crate::collate::Variant| {
        let line = |sentence: usize| lines.place(apparatus.start_of(sentence)).line;
        let here = lines.place(apparatus.start_of_place(variant)).line;
        let mut row = vec![Cell::Number(here), variant.class.label(ui).into()];
        row.resize(2 + apparatus.texts.len(), apparatus.lemma(variant).into());
        for reading in &variant.readings {
            let words = match apparatus.printed(variant, reading) {
                Printed::Omitted => ui.of("om.", "无").to_owned(),
                Printed::To(Some(after)) => match ui {
                    Ui::En => format!("transp. after line {}", line(after)),
                    Ui::Zh => format!("移至第 {} 行后", line(after)),
                },
                Printed::To(None) => ui.of("transp. before all", "移至全文之前").to_owned(),
                Printed::Words | Printed::From(_) => reading.text.trim().to_owned(),
            };
            reading.witnesses.iter().for_each(|&w| row[2 + apparatus.text_of(w)] = words.as_str().into());
        }
        row
    };
    Table { headings, rows: apparatus.synopsis.variants.iter().map(row).collect() }
}
