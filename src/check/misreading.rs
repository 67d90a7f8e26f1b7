//! Was a Chinese character read for another that looks like it?
//!
//! ```text
//! 哪 怕 遇 见 再 大 的 风 脸        脸 and its look-alikes: 险 佥 捡 验 检 ...
//!                      ~~        风险 is a word, 的风险 is often met, 风脸 never
//! ```
//!
//! What was written passes through a scanner that gives most characters as they are and now and then one
//! that looks like it. So what is printed is weighed against each look-alike ([`shape`]): how much likelier
//! the text is with it, by the counts of how characters follow each other and by words; how alike the two
//! look; and how often the document itself writes the one and the other between the same neighbours. That
//! a character fits nowhere also speaks, where no look-alike fits either; and a small network says which of
//! them the neighbours ask for ([`readings`]). What these numbers come to are the logarithms of the odds
//! against the character's being right ([`judge`]); the weights are fitted by `scripts/models/fit-letters` to
//! characters misread in subtitles, of which no word is learned.
//!
//! How many characters of a text are wrong differs a hundredfold between a subtitle and a printed law. So
//! the share is estimated from the text itself, from the odds of all its characters, beginning at what the
//! weights were fitted on; in a clean book only what is very odd remains (Saerens, Latinne and Decaestecker,
//! "Adjusting the outputs of a classifier to new a priori probabilities", 2002).
//!
//! Most of the work would be to see how usual the text is around each doubtful place, which moves the odds a
//! little. So it is seen only where it decides: first each way in which a doubtful character stands is weighed
//! once, as if the text around were as usual as can be, and what is right even then needs no more.
//!
//! A dictionary with the rule "flag what is in no word" flags each name and each new word.

mod judge;
mod readings;

use std::ops::Range;
use std::sync::{LazyLock, OnceLock};

use indexmap::IndexSet;
use rustc_hash::FxBuildHasher;

use super::flow::{Flow, Page};
use super::habits::Habits;
use super::model::{self, EDGE, KNOWN, LONGEST, Lookup, MODEL, Outline, Pair, TWELFTHS, bond, key};
use crate::text::{Span, han, script, shape, threads};
use judge::{CANDIDATE, JUDGE, POSITION};
use readings::READINGS;

/// Characters on each side of a doubtful one that bear on it.
const REACH: usize = 4;
/// Characters on each side from which it is seen how usual the text is at all.
const AROUND: usize = 12;
/// How many look-alikes are weighed.
const CANDIDATES: usize = 8;
/// A doubtful character and those around it.
const ALL: usize = 2 * REACH + 1;

/// A character that hardly fits where it stands.
#[derive(Clone, Debug)]
pub(super) struct Misread {
    /// Where it stands.
    pub(super) span: Span,
    /// The character as it is printed.
    pub(super) printed: char,
    /// How likely it is that it is wrong.
    pub(super) probability: f32,
    /// What may be meant, the likeliest first, each with its probability.
    pub(super) candidates: Vec<(char, f32)>,
    /// How often the document has the likeliest candidate between these neighbours.
    pub(super) elsewhere: u32,
    around: [char; ALL],
}

impl Misread {
    /// `c` between the two characters before and after the doubtful one.
    pub(super) fn with(&self, c: char) -> String {
        let mut run = self.around;
        run[REACH] = c;
        run[REACH - 2..=REACH + 2].iter().filter(|&&c| c != EDGE).collect()
    }
}

/// In outline, a look-alike that stands less often before or after one of the neighbours is not weighed, nor one
/// that fits so little better than what is printed: hardly any of them wins, and most are of this kind. Where
/// none is left, the character is taken to be as likely wrong as most of these are.
const SELDOM: f32 = 6.0;
const LEAST_GAIN: f32 = 2.5;
const UNWEIGHED: f32 = -2.0;

fn weigh(ways: &IndexSet<Way, FxBuildHasher>, outline: Option<&Outline>) -> Vec<Weighed> {
    let lookup = Lookup::of(ways.len());
    if ways.len() < 100 {
        ways.iter().map(|way| Weighed::of(way, lookup, outline)).collect()
    } else {
        threads::map(&ways.iter().collect::<Vec<_>>(), |way| Weighed::of(way, lookup, outline))
    }
}

