//! A text out of a file: its bytes decoded, its language known, its sentences found.

use std::fs::{self, File};
use std::io::{self, Read};
use std::path::Path;

use encoding_rs::Encoding;

use super::encoding::{self, Decoding, Failure};
use super::error::{Error, Result};
use super::reader::{self, Content, Extracted, File as Source, Origin, Tracked};
use crate::message::{self, Message, count};
use crate::say;
use crate::text::{Block, Document, Language, Syntax};

/// The longest line that is taken for a line of text, in bytes: the Bible is 5 million.
const LONGEST_LINE: usize = 128 << 20;

/// The largest file that is read, in bytes.
const LARGEST_FILE: u64 = 2 << 30;

/// Options for reading a text.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Its encoding; found from its bytes if absent.
    pub encoding: Option<&'static Encoding>,
    /// Its language; found from the file's name or its text if absent.
    pub language: Option<Language>,
    /// Whether a malformed byte becomes U+FFFD instead of an error.
    pub lossy: bool,
    /// Whether each line is a sentence already.
    pub lines: bool,
    /// Which text of a file with tracked changes is read.
    pub tracked: Tracked,
}

/// How the language of a text was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum LanguageGround {
    /// The user, or the corpus' manifest, named it.
    Asked,
    /// The file's name says it.
    Name,
    /// The file itself says it.
    File,
    /// Its words show it.
    Detected,
}

/// A text, where it came from, and what was found out in reading it.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct Loaded {
    /// The file, as it was named; `-` for standard input.
    pub path: String,
    /// The text.
    pub document: Document,
    /// Its encoding.
    pub decoding: Decoding,
    /// How its language was known.
    pub language_ground: LanguageGround,
    /// The file's bytes, where its text alone does not say them.
    pub bytes: Option<Vec<u8>>,
    /// Where the text stands in the file; it points into the document's text.
    pub origin: Origin,
    /// How the text is divided.
    division: Division,
}

/// How a text is divided into paragraphs and sentences.
#[derive(Clone, Debug)]
enum Division {
    /// As its lines and markup show.
    Page(Syntax),
    /// Each line is a sentence.
    Lines,
    /// As its file says.
    Blocks(Vec<Block>),
}

impl Division {
    fn document(&self, text: String, language: Language) -> Document {
        match self {
            Self::Page(syntax) => Document::written_in(*syntax, text, language),
            Self::Lines => Document::from_lines(text, language),
            Self::Blocks(blocks) => Document::from_blocks(text, language, blocks),
        }
    }
}

impl Loaded {
    /// `text`, which came of this one by small changes, divided as this one is.
    pub fn again(&self, text: String) -> Document {
        let language = self.document.language().clone();
        match &self.division {
            Division::Blocks(blocks) => {
                Division::Blocks(reader::blocks_again(&text, self.document.text(), blocks))
                    .document(text, language)
            }
            division => division.document(text, language),
        }
    }
}

impl Loaded {
    /// One line for a person: `zh.txt: language zh (from its name), decoded as Big5 (detected), 4 sentences`.
    pub fn said(&self) -> Message {
        let ground = match self.language_ground {
            LanguageGround::Asked => say!(en: "as asked", zh: "按指定"),
            LanguageGround::Name => say!(en: "from its name", zh: "据文件名"),
            LanguageGround::File => say!(en: "as it says", zh: "据文件自述"),
            LanguageGround::Detected => say!(en: "detected", zh: "推测"),
        };
        let path = super::error::printable(&self.path);
        let language = self.document.language().tag();
        let decoding = self.decoding.said();
        let sentences = count(self.document.len(), "sentence", "句");
        match self.origin.form() {
            Some(form) => say!(
                en: "{path}: language {language} ({ground}), decoded as {decoding}, read as {form}, {sentences}",
                zh: "{path}：语言 {language}（{ground}），编码 {decoding}，按{form}读入，{sentences}",
                path,
                language,
                ground,
                decoding,
                form,
                sentences
            ),
            None => say!(
                en: "{path}: language {language} ({ground}), decoded as {decoding}, {sentences}",
                zh: "{path}：语言 {language}（{ground}），编码 {decoding}，{sentences}",
                path,
                language,
                ground,
                decoding,
                sentences
            ),
        }
    }
}

/// Reads the text in the file at `path`, or on standard input if that is `-`.
pub fn load(path: &str, options: &Options) -> Result<Loaded> {
    from_bytes(path, read(path)?, options)
}

