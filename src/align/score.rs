//! How right is an alignment, judged by one made by hand?
//!
//! Precision, recall and F1 as Sennrich & Volk (2011) define them and Vecalign (Thompson & Koehn 2019)
//! counts them, so that figures compare with those printed elsewhere. A link is right *strictly* if the
//! very same link is in the other alignment, and *laxly* if one of its source sentences is linked there
//! with one of its target sentences. Precision counts every link of the alignment judged, those without
//! a counterpart too, each sentence its own; recall counts the links of the gold with both sides filled
//! against those of the alignment with both sides filled. Counts are pooled over documents before the
//! ratios are taken: a mean over documents would let a short chapter weigh as much as a long one.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::{FxHashMap, FxHashSet};

/// The sentences of both sides that are linked, ascending; either may be empty, not both.
pub type Link = (Vec<usize>, Vec<usize>);

/// Right and all.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Count {
    /// How many are right.
    pub right: usize,
    /// How many there are.
    pub all: usize,
}

impl Count {
    /// The share that is right; 0 of nothing.
    pub fn ratio(self) -> f64 {
        if self.all == 0 { 0.0 } else { self.right as f64 / self.all as f64 }
    }
}

/// Precision and recall by one measure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Measure {
    /// Links of the alignment judged that are right.
    pub precision: Count,
    /// Links of the gold that were found.
    pub recall: Count,
}

impl Measure {
    /// The harmonic mean of precision and recall; 0 where both are.
    pub fn f1(self) -> f64 {
        let (precision, recall) = (self.precision.ratio(), self.recall.ratio());
        if precision + recall == 0.0 { 0.0 } else { 2.0 * precision * recall / (precision + recall) }
    }
}

/// What became of the links of one shape in the gold.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ShapeScore {
    /// How many there are, and how many were found exactly.
    pub found: Count,
    /// What was made of those missed: the shape of the first link that shares a sentence, and how often.
    pub instead: BTreeMap<(usize, usize), usize>,
}

/// How right some alignments are, pooled.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Scores {
    /// By links that are the very same.
    pub strict: Measure,
    /// By links that share a pair of sentences.
    pub lax: Measure,
    /// By the shape of the gold's links, sentences of the source and of the target.
    pub shapes: BTreeMap<(usize, usize), ShapeScore>,
}

/// Judges each document's second alignment by its first, the gold.
///
/// # Example: a split missed
///
/// ```
/// use duizhao::align::score;
/// let gold = vec![(vec![0], vec![0]), (vec![1], vec![1, 2])];
/// let test = vec![(vec![0], vec![0]), (vec![1], vec![1]), (vec![], vec![2])];
/// let scores = score(&[(gold, test)]);
/// assert_eq!((scores.strict.precision.right, scores.strict.precision.all), (1, 3));
/// assert_eq!((scores.strict.recall.right, scores.lax.recall.right), (1, 2));
/// ```
pub fn score(documents: &[(Vec<Link>, Vec<Link>)]) -> Scores {
    let mut scores = Scores::default();
    for (gold, test) in documents {
        let gold: BTreeSet<&Link> = gold.iter().filter(|link| !is_empty(link)).collect();
        let test: BTreeSet<&Link> = test.iter().filter(|link| !is_empty(link)).collect();
        let test_all: Vec<_> = test.iter().copied().collect();
        let gold_all: Vec<_> = gold.iter().copied().collect();
        let (strict, lax) = hits(&test_all, &gold_all);
        add(&mut scores.strict.precision, strict, test_all.len());
        add(&mut scores.lax.precision, lax, test_all.len());
        let (gold_filled, test_filled) = (filled(&gold_all), filled(&test_all));
        let (strict, lax) = hits(&gold_filled, &test_filled);
        add(&mut scores.strict.recall, strict, gold_filled.len());
        add(&mut scores.lax.recall, lax, gold_filled.len());
        // The first link of the alignment judged that holds a sentence.
        let (mut by_source, mut by_target) = (FxHashMap::default(), FxHashMap::default());
        for &link in &test {
            link.0.iter().for_each(|&s| _ = by_source.entry(s).or_insert(link));
            link.1.iter().for_each(|&t| _ = by_target.entry(t).or_insert(link));
        }
        for &link in &gold {
            let shape = scores.shapes.entry((link.0.len(), link.1.len())).or_default();
            let found = test.contains(link);
            add(&mut shape.found, usize::from(found), 1);
            let others = link.0.iter().filter_map(|s| by_source.get(s));
            let mut others = others.chain(link.1.iter().filter_map(|t| by_target.get(t)));
            if !found && let Some(other) = others.next() {
                *shape.instead.entry((other.0.len(), other.1.len())).or_default() += 1;
            }
        }
    }
    scores
}

