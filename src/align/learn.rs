//! Which words of two languages translate each other, to judge by sentences that do?
//!
//! By IBM's first model: each word of a translation was made by one word of its source, or by none, which
//! one is not known, and the guess is bettered round by round (expectation and maximisation). It knows
//! nothing of word order, which is why it needs so little and why it asks so little of its data: the later
//! models are better at what a translator of words needs and no better at telling whether two sentences
//! belong together.
//!
//! The usual way keeps a table of all word pairs that ever met, which is what takes gigabytes. Here the
//! words of the target are taken one after the other: all that is needed for one is how likely each source
//! word makes it, and that fits an array with a place for each source word. Only pairs that can still come
//! to something are kept from round to round. Parts of the target are independent but for the totals,
//! which are added in a fixed order, so any number of threads gives the same table bit for bit.

use std::sync::atomic::{AtomicUsize, Ordering};

use super::table::{Draft, DraftSide};
use super::{Table, Vocabulary};
use crate::text::{Language, threads};

/// Sentences and their translations, cut into words.
pub struct Pairs {
    source: Text,
    target: Text,
    weights: Vec<f32>,
    /// Whether each is to be told in the table.
    told: Vec<bool>,
}

impl Pairs {
    /// No pairs yet.
    pub fn new(source: &Language, target: &Language) -> Self {
        Self { source: Text::new(source), target: Text::new(target), weights: Vec::new(), told: Vec::new() }
    }

    /// Adds a sentence and its translation; one with `weight` 2 counts as two.
    ///
    /// A pair that holds no words on a side, or more than 400 tokens (as a chapter taken for a sentence
    /// has), says nothing and is left out.
    pub fn push(&mut self, source: &str, target: &str, weight: f32) {
        self.add(source, target, weight, true);
    }

    /// Adds a pair that helps to tell which words belong together and is not itself told in the table.
    ///
    /// A dictionary is learned better beside plain text, and its table still owes nothing to that text.
    pub fn push_background(&mut self, source: &str, target: &str, weight: f32) {
        self.add(source, target, weight, false);
    }

    fn add(&mut self, source: &str, target: &str, weight: f32, told: bool) {
        let source = self.source.words.tokens(source);
        let target = self.target.words.tokens(target);
        let fits = |tokens: &[u32]| (1..=LONGEST).contains(&tokens.len());
        if fits(&source) && fits(&target) && weight > 0.0 && weight.is_finite() {
            self.source.push(source);
            self.target.push(target);
            self.weights.push(weight);
            self.told.push(told);
        }
    }

    /// How many pairs there are.
    pub fn len(&self) -> usize {
        self.weights.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.weights.is_empty()
    }
}

/// What a table of translations is to be like.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Learning {
    /// What it is made from and what may be done with it, in lines.
    pub note: String,
    /// The least probability kept, above 0 and below 1.
    pub floor: f32,
    /// The most translations kept of a word.
    pub most: usize,
    /// A word seen less often than this is left out. (Weighted: a pair counts as its weight.)
    pub seen: f32,
}

impl Default for Learning {
    fn default() -> Self {
        Self { note: String::new(), floor: 0.02, most: 10, seen: 1.0 }
    }
}

/// Learns word translations from `pairs`, in both directions. `progress` is told what share of the work is
/// done, from 0 to 1, now and then and from several threads.
pub fn learn(pairs: &Pairs, learning: &Learning, progress: &(dyn Fn(f32) + Sync)) -> Table {
    let done = AtomicUsize::new(0);
    let all = ROUNDS * (pairs.source.words.len() + pairs.target.words.len()).max(1);
    let step = |words: usize| {
        let before = done.fetch_add(words, Ordering::Relaxed);
        progress((before + words) as f32 / all as f32);
    };
    let forward = translations(&pairs.source, &pairs.target, pairs, learning, &step);
    let backward = translations(&pairs.target, &pairs.source, pairs, learning, &step);
    draft(pairs, forward, backward, learning).into_table()
}

/// Tokens that a sentence may have.
const LONGEST: usize = 400;
const ROUNDS: usize = 5;
/// The parts that the target's words are cut into; as many threads at most.
const PARTS: usize = 4;
/// Pairs of words less likely than this after a round come to nothing. After the first round, when each
/// word of a sentence is as likely as any other, what ends above the floor of a table is at least the
/// floor over the length of a sentence.
const HOPELESS: f64 = 2e-5;

