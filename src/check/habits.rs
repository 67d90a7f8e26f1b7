//! How often does the document itself write what is in doubt?
//!
//! Of all runs of one to three characters only those are counted that someone has asked for. Most places of
//! a text begin none of them, so a sieve says first whether it is worth looking further; a map
//! of all runs of the text would be larger than the text.

use std::sync::atomic::{AtomicU32, Ordering};

use rustc_hash::FxHashMap;

use super::flow::Page;
use super::model::Sieve;
use crate::text::{han, script};

/// How often the document writes the runs of characters that are in doubt.
#[derive(Debug, Default)]
pub(super) struct Habits {
    /// Where the count of a run stands.
    places: FxHashMap<u64, u32>,
    counts: Vec<AtomicU32>,
}

impl Habits {
    /// Counts `runs`, of one to three characters each, in all of `page`; each is given by its
    /// [`key`](super::model::key).
    pub(super) fn counting(page: &Page, runs: impl IntoIterator<Item = u64>) -> Self {
        let mut habits = Self::default();
        for run in runs {
            let place = habits.counts.len() as u32;
            if *habits.places.entry(run).or_insert(place) == place {
                habits.counts.push(AtomicU32::new(0));
            }
        }
        if habits.counts.is_empty() {
            return habits;
        }
        let sieve = Sieve::of(habits.places.keys().copied());
        let mut lengths = [false; 3];
        habits.places.keys().for_each(|run| lengths[run.checked_ilog2().unwrap_or(0) as usize / 21] = true);
        let met = |run: u64| {
            if sieve.passes(run)
                && let Some(&place) = habits.places.get(&run)
            {
                // Sums do not depend on their order, and a count for each processor takes memory.
                habits.counts[place as usize].fetch_add(1, Ordering::Relaxed);
            }
        };
        // The last characters, 21 bits each, and how many there are since the last that is no Chinese.
        page.skim(
            || (0_u64, 0),
            |(last, length), stretch| {
                for c in stretch.chars() {
                    if !script::is_han(c) {
                        *length = 0;
                        continue;
                    }
                    *last = *last << 21 | u64::from(han::simplified(c));
                    *length += 1;
                    for (run, &asked) in (1..=(*length).min(3)).zip(&lengths) {
                        if asked {
                            met(*last & ((1 << (21 * run)) - 1));
                        }
                    }
                }
            },
        );
        habits
    }

    /// How often the document has the run of this key, if it was asked for.
    pub(super) fn count(&self, run: u64) -> u32 {
        self.places.get(&run).map_or(0, |&place| self.counts[place as usize].load(Ordering::Relaxed))
    }
}
