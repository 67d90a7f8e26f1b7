//! Which pieces of its vocabulary does an encoder see in a sentence?
//!
//! Two ways are in use. *Unigram* (Kudo 2018; XLM-R and its kin): of all ways to cut a word into pieces the likeliest,
//! each piece with a logarithm of its own, found by dynamic programming over the places in the word. *WordPiece*
//! (BERT and its kin): from the left, the longest piece each time. Before that characters are brought to one form,
//! by a list of the encoder's own.
//!
//! A piece is looked up by a hash that grows with it, letter by letter, so that all pieces that begin at one place are
//! found in one go.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// What stands for a space before a word among pieces of the first kind.
const SPACE: char = '\u{2581}';

/// What makes a piece one that goes on, among those of the second.
const GOES_ON: &str = "##";

/// A word of more letters is unknown to the second kind.
const LONGEST_WORD: usize = 100;

/// How words are cut.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Cutting {
    /// The likeliest pieces, by the logarithm of each.
    Likeliest(Vec<f32>),
    /// The longest first; in small letters, without accents.
    Longest {
        /// Whether letters are made small.
        small: bool,
        /// Whether accents are taken off.
        bare: bool,
    },
}

/// The vocabulary of an encoder.
#[derive(Clone, Debug)]
pub(crate) struct Pieces {
    text: String,
    starts: Vec<u32>,
    pub(crate) cutting: Cutting,
    /// What begins a sentence, what ends it, what stands for a piece that is none.
    pub(crate) begin: u32,
    pub(crate) end: u32,
    pub(crate) unknown: u32,
    /// Characters that are written otherwise, ascending.
    normal: Vec<(char, String)>,
    /// Numbers of pieces, one more, by hash; 0 where there is none.
    table: Vec<u32>,
    /// Bytes of the longest piece.
    longest: usize,
    /// The logarithm of an unknown letter.
    strange: f32,
}

impl Pieces {
    /// The vocabulary of these pieces; nothing if what is said of them does not fit together.
    pub(crate) fn new(
        text: String,
        starts: Vec<u32>,
        cutting: Cutting,
        marks: [u32; 3],
        mut normal: Vec<(char, String)>,
    ) -> Option<Self> {
        let count = starts.len().checked_sub(1)?;
        let ascend = starts.first() == Some(&0) && starts.is_sorted();
        let whole = starts.iter().all(|&start| text.is_char_boundary(start as usize));
        let ends = starts.last().is_some_and(|&end| end as usize == text.len());
        let weighed = match &cutting {
            Cutting::Likeliest(weights) => {
                weights.len() == count && weights.iter().all(|weight| weight.is_finite())
            }
            Cutting::Longest { .. } => true,
        };
        let known = marks.iter().all(|&mark| (mark as usize) < count);
        if !(ascend && whole && ends && weighed && known && count < u32::MAX as usize / 4) {
            return None;
        }
        normal.sort();
        normal.dedup_by_key(|entry| entry.0);
        let least = match &cutting {
            Cutting::Likeliest(weights) => weights.iter().fold(0.0f32, |least, &weight| least.min(weight)),
            Cutting::Longest { .. } => 0.0,
        };
        let longest = starts.windows(2).map(|pair| (pair[1] - pair[0]) as usize).max().unwrap_or(0);
        let [begin, end, unknown] = marks;
        let table = vec![0; (count * 2 + 1).next_power_of_two()];
        // As SentencePiece has it.
        let strange = least - 10.0;
        let mut pieces = Self { text, starts, cutting, begin, end, unknown, normal, table, longest, strange };
        for n in 0..count as u32 {
            let mut hash = Hash::default();
            pieces.piece(n).bytes().for_each(|byte| hash.add(byte));
            let mut slot = hash.slot(pieces.table.len());
            // Of two that are the same the first is meant.
            while pieces.table[slot] != 0 {
                slot = (slot + 1) % pieces.table.len();
            }
            pieces.table[slot] = n + 1;
        }
        Some(pieces)
    }

    /// How many pieces there are.
    pub(crate) fn len(&self) -> usize {
        self.starts.len() - 1
    }

    /// The piece of number `n`.
    pub(crate) fn piece(&self, n: u32) -> &str {
        &self.text[self.starts[n as usize] as usize..self.starts[n as usize + 1] as usize]
    }

    /// All pieces, one after the other, and where each begins.
    pub(crate) fn text(&self) -> (&str, &[u32]) {
        (&self.text, &self.starts)
    }

    /// Characters that are written otherwise.
    pub(crate) fn normal(&self) -> &[(char, String)] {
        &self.normal
    }

    fn find(&self, piece: &str, hash: Hash) -> Option<u32> {
        let mut slot = hash.slot(self.table.len());
        loop {
            match self.table[slot] {
                0 => return None,
                n if self.piece(n - 1) == piece => return Some(n - 1),
                _ => slot = (slot + 1) % self.table.len(),
            }
        }
    }

