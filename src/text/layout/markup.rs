//! What in a line is markup and no words?
//!
//! Judged line by line, by the marks that a line begins with: the `#` of a heading, the mark of an item of
//! a list, a fence, a rule, the fields at the head of a file.

use super::lines::physical_lines;
use crate::text::{ParagraphKind, script};

/// Whether a line shows by its first character that no sentence of running text goes on in it: `> ` of a
/// quotation, `|` of a table, a tag, `:::` of a box.
pub(super) fn stands_apart(line: &str) -> bool {
    match line.as_bytes() {
        [b'>' | b'|', ..] | [b':', b':', b':', ..] => true,
        _ => opens_tag(line),
    }
}

/// Whether `text` begins with a tag of HTML, a closing one or a comment.
pub(crate) fn opens_tag(text: &str) -> bool {
    let rest = text.strip_prefix('<');
    rest.is_some_and(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!')))
}

/// Where the fields at the head of a Markdown file end: `key: value` between two lines of `---`, the second of which may
/// be `...`; `key = value` between two of `+++` or `;;;`; an object of JSON. 0 if it has none.
pub(in crate::text) fn front_matter(text: &str) -> usize {
    /// A longer block is not front matter.
    const MOST_LINES: usize = 64;
    let mut lines = physical_lines(text).take(MOST_LINES).map(|line| line.span);
    let Some(fence) = lines.next().map(|line| line.of(text).trim_end()) else { return 0 };
    let closes = |line: &str| match fence {
        "---" => matches!(line, "---" | "..."),
        "{" => line == "}",
        _ => line == fence,
    };
    // Braces of code hold no name of a field.
    let second = || physical_lines(text).nth(1).map(|line| line.span.of(text).trim_start());
    let is_object = || second().is_some_and(|line| line.starts_with('"'));
    let is_fence = matches!(fence, "---" | "+++" | ";;;") || fence == "{" && is_object();
    if !is_fence {
        return 0;
    }
    lines.find(|line| closes(line.of(text).trim_end())).map_or(0, |line| line.start)
}

pub(super) fn fence_mark(line: &str) -> Option<&'static str> {
    ["```", "~~~"].into_iter().find(|mark| line.starts_with(mark))
}

/// Whether a line is a rule or a page mark and holds no words: `---`, `* * *`, `<!-- page 3 -->`,
/// `{3}------`, `=== Page 3 ===`.
pub(super) fn is_rule(line: &str) -> bool {
    let bytes = line.as_bytes();
    if line.len() > 120
        || !matches!(bytes[0], b'-' | b'*' | b'_' | b'=' | b'~' | b'<' | b'{' | b'+' | b'|')
            && !line.starts_with(['—', '─', '━', '＊', '※'])
    {
        return false;
    }
    if let Some(comment) = line.strip_prefix("<!--").and_then(|rest| rest.strip_suffix("-->")) {
        return comment.to_ascii_lowercase().contains("page") && comment.bytes().any(|b| b.is_ascii_digit())
            || comment.to_ascii_lowercase().contains("pagebreak");
    }
    let is_stroke =
        |c: char| matches!(c, '-' | '*' | '_' | '=' | '~' | '—' | '─' | '━' | '＊' | '※' | '|' | '+' | ':');
    let strokes = line.chars().filter(|&c| is_stroke(c)).count();
    let others: String = line.chars().filter(|&c| !is_stroke(c) && !c.is_whitespace()).collect();
    let page = others.to_ascii_lowercase();
    strokes >= 3
        && (others.is_empty()
            || strokes >= 6
                && page
                    .trim_matches(['{', '}'])
                    .trim_start_matches("page")
                    .bytes()
                    .all(|b| b.is_ascii_digit()))
}

/// Whether a line begins with a Chinese character that begins no item of a list: most lines of a Chinese
/// text do, and need not be asked further.
pub(super) fn is_plain(line: &str) -> bool {
    line.chars().next().is_some_and(|c| script::is_han(c) && c != '第' && !is_numeral(c))
}

pub(super) fn is_numeral(c: char) -> bool {
    "一二三四五六七八九十百零〇两".contains(c)
}

/// How many bytes of markup begin `line`, and what they make of it: `# ` a heading; `> ` and `- ` an
/// item of body text.
pub(super) fn markup(line: &str) -> (usize, ParagraphKind) {
    let hashes = line.bytes().take_while(|&b| b == b'#').count();
    if (1..=6).contains(&hashes) && line[hashes..].starts_with([' ', '\t', '\u{3000}']) {
        let rest = &line[hashes..];
        return (hashes + rest.len() - rest.trim_start().len(), ParagraphKind::Heading);
    }
    for mark in ["- ", "* ", "+ ", "> ", "• ", "· "] {
        if let Some(rest) = line.strip_prefix(mark) {
            return (mark.len() + rest.len() - rest.trim_start().len(), ParagraphKind::Body);
        }
    }
    (0, ParagraphKind::Body)
}

/// Whether a line begins as an item of a list or a numbered article: `（一）`, `1.`, `第三条`, `(a)`, `|`.
pub(super) fn begins_item(line: &str) -> bool {
    let mut chars = line.chars();
    let Some(first) = chars.next() else { return false };
    let numeral = is_numeral;
    match first {
        '|' | '•' | '●' | '■' | '◆' | '○' | '※' | '①'..='⑳' => true,
        '（' | '(' => {
            let inside = |c: char| numeral(c) || c.is_ascii_alphanumeric();
            closes(chars.take(6), inside, |c| matches!(c, '）' | ')'))
        }
        '第' => {
            let part = |c: char| "条條章节節款编篇回卷".contains(c);
            closes(chars.take(8), |c| numeral(c) || c.is_ascii_digit(), part)
        }
        c if numeral(c) => line.trim_start_matches(numeral).starts_with(['、', '．', '.']),
        c if c.is_ascii_digit() => {
            let rest = line.trim_start_matches(|c: char| c.is_ascii_digit());
            line.len() - rest.len() <= 3
                && (rest.starts_with('、')
                    || rest
                        .strip_prefix(['.', ')', '．', '）'])
                        .is_some_and(|r| !r.starts_with(|c: char| c.is_ascii_digit())))
        }
        _ => false,
    }
}

/// Whether `chars` are one or more of what is `inside`, and then an `end`.
pub(super) fn closes(
    chars: impl Iterator<Item = char>,
    inside: impl Fn(char) -> bool,
    end: impl Fn(char) -> bool,
) -> bool {
    for (count, c) in chars.enumerate() {
        if end(c) {
            return count > 0;
        }
        if !inside(c) {
            return false;
        }
    }
    false
}
