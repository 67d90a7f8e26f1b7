//! Where does one item of a list end and the next begin, in one paragraph?

use super::{Scan, char_at, is_bullet, last_word};
use crate::text::number::digits::digit;
use crate::text::{marks, script};

impl Scan<'_> {
    /// Whether the mark at `mark` closes the number of an item and no bracket: `. b) `, `; 2) `.
    pub(super) fn numbers_item(&self, mark: usize) -> bool {
        let before = &self.text[..mark];
        let number = last_word(before);
        let earlier = before[..before.len() - number.len()].trim_end();
        let counts = number.bytes().all(|b| b.is_ascii_digit()) || number.chars().count() == 1;
        matches!(char_at(self.text, mark), ')' | '）')
            && counts
            && (1..=3).contains(&number.len())
            && earlier.ends_with(['.', ';', ':', '!', '?', '；', '。', '：'])
    }

    /// Where the next item of a list begins, if the sentence is an item and the mark at `mark` closes the number
    /// that follows its own: `1. The first item 2. The second item`, `a) one b) two`.
    pub(super) fn next_item(&self, mark: usize) -> Option<usize> {
        let c = char_at(self.text, mark);
        let after = &self.text[mark + c.len_utf8()..];
        // `1.)` is closed by its second mark.
        if after.starts_with(')') {
            return None;
        }
        let before = &self.text[self.start..mark];
        let bare = before.strip_suffix('.').unwrap_or(before);
        let number = bare.char_indices().rev().take_while(|&(_, c)| is_item_part(c)).last()?.0;
        let name = &bare[number..];
        let value = item(name)?;
        let earlier = &bare[..number];
        let style = &self.text[self.start + number + name.len()..mark + c.len_utf8()];
        let head = earlier.trim_start_matches(is_bullet);
        let own: usize = head.chars().take_while(|&c| is_item_part(c)).map(char::len_utf8).sum();
        let bullets = earlier.trim_end_matches(is_bullet);
        let last = bullets.chars().next_back()?;
        if item(&head[..own])? + 1 != value
            || !head[own..].starts_with(style)
            || head.len() <= own + style.len()
        {
            return None;
        }
        if after.chars().next().is_some_and(script::runs_on) {
            // `81．偷税罪（第一条）82．抗税罪`: Chinese sets no spaces.
            return (script::runs_on(last) || marks::is_closer(last)).then(|| self.start + bullets.len());
        }
        let rest = after.strip_prefix(' ').filter(|_| bullets.len() < earlier.len())?;
        // `of 2.`, `Table 2.`, `and 2)` name or count something; `der 2. Weltkrieg` is an ordinal.
        let word = last_word(bullets).to_lowercase();
        let small = word.chars().count() <= 3 && self.grammar.is_starter(&word);
        let named = small || self.grammar.is_heading(&word) || last == ',';
        let ordinal = self.grammar.profile.ordinal_point && style == "." && !self.starter_follows(rest);
        let follows_end = matches!(last, '.' | '!' | '?' | ';' | '。' | '；');
        (follows_end || !named && !ordinal && rest.starts_with(char::is_alphabetic))
            .then(|| self.start + bullets.len())
    }
}

/// The place in a row that `name` says, if it numbers an item: digits, or one small letter.
fn item(name: &str) -> Option<u32> {
    if let [letter @ b'a'..=b'z'] = name.as_bytes() {
        return Some(1000 + u32::from(*letter));
    }
    let digits = || name.chars().map(digit);
    let short = (1..=3).contains(&name.chars().count());
    short.then(|| digits().try_fold(0, |value, digit| Some(10 * value + digit?))).flatten()
}

fn is_item_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || digit(c).is_some()
}
