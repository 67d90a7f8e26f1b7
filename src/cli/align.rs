//! `duizhao align`: which sentences render which?

use std::io::{self, Write};
use std::ops::Range;
use std::path::Path;

use clap::builder::{PossibleValue, PossibleValuesParser};
use duizhao::align::{self, Alignment};
use duizhao::finding::TextId;
use duizhao::format::forms::{self, FORMS, Form, Writer};
use duizhao::format::parallel::Parallel;
use duizhao::format::{Error, Result, jsonl, output};
use duizhao::message::{Message, count};
use duizhao::report::{Study, html, json, terminal};
use duizhao::review::{Held, Reviewed, align_held};
use duizhao::say;
use duizhao::terms::Glossary;
use duizhao::witness::{self, Examination, Relation, Witness};

use super::confirmed::{Given, ReviewFiles};
use super::encoder::EncoderFile;
use super::filled;
use super::glossaries::{self, GlossaryFiles};
use super::outcome::{self, Done, Outcome};
use super::pages::Opening;
use super::pairs::{self, Groups};
use super::printed;
use super::progress::Progress;
use super::project;
use super::reading::Reading;
use super::tables::TableFiles;
use super::texts::{Texts, remarks, title};
use super::ui::{Said, place, ui};

/// Pair the sentences of a text with those of its translations
///
/// Each target is paired with the source; with several, rows across all of them are made from the pairs.
/// A translator joins, splits, drops and adds sentences, so a row may hold several sentences, or none on
/// one side. Each row has a confidence between 0 and 1.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The text that was translated; `-` is standard input
    ///
    /// A folder, or a pattern such as `'zh/*.txt'`, is as many texts: each is paired with the one of its name in the
    /// folders of the translations, and all rows go into one file. A folder alone is one with a `corpus.toml`, which
    /// names the text and its translations.
    source: String,

    /// Its translations
    #[arg(value_name = "TARGET")]
    targets: Vec<String>,

    /// How to write the rows; without it, the ending of `-o` says it
    #[arg(long, short, value_parser = format_names())]
    format: Option<String>,

    /// Where to write the rows
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    /// End with exit code 1 if the mean confidence is lower than this
    #[arg(long, value_name = "CONFIDENCE", value_parser = confidence)]
    fail_under: Option<f32>,

    /// Rows that are right: an index, a table (TSV, CSV, XLSX), a TMX or a journal; the rest is paired between them
    ///
    /// Of a book in chapters, the row of each chapter's first sentence is enough. `[3]:[]` says that a sentence has
    /// no counterpart. Of rows that cross, those that are the fewer are text that has moved. What holds words is carried over
    /// edits of the texts; an index holds numbers only, and is refused where the texts speak against it. The
    /// journal beside the source is not asked then.
    #[arg(long, value_name = "FILE")]
    confirmed: Option<String>,

    #[command(flatten)]
    glossaries: GlossaryFiles,

    #[command(flatten)]
    review: ReviewFiles,

    #[command(flatten)]
    pub(super) writing: Writing,

    #[command(flatten)]
    tables: TableFiles,

    #[command(flatten)]
    encoder: EncoderFile,

    #[command(flatten)]
    opening: Opening,

    #[command(flatten)]
    reading: Reading,
}

