//! A revision as a page: what changed in a list, and beside it both versions, sentence beside sentence.
//!
//! The old words stand on the left with what was struck, the new on the right with what was put in, so that
//! either side can be read, and copied, as the text that it is. Both in one column, struck words between
//! new ones, is what word processors show; of Chinese one then reads neither.

use std::fmt::Write;
use std::ops::Range;

use maud::{Markup, PreEscaped, html};

use super::super::{Rendering, Text, classes_of, edited_class, tally, what_happened};
use super::Spelled;
use super::cell::words;
use super::leaf::{Leaf, beginning, class_name, matters};
use super::words::{self as phrase, both, counted};
use crate::diff::{Change, Class, Kind, Revision, Words};
use crate::message::Ui;
use crate::text::{Document, Lines};

/// Groups that are shown at once.
const FIRST: usize = 8;

/// Groups, and places of a group, that are listed at most.
const LISTED: usize = 60;

/// The page of what turns `old` into `new`, and of what that makes stale in `rendering`, a translation of
/// the old version.
pub fn revision(old: &Text, new: &Text, revision: &Revision, rendering: Option<&Rendering>) -> String {
    let texts: Vec<Text> = [*old, *new].into_iter().chain(rendering.map(|one| one.text)).collect();
    let spelled = Spelled::of("", &texts);
    let texts = spelled.texts(&texts);
    let rendering = rendering.map(|one| Rendering { text: texts[2], stale: one.stale });
    let (old, new, rendering) = (&texts[0], &texts[1], rendering.as_ref());
    let view = View {
        old,
        new,
        revision,
        rendering,
        lines: [old, new].map(|text| text.document.lines()),
        rendered: rendering.map(|rendering| rendering.text.document.lines()),
    };
    let title = format!("{} → {}", old.path, new.path);
    let rows = rows(revision);
    let whole: usize = rows.iter().map(Row::room).sum::<usize>().max(1);
    let mut above = 0;
    let mut places = Vec::new();
    for row in &rows {
        if let What::Changed(number) = row.what {
            let change = &revision.changes[number];
            places.push((above as f64 / whole as f64, format!("c{number}"), matters(change.class)));
        }
        above += row.room();
    }
    let classes = tally(revision.changes.iter().filter_map(edited_class));
    Leaf {
        title: &title,
        head: view.head(),
        switches: html! {
            label.chip { input type="checkbox" name="only"; span { (phrase::l_only) } }
        },
        classes,
        list: view.list(),
        places,
        sheet: html! {
            div.row.head { b { (old.path) } b { (new.path) } }
            @for row in &rows { (view.row(row)) }
        },
    }
    .page()
}

/// Sentences that stand beside each other.
struct Row {
    old: Range<usize>,
    new: Range<usize>,
    what: What,
}

enum What {
    Same,
    /// The change with this number, at its new place.
    Changed(usize),
    /// The place that a moved sentence left.
    Left(usize),
}

impl Row {
    fn room(&self) -> usize {
        self.old.len().max(self.new.len())
    }
}

/// The rows in the order of the new text; what is gone stands where it stood.
fn rows(revision: &Revision) -> Vec<Row> {
    let mut of_new: Vec<Row> = Vec::new();
    let mut gone: Vec<Row> = Vec::new();
    let mut last_plain = false;
    for pair in revision.pairs() {
        let what = pair.number.map_or(What::Same, What::Changed);
        let (is_moved, is_plain) = (pair.is_moved(), pair.change.is_none());
        let joins = std::mem::replace(&mut last_plain, is_plain) && is_plain;
        let (old, new) = (pair.old, pair.new);
        match (of_new.last_mut(), what) {
            (_, What::Changed(n)) if is_moved => {
                gone.push(Row { old, new: 0..0, what: What::Left(n) });
                of_new.push(Row { old: 0..0, new, what: What::Changed(n) });
            }
            (_, what) if new.is_empty() => gone.push(Row { old, new, what }),
            (Some(row), What::Same) if joins && (row.old.end, row.new.end) == (old.start, new.start) => {
                (row.old.end, row.new.end) = (old.end, new.end);
            }
            (_, what) => of_new.push(Row { old, new, what }),
        }
    }
    gone.sort_by_key(|row| row.old.start);
    let mut gone = gone.into_iter().peekable();
    let mut rows = Vec::with_capacity(of_new.len() + gone.len());
    for row in of_new {
        while !row.old.is_empty()
            && let Some(before) = gone.next_if(|before| before.old.start < row.old.start)
        {
            rows.push(before);
        }
        rows.push(row);
    }
    rows.extend(gone);
    rows
}

