//! What are the words of a sentence, to one who looks for terms?
//!
//! Whole words, where the aligner has stems and, of Chinese, single characters and pairs: a term is some words in a
//! row, and what renders it are words in a row. Chinese is cut by how often words are used; names, which no list has,
//! come apart there and are put together again by how often their parts stand together.

use std::borrow::Cow;
use std::ops::Range;

use rustc_hash::{FxHashMap, FxHashSet};

use super::grammar;

use crate::align::Endings;
use crate::check;
use crate::text::{Language, han, script};

/// A word of a sentence.
#[derive(Clone, Debug)]
pub(super) struct Word {
    /// Bytes of the sentence.
    pub range: Range<usize>,
    /// The same for all forms of a word.
    pub key: u32,
    /// Whether a mark before it parts it from what stands before.
    pub is_parted: bool,
    pub kind: Kind,
}

/// What kind of word it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// It may begin and end a term.
    Content,
    /// It says how others hang together.
    Function,
    Number,
}

/// Cuts the sentences of one language.
pub(super) struct Cutter {
    endings: Endings,
    keys: FxHashMap<Box<str>, u32>,
    names: Vec<Box<str>>,
    /// Chinese words that stand beside each other and are one: names, of which no list knows.
    joined: FxHashSet<[Box<str>; 2]>,
}

impl Cutter {
    pub(super) fn new(language: &Language) -> Self {
        Self {
            endings: Endings::of(language),
            keys: FxHashMap::default(),
            names: Vec::new(),
            joined: FxHashSet::default(),
        }
    }

    /// Learns from the sentences of a text which single characters make a name: those of which one hardly stands
    /// without the other.
    pub(super) fn learn<'t>(&mut self, sentences: impl Iterator<Item = Cow<'t, str>> + Clone) {
        /// So often two must stand together, and such a share of the rarer one with the other.
        const LEAST: usize = 2;
        const SHARE: f32 = 0.8;
        /// A name of more parts is put together in as many rounds.
        const ROUNDS: usize = 4;
        for _ in 0..ROUNDS {
            let mut single: FxHashMap<String, usize> = FxHashMap::default();
            let mut pairs: FxHashMap<[String; 2], usize> = FxHashMap::default();
            for sentence in sentences.clone() {
                let sentence: String = sentence.chars().map(han::simplified).collect();
                for stretch in
                    sentence.split(|c: char| !script::is_han(c)).filter(|stretch| !stretch.is_empty())
                {
                    let words: Vec<&str> = self
                        .han_words(stretch, 0..stretch.len())
                        .into_iter()
                        .map(|range| &stretch[range])
                        .collect();
                    words.iter().for_each(|word| *single.entry((*word).to_owned()).or_default() += 1);
                    for pair in words.windows(2) {
                        if pair.iter().all(|word| is_loose(word, &self.joined)) {
                            *pairs.entry([pair[0].to_owned(), pair[1].to_owned()]).or_default() += 1;
                        }
                    }
                }
            }
            let before = self.joined.len();
            for (pair, count) in pairs {
                let [one, other] = [0, 1].map(|n| single[&pair[n]]);
                let rarer = if one <= other { &pair[0] } else { &pair[1] };
                if count >= LEAST
                    && count as f32 >= SHARE * one.min(other) as f32
                    && !grammar::is_light(rarer, 0.0)
                {
                    self.joined.insert(pair.map(String::into_boxed_str));
                }
            }
            if self.joined.len() == before {
                break;
            }
        }
    }

    /// The words of `text`, in order; `kind` says what kind each is by how it reads without its ending.
    pub(super) fn words(&mut self, text: &str) -> Vec<Word> {
        let mut words: Vec<Word> = Vec::new();
        let mut is_parted = false;
        let mut chars = text.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            let mut end = start + c.len_utf8();
            let class = Class::of(c);
            while let Some((at, c)) = chars.next_if(|&(_, next)| class.goes_on(next)) {
                end = at + c.len_utf8();
            }
            let range = start..end;
            match class {
                Class::Han => {
                    for range in self.han_words(text, range) {
                        let name: String = text[range.clone()].chars().map(han::simplified).collect();
                        words.push(self.word(range, &name, Kind::Content, &mut is_parted));
                    }
                }
                Class::Letters => {
                    let written = text[range.clone()].trim_end_matches(['\'', '’']);
                    let range = start..start + written.len();
                    let lowered = self.endings.lowered(written);
                    let whole = lowered.strip_suffix("'s").unwrap_or(&lowered);
                    let name = self.endings.stem(whole).map_or_else(|| whole.to_owned(), |s| s.into_owned());
                    words.push(self.word(range, &name, Kind::Content, &mut is_parted));
                }
                Class::Digits => {
                    let name = self.endings.lowered(&text[range.clone()]);
                    words.push(self.word(range, &name, Kind::Number, &mut is_parted));
                }
                // Endings and particles.
                Class::Hiragana | Class::Mark => is_parted = true,
                Class::Joint => {}
            }
        }
        words
    }

    /// The words of the Chinese characters at `range` of `text`, with names in one piece.
    fn han_words(&self, text: &str, range: Range<usize>) -> Vec<Range<usize>> {
        let words = han_words(text, range);
        if self.joined.is_empty() {
            return words;
        }
        let folded = |range: &Range<usize>| -> Box<str> {
            text[range.clone()].chars().map(han::simplified).collect::<String>().into()
        };
        let mut whole: Vec<Range<usize>> = Vec::with_capacity(words.len());
        for word in words {
            whole.push(word);
            // What is one with the word before may be one with that before it.
            while let [.., before, last] = whole.as_slice()
                && self.joined.contains(&[folded(before), folded(last)])
            {
                let joined = before.start..last.end;
                whole.truncate(whole.len() - 2);
                whole.push(joined);
            }
        }
        whole
    }

    fn word(&mut self, range: Range<usize>, name: &str, kind: Kind, is_parted: &mut bool) -> Word {
        let key = match self.keys.get(name) {
            Some(&key) => key,
            None => {
                let key = self.names.len() as u32;
                self.names.push(name.into());
                self.keys.insert(name.into(), key);
                key
            }
        };
        Word { range, key, is_parted: std::mem::take(is_parted), kind }
    }

    /// The word with this key, without its ending.
    pub(super) fn name(&self, key: u32) -> &str {
        &self.names[key as usize]
    }

    /// How many words are distinct.
    pub(super) fn len(&self) -> usize {
        self.names.len()
    }
}

