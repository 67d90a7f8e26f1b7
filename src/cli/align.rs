//! `duizhao align`: which sentences render which?

use clap::ValueEnum;
use duizhao::align::{self, Alignment};
use duizhao::collate;
use duizhao::format::parallel::{Column, Parallel};
use duizhao::format::text::Loaded;
use duizhao::format::{index, jsonl, output};

use super::input::Input;
use super::outcome::{Done, Outcome};

/// Pair the sentences of a text with those of its translations
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The text that was translated; `-` is standard input
    source: String,

    /// Its translations
    #[arg(required = true)]
    target: Vec<String>,

    /// How to write the pairs
    #[arg(long, value_enum)]
    format: Option<Format>,

    /// Where to write them; the ending chooses the format
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    #[command(flatten)]
    input: Input,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// Sentence numbers: `[0, 1]:[2]:0.93`
    Index,
    /// A JSON record a row
    Jsonl,
}

/// Aligns each target with the source and writes the rows.
pub fn run(args: &Args) -> Done {
    let mut paths = vec![args.source.as_str()];
    paths.extend(args.target.iter().map(String::as_str));
    let texts = args.input.load_all(&paths)?;
    let parallel = aligned(&texts);
    output::write(args.output.as_deref(), |out| match args.format.unwrap_or(Format::Index) {
        Format::Index => index::write(&parallel, out),
        Format::Jsonl => jsonl::write(&parallel, out),
    })?;
    Ok(Outcome::Nothing)
}

/// The first text beside all others, row by row.
fn aligned(texts: &[Loaded]) -> Parallel<'_> {
    let documents: Vec<_> = texts.iter().map(|text| &text.document).collect();
    let (source, targets) = documents.split_first().expect("a source");
    let mut alignments: Vec<Alignment> =
        targets.iter().map(|target| align::align(source, target, &align::Options::default())).collect();
    if let ([_, _], [alignment]) = (documents.as_slice(), alignments.as_slice()) {
        let columns = [column(&texts[0]), column(&texts[1])];
        return Parallel::of_two(columns, documents[0], documents[1], alignment);
    }
    let with_source: Vec<_> = std::iter::once(None).chain(alignments.drain(..).map(Some)).collect();
    let rows = collate::rows(source.len(), &with_source);
    Parallel::of_rows(texts.iter().map(column).collect(), &documents, &rows)
}

fn column(text: &Loaded) -> Column {
    let name = std::path::Path::new(&text.path)
        .file_name()
        .map_or(text.path.clone(), |name| name.to_string_lossy().into());
    Column { name, language: text.document.language().clone() }
}
