//! `duizhao report`: all of it, for a whole corpus, on one page.

use std::path::Path;

use duizhao::align;
use duizhao::check;
use duizhao::format::corpus::{Corpus, MANIFEST};
use duizhao::format::text::Loaded;
use duizhao::format::{Error, Result, output};
use duizhao::report::{Study, Terms, html, terminal};
use duizhao::say;
use duizhao::terms::propose;
use duizhao::witness::{self, Relation, Witness};

use super::confirmed::{self, ReviewFiles};
use super::decisions::DecisionFiles;
use super::encoder::EncoderFile;
use super::glossaries::{self, GlossaryFiles};
use super::outcome::{Done, Outcome};
use super::pages::{self, Opening};
use super::printed;
use super::progress::Progress;
use super::project;
use super::reading::Reading;
use super::selection::SelectionArgs;
use super::tables::TableFiles;
use super::texts::{Texts, title};

/// Lay out texts, their pairs, changes and faults on one page
///
/// Name the files, the source first: those in its language are taken for revisions of it, all others for
/// translations. Or name a folder whose `corpus.toml` says what each file is. The page is one file that
/// opens in any browser and loads nothing from anywhere; a summary is printed.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The files, the source first, or a folder with a `corpus.toml`
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<String>,

    /// Where to write the page; without it, `report.html`, unless that is something else
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    /// What to call the texts together
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    glossaries: GlossaryFiles,

    #[command(flatten)]
    decisions: DecisionFiles,

    #[command(flatten)]
    review: ReviewFiles,

    #[command(flatten)]
    tables: TableFiles,

    #[command(flatten)]
    encoder: EncoderFile,

    #[command(flatten)]
    opening: Opening,

    #[command(flatten)]
    reading: Reading,

    /// The corpus that the only path names.
    #[arg(skip)]
    corpus: Option<Corpus>,
}

/// Where the page goes if nothing is said.
const PAGE: &str = "report.html";

impl Args {
    /// Where the page goes.
    fn output(&self) -> &str {
        self.output.as_deref().unwrap_or(PAGE)
    }

    /// Opens the corpus, if a folder is named.
    pub fn of_project(&mut self) -> Result<()> {
        let [path] = self.paths.as_slice() else { return Ok(()) };
        self.corpus = project::corpus(path, &mut self.reading)?;
        if let Some(corpus) = &self.corpus {
            self.decisions.know(&corpus.words);
            self.glossaries.know(&corpus.terms);
            self.encoder.know(corpus.encoder.clone());
        }
        Ok(())
    }
}

const EXAMPLES: &str = "\
Examples:
  duizhao report zh.txt en.txt ru.txt               writes report.html
  duizhao report zh.txt zh.v2.txt en.txt -o both.html
  duizhao report corpora/communique                 a folder with a corpus.toml

