//! Characters that take no room.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::script;

pub(super) const RULE: Rule = Rule {
    code: "CHR002",
    name: "invisible-character",
    zh: &[
        "文中的软连字符、零宽空格、零宽连接符或字节序标记：看不见，却使检索查不到所在的词。",
        "调整字母形状的连接符（阿拉伯文、印度文字）和表情符号里的，不查。",
    ],
    doc: r#"
A soft hyphen, a zero-width space or joiner, or a byte order mark inside the text: it cannot be seen, and
a search for the word around it fails.

```flag
co\u{ad}operation
会\u{200b}议
го\u{200d}род
```

```fixed
cooperation
会议
город
```

Joiners that shape letters (Arabic, Indian scripts) and emoji are left alone.

```keep
می\u{200c}خواهم
👩\u{200d}🌾 在田里
क्\u{200d}ष
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const INVISIBLE: Signs = Signs::of(&['\u{ad}', '\u{feff}'])
    .and('\u{200b}', '\u{200f}')
    .and('\u{202a}', '\u{202e}')
    .and('\u{2060}', '\u{2064}');

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    if !flow.signs.meet(&INVISIBLE) {
        return;
    }
    for (at, c) in flow.others() {
        if !matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}' | '\u{feff}')
        {
            continue;
        }
        let (before, after) = (flow.before(at), flow.at(at + 1));
        let shapes = matches!(c, '\u{200c}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2064}');
        if shapes && !(is_plain(before) && is_plain(after)) {
            continue;
        }
        let span = flow.span(at..at + 1);
        let message = say!(
            en: "invisible character U+{code}",
            zh: "不可见字符 U+{code}",
            code = format!("{:04X}", u32::from(c))
        );
        let finding = Finding::new(RULE.name, Severity::Warning, span, message);
        // At a line's end a soft hyphen is seen, and says that the word goes on.
        let last = c == '\u{ad}' && !flow.is_solid(at..(at + 2).min(flow.chars.len()));
        findings.push(if last || after == '\n' { finding.guess("") } else { finding.safe_fix("") });
    }
}

/// Characters whose shape no joiner changes.
fn is_plain(c: char) -> bool {
    script::is_han(c)
        || script::is_wide_mark(c)
        || c.is_ascii()
        || matches!(c, '\u{a0}'..='\u{52f}' | '\u{2010}'..='\u{2027}')
}
