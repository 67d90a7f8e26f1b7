//! What do the versions of a text say of each other?

mod counterparts;
mod gaps;
mod numbers;
mod places;
mod rows;
mod stale;
mod synopsis;

pub use gaps::NO_COUNTERPART;
pub use numbers::{NUMBER_DIFFERS, NUMBER_MISSING};
use places::Places;
pub use rows::{Row, rows};
pub use stale::{Stale, stale};
pub use synopsis::{Reading, Synopsis, Transposition, Variant, synopsis};

use crate::align::{self, Alignment};
use crate::check;
use crate::diff::{self, Revision};
use crate::text::{Document, Finding};

/// How a text of a collation stands to the others.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Relation {
    /// The source itself, or a transcription of it: the pivot that rows follow.
    Pivot,
    /// A translation, aligned with the pivot.
    Translation,
    /// A revision, in the same language, of the text with this number.
    RevisionOf(usize),
}

/// A text of a collation and how it stands to the others.
#[derive(Clone, Debug)]
pub struct Witness<'a> {
    /// The text.
    pub document: &'a Document,
    /// How it stands to the others.
    pub relation: Relation,
}

/// A comparison of two of the texts as versions of one.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// Number of the older text.
    pub old: usize,
    /// Number of the newer text.
    pub new: usize,
    /// What changed.
    pub revision: Revision,
}

/// All that is known of a set of versions: what a report lays out.
#[derive(Clone, Debug)]
pub struct Collation {
    /// Number of the pivot.
    pub pivot: usize,
    /// For each text its alignment with the pivot (source) as target; `None` for the pivot itself and
    /// for revisions.
    pub alignments: Vec<Option<Alignment>>,
    /// Rows across the pivot and all texts aligned with it.
    pub rows: Vec<Row>,
    /// Comparisons of revisions with what they revise.
    pub comparisons: Vec<Comparison>,
    /// For each text what was found in it, in the order of the text.
    pub findings: Vec<Vec<Finding>>,
}

/// What a collation may be told.
#[derive(Clone, Default)]
pub struct Options<'a> {
    /// For the alignments.
    pub align: align::Options<'a>,
    /// For the comparisons.
    pub diff: diff::Options,
    /// For the checks.
    pub check: check::Options,
}

/// Aligns, compares and checks the texts, and weighs what each says of the others.
///
/// # Panics
///
/// If there is not exactly one pivot among `witnesses`.
pub fn collate(witnesses: &[Witness], options: &Options) -> Collation {
    let pivot = witnesses.iter().position(|w| w.relation == Relation::Pivot).expect("a pivot");
    let source = witnesses[pivot].document;
    let alignments: Vec<_> = witnesses
        .iter()
        .map(|w| {
            (w.relation == Relation::Translation).then(|| align::align(source, w.document, &options.align))
        })
        .collect();
    let rows = rows::rows_of(source.len(), pivot, &alignments);
    let comparisons = witnesses
        .iter()
        .enumerate()
        .filter_map(|(new, w)| match w.relation {
            Relation::RevisionOf(old) => Some(Comparison {
                old,
                new,
                revision: diff::diff(witnesses[old].document, w.document, &options.diff),
            }),
            _ => None,
        })
        .collect();
    let mut findings: Vec<_> = witnesses.iter().map(|w| check::check(w.document, &options.check)).collect();
    let documents: Vec<&Document> = witnesses.iter().map(|w| w.document).collect();
    for (text, alignment) in alignments.iter().enumerate() {
        if let Some(alignment) = alignment {
            gaps::find(&documents, pivot, text, alignment, &mut findings);
        }
    }
    numbers::compare(&documents, pivot, &alignments, &mut findings);
    for findings in &mut findings {
        findings.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)));
    }
    Collation { pivot, alignments, rows, comparisons, findings }
}
