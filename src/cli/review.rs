//! `duizhao review`: rows put right by a person, in a browser, kept in a journal beside the source.
//!
//! What the page shows is what the session holds: texts, rows and their journals. An operation is done there, written to
//! the journals and on the disk before the page hears that it was done. Nothing is kept anywhere else, so that whatever
//! ends the program ends nothing but the program.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use duizhao::align::{self, Table};
use duizhao::check;
use duizhao::format::forms::{self, Form, Writer as Written};
use duizhao::format::parallel::Parallel;
use duizhao::format::text::Loaded;
use duizhao::format::{Error, Result, journal, output, taken, text};
use duizhao::message::{Message, count};
use duizhao::report::html::{self, Kept};
use duizhao::report::{Study, Text};
use duizhao::review::{
    Acted, Bordered, Carried, Desk, Fate, Journal, Operation, Record, Refusal, Reviewed, Status, bordered,
    carry,
};
use duizhao::say;
use duizhao::terms::Glossary;
use duizhao::text::Document;
use duizhao::witness::{self, Examination, Relation, Witness};

use super::align::{may_write, tell, unknown_ending, write};
use super::decisions::DecisionFiles;
use super::filled;
use super::glossaries::{self, GlossaryFiles};
use super::outcome::{Done, Outcome};
use super::project;
use super::reading::Reading;
use super::selection::SelectionArgs;
use super::serve;
use super::tables::TableFiles;
use super::texts::{Texts, remarks, title};
use super::ui::ui;

/// Put the rows of a text and its translations right, in a browser
///
/// Opens a page of this machine alone, in which rows are confirmed, mended and doubted with a few keys. Each
/// operation is on the disk at once, in `SOURCE--TARGET.review.jsonl` beside the source, which every other command
/// takes up and which is carried over edits of the texts.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The text that was translated, and its translations; or a folder with a corpus.toml
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<String>,

    /// Take up decisions made elsewhere: a page that was mailed, what it saved, or a table that was filled in
    ///
    /// An HTML page or `.review.jsonl`, XLSX or TSV. Words that were changed in a table are proposals, shown and never
    /// applied.
    #[arg(long, value_name = "FILE")]
    take: Option<String>,

    /// The port to listen at; without it, one that is free
    #[arg(long, value_name = "N", default_value_t = 0, hide_default_value = true)]
    port: u16,

    /// Open no browser; print the address alone
    #[arg(long)]
    no_open: bool,

    /// Show no page: take up what `--take` names, write `-o`, and end
    #[arg(long)]
    no_page: bool,

    /// End when no page has been open for so many seconds
    #[arg(long, value_name = "N", default_value_t = 600, hide_short_help = true)]
    idle: u64,

    /// Who decides, as the journal says it; without it, nobody is named
    #[arg(long, value_name = "NAME", default_value = "", hide_default_value = true)]
    by: String,

    /// Where to write the rows when the review ends; the ending chooses the format
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    glossaries: GlossaryFiles,

    #[command(flatten)]
    decisions: DecisionFiles,

    #[command(flatten)]
    tables: TableFiles,

    #[command(flatten)]
    reading: Reading,
}

impl Args {
    /// Takes the texts out of the folder, if one is named alone.
    pub fn of_project(&mut self) -> Result<()> {
        let [path] = self.paths.as_slice() else { return Ok(()) };
        if let Some(corpus) = project::corpus(path, &mut self.reading)? {
            self.decisions.know(&corpus.words);
            self.glossaries.know(&corpus.terms);
            let (source, targets) = project::translated(&corpus, path)?;
            self.paths = std::iter::once(source).chain(targets).collect();
        }
        Ok(())
    }
}

const EXAMPLES: &str = "\
Examples:
  duizhao review zh.docx en.docx                    opens the page
  duizhao review zh.txt en.txt ru.txt -o all.xlsx   and writes a workbook at the end
  duizhao review zh.txt en.txt --take zh.html       a page that came back by mail
  duizhao review zh.txt en.txt --take rows.xlsx --no-page -o memory.tmx";

/// Takes up what was decided, serves the page, and writes the rows at the end.
pub fn run(args: &Args) -> Done {
    let paths = paths(args)?;
    if let Some(path) = &args.output {
        let form = form(path)?;
        let inputs: Vec<&str> = paths
            .iter()
            .map(String::as_str)
            .chain(args.tables.files())
            .chain(args.glossaries.files())
            .collect();
        match form {
            Some(form) => may_write(form, Some(path), &inputs)?,
            None => output::may_write(&[path], &inputs)?,
        }
    }
    let mut session = Session::open(args, paths)?;
    if let Some(path) = &args.take {
        session.take(path)?;
    }
    if !args.no_page {
        serve::serve(&mut session, args.port, !args.no_open, Duration::from_secs(args.idle))?;
    }
    session.export()?;
    Ok(Outcome::Nothing)
}

