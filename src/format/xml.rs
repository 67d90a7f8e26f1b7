//! What stands in an XML or HTML file, and is the file whole?
//!
//! ```text
//! <tmx><body><tu><tuv><seg>一。</seg></tuv></tu> <tu><tuv><seg>二。          the rest was never sent
//!  1    2     3   4    5   4     3      2        3   4    5                 and 5 are open
//! ```
//!
//! A download that broke off, or a disk that was full, leaves the beginning of a file, and that beginning is
//! well-formed up to its last byte: a parser that only reads events takes the end of the bytes for the end of
//! the document, and half a memory for the memory. So the open elements are counted here, for every reader of
//! XML alike, and a file that ends inside one is an error that names it. Each reader could ask for its own last
//! element instead, and each new one would forget to.
//!
//! HTML has elements that never end (`br`) and others whose end may be left out (`p`, `li`, a table's rows). The
//! former come as empty, the latter end where what holds them ends, so that a reader sees the end of all that
//! began. What must be closed and is not (`div`, `span`, a `body` that was opened) shows a file that was cut off.

use std::ops::Range;

use quick_xml::Reader;
use quick_xml::escape::escape;
use quick_xml::events::{BytesEnd, Event};
use rustc_hash::FxHashMap;

use super::error::{Error, Result};
use crate::message::{Message, count};
use crate::say;
use crate::text::Language;

/// The events of one file in order; an error if the file is ill-formed, or ends before its elements do.
pub(super) struct Events<'a> {
    reader: Reader<&'a [u8]>,
    path: &'a str,
    text: &'a str,
    html: bool,
    /// Where the mark of each open element begins, in bytes, the outermost first.
    open: Vec<usize>,
    /// How many elements of each name are open; asked of HTML only, whose ends need not match.
    names: FxHashMap<String, usize>,
    /// How many of the innermost elements are still to be ended, before anything more is read.
    ending: usize,
    /// Where the last event that was read began and ended.
    span: Range<usize>,
}

impl<'a> Events<'a> {
    /// Those of `text`, the content of the XML file at `path`.
    pub(super) fn xml(path: &'a str, text: &'a str) -> Self {
        Self::new(path, text, false)
    }

    /// Those of `text`, the content of the HTML file at `path`: elements that end by themselves have an end
    /// here, ends without a beginning are left out, and unknown entities are no error.
    pub(super) fn html(path: &'a str, text: &'a str) -> Self {
        Self::new(path, text, true)
    }

    fn new(path: &'a str, text: &'a str, html: bool) -> Self {
        let mut reader = Reader::from_str(text);
        let config = reader.config_mut();
        config.check_end_names = !html;
        config.allow_unmatched_ends = html;
        config.allow_dangling_amp = html;
        Self {
            reader,
            path,
            text,
            html,
            open: Vec::new(),
            names: FxHashMap::default(),
            ending: 0,
            span: 0..0,
        }
    }

