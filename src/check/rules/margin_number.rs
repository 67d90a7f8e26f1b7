//! Numbers of lines that stood in the margin.

use super::Run;
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "PAG009",
    name: "margin-number",
    zh: &["版边的行号读进了正文。", "列表的编号后面有标点，数的是整句或整项。"],
    doc: r#"
The numbers by which the margin of a page counts its lines, read into the text.

```flag page
1 春天来了，山上的花开了，
2 孩子们都跑到河边去玩，
3 老人坐在门口晒太阳。
4 到了夏天，河水涨了，
```

A list counts whole sentences or items, with a mark after the number.

```keep page
1 先把水烧开。
2 再放茶叶。
3 等三分钟。
4 倒进杯子。
```

```keep page
1. 春天来了，
2. 孩子们都跑到河边去玩，
3. 老人坐在门口，
4. 到了夏天，
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

/// Lines in a row that count on.
const FEWEST: usize = 4;

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let text = page.text();
    // The numbers of lines that count on from the line before: each number's place, and whether its line breaks off.
    let mut row: Vec<(Span, bool)> = Vec::new();
    let mut expected = 0;
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let from = start + (line.len() - line.trim_start().len());
        start += line.len();
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        let number: Option<u32> =
            words[..digits].parse().ok().filter(|_| words[digits..].starts_with([' ', '\t']));
        if let Some(number) = number {
            if number != expected {
                settle(&mut row, findings);
            }
            let breaks_off =
                words.ends_with(|c: char| c.is_alphabetic() || matches!(c, '，' | ',' | '、' | '；' | ';'));
            row.push((Span::new(from, from + digits + 1), breaks_off));
            expected = number + 1;
        } else if !words.is_empty() {
            settle(&mut row, findings);
        }
    }
    settle(&mut row, findings);
}

/// Flags the numbers of `row` if they count lines, of which many break off, and begins anew.
fn settle(row: &mut Vec<(Span, bool)>, findings: &mut Vec<Finding>) {
    let broken = row.iter().filter(|line| line.1).count();
    if row.len() >= FEWEST && broken * 2 >= row.len() {
        findings.extend(row.iter().map(|&(span, _)| {
            Finding::new(
                RULE.name,
                Severity::Info,
                span,
                say!(en: "the number of a line, from the margin", zh: "混入正文的行号"),
            )
            .guess("")
        }));
    }
    row.clear();
}
