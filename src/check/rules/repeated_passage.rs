//! Passages that stand twice or over and over within a paragraph.

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "DUP005",
    name: "repeated-passage",
    zh: &[
        "一行或一句连读两遍，或识别引擎找不到自己读到哪里，把一段写了又写。",
        "呼语、叠句、成行的数字和只是开头相同的句子，不误。",
    ],
    doc: r#"
A line or sentence read twice in a row, or a stretch that a recogniser wrote over and over when it lost
its place.

```flag
各代表团就粮食安全与运输走廊交换了意见，各代表团就粮食安全与运输走廊交换了意见，会议结束。
The committee met in the old town hall. The committee met in the old town hall. It rose at noon.
继续推进，继续推进，继续推进，继续推进，继续推进，继续推进，继续推进，继续推进，直到年底。
```

```fixed
各代表团就粮食安全与运输走廊交换了意见，会议结束。
The committee met in the old town hall. It rose at noon.
继续推进，直到年底。
```

Calls, refrains, rows of figures and sentences that only begin alike are right.

```keep
加油！加油！加油！加油！
下雪了，下雪了，孩子们跑出门去。
到东边去看看，到西边去看看，到南边去看看，到北边去看看。
12 12 12 12 12 12 12 12 12 12 12 12 12 12 12 12 12 12
He ran, and ran, and ran, and ran.
各方法为 stream.reader.read, stream.reader.read_line, stream.reader.read_all。
……………………………………………………………………
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// A passage of so many characters is not said twice for the sound of it.
const LONG: usize = 18;
/// What stands at least four times in a row must be so long in all.
const LOOP: usize = 36;
/// Characters by which a passage is known again.
const MARK: usize = 4;

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let chars = &flow.chars;
    if chars.len() < 2 * LONG {
        return;
    }
    // Where four characters of this hash stood last; whether they are the same is asked of the text.
    let mut last = [0_u32; 1 << 10];
    let mut done = 0;
    // The last repeat: how long its copies are, and where it ends.
    let mut repeat = (0, 0);
    let mut mark = 0_u64;
    for (at, &c) in (1..chars.len()).zip(chars) {
        // The last four characters; whose codes are longer than 16 bits are taken for others.
        mark = mark << 16 | u64::from(c) & 0xffff;
        if at < MARK {
            continue;
        }
        let slot = &mut last[(mark.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 54) as usize];
        let before = std::mem::replace(slot, u32::try_from(at).unwrap_or(0)) as usize;
        if before <= done || chars[before - MARK..before] != chars[at - MARK..at] {
            continue;
        }
        let period = at - before;
        if repeat.0 == period && at <= repeat.1 {
            continue;
        }
        let same = |n: usize| chars[n] == chars[n - period];
        let mut start = at;
        while start > done + period && same(start - 1) {
            start -= 1;
        }
        let end =
            at + chars[at..].iter().zip(&chars[before..]).take_while(|(one, other)| one == other).count();
        let start = start - period;
        repeat = (period, end);
        if end - start >= 2 * period
            && let Some(finding) = passage(flow, start, end, period)
        {
            // Shorter repeats inside are part of this one; what is none, as a line of dashes, may be in one.
            done = end;
            findings.push(finding);
        }
    }
}

fn passage(flow: &Flow, start: usize, end: usize, period: usize) -> Option<Finding> {
    let once = &flow.chars[start..start + period];
    let copies = (end - start) / period;
    let words = once.iter().filter(|c| c.is_alphabetic()).count();
    if 2 * words < period || once.iter().all(|&c| c == once[0]) {
        return None;
    }
    // Shorter ones of Chinese characters alone are the business of another rule.
    if period <= super::doubled_phrase::LONGEST && once.iter().all(|&c| script::is_han(c)) {
        return None;
    }
    // Names that begin alike, `ssl.read, ssl.read_all`, are no passage said twice: that begins and ends with words.
    let parts_words = |at: usize| {
        let is_of_word = |c: char| c == '_' || c.is_alphanumeric() && !script::runs_on(c);
        is_of_word(flow.before(at)) && is_of_word(flow.at(at))
    };
    let length = copies * period;
    if (start..=end - length).all(|start| parts_words(start) || parts_words(start + length)) {
        return None;
    }
    let is_loop = copies >= 4 && end - start >= LOOP;
    if period < LONG && !is_loop {
        return None;
    }
    let severity = if period >= LONG || copies >= 8 { Severity::Warning } else { Severity::Info };
    let shown: String = once.iter().take(20).chain((period > 20).then_some(&'…')).collect();
    let message = say!(
        en: "`{passage}` stands {times} in a row",
        zh: "“{passage}”连出{times}",
        passage = shown.trim(),
        times = super::repeated_paragraph::times(copies)
    );
    let surplus = flow.span(start + period..start + copies * period);
    Some(Finding::new(RULE.name, severity, surplus, message).guess(""))
}
