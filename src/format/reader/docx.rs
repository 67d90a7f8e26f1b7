//! A Word document: its paragraphs, headings, tables row by row, text boxes and notes.
//!
//! Heads and feet of pages, comments and the descriptions of pictures are no text of the document. A document with
//! tracked changes is two texts: as it reads with them accepted, and as it read before. A paragraph whose mark was
//! deleted runs into the next, as Word shows it.

use rustc_hash::FxHashSet;

use super::archive::{Archive, Part};
use super::builder::Builder;
use super::xml::{Element, Node, Walk};
use super::{Extracted, File, Reader, Tracked, relations};
use crate::format::error::{Error, Result};
use crate::format::parallel::{Column, Judged, Parallel, Row};
use crate::format::{bilingual, table};
use crate::say;
use crate::text::{BlockKind, ParagraphKind, Span};

pub(super) const READER: Reader = Reader {
    name: say!(en: "a Word document", zh: " Word 文档"),
    extensions: &["docx", "docm", "dotx", "dotm"],
    sniff: |file| file.has_entry("word/document.xml") || file.has_entry("word/document2.xml"),
    read,
};

/// The most columns of a table of texts: a row with a thousand cells makes all others as wide.
const WIDEST: usize = 64;

/// How deep text boxes may lie in each other.
const DEEPEST: usize = 16;

fn read(file: File) -> Result<Extracted> {
    extracted(file).map(|(read, _)| read)
}

/// The texts that stand beside each other in a table of a Word document, the content of the file at `path`: the first table
/// whose first row names languages, else the first of two columns and more.
pub(crate) fn parallel(path: &str, bytes: &[u8]) -> Result<Parallel<'static>> {
    let content = super::Content::Bytes(bytes.to_vec());
    let file = File { path, content, language: None, tracked: Tracked::Accepted, lines: false };
    if !super::is_archive(bytes) {
        return Err(no_document(path));
    }
    let (read, cells) = extracted(file)?;
    let mut tables: Vec<Vec<Vec<String>>> = Vec::new();
    for cell in cells {
        tables.resize_with(tables.len().max(cell.table), Vec::new);
        let rows = &mut tables[cell.table - 1];
        rows.resize_with(rows.len().max(cell.row), Vec::new);
        let cells = &mut rows[cell.row - 1];
        cells.resize_with(cells.len().max(cell.number), String::new);
        let words = &mut cells[cell.number - 1];
        if !words.is_empty() {
            words.push('\n');
        }
        words.push_str(cell.words.of(&read.text).trim());
    }
    tables.retain(|rows| rows.iter().any(|row| row.len() > 1));
    let headed = tables.iter().position(|rows| Layout::of(&rows[0]).is_some());
    if tables.is_empty() {
        let message = say!(en: "has no table with two texts", zh: "里面没有两种文本对照的表格");
        return Err(Error::content(path, message));
    }
    beside_each_other(path, tables.swap_remove(headed.unwrap_or(0)))
}

fn no_document(path: &str) -> Error {
    Error::content(path, say!(en: "is no Word document", zh: "不是 Word 文档"))
}

/// The rows of a table as texts beside each other.
fn beside_each_other(path: &str, mut rows: Vec<Vec<String>>) -> Result<Parallel<'static>> {
    let width = rows.iter().map(Vec::len).max().unwrap_or(0);
    if width > WIDEST {
        let message = say!(
            en: "has a table of {width} columns; no texts stand beside each other in so many",
            zh: "里面的表格有 {width} 栏，不会是对照的文本",
            width
        );
        return Err(Error::content(path, message));
    }
    rows.iter_mut().for_each(|row| row.resize(width, String::new()));
    let Some(layout) = Layout::of(&rows[0]) else {
        return table::read(path, rows.into_iter().enumerate().map(|(number, row)| (number + 1, Ok(row))));
    };
    let mut next = vec![0; layout.columns.len()];
    let row = |mut row: Vec<String>| {
        let judged = layout.remark.map(|place| {
            let (status, note) = bilingual::judged(&row[place]);
            Box::new(Judged { status, note, id: String::new() })
        });
        let words = row.drain(layout.texts.clone());
        Row { cells: table::cells(words, &mut next), judged, ..Row::default() }
    };
    let rows = rows.into_iter().skip(1).map(row).collect();
    Ok(Parallel { columns: layout.columns, rows, encoder: None, said: Vec::new() })
}

