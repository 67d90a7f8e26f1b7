//! Paragraphs that stand twice or over and over.

use rustc_hash::FxHashMap;

use super::Run;
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::message::Message;
use crate::say;
use crate::text::{ParagraphKind, Span, opens_tag};

pub(super) const RULE: Rule = Rule {
    code: "DUP006",
    name: "repeated-paragraph",
    zh: &[
        "一段或几段之后，紧接着又是同样的一遍：一页进纸两次，或识别引擎重读了一遍。",
        "叠句、表格的短单元格和隔开重出的段落，不误。",
        "标签不是段落，重复多少次都不算。",
    ],
    doc: r#"
A paragraph, or several, that stand again right after themselves: a page fed twice, a recogniser that
lost its place.

```flag page
会议听取了秘书处关于上一年度预算执行情况的报告。

会议听取了秘书处关于上一年度预算执行情况的报告。

会议随后休会。
```

```fixed page
会议听取了秘书处关于上一年度预算执行情况的报告。

会议随后休会。
```

Refrains, short cells of a table and paragraphs that stand again elsewhere are right.

```keep page
雪花飘飘。

雪花飘飘。

不适用

不适用

不适用

本办法自发布之日起施行，由主管部门负责解释。

另一项办法的正文。

本办法自发布之日起施行，由主管部门负责解释。
```

Tags are no paragraphs, however often they stand.

```keep page
<div class="photographs">

</div>

<div class="photographs">

</div>

<div class="photographs">

</div>
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

/// Letters of a passage that is not said twice for the sound of it.
const LONG: usize = 18;
/// At most so many paragraphs are taken for one passage.
const MOST: usize = 256;

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let (document, text) = (page.document, page.text());
    let paragraphs = document.paragraphs().iter().filter(|paragraph| paragraph.kind != ParagraphKind::Code);
    let spans: Vec<Span> = paragraphs
        .filter_map(|paragraph| {
            let pieces = |sentence: usize| document.pieces(sentence);
            let start = pieces(paragraph.sentences.start).first()?.start;
            let end = pieces(paragraph.sentences.end.checked_sub(1)?).last()?.end;
            Some(Span::new(start, end))
        })
        .collect();
    let mut last: FxHashMap<&str, usize> = FxHashMap::default();
    let mut done = 0;
    for at in 0..spans.len() {
        let Some(before) = last.insert(spans[at].of(text), at) else { continue };
        let period = at - before;
        if before < done || period > MOST {
            continue;
        }
        let same = |n: &usize| spans[*n].of(text) == spans[*n - period].of(text);
        let end = at + (at..spans.len()).take_while(same).count();
        if end - at < period {
            continue;
        }
        let copies = (end - before) / period;
        done = end;
        let words: usize = spans[before..at].iter().map(|span| letters(span.of(text))).sum();
        let severity = match (words, copies) {
            (LONG.., _) | (4.., 8..) => Severity::Warning,
            (4.., 4..) => Severity::Info,
            _ => continue,
        };
        let times = times(copies);
        let message = match period {
            1 => say!(en: "this paragraph stands {times} in a row", zh: "这一段连出{times}", times),
            _ => say!(
                en: "these {period} paragraphs stand {times} in a row",
                zh: "这 {period} 段连出{times}",
                period,
                times
            ),
        };
        let after = before + copies * period;
        let end = spans.get(after).map_or(spans[after - 1].end, |next| next.start);
        let surplus = Span::new(spans[at].start, end);
        findings.push(Finding::new(RULE.name, severity, surplus, message).guess(""));
    }
}

/// How often something stands there.
pub(super) fn times(copies: usize) -> Message {
    match copies {
        2 => say!(en: "twice", zh: "两次"),
        _ => say!(en: "{copies} times", zh: " {copies} 次", copies),
    }
}

/// How many letters of `paragraph` stand outside tags.
fn letters(paragraph: &str) -> usize {
    let mut letters = 0;
    let mut rest = paragraph;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        letters += before.chars().filter(|c| c.is_alphabetic()).count();
        let end = tag.find('>').filter(|_| opens_tag(tag)).unwrap_or(0) + 1;
        rest = &tag[end..];
    }
    letters + rest.chars().filter(|c| c.is_alphabetic()).count()
}
