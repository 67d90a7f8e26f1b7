//! How likely is a stretch of Chinese of today?
//!
//! Of each character, given the three before it: counts of up to four characters in a row in 74 million
//! characters of news, the web, talk, minutes, school and prose (`scripts/models/make-phrases` names them), where the
//! older counts beside this one are mostly statutes and old novels. Each longer count is trusted as far as it is
//! large, by a power of how often its context is met; powers and factors were fitted to texts not counted. Runs that
//! say least beyond the shorter ones were left out (Stolcke, "Entropy-based pruning of backoff language models",
//! 1998): with four times as many kept, a character would be likelier by a seventh.
//!
//! The older counts stay, since the weights of half a dozen judges are fitted to them.

use std::sync::LazyLock;

use super::{EDGE, Grams, TWELFTHS, key, word_key};

/// The counts, as they lie in the program.
#[derive(Clone, Copy, Debug)]
pub(in crate::check) struct Modern {
    singles: &'static [u8],
    pairs: Grams,
    triples: Grams,
    fours: Grams,
}

/// The counts that the program holds.
pub(in crate::check) static MODERN: Modern = Modern {
    singles: duizhao_phrases::RUNS1,
    pairs: Grams { data: duizhao_phrases::RUNS2, size: 3, bits: 8 },
    triples: Grams { data: duizhao_phrases::RUNS3, size: 2, bits: 4 },
    fours: Grams { data: duizhao_phrases::RUNS4, size: 2, bits: 4 },
};

const FIRST: u32 = 0x3400;

/// How far a context that is met once is trusted less than what is shorter, and with which power of its count that
/// grows: after one character, two and three.
const TRUST: [(f32, f32); 3] = [(41.0, 0.558), (23.0, 0.64), (135.0, 0.696)];

/// What each level of a table comes to: the count, and as a context the trust in what is shorter.
struct Scales {
    single: [(f32, f32); 256],
    edge: (f32, f32),
    pair: [(f32, f32); 256],
    triple: [(f32, f32); 16],
    total: f32,
}

static SCALES: LazyLock<Scales> = LazyLock::new(|| {
    let with_trust = |(factor, power): (f32, f32), count: f32| (count, factor * count.powf(power));
    let head = |at: usize| {
        let bytes = MODERN.singles.get(at..at + 4).and_then(|bytes| bytes.first_chunk());
        bytes.map_or(0.0, |bytes| f32::from_le_bytes(*bytes))
    };
    let single = |level: usize| if level == 0 { 0.0 } else { TWELFTHS[level - 1] };
    Scales {
        single: std::array::from_fn(|level| with_trust(TRUST[0], single(level))),
        edge: with_trust(TRUST[0], head(4)),
        pair: std::array::from_fn(|level| with_trust(TRUST[1], TWELFTHS[level])),
        triple: std::array::from_fn(|level| with_trust(TRUST[2], (level as f32).exp2())),
        total: head(0),
    }
});

impl Modern {
    /// How often `c` stands in the texts, weighed.
    pub(in crate::check) fn single(&self, c: char) -> f32 {
        self.single_with_trust(c).0
    }

    fn single_with_trust(&self, c: char) -> (f32, f32) {
        if c == EDGE {
            return SCALES.edge;
        }
        let place = u32::from(c).checked_sub(FIRST).map(|place| place as usize + 8);
        SCALES.single[usize::from(place.and_then(|place| self.singles.get(place)).copied().unwrap_or(0))]
    }

    /// How often `b` follows `a`.
    pub(in crate::check) fn pair(&self, a: char, b: char) -> f32 {
        self.pairs.level(key(&[a, b])).map_or(0.0, |level| SCALES.pair[level as usize].0)
    }

    /// How often the three follow each other.
    pub(in crate::check) fn triple(&self, a: char, b: char, c: char) -> f32 {
        self.triples.level(key(&[a, b, c])).map_or(0.0, |level| SCALES.triple[level as usize].0)
    }

    /// The natural logarithm of the probability of `c` after the three characters `before`; [`EDGE`] for an edge of
    /// the Chinese stretch, beyond which nothing bears on it.
    pub(in crate::check) fn log_probability(&self, before: [char; 3], c: char) -> f32 {
        let probability = (self.single(c) + 0.2) / (SCALES.total + 2000.0);
        self.after_one(before, c, probability).ln()
    }

    fn after_one(&self, [farthest, farther, near]: [char; 3], c: char, shorter: f32) -> f32 {
        let context = self.single_with_trust(near);
        if context.0 == 0.0 {
            return shorter;
        }
        let with = self.pair(near, c);
        let probability = given(with, context, shorter);
        let context = self.pairs.level(key(&[farther, near])).filter(|_| near != EDGE);
        let Some(context) = context.map(|level| SCALES.pair[level as usize]) else { return probability };
        let with = if with > 0.0 { self.triple(farther, near, c) } else { 0.0 };
        let probability = given(with, context, probability);
        let context = self.triples.level(key(&[farthest, farther, near])).filter(|_| farther != EDGE);
        let Some(context) = context.map(|level| SCALES.triple[level as usize]) else { return probability };
        let four = || [farthest, farther, near, c].into_iter().fold(0, word_key);
        let level = if with > 0.0 { self.fours.level(four()) } else { None };
        given(level.map_or(0.0, |level| (level as f32).exp2()), context, probability)
    }

    /// The same summed over the characters of `range` in `chars`, up to the first edge in it.
    pub(in crate::check) fn log_probability_of(&self, chars: &[char], range: std::ops::Range<usize>) -> f32 {
        let mut sum = 0.0;
        for at in range {
            sum += self.log_probability_at(chars, at);
            if chars[at] == EDGE {
                break;
            }
        }
        sum
    }

    /// The same of the character at `at` of `chars`.
    pub(in crate::check) fn log_probability_at(&self, chars: &[char], at: usize) -> f32 {
        let before = |steps: usize| at.checked_sub(steps).map_or(EDGE, |at| chars[at]);
        let near = before(1);
        let farther = if near == EDGE { EDGE } else { before(2) };
        let farthest = if farther == EDGE { EDGE } else { before(3) };
        self.log_probability([farthest, farther, near], chars[at])
    }
}

/// A probability after a longer context, given how often that stands with the character, how often at all and how
/// far it is to be trusted less than the `shorter`.
fn given(with: f32, (context, trust): (f32, f32), shorter: f32) -> f32 {
    (with.min(context) + trust * shorter) / (context + trust)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn likelihood(text: &str) -> f32 {
        let chars: Vec<char> = [EDGE].into_iter().chain(text.chars()).chain([EDGE]).collect();
        MODERN.log_probability_of(&chars, 1..chars.len())
    }

    #[test]
    fn right_words_are_likelier_than_wrong_ones() {
        for (right, wrong) in [
            ("我们正在开会", "我们正在会开"),
            ("他打开了手机", "他打开了于机"),
            ("这个问题很重要", "这个间题很重要"),
        ] {
            assert!(likelihood(right) > likelihood(wrong) + 3.0, "{right}");
        }
    }
}
