//! What does a word count for in the score of a bead?

use super::approx::ln;
use super::lexicon::Translations;
use super::settings::Weights;
use super::side::Side;
use crate::text::script::runs_on;

/// Factors that are multiplied side by side.
pub(crate) const LANES: usize = 8;

/// What is said of a word of one side by a span of the other, as a ratio to what is said of a word that
/// nothing there suggests.
///
/// Ratios are multiplied, and the logarithm is taken of the product: of each it would take most of the
/// time that an alignment takes.
#[derive(Clone, Copy)]
pub(crate) struct Word {
    factor: f32,
    most: f32,
    /// The logarithm of what is said of a word that nothing suggests.
    pub(crate) unsuggested: f32,
}

impl Word {
    /// By a span of `length` words.
    pub(crate) fn new(weights: &Weights, length: f32) -> Self {
        let scale = weights.mixture[1] / length;
        let least = weights.mixture[0] + scale;
        Self { factor: scale / least, most: weights.cap.exp() / least, unsuggested: ln(least) }
    }

    pub(crate) fn says(&self, suggested: f32) -> f32 {
        let said = 1.0 + self.factor * suggested;
        if said < self.most { said } else { self.most }
    }

    /// The sum of the logarithms of what is said of each word, once what is suggested `more` is added to
    /// `sums`.
    pub(crate) fn say(&self, sums: &mut [f32], more: &[f32], burst: usize) -> f32 {
        let mut total = 0.0;
        for (sums, more) in sums.chunks_mut(LANES * burst).zip(more.chunks(LANES * burst)) {
            let mut product = [1.0f32; LANES];
            for (sums, more) in sums.chunks_exact_mut(LANES).zip(more.chunks_exact(LANES)) {
                for lane in 0..LANES {
                    sums[lane] += more[lane];
                    product[lane] *= self.says(sums[lane]);
                }
            }
            total += product.into_iter().map(ln).sum::<f32>();
        }
        total
    }
}

/// What a word is to the score.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Kind {
    Word,
    /// A character of a script without spaces, or a mark.
    Character,
    /// Two characters, which are scored one by one.
    Pair,
    /// Nothing is known of it, so that it says nothing, neither for a bead nor against it.
    Unknown,
}

impl Kind {
    /// Its place among the weights, if it is scored.
    pub(crate) fn scored(self) -> Option<usize> {
        match self {
            Kind::Word => Some(0),
            Kind::Character => Some(1),
            Kind::Pair | Kind::Unknown => None,
        }
    }
}

/// The words of one text as they are scored.
pub(crate) struct Words {
    /// Of each word of the vocabulary.
    pub(crate) kinds: Vec<Kind>,
    /// What all scored words before each sentence weigh.
    weights: Vec<f32>,
}

impl Words {
    fn new(side: &Side, weights: &Weights, is_known: impl Fn(u32) -> bool) -> Self {
        let kinds: Vec<Kind> = (0..)
            .zip(side.vocabulary())
            .map(|(n, word)| {
                let mut characters = word.chars();
                let first = characters.next().unwrap_or(' ');
                match characters.count() {
                    _ if !is_known(n) => Kind::Unknown,
                    0 if runs_on(first) || !first.is_alphanumeric() => Kind::Character,
                    1 if runs_on(first) => Kind::Pair,
                    _ => Kind::Word,
                }
            })
            .collect();
        let mut sum = 0.0;
        let before = (0..side.len()).map(|n| {
            for &(word, count) in side.words(n) {
                if let Some(kind) = kinds[word as usize].scored() {
                    sum += weights.words[kind] * f32::from(count);
                }
            }
            sum
        });
        let weights = std::iter::once(0.0).chain(before).collect();
        Self { kinds, weights }
    }

    /// What the scored words of sentence `n` weigh.
    pub(crate) fn weight(&self, n: usize) -> f32 {
        self.weights[n + 1] - self.weights[n]
    }
}

/// The words of both texts, known if they have a translation in `translations` that the other text holds.
pub(crate) fn words(
    source: &Side,
    target: &Side,
    translations: &Translations,
    weights: &Weights,
) -> [Words; 2] {
    let mut reached = vec![false; target.vocabulary_len()];
    for word in 0..source.vocabulary_len() as u32 {
        for &(other, _) in translations.forward.row(word) {
            reached[other as usize] = true;
        }
    }
    [
        Words::new(source, weights, |word| !translations.backward.row(word).is_empty()),
        Words::new(target, weights, |word| reached[word as usize]),
    ]
}
