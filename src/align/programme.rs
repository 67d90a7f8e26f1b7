//! Which path through the grid of source against target sentences is best, and how sure is each step?
//!
//! A translator joins, splits and drops but seldom reorders, so a pairing is a path from corner to
//! corner, each step a bead of one of the [`SHAPES`] or a sentence left without counterpart. Leaving
//! out is a state of its own with an affine cost (dear to begin, cheap to go on, as in the alignment of
//! genes: Gotoh 1982): what is missing from a translation is a passage far more often than a sentence
//! here and there, and with a cost for each sentence alone the programme would rather pair thirty
//! sentences wrongly than leave them out.
//!
//! [`best_path`] is the path of the highest score (Viterbi). [`posterior`] sums over all paths, forward
//! and backward, and says how likely each bead is; the path of the most beads expected to be right is
//! then drawn from that ([`Posterior::most_right`]), which serves an exact count better than the single
//! likeliest path does.
//!
//! Both walk a [`Corridor`] and keep a byte or two a cell.

use super::approx::{exp, log_sum};
use super::corridor::Corridor;
use super::evidence::{Model, Rows};
use super::shape::{MAX, SHAPES, Step};

const NONE: f32 = f32::NEG_INFINITY;

/// The path of the highest score by beads of the [`SHAPES`], gaps one sentence a step.
pub(crate) fn best_path(model: &Model, corridor: &Corridor) -> Vec<Step> {
    let rows = corridor.rows();
    let columns = corridor.row(rows).end - 1;
    // The state a step came from is its lowest bit; the rest of a match is the shape, of a gap the side.
    let mut match_back = vec![u8::MAX; corridor.len()];
    let mut gap_back = vec![u8::MAX; corridor.len()];
    let mut best = Recent::new(corridor);
    let mut rows_of_scores = Rows::new(model, corridor);
    let mut scores = Vec::new();
    let [open, extend] = model.weights.gap;
    for row in 0..=rows {
        best.begin(row);
        if row > 0 {
            rows_of_scores.score(row, &mut scores);
        }
        for column in corridor.row(row) {
            if (row, column) == (0, 0) {
                best.set(row, column, [0.0, f64::NEG_INFINITY]);
                continue;
            }
            let cell = corridor.cell(row, column);
            let (mut matched, mut gap) = (f64::NEG_INFINITY, f64::NEG_INFINITY);
            if row > 0 {
                let from = (column - corridor.row(row).start) * SHAPES.len();
                for (k, &score) in scores[from..from + SHAPES.len()].iter().enumerate() {
                    if score == NONE {
                        continue;
                    }
                    let before = best.get(row - SHAPES[k].0, column - SHAPES[k].1);
                    let state = usize::from(before[1] > before[0]);
                    if before[state] + f64::from(score) > matched {
                        matched = before[state] + f64::from(score);
                        match_back[cell] = (k * 2 + state) as u8;
                    }
                }
            }
            let mut leave_out = |before: [f64; 2], side: u8| {
                for (state, cost) in [open, extend].into_iter().enumerate() {
                    if before[state] + f64::from(cost) > gap {
                        gap = before[state] + f64::from(cost);
                        gap_back[cell] = side * 2 + state as u8;
                    }
                }
            };
            if row > 0 && corridor.holds(row - 1, column) {
                leave_out(best.get(row - 1, column), 0);
            }
            if column > corridor.row(row).start {
                leave_out(best.get(row, column - 1), 1);
            }
            best.set(row, column, [matched, gap]);
        }
    }
    let [matched, gap] = best.get(rows, columns);
    let mut state = u8::from(gap > matched);
    let (mut row, mut column) = (rows, columns);
    let mut path = Vec::new();
    while (row, column) != (0, 0) {
        let cell = corridor.cell(row, column);
        let (a, b);
        if state == 0 {
            (a, b) = SHAPES[usize::from(match_back[cell] / 2)];
            state = match_back[cell] % 2;
        } else {
            (a, b) = if gap_back[cell] / 2 == 0 { (1, 0) } else { (0, 1) };
            state = gap_back[cell] % 2;
        }
        path.push((row - a..row, column - b..column));
        (row, column) = (row - a, column - b);
    }
    path.reverse();
    path
}

