//! XML node by node, each with where it stands, so that what is read can be written back.
//!
//! A file that is not well-formed, or ends before its elements do, is an error with its line: half of a document
//! that reads like a whole one is the worst that a reader can give. `ocr::xml` is lenient where this is strict,
//! for recognisers write HTML that is no XML.

use std::borrow::Cow;

use quick_xml::escape::{resolve_html5_entity, unescape_with};
use quick_xml::events::{BytesStart, Event};

use crate::format::error::{Error, Result};
use crate::message::Message;
use crate::say;
use crate::text::Span;

/// How deep elements may lie in each other.
const DEEPEST: usize = 1024;

/// What comes next in a file.
pub(in crate::format) enum Node<'a> {
    /// An element begins; an empty one ends right after.
    Open(Element<'a>),
    /// An element with this name ends.
    Close(Name<'a>),
    /// Text as it stands in the file, and what is meant by it if that is something else.
    Text(&'a str, Option<Cow<'a, str>>),
}

/// The name of an element, with and without the prefix of its namespace.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(in crate::format) struct Name<'a> {
    /// As it stands in the file: `w:p`.
    pub(in crate::format) whole: &'a str,
    /// Without the prefix: `p`.
    pub(in crate::format) local: &'a str,
}

impl<'a> Name<'a> {
    fn of(whole: &'a str) -> Self {
        Self { whole, local: whole.rsplit(':').next().unwrap_or(whole) }
    }
}

/// The opening mark of an element.
pub(in crate::format) struct Element<'a> {
    /// What it is called.
    pub(in crate::format) name: Name<'a>,
    /// Whether it is written as `<br/>`.
    pub(in crate::format) empty: bool,
    start: BytesStart<'a>,
}

impl Element<'_> {
    /// Where the whole element stands whose mark stands at `span` of a piece that begins at `base`; an empty span if more
    /// than the mark belongs to it, so that nothing can take the mark alone away.
    pub(in crate::format) fn whole(&self, span: Span, base: usize) -> Span {
        let end = if self.empty { span.end } else { span.start };
        Span::new(base + span.start, base + end)
    }

    /// The value of an attribute, by its name without a prefix.
    pub(in crate::format) fn attribute(&self, name: &str) -> Option<String> {
        self.find(|key| key.rsplit(':').next() == Some(name))
    }

    /// The value of an attribute, by its name as it stands.
    pub(in crate::format) fn whole_attribute(&self, name: &str) -> Option<String> {
        self.find(|key| key == name)
    }

    fn find(&self, is: impl Fn(&str) -> bool) -> Option<String> {
        let mut attributes = self.start.attributes();
        let found = attributes.with_checks(false).flatten().find(|attribute| is(attribute.key.as_ref()))?;
        let value = unescape_with(&found.value, resolve_html5_entity);
        Some(value.map_or_else(|_| found.value.to_string(), |value| value.into_owned()))
    }
}

/// A file that is walked through.
pub(in crate::format) struct Walk<'a> {
    path: &'a str,
    text: &'a str,
    reader: quick_xml::Reader<&'a [u8]>,
    depth: usize,
    /// The name of an empty element that was opened and is still to be closed.
    closing: Option<&'a str>,
    rooted: bool,
}

impl<'a> Walk<'a> {
    /// A walk through `text`, of the file at `path`.
    pub(in crate::format) fn of(path: &'a str, text: &'a str) -> Self {
        let reader = quick_xml::Reader::from_str(text);
        Self { path, text, reader, depth: 0, closing: None, rooted: false }
    }

