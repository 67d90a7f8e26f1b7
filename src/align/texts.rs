//! How are two texts paired, pass by pass?
//!
//! What is known beforehand gives a first path through a wide corridor; that path teaches words, shapes and
//! manners, and the next is found near it; the last pass sums over all paths there and takes the beads that are
//! most likely right.

use std::ops::Range;

use rustc_hash::FxHashSet;

use super::clock::Clock;
use super::evidence::{Model, Rows};
use super::lexicon::Translations;
use super::manners::{Manners, expected};
use super::meaning::{Meaning, Weighing};
use super::settings::{Settings, Weights};
use super::shape::Step;
use super::shares::Shares;
use super::side::Side;
use super::{
    Alignment, Bead, Options, confidence, corridor, interleaved, moved, programme, shares, teach, words,
};
use crate::encoder::Encoder;
use crate::text::{Document, threads};

/// How often the texts are walked before the last pass.
const ROUNDS: usize = 2;

/// Sentences around a known path that are looked at.
const MARGIN: usize = 5;

/// So much of a table is one that knows where a path goes.
const KNOWN: f32 = 0.5;

/// Sentences that are encoded, at most; about a minute of a processor.
const MOST_ENCODED: usize = 4000;

/// Beads less sure than this are in doubt; the others where there are too many.
const DOUBTS: [f32; 3] = [0.9, 0.7, 0.5];

/// Beads on either side of one in doubt that are encoded with it.
const BESIDE: usize = 2;

/// Sentences around a path that are looked at once more is known of what is in doubt.
const WIDE: usize = 15;

/// Sentences of the source in a piece of the last pass.
const PIECE: usize = 1000;

/// Pieces that one thread takes at a time.
const PIECES: usize = 4;

pub(super) fn align_with(
    source: &Document,
    target: &Document,
    options: &Options,
    settings: &Settings,
) -> Alignment {
    let (rows, columns) = (source.len(), target.len());
    if rows == 0 || columns == 0 {
        let gaps = (0..rows).map(|n| Bead::new(n..n + 1, 0..0, 1.0));
        let gaps = gaps.chain((0..columns).map(|n| Bead::new(0..0, n..n + 1, 1.0)));
        return Alignment::new(gaps.collect(), rows, columns);
    }
    let mut texts = Texts::new(source, target, options);
    let path = texts.understood([source, target], options.encoder, settings);
    texts.alignment([source, target], &path, FxHashSet::default(), settings)
}

/// Two texts and what is known of them before they are aligned.
pub(crate) struct Texts {
    source: Side,
    target: Side,
    pub(super) known: Translations,
    /// The share of their words that the tables know.
    share_known: f32,
    fixed: Vec<(usize, usize)>,
    confirmed: Vec<Step>,
    /// Whether each sentence of each side has no counterpart, for sure; nothing if none is known to have none.
    alone: [Vec<bool>; 2],
    clock: Option<Clock>,
    /// What their sentences mean, as far as an encoder was asked.
    meaning: Option<Meaning>,
}

impl Texts {
    pub(crate) fn new(source: &Document, target: &Document, options: &Options) -> Self {
        let (rows, columns) = (source.len(), target.len());
        let mut confirmed: Vec<Step> = Vec::new();
        let mut alone: [Vec<bool>; 2] = Default::default();
        for (source, target) in options.confirmed {
            for (alone, (own, other, len)) in
                alone.iter_mut().zip([(source, target, rows), (target, source, columns)])
            {
                if other.is_empty() && own.end <= len {
                    alone.resize(len, false);
                    alone[own.clone()].fill(true);
                }
            }
            let last = confirmed.last().map_or((0, 0), |(s, t)| (s.end, t.end));
            let follows = source.start >= last.0 && target.start >= last.1;
            let filled = !source.is_empty() && !target.is_empty();
            if follows && filled && source.end <= rows && target.end <= columns {
                confirmed.push((source.clone(), target.clone()));
            }
        }
        let fixed = fixed(options.fixed, &confirmed, (rows, columns));
        let tables = options.tables_between(source, target);
        let lexicon = options.lexicon.unwrap_or(&tables);
        let clock = Clock::of(source, target);
        let (source, target) = (Side::new(source), Side::new(target));
        let (known, share_known) = Translations::known(&source, &target, lexicon);
        Self { source, target, known, share_known, fixed, confirmed, alone, clock, meaning: None }
    }

    /// How much of a table there is.
    fn table(&self, settings: &Settings) -> f32 {
        settings.table(self.share_known)
    }

    pub(super) fn weights(&self, settings: &Settings) -> Weights {
        match self.meaning {
            Some(_) => settings.weights_meant(self.table(settings)),
            None => settings.weights(self.table(settings)),
        }
    }

