//! A table with tabs between its fields and no quotes around them.
//!
//! IANA's `text/tab-separated-values` has no quoting, and neither have those who cut it at tabs; so a tab
//! or a line end inside a sentence becomes a space. No byte order mark: programs take it for text.

use std::io::{self, Write};

use super::error::{Error, Result};
use super::parallel::Parallel;
use super::table;

/// Writes `parallel` as a table, headings first.
pub fn write(parallel: &Parallel, out: &mut dyn Write) -> io::Result<()> {
    let headings = table::LEADING.map(str::to_owned).into_iter().chain(table::headings(parallel));
    let headings: Vec<_> = headings.map(|heading| heading.replace(['\t', '\n', '\r'], " ")).collect();
    writeln!(out, "{}", headings.join("\t"))?;
    for (number, row) in parallel.rows.iter().enumerate() {
        writeln!(out, "{}", table::fields(parallel, number, row).join("\t"))?;
    }
    Ok(())
}

/// Reads a table: ours, or one with a text in each column; `path` is for messages.
pub fn read(path: &str, text: &str) -> Result<Parallel<'static>> {
    let lines = text.lines().filter(|line| !line.is_empty());
    if text.lines().any(|line| !line.is_empty() && !line.contains('\t')) {
        let line = text.lines().position(|line| !line.is_empty() && !line.contains('\t')).unwrap_or(0);
        return Err(Error::at_line(path, line + 1, "no tab in this line of a table"));
    }
    table::read(path, lines.map(|line| Ok(line.split('\t').map(str::to_owned).collect())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_table_of_two_texts_without_headings() {
        let parallel = read("a.tsv", "你好。\tHello.\n再见。\tGoodbye.\n").unwrap();
        assert_eq!((parallel.rows.len(), parallel.columns[0].language.tag()), (2, "und"));
        let parallel = read("a.tsv", "zh\ten\n你好。\tHello.\n").unwrap();
        assert_eq!((parallel.rows.len(), parallel.columns[1].language.tag()), (1, "en"));
    }

    #[test]
    fn says_which_line_is_wrong() {
        let message = |text| read("a.tsv", text).unwrap_err().to_string();
        assert_eq!(message("zh\ten\na\tb\tc\n"), "a.tsv:2: 3 fields where the first line has 2");
        assert_eq!(message("zh\ten\nalone\n"), "a.tsv:2: no tab in this line of a table");
        assert_eq!(message(""), "a.tsv: is empty");
    }
}