/// The texts to be set beside each other, the source first.
fn paths(args: &Args) -> Result<Vec<String>> {
    let paths = args.paths.clone();
    if let Some(path) = paths.iter().find(|path| path.as_str() == "-" || Path::new(path).is_dir()) {
        return Err(Error::content(
            path.as_str(),
            say!(en: "is no file; a review needs files that stay where they are", zh: "不是文件；校对需要放在固定位置的文件"),
        ));
    }
    match paths.len() {
        1 => Err(Error::content(
            &paths[0],
            say!(en: "is alone; name its translation too", zh: "只有一种文本；还要给出译文"),
        )),
        _ => Ok(paths),
    }
}

/// The format that the ending of `path` says; none if it is a page.
fn form(path: &str) -> Result<Option<&'static Form>> {
    if path.ends_with(".html") || path.ends_with(".htm") {
        return Ok(None);
    }
    forms::by_extension(path).map(Some).ok_or_else(|| unknown_ending(path))
}

/// What a page asks for, beside operations.
#[derive(Debug)]
pub enum Asked {
    /// An operation.
    Operation(Operation),
    /// The last one taken back.
    Undo,
    /// What was taken back last, again.
    Redo,
}

/// Why something asked for was not done.
#[derive(Debug)]
pub enum Failed {
    /// The rows have changed since the page saw them.
    Conflict,
    /// It may not be done.
    Refused(Refusal),
    /// There is nothing to take back.
    NothingToUndo,
    /// It could not be saved, and so was not done.
    Unsaved(Error),
}

/// What is under review.
pub struct Session<'a> {
    args: &'a Args,
    paths: Vec<String>,
    tables: Vec<Table>,
    glossary: Option<Glossary>,
    /// The texts as they are in their files.
    texts: Texts,
    desk: Desk,
    journals: Vec<Journal>,
    files: Vec<String>,
    writers: Vec<journal::Writer>,
    findings: Vec<Vec<Reviewed>>,
    /// When each file was written last, and how large it was.
    seen: Vec<Option<(SystemTime, u64)>>,
    version: u64,
    /// What became of what was said before, for the person.
    said: Vec<Message>,
}

impl<'a> Session<'a> {
    fn open(args: &'a Args, paths: Vec<String>) -> Result<Self> {
        let tables = args.tables.read()?;
        let glossary = args.glossaries.read(&args.reading)?;
        let mut files: Vec<String> = Vec::new();
        for target in &paths[1..] {
            let file = journal::beside(&paths[0], target).expect("files have names");
            if files.contains(&file) {
                let message = say!(
                    en: "would have the same journal as another of the texts; give one of them another name",
                    zh: "与另一文本的校对记录重名；请改换其中一个的文件名"
                );
                return Err(Error::content(target.as_str(), message));
            }
            files.push(file);
        }
        let names: Vec<&str> = paths.iter().map(String::as_str).collect();
        let seen = seen(&paths);
        let loaded = args.reading.load_all(&names)?;
        remarks(&loaded).iter().for_each(|remark| args.reading.say(remark));
        let texts = Texts::new(loaded);
        let targets = texts.loaded()[1..].iter().map(|text| &text.document);
        glossaries::remark(glossary.as_ref(), &texts.loaded()[0].document, targets, &args.reading);
        let (mut writers, mut journals) = (Vec::new(), Vec::new());
        for (file, target) in files.iter().zip(&texts.loaded()[1..]) {
            let source = &texts.loaded()[0];
            let name = |path: &str| {
                Path::new(path).file_name().map_or(String::new(), |n| n.to_string_lossy().into())
            };
            let [from, to] = [source, target].map(|text| (name(&text.path), text.document.language().tag()));
            let mut writer = journal::Writer::open(file, [&from.0, &to.0], [from.1, to.1])?;
            let (journal, said) = writer.journal()?;
            said.iter().for_each(|said| args.reading.say(said));
            writers.push(writer);
            journals.push(journal);
        }
        let desk =
            Desk::lay(vec![Arc::new(texts.loaded()[0].document.clone())], &[], &align::Options::default());
        let (findings, said, version) = (Vec::new(), Vec::new(), 1);
        let mut session = Self {
            args,
            paths,
            tables,
            glossary,
            texts,
            desk,
            journals,
            files,
            writers,
            findings,
            seen,
            version,
            said,
        };
        session.lay();
        session.said.iter().for_each(|said| args.reading.say(said));
        session.find()?;
        Ok(session)
    }

