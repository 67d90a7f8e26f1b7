//! Ellipses typed as dots and full stops.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "PUN011",
    name: "typed-ellipsis",
    zh: &["中文里用三个点或三个以上句号表示省略，应作……；两个汉字之间的两个点也是。"],
    doc: r#"
Three dots or three full stops and more in Chinese text, where …… belongs; and two dots between characters.

```flag
他走了...再也没有回来。
他等了很久。。。
雨停了・・・云也散了．．．
饭早就好了..你们怎么才来
```

```fixed
他走了……再也没有回来。
他等了很久……
雨停了……云也散了……
饭早就好了……你们怎么才来
```

```keep
他走了……再也没有回来。
调用 f(...) 和 [a...b] 即可
第一章........12
上级目录是 .. 和 ../图，共1..5条
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const DOTS: Signs = Signs::of(&['.', '。', '·', '・', '．']);

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&DOTS) {
        return;
    }
    let mut done = 0;
    for (at, c) in flow.others() {
        if at < done || !matches!(c, '.' | '。' | '·' | '・' | '．') {
            continue;
        }
        let length = flow.chars[at..].iter().take_while(|&&other| other == c).count();
        done = at + length;
        let after = flow.at(done);
        let goes_on =
            script::is_han(after) || script::is_wide_mark(after) || matches!(after, '\n' | '”' | '’' | ' ');
        // Leaders of a table of contents are longer, and lead to a number.
        let is_long = (3..=8).contains(&length) || length == 2 && c == '.' && script::is_han(after);
        if is_long && script::is_han(flow.before(at)) && goes_on {
            let message = say!(
                en: "`{printed}` for `……`",
                zh: "`{printed}` 应作 `……`",
                printed = flow.string(at..done)
            );
            findings.push(Finding::new(RULE.name, Severity::Info, flow.span(at..done), message).guess("……"));
        }
    }
}
