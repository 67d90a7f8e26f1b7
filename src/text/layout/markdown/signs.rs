//! What the parser takes for text and is a sign of a writer.

use crate::text::layout::{Inline, Side};
use crate::text::{MarkupKind, Span};

/// Signs that the parser takes for text.
pub(super) fn patterns(text: &str, span: Span, starts: bool, inlines: &mut Vec<Inline>) {
    let words = span.of(text);
    let mut add = |from: usize, to: usize, kind, side| {
        inlines.push(Inline::new(Span::new(span.start + from, span.start + to), kind, side));
        to
    };
    let mut at = 0;
    if starts
        && words.starts_with('[')
        && let Some(close) = words.find(']')
    {
        let label = words[1..close].trim_start_matches('[');
        let is_kind = label.strip_prefix('!').is_some_and(|kind| {
            !kind.is_empty() && kind.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
        });
        if label.eq_ignore_ascii_case("toc") || is_kind {
            let end = close + 1 + usize::from(words[close + 1..].starts_with([']', '-', '+']));
            at = add(0, end, MarkupKind::Command, Side::Open);
        }
    }
    // `*[HTML]: what it is short for`
    if starts
        && words.starts_with("*[")
        && let Some(close) = near(words).find("]:").filter(|&close| !words[..close].contains('\n'))
    {
        at = add(0, close + 2, MarkupKind::Sign, Side::Open);
    }
    let may_begin = |b: &u8| matches!(b, b'[' | b'{' | b':' | b'$' | b'<' | b'%');
    while let Some(found) = words.as_bytes()[at..].iter().position(may_begin) {
        let from = at + found;
        let rest = &words[from..];
        let close = |end: &str| near(rest).find(end).map(|to| from + to + end.len());
        let (end, kind, side) = if rest.starts_with("[^") || rest.starts_with("[@") || rest.starts_with("[-@")
        {
            let end = close("]").filter(|&end| end > from + 3 && !words[from + 1..end].contains(['[', '\n']));
            (end, MarkupKind::Note, Side::Close)
        } else if rest.starts_with("{{") {
            (close("}}"), MarkupKind::Command, Side::Word)
        } else if rest.starts_with("{%") {
            (close("%}"), MarkupKind::Command, Side::Word)
        } else if rest.starts_with("${") {
            (close("}").filter(|&end| !words[from..end].contains('\n')), MarkupKind::Command, Side::Word)
        } else if rest.starts_with("<%") {
            (close("%>"), MarkupKind::Command, Side::Word)
        } else if let Some(inside) = rest.strip_prefix("%%") {
            let end = near(inside).find("%%").filter(|&length| length > 0);
            (end.map(|length| from + length + 4), MarkupKind::Command, Side::Close)
        } else if let Some(length) = emoji(&words[..from], rest) {
            (Some(from + length), MarkupKind::Command, Side::Close)
        } else if has_attributes(rest) || ["{#", "{.", "{:"].iter().any(|mark| rest.starts_with(mark)) {
            (close("}").filter(|&end| !words[from..end].contains('\n')), MarkupKind::Sign, Side::Close)
        } else if rest.starts_with("://") {
            let scheme = words[at..from].bytes().rev().take_while(u8::is_ascii_alphabetic).count();
            let known = matches!(&words[from - scheme..from], "http" | "https" | "ftp");
            if known {
                at = add(from - scheme, from + url_length(rest), MarkupKind::Address, Side::Word);
                continue;
            }
            (None, MarkupKind::Address, Side::Word)
        } else {
            (None, MarkupKind::Sign, Side::Word)
        };
        at = match end {
            Some(end) => add(from, end, kind, side),
            None => from + 1,
        };
    }
}

/// The length of the name of a sign with which `rest` begins, `:tada:`, and which nothing before it glues to a word.
fn emoji(before: &str, rest: &str) -> Option<usize> {
    let name = rest.strip_prefix(':')?;
    let length = name
        .bytes()
        .take_while(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'_' | b'+' | b'-'))
        .count();
    let is_name = length > 1
        && name[length..].starts_with(':')
        && name[..length].contains(|c: char| c.is_ascii_lowercase());
    let apart = before.chars().next_back().is_none_or(|c| !c.is_ascii_alphanumeric() && c != ':');
    (is_name && apart && !name[length + 1..].starts_with(|c: char| c.is_ascii_alphanumeric()))
        .then_some(length + 2)
}

/// Whether `rest` begins with what Pandoc says of an image or a link: `{width=50%}`.
fn has_attributes(rest: &str) -> bool {
    let name = rest.strip_prefix('{').unwrap_or_default();
    let length = name.bytes().take_while(|b| b.is_ascii_alphabetic() || *b == b'-').count();
    length > 0 && name[length..].starts_with('=')
}

