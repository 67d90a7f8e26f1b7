//! The top of the page: what was read, what was found, and what to do first.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::super::{count, edited_class, what_happened};
use super::cell::words;
use super::notes::{class, message, severity};
use super::rows::anchor;
use super::words::{both, name_of};
use super::{Page, anchor_of};
use crate::align::Alignment;
use crate::diff::Kind;
use crate::finding::Severity;
use crate::message::{Message, Ui};
use crate::review::{self, ToDecide};
use crate::text::FurnitureKind;
use crate::witness::{RowRun, SheetRow, listed_with};

/// So many places are listed of each thing to do.
const LISTED: usize = 8;
/// Buckets of the map.
const BUCKETS: usize = 120;

/// What the page is of. The rest of the summary is folded, so that the first row is in sight.
pub(super) fn header(page: &Page) -> Markup {
    html! {
        header.top {
            h1 { (page.study.title) }
            p.lead { (lead(page)) }
            (map(page))
            (first(page))
        }
    }
}

/// Figures about the texts, their alignments and what was found, after the rows.
pub(super) fn figures(page: &Page) -> Markup {
    html! {
        section.top.figures aria-label="Figures" {
            details {
                summary { (super::words::more) }
                div.facts {
                    (texts(page))
                    (alignments(page))
                    @if page.is_checked() { (findings(page)) }
                    (changes(page))
                }
            }
        }
    }
}

/// The whole in one or two sentences.
fn lead(page: &Page) -> Markup {
    let rows = &page.rows.rows;
    let found = severities(page.study.findings().iter().flatten().map(|finding| finding.severity));
    let doubtful = rows.iter().filter(|row| row.is_doubtful()).count();
    let gaps = rows.iter().filter(|row| page.rows.is_gap(row)).count();
    let moved = rows.iter().filter(|row| row.is_moved()).count();
    let changes: usize = page.study.examination.comparisons.iter().map(|c| c.revision.changes.len()).sum();
    let mut facts: Vec<[String; 2]> = Vec::new();
    let mut fact = |en: String, zh: String| facts.push([en, zh]);
    if found.is_empty() && page.is_checked() {
        fact("nothing was found wrong".to_owned(), "未发现错误".to_owned());
    } else if !found.is_empty() {
        let all = page.study.findings().iter().flatten();
        let safe = all.clone().filter(|finding| finding.is_approved()).count();
        let of = |severity: Severity| all.clone().filter(|finding| finding.severity == severity).count();
        let kinds = [(Severity::Error, "错误"), (Severity::Warning, "警告"), (Severity::Info, "提示")];
        let chinese = kinds.map(|(severity, word)| (of(severity), word));
        let chinese: Vec<_> =
            chinese.iter().filter(|(n, _)| *n > 0).map(|(n, word)| format!("{word} {n} 处")).collect();
        let mends = if safe > 0 { format!(", of which clean mends {safe}") } else { String::new() };
        let zh_mends = if safe > 0 { format!("，其中 {safe} 处可自动修正") } else { String::new() };
        fact(listed(&found) + &mends, chinese.join("，") + &zh_mends);
    }
    if rows.iter().any(|row| row.confidence.is_some()) {
        match doubtful {
            0 => fact("no row is doubtful".to_owned(), "没有存疑的行".to_owned()),
            1 => fact("1 row is doubtful".to_owned(), "存疑 1 行".to_owned()),
            n => fact(format!("{n} rows are doubtful"), format!("存疑 {n} 行")),
        }
        if gaps > 0 {
            fact(format!("{} without counterpart", count(gaps, "row")), format!("无对应 {gaps} 行"));
        }
        if moved > 0 {
            fact(format!("{} moved", count(moved, "row")), format!("移位 {moved} 行"));
        }
    }
    for part in page.study.coverage() {
        fact(part.in_(Ui::En), part.in_(Ui::Zh));
    }
    if !page.study.examination.comparisons.is_empty() {
        fact(count(changes, "change"), format!("改动 {changes} 处"));
    }
    let (texts, all) = (page.study.texts.len(), rows.len());
    let joined = |language: usize, joint: &str| {
        facts.iter().map(|fact| fact[language].as_str()).collect::<Vec<_>>().join(joint)
    };
    let en = format!("{}, {}: {}.", count(texts, "text"), count(all, "row"), joined(0, "; "));
    both(&en, &format!("{texts} 个文本，{all} 行：{}。", joined(1, "；")))
}

