//! An Excel workbook: a row a row, as text, so that no cell is taken for a formula or a date.

use std::io::{self, Write};

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, XlsxError};

use super::parallel::Parallel;
use super::table;

/// The most characters (UTF-16 units) that Excel has room for in a cell.
const LONGEST_CELL: usize = 32_767;

/// The most rows that Excel has room for, headings included.
const MOST_ROWS: usize = 1_048_576;

/// Writes `parallel` as a workbook; says which cells had to be cut.
pub fn write(parallel: &Parallel, out: &mut dyn Write) -> io::Result<Vec<String>> {
    if parallel.rows.len() >= MOST_ROWS {
        return Err(io::Error::other(format!(
            "{} rows are more than Excel has room for; use TSV",
            parallel.rows.len()
        )));
    }
    let mut said = Vec::new();
    let bytes = workbook(parallel, &mut said).map_err(io::Error::other)?;
    out.write_all(&bytes)?;
    Ok(said)
}

fn workbook(parallel: &Parallel, said: &mut Vec<String>) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // The clock stays out of it: the same rows give the same bytes.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    workbook.set_properties(&DocProperties::new().set_creation_datetime(&day));
    let sheet = workbook.add_worksheet();
    sheet.set_name("alignment")?;
    let bold = Format::new().set_bold();
    let text = Format::new().set_text_wrap().set_align(FormatAlign::Top).set_num_format("@");
    let number = Format::new().set_align(FormatAlign::Top);
    let leading = table::LEADING.len();
    for (column, heading) in
        table::LEADING.map(str::to_owned).into_iter().chain(table::headings(parallel)).enumerate()
    {
        let column = column as u16;
        sheet.write_string_with_format(0, column, heading, &bold)?;
        sheet.set_column_width(column, if usize::from(column) < leading { 10 } else { 60 })?;
    }
    for (place, row) in parallel.rows.iter().enumerate() {
        let line = place as u32 + 1;
        sheet.write_number_with_format(line, 0, f64::from(line), &number)?;
        sheet.write_string_with_format(line, 1, row.shape(), &text)?;
        if let Some(confidence) = row.confidence {
            let confidence = (f64::from(confidence) * 100.0).round() / 100.0;
            sheet.write_number_with_format(line, 2, confidence, &number)?;
        }
        for (column, (cell, of)) in row.cells.iter().zip(&parallel.columns).enumerate() {
            let mut words = cell.line(&of.language);
            if cut(&mut words) {
                said.push(format!("row {line}: the text in {} is cut at {LONGEST_CELL} characters, which is all that Excel has room for", of.language));
            }
            sheet.write_string_with_format(line, (leading + column) as u16, words, &text)?;
        }
    }
    sheet.set_freeze_panes(1, 1)?;
    let last = (leading + parallel.columns.len() - 1) as u16;
    sheet.autofilter(0, 0, parallel.rows.len() as u32, last)?;
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
}
