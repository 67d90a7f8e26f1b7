//! What may a word be in the other language?
//!
//! Known beforehand from a [`Lexicon`], guessed from its look (the same digits, the same name, the same
//! five letters once Cyrillic is written in Latin ones), or learned from the two texts themselves (see
//! `teach`). All three come together in a `WordPairs` over the words that the two texts hold.

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::side::{NUMBER, Side};

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

/// Word pairs of two texts: for each word of the source, words of the target and a value each.
#[derive(Clone, Debug, Default)]
pub(crate) struct WordPairs {
    starts: Vec<u32>,
    entries: Vec<(u32, f32)>,
}

impl WordPairs {
    /// The table of these rows, one for each source word.
    pub(crate) fn new(rows: impl Iterator<Item = Vec<(u32, f32)>>) -> Self {
        let mut table = Self { starts: vec![0], entries: Vec::new() };
        for row in rows {
            table.entries.extend(row);
            table.starts.push(table.entries.len() as u32);
        }
        table
    }

    /// The target words of source word `word`, ascending.
    pub(crate) fn row(&self, word: u32) -> &[(u32, f32)] {
        &self.entries[self.starts[word as usize] as usize..self.starts[word as usize + 1] as usize]
    }

    /// All entries, row after row.
    pub(crate) fn entries(&self) -> impl Iterator<Item = (u32, f32)> {
        self.entries.iter().copied()
    }

    fn rows(&self) -> usize {
        self.starts.len() - 1
    }

    /// Each value passed through `change` with its source and target word.
    pub(crate) fn map(mut self, change: impl Fn(u32, u32, f32) -> f32) -> Self {
        for word in 0..self.rows() {
            for entry in &mut self.entries[self.starts[word] as usize..self.starts[word + 1] as usize] {
                entry.1 = change(word as u32, entry.0, entry.1);
            }
        }
        self
    }

    /// Only the entries of at least this value.
    pub(crate) fn at_least(self, least: f32) -> Self {
        WordPairs::new(
            (0..self.rows() as u32)
                .map(|word| self.row(word).iter().copied().filter(|entry| entry.1 >= least).collect()),
        )
    }

    /// The two tables, value by value, `share` of the first and the rest of the other.
    pub(crate) fn mixed(&self, other: &WordPairs, share: f32) -> Self {
        WordPairs::new((0..self.rows() as u32).map(|word| {
            let (mut ours, mut theirs) = (self.row(word), other.row(word));
            let mut row = Vec::with_capacity(ours.len() + theirs.len());
            while let (Some(&(a, p)), Some(&(b, q))) = (ours.first(), theirs.first()) {
                let value =
                    if a <= b { share * p } else { 0.0 } + if b <= a { (1.0 - share) * q } else { 0.0 };
                row.push((a.min(b), value));
                ours = &ours[usize::from(a <= b)..];
                theirs = &theirs[usize::from(b <= a)..];
            }
            row.extend(ours.iter().map(|&(a, p)| (a, share * p)));
            row.extend(theirs.iter().map(|&(b, q)| (b, (1.0 - share) * q)));
            row
        }))
    }
}

/// Word translations in both directions, each from source word to target word.
#[derive(Clone, Debug, Default)]
pub(crate) struct Translations {
    /// P(target word | source word).
    pub(crate) forward: WordPairs,
    /// P(source word | target word).
    pub(crate) backward: WordPairs,
}

