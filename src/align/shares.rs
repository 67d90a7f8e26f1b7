//! How well is each sentence explained by the bead that holds it, and what of it by the bead beside?
//!
//! What is left unexplained is where beads are wrong: a passage that was moved (`moved`), a clause that is
//! rendered in the next sentence (`interleaved`). Words are marked with the bead that holds or suggests them,
//! so that the whole path takes one walk over the rows of its words, whatever its beads are.

use std::ops::Range;

use super::evidence::Model;
use super::lexicon::WordPairs;
use super::meaning::{Meaning, Weighing};
use super::shape::Step;
use super::side::Side;
use super::words::Kind;

/// Fewer words than this that could be explained say nothing of the sentence.
pub(super) const FEWEST: usize = 3;

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
            // The slots of this bead and the one before.
            let beads = [n % 2, (n + 1) % 2];
            marks.mark(model, beads[0], step);
            for x in step.0.clone() {
                shares.source[x] = marks.of_source(model, x, beads[0]);
            }
            for y in step.1.clone() {
                shares.target[y] = target_share(model, y, &marks.suggested[beads[0]]);
            }
            let Some((before, _)) = n.checked_sub(1).map(|n| &steps[n]) else { continue };
            let filled = [&before.0, &before.1, &step.0, &step.1].iter().all(|side| !side.is_empty());
            let across = if filled {
                let back = [beads[1], beads[0]];
                let sources = [(step.0.start - 1, back), (step.0.start, beads)];
                let targets = [(step.1.start - 1, back), (step.1.start, beads)];
                let [last, first] = sources.map(|(x, beads)| marks.across_source(model, x, beads));
                let [end, start] = targets.map(|(y, beads)| marks.across_target(model, y, beads));
                last.max(first).min(end.max(start))
            } else {
                0.0
            };
            shares.across.push(across);
        }
        shares
    }
}

/// Beads by which the one side is shifted, to see what words explain by chance.
const SHIFTS: [isize; 4] = [-7, -4, 4, 7];

/// Beads on either side that speak for one.
const AROUND: usize = 10;

/// What is believed before any is asked: as many beads as this explain so much more than others would.
const UNTRIED: f32 = 2.0;
const USUAL: f32 = 0.3;

/// For each bead how much more of the words near by is explained as they are paired than if they were paired some
/// beads off, from 0 to 1.
///
/// A path that is lost pairs what any other would pair as well. Each of its beads may yet be much likelier than
/// those beside it, if only by lengths. `translations` are those that even beads are judged by and those for odd
/// ones: what was learned from a bead explains it, right or wrong.
pub(super) fn supports(model: &Model, translations: [&WordPairs; 2], steps: &[(Step, f32)]) -> Vec<f32> {
    let target = model.target;
    let filled: Vec<usize> =
        (0..steps.len()).filter(|&n| !steps[n].0.0.is_empty() && !steps[n].0.1.is_empty()).collect();
    let reached = translations.map(|table| {
        let mut reached = vec![false; target.vocabulary_len()];
        table.entries().for_each(|(other, _)| reached[other as usize] = true);
        reached
    });
    let mut suggested = Marked::none(model);
    // How much more each filled bead explains than others would, and whether its words say anything.
    let mut gains: Vec<(f32, f32)> = Vec::with_capacity(filled.len());
    for (n, &here) in filled.iter().enumerate() {
        let (table, reached) = (translations[n % 2], &reached[n % 2]);
        suggested.clear();
        for &(word, _) in steps[here].0.0.clone().flat_map(|x| model.source.words(x)) {
            table.row(word).iter().for_each(|entry| suggested.insert(entry.0));
        }
        let explains = |bead: usize| {
            let words = steps[bead].0.1.clone().flat_map(|y| target.words(y)).map(|entry| entry.0);
            let words = words.filter(|&word| reached[word as usize] && target.is_word(word));
            share(words.map(|word| (weight(target, word), suggested.contains(word))))
        };
        let others = SHIFTS.iter().filter_map(|&shift| filled.get(n.checked_add_signed(shift)?));
        let (sum, count) = others.fold((0.0, 0), |(sum, count), &bead| (sum + explains(bead), count + 1));
        let words: usize = steps[here].0.1.clone().map(|y| target.words(y).len()).sum();
        gains.push(match count {
            0 => (0.0, 0.0),
            _ if words < FEWEST => (0.0, 0.0),
            _ => (explains(here) - sum / count as f32, 1.0),
        });
    }
    let mut sums = vec![(0.0, 0.0)];
    for gain in &gains {
        let last = sums[sums.len() - 1];
        sums.push((last.0 + gain.0, last.1 + gain.1));
    }
    (0..steps.len())
        .map(|n| {
            let at = filled.partition_point(|&bead| bead < n);
            let (from, to) = (sums[at.saturating_sub(AROUND)], sums[(at + AROUND + 1).min(gains.len())]);
            // A text of a few sentences has nothing to be lost in, and nothing to show that it is not.
            ((to.0 - from.0 + UNTRIED * USUAL) / (to.1 - from.1 + UNTRIED)).clamp(0.0, 1.0)
        })
        .collect()
}

/// What a bead gains by meaning, beside what it does by words.
const MEANT: f32 = 0.3;

