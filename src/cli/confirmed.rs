//! Rows that a person has confirmed: in the journal beside the source, or in a file that is named.

use std::borrow::Cow;
use std::ops::Range;
use std::path::Path;

use duizhao::align::{self, Alignment};
use duizhao::format::forms::{self, Form};
use duizhao::format::parallel::{Cell, Parallel};
use duizhao::format::text::{Loaded, read};
use duizhao::format::{Error, Result, index, journal, taken};
use duizhao::message::{Message, count};
use duizhao::review::{
    Fate, Held, Journal, Record, RowRecord, Said, Side, Status, align_held, bordered, carry,
};
use duizhao::say;
use duizhao::text::Document;

use super::reading::Reading;

/// The sentences of a bead, each side; one side is empty where the other has no counterpart.
pub type Confirmed = (Range<usize>, Range<usize>);

/// Whether what was said of rows before is taken up.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Decisions")]
pub struct ReviewFiles {
    /// Leave what was said of rows before, in `SOURCE--TARGET.review.jsonl` beside the source
    ///
    /// Without it, the rows that are confirmed there stay together, carried over edits of the texts, and the rest
    /// is paired between them.
    #[arg(long)]
    no_review: bool,
}

/// A journal that stands beside a text.
pub struct Found {
    /// Its file.
    pub path: String,
    /// What it says, of the texts in the order in which they were asked for.
    pub journal: Journal,
}

impl ReviewFiles {
    /// The journals of the source with each of its targets, as far as they are there.
    pub fn files(&self, source: &str, targets: &[&str]) -> Vec<String> {
        targets.iter().filter_map(|target| Some(self.file(source, target)?.0)).collect()
    }

    /// The journal of two texts, and whether it stands beside the second, of which the first is a translation there.
    fn file(&self, source: &str, target: &str) -> Option<(String, bool)> {
        if self.no_review {
            return None;
        }
        let known = [(journal::beside(source, target), false), (journal::beside(target, source), true)];
        let mut known = known.into_iter().filter_map(|(path, turned)| Some((path?, turned)));
        known.find(|(path, _)| Path::new(path).exists())
    }

    /// Takes up what was said of `texts`, of which the one at `pivot` is the source and those at `targets` are its
    /// translations: sentences end where a person has said so, and what is held of each of the targets comes back.
    pub fn take_up(
        &self,
        texts: &mut [Loaded],
        pivot: usize,
        targets: &[usize],
        reading: &Reading,
    ) -> Result<Vec<Held>> {
        let mut journals = Vec::with_capacity(targets.len());
        for &target in targets {
            journals.push(match self.file(&texts[pivot].path, &texts[target].path) {
                None => None,
                Some((path, turned)) => {
                    let (journal, said) = journal::read(&path)?;
                    said.iter().for_each(|said| reading.say(said.clone()));
                    let journal = if turned { journal.turned() } else { journal };
                    Some(Found { path, journal })
                }
            });
        }
        Ok(taken_up(&journals, texts, pivot, targets, reading))
    }
}

/// Takes up what `journals`, one for each of `targets`, say of `texts`.
fn taken_up(
    journals: &[Option<Found>],
    texts: &mut [Loaded],
    pivot: usize,
    targets: &[usize],
    reading: &Reading,
) -> Vec<Held> {
    let sources: Vec<_> = journals.iter().flatten().map(|found| (&found.journal, 0)).collect();
    set_borders(&mut texts[pivot], &sources, reading);
    for (found, &target) in journals.iter().zip(targets) {
        if let Some(found) = found {
            set_borders(&mut texts[target], &[(&found.journal, 1)], reading);
        }
    }
    let texts = &*texts;
    let held = journals.iter().zip(targets).map(|(found, &target)| match found {
        Some(found) => carried(&found.path, &found.journal, [&texts[pivot], &texts[target]], reading),
        None => Held::default(),
    });
    held.collect()
}

