//! Findings with the lines they stand in, after rustc's manner.

use std::cmp::Reverse;
use std::fmt::Write;
use std::ops::Range;

use anstyle::Style;

use super::super::place::Region;
use super::super::{Text, place_of};
use super::safe::{self, safe};
use super::wrap::{columns, wrap};
use super::{BLUE, BOLD, CYAN, FRAME, GREEN, RED, View, YELLOW, paint};
use crate::finding::Severity;
use crate::message::{Ui, count};
use crate::review::{self, Digest, Reviewed};
use crate::say;
use crate::text::{Lines, Span, grapheme};
use crate::witness::Row;

/// What a person must decide, each finding with the lines it stands in, the gravest first; then a line a rule for what
/// `clean` mends. All is `width` columns wide: `findings[n]` are those of `texts[n]`.
///
/// A line of the text wider than that is cut around the place. The last line says how many there are.
pub fn digest(texts: &[Text], findings: &[Vec<Reviewed>], view: View) -> String {
    let mut digest = Digester::new(view);
    for (number, found) in findings.iter().enumerate().take(texts.len()) {
        digest.add(texts, number, std::slice::from_ref(found));
    }
    digest.finish()
}

/// A [`digest`] that is made text by text: of each it keeps what is shown, and no document.
pub struct Digester {
    view: View,
    decide: Vec<(Severity, String)>,
    /// The path of each line, which stands before it if there are several texts with findings.
    mended: Vec<(String, String)>,
    texts: usize,
    total: Total,
}

impl Digester {
    /// One of no text so far.
    pub fn new(view: View) -> Self {
        Self { view, decide: Vec::new(), mended: Vec::new(), texts: 0, total: Total::default() }
    }

    /// Adds what was found in the text numbered `number`: the one item of `found`.
    pub fn add(&mut self, texts: &[Text], number: usize, found: &[Vec<Reviewed>]) {
        let ui = self.view.ui;
        let lines: Vec<_> = texts.iter().map(|text| text.document.lines()).collect();
        let Digest { decide, mended } = review::digest(found);
        let found = found.first().map_or(&[][..], Vec::as_slice);
        for (_, place) in decide {
            let mut shown = String::new();
            one(&mut shown, texts, &lines, number, &found[place], self.view);
            self.decide.push((found[place].severity, shown));
        }
        let colon = ui.of(": ", "：");
        for batch in &mended {
            let place = |place: usize| lines[number].place(found[place].span.start).line;
            let (first, last) = (place(batch.findings[0]), place(batch.findings[batch.findings.len() - 1]));
            let at = match first == last {
                true => say!(en: "line {first}", zh: "第 {first} 行", first),
                false => say!(en: "lines {first}-{last}", zh: "第 {first}–{last} 行", first, last),
            };
            let worst = batch.findings.iter().map(|&place| found[place].severity).max();
            let rule = paint(style(worst.unwrap_or(Severity::Info)).bold(), batch.rule);
            let places = count(batch.findings.len(), "place", "处");
            let said = say!(en: "{places}, {at}", zh: "{places}，{at}", places, at);
            let line = format!("{rule}{colon}{}", said.in_(ui));
            self.mended.push((format!("{}{colon}", safe(texts[number].path)), line));
        }
        self.texts += usize::from(!found.is_empty());
        self.total.add(found);
    }

    /// The digest of all that was added.
    pub fn finish(mut self) -> String {
        let ui = self.view.ui;
        let mut out = String::new();
        self.decide.sort_by_key(|&(severity, _)| Reverse(severity));
        for (_, shown) in &self.decide {
            let _ = writeln!(out, "{shown}");
        }
        for (path, line) in &self.mended {
            let _ = writeln!(out, "{}{line}", if self.texts > 1 { path } else { "" });
        }
        if !self.mended.is_empty() {
            out.push('\n');
        }
        if let Some(total) = self.total.said(ui) {
            let each = match self.mended.is_empty() {
                true => "",
                false => ui.of(" (`--all` shows each)", "（`--all` 逐条列出）"),
            };
            let _ = writeln!(out, "{total}{each}");
        }
        out
    }
}

/// Every finding with the lines it stands in, in the order of the texts, `width` columns wide: `findings[n]` are those
/// of `texts[n]`.
///
/// A line wider than that is cut around the place. The last line says how many there are.
pub fn findings(texts: &[Text], findings: &[Vec<Reviewed>], view: View) -> String {
    let mut out = each(texts, findings, view);
    if let Some(total) = total(findings, view.ui) {
        let _ = writeln!(out, "{total}");
    }
    out
}

