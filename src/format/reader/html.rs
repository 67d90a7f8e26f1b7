//! A web page: its text, block by block.
//!
//! A browser's parser (`html5ever`) makes a tree and forgets where in the file each word stood, and with it the way
//! back for a fix. All that is asked here is which words stand in which block, and no tree is needed for that: a
//! block ends where any block begins or ends. So the page is gone through mark by mark, as browsers cut it into
//! marks, and every word keeps its place.
//!
//! Left out is what is no text of the page: scripts, styles, the head, navigation, reading aids over characters
//! (`rt`), what is hidden. Words in attributes (`alt`, `title`) are left out too.

use quick_xml::escape::resolve_html5_entity;

use super::builder::Builder;
use super::origin::Escape;
use super::{Content, Extracted, File, Reader, head, xml};
use crate::format::error::{Error, Result};
use crate::say;
use crate::text::{BlockKind, Language, ParagraphKind, Span};

pub(super) const READER: Reader = Reader {
    name: say!(en: "a web page", zh: "网页"),
    extensions: &["html", "htm", "xhtml"],
    sniff: |file| {
        file.text().is_some_and(|text| {
            is_page(head(text)) || file.is_named(READER.extensions) && head(text).contains('<')
        })
    },
    read,
};

fn is_page(head: &str) -> bool {
    let begins = head.get(..14).is_some_and(|start| start.eq_ignore_ascii_case("<!doctype html"));
    begins || xml::root(head).is_some_and(|(root, _)| root.eq_ignore_ascii_case("html"))
}

fn read(file: File) -> Result<Extracted> {
    let path = file.path;
    let Content::Text(text) = file.content else {
        return Err(Error::content(path, say!(en: "is no text", zh: "不是文本")));
    };
    if is_xml(&text) {
        whole(path, None, &text)?;
    }
    let mut builder = Builder::new();
    let (mut line, mut counted) = (1, 0);
    let language = set(&text, &mut builder, &mut |at| {
        line += memchr::memchr_iter(b'\n', &text.as_bytes()[counted.min(at)..at]).count();
        counted = at;
        format!("line {line}")
    });
    Ok(builder.of_text(READER.name, language, text, Escape::Xml))
}

/// Whether a page says that it is XML.
pub(super) fn is_xml(text: &str) -> bool {
    text.trim_start_matches('\u{feff}').starts_with("<?xml")
}

/// An error if the XHTML `text`, a part of the file at `path` or all of it, ends before its root element does.
///
/// Only that is asked. Many books have pages that are not well-formed and show well in every reader; but XHTML, unlike
/// HTML, never leaves out the end of its root.
pub(super) fn whole(path: &str, part: Option<&str>, text: &str) -> Result<()> {
    let text = text.trim_start_matches('\u{feff}').trim();
    let (name, mark) = xml::root(text).unwrap_or(("html", ""));
    let closes = |at: usize| {
        let closing = text[at + 2..].split('>').next().unwrap_or_default();
        text[at..].contains('>')
            && closing.trim().rsplit(':').next().is_some_and(|end| end.eq_ignore_ascii_case(name))
    };
    let bytes = text.as_bytes();
    if text.is_empty() || mark.ends_with('/') || memchr::memmem::rfind_iter(bytes, b"</").any(closes) {
        return Ok(());
    }
    let message = match part {
        Some(part) => say!(
            en: "`{part}` ends before its `{name}` does; the file was cut off",
            zh: "`{part}` 没有到 `{name}` 的结尾就断了；文件不完整",
            part,
            name
        ),
        None => say!(
            en: "ends before its `{name}` does; the file was cut off",
            zh: "没有到 `{name}` 的结尾就断了；文件不完整",
            name
        ),
    };
    Err(Error::content(path, message))
}

/// What begins a block or ends one.
const BLOCKS: &str = " address article aside blockquote body caption center dd details dialog dir div dl dt fieldset \
                      figcaption figure footer form frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html legend li \
                      listing main menu nav ol optgroup option p pre search section summary table tbody td tfoot th \
                      thead title tr ul ";

/// What is no text of the page.
const LEFT_OUT: &str = " head nav noscript template svg object audio video canvas select datalist rt rp ";

/// What holds no marks, only its own end.
const RAW: &str = " script style textarea title xmp iframe noembed noframes ";

/// What has no end.
const VOID: &str = " area base br col embed hr img input link meta param source track wbr ";

/// What inside a sentence is no prose.
const CODE: &str = " code kbd samp var tt math ";

fn is_in(list: &str, name: &str) -> bool {
    list.split(' ').any(|known| known == name)
}

/// A mark: `<p class="x">`, `</p>`.
struct Mark<'a> {
    name: String,
    closes: bool,
    /// What stands between the name and `>`.
    attributes: &'a str,
    end: usize,
}

