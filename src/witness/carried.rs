//! What becomes of an alignment when its source is mended?
//!
//! A fix changes words inside sentences, and now and then where a sentence ends: a full stop is put, a broken paragraph
//! is joined. Where the border between two sentences still is one, the beads on either side stay what they were; where
//! it is gone, the two beads become one:
//!
//! ```text
//! source before   0 | 1 | 2 | 3        a fix joins 1 and 2
//! source after    0 |   1   | 2
//! beads before    0-0  1-1  2-2  3-3
//! beads after     0-0  1-1,2     2-3
//! ```
//!
//! Aligning the mended text anew costs as much as the first alignment, and finds these beads.

use std::ops::Range;

use crate::align::{Alignment, Bead, Crossing};
use crate::text::{Document, Span};

/// `alignment`, whose source was `before`, with the source `after`. `moved` says where in `after` a stretch of `before`
/// stands.
///
/// Beads that share a sentence afterwards are one bead, as likely as the least likely of them. What moved is left out
/// where its borders are gone.
pub fn carried(
    alignment: &Alignment,
    before: &Document,
    after: &Document,
    moved: impl Fn(Span) -> Span,
) -> Alignment {
    let borders = borders(before, after, moved);
    let border =
        |old: usize| borders.binary_search_by_key(&old, |&(old, _)| old).ok().map(|at| borders[at].1);
    let mut beads: Vec<Bead> = Vec::with_capacity(alignment.beads().len());
    let (mut open, mut done) = (None::<Bead>, 0);
    for bead in alignment.beads() {
        let mut bead = bead.clone();
        if let Some(first) = open.take() {
            bead.target.start = first.target.start;
            bead.confidence = bead.confidence.min(first.confidence);
            bead.reasons = first.reasons;
        }
        let Some(end) = border(bead.source.end) else {
            open = Some(bead);
            continue;
        };
        bead.source = done..end;
        done = end;
        // A sentence of nothing but what was taken away leaves none.
        if !(bead.source.is_empty() && bead.target.is_empty()) {
            beads.push(bead);
        }
    }
    let gap = |beads: &[Bead], side: fn(&Bead) -> &Range<usize>, range: &Range<usize>| {
        let inside = |bead: &&Bead| side(bead).start < range.end && range.start < side(bead).end;
        beads.iter().filter(inside).all(Bead::is_gap)
    };
    let crossings = alignment.crossings().iter().filter_map(|crossing| {
        let source = border(crossing.source.start)?..border(crossing.source.end)?;
        let is_kept = !source.is_empty()
            && gap(&beads, |bead| &bead.source, &source)
            && gap(&beads, |bead| &bead.target, &crossing.target);
        is_kept.then(|| Crossing { source, ..crossing.clone() })
    });
    let crossings = crossings.collect();
    // Where there was no sentence before.
    let last = alignment.target_len();
    beads.extend((done..after.len()).map(|added| Bead::new(added..added + 1, last..last, 0.0)));
    Alignment::new(beads, after.len(), alignment.target_len()).with_crossings(crossings)
}

/// The borders between sentences that both texts have, ascending: before which sentence of each, from the start of
/// both to the end of both.
fn borders(before: &Document, after: &Document, moved: impl Fn(Span) -> Span) -> Vec<(usize, usize)> {
    let gap = |document: &Document, next: usize| {
        let (end, start) = (document.span(next - 1).end, document.span(next).start);
        Span::new(end.min(start), end.max(start))
    };
    let mut borders = vec![(0, 0)];
    let mut new = 1;
    for old in 1..before.len() {
        let was = moved(gap(before, old));
        // Of the sentence before it nothing is left: it ends where it began.
        if let Some(&(_, last)) = borders.last()
            && last > 0
            && was.start <= gap(after, last).end
        {
            borders.push((old, last));
            continue;
        }
        while new < after.len() && gap(after, new).end < was.start {
            new += 1;
        }
        if new >= after.len() {
            break;
        }
        if gap(after, new).start <= was.end {
            borders.push((old, new));
            new += 1;
        }
    }
    if !before.is_empty() {
        borders.push((before.len(), after.len()));
    }
    borders
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    /// What becomes of one bead a sentence when `old` is replaced by `new` at `at` of `text`: the beads as
    /// `source-target`.
    #[track_caller]
    fn check(text: &str, old: &str, new: &str, expected: &str) {
        let document = |text: &str| Document::new(text.to_owned(), Language::new("zh"));
        let before = document(text);
        let at = text.find(old).expect("the old words");
        let after = document(&text.replacen(old, new, 1));
        let beads = (0..before.len()).map(|n| Bead::new(n..n + 1, n..n + 1, 0.9)).collect();
        let alignment = Alignment::new(beads, before.len(), before.len());
        let moved = |span: Span| {
            let by = |offset: usize| match offset {
                _ if offset <= at => offset,
                _ if offset >= at + old.len() => offset - old.len() + new.len(),
                _ => at + new.len(),
            };
            Span::new(by(span.start), by(span.end))
        };
        let list = |range: &Range<usize>| range.clone().map(|n| n.to_string()).collect::<Vec<_>>().join(",");
        let beads = carried(&alignment, &before, &after, moved);
        let beads: Vec<_> = beads
            .beads()
            .iter()
            .map(|bead| format!("{}-{}", list(&bead.source), list(&bead.target)))
            .collect();
        assert_eq!(beads.join(" "), expected, "{text} {old} {new}");
    }

    #[test]
    fn a_fix_inside_a_sentence_leaves_the_beads() {
        check("甲在在此。乙来了。丙走了。\n", "在在", "在", "0-0 1-1 2-2");
        check("甲在此,乙来了。丙走了。\n", ",", "，", "0-0 1-1");
        check("甲在此。\u{7}乙来了。丙走了。\n", "\u{7}", "", "0-0 1-1 2-2");
        check("", "", "", "");
    }

    #[test]
    fn a_border_that_goes_joins_beads_and_one_that_comes_joins_sentences() {
        check("甲在此。乙来了。丙走了。\n", "此。乙", "此，乙", "0-0,1 1-2");
        check("甲在此，乙来了。丙走了。\n", "，", "。", "0,1-0 2-1");
        check("甲在此。乙来了。丙走了。\n", "此。乙来了。丙", "丙", "0-0,1,2");
    }

    #[test]
    fn a_sentence_that_goes_leaves_a_gap() {
        check("甲在此。\n\n乙。\n\n丙走了。\n", "乙。\n\n", "", "0-0 -1 1-2");
        check("甲在此。\n", "甲在此。", "", "-0");
    }

    #[test]
    fn what_moved_stays_so_while_its_borders_stand() {
        let document = |text: &str| Document::new(text.to_owned(), Language::new("zh"));
        let before = document("甲在此。乙来了。丙走了。\n");
        let beads = vec![
            Bead::new(0..1, 0..0, 0.9),
            Bead::new(1..2, 0..1, 0.9),
            Bead::new(2..3, 1..2, 0.9),
            Bead::new(3..3, 2..3, 0.9),
        ];
        let crossing = Crossing { source: 0..1, target: 2..3, confidence: 0.8 };
        let alignment = Alignment::new(beads, 3, 3).with_crossings(vec![crossing.clone()]);
        assert_eq!(carried(&alignment, &before, &before, |span| span), alignment);
        let joined = document("甲在此，乙来了。丙走了。\n");
        assert_eq!(carried(&alignment, &before, &joined, |span| span).crossings(), []);
    }
}
