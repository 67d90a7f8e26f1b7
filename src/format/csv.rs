//! A table that a double click opens in Excel.
//!
//! Excel takes a CSV for the system's old code page unless it begins with a byte order mark, and runs a
//! cell that begins with `=`, `+`, `-` or `@` as a formula; so there is a mark, and a `'` before such
//! a cell, which is taken off again on reading. `--raw` leaves the cells as they are.

use std::io::{self, Write};

use super::error::{Error, Result};
use super::forms::Options;
use super::parallel::Parallel;
use super::table;
use crate::say;

/// Writes `parallel` as a table, headings first.
pub fn write(parallel: &Parallel, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    out.write_all("\u{feff}".as_bytes())?;
    let mut writer = ::csv::WriterBuilder::new().terminator(::csv::Terminator::CRLF).from_writer(out);
    writer.write_record(table::all_headings(parallel)).map_err(plain)?;
    for (number, row) in parallel.rows.iter().enumerate() {
        let mut fields = table::fields(parallel, number, row);
        if !options.raw {
            fields = fields.into_iter().map(table::guarded).collect();
        }
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

/// Reads a table: ours, or one with a text in each column; `path` is for messages.
pub fn read(path: &str, text: &str) -> Result<Parallel<'static>> {
    read_fields(path, text, table::unguarded)
}

/// The same with each field as it stands there.
pub fn read_raw(path: &str, text: &str) -> Result<Parallel<'static>> {
    read_fields(path, text, |field| field)
}

fn read_fields(path: &str, text: &str, field: fn(&str) -> &str) -> Result<Parallel<'static>> {
    table::read(path, records(path, text, field))
}

/// The records of a table, each with its line.
pub(super) fn records<'a>(
    path: &'a str,
    text: &'a str,
    field: fn(&str) -> &str,
) -> impl Iterator<Item = (usize, Result<Vec<String>>)> + 'a {
    let (said, text) = said_delimiter(text);
    let reader = ::csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .delimiter(said.unwrap_or_else(|| delimiter(text)))
        .from_reader(text.as_bytes());
    // A record begins after the blank lines that its reader leaves out before it.
    let (mut seen, mut line) = (0, if said.is_some() { 2 } else { 1 });
    reader.into_records().map(move |record| match record {
        Ok(record) => {
            let from = record.position().map_or(0, |position| position.byte() as usize).min(text.len());
            let blank =
                text.as_bytes()[from..].iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
            line += memchr::memchr_iter(b'\n', &text.as_bytes()[seen.min(from)..from + blank]).count();
            seen = from + blank;
            (line, Ok(record.iter().map(|part| field(part).to_owned()).collect()))
        }
        Err(error) => {
            let before = usize::from(said.is_some());
            let line = error.position().map_or(1, |position| position.line() as usize) + before;
            (
                line,
                Err(Error::at_line(path, line, say!(en: "is no CSV from here on", zh: "从这里起不是 CSV"))),
            )
        }
    })
}

/// What parts the fields by the line that Excel reads before all others, `sep=;`, if `text` begins with it; and the rest.
fn said_delimiter(text: &str) -> (Option<u8>, &str) {
    let said = || {
        let (line, rest) = text.trim_start_matches('\u{feff}').split_once('\n')?;
        let delimiter = line.strip_suffix('\r').unwrap_or(line).strip_prefix("sep=")?;
        let [byte @ (b',' | b';' | b'\t' | b'|')] = *delimiter.as_bytes() else { return None };
        Some((Some(byte), rest))
    };
    said().unwrap_or((None, text))
}

/// What parts the fields: where the comma is the decimal mark (de, es, fr, ru), Excel writes a semicolon. The one of
/// which the first line has most outside of quotes; a comma if it has none.
fn delimiter(text: &str) -> u8 {
    let (mut counts, mut quoted) = ([0usize; 4], false);
    for byte in text.bytes() {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' if !quoted => break,
            _ if quoted => {}
            b',' => counts[0] += 1,
            b';' => counts[1] += 1,
            b'\t' => counts[2] += 1,
            b'|' => counts[3] += 1,
            _ => {}
        }
    }
    let [commas, semicolons, tabs, bars] = counts;
    match () {
        () if semicolons > commas && semicolons >= tabs => b';',
        () if tabs > commas => b'\t',
        () if bars > 0 && commas == 0 => b'|',
        () => b',',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_which_line_is_wrong() {
        let message = |text| read("a.csv", text).unwrap_err().to_string();
        assert_eq!(message("zh,en\n\"a\n\nb\",c\nd,e,f\n"), "a.csv:5: 3 fields where the first line has 2");
        assert_eq!(message("zh,en\r\n\r\na,b\r\nd\r\n"), "a.csv:4: 1 fields where the first line has 2");
    }

    #[test]
    fn knows_what_parts_the_fields() {
        for text in [
            "de,fr\nja,oui\n",
            "de;fr\nja;oui\n",
            "de|fr\nja|oui\n",
            "sep=;\r\nde;fr\r\nja;oui\r\n",
            "\u{feff}sep=|\nde|fr\nja|oui\n",
        ] {
            let parallel = read("a.csv", text).unwrap();
            assert_eq!((parallel.columns[1].language.tag(), parallel.rows.len()), ("fr", 1), "{text}");
        }
        let message = read("a.csv", "sep=;\nde;fr\nja\n").unwrap_err().to_string();
        assert_eq!(message, "a.csv:3: 1 fields where the first line has 2");
    }

    /// Who reads the first lines and leaves has seen enough: that must be known for what it is.
    #[test]
    fn a_closed_pipe_is_known_for_one() {
        struct Closed;
        impl Write for Closed {
            fn write(&mut self, _: &[u8]) -> io::Result<usize> {
                Err(io::ErrorKind::BrokenPipe.into())
            }
            fn flush(&mut self) -> io::Result<()> {
                Ok(())
            }
        }
        let rows: String = (0..9999).map(|n| format!("{n},a\n")).collect();
        let parallel = read("a.csv", &rows).unwrap();
        let mut closed = Closed;
        let error = write(&parallel, &Options::default(), &mut io::LineWriter::new(&mut closed)).unwrap_err();
        assert_eq!(error.kind(), io::ErrorKind::BrokenPipe);
    }
}
