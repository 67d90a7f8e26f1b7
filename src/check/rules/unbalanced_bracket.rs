//! Brackets and quotation marks without partner.

use super::{Rule, Run};
use crate::check::flow::{Flow, Page};
use crate::check::marks;
use crate::text::{Finding, Severity, script};

pub(super) const RULE: Rule = Rule {
    code: "PUN002",
    name: "unbalanced-bracket",
    doc: r#"
A bracket, title mark or quotation mark of Chinese text that does not close, closes nothing, or stands
twice where once is meant.

```flag
会议通过了《水法。
会议通过了水法》。
委员会（以下称本会成立。
（（见附件）已经公布。
```

A quotation may run on over several paragraphs, and a bracket that closes a list number opens nowhere.

```keep
会议通过了《水法》（2020年）。
1）第一条
甲）第一条
他说：“明天（也许）来。”
```
"#,
    run: Run::Flow(run),
};

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han {
        return;
    }
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut lone: Vec<usize> = Vec::new();
    for (at, &c) in flow.chars.iter().enumerate() {
        if let Some(kind) = marks::opens(c) {
            if is_judged(kind) {
                open.push((kind, at));
            }
        } else if let Some(kind) = marks::closes(c).filter(|&kind| is_judged(kind)) {
            match open.iter().rposition(|&(other, _)| other == kind) {
                Some(place) => {
                    lone.extend(open.drain(place + 1..).map(|(_, at)| at));
                    open.pop();
                }
                None if kind == '(' && is_list_number(flow, at) => {}
                None => lone.push(at),
            }
        }
    }
    lone.extend(open.into_iter().map(|(_, at)| at));
    lone.sort_unstable();
    for at in lone {
        findings.push(finding(flow, at));
    }
}

/// Quotation marks are left out: a speech of several paragraphs opens each and closes the last, ’ is an
/// apostrophe too. So are square and curly brackets, which code and editors use alone.
fn is_judged(kind: char) -> bool {
    matches!(kind, '(' | '《' | '〈' | '【' | '〔' | '「' | '『')
}

/// Whether what stands before the bracket at `at`, from the start of the clause, is a short number: 1), 甲).
fn is_list_number(flow: &Flow, at: usize) -> bool {
    let is_number = |c: &&char| c.is_alphanumeric();
    let length = flow.chars[..at].iter().rev().take_while(is_number).count();
    let before = flow.before(at - length);
    (1..=3).contains(&length)
        && (matches!(before, '\n' | ' ' | '\u{3000}' | '。' | '；' | '：' | '，' | '、')
            || !script::is_han(flow.before(at)) && length < 3)
}

fn finding(flow: &Flow, at: usize) -> Finding {
    let mark = flow.chars[at];
    let twin = flow.before(at) == mark || flow.at(at + 1) == mark;
    let what = match marks::opens(mark) {
        _ if twin => format!("`{mark}` stands twice, its partner once"),
        Some(kind) => format!("`{mark}` is never closed with `{}`", marks::closing(kind)),
        None => format!("`{mark}` closes nothing"),
    };
    let finding = Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), what);
    if twin { finding.guess("") } else { finding }
}
