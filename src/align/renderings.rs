//! Which words of two aligned texts render each other?
//!
//! What the aligner knows of words once it is done: what the tables say, what words look like, and what the
//! beads of this alignment teach, together. A translator's own manner counts as much as the dictionary; a
//! word that stands once is known from the tables alone.

use rustc_hash::FxHashMap;

use super::settings::Settings;
use super::side::Side;
use super::texts::Texts;
use super::{Alignment, Lexicon, Options, Tables, Vocabulary};
use crate::text::{Document, han, script};

/// Which words of two texts render each other, and how surely.
pub struct Renderings<'a> {
    tables: Tables<'a>,
    source: Words,
    target: Words,
    /// For each source word, target words, ascending, and by how much the one makes the other likelier.
    rows: Vec<Vec<(u32, f32)>>,
    /// The same from each target word to source words, the surest first.
    columns: Vec<Vec<(u32, f32)>>,
}

/// The words of one text.
struct Words {
    vocabulary: Vocabulary,
    names: Vec<String>,
    numbers: FxHashMap<String, u32>,
    counts: Vec<u32>,
    all: u32,
}

/// A word of one text as the aligner counts it, and its place in the sentence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Place {
    /// The word's number; a text's own.
    pub word: u32,
    /// Where it begins in the sentence, in bytes.
    pub start: usize,
    /// Where it ends.
    pub end: usize,
}

impl<'a> Renderings<'a> {
    /// What is known of the words of `source` and `target` once they are aligned.
    pub fn of(source: &Document, target: &Document, alignment: &Alignment, options: &Options<'a>) -> Self {
        let tables = options.tables_between(source, target);
        let texts = Texts::new(source, target, options);
        let beads = alignment.beads().iter().filter(|bead| !bead.is_gap());
        let path: Vec<_> = beads.map(|bead| (bead.source.clone(), bead.target.clone())).collect();
        let settings = Settings::default();
        let model = texts.taught(&path, &settings);
        let rows: Vec<Vec<(u32, f32)>> = (0..model.source.vocabulary().len() as u32)
            .map(|word| {
                let mut row: Vec<(u32, f32)> = model.translations.forward.row(word).to_vec();
                row.extend_from_slice(model.translations.backward.row(word));
                row.sort_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
                row.dedup_by_key(|entry| entry.0);
                row
            })
            .collect();
        let mut columns = vec![Vec::new(); model.target.vocabulary().len()];
        for (source, row) in (0..).zip(&rows) {
            for &(target, ratio) in row {
                columns[target as usize].push((source, ratio));
            }
        }
        for column in &mut columns {
            column.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        }
        Self {
            source: Words::of(model.source, Vocabulary::new(source.language())),
            target: Words::of(model.target, Vocabulary::new(target.language())),
            tables,
            rows,
            columns,
        }
    }

    /// By how much `source` in a sentence makes `target` likelier in its rendering: above 1, or 0 where
    /// nothing is known of the two. Of words that render each other it is mostly above 100.
    pub fn ratio(&self, source: u32, target: u32) -> f32 {
        let Some(row) = self.rows.get(source as usize) else { return 0.0 };
        row.binary_search_by_key(&target, |entry| entry.0).map_or(0.0, |at| row[at].1)
    }

    /// The words of the target that `source` makes likelier, ascending, each by how much.
    pub fn targets_of(&self, source: u32) -> &[(u32, f32)] {
        self.rows.get(source as usize).map_or(&[], Vec::as_slice)
    }

    /// What share of the words of texts at large `word` of the source's language is, as the aligner has it; 0 if no
    /// table knows it.
    pub fn usual_in_source(&self, word: &str) -> f32 {
        self.tables.source_share(word)
    }

    /// The same of a word of the target's language.
    pub fn usual_in_target(&self, word: &str) -> f32 {
        self.tables.target_share(word)
    }

