//! Which of the text without counterpart stands elsewhere in the translation?
//!
//! A path goes forward on both sides, so a passage that was moved is a gap on each. Gaps are few, and
//! every gap of the source is held against every near gap of the target: sentence by sentence, how many of
//! the words that could be explained are. Runs of sentences that answer each other in order are
//! crossings. Letting the path itself go back would be the other way; it multiplies the grid, and makes
//! every pair of short sentences in the wrong order a move.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::alignment::{Bead, Crossing};
use super::evidence::Model;

/// At most so many gaps of the target are looked at for each of the source, nearest first.
const NEAR: usize = 40;

/// Sentences of a gap beyond which it is no moved passage but another text.
const LONGEST: usize = 200;

/// Share of the words explained, in both directions, from which two sentences answer each other.
const ANSWERS: f32 = 0.55;

/// Words that a moved passage needs to be told from chance.
const LEAST_WORDS: f32 = 8.0;

/// The passages that moved, by the source.
pub(super) fn crossings(model: &Model, beads: &[Bead]) -> Vec<Crossing> {
    let sources = runs(beads.iter().filter(|bead| bead.target.is_empty()).map(|bead| bead.source.clone()));
    let targets = runs(beads.iter().filter(|bead| bead.source.is_empty()).map(|bead| bead.target.clone()));
    let mut found: Vec<Crossing> = Vec::new();
    for (n, source) in sources.iter().enumerate() {
        let nearest = n * targets.len() / sources.len();
        let near = nearest.saturating_sub(NEAR / 2)..(nearest + NEAR / 2).min(targets.len());
        let crossing =
            targets[near].iter().filter_map(|target| answer(model, source, target)).max_by(|a, b| {
                let weight = |crossing: &Crossing| crossing.confidence * crossing.source.len() as f32;
                weight(a).total_cmp(&weight(b))
            });
        // A passage of the target answers once.
        if let Some(crossing) = crossing
            && found.iter().all(|other| {
                other.target.end <= crossing.target.start || crossing.target.end <= other.target.start
            })
        {
            found.push(crossing);
        }
    }
    found
}

/// Runs of sentences that follow each other.
fn runs(gaps: impl Iterator<Item = Range<usize>>) -> Vec<Range<usize>> {
    let mut runs: Vec<Range<usize>> = Vec::new();
    for gap in gaps {
        match runs.last_mut() {
            Some(run) if run.end == gap.start => run.end = gap.end,
            _ => runs.push(gap),
        }
    }
    runs.retain(|run| run.len() <= LONGEST);
    runs
}

/// The part of `source` that a part of `target` renders, in order.
fn answer(model: &Model, source: &Range<usize>, target: &Range<usize>) -> Option<Crossing> {
    // The best chain of answering pairs that ends at each pair, as in a longest common subsequence.
    let width = target.len();
    let mut best = vec![(0.0f32, usize::MAX); source.len() * width];
    for (n, x) in source.clone().enumerate() {
        for (m, y) in target.clone().enumerate() {
            let share = explained(model, x, y);
            if share < ANSWERS {
                continue;
            }
            let before = (0..n).rev().take(3).flat_map(|p| (0..m).rev().take(3).map(move |q| p * width + q));
            let before =
                before.filter(|&cell| best[cell].0 > 0.0).max_by(|&a, &b| best[a].0.total_cmp(&best[b].0));
            best[n * width + m] =
                (share + before.map_or(0.0, |cell| best[cell].0), before.unwrap_or(usize::MAX));
        }
    }
    let last = (0..best.len()).max_by(|&a, &b| best[a].0.total_cmp(&best[b].0))?;
    if best[last].0 == 0.0 {
        return None;
    }
    let (mut first, mut pairs) = (last, 1);
    while best[first].1 != usize::MAX {
        first = best[first].1;
        pairs += 1;
    }
    let place = |cell: usize| (source.start + cell / width, target.start + cell % width);
    let ((x, y), (to_x, to_y)) = (place(first), place(last));
    let crossing = Crossing {
        source: x..to_x + 1,
        target: y..to_y + 1,
        confidence: (best[last].0 / pairs as f32).clamp(0.0, 0.99),
    };
    let words =
        model.source.tokens(crossing.source.clone()).min(model.target.tokens(crossing.target.clone()));
    (words >= LEAST_WORDS).then_some(crossing)
}

/// The share of the words of both sentences that the other explains, of those that could be.
fn explained(model: &Model, x: usize, y: usize) -> f32 {
    let there: FxHashSet<u32> = model.target.words(y).iter().map(|entry| entry.0).collect();
    let mut reached: FxHashSet<u32> = FxHashSet::default();
    let (mut right, mut all) = (0, 0);
    for &(word, _) in model.source.words(x) {
        let row = model.translations.backward.row(word);
        if !row.is_empty() && model.source.is_word(word) {
            all += 1;
            right += usize::from(row.iter().any(|(other, _)| there.contains(other)));
        }
        let row = model.translations.forward.row(word);
        reached.extend(row.iter().map(|entry| entry.0).filter(|other| there.contains(other)));
    }
    let known = model.known[0][y + 1] - model.known[0][y];
    if all < 3 || known < 3.0 {
        return 0.0;
    }
    (right as f32 / all as f32 + (reached.len() as f32 / known).min(1.0)) / 2.0
}
