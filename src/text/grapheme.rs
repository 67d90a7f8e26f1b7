//! Where does one character, as a reader counts them, end and the next begin?
//!
//! é may be written as two scalar values, ता, 👩‍🌾 and a character with its variation selector are; whoever cuts
//! between the two shows a mark without its letter. The borders are those of Unicode's extended grapheme
//! clusters (UAX 29), by the crate `unicode-segmentation`. Most text has a border between any two scalar values,
//! which is seen without asking it.

use unicode_segmentation::{GraphemeCursor, UnicodeSegmentation};

use super::script;

/// Whether no character of `text` goes on over `at`.
///
/// # Panics
///
/// If `at` lies inside a scalar value or beyond the text.
///
/// ```
/// use duizhao::text::grapheme;
/// assert!(grapheme::is_border("ab", 1));
/// assert!(!grapheme::is_border("e\u{301}", 1));
/// ```
pub fn is_border(text: &str, at: usize) -> bool {
    let (Some(before), Some(after)) = (text[..at].chars().next_back(), text[at..].chars().next()) else {
        return true;
    };
    let plain = |c: char| c.is_ascii() || script::is_han(c) || script::is_wide_mark(c);
    if plain(before) && plain(after) {
        return (before, after) != ('\r', '\n');
    }
    GraphemeCursor::new(at, text.len(), true).is_boundary(text, 0).unwrap_or(true)
}

/// The characters of `text`, each with where it begins.
pub fn characters(text: &str) -> impl Iterator<Item = (usize, &str)> {
    text.grapheme_indices(true)
}

/// How many characters `text` has.
pub fn count(text: &str) -> usize {
    if text.is_ascii() && !text.contains('\r') { text.len() } else { text.graphemes(true).count() }
}

/// The bytes of the first `count` characters of `text`.
pub fn first(text: &str, count: usize) -> usize {
    characters(text).nth(count).map_or(text.len(), |(at, _)| at)
}

/// The bytes of `text` before its last `count` characters.
pub fn before_last(text: &str, count: usize) -> usize {
    match count {
        0 => text.len(),
        _ => text.grapheme_indices(true).rev().nth(count - 1).map_or(0, |(at, _)| at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_character_is_what_a_reader_counts() {
        for (text, expected) in [
            ("", 0),
            ("abc", 3),
            ("a\r\nb", 3),
            ("e\u{301}te\u{301}", 3),
            ("\u{915}\u{93f}\u{924}\u{93e}\u{92c}", 3),
            ("鳥\u{fe00}巣", 2),
            ("\u{1f468}\u{200d}\u{1f4bb}!", 2),
            ("m\u{303}n", 2),
        ] {
            assert_eq!(count(text), expected, "{text}");
            assert_eq!(characters(text).count(), expected, "{text}");
            let borders = (1..text.len()).filter(|&at| text.is_char_boundary(at) && is_border(text, at));
            assert_eq!(borders.count() + usize::from(!text.is_empty()), expected, "{text}");
        }
    }

    #[test]
    fn cuts_fall_between_characters() {
        let text = "se\u{301}ance";
        assert_eq!((first(text, 2), before_last(text, 4)), (4, 4));
        assert_eq!((first(text, 9), before_last(text, 9), before_last(text, 0)), (8, 0, 8));
    }
}
