//! What is the answer to one record?
//!
//! Who has more texts than one machine takes has an engine that hands out records (Spark, Ray, GNU parallel, a
//! Slurm array) and wants one thing: a record out for each record in, whatever is in it. [`answer`] takes a line
//! of JSON and gives the line that answers it: rows, or an error with its kind, and the key of the record in
//! either case. It never fails and no panic leaves it, so that one bad document in a million costs one document.
//!
//! Nothing in an answer depends on the time, the machine, the thread or the records before it. So a record that
//! is done again, by a task that was retried or run twice, gives the same bytes.
//!
//! Rows stand inside their record and not beside each other: a document in which nothing was found leaves a
//! trace, so that what is left to do is an anti-join on the key.

mod field;
pub mod schema;

use std::panic::{self, AssertUnwindSafe};
use std::sync::Arc;

use serde::Serialize;
use serde_json::value::RawValue;
use serde_json::{Map, Value};

use crate::SCHEMA;
use crate::align;
use crate::clean::{self, Inspection};
use crate::diff;
use crate::encoder::Encoder;
use crate::finding::TextId;
use crate::format::parallel::{Column, Parallel};
use crate::message::Message;
use crate::report::{Text, fixes, json};
use crate::review::Review;
use crate::say;
use crate::text::{Document, Located};
use crate::witness::{self, Relation, Witness};
use field::{Fields, Given, Numbered};

/// What is asked of each record.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Verb {
    /// Which sentences of `source` does `target` render? Fields `source`, `target` or `targets`, `source_lang`,
    /// `target_lang` or `target_langs`.
    Align,
    /// What is wrong in `text`, or in `pages` of it? Fields `lang`, `against`, `against_langs` too.
    Check,
    /// The same text with what is safe to mend mended; the same fields.
    Clean,
    /// What was changed from `old` to `new`? Field `lang` too.
    Diff,
    /// Which are the sentences of `text`, or of `pages`? Field `lang` too.
    Lines,
}

/// Options for [`answer`].
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// How many characters the texts of a record may have together; `None` for any number.
    pub max_chars: Option<usize>,
    /// Whether each line of a text that is a string is a sentence, as of a text that is a list each item is.
    pub lines: bool,
    /// What says what sentences mean, where texts are paired.
    pub encoder: Option<Arc<Encoder>>,
}

impl Options {
    fn align(&self) -> align::Options<'_> {
        align::Options { encoder: self.encoder.as_deref(), ..align::Options::default() }
    }

    fn examine(&self) -> witness::Options<'_> {
        witness::Options { align: self.align(), ..witness::Options::default() }
    }
}

/// Why a record was not answered with rows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Failure {
    /// `record` (no JSON, or not of the form asked for), `null` (a text is null), `too-long`, `encoding` (no
    /// UTF-8), `language` (one that is not known) or `panic` (a fault of this program).
    pub kind: &'static str,
    /// What is wrong, in one line.
    pub message: String,
}

impl Failure {
    /// That the texts of a record have so many characters together, where no more than `limit` are taken.
    pub fn too_long(chars: usize, limit: usize) -> Self {
        Self::new("too-long", format!("{chars} characters; at most {limit} are taken"))
    }

    /// That the text called `name` is no UTF-8 behind so many bytes.
    pub fn encoding(name: &str, valid_up_to: usize) -> Self {
        Self::new("encoding", format!("`{name}` is no UTF-8: a malformed byte after {valid_up_to} bytes"))
    }

    /// That this program is at fault, and how.
    pub fn fault(what: &str) -> Self {
        Self::new("panic", format!("a fault of this program: {what}"))
    }

    fn new(kind: &'static str, message: impl Into<String>) -> Self {
        Self { kind, message: message.into() }
    }
}

/// The answer to a record.
#[derive(Debug, Serialize)]
#[must_use]
pub struct Answer {
    schema: u32,
    key: Value,
    rows: Option<Vec<Box<RawValue>>>,
    error: Option<Failure>,
}

impl Answer {
    /// The key of the record, null if it has none.
    pub fn key(&self) -> &Value {
        &self.key
    }

    /// The rows, each an object with the fields of [`schema`]; `None` if there is an error.
    pub fn rows(&self) -> Option<&[Box<RawValue>]> {
        self.rows.as_deref()
    }

    /// Why there are no rows, if there are none.
    pub fn error(&self) -> Option<&Failure> {
        self.error.as_ref()
    }

