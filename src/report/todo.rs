//! The translator's list of what a revision left to do, as a table and as XLIFF.
//!
//! XLIFF is what translators' programs open: the new source, the old translation filled in, the old source beside it
//! as the version before, and why in a note. A row to be translated has the state `needs-translation` (`new` where
//! there is nothing yet), one to be looked at `needs-review-translation`, the others `translated`.

use std::fmt::Write;
use std::ops::Range;

use quick_xml::escape::escape;

use super::table::{Cell, Table, marked};
use super::{Rendering, Text};
use crate::diff::{Kind, Revision};
use crate::message::Ui;
use crate::text::Document;
use crate::witness::{Task, Work};

/// The words of sentences, and how they are shown where they do not stand together.
fn words(document: &Document, ranges: &[Range<usize>]) -> String {
    let parts: Vec<_> = ranges.iter().map(|range| document.sentences(range.clone())).collect();
    parts.join(" … ")
}

/// Why there is something to do, each reason once.
fn reasons(task: &Task, rendering: &Rendering, ui: Ui) -> Vec<String> {
    let mut reasons: Vec<String> = Vec::new();
    for &at in &task.stale {
        let stale = &rendering.stale[at];
        let followed =
            if stale.followed == Some(true) { ui.of(" (changed since)", "（已跟进）") } else { "" };
        let reason = stale.why.in_(ui) + followed;
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons
}

/// What is to be done, in a word.
fn state(task: &Task, ui: Ui) -> &'static str {
    match task.work {
        Work::Translate if task.target.is_empty() => ui.of("new text", "新增"),
        Work::Translate if task.new.is_empty() => ui.of("gone", "已删"),
        Work::Translate => ui.of("stale", "待更新"),
        Work::Review => ui.of("look at", "复核"),
        Work::Nothing => "",
    }
}

/// The list as a table: what is to be done and why, the old source and the new with what changed marked, the old
/// translation.
pub fn table(
    old: &Text,
    new: &Text,
    revision: &Revision,
    rendering: &Rendering,
    tasks: &[Task],
    ui: Ui,
) -> Table {
    let translation = &rendering.text;
    let lines = translation.document.lines();
    let row = |task: &Task| -> Vec<Cell> {
        let line =
            task.target.first().map(|range| lines.place(translation.document.span(range.start).start).line);
        // The words of one change that is all of the row are marked in it.
        let change = revision.changes.iter().find(|change| {
            matches!(change.kind, Kind::Edit | Kind::Split | Kind::Merge | Kind::Move)
                && change.source.is_none()
                && task.old[..] == [change.old.clone()]
                && task.new[..] == [change.new.clone()]
        });
        let [before, after] = match change.filter(|_| !task.stale.is_empty()) {
            Some(change) => marked(change, old.document, new.document),
            None => [words(old.document, &task.old), words(new.document, &task.new)].map(Cell::Words),
        };
        vec![
            Cell::Number(task.number + 1),
            Cell::Words(state(task, ui).to_owned()),
            Cell::Words(reasons(task, rendering, ui).join(ui.of("; ", "；"))),
            before,
            after,
            line.map_or(Cell::Empty, Cell::Number),
            Cell::Words(words(translation.document, &task.target)),
        ]
    };
    let headings = ui.of(
        ["row", "to do", "why", "old source", "new source", "line", "translation"],
        ["序号", "待办", "缘由", "原文旧句", "原文新句", "译文行号", "译文"],
    );
    Table { headings: headings.map(str::to_owned).into(), rows: tasks.iter().map(row).collect() }
}

/// The list as XLIFF 1.2, and how many characters it could not hold; U+FFFD stands in their places.
pub fn xliff(old: &Text, new: &Text, rendering: &Rendering, tasks: &[Task]) -> (String, usize) {
    let translation = &rendering.text;
    let mut out = String::from("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    let _ = write!(
        out,
        "<xliff version=\"1.2\" xmlns=\"urn:oasis:names:tc:xliff:document:1.2\">\n  \
         <file original=\"{}\" source-language=\"{}\" target-language=\"{}\" datatype=\"plaintext\">\n    <body>\n",
        escape(new.path),
        escape(new.document.language().tag()),
        escape(translation.document.language().tag()),
    );
    for task in tasks {
        let (before, after) = (words(old.document, &task.old), words(new.document, &task.new));
        let target = words(translation.document, &task.target);
        let state = match task.work {
            Work::Translate if task.target.is_empty() => "new",
            Work::Translate => "needs-translation",
            Work::Review => "needs-review-translation",
            Work::Nothing => "translated",
        };
        // What is not approved is taken for unfinished by translators' programs.
        let approved = if task.work == Work::Nothing { " approved=\"yes\"" } else { "" };
        // A unit has a source, also where its words are gone or never were.
        let source = if task.new.is_empty() { &before } else { &after };
        let _ = write!(
            out,
            "      <trans-unit id=\"{}\"{approved} xml:space=\"preserve\">\n        <source>{}</source>\n        \
             <target state=\"{state}\">{}</target>\n",
            task.number + 1,
            escape(source),
            escape(&target)
        );
        for reason in reasons(task, rendering, Ui::En) {
            let _ = writeln!(out, "        <note from=\"duizhao\">{}</note>", escape(&reason));
        }
        if task.work != Work::Nothing && !before.is_empty() && before != *source {
            let _ = writeln!(
                out,
                "        <alt-trans alttranstype=\"previous-version\"><source>{}</source><target>{}</target></alt-trans>",
                escape(&before),
                escape(&target)
            );
        }
        out.push_str("      </trans-unit>\n");
    }
    out.push_str("    </body>\n  </file>\n</xliff>\n");
    super::tei::allowed(out)
}
