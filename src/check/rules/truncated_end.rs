//! A text that ends before its end.

use super::Run;
use crate::check::flow::Page;
use crate::check::marks;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{FurnitureKind, Paragraph, ParagraphKind, Span, script};

pub(super) const RULE: Rule = Rule {
    code: "PAG006",
    name: "truncated-end",
    zh: &[
        "全文各段都以标点收尾，末段却停在句子中间：此页下半被裁去，或下一页没有扫描。",
        "末尾是署名、日期或“续第四页”之类的，以及段末常无标点的文本，不查。",
    ],
    doc: r#"
A last paragraph that stops amid a sentence, in a text whose other paragraphs end with a mark: the rest of
the page was cut off, or the next one was not scanned.

```flag page
学校建在半山腰上，是二十年前村里人自己盖的，屋顶换过三次。

老师姓陈，住在学校旁边的小屋里。

每天早上他第一个到。

孩子们翻过两座山来上课。

山村小学的第一课从清晨开始，孩子们背着书包和午饭，翻过两座山，再走过一座木桥，
```

Left alone are a signature, a date, or a line such as "continued on page 4" at the end, and texts whose
paragraphs often end without a mark.

```keep page
学校建在半山腰上，是二十年前村里人自己盖的，屋顶换过三次。

老师姓陈，住在学校旁边的小屋里。

每天早上他第一个到。

孩子们翻过两座山来上课。

山村小学校长
```

```keep page
The school stands on the slope.

The teacher lives beside it.

He is there first every morning.

The children cross two mountains.

They carry books and lunch.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

/// So many other paragraphs must show how paragraphs of the text end.
const LEAST: usize = 4;

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let document = page.document;
    let Some((last, others)) = document.paragraphs().split_last() else { return };
    let end = |paragraph: &Paragraph| document.span(paragraph.sentences.end - 1).end;
    let goes_on_elsewhere = document
        .furniture()
        .iter()
        .any(|furniture| furniture.kind == FurnitureKind::TurnLine && furniture.span.start >= end(last));
    if last.kind != ParagraphKind::Body || goes_on_elsewhere {
        return;
    }
    let (mut closed, mut all) = (0, 0);
    for paragraph in others.iter().filter(|paragraph| paragraph.kind == ParagraphKind::Body) {
        all += 1;
        closed += usize::from(is_closed(&page.text()[..end(paragraph)]));
    }
    let words = page.text()[..end(last)].trim_end();
    if all < LEAST || closed * 10 < all * 9 || is_closed(words) {
        return;
    }
    let Some(mark) = words.chars().next_back() else { return };
    // A name or a date under the text has no clause in it.
    let sentence = document.sentence(last.sentences.end - 1);
    let clauses = sentence.chars().filter(|c| matches!(c, '，' | ',' | '；' | ';')).count();
    let letters = sentence.chars().filter(|c| c.is_alphabetic()).count();
    let long = letters >= if script::runs_on(mark) { 20 } else { 60 };
    if matches!(mark, '，' | ',' | '、') && letters >= 4 || clauses > 0 && long {
        let start = words.len() - mark.len_utf8();
        let message = say!(en: "the text breaks off here, amid a sentence", zh: "文字到此中断，句子未完");
        findings.push(Finding::new(RULE.name, Severity::Warning, Span::new(start, words.len()), message));
    }
}

/// Whether `words` end with a mark that may end a paragraph, closing brackets and quotation marks after it
/// or not.
fn is_closed(words: &str) -> bool {
    let open = |c: char| {
        c.is_alphanumeric() || matches!(c, '，' | ',' | '、' | '-' | '·') || marks::opens(c).is_some()
    };
    words.trim_end().chars().next_back().is_none_or(|c| !open(c))
}
