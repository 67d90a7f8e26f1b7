//! In what encoding were these bytes written?
//!
//! A byte order mark says it; text that is UTF-8 from end to end is UTF-8, for no other encoding passes
//! that test by chance; UTF-16 without a mark shows in the bytes' two halves; for all else `chardetng`
//! judges by the frequencies of letters, given the whole text. Asking `chardetng` first would be simpler,
//! but it knows no UTF-16 and takes it for a one-byte encoding with many control characters.
//!
//! A byte that the encoding does not have is an error and never a silent U+FFFD: a text read in the wrong
//! encoding looks right for pages on end.

use std::borrow::Cow;
use std::fmt;
use std::ops::Range;

use encoding_rs::{
    BIG5, Decoder, DecoderResult, Encoding, GB18030, GBK, ISO_2022_JP, KOI8_R, KOI8_U, UTF_8, UTF_16BE,
    UTF_16LE,
};

use crate::message::Message;
use crate::say;

/// How the encoding of a text was known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Ground {
    /// The user named it.
    Asked,
    /// The text begins with a byte order mark.
    Mark,
    /// Its bytes allow nothing else.
    Proved,
    /// The file says it of itself, as XML and web pages do.
    Said,
    /// Its letters are as frequent as they would be.
    Detected,
}

impl Ground {
    /// How the encoding was known, where that is worth a word.
    pub fn words(self) -> Option<Message> {
        match self {
            Self::Asked => Some(say!(en: "as asked", zh: "按指定")),
            Self::Mark => Some(say!(en: "byte order mark", zh: "据字节序标记")),
            Self::Proved => None,
            Self::Said => Some(say!(en: "as it says", zh: "据文件自述")),
            Self::Detected => Some(say!(en: "detected", zh: "推测")),
        }
    }
}

/// The encoding of a text and how it was known; shown as `Big5 (detected)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Decoding {
    /// The encoding.
    pub encoding: &'static Encoding,
    /// How it was known.
    pub ground: Ground,
    /// Whether a byte order mark stood before the text.
    pub mark: bool,
    /// How many malformed sequences became U+FFFD; 0 unless losses are allowed.
    pub lost: usize,
}

/// In English, as [`said`](Decoding::said).
impl fmt::Display for Decoding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

/// The name people know, not the label that browsers must use.
fn shown_name(encoding: &'static Encoding) -> &'static str {
    match encoding.name() {
        "gb18030" | "GBK" => "GB18030",
        name => name,
    }
}

impl Decoding {
    /// UTF-8 without a mark.
    pub const UTF_8: Self = Self { encoding: UTF_8, ground: Ground::Proved, mark: false, lost: 0 };

    /// The encoding, how it was known and how much was lost: `Big5 (detected)`.
    pub fn said(&self) -> Message {
        let name = self.name();
        let known = match self.ground.words() {
            Some(ground) => say!(en: "{name} ({ground})", zh: "{name}（{ground}）", name, ground),
            None => say!(en: "{name}", zh: "{name}", name),
        };
        match self.lost {
            0 => known,
            lost => say!(
                en: "{known}, {lost} malformed places replaced",
                zh: "{known}，{lost} 处坏字节已替换",
                known,
                lost
            ),
        }
    }

    /// What people call the encoding.
    pub fn name(&self) -> &'static str {
        shown_name(self.encoding)
    }
}

/// What is not text in an encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Failure {
    /// Bytes that the encoding does not have.
    Malformed {
        /// The encoding, with how it was known.
        decoding: Decoding,
        /// Bytes before the first that is wrong.
        offset: usize,
        /// How many places are wrong.
        count: usize,
        /// Whether the only wrong place is the end, as if the last character were cut off.
        cut: bool,
    },
    /// Bytes that are no text in any encoding; what they may be, as in `a PDF file`.
    Binary(&'static Message),
}

/// The encoding with this name, as the WHATWG standard labels them; GBK is read as its superset GB18030.
pub fn named(name: &str) -> Option<&'static Encoding> {
    let name = match name.trim().to_ascii_lowercase().as_str() {
        "utf16" => "utf-16le".to_owned(),
        "cp1251" | "win1251" => "windows-1251".to_owned(),
        "cp936" => "gb18030".to_owned(),
        "cp950" => "big5".to_owned(),
        "cp932" => "shift_jis".to_owned(),
        other => other.to_owned(),
    };
    Encoding::for_label(name.as_bytes()).map(superset)
}