    pub(super) fn model<'a>(
        &'a self,
        translations: Translations,
        weights: Weights,
        path: &[Step],
        settings: &Settings,
    ) -> Model<'a> {
        let (source, target) = (&self.source, &self.target);
        Model {
            source,
            target,
            words: words::words(source, target, &translations, &weights),
            translations: translations.over_frequency(source, target, weights.unseen),
            borders: FxHashSet::default(),
            manners: Manners::of(source, target, path, &weights, settings.prior),
            expected: expected(source, target, path),
            variance: settings.variance,
            paragraphs: source.has_paragraphs() && target.has_paragraphs(),
            alone: [&self.alone[0], &self.alone[1]],
            clock: self.clock.as_ref(),
            meaning: self.meaning.as_ref(),
            weights,
        }
    }

    /// The best path by what is known beforehand.
    pub(crate) fn first_path(&self, settings: &Settings) -> Vec<Step> {
        let corridor =
            corridor::rough(&self.source, &self.target, &self.known, self.meaning.as_ref(), &self.fixed);
        let model = self.model(self.known.clone(), self.weights(settings), &[], settings);
        let mut path = programme::best_path(&model, &corridor);
        for _ in 1..ROUNDS {
            let learned = self.learned(&path, settings);
            let corridor = if self.table(settings) > 0.5 {
                corridor::around(&path, MARGIN, &self.fixed)
            } else {
                // What was known said little of where the path goes; what it taught may say more.
                corridor::rough(&self.source, &self.target, &learned, self.meaning.as_ref(), &self.fixed)
            };
            let model = self.model(learned, self.weights(settings), &path, settings);
            path = programme::best_path(&model, &corridor);
        }
        path
    }

    /// The best path by what is known beforehand, with the help of an encoder if there is one.
    ///
    /// Where words are known, those sentences are encoded whose beads are in doubt; where they are not, all, as far
    /// as that is bearable: what is lost from the beginning is not found again in a last look.
    pub(super) fn understood(
        &mut self,
        documents: [&Document; 2],
        encoder: Option<&Encoder>,
        settings: &Settings,
    ) -> Vec<Step> {
        let Some(encoder) = encoder else { return self.first_path(settings) };
        let lens = [self.source.len(), self.target.len()];
        let mut path = Vec::new();
        let all = lens[0] + lens[1];
        if self.table(settings) < KNOWN {
            let every = all.div_ceil(MOST_ENCODED);
            let asked = lens.map(|len| (0..len).map(|n| n % every == 0).collect::<Vec<bool>>());
            let asked = [&asked[0][..], &asked[1][..]];
            self.meaning = Some(Meaning::new(documents, asked, &[], encoder));
            path = self.first_path(settings);
            if every == 1 {
                return self.joined(documents, path, encoder, settings);
            }
            self.meaning = None;
        }
        if path.is_empty() {
            path = self.first_path(settings);
        }
        let asked = self.doubtful(&path, settings);
        let meaning = Meaning::new(documents, [&asked[0], &asked[1]], &path, encoder);
        if !meaning.is_any() {
            return path;
        }
        self.meaning = Some(meaning);
        let model = self.taught(&path, settings);
        let path = programme::best_path(&model, &corridor::around(&path, WIDE, &self.fixed));
        self.joined(documents, path, encoder, settings)
    }

    /// The best path near `path` once runs of sentences that are in doubt there are encoded as one.
    fn joined(
        &mut self,
        documents: [&Document; 2],
        path: Vec<Step>,
        encoder: &Encoder,
        settings: &Settings,
    ) -> Vec<Step> {
        let asked = self.doubtful(&path, settings);
        let Some(meaning) = &mut self.meaning else { return path };
        meaning.join(documents, [&asked[0], &asked[1]], encoder);
        let model = self.taught(&path, settings);
        programme::best_path(&model, &corridor::around(&path, WIDE, &self.fixed))
    }

    /// Which sentences of each side are in beads that are in doubt, or beside them.
    fn doubtful(&self, path: &[Step], settings: &Settings) -> [Vec<bool>; 2] {
        let model = self.taught(path, settings);
        let steps = self.beads(&model, path, settings);
        let supports = self.supports(&model, &steps, settings);
        let sure: Vec<f32> = steps
            .iter()
            .zip(supports)
            .map(|((step, probability), support)| {
                let more = step.0.len().saturating_sub(1) + step.1.len().saturating_sub(1);
                confidence::calibrated(*probability, more, support, model.weights.confidence)
            })
            .collect();
        let asked = |least: f32| {
            let mut asked = [vec![false; self.source.len()], vec![false; self.target.len()]];
            for n in (0..steps.len()).filter(|&n| sure[n] < least) {
                for (step, _) in &steps[n.saturating_sub(BESIDE)..(n + BESIDE + 1).min(steps.len())] {
                    asked[0][step.0.clone()].fill(true);
                    asked[1][step.1.clone()].fill(true);
                }
            }
            asked
        };
        let count = |asked: &[Vec<bool>; 2]| asked.iter().flatten().filter(|&&asked| asked).count();
        let mut found = asked(DOUBTS[0]);
        for least in &DOUBTS[1..] {
            if count(&found) <= MOST_ENCODED {
                break;
            }
            found = asked(*least);
        }
        if count(&found) > MOST_ENCODED {
            // Those of the beginning: a part that is wholly understood is worth more than a little everywhere.
            for asked in &mut found {
                let mut left = MOST_ENCODED / 2;
                for asked in asked.iter_mut().filter(|asked| **asked) {
                    *asked = left > 0;
                    left = left.saturating_sub(1);
                }
            }
        }
        found
    }

    /// The alignment by what `path` teaches and by the borders that other texts suggest.
    pub(super) fn alignment(
        &self,
        documents: [&Document; 2],
        path: &[Step],
        borders: FxHashSet<(usize, usize)>,
        settings: &Settings,
    ) -> Alignment {
        let mut model = self.taught(path, settings);
        model.borders = borders;
        let steps = moved::unswapped(&model, self.beads(&model, path, settings), &self.fixed);
        let shares = Shares::of(&model, &steps);
        let steps = moved::unforced(&model, steps, &shares);
        let shares = Shares::of(&model, &steps);
        let steps = interleaved::joined(documents, &model, steps, &shares.across, &self.fixed);
        let steps = self.kept(steps);
        let supports = self.supports(&model, &steps, settings);
        let beads = confidence::beads(documents, &model, steps, supports);
        let mut crossings = moved::crossings(&model, &beads);
        let is_alone = |side: usize, range: &Range<usize>| {
            self.alone[side].get(range.clone()).is_some_and(|alone| alone.contains(&true))
        };
        crossings.retain(|crossing| !is_alone(0, &crossing.source) && !is_alone(1, &crossing.target));
        Alignment::new(beads, documents[0].len(), documents[1].len()).with_crossings(crossings)
    }

    /// What words that were not learned from it say for each of `steps`: those of a table; without one, those
    /// that the other half of the beads teaches.
    fn supports(&self, model: &Model, steps: &[(Step, f32)], settings: &Settings) -> Vec<f32> {
        let fitting = |known: Translations| {
            known.over_frequency(&self.source, &self.target, model.weights.unseen).forward
        };
        let meant = self
            .meaning
            .as_ref()
            .map(|meaning| shares::supports_meant(meaning, &Weighing::new(model.weights.meaning), steps));
        let with_meaning = |words: Vec<f32>| match &meant {
            Some(meant) => words.into_iter().zip(meant).map(|(words, &meant)| words.max(meant)).collect(),
            None => words,
        };
        if self.table(settings) >= 0.5 {
            let known = fitting(self.known.clone());
            return with_meaning(shares::supports(model, [&known, &known], steps));
        }
        let filled = steps.iter().filter(|(step, _)| !step.0.is_empty() && !step.1.is_empty());
        let mut halves = [Vec::new(), Vec::new()];
        for (n, (step, _)) in filled.enumerate() {
            halves[(n + 1) % 2].push(step.clone());
        }
        let [even, odd] = halves.map(|half| fitting(self.learned(&half, settings)));
        with_meaning(shares::supports(model, [&even, &odd], steps))
    }

    /// The steps, with those within a confirmed bead made that bead.
    fn kept(&self, steps: Vec<(Step, f32)>) -> Vec<(Step, f32)> {
        let mut kept: Vec<(Step, f32)> = Vec::with_capacity(steps.len());
        let mut confirmed = self.confirmed.iter().peekable();
        for (step, probability) in steps {
            while confirmed.next_if(|(s, t)| s.end <= step.0.start && t.end <= step.1.start).is_some() {}
            match confirmed.peek() {
                Some(bead) if bead.0.start <= step.0.start && bead.1.start <= step.1.start => {
                    if kept.last().is_none_or(|(last, _)| last != *bead) {
                        kept.push(((*bead).clone(), 1.0));
                    }
                }
                _ => self.left_alone(step, probability, &mut kept),
            }
        }
        kept
    }

    /// Adds `step` to `steps`, cut where sentences at its ends have no counterpart: what joins neighbours afterwards does
    /// not ask whether they may be joined.
    fn left_alone(&self, (source, target): Step, probability: f32, steps: &mut Vec<(Step, f32)>) {
        if source.is_empty() || target.is_empty() {
            return steps.push(((source, target), probability));
        }
        let ends = |range: &Range<usize>, alone: &[bool]| {
            let is_alone = |&at: &usize| alone.get(at).is_some_and(|&alone| alone);
            let before = range.clone().take_while(is_alone).count();
            let after = range.clone().rev().take_while(is_alone).count().min(range.len() - before);
            (range.start + before, range.end - after)
        };
        let (s, t) = (ends(&source, &self.alone[0]), ends(&target, &self.alone[1]));
        let mut add = |source: Range<usize>, target: Range<usize>| {
            if !source.is_empty() || !target.is_empty() {
                steps.push(((source, target), probability));
            }
        };
        add(source.start..s.0, target.start..target.start);
        add(s.0..s.0, target.start..t.0);
        match (s.0 < s.1, t.0 < t.1) {
            (true, true) => add(s.0..s.1, t.0..t.1),
            _ => {
                add(s.0..s.1, t.0..t.0);
                add(s.1..s.1, t.0..t.1);
            }
        }
        add(s.1..source.end, t.1..t.1);
        add(source.end..source.end, t.1..target.end);
    }

    /// What is known once `path` has taught its words.
    pub(crate) fn taught<'a>(&'a self, path: &[Step], settings: &'a Settings) -> Model<'a> {
        self.model(self.learned(path, settings), self.weights(settings), path, settings)
    }

    /// What is known beforehand together with what `path` teaches.
    fn learned(&self, path: &[Step], settings: &Settings) -> Translations {
        let (share, discount) = settings.general(self.table(settings));
        let own = teach::translations(&self.source, &self.target, path, discount);
        Translations {
            forward: self.known.forward.mixed(&own.forward, share),
            backward: self.known.backward.mixed(&own.backward, share),
        }
    }

    /// The beads expected to be right, each with its probability.
    pub(crate) fn beads(&self, model: &Model, path: &[Step], settings: &Settings) -> Vec<(Step, f32)> {
        // Cut where nothing is in doubt, so that what is kept of all paths stays small.
        let mut places = corridor::cuts(path, PIECE);
        places.extend_from_slice(&self.fixed);
        places.sort_unstable();
        places.dedup();
        let corridor = corridor::around(path, MARGIN, &places);
        places.push((self.source.len(), self.target.len()));
        let beads = threads::map_chunks(&places, PIECES, |first, ends| {
            let mut rows = Rows::new(model, &corridor);
            let mut beads = Vec::new();
            let mut from = if first == 0 { (0, 0) } else { places[first - 1] };
            for &to in ends {
                beads.extend(programme::posterior(&mut rows, from, to).most_right(settings.price));
                from = to;
            }
            beads
        });
        beads.concat()
    }
}