/// The same by what the sentences mean, as far as they were encoded; 0 where they were not.
pub(super) fn supports_meant(meaning: &Meaning, weighing: &Weighing, steps: &[(Step, f32)]) -> Vec<f32> {
    let filled: Vec<usize> =
        (0..steps.len()).filter(|&n| !steps[n].0.0.is_empty() && !steps[n].0.1.is_empty()).collect();
    let mut sums = vec![(0.0f32, 0.0f32)];
    for (n, &here) in filled.iter().enumerate() {
        let own = &steps[here].0;
        let gain = meaning.margin(own, weighing).and_then(|near| {
            let others = SHIFTS.iter().filter_map(|&shift| filled.get(n.checked_add_signed(shift)?));
            let others = others
                .filter_map(|&other| meaning.margin(&(own.0.clone(), steps[other].0.1.clone()), weighing));
            let (sum, count) = others.fold((0.0, 0.0), |(sum, count), near| (sum + near, count + 1.0));
            (count > 0.0).then(|| near - sum / count)
        });
        let last = sums[sums.len() - 1];
        sums.push(gain.map_or(last, |gain| (last.0 + gain, last.1 + 1.0)));
    }
    (0..steps.len())
        .map(|n| {
            let at = filled.partition_point(|&bead| bead < n);
            let (from, to) = (sums[at.saturating_sub(AROUND)], sums[(at + AROUND + 1).min(filled.len())]);
            let (gain, count) = (to.0 - from.0, to.1 - from.1);
            (MEANT * gain / (count + UNTRIED)).clamp(0.0, 1.0)
        })
        .collect()
}

/// Which words of the target the last two beads hold, and which their sources suggest; each bead in the slot
/// of its number's remainder.
struct Marks {
    held: [Marked; 2],
    suggested: [Marked; 2],
}

impl Marks {
    fn new(model: &Model) -> Self {
        let none = || Marked::none(model);
        Self { held: [none(), none()], suggested: [none(), none()] }
    }

    /// Marks the words of a bead in place of those of the one that had its slot.
    fn mark(&mut self, model: &Model, slot: usize, (source, target): &Step) {
        self.held[slot].clear();
        for &(word, _) in target.clone().flat_map(|y| model.target.words(y)) {
            self.held[slot].insert(word);
        }
        self.suggested[slot].suggest(model, source.clone());
    }

    /// The share of the words of source sentence `x` that the bead explains, of those that could be.
    fn of_source(&self, model: &Model, x: usize, bead: usize) -> f32 {
        let held = &self.held[bead];
        share(source_words(model, x).map(|(word, row)| (weight(model.source, word), held.any(row))))
    }

    /// What those words of source sentence `x` weigh that only the second of two beads explains.
    fn across_source(&self, model: &Model, x: usize, [here, there]: [usize; 2]) -> f32 {
        let (held, beside) = (&self.held[here], &self.held[there]);
        let across = source_words(model, x).filter(|(_, row)| !held.any(row) && beside.any(row));
        across.map(|(word, _)| weight(model.source, word)).sum()
    }

    /// The same of target sentence `y`.
    fn across_target(&self, model: &Model, y: usize, [here, there]: [usize; 2]) -> f32 {
        let (own, beside) = (&self.suggested[here], &self.suggested[there]);
        let across = target_words(model, y).filter(|&word| !own.contains(word) && beside.contains(word));
        across.map(|word| weight(model.target, word)).sum()
    }
}

/// Words of the target that are marked. Taking all marks away costs nothing, however many there are.
pub(super) struct Marked {
    marks: Vec<u32>,
    /// The mark that counts.
    now: u32,
}

impl Marked {
    pub(super) fn none(model: &Model) -> Self {
        Self { marks: vec![0; model.target.vocabulary_len()], now: 1 }
    }

    fn clear(&mut self) {
        self.now += 1;
    }

    fn insert(&mut self, word: u32) {
        self.marks[word as usize] = self.now;
    }

    fn contains(&self, word: u32) -> bool {
        self.marks[word as usize] == self.now
    }

    fn any(&self, row: &[(u32, f32)]) -> bool {
        row.iter().any(|entry| self.contains(entry.0))
    }

    /// Marks the words that the sentences of `source` suggest, and no others.
    pub(super) fn suggest(&mut self, model: &Model, source: Range<usize>) {
        self.clear();
        for &(word, _) in source.flat_map(|x| model.source.words(x)) {
            for &(other, _) in model.translations.forward.row(word) {
                self.insert(other);
            }
        }
    }
}

/// The share of the words of target sentence `y` that are `suggested`, of those that could be; 0 of too few.
pub(super) fn target_share(model: &Model, y: usize, suggested: &Marked) -> f32 {
    share(target_words(model, y).map(|word| (weight(model.target, word), suggested.contains(word))))
}

/// The words of source sentence `x` that could be explained, each with the words that render it.
pub(super) fn source_words<'a>(model: &'a Model, x: usize) -> impl Iterator<Item = (u32, &'a [(u32, f32)])> {
    let rows = model.source.words(x).iter().map(|&(word, _)| (word, model.translations.backward.row(word)));
    rows.filter(|(word, row)| !row.is_empty() && model.source.is_word(*word))
}

/// The words of target sentence `y` that could be explained.
fn target_words(model: &Model, y: usize) -> impl Iterator<Item = u32> {
    let words = model.target.words(y).iter().map(|entry| entry.0);
    words.filter(|&word| model.words[1].kinds[word as usize] != Kind::Unknown)
}

/// The share of `words`, each with what it weighs, that are explained; 0 of too few.
fn share(words: impl Iterator<Item = (f32, bool)>) -> f32 {
    let (mut right, mut all, mut count) = (0.0, 0.0, 0);
    for (weight, explained) in words {
        count += 1;
        all += weight;
        if explained {
            right += weight;
        }
    }
    if count < FEWEST { 0.0 } else { (right / all).min(1.0) }
}

/// What a word counts for: the less, the more sentences hold it.
pub(super) fn weight(side: &Side, word: u32) -> f32 {
    ((side.len() + 1) as f32 / side.spread(word) as f32).ln()
}
