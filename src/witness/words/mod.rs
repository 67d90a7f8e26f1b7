//! What do the words of translations say of the words of the text?
//!
//! A translator had the text before him that the scanner spoilt. What he wrote bears witness three times:
//!
//! - for or against a guess that a rule has made. 早情 may be 旱情; the translation says `drought`, which
//!   nothing in the sentence renders as it stands, and the guess would. 合作和合作 may be a word read twice;
//!   the translation has `cooperation` twice;
//! - for a word that is lost. Several translations have a word each that the same word of the text renders
//!   elsewhere (提高: `improve`, `улучшать`), and in the clause that they render nothing stands for it;
//! - for a word read as another one. Nothing in any translation renders 跨越, and one has `cut off`, which
//!   nothing here renders and 切断 would.
//!
//! One translation alone says nothing of a lost word: translators add words as often. Two of them add the
//! same one, in the same clause, where they say otherwise what the text says: `conditions` for 土壤. So the
//! clause must hold no word that either of them leaves unrendered, and the word that is missed must be the
//! usual one for theirs elsewhere in the text, where it stands by itself. And a word that no translation
//! renders is nothing of itself: by tables of words one in twenty-five of a right text has no rendering in
//! either of two translations, which say it in another part of speech or leave it to the context. So both are
//! for information, and the second is told only where one word would render two neighbours in the translation.
mod clauses;
mod lost;
mod other;
mod support;

pub(super) use lost::MISSING_WORD;
pub(super) use other::OTHER_WORD;

use std::ops::Range;

use super::Witness;
use crate::align::{Alignment, Options, Place, Renderings};
use crate::check;
use crate::finding::{Finding, TextId};
use crate::text::{Document, Span, script};
use clauses::Clauses;

/// Words that render each other have at least this ratio.
const RENDERS: f32 = 60.0;

/// A word that is rendered in a clause has at least this ratio with something in it.
const TRACE: f32 = 12.0;

/// A neighbour in the translation tells the clause if its ratio is at least this.
const ANCHOR: f32 = 50.0;

/// A word renders another beyond doubt from this ratio on.
const SURE: f32 = 150.0;

/// Words of a larger share of a translation than this are of its grammar.
const COMMON: f32 = 0.0015;

/// Words of fewer letters than this are mostly of its grammar too.
const LEAST_LETTERS: usize = 4;

/// Beads less likely than this say nothing.
const LEAST_CONFIDENCE: f32 = 0.6;

/// Lets the words of the translations bear witness on the findings of the text numbered `pivot`, and adds
/// what they show to be missing.
pub(super) fn compare(
    texts: &[Witness],
    pivot: usize,
    alignments: &[Option<Alignment>],
    options: &Options,
    findings: &mut [Vec<Finding>],
) {
    let source = texts[pivot].document;
    let clauses = Clauses::of(source);
    let translations: Vec<Translation> = alignments
        .iter()
        .enumerate()
        .filter_map(|(text, alignment)| {
            Some(Translation::new(
                source,
                texts[text].id,
                texts[text].document,
                alignment.as_ref()?,
                &clauses,
                options,
            ))
        })
        .collect();
    findings[pivot].retain_mut(|finding| support::weigh(source, finding, &translations));
    let unrendered: Vec<Vec<Unrendered>> = translations.iter().map(unrendered).collect();
    let found = lost::missing(source, &clauses, &translations, &unrendered);
    findings[pivot].extend(found);
    let found = other::others(source, &clauses, &translations, &unrendered);
    findings[pivot].extend(found);
}

/// A translation and its words.
struct Translation<'a> {
    text: TextId,
    document: &'a Document,
    renderings: Renderings<'a>,
    beads: Vec<Bead>,
    /// For each sentence of the source, its bead.
    bead_of: Vec<Option<usize>>,
}

/// The words of sentences that render each other.
struct Bead {
    source: Vec<Word>,
    target: Vec<Word>,
}

/// A word, its sentence, and on the side of the source the number of its clause.
#[derive(Clone, Copy)]
struct Word {
    place: Place,
    sentence: usize,
    clause: usize,
}

impl<'a> Translation<'a> {
    fn new(
        source: &Document,
        text: TextId,
        document: &'a Document,
        alignment: &Alignment,
        clauses: &Clauses,
        options: &Options<'a>,
    ) -> Self {
        let mut renderings = Renderings::of(source, document, alignment, options);
        let mut beads = Vec::new();
        let mut bead_of = vec![None; source.len()];
        for bead in alignment.beads() {
            if bead.is_gap() || bead.confidence < LEAST_CONFIDENCE {
                continue;
            }
            let mut words = Bead { source: Vec::new(), target: Vec::new() };
            for sentence in bead.source.clone() {
                bead_of[sentence] = Some(beads.len());
                for place in renderings.source_places(&source.sentence(sentence)) {
                    words.source.push(Word { place, sentence, clause: clauses.at(sentence, place.start) });
                }
            }
            for sentence in bead.target.clone() {
                for place in renderings.target_places(&document.sentence(sentence)) {
                    words.target.push(Word { place, sentence, clause: 0 });
                }
            }
            beads.push(words);
        }
        Self { text, document, renderings, beads, bead_of }
    }

    /// The clause of the source in which `target` is rendered, if it is surely that one.
    fn anchor(&self, bead: &Bead, target: u32) -> Option<usize> {
        let ratio = |word: &Word| self.renderings.ratio(word.place.word, target);
        let best = bead.source.iter().map(ratio).fold(0.0, f32::max);
        let mut clauses = bead.source.iter().filter(|word| ratio(word) >= 0.9 * best).map(|word| word.clause);
        let first = clauses.next()?;
        (best >= ANCHOR && clauses.all(|clause| clause == first)).then_some(first)
    }