/// The places where a bead must end, ascending on both sides: the ends of the beads that are `confirmed`, and
/// of `places` those within the texts that agree with these and with each other. All given ascend.
fn fixed(
    places: &[(usize, usize)],
    confirmed: &[Step],
    (rows, columns): (usize, usize),
) -> Vec<(usize, usize)> {
    let ends = confirmed.iter().flat_map(|(s, t)| [(s.start, t.start), (s.end, t.end)]);
    let mut places: Vec<(usize, usize)> = places.iter().copied().chain(ends).collect();
    places.sort_unstable();
    let mut fixed: Vec<(usize, usize)> = Vec::new();
    for place in places {
        let last = fixed.last().copied().unwrap_or((0, 0));
        let within = place.0 <= rows && place.1 <= columns && place != (rows, columns);
        if place > last && place.1 >= last.1 && within && lies_between(confirmed, place) {
            fixed.push(place);
        }
    }
    fixed
}

/// Whether a bead can end at `place` and each of `confirmed` be one: they ascend on both sides and none is
/// empty, so the last that ends before the place and the next speak for all.
fn lies_between(confirmed: &[Step], place: (usize, usize)) -> bool {
    let (before, after) = confirmed.split_at(confirmed.partition_point(|(s, _)| s.end <= place.0));
    before.last().is_none_or(|(_, t)| t.end <= place.1)
        && after.first().is_none_or(|(s, t)| place.0 <= s.start && place.1 <= t.start)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_within_or_across_confirmed_beads_gives_way() {
        let confirmed = [(1..3, 1..2), (3..4, 2..5), (6..7, 5..6)];
        let free =
            [(0, 0), (0, 1), (1, 0), (1, 1), (3, 2), (4, 5), (5, 5), (6, 5), (7, 6), (7, 7), (8, 6), (8, 7)];
        let all = (0..9).flat_map(|x| (0..8).map(move |y| (x, y)));
        assert_eq!(all.filter(|&place| lies_between(&confirmed, place)).collect::<Vec<_>>(), free);
        assert_eq!(
            fixed(&[(0, 1), (2, 2), (5, 5), (8, 7)], &confirmed, (8, 7)),
            [(0, 1), (1, 1), (3, 2), (4, 5), (5, 5), (6, 5), (7, 6)]
        );
        assert!(lies_between(&[], (3, 9)));
    }
}
