//! What is each kind of evidence worth?
//!
//! All that was fitted stands here and nowhere else.

/// All that was fitted.
///
/// The weights are those of the most beads expected to be right, found by gradient ascent over all paths on
/// MAC-Dev, Text+Berg, the newspaper, `corpora/` and news of seven language pairs strung together with joined
/// lines and gaps, a tenth of the likelihood of the gold path beside: likelihood alone is ruled by the few
/// beads that no evidence tells, and finds fewer. Those with an encoder are the best of steps along each weight for the
/// mean over MAC-Dev, Text+Berg, alignar-dev and books-dev.
#[derive(Clone, Debug)]
pub(crate) struct Settings {
    /// For texts of which a table knows no word.
    pub(crate) without: Weights,
    /// For texts of which one knows as much as ours do of the languages they are best at.
    pub(crate) with: Weights,
    /// The same, where an encoder says what sentences mean.
    pub(crate) meant_without: Weights,
    pub(crate) meant_with: Weights,
    /// The shares of the words that a table knows at which it begins to count as one, and counts in full.
    pub(crate) known: [f32; 2],
    /// Posterior a bead needs to be preferred to leaving its sentences unaligned, see `Posterior::most_right`.
    pub(crate) price: f32,
    /// Share of the table beside what the texts teach, and of the look of words where there is no table.
    pub(crate) general: f32,
    pub(crate) general_without: f32,
    /// Variance of a length, to a character.
    pub(crate) variance: f32,
    /// Beads that the usual shares of shapes count as, beside those of the first path.
    pub(crate) prior: f32,
    /// Taken from how often the texts are expected to have shown a word pair, see `teach`: with a table, without.
    pub(crate) discount: [f32; 2],
}

impl Default for Settings {
    fn default() -> Self {
        let with = Weights {
            mixture: [0.4, 2.0],
            cap: 6.0,
            unseen: 10_000.0,
            words: [0.53, 0.2],
            length: 1.85,
            shape: 1.5,
            signs: [1.4, 0.9, 1.9],
            bead: 1.65,
            border: 1.0,
            paragraph: [0.5, -1.0, -1.0],
            gap: [-4.8, -1.25],
            confidence: [0.38, 1.06, -0.74, 0.05, 0.01],
            meaning: [0.0; 4],
        };
        let without = Weights {
            words: [0.57, 0.4],
            length: 2.2,
            shape: 1.8,
            signs: [2.3, 0.9, 2.7],
            bead: 1.45,
            border: 2.0,
            gap: [-7.6, -3.3],
            confidence: [0.51, -0.33, -0.53, 0.075, 0.023],
            ..with.clone()
        };
        Settings {
            meant_without: Weights { meaning: [12.0, 0.0, 0.7, 0.6], ..without.clone() },
            meant_with: Weights {
                words: [0.45, 0.2],
                length: 2.1,
                bead: 2.39,
                gap: [-4.1, -0.9],
                meaning: [11.5, 0.0, 0.73, 0.25],
                ..with.clone()
            },
            without,
            with,
            known: [0.3, 0.8],
            price: 0.8,
            general: 0.5,
            general_without: 0.3,
            variance: 9.0,
            prior: 100.0,
            discount: [0.9, 0.9],
        }
    }
}

/// What each kind of evidence counts.
#[derive(Clone, Debug)]
pub(crate) struct Weights {
    /// How likely any word is whatever the span, and how much more by what the span suggests, both against
    /// its frequency in the text.
    pub(crate) mixture: [f32; 2],
    /// A word says at most this much, in nats.
    pub(crate) cap: f32,
    /// Words that a text is taken to go on for: a word seen once in a short text is rarer than it looks.
    pub(crate) unseen: f32,
    /// Weight of the lexical score: of words and numbers; of punctuation and single characters of unspaced scripts.
    pub(crate) words: [f32; 2],
    /// Lengths.
    pub(crate) length: f32,
    /// Shapes of beads.
    pub(crate) shape: f32,
    /// How the bead begins, how it ends, and where speech stands after it.
    pub(crate) signs: [f32; 3],
    /// Each bead.
    pub(crate) bead: f32,
    /// Each of its two borders that another text suggests.
    pub(crate) border: f32,
    /// A paragraph ends on both sides, on one only, within the bead.
    pub(crate) paragraph: [f32; 3],
    /// The first sentence without counterpart, and each that follows it.
    pub(crate) gap: [f32; 2],
    /// How sure a bead is, see `confidence`: slope and offset of the curve from its probability, what each sentence
    /// beyond one a side takes away; the support at which a path is as likely lost as not, and how soon that changes.
    pub(crate) confidence: [f32; 5],
    /// How near a bead is in meaning: what that counts, what is neither for nor against, the power of its sentences a
    /// side by which it counts, and how much of what others near by have is taken off.
    pub(crate) meaning: [f32; 4],
}

impl Settings {
    /// How much a table that knows such a share of the words counts as one: from 0 to 1.
    pub(crate) fn table(&self, known: f32) -> f32 {
        let [from, to] = self.known;
        ((known - from) / (to - from).max(1e-3)).clamp(0.0, 1.0)
    }

    /// The weights where a table counts as so much of one.
    pub(crate) fn weights(&self, table: f32) -> Weights {
        Self::mixed(&self.without, &self.with, table)
    }

    /// The same, where an encoder says what sentences mean.
    pub(crate) fn weights_meant(&self, table: f32) -> Weights {
        Self::mixed(&self.meant_without, &self.meant_with, table)
    }

    fn mixed(without: &Weights, with: &Weights, table: f32) -> Weights {
        let one = |of: fn(&Weights) -> f32| between(of(without), of(with), table);
        fn all<const N: usize>(without: [f32; N], with: [f32; N], table: f32) -> [f32; N] {
            std::array::from_fn(|n| between(without[n], with[n], table))
        }
        Weights {
            mixture: all(without.mixture, with.mixture, table),
            cap: one(|weights| weights.cap),
            unseen: one(|weights| weights.unseen),
            words: all(without.words, with.words, table),
            length: one(|weights| weights.length),
            shape: one(|weights| weights.shape),
            signs: all(without.signs, with.signs, table),
            bead: one(|weights| weights.bead),
            border: one(|weights| weights.border),
            paragraph: all(without.paragraph, with.paragraph, table),
            gap: all(without.gap, with.gap, table),
            confidence: all(without.confidence, with.confidence, table),
            meaning: all(without.meaning, with.meaning, table),
        }
    }

    /// The share of what is known beforehand beside what the texts teach, and the discount of that.
    pub(crate) fn general(&self, table: f32) -> (f32, f32) {
        let [with, without] = self.discount;
        (between(self.general_without, self.general, table), between(without, with, table))
    }
}

fn between(from: f32, to: f32, share: f32) -> f32 {
    if share >= 1.0 { to } else { from + share * (to - from) }
}
