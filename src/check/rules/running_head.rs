//! Heads of pages among the text.

use indexmap::IndexMap;
use rustc_hash::FxHashMap;

use super::Run;
use crate::check::flow::Page;
use crate::finding::{Finding, Rule, Severity};
use crate::say;
use crate::text::{Document, FurnitureKind, Span, script};

pub(super) const RULE: Rule = Rule {
    code: "PAG001",
    name: "running-head",
    zh: &[
        "每页上端重复的一行：书名、栏名或章名。它属于版面，不属于正文。",
        "别处没有再出现的，只是建议：正文自己的标题，若前面一段恰好没有句号，看起来也是这样。所以只有再次出现的，`clean` 才会删去。",
    ],
    doc: r#"
A line that the page repeats at its head: the title again, the name of a column or a chapter. It belongs
to the page and not to the text.

```flag page
# 山村小学纪事

学校建在半山腰上，是二十年前村里人自己盖的。

山村小学的第一课从清晨开始，孩子们翻过两座山来到学

## 山村小学纪事

校，老师已经站在门口等候。
```

```fixed page
# 山村小学纪事

学校建在半山腰上，是二十年前村里人自己盖的。

山村小学的第一课从清晨开始，孩子们翻过两座山来到学

校，老师已经站在门口等候。
```

A line that stands nowhere else is only a guess: a heading of the text's own over a paragraph that lacks its full
stop looks the same. So `clean` takes out a head only where it stands again.

```keep page
# 第一章

春天来了。

# 第二章

夏天来了。
```

```keep page
春天来了。

夏天来了。
```
"#,
    ..Rule::PLAIN
};

pub(super) const RUN: Run = Run::Page(run);

fn run(page: &Page, findings: &mut Vec<Finding>) {
    let heads = Heads::of(page);
    flag_lines(page, FurnitureKind::RunningHead, findings, |line, span| {
        let message = say!(en: "`{line}` is a running head of the page", zh: "“{line}”是书眉", line);
        // What stands between whole paragraphs and a ruled line may be the text's own: a field of a post, a refrain.
        let is_head = !is_scale(line)
            && heads.parts_sentences(line)
            && (heads.is_met_twice(line) || heads.stands_beside(page, span));
        let severity = if is_head { Severity::Warning } else { Severity::Info };
        let finding = Finding::new(RULE.name, severity, span, message);
        if heads.stands_again(line, span.start) { finding.safe_fix("") } else { finding.guess("") }
    });
    findings.extend(counting_heads(page));
}

/// Whether `line` is of a scale, 1001元至50000元的部分 4%－5%: a head has the number of its page, and a date.
fn is_scale(line: &str) -> bool {
    const MOST: usize = 2;
    let numbers = line.split(|c: char| !c.is_ascii_digit()).filter(|number| !number.is_empty()).count();
    numbers > MOST && !line.contains(['年', '月', '-', '/'])
}

