//! Marks of headings that text recognition put in.

use super::{Run, running_head};
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{FurnitureKind, ParagraphKind, Span};

pub(super) const RULE: Rule = Rule {
    code: "PAG005",
    name: "heading-mark",
    zh: &[
        "扫描件里的 Markdown 标题记号 `#`，文字识别把它也加在了书眉前面。自己写的 Markdown 里它本来就对，所以只作提示，而且只在书眉也带着它的文本里提示。",
    ],
    doc: r#"
The `#` of a Markdown heading in a scan, where text recognition put one before a running head too. In a
Markdown text of one's own it is right; so this is only said, and only where the page's heads carry it.

```flag page
# 山村小学纪事

学校建在半山腰上，是二十年前村里人自己盖的。

山村小学的第一课从清晨开始，孩子们翻过两座山来到学

## 山村小学纪事

校，老师已经站在门口等候。
```

```keep page
# 第一章

春天来了。
```

```keep page
春天来了 # 一
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let (document, text) = (page.document, page.text());
    let marked_head = document.furniture().iter().any(|furniture| {
        furniture.kind == FurnitureKind::RunningHead
            && text[line_start(text, furniture.span.start)..furniture.span.end].trim_start().starts_with('#')
    });
    if !marked_head {
        return;
    }
    for paragraph in document.paragraphs().iter().filter(|paragraph| paragraph.kind == ParagraphKind::Heading)
    {
        let start = document.pieces(paragraph.sentences.start)[0].start;
        let line = line_start(text, start);
        let lead = &text[line..start];
        if lead.starts_with('#') && lead.trim_matches(['#', ' ']).is_empty() {
            let message = say!(
                en: "heading mark `{mark}` put in by text recognition",
                zh: "标题标记 `{mark}` 是识别时加上的",
                mark = lead.trim_end()
            );
            findings.push(Finding::new(RULE.name, Severity::Info, Span::new(line, start), message).guess(""));
        }
    }
}

fn line_start(text: &str, at: usize) -> usize {
    text[..at].rfind(running_head::is_line_end).map_or(0, |end| end + 1)
}
