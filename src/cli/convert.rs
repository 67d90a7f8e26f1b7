//! `duizhao convert`: an alignment from one format into another.

use clap::builder::{PossibleValue, PossibleValuesParser};
use duizhao::format::forms::{self, FORMS, Form};
use duizhao::format::parallel::{Cell, Column, Parallel};
use duizhao::format::text::{Loaded, language_in_name};
use duizhao::format::{Error, Result, encoding, moses, text};
use duizhao::text::Language;

use super::align::{Writing, may_write, unknown_ending, write};
use super::outcome::{Done, Outcome};
use super::reading::Reading;

/// Turn an alignment from one format into another
///
/// An index and a ladder hold only the numbers of sentences; `--texts` names the texts they are of. Files
/// with a sentence a line (Moses) are named one after the other.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The alignment, or files whose lines render each other
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,

    /// The texts that an index or a ladder is of, the source first
    #[arg(long, value_name = "FILE", num_args = 1..)]
    texts: Vec<String>,

    /// The format of the alignment; without it, the ending of its name says it
    #[arg(long, value_parser = names(|form| form.read.is_some()))]
    from: Option<String>,

    /// The format to write; without it, the ending of `-o` says it
    #[arg(long, short, value_parser = names(|_| true))]
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
  duizhao convert corpus.zh corpus.en -o memory.tmx      line pairs";

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
    let texts = args.reading.load_all(&args.texts.iter().map(String::as_str).collect::<Vec<_>>())?;
    let mut parallel = match args.files.as_slice() {
        [only] => {
            let from = source(only, args)?;
            forms::read(from, only, &decoded(only, args)?.0)?
        }
        several => line_pairs(several, args)?,
    };
    if !texts.is_empty() {
        fill(&mut parallel, &texts, &args.files[0])?;
    }
    if to.words && !parallel.has_words() {
        let message = format!("holds no words, which {} needs; name the texts with --texts", to.name);
        return Err(Error::content(&args.files[0], message));
    }
    for said in write(to, &parallel, output, &args.writing.options(), &inputs)? {
        args.reading.say(&format!("{}: {said}", output.unwrap_or("standard output")));
    }
    Ok(Outcome::Nothing)
}

fn source(path: &str, args: &Args) -> Result<&'static Form> {
    let named = args.from.as_deref().and_then(forms::named);
    named
        .or_else(|| forms::by_extension(path))
        .ok_or_else(|| Error::content(path, "no format has this ending; name it with --from"))
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

/// The text of a file that is no text of ours: in any encoding, and never without words.
fn decoded(path: &str, args: &Args) -> Result<(String, usize)> {
    let options = args.reading.options(0);
    let bytes = text::read(path)?;
    let (text, decoding) = encoding::decode(bytes, options.encoding, None, options.lossy)
        .map_err(|failure| Error::content(path, text::explained(&failure)))?;
    Ok((text, decoding.lost))
}

fn line_pairs(paths: &[String], args: &Args) -> Result<Parallel<'static>> {
    let texts = paths.iter().map(|path| Ok(decoded(path, args)?.0)).collect::<Result<Vec<_>>>()?;
    let counts: Vec<_> = texts.iter().map(|text| text.lines().count()).collect();
    if let Some(other) = counts.iter().position(|&count| count != counts[0]) {
        let message = format!("has {} lines, but {} has {}", counts[other], paths[0], counts[0]);
        return Err(Error::content(&paths[other], message));
    }
    let column = |(place, (path, text)): (usize, (&String, &String))| Column {
        name: path.clone(),
        language: args
            .reading
            .options(place)
            .language
            .or_else(|| language_in_name(path))
            .unwrap_or_else(|| Language::detect(text)),
    };
    let columns = paths.iter().zip(&texts).enumerate().map(column).collect();
    Ok(Parallel { columns, rows: moses::rows(&texts.iter().map(String::as_str).collect::<Vec<_>>()) })
}

/// Puts the sentences of `texts` where `parallel` has their numbers.
fn fill<'a>(parallel: &mut Parallel<'a>, texts: &'a [Loaded], path: &str) -> Result<()> {
    if texts.len() != parallel.columns.len() {
        let message = format!("is of {} texts, but {} are named", parallel.columns.len(), texts.len());
        return Err(Error::content(path, message));
    }
    for (column, text) in parallel.columns.iter_mut().zip(texts) {
        *column = Column { name: text.path.clone(), language: text.document.language().clone() };
    }
    for row in &mut parallel.rows {
        for (cell, text) in row.cells.iter_mut().zip(texts) {
            if let Some(beyond) = cell.numbers.iter().find(|&&n| n >= text.document.len()) {
                let count = text.document.len();
                let message = format!("names sentence {beyond} of {}, which has {count} (from 0)", text.path);
                return Err(Error::content(path, message));
            }
            *cell = Cell::of(&text.document, std::mem::take(&mut cell.numbers));
        }
    }
    Ok(())
}