/// How likely a character is wrong, given the sum of its odds and their shift.
fn probability(sum: f32, shift: f32) -> f32 {
    1.0 - 1.0 / (1.0 + shift.exp() * sum)
}

/// The doubtful characters of a text.
#[derive(Debug, Default)]
pub(super) struct Doubts {
    places: Vec<Place>,
    /// Each way in which one stands, once: a text says the same things again.
    ways: IndexSet<Way, FxBuildHasher>,
    /// How many Chinese characters were looked at.
    han: usize,
    /// What was made of each way.
    weighed: Vec<Weighed>,
}

/// Where a doubtful character stands.
#[derive(Debug)]
struct Place {
    paragraph: u32,
    /// Its number among the characters of the paragraph's flow.
    at: u32,
    /// Its way among all.
    way: u32,
}

/// A doubtful character and what stands around it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Way {
    printed: char,
    /// It and the characters around, simplified; EDGE beyond the Chinese stretch.
    around: [char; ALL],
}

/// In a long text a smaller share is wrong of what is odd, and looking costs more; in a short one all characters
/// are looked at.
fn is_long(page: &Page) -> bool {
    page.han >= 300
}

impl Doubts {
    /// Adds the doubtful characters of a paragraph.
    pub(super) fn note(&mut self, page: &Page, flow: &Flow) {
        /// What is bound to a neighbour like this is right, as is what stands in a run that is often met.
        const BOUND: f32 = 2.0;
        if !flow.has_han {
            return;
        }
        let plain = flow.plain();
        let pairs = if is_long(page) { flow.pairs() } else { &[] };
        for (at, &c) in plain.iter().enumerate() {
            if c == EDGE {
                continue;
            }
            self.han += 1;
            let pair = |step: isize| at.checked_add_signed(step).and_then(|at| pairs.get(at)).copied();
            let is_bound = |step: isize| pair(step).is_some_and(|pair| pair.bond() >= BOUND);
            let is_often = |first: isize| {
                // A run of three is met no oftener than its pairs.
                let run = || [0, 1, 2].map(|step| plain[at.wrapping_add_signed(first + step)]);
                let may_be = |step: isize| pair(step).is_some_and(Pair::is_often);
                may_be(first) && may_be(first + 1) && KNOWN.is_often(run())
            };
            if is_bound(-1) || is_bound(0) || [-1, 0, -2].into_iter().any(is_often) {
                continue;
            }
            let (way, _) = self.ways.insert_full(Way { printed: flow.chars[at], around: around(plain, at) });
            self.places.push(Place { paragraph: flow.paragraph as u32, at: at as u32, way: way as u32 });
        }
    }

    /// Adds those of the paragraphs after these.
    pub(super) fn append(&mut self, later: Self) {
        let numbers: Vec<u32> =
            later.ways.into_iter().map(|way| self.ways.insert_full(way).0 as u32).collect();
        let places = later.places.iter().map(|place| Place { way: numbers[place.way as usize], ..*place });
        self.places.extend(places);
        self.han += later.han;
    }

    /// Weighs each way by all but the document, and gives the keys of the runs of characters that are then asked
    /// of the document.
    pub(super) fn weigh(&mut self, page: &Page) -> Vec<u64> {
        // Of a long text in which little is wrong, few characters are weighed with all that bears on them.
        static OUTLINE: LazyLock<Outline> = LazyLock::new(|| Outline::of(SELDOM));
        let in_outline = is_long(page).then(|| weigh(&self.ways, Some(&OUTLINE)));
        let in_outline = in_outline.filter(|weighed| self.most_shift(weighed) == LEAST_SHIFT);
        let asked = if in_outline.is_some() { ASKED_IN_OUTLINE } else { ASKED }.exp();
        self.weighed = in_outline.unwrap_or_else(|| weigh(&self.ways, None));
        self.weighed.iter_mut().for_each(|weighed| weighed.is_asked = weighed.sum(-6.0) > asked);
        let asked = self.ways.iter().zip(&self.weighed).filter(|(_, weighed)| weighed.is_asked);
        let runs = asked.flat_map(|(way, weighed)| {
            let others = weighed.candidates.iter().take(ASKED_OF).map(|candidate| candidate.0);
            std::iter::once(way.around[REACH]).chain(others).flat_map(|c| runs(&way.around, c))
        });
        runs.collect()
    }

