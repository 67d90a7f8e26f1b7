//! Which sentences of all languages belong in one row?
//!
//! Each translation is aligned with the pivot, so each cuts the pivot's sentences into beads in
//! its own way. A row may cut no bead; so rows end where every alignment has a bead's end:
//!
//! ```text
//! pivot     0   1   2   3   4
//! English   └─┘ └─────┘ └─┘ └─┘
//! Russian   └─────┘ └─┘ └─────┘
//! rows      └─────────┘ └─────┘
//! ```
//!
//! Text that the pivot lacks has a row of its own: two translations that add a sentence at one place
//! may say the same there, but no alignment says so. Aligning all languages with each other would;
//! it costs the square of their number, and its answers need not agree with each other.

use std::ops::Range;

use crate::align::Alignment;

/// Sentences of all texts that render each other.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Row {
    /// Sentence numbers in each text, by its number. Empty where it has none, and then it begins at the
    /// sentence that would come next; `0..0` where the text is not aligned.
    pub cells: Vec<Range<usize>>,
    /// The least confidence of the beads it is made of.
    pub confidence: f32,
}

/// The smallest rows that cut no bead of any alignment, and nothing that moved as one.
///
/// `alignments[n]` has the pivot (of `source_len` sentences) as source and text `n` as target; it is `None`
/// for the pivot and for texts that are not aligned, and the first such text is taken for the pivot.
///
/// Rows cover every sentence of every aligned text once, in order; text without counterpart in the
/// pivot has a row of its own after the pivot sentence that it follows, unless a bead of another text
/// spans that place.
pub fn rows(source_len: usize, alignments: &[Option<Alignment>]) -> Vec<Row> {
    rows_of(source_len, alignments.iter().position(Option::is_none).unwrap_or(0), alignments)
}

/// The same where the pivot is another.
pub(super) fn rows_of(source_len: usize, pivot: usize, alignments: &[Option<Alignment>]) -> Vec<Row> {
    let beads = |text: usize| alignments[text].as_ref().map_or(&[][..], Alignment::beads);
    // How many beads and moved passages lie over each place between two sentences of the pivot.
    let mut covered = vec![0isize; source_len + 2];
    let crossings = alignments.iter().flatten().flat_map(Alignment::crossings);
    let sources = (0..alignments.len()).flat_map(beads).map(|bead| &bead.source);
    let sources = sources.chain(crossings.map(|crossing| &crossing.source));
    for source in sources.filter(|range| range.len() > 1) {
        covered[source.start + 1] += 1;
        covered[source.end] -= 1;
    }
    let mut depth = 0;
    for place in &mut covered {
        depth += *place;
        *place = depth;
    }

    let mut next_bead = vec![0; alignments.len()];
    let mut rows = Vec::with_capacity(source_len);
    // The sentence that comes next in each text.
    let mut next: Vec<usize> = vec![0; alignments.len()];
    let mut start = 0;
    loop {
        for text in 0..alignments.len() {
            while let Some(bead) = beads(text).get(next_bead[text]) {
                if bead.source != (start..start) {
                    break;
                }
                let mut cells = empty(&next);
                cells[text] = bead.target.clone();
                rows.push(Row { cells, confidence: bead.confidence });
                next[text] = bead.target.end;
                next_bead[text] += 1;
            }
        }
        if start == source_len {
            break;
        }
        let end = (start + 1..source_len).find(|&place| covered[place] == 0).unwrap_or(source_len);
        let mut cells = empty(&next);
        let mut confidence = f32::INFINITY;
        cells[pivot] = start..end;
        for text in 0..alignments.len() {
            while let Some(bead) = beads(text).get(next_bead[text]) {
                // Beads that add text inside the row are part of it; at its end they follow it.
                if bead.source.end > end || bead.source == (end..end) {
                    break;
                }
                cells[text].end = bead.target.end;
                confidence = confidence.min(bead.confidence);
                next_bead[text] += 1;
            }
            next[text] = cells[text].end;
        }
        // A pivot alone has no bead and nothing to doubt.
        let confidence = if confidence.is_finite() { confidence } else { 1.0 };
        rows.push(Row { cells, confidence });
        start = end;
    }
    rows
}