/// Turns `bytes` into text: by `asked` if given, else by what they show; `hint` is the top-level domain
/// of the language's country, such as `ru`. With `lossy`, malformed bytes become U+FFFD.
pub fn decode(
    bytes: Vec<u8>,
    asked: Option<&'static Encoding>,
    hint: Option<&str>,
    lossy: bool,
) -> Result<(String, Decoding), Failure> {
    decode_and_keep(bytes, asked, hint, lossy).map(|(text, decoding, _)| (text, decoding))
}

/// The same, with the bytes as they came where the text alone does not say them: [`encode_edited`] wants them.
pub fn decode_and_keep(
    mut bytes: Vec<u8>,
    asked: Option<&'static Encoding>,
    hint: Option<&str>,
    lossy: bool,
) -> Result<(String, Decoding, Option<Vec<u8>>), Failure> {
    if asked.is_none() && is_utf_32(&bytes) {
        return Err(Failure::Binary(&UTF_32));
    }
    if asked.is_none() && Encoding::for_bom(&bytes).is_none() {
        if let Some(kind) = known_binary(&bytes) {
            return Err(Failure::Binary(kind));
        }
        // Most texts are this, and are then looked through only once.
        if memchr::memchr(0, &bytes).is_none() {
            match String::from_utf8(bytes) {
                Ok(text) => {
                    let decoding = Decoding { encoding: UTF_8, ground: Ground::Proved, mark: false, lost: 0 };
                    return Ok((text, decoding, None));
                }
                Err(error) => bytes = error.into_bytes(),
            }
        }
    }
    let (encoding, ground) = match (asked, Encoding::for_bom(&bytes)) {
        (Some(asked), _) => (superset(asked), Ground::Asked),
        (None, Some((encoding, _))) => (encoding, Ground::Mark),
        (None, None) => found(&bytes, hint)?,
    };
    let mark = match Encoding::for_bom(&bytes) {
        Some((marked, length)) if marked == encoding => length,
        _ => 0,
    };
    let decoding = Decoding { encoding, ground, mark: mark > 0, lost: 0 };
    if encoding == UTF_8 && mark == 0 {
        return match String::from_utf8(bytes) {
            Ok(text) => Ok((text, decoding, None)),
            Err(error) => {
                let (text, decoding) = broken(error.as_bytes(), 0, decoding, lossy)?;
                Ok((text, decoding, Some(error.into_bytes())))
            }
        };
    }
    let whole = encoding.decode_without_bom_handling_and_without_replacement(&bytes[mark..]);
    let (text, decoding) = match whole.map(Cow::into_owned) {
        // A mark may stand before anything; a zero byte in a text without one is asked for above.
        Some(text) if ground == Ground::Mark && text.contains('\0') => {
            return Err(Failure::Binary(&BEGINS_AS_TEXT));
        }
        Some(text) => (text, decoding),
        None => broken(&bytes, mark, decoding, lossy)?,
    };
    Ok((text, decoding, Some(bytes)))
}

/// The bytes of a text of which parts were replaced: what no edit touches is, byte for byte, what came.
///
/// `bytes` are those that were decoded as `decoding` to the text `old`, if they were kept; each edit is a part
/// of `old` and the part of `new` that stands there now, in order; all else is the same in both. To encode the
/// new text as a whole is simpler, and changes what nobody asked to change: an encoding of East Asia has two
/// ways to write a character, and characters that its standard's encoder does not write at all. `None` if a
/// replacement has a character that the encoding does not have.
pub fn encode_edited(
    bytes: Option<&[u8]>,
    decoding: &Decoding,
    old: &str,
    new: &str,
    edits: &[(Range<usize>, Range<usize>)],
) -> Option<Vec<u8>> {
    let Some(bytes) = bytes else { return encode(new, decoding) };
    // What cannot be taken apart at an edit, as two letters that have one code in Big5, is written anew.
    let is_new = |bytes: &Vec<u8>| {
        let back = decode(bytes.clone(), Some(decoding.encoding), None, decoding.lost > 0);
        back.is_ok_and(|(text, _)| text == new)
    };
    spliced(bytes, decoding, old, new, edits).filter(is_new).or_else(|| encode(new, decoding))
}

