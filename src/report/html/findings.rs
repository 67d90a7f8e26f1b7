//! All findings of the text that is checked, in a list beside it.
//!
//! The notes under each row say the same in place; the list is for whoever goes through them one after the
//! other, or wants those of one kind only.

use std::collections::BTreeMap;

use maud::{Markup, html};

use super::notes::{class, fix, message, severity};
use super::words::both;
use super::{Page, anchor_of};
use crate::finding::Severity;

/// The severities, the class of rows that hold one of each, and what each is called.
pub(super) const SEVERITIES: [(Severity, &str, &str); 3] = [
    (Severity::Error, "se", "errors"),
    (Severity::Warning, "sw", "warnings"),
    (Severity::Info, "si", "remarks"),
];

/// The list, in the order of the text.
pub(super) fn list(page: &Page) -> Markup {
    html! {
        nav #list aria-label="Findings" {
            ol {
                @for (text, n) in all(page) {
                    @let finding = &page.study.findings()[text][n];
                    @let place = page.lines[text].place(finding.span.start);
                    @let decide = if finding.must_be_decided() { " de" } else { "" };
                    li class=(class(finding.severity)) data-r=(finding.rule) data-s={ (row_class(finding.severity)) (decide) } {
                        a href={ "#" (anchor_of(text, n)) } {
                            b { (place.line) ":" (place.column) } " "
                            (severity(finding.severity))
                            (message(&finding.message, page.lang(text)))
                            (fix(finding, page.lang(text)))
                        }
                        " " small { (finding.rule) }
                    }
                }
            }
            p #none hidden { (both("None of these.", "没有符合的。")) }
        }
    }
}

/// A choice of one rule, with how often each was broken.
pub(super) fn rules(page: &Page) -> Markup {
    let mut rules: BTreeMap<&str, usize> = BTreeMap::new();
    for (text, n) in all(page) {
        *rules.entry(page.study.findings()[text][n].rule).or_default() += 1;
    }
    html! {
        label.pick {
            span.sr { "Show only findings of the rule" }
            select #pick {
                option value="" { "all rules" }
                @for (rule, count) in rules { option value=(rule) { (rule) " (" (count) ")" } }
            }
        }
    }
}

/// How many findings of each severity there are, as filters are made of.
pub(super) fn counts(page: &Page) -> impl Iterator<Item = (&'static str, &'static str, usize)> {
    SEVERITIES.iter().map(|&(severity, row, name)| {
        let of = |&(text, n): &(usize, usize)| page.study.findings()[text][n].severity == severity;
        (row, name, all(page).filter(of).count())
    })
}

/// The class of rows that hold a finding of this severity.
fn row_class(severity: Severity) -> &'static str {
    SEVERITIES.iter().find(|(known, ..)| *known == severity).map_or("", |(_, class, _)| class)
}

fn all(page: &Page) -> impl Iterator<Item = (usize, usize)> {
    let findings = page.study.findings().iter().enumerate();
    findings.flat_map(|(text, findings)| (0..findings.len()).map(move |n| (text, n)))
}
