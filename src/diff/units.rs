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
    let mut number = |document: &Document| {
        (0..document.len())
            .map(|sentence| {
                let next = seen.len() as u32;
                *seen.entry(FxBuildHasher.hash_one(&*document.sentence(sentence))).or_insert(next)
            })
            .collect()
    };
    (number(old), number(new))
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
