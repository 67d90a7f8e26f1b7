//! Alignments that stand beside the texts they are of: XCES, as OPUS has it, and InterText's.
//!
//! ```text
//! XCES         talk.zh-en.xml            <linkGrp fromDoc="talk.zh.xml" toDoc="talk.en.xml"><link xtargets="4 5;3"/>
//!              talk.zh.xml, talk.en.xml  <p id="2"><s id="4">…</s>
//! InterText    talk.zh.en.alignment.xml  <linkGrp toDoc='talk.en.xml' fromDoc='talk.zh.xml'><link xtargets='2:1;2:1 2:2'/>
//!              talk.zh.xml, talk.en.xml  <p id="2"><s id="2:1">…</s>
//! ```
//!
//! Both name sentences by the ids that they have in two documents, and differ in what a careful reader would swear is the
//! same: XCES says the source first, InterText the target. A text with several translations has an alignment with each.
//! XCES says how sure a link is and nothing of what a person has said; InterText says that a person has found a link right
//! (`man`) or has marked it. InterText wants each sentence in one link and all in order, so that what moved is parted in it.
//!
//! A document that an alignment names is looked for where it says and then beside it, packed or not, and never outside of
//! the folder in which the alignment lies: an alignment from elsewhere may name what its reader would not hand on.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::io::{self, Read};
use std::ops::Range;
use std::path::{Component, Path};

use rustc_hash::FxHashMap;

use super::error::{Error, Result};
use super::forms::{Files, Options};
use super::parallel::{Cell, Column, Judged, Parallel, Row};
use super::reader::{Node, Walk};
use super::text::{decoded, language_in_name};
use super::xml::{Escaper, said_of_tags, valid_tag};
use super::{packed, text};
use crate::message::{Message, count};
use crate::review::Status;
use crate::say;
use crate::text::{Language, script};

/// What tells one of the two from the other.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Dialect {
    Xces,
    InterText,
}

/// Writes `parallel` as XCES: the texts, and an alignment of the first with each of the others.
pub fn write_xces(parallel: &Parallel, stem: &str, _: &Options) -> io::Result<Files> {
    Ok(write(Dialect::Xces, parallel, stem))
}

/// Writes `parallel` for InterText: the texts, and an alignment of the first with each of the others.
pub fn write_intertext(parallel: &Parallel, stem: &str, _: &Options) -> io::Result<Files> {
    Ok(write(Dialect::InterText, parallel, stem))
}

/// What each text is called in the names of files: its language, and its place too where two are in one language.
fn versions(columns: &[Column]) -> Vec<String> {
    let version = |(place, column): (usize, &Column)| {
        let tag = valid_tag(column.language.tag());
        match columns.iter().filter(|other| valid_tag(other.language.tag()) == tag).count() {
            1 => tag.to_owned(),
            _ => format!("{tag}-{}", place + 1),
        }
    };
    columns.iter().enumerate().map(version).collect()
}

fn write(dialect: Dialect, parallel: &Parallel, stem: &str) -> Files {
    let mut escaper = Escaper::default();
    let versions = versions(&parallel.columns);
    let name = Path::new(stem).file_name().map_or(stem.into(), |name| name.to_string_lossy());
    let texts: Vec<Standing> =
        (0..parallel.columns.len()).map(|place| Standing::of(dialect, parallel, place)).collect();
    let mut files = Vec::new();
    for ((column, version), standing) in parallel.columns.iter().zip(&versions).zip(&texts) {
        let document = standing.document(dialect, column, &name, &mut escaper);
        files.push((format!("{stem}.{version}.xml"), document.into_bytes()));
    }
    let mut parted = 0;
    for (place, version) in versions.iter().enumerate().skip(1) {
        let documents =
            [&versions[0], version].map(|version| escaper.escaped(&format!("{name}.{version}.xml")));
        let (path, alignment) = match dialect {
            Dialect::Xces => {
                (format!("{stem}.{}-{version}.xml", versions[0]), xces(parallel, place, &texts, &documents))
            }
            Dialect::InterText => {
                let (alignment, moved) = intertext(parallel, place, &texts, &documents);
                parted += moved;
                (format!("{stem}.{}.{version}.alignment.xml", versions[0]), alignment)
            }
        };
        files.push((path, alignment.into_bytes()));
    }
    let mut said: Vec<Message> = escaper.said().into_iter().collect();
    said.extend(said_of_tags(parallel.columns.iter().map(|column| &column.language)));
    said.extend(unsaid(dialect, parallel));
    if parted > 0 {
        said.push(say!(
            en: "InterText knows no text that moved; {passages} parted into rows without counterpart",
            zh: "InterText 不记移位：{passages}分作无对应的行",
            passages = count(parted, "passage", "处")
        ));
    }
    Files { files, said }
}

