//! Characters of a word set in the wrong order.

use rustc_hash::FxHashMap;

use super::{Doubt, Noted, Run};
use crate::check::correction::{HERE, WINDOW, gains, likeliest, stretch, usualness, window};
use crate::check::flow::{Flow, Page};
use crate::check::habits::Habits;
use crate::check::mending::{self, Change, Mend};
use crate::check::model::{EDGE, MODEL, key};
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "LEX002",
    name: "transposed-character",
    zh: &["相邻两字不成词，颠倒过来却是熟知的词，即倒文。是否熟知，看通行的汉语，也看本文别处怎样写。"],
    doc: r#"
Two neighbouring characters that make no word as they stand and a well-known one the other way round. What is
well known is what Chinese at large writes, and what this document writes elsewhere.

```flag
代表团访问了科特威国。
乌兹克别斯坦举行了会议。
她长期在水库负责设备理管工作。
```

```fixed
代表团访问了科威特国。
乌兹别克斯坦举行了会议。
她长期在水库负责设备管理工作。
```

```keep
代表团访问了科威特国和乌兹别克斯坦。
国中学生来到中国学习。
人民法院依法审理案件。
会议在乔蓬阿塔举行。
法官会议讨论了会议法。
理事会事先通知理事。
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Doubt(Doubt { note, ask, judge });

/// From these odds (natural logarithm) two characters are possibly exchanged, and probably.
///
/// They were chosen by what `scripts/models/fit-variants` prints of texts that the weights had not seen.
const POSSIBLE: f32 = 0.25;
const PROBABLE: f32 = 1.25;

/// Weights of the numbers that [`numbers`] takes, and of how often the document has runs of three with both elsewhere,
/// the other way round and thus: a logistic regression, made by `scripts/models/fit-variants`.
const WEIGHTS: [f32; 8] = [-3.215, 0.169, 0.224, 0.246, 0.228, -0.487, 1.301, -0.768];

/// Where the runs of three that hold the two speak so much against an exchange (natural logarithm of how many times
/// as usual it makes them), nothing outweighs them.
const LEAST_TRIPLES: f32 = -1.2;

/// Text that is longer is no single document: only pairs that are hardly ever met are looked at in it, and of
/// these only those of which neither character is bound like this to its other neighbour.
const LONG: usize = 3 << 20;
const BOUND: f32 = 2.0;

fn ask(_: &Page, noted: &mut Noted) -> Vec<u64> {
    // A text says the same things again.
    let mut settings: FxHashMap<[char; WINDOW], f32> = FxHashMap::default();
    for exchange in &mut noted.exchanged {
        exchange.odds = *settings.entry(exchange.around).or_insert_with(|| odds(&exchange.around));
    }
    noted.exchanged.retain(|exchange| exchange.odds_if(f32::INFINITY, 0.0) > POSSIBLE);
    let exchanges = noted.exchanged.iter().flat_map(|exchange| exchange.runs().concat());
    exchanges.chain(noted.mends.iter().flat_map(Mend::asked)).collect()
}

fn judge(page: &Page, noted: &mut Noted, habits: &Habits, findings: &mut Vec<Finding>) {
    let exchanges = noted.exchanged.iter().map(|exchange| (exchange.odds_given(habits), exchange));
    let share = |one: &&Exchange, next: &&Exchange| one.span.end > next.span.start;
    let likeliest = likeliest(exchanges, POSSIBLE, share);
    // The counts know little of the old written language.
    let probable = if page.is_old() { f32::INFINITY } else { PROBABLE };
    let before = findings.len();
    findings.extend(likeliest.into_iter().map(|(odds, exchange)| exchange.finding(odds, probable)));
    for mend in mending::likeliest(page, &noted.mends, habits, Change::Exchanged) {
        let mut chars = mend.span.of(page.text()).chars();
        let (Some(a), Some(b), true) = (chars.next(), chars.next_back(), mend.is_solid) else { continue };
        let finding = in_wrong_order(a, b, Severity::Warning, mend.span).guess(format!("{b}{a}"));
        match findings[before..].iter_mut().find(|finding| finding.span == mend.span) {
            Some(other) => *other = finding,
            None => findings.push(finding),
        }
    }
}

fn in_wrong_order(a: char, b: char, severity: Severity, span: Span) -> Finding {
    let message = say!(
        en: "`{a}{b}` may be `{b}{a}` set in the wrong order",
        zh: "“{a}{b}”疑为“{b}{a}”之倒",
        a,
        b
    );
    Finding::new(RULE.name, severity, span, message)
}

fn note(page: &Page, flow: &Flow, noted: &mut Noted) {
    if !flow.has_han {
        return;
    }
    mending::note_exchanged(page, flow, &mut noted.mends);
    let is_long = page.text().len() > LONG;
    let pairs = flow.pairs();
    let is_free = |at: Option<usize>| at.and_then(|at| pairs.get(at)).is_none_or(|pair| pair.bond() < BOUND);
    for (at, pair) in pairs.iter().enumerate() {
        let is_odd = match is_long {
            true => pair.is_seldom() && is_free(at.checked_sub(1)) && is_free(Some(at + 1)),
            false => pair.is_turned(),
        };
        if is_odd {
            noted.exchanged.extend(Exchange::of(flow, at));
        }
    }
}

/// Two neighbouring characters that may stand better the other way round.
#[derive(Debug)]
pub(super) struct Exchange {
    span: Span,
    printed: [char; 2],
    solid: bool,
    /// The two, from [`HERE`] on, and what is around them, simplified; [`EDGE`] for what is not Chinese.
    around: [char; WINDOW],
    /// The logarithm of the odds, but for what the document writes elsewhere; not known until it is asked for.
    odds: f32,
}

impl Exchange {
    /// The two characters at `at` of `flow`, if they may be exchanged.
    fn of(flow: &Flow, at: usize) -> Option<Self> {
        let around = window(flow.plain(), at);
        let near = near(&around);
        // 轻拍轻拍 is said twice.
        if near[1] != near[2] && (near[0] == near[2] && near[1] == near[3]) {
            return None;
        }
        // 国中学生: where nothing stands before it, a word is cut wrongly sooner than turned round.
        if near[0] == EDGE && MODEL.is_word(near[1], near[2])
            || triples(turned(near)) - triples(near) < LEAST_TRIPLES
        {
            return None;
        }
        Some(Self {
            span: flow.span(at..at + 2),
            printed: [flow.chars[at], flow.chars[at + 1]],
            solid: flow.is_solid(at..at + 2),
            around,
            odds: f32::NEG_INFINITY,
        })
    }

    /// The odds if the document has these runs of three so often elsewhere: the other way round, and thus.
    fn odds_if(&self, turned: f32, thus: f32) -> f32 {
        self.odds + WEIGHTS[6] * often(turned) + WEIGHTS[7] * often(thus)
    }

    fn odds_given(&self, habits: &Habits) -> f32 {
        let [turned, thus] = self.counts(habits);
        self.odds_if(turned, thus)
    }

    /// How often the document has runs of three with both characters elsewhere: the other way round, and thus.
    fn counts(&self, habits: &Habits) -> [f32; 2] {
        let [turned, thus] =
            self.runs().map(|runs| runs.into_iter().map(|run| habits.count(run)).max().unwrap_or(0));
        [turned as f32, thus.saturating_sub(1) as f32]
    }

    /// The keys of the runs of three with both characters, the other way round and as they stand.
    fn runs(&self) -> [Vec<u64>; 2] {
        let whole =
            |near| runs(near).into_iter().filter(|run| !run.contains(&EDGE)).map(|run| key(&run)).collect();
        let near = near(&self.around);
        [whole(turned(near)), whole(near)]
    }

    fn finding(&self, odds: f32, probable: f32) -> Finding {
        let [a, b] = self.printed;
        let severity = if odds > probable { Severity::Warning } else { Severity::Info };
        let finding = in_wrong_order(a, b, severity, self.span);
        if self.solid { finding.guess(format!("{b}{a}")) } else { finding }
    }
}

/// The two in the middle the other way round.
fn turned([before, a, b, after]: [char; 4]) -> [char; 4] {
    [before, b, a, after]
}

/// The runs of three that hold the two in the middle.
fn runs([before, a, b, after]: [char; 4]) -> [[char; 3]; 2] {
    [[before, a, b], [a, b, after]]
}

/// The two between their neighbours, [`EDGE`] where there is none.
fn near(around: &[char; WINDOW]) -> [char; 4] {
    [around[HERE - 1], around[HERE], around[HERE + 1], around[HERE + 2]]
}

/// A count as the odds take it: so often is often enough.
fn often(count: f32) -> f32 {
    const OFTEN: f32 = 10.0;
    (count.min(OFTEN) + 0.3).ln()
}

/// How usual the runs of three with the two in the middle are (natural logarithm): the more usual of them.
fn triples(near: [char; 4]) -> f32 {
    let count = |[a, b, c]: [char; 3]| if [a, b, c].contains(&EDGE) { 0.0 } else { MODEL.triple(a, b, c) };
    (runs(near).map(count).into_iter().fold(0.0, f32::max) + 0.3).ln()
}

/// The logarithm of the odds that the two in the middle are exchanged, but for what the document writes elsewhere.
fn odds(around: &[char; WINDOW]) -> f32 {
    numbers(around).iter().zip(&WEIGHTS).map(|(number, weight)| number * weight).sum()
}

/// What tells whether the two in the middle are exchanged.
fn numbers(around: &[char; WINDOW]) -> [f32; 6] {
    let stretch = stretch(around, HERE);
    let as_it_stands = &around[stretch.clone()];
    let mut exchanged = as_it_stands.to_vec();
    exchanged.swap(HERE - stretch.start, HERE - stretch.start + 1);
    let [gain, words] = gains(as_it_stands, &exchanged);
    [1.0, gain, words, usualness(around), triples(turned(near(around))), triples(near(around))]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::rules::tests::{documents, print_candidate};

    #[test]
    #[ignore = "prints what scripts/models/fit-variants fits the weights to"]
    fn numbers_of_exchanges() {
        for (file, document) in documents() {
            let page = Page::of(&document);
            let mut noted = Noted::default();
            for part in page.fold(Noted::default, |flow, noted| note(&page, flow, noted)) {
                noted.append(part);
            }
            let runs = noted.exchanged.iter().flat_map(|exchange| exchange.runs().concat());
            let habits = Habits::counting(&page, runs);
            for exchange in &noted.exchanged {
                let meant = turned(near(&exchange.around))[1..3].iter().collect::<String>();
                let elsewhere = exchange.counts(&habits).map(often);
                let numbers = numbers(&exchange.around).into_iter().chain(elsewhere);
                print_candidate("exchanged", &file, exchange.span, &meant, numbers);
            }
        }
    }
}