/// The text that `bytes`, the content of the file at `path`, hold.
pub fn from_bytes(path: &str, bytes: Vec<u8>, options: &Options) -> Result<Loaded> {
    let named = options.language.clone().map(|language| (language, LanguageGround::Asked));
    let named = named.or_else(|| Some((language_in_name(path)?, LanguageGround::Name)));
    let hint = named.as_ref().map(|(language, _)| language);
    let (content, decoding, bytes) = if is_text(&bytes, options) {
        let (text, decoding, bytes) = decode(path, bytes, options, hint)?;
        (Content::Text(text), decoding, bytes)
    } else {
        // Entries of an archive have each an encoding of their own, and it is nearly always this.
        (Content::Bytes(bytes), Decoding::UTF_8, None)
    };
    let source = Source {
        path,
        content,
        language: named.as_ref().map(|(language, _)| language),
        tracked: options.tracked,
        lines: options.lines,
    };
    let Extracted { text, blocks, language, origin } = reader::read(source)?;
    if text.trim().is_empty() {
        return Err(Error::content(path, say!(en: "holds no text", zh: "里面没有文字")));
    }
    let said = language.map(|language| (language, LanguageGround::File));
    let (language, language_ground) = match (named, said) {
        // Of the texts of a file the one in that language was read, and the file knows it best.
        (Some((named, _)), Some((said, ground))) if named.base() == said.base() => (said, ground),
        (Some(named), _) => named,
        (None, Some(said)) => said,
        (None, None) => (Language::detect(&text), LanguageGround::Detected),
    };
    let division = match blocks {
        Some(blocks) => Division::Blocks(blocks),
        None if options.lines => Division::Lines,
        // A recogniser's pages are plain whatever their words look like.
        None if origin.recognition().is_some() => Division::Page(Syntax::Plain),
        None => Division::Page(syntax_in_name(path).unwrap_or_else(|| Syntax::of(&text))),
    };
    let document = division.document(text, language);
    let document = document.with_places(origin.places().to_vec()).with_times(origin.times().to_vec());
    let document = match origin.recognition() {
        Some(recognition) => document.with_confidences(recognition.confidences()),
        None => document,
    };
    Ok(Loaded { path: path.to_owned(), document, decoding, language_ground, bytes, origin, division })
}

/// Whether `bytes` are to be decoded, and are no archive or picture.
fn is_text(bytes: &[u8], options: &Options) -> bool {
    !reader::is_archive(bytes) && (options.encoding.is_some() || !reader::is_not_text(bytes))
}

/// The whole of `bytes`, the content of the file at `path`, decoded and no more: the lines of a corpus, a table.
pub fn decoded(path: &str, bytes: Vec<u8>, options: &Options) -> Result<(String, Decoding)> {
    match is_text(&bytes, options) {
        true => decode(path, bytes, options, options.language.as_ref())
            .map(|(text, decoding, _)| (text, decoding)),
        false => Err(reader::refused(path, &bytes)),
    }
}

/// The text of `bytes`, which may be in `language`, and the bytes where it does not say them; what holds no text is an
/// error.
fn decode(
    path: &str,
    bytes: Vec<u8>,
    options: &Options,
    language: Option<&Language>,
) -> Result<(String, Decoding, Option<Vec<u8>>)> {
    let hint = language.and_then(country_of);
    let said = reader::declared_encoding(&bytes)
        .filter(|_| options.encoding.is_none() && Encoding::for_bom(&bytes).is_none());
    let by_itself =
        said.and_then(|said| encoding::decode_and_keep(bytes.clone(), Some(said), hint, false).ok());
    let decoded = match by_itself {
        Some((text, decoding, bytes)) => {
            Ok((text, Decoding { ground: encoding::Ground::Said, ..decoding }, bytes))
        }
        // What a file says of itself may be wrong, and then its bytes are asked.
        None => encoding::decode_and_keep(bytes, options.encoding, hint, options.lossy),
    };
    let (text, decoding, bytes) = decoded.map_err(|failure| Error::content(path, explained(&failure)))?;
    if text.trim().is_empty() {
        return Err(Error::content(
            path,
            match text.is_empty() {
                true => say!(en: "is empty", zh: "是空的"),
                false => say!(en: "holds only white space", zh: "里面只有空白"),
            },
        ));
    }
    Ok((text, decoding, bytes))
}

/// The markup that the ending of a file's name says: `guide.zh.md`.
fn syntax_in_name(path: &str) -> Option<Syntax> {
    let ending = Path::new(path).extension()?.to_str()?.to_ascii_lowercase();
    match ending.as_str() {
        "md" | "markdown" | "mdown" | "mkd" | "mdx" | "qmd" | "rmd" => Some(Syntax::Markdown),
        "tex" | "latex" | "ltx" | "bib" => Some(Syntax::Latex),
        "rst" | "rest" => Some(Syntax::ReStructuredText),
        _ => None,
    }
}