/// What is to be said of decisions and notes that the format has no place for.
fn unsaid(dialect: Dialect, parallel: &Parallel) -> Option<Message> {
    let judged = || parallel.rows.iter().filter_map(|row| row.judged.as_deref());
    let notes = judged().filter(|judged| !judged.note.is_empty()).count();
    let said = judged().filter(|judged| judged.status != Status::Open).count();
    match dialect {
        Dialect::Xces if notes + said > 0 => Some(say!(
            en: "XCES has no place for what was said of rows; {decisions} and {notes} left out",
            zh: "XCES 不记校对的决定和备注，略去决定 {decisions}、备注 {notes}",
            decisions = count(said, "decision", "条"),
            notes = count(notes, "note", "条")
        )),
        Dialect::InterText if notes > 0 => Some(say!(
            en: "InterText has no place for notes; {notes} left out",
            zh: "InterText 不记备注，略去 {notes}",
            notes = count(notes, "note", "条")
        )),
        _ => None,
    }
}

/// A text as it stands in its document.
struct Standing {
    /// The words of each sentence, in order, with the number of its paragraph and its own in it, from 1.
    sentences: Vec<(String, usize, usize)>,
    /// For each row, which of the sentences it has.
    rows: Vec<Vec<usize>>,
}

impl Standing {
    fn of(dialect: Dialect, parallel: &Parallel, place: usize) -> Self {
        let cells: Vec<&Cell> = parallel.rows.iter().map(|row| &row.cells[place]).collect();
        // Numbers say in which order sentences stand, if each sentence has one.
        let numbered = cells.iter().all(|cell| cell.numbers.len() == cell.sentences.len());
        let mut next = 0;
        let mut words: BTreeMap<usize, &str> = BTreeMap::new();
        let numbers: Vec<Vec<usize>> = cells
            .iter()
            .map(|cell| {
                let own = cell.sentences.iter().enumerate().map(|(at, sentence)| {
                    let number = if numbered { cell.numbers[at] } else { next };
                    next += 1;
                    words.insert(number, sentence);
                    number
                });
                own.collect()
            })
            .collect();
        let starts = if numbered { parallel.columns[place].paragraphs.as_slice() } else { &[] };
        let (mut paragraph, mut within) = (1, 0);
        let mut places = FxHashMap::default();
        let mut sentences = Vec::with_capacity(words.len());
        for (&number, &sentence) in &words {
            if within > 0 && starts.binary_search(&number).is_ok() {
                (paragraph, within) = (paragraph + 1, 0);
            }
            within += 1;
            places.insert(number, sentences.len());
            let alone = Cell { sentences: vec![sentence.into()], ..Cell::default() };
            sentences.push((alone.line(&parallel.columns[place].language), paragraph, within));
        }
        let row = |numbers: Vec<usize>| {
            let mut row: Vec<usize> = numbers.iter().map(|number| places[number]).collect();
            if dialect == Dialect::InterText {
                row.sort_unstable();
            }
            row
        };
        Self { rows: numbers.into_iter().map(row).collect(), sentences }
    }

    /// The id of a sentence.
    fn id(&self, dialect: Dialect, sentence: usize) -> String {
        let (_, paragraph, within) = &self.sentences[sentence];
        match dialect {
            Dialect::Xces => (sentence + 1).to_string(),
            Dialect::InterText => format!("{paragraph}:{within}"),
        }
    }

    fn ids(&self, dialect: Dialect, sentences: impl IntoIterator<Item = usize>) -> String {
        sentences.into_iter().map(|sentence| self.id(dialect, sentence)).collect::<Vec<_>>().join(" ")
    }

    fn document(&self, dialect: Dialect, column: &Column, name: &str, escaper: &mut Escaper) -> String {
        let tag = valid_tag(column.language.tag());
        let mut page = String::from("<?xml version=\"1.0\" encoding=\"utf-8\"?>\n");
        let (open, close) = match dialect {
            Dialect::Xces => (format!("<text xml:lang=\"{tag}\">\n"), "</text>\n"),
            Dialect::InterText => {
                (format!("<doc id=\"{}\" language=\"{tag}\">\n", escaper.escaped(name)), "</doc>\n")
            }
        };
        page.push_str(&open);
        let mut open_paragraph = 0;
        for (sentence, (words, paragraph, _)) in self.sentences.iter().enumerate() {
            if *paragraph != open_paragraph {
                page.push_str(if open_paragraph > 0 { "</p>\n" } else { "" });
                let _ = writeln!(page, "<p id=\"{paragraph}\">");
                open_paragraph = *paragraph;
            }
            let _ = writeln!(page, "<s id=\"{}\">{}</s>", self.id(dialect, sentence), escaper.escaped(words));
        }
        page.push_str(if open_paragraph > 0 { "</p>\n" } else { "" });
        page.push_str(close);
        page
    }
}

