//! `duizhao check`: what did the scanner, typist or editor get wrong?

use clap::ValueEnum;
use duizhao::align;
use duizhao::check;
use duizhao::clean::{self, Inspection};
use duizhao::finding::{Selection, Severity, TextId};
use duizhao::format::{Error, Result, baseline, output};
use duizhao::message;
use duizhao::report::{Study, github, html, json, rdjsonl, sarif, terminal};
use duizhao::review::Review;
use duizhao::say;
use duizhao::witness::{self, Relation, Witness};

use super::confirmed::{self, ReviewFiles};
use super::decisions::DecisionFiles;
use super::encoder::EncoderFile;
use super::outcome::{self, Done, Outcome};
use super::printed;
use super::progress::Progress;
use super::reading::Reading;
use super::selection::SelectionArgs;
use super::texts::{Texts, title};
use super::ui::ui;

/// Find what the scanner, typist or editor got wrong
///
/// Faults of the page (running heads, broken paragraphs), of the reader (doubled characters, other
/// scripts, wrong brackets) and of the hand. `duizhao rules` lists the rules, `duizhao explain RULE`
/// says what one flags and what it leaves alone.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The texts to check; `-` is standard input
    #[arg(required = true, value_name = "FILE")]
    files: Vec<String>,

    /// Other versions of the text, in any language, as witnesses
    ///
    /// A number that differs from the translations, or a sentence that has no counterpart in any, is
    /// found only with them.
    #[arg(long, value_name = "FILE", num_args = 1..)]
    against: Vec<String>,

    #[command(flatten)]
    selection: SelectionArgs,

    /// Show only findings as bad as this, or worse
    #[arg(long, value_enum, default_value = "info")]
    level: Level,

    /// Show only findings that were not there when this file was written
    #[arg(long, value_name = "FILE")]
    baseline: Option<String>,

    /// Write what is found now to a file for `--baseline`, and show nothing
    #[arg(long, value_name = "FILE")]
    write_baseline: Option<String>,

    /// Show each finding with its line, those too that `clean` mends
    ///
    /// Without it, what a person must decide is shown so, the gravest first, and what `clean` mends is a line a
    /// rule. For the text to read here only: every other format has all findings.
    #[arg(long)]
    all: bool,

    /// How to write the findings
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// Where to write them
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    #[command(flatten)]
    decisions: DecisionFiles,

    #[command(flatten)]
    review: ReviewFiles,

    #[command(flatten)]
    encoder: EncoderFile,

    #[command(flatten)]
    reading: Reading,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Level {
    /// Wrong
    Error,
    /// Probably wrong
    Warning,
    /// Worth a look
    Info,
}

