//! Marks of punctuation: their width, and which of them open and close.

use crate::text::script;

/// Whether a Chinese sentence is under way at `c`: a Chinese character or a mark of Chinese text.
pub(super) fn is_chinese(c: char) -> bool {
    script::is_han(c)
        || (script::is_wide_mark(c) && c != '\u{3000}')
        || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// The full-width form of an ASCII mark.
pub(super) fn wide(c: char) -> Option<char> {
    Some(match c {
        ',' => '，',
        '.' => '。',
        ';' => '；',
        ':' => '：',
        '!' => '！',
        '?' => '？',
        '(' => '（',
        ')' => '）',
        '[' => '［',
        ']' => '］',
        _ => return None,
    })
}

/// The kind of bracket that `c` opens; both widths are one kind.
pub(super) fn opens(c: char) -> Option<char> {
    Some(match c {
        '(' | '（' => '(',
        '[' | '［' => '[',
        '{' | '｛' => '{',
        '《' | '〈' | '【' | '〔' | '〖' | '「' | '『' | '“' | '‘' => c,
        _ => return None,
    })
}

/// The kind of bracket that `c` closes, named as its opening one.
pub(super) fn closes(c: char) -> Option<char> {
    Some(match c {
        ')' | '）' => '(',
        ']' | '］' => '[',
        '}' | '｝' => '{',
        '》' => '《',
        '〉' => '〈',
        '】' => '【',
        '〕' => '〔',
        '〗' => '〖',
        '」' => '「',
        '』' => '『',
        '”' => '“',
        '’' => '‘',
        _ => return None,
    })
}

/// The mark that closes what a bracket of this kind opened.
pub(super) fn closing(kind: char) -> char {
    match kind {
        '(' => '）',
        '[' => ']',
        '{' => '}',
        '《' => '》',
        '〈' => '〉',
        '【' => '】',
        '〔' => '〕',
        '〖' => '〗',
        '「' => '」',
        '『' => '』',
        '“' => '”',
        '‘' => '’',
        other => other,
    }
}
