//! JSON, one record a line; every record says its schema and its type.
//!
//! Fields are only ever added. Sentences count from 0.

use std::io::{self, Write};

use serde::{Deserialize, Serialize};

use super::error::{Error, Result};
use super::parallel::{Cell, Column, Parallel, Row};
use crate::SCHEMA;
use crate::align::Reasons;
use crate::message::Message;
use crate::say;
use crate::text::{Language, Located, Place, Span};

#[derive(Serialize)]
struct TextRecord<'a> {
    schema: u32,
    r#type: &'static str,
    text: usize,
    name: &'a str,
    language: &'a str,
    #[serde(skip_serializing_if = "Option::is_none")]
    encoder: Option<&'a str>,
}

#[derive(Serialize)]
struct BeadRecord<'a> {
    schema: u32,
    r#type: &'static str,
    row: usize,
    shape: String,
    confidence: Option<f32>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
    cells: Vec<CellRecord<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reasons: Option<ReasonsRecord<'a>>,
}

#[derive(Serialize)]
struct CellRecord<'a> {
    language: &'a str,
    sentences: &'a [usize],
    texts: Vec<&'a str>,
    span: Option<Located>,
}

#[derive(Serialize)]
struct ReasonsRecord<'a> {
    length: f32,
    shared: &'a [String],
    words_explained: u32,
    words: u32,
}

/// Writes an alignment: a record `text` for each text, then a record `bead` for each row.
pub fn write(parallel: &Parallel, out: &mut dyn Write) -> io::Result<()> {
    for (text, column) in parallel.columns.iter().enumerate() {
        let (name, language) = (column.name.as_str(), column.language.tag());
        let encoder = parallel.encoder.as_deref();
        record(&TextRecord { schema: SCHEMA, r#type: "text", text, name, language, encoder }, out)?;
    }
    for (row, value) in parallel.rows.iter().enumerate() {
        let cells = parallel.columns.iter().zip(&value.cells).map(|(column, cell)| CellRecord {
            language: column.language.tag(),
            sentences: &cell.numbers,
            texts: cell.sentences.iter().map(|sentence| &**sentence).collect(),
            span: cell.span,
        });
        let bead = BeadRecord {
            schema: SCHEMA,
            r#type: "bead",
            row,
            shape: value.shape(),
            confidence: value.confidence.map(rounded),
            moved: value.moved,
            cells: cells.collect(),
            reasons: value.reasons.as_ref().map(reasons),
        };
        record(&bead, out)?;
    }
    Ok(())
}

/// What is read of a record, of whatever type; other fields are left.
#[derive(Deserialize)]
struct AnyRecord {
    schema: Option<u32>,
    #[serde(default)]
    r#type: String,
    name: Option<String>,
    language: Option<String>,
    confidence: Option<f32>,
    #[serde(default)]
    moved: bool,
    #[serde(default)]
    cells: Vec<AnyCell>,
}

#[derive(Deserialize)]
struct AnyCell {
    #[serde(default)]
    sentences: Vec<usize>,
    #[serde(default)]
    texts: Vec<String>,
    span: Option<AnySpan>,
}

#[derive(Deserialize)]
struct AnySpan {
    start: usize,
    end: usize,
    line: usize,
    column: usize,
}

impl AnySpan {
    /// What it says; nothing if it ends before it starts.
    fn located(self) -> Option<Located> {
        let place = Place { line: self.line, column: self.column };
        (self.start <= self.end).then(|| Located { span: Span::new(self.start, self.end), place })
    }
}

/// The records of `text`, the content of the file at `path`, each with its line, from 1.
pub(super) fn records<'a, T: Deserialize<'a>>(
    path: &str,
    text: &'a str,
) -> impl Iterator<Item = (usize, Result<T>)> {
    let lines = text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty());
    lines.map(move |(number, line)| {
        let wrong = |error| Error::at_line(path, number + 1, not_a_record(&error));
        (number + 1, serde_json::from_str(line).map_err(wrong))
    })
}

/// Refuses a record of a schema that is to come: what it means is not known yet.
pub(super) fn is_known(path: &str, line: usize, schema: Option<u32>) -> Result<()> {
    match schema {
        Some(schema) if schema > SCHEMA => {
            let message = say!(
                en: "is of schema {schema}; this duizhao reads {known} and before",
                zh: "记录格式是第 {schema} 版；这个 duizhao 只认得第 {known} 版及以前",
                schema,
                known = SCHEMA
            );
            Err(Error::at_line(path, line, message))
        }
        _ => Ok(()),
    }
}

/// Reads an alignment; records of types that are not known are left out. `path` is for messages.
pub fn read(path: &str, text: &str) -> Result<Parallel<'static>> {
    let mut parallel = Parallel { columns: Vec::new(), rows: Vec::new(), encoder: None, said: Vec::new() };
    for (line, record) in records::<AnyRecord>(path, text) {
        let wrong = |message: Message| Error::at_line(path, line, message);
        let record = record?;
        is_known(path, line, record.schema)?;
        match record.r#type.as_str() {
            "text" => parallel.columns.push(Column::new(
                record.name.unwrap_or_default(),
                Language::new(record.language.as_deref().unwrap_or("und")),
            )),
            "bead" if record.cells.len() != parallel.columns.len() => {
                let (cells, columns) = (record.cells.len(), parallel.columns.len());
                return Err(wrong(say!(
                    en: "{cells} cells, but {columns} texts before it",
                    zh: "有 {cells} 格，前面却是 {columns} 种文本",
                    cells,
                    columns
                )));
            }
            "bead" => {
                let cells = record.cells.into_iter().map(|cell| Cell {
                    numbers: cell.sentences,
                    sentences: cell.texts.into_iter().map(Into::into).collect(),
                    span: cell.span.and_then(AnySpan::located),
                });
                let (confidence, moved) = (record.confidence, record.moved);
                parallel.rows.push(Row {
                    cells: cells.collect(),
                    confidence,
                    reasons: None,
                    moved,
                    kept: None,
                    judged: None,
                });
            }
            _ => {}
        }
    }
    Ok(parallel)
}

fn reasons(reasons: &Reasons) -> ReasonsRecord<'_> {
    let (words_explained, words) = reasons.words;
    ReasonsRecord { length: rounded(reasons.length), shared: &reasons.shared, words_explained, words }
}

/// To a thousandth: more would be noise, and would differ between machines.
fn rounded(value: f32) -> f32 {
    (value * 1000.0).round() / 1000.0
}

/// Writes one record and ends its line.
pub fn record(value: &impl Serialize, out: &mut dyn Write) -> io::Result<()> {
    serde_json::to_writer(&mut *out, value).map_err(io::Error::from)?;
    out.write_all(b"\n")
}

fn not_a_record(error: &serde_json::Error) -> Message {
    say!(en: "is not a JSON record: {error}", zh: "不是 JSON 记录（{error}）", error = error.to_string())
}