    /// The shift as if all around were as usual as can be: no text has a smaller one.
    fn most_shift(&self, weighed: &[Weighed]) -> f32 {
        let mut times = vec![0.0; self.ways.len()];
        self.places.iter().for_each(|place| times[place.way as usize] += 1.0);
        let sums = weighed.iter().map(|weighed| weighed.sum(0.0)).zip(times);
        shift(&sums.collect::<Vec<_>>(), self.han)
    }

    /// The characters that are likelier wrong than `likely`, in the order of the text, when their ways have been
    /// weighed.
    pub(super) fn judge(&mut self, page: &Page, habits: &Habits, likely: f32) -> Vec<Misread> {
        for (way, weighed) in self.ways.iter().zip(&mut self.weighed) {
            if weighed.is_asked {
                weighed.see(way, habits);
            }
        }
        let most_shift = self.most_shift(&self.weighed);
        let mut places = std::mem::take(&mut self.places);
        let weighed = |place: &Place| &self.weighed[place.way as usize];
        if most_shift == LEAST_SHIFT {
            let is_open = |weighed: &Weighed| probability(weighed.sum(0.0), LEAST_SHIFT) > likely;
            let open: Vec<bool> = self.weighed.iter().map(is_open).collect();
            places.retain(|place| open[place.way as usize]);
        }
        let rests = rests(page, &places);
        let shift = if most_shift == LEAST_SHIFT {
            LEAST_SHIFT
        } else {
            let sums = places.iter().zip(&rests).map(|(place, &(_, rest))| (weighed(place).sum(rest), 1.0));
            shift(&sums.collect::<Vec<_>>(), page.text().chars().filter(|&c| script::is_han(c)).count())
        };
        let verdicts = places.iter().zip(rests).filter_map(|(place, (span, rest))| {
            let weighed = weighed(place);
            let is_likely = probability(weighed.sum(rest), shift) > likely;
            is_likely.then(|| weighed.verdict(&self.ways[place.way as usize], span, rest, shift))
        });
        verdicts.collect()
    }
}

fn around(plain: &[char], at: usize) -> [char; ALL] {
    let mut around = [EDGE; ALL];
    let (before, after) = plain.split_at(at);
    let places = around[..REACH].iter_mut().rev();
    places.zip(before.iter().rev().take_while(|&&c| c != EDGE)).for_each(|(place, &c)| *place = c);
    let places = around[REACH..].iter_mut();
    places.zip(after.iter().take_while(|&&c| c != EDGE)).for_each(|(place, &c)| *place = c);
    around
}

/// Where each of `places` lies in the text, and how usual the text around it is: the mean logarithm of its
/// characters' probabilities.
fn rests(page: &Page, places: &[Place]) -> Vec<(Span, f32)> {
    page.again(
        places,
        |place| place.paragraph as usize,
        |flow, places| {
            let plain = flow.plain();
            // How likely each character is after the two before it; reckoned when first asked for.
            let mut likely = vec![f32::NAN; plain.len()];
            let rest = |place: &Place| {
                let at = place.at as usize;
                let near = at.saturating_sub(AROUND)..(at + AROUND + 1).min(plain.len());
                let (mut sum, mut count) = (0.0, 0.0);
                for n in near.filter(|n| !(at..at + 3).contains(n) && plain[*n] != EDGE) {
                    if likely[n].is_nan() {
                        let before = |step: usize| n.checked_sub(step).map_or(EDGE, |at| plain[at]);
                        let two_before = if before(1) == EDGE { EDGE } else { before(2) };
                        likely[n] = MODEL.log_probability(two_before, before(1), plain[n]);
                    }
                    sum += likely[n];
                    count += 1.0;
                }
                (flow.span(at..at + 1), if count > 0.0 { sum / count } else { -6.0 })
            };
            places.iter().map(rest).collect()
        },
    )
}

/// Odds from which on the document is asked for its habits. Where little is wrong, what is less likely than
/// the second does not become a finding by them.
const ASKED: f32 = -4.0;
const ASKED_IN_OUTLINE: f32 = -2.0;
/// Of how many candidates it is asked.
const ASKED_OF: usize = 3;