    /// The record as a line of JSON, its end included.
    pub fn to_line(&self) -> Vec<u8> {
        let mut line = serde_json::to_vec(self).expect("a record of strings and numbers");
        line.push(b'\n');
        line
    }

    fn of(key: Value, rows: Result<Vec<Box<RawValue>>, Failure>) -> Self {
        let (rows, error) = match rows {
            Ok(rows) => (Some(rows), None),
            Err(error) => (None, Some(error)),
        };
        Self { schema: SCHEMA, key, rows, error }
    }
}

/// The answer to `line`, a record as a line of JSON, with or without its end.
pub fn answer(verb: Verb, line: &[u8], options: &Options) -> Answer {
    let fields = match Fields::of(line) {
        Ok(fields) => fields,
        Err(error) => return Answer::of(Value::Null, Err(error)),
    };
    answer_to(verb, fields, options)
}

/// The answer to the record that has these fields, for who holds no lines but the rows of a table.
///
/// ```
/// use duizhao::record::{self, Options, Verb};
/// use serde_json::json;
///
/// let fields = json!({"key": 7, "text": "船到了。风停了。", "lang": "zh"});
/// let answer = record::answer_fields(Verb::Lines, fields.as_object().unwrap().clone(), &Options::default());
/// assert_eq!(answer.to_line(), record::answer(Verb::Lines, fields.to_string().as_bytes(), &Options::default()).to_line());
/// ```
pub fn answer_fields(verb: Verb, fields: Map<String, Value>, options: &Options) -> Answer {
    answer_to(verb, Fields::from(fields), options)
}

fn answer_to(verb: Verb, fields: Fields, options: &Options) -> Answer {
    let key = fields.key();
    let rows = guarded(|| rows(verb, fields, &key, options));
    Answer::of(key, rows)
}

/// The answer to a record of which no more than `head` was read, because it is longer than any may be.
pub fn too_long(head: &[u8], limit: usize) -> Answer {
    let message = format!("the record is longer than {limit} bytes");
    Answer::of(key_in(head), Err(Failure::new("too-long", message)))
}

/// The key of a record that begins with `head` and may be cut off behind it; null if none is there.
pub fn key_in(head: &[u8]) -> Value {
    field::key_in(head).0
}

/// The key of the record in `line`, without answering it; null if there is none, or no record.
pub fn key(line: &[u8]) -> Value {
    let (key, whole) = field::key_in(line);
    if whole { key } else { Value::Null }
}

/// What `work` comes to; a panic in it is the failure of this record alone.
fn guarded<T>(work: impl FnOnce() -> Result<T, Failure>) -> Result<T, Failure> {
    panic::catch_unwind(AssertUnwindSafe(work)).unwrap_or_else(|panic| {
        let said = panic.downcast_ref::<String>().map(String::as_str);
        let said = said.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message");
        Err(Failure::fault(said))
    })
}

fn rows(
    verb: Verb,
    mut fields: Fields,
    key: &Value,
    options: &Options,
) -> Result<Vec<Box<RawValue>>, Failure> {
    match verb {
        Verb::Align => align_rows(&mut fields, options),
        Verb::Check => check_rows(&mut fields, key, options),
        Verb::Clean => clean_rows(&mut fields, key, options),
        Verb::Diff => diff_rows(&mut fields, options),
        Verb::Lines => lines_rows(&mut fields, options),
    }
}

#[derive(Serialize)]
struct PairRow {
    source: Vec<i64>,
    target: Vec<i64>,
    confidence: Option<f32>,
    source_text: String,
    target_text: String,
}

#[derive(Serialize)]
struct ManyRow {
    source: Vec<i64>,
    targets: Vec<Vec<i64>>,
    confidence: Option<f32>,
    source_text: String,
    target_texts: Vec<String>,
}

