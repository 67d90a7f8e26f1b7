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
//! A bead below the doubt line joins nothing that a sure bead of another text parts: it is parted there itself, for what
//! nobody believes is no reason to make a row of six sentences. With two texts a row is a bead, sure or not.
//!
//! Text that the pivot lacks has a row of its own: two translations that add a sentence at one place
//! may say the same there, but no alignment says so. Aligning all languages with each other would;
//! it costs the square of their number, and its answers need not agree with each other.

use std::ops::Range;

use super::{Coverage, DOUBTFUL};
use crate::align::{Alignment, Bead};

/// Sentences of all texts that render each other.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Row {
    /// Sentence numbers in each text, by its number. Empty where it has none, and then it begins at the
    /// sentence that would come next; `0..0` where the text is not aligned.
    pub cells: Vec<Range<usize>>,
    /// The least confidence of the beads it is made of; that a text covers another part only is no doubt.
    pub confidence: f32,
}

/// The smallest rows that cut no sure bead of any alignment, and nothing that moved as one.
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
    let pieces = pieces(source_len, alignments);
    let beads = |text: usize| pieces[text].as_slice();
    // How many beads and moved passages lie over each place between two sentences of the pivot.
    let crossings = alignments.iter().flatten().flat_map(Alignment::crossings);
    let sources = pieces.iter().flatten().map(|bead| &bead.source);
    let covered = depths(source_len, sources.chain(crossings.map(|crossing| &crossing.source)));

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
                if !bead.is_elsewhere {
                    confidence = confidence.min(bead.confidence);
                }
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

/// A bead, or a part of one that is in doubt.
struct Piece {
    source: Range<usize>,
    target: Range<usize>,
    confidence: f32,
    /// Whether it is a gap in a part that its text does not cover.
    is_elsewhere: bool,
}

/// The beads of each text; where there are several alignments, those in doubt are parted where a sure bead of another
/// text ends.
fn pieces(source_len: usize, alignments: &[Option<Alignment>]) -> Vec<Vec<Piece>> {
    let is_alone = alignments.iter().flatten().count() < 2;
    let is_sure = |bead: &&Bead| !bead.is_gap() && bead.confidence >= DOUBTFUL;
    let sure = || alignments.iter().flatten().flat_map(Alignment::beads).filter(is_sure);
    let covered = depths(source_len, sure().map(|bead| &bead.source));
    let mut is_border = vec![false; source_len + 1];
    for bead in sure() {
        is_border[bead.source.start] = true;
        is_border[bead.source.end] = true;
    }
    let of = |alignment: &Option<Alignment>| {
        let Some(alignment) = alignment else { return Vec::new() };
        let covers = Coverage::of(alignment).source;
        let mut pieces = Vec::with_capacity(alignment.beads().len());
        for bead in alignment.beads() {
            let is_elsewhere = !is_alone && bead.target.is_empty() && !covers.contains(&bead.source.start);
            let parted = is_alone || bead.source.len() < 2 || is_sure(&bead);
            let inner = if parted { 0..0 } else { bead.source.start + 1..bead.source.end };
            let places = inner.filter(|&place| is_border[place] && covered[place] == 0);
            let (mut source, mut target) = (bead.source.start, bead.target.start);
            for place in places.chain([bead.source.end]) {
                // What is in doubt is dealt out evenly.
                let share = (place - bead.source.start) * bead.target.len();
                let end = match place == bead.source.end {
                    true => bead.target.end,
                    false => bead.target.start + (share + bead.source.len() / 2) / bead.source.len(),
                };
                let confidence = bead.confidence;
                pieces.push(Piece { source: source..place, target: target..end, confidence, is_elsewhere });
                (source, target) = (place, end);
            }
        }
        pieces
    };
    alignments.iter().map(of).collect()
}

/// How many of `ranges` lie over each place between two of `len` sentences.
fn depths<'a>(len: usize, ranges: impl Iterator<Item = &'a Range<usize>>) -> Vec<isize> {
    let mut depths = vec![0isize; len + 2];
    for range in ranges.filter(|range| range.len() > 1) {
        depths[range.start + 1] += 1;
        depths[range.end] -= 1;
    }
    let mut depth = 0;
    for place in &mut depths {
        depth += *place;
        *place = depth;
    }
    depths
}

fn empty(next: &[usize]) -> Vec<Range<usize>> {
    next.iter().map(|&at| at..at).collect()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

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

    /// Beads given as `2-1` are sure, as `2-1?` in doubt.
    #[test]
    fn beads_in_doubt_join_nothing_that_others_part() {
        #[track_caller]
        fn check(texts: &[&str], expected: &[&str]) {
            let bead = |shape: &str, at: &mut (usize, usize)| {
                let (sizes, confidence) = match shape.strip_suffix('?') {
                    Some(sizes) => (sizes, 0.4),
                    None => (shape, 0.9),
                };
                let (a, b) = sizes.split_once('-').unwrap();
                let (a, b): (usize, usize) = (a.parse().unwrap(), b.parse().unwrap());
                let from = *at;
                *at = (at.0 + a, at.1 + b);
                Bead::new(from.0..at.0, from.1..at.1, confidence)
            };
            let mut alignments = vec![None];
            let mut len = 0;
            for text in texts {
                let mut at = (0, 0);
                let beads = text.split(' ').map(|shape| bead(shape, &mut at)).collect();
                len = at.0;
                alignments.push(Some(Alignment::new(beads, at.0, at.1)));
            }
            let rows = rows(len, &alignments);
            let shown = rows.iter().map(|row| {
                let cells: Vec<_> = row.cells.iter().map(|cell| cell.len().to_string()).collect();
                format!("{} {:.1}", cells.join(" "), row.confidence)
            });
            assert_eq!(shown.collect::<Vec<_>>(), expected);
        }
        check(&["2-2?", "1-1 1-1"], &["1 1 1 0.4", "1 1 1 0.4"]);
        check(&["3-1? 1-1", "1-1 1-1 1-1 1-1"], &["1 0 1 0.4", "1 1 1 0.4", "1 0 1 0.4", "1 1 1 0.9"]);
        // A sure bead joins them, or nobody says where they part.
        check(&["2-2?", "2-1"], &["2 2 1 0.4"]);
        check(&["2-2?", "1-1? 1-1?"], &["2 2 2 0.4"]);
        check(&["2-2", "1-1 1-1"], &["2 2 2 0.9"]);
        // Of two texts a row is a bead.
        check(&["2-2?"], &["2 2 0.4"]);
        // A gap of several sentences joins none.
        check(&["1-1 2-0", "1-1 1-1 1-1"], &["1 1 1 0.9", "1 0 1 0.9", "1 0 1 0.9"]);
    }

    #[test]
    fn a_text_that_covers_a_part_only_puts_no_row_in_doubt() {
        let beads = |pairs: usize, alone: usize| {
            let pair = |n: usize| Bead::new(n..n + 1, n..n + 1, 0.9);
            let gap = |n: usize| Bead::new(n..n + 1, pairs..pairs, 0.3);
            let beads = (0..pairs).map(pair).chain((pairs..pairs + alone).map(gap)).collect();
            Some(Alignment::new(beads, pairs + alone, pairs))
        };
        let rows = rows(40, &[None, beads(20, 20), beads(40, 0)]);
        assert!(rows.iter().all(|row| row.confidence == 0.9), "{rows:?}");
        let rows = super::rows(40, &[None, beads(36, 4), beads(40, 0)]);
        assert_eq!(rows.iter().filter(|row| row.confidence == 0.3).count(), 4, "what is left out is a doubt");
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