/// How many there are of each severity, the gravest first.
fn severities(all: impl Iterator<Item = Severity> + Clone) -> Vec<String> {
    let words = [(Severity::Error, "error"), (Severity::Warning, "warning"), (Severity::Info, "remark")];
    let counts = words.map(|(severity, word)| (all.clone().filter(|s| *s == severity).count(), word));
    counts.into_iter().filter(|(n, _)| *n > 0).map(|(n, word)| count(n, word)).collect()
}

fn listed(parts: &[String]) -> String {
    match parts {
        [rest @ .., last] if !rest.is_empty() => format!("{} and {last}", rest.join(", ")),
        _ => parts.concat(),
    }
}

/// Where in the texts things stand, from start to end.
fn map(page: &Page) -> Markup {
    let rows = &page.rows.rows;
    let found = |severity: Severity| {
        move |row: &SheetRow| {
            let findings = page.study.findings();
            row.findings
                .iter()
                .any(|&(text, n)| findings[text][n].severity == severity && !findings[text][n].is_approved())
        }
    };
    let mended =
        |row: &SheetRow| row.findings.iter().any(|&(text, n)| page.study.findings()[text][n].is_approved());
    let (error, warning) = (found(Severity::Error), found(Severity::Warning));
    type Holds<'a> = &'a dyn Fn(&SheetRow) -> bool;
    let lanes: [((&str, &str), &str, Holds); 6] = [
        (("errors", "错误"), "m-e", &error),
        (("warnings", "警告"), "m-w", &warning),
        (("doubtful", "存疑"), "m-d", &|row| row.is_doubtful()),
        (("no counterpart", "无对应"), "m-g", &|row| page.rows.is_gap(row)),
        (("changes", "改动"), "m-c", &|row| row.is_changed()),
        (("clean mends", "clean 会改"), "m-s", &mended),
    ];
    let lanes: Vec<_> = lanes.iter().filter(|(.., holds)| rows.iter().any(holds)).collect();
    let buckets = rows.len().min(BUCKETS);
    html! {
        @if !lanes.is_empty() {
            div.map role="group" aria-label="Map of the texts" {
                @for (name, class, holds) in lanes {
                    span.lane { (both(name.0, name.1)) }
                    svg viewBox={ "0 0 " (buckets) " 1" } preserveAspectRatio="none" class=(class) aria-hidden="true" {
                        @for bucket in 0..buckets {
                            @let range = bucket * rows.len() / buckets..(bucket + 1) * rows.len() / buckets;
                            @let hits = rows[range.clone()].iter().filter(|row| holds(row)).count();
                            @if let Some(row) = rows[range.clone()].iter().find(|row| holds(row)) {
                                a href={ "#" (anchor(row)) } tabindex="-1" {
                                    rect x=(bucket) y="0" width="1" height="1" fill-opacity=(opacity(hits, range.len())) {
                                        title { (name.0) ": " (hits) " from row " (row.label()) }
                                    }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

fn opacity(hits: usize, rows: usize) -> String {
    format!("{:.2}", 0.45 + 0.55 * hits as f64 / rows.max(1) as f64)
}

/// What to act on first: each list begins with the worst.
fn first(page: &Page) -> Markup {
    let lists = [to_decide(page), doubtful(page), gaps(page), moved(page), changed(page)];
    html! {
        @if lists.iter().any(Option::is_some) {
            details.first {
                summary { (both("Look here first", "先看这里")) }
                div.lists { @for list in lists.iter().flatten() { (list) } }
            }
        }
    }
}

/// Findings that ask for a person, the gravest first.
fn to_decide(page: &Page) -> Option<Markup> {
    let findings = page.study.findings();
    let (first, total) = review::to_decide(findings, LISTED);
    if total == 0 {
        return None;
    }
    Some(html! {
        section {
            h3 { (both("To decide", "待核")) " " small { (total) } }
            ol {
                @for &ToDecide { text, finding: n, count } in &first {
                    @let finding = &findings[text][n];
                    li {
                        a href={ "#" (anchor_of(text, n)) } {
                            span class={ "sev " (class(finding.severity)) } { (severity(finding.severity)) }
                            @if let Some(sentence) = listed_with(page.study.texts[text].document, finding.span) {
                                b { (page.rows.rows[page.rows.of_sentence[text][sentence]].label()) } " "
                            }
                            (message(&finding.message, page.lang(text)))
                        }
                        @if page.study.texts.len() > 1 { " " small { (page.study.texts[text].name) } }
                        @if count > 1 { " " small { (both(&format!("{count} of this kind"), &format!("同类 {count} 处"))) } }
                    }
                }
            }
        }
    })
}

/// Doubtful rows, the worst first.
fn doubtful(page: &Page) -> Option<Markup> {
    let all = page.rows.rows.iter().filter(|row| row.is_doubtful()).count();
    let runs = page.rows.doubtful();
    let items = runs.into_iter().map(|(run, least)| (run, format!("{:.0} %", least * 100.0)));
    places(page, "Most doubtful", all, items.collect())
}

fn gaps(page: &Page) -> Option<Markup> {
    let runs = page.rows.gaps();
    let all = runs.iter().map(|(run, _)| run.last - run.first + 1).sum();
    let items = runs.into_iter().map(|(run, missing)| {
        let names: Vec<_> = missing.iter().map(|&t| page.study.texts[t].name).collect();
        (run, format!("not in {}", names.join(", ")))
    });
    places(page, "Without counterpart", all, items.collect())
}

fn moved(page: &Page) -> Option<Markup> {
    let mut items = Vec::new();
    for (n, row) in page.rows.rows.iter().enumerate() {
        for (text, source, other) in &row.crossings {
            if *source {
                let there = page.rows.rows[*other].label();
                let what = format!("{} has it in row {there}", page.study.texts[*text].name);
                items.push((RowRun { row: n, first: n, last: n }, what));
            }
        }
    }
    places(page, "Moved", page.rows.rows.iter().filter(|row| row.is_moved()).count(), items)
}

/// Changes that touch the sense first.
fn changed(page: &Page) -> Option<Markup> {
    let changed = page.rows.changed(&page.study.examination.comparisons);
    let items = changed.into_iter().map(|(row, change)| {
        let what = match change.kind {
            Kind::Edit => change.class.name().to_owned(),
            _ => what_happened(change, Ui::En),
        };
        (RowRun { row, first: row, last: row }, what)
    });
    places(page, "Changes", items.len(), items.collect())
}

/// A list of `all` rows or changes, of which neighbours share an item: their run, and what is to be said of it.
fn places(page: &Page, title: &str, all: usize, items: Vec<(RowRun, String)>) -> Option<Markup> {
    let rows = &page.rows.rows;
    (!items.is_empty()).then(|| {
        html! {
            section {
                h3 { (title) " " small { (all) } }
                ol {
                    @for (RowRun { row, first, last }, what) in items.iter().take(LISTED) {
                        li {
                            a href={ "#" (anchor(&rows[*row])) } {
                                b { (rows[*first].label()) @if last > first { "–" (rows[*last].label()) } }
                                " " (snippet(page, &rows[*row]))
                            }
                            " " small { (what) }
                        }
                    }
                }
            }
        }
    })
}

/// The beginning of a row's first text.
fn snippet(page: &Page, row: &SheetRow) -> Markup {
    let pivot = page.study.examination.pivot;
    let order = std::iter::once(pivot).chain(0..row.cells.len());
    let Some((text, &sentence)) = order.filter_map(|t| Some((t, row.cells[t].first()?))).next() else {
        return html! {};
    };
    let document = page.study.texts[text].document;
    let sentence = document.sentence(sentence);
    let room = if document.language().runs_on() { 14 } else { 30 };
    let short: String = sentence.chars().take(room).collect();
    html! {
        span lang=(page.lang(text)) dir="auto" { (words(&short)) @if short.len() < sentence.len() { "…" } }
    }
}

fn texts(page: &Page) -> Markup {
    html! {
        section {
            h2 { "Texts" }
            div.scroll { table {
                thead { tr { th scope="col" { "Text" } th scope="col" { "Language" } th scope="col" { "Role" } th scope="col" { "Encoding" } th.r scope="col" { "Sentences" } th.r scope="col" { "Set aside" } } }
                tbody {
                    @for (n, text) in page.study.texts.iter().enumerate() {
                        @let aside = text.document.furniture().iter().filter(|f| f.kind != FurnitureKind::Markup).count();
                        tr {
                            th scope="row" { (text.name) " " small { (text.path) } }
                            td { (name_of(page.study.texts[n].document.language())) " " small { (page.lang(n)) } }
                            td { (super::super::terminal::safe(&text.role.to_string())) }
                            td { (text.encoding.to_string()) }
                            td.r { (text.document.len()) }
                            td.r { (aside) }
                        }
                        @if !text.said.is_empty() {
                            tr.said { td colspan="6" { (text.said.iter().map(Message::to_string).collect::<Vec<_>>().join("; ")) } }
                        }
                    }
                }
            } }
            @if !page.rows.elsewhere.is_empty() {
                ul.notes { @for &(text, n) in &page.rows.elsewhere { (super::notes::note(page, text, &[n])) } }
            }
        }
    }
}

fn alignments(page: &Page) -> Markup {
    let examination = page.study.examination;
    let pairs: Vec<(usize, &Alignment)> =
        examination.alignments.iter().enumerate().filter_map(|(n, a)| Some((n, a.as_ref()?))).collect();
    html! {
        @if !pairs.is_empty() {
            section {
                h2 { "Alignment" }
                @for (text, alignment) in pairs {
                    (alignment_markup(page, text, alignment))
                }
            }
        }
    }
}

fn alignment_markup(page: &Page, text: usize, alignment: &Alignment) -> Markup {
    let beads = alignment.beads();
    let mut shapes: BTreeMap<(usize, usize), usize> = BTreeMap::new();
    let mut tenths = [0; 10];
    for bead in beads {
        *shapes.entry((bead.source.len(), bead.target.len())).or_default() += 1;
        tenths[((bead.confidence * 10.0) as usize).min(9)] += 1;
    }
    let mut shapes: Vec<_> = shapes.into_iter().collect();
    shapes.sort_by_key(|&(shape, n)| (std::cmp::Reverse(n), shape));
    let most = *tenths.iter().max().unwrap_or(&1) as f64;
    let pivot = page.study.texts[page.study.examination.pivot].name;
    html! {
        div.pair {
            h3 { (pivot) " – " (page.study.texts[text].name) }
            p { (count(beads.len(), "row")) ", mean confidence " (format!("{:.0}\u{a0}%", alignment.confidence() * 100.0)) }
            svg.hist viewBox="0 0 100 34" role="img" aria-label=(format!("Rows by confidence in tenths: {tenths:?}")) {
                @for (n, beads) in tenths.iter().enumerate() {
                    @let height = 26.0 * *beads as f64 / most.max(1.0);
                    @let height = if *beads > 0 { height.max(0.8) } else { 0.0 };
                    rect x=(n * 10 + 1) y=(format!("{:.1}", 26.0 - height)) width="8" height=(format!("{height:.1}")) class=(if n < 6 { "low" } else { "high" }) {
                        title { (n * 10) "–" (n * 10 + 10) " %: " (beads) }
                    }
                }
                path d="M0 26.5H100" {}
                text x="0" y="33" { "0" } text x="50" y="33" text-anchor="middle" { "50" } text x="100" y="33" text-anchor="end" { "100 %" }
            }
            p.shapes { @for ((source, target), n) in shapes { span { (source) "–" (target) " " b { (n) } } " " } }
        }
    }
}

fn findings(page: &Page) -> Markup {
    // The worst severity, how many in each text, and the first.
    type Tally = (Severity, Vec<usize>, (usize, usize));
    let mut rules: BTreeMap<&str, Tally> = BTreeMap::new();
    for (text, findings) in page.study.findings().iter().enumerate() {
        for (n, finding) in findings.iter().enumerate() {
            let texts = page.study.texts.len();
            let entry =
                rules.entry(finding.rule).or_insert_with(|| (finding.severity, vec![0; texts], (text, n)));
            entry.0 = entry.0.max(finding.severity);
            entry.1[text] += 1;
        }
    }
    let mut rules: Vec<_> = rules.into_iter().collect();
    rules.sort_by_key(|(rule, (severity, counts, _))| {
        (std::cmp::Reverse(*severity), std::cmp::Reverse(counts.iter().sum::<usize>()), *rule)
    });
    html! {
        section {
            h2 { "Findings" }
            @if rules.is_empty() {
                p { "None." }
            } @else {
                div.scroll { table.rules {
                    thead { tr {
                        th scope="col" { "Rule" }
                        @for text in page.study.texts { th.r scope="col" { (text.name) } }
                    } }
                    tbody {
                        @for (rule, (severity, counts, (text, n))) in &rules {
                            tr {
                                th scope="row" {
                                    span class={ "sev " (class(*severity)) } { span.sr { (severity.name()) } }
                                    a href={ "#" (anchor_of(*text, *n)) } data-rule=(rule) { (rule) }
                                }
                                @for count in counts { td.r { @if *count > 0 { (count) } @else { "·" } } }
                            }
                        }
                    }
                } }
            }
        }
    }
}

fn changes(page: &Page) -> Markup {
    let comparisons = &page.study.examination.comparisons;
    html! {
        @if !comparisons.is_empty() {
            section {
                h2 { "Changes" }
                @for comparison in comparisons {
                    @let revision = &comparison.revision;
                    h3 { (page.study.texts[comparison.old].name) " → " (page.study.texts[comparison.new].name) }
                    @if revision.changes.is_empty() {
                        p { "The two are the same." }
                    } @else {
                        p.shapes { @for (name, n) in tally(revision.changes.iter().map(|c| (c.kind as usize, c.kind.name()))) { span { (name) " " b { (n) } } " " } }
                        p.shapes { @for (name, n) in tally(revision.changes.iter().filter_map(edited_class).map(|class| (class as usize, class.name()))) { span { (name) " " b { (n) } } " " } }
                    }
                    @for group in revision.groups.iter().take(LISTED) {
                        @let (old, new) = (page.lang(comparison.old), page.lang(comparison.new));
                        p.shapes {
                            del lang=(old) { (words(&group.old)) } " → " ins lang=(new) { (words(&group.new)) }
                            " " b { (group.count) } " times"
                        }
                    }
                    @for (text, passages) in &comparison.stale {
                        p.shapes {
                            (count(passages.len(), "passage")) " of " (page.study.texts[*text].name)
                            @if passages.len() == 1 { " is" } @else { " are" } " stale: "
                            (listed(&severities(passages.iter().map(|stale| stale.severity))))
                            @let followed = passages.iter().filter(|stale| stale.followed == Some(true)).count();
                            @if passages.iter().any(|stale| stale.followed.is_some()) { "; " (followed) " changed since" }
                        }
                    }
                    @if comparison.hidden() > 0 {
                        p { small { (count(comparison.hidden(), "change")) " of classes that do not count are not shown." } }
                    }
                }
            }
        }
    }
}

/// How often each name comes, in the order of the numbers before them, the greatest first.
fn tally<'a>(names: impl Iterator<Item = (usize, &'a str)>) -> Vec<(&'a str, usize)> {
    let mut counts: BTreeMap<(usize, &str), usize> = BTreeMap::new();
    for name in names {
        *counts.entry(name).or_default() += 1;
    }
    counts.into_iter().rev().map(|((_, name), n)| (name, n)).collect()
}