fn align_rows(fields: &mut Fields, options: &Options) -> Result<Vec<Box<RawValue>>, Failure> {
    let source = fields.text("source")?;
    let many = fields.has("targets");
    let targets = if many { fields.texts("targets")? } else { vec![fields.text("target")?] };
    field::within(options, std::iter::once(&source).chain(&targets))?;
    let source_language = fields.language("source_lang")?;
    let languages = match many {
        true => fields.languages("target_langs", targets.len())?,
        false => vec![fields.language("target_lang")?],
    };
    let texts: Vec<Numbered> = std::iter::once((source, source_language))
        .chain(targets.into_iter().zip(languages))
        .map(|(text, language)| text.document(language, options.lines))
        .collect();
    let documents: Vec<&Document> = texts.iter().map(|text| &text.document).collect();
    let alignments = align::align_all(documents[0], &documents[1..], &options.align());
    let columns = documents.iter().map(|document| Column::new(String::new(), document.language().clone()));
    let columns: Vec<Column> = columns.collect();
    let parallel = match <[Column; 2]>::try_from(columns) {
        Ok(columns) => Parallel::of_two(columns, documents[0], documents[1], &alignments[0]),
        Err(columns) => {
            let alignments: Vec<_> = std::iter::once(None).chain(alignments.into_iter().map(Some)).collect();
            let rows = witness::rows(documents[0].len(), &alignments);
            Parallel::of_rows(columns, &documents, &rows, &alignments)
        }
    };
    let rows = parallel.rows.iter().map(|row| {
        let cells = row.cells.iter().zip(&texts).zip(&parallel.columns);
        let mut numbers: Vec<Vec<i64>> = cells
            .clone()
            .map(|((cell, text), _)| cell.numbers.iter().map(|&number| text.number(number)).collect())
            .collect();
        let mut words: Vec<String> = cells.map(|((cell, _), column)| cell.line(&column.language)).collect();
        let confidence = row.confidence.map(|value| (value * 1000.0).round() / 1000.0);
        let (targets, target_texts) = (numbers.split_off(1), words.split_off(1));
        let (source, source_text) = (numbers.swap_remove(0), words.swap_remove(0));
        match many {
            true => raw(&ManyRow { source, targets, confidence, source_text, target_texts }),
            false => raw(&PairRow {
                source,
                target: targets.concat(),
                confidence,
                source_text,
                target_text: target_texts.concat(),
            }),
        }
    });
    Ok(rows.collect())
}

/// The text of a record and where its pages begin; the versions that bear witness.
struct Examined {
    document: Document,
    pages: Vec<(usize, u32)>,
    witnesses: Vec<Document>,
}

fn examined(fields: &mut Fields, options: &Options) -> Result<Examined, Failure> {
    let (text, pages) = match fields.has("pages") {
        true => paged(fields.strings("pages")?),
        false => (fields.text("text")?, Vec::new()),
    };
    let against = match fields.has("against") {
        true => fields.strings("against")?.into_iter().map(Given::Whole).collect(),
        false => Vec::new(),
    };
    field::within(options, std::iter::once(&text).chain(&against))?;
    let language = fields.language("lang")?;
    let languages = fields.languages("against_langs", against.len())?;
    let document = |(text, language): (Given, _)| text.document(language, options.lines).document;
    Ok(Examined {
        document: document((text, language)),
        pages,
        witnesses: against.into_iter().zip(languages).map(document).collect(),
    })
}

/// Pages as one text, with a form feed between them, and the byte at which each begins.
fn paged(pages: Vec<String>) -> (Given, Vec<(usize, u32)>) {
    let mut text = String::with_capacity(pages.iter().map(|page| page.len() + 2).sum());
    let mut starts = Vec::with_capacity(pages.len());
    for (number, page) in (1..).zip(&pages) {
        if number > 1 {
            text.push_str(if text.ends_with('\n') { "\u{c}" } else { "\n\u{c}" });
        }
        starts.push((text.len(), number));
        text.push_str(page);
    }
    (Given::Whole(text), starts)
}

/// What the text of a record and its witnesses are called in what is said of them.
const NAMES: [&str; 2] = ["text", "against"];

/// What texts of records are, where reports ask it.
static TEXT: Message = say!(en: "text", zh: "文本");

impl Examined {
    fn shown<'a>(&'a self, key: &'a str) -> Vec<Text<'a>> {
        let text = |id, document, path, pages| Text {
            id: TextId(id),
            name: if pages { NAMES[0] } else { NAMES[1] },
            path,
            document,
            role: &TEXT,
            encoding: &TEXT,
            said: &[],
            pages: if pages { &self.pages } else { &[] },
        };
        let witnesses =
            self.witnesses.iter().zip(1..).map(|(witness, id)| text(id, witness, NAMES[1], false));
        std::iter::once(text(0, &self.document, key, true)).chain(witnesses).collect()
    }

