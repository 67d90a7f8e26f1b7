//! `duizhao check`: what did the scanner, typist or editor get wrong?
//!
//! Files are read, checked and let go one after the other, and what is found in one goes out before the next is read:
//! of ten thousand pages no more is in memory than the longest. Where the answer is one piece (a digest by gravity, a
//! log of SARIF) what is shown of each file is kept, and no file.

use std::fs;
use std::io;

use clap::ValueEnum;
use duizhao::align;
use duizhao::check;
use duizhao::clean::{self, Inspection};
use duizhao::encoder::Encoder;
use duizhao::finding::{Selection, Severity, TextId};
use duizhao::format::text::{Loaded, load};
use duizhao::format::{Error, Result, baseline, output};
use duizhao::message;
use duizhao::report::{Study, github, html, json, rdjsonl, sarif, terminal};
use duizhao::review::{Baseline, Review};
use duizhao::say;
use duizhao::terms::Glossary;
use duizhao::witness::{self, Relation, Witness};

use super::confirmed::{self, ReviewFiles};
use super::decisions::{DecisionFiles, Known};
use super::encoder::EncoderFile;
use super::glossaries::{self, GlossaryFiles};
use super::outcome::{self, Done, Outcome};
use super::pages::Opening;
use super::printed;
use super::progress::Progress;
use super::project;
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
    /// The texts to check, or a folder with a `corpus.toml`; `-` is standard input
    ///
    /// Of a folder each text is checked, with its transcription and the translations as witnesses.
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
    glossaries: GlossaryFiles,

    #[command(flatten)]
    decisions: DecisionFiles,

    #[command(flatten)]
    review: ReviewFiles,

    #[command(flatten)]
    encoder: EncoderFile,

    #[command(flatten)]
    opening: Opening,

    #[command(flatten)]
    reading: Reading,

    /// For each file of a corpus, which of them are its witnesses.
    #[arg(skip)]
    among: Vec<Vec<usize>>,
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

impl Args {
    /// Takes the texts out of the folder, if one is named alone.
    pub fn of_project(&mut self) -> Result<()> {
        let ([path], []) = (self.files.as_slice(), self.against.as_slice()) else { return Ok(()) };
        if let Some(corpus) = project::corpus(path, &mut self.reading)? {
            self.decisions.know(&corpus.words);
            self.encoder.know(corpus.encoder.clone());
            self.glossaries.know(&corpus.terms);
            self.among = (0..corpus.texts.len()).map(|place| project::witnesses(&corpus, place)).collect();
            self.files = corpus.texts.into_iter().map(|text| text.path).collect();
        }
        Ok(())
    }
}

