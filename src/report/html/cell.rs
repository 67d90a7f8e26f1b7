//! One text's part of a row: its sentences as they read, with what is said of them in place.
//!
//! Findings, numbers, revisions, page furniture and the breaks of lines all lie over the same
//! characters and overlap as they like. So a sentence is cut wherever any of them begins or ends, and
//! each part is wrapped in what lies over it.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use maud::{Markup, PreEscaped, html};

use super::super::class_of;
use super::super::terminal::safe::acts;
use super::leaf::class_name;
use super::notes;
use super::rows::anchor;
use super::words::both;
use super::{Page, anchor_of};
use crate::diff::{Change, Kind, Op};
use crate::finding::Severity;
use crate::message::Ui;
use crate::text::{Document, FurnitureKind, Joined, ParagraphKind, between_sentences};
use crate::witness::{SheetRow, Stale, common_numbers};

/// The cells of a row, one for each text.
pub(super) fn cells(page: &Page, row: &SheetRow) -> Markup {
    let flows: Vec<Vec<(usize, Joined)>> = row
        .cells
        .iter()
        .zip(page.study.texts)
        .map(|(cell, text)| cell.iter().map(|&n| (n, text.document.joined(n..n + 1))).collect())
        .collect();
    let numbers = numbers(page, &flows);
    html! {
        @for &text in &page.order {
            (cell(page, row, text, &flows[text], &numbers[text]))
        }
    }
}

fn cell(page: &Page, row: &SheetRow, text: usize, flows: &[(usize, Joined)], numbers: &NumbersOf) -> Markup {
    let document = page.study.texts[text].document;
    let lang = page.lang(text);
    let dir = super::desk::direction(document.language());
    let marks = revisions(page, row, text);
    let changes = &row.changes[text];
    let compared = page.study.examination.comparisons.iter().any(|comparison| comparison.new == text);
    let same = compared && changes.is_empty() && !flows.is_empty();
    let mut paragraphs: Vec<(&str, String)> = Vec::new();
    for (n, flow) in flows {
        let paragraph = document.paragraphs().partition_point(|p| p.sentences.end <= *n);
        let paragraph = document.paragraphs().get(paragraph);
        let begins = paragraph.is_some_and(|p| p.sentences.start == *n);
        let class = match paragraph.map(|p| p.kind) {
            Some(ParagraphKind::Heading) => "hd",
            Some(ParagraphKind::Code) => "cd",
            _ => "",
        };
        if begins || paragraphs.is_empty() {
            paragraphs.push((class, String::new()));
        }
        let (_, out) = paragraphs.last_mut().expect("a paragraph was begun");
        if !out.is_empty() {
            out.push_str(between_sentences(&document.sentence(n - 1), flow.text()));
        }
        let empty = Vec::new();
        let marks = marks.get(n).unwrap_or(&empty);
        let begins = begins.then_some(class);
        let set = Setting { page, text, sentence: *n, begins, flow, marks, numbers };
        set.write(out);
    }
    html! {
        div class={ "t t" (text) @if same { " same" } } {
            @for change in changes { (tags(page, text, change)) }
            @for (of, comparison, stale) in &row.stale { @if *of == text { (stale_tag(page, *comparison, stale)) } }
            @for (class, words) in &paragraphs {
                p class=[(!class.is_empty()).then_some(class)] lang=(lang) dir=(dir) { (PreEscaped(words)) }
            }
            @for (comparison, change, new) in changes {
                @if change.kind == Kind::Delete && !new {
                    @let old = page.study.examination.comparisons[*comparison].old;
                    @let gone = change.old.clone().filter(|n| row.cells[old].contains(n));
                    p.gone lang=(lang) dir=(dir) {
                        @for n in gone { del { (words(&page.study.texts[old].document.sentence(n))) } }
                    }
                }
            }
            @if flows.is_empty() && changes.is_empty() { (missing(page, row, text)) }
            (notes::list(page, row, text))
        }
    }
}

/// What to say where a text has nothing.
fn missing(page: &Page, row: &SheetRow, text: usize) -> Markup {
    let moved =
        row.crossings.iter().any(|(other, ..)| *other == text || text == page.study.examination.pivot);
    html! {
        @if row.added > 0 {
            // What a revision added or moved here says nothing of the other texts.
        } @else if page.rows.aligned[text] && !moved {
            p.gap { (super::words::no_counterpart) }
        } @else {
            p.gap { "—" }
        }
    }
}

