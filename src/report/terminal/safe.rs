//! Which characters of a text would act on the terminal, or hide on it?
//!
//! Control characters move the cursor and start colours; marks of writing direction turn the rest of a
//! line about, so that what is read is not what is there; characters without width hide. Each is
//! shown as `\u{202e}`. The joiners of Persian and Indic words and variation selectors stay: they belong
//! to right text.

use std::borrow::Cow;

pub(in super::super) use crate::text::marks::acts;

/// `text` with every character that would act on a terminal, or hide, spelled out, and a tab as spaces.
pub fn safe(text: &str) -> Cow<'_, str> {
    if !text.chars().any(|c| c == '\t' || acts(c)) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    for c in text.chars() {
        push(&mut out, c);
    }
    Cow::Owned(out)
}

/// Appends `c` to `out`, made safe.
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '\t' => out.push_str("    "),
        c if acts(c) => out.extend(c.escape_unicode()),
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, expected: &str) {
        assert_eq!(safe(text), expected, "of {text:?}");
    }

    #[test]
    fn spells_out_what_would_act() {
        check("a\u{1b}[31mb", "a\\u{1b}[31mb");
        check("红\u{7}\r字", "红\\u{7}\\u{d}字");
        check("left\u{202e}thgir", "left\\u{202e}thgir");
        check("\u{feff}开\u{200b}始", "\\u{feff}开\\u{200b}始");
        check("\u{9b}31m", "\\u{9b}31m");
        check("a\tb", "a    b");
    }

    #[test]
    fn keeps_right_text() {
        for text in
            ["撒马尔罕，2022年。", "Ёлка — “naïve”", "می\u{200c}خواهم", "葛\u{e0100}", "👩\u{200d}🌾", ""]
        {
            check(text, text);
        }
    }
}
