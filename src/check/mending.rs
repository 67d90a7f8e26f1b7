//! What one small change makes a line likelier by far?
//!
//! ```text
//! 我 们 正 在 会 开        开会 for 会开: the line is e^9 times as likely
//! 这 个 间 题 很 重        问 for 间
//! ```
//!
//! A character may be read for one that looks like it, two may have changed places. Each such change
//! is weighed by the same measure: how much likelier Chinese of today makes the line with it ([`MODERN`]). What else
//! bears on it is the same too: how usual the line is otherwise, so that what is odd in a line of names is not odd; how
//! usual what is printed is in itself, and what it would become; how often the document writes the one and the other
//! elsewhere. What these come to as odds is a logistic regression with kinks for each kind of change, fitted (see
//! `weights.rs`) to faults planted in texts not counted. Of changes that share a character the likeliest
//! is kept, so that one fault is said once.
//!
//! The judges of misread and exchanged characters ([`super::misreading`], [`super::rules`]) know shapes and old texts
//! better, and these know the language of today; a fault is a warning when either is sure of it. To ask a network is the
//! usual other way; it takes a thousand times as long.

mod weights;

use super::correction;
use super::flow::{Flow, Page};
use super::habits::Habits;
use super::misreading::Other;
use super::model::{EDGE, MODEL, MODERN, key, word_key};
use crate::text::Span;
use weights::{EXCHANGED, INSTEAD, SURE};

/// What is changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The character that stands there becomes this one.
    Instead(char),
    /// It and the next change places.
    Exchanged,
}

/// A line's place in which one change makes it likelier.
#[derive(Debug)]
pub(super) struct Mend {
    /// What would be changed: one character, or two beside each other.
    pub(super) span: Span,
    /// How.
    pub(super) change: Change,
    /// Whether nothing stands between the characters of the span.
    pub(super) is_solid: bool,
    around: Around,
    numbers: Numbers,
}

/// Where the place stands in what is around it, and how much that is; beyond the Chinese stretch [`EDGE`].
const HERE: usize = 4;
type Around = [char; 12];

/// What tells, but for what the document writes elsewhere.
#[derive(Clone, Copy, Debug)]
struct Numbers {
    /// How likely the characters are that the change bears on, as they stand and changed.
    printed: f32,
    mended: f32,
    /// How much the two characters look alike.
    likeness: f32,
    /// The mean of the characters around.
    rest: f32,
    /// How likely the place itself is as it stands.
    own: f32,
    /// The most usual run of three with the place in it, as it stands and changed.
    runs: [f32; 2],
    /// How usual the most used word of two to four characters with the place in it is, as it stands and changed: as a
    /// logarithm to base 2, 0 for none.
    words: [f32; 2],
    /// How usual the printed character or pair is by itself; and by how much the change is better than the next best
    /// of its kind, or how usual the exchanged pair is.
    usual: f32,
    other: f32,
}

/// By how much, at least, a line is likelier with a change, for it to be judged: less than of all but two in a hundred of
/// the planted faults that are sure, so that most places are left at the first look. So are the bounds below.
const LEAST_GAIN: [f32; 2] = [6.5, 4.5];
/// How unlikely, at least, the place is as it stands, and all that the change bears on. The first pair is narrower than the
/// other bounds: with it prose of two megabytes takes an eighth longer than without all this, and not three, and of planted
/// faults two in a hundred fewer are found.
const UNLIKELY: [f32; 2] = [-7.5, -10.5];
const UNLIKELY_TOGETHER: [f32; 2] = [-12.5, -17.0];
/// What is bound to a neighbour like this is right.
const BOUND: f32 = 2.0;
/// What stands in a run of three that is met so often is right, and so often must one be that the change makes.
const OFTEN: f32 = 5.0;
/// How often the pair is met that an exchange makes, at least.
const LEAST_PAIR: f32 = 3.0;
/// How often a look-alike stands in the texts, at least.
const LEAST_SINGLE: f32 = 20.0;

/// Text that is longer is no single document, and what is asked here takes an eighth of the time of all else.
const LONG: usize = 3 << 20;

