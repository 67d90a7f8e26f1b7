//! How well is each sentence explained by the bead that holds it, and what of it by the bead beside?
//!
//! What is left unexplained is where beads are wrong: a passage that was moved (`moved`), a clause that is
//! rendered in the next sentence (`interleaved`). Words are marked with the bead that holds or suggests them,
//! so that the whole path takes one walk over the rows of its words, whatever its beads are.

use super::evidence::{Kind, Model};
use super::programme::Step;
use super::side::Side;

/// What the beads of a path explain.
pub(super) struct Shares {
    /// Of each sentence the share of its words that its bead explains, of those that could be; 0 of too few.
    pub(super) source: Vec<f32>,
    pub(super) target: Vec<f32>,
    /// For each bead but the last: what the words of the sentences at its border with the next weigh that only
    /// the bead across explains; on the side where it is less.
    pub(super) across: Vec<f32>,
}

impl Shares {
    /// In the beads of `steps`.
    pub(super) fn of(model: &Model, steps: &[(Step, f32)]) -> Self {
        let (source, target) = (model.source, model.target);
        let mut shares = Self {
            source: vec![0.0; source.len()],
            target: vec![0.0; target.len()],
            across: Vec::with_capacity(steps.len()),
        };
        let mut marks = Marks::new(model);
        for (n, (step, _)) in steps.iter().enumerate() {
            let beads = [n as u32, (n as u32).wrapping_sub(1)];
            marks.mark(model, beads[0], step);
            for x in step.0.clone() {
                shares.source[x] = marks.of_source(model, x, beads).0;
            }
            for y in step.1.clone() {
                shares.target[y] = marks.of_target(model, y, beads).0;
            }
            let Some((before, _)) = n.checked_sub(1).map(|n| &steps[n]) else { continue };
            let filled = [&before.0, &before.1, &step.0, &step.1].iter().all(|side| !side.is_empty());
            let across = if filled {
                let back = [beads[1], beads[0]];
                let sources = [(step.0.start - 1, back), (step.0.start, beads)];
                let targets = [(step.1.start - 1, back), (step.1.start, beads)];
                let most = |a: f32, b: f32| a.max(b);
                sources.map(|(x, beads)| marks.of_source(model, x, beads).1).into_iter().fold(0.0, most).min(
                    targets.map(|(y, beads)| marks.of_target(model, y, beads).1).into_iter().fold(0.0, most),
                )
            } else {
                0.0
            };
            shares.across.push(across);
        }
        shares
    }
}

/// No bead has this number, nor has what would come before the first.
const NONE: u32 = u32::MAX - 1;

/// Which words of the target the last two beads hold, and which their sources suggest.
struct Marks {
    held: [Vec<u32>; 2],
    suggested: [Vec<u32>; 2],
}

impl Marks {
    fn new(model: &Model) -> Self {
        let none = || vec![NONE; model.target.vocabulary_len()];
        Self { held: [none(), none()], suggested: [none(), none()] }
    }

    /// Marks the words of bead `bead`. The marks of the bead before it stay, those of earlier ones go.
    fn mark(&mut self, model: &Model, bead: u32, (source, target): &Step) {
        let slot = bead as usize % 2;
        for &(word, _) in target.clone().flat_map(|y| model.target.words(y)) {
            self.held[slot][word as usize] = bead;
        }
        for &(word, _) in source.clone().flat_map(|x| model.source.words(x)) {
            for &(other, _) in model.translations.forward.row(word) {
                self.suggested[slot][other as usize] = bead;
            }
        }
    }

    /// The share of the words of source sentence `x` that the first of two beads explains, and what those
    /// weigh that only the second does.
    fn of_source(&self, model: &Model, x: usize, [here, there]: [u32; 2]) -> (f32, f32) {
        let (held, beside) = (&self.held[here as usize % 2], &self.held[there as usize % 2]);
        let mut sum = Sum::default();
        for &(word, _) in model.source.words(x) {
            let row = model.translations.backward.row(word);
            if !row.is_empty() && model.source.is_word(word) {
                let any = |held: &[u32], bead: u32| row.iter().any(|entry| held[entry.0 as usize] == bead);
                sum.add(weight(model.source, word), any(held, here), || any(beside, there));
            }
        }
        sum.shares()
    }

    /// The same of target sentence `y`.
    fn of_target(&self, model: &Model, y: usize, [here, there]: [u32; 2]) -> (f32, f32) {
        let (own, beside) = (&self.suggested[here as usize % 2], &self.suggested[there as usize % 2]);
        let mut sum = Sum::default();
        for &(word, _) in model.target.words(y) {
            if model.words[1].kinds[word as usize] != Kind::Unknown {
                let word = word as usize;
                sum.add(weight(model.target, word as u32), own[word] == here, || beside[word] == there);
            }
        }
        sum.shares()
    }
}

#[derive(Default)]
struct Sum {
    here: f32,
    across: f32,
    all: f32,
    words: u32,
}

impl Sum {
    fn add(&mut self, weight: f32, here: bool, there: impl FnOnce() -> bool) {
        self.words += 1;
        self.all += weight;
        if here {
            self.here += weight;
        } else if there() {
            self.across += weight;
        }
    }

    fn shares(self) -> (f32, f32) {
        (if self.words < 3 { 0.0 } else { (self.here / self.all).min(1.0) }, self.across)
    }
}

/// What a word counts for: the less, the more sentences hold it.
pub(super) fn weight(side: &Side, word: u32) -> f32 {
    ((side.len() + 1) as f32 / side.spread(word) as f32).ln()
}
