//! Which script does a character belong to?

/// Whether `c` is a Chinese character (Han ideograph, also 〇 and 々).
pub fn is_han(c: char) -> bool {
    matches!(c,
        '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{20000}'..='\u{323af}' | '\u{3005}' | '\u{3007}')
}

/// Whether `c` is hiragana or katakana, half-width forms included.
pub fn is_kana(c: char) -> bool {
    matches!(c, '\u{3041}'..='\u{309f}' | '\u{30a0}'..='\u{30ff}' | '\u{31f0}'..='\u{31ff}' | '\u{ff66}'..='\u{ff9f}')
}

/// Whether `c` is a full-width mark of Chinese or Japanese text (CJK punctuation, full-width ASCII).
pub fn is_wide_mark(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{3004}' | '\u{3008}'..='\u{3020}' | '\u{3030}' | '\u{fe30}'..='\u{fe6f}'
        | '\u{ff01}'..='\u{ff0f}' | '\u{ff1a}'..='\u{ff20}' | '\u{ff3b}'..='\u{ff40}' | '\u{ff5b}'..='\u{ff65}')
}

/// Whether lines that end or begin with `c` are joined without a space.
pub fn runs_on(c: char) -> bool {
    is_han(c)
        || is_kana(c)
        || is_wide_mark(c)
        || matches!(c, '\u{0e00}'..='\u{0fff}' | '\u{1000}'..='\u{109f}' | '\u{1780}'..='\u{17ff}')
}