const EXAMPLES: &str = "\
Examples:
  duizhao check scan.txt
  duizhao check scan.txt --against en.txt ru.txt
  duizhao check texts/*.txt --ignore half-width-mark --format concise
  duizhao check en.txt --against zh.txt --terms glossary.tsv
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
    let inputs: Vec<_> = inputs.chain(args.baseline.as_deref()).chain(args.glossaries.files()).collect();
    let outputs: Vec<_> = output.into_iter().chain(args.write_baseline.as_deref()).collect();
    output::may_write(&outputs, &inputs)?;
    let format = args.format.unwrap_or_else(|| by_ending(output));
    args.opening.may(output.filter(|_| matches!(format, Format::Html)))?;
    if matches!(format, Format::Html) && args.files.len() > 1 {
        let message = say!(
            en: "a page shows one text and its witnesses; check one file at a time",
            zh: "一个网页只显示一种文本及其参照本；一次检查一个文件"
        );
        return Err(Error::content(&args.files[1], message));
    }
    let selection = args.selection.selection();
    let known = args.decisions.read(&selection)?;
    let encoder = args.encoder.read()?;
    let made_with = args.encoder.said(encoder.as_ref(), &args.reading);
    let before = args.baseline.as_deref().map(baseline::read).transpose()?;
    let glossary = args.glossaries.read(&args.reading)?;
    if glossary.is_some() && args.against.is_empty() && args.among.is_empty() {
        let message = say!(
            en: "`--terms` holds a translation to what it renders; name the other text with `--against`",
            zh: "`--terms` 要对照原文和译文；用 `--against` 给出另一方"
        );
        return Err(Error::content("command line", message));
    }
    let load = args.reading.each(&paths)?;
    let witnesses = (args.files.len()..paths.len()).map(&load).collect::<Result<Vec<_>>>()?;
    let (read, unread, any, failed) = (0, 0, false, None);
    let mut checking = Checking {
        args,
        selection,
        known,
        encoder,
        glossary,
        before,
        load,
        witnesses,
        read,
        unread,
        any,
        failed,
    };
    if let Some(path) = &args.write_baseline {
        let mut all = 0;
        let written = output::write(Some(path), |out| {
            checking.each(false, |texts, _, inspection| {
                let (file, found) = (&texts.loaded()[0], &inspection.findings);
                all += found.len();
                baseline::write(&[(file.path.as_str(), &file.document, found)], out)
            })
        });
        checking.any = false;
        if checking.read > 0 && written.is_ok() {
            args.reading.say(say!(
                en: "{findings} written to {path}",
                zh: "已将 {findings}写入 `{path}`",
                findings = message::count(all, "finding", "处疑误"),
                path
            ));
        }
        return checking.end(written);
    }
    let view = printed::view(output);
    let written = match format {
        Format::Text if args.all => printed::print_pieces(output, |put| {
            let mut total = terminal::Total::default();
            checking.each(true, |texts, _, inspection| {
                total.add(&inspection.findings);
                put(&terminal::each(&texts.shown(), &[inspection.findings], view))
            })?;
            total.said(view.ui).map_or(Ok(()), |total| put(&format!("{total}\n")))
        }),
        Format::Text => {
            let mut digest = terminal::Digester::new(view);
            let added = checking.each(false, |texts, _, inspection| {
                digest.add(&texts.shown(), 0, &[inspection.findings]);
                Ok(())
            });
            if added.is_ok() { printed::print(output, &digest.finish()) } else { Ok(()) }
        }
        Format::Concise => printed::print_pieces(output, |put| {
            checking.each(true, |texts, _, inspection| {
                put(&terminal::concise(&texts.shown(), &[inspection.findings], ui()))
            })
        }),
        Format::Jsonl => printed::write(output, |out| {
            checking.each(true, |texts, _, inspection| {
                json::findings(out, &texts.shown(), &[inspection.findings])?;
                out.flush()
            })
        }),
        Format::Rdjsonl | Format::Github => printed::write(output, |out| {
            let lay_out = if matches!(format, Format::Github) { github::findings } else { rdjsonl::findings };
            checking.each(true, |texts, _, inspection| {
                out.write_all(lay_out(&texts.shown(), &[inspection.findings]).as_bytes())?;
                out.flush()
            })
        }),
        Format::Sarif => {
            let mut log = sarif::Log::default();
            let added = checking.each(false, |texts, _, inspection| {
                log.add(&texts.shown(), 0, &inspection.findings);
                Ok(())
            });
            if added.is_ok() { write(output, &log.finish()) } else { Ok(()) }
        }
        Format::Html => {
            let mut shown = String::new();
            let made = checking.each(false, |texts, versions, inspection| {
                shown = page(texts, versions, inspection, made_with.as_deref());
                Ok(())
            });
            let written = if made.is_ok() { write(output, &shown) } else { Ok(()) };
            written.map(|()| args.opening.page(output.filter(|_| made.is_ok()), &args.reading))
        }
    };
    checking.end(written)
}

/// The files one after the other, and what became of them so far: of none more is kept than its answer.
struct Checking<'a, L> {
    args: &'a Args,
    selection: Selection,
    known: Known,
    encoder: Option<Encoder>,
    glossary: Option<Glossary>,
    before: Option<Baseline>,
    /// Reads the text at a place in the order of the files.
    load: L,
    witnesses: Vec<Loaded>,
    /// How many files were read, and how many could not be.
    read: usize,
    unread: usize,
    any: bool,
    /// Why no more were checked, if that has nothing to do with what is written.
    failed: Option<Error>,
}

impl<L: Fn(usize) -> Result<Loaded>> Checking<'_, L> {
    /// Checks each file, and gives `take` it with its witnesses after it, how they lie to each other, and what was found
    /// in it. One of many that cannot be read keeps nobody from the others; were there none, it fails. `goes_out` says
    /// that `take` writes.
    fn each(
        &mut self,
        goes_out: bool,
        mut take: impl FnMut(&Texts, &[Witness], Inspection) -> io::Result<()>,
    ) -> io::Result<()> {
        let sizes: Vec<_> = self.args.files.iter().map(|path| size(path)).collect();
        // A sign of life would stand among the findings.
        let quiet = self.args.reading.quiet || goes_out && printed::to_terminal(self.args.output.as_deref());
        let progress = Progress::over(&say!(en: "checking", zh: "正在检查"), sizes.iter().copied(), quiet);
        for (place, &size) in sizes.iter().enumerate() {
            let file = match (self.load)(place) {
                Ok(file) => file,
                Err(error) => {
                    outcome::say(&error);
                    self.unread += 1;
                    continue;
                }
            };
            self.read += 1;
            if let Some(among) = self.args.among.get(place) {
                // One that cannot be read is said when its own turn comes.
                let path = |other: usize| self.args.files[other].as_str();
                let read = |&other: &usize| {
                    load(path(other), &self.args.reading.options_of(other, path(other))).ok()
                };
                self.witnesses = among.iter().filter_map(read).collect();
            }
            if let Err(stopped) = self.one(file, &mut take) {
                return Err(match stopped {
                    Stopped::Writing(error) => error,
                    Stopped::Otherwise(error) => {
                        self.failed = Some(error);
                        io::ErrorKind::Other.into()
                    }
                });
            }
            progress.advance(size);
        }
        if self.read == 0 { Err(io::ErrorKind::Other.into()) } else { Ok(()) }
    }

    fn one(
        &mut self,
        file: Loaded,
        take: &mut impl FnMut(&Texts, &[Witness], Inspection) -> io::Result<()>,
    ) -> std::result::Result<(), Stopped> {
        let args = self.args;
        let mut loaded = vec![file];
        loaded.append(&mut self.witnesses);
        // A witness has one journal with each text, so what several say of its sentences is not asked.
        let mut held = (Vec::new(), Vec::new());
        if args.files.len() == 1 && loaded.len() > 1 {
            let languages = loaded.iter().map(|text| text.document.language());
            let relations = witness::relate(languages, Relation::TranscriptionOf);
            let targets = (1..loaded.len()).filter(|&n| relations[n] == Relation::Translation);
            let targets: Vec<usize> = targets.collect();
            held = (args.review.take_up(&mut loaded, 0, &targets, &args.reading)?, targets);
        }
        let texts = Texts::new(loaded);
        let documents: Vec<_> = texts.loaded().iter().map(|text| &text.document).collect();
        let align = align::Options { encoder: self.encoder.as_ref(), ..align::Options::default() };
        let alignments = confirmed::alignments(&documents, 0, &held.1, &held.0, &align);
        let terms = self.glossary.as_ref();
        glossaries::remark(terms, documents[0], documents[1..].iter().copied(), &args.reading);
        let options = witness::Options { align, alignments: &alignments, terms, ..options(&self.selection) };
        let file = &texts.loaded()[0];
        let decided = self.known.of(&file.path)?;
        // A baseline holds all that is found, whatever is shown of it.
        let (old, level) = match args.write_baseline {
            Some(_) => (None, Severity::Info),
            None => (self.before.as_ref(), args.level.into()),
        };
        let name = baseline::file_name(&file.path);
        let old = old.map(|old| (old, name.as_str()));
        let review = Review { baseline: old, level, ..decided.review() };
        let versions = versions(&texts, 0, 1);
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
        self.any |= !inspection.findings.is_empty();
        take(&texts, &versions, inspection).map_err(Stopped::Writing)?;
        self.witnesses = texts.into_loaded().split_off(1);
        Ok(())
    }

    /// How it ended, once the answers were `written`.
    fn end(self, written: Result<()>) -> Done {
        match self.failed {
            Some(error) => Err(error),
            None if self.read == 0 => Ok(Outcome::InPart),
            None if self.unread > 0 => Outcome::InPart.once(written),
            None => Outcome::if_any(self.any).once(written),
        }
    }
}

/// Why no more files are checked.
enum Stopped {
    Writing(io::Error),
    Otherwise(Error),
}

impl From<Error> for Stopped {
    fn from(error: Error) -> Self {
        Self::Otherwise(error)
    }
}

/// How large the file at `path` is, for what is shown meanwhile.
fn size(path: &str) -> usize {
    fs::metadata(path).map_or(0, |file| usize::try_from(file.len()).unwrap_or(0))
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
fn page(texts: &Texts, versions: &[Witness], inspection: Inspection, encoder: Option<&str>) -> String {
    let Inspection { examination, findings: found, .. } = inspection;
    let examination = examination.unwrap_or_else(|| witness::lay_out(versions, &witness::Options::default()));
    // The witnesses are not asked about.
    let mut findings = vec![Vec::new(); texts.loaded().len()];
    findings[0] = found;
    let study = Study {
        title: &title(&texts.loaded()[0]),
        texts: &texts.shown(),
        examination: &examination,
        findings: Some(&findings),
        terms: None,
        encoder,
    };
    html::findings(&study)
}

fn by_ending(output: Option<&str>) -> Format {
    match output {
        Some(path) if path.ends_with(".jsonl") => Format::Jsonl,
        Some(path) if path.ends_with(".sarif") => Format::Sarif,
        Some(path) if path.ends_with(".html") => Format::Html,
        _ => Format::Text,
    }
}
