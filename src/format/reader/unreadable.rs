//! Kinds of file that are known and hold no text that can be read here: what each is, and what helps.
//!
//! A file that is read as what it is not is worse than one that is refused; and one that is refused without a
//! word of what to do is a file that somebody has to ask about.

use super::{Content, File, head, is_archive, xml};
use crate::format::error::{Error, Result};
use crate::format::ocr;

/// What is said of bytes of which nothing is known.
pub(super) const UNKNOWN: &str = "a binary file";

/// What is said of an archive that is no document.
pub(super) const ARCHIVE: &str =
    "a ZIP archive and no document of a known kind; unpack it first, with `unzip`";

/// Bytes that a file of some kind begins with, at some offset, and what it is.
type Magic = (usize, &'static [u8], &'static str);

const MAGIC: &[Magic] = &[
    (0, b"%PDF-", "a PDF file; extract its text first, for example with `pdftotext -raw`"),
    (
        0,
        b"{\\rtf",
        "an RTF file; save it as docx first, for example with `soffice --headless --convert-to docx`",
    ),
    (
        60,
        b"BOOKMOBI",
        "a Mobipocket or Kindle book; make an EPUB of it first, with `ebook-convert` (Calibre)",
    ),
    (60, b"TEXtREAd", "a Palm book; make an EPUB of it first, with `ebook-convert` (Calibre)"),
    (0, b"\x89PNG", "a picture; it needs OCR first"),
    (0, b"\xff\xd8\xff", "a picture; it needs OCR first"),
    (0, b"GIF8", "a picture; it needs OCR first"),
    (0, b"II*\x00", "a picture; it needs OCR first"),
    (0, b"MM\x00*", "a picture; it needs OCR first"),
    (8, b"WEBP", "a picture; it needs OCR first"),
    (4, b"ftypheic", "a picture; it needs OCR first"),
    (4, b"ftypavif", "a picture; it needs OCR first"),
    (0, b"AT&TFORM", "a DjVu file; extract its text first, with `djvutxt`"),
    (0, b"\x1f\x8b", "a compressed file; unpack it first, with `gunzip`"),
    (0, b"BZh", "a compressed file; unpack it first, with `bunzip2`"),
    (0, b"\xfd7zXZ\x00", "a compressed file; unpack it first, with `unxz`"),
    (0, b"7z\xbc\xaf", "a 7-Zip archive; unpack it first, with `7z x`"),
    (0, b"Rar!\x1a\x07", "a RAR archive; unpack it first, with `unrar x`"),
    (0, b"\x28\xb5\x2f\xfd", "a compressed file; unpack it first, with `unzstd`"),
    (257, b"ustar", "a tar archive; unpack it first, with `tar -xf`"),
    (0, b"PK\x05\x06", "an empty ZIP archive"),
    (
        0,
        b"SQLite format 3\x00",
        "an SQLite database; write out what is wanted of it first, with `sqlite3 FILE -csv`",
    ),
    (0, b"\x7fELF", "a program"),
    (0, b"\x00\x00\xfe\xff", UTF_32),
    (0, b"\xff\xfe\x00\x00", UTF_32),
];

const UTF_32: &str = "a text in UTF-32; turn it into UTF-8 first, with `iconv -f UTF-32 -t UTF-8`";

/// What is in a file of Microsoft's compound format, by the name of a stream in it.
const COMPOUND: &[(&str, &str)] = &[
    (
        "WordDocument",
        "an old Word file; save it as docx first, for example with `soffice --headless --convert-to docx`",
    ),
    (
        "Workbook",
        "an old Excel file; save it as xlsx first, for example with `soffice --headless --convert-to xlsx`",
    ),
    (
        "Book",
        "an old Excel file; save it as xlsx first, for example with `soffice --headless --convert-to xlsx`",
    ),
    (
        "PowerPoint Document",
        "an old PowerPoint file; save it as pptx first, for example with `soffice --headless --convert-to pptx`",
    ),
    ("EncryptedPackage", "an Office file with a password; save it without one first"),
];

/// What these bytes are, if they are of a known kind that is no text.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static str> {
    let magic = MAGIC
        .iter()
        .find(|(offset, magic, _)| bytes.get(*offset..).is_some_and(|rest| rest.starts_with(magic)));
    if let Some((_, _, kind)) = magic {
        return Some(kind);
    }
    if bytes.starts_with(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") {
        let holds = |name: &str| {
            let name: Vec<u8> = name.encode_utf16().chain([0]).flat_map(u16::to_le_bytes).collect();
            memchr::memmem::find(bytes, &name).is_some()
        };
        let known = COMPOUND.iter().find(|(name, _)| holds(name)).map(|(_, kind)| *kind);
        return Some(known.unwrap_or("an old Office file; save it in a newer format or as plain text first"));
    }
    utf_32(bytes).then_some(UTF_32)
}

