//! What the tables (TSV, CSV, XLSX) have in common: their columns.
//!
//! The row's number comes first and stays with the row when a person sorts or filters; then its shape
//! and confidence; then a column for each text, headed by its language.

use super::error::{Error, Result};
use super::parallel::{self, Cell, Column, Judged, Parallel, Row};
use crate::message::Ui;
use crate::review::Status;
use crate::say;
use crate::text::Language;

/// Columns before the texts.
pub(super) const LEADING: [&str; 3] = ["row", "shape", "confidence"];

/// The same in a workbook for a person who reads Chinese.
const LEADING_ZH: [&str; 3] = ["行", "句数", "置信度"];

/// Columns before the texts, as a person reads them.
pub(super) fn leading(ui: Ui) -> [&'static str; 3] {
    ui.of(LEADING, LEADING_ZH)
}

/// Whether a table that begins with these fields was written here.
fn is_ours(first: &[String]) -> bool {
    let begins = |names: [&str; 3]| first.iter().zip(names).all(|(field, name)| field == name);
    first.len() > LEADING.len() && (begins(LEADING) || begins(LEADING_ZH))
}

/// Columns after the texts, where a person has said something of the rows.
pub(super) const TRAILING: [&str; 3] = ["status", "note", "id"];

/// How a status is written in a table: in the language of most who fill it in, and as programs have it.
pub(super) const STATUSES: [&str; 4] = ["确认", "存疑", "confirmed", "doubtful"];

/// The status of that name; nothing said where it is empty or another word.
fn status(word: &str) -> Status {
    match word.trim().to_lowercase().as_str() {
        "确认" | "已确认" | "確認" | "已確認" | "confirmed" | "ok" | "yes" | "✓" => {
            Status::Confirmed
        }
        "存疑" | "doubtful" | "?" | "？" => Status::Doubtful,
        "已改" | "edited" => Status::Edited,
        _ => Status::Open,
    }
}

/// Whether a person has said something of some row.
pub(super) fn is_judged(parallel: &Parallel) -> bool {
    parallel.rows.iter().any(|row| row.judged.is_some())
}

/// The fields after the texts, where the cells read as `words`.
pub(super) fn trailing(row: &Row, words: &[String]) -> [String; 3] {
    let judged = row.judged.as_deref();
    let status = judged.map(|judged| judged.status).filter(|status| *status != Status::Open);
    let numbers: Vec<&[usize]> = row.cells.iter().map(|cell| &*cell.numbers).collect();
    [
        status.map_or(String::new(), |status| status.name().to_owned()),
        judged.map_or(String::new(), |judged| judged.note.clone()),
        parallel::id(&numbers, words),
    ]
}

/// The heading of each text: its language, or its name too where two are in one language.
pub(super) fn headings(parallel: &Parallel) -> Vec<String> {
    let columns = &parallel.columns;
    let alone = |column: &Column| columns.iter().filter(|c| c.language == column.language).count() == 1;
    let heading = |column: &Column| {
        if alone(column) {
            column.language.tag().to_owned()
        } else {
            format!("{} {}", column.language, column.name)
        }
    };
    columns.iter().map(heading).collect()
}

/// All headings.
pub(super) fn all_headings(parallel: &Parallel) -> Vec<String> {
    let trailing = if is_judged(parallel) { &TRAILING[..] } else { &[] };
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    [own(&LEADING), headings(parallel), own(trailing)].concat()
}

/// The fields of the row numbered `number`.
pub(super) fn fields(parallel: &Parallel, number: usize, row: &Row) -> Vec<String> {
    let confidence = row.confidence.map_or(String::new(), |confidence| format!("{confidence:.2}"));
    let mut fields = vec![(number + 1).to_string(), row.shape(), confidence];
    let cells = row.cells.iter().zip(&parallel.columns);
    let words: Vec<String> = cells.map(|(cell, column)| cell.line(&column.language)).collect();
    let trailing = is_judged(parallel).then(|| trailing(row, &words));
    fields.extend(words);
    fields.extend(trailing.into_iter().flatten().map(|field| field.replace(['\t', '\n', '\r'], " ")));
    fields
}

/// What a spreadsheet takes for the beginning of a formula, full-width forms included.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would reckon with `field`, or would if the marks against that were not before it.
fn is_formula(field: &str) -> bool {
    field.trim_start_matches('\'').starts_with(FORMULA)
}

/// `field` so that a spreadsheet takes it for words: with a `'` before what it would take for a formula.
pub fn guarded(field: String) -> String {
    if is_formula(&field) { format!("'{field}") } else { field }
}

/// `field` without the `'` that [`guarded`] sets.
pub(super) fn unguarded(field: &str) -> &str {
    field.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(field)
}

