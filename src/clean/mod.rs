//! What is the text with its faults mended?
//!
//! A fix lays others open: where an invisible character goes, its neighbours are seen to be doubled. So what was mended
//! is looked at again, with all that bore witness before, until nothing is left to be made; and what was done in all
//! rounds is told in places of the text as it came ([`Cleaned`]). Saying to the person "run it again" is simpler, and
//! its log would speak of a text that nobody has.
//!
//! ```text
//! inspect   text + witnesses --examine--> findings --review--> findings, some decided
//!                                                              a person may decide more
//! clean     text --approved fixes--> mended text --inspect--> more of them --> ... --> Cleaning
//! ```
//!
//! The witnesses are aligned once. What a fix moves is known, so the rounds carry the alignment over to the mended text
//! ([`witness::carried`]). Aligning anew costs in each round as much as all the rest together, and finds the same beads.
//!
//! This stands above `review`, because what is made depends on what was decided, and below `format`, because what a
//! text is written back into is no matter of mending it. As a part of `check` it could know of no witness; as a part of
//! `review` it would mix acting with deciding.

mod edits;

pub use edits::{Applied, Approved, Cleaned};

use crate::check;
use crate::review::{By, Dropped, Review, Reviewed, Verdict};
use crate::text::{Document, Span};
use crate::witness::{self, Asked, Examination, Witness};

/// At most so many times a text is mended. Two are nearly always enough.
const ROUNDS: usize = 64;

/// What is found in a text, and what was decided on it.
#[derive(Clone, Debug, Default)]
#[must_use]
pub struct Inspection {
    /// How the versions lie to each other, without findings; `None` if there is but one.
    pub examination: Option<Examination>,
    /// What is found in the first version, in the order of the text.
    pub findings: Vec<Reviewed>,
    /// What the review took out.
    pub dropped: Dropped,
}

/// What is found in the first of `versions`, by itself and by what the others say of it, as `review` leaves it. Of
/// no versions, nothing.
pub fn inspect(versions: &[Witness], options: &witness::Options, review: &Review) -> Inspection {
    inspected(versions, options, review, |options| witness::examine(versions, options))
}

fn inspected(
    versions: &[Witness],
    options: &witness::Options,
    review: &Review,
    examine: impl FnOnce(&witness::Options) -> Examination,
) -> Inspection {
    let Some(Witness { document, .. }) = versions.first() else { return Inspection::default() };
    let (examination, found) = if versions.len() == 1 {
        (None, check::check(document, &options.check))
    } else {
        let mut examination = examine(&witness::Options { asked: Asked::First, ..options.clone() });
        let found = examination.findings.take().map_or(Vec::new(), |mut all| all.swap_remove(0));
        (Some(examination), found)
    };
    let (findings, dropped) = review.apply(document, found);
    Inspection { examination, findings, dropped }
}

/// Options for [`clean`].
#[derive(Clone, Copy)]
pub struct Options<'a> {
    /// For the checks and comparisons of later rounds.
    pub examine: &'a witness::Options<'a>,
    /// What a person has decided before.
    pub review: &'a Review<'a>,
    /// Makes a document of the mended text as that of the text was made, by its lines or with its markup.
    pub again: &'a dyn Fn(String) -> Document,
    /// Whether the words at a place of the text as it came can become these others in its file. A fix that cannot be
    /// written is not made.
    pub can_write: &'a dyn Fn(Span, &str) -> bool,
}

/// A mended text, what was done to it, and what is left in it.
#[derive(Clone, Debug)]
#[must_use]
pub struct Cleaning {
    /// The text as it is now, and the fixes that were made.
    pub cleaned: Cleaned,
    /// The same text as a document.
    pub document: Document,
    /// What is found in it now.
    pub left: Vec<Reviewed>,
    /// How many fixes were not made because they cannot be written.
    pub unwritten: usize,
}

