//! `duizhao convert`: an alignment from one format into another.

use clap::builder::{PossibleValue, PossibleValuesParser};
use duizhao::format::forms::{self, FORMS, Form};
use duizhao::format::parallel::{Cell, Column, Parallel, shortened};
use duizhao::format::text::{Loaded, language_in_name};
use duizhao::format::{Error, Result, csv, encoding, moses, text, tsv};
use duizhao::message::count;
use duizhao::say;
use duizhao::text::Language;

use super::align::{Writing, may_write, tell, unknown_ending, write};
use super::outcome::{Done, Outcome};
use super::reading::Reading;

/// Turn an alignment from one format into another
///
/// What a file is shows in what it holds; `--from` says it where that does not tell. An index and a ladder hold only
/// the numbers of sentences; `--texts` names the texts they are of. Files with a sentence a line (Moses) are named
/// one after the other; several memories or tables become one.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The alignment, or files whose lines render each other
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,

    /// The texts that an index or a ladder is of, the source first
    #[arg(long, value_name = "FILE", num_args = 1..)]
    texts: Vec<String>,

    /// The format of the alignment; without it, its content or the ending of its name says it
    #[arg(long, value_parser = names(|form| form.read.is_some()))]
    from: Option<String>,

    /// The format to write; without it, the ending of `-o` says it
    #[arg(long, short, value_parser = names(Form::is_written))]
    format: Option<String>,

    /// Where to write
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    #[command(flatten)]
    writing: Writing,

    #[command(flatten)]
    reading: Reading,
}

const EXAMPLES: &str = "\
Examples:
  duizhao convert memory.tmx -o table.tsv
  duizhao convert zh-en.gold --texts zh.txt en.txt --lines -o memory.tmx
  duizhao convert corpus.zh corpus.en -o memory.tmx      line pairs
  duizhao convert old.tmx new.xlsx -o both.tmx           two memories in one
  duizhao convert pairs.csv --lang zh,en -o memory.tmx   a table without headings
  duizhao convert memory.docx -o memory.tmx              a two-column Word document that came back
  duizhao convert memory.tmx -f xces -o talk             OPUS's files: talk.zh.xml, talk.en.xml, talk.zh-en.xml";

fn names(which: fn(&Form) -> bool) -> PossibleValuesParser {
    let forms = FORMS.iter().filter(|form| which(form));
    forms.map(|form| PossibleValue::new(form.name).help(form.about)).collect::<Vec<_>>().into()
}

/// Reads the alignment and writes it in the other format.
pub fn run(args: &Args) -> Done {
    let output = args.output.as_deref();
    let inputs: Vec<_> = args.files.iter().chain(&args.texts).map(String::as_str).collect();
    let to = target(args)?;
    may_write(to, output, &inputs)?;
    let texts = match args.texts.as_slice() {
        [] => Vec::new(),
        texts => args.reading.load_all(&texts.iter().map(String::as_str).collect::<Vec<_>>())?,
    };
    let mut parallel = match args.files.as_slice() {
        [only] => alone(only, args)?,
        several => joined_or_paired(several, args)?,
    };
    if !texts.is_empty() {
        fill(&mut parallel, &texts, &args.files[0])?;
    }
    if to.words && !parallel.has_words() {
        let message = say!(
            en: "holds no words, which {form} needs; name the texts with --texts",
            zh: "只有句号，没有文字，而 {form} 需要文字；用 `--texts` 给出各文本",
            form = to.name
        );
        return Err(Error::content(&args.files[0], message));
    }
    if parallel.rows.iter().all(|row| row.cells.iter().all(Cell::is_empty)) {
        args.reading
            .say(say!(en: "{path}: holds no pairs", zh: "{path}：里面没有句对", path = &args.files[0]));
    }
    let marked = parallel.marked();
    if marked > 0 && to.name != "tmx" {
        args.reading.say(say!(
            en: "{path}: marks of other programs in {segments} left out",
            zh: "{path}：{segments}里有其他程序的标记，已略去",
            path = &args.files[0],
            segments = count(marked, "segment", "个句段")
        ));
    }
    let said = write(to, &parallel, output, &args.writing.options(), &inputs)?;
    tell(to, &parallel, output, said, &args.reading);
    Ok(Outcome::Nothing)
}

