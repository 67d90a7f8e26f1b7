//! Marks of notes among the words.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::marks;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "PAG008",
    name: "note-mark",
    zh: &[
        "注号留在文中，注文却在别处或已经没有：词后的 ① 或 ²、星号、方括号里的数字、（注3）。",
        "列表的编号、单位和公式里的，本该如此。",
    ],
    doc: r#"
The mark of a note, left in the text while the note stands elsewhere or nowhere: ① or ² after a word, an
asterisk, a number in square brackets, （注3）.

```flag
委员会通过了水法①，自公布之日起施行。
委员会通过了水法²，自公布之日起施行。
The committee adopted the law² on water.
Комитет принял закон[12] о воде.
委员会通过了水法［3］，自公布之日起施行。
委员会通过了水法⑵，自公布之日起施行。
委员会通过了水法（注3），自公布之日起施行。
委员会通过了水法［注一］，自公布之日起施行〔二〕。
```

```fixed
委员会通过了水法，自公布之日起施行。
委员会通过了水法，自公布之日起施行。
The committee adopted the law on water.
Комитет принял закон о воде.
委员会通过了水法，自公布之日起施行。
委员会通过了水法，自公布之日起施行。
委员会通过了水法，自公布之日起施行。
委员会通过了水法，自公布之日起施行。
```

Numbers of a list, units and formulas have such marks by right.

```keep
任务如下：①修渠；②植树。
任务如下⑴修渠⑵植树，共（3）项，见国发〔2020〕12号。
保护区面积为20 km²，每立方米10 m³。
保护区面积为20平方公里（km²）。
The area is 20 km² and E = mc².
见文献 [12] 和 a[1]。
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const MARKS: Signs =
    Signs::of(&['¹', '²', '³', '⁰', '[', '〔', '［', '【', '（']).and('①', '⒇').and('⁴', '⁹');

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let chars = &flow.chars;
    if !flow.signs.meet(&MARKS) {
        return;
    }
    let mut at = 1;
    while at < chars.len() {
        let length = mark(&chars[at..]);
        if length > 0 && hangs_on_word(flow, at, chars[at]) && ends_word(flow.at(at + length)) {
            let mark = flow.string(at..at + length);
            let message =
                say!(en: "`{mark}` may be the mark of a note", zh: "`{mark}` 疑为注号", mark = &mark);
            // Brackets of this kind hold nothing else, and where the notes are gone they refer to nothing.
            let is_lone = chars[at] == '〔'
                && chars[at + 1].is_ascii_digit()
                && !has_note(page, flow.span(at..at + length).end, &mark);
            let severity = if is_lone { Severity::Warning } else { Severity::Info };
            findings.push(Finding::new(RULE.name, severity, flow.span(at..at + length), message).guess(""));
        }
        at += length.max(1);
    }
}

/// Whether a line further on begins with `mark`, as the note itself does.
fn has_note(page: &Page, from: usize, mark: &str) -> bool {
    /// Bytes between a mark and its note.
    const REACH: usize = 1 << 15;
    let text = page.text();
    let mut to = (from + REACH).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    text[from..to].lines().any(|line| line.trim_start().starts_with(mark))
}

/// How many characters a note's mark at the start of `rest` has; 0 if there is none.
fn mark(rest: &[char]) -> usize {
    match rest[0] {
        '①'..='⑳' => 1,
        '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' => {
            rest.iter().take_while(|c| matches!(c, '¹' | '²' | '³' | '⁰' | '⁴'..='⁹')).count()
        }
        '⑴'..='⒇' if rest.get(1).is_some_and(|&c| marks::pauses(c)) => 1,
        open @ ('[' | '〔' | '［' | '【' | '（') => {
            let is_named = matches!(rest.get(1), Some('注' | '註'));
            let start = 1 + usize::from(is_named);
            // Round brackets hold numbers of all kinds.
            if open == '（' && !is_named {
                return 0;
            }
            let count = |is: fn(&char) -> bool| rest[start..].iter().take(4).take_while(|c| is(c)).count();
            let digits = count(char::is_ascii_digit);
            let length =
                if digits == 0 { count(|c| "一二三四五六七八九十".contains(*c)) } else { digits };
            let closed = matches!(rest.get(start + length), Some(']' | '〕' | '］' | '】' | '）'));
            if (1..=3).contains(&length) && closed { start + length + 1 } else { 0 }
        }
        _ => 0,
    }
}

/// Whether a word ends before `at`, long enough to be no unit and no name in a formula.
fn hangs_on_word(flow: &Flow, at: usize, mark: char) -> bool {
    let before = flow.before(at);
    if script::is_han(before) {
        // Figures in square brackets of law texts are the number of a document, and so is 〔2020〕.
        return mark != '[' || flow.before(at - 1) != ' ';
    }
    let length = flow.chars[..at].iter().rev().take_while(|c| c.is_lowercase()).count();
    mark != '〔' && before.is_lowercase() && length >= 3 && !(mark == '[' && before.is_ascii() && length < 4)
}

/// Whether no word goes on with `c`: after the mark of a list it does.
fn ends_word(c: char) -> bool {
    !c.is_alphanumeric() || script::is_han(c)
}
