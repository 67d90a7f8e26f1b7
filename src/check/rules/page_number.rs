//! Numbers of pages among the text.

use super::{Run, running_head};
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::FurnitureKind;

pub(super) const RULE: Rule = Rule {
    code: "PAG003",
    name: "page-number",
    zh: &[
        "混在正文里的页码。",
        "连续的几个数中有一个落在句子中间或换页处，`clean` 才会删去：节次也是连续的。",
    ],
    doc: r#"
The number of a page among the text.

```flag page
孩子们翻过两座山来到学

- 12 -

校，老师已经站在门口等候。
```

Numbers that count on are taken out where one of them stands in mid-sentence or at a page break: those of sections
count on too.

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
    let furniture = furniture.filter(|furniture| furniture.kind == FurnitureKind::PageNumber);
    let numbers: Vec<(u32, bool)> = furniture
        .map(|line| (number(line.span.of(text)), running_head::parts(page.document, line.span)))
        .collect();
    let mut are_safe = safe(&numbers).into_iter();
    running_head::flag_lines(page, FurnitureKind::PageNumber, findings, |line, span| {
        let message = say!(en: "`{line}` is the number of a page", zh: "`{line}` 是页码", line);
        let finding = Finding::new(RULE.name, Severity::Warning, span, message);
        let is_safe = are_safe.next().unwrap_or(false);
        // The heading of a numbered section counts on as well.
        if span.of(text).starts_with('#') {
            let message = say!(en: "`{line}` may be the number of a page", zh: "`{line}` 或是页码", line);
            return Finding::new(RULE.name, Severity::Info, span, message).guess("");
        }
        if is_safe { finding.safe_fix("") } else { finding.guess("") }
    });
}

/// Of each number, which may part a sentence, whether it surely is that of a page. One that stands alone may be
/// anything; those that count on bear each other out where one of them parts a sentence: sections count on too, and part
/// none.
fn safe(numbers: &[(u32, bool)]) -> Vec<bool> {
    let counts = |a: &(u32, bool), b: &(u32, bool)| a.0 > 0 && (1..=2).contains(&b.0.wrapping_sub(a.0));
    let rows = numbers.chunk_by(counts);
    let is_safe = |row: &[(u32, bool)]| row.len() > 1 && row.iter().any(|number| number.1);
    rows.flat_map(|row| std::iter::repeat_n(is_safe(row), row.len())).collect()
}

/// The first number in `line`; 0 if there is none in figures.
fn number(line: &str) -> u32 {
    let digits = line.trim_start_matches(|c: char| !c.is_ascii_digit());
    digits[..digits.len() - digits.trim_start_matches(|c: char| c.is_ascii_digit()).len()]
        .parse()
        .unwrap_or(0)
}
