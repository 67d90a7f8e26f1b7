//! Straight quotation marks in Chinese text.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::marks;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "PUN007",
    name: "straight-quote",
    zh: &[r#"中文词语用了直引号：“ ” 被读成了 `"`。"#, "西文词、英寸、代码、标签属性和链接标题的引号不查。"],
    doc: r#"
A straight quotation mark around Chinese words: “ and ” were read as `"`.

```flag
他说"明天来"，就走了。
所谓"一河一库"的做法，各地都有。
他把这叫作'慢功夫'，一做就是三年。
```

```fixed
他说“明天来”，就走了。
所谓“一河一库”的做法，各地都有。
他把这叫作‘慢功夫’，一做就是三年。
```

Marks around Latin words, of inches, of code, of the attributes of tags and of the titles of links are left
alone.

```keep
他说“明天来”，就走了。
他写了"Yes, sir"三个字。
屏幕为27"，价格不变。
<img src="bridge.png" alt="村口的石桥"> 图一是村口的石桥。
石桥的照片见[这里](bridge.png "村口的石桥")。
写作 `name = "石桥"` 即可。
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// Signs that sources have, and seldom prose.
const SOURCE: Signs = Signs::of(&['<', '>', '&', '{', '}', '\\', '`', '$', '=', '|']);

const STRAIGHT: Signs = Signs::of(&['"', '\'']);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&STRAIGHT) {
        return;
    }
    singles(flow, findings);
    // Where all quotations stand so it is a habit; where the other marks are wide and these are few it is none. What
    // has signs of a source may quote as sources do.
    let is_meant = page.is_habitually_straight() || flow.signs.meet(&SOURCE);
    let severity = if is_meant { Severity::Info } else { Severity::Warning };
    let straight: Vec<usize> =
        flow.chars.iter().enumerate().filter(|(_, c)| **c == '"').map(|(at, _)| at).collect();
    for pair in straight.chunks_exact(2) {
        let [start, end] = [pair[0], pair[1]];
        let inside = &flow.chars[start + 1..end];
        let is_chinese = |c: char| script::is_han(c) || marks::is_chinese(c);
        let around = is_chinese(flow.at(start + 1)) && is_chinese(flow.before(end));
        // A pair that holds the end of a sentence and goes on may be the end of one and the start of
        // the next.
        let crosses = inside.iter().rev().skip(1).any(|&c| matches!(c, '。' | '\n'));
        if !around || crosses || straight.len() % 2 == 1 || is_markup(flow, start, end) {
            continue;
        }
        // Traditional print quotes with 「 and 」.
        let is_safe = severity == Severity::Warning
            && page.simplified >= page.traditional
            && is_plain(flow, start, end);
        for (at, mark) in [(start, '“'), (end, '”')] {
            let message = say!(
                en: "straight quotation mark in Chinese text, for `{mark}`",
                zh: "中文里的直引号，应作 `{mark}`",
                mark
            );
            let finding = Finding::new(RULE.name, severity, flow.span(at..at + 1), message);
            findings.push(if is_safe { finding.safe_fix(mark) } else { finding.guess(mark) });
        }
    }
}

/// Whether the marks at `start` and `end` can be nothing else: a few words of one clause between them, Chinese on both
/// sides of both, and none of another quotation around.
fn is_plain(flow: &Flow, start: usize, end: usize) -> bool {
    const LONGEST: usize = 40;
    let is_chinese = |c: char| script::is_han(c) || marks::is_chinese(c);
    let inside = &flow.chars[start + 1..end];
    let (first, last, after) = (flow.at(start + 1), flow.before(end), flow.at(end + 1));
    // A mark that ends a clause stands at the end of what is said, and between two quotations.
    let is_turned = marks::pauses(first)
        || marks::closes(first).is_some()
        || marks::opens(last).is_some()
        || matches!(last, '，' | '、' | '；' | '：');
    let is_head = flow.before(start) == '\n';
    let goes_on = is_chinese(after) && marks::opens(after).is_none()
        || !is_head
            && (after == '\n'
                || matches!(after, ',' | '.' | '!' | '?' | ';') && {
                    let next = flow.at(end + 2);
                    script::is_han(next) || next == '\n'
                });
    let mut depth = 0_i32;
    for &c in &flow.chars[..start] {
        depth += i32::from(marks::opens(c).is_some()) - i32::from(marks::closes(c).is_some());
    }
    inside.len() <= LONGEST
        && !is_turned
        && depth == 0
        && (is_head || is_chinese(flow.before(start)) && marks::closes(flow.before(start)).is_none())
        && goes_on
        && !inside.iter().any(|&c| matches!(c, '“' | '”' | '‘' | '’' | '\'' | '\n'))
}

/// Finds single marks round Chinese words: an apostrophe hangs on a Latin word, and code quotes letters.
fn singles(flow: &Flow, findings: &mut Vec<Finding>) {
    let is_word = |c: char| script::is_han(c);
    let straight: Vec<usize> = flow.others().filter(|&(_, c)| c == '\'').map(|(at, _)| at).collect();
    for pair in straight.chunks_exact(2) {
        let [start, end] = [pair[0], pair[1]];
        let inside = &flow.chars[start + 1..end];
        let around = |c: char| marks::is_chinese(c) || matches!(c, '\n' | '"');
        // A Latin word is quoted in Chinese where a Chinese word stands on both sides; elsewhere it may be code.
        let is_amid = script::is_han(flow.before(start)) && script::is_han(flow.at(end + 1));
        let is_part = |c: char| is_word(c) || script::is_wide_mark(c) || is_amid && c.is_ascii_alphabetic();
        if inside.is_empty()
            || !inside.iter().all(|&c| is_part(c))
            || !around(flow.before(start))
            || !around(flow.at(end + 1)) && !matches!(flow.at(end + 1), ',' | '.' | '!' | '?')
        {
            continue;
        }
        for (at, mark) in [(start, '‘'), (end, '’')] {
            let message = say!(
                en: "straight quotation mark in Chinese text, for `{mark}`",
                zh: "中文里的直引号，应作 `{mark}`",
                mark
            );
            let finding = Finding::new(RULE.name, Severity::Info, flow.span(at..at + 1), message);
            findings.push(finding.guess(mark));
        }
    }
}

/// Whether the marks at `start` and `end` belong to markup: `alt="…"`, `[…](… "…")`, a stretch of code.
fn is_markup(flow: &Flow, start: usize, end: usize) -> bool {
    let attribute = flow.before(start) == '=' && flow.before(start - 1).is_ascii_alphanumeric();
    let title = || {
        let target = flow.chars[..start].iter().rposition(|&c| c == '(');
        flow.at(end + 1) == ')' && target.is_some_and(|target| flow.before(target) == ']')
    };
    let code = || flow.chars[..start].iter().filter(|c| **c == '`').count() % 2 == 1;
    attribute || title() || code()
}
