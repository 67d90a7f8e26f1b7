//! Translation Memory eXchange 1.4: what every translator's program reads.
//!
//! ```text
//! header  prop x-text: b.en, c.en       the texts in their order; two of them may be in one language
//! tu 7    creationdate, note, prop      what others said of the unit is kept and written again
//!   tuv en  prop x-text 2               which of the two it is of
//!     seg   A <bpt i="1">{\b</bpt>word  marks of other programs: no words, but kept where the words stay
//! ```
//!
//! The writer is strict: the header's seven required attributes, every text escaped, no character that
//! XML does not allow, elements in the order of the document type definition. The reader is lenient,
//! because other writers are not strict: `lang` for `xml:lang`, any letter case, any version, attributes
//! missing; marks inside a segment are no words, but what stands in a `sub` within them is.
//!
//! The format itself knows a unit's languages and no texts. To take the second text of a language from the place in
//! the unit, as readers do, is simpler, and gives a segment to the wrong text wherever the first has a gap.

use std::io::{self, Write};

use quick_xml::XmlVersion;
use quick_xml::escape::{escape, unescape};
use quick_xml::events::{BytesStart, Event};
use rustc_hash::FxHashMap;

use super::error::{Error, Result};
use super::forms::Options;
use super::parallel::{Cell, Column, Judged, Parallel, Row, without_counterpart};
use super::xml::{Escaper, Events, is_allowed, said_of_tags, valid_tag};
use crate::message::{self, Message};
use crate::review::Status;
use crate::say;
use crate::text::Language;

/// The property that names a text in the header, and its number, from 1, in a segment.
const TEXT: &str = "x-text";

/// Properties that are written anew from the row.
const OURS: [&str; 4] = ["x-confidence", "x-shape", STATUS, TEXT];

/// The property that says what a person has said of a row.
const STATUS: &str = "x-status";

/// What a memory says of a unit beside its words.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// Of the unit.
    unit: Remarks,
    /// Of the segment of each text.
    segments: Vec<Remarks>,
}

impl Kept {
    /// What is kept of a unit of which no more is known than its id.
    pub(super) fn of_id(id: String) -> Self {
        let attributes = vec![("tuid".to_owned(), id)];
        Self { unit: Remarks { attributes, ..Remarks::default() }, segments: Vec::new() }
    }

    /// The id of the unit in the file that it was read from.
    pub(super) fn id(&self) -> Option<&str> {
        self.unit.attributes.iter().find(|(name, _)| name == "tuid").map(|(_, id)| id.as_str())
    }

    /// What was noted of the unit, a line a note.
    fn note(&self) -> String {
        let notes = self.unit.children.iter().filter(|(name, ..)| *name == "note");
        let notes = notes.map(|(.., words)| words.trim()).filter(|words| !words.is_empty());
        notes.collect::<Vec<_>>().join("\n")
    }

    /// The same for `count` texts, of which the one at `places[n]` was the one at `n`.
    pub(super) fn rearranged(self, places: &[usize], count: usize) -> Self {
        let mut segments = vec![Remarks::default(); count];
        for (segment, &place) in self.segments.into_iter().zip(places) {
            segments[place] = segment;
        }
        Self { unit: self.unit, segments }
    }

    /// How many segments have marks of other programs in them.
    pub(super) fn marked(&self) -> usize {
        self.segments.iter().filter(|segment| segment.marked.is_some()).count()
    }
}

/// A note or property: which of the two, its attributes, its words.
type Child = (&'static str, Vec<(String, String)>, String);

/// What is said of a unit or a segment.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Remarks {
    /// Its attributes but for its language, such as `creationdate`.
    attributes: Vec<(String, String)>,
    /// Its notes and properties.
    children: Vec<Child>,
    /// A segment's words, and the same with the marks that stand in it, as it is written.
    marked: Option<(String, String)>,
}