fn is_empty(link: &Link) -> bool {
    link.0.is_empty() && link.1.is_empty()
}

fn filled<'a>(links: &[&'a Link]) -> Vec<&'a Link> {
    links.iter().copied().filter(|(source, target)| !source.is_empty() && !target.is_empty()).collect()
}

fn add(count: &mut Count, right: usize, all: usize) {
    count.right += right;
    count.all += all;
}

/// How many of `links` are right strictly and laxly by `reference`.
fn hits(links: &[&Link], reference: &[&Link]) -> (usize, usize) {
    let same: FxHashSet<&Link> = reference.iter().copied().collect();
    let pairs: FxHashSet<(usize, usize)> = reference
        .iter()
        .flat_map(|(source, target)| source.iter().flat_map(|&s| target.iter().map(move |&t| (s, t))))
        .collect();
    let is_strict = |link: &Link| same.contains(link);
    let is_lax =
        |(source, target): &Link| source.iter().any(|&s| target.iter().any(|&t| pairs.contains(&(s, t))));
    let strict = links.iter().filter(|link| is_strict(link)).count();
    let lax = links.iter().filter(|link| is_strict(link) || is_lax(link)).count();
    (strict, lax)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Right and all: strict precision, lax precision, strict recall, lax recall.
    #[track_caller]
    fn check(gold: &[(&[usize], &[usize])], test: &[(&[usize], &[usize])], expected: [(usize, usize); 4]) {
        let links =
            |links: &[(&[usize], &[usize])]| links.iter().map(|(s, t)| (s.to_vec(), t.to_vec())).collect();
        let scores = score(&[(links(gold), links(test))]);
        let pair = |count: Count| (count.right, count.all);
        let found = [scores.strict.precision, scores.lax.precision, scores.strict.recall, scores.lax.recall]
            .map(pair);
        assert_eq!(found, expected, "{gold:?} against {test:?}");
    }

    #[test]
    fn counts_as_vecalign_does() {
        check(&[(&[0], &[0])], &[(&[0], &[0])], [(1, 1), (1, 1), (1, 1), (1, 1)]);
        // A null link is judged in precision and left out of recall.
        check(&[(&[0], &[0]), (&[], &[1])], &[(&[0], &[0]), (&[], &[1])], [(2, 2), (2, 2), (1, 1), (1, 1)]);
        check(&[(&[0], &[0, 1])], &[(&[0], &[0]), (&[], &[1])], [(0, 2), (1, 2), (0, 1), (1, 1)]);
        // What shares sentences on one side only is not even laxly right.
        check(&[(&[0], &[0]), (&[1], &[1])], &[(&[0], &[1]), (&[1], &[0])], [(0, 2), (0, 2), (0, 2), (0, 2)]);
        // Lines empty on both sides, and doubles, count for nothing.
        check(&[(&[0], &[0]), (&[], &[])], &[(&[0], &[0]), (&[0], &[0])], [(1, 1), (1, 1), (1, 1), (1, 1)]);
        check(&[], &[], [(0, 0), (0, 0), (0, 0), (0, 0)]);
    }

    #[test]
    fn says_what_was_made_of_a_shape() {
        let gold = vec![(vec![0, 1], vec![0, 1]), (vec![2], vec![2])];
        let test = vec![(vec![0], vec![0]), (vec![1], vec![1]), (vec![2], vec![2])];
        let scores = score(&[(gold, test)]);
        assert_eq!(scores.shapes[&(2, 2)].found, Count { right: 0, all: 1 });
        assert_eq!(scores.shapes[&(2, 2)].instead, BTreeMap::from([((1, 1), 1)]));
        assert_eq!(scores.shapes[&(1, 1)].found, Count { right: 1, all: 1 });
    }
}