/// The sentences of one side.
struct Text {
    language: Language,
    words: Vocabulary,
    tokens: Vec<u32>,
    /// Where each sentence ends.
    ends: Vec<usize>,
}

impl Text {
    fn new(language: &Language) -> Self {
        Self {
            language: language.clone(),
            words: Vocabulary::new(language),
            tokens: Vec::new(),
            ends: Vec::new(),
        }
    }

    fn push(&mut self, tokens: Vec<u32>) {
        self.tokens.extend(tokens);
        self.ends.push(self.tokens.len());
    }

    fn sentence(&self, number: usize) -> &[u32] {
        let start = if number == 0 { 0 } else { self.ends[number - 1] };
        &self.tokens[start..self.ends[number]]
    }

    fn sentences(&self) -> impl Iterator<Item = &[u32]> {
        (0..self.ends.len()).map(|number| self.sentence(number))
    }

    /// For each word, the sentences that hold it, once for each time.
    fn places(&self) -> Places {
        let mut ends = vec![0u32; self.words.len()];
        for &token in &self.tokens {
            ends[token as usize] += 1;
        }
        let mut before = 0;
        for end in &mut ends {
            before += std::mem::replace(end, before);
        }
        let mut sentences = vec![0; self.tokens.len()];
        for (number, sentence) in (0..).zip(self.sentences()) {
            for &token in sentence {
                let place = &mut ends[token as usize];
                sentences[*place as usize] = number;
                *place += 1;
            }
        }
        Places { sentences, ends }
    }

    /// How often each word stands in the pairs that are told, by their weights.
    fn counts(&self, pairs: &Pairs) -> Vec<f64> {
        let mut counts = vec![0.0; self.words.len()];
        for (number, sentence) in self.sentences().enumerate().filter(|&(number, _)| pairs.told[number]) {
            for &token in sentence {
                counts[token as usize] += f64::from(pairs.weights[number]);
            }
        }
        counts
    }
}

struct Places {
    sentences: Vec<u32>,
    ends: Vec<u32>,
}

impl Places {
    fn of(&self, word: usize) -> &[u32] {
        let start = if word == 0 { 0 } else { self.ends[word - 1] };
        &self.sentences[start as usize..self.ends[word] as usize]
    }
}

/// What one word of the target was made by: source words, and how often.
type Makers = Vec<(u32, f32)>;

/// For each source word, then for no word, the target words it makes with their probabilities, likeliest
/// first.
fn translations(
    source: &Text,
    target: &Text,
    pairs: &Pairs,
    learning: &Learning,
    step: &(dyn Fn(usize) + Sync),
) -> Rows {
    let places = target.places();
    let none = source.words.len();
    // What each source word makes in all, if each word of a sentence is as likely as any other.
    let mut totals = vec![0.0; none + 1];
    for ((from, to), &weight) in source.sentences().zip(target.sentences()).zip(&pairs.weights) {
        let share = f64::from(weight) * to.len() as f64 / (from.len() + 1) as f64;
        for &token in from {
            totals[token as usize] += share;
        }
        totals[none] += share;
    }

    // Parts as long as each other, so that threads end together.
    let mut parts: Vec<Part> = Vec::new();
    let mut start = 0;
    for part in 1..=PARTS {
        let end = places.ends.partition_point(|&end| end as usize <= target.tokens.len() * part / PARTS);
        let end = if part == PARTS { target.words.len() } else { end };
        parts.push(Part { words: start..end, makers: Vec::new(), totals: Vec::new() });
        start = end;
    }
    for round in 0..ROUNDS {
        let work = Round {
            source,
            pairs,
            places: &places,
            totals: &totals,
            first: round == 0,
            told_only: round + 1 == ROUNDS,
            step,
        };
        threads::each(&mut parts, |part| part.run(&work));
        totals.fill(0.0);
        for part in &mut parts {
            for (total, more) in totals.iter_mut().zip(std::mem::take(&mut part.totals)) {
                *total += more;
            }
        }
    }

    let mut rows = vec![Vec::new(); none + 1];
    for part in parts {
        for (word, makers) in part.words.zip(part.makers) {
            for (maker, count) in makers {
                let p = (f64::from(count) / totals[maker as usize]) as f32;
                if p >= learning.floor {
                    rows[maker as usize].push((word as u32, p.min(1.0)));
                }
            }
        }
    }
    for row in &mut rows {
        row.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        row.truncate(learning.most);
    }
    rows
}

