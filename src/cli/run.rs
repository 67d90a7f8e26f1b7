//! `duizhao run`: a record out for each record in, for engines that hand them out.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, BufRead, Read, Write};
use std::num::NonZeroU64;
use std::sync::mpsc::{self, Receiver, Sender, SyncSender};
use std::sync::{Arc, Mutex};
use std::thread;

use clap::ValueEnum;
use duizhao::format::{Error, Result, output, packed};
use duizhao::record::{self, Answer, Verb};
use duizhao::say;
use rustc_hash::FxHashSet;
use sha2::{Digest, Sha256};

use super::encoder::EncoderFile;
use super::outcome::{Done, Outcome, say};
use super::ui;

/// Answer records: JSON lines in, JSON lines out, one for one
///
/// Each line in is a record, and each line out answers one, in their order: `{"schema":1,"key":K,"rows":[...],
/// "error":null}`, or `"rows":null` and an error with its kind: `record` (no JSON object, or not of the form below),
/// `null`, `too-long`, `encoding`, `language`, `panic`. What a record holds:
///
///   align         key, source, target or targets; source_lang, target_lang or target_langs
///   check, clean  key, text or pages; lang, against, against_langs
///   diff          key, old, new; lang
///   lines         key, text or pages; lang
///
/// A text is a string, or for align and diff also a list of sentences. Languages that are not given are found out.
/// Pages are one text; findings say their page. Other fields are passed over. A line is written as soon as it is
/// known, and the exit code is 0 when every record was answered, whatever was found.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES, verbatim_doc_comment)]
pub struct Args {
    /// What to do with each record
    verb: Asked,

    /// The records, a JSON object a line, also packed as `.gz` or `.zst`; `-` is standard input
    #[arg(default_value = "-")]
    input: String,

    /// Where to write the answers, also packed as `.gz` or `.zst`: whole or not at all
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    /// The most characters that the texts of a record may have together
    #[arg(long, value_name = "N", default_value_t = 20_000_000)]
    max_chars: usize,

    /// Take each line of a text as a sentence
    #[arg(long)]
    lines: bool,

    /// Answer only the records of one shard of several, such as `3/16`, counted from 0
    ///
    /// Records are shared out by their key, so that a shard is the same however the input is cut.
    #[arg(long, value_name = "I/N", value_parser = shard)]
    shard: Option<Shard>,

    /// Leave out the records whose keys have an answer in this file; if it is the output too, it is continued
    #[arg(long, value_name = "FILE")]
    resume: Option<String>,

    #[command(flatten)]
    encoder: EncoderFile,
}

const EXAMPLES: &str = "\
Examples:
  duizhao run align < pairs.jsonl > rows.jsonl
  duizhao run check books.jsonl.zst -o findings.jsonl.gz --jobs 8
  duizhao run align pairs.jsonl --shard 3/16 -o rows.3.jsonl
  duizhao run align pairs.jsonl --resume rows.jsonl >> rows.jsonl      go on after a stop";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Asked {
    Align,
    Check,
    Clean,
    Diff,
    Lines,
}

impl Asked {
    fn verb(self) -> Verb {
        match self {
            Self::Align => Verb::Align,
            Self::Check => Verb::Check,
            Self::Clean => Verb::Clean,
            Self::Diff => Verb::Diff,
            Self::Lines => Verb::Lines,
        }
    }
}

/// One share of the records.
#[derive(Clone, Copy, Debug)]
struct Shard {
    number: u64,
    of: NonZeroU64,
}

fn shard(given: &str) -> std::result::Result<Shard, ui::Said> {
    let parts = given
        .split_once('/')
        .and_then(|(number, of)| Some(Shard { number: number.parse().ok()?, of: of.parse().ok()? }));
    parts.filter(|shard| shard.number < shard.of.get()).ok_or_else(|| {
        ui::Said(say!(
            en: "a shard is written `3/16`: its number, from 0, and how many there are",
            zh: "分片写作 `3/16`：从 0 数起的序号，和分片总数"
        ))
    })
}

impl Shard {
    fn holds(self, key: &str) -> bool {
        let digest = Sha256::digest(key);
        let first = digest.first_chunk().expect("a digest of 32 bytes");
        u64::from_be_bytes(*first) % self.of == self.number
    }
}

