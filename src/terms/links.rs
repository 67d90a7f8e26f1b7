//! Which words of a sentence render some words of the sentence that it renders?
//!
//! The aligner knows of each two words by how much the one makes the other likelier. So a word of the target has been
//! made by some words of the source with a share for each, and words in a row on both sides render each other where what
//! made the one side lies in the other, both ways. The best such row is looked for, of all those that begin and end with
//! a word of content.
//!
//! Association of whole candidates over beads (Dice, log-likelihood), the usual way, needs a term to stand often, and of
//! two that always stand together cannot say which renders which.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::words::{Cutter, Kind, Word};
use crate::align::{Alignment, Options, Place, Renderings};
use crate::text::{Document, script};

/// By how much a word of the target is likelier where nothing in the sentence makes it: as it is everywhere, and as what
/// the aligner has learned by mistake would have it.
const NOISE: f32 = 3.0;
const MISTAKEN: f32 = 0.004;

/// How likely a word of the source makes nothing that stands in the sentence.
const NOTHING: f32 = 0.06;

/// A word of grammar counts for so much of a word of content.
const LIGHT: f32 = 0.15;

/// A single character of a Chinese word says so much of what the word says.
const CHARACTER: f32 = 0.4;

/// More words in a row render no term.
const LONGEST: usize = 9;

/// A word of the target is made by some of the source if they have so much of a share in it.
const LEAST_SHARE: f32 = 0.15;

/// So much of the words in a row that render a term is made by it.
const LEAST_MADE: f32 = 0.5;

/// What renders only a part of the words in a row renders them so well.
const IN_PART: f32 = 0.65;

/// A row worse than this renders nothing.
pub(super) const LEAST_FIT: f32 = 0.3;

/// What the words of two texts say of each other.
pub(super) struct Links<'a> {
    pub renderings: Renderings<'a>,
    pub source: Cutter,
    pub target: Cutter,
    /// By the keys of each side, whether the word is one of grammar.
    light: [Vec<Option<bool>>; 2],
}

/// The words of two sentences that render each other.
pub(super) struct Pair {
    pub source: Vec<Word>,
    pub target: Vec<Word>,
    /// For each word of the source those of the target that it makes likelier.
    weights: Vec<Vec<Made>>,
    /// What each word of the target was made by altogether.
    sums: Vec<f32>,
    /// Which of them anything made.
    is_made: Vec<bool>,
    /// Which words of the target are the first of their kind there: a word that stands three times is made once.
    is_first: Vec<bool>,
}

/// A word of the target that one of the source makes likelier.
#[derive(Clone, Copy)]
struct Made {
    /// Its number.
    word: usize,
    /// By how much.
    ratio: f32,
    /// How likely it is then.
    likely: f32,
}

/// Words of the target that render some of the source.
#[derive(Clone, Debug)]
pub(super) struct Fit {
    /// Which words, by their numbers.
    pub words: Range<usize>,
    /// Which of them the words of the source make, and are not only set in between.
    pub made: Vec<bool>,
    /// How well, up to 1.
    pub score: f32,
    /// Whether they render all of the words of the source.
    pub is_whole: bool,
}

impl<'a> Links<'a> {
    pub(super) fn of(
        source: &Document,
        target: &Document,
        alignment: &Alignment,
        options: &Options<'a>,
    ) -> Self {
        let cutter = |document: &Document| {
            let mut cutter = Cutter::new(document.language());
            if document.language().is_chinese() {
                cutter.learn((0..document.len()).map(|number| document.sentence(number)));
            }
            cutter
        };
        Self {
            renderings: Renderings::of(source, target, alignment, options),
            source: cutter(source),
            target: cutter(target),
            light: Default::default(),
        }
    }

    /// What stands in `target` for the words at `range` of `source`, which it renders; bytes.
    pub(super) fn standing_for(
        &mut self,
        source: &str,
        range: &Range<usize>,
        target: &str,
    ) -> Option<Range<usize>> {
        let pair = self.pair(source, target);
        let touches = |word: &Word| word.range.start < range.end && range.start < word.range.end;
        let first = pair.source.iter().position(touches)?;
        let last = pair.source.iter().rposition(touches)?;
        let fit = pair.fits(first..last + 1).into_iter().next()?;
        Some(pair.target[fit.words.start].range.start..pair.target[fit.words.end - 1].range.end)
    }

    /// Whether something in `source` makes all words of content at `range` of `target`, which renders it.
    pub(super) fn is_made(&mut self, source: &str, target: &str, range: &Range<usize>) -> bool {
        let pair = self.pair(source, target);
        let words = pair.target.iter().zip(&pair.is_made);
        let within = words.filter(|(word, _)| word.range.start >= range.start && word.range.end <= range.end);
        within.filter(|(word, _)| word.kind == Kind::Content).all(|(_, is_made)| *is_made)
    }