/// The keys of the runs of three characters that `c` makes in the place of the doubtful one.
fn runs(around: &[char; ALL], c: char) -> impl Iterator<Item = u64> {
    let mut run = *around;
    run[REACH] = c;
    let runs = (REACH - 2..=REACH).map(move |start| [run[start], run[start + 1], run[start + 2]]);
    runs.filter(|run| !run.contains(&EDGE)).map(|run| key(&run))
}

/// A doubtful character between its neighbours, weighed without the text around.
#[derive(Debug)]
struct Weighed {
    /// The logarithm of the odds of each candidate, the likeliest first.
    candidates: Box<[(char, f32)]>,
    /// The same of its being wrong otherwise.
    otherwise: f32,
    /// How often the document has the likeliest candidate between these neighbours.
    elsewhere: u32,
    /// Whether the document is asked for its habits.
    is_asked: bool,
}

impl Weighed {
    fn of(way: &Way, lookup: Lookup, outline: Option<&Outline>) -> Self {
        let mut room = [Candidate::NONE; shape::NEAREST];
        let candidates = candidates(way, lookup, outline, &mut room);
        if outline.is_some() && candidates.is_empty() {
            return Self { candidates: [].into(), otherwise: UNWEIGHED, elsewhere: 0, is_asked: false };
        }
        let setting = Setting::of(&way.around, lookup);
        let own = setting.reading(way.around[REACH], None);
        let meant = READINGS.meant(&way.around);
        let score = READINGS.score(&meant, way.around[REACH]);
        candidates.iter_mut().for_each(|candidate| candidate.score = READINGS.score(&meant, candidate.c));
        let best = candidates.iter().map(|candidate| candidate.score).fold(f32::NEG_INFINITY, f32::max);
        let here = JUDGE.position(&own.position(&way.around, score, best - score));
        let candidates = candidates.iter().map(|&Candidate { c, likeness, pairs, score: theirs, .. }| {
            let numbers = setting.reading(c, pairs).against(&own, likeness, c, (theirs, score));
            (c, JUDGE.candidate(&here, &numbers))
        });
        let mut candidates: Box<[(char, f32)]> = candidates.collect();
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Self { candidates, otherwise: here.otherwise, elsewhere: 0, is_asked: false }
    }

    /// The sum of the odds that it is wrong in any way, where the text around is so usual.
    fn sum(&self, rest: f32) -> f32 {
        let (of_candidate, otherwise) = JUDGE.rest();
        let candidates = self.candidates.iter().map(|candidate| (candidate.1 + of_candidate * rest).exp());
        candidates.sum::<f32>() + (self.otherwise + otherwise * rest).exp()
    }

    /// Adds what the document writes elsewhere between these neighbours.
    fn see(&mut self, way: &Way, habits: &Habits) {
        let count = |c: char| runs(&way.around, c).map(|run| habits.count(run)).max().unwrap_or(0);
        let printed = count(way.around[REACH]).saturating_sub(1) as f32;
        let habit = |count: f32| HABIT * (count.min(OFTEN) + 1.0).ln();
        self.otherwise -= habit(printed);
        for (at, candidate) in self.candidates.iter_mut().enumerate() {
            let other = if at < ASKED_OF { count(candidate.0) } else { 0 };
            candidate.1 += habit(other as f32) - habit(printed);
        }
        self.candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        self.elsewhere = self.candidates.first().map_or(0, |candidate| count(candidate.0));
    }

    fn verdict(&self, way: &Way, span: Span, rest: f32, shift: f32) -> Misread {
        let sum = self.sum(rest);
        let factor = shift.exp();
        let all = 1.0 + factor * sum;
        let chance = |odds: f32| factor * (odds + JUDGE.rest().0 * rest).exp() / all;
        Misread {
            span,
            printed: way.printed,
            probability: probability(sum, shift),
            candidates: self.candidates.iter().map(|&(c, odds)| (c, chance(odds))).collect(),
            elsewhere: self.elsewhere,
            around: way.around,
        }
    }
}

/// How much it counts that the document writes a thing once and more often, and how often is often enough: that
/// 用人 stands fifty times says no more for it here than five.
const HABIT: f32 = 1.5;
const OFTEN: f32 = 4.0;

