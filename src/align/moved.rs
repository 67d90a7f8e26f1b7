//! Which of the text without counterpart stands elsewhere in the translation?
//!
//! A path goes forward on both sides, so a passage that was moved is a gap on each. Gaps are few, and
//! every gap of the source is held against every near gap of the target: sentence by sentence, how many of
//! the words that could be explained are. Runs of sentences that answer each other in order are
//! crossings. Where a gap is dearer than a few beads that hold too much, the passage is taken out of those
//! beads first (`unforced`). Letting the path itself go back would be the other way; it multiplies the grid,
//! and makes every pair of short sentences in the wrong order a move.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::alignment::{Bead, Crossing};
use super::evidence::Model;
use super::shape::Step;
use super::shares::{FEWEST, Marked, Shares, source_words, target_share, weight};
use super::side::Side;

/// At most so many gaps of the target are looked at for each of the source, nearest first.
const NEAR: usize = 40;

/// Sentences of a gap beyond which it is no moved passage but another text.
const LONGEST: usize = 200;

/// Share of the words explained, in both directions, from which two sentences answer each other.
const ANSWERS: f32 = 0.55;

/// Words that a moved passage needs to be told from chance.
const LEAST_WORDS: f32 = 8.0;

/// What the words of a passage must say for it, in nats, beside twice the logarithm of how far it would have
/// moved: one sentence in some hundreds moves, and the farther one looks, the more look alike by chance. A short
/// sentence of words that stand everywhere says less than that.
const MOVES: f32 = 6.0;

/// How much less of the words two sentences explain in their order than crosswise, for them to be swapped.
const CLEARER: f32 = 0.3;

/// Share of its words below which a sentence is badly explained by the bead that holds it.
const HOLDS: f32 = 0.6;

/// Sentences of a passage that is taken out of beads.
const PASSAGE: usize = 3;

/// Sound beads that such a passage has passed.
const CROSSED: usize = 2;

