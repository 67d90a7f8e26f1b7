//! The formats in which texts stand beside each other; the only list of them.

use std::io::{self, Write};

use super::error::{Error, Result};
use super::parallel::Parallel;
use super::{csv, hunalign, index, jsonl, ladder, moses, reader, text, tmx, tsv, xlsx};
use crate::message::{Message, Ui};
use crate::say;

/// Options for writers.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Whether formats of pairs (TMX, Moses) keep rows in which fewer than two texts have words.
    pub keep_gaps: bool,
    /// When it was made, as `20261122T080000Z`, for formats that say so; without it the same input gives
    /// the same bytes on any day.
    pub date: Option<String>,
    /// Whether cells of tables that a spreadsheet would take for formulas stay as they are.
    pub raw: bool,
    /// The language of headings that a person reads, in workbooks.
    pub ui: Ui,
}

/// A format.
pub struct Form {
    /// What it is called on the command line.
    pub name: &'static str,
    /// The ending of its files' names.
    pub extension: &'static str,
    /// What it is for, in a few words.
    pub about: &'static str,
    /// Whether it holds the texts' words, not only their sentences' numbers.
    pub words: bool,
    /// How it is written.
    pub writer: Writer,
    /// How it is read, if it can be.
    pub read: Option<Input>,
}

impl Form {
    /// Whether it can be written.
    pub fn is_written(&self) -> bool {
        !matches!(self.writer, Writer::None)
    }
}

/// How a format is read: from the file's name (for messages) and its content.
#[derive(Clone, Copy)]
pub enum Input {
    /// Content that is text.
    Text(fn(&str, &str) -> Result<Parallel<'static>>),
    /// Content that is no text.
    Bytes(fn(&str, &[u8]) -> Result<Parallel<'static>>),
}

/// How a format is written. What is said for a person of what could not be written as it was comes back,
/// a sentence each.
pub enum Writer {
    /// To one file.
    One(fn(&Parallel, &Options, &mut dyn Write) -> io::Result<Vec<Message>>),
    /// To a file for each text, the first argument's text; every file has as many lines.
    Each(fn(&Parallel, usize, &Options, &mut dyn Write) -> io::Result<()>),
    /// Not at all: it is another program's, and only read.
    None,
}

/// All formats, the plainest first.
pub static FORMS: &[Form] = &[
    Form {
        name: "index",
        extension: "index",
        about: "sentence numbers, `[0, 1]:[2]:0.93`",
        words: false,
        writer: Writer::One(|parallel, _, out| index::write(parallel, out).map(|()| Vec::new())),
        read: Some(Input::Text(index::read)),
    },
    Form {
        name: "ladder",
        extension: "ladder",
        about: "hunalign's rungs, two texts only",
        words: false,
        writer: Writer::One(|parallel, _, out| ladder::write(parallel, out)),
        read: Some(Input::Text(ladder::read)),
    },
    Form {
        name: "jsonl",
        extension: "jsonl",
        about: "a JSON record a row, for programs",
        words: true,
        writer: Writer::One(|parallel, _, out| jsonl::write(parallel, out).map(|()| Vec::new())),
        read: Some(Input::Text(jsonl::read)),
    },
    Form {
        name: "tsv",
        extension: "tsv",
        about: "a table with tabs, for R, pandas, Sketch Engine",
        words: true,
        writer: Writer::One(|parallel, options, out| tsv::write(parallel, options, out).map(|()| Vec::new())),
        read: Some(Input::Text(tsv::read)),
    },
    Form {
        name: "csv",
        extension: "csv",
        about: "a table that Excel opens with a double click",
        words: true,
        writer: Writer::One(|parallel, options, out| csv::write(parallel, options, out).map(|()| Vec::new())),
        read: Some(Input::Text(csv::read)),
    },
    Form {
        name: "xlsx",
        extension: "xlsx",
        about: "an Excel workbook",
        words: true,
        writer: Writer::One(|parallel, options, out| xlsx::write(parallel, options.ui, out)),
        read: Some(Input::Bytes(reader::workbook)),
    },
    Form {
        name: "tmx",
        extension: "tmx",
        about: "a translation memory, for OmegaT, Trados, memoQ",
        words: true,
        writer: Writer::One(tmx::write),
        read: Some(Input::Text(tmx::read)),
    },
    Form {
        name: "moses",
        extension: "moses",
        about: "one file a language, line by line (-o NAME writes NAME.zh, NAME.en)",
        words: true,
        writer: Writer::Each(moses::write),
        read: None,
    },
    Form {
        name: "xliff",
        extension: "xlf",
        about: "XLIFF 1.2 and 2, from translators' programs",
        words: true,
        writer: Writer::None,
        read: Some(Input::Text(reader::xliff)),
    },
    Form {
        name: "po",
        extension: "po",
        about: "gettext's PO",
        words: true,
        writer: Writer::None,
        read: Some(Input::Text(reader::po)),
    },
    Form {
        name: "hunalign",
        extension: "hunalign",
        about: "what hunalign writes with `-text`",
        words: true,
        writer: Writer::None,
        read: Some(Input::Text(hunalign::read)),
    },
];

/// The format with this name.
pub fn named(name: &str) -> Option<&'static Form> {
    FORMS.iter().find(|form| form.name == name)
}

/// The format that the ending of a file's name says.
pub fn by_extension(path: &str) -> Option<&'static Form> {
    let extension = std::path::Path::new(path).extension()?.to_str()?.to_ascii_lowercase();
    let extension = match extension.as_str() {
        "tab" => "tsv",
        "ndjson" => "jsonl",
        "gold" | "align" | "vecalign" => "index",
        "xliff" | "sdlxliff" | "mqxliff" | "mxliff" | "txlf" => "xlf",
        "pot" => "po",
        "ods" | "xlsm" => "xlsx",
        other => other,
    };
    FORMS.iter().find(|form| form.extension == extension)
}

