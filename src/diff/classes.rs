//! How deep does a change go?
//!
//! As deep as the lightest folding that makes it vanish, asked of each place by itself; a sentence's class
//! is that of its heaviest place. Numbers are compared by value, with all of the number that a changed
//! character is part of: in `10 > 12` only the `0` differs.

use std::cell::OnceCell;
use std::ops::Range;

use super::fold::{enumerator, folded, half_width, is_mark, is_numeral, is_roman, is_space, one_shape};
use super::names::are_names;
use super::{Class, Hunk};
use crate::text::number::{Date, Number, dates, numbers};
use crate::text::script::{is_han, runs_on};
use crate::text::{Document, Language, shape};

/// A changed pair, to ask for the class of each place in it.
pub(super) struct Sides<'a> {
    old: Side<'a>,
    new: Side<'a>,
}

/// One text of a pair. Its numbers are looked for when first asked for, which for most pairs is never.
struct Side<'a> {
    text: &'a str,
    language: &'a Language,
    numbers: OnceCell<Vec<Number>>,
}

impl Side<'_> {
    fn numbers(&self) -> &[Number] {
        self.numbers.get_or_init(|| numbers(self.text, self.language))
    }

    /// The numbers that overlap or touch `range`.
    fn numbers_at(&self, range: &Range<usize>) -> &[Number] {
        let numbers = self.numbers();
        let first = numbers.partition_point(|number| number.span.end < range.start);
        let end = numbers.partition_point(|number| number.span.start <= range.end);
        &numbers[first..end.max(first)]
    }
}

impl<'a> Sides<'a> {
    /// The sentences `old` and `new` of two documents.
    pub(super) fn new(
        old: &'a str,
        old_document: &'a Document,
        new: &'a str,
        new_document: &'a Document,
    ) -> Self {
        Self {
            old: Side { text: old, language: old_document.language(), numbers: OnceCell::new() },
            new: Side { text: new, language: new_document.language(), numbers: OnceCell::new() },
        }
    }

    /// The class of each of `hunks`, which are all that differ between the two.
    pub(super) fn classes(&self, hunks: &[Hunk]) -> Vec<Class> {
        let mut classes: Vec<Class> = (0..hunks.len()).map(|at| self.class(hunks, at)).collect();
        if classes.iter().any(|&class| class >= Class::Number) {
            for (old, new, same) in self.dates() {
                // Another date is another number, also where its month is a word.
                let most = if same { Class::NumberFormat } else { Class::Number };
                for (hunk, class) in hunks.iter().zip(&mut classes) {
                    let inside = old.start <= hunk.old.start
                        && hunk.old.end <= old.end
                        && new.start <= hunk.new.start
                        && hunk.new.end <= new.end;
                    if inside && *class > most {
                        *class = most;
                    }
                }
            }
        }
        classes
    }

    /// Where dates are written in both, perhaps otherwise, and whether they are the same: 3 May 2024 and May 3, 2024. Of
    /// dates that are not as many on both sides nothing is said.
    fn dates(&self) -> Vec<(Range<usize>, Range<usize>, bool)> {
        let of = |side: &Side| -> Vec<Date> { dates(side.text, side.numbers()) };
        let (old, new) = (of(&self.old), of(&self.new));
        if old.len() != new.len() {
            return Vec::new();
        }
        let same = |a: &Date, b: &Date| {
            a.day == b.day && a.month == b.month && a.year.is_none() == b.year.is_none() && a.year == b.year
        };
        let both = old.iter().zip(&new);
        both.map(|(a, b)| (written_date(self.old.text, a), written_date(self.new.text, b), same(a, b)))
            .collect()
    }

    /// Whether the place is in the list mark or section number that both texts begin with.
    pub(super) fn is_in_enumerators(&self, hunk: &Hunk) -> bool {
        hunk.old.end <= enumerator(self.old.text) && hunk.new.end <= enumerator(self.new.text)
    }

    /// The class of the place numbered `at` of `hunks`.
    fn class(&self, hunks: &[Hunk], at: usize) -> Class {
        let hunk = &hunks[at];
        let (x, y) = (&self.old.text[hunk.old.clone()], &self.new.text[hunk.new.clone()]);
        let inside_number = self.is_inside_number(hunk);
        if signs(self.old.text, &hunk.old).ne(signs(self.new.text, &hunk.new)) {
            return Class::Number;
        }
        if !inside_number {
            for class in [Class::Space, Class::Width, Class::Punctuation, Class::Script] {
                if folded(x, class) == folded(y, class) {
                    return class;
                }
            }
        }
        let wordless =
            |text: &str| !text.chars().any(|c| c.is_alphabetic() && !is_numeral(c) && !is_roman(c));
        let number = self.number_class(hunks, at);
        // The same number written otherwise is the same label too.
        let is_relabelled = self.is_in_enumerators(hunk) && wordless(x) && wordless(y);
        if is_relabelled && number != Some(Class::NumberFormat) {
            return Class::Renumber;
        }
        if let Some(class) = number {
            return class;
        }
        if inside_number && folded(x, Class::Script) == folded(y, Class::Script) {
            return Class::Punctuation;
        }
        if self.is_name(hunk) {
            return Class::Name;
        }
        if is_misreading(x, y) && !CONTRARY.iter().any(|&pair| pair == (x, y) || pair == (y, x)) {
            return Class::Ocr;
        }
        Class::Wording
    }

