//! One of the two texts, as the aligner sees it: words as numbers, lengths, signs, paragraph ends.

use std::ops::Range;

use rustc_hash::FxHashMap;

use super::sign::{self, Signs};
use super::token::Vocabulary;
use crate::text::{Document, Paragraph, ParagraphKind, Span, number};

/// A text cut into words, each a number into the text's own vocabulary.
pub(crate) struct Side {
    vocabulary: Vec<String>,
    counts: Vec<u32>,
    /// Which of the vocabulary are words, not marks.
    are_words: Vec<bool>,
    /// Distinct words of each sentence with how often they stand in it.
    words: Vec<(u32, u8)>,
    starts: Vec<u32>,
    /// For each word the sentences it stands in.
    places: Vec<(u32, u8)>,
    place_starts: Vec<u32>,
    /// Words and characters before each sentence.
    tokens: Vec<u32>,
    characters: Vec<u32>,
    signs: Vec<Signs>,
    paragraph_ends: Vec<bool>,
    /// Whether each is a title; and one right before running text.
    titles: Vec<[bool; 2]>,
    /// The lines of code among the sentences; nothing if there is none.
    code: Vec<Option<Box<str>>>,
}

impl Side {
    /// Cuts each sentence of `document` into words.
    pub(crate) fn new(document: &Document) -> Self {
        let mut words = Vocabulary::new(document.language());
        // The words are numbered anew, with the values of numbers among them.
        let mut from_words: Vec<u32> = Vec::new();
        let mut from_values: FxHashMap<String, u32> = FxHashMap::default();
        let mut side = Self {
            vocabulary: Vec::new(),
            counts: Vec::new(),
            are_words: Vec::new(),
            words: Vec::new(),
            starts: vec![0],
            places: Vec::new(),
            place_starts: Vec::new(),
            tokens: vec![0],
            characters: vec![0],
            signs: sign::signs(document),
            paragraph_ends: vec![false; document.len()],
            titles: vec![[false; 2]; document.len()],
            code: Vec::new(),
        };
        let mut sentence_ids = Vec::new();
        for n in 0..document.len() {
            let sentence = document.sentence(n);
            if document.is_code(n) {
                side.code.resize(document.len(), None);
                side.code[n] = Some(sentence.trim().into());
            }
            sentence_ids.clear();
            for token in words.tokens(&sentence) {
                if from_words.len() <= token as usize {
                    from_words.resize(token as usize + 1, u32::MAX);
                }
                let id = &mut from_words[token as usize];
                if *id == u32::MAX {
                    *id = side.new_word(words.word(token).to_owned());
                }
                sentence_ids.push(*id);
            }
            let numbers = number::numbers(&sentence, document.language());
            let mut value_of = |value: String| {
                *from_values.entry(value).or_insert_with_key(|value| side.new_word(value.clone()))
            };
            for number in numbers.iter().filter(|number| number.sure) {
                sentence_ids.push(value_of(format!("{NUMBER}{}", number.value)));
            }
            if let Some(number) = numbers.first().filter(|number| is_heading(&sentence, number.span)) {
                sentence_ids.push(value_of(format!("{NUMBER}{HEADING}{}", number.value)));
            }
            for &id in &sentence_ids {
                side.counts[id as usize] += 1;
            }
            side.tokens.push(side.tokens[n] + sentence_ids.len() as u32);
            sentence_ids.sort_unstable();
            for chunk in sentence_ids.chunk_by(|a, b| a == b) {
                side.words.push((chunk[0], chunk.len().min(255) as u8));
            }
            side.starts.push(side.words.len() as u32);
            let length = sentence.chars().filter(|c| !c.is_whitespace()).count().max(1);
            side.characters.push(side.characters[n] + length as u32);
        }
        for paragraph in document.paragraphs() {
            if let Some(last) = paragraph.sentences.clone().next_back() {
                side.paragraph_ends[last] = true;
            }
        }
        let titles: Vec<bool> =
            document.paragraphs().iter().map(|paragraph| is_title(document, paragraph)).collect();
        for (n, paragraph) in document.paragraphs().iter().enumerate().filter(|(n, _)| titles[*n]) {
            side.titles[paragraph.sentences.start] = [true, titles.get(n + 1) == Some(&false)];
        }
        side.index();
        side
    }

