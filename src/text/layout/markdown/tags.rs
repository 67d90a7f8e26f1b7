//! What in a stretch of HTML is no prose.

use crate::text::layout::{Inline, Side, markup};
use crate::text::{MarkupKind, Span};

/// On which side of a sentence's border a tag stands.
pub(super) fn tag_side(tag: &str) -> Side {
    let name = tag.trim_start_matches(['<', '/']);
    let name = name.split(|c: char| !c.is_ascii_alphanumeric()).next().unwrap_or("").to_ascii_lowercase();
    match name.as_str() {
        "br" | "hr" => Side::Break,
        "img" | "input" | "video" | "audio" => Side::Word,
        _ if tag.starts_with("</") => Side::Close,
        _ if tag.ends_with("/>") && !name.is_empty() => Side::Word,
        _ => Side::Open,
    }
}

/// The tags, comments and entities of a stretch of HTML, and what stands between tags that hold no text.
pub(super) fn tags(text: &str, block: Span, inlines: &mut Vec<Inline>) {
    let html = block.of(text);
    // Whether what holds no text is still closed further on: no end is looked for twice.
    let mut closes = [true; 3];
    let mut at = 0;
    while let Some(found) = memchr::memchr2(b'<', b'&', &html.as_bytes()[at..]) {
        let from = at + found;
        let rest = &html[from..];
        let (length, kind, side) = if let Some(entity) = rest.strip_prefix('&') {
            let name = entity.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'#').count();
            let ends = name > 0 && rest[1 + name..].starts_with(';');
            (if ends { name + 2 } else { 0 }, MarkupKind::Entity, Side::Word)
        } else {
            let length = tag_length(rest, &mut closes);
            (length, MarkupKind::Tag, tag_side(&rest[..length]))
        };
        if length == 0 {
            at = from + 1;
        } else {
            inlines.push(Inline::new(Span::new(block.start + from, block.start + from + length), kind, side));
            at = from + length;
        }
    }
}

/// A tag that does not end in so many bytes is none.
const LONGEST_TAG: usize = 1 << 12;

/// Bytes of the tag or comment with which `html` begins, with what a script or a style holds; 0 if it begins
/// with none.
fn tag_length(html: &str, closes: &mut [bool; 3]) -> usize {
    let to = |end: &str| html.find(end).map_or(html.len(), |at| at + end.len());
    if html.starts_with("<!--") {
        return to("-->");
    }
    if html.starts_with("<!") || html.starts_with("<?") {
        return to(">");
    }
    if !markup::opens_tag(html) {
        return 0;
    }
    let mut quote: Option<u8> = None;
    let mut end = 0;
    for (at, b) in html.bytes().enumerate().take(LONGEST_TAG) {
        match quote {
            Some(open) if b == open => quote = None,
            Some(_) => {}
            None if matches!(b, b'"' | b'\'') => quote = Some(b),
            None if b == b'>' => {
                end = at + 1;
                break;
            }
            None => {}
        }
    }
    for (name, closes) in ["script", "style", "pre"].into_iter().zip(closes) {
        let opens = html.get(1..1 + name.len()).is_some_and(|tag| tag.eq_ignore_ascii_case(name))
            && !html.as_bytes().get(1 + name.len()).is_some_and(u8::is_ascii_alphanumeric);
        if opens && *closes {
            match html[end..].find(&format!("</{name}>")) {
                Some(close) => return end + close + name.len() + 3,
                None => *closes = false,
            }
        }
    }
    end
}