/// Sets the words of the page `text`; `place` names the place of the byte where a block begins. The language is the
/// one that the page says it is in.
pub(super) fn set(
    text: &str,
    builder: &mut Builder,
    place: &mut dyn FnMut(usize) -> String,
) -> Option<Language> {
    let mut language = None;
    let mut at = 0;
    // What is left out, and how many of its name lie in each other.
    let mut left_out: Option<(String, usize)> = None;
    let mut heading = false;
    let mut code = 0usize;
    let mut begun: Option<usize> = None;
    // What begins and never ends, so that its end is looked for once.
    let mut unended: Vec<String> = Vec::new();
    while at < text.len() {
        let mark = memchr::memchr(b'<', &text.as_bytes()[at..]).map_or(text.len(), |found| at + found);
        if mark > at && left_out.is_none() {
            words(&text[at..mark], at, code > 0, builder);
            begun = begun.or_else(|| builder.is_open().then_some(at));
        }
        at = mark;
        if at == text.len() {
            break;
        }
        let rest = &text[at..];
        if let Some(inner) = rest.strip_prefix("<!--") {
            at += inner.find("-->").map_or(rest.len(), |end| end + "<!---->".len());
            continue;
        }
        if let Some(inner) = rest.strip_prefix("<![CDATA[") {
            let end = inner.find("]]>").unwrap_or(inner.len());
            if left_out.is_none() {
                builder.words(&inner[..end], at + 9);
            }
            at += (end + 12).min(rest.len());
            continue;
        }
        if rest.starts_with("<!") || rest.starts_with("<?") {
            at += rest.find('>').map_or(rest.len(), |end| end + 1);
            continue;
        }
        let Some(mark) = mark_at(rest) else {
            // The file was cut off in the middle of a mark.
            if is_cut_mark(rest) {
                break;
            }
            // A lone `<` is one.
            if left_out.is_none() {
                words("<", at, code > 0, builder);
            }
            at += 1;
            continue;
        };
        let from = at;
        at += mark.end;
        let name = mark.name.as_str();
        if let Some((out, depth)) = &mut left_out {
            if name == out {
                *depth = if mark.closes { *depth - 1 } else { *depth + 1 };
            }
            let implied = match out.as_str() {
                "head" => name == "body" && !mark.closes,
                "rt" | "rp" => matches!(name, "rt" | "rp" | "rb" | "ruby") && (mark.closes || name != out),
                _ => false,
            };
            if *depth == 0 || implied {
                left_out = None;
                if implied && is_in(LEFT_OUT, name) && !mark.closes {
                    left_out = Some((name.to_owned(), 1));
                }
            } else {
                if !mark.closes && is_in(RAW, name) {
                    at += raw_end(&text[at..], name);
                }
                continue;
            }
            continue;
        }
        if is_in(BLOCKS, name) {
            let kind = match (code > 0, heading) {
                (true, _) => ParagraphKind::Code,
                (_, true) => ParagraphKind::Heading,
                _ => ParagraphKind::Body,
            };
            if builder.is_open() {
                let called = place(begun.unwrap_or(from));
                builder.end(BlockKind::Paragraph(kind), &called);
            } else {
                builder.end(BlockKind::Paragraph(kind), "");
            }
            begun = None;
        }
        match (name, mark.closes) {
            ("br", _) => builder.mark("\n", Span::new(from, at)),
            ("html", false) => language = attribute(mark.attributes, "lang").map(|tag| Language::new(&tag)),
            (name, closes) if code == 0 && is_in(CODE, name) && !mark.attributes.ends_with('/') => {
                builder.code(!closes)
            }
            ("pre" | "listing", false) => code += 1,
            ("pre" | "listing", true) => code = code.saturating_sub(1),
            ("h1" | "h2" | "h3" | "h4" | "h5" | "h6", closes) => heading = !closes,
            (_, true) => {}
            _ if is_in(RAW, name) => at += raw_end(&text[at..], name),
            _ => {
                let hidden = attribute(mark.attributes, "hidden").is_some() && !is_in(VOID, name);
                let out = is_in(LEFT_OUT, name) || hidden;
                let empty = mark.attributes.ends_with('/');
                // What never ends would take the rest of the page with it.
                let ends = |unended: &mut Vec<String>| {
                    let known = unended.iter().any(|known| known == name);
                    let ends = !known && closes_later(&text[at..], name);
                    if !known && !ends {
                        unended.push(name.to_owned());
                    }
                    ends
                };
                if out && !empty && (matches!(name, "rt" | "rp" | "head") || ends(&mut unended)) {
                    left_out = Some((name.to_owned(), 1));
                }
            }
        }
    }
    let called = if builder.is_open() { place(begun.unwrap_or(text.len())) } else { String::new() };
    builder.end(BlockKind::Paragraph(ParagraphKind::Body), &called);
    language.filter(|language: &Language| !language.tag().is_empty())
}

fn closes_later(rest: &str, name: &str) -> bool {
    let bytes = rest.as_bytes();
    memchr::memmem::find_iter(bytes, b"</").any(|at| {
        bytes[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    })
}

/// How far it is to the end of an element without marks in it, its closing mark included.
fn raw_end(rest: &str, name: &str) -> usize {
    let bytes = rest.as_bytes();
    let close = memchr::memmem::find_iter(bytes, b"</").find(|at| {
        bytes[at + 2..].get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name.as_bytes()))
    });
    match close {
        Some(at) => at + rest[at..].find('>').map_or(rest.len() - at, |end| end + 1),
        None => rest.len(),
    }
}

