//! What kind of file is this, and what text does it hold?
//!
//! A file is known by what stands in it: its first bytes, its root element, its shape. Its name counts only
//! where a shape is not enough (a table with commas in it is also a text with commas in it). Going by the name
//! alone would be simpler, and takes subtitles that somebody saved as `.txt` for prose.
//!
//! [`READERS`] is the only list of kinds that can be read, plain text last; `unreadable` the only one of those
//! that are known and cannot. Each reader gives the text and the way back to the file, by which findings are
//! named as the file's own program names its places, and fixes are written where they belong.

mod archive;
mod builder;
mod delimited;
mod docx;
mod epub;
mod html;
mod odf;
mod origin;
mod pairs;
mod po;
mod pptx;
mod relations;
mod subtitles;
mod tei;
mod unreadable;
mod workbook;
mod xliff;
mod xml;

use std::io::Read;
use std::path::Path;

pub(super) use origin::blocks_again;
pub use origin::{Edit, Origin, mended};

use super::error::Result;
use super::ocr;
use crate::message::Message;
use crate::say;
use crate::text::{Block, Language};

/// Which text of a file with tracked changes is read.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Tracked {
    /// As it reads with every change accepted.
    #[default]
    Accepted,
    /// As it read before the changes.
    Original,
}

/// A file that is to be read.
pub struct File<'a> {
    /// Its name, for messages and for what its ending says.
    pub path: &'a str,
    /// What it holds.
    pub content: Content,
    /// The language whose side is asked for of a file that holds several.
    pub language: Option<&'a Language>,
    /// Which text of a file with tracked changes is asked for.
    pub tracked: Tracked,
    /// Whether the person says that each line is a sentence.
    pub lines: bool,
}

/// What a file holds, as far as is known before its kind is.
#[non_exhaustive]
pub enum Content {
    /// Bytes that are no text.
    Bytes(Vec<u8>),
    /// Text, decoded.
    Text(String),
}

/// A kind of file that can be read.
pub struct Reader {
    /// What it is called, as in "read as a Word document".
    pub name: Message,
    /// The endings that its files' names have.
    pub extensions: &'static [&'static str],
    /// Whether a file is of this kind, by what it holds.
    pub sniff: fn(&File) -> bool,
    /// The text of a file of this kind.
    pub read: fn(File) -> Result<Extracted>,
}

/// What was read of a file.
#[derive(Debug)]
#[non_exhaustive]
pub struct Extracted {
    /// The text.
    pub text: String,
    /// Its paragraphs, if the file says them: a blank line parts them in `text`.
    pub blocks: Option<Vec<Block>>,
    /// The language, if the file says it.
    pub language: Option<Language>,
    /// Where its parts stand in the file.
    pub origin: Origin,
}

/// All kinds of file that are read as a text, plain text last.
pub static READERS: &[Reader] = &[
    docx::READER,
    pptx::READER,
    odf::TEXT,
    odf::SLIDES,
    epub::READER,
    workbook::EXCEL,
    workbook::ODS,
    subtitles::VTT,
    subtitles::SRT,
    xliff::READER,
    po::READER,
    tei::READER,
    RECOGNISED,
    pairs::MEMORY,
    pairs::RECORDS,
    delimited::READER,
    html::READER,
    PLAIN,
];

/// What a recogniser wrote.
const RECOGNISED: Reader = Reader {
    name: say!(en: "a recognised page", zh: "识别结果"),
    extensions: &["hocr", "alto", "json", "xml", "html", "tsv"],
    sniff: |file| file.text().is_some_and(|text| ocr::form(text).is_some()),
    read: |file| {
        let text = file.text().unwrap_or_default();
        let form = ocr::form(text).unwrap_or(ocr::Form::Hocr);
        let scan = ocr::read(file.path, text, form)?;
        Ok(Extracted {
            text: scan.text,
            blocks: None,
            language: None,
            origin: Origin::recognised(form, scan.recognition),
        })
    },
};

/// Plain text, and Markdown, which is one.
const PLAIN: Reader = Reader {
    name: say!(en: "plain text", zh: "纯文本"),
    extensions: &["txt", "md", "text", "rst", "tex"],
    sniff: |file| file.text().is_some(),
    read: |file| match file.content {
        Content::Text(text) => Ok(Extracted { text, blocks: None, language: None, origin: Origin::plain() }),
        Content::Bytes(_) => Err(super::Error::content(file.path, say!(en: "is no text", zh: "不是文本"))),
    },
};

/// The text of `file`, whatever its kind.
///
/// Of a file whose lines are said to be sentences only its ending *and* its content together make anything but
/// plain text: a line of a corpus may well begin with `<`.
pub fn read(file: File) -> Result<Extracted> {
    unreadable::refuse(&file)?;
    let reader = READERS.iter().find(|reader| {
        let told = !file.lines
            || file.text().is_none()
            || reader.name == PLAIN.name
            || file.ends_with(reader.extensions);
        told && (reader.sniff)(&file)
    });
    match reader {
        Some(reader) => (reader.read)(file),
        None => Err(super::Error::content(file.path, unreadable::is(&unreadable::ARCHIVE))),
    }
}

pub(super) use docx::parallel as docx;
pub(super) use po::parallel as po;
pub(super) use workbook::{first_rows, parallel as workbook};
pub(super) use xliff::parallel as xliff;
pub(super) use xml::{Node, Walk};