/// `bytes` with the edits made in them; `None` if two of them touch what cannot be taken apart.
fn spliced(
    bytes: &[u8],
    decoding: &Decoding,
    old: &str,
    new: &str,
    edits: &[(Range<usize>, Range<usize>)],
) -> Option<Vec<u8>> {
    let encoding = decoding.encoding;
    let mark = if decoding.mark { Encoding::for_bom(bytes).map_or(0, |(_, length)| length) } else { 0 };
    let mut places =
        Places { decoder: encoding.new_decoder_without_bom_handling(), bytes, byte: mark, text: 0 };
    let mut out = Vec::with_capacity(bytes.len());
    let add = if encoding == ISO_2022_JP {
        join
    } else {
        |out: &mut Vec<u8>, bytes: &[u8]| out.extend_from_slice(bytes)
    };
    let mut copied = 0;
    // The last place that was seen, and the one after it.
    let mut here = (mark, 0);
    let mut next = places.next();
    for (before, after) in edits {
        while let Some(place) = next.filter(|place| place.1 <= before.start) {
            here = place;
            next = places.next();
        }
        let start = here;
        while let Some(place) = next.filter(|_| here.1 < before.end) {
            here = place;
            next = places.next();
        }
        let end = here;
        if start.0 < copied || end.1 < before.end {
            return None;
        }
        add(&mut out, &bytes[copied..start.0]);
        let words = [&old[start.1..before.start], &new[after.clone()], &old[before.end..end.1]].concat();
        let words = encode(&words, &Decoding { mark: false, ..*decoding })?;
        if encoding != ISO_2022_JP {
            add(&mut out, &words);
        } else {
            // What is encoded by itself begins and ends in ASCII; what stands around it need not.
            if !is_shift(&words) && !words.is_empty() && shift(&out) != ASCII_SHIFT {
                join(&mut out, ASCII_SHIFT);
            }
            join(&mut out, &words);
            let (then, rest) = (shift(&bytes[..end.0]), &bytes[end.0..]);
            if !is_shift(rest) && shift(&out) != then {
                join(&mut out, then);
            }
        }
        copied = end.0;
    }
    add(&mut out, &bytes[copied..]);
    Some(out)
}

/// Adds `bytes` of ISO-2022-JP to `out`. Two escape sequences one after the other are an error, and the first says nothing.
fn join(out: &mut Vec<u8>, bytes: &[u8]) {
    if is_shift(bytes) && out.len() >= ASCII_SHIFT.len() && is_shift(&out[out.len() - ASCII_SHIFT.len()..]) {
        out.truncate(out.len() - ASCII_SHIFT.len());
    }
    out.extend_from_slice(bytes);
}

/// Whether `bytes` of ISO-2022-JP begin with an escape sequence.
fn is_shift(bytes: &[u8]) -> bool {
    bytes.first() == Some(&0x1b)
}

/// What turns ISO-2022-JP to ASCII; the others are as long.
const ASCII_SHIFT: &[u8] = b"\x1b(B";

/// The last escape sequence of ISO-2022-JP in `bytes`, which says what those that follow mean.
fn shift(bytes: &[u8]) -> &[u8] {
    memchr::memrchr(0x1b, bytes).and_then(|at| bytes.get(at..at + 3)).unwrap_or(ASCII_SHIFT)
}

/// The places in bytes at which a character has just ended, each with its place in the text.
struct Places<'a> {
    decoder: Decoder,
    bytes: &'a [u8],
    byte: usize,
    text: usize,
}

impl Places<'_> {
    /// The next of them: bytes before it, and bytes of the text before it.
    fn next(&mut self) -> Option<(usize, usize)> {
        let before = self.text;
        while self.text == before {
            if self.byte == self.bytes.len() {
                return None;
            }
            let until = self.byte + 1;
            loop {
                let mut character = [0; 32];
                let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(
                    &self.bytes[self.byte..until],
                    &mut character,
                    until == self.bytes.len(),
                );
                self.byte += read;
                self.text += written;
                match result {
                    DecoderResult::InputEmpty => break,
                    DecoderResult::OutputFull => {}
                    DecoderResult::Malformed(_, after) => {
                        self.text += '\u{fffd}'.len_utf8();
                        if after == 0 {
                            return Some((self.byte, self.text));
                        }
                    }
                }
            }
        }
        Some((self.byte, self.text))
    }
}

