//! Which characters of a changed sentence changed?
//!
//! What stands equal at both ends is set aside first: most revised sentences differ in one place. The
//! rest is compared character by character, so that one changed character is one changed character in
//! any script. Cutting into words first is the wrong order: one wrong character makes a dictionary cut
//! its neighbours otherwise, and they too are then shown as changed. [`Words::widened`] goes from characters to
//! words where a person is to read them.

use std::borrow::Cow;
use std::ops::Range;

use similar::{Algorithm, DiffOp, capture_diff_slices};
use unicode_normalization::char::is_combining_mark;

use super::fold::{half_width, is_mark, is_space, one_shape};
use super::revision::{Class, Hunk, Words};
use crate::text::grapheme;
use crate::text::script::runs_on;

/// Up to how many characters on both sides together the shortest way is looked for; beyond, a good one.
const MINIMAL: usize = 1600;

/// Bytes on both sides together beyond which characters are not compared at all: no sentence is of that
/// length, and a file without any sentence end must not take hours.
const TOO_LONG: usize = 2_000_000;

/// Where `old` and `new` differ, in order; what lies between two hunks is equal.
pub(super) fn hunks(old: &str, new: &str) -> Vec<Hunk> {
    let found = shortest(old, new);
    let found = if found.len() > 1 { by_words(old, new, &found).unwrap_or(found) } else { found };
    whole_characters(old, new, found)
}

/// The same by the least number of characters, whatever these make.
fn shortest(old: &str, new: &str) -> Vec<Hunk> {
    let start = common_prefix(old, new);
    let end = common_suffix(&old[start..], &new[start..]);
    let (old_end, new_end) = (old.len() - end, new.len() - end);
    let mut hunks = Vec::new();
    if old_end - start + new_end - start > TOO_LONG {
        hunks.push(hunk(start..old_end, start..new_end));
    } else if start < old_end && start < new_end {
        let old_chars = chars(&old[start..old_end]);
        let new_chars = chars(&new[start..new_end]);
        if old_chars.0.len() == 1 || new_chars.0.len() == 1 {
            hunks.extend(around_one(&old_chars, &new_chars));
        } else {
            let minimal = old_chars.0.len() + new_chars.0.len() <= MINIMAL;
            let algorithm = if minimal { Algorithm::RawMyers } else { Algorithm::Myers };
            for op in capture_diff_slices(algorithm, &old_chars.0, &new_chars.0) {
                if !matches!(op, DiffOp::Equal { .. }) {
                    push(&mut hunks, hunk_of(&old_chars.1, &new_chars.1, op.old_range(), op.new_range()));
                }
            }
        }
        for hunk in &mut hunks {
            hunk.old = hunk.old.start + start..hunk.old.end + start;
            hunk.new = hunk.new.start + start..hunk.new.end + start;
        }
    } else if start < old_end || start < new_end {
        hunks.push(hunk(start..old_end, start..new_end));
    }
    slide(old, new, &mut hunks);
    absorb(old, new, &mut hunks);
    // Hunks that slid may touch now.
    let mut joined = Vec::with_capacity(hunks.len());
    hunks.into_iter().for_each(|hunk| push(&mut joined, hunk));
    joined
}

