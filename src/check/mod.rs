//! What did the scanner, typist or editor get wrong?

mod clean;
mod rules;

pub use clean::{Applied, Cleaned, clean};
pub use rules::{RULES, Rule};

use crate::text::{Document, Finding};

/// What a check may be told.
#[derive(Clone, Debug, Default)]
pub struct Options {
    /// Rules to run, by name or code or code prefix; all if empty.
    pub select: Vec<String>,
    /// Rules not to run, likewise.
    pub ignore: Vec<String>,
}

/// Every fault found in `document`, in the order of the text.
pub fn check(document: &Document, options: &Options) -> Vec<Finding> {
    let _ = (document, options);
    Vec::new()
}
