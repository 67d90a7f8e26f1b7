//! Where do beads of two texts begin and end, to judge by a third?
//!
//! If a bead of the source and the third text ends where one of the third text and the target does, one
//! of the source and the target should end there. Composing beads whole would join all that either step
//! joins. A border that both steps have is kept by itself, and where one step has none nothing is said:
//! so a translation that joins sentences says nothing of how another one cuts them.

use rustc_hash::FxHashMap;

use super::shape::Step;

/// The borders of beads between two texts, by a path from the one to a third and one from there to the
/// other.
pub(crate) fn through(to: &[Step], from: &[Step]) -> Vec<(usize, usize)> {
    let there: FxHashMap<usize, usize> = borders(from).collect();
    borders(to).filter_map(|(x, z)| Some((x, *there.get(&z)?))).collect()
}

/// Where beads with both sides filled begin and end.
fn borders(path: &[Step]) -> impl Iterator<Item = (usize, usize)> {
    let filled = path.iter().filter(|(s, t)| !s.is_empty() && !t.is_empty());
    filled.flat_map(|(s, t)| [(s.start, t.start), (s.end, t.end)])
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The borders through the third text of two paths given by the sentences each step takes.
    #[track_caller]
    fn check(to: &[(usize, usize)], from: &[(usize, usize)], expected: &[(usize, usize)]) {
        let path = |steps: &[(usize, usize)]| -> Vec<Step> {
            let mut at = (0, 0);
            let step = |&(a, b): &(usize, usize)| {
                let begin = at;
                at = (at.0 + a, at.1 + b);
                (begin.0..at.0, begin.1..at.1)
            };
            steps.iter().map(step).collect()
        };
        let mut found = through(&path(to), &path(from));
        found.sort_unstable();
        found.dedup();
        assert_eq!(found, expected);
    }

    #[test]
    fn borders_that_both_steps_have_are_kept() {
        check(&[(1, 1), (1, 2)], &[(1, 1), (2, 1)], &[(0, 0), (1, 1), (2, 2)]);
    }

    #[test]
    fn what_one_step_joins_says_nothing() {
        check(&[(2, 1), (1, 1)], &[(1, 2), (1, 1)], &[(0, 0), (2, 2), (3, 3)]);
        check(&[(1, 1), (1, 1), (1, 1)], &[(2, 2), (1, 1)], &[(0, 0), (2, 2), (3, 3)]);
    }

    #[test]
    fn what_a_text_lacks_has_no_border_there() {
        check(&[(1, 0), (1, 1)], &[(1, 1)], &[(1, 0), (2, 1)]);
    }
}