    fn options(&self) -> align::Options<'_> {
        self.args.tables.options(&self.tables)
    }

    /// Lays the texts beside each other as the journals have them.
    fn lay(&mut self) {
        let loaded = self.texts.loaded();
        let mut said = Vec::new();
        let own: Vec<(&Journal, usize)> = self.journals.iter().map(|journal| (journal, 0)).collect();
        let mut documents = vec![set(&loaded[0], &own, &mut said)];
        for (journal, text) in self.journals.iter().zip(&loaded[1..]) {
            documents.push(set(text, &[(journal, 1)], &mut said));
        }
        let carried: Vec<Carried> = self
            .journals
            .iter()
            .zip(&documents[1..])
            .map(|(journal, target)| carry(journal, &documents[0], target))
            .collect();
        for (carried, file) in carried.iter().zip(&self.files) {
            if carried.rows.is_empty() {
                continue;
            }
            let [kept, changed, lost] =
                [Fate::Kept, Fate::Changed, Fate::Lost].map(|fate| carried.count(fate));
            let decided: usize =
                carried.rows.iter().filter(|row| row.fate != Fate::Lost).map(|row| row.sides[0].len()).sum();
            let new = documents[0].len().saturating_sub(decided);
            let line = say!(
                en: "review: {kept} of {rows} carried over, {changed} changed, {lost} lost, {new} new ({file})",
                zh: "校对记录（{file}）：{rows}中沿用 {kept} 行，{changed} 行其后有改动，{lost} 行原句已不存在，新增 {new} 句",
                kept,
                rows = count(carried.rows.len(), "row", "行"),
                changed,
                lost,
                new,
                file
            );
            said.push(line);
            for row in carried.rows.iter().filter(|row| row.fate == Fate::Lost) {
                let old = row.record.sides.each_ref().map(|side| side.sentences.join(" "));
                let [source, target] = &old;
                let line = say!(en: "  lost: {source} | {target}", zh: "  不存在：{source} | {target}", source, target);
                said.push(line);
            }
        }
        let desk = Desk::lay(documents, &carried, &self.options());
        drop(carried);
        self.desk = desk;
        self.said = said;
    }

    /// Asks what is wrong in the texts.
    fn find(&mut self) -> Result<()> {
        let selection = self.args.selection.selection();
        let known = self.args.decisions.read(&selection)?;
        let alignments = self.desk.alignments();
        let relation = |place: usize| if place == 0 { Relation::Pivot } else { Relation::Translation };
        let shown = self.texts.shown();
        let witnesses: Vec<Witness> = self
            .desk
            .texts()
            .iter()
            .zip(&shown)
            .enumerate()
            .map(|(place, (document, shown))| Witness { id: shown.id, document, relation: relation(place) })
            .collect();
        let check = check::Options { selection };
        let options = witness::Options {
            align: self.options(),
            check,
            alignments: &alignments,
            terms: self.glossary.as_ref(),
            ..Default::default()
        };
        let found = witness::examine(&witnesses, &options).findings.unwrap_or_default();
        let mut findings = Vec::with_capacity(found.len());
        for (text, found) in self.texts.loaded().iter().zip(found) {
            findings.push(known.of(&text.path)?.review().apply(&text.document, found).0);
        }
        self.findings = findings;
        Ok(())
    }

    /// Takes up what the file at `path` says, and writes it to the journals.
    fn take(&mut self, path: &str) -> Result<()> {
        let bytes = text::read(path)?;
        let texts = self.paths.len();
        let table =
            forms::of_content(path, &bytes).filter(|form| matches!(form.name, "xlsx" | "tsv" | "csv"));
        let (journals, said) = match table {
            Some(form) => {
                let documents: Vec<&Document> = self.desk.texts().iter().map(|text| &**text).collect();
                filled::of_table(path, form, &documents)?
            }
            None => taken::parse(path, &bytes, texts)?,
        };
        said.iter().for_each(|said| self.args.reading.say(said));
        let mut counts = [0; 4];
        for (number, taken) in journals.into_iter().enumerate() {
            let known = self.journals[number].clone();
            let is_known = |record: &Record| known.records.iter().any(|known| same(known, record));
            let mut records: Vec<Record> =
                taken.records.into_iter().filter(|record| !is_known(record)).collect();
            for record in &records {
                match record {
                    Record::Row(row) if row.status == Status::Confirmed => counts[0] += 1,
                    Record::Row(row) if row.status == Status::Doubtful => counts[1] += 1,
                    Record::Text(_) => counts[3] += 1,
                    _ => counts[2] += 1,
                }
            }
            let times: Vec<String> = records
                .iter()
                .map(|record| record.said().map_or(String::new(), |said| said.at.clone()))
                .collect();
            let (at, by) = (now(), self.args.by.clone());
            journal::stamp(&mut records, known.records.len(), &at, &by);
            // What was said then is not newer than what was said here since.
            for (record, time) in records.iter_mut().zip(times) {
                if let Some(said) = record.said_mut().filter(|_| !time.is_empty()) {
                    said.at = time;
                }
            }
            self.writers[number].add(&records)?;
            self.journals[number].records.extend(records);
        }
        let [confirmed, doubtful, other, proposals] = counts;
        self.args.reading.say(say!(
            en: "{path}: {rows} confirmed, {doubtful} doubtful, {other} other decisions and {proposals} taken up",
            zh: "{path}：采用确认 {rows}，存疑 {doubtful} 行，其他决定 {other} 条，改字建议 {proposals}",
            path,
            rows = count(confirmed, "row", "行"),
            doubtful,
            other,
            proposals = count(proposals, "proposal", "条")
        ));
        self.lay();
        self.said.iter().for_each(|said| self.args.reading.say(said));
        self.version += 1;
        Ok(())
    }

    /// The number of the rows as they are: another after each change.
    pub fn version(&self) -> u64 {
        self.version
    }

    /// What became of decisions, for the person.
    pub fn said(&self) -> Vec<String> {
        self.said.iter().map(|said| said.in_(ui())).collect()
    }

    /// Says something at the terminal.
    pub fn say(&self, message: impl Into<Message>) {
        self.args.reading.say(message);
    }

    /// Does what is asked of the rows as they are in `version`. It is on the disk when this returns.
    pub fn act(&mut self, version: u64, asked: &Asked) -> std::result::Result<Acted, Failed> {
        if version != self.version {
            return Err(Failed::Conflict);
        }
        let acted = match asked {
            Asked::Operation(operation) => {
                let options = self.args.tables.options(&self.tables);
                let acted = self.desk.act(operation, &options).map_err(Failed::Refused)?;
                self.write_last().map_err(|error| {
                    self.desk.undo();
                    Failed::Unsaved(error)
                })?;
                acted
            }
            Asked::Redo => {
                let acted = self.desk.redo().ok_or(Failed::NothingToUndo)?;
                self.write_last().map_err(|error| {
                    self.desk.undo();
                    Failed::Unsaved(error)
                })?;
                acted
            }
            Asked::Undo => match self.desk.undo() {
                Some((acted, ids)) => {
                    self.take_back(&ids).map_err(|error| {
                        self.desk.redo();
                        Failed::Unsaved(error)
                    })?;
                    acted
                }
                None => self.undo_earlier()?,
            },
        };
        self.version += 1;
        Ok(acted)
    }

    /// Writes what is to be said of the last operation.
    fn write_last(&mut self) -> Result<()> {
        let at = now();
        let mut ids = Vec::new();
        for number in 0..self.writers.len() {
            let mut records = self.desk.last_records()[number].clone();
            if records.is_empty() {
                ids.push(None);
                continue;
            }
            let before = self.journals[number].records.len();
            let id = journal::stamp(&mut records, before, &at, &self.args.by);
            if let Err(error) = self.writers[number].add(&records) {
                // What the other journals have of it already is taken back.
                let _ = self.take_back(&ids);
                return Err(error);
            }
            self.journals[number].records.extend(records);
            ids.push(Some(id));
        }
        self.desk.sign(ids);
        Ok(())
    }

    fn take_back(&mut self, ids: &[Option<String>]) -> Result<()> {
        for (number, id) in ids.iter().enumerate() {
            let Some(id) = id else { continue };
            let undo = Record::Undo { of: id.clone() };
            self.writers[number].add(std::slice::from_ref(&undo))?;
            self.journals[number].records.push(undo);
        }
        Ok(())
    }

    /// Takes back the last operation of an earlier review.
    fn undo_earlier(&mut self) -> std::result::Result<Acted, Failed> {
        let last = |journal: &Journal| -> Option<(String, String)> {
            let at = journal.standing().last()?.said()?.at.clone();
            Some((at, journal.last_step()?.to_owned()))
        };
        let steps: Vec<Option<(String, String)>> = self.journals.iter().map(last).collect();
        let latest = steps.iter().flatten().map(|(at, _)| at.clone()).max().ok_or(Failed::NothingToUndo)?;
        let ids: Vec<Option<String>> =
            steps.into_iter().map(|step| step.filter(|(at, _)| *at == latest).map(|(_, id)| id)).collect();
        self.take_back(&ids).map_err(Failed::Unsaved)?;
        let before = self.desk.rows().len();
        self.lay();
        let rows = self.desk.rows().len();
        Ok(Acted { row: 0, changed: 0..rows, instead_of: before, is_of_text: true })
    }

    /// Whether a file has changed since it was read; if so, the texts are read anew and the decisions carried over. A
    /// file that cannot be read just now is waited for.
    pub fn look(&mut self) -> bool {
        let seen = seen(&self.paths);
        if seen == self.seen || seen.iter().any(Option::is_none) {
            return false;
        }
        let names: Vec<&str> = self.paths.iter().map(String::as_str).collect();
        let Ok(loaded) = self.args.reading.read_all(&names) else { return false };
        self.seen = seen;
        let is_same = |(one, other): (&Loaded, &Loaded)| one.document == other.document;
        if self.texts.loaded().iter().zip(&loaded).all(is_same) {
            return false;
        }
        self.texts = Texts::new(loaded);
        self.lay();
        if let Err(error) = self.find() {
            self.said.push(say!(en: "{error}", zh: "{error}", error = error.to_string()));
        }
        self.said.iter().for_each(|said| self.args.reading.say(said));
        self.version += 1;
        true
    }

    /// The page of all rows.
    pub fn page(&self) -> String {
        self.shown(true, html::review)
    }

    /// The rows with these numbers as the page has them.
    pub fn rows(&self, numbers: std::ops::Range<usize>) -> Vec<String> {
        self.shown(true, |study, kept| html::review_rows(study, kept, numbers))
    }

    fn shown<T>(&self, is_served: bool, show: impl FnOnce(&Study, &Kept) -> T) -> T {
        let shown = self.texts.shown();
        let texts: Vec<Text> = shown
            .into_iter()
            .zip(self.desk.texts())
            .map(|(text, document)| Text { document, ..text })
            .collect();
        let examination = Examination {
            pivot: 0,
            alignments: self.desk.alignments(),
            rows: self.desk.witness_rows(),
            comparisons: Vec::new(),
            findings: None,
        };
        let proposals: Vec<(usize, String, String)> = self
            .journals
            .iter()
            .enumerate()
            .flat_map(|(number, journal)| {
                let own = journal.proposals().into_iter();
                own.map(move |text| {
                    let column = if text.side == 0 { 0 } else { number + 1 };
                    (column, text.of.sentences.join(" "), text.new.clone())
                })
            })
            .collect();
        let said = self.said();
        let kept = Kept {
            rows: self.desk.rows(),
            is_served,
            version: self.version,
            said: &said,
            proposals: &proposals,
            file: self.files[0].clone(),
        };
        let title = title(&self.texts.loaded()[0]);
        let findings = Some(self.findings.as_slice());
        show(
            &Study {
                title: &title,
                texts: &texts,
                examination: &examination,
                findings,
                terms: None,
                encoder: None,
            },
            &kept,
        )
    }

    /// The rows as formats write them.
    fn with_parallel<T>(&self, show: impl FnOnce(&Parallel) -> T) -> T {
        let documents: Vec<&Document> = self.desk.texts().iter().map(|text| &**text).collect();
        let alignments = self.desk.alignments();
        let columns = self.texts.columns();
        let mut parallel = match (&documents[..], &alignments[..]) {
            (&[source, target], [_, Some(alignment)]) => {
                let columns = columns.try_into().expect("two columns");
                Parallel::of_two(columns, source, target, alignment)
            }
            _ => Parallel::of_rows(columns, &documents, &self.desk.witness_rows(), &alignments),
        };
        filled::judge(&mut parallel, &self.desk);
        show(&parallel)
    }

    /// The bytes of an export in `form` and the name for them; nothing if the form is of several files or read only.
    pub fn exported(&self, form: &Form) -> Option<Result<Vec<u8>>> {
        let Written::One(write) = form.writer else { return None };
        Some(self.with_parallel(|parallel| {
            let mut bytes = Vec::new();
            let written = write(parallel, &written_here(), &mut bytes);
            written.map(|_| bytes).map_err(|error| Error::write("the export", error))
        }))
    }

    /// Writes what `-o` names.
    fn export(&self) -> Result<()> {
        let Some(path) = &self.args.output else { return Ok(()) };
        let inputs: Vec<&str> = self.paths.iter().map(String::as_str).collect();
        match form(path)? {
            None => {
                let page = self.shown(false, html::review);
                output::write(Some(path), |out| out.write_all(page.as_bytes()))?;
                self.args.reading.say(say!(
                    en: "{path}: {rows} written as a page",
                    zh: "已写入 `{path}`（网页）：{rows}",
                    path,
                    rows = count(self.desk.rows().len(), "row", "行")
                ));
                Ok(())
            }
            Some(form) => self.with_parallel(|parallel| {
                let said = write(form, parallel, Some(path), &written_here(), &inputs)?;
                tell(form, parallel, Some(path), said, &self.args.reading);
                Ok(())
            }),
        }
    }
}

