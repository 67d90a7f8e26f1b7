//! What may a word be in the other language?

/// A table of word translations: the only thing the aligner knows of any dictionary.
///
/// Words are as the aligner cuts them: lower case, stemmed where a stemmer is known; Chinese
/// characters and pairs of them, traditional folded to simplified.
pub trait Lexicon: Sync {
    /// The words that `word` may be in the target language, with P(target | source).
    fn forward(&self, word: &str) -> Vec<(&str, f32)>;
    /// The words that `word` of the target language may be in the source, with P(source | target).
    fn backward(&self, word: &str) -> Vec<(&str, f32)>;
}