/// What the only file holds.
fn alone(path: &str, args: &Args) -> Result<Parallel<'static>> {
    let bytes = text::read(path)?;
    let form = source(path, &bytes, args).ok_or_else(|| forms::unknown(path))?;
    read(path, bytes, form, args)
}

/// What the `bytes` of a file in `form` hold, its languages named as was asked.
fn read(path: &str, bytes: Vec<u8>, form: &'static Form, args: &Args) -> Result<Parallel<'static>> {
    let raw = match form.name {
        "tsv" if args.writing.raw => Some(tsv::read_raw as fn(&str, &str) -> Result<Parallel<'static>>),
        "csv" if args.writing.raw => Some(csv::read_raw as fn(&str, &str) -> Result<Parallel<'static>>),
        _ => None,
    };
    let options = args.reading.options(0);
    let mut parallel = match raw {
        None => forms::from_bytes(form, path, bytes, &options)?,
        Some(read) => {
            let decoded = encoding::decode(bytes, options.encoding, None, options.lossy);
            let (text, _) = decoded.map_err(|failure| Error::content(path, text::explained(&failure)))?;
            read(path, &text)?
        }
    };
    for said in &parallel.said {
        args.reading.say(say!(en: "{path}: {said}", zh: "{path}：{said}", path, said = said.clone()));
    }
    name_languages(path, &mut parallel, args, form)?;
    Ok(parallel)
}

/// The format of the file at `path`, if it can be told.
fn source(path: &str, bytes: &[u8], args: &Args) -> Option<&'static Form> {
    let named = args.from.as_deref().and_then(forms::named);
    named.or_else(|| forms::of_content(path, bytes))
}

/// Gives the columns the languages that were named for them, or those of their words where nothing names them.
fn name_languages(path: &str, parallel: &mut Parallel, args: &Args, form: &Form) -> Result<()> {
    let asked = args.reading.languages();
    if args.texts.is_empty() && !asked.is_empty() {
        if asked.len() != parallel.columns.len() {
            let message = say!(
                en: "{languages} languages named for {texts} texts",
                zh: "有 {texts} 种文本，却给了 {languages} 种语言",
                languages = asked.len(),
                texts = parallel.columns.len()
            );
            return Err(Error::content(path, message));
        }
        for (column, language) in parallel.columns.iter_mut().zip(asked) {
            column.language = language.unwrap_or_else(|| column.language.clone());
        }
    }
    if !form.words {
        return Ok(());
    }
    let mut detected = Vec::new();
    for (place, column) in
        parallel.columns.iter_mut().enumerate().filter(|(_, column)| column.language.tag() == "und")
    {
        let words =
            parallel.rows.iter().filter_map(|row| row.cells.get(place)).flat_map(|cell| &cell.sentences);
        column.language =
            Language::detect(&words.take(1000).map(|words| &**words).collect::<Vec<_>>().join("\n"));
        detected.push(column.language.to_string());
    }
    if !detected.is_empty() {
        args.reading.say(say!(
            en: "{path}: languages {languages} detected from the words; `--lang` names them",
            zh: "{path}：语言 {languages} 据文字推测；可用 `--lang` 指定",
            path,
            languages = shortened(&detected)
        ));
    }
    Ok(())
}

/// Several files: memories and tables are joined, files of lines are paired.
fn joined_or_paired(paths: &[String], args: &Args) -> Result<Parallel<'static>> {
    let files = paths.iter().map(|path| Ok((path, text::read(path)?))).collect::<Result<Vec<_>>>()?;
    let forms: Vec<_> =
        files.iter().map(|(path, bytes)| source(path, bytes, args).filter(|form| form.words)).collect();
    if forms.iter().all(Option::is_none) {
        return line_pairs(files, args);
    }
    let mut joined: Option<Parallel<'static>> = None;
    for ((path, bytes), form) in files.into_iter().zip(forms) {
        let form = form.ok_or_else(|| forms::unknown(path))?;
        let parallel = read(path, bytes, form, args)?;
        match &mut joined {
            Some(joined) => joined.append(parallel),
            None => joined = Some(parallel),
        }
    }
    joined.ok_or_else(|| Error::content("command line", say!(en: "no files", zh: "没有文件")))
}

fn target(args: &Args) -> Result<&'static Form> {
    if let Some(form) = args.format.as_deref().and_then(forms::named) {
        return Ok(form);
    }
    match args.output.as_deref().filter(|path| *path != "-") {
        Some(path) => forms::by_extension(path).ok_or_else(|| unknown_ending(path)),
        None => Ok(forms::named("tsv").expect("TSV is a format")),
    }
}