/// Answers every record.
pub fn run(args: &Args, jobs: usize) -> Done {
    let target = args.output.as_deref().filter(|path| *path != "-");
    let inputs: Vec<_> = std::iter::once(args.input.as_str()).filter(|path| *path != "-").collect();
    output::may_write(target.as_slice(), &inputs)?;
    // A fault of ours is an answer to its record; nobody wants it on the screen as well.
    std::panic::set_hook(Box::new(|_| {}));
    let answered = args.resume.as_deref().map(answered).transpose()?.unwrap_or_default();
    let input = packed::reader(&args.input)?;
    let work = Work {
        verb: args.verb.verb(),
        options: record::Options {
            max_chars: Some(args.max_chars),
            lines: args.lines,
            encoder: args.encoder.read()?.map(Arc::new),
        },
        // A character takes at most twelve bytes of JSON (two escapes), and keys and names some more.
        longest: args.max_chars.saturating_mul(12).saturating_add(1 << 20),
        shard: args.shard,
        answered: answered.keys,
    };
    let reading = |error: io::Error| Error::read(args.input.as_str(), error);
    match target {
        None => {
            let mut out = io::stdout().lock();
            if answered.is_torn {
                // What was half written stays a line of its own.
                write_stdout(&mut out, b"\n")?;
            }
            stream(input, work, jobs, |line| write_stdout(&mut out, line), reading)?;
        }
        Some(path) => {
            let kept = args.resume.as_deref().filter(|resume| is_same(resume, path));
            let before = kept.map(|_| answered.lines).unwrap_or_default();
            // Whether a failure was ours to read or to write is known only inside.
            let mut failed = None;
            let written = output::write(Some(path), |out| {
                let mut out = packed::Writer::new(path, out);
                before.iter().try_for_each(|line| out.write_all(line))?;
                let writing = |error: io::Error| Error::write(path, error);
                let done = stream(input, work, jobs, |line| out.write_all(line).map_err(writing), reading);
                if let Err(error) = done {
                    failed = Some(error);
                    return Err(io::ErrorKind::Other.into());
                }
                out.finish()
            });
            if let Some(error) = failed {
                return Err(error);
            }
            written?;
        }
    }
    Ok(Outcome::Nothing)
}

fn write_stdout(out: &mut impl Write, line: &[u8]) -> Result<()> {
    out.write_all(line).and_then(|()| out.flush()).map_err(|error| Error::write("standard output", error))
}

fn is_same(one: &str, other: &str) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}

/// What an earlier run answered.
#[derive(Default)]
struct Answered {
    keys: FxHashSet<String>,
    lines: Vec<Vec<u8>>,
    /// Whether it ends in mid-line.
    is_torn: bool,
}

/// The answers in the file at `path`; none if there is no such file yet. A last line that was half written is
/// said and left.
fn answered(path: &str) -> Result<Answered> {
    if !fs::exists(path).unwrap_or(true) {
        return Ok(Answered::default());
    }
    let mut input = packed::reader(path)?;
    let mut answered = Answered::default();
    let mut line = Vec::new();
    loop {
        line.clear();
        match input.read_until(b'\n', &mut line) {
            Ok(0) => break,
            Ok(_) if line.ends_with(b"\n") => {
                answered.keys.insert(record::key(&line).to_string());
                answered.lines.push(line.clone());
            }
            Ok(_) => {
                answered.is_torn = true;
                say(&Error::content(
                    path,
                    say!(
                        en: "its last line was half written; that record is answered again",
                        zh: "末行没有写完；那条记录重新作答"
                    ),
                ));
            }
            Err(error) => return Err(Error::read(path, error)),
        }
    }
    Ok(answered)
}

/// What is to be done with each record.
struct Work {
    verb: Verb,
    options: record::Options,
    longest: usize,
    shard: Option<Shard>,
    answered: FxHashSet<String>,
}

/// A record as it came in.
enum Line {
    Whole(Vec<u8>),
    /// Longer than any may be: only its head is kept.
    TooLong(Vec<u8>),
}

impl Work {
    fn is_wanted(&self, line: &Line) -> bool {
        if self.shard.is_none() && self.answered.is_empty() {
            return true;
        }
        let key = match line {
            Line::Whole(line) => record::key(line),
            Line::TooLong(head) => record::key_in(head),
        };
        let key = key.to_string();
        self.shard.is_none_or(|shard| shard.holds(&key)) && !self.answered.contains(&key)
    }

    fn answer(&self, line: &Line) -> Answer {
        match line {
            Line::Whole(line) => record::answer(self.verb, line, &self.options),
            Line::TooLong(head) => record::too_long(head, self.longest),
        }
    }
}