/// The first of `versions` with those fixes made that are approved among what was `found` there by [`inspect`], and
/// then those that are found in what has come of it, until there is none. Of no versions, an empty text.
///
/// # Example: one fix lays the next open
///
/// ```
/// use duizhao::clean::{Options, clean, inspect};
/// use duizhao::finding::TextId;
/// use duizhao::review::Review;
/// use duizhao::text::{Document, Language};
/// use duizhao::witness::{self, Relation, Witness};
/// let again = |text: String| Document::new(text, Language::new("zh"));
/// let document = again("会议开始,代表们在湖边会面,签署文件\u{7}。\n".into());
/// let versions = [Witness { id: TextId(0), document: &document, relation: Relation::Pivot }];
/// let (examine, review) = (witness::Options::default(), Review::default());
/// let found = inspect(&versions, &examine, &review);
/// let options = Options { examine: &examine, review: &review, again: &again, can_write: &|_, _| true };
/// let cleaning = clean(&versions, &found, &options);
/// assert_eq!(cleaning.document.text(), "会议开始，代表们在湖边会面，签署文件。\n");
/// assert_eq!(cleaning.left, []);
/// ```
pub fn clean(versions: &[Witness], found: &Inspection, options: &Options) -> Cleaning {
    let Some(&Witness { document: before, .. }) = versions.first() else {
        let (cleaned, document) = (Cleaned::of("", []), (options.again)(String::new()));
        return Cleaning { cleaned, document, left: Vec::new(), unwritten: 0 };
    };
    let text = before.text();
    let look_again = |cleaned: &Cleaned| {
        let document = (options.again)(cleaned.text.clone());
        let mut versions = versions.to_vec();
        versions[0].document = &document;
        let inspection = inspected(&versions, options.examine, options.review, |examine| {
            let alignments = found.examination.iter().flat_map(|examination| &examination.alignments);
            let carried = alignments.map(|alignment| {
                let alignment = alignment.as_ref()?;
                Some(witness::carried(alignment, before, &document, |span| cleaned.after(span)))
            });
            let alignments: Vec<_> = carried.collect();
            witness::examine(&versions, &witness::Options { alignments: &alignments, ..examine.clone() })
        });
        (document, inspection.findings)
    };
    let mut cleaned = Cleaned::of(text, approved(&found.findings));
    let mut now = None;
    for _ in 0..ROUNDS {
        // Nothing was to be made, or what was made was taken back.
        if cleaned.applied.is_empty() {
            break;
        }
        let (_, left) = now.insert(look_again(&cleaned));
        match cleaned.then(text, approved(left)) {
            Some(next) => cleaned = next,
            None => break,
        }
    }
    let can_write = |fix: &Applied| (options.can_write)(fix.before, fix.after.of(&cleaned.text));
    let unwritten = cleaned.applied.iter().filter(|fix| !can_write(fix)).count();
    if unwritten > 0 {
        cleaned = cleaned.only(text, can_write);
    }
    let (document, left) = match now {
        Some((document, left)) if document.text() == cleaned.text => (document, left),
        _ if cleaned.applied.is_empty() => (before.clone(), found.findings.clone()),
        _ => look_again(&cleaned),
    };
    Cleaning { cleaned, document, left, unwritten }
}

fn approved(findings: &[Reviewed]) -> impl Iterator<Item = Approved<'_>> {
    findings.iter().filter_map(Approved::of)
}

/// A fix that was made, or that a person refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Logged<'a> {
    /// The rule that asked for it.
    pub rule: &'a str,
    /// Where it is, in the text as it came.
    pub span: Span,
    /// What was to stand there.
    pub new: &'a str,
    /// By whose word it was made or refused.
    pub by: By,
    /// Whether it was made.
    pub made: bool,
}

impl Cleaning {
    /// What was made, and what a person refused among what was `found` at first, in the order of the text as it came.
    pub fn log<'a>(&'a self, found: &'a Inspection) -> Vec<Logged<'a>> {
        let made = self.cleaned.applied.iter().map(|fix| Logged {
            rule: fix.rule,
            span: fix.before,
            new: fix.after.of(&self.cleaned.text),
            by: fix.by,
            made: true,
        });
        let refused = found.findings.iter().filter_map(|Reviewed { finding, decision }| {
            let (Verdict::Refuse | Verdict::Right, by @ By::Person) = (*decision)? else { return None };
            let new = finding.fix.as_ref()?.replacement.as_str();
            Some(Logged { rule: finding.rule, span: finding.span, new, by, made: false })
        });
        let mut log: Vec<_> = made.chain(refused).collect();
        log.sort_by_key(|fix| fix.span);
        log
    }
}
