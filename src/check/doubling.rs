//! Was a character printed twice, or read twice?
//!
//! 国防部长 of 成员国国防部长 needs both 国; 在在 of 继续在在该领域 needs one. What tells: whether the text
//! is likelier without one copy (characters follow each other as they do in ten million others), how
//! often this character is doubled at all, what the document itself writes elsewhere (刘老老 fifty times),
//! and whether one says it twice (慢慢, 一个个). Each is a number; the sum of the numbers, weighed, is how
//! sure it is. The weights are fitted by `scripts/models/fit-doubling` to doubled characters put into
//! texts by chance and to those that stand in them rightly.
//!
//! Asking a dictionary whether the doubled pair is inside a word or between two misses half of them: 会会
//! in 秘书会会议 stands between two words, as it should in 理事会会议.

use std::sync::atomic::{AtomicU32, Ordering};

use rustc_hash::FxHashMap;

use super::flow::{Flow, Page};
use super::model::{EDGE, MODEL, key, reduplication};
use crate::text::{Span, han, script};

/// Characters on each side of a doubled one that bear on it.
const REACH: usize = 8;

/// A doubled character and what stands around it.
#[derive(Clone, Debug)]
pub(super) struct Doubling {
    /// Where both copies stand.
    pub(super) span: Span,
    /// Where the second copy stands.
    pub(super) second: Span,
    /// Whether nothing stands between the copies.
    pub(super) solid: bool,
    /// The character as it is printed.
    pub(super) printed: char,
    /// Its simplified form.
    c: char,
    /// The characters around, EDGE for what is not Chinese, both copies included.
    around: Vec<char>,
    /// Where in `around` the first copy stands.
    at: usize,
}

impl Doubling {
    /// The doubled character at `at` and `at + 1` of `flow`, if it stands there twice and no oftener.
    pub(super) fn at(flow: &Flow, at: usize) -> Option<Self> {
        let chars = &flow.chars;
        let c = chars[at];
        if flow.at(at + 1) != c || flow.before(at) == c || flow.at(at + 2) == c || !script::is_han(c) {
            return None;
        }
        let end = (at + 2 + REACH).min(chars.len());
        let start = at.saturating_sub(REACH);
        let mut around = Vec::with_capacity(2 * REACH + 4);
        let mut place = 0;
        if start == 0 {
            around.push(EDGE);
        }
        for (n, &c) in chars[start..end].iter().enumerate() {
            if start + n == at {
                place = around.len();
            }
            if script::is_han(c) {
                // The counts are of simplified text.
                around.push(han::simplified(c));
            } else if around.last() != Some(&EDGE) {
                around.push(EDGE);
            }
        }
        if end == chars.len() && around.last() != Some(&EDGE) {
            around.push(EDGE);
        }
        Some(Self {
            span: flow.span(at..at + 2),
            second: flow.span(at + 1..at + 2),
            solid: flow.is_solid(at..at + 2),
            printed: c,
            c: han::simplified(c),
            around,
            at: place,
        })
    }

    fn before(&self) -> char {
        self.at.checked_sub(1).map_or(EDGE, |at| self.around[at])
    }

    fn after(&self) -> char {
        self.around.get(self.at + 2).copied().unwrap_or(EDGE)
    }

    /// How much likelier the text is without one copy, as a natural logarithm.
    fn gain(&self) -> f32 {
        let end = (self.at + 5).min(self.around.len());
        let mut without = self.around.clone();
        without.remove(self.at);
        MODEL.log_probability_of(&without, self.at..end - 1)
            - MODEL.log_probability_of(&self.around, self.at..end)
    }