    /// The next node and where it stands; nothing at the end of the file.
    pub(in crate::format) fn next(&mut self) -> Result<Option<(Node<'a>, Span)>> {
        loop {
            let from = self.reader.buffer_position() as usize;
            if let Some(name) = self.closing.take() {
                return Ok(Some((Node::Close(Name::of(name)), Span::new(from, from))));
            }
            let event = self.reader.read_event().map_err(|error| {
                self.wrong(self.reader.error_position() as usize, say!(en: "is no well-formed XML: {error}", zh: "XML 有误（{error}）", error = error.to_string()))
            })?;
            let to = (self.reader.buffer_position() as usize).max(from);
            let span = Span::new(from, to);
            match event {
                Event::Start(start) => {
                    self.depth += 1;
                    if self.depth > DEEPEST {
                        return Err(self.wrong(
                            from,
                            say!(en: "elements lie too deep in each other", zh: "元素嵌套太深"),
                        ));
                    }
                    return Ok(Some((self.opened(start, from, false), span)));
                }
                Event::Empty(start) => {
                    let node = self.opened(start, from, true);
                    let Node::Open(element) = &node else { continue };
                    self.closing = Some(element.name.whole);
                    return Ok(Some((node, span)));
                }
                Event::End(_) => {
                    self.depth = self.depth.saturating_sub(1);
                    let name = self.text[from..to].trim_start_matches("</").trim_end_matches('>').trim();
                    return Ok(Some((Node::Close(Name::of(name)), span)));
                }
                Event::Text(_) if self.depth > 0 => {
                    return Ok(Some((Node::Text(&self.text[from..to], None), span)));
                }
                Event::Text(_)
                    if !self.text[from..to].trim_matches(['\u{feff}', ' ', '\t', '\r', '\n']).is_empty() =>
                {
                    return Err(self.wrong(
                        from,
                        say!(
                            en: "is no well-formed XML: text outside of all elements",
                            zh: "XML 有误：元素之外还有文字"
                        ),
                    ));
                }
                Event::CData(_) => {
                    let raw = &self.text[from..to];
                    let inner = raw.strip_prefix("<![CDATA[").and_then(|rest| rest.strip_suffix("]]>"));
                    return Ok(Some((Node::Text(raw, Some(inner.unwrap_or("").into())), span)));
                }
                Event::GeneralRef(name) => {
                    let meant = match name.resolve_char_ref() {
                        Ok(Some(c)) => Some(Cow::Owned(c.to_string())),
                        _ => resolve_html5_entity(&name).map(Cow::Borrowed),
                    };
                    let meant =
                        meant.ok_or_else(|| self.wrong(from, say!(en: "unknown character `&{name};`", zh: "没有 `&{name};` 这个字符", name = &*name)))?;
                    return Ok(Some((Node::Text(&self.text[from..to], Some(meant)), span)));
                }
                Event::Eof if self.depth > 0 => {
                    let message = say!(
                        en: "ends before its elements do; the file may have been cut off",
                        zh: "元素还没有结束文件就完了；也许不完整"
                    );
                    return Err(self.wrong(self.text.len(), message));
                }
                Event::Eof if !self.rooted => {
                    return Err(Error::content(
                        self.path,
                        say!(en: "holds no XML element", zh: "里面没有 XML 元素"),
                    ));
                }
                Event::Eof => return Ok(None),
                _ => {}
            }
        }
    }

    fn opened(&mut self, start: BytesStart<'a>, from: usize, empty: bool) -> Node<'a> {
        self.rooted = true;
        let after = &self.text[from + 1..];
        let end = after.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(after.len());
        Node::Open(Element { name: Name::of(&after[..end]), empty, start })
    }

    /// An error at the byte at `offset`.
    pub(in crate::format) fn wrong(&self, offset: usize, message: Message) -> Error {
        Error::at_byte(self.path, self.text, offset, message)
    }
}

/// The name, without its prefix, of the root element of the text that begins with `head`, and its mark.
pub(in crate::format) fn root(head: &str) -> Option<(&str, &str)> {
    let mut rest = head;
    loop {
        rest = rest.trim_start();
        let at = rest.strip_prefix('<')?;
        rest = match at.as_bytes().first()? {
            b'?' => &at[at.find("?>")? + 2..],
            b'!' if at.starts_with("!--") => &at[at.find("-->")? + 3..],
            b'!' => {
                let end = at.find('>')?;
                match at.find('[').filter(|&bracket| bracket < end) {
                    Some(_) => &at[at.find("]>").or(at.find("] >"))? + 2..],
                    None => &at[end + 1..],
                }
            }
            _ => {
                let end = at.find(|c: char| c.is_whitespace() || c == '>' || c == '/').unwrap_or(at.len());
                let mark = &at[..at.find('>').unwrap_or(at.len())];
                return Some((at[..end].rsplit(':').next()?, mark));
            }
        };
    }
}