/// The same without the last line.
pub fn each(texts: &[Text], findings: &[Vec<Reviewed>], view: View) -> String {
    let lines: Vec<_> = texts.iter().map(|text| text.document.lines()).collect();
    let mut out = String::new();
    for (number, found) in findings.iter().enumerate().take(texts.len()) {
        for finding in found {
            one(&mut out, texts, &lines, number, finding, view);
            out.push('\n');
        }
    }
    out
}

/// A finding in the text numbered `number` with the line it stands in, and what the other texts have in the
/// same one of `rows`: what a person needs to decide on it, `width` columns wide.
pub fn question(texts: &[Text], rows: &[Row], number: usize, finding: &Reviewed, view: View) -> String {
    let lines: Vec<_> = texts.iter().map(|text| text.document.lines()).collect();
    let mut out = String::new();
    one(&mut out, texts, &lines, number, finding, view);
    let sentence = texts[number].document.sentence_at(finding.span.start);
    let row = sentence.and_then(|sentence| rows.iter().find(|row| row.cells[number].contains(&sentence)));
    for (text, cell) in row
        .iter()
        .flat_map(|row| texts.iter().zip(&row.cells).enumerate())
        .filter_map(|(other, (text, cell))| (other != number && !cell.is_empty()).then_some((text, cell)))
    {
        let words = text.document.sentences(cell.clone());
        let name = format!("  {}: ", safe(text.name));
        let margin = " ".repeat(columns(&name));
        for (n, line) in wrap(&safe(&words), view.width.saturating_sub(margin.len())).iter().enumerate() {
            let _ = writeln!(out, "{}{line}", if n == 0 { paint(BLUE, &name) } else { margin.clone() });
        }
    }
    out
}

/// A finding with the line it stands in.
fn one(out: &mut String, texts: &[Text], lines: &[Lines], number: usize, finding: &Reviewed, view: View) {
    let View { width, ui } = view;
    let style = style(finding.severity);
    let head = paint(style.bold(), format_args!("{}[{}]", finding.severity.label(ui), finding.rule));
    let message = finding.message.in_(ui);
    let _ = writeln!(out, "{head}{}", paint(BOLD, format_args!("{}{}", ui.of(": ", "："), safe(&message))));
    let last = |text: usize, span: Span| lines[text].place(span.end).line;
    let related = || finding.related.iter().filter_map(|other| Some((place_of(texts, other.text)?, other)));
    let ends = related().map(|(text, related)| last(text, related.span));
    let largest = ends.chain([last(number, finding.span)]).max().unwrap_or(1);
    let page = Page { texts, lines, gutter: largest.to_string().len(), width, ui };
    let pointer = Pointer { arrow: "-->", mark: "^", style, label: "" };
    page.show(out, number, finding.span, &pointer);
    for (text, related) in related() {
        let message = related.message.in_(ui);
        let label = &safe(&message);
        let pointer = Pointer { arrow: ":::", mark: "-", style: BLUE, label };
        page.show(out, text, related.span, &pointer);
    }
    if let Some(help) = help(finding, ui) {
        let margin = " ".repeat(page.gutter);
        let _ = writeln!(out, "{margin} {} {help}", paint(FRAME, "="));
    }
}

/// Findings, a line each: path, line, column, severity, rule, message.
pub fn concise(texts: &[Text], findings: &[Vec<Reviewed>], ui: Ui) -> String {
    let mut out = String::new();
    for (text, found) in texts.iter().zip(findings) {
        let lines = text.document.lines();
        for finding in found {
            let place = lines.place(finding.span.start);
            let rule = paint(
                style(finding.severity).bold(),
                format_args!("{}[{}]", finding.severity.label(ui), finding.rule),
            );
            let message = finding.message.in_(ui);
            let (path, message) = (safe(text.path), safe(&message));
            let page = page(text, finding.span, ui);
            let _ = writeln!(
                out,
                "{}:{}:{}:{page} {rule} {message}",
                paint(BOLD, path),
                place.line,
                place.column
            );
        }
    }
    out
}

