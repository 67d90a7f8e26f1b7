//! Where do any number of versions in one language read otherwise than a base?
//!
//! Each version is compared with the base alone, so that time grows with their number and not with its
//! square, and any of them can be made the base. What they say is then laid over the base: places
//! that touch are one place, and versions that read the same there are one reading. That is what an
//! apparatus prints: `lemma ] reading A B, other reading C`.
//!
//! The base with one version's readings in place of the lemmas is that version, whole and in its own
//! order. So a sentence that a version has elsewhere is left out in one place and added in another, and
//! a [`Transposition`] says that the two are one; were it named apart from the readings alone, as an
//! apparatus in a book does, no program could make the version from the base again.
//!
//! A graph of all versions at once, as CollateX builds, needs no base; it also took 2.9 GB for two
//! versions of 9,000 characters.

use std::ops::Range;

use crate::diff::{self, Change, Class, Revision};
use crate::text::{Document, between_sentences};

/// What some versions have in a place.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Reading {
    /// The words; empty where they leave the place out.
    pub text: String,
    /// Which versions, by their place in the list, ascending.
    pub witnesses: Vec<usize>,
    /// Which of the transpositions brought the words here or took them away.
    pub transposition: Option<usize>,
}

/// A place where versions read otherwise than the base. Versions in no reading read as the base does.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Variant {
    /// The place, in bytes of the base's [`words`](Synopsis::words); empty where versions add text.
    pub lemma: Range<usize>,
    /// How deep it goes, at the most.
    pub class: Class,
    /// The readings, each of another text, by the first version that has it.
    pub readings: Vec<Reading>,
}

/// Sentences of the base that some versions have elsewhere.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Transposition {
    /// Which sentences.
    pub base: Range<usize>,
    /// The sentence of the base after which they stand there; `None` at the beginning.
    pub after: Option<usize>,
    /// Which versions, by their place in the list, ascending.
    pub witnesses: Vec<usize>,
}

/// Any number of versions laid over a base.
#[derive(Clone, Debug, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
#[must_use]
pub struct Synopsis {
    /// The words of the base: its sentences, one after the other, with spaces between where its script
    /// has them. Page furniture is not among them.
    pub words: String,
    /// Where each sentence of the base lies in its words.
    pub sentences: Vec<Range<usize>>,
    /// Where versions read otherwise, in the order of the base; they do not overlap.
    pub variants: Vec<Variant>,
    /// What versions have elsewhere, in the order of the base.
    pub transpositions: Vec<Transposition>,
}

impl Synopsis {
    /// The words of version `witness`: the base's, with its readings in place of the lemmas. They are its
    /// own but for the white space between sentences, and for what was ignored.
    pub fn witness(&self, witness: usize) -> String {
        let mut text = String::with_capacity(self.words.len());
        let mut done = 0;
        for variant in &self.variants {
            if let Some(reading) = variant.readings.iter().find(|r| r.witnesses.contains(&witness)) {
                text.push_str(&self.words[done..variant.lemma.start]);
                text.push_str(&reading.text);
                done = variant.lemma.end;
            }
        }
        text.push_str(&self.words[done..]);
        text
    }

    /// The sentence of the base in which a place of its words lies, or which it follows.
    pub fn sentence_at(&self, place: usize) -> usize {
        self.sentences.partition_point(|sentence| sentence.start <= place).saturating_sub(1)
    }
}

/// Lays `witnesses` over `base`. Places all of whose changes are of a class that is ignored are no
/// variants.
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
/// assert_eq!(&synopsis.words[variant.lemma.clone()], "walked");
/// assert_eq!((variant.readings[0].text.as_str(), &variant.readings[0].witnesses[..]), ("went", &[0, 1][..]));
/// ```
pub fn synopsis(base: &Document, witnesses: &[&Document], options: &diff::Options) -> Synopsis {
    let (words, sentences) = words(base);
    let mut laid = Laid {
        base: Base { document: base, words: &words, sentences: &sentences, ignore: &options.ignore },
        departures: Vec::new(),
        transpositions: Vec::new(),
    };
    for (witness, document) in witnesses.iter().enumerate() {
        let revision = diff::diff(base, document, options);
        laid.lay(witness, document, &revision);
    }
    let Laid { mut departures, transpositions, .. } = laid;
    // Stable: what one version has in one place stays in its order.
    departures.sort_by_key(|departure| (departure.place.start, departure.place.end, departure.witness));
    let mut order: Vec<usize> = (0..transpositions.len()).collect();
    order.sort_by_key(|&at| (transpositions[at].base.start, transpositions[at].after));
    for departure in &mut departures {
        departure.transposition =
            departure.transposition.and_then(|number| order.iter().position(|&at| at == number));
    }
    let transpositions = order.into_iter().map(|at| transpositions[at].clone()).collect();
    let variants = variants(&words, &departures);
    Synopsis { words, sentences, variants, transpositions }
}