    /// The same for a source word that need not stand in the text, by the tables alone.
    pub fn ratio_of(&self, source: &str, target: u32) -> f32 {
        if let Some(&word) = self.source.numbers.get(source) {
            return self.ratio(word, target);
        }
        let Some(name) = self.target.names.get(target as usize) else { return 0.0 };
        let forward = self.tables.forward(source).into_iter().find(|(word, _)| word == name);
        let backward = self.tables.backward(name).into_iter().find(|(word, _)| *word == source);
        let unseen = 1.0 / (self.source.all as f32 + UNSEEN);
        let forward = forward.map_or(0.0, |(_, p)| p / self.target.share(target));
        forward.max(backward.map_or(0.0, |(_, p)| p / unseen))
    }

    /// Words of the source that render `target`, each with its ratio, the surest first.
    pub fn sources_of(&self, target: u32) -> &[(u32, f32)] {
        self.columns.get(target as usize).map_or(&[], Vec::as_slice)
    }

    /// The word numbered `source` of the source, as the aligner has it.
    pub fn source_name(&self, source: u32) -> &str {
        self.source.names.get(source as usize).map_or("", String::as_str)
    }

    /// The word numbered `target` of the target, as the aligner has it.
    pub fn target_name(&self, target: u32) -> &str {
        self.target.names.get(target as usize).map_or("", String::as_str)
    }

    /// Characters of the source's language that are in words which render `target`, by the tables.
    pub fn characters_for(&self, target: u32) -> Vec<char> {
        let Some(name) = self.target.names.get(target as usize) else { return Vec::new() };
        let mut found: Vec<char> = Vec::new();
        for c in self.tables.backward(name).iter().flat_map(|(word, _)| word.chars()) {
            if script::is_han(c) && !found.contains(&c) {
                found.push(c);
            }
        }
        found
    }

    /// Whether the tables know a word of the source, and not only as one that has no rendering.
    pub fn knows(&self, source: &str) -> bool {
        let row = self.tables.forward(source);
        row.iter().filter(|(word, _)| word.chars().count() > 2).map(|(_, p)| p).sum::<f32>() >= 0.4
    }

    /// What share of the target's words are `target`.
    pub fn target_share(&self, target: u32) -> f32 {
        self.target.share(target)
    }

    /// What share of the source's words is the rarest part of `name`: a word of the source, or a longer one
    /// whose parts are.
    pub fn source_share(&self, name: &str) -> f32 {
        let number = |name: &str| self.source.numbers.get(name).copied();
        let chars: Vec<char> = name.chars().collect();
        let parts = chars.windows(2).map(|pair| number(&String::from_iter(pair)));
        let whole = number(name).into_iter().map(Some);
        let rarest = parts.chain(whole).flatten().map(|word| self.source.share(word));
        rarest.fold(1.0, f32::min)
    }

    /// The words of `text`, which is in the source's language, as the aligner has them, each once; also those that
    /// stand nowhere in the source. Of Chinese every two characters in a row, or the one that stands alone.
    pub fn source_words(&mut self, text: &str) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for part in text.split(|c: char| !c.is_alphabetic() && !matches!(c, '\'' | '’')) {
            if part.contains(script::is_han) {
                let chars: Vec<char> =
                    part.chars().filter(|&c| script::is_han(c)).map(han::simplified).collect();
                match &chars[..] {
                    [only] => words.push(only.to_string()),
                    _ => words.extend(chars.windows(2).map(String::from_iter)),
                }
                continue;
            }
            let vocabulary = &mut self.source.vocabulary;
            let tokens = vocabulary.tokens(part);
            words.extend(tokens.into_iter().map(|token| vocabulary.word(token).to_owned()));
        }
        words.retain(|word| word.starts_with(char::is_alphabetic));
        words.sort_unstable();
        words.dedup();
        words
    }

    /// Whether a word of the source says something of its own: the tables or the text know what it is rendered
    /// by, and it is none of the words that stand in every other sentence.
    pub fn has_weight(&self, source: &str) -> bool {
        let seen = self.source.numbers.get(source).copied();
        let often = seen.is_some_and(|word| self.source.share(word) > COMMON);
        let known = self.tables.forward(source).iter().any(|&(_, p)| p >= SURE)
            || seen.is_some_and(|word| self.rows.get(word as usize).is_some_and(|row| !row.is_empty()));
        known && !often
    }

    /// The words of a sentence of the source, where they stand.
    pub fn source_places(&mut self, sentence: &str) -> Vec<Place> {
        self.source.places(sentence)
    }

    /// The words of a sentence of the target, where they stand.
    pub fn target_places(&mut self, sentence: &str) -> Vec<Place> {
        self.target.places(sentence)
    }
}

