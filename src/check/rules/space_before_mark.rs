//! Spaces before marks that follow their word.

use std::cell::OnceCell;

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::finding::{Finding, Rule, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "PUN014",
    name: "space-before-mark",
    zh: &[
        "逗号、句号、问号前面有空格：排得疏，或被程序切成了词；同一段里冒号前的空格也是。",
        "法文在 ; : ! ? 前本来就有空格。",
    ],
    doc: r#"
A space before a comma, a full stop or a question mark: set wide, or cut into words by a program. In a paragraph with
such a space that before a colon is another.

```flag
We came home , and the children slept .
Мы пришли домой , а дети спали .
We had two things : a rope , and a knife .
```

```fixed
We came home, and the children slept.
Мы пришли домой, а дети спали.
We had two things: a rope, and a knife.
```

In French a space stands before ; : ! and ?.

```keep
We came home, and the children slept.
Run it with .gitignore or ./run beside it.
He waited ... and waited.
Colour : red
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
    let is_parted = |at: usize| {
        at > 1
            && flow.before(at) == ' '
            && flow.at(at - 2).is_alphabetic()
            && matches!(flow.at(at + 1), ' ' | '\n')
    };
    let is_mark = |c: char| match c {
        ',' | '.' => true,
        ';' | '!' | '?' => !is_french,
        _ => false,
    };
    // What stands before a colon alone may be the key of a list.
    let habit = OnceCell::new();
    let is_habit = || *habit.get_or_init(|| flow.others().any(|(at, c)| is_mark(c) && is_parted(at)));
    for (at, c) in flow.others() {
        if is_parted(at) && (is_mark(c) || c == ':' && !is_french && is_habit()) {
            let message = say!(en: "space before `{c}`", zh: "`{c}` 前有空格", c);
            findings.push(Finding::new(RULE.name, Severity::Info, flow.span(at - 1..at), message).guess(""));
        }
    }
}
