//! Letters read for digits.

use super::Run;
use crate::check::flow::{DIGITS, Flow, Page, Signs};
use crate::finding::{Finding, Rule, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "CHR006",
    name: "letter-in-number",
    zh: &["数字里混入形状相近的拉丁字母：O 当 0，l、I 当 1，B 当 8；年份里 O 当〇。"],
    doc: r#"
A Latin letter that looks like a digit, inside a number: O for 0, l or I for 1, B for 8; and O for 〇 in a year.

```flag
会议于2O22年举行。
共有l5人参加，l0月结束。
共有1OO人，面积3O平方米，建于l998年。
展出书画1B6件。
一九六O年修渠，二OO三年通车。
The year 2O22 was dry.
```

```fixed
会议于2022年举行。
共有15人参加，10月结束。
共有100人，面积30平方米，建于1998年。
展出书画186件。
一九六〇年修渠，二〇〇三年通车。
The year 2022 was dry.
```

```keep
共有20人，温度10 l。
H2O 和 CO2
他住在 B1O 室，编号 3I-7。
文件的权限写作 0o755。
A1B2 型和 5G 网，3B 座，长 10 l
一九六〇年的 IO 卡
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const LETTERS: Signs = Signs::of(&['O', 'o', 'I', 'l', 'B', '0']);

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.signs.meet(&LETTERS) {
        return;
    }
    if flow.has_han {
        in_chinese_numbers(flow, findings);
    }
    if !flow.signs.meet(&DIGITS) {
        return;
    }
    for (at, letter) in flow.others() {
        let digit = match letter {
            'O' | 'o' => '0',
            'l' | 'I' => '1',
            'B' => '8',
            _ => continue,
        };
        let (before, after) = (flow.before(at), flow.at(at + 1));
        let inside = before.is_ascii_digit() && after.is_ascii_digit() && at > 1 && letter != 'B';
        // Only digits and letters that look like them, and a word that counts behind.
        let counted = letter != 'o' && is_counted(flow, at);
        if (inside || counted) && !is_word(flow, at) {
            let message = say!(
                en: "letter `{letter}` in a number may be `{digit}`",
                zh: "数字里的字母 `{letter}` 疑为 `{digit}`",
                letter,
                digit
            );
            findings.push(
                Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message).guess(digit),
            );
        }
    }
}

fn is_like_digit(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, 'O' | 'o' | 'l' | 'I' | 'B')
}

/// Whether the letter at `at` is part of a run of digits and letters like them, at least one of each, that stands
/// amid Chinese and before a word that is counted.
fn is_counted(flow: &Flow, at: usize) -> bool {
    const COUNTED: &str = "年月日人个個次时時分名件万萬亿億千百元公平米里吨本册页頁号號岁歲天户戶亩畝种種项項条條位台辆輛多余餘间間倍";
    const LONGEST: usize = 16;
    let left = flow.chars[..at].iter().rev().take(LONGEST).take_while(|&&c| is_like_digit(c)).count();
    let right = flow.chars[at..].iter().take(LONGEST).take_while(|&&c| is_like_digit(c)).count();
    let (start, end) = (at - left, at + right);
    let run = &flow.chars[start..end];
    let is_led = !flow.before(start).is_ascii() || flow.before(start) == '\n';
    run.len() > 1 && run.iter().any(char::is_ascii_digit) && is_led && COUNTED.contains(flow.at(end))
}

/// Finds O for 〇 among Chinese numerals: 一九六O年, 二OO三年.
fn in_chinese_numbers(flow: &Flow, findings: &mut Vec<Finding>) {
    const NUMERALS: &str = "〇零一二三四五六七八九";
    let is_part = |c: char| NUMERALS.contains(c) || matches!(c, 'O' | 'o' | '0');
    let mut done = 0;
    for (at, c) in flow.others() {
        if at < done || !matches!(c, 'O' | 'o' | '0') {
            continue;
        }
        let left = flow.chars[..at].iter().rev().take_while(|&&c| is_part(c)).count();
        let right = flow.chars[at..].iter().take_while(|&&c| is_part(c)).count();
        let (start, end) = (at - left, at + right);
        done = end;
        let run = &flow.chars[start..end];
        let numerals = run.iter().filter(|&&c| NUMERALS.contains(c)).count();
        if run.len() == 4 && numerals > 0 && flow.at(end) == '年' {
            for at in (start..end).filter(|&at| !NUMERALS.contains(flow.chars[at])) {
                let message = say!(
                    en: "`{c}` in a year of Chinese numerals may be `〇`",
                    zh: "汉字年份里的 `{c}` 疑为 `〇`",
                    c = flow.chars[at]
                );
                findings.push(
                    Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message).guess('〇'),
                );
            }
        }
    }
}

/// Whether other letters stand in the same run of letters and digits, as codes and formulas have them, or it is an
/// octal number as programmers write it, 0o755.
fn is_word(flow: &Flow, at: usize) -> bool {
    if flow.at(at) == 'o' && flow.before(at) == '0' && !flow.before(at - 1).is_ascii_alphanumeric() {
        return true;
    }
    let is_other = |c: &char| c.is_ascii_alphabetic() && !matches!(c, 'O' | 'o' | 'l' | 'I' | 'B');
    let is_part = |c: &&char| c.is_ascii_alphanumeric();
    flow.chars[..at].iter().rev().take(20).take_while(is_part).any(is_other)
        || flow.chars[at..].iter().take(20).take_while(is_part).any(is_other)
}
