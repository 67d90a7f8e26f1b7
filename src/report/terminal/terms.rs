//! Terms and what renders them, as a list.

use std::fmt::Write;

use super::safe::safe;
use super::wrap::{columns, pad};
use super::{BOLD, DIM, View, paint};
use crate::message::count;
use crate::say;
use crate::terms::{Place, Proposal, Proposed};

/// The list, as wide as the view: a term with one rendering is a line, one with several a line for each of them.
pub fn terms(proposed: &Proposed, view: View) -> String {
    let mut out = String::new();
    for proposal in proposed.proposals {
        term(&mut out, proposed, proposal, view);
    }
    let several =
        proposed.proposals.iter().filter(|one| one.renderings.iter().any(|of| of.len() > 1)).count();
    let terms = count(proposed.proposals.len(), "term", "条术语");
    let said = match several {
        0 => say!(en: "{terms}", zh: "{terms}", terms),
        _ => {
            say!(en: "{terms}, {several} with several renderings", zh: "{terms}，其中 {several} 条有几种译法", terms, several)
        }
    };
    let _ = writeln!(out, "{}", said.in_(view.ui));
    out
}

fn term(out: &mut String, proposed: &Proposed, proposal: &Proposal, view: View) {
    let head = format!("{} {}", paint(BOLD, safe(&proposal.source)), paint(DIM, proposal.count));
    let all: Vec<(String, usize, &[Place])> = proposal
        .renderings
        .iter()
        .flatten()
        .map(|one| (safe(&one.words).into_owned(), one.places.len(), one.places.as_slice()))
        .collect();
    let untold = (!proposal.untold.is_empty())
        .then(|| (view.ui.of("—", "—").to_owned(), proposal.untold.len(), proposal.untold.as_slice()));
    if let ([(words, _, places)], None) = (all.as_slice(), &untold) {
        let line = format!("{head}  {words}");
        let room = columns(&safe(&proposal.source)) + columns(words) + 8;
        let _ = writeln!(out, "{line}  {}", paint(DIM, rows(proposed, places, view, room)));
        return;
    }
    let _ = writeln!(out, "{head}");
    let width = all.iter().map(|(words, ..)| columns(words)).max().unwrap_or(0).min(view.width / 2);
    for (words, count, places) in all.iter().cloned().chain(untold) {
        let rows = rows(proposed, places, view, width + 12);
        let _ = writeln!(out, "  {} {count:>4}  {}", pad(&words, width), paint(DIM, rows));
    }
}

/// The rows of some places, as many as there is room for beside what takes `taken` columns.
fn rows(proposed: &Proposed, places: &[Place], view: View, taken: usize) -> String {
    let rows = proposed.rows_of(places);
    let mut shown = view.ui.of(if rows.len() == 1 { "row" } else { "rows" }, "行").to_owned();
    let room = view.width.saturating_sub(taken).max(12);
    for (place, row) in rows.iter().enumerate() {
        let next = format!("{} {row}", if place == 0 { "" } else { "," });
        if shown.len() + next.len() + 2 > room && place + 1 < rows.len() {
            shown.push_str(", …");
            break;
        }
        shown.push_str(&next);
    }
    shown
}