/// What the first row of a table says that its columns are.
struct Layout {
    columns: Vec<Column>,
    texts: std::ops::Range<usize>,
    remark: Option<usize>,
}

impl Layout {
    fn of(headings: &[String]) -> Option<Self> {
        let start = usize::from(headings.first().is_some_and(|heading| bilingual::is_number(heading)));
        let remark = headings.len().checked_sub(1).filter(|&last| bilingual::is_remark(&headings[last]));
        let texts = start..remark.unwrap_or(headings.len());
        let columns: Vec<Column> = headings
            .get(texts.clone())?
            .iter()
            .map(|heading| bilingual::headed(heading))
            .collect::<Option<_>>()?;
        (columns.len() > 1).then_some(Self { columns, texts, remark })
    }
}

/// A paragraph in a cell of a table; tables, rows and cells count from 1.
struct InCell {
    table: usize,
    row: usize,
    number: usize,
    words: Span,
}

/// The text of a document, and which of it stands in tables.
fn extracted(file: File) -> Result<(Extracted, Vec<InCell>)> {
    let path = file.path;
    let super::Content::Bytes(bytes) = file.content else {
        return Err(no_document(path));
    };
    let mut archive = Archive::open(path, &bytes)?;
    let main = relations::of(&mut archive, "")?;
    let main = main.iter().find(|relation| relation.kind == "officeDocument");
    let main = main.map_or("word/document.xml".to_owned(), |relation| relation.target.clone());
    let related = relations::of(&mut archive, &main)?;
    let target =
        |kind: &str| related.iter().find(|relation| relation.kind == kind).map(|found| found.target.as_str());
    let headings = match target("styles").map(|name| archive.part(name)).transpose()?.flatten() {
        Some(styles) => headings(path, &styles)?,
        None => FxHashSet::default(),
    };
    let mut parts = vec![archive.needed(&main)?];
    let mut notes = vec![None];
    for (kind, called) in [("footnotes", "footnote"), ("endnotes", "endnote")] {
        if let Some(part) = target(kind).map(|name| archive.part(name)).transpose()?.flatten() {
            parts.push(part);
            notes.push(Some(called));
        }
    }
    let mut builder = Builder::new();
    let (mut tracked, mut cells) = (false, Vec::new());
    for (number, (part, notes)) in parts.iter().zip(notes).enumerate() {
        builder.part(number);
        let mut setter = Setter {
            path,
            builder: &mut builder,
            headings: &headings,
            tracked: file.tracked,
            found: false,
            notes,
            paragraphs: 0,
            tables: 0,
            cells: &mut cells,
        };
        setter.set(&part.text, 0, 0)?;
        tracked |= setter.found;
    }
    drop(archive);
    let mut read = builder.of_archive(READER.name, None, bytes, parts);
    if tracked {
        let which = if file.tracked == Tracked::Accepted {
            say!(en: "tracked changes accepted", zh: "修订已接受")
        } else {
            say!(en: "before its tracked changes", zh: "修订之前")
        };
        read.origin = read.origin.saying(which).with_changes();
    }
    Ok((read, cells))
}

/// The styles that make a paragraph a heading: those called so, and those with a place in the outline.
fn headings(path: &str, styles: &Part) -> Result<FxHashSet<String>> {
    let mut headings = FxHashSet::default();
    let mut style = String::new();
    let mut walk = Walk::of(path, &styles.text);
    while let Some((node, _)) = walk.next()? {
        let Node::Open(element) = node else { continue };
        match element.name.local {
            "style" => style = element.attribute("styleId").unwrap_or_default(),
            "name" => {
                let name = element.attribute("val").unwrap_or_default().to_lowercase();
                if name.starts_with("heading") || name == "title" || name == "subtitle" {
                    headings.insert(style.clone());
                }
            }
            "outlineLvl" if element.attribute("val").is_some_and(|level| level != "9") => {
                headings.insert(style.clone());
            }
            _ => {}
        }
    }
    Ok(headings)
}

/// Sets the paragraphs of one part.
struct Setter<'a> {
    path: &'a str,
    builder: &'a mut Builder,
    headings: &'a FxHashSet<String>,
    tracked: Tracked,
    /// Whether there are tracked changes.
    found: bool,
    /// What its notes are called, if it is a part of notes.
    notes: Option<&'static str>,
    paragraphs: usize,
    tables: usize,
    /// What stands in tables.
    cells: &'a mut Vec<InCell>,
}