    /// Whether digits stand on both sides of the hunk, so that a mark or a space in it makes the number.
    fn is_inside_number(&self, hunk: &Hunk) -> bool {
        let before = self.old.text[..hunk.old.start].chars().next_back();
        let after = self.old.text[hunk.old.end..].chars().next();
        let digit = |c: Option<char>| c.is_some_and(|c| half_width(c).is_ascii_digit());
        digit(before) && digit(after)
    }

    /// The class of a place where a number, and nothing else, was written otherwise or changed.
    fn number_class(&self, hunks: &[Hunk], at: usize) -> Option<Class> {
        let hunk = &hunks[at];
        let (x, y) = (&self.old.text[hunk.old.clone()], &self.new.text[hunk.new.clone()]);
        if !self.may_be_number(hunk) {
            return None;
        }
        let (in_old, in_new) = (self.old.numbers_at(&hunk.old), self.new.numbers_at(&hunk.new));
        if !in_old.is_empty() && !in_new.is_empty() {
            let grown = self.grown(hunks, at, in_old, in_new);
            let rest_old = without(self.old.text, &grown.old, in_old);
            let rest_new = without(self.new.text, &grown.new, in_new);
            if folded(&rest_old, Class::Script) == folded(&rest_new, Class::Script) {
                let values = |numbers: &[Number]| -> Vec<f64> { numbers.iter().map(|n| n.value).collect() };
                return Some(if values(in_old) == values(in_new) {
                    Class::NumberFormat
                } else {
                    self.renumber_or_number(&grown)
                });
            }
        }
        let numerals =
            |text: &str| text.chars().all(|c| is_numeral(half_width(c)) || is_space(c) || is_mark(c));
        (numerals(x) && numerals(y)).then(|| self.renumber_or_number(hunk))
    }

    /// Whether it is worth asking for the numbers at a place: a numeral stands in it or beside it, or
    /// words do in a script where words may write numbers.
    fn may_be_number(&self, hunk: &Hunk) -> bool {
        let asks = |side: &Side, range: &Range<usize>| {
            let before = side.text[..range.start].chars().next_back();
            let after = side.text[range.end..].chars().next();
            let numeral = |c: char| is_numeral(half_width(c)) || c.is_numeric();
            let text = &side.text[range.clone()];
            text.chars().any(|c| numeral(c) || c.is_alphabetic() && !runs_on(c))
                || before.is_some_and(numeral)
                || after.is_some_and(numeral)
        };
        asks(&self.old, &hunk.old) && asks(&self.new, &hunk.new)
    }

    /// The hunk grown, by equal text, to hold the whole of the numbers in it on both sides.
    fn grown(&self, hunks: &[Hunk], at: usize, in_old: &[Number], in_new: &[Number]) -> Hunk {
        let hunk = &hunks[at];
        let room_before = hunk.old.start - at.checked_sub(1).map_or(0, |last| hunks[last].old.end);
        let room_after = hunks.get(at + 1).map_or(self.old.text.len(), |next| next.old.start) - hunk.old.end;
        let before = |range: &Range<usize>, numbers: &[Number]| {
            numbers.first().map_or(0, |number| range.start.saturating_sub(number.span.start))
        };
        let after = |range: &Range<usize>, numbers: &[Number]| {
            numbers.last().map_or(0, |number| number.span.end.saturating_sub(range.end))
        };
        let left = before(&hunk.old, in_old).max(before(&hunk.new, in_new)).min(room_before);
        let right = after(&hunk.old, in_old).max(after(&hunk.new, in_new)).min(room_after);
        Hunk {
            old: hunk.old.start - left..hunk.old.end + right,
            new: hunk.new.start - left..hunk.new.end + right,
            ..hunk.clone()
        }
    }

    /// A number of another value: a label that went with its section, or something else.
    fn renumber_or_number(&self, hunk: &Hunk) -> Class {
        let label = |side: &Side, range: &Range<usize>| is_label(side.text, range);
        if label(&self.old, &hunk.old) && label(&self.new, &hunk.new) {
            Class::Renumber
        } else {
            Class::Number
        }
    }

