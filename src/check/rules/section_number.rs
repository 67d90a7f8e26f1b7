//! Numbers of sections that do not follow each other.

use super::Run;
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{ParagraphKind, Span, number};

pub(super) const RULE: Rule = Rule {
    code: "NUM002",
    name: "section-number",
    zh: &[
        "一节的编号与前一节不衔接，而后一节的编号恰与应有的编号衔接。",
        "编号可以空缺，也可以在新的一编里重起。",
    ],
    doc: r#"
A section whose number does not follow that of the section before, while the number of the section after
would follow the right one.

```flag page
一、总则

二、水权

二、水库

四、附则
```

```fixed page
一、总则

二、水权

三、水库

四、附则
```

```flag page
Article 1. Scope

Article 2. Terms

Article 8. Water

Article 4. Costs
```

```fixed page
Article 1. Scope

Article 2. Terms

Article 3. Water

Article 4. Costs
```

A number may be left out, or begin again in a new part.

```keep page
一、总则

二、水权

四、附则

五、其他
```

```keep page
1. Scope

2. Terms

1. Water

2. Costs
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

/// A paragraph that begins with a number.
struct Numbered {
    /// What stands around the number: 第…条, （…）, `Article ….`; numbers in figures or in characters.
    style: (String, String, bool),
    value: u32,
    span: Span,
}

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let document = page.document;
    let numbered: Vec<Numbered> = document
        .paragraphs()
        .iter()
        .filter(|paragraph| paragraph.kind != ParagraphKind::Code)
        .filter_map(|paragraph| {
            let piece = document.pieces(paragraph.sentences.start)[0];
            numbered(piece.of(page.text()), piece.start)
        })
        .collect();
    let mut styles: Vec<&(String, String, bool)> = numbered.iter().map(|one| &one.style).collect();
    styles.sort();
    styles.dedup();
    for style in styles {
        let row: Vec<&Numbered> = numbered.iter().filter(|one| one.style == *style).collect();
        for three in row.windows(3) {
            let [before, here, after] = [three[0].value, three[1].value, three[2].value];
            if after == before + 2 && here != before + 1 {
                let right = if style.2 { (before + 1).to_string() } else { in_characters(before + 1) };
                let message = say!(
                    en: "`{here}` stands between {before} and {after}",
                    zh: "编号 `{here}` 在 {before} 与 {after} 之间",
                    here,
                    before,
                    after
                );
                let finding = Finding::new(RULE.name, Severity::Warning, three[1].span, message);
                findings.push(finding.guess(right));
            }
        }
    }
}

/// The number with which `line`, which stands at `start`, begins.
fn numbered(line: &str, start: usize) -> Option<Numbered> {
    let lead = line
        .char_indices()
        .take_while(|&(at, _)| at <= 24)
        .find(|&(_, c)| c.is_ascii_digit() || is_numeral(c))
        .map(|(at, _)| at)?;
    let head = &line[..lead];
    let known = matches!(head, "" | "第" | "（" | "(")
        || matches!(
            head.to_lowercase().as_str(),
            "article "
                | "section "
                | "chapter "
                | "part "
                | "annex "
                | "статья "
                | "глава "
                | "раздел "
                | "часть "
                | "artikel "
                | "kapitel "
                | "chapitre "
        );
    let rest = &line[lead..];
    let figures = rest.starts_with(|c: char| c.is_ascii_digit());
    let is_part = |c: char| if figures { c.is_ascii_digit() } else { is_numeral(c) };
    let length = rest.find(|c| !is_part(c)).unwrap_or(rest.len());
    let value = if figures {
        rest[..length].parse().ok().filter(|value| *value < 1000)?
    } else {
        // 一二 is no number of a section.
        number::spoken(&rest[..length]).filter(|value| *value > 0.0)? as u32
    };
    let tail = rest[length..].chars().next().unwrap_or('\n');
    let next = rest[length..].chars().nth(1).unwrap_or(' ');
    let closes = match head {
        "第" => matches!(tail, '章' | '节' | '条' | '编' | '部'),
        "（" | "(" => matches!(tail, '）' | ')'),
        // 1.5 and 1.2.3 are no numbers of a row.
        "" => matches!(tail, '、' | '．') || matches!(tail, '.' | ')' | '）') && !next.is_ascii_digit(),
        _ => !tail.is_alphanumeric(),
    };
    (known && closes).then(|| Numbered {
        style: (head.to_owned(), tail.to_string(), figures),
        value,
        span: Span::new(start + lead, start + lead + length),
    })
}

const DIGITS: [char; 10] = ['〇', '一', '二', '三', '四', '五', '六', '七', '八', '九'];

/// Whether numbers of sections, all below 1000, are written with `c`.
fn is_numeral(c: char) -> bool {
    DIGITS.contains(&c) || matches!(c, '零' | '十' | '百')
}

/// `value` as it is spoken.
fn in_characters(value: u32) -> String {
    let mut spoken = String::new();
    let (hundreds, tens, ones) = (value / 100 % 10, value / 10 % 10, value % 10);
    if hundreds > 0 {
        spoken.extend([DIGITS[hundreds as usize], '百']);
        if tens == 0 && ones > 0 {
            spoken.push('零');
        }
    }
    if tens > 1 || tens == 1 && hundreds > 0 {
        spoken.push(DIGITS[tens as usize]);
    }
    if tens > 0 {
        spoken.push('十');
    }
    if ones > 0 {
        spoken.push(DIGITS[ones as usize]);
    }
    spoken
}