fn line_pairs(files: Vec<(&String, Vec<u8>)>, args: &Args) -> Result<Parallel<'static>> {
    let paths: Vec<&String> = files.iter().map(|(path, _)| *path).collect();
    let texts = files
        .into_iter()
        .map(|(path, bytes)| Ok(text::decoded(path, bytes, &args.reading.options(0))?.0))
        .collect::<Result<Vec<_>>>()?;
    let counts: Vec<_> = texts.iter().map(|text| text.lines().count()).collect();
    if let Some(other) = counts.iter().position(|&count| count != counts[0]) {
        let message = say!(
            en: "has {lines} lines, but {first} has {others}",
            zh: "有 {lines} 行，而 {first} 有 {others} 行",
            lines = counts[other],
            first = paths[0],
            others = counts[0]
        );
        return Err(Error::content(paths[other], message));
    }
    let column = |(place, (path, text)): (usize, (&&String, &String))| {
        let named = args.reading.options(place).language.or_else(|| language_in_name(path));
        Column::new(path.as_str(), named.unwrap_or_else(|| Language::detect(text)))
    };
    let columns = paths.iter().zip(&texts).enumerate().map(column).collect();
    Ok(Parallel {
        columns,
        encoder: None,
        said: Vec::new(),
        rows: moses::rows(&texts.iter().map(String::as_str).collect::<Vec<_>>()),
    })
}

/// Puts the sentences of `texts` where `parallel` has their numbers.
pub(super) fn fill<'a>(parallel: &mut Parallel<'a>, texts: &'a [Loaded], path: &str) -> Result<()> {
    if texts.len() != parallel.columns.len() {
        let message = say!(
            en: "is of {columns} texts, but {texts} are named",
            zh: "里面是 {columns} 种文本，却给了 {texts} 种",
            columns = parallel.columns.len(),
            texts = texts.len()
        );
        return Err(Error::content(path, message));
    }
    for (column, text) in parallel.columns.iter_mut().zip(texts) {
        *column = Column::of(text.path.clone(), &text.document);
    }
    for row in &mut parallel.rows {
        for (cell, text) in row.cells.iter_mut().zip(texts) {
            if let Some(beyond) = cell.numbers.iter().find(|&&n| n >= text.document.len()) {
                let message = say!(
                    en: "names sentence {beyond} of {text}, which has {count} (from 0)",
                    zh: "指到 {text} 的第 {beyond} 句，而它只有 {count} 句（从 0 数起）",
                    beyond = *beyond,
                    text = &text.path,
                    count = text.document.len()
                );
                return Err(Error::content(path, message));
            }
            *cell = Cell::of(&text.document, std::mem::take(&mut cell.numbers));
        }
    }
    Ok(())
}
