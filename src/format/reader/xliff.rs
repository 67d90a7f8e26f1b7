//! XLIFF 1.2 and 2: what translators' programs hand to each other, segment by segment.
//!
//! Read as a pair it gives a row a segment. Read as a text it gives the target, which is what somebody has written
//! and checks, or the source if it is asked for or nothing is translated yet. Codes inside a segment are no words;
//! proposals of other translations are none of the file's text.

use std::borrow::Cow;

use rustc_hash::FxHashMap;

use super::builder::Builder;
use super::docx::skip;
use super::origin::Escape;
use super::pairs::text_of;
use super::xml::{Node, Walk};
use super::{Extracted, File, Reader, head, xml};
use crate::format::error::{Error, Result};
use crate::format::parallel::{Cell, Column, Parallel, Row};
use crate::format::tmx::Kept;
use crate::review::Status;
use crate::say;
use crate::text::{BlockKind, Language, ParagraphKind, Span};

pub(super) const READER: Reader = Reader {
    name: say!(en: "XLIFF", zh: " XLIFF "),
    extensions: &["xlf", "xliff", "sdlxliff", "mqxliff", "mxliff", "txlf"],
    sniff: |file| file.text().is_some_and(is_xliff),
    read,
};

/// Whether a text is XLIFF.
pub(crate) fn is_xliff(text: &str) -> bool {
    xml::root(head(text)).is_some_and(|(root, _)| root == "xliff")
}

/// Words of a segment: where they stand, and what is meant if it is written in another way.
type Words<'a> = Vec<(Span, &'a str, Option<Cow<'a, str>>)>;

/// A segment of both sides.
#[derive(Default)]
struct Segment<'a> {
    /// The `file` that it is of.
    file: usize,
    unit: String,
    /// The part of its unit that it is, if the unit is cut.
    part: String,
    source: Words<'a>,
    target: Words<'a>,
    status: Status,
    notes: Vec<String>,
}

/// A `file` of the file: one text in two languages.
struct Inner {
    /// What the text is called.
    original: String,
    target: Option<Language>,
    /// The number of the first `file` that holds the same text.
    first: usize,
    /// How many of the same text and in the same language are before it.
    nth: usize,
}

/// What a file holds.
#[derive(Default)]
struct Content<'a> {
    source: Option<Language>,
    /// The language of the first translation.
    target: Option<Language>,
    files: Vec<Inner>,
    segments: Vec<Segment<'a>>,
}

impl Content<'_> {
    /// Tells which `file`s hold the same text: they have one name, and begin with the same unit and the same words. The
    /// name alone would do if no program gave one to the parts of a text.
    fn tell_texts(&mut self) {
        let mut begins: Vec<Option<&Segment>> = vec![None; self.files.len()];
        for segment in &self.segments {
            if let Some(begin) = begins.get_mut(segment.file) {
                begin.get_or_insert(segment);
            }
        }
        let mut firsts: FxHashMap<(&str, &str, &str, String), usize> = FxHashMap::default();
        let mut times: FxHashMap<(usize, Option<&Language>), usize> = FxHashMap::default();
        let mut told = Vec::with_capacity(self.files.len());
        for (number, (file, begin)) in self.files.iter().zip(&begins).enumerate() {
            let first = begin.map_or(number, |begin| {
                let key =
                    (file.original.as_str(), begin.unit.as_str(), begin.part.as_str(), said(&begin.source));
                *firsts.entry(key).or_insert(number)
            });
            let times = times.entry((first, file.target.as_ref())).or_default();
            told.push((first, *times));
            *times += 1;
        }
        for (file, told) in self.files.iter_mut().zip(told) {
            (file.first, file.nth) = told;
        }
    }
}

fn said(words: &Words) -> String {
    words.iter().map(|(_, raw, meant)| meant.as_deref().unwrap_or(raw)).collect()
}

