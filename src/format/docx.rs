//! A Word document around its words: what a package needs beside them.
//!
//! The same parts give the same bytes: no time is written, and the entries have that of the archive format's own
//! first day.

use std::io::{self, Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

const TYPES: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/word/document.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/><Override PartName="/word/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.styles+xml"/><Override PartName="/word/comments.xml" ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.comments+xml"/></Types>
"#;

const RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="word/document.xml"/></Relationships>
"#;

const DOCUMENT_RELATIONS: &str = r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/><Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/comments" Target="comments.xml"/></Relationships>
"#;

/// Writes a document whose `word/document.xml` and `word/comments.xml` are these.
pub fn write(document: &str, comments: &str, out: &mut dyn Write) -> io::Result<()> {
    let styles = styles();
    let parts = [
        ("[Content_Types].xml", TYPES),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", document),
        ("word/_rels/document.xml.rels", DOCUMENT_RELATIONS),
        ("word/styles.xml", &styles),
        ("word/comments.xml", comments),
    ];
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

/// The styles that paragraphs may have.
fn styles() -> String {
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
        r#"<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:styles xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>{styles}</w:styles>
"#
    )
}
