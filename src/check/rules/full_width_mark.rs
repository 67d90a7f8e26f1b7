//! Marks of full width in text that is not Chinese.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::check::marks;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "PUN013",
    name: "full-width-mark",
    zh: &["不用全角的语言里出现全角逗号、句号等：输入法没有切换，或转换时留下的。"],
    doc: r#"
A comma, full stop or other mark of full width in a sentence of a language that has none: typed in the wrong mode, or
left by a converter.

```flag
The gate was shut，and we waited。
He asked（softly）who was there？
Мы пришли домой，и дети уже спали。
```

```fixed
The gate was shut, and we waited.
He asked (softly) who was there?
Мы пришли домой, и дети уже спали.
```

```keep
他说 The gate was shut，然后走了。
The gate was shut, and we waited.
The mark 「 opens a quotation.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const WIDE: Signs = Signs::of(&['，', '。', '！', '？', '；', '：', '（', '）', '、']);

fn run(page: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if flow.has_han
        || !flow.signs.meet(&WIDE)
        || flow.chars.iter().any(|&c| script::is_kana(c) || is_hangul(c))
    {
        return;
    }
    // A word or two may be a label of a Chinese page.
    let words = flow.chars.split(|c| !c.is_alphabetic()).filter(|word| word.len() > 1).count();
    if words < 3 {
        return;
    }
    for (at, c) in flow.others() {
        let Some(narrow) = narrow(c) else { continue };
        let (before, after) = (flow.before(at), flow.at(at + 1));
        // The number of a Chinese list before what the item names: 1、[Gander](…).
        if c == '、'
            && flow.chars[..at].iter().all(|c| c.is_ascii_digit() || matches!(c, ' ' | '*' | '[' | '#'))
        {
            continue;
        }
        let follows = before.is_alphanumeric() || matches!(before, ')' | '）' | '"' | '”' | '’' | '\'' | '%');
        let leads = c == '（' && (before == ' ' || before.is_alphanumeric());
        if !follows && !leads {
            continue;
        }
        let opens = marks::opens(c).is_some();
        let mut mended = String::new();
        if opens && before.is_alphanumeric() {
            mended.push(' ');
        }
        mended.push(narrow);
        if !opens && after.is_alphanumeric() {
            mended.push(' ');
        }
        let message = say!(
            en: "full-width `{c}` in a sentence of letters should be `{narrow}`",
            zh: "西文里的全角 `{c}` 应作 `{narrow}`",
            c,
            narrow
        );
        let finding = Finding::new(RULE.name, Severity::Warning, flow.span(at..at + 1), message);
        // Among Chinese a paragraph without a Chinese character may keep Chinese marks, as the item of a list does.
        let is_among = page.document.language().is_chinese();
        findings.push(if is_among { finding.guess(mended) } else { finding.safe_fix(mended) });
    }
}

fn narrow(c: char) -> Option<char> {
    Some(match c {
        '，' | '、' => ',',
        '。' => '.',
        '！' => '!',
        '？' => '?',
        '；' => ';',
        '：' => ':',
        '（' => '(',
        '）' => ')',
        _ => return None,
    })
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7af}')
}