/// Why bytes are no text, and what to do.
pub fn explained(failure: &Failure) -> Message {
    match failure {
        Failure::Binary(kind) => say!(en: "is {kind}", zh: "是{kind}", kind = *kind),
        Failure::Malformed { decoding, offset, count, cut } => {
            let (offset, name) = (*offset, decoding.name());
            let places = message::count(*count, "place", "处");
            let extent = match decoding.ground.words() {
                Some(ground) => {
                    say!(en: "{ground}, {places} in all", zh: "{ground}，共 {places}", ground, places)
                }
                None => say!(en: "{places} in all", zh: "共 {places}", places),
            };
            match cut {
                true => say!(
                    en: "byte {offset} is not {name} ({extent}); the file ends inside a character and may have been cut \
                         off; name its encoding with `--encoding`, or read on with `--lossy`",
                    zh: "第 {offset} 字节不合 {name} 编码（{extent}）；文件在半个字处结束，可能不完整；\
                         可用 `--encoding` 指定编码，或用 `--lossy` 照读",
                    offset,
                    name,
                    extent
                ),
                false => say!(
                    en: "byte {offset} is not {name} ({extent}); name its encoding with `--encoding`, or read on with \
                         `--lossy`",
                    zh: "第 {offset} 字节不合 {name} 编码（{extent}）；可用 `--encoding` 指定编码，或用 `--lossy` 照读",
                    offset,
                    name,
                    extent
                ),
            }
        }
    }
}

/// The bytes of the file at `path`, or of standard input if that is `-`.
pub fn read(path: &str) -> Result<Vec<u8>> {
    if path == "-" {
        return read_bounded(path, io::stdin().lock(), 0);
    }
    let metadata = fs::metadata(path).map_err(|error| Error::read(path, error))?;
    if metadata.is_dir() {
        return Err(Error::content(path, say!(en: "is a folder, not a file", zh: "是文件夹，不是文件")));
    }
    let file = File::open(path).map_err(|error| Error::read(path, error))?;
    read_bounded(path, file, metadata.len())
}

/// The text of a file of our own, such as a manifest: they are all UTF-8.
pub(super) fn read_utf8(path: &str) -> Result<String> {
    let decoded = encoding::decode(read(path)?, Some(encoding_rs::UTF_8), None, false);
    decoded
        .map(|(text, _)| text)
        .map_err(|_| Error::content(path, say!(en: "is not UTF-8", zh: "不是 UTF-8 编码")))
}

/// Reads to the end, and stops as soon as it is clear that this is no text: memory stays bounded
/// whatever is behind the name.
fn read_bounded(path: &str, reader: impl Read, length: u64) -> Result<Vec<u8>> {
    let too_large = || {
        Error::content(
            path,
            say!(
                en: "is larger than 2 GiB; split it, for example by chapters",
                zh: "超过 2 GiB；先拆开，例如按章"
            ),
        )
    };
    if length > LARGEST_FILE {
        return Err(too_large());
    }
    let mut reader = reader.take(LARGEST_FILE + 1);
    // What a long line could hide is found out before room is made for all of it.
    let mut bytes = Vec::with_capacity(usize::try_from(length).unwrap_or(0).min(LONGEST_LINE) + 1);
    let mut line_start = 0;
    loop {
        let before = bytes.len();
        let read = reader.by_ref().take(8 << 20).read_to_end(&mut bytes);
        if read.map_err(|error| Error::read(path, error))? == 0 {
            break;
        }
        if let Some(at) = memchr::memrchr2(b'\n', b'\r', &bytes[before..]) {
            line_start = before + at + 1;
        }
        if bytes.len() - line_start > LONGEST_LINE {
            let message = say!(
                en: "a line from byte {line_start} on is longer than 128 MiB; is this a text?",
                zh: "第 {line_start} 字节起的一行超过 128 MiB；这是文本吗？",
                line_start
            );
            return Err(Error::content(path, message));
        }
    }
    if bytes.len() as u64 > LARGEST_FILE {
        return Err(too_large());
    }
    Ok(bytes)
}

