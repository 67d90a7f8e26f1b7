//! What do the versions of a text say of each other?
//!
//! A translation, a revision and a second scan know things about a text that no rule can: that a date is
//! another, that a sentence is lost, that a word stands once where the scan has it twice. [`examine`] lets
//! [`align`](mod@crate::align), [`diff`](mod@crate::diff) and [`check`](mod@crate::check) answer for
//! themselves and then asks what each answer says of the others:
//!
//! - `coverage`: which part of the original a translation covers;
//! - `rows`: alignments with one pivot joined to rows across all languages;
//! - `numbers`, `gaps`: aligned sentences whose numbers differ, and sentences without counterpart;
//! - `testimony`: versions in one language for or against each other's findings;
//! - `words`: words of translations for or against a finding, and words that are lost;
//! - `terms`: what departs from a glossary;
//! - `sheet`: rows with everything that hangs on them, revisions set in, and which of them want to be looked at first;
//! - `stale`: what a change of the source leaves behind in a translation;
//! - `carried`: what becomes of all that when a fix has been made in the text.
//!
//! The three could ask each other themselves. Then each would have to know of texts that most callers
//! do not have, and none could be tested alone.

mod carried;
mod contrary;
mod coverage;
mod figures;
mod gaps;
mod numbers;
mod rows;
mod rules;
mod sheet;
mod stale;
mod terms;
mod testimony;
mod todo;
mod words;

pub use carried::carried;
pub use coverage::Coverage;
pub use figures::{Worth, common_numbers};
pub use rows::{Row, rows};
pub use rules::RULES;
pub use sheet::{DOUBTFUL, RowRun, Sheet, SheetRow, listed_with};
pub use stale::{Stale, stale};
pub use terms::term_findings;
pub use todo::{Task, Work, todo};

use std::ops::Range;

use crate::align::{self, Alignment};
use crate::check;
use crate::diff::{self, Change, Revision};
use crate::finding::{Finding, TextId};
use crate::terms::Glossary;
use crate::text::{Document, Language};

/// How a text among versions stands to the others.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Relation {
    /// The source itself, or a transcription of it: the pivot that rows follow.
    Pivot,
    /// A translation, aligned with the pivot.
    Translation,
    /// A revision, in the same language, of the text with this number.
    RevisionOf(usize),
    /// Another transcription of the text with this number: it is compared as a revision is, but where it
    /// reads otherwise nobody changed anything.
    TranscriptionOf(usize),
}

/// How texts in these `languages` stand to the first of them where nobody says so: those in its language are versions
/// of it, of the kind that `version` makes of its number, all others translations.
#[must_use]
pub fn relate<'a>(
    languages: impl IntoIterator<Item = &'a Language>,
    version: fn(usize) -> Relation,
) -> Vec<Relation> {
    let mut languages = languages.into_iter();
    let Some(first) = languages.next() else { return Vec::new() };
    let is_same = |other: &Language| first == other || first.base() == other.base() && first.base() != "und";
    let others = languages.map(|other| if is_same(other) { version(0) } else { Relation::Translation });
    std::iter::once(Relation::Pivot).chain(others).collect()
}

/// A version of a text and how it stands to the others.
#[derive(Clone, Debug)]
pub struct Witness<'a> {
    /// By what findings name it.
    pub id: TextId,
    /// The text.
    pub document: &'a Document,
    /// How it stands to the others.
    pub relation: Relation,
}

/// A comparison of two of the texts as versions of one.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Comparison {
    /// Number of the older text.
    pub old: usize,
    /// Number of the newer text.
    pub new: usize,
    /// What changed; that the newer text covers a part only is no change.
    pub revision: Revision,
    /// The sentences of the older text that the newer covers.
    pub covers: Range<usize>,
    /// If it is a revision of the pivot, what it left behind in the translations: each text in which
    /// anything is stale, and its stale passages.
    pub stale: Vec<(usize, Vec<Stale>)>,
}

impl Comparison {
    /// How many changes do not count because of what they are; what the newer text does not cover is none of them.
    pub fn hidden(&self) -> usize {
        self.revision.hidden.iter().filter(|change| !is_elsewhere(change, &self.covers)).count()
    }
}

/// Whether a change is nothing but that the newer text does not cover what it deletes.
fn is_elsewhere(change: &Change, covers: &Range<usize>) -> bool {
    change.new.is_empty() && !change.old.is_empty() && !covers.contains(&change.old.start)
}

/// All that is known of a set of versions: what a report lays out.
#[derive(Clone, Debug)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[must_use]
pub struct Examination {
    /// Number of the pivot.
    pub pivot: usize,
    /// For each text its alignment with the pivot (source) as target; `None` for the pivot itself and
    /// for revisions.
    pub alignments: Vec<Option<Alignment>>,
    /// Rows across the pivot and all texts aligned with it.
    pub rows: Vec<Row>,
    /// Comparisons of revisions with what they revise.
    pub comparisons: Vec<Comparison>,
    /// For each text what was found in it, in the order of the text; `None` if none was checked, which is not the
    /// same as that nothing was found.
    pub findings: Option<Vec<Vec<Finding>>>,
}

