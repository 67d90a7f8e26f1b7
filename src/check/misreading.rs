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
//! a character fits nowhere also speaks, where no look-alike fits either. The sums of these numbers, weighed,
//! are the logarithms of the odds against the character's being right (a multinomial logit); the weights are
//! fitted by `scripts/models/fit-letters` to characters misread in subtitles, of which no word is learned.
//!
//! How many characters of a text are wrong differs a hundredfold between a subtitle and a printed law. So
//! the share is estimated from the text itself, from the odds of all its characters, beginning at what the
//! weights were fitted on; in a clean book only what is very odd remains (Saerens, Latinne and Decaestecker,
//! "Adjusting the outputs of a classifier to new a priori probabilities", 2002).
//!
//! A dictionary with the rule "flag what is in no word" flags each name and each new word.

mod weights;

use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use super::doubling::Habits;
use super::flow::{Flow, Page};
use super::model::{EDGE, MODEL, key};
use crate::text::{Span, han, script, shape};
use weights::{CANDIDATE, CONSTANTS, OTHERWISE, POSITION};

/// Characters on each side of a doubtful one that bear on it.
const REACH: usize = 4;
/// Characters on each side from which it is seen how usual the text is at all.
const AROUND: usize = 12;
/// How many look-alikes are weighed.
const CANDIDATES: usize = 8;
/// The place of "how likely the rest is" among the numbers of a position.
const REST: usize = 11;

/// A character that hardly fits where it stands.
#[derive(Clone, Debug)]
pub(super) struct Doubt {
    /// Where it stands.
    pub(super) span: Span,
    /// The character as it is printed.
    pub(super) printed: char,
    /// It and the characters around, simplified; EDGE beyond the Chinese stretch.
    around: [char; 2 * REACH + 1],
    /// How likely the text near it is, as the mean logarithm of its characters' probabilities.
    rest: f32,
}

impl Doubt {
    /// `c` between the two characters before and after the doubtful one.
    pub(super) fn with(&self, c: char) -> String {
        let mut run = self.around;
        run[REACH] = c;
        run[REACH - 2..=REACH + 2].iter().filter(|&&c| c != EDGE).collect()
    }
}

/// What is thought of a doubtful character.
#[derive(Clone, Debug)]
pub(super) struct Verdict {
    /// How likely it is that the character is wrong.
    pub(super) probability: f32,
    /// What may be meant, the likeliest first, each with its probability.
    pub(super) candidates: Vec<(char, f32)>,
    /// How often the document has the likeliest candidate between these neighbours.
    pub(super) elsewhere: u32,
}

/// Every doubtful character of `page`.
pub(super) fn doubts(page: &Page) -> Vec<Doubt> {
    // In a long text a smaller share is wrong of what is odd, and looking costs more.
    let limits = if page.han < 2000 { (f32::INFINITY, f32::INFINITY) } else { (2.0, 8.0) };
    let bonds = Bonds::default();
    page.gather(|flow, doubts| {
        if flow.has_han {
            doubts_of(flow, limits, &bonds, doubts);
        }
    })
}

fn doubts_of(flow: &Flow, (most_bond, most_run): (f32, f32), bonds: &Bonds, doubts: &mut Vec<Doubt>) {
    // How likely each character is after the two before it; reckoned when first asked for.
    let mut likely = vec![f32::NAN; flow.chars.len()];
    let mut last = -1.0;
    for at in 0..flow.chars.len() {
        if !script::is_han(flow.chars[at]) {
            last = -1.0;
            continue;
        }
        let (c, next) = (plain(flow, at, 0), plain(flow, at, 1));
        let before = last;
        last = if next == EDGE { -1.0 } else { bonds.between(c, next) };
        if before.max(last) >= most_bond {
            continue;
        }
        let around = around(flow, at);
        let run = |start: usize| triple(around[start], around[start + 1], around[start + 2]);
        if run(REACH - 2).max(run(REACH - 1)).max(run(REACH)) >= most_run {
            continue;
        }
        let near = at.saturating_sub(AROUND)..(at + AROUND + 1).min(flow.chars.len());
        let (mut sum, mut count) = (0.0, 0.0);
        for n in near.filter(|n| !(at..at + 3).contains(n) && script::is_han(flow.chars[*n])) {
            if likely[n].is_nan() {
                let two_before = if plain(flow, n, -1) == EDGE { EDGE } else { plain(flow, n, -2) };
                likely[n] = MODEL.log_probability(two_before, plain(flow, n, -1), plain(flow, n, 0));
            }
            sum += likely[n];
            count += 1.0;
        }
        doubts.push(Doubt {
            span: flow.span(at..at + 1),
            printed: flow.chars[at],
            around,
            rest: if count > 0.0 { sum / count } else { -6.0 },
        });
    }
}

