//! What a person has said of the rows of two texts, in a file beside the source: `zh--en.review.jsonl`.
//!
//! ```json
//! {"schema":1,"type":"review","source":"zh.txt","target":"en.txt","languages":["zh","en"]}
//! {"type":"row","id":"8c1f…","at":"2026-12-01T01:20:03Z","by":"li","status":"confirmed","source":["…。"],"target":["…","…"],"n":{"source":[40],"target":[41,42]}}
//! {"type":"undo","at":"…","by":"li","of":"8c1f…"}
//! ```
//!
//! A record a line, and lines are only ever added, so that git merges two people's files by `merge=union` and a crash
//! can tear no more than the last line. What a line holds that is no record of ours is left as it is, and said.
//!
//! One program writes at a time: [`Writer`] holds a lock that the system takes back when the program ends, however it
//! ends. A file beside it that says who writes would be left behind by a crash. Each record is on the disk before
//! [`Writer::add`] returns.

use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, SeekFrom, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::error::{Error, Result};
use super::text::read_utf8;
use crate::SCHEMA;
use crate::review::{Journal, Record, RowRecord, Side, Status};

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

#[derive(Serialize, Deserialize, Default)]
struct Near {
    #[serde(default, skip_serializing_if = "is_nowhere")]
    source: [Vec<String>; 2],
    #[serde(default, skip_serializing_if = "is_nowhere")]
    target: [Vec<String>; 2],
}

fn is_nowhere(near: &[Vec<String>; 2]) -> bool {
    near.iter().all(Vec::is_empty)
}

#[derive(Serialize, Deserialize, Default)]
struct Numbers {
    #[serde(default)]
    source: Vec<usize>,
    #[serde(default)]
    target: Vec<usize>,
}

#[derive(Serialize)]
struct HeadRecord<'a> {
    schema: u32,
    r#type: &'static str,
    source: &'a str,
    target: &'a str,
    languages: [&'a str; 2],
}

#[derive(Serialize)]
struct OutRecord<'a> {
    r#type: &'static str,
    id: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    at: &'a str,
    #[serde(skip_serializing_if = "str::is_empty")]
    by: &'a str,
    status: &'static str,
    source: &'a [String],
    target: &'a [String],
    near: Near,
    n: Numbers,
    #[serde(skip_serializing_if = "str::is_empty")]
    note: &'a str,
}

#[derive(Serialize)]
struct UndoRecord<'a> {
    r#type: &'static str,
    of: &'a str,
}

#[derive(Deserialize)]
struct AnyRecord {
    #[serde(default)]
    r#type: String,
    id: Option<String>,
    #[serde(default)]
    at: String,
    #[serde(default)]
    by: String,
    status: Option<String>,
    #[serde(default)]
    source: Words,
    #[serde(default)]
    target: Words,
    #[serde(default)]
    near: Near,
    #[serde(default)]
    n: Numbers,
    #[serde(default)]
    note: String,
    of: Option<String>,
}

/// A list of sentences, or a name in the head of the file.
#[derive(Deserialize)]
#[serde(untagged)]
enum Words {
    Sentences(Vec<String>),
    Name(String),
}

impl Default for Words {
    fn default() -> Self {
        Self::Sentences(Vec::new())
    }
}

impl Words {
    fn sentences(self) -> Vec<String> {
        match self {
            Self::Sentences(sentences) => {
                sentences.into_iter().filter(|words| !words.trim().is_empty()).collect()
            }
            Self::Name(name) => vec![name],
        }
    }
}

/// The journal in the file at `path`, and what is to be said of lines that hold no record; nothing if there is no file.
pub fn read(path: &str) -> Result<(Journal, Vec<String>)> {
    if !Path::new(path).exists() {
        return Ok(Default::default());
    }
    Ok(parse(path, &read_utf8(path)?))
}

/// The same for `text`, the content of the file at `path`.
pub fn parse(path: &str, text: &str) -> (Journal, Vec<String>) {
    let (mut journal, mut said) = (Journal::default(), Vec::new());
    let last = text.lines().count();
    for (number, line) in text.lines().enumerate().filter(|(_, line)| !line.trim().is_empty()) {
        let place = format!("{path}:{}", number + 1);
        match serde_json::from_str::<AnyRecord>(line) {
            Ok(record) => match record.known(line) {
                Ok(record) => journal.records.extend(record),
                Err(message) => said.push(format!("{place}: {message}; left as it is")),
            },
            Err(_) if number + 1 == last && !text.ends_with('\n') => {
                said.push(format!("{place}: the last line was cut off; skipped"));
            }
            Err(_) => said.push(format!("{place}: is not a JSON record; skipped")),
        }
    }
    (journal, said)
}

