//! Which part of the original does a translation cover?
//!
//! ```text
//! source  0 ... 62 | 63 ... 161
//! target  0 ... 60 |               sentences 1 to 63 of 162
//! ```
//!
//! A translation of the first half, or an original of which a volume is missing, has a long stretch at one end without
//! anything beside it. Taken sentence by sentence that is a gap in every row; it is one thing, and is said once. A stretch
//! in the middle is something left out, and stays that.

use std::ops::Range;

use super::DOUBTFUL;
use crate::align::{Alignment, Bead, Crossing};
use crate::diff::Revision;

/// Fewer sentences at an end are something left out.
const LEAST: usize = 10;

/// The sentences of source and target between which there are pairs that are sure; both whole texts where no end is long
/// enough, a tenth of its text and ten sentences, to be called another part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Coverage {
    /// Of the source.
    pub source: Range<usize>,
    /// Of the target.
    pub target: Range<usize>,
}

impl Coverage {
    /// What the two texts of `alignment` cover of each other.
    pub fn of(alignment: &Alignment) -> Self {
        let (source_len, target_len) = (alignment.source_len(), alignment.target_len());
        let beads = alignment.beads();
        let is_sure = |bead: &Bead| !bead.is_gap() && bead.confidence >= DOUBTFUL;
        let (Some(first), Some(last)) = (beads.iter().position(is_sure), beads.iter().rposition(is_sure))
        else {
            return Self { source: 0..source_len, target: 0..target_len };
        };
        let side = |own: fn(&Bead) -> &Range<usize>,
                    other: fn(&Bead) -> &Range<usize>,
                    moved: Vec<&Range<usize>>,
                    len: usize| {
            let is_long = |ends: &[Bead]| {
                let count =
                    |of: fn(&Bead) -> &Range<usize>| ends.iter().map(|bead| of(bead).len()).sum::<usize>();
                // An aligner may put the last sentence that there is beside the last of the other text.
                let is_empty = count(other) * 5 <= count(own);
                // What moved there has its counterpart elsewhere.
                let is_moved =
                    moved.iter().any(|moved| ends.iter().any(|bead| own(bead).contains(&moved.start)));
                count(own) >= LEAST && count(own) * 10 >= len && is_empty && !is_moved
            };
            let start = if is_long(&beads[..first]) { own(&beads[first]).start } else { 0 };
            let end = if is_long(&beads[last + 1..]) { own(&beads[last]).end } else { len };
            start..end
        };
        let [sources, targets]: [fn(&Bead) -> &Range<usize>; 2] = [|bead| &bead.source, |bead| &bead.target];
        let crossings = alignment.crossings();
        let moved = |of: fn(&Crossing) -> &Range<usize>| crossings.iter().map(of).collect();
        Self {
            source: side(sources, targets, moved(|one| &one.source), source_len),
            target: side(targets, sources, moved(|one| &one.target), target_len),
        }
    }
}

/// The sentences of the old text that `revision` covers: a revision of the first chapter deletes none of the others. The whole
/// text where no end is long enough to be called another part.
pub(super) fn of_revision(revision: &Revision) -> Range<usize> {
    let len = revision.old_len;
    let kept = revision.pairs().into_iter().filter(|pair| !pair.old.is_empty() && !pair.new.is_empty());
    let ends = kept.map(|pair| pair.old).reduce(|all, old| all.start.min(old.start)..all.end.max(old.end));
    let Some(ends) = ends else { return 0..len };
    let is_long = |sentences: usize| sentences >= LEAST && sentences * 10 >= len;
    let start = if is_long(ends.start) { ends.start } else { 0 };
    let end = if is_long(len - ends.end) { ends.end } else { len };
    start..end
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The alignment of runs of beads: how many, the sentences of each side in each, and how sure they are.
    fn alignment(runs: &[(usize, (usize, usize), f32)]) -> Alignment {
        let (mut source, mut target) = (0, 0);
        let mut beads = Vec::new();
        for &(count, (a, b), confidence) in runs {
            for _ in 0..count {
                beads.push(Bead::new(source..source + a, target..target + b, confidence));
                (source, target) = (source + a, target + b);
            }
        }
        Alignment::new(beads, source, target)
    }

    #[track_caller]
    fn check(runs: &[(usize, (usize, usize), f32)], source: Range<usize>, target: Range<usize>) {
        assert_eq!(Coverage::of(&alignment(runs)), Coverage { source, target });
    }

    #[test]
    fn a_long_end_with_nothing_beside_it_is_another_part() {
        check(&[(30, (1, 1), 0.9), (40, (1, 0), 0.9)], 0..30, 0..30);
        check(&[(12, (1, 0), 0.9), (30, (1, 1), 0.9), (11, (0, 1), 0.9)], 12..42, 0..30);
        // A pair that is hardly one does not make it covered; its other half is no part.
        check(&[(30, (1, 1), 0.9), (20, (1, 0), 0.9), (1, (1, 1), 0.3), (19, (1, 0), 0.9)], 0..30, 0..31);
    }

    #[test]
    fn a_revision_of_a_part_deletes_none_of_the_rest() {
        use crate::diff::{Options, diff};
        use crate::text::{Document, Language};
        #[track_caller]
        fn check(kept: Range<usize>, covered: Range<usize>) {
            let lines: Vec<String> = (0..40).map(|n| format!("Sentence {n} says {}.", n * n + 7)).collect();
            let document = |lines: &[String]| Document::from_lines(lines.join("\n"), Language::new("en"));
            let revision = diff(&document(&lines), &document(&lines[kept]), &Options::default());
            assert_eq!(of_revision(&revision), covered);
        }
        check(0..18, 0..18);
        check(15..30, 15..30);
        check(0..33, 0..40);
        check(0..40, 0..40);
    }

    #[test]
    fn what_is_left_out_is_left_out() {
        check(&[(30, (1, 1), 0.9), (9, (1, 0), 0.9)], 0..39, 0..30);
        check(&[(300, (1, 1), 0.9), (20, (1, 0), 0.9)], 0..320, 0..300);
        check(&[(30, (1, 1), 0.9), (40, (1, 0), 0.9), (1, (1, 1), 0.9)], 0..71, 0..31);
        check(&[(30, (1, 1), 0.3)], 0..30, 0..30);
        check(&[(10, (1, 1), 0.9), (20, (1, 1), 0.3)], 0..30, 0..30);
        let moved = Crossing { source: 35..40, target: 0..5, confidence: 0.9 };
        let with =
            alignment(&[(5, (0, 1), 0.9), (30, (1, 1), 0.9), (20, (1, 0), 0.9)]).with_crossings(vec![moved]);
        assert_eq!(Coverage::of(&with).source, 0..50);
    }
}