/// The alignment of the first text with the one at `place`, as OPUS writes it.
fn xces(parallel: &Parallel, place: usize, texts: &[Standing], documents: &[String; 2]) -> String {
    let mut page = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<!DOCTYPE cesAlign PUBLIC \"-//CES//DTD XML cesAlign//EN\" \
         \"\">\n<cesAlign version=\"1.0\">\n<linkGrp targType=\"s\" fromDoc=\"{}\" toDoc=\"{}\">\n",
        documents[0], documents[1]
    );
    let mut number = 0;
    for (at, row) in parallel.rows.iter().enumerate() {
        let [from, to] = [0, place].map(|text| texts[text].rows[at].iter().copied());
        if from.len() + to.len() == 0 {
            continue;
        }
        number += 1;
        let certainty = row.confidence.map(|confidence| format!(" certainty=\"{confidence:.2}\""));
        let _ = writeln!(
            page,
            "<link{} xtargets=\"{};{}\" id=\"SL{number}\"/>",
            certainty.unwrap_or_default(),
            texts[0].ids(Dialect::Xces, from),
            texts[place].ids(Dialect::Xces, to)
        );
    }
    page.push_str("</linkGrp>\n</cesAlign>\n");
    page
}

/// The same as InterText writes it, and how many passages that moved were parted for it.
fn intertext(
    parallel: &Parallel,
    place: usize,
    texts: &[Standing],
    documents: &[String; 2],
) -> (String, usize) {
    let mut page = format!(
        "<?xml version='1.0' encoding='utf-8'?>\n<linkGrp toDoc='{}' fromDoc='{}'>\n",
        documents[1], documents[0]
    );
    let mut link = |from: Range<usize>, to: Range<usize>, more: &str| {
        let _ = writeln!(
            page,
            "<link type='{}-{}' xtargets='{};{}' {more}/>",
            to.len(),
            from.len(),
            texts[place].ids(Dialect::InterText, to),
            texts[0].ids(Dialect::InterText, from),
        );
    };
    const AUTO: &str = "status='auto'";
    let (mut next, mut parted) = ([0, 0], 0);
    for (at, row) in parallel.rows.iter().enumerate() {
        let [mut from, mut to] = [0, place].map(|text| run(&texts[text].rows[at]));
        let is_behind =
            |run: &Option<Range<usize>>, next: usize| run.as_ref().is_some_and(|run| run.start < next);
        let is_torn = [(&from, 0), (&to, place)]
            .iter()
            .any(|(run, text)| run.is_none() && !texts[*text].rows[at].is_empty());
        if row.moved || is_torn || is_behind(&to, next[1]) || is_behind(&from, next[0]) {
            parted += usize::from(!texts[0].rows[at].is_empty() && !texts[place].rows[at].is_empty());
            // The other half stands where its own text has it.
            to = to.filter(|_| from.is_none() && !row.moved);
            from = from.filter(|run| run.start >= next[0]);
            to = to.filter(|run| run.start >= next[1]);
        }
        if from.is_none() && to.is_none() {
            continue;
        }
        for sentence in next[1]..to.as_ref().map_or(next[1], |run| run.start) {
            link(0..0, sentence..sentence + 1, AUTO);
            next[1] = sentence + 1;
        }
        for sentence in next[0]..from.as_ref().map_or(next[0], |run| run.start) {
            link(sentence..sentence + 1, 0..0, AUTO);
            next[0] = sentence + 1;
        }
        next = [from.as_ref().map_or(next[0], |run| run.end), to.as_ref().map_or(next[1], |run| run.end)];
        let more = match row.judged.as_ref().map_or(Status::Open, |judged| judged.status) {
            Status::Confirmed => "status='man'",
            _ if row.is_doubtful() => "status='auto' mark='1'",
            _ => AUTO,
        };
        link(from.unwrap_or(0..0), to.unwrap_or(0..0), more);
    }
    for sentence in next[0]..texts[0].sentences.len() {
        link(sentence..sentence + 1, 0..0, AUTO);
    }
    for sentence in next[1]..texts[place].sentences.len() {
        link(0..0, sentence..sentence + 1, AUTO);
    }
    page.push_str("</linkGrp>\n");
    (page, parted)
}

/// The stretch that sentences make that follow each other; nothing if there are none or they do not.
fn run(sentences: &[usize]) -> Option<Range<usize>> {
    let (&first, &last) = sentences.first().zip(sentences.last())?;
    (last + 1 - first == sentences.len()).then_some(first..last + 1)
}