    /// How sure it is that one copy is too many, as the logarithm of the odds.
    pub(super) fn odds(&self, page: &Page, habits: &Habits) -> f32 {
        let (l, c, r) = (self.before(), self.c, self.after());
        let told = |value: f32, known: bool| if known { value } else { 0.0 };
        let share = |part: f32, whole: f32| ((part + 0.1) / (whole + 1.0)).ln();
        let own_share = |part: f32, whole: f32| {
            if part > 0.0 { (part / (whole + 0.5) + 0.05).ln() - 0.05_f32.ln() } else { 0.0 }
        };
        let (inside, outside) = (l != EDGE, r != EDGE);
        let gain = self.gain();
        let words = self.words();
        let (single, pair) = (MODEL.single(c), MODEL.pair(c, c));
        let rate = ((pair + 0.3) / (single + 30.0)).ln();
        let left = if inside { share(MODEL.triple(l, c, c), MODEL.pair(l, c)) } else { -3.0 };
        let right = if outside { share(MODEL.triple(c, c, r), MODEL.pair(c, r)) } else { -3.0 };
        let once = told(MODEL.triple(l, c, r), inside && outside);
        let twin = |at: usize| {
            let (a, b) = (self.around.get(at), self.around.get(at + 1));
            a == b && a.is_some_and(|&a| a != EDGE)
        };
        let own = |chars: &[char], here: u32| habits.count(chars).saturating_sub(here) as f32;
        let own_left = told(own_share(own(&[l, c, c], 1), own(&[l, c], 1)), inside);
        // In a report 委员会会议 says nothing of 秘书会会议, where the first 会 ends no word.
        let applies = !words.alone || page.is_colloquial();
        let own_right = told(own_share(own(&[c, c, r], 1), own(&[c, r], 1)), outside && applies);
        let own_pair = told((own(&[c, c], 1) + 1.0).ln(), applies);
        let own_once = told(own(&[l, c, r], 0), inside && outside);
        let flag = |yes: bool| f32::from(u8::from(yes));
        let colloquial = flag(page.is_colloquial());
        let numbers = [
            gain,
            gain.max(0.0).sqrt(),
            rate,
            left,
            right,
            (once + 1.0).ln(),
            (single + 1.0).ln(),
            (pair + 1.0).ln(),
            flag(self.at >= 2 && twin(self.at - 2) || twin(self.at + 2)),
            own_left,
            own_right,
            own_pair,
            (own_once + 1.0).ln(),
            colloquial,
            colloquial * gain,
            flag(l == '一' && reduplication::MEASURES.contains(c)),
            flag(reduplication::is_said_twice(c)),
            words.gain,
            flag(words.inside),
            flag(words.between),
            flag(words.alone),
            words.gain.max(0.0).sqrt(),
            flag(words.between) * (1.0 - colloquial),
        ];
        let odds =
            numbers.iter().zip(WEIGHTS).map(|(number, weight)| number * weight).sum::<f32>() + CONSTANT;
        odds - self.excuses(page, &words, own_pair > 0.0 && own_once == 0.0)
    }

    /// What speaks for the copy beside the numbers: grammar that they are too short to see.
    fn excuses(&self, page: &Page, words: &Words, is_habit: bool) -> f32 {
        let (l, c, r) = (self.before(), self.c, self.after());
        let mut excuse = 0.0;
        // 申请请登录: a request may follow any word.
        if c == '请' && l != EDGE && r != EDGE {
            excuse += 9.0;
        }
        // Where what stands before makes no word either way, another fault is nearer: 温地地下水 for
        // 湿地地下水.
        let earlier = self.at.checked_sub(2).map_or(EDGE, |at| self.around[at]);
        let strange = |a: char, b: char| MODEL.pair(a, b) * MODEL.total() < MODEL.single(a) * MODEL.single(b);
        let inside = l != EDGE && earlier != EDGE;
        if inside && words.leads && strange(l, c) && (strange(earlier, l) || MODEL.pair(earlier, l) < 8.0) {
            excuse += 5.0;
        }
        if page.is_colloquial() {
            // 一个个, 一串串.
            if l == '一' && reduplication::MEASURES.contains(c) {
                excuse += 3.0;
            }
            // A name such as 珍珍, which the document writes more than once.
            if is_habit && MODEL.single(c) < 5000.0 {
                excuse += 1.5;
            }
        }
        excuse
    }

