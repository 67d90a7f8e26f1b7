//! An EPUB: its chapters in the order of its spine, as web pages.

use super::archive::Archive;
use super::builder::Builder;
use super::relations::resolved;
use super::xml::{Node, Walk};
use super::{Content, Extracted, File, Reader, html};
use crate::format::error::{Error, Result};
use crate::say;
use crate::text::Language;

pub(super) const READER: Reader = Reader {
    name: say!(en: "an EPUB", zh: " EPUB 电子书"),
    extensions: &["epub"],
    sniff: |file| {
        file.has_entry("META-INF/container.xml")
            && file
                .small_entry("mimetype")
                .is_none_or(|said| said.trim_ascii().starts_with(b"application/epub"))
    },
    read,
};

/// An item of the book.
struct Item {
    id: String,
    href: String,
    kind: String,
    properties: String,
}

fn read(file: File) -> Result<Extracted> {
    let path = file.path;
    let Content::Bytes(bytes) = file.content else {
        return Err(Error::content(path, say!(en: "is no EPUB", zh: "不是 EPUB")));
    };
    let mut archive = Archive::open(path, &bytes)?;
    if archive.has("META-INF/encryption.xml") && archive.has("META-INF/rights.xml") {
        return Err(Error::content(
            path,
            say!(en: "is a book locked against reading (DRM)", zh: "电子书已加密（DRM），无法读取"),
        ));
    }
    let container = archive.needed("META-INF/container.xml")?;
    let mut walk = Walk::of(path, &container.text);
    let mut book = None;
    while let Some((node, _)) = walk.next()? {
        if let Node::Open(element) = node
            && element.name.local == "rootfile"
        {
            book = book.or_else(|| element.attribute("full-path"));
        }
    }
    let book = book.ok_or_else(|| {
        Error::content(
            path,
            say!(en: "is broken: its container names no book", zh: "文件已损坏：没有指明书在哪里"),
        )
    })?;
    let package = archive.needed(&book)?;
    let folder = book.rsplit_once('/').map_or("", |(folder, _)| folder);
    let (mut items, mut spine): (Vec<Item>, Vec<String>) = (Vec::new(), Vec::new());
    let (mut language, mut open) = (String::new(), false);
    let mut walk = Walk::of(path, &package.text);
    while let Some((node, _)) = walk.next()? {
        match node {
            Node::Open(element) => {
                let attribute = |name: &str| element.attribute(name).unwrap_or_default();
                match element.name.local {
                    "item" => items.push(Item {
                        id: attribute("id"),
                        href: resolved(folder, &plain(&attribute("href"))),
                        kind: attribute("media-type"),
                        properties: attribute("properties"),
                    }),
                    "itemref" => spine.push(attribute("idref")),
                    "language" => open = language.is_empty(),
                    _ => {}
                }
            }
            Node::Text(raw, _) if open => language.push_str(raw.trim()),
            Node::Text(..) => {}
            Node::Close(_) => open = false,
        }
    }
    let mut builder = Builder::new();
    let mut parts = Vec::new();
    for id in &spine {
        let Some(item) = items.iter().find(|item| item.id == *id) else { continue };
        // The table of contents says again what the chapters say.
        if !item.kind.contains("html") || item.properties.split(' ').any(|property| property == "nav") {
            continue;
        }
        let part = archive.needed(&item.href)?;
        if item.kind == "application/xhtml+xml" || html::is_xml(&part.text) {
            html::whole(path, Some(&item.href), &part.text)?;
        }
        builder.part(parts.len());
        let name = item.href.rsplit('/').next().unwrap_or_default();
        let mut paragraph = 0;
        html::set(&part.text, &mut builder, &mut |_| {
            paragraph += 1;
            format!("{name}, paragraph {paragraph}")
        });
        parts.push(part);
    }
    drop(archive);
    let language = Some(Language::new(&language))
        .filter(|language| !language.tag().is_empty() && language.tag() != "und");
    Ok(builder.of_archive(READER.name, language, bytes, parts))
}

/// An address with its `%20` and the like as the characters that they stand for, and without what follows `#`.
fn plain(href: &str) -> String {
    let href = href.split('#').next().unwrap_or_default();
    let mut bytes = Vec::with_capacity(href.len());
    let mut rest = href.as_bytes();
    while let [first, after @ ..] = rest {
        let digits = after.get(..2).and_then(|digits| std::str::from_utf8(digits).ok());
        match digits.and_then(|digits| u8::from_str_radix(digits, 16).ok()).filter(|_| *first == b'%') {
            Some(byte) => {
                bytes.push(byte);
                rest = &after[2..];
            }
            None => {
                bytes.push(*first);
                rest = after;
            }
        }
    }
    String::from_utf8(bytes).unwrap_or_else(|_| href.to_owned())
}