impl Args {
    /// Takes the texts out of the folder, if one is named alone.
    pub fn of_project(&mut self) -> Result<()> {
        if !self.targets.is_empty() {
            return Ok(());
        }
        match project::corpus(&self.source, &mut self.reading)? {
            Some(corpus) => {
                self.encoder.know(corpus.encoder.clone());
                self.glossaries.know(&corpus.terms);
                (self.source, self.targets) = project::translated(&corpus, &self.source)?;
                Ok(())
            }
            None => Err(Error::content(
                &self.source,
                say!(en: "is alone; name its translation too", zh: "只有一种文本；还要给出译文"),
            )),
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  duizhao align zh.txt en.txt                      read the pairs here
  duizhao align zh.txt en.txt ru.txt -o all.xlsx   a workbook with a column a language
  duizhao align zh.txt en.txt -o memory.tmx        a translation memory
  duizhao align zh.txt en.txt -o memory.docx       a Word document with two columns, for a client
  duizhao align zh/ en/ -o memory.tmx              all texts of two folders, paired by name
  duizhao align --lines a.zh a.en --format index   sentence numbers, for programs";

/// What formats of pairs may be told.
#[derive(Debug, clap::Args)]
pub struct Writing {
    /// Keep rows without counterpart in TMX, XLIFF, Sketch Engine and Moses files
    #[arg(long)]
    keep_gaps: bool,

    /// The date to write into a TMX file, such as `2026-11-22`
    ///
    /// Without it there is none, so that the same texts give the same file on any day.
    #[arg(long, value_name = "DATE", value_parser = date)]
    date: Option<String>,

    /// Leave cells of TSV and CSV files as they are
    ///
    /// Without it, a cell that a spreadsheet would run as a formula begins with a `'`, which is taken off when
    /// such a file is read.
    #[arg(long)]
    pub raw: bool,

    /// Number the rows of a Word document
    #[arg(long)]
    numbered: bool,
}

impl Writing {
    /// As the formats take it.
    pub fn options(&self) -> forms::Options {
        forms::Options {
            keep_gaps: self.keep_gaps,
            date: self.date.clone(),
            raw: self.raw,
            ui: ui(),
            numbered: self.numbered,
        }
    }
}

/// A date as TMX writes it: `20261122T000000Z` of `2026-11-22` or `2026-11-22T08:00:00Z`.
fn date(given: &str) -> std::result::Result<String, Said> {
    let digits: String = given.chars().filter(char::is_ascii_digit).collect();
    let marks = given.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | ':' | 'T' | 'Z'));
    match digits.len() {
        8 if marks => Ok(format!("{digits}T000000Z")),
        14 if marks => Ok(format!("{}T{}Z", &digits[..8], &digits[8..])),
        _ => Err(Said(say!(
            en: "a date is written `2026-11-22` or `2026-11-22T08:00:00Z` (UTC)",
            zh: "日期写作 `2026-11-22` 或 `2026-11-22T08:00:00Z`（UTC）"
        ))),
    }
}

fn confidence(given: &str) -> std::result::Result<f32, Said> {
    let value = given.parse().ok().filter(|value| (0.0..=1.0).contains(value));
    value.ok_or_else(|| Said(say!(en: "a confidence lies between 0 and 1", zh: "置信度在 0 和 1 之间")))
}

fn format_names() -> PossibleValuesParser {
    let own = [("table", "a table to read here"), ("html", "a page to read in a browser")];
    let own = own.map(|(name, about)| PossibleValue::new(name).help(about));
    let forms = FORMS.iter().filter(|form| form.is_written());
    let forms = forms.map(|form| PossibleValue::new(form.name).help(form.about));
    own.into_iter().chain(forms).collect::<Vec<_>>().into()
}

/// How the rows are to be written.
enum Format {
    Table,
    Html,
    Form(&'static Form),
}

/// Aligns each target with the source and writes the rows.
pub fn run(args: &Args) -> Done {
    let mut paths = vec![args.source.as_str()];
    paths.extend(args.targets.iter().map(String::as_str));
    if let Some(groups) = pairs::groups(&paths)? {
        return many(args, groups);
    }
    let format = chosen(args)?;
    let journals = args.review.files(&args.source, &paths[1..]);
    let inputs = paths
        .iter()
        .copied()
        .chain(args.tables.files())
        .chain(args.encoder.file())
        .chain(args.glossaries.files())
        .chain(args.confirmed.as_deref());
    let inputs: Vec<_> = inputs.chain(journals.iter().map(String::as_str)).collect();
    match format {
        Format::Form(form) => may_write(form, args.output.as_deref(), &inputs)?,
        Format::Table | Format::Html => output::may_write(args.output.as_deref().as_slice(), &inputs)?,
    }
    args.opening.may(args.output.as_deref().filter(|_| matches!(format, Format::Html)))?;
    let tables = args.tables.read()?;
    let encoder = args.encoder.read()?;
    let options = align::Options { encoder: encoder.as_ref(), ..args.tables.options(&tables) };
    let made_with = args.encoder.said(encoder.as_ref(), &args.reading);
    let glossary = args.glossaries.read(&args.reading)?;
    let given =
        args.confirmed.as_deref().map(|path| Given::open(path, paths.len(), &args.reading)).transpose()?;
    let mut loaded = args.reading.load_all(&paths)?;
    remarks(&loaded).into_iter().for_each(|remark| args.reading.say(remark));
    let held = match &given {
        Some(given) => given.rows(&mut loaded, &args.reading)?,
        None => args.review.take_up(&mut loaded, 0, &targets(paths.len()), &args.reading)?,
    };
    let texts = Texts::new(loaded);
    if let (Some(given @ Given::Index(..)), Some((source, targets))) = (&given, texts.loaded().split_first())
    {
        let targets: Vec<_> = targets.iter().map(|target| &target.document).collect();
        given.contradicted(&held, align::align_all(&source.document, &targets, &options).iter())?;
    }
    let (alignments, rows) = aligned(&texts, &options, &held, args.reading.quiet);
    for (alignment, target) in alignments.iter().flatten().zip(&texts.loaded()[1..]) {
        left_out(alignment, &texts.loaded()[0].path, &target.path)
            .into_iter()
            .for_each(|line| args.reading.say(line));
    }
    let departures = match &glossary {
        Some(glossary) => departures(&texts, &alignments, glossary, &options, &args.reading),
        None => Vec::new(),
    };
    let output = args.output.as_deref();
    let doubted = |alignment: &Alignment| args.fail_under.is_some_and(|least| alignment.confidence() < least);
    let outcome = Outcome::if_any(alignments.iter().flatten().any(doubted));
    let written = match format {
        Format::Table => {
            let view = printed::view(output);
            let table = terminal::alignment(&texts.shown(), &alignments, &rows, view);
            let terms = terminal::concise(&texts.shown(), &departures, view.ui);
            printed::print(output, &format!("{table}{terms}"))
        }
        Format::Html => {
            let examination =
                Examination { pivot: 0, alignments, rows, comparisons: Vec::new(), findings: None };
            let title = title(&texts.loaded()[0]);
            let study = Study {
                title: &title,
                texts: &texts.shown(),
                examination: &examination,
                findings: glossary.is_some().then_some(&departures),
                terms: None,
                encoder: made_with.as_deref(),
            };
            let page = html::page(&study);
            let written = printed::write(output, |out| out.write_all(page.as_bytes()));
            written.map(|()| args.opening.page(output, &args.reading))
        }
        Format::Form(form) => {
            if args.format.is_none() && output.is_none() {
                args.reading.say(say!(
                    en: "an index follows, sentence numbers for programs; `-f tsv` or `-o FILE` writes the words",
                    zh: "以下是供程序读的句号索引；要看文字，用 `-f tsv` 或 `-o FILE`"
                ));
            }
            let mut parallel = parallel(&texts, &alignments, &rows);
            filled::judge_held(&mut parallel, &held);
            parallel.encoder = made_with;
            if form.name != "jsonl" && !args.reading.quiet {
                // The rows have no room for what is found in them.
                // What cannot be said is no reason to give up what was asked for.
                let _ =
                    write!(anstream::stderr(), "{}", terminal::concise(&texts.shown(), &departures, ui()));
            }
            let written = match form.name {
                "jsonl" => printed::write(output, |out| {
                    jsonl::write(&parallel, out)?;
                    json::findings(out, &texts.shown(), &departures)?;
                    Ok(Vec::new())
                }),
                _ => write(form, &parallel, output, &args.writing.options(), &inputs),
            };
            written.map(|said| tell(form, &parallel, output, said, &args.reading))
        }
    };
    outcome.once(written)
}

/// Pairs the texts of each group and writes all rows as one.
fn many(args: &Args, groups: Groups) -> Done {
    let wrong = |message| Error::content("command line", message);
    if args.glossaries.files().next().is_some() {
        return Err(wrong(say!(
            en: "`--terms` is of one pair; folders are many",
            zh: "`--terms` 只用于一对文本，不用于文件夹"
        )));
    }
    if args.confirmed.is_some() {
        return Err(wrong(say!(
            en: "`--confirmed` is of one pair; folders are many",
            zh: "`--confirmed` 只用于一对文本，不用于文件夹"
        )));
    }
    let words = say!(
        en: "texts of folders go into one memory or table: name it, such as `-o memory.tmx`",
        zh: "文件夹里的文本要写进同一个记忆库或表格：请指定文件名，如 `-o memory.tmx`"
    );
    let form = match chosen(args)? {
        Format::Form(form) if form.words => form,
        _ => return Err(wrong(words)),
    };
    let output = args.output.as_deref();
    let inputs: Vec<_> = groups
        .groups
        .iter()
        .flatten()
        .map(String::as_str)
        .chain(args.tables.files())
        .chain(args.encoder.file())
        .collect();
    may_write(form, output, &inputs)?;
    let tables = args.tables.read()?;
    let encoder = args.encoder.read()?;
    let options = align::Options { encoder: encoder.as_ref(), ..args.tables.options(&tables) };
    let made_with = args.encoder.said(encoder.as_ref(), &args.reading);
    groups.said.into_iter().for_each(|said| args.reading.say(said));
    let (mut all, mut unread, mut doubted): (Option<Parallel>, usize, bool) = (None, 0, false);
    for group in &groups.groups {
        let paths: Vec<_> = group.iter().map(String::as_str).collect();
        // One text that cannot be read keeps nobody from the others.
        let loaded = match args.reading.load_all(&paths) {
            Ok(loaded) => loaded,
            Err(error) => {
                outcome::say(&error);
                unread += 1;
                continue;
            }
        };
        remarks(&loaded).into_iter().for_each(|remark| args.reading.say(remark));
        let mut loaded = loaded;
        let held = args.review.take_up(&mut loaded, 0, &targets(paths.len()), &args.reading)?;
        let texts = Texts::new(loaded);
        let (alignments, rows) = aligned(&texts, &options, &held, args.reading.quiet);
        let mean = alignments.iter().flatten().map(Alignment::confidence).fold(1.0, f32::min);
        doubted |= args.fail_under.is_some_and(|least| mean < least);
        let mut parallel = parallel(&texts, &alignments, &rows).into_owned();
        filled::judge_held(&mut parallel, &held);
        match &mut all {
            Some(all) => all.append(parallel),
            None => all = Some(parallel),
        }
    }
    let Some(mut all) = all else { return Ok(Outcome::InPart) };
    all.encoder = made_with;
    args.reading.say(say!(
        en: "{paired} of {groups} paired",
        zh: "{groups}中已对齐 {paired} 组",
        paired = groups.groups.len() - unread,
        groups = count(groups.groups.len(), "group", "组")
    ));
    let written = write(form, &all, output, &args.writing.options(), &inputs)
        .map(|said| tell(form, &all, output, said, &args.reading));
    if unread > 0 { Outcome::InPart } else { Outcome::if_any(doubted) }.once(written)
}

/// Tells the person what could not be written, and of a file what was written and how much.
pub fn tell(form: &Form, parallel: &Parallel, output: Option<&str>, said: Vec<Message>, reading: &Reading) {
    let place = place(output);
    for said in said {
        reading.say(say!(en: "{place}: {said}", zh: "{place}：{said}", place = &place, said));
    }
    if let Some(path) = output.filter(|path| *path != "-") {
        reading.say(say!(
            en: "{path}: {rows} of {texts} written as {form}",
            zh: "已写入 `{path}`（{form}）：{texts}，{rows}",
            path,
            rows = count(parallel.rows.len(), "row", "行"),
            texts = count(parallel.columns.len(), "text", "种文本"),
            form = form.name
        ));
    }
}

/// The format that was named, or that the output's ending says, or that suits where it goes.
fn chosen(args: &Args) -> Result<Format> {
    let named = |name: &str| match name {
        "table" => Some(Format::Table),
        "html" => Some(Format::Html),
        _ => forms::named(name).map(Format::Form),
    };
    if let Some(format) = args.format.as_deref().and_then(named) {
        return Ok(format);
    }
    match args.output.as_deref().filter(|path| *path != "-") {
        Some(path) if path.ends_with(".html") || path.ends_with(".htm") => Ok(Format::Html),
        Some(path) if path.ends_with(".txt") => Ok(Format::Table),
        Some(path) => forms::by_extension(path).map(Format::Form).ok_or_else(|| unknown_ending(path)),
        None if printed::to_terminal(None) => Ok(Format::Table),
        None => Ok(Format::Form(forms::named("index").expect("the index is a format"))),
    }
}

/// The error for a file whose ending says no format.
pub fn unknown_ending(path: &str) -> Error {
    if Path::new(path).is_dir() {
        return Error::write(path, io::ErrorKind::IsADirectory.into());
    }
    let endings: Vec<_> =
        FORMS.iter().filter(|form| form.is_written()).map(|form| format!(".{}", form.extension)).collect();
    Error::content(
        path,
        say!(
            en: "no format has this ending; use --format, or one of {endings}",
            zh: "没有这种扩展名的格式；用 `--format` 指定，或改用 {endings}",
            endings = endings.join(" ")
        ),
    )
}

/// The numbers of all of so many texts but the first.
fn targets(texts: usize) -> Vec<usize> {
    (1..texts).collect()
}

/// Each text's alignment with the first, and the rows across all.
pub(super) fn aligned(
    texts: &Texts,
    options: &align::Options,
    held: &[Held],
    quiet: bool,
) -> (Vec<Option<Alignment>>, Vec<witness::Row>) {
    let (source, targets) = texts.loaded().split_first().expect("a source");
    let paths: Vec<_> = targets.iter().map(|target| target.path.as_str()).collect();
    let _progress = Progress::start(
        &say!(
            en: "pairing {source} with {targets}",
            zh: "正在对齐 {source} 与 {targets}",
            source = &source.path,
            targets = paths.join(", ")
        ),
        quiet,
    );
    let documents: Vec<_> = targets.iter().map(|target| &target.document).collect();
    let aligned = align_held(&source.document, &documents, held, options);
    let alignments: Vec<_> = std::iter::once(None).chain(aligned.into_iter().map(Some)).collect();
    let rows = witness::rows(source.document.len(), &alignments);
    (alignments, rows)
}

/// What departs from the glossary in each text.
fn departures(
    texts: &Texts,
    alignments: &[Option<Alignment>],
    glossary: &Glossary,
    align: &align::Options,
    reading: &Reading,
) -> Vec<Vec<Reviewed>> {
    let documents: Vec<_> = texts.loaded().iter().map(|text| &text.document).collect();
    glossaries::remark(Some(glossary), documents[0], documents[1..].iter().copied(), reading);
    let relation = |place: usize| if place == 0 { Relation::Pivot } else { Relation::Translation };
    let places = documents.iter().enumerate();
    let witnesses: Vec<_> = places
        .map(|(place, &document)| Witness { id: TextId(place), document, relation: relation(place) })
        .collect();
    let (rows, comparisons) = (Vec::new(), Vec::new());
    let examination =
        Examination { pivot: 0, alignments: alignments.to_vec(), rows, comparisons, findings: None };
    let options = witness::Options { align: *align, terms: Some(glossary), ..Default::default() };
    let found = witness::term_findings(&witnesses, &examination, &options);
    found.into_iter().map(|found| found.into_iter().map(Reviewed::from).collect()).collect()
}

/// What is to be said if more than a tenth of a text has no counterpart: where that is, and what helps.
fn left_out(alignment: &Alignment, source: &str, target: &str) -> Option<Message> {
    let lens = [alignment.source_len(), alignment.target_len()];
    let runs = alignment.left_out();
    let sums = [0, 1].map(|side| runs[side].iter().map(Range::len).sum::<usize>());
    // Of a few sentences anyone sees it.
    let side = (0..2).filter(|&side| sums[side] * 10 > lens[side] && sums[side] >= 10);
    let side = side.max_by(|&a, &b| (sums[a] * lens[b]).cmp(&(sums[b] * lens[a])))?;
    let (text, other) = if side == 0 { (source, target) } else { (target, source) };
    let longest = runs[side].iter().max_by_key(|run| (run.len(), std::cmp::Reverse(run.start)))?;
    let (from, to) = (longest.start + 1, longest.end);
    let all = count(lens[side], "sentence", "句");
    if longest.len() * 10 >= sums[side] * 9 {
        return Some(say!(
            en: "{text}: {other} has nothing of sentences {from} to {to} of {all}",
            zh: "{text}：第 {from}–{to} 句（共 {all}）在 {other} 里没有对应",
            text,
            other,
            from,
            to,
            all
        ));
    }
    Some(say!(
        en: "{text}: {sum} of {all} have no counterpart in {other}, most of them from {from} to {to}; if that is not \
             so, give the rows where chapters begin (`--confirmed`) or a table of words (`--table`)",
        zh: "{text}：{all}中有 {sum} 句在 {other} 里没有对应，多在第 {from}–{to} 句；如与实际不符，可用 `--confirmed` \
             给出各章起首的行，或用 `--table` 给出词表",
        text,
        sum = sums[side],
        all,
        other,
        from,
        to
    ))
}

/// The texts side by side, with reasons and moved passages where there are only two.
fn parallel<'a>(texts: &'a Texts, alignments: &[Option<Alignment>], rows: &[witness::Row]) -> Parallel<'a> {
    let documents: Vec<_> = texts.loaded().iter().map(|text| &text.document).collect();
    let columns = texts.columns();
    match (documents.as_slice(), alignments) {
        (&[source, target], [_, Some(alignment)]) => {
            let columns = columns.try_into().expect("two columns");
            Parallel::of_two(columns, source, target, alignment)
        }
        _ => Parallel::of_rows(columns, &documents, rows, alignments),
    }
}

