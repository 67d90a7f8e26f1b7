//! What must a person decide, and what goes by itself?
//!
//! A scan has hundreds of findings that `clean` mends and some twenty that a person must look at. In the order of the
//! text the twenty are lost among the hundreds. So they come first, the gravest before the others, and what is mended
//! is told by rule.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

use super::Reviewed;
use crate::finding::Finding;
use crate::message::Message;

/// Findings of several texts, those that a person must decide apart from those that `clean` mends.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Digest {
    /// Those whose fix is not approved, by number of text and number in it: the gravest first, then in the order of the texts.
    pub decide: Vec<(usize, usize)>,
    /// Those with one, together by text and rule; in each text the most frequent rule first.
    pub mended: Vec<Batch>,
}

/// Findings of one rule in one text that `clean` mends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Batch {
    /// Number of the text.
    pub text: usize,
    /// Name of the rule.
    pub rule: &'static str,
    /// Their numbers in the text, ascending; at least one.
    pub findings: Vec<usize>,
}

/// The digest of `findings`, which are those of several texts, each in the order of the text.
pub fn digest(findings: &[Vec<Reviewed>]) -> Digest {
    let mut digest = Digest::default();
    for (text, found) in findings.iter().enumerate() {
        let mut rules: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
        let mut batches: Vec<Batch> = Vec::new();
        for (number, finding) in found.iter().enumerate() {
            if finding.is_approved() {
                let of_rule = rules.entry(finding.rule).or_default();
                if of_rule.is_empty() {
                    batches.push(Batch { text, rule: finding.rule, findings: Vec::new() });
                }
                of_rule.push(number);
            } else {
                digest.decide.push((text, number));
            }
        }
        for batch in &mut batches {
            batch.findings = rules.remove(batch.rule).unwrap_or_default();
        }
        batches.sort_by_key(|batch| (Reverse(batch.findings.len()), batch.rule));
        digest.mended.append(&mut batches);
    }
    digest.decide.sort_by_key(|&(text, number)| Reverse(findings[text][number].severity));
    digest
}

/// A finding that a person must decide.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ToDecide {
    /// Number of its text.
    pub text: usize,
    /// Its number in the text.
    pub finding: usize,
    /// How many there are of its kind if that is a habit, which is shown once; else 1.
    pub count: usize,
}

/// What a person is to look at first, at most `most` of all that must be decided in these texts
/// ([`Reviewed::must_be_decided`]); and how many that are.
///
/// The gravest come first, and one of each rule before the second of any, so that a rule with hundreds of places hides
/// no other. Habits come last, one of each.
pub fn to_decide(findings: &[Vec<Reviewed>], most: usize) -> (Vec<ToDecide>, usize) {
    let mut turns: BTreeMap<&str, usize> = BTreeMap::new();
    let mut ranked = Vec::new();
    for (text, found) in findings.iter().enumerate() {
        for (number, finding) in found.iter().enumerate().filter(|(_, finding)| finding.must_be_decided()) {
            let turn = turns.entry(finding.rule).and_modify(|turn| *turn += 1).or_insert(0);
            ranked.push((Reverse(finding.severity), *turn, text, number));
        }
    }
    ranked.sort_unstable();
    let total = ranked.len();
    let habits = habits(ranked.iter().map(|&(.., text, number)| ((text, number), &*findings[text][number])));
    ranked.retain(|&(.., text, number)| !habits.contains_key(&kind(&findings[text][number])));
    let mut last: Vec<_> = habits.into_values().collect();
    last.sort_by_key(|&(place, count)| (Reverse(count), place));
    last.truncate(most / 2);
    let shown = ranked.iter().map(|&(.., text, number)| ((text, number), 1)).take(most - last.len());
    let shown =
        shown.chain(last.iter().copied()).map(|((text, finding), count)| ToDecide { text, finding, count });
    (shown.collect(), total)
}

/// A text, and a finding in it, by their numbers.
type Place = (usize, usize);

/// Kinds of faults that come again and again, such as commas of half width: the first of each, and how many there
/// are. Who has seen one has seen all, so they stand after what is wrong once.
///
/// Doubled characters are many too, but each is another word and wants a look of its own: so most of a
/// habit's findings have to say the very same.
fn habits<'a>(
    found: impl Iterator<Item = (Place, &'a Finding)>,
) -> BTreeMap<(&'static str, String), (Place, usize)> {
    /// More than so many are a habit.
    const MANY: usize = 20;
    let mut kinds: BTreeMap<_, (Place, usize, BTreeSet<&Message>)> = BTreeMap::new();
    for (place, finding) in found {
        let (first, count, messages) =
            kinds.entry(kind(finding)).or_insert_with(|| (place, 0, BTreeSet::new()));
        *first = place.min(*first);
        *count += 1;
        messages.insert(&finding.message);
    }
    let is_habit = |count: usize, messages: usize| count > MANY && messages * 4 <= count;
    kinds
        .into_iter()
        .filter(|(_, (_, count, messages))| is_habit(*count, messages.len()))
        .map(|(kind, (first, count, _))| (kind, (first, count)))
        .collect()
}

/// Of what kind a finding is: its rule, and its message without the words of the text.
pub fn kind(finding: &Finding) -> (&'static str, String) {
    (finding.rule, finding.message.to_string().split('`').step_by(2).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::text::Span;

    #[test]
    fn what_must_be_decided_comes_by_severity_and_the_rest_by_rule() {
        let finding = |rule, severity, place| Finding::new(rule, severity, Span::new(place, place + 1), "");
        let reviewed = |findings: Vec<Finding>| findings.into_iter().map(Reviewed::from).collect();
        let first = vec![
            finding("a", Severity::Info, 0),
            finding("b", Severity::Warning, 1).safe_fix(""),
            finding("c", Severity::Error, 2).safe_fix("x"),
            finding("c", Severity::Info, 3).safe_fix("x"),
            finding("a", Severity::Error, 4).guess("y"),
        ];
        let second = vec![finding("a", Severity::Warning, 0), finding("a", Severity::Error, 1)];
        let digest = digest(&[first, second].map(reviewed));
        assert_eq!(digest.decide, [(0, 4), (1, 1), (1, 0), (0, 0)]);
        let mended: Vec<_> = digest.mended.iter().map(|batch| (batch.rule, &batch.findings[..])).collect();
        assert_eq!(mended, [("c", &[2, 3][..]), ("b", &[1][..])]);
    }

    #[test]
    fn the_gravest_come_first_and_habits_last() {
        let finding = |rule, severity, place, message: String| {
            Reviewed::from(Finding::new(rule, severity, Span::new(place, place + 1), message))
        };
        let mark = |place| finding("mark", Severity::Warning, place, "`,` should be `，`".into());
        let mut found: Vec<_> = (0..30).map(mark).collect();
        found.push(finding("word", Severity::Error, 40, "`a` stands twice".into()));
        found.push(finding("remark", Severity::Info, 41, "odd".into()));
        found.extend(
            (0..30).map(|n| finding("word", Severity::Warning, 50 + n, format!("`{n}` stands twice"))),
        );
        let (first, total) = to_decide(&[found], 4);
        let shown: Vec<_> = first.iter().map(|one| (one.finding, one.count)).collect();
        // Each of the doubled words is another one, and no habit.
        assert_eq!((shown, total), (vec![(30, 1), (32, 1), (33, 1), (0, 30)], 61));
        assert_eq!(to_decide(&[Vec::new()], 4), (Vec::new(), 0));
    }
}
