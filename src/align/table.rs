//! How are a hundred thousand word translations kept in three megabytes, and found without reading them
//! all?
//!
//! A [`Table`] is the bytes of its file. Each word has a row of the few words it may be, and a row is found
//! by its number and decoded when it is asked for; words are spelled out when they are asked for too, so that to
//! open a table takes no time to speak of. Probabilities take four bits: measured, an alignment gets no better from
//! finer ones, or from words less likely than one in fifty.
//!
//! ```text
//! duizhao table 2 LF  source target LF  note LF ... NUL      what anyone may read
//! check, floor, totals, lengths                              fixed width, little-endian
//! words of the source, words of the target                   by frequency; where every 16th begins; then front-coded
//! rows forward, rows backward                                where every 16th begins; then bits
//! ```
//!
//! Words are in classes of frequency, so that the class says how frequent a word is and the numbers of
//! frequent words, which are what most rows hold, are small. The first word of each side is the empty one:
//! its row is of what stands in a translation with nothing behind it.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use super::Lexicon;
use super::table_code::{Reader, Writer, cost};
use crate::message::Message;
use crate::say;
use crate::text::Language;

mod words;
use words::{BLOCK, Words};

/// Word translations between two languages, in both directions.
pub struct Table {
    bytes: Cow<'static, [u8]>,
    note: Range<usize>,
    /// What each step of probability stands for.
    probabilities: [f32; STEPS as usize],
    source: Words,
    target: Words,
    forward: Rows,
    backward: Rows,
}

impl Table {
    /// The table that a file of these bytes holds.
    pub fn read(bytes: impl Into<Cow<'static, [u8]>>) -> Result<Self, BadTable> {
        Self::open(bytes.into(), true)
    }

    /// The same of a table that came with the program, which was checked when the program was tested: at a start
    /// that would take longer than all the rest.
    pub(super) fn shipped(bytes: &'static [u8]) -> Result<Self, BadTable> {
        Self::open(bytes.into(), false)
    }

    fn open(bytes: Cow<'static, [u8]>, checked: bool) -> Result<Self, BadTable> {
        let head = bytes.strip_prefix(MAGIC).ok_or(BadTable::Foreign)?;
        let end = head.iter().position(|&byte| byte == 0).ok_or(BadTable::Damaged)?;
        let head = std::str::from_utf8(&head[..end]).map_err(|_| BadTable::Damaged)?;
        let (languages, _) = head
            .strip_prefix("2\n")
            .ok_or(match head.starts_with("1\n") {
                true => BadTable::Older,
                false => BadTable::Newer,
            })?
            .split_once('\n')
            .ok_or(BadTable::Damaged)?;
        let (source, target) = languages.split_once(' ').ok_or(BadTable::Damaged)?;
        let end = MAGIC.len() + end;
        let note = MAGIC.len() + "2\n".len() + languages.len() + 1..end;

        let mut rest = Fields { bytes: &bytes, at: end + 1 };
        let sum = rest.u64()?;
        if checked && sum != checksum(&bytes[(end + 9).min(bytes.len())..]) {
            return Err(BadTable::Damaged);
        }
        let floor =
            rest.f32().filter(|floor| (f32::MIN_POSITIVE..1.0).contains(floor)).ok_or(BadTable::Damaged)?;
        let source = rest.words(source)?;
        let target = rest.words(target)?;
        let forward = rest.rows(source.len())?;
        let backward = rest.rows(target.len())?;
        let probabilities = std::array::from_fn(|step| probability(step as u32, floor));
        Ok(Self { note, probabilities, source, target, forward, backward, bytes })
    }

    /// As a file has it.
    pub fn as_bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// What language it translates from.
    pub fn source(&self) -> &Language {
        &self.source.language
    }

    /// What language it translates to.
    pub fn target(&self) -> &Language {
        &self.target.language
    }

    /// What it was made from and what may be done with it, in lines.
    pub fn note(&self) -> &str {
        // Checked when it was read.
        std::str::from_utf8(&self.bytes[self.note.clone()]).unwrap_or_default().trim_end()
    }

    /// How many words of the source it knows.
    pub fn source_len(&self) -> usize {
        self.source.len().saturating_sub(1)
    }

    /// How many words of the target it knows.
    pub fn target_len(&self) -> usize {
        self.target.len().saturating_sub(1)
    }

    /// The words that `word` of the source may be, and how often it stood in what the table was made from.
    pub(super) fn of_source(&self, word: &str) -> (Vec<(&str, f32)>, f32) {
        self.look(word, &self.source, &self.forward, &self.target)
    }