/// Whether what is written in `form` may go to `path`, or into the files called after it.
pub fn may_write(form: &Form, path: Option<&str>, inputs: &[&str]) -> Result<()> {
    match form.writer {
        Writer::One(_) => output::may_write(path.as_slice(), inputs),
        // They are called after languages that are known only when the texts were read.
        Writer::Several(_) => Ok(()),
        Writer::None => Err(unwritten(form)),
    }
}

fn unwritten(form: &Form) -> Error {
    Error::content(
        "command line",
        say!(
            en: "{form} is read only; choose another format",
            zh: "{form} 只能读入，不能写出；换一种格式",
            form = form.name
        ),
    )
}

/// Writes `parallel` in `form`; hands on what the format could not hold.
pub fn write(
    form: &Form,
    parallel: &Parallel,
    path: Option<&str>,
    options: &forms::Options,
    inputs: &[&str],
) -> Result<Vec<Message>> {
    match form.name {
        "xlsx" => printed::refuse_workbook(path)?,
        "docx" => printed::refuse_document(path)?,
        _ => {}
    }
    match form.writer {
        Writer::One(write) => printed::write(path, |out| write(parallel, options, out)),
        Writer::Several(write) => {
            let Some(path) = path.filter(|path| *path != "-") else {
                let message = say!(
                    en: "{form} writes several files; name them with `-o NAME`",
                    zh: "{form} 要写几个文件，用 `-o NAME` 指定名称",
                    form = form.name
                );
                return Err(Error::content("standard output", message));
            };
            let endings = [format!(".{}", form.extension), ".xml".to_owned()];
            let stem = endings.iter().find_map(|ending| path.strip_suffix(ending.as_str())).unwrap_or(path);
            let written = write(parallel, stem, options).map_err(|error| Error::write(path, error))?;
            let paths: Vec<String> = written.files.iter().map(|(path, _)| path.clone()).collect();
            output::may_write(&paths.iter().map(String::as_str).collect::<Vec<_>>(), inputs)?;
            output::write_each(&paths, |file, out| out.write_all(&written.files[file].1))?;
            let mut said = written.said;
            said.push(say!(en: "written as {paths}", zh: "已写入 {paths}", paths = paths.join(", ")));
            Ok(said)
        }
        Writer::None => Err(unwritten(form)),
    }
}
