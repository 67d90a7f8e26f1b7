//! Which digits name a thing and count nothing: those of an address, of a code?

use super::is_hyphen;

/// The length of the rest of an address at the start of `text`: from the `://` of one that is written out,
/// from the `](` before the target of a Markdown link, from the `{#` before the name of a heading.
pub(super) fn address(text: &str) -> Option<usize> {
    let enclosed = |opens: &str, closes: char| {
        let target = text.strip_prefix(opens)?;
        let end = target.find(|c: char| c == closes || c.is_whitespace())?;
        // Not the year of a note: [3](2019).
        let names = target[..end].contains(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '#'));
        (names && target[end..].starts_with([closes, ' '])).then_some(opens.len() + end)
    };
    match text.as_bytes() {
        [b':', b'/', b'/', ..] => Some(1 + address_end(&text[1..])),
        [b']', b'(', ..] => enclosed("](", ')'),
        [b'{', b'#', ..] => enclosed("{#", '}'),
        _ => None,
    }
}

/// Where an address ends that `text` is inside of: URLs are written in ASCII without spaces (RFC 3986).
fn address_end(text: &str) -> usize {
    text.find(|c: char| !c.is_ascii_graphic() || matches!(c, '"' | '<' | '>' | ')')).unwrap_or(text.len())
}

/// Whether `before`, which ends with a hyphen, ends with a code: a word whose last letter is large, or one
/// of two or three letters whose first is.
pub(super) fn code_before(before: &str) -> bool {
    let word = before.trim_end_matches(is_hyphen);
    let letters: Vec<char> = word.chars().rev().take_while(|c| c.is_alphabetic()).take(4).collect();
    match letters[..] {
        [last, ..] if last.is_uppercase() => true,
        [_, first] | [_, _, first] => first.is_uppercase(),
        _ => false,
    }
}

/// The length of the mark of an ordinal at the end of `before`: 第, 제.
pub(super) fn ordinal_before(before: &str) -> Option<usize> {
    before.chars().next_back().filter(|c| matches!(c, '第' | '제')).map(char::len_utf8)
}
