//! Which of the text without counterpart stands elsewhere in the translation?
//!
//! A path goes forward on both sides, so a passage that was moved is a gap on each. Gaps are few, and
//! every gap of the source is held against every near gap of the target: sentence by sentence, how many of
//! the words that could be explained are. Runs of sentences that answer each other in order are
//! crossings. Where a gap is dearer than a few beads that hold too much, the passage is taken out of those
//! beads first (`unforced`). Letting the path itself go back would be the other way; it multiplies the grid,
//! and makes every pair of short sentences in the wrong order a move.

use std::ops::Range;

use super::alignment::{Bead, Crossing};
use super::evidence::{Kind, Model};
use super::programme::Step;
use super::shares::{Shares, weight};

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
    passages(model, &sources, &targets, |_| true)
}

/// Of each of `sources` the passage that answers best in one of the `targets` near, of those that `holds`.
fn passages(
    model: &Model,
    sources: &[Range<usize>],
    targets: &[Range<usize>],
    holds: impl Fn(&[Crossing]) -> bool,
) -> Vec<Crossing> {
    let mut found: Vec<Crossing> = Vec::new();
    let mut suggested = Suggested { marks: vec![0; model.target.vocabulary_len()], sentence: 0 };
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
    suggested: &mut Suggested,
    source: &Range<usize>,
    target: &Range<usize>,
) -> Option<Vec<Crossing>> {
    // The best chain of answering pairs that ends at each pair, as in a longest common subsequence.
    let width = target.len();
    let mut best = vec![(0.0f32, usize::MAX); source.len() * width];
    let mut shares = vec![0.0; best.len()];
    for (n, x) in source.clone().enumerate() {
        suggested.mark(model, x);
        for (m, y) in target.clone().enumerate() {
            // Most have nothing to do with each other, which is soon seen.
            let there = suggested.share(model, y);
            let here = source_share_of_least(model, x, &(y..y + 1), 2.0 * ANSWERS - there);
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

/// Which words of the target the last sentence that was asked for suggests.
struct Suggested {
    /// The number of the last sentence, from 1, that suggests each word.
    marks: Vec<u32>,
    sentence: u32,
}

impl Suggested {
    fn mark(&mut self, model: &Model, x: usize) {
        self.sentence = x as u32 + 1;
        for &(word, _) in model.source.words(x) {
            for &(other, _) in model.translations.forward.row(word) {
                self.marks[other as usize] = self.sentence;
            }
        }
    }

    /// The share of the words of target sentence `y`, as [`target_share`] gives it.
    fn share(&self, model: &Model, y: usize) -> f32 {
        let (mut right, mut all, mut words) = (0.0, 0.0, 0);
        for &(word, _) in model.target.words(y) {
            if model.words[1].kinds[word as usize] != Kind::Unknown {
                let weight = weight(model.target, word);
                words += 1;
                all += weight;
                if self.marks[word as usize] == self.sentence {
                    right += weight;
                }
            }
        }
        if words < 3 { 0.0 } else { (right / all).min(1.0) }
    }
}

/// The share of the words of both sentences that the other explains, of those that could be.
fn explained(model: &Model, x: usize, y: usize) -> f32 {
    (source_share(model, x, &(y..y + 1)) + target_share(model, &(x..x + 1), y)) / 2.0
}

/// The share of the words of source sentence `x` that `target` explains, of those that could be; 0 of too
/// few.
fn source_share(model: &Model, x: usize, target: &Range<usize>) -> f32 {
    source_share_of_least(model, x, target, 0.0)
}

/// The same if it is `least` or more; 0 otherwise.
fn source_share_of_least(model: &Model, x: usize, target: &Range<usize>, least: f32) -> f32 {
    let known = || {
        let rows =
            model.source.words(x).iter().map(|&(word, _)| (word, model.translations.backward.row(word)));
        rows.filter(|(word, row)| !row.is_empty() && model.source.is_word(*word))
    };
    let all: f32 = known().map(|(word, _)| weight(model.source, word)).sum();
    if known().count() < 3 {
        return 0.0;
    }
    let mut wrong = 0.0;
    for (word, row) in known() {
        if !target.clone().any(|y| meet(row, model.target.words(y), |_| true)) {
            wrong += weight(model.source, word);
            if all - wrong < least * all {
                return 0.0;
            }
        }
    }
    (1.0 - wrong / all).max(0.0)
}

/// The share of the words of target sentence `y` that `source` explains, of those that could be; 0 of too
/// few.
fn target_share(model: &Model, source: &Range<usize>, y: usize) -> f32 {
    let there = model.target.words(y);
    let is_known = |word: u32| model.words[1].kinds[word as usize] != Kind::Unknown;
    let (mut all, mut words) = (0.0, 0);
    for &(word, _) in there.iter().filter(|entry| is_known(entry.0)) {
        words += 1;
        all += weight(model.target, word);
    }
    if words < 3 {
        return 0.0;
    }
    let mut reached = vec![false; there.len()];
    for &(word, _) in source.clone().flat_map(|x| model.source.words(x)) {
        meet(model.translations.forward.row(word), there, |n| {
            reached[n] = true;
            false
        });
    }
    let reached = there.iter().zip(reached).filter(|(_, reached)| *reached);
    let right: f32 = reached.map(|(&(word, _), _)| weight(model.target, word)).sum();
    (right / all).min(1.0)
}

/// Whether `found` is content with the place in `words` of one of the words of `row`; both ascend.
fn meet(row: &[(u32, f32)], words: &[(u32, u8)], mut found: impl FnMut(usize) -> bool) -> bool {
    let mut n = 0;
    for &(word, _) in row {
        while n < words.len() && words[n].0 < word {
            n += 1;
        }
        if words.get(n).is_some_and(|entry| entry.0 == word) && found(n) {
            return true;
        }
    }
    false
}