/// Lines that print the same words with the number of their page, counting on, between lines of which one breaks off:
/// heads of left pages and of right ones, a title and a chapter, which the layout takes for lines of a list.
fn counting_heads(page: &Page) -> Vec<Finding> {
    /// Letters of the shortest, and characters of the longest.
    const LENGTHS: (usize, usize) = (3, 40);
    struct Line {
        span: Span,
        number: u32,
        /// Whether the line before breaks off.
        parts: bool,
    }
    let (document, text) = (page.document, page.text());
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return Vec::new();
    }
    let mut lines: IndexMap<String, Vec<Line>> = IndexMap::new();
    let (mut start, mut before, mut is_blank) = (0, None, true);
    for line in text.split_inclusive('\n') {
        let words = line.trim();
        let span = Span::new(start + line.len() - line.trim_start().len(), start + line.len());
        start += line.len();
        if words.is_empty() {
            is_blank = true;
            continue;
        }
        let is_led = std::mem::take(&mut is_blank);
        let last = before.replace(words.chars().next_back().unwrap_or(' '));
        let ends = |c: char| {
            matches!(
                c,
                '0'..='9' | '(' | ')' | '（' | '）' | '[' | ']' | '·' | '-' | '—' | ' ' | '\t' | '\u{3000}'
            )
        };
        let has_number =
            words.starts_with(|c: char| ends(c)) || words.ends_with(|c: char| c.is_ascii_digit());
        if !is_led || !has_number || words.len() > 4 * LENGTHS.1 || words.chars().count() > LENGTHS.1 {
            continue;
        }
        let (letters, number) = (print(words), number_at_end(words));
        let Some(number) = number.filter(|_| letters.chars().count() >= LENGTHS.0) else { continue };
        let parts =
            last.is_some_and(|c| script::is_han(c) || matches!(c, '，' | '、' | ',') || c.is_lowercase());
        lines.entry(letters).or_default().push(Line { span, number, parts });
    }
    let is_set_aside = |span: Span| {
        let furniture = document.furniture();
        let from = furniture.partition_point(|furniture| furniture.span.end <= span.start);
        furniture
            .get(from)
            .is_some_and(|other| other.kind == FurnitureKind::RunningHead && other.span.overlaps(span))
    };
    let mut found = Vec::new();
    for same in lines.into_values() {
        let counts = same.len() > 1 && same.windows(2).all(|pair| pair[0].number < pair[1].number);
        if !counts || !same.iter().any(|line| line.parts) {
            continue;
        }
        found.extend(same.iter().filter(|line| !is_set_aside(line.span)).map(|line| {
            let shown = line.span.of(text).trim();
            let message = say!(en: "`{shown}` is a running head of the page", zh: "“{shown}”是书眉", shown);
            Finding::new(RULE.name, Severity::Warning, line.span, message).guess("")
        }));
    }
    found
}

/// The number with which `line` begins or ends.
fn number_at_end(line: &str) -> Option<u32> {
    let is_digit = |c: char| c.is_ascii_digit();
    let dress = |c: char| !c.is_alphanumeric();
    let tail = line.trim_end_matches(dress);
    let digits = &tail[tail.trim_end_matches(is_digit).len()..];
    let head = line.trim_start_matches(dress);
    let first = &head[..head.len() - head.trim_start_matches(is_digit).len()];
    digits.parse().ok().or_else(|| first.parse().ok())
}

/// The lines that the layout took for running heads, by what they print.
///
/// A line that stands once is no more than a guess, however well the text goes on past it: a heading over a
/// paragraph that lacks its full stop looks the same. It is known for a head where it stands again, and where one of
/// these lines parts a sentence, so that it cannot be a heading of the text's own.
pub(super) struct Heads(FxHashMap<String, Head>);

/// Where one head stands.
#[derive(Default)]
struct Head {
    /// How often in mid-sentence, or at the top of a page that a form feed begins.
    parting: usize,
    /// Where it stands first in the text, as a heading or as a head.
    first: Option<usize>,
    /// How often the text has it.
    times: usize,
}

impl Heads {
    pub(super) fn of(page: &Page) -> Self {
        let (document, text) = (page.document, page.text());
        let mut heads: FxHashMap<String, Head> = FxHashMap::default();
        let furniture = document.furniture().iter();
        for furniture in furniture.filter(|furniture| furniture.kind == FurnitureKind::RunningHead) {
            let head = heads.entry(print(furniture.span.of(text))).or_default();
            head.parting += usize::from(parts(document, furniture.span));
            head.times += 1;
            head.first.get_or_insert(furniture.span.start);
        }
        if heads.is_empty() {
            return Self(heads);
        }
        for number in 0..document.len() {
            let span = document.span(number);
            // A head is a line; what is longer is not asked.
            if span.len() < 240
                && let Some(head) = heads.get_mut(&print(span.of(text)))
            {
                head.times += 1;
                head.first = head.first.map(|first| first.min(span.start));
            }
        }
        Self(heads)
    }

