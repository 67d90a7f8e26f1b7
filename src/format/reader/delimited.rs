//! A table as text: fields between tabs, commas or semicolons.
//!
//! Any text may hold tabs and commas. So its name must say that it is a table too, or its first line that its columns
//! are texts in languages.

use super::{File, Reader, pairs};
use crate::format::error::Result;
use crate::format::parallel::Parallel;
use crate::format::{csv, table, tsv};
use crate::say;

pub(super) const READER: Reader = Reader {
    name: say!(en: "a table", zh: "表格"),
    extensions: &["tsv", "tab", "csv"],
    sniff: |file| {
        file.text().is_some_and(|text| {
            let first = text.trim_start_matches('\u{feff}').lines().next().unwrap_or_default();
            let fields: Vec<_> = first.split('\t').map(str::to_owned).collect();
            file.is_named(READER.extensions) || fields.len() > 1 && table::is_headed(&fields)
        })
    },
    read: |file| {
        let parallel = parallel(&file)?;
        pairs::side(&file, parallel, READER.name)
    },
};

fn parallel(file: &File) -> Result<Parallel<'static>> {
    let text = file.text().unwrap_or_default();
    match file.ends_with(&["csv"]) {
        true => csv::read(file.path, text),
        false => tsv::read(file.path, text),
    }
}