/// What an alignment says that belongs together.
struct Link {
    /// Where in the file it stands, in bytes.
    at: usize,
    /// The ids of the source and of the target.
    sides: [Vec<String>; 2],
    confidence: Option<f32>,
    status: Status,
}

/// The links of two documents.
struct Group {
    at: usize,
    documents: [String; 2],
    links: Vec<Link>,
}

/// Reads an alignment and the documents that it names, which lie in the folder of `path`.
///
/// Sentences that stand in no link have rows of their own. Several groups follow each other.
pub fn read(path: &str, text: &str) -> Result<Parallel<'static>> {
    let mut parallel = Parallel { columns: Vec::new(), rows: Vec::new(), encoder: None, said: Vec::new() };
    let mut before = [0, 0];
    for group in groups(path, text)? {
        let wrong = |message| Error::at_byte(path, text, group.at, message);
        let [source, target] = &group.documents;
        let documents = [open(path, source).map_err(wrong)?, open(path, target).map_err(wrong)?];
        let languages = documents.each_ref().map(|document| document.language.clone());
        if parallel.columns.is_empty() {
            let column = |(name, language): (&String, &Language)| {
                let name =
                    Path::new(name).file_name().map_or(name.as_str().into(), |name| name.to_string_lossy());
                Column::new(name, language.clone())
            };
            parallel.columns = group.documents.iter().zip(&languages).map(column).collect();
        } else if parallel.columns.iter().map(|column| &column.language).ne(&languages) {
            return Err(wrong(say!(
                en: "pairs {source} with {target} after other languages; split it by languages",
                zh: "在别的语言之后又有 {source} 与 {target}；先按语言拆开",
                source = languages[0].tag(),
                target = languages[1].tag()
            )));
        }
        for ((column, document), before) in parallel.columns.iter_mut().zip(&documents).zip(before) {
            column.paragraphs.extend(document.paragraphs.iter().map(|start| start + before));
        }
        rows_of(path, text, &group, &documents, before, &mut parallel.rows)?;
        for (before, document) in before.iter_mut().zip(&documents) {
            *before += document.sentences.len();
        }
    }
    match parallel.columns.is_empty() {
        true => Err(Error::content(path, say!(en: "pairs no documents", zh: "里面没有成对的文档"))),
        false => Ok(parallel),
    }
}

/// Adds the rows of one group, whose sentences count from `before`.
fn rows_of(
    path: &str,
    text: &str,
    group: &Group,
    documents: &[Document; 2],
    before: [usize; 2],
    rows: &mut Vec<Row<'static>>,
) -> Result<()> {
    let mut found: Vec<[Vec<usize>; 2]> = Vec::with_capacity(group.links.len());
    /// A sentence in more links than any alignment has would be copied again and again.
    const MOST: u8 = 4;
    let mut linked = documents.each_ref().map(|document| vec![0; document.sentences.len()]);
    for link in &group.links {
        let mut sides: [Vec<usize>; 2] = Default::default();
        for (side, ids) in link.sides.iter().enumerate() {
            for id in ids {
                let Some(&sentence) = documents[side].ids.get(id) else {
                    let message = say!(
                        en: "`{document}` has no sentence with the id `{id}`",
                        zh: "`{document}` 里没有 id 为 `{id}` 的句子",
                        document = &group.documents[side],
                        id
                    );
                    return Err(Error::at_byte(path, text, link.at, message));
                };
                if linked[side][sentence] == MOST {
                    let message = say!(
                        en: "the sentence `{id}` of `{document}` stands in more than {most} links",
                        zh: "`{document}` 的句子 `{id}` 出现在 {most} 条以上的 `link` 里",
                        id,
                        document = &group.documents[side],
                        most = usize::from(MOST)
                    );
                    return Err(Error::at_byte(path, text, link.at, message));
                }
                linked[side][sentence] += 1;
                sides[side].push(sentence);
            }
        }
        found.push(sides);
    }
    let cell = |side: usize, sentences: &[usize]| Cell {
        numbers: sentences.iter().map(|sentence| sentence + before[side]).collect(),
        sentences: sentences.iter().map(|&n| documents[side].sentences[n].clone().into()).collect(),
        span: None,
    };
    let mut next = [0, 0];
    let mut alone = |side: usize, to: usize, rows: &mut Vec<Row<'static>>| {
        for sentence in (next[side]..to).filter(|&sentence| linked[side][sentence] == 0) {
            let mut cells = vec![Cell::default(), Cell::default()];
            cells[side] = cell(side, &[sentence]);
            rows.push(Row { cells, ..Row::default() });
        }
        next[side] = to.max(next[side]);
    };
    for (link, sides) in group.links.iter().zip(&found) {
        for (side, sentences) in sides.iter().enumerate() {
            alone(side, sentences.first().copied().unwrap_or(0), rows);
        }
        if sides.iter().all(Vec::is_empty) {
            continue;
        }
        let judged = Judged { status: link.status, ..Judged::default() };
        rows.push(Row {
            cells: vec![cell(0, &sides[0]), cell(1, &sides[1])],
            confidence: link.confidence,
            judged: (link.status != Status::Open).then(|| Box::new(judged)),
            ..Row::default()
        });
    }
    for (side, document) in documents.iter().enumerate() {
        alone(side, document.sentences.len(), rows);
    }
    Ok(())
}