/// Odds of neighbours depend on each other, so that a text seems cleaner than it is.
const LEAST_SHIFT: f32 = -1.0;

/// By how much the odds of all characters shift, since in this text another share is wrong than in the texts
/// that the weights were fitted on; never below [`LEAST_SHIFT`]. Each sum of odds stands beside how many
/// characters have it. Nothing is wrong with the characters that no doubt was raised of.
fn shift(sums: &[(f32, f32)], characters: usize) -> f32 {
    /// The share of wrong characters in those texts, and for how many characters of the text they count.
    const SHARE: f32 = 0.08;
    const WORTH: f32 = 200.0;
    let logit = |share: f32| (share / (1.0 - share)).ln();
    let mut shift = 0.0_f32;
    for _ in 0..20 {
        let wrong: f32 = sums.iter().map(|&(sum, times)| times * probability(sum, shift)).sum();
        let share = (wrong + SHARE * WORTH) / (characters.max(sums.len()) as f32 + WORTH);
        let next = (logit(share) - logit(SHARE)).clamp(LEAST_SHIFT, 0.0);
        if next == shift {
            break;
        }
        shift = next;
    }
    shift
}

/// A character that may be meant, and what is known of it before it is read in its place.
#[derive(Clone, Copy)]
struct Candidate {
    c: char,
    likeness: f32,
    /// How well it fits beside its two neighbours, and how likely it looks.
    fit: f32,
    /// How often it follows the character before it, and is followed by the one after it, where that was looked up.
    pairs: Option<[f32; 2]>,
    /// What the network makes of it.
    score: f32,
}

impl Candidate {
    const NONE: Self = Self { c: EDGE, likeness: 0.0, fit: 0.0, pairs: None, score: 0.0 };
}

/// A character that another may have been read for.
pub(super) struct Other {
    pub(super) c: char,
    pub(super) likeness: f32,
    single: f32,
    /// The logarithm of the same and one more.
    log_single: f32,
}

impl Other {
    /// All for `printed`, the likest first: those that stand in simplified texts.
    pub(super) fn all(printed: char) -> &'static [Self] {
        static KNOWN: [OnceLock<Box<[Other]>>; shape::COUNT] = [const { OnceLock::new() }; shape::COUNT];
        let Some(place) = shape::place(printed) else { return &[] };
        KNOWN[place].get_or_init(|| {
            let others = shape::look_alikes(printed).map(|(c, likeness)| {
                let single = MODEL.single(c);
                Self { c, likeness, single, log_single: (single + 1.0).ln() }
            });
            others.filter(|other| other.single > 0.0 && !han::is_traditional_only(other.c)).collect()
        })
    }
}

