//! A spreadsheet for Sketch Engine: a column a language, headed by its English name, and nothing else.
//!
//! Its guide (<https://www.sketchengine.eu/guide/data-format-for-a-parallel-corpus/>) takes TMX, XLIFF and vertical text
//! with `<align>` too, and calls for this: the names of the languages in the first row, a segment a cell from the second on,
//! all other columns empty. A row number or a confidence would be taken for a text in another language, which is why the
//! other workbook (`xlsx`) will not do. Where one sentence was rendered by two, the cells have one and two sentences.

use std::io::{self, Write};

use super::forms::Options;
use super::parallel::{Parallel, Row, without_counterpart};
use super::xlsx;
use crate::message::Message;
use crate::say;
use crate::text::Language;

/// Writes `parallel` as such a spreadsheet; says what was left out.
pub fn write(parallel: &Parallel, options: &Options, out: &mut dyn Write) -> io::Result<Vec<Message>> {
    let columns = &parallel.columns;
    let headings: Vec<String> = columns.iter().map(|column| name(&column.language)).collect();
    let is_kept = |row: &&Row| match options.keep_gaps {
        true => row.cells.iter().any(|cell| !cell.is_empty()),
        false => row.cells.iter().filter(|cell| !cell.is_empty()).count() > 1,
    };
    let rows: Vec<&Row> = parallel.rows.iter().filter(is_kept).collect();
    let left_out = parallel.rows.len() - rows.len();
    let cells = rows.iter().map(|row| {
        let words = row.cells.iter().zip(columns).map(|(cell, column)| cell.line(&column.language));
        words
            .map(|words| if words.is_empty() { xlsx::Cell::Empty } else { xlsx::Cell::Words(words.into()) })
            .collect()
    });
    let mut said = xlsx::write_rows("corpus", &headings, cells, out)?;
    said.extend(without_counterpart(left_out));
    let twice = (1..columns.len()).find(|&place| headings[..place].contains(&headings[place]));
    if let Some(place) = twice {
        said.push(say!(
            en: "two texts are in {language}; Sketch Engine takes a language once",
            zh: "有两种文本都是{language}，而 Sketch Engine 每种语言只收一栏",
            language = crate::message::each(&headings[place], columns[place].language.name_in_chinese())
        ));
    }
    Ok(said)
}

/// What a language is called in the first row.
fn name(language: &Language) -> String {
    match language.name() {
        "Chinese, simplified" => "Chinese Simplified".to_owned(),
        "Chinese, traditional" => "Chinese Traditional".to_owned(),
        name => name.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::{reader, tsv};

    #[test]
    fn has_a_column_a_language_and_nothing_else() {
        let table = "zh-Hant\ten\n雨停了。\tThe rain stopped.\n他走了。\t\n";
        let parallel = tsv::read("a", table).unwrap();
        let written = |keep_gaps: bool| {
            let mut book = Vec::new();
            let options = Options { keep_gaps, ..Options::default() };
            let said = write(&parallel, &options, &mut book).unwrap();
            (reader::workbook("a.xlsx", &book).unwrap(), said)
        };
        let (back, said) = written(false);
        assert_eq!(said, ["1 row without counterpart left out; `--keep-gaps` keeps such rows"]);
        let heads: Vec<_> =
            back.columns.iter().map(|column| (&*column.name, column.language.tag())).collect();
        assert_eq!(heads, [("Chinese Traditional", "zh-Hant"), ("English", "en")]);
        assert_eq!((back.rows.len(), written(true).0.rows.len()), (1, 2));
    }
}