    /// Whether a name stands at the place in both texts: capital letters where no sentence begins, parts
    /// of a name written with a point between them, or a Chinese one.
    fn is_name(&self, hunk: &Hunk) -> bool {
        let name = |side: &Side, range: &Range<usize>| {
            let word = word_around(side.text, range);
            let (text, before) = (&side.text[word.clone()], &side.text[..word.start]);
            if text.is_empty() {
                return false;
            }
            let pointed = |c: Option<char>| c.is_some_and(|c| matches!(c, '·' | '•' | '・' | '‧'));
            let party = |c: char| matches!(c, '甲' | '乙' | '丙' | '丁');
            if side.text[range.clone()].chars().all(party) && side.text[range.end..].starts_with('方') {
                return true;
            }
            if text.chars().all(is_han) {
                return text.chars().count() <= 8
                    && (pointed(before.chars().next_back())
                        || pointed(side.text[word.end..].chars().next()));
            }
            let begins = before
                .trim_end()
                .chars()
                .next_back()
                .is_none_or(|c| matches!(c, '.' | '!' | '?' | ':' | '…' | '“' | '"'));
            // Some languages write every noun so, and after a degree stands a unit.
            let tells = !side.language.has_noun_capitals() && !before.ends_with('°');
            tells
                && !begins
                && text.split_whitespace().all(|part| part.chars().next().is_some_and(char::is_uppercase))
        };
        name(&self.old, &hunk.old) && name(&self.new, &hunk.new)
            || are_names(self.old.text, &hunk.old, self.new.text, &hunk.new)
    }
}

/// Whether `c` makes another number of the figures beside it: a minus, a bound, a unit, a power.
pub(crate) fn is_sign_of_number(c: char) -> bool {
    matches!(
        c,
        '-' | '−'
            | '±'
            | '<'
            | '>'
            | '≤'
            | '≥'
            | '≠'
            | '%'
            | '‰'
            | '$'
            | '€'
            | '£'
            | '¥'
            | '°'
            | '′'
            | '″'
            | '²'
            | '³'
    )
}

/// The signs in `range` of `text` that make the number beside them another, in one shape. A hyphen is one where a figure
/// follows and nothing stands before that it could join to it, a power where a unit stands before it.
fn signs<'a>(text: &'a str, range: &Range<usize>) -> impl Iterator<Item = char> + 'a {
    let is_digit = |c: Option<char>| c.is_some_and(|c| half_width(c).is_ascii_digit());
    let start = range.start;
    let places = text[range.clone()].char_indices().map(move |(at, c)| (start + at, c));
    places.filter_map(move |(at, c)| {
        let c = if c == '−' { '-' } else { half_width(c) };
        if !is_sign_of_number(c) && !is_fraction(c) {
            return None;
        }
        let (before, after) = (&text[..at], &text[at..]);
        let after = &after[after.chars().next().map_or(0, char::len_utf8)..];
        let last = before.chars().next_back();
        let near_before = is_digit(before.trim_end().chars().next_back());
        let near_after = is_digit(after.trim_start().chars().next());
        let counts = match c {
            '-' => {
                let joins = |c: char| c.is_alphanumeric() || matches!(c, '-' | ')' | ']' | '.' | '/');
                // What begins a line is a mark of a list.
                is_digit(after.chars().next()) && !last.is_some_and(joins) && !before.trim().is_empty()
            }
            '²' | '³' => {
                const LONGEST: usize = 3;
                let unit = before.len() - before.trim_end_matches(|c: char| c.is_ascii_alphabetic()).len();
                (1..=LONGEST).contains(&unit)
                    && is_digit(before[..before.len() - unit].trim_end().chars().next_back())
            }
            '<' | '>' | '≤' | '≥' | '≠' | '±' => near_after && (c != '>' || last != Some('>')),
            _ => near_before || near_after || is_fraction(c),
        };
        counts.then_some(c)
    })
}

/// Whether `c` is a number that stands as one character: ½.
fn is_fraction(c: char) -> bool {
    matches!(c, '¼'..='¾' | '⅐'..='⅞')
}

/// Pairs that look alike, and of which each says the contrary of the other.
const CONTRARY: [(&str, &str); 4] = [("左", "右"), ("买", "卖"), ("買", "賣"), ("上", "下")];

/// Where a date is written: with the marks and the words for year and day that go with its numbers.
fn written_date(text: &str, date: &Date) -> Range<usize> {
    const UNITS: [&str; 10] = ["年", "月", "日", "号", "號", "года", "г.", "st", "nd", "th"];
    let mut end = date.span.end;
    loop {
        let rest = text[end..].trim_start_matches([',', ' ', '\u{a0}']);
        let Some(unit) = UNITS.iter().find(|&&unit| rest.starts_with(unit)) else { break };
        end = text.len() - rest.len() + unit.len();
    }
    let start = text[..date.span.start].trim_end_matches("the ").len();
    start..end
}

