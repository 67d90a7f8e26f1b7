//! How well was a page transcribed, judged by one that is right?
//!
//! By the least number of characters that must be replaced, put in or taken out to make the right text
//! of the transcription, in parts of the right text's characters (character error rate), and likewise by
//! words. What a character was read as is counted too, since a few confusions make most of the errors. Runs of
//! white space count as one space, and none where the script has none, for how lines were broken is no
//! matter of reading; characters are compared in their composed forms.
//!
//! The least number is found exactly within stretches of a few thousand characters; longer texts are first
//! divided at what is the same in both. The exact way over a whole book takes the square of its length.

use std::collections::BTreeMap;
use std::hash::Hash;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_normalization::UnicodeNormalization;

use super::characters::in_word;
use crate::text::grapheme;
use crate::text::script::runs_on;

/// Products of two lengths up to which the least number of errors is looked for exactly.
const CELLS: usize = 4_000_000;

/// Equal characters that divide a longer text.
const ANCHOR: usize = 12;

/// Errors in so many.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Rate {
    /// What was replaced, put in or taken out.
    pub errors: usize,
    /// How much there is in the right text.
    pub all: usize,
}

impl Rate {
    /// Errors in parts of all; more than 1 where more was put in than there is.
    pub fn ratio(self) -> f64 {
        if self.all == 0 {
            f64::from(u8::from(self.errors > 0))
        } else {
            self.errors as f64 / self.all as f64
        }
    }
}

/// The errors of one transcription, or of many together.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Errors {
    /// By characters as a reader counts them: a letter with its accents is one.
    pub characters: Rate,
    /// By words; a character of a script without spaces is a word, marks are none.
    pub words: Rate,
    /// What was read as what, and how often; nothing stands for what was left out or put in.
    pub confusions: BTreeMap<(Option<String>, Option<String>), usize>,
}

impl Errors {
    /// Adds another transcription's errors.
    pub fn add(&mut self, other: &Errors) {
        for (rate, more) in [(&mut self.characters, other.characters), (&mut self.words, other.words)] {
            rate.errors += more.errors;
            rate.all += more.all;
        }
        for (pair, count) in &other.confusions {
            *self.confusions.entry(pair.clone()).or_default() += count;
        }
    }
}

/// The errors of `transcription`, judged by `right`.
///
/// # Example: a character misread and one left out
///
/// ```
/// use duizhao::diff::errors;
/// let errors = errors("自己的船到了。", "自已的船到。");
/// assert_eq!((errors.characters.errors, errors.characters.all), (2, 7));
/// assert_eq!(errors.confusions[&(Some("己".into()), Some("已".into()))], 1);
/// ```
pub fn errors(right: &str, transcription: &str) -> Errors {
    let (right, transcription) = (plain(right), plain(transcription));
    let (old, new) = (characters(&right), characters(&transcription));
    let mut errors = Errors::default();
    errors.characters.all = old.len();
    for (a, b) in replaced(&old, &new) {
        errors.characters.errors += 1;
        *errors.confusions.entry((a.map(str::to_owned), b.map(str::to_owned))).or_default() += 1;
    }
    let (old, new) = (words(&right), words(&transcription));
    errors.words = Rate { errors: replaced(&old, &new).len(), all: old.len() };
    errors
}

/// The characters of `text`, composed, with one space between words and none elsewhere.
fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut spaced = false;
    for c in text.nfc() {
        if c.is_whitespace() {
            spaced = true;
            continue;
        }
        let apart = plain.chars().next_back().is_some_and(|last| !runs_on(last) && !runs_on(c));
        if std::mem::take(&mut spaced) && apart {
            plain.push(' ');
        }
        plain.push(c);
    }
    plain
}

fn characters(text: &str) -> Vec<&str> {
    grapheme::characters(text).map(|(_, character)| character).collect()
}

fn words(text: &str) -> Vec<&str> {
    let mut words: Vec<&str> = Vec::new();
    let mut open: Option<usize> = None;
    for (at, c) in grapheme::characters(text).chain([(text.len(), "")]) {
        let first = c.chars().next();
        if first.is_some_and(in_word) {
            open.get_or_insert(at);
            continue;
        }
        words.extend(open.take().map(|start| &text[start..at]));
        if first.is_some_and(char::is_alphanumeric) {
            words.push(c);
        }
    }
    words
}