/// Whether the language of today says anything of this paragraph.
fn is_of_today(page: &Page, flow: &Flow) -> bool {
    flow.has_han && page.text().len() <= LONG && page.is_chinese() && !page.is_old() && !flow.is_literary()
}

/// Characters of a paragraph that may be read for others that look like them.
pub(super) fn note_misread(page: &Page, flow: &Flow, mends: &mut Vec<Mend>) {
    if is_of_today(page, flow) {
        let free = free(flow, BOUND);
        let places = (0..flow.chars.len()).filter(|&at| free(at.checked_sub(1)) && free(Some(at)));
        mends.extend(places.filter_map(|at| misread(flow, at)));
    }
}

/// Neighbouring characters of a paragraph that may have changed places.
pub(super) fn note_exchanged(page: &Page, flow: &Flow, mends: &mut Vec<Mend>) {
    if is_of_today(page, flow) {
        let free = free(flow, BOUND);
        mends.extend((0..flow.chars.len()).filter(|&at| free(Some(at))).filter_map(|at| exchanged(flow, at)));
    }
}

/// Whether the character at a place is bound to the next by less than `bound`.
fn free<'a>(flow: &'a Flow, bound: f32) -> impl Fn(Option<usize>) -> bool + Copy + 'a {
    let pairs = flow.pairs();
    move |at| at.and_then(|at| pairs.get(at)).is_none_or(|pair| pair.bond() < bound)
}

fn misread(flow: &Flow, at: usize) -> Option<Mend> {
    let printed = flow.plain()[at];
    // Of traditional text the looks of what is printed are not those of what is weighed.
    if printed == EDGE || flow.chars[at] != printed || NUMERALS.contains(printed) {
        return None;
    }
    let around = around(flow.plain(), at);
    if is_often(&around, HERE..HERE + 1) {
        return None;
    }
    let own = MODERN.log_probability_at(&around, HERE);
    if own > UNLIKELY[0] {
        return None;
    }
    let likely = |around: &Around| MODERN.log_probability_of(around, HERE..HERE + 4);
    let as_printed = likely(&around);
    if as_printed > UNLIKELY_TOGETHER[0] {
        return None;
    }
    let (mut best, mut second) = (None, f32::NEG_INFINITY);
    let mut most = f32::NEG_INFINITY;
    for other in Other::all(printed) {
        let is_usual = other.c != printed && MODERN.single(other.c) >= LEAST_SINGLE;
        if !is_usual || NUMERALS.contains(other.c) || !is_often(&with(around, other.c), HERE..HERE + 1) {
            continue;
        }
        let mended = likely(&with(around, other.c));
        let worth = mended - as_printed + LOOKS * other.likeness;
        if worth > most {
            (second, most) = (most, worth);
            best = Some((other, mended));
        } else {
            second = second.max(worth);
        }
    }
    let (other, mended) = best.filter(|(_, mended)| mended - as_printed > LEAST_GAIN[0])?;
    let changed = with(around, other.c);
    let numbers = Numbers {
        printed: as_printed,
        mended,
        likeness: other.likeness,
        rest: rest(flow.plain(), at, 4),
        own,
        runs: [usual_run(&around, HERE..HERE + 1), usual_run(&changed, HERE..HERE + 1)],
        words: [usual_word(&around, HERE..HERE + 1), usual_word(&changed, HERE..HERE + 1)],
        usual: MODERN.single(printed).max(LEAST).ln(),
        other: most - second.max(NO_OTHER),
    };
    Some(Mend {
        span: flow.span(at..at + 1),
        change: Change::Instead(other.c),
        is_solid: true,
        around,
        numbers,
    })
}

/// Any of them may stand for any other, and 著 for 着.
const NUMERALS: &str = "一二三四五六七八九十百千万亿两著";
/// How much looks count beside likelihood where the best look-alike is chosen.
const LOOKS: f32 = 3.0;
/// What stands for the worth of a second look-alike where there is none.
const NO_OTHER: f32 = -20.0;
/// What stands for a count of nothing.
const LEAST: f32 = 0.3;

