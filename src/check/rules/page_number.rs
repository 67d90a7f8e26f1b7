//! Numbers of pages among the text.

use super::{Run, running_head};
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::FurnitureKind;

pub(super) const RULE: Rule = Rule {
    code: "PAG003",
    name: "page-number",
    zh: &["混在正文里的页码。"],
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
    let text = page.text();
    let furniture = page.document.furniture().iter();
    let numbers: Vec<u32> = furniture
        .filter(|furniture| furniture.kind == FurnitureKind::PageNumber)
        .map(|furniture| number(furniture.span.of(text)))
        .collect();
    let mut at = 0;
    running_head::flag_lines(page, FurnitureKind::PageNumber, findings, |line, span| {
        let message = say!(en: "`{line}` is the number of a page", zh: "`{line}` 是页码", line);
        let finding = Finding::new(RULE.name, Severity::Warning, span, message);
        // One that stands alone may be anything; those that count pages bear each other out.
        let counts = |other: Option<&u32>, up: bool| {
            other.is_some_and(|&other| {
                let (less, more) = if up { (numbers[at], other) } else { (other, numbers[at]) };
                less > 0 && (1..=2).contains(&more.wrapping_sub(less))
            })
        };
        let is_safe =
            counts(numbers.get(at + 1), true) || counts(at.checked_sub(1).map(|at| &numbers[at]), false);
        at += 1;
        // The heading of a numbered section counts on as well.
        if span.of(text).starts_with('#') {
            let message = say!(en: "`{line}` may be the number of a page", zh: "`{line}` 或是页码", line);
            return Finding::new(RULE.name, Severity::Info, span, message).guess("");
        }
        if is_safe { finding.safe_fix("") } else { finding.guess("") }
    });
}

/// The first number in `line`; 0 if there is none in figures.
fn number(line: &str) -> u32 {
    let digits = line.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits[..digits.len() - digits.trim_start_matches(|c: char| c.is_ascii_digit()).len()]
        .parse()
        .unwrap_or(0)
}
