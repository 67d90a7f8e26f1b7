//! Which changes are one decision, made in many places?
//!
//! A replacement is known by the words that changed, and where text was only inserted or deleted also by
//! the character on either side: 大 gone from 股东大会 is not 大 gone from 大雪. What stands around all places
//! of a group alike is then shown with it, so that the group reads 股东大会 > 股东会 without any dictionary.

use std::hash::{BuildHasher, Hasher};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::characters::in_word;
use super::fold::{is_mark, is_space};
use super::revision::{Group, Kind, Revision, Words};
use crate::text::Document;

/// Characters on either side that a group may be shown with.
const AROUND: usize = 6;

/// Bytes that a replacement may have; longer ones are hardly made twice by decision.
const LONGEST: usize = 120;

/// Numbers the replacements that were made in more than one place, and says in each change which of them
/// it is, the most frequent one where it has several.
pub(super) fn group(revision: &mut Revision, old: &Document, new: &Document) {
    let mut keys: Vec<u64> = Vec::new();
    for change in &revision.changes {
        keys.extend(places(&change.words(old, new)).map(|place| place.key()));
    }
    let mut counts: FxHashMap<u64, u32> = FxHashMap::default();
    for &key in &keys {
        *counts.entry(key).or_insert(0) += 1;
    }
    counts.retain(|_, count| *count > 1);
    // In order of first appearance, so that nothing hangs on the order of a hash map.
    let mut seen: FxHashMap<u64, usize> = FxHashMap::default();
    let mut found: Vec<(u64, Shown)> = Vec::new();
    let mut at = 0;
    for change in &revision.changes {
        let words = change.words(old, new);
        for place in places(&words) {
            let key = keys[at];
            at += 1;
            if !counts.contains_key(&key) {
                continue;
            }
            match seen.get(&key) {
                Some(&at) => found[at].1.meet(&place),
                None => {
                    seen.insert(key, found.len());
                    found.push((key, Shown::of(&place)));
                }
            }
        }
    }
    found.sort_by_key(|(_, shown)| std::cmp::Reverse(shown.count));
    let rank: FxHashMap<u64, u32> =
        found.iter().enumerate().map(|(rank, (key, _))| (*key, rank as u32)).collect();
    let mut keys = keys.into_iter();
    for change in &mut revision.changes {
        let count = places(&change.words(old, new)).count();
        let mut known: Vec<Option<u32>> =
            keys.by_ref().take(count).map(|key| rank.get(&key).copied()).collect();
        let all = change.hunks.iter().filter(|hunk| hunk.counts).count();
        change.group = known.iter().copied().flatten().min();
        known.dedup();
        let in_place = change.kind == Kind::Edit && change.block.is_none();
        change.is_repeat = in_place && count == all && change.group.is_some() && known.len() == 1;
    }
    revision.groups = found.into_iter().map(|(_, shown)| shown.group()).collect();
}

impl Group {
    /// The sentences of the new text in which the old words still stand: places where the replacement
    /// was not made.
    pub fn kept(&self, new: &Document) -> Vec<usize> {
        let (text, old) = (new.text(), self.old.as_str());
        if old.chars().nth(1).is_none() {
            return Vec::new();
        }
        // 交通 still stands in 交通运输, which it was replaced by; and `cat` does not stand in `category`.
        let within = self.new.find(old);
        let whole = |at: usize| {
            let parts = |inner: Option<char>, outer: Option<char>| {
                !(inner.is_some_and(in_word) && outer.is_some_and(in_word))
            };
            let (before, after) = (&text[..at], &text[at + old.len()..]);
            parts(old.chars().next(), before.chars().next_back())
                && parts(old.chars().next_back(), after.chars().next())
                && !within.is_some_and(|skip| {
                    before.ends_with(&self.new[..skip]) && after.starts_with(&self.new[skip + old.len()..])
                })
        };
        let places = text.match_indices(old).map(|(at, _)| at).filter(|&at| whole(at));
        let mut kept: Vec<usize> = places.filter_map(|at| new.sentence_at(at)).collect();
        kept.dedup();
        kept
    }
}

