//! Which sentences are the same?
//!
//! Each sentence becomes a number, equal for equal sentences, so that sequences of sentences can be
//! compared at the speed of comparing numbers.

use std::hash::{BuildHasher, Hasher};

use rustc_hash::{FxBuildHasher, FxHashMap};

use super::fold::{enumerator, skeleton};
use crate::text::Document;

/// For each sentence of both texts a number, the same for sentences of the same characters.
pub(super) fn identities(old: &Document, new: &Document) -> (Vec<u32>, Vec<u32>) {
    let mut seen: FxHashMap<u64, u32> = FxHashMap::default();
    seen.reserve(old.len().max(new.len()));
    let mut number = |sentence: &str| {
        let next = seen.len() as u32;
        *seen.entry(FxBuildHasher.hash_one(sentence)).or_insert(next)
    };
    let old_numbers: Vec<u32> = (0..old.len()).map(|at| number(&old.sentence(at))).collect();
    // Most sentences follow in the new text the one that they follow in the old: to look there first is
    // much quicker than to look anywhere.
    let mut place = vec![0_u32; old_numbers.len()];
    old_numbers.iter().enumerate().for_each(|(at, &id)| place[id as usize] = at as u32);
    let mut likely = 0;
    let new_numbers = (0..new.len()).map(|at| {
        let sentence = new.sentence(at);
        let found = likely < old.len() && *old.sentence(likely) == *sentence;
        let id = if found { old_numbers[likely] } else { number(&sentence) };
        likely = if found { likely } else { place.get(id as usize).map_or(likely, |&at| at as usize) } + 1;
        id
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
