//! A Latin word amid Chinese.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::marks;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "CHR004",
    name: "latin-word",
    zh: &[
        "几乎没有西文的文本里，汉字之间出现小写的西文词，或 The、of 之类只作连接的词：多半是程序漏译的。",
        "专名、缩写、单位、代码，以及括号和引号里的，是有意为之。",
        "西文词多的文本（如使用手册）不算夹杂；口语和故事里常夹用西文，只值得一看。",
    ],
    doc: r#"
A small-letter Latin word between Chinese characters in a text that has hardly any, or one such as The and of
that only joins others: a word that a program put in untranslated.

```flag
改善环境和 investment 条件
这是important的工作
该方案计划investment2.75亿元
各方在The会议上交换of了意见
```

Names, abbreviations, units, code, and what stands in brackets or quotation marks are meant.

```keep
使用 iPhone 和 WHO 的标准
使用 python3 编程，共5个文件
全长 30 km 的公路
所谓“soft power”的说法
软实力（soft power）的说法
面向 To B 市场和 Apache 项目
访问 example.org 网站
```

In a text with many Latin words, such as a manual, they are no intrusion; in talk and stories they are worth a look and no
more.

```keep page
先新建一个 issue，写明版本。

再提交你的 commit 和说明。

然后等待 reviewer 的意见。

最后由管理员合并 branch 并发布。
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// Units and words that Chinese texts write in Latin letters.
const USUAL: &[&str] = &[
    "app", "bar", "bit", "byte", "cal", "cm", "com", "dpi", "etc", "gal", "hpa", "inch", "kbps", "kcal",
    "kg", "khz", "km", "kpa", "kwh", "lux", "max", "mbps", "mg", "min", "ml", "mm", "mol", "mph", "org",
    "pcs", "ppm", "rpm", "sin", "cos", "tan", "log", "via", "vlog", "vs", "wifi", "www",
];

/// English words that do nothing but join others: no name, and never alone in Chinese.
const JOINING: &[&str] = &["the", "of", "and", "to", "for", "with", "from", "that", "this", "are", "was"];

const SMALL: Signs = Signs::of(&[]).and('a', 'z');

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&SMALL) || is_usual(page) {
        return;
    }
    let chars = &flow.chars;
    let mut at = 0;
    while at < chars.len() {
        let start = at;
        at += usize::from(chars[at].is_ascii_uppercase());
        at += chars[at..].iter().take_while(|c| c.is_ascii_lowercase()).count();
        if at == start {
            at += 1;
            continue;
        }
        if intrudes(flow, start, at) {
            let word = flow.string(start..at);
            // One Latin letter to twelve Chinese characters is a text that may write Latin on purpose, and who writes
            // as people talk mixes languages.
            let talks = !page.is_brief() && page.is_colloquial();
            let is_meant = page.latin * 12 > page.han || talks && !joins(&word);
            let severity = if is_meant { Severity::Info } else { Severity::Warning };
            let message =
                say!(en: "Latin word `{word}` amid Chinese text", zh: "中文里夹有西文 `{word}`", word);
            findings.push(Finding::new(RULE.name, severity, flow.span(start..at), message));
        }
    }
}

fn joins(word: &str) -> bool {
    JOINING.contains(&word.to_ascii_lowercase().as_str())
}

/// Whether Latin words are at home in the text: every eighth of its Chinese sentences has one, and more than
/// three.
fn is_usual(page: &Page) -> bool {
    let [all, latin] = page.sentences;
    latin > 3 && latin * 8 > all
}

fn intrudes(flow: &Flow, start: usize, end: usize) -> bool {
    let word = flow.string(start..end);
    let may_be_meant = end - start < 3 || flow.chars[start].is_ascii_uppercase();
    if may_be_meant && !joins(&word) {
        return false;
    }
    let skip_space = |at: usize| if flow.at(at) == ' ' { at + 1 } else { at };
    let before = if flow.before(start) == ' ' { flow.before(start - 1) } else { flow.before(start) };
    let after = flow.at(skip_space(end));
    let is_side = |c: char| script::is_han(c) || matches!(c, '，' | '、' | '。' | ',');
    script::is_han(before) && (is_side(after) || begins_sum(flow, end))
        && !USUAL.contains(&word.as_str())
        // 大写X and x轴 are notation; so is a word that stands in the clause with an opened bracket.
        && !in_brackets(flow, start)
}

/// Whether a sum or a number of things follows at once: 2.75亿, 5个.
fn begins_sum(flow: &Flow, at: usize) -> bool {
    let is_part = |c: &&char| c.is_ascii_digit() || matches!(c, '.' | ',');
    let length = flow.chars[at..].iter().take_while(is_part).count();
    length > 0 && "亿万千百元个项名人次年月日".contains(flow.at(at + length))
}

/// Whether a bracket or quotation mark opened shortly before is still open at `at`.
fn in_brackets(flow: &Flow, at: usize) -> bool {
    let mut closed = 0;
    for &c in flow.chars[..at].iter().rev().take(40) {
        if marks::closes(c).is_some() {
            closed += 1;
        } else if marks::opens(c).is_some() {
            if closed == 0 {
                return true;
            }
            closed -= 1;
        } else if matches!(c, '。' | '\n') {
            return false;
        }
    }
    false
}