/// The sentences of a document joined, and where each of them lies.
fn words(document: &Document) -> (String, Vec<Range<usize>>) {
    let mut words = String::with_capacity(document.text().len());
    let sentences = (0..document.len())
        .map(|number| {
            let sentence = document.sentence(number);
            words.push_str(between_sentences(&words, &sentence));
            let start = words.len();
            words.push_str(&sentence);
            start..words.len()
        })
        .collect();
    (words, sentences)
}

/// Where one version leaves the base's words.
struct Departure {
    place: Range<usize>,
    class: Class,
    text: String,
    witness: usize,
    transposition: Option<usize>,
}

struct Base<'a> {
    document: &'a Document,
    words: &'a str,
    sentences: &'a [Range<usize>],
    ignore: &'a [Class],
}

impl Base<'_> {
    /// Where several sentences in a row lie, in bytes of the words.
    fn place(&self, sentences: &Range<usize>) -> Range<usize> {
        self.sentences[sentences.start].start..self.sentences[sentences.end - 1].end
    }

    /// The place right after a sentence; the beginning, if after none.
    fn after(&self, sentence: Option<usize>) -> usize {
        sentence.map_or(0, |sentence| self.sentences[sentence].end)
    }
}

/// What the versions laid down so far do.
struct Laid<'a> {
    base: Base<'a>,
    departures: Vec<Departure>,
    transpositions: Vec<Transposition>,
}

impl Laid<'_> {
    fn lay(&mut self, witness: usize, document: &Document, revision: &Revision) {
        let preceding = preceding(revision);
        // Sentences that moved together, with the number of their transposition.
        let mut last: Option<(u32, Range<usize>, usize)> = None;
        for change in revision.changes.iter().chain(&revision.hidden) {
            let after = preceding.get(change.new.start).copied().flatten();
            let mut push = |place, class, text, transposition| {
                self.departures.push(Departure { place, class, text, witness, transposition });
            };
            // Words added after a sentence, with the space before them, or behind them at the beginning.
            let added = || {
                let text = document.sentences(change.new.clone());
                let place = self.base.after(after);
                let (before, behind) = self.base.words.split_at(place);
                let text = match after {
                    None => format!("{text}{}", between_sentences(&text, behind)),
                    Some(_) => format!("{}{text}", between_sentences(before, &text)),
                };
                (place..place, text)
            };
            if change.old.is_empty() {
                if !self.base.ignore.contains(&change.class) {
                    let (place, text) = added();
                    push(place, change.class, text, None);
                }
                continue;
            }
            let place = self.base.place(&change.old);
            if change.new.is_empty() {
                if !self.base.ignore.contains(&change.class) {
                    push(place, change.class, String::new(), None);
                }
                continue;
            }
            if let Some(block) = change.block {
                let number = match &mut last {
                    Some((of, base, number)) if *of == block && base.end == change.old.start => {
                        self.transpositions[*number].base.end =
                            self.transpositions[*number].base.end.max(change.old.end);
                        *number
                    }
                    _ => {
                        let base = change.old.clone();
                        self.transpositions.push(Transposition { base, after, witnesses: vec![witness] });
                        self.transpositions.len() - 1
                    }
                };
                last = Some((block, change.old.clone(), number));
                let (there, text) = added();
                push(place, change.class, String::new(), Some(number));
                push(there, change.class, text, Some(number));
                continue;
            }
            self.depart(document, change, witness);
        }
        self.join_transpositions();
    }

    /// What was edited in its place.
    fn depart(&mut self, document: &Document, change: &Change, witness: usize) {
        if change.source.is_some() {
            // The words are the same; an apparatus is of words.
            return;
        }
        let place = self.base.place(&change.old);
        let words = change.words(self.base.document, document).widened();
        if words.old != self.base.words[place.clone()] {
            // A hyphen at a joint, which is dropped where the sentences are joined and not between them.
            let (class, text) = (change.class, words.new.into_owned());
            self.departures.push(Departure { place, class, text, witness, transposition: None });
            return;
        }
        for hunk in words.hunks() {
            self.departures.push(Departure {
                place: place.start + hunk.old.start..place.start + hunk.old.end,
                class: hunk.class,
                text: words.new[hunk.new.clone()].to_owned(),
                witness,
                transposition: None,
            });
        }
    }

    /// Makes one of the transposition that the last version and one before it share.
    fn join_transpositions(&mut self) {
        let mut at = 0;
        while at < self.transpositions.len() {
            let this = &self.transpositions[at];
            let same = self.transpositions[..at]
                .iter()
                .position(|other| other.base == this.base && other.after == this.after);
            let Some(first) = same.filter(|&first| {
                !self.transpositions[first].witnesses.iter().any(|witness| this.witnesses.contains(witness))
            }) else {
                at += 1;
                continue;
            };
            let gone = self.transpositions.remove(at);
            self.transpositions[first].witnesses.extend(gone.witnesses);
            for number in self.departures.iter_mut().filter_map(|departure| departure.transposition.as_mut())
            {
                match (*number).cmp(&at) {
                    std::cmp::Ordering::Equal => *number = first,
                    std::cmp::Ordering::Greater => *number -= 1,
                    std::cmp::Ordering::Less => {}
                }
            }
        }
    }
}

