//! Translation Memory eXchange 1.4: what every translator's program reads.
//!
//! The writer is strict: the header's seven required attributes, every text escaped, no character that
//! XML does not allow, elements in the order of the document type definition. The reader is lenient,
//! because other writers are not strict: `lang` for `xml:lang`, any letter case, any version, attributes
//! missing; marks inside a segment are dropped and their words kept.

use std::io::{self, Write};

use quick_xml::XmlVersion;
use quick_xml::escape::escape;
use quick_xml::events::{BytesStart, Event};

use super::error::{Error, Result};
use super::forms::Options;
use super::parallel::{Cell, Column, Parallel, Row};
use super::xml::Events;
use crate::text::Language;

/// Writes `parallel` as a translation memory; says what was left out.
pub fn write(parallel: &Parallel, options: &Options, out: &mut dyn Write) -> io::Result<Vec<String>> {
    let mut removed = 0;
    let source = parallel.columns.first().map_or("und", |column| column.language.tag());
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<!DOCTYPE tmx SYSTEM "tmx14.dtd">"#)?;
    writeln!(out, r#"<tmx version="1.4">"#)?;
    write!(
        out,
        r#"  <header creationtool="duizhao" creationtoolversion="{}" segtype="sentence" o-tmf="duizhao" adminlang="en" srclang="{}" datatype="plaintext""#,
        env!("CARGO_PKG_VERSION"),
        escape(source),
    )?;
    if let Some(date) = &options.date {
        write!(out, r#" creationdate="{}""#, escape(date))?;
    }
    writeln!(out, "/>\n  <body>")?;
    let mut left_out = 0;
    for (number, row) in parallel.rows.iter().enumerate() {
        let filled = row.cells.iter().filter(|cell| !cell.is_empty()).count();
        if filled == 0 || filled == 1 && !options.keep_gaps {
            left_out += 1;
            continue;
        }
        writeln!(out, r#"    <tu tuid="{}">"#, number + 1)?;
        if let Some(confidence) = row.confidence {
            writeln!(out, r#"      <prop type="x-confidence">{confidence:.2}</prop>"#)?;
        }
        writeln!(out, r#"      <prop type="x-shape">{}</prop>"#, row.shape())?;
        for (cell, column) in row.cells.iter().zip(&parallel.columns).filter(|(cell, _)| !cell.is_empty()) {
            let words = legal(cell.line(&column.language), &mut removed);
            let (tag, words) = (escape(column.language.tag()), escape(&words));
            writeln!(out, r#"      <tuv xml:lang="{tag}"><seg>{words}</seg></tuv>"#)?;
        }
        writeln!(out, "    </tu>")?;
    }
    writeln!(out, "  </body>\n</tmx>")?;
    let mut said = Vec::new();
    if left_out > 0 {
        let rows = if left_out == 1 { "1 row".to_owned() } else { format!("{left_out} rows") };
        said.push(format!("{rows} without counterpart left out; `--keep-gaps` keeps such rows"));
    }
    if removed > 0 {
        let characters =
            if removed == 1 { "1 character".to_owned() } else { format!("{removed} characters") };
        said.push(format!("{characters} that XML does not allow left out"));
    }
    Ok(said)
}

/// `words` without the characters that XML 1.0 does not allow, which are counted.
fn legal(words: String, removed: &mut usize) -> String {
    let allowed = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}');
    if words.chars().all(allowed) {
        return words;
    }
    *removed += words.chars().filter(|&c| !allowed(c)).count();
    words.chars().filter(|&c| allowed(c)).collect()
}

/// What has been read so far.
#[derive(Default)]
struct Reading {
    /// The language of the header, which comes first if a segment is in it.
    source: Option<Language>,
    /// Texts in the order in which their languages appeared; the second of one language in a unit is
    /// another text.
    columns: Vec<(Language, usize)>,
    rows: Vec<Row<'static>>,
    /// How many sentences each text has so far.
    counts: Vec<usize>,
    /// The texts that the open unit already has.
    unit: Vec<(usize, String)>,
    confidence: Option<f32>,
}

/// Reads a translation memory; `path` is for messages.
pub fn read(path: &str, text: &str) -> Result<Parallel<'static>> {
    let mut events = Events::xml(path, text);
    let mut reading = Reading::default();
    let mut language: Option<Language> = None;
    let mut words: Option<String> = None;
    let mut property: Option<String> = None;
    // How deep we are inside marks whose content is code of another program, not words.
    let mut code = 0;
    let mut seen = false;
    while let Some(event) = events.next()? {
        match event {
            Event::Start(start) => match start.local_name().as_ref() {
                "tmx" => seen = true,
                "header" => reading.source = attribute(&start, "srclang").map(|tag| language_of(&tag)),
                "tuv" => language = attribute(&start, "lang").map(|tag| language_of(&tag)),
                "seg" => words = Some(String::new()),
                "prop" => property = attribute(&start, "type").filter(|kind| kind == "x-confidence"),
                "bpt" | "ept" | "ph" | "it" | "ut" => code += 1,
                _ => {}
            },
            Event::Empty(start) => match start.local_name().as_ref() {
                "header" => reading.source = attribute(&start, "srclang").map(|tag| language_of(&tag)),
                "seg" => words = None,
                _ => {}
            },
            Event::Text(content) => {
                let content = content.xml_content(XmlVersion::Implicit1_0);
                if property.is_some() {
                    reading.confidence = content.trim().parse().ok();
                } else if let Some(words) = words.as_mut().filter(|_| code == 0) {
                    words.push_str(&content);
                }
            }
            Event::CData(content) => {
                if let Some(words) = words.as_mut().filter(|_| code == 0) {
                    words.push_str(&content);
                }
            }
            Event::GeneralRef(name) => {
                let character = referred(&name)
                    .ok_or_else(|| events.wrong(format!("unknown character `&{};`", &*name)))?;
                if let Some(words) = words.as_mut().filter(|_| code == 0) {
                    words.push_str(&character);
                }
            }
            Event::End(end) => match end.local_name().as_ref() {
                "seg" => {
                    let tag = language.clone().ok_or_else(|| events.wrong("a `tuv` without its language"))?;
                    let words = words.take().unwrap_or_default();
                    reading.segment(tag, words);
                }
                "tu" => reading.end_unit(),
                "prop" => property = None,
                "bpt" | "ept" | "ph" | "it" | "ut" => code -= 1,
                _ => {}
            },
            _ => {}
        }
    }
    if !seen {
        return Err(Error::content(path, "is no TMX: it has no `tmx` element"));
    }
    Ok(reading.finished())
}

impl Reading {
    /// A segment of the open unit.
    fn segment(&mut self, language: Language, words: String) {
        let times = self.unit.iter().filter(|(column, _)| self.columns[*column].0 == language).count();
        let key = (language, times);
        let column = self.columns.iter().position(|known| *known == key).unwrap_or_else(|| {
            self.columns.push(key);
            self.counts.push(0);
            self.columns.len() - 1
        });
        self.unit.push((column, words));
    }

    fn end_unit(&mut self) {
        let mut row = Row { confidence: self.confidence.take(), ..Row::default() };
        for (column, words) in self.unit.drain(..).filter(|(_, words)| !words.trim().is_empty()) {
            row.cells.resize(row.cells.len().max(column + 1), Cell::default());
            row.cells[column] =
                Cell { numbers: vec![self.counts[column]], sentences: vec![words.into()], span: None };
            self.counts[column] += 1;
        }
        self.rows.push(row);
    }

    /// The texts, the header's source language first.
    fn finished(mut self) -> Parallel<'static> {
        let count = self.columns.len();
        let source = self.columns.iter().position(|(language, _)| Some(language) == self.source.as_ref());
        for row in &mut self.rows {
            row.cells.resize(count, Cell::default());
            if let Some(source) = source {
                row.cells[..=source].rotate_right(1);
            }
        }
        if let Some(source) = source {
            self.columns[..=source].rotate_right(1);
        }
        let columns = self
            .columns
            .into_iter()
            .map(|(language, _)| Column { name: language.tag().to_owned(), language });
        Parallel { columns: columns.collect(), rows: self.rows }
    }
}

/// The language that a `lang` attribute says. Programs write names and codes of their own there; a tag that is
/// not known stays as it is, for it tells the texts apart.
fn language_of(tag: &str) -> Language {
    Language::parse(tag).unwrap_or_else(|_| Language::new(tag))
}

/// The value of the attribute with this local name, in any letter case.
fn attribute(start: &BytesStart, name: &str) -> Option<String> {
    let found = start
        .attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.local_name().as_ref().eq_ignore_ascii_case(name))?;
    Some(found.value.into_owned())
}

/// The text that `&name;` stands for.
fn referred(name: &str) -> Option<String> {
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

    fn written(table: &str, options: &Options) -> (String, Vec<String>) {
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
        let message = |text| read("a.tmx", text).unwrap_err().to_string();
        assert_eq!(
            message("<tmx>\n<body><tu><tuv><seg>x</seg></tuv></tu></body></tmx>"),
            "a.tmx:2: a `tuv` without its language"
        );
        assert!(message("<tmx>\n<body></tmx>").starts_with("a.tmx:2: is no well-formed XML"));
        assert_eq!(message("<html/>"), "a.tmx: is no TMX: it has no `tmx` element");
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
            "a.tmx:11: ends inside `body`, which begins in line 5; the file was cut off"
        );
    }
}
