//! A Word document around its words: what a package needs beside them.
//!
//! The same parts give the same bytes: no time is written, and the entries have that of the archive format's own
//! first day.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const HEAD: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
"#;

/// Writes a document whose `word/document.xml` and `word/comments.xml` are these.
pub fn write(document: &str, comments: &str, out: &mut dyn Write) -> io::Result<()> {
    package(document, &[("styles", &styles("")), ("comments", comments)], out)
}

/// Writes a document whose `word/document.xml` is this, and in which paragraphs may have `own` styles beside the usual ones.
pub(super) fn write_styled(document: &str, own: &str, out: &mut dyn Write) -> io::Result<()> {
    package(document, &[("styles", &styles(own))], out)
}

fn package(document: &str, others: &[(&str, &str)], out: &mut dyn Write) -> io::Result<()> {
    let mut types = format!(
        r#"{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>"#
    );
    let mut parts = vec![
        ("_rels/.rels".to_owned(), relationships(&[("officeDocument", "word/document.xml")])),
        ("word/document.xml".to_owned(), document.to_owned()),
    ];
    let files: Vec<String> = others.iter().map(|(kind, _)| format!("{kind}.xml")).collect();
    let related: Vec<_> = others.iter().zip(&files).map(|((kind, _), file)| (*kind, file.as_str())).collect();
    parts.push(("word/_rels/document.xml.rels".to_owned(), relationships(&related)));
    for ((kind, content), file) in others.iter().zip(&files) {
        types.push_str(&format!(
            r#"<Override PartName="/word/{file}" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.{kind}+xml"/>"#
        ));
        parts.push((format!("word/{file}"), (*content).to_owned()));
    }
    types.push_str("</Types>\n");
    parts.insert(0, ("[Content_Types].xml".to_owned(), types));
    let options = SimpleFileOptions::default()
        .compression_method(CompressionMethod::Deflated)
        .last_modified_time(DateTime::DEFAULT);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in parts {
        archive.start_file(name, options).map_err(io::Error::other)?;
        archive.write_all(content.as_bytes())?;
    }
    out.write_all(archive.finish().map_err(io::Error::other)?.get_ref())
}

/// A part that names others, by their kinds.
fn relationships(others: &[(&str, &str)]) -> String {
    const OFFICE: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let relation = |(number, (kind, target)): (usize, &(&str, &str))| {
        format!(r#"<Relationship Id="rId{}" Type="{OFFICE}/{kind}" Target="{target}"/>"#, number + 1)
    };
    let relations: String = others.iter().enumerate().map(relation).collect();
    format!(
        r#"{HEAD}<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>
"#
    )
}

/// The styles that paragraphs may have, `own` among them.
fn styles(own: &str) -> String {
    let style = |id: &str, name: &str, paragraph: &str, run: &str| {
        format!(
            r#"<w:style w:type="paragraph" w:styleId="{id}"><w:name w:val="{name}"/><w:basedOn w:val="Normal"/><w:pPr>{paragraph}</w:pPr><w:rPr>{run}</w:rPr></w:style>"#
        )
    };
    let headings = [32, 28, 26, 24, 24, 24].into_iter().enumerate().map(|(level, size)| {
        style(
            &format!("Heading{}", level + 1),
            &format!("heading {}", level + 1),
            &format!(r#"<w:keepNext/><w:outlineLvl w:val="{level}"/>"#),
            &format!(r#"<w:b/><w:bCs/><w:sz w:val="{size}"/><w:szCs w:val="{size}"/>"#),
        )
    });
    let others = [
        style("ListParagraph", "List Paragraph", r#"<w:ind w:left="360"/>"#, ""),
        style("Quote", "Quote", r#"<w:ind w:left="567" w:right="567"/>"#, "<w:i/><w:iCs/>"),
        style(
            "Code",
            "Code",
            "",
            r#"<w:rFonts w:ascii="Courier New" w:hAnsi="Courier New" w:cs="Courier New"/>"#,
        ),
    ];
    let styles: String = headings.chain(others).collect();
    format!(
        r#"{HEAD}<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{styles}{own}</w:styles>
"#
    )
}
