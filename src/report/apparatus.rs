//! Versions of one text laid over a base, as an edition prints them: what every medium needs of it.
//!
//! `lemma ] reading sigla, other reading sigla`: a version that is not named reads as the base does. What
//! is added has no lemma and is marked `+`, what is left out reads *om.*, what stands elsewhere *transp.*

use super::Text;
use crate::collate::{Reading, Synopsis, Variant};
use crate::text::grapheme;

/// Versions of one text, how they are called, and where they read otherwise than one of them.
#[derive(Clone, Copy, Debug)]
pub struct Apparatus<'a> {
    /// What the versions are called together.
    pub title: &'a str,
    /// The versions, the base among them.
    pub texts: &'a [Text<'a>],
    /// Which of them is the base.
    pub base: usize,
    /// A siglum for each: letters, digits, `-`, `.` and `_`, and a letter first.
    pub sigla: &'a [String],
    /// What they have otherwise; its versions are all but the base, in their order.
    pub synopsis: &'a Synopsis,
}

impl<'a> Apparatus<'a> {
    /// The text that is version `witness` of the synopsis.
    pub(super) fn text_of(&self, witness: usize) -> usize {
        if witness < self.base { witness } else { witness + 1 }
    }

    /// The sigla of versions of the synopsis.
    pub(super) fn sigla_of(&self, witnesses: &[usize]) -> Vec<&'a str> {
        witnesses.iter().map(|&witness| self.sigla[self.text_of(witness)].as_str()).collect()
    }

    /// The sigla of those that read as the base does, the base first.
    pub(super) fn agreeing(&self, variant: &Variant) -> Vec<&'a str> {
        let reads = |text: &usize| {
            !variant.readings.iter().flat_map(|reading| &reading.witnesses).any(|&w| self.text_of(w) == *text)
        };
        let others = (0..self.texts.len()).filter(|&text| text != self.base).filter(reads);
        std::iter::once(self.base).chain(others).map(|text| self.sigla[text].as_str()).collect()
    }

    /// The words of the base in a place.
    pub(super) fn lemma(&self, variant: &Variant) -> &'a str {
        self.synopsis.words[variant.lemma.clone()].trim()
    }

    /// The sentence of the base in which a place lies, or which it follows.
    pub(super) fn sentence(&self, variant: &Variant) -> usize {
        self.synopsis.sentence_at(variant.lemma.start)
    }

    /// Where a sentence of the base begins, in bytes; in a base without any, its beginning.
    pub(super) fn start_of(&self, sentence: usize) -> usize {
        let base = self.texts[self.base].document;
        if sentence < base.len() { base.span(sentence).start } else { 0 }
    }

    /// The byte of the base's file at which the words of a place begin, or before which text is added. A sentence of
    /// verse stands on many lines, and a reading on one of them.
    pub(super) fn start_of_place(&self, variant: &Variant) -> usize {
        let sentence = self.sentence(variant);
        let Some(range) = self.synopsis.sentences.get(sentence) else { return self.start_of(sentence) };
        let lemma = &self.synopsis.words[variant.lemma.clone()];
        let blank = lemma.len() - lemma.trim_start().len();
        let joined = self.texts[self.base].document.joined(sentence..sentence + 1);
        let inside = (variant.lemma.start + blank).saturating_sub(range.start).min(joined.text().len());
        joined.span(inside..inside).start
    }

    /// What an edition prints for a reading: its words, or why there are none.
    pub(super) fn printed(&self, variant: &Variant, reading: &Reading) -> Printed {
        let Some(number) = reading.transposition else {
            return if reading.text.trim().is_empty() { Printed::Omitted } else { Printed::Words };
        };
        let transposition = &self.synopsis.transpositions[number];
        if reading.text.trim().is_empty() || !variant.lemma.is_empty() {
            Printed::To(transposition.after)
        } else {
            Printed::From(transposition.base.start)
        }
    }
}

/// What is printed for a reading.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Printed {
    /// Its words.
    Words,
    /// *om.*
    Omitted,
    /// *transp.*: the place's words stand after this sentence of the base, or before all.
    To(Option<usize>),
    /// *transp.*: its words are those of this sentence of the base.
    From(usize),
}

/// `words` with their middle left out if there are many.
pub(super) fn shortened(words: &str, most: usize) -> String {
    if grapheme::count(words) <= most {
        return words.to_owned();
    }
    let half = most.saturating_sub(1) / 2;
    let (head, tail) = (grapheme::first(words, half), grapheme::before_last(words, half));
    format!("{}…{}", &words[..head], &words[tail..])
}