/// For each sentence of a version, the last sentence of the base that stands in its place before it.
fn preceding(revision: &Revision) -> Vec<Option<usize>> {
    let mut before = vec![None; revision.new_len];
    let mut last = None;
    for pair in revision.pairs() {
        let stands = !pair.old.is_empty() && !pair.is_moved();
        for sentence in pair.new {
            before[sentence] = last;
            if stands {
                last = Some(pair.old.end - 1);
            }
        }
    }
    before
}

/// Departures that touch made one place, and equal readings one reading.
fn variants(words: &str, departures: &[Departure]) -> Vec<Variant> {
    let mut variants = Vec::new();
    let mut start = 0;
    while start < departures.len() {
        let mut lemma = departures[start].place.clone();
        let mut end = start + 1;
        while let Some(next) = departures.get(end) {
            let overlaps = next.place.start < lemma.end || next.place.start == lemma.start;
            if !overlaps {
                break;
            }
            lemma.end = lemma.end.max(next.place.end);
            end += 1;
        }
        let mut readings: Vec<Reading> = Vec::new();
        let mut here: Vec<&Departure> = departures[start..end].iter().collect();
        let class = here.iter().map(|departure| departure.class).max().unwrap_or(Class::Space);
        here.sort_by_key(|departure| departure.witness);
        for of_one in here.chunk_by(|a, b| a.witness == b.witness) {
            let text = reading(words, &lemma, of_one);
            let witness = of_one[0].witness;
            let transposition = of_one.iter().find_map(|departure| departure.transposition);
            let same =
                |reading: &&mut Reading| reading.text == text && reading.transposition == transposition;
            match readings.iter_mut().find(same) {
                Some(reading) => reading.witnesses.push(witness),
                None => readings.push(Reading { text, witnesses: vec![witness], transposition }),
            }
        }
        variants.push(Variant { lemma, class, readings });
        start = end;
    }
    variants
}