impl Translations {
    /// What `lexicon` and the look of the words say, and of what share of the words the lexicon knows a
    /// translation that the other text holds; of the side of which it knows less.
    pub(crate) fn known(source: &Side, target: &Side, lexicon: &dyn Lexicon) -> (Self, f32) {
        let ids: FxHashMap<&str, u32> =
            (0..).zip(target.vocabulary()).map(|(n, word)| (word.as_str(), n)).collect();
        let mut alike: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for (n, word) in (0..).zip(target.vocabulary()) {
            if let Some(look) = look(word) {
                alike.entry(look).or_default().push(n);
            }
        }
        // A word stands for itself, or for one that looks alike, as surely as this.
        const SAME: f32 = 0.5;
        const ALIKE: f32 = 0.25;
        let seen_alike = |word: &str| {
            let mut found: Vec<(u32, f32)> = Vec::new();
            if let Some(&same) = ids.get(word) {
                found.push((same, SAME));
            }
            for &other in look(word).and_then(|look| alike.get(&look)).map_or(&[][..], |v| v) {
                if found.first().is_none_or(|same| same.0 != other) {
                    found.push((other, ALIKE));
                }
            }
            found
        };
        let looks: Vec<Vec<(u32, f32)>> = source.vocabulary().iter().map(|word| seen_alike(word)).collect();
        let mut forward = looks.clone();
        let mut backward = looks;
        let mut told = [vec![false; source.vocabulary_len()], vec![false; target.vocabulary_len()]];
        for (n, (row, word)) in forward.iter_mut().zip(source.vocabulary()).enumerate() {
            for (other, p) in lexicon.forward(word) {
                if let Some(&other) = ids.get(other) {
                    row.push((other, p));
                    (told[0][n], told[1][other as usize]) = (true, true);
                }
            }
        }
        let own: FxHashMap<&str, u32> =
            (0..).zip(source.vocabulary()).map(|(n, word)| (word.as_str(), n)).collect();
        for (n, word) in (0..).zip(target.vocabulary()) {
            for (other, p) in lexicon.backward(word) {
                if let Some(&row) = own.get(other) {
                    backward[row as usize].push((n, p));
                    (told[0][row as usize], told[1][n as usize]) = (true, true);
                }
            }
        }
        let tidy = |mut row: Vec<(u32, f32)>| {
            row.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
            row.dedup_by_key(|entry| entry.0);
            row
        };
        let known = Self {
            forward: WordPairs::new(forward.into_iter().map(tidy)),
            backward: WordPairs::new(backward.into_iter().map(tidy)),
        };
        let share = |side: &Side, told: &[bool]| {
            let (mut known, mut all) = (0, 0);
            for (word, &told) in (0..).zip(told).filter(|(word, _)| side.is_word(*word)) {
                all += side.count(word);
                known += if told { side.count(word) } else { 0 };
            }
            known as f32 / all.max(1) as f32
        };
        (known, share(source, &told[0]).min(share(target, &told[1])))
    }

    /// The same with each probability over the frequency of the word it is of.
    pub(crate) fn over_frequency(self, source: &Side, target: &Side, unseen: f32) -> Self {
        let share = |side: &Side, word: u32| {
            let all = side.tokens(0..side.len()) + unseen;
            side.count(word) as f32 / all
        };
        Self {
            forward: self.forward.map(|_, word, p| p / share(target, word)).at_least(LEAST_RATIO),
            backward: self.backward.map(|word, _, p| p / share(source, word)).at_least(LEAST_RATIO),
        }
    }
}

/// A word that makes another likelier than its own frequency by less than this says nothing.
const LEAST_RATIO: f32 = 1.5;

/// What a word looks like across scripts: its first letters in plain Latin; none for what is too short
/// to say anything, for numbers, and for words without letters of an alphabet.
fn look(word: &str) -> Option<String> {
    if word.starts_with(NUMBER) {
        return None;
    }
    let mut look = String::new();
    for c in word.nfkd() {
        match c {
            'a'..='z' => look.push(c),
            'ß' => look.push_str("ss"),
            'а'..='я' => look.push_str(ROMAN[(c as u32 - 'а' as u32) as usize]),
            'ё' => look.push('e'),
            '\u{300}'..='\u{36f}' => {}
            _ => return None,
        }
        if look.len() >= 5 {
            break;
        }
    }
    look.truncate(5);
    (look.len() >= 4).then_some(look)
}

/// The letters а to я as scholars of names write them.
const ROMAN: [&str; 32] = [
    "a", "b", "v", "g", "d", "e", "zh", "z", "i", "i", "k", "l", "m", "n", "o", "p", "r", "s", "t", "u", "f",
    "h", "ts", "ch", "sh", "sh", "", "y", "", "e", "yu", "ya",
];