    fn new_word(&mut self, word: String) -> u32 {
        self.are_words.push(word.contains(char::is_alphanumeric));
        self.vocabulary.push(word);
        self.counts.push(0);
        (self.vocabulary.len() - 1) as u32
    }

    /// Fills `places` from `words`.
    fn index(&mut self) {
        let mut starts = vec![0u32; self.vocabulary.len() + 1];
        for &(word, _) in &self.words {
            starts[word as usize + 1] += 1;
        }
        for n in 1..starts.len() {
            starts[n] += starts[n - 1];
        }
        let mut next = starts.clone();
        let mut places = vec![(0, 0); self.words.len()];
        for sentence in 0..self.len() {
            for &(word, count) in self.words(sentence) {
                let slot = next[word as usize];
                next[word as usize] += 1;
                places[slot as usize] = (sentence as u32, count);
            }
        }
        self.places = places;
        self.place_starts = starts;
    }

    /// How many sentences there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    pub(crate) fn vocabulary(&self) -> &[String] {
        &self.vocabulary
    }

    pub(crate) fn vocabulary_len(&self) -> usize {
        self.vocabulary.len()
    }

    /// How often `word` stands in the text.
    pub(crate) fn count(&self, word: u32) -> u32 {
        self.counts[word as usize]
    }

    /// In how many sentences `word` stands.
    pub(crate) fn spread(&self, word: u32) -> usize {
        (self.place_starts[word as usize + 1] - self.place_starts[word as usize]) as usize
    }

    /// The distinct words of sentence `n` with how often they stand in it.
    pub(crate) fn words(&self, n: usize) -> &[(u32, u8)] {
        &self.words[self.starts[n] as usize..self.starts[n + 1] as usize]
    }

    /// The distinct words of a run of sentences, ascending.
    pub(crate) fn words_within(&self, range: Range<usize>) -> Vec<u32> {
        if range.len() == self.len() {
            return (0..self.vocabulary.len() as u32).collect();
        }
        let mut words: Vec<u32> = range.flat_map(|n| self.words(n).iter().map(|entry| entry.0)).collect();
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Whether `word` is one, or a number, and no mark.
    pub(crate) fn is_word(&self, word: u32) -> bool {
        self.are_words[word as usize]
    }

    /// The sentences that hold `word`, with how often.
    pub(crate) fn all_places(&self, word: u32) -> &[(u32, u8)] {
        &self.places[self.place_starts[word as usize] as usize..self.place_starts[word as usize + 1] as usize]
    }

    /// Those of them within `range`.
    pub(crate) fn places(&self, word: u32, range: Range<usize>) -> &[(u32, u8)] {
        let all = self.all_places(word);
        let from = all.partition_point(|&(sentence, _)| (sentence as usize) < range.start);
        let to = from + all[from..].partition_point(|&(sentence, _)| (sentence as usize) < range.end);
        &all[from..to]
    }

    /// Words in a run of sentences.
    pub(crate) fn tokens(&self, range: Range<usize>) -> f32 {
        (self.tokens[range.end] - self.tokens[range.start]) as f32
    }

    /// Characters in a run of sentences, white space left out.
    pub(crate) fn characters(&self, range: Range<usize>) -> f64 {
        f64::from(self.characters[range.end] - self.characters[range.start])
    }

    /// Characters before each sentence and, last, of all.
    pub(crate) fn characters_before(&self) -> &[u32] {
        &self.characters
    }

    /// How sentence `n` begins and ends.
    pub(crate) fn signs(&self, n: usize) -> Signs {
        self.signs[n]
    }

    /// How each sentence begins and ends.
    pub(crate) fn all_signs(&self) -> &[Signs] {
        &self.signs
    }

    /// Whether a paragraph ends with sentence `n`.
    pub(crate) fn ends_paragraph(&self, n: usize) -> bool {
        self.paragraph_ends[n]
    }

    /// Whether a line of code is among the sentences.
    pub(crate) fn has_code(&self) -> bool {
        !self.code.is_empty()
    }

    /// Sentence `n`, if it is a line of code.
    pub(crate) fn code(&self, n: usize) -> Option<&str> {
        self.code.get(n)?.as_deref()
    }

    /// How many titles stand among `sentences` before running text that the next sentence begins.
    pub(crate) fn titles_of(&self, sentences: Range<usize>) -> usize {
        let titles = &self.titles[sentences];
        let heads = titles.iter().any(|title| title[1]);
        if heads { titles.iter().filter(|title| title[0]).count() } else { 0 }
    }

    /// Whether paragraph ends say anything: there are some, and not after every sentence.
    pub(crate) fn has_paragraphs(&self) -> bool {
        let ends = self.paragraph_ends.iter().filter(|&&end| end).count();
        ends >= 3 && ends * 10 <= self.len() * 9
    }
}