/// `text` in the bytes that it was, or could have been, decoded from: in the same encoding, with a mark
/// if there was one; `None` if it holds a character that the encoding does not have.
pub fn encode(text: &str, decoding: &Decoding) -> Option<Vec<u8>> {
    let marked = decoding.mark.then_some('\u{feff}');
    let units = || marked.into_iter().chain(text.chars());
    if decoding.encoding == UTF_16LE || decoding.encoding == UTF_16BE {
        let to_bytes = if decoding.encoding == UTF_16LE { u16::to_le_bytes } else { u16::to_be_bytes };
        let mut buffer = [0; 2];
        let mut bytes = Vec::with_capacity(2 * text.len());
        for c in units() {
            bytes.extend(c.encode_utf16(&mut buffer).iter().flat_map(|&unit| to_bytes(unit)));
        }
        return Some(bytes);
    }
    if decoding.encoding == UTF_8 {
        let mut bytes = Vec::with_capacity(text.len() + 3);
        bytes.extend_from_slice(if decoding.mark { "\u{feff}".as_bytes() } else { b"" });
        bytes.extend_from_slice(text.as_bytes());
        return Some(bytes);
    }
    let (bytes, _, lost) = decoding.encoding.encode(text);
    (!lost).then(|| bytes.into_owned())
}

/// The encoding that bytes without a mark show, which hold a zero or are not UTF-8.
fn found(bytes: &[u8], hint: Option<&str>) -> Result<(&'static Encoding, Ground), Failure> {
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return Ok((encoding, Ground::Detected));
    }
    if bytes.contains(&0) {
        return Err(Failure::Binary(&BINARY));
    }
    if nearly_utf_8(bytes) {
        // One broken byte in a UTF-8 text is a broken byte, not another encoding.
        return Ok((UTF_8, Ground::Detected));
    }
    let controls =
        bytes.iter().filter(|&&b| b < 0x20 && !matches!(b, b'\t' | b'\n' | b'\r' | 0x0c | 0x1b)).count();
    if controls * 50 > bytes.len() {
        return Err(Failure::Binary(&BINARY));
    }
    let mut detector = chardetng::EncodingDetector::new(chardetng::Iso2022JpDetection::Allow);
    detector.feed(bytes, true);
    let guess = detector.guess(hint.map(str::as_bytes), chardetng::Utf8Detection::Deny);
    let encoding = match superset(guess) {
        encoding if encoding == GB18030 || encoding == BIG5 => chinese(bytes, encoding),
        // What it calls KOI8-U is KOI8-R as long as no Ukrainian letter is in it.
        encoding if encoding == KOI8_U && !bytes.iter().any(|b| UKRAINIAN.contains(b)) => KOI8_R,
        encoding => encoding,
    };
    Ok((encoding, Ground::Detected))
}

/// The bytes at which KOI8-U has letters of Ukrainian and KOI8-R has lines to draw boxes with.
const UKRAINIAN: [u8; 8] = [0xa4, 0xa6, 0xa7, 0xad, 0xb4, 0xb6, 0xb7, 0xbd];

/// The commonest characters of Chinese, simplified and traditional.
const COMMON: &str = "的一是不了在人有我他中大上和地到以要就出可也你生能而子那得于着下自之年作里用道行所然家种\
                      事成方多如好看起天分同从面等本去现想对主法理者公高这来为国个说时会们后过动发经学么进开\
                      實會國來為說時個們後過動發經學進開這對與於點現無從當實東長問題關還應業內體";

/// GB18030 or Big5: a few lines are valid in both, and `chardetng` needs more than that to tell. Which
/// reading has more of the commonest characters does it in a line.
fn chinese(bytes: &[u8], guess: &'static Encoding) -> &'static Encoding {
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let common = |encoding: &'static Encoding| {
        let text = encoding.decode_without_bom_handling(sample).0;
        let share = text.chars().filter(|&c| COMMON.contains(c)).count();
        let wrong =
            text.chars().filter(|&c| c == '\u{fffd}' || ('\u{e000}'..'\u{f900}').contains(&c)).count();
        share as i64 - 10 * wrong.saturating_sub(1) as i64
    };
    let other = if guess == BIG5 { GB18030 } else { BIG5 };
    if common(other) > common(guess) { other } else { guess }
}