    /// The words that `word` of the target may be, and how often it stood in what the table was made from.
    pub(super) fn of_target(&self, word: &str) -> (Vec<(&str, f32)>, f32) {
        self.look(word, &self.target, &self.backward, &self.source)
    }

    /// What share of the words of what the table was made from `word` of the source was; 0 if it knows no such word.
    pub(super) fn share_of_source(&self, word: &str) -> f32 {
        self.source.number(&self.bytes, word).map_or(0.0, |number| self.source.share(number))
    }

    /// The same of a word of the target.
    pub(super) fn share_of_target(&self, word: &str) -> f32 {
        self.target.number(&self.bytes, word).map_or(0.0, |number| self.target.share(number))
    }

    /// How many words it was made from.
    pub(super) fn total(&self) -> f32 {
        self.source.total()
    }

    fn look<'a>(
        &'a self,
        word: &str,
        words: &Words,
        rows: &Rows,
        others: &'a Words,
    ) -> (Vec<(&'a str, f32)>, f32) {
        let Some(number) = words.number(&self.bytes, word) else { return (Vec::new(), 0.0) };
        let entry = |(other, step): (u32, u32)| {
            Some((others.get(&self.bytes, other)?, self.probabilities[step as usize]))
        };
        let row = rows.read(&self.bytes, number as usize).into_iter().filter_map(entry).collect();
        (row, words.count(number))
    }
}

impl Lexicon for Table {
    fn forward(&self, word: &str) -> Vec<(&str, f32)> {
        self.of_source(word).0
    }

    fn backward(&self, word: &str) -> Vec<(&str, f32)> {
        self.of_target(word).0
    }
}

impl fmt::Debug for Table {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Table({}-{}, {} bytes)", self.source(), self.target(), self.bytes.len())
    }
}

/// Why bytes are no table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum BadTable {
    /// They are something else.
    Foreign,
    /// They are a table of a later version of the format.
    Newer,
    /// They are a table of an earlier version of the format.
    Older,
    /// They are a table that is cut off or has been changed.
    Damaged,
}

impl BadTable {
    /// What to say of it.
    pub fn said(&self) -> Message {
        match self {
            Self::Foreign => say!(
                en: "this is no table of word translations (`duizhao learn` makes them)",
                zh: "不是词表（词表由 `duizhao learn` 生成）"
            ),
            Self::Newer => say!(
                en: "this table of word translations is of a later version of duizhao",
                zh: "词表出自更新版本的 duizhao"
            ),
            Self::Older => say!(
                en: "this table of word translations is of an earlier version of duizhao; `duizhao learn` makes it anew",
                zh: "词表出自旧版 duizhao；用 `duizhao learn` 重新生成"
            ),
            Self::Damaged => say!(
                en: "this table of word translations is cut off or damaged",
                zh: "词表不完整或已损坏"
            ),
        }
    }
}

impl fmt::Display for BadTable {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for BadTable {}

/// What a table is made of.
pub(super) struct Draft {
    pub(super) note: String,
    /// The least probability; rows hold none below it.
    pub(super) floor: f32,
    pub(super) source: DraftSide,
    pub(super) target: DraftSide,
}

/// One side of a table: its words, and what each may be on the other side.
pub(super) struct DraftSide {
    pub(super) language: Language,
    /// Distinct, the empty word first; and how often each was seen.
    pub(super) words: Vec<(String, f32)>,
    /// For each word, words of the other side by their place in its `words`.
    pub(super) rows: Vec<Vec<(u32, f32)>>,
}

impl Draft {
    /// Lays the table out. The same draft always makes the same bytes.
    pub(super) fn into_table(self) -> Table {
        let (source, target) = (self.source.order(), self.target.order());
        let mut body = Vec::new();
        body.extend(self.floor.to_le_bytes());
        write_words(&self.source, &source, &mut body);
        write_words(&self.target, &target, &mut body);
        write_rows(&self.source, &source, &target, self.floor, &mut body);
        write_rows(&self.target, &target, &source, self.floor, &mut body);

        let mut bytes = MAGIC.to_vec();
        let note = self.note.replace('\0', "");
        bytes.extend(
            format!("2\n{} {}\n{}\n\0", self.source.language, self.target.language, note.trim_end()).bytes(),
        );
        bytes.extend(checksum(&body).to_le_bytes());
        bytes.extend(body);
        Table::read(bytes).expect("what was just laid out can be read")
    }
}

impl DraftSide {
    /// Places of the words as a table has them: by class of frequency, then by spelling.
    fn order(&self) -> Vec<u32> {
        let total = self.total();
        let mut order: Vec<u32> = (0..self.words.len() as u32).collect();
        order.sort_by_key(|&place| {
            let (word, count) = &self.words[place as usize];
            (if word.is_empty() { 0 } else { class(*count, total) }, word)
        });
        order
    }

