//! The formats in which texts stand beside each other; the only list of them.

use std::io::{self, Write};

use super::error::{Error, Result};
use super::parallel::Parallel;
use super::{
    bilingual, csv, hunalign, index, jsonl, ladder, moses, reader, sketch, standoff, text, tmx, tsv, xliff,
    xlsx,
};
use crate::message::{Message, Ui};
use crate::say;

/// Options for writers.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Whether formats of pairs (TMX, XLIFF, Sketch Engine's, Moses) keep rows in which fewer than two texts have words.
    pub keep_gaps: bool,
    /// When it was made, as `20261122T080000Z`, for formats that say so; without it the same input gives
    /// the same bytes on any day.
    pub date: Option<String>,
    /// Whether cells of tables that a spreadsheet would take for formulas stay as they are.
    pub raw: bool,
    /// The language of headings that a person reads, in workbooks and Word documents.
    pub ui: Ui,
    /// Whether the rows of a Word document have numbers.
    pub numbered: bool,
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
    /// To several files, whose names begin with the second argument.
    Several(fn(&Parallel, &str, &Options) -> io::Result<Files>),
    /// Not at all: it is another program's, and only read.
    None,
}

/// What is written to several files.
#[derive(Debug, Default)]
pub struct Files {
    /// The path of each and what it holds.
    pub files: Vec<(String, Vec<u8>)>,
    /// What is said for a person of what could not be written as it was.
    pub said: Vec<Message>,
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
        about: "a table with tabs, for R, pandas",
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
        name: "docx",
        extension: "docx",
        about: "a Word document with a column a text, for a client",
        words: true,
        writer: Writer::One(bilingual::write),
        read: Some(Input::Bytes(reader::docx)),
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
        writer: Writer::Several(moses::write),
        read: None,
    },
    Form {
        name: "xliff",
        extension: "xlf",
        about: "XLIFF 1.2, for translators' programs",
        words: true,
        writer: Writer::One(xliff::write_1),
        read: Some(Input::Text(reader::xliff)),
    },
    Form {
        name: "xliff2",
        extension: "xlf2",
        about: "XLIFF 2.1, one translation only",
        words: true,
        writer: Writer::One(xliff::write_2),
        read: Some(Input::Text(reader::xliff)),
    },
    Form {
        name: "xces",
        extension: "xces",
        about: "OPUS's XCES: the texts, and an alignment beside them (-o NAME)",
        words: true,
        writer: Writer::Several(standoff::write_xces),
        read: Some(Input::Text(standoff::read)),
    },
    Form {
        name: "intertext",
        extension: "intertext",
        about: "InterText's: the texts, and an alignment beside them (-o NAME)",
        words: true,
        writer: Writer::Several(standoff::write_intertext),
        read: Some(Input::Text(standoff::read)),
    },
    Form {
        name: "sketch",
        extension: "sketch.xlsx",
        about: "Sketch Engine's spreadsheet, a column a language",
        words: true,
        writer: Writer::One(sketch::write),
        read: Some(Input::Bytes(reader::workbook)),
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
    let name = path.to_ascii_lowercase();
    let is_double =
        |form: &&Form| form.extension.contains('.') && name.ends_with(&format!(".{}", form.extension));
    if let Some(form) = FORMS.iter().find(is_double) {
        return Some(form);
    }
    let extension = std::path::Path::new(&name).extension()?.to_str()?;
    let extension = match extension {
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
        return named(reader::form_of_archive(path, bytes));
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
        Column::new(format!("{tag}.txt"), Language::new(tag))
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
        Parallel { columns: vec![column("zh"), column("en")], rows, encoder: None, said: Vec::new() }
    }

    #[test]
    fn each_name_and_ending_is_used_once() {
        for (place, form) in FORMS.iter().enumerate() {
            assert!(FORMS[..place].iter().all(|f| f.name != form.name && f.extension != form.extension));
            assert!(!form.about.ends_with('.') && !form.about.is_empty());
        }
    }

    #[test]
    fn each_stands_in_the_pages_of_formats() {
        for page in [include_str!("../../docs/formats.md"), include_str!("../../docs/formats.zh.md")] {
            for form in FORMS {
                assert!(page.contains(&format!("`{}`", form.name)), "{}", form.name);
            }
        }
    }

    #[test]
    fn the_longest_ending_chooses() {
        for (path, name) in [
            ("a.xlsx", Some("xlsx")),
            ("a.Sketch.XLSX", Some("sketch")),
            ("sketch.xlsx", Some("xlsx")),
            ("a.docx", Some("docx")),
            ("a.xliff", Some("xliff")),
            ("a.xlf2", Some("xliff2")),
            ("a.doc", None),
        ] {
            assert_eq!(by_extension(path).map(|form| form.name), name, "{path}");
        }
    }

    #[test]
    fn each_reads_what_it_writes() {
        let parallel = sample();
        for form in FORMS {
            if !matches!((&form.writer, form.read), (Writer::One(_), Some(_))) {
                continue;
            }
            let back = again(form, &parallel);
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

    /// What `form` makes of what it wrote.
    fn again(form: &Form, parallel: &Parallel) -> Parallel<'static> {
        let options = Options { keep_gaps: true, ..Options::default() };
        let Writer::One(write) = &form.writer else { panic!("{} is written to several files", form.name) };
        let mut bytes = Vec::new();
        write(parallel, &options, &mut bytes).unwrap();
        match form.read {
            Some(Input::Bytes(read)) => read("sample", &bytes).unwrap(),
            _ => {
                let text = String::from_utf8(bytes).unwrap();
                read(form, "sample", text.trim_start_matches('\u{feff}')).unwrap()
            }
        }
    }

    /// Formats of words that can be written to one file and read.
    fn both_ways() -> impl Iterator<Item = &'static Form> {
        let is_both =
            |form: &&Form| matches!(form.writer, Writer::One(_)) && form.read.is_some() && form.words;
        FORMS.iter().filter(is_both)
    }

    fn words(parallel: &Parallel) -> Vec<Vec<String>> {
        let line = |(cell, column): (&Cell, &Column)| cell.line(&column.language);
        parallel.rows.iter().map(|row| row.cells.iter().zip(&parallel.columns).map(line).collect()).collect()
    }

    proptest::proptest! {
        /// Rows of any shape come back word for word from every format, and so do their languages.
        #[test]
        fn rows_come_back_from_every_format(
            rows in proptest::collection::vec(
                (proptest::option::weighted(0.9, "[一-十]{1,6}[<&。]?"), proptest::option::weighted(0.9, "[=a-c\"'][ a-c>&-]{0,8}[.a]")),
                1..8,
            ),
        ) {
            let side = |words: &Option<String>, next: &mut usize| match words {
                None => Cell::default(),
                Some(words) => {
                    *next += 1;
                    Cell { numbers: vec![*next - 1], sentences: vec![words.clone().into()], span: None }
                }
            };
            let mut next = [0, 0];
            let row = |(zh, en): &(Option<String>, Option<String>)| {
                Row { cells: vec![side(zh, &mut next[0]), side(en, &mut next[1])], ..Row::default() }
            };
            let mut rows: Vec<Row> = rows.iter().filter(|(zh, en)| zh.is_some() || en.is_some()).map(row).collect();
            rows.push(Row { cells: vec![cell(&[next[0]], &["完"]), cell(&[next[1]], &["End."])], ..Row::default() });
            let parallel = Parallel { columns: vec![column("zh"), column("ar")], rows, encoder: None, said: Vec::new() };
            for form in both_ways() {
                let back = again(form, &parallel);
                proptest::prop_assert_eq!(words(&back), words(&parallel), "{}", form.name);
                let tags = |p: &Parallel| p.columns.iter().map(|c| c.language.tag().to_owned()).collect::<Vec<_>>();
                proptest::prop_assert_eq!(tags(&back), tags(&parallel), "{}", form.name);
            }
        }
    }

    /// What a person has said comes back from the formats that have a place for it.
    #[test]
    fn what_was_said_of_rows_comes_back() {
        use crate::format::parallel::Judged;
        use crate::review::Status;
        let mut parallel = sample();
        let said = [(Status::Doubtful, "why?"), (Status::Confirmed, ""), (Status::Open, "a <note> & more")];
        for (row, (status, note)) in parallel.rows.iter_mut().zip(said) {
            row.judged = Some(Box::new(Judged { status, note: note.into(), id: String::new() }));
        }
        for form in both_ways() {
            let back = again(form, &parallel);
            let judged = |row: &Row| {
                row.judged
                    .as_deref()
                    .map_or((Status::Open, String::new()), |judged| (judged.status, judged.note.clone()))
            };
            let all: Vec<_> = back.rows.iter().map(judged).collect();
            let (said, doubt, none) = match form.name {
                "tsv" | "csv" | "xlsx" | "tmx" | "xliff" | "xliff2" => (true, true, false),
                // A client is not told what has been found right.
                "docx" => (false, true, false),
                _ => (false, false, true),
            };
            assert_eq!(all[0] == (Status::Doubtful, "why?".to_owned()), doubt, "{}: {all:?}", form.name);
            assert_eq!(
                all[2] == (Status::Open, "a <note> & more".to_owned()),
                doubt,
                "{}: {all:?}",
                form.name
            );
            assert_eq!(all[1].0 == Status::Confirmed, said, "{}: {all:?}", form.name);
            assert_eq!(back.rows.iter().all(|row| row.judged.is_none()), none, "{}", form.name);
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