/// The character `step` places from `at`, simplified; EDGE if there is none or it is not Chinese.
fn plain(flow: &Flow, at: usize, step: isize) -> char {
    let c = at.checked_add_signed(step).and_then(|at| flow.chars.get(at)).copied();
    c.filter(|&c| script::is_han(c)).map_or(EDGE, han::simplified)
}

fn around(flow: &Flow, at: usize) -> [char; 2 * REACH + 1] {
    let mut around = [EDGE; 2 * REACH + 1];
    for step in [-1, 1] {
        for reach in 0..=REACH as isize {
            let c = plain(flow, at, step * reach);
            if c == EDGE {
                break;
            }
            around[(REACH as isize + step * reach) as usize] = c;
        }
    }
    around
}

/// What is thought of each of `doubts`, in their order.
pub(super) fn verdicts(page: &Page, doubts: &[Doubt]) -> Vec<Verdict> {
    // A text says the same things again, and each way of saying them is weighed once.
    let mut order: Vec<usize> = (0..doubts.len()).collect();
    let content = |n: usize| (doubts[n].around, doubts[n].printed);
    order.sort_by_key(|&n| content(n));
    let distinct: Vec<usize> =
        order.chunk_by(|&a, &b| content(a) == content(b)).map(|same| same[0]).collect();
    let weigh = |&n: &usize| Weighed::of(&doubts[n]);
    let weighed: Vec<Weighed> = if distinct.len() < 100 {
        distinct.iter().map(weigh).collect()
    } else {
        distinct.par_iter().map(weigh).collect()
    };
    let mut which = vec![0; doubts.len()];
    for (number, same) in order.chunk_by(|&a, &b| content(a) == content(b)).enumerate() {
        same.iter().for_each(|&n| which[n] = number);
    }
    let asked: Vec<&Weighed> = weighed.iter().filter(|weighed| weighed.odds(-6.0) > ASKED).collect();
    let runs = asked.iter().flat_map(|weighed| {
        let others = weighed.candidates.iter().take(ASKED_OF).map(|candidate| candidate.0);
        std::iter::once(weighed.around[REACH]).chain(others).flat_map(|c| runs(&weighed.around, c))
    });
    let habits = Habits::counting(page, runs);
    let odds: Vec<Odds> =
        doubts.iter().zip(&which).map(|(doubt, &n)| weighed[n].in_document(doubt.rest, &habits)).collect();
    let shift = shift(&odds, page.document.text().chars().filter(|&c| script::is_han(c)).count());
    odds.into_iter().map(|odds| odds.verdict(shift)).collect()
}

/// Odds from which on the document is asked for its habits, and of how many candidates.
const ASKED: f32 = -4.0;
const ASKED_OF: usize = 3;

/// The runs of three characters that `c` makes in the place of the doubtful one.
fn runs(around: &[char; 2 * REACH + 1], c: char) -> impl Iterator<Item = Vec<char>> {
    let mut run = *around;
    run[REACH] = c;
    (REACH - 2..=REACH).map(move |start| run[start..start + 3].to_vec()).filter(|run| !run.contains(&EDGE))
}

/// A doubtful character between its neighbours, weighed without the rest of the document.
#[derive(Debug)]
struct Weighed {
    around: [char; 2 * REACH + 1],
    /// The logarithm of the odds of each candidate, the likeliest first.
    candidates: Vec<(char, f32)>,
    /// The same of its being wrong otherwise.
    otherwise: f32,
}

impl Weighed {
    fn of(doubt: &Doubt) -> Self {
        let around = doubt.around;
        let own = Reading::of(&around, around[REACH]);
        let position = own.position(&around);
        let sum = |weights: &[f32], numbers: &[f32]| -> f32 {
            weights.iter().zip(numbers).map(|(weight, number)| weight * number).sum()
        };
        let here = sum(&POSITION, &position) + CONSTANTS[0];
        let mut candidates: Vec<(char, f32)> = candidates(&around, doubt.printed)
            .into_iter()
            .map(|(c, likeness)| {
                let numbers = Reading::of(&around, c).against(&own, likeness, c);
                (c, here + sum(&CANDIDATE, &numbers))
            })
            .collect();
        candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        Self { around, candidates, otherwise: sum(&OTHERWISE, &position) + CONSTANTS[1] }
    }

    /// The logarithm of the odds that it is wrong in any way.
    fn odds(&self, rest: f32) -> f32 {
        let candidates = self.candidates.iter().map(|candidate| (candidate.1 + POSITION[REST] * rest).exp());
        (candidates.sum::<f32>() + (self.otherwise + OTHERWISE[REST] * rest).exp()).ln()
    }