/// Some of the target's words.
struct Part {
    words: std::ops::Range<usize>,
    /// For each of them.
    makers: Vec<Makers>,
    /// What each source word makes of them in all.
    totals: Vec<f64>,
}

struct Round<'a> {
    source: &'a Text,
    pairs: &'a Pairs,
    places: &'a Places,
    totals: &'a [f64],
    /// Nothing is known yet.
    first: bool,
    /// The background has done its work.
    told_only: bool,
    step: &'a (dyn Fn(usize) + Sync),
}

impl Part {
    fn run(&mut self, round: &Round) {
        let none = round.source.words.len() as u32;
        // For each source word: how likely it makes the word at hand, and what it has been given of it.
        let mut shares = vec![(if round.first { 1.0f32 } else { 0.0 }, 0.0f32); none as usize + 1];
        let mut met = Vec::new();
        let mut reported = 0;
        self.totals = vec![0.0; none as usize + 1];
        self.makers.resize_with(self.words.len(), Vec::new);
        for (done, word) in self.words.clone().enumerate() {
            let makers = &mut self.makers[done];
            if !round.first {
                for &(maker, count) in makers.iter() {
                    let p = f64::from(count) / round.totals[maker as usize];
                    shares[maker as usize] = (p as f32, 0.0);
                }
            }
            for &number in round.places.of(word) {
                let number = number as usize;
                if round.told_only && !round.pairs.told[number] {
                    continue;
                }
                let sentence = round.source.sentence(number);
                let all = if round.first {
                    (sentence.len() + 1) as f32
                } else {
                    sentence
                        .iter()
                        .fold(shares[none as usize].0, |sum, &token| sum + shares[token as usize].0)
                };
                if all <= 0.0 {
                    continue;
                }
                let part = round.pairs.weights[number] / all;
                for &token in sentence.iter().chain([&none]) {
                    let share = &mut shares[token as usize];
                    if share.0 > 0.0 {
                        if round.first && share.1 == 0.0 {
                            met.push(token);
                        }
                        share.1 += part;
                    }
                }
            }
            if round.first {
                makers.extend(met.drain(..).map(|maker| (maker, 0.0)));
                makers.sort_unstable_by_key(|entry| entry.0);
            }
            for (maker, count) in makers.iter_mut() {
                let (p, given) = shares[*maker as usize];
                *count = p * given;
                shares[*maker as usize] = (if round.first { 1.0 } else { 0.0 }, 0.0);
            }
            if !round.told_only {
                makers.retain(|&(maker, count)| f64::from(count) > HOPELESS * round.totals[maker as usize]);
                makers.shrink_to_fit();
            }
            for &(maker, count) in makers.iter() {
                self.totals[maker as usize] += f64::from(count);
            }
            if done - reported >= 256 || done + 1 == self.words.len() {
                (round.step)(done + 1 - reported);
                reported = done + 1;
            }
        }
    }
}

/// Puts together what was learned in the two directions: of each side the words that have a row or stand in
/// one.
fn draft(pairs: &Pairs, forward: Rows, backward: Rows, learning: &Learning) -> Draft {
    let mut source = Column { text: &pairs.source, counts: pairs.source.counts(pairs), rows: forward };
    let mut target = Column { text: &pairs.target, counts: pairs.target.counts(pairs), rows: backward };
    let (source_known, target_known) = (source.known(learning), target.known(learning));
    source.forget(&source_known, &target_known);
    target.forget(&target_known, &source_known);
    let (source_words, target_words) = (source.words(&target), target.words(&source));
    let pairs =
        pairs.weights.iter().zip(&pairs.told).filter(|pair| *pair.1).map(|pair| f64::from(*pair.0)).sum();
    Draft {
        note: learning.note.clone(),
        floor: learning.floor,
        source: source.draft(&source_words, &target_words, pairs),
        target: target.draft(&target_words, &source_words, pairs),
    }
}

/// For each word, then for none, the words of the other side that it makes.
type Rows = Vec<Vec<(u32, f32)>>;

/// One side with what its words make of the other.
struct Column<'a> {
    text: &'a Text,
    counts: Vec<f64>,
    rows: Rows,
}

