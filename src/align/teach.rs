//! Which words render which, to judge by the two texts alone?
//!
//! IBM model 1 (Brown, Della Pietra, Della Pietra & Mercer 1993) by expectation and maximisation over the
//! beads of a first alignment, in both directions. A discount on the expected counts takes away what was
//! seen together once by chance, which on a chapter is most. A pair of languages without any table gains
//! most from it, and one with a table learns the names and the manner of this translator.

use std::hash::{Hash, Hasher};

use rustc_hash::{FxHashSet, FxHasher};

use super::lexicon::{Translations, WordPairs};
use super::shape::Step;
use super::side::Side;

/// Rounds of expectation and maximisation.
const ROUNDS: usize = 4;

/// Entries below this are dropped.
const LEAST: f32 = 0.01;

/// Sentences that a word must stand in.
const SPREAD: usize = 2;

/// At most so many pairs of words in beads are learned from.
const MOST_PAIRS: usize = 8_000_000;

/// The translations that the beads of `path` suggest, each expected count less `discount`.
pub(crate) fn translations(source: &Side, target: &Side, path: &[Step], discount: f32) -> Translations {
    let beads = Beads::new(source, target, path);
    let pairs = Pairs::new(&beads, source.vocabulary_len(), target.vocabulary_len());
    Translations {
        forward: pairs.learn(&beads, Direction::Forward, discount),
        backward: pairs.learn(&beads, Direction::Backward, discount),
    }
}

/// A word with how often it stands in a bead.
type Weighed = (u32, f32);

/// The words of the beads that are learned from.
struct Beads {
    source: Vec<Weighed>,
    target: Vec<Weighed>,
    /// For each bead where its words begin on both sides, and its pairs; one more at the end.
    starts: Vec<(usize, usize, usize)>,
}

impl Beads {
    fn new(source: &Side, target: &Side, path: &[Step]) -> Self {
        let mut beads = Self { source: Vec::new(), target: Vec::new(), starts: vec![(0, 0, 0)] };
        // What is said again teaches nothing new, and would teach a mistake as often as it is made.
        let mut met = FxHashSet::default();
        let both = path.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty());
        let both: Vec<&Step> = both.filter(|step| met.insert(print(source, target, step))).collect();
        let size = |step: &Step| {
            let words = |side: &Side, range: std::ops::Range<usize>| {
                range.map(|n| side.words(n).len()).sum::<usize>()
            };
            words(source, step.0.clone()) * words(target, step.1.clone())
        };
        // Of a long book every so many beads teach enough.
        let all: usize = both.iter().map(|step| size(step)).sum();
        let every = all.div_ceil(MOST_PAIRS).max(1);
        let mut bag = Vec::new();
        for (s, t) in both.into_iter().step_by(every) {
            fill(source, s.clone(), &mut bag);
            beads.source.extend_from_slice(&bag);
            let rows = bag.len();
            fill(target, t.clone(), &mut bag);
            beads.target.extend_from_slice(&bag);
            let pairs = beads.starts[beads.starts.len() - 1].2 + rows * bag.len();
            beads.starts.push((beads.source.len(), beads.target.len(), pairs));
        }
        beads
    }

    fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The words of bead `n` on both sides, and where its pairs begin.
    fn bead(&self, n: usize) -> (&[Weighed], &[Weighed], usize) {
        let (from, to) = (self.starts[n], self.starts[n + 1]);
        (&self.source[from.0..to.0], &self.target[from.1..to.1], from.2)
    }
}

/// The same number for steps over the same words.
fn print(source: &Side, target: &Side, (s, t): &Step) -> u64 {
    let mut hasher = FxHasher::default();
    for (side, range) in [(source, s), (target, t)] {
        range.clone().for_each(|n| side.words(n).hash(&mut hasher));
    }
    hasher.finish()
}

