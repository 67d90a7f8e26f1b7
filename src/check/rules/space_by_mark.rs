//! Spaces beside marks that bring their own.

use std::cell::OnceCell;

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::marks;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "PUN009",
    name: "space-by-mark",
    zh: &[
        "全角标点前后有空格，而全角标点本身就有一半是空的：识别引擎常在每个标点旁加空格，括号和引号旁也一样。",
        "两个以上的空格是有意为之；句子里面也有空格的，那些空格可能是失落的引号留下的，不删。",
    ],
    doc: r#"
A space before or after a mark of full width, which is half empty as it is: recognisers write one around every mark,
brackets and quotation marks too.

```flag
山上有树 ， 树上有鸟 。
山上有树， 树上有鸟， 鸟儿天亮就叫。
他问 ： “ 树上有什么 ？ ”我说是鸟 ， 她不信 。
山上有树 （ 见附图 ） ， 又见 《 山居集 》 。
```

```fixed
山上有树，树上有鸟。
山上有树，树上有鸟，鸟儿天亮就叫。
他问：“树上有什么？”我说是鸟，她不信。
山上有树（见附图），又见《山居集》。
```

Two spaces and more are set on purpose, and where spaces stand inside the sentence too they are all that is left of
quotation marks.

```keep
山上有树，树上有鸟。
天对地，　雨对风。
子曰： 学而时习之 ，不亦说乎？
姓名（ ），住在 “山上” 的人
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const SPACES: Signs = Signs::of(&[' ', '\u{a0}']);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    // Where quotation marks were lost, a space beside a mark is what is left of one.
    if !flow.has_han || !flow.signs.meet(&SPACES) || page.is_unquoted() {
        return;
    }
    let is_space = |c: char| matches!(c, ' ' | '\u{a0}');
    let habit = OnceCell::new();
    let mut places: Vec<usize> = Vec::new();
    let mut beside_brackets: Vec<usize> = Vec::new();
    for (at, c) in flow.others() {
        if !is_space(c) || is_space(flow.before(at)) || is_space(flow.at(at + 1)) {
            continue;
        }
        let (before, after) = (flow.before(at), flow.at(at + 1));
        if script::is_han(before) && script::is_han(after)
            || matches!(before, '：' | '。') && script::is_han(after) && !follows(flow, at, &habit)
        {
            // What quotation marks leave behind.
            return;
        }
        let leads = script::is_han(before) && marks::pauses(after);
        let trails = marks::pauses(before) && script::is_han(after);
        if leads || trails {
            places.push(at);
        } else if is_by_bracket(before, after) {
            beside_brackets.push(at);
        }
    }
    // Beside a bracket alone a formula may be lost, or it is set so; who parts every mark from its word sets none.
    if page.is_spaced() && !places.is_empty() {
        places.append(&mut beside_brackets);
        places.sort_unstable();
    }
    // Where the text parts its words with spaces, those beside marks are of the same kind.
    let is_parted = page.gaps * 1000 > page.han;
    let is_everywhere = page.is_spaced();
    for at in places {
        let mark = if script::is_han(flow.before(at)) { flow.at(at + 1) } else { flow.before(at) };
        let message = say!(en: "space beside `{mark}`", zh: "`{mark}` 旁有空格", mark);
        // A space behind a mark here and there is the typist's; a recogniser sets one behind each, or before.
        let is_typed = marks::pauses(flow.before(at)) && !is_everywhere;
        // A character may be lost before a mark, or a quotation mark behind a stop.
        let is_between = matches!(flow.before(at), '，' | '、' | '；');
        let is_safe = !is_parted && (is_between || is_everywhere);
        let severity = if is_typed { Severity::Info } else { Severity::Warning };
        let finding = Finding::new(RULE.name, severity, flow.span(at..at + 1), message);
        findings.push(if is_safe && flow.is_solid(at..at + 1) {
            finding.safe_fix("")
        } else {
            finding.guess("")
        });
    }
}

/// Whether a space between these two stands at a bracket or a quotation mark: inside of it, or between it and another
/// mark, or where it stands amid words.
fn is_by_bracket(before: char, after: char) -> bool {
    let opens = |c: char| !c.is_ascii() && marks::opens(c).is_some();
    let closes = |c: char| !c.is_ascii() && marks::closes(c).is_some();
    let is_word = |c: char| script::is_han(c) || marks::pauses(c);
    // An empty bracket is to be filled in.
    !(opens(before) && closes(after))
        && (opens(before) && (script::is_han(after) || opens(after))
            || closes(after) && (is_word(before) || closes(before))
            || closes(before) && is_word(after)
            || is_word(before) && opens(after))
}

/// Whether the mark before the space at `at` has a space on its other side too, or the paragraph has more such marks:
/// then it is the habit of the recogniser.
fn follows(flow: &Flow, at: usize, habit: &OnceCell<bool>) -> bool {
    let spaced = |at: usize| matches!(flow.at(at + 1), ' ' | '\u{a0}');
    let mark = at - 1;
    matches!(flow.before(mark), ' ' | '\u{a0}')
        || *habit.get_or_init(|| flow.others().any(|(at, c)| matches!(c, '，' | '、' | '；') && spaced(at)))
}
