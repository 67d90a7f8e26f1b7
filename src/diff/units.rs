//! Which sentences are the same?
//!
//! Each sentence becomes a number, equal for equal sentences, so that sequences of sentences can be
//! compared at the speed of comparing numbers.

use std::hash::{BuildHasher, Hasher};

use hashbrown::HashTable;
use rustc_hash::FxBuildHasher;

use super::fold::{enumerator, skeleton};
use crate::text::Document;

/// The number of a sentence of the new text that the old one does not have.
pub(super) const NOWHERE: u32 = u32::MAX;

/// For each sentence of both texts the first of `old` that is of the same characters, or [`NOWHERE`].
pub(super) fn identities(old: &Document, new: &Document) -> (Vec<u32>, Vec<u32>) {
    let hash = |sentence: &str| FxBuildHasher.hash_one(sentence);
    // It holds numbers only: with the hashes in it, it would be four times as large, and the sentences are
    // there to ask.
    let mut seen: HashTable<u32> = HashTable::with_capacity(old.len());
    let old_numbers: Vec<u32> = (0..old.len())
        .map(|at| {
            let sentence = old.sentence(at);
            let same = |&other: &u32| old.sentence(other as usize) == sentence;
            let other = |&other: &u32| hash(&old.sentence(other as usize));
            *seen.entry(hash(&sentence), same, other).or_insert(at as u32).get()
        })
        .collect();
    // Most sentences follow in the new text the one that they follow in the old: to look there first is
    // much quicker than to look anywhere.
    let mut likely = 0;
    let new_numbers = (0..new.len()).map(|at| {
        let sentence = new.sentence(at);
        let same = |&other: &u32| old.sentence(other as usize) == sentence;
        if likely < old.len() && same(&(likely as u32)) {
            likely += 1;
            return old_numbers[likely - 1];
        }
        let found = seen.find(hash(&sentence), same).copied();
        likely = found.map_or(likely, |number| number as usize) + 1;
        found.unwrap_or(NOWHERE)
    });
    let new_numbers = new_numbers.collect();
    (old_numbers, new_numbers)
}

/// What a sentence says, whatever its spaces, marks, width, script and section number: a hash, and how
/// many characters it is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub(super) struct Key {
    pub(super) hash: u64,
    pub(super) length: u32,
}

/// The key of `sentence`. A sentence without a word is known by its marks.
pub(super) fn key(sentence: &str) -> Key {
    let mut hasher = FxBuildHasher.build_hasher();
    let mut length = 0;
    for c in sentence[enumerator(sentence)..].chars().filter_map(skeleton) {
        hasher.write_u32(c as u32);
        length += 1;
    }
    if length == 0 {
        hasher.write(sentence.as_bytes());
    }
    Key { hash: hasher.finish(), length }
}