fn read(file: File) -> Result<Extracted> {
    let path = file.path;
    let asked = file.language.cloned();
    let text = text_of(file)?;
    let content = parse(path, &text)?;
    let any_target = content.segments.iter().any(|segment| !said(&segment.target).trim().is_empty());
    let is = |language: &Option<Language>| match (&asked, language) {
        (Some(asked), Some(language)) => asked.base() == language.base(),
        _ => false,
    };
    let is_in_a_target = content.files.iter().any(|file| is(&file.target));
    let of_target = is_in_a_target || !is(&content.source) && any_target;
    if let Some(asked) = &asked
        && !is(&content.source)
        && !is_in_a_target
        && content.source.is_some()
        && content.target.is_some()
    {
        let tag =
            |language: &Option<Language>| language.as_ref().map_or("und".to_owned(), Language::to_string);
        let message = say!(
            en: "is XLIFF of {source} and {target}, not {asked}",
            zh: "这个 XLIFF 是 {source} 和 {target} 的，没有 {asked}",
            source = tag(&content.source),
            target = tag(&content.target),
            asked = asked.tag()
        );
        return Err(Error::content(path, message));
    }
    // Of several translations the one that is asked for, or the first; of a text that they share one.
    let wanted = asked.filter(|_| is_in_a_target).or_else(|| content.target.clone());
    let is_read = |segment: &&Segment| match of_target {
        true => {
            let is_wanted = |file: &Inner| {
                file.nth == 0
                    && file.target.as_ref().map(Language::base) == wanted.as_ref().map(Language::base)
            };
            content.files.get(segment.file).is_none_or(is_wanted)
        }
        false => content.files.get(segment.file).is_none_or(|file| file.first == segment.file),
    };
    let of_wanted =
        |file: &&Inner| file.target.as_ref().map(Language::base) == wanted.as_ref().map(Language::base);
    let language_of_target = content.files.iter().find(of_wanted).and_then(|file| file.target.clone());
    let mut builder = Builder::new();
    for segment in content.segments.iter().filter(is_read) {
        for (span, raw, meant) in if of_target { &segment.target } else { &segment.source } {
            match meant {
                None => builder.words(raw, span.start),
                Some(meant) => builder.escaped(meant, *span),
            }
        }
        let place = match segment.part.as_str() {
            "" => format!("unit {}", segment.unit),
            part => format!("unit {}, segment {part}", segment.unit),
        };
        builder.end(BlockKind::Paragraph(ParagraphKind::Body), &place);
    }
    let language = if of_target { language_of_target } else { content.source.clone() };
    drop(content);
    let side = match of_target {
        true => say!(en: "its target", zh: "取译文"),
        false => say!(en: "its source", zh: "取原文"),
    };
    let mut read = builder.of_text(READER.name, language, text, Escape::Xml);
    read.origin = read.origin.saying(side);
    Ok(read)
}

/// The most cells to a byte of a file: more are more than any memory has.
const CELLS: usize = 4;

/// Reads XLIFF as a source and its translations, a row a segment; `path` is for messages.
///
/// Several `file`s of one `original` are translations of one text, and a segment of the same unit and the same words stands
/// in the row that it has already. Others follow each other.
pub(crate) fn parallel(path: &str, text: &str) -> Result<Parallel<'static>> {
    let content = parse(path, text)?;
    let und = || Language::new("und");
    let name = content.files.first().map_or("", |file| file.original.as_str());
    let name = if name.is_empty() { "source" } else { name };
    let mut columns = vec![Column::new(name, content.source.clone().unwrap_or_else(und))];
    let mut places: FxHashMap<(Option<&Language>, usize), usize> = FxHashMap::default();
    let mut columns_of: Vec<usize> = Vec::with_capacity(content.files.len());
    for file in &content.files {
        let place = *places.entry((file.target.as_ref(), file.nth)).or_insert(columns.len());
        if place == columns.len() {
            columns.push(Column::new("target", file.target.clone().unwrap_or_else(und)));
        }
        columns_of.push(place);
    }
    if columns.len() == 1 {
        columns.push(Column::new("target", und()));
    }
    // A row has a cell for each text, and nobody's file is of as many languages as it has segments.
    if content.segments.len().saturating_mul(columns.len()) > CELLS * text.len() {
        let message = say!(
            en: "{segments} segments in {languages} languages, hardly any in two; split it by languages",
            zh: "{segments} 个句段分属 {languages} 种语言，几乎都不成对；先按语言拆开",
            segments = content.segments.len(),
            languages = columns.len()
        );
        return Err(Error::content(path, message));
    }
    let mut next = vec![0usize; columns.len()];
    let mut rows: Vec<Row> = Vec::new();
    let mut known: FxHashMap<(usize, &str, &str, String), usize> = FxHashMap::default();
    for segment in &content.segments {
        let column = columns_of.get(segment.file).copied().unwrap_or(1);
        let words = [said(&segment.source), said(&segment.target)];
        if words.iter().all(|words| words.trim().is_empty()) {
            continue;
        }
        let first = content.files.get(segment.file).map_or(0, |file| file.first);
        let key = (first, segment.unit.as_str(), segment.part.as_str(), words[0].clone());
        let mut cell = |place: usize, words: &str| {
            if words.trim().is_empty() {
                return Cell::default();
            }
            next[place] += 1;
            Cell {
                numbers: vec![next[place] - 1],
                sentences: vec![words.to_owned().into()],
                ..Cell::default()
            }
        };
        let place = known.get(&key).copied().filter(|&at| column > 1 && rows[at].cells[column].is_empty());
        let at = place.unwrap_or_else(|| {
            let mut cells = vec![Cell::default(); columns.len()];
            cells[0] = cell(0, &words[0]);
            let id = match segment.part.as_str() {
                "" => segment.unit.clone(),
                part => format!("{}.{part}", segment.unit),
            };
            let kept = (!id.is_empty()).then(|| Box::new(Kept::of_id(id)));
            rows.push(Row { cells, kept, ..Row::default() });
            known.insert(key, rows.len() - 1);
            rows.len() - 1
        });
        rows[at].cells[column] = cell(column, &words[1]);
        judge(&mut rows[at], segment);
    }
    Ok(Parallel { columns, rows, encoder: None, said: Vec::new() })
}

