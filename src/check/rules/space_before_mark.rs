//! Spaces before marks that follow their word.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::finding::{Finding, Rule, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "PUN014",
    name: "space-before-mark",
    zh: &["逗号、句号、问号前面有空格：排得疏，或被程序切成了词。", "法文在 ; : ! ? 前本来就有空格。"],
    doc: r#"
A space before a comma, a full stop or a question mark: set wide, or cut into words by a program.

```flag
We came home , and the children slept .
Мы пришли домой , а дети спали .
```

```fixed
We came home, and the children slept.
Мы пришли домой, а дети спали.
```

In French a space stands before ; : ! and ?.

```keep
We came home, and the children slept.
Run it with .gitignore or ./run beside it.
He waited ... and waited.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const SPACE: Signs = Signs::of(&[' ']);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if flow.has_han || !flow.signs.meet(&SPACE) {
        return;
    }
    let is_french = page.document.language().base() == "fr";
    for (at, c) in flow.others().filter(|&(at, _)| at > 1) {
        let is_mark = match c {
            ',' | '.' => true,
            ';' | '!' | '?' => !is_french,
            _ => false,
        };
        if !is_mark || flow.before(at) != ' ' {
            continue;
        }
        let word = flow.at(at - 2);
        let ends = matches!(flow.at(at + 1), ' ' | '\n');
        if word.is_alphabetic() && ends {
            let message = say!(en: "space before `{c}`", zh: "`{c}` 前有空格", c);
            findings.push(Finding::new(RULE.name, Severity::Info, flow.span(at - 1..at), message).guess(""));
        }
    }
}