    fn total(&self) -> f32 {
        self.words.iter().map(|(_, count)| f64::from(*count)).sum::<f64>().max(1.0) as f32
    }
}

const MAGIC: &[u8] = b"duizhao table ";

/// Classes of frequency: each is rarer than the one before by the square root of two.
const CLASSES: u32 = 64;

fn class(count: f32, total: f32) -> u32 {
    ((total / count.max(f32::MIN_POSITIVE)).log2() * 2.0).round().clamp(1.0, (CLASSES - 1) as f32) as u32
}

fn share(class: u32) -> f32 {
    (-0.5 * class as f32).exp2()
}

/// Probabilities are in this many steps from 1 to the floor, each smaller than the one before by the same
/// factor.
const STEPS: f32 = 16.0;

fn step(probability: f32, floor: f32) -> u32 {
    (probability.ln() / floor.ln() * STEPS).floor().clamp(0.0, STEPS - 1.0) as u32
}

fn probability(step: u32, floor: f32) -> f32 {
    floor.powf((step as f32 + 0.5) / STEPS)
}

/// A longer word is none.
const LONGEST: usize = 255;

fn write_words(side: &DraftSide, order: &[u32], bytes: &mut Vec<u8>) {
    let total = side.total();
    let mut counts = [0u32; CLASSES as usize];
    let (mut letters, mut starts) = (Vec::new(), Vec::new());
    let mut before = "";
    for (number, &place) in order.iter().enumerate() {
        let (word, count) = &side.words[place as usize];
        assert!(word.len() <= LONGEST, "`{word}` is too long for a table");
        counts[if word.is_empty() { 0 } else { class(*count, total) as usize }] += 1;
        if number.is_multiple_of(BLOCK) {
            starts.push(letters.len() as u32);
            before = "";
        }
        let shared = before
            .chars()
            .zip(word.chars())
            .take_while(|(a, b)| a == b)
            .map(|(c, _)| c.len_utf8())
            .sum::<usize>();
        let (shared, rest) = (shared, &word[shared..]);
        // Both lengths in one byte where they fit; 0 where they do not.
        match (shared, rest.len()) {
            (0..16, 1..16) => letters.push((shared << 4 | rest.len()) as u8),
            _ => letters.extend([0, shared as u8, rest.len() as u8]),
        }
        letters.extend(rest.bytes());
        before = word;
    }
    bytes.extend(total.to_le_bytes());
    bytes.extend(counts.iter().flat_map(|count| count.to_le_bytes()));
    bytes.extend((letters.len() as u32).to_le_bytes());
    bytes.extend(starts.iter().flat_map(|start| start.to_le_bytes()));
    bytes.extend(letters);
}

fn write_rows(side: &DraftSide, order: &[u32], other: &[u32], floor: f32, bytes: &mut Vec<u8>) {
    let mut numbers = vec![0; other.len()];
    for (number, &place) in (0..).zip(other) {
        numbers[place as usize] = number;
    }
    let rows: Vec<Vec<(u32, u32)>> = order
        .iter()
        .map(|&place| {
            let row = side.rows[place as usize].iter().filter(|entry| entry.1 >= floor);
            let mut row: Vec<_> = row.map(|&(place, p)| (numbers[place as usize], step(p, floor))).collect();
            row.sort_unstable();
            row
        })
        .collect();
    let order =
        (0..16).min_by_key(|&order| gaps(&rows).map(|gap| cost(gap, order)).sum::<usize>()).unwrap_or(0);

    let mut starts = Vec::new();
    let mut writer = Writer::default();
    for (number, row) in rows.iter().enumerate() {
        if number.is_multiple_of(BLOCK) {
            starts.push(writer.len() as u32);
        }
        writer.number(row.len() as u32, 1);
        let mut next = 0;
        for &(number, step) in row {
            writer.number(number - next, order);
            writer.bits(step, 4);
            next = number + 1;
        }
    }
    let bits = writer.into_bytes();
    bytes.extend(order.to_le_bytes());
    bytes.extend((bits.len() as u32).to_le_bytes());
    bytes.extend(starts.iter().flat_map(|start| start.to_le_bytes()));
    bytes.extend(bits);
}

/// What is written of the numbers in rows: how many are passed over from one to the next.
fn gaps(rows: &[Vec<(u32, u32)>]) -> impl Iterator<Item = u32> {
    rows.iter().flat_map(|row| {
        let before = std::iter::once(0).chain(row.iter().map(|entry| entry.0 + 1));
        row.iter().zip(before).map(|(entry, before)| entry.0 - before)
    })
}

/// Where the rows of one direction lie.
struct Rows {
    order: u32,
    starts: Range<usize>,
    bits: Range<usize>,
}

impl Rows {
    /// The words of row `row` by number, each with its step of probability.
    fn read(&self, bytes: &[u8], row: usize) -> Vec<(u32, u32)> {
        let mut found = Vec::new();
        let Some(start) = bytes[self.starts.clone()].chunks_exact(4).nth(row / BLOCK) else { return found };
        let start = u32::from_le_bytes([start[0], start[1], start[2], start[3]]);
        let mut reader = Reader::new(&bytes[self.bits.clone()], start as usize);
        for _ in 0..=row % BLOCK {
            found.clear();
            let Some(len) = reader.number(1) else { break };
            let mut next = 0u32;
            for _ in 0..len {
                let (Some(gap), Some(step)) = (reader.number(self.order), reader.bits(4)) else { break };
                let Some(number) = next.checked_add(gap).filter(|&number| number < u32::MAX) else { break };
                found.push((number, step));
                next = number + 1;
            }
        }
        found
    }
}

/// The fields of a file, from `at` on.
struct Fields<'a> {
    bytes: &'a [u8],
    at: usize,
}

