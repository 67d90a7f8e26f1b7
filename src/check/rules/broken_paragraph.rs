//! Sentences that a page or column breaks in two.

use super::{Run, running_head::is_line_end};
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::text::{Span, script};

pub(super) const RULE: Rule = Rule {
    code: "PAG004",
    name: "broken-paragraph",
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
    let (document, text) = (page.document, page.text());
    for number in 0..document.len() {
        for pair in document.pieces(number).windows(2) {
            let gap = &text[pair[0].end..pair[1].start];
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
            let message = "the sentence breaks off here and goes on in another paragraph";
            findings.push(Finding::new(RULE.name, Severity::Warning, span, message).safe_fix(kept));
        }
    }
}

/// Whether more than the end of a line lies in `gap`: an empty line, or something of the page.
fn is_break(gap: &str) -> bool {
    let ends = gap.replace("\r\n", "\n").chars().filter(|&c| is_line_end(c)).count();
    ends > 1 || (ends > 0 && !gap.trim().is_empty())
}
