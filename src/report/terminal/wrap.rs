//! Where may a line of a narrow column end?
//!
//! Between any two Chinese characters, but not before a mark that closes or after one that opens; at
//! spaces elsewhere; inside a word only if it is wider than the column. Widths are columns of the
//! terminal: a Chinese character has two. A library does this by the Unicode line breaking
//! algorithm at the price of its tables and a segmenter; a table on a terminal needs no more than this.

use unicode_width::UnicodeWidthChar;

use crate::text::{grapheme, script};

/// Marks around what is gone or new, two columns wide: characters that no safe text has.
pub(super) const DELETED: char = '\u{1}';
pub(super) const END_DELETED: char = '\u{2}';
pub(super) const INSERTED: char = '\u{3}';
pub(super) const END_INSERTED: char = '\u{4}';

/// `text` as lines at most `width` columns wide; one empty line if it is empty.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let width = width.max(2);
    let mut lines = Vec::new();
    let (mut line, mut used) = (String::new(), 0);
    for word in words(text) {
        let visible = columns(word.trim_end());
        if used > 0 && used + visible > width {
            lines.push(std::mem::take(&mut line).trim_end().to_owned());
            used = 0;
        }
        if visible > width {
            for (_, character) in grapheme::characters(word) {
                let columns = columns(character);
                if used > 0 && used + columns > width {
                    lines.push(std::mem::take(&mut line));
                    used = 0;
                }
                line.push_str(character);
                used += columns;
            }
        } else {
            line.push_str(word);
            used += columns(word);
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// `text` after `head`, in lines at most `width` columns wide; those after the first begin where `text` does.
pub fn hanging(head: &str, text: &str, width: usize) -> String {
    // Without a head they stand in a little, so that they are not taken for something new.
    let margin = columns(head).max(2);
    let next = format!("\n{}", " ".repeat(margin));
    format!("{head}{}", wrap(text, width.saturating_sub(margin)).join(&next))
}

/// How many columns of a terminal `text` takes.
pub fn columns(text: &str) -> usize {
    text.chars().map(column).sum()
}

fn column(c: char) -> usize {
    if matches!(c, DELETED..=END_INSERTED) { 2 } else { c.width().unwrap_or(0) }
}

/// `text` and spaces up to `width` columns.
pub(super) fn pad(text: &str, width: usize) -> String {
    let mut padded = text.to_owned();
    padded.extend(std::iter::repeat_n(' ', width.saturating_sub(columns(text))));
    padded
}

/// `text` in parts that are not broken, each with the spaces after it.
fn words(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let mut chars = rest.char_indices().peekable();
        while let Some((_, c)) = chars.next() {
            let Some(&(at, next)) = chars.peek() else { break };
            if breaks(c, next) {
                let (word, after) = rest.split_at(at);
                rest = after;
                return Some(word);
            }
        }
        (!rest.is_empty()).then(|| std::mem::take(&mut rest))
    })
}

fn breaks(before: char, after: char) -> bool {
    if after.is_whitespace() {
        return false;
    }
    before.is_whitespace()
        || (script::runs_on(before) || script::runs_on(after)) && !closes(after) && !opens(before)
}

fn closes(c: char) -> bool {
    matches!(
        c,
        '。' | '，'
            | '、'
            | '；'
            | '：'
            | '！'
            | '？'
            | '》'
            | '〉'
            | '）'
            | '」'
            | '』'
            | '】'
            | '〕'
            | '”'
            | '’'
            | '…'
            | '—'
            | '.'
            | ','
            | ';'
            | ':'
            | '!'
            | '?'
            | ')'
            | ']'
            | '}'
            | '%'
            | '々'
            | 'ー'
            | END_DELETED
            | END_INSERTED
    ) || c.width() == Some(0)
}

fn opens(c: char) -> bool {
    matches!(
        c,
        '《' | '〈' | '（' | '「' | '『' | '【' | '〔' | '“' | '‘' | '(' | '[' | '{' | DELETED | INSERTED
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, width: usize, expected: &[&str]) {
        assert_eq!(wrap(text, width), expected, "{text} in {width}");
    }

    #[test]
    fn breaks_between_words_and_characters() {
        check("a bc  def", 5, &["a bc", "def"]);
        check("上海合作组织", 6, &["上海合", "作组织"]);
        check("共2022年", 5, &["共", "2022", "年"]);
        check("", 5, &[""]);
    }

    #[test]
    fn keeps_marks_with_what_they_close_or_open() {
        check("上海合作。", 8, &["上海合", "作。"]);
        check("见《宣言》", 4, &["见", "《宣", "言》"]);
    }

    #[test]
    fn hangs_what_follows_under_its_beginning() {
        assert_eq!(hanging("A  ", "b c d", 6), "A  b c\n   d");
        assert_eq!(hanging("", "in Samarkand", 11), "in\n  Samarkand");
    }

    #[test]
    fn breaks_a_word_wider_than_the_column() {
        check("a Samarkand", 4, &["a", "Sama", "rkan", "d"]);
        check("字", 1, &["字"]);
        check("e\u{301}te\u{301}", 2, &["e\u{301}t", "e\u{301}"]);
    }
}
