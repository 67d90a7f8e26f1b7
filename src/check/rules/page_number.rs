//! Numbers of pages among the text.

use super::{Run, running_head};
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::text::FurnitureKind;

pub(super) const RULE: Rule = Rule {
    code: "PAG003",
    name: "page-number",
    doc: r#"
The number of a page among the text.

```flag page
孩子们翻过两座山来到学

- 12 -

校，老师已经站在门口等候。
```

```keep
他十二岁。
第12页有一幅地图。
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

fn run(page: &Page, findings: &mut Vec<Finding>) {
    running_head::flag_lines(page, FurnitureKind::PageNumber, findings, |line, span| {
        Finding::new(RULE.name, Severity::Warning, span, format!("`{line}` is the number of a page"))
            .safe_fix("")
    });
}
