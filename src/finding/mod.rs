//! What is said of a place in a text: a fault, how sure it is, and what would mend it.
//!
//! A [`Finding`] names its [`Rule`] and the exact words, and may bring a [`Fix`]. Every engine that finds
//! faults says so in these types, so that selecting rules, fixing, listing and remembering what a person
//! decided are written once. Each engine could have findings of its own; then each of those would be
//! written as many times as there are engines.
//!
//! How far a fix may be trusted is said by the rule ([`Applicability`]). What a person or a learned log
//! made of it is no part of the finding: it stands beside it, in the `review` layer.

pub mod example;
mod rule;
mod selection;

pub use rule::{Rule, Scope};
pub use selection::Selection;

use std::fmt;
use std::str::FromStr;

use crate::message::{Message, Ui, UnknownName};
use crate::text::Span;

/// How sure it is that something is wrong, and how much it matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Severity {
    /// Worth a look when there is time.
    Info,
    /// Probably wrong.
    Warning,
    /// Wrong.
    Error,
}

impl Severity {
    /// Every severity.
    pub const ALL: [Severity; 3] = [Severity::Info, Severity::Warning, Severity::Error];

    /// The word for programs: `info`, `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Severity::Info => "info",
            Severity::Warning => "warning",
            Severity::Error => "error",
        }
    }

    /// What people call it, who are told in the language `ui`.
    pub fn label(self, ui: Ui) -> &'static str {
        ui.of(
            self.name(),
            match self {
                Severity::Info => "提示",
                Severity::Warning => "警告",
                Severity::Error => "错误",
            },
        )
    }
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

/// By [`Severity::name`].
impl FromStr for Severity {
    type Err = UnknownName;

    fn from_str(given: &str) -> Result<Self, UnknownName> {
        UnknownName::find(given, Severity::ALL, |severity| severity.name())
    }
}

/// How far a fix may be trusted, by the rule that found the fault.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize), serde(rename_all = "kebab-case"))]
#[non_exhaustive]
pub enum Applicability {
    /// A guess: a person must look at it.
    Suggested,
    /// Can be made without reading the text: `clean` applies it unasked.
    Safe,
}

/// What to put in place of a finding's span.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Fix {
    /// The new text of the finding's span; empty to delete it.
    pub replacement: String,
    /// How far it may be trusted.
    pub applicability: Applicability,
}

impl Fix {
    /// A fix that can be made without reading the text.
    pub fn safe(replacement: impl Into<String>) -> Self {
        Self { replacement: replacement.into(), applicability: Applicability::Safe }
    }

    /// A fix that a person must look at.
    pub fn suggested(replacement: impl Into<String>) -> Self {
        Self { replacement: replacement.into(), applicability: Applicability::Suggested }
    }

    /// Whether `clean` applies it unasked.
    pub fn is_safe(&self) -> bool {
        self.applicability == Applicability::Safe
    }
}

/// Which text is spoken of, among all that somebody brings together.
///
/// Who brings them together hands one out to each, once. A text's place in a list is another in every list, so that
/// who handed a finding on from one to the other had to count anew.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct TextId(pub usize);

/// Another version's word on a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Related {
    /// Which text says it.
    pub text: TextId,
    /// Where in that text.
    pub span: Span,
    /// What is to be seen there, in the style of a finding's message.
    pub message: Message,
}

/// A fault found in one document.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
#[must_use]
pub struct Finding {
    /// Name of the rule, such as `doubled-character`.
    pub rule: &'static str,
    /// How sure and how bad.
    pub severity: Severity,
    /// What is wrong, exactly; what `fix` replaces.
    pub span: Span,
    /// For a person: begins small, ends without a full stop, puts printed text in backticks.
    pub message: Message,
    /// What would mend it, if that is known.
    pub fix: Option<Fix>,
    /// What other versions say of it.
    pub related: Vec<Related>,
}

impl Finding {
    /// A finding without a fix.
    pub fn new(rule: &'static str, severity: Severity, span: Span, message: impl Into<Message>) -> Self {
        Self { rule, severity, span, message: message.into(), fix: None, related: Vec::new() }
    }

    /// The same with a fix that `clean` applies unasked.
    pub fn safe_fix(mut self, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix::safe(replacement));
        self
    }

    /// The same with a fix that is only shown.
    pub fn guess(mut self, replacement: impl Into<String>) -> Self {
        self.fix = Some(Fix::suggested(replacement));
        self
    }

    /// The same with another version's word on it.
    pub fn seen(mut self, related: Related) -> Self {
        self.related.push(related);
        self
    }

    /// Whether its fix is one that `clean` applies unasked.
    pub fn has_safe_fix(&self) -> bool {
        self.fix.as_ref().is_some_and(Fix::is_safe)
    }

    /// Whether its fix is one that is only shown.
    pub fn has_guess(&self) -> bool {
        self.fix.as_ref().is_some_and(|fix| !fix.is_safe())
    }
}