/// How many findings of each severity there are, and how many `clean` would mend; `None` for none.
pub(super) fn total(findings: &[Vec<Reviewed>], ui: Ui) -> Option<String> {
    let mut total = Total::default();
    findings.iter().for_each(|found| total.add(found));
    total.said(ui)
}

/// How many findings there were so far.
#[derive(Clone, Copy, Debug, Default)]
pub struct Total {
    errors: usize,
    warnings: usize,
    remarks: usize,
    mended: usize,
}

impl Total {
    /// Counts `found` too.
    pub fn add(&mut self, found: &[Reviewed]) {
        for finding in found {
            *match finding.severity {
                Severity::Error => &mut self.errors,
                Severity::Warning => &mut self.warnings,
                Severity::Info => &mut self.remarks,
            } += 1;
            self.mended += usize::from(finding.is_approved());
        }
    }

    /// How many of each severity there were, and how many `clean` would mend, in a line without its end; `None` for
    /// none.
    pub fn said(&self, ui: Ui) -> Option<String> {
        let counts = [
            (self.errors, "error", "错误"),
            (self.warnings, "warning", "警告"),
            (self.remarks, "remark", "提示"),
        ];
        let said = counts.into_iter().filter(|(n, ..)| *n > 0);
        let said = said.map(|(n, en, zh)| ui.of(count(n, en, zh).in_(ui), format!("{zh} {n} 处")));
        let said: Vec<_> = said.collect();
        if said.is_empty() {
            return None;
        }
        let said = said.join(ui.of(", ", "，"));
        let mends = match self.mended {
            0 => return Some(said),
            safe => {
                say!(en: "; `duizhao clean` mends {safe}", zh: "；其中 {safe} 处可用 `duizhao clean` 自动修正", safe)
            }
        };
        Some(said + &mends.in_(ui))
    }
}

/// The page on which `span` begins, to stand after its line and column.
fn page(text: &Text, span: Span, ui: Ui) -> String {
    let page = text.page(span.start);
    page.map_or(String::new(), |page| ui.of(format!(" page {page}"), format!(" 第 {page} 页")))
}

fn style(severity: Severity) -> Style {
    match severity {
        Severity::Error => RED,
        Severity::Warning => YELLOW,
        Severity::Info => CYAN,
    }
}

fn help(finding: &Reviewed, ui: Ui) -> Option<String> {
    let fix = finding.fix.as_ref()?;
    let new = paint(GREEN, format_args!("`{}`", safe(&fix.replacement)));
    let what = match (finding.span.is_empty(), fix.replacement.is_empty(), finding.is_approved()) {
        (_, true, true) => say!(en: "remove it", zh: "删去"),
        (_, true, false) => say!(en: "perhaps remove it", zh: "似可删去"),
        (true, _, true) => say!(en: "insert {new}", zh: "补 {new}", new),
        (true, _, false) => say!(en: "perhaps insert {new}", zh: "似可补 {new}", new),
        (false, _, true) => say!(en: "write {new}", zh: "改作 {new}", new),
        (false, _, false) => say!(en: "perhaps {new}", zh: "似应作 {new}", new),
    };
    let does = if finding.is_approved() {
        ui.of("; `duizhao clean` does", "（`duizhao clean` 自动修正）")
    } else {
        ""
    };
    Some(format!("{}{}{does}", paint(BOLD, ui.of("help: ", "改法：")), what.in_(ui)))
}

/// How the lines of one finding are set.
struct Page<'a> {
    texts: &'a [Text<'a>],
    lines: &'a [Lines<'a>],
    /// Digits of the largest line number.
    gutter: usize,
    width: usize,
    ui: Ui,
}

/// How a place is pointed out.
struct Pointer<'a> {
    arrow: &'a str,
    mark: &'a str,
    style: Style,
    label: &'a str,
}

