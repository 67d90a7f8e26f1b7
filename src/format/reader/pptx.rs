//! PowerPoint slides in their order, each with its notes.

use super::archive::Archive;
use super::builder::Builder;
use super::docx::skip;
use super::xml::{Node, Walk};
use super::{Content, Extracted, File, Reader, relations};
use crate::format::error::{Error, Result};
use crate::say;
use crate::text::{BlockKind, ParagraphKind};

pub(super) const READER: Reader = Reader {
    name: say!(en: "PowerPoint slides", zh: " PowerPoint 幻灯片"),
    extensions: &["pptx", "pptm", "ppsx", "potx"],
    sniff: |file| file.has_entry("ppt/presentation.xml"),
    read,
};

fn read(file: File) -> Result<Extracted> {
    let path = file.path;
    let Content::Bytes(bytes) = file.content else {
        return Err(Error::content(path, say!(en: "is no PowerPoint file", zh: "不是 PowerPoint 文件")));
    };
    let mut archive = Archive::open(path, &bytes)?;
    const MAIN: &str = "ppt/presentation.xml";
    let main = archive.needed(MAIN)?;
    let related = relations::of(&mut archive, MAIN)?;
    let mut parts = Vec::new();
    let mut places = Vec::new();
    let mut walk = Walk::of(path, &main.text);
    while let Some((node, _)) = walk.next()? {
        let Node::Open(element) = node else { continue };
        if element.name.local != "sldId" {
            continue;
        }
        // Its `id` is a number, its `r:id` the relation.
        let id = element.whole_attribute("r:id").or_else(|| element.attribute("id")).unwrap_or_default();
        let Some(slide) = related.iter().find(|relation| relation.id == id) else { continue };
        let number = places.iter().filter(|(_, notes)| !notes).count() + 1;
        parts.push(archive.needed(&slide.target)?);
        places.push((number, false));
        let of_slide = relations::of(&mut archive, &slide.target)?;
        if let Some(notes) = of_slide.iter().find(|relation| relation.kind == "notesSlide")
            && let Some(part) = archive.part(&notes.target)?
        {
            parts.push(part);
            places.push((number, true));
        }
    }
    let mut builder = Builder::new();
    for (number, (part, &(slide, notes))) in parts.iter().zip(&places).enumerate() {
        builder.part(number);
        let place = if notes { format!("slide {slide}, notes") } else { format!("slide {slide}") };
        set(path, &part.text, &place, &mut builder)?;
    }
    drop(archive);
    Ok(builder.of_archive(READER.name, None, bytes, parts))
}

fn set(path: &str, text: &str, place: &str, builder: &mut Builder) -> Result<()> {
    let mut walk = Walk::of(path, text);
    let (mut kind, mut words, mut paragraph) = (ParagraphKind::Body, false, false);
    while let Some((node, span)) = walk.next()? {
        match node {
            Node::Text(raw, None) if words => builder.words(raw, span.start),
            Node::Text(_, Some(meant)) if words => builder.escaped(&meant, span),
            Node::Text(..) => {}
            Node::Open(element) => match element.name.local {
                "Fallback" => drop(skip(&mut walk, "Fallback", span)?),
                // The number of the slide, a date: no words of anybody's.
                "fld" => drop(skip(&mut walk, "fld", span)?),
                "sp" => kind = ParagraphKind::Body,
                "ph" if matches!(element.attribute("type").as_deref(), Some("title" | "ctrTitle")) => {
                    kind = ParagraphKind::Heading;
                }
                "p" => paragraph = true,
                "t" => words = true,
                "br" if paragraph => builder.mark("\n", element.whole(span, 0)),
                _ => {}
            },
            Node::Close(name) => match name.local {
                "t" => words = false,
                "p" => {
                    paragraph = false;
                    builder.end(BlockKind::Paragraph(kind), place);
                }
                _ => {}
            },
        }
    }
    Ok(())
}
