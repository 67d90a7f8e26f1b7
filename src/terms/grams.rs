//! Which words stand together in a text more than once?

use rustc_hash::FxHashMap;

use super::words::Word;

/// No term has more words.
const LONGEST: usize = 8;

/// Words in a row that hang together less than this come together by chance; bits.
const LEAST_BOND: f32 = 2.0;

/// Words that stand in a row at least twice.
#[derive(Debug)]
pub(super) struct Gram {
    pub keys: Vec<u32>,
    /// In which sentence, and with which of its words it begins there; in order.
    pub places: Vec<(usize, usize)>,
}

/// Those of the sentences with these `words`. A row of several is left out if it may have come together by chance.
///
/// A row stands twice only if what is left of it without an end does; so each length is counted from the one before,
/// and of a long text no more is held than what is said again in it.
pub(super) fn grams(words: &[&[Word]]) -> Vec<Gram> {
    const NONE: u32 = u32::MAX;
    let total: usize = words.iter().map(|words| words.len()).sum();
    let mut all: Vec<Gram> = Vec::new();
    let mut counts: FxHashMap<Vec<u32>, usize> = FxHashMap::default();
    let mut ids: Vec<Vec<u32>> =
        words.iter().map(|words| words.iter().map(|word| word.key).collect()).collect();
    for length in 1..=LONGEST {
        let mut level: Vec<Gram> = Vec::new();
        let mut known: FxHashMap<(u32, u32), u32> = FxHashMap::default();
        let mut next = ids.clone();
        for (sentence, words) in words.iter().enumerate() {
            next[sentence].fill(NONE);
            for at in 0..(words.len() + 1).saturating_sub(length) {
                let last = at + length - 1;
                let (head, tail) = (ids[sentence][at], if length == 1 { 0 } else { ids[sentence][at + 1] });
                if head == NONE || tail == NONE || length > 1 && words[last].is_parted {
                    continue;
                }
                let id = *known.entry((head, words[last].key)).or_insert_with(|| {
                    let keys = words[at..=last].iter().map(|word| word.key).collect();
                    level.push(Gram { keys, places: Vec::new() });
                    level.len() as u32 - 1
                });
                level[id as usize].places.push((sentence, at));
                next[sentence][at] = id;
            }
        }
        for ids in next.iter_mut().flatten() {
            if *ids != NONE && level[*ids as usize].places.len() < 2 {
                *ids = NONE;
            }
        }
        ids = next;
        level.retain(|gram| gram.places.len() > 1);
        if level.is_empty() {
            break;
        }
        counts.extend(level.iter().map(|gram| (gram.keys.clone(), gram.places.len())));
        level.retain(|gram| bond(gram, &counts, total) >= LEAST_BOND);
        all.append(&mut level);
    }
    all
}

/// How much more often the words stand together than they would by chance, at the weakest place, in bits.
fn bond(gram: &Gram, counts: &FxHashMap<Vec<u32>, usize>, total: usize) -> f32 {
    let count = |keys: &[u32]| counts.get(keys).copied().unwrap_or(1) as f32;
    let together = gram.places.len() as f32 * total as f32;
    let cuts = 1..gram.keys.len();
    let bonds = cuts.map(|at| (together / (count(&gram.keys[..at]) * count(&gram.keys[at..]))).log2());
    bonds.fold(f32::INFINITY, f32::min)
}
