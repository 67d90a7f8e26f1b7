//! In which order do the texts stand on the page, and how is a row linked to?

use super::super::Study;
use crate::witness::SheetRow;

/// The anchor of `row` on the page: `r41`, or `r41-1` for the first row added after it.
pub(super) fn anchor(row: &SheetRow) -> String {
    match row.added {
        0 => format!("r{}", row.number),
        added => format!("r{}-{added}", row.number),
    }
}

/// The order of the columns: the texts as given, each followed by its revisions.
pub(super) fn order(study: &Study) -> Vec<usize> {
    let comparisons = &study.examination.comparisons;
    let mut order: Vec<usize> = Vec::new();
    for text in 0..study.texts.len() {
        let old =
            comparisons.iter().find(|comparison| comparison.new == text).map(|comparison| comparison.old);
        // Behind the revisions of the same text that came before.
        let place = old.and_then(|old| order.iter().position(|&other| other == old)).map(|place| {
            let revises = |other: &&usize| comparisons.iter().any(|c| c.new == **other && Some(c.old) == old);
            place + 1 + order[place + 1..].iter().take_while(revises).count()
        });
        order.insert(place.unwrap_or(order.len()), text);
    }
    order
}