/// Reads the records of a table, each with its line, from 1. The first of which may be ours or a row of languages; without either,
/// every field is a text.
pub(super) fn read(
    path: &str,
    mut records: impl Iterator<Item = (usize, Result<Vec<String>>)>,
) -> Result<Parallel<'static>> {
    let Some((first_line, first)) = records.next() else {
        return Err(Error::content(path, say!(en: "is empty", zh: "是空的")));
    };
    let first = first?;
    let ours = is_ours(&first);
    let skip = if ours { LEADING.len() } else { 0 };
    let judged =
        ours && first.len() > LEADING.len() + TRAILING.len() && first.ends_with(&TRAILING.map(str::to_owned));
    let trailing = if judged { TRAILING.len() } else { 0 };
    let headed = ours || first.iter().all(|field| heading(field).is_some());
    let columns: Vec<Column> = first[skip..first.len() - trailing]
        .iter()
        .enumerate()
        .map(|(n, field)| match heading(field).filter(|_| headed) {
            Some(column) => column,
            None => Column::new(format!("text {}", n + 1), Language::new("und")),
        })
        .collect();
    if columns.len() < 2 {
        return Err(Error::at_line(
            path,
            first_line,
            say!(
                en: "only one column; a table of texts has two or more",
                zh: "只有一列；文本表格至少两列"
            ),
        ));
    }
    let mut next = vec![0; columns.len()];
    let mut rows = Vec::new();
    let body = if headed { None } else { Some((first_line, Ok(first))) };
    for (line, record) in body.into_iter().chain(records) {
        let mut record = record?;
        let count = skip + columns.len() + trailing;
        // A spreadsheet leaves out empty cells at the end of a row.
        if judged && (skip + 1..count).contains(&record.len()) {
            record.resize(count, String::new());
        }
        if record.len() != count {
            let message = say!(
                en: "{fields} fields where the first line has {first}",
                zh: "有 {fields} 格，而首行有 {first} 格",
                fields = record.len(),
                first = count
            );
            return Err(Error::at_line(path, line, message));
        }
        let mut said = record.split_off(skip + columns.len()).into_iter();
        let judged = said.next().map(|word| {
            let (note, id) = (said.next().unwrap_or_default(), said.next().unwrap_or_default());
            Box::new(Judged { status: status(&word), note: note.trim().to_owned(), id: id.trim().to_owned() })
        });
        let confidence = if ours { record[2].parse().ok() } else { None };
        let cells = cells(record.into_iter().skip(skip), &mut next);
        rows.push(Row { cells, confidence, judged, ..Row::default() });
    }
    Ok(Parallel { columns, rows, encoder: None })
}

/// The words of a row as cells; `next` is the number of each text's next sentence.
pub(super) fn cells(words: impl Iterator<Item = String>, next: &mut [usize]) -> Vec<Cell<'static>> {
    let cell = |(words, next): (String, &mut usize)| {
        if words.trim().is_empty() {
            return Cell::default();
        }
        *next += 1;
        Cell { numbers: vec![*next - 1], sentences: vec![words.into()], span: None }
    };
    words.zip(next).map(cell).collect()
}

/// Whether a table with this first record says in it what texts its columns are.
pub(super) fn is_headed(first: &[String]) -> bool {
    let ours = is_ours(first);
    ours || first.len() > 1 && first.iter().all(|field| heading(field).is_some())
}

/// The text that a heading is of, if it is one: a language, or a language and a name.
pub(super) fn heading(field: &str) -> Option<Column> {
    let field = field.trim();
    let (tag, name) = field.split_once(' ').unwrap_or((field, field));
    // With a name after it the tag is as we write it: `It is` begins a sentence.
    let is_ours = tag == field || !name.contains(' ') && tag.starts_with(|c: char| c.is_ascii_lowercase());
    if is_ours && (tag == "und" || super::text::is_language_tag(tag)) {
        return Some(Column::new(name, Language::new(tag)));
    }
    // `Chinese`, `中文`, `English text`: as people head their tables. A short word of a sentence may be a code too.
    let mut words = field.split([' ', '(', '（']);
    let word = words.next().unwrap_or(field);
    let is_short = words.count() <= 1 && !field.ends_with(['.', '。', '!', '?', '！', '？']);
    let by_word = |word: &str| (is_short && word.len() > 3).then(|| Language::parse(word).ok()).flatten();
    let language = Language::parse(field).ok().or_else(|| by_word(word))?;
    Some(Column::new(field, language))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_a_language_as_people_do() {
        #[track_caller]
        fn check(field: &str, tag: Option<&str>) {
            assert_eq!(
                heading(field).map(|column| column.language.tag().to_owned()).as_deref(),
                tag,
                "{field}"
            );
        }
        check("zh", Some("zh"));
        check("zh scan.txt", Some("zh"));
        check("Chinese", Some("zh"));
        check("中文", Some("zh"));
        check("English text", Some("en"));
        check("It is late.", None);
        check("No way", None);
        check("The lamp is lit.", None);
        check("", None);
    }
}