    /// The next event, or `None` at the end of a file that is whole.
    pub(super) fn next(&mut self) -> Result<Option<Event<'a>>> {
        loop {
            if self.ending > 0 {
                self.ending -= 1;
                return Ok(self.close().map(|name| Event::End(BytesEnd::new(name))));
            }
            let begins = self.reader.buffer_position() as usize;
            let event = self.reader.read_event().map_err(|error| {
                let position = self.reader.error_position() as usize;
                Error::at_byte(
                    self.path,
                    self.text,
                    position,
                    say!(
                        en: "is no well-formed XML: {error}",
                        zh: "XML 有误（{error}）",
                        error = error.to_string()
                    ),
                )
            })?;
            self.span = begins..self.reader.buffer_position() as usize;
            match &event {
                Event::Start(start) if self.html && is_void(start.local_name().as_ref()) => {
                    return Ok(Some(Event::Empty(start.clone())));
                }
                Event::Start(_) => {
                    self.open.push(begins);
                    if self.html {
                        // By the name that it is closed by, whatever the parser makes of a mark that is none.
                        *self.names.entry(folded(name_at(self.text, begins))).or_default() += 1;
                    }
                }
                Event::End(end) if self.html => {
                    let name = folded(end.name().as_ref());
                    if self.names.get(&name).is_some_and(|&open| open > 0) {
                        let at = self.open.iter().rposition(|&at| folded(name_at(self.text, at)) == name);
                        self.ending = at.map_or(0, |at| self.open.len() - at);
                    }
                    continue;
                }
                Event::End(_) => drop(self.open.pop()),
                Event::Eof => return self.end().map(|()| None),
                _ => {}
            }
            return Ok(Some(event));
        }
    }

    /// Where the last event stands, in bytes.
    pub(super) fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// An error about what the last event holds, with its line.
    pub(super) fn wrong(&self, message: impl Into<Message>) -> Error {
        Error::at_byte(self.path, self.text, self.span.end, message)
    }

    /// Closes the innermost element; its name.
    fn close(&mut self) -> Option<&'a str> {
        let name = name_at(self.text, self.open.pop()?);
        if let Some(open) = self.names.get_mut(&folded(name)) {
            *open -= 1;
        }
        Some(name)
    }

    /// Whether the file may end here.
    fn end(&self) -> Result<()> {
        let must_end = |at: &&usize| !self.html || !ends_by_itself(name_at(self.text, **at));
        let Some(&at) = self.open.iter().rev().find(must_end) else { return Ok(()) };
        let (name, line) = (name_at(self.text, at), super::error::line(self.text, at));
        let message = say!(
            en: "ends inside `{name}`, which begins in line {line}; the file was cut off",
            zh: "在第 {line} 行的 `{name}` 里就结束了；文件不完整",
            name,
            line
        );
        Err(Error::at_byte(self.path, self.text, self.text.len(), message))
    }
}

/// The name in the mark that begins at the byte `at`.
fn name_at(text: &str, at: usize) -> &str {
    let mark = text.get(at..).unwrap_or("").trim_start_matches('<');
    mark.split(|c: char| c.is_whitespace() || matches!(c, '>' | '/')).next().unwrap_or("")
}

/// A name as HTML compares it.
fn folded(name: &str) -> String {
    name.to_ascii_lowercase()
}

/// Whether an HTML element of this name never has an end.
fn is_void(name: &str) -> bool {
    const VOID: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source",
        "track", "wbr",
    ];
    VOID.iter().any(|void| name.eq_ignore_ascii_case(void))
}

/// Whether the end of an HTML element of this name may be left out.
fn ends_by_itself(name: &str) -> bool {
    const OPTIONAL: [&str; 19] = [
        "p", "li", "dt", "dd", "option", "optgroup", "rb", "rt", "rtc", "rp", "colgroup", "caption", "thead",
        "tbody", "tfoot", "tr", "td", "th", "head",
    ];
    OPTIONAL.iter().any(|optional| name.eq_ignore_ascii_case(optional))
}

/// Words on their way into an XML file: escaped, and without the characters that XML 1.0 cannot hold, which are counted.
#[derive(Default)]
pub(super) struct Escaper {
    left_out: usize,
}

impl Escaper {
    /// `words` as they may stand between marks or in the value of an attribute.
    pub(super) fn escaped(&mut self, words: &str) -> String {
        if words.chars().all(is_allowed) {
            return escape(words).into_owned();
        }
        self.left_out += words.chars().filter(|&c| !is_allowed(c)).count();
        escape(words.chars().filter(|&c| is_allowed(c)).collect::<String>()).into_owned()
    }

    /// What is to be said of the characters that were left out, if there were any.
    pub(super) fn said(&self) -> Option<Message> {
        (self.left_out > 0).then(|| {
            say!(
                en: "{characters} that XML does not allow left out",
                zh: "略去 XML 不允许的字符 {characters}",
                characters = count(self.left_out, "character", "个")
            )
        })
    }
}

