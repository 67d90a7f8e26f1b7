//! OpenDocument text and slides: paragraphs, headings, tables row by row, text boxes and notes.
//!
//! Text boxes and notes stand in the file inside the paragraph that they are fixed to, and are read after it. What was
//! deleted under tracked changes is kept by the file in a list of its own, which is no text of it.

use super::archive::Archive;
use super::builder::Builder;
use super::docx::{WRAP, skip, wrapped};
use super::xml::{Node, Walk};
use super::{Content, Extracted, File, Reader, Tracked};
use crate::format::error::{Error, Result};
use crate::text::{BlockKind, ParagraphKind, Span};

pub(super) const TEXT: Reader = Reader {
    name: "an OpenDocument text",
    extensions: &["odt", "ott", "fodt"],
    sniff: |file| is_of(file, "application/vnd.oasis.opendocument.text"),
    read: |file| read(file, TEXT.name),
};

pub(super) const SLIDES: Reader = Reader {
    name: "OpenDocument slides",
    extensions: &["odp", "otp"],
    sniff: |file| is_of(file, "application/vnd.oasis.opendocument.presentation"),
    read: |file| read(file, SLIDES.name),
};

/// Whether a file says that it is of the kind called `mime`, or of a template of it.
pub(super) fn is_of(file: &File, mime: &str) -> bool {
    file.small_entry("mimetype").is_some_and(|said| said.trim_ascii_start().starts_with(mime.as_bytes()))
        && file.has_entry("content.xml")
}

const DEEPEST: usize = 16;

fn read(file: File, name: &'static str) -> Result<Extracted> {
    let path = file.path;
    let Content::Bytes(bytes) = file.content else {
        return Err(Error::content(path, "is no OpenDocument file"));
    };
    let mut archive = Archive::open(path, &bytes)?;
    let part = archive.needed("content.xml")?;
    let mut builder = Builder::new();
    let mut setter =
        Setter { path, builder: &mut builder, tracked: false, paragraphs: 0, tables: 0, pages: 0 };
    setter.set(&part.text, 0, 0)?;
    let tracked = setter.tracked;
    if tracked && file.tracked == Tracked::Original {
        let message = "tracked changes of OpenDocument can be read as accepted only; save it as docx for `--tracked original`";
        return Err(Error::content(path, message));
    }
    drop(archive);
    let mut read = builder.of_archive(name, None, bytes, vec![part]);
    if tracked {
        read.origin = read.origin.saying("tracked changes accepted".to_owned());
    }
    Ok(read)
}

struct Setter<'a> {
    path: &'a str,
    builder: &'a mut Builder,
    tracked: bool,
    paragraphs: usize,
    tables: usize,
    pages: usize,
}

/// Elements that are no text of the document.
const LEFT_OUT: [&str; 12] = [
    "tracked-changes",
    "annotation",
    "annotation-end",
    "note-citation",
    "ruby-text",
    "forms",
    "title",
    "desc",
    "automatic-styles",
    "font-face-decls",
    "scripts",
    "event-listeners",
];

impl Setter<'_> {
    fn set(&mut self, text: &str, base: usize, depth: usize) -> Result<()> {
        if depth > DEEPEST {
            return Err(Error::content(self.path, "text boxes lie too deep in each other"));
        }
        let mut walk = Walk::of(self.path, text);
        let mut kind = ParagraphKind::Body;
        // Number, row and cell of each open table.
        let mut tables: Vec<[usize; 3]> = Vec::new();
        let mut inner: Vec<(Span, Option<String>)> = Vec::new();
        let mut open = 0usize;
        let mut note = None;
        while let Some((node, span)) = walk.next()? {
            let at = base + span.start;
            match node {
                Node::Text(raw, meant) if open > 0 => self.builder.flowing(raw, at, meant.as_deref()),
                Node::Text(..) => {}
                Node::Open(element) => {
                    let local = element.name.local;
                    let apart = open > 0 && matches!(local, "note-body" | "text-box" | "table");
                    if LEFT_OUT.contains(&local) || apart {
                        self.tracked |= local == "tracked-changes";
                        let (piece, _) = skip(&mut walk, local, span)?;
                        if apart {
                            let called = note.take().filter(|_| local == "note-body");
                            inner.push((piece, called));
                        }
                        continue;
                    }
                    match local {
                        "p" | "h" => {
                            open += 1;
                            kind = if local == "h" { ParagraphKind::Heading } else { ParagraphKind::Body };
                        }
                        "note" => {
                            note =
                                Some(element.attribute("id").unwrap_or_default().replace("ftn", "footnote "))
                        }
                        "s" if open > 0 => {
                            let count =
                                element.attribute("c").and_then(|count| count.parse().ok()).unwrap_or(1usize);
                            self.builder.mark(&" ".repeat(count.min(256)), element.whole(span, base));
                        }
                        "tab" if open > 0 => self.builder.mark("\t", element.whole(span, base)),
                        "line-break" if open > 0 => self.builder.mark("\n", element.whole(span, base)),
                        "page" => self.pages += 1,
                        "table" => {
                            self.tables += 1;
                            tables.push([self.tables, 0, 0]);
                        }
                        "table-row" => {
                            if let Some(table) = tables.last_mut() {
                                *table = [table[0], table[1] + 1, 0];
                            }
                        }
                        "table-cell" => {
                            if let Some(table) = tables.last_mut() {
                                table[2] += 1;
                            }
                        }
                        _ => {}
                    }
                }
                Node::Close(name) => match name.local {
                    "p" | "h" => {
                        open = open.saturating_sub(1);
                        let place = self.place(tables.last());
                        self.builder.end(BlockKind::Paragraph(kind), &place);
                        for (piece, called) in std::mem::take(&mut inner) {
                            let before = self.paragraphs;
                            self.set(&wrapped(piece.of(text)), base + piece.start - WRAP.len(), depth + 1)?;
                            if called.is_some() {
                                self.paragraphs = before;
                            }
                        }
                    }
                    "table" => drop(tables.pop()),
                    _ => {}
                },
            }
        }
        Ok(())
    }

    fn place(&mut self, table: Option<&[usize; 3]>) -> String {
        if let Some([table, row, cell]) = table {
            return format!("table {table}, row {row}, cell {cell}");
        }
        self.paragraphs += 1;
        match self.pages {
            0 => format!("paragraph {}", self.paragraphs),
            page => format!("slide {page}"),
        }
    }
}