/// Whether a Chinese word may be part of a name: a single character, or what was put together of some.
fn is_loose(word: &str, joined: &FxHashSet<[Box<str>; 2]>) -> bool {
    let is_joined = || joined.iter().any(|[one, other]| word.strip_prefix(&**one) == Some(other));
    word.chars().count() == 1 || is_joined()
}

/// What a character is for a word.
#[derive(Clone, Copy, PartialEq)]
enum Class {
    Han,
    Letters,
    Digits,
    Hiragana,
    /// Between words that may belong together.
    Joint,
    Mark,
}

impl Class {
    fn of(c: char) -> Self {
        match c {
            _ if script::is_han(c) => Self::Han,
            '\u{3041}'..='\u{309f}' => Self::Hiragana,
            _ if c.is_numeric() => Self::Digits,
            _ if c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c) => Self::Letters,
            '-' | '\u{2010}' | '\u{2011}' | '·' | '・' | '‧' | '\u{ad}' | '\u{200b}'..='\u{200d}' => {
                Self::Joint
            }
            _ if c.is_whitespace() => Self::Joint,
            _ => Self::Mark,
        }
    }

    /// Whether `next` belongs to what began with a character of this class.
    fn goes_on(self, next: char) -> bool {
        let class = Self::of(next);
        match self {
            Self::Letters => class == self || matches!(next, '\'' | '’'),
            Self::Digits => class == self || matches!(next, '.' | ','),
            _ => class == self,
        }
    }
}

/// The words of the Chinese characters at `range` of `text`.
fn han_words(text: &str, range: Range<usize>) -> Vec<Range<usize>> {
    let stretch = &text[range.clone()];
    let simplified: String = stretch.chars().map(han::simplified).collect();
    let places: Vec<usize> =
        stretch.char_indices().map(|(at, _)| range.start + at).chain([range.end]).collect();
    let mut start = 0;
    let word = |end: usize| places[std::mem::replace(&mut start, end)]..places[end];
    check::word_ends(&simplified).into_iter().map(word).collect()
}

/// The bytes of `text` at which Chinese words begin or end.
pub(super) fn cuts(text: &str) -> Vec<usize> {
    let mut cuts = vec![0, text.len()];
    let mut start = 0;
    for stretch in text.split_inclusive(|c: char| !script::is_han(c)) {
        let han = stretch.trim_end_matches(|c: char| !script::is_han(c));
        let words = han_words(text, start..start + han.len());
        cuts.push(start);
        cuts.extend(words.iter().map(|word| word.end));
        start += stretch.len();
    }
    cuts.sort_unstable();
    cuts.dedup();
    cuts
}
