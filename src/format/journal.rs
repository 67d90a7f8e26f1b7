//! What a person has said of the rows of two texts, in a file beside the source: `zh--en.review.jsonl`.
//!
//! ```json
//! {"schema":1,"type":"review","source":"zh.txt","target":"en.txt","languages":["zh","en"]}
//! {"type":"row","id":"8c1f…","at":"2026-12-01T01:20:03Z","by":"li","status":"confirmed","source":["…。"],"target":["…","…"],"n":{"source":[40],"target":[41,42]}}
//! {"type":"undo","of":"8c1f…"}
//! ```
//!
//! `docs/review.md` has all kinds of records.
//!
//! A record a line, and lines are only ever added, so that git merges two people's files by `merge=union` and a crash
//! can tear no more than the last line. What a line holds that is no record of ours is left as it is, and said.
//!
//! One program writes at a time: [`Writer`] holds a lock that the system takes back when the program ends, however it
//! ends. A file beside it that says who writes would be left behind by a crash. Each record is on the disk before
//! [`Writer::add`] returns.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::{Error, Result};
use crate::SCHEMA;
use crate::message::Message;
use crate::review::{Border, BorderRecord, Journal, Record, RowRecord, Said, Side, Status, TextRecord};
use crate::say;

/// The end of the names of such files.
pub const ENDING: &str = ".review.jsonl";

/// The journal of the texts in the files at `source` and `target`: beside the source, named for both; none if one of
/// them is standard input.
pub fn beside(source: &str, target: &str) -> Option<String> {
    if source == "-" || target == "-" {
        return None;
    }
    let stem = |path: &str| Some(Path::new(path).file_stem()?.to_string_lossy().into_owned());
    let name = format!("{}--{}{ENDING}", stem(source)?, stem(target)?);
    Some(Path::new(source).with_file_name(name).to_string_lossy().into_owned())
}

/// A record as it stands in a line. What is not asked of a kind is left out.
#[derive(Serialize, Deserialize, Default)]
struct Line {
    #[serde(default)]
    r#type: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    step: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    at: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    status: Option<String>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    moved: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    side: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    source: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    target: Option<Words>,
    /// Of a border or a text; `sentence` is read too.
    #[serde(default, alias = "sentence", skip_serializing_if = "Option::is_none")]
    sentences: Option<Words>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    old: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    new: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    r#in: Option<String>,
    #[serde(default, skip_serializing_if = "Near::is_nowhere")]
    near: Near,
    #[serde(default, skip_serializing_if = "Numbers::is_unknown")]
    n: Numbers,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    note: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    of: Option<String>,
}

/// The sentences before and after those of a record.
#[derive(Serialize, Deserialize, Default)]
struct Near {
    #[serde(default, skip_serializing_if = "is_nowhere")]
    source: [Vec<String>; 2],
    #[serde(default, skip_serializing_if = "is_nowhere")]
    target: [Vec<String>; 2],
}

impl Near {
    fn is_nowhere(&self) -> bool {
        is_nowhere(&self.source) && is_nowhere(&self.target)
    }
}

fn is_nowhere(near: &[Vec<String>; 2]) -> bool {
    near.iter().all(Vec::is_empty)
}

/// The numbers of the sentences of a record.
#[derive(Serialize, Deserialize, Default)]
struct Numbers {
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    source: Vec<usize>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    target: Vec<usize>,
}

impl Numbers {
    fn is_unknown(&self) -> bool {
        self.source.is_empty() && self.target.is_empty()
    }
}

#[derive(Serialize)]
struct HeadRecord<'a> {
    schema: u32,
    r#type: &'static str,
    source: &'a str,
    target: &'a str,
    languages: [&'a str; 2],
}

/// A list of sentences, or one; in the head of the file a name.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Words {
    Sentences(Vec<String>),
    One(String),
}

impl Words {
    fn sentences(self) -> Vec<String> {
        let sentences = match self {
            Self::Sentences(sentences) => sentences,
            Self::One(sentence) => vec![sentence],
        };
        sentences.into_iter().filter(|words| !words.trim().is_empty()).collect()
    }
}

