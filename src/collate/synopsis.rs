//! Where do any number of versions in one language read otherwise than a base?
//!
//! Each version is compared with the base alone, so that time grows with their number and not with its
//! square, and any of them can be made the base. What they say is then laid over the base: places
//! that touch are one place, and versions that read the same there are one reading. That is what an
//! apparatus prints: `lemma ] reading A B, other reading C`.
//!
//! A graph of all versions at once, as CollateX builds, needs no base; it also took 2.9 GB for two
//! versions of 9,000 characters.

use super::counterparts::counterparts;
use super::places::Places;
use crate::diff::{self, Change, Kind, Op};
use crate::text::{Document, Span, script};

/// What some versions have in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reading {
    /// The words; empty where they leave the place out.
    pub text: String,
    /// Which versions, by their place in the list.
    pub witnesses: Vec<usize>,
}

/// A place where versions read otherwise than the base. Versions in no reading read as the base does.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Variant {
    /// The place in the base; empty where versions add text.
    pub lemma: Span,
    /// The readings, each of another text, by the first version that has it.
    pub readings: Vec<Reading>,
}

/// Sentences that a version has elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Transposition {
    /// Which version.
    pub witness: usize,
    /// Sentences of the base.
    pub base: Vec<usize>,
    /// Sentences of the version.
    pub there: Vec<usize>,
}

/// Any number of versions laid over a base.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Synopsis {
    /// Where versions read otherwise, in the order of the base; they do not overlap.
    pub variants: Vec<Variant>,
    /// What versions have elsewhere.
    pub transpositions: Vec<Transposition>,
    /// For each version, and in it for each sentence of the base, the sentences that stand for it.
    pub counterparts: Vec<Vec<Vec<usize>>>,
}

/// Lays `witnesses` over `base`.
///
/// # Example: an apparatus of three versions
///
/// ```
/// use duizhao::collate::synopsis;
/// use duizhao::text::{Document, Language};
/// let document = |text: &str| Document::from_lines(text.into(), Language::new("en"));
/// let base = document("The old man walked to the sea.\n");
/// let (a, b) = (document("The old man went to the sea.\n"), document("The old man went to the sea.\n"));
/// let synopsis = synopsis(&base, &[&a, &b], &Default::default());
/// let variant = &synopsis.variants[0];
/// assert_eq!(variant.lemma.of(base.text()), "walked");
/// assert_eq!((variant.readings[0].text.as_str(), &variant.readings[0].witnesses[..]), ("went", &[0, 1][..]));
/// ```
pub fn synopsis(base: &Document, witnesses: &[&Document], options: &diff::Options) -> Synopsis {
    let mut departures = Vec::new();
    let mut transpositions = Vec::new();
    let mut all_counterparts = Vec::with_capacity(witnesses.len());
    for (witness, document) in witnesses.iter().enumerate() {
        let revision = diff::diff(base, document, options);
        let counterparts = counterparts(&revision);
        let mut preceding = preceding(&counterparts, document.len());
        for change in &revision.changes {
            if change.kind == Kind::Move || change.block.is_some() {
                transpositions.push(Transposition {
                    witness,
                    base: change.old.clone(),
                    there: change.new.clone(),
                });
            }
            depart(base, document, change, witness, &mut preceding, &mut departures);
        }
        all_counterparts.push(counterparts);
    }
    departures.sort_by_key(|departure| (departure.span.start, departure.span.end, departure.witness));
    transpositions.sort_by(|a, b| (&a.base, a.witness).cmp(&(&b.base, b.witness)));
    Synopsis { variants: variants(base, &departures), transpositions, counterparts: all_counterparts }
}

/// Where one version leaves the base's words.
struct Departure {
    span: Span,
    text: String,
    witness: usize,
}

/// For each sentence of a version, the sentence of the base after which it stands.
fn preceding(counterparts: &[Vec<usize>], length: usize) -> Vec<Option<usize>> {
    let mut known = vec![None; length];
    for (base, there) in counterparts.iter().enumerate() {
        for &sentence in there {
            known[sentence] = Some(base);
        }
    }
    let mut last = None;
    for place in &mut known {
        last = place.or(last);
        *place = last;
    }
    known
}

fn depart(
    base: &Document,
    document: &Document,
    change: &Change,
    witness: usize,
    preceding: &mut [Option<usize>],
    departures: &mut Vec<Departure>,
) {
    let (Some(&first), Some(&last)) = (change.old.first(), change.old.last()) else {
        // Added sentences stand after the base's sentence that they follow.
        for &sentence in &change.new {
            let after = sentence.checked_sub(1).and_then(|before| preceding[before]);
            let place = after.map_or(0, |base_sentence| base.span(base_sentence).end);
            let text = document.sentence(sentence).into_owned();
            departures.push(Departure { span: Span::new(place, place), text, witness });
        }
        return;
    };
    if change.new.is_empty() {
        let span = Span::new(base.span(first).start, base.span(last).end);
        departures.push(Departure { span, text: String::new(), witness });
        return;
    }
    let places = Places::of_sentences(base, first..last + 1);
    let mut at = 0;
    let edits = diff::widened(&change.edits);
    let mut edits = edits.iter().peekable();
    while let Some(edit) = edits.next() {
        let (start, mut text) = (at, String::new());
        match edit.op {
            Op::Equal => {
                at += edit.text.len();
                continue;
            }
            Op::Insert => text.push_str(&edit.text),
            Op::Delete => {
                at += edit.text.len();
                if let Some(next) = edits.next_if(|next| next.op == Op::Insert) {
                    text.push_str(&next.text);
                }
            }
        }
        departures.push(Departure { span: places.span(Span::new(start, at)), text, witness });
    }
}