    /// The words of `source` alone.
    pub(super) fn source_words(&mut self, source: &str) -> Vec<Word> {
        let mut words = self.source.words(source);
        self.weigh(0, &mut words);
        words
    }

    /// The words of `source` and of `target`, which renders it.
    pub(super) fn pair(&mut self, source: &str, target: &str) -> Pair {
        let words = self.source_words(source);
        let mut others = self.target.words(target);
        self.weigh(1, &mut others);
        let tokens = tokens(source, &words, &self.renderings.source_places(source));
        let there = tokens_by_number(target, &others, &self.renderings.target_places(target));
        let mut usual = vec![0.0f32; others.len()];
        for &(token, word, _) in &there {
            usual[word] = usual[word].max(self.renderings.target_share(token));
        }
        let weights = tokens.iter().map(|tokens| self.made_by(tokens, &there, &usual)).collect::<Vec<_>>();
        let mut sums: Vec<f32> = usual.iter().map(|usual| NOISE + MISTAKEN / usual.max(1e-6)).collect();
        for (weights, _) in weights.iter().zip(first_of(&words)).filter(|(_, is_first)| *is_first) {
            weights.iter().for_each(|made| sums[made.word] += made.ratio);
        }
        let noise = usual.iter().map(|usual| NOISE + MISTAKEN / usual.max(1e-6));
        let is_made = sums.iter().zip(noise).map(|(sum, noise)| *sum > 1.5 * noise).collect();
        let is_first = first_of(&others);
        Pair { source: words, target: others, weights, sums, is_made, is_first }
    }

    /// The words among `there` that a word of these `tokens` makes likelier; `usual` is how likely each is.
    fn made_by(&self, tokens: &[(u32, f32)], there: &[(u32, usize, f32)], usual: &[f32]) -> Vec<Made> {
        let mut made: Vec<Made> = Vec::new();
        for &(token, share) in tokens {
            for &(target, ratio) in self.renderings.targets_of(token) {
                let from = there.partition_point(|entry| entry.0 < target);
                let same = there[from..].iter().take_while(|entry| entry.0 == target);
                made.extend(same.map(|&(_, word, part)| {
                    let ratio = ratio * share * part;
                    Made { word, ratio, likely: ratio * usual[word] }
                }));
            }
        }
        // Of a word that has several tokens each says its part, and of one each other only the best is asked.
        made.sort_by(|a, b| a.word.cmp(&b.word).then(b.ratio.total_cmp(&a.ratio)));
        let parts = tokens.iter().filter(|(_, share)| *share < CHARACTER).count();
        made.dedup_by(|again, first| {
            let is_same = again.word == first.word;
            if is_same && parts > 0 {
                first.ratio += again.ratio;
                first.likely += again.likely;
            }
            is_same
        });
        made
    }

    /// Says of `words` of a side which are of grammar.
    fn weigh(&mut self, side: usize, words: &mut [Word]) {
        let cutter = if side == 0 { &self.source } else { &self.target };
        let light = &mut self.light[side];
        light.resize(cutter.len(), None);
        for word in words.iter_mut().filter(|word| word.kind == Kind::Content) {
            let is_light = *light[word.key as usize].get_or_insert_with(|| {
                let name = cutter.name(word.key);
                let usual = match side {
                    0 => self.renderings.usual_in_source(name),
                    _ => self.renderings.usual_in_target(name),
                };
                super::grammar::is_light(name, usual)
            });
            if is_light {
                word.kind = Kind::Function;
            }
        }
    }
}

/// For each word the aligner's tokens in it, each with how much it says: of a Chinese word of three characters and more
/// its pairs of neighbours, each its part, so that a name does not render what renders another with the same end.
fn tokens(text: &str, words: &[Word], places: &[Place]) -> Vec<Vec<(u32, f32)>> {
    let mut tokens = vec![Vec::new(); words.len()];
    for place in places {
        let at = words.partition_point(|word| word.range.end <= place.start);
        let Some(word) = words.get(at) else { continue };
        if !text[place.start..place.end].contains(script::is_han) {
            tokens[at].push((place.word, 1.0));
            continue;
        }
        let chars = text[word.range.clone()].chars().count();
        let is_pair = text[place.start..place.end].chars().count() > 1;
        let says = match (chars, is_pair) {
            (1 | 2, true) | (1, false) => 1.0,
            (2, false) => CHARACTER,
            (_, true) => (1.0 / (chars - 1) as f32).min(0.99 * CHARACTER),
            (_, false) => continue,
        };
        // A pair of characters of two words is of neither.
        if place.end <= word.range.end {
            tokens[at].push((place.word, says));
        }
    }
    tokens
}

