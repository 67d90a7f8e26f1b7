//! Characters that stand twice where once is meant.

use indexmap::IndexMap;
use rustc_hash::{FxBuildHasher, FxHashMap};

use super::{Doubt, Noted, Run, layered_text};
use crate::check::doubling::{self, Doubling, Judged};
use crate::check::flow::{Flow, Page};
use crate::check::habits::Habits;
use crate::check::model::reduplication;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::{Span, script, threads};

pub(super) const RULE: Rule = Rule {
    code: "DUP001",
    name: "doubled-character",
    zh: &[
        "一个汉字读成两个，即衍字。去掉一个是否更通，看汉语里字与字通常怎样相接，也看本文别处怎样写。",
        "前一词的末字恰是后一词的首字，叠字成词，或文中一再这样写的，都不动。",
    ],
    doc: r#"
A Chinese character read twice. It is judged by whether the text reads better with one: how characters
follow each other in Chinese at large, and what this document writes elsewhere.

```flag
各方支持继续在在该领域开展合作。
这是负责任行为为普遍接受的原则。
出席安全会议秘书会会议的代表团。
老人慢慢慢地走下山来。
```

```fixed
各方支持继续在该领域开展合作。
这是负责任行为普遍接受的原则。
出席安全会议秘书会议的代表团。
老人慢慢地走下山来。
```

Where one word ends with the character that the next begins with, where a word is made by doubling, and
where the document writes the same again and again, both stay.

```keep
成员国国防部长出席。
理事会会议今天开幕。
最高法院院长讲话。
代表团团长已经到达。
会议责成成员国落实。
山色隐隐约约，人人都慢慢地走。
他常常来看看我们，天天如此。
他总说看见了谁谁谁的车。
大会会议议程
他连说好好好，雨声哗哗哗地响，那是一九九九年。
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Doubt(Doubt { note, ask, judge });

/// From these odds (natural logarithm) a copy is possibly one too many, probably, and surely enough to be
/// deleted, if the document says so too: it writes the same elsewhere with one copy, and never with two. The odds
/// alone are one judge, however sure: of what it was surest of in classical prose, verse and fervent speeches
/// (君君，臣臣, 最最敬爱) nearly all was meant. In stories one says things twice for the sound of it, so that more is
/// asked there; and where the words around part between the copies, both may be meant, and neither is deleted unasked.
/// If one character in a thousand is doubled, then in a novel a third of those with odds between
/// 0 and 1 are faults, nearly half of those between 1 and 2, seven in ten between 2 and 3 and nine in ten between
/// 3 and 4; in a statute, all from 0 (`scripts/models/fit-surroundings --held`).
fn limits(page: &Page) -> [f32; 3] {
    match (page.is_colloquial(), page.is_brief()) {
        (true, true) => [-0.5, 0.2, 4.0],
        (true, false) => [-0.8, 0.2, 4.0],
        (false, true) => [-0.5, 0.2, 3.0],
        (false, false) => [-1.0, 0.5, 3.0],
    }
}

fn note(page: &Page, flow: &Flow, noted: &mut Noted) {
    if !flow.has_han {
        return;
    }
    let mut layers = None;
    // 〇〇 is a number or names what is left out.
    let is_judged = |c: char| !matches!(c, '〇' | '○');
    let twice =
        flow.chars.windows(2).enumerate().filter(|(_, pair)| pair[0] == pair[1] && is_judged(pair[0]));
    for (at, pair) in twice {
        let here = match (Doubling::at(page, flow, at), tripled(flow, at)) {
            (Some(doubling), _) => Place::Doubled(doubling),
            (None, Some(span)) => Place::Tripled(span, pair[0]),
            (None, None) => continue,
        };
        let layers = layers.get_or_insert_with(|| layered_text::layers(&flow.chars));
        if !layers.iter().any(|&(start, end, _)| (start..end).contains(&at)) {
            noted.doubled.push(here);
        }
    }
}

fn ask(_: &Page, noted: &mut Noted) -> Vec<u64> {
    let doublings = noted.doubled.iter().filter_map(|place| match place {
        Place::Doubled(doubling) => Some(doubling),
        Place::Tripled(..) => None,
    });
    doublings.flat_map(Doubling::runs).collect()
}

fn judge(page: &Page, noted: &mut Noted, habits: &Habits, findings: &mut Vec<Finding>) {
    let mut doublings = Vec::new();
    let mut tripled = Vec::new();
    let mut times: FxHashMap<char, usize> = FxHashMap::default();
    for place in std::mem::take(&mut noted.doubled) {
        match place {
            Place::Doubled(doubling) => doublings.push(doubling),
            Place::Tripled(span, c) => {
                tripled.push((span, c));
                *times.entry(c).or_default() += 1;
            }
        }
    }
    let limits = limits(page);
    // A text says the same things again.
    let mut different: IndexMap<_, &Doubling, FxBuildHasher> = IndexMap::default();
    let numbers: Vec<usize> = doublings
        .iter()
        .map(|doubling| {
            let entry = different.entry(doubling.surroundings());
            let number = entry.index();
            entry.or_insert(doubling);
            number
        })
        .collect();
    let different: Vec<&Doubling> = different.into_values().collect();
    let judged: Vec<Judged> = if different.len() < 100 {
        different.iter().map(|doubling| doubling.judge(page, habits)).collect()
    } else {
        threads::map(&different, |doubling| doubling.judge(page, habits))
    };
    let judged = numbers.into_iter().map(|number| judged[number]);
    let shift = doubling::shift(judged.clone().map(|judged| judged.odds));
    let judged = doublings.iter().zip(judged);
    findings.extend(judged.filter_map(|(doubling, judged)| {
        let is_safe = judged.odds >= limits[2]
            && !judged.parts_words
            && judged.odds >= least(page, doubling, judged, limits[1])
            && doubling.is_written_once(habits);
        finding(page, doubling, judged, shift, limits, is_safe)
    }));
    // What a text says three times again and again, 短短短长, it means; but where it says it twice oftener,
    // as it does 奶奶, three are one too many every time.
    let mut twice: FxHashMap<char, usize> = FxHashMap::default();
    for doubling in &doublings {
        *twice.entry(doubling.printed).or_default() += 1;
    }
    let meant = |c: char| times[&c] > 2 && times[&c] * 3 > twice.get(&c).copied().unwrap_or(0);
    findings.extend(tripled.into_iter().filter(|&(_, c)| !meant(c)).map(|(span, c)| {
        let message =
            say!(en: "`{c}` stands three times: one may be too many", zh: "“{c}”字连出三次，疑衍一字", c);
        Finding::new(RULE.name, Severity::Warning, span, message).guess(format!("{c}{c}"))
    }));
}

/// A character that stands twice or three times.
#[derive(Debug)]
pub(super) enum Place {
    Doubled(Doubling),
    Tripled(Span, char),
}

/// Odds from which a doubling is a warning, of which `usual` are those of the text; infinite where it may be meant
/// whatever the odds. These were learned from prose of today, and what they know too little of is asked more of: what
/// is customary, what stands where one word ends and the next begins, verse and the old written language, and a
/// sentence by itself. How much more was chosen by hand, on characters doubled at random beside those that stand
/// twice by right in texts of fifteen genres; it is fitted to nothing.
fn least(page: &Page, doubling: &Doubling, judged: Judged, usual: f32) -> f32 {
    const CUSTOMARY: f32 = 0.5;
    const WORD: f32 = 1.2;
    const COUNTED: f32 = 2.5;
    const MET: f32 = 4.5;
    const PARTED: f32 = 2.0;
    const JOINED: f32 = 2.0;
    const QUOTED: f32 = 2.0;
    const OLD: f32 = 4.0;
    /// What a sentence by itself is asked above these: it says nothing of how its text writes elsewhere.
    const ALONE: f32 = 2.5;
    let alone = if page.is_brief() { ALONE } else { 0.0 };
    let is_meant = doubling.is_clause() || doubling.printed == '最';
    if is_meant || doubling.is_literary && !page.is_of_today() {
        return f32::INFINITY;
    }
    // Statutes have few words that double, and the odds know them.
    if page.is_of_today() && page.is_formal() {
        return usual;
    }
    let limits = [
        (doubling.is_customary(page), CUSTOMARY),
        (doubling.is_word(), WORD),
        (doubling.is_counted(), COUNTED),
        (doubling.meets_word(), MET),
        (judged.parts_words, PARTED),
        (judged.joins_words, JOINED),
        (doubling.is_literary, QUOTED),
        (page.is_old(), OLD),
    ];
    let limits = limits.into_iter().filter(|limit| limit.0).map(|limit| limit.1);
    alone + limits.fold(usual, f32::max)
}

/// What the counts of today add to the odds of a warning: the odds know little of talk (试试, 弹弹琴) and of new names
/// (沈跃跃, 可可). Chosen on characters doubled at random in texts of fifteen genres beside those that stand twice by
/// right: with as many false alarms, a fiftieth more found.
fn today(gain: f32) -> f32 {
    const USUAL: f32 = 5.9;
    const MOST: f32 = 9.0;
    0.6 * (gain.min(MOST) - USUAL)
}

/// What is said of `doubling`, given what is thought of it and by how much the odds rise in this text.
fn finding(
    page: &Page,
    doubling: &Doubling,
    judged: Judged,
    shift: f32,
    [doubtful, likely, _]: [f32; 3],
    is_safe: bool,
) -> Option<Finding> {
    let odds = judged.odds;
    if odds + shift < doubtful {
        return None;
    }
    // Where both copies may be meant, or little is known of the text, they only lower them.
    let only_lower =
        page.is_old() || page.is_brief() || judged.parts_words || judged.joins_words || doubling.meets_word();
    let today = today(judged.gain).min(if only_lower { 0.0 } else { f32::INFINITY });
    let is_likely = odds + shift + today >= least(page, doubling, judged, likely);
    let severity = if is_likely { Severity::Warning } else { Severity::Info };
    let c = doubling.printed;
    let message = say!(en: "`{c}{c}` may be `{c}` read twice", zh: "“{c}{c}”疑衍一“{c}”字", c);
    // Where a line ends between the copies, the second goes and the line end stays.
    let (span, kept) =
        if doubling.solid { (doubling.span, c.to_string()) } else { (doubling.second, String::new()) };
    let finding = Finding::new(RULE.name, severity, span, message);
    Some(if is_safe && is_likely { finding.safe_fix(kept) } else { finding.guess(kept) })
}

/// Where the character at `at` stands exactly three times, amid other Chinese, and is neither heard (哗哗哗)
/// nor a figure (一九九九年) nor stands for names left out (谁谁谁). One calls 好好好 and 快快快, but between
/// marks.
fn tripled(flow: &Flow, at: usize) -> Option<Span> {
    let c = flow.chars[at];
    let (before, after) = (flow.before(at), flow.at(at + 3));
    if flow.is_literary() {
        return None;
    }
    let thrice = (1..3).all(|n| flow.at(at + n) == c) && before != c && after != c;
    let amid = script::is_han(before) && script::is_han(after) && flow.is_solid(at..at + 3);
    let meant = reduplication::SOUNDS.contains(c) || "〇零一二三四五六七八九十谁某".contains(c);
    (thrice && script::is_han(c) && amid && !meant).then(|| flow.span(at..at + 3))
}