/// The text of `range` without the numbers in it.
fn without(text: &str, range: &Range<usize>, numbers: &[Number]) -> String {
    let mut rest = String::new();
    let mut done = range.start;
    for number in numbers {
        let start = number.span.start.clamp(done, range.end);
        rest.push_str(&text[done..start]);
        // Where two numbers stood, one beside the other, two must stand.
        rest.push('#');
        done = number.span.end.clamp(start, range.end);
    }
    rest.push_str(&text[done..range.end]);
    rest
}

/// `range` grown to whole words, in scripts with spaces, or to the Chinese characters around it between
/// points and other marks.
fn word_around(text: &str, range: &Range<usize>) -> Range<usize> {
    let inside = &text[range.clone()];
    let han = inside.chars().any(is_han);
    let belongs = |c: char| if han { is_han(c) } else { c.is_alphanumeric() && !runs_on(c) };
    let (mut start, mut end) = (range.start, range.end);
    // Nothing parts a Chinese name from the words around it but a point or a mark within a few characters.
    let most = if han { 4 } else { usize::MAX };
    for c in text[..range.start].chars().rev().take(most).take_while(|&c| belongs(c)) {
        start -= c.len_utf8();
    }
    for c in text[range.end..].chars().take(most).take_while(|&c| belongs(c)) {
        end += c.len_utf8();
    }
    start..end
}

/// Whether the number at `range` numbers a part of the text: a list mark or section number at its start,
/// or a number after 图, Table, листинг and the like.
fn is_label(text: &str, range: &Range<usize>) -> bool {
    if range.start < enumerator(text) {
        return true;
    }
    let connects =
        |c: char| c.is_numeric() || is_numeral(c) || matches!(c, '-' | '.' | '–' | '‑' | '－' | '．');
    let before = text[..range.start].trim_end_matches(connects);
    let after = text[range.end..].trim_start_matches(connects);
    if before.trim_end().ends_with('第')
        && after.trim_start().starts_with(['条', '條', '章', '节', '節', '款', '项', '項', '编', '編', '篇'])
    {
        return true;
    }
    let before = before.trim_end().trim_end_matches(['(', '（', '[', '№', '#', '.']).trim_end();
    if before.ends_with(['图', '圖', '表', '式', '例', '注', '註'])
        || ["清单", "列表", "附录", "附件", "公式", "代码"].iter().any(|label| before.ends_with(label))
    {
        return true;
    }
    let word: String = before
        .chars()
        .rev()
        .take_while(|c| c.is_alphabetic())
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .map(one_shape)
        .collect();
    const LABELS: [&str; 24] = [
        "figure",
        "fig",
        "figures",
        "table",
        "tables",
        "listing",
        "listings",
        "example",
        "section",
        "sections",
        "chapter",
        "chapters",
        "appendix",
        "article",
        "articles",
        "equation",
        "step",
        "note",
        "no",
        "annex",
        "paragraph",
        "part",
        "clause",
        "item",
    ];
    const STEMS: [&str; 13] = [
        "листинг",
        "рисун",
        "рис",
        "таблиц",
        "глав",
        "раздел",
        "стать",
        "пункт",
        "приложени",
        "пример",
        "част",
        "параграф",
        "формул",
    ];
    LABELS.contains(&word.as_str()) || STEMS.iter().any(|stem| word.starts_with(stem))
}

/// Whether `new` is what a scanner might have read for `old`, or the reverse, character for character.
fn is_misreading(old: &str, new: &str) -> bool {
    if old.chars().count() != new.chars().count() {
        return old.len().max(new.len()) <= 4
            && SHAPES.iter().any(|&(a, b)| (a, b) == (old, new) || (a, b) == (new, old));
    }
    let mut pairs = old.chars().zip(new.chars()).filter(|(a, b)| a != b).peekable();
    pairs.peek().is_some() && pairs.all(|(a, b)| look_alike(a, b))
}

/// Letters that run together in print.
const SHAPES: [(&str, &str); 4] = [("rn", "m"), ("cl", "d"), ("vv", "w"), ("li", "h")];

/// Whether two characters look alike in print.
fn look_alike(a: char, b: char) -> bool {
    let (plain_a, plain_b) = (one_shape(a), one_shape(b));
    let alike = |a, b| shape::likeness(a, b).is_some_and(|likeness| likeness > shape::ALIKE);
    alike(a, b)
        || alike(plain_a, plain_b)
        || LETTERS.iter().any(|set| set.contains(plain_a) && set.contains(plain_b))
}

/// Letters and digits that are read for one another.
const LETTERS: [&str; 8] = ["0oо〇", "1lіi", "5s", "8b", "cс", "eе", "aа", "pр"];