/// Where they differ if words are kept before marks, if that keeps more letters of whole words than `found` does: from
/// `the old, dry, patient clerk` to `the old, tall, dry clerk` the comma could be kept, and three words would change.
fn by_words(old: &str, new: &str, found: &[Hunk]) -> Option<Vec<Hunk>> {
    /// Pairs of words up to which it is tried.
    const PAIRS: usize = 20_000;
    let (first, last) = (found.first()?, found.last()?);
    let back = |text: &str, at: usize| text[..at].trim_end_matches(in_word).len();
    let on = |text: &str, at: usize| text.len() - text[at..].trim_start_matches(in_word).len();
    // What stands before the first place and behind the last is equal; a word that one of them cuts is taken whole.
    let before =
        (first.old.start - back(old, first.old.start)).max(first.new.start - back(new, first.new.start));
    let after = (on(old, last.old.end) - last.old.end).max(on(new, last.new.end) - last.new.end);
    let old_range = first.old.start - before.min(first.old.start)..(last.old.end + after).min(old.len());
    let new_range = first.new.start - before.min(first.new.start)..(last.new.end + after).min(new.len());
    let whole = |text: &str, range: &Range<usize>| {
        text.is_char_boundary(range.start) && text.is_char_boundary(range.end)
    };
    if !whole(old, &old_range) || !whole(new, &new_range) {
        return None;
    }
    let (a, b) = (tokens(old, &old_range), tokens(new, &new_range));
    if a.len().saturating_mul(b.len()) > PAIRS {
        return None;
    }
    let letters = |text: &str, token: &Range<usize>| match text[token.clone()].chars().next() {
        Some(c) if in_word(c) => text[token.clone()].chars().count(),
        _ => 0,
    };
    let touched = |token: &Range<usize>| {
        found
            .iter()
            .any(|hunk| hunk.old.start < token.end && token.start < hunk.old.end.max(hunk.old.start + 1))
    };
    let kept: usize = a.iter().filter(|token| !touched(token)).map(|token| letters(old, token)).sum();
    let width = b.len() + 1;
    let mut best = vec![0_usize; (a.len() + 1) * width];
    let weight =
        |x: usize, y: usize| (old[a[x].clone()] == new[b[y].clone()]).then(|| 1 + 4 * letters(old, &a[x]));
    for x in (0..a.len()).rev() {
        for y in (0..b.len()).rev() {
            let aside = best[(x + 1) * width + y].max(best[x * width + y + 1]);
            let both = weight(x, y).map_or(0, |weight| weight + best[(x + 1) * width + y + 1]);
            best[x * width + y] = aside.max(both);
        }
    }
    let (mut x, mut y, mut now) = (0, 0, 0);
    let mut pairs = Vec::new();
    while x < a.len() && y < b.len() {
        let here = best[x * width + y];
        if weight(x, y).is_some_and(|weight| weight + best[(x + 1) * width + y + 1] == here) {
            now += letters(old, &a[x]);
            pairs.push((a[x].clone(), b[y].clone()));
            (x, y) = (x + 1, y + 1);
        } else if best[(x + 1) * width + y] == here {
            x += 1;
        } else {
            y += 1;
        }
    }
    if now <= kept {
        return None;
    }
    let mut hunks: Vec<Hunk> = Vec::new();
    let (mut i, mut j) = (old_range.start, new_range.start);
    for (old_token, new_token) in
        pairs.into_iter().chain([(old_range.end..old_range.end, new_range.end..new_range.end)])
    {
        for inner in shortest(&old[i..old_token.start], &new[j..new_token.start]) {
            push(
                &mut hunks,
                hunk(inner.old.start + i..inner.old.end + i, inner.new.start + j..inner.new.end + j),
            );
        }
        (i, j) = (old_token.end, new_token.end);
    }
    Some(hunks)
}

/// The words of a stretch, and what stands between them character by character.
fn tokens(text: &str, range: &Range<usize>) -> Vec<Range<usize>> {
    let mut tokens: Vec<Range<usize>> = Vec::new();
    let mut open = false;
    for (at, c) in text[range.clone()].char_indices().map(|(at, c)| (at + range.start, c)) {
        let end = at + c.len_utf8();
        match tokens.last_mut() {
            Some(last) if open && in_word(c) => last.end = end,
            _ => tokens.push(at..end),
        }
        open = in_word(c);
    }
    tokens
}

/// The hunks grown so that none begins or ends inside a character as a reader counts them, with those joined that
/// touch: of `café` > `cafe` the letter and its accent, not the accent alone.
fn whole_characters(old: &str, new: &str, hunks: Vec<Hunk>) -> Vec<Hunk> {
    let mut grown: Vec<Hunk> = Vec::with_capacity(hunks.len());
    let mut hunks = hunks.into_iter().peekable();
    while let Some(mut hunk) = hunks.next() {
        let is_border = |at: (usize, usize)| grapheme::is_border(old, at.0) && grapheme::is_border(new, at.1);
        // What stands between two hunks is equal, so that both sides move by the same character.
        let before = grown.last().map_or(0, |last| last.old.end);
        while hunk.old.start > before && !is_border((hunk.old.start, hunk.new.start)) {
            let by = old[..hunk.old.start].chars().next_back().map_or(0, char::len_utf8);
            (hunk.old.start, hunk.new.start) = (hunk.old.start - by, hunk.new.start - by);
        }
        let after = hunks.peek().map_or(old.len(), |next| next.old.start);
        while hunk.old.end < after && !is_border((hunk.old.end, hunk.new.end)) {
            let by = old[hunk.old.end..].chars().next().map_or(0, char::len_utf8);
            (hunk.old.end, hunk.new.end) = (hunk.old.end + by, hunk.new.end + by);
        }
        push(&mut grown, hunk);
    }
    grown
}

