//! Traditional characters in simplified text, and simplified ones in traditional text.

use std::ops::Range;

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::check::model::MODEL;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::han;

pub(super) const RULE: Rule = Rule {
    code: "CHR005",
    name: "mixed-script",
    zh: &[
        "简体文字里有繁体字，或繁体文字里有简体字：误识，或从别处粘贴而来。",
        "通篇都用另一种写法的名称、引文和段落，是有意为之；繁简兼用的文本不查。",
    ],
    doc: r#"
A traditional character in simplified text, or a simplified one in traditional text: misread, or pasted
in from elsewhere.

```flag
这些青年学生和小學生来自国内各个地方的学校，他们对这里的经济发展很关心。
這些學生來自國內各個地方的學校，他們對這裡的经濟發展很關心，也願意說出來。
```

```fixed
这些青年学生和小学生来自国内各个地方的学校，他们对这里的经济发展很关心。
這些學生來自國內各個地方的學校，他們對這裡的經濟發展很關心，也願意說出來。
```

A name, a quotation or a paragraph written the other way throughout is meant so, and a text of both is left alone.

```keep
这些青年学生和小学生来自国内各个地方的学校，他们对这里的经济发展很关心。
這些學生來自國內各個地方的學校，他們對這裡的經濟發展很關心，也願意說出來。
题为“國語學習”的书来自国内各个地方的学校，他们对这里的经济发展很关心。
國語，国语
古人讀詩常常叶韻，這個說法後來沒有人再信，學者們另有解釋，說來話長。
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// Forms that simplified text has and that print in traditional characters has too: old and regional shapes.
const IN_BOTH: &str = "恒却脚强吴别没册删录凉况决冲减净凑温户悦税脱兑媪愠蜕葱床群峰猪猫迹踪咏咤秆笋粮烟痴凄弥凭叙卧麻骂灾号栖晒\
晰游于注周采厘里面台后余云志制致症表";

/// Whether the simplified form at `at` is a word of its own in traditional text: 叶 in 叶韻 is no leaf.
fn is_own_word(flow: &Flow, at: usize) -> bool {
    flow.at(at) == '叶' && matches!(flow.at(at + 1), '韻' | '音' | '律' | '句')
}

/// Traditional forms that print in simplified characters keeps in the names of persons.
const IN_NAMES: &str = "啟啓鎔堃喆昇甯镕淼犇璟瑀祐祇穎頴燊";

/// Whether there is but one other form for `c`, and no print has `c` beside it: 學 for 学, but 啟 and 啓 for 启.
fn is_exact(c: char, form: Option<char>, is_simplified: bool) -> bool {
    let Some(form) = form else { return true };
    if is_simplified {
        han::traditional(form) == Some(c) && !IN_NAMES.contains(c)
    } else {
        !IN_BOTH.contains(c)
    }
}

/// Whether `at` stands in a title or a quotation, which may be written the other way.
fn is_quoted(flow: &Flow, at: usize) -> bool {
    const REACH: usize = 30;
    let before = &flow.chars[at.saturating_sub(REACH)..at];
    let mark =
        before.iter().rev().find(|c| matches!(c, '《' | '》' | '“' | '”' | '「' | '」' | '‘' | '’' | '"'));
    mark.is_some_and(|&c| matches!(c, '《' | '“' | '「' | '‘' | '"'))
}

/// How often a simplified form is met in the counts that is known, and how often one that is usual: that of a
/// character of old books and names may be in no print.
const KNOWN: f32 = 16.0;
const USUAL: f32 = 256.0;

/// Whether the text has `c` more than once and `form` nowhere.
fn is_habit(page: &Page, c: char, form: char) -> bool {
    page.times(c) > 1 && page.times(form) == 0
}

/// So many characters of the other way near each other are meant so.
const MANY: usize = 3;

/// That a stretch is written the other way.
fn other_way(flow: &Flow, range: Range<usize>) -> Finding {
    /// Characters that are shown of a long one.
    const SHOWN: usize = 20;
    let end = range.end.min(range.start + SHOWN);
    let more = if end < range.end { "…" } else { "" };
    let message = say!(
        en: "`{words}{more}` is written the other way",
        zh: "“{words}{more}”的繁简与全文不同",
        words = flow.string(range.start..end),
        more
    );
    Finding::new(RULE.name, Severity::Info, flow.span(range), message)
}

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han {
        return;
    }
    // Nine in ten of the characters that tell are of the one way, or the text is of neither.
    let (simplified, traditional) = (page.simplified, page.traditional);
    let is_simplified = if simplified > traditional * 9 {
        true
    } else if traditional > simplified * 9 {
        false
    } else {
        return;
    };
    let is_foreign = |c| if is_simplified { han::is_traditional_only(c) } else { han::is_simplified_only(c) };
    let is_own = |c| if is_simplified { han::is_simplified_only(c) } else { han::is_traditional_only(c) };
    let into = |c| if is_simplified { Some(han::simplified(c)) } else { han::traditional(c) };
    let chars = &flow.chars;
    // A paragraph that is written the other way throughout is somebody else's.
    let [foreign, own] =
        [chars.iter().filter(|c| is_foreign(**c)).count(), chars.iter().filter(|c| is_own(**c)).count()];
    if foreign >= MANY && foreign > own {
        let is_foreign = |c: &char| is_foreign(*c);
        let (Some(start), Some(end)) =
            (chars.iter().position(is_foreign), chars.iter().rposition(is_foreign))
        else {
            return;
        };
        findings.push(other_way(flow, start..end + 1));
        return;
    }
    let mut at = 0;
    while at < chars.len() {
        if !is_foreign(chars[at]) {
            at += 1;
            continue;
        }
        let start = at;
        // A stretch of the other way, with what both ways share in between.
        let mut foreign = 0;
        let mut end = start;
        while at < chars.len() && at < end + 3 {
            if is_foreign(chars[at]) {
                foreign += 1;
                end = at + 1;
            }
            at += 1;
        }
        at = end;
        if foreign >= MANY {
            findings.push(other_way(flow, start..end));
            continue;
        }
        for at in (start..end).filter(|&at| is_foreign(chars[at]) && !is_own_word(flow, at)) {
            let c = chars[at];
            let message = match is_simplified {
                true => {
                    say!(en: "traditional character `{c}` in simplified text", zh: "简体文字里有繁体“{c}”", c)
                }
                false => {
                    say!(en: "simplified character `{c}` in traditional text", zh: "繁体文字里有简体“{c}”", c)
                }
            };
            let form = into(c).filter(|&form| form != c);
            // A shape that some print in either way of writing, or one of several for the same character, is often
            // a name's own.
            let known = form.map_or(0.0, |form| MODEL.single(han::simplified(form)));
            let is_known = !is_simplified || known >= KNOWN;
            // What the text writes so twice and never otherwise is its own way: a name, a term of its trade.
            let is_habit = form.is_some_and(|form| is_habit(page, c, form));
            let is_wrong = is_exact(c, form, is_simplified) && is_known && !is_habit;
            let severity = if is_wrong { Severity::Warning } else { Severity::Info };
            let finding = Finding::new(RULE.name, severity, flow.span(at..at + 1), message);
            // A simplified form may stand for several traditional ones, or be a word of its own in Hong Kong, as 吓 is.
            let is_sure = is_simplified && is_wrong && known >= USUAL && !is_quoted(flow, at);
            findings.push(match form {
                Some(form) if is_sure => finding.safe_fix(form),
                Some(form) => finding.guess(form),
                None => finding,
            });
        }
    }
}