impl Column<'_> {
    /// Which words can be in a table; the last is no word.
    fn known(&self, learning: &Learning) -> Vec<bool> {
        let known = |word: usize| {
            self.counts[word] >= f64::from(learning.seen)
                && self.text.words.word(word as u32).len() <= LONGEST_WORD
        };
        (0..self.counts.len()).map(known).chain([true]).collect()
    }

    fn forget(&mut self, known: &[bool], others: &[bool]) {
        for (row, &known) in self.rows.iter_mut().zip(known) {
            row.retain(|&(other, _)| known && others[other as usize]);
        }
    }

    /// No word, then those that have a row or stand in one.
    fn words(&self, other: &Column) -> Vec<u32> {
        let mut used: Vec<bool> = self.rows.iter().map(|row| !row.is_empty()).collect();
        for &(word, _) in other.rows.iter().flatten() {
            used[word as usize] = true;
        }
        let none = self.counts.len() as u32;
        std::iter::once(none).chain((0..none).filter(|&word| used[word as usize])).collect()
    }

    fn draft(&self, words: &[u32], others: &[u32], pairs: f64) -> DraftSide {
        let mut places = rustc_hash::FxHashMap::default();
        places.extend(others.iter().copied().zip(0u32..));
        let word = |&word: &u32| match self.counts.get(word as usize) {
            Some(&count) => (self.text.words.word(word).to_owned(), count as f32),
            None => (String::new(), pairs as f32),
        };
        let row =
            |&word: &u32| self.rows[word as usize].iter().map(|&(other, p)| (places[&other], p)).collect();
        DraftSide {
            language: self.text.language.clone(),
            words: words.iter().map(word).collect(),
            rows: words.iter().map(row).collect(),
        }
    }
}

/// Bytes of the longest word that is worth keeping.
const LONGEST_WORD: usize = 60;

#[cfg(test)]
mod tests {
    use super::super::Lexicon;
    use super::*;

    fn pairs() -> Pairs {
        let mut pairs = Pairs::new(&Language::new("de"), &Language::new("en"));
        for (german, english) in [
            ("das Haus", "the house"),
            ("das Buch", "the book"),
            ("ein Buch", "a book"),
            ("ein Haus", "a house"),
            ("der Garten", "the garden"),
            ("ein Garten", "a garden"),
        ] {
            pairs.push(german, english, 1.0);
        }
        pairs
    }

    fn best(row: Vec<(&str, f32)>) -> &str {
        row.into_iter().max_by(|a, b| a.1.total_cmp(&b.1)).map_or("", |entry| entry.0)
    }

    #[test]
    fn tells_words_apart_by_the_company_they_keep() {
        let table = learn(&pairs(), &Learning::default(), &|_| ());
        for (german, english) in [("haus", "hous"), ("buch", "book"), ("gart", "garden"), ("ein", "a")] {
            assert_eq!(best(table.forward(german)), english, "{:?}", table.forward(german));
            assert_eq!(best(table.backward(english)), german, "{:?}", table.backward(english));
        }
    }

    #[test]
    fn a_background_helps_and_is_not_told() {
        let mut with = Pairs::new(&Language::new("de"), &Language::new("en"));
        with.push("das Haus", "the house", 1.0);
        with.push_background("das", "the", 5.0);
        with.push_background("Garten", "garden", 5.0);
        let table = learn(&with, &Learning::default(), &|_| ());
        let row = table.forward("haus");
        assert!(row.iter().any(|&(word, p)| word == "hous" && p > 0.8), "{row:?}");
        assert_eq!(table.forward("gart"), []);
    }

    #[test]
    fn a_word_seen_too_seldom_is_left_out() {
        let learning = Learning { seen: 3.0, ..Learning::default() };
        let table = learn(&pairs(), &learning, &|_| ());
        assert_eq!(table.forward("haus"), []);
        assert_eq!(best(table.forward("ein")), "a");
    }

    #[test]
    fn the_same_pairs_make_the_same_bytes() {
        let bytes = || learn(&pairs(), &Learning::default(), &|_| ()).as_bytes().to_vec();
        assert_eq!(bytes(), bytes());
    }

    #[test]
    fn learns_nothing_from_nothing() {
        let nothing = Pairs::new(&Language::new("de"), &Language::new("en"));
        assert_eq!(learn(&nothing, &Learning::default(), &|_| ()).source_len(), 0);
    }

    #[test]
    fn progress_ends_at_the_whole() {
        let most = std::sync::Mutex::new(0.0f32);
        learn(&pairs(), &Learning::default(), &|share| {
            let mut most = most.lock().unwrap();
            *most = most.max(share);
        });
        assert_eq!(*most.lock().unwrap(), 1.0);
    }
}
