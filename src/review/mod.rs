//! What has a person decided, and what is left to decide?
//!
//! Engines say what they see each time they are asked. What a person has said of it stands beside the texts, so that
//! no engine need know of it: findings that are right as they stand ([`Decisions`]), findings that were there before
//! ([`Baseline`]), fixes that were accepted or refused again and again ([`Learned`]). [`Review::apply`] asks all of
//! them, in one order for every command. What was said of rows stands in a [`Journal`], and is carried over edits
//! ([`carry()`]).
//!
//! All of it names words and what stands around them ([`identified`]), never lines, so that it outlives edits. Files,
//! locks and the time belong to others: values in, values out.

mod baseline;
mod borders;
mod carry;
mod decision;
mod decisions;
mod desk;
mod digest;
mod identity;
mod journal;
mod learned;

pub use baseline::Baseline;
pub use borders::{Bordered, bordered};
pub use carry::{Carried, CarriedRow, Fate, Held, SaidOfRow, align_held, carry};
pub use decision::{By, Reviewed, Verdict};
pub use decisions::{Allowed, Decisions, Suppressed, Words};
pub use desk::{Acted, Desk, DeskRow, Operation, Refusal, side};
pub use digest::{Batch, Digest, ToDecide, digest, kind, to_decide};
pub use identity::{Identity, identified};
pub use journal::{Border, BorderRecord, Journal, Record, RowRecord, Said, Side, Status, TextRecord};
pub use learned::{ENOUGH, KNOWN_MISREADING, Learned};

use std::sync::LazyLock;

use crate::check;
use crate::finding::{Finding, Rule, Selection, Severity};
use crate::text::Document;
use crate::witness;

/// All rules by code: those of one text, those that compare versions, and what was learned from the person.
pub fn all_rules() -> &'static [Rule] {
    static ALL: LazyLock<Vec<Rule>> = LazyLock::new(|| {
        let mut all = [check::RULES, witness::RULES, &[learned::RULE]].concat();
        all.sort_by_key(|rule| rule.code);
        all
    });
    &ALL
}

/// What is asked of the findings of one text before a person sees them.
#[derive(Clone, Copy, Debug)]
pub struct Review<'a> {
    /// Rules that are wanted.
    pub selection: &'a Selection,
    /// Fixes that the person accepted or refused before.
    pub learned: &'a Learned,
    /// What is right as it stands.
    pub decisions: &'a Decisions,
    /// Findings that were there before, and the name under which the text has them.
    pub baseline: Option<(&'a Baseline, &'a str)>,
    /// The least severity that is shown.
    pub level: Severity,
}

/// What a review took out, so that it can be said.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Dropped {
    /// By decisions.
    pub suppressed: Suppressed,
    /// By the baseline.
    pub known: usize,
}

/// Nothing was decided, and all is shown.
impl Default for Review<'_> {
    fn default() -> Self {
        static NOTHING: LazyLock<(Selection, Learned, Decisions)> = LazyLock::new(Default::default);
        let (selection, learned, decisions) = &*NOTHING;
        Self { selection, learned, decisions, baseline: None, level: Severity::Info }
    }
}

impl Review<'_> {
    /// What a person is to see of `findings`, those of `document` in the order of the text, with what was learned of
    /// each; and what was taken out.
    ///
    /// Learned fixes come first, since they add findings and change severities; then what is right as it stands goes,
    /// then what was there before, then what is below the level. No two fixes that are approved overlap if no two safe
    /// ones did.
    pub fn apply(&self, document: &Document, mut findings: Vec<Finding>) -> (Vec<Reviewed>, Dropped) {
        if !self.learned.is_empty() {
            self.learned.weigh(document, &mut findings);
            self.selection.retain(all_rules(), &mut findings);
        }
        let suppressed = self.decisions.filter(document, &mut findings);
        let known =
            self.baseline.map_or(0, |(baseline, name)| baseline.filter(name, document, &mut findings));
        findings.retain(|finding| finding.severity >= self.level);
        (self.learned.decided(document, findings), Dropped { suppressed, known })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Language, Span};

    #[test]
    fn every_rule_has_a_name_and_a_code_of_its_own() {
        let all = all_rules();
        assert!(all.len() > check::RULES.len() + witness::RULES.len());
        for pair in all.windows(2) {
            assert!(pair[0].code < pair[1].code, "{} and {}", pair[0].code, pair[1].code);
        }
        for rule in all {
            assert_eq!(all.iter().filter(|other| other.name == rule.name).count(), 1, "{}", rule.name);
        }
    }

    #[test]
    fn a_level_leaves_what_is_as_bad() {
        let document = Document::new("甲乙丙。".into(), Language::new("zh"));
        let finding =
            |(place, severity)| Finding::new("odd", severity, Span::new(3 * place, 3 * place + 3), "");
        let findings: Vec<_> = [Severity::Info, Severity::Error, Severity::Warning]
            .into_iter()
            .enumerate()
            .map(finding)
            .collect();
        let review = Review { level: Severity::Warning, ..Review::default() };
        let (shown, dropped) = review.apply(&document, findings);
        assert_eq!((shown.len(), dropped), (2, Dropped::default()));
    }
}
