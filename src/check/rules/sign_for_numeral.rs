//! Numerals read as signs of arithmetic.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "NUM005",
    name: "sign-for-numeral",
    zh: &["量词前面是运算符，原是数词：= 原是“二”，+ 原是“十”。"],
    doc: r#"
A sign of arithmetic before a measure word, where a numeral was: = for 二, + for 十.

```flag
会议由=名代表共同主持。
会上共提出+条意见。
```

```fixed
会议由二名代表共同主持。
会上共提出十条意见。
```

```keep
会议由二名代表共同主持。
甲+乙=丙，见下文
中国+中亚合作，数据+年份
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const SIGNS: Signs = Signs::of(&['=', '+']);

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&SIGNS) {
        return;
    }
    for (at, c) in flow.others() {
        let numeral = match c {
            '=' => '二',
            '+' => '十',
            _ => continue,
        };
        let counted = matches!(
            flow.at(at + 1),
            '名' | '条' | '個' | '个' | '次' | '位' | '項' | '项' | '件' | '張' | '张'
        );
        let goes_on = script::is_han(flow.at(at + 2));
        if counted && goes_on && script::is_han(flow.before(at)) {
            let message = say!(
                en: "`{c}` before `{next}` may be `{numeral}`",
                zh: "“{next}”前的 `{c}` 疑为“{numeral}”字",
                c,
                next = flow.at(at + 1),
                numeral
            );
            findings.push(
                Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message).guess(numeral),
            );
        }
    }
}
