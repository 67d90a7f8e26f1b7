//! Sentences that a page or column breaks in two.

use super::{Rule, Run, running_head::is_line_end};
use crate::check::flow::Page;
use crate::text::{Finding, Severity, Span, script};

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
"#,
    run: Run::Page(run),
};

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