/// Writes `parallel` as a translation memory; says what was left out.
pub fn write(parallel: &Parallel, options: &Options, out: &mut dyn Write) -> io::Result<Vec<Message>> {
    let mut escaper = Escaper::default();
    let columns = &parallel.columns;
    let tags: Vec<&str> = columns.iter().map(|column| valid_tag(column.language.tag())).collect();
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<!DOCTYPE tmx SYSTEM "tmx14.dtd">"#)?;
    writeln!(out, r#"<tmx version="1.4">"#)?;
    write!(
        out,
        r#"  <header creationtool="duizhao" creationtoolversion="{}" segtype="sentence" o-tmf="duizhao" adminlang="en" srclang="{}" datatype="plaintext""#,
        env!("CARGO_PKG_VERSION"),
        tags.first().unwrap_or(&"und"),
    )?;
    if let Some(date) = &options.date {
        write!(out, r#" creationdate="{}""#, escape(date))?;
    }
    writeln!(out, ">")?;
    for (column, tag) in columns.iter().zip(&tags) {
        let name = escaper.escaped(&column.name);
        writeln!(out, r#"    <prop type="{TEXT}" xml:lang="{tag}">{name}</prop>"#)?;
    }
    writeln!(out, "  </header>\n  <body>")?;
    // Only where a language does not say it is a segment's text worth a word.
    let named: Vec<bool> =
        tags.iter().map(|tag| tags.iter().filter(|other| *other == tag).count() > 1).collect();
    let mut left_out = 0;
    for (number, row) in parallel.rows.iter().enumerate() {
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled == 0 || filled == 1 && !options.keep_gaps {
            left_out += 1;
            continue;
        }
        let of_unit = row.kept.as_ref().map(|kept| &kept.unit);
        let has_id = row.kept.as_ref().is_some_and(|kept| kept.id().is_some());
        write!(out, "    <tu")?;
        if !has_id {
            write!(out, r#" tuid="{}""#, number + 1)?;
        }
        attributes(of_unit.map_or(&[][..], |kept| &kept.attributes), out, &mut escaper)?;
        writeln!(out, ">")?;
        if let Some(confidence) = row.confidence {
            writeln!(out, r#"      <prop type="x-confidence">{confidence:.2}</prop>"#)?;
        }
        writeln!(out, r#"      <prop type="x-shape">{}</prop>"#, row.shape())?;
        if let Some(judged) = &row.judged {
            said_of(judged, row.kept.as_deref(), out, &mut escaper)?;
        }
        children(of_unit, "      ", "\n", out, &mut escaper)?;
        for (n, (cell, column)) in
            row.cells.iter().zip(columns).enumerate().filter(|(_, (cell, _))| !cell.is_empty())
        {
            let kept = row.kept.as_ref().and_then(|kept| kept.segments.get(n));
            write!(out, r#"      <tuv xml:lang="{}""#, tags[n])?;
            attributes(kept.map_or(&[][..], |kept| &kept.attributes), out, &mut escaper)?;
            write!(out, ">")?;
            if named[n] {
                write!(out, r#"<prop type="{TEXT}">{}</prop>"#, n + 1)?;
            }
            children(kept, "", "", out, &mut escaper)?;
            let line = cell.line(&column.language);
            match kept.and_then(|kept| kept.marked.as_ref()).filter(|(words, _)| *words == line) {
                Some((_, marked)) => write!(out, "<seg>{marked}</seg>")?,
                None => write!(out, "<seg>{}</seg>", escaper.escaped(&line))?,
            }
            writeln!(out, "</tuv>")?;
        }
        writeln!(out, "    </tu>")?;
    }
    writeln!(out, "  </body>\n</tmx>")?;
    let mut said: Vec<Message> = without_counterpart(left_out).into_iter().collect();
    said.extend(escaper.said());
    said.extend(said_of_tags(columns.iter().map(|column| &column.language)));
    Ok(said)
}

/// What a person has said of a row; a note that is kept is written with what is kept.
fn said_of(
    judged: &Judged,
    kept: Option<&Kept>,
    out: &mut dyn Write,
    escaper: &mut Escaper,
) -> io::Result<()> {
    if judged.status != Status::Open {
        writeln!(out, r#"      <prop type="{STATUS}">{}</prop>"#, judged.status.name())?;
    }
    if !judged.note.is_empty() && kept.is_none_or(|kept| kept.note() != judged.note) {
        writeln!(out, "      <note>{}</note>", escaper.escaped(&judged.note))?;
    }
    Ok(())
}

fn attributes(attributes: &[(String, String)], out: &mut dyn Write, escaper: &mut Escaper) -> io::Result<()> {
    for (name, value) in attributes {
        write!(out, r#" {name}="{}""#, escaper.escaped(value))?;
    }
    Ok(())
}

/// The notes and properties of a unit or segment, each between `before` and `after`.
fn children(
    of: Option<&Remarks>,
    before: &str,
    after: &str,
    out: &mut dyn Write,
    escaper: &mut Escaper,
) -> io::Result<()> {
    for (name, with, words) in of.into_iter().flat_map(|kept| &kept.children) {
        write!(out, "{before}<{name}")?;
        attributes(with, out, escaper)?;
        write!(out, ">{}</{name}>{after}", escaper.escaped(words))?;
    }
    Ok(())
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    /// The language of the header, which comes first if a segment is in it.
    source: Option<Language>,
    /// Texts in the order of the header, or in which their languages appeared; the second of one language in a
    /// unit is another text.
    columns: Vec<Column>,
    /// The number of each text by its language and how many of that language come before it.
    places: FxHashMap<(Language, usize), usize>,
    /// How many texts there are in each language.
    times: FxHashMap<Language, usize>,
    /// Whether the header says what texts there are.
    told: bool,
    rows: Vec<Unit>,
    /// The open unit.
    unit: Unit,
    /// How many segments of each language the open unit has so far.
    here: FxHashMap<Language, usize>,
    /// Segments that came in several parts.
    several: usize,
    /// Whether the header has notes or properties that no text of ours keeps.
    lost: bool,
}

/// A unit: words and what is said of them, by the number of the text.
#[derive(Default)]
struct Unit {
    segments: Vec<(usize, String, Remarks)>,
    confidence: Option<f32>,
    status: Status,
    remarks: Remarks,
}

/// A segment that is being read.
#[derive(Default)]
struct Segment {
    language: Option<Language>,
    text: Option<usize>,
    words: Option<String>,
    remarks: Remarks,
    /// Whether its words stand in more than one `seg`, which the format does not allow.
    several: bool,
}

/// Reads a translation memory; `path` is for messages.
pub fn read(path: &str, text: &str) -> Result<Parallel<'static>> {
    let mut events = Events::xml(path, text);
    let mut reading = Reading::default();
    let mut segment: Option<Segment> = None;
    // Where the words of the open `seg` begin, and whether anything but words stands in it.
    let mut seg: Option<(usize, bool)> = None;
    // A note or property that is open.
    let mut child: Option<Child> = None;
    // For each open mark within a segment, whether its content is code of another program, not words.
    let mut marks: Vec<bool> = Vec::new();
    let (mut seen, mut in_header, mut in_unit) = (false, false, false);
    while let Some(event) = events.next()? {
        let empty = matches!(event, Event::Empty(_));
        match event {
            Event::Start(start) | Event::Empty(start) => {
                let name = start.local_name();
                let name = name.as_ref();
                if let Some((_, marked)) = seg.as_mut() {
                    *marked = true;
                    let is_code = matches!(name, "bpt" | "ept" | "ph" | "it" | "ut");
                    if !empty {
                        marks.push(is_code || name != "sub" && marks.last() == Some(&true));
                    }
                    if name == "sub" {
                        part(segment.as_mut());
                    }
                    continue;
                }
                match name {
                    "tmx" => seen = true,
                    "header" => {
                        in_header = !empty;
                        reading.source = attribute(&start, "srclang").and_then(|tag| language(&tag));
                    }
                    "tu" => {
                        in_unit = !empty;
                        reading.unit.remarks.attributes = all_attributes(&start);
                        if empty {
                            reading.end_unit();
                        }
                    }
                    "tuv" if empty => {
                        return Err(
                            events.wrong(say!(en: "a `tuv` without its `seg`", zh: "`tuv` 里没有 `seg`"))
                        );
                    }
                    "tuv" => {
                        let tag = attribute(&start, "lang");
                        let tag = match tag {
                            None => None,
                            Some(tag) => Some(language(&tag).ok_or_else(|| {
                                events.wrong(say!(
                                    en: "`{tag}` is no code of a language",
                                    zh: "`{tag}` 不是语言代码",
                                    tag = &tag
                                ))
                            })?),
                        };
                        let remarks = Remarks { attributes: all_attributes(&start), ..Remarks::default() };
                        segment = Some(Segment { language: tag, remarks, ..Segment::default() });
                    }
                    "seg" => {
                        if let Some(segment) = &mut segment {
                            segment.several |= segment.words.is_some();
                            match &mut segment.words {
                                Some(words) if words.ends_with(|c: char| !c.is_whitespace()) => {
                                    words.push(' ')
                                }
                                Some(_) => {}
                                None => segment.words = Some(String::new()),
                            }
                        }
                        seg = (!empty).then(|| (events.span().end, false));
                    }
                    "prop" | "note" if !empty && (in_unit || in_header) => {
                        let name = if name == "prop" { "prop" } else { "note" };
                        child = Some((name, all_attributes_but(&start, &[]), String::new()));
                    }
                    _ => {}
                }
            }
            Event::Text(content) => {
                let content = content.xml_content(XmlVersion::Implicit1_0);
                put(&content, &mut child, seg.is_some(), segment.as_mut(), &marks);
            }
            Event::CData(content) => {
                put(&content, &mut child, seg.is_some(), segment.as_mut(), &marks);
            }
            Event::GeneralRef(name) => {
                let character = referred(&name)
                    .ok_or_else(|| events.wrong(say!(en: "unknown character `&{name};`", zh: "没有 `&{name};` 这个字符", name = &*name)))?;
                put(&character, &mut child, seg.is_some(), segment.as_mut(), &marks);
            }
            Event::End(end) => match end.local_name().as_ref() {
                "seg" => {
                    let (from, marked) = seg.take().unwrap_or((0, false));
                    if let Some(segment) = segment.as_mut().filter(|segment| marked && !segment.several) {
                        let raw = &text[from..events.span().start];
                        if raw.chars().all(is_allowed) {
                            let words = segment.words.clone().unwrap_or_default();
                            segment.remarks.marked = Some((words, raw.to_owned()));
                        }
                    }
                }
                "sub" if seg.is_some() => {
                    marks.pop();
                    part(segment.as_mut());
                }
                _ if seg.is_some() => drop(marks.pop()),
                "tuv" => {
                    if let Some(mut segment) = segment.take() {
                        if segment.several {
                            segment.remarks.marked = None;
                            reading.several += 1;
                        }
                        reading.segment(segment).map_err(|message| events.wrong(message))?;
                    }
                }
                "tu" => {
                    in_unit = false;
                    reading.end_unit();
                }
                "header" => in_header = false,
                "prop" | "note" => {
                    if let Some(child) = child.take() {
                        if in_header {
                            reading.header(&child);
                        } else {
                            reading.remark(child, segment.as_mut());
                        }
                    }
                }
                _ => {}
            },
            _ => {}
        }
    }
    if !seen {
        return Err(Error::content(
            path,
            say!(
                en: "is not a TMX file: it has no `tmx` element",
                zh: "不是 TMX 文件：没有 `tmx` 元素"
            ),
        ));
    }
    reading.finished(path, text)
}

/// Puts words where they belong: in a note, or in a segment outside of marks.
fn put(words: &str, child: &mut Option<Child>, in_seg: bool, segment: Option<&mut Segment>, marks: &[bool]) {
    if let Some((_, _, content)) = child {
        content.push_str(words);
    } else if let Some(segment) = segment.and_then(|segment| segment.words.as_mut()).filter(|_| in_seg)
        && marks.last() != Some(&true)
    {
        segment.push_str(words);
    }
}

/// What stands in a `sub` is a text within the text, and parted from it.
fn part(segment: Option<&mut Segment>) {
    if let Some(words) = segment.and_then(|segment| segment.words.as_mut())
        && words.ends_with(|c: char| !c.is_whitespace())
    {
        words.push(' ');
    }
}

impl Reading {
    /// The number of the `time`th text in a language, which is a new one if there is none.
    fn column(&mut self, language: &Language, time: usize, name: &str) -> usize {
        if let Some(&column) = self.places.get(&(language.clone(), time)) {
            return column;
        }
        let column = self.columns.len();
        self.places.insert((language.clone(), time), column);
        *self.times.entry(language.clone()).or_default() += 1;
        self.columns.push(Column::new(name, language.clone()));
        column
    }

    /// A note or property of the header.
    fn header(&mut self, (_, with, words): &(&'static str, Vec<(String, String)>, String)) {
        let value =
            |name: &str| with.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str());
        if value("type") == Some(TEXT)
            && let Some(language) = value("xml:lang").and_then(language)
        {
            self.told = true;
            let time = self.times.get(&language).copied().unwrap_or(0);
            self.column(&language, time, words);
        } else {
            self.lost = true;
        }
    }

    /// A note or property of the open unit, or of the open segment of it.
    fn remark(
        &mut self,
        child: (&'static str, Vec<(String, String)>, String),
        segment: Option<&mut Segment>,
    ) {
        let kind = child.1.iter().find(|(name, _)| name == "type").map_or("", |(_, value)| value);
        match (kind, segment) {
            (TEXT, Some(segment)) if child.0 == "prop" => segment.text = child.2.trim().parse().ok(),
            ("x-confidence", None) if child.0 == "prop" => self.unit.confidence = child.2.trim().parse().ok(),
            (STATUS, None) if child.0 == "prop" => {
                self.unit.status = child.2.trim().parse().unwrap_or_default();
            }
            (kind, _) if child.0 == "prop" && OURS.contains(&kind) => {}
            (_, Some(segment)) => segment.remarks.children.push(child),
            (_, None) => self.unit.remarks.children.push(child),
        }
    }

    /// A segment of the open unit.
    fn segment(&mut self, segment: Segment) -> std::result::Result<(), Message> {
        let words = segment.words.ok_or(say!(en: "a `tuv` without its `seg`", zh: "`tuv` 里没有 `seg`"))?;
        let language =
            segment.language.ok_or(say!(en: "a `tuv` without its language", zh: "`tuv` 没有注明语言"))?;
        let time = self.here.entry(language.clone()).or_default();
        let nth = *time;
        *time += 1;
        let told = segment.text.filter(|_| self.told).and_then(|number| number.checked_sub(1));
        let told = told.filter(|&n| self.columns.get(n).is_some_and(|column| column.language == language));
        let column = told.unwrap_or_else(|| self.column(&language, nth, language.tag()));
        self.unit.segments.push((column, words, segment.remarks));
        Ok(())
    }

    fn end_unit(&mut self) {
        self.here.clear();
        self.rows.push(std::mem::take(&mut self.unit));
    }

    /// The texts in the order of the header, or the header's source language first.
    fn finished(mut self, path: &str, text: &str) -> Result<Parallel<'static>> {
        /// A row has a cell for each text. Of a file in which each unit is of other languages that would be the
        /// square of what it holds; so many cells to a byte are more than any memory has that is of so many texts.
        const CELLS: usize = 4;
        let count = self.columns.len();
        if self.rows.len().saturating_mul(count) > CELLS * text.len() {
            let message = say!(
                en: "{units} units of {count} texts, hardly any in two; split it by languages",
                zh: "{units} 个单元分属 {count} 种文本，几乎都不成对；先按语言拆开",
                units = self.rows.len(),
                count
            );
            return Err(Error::content(path, message));
        }
        let source = self.columns.iter().position(|column| Some(&column.language) == self.source.as_ref());
        let source = source.filter(|_| !self.told).unwrap_or(0);
        // The source goes before those that stand before it.
        let place = |column: usize| match column {
            column if column == source => 0,
            column if column < source => column + 1,
            column => column,
        };
        let mut next = vec![0; count];
        let row = |unit: Unit| {
            let mut cells = vec![Cell::default(); count];
            let mut segments: Vec<Remarks> = Vec::new();
            for (column, words, remarks) in unit.segments {
                if words.trim().is_empty() {
                    continue;
                }
                let place = place(column);
                let cell = &mut cells[place];
                if cell.is_empty() {
                    cell.numbers.push(next[column]);
                    next[column] += 1;
                }
                cell.sentences.push(words.into());
                if remarks != Remarks::default() {
                    segments.resize(segments.len().max(place + 1), Remarks::default());
                    segments[place] = remarks;
                }
            }
            let kept = Kept { unit: unit.remarks, segments };
            let judged = Judged { status: unit.status, note: kept.note(), id: String::new() };
            let judged = (judged != Judged::default()).then(|| Box::new(judged));
            let kept = (kept != Kept::default()).then(|| Box::new(kept));
            Row { cells, confidence: unit.confidence, kept, judged, ..Row::default() }
        };
        let rows = std::mem::take(&mut self.rows).into_iter().map(row).collect();
        if count > 0 {
            self.columns[..=source].rotate_right(1);
        }
        let several = (self.several > 0).then(|| {
            say!(
                en: "{segments} with more than one `seg`; their words are joined",
                zh: "{segments}里不止一个 `seg`，文字已连成一段",
                segments = message::count(self.several, "segment", "个句段")
            )
        });
        let lost = self.lost.then(|| {
            say!(
                en: "notes and properties of the header are left out",
                zh: "略去文件头的备注和属性"
            )
        });
        let said = several.into_iter().chain(lost).collect();
        Ok(Parallel { columns: self.columns, rows, encoder: None, said })
    }
}

/// The language of that code or name, if it is one.
pub(super) fn language(tag: &str) -> Option<Language> {
    let tag = tag.trim();
    let usual = tag.replace('_', "-");
    if valid_tag(&usual) == usual { Some(Language::new(tag)) } else { Language::parse(tag).ok() }
}

/// The value of the attribute with this local name, in any letter case.
pub(super) fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref().eq_ignore_ascii_case(name))?;
    Some(resolved(&found.value))
}

/// The attributes of a unit or a segment but for its language.
fn all_attributes(start: &BytesStart) -> Vec<(String, String)> {
    all_attributes_but(start, &["xml:lang", "lang"])
}

/// The attributes but for those of these names; of one name the first. Those of other namespaces would need
/// more than they say.
fn all_attributes_but(start: &BytesStart, names: &[&str]) -> Vec<(String, String)> {
    let mut kept: Vec<(String, String)> = Vec::new();
    for attribute in start.attributes().with_checks(false).flatten() {
        let name: &str = attribute.key.as_ref();
        let plain = name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b))
            && name.starts_with(|c: char| c.is_ascii_alphabetic());
        let known = names.iter().any(|known| name.eq_ignore_ascii_case(known));
        // A handful at most; what has thousands is no memory.
        const MOST: usize = 64;
        if (plain || name == "xml:lang")
            && !known
            && kept.len() < MOST
            && kept.iter().all(|(other, _)| other != name)
        {
            kept.push((name.to_owned(), resolved(&attribute.value)));
        }
    }
    kept
}

/// A value with its entities resolved, or as it stands if one is not known.
fn resolved(value: &str) -> String {
    unescape(value).map_or_else(|_| value.to_owned(), |value| value.into_owned())
}

/// The text that `&name;` stands for.
pub(super) fn referred(name: &str) -> Option<String> {
    let code = match name.strip_prefix('#') {
        Some(digits) => match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        },
        None => return quick_xml::escape::resolve_predefined_entity(name).map(str::to_owned),
    };
    char::from_u32(code).map(String::from)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::tsv;

    fn written(table: &str, options: &Options) -> (String, Vec<Message>) {
        let mut bytes = Vec::new();
        let said = write(&tsv::read("a", table).unwrap(), options, &mut bytes).unwrap();
        (String::from_utf8(bytes).unwrap(), said)
    }

    #[test]
    fn the_header_has_what_the_definition_requires() {
        let (tmx, _) = written("zh-CN\ten\n你好。\tHello.\n", &Options::default());
        for name in
            ["creationtool", "creationtoolversion", "segtype", "o-tmf", "adminlang", "srclang", "datatype"]
        {
            assert!(tmx.contains(&format!(" {name}=\"")), "{name} in {tmx}");
        }
        assert!(
            tmx.contains(r#"srclang="zh-CN""#) && tmx.contains(r#"<tuv xml:lang="zh-CN"><seg>你好。</seg>"#)
        );
        assert!(!tmx.contains("date"), "the day it was made is not in it");
        let dated = Options { date: Some("20261122T080000Z".into()), ..Options::default() };
        assert!(written("zh\ten\na\tb\n", &dated).0.contains(r#"creationdate="20261122T080000Z""#));
    }

    #[test]
    fn escapes_and_says_what_it_leaves_out() {
        let (tmx, said) = written("zh\ten\na<b\tR&D\u{c}\u{1}\nalone\t\n", &Options::default());
        assert!(tmx.contains("<seg>a&lt;b</seg>") && tmx.contains("<seg>R&amp;D </seg>"), "{tmx}");
        assert_eq!(
            said,
            [
                "1 row without counterpart left out; `--keep-gaps` keeps such rows",
                "1 character that XML does not allow left out",
            ]
        );
    }

    #[test]
    fn says_what_it_does_not_keep() {
        let memory = |header: &str, seg: &str| {
            let text = format!(
                "<tmx version='1.4'><header srclang='fr'>{header}</header><body><tu><tuv xml:lang='fr'><seg>Un.</seg></tuv>\
                 <tuv xml:lang='it'>{seg}</tuv></tu></body></tmx>"
            );
            let parallel = read("a.tmx", &text).unwrap();
            let said: Vec<_> = parallel.said.iter().map(ToString::to_string).collect();
            (parallel.rows[0].cells[1].sentences.join("|"), said.join("; "))
        };
        assert_eq!(memory("", "<seg>Uno.</seg>"), ("Uno.".into(), String::new()));
        assert_eq!(
            memory("", "<seg>Uno.</seg><seg><ph/>Due.</seg>"),
            ("Uno. Due.".into(), "1 segment with more than one `seg`; their words are joined".into())
        );
        assert_eq!(
            memory("<note>Old.</note>", "<seg>Uno.</seg>").1,
            "notes and properties of the header are left out"
        );
    }

    #[test]
    fn reads_what_lenient_writers_write() {
        let parallel = read(
            "a.tmx",
            r#"<tmx version="1.1"><header srclang="zh-cn"/><body>
            <tu><tuv lang="EN-us"><seg>One <bpt i="1">{\b</bpt>bold<ept i="1">}</ept> &#x4e00;&amp;</seg></tuv>
                <tuv XML:LANG="ZH-CN"><seg><![CDATA[一<]]></seg></tuv></tu>
            <tu><tuv xml:lang="en-US"><seg>Two</seg></tuv></tu></body></tmx>"#,
        )
        .unwrap();
        let tags: Vec<_> = parallel.columns.iter().map(|column| column.language.tag()).collect();
        assert_eq!(tags, ["zh-CN", "en-US"]);
        let line = |row: usize, cell: usize| parallel.rows[row].cells[cell].line(&Language::new("en"));
        assert_eq!((line(0, 0), line(0, 1)), ("一<".to_owned(), "One bold 一&".to_owned()));
        assert_eq!((line(1, 0), line(1, 1)), (String::new(), "Two".to_owned()));
    }

    #[test]
    fn says_what_is_wrong_and_where() {
        let message = |text: &str| read("a.tmx", text).unwrap_err().to_string();
        assert_eq!(
            message("<tmx>\n<body><tu><tuv><seg>x</seg></tuv></tu></body></tmx>"),
            "a.tmx:2: a `tuv` without its language"
        );
        let unit = |inner: &str| format!("<tmx><body>\n<tu>{inner}</tu></body></tmx>");
        let none = "a.tmx:2: a `tuv` without its `seg`";
        assert_eq!(message(&unit("<tuv lang='en'></tuv>")), none);
        assert_eq!(message(&unit("<tuv lang='en'/>")), none);
        assert_eq!(
            message(&unit("<tuv lang='\u{c}\u{fffe}'><seg>a</seg></tuv>")),
            "a.tmx:2: `\\u{c}\u{fffe}` is no code of a language"
        );
        assert!(message("<tmx>\n<body></tmx>").starts_with("a.tmx:2: is no well-formed XML"));
        assert_eq!(message("<html/>"), "a.tmx: is not a TMX file: it has no `tmx` element");
    }

    /// A memory of which only the beginning came is not the memory.
    #[test]
    fn a_memory_that_was_cut_off_is_none() {
        let (whole, _) = written("zh\ten\n你好。\tHello.\n再见。\tBye.\n", &Options::default());
        for (at, _) in whole.trim_end().char_indices() {
            assert!(read("a.tmx", &whole[..at]).is_err(), "{}", &whole[..at]);
        }
        let cut = whole.split("<tu tuid=\"2\">").next().unwrap();
        assert_eq!(
            read("a.tmx", cut).unwrap_err().to_string(),
            "a.tmx:14: ends inside `body`, which begins in line 8; the file was cut off"
        );
    }

    /// Two texts in one language, the first with a gap, and an order that the rows do not show.
    #[test]
    fn a_segment_stays_with_its_text() {
        let table = "zh\ten b.en\ten c.en\tru\n一\t\tC1\tР1\n二\tB2\tC2\t\n\tB3\tC3\t\n";
        let (tmx, said) = written(table, &Options { keep_gaps: true, ..Options::default() });
        assert!(said.is_empty(), "{said:?}");
        let back = read("a.tmx", &tmx).unwrap();
        assert_eq!(back.columns, tsv::read("a", table).unwrap().columns);
        let lines = |row: &Row| -> Vec<String> {
            row.cells.iter().zip(&back.columns).map(|(cell, column)| cell.line(&column.language)).collect()
        };
        let rows: Vec<_> = back.rows.iter().map(lines).collect();
        assert_eq!(rows, [["一", "", "C1", "Р1"], ["二", "B2", "C2", ""], ["", "B3", "C3", ""]]);
    }

    #[test]
    fn what_others_said_of_a_unit_is_written_again() {
        let body = r#"<tu tuid="q&amp;7" creationdate="20260102T030405Z" changeid="li" usagecount="3">
            <note xml:lang="en">ask &lt;Li&gt;</note><prop type="client">A</prop>
            <tuv xml:lang="zh" changedate="20260203T000000Z"><prop type="x">y</prop><seg>一<bpt i="1">&lt;b></bpt>二<ept i="1">&lt;/b></ept></seg></tuv>
            <tuv xml:lang="en"><note>n</note><seg>See <ph x="1">&lt;img alt="<sub>A cat</sub>"&gt;</ph>here</seg></tuv></tu>"#;
        let memory = format!("<tmx version='1.4'><header srclang='zh'/><body>{body}</body></tmx>");
        let parallel = read("a.tmx", &memory).unwrap();
        assert_eq!(parallel.marked(), 2);
        let line = |cell: usize| parallel.rows[0].cells[cell].line(&Language::new("en"));
        assert_eq!((line(0), line(1)), ("一二".to_owned(), "See A cat here".to_owned()));
        let mut bytes = Vec::new();
        write(&parallel, &Options::default(), &mut bytes).unwrap();
        let again = String::from_utf8(bytes).unwrap();
        for kept in [
            r#"<tu tuid="q&amp;7" creationdate="20260102T030405Z" changeid="li" usagecount="3">"#,
            r#"<note xml:lang="en">ask &lt;Li&gt;</note>"#,
            r#"<prop type="client">A</prop>"#,
            r#"<tuv xml:lang="zh" changedate="20260203T000000Z"><prop type="x">y</prop>"#,
            r#"<seg>一<bpt i="1">&lt;b></bpt>二<ept i="1">&lt;/b></ept></seg>"#,
            r#"<sub>A cat</sub>"#,
        ] {
            assert!(again.contains(kept), "{kept} in {again}");
        }
        assert_eq!(read("a.tmx", &again).unwrap().rows, parallel.rows);
    }

    #[test]
    fn a_memory_of_a_language_a_unit_takes_no_more_room_than_it_has() {
        let unit = |n: usize| format!("<tu><tuv xml:lang=\"q{n}\"><seg>a</seg></tuv></tu>\n");
        let memory = |n: usize| format!("<tmx><body>{}</body></tmx>", (0..n).map(unit).collect::<String>());
        assert_eq!(read("a.tmx", &memory(40)).unwrap().columns.len(), 40);
        let error = read("a.tmx", &memory(4000)).unwrap_err();
        assert!(error.to_string().ends_with("split it by languages"), "{error}");
    }

    #[test]
    fn no_code_of_a_language_makes_a_memory_ill_formed() {
        let column = |tag: &str| Column::new("a\u{1}<", Language::new(tag));
        let cell = || Cell { numbers: vec![0], sentences: vec!["a".into()], ..Cell::default() };
        let rows = vec![Row { cells: vec![cell(), cell()], ..Row::default() }];
        let mut bytes = Vec::new();
        let said = write(
            &Parallel {
                columns: vec![column("e\u{c}n"), column("\u{fffe}")],
                rows,
                encoder: None,
                said: Vec::new(),
            },
            &Options::default(),
            &mut bytes,
        );
        assert_eq!(said.unwrap().len(), 3);
        let text = String::from_utf8(bytes).unwrap();
        assert!(text.chars().all(is_allowed) && read("a.tmx", &text).is_ok(), "{text}");
    }
}