/// Whether `rest`, which ends with the file, begins as a mark and holds no `>` that could end it.
fn is_cut_mark(rest: &str) -> bool {
    let name = rest.strip_prefix("</").or_else(|| rest.strip_prefix('<')).unwrap_or(rest);
    let begins = name.is_empty() && rest.len() > 1 || name.starts_with(|c: char| c.is_ascii_alphabetic());
    begins && memchr::memchr(b'>', rest.as_bytes()).is_none()
}

/// The mark that `rest` begins with, if `<` begins one there.
fn mark_at(rest: &str) -> Option<Mark<'_>> {
    let closes = rest.starts_with("</");
    let after = &rest[if closes { 2 } else { 1 }..];
    if !after.starts_with(|c: char| c.is_ascii_alphabetic()) {
        return None;
    }
    let length = after.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(after.len());
    let from = rest.len() - after.len() + length;
    // A `>` inside quotes ends nothing.
    let mut quote = None;
    let mut before = ' ';
    for (at, c) in rest[from..].char_indices() {
        match quote {
            Some(open) if c == open => quote = None,
            Some(_) => {}
            None if c == '>' => {
                let name = after[..length].rsplit(':').next().unwrap_or_default().to_ascii_lowercase();
                return Some(Mark { name, closes, attributes: &rest[from..from + at], end: from + at + 1 });
            }
            None if matches!(c, '"' | '\'') && before == '=' => quote = Some(c),
            None => {}
        }
        if !c.is_whitespace() {
            before = c;
        }
    }
    None
}

/// The value of an attribute in what stands after the name of a mark.
pub(super) fn attribute(attributes: &str, name: &str) -> Option<String> {
    let mut rest = attributes;
    loop {
        rest = rest.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        if rest.is_empty() {
            return None;
        }
        // A `=` where a name should begin is the name's first letter.
        let first = rest.chars().next().map_or(0, char::len_utf8);
        let end = rest[first..].find(|c: char| c.is_whitespace() || matches!(c, '=' | '/'));
        let end = end.map_or(rest.len(), |end| first + end);
        let key = &rest[..end];
        rest = rest[end..].trim_start();
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let after = after.trim_start();
            let quote = after.chars().next().filter(|c| matches!(c, '"' | '\''));
            let (found, left) = match quote {
                Some(quote) => {
                    let inner = &after[1..];
                    let end = inner.find(quote).unwrap_or(inner.len());
                    (&inner[..end], inner.get(end + 1..).unwrap_or_default())
                }
                None => {
                    let end = after.find(char::is_whitespace).unwrap_or(after.len());
                    after.split_at(end)
                }
            };
            value = found;
            rest = left;
        }
        if key.eq_ignore_ascii_case(name) {
            return Some(value.to_owned());
        }
    }
}

/// Sets words of a page; in code white space stands as it is.
fn words(raw: &str, at: usize, code: bool, builder: &mut Builder) {
    let mut set = |words: &str, at: usize, meant: Option<&str>| match (code, meant) {
        (false, _) => builder.flowing(words, at, meant),
        (true, None) => builder.words(words, at),
        (true, Some(meant)) => builder.escaped(meant, Span::new(at, at + words.len())),
    };
    let mut from = 0;
    let mut next = 0;
    while let Some(found) = raw[next..].find('&').map(|found| next + found) {
        match reference(&raw[found..]) {
            Some((length, meant)) => {
                if from < found {
                    set(&raw[from..found], at + from, None);
                }
                set(&raw[found..found + length], at + found, Some(&meant));
                from = found + length;
                next = from;
            }
            None => next = found + 1,
        }
    }
    if from < raw.len() {
        set(&raw[from..], at + from, None);
    }
}

/// How long the character reference is that `rest` begins with, and what it means.
fn reference(rest: &str) -> Option<(usize, String)> {
    /// Names that old pages write without `;`.
    const BARE: [&str; 8] = ["nbsp", "amp", "lt", "gt", "quot", "copy", "reg", "shy"];
    let end = rest.bytes().skip(1).position(|byte| !byte.is_ascii_alphanumeric() && byte != b'#')? + 1;
    let name = &rest[1..end];
    let closed = rest[end..].starts_with(';');
    let length = end + usize::from(closed);
    if let Some(digits) = name.strip_prefix('#') {
        let code = match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16).ok()?,
            None => digits.parse().ok()?,
        };
        // What stands between 128 and 159 was meant as Windows has it.
        let meant = match u8::try_from(code) {
            Ok(byte @ 0x80..=0x9f) => {
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(&[byte]).0.into_owned()
            }
            _ => char::from_u32(code).unwrap_or('\u{fffd}').to_string(),
        };
        return Some((length, meant));
    }
    if !closed {
        return BARE.contains(&name).then(|| Some((length, resolve_html5_entity(name)?.to_owned())))?;
    }
    Some((length, resolve_html5_entity(name)?.to_owned()))
}
