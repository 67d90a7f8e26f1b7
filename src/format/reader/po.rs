//! Gettext's PO: messages of a program and their translations.
//!
//! Read as a text it gives the translations, or the messages if none is translated (a POT). The entry without a message
//! is the file's head; entries after `#~` are no longer in the program.

use super::builder::Builder;
use super::origin::Escape;
use super::pairs::text_of;
use super::{Extracted, File, Reader};
use crate::format::error::{Error, Result};
use crate::format::parallel::{Cell, Column, Parallel, Row};
use crate::message::Message;
use crate::say;
use crate::text::{BlockKind, Language, ParagraphKind, Span};

pub(super) const READER: Reader = Reader {
    name: say!(en: "a PO file", zh: " PO 文件"),
    extensions: &["po", "pot"],
    sniff: |file| file.text().is_some_and(is_po),
    read,
};

/// Whether a text is PO: what is no comment begins with a message.
pub(crate) fn is_po(text: &str) -> bool {
    let mut lines = text.trim_start_matches('\u{feff}').lines().map(str::trim);
    let first = lines.find(|line| !line.is_empty() && !line.starts_with('#')).unwrap_or_default();
    ["msgid \"", "msgctxt \"", "domain \""].iter().any(|key| first.starts_with(key))
}

/// A string of an entry: its lines, each with the byte at which what is between its quotes begins.
type Quoted<'a> = Vec<(usize, &'a str)>;

#[derive(Default)]
struct Entry<'a> {
    line: usize,
    source: Quoted<'a>,
    plural: Quoted<'a>,
    targets: Vec<Quoted<'a>>,
}

fn read(file: File) -> Result<Extracted> {
    let path = file.path;
    let asked = file.language.cloned();
    let text = text_of(file)?;
    let (language, entries) = parse(path, &text)?;
    let is_target =
        |asked: &Language| language.as_ref().is_none_or(|language| language.base() == asked.base());
    let any = entries.iter().any(|entry| entry.targets.iter().any(|target| !said(target).trim().is_empty()));
    let of_target = any && asked.as_ref().is_none_or(is_target);
    let mut builder = Builder::new();
    for entry in &entries {
        let sides: Vec<&Quoted> = match of_target {
            true => entry.targets.iter().collect(),
            false => vec![&entry.source, &entry.plural],
        };
        for side in sides {
            for &(at, raw) in side {
                pieces(raw, |from, raw, meant| match meant {
                    None => builder.words(raw, at + from),
                    Some(meant) => {
                        builder.escaped(&meant.to_string(), Span::new(at + from, at + from + raw.len()))
                    }
                });
            }
            builder
                .end(BlockKind::Paragraph(ParagraphKind::Body), &format!("message at line {}", entry.line));
        }
    }
    let side = match of_target {
        true => say!(en: "its translations", zh: "取译文"),
        false => say!(en: "its messages", zh: "取原文"),
    };
    let language = if of_target { language } else { None };
    drop(entries);
    let mut read = builder.of_text(READER.name, language, text, Escape::Quoted);
    read.origin = read.origin.saying(side);
    Ok(read)
}

/// Reads PO as messages and translations; of plural forms the singular and the first, then the plural and the others.
pub(crate) fn parallel(path: &str, text: &str) -> Result<Parallel<'static>> {
    let (language, entries) = parse(path, text)?;
    let und = || Language::new("und");
    let mut parallel = Parallel {
        columns: vec![
            Column::new("messages", und()),
            Column::new("translations", language.unwrap_or_else(und)),
        ],
        rows: Vec::new(),
        encoder: None,
        said: Vec::new(),
    };
    let mut next = [0usize; 2];
    let mut push = |sides: [String; 2]| {
        let cells = sides.into_iter().zip(&mut next).map(|(words, next)| {
            if words.trim().is_empty() {
                return Cell::default();
            }
            *next += 1;
            Cell { numbers: vec![*next - 1], sentences: vec![words.into()], ..Cell::default() }
        });
        parallel.rows.push(Row { cells: cells.collect(), ..Row::default() });
    };
    for entry in &entries {
        let mut targets = entry.targets.iter().map(said);
        push([said(&entry.source), targets.next().unwrap_or_default()]);
        if !entry.plural.is_empty() {
            push([said(&entry.plural), targets.next().unwrap_or_default()]);
            targets.for_each(|target| push([said(&entry.plural), target]));
        }
    }
    // The language of the messages is the one that their words show.
    let words: Vec<_> = entries.iter().take(1000).map(|entry| said(&entry.source)).collect();
    parallel.columns[0].language = Language::detect(&words.join("\n"));
    Ok(parallel)
}