/// The steps, with two neighbours that changed places taken apart: joined in one bead, or paired in
/// their order, they read as what they are not. One of them is paired, the other left out on both sides,
/// where [`crossings`] finds it. No bead is taken over a `fixed` place; they ascend.
pub(super) fn unswapped(
    model: &Model,
    steps: Vec<(Step, f32)>,
    fixed: &[(usize, usize)],
) -> Vec<(Step, f32)> {
    let mut taken: Vec<(Step, f32)> = Vec::with_capacity(steps.len());
    let mut suggested = Marked::none(model);
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
        match pair.filter(|&(x, y, _)| swapped(model, &mut suggested, x, y)) {
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
fn swapped(model: &Model, suggested: &mut Marked, x: usize, y: usize) -> bool {
    let long = |tokens: f32| tokens >= LEAST_WORDS;
    if !(long(model.source.tokens(x..x + 1)) && long(model.target.tokens(y + 1..y + 2))) {
        return false;
    }
    // Nearly all neighbours stand in order, so the least that shows it is asked first.
    let mut answers = |x: usize, crosswise: usize, in_order: usize| {
        suggested.suggest(model, x..x + 1);
        let crosswise = explained(model, suggested, x, crosswise);
        crosswise >= ANSWERS && explained(model, suggested, x, in_order) + CLEARER <= crosswise
    };
    answers(x, y + 1, y) && answers(x + 1, y, y + 1)
}

/// The share of the words of both sentences that the other explains, of those that could be; what `x`
/// suggests is marked.
fn explained(model: &Model, suggested: &Marked, x: usize, y: usize) -> f32 {
    (source_share(model, x, y, 0.0) + target_share(model, y, suggested)) / 2.0
}

/// The steps, with a passage that stands elsewhere taken out of beads that were made to hold it. In a short
/// text leaving it out on both sides is dearer than a few beads of one sentence against five.
///
/// What a bead explains badly is held against what other beads explain badly, and has moved if some
/// sentences answer each other in order across beads that nothing is wrong with.
pub(super) fn unforced(model: &Model, steps: Vec<(Step, f32)>, shares: &Shares) -> Vec<(Step, f32)> {
    let (mut sources, mut targets) = (Vec::new(), Vec::new());
    // Where the beads begin that explain all they hold.
    let mut sound: Vec<(usize, usize)> = Vec::new();
    for ((source, target), _) in &steps {
        let before = sources.len() + targets.len();
        sources.extend(source.clone().filter(|&x| shares.source[x] < HOLDS));
        targets.extend(target.clone().filter(|&y| shares.target[y] < HOLDS));
        if sources.len() + targets.len() == before {
            sound.push((source.start, target.start));
        }
    }
    let crossed = |passage: &[Crossing]| {
        let (first, last) = (&passage[0], &passage[passage.len() - 1]);
        let above = sound.partition_point(|bead| bead.0 < first.source.start);
        let below = sound.partition_point(|bead| bead.0 < last.source.end);
        let left = sound.partition_point(|bead| bead.1 < first.target.start);
        let right = sound.partition_point(|bead| bead.1 < last.target.end);
        left.saturating_sub(below).max(above.saturating_sub(right))
    };
    let doubtful = |sentences: Vec<usize>| {
        let mut runs = runs(sentences.into_iter().map(|n| n..n + 1));
        runs.retain(|run| run.len() >= PASSAGE);
        runs
    };
    let moved = passages(model, &doubtful(sources), &doubtful(targets), |passage| {
        let gain = passage.iter().map(|crossing| {
            let (x, y) = (crossing.source.start, crossing.target.start);
            crossing.confidence - (shares.source[x] + shares.target[y]) / 2.0
        });
        passage.len() >= PASSAGE
            && crossed(passage) >= CROSSED
            && gain.sum::<f32>() >= CLEARER * passage.len() as f32
    });
    if moved.is_empty() {
        return steps;
    }
    let mut away = [vec![false; model.source.len()], vec![false; model.target.len()]];
    for crossing in moved {
        away[0][crossing.source].fill(true);
        away[1][crossing.target].fill(true);
    }
    let mut taken = Vec::with_capacity(steps.len());
    for ((source, target), probability) in steps {
        let [here, there] = [left(&away[0], &source), left(&away[1], &target)];
        let whole = (here.clone(), there.clone()) == (source.clone(), target.clone());
        let out = |away: &[bool], range: &Range<usize>| away[range.clone()].contains(&true);
        if whole || out(&away[0], &here) || out(&away[1], &there) {
            taken.push(((source, target), probability));
            continue;
        }
        taken.extend(left_out(source.start..here.start, target.start..there.start, probability));
        if here.is_empty() || there.is_empty() {
            taken.extend(left_out(here.start..source.end, there.start..target.end, probability));
            continue;
        }
        taken.push(((here.clone(), there.clone()), probability));
        taken.extend(left_out(here.end..source.end, there.end..target.end, probability));
    }
    taken
}

/// The sentences of both runs, each without counterpart.
fn left_out(
    source: Range<usize>,
    target: Range<usize>,
    probability: f32,
) -> impl Iterator<Item = (Step, f32)> {
    let (x, y) = (source.end, target.start);
    let gaps = source.map(move |n| (n..n + 1, y..y)).chain(target.map(move |n| (x..x, n..n + 1)));
    gaps.map(move |gap| (gap, probability))
}

/// What is left of `range` without the sentences at its ends that are `away`; what is left of none is at
/// its beginning.
fn left(away: &[bool], range: &Range<usize>) -> Range<usize> {
    let Some(start) = range.clone().find(|&n| !away[n]) else { return range.start..range.start };
    let end = range.clone().rev().find(|&n| !away[n]).map_or(start, |n| n + 1);
    start..end
}

/// The passages that moved, by the source, each a run of crossings that answer sentence by sentence.
pub(super) fn crossings(model: &Model, beads: &[Bead]) -> Vec<Crossing> {
    let sources = runs(beads.iter().filter(|bead| bead.target.is_empty()).map(|bead| bead.source.clone()));
    let targets = runs(beads.iter().filter(|bead| bead.source.is_empty()).map(|bead| bead.target.clone()));
    // Where each sentence of the source would stand in the target if nothing had moved.
    let mut place = vec![0; model.source.len()];
    for bead in beads {
        place[bead.source.clone()].fill(bead.target.start);
    }
    passages(model, &sources, &targets, |passage| {
        let here = place[passage[0].source.start];
        let there = passage[0].target.start..passage[passage.len() - 1].target.end;
        let distance = there.start.saturating_sub(here).max(here.saturating_sub(there.end));
        let said: f32 = passage.iter().map(|one| said(model, one.source.start, one.target.start)).sum();
        said >= MOVES + 2.0 * (distance as f32 + 1.0).ln()
    })
}

/// What the words of two sentences say for their being renderings, in nats: the less, the more sentences hold a
/// word, and no more than it is likelier beside the other.
fn said(model: &Model, x: usize, y: usize) -> f32 {
    let held = model.target.words(y);
    let said = |side: &Side, word: u32, ratio: f32| weight(side, word).min(ratio.ln());
    let mut there: FxHashMap<u32, f32> = FxHashMap::default();
    let mut here = 0.0;
    for (word, row) in source_words(model, x) {
        let among = |row: &[(u32, f32)], visit: &mut dyn FnMut(u32, f32)| {
            for &(other, ratio) in row {
                if held.binary_search_by_key(&other, |entry| entry.0).is_ok() {
                    visit(other, ratio);
                }
            }
        };
        let mut best = 0.0f32;
        among(row, &mut |_, ratio| best = best.max(said(model.source, word, ratio)));
        here += best;
        among(model.translations.forward.row(word), &mut |other, ratio| {
            let value = there.entry(other).or_insert(0.0);
            *value = value.max(said(model.target, other, ratio));
        });
    }
    // In a fixed order, so that the sum is the same each time.
    let there: f32 = held.iter().filter_map(|entry| there.get(&entry.0)).sum();
    here.min(there)
}

/// Of each of `sources` the passage that answers best in one of the `targets` near, of those that `holds`.
fn passages(
    model: &Model,
    sources: &[Range<usize>],
    targets: &[Range<usize>],
    holds: impl Fn(&[Crossing]) -> bool,
) -> Vec<Crossing> {
    let mut found: Vec<Crossing> = Vec::new();
    let mut suggested = Marked::none(model);
    for (n, source) in sources.iter().enumerate() {
        let nearest = n * targets.len() / sources.len();
        let near = nearest.saturating_sub(NEAR / 2)..(nearest + NEAR / 2).min(targets.len());
        let weight = |passage: &[Crossing]| passage.iter().map(|crossing| crossing.confidence).sum::<f32>();
        let passages = targets[near]
            .iter()
            .filter_map(|target| answer(model, &mut suggested, source, target))
            .filter(|passage| holds(passage));
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
fn answer(
    model: &Model,
    suggested: &mut Marked,
    source: &Range<usize>,
    target: &Range<usize>,
) -> Option<Vec<Crossing>> {
    // The best chain of answering pairs that ends at each pair, as in a longest common subsequence.
    let width = target.len();
    let mut best = vec![(0.0f32, usize::MAX); source.len() * width];
    let mut shares = vec![0.0; best.len()];
    for (n, x) in source.clone().enumerate() {
        suggested.suggest(model, x..x + 1);
        for (m, y) in target.clone().enumerate() {
            // Most have nothing to do with each other, which is soon seen.
            let there = target_share(model, y, suggested);
            let here = source_share(model, x, y, 2.0 * ANSWERS - there);
            let share = (here + there) / 2.0;
            if share < ANSWERS {
                continue;
            }
            shares[n * width + m] = share;
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
            let confidence = shares[chain[n]].clamp(0.0, 0.99);
            Crossing { source: x..to_x, target: y..to_y, confidence }
        })
        .collect();
    // The crossings follow each other without a gap.
    let ((x, y), end) = (place(chain[0]), &crossings[crossings.len() - 1]);
    let least = model.source.tokens(x..end.source.end).min(model.target.tokens(y..end.target.end));
    (least >= LEAST_WORDS).then_some(crossings)
}

/// The share of the words of source sentence `x` that target sentence `y` explains, of those that could be;
/// 0 of too few, and if it is less than `least`.
fn source_share(model: &Model, x: usize, y: usize, least: f32) -> f32 {
    let all: f32 = source_words(model, x).map(|(word, _)| weight(model.source, word)).sum();
    if source_words(model, x).count() < FEWEST {
        return 0.0;
    }
    let mut wrong = 0.0;
    for (word, row) in source_words(model, x) {
        if !meet(row, model.target.words(y)) {
            wrong += weight(model.source, word);
            if all - wrong < least * all {
                return 0.0;
            }
        }
    }
    (1.0 - wrong / all).max(0.0)
}

/// Whether one of the words of `row` is among `words`; both ascend.
fn meet(row: &[(u32, f32)], words: &[(u32, u8)]) -> bool {
    let mut words = words.iter().map(|entry| entry.0).peekable();
    row.iter().any(|&(word, _)| {
        while words.next_if(|&other| other < word).is_some() {}
        words.peek() == Some(&word)
    })
}
