//! Numbers of lines that stood in the margin.

use super::Run;
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "PAG009",
    name: "margin-number",
    zh: &["版边的行号读进了正文。", "行号多半每五行一个。", "列表的编号后面有标点，数的是整句或整项。"],
    doc: r#"
The numbers by which the margin of a page counts its lines, read into the text.

```flag page
1 春天来了，山上的花开了，
2 孩子们都跑到河边去玩，
3 老人坐在门口晒太阳。
4 到了夏天，河水涨了，
```

Mostly it is every fifth line that has one.

```flag page
天色暗下来了，远处的山
慢慢看不清了，只有灯火
一盏一盏地亮起来，好像
天上的星落到了地上。我
5 站在桥头，听见流水的声
音，想起小时候的许多事
情来。那时候外祖母还在，
每天晚上都要给我们讲故
事，讲到高兴的地方，她
10 自己先笑起来，我们也跟
着笑。后来她走了，屋子
也空了，只有院子里的树
还在长，一年比一年高，
到了秋天就落一地叶子，
15 谁也不去扫它。
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
/// Numbers that count every fifth line.
const STEP: u32 = 5;
const FEWEST_FIFTHS: usize = 3;

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let text = page.text();
    // The numbers of lines that count on from the line before: each number's place, and whether its line breaks off.
    let mut row: Vec<(Span, bool)> = Vec::new();
    let mut expected = 0;
    // The same of numbers that count by five, every fifth line, and on which line the last of them stood.
    let mut fifths: Vec<(Span, bool)> = Vec::new();
    let (mut last, mut lines) = ((0, 0), 0_u32);
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
                settle(&mut row, FEWEST, findings);
            }
            let breaks_off =
                words.ends_with(|c: char| c.is_alphabetic() || matches!(c, '，' | ',' | '、' | '；' | ';'));
            row.push((Span::new(from, from + digits + 1), breaks_off));
            expected = number + 1;
            if number % STEP == 0 {
                if last != (number.wrapping_sub(STEP), lines.wrapping_sub(STEP)) {
                    settle(&mut fifths, FEWEST_FIFTHS, findings);
                }
                fifths.push((Span::new(from, from + digits + 1), breaks_off));
                last = (number, lines);
            }
        } else if !words.is_empty() {
            settle(&mut row, FEWEST, findings);
        }
        lines += u32::from(!words.is_empty());
    }
    settle(&mut row, FEWEST, findings);
    settle(&mut fifths, FEWEST_FIFTHS, findings);
}

/// Flags the numbers of `row`, at least so many, if they count lines, of which many break off, and begins anew.
fn settle(row: &mut Vec<(Span, bool)>, fewest: usize, findings: &mut Vec<Finding>) {
    let broken = row.iter().filter(|line| line.1).count();
    if row.len() >= fewest && broken * 2 >= row.len() {
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