fn empty(next: &[usize]) -> Vec<Range<usize>> {
    next.iter().map(|&at| at..at).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::align::Bead;

    /// An alignment of beads given as `1-1 2-1 0-1`.
    fn alignment(shapes: &[(usize, usize)]) -> Alignment {
        let (mut source, mut target) = (0, 0);
        let beads = shapes
            .iter()
            .map(|&(rows, columns)| {
                let bead = Bead::new(source..source + rows, target..target + columns, 0.5);
                (source, target) = (source + rows, target + columns);
                bead
            })
            .collect();
        Alignment::new(beads, source, target)
    }

    #[track_caller]
    fn check(texts: &[&str], expected: &[&str]) {
        let mut alignments = vec![None];
        let mut source_len = 0;
        for text in texts {
            let shapes: Vec<(usize, usize)> = text
                .split(' ')
                .map(|shape| {
                    let (source, target) = shape.split_once('-').unwrap();
                    (source.parse().unwrap(), target.parse().unwrap())
                })
                .collect();
            source_len = shapes.iter().map(|shape| shape.0).sum();
            alignments.push(Some(alignment(&shapes)));
        }
        let shown: Vec<String> = rows(source_len, &alignments)
            .iter()
            .map(|row| {
                let cells: Vec<String> = row.cells.iter().map(|cell| cell.len().to_string()).collect();
                cells.join(" ")
            })
            .collect();
        assert_eq!(shown, expected);
    }

    #[test]
    fn rows_end_where_every_alignment_has_a_beads_end() {
        check(&["1-1 1-1"], &["1 1", "1 1"]);
        check(&["1-1 2-1 1-1 1-1", "2-2 1-1 2-1"], &["3 2 3", "2 2 1"]);
        check(&["1-2 1-1", "1-1 1-1"], &["1 2 1", "1 1 1"]);
        // Left out in one translation.
        check(&["1-1 1-0 1-1", "1-1 1-1 1-1"], &["1 1 1", "1 0 1", "1 1 1"]);
        // Added in one translation, in both, before, after, and inside a row of the other.
        check(&["1-1 0-1 1-1", "1-1 1-1"], &["1 1 1", "0 1 0", "1 1 1"]);
        check(&["0-1 1-1 0-2", "0-1 1-1"], &["0 1 0", "0 0 1", "1 1 1", "0 2 0"]);
        check(&["1-1 0-1 1-1", "2-1"], &["2 3 1"]);
    }

    fn shapes() -> impl Strategy<Value = Vec<(usize, usize)>> {
        prop::collection::vec((0usize..4, 0usize..4), 0..12)
            .prop_map(|shapes| shapes.into_iter().filter(|&shape| shape != (0, 0)).collect())
    }

    /// The shapes, and one more that brings their sources to `source_len` sentences.
    fn filled(mut shapes: Vec<(usize, usize)>, source_len: usize) -> Alignment {
        let missing = source_len - shapes.iter().map(|shape| shape.0).sum::<usize>();
        if missing > 0 {
            shapes.push((missing, 1));
        }
        alignment(&shapes)
    }

    proptest! {
        #[test]
        fn every_sentence_once_in_order_and_no_bead_cut(texts in prop::collection::vec(shapes(), 1..4)) {
            let len = |shapes: &Vec<(usize, usize)>| shapes.iter().map(|shape| shape.0).sum::<usize>();
            let source_len = texts.iter().map(len).max().unwrap_or(0);
            let mut alignments: Vec<Option<Alignment>> = vec![None];
            alignments.extend(texts.into_iter().map(|shapes| Some(filled(shapes, source_len))));
            let rows = rows(source_len, &alignments);

            for (text, alignment) in alignments.iter().enumerate() {
                let mut next = 0;
                for row in &rows {
                    prop_assert_eq!(row.cells[text].start, next);
                    next = row.cells[text].end;
                }
                let len = alignment.as_ref().map_or(source_len, Alignment::target_len);
                prop_assert_eq!(next, len);
                for bead in alignment.as_ref().map_or(&[][..], Alignment::beads) {
                    let within = |range: &Range<usize>, cell: &Range<usize>| cell.start <= range.start && range.end <= cell.end;
                    prop_assert!(rows.iter().any(|row| within(&bead.source, &row.cells[0]) && within(&bead.target, &row.cells[text])));
                }
            }
            prop_assert!(rows.iter().all(|row| row.cells.iter().any(|cell| !cell.is_empty())));
        }
    }
}