fn exchanged(flow: &Flow, at: usize) -> Option<Mend> {
    let around = around(flow.plain(), at);
    let (first, second) = (around[HERE], around[HERE + 1]);
    if first == EDGE || second == EDGE || first == second {
        return None;
    }
    let [pair, made] = [MODERN.pair(first, second), MODERN.pair(second, first)];
    if made < LEAST_PAIR || made < pair {
        return None;
    }
    let own = MODERN.log_probability_at(&around, HERE) + MODERN.log_probability_at(&around, HERE + 1);
    if own > UNLIKELY[1] {
        return None;
    }
    let mut changed = around;
    changed.swap(HERE, HERE + 1);
    let likely = |around: &Around| MODERN.log_probability_of(around, HERE..HERE + 5);
    let printed = likely(&around);
    if printed > UNLIKELY_TOGETHER[1] {
        return None;
    }
    let mended = likely(&changed);
    if mended - printed <= LEAST_GAIN[1] {
        return None;
    }
    let numbers = Numbers {
        printed,
        mended,
        likeness: 0.0,
        rest: rest(flow.plain(), at, 5),
        own,
        runs: [&around, &changed].map(|around| usual_run(around, HERE..HERE + 2)),
        words: [&around, &changed].map(|around| usual_word(around, HERE..HERE + 2)),
        usual: pair.max(LEAST).ln(),
        other: made.max(LEAST).ln(),
    };
    let is_solid = flow.is_solid(at..at + 2);
    Some(Mend { span: flow.span(at..at + 2), change: Change::Exchanged, is_solid, around, numbers })
}

/// The characters around the one at `at`.
fn around(plain: &[char], at: usize) -> Around {
    let mut around = [EDGE; 12];
    let (before, after) = plain.split_at(at);
    let places = around[..HERE].iter_mut().rev();
    places.zip(before.iter().rev().take_while(|&&c| c != EDGE)).for_each(|(place, &c)| *place = c);
    let places = around[HERE..].iter_mut();
    places.zip(after.iter().take_while(|&&c| c != EDGE)).for_each(|(place, &c)| *place = c);
    around
}

fn with(mut around: Around, c: char) -> Around {
    around[HERE] = c;
    around
}