impl Fields<'_> {
    fn take(&mut self, len: usize) -> Result<Range<usize>, BadTable> {
        let end = self.at.checked_add(len).filter(|&end| end <= self.bytes.len()).ok_or(BadTable::Damaged)?;
        Ok(std::mem::replace(&mut self.at, end)..end)
    }

    fn array<const N: usize>(&mut self) -> Result<[u8; N], BadTable> {
        let range = self.take(N)?;
        self.bytes[range].try_into().map_err(|_| BadTable::Damaged)
    }

    fn u32(&mut self) -> Result<u32, BadTable> {
        self.array().map(u32::from_le_bytes)
    }

    fn u64(&mut self) -> Result<u64, BadTable> {
        self.array().map(u64::from_le_bytes)
    }

    fn f32(&mut self) -> Option<f32> {
        self.array().map(f32::from_le_bytes).ok()
    }

    fn words(&mut self, language: &str) -> Result<Words, BadTable> {
        let total = self.f32().filter(|total| total.is_finite() && *total > 0.0).ok_or(BadTable::Damaged)?;
        let mut classes = Vec::with_capacity(CLASSES as usize);
        let mut len = 0u32;
        for _ in 0..CLASSES {
            len = len.checked_add(self.u32()?).ok_or(BadTable::Damaged)?;
            classes.push(len);
        }
        let letters = self.u32()? as usize;
        let starts = self.take((len as usize).div_ceil(BLOCK) * 4)?;
        let starts = self.bytes[starts].chunks_exact(4);
        let starts =
            starts.map(|start| u32::from_le_bytes([start[0], start[1], start[2], start[3]])).collect();
        let letters = self.take(letters)?;
        Words::new(Language::new(language), total, classes, starts, letters).ok_or(BadTable::Damaged)
    }

    fn rows(&mut self, len: usize) -> Result<Rows, BadTable> {
        let order = self.u32()?;
        let bits = self.u32()? as usize;
        if order > 31 {
            return Err(BadTable::Damaged);
        }
        let starts = self.take(len.div_ceil(BLOCK) * 4)?;
        let bits = self.take(bits)?;
        Ok(Rows { order, starts, bits })
    }
}

