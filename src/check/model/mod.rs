//! How often do Chinese characters follow each other?
//!
//! Counts of single characters, pairs and triples in some thirty million characters of statutes, prose,
//! talk and manuals (`scripts/models/make-ngrams` names them). Whether a text reads better without one
//! character is the probability of its characters, each given the two before, with and without it.
//!
//! Triples and pairs are kept as marks of 12 and 16 bits in buckets found by a hash, so the tables take
//! nine megabytes, need no parsing, and are looked into only where a rule has a doubt. One unseen triple
//! in 250 is taken for a seen one. A word list with frequencies stands beside them; it alone, the usual other
//! way, knows nothing of what stands between words, where half of all doubled characters fall.

mod modern;
pub(super) mod reduplication;
mod sieve;
mod weights;

use std::sync::LazyLock;
use std::sync::atomic::{AtomicU32, AtomicU64, AtomicUsize, Ordering};

pub(super) use modern::MODERN;
pub(super) use sieve::Sieve;
pub(super) use weights::{Characters, Weights, add, fired};

/// The counts, as they lie in the program.
#[derive(Clone, Copy, Debug)]
pub(super) struct Model {
    singles: &'static [u8],
    pairs: Grams,
    triples: Grams,
    words: Grams,
}

/// The counts that the program holds.
pub(super) static MODEL: Model = Model {
    singles: duizhao_ngrams::RUNS1,
    pairs: Grams { data: duizhao_ngrams::RUNS2, size: 3, bits: 8 },
    triples: Grams { data: duizhao_ngrams::RUNS3, size: 2, bits: 4 },
    words: Grams { data: duizhao_models::WORDS, size: 3, bits: 5 },
};

/// Stands for any stretch of characters that are not Chinese.
pub(super) const EDGE: char = '\0';

/// Characters of the longest words of the list.
pub(super) const LONGEST: usize = 6;

const FIRST: u32 = 0x3400;

impl Model {
    /// How often `c` stands in the texts, weighed.
    pub(super) fn single(&self, c: char) -> f32 {
        if c == EDGE {
            return self.head(4);
        }
        let place = u32::from(c).checked_sub(FIRST).map(|place| place as usize + 8);
        match place.and_then(|place| self.singles.get(place)) {
            None | Some(0) => 0.0,
            Some(&level) => TWELFTHS[usize::from(level - 1)],
        }
    }

    /// How often `b` follows `a`.
    pub(super) fn pair(&self, a: char, b: char) -> f32 {
        self.pair_level(a, b).map_or(0.0, |level| TWELFTHS[level as usize])
    }

    /// The same as twelfths of a logarithm to base 2, as counts are kept; `None` for a pair that was not met.
    pub(super) fn pair_level(&self, a: char, b: char) -> Option<u32> {
        self.pairs.level(key(&[a, b]))
    }

    /// How often `c` follows `a` and `b`.
    pub(super) fn triple(&self, a: char, b: char, c: char) -> f32 {
        self.triples.level(key(&[a, b, c])).map_or(0.0, |level| (level as f32).exp2())
    }

    /// The natural logarithm of the probability of `c` after `a` and `b`; [`EDGE`] for the edge of the
    /// Chinese stretch.
    ///
    /// Each longer count is trusted as far as it is large: as if the shorter context had been seen a few
    /// times more.
    pub(super) fn log_probability(&self, a: char, b: char, c: char) -> f32 {
        let nearer = if b == EDGE { 0.0 } else { self.pair(a, b) };
        let triple = if nearer > 0.0 { self.triple(a, b, c) } else { 0.0 };
        self.given(self.single(c), (self.single(b), self.pair(b, c)), (nearer, triple)).ln()
    }

    /// How likely a character is that stands `one` times in all, given how often its neighbour stands and
    /// with it, and how often its two neighbours stand and with it.
    pub(super) fn given(&self, one: f32, pair: (f32, f32), triple: (f32, f32)) -> f32 {
        let mut probability = (one + 0.2) / (self.total() + 2000.0);
        for ((context, with), trust) in [(pair, 6.0), (triple, 3.0)] {
            if context > 0.0 {
                probability = (with.min(context) + trust * probability) / (context + trust);
            }
        }
        probability
    }

