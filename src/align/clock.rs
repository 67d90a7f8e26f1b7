//! Do two sets of subtitles show at the same time what says the same?
//!
//! A cue is shown while it is spoken, in whatever language, so of two versions of a film the times tell more than
//! any words. But the clocks may differ: another frame rate stretches one, a title card or a cut scene shifts what
//! comes after. So the rate is found for the whole film among those in use, and the shift for each stretch of it,
//! by a vote: each cue of the one text votes for the shifts to the cues of the other near by, and the shift for
//! which half of them vote is theirs. Where no shift has so many votes, times say nothing.
//!
//! Taking times as they stand, as tools for one film's own subtitles do, is wrong from the first cut scene on; and
//! learning the shift from pairs that the words gave needs words that are known.

use std::ops::Range;

use crate::text::{Document, Time};

/// Cues in a stretch.
const STRETCH: usize = 40;

/// The largest shift looked for, in milliseconds.
const FARTHEST: i64 = 180_000;

/// How near two beginnings are to be the same, in milliseconds: cues of a film are mostly cut anew for each
/// language, to fit the eye.
const NEAR: i64 = 300;

/// The rates between films at 23.976, 24 and 25 pictures a second.
const RATES: [f64; 7] =
    [1.0, 25.0 / 23.976, 23.976 / 25.0, 25.0 / 24.0, 24.0 / 25.0, 24.0 / 23.976, 23.976 / 24.0];

/// The share of a stretch's cues that must begin with one of the other text for a shift to be theirs. Of cues that
/// have nothing to do with each other a fifth do for a shift taken at random, a third for the best of all.
const SHARE: f64 = 0.5;

/// The clock of the one text as the other tells it.
#[derive(Debug)]
pub(crate) struct Clock {
    /// When each cue of the source is shown by the clock of the target, in milliseconds, where that is known.
    source: Vec<Option<(i64, i64)>>,
    target: Vec<Time>,
}

impl Clock {
    /// The clock of two texts that are both subtitles, if it can be told.
    pub(crate) fn of(source: &Document, target: &Document) -> Option<Self> {
        let (source, target) = (times(source)?, times(target)?);
        let clocks = RATES.map(|rate| told(&source, &target, rate));
        let known = |clock: &Vec<Option<(i64, i64)>>| clock.iter().flatten().count();
        // Of rates that tell as much the first, which is the likeliest.
        let best = clocks.into_iter().rev().max_by_key(known)?;
        (known(&best) > 0).then_some(Self { source: best, target })
    }

    /// What the times of a bead say for it, in nats; nothing where they are not known.
    pub(crate) fn says(&self, source: Range<usize>, target: Range<usize>) -> f32 {
        let (Some(first), Some(last)) = (self.source[source.start], self.source[source.end - 1]) else {
            return 0.0;
        };
        let (begin, end) = (self.target[target.start].start, self.target[target.end - 1].end);
        agreement(first.0 - i64::from(begin)) + agreement(last.1 - i64::from(end))
    }
}

/// When each sentence is shown, of a text all of whose sentences are cues.
fn times(document: &Document) -> Option<Vec<Time>> {
    (0..document.len()).map(|number| document.time(number)).collect()
}

/// When each cue of `source` is shown by the clock of `target`, if the one runs `rate` times as fast as the other.
fn told(source: &[Time], target: &[Time], rate: f64) -> Vec<Option<(i64, i64)>> {
    let at = |time: u32| (f64::from(time) * rate).round() as i64;
    let mut starts: Vec<i64> = target.iter().map(|time| i64::from(time.start)).collect();
    starts.sort_unstable();
    let stretches = source.len().div_ceil(STRETCH);
    let shift = |stretch: usize| {
        // The stretch and half of those beside it.
        let from = (stretch * STRETCH).saturating_sub(STRETCH / 2);
        let to = ((stretch + 1) * STRETCH + STRETCH / 2).min(source.len());
        let cues: Vec<i64> = source[from..to].iter().map(|time| at(time.start)).collect();
        best_shift(&cues, &starts)
    };
    let shifts: Vec<Option<i64>> = (0..stretches).map(shift).collect();
    let cue = |(number, time): (usize, &Time)| {
        shifts[number / STRETCH].map(|shift| (at(time.start) + shift, at(time.end) + shift))
    };
    source.iter().enumerate().map(cue).collect()
}