/// GBK's superset GB18030 for GBK, all others as they are: the same bytes mean the same in both, and
/// what is labelled GBK often holds a character that only the superset has.
fn superset(encoding: &'static Encoding) -> &'static Encoding {
    if encoding == GBK { GB18030 } else { encoding }
}

/// UTF-16 shows in that nearly all its units are letters and marks of living scripts, and in one of
/// three things beside: a zero byte, as every Latin letter has one; units that are a space, a line end or
/// a Chinese full stop; or many of the commonest characters. The first test alone would take Shift_JIS
/// for UTF-16, since its bytes, two by two, are Chinese characters too, but rare ones.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if bytes.len() < 4 || !bytes.len().is_multiple_of(2) {
        return None;
    }
    // Enough to judge by, and cheap for a book.
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let holds_zero = memchr::memchr(0, sample).is_some();
    if !holds_zero && std::str::from_utf8(bytes).is_ok() {
        return None;
    }
    let units = sample.len() / 2;
    // How much speaks for a reading; nothing if it cannot be.
    let evidence = |unit: fn([u8; 2]) -> u16| {
        let (mut likely, mut plain, mut common) = (0, 0, 0);
        for pair in sample.chunks_exact(2) {
            let unit = unit([pair[0], pair[1]]);
            match unit {
                0 => return None,
                0x09 | 0x0a | 0x0d | 0x20 | 0x3000..=0x3002 | 0xff0c => plain += 1,
                0x21..=0x7e | 0xa0..=0x3ff | 0x460..=0x52f | 0x5d0..=0x6ff | 0x2010..=0x2026 => likely += 1,
                0x400..=0x45f | 0x3041..=0x30ff | 0xac00..=0xd7a3 => common += 1,
                0x4e00..=0x9fff if char::from_u32(unit.into()).is_some_and(|c| COMMON.contains(c)) => {
                    common += 1
                }
                0x3003..=0x3040 | 0x4e00..=0x9fff | 0xff01..=0xff5e => likely += 1,
                _ => {}
            }
        }
        let letters = likely + plain + common;
        let passes =
            letters * 100 >= units * 95 && (holds_zero || plain * 100 >= units || common * 10 >= units);
        passes.then_some(letters + plain + common)
    };
    match (evidence(u16::from_le_bytes), evidence(u16::from_be_bytes)) {
        (Some(little), Some(big)) if big > little => Some(UTF_16BE),
        (Some(_), _) => Some(UTF_16LE),
        (None, Some(_)) => Some(UTF_16BE),
        (None, None) => None,
    }
}

/// Whether this is UTF-32: by its mark, the first half of which is one of UTF-16 too, or because of every four
/// bytes one end is zero and the rest a character.
fn is_utf_32(bytes: &[u8]) -> bool {
    if bytes.starts_with(&[0xff, 0xfe, 0, 0]) || bytes.starts_with(&[0, 0, 0xfe, 0xff]) {
        return true;
    }
    if bytes.is_empty() || !bytes.len().is_multiple_of(4) || bytes[0] != 0 && bytes[3] != 0 {
        return false;
    }
    // Enough to judge by, and cheap for a book.
    let sample = &bytes[..bytes.len().min(1 << 16)];
    let all = |code: fn([u8; 4]) -> u32| {
        let codes = sample.chunks_exact(4).map(|unit| code([unit[0], unit[1], unit[2], unit[3]]));
        let mut characters = codes.map(char::from_u32);
        // Characters beyond the first plane are rare in any text.
        let rare = characters.clone().flatten().filter(|&c| c > '\u{ffff}').count();
        10 * rare <= sample.len() / 4
            && characters.all(|c| c.is_some_and(|c| !c.is_control() || c.is_whitespace()))
    };
    all(u32::from_le_bytes) || all(u32::from_be_bytes)
}

/// Whether all but a few of the bytes above ASCII stand in well-formed UTF-8.
fn nearly_utf_8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= 4 && good >= 6 * bad
}

static UTF_32: Message = say!(
    en: "UTF-32 text, which is not read; save it as UTF-8 first",
    zh: " UTF-32 编码的文本，不能读；先另存为 UTF-8"
);
static BEGINS_AS_TEXT: Message =
    say!(en: "a binary file that begins as a text would", zh: "二进制文件，只是开头像文本");