/// How likely each bead and each gap is, over all paths of a piece of the corridor.
pub(crate) struct Posterior<'a> {
    corridor: &'a Corridor,
    from: (usize, usize),
    to: (usize, usize),
    /// For each cell and shape, the probability of the bead that ends there; minus infinity if none may.
    beads: Vec<f32>,
    /// For each sentence, the probability that it has no counterpart.
    source_gaps: Vec<f32>,
    target_gaps: Vec<f32>,
}

/// Sums over all paths through the corridor between two places that it is fixed at.
///
/// `rows_of_scores` is handed on from piece to piece, in order.
pub(crate) fn posterior<'a>(
    rows_of_scores: &mut Rows<'a>,
    from: (usize, usize),
    to: (usize, usize),
) -> Posterior<'a> {
    let corridor = rows_of_scores.corridor();
    let [open, extend] = rows_of_scores.gap().map(f64::from);
    let first = corridor.cell(from.0, from.1);
    let number = |row: usize, column: usize| corridor.cell(row, column) - first;
    // The last row may go on beyond the end, the first begin before it: only what lies between counts.
    let columns = |row: usize| {
        let run = corridor.row(row);
        run.start.max(from.1)..run.end.min(to.1 + 1)
    };
    let cells = number(to.0, to.1) + 1;
    let mut beads = Vec::with_capacity(cells * SHAPES.len());
    let mut forward = vec![[f64::NEG_INFINITY; 2]; cells];
    // Of both states together.
    let mut before = vec![f64::NEG_INFINITY; cells];
    let mut scores = Vec::new();
    for row in from.0..=to.0 {
        let skipped = columns(row).start - corridor.row(row).start;
        let here = skipped * SHAPES.len()..(skipped + columns(row).len()) * SHAPES.len();
        if row > from.0 {
            rows_of_scores.score(row, &mut scores);
            beads.extend_from_slice(&scores[here]);
        } else {
            beads.resize(here.len(), NONE);
        }
        for column in columns(row) {
            let cell = number(row, column);
            if (row, column) == from {
                (forward[cell], before[cell]) = ([0.0, f64::NEG_INFINITY], 0.0);
                continue;
            }
            let mut matched = [f64::NEG_INFINITY; SHAPES.len()];
            for (k, &score) in beads[cell * SHAPES.len()..(cell + 1) * SHAPES.len()].iter().enumerate() {
                if score > NONE {
                    matched[k] = before[number(row - SHAPES[k].0, column - SHAPES[k].1)] + f64::from(score);
                }
            }
            let mut gap = [f64::NEG_INFINITY; 4];
            if row > from.0 && corridor.holds(row - 1, column) {
                let before = forward[number(row - 1, column)];
                (gap[0], gap[1]) = (before[0] + open, before[1] + extend);
            }
            if column > columns(row).start {
                let before = forward[cell - 1];
                (gap[2], gap[3]) = (before[0] + open, before[1] + extend);
            }
            forward[cell] = [log_sum(matched), log_sum(gap)];
            before[cell] = log_sum(forward[cell]);
        }
    }
    let all = before[number(to.0, to.1)];
    let mut after = vec![[f64::NEG_INFINITY; 2]; cells];
    let (mut source_gaps, mut target_gaps) = (vec![0.0; to.0 - from.0], vec![0.0; to.1 - from.1]);
    for row in (from.0..=to.0).rev() {
        for column in columns(row).rev() {
            let cell = number(row, column);
            if (row, column) == to {
                after[cell] = [0.0, 0.0];
                continue;
            }
            let mut matched = [f64::NEG_INFINITY; SHAPES.len()];
            let mut ends = [0; SHAPES.len()];
            for (k, &(a, b)) in SHAPES.iter().enumerate() {
                if row + a <= to.0 && columns(row + a).contains(&(column + b)) {
                    let end = number(row + a, column + b);
                    ends[k] = end * SHAPES.len() + k;
                    matched[k] = f64::from(beads[ends[k]]) + after[end][0];
                    if matched[k] == f64::NEG_INFINITY {
                        beads[ends[k]] = NONE;
                    }
                }
            }
            for (&end, &score) in ends.iter().zip(&matched) {
                // Each bead begins in one cell, so its score is not asked for again.
                if score > f64::NEG_INFINITY {
                    beads[end] = exp(before[cell] + score - all);
                }
            }
            let mut left_out = [f64::NEG_INFINITY; 2];
            if row < to.0 && columns(row + 1).contains(&column) {
                left_out[0] = after[number(row + 1, column)][1];
            }
            if column + 1 < columns(row).end {
                left_out[1] = after[cell + 1][1];
            }
            for (state, cost) in [open, extend].into_iter().enumerate() {
                let [source, target] = left_out.map(|after| exp(forward[cell][state] + cost + after - all));
                if row < to.0 {
                    source_gaps[row - from.0] += source;
                }
                if column < to.1 {
                    target_gaps[column - from.1] += target;
                }
            }
            let matched = log_sum(matched);
            after[cell] =
                [open, extend].map(|cost| log_sum([matched, left_out[0] + cost, left_out[1] + cost]));
        }
    }
    Posterior { corridor, from, to, beads, source_gaps, target_gaps }
}

