//! Marks of half width in Chinese text.
//!
//! Which width a mark has is decided by what stands around it, not by the language of the text: the
//! comma of 1,000 and of `a, b` is right in a Chinese text too. A bracket goes with its partner, so that
//! no pair is left with two widths.

use std::ops::Range;

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::marks;
use crate::finding::{Finding, Fix, Rule, Severity};
use crate::text::{FurnitureKind, script};

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
属性名 (例如 key)：必填
见 [网站](https://example.org/b) (仅一页) (旧)
本站 (<https://example.org>) 和分站 (以下统称“网站”) 都一样
他说 , 明天来
文档 (https://example.org/b) 里有字段 (例如 key) 的说明
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
属性名（例如 key）：必填
见 [网站](https://example.org/b)（仅一页）（旧）
本站（<https://example.org>）和分站（以下统称“网站”）都一样
他说，明天来
文档（https://example.org/b）里有字段（例如 key）的说明
```

A mark of full width brings its own space, so those beside it go.

Where a text has wide commas, the half width of its other marks is a habit of its own: it is only
mentioned, though mended all the same.

Numbers, times, ratios, Latin text, addresses, Markdown links, list numbers and fields such as `title:`
keep their marks, and so do brackets that hold no Chinese and follow no Chinese character.

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
title: 渡口的历史
文档 (https://example.org/b) 和 (notes) 里
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const MARKS: Signs = Signs::of(&[',', ';', ':', '!', '?', '.', ')', ']']);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&MARKS) {
        return;
    }
    let mut open: Vec<usize> = Vec::new();
    let mut pairs: Vec<(usize, usize)> = Vec::new();
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
                    pairs.push((start, at));
                }
            }
            _ => {}
        }
    }
    // Where one pair is wide, the others of the paragraph that stand in Chinese are wide too.
    let has_wide = flow.chars.contains(&'（')
        || pairs.iter().any(|&(start, end)| flow.chars[start] == '(' && holds_chinese(flow, start, end));
    for (start, end) in pairs.into_iter().filter(|&(start, end)| pair_is_chinese(flow, start, end, has_wide))
    {
        // Who makes links of the addresses in Markdown takes a wide bracket for part of one.
        let may_part = !ends_with_address(flow, start, end) || !is_markdown(page);
        for at in [start, end] {
            let mut finding = finding(page, flow, at);
            finding.fix = finding.fix.map(|fix| if may_part { fix } else { Fix::suggested(fix.replacement) });
            findings.push(finding);
        }
    }
}

fn is_markdown(page: &Page) -> bool {
    page.document.furniture().iter().any(|furniture| furniture.kind == FurnitureKind::Markup)
}

fn finding(page: &Page, flow: &Flow, at: usize) -> Finding {
    let mark = flow.chars[at];
    let wide = marks::wide(mark).unwrap_or(mark);
    let is_habit = mark != ',' && page.commas[1] > page.commas[0];
    let severity = if is_habit { Severity::Info } else { Severity::Warning };
    // A text without a wide mark has a hundred thousand of these, so they are put together by hand.
    let (mut mark_bytes, mut wide_bytes) = ([0; 4], [0; 4]);
    let (mark, wide) = (mark.encode_utf8(&mut mark_bytes), wide.encode_utf8(&mut wide_bytes));
    let message = ["half-width `", mark, "` in Chinese text should be `", wide, "`"].concat();
    Finding::new(RULE.name, severity, flow.span(with_spaces(flow, at)), message).safe_fix(&*wide)
}

/// The mark at `at` and the spaces beside it, but not those which belong to another mark.
fn with_spaces(flow: &Flow, at: usize) -> Range<usize> {
    let is_space = |c: &&char| matches!(**c, ' ' | '\u{a0}');
    let start = at - flow.chars[..at].iter().rev().take_while(is_space).count();
    let end = at + 1 + flow.chars[at + 1..].iter().take_while(is_space).count();
    let (before, after) = (flow.before(start), flow.at(end));
    let start = if matches!(before, '\n' | ',' | ';' | ':' | '!' | '?' | '.') { at } else { start };
    let end = if matches!(after, '\n' | '(') { at + 1 } else { end };
    if flow.is_solid(start..end) { start..end } else { at..at + 1 }
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

/// Whether the number before `at` begins the paragraph, or the name of a field: `title: `.
fn is_list_number(flow: &Flow, at: usize) -> bool {
    let begins = |is_part: fn(char) -> bool| flow.chars[..at].iter().all(|c| is_part(*c));
    begins(|c| c.is_ascii_digit() || c == ' ')
        || flow.at(at + 1) == ' ' && begins(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
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

fn holds_chinese(flow: &Flow, start: usize, end: usize) -> bool {
    // A link of Markdown: `[words](address)`, `[words][name]`.
    let (before, after) = (flow.before(start), flow.at(end + 1));
    let is_link =
        before == ']' || before == '!' || flow.chars[end] == ']' && matches!(after, '(' | '[' | ':');
    !is_link && flow.chars[start + 1..end].iter().any(|&c| script::is_han(c))
}

/// Whether a pair of brackets belongs to the Chinese text; `has_wide` says that others of the paragraph do.
fn pair_is_chinese(flow: &Flow, start: usize, end: usize, has_wide: bool) -> bool {
    if holds_chinese(flow, start, end) {
        return true;
    }
    if flow.chars[start] != '(' || flow.before(start) == ']' {
        return false;
    }
    // Many set off what stands in brackets by spaces; that alone says nothing of their width.
    let is_space = |c: &&char| has_wide && **c == ' ';
    let before = start - flow.chars[..start].iter().rev().take_while(is_space).count();
    let after = end + 1 + flow.chars[end + 1..].iter().take_while(is_space).count();
    let (before, after) = (flow.before(before), flow.at(after));
    let inside = &flow.chars[start + 1..end];
    let word = inside.first().is_some_and(char::is_ascii_alphabetic)
        && !inside.iter().any(|&c| matches!(c, '/' | '_' | '=' | '(' | '\\'));
    let named = word || has_wide && (ends_with_address(flow, start, end) || is_link(inside));
    named && script::is_han(before) && (marks::is_chinese(after) || after == '\n')
}

/// Whether what stands in the brackets is one link of Markdown: `[words](address)`, `<address>`.
fn is_link(inside: &[char]) -> bool {
    match inside {
        ['[', middle @ .., ')'] => middle.windows(2).filter(|pair| *pair == [']', '(']).count() == 1,
        ['<', middle @ .., '>'] => !middle.iter().any(|c| c.is_whitespace() || matches!(c, '<' | '>')),
        _ => false,
    }
}

/// Whether an address stands right before the bracket at `end`.
fn ends_with_address(flow: &Flow, start: usize, end: usize) -> bool {
    let length = flow.chars[start + 1..end].iter().rev().take_while(|c| c.is_ascii_graphic()).count();
    let last = flow.string(end - length..end);
    last.starts_with("https://") || last.starts_with("http://") || last.starts_with("www.")
}