/// What kind of change a cell shows, and where moved text came from or went.
fn tags(page: &Page, text: usize, (comparison, change, new): &(usize, &Change, bool)) -> Markup {
    let comparison = &page.study.examination.comparisons[*comparison];
    let other = if *new { (comparison.old, change.old.start) } else { (comparison.new, change.new.start) };
    let verb = match (change.kind, new) {
        (Kind::Insert, _) => both("added", "新增"),
        (Kind::Delete, _) => both("deleted", "已删"),
        (Kind::Edit, _) => both("edited", "改动"),
        (Kind::Move, true) => both("moved here", "移到此处"),
        (Kind::Move, false) => both("moved away", "已移走"),
        (Kind::Split, _) => both("split", "拆句"),
        (Kind::Merge, _) => both("merged", "并句"),
    };
    let edited = !matches!(change.kind, Kind::Insert | Kind::Delete)
        && (change.kind != Kind::Move || !change.hunks.is_empty());
    html! {
        p.tag {
            span.(format!("k k-{}", change.kind.name())) { (verb) }
            @if edited { @for class in change.classes() { " " span.(format!("c c-{}", class.name())) { (class_name(class)) } } }
            @if change.kind == Kind::Move {
                @let row = &page.rows.rows[page.rows.of_sentence[other.0][other.1]];
                " " a href={ "#" (anchor(row)) } { (if *new { both("from row ", "原在第 ") } else { both("to row ", "现在第 ") }) (row.label()) (both("", " 行")) }
            }
            @if page.study.examination.comparisons.iter().filter(|c| c.new == text).count() > 1 {
                (both(" against ", "，对照 ")) (page.study.texts[comparison.old].name)
            }
        }
    }
}

/// That a passage is stale, how much it matters, and since which change of the source.
fn stale_tag(page: &Page, comparison: usize, stale: &Stale) -> Markup {
    let comparison = &page.study.examination.comparisons[comparison];
    let change = &comparison.revision.changes[stale.change];
    let (text, sentence) = match change.new.is_empty() {
        true => (comparison.old, change.old.start),
        false => (comparison.new, change.new.start),
    };
    html! {
        p.tag {
            span.k.k-stale { (if stale.target.is_empty() { both("missing", "缺") } else { both("stale", "待更新") }) }
            @if let Some(class) = class_of(change) { " " span.c { (class_name(class)) } }
            " " (both(stale.severity.name(), stale.severity.label(Ui::Zh))) (both(" since ", "，原文改于 "))
            a href={ "#" (anchor(&page.rows.rows[page.rows.of_sentence[text][sentence]])) } { (page.study.texts[comparison.new].name) }
            (match stale.followed {
                Some(true) => both(", changed since", "，已跟进"),
                Some(false) => both(", not changed since", "，未跟进"),
                None => html! {},
            })
        }
    }
}

/// A place in a sentence where a revision took or added words.
enum Mark {
    Inserted(Range<usize>),
    Deleted(usize, String),
}

/// What revisions did to the sentences of `text` in `row`, by sentence.
fn revisions(page: &Page, row: &SheetRow, text: usize) -> BTreeMap<usize, Vec<Mark>> {
    let mut marks = BTreeMap::new();
    for (comparison, change, new) in &row.changes[text] {
        if *new {
            let old = page.study.examination.comparisons[*comparison].old;
            revised([old, text].map(|text| page.study.texts[text].document), change, &mut marks);
        }
    }
    marks
}

fn revised([old, document]: [&Document; 2], change: &Change, marks: &mut BTreeMap<usize, Vec<Mark>>) {
    if change.kind == Kind::Insert {
        for n in change.new.clone() {
            marks.entry(n).or_default().push(Mark::Inserted(0..document.sentence(n).len()));
        }
        return;
    }
    if change.source.is_some() {
        return;
    }
    let joined = change.words(old, document).that_count();
    let starts: Vec<(usize, Range<usize>)> =
        change.new.clone().zip(document.joined(change.new.clone()).sentences()).collect();
    let mut at = 0;
    for edit in joined.edits() {
        match edit.op {
            Op::Equal => at += edit.text.len(),
            Op::Insert => {
                let end = at + edit.text.len();
                for (n, range) in &starts {
                    let part = at.max(range.start)..end.min(range.end);
                    if part.start < part.end {
                        let part = part.start - range.start..part.end - range.start;
                        marks.entry(*n).or_default().push(Mark::Inserted(part));
                    }
                }
                at = end;
            }
            Op::Delete => {
                let (n, range) =
                    starts.iter().find(|(_, range)| at <= range.end).or(starts.last()).expect("a sentence");
                let place = at.clamp(range.start, range.end) - range.start;
                marks.entry(*n).or_default().push(Mark::Deleted(place, edit.text.to_owned()));
            }
        }
    }
}

/// Where numbers that other texts have too stand in the words of each sentence, and what they are worth.
type NumbersOf = BTreeMap<usize, Vec<(Range<usize>, f64)>>;