/// The format of what is in the file called `path`, by what stands in it; by its name if that does not tell.
pub fn of_content(path: &str, bytes: &[u8]) -> Option<&'static Form> {
    if reader::is_archive(bytes) {
        return named("xlsx");
    }
    let head = &bytes[..bytes.len().min(1 << 16)];
    let text = String::from_utf8_lossy(head);
    let known = reader::form_of(&text).or_else(|| hunalign::is(&text).then_some("hunalign"));
    known.and_then(named).or_else(|| by_extension(path))
}

/// Reads texts that stand beside each other out of the file at `path`, in `form` or in the one that its content says.
pub fn open(path: &str, form: Option<&'static Form>, options: &text::Options) -> Result<Parallel<'static>> {
    let bytes = text::read(path)?;
    let form = form.or_else(|| of_content(path, &bytes));
    from_bytes(form.ok_or_else(|| unknown(path))?, path, bytes, options)
}

/// Reads texts that stand beside each other out of `bytes`, the content of the file at `path`.
pub fn from_bytes(
    form: &Form,
    path: &str,
    bytes: Vec<u8>,
    options: &text::Options,
) -> Result<Parallel<'static>> {
    match form.read {
        Some(Input::Bytes(read)) => read(path, &bytes),
        _ => read(form, path, &text::decoded(path, bytes, options)?.0),
    }
}

/// The error for a file of which nothing says a format.
pub fn unknown(path: &str) -> Error {
    Error::content(
        path,
        say!(
            en: "neither its content nor its ending says a format; name it with --from",
            zh: "从内容和扩展名都看不出格式；用 `--from` 指定"
        ),
    )
}

