//! Where does a sentence end?
//!
//! A mark that ends sentences does not always end one. The full stop of `No. 5` and `16 сентября
//! 2022 г. в Москве` belongs to a word, `3.5` and `３．５` are numbers, and in a scan the Chinese full stop is
//! as often `.` as `。`. What closes goes with the sentence that it closes: quotes, brackets, emphasis, the marks
//! of notes (`.”[3]`, `。**`, `.¹`). `“好！”他说。` is one sentence; a bracket or title that closes further on holds
//! its full stops to itself. `Article 5.` and `1.` are the heads of what follows. `；` parts clauses and ends
//! nothing.
//!
//! The method is a scan for the marks, each judged by what stands around it and by what is known of the
//! language's abbreviations ([`super::languages`]). A bracket is asked for its partner when it opens, and matched
//! from the inside: one that was lost, as scanners lose them, then leaves the rest of the paragraph alone.
//! Unicode's default rule (UAX 29) knows no abbreviations and breaks every initial; a learned splitter (Punkt)
//! needs more text than a treaty has.

use super::document::Parts;
use super::joined::{Joined, Part};
use super::languages::{self, Grammar, Stop};
use super::number::digits::digit;
use super::{Language, Span, marks, script};

/// Cuts the paragraph made of `pieces` into sentences and adds them to `parts`.
pub(super) fn split(text: &str, pieces: &[Span], language: &Language, parts: &mut Parts) {
    if let [piece] = pieces {
        let paragraph = piece.of(text);
        for_each(paragraph, language, |start, end| {
            parts.push([Span::new(piece.start + start, piece.start + end)]);
        });
        return;
    }
    // Borders are found in the joined paragraph and carried back: what follows a mark decides, and it
    // may stand on the next line or the next page.
    let joined = Joined::of(text, pieces, Vec::new());
    for_each(joined.text(), language, |start, end| {
        let joined = joined.parts();
        let first = joined.partition_point(|part| part.words.start <= start).saturating_sub(1);
        let spans = joined[first..].iter().take_while(|part| part.words.start < end).filter_map(|part| {
            let Part { words, span } = part;
            let from = span.start + start.saturating_sub(words.start);
            // A hyphen that breaks a word belongs to the piece that it ends.
            let to = if end >= words.end { span.end } else { span.start + (end - words.start) };
            (from < to).then(|| Span::new(from, to))
        });
        parts.push(spans);
    });
}

/// Calls `found` with the start and end of each sentence, white space around it left out.
pub(super) fn for_each(paragraph: &str, language: &Language, mut found: impl FnMut(usize, usize)) {
    let mut scan = Scan { text: paragraph, grammar: languages::grammar(language), bracket: None, start: 0 };
    // Armenian types its full stop as a colon; no other language wants colons looked at.
    let colons = scan.grammar.profile.ends.contains(&':');
    let begins = if colons { &MAY_BEGIN_MARK_OR_COLON } else { &MAY_BEGIN_MARK };
    let mut at = 0;
    while let Some(mark) = next_mark(paragraph.as_bytes(), at, begins) {
        let c = char_at(paragraph, mark);
        let after = mark + c.len_utf8();
        at = match scan.end_after(c, mark) {
            Some(end) => {
                emit(paragraph, scan.start, end, &mut found);
                scan.start = end;
                end
            }
            None => after,
        };
    }
    emit(paragraph, scan.start, paragraph.len(), &mut found);
}

fn emit(text: &str, start: usize, end: usize, found: &mut impl FnMut(usize, usize)) {
    let sentence = &text[start..end];
    let start = start + (sentence.len() - sentence.trim_start().len());
    let end = start + sentence.trim().len();
    if start < end {
        found(start, end);
    }
}

fn char_at(text: &str, at: usize) -> char {
    text[at..].chars().next().unwrap_or(' ')
}

/// The next byte at or after `from` where a mark may begin that ends a sentence or opens or closes a
/// bracket. Text is mostly neither, so bytes are looked at and not characters; `begins` says with which of
/// them a mark may begin.
fn next_mark(bytes: &[u8], from: usize, begins: &[bool; 256]) -> Option<usize> {
    let mut at = from;
    loop {
        // Four Chinese characters at once: in what they begin with none of the marks begins.
        while let Some(four) = bytes.get(at..at + 12)
            && [four[0], four[3], four[6], four[9]].iter().all(|first| (0xe4..=0xe9).contains(first))
        {
            at += 12;
        }
        at += bytes.get(at..)?.iter().position(|&b| begins[usize::from(b)])?;
        let rest = &bytes[at..];
        let hit = match rest[0] {
            b'.' | b'!' | b'?' | b'(' | b')' | b'[' | b']' | b';' | b':' => true,
            // 。 and the brackets 〈 to 】, 〔 to 〟
            0xe3 => rest.len() > 2 && rest[1] == 0x80 && (rest[2] == 0x82 || rest[2] >= 0x88),
            // ！ （ ） ． ？ ［ ］ ｡
            0xef => {
                rest.len() > 2
                    && matches!(
                        (rest[1], rest[2]),
                        (0xbc, 0x81 | 0x88 | 0x89 | 0x8e | 0x9f | 0xbb | 0xbd) | (0xbd, 0xa1)
                    )
            }
            // … ‼ ⁇ ⁈ ⁉
            0xe2 => rest.len() > 2 && matches!((rest[1], rest[2]), (0x80, 0xa6 | 0xbc) | (0x81, 0x87..=0x89)),
            // Arabic ؟ ۔, Armenian ։
            0xd8 => rest.get(1) == Some(&0x9f),
            0xdb => rest.get(1) == Some(&0x94),
            0xd6 => rest.get(1) == Some(&0x89),
            // Devanagari । ॥
            0xe0 => rest.len() > 2 && matches!((rest[1], rest[2]), (0xa5, 0xa4 | 0xa5) | (0xbc, 0x8d)),
            // Burmese ။, Khmer ។, Ethiopic ። ፧ ፨
            0xe1 => {
                rest.len() > 2
                    && matches!((rest[1], rest[2]), (0x81, 0x8b) | (0x9f, 0x94) | (0x8d, 0xa2 | 0xa7 | 0xa8))
            }
            _ => false,
        };
        if hit {
            return Some(at);
        }
        at += 1;
    }
}