/// How formats are written that nothing was said of: headings in the language of who is here.
fn written_here() -> forms::Options {
    forms::Options { ui: ui(), ..forms::Options::default() }
}

/// Whether two records say the same of the same, whenever that was.
fn same(one: &Record, other: &Record) -> bool {
    match (one, other) {
        (Record::Row(one), Record::Row(other)) => {
            let words =
                |row: &duizhao::review::RowRecord| row.sides.each_ref().map(|side| side.sentences.clone());
            (one.status, &one.note, one.moved, &one.said.at)
                == (other.status, &other.note, other.moved, &other.said.at)
                && words(one) == words(other)
        }
        (Record::Text(one), Record::Text(other)) => {
            (one.side, &one.of.sentences, &one.new) == (other.side, &other.of.sentences, &other.new)
        }
        _ => false,
    }
}

/// The text of `loaded` with its sentences ending where `journals` have it; what could not be done is said.
fn set(loaded: &Loaded, journals: &[(&Journal, usize)], said: &mut Vec<Message>) -> Arc<Document> {
    let Bordered { document, lost, .. } = bordered(&loaded.document, journals);
    for lost in lost {
        let words = lost.of.sentences.join(" | ");
        let line = say!(
            en: "{path}: a sentence to be cut or joined is not there, or not once: {words}",
            zh: "{path}：要拆并的句子已不存在，或不止一处：{words}",
            path = &loaded.path,
            words
        );
        said.push(line);
    }
    Arc::new(document.into_owned())
}