/// Adds to `row` what a segment says of it: of several translations the least sure counts.
fn judge(row: &mut Row, segment: &Segment) {
    if segment.status == Status::Open && segment.notes.is_empty() && row.judged.is_none() {
        return;
    }
    let is_first = row.judged.is_none();
    let judged = row.judged.get_or_insert_default();
    let sure = |status: Status| match status {
        Status::Doubtful => 0,
        Status::Open => 1,
        Status::Edited => 2,
        _ => 3,
    };
    if is_first || sure(segment.status) < sure(judged.status) {
        judged.status = segment.status;
    }
    for note in &segment.notes {
        if !judged.note.lines().any(|known| known == note) {
            if !judged.note.is_empty() {
                judged.note.push('\n');
            }
            judged.note.push_str(note);
        }
    }
}

/// What the state of a segment says that a person has said of it.
fn status(state: &str, more: &str) -> Status {
    match (state, more) {
        ("final" | "signed-off" | "reviewed", _) => Status::Confirmed,
        (_, "duizhao:doubtful") => Status::Doubtful,
        (_, "duizhao:edited" | "x-edited") => Status::Edited,
        (state, _) if state.starts_with("needs-review") => Status::Doubtful,
        _ => Status::Open,
    }
}

/// Which words are being read.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Source,
    /// The source once more, cut into segments.
    Cut,
    Target,
}

