//! Characters that are no text.

use super::Run;
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "CHR001",
    name: "control-character",
    zh: &[
        "控制字符、不存在的码位，或各家字体不一的私用区字符。控制字符直接删去；私用区字符原是什么字，只有看原件才知道。",
    ],
    doc: r#"
A control character, a code point that is none, or one of private use, which looks different on every
machine. Control characters are deleted; what a private one stood for only the page can say.

```flag
这是\u{7}正文。
A bell\u{8} rang.
这是\u{e000}字。
```

```fixed
这是正文。
A bell rang.
这是\u{e000}字。
```

```keep
有	制表符的文字。
Plain text.
表情😀与𠀀字
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

fn run(page: &Page, findings: &mut Vec<Finding>) {
    /// Bytes looked at together.
    const BLOCK: usize = 64;
    let text = page.text();
    // Most stretches of a text have no byte that begins such a character, and are not decoded.
    let blocks = text.as_bytes().chunks(BLOCK).enumerate();
    let blocks = blocks.filter(|(_, block)| block.iter().fold(false, |any, &byte| any | may_begin(byte)));
    let bytes = blocks.flat_map(|(number, block)| (number * BLOCK..).zip(block));
    for (at, _) in bytes.filter(|(_, byte)| may_begin(**byte)) {
        let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) else { continue };
        let span = Span::new(at, at + c.len_utf8());
        let code = u32::from(c);
        if c.is_control() {
            // NEL stands for a line end in texts from mainframes.
            let message =
                say!(en: "control character U+{code}", zh: "控制字符 U+{code}", code = format!("{code:04X}"));
            let finding = Finding::new(RULE.name, Severity::Warning, span, message);
            findings.push(match c {
                '\u{85}' => finding.guess("\n"),
                _ if is_byte(text, at, c) => finding.guess(""),
                _ => finding.safe_fix(""),
            });
        } else if matches!(c, '\u{e000}'..='\u{f8ff}' | '\u{f0000}'..) {
            let message = say!(
                en: "private character U+{code}, which no font agrees on",
                zh: "私用区字符 U+{code}，各家字体不一",
                code = format!("{code:04X}")
            );
            findings.push(Finding::new(RULE.name, Severity::Warning, span, message));
        } else if code & 0xfffe == 0xfffe || matches!(c, '\u{fdd0}'..='\u{fdef}') {
            let message =
                say!(en: "U+{code} is no character", zh: "U+{code} 不是字符", code = format!("{code:04X}"));
            findings.push(Finding::new(RULE.name, Severity::Warning, span, message).safe_fix(""));
        }
    }
}

/// Whether `c`, at the byte `at`, may be a byte of text read in the wrong encoding: one of the upper half beside another.
/// Without it nobody could read that text again.
fn is_byte(text: &str, at: usize, c: char) -> bool {
    let is_upper = |c: char| matches!(c, '\u{80}'..='\u{ff}');
    is_upper(c) && (text[..at].ends_with(is_upper) || text[at + c.len_utf8()..].starts_with(is_upper))
}

/// Whether a character that this rule looks for may begin with `byte`. U+FF00 and after, full-width forms, are
/// most of what begins with 0xEF, and are told by what follows.
fn may_begin(byte: u8) -> bool {
    !matches!(byte, 0x20..=0x7e | 0x80..=0xc1 | 0xc3..=0xed | b'\t' | b'\n' | b'\r' | 0x0c)
}