impl Words<'_> {
    /// The same with every change that counts widened to whole words, to be read by a person: `colo[u]r`
    /// becomes `[colour]`. Characters of scripts that run on are words by themselves, as are marks.
    ///
    /// # Example: a letter within a word
    ///
    /// ```
    /// use duizhao::diff::{Edit, Op, Options, diff};
    /// use duizhao::text::{Document, Language};
    /// let document = |text: &str| Document::from_lines(text.into(), Language::new("en"));
    /// let (old, new) = (document("my color too\n"), document("my colour too\n"));
    /// let revision = diff(&old, &new, &Options::default());
    /// let words = revision.changes[0].words(&old, &new).widened();
    /// let edit = words.edits().nth(1).unwrap();
    /// assert_eq!(edit, Edit { op: Op::Delete, text: "color" });
    /// ```
    pub fn widened(self) -> Self {
        let mut this = self.that_count();
        let (old, new) = (&*this.old, &*this.new);
        let mut words: Vec<Hunk> = Vec::with_capacity(this.hunks.len());
        for (number, hunk) in this.hunks.iter().enumerate() {
            let before = words.last().map_or(0, |last| last.old.end);
            let after = this.hunks.get(number + 1).map_or(old.len(), |next| next.old.start);
            let splits = |text: &str, range: &Range<usize>| {
                let left = text[..range.start].chars().next_back().is_some_and(in_word);
                let right = text[range.end..].chars().next().is_some_and(in_word);
                let first = text[range.clone()].chars().next().is_some_and(in_word);
                let last = text[range.clone()].chars().next_back().is_some_and(in_word);
                if range.is_empty() { (left && right, left && right) } else { (left && first, right && last) }
            };
            let (old_splits, new_splits) = (splits(old, &hunk.old), splits(new, &hunk.new));
            let mut grown = hunk.clone();
            if old_splits.0 || new_splits.0 {
                let equal = &old[before..hunk.old.start];
                let length = equal.len() - equal.trim_end_matches(in_word).len();
                (grown.old.start, grown.new.start) = (grown.old.start - length, grown.new.start - length);
            }
            if old_splits.1 || new_splits.1 {
                let equal = &old[hunk.old.end..after];
                let length = equal.len() - equal.trim_start_matches(in_word).len();
                (grown.old.end, grown.new.end) = (grown.old.end + length, grown.new.end + length);
            }
            push(&mut words, grown);
        }
        this.hunks = Cow::Owned(words);
        this
    }
}

/// Parts from each hunk what stands at its ends and is the same but for what is `ignored`: of 漢語 > 汉字
/// only the second character changed to who does not ask about scripts.
pub(super) fn parted(old: &str, new: &str, hunks: Vec<Hunk>, ignored: &[Class]) -> Vec<Hunk> {
    let ignores = |class: Class| ignored.contains(&class);
    if ![Class::Space, Class::Width, Class::Punctuation, Class::Script].into_iter().any(ignores) {
        return hunks;
    }
    let mut parts = Vec::with_capacity(hunks.len());
    for whole in hunks {
        let (a, b) = (&old[whole.old.clone()], &new[whole.new.clone()]);
        let (x, y) = alike(a.chars(), b.chars(), ignores);
        let (v, w) = alike(a[x..].chars().rev(), b[y..].chars().rev(), ignores);
        let (i, j) = (whole.old.start + x, whole.new.start + y);
        let (k, l) = (whole.old.end - v, whole.new.end - w);
        let found =
            [(whole.old.start..i, whole.new.start..j), (i..k, j..l), (k..whole.old.end, l..whole.new.end)];
        let found = found.into_iter().filter(|(old, new)| !old.is_empty() || !new.is_empty());
        parts.extend(found.map(|(old, new)| hunk(old, new)));
    }
    // A part that was cut off inside a character is no part of its own.
    let mut whole: Vec<Hunk> = Vec::with_capacity(parts.len());
    for part in parts {
        let cuts = !grapheme::is_border(old, part.old.start) || !grapheme::is_border(new, part.new.start);
        match whole.last_mut() {
            Some(last) if cuts && last.old.end == part.old.start && last.new.end == part.new.start => {
                (last.old.end, last.new.end) = (part.old.end, part.new.end);
            }
            _ => whole.push(part),
        }
    }
    whole
}

