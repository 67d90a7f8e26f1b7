//! Phrases that stand twice where once is meant.

use super::{Run, layered_text};
use crate::check::flow::{Flow, Page};
use crate::check::model::{EDGE, MODEL, reduplication};
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "DUP002",
    name: "doubled-phrase",
    zh: &[
        "两个字以上的文字读了两遍（共和国和国），反复多遍，或本该并列两事，“和”“及”前后却成了同样的字。",
        "口语里的重叠（研究研究、一个一个）、口号，以及后一名称只是开头与前一名称相同（恐怖主义及恐怖主义融资）的，不误。",
    ],
    doc: r#"
A stretch of two or more Chinese characters read twice (共和国和国), over and over, or set on both sides
of 和 or 及 where two things were to be named.

```flag
多米尼克共和国和国代表发言。
加剧了经济的不确定性和不确定性。
继续深化合作继续深化合作，推动发展。
水水水质监测水质监测水质监测水质监测站
```

Words of talk that are doubled (研究研究, 一个一个), slogans, and a second name that only begins as the
first (恐怖主义及恐怖主义融资) are right.

```keep
我们研究研究再说。
他一个一个地数，非常非常慢。
打击恐怖主义及恐怖主义融资。
加油！加油！
国与国之间，人和人之间
各国人民和各国人民组织
哈哈哈哈，他笑了。
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// Words that are doubled in any kind of text.
const TWICE: &[&str] =
    &["非常", "特别", "十分", "很多", "许多", "好多", "多少", "谢谢", "再见", "是的", "好的", "不是", "没有"];

/// The longest phrase that is looked for.
pub(super) const LONGEST: usize = 24;

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han {
        return;
    }
    let chars = &flow.chars;
    // Where two characters with this hash stood last; whether they are the same is asked of the text.
    let mut last = [0_u32; 1 << 9];
    let mut done = 0;
    for (at, two) in chars.windows(2).enumerate() {
        let hash = (u32::from(two[0]) << 16 ^ u32::from(two[1])).wrapping_mul(0x9e37_79b1);
        let slot = &mut last[(hash >> 23) as usize];
        let before = std::mem::replace(slot, u32::try_from(at).unwrap_or(0)) as usize;
        // What is further back is none of ours, and is most of what is met.
        let period = at.wrapping_sub(before);
        if !(2..=LONGEST).contains(&period) || before < done || chars[before..before + 2] != *two {
            continue;
        }
        if !script::is_han(two[0]) {
            continue;
        }
        if let Some((start, end)) = repeat(chars, at, period) {
            // Shorter repeats inside have been judged as far as they go.
            done = end;
            findings.extend(phrase(page, flow, start, end, period));
        } else if matches!(chars[at - 1], '和' | '及' | '与' | '或')
            && period >= 4
            && let Some(end) = paired(chars, at, period)
        {
            done = end;
            findings.push(pair(flow, at - 1, end, period - 1));
        }
    }
}

/// The stretch around `at` in which each character stands again `period` further on, if it holds two
/// whole copies of Chinese characters.
fn repeat(chars: &[char], at: usize, period: usize) -> Option<(usize, usize)> {
    let same = |n: usize| chars[n] == chars[n - period] && script::is_han(chars[n]);
    let mut start = at;
    while start > period && same(start - 1) {
        start -= 1;
    }
    let mut end = at + 1;
    while end < chars.len() && same(end) {
        end += 1;
    }
    let start = start - period;
    let whole = chars[start..end].iter().all(|&c| script::is_han(c));
    (end - start >= 2 * period && whole).then_some((start, end))
}

fn phrase(page: &Page, flow: &Flow, start: usize, end: usize, period: usize) -> Option<Finding> {
    let chars = &flow.chars;
    let copies = (end - start) / period;
    let once = &chars[start..start + period];
    // 慢慢慢慢 and 哈哈哈哈 are the business of other rules.
    if once.iter().all(|&c| c == once[0]) || !layered_text::layers(&chars[start..end]).is_empty() {
        return None;
    }
    let is_sound =
        once.iter().all(|&c| reduplication::SOUNDS.contains(c) || reduplication::NAMES.contains(c));
    if is_sound || once[0] == '一' || once.contains(&'来') && once.contains(&'去') {
        return None;
    }
    let shown: String = once.iter().collect();
    if TWICE.contains(&shown.as_str()) {
        return None;
    }
    if copies >= 4 {
        let message = say!(
            en: "`{shown}` stands {copies} times in a row",
            zh: "“{shown}”连出 {copies} 次",
            shown,
            copies
        );
        let finding = Finding::new(RULE.name, Severity::Warning, flow.span(start..end), message);
        return Some(finding.guess(flow.string(start..start + period + (end - start) % period)));
    }
    let gain = gain(chars, start, start + period, end);
    let words = Words::of(chars, start, start + period, end);
    // Talk doubles two-character words, 商量商量, and both copies are words; statutes and reports do not.
    if period == 2 && words.whole && page.is_colloquial() {
        return None;
    }
    let likely = match period {
        4.. => 4.0,
        _ if page.is_colloquial() => 8.0,
        _ => 5.0,
    };
    let better = gain.min(words.gain);
    // 應用程式程式碼: a word ends and the next begins with the same.
    let is_sure = period >= 4 || better > 2.0 * likely && page.simplified >= page.traditional;
    // Between two marks it is called or said twice: 散了吧散了吧。
    let is_clause = !script::is_han(flow.before(start)) && !script::is_han(flow.at(end));
    // 很深很深: what is of a degree is said twice to raise it.
    let is_raised = period == 2 && matches!(once[0], '很' | '极' | '極' | '最' | '太');
    let is_meant = is_clause || is_raised || flow.is_literary();
    let severity = if better > likely && is_sure && !is_meant { Severity::Warning } else { Severity::Info };
    if period < 4 && better < likely / 2.0 {
        return None;
    }
    let message = say!(en: "`{shown}` stands twice", zh: "“{shown}”重出", shown);
    let finding = Finding::new(RULE.name, severity, flow.span(start..end), message);
    // Slogans, incantations and classical prose without marks say things twice: no word is deleted unasked.
    Some(finding.guess(flow.string(start..end - period)))
}

/// A doubled phrase among words.
struct Words {
    /// How much likelier the text is, as words, without one copy.
    gain: f32,
    /// Whether both copies begin and end where words do.
    whole: bool,
}

impl Words {
    fn of(chars: &[char], start: usize, cut: usize, end: usize) -> Self {
        const AROUND: usize = 8;
        let is_edge = |&n: &usize| !script::is_han(chars[n]);
        let from = (start.saturating_sub(AROUND)..start)
            .rev()
            .find(is_edge)
            .map_or(start.saturating_sub(AROUND), |n| n + 1);
        let stop = (end + AROUND).min(chars.len());
        let to = (end..stop).find(is_edge).unwrap_or(stop);
        let with = &chars[from..to];
        let mut without = with.to_vec();
        without.drain(cut - from..end - from);
        let (likelihood, ends) = MODEL.words(with);
        let parts = |at: usize| at == from || ends.contains(&(at - from));
        Self { gain: MODEL.words(&without).0 - likelihood, whole: parts(start) && parts(cut) && parts(end) }
    }
}

/// How much likelier the text is without the characters from `cut` to `end`.
fn gain(chars: &[char], start: usize, cut: usize, end: usize) -> f32 {
    let plain = |c: &char| if script::is_han(*c) { *c } else { EDGE };
    let from = start.saturating_sub(3);
    let to = (end + 3).min(chars.len());
    let with: Vec<char> = chars[from..to].iter().map(plain).collect();
    let mut without = with.clone();
    without.drain(cut - from..end - from);
    let start = cut - from;
    MODEL.log_probability_of(&without, start..without.len())
        - MODEL.log_probability_of(&with, start..with.len())
}

/// Where the second copy ends, if what stands before the conjunction at `at - 1` stands again after it,
/// is three characters or more, and a mark follows: 不确定性和不确定性。
fn paired(chars: &[char], at: usize, period: usize) -> Option<usize> {
    let length = period - 1;
    let end = at + length;
    if end > chars.len() || length < 3 {
        return None;
    }
    let (first, second) = (&chars[at - period..at - 1], &chars[at..end]);
    let ends_here =
        chars.get(end).is_none_or(|&c| matches!(c, '，' | '。' | '；' | '、' | ',' | ';' | '”' | '\n'));
    (first == second && ends_here && second.iter().all(|&c| script::is_han(c))).then_some(end)
}

fn pair(flow: &Flow, conjunction: usize, end: usize, length: usize) -> Finding {
    let start = conjunction - length;
    let shown = flow.string(start..conjunction);
    let joint = flow.chars[conjunction];
    let message = say!(
        en: "`{shown}` stands on both sides of `{joint}`: one may have been another word",
        zh: "“{joint}”字前后都是“{shown}”，疑有一处本是别的词",
        shown = &shown,
        joint
    );
    Finding::new(RULE.name, Severity::Warning, flow.span(start..end), message).guess(shown)
}
