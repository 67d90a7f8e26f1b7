//! Sentence numbers, one bead a line: `[0, 1]:[2]:0.93`, as vecalign and its kin write them.
//!
//! A sentence without counterpart has a line of its own. Vecalign's last field is a cost; ours is the
//! confidence, and both are read and written without being asked which they are.

use std::io::{self, Write};

use super::error::{Error, Result};
use super::parallel::{Cell, Column, Parallel, Row};
use super::text;
use crate::say;
use crate::text::Language;

/// Writes `parallel` as an index.
pub fn write(parallel: &Parallel, out: &mut dyn Write) -> io::Result<()> {
    for row in &parallel.rows {
        let mut filled = row.cells.iter().filter(|cell| !cell.numbers.is_empty());
        match (filled.next(), filled.next()) {
            (Some(only), None) => {
                for &number in &only.numbers {
                    let alone = |cell: &Cell| if cell.numbers.is_empty() { vec![] } else { vec![number] };
                    line(row.cells.iter().map(alone), row.confidence, out)?;
                }
            }
            _ => line(row.cells.iter().map(|cell| cell.numbers.clone()), row.confidence, out)?,
        }
    }
    Ok(())
}

fn line(
    cells: impl Iterator<Item = Vec<usize>>,
    confidence: Option<f32>,
    out: &mut dyn Write,
) -> io::Result<()> {
    let sides: Vec<_> = cells.map(|numbers| format!("{numbers:?}")).collect();
    write!(out, "{}", sides.join(":"))?;
    match confidence {
        Some(confidence) => writeln!(out, ":{confidence:.2}"),
        None => writeln!(out),
    }
}

/// Reads the index in the file at `path`.
pub fn open(path: &str) -> Result<Parallel<'static>> {
    read(path, &text::read_utf8(path)?)
}

/// Reads an index; `path` is for messages. The columns are named for their place, since an index does
/// not say what texts it is of.
pub fn read(path: &str, text: &str) -> Result<Parallel<'static>> {
    let mut rows: Vec<Row> = Vec::new();
    for (number, line) in text.lines().enumerate() {
        if line.trim().is_empty() {
            continue;
        }
        let row = parsed(line).ok_or_else(|| {
            Error::at_line(
                path,
                number + 1,
                say!(
                    en: "`{line}` is not a bead such as `[0, 1]:[2]`",
                    zh: "`{line}` 不是 `[0, 1]:[2]` 这样的句对",
                    line
                ),
            )
        })?;
        let ascend = |cell: &Cell| cell.numbers.windows(2).all(|pair| pair[0] < pair[1]);
        if !row.cells.iter().all(ascend) {
            return Err(Error::at_line(
                path,
                number + 1,
                say!(en: "sentence numbers that do not ascend", zh: "句号没有递增"),
            ));
        }
        if let Some(first) = rows.first()
            && first.cells.len() != row.cells.len()
        {
            let message = say!(
                en: "{here} texts here, {first} in line 1",
                zh: "这里是 {here} 种文本，第 1 行是 {first} 种",
                here = row.cells.len(),
                first = first.cells.len()
            );
            return Err(Error::at_line(path, number + 1, message));
        }
        rows.push(row);
    }
    let count = rows.first().map_or(2, |row| row.cells.len());
    let columns = (1..=count).map(|n| Column::new(format!("text {n}"), Language::new("und"))).collect();
    Ok(Parallel { columns, rows, encoder: None, said: Vec::new() })
}

/// The row that a line says, if it is one.
fn parsed(line: &str) -> Option<Row<'static>> {
    let mut row = Row::default();
    let mut rest = line.trim();
    loop {
        let (numbers, after) = rest.strip_prefix('[')?.split_once(']')?;
        let numbers: std::result::Result<Vec<usize>, _> =
            numbers.split(',').map(str::trim).filter(|n| !n.is_empty()).map(str::parse).collect();
        row.cells.push(Cell { numbers: numbers.ok()?, sentences: Vec::new(), span: None });
        let after = after.trim_start();
        match after.strip_prefix(':').map(str::trim_start) {
            None if after.is_empty() => break,
            None => return None,
            Some(more) if more.starts_with('[') => rest = more,
            // Some writers add fields of their own after the score.
            Some(more) => {
                row.confidence = more.split(':').next()?.trim().parse().ok();
                break;
            }
        }
    }
    (row.cells.len() > 1).then_some(row)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_writes() {
        let text = "[0, 1]:[2]:0.93\n[2]:[]:0.50\n[]:[3]:0.50\n";
        let mut written = Vec::new();
        write(&read("a", text).unwrap(), &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), text);
    }

    #[test]
    fn gives_each_sentence_without_counterpart_a_line() {
        let mut written = Vec::new();
        write(&read("a", "[0, 1]:[]:0.5\n[]:[0]\n").unwrap(), &mut written).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), "[0]:[]:0.50\n[1]:[]:0.50\n[]:[0]\n");
    }

    #[test]
    fn reads_other_programs_lines() {
        #[track_caller]
        fn check(line: &str, shape: Option<&str>) {
            assert_eq!(parsed(line).map(|row| row.shape()).as_deref(), shape, "{line}");
        }
        check("[8, 9]:[10, 11, 12]:0.139594", Some("2-3"));
        check("[0]:[1]", Some("1-1"));
        check("[0] : [1] : 0.5 : man", Some("1-1"));
        check("[]:[22]:0.000000", Some("0-1"));
        check("[0]:[1]:[2, 3]:0.5", Some("1-1-2"));
        check("[0]", None);
        check("0 1", None);
        check("[a]:[1]", None);
        check("[0]:[1] x", None);
    }

    #[test]
    fn says_which_line_is_wrong() {
        let error = read("a.gold", "[0]:[0]\n\nno bead\n").unwrap_err();
        assert_eq!(error.to_string(), "a.gold:3: `no bead` is not a bead such as `[0, 1]:[2]`");
        for line in ["[5, 2]:[3]", "[0]:[1, 1]"] {
            assert_eq!(read("a", line).unwrap_err().to_string(), "a:1: sentence numbers that do not ascend");
        }
    }
}