impl From<Level> for Severity {
    fn from(level: Level) -> Self {
        match level {
            Level::Error => Self::Error,
            Level::Warning => Self::Warning,
            Level::Info => Self::Info,
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  duizhao check scan.txt
  duizhao check scan.txt --against en.txt ru.txt
  duizhao check texts/*.txt --ignore half-width-mark --format concise
  duizhao check scan.txt -o findings.sarif
  duizhao check texts/*.txt --write-baseline known.jsonl
  duizhao check texts/*.txt --baseline known.jsonl --level warning

What is right as it stands is said in a file beside the text, with a reason. In scan.txt.duizhao.toml:
  [[allow]]
  rule = \"doubled-character\"
  text = \"国国\"
  in = \"成员国国防部\"              where it stands; of `rule`, `text` and `in` one is enough
  reason = \"the ministry is called so\"

The exit code is 0 if nothing was found, 1 if something was, and 2 if a file could not be read; the
others are checked all the same.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// What must be decided with its lines, and the rest by rule, to read here
    Text,
    /// A line a finding
    Concise,
    /// A JSON record a finding, for programs
    Jsonl,
    /// SARIF 2.1.0, for code hosts and editors
    Sarif,
    /// Reviewdog's JSON lines
    Rdjsonl,
    /// Annotations for GitHub's checks
    Github,
    /// A page to read in a browser
    Html,
}

/// Checks each file and writes what was found.
pub fn run(args: &Args) -> Done {
    let paths: Vec<_> = args.files.iter().chain(&args.against).map(String::as_str).collect();
    let output = args.output.as_deref();
    let beside = args.decisions.files(&paths[..args.files.len()])?;
    let inputs = paths.iter().copied().chain(beside.iter().map(String::as_str));
    let inputs: Vec<_> = inputs.chain(args.baseline.as_deref()).collect();
    let outputs: Vec<_> = output.into_iter().chain(args.write_baseline.as_deref()).collect();
    output::may_write(&outputs, &inputs)?;
    let format = args.format.unwrap_or_else(|| by_ending(output));
    if matches!(format, Format::Html) && args.files.len() > 1 {
        let message = say!(
            en: "a page shows one text and its witnesses; check one file at a time",
            zh: "一个网页只显示一种文本及其参照本；一次检查一个文件"
        );
        return Err(Error::content(&args.files[1], message));
    }
    let selection = args.selection.selection();
    let known = args.decisions.read(&[], &selection)?;
    let encoder = args.encoder.read(None)?;
    let made_with = args.encoder.said(encoder.as_ref(), &args.reading);
    let before = args.baseline.as_deref().map(baseline::read).transpose()?;
    let mut read = args.reading.load_each(&paths)?;
    let witnesses = read.split_off(args.files.len()).into_iter().collect::<Result<Vec<_>>>()?;
    // One file of many that cannot be read keeps nobody from the others.
    let (mut loaded, mut unread) = (Vec::with_capacity(paths.len()), 0);
    for file in read {
        match file {
            Ok(file) => loaded.push(file),
            Err(error) => {
                outcome::say(&error);
                unread += 1;
            }
        }
    }
    let count = loaded.len();
    if count == 0 {
        return Ok(Outcome::InPart);
    }
    loaded.extend(witnesses);
    // A witness has one journal with each text, so what several say of its sentences is not asked.
    let mut held = (Vec::new(), Vec::new());
    if count == 1 && loaded.len() > 1 {
        let relations =
            witness::relate(loaded.iter().map(|text| text.document.language()), Relation::TranscriptionOf);
        let targets = (1..loaded.len()).filter(|&n| relations[n] == Relation::Translation);
        let targets: Vec<usize> = targets.collect();
        held = (args.review.take_up(&mut loaded, 0, &targets, &args.reading)?, targets);
    }
    let texts = Texts::new(loaded);
    let documents: Vec<_> = texts.loaded().iter().map(|text| &text.document).collect();
    let align = align::Options { encoder: encoder.as_ref(), ..align::Options::default() };
    let alignments = confirmed::alignments(&documents, 0, &held.1, &held.0, &align);
    let files = &texts.loaded()[..count];
    let sizes = files.iter().map(|file| file.document.text().len());
    let progress = Progress::over(&say!(en: "checking", zh: "正在检查"), sizes, args.reading.quiet);
    let options = witness::Options { align, alignments: &alignments, ..options(&selection) };
    let mut findings = Vec::with_capacity(texts.loaded().len());
    for (place, file) in files.iter().enumerate() {
        let decided = known.of(&file.path)?;
        // A baseline holds all that is found, whatever is shown of it.
        let (old, level) = match args.write_baseline {
            Some(_) => (None, Severity::Info),
            None => (before.as_ref(), args.level.into()),
        };
        let name = baseline::file_name(&file.path);
        let old = old.map(|old| (old, name.as_str()));
        let review = Review { baseline: old, level, ..decided.review() };
        let versions = versions(&texts, place, count);
        let inspection = clean::inspect(&versions, &options, &review);
        decided.say(&file.path, &inspection.dropped.suppressed, &args.reading);
        if old.is_some() {
            args.reading.say(say!(
                en: "{path}: {known} findings were there before",
                zh: "{path}：原有疑误 {known} 处，不再列出",
                path = &file.path,
                known = inspection.dropped.known
            ));
        }
        if matches!(format, Format::Html) && args.write_baseline.is_none() {
            drop(progress);
            return page(args, &texts, &versions, inspection, made_with.as_deref());
        }
        findings.push(inspection.findings);
        progress.advance(file.document.text().len());
    }
    drop(progress);
    if let Some(path) = &args.write_baseline {
        let all = files.iter().zip(&findings);
        let all: Vec<_> =
            all.map(|(file, found)| (file.path.as_str(), &file.document, found.as_slice())).collect();
        output::write(Some(path), |out| baseline::write(&all, out))?;
        let count: usize = findings.iter().map(Vec::len).sum();
        args.reading.say(say!(
            en: "{findings} written to {path}",
            zh: "已将 {findings}写入 `{path}`",
            findings = message::count(count, "finding", "处疑误"),
            path
        ));
        return Ok(if unread > 0 { Outcome::InPart } else { Outcome::Nothing });
    }
    findings.resize(texts.loaded().len(), Vec::new());
    let any = findings.iter().any(|found| !found.is_empty());
    let shown = texts.shown();
    let written = match format {
        Format::Text => {
            let lay_out = if args.all { terminal::findings } else { terminal::digest };
            printed::print(output, &lay_out(&shown, &findings, printed::view(output)))
        }
        Format::Concise => printed::print(output, &terminal::concise(&shown, &findings, ui())),
        Format::Jsonl => printed::write(output, |out| json::findings(out, &shown, &findings)),
        Format::Sarif => write(output, &sarif::findings(&shown, &findings)),
        Format::Rdjsonl => write(output, &rdjsonl::findings(&shown, &findings)),
        Format::Github => write(output, &github::findings(&shown, &findings)),
        Format::Html => unreachable!("written above"),
    };
    if unread > 0 { Outcome::InPart } else { Outcome::if_any(any) }.once(written)
}

fn write(output: Option<&str>, text: &str) -> Result<()> {
    printed::write(output, |out| out.write_all(text.as_bytes()))
}

/// The text numbered `number` and its witnesses, who stand behind all texts that are asked about, of which there are
/// `asked`: those in its language are transcriptions of it, all others translations.
pub fn versions(texts: &Texts, number: usize, asked: usize) -> Vec<Witness<'_>> {
    let all = || std::iter::once(number).chain(asked..texts.loaded().len());
    let document = |number: usize| &texts.loaded()[number].document;
    let relations =
        witness::relate(all().map(|number| document(number).language()), Relation::TranscriptionOf);
    all()
        .zip(relations)
        .map(|(number, relation)| Witness { id: TextId(number), document: document(number), relation })
        .collect()
}

/// How the versions of a text are examined for the rules of `selection`.
pub fn options(selection: &Selection) -> witness::Options<'static> {
    let check = check::Options { selection: selection.clone() };
    witness::Options { check, ..witness::Options::default() }
}

/// The page of the first of `texts`, whose `versions` they are, with what was found in it.
fn page(
    args: &Args,
    texts: &Texts,
    versions: &[Witness],
    inspection: Inspection,
    encoder: Option<&str>,
) -> Done {
    let Inspection { examination, findings: found, .. } = inspection;
    let examination = examination.unwrap_or_else(|| witness::lay_out(versions, &witness::Options::default()));
    let any = !found.is_empty();
    // The witnesses are not asked about.
    let mut findings = vec![Vec::new(); texts.loaded().len()];
    findings[0] = found;
    let study = Study {
        title: &title(&texts.loaded()[0]),
        texts: &texts.shown(),
        examination: &examination,
        findings: Some(&findings),
        encoder,
    };
    Outcome::if_any(any).once(write(args.output.as_deref(), &html::findings(&study)))
}

fn by_ending(output: Option<&str>) -> Format {
    match output {
        Some(path) if path.ends_with(".jsonl") => Format::Jsonl,
        Some(path) if path.ends_with(".sarif") => Format::Sarif,
        Some(path) if path.ends_with(".html") => Format::Html,
        _ => Format::Text,
    }
}