    /// The same with what is known of the text around and of the document.
    fn in_document(&self, rest: f32, habits: &Habits) -> Odds {
        let mut candidates: Vec<(char, f32)> =
            self.candidates.iter().map(|&(c, odds)| (c, odds + POSITION[REST] * rest)).collect();
        let mut otherwise = self.otherwise + OTHERWISE[REST] * rest;
        let mut elsewhere = 0;
        if self.odds(-6.0) > ASKED {
            let count = |c: char| runs(&self.around, c).map(|run| habits.count(&run)).max().unwrap_or(0);
            let printed = count(self.around[REACH]).saturating_sub(1) as f32;
            let habit = |count: f32| HABIT * (count.min(OFTEN) + 1.0).ln();
            otherwise -= habit(printed);
            for (at, candidate) in candidates.iter_mut().enumerate() {
                let other = if at < ASKED_OF { count(candidate.0) } else { 0 };
                candidate.1 += habit(other as f32) - habit(printed);
            }
            candidates.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            elsewhere = candidates.first().map_or(0, |candidate| count(candidate.0));
        }
        Odds { candidates, otherwise, elsewhere }
    }
}

/// How much it counts that the document writes a thing once and more often, and how often is often enough: that
/// 用人 stands fifty times says no more for it here than five.
const HABIT: f32 = 1.5;
const OFTEN: f32 = 4.0;

/// The logarithms of the odds against a character.
#[derive(Debug)]
struct Odds {
    candidates: Vec<(char, f32)>,
    otherwise: f32,
    elsewhere: u32,
}

impl Odds {
    fn sum(&self) -> f32 {
        self.candidates.iter().map(|candidate| candidate.1.exp()).sum::<f32>() + self.otherwise.exp()
    }

    fn verdict(mut self, shift: f32) -> Verdict {
        let factor = shift.exp();
        let all = 1.0 + factor * self.sum();
        for candidate in &mut self.candidates {
            candidate.1 = factor * candidate.1.exp() / all;
        }
        Verdict { probability: 1.0 - 1.0 / all, candidates: self.candidates, elsewhere: self.elsewhere }
    }
}

/// By how much the odds of all characters shift, since in this text another share is wrong than in the texts
/// that the weights were fitted on. Nothing is wrong with the characters that no doubt was raised of.
fn shift(odds: &[Odds], characters: usize) -> f32 {
    /// The share of wrong characters in those texts, and for how many characters of the text they count.
    const SHARE: f32 = 0.08;
    const WORTH: f32 = 200.0;
    /// Odds of neighbours depend on each other, so that a text seems cleaner than it is.
    const LEAST: f32 = -1.0;
    let sums: Vec<f32> = odds.iter().map(Odds::sum).collect();
    let logit = |share: f32| (share / (1.0 - share)).ln();
    let mut shift = 0.0_f32;
    for _ in 0..20 {
        let factor = shift.exp();
        let wrong: f32 = sums.iter().map(|sum| 1.0 - 1.0 / (1.0 + factor * sum)).sum();
        let share = (wrong + SHARE * WORTH) / (characters.max(sums.len()) as f32 + WORTH);
        shift = (logit(share) - logit(SHARE)).clamp(LEAST, 0.0);
    }
    shift
}