/// What a string says.
fn said(quoted: &Quoted) -> String {
    let mut out = String::new();
    for (_, raw) in quoted {
        pieces(raw, |_, raw, meant| match meant {
            None => out.push_str(raw),
            Some(c) => out.push(c),
        });
    }
    out
}

/// Calls `found` with each stretch between quotes: where it begins, how it is written, and the character meant by it if
/// it is an escape.
fn pieces(raw: &str, mut found: impl FnMut(usize, &str, Option<char>)) {
    let mut from = 0;
    while let Some(at) = raw[from..].find('\\').map(|at| from + at) {
        let Some(c) = raw[at + 1..].chars().next() else { break };
        let meant = match c {
            'n' => '\n',
            't' => '\t',
            'r' => '\r',
            other => other,
        };
        if from < at {
            found(from, &raw[from..at], None);
        }
        let end = at + 1 + c.len_utf8();
        found(at, &raw[at..end], Some(meant));
        from = end;
    }
    if from < raw.len() {
        found(from, &raw[from..], None);
    }
}

/// What the string being read is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Key {
    Nothing,
    Context,
    Source,
    Plural,
    Target,
}

fn parse<'a>(path: &str, text: &'a str) -> Result<(Option<Language>, Vec<Entry<'a>>)> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut key = Key::Nothing;
    let mut language = None;
    let mut at = 0;
    for (number, whole) in text.split_inclusive('\n').enumerate() {
        let start = at;
        at += whole.len();
        let line = whole.trim_start_matches('\u{feff}').trim();
        if line.is_empty() || line.starts_with('#') {
            key = if line.is_empty() || line.starts_with("#~") { Key::Nothing } else { key };
            continue;
        }
        let wrong = |message: Message| Error::at_line(path, number + 1, message);
        let word = line.split(['"', ' ', '\t']).next().unwrap_or_default();
        match word {
            "" if key == Key::Nothing => {
                return Err(wrong(say!(en: "a string that belongs to nothing", zh: "字符串不属于任何条目")));
            }
            "" => {}
            "domain" => continue,
            "msgctxt" => {
                entries.push(Entry { line: number + 1, ..Entry::default() });
                key = Key::Context;
            }
            "msgid" => {
                if key != Key::Context {
                    entries.push(Entry { line: number + 1, ..Entry::default() });
                }
                key = Key::Source;
            }
            "msgid_plural" => key = Key::Plural,
            word if word.starts_with("msgstr") => {
                key = Key::Target;
                let entry = entries.last_mut().ok_or_else(|| {
                    wrong(say!(en: "a translation without its message", zh: "译文没有对应的原文"))
                })?;
                entry.targets.push(Vec::new());
            }
            _ => return Err(wrong(say!(en: "is no line of a PO file", zh: "不是 PO 文件的行"))),
        }
        let open = whole
            .find('"')
            .ok_or_else(|| wrong(say!(en: "a string without its quotes", zh: "字符串没有引号")))?
            + 1;
        let close = whole
            .rfind('"')
            .filter(|&close| close >= open)
            .ok_or_else(|| wrong(say!(en: "a string without its closing quote", zh: "字符串缺后引号")))?;
        let Some(entry) = entries.last_mut() else { continue };
        let piece = (start + open, &whole[open..close]);
        match key {
            Key::Source => entry.source.push(piece),
            Key::Plural => entry.plural.push(piece),
            Key::Target => entry.targets.last_mut().into_iter().for_each(|target| target.push(piece)),
            Key::Context | Key::Nothing => {}
        }
    }
    entries.retain(|entry| {
        let is_head = said(&entry.source).is_empty();
        if is_head && language.is_none() {
            let said: String = entry.targets.iter().map(said).collect();
            let line = said.lines().find_map(|line| line.strip_prefix("Language:"));
            language = line.map(str::trim).filter(|tag| !tag.is_empty()).map(Language::new);
        }
        !is_head
    });
    Ok((language, entries))
}