/// The words of a run of sentences that stand in the text at least twice, with how often.
fn fill(side: &Side, range: std::ops::Range<usize>, bag: &mut Vec<Weighed>) {
    bag.clear();
    for n in range {
        bag.extend(
            side.words(n)
                .iter()
                .filter(|&&(word, _)| side.spread(word) >= SPREAD)
                .map(|&(word, count)| (word, f32::from(count))),
        );
    }
    bag.sort_by_key(|entry| entry.0);
    bag.dedup_by(|next, kept| {
        let same = next.0 == kept.0;
        if same {
            kept.1 += next.1;
        }
        same
    });
}

#[derive(Clone, Copy, PartialEq)]
enum Direction {
    Forward,
    Backward,
}

/// The distinct pairs of words that stand in a bead together.
struct Pairs {
    /// Source word after source word: where its pairs begin, and the target word of each.
    starts: Vec<u32>,
    targets: Vec<u32>,
    /// For each bead, source word and target word in it: which pair.
    cells: Vec<u32>,
    target_words: usize,
}

impl Pairs {
    fn new(beads: &Beads, source_words: usize, target_words: usize) -> Self {
        let mut places = vec![Vec::new(); source_words];
        for n in 0..beads.len() {
            for (at, &(word, _)) in beads.bead(n).0.iter().enumerate() {
                places[word as usize].push((n as u32, at as u32));
            }
        }
        let mut cells = vec![0u32; beads.starts[beads.len()].2];
        let (mut starts, mut targets) = (vec![0u32], Vec::new());
        let mut slots = vec![(u32::MAX, 0u32); target_words];
        for (word, places) in places.iter().enumerate() {
            for &(bead, at) in places {
                let (_, there, first) = beads.bead(bead as usize);
                let row = first + at as usize * there.len();
                for (cell, &(other, _)) in cells[row..row + there.len()].iter_mut().zip(there) {
                    let slot = &mut slots[other as usize];
                    if slot.0 != word as u32 {
                        *slot = (word as u32, targets.len() as u32);
                        targets.push(other);
                    }
                    *cell = slot.1;
                }
            }
            starts.push(targets.len() as u32);
        }
        Self { starts, targets, cells, target_words }
    }

    /// The probabilities of one direction.
    fn learn(&self, beads: &Beads, direction: Direction, discount: f32) -> WordPairs {
        let source_words = self.starts.len() - 1;
        let mut probability = vec![1.0f32; self.targets.len()];
        // The word that stands for "no word of the other side" explains what nothing else does.
        let none = 1.0
            / if direction == Direction::Forward { self.target_words } else { source_words }.max(1) as f32;
        let mut shares = Vec::new();
        for round in 0..ROUNDS {
            let mut expected = vec![0.0f32; self.targets.len()];
            for n in 0..beads.len() {
                let (here, there, first) = beads.bead(n);
                let cells = &self.cells[first..first + here.len() * there.len()];
                if cells.is_empty() {
                    continue;
                }
                match direction {
                    Direction::Forward => {
                        // What the other side says of each word; then what part of it a unit is.
                        shares.clear();
                        shares.resize(there.len(), none);
                        for (row, &(_, weight)) in cells.chunks_exact(there.len()).zip(here) {
                            for (share, &cell) in shares.iter_mut().zip(row) {
                                *share += probability[cell as usize] * weight;
                            }
                        }
                        shares.iter_mut().zip(there).for_each(|(share, word)| *share = word.1 / *share);
                        for (row, &(_, weight)) in cells.chunks_exact(there.len()).zip(here) {
                            for (share, &cell) in shares.iter().zip(row) {
                                expected[cell as usize] += share * weight * probability[cell as usize];
                            }
                        }
                    }
                    Direction::Backward => {
                        for (row, &(_, times)) in cells.chunks_exact(there.len()).zip(here) {
                            let said = row.iter().zip(there);
                            let said = said.map(|(&cell, word)| probability[cell as usize] * word.1);
                            let share = times / (said.sum::<f32>() + none);
                            for (&cell, &(_, weight)) in row.iter().zip(there) {
                                expected[cell as usize] += share * weight * probability[cell as usize];
                            }
                        }
                    }
                }
            }
            let discount = if round + 1 == ROUNDS { discount } else { 0.0 };
            let mut totals = vec![0.0f32; source_words.max(self.target_words)];
            self.each(|word, pair| totals[self.given(direction, word, pair)] += expected[pair]);
            self.each(|word, pair| {
                let total = totals[self.given(direction, word, pair)].max(f32::MIN_POSITIVE);
                probability[pair] = (expected[pair] - discount).max(0.0) / total;
            });
        }
        WordPairs::new((0..source_words).map(|word| {
            let range = self.starts[word] as usize..self.starts[word + 1] as usize;
            let mut row: Vec<(u32, f32)> = range
                .map(|pair| (self.targets[pair], probability[pair]))
                .filter(|entry| entry.1 >= LEAST)
                .collect();
            row.sort_by_key(|entry| entry.0);
            row
        }))
    }