impl Posterior<'_> {
    /// The path of the most beads expected to be right, each step with its probability.
    ///
    /// A step earns twice its probability and costs `price`, which is what a bead adds to and takes from
    /// an F1 of that size.
    pub(crate) fn most_right(&self, price: f32) -> Vec<(Step, f32)> {
        let Self { corridor, from, to, .. } = *self;
        let first = corridor.cell(from.0, from.1);
        let number = |row: usize, column: usize| corridor.cell(row, column) - first;
        let cells = number(to.0, to.1) + 1;
        let mut best = vec![f64::NEG_INFINITY; cells];
        let mut back = vec![u8::MAX; cells];
        let gain = |probability: f32| f64::from(2.0 * probability - price);
        const SOURCE: u8 = SHAPES.len() as u8;
        const TARGET: u8 = SOURCE + 1;
        for row in from.0..=to.0 {
            let run = corridor.row(row);
            let start = run.start.max(from.1);
            for column in start..run.end.min(to.1 + 1) {
                let cell = number(row, column);
                if (row, column) == from {
                    best[cell] = 0.0;
                    continue;
                }
                let mut taken = (f64::NEG_INFINITY, u8::MAX);
                let mut take = |value: f64, step: u8| {
                    if value > taken.0 {
                        taken = (value, step);
                    }
                };
                for (k, &(a, b)) in SHAPES.iter().enumerate() {
                    let probability = self.beads[cell * SHAPES.len() + k];
                    if probability > NONE {
                        let before = best[number(row - a, column - b)];
                        take(before + gain(probability), k as u8);
                    }
                }
                if row > from.0 && corridor.holds(row - 1, column) {
                    let before = best[number(row - 1, column)];
                    take(before + gain(self.source_gaps[row - 1 - from.0]), SOURCE);
                }
                if column > start {
                    take(best[cell - 1] + gain(self.target_gaps[column - 1 - from.1]), TARGET);
                }
                (best[cell], back[cell]) = taken;
            }
        }
        let (mut row, mut column) = to;
        let mut path = Vec::new();
        while (row, column) != from {
            let cell = number(row, column);
            let ((a, b), probability) = match back[cell] {
                SOURCE => ((1, 0), self.source_gaps[row - 1 - from.0]),
                TARGET => ((0, 1), self.target_gaps[column - 1 - from.1]),
                k => (SHAPES[usize::from(k)], self.beads[cell * SHAPES.len() + usize::from(k)]),
            };
            path.push(((row - a..row, column - b..column), probability.clamp(0.0, 1.0)));
            (row, column) = (row - a, column - b);
        }
        path.reverse();
        path
    }
}

/// The scores of the last rows, for the longest bead to look back on.
struct Recent<'a> {
    corridor: &'a Corridor,
    rows: Vec<Vec<[f64; 2]>>,
}

impl<'a> Recent<'a> {
    fn new(corridor: &'a Corridor) -> Self {
        Self { corridor, rows: vec![Vec::new(); MAX + 1] }
    }

    fn begin(&mut self, row: usize) {
        let values = &mut self.rows[row % (MAX + 1)];
        values.clear();
        values.resize(self.corridor.row(row).len(), [f64::NEG_INFINITY; 2]);
    }

    fn get(&self, row: usize, column: usize) -> [f64; 2] {
        self.rows[row % (MAX + 1)][column - self.corridor.row(row).start]
    }

    fn set(&mut self, row: usize, column: usize, value: [f64; 2]) {
        self.rows[row % (MAX + 1)][column - self.corridor.row(row).start] = value;
    }
}
