//! Lists of changes and of readings as tables for those who work in a spreadsheet.
//!
//! A table is rows of words with headings. As text between tabs, a tab or a line end inside a cell becomes a
//! space, since `text/tab-separated-values` has no quotes.

use super::apparatus::{Apparatus, Printed};
use super::{Rendering, Text, edited_class};
use crate::diff::{Change, Revision};

/// Headings, and rows with a cell for each of them.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Table {
    /// What the columns hold.
    pub headings: Vec<String>,
    /// The rows.
    pub rows: Vec<Vec<String>>,
}

impl Table {
    /// The table with tabs between its cells, headings first, each cell as `shown` has it: guarded against
    /// spreadsheets, or as it is.
    pub fn tsv(&self, shown: fn(String) -> String) -> String {
        let mut out = String::new();
        for row in std::iter::once(&self.headings).chain(&self.rows) {
            let cells: Vec<String> =
                row.iter().map(|cell| shown(cell.replace(['\t', '\n', '\r'], " "))).collect();
            out.push_str(&cells.join("\t"));
            out.push('\n');
        }
        out
    }
}

/// The changes for a translator, one a row: where, what kind and class, the old words and the new, how
/// many other places have the same replacement, and, if there is a `rendering`, what is stale in it.
pub fn changes(old: &Text, new: &Text, revision: &Revision, rendering: Option<&Rendering>) -> Table {
    let lines = [old, new].map(|text| text.document.lines());
    let place = |side: usize, text: &Text, numbers: &std::ops::Range<usize>| match numbers.is_empty() {
        true => String::new(),
        false => lines[side].place(text.document.span(numbers.start).start).line.to_string(),
    };
    let mut headings: Vec<String> =
        ["old line", "new line", "kind", "class", "classes", "old", "new", "same replacement"]
            .map(str::to_owned)
            .into();
    if rendering.is_some() {
        headings.extend(["stale line", "stale", "severity", "changed since", "why"].map(str::to_owned));
    }
    let rendered_lines = rendering.map(|rendering| rendering.text.document.lines());
    let mut rows = Vec::new();
    for (number, change) in revision.changes.iter().enumerate() {
        let words = change.words(old.document, new.document);
        let group = change.group.map_or(String::new(), |group| {
            let group = &revision.groups[group as usize];
            format!("{} > {}, {} times", group.old, group.new, group.count)
        });
        let row = vec![
            place(0, old, &change.old),
            place(1, new, &change.new),
            change.kind.name().to_owned(),
            edited_class(change).map_or(String::new(), |class| class.name().to_owned()),
            classes(change),
            words.old.into_owned(),
            words.new.into_owned(),
            group,
        ];
        let (Some(rendering), Some(lines)) = (rendering, &rendered_lines) else {
            rows.push(row);
            continue;
        };
        let mut stale = rendering.stale.iter().filter(|stale| stale.change == number).peekable();
        if stale.peek().is_none() {
            rows.push([row, vec![String::new(); 5]].concat());
            continue;
        }
        for stale in stale {
            let document = rendering.text.document;
            let line = match stale.target.start < document.len() {
                true => lines.place(document.span(stale.target.start).start).line.to_string(),
                false => String::new(),
            };
            let words = match stale.target.is_empty() {
                true => "(missing)".to_owned(),
                false => document.sentences(stale.target.clone()).into_owned(),
            };
            let followed = stale.followed.map_or("", |followed| if followed { "yes" } else { "no" });
            let cells =
                [line, words, stale.severity.name().to_owned(), followed.to_owned(), stale.why.to_string()];
            rows.push([row.clone(), cells.into()].concat());
        }
    }
    Table { headings, rows }
}

/// The classes of a change, the one that it is of first: `wording, number`.
fn classes(change: &Change) -> String {
    let classes = if edited_class(change).is_some() { change.classes() } else { Vec::new() };
    classes.iter().map(|class| class.name()).collect::<Vec<_>>().join(", ")
}

/// The readings, one place a row with a column for each version, as collation tables have them.
pub fn readings(apparatus: &Apparatus) -> Table {
    let base = apparatus.texts[apparatus.base].document;
    let lines = base.lines();
    let mut headings: Vec<String> = ["line", "class"].map(str::to_owned).into();
    headings.extend(apparatus.sigla.iter().cloned());
    let row = |variant: &crate::collate::Variant| {
        let line = |sentence: usize| lines.place(apparatus.start_of(sentence)).line;
        let here = lines.place(apparatus.start_of_place(variant)).line;
        let mut row = vec![here.to_string(), variant.class.name().to_owned()];
        row.resize(2 + apparatus.texts.len(), apparatus.lemma(variant).to_owned());
        for reading in &variant.readings {
            let words = match apparatus.printed(variant, reading) {
                Printed::Omitted => "om.".to_owned(),
                Printed::To(Some(after)) => format!("transp. after line {}", line(after)),
                Printed::To(None) => "transp. before all".to_owned(),
                Printed::Words | Printed::From(_) => reading.text.trim().to_owned(),
            };
            reading.witnesses.iter().for_each(|&w| row[2 + apparatus.text_of(w)].clone_from(&words));
        }
        row
    };
    Table { headings, rows: apparatus.synopsis.variants.iter().map(row).collect() }
}