/// Bytes within which a bracket is expected to close; one that does not is taken for a slip.
const BRACKET_REACH: usize = 400;

/// The bytes that begin any mark that [`next_mark`] looks for.
const MAY_BEGIN_MARK: [bool; 256] = beginnings(b".!?()[];\xe0\xe1\xe2\xe3\xef\xd6\xd8\xdb");
const MAY_BEGIN_MARK_OR_COLON: [bool; 256] = beginnings(b".!?()[];:\xe0\xe1\xe2\xe3\xef\xd6\xd8\xdb");

const fn beginnings(bytes: &[u8]) -> [bool; 256] {
    let mut table = [false; 256];
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
}

struct Scan<'a> {
    text: &'a str,
    grammar: &'static Grammar,
    /// Where the outermost bracket that the scan is inside of opened, and where it closes.
    bracket: Option<(usize, usize)>,
    /// Where the sentence begins.
    start: usize,
}

impl Scan<'_> {
    /// Where the sentence ends, if the mark `c` at `mark` ends it or shows that it has ended.
    fn end_after(&mut self, c: char, mark: usize) -> Option<usize> {
        let after = mark + c.len_utf8();
        if self.bracket.is_some_and(|(_, closes)| mark > closes) {
            self.bracket = None;
        }
        if let Some(kind) = marks::bracket(c) {
            if self.bracket.is_none() {
                self.bracket = self.partner(kind, after).map(|closes| (mark, closes));
            }
            return None;
        }
        if matches!(c, ')' | '）' | ']' | '］' | '〉'..='】' | '〔'..='〟') {
            return if matches!(c, ')' | '）') { self.next_item(mark) } else { None };
        }
        let marks_end = run(self.text, after, |c| marks::is_end(c) || matches!(c, '…' | '.'));
        let end = self.close(marks_end);
        if let Some((opened, closes)) = self.bracket {
            // Inside a bracket, unless the whole sentence stands in it and it closes here.
            if end <= closes || !self.text[self.start..opened].trim().is_empty() {
                return None;
            }
        }
        if matches!(c, '.' | '．')
            && let Some(border) = self.next_item(mark)
        {
            return Some(border);
        }
        self.is_border(c, mark, marks_end, end).then_some(end)
    }

    /// Where the bracket of this kind closes that opened before `from`.
    ///
    /// A mark that closes belongs to the last bracket of its kind that is open; those that opened after that one
    /// have lost theirs. So `(lost (kept) text` has no partner for the first.
    fn partner(&self, kind: char, from: usize) -> Option<usize> {
        let reach = bounded(self.text, from, BRACKET_REACH).len() + from;
        let bytes = &self.text.as_bytes()[..reach];
        let mut inner: Vec<char> = Vec::new();
        let mut at = from;
        while let Some(mark) = next_mark(bytes, at, &MAY_BEGIN_MARK) {
            let c = char_at(self.text, mark);
            at = mark + c.len_utf8();
            if let Some(kind) = marks::bracket(c) {
                inner.push(kind);
            } else if let Some(closed) = marks::closes(c)
                && !self.numbers_item(mark)
            {
                match inner.iter().rposition(|&open| open == closed) {
                    Some(place) => inner.truncate(place),
                    None if closed == kind => return Some(mark),
                    None => {}
                }
            }
        }
        None
    }

    /// Whether the mark at `mark` closes the number of an item and no bracket: `. b) `, `; 2) `.
    fn numbers_item(&self, mark: usize) -> bool {
        let before = &self.text[..mark];
        let number = last_word(before);
        let earlier = before[..before.len() - number.len()].trim_end();
        let counts = number.bytes().all(|b| b.is_ascii_digit()) || number.chars().count() == 1;
        matches!(char_at(self.text, mark), ')' | '）')
            && counts
            && (1..=3).contains(&number.len())
            && earlier.ends_with(['.', ';', ':', '!', '?', '；', '。', '：'])
    }

    /// The end of what closes after `from`: quotes, brackets, emphasis, marks of notes.
    fn close(&self, from: usize) -> usize {
        let mut end = from;
        while let Some(c) = self.text[end..].chars().next() {
            let length = match c {
                '\u{4e00}'..='\u{9fff}' | 'A'..='Z' | 'a'..='z' => break,
                _ if marks::is_closer(c) => c.len_utf8(),
                '"' | '\'' | '`' if self.closes_here(end) => 1,
                '“' | '‘' | '«' | '‹' if self.only_closes(end + c.len_utf8()) => c.len_utf8(),
                ']' | '］' | '〕' if self.bracket.is_some_and(|(_, closes)| closes == end) => c.len_utf8(),
                '*' | '_' | '~' => self.emphasis(end, c),
                '<' => closing_tag(&self.text[end..]),
                _ => self.note(end, c),
            };
            if length == 0 {
                break;
            }
            end += length;
        }
        let rest = &self.text[end..];
        if !rest.starts_with([' ', '\u{a0}', '\u{202f}']) {
            return end;
        }
        // French sets a space before the mark that closes.
        let spaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        match spaced.chars().next() {
            Some(c @ ('»' | '›')) if self.grammar.profile.tags.contains(&"fr") || self.is_open_quote(end) =>
            {
                return end + rest.len() - spaced.len() + c.len_utf8();
            }
            // Texts in which every mark stands by itself: `he said . \' Then`.
            Some('"' | '\'') => {
                let quotes = spaced.len() - spaced.trim_start_matches(['"', '\'']).len();
                let apart = spaced[quotes..].chars().next().is_none_or(char::is_whitespace);
                if end == from
                    && apart
                    && quotes <= 2
                    && self.text[self.start..end].matches(&spaced[..quotes]).count() % 2 == 1
                {
                    return end + rest.len() - spaced.len() + quotes;
                }
            }
            // `It burns. [1][2] It has no colour.`, but not in a list of what the numbers mean.
            Some('[') if !self.text.trim_start().starts_with('[') => return self.notes_apart(end),
            _ => {}
        }
        end
    }

    /// The end of the notes after `from` that a space parts from the sentence.
    fn notes_apart(&self, from: usize) -> usize {
        let mut end = from;
        let mut at = from;
        loop {
            let rest = &self.text[at..];
            let Some(number) = rest.trim_start_matches(' ').strip_prefix('[') else { break };
            let digits = number.bytes().take_while(u8::is_ascii_digit).count();
            let Some(after) = number[digits..].strip_prefix(']').filter(|_| (1..=3).contains(&digits)) else {
                break;
            };
            at = self.text.len() - after.len();
            if after.chars().next().is_none_or(char::is_whitespace) {
                end = at;
            }
        }
        end
    }

    /// Whether a `«` of this sentence is still open at `at`.
    fn is_open_quote(&self, at: usize) -> bool {
        let before = &self.text[self.start..at];
        before.matches('«').count() > before.matches('»').count()
    }

    /// Whether the straight quote at `at`, glued to what stands before it, closes: nothing is glued to it from
    /// behind, or an odd number of them stands before it in the sentence.
    fn closes_here(&self, at: usize) -> bool {
        let quote = &self.text[at..=at];
        let rest = self.text[at..].trim_start_matches(['"', '\'', '`']);
        rest.chars().next().is_none_or(|c| c.is_whitespace() || is_soft(c) || marks::is_closer(c))
            || self.text[self.start..at].matches(quote).count() % 2 == 1
    }

    /// Whether a quote before `after` can only close, glued as it is to what stands before it: `.“ Er`, `.«`.
    fn only_closes(&self, after: usize) -> bool {
        let next = self.text[after..].chars().next();
        next.is_none_or(|c| {
            c.is_whitespace() || is_soft(c) || marks::is_closer(c) || matches!(c, '“' | '‘' | '«')
        })
    }

    /// The length of the marks of emphasis at `at`, if they close some that opened in the sentence: `**Bold.**`.
    fn emphasis(&self, at: usize, c: char) -> usize {
        let rest = &self.text[at..];
        let length = rest.len() - rest.trim_start_matches(c).len();
        let next = rest[length..].chars().next();
        let apart = next.is_none_or(|c| !c.is_alphanumeric() || script::runs_on(c));
        let opened = self.text[self.start..at].matches(&rest[..length]).count() % 2 == 1;
        if apart && opened && (length > 1 || c != '~') { length } else { 0 }
    }

    /// The length of the mark of a note at `at`, which begins with `c`: `[3]`, `[^2]`, `〔4〕`, `¹²`, `①`, `†`.
    fn note(&self, at: usize, c: char) -> usize {
        let rest = &self.text[at..];
        match c {
            '[' | '［' | '〔' => {
                let inside = &rest[c.len_utf8()..];
                let Some(length) = inside.find([']', '］', '〕']).filter(|&length| length <= 24) else {
                    return 0;
                };
                let mut name = inside[..length].chars();
                let numbered = |c: char| c.is_numeric() || matches!(c, ',' | '，' | ' ' | '-' | '–' | '、');
                let is_note = match name.next() {
                    Some('^') => length > 1 && name.all(|c| !c.is_whitespace()),
                    Some('注' | '註') => name.all(numbered),
                    Some(c) if c.is_numeric() => length <= 12 && name.all(numbered),
                    Some(c) => c.is_ascii_lowercase() && name.next().is_none(),
                    None => false,
                };
                let close = inside[length..].chars().next().map_or(0, char::len_utf8);
                let whole = c.len_utf8() + length + close;
                // The words of a link, or what the number means.
                let other = rest[whole..].starts_with(['(', ':', '：']);
                if is_note && !other { whole } else { 0 }
            }
            '¹' | '²' | '³' | '⁰' | '⁴'..='⁹' | '†' | '‡' => c.len_utf8(),
            '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿' if self.circles_are_notes(at) => c.len_utf8(),
            _ => 0,
        }
    }

    /// Whether the circled number at `at`, which stands right after an end, is the mark of a note and not the
    /// number of an item: it is the paragraph's only one, or a paragraph ends with one.
    fn circles_are_notes(&self, at: usize) -> bool {
        let circled = |c: char| matches!(c, '①'..='⑳' | '㉑'..='㉟' | '㊱'..='㊿');
        self.text.trim_end().ends_with(circled)
            || !self.text[..at].contains(circled) && self.text[at..].matches(circled).count() == 1
    }

    /// Where the next item of a list begins, if the sentence is an item and the mark at `mark` closes the number
    /// that follows its own: `1. The first item 2. The second item`, `a) one b) two`.
    fn next_item(&self, mark: usize) -> Option<usize> {
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

    fn is_border(&self, c: char, mark: usize, marks_end: usize, end: usize) -> bool {
        let marks = &self.text[mark..marks_end];
        let rest = &self.text[end..];
        let follows = rest.trim_start();
        let Some(next) = follows.chars().next() else { return true };
        let spaced = follows.len() < rest.len();
        // What a Chinese text mostly has, asked first.
        if c == '。' && end == marks_end && script::is_han(next) {
            return true;
        }
        // The name that Markdown gives a heading: `为什么？ {#why}`.
        if follows.starts_with("{#") {
            return false;
        }
        // Past a space only a mark that stands by itself goes on: not `:::` and `:-)`.
        let goes_on_mark = is_soft(next) || matches!(next, '—' | '–');
        let by_itself = || is_soft(next) && follows[next.len_utf8()..].starts_with(char::is_whitespace);
        if goes_on_mark && !spaced || spaced && by_itself() {
            return false;
        }
        // Marks parted by spaces end a sentence together: `Really ? ? ?`, `Happy! . . .`, `Dad ! \'\' .`
        let marks_on = |text: &str| {
            let mut chars = text.chars();
            chars.next().is_some_and(|c| {
                marks::is_end(c) || c == '…' || c == '.' && chars.next().is_none_or(|c| !c.is_alphanumeric())
            })
        };
        if marks_on(follows)
            || matches!(next, '"' | '\'') && marks_on(follows.trim_start_matches(['"', '\'', ' ']))
        {
            return false;
        }
        let quoted = self.text[marks_end..end].contains(['”', '」', '』', '’', '"', '»']);
        match c {
            '…' => self.ellipsis_ends(marks, mark, next, quoted, rest),
            '。' | '｡' => !(quoted && self.is_speech_tag(rest)),
            '！' | '？' => !(quoted && self.is_speech_tag(rest) || !quoted && names_on(rest)),
            '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' => {
                (spaced || script::runs_on(next))
                    && !goes_on(rest)
                    && !(quoted && self.is_speech_tag(rest) || !quoted && names_on(rest))
            }
            ';' | ':' => self.grammar.profile.ends.contains(&c) && spaced && !goes_on(rest),
            '．' => self.wide_stop_ends(mark, rest),
            // Dots in a row were judged at the first.
            '.' if self.text[self.start..mark].ends_with('.') => false,
            '.' if marks.len() > 1 => self.ellipsis_ends(marks, mark, next, quoted, rest),
            '.' => self.full_stop_ends(mark, end, next, spaced),
            _ => true,
        }
    }

    /// Three dots end a sentence unless the voice only falters: the same character again (`我……我`),
    /// hardly a word before them, a word that goes on (`……但`), or a small letter after.
    fn ellipsis_ends(&self, marks: &str, mark: usize, next: char, quoted: bool, rest: &str) -> bool {
        if marks.contains(['。', '！', '？', '!', '?']) {
            return true;
        }
        if !script::runs_on(next) {
            return self.starts_after_dots(marks.len(), next, rest);
        }
        if is_thai(next) {
            return false;
        }
        let clause =
            self.text[self.start..mark].rsplit(['，', '：', '“', '「', '…', ' ']).next().unwrap_or("");
        let falters = clause.ends_with(next) || clause.chars().count() < 4;
        let goes_on = self.grammar.profile.goes_on.iter().any(|word| rest.starts_with(word));
        !(falters || goes_on || quoted && self.is_speech_tag(rest))
    }

    /// Whether what follows `dots` dots begins a sentence. Without capitals nothing says so, nor does the English
    /// pronoun; and dots that lead to a number are those of a table of contents.
    fn starts_after_dots(&self, dots: usize, next: char, rest: &str) -> bool {
        let leads = dots > 4 && next.is_numeric();
        let caseless = next.is_alphabetic() && !next.is_uppercase();
        rest.starts_with(char::is_whitespace)
            && !leads
            && !caseless
            && starts_sentence(rest)
            && !(self.is_english() && first_word(rest) == "I")
    }

    /// Whether the text is in English, or in nobody knows what.
    fn is_english(&self) -> bool {
        self.grammar.profile.tags.contains(&"en") || self.grammar.profile.kin == "en"
    }

    /// Whether a full-width full stop at `mark` ends the sentence: it is also the point of ３．５ and Ｕ．Ｓ．
    fn wide_stop_ends(&self, mark: usize, rest: &str) -> bool {
        let before = &self.text[self.start..mark];
        let mut back = before.chars().rev();
        let Some(last) = back.next() else { return false };
        let next = rest.chars().next().map_or(' ', |c| if c.is_whitespace() { ' ' } else { c });
        if last.is_numeric() {
            // Glued to what follows it numbers an item.
            return next == ' ' && !before.trim_start().chars().all(|c| c.is_numeric() || c == '．');
        }
        let is_wide = |c: char| matches!(c, 'Ａ'..='Ｚ' | 'ａ'..='ｚ');
        let is_latin = |c: char| c.is_ascii_alphabetic() || is_wide(c);
        if is_latin(last) {
            let earlier = back.next();
            let initial = !earlier.is_some_and(is_latin) && (is_wide(last) || earlier == Some('．'));
            return !initial && !(is_latin(next) && (next.is_lowercase() || !earlier.is_some_and(is_latin)));
        }
        true
    }

    /// Whether a single full stop at `mark` ends the sentence and is no part of a word or number.
    fn full_stop_ends(&self, mark: usize, end: usize, next: char, spaced: bool) -> bool {
        let before = &self.text[self.start..mark];
        let Some(last) = before.chars().next_back() else { return false };
        if is_thai(last) {
            // Thai has no full stop; what is short before one is an abbreviation: พ.ศ., ดร., น.
            return spaced && before.chars().rev().take_while(|&c| is_thai(c)).count() > 4;
        }
        if script::runs_on(last) || matches!(last, '”' | '’' | '》' | '）' | '」' | '』') {
            return true;
        }
        if script::runs_on(next) && !spaced {
            // `3.成员国`: a list mark where the sentence begins, a full stop of a scan elsewhere.
            return last.is_ascii_digit()
                && !before.trim_start().chars().all(|c| c.is_ascii_digit() || c == '.');
        }
        let rest = &self.text[end..];
        if !spaced || !starts_sentence(rest) || last == '…' {
            return false;
        }
        if last == ' ' && before.trim_end().ends_with('.') {
            return self.starts_after_dots(3, next, rest);
        }
        let word = last_word(before);
        if word.is_empty() {
            return !(matches!(last, '°' | '№') && next.is_numeric());
        }
        let earlier = before[..before.len() - word.len()].trim_end();
        let alone = before.trim_start().trim_start_matches(is_bullet).len() == word.len();
        let letter = || word.chars().count() == 1 && !word.starts_with(is_hangul);
        if alone && (roman(word) || letter()) || self.heads(before) {
            return false;
        }
        if word.chars().all(|c| c.is_numeric() || c == '.') {
            return !alone && self.number_ends(word, earlier, before, rest);
        }
        // Armenian that has another mark for its sentences uses this one within them.
        if self.grammar.profile.ends.contains(&':') && (self.text.contains('։') || self.text.contains(": "))
        {
            return false;
        }
        match self.abbreviation(word, earlier, before) {
            None => true,
            Some(Abbreviation::Initial) => self.starter_follows(rest),
            Some(Abbreviation::Known(stop)) => self.stop_ends(stop, earlier, next, rest),
        }
    }

    /// Whether a full stop ends the sentence after the abbreviation that it belongs to.
    fn stop_ends(&self, stop: Stop, earlier: &str, next: char, rest: &str) -> bool {
        match stop {
            Stop::Title => false,
            Stop::Name => !next.is_numeric() && self.starter_follows(rest),
            Stop::Number => !self.counts_on(next, rest),
            Stop::Unit if !ends_with_number(earlier) => true,
            Stop::Unit => next.is_uppercase() || !next.is_alphanumeric(),
            Stop::Either => next.is_uppercase() || !next.is_alphabetic(),
            Stop::Hour => {
                let token = rest.split_whitespace().next().unwrap_or("");
                let capitals = token.chars().take_while(|&c| c.is_ascii_uppercase() || c == '.').count();
                // `p.m. PDT`, `p.m. P.D.T.`
                let zone = capitals > 1 && capitals == token.trim_end_matches([',', ';']).len();
                let says_when = self.opens_with_date(earlier, 5) && !self.starter_follows(rest);
                !(zone || says_when)
                    && (next.is_uppercase() || !next.is_alphabetic() || script::runs_on(next))
            }
            Stop::Year if !ends_with_number(earlier) => self.starter_follows(rest),
            Stop::Year => next.is_uppercase() && !self.opens_with_date(earlier, 3),
        }
    }

    /// Whether a full stop after the number `word` ends the sentence.
    fn number_ends(&self, word: &str, earlier: &str, before: &str, rest: &str) -> bool {
        if !self.grammar.profile.ordinal_point {
            return true;
        }
        // `16. September`, `am 5.1. Montag`; what an abbreviation or `%` has named is no ordinal (`kl. 14.`).
        let short = word.split('.').count() <= 2 && word.split('.').all(|part| part.len() <= 2);
        let apart =
            before[..before.len() - word.len()].chars().next_back().is_none_or(|c| !matches!(c, '%' | '°'));
        let named = earlier.strip_suffix('.').is_some_and(|earlier| {
            matches!(self.grammar.stop(last_word(earlier)), Some(Stop::Number | Stop::Unit))
        });
        !(short && apart && !named) || self.starter_follows(rest)
    }

    /// Whether the sentence so far is the head of what follows: `Article 5`, `Chapter II`, `5-бап`.
    fn heads(&self, before: &str) -> bool {
        let bare = before.trim_start_matches(|c: char| {
            c.is_whitespace() || matches!(c, '*' | '_' | '#' | '"' | '“' | '«' | '(')
        });
        let mut words = bare.split_whitespace();
        let (Some(first), second) = (words.next(), words.next()) else { return false };
        if words.next().is_some() || first.len() > 48 {
            return false;
        }
        let is_heading = |word: &str| self.grammar.is_heading(&word.to_lowercase());
        let counts = |word: &str| {
            word.chars().all(|c| c.is_numeric() || matches!(c, '.' | '-' | '–'))
                || roman(word)
                || word.chars().count() == 1
        };
        match second {
            Some(second) => {
                is_heading(first) && counts(second)
                    || is_heading(second) && first.starts_with(|c: char| c.is_numeric())
            }
            None => match first.split_once('-') {
                Some((number, word)) => number.chars().all(|c| c.is_numeric()) && is_heading(word),
                // Chinese sets no space: `定义4.1.`
                None => is_heading(first.trim_end_matches(|c: char| c.is_numeric() || c == '.')),
            },
        }
    }

    /// Whether what follows an abbreviation is what it counts: a number, a numeral, a letter.
    fn counts_on(&self, next: char, rest: &str) -> bool {
        let token = first_word(rest);
        let after = rest.trim_start().strip_prefix(token).and_then(|after| after.chars().next());
        let letter = token.chars().count() == 1
            && next.is_uppercase()
            && (!after.is_some_and(char::is_whitespace) || !self.grammar.is_starter(&token.to_lowercase()));
        next.is_numeric()
            || roman(token)
            || letter
            || next == '(' && rest.trim_start()[1..].starts_with(|c: char| c.is_numeric())
    }

    /// Whether the first word of `rest` opens sentences and is no name.
    fn starter_follows(&self, rest: &str) -> bool {
        let word = first_word(rest);
        let mut letters = word.chars();
        if let (Some(_), None) = (letters.next(), letters.next())
            && rest.trim_start_matches(|c: char| !c.is_alphanumeric())[word.len()..].starts_with('.')
        {
            // An initial: `J. A. Smith`.
            return false;
        }
        self.grammar.is_starter(&word.to_lowercase())
    }

    /// Whether a sentence only says when so far: `К концу 2027`, `В сентябре 2022`, `On Monday at 6`.
    fn opens_with_date(&self, before: &str, at_most: usize) -> bool {
        let clause = before.rsplit(": ").next().unwrap_or(before);
        let mut words = clause.split_whitespace();
        let first = words.next().unwrap_or("").to_lowercase();
        self.grammar.is_opener(&first) && words.count() <= at_most
    }

    /// What `word` is, which ends `before` after `earlier`, if its full stop may belong to it.
    fn abbreviation(&self, word: &str, earlier: &str, before: &str) -> Option<Abbreviation> {
        use Abbreviation::{Initial, Known};
        let mut letters = word.chars();
        if let (Some(letter), None) = (letters.next(), letters.next()) {
            if letter.is_uppercase() {
                // `120 °C.` is no initial, and the English pronoun only after a first name: `Albert I. Jones`.
                let degrees = before[..before.len() - word.len()].ends_with('°');
                let named = || {
                    let name = last_word(earlier);
                    earlier.len() + 1 == before.len() - word.len()
                        && name.starts_with(char::is_uppercase)
                        && name.len() < earlier.trim_start().len() + usize::from(name.len() > 3)
                        && !self.grammar.is_starter(&name.to_lowercase())
                };
                return match self.grammar.exactly(word) {
                    Some(Stop::Title) => Some(Known(Stop::Title)),
                    _ if degrees || letter == 'I' && !named() => None,
                    _ => Some(Initial),
                };
            }
            // A letter of a script without case is no word, nor is one that goes on with an abbreviation:
            // `ст. м.`, `i. d. R.`
            let caseless = letter.is_alphabetic() && !letter.is_lowercase() && !is_hangul(letter);
            let goes_on = || {
                let first = earlier.strip_suffix('.').map_or("", last_word);
                (1..=2).contains(&first.chars().count()) && self.grammar.stop(first).is_some()
            };
            let unlisted = || (caseless || goes_on()).then_some(Known(Stop::Name));
            // `т. д.` and `т. п.` end what they list, `т. е.` does not.
            let and_so_on = matches!(letter, 'д' | 'п') && earlier.ends_with("т.");
            return if and_so_on { None } else { self.grammar.stop(word).map(Known).or_else(unlisted) };
        }
        if let Some(stop) = self.grammar.stop(word) {
            return Some(Known(stop));
        }
        if word.contains('.') {
            if word.split('.').all(|part| part.chars().count() <= 2) {
                return Some(if word.starts_with(char::is_uppercase) { Initial } else { Known(Stop::Title) });
            }
            // `PGS.TS. Nguyễn`, `cand.scient. Madsen`.
            return self.grammar.stop(word.rsplit('.').next()?).map(Known);
        }
        // `l'art. 4`, `dell'Avv. Rossi`, `röm.-kath.`
        let part = word.rsplit(['\'', '’', '-']).next().filter(|part| part.len() < word.len())?;
        self.grammar.stop(part).map(Known)
    }

    /// Whether `rest`, which follows a closing quote, only says who spoke: `他说。`, `と聞かれた。`
    fn is_speech_tag(&self, rest: &str) -> bool {
        // The Japanese particle of quotation goes on with the sentence, whoever spoke.
        if rest.starts_with('と') || rest.starts_with("って") {
            return true;
        }
        let clause = bounded(rest, 0, 60).trim_start();
        // `他说：` says who speaks next.
        let tag = clause.split(['。', '！', '？', '.', '，', ',']).next().unwrap_or("");
        let letters = tag.chars().count();
        script::runs_on(clause.chars().next().unwrap_or(' '))
            && letters < clause.chars().count()
            && (2..=10).contains(&letters)
            && tag.ends_with(self.grammar.profile.speech)
    }
}

