//! What the tables (TSV, CSV, XLSX) have in common: their columns.
//!
//! The row's number comes first and stays with the row when a person sorts or filters; then its shape
//! and confidence; then a column for each text, headed by its language.

use super::error::{Error, Result};
use super::parallel::{Cell, Column, Parallel, Row};
use crate::message::Ui;
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

/// The fields of the row numbered `number`.
pub(super) fn fields(parallel: &Parallel, number: usize, row: &Row) -> Vec<String> {
    let confidence = row.confidence.map_or(String::new(), |confidence| format!("{confidence:.2}"));
    let mut fields = vec![(number + 1).to_string(), row.shape(), confidence];
    let cells = row.cells.iter().zip(&parallel.columns);
    fields.extend(cells.map(|(cell, column)| cell.line(&column.language)));
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
    let headed = ours || first.iter().all(|field| heading(field).is_some());
    let columns: Vec<Column> = first[skip..]
        .iter()
        .enumerate()
        .map(|(n, field)| match heading(field).filter(|_| headed) {
            Some(column) => column,
            None => Column { name: format!("text {}", n + 1), language: Language::new("und") },
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
        let record = record?;
        if record.len() != skip + columns.len() {
            let message = say!(
                en: "{fields} fields where the first line has {first}",
                zh: "有 {fields} 格，而首行有 {first} 格",
                fields = record.len(),
                first = skip + columns.len()
            );
            return Err(Error::at_line(path, line, message));
        }
        let confidence = if ours { record[2].parse().ok() } else { None };
        let cells = record.into_iter().skip(skip).zip(&mut next).map(|(field, next)| {
            if field.trim().is_empty() {
                return Cell::default();
            }
            *next += 1;
            Cell { numbers: vec![*next - 1], sentences: vec![field.into()], span: None }
        });
        rows.push(Row { cells: cells.collect(), confidence, ..Row::default() });
    }
    Ok(Parallel { columns, rows, encoder: None })
}

/// Whether a table with this first record says in it what texts its columns are.
pub(super) fn is_headed(first: &[String]) -> bool {
    let ours = is_ours(first);
    ours || first.len() > 1 && first.iter().all(|field| heading(field).is_some())
}

/// The text that a heading is of, if it is one: a language, or a language and a name.
fn heading(field: &str) -> Option<Column> {
    let field = field.trim();
    let (tag, name) = field.split_once(' ').unwrap_or((field, field));
    // With a name after it the tag is as we write it: `It is` begins a sentence.
    let is_ours = tag == field || !name.contains(' ') && tag.starts_with(|c: char| c.is_ascii_lowercase());
    if is_ours && (tag == "und" || super::text::is_language_tag(tag)) {
        return Some(Column { name: name.to_owned(), language: Language::new(tag) });
    }
    // `Chinese`, `中文`, `English text`: as people head their tables. A short word of a sentence may be a code too.
    let mut words = field.split([' ', '(', '（']);
    let word = words.next().unwrap_or(field);
    let is_short = words.count() <= 1 && !field.ends_with(['.', '。', '!', '?', '！', '？']);
    let by_word = |word: &str| (is_short && word.len() > 3).then(|| Language::parse(word).ok()).flatten();
    let language = Language::parse(field).ok().or_else(|| by_word(word))?;
    Some(Column { name: field.to_owned(), language })
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
