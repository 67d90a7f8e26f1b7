//! Forms that a font or a vertical page calls for, written as characters of their own.

use std::cell::OnceCell;

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::check::mention::speaks_of_characters;
use crate::finding::{Finding, Rule, Severity};
use crate::message::Message;
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "CHR009",
    name: "presentation-form",
    zh: &[
        "字体或竖排所用的字形，写成了单独的字符：连字，标点的竖排或小号形式，全角字母和数字。检索查不到所在的词。",
    ],
    doc: r#"
A form that a font or a vertical page calls for, written as a character of its own: a ligature, the vertical or small
form of a mark, letters and figures of full width. No search finds the word.

```flag
The o\u{FB03}cer \u{FB01}rst \u{FB02}ed.
他說︰﹁明天來﹂︐就走了︒
会议于２０２２年５月１日举行，共有１２０人参加。
```

```fixed
The officer first fled.
他說：「明天來」，就走了。
会议于2022年5月1日举行，共有120人参加。
```

```keep
The officer first fled.
他说：“明天来”，就走了。
会议于2022年5月1日举行，共有120人参加。
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

/// Vertical and small forms of marks, and the marks.
const FORMS: [&str; 2] = [
    "︐︑︒︓︔︕︖︗︘︙︰︱︳︵︶︷︸︹︺︻︼︽︾︿﹀﹁﹂﹃﹄﹐﹑﹔﹕﹖﹗﹙﹚﹝﹞",
    "，、。：；！？〖〗…：—＿（）｛｝〔〕【】《》〈〉「」『』，、；：？！（）〔〕",
];

const LIGATURES: [&str; 7] = ["ff", "fi", "fl", "ffi", "ffl", "st", "st"];

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let mut done = 0;
    let speaks = OnceCell::new();
    // Who writes of forms means them.
    let apply = |finding: Finding, is_sure: bool, meant: String| {
        let is_sure = is_sure && !*speaks.get_or_init(|| speaks_of_characters(flow));
        if is_sure { finding.safe_fix(meant) } else { finding.guess(meant) }
    };
    for (at, c) in flow.others() {
        if c < '\u{fb00}' || at < done {
            continue;
        }
        let flag = |range: std::ops::Range<usize>, what: Message| {
            Finding::new(RULE.name, Severity::Info, flow.span(range), what)
        };
        match c {
            '\u{fb00}'..='\u{fb06}' => {
                let letters = LIGATURES[(u32::from(c) - 0xfb00) as usize];
                let finding = flag(
                    at..at + 1,
                    say!(en: "`{c}` is one character for `{letters}`", zh: "`{c}` 是连字，应作 `{letters}`", c, letters),
                );
                let is_in_word = flow.before(at).is_alphabetic() || flow.at(at + 1).is_alphabetic();
                findings.push(apply(finding, is_in_word, letters.to_owned()));
            }
            '\u{fe10}'..='\u{fe5e}' if flow.has_han => {
                let Some(mark) = FORMS[0].chars().zip(FORMS[1].chars()).find(|form| form.0 == c) else {
                    continue;
                };
                let finding = flag(
                    at..at + 1,
                    say!(en: "`{c}` is the vertical or small form of `{mark}`", zh: "`{c}` 是 `{mark}` 的竖排或小号形式", c, mark = mark.1),
                );
                // In a face it stands among signs.
                let is_text = |c: char| script::is_han(c) || script::is_kana(c) || FORMS[0].contains(c);
                let is_among_text = is_text(flow.before(at)) || is_text(flow.at(at + 1));
                findings.push(apply(finding, is_among_text, mark.1.to_string()));
            }
            // Japanese sets figures so, and a single letter may be a label.
            '\u{ff10}'..='\u{ff5a}'
                if is_letter(c) && !matches!(page.document.language().base(), "ja" | "ko") =>
            {
                // １６：３２ is a time.
                let is_figure = |c: char| matches!(c, '\u{ff10}'..='\u{ff19}');
                let parts = |at: usize| {
                    flow.at(at) == '：' && is_figure(flow.before(at)) && is_figure(flow.at(at + 1))
                };
                let length = (at..).take_while(|&at| is_letter(flow.at(at)) || parts(at)).count();
                done = at + length;
                let narrow: String = flow.chars[at..done].iter().filter_map(|&c| narrow(c)).collect();
                let finding = flag(
                    at..done,
                    say!(en: "`{printed}` is of full width", zh: "`{printed}` 是全角", printed = flow.string(at..done)),
                );
                let is_word = length > 1 && flow.is_solid(at..done);
                findings.push(apply(finding, is_word, narrow));
            }
            _ => {}
        }
    }
}

fn is_letter(c: char) -> bool {
    matches!(c, '\u{ff10}'..='\u{ff19}' | '\u{ff21}'..='\u{ff3a}' | '\u{ff41}'..='\u{ff5a}')
}

/// The ASCII letter or figure of which `c` is the full width.
fn narrow(c: char) -> Option<char> {
    char::from_u32(u32::from(c) - 0xfee0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_form_has_its_mark() {
        assert_eq!(FORMS[0].chars().count(), FORMS[1].chars().count());
    }
}