    /// The number of a piece.
    pub(crate) fn number(&self, piece: &str) -> Option<u32> {
        let mut hash = Hash::default();
        piece.bytes().for_each(|byte| hash.add(byte));
        self.find(piece, hash)
    }

    /// The pieces of `text` between the marks that begin and end it, at most `most` of them, marks included.
    pub(crate) fn cut(&self, text: &str, most: usize) -> Vec<u32> {
        let mut found = vec![self.begin];
        match &self.cutting {
            Cutting::Likeliest(weights) => {
                let mut normal = String::with_capacity(text.len() + 8);
                text.nfc().for_each(|c| self.put_normal(c, &mut normal));
                let mut word = String::new();
                for part in normal.split_whitespace() {
                    word.clear();
                    word.push(SPACE);
                    word.push_str(part);
                    self.likeliest(&word, weights, &mut found);
                }
            }
            &Cutting::Longest { small, bare } => {
                let mut normal = String::with_capacity(text.len() + 8);
                for c in text.chars().filter(|&c| c != '\u{fffd}' && (!c.is_control() || c.is_whitespace())) {
                    if is_han(c) || is_mark(c) {
                        normal.extend([' ', c, ' ']);
                    } else if small {
                        normal.extend(c.to_lowercase());
                    } else {
                        normal.push(c);
                    }
                }
                if bare {
                    normal = normal.nfd().filter(|&c| !is_combining_mark(c)).collect();
                }
                normal.split_whitespace().for_each(|word| self.longest_first(word, &mut found));
            }
        }
        found.truncate(most.saturating_sub(1).max(1));
        found.push(self.end);
        found
    }

    fn put_normal(&self, c: char, out: &mut String) {
        match self.normal.binary_search_by_key(&c, |entry| entry.0) {
            Ok(at) => out.push_str(&self.normal[at].1),
            Err(_) => out.push(c),
        }
    }

    /// Adds the likeliest pieces of `word`.
    fn likeliest(&self, word: &str, weights: &[f32], found: &mut Vec<u32>) {
        // For each place the best sum, the piece that ends there and where it begins.
        let mut best = vec![(f32::NEG_INFINITY, self.unknown, 0usize); word.len() + 1];
        best[0].0 = 0.0;
        for (start, first) in word.char_indices() {
            let sum = best[start].0;
            let mut hash = Hash::default();
            let mut end = start;
            for c in word[start..].chars() {
                let from = end;
                end += c.len_utf8();
                if end - start > self.longest {
                    break;
                }
                word.as_bytes()[from..end].iter().for_each(|&byte| hash.add(byte));
                if let Some(piece) = self.find(&word[start..end], hash).filter(|&piece| piece != self.unknown)
                    && sum + weights[piece as usize] > best[end].0
                {
                    best[end] = (sum + weights[piece as usize], piece, start);
                }
            }
            let next = start + first.len_utf8();
            if sum + self.strange > best[next].0 {
                best[next] = (sum + self.strange, self.unknown, start);
            }
        }
        let from = found.len();
        let mut at = word.len();
        while at > 0 {
            let (_, piece, start) = best[at];
            // What is unknown is one piece, however long.
            if piece != self.unknown || found.len() == from || found.last() != Some(&self.unknown) {
                found.push(piece);
            }
            at = start;
        }
        found[from..].reverse();
    }

    /// Adds the pieces of `word`, the longest first.
    fn longest_first(&self, word: &str, found: &mut Vec<u32>) {
        let from = found.len();
        let mut rest = word;
        if word.chars().count() > LONGEST_WORD {
            return found.push(self.unknown);
        }
        while !rest.is_empty() {
            let ends = rest.char_indices().map(|(at, c)| at + c.len_utf8()).rev();
            let piece = ends.map(|end| &rest[..end]).find_map(|part| {
                let piece = if rest.len() == word.len() {
                    self.number(part)
                } else {
                    self.number(&format!("{GOES_ON}{part}"))
                };
                Some((piece?, part.len()))
            });
            let Some((piece, len)) = piece else {
                found.truncate(from);
                return found.push(self.unknown);
            };
            found.push(piece);
            rest = &rest[len..];
        }
    }
}

/// Whether BERT takes the character as a word of its own because it is Chinese.
fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{2fa1f}')
}

/// Whether BERT takes the character as a word of its own because it is a mark.
fn is_mark(c: char) -> bool {
    c.is_ascii_punctuation()
        || (!c.is_alphanumeric()
            && !c.is_whitespace()
            && !is_combining_mark(c)
            && !c.is_control()
            && is_punctuation(c))
}

