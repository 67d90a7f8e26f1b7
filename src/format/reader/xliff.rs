//! XLIFF 1.2 and 2: what translators' programs hand to each other, segment by segment.
//!
//! Read as a pair it gives a row a segment. Read as a text it gives the target, which is what somebody has written
//! and checks, or the source if it is asked for or nothing is translated yet. Codes inside a segment are no words;
//! proposals of other translations are none of the file's text.

use std::borrow::Cow;

use super::builder::Builder;
use super::docx::skip;
use super::origin::Escape;
use super::pairs::text_of;
use super::xml::{Node, Walk};
use super::{Extracted, File, Reader, head, xml};
use crate::format::error::{Error, Result};
use crate::format::parallel::{Cell, Column, Parallel, Row};
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
    unit: String,
    /// The part of its unit that it is, if the unit is cut.
    part: String,
    source: Words<'a>,
    target: Words<'a>,
}

/// What a file holds.
#[derive(Default)]
struct Content<'a> {
    source: Option<Language>,
    target: Option<Language>,
    segments: Vec<Segment<'a>>,
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
    let of_target = if is(&content.target) { true } else { !is(&content.source) && any_target };
    if let Some(asked) = &asked
        && !is(&content.source)
        && !is(&content.target)
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
    let mut builder = Builder::new();
    for segment in &content.segments {
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
    let language = if of_target { content.target.clone() } else { content.source.clone() };
    drop(content);
    let side = match of_target {
        true => say!(en: "its target", zh: "取译文"),
        false => say!(en: "its source", zh: "取原文"),
    };
    let mut read = builder.of_text(READER.name, language, text, Escape::Xml);
    read.origin = read.origin.saying(side);
    Ok(read)
}

/// Reads XLIFF as source and target, a row a segment; `path` is for messages.
pub(crate) fn parallel(path: &str, text: &str) -> Result<Parallel<'static>> {
    let content = parse(path, text)?;
    let column = |language: &Option<Language>, name: &str| Column {
        name: name.to_owned(),
        language: language.clone().unwrap_or_else(|| Language::new("und")),
    };
    let columns = vec![column(&content.source, "source"), column(&content.target, "target")];
    let mut next = [0usize; 2];
    let rows = content.segments.iter().map(|segment| {
        let sides = [&segment.source, &segment.target];
        let cells = sides.into_iter().zip(&mut next).map(|(words, next)| {
            let words = said(words);
            if words.trim().is_empty() {
                return Cell::default();
            }
            *next += 1;
            Cell { numbers: vec![*next - 1], sentences: vec![words.into()], ..Cell::default() }
        });
        Row { cells: cells.collect(), ..Row::default() }
    });
    let rows = rows.filter(|row: &Row| !row.cells.iter().all(Cell::is_empty)).collect();
    Ok(Parallel { columns, rows, encoder: None })
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
                        content.target = content.target.take().or_else(|| language("target-language"));
                    }
                    "trans-unit" | "unit" => {
                        unit = attribute("id").unwrap_or_default();
                        whole = Segment { unit: unit.clone(), ..Segment::default() };
                        pieces.clear();
                    }
                    "segment" => {
                        segment = Segment {
                            unit: unit.clone(),
                            part: attribute("id").unwrap_or_default(),
                            ..Segment::default()
                        }
                    }
                    "source" => side = Some(Side::Source),
                    "seg-source" => side = Some(Side::Cut),
                    "target" => side = Some(Side::Target),
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
                let Some(side) = side else { continue };
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
                    "segment" => content.segments.push(std::mem::take(&mut segment)),
                    "trans-unit" => {
                        close_unit(&mut content, std::mem::take(&mut whole), std::mem::take(&mut pieces))
                    }
                    _ => {}
                }
            }
        }
    }
    Ok(content)
}

/// Adds a unit of XLIFF 1: cut as both sides are, or as one.
fn close_unit<'a>(content: &mut Content<'a>, whole: Segment<'a>, pieces: Vec<(Side, String, Words<'a>)>) {
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
        content.segments.push(Segment { unit: whole.unit.clone(), part: number, source, target });
    }
    for (number, target) in targets {
        content.segments.push(Segment { unit: whole.unit.clone(), part: number, source: Vec::new(), target });
    }
}