    /// The same summed over the characters of `range` in `chars`.
    pub(super) fn log_probability_of(&self, chars: &[char], range: std::ops::Range<usize>) -> f32 {
        let at = |at: Option<usize>| at.and_then(|at| chars.get(at)).copied().unwrap_or(EDGE);
        range.map(|n| self.log_probability(at(n.checked_sub(2)), at(n.checked_sub(1)), chars[n])).sum()
    }

    /// Whether the word list has the word of these two characters.
    pub(super) fn is_word(&self, a: char, b: char) -> bool {
        self.words.level(word_key(word_key(0, a), b)).is_some()
    }

    /// The natural logarithm of how often the word of `chars[start..end]` is used, for each `start` and the
    /// [`LONGEST`] ends after it; minus infinity where there is none.
    pub(super) fn words_from(&self, chars: &[char]) -> Vec<[f32; LONGEST]> {
        let from = |start: usize| {
            let mut key = 0;
            let mut likelihoods = [f32::NEG_INFINITY; LONGEST];
            for (likelihood, (length, &c)) in likelihoods.iter_mut().zip((1..).zip(&chars[start..])) {
                key = word_key(key, c);
                *likelihood = self.word(key, length).unwrap_or(f32::NEG_INFINITY);
            }
            likelihoods
        };
        (0..chars.len()).map(from).collect()
    }

    /// The natural logarithm of how often the word with this key is used, which is `length` characters
    /// long; `None` if it is no word. A single character always is one.
    fn word(&self, key: u64, length: usize) -> Option<f32> {
        word_likelihood(self.word_level(key), length)
    }

    /// How often the word with this key is used, as a logarithm to base 2; `None` if it is no word.
    pub(super) fn word_level(&self, key: u64) -> Option<u32> {
        self.words.level(key)
    }

    /// `chars` cut into words so that these are likeliest: how likely as a natural logarithm, and where
    /// each ends.
    pub(super) fn words(&self, chars: &[char]) -> (f32, Vec<usize>) {
        // How likely the best way to each place is, and where its last word begins.
        let mut best = vec![(f32::NEG_INFINITY, 0_usize); chars.len() + 1];
        best[0].0 = 0.0;
        for start in 0..chars.len() {
            let mut key = 0;
            for end in start + 1..=chars.len().min(start + LONGEST) {
                key = word_key(key, chars[end - 1]);
                let Some(likelihood) = self.word(key, end - start) else { continue };
                let likelihood = best[start].0 + likelihood;
                if likelihood >= best[end].0 {
                    best[end] = (likelihood, start);
                }
            }
        }
        let mut ends = Vec::new();
        let mut end = chars.len();
        while end > 0 {
            ends.push(end);
            end = best[end].1;
        }
        ends.reverse();
        (best[chars.len()].0, ends)
    }

    /// How many characters the texts have, weighed.
    pub(super) fn total(&self) -> f32 {
        self.head(0)
    }

    fn head(&self, at: usize) -> f32 {
        f32::from_le_bytes([
            self.singles[at],
            self.singles[at + 1],
            self.singles[at + 2],
            self.singles[at + 3],
        ])
    }
}

/// 2 to the power of so many twelfths, which is how counts are kept.
pub(super) static TWELFTHS: LazyLock<[f32; 256]> =
    LazyLock::new(|| std::array::from_fn(|twelfths| (twelfths as f32 / 12.0).exp2()));

/// Of pairs and words that are looked up by the thousand, of which few are there: a sieve says of most that they are
/// not, so that the tables themselves are seldom waited for. The answers are those of the tables.
///
/// To make the sieves takes as long as to look up some thousand doubtful characters without them, so they are made,
/// once for the process, when that many have been.
#[derive(Clone, Copy, Debug)]
pub(super) struct Lookup {
    words: Option<&'static Sieve>,
    pairs: Option<&'static Sieve>,
}

