//! Blots and boxes where characters were.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "CHR011",
    name: "noise-character",
    zh: &[
        "汉字之间的墨块或方框（▆ □ 〓 #）：识别引擎认不出那里的字，或编者因原件残缺而用它占位。行末孤零零的撇号也是墨点。",
    ],
    doc: r#"
A blot or a box amid Chinese (▆ □ 〓 #): a recogniser found nothing there that it could read, or an editor put it where
the original is lost. So is an apostrophe alone at the end of a line.

```flag
經云作▆▆二字，今依別本補。
又有□□者，見於石刻。
此葉為蟲所〓，只存山水三字。
工人阶#级的同志
山城读者服务部'
```

```keep
■ 报名办法
用 C# 语言写成，见 #12 号
□ 同意 □ 不同意
他把这叫作'慢功夫'
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const NOISE: Signs = Signs::of(&['\'', '#', '□', '■', '▯', '◻', '〓']).and('▀', '▟');

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&NOISE) {
        return;
    }
    let is_noise = |c: char| matches!(c, '#' | '□' | '■' | '▯' | '◻' | '〓' | '▀'..='▟');
    if let Some(at) = lone_apostrophe(flow) {
        let message = say!(en: "an apostrophe that belongs to no word", zh: "不属于任何词的撇号");
        findings.push(Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message).guess(""));
    }
    let mut done = 0;
    for (at, c) in flow.others() {
        if at < done || !is_noise(c) {
            continue;
        }
        done = at + flow.chars[at..].iter().take_while(|&&c| is_noise(c)).count();
        let (before, after) = (flow.before(at), flow.at(done));
        let amid =
            script::is_han(before) && (script::is_han(after) || c != '#' && script::is_wide_mark(after));
        if amid {
            let message = say!(
                en: "`{printed}` stands for what could not be read",
                zh: "`{printed}` 代替未能识别的字",
                printed = flow.string(at..done)
            );
            findings.push(Finding::new(RULE.name, Severity::Info, flow.span(at..done), message));
        }
    }
}

/// The place of an apostrophe that ends the paragraph after a Chinese character, if it has no other there.
fn lone_apostrophe(flow: &Flow) -> Option<usize> {
    let at = flow.chars.len() - 1;
    let is_quote = |c: char| matches!(c, '\'' | '‘' | '’' | '`' | '′');
    let is_lone = flow.chars[at] == '\'' && script::is_han(flow.before(at));
    (is_lone && flow.others().filter(|&(_, c)| is_quote(c)).count() == 1).then_some(at)
}