static BINARY: Message = say!(en: "a binary file", zh: "二进制文件");
static PDF: Message = say!(
    en: "a PDF file; extract its text first, for example with `pdftotext`",
    zh: " PDF 文件；先提取文字，例如用 `pdftotext`"
);
static ZIP: Message = say!(
    en: "a ZIP file (Word, Excel and EPUB files are such); save it as plain text first",
    zh: " ZIP 文件（Word、Excel、EPUB 都是）；先另存为纯文本"
);
static OFFICE: Message =
    say!(en: "an old Office file; save it as plain text first", zh: "旧版 Office 文件；先另存为纯文本");
static PICTURE: Message = say!(en: "a picture; it needs OCR first", zh: "图片；先做文字识别");
static COMPRESSED: Message = say!(en: "a compressed file; unpack it first", zh: "压缩文件；先解压");
static RTF: Message = say!(en: "an RTF file; save it as plain text first", zh: " RTF 文件；先另存为纯文本");
static PROGRAM: Message = say!(en: "a program", zh: "程序");

/// What a file of a kind that people mistake for text is, by its first bytes.
fn known_binary(bytes: &[u8]) -> Option<&'static Message> {
    static KINDS: &[(&[u8], &Message)] = &[
        (b"%PDF-", &PDF),
        (b"PK\x03\x04", &ZIP),
        (b"\xd0\xcf\x11\xe0", &OFFICE),
        (b"\x89PNG", &PICTURE),
        (b"\xff\xd8\xff", &PICTURE),
        (b"GIF8", &PICTURE),
        (b"II*\x00", &PICTURE),
        (b"MM\x00*", &PICTURE),
        (b"\x1f\x8b", &COMPRESSED),
        (b"7z\xbc\xaf", &COMPRESSED),
        (b"\x28\xb5\x2f\xfd", &COMPRESSED),
        (b"{\\rtf", &RTF),
        (b"\x7fELF", &PROGRAM),
    ];
    KINDS.iter().find(|(magic, _)| bytes.starts_with(magic)).map(|&(_, kind)| kind)
}

/// Decodes what is malformed somewhere: to text with U+FFFD if `lossy`, else to where it is malformed.
fn broken(bytes: &[u8], mark: usize, decoding: Decoding, lossy: bool) -> Result<(String, Decoding), Failure> {
    let mut decoder = decoding.encoding.new_decoder_without_bom_handling();
    let mut text = String::with_capacity(bytes.len() * 3 / 2 + 16);
    let (mut at, mut first, mut count) = (mark, None, 0);
    loop {
        text.reserve(bytes.len() - at + 16);
        let (result, read) = decoder.decode_to_string_without_replacement(&bytes[at..], &mut text, true);
        at += read;
        match result {
            DecoderResult::InputEmpty => break,
            DecoderResult::OutputFull => text.reserve(1024),
            DecoderResult::Malformed(bad, after) => {
                let offset = at.saturating_sub(usize::from(bad) + usize::from(after));
                first.get_or_insert(offset);
                count += 1;
                text.push('\u{fffd}');
            }
        }
    }
    match first {
        Some(offset) if !lossy => {
            let cut = count == 1 && waits(&bytes[offset..], decoding.encoding);
            Err(Failure::Malformed { decoding, offset, count, cut })
        }
        _ => Ok((text, Decoding { lost: count, ..decoding })),
    }
}

