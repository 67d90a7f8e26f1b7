//! What was decided on a finding?
//!
//! A rule says how far its fix may be trusted, once and for all texts. What a person says of it, or what was learned
//! from the person, holds for this text and this reader. Writing the one over the other in the fix is shorter, and
//! afterwards nobody can tell a fix that is safe by its rule from one that was asked for; so a decision stands beside
//! the finding ([`Reviewed`]), and [`Reviewed::is_approved`] is the one place that weighs both.

use std::ops::Deref;

use crate::finding::{Finding, Fix, Severity};

/// What is said of a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// Its fix is to be made.
    Accept,
    /// Its fix is not to be made.
    Refuse,
    /// Its fix is not to be made, nor the finding shown again: the text is right as it stands.
    Right,
}

/// Who says it, the weightiest last.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
pub enum By {
    /// The rule that found it, whose fix is safe.
    Rule,
    /// What a person said of such fixes before ([`Learned`](super::Learned)).
    Learned,
    /// A person, asked about this one.
    Person,
}

/// A finding and what was decided on it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reviewed {
    /// What was found, as its rule has it.
    pub finding: Finding,
    /// What is said of it by others than its rule, if anything is.
    pub decision: Option<(Verdict, By)>,
}

/// It reads as the finding that it holds, to which a decision only adds.
impl Deref for Reviewed {
    type Target = Finding;

    fn deref(&self) -> &Finding {
        &self.finding
    }
}

impl From<Finding> for Reviewed {
    /// A finding on which nothing was decided.
    fn from(finding: Finding) -> Self {
        Self { finding, decision: None }
    }
}

impl Reviewed {
    /// The fix if `clean` makes it unasked or was told to, and by whose word: one that was accepted, or a safe one that
    /// nobody refused.
    pub fn approved(&self) -> Option<(&Fix, By)> {
        let fix = self.finding.fix.as_ref()?;
        match self.decision {
            Some((Verdict::Accept, by)) => Some((fix, by)),
            None if fix.is_safe() => Some((fix, By::Rule)),
            _ => None,
        }
    }

    /// Whether `clean` makes its fix.
    pub fn is_approved(&self) -> bool {
        self.approved().is_some()
    }

    /// Whether it may matter and its fix is not approved, so that a person must decide.
    pub fn must_be_decided(&self) -> bool {
        self.finding.severity > Severity::Info && !self.is_approved()
    }

    /// Whether it has a fix that waits for a person's word.
    pub fn is_guess(&self) -> bool {
        self.finding.fix.is_some() && !self.is_approved()
    }
}