impl Lookup {
    /// The way to look up all that `places` doubtful characters ask for.
    pub(super) fn of(places: usize) -> Self {
        static ASKED: AtomicUsize = AtomicUsize::new(0);
        static PAIRS: LazyLock<Sieve> = LazyLock::new(|| MODEL.pairs.sieve(0));
        const WORTH: usize = 2000;
        let asked = ASKED.load(Ordering::Relaxed);
        if asked + places < WORTH {
            ASKED.store(asked + places, Ordering::Relaxed);
            return Self { words: None, pairs: None };
        }
        Self { words: Some(&WORDS), pairs: Some(&PAIRS) }
    }

    /// As [`Model::word_level`].
    pub(super) fn word_level(&self, key: u64) -> Option<u32> {
        let passes = self.words.is_none_or(|words| words.passes(MODEL.words.print(key)));
        if passes { MODEL.word_level(key) } else { None }
    }

    /// As [`Model::pair_level`], of many pairs: the level of each goes where the pair stands in `pairs`. The sieve is
    /// asked for all of them first, so that the processor waits for many answers at once.
    pub(super) fn pair_levels(&self, pairs: &[[char; 2]], levels: &mut [Option<u32>]) {
        let Some(sieve) = self.pairs else {
            let found = pairs.iter().map(|pair| MODEL.pairs.level(key(pair)));
            return levels.iter_mut().zip(found).for_each(|(level, found)| *level = found);
        };
        for (pairs, levels) in pairs.chunks(64).zip(levels.chunks_mut(64)) {
            let mut passing = 0_u64;
            for (at, pair) in pairs.iter().enumerate() {
                passing |= u64::from(sieve.passes(MODEL.pairs.print(key(pair)))) << at;
            }
            for (at, (pair, level)) in pairs.iter().zip(levels).enumerate() {
                *level = if passing >> at & 1 == 1 { MODEL.pairs.level(key(pair)) } else { None };
            }
        }
    }
}

/// Lets all words through.
static WORDS: LazyLock<Sieve> = LazyLock::new(|| MODEL.words.sieve(0));

/// Which pairs are met now and then: asked before anything else of each look-alike in a long text.
#[derive(Debug)]
pub(super) struct Outline {
    pairs: Sieve,
}

impl Outline {
    /// Of pairs that stand `least` times and oftener.
    pub(super) fn of(least: f32) -> Self {
        let level = (least.log2() * 12.0).ceil() as u32;
        Self { pairs: MODEL.pairs.sieve(level) }
    }

    /// Whether `b` may follow `a` so often.
    pub(super) fn has_pair(&self, a: char, b: char) -> bool {
        self.pairs.passes(MODEL.pairs.print(key(&[a, b])))
    }
}

/// How one character goes with the next.
#[derive(Clone, Copy, Debug)]
pub(super) struct Pair(u32);

impl Pair {
    /// Of a character and none.
    pub(super) const NONE: Self = Self(ZERO - 16);

    fn of(a: char, b: char) -> Self {
        let pair = MODEL.pair(a, b);
        let sixteenths = (bond(a, b, pair).clamp(-60.0, 60.0) * 16.0 + ZERO as f32) as u32;
        // Counts of runs are rounded to powers of two.
        let is_often = u32::from(pair * 1.5 >= OFTEN);
        let turned = MODEL.pair(b, a);
        let is_seldom = u32::from(pair < 3.0 && turned >= 8.0);
        let is_turned = u32::from(turned >= 8.0 && turned >= 4.0 * pair);
        Self(is_turned << 14 | is_seldom << 13 | is_often << 12 | sixteenths)
    }

    /// As [`bond`], to a sixteenth.
    pub(super) fn bond(self) -> f32 {
        ((self.0 & 0xfff) as f32 - ZERO as f32) / 16.0
    }

    /// Whether a run of three that holds the pair may be met as often as [`OFTEN`].
    pub(super) fn is_often(self) -> bool {
        self.0 >> 12 & 1 == 1
    }

    /// Whether the one is hardly ever followed by the other, and that sometimes by the one.
    pub(super) fn is_seldom(self) -> bool {
        self.0 >> 13 & 1 == 1
    }

