//! Which differences between characters do not matter to a reader?
//!
//! Each folding here is on single characters, so that the way back from a folded text is a count, and
//! folding a hunk of a sentence gives what folding the sentence would have given there.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;

use super::Class;
use crate::text::{han, script};

/// Whether `c` is white space or stands for none: a zero-width space, a byte order mark.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}' | '\u{ad}')
}

/// Whether `c` is punctuation or mark-up: what can go without a word being another. Signs that carry a
/// meaning of their own (%, +, $, °) are no punctuation.
pub(super) fn is_mark(c: char) -> bool {
    if c.is_ascii() {
        return c.is_ascii_punctuation()
            && !matches!(c, '%' | '+' | '$' | '&' | '@' | '=' | '<' | '>' | '#' | '^');
    }
    matches!(c,
        '\u{a1}' | '\u{a7}' | '\u{ab}' | '\u{b6}' | '\u{b7}' | '\u{bb}' | '\u{bf}'
        | '\u{2010}'..='\u{2027}' | '\u{2030}'..='\u{205e}'
        | '\u{2e00}'..='\u{2e7f}' | '\u{3001}'..='\u{3003}' | '\u{3008}'..='\u{3011}' | '\u{3014}'..='\u{301f}'
        | '\u{30fb}' | '\u{fe10}'..='\u{fe19}' | '\u{fe30}'..='\u{fe61}' | '\u{fe63}'
        | '\u{ff61}'..='\u{ff65}' | '\u{2500}'..='\u{257f}' | '\u{25a0}'..='\u{25cf}')
        && !matches!(c, '\u{2030}' | '\u{2031}' | '\u{2032}' | '\u{2033}')
        || (('\u{ff01}'..='\u{ff5e}').contains(&c) && is_mark(half_width(c)))
}

/// The half-width form of a full-width character, else `c` itself.
pub(super) fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xfee0).unwrap_or(c),
        '\u{ff61}' => '。',
        '\u{ff64}' => '、',
        '\u{ffe5}' => '¥',
        _ => c,
    }
}

/// One shape for all shapes of a character: small letters, simplified characters, е for ё.
pub(super) fn one_shape(c: char) -> char {
    if script::is_han(c) {
        return usual(han::simplified(c));
    }
    match c {
        'ё' | 'Ё' => 'е',
        'ſ' => 's',
        _ if c.is_ascii() => c.to_ascii_lowercase(),
        _ => c.to_lowercase().next().unwrap_or(c),
    }
}

/// The usual form of a Chinese character for one of its other forms: simplified for traditional, the form of print for
/// the forms of hands, regions and ages. Characters are of one form if a converter or a dictionary says so
/// (`scripts/tables/variants`); 干, 乾 and 幹 are, as simplified text writes all three alike.
fn usual(c: char) -> char {
    static USUAL: LazyLock<Usual> = LazyLock::new(Usual::read);
    USUAL.of(c)
}

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;

/// The usual form of each character.
struct Usual {
    /// Of those from [`FIRST`] to [`LAST`], which are nearly all that a text has.
    common: Box<[char]>,
    rare: FxHashMap<char, char>,
}

impl Usual {
    /// Reads the table: a line is a set of characters, the usual one first.
    fn read() -> Self {
        const TABLE: &str = include_str!("variants.txt");
        let common = (FIRST..=LAST).map(|code| char::from_u32(code).unwrap_or(char::REPLACEMENT_CHARACTER));
        let mut usual = Self { common: common.collect(), rare: FxHashMap::default() };
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            let mut forms = line.chars();
            let Some(first) = forms.next() else { continue };
            for form in forms {
                match usual.common.get_mut((form as u32).wrapping_sub(FIRST) as usize) {
                    Some(known) => *known = first,
                    None => {
                        usual.rare.insert(form, first);
                    }
                }
            }
        }
        usual
    }

    fn of(&self, c: char) -> char {
        match self.common.get((c as u32).wrapping_sub(FIRST) as usize) {
            Some(&form) => form,
            None => self.rare.get(&c).copied().unwrap_or(c),
        }
    }
}

/// `c` folded as far as characters go, or nothing for a space or a mark.
pub(super) fn skeleton(c: char) -> Option<char> {
    if script::is_han(c) {
        return Some(usual(han::simplified(c)));
    }
    (!is_space(c) && !is_mark(c)).then(|| one_shape(half_width(c)))
}

/// `text` as it is after every folding up to `class`; only the first four classes fold by character.
pub(super) fn folded(text: &str, class: Class) -> String {
    let spaceless = text.chars().filter(|&c| !is_space(c));
    match class {
        Class::Space => spaceless.collect(),
        Class::Width => width(spaceless),
        Class::Punctuation => width(spaceless).chars().filter(|&c| !is_mark(c)).collect(),
        _ => width(spaceless).chars().filter(|&c| !is_mark(c)).map(one_shape).collect(),
    }
}