/// Whether bytes without a mark are UTF-32: four by four they are characters, none is zero, and all but a few lie in the
/// plane where all living scripts do.
fn utf_32(bytes: &[u8]) -> bool {
    let sample = &bytes[..bytes.len().min(1 << 12) / 4 * 4];
    let is = |character: fn([u8; 4]) -> u32| {
        let units = sample.chunks_exact(4).map(|unit| character([unit[0], unit[1], unit[2], unit[3]]));
        let (mut plain, mut all) = (0usize, 0usize);
        for unit in units {
            let Some(c) = char::from_u32(unit).filter(|c| !c.is_control() || c.is_whitespace()) else {
                return false;
            };
            plain += usize::from(u32::from(c) < 0x1_0000);
            all += 1;
        }
        plain * 10 >= all * 9
    };
    sample.len() >= 8 && bytes.len().is_multiple_of(4) && (is(u32::from_le_bytes) || is(u32::from_be_bytes))
}

/// Root elements of XML that is known and not read, and what the file is.
const ROOTS: &[(&str, &str)] = &[
    ("martif", "a termbase (TBX); it holds words, not texts"),
    ("tbx", "a termbase (TBX); it holds words, not texts"),
    ("svg", "a drawing (SVG), not a text"),
    ("plist", "a property list, not a text"),
    ("resources", "a file of Android's strings; make a PO file of it first, with `android2po`"),
    ("TS", "a file of Qt's translations; make a PO file of it first, with `ts2po` (Translate Toolkit)"),
    ("package", "a part of a book; name the EPUB itself"),
    ("document", "a part of a document; name the document itself"),
    ("FictionBook", "a FictionBook; make an EPUB of it first, with `ebook-convert` (Calibre)"),
    ("book", "DocBook; make HTML of it first, for example with `pandoc -t html`"),
    ("article", "DocBook or JATS; make HTML of it first, for example with `pandoc -t html`"),
];

/// An error for a file that is known and not read.
pub(super) fn refuse(file: &File) -> Result<()> {
    let refused = |what: &str| Err(Error::content(file.path, format!("is {what}")));
    let text = match &file.content {
        Content::Bytes(bytes) => {
            return match binary(bytes) {
                Some(what) => refused(what),
                None if is_archive(bytes) => Ok(()),
                None => refused(UNKNOWN),
            };
        }
        Content::Text(text) => text,
    };
    let head = head(text);
    if head.starts_with("[Script Info]") {
        return refused(
            "a file of SubStation subtitles; make SRT of it first, with `ffmpeg -i FILE out.srt`",
        );
    }
    if file.lines && !file.ends_with(&["json", "jsonl", "xml", "tbx"]) {
        return Ok(());
    }
    if let Some((root, _)) = xml::root(head) {
        let is_xml =
            head.starts_with("<?xml") || file.ends_with(&["xml", "tbx", "svg", "plist", "ts", "fb2"]);
        match ROOTS.iter().find(|(known, _)| *known == root) {
            Some((_, what)) if is_xml || head.contains("xmlns") => return refused(what),
            None if is_xml
                && ocr::form(text).is_none()
                && !READ_ROOTS.contains(&&*root.to_ascii_lowercase()) =>
            {
                return refused(&format!(
                    "XML of a kind that is not read (`{root}`); save it as HTML or plain text first"
                ));
            }
            _ => {}
        }
    }
    if ocr::form(text).is_none()
        && !super::pairs::is_records(text)
        && let Some(what) = json(file, head, text)
    {
        return refused(what);
    }
    if !file.lines && is_properties(file, text) {
        return refused(
            "a file of Java properties, keys and values; make a PO file of it first, with `prop2po` (Translate Toolkit)",
        );
    }
    Ok(())
}

/// Roots of XML that a reader knows.
const READ_ROOTS: [&str; 6] = ["html", "xliff", "tmx", "tei", "teicorpus", "body"];

/// What a text is that is JSON of no known kind: records a line, or one value.
fn json(file: &File, head: &str, text: &str) -> Option<&'static str> {
    const VALUE: &str =
        "JSON of a kind that is not known; take the text out of it first, for example with `jq -r`";
    const RECORDS: &str =
        "JSON lines of a kind that is not known; take the text out of them first, for example with `jq -r`";
    let named = file.is_named(&["json", "jsonl", "ndjson", "geojson", "ipynb"]);
    if !head.starts_with(['{', '[']) {
        return named.then_some(VALUE);
    }
    let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty());
    let mut is_record =
        || lines.next().is_some_and(|line| line.trim_start().starts_with('{') && is_json(line));
    // A line such as `[1]` is a note in a text, and JSON too.
    let is_record = is_record() && (is_record() || file.ends_with(&["jsonl", "ndjson"]));
    match () {
        () if is_record => Some(RECORDS),
        () if named || head.contains('"') && is_json(text.trim_start_matches('\u{feff}')) => Some(VALUE),
        () => None,
    }
}

/// Whether a text is a file of Java properties: its name says so, or each of its lines is a key with dots and a value.
fn is_properties(file: &File, text: &str) -> bool {
    if file.is_named(&["properties"]) {
        return true;
    }
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with(['#', '!']));
    let is_pair = |line: &str| {
        line.split_once('=').is_some_and(|(key, _)| {
            let key = key.trim();
            key.contains('.')
                && key.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
        })
    };
    let (mut pairs, mut all) = (0, 0);
    for line in lines.take(100) {
        pairs += usize::from(is_pair(line));
        all += 1;
    }
    all >= 2 && pairs * 10 >= all * 9
}
