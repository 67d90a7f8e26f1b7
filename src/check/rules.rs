//! The rules, each in a file of its own; the only list of them.

use crate::text::{Document, Finding};

/// A kind of fault that can be found.
pub struct Rule {
    /// Its code, such as `DUP001`; never used for another rule.
    pub code: &'static str,
    /// Its name, such as `doubled-character`.
    pub name: &'static str,
    /// What it flags, what the text becomes, what is left alone: Markdown.
    pub doc: &'static str,
    /// Finds it.
    pub run: fn(&Document, &mut Vec<Finding>),
}

/// All rules.
pub static RULES: &[Rule] = &[];