    /// Whether the other is followed by the one far oftener.
    pub(super) fn is_turned(self) -> bool {
        self.0 >> 14 & 1 == 1
    }
}

/// What stands for a bond of 0.
const ZERO: u32 = 1024;

/// A run of three characters that is met so often is right.
pub(super) const OFTEN: f32 = 8.0;

/// How much oftener `b` follows `a` than by chance, as a natural logarithm, given how often it does.
pub(super) fn bond(a: char, b: char, pair: f32) -> f32 {
    let chance = (MODEL.single(a) + 1.0) * (MODEL.single(b) + 1.0) / MODEL.total();
    ((pair + 0.05) / chance).ln()
}

/// Pairs and runs looked up before: every place of a text asks, and most texts say the same things again.
///
/// What was asked last with a hash is kept. The hash of a pair is another way of writing it, so that the part
/// which does not say where it is kept says which pair it is, and four bytes hold all.
/// It is kept for the whole process: to make it anew took longer than to check a short text.
#[derive(Debug)]
pub(super) struct Known {
    pairs: [AtomicU32; 1 << 16],
    runs: [AtomicU64; 1 << 14],
}

/// What was asked in this process.
pub(super) static KNOWN: Known =
    Known { pairs: [const { AtomicU32::new(0) }; 1 << 16], runs: [const { AtomicU64::new(0) }; 1 << 14] };

impl Known {
    /// How `a` goes with `b`, neither of which is [`EDGE`].
    pub(super) fn pair(&self, a: char, b: char) -> Pair {
        /// Bits of a [`Pair`], and one that says that it is known.
        const BITS: u32 = 15;
        const KNOWN: u32 = 1 << BITS;
        let (Ok(first), Ok(second)) = (u16::try_from(u32::from(a)), u16::try_from(u32::from(b))) else {
            return Pair::of(a, b);
        };
        let hash = (u32::from(first) << 16 | u32::from(second)).wrapping_mul(0x9e37_79b1);
        let (place, mark) = (&self.pairs[(hash >> 16) as usize], hash << 16);
        let known = place.load(Ordering::Relaxed);
        if known & !(KNOWN - 1) == mark | KNOWN {
            return Pair(known & (KNOWN - 1));
        }
        let pair = Pair::of(a, b);
        place.store(mark | KNOWN | pair.0, Ordering::Relaxed);
        pair
    }

    /// Whether the run is met as often as [`OFTEN`].
    pub(super) fn is_often(&self, run: [char; 3]) -> bool {
        let key = key(&run) << 1;
        let place = &self.runs[(mix(key) as usize) & (self.runs.len() - 1)];
        let known = place.load(Ordering::Relaxed);
        if known & !1 == key {
            return known & 1 == 1;
        }
        let is_often = MODEL.triple(run[0], run[1], run[2]) >= OFTEN;
        place.store(key | u64::from(is_often), Ordering::Relaxed);
        is_often
    }
}

/// Up to three characters as one number.
pub(super) fn key(chars: &[char]) -> u64 {
    chars.iter().fold(0, |key, &c| key << 21 | u64::from(c))
}

/// The natural logarithm of how often a word of this level and `length` is used; `None` if it is no word.
pub(super) fn word_likelihood(level: Option<u32>, length: usize) -> Option<f32> {
    const ALL: f32 = 17.91; // the logarithm of sixty million
    match level {
        Some(level) => Some(level as f32 * std::f32::consts::LN_2 - ALL),
        None => (length == 1).then_some(-ALL),
    }
}

/// The key of a word, given that of all its characters but the last.
pub(super) fn word_key(key: u64, last: char) -> u64 {
    key.wrapping_mul(0x100_0000_01b3).wrapping_add(u64::from(last))
}

/// A table of counts: how many buckets, where each begins, and entries of `size` bytes, whose lowest
/// `bits` are the count's level and the others a mark of the key.
#[derive(Clone, Copy, Debug)]
struct Grams {
    data: &'static [u8],
    size: usize,
    bits: u32,
}