/// The language that a file's name says: `en.txt`, `declaration.ru.txt`, `zh-Hant.md`, `zh.scan.txt`.
///
/// The parts between dots are asked from the last to the first; only codes of languages count, so that
/// `draft.txt` says nothing.
pub fn language_in_name(path: &str) -> Option<Language> {
    let name = Path::new(path).file_name()?.to_str()?;
    let parts: Vec<_> = name.split('.').collect();
    let last = if parts.len() > 1 { parts.len() - 1 } else { 1 };
    let code = |part: &&str| is_language_tag(part).then(|| Language::new(part));
    parts[..last].iter().rev().find_map(code).or_else(|| parts.get(last).and_then(code))
}

/// Whether `tag` is the code of a language, with or without a script and a country.
pub(super) fn is_language_tag(tag: &str) -> bool {
    let mut parts = tag.split(['-', '_']);
    parts.next().is_some_and(|code| CODES.split(' ').any(|known| known.eq_ignore_ascii_case(code)))
        && parts.all(|part| {
            matches!(part.len(), 2 | 4) && part.bytes().all(|b| b.is_ascii_alphabetic())
                || part.len() == 3 && part.bytes().all(|b| b.is_ascii_digit())
        })
}

/// Codes that stand in file names: the living two-letter ones of ISO 639-1 and some of three letters.
const CODES: &str = "af am ar az be bg bn bo bs ca cs cy da de el en eo es et eu fa fi fr ga gl gu he hi hr \
                     hu hy id is it ja ka kk km kn ko ky la lb lo lt lv mk ml mn mr ms my nb ne nl nn no pa \
                     pl ps pt ro ru sa sd si sk sl sq sr sv sw ta te tg th tk tl tr tt ug uk ur uz vi yi yo \
                     zh zu lzh yue grc";

/// The top-level domain whose pages are written in `language`, which is how `chardetng` takes a hint.
fn country_of(language: &Language) -> Option<&'static str> {
    Some(match language.tag() {
        "zh-Hant" | "zh-TW" => "tw",
        "zh-HK" => "hk",
        "zh-Hans" | "zh-CN" => "cn",
        _ => match language.base() {
            // `zh` alone says nothing of the characters: Big5 is as likely as GB18030.
            "ja" => "jp",
            "ko" => "kr",
            "ru" => "ru",
            "uk" => "ua",
            "be" => "by",
            "bg" => "bg",
            "kk" => "kz",
            "el" => "gr",
            "pl" => "pl",
            "cs" => "cz",
            "tr" => "tr",
            "fr" => "fr",
            "de" => "de",
            "es" => "es",
            "vi" => "vn",
            _ => return None,
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn knows_a_language_by_the_files_name() {
        #[track_caller]
        fn check(path: &str, language: Option<&str>) {
            assert_eq!(language_in_name(path).map(|l| l.tag().to_owned()).as_deref(), language, "{path}");
        }
        check("en.txt", Some("en"));
        check("texts/declaration.ru.txt", Some("ru"));
        check("zh-Hant.md", Some("zh-Hant"));
        check("book.zh_TW.txt", Some("zh-TW"));
        check("zh.scan.txt", Some("zh"));
        check("corpus.kk", Some("kk"));
        check("EN.TXT", Some("en"));
        check("draft.txt", None);
        check("article.txt", None);
        check("en-route.txt", None);
        check("zh/notes.txt", None);
        check("-", None);
    }

    #[test]
    fn says_what_is_wrong_with_a_file() {
        #[track_caller]
        fn check(bytes: &[u8], message: &str) {
            let error = from_bytes("en.txt", bytes.to_vec(), &Options::default()).unwrap_err();
            assert_eq!(error.to_string(), format!("en.txt: {message}"));
        }
        check(b"", "is empty");
        check(b" \r\n\n", "holds only white space");
        check(b"\x00\x01\x02\x00\x00", "is a binary file");
        check(
            b"caf\xc3\xa9 \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\
              \xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9\xc3\xa9 \xff",
            "byte 49 is not UTF-8 (detected, 1 place in all); name its encoding with `--encoding`, or read on \
             with `--lossy`",
        );
        check(
            &"各方重申愿在平等互利的基础上扩大合作。".as_bytes()[..55],
            "byte 54 is not UTF-8 (detected, 1 place in all); the file ends inside a character and may have been \
             cut off; name its encoding with `--encoding`, or read on with `--lossy`",
        );
    }

    #[test]
    fn stops_reading_what_has_no_line_end() {
        let error = read_bounded("zeros", io::repeat(b'x'), 0).unwrap_err();
        assert!(error.to_string().contains("longer than 128 MiB"), "{error}");
    }

    proptest::proptest! {
        #[test]
        fn never_panics(bytes: Vec<u8>, lines: bool) {
            let _ = from_bytes("-", bytes, &Options { lines, lossy: true, ..Options::default() });
        }
    }
}
