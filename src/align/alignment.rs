//! The pairing of two texts.

use std::ops::Range;

/// Why a bead is believed: how well each kind of evidence fits.
#[derive(Clone, Debug, Default, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Reasons {
    /// How well the lengths fit, 0 to 1.
    pub length: f32,
    /// Numbers, names and Latin strings that stand on both sides, as printed in the source.
    pub shared: Vec<String>,
    /// Words of the source that have a likely translation in the target, and words that could have.
    pub words: (u32, u32),
}

/// Sentences that render each other: `source` of the one text, `target` of the other.
///
/// Either may be empty, not both: a gap, text without counterpart.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Bead {
    /// Sentence numbers of the source.
    pub source: Range<usize>,
    /// Sentence numbers of the target.
    pub target: Range<usize>,
    /// How likely it is to be exactly right, 0 to 1.
    pub confidence: f32,
    /// Why it is believed.
    pub reasons: Reasons,
}

impl Bead {
    /// A bead without reasons.
    pub fn new(source: Range<usize>, target: Range<usize>, confidence: f32) -> Self {
        Self { source, target, confidence, reasons: Reasons::default() }
    }

    /// Whether one side is empty.
    pub fn is_gap(&self) -> bool {
        self.source.is_empty() || self.target.is_empty()
    }

    /// Its shape as `1-2`.
    pub fn shape(&self) -> String {
        format!("{}-{}", self.source.len(), self.target.len())
    }
}

/// Text that stands elsewhere in the translation than its order would have it.
///
/// Both sides are gaps in the beads; what moved is said here and not forced into line.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[non_exhaustive]
pub struct Crossing {
    /// Sentence numbers of the source.
    pub source: Range<usize>,
    /// Sentence numbers of the target that render them.
    pub target: Range<usize>,
    /// How likely it is, 0 to 1.
    pub confidence: f32,
}

/// Beads in order that cover every sentence of each side exactly once.
#[derive(Clone, Debug, PartialEq)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
#[must_use]
pub struct Alignment {
    beads: Vec<Bead>,
    crossings: Vec<Crossing>,
    source_len: usize,
    target_len: usize,
}

impl Alignment {
    /// The alignment of `source_len` with `target_len` sentences by `beads`.
    ///
    /// # Panics
    ///
    /// If the beads do not cover each side in order exactly once, or one is empty on both sides.
    pub fn new(beads: Vec<Bead>, source_len: usize, target_len: usize) -> Self {
        let (mut source, mut target) = (0, 0);
        for bead in &beads {
            assert!(
                bead.source.start == source
                    && bead.target.start == target
                    && (bead.source.len(), bead.target.len()) != (0, 0),
                "bead {bead:?} does not follow sentences {source} and {target}"
            );
            (source, target) = (bead.source.end, bead.target.end);
        }
        assert_eq!((source, target), (source_len, target_len), "beads must cover both sides");
        Self { beads, crossings: Vec::new(), source_len, target_len }
    }

    /// The same with passages that moved; both sides of each must be gaps.
    pub fn with_crossings(mut self, crossings: Vec<Crossing>) -> Self {
        self.crossings = crossings;
        self
    }

    /// The same with the target as source.
    pub fn turned(&self) -> Self {
        let bead =
            |bead: &Bead| Bead { source: bead.target.clone(), target: bead.source.clone(), ..bead.clone() };
        let crossing = |crossing: &Crossing| Crossing {
            source: crossing.target.clone(),
            target: crossing.source.clone(),
            ..*crossing
        };
        let mut crossings: Vec<Crossing> = self.crossings.iter().map(crossing).collect();
        crossings.sort_by_key(|crossing| crossing.source.start);
        Self {
            beads: self.beads.iter().map(bead).collect(),
            crossings,
            source_len: self.target_len,
            target_len: self.source_len,
        }
    }

    /// The beads, in the order of both texts.
    pub fn beads(&self) -> &[Bead] {
        &self.beads
    }

    /// Passages that stand elsewhere in the target.
    pub fn crossings(&self) -> &[Crossing] {
        &self.crossings
    }

    /// Sentences of the source.
    pub fn source_len(&self) -> usize {
        self.source_len
    }

    /// Sentences of the target.
    pub fn target_len(&self) -> usize {
        self.target_len
    }

    /// The sentences of the source, and of the target, that have no counterpart: runs of them, in order, with what
    /// moved left out.
    ///
    /// # Example: the second text has a foreword of its own
    ///
    /// ```
    /// use duizhao::align::{Alignment, Bead};
    /// let beads = vec![Bead::new(0..0, 0..1, 0.9), Bead::new(0..0, 1..2, 0.9), Bead::new(0..1, 2..3, 0.9)];
    /// assert_eq!(Alignment::new(beads, 1, 3).left_out(), [vec![], vec![0..2]]);
    /// ```
    pub fn left_out(&self) -> [Vec<Range<usize>>; 2] {
        let run = |runs: &mut Vec<Range<usize>>, gap: &Range<usize>, moved: &dyn Fn(usize) -> bool| {
            for n in gap.clone().filter(|&n| !moved(n)) {
                match runs.last_mut() {
                    Some(last) if last.end == n => last.end += 1,
                    _ => runs.push(n..n + 1),
                }
            }
        };
        let moved = |side: fn(&Crossing) -> &Range<usize>, n: usize| {
            self.crossings.iter().any(|crossing| side(crossing).contains(&n))
        };
        let mut runs = [Vec::new(), Vec::new()];
        for bead in self.beads.iter().filter(|bead| bead.is_gap()) {
            run(&mut runs[0], &bead.source, &|n| moved(|crossing| &crossing.source, n));
            run(&mut runs[1], &bead.target, &|n| moved(|crossing| &crossing.target, n));
        }
        runs
    }

    /// The mean confidence of its beads; 1 where there is none.
    pub fn confidence(&self) -> f32 {
        if self.beads.is_empty() {
            return 1.0;
        }
        self.beads.iter().map(|bead| bead.confidence).sum::<f32>() / self.beads.len() as f32
    }
}