/// Tells a file that was cut off or changed on the way; eight bytes at a time, for it is read at every
/// start.
fn checksum(bytes: &[u8]) -> u64 {
    let mut sum = bytes.len() as u64;
    let mut add = |word: [u8; 8]| {
        sum = (sum ^ u64::from_le_bytes(word)).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(29)
    };
    let mut words = bytes.chunks_exact(8);
    for word in &mut words {
        add([word[0], word[1], word[2], word[3], word[4], word[5], word[6], word[7]]);
    }
    let mut last = [0; 8];
    last[..words.remainder().len()].copy_from_slice(words.remainder());
    add(last);
    sum
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn draft() -> Draft {
        let side = |language: &str, words: &[&str], rows: &[&[(u32, f32)]]| DraftSide {
            language: Language::new(language),
            words: words
                .iter()
                .zip([9.0, 4.0, 2.0, 4.0])
                .map(|(word, count)| (word.to_string(), count))
                .collect(),
            rows: rows.iter().map(|row| row.to_vec()).collect(),
        };
        Draft {
            note: "Made by hand\nMay be copied".into(),
            floor: 0.02,
            source: side(
                "zh",
                &["", "山", "山水", "水"],
                &[&[(2, 0.5)], &[(1, 0.9)], &[], &[(3, 0.6), (1, 0.03)]],
            ),
            target: side(
                "en",
                &["", "mountain", "the", "water"],
                &[&[], &[(1, 1.0)], &[(0, 0.4)], &[(3, 0.7)]],
            ),
        }
    }

    fn check(found: Vec<(&str, f32)>, expected: &[(&str, f32)]) {
        assert_eq!(found.len(), expected.len(), "{found:?}");
        for (word, p) in expected {
            let q = found.iter().find(|entry| entry.0 == *word).expect(word).1;
            assert!((p / q).ln().abs() <= 0.13, "{word} is {q}, not {p}");
        }
    }

    #[test]
    fn keeps_words_both_ways() {
        let table = draft().into_table();
        check(table.forward("山"), &[("mountain", 0.9)]);
        check(table.forward("水"), &[("water", 0.6), ("mountain", 0.03)]);
        check(table.forward(""), &[("the", 0.5)]);
        check(table.forward("山水"), &[]);
        check(table.forward("川"), &[]);
        check(table.backward("mountain"), &[("山", 1.0)]);
        check(table.backward("the"), &[("", 0.4)]);
        assert_eq!((table.source().tag(), table.target().tag()), ("zh", "en"));
        assert_eq!(table.note(), "Made by hand\nMay be copied");
        assert!((table.of_source("山").1 / 4.0).log2().abs() <= 0.26);
    }

    #[test]
    fn a_word_is_found_whether_few_or_many_are_asked_for() {
        let words: Vec<(String, f32)> = std::iter::once((String::new(), 500.0))
            .chain((0..700).map(|n| (format!("w{}", n * 37 % 701), (n % 9 * n + 1) as f32)))
            .collect();
        let rows = vec![vec![(0, 1.0)]; words.len()];
        let side = |language| DraftSide {
            language: Language::new(language),
            words: words.clone(),
            rows: rows.clone(),
        };
        let draft = Draft { note: String::new(), floor: 0.02, source: side("aa"), target: side("bb") };
        let table = draft.into_table();
        // The second and third time a hash table has all of them.
        for _ in 0..3 {
            for (word, _) in &words {
                assert_eq!(table.forward(word).len(), 1, "{word}");
            }
            assert!(
                table.forward("w").is_empty()
                    && table.forward("x").is_empty()
                    && table.forward("w7000").is_empty()
            );
        }
    }

    #[test]
    fn says_what_is_wrong_with_other_bytes() {
        let check = |bytes: &[u8], expected| assert_eq!(Table::read(bytes.to_vec()).err(), expected);
        let bytes = draft().into_table().as_bytes().to_vec();
        check(&bytes, None);
        check(b"", Some(BadTable::Foreign));
        check(b"PK\x03\x04", Some(BadTable::Foreign));
        check(b"duizhao table 3\nzh en\n\0", Some(BadTable::Newer));
        check(b"duizhao table 1\nzh en\n\0", Some(BadTable::Older));
        for len in MAGIC.len()..bytes.len() {
            check(&bytes[..len], Some(BadTable::Damaged));
        }
    }

    proptest! {
        #[test]
        fn a_changed_byte_is_noticed(place in any::<prop::sample::Index>(), change in 1..=255u8) {
            let mut bytes = draft().into_table().as_bytes().to_vec();
            let end = bytes.iter().position(|&byte| byte == 0).unwrap();
            let place = end + 1 + place.index(bytes.len() - end - 1);
            bytes[place] ^= change;
            prop_assert_eq!(Table::read(bytes).err(), Some(BadTable::Damaged));
        }

        #[test]
        fn bytes_with_a_right_checksum_never_panic(
            changes in prop::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 1..9)
        ) {
            let mut bytes = draft().into_table().as_bytes().to_vec();
            let body = bytes.iter().position(|&byte| byte == 0).unwrap() + 9;
            for (place, byte) in changes {
                let place = body + place.index(bytes.len() - body);
                bytes[place] = byte;
            }
            let sum = checksum(&bytes[body..]).to_le_bytes();
            bytes[body - 8..body].copy_from_slice(&sum);
            if let Ok(table) = Table::read(bytes) {
                for word in ["", "山", "水", "mountain", "the"] {
                    table.of_source(word);
                    table.of_target(word);
                }
            }
        }
    }
}
