//! `duizhao terms`: which words of a text are its terms, and what renders each?

use std::path::Path;

use clap::ValueEnum;
use duizhao::align::{self, Alignment, Bead};
use duizhao::format::glossary;
use duizhao::format::parallel::Parallel;
use duizhao::format::text::Loaded;
use duizhao::format::{Error, Result, forms, output};
use duizhao::message::count;
use duizhao::report::terminal;
use duizhao::say;
use duizhao::terms::{Proposal, Proposed, propose};
use duizhao::text::{Document, Language};
use duizhao::witness;

use super::align::aligned;
use super::confirmed::ReviewFiles;
use super::convert::fill;
use super::encoder::EncoderFile;
use super::outcome::{Done, Outcome};
use super::printed;
use super::progress::Progress;
use super::project;
use super::reading::Reading;
use super::tables::TableFiles;
use super::texts::{Texts, remarks};
use super::ui::ui;

/// Propose terms and what renders each, those with several renderings first
///
/// Name a text and its translations, which are paired; or a translation memory, a table or an index in which they are
/// paired already. Each term is shown with what renders it, how often and in which rows. What is written as TSV,
/// XLSX or TBX is a glossary that `--terms` reads, once somebody has gone through it.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The text and its translations, or one file in which they are paired, or a folder with a `corpus.toml`
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,

    /// The texts that an index or a ladder is of, the source first
    #[arg(long, value_name = "FILE", num_args = 1..)]
    texts: Vec<String>,

    /// Show only terms that stand so often
    #[arg(long, value_name = "N", default_value_t = 1, hide_default_value = true)]
    least: usize,

    /// Show only terms with several renderings
    #[arg(long)]
    several: bool,

    /// How to write the terms; without it, the ending of `-o` says it
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// Where to write them
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    #[command(flatten)]
    review: ReviewFiles,

    #[command(flatten)]
    tables: TableFiles,

    #[command(flatten)]
    encoder: EncoderFile,

    #[command(flatten)]
    reading: Reading,
}

impl Args {
    /// Takes the original and its translations from a folder that has a manifest.
    pub fn of_project(&mut self) -> Result<()> {
        let [path] = self.files.as_slice() else { return Ok(()) };
        if let Some(corpus) = project::corpus(path, &mut self.reading)? {
            self.encoder.know(corpus.encoder.clone());
            let (source, targets) = project::translated(&corpus, path)?;
            self.files = std::iter::once(source).chain(targets).collect();
        }
        Ok(())
    }
}

const EXAMPLES: &str = "\
Examples:
  duizhao terms zh.txt en.txt                          read them here
  duizhao terms zh.txt en.txt ru.txt -o terms.xlsx     a workbook to go through
  duizhao terms memory.tmx --several                   what is rendered in several ways
  duizhao terms zh-en.index --texts zh.txt en.txt -o terms.tbx
  duizhao check en.txt --against zh.txt --terms terms.tsv";

#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A list to read here
    Table,
    /// A table with tabs, which is a glossary
    Tsv,
    /// An Excel workbook, which is a glossary
    Xlsx,
    /// TBX-Basic, for terminologists' programs
    Tbx,
    /// A JSON record a term, for programs
    Jsonl,
}

/// What terms were found in.
struct Found {
    names: Vec<String>,
    languages: Vec<Language>,
    proposals: Vec<Proposal>,
    /// For each sentence of the source its row, from 1.
    rows: Vec<usize>,
}

