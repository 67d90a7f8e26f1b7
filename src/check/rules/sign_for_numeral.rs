//! Numerals read as signs of arithmetic.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::marks;
use crate::check::model::MODEL;
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "NUM005",
    name: "sign-for-numeral",
    zh: &[
        "量词前面是运算符，原是数词：= 原是“二”，+ 原是“十”，- 原是“一”。",
        "分句里另有运算符的是算式；与后一字成词的（年份、套餐）不是量词。",
    ],
    doc: r#"
A sign of arithmetic before a measure word, where a numeral was: = for 二, + for 十, - for 一.

```flag
会议由=名代表共同主持。
会上共提出+条意见。
山下只有=户人家，又养着+头牛。
第=章讲的是水车，另有-篇讲耕牛。
```

```fixed
会议由二名代表共同主持。
会上共提出十条意见。
山下只有二户人家，又养着十头牛。
第二章讲的是水车，另有一篇讲耕牛。
```

A clause with another such sign reckons, and what makes a word with the next character is no measure (年份, 套餐).

```keep
会议由二名代表共同主持。
甲+乙=丙，见下文
中国+中亚合作，数据+年份
成交价=名义价+税费，手机+套餐一起办
附录-篇目索引，北京-天津线
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const SIGNS: Signs = Signs::of(&['=', '+', '-']);

/// Words that count people and things.
const MEASURES: &str = "名条條個个次位項项件張张户戶头頭匹只隻本卷篇章节節年月天日里斤吨噸亩畝间間座栋棟层層台臺辆輛架艘把块塊\
                        片根双雙对對副套种種类類届屆期回遍家首幅句封支枚株棵颗顆粒滴群批组組段册冊页頁岁歲";
/// Those before which a sign is a numeral whatever stands before it.
const SURE: &str = "名条條個个次位項项件張张";
/// What a number follows.
const LEADS: &str = "第有了共另这這那每又是为為约約着著于於由过過";
/// Of these, those that leave nothing to add to.
const PARTICLES: &str = "第了着著过過";

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.has_han || !flow.signs.meet(&SIGNS) {
        return;
    }
    for (at, c) in flow.others() {
        let numeral = match c {
            '=' => '二',
            '+' => '十',
            '-' => '一',
            _ => continue,
        };
        let (before, measure) = (flow.before(at), flow.at(at + 1));
        let is_led = LEADS.contains(before);
        // A hyphen stands between words of all kinds.
        if !(MEASURES.contains(measure) && script::is_han(before) && (is_led || c != '-'))
            || !(PARTICLES.contains(before) || counts(flow, at + 1))
            || reckons(flow, at)
        {
            continue;
        }
        let severity = if is_led || SURE.contains(measure) { Severity::Warning } else { Severity::Info };
        let message = say!(
            en: "`{c}` before `{measure}` may be `{numeral}`",
            zh: "“{measure}”前的 `{c}` 疑为“{numeral}”字",
            c,
            measure,
            numeral
        );
        findings.push(Finding::new(RULE.name, severity, flow.span(at..at + 1), message).guess(numeral));
    }
}

/// Whether the measure at `at` stands for itself: it makes no word with what follows, 年份, 套餐.
fn counts(flow: &Flow, at: usize) -> bool {
    let next = flow.at(at + 1);
    if script::is_han(next) {
        return !MODEL.is_word(flow.plain()[at], flow.plain()[at + 1]);
    }
    script::is_wide_mark(next) && marks::pauses(next)
}

/// Whether the clause around `at` has another sign of arithmetic.
fn reckons(flow: &Flow, at: usize) -> bool {
    const REACH: usize = 30;
    let is_sign = |c: &char| matches!(c, '=' | '+' | '×' | '÷' | '＝' | '＋' | '*');
    let is_clause = |c: &&char| !marks::pauses(**c) && **c != '\n';
    let left = flow.chars[..at].iter().rev().take(REACH).take_while(is_clause);
    let right = flow.chars[at + 1..].iter().take(REACH).take_while(is_clause);
    left.chain(right).any(is_sign)
}