fn seen(paths: &[String]) -> Vec<Option<(SystemTime, u64)>> {
    let one = |path: &String| {
        let about = fs::metadata(path).ok()?;
        Some((about.modified().ok()?, about.len()))
    };
    paths.iter().map(one).collect()
}

/// The time, as journals have it: `2026-12-01T01:20:03.250Z`.
fn now() -> String {
    let since = SystemTime::now().duration_since(UNIX_EPOCH).unwrap_or_default();
    let (days, seconds) = (since.as_secs() / 86_400, since.as_secs() % 86_400);
    let (year, month, day) = date(days);
    let (hour, minute, second) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{:03}Z", since.subsec_millis())
}

/// The day that is so many days after 1970-01-01, by the calendar in which years begin in March (Howard Hinnant).
fn date(days: u64) -> (u64, u64, u64) {
    let days = days + 719_468;
    let era = days / 146_097;
    let of_era = days % 146_097;
    let year = (of_era - of_era / 1460 + of_era / 36_524 - of_era / 146_096) / 365;
    let of_year = of_era - (365 * year + year / 4 - year / 100);
    let month = (5 * of_year + 2) / 153;
    let day = of_year - (153 * month + 2) / 5 + 1;
    let month = if month < 10 { month + 3 } else { month - 9 };
    (year + era * 400 + u64::from(month <= 2), month, day)
}

#[cfg(test)]
mod tests {
    #[test]
    fn days_are_dates() {
        assert_eq!(super::date(0), (1970, 1, 1));
        assert_eq!(super::date(11_016), (2000, 2, 29));
        assert_eq!(super::date(20_788), (2026, 12, 1));
        let now = super::now();
        assert!(now.len() == 24 && now.ends_with('Z'), "{now}");
    }
}