    /// What the text is as words, with both copies and with one.
    fn words(&self) -> Words {
        const BEFORE: usize = 7;
        const AFTER: usize = 9;
        let start = (0..self.at).rev().find(|&n| self.around[n] == EDGE).map_or(0, |n| n + 1);
        let start = start.max(self.at.saturating_sub(BEFORE));
        let end = (self.at + 2..self.around.len()).find(|&n| self.around[n] == EDGE);
        let end = end.unwrap_or(self.around.len()).min(self.at + AFTER);
        let with = &self.around[start..end];
        let at = self.at - start;
        let mut without = with.to_vec();
        without.remove(at);
        let (likelihood, ends) = MODEL.words(with);
        let word = |n: usize| ends.iter().position(|&end| n < end).unwrap_or(0);
        let length = |word: usize| ends[word] - word.checked_sub(1).map_or(0, |before| ends[before]);
        let (first, second) = (word(at), word(at + 1));
        let inside = first == second;
        let alone = !inside && (length(first) == 1 || length(second) == 1);
        let leads = !inside && length(second) >= 3;
        Words { gain: MODEL.words(&without).0 - likelihood, inside, between: !inside && !alone, alone, leads }
    }

    /// The runs of characters whose counts in the document bear on this.
    fn runs(&self) -> [Vec<char>; 6] {
        let (l, c, r) = (self.before(), self.c, self.after());
        [vec![l, c, c], vec![c, c, r], vec![c, c], vec![l, c], vec![c, r], vec![l, c, r]]
    }
}

/// A doubled character among words.
struct Words {
    /// How much likelier the text is, as words, without one copy.
    gain: f32,
    /// Whether one word holds both copies.
    inside: bool,
    /// Whether a word of two characters or more ends with one and another begins with the other.
    between: bool,
    /// Whether one of them is a word of its own.
    alone: bool,
    /// Whether the second begins a word of three characters or more.
    leads: bool,
}

/// As `scripts/models/fit-doubling` prints them, in the order of the numbers in [`Doubling::odds`].
#[rustfmt::skip]
const WEIGHTS: [f32; 23] = [
    0.247, // how much likelier without one copy
    0.595, // its square root
    1.043, // how often this character is doubled
    -0.135, // how often after the one before
    -0.131, // how often before the next
    -0.093, // how often the text without the copy is met
    1.27, // how often the character stands
    -1.164, // how often twice
    -2.821, // a doubled neighbour: 隐隐约约
    -1.166, // the document doubles it after the one before
    -0.709, // or before the next
    -0.367, // or at all
    0.72, // or writes it once here
    0.423, // talk and story
    -0.096, // the same times the gain
    0.909, // 一个个
    -0.031, // one says it twice
    0.058, // how much likelier as words without one copy
    -0.306, // both copies in one word
    -1.312, // between two long words
    0.743, // one copy a word of its own
    0.979, // the square root of the words' gain
    -2.193, // between two long words of a report
];
const CONSTANT: f32 = -8.731;

/// How often the document itself writes the runs of characters that are in doubt.
#[derive(Debug, Default)]
pub(super) struct Habits {
    counts: FxHashMap<u64, AtomicU32>,
    /// Whether any run begins with two characters of this hash, so that few need looking up.
    starts: Vec<bool>,
}

const STARTS: usize = 1 << 16;

impl Habits {
    /// Counts what bears on `doublings` in all of `page`.
    pub(super) fn of(page: &Page, doublings: &[Doubling]) -> Self {
        let mut habits = Self { counts: FxHashMap::default(), starts: vec![false; STARTS] };
        for doubling in doublings {
            for run in doubling.runs() {
                habits.starts[start(run[0], run[1])] = true;
                habits.counts.entry(key(&run)).or_default();
            }
        }
        if doublings.is_empty() {
            return habits;
        }
        page.gather(|flow, _: &mut Vec<()>| {
            for (at, pair) in flow.chars.windows(2).enumerate() {
                let pair = [han::simplified(pair[0]), han::simplified(pair[1])];
                if !habits.starts[start(pair[0], pair[1])] {
                    continue;
                }
                let met = |run: &[char]| {
                    if let Some(count) = habits.counts.get(&key(run)) {
                        count.fetch_add(1, Ordering::Relaxed);
                    }
                };
                met(&pair);
                if let Some(&third) = flow.chars.get(at + 2) {
                    met(&[pair[0], pair[1], han::simplified(third)]);
                }
            }
        });
        habits
    }

    fn count(&self, chars: &[char]) -> u32 {
        self.counts.get(&key(chars)).map_or(0, |count| count.load(Ordering::Relaxed))
    }
}

fn start(a: char, b: char) -> usize {
    (u32::from(a).wrapping_mul(0x9e37) ^ u32::from(b).wrapping_mul(0x85eb)) as usize % STARTS
}
