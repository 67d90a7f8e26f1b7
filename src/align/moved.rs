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
use super::evidence::{Kind, Model};
use super::programme::Step;

/// At most so many gaps of the target are looked at for each of the source, nearest first.
const NEAR: usize = 40;

/// Sentences of a gap beyond which it is no moved passage but another text.
const LONGEST: usize = 200;

/// Share of the words explained, in both directions, from which two sentences answer each other.
const ANSWERS: f32 = 0.55;

/// Words that a moved passage needs to be told from chance.
const LEAST_WORDS: f32 = 8.0;

/// How much less of the words two sentences explain in their order than crosswise, for them to be swapped.
const CLEARER: f32 = 0.3;

/// The steps, with two neighbours that changed places taken apart: joined in one bead, or paired in
/// their order, they read as what they are not. One of them is paired, the other left out on both sides,
/// where [`crossings`] finds it. No bead is taken over a `fixed` place; they ascend.
pub(super) fn unswapped(
    model: &Model,
    steps: Vec<(Step, f32)>,
    fixed: &[(usize, usize)],
) -> Vec<(Step, f32)> {
    let mut taken: Vec<(Step, f32)> = Vec::with_capacity(steps.len());
    for ((source, target), probability) in steps {
        let (x, y) = (source.start, target.start);
        let pair = match (source.len(), target.len(), taken.last()) {
            (2, 2, _) => Some((x, y, probability)),
            (1, 1, Some(((before, other), earlier)))
                if (before.len(), other.len()) == (1, 1) && fixed.binary_search(&(x, y)).is_err() =>
            {
                Some((x - 1, y - 1, probability.min(*earlier)))
            }
            _ => None,
        };
        match pair.filter(|&(x, y, _)| swapped(model, x, y)) {
            Some((x, y, probability)) => {
                if source.len() == 1 {
                    taken.pop();
                }
                taken.push(((x..x + 1, y..y), probability));
                taken.push(((x + 1..x + 2, y..y + 1), probability));
                taken.push(((x + 2..x + 2, y + 1..y + 2), probability));
            }
            None => taken.push(((source, target), probability)),
        }
    }
    taken
}

/// Whether sentences `x` and `x + 1` answer `y + 1` and `y`, and not the other way about.
fn swapped(model: &Model, x: usize, y: usize) -> bool {
    let long = |tokens: f32| tokens >= LEAST_WORDS;
    if !(long(model.source.tokens(x..x + 1)) && long(model.target.tokens(y + 1..y + 2))) {
        return false;
    }
    // Nearly all neighbours stand in order, so the least that shows it is asked first.
    let answers = |x: usize, y: usize, in_order: (usize, usize)| {
        let crosswise = explained(model, x, y);
        crosswise >= ANSWERS && explained(model, in_order.0, in_order.1) + CLEARER <= crosswise
    };
    answers(x, y + 1, (x, y)) && answers(x + 1, y, (x + 1, y + 1))
}

/// The passages that moved, by the source, each a run of crossings that answer sentence by sentence.
pub(super) fn crossings(model: &Model, beads: &[Bead]) -> Vec<Crossing> {
    let sources = runs(beads.iter().filter(|bead| bead.target.is_empty()).map(|bead| bead.source.clone()));
    let targets = runs(beads.iter().filter(|bead| bead.source.is_empty()).map(|bead| bead.target.clone()));
    let mut found: Vec<Crossing> = Vec::new();
    for (n, source) in sources.iter().enumerate() {
        let nearest = n * targets.len() / sources.len();
        let near = nearest.saturating_sub(NEAR / 2)..(nearest + NEAR / 2).min(targets.len());
        let weight = |passage: &[Crossing]| passage.iter().map(|crossing| crossing.confidence).sum::<f32>();
        let passages = targets[near].iter().filter_map(|target| answer(model, source, target));
        let Some(passage) = passages.max_by(|a, b| weight(a).total_cmp(&weight(b))) else { continue };
        // A passage of the target answers once.
        let free = |crossing: &Crossing| {
            found.iter().all(|other| {
                other.target.end <= crossing.target.start || crossing.target.end <= other.target.start
            })
        };
        if passage.iter().all(free) {
            found.extend(passage);
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

/// What of `source` a part of `target` renders, in order: a crossing for each sentence that has its
/// answer, with those that follow it and have none.
fn answer(model: &Model, source: &Range<usize>, target: &Range<usize>) -> Option<Vec<Crossing>> {
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
    let mut chain = vec![last];
    while best[chain[chain.len() - 1]].1 != usize::MAX {
        chain.push(best[chain[chain.len() - 1]].1);
    }
    chain.reverse();
    let place = |cell: usize| (source.start + cell / width, target.start + cell % width);
    let crossings: Vec<Crossing> = (0..chain.len())
        .map(|n| {
            let (x, y) = place(chain[n]);
            let (to_x, to_y) = chain.get(n + 1).map_or((x + 1, y + 1), |&next| place(next));
            let confidence = explained(model, x, y).clamp(0.0, 0.99);
            Crossing { source: x..to_x, target: y..to_y, confidence }
        })
        .collect();
    // The crossings follow each other without a gap.
    let ((x, y), end) = (place(chain[0]), &crossings[crossings.len() - 1]);
    let least = model.source.tokens(x..end.source.end).min(model.target.tokens(y..end.target.end));
    (least >= LEAST_WORDS).then_some(crossings)
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
    let is_known = |word: u32| model.words[1].kinds[word as usize] != Kind::Unknown;
    let known = model.target.words(y).iter().filter(|entry| is_known(entry.0)).count();
    if all < 3 || known < 3 {
        return 0.0;
    }
    (right as f32 / all as f32 + reached.len() as f32 / known as f32) / 2.0
}