/// Whose faults are looked for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum Asked {
    /// Those of every text.
    #[default]
    All,
    /// Those of the first; the others bear witness on it, and are not checked themselves.
    First,
}

/// Options for [`examine`] and [`lay_out`].
#[derive(Clone, Default)]
#[non_exhaustive]
pub struct Options<'a> {
    /// For the alignments.
    pub align: align::Options<'a>,
    /// For the comparisons.
    pub diff: diff::Options,
    /// For the checks.
    pub check: check::Options,
    /// The alignment of each text with the pivot, as [`Examination::alignments`] has them, where they were made already;
    /// empty otherwise.
    pub alignments: &'a [Option<Alignment>],
    /// Which texts are checked.
    pub asked: Asked,
    /// What was agreed of terms, to hold translations to.
    pub terms: Option<&'a Glossary>,
}

/// Aligns, compares and checks the texts, and weighs what each says of the others.
///
/// Where no text is the pivot, the first is taken for it, and where several are, the first of them. A text that is said
/// to be a version of one that is not there is compared with none.
pub fn examine(witnesses: &[Witness], options: &Options) -> Examination {
    let mut examination = lay_out(witnesses, options);
    if witnesses.is_empty() {
        examination.findings = Some(Vec::new());
        return examination;
    }
    let Examination { pivot, alignments, comparisons, .. } = &examination;
    let is_asked = |text: usize| text == 0 || options.asked == Asked::All;
    let mut findings: Vec<_> = witnesses
        .iter()
        .enumerate()
        .map(|(text, w)| if is_asked(text) { check::check(w.document, &options.check) } else { Vec::new() })
        .collect();
    gaps::find(witnesses, *pivot, alignments, &mut findings);
    numbers::compare(witnesses, *pivot, alignments, &mut findings);
    words::compare(witnesses, *pivot, alignments, &options.align, &mut findings);
    testimony::weigh(witnesses, comparisons, &mut findings);
    terms::compare(witnesses, *pivot, alignments, options, &mut findings);
    for (text, findings) in findings.iter_mut().enumerate() {
        if !is_asked(text) {
            findings.clear();
        }
        options.check.selection.retain(RULES, findings);
        findings.sort_by(|a, b| (a.span, a.rule).cmp(&(b.span, b.rule)));
    }
    examination.findings = Some(findings);
    examination
}

/// Aligns and compares the texts as [`examine`] does, and checks none of them.
pub fn lay_out(witnesses: &[Witness], options: &Options) -> Examination {
    let pivot = witnesses.iter().position(|w| w.relation == Relation::Pivot).unwrap_or(0);
    let Some(source) = witnesses.get(pivot).map(|w| w.document) else {
        let (alignments, rows, comparisons) = (Vec::new(), Vec::new(), Vec::new());
        return Examination { pivot, alignments, rows, comparisons, findings: None };
    };
    let alignments: Vec<_> = if options.alignments.len() == witnesses.len() {
        options.alignments.to_vec()
    } else {
        let is_aligned: Vec<bool> =
            (0..).zip(witnesses).map(|(n, w)| n != pivot && w.relation == Relation::Translation).collect();
        let translations = witnesses.iter().zip(&is_aligned).filter(|(_, is_aligned)| **is_aligned);
        let translations: Vec<&Document> = translations.map(|(w, _)| w.document).collect();
        let mut aligned = align::align_all(source, &translations, &options.align).into_iter();
        is_aligned.iter().map(|&is_aligned| if is_aligned { aligned.next() } else { None }).collect()
    };
    let rows = rows::rows_of(source.len(), pivot, &alignments);
    let comparisons = witnesses
        .iter()
        .enumerate()
        .filter_map(|(new, w)| match w.relation {
            Relation::RevisionOf(old) | Relation::TranscriptionOf(old) => {
                let before = witnesses.get(old).filter(|_| old != new)?.document;
                let mut revision = diff::diff(before, w.document, &options.diff);
                let covers = coverage::of_revision(&revision);
                revision.hide(|change| is_elsewhere(change, &covers));
                Some(Comparison { old, new, revision, covers, stale: Vec::new() })
            }
            _ => None,
        })
        .collect::<Vec<_>>();
    let comparisons = with_stale(comparisons, witnesses, pivot, &alignments);
    Examination { pivot, alignments, rows, comparisons, findings: None }
}

