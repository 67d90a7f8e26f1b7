//! An Excel workbook: a row a row, as text, so that no cell is taken for a formula or a date.
//!
//! A person may fill it in and give it back: a column for the status, with the words that there are to choose from, one
//! for a note, and a hidden one by which each row is known again ([`filled`](super::filled)).

use std::borrow::Cow;
use std::io::{self, Write};

use rust_xlsxwriter::{
    Color, DataValidation, DataValidationErrorStyle, DocProperties, ExcelDateTime, Format, FormatAlign,
    Workbook, XlsxError,
};

use super::error::refused;
use super::parallel::Parallel;
use super::table;
use crate::message::{Message, Ui};
use crate::say;

/// The most characters (UTF-16 units) that Excel has room for in a cell.
const LONGEST_CELL: usize = 32_767;

/// The most rows that Excel has room for, headings included.
const MOST_ROWS: usize = 1_048_576;

/// What a cell holds.
#[derive(Clone, Debug, PartialEq)]
pub enum Cell<'a> {
    /// Nothing.
    Empty,
    /// A number to reckon with.
    Number(f64),
    /// Words, which are never taken for anything else.
    Words(Cow<'a, str>),
    /// The same with stretches of them marked: in order, each with whether it is.
    Marked(Vec<(bool, Cow<'a, str>)>),
}

/// Writes `parallel` as a workbook; says which cells had to be cut.
pub fn write(parallel: &Parallel, ui: Ui, out: &mut dyn Write) -> io::Result<Vec<Message>> {
    let own = |names: [&'static str; 3]| names.map(str::to_owned);
    let headings: Vec<String> = own(table::leading(ui))
        .into_iter()
        .chain(table::headings(parallel))
        .chain(own(table::TRAILING))
        .collect();
    let rows = parallel.rows.iter().enumerate().map(|(place, row)| {
        let confidence = row.confidence.map(|confidence| (f64::from(confidence) * 100.0).round() / 100.0);
        let leading = [
            Cell::Number((place + 1) as f64),
            Cell::Words(row.shape().into()),
            confidence.map_or(Cell::Empty, Cell::Number),
        ];
        let words = row.cells.iter().zip(&parallel.columns).map(|(cell, of)| {
            let mut words = cell.line(&of.language);
            // Words that had no room are told from those that a person took away.
            let whole = words.clone();
            if cut(&mut words) { (whole, words) } else { (whole.clone(), whole) }
        });
        let (whole, short): (Vec<String>, Vec<String>) = words.unzip();
        let trailing = table::trailing(row, &short)
            .map(|field| if field.is_empty() { Cell::Empty } else { Cell::Words(field.into()) });
        leading
            .into_iter()
            .chain(whole.into_iter().map(|words| Cell::Words(words.into())))
            .chain(trailing)
            .collect()
    });
    write_filled("alignment", &headings, rows, true, out)
}

/// Writes a workbook of one sheet called `name`, a cell of each row for each heading; says which cells had
/// to be cut.
pub fn write_rows<'a>(
    name: &str,
    headings: &[String],
    rows: impl ExactSizeIterator<Item = Vec<Cell<'a>>>,
    out: &mut dyn Write,
) -> io::Result<Vec<Message>> {
    write_filled(name, headings, rows, false, out)
}

/// The same; where it is to be filled in, the last three columns are those of [`table::TRAILING`].
fn write_filled<'a>(
    name: &str,
    headings: &[String],
    rows: impl ExactSizeIterator<Item = Vec<Cell<'a>>>,
    is_filled: bool,
    out: &mut dyn Write,
) -> io::Result<Vec<Message>> {
    if rows.len() >= MOST_ROWS {
        return Err(refused(say!(
            en: "{rows} rows are more than Excel has room for; use TSV",
            zh: "共 {rows} 行，Excel 容不下；改用 TSV",
            rows = rows.len()
        )));
    }
    let mut said = Vec::new();
    let bytes = workbook(name, headings, rows, is_filled, &mut said).map_err(io::Error::other)?;
    out.write_all(&bytes)?;
    Ok(said)
}

fn workbook<'a>(
    name: &str,
    headings: &[String],
    rows: impl ExactSizeIterator<Item = Vec<Cell<'a>>>,
    is_filled: bool,
    said: &mut Vec<Message>,
) -> Result<Vec<u8>, XlsxError> {
    /// Bytes of a cell above which its column is a wide one.
    const NARROW: usize = 20;
    let mut workbook = Workbook::new();
    // The clock stays out of it: the same rows give the same bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    sheet.set_name(name)?;
    let bold = Format::new().set_bold();
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let number = Format::new().set_align(FormatAlign::Top);
    let (mark, plain) = (Format::new().set_bold().set_font_color(Color::RGB(0x00B0_3A2E)), Format::new());
    for (column, heading) in headings.iter().enumerate() {
        sheet.write_string_with_format(0, column as u16, heading, &bold)?;
    }
    let count = rows.len() as u32;
    let mut wide = vec![false; headings.len()];
    for (row, line) in rows.zip(1..) {
        for (column, cell) in row.into_iter().enumerate().take(headings.len()) {
            match cell {
                Cell::Empty => {}
                Cell::Number(value) => {
                    sheet.write_number_with_format(line, column as u16, value, &number)?;
                }
                Cell::Words(words) => {
                    let mut words = words.into_owned();
                    if cut(&mut words) {
                        said.push(is_cut(line, &headings[column]));
                    }
                    wide[column] |= words.len() > NARROW;
                    sheet.write_string_with_format(line, column as u16, words, &text)?;
                }
                Cell::Marked(parts) => {
                    let mut words: String = parts.iter().map(|(_, part)| &**part).collect();
                    wide[column] |= words.len() > NARROW;
                    if cut(&mut words) {
                        said.push(is_cut(line, &headings[column]));
                        sheet.write_string_with_format(line, column as u16, words, &text)?;
                        continue;
                    }
                    let rich: Vec<(&Format, &str)> = parts
                        .iter()
                        .filter(|(_, part)| !part.is_empty())
                        .map(|(marked, part)| (if *marked { &mark } else { &plain }, &**part))
                        .collect();
                    if rich.is_empty() {
                        continue;
                    }
                    sheet.write_rich_string_with_format(line, column as u16, &rich, &text)?;
                }
            }
        }
    }
    for (column, wide) in wide.into_iter().enumerate() {
        sheet.set_column_width(column as u16, if wide { 60 } else { 12 })?;
    }
    if let Some(status) = headings.len().checked_sub(table::TRAILING.len()).filter(|_| is_filled) {
        let status = status as u16;
        let choice = DataValidation::new()
            .allow_list_strings(&table::STATUSES)?
            .ignore_blank(true)
            .set_error_style(DataValidationErrorStyle::Warning);
        sheet.add_data_validation(1, status, count.max(1), status, &choice)?;
        sheet.set_column_width(status + 1, 30)?;
        sheet.set_column_hidden(status + 2)?;
    }
    sheet.set_freeze_panes(1, 1)?;
    sheet.autofilter(0, 0, count, headings.len().saturating_sub(1) as u16)?;
    workbook.save_to_buffer()
}