/// Reads records from `input`, answers them on so many threads, and gives each answer to `write` in the order of
/// the records.
fn stream(
    mut input: Box<dyn BufRead + Send>,
    work: Work,
    jobs: usize,
    mut write: impl FnMut(&[u8]) -> Result<()>,
    reading: impl Fn(io::Error) -> Error,
) -> Result<()> {
    if jobs == 1 {
        while let Some(line) = next_line(&mut *input, work.longest).map_err(&reading)? {
            if work.is_wanted(&line) {
                write(&work.answer(&line).to_line())?;
            }
        }
        return Ok(());
    }
    spread(input, Arc::new(work), jobs, write, reading)
}

/// What a worker or the reader has to say: the answer to a record, by its number, or why there are no more.
type Said = (u64, io::Result<Vec<u8>>);

/// The same on several threads, which are started here and end with the input. No more records are read than are
/// being answered, and some, so that memory is bounded however long one of them takes.
fn spread(
    mut input: Box<dyn BufRead + Send>,
    work: Arc<Work>,
    jobs: usize,
    mut write: impl FnMut(&[u8]) -> Result<()>,
    reading: impl Fn(io::Error) -> Error,
) -> Result<()> {
    /// As much as the thread has that a program starts on.
    const STACK: usize = 8 << 20;
    let ahead = 4 * jobs;
    let (give, take): (SyncSender<(u64, Line)>, Receiver<_>) = mpsc::sync_channel(jobs);
    let (tell, told): (Sender<Said>, Receiver<Said>) = mpsc::channel();
    let (allow, allowed) = mpsc::sync_channel(ahead);
    (0..ahead).for_each(|_| allow.send(()).expect("there is room"));
    let take = Arc::new(Mutex::new(take));
    let mut workers = 0;
    for _ in 0..jobs {
        let (take, tell, work) = (Arc::clone(&take), tell.clone(), Arc::clone(&work));
        let answer = move || {
            loop {
                let next = take.lock().expect("no worker panics while it waits").recv();
                let Ok((number, line)) = next else { return };
                if tell.send((number, Ok(work.answer(&line).to_line()))).is_err() {
                    return;
                }
            }
        };
        workers += usize::from(thread::Builder::new().stack_size(STACK).spawn(answer).is_ok());
    }
    let longest = work.longest;
    let read_on = {
        let (work, tell) = (Arc::clone(&work), tell);
        move || {
            let mut number = 0;
            while allowed.recv().is_ok() {
                let line = loop {
                    match next_line(&mut *input, longest) {
                        Ok(Some(line)) if work.is_wanted(&line) => break line,
                        Ok(Some(_)) => {}
                        Ok(None) => return,
                        Err(error) => {
                            let _ = tell.send((number, Err(error)));
                            return;
                        }
                    }
                };
                if give.send((number, line)).is_err() {
                    return;
                }
                number += 1;
            }
        }
    };
    let reader = thread::Builder::new().stack_size(STACK);
    if workers == 0 || reader.spawn(read_on).is_err() {
        let message =
            say!(en: "no thread is to be had; run with `--jobs 1`", zh: "开不出线程；用 `--jobs 1`");
        return Err(Error::content("--jobs", message));
    }
    drop(take);
    let mut waiting = BTreeMap::new();
    let mut next = 0;
    for (number, answer) in told {
        waiting.insert(number, answer);
        while let Some(answer) = waiting.remove(&next) {
            write(&answer.map_err(&reading)?)?;
            next += 1;
            // The reader may have come to the end.
            let _ = allow.send(());
        }
    }
    Ok(())
}

/// The next record of `input`; `None` at its end. Of one longer than `longest` bytes the head is kept, in which its
/// key mostly stands.
fn next_line(input: &mut dyn BufRead, longest: usize) -> io::Result<Option<Line>> {
    const HEAD: usize = 1 << 16;
    let mut line = Vec::new();
    let limit = u64::try_from(longest).unwrap_or(u64::MAX);
    if input.take(limit.saturating_add(1)).read_until(b'\n', &mut line)? == 0 {
        return Ok(None);
    }
    if line.ends_with(b"\n") || line.len() <= longest {
        return Ok(Some(Line::Whole(line)));
    }
    line.truncate(HEAD);
    line.shrink_to_fit();
    skip_line(input)?;
    Ok(Some(Line::TooLong(line)))
}

/// Reads to the end of the line, and keeps nothing of it.
fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let held = input.fill_buf()?;
        if held.is_empty() {
            return Ok(());
        }
        let end = memchr::memchr(b'\n', held);
        let read = end.map_or(held.len(), |end| end + 1);
        input.consume(read);
        if end.is_some() {
            return Ok(());
        }
    }
}
