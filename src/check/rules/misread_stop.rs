//! Full stops read as o, 0 or 6.

use super::Run;
use super::letter_in_number::NUMERALS;
use crate::check::flow::{Flow, Page};
use crate::finding::{Finding, Rule, Scope, Severity};
use crate::say;
use crate::text::{Span, script};

pub(super) const RULE: Rule = Rule {
    code: "PUN015",
    name: "misread-stop",
    zh: &["句号被识别成字母 o，或在行末被识别成数字 6 或 0。"],
    doc: r#"
A full stop that a recogniser read as the letter o, or at the end of lines as the figure 6 or 0.

```flag page
这个办法很有效，大家都这么说o明天再试一次o
```

```fixed page
这个办法很有效，大家都这么说。明天再试一次。
```

```flag page
细雨从湖上来，远山如画近山台6
小船回到浦口，一双白鹭落沙堆6
```

```keep page
他的血型是o型，见 o 和 O 两栏，共有6
```

```flag page
本令自公布之日起施行o
违者由主管机关处以罚款O
```

```keep page
学校办于一九三O年，迁于一九五O年，后来一直没有再动。
```

```keep page
本组得分6
另组得分8
```
"#,
    scope: Scope::Chinese,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

/// Characters of Chinese before the figure, from which on a line is a clause.
const CLAUSE: usize = 5;
/// How far back a mark may stand.
const REACH: usize = 60;

fn run(page: &Page, findings: &mut Vec<Finding>) {
    if page.han == 0 {
        return;
    }
    let places: Vec<(Span, char)> = page.gather_where(
        |text| text.bytes().any(|byte| matches!(byte, b'o' | b'O' | b'0' | b'6')),
        |flow, places| {
            for (at, c) in flow.others() {
                let length =
                    flow.chars[..at].iter().rev().take(REACH).take_while(|&&c| script::is_han(c)).count();
                let after = flow.at(at + 1);
                let is_last = after == '\n';
                let may = match c {
                    'o' | 'O' => {
                        length > 0
                            && (script::is_han(after) || is_last)
                            && after != '型'
                            && !is_numeral(flow, at)
                    }
                    '0' | '6' => is_last && length >= CLAUSE,
                    _ => false,
                };
                // A clause stands before it: a mark further left, or many characters.
                let is_clause = length >= CLAUSE || flow.chars[at.saturating_sub(REACH)..at].contains(&'，');
                if may && is_clause {
                    places.push((flow.span(at..at + 1), c));
                }
            }
        },
    );
    // A recogniser reads the same stop now as a small letter and now as a capital.
    for kind in ['o', '0', '6'] {
        let same = || places.iter().filter(|place| place.1.to_ascii_lowercase() == kind);
        // One is a name or a note; lines that end with other figures too count something.
        let counts = kind.is_ascii_digit() && lines_end_with_figures(page.text(), kind) > 0;
        if same().count() < 2 || counts {
            continue;
        }
        findings.extend(same().map(|&(span, c)| {
            let message = say!(en: "`{c}` after a clause may be `。`", zh: "句末的 `{c}` 疑为 `。`", c);
            Finding::new(RULE.name, Severity::Warning, span, message).guess("。")
        }));
    }
}

/// Whether the letter at `at` stands among Chinese numerals, for 〇: 一九三O年.
fn is_numeral(flow: &Flow, at: usize) -> bool {
    NUMERALS.contains(flow.before(at)) && flow.at(at + 1) != '\n'
}

/// How many lines end with a Chinese character and a figure that is not `but`.
fn lines_end_with_figures(text: &str, but: char) -> usize {
    let ends = |line: &&str| {
        let mut last = line.trim_end().chars().rev();
        let is_figure = last.next().is_some_and(|c| c.is_ascii_digit() && c != but);
        is_figure && last.find(|c| !c.is_ascii_digit()).is_some_and(script::is_han)
    };
    text.lines().filter(ends).count()
}