/// Cuts `words` to what Excel has room for, between characters; says whether it had to.
fn cut(words: &mut String) -> bool {
    let mut units = 0;
    let end = words.char_indices().find(|(_, c)| {
        units += c.len_utf16();
        units > LONGEST_CELL
    });
    let Some((end, _)) = end else { return false };
    words.truncate(end);
    true
}

/// What is said of a cell in row `line` that was cut.
fn is_cut(line: u32, heading: &str) -> Message {
    say!(
        en: "row {line}: `{heading}` is cut at {most} characters, which is all that Excel has room for",
        zh: "第 {line} 行：`{heading}` 截至 {most} 字，Excel 的单元格只容这么多",
        line,
        heading,
        most = LONGEST_CELL
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cuts_between_characters() {
        let mut words = "𠀀".repeat(16_384);
        assert!(cut(&mut words));
        assert_eq!(words.chars().count(), 16_383);
        assert!(!cut(&mut words));
    }

    #[test]
    fn says_what_is_cut() {
        let headings = ["old", "new"].map(str::to_owned);
        let row = |words: String| vec![Cell::Number(1.0), Cell::Words(words.into())];
        let write = |longest: usize| {
            let rows = vec![row("a".into()), row("a".repeat(longest))];
            let mut book = Vec::new();
            (write_rows("changes", &headings, rows.into_iter(), &mut book).unwrap(), book)
        };
        assert!(write(LONGEST_CELL).0.is_empty());
        let (said, book) = write(LONGEST_CELL + 1);
        assert_eq!(said, ["row 2: `new` is cut at 32767 characters, which is all that Excel has room for"]);
        assert_eq!(write(LONGEST_CELL + 1).1, book);
    }
}