/// The same as token, number of the word, and how much it says; in order of tokens.
fn tokens_by_number(text: &str, words: &[Word], places: &[Place]) -> Vec<(u32, usize, f32)> {
    let tokens = tokens(text, words, places);
    let of = |(word, tokens): (usize, Vec<(u32, f32)>)| {
        tokens.into_iter().map(move |(token, part)| (token, word, part))
    };
    let mut all: Vec<_> = tokens.into_iter().enumerate().flat_map(of).collect();
    all.sort_by_key(|&(token, word, _)| (token, word));
    all
}

fn weight(word: &Word) -> f32 {
    if word.kind == Kind::Function { LIGHT } else { 1.0 }
}

impl Pair {
    /// What may render the words of the source in `row`, the best first.
    pub(super) fn fits(&self, row: Range<usize>) -> Vec<Fit> {
        let mut made = vec![0.0f32; self.target.len()];
        for one in self.weights[row.clone()].iter().flatten() {
            made[one.word] += one.ratio;
        }
        let share: Vec<f32> = made.iter().zip(&self.sums).map(|(made, sum)| (made / sum).min(1.0)).collect();
        let words = share.iter().zip(&self.target).zip(&self.is_first);
        let total: f32 =
            words.filter(|(_, is_first)| **is_first).map(|((share, word), _)| share * weight(word)).sum();
        if total <= 0.05 {
            return Vec::new();
        }
        let edges: Vec<usize> =
            (0..share.len()).filter(|&n| share[n] >= 0.2 && self.target[n].kind != Kind::Function).collect();
        let mut fits = Vec::new();
        for &first in &edges {
            let (mut within, mut weights) = (0.0, 0.0);
            for last in first..self.target.len().min(first + LONGEST) {
                if last > first && self.target[last].is_parted {
                    break;
                }
                within += share[last] * weight(&self.target[last]);
                weights += weight(&self.target[last]);
                if !edges.contains(&last) {
                    continue;
                }
                let words = first..last + 1;
                if within < LEAST_MADE * weights {
                    continue;
                }
                let covered = self.covered(&row, &words);
                let is_whole = self.is_whole(&row, &words);
                let whole = if is_whole { 1.0 } else { IN_PART };
                let score = ((within / weights) * (within / total).min(1.0) * covered).cbrt() * whole;
                let made = share[words.clone()].iter().map(|share| *share >= LEAST_SHARE).collect();
                fits.push(Fit { words, made, score, is_whole });
            }
        }
        fits.retain(|fit| fit.score >= LEAST_FIT);
        fits.sort_by(|a, b| b.score.total_cmp(&a.score).then(a.words.start.cmp(&b.words.start)));
        fits
    }

    /// Whether none of the words of the source in `row` makes what lies elsewhere: *meeting* does not render 会议成果 where
    /// *outcome* stands beside it.
    fn is_whole(&self, row: &Range<usize>, words: &Range<usize>) -> bool {
        /// What a word makes lies in the row, if so much of it does.
        const ENOUGH: f32 = 0.2;
        row.clone().filter(|&n| self.source[n].kind == Kind::Content && self.source[n].range.len() > 3).all(
            |n| {
                let (within, all) = self.made(n, words);
                all < 2.0 * NOTHING || within >= ENOUGH * all
            },
        )
    }

    /// How much of what the words of the source in `row` make lies in `words` of the target.
    fn covered(&self, row: &Range<usize>, words: &Range<usize>) -> f32 {
        let (mut covered, mut most) = (0.0, 0.0);
        for n in row.clone() {
            let (within, all) = self.made(n, words);
            covered += within.min(all) / (all + NOTHING) * weight(&self.source[n]);
            most += weight(&self.source[n]);
        }
        covered / most.max(LIGHT)
    }

    /// How likely the word numbered `n` of the source makes what stands in `words` of the target, and what stands
    /// anywhere in it.
    fn made(&self, n: usize, words: &Range<usize>) -> (f32, f32) {
        let (mut within, mut all) = (0.0, 0.0);
        for made in &self.weights[n] {
            within += if words.contains(&made.word) { made.likely } else { 0.0 };
            let counts = self.is_first[made.word] && self.target[made.word].kind != Kind::Function;
            all += if counts { made.likely } else { 0.0 };
        }
        (within, all)
    }
}

/// Which of `words` are the first of their kind.
fn first_of(words: &[Word]) -> Vec<bool> {
    let mut met = FxHashSet::default();
    words.iter().map(|word| met.insert(word.key)).collect()
}
