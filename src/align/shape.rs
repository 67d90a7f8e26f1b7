//! What shapes may a bead have?
//!
//! Up to five sentences a side: a longer bead is hardly ever right, and each shape costs its share of the time.
//! These are the words that all parts of the aligner speak in.

use std::ops::Range;

/// The shapes of beads with both sides filled.
pub(crate) const SHAPES: [(usize, usize); 15] = [
    (1, 1),
    (1, 2),
    (2, 1),
    (1, 3),
    (3, 1),
    (2, 2),
    (1, 4),
    (4, 1),
    (2, 3),
    (3, 2),
    (1, 5),
    (5, 1),
    (2, 4),
    (4, 2),
    (3, 3),
];

/// The most sentences on a side of a bead.
pub(crate) const MAX: usize = 5;

/// The widest shape with each number of sentences on its other side.
pub(crate) const WIDEST: [usize; MAX] = [5, 4, 3, 2, 1];

/// How often each of the [`SHAPES`] is met, before the texts are known.
pub(crate) const SHARES: [f32; SHAPES.len()] =
    [0.62, 0.13, 0.10, 0.035, 0.02, 0.025, 0.012, 0.005, 0.01, 0.008, 0.003, 0.0015, 0.003, 0.002, 0.003];

/// A step of a path: the sentences it takes from each side.
pub(crate) type Step = (Range<usize>, Range<usize>);