A corpus.toml:
  title = \"Treaty of the Lakes\"
  pivot = \"zh\"
  words = [\"names.txt\"]              words that are right, one a line; may be left out
  terms = [\"glossary.tsv\"]           as `--terms`; may be left out
  encoder = \"auto\"                   as `--encoder`; may be left out
  [[text]]
  path = \"zh.txt\"
  role = \"original\"
  [[text]]
  path = \"ru.txt\"
  role = \"translation\"
  [[text]]
  path = \"zh.v2.txt\"
  role = \"revision of zh\"            or: transcription of zh";

/// Collates the texts and writes the page.
pub fn run(args: &Args) -> Done {
    let tables = args.tables.read()?;
    let (corpus, loaded) = read(args)?;
    let encoder = args.encoder.read()?;
    let made_with = args.encoder.said(encoder.as_ref(), &args.reading);
    let glossary = args.glossaries.read(&args.reading)?;
    let title = args.title.as_ref().unwrap_or(&corpus.title);
    let selection = args.selection.selection();
    let known = args.decisions.read(&selection)?;
    let named = corpus.texts.iter().map(|text| (text.id.clone(), text.role.shown(&corpus.texts)));
    let named = named.collect();
    let relations = corpus.relations();
    let targets: Vec<_> =
        relations.iter().enumerate().filter(|(_, r)| **r == Relation::Translation).collect();
    let targets: Vec<usize> = targets.into_iter().map(|(number, _)| number).collect();
    let mut loaded = loaded;
    let held = args.review.take_up(&mut loaded, corpus.pivot, &targets, &args.reading)?;
    let texts = Texts::named(loaded, named);
    let documents: Vec<_> = texts.loaded().iter().map(|text| &text.document).collect();
    let witnesses: Vec<_> = texts
        .loaded()
        .iter()
        .zip(relations)
        .zip(texts.shown())
        .map(|((text, relation), shown)| Witness { id: shown.id, document: &text.document, relation })
        .collect();
    let translations = targets.iter().map(|&target| documents[target]);
    glossaries::remark(glossary.as_ref(), documents[corpus.pivot], translations, &args.reading);
    let progress = Progress::start(&say!(en: "collating", zh: "正在对照"), args.reading.quiet);
    let align = align::Options { encoder: encoder.as_ref(), ..args.tables.options(&tables) };
    let alignments = confirmed::alignments(&documents, corpus.pivot, &targets, &held, &align);
    let check = check::Options { selection };
    let terms = glossary.as_ref();
    let options =
        witness::Options { align, check, alignments: &alignments, terms, ..witness::Options::default() };
    let mut examination = witness::examine(&witnesses, &options);
    let found = examination.findings.take().unwrap_or_default();
    let mut findings = Vec::with_capacity(found.len());
    for (text, found) in texts.loaded().iter().zip(found) {
        findings.push(known.of(&text.path)?.review().apply(&text.document, found).0);
    }
    let findings = Some(findings.as_slice());
    let aligned: Vec<_> =
        examination.alignments.iter().enumerate().filter_map(|(n, a)| Some((n, a.as_ref()?))).collect();
    let of_terms: Vec<_> = aligned.iter().map(|&(n, alignment)| (documents[n], alignment)).collect();
    let proposals = propose(documents[examination.pivot], &of_terms, &align);
    let translated: Vec<usize> = aligned.iter().map(|(n, _)| *n).collect();
    let study = Study {
        title,
        texts: &texts.shown(),
        examination: &examination,
        findings,
        terms: Some(Terms { proposals: &proposals, texts: &translated }),
        encoder: made_with.as_deref(),
    };
    let page = html::page(&study);
    drop(progress);
    output::write(Some(args.output()), |out| out.write_all(page.as_bytes()))?;
    args.opening.page(Some(args.output()), &args.reading);
    if !args.reading.quiet && args.output() != "-" {
        let view = printed::view(None);
        let written =
            say!(en: "written to {path}", zh: "已写入 `{path}`", path = terminal::safe(args.output()));
        let written = format!("{}{}\n", terminal::summary(&study, view), written.in_(view.ui));
        printed::print(None, &written)?;
    }
    Ok(Outcome::Nothing)
}

/// The texts and what they are to each other, once it is clear that the page goes over none of the files that
/// it is made from.
fn read(args: &Args) -> Result<(Corpus, Vec<Loaded>)> {
    if let Some(corpus) = &args.corpus {
        let texts: Vec<_> = corpus.texts.iter().map(|text| text.path.as_str()).collect();
        let manifest = match Path::new(&args.paths[0]) {
            folder if folder.is_dir() => folder.join(MANIFEST),
            manifest => manifest.to_owned(),
        };
        may_write(args, &texts, &[&manifest.to_string_lossy()])?;
        return Ok((corpus.clone(), args.reading.read_all(&texts)?));
    }
    if let Some(folder) = args.paths.iter().find(|path| Path::new(path).is_dir()) {
        return Err(Error::content(
            folder,
            say!(
                en: "is a folder; name either one folder or only files",
                zh: "是文件夹；要么只给一个文件夹，要么只给文件"
            ),
        ));
    }
    let paths: Vec<_> = args.paths.iter().map(String::as_str).collect();
    may_write(args, &paths, &[])?;
    let loaded = args.reading.read_all(&paths)?;
    let files: Vec<_> =
        loaded.iter().map(|text| (text.path.clone(), text.document.language().clone())).collect();
    Ok((Corpus::of_files(title(&loaded[0]), &files), loaded))
}

/// Whether the page may be written, which is made from `texts`, decisions, tables and `others`. Where nobody said where
/// it goes, it goes over no file that is no page of ours.
fn may_write(args: &Args, texts: &[&str], others: &[&str]) -> Result<()> {
    if args.output.is_none() && Path::new(PAGE).exists() && !pages::is_ours(Path::new(PAGE)) {
        let message = say!(
            en: "is there and is no page of ours; say with `-o FILE` where to write",
            zh: "已经有了，又不是这里写的网页；用 `-o FILE` 指定写到哪里"
        );
        return Err(Error::content(PAGE, message));
    }
    let beside = args.decisions.files(texts)?;
    let inputs = texts.iter().chain(others).copied().chain(beside.iter().map(String::as_str));
    output::may_write(
        &[args.output()],
        &inputs
            .chain(args.tables.files())
            .chain(args.glossaries.files())
            .chain(args.encoder.file())
            .collect::<Vec<_>>(),
    )
}