/// What an alignment says.
fn groups(path: &str, text: &str) -> Result<Vec<Group>> {
    let mut walk = Walk::of(path, text);
    let mut groups: Vec<Group> = Vec::new();
    // Without `cesAlign` around it, the target comes first.
    let mut dialect = Dialect::InterText;
    while let Some((node, span)) = walk.next()? {
        let Node::Open(element) = node else { continue };
        let attribute = |name: &str| element.whole_attribute(name).unwrap_or_default();
        match element.name.local {
            "cesAlign" => dialect = Dialect::Xces,
            "linkGrp" => groups.push(Group {
                at: span.start,
                documents: [attribute("fromDoc"), attribute("toDoc")],
                links: Vec::new(),
            }),
            "link" => {
                let Some(group) = groups.last_mut() else { continue };
                let targets = attribute("xtargets");
                let Some((first, second)) = targets.split_once(';') else {
                    let message = say!(
                        en: "a link without `xtargets` such as `1 2;1`",
                        zh: "`link` 没有 `1 2;1` 这样的 `xtargets`"
                    );
                    return Err(walk.wrong(span.start, message));
                };
                let ids = |side: &str| side.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
                let sides = match dialect {
                    Dialect::Xces => [ids(first), ids(second)],
                    Dialect::InterText => [ids(second), ids(first)],
                };
                let certainty = attribute("certainty").parse().ok();
                let status = match (attribute("status").as_str(), attribute("mark").as_str()) {
                    (_, mark) if !matches!(mark, "" | "0") => Status::Doubtful,
                    ("man", _) => Status::Confirmed,
                    _ => Status::Open,
                };
                group.links.push(Link {
                    at: span.start,
                    sides,
                    // Other aligners' scores have no such bounds, and are no confidences.
                    confidence: certainty.filter(|certainty| (0.0..=1.0).contains(certainty)),
                    status,
                });
            }
            _ => {}
        }
    }
    Ok(groups)
}

/// A document with sentences that have ids.
struct Document {
    language: Language,
    sentences: Vec<String>,
    /// The number of the first sentence of each paragraph.
    paragraphs: Vec<usize>,
    ids: FxHashMap<String, usize>,
}

/// The document called `name` in the alignment at `path`.
fn open(path: &str, name: &str) -> std::result::Result<Document, Message> {
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let named = Path::new(name);
    let is_inside = named.components().all(|part| matches!(part, Component::Normal(_) | Component::CurDir));
    let beside = named.file_name().map(Path::new);
    let places = is_inside.then_some(named).into_iter().chain(beside);
    let forms = |place: &Path| {
        let place = folder.join(place).to_string_lossy().into_owned();
        let plain = place.strip_suffix(".gz").map(str::to_owned);
        let packed = format!("{place}.gz");
        [Some(place), plain, Some(packed)].into_iter().flatten().collect::<Vec<_>>()
    };
    let found = places.flat_map(forms).find(|place| is_within(folder, place));
    let Some(found) = found else {
        return Err(say!(
            en: "names `{name}`, which is not in its folder; put both texts beside the alignment",
            zh: "指到 `{name}`，而它所在的文件夹里没有；两种文本要放在对齐文件旁边",
            name
        ));
    };
    let said = |error: Error| match error {
        Error::Content { line: Some(line), message, .. } => {
            say!(en: "`{found}`:{line}: {message}", zh: "`{found}`:{line}：{message}", found = &found, line, message)
        }
        Error::Content { message, .. } => {
            say!(en: "`{found}`: {message}", zh: "`{found}`：{message}", found = &found, message)
        }
        error => say!(en: "{error}", zh: "{error}", error = error.to_string()),
    };
    let text = content(&found).map_err(said)?;
    document(name, &found, &text).map_err(said)
}

