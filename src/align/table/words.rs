//! How is a word of a table found without spelling all of them?
//!
//! Words are front-coded: each tells how much of the one before it begins alike. So that one can be read without all
//! before it, every sixteenth stands whole, and where these lie is written down. Words of one class of frequency are
//! in the order of their letters, so that a word is looked for in each class by halves: some microseconds, and none
//! at the start. Whoever asks for many words is better served by a hash table of all, which takes some milliseconds
//! to make, and is made when that many were asked for.

use std::hash::Hasher;
use std::ops::Range;
use std::sync::OnceLock;
use std::sync::atomic::{AtomicU32, Ordering};

use rustc_hash::FxHasher;

use crate::text::Language;

/// Words from one that stands whole to the next.
pub(super) const BLOCK: usize = 16;

/// So many words are looked for by halves before all are put into a hash table.
const FEW: u32 = 1000;

/// The words of one language, found by number and by spelling.
pub(super) struct Words {
    pub(super) language: Language,
    /// Where their letters lie in the file.
    letters: Range<usize>,
    /// Where in the letters each block begins.
    starts: Vec<u32>,
    /// The first number of each class after the first.
    classes: Vec<u32>,
    total: f32,
    /// Blocks that were spelled out.
    blocks: Vec<OnceLock<Block>>,
    asked: AtomicU32,
    places: OnceLock<Vec<u32>>,
}

/// The words of a block, one after the other, and where each ends.
struct Block {
    text: Box<str>,
    ends: Vec<u32>,
}

impl Words {
    /// Words with these `classes` (the first number after each), whose letters lie at `letters` of the file and
    /// whose blocks begin at `starts` there; `None` if there are not as many blocks as words want.
    pub(super) fn new(
        language: Language,
        total: f32,
        classes: Vec<u32>,
        starts: Vec<u32>,
        letters: Range<usize>,
    ) -> Option<Self> {
        let len = *classes.last()? as usize;
        // A word takes a byte at least.
        if starts.len() != len.div_ceil(BLOCK) || len > letters.len() {
            return None;
        }
        let blocks = std::iter::repeat_with(OnceLock::new).take(starts.len()).collect();
        let (asked, places) = (AtomicU32::new(0), OnceLock::new());
        Some(Self { language, letters, starts, classes, total, blocks, asked, places })
    }

    pub(super) fn len(&self) -> usize {
        self.classes.last().map_or(0, |&len| len as usize)
    }

    /// The word of this number; `bytes` are those of the file.
    pub(super) fn get(&self, bytes: &[u8], number: u32) -> Option<&str> {
        let number = number as usize;
        let block = self.blocks.get(number / BLOCK)?;
        let block = block.get_or_init(|| self.spell(bytes, number / BLOCK));
        let place = number % BLOCK;
        let end = *block.ends.get(place)? as usize;
        let start = if place == 0 { 0 } else { block.ends[place - 1] as usize };
        block.text.get(start..end)
    }

    /// The number of `word`; `bytes` are those of the file.
    pub(super) fn number(&self, bytes: &[u8], word: &str) -> Option<u32> {
        if let Some(places) = self.places.get() {
            return self.hashed(bytes, places, word);
        }
        if self.asked.fetch_add(1, Ordering::Relaxed) > FEW {
            return self.hashed(bytes, self.places.get_or_init(|| self.places(bytes)), word);
        }
        let mut first = 0;
        self.classes.iter().find_map(|&end| {
            let class = std::mem::replace(&mut first, end)..end;
            self.find(bytes, word, class)
        })
    }

    /// How often the word stood in what the table was made from.
    pub(super) fn count(&self, number: u32) -> f32 {
        self.share(number) * self.total
    }

    /// What share of all words there the word was.
    pub(super) fn share(&self, number: u32) -> f32 {
        super::share(self.classes.partition_point(|&first| first <= number) as u32)
    }

    /// How many words there were.
    pub(super) fn total(&self) -> f32 {
        self.total
    }

