//! Marks that stand twice.

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::finding::{Finding, Rule, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "PUN004",
    name: "doubled-mark",
    zh: &["只该有一个标点，却有两个：同一标点重出，或逗号接着句号。"],
    doc: r#"
Two marks where one belongs: the same mark twice, or a comma with a full stop.

```flag
春天来了，，花开了。
春天来了。。花开了。
水、、土
来了，。走了
```

```fixed
春天来了，花开了。
春天来了。花开了。
水、土
来了。走了
```

```keep
什么！！真的？？
他走了。。。
好……
一、二、三。
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let chars = &flow.chars;
    for (at, second) in flow.others().filter(|&(at, _)| at > 0) {
        let first = chars[at - 1];
        if !is_mark(second) || !is_mark(first) {
            continue;
        }
        let alone = !is_mark(flow.at(at + 1)) && (at < 2 || !is_mark(chars[at - 2]));
        let kept = match (first, second) {
            // Three full stops and more are an ellipsis typed by hand.
            _ if !alone => continue,
            _ if first == second => second,
            ('，' | '、', '。') | ('。', '，' | '、') => '。',
            _ => continue,
        };
        if flow.is_solid(at - 1..at + 1) {
            let message = say!(
                en: "two marks `{first}{second}` where one belongs",
                zh: "标点 `{first}{second}` 重出，只应有一个",
                first,
                second
            );
            // Who chats types two full stops for an ellipsis, again and again.
            let is_habit = (first, second) == ('。', '。') && page.text().matches("。。").nth(2).is_some();
            let severity = if is_habit { Severity::Info } else { Severity::Warning };
            let finding = Finding::new(RULE.name, severity, flow.span(at - 1..at + 1), message);
            // Two full stops may be an ellipsis typed by hand, and of two kinds of mark either may be the one too many.
            let is_sure = first == second && first != '。';
            findings.push(if is_sure { finding.safe_fix(kept) } else { finding.guess(kept) });
        }
    }
}

fn is_mark(c: char) -> bool {
    matches!(c, '，' | '、' | '。' | '；' | '：')
}