/// A table that is open.
struct Table {
    number: usize,
    row: usize,
    cell: usize,
}

impl Setter<'_> {
    /// Sets what `text` holds, which begins at the byte `base` of its part.
    fn set(&mut self, text: &str, base: usize, depth: usize) -> Result<()> {
        if depth > DEEPEST {
            return Err(Error::content(
                self.path,
                say!(en: "text boxes lie too deep in each other", zh: "文本框嵌套太深"),
            ));
        }
        let mut walk = Walk::of(self.path, text);
        let mut kind = ParagraphKind::Body;
        let mut tables: Vec<Table> = Vec::new();
        let mut boxes: Vec<Span> = Vec::new();
        let mut note = String::new();
        // Whether the open paragraph runs on into the next, and whether a run or its text is open.
        let (mut runs_on, mut run, mut words) = (false, 0usize, false);
        while let Some((node, span)) = walk.next()? {
            match node {
                Node::Text(raw, meant) if words => match meant {
                    None => self.builder.words(raw, base + span.start),
                    Some(meant) => {
                        self.builder.escaped(&meant, Span::new(base + span.start, base + span.end))
                    }
                },
                Node::Text(..) => {}
                Node::Open(element) => {
                    let local = element.name.local;
                    if self.is_left_out(&element) {
                        let (inner, _) = skip(&mut walk, local, span)?;
                        if local == "rPrChange" || local == "pPrChange" {
                            self.found = true;
                        }
                        if local == "txbxContent" {
                            boxes.push(inner);
                        }
                        continue;
                    }
                    match local {
                        "p" => {
                            if !runs_on {
                                kind = ParagraphKind::Body;
                            }
                            runs_on = false;
                        }
                        "pPr" => {
                            let (heading, marked) = properties(&mut walk, self.headings)?;
                            if heading {
                                kind = ParagraphKind::Heading;
                            }
                            self.found |= marked != Mark::Kept;
                            runs_on = marked == self.gone();
                        }
                        "r" => run += 1,
                        "t" | "delText" => words = true,
                        "ins" | "del" | "moveFrom" | "moveTo" => self.found = true,
                        "tab" | "ptab" if run > 0 => self.mark("\t", &element, span, base),
                        "br" if run > 0
                            && element.attribute("type").is_none_or(|kind| kind == "textWrapping") =>
                        {
                            self.mark("\n", &element, span, base);
                        }
                        "cr" if run > 0 => self.mark("\n", &element, span, base),
                        "noBreakHyphen" if run > 0 => self.mark("-", &element, span, base),
                        "tbl" => {
                            self.tables += 1;
                            tables.push(Table { number: self.tables, row: 0, cell: 0 });
                        }
                        "tr" => {
                            if let Some(table) = tables.last_mut() {
                                table.row += 1;
                                table.cell = 0;
                            }
                        }
                        "trPr" => {
                            let (_, marked) = properties(&mut walk, self.headings)?;
                            self.found |= marked != Mark::Kept;
                            if marked == self.gone() {
                                skip(&mut walk, "tr", span)?;
                            }
                        }
                        "tc" => {
                            if let Some(table) = tables.last_mut() {
                                table.cell += 1;
                            }
                        }
                        "footnote" | "endnote" => note = element.attribute("id").unwrap_or_default(),
                        _ => {}
                    }
                }
                Node::Close(name) => match name.local {
                    "t" | "delText" => words = false,
                    "r" => run = run.saturating_sub(1),
                    "tbl" => drop(tables.pop()),
                    "p" => {
                        if !runs_on {
                            self.end(kind, tables.last(), &note);
                        }
                        // A text box stands in the file inside the paragraph that it is fixed to.
                        if !boxes.is_empty() && !runs_on {
                            for inner in std::mem::take(&mut boxes) {
                                self.set(
                                    &wrapped(inner.of(text)),
                                    base + inner.start - WRAP.len(),
                                    depth + 1,
                                )?;
                            }
                        }
                    }
                    _ => {}
                },
            }
        }
        self.end(kind, tables.last(), &note);
        Ok(())
    }

    /// What was marked so is not in the text that is read.
    fn gone(&self) -> Mark {
        match self.tracked {
            Tracked::Accepted => Mark::Deleted,
            Tracked::Original => Mark::Inserted,
        }
    }

    fn mark(&mut self, words: &str, element: &Element, span: Span, base: usize) {
        self.builder.mark(words, element.whole(span, base));
    }

    fn end(&mut self, kind: ParagraphKind, table: Option<&Table>, note: &str) {
        self.paragraphs += usize::from(table.is_none());
        let place = match (table, self.notes) {
            _ if !self.builder.is_open() => String::new(),
            (Some(table), _) => format!("table {}, row {}, cell {}", table.number, table.row, table.cell),
            (None, Some(called)) => format!("{called} {note}"),
            (None, None) => format!("paragraph {}", self.paragraphs),
        };
        let start = self.builder.start();
        self.builder.end(BlockKind::Paragraph(kind), &place);
        let is_cell = |table: &&Table| table.row > 0 && table.cell > 0;
        let is_set = self.notes.is_none() && self.builder.start() > start;
        if let Some(table) = table.filter(is_cell).filter(|_| is_set) {
            // Two line ends stand behind each paragraph.
            let words = Span::new(start, self.builder.start() - 2);
            self.cells.push(InCell { table: table.number, row: table.row, number: table.cell, words });
        }
    }

    /// Whether an element is no text here, or one that is set by itself.
    fn is_left_out(&self, element: &Element) -> bool {
        match element.name.local {
            // The same again for older programs; old properties; codes of fields; reading aids.
            "Fallback" | "rPrChange" | "pPrChange" | "sectPrChange" | "tblPrChange" | "instrText"
            | "delInstrText" | "rt" | "txbxContent" => true,
            // Mathematics of a paragraph has a `t` too, which is its text.
            "del" | "moveFrom" => !element.empty && self.tracked == Tracked::Accepted,
            "ins" | "moveTo" => !element.empty && self.tracked == Tracked::Original,
            _ => false,
        }
    }
}

