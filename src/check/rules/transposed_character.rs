//! Characters of a word set in the wrong order.

use super::{Rule, Run};
use crate::check::flow::{Flow, Page};
use crate::check::model::MODEL;
use crate::text::{Finding, Severity, script};

pub(super) const RULE: Rule = Rule {
    code: "LEX002",
    name: "transposed-character",
    doc: r#"
Two neighbouring characters that make no word as they stand and a well-known one the other way round.

```flag
代表团访问了科特威国。
乌兹克别斯坦举行了会议。
```

```fixed
代表团访问了科威特国。
乌兹别克斯坦举行了会议。
```

```keep
代表团访问了科威特国和乌兹别克斯坦。
国中学生来到中国学习。
人民法院依法审理案件。
会议在乔蓬阿塔举行。
```
"#,
    run: Run::Flow(run),
};

/// How much likelier the words must be after the exchange, and the characters, to say so and to warn.
const POSSIBLE: (f32, f32) = (7.0, 5.0);
const PROBABLE: (f32, f32) = (14.0, 8.0);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han {
        return;
    }
    let chars = &flow.chars;
    let mut at = 1;
    while at + 2 < chars.len() {
        let doubtful = script::is_han(chars[at])
            && script::is_han(chars[at + 1])
            && page.known.pair(chars[at], chars[at + 1]).is_seldom()
            && suspicious(chars, at);
        if doubtful
            && let Some((start, end)) = stretch(chars, at)
            && let gain = gain(chars, start, end, at)
            && exceeds(gain, POSSIBLE)
        {
            let severity = if exceeds(gain, PROBABLE) { Severity::Warning } else { Severity::Info };
            findings.push(finding(flow, at, severity));
            at += 1;
        }
        at += 1;
    }
}

fn finding(flow: &Flow, at: usize, severity: Severity) -> Finding {
    let swapped: String = [flow.chars[at + 1], flow.chars[at]].iter().collect();
    let message = format!("`{}` may be `{swapped}` set in the wrong order", flow.string(at..at + 2));
    let finding = Finding::new(RULE.name, severity, flow.span(at..at + 2), message);
    if flow.is_solid(at..at + 2) { finding.guess(swapped) } else { finding }
}

/// Whether what the pair makes with its neighbours is not met either, and is the other way round.
fn suspicious(chars: &[char], at: usize) -> bool {
    let (l, a, b, r) = (chars[at - 1], chars[at], chars[at + 1], chars[at + 2]);
    [l, a, b].iter().all(|&c| script::is_han(c))
        && a != b
        && MODEL.pair(l, a) < 60.0
        && (!script::is_han(r) || MODEL.triple(a, b, r) == 0.0)
        && MODEL.triple(l, a, b) == 0.0
        && MODEL.triple(l, b, a) > 0.0
}

/// The Chinese stretch around `at`, a few characters each way.
fn stretch(chars: &[char], at: usize) -> Option<(usize, usize)> {
    const AROUND: usize = 6;
    let back = chars[..at].iter().rev().take(AROUND).take_while(|&&c| script::is_han(c)).count();
    let on = chars[at..].iter().take(AROUND + 2).take_while(|&&c| script::is_han(c)).count();
    (on >= 2).then_some((at - back, at + on))
}

/// How much likelier the words are after the exchange, and the characters.
fn gain(chars: &[char], start: usize, end: usize, at: usize) -> (f32, f32) {
    let as_it_stands = &chars[start..end];
    let mut exchanged = as_it_stands.to_vec();
    exchanged.swap(at - start, at - start + 1);
    let all = 0..end - start;
    let words = MODEL.words(&exchanged).0 - MODEL.words(as_it_stands).0;
    let characters =
        MODEL.log_probability_of(&exchanged, all.clone()) - MODEL.log_probability_of(as_it_stands, all);
    (words, characters)
}

fn exceeds(gain: (f32, f32), limit: (f32, f32)) -> bool {
    gain.0 > limit.0 && gain.1 > limit.1
}