/// Pairs the texts, or reads how they are paired, and writes their terms.
pub fn run(args: &Args) -> Done {
    let format = chosen(args)?;
    let output = args.output.as_deref();
    let inputs = args.files.iter().chain(&args.texts).map(String::as_str);
    let inputs = inputs.chain(args.tables.files()).chain(args.encoder.file());
    output::may_write(output.as_slice(), &inputs.collect::<Vec<_>>())?;
    let mut found = match args.files.as_slice() {
        [paired] => of_paired(paired, args)?,
        _ => of_texts(args)?,
    };
    found.proposals.retain(|proposal| {
        let is_several = proposal.renderings.iter().any(|renderings| renderings.len() > 1);
        proposal.count >= args.least && (is_several || !args.several)
    });
    let Found { names, languages, proposals, rows } = &found;
    let proposed = Proposed { names, languages, proposals, rows };
    match format {
        Format::Table => printed::print(output, &terminal::terms(&proposed, printed::view(output)))?,
        Format::Tsv => printed::write(output, |out| glossary::tsv(&proposed, out))?,
        Format::Tbx => printed::write(output, |out| glossary::tbx(&proposed, out))?,
        Format::Jsonl => printed::write(output, |out| glossary::jsonl(&proposed, out))?,
        Format::Xlsx => {
            printed::refuse_workbook(output)?;
            let said = output::write(output, |out| glossary::xlsx(&proposed, ui(), out))?;
            said.into_iter().for_each(|said| args.reading.say(said));
        }
    }
    if let Some(path) = output.filter(|path| *path != "-") {
        args.reading.say(say!(
            en: "{path}: {terms} written",
            zh: "已写入 `{path}`：{terms}",
            path,
            terms = count(proposals.len(), "term", "条术语")
        ));
    }
    Ok(Outcome::Nothing)
}

fn chosen(args: &Args) -> Result<Format> {
    if let Some(format) = args.format {
        return Ok(format);
    }
    let Some(path) = args.output.as_deref().filter(|path| *path != "-") else { return Ok(Format::Table) };
    match Path::new(path).extension().and_then(|ending| ending.to_str()) {
        Some("tsv" | "tab") => Ok(Format::Tsv),
        Some("xlsx") => Ok(Format::Xlsx),
        Some("tbx" | "xml") => Ok(Format::Tbx),
        Some("jsonl" | "ndjson") => Ok(Format::Jsonl),
        Some("txt") => Ok(Format::Table),
        _ => Err(Error::content(
            path,
            say!(
                en: "no format has this ending; use --format, or one of .tsv .xlsx .tbx .jsonl .txt",
                zh: "没有这种扩展名的格式；用 `--format` 指定，或改用 .tsv .xlsx .tbx .jsonl .txt"
            ),
        )),
    }
}

/// The terms of texts that are paired here.
fn of_texts(args: &Args) -> Result<Found> {
    if let Some(text) = args.texts.first() {
        return Err(Error::content(
            text.as_str(),
            say!(
                en: "`--texts` are those that one index is of; name the texts alone, or the index alone",
                zh: "`--texts` 是某个索引所指的文本；要么只列文本，要么只给索引"
            ),
        ));
    }
    let paths: Vec<_> = args.files.iter().map(String::as_str).collect();
    let tables = args.tables.read()?;
    let encoder = args.encoder.read()?;
    args.encoder.said(encoder.as_ref(), &args.reading);
    let options = align::Options { encoder: encoder.as_ref(), ..args.tables.options(&tables) };
    let mut loaded = args.reading.load_all(&paths)?;
    remarks(&loaded).into_iter().for_each(|remark| args.reading.say(remark));
    let targets: Vec<usize> = (1..paths.len()).collect();
    let held = args.review.take_up(&mut loaded, 0, &targets, &args.reading)?;
    let texts = Texts::new(loaded);
    let (alignments, rows) = aligned(&texts, &options, &held, args.reading.quiet);
    let documents: Vec<&Document> = texts.loaded().iter().map(|text| &text.document).collect();
    let names = texts.shown().iter().map(|text| text.name.to_owned()).collect();
    let languages = documents.iter().map(|document| document.language().clone()).collect();
    let proposals = proposals(&documents, &alignments, &options, args.reading.quiet);
    Ok(Found { names, languages, proposals, rows: rows_of(documents[0].len(), &rows) })
}

