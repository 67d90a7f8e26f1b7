//! What is left to do for the translator of a text that was revised?
//!
//! A list of changes says it by changes; a translator works on the translation, passage by passage, with what was
//! there filled in. So the list has a row for whatever belongs together: sentences of the old source that one bead
//! renders or that one change joins or parts, what became of them, and what renders them.
//!
//! ```text
//! new source   a   b──┐   c   d'  x
//! old source   a   b1 b2  c   d
//! translation  A   B──┐   C───┐
//! rows         └┘  └───┘  └────┘ └┘
//! ```
//!
//! Rows without anything to do stand in the list too, behind the others: a translator looks up there how a thing was
//! said, and the file as a whole is the translation.

use std::ops::Range;

use super::Stale;
use crate::align::Alignment;
use crate::diff::Revision;
use crate::finding::Severity;

/// What a row of the list asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Work {
    /// The translation is stale there, or missing.
    Translate,
    /// The source changed, and the translation seems to render it still.
    Review,
    /// Nothing: the source is as it was, or the translators have changed what renders it since.
    Nothing,
}

/// A row of the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Task {
    /// Its number in the order of the text, from 0.
    pub number: usize,
    /// Sentences of the old source; none of new text.
    pub old: Vec<Range<usize>>,
    /// Sentences of the new source; none where it is gone.
    pub new: Vec<Range<usize>>,
    /// Sentences of the translation; none where it is missing.
    pub target: Vec<Range<usize>>,
    /// What is to be done.
    pub work: Work,
    /// Which entries of `stale` say so.
    pub stale: Vec<usize>,
}

/// The list for a translation that `alignment` pairs with the old source, of which `stale` is what `revision` made
/// stale: what is to be translated first, then what is to be looked at, then the rest, each in the order of the new
/// source. Every sentence of each text is in exactly one row.
///
/// # Panics
///
/// If the alignment's source is not as long as the revision's old text.
pub fn todo(revision: &Revision, alignment: &Alignment, stale: &[Stale]) -> Vec<Task> {
    assert_eq!(alignment.source_len(), revision.old_len, "the alignment must be of the old source");
    let pairs = revision.pairs();
    // Sentences of the old source that belong together: a border between two of them that something spans is none.
    let mut spanned = vec![false; revision.old_len + 1];
    let beads: Vec<(Range<usize>, Range<usize>)> = alignment
        .beads()
        .iter()
        .map(|bead| (bead.source.clone(), bead.target.clone()))
        .chain(
            alignment.crossings().iter().map(|crossing| (crossing.source.clone(), crossing.target.clone())),
        )
        .collect();
    for range in pairs.iter().map(|pair| &pair.old).chain(beads.iter().map(|bead| &bead.0)) {
        (range.start + 1..range.end).for_each(|border| spanned[border] = true);
    }
    let mut block_of = vec![0; revision.old_len];
    let mut blocks = 0;
    for sentence in 0..revision.old_len {
        blocks += usize::from(sentence > 0 && !spanned[sentence]);
        block_of[sentence] = blocks;
    }
    let empty = || Task {
        number: 0,
        old: Vec::new(),
        new: Vec::new(),
        target: Vec::new(),
        work: Work::Nothing,
        stale: Vec::new(),
    };
    let mut tasks: Vec<Task> = Vec::new();
    let mut task_of_block = vec![usize::MAX; blocks + 1];
    let mut task_of_change = vec![usize::MAX; revision.changes.len()];
    for pair in &pairs {
        let task = match pair.old.is_empty() {
            true => usize::MAX,
            false => task_of_block[block_of[pair.old.start]],
        };
        let task = match task {
            usize::MAX => {
                tasks.push(empty());
                tasks.len() - 1
            }
            task => task,
        };
        if !pair.old.is_empty() {
            task_of_block[block_of[pair.old.start]] = task;
        }
        add(&mut tasks[task].old, &pair.old);
        add(&mut tasks[task].new, &pair.new);
        if let Some(number) = pair.number {
            task_of_change[number] = task;
        }
    }
    // What a translator added stands behind what renders the sentence before it.
    let mut loose: Vec<(usize, Range<usize>)> = Vec::new();
    let mut last = 0;
    let mut taken = vec![false; alignment.target_len()];
    for (source, target) in &beads {
        let target = target.start..target.end;
        if target.clone().all(|sentence| taken[sentence]) {
            continue;
        }
        taken[target.clone()].fill(true);
        match source.is_empty() {
            true => loose.push((last, target)),
            false => {
                let task = task_of_block[block_of[source.start]];
                add(&mut tasks[task].target, &target);
                last = task + 1;
            }
        }
    }
    for (at, stale) in stale.iter().enumerate() {
        let Some(task) = task_of_change.get(stale.change).and_then(|&task| tasks.get_mut(task)) else {
            continue;
        };
        task.stale.push(at);
        let work = match (stale.followed, stale.severity) {
            (Some(true), _) => Work::Nothing,
            (_, Severity::Info) => Work::Review,
            _ => Work::Translate,
        };
        task.work = task.work.min(work);
    }
    for (place, target) in loose.into_iter().rev() {
        tasks.insert(place, Task { target: vec![target], ..empty() });
    }
    for (number, task) in tasks.iter_mut().enumerate() {
        task.number = number;
    }
    tasks.sort_by_key(|task| task.work);
    tasks
}

/// Adds `range` to ranges in the order of the text.
fn add(ranges: &mut Vec<Range<usize>>, range: &Range<usize>) {
    if range.is_empty() {
        return;
    }
    ranges.push(range.clone());
    ranges.sort_by_key(|range| range.start);
    let all = std::mem::take(ranges);
    for range in all {
        match ranges.last_mut() {
            Some(last) if last.end >= range.start => last.end = last.end.max(range.end),
            _ => ranges.push(range),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Bead;
    use crate::diff::{Options, diff};
    use crate::text::{Document, Language};
    use crate::witness::stale;

    #[test]
    fn what_is_stale_stands_first_and_nothing_is_left_out() {
        let document = |tag: &str, text: &str| Document::from_lines(text.into(), Language::new(tag));
        let old = document(
            "en",
            "The gate opens at dawn.\nThe fee is 20 crowns.\nDogs are welcome.\nThe bell rings.\n",
        );
        let new = document(
            "en",
            "The gate opens at dawn.\nThe fee is 25 crowns.\nThe bell rings.\nBoats need a light.\n",
        );
        let translation = document("zh", "门黎明开。\n费用20克朗。\n欢迎带狗。钟响。\n译注。\n");
        let beads = vec![
            Bead::new(0..1, 0..1, 0.9),
            Bead::new(1..2, 1..2, 0.9),
            Bead::new(2..4, 2..3, 0.9),
            Bead::new(4..4, 3..4, 0.9),
        ];
        let alignment = Alignment::new(beads, 4, 4);
        let revision = diff(&old, &new, &Options::default());
        let stale = stale([&old, &new], &revision, &translation, &alignment, None);
        let list = todo(&revision, &alignment, &stale);
        let shown: Vec<String> = list
            .iter()
            .map(|task| {
                format!("{} {:?} {:?} {:?} {:?}", task.number, task.work, task.old, task.new, task.target)
            })
            .collect();
        assert_eq!(
            shown,
            [
                "1 Translate [1..2] [1..2] [1..2]",
                "2 Translate [2..4] [2..3] [2..3]",
                "4 Translate [] [3..4] []",
                "0 Nothing [0..1] [0..1] [0..1]",
                "3 Nothing [] [] [3..4]",
            ]
        );
    }
}