/// Lets the sentences of `text` end where `journals` have it, and says so.
fn set_borders(text: &mut Loaded, journals: &[(&Journal, usize)], reading: &Reading) {
    let bordered = bordered(&text.document, journals);
    if bordered.done > 0 {
        reading.say(say!(
            en: "{path}: {sentences} cut or joined, as was decided in review",
            zh: "{path}：按校对的决定拆并 {sentences}",
            path = &text.path,
            sentences = count(bordered.done, "sentence", "句")
        ));
    }
    for lost in &bordered.lost {
        reading.say(say!(
            en: "{path}: a sentence to be cut or joined is not there, or not once: {words}",
            zh: "{path}：要拆并的句子已不存在，或不止一处：{words}",
            path = &text.path,
            words = lost.of.sentences.join(" | ")
        ));
    }
    if let Cow::Owned(document) = bordered.document {
        text.document = document;
    }
}

/// What binds of `journal`, which stands in the file at `path`, in `texts` as they are now. What became of it is said,
/// with the old and the new words of what changed.
fn carried(path: &str, journal: &Journal, texts: [&Loaded; 2], reading: &Reading) -> Held {
    let [source, target] = texts.map(|text| &text.document);
    let carried = carry(journal, source, target);
    let decided: usize =
        carried.rows.iter().filter(|row| row.fate != Fate::Lost).map(|row| row.sides[0].len()).sum();
    let [kept, changed, lost] = [Fate::Kept, Fate::Changed, Fate::Lost].map(|fate| carried.count(fate));
    let new = source.len().saturating_sub(decided);
    reading.say(say!(
        en: "review: {kept} of {rows} carried over, {changed} changed, {lost} lost, {new} new ({path})",
        zh: "校对记录（{path}）：{rows}中沿用 {kept} 行，{changed} 行其后有改动，{lost} 行原句已不存在，新增 {new} 句",
        kept,
        rows = count(carried.rows.len(), "row", "行"),
        changed,
        lost,
        new,
        path
    ));
    for row in carried.rows.iter().filter(|row| row.fate != Fate::Kept) {
        let old = row.record.sides.each_ref().map(|side| side.sentences.join(" "));
        if row.fate == Fate::Lost {
            let [source, target] = &old;
            reading.say(
                say!(en: "  lost: {source} | {target}", zh: "  不存在：{source} | {target}", source, target),
            );
            continue;
        }
        for ((old, document), numbers) in old.iter().zip([source, target]).zip(&row.sides) {
            let new = document.sentences(numbers.clone());
            if *old != new {
                reading.say(say!(en: "  changed: {old} → {new}", zh: "  有改动：{old} → {new}", old, new));
            }
        }
    }
    let proposals = journal.proposals().len();
    if proposals > 0 {
        reading.say(say!(
            en: "review: {proposals} of other words, not applied; `duizhao review` shows them",
            zh: "校对记录：另有改字的建议 {proposals}，未采用；`duizhao review` 可看",
            proposals = count(proposals, "proposal", "处")
        ));
    }
    carried.held()
}

/// The alignment of each text with the one at `pivot`, for an examination: nothing if nothing is held, since it then makes
/// them itself.
pub fn alignments(
    documents: &[&Document],
    pivot: usize,
    targets: &[usize],
    held: &[Held],
    options: &align::Options,
) -> Vec<Option<Alignment>> {
    if held.iter().all(Held::is_empty) {
        return Vec::new();
    }
    let translations: Vec<_> = targets.iter().map(|&target| documents[target]).collect();
    let mut alignments = vec![None; documents.len()];
    for (alignment, &target) in
        align_held(documents[pivot], &translations, held, options).into_iter().zip(targets)
    {
        alignments[target] = Some(alignment);
    }
    alignments
}