/// The blocks of Unicode that hold punctuation and no symbols of other kinds.
fn is_punctuation(c: char) -> bool {
    matches!(c,
        '¡' | '§' | '«' | '¶' | '·' | '»' | '¿' | '\u{37e}' | '\u{387}' | '\u{55a}'..='\u{55f}' | '\u{589}' | '\u{58a}'
        | '\u{5be}' | '\u{5c0}' | '\u{5c3}' | '\u{5f3}' | '\u{5f4}' | '\u{60c}' | '\u{60d}' | '\u{61b}'..='\u{61f}'
        | '\u{66a}'..='\u{66d}' | '\u{6d4}' | '\u{964}' | '\u{965}' | '\u{e4f}' | '\u{e5a}' | '\u{e5b}'
        | '\u{f04}'..='\u{f12}' | '\u{10fb}' | '\u{1361}'..='\u{1368}' | '\u{166e}' | '\u{17d4}'..='\u{17d6}'
        | '\u{17d8}'..='\u{17da}' | '\u{1800}'..='\u{180a}' | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{2043}'
        | '\u{2045}'..='\u{2051}' | '\u{2053}'..='\u{205e}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}'
        | '\u{3014}'..='\u{301f}' | '\u{3030}' | '\u{30fb}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe52}'
        | '\u{ff01}'..='\u{ff03}' | '\u{ff05}'..='\u{ff0a}' | '\u{ff0c}'..='\u{ff0f}' | '\u{ff1a}' | '\u{ff1b}'
        | '\u{ff1f}' | '\u{ff20}' | '\u{ff3b}'..='\u{ff3d}' | '\u{ff5f}'..='\u{ff65}')
}

/// The hash of a piece as it grows (FNV-1a).
#[derive(Clone, Copy)]
struct Hash(u64);

impl Default for Hash {
    fn default() -> Self {
        Self(0xcbf2_9ce4_8422_2325)
    }
}

impl Hash {
    fn add(&mut self, byte: u8) {
        self.0 = (self.0 ^ u64::from(byte)).wrapping_mul(0x100_0000_01b3);
    }

    /// The slot in a table of such a size, a power of two.
    fn slot(self, size: usize) -> usize {
        (self.0 ^ self.0 >> 29) as usize & (size - 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pieces(list: &[&str], cutting: Cutting) -> Pieces {
        let mut starts = vec![0];
        starts.extend(list.iter().scan(0, |at, piece| {
            *at += piece.len() as u32;
            Some(*at)
        }));
        Pieces::new(list.concat(), starts, cutting, [0, 1, 2], vec![('Ａ', "a".to_owned())]).expect("pieces")
    }

    #[track_caller]
    fn check(pieces: &Pieces, text: &str, expected: &str) {
        let found = pieces.cut(text, 100);
        let found: Vec<&str> = found.iter().map(|&n| pieces.piece(n)).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn the_likeliest_pieces_are_taken() {
        let list = ["<s>", "</s>", "<unk>", "▁", "▁a", "b", "ab", "▁ab", "c", "天", "天地"];
        let weights = vec![0.0, 0.0, 0.0, -2.0, -3.0, -3.0, -3.5, -7.0, -4.0, -5.0, -6.0];
        let pieces = pieces(&list, Cutting::Likeliest(weights));
        check(&pieces, "ab", "<s> ▁ ab </s>");
        check(&pieces, "  ac\u{3000}Ａb ", "<s> ▁a c ▁ ab </s>");
        check(&pieces, "天地天", "<s> ▁ 天地 天 </s>");
        check(&pieces, "cxyzc", "<s> ▁ c <unk> c </s>");
        check(&pieces, "", "<s> </s>");
        assert_eq!(pieces.cut("a a a a a", 4).len(), 4);
    }

    #[test]
    fn the_longest_pieces_are_taken() {
        let list = ["[CLS]", "[SEP]", "[UNK]", "un", "##able", "##a", "天", ",", "e"];
        let pieces = pieces(&list, Cutting::Longest { small: true, bare: true });
        check(&pieces, "Unable, una 天天É", "[CLS] un ##able , un ##a 天 天 e [SEP]");
        check(&pieces, "unx un", "[CLS] [UNK] un [SEP]");
    }

    #[test]
    fn a_vocabulary_that_does_not_fit_together_is_none() {
        let new = |starts: &[u32], marks| {
            Pieces::new(
                "天a".to_owned(),
                starts.to_vec(),
                Cutting::Likeliest(vec![0.0; 2]),
                marks,
                Vec::new(),
            )
        };
        assert!(new(&[0, 3, 4], [0, 1, 1]).is_some());
        for (starts, marks) in
            [(&[0, 2, 4][..], [0, 0, 0]), (&[0, 3], [0, 0, 0]), (&[0, 3, 4], [0, 0, 2]), (&[], [0, 0, 0])]
        {
            assert!(new(starts, marks).is_none(), "{starts:?} {marks:?}");
        }
    }
}
