//! An alignment as a table, a row a bead.

use std::fmt::Write;
use std::ops::Range;

use anstyle::Style;

use super::super::Text;
use super::safe::safe;
use super::wrap::{columns, pad, wrap};
use super::{BOLD, DIM, RED, View, YELLOW, paint};
use crate::align::{Alignment, Crossing};
use crate::message::{Message, count};
use crate::say;
use crate::witness::Row;

/// Columns for row number, confidence and shape.
const GUTTER: usize = 10;
/// The narrowest column in which a text can be read; narrower, and the texts stand below each other.
const NARROWEST: usize = 16;

/// The table of an alignment, `width` columns wide: `alignments` and `rows` as an examination holds them.
///
/// Texts without a sentence in any row (revisions, which are not aligned) have no column. Rows count
/// from 1; under the number stands the shape where it is not one sentence to each.
pub fn alignment(texts: &[Text], alignments: &[Option<Alignment>], rows: &[Row], view: View) -> String {
    let View { width, ui } = view;
    let shown: Vec<usize> =
        (0..texts.len()).filter(|&n| rows.iter().any(|row| !row.cells[n].is_empty())).collect();
    let mut out = String::new();
    if shown.is_empty() {
        return out;
    }
    let room = width.saturating_sub(GUTTER + 3 * shown.len());
    if room / shown.len() >= NARROWEST {
        side_by_side(&mut out, texts, &shown, rows, room / shown.len());
    } else {
        stacked(&mut out, texts, &shown, rows, width);
    }
    for (text, alignment) in texts.iter().zip(alignments) {
        for crossing in alignment.iter().flat_map(Alignment::crossings) {
            let _ = writeln!(out, "{}", moved(text.name, crossing).in_(ui));
        }
    }
    let gaps = rows.iter().filter(|row| shown.iter().any(|&n| row.cells[n].is_empty())).count();
    let ones = rows.iter().filter(|row| shown.iter().all(|&n| row.cells[n].len() == 1)).count();
    let mean = rows.iter().map(|row| row.confidence).sum::<f32>() / rows.len() as f32;
    let _ = writeln!(
        out,
        "{}",
        say!(
            en: "{rows}: {ones} one to one, {gaps} with a gap; mean confidence {mean}",
            zh: "共 {rows}：一句对一句 {ones} 行，无对应 {gaps} 行；平均置信度 {mean}",
            rows = count(rows.len(), "row", "行"),
            ones,
            gaps,
            mean = format!("{mean:.2}")
        )
        .in_(ui)
    );
    out
}

/// That a passage of the text called `name` stands elsewhere than what it renders.
fn moved(name: &str, crossing: &Crossing) -> Message {
    let (name, source, target) = (safe(name), run(&crossing.source), run(&crossing.target));
    let confidence = format!("{:.2}", crossing.confidence);
    match crossing.target.len() {
        1 => say!(
            en: "moved in {name}: sentence {target} renders {source} ({confidence})",
            zh: "`{name}` 有移位：第 {target} 句对应原文第 {source} 句（{confidence}）",
            name,
            target,
            source,
            confidence
        ),
        _ => say!(
            en: "moved in {name}: sentences {target} render {source} ({confidence})",
            zh: "`{name}` 有移位：第 {target} 句对应原文第 {source} 句（{confidence}）",
            name,
            target,
            source,
            confidence
        ),
    }
}

/// Sentences counted from 1: `57`, `57-59`.
fn run(sentences: &Range<usize>) -> String {
    match sentences.len() {
        1 => sentences.end.to_string(),
        _ => format!("{}-{}", sentences.start + 1, sentences.end),
    }
}

fn side_by_side(out: &mut String, texts: &[Text], shown: &[usize], rows: &[Row], room: usize) {
    let bar = paint(DIM, "│");
    let line = |out: &mut String, gutter: &str, cells: &[String]| {
        let cells = cells.join(&format!(" {bar} "));
        let _ = writeln!(out, "{}", format!("{gutter} {bar} {cells}").trim_end());
    };
    let names = shown.iter().map(|&n| padded(BOLD, &first_line(texts[n].name, room), room));
    line(out, &" ".repeat(GUTTER), &names.collect::<Vec<_>>());
    let rule = "─".repeat(room + 2);
    let rules = vec![rule; shown.len()].join("┼");
    let _ = writeln!(out, "{}", paint(DIM, format_args!("{}┼{rules}", "─".repeat(GUTTER + 1))));
    for (number, row) in rows.iter().enumerate() {
        let cells: Vec<Vec<String>> = shown.iter().map(|&n| cell(&texts[n], n, row, room)).collect();
        let gutter = [
            format!("{:>5} {}", number + 1, confidence(row)),
            paint(DIM, format_args!("{:>GUTTER$}", shape(row, shown))),
        ];
        let filled = if shape(row, shown).is_empty() { 1 } else { 2 };
        let height = cells.iter().map(Vec::len).chain([filled]).max().unwrap_or(1);
        for n in 0..height {
            let part: Vec<String> = cells
                .iter()
                .map(|cell| match cell.get(n) {
                    Some(line) if line == GAP => padded(DIM, line, room),
                    Some(line) => pad(line, room),
                    None => " ".repeat(room),
                })
                .collect();
            let blank = " ".repeat(GUTTER);
            line(out, gutter.get(n).unwrap_or(&blank), &part);
        }
    }
}