/// Whether a paragraph is a heading, or a short line of its own that ends like one.
fn is_title(document: &Document, paragraph: &Paragraph) -> bool {
    /// Characters of the longest line that is one without being marked.
    const LONGEST: usize = 40;
    let is_short = || {
        let line = document.sentence(paragraph.sentences.start);
        let line = line.trim();
        line.chars().count() <= LONGEST && !line.ends_with(ENDS)
    };
    paragraph.sentences.len() == 1
        && match paragraph.kind {
            ParagraphKind::Heading => true,
            ParagraphKind::Code => false,
            _ => is_short(),
        }
}

/// What ends a sentence or goes on.
const ENDS: [char; 15] = ['.', '!', '?', '。', '！', '？', '…', ':', '：', ',', '，', ';', '；', '"', '”'];

/// What begins a word that stands for the value of a number, however it was written.
pub(crate) const NUMBER: char = '#';

/// What follows it in the word for the number of a heading: that of the twenty-second chapter is said once in a
/// book, where 22 may be said anywhere, and it is often a Roman one or an ordinal, which elsewhere is none to be
/// sure of.
const HEADING: char = '§';

/// Whether a sentence whose first number stands at `number` may be a heading: a few words, and no end of a sentence
/// unless the number is all there is, but for the name of what it counts.
fn is_heading(sentence: &str, number: Span) -> bool {
    let around = [&sentence[..number.start], &sentence[number.end..]].concat();
    let is_alone = around.chars().filter(|c| c.is_alphanumeric()).count() <= 2;
    let sentence = sentence.trim();
    let words = sentence.split_whitespace().count();
    let ends = sentence.ends_with(ENDS) || sentence.ends_with('»');
    words <= 6 && sentence.chars().count() <= 40 && (!ends || is_alone)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn side(text: &str, language: &str) -> Side {
        Side::new(&Document::from_lines(text.to_owned(), Language::new(language)))
    }

    #[test]
    fn a_number_is_a_word_of_its_value_however_it_is_written() {
        let (one, other) = (side("到场的有1,200人。", "zh"), side("There were 1200 of them.", "en"));
        let value = format!("{NUMBER}1200");
        assert!(one.vocabulary().contains(&value), "{:?}", one.vocabulary());
        assert!(other.vocabulary().contains(&value), "{:?}", other.vocabulary());
    }

    #[test]
    fn the_number_of_a_heading_is_a_word_of_its_own_however_it_is_written() {
        let heading = |text: &str, language: &str| {
            let side = side(text, language);
            side.vocabulary().iter().find_map(|word| word.strip_prefix("#§").map(str::to_owned))
        };
        for (text, language) in
            [("第二十二章", "zh"), ("XXII", "en"), ("Chapter 22", "en"), ("Слово Двадцать Второе", "ru")]
        {
            assert_eq!(heading(text, language).as_deref(), Some("22"), "{text}");
        }
        assert_eq!(heading("Twenty-two of them went home that evening.", "en"), None);
        assert_eq!(heading("那天晚上来了二十二个人。", "zh"), None);
    }

    #[test]
    fn a_word_knows_its_sentences() {
        let side = side("The cat sat.\nThe dog sat.\nThe cat ran, the cat hid.", "en");
        let cat = side.vocabulary().iter().position(|word| word == "cat").unwrap() as u32;
        assert_eq!(side.all_places(cat), [(0, 1), (2, 2)]);
        assert_eq!(side.places(cat, 1..3), [(2, 2)]);
        assert_eq!((side.spread(cat), side.count(cat)), (2, 3));
    }
}