/// The look-alikes of the printed character that fit best beside its two neighbours, in `room`.
fn candidates<'a>(
    way: &Way,
    lookup: Lookup,
    outline: Option<&Outline>,
    room: &'a mut [Candidate; shape::NEAREST],
) -> &'a mut [Candidate] {
    /// Of each count of pairs, the logarithm of it and a tenth; of that of a pair which was not met; and of that
    /// which is taken for a pair in outline.
    static LOGS: LazyLock<[f32; 256]> =
        LazyLock::new(|| std::array::from_fn(|level| (TWELFTHS[level] + 0.1).ln()));
    let log_absent = if outline.is_some() { (SELDOM / 6.0 + 0.1_f32).ln() } else { (0.0_f32 + 0.1).ln() };
    let (before, own, next) = (way.around[REACH - 1], way.around[REACH], way.around[REACH + 1]);
    let inside = if before == EDGE || next == EDGE { 0.0 } else { 0.5 };
    // The part of a side in the fit, and how often the pair is met if that was looked up.
    let side = |[a, b]: [char; 2], level: Option<Option<u32>>| {
        if a == EDGE || b == EDGE {
            return (0.0, None);
        }
        match level {
            None => (log_absent, None),
            Some(None) => ((0.0_f32 + 0.1).ln(), Some(0.0)),
            Some(Some(level)) => (LOGS[level as usize], Some(TWELFTHS[level as usize])),
        }
    };
    let fit = |c: char, log_single: f32, levels: [Option<Option<u32>>; 2]| {
        let ((left, one), (right, other)) = (side([before, c], levels[0]), side([c, next], levels[1]));
        (left + right - inside * log_single, one.zip(other).map(|(one, other)| [one, other]))
    };
    let in_outline = |outline: &Outline, c: char| {
        [[before, c], [c, next]].map(|[a, b]| {
            let is_asked = a != EDGE && b != EDGE && outline.has_pair(a, b);
            is_asked.then(|| MODEL.pair_level(a, b))
        })
    };
    let is_met = |outline: &Outline, other: &Other| {
        other.single >= SELDOM
            && (before != EDGE && outline.has_pair(before, other.c)
                || next != EDGE && outline.has_pair(other.c, next))
    };
    let others = Other::all(way.printed).iter();
    let others =
        others.filter(|other| other.c != own && outline.is_none_or(|outline| is_met(outline, other)));
    let mut found = 0;
    let mut add = |other: &Other, levels| {
        let (fit, pairs) = fit(other.c, other.log_single, levels);
        let fit = fit + 6.0 * other.likeness;
        room[found] = Candidate { c: other.c, likeness: other.likeness, fit, pairs, score: 0.0 };
        found += 1;
    };
    if let Some(outline) = outline {
        others.for_each(|other| add(other, in_outline(outline, other.c)));
    } else {
        let mut pairs = [[EDGE; 2]; 2 * shape::NEAREST];
        let mut levels = [None; 2 * shape::NEAREST];
        let mut count = 0;
        for (other, pairs) in others.clone().zip(pairs.as_chunks_mut::<2>().0) {
            *pairs = [[before, other.c], [other.c, next]];
            count += 2;
        }
        lookup.pair_levels(&pairs[..count], &mut levels[..count]);
        others.zip(levels.as_chunks::<2>().0).for_each(|(other, levels)| add(other, levels.map(Some)));
    }
    if outline.is_some() && found > 0 {
        let levels = outline.map_or([None; 2], |outline| in_outline(outline, own));
        let (own, _) = fit(own, (MODEL.single(own) + 1.0).ln(), levels);
        let mut kept = 0;
        for at in 0..found {
            if room[at].fit > own + LEAST_GAIN {
                room[kept] = room[at];
                kept += 1;
            }
        }
        found = kept;
    }
    let better = |a: &Candidate, b: &Candidate| b.fit.total_cmp(&a.fit).then(a.c.cmp(&b.c));
    if found > CANDIDATES {
        room[..found].select_nth_unstable_by(CANDIDATES, better);
        found = CANDIDATES;
    }
    room[..found].sort_unstable_by(better);
    &mut room[..found]
}

/// What stands around a doubtful character, looked up once for all that may stand there.
struct Setting<'a> {
    around: &'a [char; ALL],
    /// The Chinese stretch.
    stretch: Range<usize>,
    /// How often the two before it follow each other, and the two after it.
    pairs: [f32; 2],
    /// How likely the words are that begin at each place and do not hold it, by their length.
    words: [[f32; LONGEST]; ALL],
    lookup: Lookup,
}

impl<'a> Setting<'a> {
    fn of(around: &'a [char; ALL], lookup: Lookup) -> Self {
        let start = (0..REACH).rev().find(|&n| around[n] == EDGE).map_or(0, |n| n + 1);
        let end = (REACH..ALL).find(|&n| around[n] == EDGE).unwrap_or(ALL);
        let mut words = [[f32::NEG_INFINITY; LONGEST]; ALL];
        for (from, to) in [(start, REACH), (REACH + 1, end)] {
            for first in from..to {
                let mut key = 0;
                for (length, &c) in (1..=LONGEST).zip(&around[first..to]) {
                    key = model::word_key(key, c);
                    words[first][length - 1] = likelihood(lookup.word_level(key), length);
                }
            }
        }
        let [_, _, a, b, _, d, e, ..] = *around;
        let before = if b == EDGE { 0.0 } else { MODEL.pair(a, b) };
        let after = if d == EDGE { 0.0 } else { MODEL.pair(d, e) };
        Self { around, stretch: start..end, pairs: [before, after], words, lookup }
    }