    /// The number of `word` among those in `class`, which are in the order of their letters.
    fn find(&self, bytes: &[u8], word: &str, class: Range<u32>) -> Option<u32> {
        if class.is_empty() {
            return None;
        }
        // The last block whose first word is in the class and not behind the word.
        let first_block = (class.start as usize).div_ceil(BLOCK);
        let end_block = (class.end as usize).div_ceil(BLOCK);
        let heads = self.starts.get(first_block..end_block).unwrap_or_default();
        let not_behind = heads.partition_point(|&start| {
            let mut letters = Letters::at(self.letters(bytes), start);
            letters.next().is_some() && letters.word.as_slice() <= word.as_bytes()
        });
        // Before the first such block the class may have the end of another.
        let block = (first_block + not_behind).checked_sub(1)?;
        let mut letters = Letters::at(self.letters(bytes), *self.starts.get(block)?);
        let start = u32::try_from(block * BLOCK).ok()?;
        let end = class.end.min(start + BLOCK as u32);
        for number in start..end {
            letters.next()?;
            if number < class.start {
                continue;
            }
            match letters.word.as_slice().cmp(word.as_bytes()) {
                std::cmp::Ordering::Less => {}
                std::cmp::Ordering::Equal => return Some(number),
                std::cmp::Ordering::Greater => return None,
            }
        }
        None
    }

    fn letters<'b>(&self, bytes: &'b [u8]) -> &'b [u8] {
        bytes.get(self.letters.clone()).unwrap_or_default()
    }

    fn spell(&self, bytes: &[u8], block: usize) -> Block {
        let mut letters = Letters::at(self.letters(bytes), self.starts[block]);
        let (mut text, mut ends) = (String::new(), Vec::with_capacity(BLOCK));
        for _ in 0..BLOCK.min(self.len() - block * BLOCK) {
            // What is no text is no word: a damaged table knows less, and nothing that is wrong.
            let Some(word) = letters.next().and_then(|()| std::str::from_utf8(&letters.word).ok()) else {
                break;
            };
            text.push_str(word);
            ends.push(text.len() as u32);
        }
        Block { text: text.into(), ends }
    }

    fn hashed(&self, bytes: &[u8], places: &[u32], word: &str) -> Option<u32> {
        let mask = places.len() - 1;
        let mut place = hash(word.as_bytes()) & mask;
        loop {
            let number = places[place].checked_sub(1)?;
            if self.get(bytes, number) == Some(word) {
                return Some(number);
            }
            place = (place + 1) & mask;
        }
    }

    /// Numbers and 1 by the hash of the word, each in the first place from there that was free.
    fn places(&self, bytes: &[u8]) -> Vec<u32> {
        let mut places = vec![0; (self.len() * 2 + 2).next_power_of_two()];
        let mask = places.len() - 1;
        for (block, &start) in (0..).zip(&self.starts) {
            let mut letters = Letters::at(self.letters(bytes), start);
            let first = block * BLOCK as u32;
            for number in first..(first + BLOCK as u32).min(self.len() as u32) {
                if letters.next().is_none() {
                    break;
                }
                let mut place = hash(&letters.word) & mask;
                while places[place] != 0 {
                    place = (place + 1) & mask;
                }
                places[place] = number + 1;
            }
        }
        places
    }
}

fn hash(word: &[u8]) -> usize {
    let mut hasher = FxHasher::default();
    hasher.write(word);
    hasher.finish() as usize
}

/// Words as they are read, one after the other.
struct Letters<'a> {
    letters: &'a [u8],
    at: usize,
    word: Vec<u8>,
}

impl<'a> Letters<'a> {
    fn at(letters: &'a [u8], start: u32) -> Self {
        Self { letters, at: start as usize, word: Vec::with_capacity(32) }
    }

    /// Reads the next word; `None` if there is none or it is malformed.
    fn next(&mut self) -> Option<()> {
        let first = *self.letters.get(self.at)?;
        let (shared, rest) = match first {
            0 => {
                let lengths = self.letters.get(self.at + 1..self.at + 3)?;
                self.at += 3;
                (usize::from(lengths[0]), usize::from(lengths[1]))
            }
            both => {
                self.at += 1;
                (usize::from(both >> 4), usize::from(both & 15))
            }
        };
        if shared > self.word.len() {
            return None;
        }
        self.word.truncate(shared);
        self.word.extend_from_slice(self.letters.get(self.at..self.at + rest)?);
        self.at += rest;
        Some(())
    }
}