/// The base's words in `lemma` with the departures of one version, which are in order.
fn reading(words: &str, lemma: &Range<usize>, departures: &[&Departure]) -> String {
    let mut text = String::new();
    let mut at = lemma.start;
    for departure in departures {
        text.push_str(&words[at..departure.place.start.max(at)]);
        text.push_str(&departure.text);
        at = at.max(departure.place.end);
    }
    text.push_str(&words[at..lemma.end]);
    text
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
    fn check(base: &str, witnesses: &[&str], options: &diff::Options, expected: &[&str]) {
        let base = document(base);
        let texts: Vec<Document> = witnesses.iter().map(|text| document(text)).collect();
        let found = synopsis(&base, &texts.iter().collect::<Vec<_>>(), options);
        let sigla = |witnesses: &[usize]| -> String {
            witnesses.iter().map(|&at| (b'A' + at as u8) as char).collect()
        };
        let mut shown: Vec<String> = Vec::new();
        for variant in &found.variants {
            let reading = |reading: &Reading| {
                let text = if reading.text.is_empty() { "om." } else { reading.text.trim() };
                let moved = reading.transposition.map_or(String::new(), |number| format!(" ({number})"));
                format!("{text}{moved} {}", sigla(&reading.witnesses))
            };
            let readings: Vec<String> = variant.readings.iter().map(reading).collect();
            shown.push(format!("{} ] {}", found.words[variant.lemma.clone()].trim(), readings.join(", ")));
        }
        assert_eq!(shown, expected);
    }

    const BASE: &str = "The king rode out at dawn with his men.\nThey came to the river before noon.\n";

    #[test]
    fn versions_that_read_the_same_are_one_reading() {
        let all = diff::Options::default();
        check(BASE, &[BASE, BASE], &all, &[]);
        check(
            BASE,
            &[&BASE.replace("dawn", "dusk"), &BASE.replace("dawn", "night"), &BASE.replace("dawn", "dusk")],
            &all,
            &["dawn ] dusk AC, night B"],
        );
        check(
            BASE,
            &[&BASE.replace("They came to the river before noon.\n", "")],
            &all,
            &["They came to the river before noon. ] om. A"],
        );
        check(
            BASE,
            &[BASE, &BASE.replace("They came", "The sun was hot on their heads.\nThey came")],
            &all,
            &[" ] The sun was hot on their heads. B"],
        );
    }

    #[test]
    fn what_is_ignored_is_no_variant() {
        let ignore = diff::Options { ignore: vec![Class::Punctuation] };
        let pointed = BASE.replace("at dawn with", "at dawn, with").replace("river", "stream");
        check(BASE, &[&pointed], &ignore, &["river ] stream A"]);
        check(BASE, &[&pointed], &diff::Options::default(), &[" ] , A", "river ] stream A"]);
    }

    #[test]
    fn what_stands_elsewhere_is_left_out_and_added() {
        let base = "The bells of the harbour rang.\nNobody in the town slept.\nThe mayor lit a lamp.\n";
        let moved = "Nobody in the town slept.\nThe mayor lit a lamp.\nThe bells of the harbour rang.\n";
        check(
            base,
            &[moved, base, moved],
            &diff::Options::default(),
            &["The bells of the harbour rang. ] om. (0) AC", " ] The bells of the harbour rang. (0) AC"],
        );
    }

    fn texts() -> impl Strategy<Value = Vec<String>> {
        let sentence =
            prop_oneof!["[abc]{1,3}( [abc,]{1,3}){2,6}", Just("the same in all, or most".to_owned())];
        prop::collection::vec(sentence, 1..8)
    }

    proptest! {
        #[test]
        fn readings_make_every_version_again(
            base in texts(),
            others in prop::collection::vec(texts(), 1..4),
            turned in prop::collection::vec((0_usize..8, 0_usize..8), 0..4),
        ) {
            let mut shuffled = base.clone();
            for (from, to) in turned {
                let sentence = shuffled.remove(from % base.len());
                shuffled.insert(to % base.len(), sentence);
            }
            let base = document(&base.join("\n"));
            let texts: Vec<Document> =
                others.iter().chain([&shuffled]).map(|lines| document(&lines.join("\n"))).collect();
            let found = synopsis(&base, &texts.iter().collect::<Vec<_>>(), &diff::Options::default());
            let mut end = 0;
            for variant in &found.variants {
                prop_assert!(variant.lemma.start >= end);
                end = variant.lemma.end;
                let mut witnesses: Vec<usize> =
                    variant.readings.iter().flat_map(|reading| reading.witnesses.clone()).collect();
                let count = witnesses.len();
                witnesses.sort_unstable();
                witnesses.dedup();
                prop_assert_eq!(witnesses.len(), count);
            }
            let bare = |text: &str| text.split_whitespace().collect::<String>();
            for (number, text) in texts.iter().enumerate() {
                prop_assert_eq!(bare(&found.witness(number)), bare(text.text()));
            }
        }
    }
}