struct View<'a> {
    old: &'a Text<'a>,
    new: &'a Text<'a>,
    revision: &'a Revision,
    rendering: Option<&'a Rendering<'a>>,
    lines: [Lines<'a>; 2],
    rendered: Option<Lines<'a>>,
}

impl View<'_> {
    fn line(&self, side: usize, sentence: usize) -> usize {
        let text = [self.old, self.new][side];
        self.lines[side].place(text.document.span(sentence).start).line
    }

    fn head(&self) -> Markup {
        let revision = self.revision;
        let kinds = Kind::ALL.map(|kind| (kind, revision.changes.iter().filter(|c| c.kind == kind).count()));
        let kinds: Vec<_> = kinds.into_iter().filter(|(_, n)| *n > 0).collect();
        html! {
            p.lead {
                (lead(revision.changes.len(), &kinds))
                @if !revision.hidden.is_empty() { (hidden(revision.hidden.len())) }
                @if let Some(rendering) = self.rendering { (stale_lead(rendering)) }
            }
            @if !revision.groups.is_empty() {
                ul.groups {
                    @for (number, group) in revision.groups.iter().enumerate().take(FIRST) {
                        li { (self.group(number, group)) }
                    }
                }
                @if revision.groups.len() > FIRST {
                    details {
                        summary { (counted(revision.groups.len() - FIRST, "more replacement made in several places", "more replacements made in several places", "另有 {n} 组多处相同的替换")) }
                        ul.groups {
                            @for (number, group) in revision.groups.iter().enumerate().skip(FIRST).take(LISTED) {
                                li { (self.group(number, group)) }
                            }
                        }
                    }
                }
            }
        }
    }

    fn group(&self, number: usize, group: &crate::diff::Group) -> Markup {
        let places = self.revision.changes.iter().enumerate();
        let places = places.filter(|(_, change)| change.group == Some(number as u32));
        let kept = group.kept(self.new.document);
        html! {
            details {
                summary {
                    del lang=(self.old.document.language().tag()) { (words(&group.old)) } " → "
                    ins lang=(self.new.document.language().tag()) { (words(&group.new)) }
                    " " b { (counted(group.count, "time", "times", "{n} 处")) }
                    @if !kept.is_empty() { (both(&format!(", {} left", kept.len()), &format!("，余 {} 处未改", kept.len()))) }
                }
                @for (n, change) in places.take(LISTED) { a href={ "#c" (n) } { (self.place(change)) } " " }
                @if !kept.is_empty() {
                    (both(" left unchanged in the new version at line ", "新版仍作原文之处，行 "))
                    @for (n, &sentence) in kept.iter().enumerate().take(LISTED) { @if n > 0 { ", " } (self.line(1, sentence)) }
                    @if kept.len() > LISTED { " …" }
                }
            }
        }
    }

    /// The line of a change, in the new text if it is there.
    fn place(&self, change: &Change) -> usize {
        if change.new.is_empty() { self.line(0, change.old.start) } else { self.line(1, change.new.start) }
    }

    fn list(&self) -> Markup {
        html! {
            h2 { (phrase::l_changes) }
            ol {
                @for (number, change) in self.revision.changes.iter().enumerate() {
                    li data-c=(edited_class(change).map_or("", Class::name)) {
                        a href={ "#c" (number) } {
                            span.what {
                                (both(&what_happened(change, Ui::En), &what_happened(change, Ui::Zh)))
                                " · " (line_of(self.place(change)))
                                @let stale = self.stale(number).count();
                                @if stale > 0 { " · " (both(&format!("{stale} stale"), &format!("译文待更新 {stale} 处"))) }
                            }
                            span lang=(self.new.document.language().tag()) { (self.gist(change)) }
                        }
                    }
                }
            }
        }
    }

    /// What a change comes to, in few words.
    fn gist(&self, change: &Change) -> Markup {
        const MOST: usize = 18;
        let said = change.words(self.old.document, self.new.document).widened();
        html! {
            @match (change.kind, said.hunks().is_empty()) {
                (Kind::Insert, _) => { ins { (beginning(&said.new, MOST)) } }
                (Kind::Delete, _) => { del { (beginning(&said.old, MOST)) } }
                (_, true) => { (beginning(&said.new, MOST)) }
                _ => {
                    @for (n, hunk) in said.hunks().iter().take(3).enumerate() {
                        @if n > 0 { " · " }
                        @if !hunk.old.is_empty() { del { (beginning(&said.old[hunk.old.clone()], MOST)) } }
                        @if !hunk.new.is_empty() { ins { (beginning(&said.new[hunk.new.clone()], MOST)) } }
                    }
                    @if said.hunks().len() > 3 { " …" }
                }
            }
        }
    }

    fn stale(&self, change: usize) -> impl Iterator<Item = &crate::witness::Stale> {
        self.rendering.into_iter().flat_map(|r| r.stale).filter(move |stale| stale.change == change)
    }

    fn row(&self, row: &Row) -> Markup {
        let lang = [self.old, self.new].map(|text| text.document.language().tag());
        match row.what {
            What::Same => html! {
                div.row.eq {
                    div.w.old lang=(lang[0]) dir="auto" { (words(&paragraphs(self.old.document, &row.old))) }
                    div.w.new lang=(lang[1]) dir="auto" { (words(&paragraphs(self.new.document, &row.new))) }
                }
                div.skip aria-hidden="true" { "⋯" }
            },
            What::Left(number) => {
                let change = &self.revision.changes[number];
                let said = change.words(self.old.document, self.new.document).widened();
                html! {
                    div.row.is id={ "c" (number) "-from" } {
                        p.tag { b { (both("moved away", "已移走")) } (both(" to ", "，至")) a href={ "#c" (number) } { (line_of(self.line(1, change.new.start))) } }
                        div.w.old.moved lang=(lang[0]) dir="auto" { (marked(&said, 0, self.old.document, &change.old)) }
                        div.w.new {}
                    }
                }
            }
            What::Changed(number) => self.changed(number, lang),
        }
    }

    fn changed(&self, number: usize, lang: [&str; 2]) -> Markup {
        let change = &self.revision.changes[number];
        let said = change.words(self.old.document, self.new.document).widened();
        let moved = change.block.is_some();
        let parted = matches!(change.kind, Kind::Split | Kind::Merge);
        html! {
            div.row.is.sm[parted] id={ "c" (number) } {
                p.tag {
                    b { (both(change.kind.name(), change.kind.label(Ui::Zh))) } @for class in classes_of(change) { " " (class_name(class)) }
                    (both(" · line ", " · 行 "))
                    @if !change.old.is_empty() { (self.line(0, change.old.start)) } @else { "–" }
                    " → "
                    @if !change.new.is_empty() { (self.line(1, change.new.start)) } @else { "–" }
                    @if moved { (both(" · moved from ", " · 移自")) a href={ "#c" (number) "-from" } { (line_of(self.line(0, change.old.start))) } }
                }
                div.w.old.moved[moved] lang=(lang[0]) dir="auto" {
                    @if change.kind == Kind::Delete { del { (words(&said.old)) } }
                    @else { (marked(&said, 0, self.old.document, &change.old)) }
                }
                div.w.new.moved[moved] lang=(lang[1]) dir="auto" {
                    @if change.kind == Kind::Insert { ins { (words(&said.new)) } }
                    @else { (marked(&said, 1, self.new.document, &change.new)) }
                }
                @for stale in self.stale(number) { (self.stale_passage(stale)) }
            }
        }
    }

    fn stale_passage(&self, stale: &crate::witness::Stale) -> Markup {
        let (Some(rendering), Some(lines)) = (self.rendering, &self.rendered) else { return html! {} };
        let document = rendering.text.document;
        let line = |sentence: usize| lines.place(document.span(sentence).start).line;
        html! {
            div.stale {
                b {
                    @if stale.target.is_empty() { (both("missing", "缺译")) } @else { (phrase::f_stale) }
                    (both(&format!(", {}", stale.severity.name()), &format!("，{}", stale.severity.label(Ui::Zh))))
                }
                " · " (rendering.text.path)
                @if stale.target.start < document.len() {
                    " "
                    @if stale.target.is_empty() { (both("before ", "此前：")) }
                    (line_of(line(stale.target.start)))
                }
                " · " (both(&stale.why.in_(Ui::En), &stale.why.in_(Ui::Zh)))
                @match stale.followed {
                    Some(true) => (both(" · changed since", " · 译者已跟进")),
                    Some(false) => (both(" · not changed since", " · 译者未跟进")),
                    None => {}
                }
                @if !stale.target.is_empty() {
                    div.w lang=(document.language().tag()) dir="auto" { (words(&document.sentences(stale.target.clone()))) }
                }
            }
        }
    }
}