    /// Where a word stands in the translation's file.
    fn span(&self, word: &Word) -> Span {
        self.document.joined(word.sentence..word.sentence + 1).span(word.place.start..word.place.end)
    }
}

/// A word of a translation that nothing renders in the clauses which its neighbours render.
struct Unrendered {
    word: Word,
    clauses: Range<usize>,
    /// The number of its bead, and its place among the words there.
    bead: usize,
    at: usize,
}

/// The words of a translation that nothing renders where it should be.
fn unrendered(translation: &Translation) -> Vec<Unrendered> {
    const NEAR: usize = 4;
    let mut found = Vec::new();
    for (number, bead) in translation.beads.iter().enumerate() {
        let anchors: Vec<Option<usize>> =
            bead.target.iter().map(|word| translation.anchor(bead, word.place.word)).collect();
        for (at, word) in bead.target.iter().enumerate() {
            let target = word.place.word;
            if translation.renderings.target_share(target) > COMMON {
                continue;
            }
            let around = at.saturating_sub(NEAR)..(at + NEAR + 1).min(bead.target.len());
            let mut near: Vec<usize> =
                around.filter(|&other| other != at).filter_map(|other| anchors[other]).collect();
            near.sort_unstable();
            let Some(&middle) = near.get(near.len() / 2) else { continue };
            near.retain(|clause| clause.abs_diff(middle) <= 1);
            if near.len() < 2 || near[near.len() - 1] - near[0] > 1 {
                continue;
            }
            let clauses = near[0]..near[near.len() - 1] + 1;
            let traced = bead.source.iter().any(|word| {
                clauses.contains(&word.clause)
                    && translation.renderings.ratio(word.place.word, target) >= TRACE
            });
            if !traced {
                found.push(Unrendered { word: *word, clauses, bead: number, at });
            }
        }
    }
    found
}

/// Whether a word of a translation is none of its grammar.
fn is_content(renderings: &Renderings, target: u32) -> bool {
    let name = renderings.target_name(target);
    renderings.target_share(target) <= COMMON
        && (name.chars().count() >= LEAST_LETTERS || name.contains(script::is_han))
}

/// Whether nothing in the translation of a sentence is rendered by the word at `place`, or by a character of
/// it better than by another word.
fn is_silent(translation: &Translation, bead: &Bead, sentence: usize, place: Range<usize>) -> bool {
    let within = |word: &&Word| {
        word.sentence == sentence && word.place.start >= place.start && word.place.end <= place.end
    };
    bead.source.iter().filter(within).all(|word| {
        let long = word.place.end - word.place.start > 3;
        // Words of grammar are rendered by anything.
        let content = |target: &&Word| is_content(&translation.renderings, target.place.word);
        bead.target.iter().filter(content).all(|target| {
            let ratio = |word: &Word| translation.renderings.ratio(word.place.word, target.place.word);
            let here = ratio(word);
            // A character may render what another word renders as well.
            here < TRACE || !long && bead.source.iter().any(|other| !within(&other) && ratio(other) >= here)
        })
    })
}

/// The words of the Chinese stretches of `text`, each with the byte at which it begins.
fn han_words(text: &str) -> Vec<(usize, &str)> {
    let mut words = Vec::new();
    let mut start = 0;
    for stretch in text.split_inclusive(|c: char| !script::is_han(c)) {
        let han = stretch.trim_end_matches(|c: char| !script::is_han(c));
        let offsets: Vec<usize> = han.char_indices().map(|(at, _)| at).chain([han.len()]).collect();
        let mut from = 0;
        for end in check::word_ends(han) {
            words.push((start + offsets[from], &han[offsets[from]..offsets[end]]));
            from = end;
        }
        start += stretch.len();
    }
    words
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align;
    use crate::finding::Severity;
    use crate::text::Language;
    use crate::witness::numbered;

    /// What becomes of a guess at information that `printed` should be `mended`.
    #[track_caller]
    fn check(source: &str, translation: &str, printed: &str, mended: &str, expected: &str) {
        let source = Document::from_lines(source.into(), Language::new("zh"));
        let target = Document::from_lines(translation.into(), Language::new("en"));
        let options = Options::default();
        let alignment = align(&source, &target, &options);
        let start = source.text().find(printed).unwrap();
        let span = Span::new(start, start + printed.len());
        let guess = Finding::new("guess", Severity::Info, span, "").guess(mended);
        let mut findings = vec![vec![guess], Vec::new()];
        compare(&numbered(&[&source, &target]), 0, &[None, Some(alignment)], &options, &mut findings);
        let Some(finding) = findings[0].iter().find(|finding| finding.rule == "guess") else {
            assert_eq!("dropped", expected);
            return;
        };
        let words: Vec<&str> = finding.related.iter().map(|related| related.span.of(target.text())).collect();
        assert_eq!(format!("{} {}", finding.severity.name(), words.join(" ")), expected);
    }

    #[test]
    fn a_translation_confirms_what_it_has_words_for() {
        let drought = "This year the drought is severe, and the farmers have no grain.";
        check("今年的早情严重，农民没有粮食。", drought, "早", "旱", "warning drought");
        check("今年的早情严重，农民没有粮食。", "This year it is severe.", "早", "旱", "info ");
        check("今年的旱情严重，农民没有粮食。", drought, "旱", "早", "dropped");
    }

    #[test]
    fn a_translation_counts_what_may_be_doubled() {
        let once = "The two countries praised the cooperation.";
        check("两国都称赞合作合作。", once, "合作合作", "合作", "warning cooperation");
        let twice = "The two countries praised economic cooperation and military cooperation.";
        check("两国都称赞经济合作和军事合作。", twice, "合作和军事合作", "合作", "info cooperation");
    }
}
