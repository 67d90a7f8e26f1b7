//! How sure is a bead, in numbers that mean something, and why?
//!
//! The programme's probabilities are too sure of themselves, as words that go together are counted as if
//! they did not. So they are mapped by a logistic curve (Platt 1999) to how often such beads were right.
//!
//! Nor do they know whether the path is lost: on a wrong one too some bead is the likeliest, by lengths or by words
//! that this path itself has taught. So words that were not learned from a bead are asked whether they fit there
//! better than some beads off (`shares::supports`), and where they hardly do, nothing near by is sure. One curve
//! without that is as good where the words are known, and says .9 of rows of which one in five is right where they
//! are not (Arabic novels without a table). `scripts/models/fit-align` fits all of it, and shows for each kind of
//! text the error of the curve that the other kinds give.
//!
//! The reasons are counted anew for the beads chosen, in terms that a person can check on the page.

use rustc_hash::{FxHashMap, FxHashSet};

use super::alignment::{Bead, Reasons};
use super::evidence::{Model, length_fit};
use super::shape::Step;
use super::side::{NUMBER, Side};
use crate::text::{Document, number};

/// The share of beads that are right on a path that is lost.
const BY_CHANCE: f32 = 0.05;

/// The share of beads of such a probability that are right, with so many sentences beyond one a side, where words say
/// so much for the path near by.
pub(super) fn calibrated(probability: f32, more: usize, support: f32, settings: [f32; 5]) -> f32 {
    let [slope, offset, wide, lost, width] = settings;
    let p = probability.clamp(1e-4, 1.0 - 1e-4);
    let sigmoid = |x: f32| 1.0 / (1.0 + (-x).exp());
    let right = sigmoid(slope * (p / (1.0 - p)).ln() + offset + wide * more as f32);
    let found = sigmoid((support - lost) / width.max(1e-3));
    found * right + (1.0 - found) * BY_CHANCE.min(right)
}

/// The beads of `steps` with their confidence and reasons; `supports` says of each what [`supports`] does.
///
/// [`supports`]: super::shares::supports
pub(super) fn beads(
    documents: [&Document; 2],
    model: &Model,
    steps: Vec<(Step, f32)>,
    supports: Vec<f32>,
) -> Vec<Bead> {
    let ids: FxHashMap<&str, u32> =
        (0..).zip(model.target.vocabulary()).map(|(n, word)| (word.as_str(), n)).collect();
    let same: Vec<Option<u32>> =
        model.source.vocabulary().iter().map(|word| ids.get(word.as_str()).copied()).collect();
    steps
        .into_iter()
        .zip(supports)
        .map(|(((source, target), probability), support)| {
            let more = source.len().saturating_sub(1) + target.len().saturating_sub(1);
            let confidence = calibrated(probability, more, support, model.weights.confidence);
            let mut bead = Bead::new(source, target, confidence);
            if !bead.is_gap() {
                bead.reasons = reasons(documents, model, &same, &bead);
            }
            bead
        })
        .collect()
}

fn reasons(documents: [&Document; 2], model: &Model, same: &[Option<u32>], bead: &Bead) -> Reasons {
    let [source, target] = [model.source, model.target];
    let there: FxHashSet<u32> =
        bead.target.clone().flat_map(|n| target.words(n).iter().map(|entry| entry.0)).collect();
    let mut here: Vec<u32> =
        bead.source.clone().flat_map(|n| source.words(n).iter().map(|entry| entry.0)).collect();
    here.sort_unstable();
    here.dedup();
    let mut words = (0, 0);
    let mut shares = false;
    for &word in &here {
        if !source.is_word(word) {
            continue;
        }
        let row = model.translations.backward.row(word);
        if !row.is_empty() {
            words.1 += 1;
            words.0 += u32::from(row.iter().any(|(other, _)| there.contains(other)));
        }
        shares |= same[word as usize].is_some_and(|other| there.contains(&other));
    }
    let expected = model.expected(bead.source.clone());
    let found = target.characters(bead.target.clone());
    Reasons {
        length: length_fit(expected, found as f32, model.variance).exp(),
        shared: if shares { shared(documents, [source, target], &there, bead) } else { Vec::new() },
        words,
    }
}

/// Numbers, names and other strings that stand on both sides, as printed in the source.
fn shared(documents: [&Document; 2], sides: [&Side; 2], there: &FxHashSet<u32>, bead: &Bead) -> Vec<String> {
    let text = documents[0].sentences(bead.source.clone());
    let values: FxHashSet<&str> =
        there.iter().map(|&word| sides[1].vocabulary()[word as usize].as_str()).collect();
    let mut found: Vec<(usize, String)> = Vec::new();
    for number in number::numbers(&text, documents[0].language()) {
        if number.sure && values.contains(format!("{NUMBER}{}", number.value).as_str()) {
            found.push((number.span.start, number.span.of(&text).to_owned()));
        }
    }
    let other = documents[1].sentences(bead.target.clone());
    let strings: FxHashSet<&str> = names(&other).map(|(_, name)| name).collect();
    found.extend(
        names(&text).filter(|(_, name)| strings.contains(name)).map(|(at, name)| (at, name.to_owned())),
    );
    found.sort();
    let mut seen = FxHashSet::default();
    found.retain(|(_, text)| seen.insert(text.clone()));
    found.into_iter().map(|(_, text)| text).collect()
}

/// Words of an alphabet that begin with a capital and go on, with where they stand.
fn names(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let is_part = |c: char| c.is_alphanumeric() && !crate::text::script::runs_on(c);
    text.split(move |c: char| !is_part(c))
        .filter(|word| word.chars().next().is_some_and(char::is_uppercase) && word.chars().nth(1).is_some())
        .map(|word| (word.as_ptr() as usize - text.as_ptr() as usize, word))
}