const SIDES: [&str; 2] = ["source", "target"];

/// The journal in the file at `path`, and what is to be said of lines that hold no record; nothing if there is no file.
pub fn read(path: &str) -> Result<(Journal, Vec<Message>)> {
    match fs::read(path) {
        Ok(bytes) => Ok(parse(path, &bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Default::default()),
        Err(error) => Err(Error::read(path, error)),
    }
}

/// The same for `bytes`, the content of the file at `path`.
pub fn parse(path: &str, bytes: &[u8]) -> (Journal, Vec<Message>) {
    let (mut journal, mut said) = (Journal::default(), Vec::new());
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    for (number, line) in bytes.split_inclusive(|&byte| byte == b'\n').enumerate() {
        let (is_whole, line) = (line.ends_with(b"\n"), line.trim_ascii());
        if line.is_empty() {
            continue;
        }
        let place = format!("{path}:{}", number + 1);
        match serde_json::from_slice::<Line>(line) {
            Ok(record) => match record.known(line) {
                Ok(record) => journal.records.extend(record),
                Err(message) => {
                    said.push(say!(en: "{place}: {message}; left as it is", zh: "{place}：{message}，原样保留", place, message));
                }
            },
            Err(_) if !is_whole => {
                said.push(say!(en: "{place}: the last line was cut off; skipped", zh: "{place}：末行不完整，已跳过", place));
            }
            Err(_) => said.push(say!(en: "{place}: is not a JSON record; skipped", zh: "{place}：不是 JSON 记录，已跳过", place)),
        }
    }
    (journal, said)
}

impl Line {
    /// The record that it holds; none in the head. `line` is how it reads.
    fn known(self, line: &[u8]) -> std::result::Result<Option<Record>, Message> {
        // What another program wrote without an id is known by all that it says.
        let id = if self.id.is_empty() { hash(line) } else { self.id };
        let said = Said { id, step: self.step, at: self.at, by: self.by };
        let near =
            |[before, after]: [Vec<String>; 2]| [before.into_iter().next_back(), after.into_iter().next()];
        let side = |words: Option<Words>, numbers: Vec<usize>, sides| {
            let sentences = words.map_or(Vec::new(), Words::sentences);
            let is_told = numbers.len() == sentences.len() && numbers.is_sorted();
            Side { numbers: if is_told { numbers } else { Vec::new() }, sentences, near: near(sides) }
        };
        let row = |said, status, moved, sides: [Side; 2], note| {
            if sides.iter().all(|side| side.sentences.is_empty()) {
                return Err(say!(en: "a row without a sentence", zh: "行里没有句子"));
            }
            Ok(Some(Record::Row(Box::new(RowRecord { said, status, moved, sides, note }))))
        };
        let kind = self.r#type.as_str();
        match kind {
            "review" => return Ok(None),
            "undo" => {
                return Ok(Some(Record::Undo {
                    of: self
                        .of
                        .ok_or(say!(en: "an `undo` names no record", zh: "`undo` 没有指明哪条记录"))?,
                }));
            }
            "row" | "note" => {
                let status = self.status.as_deref().unwrap_or(if kind == "note" { "open" } else { "" });
                let Ok(status) = status.parse() else {
                    return Err(say!(
                        en: "`{status}` is no status of a row",
                        zh: "行没有 `{status}` 这种状态",
                        status = super::printable(status)
                    ));
                };
                let sides = [
                    side(self.source, self.n.source, self.near.source),
                    side(self.target, self.n.target, self.near.target),
                ];
                return row(said, status, self.moved, sides, self.note);
            }
            "cut" | "join" | "text" | "apart" => {}
            "finding" => {
                return Err(say!(
                    en: "what is said of findings stands in `TEXT.duizhao.toml`, not here",
                    zh: "对疑误的处理记在 `TEXT.duizhao.toml` 里，不在这里"
                ));
            }
            other => {
                return Err(say!(
                    en: "`{kind}` is no kind of record known here",
                    zh: "不认得 `{kind}` 这种记录",
                    kind = super::printable(other)
                ));
            }
        }
        let which = self.side.as_deref().unwrap_or_default();
        let Some(number) = SIDES.iter().position(|side| *side == which) else {
            return Err(say!(
                en: "a `{kind}` is of the `source` or the `target`",
                zh: "`{kind}` 要注明是 `source` 还是 `target`",
                kind
            ));
        };
        let (numbers, near) = match number {
            0 => (self.n.source, self.near.source),
            _ => (self.n.target, self.near.target),
        };
        // A proposal may name the words alone, and the sentence in which they stand.
        let within = self.r#in.map(Words::One);
        let whole = self.sentences.or(within).or_else(|| self.old.clone().map(Words::One));
        let of = side(whole, numbers, near);
        match kind {
            "apart" => {
                let mut sides: [Side; 2] = Default::default();
                sides[number] = of;
                row(said, Status::Edited, false, sides, self.note)
            }
            "text" => {
                let new = self.new.ok_or(say!(
                    en: "a `text` does not say how it should read",
                    zh: "`text` 没有写明改成什么"
                ))?;
                let words = of.sentences.join(" ");
                let new = match &self.old {
                    Some(old) if *old != words && words.matches(old.as_str()).count() == 1 => {
                        words.replace(old, &new)
                    }
                    Some(old) if *old != words => {
                        return Err(say!(
                            en: "a `text` names words that do not stand once in its sentence",
                            zh: "`text` 所指的文字在句中没有，或不止一处"
                        ));
                    }
                    _ => new,
                };
                if of.sentences.is_empty() {
                    return Err(say!(en: "a `text` names no sentence", zh: "`text` 没有指明句子"));
                }
                Ok(Some(Record::Text(Box::new(TextRecord { said, side: number, of, new, note: self.note }))))
            }
            _ => {
                let border = match (kind, self.offset, of.sentences.len()) {
                    ("cut", Some(offset), 1) => Border::Cut(offset),
                    ("join", _, 2) => Border::Join,
                    ("cut", ..) => {
                        return Err(say!(
                            en: "a `cut` names one sentence and its `offset`",
                            zh: "`cut` 要指明一句和 `offset`"
                        ));
                    }
                    _ => return Err(say!(en: "a `join` names two sentences", zh: "`join` 要指明两句")),
                };
                Ok(Some(Record::Border(Box::new(BorderRecord { said, side: number, border, of }))))
            }
        }
    }

    /// The line of `record`.
    fn of(record: &Record) -> Self {
        let mut line = Line::default();
        if let Some(said) = record.said() {
            let Said { id, step, at, by } = said.clone();
            line = Line { id, step, at, by, ..line };
        }
        let near = |side: &Side| side.near.clone().map(|words| words.into_iter().collect());
        let mut set = |number: usize, side: &Side| {
            let (numbers, nearby) = match number {
                0 => (&mut line.n.source, &mut line.near.source),
                _ => (&mut line.n.target, &mut line.near.target),
            };
            (*numbers, *nearby) = (side.numbers.clone(), near(side));
        };
        match record {
            Record::Undo { of } => return Line { r#type: "undo".into(), of: Some(of.clone()), ..line },
            Record::Row(row) => {
                set(0, &row.sides[0]);
                set(1, &row.sides[1]);
                line.r#type = "row".into();
                line.status = Some(row.status.name().into());
                line.moved = row.moved;
                let [source, target] =
                    row.sides.each_ref().map(|side| Some(Words::Sentences(side.sentences.clone())));
                (line.source, line.target) = (source, target);
                line.note = row.note.clone();
            }
            Record::Border(border) => {
                set(border.side, &border.of);
                let (kind, offset) = match border.border {
                    Border::Cut(offset) => ("cut", Some(offset)),
                    Border::Join => ("join", None),
                };
                (line.r#type, line.offset) = (kind.into(), offset);
                line.side = Some(SIDES[border.side.min(1)].into());
                line.sentences = Some(Words::Sentences(border.of.sentences.clone()));
            }
            Record::Text(text) => {
                set(text.side, &text.of);
                line.r#type = "text".into();
                line.side = Some(SIDES[text.side.min(1)].into());
                line.sentences = Some(Words::Sentences(text.of.sentences.clone()));
                line.new = Some(text.new.clone());
                line.note = text.note.clone();
            }
        }
        line
    }
}

/// `record` as a line, without the end of it.
pub fn line(record: &Record) -> String {
    serde_json::to_string(&Line::of(record)).expect("strings and numbers")
}

/// Gives `records`, one operation of a journal that has so many records `before` it, ids of their own and one of all,
/// which comes back; with the time and the person who says it.
pub fn stamp(records: &mut [Record], before: usize, at: &str, by: &str) -> String {
    let mut of_all = Sha256::new();
    for (number, record) in records.iter_mut().enumerate() {
        if let Some(said) = record.said_mut() {
            (said.at, said.by, said.step) = (at.to_owned(), by.to_owned(), String::new());
            said.id = String::new();
        }
        let id = hash(format!("{}\0{number}\0{}", before, line(record)).as_bytes());
        of_all.update(id.as_bytes());
        if let Some(said) = record.said_mut() {
            said.id = id;
        }
    }
    let step = of_all.finalize().iter().take(8).map(|byte| format!("{byte:02x}")).collect::<String>();
    records.iter_mut().filter_map(Record::said_mut).for_each(|said| said.step.clone_from(&step));
    step
}

fn hash(text: &[u8]) -> String {
    Sha256::digest(text).iter().take(8).map(|byte| format!("{byte:02x}")).collect()
}

/// Adds records to a journal, as the only one who does.
#[derive(Debug)]
pub struct Writer {
    path: String,
    file: File,
}

impl Writer {
    /// Opens the journal at `path`, which is made if there is none, of the texts in the files called `names` in these
    /// `languages`. An error if another program has it open. A last line that was cut off is taken away: it was never
    /// complete.
    pub fn open(path: &str, names: [&str; 2], languages: [&str; 2]) -> Result<Self> {
        let failed = |error| Error::write(path, error);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(path)
            .map_err(failed)?;
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => {
                return Err(Error::content(
                    path,
                    say!(
                        en: "is open in another window or program; close it there first",
                        zh: "已在别的窗口或程序中打开，请先在那里关闭"
                    ),
                ));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
        let is_record = serde_json::from_slice::<Line>(&bytes[whole..]).is_ok();
        let mut writer = Self { path: path.to_owned(), file };
        if whole < bytes.len() {
            if is_record {
                writer.file.seek(SeekFrom::End(0)).map_err(failed)?;
                writer.file.write_all(b"\n").map_err(failed)?;
            } else {
                writer.file.set_len(whole as u64).map_err(failed)?;
            }
        }
        writer.file.seek(SeekFrom::End(0)).map_err(failed)?;
        if whole == 0 && !is_record {
            let [source, target] = names;
            let head = HeadRecord { schema: SCHEMA, r#type: "review", source, target, languages };
            writer.put(&format!("{}\n", serde_json::to_string(&head).expect("strings and numbers")))?;
            // The name of a new file is on the disk when its folder is.
            let folder = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty());
            if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
                let _ = folder.sync_all();
            }
        }
        Ok(writer)
    }

    /// What the journal says, and what is to be said of lines that hold no record.
    pub fn journal(&mut self) -> Result<(Journal, Vec<Message>)> {
        let mut bytes = Vec::new();
        let read = self.file.seek(SeekFrom::Start(0)).and_then(|_| self.file.read_to_end(&mut bytes));
        read.and_then(|_| self.file.seek(SeekFrom::End(0)))
            .map_err(|error| Error::read(&*self.path, error))?;
        Ok(parse(&self.path, &bytes))
    }

    /// Adds `records`, and returns when they are on the disk. They are written at once, so that what ends the program
    /// leaves all of them or none; should a part of them be written all the same, each complete line counts.
    pub fn add(&mut self, records: &[Record]) -> Result<()> {
        if records.is_empty() {
            return Ok(());
        }
        let lines: String = records.iter().map(|record| line(record) + "\n").collect();
        self.put(&lines)
    }

    fn put(&mut self, lines: &str) -> Result<()> {
        let from = self.file.stream_position();
        let written = self.file.write_all(lines.as_bytes()).and_then(|()| self.file.sync_data());
        written.map_err(|error| {
            // Half an operation on a full disk is none.
            if let Ok(from) = from {
                let _ = self.file.set_len(from).and_then(|()| self.file.seek(SeekFrom::Start(from)));
            }
            Error::write(&self.path, error)
        })
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn row(id: &str, status: Status, source: &[&str], target: &[&str]) -> Record {
        let side = |words: &[&str], from: usize| Side {
            sentences: words.iter().map(|&words| words.to_owned()).collect(),
            numbers: (from..from + words.len()).collect(),
            near: [Some("前一句。".into()), None],
        };
        let (at, by, step) = ("2026-12-01T01:20:03Z".into(), "li".into(), String::new());
        Record::Row(Box::new(RowRecord {
            said: Said { id: id.into(), step, at, by },
            note: "why\nnot".into(),
            status,
            moved: id == "c",
            sides: [side(source, 4), side(target, 7)],
        }))
    }

    fn of(words: &[&str]) -> Side {
        Side {
            sentences: words.iter().map(|&words| words.to_owned()).collect(),
            numbers: (0..words.len()).collect(),
            near: [None, Some("After it.".into())],
        }
    }

    fn records() -> Vec<Record> {
        vec![
            row("a", Status::Confirmed, &["一句话。"], &["A sentence.", "And \"one\" more."]),
            row("b", Status::Doubtful, &["没有译文。"], &[]),
            Record::Undo { of: "a".into() },
            row("c", Status::Open, &[], &["Not in the source."]),
            Record::Border(Box::new(BorderRecord {
                said: Said { id: "d".into(), step: "1".into(), ..Said::default() },
                side: 1,
                border: Border::Cut(9),
                of: of(&["He came; it grew dark."]),
            })),
            Record::Border(Box::new(BorderRecord {
                said: Said { id: "e".into(), ..Said::default() },
                side: 0,
                border: Border::Join,
                of: of(&["一。", "二。"]),
            })),
            Record::Text(Box::new(TextRecord {
                said: Said { id: "f".into(), ..Said::default() },
                side: 0,
                of: of(&["壁垒呈增多,"]),
                new: "壁垒呈增多趋势,".into(),
                note: String::new(),
            })),
        ]
    }

    fn write(path: &str, records: &[Record]) {
        let mut writer = Writer::open(path, ["zh.txt", "en.txt"], ["zh", "en"]).unwrap();
        records.iter().for_each(|record| writer.add(std::slice::from_ref(record)).unwrap());
    }

    #[test]
    fn what_is_added_is_read_again_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zh--en.review.jsonl");
        let path = path.to_str().unwrap();
        write(path, &records()[..2]);
        write(path, &records()[2..]);
        let (journal, said) = read(path).unwrap();
        assert_eq!((journal.records, said), (records(), Vec::new()));
        assert_eq!(fs::read_to_string(path).unwrap().matches("\"type\":\"review\"").count(), 1);
        assert_eq!(read("no/such.jsonl").unwrap(), Default::default());
    }

    #[test]
    fn one_writes_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.review.jsonl");
        let path = path.to_str().unwrap();
        let open = || Writer::open(path, ["a", "b"], ["zh", "en"]);
        let first = open().unwrap();
        assert!(open().unwrap_err().to_string().contains("is open in another window"));
        let mut first = first;
        first.add(&records()).unwrap();
        assert_eq!(first.journal().unwrap().0.records, records());
        first.add(&records()[..1]).unwrap();
        assert_eq!(first.journal().unwrap().0.records.len(), records().len() + 1);
        drop(first);
        assert!(open().is_ok());
    }

    /// Whatever a crash leaves of the file, all complete lines count, and the next record is read too.
    #[test]
    fn a_torn_file_loses_no_more_than_its_last_line() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.review.jsonl");
        let path = path.to_str().unwrap();
        write(path, &records());
        let whole = fs::read(path).unwrap();
        for cut in 0..whole.len() {
            fs::write(path, &whole[..cut]).unwrap();
            let complete = whole[..cut].iter().filter(|&&byte| byte == b'\n').count();
            let (journal, said) = read(path).unwrap();
            let read_now = journal.records.len();
            assert!(read_now >= complete.saturating_sub(1), "cut at {cut}");
            assert_eq!(journal.records, records()[..read_now]);
            let is_torn = cut > 0 && whole[cut - 1] != b'\n' && whole[cut] != b'\n';
            assert_eq!(said.len(), usize::from(is_torn), "cut at {cut}: {said:?}");
            write(path, &records()[..1]);
            let (journal, said) = read(path).unwrap();
            assert_eq!((journal.records.len(), said.len()), (read_now + 1, 0), "cut at {cut}");
        }
    }

    #[test]
    fn what_is_no_record_is_said_and_skipped() {
        let text = "\
            {\"type\":\"row\",\"status\":\"confirmed\",\"source\":[\"甲。\"],\"target\":[\"A.\"]}\n\
            <<<<<<< ours\n\
            {\"type\":\"row\",\"status\":\"good\",\"source\":[\"甲。\"]}\n\
            {\"type\":\"row\",\"status\":\"doubtful\"}\n\
            {\"type\":\"cut\",\"side\":\"target\",\"sentence\":\"x\"}\n\
            {\"type\":\"finding\",\"rule\":\"x\"}\n\
            {\"type\":\"text\",\"side\":\"left\"}\n\
            {\"type\":\"row\",\"stat";
        let (journal, said) = parse("j", text.as_bytes());
        assert_eq!(journal.records.len(), 1);
        assert_eq!(
            said,
            [
                "j:2: is not a JSON record; skipped",
                "j:3: `good` is no status of a row; left as it is",
                "j:4: a row without a sentence; left as it is",
                "j:5: a `cut` names one sentence and its `offset`; left as it is",
                "j:6: what is said of findings stands in `TEXT.duizhao.toml`, not here; left as it is",
                "j:7: a `text` is of the `source` or the `target`; left as it is",
                "j:8: the last line was cut off; skipped",
            ]
        );
    }

    /// As the notes on the format have them, and as other programs may write them.
    #[test]
    fn short_records_are_read() {
        let text = "\
            {\"type\":\"apart\",\"side\":\"target\",\"sentence\":\"Not there.\"}\n\
            {\"type\":\"note\",\"source\":\"甲。\",\"note\":\"look\"}\n\
            {\"type\":\"text\",\"side\":\"source\",\"old\":\"呈增多\",\"new\":\"呈增多趋势\",\"in\":\"壁垒呈增多,\"}\n";
        let (journal, said) = parse("j", text.as_bytes());
        assert_eq!(said, [""; 0]);
        let rows: Vec<_> = journal.rows().iter().map(|row| (row.status, row.note.as_str())).collect();
        assert_eq!(rows, [(Status::Edited, ""), (Status::Open, "look")]);
        assert_eq!(journal.proposals()[0].new, "壁垒呈增多趋势,");
    }

    #[test]
    fn an_operation_has_one_id_and_each_record_its_own() {
        let mut records = records();
        records.retain(|record| record.said().is_some());
        let step = stamp(&mut records, 7, "2026-12-01T09:00:00Z", "li");
        let said: Vec<_> = records.iter().filter_map(Record::said).collect();
        assert!(said.iter().all(|said| said.step == step && said.by == "li"));
        assert!(said.windows(2).all(|pair| pair[0].id != pair[1].id));
        let mut again = records.clone();
        assert_ne!(stamp(&mut again, 8, "2026-12-01T09:00:00Z", "li"), step);
    }

    #[test]
    fn stands_beside_the_source() {
        assert_eq!(beside("texts/zh.scan.txt", "en.txt").as_deref(), Some("texts/zh.scan--en.review.jsonl"));
        assert_eq!(beside("-", "en.txt"), None);
    }
}