/// Formulas as LaTeX sets them, `\(a\)` and `\[b\]`, in the lines of a paragraph: what could not be one is a bracket that
/// a program has escaped.
pub(super) fn formulas(text: &str, bodies: &[Span], inlines: &mut Vec<Inline>) {
    let (Some(first), Some(last)) = (bodies.first(), bodies.last()) else { return };
    let words = &text[first.start..last.end.max(first.start)];
    let mut at = 0;
    while let Some(found) = memchr::memchr(b'\\', &words.as_bytes()[at..]) {
        let from = at + found;
        let rest = &words[from + 1..];
        // A backslash takes what follows it along, another one too.
        at = from + 1 + rest.chars().next().map_or(0, char::len_utf8);
        let close = match rest.as_bytes().first() {
            Some(b'(') => "\\)",
            Some(b'[') => "\\]",
            _ => continue,
        };
        let Some(length) = near(&rest[1..]).find(close) else { continue };
        let formula = &rest[1..=length];
        let is_formula = formula.contains(['\\', '^', '_', '=', '<', '>', '+', '/', '|'])
            || formula.chars().filter(|c| !c.is_whitespace()).count() == 1;
        if is_formula {
            at = from + 1 + 1 + length + close.len();
            let span = Span::new(first.start + from, first.start + at);
            inlines.push(Inline::new(span, MarkupKind::Math, Side::Word));
        }
    }
}

/// As much of `rest` as a sign that the parser does not know may fill.
fn near(rest: &str) -> &str {
    let mut end = rest.len().min(400);
    while !rest.is_char_boundary(end) {
        end -= 1;
    }
    &rest[..end]
}

/// Bytes of what can stand in a URL, the marks at its end left to the sentence.
fn url_length(rest: &str) -> usize {
    let stands = |b: u8| {
        b.is_ascii_graphic() && !matches!(b, b'<' | b'>' | b'"' | b'`' | b'|' | b'{' | b'}' | b'\\' | b'^')
    };
    let mut url = &rest[..rest.bytes().take_while(|&b| stands(b)).count()];
    loop {
        let bare = url.trim_end_matches(['.', ',', ';', ':', '!', '?', '\'', '*', '_']);
        let bare = match bare.strip_suffix([')', ']']) {
            Some(open) if bare.matches(['(', '[']).count() < bare.matches([')', ']']).count() => open,
            _ => bare,
        };
        if bare.len() == url.len() {
            return url.len();
        }
        url = bare;
    }
}

/// What opens a box of MkDocs.
pub(super) const ADMONITIONS: [&str; 4] = ["!!! ", "!!!+ ", "??? ", "???+ "];

/// The mark that begins a line and is none of CommonMark's: of a box with its kind, `::: tip`, `!!! note`; of a
/// definition, `: `.
pub(super) fn opening_sign(text: &str, body: Span, inlines: &mut Vec<Inline>) {
    let words = body.of(text);
    let colons = words.bytes().take_while(|&b| b == b':').count();
    let mark = match ADMONITIONS.iter().find(|mark| words.starts_with(**mark)) {
        Some(mark) => mark.len(),
        None if colons >= 3 => colons,
        None if words.starts_with(": ") => {
            inlines.push(Inline::new(Span::new(body.start, body.start + 1), MarkupKind::Sign, Side::Open));
            return;
        }
        None => return,
    };
    let rest = words[mark..].trim_start();
    let kind = rest.bytes().take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_')).count();
    let end = words.len() - rest.len() + kind;
    inlines.push(Inline::new(Span::new(body.start, body.start + end), MarkupKind::Command, Side::Open));
}

/// Marks of emphasis that CommonMark leaves alone because a full stop or a quote stands inside and a letter
/// outside, `**好。**他说`, which no writer of Chinese means.
pub(super) fn emphasis(text: &str, prose: &[Span], inlines: &mut Vec<Inline>) {
    let mut open: Vec<Span> = Vec::new();
    for &span in prose {
        let bytes = span.of(text).as_bytes();
        let mut at = 0;
        while let Some(found) = memchr::memchr2(b'*', b'_', &bytes[at..]) {
            let from = at + found;
            let length = bytes[from..].iter().take_while(|&&b| b == bytes[from]).count();
            at = from + length;
            let run = Span::new(span.start + from, span.start + at);
            let before = text[..run.start].chars().next_back().unwrap_or(' ');
            let after = text[run.end..].chars().next().unwrap_or(' ');
            if length > 3 || before.is_ascii_alphanumeric() && after.is_ascii_alphanumeric() {
                continue;
            }
            let same = |open: &Span| open.of(text) == run.of(text);
            if !before.is_whitespace()
                && let Some(opened) = open.iter().rposition(same)
            {
                inlines.push(Inline::new(open[opened], MarkupKind::Sign, Side::Open));
                inlines.push(Inline::new(run, MarkupKind::Sign, Side::Close));
                open.truncate(opened);
            } else if !after.is_whitespace() && !before.is_ascii_alphanumeric() && open.len() < 8 {
                open.push(run);
            }
        }
    }
}