/// Reads texts that stand beside each other out of `text`, the content of the file at `path`.
pub fn read(form: &Form, path: &str, text: &str) -> Result<Parallel<'static>> {
    match form.read {
        Some(Input::Text(read)) => read(path, text),
        Some(Input::Bytes(read)) => read(path, text.as_bytes()),
        None => Err(Error::content(
            path,
            say!(en: "{form} can be written but not read", zh: "{form} 只能写出，不能读入", form = form.name),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::parallel::{Cell, Column, Row};
    use crate::text::Language;

    fn column(tag: &str) -> Column {
        Column { name: format!("{tag}.txt"), language: Language::new(tag) }
    }

    fn cell(numbers: &[usize], sentences: &[&'static str]) -> Cell<'static> {
        let sentences = sentences.iter().map(|&sentence| sentence.into()).collect();
        Cell { numbers: numbers.to_vec(), sentences, span: None }
    }

    fn row(cells: Vec<Cell<'static>>) -> Row<'static> {
        Row { cells, confidence: Some(0.75), ..Row::default() }
    }

    fn sample() -> Parallel<'static> {
        let rows = vec![
            row(vec![
                cell(&[0, 1], &["会议开始了。", "大家坐下。"]),
                cell(&[0], &["\"R&D\" <began>, they say."]),
            ]),
            row(vec![cell(&[2], &["没有译文。"]), cell(&[], &[])]),
            row(vec![cell(&[3], &["=1+1"]), cell(&[1], &["A tab\there,\nand a line."])]),
        ];
        Parallel { columns: vec![column("zh"), column("en")], rows, encoder: None }
    }

    #[test]
    fn each_name_and_ending_is_used_once() {
        for (place, form) in FORMS.iter().enumerate() {
            assert!(FORMS[..place].iter().all(|f| f.name != form.name && f.extension != form.extension));
            assert!(!form.about.ends_with('.') && !form.about.is_empty());
        }
    }

    #[test]
    fn each_reads_what_it_writes() {
        let parallel = sample();
        let options = Options { keep_gaps: true, ..Options::default() };
        for form in FORMS {
            let (Writer::One(write), Some(_)) = (&form.writer, form.read) else { continue };
            let mut bytes = Vec::new();
            write(&parallel, &options, &mut bytes).unwrap();
            let back = match form.read {
                Some(Input::Bytes(read)) => read("sample", &bytes).unwrap(),
                _ => {
                    let text = String::from_utf8(bytes).unwrap();
                    read(form, "sample", text.trim_start_matches('\u{feff}')).unwrap()
                }
            };
            let shapes = |p: &Parallel| {
                p.rows
                    .iter()
                    .map(|row| row.cells.iter().map(|c| !c.is_empty()).collect())
                    .collect::<Vec<Vec<_>>>()
            };
            assert_eq!(shapes(&back), shapes(&parallel), "{}", form.name);
            if form.words {
                for (a, b) in parallel.rows.iter().zip(&back.rows) {
                    for ((a, b), column) in a.cells.iter().zip(&b.cells).zip(&parallel.columns) {
                        assert_eq!(a.line(&column.language), b.line(&column.language), "{}", form.name);
                    }
                }
            }
        }
    }

    #[test]
    fn the_same_rows_give_the_same_bytes() {
        for form in FORMS {
            let Writer::One(write) = &form.writer else { continue };
            let bytes = || {
                let mut bytes = Vec::new();
                write(&sample(), &Options::default(), &mut bytes).unwrap();
                bytes
            };
            assert_eq!(bytes(), bytes(), "{}", form.name);
        }
    }

    proptest::proptest! {
        /// What was written and then spoilt gets past the head of a format, as hardly any random text does.
        #[test]
        fn a_spoilt_file_is_read_or_refused_in_a_line(
            form in 0..FORMS.len(),
            at in 0usize..4000,
            length in 0usize..40,
            put in "[\\[\\]{}<>/\"',:;=\t\n0-9a-z一]{0,8}",
        ) {
            let form = &FORMS[form];
            let (Writer::One(write), Some(_)) = (&form.writer, form.read) else { return Ok(()) };
            let mut bytes = Vec::new();
            write(&sample(), &Options::default(), &mut bytes).unwrap();
            let start = at % (bytes.len() + 1);
            bytes.splice(start..(start + length).min(bytes.len()), put.bytes());
            let read = match form.read {
                Some(Input::Bytes(read)) => read("-", &bytes),
                _ => read(form, "-", String::from_utf8_lossy(&bytes).trim_start_matches('\u{feff}')),
            };
            if let Err(error) = read {
                proptest::prop_assert!(!error.to_string().contains('\n'), "{error}");
            }
        }
    }
}
