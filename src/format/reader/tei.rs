//! TEI: the text of an edition, paragraph by paragraph and line by line.
//!
//! Where an edition has two readings, that of its editor is read: the lemma of an apparatus, what is corrected,
//! regular or written out. Notes are read after the paragraph in which they stand.

use super::builder::Builder;
use super::docx::{WRAP, skip, wrapped};
use super::origin::Escape;
use super::pairs::text_of;
use super::xml::{Node, Walk};
use super::{Extracted, File, Reader, head, xml};
use crate::format::error::Result;
use crate::say;
use crate::text::{BlockKind, Language, ParagraphKind, Span};

pub(super) const READER: Reader = Reader {
    name: say!(en: "TEI", zh: " TEI "),
    extensions: &["xml", "tei"],
    sniff: |file| {
        file.text().is_some_and(|text| {
            xml::root(head(text)).is_some_and(|(root, _)| matches!(root, "TEI" | "teiCorpus" | "TEI.2"))
        })
    },
    read,
};

/// What stands by itself.
const BLOCKS: [&str; 19] = [
    "p",
    "head",
    "l",
    "ab",
    "item",
    "cell",
    "u",
    "stage",
    "speaker",
    "byline",
    "dateline",
    "opener",
    "closer",
    "salute",
    "signed",
    "trailer",
    "title",
    "titlePart",
    "figDesc",
];

/// What is no text of the edition.
const LEFT_OUT: [&str; 7] = ["teiHeader", "fw", "del", "witDetail", "facsimile", "standOff", "listWit"];

fn read(file: File) -> Result<Extracted> {
    let path = file.path;
    let text = text_of(file)?;
    let mut builder = Builder::new();
    let mut setter =
        Setter { path, builder: &mut builder, page: String::new(), language: None, paragraphs: 0 };
    setter.set(&text, 0, true)?;
    let language = setter.language;
    Ok(builder.of_text(READER.name, language, text, Escape::Xml))
}

struct Setter<'a> {
    path: &'a str,
    builder: &'a mut Builder,
    page: String,
    language: Option<Language>,
    paragraphs: usize,
}

impl Setter<'_> {
    fn set(&mut self, text: &str, base: usize, whole: bool) -> Result<()> {
        let mut walk = Walk::of(self.path, text);
        let mut kind = ParagraphKind::Body;
        let mut notes: Vec<Span> = Vec::new();
        let mut in_text = !whole;
        // How many choices between two ways of writing are open, and whether the open apparatus has its reading.
        let (mut choices, mut chosen) = (0usize, false);
        while let Some((node, span)) = walk.next()? {
            match node {
                Node::Text(raw, meant) if in_text => {
                    self.builder.flowing(raw, base + span.start, meant.as_deref())
                }
                Node::Text(..) => {}
                Node::Open(element) => {
                    let local = element.name.local;
                    let other = match local {
                        "sic" | "orig" | "abbr" => choices > 0,
                        "rdg" => chosen,
                        "note" => self.builder.is_open() && whole,
                        _ => LEFT_OUT.contains(&local),
                    };
                    if other {
                        let (inner, _) = skip(&mut walk, local, span)?;
                        if local == "note" {
                            notes.push(inner);
                        }
                        continue;
                    }
                    match local {
                        "text" => {
                            in_text = true;
                            let said = element.whole_attribute("xml:lang").map(|tag| Language::new(&tag));
                            self.language = self.language.take().or(said);
                        }
                        "TEI" => {
                            self.language = element.whole_attribute("xml:lang").map(|tag| Language::new(&tag))
                        }
                        "choice" => choices += 1,
                        "app" => chosen = false,
                        "lem" | "rdg" => chosen = true,
                        "pb" => self.page = element.attribute("n").unwrap_or_default(),
                        "lb" if self.builder.is_open() => self.builder.mark("\n", element.whole(span, base)),
                        _ if BLOCKS.contains(&local) => {
                            self.end(kind);
                            kind = if local == "head" { ParagraphKind::Heading } else { ParagraphKind::Body };
                        }
                        _ => {}
                    }
                }
                Node::Close(name) => {
                    if BLOCKS.contains(&name.local)
                        || matches!(name.local, "div" | "body" | "text" | "note" | "lg" | "sp")
                    {
                        self.end(kind);
                        kind = ParagraphKind::Body;
                        for note in std::mem::take(&mut notes) {
                            self.set(&wrapped(note.of(text)), base + note.start - WRAP.len(), false)?;
                            self.end(ParagraphKind::Body);
                        }
                    }
                    choices -= usize::from(name.local == "choice" && choices > 0);
                    in_text &= name.local != "text" || !whole;
                }
            }
        }
        self.end(kind);
        Ok(())
    }

    fn end(&mut self, kind: ParagraphKind) {
        let place = match self.builder.is_open() {
            false => String::new(),
            true => {
                self.paragraphs += 1;
                match self.page.as_str() {
                    "" => format!("paragraph {}", self.paragraphs),
                    page => format!("page {page}, paragraph {}", self.paragraphs),
                }
            }
        };
        self.builder.end(BlockKind::Paragraph(kind), &place);
    }
}