/// How usual the twelve characters before `at` are, and the twelve from `skip` after it on: the mean logarithm of
/// their probabilities.
fn rest(plain: &[char], at: usize, skip: usize) -> f32 {
    const AROUND: usize = 12;
    let after = (at + skip).min(plain.len());
    let near = (at.saturating_sub(AROUND)..at).chain(after..(after + AROUND).min(plain.len()));
    let (mut sum, mut count) = (0.0, 0.0);
    for place in near.filter(|&place| plain[place] != EDGE) {
        sum += MODERN.log_probability_at(plain, place);
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { -6.0 }
}

/// The runs of three that hold any of `places`.
fn runs(around: &Around, places: std::ops::Range<usize>) -> impl Iterator<Item = [char; 3]> {
    (places.start - 2..places.end).map(|start| [around[start], around[start + 1], around[start + 2]])
}

/// Whether one of these runs is met often.
fn is_often(around: &Around, places: std::ops::Range<usize>) -> bool {
    let is_run = |run: &[char; 3]| run[1] != EDGE && (run[0] != EDGE || run[2] != EDGE);
    runs(around, places).filter(is_run).any(|[a, b, c]| MODERN.triple(a, b, c) >= OFTEN)
}

/// How usual the most usual of these runs is, as a logarithm.
fn usual_run(around: &Around, places: std::ops::Range<usize>) -> f32 {
    let is_run = |run: &[char; 3]| run[1] != EDGE && (run[0] != EDGE || run[2] != EDGE);
    let counts = runs(around, places).filter(is_run).map(|[a, b, c]| MODERN.triple(a, b, c));
    (counts.fold(0.0, f32::max) + 0.5).ln()
}

/// How much the most used word of two to four characters with all of `places` in it is used.
fn usual_word(around: &Around, places: std::ops::Range<usize>) -> f32 {
    let mut most = 0;
    for start in places.end.saturating_sub(4)..=places.start {
        let mut word = 0;
        for end in start + 1..=start + 4 {
            if around[end - 1] == EDGE {
                break;
            }
            word = word_key(word, around[end - 1]);
            if end >= places.end && end > start + 1 {
                most = MODEL.word_level(word).map_or(most, |level| most.max(level + 1));
            }
        }
    }
    most as f32
}

impl Mend {
    /// The keys of the runs of characters as they stand and changed, whose counts in the document bear on it.
    pub(super) fn asked(&self) -> Vec<u64> {
        let places = self.places();
        let changed = self.changed();
        let runs = runs(&self.around, places.clone()).chain(runs(&changed, places));
        let runs = runs.filter(|run| !run.contains(&EDGE)).map(|run| key(&run));
        runs.chain(self.pairs().map(|pair| key(&pair))).collect()
    }

    /// The pair that is oddest as it stands, and what it would become.
    fn pairs(&self) -> [[char; 2]; 2] {
        let beside = |around: &Around, start: usize| [around[start], around[start + 1]];
        let count = |start: usize| {
            let [a, b] = beside(&self.around, start);
            if a == EDGE || b == EDGE { f32::INFINITY } else { MODERN.pair(a, b) }
        };
        let start = match self.change {
            Change::Instead(_) if count(HERE - 1) < count(HERE) => HERE - 1,
            _ => HERE,
        };
        [beside(&self.around, start), beside(&self.changed(), start)]
    }

    /// Where the changed characters stand in what is around.
    fn places(&self) -> std::ops::Range<usize> {
        match self.change {
            Change::Instead(_) => HERE..HERE + 1,
            Change::Exchanged => HERE..HERE + 2,
        }
    }

    /// What stands around, with the change.
    fn changed(&self) -> Around {
        match self.change {
            Change::Instead(c) => with(self.around, c),
            Change::Exchanged => {
                let mut changed = self.around;
                changed.swap(HERE, HERE + 1);
                changed
            }
        }
    }

    /// A few words around, with the change.
    pub(super) fn words(&self) -> String {
        let length = if self.change == Change::Exchanged { 4 } else { 3 };
        self.changed()[HERE - 2..HERE + length].iter().filter(|&&c| c != EDGE).collect()
    }

    /// How often the document has the most frequent run of three as it stands elsewhere, and as it would become; and
    /// the same of the pair that is oddest.
    fn habits(&self, habits: &Habits) -> [f32; 4] {
        let most = |around: &Around| {
            let whole = runs(around, self.places()).filter(|run| !run.contains(&EDGE));
            whole.map(|run| habits.count(key(&run))).max().unwrap_or(0)
        };
        let [pair, made] = self.pairs().map(|pair| habits.count(key(&pair)));
        [most(&self.around).saturating_sub(1), most(&self.changed()), pair.saturating_sub(1), made]
            .map(|count| count as f32)
    }

    /// The natural logarithm of the odds that the change is right.
    fn odds(&self, habits: &Habits) -> f32 {
        let weights = match self.change {
            Change::Instead(_) => &INSTEAD,
            Change::Exchanged => &EXCHANGED,
        };
        let numbers = terms(&self.numbers, self.habits(habits));
        numbers.iter().zip(weights).map(|(number, weight)| number * weight).sum()
    }

    fn is_of_kind(&self, kind: Change) -> bool {
        std::mem::discriminant(&self.change) == std::mem::discriminant(&kind)
    }
}

/// What the weights are for: the numbers, each within bounds, and where they bend.
fn terms(numbers: &Numbers, habits: [f32; 4]) -> [f32; TERMS] {
    let Numbers { printed, mended, likeness, rest, own, runs, words, usual, other } = *numbers;
    let [[as_it_is, as_mended], [word, made_word]] = [runs, words];
    let gain = mended - printed;
    let [thus, otherwise, pair, made_pair] = habits.map(|count| (count.min(8.0) + 0.4).ln());
    [
        1.0,
        gain.clamp(-5.0, 14.0),
        likeness.clamp(0.0, 1.0),
        rest.clamp(-9.0, -2.0),
        own.clamp(-25.0, 0.0),
        printed.clamp(-45.0, 0.0),
        mended.clamp(-45.0, 0.0),
        as_it_is.clamp(-1.0, 7.0),
        as_mended.clamp(-1.0, 9.0),
        thus,
        otherwise,
        usual.clamp(-1.0, 12.0),
        other.clamp(-5.0, 12.0),
        (gain - 4.0).max(0.0),
        (gain - 8.0).max(0.0),
        (as_it_is - 2.0).max(0.0),
        (3.0 - as_mended).max(0.0),
        (rest + 5.0).max(0.0),
        (-5.0 - rest).max(0.0),
        gain * (rest + 5.0) * 0.2,
        (-mended - 16.0).max(0.0),
        pair,
        made_pair,
        word.min(16.0),
        made_word.min(16.0),
    ]
}

const TERMS: usize = 25;

/// Of `mends` that are likelier right than `limit` says for their kind, those of the kind of `kind`, in the order of
/// the text; of several that share a character, the likeliest.
pub(super) fn likeliest<'a>(page: &Page, mends: &'a [Mend], habits: &Habits, kind: Change) -> Vec<&'a Mend> {
    /// What is asked more of a text whose words are set.
    const FORMAL: f32 = 1.5;
    let more = if page.is_formal() { FORMAL } else { 0.0 };
    let limit = |mend: &Mend| {
        more + match mend.change {
            Change::Instead(_) => SURE[0],
            Change::Exchanged => SURE[1],
        }
    };
    let mut in_order: Vec<&Mend> = mends.iter().collect();
    in_order.sort_by_key(|mend| mend.span);
    let odds = in_order.into_iter().map(|mend| (mend.odds(habits) - limit(mend), mend));
    let shares = |one: &&Mend, next: &&Mend| one.span.end > next.span.start;
    let kept = correction::likeliest(odds, 0.0, shares).into_iter().map(|(_, mend)| mend);
    kept.filter(|mend| mend.is_of_kind(kind)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::{documents, print_candidate};
    use crate::text::{Document, Language};

    /// What is noted of `document`.
    fn noted(page: &Page) -> Vec<Mend> {
        let parts = page.fold(Vec::new, |flow, mends| {
            note_misread(page, flow, mends);
            note_exchanged(page, flow, mends);
        });
        parts.into_iter().flatten().collect()
    }

    /// The likeliest changes of each kind in `text`, and what the words are with them.
    fn found(text: &str) -> Vec<(Change, String)> {
        let document = Document::new(text.to_owned(), Language::new("zh"));
        let page = Page::of(&document);
        let mends = noted(&page);
        let habits = Habits::counting(&page, mends.iter().flat_map(Mend::asked));
        let kinds = [Change::Instead(EDGE), Change::Exchanged];
        let found = kinds.into_iter().flat_map(|kind| likeliest(&page, &mends, &habits, kind));
        found.map(|mend| (mend.change, mend.words())).collect()
    }

    #[test]
    fn of_one_fault_one_change_is_said() {
        for (text, change) in [
            ("我们认为这个间题非常重要，需要大家一起讨论。", Change::Instead('问')),
            ("我们认为这个题问非常重要，需要大家一起讨论。", Change::Exchanged),
        ] {
            let found = found(text);
            assert_eq!(found.iter().map(|found| found.0).collect::<Vec<_>>(), [change], "{text} {found:?}");
        }
        let right = "我们认为这个问题非常重要，人民代表大会常务委员会审议了草案。";
        assert_eq!(found(right), []);
    }

    #[test]
    fn the_words_around_have_the_change_in_them() {
        let plain: Vec<char> = "代表会常务委".chars().collect();
        let around = around(&plain, 1);
        assert_eq!(around[HERE - 1..HERE + 2], ['代', '表', '会']);
        assert_eq!(with(around, '裱')[HERE], '裱');
    }

    #[test]
    #[ignore = "prints what scripts/models/fit-mends fits the weights to"]
    fn numbers_of_mends() {
        for (file, document) in documents() {
            let page = Page::of(&document);
            let mends = noted(&page);
            let habits = Habits::counting(&page, mends.iter().flat_map(Mend::asked));
            for mend in &mends {
                let kind = match mend.change {
                    Change::Instead(_) => "instead",
                    Change::Exchanged => "exchanged",
                };
                let numbers = terms(&mend.numbers, mend.habits(&habits));
                print_candidate(kind, &file, mend.span, &mend.words(), numbers);
            }
        }
    }
}