/// For each text the numbers of its sentences in a row that another text has there too.
fn numbers(page: &Page, flows: &[Vec<(usize, Joined)>]) -> Vec<NumbersOf> {
    let cells: Vec<_> = flows
        .iter()
        .zip(page.study.texts)
        .map(|(flows, text)| {
            (text.document.language(), flows.iter().map(|(_, flow)| flow.text()).collect::<Vec<_>>())
        })
        .collect();
    let common = common_numbers(&cells).into_iter().zip(flows);
    common.map(|(numbers, flows)| flows.iter().map(|(n, _)| *n).zip(numbers).collect()).collect()
}

/// A sentence and all that lies over it.
struct Setting<'a> {
    page: &'a Page<'a>,
    text: usize,
    sentence: usize,
    /// The kind of the paragraph that it begins.
    begins: Option<&'static str>,
    flow: &'a Joined<'a>,
    marks: &'a [Mark],
    numbers: &'a NumbersOf,
}

/// Findings over stretches of a sentence, and by place what stands between its characters.
struct Over<'a> {
    ranges: Vec<(Range<usize>, usize)>,
    points: BTreeMap<usize, Vec<Point<'a>>>,
}

/// What stands between two characters of a sentence.
enum Point<'a> {
    Deleted(&'a str),
    Joint(Vec<usize>),
    Furniture(usize, Vec<usize>),
    Finding(usize),
}