impl Page<'_> {
    /// The place of `span` and its first line, also its last if that is another, with marks under it.
    fn show(&self, out: &mut String, text: usize, span: Span, pointer: &Pointer) {
        let Region { start, end } = Region::of(&self.lines[text], span);
        let margin = " ".repeat(self.gutter);
        let (arrow, path) = (paint(FRAME, pointer.arrow), safe(self.texts[text].path));
        let _ = writeln!(
            out,
            "{margin}{arrow} {path}:{}:{}{}",
            start.line,
            start.column,
            page(&self.texts[text], span, self.ui)
        );
        let _ = writeln!(out, "{margin} {}", paint(FRAME, "|"));
        // A span that ends before the first character of a line has nothing on that line.
        if start.line == end.line || end.column == 1 {
            let to = if start.line == end.line { end.column } else { usize::MAX };
            self.line(out, text, start.line, span.start, start.column..to, pointer);
            return;
        }
        let first = Pointer { label: "", ..*pointer };
        self.line(out, text, start.line, span.start, start.column..usize::MAX, &first);
        if end.line > start.line + 1 {
            let _ = writeln!(out, "{}", paint(FRAME, "..."));
        }
        self.line(out, text, end.line, self.lines[text].start(end.line), 1..end.column, pointer);
    }

    /// Line `number` with marks under `columns`, cut to what fits around them; `offset` is the byte of
    /// the text at which the marks begin.
    fn line(
        &self,
        out: &mut String,
        text: usize,
        number: usize,
        offset: usize,
        columns: Range<usize>,
        pointer: &Pointer,
    ) {
        let room = self.width.saturating_sub(self.gutter + 3).max(20);
        let lines = &self.lines[text];
        let (line, marked) = near(lines.line(number), offset - lines.start(number), columns.len(), room);
        let (line, marks) = cut(line, marked, room);
        let _ = writeln!(out, "{} {line}", paint(FRAME, format_args!("{number:>0$} |", self.gutter)));
        let under = paint(pointer.style.bold(), pointer.mark.repeat(marks.len()));
        let label = if pointer.label.is_empty() {
            String::new()
        } else {
            paint(pointer.style, format_args!(" {}", pointer.label))
        };
        let (margin, bar) = (" ".repeat(self.gutter), paint(FRAME, "|"));
        let _ = writeln!(out, "{margin} {bar} {}{under}{label}", " ".repeat(marks.start));
    }
}

/// What of `line` can be seen at all where `room` characters fit around the `length` scalar values at byte
/// `offset`, and which bytes of that they are, with all of each character that they touch: a line may be a whole book.
fn near(line: &str, offset: usize, length: usize, room: usize) -> (&str, Range<usize>) {
    let offset = offset.min(line.len());
    let end = line[offset..].char_indices().nth(length.min(room)).map_or(line.len(), |(at, _)| offset + at);
    let is_border = |&at: &usize| line.is_char_boundary(at) && grapheme::is_border(line, at);
    let start = (0..=offset).rev().find(is_border).unwrap_or(0);
    let end = (end..line.len()).find(is_border).unwrap_or(line.len());
    let from = grapheme::before_last(&line[..start], room);
    let to = end + grapheme::first(&line[end..], room);
    (&line[from..to], start - from..end - from)
}

