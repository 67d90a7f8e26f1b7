//! Which findings were there before?
//!
//! A baseline counts the findings of each identity in each text. If an identity occurs more often than it did, the last
//! occurrences are new: two faults that are alike in rule, words and surroundings cannot be told apart otherwise.

use std::collections::BTreeMap;

use super::identity::identified;
use crate::finding::Finding;
use crate::text::Document;

/// How many findings of each identity each text had.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Baseline {
    /// By the text's name, then by [`Identity::words`](super::Identity::words).
    counts: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Baseline {
    /// Notes that the text called `name` had `count` more findings of the identity `words`.
    pub fn note(&mut self, name: String, words: String, count: usize) {
        let counted = self.counts.entry(name).or_default().entry(words).or_default();
        *counted = counted.saturating_add(count);
    }

    /// Takes out of `findings`, those of the text called `name` in its order, what was there before, and says how
    /// many those were.
    pub fn filter(&self, name: &str, document: &Document, findings: &mut Vec<Finding>) -> usize {
        let Some(counts) = self.counts.get(name) else { return 0 };
        let before = findings.len();
        let mut ids = identified(document, &*findings).into_iter();
        findings.retain(|_| {
            let known = ids
                .next()
                .is_some_and(|id| counts.get(&id.words).is_some_and(|&count| id.occurrence <= count));
            !known
        });
        before - findings.len()
    }
}