fn parse<'a>(path: &'a str, text: &'a str) -> Result<Content<'a>> {
    let mut content = Content::default();
    let mut walk = Walk::of(path, text);
    let mut side: Option<Side> = None;
    let mut unit = String::new();
    let (mut whole, mut segment) = (Segment::default(), Segment::default());
    // The pieces of a unit that is cut, each with the number by which both sides know it.
    let mut pieces: Vec<(Side, String, Words<'a>)> = Vec::new();
    let mut piece: Option<(String, usize)> = None;
    let mut depth = 0usize;
    let mut new_form = false;
    // Words of a note that is open, and notes of a unit that wait for its first segment.
    let mut note: Option<String> = None;
    let mut notes: Vec<String> = Vec::new();
    while let Some((node, span)) = walk.next()? {
        match node {
            Node::Open(element) => {
                depth += 1;
                let local = element.name.local;
                let attribute = |name: &str| element.whole_attribute(name);
                match local {
                    "alt-trans" | "matches" | "ph" | "bpt" | "ept" | "it" | "bin-source" | "bin-target"
                    | "originalData" => {
                        skip(&mut walk, local, span)?;
                        depth -= 1;
                    }
                    "xliff" => {
                        content.source = attribute("srcLang").map(|tag| Language::new(&tag));
                        content.target = attribute("trgLang").map(|tag| Language::new(&tag));
                        new_form = content.source.is_some();
                    }
                    "file" => {
                        let language = |name| attribute(name).map(|tag| Language::new(&tag));
                        content.source = content.source.take().or_else(|| language("source-language"));
                        let target = language("target-language").or_else(|| content.target.clone());
                        content.target = content.target.take().or_else(|| target.clone());
                        let original = attribute("original").unwrap_or_default();
                        content.files.push(Inner { original, target, first: 0, nth: 0 });
                    }
                    "trans-unit" | "unit" => {
                        unit = attribute("id").unwrap_or_default();
                        let file = content.files.len().saturating_sub(1);
                        let approved = attribute("approved").as_deref() == Some("yes");
                        let status = if approved { Status::Confirmed } else { Status::Open };
                        whole = Segment { file, unit: unit.clone(), status, ..Segment::default() };
                        pieces.clear();
                        notes.clear();
                    }
                    "segment" => {
                        segment = Segment {
                            unit: unit.clone(),
                            file: content.files.len().saturating_sub(1),
                            part: attribute("id").unwrap_or_default(),
                            status: status(
                                &attribute("state").unwrap_or_default(),
                                &attribute("subState").unwrap_or_default(),
                            ),
                            notes: std::mem::take(&mut notes),
                            ..Segment::default()
                        }
                    }
                    "source" => side = Some(Side::Source),
                    "seg-source" => side = Some(Side::Cut),
                    "target" => {
                        side = Some(Side::Target);
                        let said = status(
                            &attribute("state").unwrap_or_default(),
                            &attribute("state-qualifier").unwrap_or_default(),
                        );
                        if said != Status::Open && whole.status == Status::Open {
                            whole.status = said;
                        }
                    }
                    "note" if !unit.is_empty() => note = Some(String::new()),
                    "mrk" if piece.is_none() && attribute("mtype").as_deref() == Some("seg") => {
                        if let Some(side) = side {
                            let number = attribute("mid").unwrap_or_default();
                            pieces.push((side, number.clone(), Vec::new()));
                            piece = Some((number, depth));
                        }
                    }
                    "cp" => {
                        let code = attribute("hex").and_then(|hex| u32::from_str_radix(&hex, 16).ok());
                        let c = code.and_then(char::from_u32).map(|c| Cow::Owned(c.to_string()));
                        let meant = c.unwrap_or(Cow::Borrowed("\u{fffd}"));
                        let into = if new_form { &mut segment } else { &mut whole };
                        match side {
                            Some(Side::Source) => into.source.push((span, "", Some(meant))),
                            Some(Side::Target) => into.target.push((span, "", Some(meant))),
                            _ => {}
                        }
                    }
                    _ => {}
                }
            }
            Node::Text(raw, meant) => {
                if let Some(note) = &mut note {
                    note.push_str(meant.as_deref().unwrap_or(raw));
                }
                let Some(side) = side.filter(|_| note.is_none()) else { continue };
                if let Some((_, _, words)) = pieces.last_mut().filter(|_| piece.is_some()) {
                    words.push((span, raw, meant.clone()));
                }
                let into = if new_form { &mut segment } else { &mut whole };
                match side {
                    Side::Source => into.source.push((span, raw, meant)),
                    Side::Target => into.target.push((span, raw, meant)),
                    Side::Cut => {}
                }
            }
            Node::Close(name) => {
                if piece.as_ref().is_some_and(|(_, at)| *at == depth) {
                    piece = None;
                }
                depth = depth.saturating_sub(1);
                match name.local {
                    "source" | "seg-source" | "target" => side = None,
                    "note" => {
                        let words = note.take().unwrap_or_default().trim().to_owned();
                        if !words.is_empty() {
                            if new_form { &mut notes } else { &mut whole.notes }.push(words);
                        }
                    }
                    "segment" => content.segments.push(std::mem::take(&mut segment)),
                    "trans-unit" => {
                        close_unit(&mut content, std::mem::take(&mut whole), std::mem::take(&mut pieces))
                    }
                    _ => {}
                }
            }
        }
    }
    content.tell_texts();
    Ok(content)
}

/// Adds a unit of XLIFF 1: cut as both sides are, or as one.
fn close_unit<'a>(content: &mut Content<'a>, mut whole: Segment<'a>, pieces: Vec<(Side, String, Words<'a>)>) {
    let cut = pieces.iter().any(|(side, ..)| *side == Side::Cut);
    let whole_target = !said(&whole.target).trim().is_empty();
    let cut_target = pieces.iter().any(|(side, ..)| *side == Side::Target);
    if !cut || whole_target && !cut_target {
        content.segments.push(whole);
        return;
    }
    let (targets, sources): (Vec<_>, Vec<_>) =
        pieces.into_iter().partition(|(side, ..)| *side == Side::Target);
    let mut targets: Vec<_> = targets.into_iter().map(|(_, number, words)| (number, words)).collect();
    for (_, number, source) in sources {
        let at = targets.iter().position(|(other, _)| *other == number);
        let target = at.map(|at| targets.remove(at).1).unwrap_or_default();
        content.segments.push(of_unit(&mut whole, number, source, target));
    }
    for (number, target) in targets {
        content.segments.push(of_unit(&mut whole, number, Vec::new(), target));
    }
}

/// A piece of the unit `whole`, of which the first takes the notes.
fn of_unit<'a>(whole: &mut Segment<'a>, part: String, source: Words<'a>, target: Words<'a>) -> Segment<'a> {
    let notes = std::mem::take(&mut whole.notes);
    Segment { file: whole.file, unit: whole.unit.clone(), part, source, target, status: whole.status, notes }
}
