//! Lines in which every character stands twice.

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::finding::{Finding, Rule, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "DUP004",
    name: "layered-text",
    zh: &["一段文字字字重出两三次：版面用多次叠印表示粗体，提取时逐层都抄了下来。"],
    doc: r#"
A run in which every character stands twice or three times: a page that prints bold letters by setting
them several times over, copied layer by layer.

```flag
第第一一章章总总则则
基基基本本本规规规定定定办办办法法法
```

```fixed
第一章总则
基本规定办法
```

```keep
高高兴兴，老老实实地做。
隐隐约约
干干净净、整整齐齐
家家户户
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// How many characters in a row must stand double: 老老实实高高兴兴 has four.
const LEAST: usize = 5;

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    for (start, end, fold) in layers(&flow.chars) {
        let once: String = flow.chars[start..end].iter().step_by(fold).collect();
        let message = say!(
            en: "every character stands {fold} times: `{once}`",
            zh: "每字各出 {fold} 次：“{once}”",
            fold,
            once = &once
        );
        let finding = Finding::new(RULE.name, Severity::Error, flow.span(start..end), message);
        findings.push(if flow.is_solid(start..end) { finding.guess(once) } else { finding });
    }
}

/// Stretches of `chars` in which every character stands a multiple of `fold` times in a row.
pub(in crate::check) fn layers(chars: &[char]) -> Vec<(usize, usize, usize)> {
    let mut found = Vec::new();
    let mut at = 0;
    while at + 1 < chars.len() {
        if chars[at] != chars[at + 1] || !chars[at].is_alphanumeric() {
            at += 1;
            continue;
        }
        let start = at;
        let (mut runs, mut fold) = (0, 0);
        loop {
            let run = chars[at..].iter().take_while(|&&c| c == chars[at]).count();
            if run < 2 || chars[at].is_whitespace() {
                break;
            }
            fold = gcd(fold, run);
            runs += 1;
            at += run;
            if at >= chars.len() {
                break;
            }
        }
        if runs >= LEAST && fold >= 2 && chars[start..at].iter().any(|c| c.is_alphabetic()) {
            found.push((start, at, fold));
        }
    }
    found
}

fn gcd(a: usize, b: usize) -> usize {
    if b == 0 { a } else { gcd(b, a % b) }
}
