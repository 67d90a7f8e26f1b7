//! Sentences that a page or column breaks in two.

use super::{Run, running_head, running_head::is_line_end};
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{Furniture, FurnitureKind, Span, script};

pub(super) const RULE: Rule = Rule {
    code: "PAG004",
    name: "broken-paragraph",
    zh: &[
        "句子在栏末、页末停住，下文在另一段。",
        "`>` 引出的引文、列表的一项、表格的一行、标签和文件开头的字段，不论末尾有无标点，都到此为止。",
    ],
    doc: r#"
A sentence that stops at the end of a column or page and goes on in another paragraph.

```flag page
学校建在半山腰上，是二十年前村里人自己盖的，屋顶换过三次。

山村小学的第一课从清晨开始，孩子们背着书包和午饭，翻过两座山，再走过一座木桥，才能来到半山腰上的学

校，老师已经站在门口等候。
```

```fixed page
学校建在半山腰上，是二十年前村里人自己盖的，屋顶换过三次。

山村小学的第一课从清晨开始，孩子们背着书包和午饭，翻过两座山，再走过一座木桥，才能来到半山腰上的学校，老师已经站在门口等候。
```

```keep page
春天来了。

夏天来了。
```

```keep page
春天来了，
花开了。
```

A quotation marked with `>`, an item of a list, a row of a table, a tag and the fields at the head of a file
end where they end, with a mark or without one.

```keep page
渡口的老人记得很多事情，村里的孩子都爱听他讲。

> 水往低处流，人往高处走，可是桥总要有人来修，路总要有人来走。——王木匠，渡口第一座木桥的作者

桥修好以后，他在河边又住了三十年。
```

```keep page
出发以前，请先备好下面几样东西。

- 雨衣和胶鞋，山里的天气一天要变三次，没有雨衣就只好在亭子里等，等到天晴了才走

所有东西都可以在山下的小店里买到，价钱不贵。
```

```keep page
---
title: 渡口的历史，从第一座木桥说起，一直说到今天的石桥，再说到以后的渡船
---

渡口在村子的东边，离镇上有五里路。

桥的旁边立着一块石碑，上面刻着修桥人的名字，字迹已经看不清楚了，只剩下最后的一行

<div class="note">

石碑现在放在村里的学校，由学生们看管。

</div>
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

fn run(page: &Page, findings: &mut Vec<Finding>) {
    over_tables(page, findings);
    let mut heads: Option<running_head::Heads> = None;
    let (document, text) = (page.document, page.text());
    for number in 0..document.len() {
        for pair in document.pieces(number).windows(2) {
            let gap_span = Span::new(pair[0].end, pair[1].start);
            let gap = gap_span.of(text);
            if !is_break(gap) {
                continue;
            }
            let (Some(before), Some(after)) =
                (pair[0].of(text).chars().next_back(), pair[1].of(text).chars().next())
            else {
                continue;
            };
            let length = gap.len() - gap.trim_start().len();
            let (start, kept) = if script::runs_on(before) || script::runs_on(after) {
                // The character before is shown with the break, for a break alone cannot be seen; not so
                // where it is a mark that may have a fault of its own.
                let shown = if script::is_han(before) { before.len_utf8() } else { 0 };
                (pair[0].end - shown, pair[0].of(text)[pair[0].len() - shown..].to_owned())
            } else if before == '-' && after.is_lowercase() {
                (pair[0].end - 1, String::new())
            } else {
                (pair[0].end, " ".to_owned())
            };
            let span = Span::new(start, pair[0].end + length);
            let message = say!(
                en: "the sentence breaks off here and goes on in another paragraph",
                zh: "句子断在这里，下文在另一段"
            );
            // A heading of the text's own over a paragraph that lacks its full stop looks the same as the head of a
            // page that stands nowhere else, and a number may be that of a reference.
            let heads = heads.get_or_insert_with(|| running_head::Heads::of(page));
            let stands_once = furniture_in(page, gap_span).any(|furniture| {
                furniture.kind == FurnitureKind::RunningHead && !heads.is_met_twice(furniture.span.of(text))
            });
            let last = pair[0].of(text);
            let is_reference = before.is_ascii_digit() && !last.bytes().all(|byte| byte.is_ascii_digit());
            let severity = if stands_once || is_reference { Severity::Info } else { Severity::Warning };
            findings.push(Finding::new(RULE.name, severity, span, message).guess(kept));
        }
    }
}

/// What of the furniture lies in `span`.
fn furniture_in<'a>(page: &Page<'a>, span: Span) -> impl Iterator<Item = &'a Furniture> {
    let furniture = page.document.furniture();
    let from = furniture.partition_point(|furniture| furniture.span.start < span.start);
    furniture[from..].iter().take_while(move |furniture| furniture.span.end <= span.end)
}

/// Paragraphs that a table or a picture parts: one breaks off before it, and the next goes on behind.
fn over_tables(page: &Page, findings: &mut Vec<Finding>) {
    /// Characters of Chinese of the shortest that breaks off.
    const SHORTEST: usize = 20;
    let (document, text) = (page.document, page.text());
    if page.han == 0 || !text.contains('|') && !text.contains("<table") && !text.contains("![") {
        return;
    }
    let is_set = |line: &str| line.starts_with('|') || line.starts_with("<table") || line.starts_with("![");
    let lines: Vec<(usize, &str)> = {
        let mut start = 0;
        let lines = text.split_inclusive('\n').map(|line| {
            let from = start + line.len() - line.trim_start().len();
            start += line.len();
            (from, line.trim())
        });
        lines.filter(|line| !line.1.is_empty()).collect()
    };
    let mut at = 1;
    while at < lines.len() {
        let length = lines[at..].iter().take_while(|line| is_set(line.1)).count();
        if length == 0 {
            at += 1;
            continue;
        }
        let (before, after) = (lines[at - 1], lines.get(at + length));
        at += length;
        let Some(&(start, next)) = after else { break };
        let end = before.0 + before.1.len();
        let Some(last) = before.1.chars().next_back().filter(|&c| script::is_han(c)) else { continue };
        let is_prose =
            |line: &str| line.chars().next().is_some_and(script::is_han) && line.contains(['，', '。']);
        let is_long = before.1.chars().filter(|&c| script::is_han(c)).count() >= SHORTEST;
        if is_long && is_prose(before.1) && is_prose(next) && !document.is_markup(Span::new(start, start + 1))
        {
            let span = Span::new(end - last.len_utf8(), end);
            let message = say!(
                en: "the sentence breaks off here and goes on behind a table or a picture",
                zh: "句子断在这里，下文在图表之后"
            );
            // Who writes a text sets a picture where a sentence points at it.
            let is_picture = lines[at - length..at].iter().all(|line| line.1.starts_with("!["));
            let severity = if is_picture { Severity::Info } else { Severity::Warning };
            findings.push(Finding::new(RULE.name, severity, span, message));
        }
    }
}

/// Whether more than the end of a line lies in `gap`: an empty line, or something of the page.
fn is_break(gap: &str) -> bool {
    let ends = gap.replace("\r\n", "\n").chars().filter(|&c| is_line_end(c)).count();
    // Each line of a quotation has its sign.
    ends > 1 || (ends > 0 && !gap.chars().all(|c| c.is_whitespace() || c == '>'))
}