    /// How well `c` fits there, given how often it follows the character before it and is followed by the one after it
    /// if that is known.
    fn reading(&self, c: char, pairs: Option<[f32; 2]>) -> Reading {
        let [_, _, a, b, _, d, e, ..] = *self.around;
        let [bc, cd] = pairs.unwrap_or_else(|| [MODEL.pair(b, c), MODEL.pair(c, d)]);
        let [abc, bcd, cde] = [(a, b, c), (b, c, d), (c, d, e)].map(|(a, b, c)| MODEL.triple(a, b, c));
        let single = |c| MODEL.single(c);
        let given = |one, pair, (context, with): (f32, f32)| {
            MODEL.given(single(one), pair, (context, if context > 0.0 { with } else { 0.0 })).ln()
        };
        let likely = [
            given(c, (single(b), bc), (self.pairs[0], abc)),
            given(d, (single(c), cd), (bc, bcd)),
            if d == EDGE { 0.0 } else { given(e, (single(d), self.pairs[1]), (cd, cde)) },
        ];
        let tie = |a, b, pair| if a == EDGE || b == EDGE { 0.0 } else { bond(a, b, pair) };
        let often = |run: [char; 3], count: f32| if run.contains(&EDGE) { 0.0 } else { (count + 0.3).ln() };

        // The words that hold it: as how often they are used by length, and beside the others.
        let mut rows = self.words;
        let mut words = [0.0_f32; 3];
        let Range { start, end } = self.stretch;
        for (first, row) in rows.iter_mut().enumerate().take(REACH + 1).skip(start) {
            let mut key = self.around[first..REACH].iter().fold(0, |key, &c| model::word_key(key, c));
            key = model::word_key(key, c);
            let last = REACH..end.min(first + LONGEST);
            for (last, &next) in last.clone().zip(&self.around[last]) {
                if last > REACH {
                    key = model::word_key(key, next);
                }
                let length = last + 1 - first;
                let level = self.lookup.word_level(key);
                row[length - 1] = likelihood(level, length);
                if let (Some(level), 2..=4) = (level, length) {
                    words[length - 2] = words[length - 2].max(level as f32 + 1.0);
                }
            }
        }
        let (as_words, lengths) = cut(&rows, self.stretch.clone());
        Reading {
            likely,
            ties: [
                tie(b, c, bc),
                tie(c, d, cd),
                often([a, b, c], abc),
                often([b, c, d], bcd),
                often([c, d, e], cde),
            ],
            words,
            as_words,
            lengths,
        }
    }
}

fn likelihood(level: Option<u32>, length: usize) -> f32 {
    model::word_likelihood(level, length).unwrap_or(f32::NEG_INFINITY)
}

/// The stretch as its likeliest words, given how likely those are that begin at each place: how likely that
/// is, and how many characters the word before that in the middle has, that one, and the one after it.
fn cut(rows: &[[f32; LONGEST]; ALL], stretch: Range<usize>) -> (f32, [usize; 3]) {
    let mut best = [(f32::NEG_INFINITY, 0_usize); ALL + 1];
    best[stretch.start].0 = 0.0;
    for start in stretch.clone() {
        for (end, likelihood) in (start + 1..=stretch.end).zip(rows[start]) {
            let likelihood = best[start].0 + likelihood;
            if likelihood >= best[end].0 && likelihood > f32::NEG_INFINITY {
                best[end] = (likelihood, start);
            }
        }
    }
    let (mut end, mut after) = (stretch.end, 0);
    while best[end].1 > REACH {
        (end, after) = (best[end].1, end - best[end].1);
    }
    let start = best[end].1;
    let before = if start > stretch.start { start - best[start].1 } else { 0 };
    (best[stretch.end].0, [before, end - start, after])
}

/// How well a character fits between the neighbours of a doubtful one.
struct Reading {
    /// How likely it is, and the two after it.
    likely: [f32; 3],
    /// How it is bound to its neighbours, and how often the runs of three with it are met.
    ties: [f32; 5],
    /// How often the words of two, three and four characters are used that it makes.
    words: [f32; 3],
    /// How likely the stretch is as words.
    as_words: f32,
    /// How many characters the words have that it is in, and those beside it.
    lengths: [usize; 3],
}