/// Bytes of each text that are the same, from its first character on, to who ignores classes of change.
fn alike(
    old: impl Iterator<Item = char>,
    new: impl Iterator<Item = char>,
    ignores: impl Fn(Class) -> bool,
) -> (usize, usize) {
    let none = |c: char| ignores(Class::Space) && is_space(c) || ignores(Class::Punctuation) && is_mark(c);
    let width = |c: char| if ignores(Class::Width) { half_width(c) } else { c };
    let shape = |c: char| if ignores(Class::Script) { one_shape(width(c)) } else { width(c) };
    let (mut old, mut new) = (old.peekable(), new.peekable());
    let (mut x, mut y) = (0, 0);
    loop {
        let (a, b) = (old.peek().copied(), new.peek().copied());
        let same = a.zip(b).is_some_and(|(a, b)| shape(a) == shape(b));
        let (old_goes, new_goes) = (same || a.is_some_and(none), same || b.is_some_and(none));
        if !old_goes && !new_goes {
            return (x, y);
        }
        x += old.next_if(|_| old_goes).map_or(0, char::len_utf8);
        y += new.next_if(|_| new_goes).map_or(0, char::len_utf8);
    }
}

/// Whether `c` is part of a word that spaces part from others.
pub(super) fn in_word(c: char) -> bool {
    !runs_on(c) && (c.is_alphanumeric() || is_combining_mark(c))
}

/// Adds `hunk`, joined with the last one where nothing lies between.
fn push(hunks: &mut Vec<Hunk>, hunk: Hunk) {
    match hunks.last_mut() {
        Some(last) if last.old.end >= hunk.old.start && last.new.end >= hunk.new.start => {
            last.old.end = hunk.old.end;
            last.new.end = hunk.new.end;
            last.class = last.class.max(hunk.class);
        }
        _ => hunks.push(hunk),
    }
}

/// How many bytes of whole characters both begin with.
pub(super) fn common_prefix(old: &str, new: &str) -> usize {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let most = a.len().min(b.len());
    let mut length = 0;
    while length + 8 <= most && a[length..length + 8] == b[length..length + 8] {
        length += 8;
    }
    while length < most && a[length] == b[length] {
        length += 1;
    }
    while !(old.is_char_boundary(length) && new.is_char_boundary(length)) {
        length -= 1;
    }
    length
}

/// How many bytes of whole characters both end with.
pub(super) fn common_suffix(old: &str, new: &str) -> usize {
    let (a, b) = (old.as_bytes(), new.as_bytes());
    let most = a.len().min(b.len());
    let mut length = 0;
    while length < most && a[a.len() - 1 - length] == b[b.len() - 1 - length] {
        length += 1;
    }
    while !(old.is_char_boundary(a.len() - length) && new.is_char_boundary(b.len() - length)) {
        length -= 1;
    }
    length
}

/// The characters of `text` and where each begins; one more at the end.
fn chars(text: &str) -> (Vec<char>, Vec<usize>) {
    let mut starts: Vec<usize> = text.char_indices().map(|(at, _)| at).collect();
    starts.push(text.len());
    (text.chars().collect(), starts)
}

fn hunk_of(old: &[usize], new: &[usize], old_chars: Range<usize>, new_chars: Range<usize>) -> Hunk {
    hunk(old[old_chars.start]..old[old_chars.end], new[new_chars.start]..new[new_chars.end])
}

/// A place whose class is not known yet.
fn hunk(old: Range<usize>, new: Range<usize>) -> Hunk {
    Hunk { old, new, class: Class::Wording, counts: true }
}