/// How many changes there are, and of which kinds.
fn lead(changes: usize, kinds: &[(Kind, usize)]) -> Markup {
    let list = |ui: Ui| -> String {
        let kinds = kinds.iter().map(|(kind, n)| match ui {
            Ui::Zh => format!("{} {n}", kind.label(ui)),
            _ => format!("{n} {}", kind.name()),
        });
        kinds.collect::<Vec<_>>().join(ui.of(", ", "，"))
    };
    let changes_en = super::super::count(changes, "change");
    match kinds {
        [] => both(&format!("{changes_en}."), &format!("改动 {changes} 处。")),
        _ => both(
            &format!("{changes_en}: {}.", list(Ui::En)),
            &format!("改动 {changes} 处：{}。", list(Ui::Zh)),
        ),
    }
}

/// How many changes are of classes that were left out.
fn hidden(changes: usize) -> Markup {
    let are = if changes == 1 { "is" } else { "are" };
    both(
        &format!(" {changes} more {are} of classes that do not count, and not shown."),
        &format!("另有 {changes} 处属于不计的类别，未显示。"),
    )
}

/// How much is stale in a translation.
fn stale_lead(rendering: &Rendering) -> Markup {
    let (stale, path) = (rendering.stale, rendering.text.path);
    let followed = stale.iter().filter(|stale| stale.followed == Some(true)).count();
    let (since_en, since_zh) = match stale.iter().any(|stale| stale.followed.is_some()) {
        true => (format!(", {followed} of them changed since"), format!("，其中译者已跟进 {followed} 处")),
        false => Default::default(),
    };
    let passages = super::super::count(stale.len(), "passage");
    let are = if stale.len() == 1 { "is" } else { "are" };
    both(
        &format!(" {passages} of {path} {are} stale{since_en}."),
        &format!("{path} 的译文待更新 {} 处{since_zh}。", stale.len()),
    )
}

