//! Brackets and quotation marks without partner.

use super::{Run, mismatched_bracket};
use crate::check::flow::{Flow, Page};
use crate::check::marks;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{ParagraphKind, script};

pub(super) const RULE: Rule = Rule {
    code: "PUN002",
    name: "unbalanced-bracket",
    zh: &[
        "中文的括号、书名号或引号有头无尾，有尾无头，或只该一个却有两个。",
        "引文可以跨几段，每段重新起引号或不起都行；列表编号的后括号不必有前括号。",
    ],
    doc: r#"
A bracket, title mark or quotation mark of Chinese text that does not close, closes nothing, or stands
twice where once is meant.

```flag
会议通过了《水法。
会议通过了水法》。
委员会（以下称本会成立。
（（见附件）已经公布。
委员会(以下称“本会”于春天成立。
```

```fixed
会议通过了《水法。
会议通过了水法》。
委员会（以下称本会成立。
（见附件）已经公布。
委员会(以下称“本会”)于春天成立。
```

```flag page
他说：“河水涨了。大家都往山上走。

第二天雨停了。
```

A quotation may run on over several paragraphs, whether each opens it anew or not, and a bracket that closes a list
number opens nowhere.

```keep
会议通过了《水法》（2020年）。
1）第一条
甲）第一条
他说：“明天（也许）来。”
```

```keep page
他说：“河水涨了。

“大家都往山上走。

“天黑以前要到。”
```

```keep page
他说：“河水涨了。

大家都往山上走。”
```

```keep page
「河水漲了，今晚誰也不要睡。

「天黑以前都要到山上。」
```

```keep page
也许是别的事（谁也没有见过。

只听老人说起），大家都不信。
```

```flag page
会议通过了决定（见附件。

1）大会下月举行。
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han {
        return;
    }
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut lone: Vec<usize> = Vec::new();
    let mut quotation: Option<usize> = None;
    for (at, c) in flow.others() {
        if matches!(c, '“' | '”') {
            quotation = (c == '“').then_some(at);
        } else if let Some(kind) = marks::opens(c) {
            if is_judged(kind) {
                open.push((kind, at));
            }
        } else if let Some(kind) = marks::closes(c).filter(|&kind| is_judged(kind)) {
            match open.iter().rposition(|&(other, _)| other == kind) {
                Some(place) => {
                    lone.extend(open.drain(place + 1..).map(|(_, at)| at));
                    open.pop();
                }
                None if kind == '(' && is_list_number(flow, at) => {}
                None => lone.push(at),
            }
        }
    }
    lone.extend(open.into_iter().map(|(_, at)| at));
    // What is closed with another kind is one fault, and another rule's.
    let mismatched = if lone.is_empty() { Vec::new() } else { mismatched_bracket::pairs(flow) };
    let mut places: Vec<usize> = mismatched.into_iter().flat_map(|pair| [pair.0, pair.1]).collect();
    places.sort_unstable();
    lone.retain(|at| places.binary_search(at).is_err());
    lone.sort_unstable();
    for at in lone.into_iter().filter(|&at| !spans_paragraphs(page, flow, at)) {
        findings.push(finding(flow, at));
    }
    if let Some(at) = quotation.filter(|_| flow.kind == ParagraphKind::Body && !goes_on(page, flow)) {
        findings.push(open_quotation(flow, at));
    }
}

/// Whether the bracket at `at` has its partner in a paragraph near by: an aside of several sentences, each on
/// a line of its own. What closes within the first characters of a line numbers it.
fn spans_paragraphs(page: &Page, flow: &Flow, at: usize) -> bool {
    const REACH: usize = 400;
    const NUMBER: usize = 4;
    let kind = |c: char| marks::opens(c).or(marks::closes(c));
    let mark = flow.chars[at];
    let same = |&(_, c): &(usize, char)| kind(c) == kind(mark);
    let text = page.text();
    let all = flow.span(0..flow.chars.len());
    // A speech of several paragraphs opens each.
    let is_speech = matches!(mark, '「' | '『') && marks::ends_sentence(all.of(text));
    if is_speech && text[all.end..].trim_start().starts_with(mark) {
        return true;
    }
    if marks::opens(mark).is_some() {
        let partner = text[all.end..].char_indices().take(REACH).find(same);
        partner.is_some_and(|(place, c)| {
            let line = text[all.end..all.end + place].rsplit('\n').next().unwrap_or_default();
            marks::closes(c).is_some() && line.chars().count() > NUMBER
        })
    } else {
        let partner = text[..all.start].char_indices().rev().take(REACH).find(same);
        partner.is_some_and(|(_, c)| marks::opens(c).is_some())
    }
}

/// Whether a quotation that is open at the end of the paragraph may go on in the next, or where the
/// text went on that was cut here.
fn goes_on(page: &Page, flow: &Flow) -> bool {
    let end = flow.span(flow.chars.len() - 1..flow.chars.len()).end;
    let rest = page.text()[end..].trim_start();
    // Where it closes in one of the next paragraphs nothing is missing.
    const REACH: usize = 3000;
    let next = rest.chars().take(REACH).find(|c| matches!(c, '“' | '”'));
    let ends_sentence = matches!(flow.before(flow.chars.len()), '。' | '！' | '？' | '…' | '）');
    rest.is_empty() || rest.starts_with(['“', '「', '『', '"']) || next == Some('”') || !ends_sentence
}

/// The finding on a quotation that opens at `at` and does not close: where its first sentence ends, behind
/// which the mark may be missing.
fn open_quotation(flow: &Flow, at: usize) -> Finding {
    let rest = &flow.chars[at..];
    let Some(length) = rest.iter().position(|c| matches!(c, '。' | '！' | '？')) else {
        let message = say!(en: "`“` is never closed with `”`", zh: "`“` 没有 `”` 与之相配");
        return Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message);
    };
    let end = at + length;
    let words = flow.string(at..end.min(at + 6));
    let message = say!(en: "`{words}…` is never closed with `”`", zh: "`{words}…` 没有 `”` 收尾", words);
    let mended = format!("{}”", flow.chars[end]);
    Finding::new(RULE.name, Severity::Warning, flow.span(end..end + 1), message).guess(mended)
}

/// Quotation marks are not judged as brackets: a speech of several paragraphs opens each and closes the
/// last, ’ is an apostrophe too. Nor are square and curly brackets, which code and editors use alone.
fn is_judged(kind: char) -> bool {
    matches!(kind, '(' | '《' | '〈' | '【' | '〔' | '「' | '『')
}

/// Whether what stands before the bracket at `at`, from the start of the clause, is a short number: 1), 甲).
fn is_list_number(flow: &Flow, at: usize) -> bool {
    let is_number = |c: &&char| c.is_alphanumeric();
    let length = flow.chars[..at].iter().rev().take_while(is_number).count();
    let before = flow.before(at - length);
    (1..=3).contains(&length)
        && (matches!(before, '\n' | ' ' | '\u{3000}' | '。' | '；' | '：' | '，' | '、')
            || !script::is_han(flow.before(at)) && length < 3)
}

fn finding(flow: &Flow, at: usize) -> Finding {
    let mark = flow.chars[at];
    let twin = flow.before(at) == mark || flow.at(at + 1) == mark;
    let what = match marks::opens(mark) {
        _ if twin => {
            say!(en: "`{mark}` stands twice, its partner once", zh: "`{mark}` 有两个，与之相配的只有一个", mark)
        }
        Some(kind) => say!(
            en: "`{mark}` is never closed with `{partner}`",
            zh: "`{mark}` 没有 `{partner}` 与之相配",
            mark,
            partner = marks::closing(kind)
        ),
        None => say!(en: "`{mark}` closes nothing", zh: "`{mark}` 之前没有与之相配的", mark),
    };
    let finding = |range| Finding::new(RULE.name, Severity::Warning, flow.span(range), what);
    if twin {
        return finding(at..at + 1).guess("");
    }
    match short_name(flow, at) {
        Some(end) => {
            let close = if mark == '(' { ')' } else { '）' };
            finding(at..end).guess(flow.string(at..end) + close.encode_utf8(&mut [0; 4]))
        }
        None => finding(at..at + 1),
    }
}

/// Where the quoted name ends that a bracket at `at` introduces: (以下称“本会”.
fn short_name(flow: &Flow, at: usize) -> Option<usize> {
    let rest = &flow.chars[at..];
    let quote = rest.iter().take(8).position(|c| matches!(c, '“' | '《'))?;
    let introduced = rest[..quote].iter().any(|c| matches!(c, '称' | '即'));
    let close = if rest[quote] == '“' { '”' } else { '》' };
    let length = rest[quote..].iter().take(30).position(|&c| c == close)?;
    (introduced && flow.is_solid(at..at + quote + length + 1)).then_some(at + quote + length + 1)
}
