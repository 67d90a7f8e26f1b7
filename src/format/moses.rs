//! Line pairs, one file a language, as machine translation is trained on: line k of one renders line k
//! of the other.

use std::io;

use super::forms::{Files, Options};
use super::parallel::{Cell, Parallel, Row};
use crate::text::Language;

/// Writes a file a text, called after `stem` and its language; every file has as many lines.
///
/// Rows in which a text has nothing are left out of all files alike, unless gaps are kept.
pub fn write(parallel: &Parallel, stem: &str, options: &Options) -> io::Result<Files> {
    let languages: Vec<_> = parallel.columns.iter().map(|column| column.language.clone()).collect();
    let rows: Vec<&Row> = parallel.rows.iter().filter(|row| options.keep_gaps || !row.is_gap()).collect();
    let file = |(text, ending): (usize, &String)| {
        let lines: String = rows.iter().map(|row| row.cells[text].line(&languages[text]) + "\n").collect();
        (format!("{stem}.{ending}"), lines.into_bytes())
    };
    let files = endings(&languages).iter().enumerate().map(file).collect();
    Ok(Files { files, said: Vec::new() })
}

/// The ending of each file's name: the language, or the place too where two are in one language.
fn endings(languages: &[Language]) -> Vec<String> {
    let ending = |(place, language): (usize, &Language)| {
        if languages.iter().filter(|other| *other == language).count() == 1 {
            language.tag().to_owned()
        } else {
            format!("{}.{language}", place + 1)
        }
    };
    languages.iter().enumerate().map(ending).collect()
}

/// Lines of several texts, side by side, as rows.
pub fn rows(texts: &[&str]) -> Vec<Row<'static>> {
    let lines: Vec<Vec<&str>> = texts.iter().map(|text| text.lines().collect()).collect();
    let longest = lines.iter().map(Vec::len).max().unwrap_or(0);
    let cell = |lines: &Vec<&str>, number: usize| match lines.get(number) {
        Some(line) if !line.trim().is_empty() => {
            Cell { numbers: vec![number], sentences: vec![(*line).to_owned().into()], span: None }
        }
        _ => Cell::default(),
    };
    let row = |number| Row { cells: lines.iter().map(|l| cell(l, number)).collect(), ..Row::default() };
    (0..longest).map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::parallel::Column;

    #[test]
    fn files_have_as_many_lines_whatever_stands_in_them() {
        let columns = ["zh", "en"].map(|tag| Column::new(tag, Language::new(tag)));
        let rows = rows(&["一。\n\n三\u{2028}四。\n", "One.\nTwo.\nThree.\n"]);
        let parallel = Parallel { columns: columns.into(), rows, encoder: None, said: Vec::new() };
        for (keep_gaps, count) in [(true, 3), (false, 2)] {
            let written = write(&parallel, "a", &Options { keep_gaps, ..Options::default() }).unwrap();
            assert_eq!(written.files.len(), 2);
            for (_, bytes) in written.files {
                let lines = String::from_utf8(bytes).unwrap();
                assert_eq!(lines.split_terminator(['\n', '\u{2028}']).count(), count, "{lines}");
            }
        }
    }

    #[test]
    fn two_texts_in_one_language_get_two_names() {
        let languages = ["zh", "en", "en"].map(Language::new);
        assert_eq!(endings(&languages), ["zh", "2.en", "3.en"]);
    }
}