impl Reading {
    /// What speaks for or against the printed character by itself, which has such a score as what is meant, and
    /// by how much the best candidate's is above it; how likely the rest is is left 0.
    fn position(&self, around: &[char; ALL], score: f32, above: f32) -> [f32; POSITION] {
        let flag = |yes: bool| f32::from(u8::from(yes));
        let [before, own, after] = self.lengths;
        let [likely, next, third] = self.likely;
        let [left, right, ending, middle, beginning] = self.ties;
        [
            likely,
            next,
            third,
            (MODEL.single(around[REACH]) + 1.0).ln(),
            self.words[0],
            flag(self.words[1] > 0.0),
            flag(self.words[2] > 0.0),
            flag(around[REACH - 1] == EDGE),
            flag(around[REACH + 1] == EDGE),
            flag(own == 1),
            flag(before == 1) + flag(after == 1),
            0.0,
            left,
            right,
            ending,
            middle,
            beginning,
            left.max(right),
            score,
            above.clamp(-15.0, 15.0),
            above.clamp(0.0, 15.0).sqrt(),
        ]
    }

    /// What speaks for `c`, read thus, against the printed character, read as `own`; and the scores of both as
    /// what is meant.
    fn against(&self, own: &Self, likeness: f32, c: char, scores: (f32, f32)) -> [f32; CANDIDATE] {
        let flag = |yes: bool| f32::from(u8::from(yes));
        let gain = self.likely.iter().sum::<f32>() - own.likely.iter().sum::<f32>();
        let as_words = self.as_words - own.as_words;
        let more = |length: usize| flag(self.words[length] > 0.0) - flag(own.words[length] > 0.0);
        let tie = |at: usize| self.ties[at] - own.ties[at];
        let above = scores.0 - scores.1;
        [
            gain,
            gain.max(0.0).sqrt(),
            likeness,
            likeness * likeness,
            (likeness - 0.7).max(0.0),
            (MODEL.single(c) + 1.0).ln(),
            self.words[0] - own.words[0],
            self.words[0],
            more(1),
            more(2),
            as_words,
            as_words.max(0.0).sqrt(),
            likeness * gain.min(15.0),
            tie(0),
            tie(1),
            tie(2),
            tie(3),
            tie(4),
            above.clamp(-15.0, 15.0),
            above.clamp(0.0, 20.0).sqrt(),
            scores.0,
        ]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Document, Language};

    /// What is thought likeliest of the character at `at` of `text`: how wrong, and what is meant.
    fn verdict(text: &str, at: usize) -> (f32, Option<char>) {
        let document = Document::new(text.to_owned(), Language::new("zh"));
        let page = Page::of(&document);
        let start: usize = text.chars().take(at).map(char::len_utf8).sum();
        let mut noted = Doubts::default();
        page.fold(Doubts::default, |flow, doubts| doubts.note(&page, flow))
            .into_iter()
            .for_each(|part| noted.append(part));
        let habits = Habits::counting(&page, noted.weigh(&page));
        let found = noted.judge(&page, &habits, 0.0).into_iter().find(|found| found.span.start == start);
        found.map_or((0.0, None), |found| (found.probability, found.candidates.first().map(|best| best.0)))
    }

    #[test]
    fn names_what_is_meant() {
        for (text, at, meant) in
            [("他不怕再大的风脸", 7, '险'), ("大家向他祝货", 5, '贺'), ("会议的主特人", 4, '持')]
        {
            let (probability, best) = verdict(text, at);
            assert!(probability > 0.5, "{text}: {probability}");
            assert_eq!(best, Some(meant), "{text}");
        }
    }

    #[test]
    fn right_text_raises_little_doubt() {
        for text in ["他不怕再大的风险", "大家向他祝贺", "人民法院依法审理案件"] {
            for at in 0..text.chars().count() {
                assert!(verdict(text, at).0 < 0.4, "{text} at {at}: {:?}", verdict(text, at));
            }
        }
    }

    #[test]
    fn what_the_document_writes_often_is_meant_so() {
        let once = "他在乔蓬阿塔过夏天。";
        let often = format!("{once}\n\n乔蓬阿塔在湖边。\n\n去乔蓬阿塔的路很长。\n\n乔蓬阿塔下雪了。\n");
        for at in 2..6 {
            assert!(verdict(&often, at).0 <= verdict(once, at).0, "at {at}");
        }
    }
}