/// Whether XML 1.0 allows `c`.
pub(super) fn is_allowed(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..='\u{10ffff}')
}

/// `tag` if it can be the code of a language in XML, else that of one that is not known.
pub(super) fn valid_tag(tag: &str) -> &str {
    let part = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if tag.split('-').all(part) && tag.starts_with(|c: char| c.is_ascii_alphabetic()) { tag } else { "und" }
}

/// What is to be said of languages whose codes are none.
pub(super) fn said_of_tags<'a>(languages: impl Iterator<Item = &'a Language>) -> Vec<Message> {
    let wrong = languages.filter(|language| valid_tag(language.tag()) != language.tag());
    wrong
        .map(|language| {
            say!(
                en: "`{language}` is no code of a language; written as {tag}",
                zh: "`{language}` 不是语言代码，写作 {tag}",
                language = language.tag(),
                tag = valid_tag(language.tag())
            )
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The names of elements as they begin and end, or what is wrong.
    fn outline(text: &str, html: bool) -> std::result::Result<String, String> {
        let mut events = Events::new("a", text, html);
        let mut shown = Vec::new();
        loop {
            match events.next() {
                Ok(Some(Event::Start(start))) => shown.push(start.name().as_ref().to_owned()),
                Ok(Some(Event::Empty(start))) => shown.push(format!("{}/", start.name().as_ref())),
                Ok(Some(Event::End(end))) => shown.push(format!("/{}", end.name().as_ref())),
                Ok(Some(_)) => {}
                Ok(None) => return Ok(shown.join(" ")),
                Err(error) => return Err(error.to_string()),
            }
        }
    }

    #[test]
    fn a_file_that_ends_inside_an_element_is_an_error() {
        #[track_caller]
        fn check(text: &str, message: &str) {
            assert_eq!(outline(text, false).unwrap_err(), message);
        }
        check("<a>\n<b>c</b>\n", "a:3: ends inside `a`, which begins in line 1; the file was cut off");
        check("<a>\n<x:b c='<'>d", "a:2: ends inside `x:b`, which begins in line 2; the file was cut off");
        assert_eq!(outline("<a><b/>c</a>\n", false).unwrap(), "a b/ /a");
        assert_eq!(outline("", false).unwrap(), "");
    }

    #[test]
    fn html_ends_as_html_does() {
        assert_eq!(outline("<ul><li>a<li>b</UL><br>", true).unwrap(), "ul li li /li /li /ul br/");
        assert_eq!(outline("<p>a<p>b</i>", true).unwrap(), "p p");
        assert_eq!(
            outline("<body><div><p>a", true).unwrap_err(),
            "a:1: ends inside `div`, which begins in line 1; the file was cut off"
        );
        assert!(outline("<body><div></div>", true).is_err(), "a body that was opened is closed");
        // What is no name is closed by what it was opened with.
        assert_eq!(outline("<div><a></a><a/b></div>", true).unwrap(), "div a /a a/b /a /div");
    }

    /// Whatever is cut off a file, what is left is refused or has every element of the whole.
    #[test]
    fn no_beginning_of_a_file_passes_for_the_file() {
        let whole = "<?xml version='1.0'?>\n<a><!-- c --><b d='e'>一&amp;<![CDATA[<]]></b><f/>\n<b>g</b></a>";
        for (at, _) in whole.char_indices().skip(1) {
            let cut = outline(&whole[..at], false);
            assert!(cut.is_err() || cut == Ok(String::new()), "{}", &whole[..at]);
        }
    }

    proptest::proptest! {
        #[test]
        fn never_panics(text in "[<>a-c/='\" &;!\\[\\]\n一-]{0,60}", html: bool) {
            let _ = outline(&text, html);
        }
    }
}