/// Whether `bytes` begin a character and end before it does.
fn waits(bytes: &[u8], encoding: &'static Encoding) -> bool {
    let mut text = String::with_capacity(bytes.len() * 3 + 16);
    let mut decoder = encoding.new_decoder_without_bom_handling();
    let (result, _) = decoder.decode_to_string_without_replacement(bytes, &mut text, false);
    text.is_empty() && matches!(result, DecoderResult::InputEmpty)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINESE: &str = "各方重申，愿在平等、互利的基础上扩大合作。会议于九月结束。\n双方商定明年再次会晤，并讨论贸易问题。\n";
    const TRADITIONAL: &str = "各方重申，願在平等、互利的基礎上擴大合作。會議於九月結束。\n";
    const JAPANESE: &str = "会議は九月に終わりました。みなさんはまた来年あつまることにしました。\n";
    const RUSSIAN: &str =
        "Стороны подтвердили готовность расширять сотрудничество. Встреча завершилась в сентябре.\n";

    #[track_caller]
    fn check(text: &str, encoding: &'static str, shown: &str) {
        let bytes: Vec<u8> = match encoding {
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "utf-16be" => text.encode_utf16().flat_map(u16::to_be_bytes).collect(),
            _ => named(encoding).unwrap().encode(text).0.into_owned(),
        };
        let (decoded, decoding) = decode(bytes.clone(), None, None, false).unwrap();
        assert_eq!((decoded.as_str(), decoding.to_string().as_str()), (text, shown));
        assert_eq!(encode(&decoded, &decoding), Some(bytes));
    }

    #[test]
    fn knows_each_encoding_by_its_bytes() {
        check(CHINESE, "utf-8", "UTF-8");
        check(CHINESE, "gbk", "GB18030 (detected)");
        check(TRADITIONAL, "big5", "Big5 (detected)");
        check("會議於九月開幕。\n主席宣布閉會。\n", "big5", "Big5 (detected)");
        check("会议于九月开幕。\n主席宣布闭会。\n", "gbk", "GB18030 (detected)");
        check(JAPANESE, "shift_jis", "Shift_JIS (detected)");
        check(
            "みなさんはまたあつまることにしましたがかいぎはおわりました",
            "shift_jis",
            "Shift_JIS (detected)",
        );
        check("上海的会议在九月结束并发表公报", "utf-16le", "UTF-16LE (detected)");
        check(RUSSIAN, "koi8-r", "KOI8-R (detected)");
        check(RUSSIAN, "windows-1251", "windows-1251 (detected)");
        for text in [CHINESE, TRADITIONAL, JAPANESE, RUSSIAN, "Plain words, in English.\n"] {
            check(text, "utf-16le", "UTF-16LE (detected)");
            check(text, "utf-16be", "UTF-16BE (detected)");
        }
    }

    #[test]
    fn takes_a_mark_at_its_word_and_leaves_it_out() {
        let (text, decoding) = decode(b"\xef\xbb\xbfword".to_vec(), None, None, false).unwrap();
        assert_eq!((text.as_str(), decoding.ground), ("word", Ground::Mark));
        assert_eq!(encode(&text, &decoding).unwrap(), b"\xef\xbb\xbfword");
        let (text, _) = decode(b"\xff\xfeA\0".to_vec(), None, None, false).unwrap();
        assert_eq!(text, "A");
    }

    #[test]
    fn says_where_a_malformed_byte_is() {
        let mut bytes = CHINESE.as_bytes().to_vec();
        bytes[36] = 0xff;
        let failure = decode(bytes.clone(), None, None, false).unwrap_err();
        assert!(matches!(failure, Failure::Malformed { offset: 36, .. }), "{failure:?}");
        let (text, decoding) = decode(bytes, None, None, true).unwrap();
        assert!(text.contains('\u{fffd}') && decoding.lost > 0);
    }

    #[test]
    fn writes_no_character_that_an_encoding_lacks() {
        let (_, decoding) = decode(RUSSIAN.as_bytes().to_vec(), named("koi8-r"), None, false).unwrap();
        assert_eq!(encode("对", &decoding), None);
    }

    /// Characters that have two codes, or none that our encoder would write, stay as they came.
    #[test]
    fn what_no_edit_touches_keeps_its_bytes() {
        #[track_caller]
        fn check(name: &str, bytes: &[u8], old: &str, new: &str, expected: &[u8]) {
            let lossy = bytes.contains(&0xff);
            let (text, decoding, kept) = decode_and_keep(bytes.to_vec(), named(name), None, lossy).unwrap();
            let at = text.find(old).unwrap();
            let mended = text.replacen(old, new, 1);
            let edits = [(at..at + old.len(), at..at + new.len())];
            let written = encode_edited(kept.as_deref(), &decoding, &text, &mended, &edits);
            assert_eq!(written.as_deref(), Some(expected), "{name}");
        }
        check("big5", b"\xa2\xa4,\xa4\xa4\xa2\xa4", ",", "，", b"\xa2\xa4\xa1\x41\xa4\xa4\xa2\xa4");
        check("gb18030", b"\x80a\xd6\xd0\x80\xa3\xa0", "a", "", b"\x80\xd6\xd0\x80\xa3\xa0");
        check("gb18030", b"a\x81\x30\x81\x30\x80b", "b", "国", b"a\x81\x30\x81\x30\x80\xb9\xfa");
        check("shift_jis", b"\xfaT\xee\xef,\x87\x90", ",", "、", b"\xfaT\xee\xef\x81A\x87\x90");
        check("shift_jis", b"\xf0@,", ",", "、", b"\xf0@\x81A");
        // Two letters of one code: only there is anything written anew, and it cannot be.
        let (text, decoding, kept) =
            decode_and_keep(b"\xa2\xa4\x88\x62,".to_vec(), named("big5"), None, false).unwrap();
        let gone = encode_edited(kept.as_deref(), &decoding, &text, &text.replace(',', "."), &[(7..8, 7..8)]);
        assert_eq!(gone.as_deref(), Some(&b"\xa2\xa4\x88\x62."[..]), "{text:?}");
        check("iso-2022-jp", b"\x1b$B8l\x1b(B,\x1b$B8l\x1b(Ba", "a", "", b"\x1b$B8l\x1b(B,\x1b$B8l\x1b(B");
        check("iso-2022-jp", b"\x1b$B8l8l\x1b(Ba", "語", "い", b"\x1b$B$$\x1b$B8l\x1b(Ba");
        check("utf-8", b"\xffa\xe5,", ",", ".", b"\xffa\xe5.");
        check("utf-16le", b"\xff\xfea\0b\0", "a", "cd", b"\xff\xfec\0d\0b\0");
        // Without an edit nothing at all changes.
        let (text, decoding, kept) =
            decode_and_keep(b"\xa2\xa4\xf9\xf9".to_vec(), named("big5"), None, false).unwrap();
        assert_eq!(encode_edited(kept.as_deref(), &decoding, &text, &text, &[]), kept);
    }

    #[test]
    fn refuses_text_of_four_bytes_a_character() {
        let units = |unit: fn(u32) -> [u8; 4], text: &str| -> Vec<u8> {
            text.chars().flat_map(|c| unit(c.into())).collect()
        };
        for text in ["\u{feff}会议。a\n", "会议。a\n", "a"] {
            for bytes in [units(u32::to_le_bytes, text), units(u32::to_be_bytes, text)] {
                let failure = decode(bytes, None, None, true).unwrap_err();
                assert!(matches!(failure, Failure::Binary(kind) if *kind == UTF_32), "{failure:?}");
            }
        }
        let marked = decode(b"\xef\xbb\xbfa\0b".to_vec(), None, None, false);
        assert!(matches!(marked, Err(Failure::Binary(_))), "{marked:?}");
    }

    #[test]
    fn takes_no_binary_for_text() {
        for bytes in [&b"%PDF-1.7 x"[..], b"PK\x03\x04abc", b"\x00\x01\x02\x03\x00\x00\x07"] {
            let failure = decode(bytes.to_vec(), None, None, false).unwrap_err();
            assert!(matches!(failure, Failure::Binary(_)), "{failure:?}");
        }
    }

    proptest::proptest! {
        #[test]
        fn an_edit_of_any_bytes_changes_nothing_else(bytes: Vec<u8>, which in 0..9usize, at in 0..40usize) {
            let names = ["big5", "gb18030", "shift_jis", "euc-kr", "euc-jp", "iso-2022-jp", "utf-8", "utf-16le", "koi8-r"];
            let read = decode_and_keep(bytes, named(names[which]), None, true);
            let Ok((old, decoding, kept)) = read else { return Ok(()) };
            let ends: Vec<_> = old.char_indices().map(|(end, _)| end).chain([old.len()]).collect();
            let at = at % ends.len();
            let (from, to) = (ends[at], ends[(at + 1).min(ends.len() - 1)]);
            let new = [&old[..from], "x", &old[to..]].concat();
            if let Some(written) = encode_edited(kept.as_deref(), &decoding, &old, &new, &[(from..to, from..from + 1)]) {
                let (back, _) = decode(written, Some(decoding.encoding), None, true).unwrap();
                proptest::prop_assert!(back == new || !new.contains('\u{fffd}'), "{:?} {:?}", back, new);
            }
        }

        #[test]
        fn never_panics_and_lossy_fails_only_for_binaries(bytes: Vec<u8>) {
            let _ = decode(bytes.clone(), None, None, false);
            if let Err(failure) = decode(bytes, None, None, true) {
                assert!(matches!(failure, Failure::Binary(_)));
            }
        }
    }
}
