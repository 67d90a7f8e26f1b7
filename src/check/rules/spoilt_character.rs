//! Characters lost when a file was read in the wrong encoding.

use super::Run;
use crate::check::flow::{Flow, Page, Signs};
use crate::finding::{Finding, Rule, Severity};
use crate::say;

pub(super) const RULE: Rule = Rule {
    code: "CHR003",
    name: "spoilt-character",
    zh: &[
        "替换符，或读错编码的文字变成的样子：原来的字已经失落，只能从来源重新取得。",
        "文中说的正是乱码，或引号里只有乱码的，只作提示。",
    ],
    doc: r#"
A replacement character, or what text looks like that was read in the wrong encoding: the characters
themselves are lost and must be had from the source.

```flag
这是\u{fffd}字。
手持两把锟斤拷
Itâ€™s late
cafÃ© au lait
“锟斤拷”是有名的乱码。
```

Where the text speaks of such characters, or quotes them alone, it is only noted.

```keep
São Paulo, âge, Ångström
Ça va, naïve café
Ã é uma letra
烫手的山芋
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Flow(run);

const SPOILT: Signs = Signs::of(&['\u{fffd}', 'â', 'Ã', 'Â', 'Ð', 'Ñ']);

fn run(_: &Page, flow: &Flow, findings: &mut Vec<Finding>) {
    let chars = &flow.chars;
    if !flow.signs.meet(&SPOILT) && !chars.contains(&'锟') {
        return;
    }
    let mut at = 0;
    while at < chars.len() {
        let length = match chars[at] {
            '\u{fffd}' => chars[at..].iter().take_while(|&&c| c == '\u{fffd}').count(),
            '锟' if chars[at..].starts_with(&['锟', '斤', '拷']) => 3,
            'â' if flow.at(at + 1) == '€' => 3,
            'Ã' | 'Â' | 'Ð' | 'Ñ' if is_trail(flow.at(at + 1)) => 2,
            _ => 0,
        };
        if length == 0 {
            at += 1;
            continue;
        }
        let end = (at + length).min(chars.len());
        let message = match chars[at] {
            '\u{fffd}' => say!(en: "a character is lost here", zh: "此处失落一字"),
            _ => say!(
                en: "`{printed}` is text read in the wrong encoding",
                zh: "`{printed}` 是读错编码的乱码",
                printed = flow.string(at..end)
            ),
        };
        let is_named = chars[at] != '\u{fffd}' && is_named(flow, at, end);
        let severity = if is_named { Severity::Info } else { Severity::Error };
        findings.push(Finding::new(RULE.name, severity, flow.span(at..end), message));
        at = end;
    }
}

/// Whether the spoilt characters at `start..end` are what the text speaks of: quoted alone, or with their name near by.
fn is_named(flow: &Flow, start: usize, end: usize) -> bool {
    const REACH: usize = 60;
    let around = &flow.chars[start.saturating_sub(REACH)..(end + REACH).min(flow.chars.len())];
    let is_near = |name: [char; 2]| around.windows(2).any(|two| two == name);
    is_quoted(flow, start, end) || is_near(['乱', '码']) || is_near(['亂', '碼'])
}

/// Whether the characters at `start..end` are quoted, and nothing with them.
pub(super) fn is_quoted(flow: &Flow, start: usize, end: usize) -> bool {
    let is_mark = |c: char| matches!(c, '“' | '”' | '‘' | '’' | '「' | '」' | '『' | '』' | '"' | '\'' | '`');
    is_mark(flow.before(start)) && is_mark(flow.at(end))
}

/// Whether `c` is how windows-1252 shows the second byte of a UTF-8 letter.
fn is_trail(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9f}' | '\u{a1}'..='\u{bf}' | '€' | '‚' | 'ƒ' | '„' | '†' | '‡' | '‰' | 'Š' | '‹' | 'Œ' | 'Ž' | '™' | 'š' | '›' | 'œ' | 'ž' | 'Ÿ')
}
