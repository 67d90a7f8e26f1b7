//! Spaces between Chinese characters.

use super::{Rule, Run};
use crate::check::flow::{Flow, Page};
use crate::check::model::MODEL;
use crate::text::{Finding, ParagraphKind, Severity, script};

pub(super) const RULE: Rule = Rule {
    code: "PUN005",
    name: "stray-space",
    doc: r#"
A space inside a Chinese word: the print was set wide, or the scanner saw a gap.

```flag
会议决定，进一步发 展经济，扩大合作。
各方支 持该倡议，并将继续努力。
```

```fixed
会议决定，进一步发展经济，扩大合作。
各方支持该倡议，并将继续努力。
```

A space that parts what is not one word, as after a date or between names, is left alone; a heading set
wide is only mentioned.

```keep
2023年5月1日 全国代表大会通过，自公布之日起施行。
张三 李四 王五
第一章 总则
```
"#,
    run: Run::Flow(run),
};

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han {
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
        let rare = page.gaps * 1000 < page.han && !is_number(flow.before(start)) && !wide;
        let severity = if is_sentence && at - start == 1 && (tie > 4.0 || rare) {
            Severity::Warning
        } else if wide && !is_sentence && tie > 1.0 {
            Severity::Info
        } else {
            continue;
        };
        let message = format!("space inside `{before}{after}`");
        let finding = Finding::new(RULE.name, severity, flow.span(start..at), message);
        let sure = severity == Severity::Warning && flow.is_solid(start - 1..at + 1);
        findings.push(if sure { finding.safe_fix("") } else { finding.guess("") });
    }
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
