//! What was found in a cell, said in words under it.

use maud::{Markup, PreEscaped, html};

use super::super::place_of;
use super::cell::words;
use super::rows::anchor;
use super::words::both;
use super::{Page, anchor_of};
use crate::finding::{Finding, Related, Severity};
use crate::message::{Message, Ui};
use crate::review::Reviewed;
use crate::witness::SheetRow;

/// So many different notes of one rule in one cell are folded into a line.
const MANY: usize = 4;

/// The findings in `text`'s sentences of `row`, the worst first. Those that say the same share a line,
/// and those of a rule that has much to say are folded together.
pub(super) fn list(page: &Page, row: &SheetRow, text: usize) -> Markup {
    let here: Vec<usize> = row.findings.iter().filter(|(t, _)| *t == text).map(|(_, n)| *n).collect();
    if here.is_empty() {
        return html! {};
    }
    let findings = page.study.findings().get(text).map_or(&[][..], Vec::as_slice);
    let mut notes: Vec<Vec<usize>> = Vec::new();
    for n in here {
        match notes.iter_mut().find(|note| same(&findings[note[0]], &findings[n])) {
            Some(note) => note.push(n),
            None => notes.push(vec![n]),
        }
    }
    let mut rules: Vec<(&str, Severity, Vec<Vec<usize>>)> = Vec::new();
    for note in notes {
        let Finding { rule, severity, .. } = findings[note[0]].finding;
        match rules.iter_mut().find(|(known, ..)| *known == rule) {
            Some((_, worst, notes)) => {
                *worst = severity.max(*worst);
                notes.push(note);
            }
            None => rules.push((rule, severity, vec![note])),
        }
    }
    rules.sort_by_key(|(_, worst, _)| std::cmp::Reverse(*worst));
    html! {
        ul.notes {
            @for (rule, worst, notes) in &rules {
                @if notes.len() >= MANY {
                    li.many {
                        details {
                            summary.(class(*worst)) { b { (rule) } " " (notes.len()) (both(" places", " 处")) }
                            ul { @for same in notes { (note(page, text, same)) } }
                        }
                    }
                } @else {
                    @for same in notes { (note(page, text, same)) }
                }
            }
        }
    }
}

/// Whether two findings differ in nothing but their place.
fn same(one: &Reviewed, other: &Reviewed) -> bool {
    one.related.is_empty()
        && other.related.is_empty()
        && (one.rule, one.severity, &one.message, &one.fix, one.is_approved())
            == (other.rule, other.severity, &other.message, &other.fix, other.is_approved())
        && one.span.is_empty() == other.span.is_empty()
}

/// Findings that differ in nothing but their place; at least one.
pub(super) fn note(page: &Page, text: usize, same: &[usize]) -> Markup {
    let findings = page.study.findings().get(text).map_or(&[][..], Vec::as_slice);
    let finding = &findings[same[0]];
    let lang = page.lang(text);
    html! {
        li class=(class(finding.severity)) data-r=(finding.rule) {
            (severity(finding.severity))
            (message(&finding.message, lang))
            (fix(finding, lang))
            @for related in &finding.related {
                @if let Some(other) = place_of(page.study.texts, related.text) { " " (seen(page, other, related)) }
            }
            " " small {
                span.rule { (finding.rule) }
                @for &n in same {
                    @let place = page.lines[text].place(findings[n].span.start);
                    " " span id=(anchor_of(text, n)) data-id=(page.ids[text][n]) { (place.line) ":" (place.column) }
                }
            }
        }
    }
}

pub(super) fn fix(finding: &Reviewed, lang: &str) -> Markup {
    html! {
        @if let Some(fix) = &finding.fix && !finding.message.to_string().ends_with(&format!("should be `{}`", fix.replacement)) {
            span.fix {
                @let is_asked = !finding.is_approved();
                @if fix.replacement.is_empty() {
                    (if is_asked { both(" → perhaps remove", " → 或可删去") } else { both(" → remove", " → 删去") })
                } @else {
                    (match (finding.span.is_empty(), is_asked) {
                        (true, true) => both(" → perhaps insert ", " → 或可补入 "),
                        (true, false) => both(" → insert ", " → 补入 "),
                        (false, true) => both(" → perhaps ", " → 或作 "),
                        (false, false) => html! { " → " },
                    })
                    code lang=(lang) { (words(&fix.replacement)) }
                }
            }
        }
    }
}

/// What the text numbered `other` says of a finding.
fn seen(page: &Page, other: usize, related: &Related) -> Markup {
    let text = &page.study.texts[other];
    let sentence = text.document.sentence_at(related.span.start);
    let row = sentence.map(|n| &page.rows.rows[page.rows.of_sentence[other][n]]);
    let lang = page.lang(other);
    html! {
        span.seen {
            @if let Some(row) = row {
                a href={ "#" (anchor(row)) } { (text.name) }
            } @else {
                (text.name)
            }
            ": " (message(&related.message, lang))
            @let there = related.span.of(text.document.text());
            @if !related.message.to_string().contains(there) && there.chars().count() <= 40 && !there.is_empty() {
                " " code lang=(lang) { (words(there)) }
            }
        }
    }
}

/// How much a finding matters, for who does not see its sign.
pub(super) fn severity(severity: Severity) -> Markup {
    html! { span.sr { (both(severity.name(), severity.label(Ui::Zh))) ": " } }
}

/// A message in both languages, with what stands in backticks set as text of `lang`.
pub(super) fn message(message: &Message, lang: &str) -> Markup {
    let [en, zh] = [Ui::En, Ui::Zh].map(|ui| message.in_(ui));
    html! {
        @if en == zh {
            (set(&en, lang))
        } @else {
            span.en { (set(&en, lang)) } span.zh lang="zh-Hans" { (set(&zh, lang)) }
        }
    }
}

fn set(message: &str, lang: &str) -> Markup {
    let mut out = String::new();
    for (n, part) in message.split('`').enumerate() {
        if n % 2 == 0 {
            out.push_str(&words(part).0);
        } else {
            out.push_str(&html! { code lang=(lang) { (words(part)) } }.0);
        }
    }
    PreEscaped(out)
}

pub(super) fn class(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "e",
        Severity::Warning => "w",
        Severity::Info => "i",
    }
}
