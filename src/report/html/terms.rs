//! The terms of the texts and what renders each, those with several renderings first.

use maud::{Markup, html};

use super::super::Terms;
use super::cell::words;
use super::rows::anchor;
use super::words::{rendered_as, term, terms_of, times, untold};
use super::{Page, both};
use crate::terms::Place;

/// So many terms are listed; `duizhao terms` lists all.
const MOST_TERMS: usize = 200;

/// So many rows are listed of each rendering.
const MOST_ROWS: usize = 40;

/// The section, if there are any.
pub(super) fn terms(page: &Page) -> Markup {
    let Some(terms) = page.study.terms.as_ref().filter(|terms| !terms.proposals.is_empty()) else {
        return html! {};
    };
    let all = terms.proposals.len();
    let several = terms.proposals.iter().filter(|one| one.renderings.iter().any(|of| of.len() > 1)).count();
    html! {
        section.top.figures aria-label="Terms" {
            details {
                summary {
                    (terms_of) " "
                    (both(&format!("{all}, {several} with several renderings"), &format!("{all} 条，其中 {several} 条有几种译法")))
                }
                div.facts { section { div.scroll { (table(page, terms)) } } }
            }
        }
    }
}

fn table(page: &Page, terms: &Terms) -> Markup {
    let source = page.lang(page.study.examination.pivot);
    html! {
        table.terms {
            thead { tr {
                th scope="col" { (term) }
                th.r scope="col" { (times) }
                @for &text in terms.texts { th scope="col" { (rendered_as) " · " (page.study.texts[text].name) } }
            } }
            tbody {
                @for proposal in terms.proposals.iter().take(MOST_TERMS) {
                    tr {
                        th scope="row" lang=(source) dir="auto" { (words(&proposal.source)) }
                        td.r { (proposal.count) }
                        @for (&text, renderings) in terms.texts.iter().zip(&proposal.renderings) {
                            td {
                                @for rendering in renderings {
                                    p {
                                        span lang=(page.lang(text)) dir="auto" { (words(&rendering.words)) }
                                        " " b { (rendering.places.len()) } " " (rows(page, &rendering.places))
                                    }
                                }
                                @if renderings.len() > 1 && terms.texts.len() == 1 && !proposal.untold.is_empty() {
                                    p { (untold) " " b { (proposal.untold.len()) } " " (rows(page, &proposal.untold)) }
                                }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// Links to the rows in which some places lie, each once.
fn rows(page: &Page, places: &[Place]) -> Markup {
    let of = &page.rows.of_sentence[page.study.examination.pivot];
    let mut rows: Vec<usize> = places.iter().filter_map(|place| of.get(place.sentence).copied()).collect();
    rows.sort_unstable();
    rows.dedup();
    html! {
        small {
            @for (n, &row) in rows.iter().take(MOST_ROWS).enumerate() {
                @if n > 0 { ", " }
                @let row = &page.rows.rows[row];
                a href={ "#" (anchor(row)) } { (row.label()) }
            }
            @if rows.len() > MOST_ROWS { ", …" }
        }
    }
}