/// The share of a text's words from which on a word is one that stands everywhere.
const COMMON: f32 = 0.012;

/// The probability of a rendering from which on a word is known to have it.
const SURE: f32 = 0.15;

/// Words of other texts that the words of a text are counted among.
const UNSEEN: f32 = 10_000.0;

impl Words {
    fn of(side: &Side, vocabulary: Vocabulary) -> Self {
        let names = side.vocabulary().to_vec();
        let numbers = (0..).zip(&names).map(|(number, name)| (name.clone(), number)).collect();
        let counts: Vec<u32> = (0..names.len() as u32).map(|word| side.count(word)).collect();
        Self { vocabulary, names, numbers, all: counts.iter().sum(), counts }
    }

    fn share(&self, word: u32) -> f32 {
        let count = self.counts.get(word as usize).copied().unwrap_or(0);
        (count as f32).max(1.0) / (self.all as f32 + UNSEEN)
    }

    fn places(&mut self, sentence: &str) -> Vec<Place> {
        let mut places = Vec::new();
        let mut before: Option<(usize, char)> = None;
        let mut chars = sentence.char_indices().peekable();
        while let Some((start, c)) = chars.next() {
            let mut end = start + c.len_utf8();
            if script::is_han(c) {
                let c = han::simplified(c);
                let mut name = c.to_string();
                places.extend(self.numbers.get(&name).map(|&word| Place { word, start, end }));
                if let Some((start, first)) = before.filter(|&(at, first)| at + first.len_utf8() == start) {
                    name.insert(0, han::simplified(first));
                    places.extend(self.numbers.get(&name).map(|&word| Place { word, start, end }));
                }
                before = Some((start, c));
            } else if c.is_alphabetic() {
                let is_part = |c: char| c.is_alphabetic() && !script::is_han(c) || matches!(c, '\'' | '’');
                while let Some((at, c)) = chars.next_if(|&(_, c)| is_part(c)) {
                    end = at + c.len_utf8();
                }
                for token in self.vocabulary.tokens(&sentence[start..end]) {
                    let word = self.numbers.get(self.vocabulary.word(token));
                    places.extend(word.map(|&word| Place { word, start, end }));
                }
            }
        }
        places
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::align;
    use crate::text::Language;

    #[test]
    fn words_that_render_each_other_make_each_other_likelier() {
        let source = Document::from_lines("他在河边看书。\n她买了三本书。".into(), Language::new("zh"));
        let target = Document::from_lines(
            "He reads a book by the river.\nShe bought three books.".into(),
            Language::new("en"),
        );
        let options = Options::default();
        let alignment = align(&source, &target, &options);
        let mut renderings = Renderings::of(&source, &target, &alignment, &options);
        let words = |places: Vec<Place>, sentence: &str, wanted: &str| {
            let place = places.iter().find(|place| &sentence[place.start..place.end] == wanted);
            place.expect(wanted).word
        };
        let [zh, en] = ["他在河边看书。", "He reads a book by the river."];
        let book = words(renderings.source_places(zh), zh, "书");
        let river = words(renderings.source_places(zh), zh, "河边");
        let reading = words(renderings.target_places(en), en, "book");
        assert!(renderings.ratio(book, reading) > 20.0 * renderings.ratio(river, reading));
        assert!(renderings.ratio_of("图书", reading) > 20.0 * renderings.ratio_of("大雨", reading));
        assert_eq!(renderings.sources_of(reading)[0].0, book);
    }
}
