//! Was a character printed twice, or read twice?
//!
//! 国防部长 of 成员国国防部长 needs both 国; 在在 of 继续在在该领域 needs one. What tells: whether the text
//! is likelier without one copy (characters follow each other as they do in thirty million others), how
//! often this character is doubled at all and beside these neighbours, what the document itself writes
//! elsewhere (刘老老 fifty times), and how the text falls into words with both copies and with one. Each is a
//! number; [`super::judge`] and [`super::surroundings`] say what they come to, as `scripts/models/fit-doubling` and
//! `fit-surroundings` have learned it from characters doubled by chance and from those that texts double rightly.
//!
//! Asking a dictionary whether the doubled pair is inside a word or between two misses half of them: 会会
//! in 秘书会会议 stands between two words, as it should in 理事会会议.

use super::flow::{Flow, Page};
use super::habits::Habits;
use super::judge::{JUDGE, NUMBERS};
use super::model::{EDGE, LONGEST, MODEL, MODERN, key, mix, reduplication};
use super::surroundings::{PLACES, SURROUNDINGS};
use crate::text::{Span, han, script};

/// Characters on each side of a doubled one that bear on it.
const REACH: usize = 7;
/// From these odds of the judge on the network is asked, thirty times as many multiplications: what lies below, it
/// never lifts to where it matters. That is so of seven in ten right doublings.
const DOUBT: f32 = -4.0;
/// What of the odds is the network's.
const SHARE: f32 = 2.0 / 3.0;

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
    /// Its simplified form: the counts are of simplified text.
    c: char,
    /// The characters before it, the nearest first; EDGE from the first on that is not Chinese.
    before: [char; REACH],
    /// The characters after both copies, likewise.
    after: [char; REACH],
    /// Whether the paragraph is of the old written language, where a character is a word and is said twice as one
    /// pleases, or of verse.
    pub(super) is_literary: bool,
}

/// What is thought of a doubled character.
#[derive(Clone, Copy, Debug)]
pub(super) struct Judged {
    /// How sure it is that one copy is too many, as the logarithm of the odds.
    pub(super) odds: f32,
    /// Whether the likeliest words of the text have a word of several characters end or begin between the
    /// copies, as in 申请请登录: then both may be meant, whatever the odds.
    pub(super) parts_words: bool,
    /// Whether a word of several characters ends and another begins between them: 并发发生.
    pub(super) joins_words: bool,
    /// How much likelier Chinese of today is with one copy, as a natural logarithm.
    pub(super) gain: f32,
}

impl Doubling {
    /// The doubled character at `at` and `at + 1` of `flow`, if it stands there twice and no oftener.
    pub(super) fn at(page: &Page, flow: &Flow, at: usize) -> Option<Self> {
        let chars = &flow.chars;
        let c = chars[at];
        if flow.at(at + 1) != c || flow.before(at) == c || flow.at(at + 2) == c || !script::is_han(c) {
            return None;
        }
        Some(Self {
            span: flow.span(at..at + 2),
            second: flow.span(at + 1..at + 2),
            solid: flow.is_solid(at..at + 2),
            printed: c,
            c: han::simplified(c),
            before: around(chars[..at].iter().rev()),
            after: around(chars[at + 2..].iter()),
            is_literary: if page.is_of_today() { flow.is_quoted_literary() } else { flow.is_literary() },
        })
    }

    /// Whether it is said twice as a matter of course, so that it takes more than the odds to call it a fault: a word
    /// that is made so (等等, 在在), and in talk a verb (读读书).
    pub(super) fn is_customary(&self, page: &Page) -> bool {
        let talks = page.is_colloquial() || page.is_brief();
        reduplication::WORDS.contains(self.c)
            || self.c == '在' && self.before[0] == EDGE
            || talks && reduplication::VERBS.contains(self.c) && !self.begins_word()
    }

    /// Whether both copies are a word of the counts: 静静, 好好.
    pub(super) fn is_word(&self) -> bool {
        MODEL.is_word(self.c, self.c)
    }

    /// Whether 一 stands before: 一瓶瓶, one after another.
    pub(super) fn is_counted(&self) -> bool {
        self.before[0] == '一'
    }

    /// Whether nothing else stands between two marks: 君君，臣臣, but not the number of an item, （二二）.
    pub(super) fn is_clause(&self) -> bool {
        let is_numeral = "一二三四五六七八九十".contains(self.c);
        self.before[0] == EDGE && self.after[0] == EDGE && !is_numeral
    }

