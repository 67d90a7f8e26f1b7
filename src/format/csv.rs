//! A table that a double click opens in Excel.
//!
//! Excel takes a CSV for the system's old code page unless it begins with a byte order mark, and runs a
//! cell that begins with `=`, `+`, `-` or `@` as a formula; so there is a mark, and a space before such
//! a cell.

use std::io::{self, Write};

use super::error::{Error, Result};
use super::parallel::Parallel;
use super::table;

/// Writes `parallel` as a table, headings first.
pub fn write(parallel: &Parallel, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    let headings = table::LEADING.map(str::to_owned).into_iter().chain(table::headings(parallel));
    writer.write_record(headings).map_err(plain)?;
    for (number, row) in parallel.rows.iter().enumerate() {
        let fields = table::fields(parallel, number, row).into_iter().map(guarded);
        writer.write_record(fields).map_err(plain)?;
    }
    writer.flush()
}

/// The system's own error: under another name it would not be known that whoever read has left.
fn plain(error: ::csv::Error) -> io::Error {
    match error.into_kind() {
        ::csv::ErrorKind::Io(error) => error,
        kind => io::Error::other(format!("{kind:?}")),
    }
}

fn guarded(field: String) -> String {
    if field.starts_with(FORMULA) { format!(" {field}") } else { field }
}

/// What a spreadsheet takes for the beginning of a formula, full-width forms included.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Reads a table: ours, or one with a text in each column; `path` is for messages.
pub fn read(path: &str, text: &str) -> Result<Parallel<'static>> {
    let mut reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(delimiter(text))
        .from_reader(text.as_bytes());
    let records = reader.records().map(|record| {
        let record = record.map_err(|error| {
            let line = error.position().map_or(1, |position| position.line() as usize);
            Error::at_line(path, line, "is no CSV from here on")
        })?;
        Ok(record.iter().map(|field| unguarded(field).to_owned()).collect())
    });
    table::read(path, records)
}

/// What parts the fields: where the comma is the decimal mark (de, es, fr, ru), Excel writes a semicolon. The one of
/// which the first line has most outside of quotes; a comma if it has none.
fn delimiter(text: &str) -> u8 {
    let (mut counts, mut quoted) = ([0usize; 3], false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            b',' => counts[0] += 1,
            b';' => counts[1] += 1,
            b'\t' => counts[2] += 1,
            _ => {}
        }
    }
    let [commas, semicolons, tabs] = counts;
    match () {
        () if semicolons > commas && semicolons >= tabs => b';',
        () if tabs > commas => b'\t',
        () => b',',
    }
}

fn unguarded(field: &str) -> &str {
    field.strip_prefix(' ').filter(|rest| rest.starts_with(FORMULA)).unwrap_or(field)
}
