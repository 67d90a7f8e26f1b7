//! The same few words over and over.

use super::Run;
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "DUP007",
    name: "looped-text",
    zh: &[
        "量词、单词或空表格行（HTML、Markdown、LaTeX）反复出现：用语言模型的识别引擎找不到自己读到哪里，把同样的话说了又说。",
    ],
    doc: r#"
A measure, a word or an empty row of a table over and over: a recogniser that works with a language model has lost its
place and says the same again.

```flag
尺寸 100mm - 100mm - 100mm - 100mm - 100mm - 100mm - 100mm - 100mm - 100mm - 100mm
<table><tr><td></td></tr><tr><td></td></tr><tr><td></td></tr><tr><td></td></tr><tr><td></td></tr><tr><td></td></tr><tr><td></td></tr><tr><td></td></tr></table>
```

```flag page
| 县 | 人口 |
| --- | --- |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
|  |  |
```

```keep
0 0 0 0 0 0 0 0 0 0 0 0
| --- | --- | --- | --- | --- | --- | --- | --- | --- |
哈哈哈哈哈哈哈哈哈哈哈哈
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

/// Empty rows of a table, one after the other, from which on nobody is to fill them in.
const FEWEST_ROWS: usize = 24;

/// Bytes of what is said again.
const LENGTH: std::ops::RangeInclusive<usize> = 6..=60;
/// How often it is said at least.
const FEWEST: usize = 8;

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let mut start = 0;
    // The row that is said again, where it begins, and how often it has stood.
    let (mut row, mut first, mut times) = ("", 0, 0);
    for line in page.text().split_inclusive('\n').chain([""]) {
        if line != row || line.is_empty() {
            findings.extend(empty_rows(row, first, times));
            (row, first, times) = (line, start, 0);
        }
        times += 1;
        if let Some((from, to, length)) = looped(line) {
            let unit = line[from..from + length].trim();
            let message = say!(
                en: "`{unit}` over and over, {times} times",
                zh: "“{unit}”反复出现 {times} 次",
                unit,
                times = (to - from) / length
            );
            let span = Span::new(start + from, start + to);
            findings.push(
                Finding::new(RULE.name, Severity::Warning, span, message).guess(&line[from..from + length]),
            );
        }
        start += line.len();
    }
}

/// The finding on a row of a table that stands so many times from `first` on, if it is empty: `|  |  |`, ` & & \\`.
fn empty_rows(row: &str, first: usize, times: usize) -> Option<Finding> {
    let is_cell = |c: char| matches!(c, '|' | '&' | '\\' | ' ' | '\t' | '\r' | '\n');
    let is_empty = row.contains(['|', '&']) && row.chars().all(is_cell);
    (is_empty && times >= FEWEST_ROWS).then(|| {
        let unit = row.trim();
        let message = say!(
            en: "`{unit}` over and over, {times} times",
            zh: "“{unit}”反复出现 {times} 次",
            unit,
            times
        );
        let span = Span::new(first, first + row.len() * times);
        Finding::new(RULE.name, Severity::Warning, span, message).guess(row)
    })
}

/// Where `line` says the same over and over, and how long it is.
fn looped(line: &str) -> Option<(usize, usize, usize)> {
    let bytes = line.as_bytes();
    if bytes.len() < LENGTH.start() * FEWEST {
        return None;
    }
    for length in LENGTH {
        // What is said so often fills a stretch that is met at every so many bytes.
        let mut judged = 0;
        for at in (0..bytes.len()).step_by(length * (FEWEST - 2)) {
            let end = at + length * 2;
            // The same stretch is met again and again; it is walked once.
            if at < judged || end > bytes.len() || bytes[at..at + length] != bytes[at + length..end] {
                continue;
            }
            let mut from = at;
            while from > 0 && bytes[from - 1] == bytes[from - 1 + length] {
                from -= 1;
            }
            let mut to = at + length;
            while to < bytes.len() && bytes[to] == bytes[to - length] {
                to += 1;
            }
            judged = to;
            while !line.is_char_boundary(from) {
                from += 1;
            }
            let to = from + (to - from) / length * length;
            let unit = line.get(from..from + length)?;
            // Spaces and line ends of a markup are set so on purpose.
            let is_address = unit.contains('%') && !unit.contains([' ', '\t']) && unit.is_ascii();
            let says = unit.chars().any(char::is_alphabetic)
                && !is_address
                && !unit.chars().all(|c| unit.starts_with(c))
                && !["&nbsp;", "&emsp;", "&ensp;", "<br", "\\quad"].iter().any(|space| unit.contains(space));
            if to - from >= length * FEWEST && says && line.is_char_boundary(to) {
                return Some((from, to, length));
            }
        }
    }
    None
}