    /// Whether the first copy is a word of grammar and the second begins a word with what follows: 从从库读取, 为了了解.
    pub(super) fn meets_word(&self) -> bool {
        const GRAMMAR: &str = "了在是把被向对和跟与给从用将会为到就";
        GRAMMAR.contains(self.c) && self.after[0] != EDGE && MODEL.is_word(self.c, self.after[0])
    }

    /// Whether the second copy and what follows are a word, which a verb said twice seldom is before: 读读书, but 支持
    /// in 支支持.
    fn begins_word(&self) -> bool {
        let next = self.after[0];
        next != EDGE && MODEL.is_word(self.c, next) && !MODEL.is_word(self.c, self.c)
    }

    /// All that it is judged by but the document's habits.
    pub(super) fn surroundings(&self) -> (char, [char; REACH], [char; REACH]) {
        (self.c, self.before, self.after)
    }

    /// Whether one copy is too many.
    pub(super) fn judge(&self, page: &Page, habits: &Habits) -> Judged {
        // A sentence by itself is more often somebody's words than a statute's.
        let talk = page.is_colloquial() || page.is_brief();
        let ([l1, l2, l3, ..], c, [r1, r2, r3, ..]) = (self.before, self.c, self.after);
        let runs: [&[char]; 14] = [
            &[c],
            &[l1],
            &[r1],
            &[l1, c],
            &[c, r1],
            &[l1, r1],
            &[l2, l1],
            &[r1, r2],
            &[l1, c, r1],
            &[c, r1, r2],
            &[l2, l1, c],
            &[l2],
            &[r2],
            &[c, if talk { '\u{1}' } else { '\0' }],
        ];
        let hashed = |(number, run): (u64, &[char])| {
            mix(key(run).wrapping_add(number.wrapping_mul(0x9e37_79b9_7f4a_7c15)))
        };
        let around = [l3, l2, l1, c, r1, r2, r3];
        let words = self.words();
        let [.., between, first_alone, second_alone] = words;
        let numbers = self.numbers(talk, habits, words);
        let mut odds = JUDGE.odds(&numbers, around, (0..).zip(runs).map(hashed));
        if odds >= DOUBT {
            odds += SHARE * (SURROUNDINGS.odds(&numbers, self.sentence()) - odds);
        }
        // Names of offices are long, and newer than any count: where a report is likeliest as words of
        // which one ends and the next begins between the copies, both are meant.
        if !talk && between >= 0.0 {
            odds -= 1.0;
        }
        // In the novels of today one thing comes after another, 一座座 and 一股股, far oftener than in the older
        // ones learned from.
        if talk && l1 == '一' {
            odds -= 1.0;
        }
        // Sums of the same parts differ in their last digits.
        Judged {
            odds,
            parts_words: between.max(first_alone).max(second_alone) > -0.01,
            joins_words: between > -0.01,
            gain: self.gain(),
        }
    }

    /// How much likelier Chinese of today is with one copy: counts apart from those that the odds are made of.
    fn gain(&self) -> f32 {
        const BEFORE: usize = 3;
        let mut chars: Vec<char> = self.before[..BEFORE].iter().rev().copied().collect();
        chars.extend([self.c, self.c]);
        chars.extend(self.after);
        let likely = |chars: &[char], end: usize| MODERN.log_probability_of(chars, BEFORE..end);
        let twice = likely(&chars, BEFORE + 5);
        chars.remove(BEFORE);
        likely(&chars, BEFORE + 4) - twice
    }

    /// What stands around, both copies in the middle.
    fn sentence(&self) -> [char; PLACES] {
        let mut places = [self.c; PLACES];
        for (place, &c) in places.iter_mut().zip(self.before.iter().rev()) {
            *place = c;
        }
        places[REACH + 2..].copy_from_slice(&self.after);
        places
    }