/// The edits of a minimal edit script; `None` marks an insertion or a deletion.
fn replaced<T: Clone + Eq + Hash + Ord>(old: &[T], new: &[T]) -> Vec<(Option<T>, Option<T>)> {
    let mut found = Vec::new();
    if old.len().saturating_mul(new.len()) <= CELLS {
        least(old, new, &mut found);
        return found;
    }
    let (mut i, mut j) = (0, 0);
    let ops = capture_diff_slices(Algorithm::Myers, old, new);
    let ends = std::iter::once((old.len(), new.len(), 0));
    let anchors = ops.iter().filter_map(|op| match *op {
        DiffOp::Equal { old_index, new_index, len } if len >= ANCHOR => Some((old_index, new_index, len)),
        _ => None,
    });
    for (x, y, len) in anchors.chain(ends) {
        let (a, b) = (&old[i..x], &new[j..y]);
        if a.len().saturating_mul(b.len()) <= CELLS {
            least(a, b, &mut found);
        } else {
            let pairs = (0..a.len().max(b.len())).map(|at| (a.get(at).cloned(), b.get(at).cloned()));
            found.extend(pairs.filter(|(a, b)| a != b));
        }
        (i, j) = (x + len, y + len);
    }
    found
}

/// The same, by trying all ways.
fn least<T: Clone + Eq>(old: &[T], new: &[T], found: &mut Vec<(Option<T>, Option<T>)>) {
    let start = old.iter().zip(new).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[start..], &new[start..]);
    let end = old.iter().rev().zip(new.iter().rev()).take_while(|(a, b)| a == b).count();
    let (old, new) = (&old[..old.len() - end], &new[..new.len() - end]);
    let width = new.len() + 1;
    let mut cost: Vec<u32> = vec![0; (old.len() + 1) * width];
    (0..width).for_each(|j| cost[j] = j as u32);
    for i in 1..=old.len() {
        cost[i * width] = i as u32;
        for j in 1..width {
            let here = i * width + j;
            let same = u32::from(old[i - 1] != new[j - 1]);
            cost[here] = (cost[here - width - 1] + same).min(cost[here - width] + 1).min(cost[here - 1] + 1);
        }
    }
    let (mut i, mut j) = (old.len(), new.len());
    let from = found.len();
    while i > 0 || j > 0 {
        let here = i * width + j;
        if i > 0 && j > 0 && cost[here] == cost[here - width - 1] + u32::from(old[i - 1] != new[j - 1]) {
            if old[i - 1] != new[j - 1] {
                found.push((Some(old[i - 1].clone()), Some(new[j - 1].clone())));
            }
            (i, j) = (i - 1, j - 1);
        } else if i > 0 && cost[here] == cost[here - width] + 1 {
            found.push((Some(old[i - 1].clone()), None));
            i -= 1;
        } else {
            found.push((None, Some(new[j - 1].clone())));
            j -= 1;
        }
    }
    found[from..].reverse();
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn counts_what_was_misread() {
        let check = |right: &str, read: &str, characters: (usize, usize), words: (usize, usize)| {
            let found = errors(right, read);
            assert_eq!((found.characters.errors, found.characters.all), characters, "{right} > {read}");
            assert_eq!((found.words.errors, found.words.all), words, "{right} > {read}");
        };
        check("港口夜间关闭。", "港口夜间关闭。", (0, 7), (0, 6));
        check("港口夜间关闭。", "港囗夜问关闭", (3, 7), (2, 6));
        check("The boat came in.", "The hoat carne in.", (3, 17), (2, 4));
        check("one two", "one  \n two", (0, 7), (0, 2));
        check("港口夜间\n关闭", "港口 夜间关闭", (0, 6), (0, 6));
        check("", "abc", (3, 0), (1, 0));
        check("abc", "", (3, 3), (1, 1));
        check("so m\u{303}", "so m", (1, 4), (1, 2));
        check("a\u{364}nder", "ander", (1, 5), (1, 1));
    }

    #[test]
    fn a_long_text_is_divided_at_what_is_the_same() {
        let right: String = (0..9000).map(|n| char::from_u32(0x4e00 + n * 7 % 5000).unwrap()).collect();
        let read: String =
            right.chars().enumerate().map(|(n, c)| if n % 90 == 7 { '人' } else { c }).collect();
        assert_eq!(errors(&right, &read).characters.errors, 100);
    }

    proptest! {
        #[test]
        fn no_way_is_shorter(a in "[abc中 ]{0,30}", b in "[abc中 ]{0,30}") {
            let (old, new) = (plain(&a), plain(&b));
            prop_assert_eq!(errors(&a, &b).characters.errors, strsim::levenshtein(&old, &new));
        }
    }
}
