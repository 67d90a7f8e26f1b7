//! Is a Chinese character written the simplified or the traditional way?
//!
//! A page of one way with a character of the other has been misread or pasted together; and a text in the
//! one way is compared with one in the other only after folding. Both ask about single characters, so a
//! table of characters is enough: which of 干, 乾 and 幹 a word wants going the *other* way depends on the
//! word, which is what the dictionaries of a converter are for, and nothing here goes that way unless
//! there is but one answer.
//!
//! What is proper in simplified text is what the Chinese table of general standard characters (2013)
//! holds. It keeps 著, 乾, 藉, 徵 and 瞭, which stand for some meanings only; they are proper in both.

use super::han_data::{SIMPLIFIED_ONLY, TRADITIONAL_ONLY, VARIANTS};

/// `c` as simplified text has it, to compare by; `c` itself where there is nothing to simplify.
///
/// Rarer shapes (爲, 羣, 説) go the same way. What stands in simplified text in its own right (著, 乾)
/// stays, save 於. Folding twice is folding once.
pub fn simplified(c: char) -> char {
    match entry(c) & !ONLY {
        0 => c,
        place => char::from_u32(FIRST + u32::from(place) - 1).unwrap_or(c),
    }
}

/// Whether `c` never stands in simplified text: 國, 爲 and 後, but not 著, 乾 or 於.
pub fn is_traditional_only(c: char) -> bool {
    entry(c) & ONLY != 0
}

/// Whether `c` never stands in traditional text: 国 and 发, but not 后, 里 or 台.
pub fn is_simplified_only(c: char) -> bool {
    simplified_only(c).is_some()
}

/// The form that traditional text has for `c`, where that does not depend on the word: 國 for 国, nothing
/// for 发, 里 or 山.
pub fn traditional(c: char) -> Option<char> {
    simplified_only(c).filter(|&form| form != c)
}

fn simplified_only(c: char) -> Option<char> {
    if !(FIRST..=LAST).contains(&u32::from(c)) {
        return None;
    }
    let place = SIMPLIFIED_ONLY.binary_search_by_key(&c, |pair| pair.0).ok()?;
    Some(SIMPLIFIED_ONLY[place].1)
}

fn entry(c: char) -> u16 {
    u32::from(c).checked_sub(FIRST).and_then(|place| FORMS.get(place as usize)).copied().unwrap_or(0)
}

const FIRST: u32 = 0x3400;
const LAST: u32 = 0x9fff;
/// Set in an entry of [`FORMS`] for a character that is traditional only.
const ONLY: u16 = 1 << 15;

/// For each character from [`FIRST`]: 0, or 1 and the place of its simplified form.
///
/// Every character of a text asks it, so it is an array to look into and not a list to search.
static FORMS: [u16; (LAST - FIRST + 1) as usize] = forms();

const fn forms() -> [u16; (LAST - FIRST + 1) as usize] {
    let mut forms = [0; (LAST - FIRST + 1) as usize];
    let mut at = 0;
    while at < TRADITIONAL_ONLY.len() {
        let (from, to) = TRADITIONAL_ONLY[at];
        forms[(from as u32 - FIRST) as usize] = ONLY | (to as u32 - FIRST + 1) as u16;
        at += 1;
    }
    let mut at = 0;
    while at < VARIANTS.len() {
        let (from, to) = VARIANTS[at];
        forms[(from as u32 - FIRST) as usize] = (to as u32 - FIRST + 1) as u16;
        at += 1;
    }
    forms
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(traditional_text: &str, simplified_text: &str) {
        assert_eq!(traditional_text.chars().map(simplified).collect::<String>(), simplified_text);
    }

    #[test]
    fn folds_characters_and_their_rarer_shapes() {
        check("國際會議於撒馬爾罕舉行", "国际会议于撒马尔罕举行");
        check("爲羣衆説話", "为群众说话");
        check("後來在頭髮裏發現", "后来在头发里发现");
    }

    #[test]
    fn keeps_what_is_proper_in_both() {
        check("著名乾坤慰藉宮商角徵羽瞭望", "著名乾坤慰藉宫商角徵羽瞭望");
        check("山水 Abc，あ", "山水 Abc，あ");
    }

    #[test]
    fn knows_what_one_way_of_writing_never_has() {
        for c in "國會爲後裏東".chars() {
            assert!(is_traditional_only(c), "{c}");
        }
        for c in "著乾藉徵瞭於甚国会为后里东山a、あ".chars() {
            assert!(!is_traditional_only(c), "{c}");
        }
        for c in "国会为东发这".chars() {
            assert!(is_simplified_only(c), "{c}");
        }
        for c in "國后里台云干山a、".chars() {
            assert!(!is_simplified_only(c), "{c}");
        }
    }

    #[test]
    fn goes_back_only_where_there_is_one_way() {
        assert_eq!(
            "国会发里山".chars().map(traditional).collect::<Vec<_>>(),
            [Some('國'), Some('會'), None, None, None]
        );
    }

    #[test]
    fn folding_twice_is_folding_once() {
        for c in (FIRST..=LAST).filter_map(char::from_u32) {
            assert_eq!(simplified(simplified(c)), simplified(c), "{c}");
            assert!(!is_traditional_only(simplified(c)), "{c}");
        }
        assert!(SIMPLIFIED_ONLY.is_sorted_by_key(|pair| pair.0));
    }
}
