//! What must a person decide, and what goes by itself?
//!
//! A scan has hundreds of findings that `clean` mends and some twenty that a person must look at. In the order of the
//! text the twenty are lost among the hundreds. So they come first, the gravest before the others, and what is mended
//! is told by rule.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use super::Reviewed;

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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Severity};
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
}
