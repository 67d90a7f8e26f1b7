//! Kinds of file that are known and hold no text that can be read here: what each is, and what helps.
//!
//! A file that is read as what it is not is worse than one that is refused; and one that is refused without a
//! word of what to do is a file that somebody has to ask about.

use super::{Content, File, head, is_archive, xml};
use crate::format::error::{Error, Result};
use crate::format::ocr;
use crate::message::Message;
use crate::say;

/// What is said of bytes of which nothing is known.
pub(super) static UNKNOWN: Message = say!(en: "a binary file", zh: "二进制文件");

/// What is said of an archive that is no document.
pub(super) static ARCHIVE: Message = say!(en: "a ZIP archive and no document of a known kind; unpack it first, with `unzip`", zh: " ZIP 压缩包，不是认得的文档；先用 `unzip` 解压");

/// That a file is `what`.
pub(super) fn is(what: &Message) -> Message {
    say!(en: "is {what}", zh: "是{what}", what)
}

/// Bytes that a file of some kind begins with, at some offset, and what it is.
type Magic = (usize, &'static [u8], Message);

static MAGIC: &[Magic] = &[
    (
        0,
        b"%PDF-",
        say!(en: "a PDF file; extract its text first, for example with `pdftotext -raw`", zh: " PDF 文件；先提取文字，例如用 `pdftotext -raw`"),
    ),
    (
        0,
        b"{\\rtf",
        say!(en: "an RTF file; save it as docx first, for example with `soffice --headless --convert-to docx`", zh: " RTF 文件；先另存为 docx，例如用 `soffice --headless --convert-to docx`"),
    ),
    (
        60,
        b"BOOKMOBI",
        say!(en: "a Mobipocket or Kindle book; make an EPUB of it first, with `ebook-convert` (Calibre)", zh: " Mobipocket 或 Kindle 电子书；先用 `ebook-convert`（Calibre）转成 EPUB"),
    ),
    (
        60,
        b"TEXtREAd",
        say!(en: "a Palm book; make an EPUB of it first, with `ebook-convert` (Calibre)", zh: " Palm 电子书；先用 `ebook-convert`（Calibre）转成 EPUB"),
    ),
    (0, b"\x89PNG", say!(en: "a picture; it needs OCR first", zh: "图片；先做文字识别")),
    (0, b"\xff\xd8\xff", say!(en: "a picture; it needs OCR first", zh: "图片；先做文字识别")),
    (0, b"GIF8", say!(en: "a picture; it needs OCR first", zh: "图片；先做文字识别")),
    (0, b"II*\x00", say!(en: "a picture; it needs OCR first", zh: "图片；先做文字识别")),
    (0, b"MM\x00*", say!(en: "a picture; it needs OCR first", zh: "图片；先做文字识别")),
    (8, b"WEBP", say!(en: "a picture; it needs OCR first", zh: "图片；先做文字识别")),
    (4, b"ftypheic", say!(en: "a picture; it needs OCR first", zh: "图片；先做文字识别")),
    (4, b"ftypavif", say!(en: "a picture; it needs OCR first", zh: "图片；先做文字识别")),
    (
        0,
        b"AT&TFORM",
        say!(en: "a DjVu file; extract its text first, with `djvutxt`", zh: " DjVu 文件；先用 `djvutxt` 提取文字"),
    ),
    (
        0,
        b"\x1f\x8b",
        say!(en: "a compressed file; unpack it first, with `gunzip`", zh: "压缩文件；先用 `gunzip` 解压"),
    ),
    (
        0,
        b"BZh",
        say!(en: "a compressed file; unpack it first, with `bunzip2`", zh: "压缩文件；先用 `bunzip2` 解压"),
    ),
    (
        0,
        b"\xfd7zXZ\x00",
        say!(en: "a compressed file; unpack it first, with `unxz`", zh: "压缩文件；先用 `unxz` 解压"),
    ),
    (
        0,
        b"7z\xbc\xaf",
        say!(en: "a 7-Zip archive; unpack it first, with `7z x`", zh: " 7-Zip 压缩包；先用 `7z x` 解压"),
    ),
    (
        0,
        b"Rar!\x1a\x07",
        say!(en: "a RAR archive; unpack it first, with `unrar x`", zh: " RAR 压缩包；先用 `unrar x` 解压"),
    ),
    (
        0,
        b"\x28\xb5\x2f\xfd",
        say!(en: "a compressed file; unpack it first, with `unzstd`", zh: "压缩文件；先用 `unzstd` 解压"),
    ),
    (
        257,
        b"ustar",
        say!(en: "a tar archive; unpack it first, with `tar -xf`", zh: " tar 包；先用 `tar -xf` 解开"),
    ),
    (0, b"PK\x05\x06", say!(en: "an empty ZIP archive", zh: "空的 ZIP 压缩包")),
    (
        0,
        b"SQLite format 3\x00",
        say!(en: "an SQLite database; write out what is wanted of it first, with `sqlite3 FILE -csv`", zh: " SQLite 数据库；先用 `sqlite3 FILE -csv` 导出所需内容"),
    ),
    (0, b"\x7fELF", say!(en: "a program", zh: "程序")),
    (0, b"\x00\x00\xfe\xff", UTF_32),
    (0, b"\xff\xfe\x00\x00", UTF_32),
];

const UTF_32: Message = say!(en: "a text in UTF-32; turn it into UTF-8 first, with `iconv -f UTF-32 -t UTF-8`", zh: " UTF-32 文本；先转成 UTF-8：`iconv -f UTF-32 -t UTF-8`");

/// What is in a file of Microsoft's compound format, by the name of a stream in it.
static COMPOUND: &[(&str, Message)] = &[
    (
        "WordDocument",
        say!(en: "an old Word file; save it as docx first, for example with `soffice --headless --convert-to docx`", zh: "旧版 Word 文件；先另存为 docx，例如用 `soffice --headless --convert-to docx`"),
    ),
    (
        "Workbook",
        say!(en: "an old Excel file; save it as xlsx first, for example with `soffice --headless --convert-to xlsx`", zh: "旧版 Excel 文件；先另存为 xlsx，例如用 `soffice --headless --convert-to xlsx`"),
    ),
    (
        "Book",
        say!(en: "an old Excel file; save it as xlsx first, for example with `soffice --headless --convert-to xlsx`", zh: "旧版 Excel 文件；先另存为 xlsx，例如用 `soffice --headless --convert-to xlsx`"),
    ),
    (
        "PowerPoint Document",
        say!(en: "an old PowerPoint file; save it as pptx first, for example with `soffice --headless --convert-to pptx`", zh: "旧版 PowerPoint 文件；先另存为 pptx，例如用 `soffice --headless --convert-to pptx`"),
    ),
    (
        "EncryptedPackage",
        say!(en: "an Office file with a password; save it without one first", zh: "加了密码的 Office 文件；先去掉密码另存"),
    ),
];

/// What these bytes are, if they are of a known kind that is no text.
pub(super) fn binary(bytes: &[u8]) -> Option<&'static Message> {
    static OFFICE: Message = say!(en: "an old Office file; save it in a newer format or as plain text first", zh: "旧版 Office 文件；先另存为新格式或纯文本");
    static WIDE: Message = UTF_32;
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
        let known = COMPOUND.iter().find(|(name, _)| holds(name)).map(|(_, kind)| kind);
        return Some(known.unwrap_or(&OFFICE));
    }
    utf_32(bytes).then_some(&WIDE)
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
static ROOTS: &[(&str, Message)] = &[
    (
        "martif",
        say!(en: "a termbase (TBX); it holds words, not texts", zh: "术语库（TBX），只有词，没有篇章"),
    ),
    ("tbx", say!(en: "a termbase (TBX); it holds words, not texts", zh: "术语库（TBX），只有词，没有篇章")),
    ("svg", say!(en: "a drawing (SVG), not a text", zh: "图形（SVG），不是文本")),
    ("plist", say!(en: "a property list, not a text", zh: "属性列表，不是文本")),
    (
        "resources",
        say!(en: "a file of Android's strings; make a PO file of it first, with `android2po`", zh: " Android 字符串文件；先用 `android2po` 转成 PO"),
    ),
    (
        "TS",
        say!(en: "a file of Qt's translations; make a PO file of it first, with `ts2po` (Translate Toolkit)", zh: " Qt 翻译文件；先用 `ts2po`（Translate Toolkit）转成 PO"),
    ),
    ("package", say!(en: "a part of a book; name the EPUB itself", zh: "电子书的一部分；请给出 EPUB 本身")),
    (
        "document",
        say!(en: "a part of a document; name the document itself", zh: "文档的一部分；请给出文档本身"),
    ),
    (
        "FictionBook",
        say!(en: "a FictionBook; make an EPUB of it first, with `ebook-convert` (Calibre)", zh: " FictionBook；先用 `ebook-convert`（Calibre）转成 EPUB"),
    ),
    (
        "book",
        say!(en: "DocBook; make HTML of it first, for example with `pandoc -t html`", zh: " DocBook；先转成 HTML，例如用 `pandoc -t html`"),
    ),
    (
        "article",
        say!(en: "DocBook or JATS; make HTML of it first, for example with `pandoc -t html`", zh: " DocBook 或 JATS；先转成 HTML，例如用 `pandoc -t html`"),
    ),
];