/// The name of the format, among those of texts beside each other, that the text beginning with `head` is in, if its
/// content says it.
pub(super) fn form_of(head: &str) -> Option<&'static str> {
    let root = xml::root(self::head(head)).map(|(root, _)| root);
    match root {
        Some(root) if root.eq_ignore_ascii_case("tmx") => Some("tmx"),
        Some("xliff") => Some("xliff"),
        Some("cesAlign") => Some("xces"),
        Some("linkGrp") => Some("intertext"),
        _ if po::is_po(head) => Some("po"),
        _ if pairs::is_records(head) => Some("jsonl"),
        _ if is_index(head) => Some("index"),
        _ => None,
    }
}

/// The name of the format, among those of texts beside each other, that an archive is in.
pub(super) fn form_of_archive(path: &str, bytes: &[u8]) -> &'static str {
    let content = Content::Bytes(bytes.to_vec());
    let file = File { path, content, language: None, tracked: Tracked::Accepted, lines: false };
    if (docx::READER.sniff)(&file) { "docx" } else { "xlsx" }
}

/// Whether a text begins with a bead of an index: `[0, 1]:[2]`.
fn is_index(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let numbers = |list: &str| list.bytes().all(|byte| byte.is_ascii_digit() || b", ".contains(&byte));
    first
        .strip_prefix('[')
        .and_then(|rest| rest.split_once("]:["))
        .is_some_and(|(source, rest)| numbers(source) && rest.split(']').next().is_some_and(numbers))
}

/// Whether these bytes are of a known kind that is no text in any encoding.
pub fn is_not_text(bytes: &[u8]) -> bool {
    unreadable::binary(bytes).is_some()
}

/// Why `bytes`, the content of the file at `path`, are no text.
pub(super) fn refused(path: &str, bytes: &[u8]) -> super::Error {
    static DOCUMENT: Message = say!(en: "no text but a document", zh: "文档，不是纯文本");
    let unknown = if is_archive(bytes) { &DOCUMENT } else { &unreadable::UNKNOWN };
    super::Error::content(path, unreadable::is(unreadable::binary(bytes).unwrap_or(unknown)))
}

/// Whether these bytes are an archive in whose entries a text may stand.
pub fn is_archive(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04")
}

/// The encoding that an XML declaration or the `meta` of a web page says, if there is one.
pub fn declared_encoding(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let head = &bytes[..bytes.len().min(1024)];
    let start = head.iter().position(|byte| !byte.is_ascii_whitespace())?;
    if head[start] != b'<' {
        return None;
    }
    let head = String::from_utf8_lossy(&head[start..]).to_ascii_lowercase();
    let label = match head.strip_prefix("<?xml") {
        Some(rest) => rest.split("?>").next()?.split("encoding").nth(1)?,
        None => {
            head.split("<meta").skip(1).find_map(|meta| meta.split('>').next()?.split("charset").nth(1))?
        }
    };
    let label = label.trim_start().strip_prefix('=')?.trim_start_matches([' ', '"', '\'']);
    let end = label.find(|c: char| !c.is_ascii_alphanumeric() && !"-_:.".contains(c)).unwrap_or(label.len());
    super::encoding::named(&label[..end])
}

impl File<'_> {
    /// Its text, if it is one.
    fn text(&self) -> Option<&str> {
        match &self.content {
            Content::Text(text) => Some(text),
            Content::Bytes(_) => None,
        }
    }

    /// Its bytes, if they are no text.
    fn bytes(&self) -> Option<&[u8]> {
        match &self.content {
            Content::Bytes(bytes) => Some(bytes),
            Content::Text(_) => None,
        }
    }

    /// Whether it is an archive with an entry called `name`; of one that cannot be opened, whether it speaks of one.
    fn has_entry(&self, name: &str) -> bool {
        let Some(bytes) = self.bytes().filter(|bytes| is_archive(bytes)) else { return false };
        match zip::ZipArchive::new(std::io::Cursor::new(bytes)) {
            Ok(zip) => zip.index_for_name(name).is_some(),
            Err(_) => memchr::memmem::find(bytes, name.as_bytes()).is_some(),
        }
    }

    /// The beginning of the entry called `name`, if it is an archive that has it.
    fn small_entry(&self, name: &str) -> Option<Vec<u8>> {
        let bytes = self.bytes().filter(|bytes| is_archive(bytes))?;
        let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).ok()?;
        let mut start = Vec::new();
        zip.by_name(name).ok()?.take(256).read_to_end(&mut start).ok()?;
        Some(start)
    }

    /// Whether its name says by itself that it is of a kind with these endings: where each line is said to be a
    /// sentence, no name says so.
    fn is_named(&self, extensions: &[&str]) -> bool {
        !self.lines && self.ends_with(extensions)
    }

    /// Whether its name ends with one of `extensions`.
    fn ends_with(&self, extensions: &[&str]) -> bool {
        let ending = Path::new(self.path).extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| extensions.iter().any(|known| ending.eq_ignore_ascii_case(known)))
    }
}

/// The beginning of a text, without a byte order mark and white space before it: enough to know its kind by.
fn head(text: &str) -> &str {
    let text = text.trim_start_matches('\u{feff}').trim_start();
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

#[cfg(test)]
mod tests;