/// Whether there is a plain file at `place` that lies in `folder`, by whatever links.
fn is_within(folder: &Path, place: &str) -> bool {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let whole = |path: &Path| std::fs::canonicalize(path).ok();
    let within =
        whole(folder).zip(whole(Path::new(place))).is_some_and(|(folder, place)| place.starts_with(folder));
    within && Path::new(place).is_file()
}

/// What the file at `path` holds, unpacked.
fn content(path: &str) -> Result<String> {
    /// More than any text unpacks to.
    const MOST: u64 = 1 << 30;
    let mut bytes = Vec::new();
    let mut reader = packed::reader(path)?.take(MOST);
    reader.read_to_end(&mut bytes).map_err(|error| Error::read(path, error))?;
    decoded(path, bytes, &text::Options::default()).map(|(text, _)| text)
}

/// The sentences of a document, which an alignment calls `name` and lies at `path`.
fn document(name: &str, path: &str, text: &str) -> Result<Document> {
    let mut language: Option<Language> = None;
    let (mut sentences, mut paragraphs): (Vec<String>, Vec<usize>) = Default::default();
    let mut ids = FxHashMap::default();
    let mut walk = Walk::of(path, text);
    let mut depth = 0usize;
    // The depth at which a sentence is open, and whether white space has come since its last word.
    let (mut open, mut gap): (Option<usize>, bool) = (None, false);
    let mut starts = true;
    while let Some((node, span)) = walk.next()? {
        match node {
            Node::Open(element) => {
                depth += 1;
                let tag = ["xml:lang", "lang", "language"]
                    .into_iter()
                    .find_map(|name| element.whole_attribute(name));
                if let Some(tag) = tag.filter(|tag| language.is_none() && valid_tag(tag) == tag) {
                    language = Some(Language::new(&tag));
                }
                match element.name.local {
                    "s" if open.is_none() => {
                        let id = element.whole_attribute("id").unwrap_or_default();
                        if ids.insert(id.clone(), sentences.len()).is_some() {
                            let message = say!(en: "two sentences have the id `{id}`", zh: "有两句的 id 都是 `{id}`", id);
                            return Err(walk.wrong(span.start, message));
                        }
                        if std::mem::take(&mut starts) {
                            paragraphs.push(sentences.len());
                        }
                        sentences.push(String::new());
                        (open, gap) = (Some(depth), false);
                    }
                    "p" | "head" | "div" => starts = true,
                    _ => {}
                }
            }
            Node::Text(raw, meant) => {
                let Some(sentence) = sentences.last_mut().filter(|_| open.is_some()) else { continue };
                put(meant.as_deref().unwrap_or(raw), sentence, &mut gap);
            }
            Node::Close(name) => {
                if open == Some(depth) {
                    open = None;
                }
                if matches!(name.local, "p" | "head") {
                    starts = true;
                }
                depth = depth.saturating_sub(1);
            }
        }
    }
    let own = || {
        let first = Path::new(name).components().next().and_then(|part| part.as_os_str().to_str());
        let code = first.filter(|part| text::is_language_tag(part)).map(Language::new);
        code.or_else(|| language_in_name(name.strip_suffix(".gz").unwrap_or(name)))
    };
    let language = language.or_else(own).unwrap_or_else(|| Language::new("und"));
    // One paragraph is none that is known.
    if paragraphs.len() < 2 {
        paragraphs.clear();
    }
    Ok(Document { language, sentences, paragraphs, ids })
}