/// The hunks where one side is a single character: the commonest case, and a simple one.
fn around_one(old: &(Vec<char>, Vec<usize>), new: &(Vec<char>, Vec<usize>)) -> Vec<Hunk> {
    let (m, n) = (old.0.len(), new.0.len());
    let found = if m == 1 {
        new.0.iter().position(|&c| c == old.0[0]).map(|at| (0, at))
    } else {
        old.0.iter().position(|&c| c == new.0[0]).map(|at| (at, 0))
    };
    match found {
        None => vec![hunk_of(&old.1, &new.1, 0..m, 0..n)],
        Some((i, j)) => {
            vec![hunk_of(&old.1, &new.1, 0..i, 0..j), hunk_of(&old.1, &new.1, i + 1..m, j + 1..n)]
        }
    }
}

/// Shifts what was only inserted or only deleted to where it begins or ends as words do: of the same
/// text, `市甲局、[市乙局、]市丙局` and not `市甲局、市[乙局、市]丙局`.
fn slide(old: &str, new: &str, hunks: &mut [Hunk]) {
    for number in 0..hunks.len() {
        let before = number.checked_sub(1).map_or(0, |last| hunks[last].old.end);
        let after = hunks.get(number + 1).map_or(old.len(), |next| next.old.start);
        let hunk = &mut hunks[number];
        let (text, range) = match (hunk.old.is_empty(), hunk.new.is_empty()) {
            (true, false) => (new, hunk.new.clone()),
            (false, true) => (old, hunk.old.clone()),
            _ => continue,
        };
        // The room on either side, as equal text, is the same in both.
        let left = slides(text, &range, hunk.old.start - before, Side::Left);
        let right = slides(text, &range, after - hunk.old.end, Side::Right);
        let best = left
            .into_iter()
            .map(|by| -(by as isize))
            .chain(right.into_iter().map(|by| by as isize))
            .chain([0])
            .max_by_key(|&by| {
                let start = range.start.wrapping_add_signed(by);
                let end = range.end.wrapping_add_signed(by);
                // Of places as good the first, so that the same text is always cut in the same place.
                (border(text, start, end), -by)
            })
            .unwrap_or(0);
        let shift =
            |range: &Range<usize>| range.start.wrapping_add_signed(best)..range.end.wrapping_add_signed(best);
        (hunk.old, hunk.new) = (shift(&hunk.old), shift(&hunk.new));
    }
}

enum Side {
    Left,
    Right,
}

/// By how many bytes `range` can be shifted to one side, within `room`, and still be what is inserted.
fn slides(text: &str, range: &Range<usize>, room: usize, side: Side) -> Vec<usize> {
    /// Further is of no use to a reader, and a long run of one character would take long.
    const FURTHEST: usize = 64;
    let mut found = Vec::new();
    let mut by = 0;
    let most = room.min(FURTHEST);
    match side {
        Side::Left => {
            let mut before = text[range.start - room..range.start].chars().rev();
            let mut last = text[range.start - room..range.end].chars().rev();
            while let (Some(a), Some(b)) = (before.next(), last.next()) {
                by += a.len_utf8();
                if a != b || by > most {
                    break;
                }
                found.push(by);
            }
        }
        Side::Right => {
            let mut after = text[range.end..range.end + room].chars();
            let mut first = text[range.start..range.end + room].chars();
            while let (Some(a), Some(b)) = (after.next(), first.next()) {
                by += a.len_utf8();
                if a != b || by > most {
                    break;
                }
                found.push(by);
            }
        }
    }
    found
}

/// How well `start..end` is cut for a reader: best where it ends with a mark or a space or begins after
/// one, worst inside words.
fn border(text: &str, start: usize, end: usize) -> u32 {
    let parts = |c: Option<char>| c.is_none_or(|c| is_space(c) || is_mark(c));
    let before = text[..start].chars().next_back();
    let first = text[start..].chars().next();
    let last = text[..end].chars().next_back();
    let after = text[end..].chars().next();
    let word_cut = |a: Option<char>, b: Option<char>| a.is_some_and(in_word) && b.is_some_and(in_word);
    let mut score = 4;
    score += if parts(before) { 2 } else { 0 };
    score += if parts(last) || after.is_none() { 2 } else { 0 };
    score += u32::from(parts(after)) + u32::from(parts(first) && parts(after));
    score -= if word_cut(before, first) { 2 } else { 0 };
    score -= if word_cut(last, after) { 2 } else { 0 };
    score
}

