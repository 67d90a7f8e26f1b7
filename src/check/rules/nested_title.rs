//! Titles within titles.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::finding::{Finding, Rule, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "PUN003",
    name: "nested-title",
    zh: &["书名号内再用书名号，应作单书名号：《…〈…〉…》。"],
    doc: r#"
A title inside a title stands in single marks: 《…〈…〉…》.

```flag
《《友好条约》实施办法》已经通过。
通过了《关于修改《水法》的决定》。
```

```fixed
《〈友好条约〉实施办法》已经通过。
通过了《关于修改〈水法〉的决定》。
```

```keep
《〈友好条约〉实施办法》已经通过。
《水法》《土地法》《森林法》
《水法
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const OPENING: Signs = Signs::of(&['《']);

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&OPENING) {
        return;
    }
    let mut open: Vec<usize> = Vec::new();
    // Pairs wait until the title around them has closed: an outer mark without partner is another fault.
    let mut inner: Vec<(usize, usize)> = Vec::new();
    for (at, c) in flow.others() {
        match c {
            '《' => open.push(at),
            '》' => match open.pop() {
                Some(start) if open.len() % 2 == 1 => inner.push((start, at)),
                Some(_) if open.is_empty() => {
                    for (start, end) in inner.drain(..) {
                        findings.push(single(flow, start, '〈'));
                        findings.push(single(flow, end, '〉'));
                    }
                }
                Some(_) => {}
                None => inner.clear(),
            },
            // No title runs on past the end of its sentence.
            '。' | '\n' => {
                open.clear();
                inner.clear();
            }
            _ => {}
        }
    }
}

fn single(flow: &Flow, at: usize, mark: char) -> Finding {
    let message = say!(
        en: "a title inside a title stands in 〈 〉: `{c}` should be `{mark}`",
        zh: "书名号内再用书名号，`{c}` 应作 `{mark}`",
        c = flow.chars[at],
        mark
    );
    Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message).safe_fix(mark)
}