/// Adds `words` to a sentence, any white space as one space; none between tokens that are written without one.
fn put(words: &str, sentence: &mut String, gap: &mut bool) {
    for c in words.chars() {
        if c.is_whitespace() && c != '\u{a0}' && c != '\u{3000}' {
            *gap = true;
            continue;
        }
        if std::mem::take(gap)
            && let Some(before) = sentence.chars().next_back()
            && !(script::runs_on(before) && script::runs_on(c))
        {
            sentence.push(' ');
        }
        sentence.push(c);
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn parallel(tags: &[&str], rows: &[&[&[usize]]]) -> Parallel<'static> {
        let words = |tag: &str, number: usize| match tag {
            "zh" => format!("第{}句：甲<乙>。", number + 1),
            _ => format!("Sentence {} & \"more\".", number + 1),
        };
        let cell = |(tag, numbers): (&&str, &&[usize])| Cell {
            numbers: numbers.to_vec(),
            sentences: numbers.iter().map(|&number| words(tag, number).into()).collect(),
            span: None,
        };
        let row = |cells: &&[&[usize]]| Row {
            cells: tags.iter().zip(*cells).map(cell).collect(),
            confidence: Some(0.75),
            ..Row::default()
        };
        let column = |tag: &&str| Column {
            paragraphs: vec![0, 2],
            ..Column::new(format!("{tag}.txt"), Language::new(tag))
        };
        Parallel {
            columns: tags.iter().map(column).collect(),
            rows: rows.iter().map(row).collect(),
            encoder: None,
            said: Vec::new(),
        }
    }

    /// What is read of what was written; `which` is the alignment among the files.
    fn again(
        dialect: Dialect,
        parallel: &Parallel,
        which: usize,
    ) -> (Parallel<'static>, Vec<Message>, Vec<String>) {
        let folder = tempfile::tempdir().unwrap();
        let written = write(dialect, parallel, folder.path().join("talk").to_str().unwrap());
        for (path, content) in &written.files {
            fs::write(path, content).unwrap();
        }
        let (path, content) = &written.files[which];
        let names = written.files.iter().map(|(path, _)| path.rsplit('/').next().unwrap().to_owned());
        (read(path, std::str::from_utf8(content).unwrap()).unwrap(), written.said, names.collect())
    }

    fn numbers(parallel: &Parallel) -> Vec<Vec<Vec<usize>>> {
        parallel.rows.iter().map(|row| row.cells.iter().map(|cell| cell.numbers.clone()).collect()).collect()
    }

    #[test]
    fn rows_come_back_with_their_sentences_and_paragraphs() {
        let rows: &[&[&[usize]]] = &[&[&[0, 1], &[0]], &[&[2], &[]], &[&[], &[1]], &[&[3], &[2, 3]]];
        let before = parallel(&["zh", "en"], rows);
        for dialect in [Dialect::Xces, Dialect::InterText] {
            let (back, said, _) = again(dialect, &before, 2);
            assert!(said.is_empty(), "{said:?}");
            assert_eq!(numbers(&back), numbers(&before));
            for (a, b) in before.rows.iter().zip(&back.rows) {
                for (a, b) in a.cells.iter().zip(&b.cells) {
                    assert_eq!(a.sentences, b.sentences);
                }
                assert_eq!(b.confidence, a.confidence.filter(|_| dialect == Dialect::Xces));
            }
            for (column, tag) in back.columns.iter().zip(["zh", "en"]) {
                assert_eq!((column.language.tag(), &column.paragraphs[..]), (tag, &[0, 2][..]));
            }
        }
    }

    #[test]
    fn what_moved_is_parted_for_intertext_alone() {
        let before = parallel(&["zh", "en"], &[&[&[0], &[2]], &[&[1], &[0]], &[&[2], &[1]]]);
        let (back, said, _) = again(Dialect::Xces, &before, 2);
        assert!(said.is_empty());
        assert_eq!(numbers(&back), numbers(&before));
        let (back, said, _) = again(Dialect::InterText, &before, 2);
        assert_eq!(
            said,
            ["InterText knows no text that moved; 2 passages parted into rows without counterpart"]
        );
        let mut seen = [vec![], vec![]];
        for row in numbers(&back) {
            for (seen, cell) in seen.iter_mut().zip(row) {
                seen.extend(cell);
            }
        }
        assert_eq!(seen, [vec![0, 1, 2], vec![0, 1, 2]], "each sentence once and in order");
    }

    #[test]
    fn a_text_has_an_alignment_with_each_translation() {
        let before = parallel(&["zh", "en", "en"], &[&[&[0], &[0], &[]], &[&[1], &[], &[0, 1]]]);
        let (second, _, names) = again(Dialect::Xces, &before, 4);
        assert_eq!(
            names,
            ["talk.zh.xml", "talk.en-2.xml", "talk.en-3.xml", "talk.zh-en-2.xml", "talk.zh-en-3.xml"]
        );
        assert_eq!(numbers(&second), [[vec![0], vec![]], [vec![1], vec![0, 1]]]);
        let (_, _, names) = again(Dialect::InterText, &before, 3);
        assert_eq!(names[3..], ["talk.zh.en-2.alignment.xml", "talk.zh.en-3.alignment.xml"]);
    }

    #[test]
    fn says_what_each_has_no_place_for() {
        let mut before = parallel(&["zh", "en"], &[&[&[0], &[0]], &[&[1], &[1]], &[&[2], &[2]]]);
        let judged =
            |status, note: &str| Some(Box::new(Judged { status, note: note.into(), id: String::new() }));
        before.rows[0].judged = judged(Status::Confirmed, "");
        before.rows[1].judged = judged(Status::Doubtful, "why?");
        let (back, said, _) = again(Dialect::InterText, &before, 2);
        assert_eq!(said, ["InterText has no place for notes; 1 note left out"]);
        let status = |row: &Row| row.judged.as_ref().map(|judged| judged.status);
        let statuses: Vec<_> = back.rows.iter().map(status).collect();
        assert_eq!(statuses, [Some(Status::Confirmed), Some(Status::Doubtful), None]);
        let (back, said, _) = again(Dialect::Xces, &before, 2);
        assert_eq!(said, ["XCES has no place for what was said of rows; 2 decisions and 1 note left out"]);
        assert!(back.rows.iter().all(|row| row.judged.is_none()));
    }

    /// Files as OPUS has them: packed, in folders called after languages, cut into words, with sentences in no link.
    #[test]
    fn reads_what_others_write() {
        let folder = tempfile::tempdir().unwrap();
        let named = |name: &str| folder.path().join(name);
        for name in ["en", "zh"] {
            fs::create_dir(named(name)).unwrap();
        }
        fs::write(
            named("en/a.xml"),
            "<text>\n <s id=\"s1\">\n  <w id=\"w1\">It</w>\n  <w id=\"w2\">rains</w><w>.</w>\n </s>\n<s id=\"s2\"> Well &amp; good. </s><s id='s3'>End.</s></text>",
        )
        .unwrap();
        let mut packed = Vec::new();
        let mut writer = flate2::write::GzEncoder::new(&mut packed, flate2::Compression::default());
        io::Write::write_all(
            &mut writer,
            "<text><s id=\"s1\"><w>下</w>\n<w>雨</w>\n<w>了</w> <w>。</w></s></text>".as_bytes(),
        )
        .unwrap();
        writer.finish().unwrap();
        fs::write(named("zh/a.xml.gz"), &packed).unwrap();
        let align = "<?xml version='1.0'?>\n<!DOCTYPE cesAlign PUBLIC '-//CES//DTD XML cesAlign//EN' ''>\n<cesAlign version='1.0'>\n\
            <linkGrp targType='s' fromDoc='en/a.xml.gz' toDoc='zh/a.xml.gz'>\n<link certainty='-0.3' xtargets='s1;s1' id='SL1'/>\n</linkGrp></cesAlign>";
        let path = named("en-zh.xml");
        let path = path.to_str().unwrap();
        let back = read(path, align).unwrap();
        let lines =
            |row: &Row| row.cells.iter().map(|cell| cell.line(&Language::new("en"))).collect::<Vec<_>>();
        let rows: Vec<_> = back.rows.iter().map(lines).collect();
        assert_eq!(rows, [["It rains.", "下雨了。"], ["Well & good.", ""], ["End.", ""]]);
        let tags: Vec<_> = back.columns.iter().map(|column| column.language.tag()).collect();
        assert_eq!((tags, back.rows[0].confidence), (vec!["en", "zh"], None));
        let error = |align: &str| {
            let message = read(path, align).unwrap_err().to_string();
            message.replace(&format!("{}/", folder.path().display()), "")
        };
        assert_eq!(
            error(&align.replace("s1;s1", "s1;s9")),
            "en-zh.xml:5: `zh/a.xml.gz` has no sentence with the id `s9`"
        );
        assert_eq!(
            error(&align.replace("s1;s1", "s1")),
            "en-zh.xml:5: a link without `xtargets` such as `1 2;1`"
        );
        fs::write(named("secret.xml"), "<text><s id='s1'>secret</s></text>").unwrap();
        fs::create_dir(named("in")).unwrap();
        let inner = named("in/en-zh.xml");
        for outside in ["../secret.xml", "/etc/hostname", named("secret.xml").to_str().unwrap()] {
            let message = read(inner.to_str().unwrap(), &align.replace("en/a.xml.gz", outside)).unwrap_err();
            assert!(message.to_string().contains("is not in its folder"), "{message}");
        }
    }

    proptest::proptest! {
        /// Any rows that cover both texts in order come back from both, whatever their shapes.
        #[test]
        fn any_shape_comes_back(shapes in proptest::collection::vec((0..3usize, 0..3usize), 1..9)) {
            let mut at = (0, 0);
            let rows = shapes.iter().filter(|(a, b)| a + b > 0).map(|&(a, b)| {
                let from = at;
                at = (at.0 + a, at.1 + b);
                [(from.0..at.0).collect::<Vec<_>>(), (from.1..at.1).collect()]
            });
            let rows: Vec<_> = rows.collect();
            let cells: Vec<[&[usize]; 2]> = rows.iter().map(|[a, b]| [&a[..], &b[..]]).collect();
            let rows: Vec<&[&[usize]]> = cells.iter().map(|cells| &cells[..]).collect();
            let before = parallel(&["zh", "en"], &rows);
            for dialect in [Dialect::Xces, Dialect::InterText] {
                let (back, said, _) = again(dialect, &before, 2);
                proptest::prop_assert!(said.is_empty());
                proptest::prop_assert_eq!(numbers(&back), numbers(&before));
            }
        }
    }
}
