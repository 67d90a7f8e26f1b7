//! Heads of pages among the text.

use super::Run;
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::text::{FurnitureKind, Span};

pub(super) const RULE: Rule = Rule {
    code: "PAG001",
    name: "running-head",
    doc: r#"
A line that the page repeats at its head: the title again, the name of a column or a chapter. It belongs
to the page and not to the text.

```flag page
# 山村小学纪事

学校建在半山腰上，是二十年前村里人自己盖的。

山村小学的第一课从清晨开始，孩子们翻过两座山来到学

## 山村小学纪事

校，老师已经站在门口等候。
```

```fixed page
# 山村小学纪事

学校建在半山腰上，是二十年前村里人自己盖的。

山村小学的第一课从清晨开始，孩子们翻过两座山来到学

校，老师已经站在门口等候。
```

```keep page
# 第一章

春天来了。

# 第二章

夏天来了。
```

```keep page
春天来了。

夏天来了。
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

fn run(page: &Page, findings: &mut Vec<Finding>) {
    flag_lines(page, FurnitureKind::RunningHead, findings, |line, span| {
        Finding::new(RULE.name, Severity::Warning, span, format!("`{line}` is a running head of the page"))
            .safe_fix("")
    });
}

/// Flags each piece of furniture of this kind together with the line ends after it, so that its removal
/// leaves no empty line.
pub(super) fn flag_lines(
    page: &Page,
    kind: FurnitureKind,
    findings: &mut Vec<Finding>,
    finding: impl Fn(&str, Span) -> Finding,
) {
    let text = page.text();
    for furniture in page.document.furniture().iter().filter(|furniture| furniture.kind == kind) {
        let before = &text[..furniture.span.start];
        // The mark of a heading stands before what it marks, and goes with it.
        let lead = before.len() - before.trim_end_matches(['#', ' ', '\t', '*', '_']).len();
        let line_starts = before[..before.len() - lead].chars().next_back().is_none_or(is_line_end);
        let after = &text[furniture.span.end..];
        let rest = after.len() - after.trim_start_matches([' ', '\t', '#', '*', '_']).len();
        let breaks =
            after[rest..].len() - after[rest..].trim_start_matches(|c| is_line_end(c) || c == ' ').len();
        let span = if line_starts && (breaks > 0 || after.len() == rest) {
            Span::new(furniture.span.start - lead, furniture.span.end + rest + breaks)
        } else {
            furniture.span
        };
        findings.push(finding(furniture.span.of(text).trim_matches(['#', ' ']), span));
    }
}

pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{c}')
}
