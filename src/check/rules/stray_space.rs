//! Spaces between Chinese characters.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::model::MODEL;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::{ParagraphKind, script};

pub(super) const RULE: Rule = Rule {
    code: "PUN005",
    name: "stray-space",
    zh: &[
        "中文词里有空格：版面疏排，或扫描以为有空隙。",
        "不在同一词里的空格不查，如日期之后、人名之间；两个字疏排的标题只作提示。",
    ],
    doc: r#"
A space inside a Chinese word: the print was set wide, or the scanner saw a gap.

```flag
会议决定，进一步发 展经济，扩大合作。
各方支 持该倡议，并将继续努力。
三、航 运 与 口 岸
```

```fixed
会议决定，进一步发展经济，扩大合作。
各方支持该倡议，并将继续努力。
三、航运与口岸
```

A space that parts what is not one word, as after a date or between names, is left alone; a heading of two
characters set wide is only mentioned.

```keep
2023年5月1日 全国代表大会通过，自公布之日起施行。
张三 李四 王五
张 王 刘 陈
第一章 总则
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const GAPS: Signs = Signs::of(&[' ', '\u{3000}', '\u{a0}']);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&GAPS) {
        return;
    }
    let chars = &flow.chars;
    let is_sentence =
        flow.kind == ParagraphKind::Body && chars.iter().any(|c| matches!(c, '，' | '。' | ',' | '；'));
    let is_gap = |c: char| matches!(c, ' ' | '\u{3000}' | '\u{a0}');
    let mut at = 1;
    while at + 1 < chars.len() {
        if !is_gap(chars[at]) {
            at += 1;
            continue;
        }
        if let Some(end) = spaced_words(flow, at) {
            let joined: String = chars[at - 1..end].iter().filter(|c| !is_gap(**c)).collect();
            let message = say!(
                en: "`{joined}` is set wide, a space after each character",
                zh: "“{joined}”逐字加了空格",
                joined = &joined
            );
            let finding = Finding::new(RULE.name, Severity::Warning, flow.span(at - 1..end), message);
            findings.push(if flow.is_solid(at - 1..end) { finding.guess(joined) } else { finding });
            at = end;
            continue;
        }
        let start = at;
        at += chars[at..].iter().take_while(|&&c| is_gap(c)).count();
        let (before, after) = (flow.before(start), flow.at(at));
        if !(script::is_han(before) && script::is_han(after)) {
            continue;
        }
        let tie = tie(before, after);
        // A single character on either side: the heading is set wide, 总　则.
        let alone = |c: char| !script::is_han(c);
        let wide = alone(flow.at(at + 1)) || start < 2 || alone(flow.before(start - 1));
        // A text with one such space to many lines does not part its words so.
        let few = page.gaps * 1000 < page.han || page.gaps < 4 && page.han > 500;
        let rare = few && !is_number(flow.before(start)) && !wide;
        // An ideographic space is set on purpose, and where quotation marks were lost a space is one of them.
        let is_meant = chars[start] == '\u{3000}' || page.is_unquoted();
        let severity = if is_sentence && at - start == 1 && (tie > 4.0 || rare) {
            if is_meant { Severity::Info } else { Severity::Warning }
        } else if wide && !is_sentence && tie > 1.0 {
            Severity::Info
        } else {
            continue;
        };
        let message =
            say!(en: "space inside `{before}{after}`", zh: "“{before}{after}”中间有空格", before, after);
        let finding = Finding::new(RULE.name, severity, flow.span(start..at), message);
        // Where quotation marks were lost a space is all that is left of them: 如 今 may be two words.
        findings.push(finding.guess(""));
    }
}

/// Where a row of four characters and more with a space after each ends, if its first space is at `at` and
/// most of its characters make words: 航 运 与 口 岸.
fn spaced_words(flow: &Flow, at: usize) -> Option<usize> {
    let is_space = |at: usize| matches!(flow.at(at), ' ' | '\u{3000}' | '\u{a0}');
    if !script::is_han(flow.before(at)) || script::is_han(flow.before(at - 1)) || is_space(at.wrapping_sub(2))
    {
        return None;
    }
    let mut end = at;
    while is_space(end) && script::is_han(flow.at(end + 1)) && !script::is_han(flow.at(end + 2)) {
        end += 2;
    }
    let row: Vec<char> = flow.chars[at - 1..end].iter().copied().step_by(2).collect();
    if row.len() < 4 {
        return None;
    }
    let ends = MODEL.words(&row).1;
    let starts = std::iter::once(0).chain(ends.iter().copied());
    let in_words: usize =
        starts.zip(&ends).map(|(start, end)| end - start).filter(|length| *length > 1).sum();
    (in_words * 2 >= row.len()).then_some(end)
}

/// Whether `c` ends the number of an article or a date, after which a space is usual.
fn is_number(c: char) -> bool {
    "条款章节项编篇回日号年月时分一二三四五六七八九十".contains(c)
}

/// How much oftener the two stand side by side than chance would have it, as a logarithm.
fn tie(a: char, b: char) -> f32 {
    let together = MODEL.pair(a, b);
    if together < 8.0 {
        return f32::MIN;
    }
    (together * MODEL.total() / (MODEL.single(a) * MODEL.single(b)).max(1.0)).ln()
}