/// What became of the mark at the end of a paragraph.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Mark {
    Kept,
    Inserted,
    Deleted,
}

/// Goes through the properties of a paragraph, or of a row of a table: whether they make it a heading, and what became
/// of its mark.
fn properties(walk: &mut Walk, headings: &FxHashSet<String>) -> Result<(bool, Mark)> {
    let (mut heading, mut mark) = (false, Mark::Kept);
    let mut depth = 1;
    let mut changed = 0usize;
    while let Some((node, _)) = walk.next()? {
        match node {
            Node::Open(element) => {
                depth += 1;
                match element.name.local {
                    "pPrChange" | "rPrChange" | "sectPrChange" => changed += 1,
                    _ if changed > 0 => {}
                    "pStyle" => heading |= element.attribute("val").is_some_and(|id| headings.contains(&id)),
                    "outlineLvl" => heading |= element.attribute("val").is_some_and(|level| level != "9"),
                    "ins" | "moveTo" => mark = Mark::Inserted,
                    "del" | "moveFrom" => mark = Mark::Deleted,
                    _ => {}
                }
            }
            Node::Close(name) => {
                depth -= 1;
                if matches!(name.local, "pPrChange" | "rPrChange" | "sectPrChange") {
                    changed = changed.saturating_sub(1);
                }
                if depth == 0 {
                    break;
                }
            }
            Node::Text(..) => {}
        }
    }
    Ok((heading, mark))
}

/// Goes past the element called `local` whose mark stands at `open`; gives what stands inside it.
pub(super) fn skip(walk: &mut Walk, local: &str, open: Span) -> Result<(Span, Span)> {
    let mut depth = 1;
    while let Some((node, span)) = walk.next()? {
        match node {
            Node::Open(element) if element.name.local == local => depth += 1,
            Node::Close(name) if name.local == local => {
                depth -= 1;
                if depth == 0 {
                    return Ok((Span::new(open.end, span.start.max(open.end)), span));
                }
            }
            _ => {}
        }
    }
    Ok((Span::new(open.end, open.end), open))
}

/// What stands around a piece of a part, so that it is XML by itself.
pub(super) const WRAP: &str = "<x>";

/// A piece of a part as XML by itself.
pub(super) fn wrapped(piece: &str) -> String {
    format!("{WRAP}{piece}</x>")
}
