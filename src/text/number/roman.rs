//! Which letters are Roman numerals?

use super::reader::Reader;
use super::words::Word;
use super::{Form, NumberKind, Read};

impl Reader<'_> {
    /// Roman letters; one letter alone counts only with the word for century after it.
    pub(super) fn roman(&self, start: usize, end: usize) -> Option<Read> {
        let text = self.text;
        let letters = &text[start..end];
        if letters.len() > 16
            || text[..start].ends_with(|c: char| c.is_alphanumeric())
            || text[end..].starts_with(|c: char| c.is_ascii_digit())
        {
            return None;
        }
        // XXe siècle.
        let suffix = if self.language == "fr" {
            letters.len() - letters.trim_end_matches(['e', 'r']).len()
        } else {
            0
        };
        let end = end - suffix;
        let letters = &text[start..end];
        let value = roman_value(letters)?;
        let mut read = Read::new(start, end, value, Form::Roman);
        read.sure = false;
        read.plain = Some(if letters.chars().count() == 1 { 1 } else { 2 });
        if suffix > 0 {
            read.end += suffix;
            read.after = read.end;
        }
        self.followed(&mut read);
        if self.language != "ru" && self.word_before(&text[..start]) == Some(Word::Century) {
            read.kind = Some(NumberKind::Ordinal);
            read.sure = true;
        }
        Some(Read { plain: read.plain.filter(|_| read.kind.is_none()), ..read })
    }
}

/// The value of a sign such as Ⅳ.
pub(super) fn roman_sign(c: char) -> Option<f64> {
    match c {
        '\u{2160}'..='\u{216b}' => Some(f64::from(c as u32 - 0x215f)),
        '\u{2170}'..='\u{217b}' => Some(f64::from(c as u32 - 0x216f)),
        _ => None,
    }
}

/// The value of Roman letters below forty, Latin or the Cyrillic letters that look like them, if they
/// are written as they should be.
fn roman_value(letters: &str) -> Option<f64> {
    let plain: Option<String> = letters
        .chars()
        .map(|c| match c {
            'I' | 'І' => Some('I'),
            'V' => Some('V'),
            'X' | 'Х' => Some('X'),
            _ => None,
        })
        .collect();
    let plain = plain?;
    let units = ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"];
    let tens = plain.bytes().take_while(|&byte| byte == b'X').count();
    let tens = if plain.ends_with("IX") && plain.len() == 2 { 0 } else { tens };
    if tens > 3 {
        return None;
    }
    let unit = units.iter().position(|&unit| unit == &plain[tens..])?;
    Some((tens * 10 + unit) as f64).filter(|&value| value > 0.0)
}