/// What a word before a full stop is.
#[derive(Clone, Copy, Debug)]
enum Abbreviation {
    /// An initial or `U.S.`: a sentence ends only before a word that seldom is a name.
    Initial,
    /// One that is known, or whose kind is.
    Known(Stop),
}

/// At most `reach` bytes of `text` from `from`, cut between characters.
fn bounded(text: &str, from: usize, reach: usize) -> &str {
    let mut to = (from + reach).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[from..to]
}

fn run(text: &str, from: usize, belongs: impl Fn(char) -> bool) -> usize {
    from + text[from..].chars().take_while(|&c| belongs(c)).map(char::len_utf8).sum::<usize>()
}

/// Whether a sentence goes on before `c`, whatever stands before it.
fn is_soft(c: char) -> bool {
    matches!(c, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '）' | ')')
}

/// The length of the closing tag of HTML with which `rest` begins: `</b>`.
fn closing_tag(rest: &str) -> usize {
    let Some(name) = rest.strip_prefix("</") else { return 0 };
    let length = name.bytes().take_while(u8::is_ascii_alphanumeric).count();
    if (1..=10).contains(&length) && name[length..].starts_with('>') { length + 3 } else { 0 }
}

/// Whether `rest` begins with a particle that no sentence begins with, so that the ！ before it belongs to a
/// name: 排球少年！的, アイカツ！が.
fn names_on(rest: &str) -> bool {
    let mut chars = rest.chars();
    let (first, second) = (chars.next(), chars.next());
    let hiragana = |c: char| matches!(c, '\u{3041}'..='\u{309f}');
    match first {
        Some('的') => second.is_some_and(|c| !matches!(c, '确' | '確' | '士')),
        Some('を') => true,
        Some('が' | 'の') => second.is_some_and(|c| c.is_alphabetic() && !hiragana(c)),
        _ => false,
    }
}

