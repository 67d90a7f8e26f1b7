//! "Continued on page 4".

use super::{Run, running_head};
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::FurnitureKind;

pub(super) const RULE: Rule = Rule {
    code: "PAG002",
    name: "turn-line",
    zh: &["报纸上指到另一版的一行：下转第四版、上接第一版。"],
    doc: r#"
A line that sends the reader to another page of the newspaper: 下转第四版, 上接第一版.

```flag page
会议还讨论了其他问题。

（下转第三版）
```

```keep
请见第四版的地图。
他转过身去。
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

fn run(page: &Page, findings: &mut Vec<Finding>) {
    running_head::flag_lines(page, FurnitureKind::TurnLine, findings, |line, span| {
        let message = say!(en: "`{line}` sends the reader to another page", zh: "“{line}”是转版提示", line);
        Finding::new(RULE.name, Severity::Warning, span, message).guess("")
    });
}
