//! A table with tabs between its fields and no quotes around them.
//!
//! IANA's `text/tab-separated-values` has no quoting, and neither have those who cut it at tabs; so a tab
//! or a line end inside a sentence becomes a space. No byte order mark: programs take it for text.
//!
//! A spreadsheet runs a cell that begins with `=`, `+`, `-` or `@` as a formula, and what begins so in a scan
//! may be anybody's; so such a cell begins with a `'`, which is taken off again on reading. `--raw` does neither.

use std::io::{self, Write};

use super::error::{Error, Result};
use super::forms::Options;
use super::parallel::Parallel;
use super::table;
pub use super::table::guarded;
use crate::say;

/// Writes `parallel` as a table, headings first.
pub fn write(parallel: &Parallel, options: &Options, out: &mut dyn Write) -> io::Result<()> {
    let headings = table::all_headings(parallel).into_iter();
    let headings: Vec<_> = headings.map(|heading| heading.replace(['\t', '\n', '\r'], " ")).collect();
    writeln!(out, "{}", headings.join("\t"))?;
    for (number, row) in parallel.rows.iter().enumerate() {
        let mut fields = table::fields(parallel, number, row);
        if !options.raw {
            fields = fields.into_iter().map(guarded).collect();
        }
        writeln!(out, "{}", fields.join("\t"))?;
    }
    Ok(())
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
    let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.is_empty());
    if let Some((line, _)) = lines.clone().find(|(_, line)| !line.contains('\t')) {
        return Err(Error::at_line(
            path,
            line,
            say!(en: "no tab in this line of a table", zh: "表格的这一行里没有制表符"),
        ));
    }
    let width = |line: &str| memchr::memchr_iter(b'\t', line.as_bytes()).count();
    let first = lines.clone().next().map_or(0, |(_, line)| width(line));
    if let Some((line, _)) = lines.clone().find(|(_, line)| width(line) > first && quotes_tab(line)) {
        let message = say!(
            en: "a tab between quotes, which a table of this kind does not have; write it as CSV",
            zh: "引号里有制表符，而 TSV 不用引号；改存为 CSV"
        );
        return Err(Error::at_line(path, line, message));
    }
    let fields = |line: &str| line.split('\t').map(|part| field(part).to_owned()).collect();
    table::read(path, lines.map(|(number, line)| (number, Ok(fields(line)))))
}

/// Whether a quote opens at the beginning of a field and closes at the end of a later one.
fn quotes_tab(line: &str) -> bool {
    let mut fields = line.split('\t').map(|field| field.trim_matches(' '));
    let opens = |field: &str| field.starts_with('"') && (field.len() == 1 || !field.ends_with('"'));
    fields.any(opens) && fields.any(|field| field.ends_with('"') && !field.starts_with('"'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_a_table_of_two_texts_without_headings() {
        let parallel = read("a.tsv", "你好。\tHello.\n再见。\tGoodbye.\n").unwrap();
        assert_eq!((parallel.rows.len(), parallel.columns[0].language.tag()), (2, "und"));
        let parallel = read("a.tsv", "行\t句数\t置信度\tzh\ten\n1\t1-1\t0.90\t你好。\tHello.\n").unwrap();
        assert_eq!((parallel.columns.len(), parallel.rows[0].confidence), (2, Some(0.9)));
        let parallel = read("a.tsv", "zh\ten\n你好。\tHello.\n").unwrap();
        assert_eq!((parallel.rows.len(), parallel.columns[1].language.tag()), (1, "en"));
    }

    #[test]
    fn says_which_line_is_wrong() {
        let message = |text| read("a.tsv", text).unwrap_err().to_string();
        assert_eq!(message("zh\ten\na\tb\tc\n"), "a.tsv:2: 3 fields where the first line has 2");
        assert_eq!(message("\nzh\ten\n\n\r\na\tb\tc\n"), "a.tsv:5: 3 fields where the first line has 2");
        assert_eq!(message("zh\ten\nalone\n"), "a.tsv:2: no tab in this line of a table");
        assert_eq!(message(""), "a.tsv: is empty");
        assert_eq!(message("ru\tuk\n\"Да\" и\tтак\tі\n"), "a.tsv:2: 3 fields where the first line has 2");
        assert_eq!(
            message("ru\tuk\n\"Он сказал\tда\"\tВін\n"),
            "a.tsv:2: a tab between quotes, which a table of this kind does not have; write it as CSV"
        );
    }

    #[test]
    fn no_spreadsheet_takes_a_cell_for_a_formula() {
        let cells = ["=1+1", "'=1", "''-x", "＋x", "'tis", "-", "@a", "it's"];
        let table: String = cells.iter().map(|cell| format!("{cell}\tb\n")).collect();
        let parallel = read_raw("a.tsv", &table).unwrap();
        let written = |options: &Options| {
            let mut bytes = Vec::new();
            write(&parallel, options, &mut bytes).unwrap();
            String::from_utf8(bytes).unwrap()
        };
        let guarded = written(&Options::default());
        for line in guarded.lines().skip(1) {
            let cell = line.split('\t').nth(3).unwrap();
            assert!(!cell.starts_with(['=', '+', '-', '@', '＋']), "{cell}");
        }
        assert_eq!(
            read("a.tsv", &guarded).unwrap(),
            read_raw("a.tsv", &written(&Options { raw: true, ..Options::default() })).unwrap()
        );
        assert!(guarded.contains("\t''=1\t") && guarded.contains("\t'tis\t"));
    }
}
