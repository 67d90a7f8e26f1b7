//! Versions of one text laid over a base, as an edition prints them: what every medium needs of it.
//!
//! `lemma ] reading sigla, other reading sigla`: a version that is not named reads as the base does. What
//! is added has no lemma and is marked `+`, what is left out reads *om.*, what stands elsewhere *transp.*

use std::ops::Range;

use super::Text;
use crate::collate::{Reading, Synopsis, Variant};

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

    /// For each paragraph of the base the lines of verse that it is, by where they stand in the words of the synopsis;
    /// `None` for prose.
    ///
    /// Lines are verse where all of a paragraph begin with a capital letter though sentences go on over them, or, in
    /// scripts without, where each is short and ends with a mark; and where most paragraphs of several lines are so. A
    /// line of prose that was broken at its width begins with a capital letter, or ends with a mark, by chance.
    pub(super) fn verse(&self) -> Vec<Option<Vec<Range<usize>>>> {
        let document = self.texts[self.base].document;
        let mut several = 0;
        let mut found: Vec<Option<Vec<Range<usize>>>> = Vec::with_capacity(document.paragraphs().len());
        for paragraph in document.paragraphs() {
            let mut starts: Vec<(usize, &str)> = Vec::new();
            let mut line_before = None;
            let mut goes_on = false;
            for number in paragraph.sentences.clone() {
                let Some(at) = self.synopsis.sentences.get(number) else { continue };
                let joined = document.joined(number..number + 1);
                for (n, part) in joined.parts().iter().enumerate() {
                    let text = document.text();
                    let line = text[..part.span.start].rfind(['\n', '\r']).map_or(0, |line| line + 1);
                    if line_before != Some(line) {
                        let rest = &text[part.span.start..];
                        let end = rest.find(['\n', '\r']).unwrap_or(rest.len());
                        starts.push((at.start + part.words.start, rest[..end].trim_end()));
                        goes_on |= n > 0;
                    }
                    line_before = Some(line);
                }
            }
            let last =
                paragraph.sentences.end.checked_sub(1).and_then(|last| self.synopsis.sentences.get(last));
            let (Some(last), true) = (last, starts.len() > 1) else {
                found.push(None);
                continue;
            };
            several += 1;
            /// Characters of the longest line of verse in a script without capitals.
            const LONGEST: usize = 30;
            let is_verse = starts.iter().all(|(_, line)| {
                let first = line.chars().find(|c| c.is_alphabetic());
                let cased = first.is_some_and(|first| first.is_uppercase() || first.is_lowercase());
                match cased {
                    true => goes_on && first.is_some_and(char::is_uppercase),
                    false => {
                        line.chars().count() <= LONGEST
                            && !line.ends_with(|c: char| c.is_alphanumeric())
                            && first.is_some()
                    }
                }
            });
            let ends = starts.iter().skip(1).map(|start| start.0).chain([last.end]);
            found.push(
                is_verse.then(|| {
                    starts.iter().zip(ends).map(|((start, _), end)| *start..end.max(*start)).collect()
                }),
            );
        }
        let verse = found.iter().flatten();
        if verse.clone().count() * 2 <= several || verse.map(Vec::len).sum::<usize>() < 4 {
            found.iter_mut().for_each(|lines| *lines = None);
        }
        found
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