/// An error for a file that is known and not read.
pub(super) fn refuse(file: &File) -> Result<()> {
    let refused = |what: &Message| Err(Error::content(file.path, is(what)));
    let text = match &file.content {
        Content::Bytes(bytes) => {
            return match binary(bytes) {
                Some(what) => refused(what),
                None if is_archive(bytes) => Ok(()),
                None => refused(&UNKNOWN),
            };
        }
        Content::Text(text) => text,
    };
    let head = head(text);
    if head.starts_with("[Script Info]") {
        return refused(
            &say!(en: "a file of SubStation subtitles; make SRT of it first, with `ffmpeg -i FILE out.srt`", zh: " SubStation 字幕；先用 `ffmpeg -i FILE out.srt` 转成 SRT"),
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
                return refused(&say!(
                    en: "XML of a kind that is not read (`{root}`); save it as HTML or plain text first",
                    zh: "不能读的 XML（`{root}`）；先另存为 HTML 或纯文本",
                    root
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
            &say!(en: "a file of Java properties, keys and values; make a PO file of it first, with `prop2po` (Translate Toolkit)", zh: " Java 属性文件；先用 `prop2po`（Translate Toolkit）转成 PO"),
        );
    }
    Ok(())
}

/// Roots of XML that a reader knows.
const READ_ROOTS: [&str; 6] = ["html", "xliff", "tmx", "tei", "teicorpus", "body"];

/// What a text is that is JSON of no known kind: records a line, or one value.
fn json(file: &File, head: &str, text: &str) -> Option<&'static Message> {
    static VALUE: Message = say!(en: "JSON of a kind that is not known; take the text out of it first, for example with `jq -r`", zh: "不认得的 JSON；先取出文字，例如用 `jq -r`");
    static RECORDS: Message = say!(en: "JSON lines of a kind that is not known; take the text out of them first, for example with `jq -r`", zh: "不认得的 JSON 行；先取出文字，例如用 `jq -r`");
    let named = file.is_named(&["json", "jsonl", "ndjson", "geojson", "ipynb"]);
    if !head.starts_with(['{', '[']) {
        return named.then_some(&VALUE);
    }
    let is_json = |text: &str| serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok();
    let mut lines = text.trim_start_matches('\u{feff}').lines().filter(|line| !line.trim().is_empty());
    let mut is_record =
        || lines.next().is_some_and(|line| line.trim_start().starts_with('{') && is_json(line));
    // A line such as `[1]` is a note in a text, and JSON too.
    let is_record = is_record() && (is_record() || file.ends_with(&["jsonl", "ndjson"]));
    match () {
        () if is_record => Some(&RECORDS),
        () if named || head.contains('"') && is_json(text.trim_start_matches('\u{feff}')) => Some(&VALUE),
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