/// Joins hunks with a stray equal character between them: one that larger changes on either side make
/// look like chance. Marks and digits stay, they are the borders of list items and numbers.
fn absorb(old: &str, new: &str, hunks: &mut Vec<Hunk>) {
    let mut kept: Vec<Hunk> = Vec::with_capacity(hunks.len());
    for hunk in hunks.drain(..) {
        let joins = kept.last().is_some_and(|last| {
            let island = &old[last.old.end..hunk.old.start];
            let length = island.chars().take(4).count();
            let size = |hunk: &Hunk| {
                old[hunk.old.clone()]
                    .chars()
                    .take(8)
                    .count()
                    .max(new[hunk.new.clone()].chars().take(8).count())
            };
            let around = size(last) + size(&hunk);
            let within_word = island.chars().all(in_word);
            let stray = match length {
                1 => around >= 4,
                2 => within_word && around >= 5,
                3 => within_word && around >= 10,
                _ => false,
            };
            stray && !island.chars().any(|c| is_mark(c) || c.is_numeric())
        });
        match kept.last_mut() {
            Some(last) if joins => {
                last.old.end = hunk.old.end;
                last.new.end = hunk.new.end;
            }
            _ => kept.push(hunk),
        }
    }
    *hunks = kept;
}

#[cfg(test)]
mod tests {
    use super::super::revision::{Edit, Op};
    use super::*;

    /// Deletions in `[]`, insertions in `{}`.
    fn marked(words: &Words) -> String {
        let mark = |edit: Edit| match edit.op {
            Op::Equal => edit.text.to_owned(),
            Op::Delete => format!("[{}]", edit.text),
            Op::Insert => format!("{{{}}}", edit.text),
        };
        words.edits().map(mark).collect()
    }

    fn words<'a>(old: &'a str, new: &'a str) -> Words<'a> {
        Words { old: old.into(), new: new.into(), hunks: hunks(old, new).into() }
    }

    #[test]
    fn shows_what_changed_and_no_more() {
        let check = |old: &str, new: &str, expected: &str| {
            assert_eq!(marked(&words(old, new)), expected, "{old} > {new}");
        };
        check("春天来了", "春天来了", "");
        check("春天来了", "夏天来了", "[春]{夏}天来了");
        check("春天来了", "春天真的来了", "春天{真的}来了");
        check("", "春", "{春}");
        check("甲县、乙县。", "甲县、丙县、乙县。", "甲县、{丙县、}乙县。");
        check("甲乙丙丁", "子丑丙寅卯", "[甲乙丙丁]{子丑丙寅卯}");
        check("甲乙、丙丁", "子丑、寅卯", "[甲乙]{子丑}、[丙丁]{寅卯}");
        check("做了作业", "作了作业", "[做]{作}了作业");
        check("图 8-23", "图 8-21", "图 8-2[3]{1}");
        check("the the cat", "the cat", "[the ]the cat");
        check("in a red house", "in a house", "in a [red ]house");
        check(
            "the old, dry, patient clerk",
            "the old, tall, dry clerk",
            "the old,{ tall,} dry[, patient] clerk",
        );
        check("cafe\u{301} noir", "cafe noir", "caf[e\u{301}]{e} noir");
        check(
            "\u{91a}\u{932}\u{924}\u{93e}",
            "\u{91a}\u{932}\u{924}\u{940}",
            "\u{91a}\u{932}[\u{924}\u{93e}]{\u{924}\u{940}}",
        );
        check("鳥\u{fe00}巣", "鳥\u{fe01}巣", "[鳥\u{fe00}]{鳥\u{fe01}}巣");
        check(
            "a \u{1f468}\u{200d}\u{1f4bb}",
            "a \u{1f468}\u{200d}\u{1f692}",
            "a [\u{1f468}\u{200d}\u{1f4bb}]{\u{1f468}\u{200d}\u{1f692}}",
        );
    }

    #[test]
    fn widens_to_words() {
        let check = |old: &str, new: &str, expected: &str| {
            assert_eq!(marked(&words(old, new).widened()), expected, "{old} > {new}");
        };
        check("the colour red", "the color red", "the [colour]{color} red");
        check("a red cat", "a big red cat", "a {big }red cat");
        check("春天来了", "夏天来了", "[春]{夏}天来了");
        check("i32型", "u32型", "[i32]{u32}型");
        check("read it", "read, it", "read{,} it");
        check("unread", "read", "[unread]{read}");
    }
}
