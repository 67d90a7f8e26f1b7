//! Which marks end a sentence, which open and close, and which characters must not be shown as they are?
//!
//! Asked by the splitter, the layout, the comparison, the rules and every output: one answer for all, or two of
//! them disagree about where a sentence ends. What only one of them wants to know (which marks weigh how much,
//! which may be exchanged) stays with it.

use super::script;

/// Whether `c` ends a sentence wherever it stands: not the full stop, which may belong to a word, and not the
/// ellipsis.
pub(crate) fn is_end(c: char) -> bool {
    matches!(c, '。' | '｡' | '！' | '？' | '!' | '?' | '‼' | '⁇' | '⁈' | '⁉')
}

/// The mark that closes the bracket `c` inside of which no sentence ends.
pub(super) fn bracket(c: char) -> Option<char> {
    matches!(c, '(' | '（' | '[' | '［' | '〈' | '《' | '【' | '〔').then(|| opens(c)).flatten()
}

/// Whether `c` closes a quotation or bracket, in the scripts in which it cannot open one.
pub(crate) fn is_closer(c: char) -> bool {
    matches!(c, '”' | '’' | '」' | '』' | '»' | '›' | '）' | ')' | '】' | '》' | '〉')
}

/// Whether the words of `line` end as a sentence does, closing quotes, brackets and emphasis apart.
pub(crate) fn ends_sentence(line: &str) -> bool {
    let bare = line.trim_end_matches(|c| is_closer(c) || matches!(c, '"' | '\'' | '*' | '_' | ' '));
    bare.ends_with(['。', '！', '？', '.', '!', '?', '…', '｡', '।', '؟', '۔', '։', '።', '፧', '။', '។'])
}

/// Whether a Chinese sentence is under way at `c`: a Chinese character or a mark of Chinese text.
pub(crate) fn is_chinese(c: char) -> bool {
    script::is_han(c)
        || (script::is_wide_mark(c) && c != '\u{3000}')
        || matches!(c, '“' | '”' | '‘' | '’' | '…' | '—')
}

/// The full-width form of an ASCII mark.
pub(crate) fn wide(c: char) -> Option<char> {
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
pub(crate) fn opens(c: char) -> Option<char> {
    Some(match c {
        '(' | '（' => '(',
        '[' | '［' => '[',
        '{' | '｛' => '{',
        '《' | '〈' | '【' | '〔' | '〖' | '「' | '『' | '“' | '‘' => c,
        _ => return None,
    })
}

/// The kind of bracket that `c` closes, named as its opening one.
pub(crate) fn closes(c: char) -> Option<char> {
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
pub(crate) fn closing(kind: char) -> char {
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

/// Whether `c` would act on a terminal or page, or hide there: controls move the cursor and start colours,
/// marks of writing direction turn the rest of a line about, characters without width are not seen.
///
/// The joiners of Persian and Indic words and variation selectors are none of these: they belong to right text.
pub(crate) fn acts(c: char) -> bool {
    c.is_control()
        || matches!(c,
            '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}' | '\u{200e}' | '\u{200f}'
            | '\u{2028}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
            | '\u{e0000}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_opens_is_closed_by_its_kind() {
        for open in "([{（［｛《〈【〔〖「『“‘".chars() {
            let kind = opens(open).expect("it opens");
            assert_eq!(closes(closing(kind)), Some(kind), "{open}");
            assert_eq!(opens(closing(kind)), None, "{open}");
        }
        for close in ")]}）］｝》〉】〕〗」』”’".chars() {
            assert_eq!(opens(closes(close).expect("it closes")), closes(close), "{close}");
        }
    }

    #[test]
    fn tells_the_end_of_a_sentence_past_what_closes() {
        for line in
            ["他走了。", "“走吧！”", "He left.", "(He left.)", "**He left.**", "« Parti ? »", "እንደምን አለህ፧"]
        {
            assert!(ends_sentence(line), "{line}");
        }
        for line in ["他走了，", "He left", "(He left)", ""] {
            assert!(!ends_sentence(line), "{line}");
        }
    }
}
