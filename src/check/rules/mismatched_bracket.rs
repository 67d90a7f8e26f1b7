//! Brackets and quotation marks whose partner is of another kind.

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::check::marks;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "PUN012",
    name: "mismatched-bracket",
    zh: &["前后括号种类或宽度不同，或引号首尾用错。"],
    doc: r#"
A bracket that is closed with one of another kind or width, and a quotation that opens or closes with the wrong mark.

```flag
先生又寫了《中庸〉的注。
他说：「春天来了】，就走了。
委员会（以下称本会)成立。
他说：“春天来了“。
他说：”春天来了”。
先生在〈天工開物》裡找到了答案。
【這條路通到哪裡？」旅人問。
```

```fixed
先生又寫了《中庸》的注。
他说：「春天来了」，就走了。
委员会（以下称本会）成立。
他说：“春天来了”。
他说：“春天来了”。
先生在《天工開物》裡找到了答案。
「這條路通到哪裡？」旅人問。
```

```keep
先生又寫了《中庸》的注，又说：「春天来了」。
区间 [0, 1) 和 (0, 1]，见（一）。
1）总则（一般规定）
他说：“她说‘春天来了’。”
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han {
        return;
    }
    for (start, end) in pairs(flow) {
        let (open, close) = (flow.chars[start], flow.chars[end]);
        let kind = marks::closes(close).unwrap_or(close);
        // The wide one of two widths is right among Chinese; of two kinds the likelier.
        let (at, meant) = match (open, close) {
            ('(', _) => (start, '（'),
            _ if marks::opens(open) != Some(kind) && opens_wrong(page, flow, start, kind) => {
                (start, if kind == '(' { '（' } else { kind })
            }
            _ => (end, closing(open)),
        };
        let message = say!(
            en: "`{open}` is closed with `{close}`",
            zh: "`{open}` 与 `{close}` 前后不配",
            open,
            close
        );
        let finding = Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message);
        let is_safe = marks::opens(open) == Some(kind) && is_alone(flow, start, end);
        findings.push(if is_safe { finding.safe_fix(meant) } else { finding.guess(meant) });
    }
    quotes(flow, findings);
}

/// Whether of the bracket at `start` and one of another `kind` that closes it the closing one is right.
///
/// Of titles and of quotations there are two kinds each, and a text has one: its other brackets say which. Otherwise
/// the commoner is right, and where something is said, a quotation.
fn opens_wrong(page: &Page, flow: &Flow, start: usize, kind: char) -> bool {
    let open = flow.chars[start];
    let is_quotation = |c: char| matches!(c, '「' | '『');
    if is_quotation(open) != is_quotation(kind)
        && matches!(flow.before(start), '：' | '說' | '道' | '問' | '说' | '问' | '曰')
    {
        return is_quotation(kind);
    }
    let family = |c: char| match c {
        '《' | '〈' => 0,
        '「' | '『' => 1,
        _ => 2,
    };
    // The one that opened here is counted too.
    let times = |c: char| page.text().matches(c).take(3).count();
    let (own, other) = (times(open) - 1, times(kind));
    if family(open) == family(kind) && family(open) < 2 && (own > 0) != (other > 0) {
        return other > 0;
    }
    let rank = |c: char| match c {
        '(' | '（' | '《' | '「' => 0,
        '『' | '〈' => 1,
        '〔' => 2,
        _ => 3,
    };
    rank(kind) < rank(open)
}

/// Whether the two brackets are the only ones near by, and so belong to each other.
fn is_alone(flow: &Flow, start: usize, end: usize) -> bool {
    const LONGEST: usize = 60;
    let round = |c: &char| matches!(c, '(' | ')' | '（' | '）');
    let near = &flow.chars[start.saturating_sub(LONGEST)..(end + LONGEST).min(flow.chars.len())];
    end - start <= LONGEST && near.iter().filter(|c| round(c)).count() == 2
}

/// The mark that closes what `open` opened, of its own width.
fn closing(open: char) -> char {
    match open {
        '［' => '］',
        '｛' => '｝',
        _ => marks::closing(marks::opens(open).unwrap_or(open)),
    }
}

/// Brackets inside each other, at most.
const DEPTH: usize = 16;

/// Pairs of brackets that belong together and do not match: each alone in its kind, nothing open between them.
pub(super) fn pairs(flow: &Flow) -> Vec<(usize, usize)> {
    let mut found = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for (at, c) in flow.others() {
        if is_judged(c) && marks::opens(c).is_some() {
            open.push(at);
        } else if is_judged(c)
            && let Some(kind) = marks::closes(c)
        {
            let Some(&start) = open.last() else { continue };
            let first = flow.chars[start];
            let same_kind = marks::opens(first) == Some(kind);
            let partner_elsewhere =
                || open.iter().rev().take(DEPTH).any(|&at| marks::opens(flow.chars[at]) == Some(kind));
            if same_kind {
                open.pop();
                if is_wide(first) != is_wide(c) && holds_chinese(flow, start, at) {
                    found.push((start, at));
                }
            } else if partner_elsewhere() {
                while open.pop().is_some_and(|at| marks::opens(flow.chars[at]) != Some(kind)) {}
            } else if is_wide(first) && is_wide(c) && closes_once(flow, start, at) {
                open.pop();
                found.push((start, at));
            }
        }
    }
    found
}

/// Brackets that Chinese text closes; square and curly ones stand alone in code.
fn is_judged(c: char) -> bool {
    matches!(
        c,
        '(' | ')'
            | '（'
            | '）'
            | '《'
            | '》'
            | '〈'
            | '〉'
            | '【'
            | '】'
            | '〔'
            | '〕'
            | '「'
            | '」'
            | '『'
            | '』'
    )
}

fn is_wide(c: char) -> bool {
    !c.is_ascii()
}

fn holds_chinese(flow: &Flow, start: usize, end: usize) -> bool {
    flow.chars[start + 1..end].iter().any(|&c| script::is_han(c))
}

/// Whether the bracket at `start` finds no right partner further on in its paragraph before another of its kind opens,
/// and what lies between is no longer than what one brackets.
fn closes_once(flow: &Flow, start: usize, end: usize) -> bool {
    const LONGEST: usize = 60;
    /// How far the right partner may stand.
    const REACH: usize = 400;
    let kind = marks::opens(flow.chars[start]);
    let rest = &flow.chars[end + 1..];
    let next = rest.iter().take(REACH).find(|&&c| marks::opens(c) == kind || marks::closes(c) == kind);
    end - start <= LONGEST && next.is_none_or(|&c| marks::opens(c) == kind)
}

/// Finds “…“ and ”…”: marks that come in pairs, one of the two the wrong one.
fn quotes(flow: &Flow, findings: &mut Vec<Finding>) {
    let marks: Vec<(usize, char)> = flow.others().filter(|(_, c)| matches!(c, '“' | '”')).collect();
    let balanced = || {
        let mut depth = 0_i32;
        marks.iter().all(|&(_, c)| {
            depth += if c == '“' { 1 } else { -1 };
            (0..=1).contains(&depth)
        })
    };
    if marks.len() % 2 == 1 || balanced() {
        return;
    }
    for pair in marks.chunks_exact(2) {
        let [(start, first), (end, second)] = [pair[0], pair[1]];
        let (at, meant) = match (first, second) {
            ('“', '“') => (end, '”'),
            ('”', '”') => (start, '“'),
            _ => continue,
        };
        // The pairs may be counted from the wrong one.
        let leads = matches!(flow.before(start), '：' | '，' | '。' | '\n' | '、' | '（')
            || script::is_han(flow.before(start));
        let follows = matches!(flow.at(end + 1), '\n' | '。' | '，' | '、' | '；' | '！' | '？' | '）')
            || script::is_han(flow.at(end + 1));
        let inside = &flow.chars[start + 1..end];
        let is_short = inside.len() <= 60 && !inside.contains(&'\n') && !inside.is_empty();
        if leads && follows && is_short {
            let message = say!(
                en: "the quotation `{first}…{second}` has one of its marks the wrong way round",
                zh: "引文 `{first}…{second}` 有一个引号反了",
                first,
                second
            );
            findings.push(
                Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message).guess(meant),
            );
        }
    }
}