/// A line by its number.
fn line_of(line: usize) -> Markup {
    both(&format!("line {line}"), &format!("行 {line}"))
}

/// Sentences in a row, paragraphs on lines of their own.
fn paragraphs(document: &Document, sentences: &Range<usize>) -> String {
    let mut out = String::new();
    let first = document.paragraphs().partition_point(|p| p.sentences.end <= sentences.start);
    for paragraph in document.paragraphs()[first..].iter().take_while(|p| p.sentences.start < sentences.end) {
        let part = paragraph.sentences.start.max(sentences.start)..paragraph.sentences.end.min(sentences.end);
        if !out.is_empty() {
            out.push('\n');
        }
        out.push_str(&document.sentences(part));
    }
    out
}

/// One side of the words of a change: what was struck, or put in, marked by its class, and several sentences
/// parted.
fn marked(said: &Words, side: usize, document: &Document, sentences: &Range<usize>) -> PreEscaped<String> {
    let text = if side == 0 { &said.old } else { &said.new };
    let tag = ["del", "ins"][side];
    let marks: Vec<(Range<usize>, Class)> = said
        .hunks()
        .iter()
        .map(|hunk| (if side == 0 { hunk.old.clone() } else { hunk.new.clone() }, hunk.class))
        .filter(|(range, _)| !range.is_empty())
        .collect();
    let mut out = String::new();
    let mut at = 0;
    let joined = document.joined(sentences.clone());
    for (sentence, range) in sentences.clone().zip(joined.sentences()) {
        let end = if sentence + 1 == sentences.end { text.len() } else { range.end };
        out.push_str(if sentences.len() > 1 { "<span class=\"s\">" } else { "" });
        let mut done = at.min(end);
        for (range, class) in &marks {
            let part = range.start.max(done)..range.end.min(end);
            if part.start < part.end {
                out.push_str(&words(&text[done..part.start]).0);
                let _ = write!(
                    out,
                    "<{tag} class=\"c-{}\">{}</{tag}>",
                    class.name(),
                    words(&text[part.clone()]).0
                );
                done = part.end;
            }
        }
        out.push_str(&words(&text[done..end]).0);
        out.push_str(if sentences.len() > 1 { "</span>" } else { "" });
        at = end;
    }
    PreEscaped(out)
}