/// `text` in `style` and spaces, which have none and so can be cut from the end of a line.
fn padded(style: Style, text: &str, room: usize) -> String {
    paint(style, text) + &" ".repeat(room.saturating_sub(columns(text)))
}

fn stacked(out: &mut String, texts: &[Text], shown: &[usize], rows: &[Row], width: usize) {
    let names: Vec<_> = shown.iter().map(|&n| first_line(texts[n].name, width / 3)).collect();
    let margin = names.iter().map(|name| columns(name)).max().unwrap_or(0) + 1;
    for (number, row) in rows.iter().enumerate() {
        let _ = writeln!(out, "{} {} {}", number + 1, confidence(row), paint(DIM, shape(row, shown)));
        for (&n, name) in shown.iter().zip(&names) {
            for (k, line) in cell(&texts[n], n, row, width.saturating_sub(margin)).iter().enumerate() {
                let name = pad(if k == 0 { name } else { "" }, margin);
                let _ = writeln!(out, "{}{line}", paint(BOLD, name));
            }
        }
    }
}

const GAP: &str = "—";

fn cell(text: &Text, number: usize, row: &Row, room: usize) -> Vec<String> {
    let sentences = row.cells[number].clone();
    if sentences.is_empty() {
        return vec![GAP.to_owned()];
    }
    wrap(&safe(&text.document.sentences(sentences)), room)
}

fn first_line(text: &str, room: usize) -> String {
    wrap(&safe(text), room).swap_remove(0)
}

fn shape(row: &Row, shown: &[usize]) -> String {
    if shown.iter().all(|&n| row.cells[n].len() == 1) {
        return String::new();
    }
    shown.iter().map(|&n| row.cells[n].len().to_string()).collect::<Vec<_>>().join("-")
}

fn confidence(row: &Row) -> String {
    let style = match row.confidence {
        c if c < 0.5 => RED,
        c if c < 0.7 => YELLOW,
        _ => DIM,
    };
    paint(style, format_args!("{:.2}", row.confidence))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{english, plain};
    use super::*;
    use crate::finding::TextId;
    use crate::message::{Message, SOME};
    use crate::text::{Document, Language};

    fn check(width: usize, expected: &str) {
        let zh = Document::from_lines("会议在撒马尔罕举行。\n完。\n".into(), Language::new("zh"));
        let en = Document::from_lines("The meeting took place\nin Samarkand.\n".into(), Language::new("en"));
        let said: &[Message] = &[];
        let texts = [("zh", &zh), ("en", &en)].map(|(name, document)| Text {
            id: TextId(usize::from(name == "en")),
            name,
            path: name,
            document,
            role: &SOME,
            encoding: &SOME,
            said,
            pages: &[],
        });
        let rows = [
            Row { cells: vec![0..1, 0..2], confidence: 0.93 },
            Row { cells: vec![1..2, 2..2], confidence: 0.4 },
        ];
        assert_eq!(plain(&alignment(&texts, &[None, None], &rows, english(width))), expected);
    }

    #[test]
    fn numbers_sentences_as_people_do() {
        assert_eq!(run(&(56..57)), "57");
        assert_eq!(run(&(56..59)), "57-59");
    }

    #[test]
    fn sets_texts_side_by_side() {
        check(
            54,
            "           │ zh                  │ en
───────────┼─────────────────────┼─────────────────────
    1 0.93 │ 会议在撒马尔罕举    │ The meeting took
       1-2 │ 行。                │ place in Samarkand.
    2 0.40 │ 完。                │ —
       1-0 │                     │
2 rows: 0 one to one, 1 with a gap; mean confidence 0.67
",
        );
    }

    #[test]
    fn stacks_them_where_there_is_no_room() {
        check(
            30,
            "1 0.93 1-2
zh 会议在撒马尔罕举行。
en The meeting took place in
   Samarkand.
2 0.40 1-0
zh 完。
en —
2 rows: 0 one to one, 1 with a gap; mean confidence 0.67
",
        );
    }
}