/// A file of rows that are right, as `--confirmed` names it.
pub enum Given {
    /// Sentence numbers.
    Index(String, Parallel<'static>),
    /// Sentences, a row a record.
    Words(String, Parallel<'static>),
    /// A journal, or a page that holds decisions: for each target what it says.
    Journal(String, Vec<Journal>, Vec<Message>),
}

impl Given {
    /// Reads the file at `path`, which is to be of so many texts.
    pub fn open(path: &str, texts: usize, reading: &Reading) -> Result<Self> {
        let of = |columns: usize| match columns == texts {
            true => Ok(()),
            false => Err(Error::content(
                path,
                say!(
                    en: "is of {columns}, not of these {texts}",
                    zh: "里面是 {columns}，而这里给了 {texts} 种",
                    columns = count(columns, "text", "种文本"),
                    texts
                ),
            )),
        };
        let bytes = read(path)?;
        if path.ends_with(journal::ENDING) || taken::is_page(&bytes) {
            let (journals, said) = taken::parse(path, &bytes, texts)?;
            return Ok(Self::Journal(path.to_owned(), journals, said));
        }
        let form = forms::of_content(path, &bytes);
        if form.is_some_and(|form: &Form| form.words && form.read.is_some()) {
            let rows = forms::open(path, form, &reading.options(0))?;
            of(rows.columns.len())?;
            return Ok(Self::Words(path.to_owned(), rows));
        }
        let index = index::open(path)?;
        of(index.columns.len())?;
        Ok(Self::Index(path.to_owned(), index))
    }

    /// For each target the rows of which it says that they are right.
    pub fn rows(&self, texts: &mut [Loaded], reading: &Reading) -> Result<Vec<Held>> {
        if let Self::Journal(path, journals, said) = self {
            said.iter().for_each(|said| reading.say(said.clone()));
            let found = |journal: &Journal| Some(Found { path: path.clone(), journal: journal.clone() });
            let (journals, targets): (Vec<_>, Vec<_>) = journals.iter().map(found).zip(1..).unzip();
            return Ok(taken_up(&journals, texts, 0, &targets, reading));
        }
        let texts = &*texts;
        let (source, targets) = texts.split_first().expect("a source");
        match self {
            Self::Index(path, index) => {
                let held = |rows: Vec<Confirmed>| Held::of(rows.into_iter().map(|(s, t)| (s, t, false)));
                Ok(of_index(path, index, texts)?.into_iter().map(held).collect())
            }
            Self::Journal(..) => unreachable!("answered above"),
            Self::Words(path, rows) => {
                let of = |column: usize| of_words(rows, column);
                Ok(targets
                    .iter()
                    .enumerate()
                    .map(|(column, target)| carried(path, &of(column + 1), [source, target], reading))
                    .collect())
            }
        }
    }

    /// Says whether `alignments`, made without it, speak against an index so often that it is of other texts, or of
    /// another state of these: numbers alone do not tell.
    pub fn contradicted<'a>(
        &self,
        held: &[Held],
        alignments: impl Iterator<Item = &'a Alignment>,
    ) -> Result<()> {
        let Self::Index(path, _) = self else { return Ok(()) };
        for (held, alignment) in held.iter().zip(alignments) {
            let rows = &held.beads;
            let (mut against, mut with) = (0, 0);
            for (source, target) in
                rows.iter().filter(|(source, target)| !source.is_empty() && !target.is_empty())
            {
                let beads = alignment.beads().iter();
                let mut sure =
                    beads.filter(|bead| bead.confidence >= SURE && overlap(&bead.source, source)).peekable();
                if sure.peek().is_none() {
                    continue;
                }
                let is_with = sure.any(|bead| overlap(&bead.target, target));
                *(if is_with { &mut with } else { &mut against }) += 1;
            }
            if against >= LEAST && against > 2 * with {
                let message = say!(
                    en: "is of other texts, or of these before an edit: {against} of its {rows} pair what surely does \
                         not belong together; a journal or a table with words is carried over edits",
                    zh: "不是这两种文本的，或是修改之前的：{rows}中有 {against} 行所对的句子显然无关；校对记录和带文字的\
                         表格才能随修改沿用",
                    against,
                    rows = count(rows.len(), "row", "行")
                );
                return Err(Error::content(path, message));
            }
        }
        Ok(())
    }
}

/// A bead of at least this confidence speaks against a row that pairs its sentences with others.
const SURE: f32 = 0.8;

/// Of fewer rows nothing is said: a person mends what the aligner has wrong.
const LEAST: usize = 5;

fn overlap(one: &Range<usize>, other: &Range<usize>) -> bool {
    one.start < other.end && other.start < one.end
}

/// For each target the beads that the rows of the `index` at `path` say are right.
fn of_index(path: &str, index: &Parallel, texts: &[Loaded]) -> Result<Vec<Vec<Confirmed>>> {
    let mut confirmed: Vec<Vec<Confirmed>> = vec![Vec::new(); texts.len() - 1];
    for row in &index.rows {
        for (cell, text) in row.cells.iter().zip(texts) {
            if let Some(beyond) = cell.numbers.iter().find(|&&number| number >= text.document.len()) {
                let message = say!(
                    en: "sentence {beyond} is beyond the last of {path}",
                    zh: "第 {beyond} 句超出了 {path} 的末句",
                    beyond = *beyond,
                    path = &text.path
                );
                return Err(Error::content(path, message));
            }
            // A bead is what stands together; what lies between would be taken for confirmed too.
            if let Some(apart) = cell.numbers.windows(2).find(|pair| pair[0] + 1 != pair[1]) {
                let message = say!(
                    en: "sentences {first} and {second} of {path} do not follow each other, so that no bead has both",
                    zh: "{path} 的第 {first} 句和第 {second} 句不相连，不能在同一行里",
                    first = apart[0],
                    second = apart[1],
                    path = &text.path
                );
                return Err(Error::content(path, message));
            }
        }
        let all = |cell: &Cell| match (cell.numbers.first(), cell.numbers.last()) {
            (Some(first), Some(last)) => *first..*last + 1,
            _ => 0..0,
        };
        let source = all(&row.cells[0]);
        for (beads, cell) in confirmed.iter_mut().zip(&row.cells[1..]) {
            let target = all(cell);
            if !source.is_empty() || !target.is_empty() {
                beads.push((source.clone(), target));
            }
        }
    }
    Ok(confirmed)
}

/// The rows of the source and the text in `column` as a journal.
fn of_words(rows: &Parallel, column: usize) -> Journal {
    let side = |cell: &Cell| Side {
        sentences: cell
            .sentences
            .iter()
            .map(|words| words.trim().to_owned())
            .filter(|w| !w.is_empty())
            .collect(),
        ..Side::default()
    };
    let record = |(number, row): (usize, &duizhao::format::parallel::Row)| {
        let sides = [side(&row.cells[0]), side(&row.cells[column])];
        let is_empty = sides.iter().all(|side| side.sentences.is_empty());
        let said = Said { id: number.to_string(), ..Said::default() };
        let (status, moved) = (Status::Confirmed, row.moved);
        let note = String::new();
        (!is_empty).then_some(Record::Row(Box::new(RowRecord { said, status, moved, sides, note })))
    };
    // Where a person has said which rows are right, the others are not.
    let is_said = |row: &&duizhao::format::parallel::Row| {
        row.judged.as_ref().is_none_or(|judged| judged.status == Status::Confirmed)
    };
    let is_judged = |row: &duizhao::format::parallel::Row| {
        row.judged.as_ref().is_some_and(|judged| judged.status != Status::Open)
    };
    let any = rows.rows.iter().any(is_judged);
    let rows = rows.rows.iter().filter(|row| !any || is_said(row));
    Journal { records: rows.enumerate().filter_map(record).collect() }
}