/// Whether `c` is a small letter; those of Georgian have no case where they stand in running text.
fn is_small(c: char) -> bool {
    c.is_lowercase() && !matches!(c, '\u{10d0}'..='\u{10ff}')
}

/// The first letter or digit of what follows, past dashes, quotes and the opening tags of HTML.
fn first_letter(rest: &str) -> Option<char> {
    let mut rest = rest.trim_start();
    while let Some(tag) = rest.strip_prefix('<')
        && let Some(end) =
            bounded(tag, 0, 80).find('>').filter(|_| tag.starts_with(|c: char| c.is_ascii_lowercase()))
    {
        rest = tag[end + 1..].trim_start();
    }
    rest.chars().find(|c| c.is_alphanumeric())
}

/// Whether the first letter of what follows is a small one.
fn goes_on(rest: &str) -> bool {
    first_letter(rest).is_some_and(is_small)
}

/// Whether what follows may begin a sentence: its first letter is none of the small ones.
fn starts_sentence(rest: &str) -> bool {
    first_letter(rest).is_some_and(|c| !is_small(c))
}

/// Thai and Lao, vowel signs and tones included.
fn is_thai(c: char) -> bool {
    matches!(c, '\u{e01}'..='\u{e4e}' | '\u{e81}'..='\u{ece}')
}