    /// What tells, in the order of `numbers` in `scripts/models/fit-doubling`.
    fn numbers(&self, talk: bool, habits: &Habits, words: [f32; 5]) -> [f32; NUMBERS] {
        let (l, c, r) = (self.before[0], self.c, self.after[0]);
        let (inside, outside) = (l != EDGE, r != EDGE);
        let told = |value: f32, known: bool| if known { value } else { 0.0 };
        let flag = |yes: bool| f32::from(u8::from(yes));
        let (single, single_l, single_r) = (MODEL.single(c), MODEL.single(l), MODEL.single(r));
        let (pair, lc, cr) = (MODEL.pair(c, c), MODEL.pair(l, c), MODEL.pair(c, r));
        let (lcc, ccr, lcr) = (MODEL.triple(l, c, c), MODEL.triple(c, c, r), MODEL.triple(l, c, r));

        // The character given the two before it or after it, of which the nearer is always `c`.
        let likelihood = |one, part, pair, whole| MODEL.given(one, (single, part), (pair, whole)).ln();
        let doubled = likelihood(single, pair, lc, lcc);
        let following = likelihood(single_r, cr, pair, ccr);
        let without = likelihood(single_r, cr, lc, lcr);
        let back = likelihood(single_l, lc, cr, lcr)
            - likelihood(single_l, lc, pair, lcc)
            - likelihood(single, pair, cr, ccr);

        let share =
            |part: f32, whole: f32, known| if known { ((part + 0.1) / (whole + 1.0)).ln() } else { -3.0 };
        let drawn = |part: f32, whole: f32, known| {
            let usual = (whole + 0.5) / (single + 1.0);
            told(((part + 0.3 * usual) / (pair + 0.3)).ln() - usual.ln(), known)
        };
        let habit = |part: f32, whole: f32, usual: f32, most: f32| {
            (part * (part / (whole.max(part) * usual + 1e-9) + 1e-9).ln()).clamp(0.0, most)
        };
        let own = |run: &[char], here: u32| habits.count(key(run)).saturating_sub(here) as f32;
        let (own_c, own_cc) = (own(&[c], 2), own(&[c, c], 1));
        let (own_lc, own_cr) = (own(&[l, c], 1), own(&[c, r], 1));
        let (own_lcc, own_ccr, own_lcr) = (own(&[l, c, c], 1), own(&[c, c, r], 1), own(&[l, c, r], 0));

        let twin_left = inside && self.before[1] == l;
        let twin_right = outside && self.after[1] == r;
        let word_left = inside && MODEL.is_word(l, c);
        let word_right = outside && MODEL.is_word(c, r);
        let [words_once, inside_one, between, first_alone, second_alone] = words;
        let edge =
            |count: f32, of: f32, usual: f32, known: bool| told(((count + usual) / (of + 1.0)).ln(), known);
        [
            without - following - doubled,
            back,
            doubled,
            following,
            without,
            ((pair + 0.3) / (single + 30.0)).ln(),
            share(lcc, lc, inside),
            share(ccr, cr, outside),
            drawn(lcc, lc, inside),
            drawn(ccr, cr, outside),
            told((lcr + 1.0).ln(), inside && outside),
            (single + 1.0).ln(),
            (pair + 1.0).ln(),
            edge(lc, single, 0.5, !inside),
            edge(cr, single, 0.5, !outside),
            edge(lcc, pair, 0.3, !inside),
            edge(ccr, pair, 0.3, !outside),
            flag(!inside),
            flag(!outside),
            flag(twin_left),
            flag(twin_right),
            flag(self.before[1] == c),
            flag(self.after[1] == c),
            told(habit(own_lcc, own_lc, 0.2, 4.0), inside),
            told(habit(own_ccr, own_cr, 0.2, 4.0), outside),
            told((own_lcr + 1.0).ln(), inside && outside),
            told(((own_lc - own_lcc).max(0.0) + 1.0).ln(), inside),
            told(((own_cr - own_ccr).max(0.0) + 1.0).ln(), outside),
            habit(own_cc, (own_c - own_cc).max(0.0), 0.15, 6.0),
            (own_c + 1.0).ln(),
            told((lc + 1.0).ln(), twin_left),
            told((cr + 1.0).ln(), twin_right),
            flag(twin_left && word_left),
            flag(twin_right && word_right),
            flag(word_left),
            flag(word_right),
            flag(talk),
            told((lc + 1.0).ln(), inside),
            told((cr + 1.0).ln(), outside),
            words_once,
            inside_one,
            between,
            first_alone,
            second_alone,
        ]
    }