impl Setting<'_> {
    fn write(&self, out: &mut String) {
        let Over { ranges, points } = self.lie_over();
        let inserted: Vec<&Range<usize>> = self
            .marks
            .iter()
            .filter_map(|mark| match mark {
                Mark::Inserted(range) => Some(range),
                Mark::Deleted(..) => None,
            })
            .collect();
        let end = self.flow.text().len();
        let mut cuts: Vec<usize> = vec![0, end];
        cuts.extend(points.keys());
        cuts.extend(ranges.iter().flat_map(|(range, _)| [range.start, range.end]));
        cuts.extend(inserted.iter().flat_map(|range| [range.start, range.end]));
        cuts.retain(|&cut| cut <= end && self.flow.text().is_char_boundary(cut));
        cuts.sort_unstable();
        cuts.dedup();
        let _ = write!(out, "<span class=\"s\" data-n=\"{}\"", self.sentence);
        if let Some(kind) = self.begins {
            let _ = write!(out, " data-b=\"{kind}\"");
        }
        out.push('>');
        if self.sentence == 0 {
            for &furniture in &self.page.furniture_before[self.text] {
                self.furniture(out, furniture, &[]);
            }
        }
        for (n, &cut) in cuts.iter().enumerate() {
            for point in points.get(&cut).into_iter().flatten() {
                self.point(out, point);
            }
            let Some(&next) = cuts.get(n + 1) else { break };
            let over: Vec<usize> = ranges
                .iter()
                .filter(|(range, _)| range.start <= cut && next <= range.end)
                .map(|(_, finding)| *finding)
                .collect();
            let ins = inserted.iter().any(|range| range.start <= cut && next <= range.end);
            if ins {
                out.push_str("<ins>");
            }
            self.link(out, &over, "", |out| self.words(out, cut..next));
            if ins {
                out.push_str("</ins>");
            }
        }
        out.push_str("</span>");
    }

    fn lie_over(&self) -> Over<'_> {
        let mut ranges = Vec::new();
        let mut points: BTreeMap<usize, Vec<Point>> = BTreeMap::new();
        for mark in self.marks {
            if let Mark::Deleted(at, words) = mark {
                points.entry(*at).or_default().push(Point::Deleted(words));
            }
        }
        let document = self.page.study.texts[self.text].document;
        let all = self.page.study.findings();
        let mut on_furniture: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let mut on_joint: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let furniture = &self.page.furniture[self.text][self.sentence];
        for &number in &self.page.findings_on[self.text][self.sentence] {
            let span = all[self.text][number].span;
            let range = self.flow.find(span);
            if let Some(range) = &range
                && !range.is_empty()
            {
                ranges.push((range.clone(), number));
                continue;
            }
            let inside = furniture.iter().find(|&&n| document.furniture()[n].span.contains(span));
            let joint = self.flow.joints().find(|(_, gap)| gap.contains(span) && !span.is_empty());
            match (inside, joint) {
                (Some(&furniture), _) => on_furniture.entry(furniture).or_default().push(number),
                (None, Some((at, _))) => on_joint.entry(at).or_default().push(number),
                (None, None) => {
                    let at = range.map_or(self.flow.text().len(), |range| range.start);
                    points.entry(at).or_default().push(Point::Finding(number));
                }
            }
        }
        for (at, gap) in self.flow.joints() {
            let between: Vec<usize> =
                furniture.iter().copied().filter(|&n| gap.contains(document.furniture()[n].span)).collect();
            let said = on_joint.remove(&at).unwrap_or_default();
            let blank = gap.of(document.text()).lines().skip(1).any(|line| line.trim().is_empty());
            if !between.is_empty() || !said.is_empty() || blank && gap.of(document.text()).lines().count() > 2
            {
                points.entry(at).or_default().push(Point::Joint(said));
            }
            for n in between {
                let said = on_furniture.remove(&n).unwrap_or_default();
                points.entry(at).or_default().push(Point::Furniture(n, said));
            }
        }
        let span = document.span(self.sentence);
        let after = furniture.iter().copied().filter(|&n| document.furniture()[n].span.start >= span.end);
        for n in after {
            let said = on_furniture.remove(&n).unwrap_or_default();
            points.entry(self.flow.text().len()).or_default().push(Point::Furniture(n, said));
        }
        Over { ranges, points }
    }

    fn point(&self, out: &mut String, point: &Point) {
        match point {
            Point::Deleted(text) => {
                let _ = write!(out, "<del>{}</del>", words(text).0);
            }
            Point::Joint(said) => self.link(out, said, "j", |out| {
                if said.is_empty() {
                    out.push_str("<span class=\"j\" title=\"the page breaks here\"></span>");
                }
            }),
            Point::Furniture(n, said) => self.furniture(out, *n, said),
            Point::Finding(n) => self.link(out, &[*n], "pt", |_| {}),
        }
    }

    fn furniture(&self, out: &mut String, number: usize, said: &[usize]) {
        let document = self.page.study.texts[self.text].document;
        let furniture = &document.furniture()[number];
        let (class, title) = match furniture.kind {
            FurnitureKind::RunningHead => ("fu", "running head"),
            FurnitureKind::PageNumber => ("fu", "page number"),
            FurnitureKind::TurnLine => ("fu", "turn line"),
            FurnitureKind::PageBreak => ("fu", "page break"),
            FurnitureKind::Markup => ("mu", "markup"),
        };
        let _ = write!(out, "<span class=\"{class}\" title=\"{title}: set aside\">");
        let text = furniture.span.of(document.text());
        self.link(out, said, "", |out| out.push_str(&words(text.trim()).0));
        out.push_str("</span>");
    }

    /// What `inner` writes, as a link to the notes of `findings` if there are any.
    fn link(&self, out: &mut String, findings: &[usize], class: &str, inner: impl FnOnce(&mut String)) {
        let all = self.page.study.findings();
        let Some(&worst) = findings.iter().max_by_key(|&&n| (all[self.text][n].severity, usize::MAX - n))
        else {
            return inner(out);
        };
        let severity = match all[self.text][worst].severity {
            Severity::Error => "e",
            Severity::Warning => "w",
            Severity::Info => "i",
        };
        let _ = write!(out, "<a class=\"f {severity}");
        if !class.is_empty() {
            let _ = write!(out, " {class}");
        }
        let _ = write!(out, "\" href=\"#{}\"", anchor_of(self.text, worst));
        let mut words = String::new();
        inner(&mut words);
        if matches!(class, "pt" | "j") || words.trim().is_empty() {
            // It has no words of its own, or blanks alone: its sign is the sheet's.
            let _ = write!(out, " aria-label=\"{}\"", all[self.text][worst].rule);
        }
        if findings.len() > 1 {
            let others: Vec<_> = findings.iter().map(|&n| anchor_of(self.text, n)).collect();
            let _ = write!(out, " data-f=\"{}\"", others.join(" "));
        }
        let _ = write!(out, ">{words}</a>");
    }

    /// The words in `range`, numbers that other texts have too marked.
    fn words(&self, out: &mut String, range: Range<usize>) {
        let mut at = range.start;
        for (number, value) in self.numbers.get(&self.sentence).into_iter().flatten() {
            let part = number.start.max(at)..number.end.min(range.end);
            if part.start >= part.end {
                continue;
            }
            out.push_str(&words(&self.flow.text()[at..part.start]).0);
            let number = words(&self.flow.text()[part.clone()]).0;
            let _ = write!(out, "<span class=\"n\" data-n=\"{value}\">{number}</span>");
            at = part.end;
        }
        out.push_str(&words(&self.flow.text()[at..range.end]).0);
    }
}

/// `text` escaped; characters that would turn the line about, or hide, by name.
pub(super) fn words(text: &str) -> PreEscaped<String> {
    if !text.chars().any(|c| acts(c) && c != '\n') {
        return html! { (text) };
    }
    let mut out = String::new();
    for part in text.split_inclusive(|c| acts(c) && c != '\n') {
        let hidden = part.chars().next_back().filter(|&c| acts(c) && c != '\n');
        let shown = &part[..part.len() - hidden.map_or(0, char::len_utf8)];
        out.push_str(&html! { (shown) }.0);
        if let Some(c) = hidden {
            let _ = write!(out, "<span class=\"ctl\">U+{:04X}</span>", u32::from(c));
        }
    }
    PreEscaped(out)
}