/// The comparisons, each with what it made stale. A translation whose own revision is there too was changed
/// since, or not.
fn with_stale(
    mut comparisons: Vec<Comparison>,
    witnesses: &[Witness],
    pivot: usize,
    alignments: &[Option<Alignment>],
) -> Vec<Comparison> {
    let revises =
        |comparison: &Comparison| matches!(witnesses[comparison.new].relation, Relation::RevisionOf(_));
    let found = comparisons.iter().map(|comparison| {
        if comparison.old != pivot || !revises(comparison) {
            return Vec::new();
        }
        let [old, new] = [comparison.old, comparison.new].map(|text| witnesses[text].document);
        let aligned = alignments.iter().enumerate().filter_map(|(text, a)| Some((text, a.as_ref()?)));
        let passages = aligned.map(|(text, alignment)| {
            let later = comparisons.iter().rfind(|other| other.old == text && revises(other));
            let later = later.map(|later| &later.revision);
            (text, stale([old, new], &comparison.revision, witnesses[text].document, alignment, later))
        });
        passages.filter(|(_, passages)| !passages.is_empty()).collect()
    });
    let found: Vec<Vec<(usize, Vec<Stale>)>> = found.collect();
    comparisons.iter_mut().zip(found).for_each(|(comparison, found)| comparison.stale = found);
    comparisons
}

/// Documents as translations of the first, each named by its place.
#[cfg(test)]
fn numbered<'a>(documents: &[&'a Document]) -> Vec<Witness<'a>> {
    let relation = |n| if n == 0 { Relation::Pivot } else { Relation::Translation };
    let witness =
        |(n, document): (usize, &&'a Document)| Witness { id: TextId(n), document, relation: relation(n) };
    documents.iter().enumerate().map(witness).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Selection;
    use crate::finding::Severity;

    fn chinese(year: u16, place: &str) -> Document {
        let text = format!("会议于{year}年9月16日在湖边举行。\n\n各方同意继续{place}合作。\n");
        Document::new(text, Language::new("zh"))
    }

    fn english(year: u16) -> Document {
        let text = format!(
            "The meeting was held by the lake on 16 September {year}.\n\n\
             The parties agreed to go on working together in these waters.\n"
        );
        Document::new(text, Language::new("en"))
    }

    #[test]
    fn versions_are_aligned_compared_and_weighed() {
        let source = chinese(2021, "在在该水域");
        let clean = chinese(2021, "在该水域");
        let english = english(2022);
        let witnesses = [
            Witness { id: TextId(0), document: &source, relation: Relation::Pivot },
            Witness { id: TextId(1), document: &english, relation: Relation::Translation },
            Witness { id: TextId(2), document: &clean, relation: Relation::TranscriptionOf(0) },
        ];
        let examination = examine(&witnesses, &Options::default());
        assert_eq!(examination.rows.len(), 2);
        assert_eq!(examination.comparisons.len(), 1);
        let rules = |text: usize| -> Vec<&str> {
            examination.findings.as_ref().expect("checked")[text].iter().map(|finding| finding.rule).collect()
        };
        assert!(rules(0).contains(&numbers::NUMBER_DIFFERS.name), "{:?}", rules(0));
        assert!(rules(1).contains(&numbers::NUMBER_DIFFERS.name), "{:?}", rules(1));
        let seen = |text: usize, other: usize| {
            examination.findings.as_ref().expect("checked")[text]
                .iter()
                .flat_map(|finding| &finding.related)
                .any(|related| related.text == TextId(other))
        };
        assert!(seen(0, 1) && seen(0, 2) && seen(1, 0));

        let ignore = vec![numbers::NUMBER_DIFFERS.name.to_owned()];
        let options = Options {
            check: check::Options { selection: Selection { ignore, ..Default::default() } },
            ..Options::default()
        };
        let fewer = examine(&witnesses, &options);
        assert!(fewer.findings.as_ref().is_some_and(|found| found[1].is_empty()), "{:?}", fewer.findings);
    }

    #[test]
    fn a_revision_makes_its_translations_stale_and_a_transcription_none() {
        let (source, later) = (chinese(2021, "在该水域"), chinese(2022, "在该水域"));
        let english = english(2021);
        let passages = |relation: Relation, since: Option<&Document>| {
            let mut witnesses = vec![
                Witness { id: TextId(0), document: &source, relation: Relation::Pivot },
                Witness { id: TextId(1), document: &english, relation: Relation::Translation },
                Witness { id: TextId(2), document: &later, relation },
            ];
            let since =
                since.map(|document| Witness { id: TextId(3), document, relation: Relation::RevisionOf(1) });
            witnesses.extend(since);
            let found = examine(&witnesses, &Options::default()).comparisons[0].stale.clone();
            let short = |stale: Vec<Stale>| -> Vec<_> {
                stale.into_iter().map(|stale| (stale.severity, stale.followed)).collect()
            };
            found.into_iter().map(|(text, stale)| (text, short(stale))).collect::<Vec<_>>()
        };
        let stale = |followed| (Severity::Error, followed);
        assert_eq!(passages(Relation::RevisionOf(0), None), [(1, vec![stale(None)])]);
        assert_eq!(passages(Relation::RevisionOf(0), Some(&english)), [(1, vec![stale(Some(false))])]);
        assert_eq!(passages(Relation::TranscriptionOf(0), None), []);
    }
}