impl Grams {
    fn level(&self, key: u64) -> Option<u32> {
        let (bucket, mark) = self.place(key);
        let entries = self.entries(bucket);
        // Told the size beforehand, the processor reads an entry at once and not byte by byte.
        let value = match self.size {
            2 => marked::<2>(entries, self.bits, mark),
            _ => marked::<3>(entries, self.bits, mark),
        };
        Some(value? & ((1 << self.bits) - 1))
    }

    /// The bucket and the mark of `key`.
    fn place(&self, key: u64) -> (usize, u32) {
        let mixed = mix(key);
        let bucket = (((mixed >> 32) * u64::from(self.word(0))) >> 32) as usize;
        (bucket, (mixed as u32) & ((1 << (self.size as u32 * 8 - self.bits)) - 1))
    }

    fn entries(&self, bucket: usize) -> &'static [u8] {
        let entries = 4 * (self.word(0) as usize + 2);
        let start = entries + self.word(bucket + 1) as usize * self.size;
        let end = entries + self.word(bucket + 2) as usize * self.size;
        &self.data[start..end]
    }

    /// Lets through what has a level of `least` or higher; it is asked by [`Grams::print`].
    fn sieve(&self, least: u32) -> Sieve {
        let of_bucket = |bucket: usize| {
            let entries = self.entries(bucket).chunks_exact(self.size);
            let values =
                entries.map(|entry| entry.iter().rev().fold(0, |value, &byte| value << 8 | u32::from(byte)));
            let wanted = values.filter(move |value| value & ((1 << self.bits) - 1) >= least);
            wanted.map(move |value| print(bucket, value >> self.bits))
        };
        Sieve::of((0..self.word(0) as usize).flat_map(of_bucket).collect::<Vec<_>>().into_iter())
    }

    /// All that an entry keeps of `key`.
    fn print(&self, key: u64) -> u64 {
        let (bucket, mark) = self.place(key);
        print(bucket, mark)
    }

    fn word(&self, at: usize) -> u32 {
        let at = at * 4;
        u32::from_le_bytes([self.data[at], self.data[at + 1], self.data[at + 2], self.data[at + 3]])
    }
}

fn print(bucket: usize, mark: u32) -> u64 {
    (bucket as u64) << 32 | u64::from(mark)
}

/// The entry of `SIZE` bytes that has `mark` above its lowest `bits`; entries stand in order.
fn marked<const SIZE: usize>(entries: &[u8], bits: u32, mark: u32) -> Option<u32> {
    let value = |entry: &[u8; SIZE]| {
        let mut bytes = [0; 4];
        bytes[..SIZE].copy_from_slice(entry);
        u32::from_le_bytes(bytes)
    };
    let entries = entries.as_chunks::<SIZE>().0;
    let at = entries.partition_point(|entry| value(entry) >> bits < mark);
    entries.get(at).map(value).filter(|value| value >> bits == mark)
}

/// Spreads a key over all bits.
pub(super) fn mix(key: u64) -> u64 {
    let mut mixed = key.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    mixed ^= mixed >> 29;
    mixed = mixed.wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed ^ mixed >> 32
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_common_words() {
        assert!(MODEL.single('的') > MODEL.single('鳄'));
        assert!(MODEL.pair('法', '院') > 100.0 * MODEL.pair('院', '法').max(0.1));
        assert!(MODEL.triple('人', '民', '法') > 1.0);
        assert_eq!(MODEL.single('a'), 0.0);
    }

    #[test]
    fn cuts_into_words() {
        let chars: Vec<char> = "成员国国防部长".chars().collect();
        assert!(MODEL.words(&chars).1.contains(&3));
    }

    #[test]
    fn a_word_is_likelier_than_its_characters_turned_round() {
        let likelihood = |text: &str| {
            let chars: Vec<char> = text.chars().collect();
            MODEL.log_probability_of(&chars, 0..chars.len())
        };
        assert!(likelihood("人民法院") > likelihood("人法民院"));
        assert!(likelihood("慢慢地走") > likelihood("地慢走慢"));
    }
}
