//! How alike are two sentences?
//!
//! As much as they share pairs of neighbouring characters (triples, in scripts with spaces), each counted
//! by how rare it is in these two texts. In a law every other sentence holds 应当 and 按照规定; what two
//! versions of one sentence share beyond that is what only they share. Counting all pairs alike, as edit
//! distance does, pairs the clause on a duty with the clause on its penalty.

use std::borrow::Cow;
use std::fmt::Write;
use std::hash::{BuildHasher, Hasher};

use rustc_hash::FxBuildHasher;

use super::fold::{enumerator, is_numeral, skeleton};
use crate::text::number::numbers;
use crate::text::{Document, Language, script};

/// Log of the number of buckets that grams are counted in.
const BITS: u32 = 16;

/// Sentences that are looked at to learn which grams are rare.
const SAMPLE: usize = 12_000;

/// How rare each gram is.
pub(super) struct Rarity {
    weights: Vec<u16>,
}

impl Rarity {
    /// Learns it from both texts, or from a sample spread evenly over them where they are long.
    pub(super) fn of(old: &Document, new: &Document) -> Self {
        let step = ((old.len() + new.len()) / SAMPLE).max(1);
        // Counted in each text by itself: what both versions have once is as rare as what one has once, or two
        // versions of a single sentence would be told by what they do not share.
        let [old, new] = [old, new].map(|document| Counts::of(document, step));
        let all = f64::from(old.sampled.max(new.sampled) + 1);
        let weights = old.grams.iter().zip(&new.grams).map(|(&old, &new)| {
            let count = f64::from(old.max(new).max(1));
            (4.0 + 16.0 * (all / count).log2().max(0.0)) as u16
        });
        Self { weights: weights.collect() }
    }

    pub(super) fn weight(&self, gram: u32) -> u64 {
        u64::from(self.weights[bucket(gram)])
    }
}

/// In how many sentences of a text each gram stands.
struct Counts {
    grams: Vec<u32>,
    sampled: u32,
}

impl Counts {
    fn of(document: &Document, step: usize) -> Self {
        let mut counts = Self { grams: vec![0; 1 << BITS], sampled: 0 };
        for sentence in (0..document.len()).step_by(step) {
            counts.sampled += 1;
            for gram in grams(&document.sentence(sentence)) {
                counts.grams[bucket(gram)] += 1;
            }
        }
        counts
    }
}

/// What a sentence is compared by.
#[derive(Clone, Debug, Default)]
pub(super) struct Profile {
    /// Its grams, sorted, each once.
    pub(super) grams: Vec<u32>,
    /// Their weights together.
    pub(super) weight: u64,
    /// A hash of the numerals in it, list marks and section numbers left out.
    pub(super) numerals: u64,
}

impl Profile {
    /// The profile of sentence `number`; its numbers count by their value, however they are written.
    pub(super) fn of(document: &Document, number: usize, rarity: &Rarity) -> Self {
        let sentence = document.sentence(number);
        let sentence = valued(&sentence[enumerator(&sentence)..], document.language());
        let mut hasher = FxBuildHasher.build_hasher();
        for c in sentence.chars().filter(|&c| is_numeral(c)) {
            hasher.write_u32(c as u32);
        }
        let grams = grams(&sentence);
        let weight = grams.iter().map(|&gram| rarity.weight(gram)).sum();
        Self { grams, weight, numerals: hasher.finish() }
    }

    /// The profile of several sentences as one; its numerals are of no use.
    pub(super) fn joined(parts: &[&Profile], rarity: &Rarity) -> Self {
        let mut grams: Vec<u32> = parts.iter().flat_map(|part| part.grams.iter().copied()).collect();
        grams.sort_unstable();
        grams.dedup();
        let weight = grams.iter().map(|&gram| rarity.weight(gram)).sum();
        Self { grams, weight, numerals: 0 }
    }

    /// The weight of what both hold.
    pub(super) fn shared(&self, other: &Profile, rarity: &Rarity) -> u64 {
        let (mut i, mut j, mut shared) = (0, 0, 0);
        while let (Some(&a), Some(&b)) = (self.grams.get(i), other.grams.get(j)) {
            if a == b {
                shared += rarity.weight(a);
            }
            i += usize::from(a <= b);
            j += usize::from(b <= a);
        }
        shared
    }

    /// From 0, nothing in common, to 1000, the same.
    pub(super) fn likeness(&self, other: &Profile, rarity: &Rarity) -> u32 {
        per_mille(2 * self.shared(other, rarity), self.weight + other.weight)
    }
}

/// `sentence` with each of its numbers by its value: 二〇二四年 becomes 2024年.
fn valued<'a>(sentence: &'a str, language: &Language) -> Cow<'a, str> {
    if !sentence.chars().any(|c| is_numeral(c) && !c.is_ascii()) {
        return Cow::Borrowed(sentence);
    }
    let (mut valued, mut done) = (String::with_capacity(sentence.len()), 0);
    for number in numbers(sentence, language).iter().filter(|number| number.sure) {
        valued.push_str(&sentence[done..number.span.start]);
        let _ = write!(valued, "{}", number.value);
        done = number.span.end;
    }
    valued.push_str(&sentence[done..]);
    Cow::Owned(valued)
}

/// `part` of `whole` in thousandths; 0 of nothing.
pub(super) fn per_mille(part: u64, whole: u64) -> u32 {
    (part * 1000).checked_div(whole).unwrap_or(0) as u32
}

/// The grams of `sentence`, hashed, sorted, each once.
fn grams(sentence: &str) -> Vec<u32> {
    let mut grams = Vec::with_capacity(sentence.len() / 2);
    let (mut before, mut last) = ('\0', '\0');
    for c in sentence[enumerator(sentence)..].chars().filter_map(skeleton) {
        let first = if script::runs_on(c) || script::runs_on(last) { '\0' } else { before };
        grams.push(gram(first, last, c));
        (before, last) = (last, c);
    }
    grams.sort_unstable();
    grams.dedup();
    grams
}

fn gram(a: char, b: char, c: char) -> u32 {
    let mixed = (a as u64) << 42 | (b as u64) << 21 | c as u64;
    (mixed.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 32) as u32
}

/// Where a gram is counted: rare grams may share a bucket, and then count as a little less rare.
fn bucket(gram: u32) -> usize {
    (gram >> (32 - BITS)) as usize
}
