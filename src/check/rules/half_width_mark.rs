//! Marks of half width in Chinese text.
//!
//! Which width a mark has is decided by what stands around it, not by the language of the text: the
//! comma of 1,000 and of `a, b` is right in a Chinese text too. A bracket goes with its partner, so that
//! no pair is left with two widths.

use super::{Rule, Run};
use crate::check::flow::{Flow, Page, Signs};
use crate::check::marks;
use crate::text::{Finding, Severity, script};

pub(super) const RULE: Rule = Rule {
    code: "PUN001",
    name: "half-width-mark",
    doc: r#"
A comma, full stop, colon, semicolon, question mark, exclamation mark or bracket of half width among
Chinese characters: the scanner read the ASCII mark for the Chinese one.

```flag
春天来了,花开了。
会议决定如下:明天开会
他问:为什么?
委员会(以下称“本会”)成立
成立于2021年,至今;不变
条约(2020年)生效
他用电脑,手机.
见附件[略]。
```

```fixed
春天来了，花开了。
会议决定如下：明天开会
他问：为什么？
委员会（以下称“本会”）成立
成立于2021年，至今；不变
条约（2020年）生效
他用电脑，手机。
见附件［略］。
```

Where a text has wide commas, the half width of its other marks is a habit of its own: it is only
mentioned, though mended all the same.

Numbers, times, ratios, Latin text, addresses, Markdown links and list numbers keep their marks, and so
do brackets that hold no Chinese and follow no Chinese character.

```keep
共有1,000人，每人3.14米。
比例为3:2，十二点整即12:30开始。
见 https://example.org/a,b;c?d=e 一页
他说了“Yes, sir”。
1.总则
2) 分则
[文字](https://example.org)
调用 f(x) 即可
注释[1]如下
```
"#,
    run: Run::Flow(run),
};

const MARKS: Signs = Signs::of(&[',', ';', ':', '!', '?', '.', ')', ']']);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&MARKS) {
        return;
    }
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in flow.others() {
        match c {
            ',' | ';' | ':' | '!' | '?' | '.' if stands_in_chinese(flow, at) => {
                findings.push(finding(page, flow, at));
            }
            '(' | '[' => open.push(at),
            close @ (')' | ']') => {
                let partner = if close == ')' { '(' } else { '[' };
                if let Some(place) = open.iter().rposition(|&open| flow.chars[open] == partner) {
                    let start = open[place];
                    open.truncate(place);
                    if pair_is_chinese(flow, start, at) {
                        findings.push(finding(page, flow, start));
                        findings.push(finding(page, flow, at));
                    }
                }
            }
            _ => {}
        }
    }
}

fn finding(page: &Page, flow: &Flow, at: usize) -> Finding {
    let mark = flow.chars[at];
    let wide = marks::wide(mark).unwrap_or(mark);
    let is_habit = mark != ',' && page.commas[1] > page.commas[0];
    let severity = if is_habit { Severity::Info } else { Severity::Warning };
    let message = format!("half-width `{mark}` in Chinese text should be `{wide}`");
    Finding::new(RULE.name, severity, flow.span(at..at + 1), message).safe_fix(wide)
}

/// The nearest characters on both sides of `at` that are no spaces, nor marks which are judged by the
/// same neighbours: a run such as `;;;` is Chinese as a whole or not at all.
fn neighbours(flow: &Flow, at: usize) -> (char, char) {
    let tells = |c: &&char| !matches!(**c, ' ' | '\t' | ',' | ';' | ':' | '!' | '?');
    let before = flow.chars[..at].iter().rev().find(tells).copied().unwrap_or('\n');
    let after = flow.chars[at + 1..].iter().find(tells).copied().unwrap_or('\n');
    (before, after)
}

fn stands_in_chinese(flow: &Flow, at: usize) -> bool {
    let mark = flow.chars[at];
    let (before, after) = neighbours(flow, at);
    let ends_here = after == '\n' || marks::closes(after).is_some();
    let fits = if marks::is_chinese(before) {
        match mark {
            // 约翰.史密斯 has a dot that is no full stop, and `...` is a mark of its own.
            '.' => ends_here && flow.before(at) != '.',
            _ => true,
        }
    } else if before.is_ascii_digit() || before.is_ascii_alphabetic() || matches!(before, '%' | ')' | ']') {
        match mark {
            ',' | ';' | '!' | '?' => marks::is_chinese(after),
            ':' => script::is_han(after) && !is_list_number(flow, at),
            _ => false,
        }
    } else {
        false
    };
    fits && !in_address(flow, at)
}

/// Whether the number before `at` begins the paragraph.
fn is_list_number(flow: &Flow, at: usize) -> bool {
    flow.chars[..at].iter().all(|c| c.is_ascii_digit() || *c == ' ')
}

/// Whether `at` lies in a web or mail address: in a run without a space that holds `://` or `@`, with
/// something of the address following.
fn in_address(flow: &Flow, at: usize) -> bool {
    let next = flow.at(at + 1);
    if !(next.is_ascii_alphanumeric() || next == '/') {
        return false;
    }
    let is_part = |c: &&char| !c.is_whitespace() && !script::is_wide_mark(**c);
    let length = flow.chars[..at].iter().rev().take(200).take_while(is_part).count();
    let run: String = flow.string(at - length..at);
    run.contains("://")
        || run.contains('@')
        || flow.at(at + 1) == '/' && flow.at(at + 2) == '/' && run.is_ascii()
}

fn pair_is_chinese(flow: &Flow, start: usize, end: usize) -> bool {
    // A link of Markdown: `[words](address)`, `[words][name]`.
    let (before, after) = (flow.before(start), flow.at(end + 1));
    if before == ']' || before == '!' || flow.chars[end] == ']' && matches!(after, '(' | '[' | ':') {
        return false;
    }
    let inside = &flow.chars[start + 1..end];
    if inside.iter().any(|&c| script::is_han(c)) {
        return true;
    }
    let word = inside.first().is_some_and(char::is_ascii_alphabetic);
    word && flow.chars[start] == '('
        && script::is_han(before)
        && (marks::is_chinese(after) || after == '\n')
        && !inside.iter().any(|&c| matches!(c, '/' | '_' | '=' | '(' | '\\'))
}