/// The terms of texts that the file at `path` pairs.
fn of_paired(path: &str, args: &Args) -> Result<Found> {
    let bytes = duizhao::format::text::read(path)?;
    let form = forms::of_content(path, &bytes).ok_or_else(|| {
        Error::content(
            path,
            say!(
                en: "is alone and pairs no texts; name its translation too",
                zh: "只有一个文件，又不是对齐结果；还要给出译文"
            ),
        )
    })?;
    let mut parallel = forms::from_bytes(form, path, bytes, &args.reading.options(0))?;
    for said in &parallel.said {
        args.reading.say(say!(en: "{path}: {said}", zh: "{path}：{said}", path, said = said.clone()));
    }
    let texts: Vec<Loaded>;
    if !args.texts.is_empty() {
        let paths: Vec<_> = args.texts.iter().map(String::as_str).collect();
        texts = args.reading.load_all(&paths)?;
        fill(&mut parallel, &texts, path)?;
    }
    if !parallel.has_words() {
        let message = say!(
            en: "holds no words; name the texts that it is of with --texts",
            zh: "只有句号，没有文字；用 `--texts` 给出各文本"
        );
        return Err(Error::content(path, message));
    }
    if parallel.columns.len() < 2 {
        return Err(Error::content(path, say!(en: "holds one text only", zh: "里面只有一种文本")));
    }
    let tables = args.tables.read()?;
    let options = args.tables.options(&tables);
    let languages = languages(&parallel, args);
    let (documents, alignments, rows) = laid_out(&parallel, &languages);
    let documents: Vec<&Document> = documents.iter().collect();
    let proposals = proposals(&documents, &alignments, &options, args.reading.quiet);
    let names = parallel.columns.iter().map(|column| column.name.clone()).collect();
    Ok(Found { names, languages, proposals, rows })
}

/// The language of each text: as it was named, as the file has it, or as the words are.
fn languages(parallel: &Parallel, args: &Args) -> Vec<Language> {
    /// So many rows tell the language.
    const ENOUGH: usize = 1000;
    let named = args.reading.languages();
    let language = |(place, column): (usize, &duizhao::format::parallel::Column)| {
        let given = if named.len() == parallel.columns.len() { named[place].clone() } else { None };
        given.unwrap_or_else(|| match column.language.tag() {
            "und" => {
                let cells = parallel.rows.iter().take(ENOUGH).filter_map(|row| row.cells.get(place));
                Language::detect(
                    &cells.map(|cell| cell.line(&column.language)).collect::<Vec<_>>().join("\n"),
                )
            }
            _ => column.language.clone(),
        })
    };
    parallel.columns.iter().enumerate().map(language).collect()
}

/// The rows as documents of a sentence each, their alignments with the first, and for each sentence of the first its row.
fn laid_out(
    parallel: &Parallel,
    languages: &[Language],
) -> (Vec<Document>, Vec<Option<Alignment>>, Vec<usize>) {
    let mut lines = vec![String::new(); languages.len()];
    let mut counts = vec![0; languages.len()];
    let mut beads: Vec<Vec<Bead>> = vec![Vec::new(); languages.len()];
    let mut rows = Vec::new();
    for (number, row) in parallel.rows.iter().enumerate() {
        let before = counts.clone();
        for (place, cell) in row.cells.iter().enumerate() {
            let line = cell.line(&languages[place]);
            if !line.trim().is_empty() {
                lines[place].push_str(line.trim());
                lines[place].push('\n');
                counts[place] += 1;
            }
        }
        if counts[0] > before[0] {
            rows.push(number + 1);
        }
        for (place, beads) in beads.iter_mut().enumerate().skip(1) {
            let [source, target] = [0, place].map(|place| before[place]..counts[place]);
            if !source.is_empty() || !target.is_empty() {
                // Who made the rows believed them, unless he says otherwise.
                beads.push(Bead::new(source, target, row.confidence.unwrap_or(1.0)));
            }
        }
    }
    let documents =
        lines.into_iter().zip(languages).map(|(text, language)| Document::from_lines(text, language.clone()));
    let alignments = beads
        .into_iter()
        .enumerate()
        .map(|(place, beads)| (place > 0).then(|| Alignment::new(beads, counts[0], counts[place])));
    (documents.collect(), alignments.collect(), rows)
}

fn proposals(
    documents: &[&Document],
    alignments: &[Option<Alignment>],
    options: &align::Options,
    quiet: bool,
) -> Vec<Proposal> {
    let _progress = Progress::start(&say!(en: "looking for terms", zh: "正在找术语"), quiet);
    let targets = documents.iter().zip(alignments);
    let targets: Vec<_> =
        targets.filter_map(|(document, alignment)| Some((*document, alignment.as_ref()?))).collect();
    propose(documents[0], &targets, options)
}

/// For each sentence of the source its row, from 1.
pub fn rows_of(sentences: usize, rows: &[witness::Row]) -> Vec<usize> {
    let mut of = vec![0; sentences];
    for (row, number) in rows.iter().zip(1..) {
        of[row.cells[0].clone()].fill(number);
    }
    of
}