/// By how much `cues` must be moved for most of them to begin with one of `starts`, which ascend; `None` if that
/// is too few to mean anything.
fn best_shift(cues: &[i64], starts: &[i64]) -> Option<i64> {
    const BIN: i64 = NEAR;
    /// Fewer cues agree by chance.
    const FEWEST: usize = 6;
    let bins = (2 * FARTHEST / BIN + 1) as usize;
    // Which cue voted last for a bin: each has one vote.
    let mut votes = vec![(0usize, usize::MAX); bins];
    for (number, &cue) in cues.iter().enumerate() {
        let from = starts.partition_point(|&start| start < cue - FARTHEST);
        for &start in starts[from..].iter().take_while(|&&start| start <= cue + FARTHEST) {
            let bin = ((start - cue + FARTHEST) / BIN) as usize;
            if votes[bin].1 != number {
                votes[bin] = (votes[bin].0 + 1, number);
            }
        }
    }
    // A shift may lie at the border of two bins.
    let (most, bin) = votes
        .windows(2)
        .enumerate()
        .map(|(bin, pair)| (pair[0].0 + pair[1].0, bin))
        .max_by_key(|&(votes, bin)| (votes, std::cmp::Reverse(bin.abs_diff(bins / 2))))?;
    if most < FEWEST || (most as f64) < SHARE * cues.len() as f64 {
        return None;
    }
    let around = (bin as i64 + 1) * BIN - FARTHEST;
    let mut shifts: Vec<i64> = Vec::with_capacity(most);
    for &cue in cues {
        let from = starts.partition_point(|&start| start < cue + around - BIN);
        shifts.extend(
            starts[from..].iter().take_while(|&&start| start <= cue + around + BIN).map(|start| start - cue),
        );
    }
    shifts.sort_unstable();
    shifts.get(shifts.len() / 2).copied()
}

/// What it says for two moments to be the same that they are `apart`, in milliseconds: how much likelier that is of
/// one moment set by two hands than of any two in the same minute, in nats.
fn agreement(apart: i64) -> f32 {
    /// How far the two hands are apart on average, in milliseconds.
    const HAND: f32 = 500.0;
    /// How often one of them has set a moment for another reason.
    const OTHERWISE: f32 = 0.1;
    const MINUTE: f32 = 60_000.0;
    let same = (-(apart.unsigned_abs() as f32) / HAND).exp() / (2.0 * HAND);
    ((1.0 - OTHERWISE) * same * MINUTE + OTHERWISE).ln()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Block, BlockKind, Language, Span};

    /// Cues of a word each, shown at these seconds for one second.
    fn cues(seconds: &[f64]) -> Document {
        let (mut text, mut blocks, mut times) = (String::new(), Vec::new(), Vec::new());
        for second in seconds {
            let start = text.len();
            text.push_str("word");
            blocks.push(Block { span: Span::new(start, text.len()), kind: BlockKind::Unit });
            let at = (second * 1000.0) as u32;
            times.push((start, Time { start: at, end: at + 1000 }));
            text.push_str("\n\n");
        }
        Document::from_blocks(text, Language::new("en"), &blocks).with_times(times)
    }

    /// Moments with no beat in them.
    fn moments(count: usize, mut seed: u64) -> Vec<f64> {
        let mut at = 0.0;
        let mut next = || {
            seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
            1.5 + (seed >> 33) as f64 / f64::from(u32::MAX) * 8.0
        };
        (0..count)
            .map(|_| {
                at += next();
                at
            })
            .collect()
    }

    #[test]
    fn a_clock_that_is_shifted_stretched_or_cut_is_told() {
        let film = moments(300, 7);
        let shifted: Vec<f64> = film.iter().map(|at| at + 12.3).collect();
        let stretched: Vec<f64> = film.iter().map(|at| at * 25.0 / 23.976).collect();
        let cut: Vec<f64> =
            film.iter().enumerate().map(|(n, at)| if n < 150 { *at } else { at + 41.0 }).collect();
        for other in [&film, &shifted, &stretched, &cut] {
            let clock = Clock::of(&cues(&film), &cues(other)).expect("a clock");
            for n in [5, 60, 240, 295] {
                assert!(clock.says(n..n + 1, n..n + 1) > 6.0, "{n}");
                assert!(clock.says(n..n + 1, n + 4..n + 5) < 0.0, "{n}");
            }
        }
    }

    #[test]
    fn films_that_have_nothing_in_common_have_no_clock() {
        for seed in 1..20 {
            let (one, other) = (cues(&moments(200, seed)), cues(&moments(220, seed + 100)));
            assert!(Clock::of(&one, &other).is_none(), "{seed}");
        }
        let text = Document::from_lines("One.\nTwo.\n".into(), Language::new("en"));
        assert!(Clock::of(&text, &cues(&moments(20, 3))).is_none());
    }
}
