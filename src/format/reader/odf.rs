//! OpenDocument text and slides: paragraphs, headings, tables row by row, text boxes and notes.
//!
//! Text boxes and notes stand in the file inside the paragraph that they are fixed to, and are read after it.
//!
//! What was deleted under tracked changes is kept by the file in a list at its head, which is no text of it; a mark
//! in the text says where it stood. What was inserted stands in the text between two marks. So the text as it was
//! before is what stands outside of those marks, with what the list holds put back at its marks. A deletion of
//! several paragraphs begins in the paragraph that stands before its mark and ends in that after it.

use rustc_hash::FxHashMap;

use super::archive::Archive;
use super::builder::Builder;
use super::docx::{WRAP, skip, wrapped};
use super::xml::{Node, Walk};
use super::{Content, Extracted, File, Reader, Tracked};
use crate::format::error::{Error, Result};
use crate::message::Message;
use crate::say;
use crate::text::{BlockKind, ParagraphKind, Span};

pub(super) const TEXT: Reader = Reader {
    name: say!(en: "an OpenDocument text", zh: " OpenDocument 文本"),
    extensions: &["odt", "ott", "fodt"],
    sniff: |file| is_of(file, "application/vnd.oasis.opendocument.text"),
    read: |file| read(file, TEXT.name),
};

pub(super) const SLIDES: Reader = Reader {
    name: say!(en: "OpenDocument slides", zh: " OpenDocument 幻灯片"),
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

fn read(file: File, name: Message) -> Result<Extracted> {
    let path = file.path;
    let Content::Bytes(bytes) = file.content else {
        return Err(Error::content(path, say!(en: "is no OpenDocument file", zh: "不是 OpenDocument 文件")));
    };
    let mut archive = Archive::open(path, &bytes)?;
    let part = archive.needed("content.xml")?;
    let mut builder = Builder::new();
    let mut setter = Setter {
        path,
        builder: &mut builder,
        which: file.tracked,
        tracked: false,
        deleted: FxHashMap::default(),
        inserted: Vec::new(),
        insertion: None,
        paragraphs: 0,
        tables: 0,
        pages: 0,
    };
    setter.set(&part.text, 0, 0, Ends::AtOnce)?;
    let tracked = setter.tracked;
    drop(archive);
    let mut read = builder.of_archive(name, None, bytes, vec![part]);
    if tracked {
        let which = match file.tracked {
            Tracked::Accepted => say!(en: "tracked changes accepted", zh: "修订已接受"),
            Tracked::Original => say!(en: "before its tracked changes", zh: "修订之前"),
        };
        read.origin = read.origin.saying(which).with_changes();
    }
    Ok(read)
}

struct Setter<'a> {
    path: &'a str,
    builder: &'a mut Builder,
    /// Which text of a document with tracked changes is set.
    which: Tracked,
    /// Whether there are tracked changes.
    tracked: bool,
    /// What was deleted, by the name of its change, and the byte of the file at which that stands.
    deleted: FxHashMap<String, (String, usize)>,
    /// The names of the changes that are insertions.
    inserted: Vec<String>,
    /// The insertion that is open, of a text that is set as it was before.
    insertion: Option<String>,
    paragraphs: usize,
    tables: usize,
    pages: usize,
}

/// When a paragraph ends.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Ends {
    /// Where its element does.
    AtOnce,
    /// Where the next begins: the last one goes on in what follows.
    AtTheNext,
}

/// Elements that are no text of the document.
const LEFT_OUT: [&str; 12] = [
    "change-info",
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
    fn set(&mut self, text: &str, base: usize, depth: usize, ends: Ends) -> Result<()> {
        if depth > DEEPEST {
            return Err(Error::content(
                self.path,
                say!(en: "text boxes lie too deep in each other", zh: "文本框嵌套太深"),
            ));
        }
        let mut walk = Walk::of(self.path, text);
        let mut kind = ParagraphKind::Body;
        // Number, row and cell of each open table.
        let mut tables: Vec<[usize; 3]> = Vec::new();
        let mut inner: Vec<(Span, Option<String>)> = Vec::new();
        let mut open = 0usize;
        let mut note = None;
        let mut unended = false;
        while let Some((node, span)) = walk.next()? {
            let at = base + span.start;
            match node {
                Node::Text(raw, meant) if open > 0 && self.insertion.is_none() => {
                    self.builder.flowing(raw, at, meant.as_deref())
                }
                Node::Text(..) => {}
                Node::Open(element) => {
                    let local = element.name.local;
                    if local == "tracked-changes" {
                        self.tracked = true;
                        let (list, _) = skip(&mut walk, local, span)?;
                        self.changes(list.of(text), base + list.start)?;
                        continue;
                    }
                    let apart = open > 0 && matches!(local, "note-body" | "text-box" | "table");
                    if LEFT_OUT.contains(&local) || apart {
                        let (piece, _) = skip(&mut walk, local, span)?;
                        if apart && self.insertion.is_none() {
                            let called = note.take().filter(|_| local == "note-body");
                            inner.push((piece, called));
                        }
                        continue;
                    }
                    match local {
                        "change" | "change-start" | "change-end" => {
                            let name = element.attribute("change-id").unwrap_or_default();
                            if let Some((piece, at)) = self.change(local, &name) {
                                self.set(&wrapped(&piece), at - WRAP.len(), depth + 1, Ends::AtTheNext)?;
                            }
                        }
                        // Nothing that was inserted later is in the text as it was.
                        "s" | "tab" | "line-break" if self.insertion.is_some() => {}
                        "p" | "h" => {
                            if std::mem::take(&mut unended) {
                                let place = self.place(tables.last());
                                self.builder.end(BlockKind::Paragraph(kind), &place);
                            }
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
                        // A paragraph whose end was inserted went on in the next.
                        if ends == Ends::AtTheNext || self.insertion.is_some() {
                            unended = ends == Ends::AtTheNext && self.insertion.is_none();
                            continue;
                        }
                        let place = self.place(tables.last());
                        self.builder.end(BlockKind::Paragraph(kind), &place);
                        for (piece, called) in std::mem::take(&mut inner) {
                            let before = self.paragraphs;
                            self.set(
                                &wrapped(piece.of(text)),
                                base + piece.start - WRAP.len(),
                                depth + 1,
                                ends,
                            )?;
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

    /// Learns the changes in `list`, which stands at byte `base` of the file.
    fn changes(&mut self, list: &str, base: usize) -> Result<()> {
        let list = wrapped(list);
        let mut walk = Walk::of(self.path, &list);
        let mut name = String::new();
        while let Some((node, span)) = walk.next()? {
            let Node::Open(element) = node else { continue };
            match element.name.local {
                "changed-region" => name = element.attribute("id").unwrap_or_default(),
                "insertion" => self.inserted.push(name.clone()),
                "deletion" => {
                    let (piece, _) = skip(&mut walk, "deletion", span)?;
                    let at = base + piece.start - WRAP.len();
                    self.deleted.insert(name.clone(), (piece.of(&list).to_owned(), at));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Heeds the mark called `local` of the change called `name`; what was deleted there, if that is to be set.
    fn change(&mut self, local: &str, name: &str) -> Option<(String, usize)> {
        if self.which == Tracked::Accepted {
            return None;
        }
        match local {
            "change-start" if self.insertion.is_none() && self.inserted.iter().any(|known| known == name) => {
                self.insertion = Some(name.to_owned());
            }
            "change-end" if self.insertion.as_deref() == Some(name) => self.insertion = None,
            "change" if self.insertion.is_none() => return self.deleted.get(name).cloned(),
            _ => {}
        }
        None
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
