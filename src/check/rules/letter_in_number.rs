//! Letters read for digits.

use super::Run;
use crate::check::flow::{DIGITS, Flow, Page, Signs};
use crate::finding::{Finding, Rule, Severity};

pub(super) const RULE: Rule = Rule {
    code: "CHR006",
    name: "letter-in-number",
    doc: r#"
A Latin letter that looks like a digit, inside a number: O for 0, l or I for 1.

```flag
会议于2O22年举行。
共有l5人参加，l0月结束。
The year 2O22 was dry.
```

```fixed
会议于2022年举行。
共有15人参加，10月结束。
The year 2022 was dry.
```

```keep
共有20人，温度10 l。
H2O 和 CO2
他住在 B1O 室，编号 3I-7。
文件的权限写作 0o755。
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const LETTERS: Signs = Signs::of(&['O', 'o', 'I', 'l']);

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.signs.meet(&LETTERS) || !flow.signs.meet(&DIGITS) {
        return;
    }
    for (at, letter) in flow.others() {
        let digit = match letter {
            'O' | 'o' => '0',
            'l' | 'I' => '1',
            _ => continue,
        };
        let (before, after) = (flow.before(at), flow.at(at + 1));
        let inside = before.is_ascii_digit() && after.is_ascii_digit() && at > 1 && !is_word(flow, at);
        let counted = matches!(flow.at(at + 2), '年' | '月' | '日' | '人' | '个' | '次' | '时' | '分');
        let leads = after.is_ascii_digit() && counted && !before.is_ascii_alphanumeric();
        if inside || leads {
            let message = format!("letter `{letter}` in a number may be `{digit}`");
            findings.push(
                Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message).guess(digit),
            );
        }
    }
}

/// Whether other letters stand in the same run of letters and digits, as codes and formulas have them, or it is an
/// octal number as programmers write it, 0o755.
fn is_word(flow: &Flow, at: usize) -> bool {
    if flow.at(at) == 'o' && flow.before(at) == '0' && !flow.before(at - 1).is_ascii_alphanumeric() {
        return true;
    }
    let is_other = |c: &char| c.is_ascii_alphabetic() && !matches!(c, 'O' | 'o' | 'l' | 'I');
    let is_part = |c: &&char| c.is_ascii_alphanumeric();
    flow.chars[..at].iter().rev().take(20).take_while(is_part).any(is_other)
        || flow.chars[at..].iter().take(20).take_while(is_part).any(is_other)
}