/// What of `line` fits in `room` columns around its bytes `marked`, made safe, and which columns of
/// that they take; at least one. No character is cut.
fn cut(line: &str, marked: Range<usize>, room: usize) -> (String, Range<usize>) {
    let cells: Vec<(usize, &str)> = grapheme::characters(line).collect();
    let shown: Vec<String> = cells
        .iter()
        .map(|(_, character)| {
            let mut out = String::new();
            character.chars().for_each(|c| safe::push(&mut out, c));
            out
        })
        .collect();
    let cell = |byte: usize| cells.partition_point(|&(at, _)| at < byte);
    let marked = cell(marked.start)..cell(marked.end);
    let wide = |cells: &[String]| cells.iter().map(|cell| columns(cell)).sum::<usize>();
    let (mut from, mut to) = (0, shown.len());
    if wide(&shown) > room {
        // An ellipsis at each end takes a column; a third of what is left goes before the marks.
        let room = room - 2;
        let mut used = wide(&shown[marked.clone()]).min(room);
        let before = (room - used) / 3;
        from = marked.start;
        let mut taken = 0;
        while from > 0 && taken + columns(&shown[from - 1]) <= before {
            from -= 1;
            taken += columns(&shown[from]);
        }
        used += taken;
        to = marked.end;
        while wide(&shown[marked.start..to]) > room {
            to -= 1;
        }
        while to < shown.len() && used + columns(&shown[to]) <= room {
            used += columns(&shown[to]);
            to += 1;
        }
    }
    let mut out = String::new();
    if from > 0 {
        out.push('…');
    }
    let start = columns(&out) + wide(&shown[from..marked.start]);
    let end = start + wide(&shown[marked.start..marked.end.min(to).max(marked.start)]);
    out.extend(shown[from..to].iter().map(String::as_str));
    if to < shown.len() {
        out.push('…');
    }
    (out.trim_end().to_owned(), start..end.max(start + 1))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{chinese, english, plain};
    use super::*;
    use crate::finding::{Finding, Related, TextId};
    use crate::message::{Message, SOME};
    use crate::text::{Document, Language};

    const NONE: &[Message] = &[];

    fn text<'a>(path: &'a str, document: &'a Document) -> Text<'a> {
        let id = TextId(usize::from(path == "en.txt"));
        Text { id, name: path, path, document, role: &SOME, encoding: &SOME, said: NONE, pages: &[] }
    }

    /// The finding at `marked` in `zh.txt`, with `fix`, in 40 columns.
    fn check(content: &str, marked: &str, fix: &str, expected: &str) {
        let document = Document::new(content.into(), Language::new("zh"));
        let start = content.find(marked).expect("the marked text");
        let span = Span::new(start, start + marked.len());
        let finding =
            Finding::new("doubled-character", Severity::Error, span, "`国` is doubled").safe_fix(fix);
        let shown = findings(&[text("zh.txt", &document)], &[vec![finding.into()]], english(40));
        assert_eq!(plain(&shown), expected.strip_prefix('\n').unwrap_or(expected));
    }

    #[test]
    fn speaks_chinese() {
        let document = Document::new("一\n成员国国同意,散会\n".into(), Language::new("zh"));
        let at = |words: &str| {
            let start = document.text().find(words).expect("the marked text");
            Span::new(start, start + words.len())
        };
        let doubled = say!(en: "`国国` may be `国` read twice", zh: "“国国”疑衍一“国”字");
        let comma = say!(en: "half-width `,`", zh: "中文里的半角 `,` 应作 `，`");
        let found = vec![
            Reviewed::from(
                Finding::new("doubled-character", Severity::Warning, at("国国"), doubled).guess("国"),
            ),
            Reviewed::from(Finding::new("half-width-mark", Severity::Info, at(","), comma).safe_fix("，")),
        ];
        let texts = [text("zh.txt", &document)];
        assert_eq!(
            plain(&digest(&texts, std::slice::from_ref(&found), chinese(80))),
            "警告[doubled-character]：“国国”疑衍一“国”字
 --> zh.txt:2:3
  |
2 | 成员国国同意,散会
  |     ^^^^
  = 改法：似应作 `国`

half-width-mark：1 处，第 2 行

警告 1 处，提示 1 处；其中 1 处可用 `duizhao clean` 自动修正（`--all` 逐条列出）
"
        );
        assert_eq!(
            plain(&concise(&texts, &[found], Ui::Zh)),
            "zh.txt:2:3: 警告[doubled-character] “国国”疑衍一“国”字
zh.txt:2:7: 提示[half-width-mark] 中文里的半角 `,` 应作 `，`
"
        );
    }

    #[test]
    fn marks_the_right_columns() {
        check(
            "一\n成员国国同意\n",
            "国国",
            "国",
            "
error[doubled-character]: `国` is doubled
 --> zh.txt:2:3
  |
2 | 成员国国同意
  |     ^^^^
  = help: write `国`; `duizhao clean` does

1 error; `duizhao clean` mends 1
",
        );
    }

    #[test]
    fn cuts_a_long_line_around_the_place() {
        check(
            &format!("{}国国{}", "前".repeat(60), "后".repeat(60)),
            "国国",
            "",
            "
error[doubled-character]: `国` is doubled
 --> zh.txt:1:61
  |
1 | …前前前前前国国后后后后后后后后后后…
  |            ^^^^
  = help: remove it; `duizhao clean` does

1 error; `duizhao clean` mends 1
",
        );
    }

    #[test]
    fn no_character_is_cut_or_marked_in_part() {
        check(
            "cafe\u{301}s",
            "\u{301}",
            "x",
            "
error[doubled-character]: `国` is doubled
 --> zh.txt:1:5
  |
1 | cafe\u{301}s
  |    ^
  = help: write `x`; `duizhao clean` does

1 error; `duizhao clean` mends 1
",
        );
        let (before, after) = ("e\u{301}".repeat(10), "e\u{301}".repeat(20));
        check(
            &format!("{}国国{}", "e\u{301}".repeat(60), "e\u{301}".repeat(60)),
            "国国",
            "",
            &format!(
                "
error[doubled-character]: `国` is doubled
 --> zh.txt:1:121
  |
1 | …{before}国国{after}…
  |            ^^^^
  = help: remove it; `duizhao clean` does

1 error; `duizhao clean` mends 1
"
            ),
        );
    }

    #[test]
    fn spells_out_what_would_act_on_the_terminal() {
        check(
            "\u{1b}[2J国国\u{202e}",
            "国国",
            "国",
            "
error[doubled-character]: `国` is doubled
 --> zh.txt:1:5
  |
1 | \\u{1b}[2J国国\\u{202e}
  |          ^^^^
  = help: write `国`; `duizhao clean` does

1 error; `duizhao clean` mends 1
",
        );
    }

    #[test]
    fn shows_the_first_and_the_last_line_of_a_long_place() {
        check(
            "甲乙\n丙\n丁戊\n",
            "乙\n丙\n丁",
            "",
            "
error[doubled-character]: `国` is doubled
 --> zh.txt:1:2
  |
1 | 甲乙
  |   ^^
...
3 | 丁戊
  | ^^
  = help: remove it; `duizhao clean` does

1 error; `duizhao clean` mends 1
",
        );
    }

    #[test]
    fn shows_what_another_text_says() {
        let zh = Document::new("一百二十国".into(), Language::new("zh"));
        let en = Document::new("By 112 states".into(), Language::new("en"));
        let finding = Finding::new("number-differs", Severity::Warning, Span::new(0, 12), "number differs")
            .seen(Related { text: TextId(1), span: Span::new(3, 6), message: "`112` here".into() });
        let texts = [text("zh.txt", &zh), text("en.txt", &en)];
        let found = [vec![finding.into()]];
        assert_eq!(
            plain(&findings(&texts, &found, english(80))),
            "warning[number-differs]: number differs
 --> zh.txt:1:1
  |
1 | 一百二十国
  | ^^^^^^^^
 ::: en.txt:1:4
  |
1 | By 112 states
  |    --- `112` here

1 warning
"
        );
        assert_eq!(
            plain(&concise(&texts, &found, Ui::En)),
            "zh.txt:1:1: warning[number-differs] number differs\n"
        );
    }

    #[test]
    fn a_digest_shows_what_must_be_decided_and_counts_the_rest() {
        let document = Document::new("各国国,同意,\n签署,\n".into(), Language::new("zh"));
        let at = |words: &str, nth: usize| {
            let (start, _) = document.text().match_indices(words).nth(nth).expect("the words");
            Span::new(start, start + words.len())
        };
        let mark = |nth| {
            Finding::new("half-width-mark", Severity::Warning, at(",", nth), "half-width `,`").safe_fix("，")
        };
        let finding =
            Finding::new("doubled-character", Severity::Error, at("国国", 0), "`国` is doubled").guess("国");
        let found = [[finding, mark(0), mark(1), mark(2)].map(Reviewed::from).to_vec()];
        let expected = "error[doubled-character]: `国` is doubled
 --> zh.txt:1:2
  |
1 | 各国国,同意,
  |   ^^^^
  = help: perhaps `国`

half-width-mark: 3 places, lines 1-2

1 error, 3 warnings; `duizhao clean` mends 3 (`--all` shows each)
";
        assert_eq!(plain(&digest(&[text("zh.txt", &document)], &found, english(40))), expected);
        assert_eq!(digest(&[text("zh.txt", &document)], &[Vec::new()], english(40)), "");
    }

    #[test]
    fn a_question_shows_what_the_others_have() {
        let zh = Document::new("各国国同意。".into(), Language::new("zh"));
        let en = Document::new("All the many states of the lakes agree.".into(), Language::new("en"));
        let texts = [text("zh.txt", &zh), text("en.txt", &en)];
        let rows = [Row { cells: vec![0..1, 0..1], confidence: 0.9 }];
        let span = Span::new(3, 9);
        let finding =
            Finding::new("doubled-character", Severity::Warning, span, "`国` is doubled").guess("国");
        assert_eq!(
            plain(&question(&texts, &rows, 0, &finding.into(), english(30))),
            "warning[doubled-character]: `国` is doubled
 --> zh.txt:1:2
  |
1 | 各国国同意。
  |   ^^^^
  = help: perhaps `国`
  en.txt: All the many states
          of the lakes agree.
"
        );
    }
}