/// A replacement where it was made.
struct Place<'a> {
    /// Equal text before and after.
    before: &'a str,
    after: &'a str,
    old: &'a str,
    new: &'a str,
    /// How much of the text around belongs to the words that changed, in bytes.
    word: (usize, usize),
}

/// The replacements of a change that may have been made elsewhere too.
fn places<'a>(words: &'a Words) -> impl Iterator<Item = Place<'a>> {
    let hunks = &words.hunks;
    hunks.iter().enumerate().filter_map(|(at, hunk)| {
        if !hunk.counts || hunk.old.len().max(hunk.new.len()) > LONGEST {
            return None;
        }
        let (old, new) = (&words.old[hunk.old.clone()], &words.new[hunk.new.clone()]);
        let before = at.checked_sub(1).map_or(0, |last| hunks[last].old.end);
        let after = hunks.get(at + 1).map_or(words.old.len(), |next| next.old.start);
        let (before, after) = (&words.old[before..hunk.old.start], &words.old[hunk.old.end..after]);
        // Half a word that changed is a word that changed.
        let first = |text: &str| text.chars().next().is_some_and(in_word);
        let last = |text: &str| text.chars().next_back().is_some_and(in_word);
        let left =
            if first(old) || first(new) { before.len() - before.trim_end_matches(in_word).len() } else { 0 };
        let right =
            if last(old) || last(new) { after.len() - after.trim_start_matches(in_word).len() } else { 0 };
        Some(Place { before, after, old, new, word: (left, right) })
    })
}

impl Place<'_> {
    /// What a replacement is known by.
    fn key(&self) -> u64 {
        let mut hasher = FxBuildHasher.build_hasher();
        let (left, right) = self.shown();
        for part in [&self.before[self.before.len() - left..], self.old, self.new, &self.after[..right]] {
            hasher.write(part.as_bytes());
            hasher.write_u8(0xff);
        }
        hasher.finish()
    }

    /// How much of the text around it is known by, in bytes.
    fn shown(&self) -> (usize, usize) {
        if !self.old.is_empty() && !self.new.is_empty() || self.word != (0, 0) {
            return self.word;
        }
        let left = self.before.chars().next_back().map_or(0, char::len_utf8);
        let right = self.after.chars().next().map_or(0, char::len_utf8);
        (left, right)
    }
}

/// A replacement with what stands around all its places.
struct Shown {
    old: String,
    new: String,
    before: Vec<char>,
    after: Vec<char>,
    least: (usize, usize),
    count: usize,
}

impl Shown {
    fn of(place: &Place) -> Self {
        let (left, right) = place.shown();
        let least =
            (place.before[place.before.len() - left..].chars().count(), place.after[..right].chars().count());
        Self {
            old: place.old.to_owned(),
            new: place.new.to_owned(),
            before: place.before.chars().rev().take(least.0.max(AROUND)).collect(),
            after: place.after.chars().take(least.1.max(AROUND)).collect(),
            least,
            count: 1,
        }
    }

    /// Takes in another place: what does not stand around it too is dropped.
    fn meet(&mut self, place: &Place) {
        let common = |known: &[char], around: &mut dyn Iterator<Item = char>| {
            known.iter().zip(around).take_while(|(a, b)| *a == b).count()
        };
        let left = common(&self.before, &mut place.before.chars().rev());
        let right = common(&self.after, &mut place.after.chars());
        self.before.truncate(left);
        self.after.truncate(right);
        self.count += 1;
    }

    fn group(self) -> Group {
        // Not beyond the clause, and not into half a word of a script with spaces.
        let reach = |around: &[char], least: usize| {
            let clause = around.iter().take_while(|&&c| !is_space(c) && !is_mark(c) && !in_word(c)).count();
            clause.max(least).min(around.len())
        };
        let (left, right) = (reach(&self.before, self.least.0), reach(&self.after, self.least.1));
        let before: String = self.before[..left].iter().rev().collect();
        let after: String = self.after[..right].iter().collect();
        let around = |text: &str| format!("{before}{text}{after}");
        Group { old: around(&self.old), new: around(&self.new), count: self.count }
    }
}