    /// Whether the text has it twice, as a heading or as a head.
    pub(super) fn is_met_twice(&self, line: &str) -> bool {
        self.0.get(&print(line)).is_some_and(|head| head.times > 1)
    }

    /// Whether the line at `span` stands right beside a head that the text has twice, or a number of the page.
    fn stands_beside(&self, page: &Page, span: Span) -> bool {
        const NEAR: usize = 3;
        let text = page.text();
        let is_beside = |other: Span| {
            let between = if other.end <= span.start {
                text.get(other.end..span.start)
            } else {
                text.get(span.end..other.start.max(span.end))
            };
            between
                .is_some_and(|between| between.trim_matches(['#', ' ', '\t', '\n', '\r', '\u{c}']).is_empty())
        };
        let furniture = page.document.furniture();
        // Marks of headings stand between.
        let at = furniture.partition_point(|other| other.span.end <= span.start);
        let near = &furniture[at.saturating_sub(NEAR)..(at + 2 * NEAR).min(furniture.len())];
        near.iter().any(|other| {
            let is_known = match other.kind {
                FurnitureKind::RunningHead => self.is_met_twice(other.span.of(text)),
                FurnitureKind::PageNumber | FurnitureKind::TurnLine => true,
                _ => false,
            };
            is_known && !other.span.overlaps(span) && is_beside(other.span)
        })
    }

    fn parts_sentences(&self, line: &str) -> bool {
        self.0.get(&print(line)).is_some_and(|head| head.parting > 0)
    }

    /// Whether the head at `start` parts sentences here or elsewhere, and stands before already.
    fn stands_again(&self, line: &str, start: usize) -> bool {
        let head = self.0.get(&print(line));
        head.is_some_and(|head| head.parting > 0 && head.first.is_some_and(|first| first < start))
    }
}

/// Whether a line stands in mid-sentence, or at the top or the foot of a page that a form feed ends.
pub(super) fn parts(document: &Document, line: Span) -> bool {
    let text = document.text();
    let is_within = document.sentence_at(line.start).is_some_and(|number| {
        let pieces = document.pieces(number);
        pieces[0].start < line.start && line.end < pieces[pieces.len() - 1].end
    });
    let blank = ['#', '*', '_', ' ', '\t', '\n', '\r'];
    is_within
        || text[..line.start].trim_end_matches(blank).ends_with('\u{c}')
        || text[line.end..].trim_start_matches(blank).starts_with('\u{c}')
}

/// The letters of a line, by which `## 要 闻` and `要闻` are one.
fn print(line: &str) -> String {
    line.chars().filter(|c| c.is_alphabetic()).collect()
}

/// Flags each piece of furniture of this kind together with the line ends after it, so that its removal
/// leaves no empty line.
pub(super) fn flag_lines(
    page: &Page,
    kind: FurnitureKind,
    findings: &mut Vec<Finding>,
    mut finding: impl FnMut(&str, Span) -> Finding,
) {
    let text = page.text();
    for furniture in page.document.furniture().iter().filter(|furniture| furniture.kind == kind) {
        let before = &text[..furniture.span.start];
        // The mark of a heading stands before what it marks, and goes with it.
        let lead = before.len() - before.trim_end_matches(['#', ' ', '\t', '*', '_']).len();
        let line_starts = before[..before.len() - lead].chars().next_back().is_none_or(is_line_end);
        let after = &text[furniture.span.end..];
        let rest = after.len() - after.trim_start_matches([' ', '\t', '#', '*', '_']).len();
        let breaks =
            after[rest..].len() - after[rest..].trim_start_matches(|c| is_line_end(c) || c == ' ').len();
        let span = if line_starts && (breaks > 0 || after.len() == rest) {
            Span::new(furniture.span.start - lead, furniture.span.end + rest + breaks)
        } else {
            furniture.span
        };
        findings.push(finding(furniture.span.of(text).trim_matches(['#', ' ']), span));
    }
}

pub(super) fn is_line_end(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{c}')
}