impl AnyRecord {
    /// The record that `line` holds, if it is one that is asked for.
    fn known(self, line: &str) -> std::result::Result<Option<Record>, String> {
        match self.r#type.as_str() {
            "review" => Ok(None),
            "undo" => Ok(Some(Record::Undo { of: self.of.ok_or("an `undo` names no record")? })),
            "row" => {
                let status = self.status.unwrap_or_default();
                let Some(status) = Status::ALL.into_iter().find(|known| known.name() == status) else {
                    return Err(format!("`{}` is no status of a row", super::printable(&status)));
                };
                let near = |[before, after]: [Vec<String>; 2]| {
                    [before.into_iter().next_back(), after.into_iter().next()]
                };
                let side = |words: Words, numbers: Vec<usize>, sides| {
                    let sentences = words.sentences();
                    let is_told = numbers.len() == sentences.len() && numbers.is_sorted();
                    Side { numbers: if is_told { numbers } else { Vec::new() }, sentences, near: near(sides) }
                };
                let sides = [
                    side(self.source, self.n.source, self.near.source),
                    side(self.target, self.n.target, self.near.target),
                ];
                if sides.iter().all(|side| side.sentences.is_empty()) {
                    return Err("a row without a sentence".to_owned());
                }
                // What another program wrote without an id is known by all that it says.
                let id = self.id.unwrap_or_else(|| hash(line));
                Ok(Some(Record::Row(Box::new(RowRecord {
                    id,
                    at: self.at,
                    by: self.by,
                    status,
                    sides,
                    note: self.note,
                }))))
            }
            // Cuts, texts and findings are for other readers.
            _ => Ok(None),
        }
    }
}

/// An id for a record of a journal that has so many records before it.
pub fn id(row: &RowRecord, before: usize) -> String {
    let sides = row.sides.iter().flat_map(|side| &side.sentences).cloned().collect::<Vec<_>>();
    hash(&format!("{before}\0{}\0{}\0{}\0{}", row.at, row.by, row.status.name(), sides.join("\0")))
}

fn hash(text: &str) -> String {
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
                    "is open in another window or program; close it there first",
                ));
            }
            Err(TryLockError::Error(error)) => return Err(failed(error)),
        }
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(failed)?;
        let whole = memchr::memrchr(b'\n', &bytes).map_or(0, |at| at + 1);
        let is_record = serde_json::from_slice::<AnyRecord>(&bytes[whole..]).is_ok();
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
            writer.line(&HeadRecord { schema: SCHEMA, r#type: "review", source, target, languages })?;
            // The name of a new file is on the disk when its folder is.
            let folder = Path::new(path).parent().filter(|folder| !folder.as_os_str().is_empty());
            if let Ok(folder) = File::open(folder.unwrap_or(Path::new("."))) {
                let _ = folder.sync_all();
            }
        }
        Ok(writer)
    }

    /// Adds `record`, and returns when it is on the disk.
    pub fn add(&mut self, record: &Record) -> Result<()> {
        match record {
            Record::Undo { of } => self.line(&UndoRecord { r#type: "undo", of }),
            Record::Row(row) => {
                let [source, target] = &row.sides;
                let near = |side: &Side| side.near.clone().map(|words| words.into_iter().collect());
                self.line(&OutRecord {
                    r#type: "row",
                    id: &row.id,
                    at: &row.at,
                    by: &row.by,
                    status: row.status.name(),
                    source: &source.sentences,
                    target: &target.sentences,
                    near: Near { source: near(source), target: near(target) },
                    n: Numbers { source: source.numbers.clone(), target: target.numbers.clone() },
                    note: &row.note,
                })
            }
        }
    }

    /// Writes a line at once, so that two halves of it never come apart on the way.
    fn line(&mut self, record: &impl Serialize) -> Result<()> {
        let mut line = serde_json::to_vec(record).expect("strings and numbers");
        line.push(b'\n');
        let written = self.file.write_all(&line).and_then(|()| self.file.sync_data());
        written.map_err(|error| Error::write(&self.path, error))
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
        let (at, by, note) = ("2026-12-01T01:20:03Z".into(), "li".into(), "why\nnot".into());
        Record::Row(Box::new(RowRecord {
            id: id.into(),
            at,
            by,
            note,
            status,
            sides: [side(source, 4), side(target, 7)],
        }))
    }

    fn records() -> Vec<Record> {
        vec![
            row("a", Status::Confirmed, &["一句话。"], &["A sentence.", "And \"one\" more."]),
            row("b", Status::Doubtful, &["没有译文。"], &[]),
            Record::Undo { of: "a".into() },
            row("c", Status::Open, &[], &["Not in the source."]),
        ]
    }

    fn write(path: &str, records: &[Record]) {
        let mut writer = Writer::open(path, ["zh.txt", "en.txt"], ["zh", "en"]).unwrap();
        records.iter().for_each(|record| writer.add(record).unwrap());
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
            let (journal, said) = match std::str::from_utf8(&whole[..cut]) {
                Ok(text) => parse(path, text),
                Err(_) => parse(path, &String::from_utf8_lossy(&whole[..cut])),
            };
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
            {\"type\":\"cut\",\"side\":\"target\",\"sentence\":\"x\",\"offset\":1}\n\
            {\"type\":\"row\",\"stat";
        let (journal, said) = parse("j", text);
        assert_eq!(journal.records.len(), 1);
        assert_eq!(
            said,
            [
                "j:2: is not a JSON record; skipped",
                "j:3: `good` is no status of a row; left as it is",
                "j:4: a row without a sentence; left as it is",
                "j:6: the last line was cut off; skipped",
            ]
        );
    }

    #[test]
    fn stands_beside_the_source() {
        assert_eq!(beside("texts/zh.scan.txt", "en.txt").as_deref(), Some("texts/zh.scan--en.review.jsonl"));
        assert_eq!(beside("-", "en.txt"), None);
    }
}