    /// The text and its witnesses: those in its language are transcriptions of it, all others translations.
    fn versions(&self) -> Vec<Witness<'_>> {
        let documents = || std::iter::once(&self.document).chain(&self.witnesses);
        let relations = witness::relate(documents().map(Document::language), Relation::TranscriptionOf);
        let all = documents().zip(relations).zip((0..).map(TextId));
        all.map(|((document, relation), id)| Witness { id, document, relation }).collect()
    }

    /// What is found in the text.
    fn inspect(&self, options: &Options) -> Inspection {
        clean::inspect(&self.versions(), &options.examine(), &Review::default())
    }
}

/// A key as the path of a finding: a string as it is.
fn path(key: &Value) -> String {
    key.as_str().map_or_else(|| key.to_string(), str::to_owned)
}

fn check_rows(fields: &mut Fields, key: &Value, options: &Options) -> Result<Vec<Box<RawValue>>, Failure> {
    let examined = examined(fields, options)?;
    let path = path(key);
    let mut written = Vec::new();
    let found = examined.inspect(options).findings;
    json::findings(&mut written, &examined.shown(&path), &[found]).expect("written to memory");
    Ok(raw_lines(&written))
}

#[derive(Serialize)]
struct CleanRow<'a> {
    text: &'a str,
    fixes: Vec<Box<RawValue>>,
}

fn clean_rows(fields: &mut Fields, key: &Value, options: &Options) -> Result<Vec<Box<RawValue>>, Failure> {
    let examined = examined(fields, options)?;
    let (found, examine, review) = (examined.inspect(options), options.examine(), Review::default());
    let divided = if options.lines { Document::from_lines } else { Document::new };
    let again = |text| divided(text, examined.document.language().clone());
    let options =
        clean::Options { examine: &examine, review: &review, again: &again, can_write: &|_, _| true };
    let cleaning = clean::clean(&examined.versions(), &found, &options);
    let path = path(key);
    let log = fixes::jsonl(&examined.shown(&path)[0], &cleaning.log(&found));
    Ok(vec![raw(&CleanRow { text: cleaning.document.text(), fixes: raw_lines(log.as_bytes()) })])
}

fn diff_rows(fields: &mut Fields, options: &Options) -> Result<Vec<Box<RawValue>>, Failure> {
    let (old, new) = (fields.text("old")?, fields.text("new")?);
    field::within(options, [&old, &new])?;
    let language = fields.language("lang")?;
    let old = old.document(language.clone(), options.lines);
    // One text in two versions is in one language, whatever the words of one of them look like.
    let language = language.unwrap_or_else(|| old.document.language().clone());
    let new = new.document(Some(language), options.lines);
    let revision = diff::diff(&old.document, &new.document, &diff::Options::default());
    let mut written = Vec::new();
    json::changes(&mut written, &old.document, &new.document, &revision).expect("written to memory");
    let renumbered = |row: Box<RawValue>| {
        let mut row: Value = serde_json::from_str(row.get()).expect("a record");
        for (side, text) in [("old", &old), ("new", &new)] {
            for number in row.get_mut(side).and_then(Value::as_array_mut).into_iter().flatten() {
                let sentence = number.as_u64().and_then(|number| usize::try_from(number).ok());
                *number = text.number(sentence.expect("a sentence's number")).into();
            }
        }
        raw(&row)
    };
    let rows = raw_lines(&written);
    // Only lists with empty items count otherwise than the document.
    let counts_anew = old.counts_anew() || new.counts_anew();
    Ok(if counts_anew { rows.into_iter().map(renumbered).collect() } else { rows })
}

#[derive(Serialize)]
struct LineRow<'a> {
    text: &'a str,
    span: Located,
    #[serde(skip_serializing_if = "Option::is_none")]
    page: Option<u32>,
}

fn lines_rows(fields: &mut Fields, options: &Options) -> Result<Vec<Box<RawValue>>, Failure> {
    let examined = examined(fields, options)?;
    let (document, shown) = (&examined.document, examined.shown(""));
    let lines = document.lines();
    let rows = (0..document.len()).map(|number| {
        let span = document.span(number);
        raw(&LineRow {
            text: &document.sentence(number),
            span: lines.located(span),
            page: shown[0].page(span.start),
        })
    });
    Ok(rows.collect())
}

fn raw(row: &impl Serialize) -> Box<RawValue> {
    serde_json::value::to_raw_value(row).expect("a record of strings and numbers")
}

/// The records in lines of JSON that this program wrote.
fn raw_lines(lines: &[u8]) -> Vec<Box<RawValue>> {
    let lines = std::str::from_utf8(lines).expect("JSON is UTF-8");
    lines.lines().map(|line| serde_json::from_str(line).expect("a record")).collect()
}