/// The look-alikes of `printed` that fit best beside its two neighbours.
fn candidates(around: &[char; 2 * REACH + 1], printed: char) -> Vec<(char, f32)> {
    let (before, own, next) = (around[REACH - 1], around[REACH], around[REACH + 1]);
    let inside = if before == EDGE || next == EDGE { 0.0 } else { 0.5 };
    let mut fit: Vec<(f32, char, f32)> = shape::look_alikes(printed)
        .iter()
        .filter(|&&(c, _)| c != own && MODEL.single(c) > 0.0 && !han::is_traditional_only(c))
        .map(|&(c, likeness)| {
            let side = |a, b| if a == EDGE || b == EDGE { 0.0 } else { (MODEL.pair(a, b) + 0.1).ln() };
            let usual = inside * (MODEL.single(c) + 1.0).ln();
            (side(before, c) + side(c, next) - usual + 6.0 * likeness, c, likeness)
        })
        .collect();
    fit.sort_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    fit.into_iter().take(CANDIDATES).map(|(_, c, likeness)| (c, likeness)).collect()
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
    fn of(around: &[char; 2 * REACH + 1], c: char) -> Self {
        let mut run = *around;
        run[REACH] = c;
        let [w, a, b, _, d, e, f] = [1, 2, 3, 4, 5, 6, 7].map(|at| run[at]);
        let likely = [
            MODEL.log_probability(a, b, c),
            MODEL.log_probability(b, c, d),
            if d == EDGE { 0.0 } else { MODEL.log_probability(c, d, e) },
        ];
        let tie = |a, b| if a == EDGE || b == EDGE { 0.0 } else { bond(a, b) };
        let often = |a, b, c| {
            if [a, b, c].contains(&EDGE) { 0.0 } else { (MODEL.triple(a, b, c) + 0.3).ln() }
        };
        let word = |words: &[&[char]]| {
            let level = |word: &&[char]| if word.contains(&EDGE) { 0.0 } else { MODEL.word_level(word) };
            words.iter().map(level).fold(0.0, f32::max)
        };
        let start = (0..REACH).rev().find(|&n| run[n] == EDGE).map_or(0, |n| n + 1);
        let end = (REACH..run.len()).find(|&n| run[n] == EDGE).unwrap_or(run.len());
        let (as_words, ends) = MODEL.words(&run[start..end]);
        let inside = ends.iter().position(|&end| REACH - start < end).unwrap_or(0);
        let length = |word: usize| ends[word] - word.checked_sub(1).map_or(0, |before| ends[before]);
        let lengths = [
            inside.checked_sub(1).map_or(0, length),
            length(inside),
            if inside + 1 < ends.len() { length(inside + 1) } else { 0 },
        ];
        Self {
            likely,
            ties: [tie(b, c), tie(c, d), often(a, b, c), often(b, c, d), often(c, d, e)],
            words: [
                word(&[&[b, c], &[c, d]]),
                word(&[&[a, b, c], &[b, c, d], &[c, d, e]]),
                word(&[&[w, a, b, c], &[a, b, c, d], &[b, c, d, e], &[c, d, e, f]]),
            ],
            as_words,
            lengths,
        }
    }

    /// What speaks for or against the printed character by itself; `REST` is left 0.
    fn position(&self, around: &[char; 2 * REACH + 1]) -> [f32; POSITION.len()] {
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
        ]
    }

    /// What speaks for `c`, read thus, against the printed character, read as `own`.
    fn against(&self, own: &Self, likeness: f32, c: char) -> [f32; CANDIDATE.len()] {
        let flag = |yes: bool| f32::from(u8::from(yes));
        let gain = self.likely.iter().sum::<f32>() - own.likely.iter().sum::<f32>();
        let as_words = self.as_words - own.as_words;
        let more = |length: usize| flag(self.words[length] > 0.0) - flag(own.words[length] > 0.0);
        let tie = |at: usize| self.ties[at] - own.ties[at];
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
        ]
    }
}

/// How much oftener `b` follows `a` than by chance, as a natural logarithm.
fn bond(a: char, b: char) -> f32 {
    let chance = (MODEL.single(a) + 1.0) * (MODEL.single(b) + 1.0) / MODEL.total();
    ((MODEL.pair(a, b) + 0.05) / chance).ln()
}

/// Bonds reckoned before: every place of a text asks, and most texts say the same things again.
struct Bonds(Vec<AtomicU64>);

impl Default for Bonds {
    fn default() -> Self {
        Self((0..1 << 15).map(|_| AtomicU64::new(0)).collect())
    }
}

impl Bonds {
    /// As [`bond`], to a sixteenth.
    fn between(&self, a: char, b: char) -> f32 {
        let key = key(&[a, b]) << 12;
        let place = (u32::from(a).wrapping_mul(0x9e35) ^ u32::from(b)) as usize & (self.0.len() - 1);
        let known = self.0[place].load(Ordering::Relaxed);
        let sixteenths = if known & !0xfff == key {
            known & 0xfff
        } else {
            let sixteenths = (bond(a, b).clamp(-60.0, 60.0) * 16.0 + 1024.0) as u64;
            self.0[place].store(key | sixteenths, Ordering::Relaxed);
            sixteenths
        };
        (sixteenths as f32 - 1024.0) / 16.0
    }
}

fn triple(a: char, b: char, c: char) -> f32 {
    if [a, b, c].contains(&EDGE) { 0.0 } else { MODEL.triple(a, b, c) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Document, Language};

    /// What is thought likeliest of the character at `at` of `text`: how wrong, and what is meant.
    fn verdict(text: &str, at: usize) -> (f32, Option<char>) {
        let document = Document::new(text.to_owned(), Language::new("zh"));
        let page = Page::of(&document);
        let doubts = doubts(&page);
        let start: usize = text.chars().take(at).map(char::len_utf8).sum();
        let verdicts = verdicts(&page, &doubts);
        let found = doubts.iter().zip(verdicts).find(|(doubt, _)| doubt.span.start == start);
        found.map_or((0.0, None), |(_, v)| (v.probability, v.candidates.first().map(|best| best.0)))
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