fn is_hangul(c: char) -> bool {
    matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}')
}

fn is_bullet(c: char) -> bool {
    c.is_whitespace() || matches!(c, '•' | '·' | '⁃' | '‣' | '◦' | '–' | '—' | '*')
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’' | '\u{300}'..='\u{36f}' | '\u{93c}' | '\u{94d}')
}

/// Whether `word` is a Roman numeral by its letters.
fn roman(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|b| matches!(b, b'I' | b'V' | b'X' | b'L' | b'C'))
}

fn is_item_part(c: char) -> bool {
    c.is_ascii_alphanumeric() || digit(c).is_some()
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

/// Whether `earlier` ends with a number: digits, with or without an ending (`80-х`), or a Roman numeral.
fn ends_with_number(earlier: &str) -> bool {
    let token = earlier.rsplit(char::is_whitespace).next().unwrap_or("");
    token.contains(|c: char| c.is_numeric())
        || roman(token)
        || token.chars().all(|c| "ІХIVX–-".contains(c)) && !token.is_empty()
}

/// The word that ends `before`: letters, and the dots inside `e.g`.
fn last_word(before: &str) -> &str {
    let start = before.char_indices().rev().take_while(|&(_, c)| is_word_part(c)).last();
    start.map_or("", |(at, _)| before[at..].trim_start_matches(['-', '\'', '’', '.']))
}

fn first_word(rest: &str) -> &str {
    let rest = rest.trim_start_matches(|c: char| !c.is_alphanumeric());
    rest.split(|c: char| !c.is_alphanumeric()).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Document;

    fn check(language: &str, marked: &str) {
        let language = Language::new(language);
        // A bar stands where a sentence ends, and for the space that parts it from the next.
        let text = marked.replace('|', if language.runs_on() { "" } else { " " });
        let expected: Vec<_> = marked.split('|').map(str::trim).collect();
        let mut parts = Parts::default();
        split(&text, &[Span::new(0, text.len())], &language, &mut parts);
        let found: Vec<_> = parts.spans().map(|pieces| pieces[0].of(&text)).collect();
        assert_eq!(found, expected, "in {language}");
    }

    #[test]
    fn chinese() {
        check("zh", "会议开始了。|大家都到了！|真的吗？|是的。");
        check("zh", "他说：“今天不去了。”|她没有说话。");
        check("zh", "“今天不去了吗？”他问。|她没有说话。");
        check("zh", "“今天不去了。”|她道：“那么明天呢？”|“明天也不去。”");
        check("zh", "各方签署了《关于合作的协定。》（见附件。）并发表声明。|会议结束。");
        check("zh", "（一）总结经验；（二）制定计划；（三）分工负责。|以上请照办。");
        check("zh", "他慢慢地走远了……|第二天没有人再提起。");
        check("zh", "他等了很久……却没有人来。|雨停了。");
        check("zh", "为什么要这样写？{#why}");
        check("zh", "为什么要这样写？ {#why-so}");
        check("zh", "我……我不知道。|你呢？！|好……好的。");
        check("zh", "会议开始了.|大家都到了!|到2021.|成员国愿继续合作.");
        check("zh", "增长3.5%。|1.总则如下");
        check("zh", "他读了（不只一遍。）。|然后走了。");
        check(
            "zh",
            "《冲吧小队！》的新一集。|今晚看《冲吧小队！》。|冲吧小队！的歌很好听。|真的！|的确如此。",
        );
    }

    #[test]
    fn full_width_full_stops() {
        check("zh", "水位上升２．５米．|各站照常报告．|１．总则");
        check("zh", "Ｗ．Ｈ．Ｏ．的专家来了。|他们住在Ｄ．Ｃ．两年。|结果是Ｃ．");
        check("zh", "所求的值为b．|这个式子是基本形式．");
        check("zh", "１．甲项（第一条）|２．乙项（第二条）|３．丙项");
        check("ja", "川幅は３．２９メートル以上です。|次の駅で降ります。");
    }

    #[test]
    fn what_closes_stays_with_its_sentence() {
        check("en", "The dam broke in May.[3] |Nobody was hurt.[4][5] |It was rebuilt.");
        check("en", "The lamp burns.¹ |It was lit at noon.[^2] |Who lit it?† |Nobody knows.");
        check("en", "The gas burns. [1] |It has no colour. [2][3] |It is light.");
        check("en", "[1] A. Weir.|Rivers.|[2] B. Lock.|Canals.");
        check("en", "The list is open. |[0, 1] has two entries.|See [here](x).");
        check("en", "**Read it twice.** |Then _sleep on it._ |~~Or not.~~ |<b>Then write.</b> |Now.");
        check("en", "He asked, `Which one?` |She said ``the red one.'' |He left.");
        check("en", "Is it over? ! ! |Stop ! |Go home.");
        check("zh", "桥在春天倒了。[3]|没有人受伤。［４］|后来重修了。〔注5〕|通车了。");
        check("zh", "**先读一遍。**|再读一遍。");
        check("zh", "桥修好了。①|第二年通车。②");
        check("zh", "分三步。①看。|②想。|③做，不急。".replace("。①", "：①").as_str());
        check("de", "„Nein.“ |Er lief weiter. |»Gut.« |Sie ging: ‚Komm mit.‘ |Dann kam sie zurück.");
        check("de", "„Kommst du mit?“, rief sie. |»Wer da?« |»Ich bin es.«");
        check("pl", "„Nie.” |Poszedł dalej. |„Kto tam?” |„To ja.”");
        check("da", "»Nej.« |Han gik videre. |»Hvem der?« |»Det er mig.«");
        check("fr", "« Partons ! » |Il sortit. |« Déjà ? » demanda-t-elle.");
    }

    #[test]
    fn a_lost_bracket_costs_its_own_sentence() {
        check("zh", "左括号没有闭合（所以照常。|下一句。");
        check("zh", "第一句（没有闭合。|第二句（有闭合）在这里。|第三句。");
        check("zh", "他读《没有闭合。|又读《有闭合》一遍。|完。");
        check(
            "en",
            "It was measured (Weir, 2003 (Lock, 2005). |Then it was measured again (Dam, 2007). |Last.",
        );
        check("en", "It rose (see above. |Two things count: a) rain. b) snow. |The end.");
        check("en", "He came) late. |(She did not.) |They left (both of them. Really.) at noon.");
    }

    #[test]
    fn heads_and_items_go_with_their_text() {
        check("en", "Article 1. This law protects lakes. |Chapter II. Fines. |See chapter 3. |It is short.");
        check("en", "**Section 3.1. Scope.** |It covers rivers.");
        check("ru", "Глава 1. Начало. |Было тихо.");
        check("es", "Artículo 5. Los lagos son aguas. |Parte II. Multas.");
        check("kk", "5-бап. Көлдер. |Тарау 1. Кіріспе. |Тыныш.");
        check("vi", "Điều 3. Hồ là nước. |Chương 2. Phạt.");
        check("zh", "定义4.1. 湖是水。|图2. 湖");
        check("en", "1. First point. |2. Second point.");
        check(
            "en",
            "1. The first point 2. The second point 3. The third"
                .replace(" 2", "|2")
                .replace(" 3", "|3")
                .as_str(),
        );
        check("en", "a) one thing |b) another |c) a third");
        check("en", "1. See section 2. |The rest is easy.");
        check("de", "1. Im 2. Weltkrieg war es still. |Danach nicht.");
        check("en", "A. I am the first. |B. You are the second.");
    }

    #[test]
    fn english() {
        check("en", "Mr. Smith met Dr. J. R. Jones.|They spoke.");
        check("en", "See No. 5 and Art. 3.|It grew by 3.5 per cent.|Is that all?|Yes!");
        check("en", "It grew by 3.5. |Then it fell to 2.10.4. |He answered no.|Then he left.");
        check(
            "en",
            "It lies in the U.S. and the U.K. today.|It is large.|He left the U.S. |The rest stayed.",
        );
        check("en", "Rivers, lakes, etc. are listed.|Roads, bridges, etc.|The list is long.");
        check("en", "“Come in.”|She came.|(It was late.)|He slept (or so it seemed. It was dark.) well.");
        check("en", "He waited . . . and waited . . .|Nobody came.");
        check("en", "He thought... I would go. |The thing is . . . I forgot.|Rivers.......... 19");
        check("en", "“What?” he said.|He waited... and waited.|He stopped...|Then he ran.");
        check("en", "IV. The water of the river");
        check("en", "At 5 p.m. we met.|You and I.|Nobody else.");
        check(
            "en",
            "He came on Feb. 5, 1995. |She left in Dec. |It was cold on Mt. Wick and Main St. |Nobody stayed.",
        );
        check("en", "At 5 a.m. Mrs. Weir rose. |She left at 6 p.m. |Mr. Lock stayed until 11:58 p.m. GMT.");
        check("en", "In 44 B.C. Rome was large. |It was founded in 753 B.C. |Rome grew.");
        check("en", "You and I. |Did you see Anna I. Weir? |She has a Ph.D. |Tom has none.");
        check("en", "It is 5 ft. 6 in. high. |It came in. |See vol. II and fig. (7).");
    }

    #[test]
    fn russian() {
        check("ru", "Совет принял решение 5 мая 2022 г. в Бишкеке.|Оно вступило в силу.");
        check("ru", "Это было в 2022 г.|Совет собрался в г. Бишкек и в г. Ош.");
        check("ru", "А. С. Иванов, т. е. автор, пришёл.|Реки, озёра и т. д.|Всё учтено.");
        check("ru", "К концу 2027 г. Стороны доведут их число до 12 тыс. ТЕУ.");
        check("ru", "В 2010–2012 гг. Стороны встречались дважды.");
        check("ru", "Выделено 5 млн. рублей.|См. рис. 3 и ст. 15 договора.");
        check("ru", "Лунмарку — 3 млрд.|Сторона уведомляет другие.");
        check("ru", "— Пойдём! — сказал он.|— Куда?|— Домой.");
        check("ru", "Доц. Орлов живёт у ст. м. «Озёрная».|Приём в пн. 15 мая и в мар. 2024 г. по прил. А.");
    }

    #[test]
    fn other_languages() {
        check(
            "de",
            "Am 16. September begann es.|Z. B. so.|Frau Dr. med. Meyer zeigt Abb. 2 in Kap. 4.|Das Heft hat S. 5 ff.|Der Rest fehlt.",
        );
        check("hi", "यह पहला है।|यह दूसरा है।|डॉ. सिंह आए।");
        check("ja", "会議が始まった。|「行こう。」|彼は来た。|それゆけ！の新刊が出た。");
        check("ja", "「なぜ回るのですか。」とよく聞かれます。|答えは二階です。");
        check(
            "fr",
            "Il demande : « Pourquoi tourne-t-elle ? »|La réponse est en haut.|Voir t. II, janv. 2024, et l'art. 4.",
        );
        check(
            "es",
            "La Sra. Ruiz vive en la Av. Central, núm. 5.|Véase la pág. 7.|Dijo que no.|5 personas se fueron.",
        );
        check("it", "L'Avv. Ferri cita l'art. 4.|Poi tace.");
        check("pl", "Zob. t. 2, s. 15.|Spotkanie w 1990 r. w Gdańsku.|Było zimno w 1991 r.|Potem nie.");
        check("uk", "Вул. Садова веде до с. Озерне.|Зустріч у 2024 р. в м. Львів.");
        check("bg", "Той каза: „Добре.“|После си тръгна.|Вж. чл. 15, ал. 2.");
        check("da", "Hr. Berg kom kl. 14.|I dag er det tirsdag.|Det var den 5. maj.");
        check("kk", "2024 ж. 15 қаңтарда жиналыс өтті.|Доц. Кәрім келді.");
        check("ar", "هل هذا صحيح؟|نعم.|انظر ص. ٥٥ من الكتاب.|د. سارة هنا.");
        check("ka", "ლამპა ანთია.|კარი ღიაა.|რა ხდება?|წავედით!");
        check("hy", "Մութ է:|Ես գնում եմ: |Ասաց. «Ոչ»։|Գլ. 3 և ժամը 5:30։");
        check("am", "እንደምን አለህ፧|መልካም ነው።|ቁ. ፭ ይመልከቱ።");
        check("th", "พ.ศ. ๒๕๖๖ ดร.สมชายมาแล้ว เวลา 08.30 น. เริ่มเรียน");
        check("el", "Πού είναι;|Εδώ.");
        check("ko", "각국은 다시 만나기로 했다.|예.|그렇다.");
        check("vi", "PGS.TS. Minh viết tr. 55.|Sách hay.");
        check("und", "Mr. Smith left.|He did.");
    }

    #[test]
    fn carries_a_border_over_lines() {
        let text = "The council of the upper basin met in\nthe spring of that year, as Art.\n5 of its charter asks it to. It\ndecided nothing at all that day.\n";
        let document = Document::new(text.into(), Language::new("en"));
        assert_eq!(document.len(), 2);
        assert_eq!(document.sentence(1), "It decided nothing at all that day.");
        assert_eq!(document.pieces(0).len(), 3);
    }

    proptest::proptest! {
        #[test]
        fn every_character_is_in_one_sentence(
            text in "([ab。！？.…“”（）()《》 我说A1;г]{0,60}|([1-3a-cI-L]?[.)．:»“'*_\\[\\]①¹]{1,2}[ A]?|Mr|Art|г|น|的|<b>|</b>|\\PC){0,30})",
            language in proptest::sample::select(vec!["zh", "en", "ru", "de", "fr", "hy", "th", "ja", "ar", "und"]),
        ) {
            let mut parts = Parts::default();
            split(&text, &[Span::new(0, text.len())], &Language::new(language), &mut parts);
            let mut covered = 0;
            let mut last = 0;
            for pieces in parts.spans() {
                for span in pieces {
                    proptest::prop_assert!(span.start >= last && span.end > span.start);
                    proptest::prop_assert!(text[last..span.start].trim().is_empty());
                    last = span.end;
                    covered += span.len();
                }
            }
            proptest::prop_assert!(text[last..].trim().is_empty());
            proptest::prop_assert!(covered <= text.len());
        }
    }
}
