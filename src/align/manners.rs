//! How does the translator of each stretch cut and mark sentences?
//!
//! A volume may be of several hands: one joins what another splits, and sets speech in other marks. So what
//! shapes, signs and lengths say is counted anew every [`CHAPTER`], on the first alignment of that stretch and
//! the one on either side. One count for the whole text is simpler, and half wrong for each hand.

use super::settings::Weights;
use super::shape::{SHAPES, SHARES, Step};
use super::side::Side;
use super::sign::Agreement;

/// Sentences of the source, on either side of one, that show how long its translation may be: about a
/// chapter.
const CHAPTER: usize = 200;

/// Characters of the source that the whole text counts as beside those near by.
const WHOLE: f64 = 500.0;

/// How the translator of each stretch of the source cuts and marks sentences: a volume may be of several
/// hands.
pub(crate) struct Manners(Vec<Manner>);

/// What shapes and signs say where one translator is at work.
pub(crate) struct Manner {
    /// Log share of each shape.
    pub(crate) shapes: [f32; SHAPES.len()],
    /// What the borders of a bead say, weighed.
    pub(crate) agreement: Agreement,
}

impl Manners {
    /// As `path` shows them in each stretch and the one on either side.
    pub(super) fn of(source: &Side, target: &Side, path: &[Step], weights: &Weights, prior: f32) -> Self {
        let stretches = if path.is_empty() { 1 } else { source.len().div_ceil(CHAPTER).max(1) };
        let manner = |stretch: usize| {
            let before = |sentence: usize| path.partition_point(|step| step.0.start < sentence);
            let from = before(stretch.saturating_sub(1) * CHAPTER);
            let to = if stretch + 2 < stretches { before((stretch + 2) * CHAPTER) } else { path.len() };
            let near = &path[from..to];
            let signs = Agreement::of(source.all_signs(), target.all_signs(), near);
            Manner { shapes: shares(near, prior), agreement: signs.weighed(weights.signs) }
        };
        Self((0..stretches).map(manner).collect())
    }

    /// Where a bead ends after so many sentences of the source.
    pub(crate) fn at(&self, row: usize) -> &Manner {
        &self.0[(row.saturating_sub(1) / CHAPTER).min(self.0.len() - 1)]
    }
}

/// How often each shape is met on `path`, to judge by a first alignment.
fn shares(path: &[Step], prior: f32) -> [f32; SHAPES.len()] {
    let mut counts = SHARES.map(|share| share * prior);
    for (source, target) in path {
        if let Some(k) = SHAPES.iter().position(|&shape| shape == (source.len(), target.len())) {
            counts[k] += 1.0;
        }
    }
    let all: f32 = counts.iter().sum();
    counts.map(|count| (count / all).ln())
}

/// Characters of the target that the text before each sentence of the source is expected to take, to judge
/// by the beads of a first alignment near by: a volume of several hands has no one ratio.
pub(super) fn expected(source: &Side, target: &Side, path: &[Step]) -> Vec<f64> {
    let all = |side: &Side| side.characters(0..side.len()).max(1.0);
    let usual = all(target) / all(source);
    // What the beads that end before a sentence hold on both sides.
    let mut before = Vec::with_capacity(source.len() + 1);
    let mut sum = (0.0, 0.0);
    for (here, there) in path {
        before.resize(here.start + 1, sum);
        if !here.is_empty() && !there.is_empty() {
            sum.0 += source.characters(here.clone());
            sum.1 += target.characters(there.clone());
        }
    }
    before.resize(source.len() + 1, sum);
    let mut expected = vec![0.0];
    for n in 0..source.len() {
        let (from, to) = (before[n.saturating_sub(CHAPTER)], before[(n + CHAPTER).min(source.len())]);
        let ratio = (to.1 - from.1 + WHOLE * usual) / (to.0 - from.0 + WHOLE);
        expected.push(expected[n] + ratio * source.characters(n..n + 1));
    }
    expected
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Document, Language};

    #[test]
    fn each_hand_of_a_volume_has_its_own_ratio() {
        let text = |lengths: [usize; 2]| {
            let lines = lengths.into_iter().flat_map(|n| std::iter::repeat_n("a".repeat(n), 3 * CHAPTER));
            Side::new(&Document::from_lines(lines.collect::<Vec<_>>().join("\n"), Language::new("en")))
        };
        let (source, target) = (text([20, 20]), text([20, 60]));
        let path: Vec<Step> = (0..source.len()).map(|n| (n..n + 1, n..n + 1)).collect();
        for (path, first, last) in [(&path[..], 20.0, 60.0), (&[], 40.0, 40.0)] {
            let expected = expected(&source, &target, path);
            let of = |n: usize| expected[n + 1] - expected[n];
            assert!((of(0) - first).abs() < 4.0 && (of(source.len() - 1) - last).abs() < 4.0);
        }
    }
}