/// Half-width forms for full-width ones, composed letters for letters and marks, ligatures undone.
fn width(text: impl Iterator<Item = char>) -> String {
    let text: String = text.map(half_width).collect();
    // Compatibility forms of marks (…, ‥) would become other marks, and so are left.
    if text.chars().all(|c| c.is_ascii() || script::is_han(c) || is_mark(c)) {
        return text;
    }
    let mut folded = String::with_capacity(text.len());
    for part in text.split_inclusive(is_mark) {
        let end =
            part.char_indices().next_back().filter(|&(_, c)| is_mark(c)).map_or(part.len(), |(at, _)| at);
        folded.extend(part[..end].nfkc());
        folded.push_str(&part[end..]);
    }
    folded
}

/// How many bytes at the start of `sentence` are a list mark or the number of a section: （一）, 1.,
/// 第十条, with the space after it.
pub(super) fn enumerator(sentence: &str) -> usize {
    let rest = sentence.trim_start_matches(is_space);
    let (open, inside) = match rest.strip_prefix(['（', '(', '第']) {
        Some(inside) => (rest.chars().next(), inside),
        None => (None, rest),
    };
    let mut numerals = inside.trim_start_matches(|c| is_numeral(half_width(c)));
    if numerals.len() == inside.len() && open != Some('第') {
        numerals = inside.trim_start_matches(is_roman);
    }
    if numerals.len() == inside.len() {
        return 0;
    }
    let after = match open {
        Some('第') => {
            let after = numerals
                .strip_prefix(['条', '條', '章', '节', '節', '编', '編', '款', '项', '項', '篇', '部']);
            // 第十条之一
            after.map(|after| match after.strip_prefix('之') {
                Some(more) => more.trim_start_matches(|c| is_numeral(half_width(c))),
                None => after,
            })
        }
        Some(_) => numerals.strip_prefix(['）', ')']),
        None => {
            let dotted = numerals.strip_prefix(['、', '．', ')', '）']);
            dotted.or_else(|| {
                numerals.strip_prefix('.').filter(|after| !after.starts_with(|c: char| c.is_ascii_digit()))
            })
        }
    };
    match after.map(|after| after.trim_start_matches(is_space)) {
        Some("") | None => 0,
        Some(after) => sentence.len() - after.len(),
    }
}

/// Whether `c` is a letter of Roman numerals.
pub(super) fn is_roman(c: char) -> bool {
    matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'D' | 'M')
}

/// Whether `c` writes a number by itself: a digit or a Chinese numeral.
pub(super) fn is_numeral(c: char) -> bool {
    c.is_ascii_digit()
        || matches!(c, '〇' | '零' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百'
            | '千' | '万' | '萬' | '亿' | '億' | '两' | '兩' | '０'..='９' | 'Ⅰ'..='ⅿ' | '①'..='⑳')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_list_marks_and_section_numbers() {
        let check =
            |sentence: &str, text: &str| assert_eq!(&sentence[enumerator(sentence)..], text, "{sentence}");
        check("（一）春天；", "春天；");
        check("(12) spring", "spring");
        check("1. Spring came.", "Spring came.");
        check("3、春天", "春天");
        check("第十条　春天来了。", "春天来了。");
        check("第十条之一 春天", "春天");
        check("第十次春天", "第十次春天");
        check("3.5 metres", "3.5 metres");
        check("一年之后", "一年之后");
        check("（一）", "（一）");
        check("2022年春天", "2022年春天");
    }

    #[test]
    fn the_usual_form_of_the_usual_form_is_itself() {
        for c in (FIRST..0x3_2000).filter_map(char::from_u32).filter(|&c| script::is_han(c)) {
            assert_eq!(one_shape(one_shape(c)), one_shape(c), "{c}");
        }
    }

    #[test]
    fn folds_in_steps() {
        let check = |class, old, new| assert_eq!(folded(old, class), folded(new, class), "{old} {new}");
        check(Class::Space, "春 天\u{3000}", "春天");
        check(Class::Width, "ＡＢ，１", "AB,1");
        check(Class::Width, "ﬁn", "fin");
        check(Class::Punctuation, "春，天。", "春天");
        check(Class::Script, "漢字 Ёлка", "汉字елка");
        check(Class::Script, "乾鍋、幹勁、干涉", "干锅、干劲、干涉");
        check(Class::Script, "頒佈，牴觸，諮詢，瞭解，夥伴，覆製", "颁布，抵触，咨询，了解，伙伴，复制");
        check(Class::Script, "旣清淸録錄産", "既清清录录产");
        check(Class::Script, "賬目，帳目", "帐目，账目");
        assert_ne!(folded("做", Class::Script), folded("作", Class::Script));
        assert_ne!(folded("5%", Class::Script), folded("5", Class::Script));
        assert_ne!(folded("春，", Class::Width), folded("春。", Class::Width));
    }
}