    /// How much likelier the text is as words: with one copy; and with both, if one word must hold them, if
    /// one longer word must end and another begin between them, and if the first or the second copy must
    /// be a word of its own. The latter are never above 0, nor below -12.
    fn words(&self) -> [f32; 5] {
        let chinese = |chars: &[char; REACH]| chars.iter().take_while(|&&c| c != EDGE).count();
        let (at, behind) = (chinese(&self.before), chinese(&self.after));
        let mut with: Vec<char> = self.before[..at].iter().rev().copied().collect();
        with.extend([self.c, self.c]);
        with.extend(&self.after[..behind]);
        let words = MODEL.words_from(&with);
        let all = with.len();
        let likeliest = |ways: &mut dyn Iterator<Item = f32>| ways.fold(f32::NEG_INFINITY, f32::max);
        // The likeliest words up to each place, and from each.
        let mut to = vec![0.0; all + 1];
        for end in 1..=all {
            let lengths = 1..=LONGEST.min(end);
            to[end] = likeliest(&mut lengths.map(|n| to[end - n] + words[end - n][n - 1]));
        }
        let mut from = vec![0.0; all + 1];
        for start in (0..all).rev() {
            let lengths = 1..=LONGEST.min(all - start);
            from[start] = likeliest(&mut lengths.map(|n| words[start][n - 1] + from[start + n]));
        }
        let best = to[all];
        let inside = likeliest(&mut (2..=LONGEST).flat_map(|n| {
            let starts = (at + 2).saturating_sub(n)..=at;
            let (to, from, words) = (&to, &from, &words);
            starts.filter(move |start| start + n <= all).map(move |s| to[s] + words[s][n - 1] + from[s + n])
        }));
        let ending =
            likeliest(&mut (2..=LONGEST.min(at + 1)).map(|n| to[at + 1 - n] + words[at + 1 - n][n - 1]));
        let beginning =
            likeliest(&mut (2..=LONGEST.min(all - at - 1)).map(|n| words[at + 1][n - 1] + from[at + 1 + n]));
        let first_alone = to[at] + words[at][0];
        let second_alone = words[at + 1][0] + from[at + 2];
        with.remove(at);
        let worse = |likelihood: f32| (likelihood - best).max(-12.0);
        [
            MODEL.words(&with).0 - best,
            worse(inside),
            worse(ending + beginning),
            worse(first_alone + beginning),
            worse(ending + second_alone),
        ]
    }

    /// Whether the document writes elsewhere, twice and more, what stands here with one copy, between the same
    /// neighbours, and nowhere else with both.
    pub(super) fn is_written_once(&self, habits: &Habits) -> bool {
        let (l, c, r) = (self.before[0], self.c, self.after[0]);
        let count = |run: &[char]| habits.count(key(run));
        ![l, r].contains(&EDGE) && count(&[l, c, r]) > 1 && count(&[l, c, c]) <= 1 && count(&[c, c, r]) <= 1
    }

    /// The runs of characters whose counts in the document bear on this.
    pub(super) fn runs(&self) -> [u64; 7] {
        let (l, c, r) = (self.before[0], self.c, self.after[0]);
        [
            key(&[c]),
            key(&[c, c]),
            key(&[l, c]),
            key(&[c, r]),
            key(&[l, c, c]),
            key(&[c, c, r]),
            key(&[l, c, r]),
        ]
    }
}

/// By how much the odds of all doublings of a text rise, since in this text more of them are faults than in
/// those that the judge learned from: where every sentence has one, 他笑笑 is likelier one too.
///
/// The share is the one at which it is the mean of the probabilities that it leads to (Saerens, Latinne and
/// Decaestecker, "Adjusting the outputs of a classifier to new a priori probabilities", 2002). A text with
/// fewer faults is judged as before: one fault in a book is to be found too.
pub(super) fn shift(odds: impl Iterator<Item = f32> + Clone) -> f32 {
    /// The logarithm of the odds at which a doubling is a fault in the texts learned from.
    const USUAL: f32 = -0.7;
    /// For how many doublings of the text that counts.
    const WORTH: f32 = 20.0;
    const MOST: f32 = 2.0;
    let share = |odds: f32| 1.0 / (1.0 + (-odds).exp());
    let mut shift = 0.0_f32;
    for _ in 0..20 {
        let faults: f32 = odds.clone().map(|odds| share(odds + shift)).sum();
        let rest = odds.clone().count() as f32 - faults + WORTH * (1.0 - share(USUAL));
        shift = (((faults + WORTH * share(USUAL)) / rest).ln() - USUAL).clamp(0.0, MOST);
    }
    shift
}

/// The simplified forms of what is Chinese at the head of `chars`.
fn around<'a>(chars: impl Iterator<Item = &'a char>) -> [char; REACH] {
    let mut around = [EDGE; REACH];
    for (place, &c) in around.iter_mut().zip(chars.take_while(|&&c| script::is_han(c))) {
        *place = han::simplified(c);
    }
    around
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odds_rise_only_where_much_is_doubled() {
        let mut odds = vec![-4.0; 80];
        assert!(shift([].into_iter()) < 0.01);
        assert!(shift(odds.iter().copied()) < 0.01);
        odds.push(6.0);
        assert!(shift(odds.iter().copied()) < 0.01);
        odds.extend([6.0; 160]);
        assert!(shift(odds.iter().copied()) > 1.0, "{}", shift(odds.iter().copied()));
    }
}