/// Departures that touch made one place, and equal readings one reading.
fn variants(base: &Document, departures: &[Departure]) -> Vec<Variant> {
    let mut variants = Vec::new();
    let mut start = 0;
    while start < departures.len() {
        let mut lemma = departures[start].span;
        let mut end = start + 1;
        while let Some(next) = departures.get(end) {
            let overlaps = next.span.start < lemma.end || next.span.start == lemma.start;
            if !overlaps {
                break;
            }
            lemma.end = lemma.end.max(next.span.end);
            end += 1;
        }
        let mut readings: Vec<Reading> = Vec::new();
        let mut here: Vec<&Departure> = departures[start..end].iter().collect();
        here.sort_by_key(|departure| departure.witness);
        for of_one in here.chunk_by(|a, b| a.witness == b.witness) {
            let text = reading(base, lemma, of_one);
            let witness = of_one[0].witness;
            match readings.iter_mut().find(|reading| reading.text == text) {
                Some(reading) => reading.witnesses.push(witness),
                None => readings.push(Reading { text, witnesses: vec![witness] }),
            }
        }
        variants.push(Variant { lemma, readings });
        start = end;
    }
    variants
}

/// The base's words in `lemma` with the departures of one version, which are in order.
fn reading(base: &Document, lemma: Span, departures: &[&Departure]) -> String {
    let mut text = String::new();
    let mut at = lemma.start;
    for departure in departures {
        if departure.span.start > at {
            text.push_str(&joined(&base.text()[at..departure.span.start]));
        }
        text.push_str(&departure.text);
        at = at.max(departure.span.end);
    }
    text.push_str(&joined(&base.text()[at.min(lemma.end)..lemma.end]));
    text
}

/// `text` with its line breaks closed.
fn joined(text: &str) -> String {
    let mut joined = String::with_capacity(text.len());
    for line in text.lines() {
        let line = if joined.is_empty() { line } else { line.trim_start() };
        let apart = joined.chars().next_back().zip(line.chars().next());
        if apart.is_some_and(|(before, after)| !script::runs_on(before) && !script::runs_on(after)) {
            joined.push(' ');
        }
        joined.push_str(line);
    }
    joined
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::Language;

    fn document(text: &str) -> Document {
        Document::from_lines(text.into(), Language::new("en"))
    }

    /// The apparatus of `witnesses` A, B, C over `base`.
    #[track_caller]
    fn check(base: &str, witnesses: &[&str], expected: &[&str]) {
        let base = document(base);
        let texts: Vec<Document> = witnesses.iter().map(|text| document(text)).collect();
        let found = synopsis(&base, &texts.iter().collect::<Vec<_>>(), &diff::Options::default());
        let shown: Vec<String> = found
            .variants
            .iter()
            .map(|variant| {
                let readings: Vec<String> = variant
                    .readings
                    .iter()
                    .map(|reading| {
                        let sigla: String =
                            reading.witnesses.iter().map(|&at| (b'A' + at as u8) as char).collect();
                        format!(
                            "{} {sigla}",
                            if reading.text.is_empty() { "om." } else { reading.text.trim() }
                        )
                    })
                    .collect();
                format!("{} ] {}", variant.lemma.of(base.text()).trim(), readings.join(", "))
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn versions_that_read_the_same_are_one_reading() {
        let base = "The king rode out at dawn with his men.\nThey came to the river before noon.\n";
        check(base, &[base, base], &[]);
        check(
            base,
            &[&base.replace("dawn", "dusk"), &base.replace("dawn", "night"), &base.replace("dawn", "dusk")],
            &["dawn ] dusk AC, night B"],
        );
        check(
            base,
            &[&base.replace("They came to the river before noon.\n", "")],
            &["They came to the river before noon. ] om. A"],
        );
        check(
            base,
            &[base, &base.replace("They came", "The sun was hot on their heads.\nThey came")],
            &[" ] The sun was hot on their heads. B"],
        );
    }

    proptest! {
        #[test]
        fn variants_stand_in_order_and_name_each_version_once(
            base in prop::collection::vec("[abc]{1,3}( [abc]{1,3}){2,6}", 1..6),
            others in prop::collection::vec(prop::collection::vec("[abc]{1,3}( [abc]{1,3}){2,6}", 1..6), 1..4),
        ) {
            let base = document(&base.join("\n"));
            let texts: Vec<Document> = others.iter().map(|lines| document(&lines.join("\n"))).collect();
            let found = synopsis(&base, &texts.iter().collect::<Vec<_>>(), &diff::Options::default());
            let mut end = 0;
            for variant in &found.variants {
                prop_assert!(variant.lemma.start >= end);
                end = variant.lemma.end;
                let mut witnesses: Vec<usize> = variant.readings.iter().flat_map(|reading| reading.witnesses.clone()).collect();
                let count = witnesses.len();
                witnesses.sort_unstable();
                witnesses.dedup();
                prop_assert_eq!(witnesses.len(), count);
            }
        }
    }
}
