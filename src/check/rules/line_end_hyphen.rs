//! Words that a hyphen parts at the end of a line.

use rustc_hash::FxHashMap;

use super::Run;
use crate::check::flow::{Flow, Page};
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::Span;

pub(super) const RULE: Rule = Rule {
    code: "PAG007",
    name: "line-end-hyphen",
    zh: &[
        "行末用连字符断开的词，如今已不在行末，或不必断开。全文别处怎样写（连写，还是带连字符），就怎样定。",
    ],
    doc: r#"
A word that the end of a line parted with a hyphen, which is no longer at the end of a line, or need not
be. The rest of the text says how the word is written: joined, or with its hyphen.

```flag page
The committee adopted the programme. It asked the commit- tee of experts for a report.
```

```fixed page
The committee adopted the programme. It asked the committee of experts for a report.
```

```flag page
Комитет принял программу на три года вперед, и уже весной этот коми-
тет представил первый доклад о воде и о берегах той реки, которую он
изучает.
```

```fixed page
Комитет принял программу на три года вперед, и уже весной этот комитет представил первый доклад о воде и о берегах той реки, которую он
изучает.
```

```keep page
Cross-border trade grew, and so did cross-
border traffic.
```

```keep page
The pre- and post-war years. Haupt- und Nebenwege führen hin.
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

/// A word in two parts.
struct Parted {
    first: String,
    second: String,
    /// From the hyphen to the second part.
    gap: Span,
    /// Whether the line ends there.
    at_line_end: bool,
}

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let parted = page.gather_where(begins_without_han, parted);
    if parted.is_empty() {
        return;
    }
    let mut words: FxHashMap<String, usize> = FxHashMap::default();
    for word in page.text().split(|c: char| !c.is_alphanumeric() && c != '-') {
        *words.entry(word.to_lowercase()).or_default() += 1;
    }
    let count = |word: String| words.get(&word.to_lowercase()).copied().unwrap_or(0);
    for Parted { first, second, gap, at_line_end } in parted {
        // A page break between the parts is another rule's.
        if gap.of(page.text()).chars().skip(1).any(|c| !c.is_whitespace()) {
            continue;
        }
        let joined = count(format!("{first}{second}"));
        let hyphened = count(format!("{first}-{second}"));
        let message = say!(
            en: "`{first}{second}` is parted by a hyphen",
            zh: "`{first}{second}` 中间多出连字符",
            first = &first,
            second = &second
        );
        // Parts that are words of the text may be a compound: long-term.
        let compound = count(first) > 1 && count(second) > 1;
        if joined > hyphened {
            findings.push(Finding::new(RULE.name, Severity::Warning, gap, message).safe_fix(""));
        } else if hyphened == 0 && at_line_end && !compound {
            findings.push(Finding::new(RULE.name, Severity::Info, gap, message).guess(""));
        }
    }
}

/// Whether the first line of `text` has no byte that begins only Chinese characters, as nearly all of them do.
fn begins_without_han(text: &str) -> bool {
    !text.bytes().take_while(|&byte| byte != b'\n').any(|byte| matches!(byte, 0xe5..=0xe9))
}

fn parted(flow: &Flow, found: &mut Vec<Parted>) {
    if flow.has_han {
        return;
    }
    let chars = &flow.chars;
    for at in 1..chars.len() {
        let is_hyphen = matches!(chars[at], '-' | '\u{ad}' | '\u{2010}' | '¬');
        if !is_hyphen || !chars[at - 1].is_lowercase() || !matches!(flow.at(at + 1), ' ' | '\n') {
            continue;
        }
        let next = at + 2;
        let letters = |c: &&char| c.is_alphabetic();
        let after: String = chars.get(next..).unwrap_or_default().iter().take_while(letters).collect();
        let before = chars[..at].iter().rev().take_while(letters).count();
        // pre- and post-war
        let is_joint = matches!(
            after.as_str(),
            "and" | "or" | "to" | "und" | "oder" | "bis" | "et" | "ou" | "y" | "и" | "или"
        );
        if !after.chars().next().is_some_and(char::is_lowercase) || is_joint || before < 2 {
            continue;
        }
        found.push(Parted {
            first: flow.string(at - before..at),
            second: after,
            gap: Span::new(flow.span(at..at + 1).start, flow.span(next..next + 1).start),
            at_line_end: chars[at + 1] == '\n',
        });
    }
}