    fn each(&self, mut visit: impl FnMut(usize, usize)) {
        for word in 0..self.starts.len() - 1 {
            for pair in self.starts[word] as usize..self.starts[word + 1] as usize {
                visit(word, pair);
            }
        }
    }

    /// The word that is given in this direction.
    fn given(&self, direction: Direction, word: usize, pair: usize) -> usize {
        match direction {
            Direction::Forward => word,
            Direction::Backward => self.targets[pair] as usize,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Document, Language};

    /// The likeliest word that `word` is said to be, of texts whose lines render each other.
    #[track_caller]
    fn check(pairs: &[(&str, &str)], word: &str, expected: Option<&str>) {
        let side = |lines: Vec<&str>, language: &str| {
            Side::new(&Document::from_lines(lines.join("\n"), Language::new(language)))
        };
        let source = side(pairs.iter().map(|pair| pair.0).collect(), "eo");
        let target = side(pairs.iter().map(|pair| pair.1).collect(), "la");
        let path: Vec<Step> = (0..pairs.len()).map(|n| (n..n + 1, n..n + 1)).collect();
        let learned = translations(&source, &target, &path, 0.9);
        let id = source.vocabulary().iter().position(|entry| entry == word).unwrap() as u32;
        for (name, table) in [("forward", &learned.forward), ("backward", &learned.backward)] {
            let best = table.row(id).iter().max_by(|a, b| a.1.total_cmp(&b.1));
            let best = best.map(|entry| target.vocabulary()[entry.0 as usize].as_str());
            assert_eq!(best, expected, "{name} of {word}");
        }
    }

    const LESSONS: [(&str, &str); 6] = [
        ("kat kur", "fel cur"),
        ("hun kur", "can cur"),
        ("kat dor", "fel dit"),
        ("hun dor", "can dit"),
        ("kat kan", "fel nat"),
        ("bir kur", "avi cur"),
    ];

    #[test]
    fn words_are_told_apart_by_the_company_they_keep() {
        check(&LESSONS, "kat", Some("fel"));
        check(&LESSONS, "hun", Some("can"));
        check(&LESSONS, "kur", Some("cur"));
        check(&LESSONS, "dor", Some("dit"));
    }

    #[test]
    fn a_word_of_one_sentence_teaches_nothing() {
        check(&LESSONS, "bir", None);
        check(&LESSONS, "kan", None);
    }

    #[test]
    fn a_mistake_made_again_weighs_no_more() {
        let mut pairs = LESSONS.to_vec();
        pairs.extend([("kat pom", "pir nux"); 9]);
        check(&pairs, "kat", Some("fel"));
    }

    #[test]
    fn nothing_is_learned_from_gaps() {
        let text = Document::from_lines("kat\nkat".to_owned(), Language::new("eo"));
        let side = Side::new(&text);
        let learned = translations(&side, &side, &[(0..2, 0..0), (2..2, 0..2)], 0.9);
        assert!((0..side.vocabulary_len() as u32).all(|word| learned.forward.row(word).is_empty()));
    }
}
