//! Where does a sentence end?
//!
//! A mark that ends sentences does not always end one. The full stop of `No. 5` and `16 сентября
//! 2022 г. в Москве` belongs to a word, `3.5` is a number, and in a scan the Chinese full stop is as
//! often `.` as `。`. Closing quotes and brackets go with the sentence that they close; `“好！”他说。` is
//! one sentence; a bracket or title that closes further on holds its full stops to itself. `；` parts
//! clauses and ends nothing.
//!
//! The method is a scan for the marks, each judged by what stands around it and by short lists of
//! abbreviations. Unicode's default rule (UAX 29) knows no abbreviations and breaks every initial; a
//! learned splitter (Punkt) needs more text than a treaty has.

use super::document::Parts;
use super::joined::{Joined, Part};
use super::{Language, Span, script};

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
    let mut scan = Scan { text: paragraph, language, open: Vec::new(), start: 0 };
    let mut at = 0;
    while let Some(mark) = next_mark(paragraph.as_bytes(), at) {
        let c = char_at(paragraph, mark);
        let after = mark + c.len_utf8();
        at = match scan.end_after(c, mark) {
            Some(end) => {
                emit(paragraph, scan.start, end, &mut found);
                scan.start = end;
                scan.open.clear();
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
/// bracket. Text is mostly neither, so bytes are looked at and not characters.
fn next_mark(bytes: &[u8], from: usize) -> Option<usize> {
    let mut at = from;
    loop {
        // Four Chinese characters at once: in what they begin with none of the marks begins.
        while let Some(four) = bytes.get(at..at + 12)
            && [four[0], four[3], four[6], four[9]].iter().all(|first| (0xe4..=0xe9).contains(first))
        {
            at += 12;
        }
        at += bytes[at..].iter().position(|&b| MAY_BEGIN_MARK[usize::from(b)])?;
        let rest = &bytes[at..];
        let hit = match rest[0] {
            b'.' | b'!' | b'?' | b'(' | b')' | b'[' | b']' => true,
            b';' => true,
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
            // Burmese ။, Khmer ។, Ethiopic ።
            0xe1 => {
                rest.len() > 2 && matches!((rest[1], rest[2]), (0x81, 0x8b) | (0x9f, 0x94) | (0x8d, 0xa2))
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
const MAY_BEGIN_MARK: [bool; 256] = {
    let mut table = [false; 256];
    let bytes = b".!?()[];\xe0\xe1\xe2\xe3\xef\xd6\xd8\xdb";
    let mut at = 0;
    while at < bytes.len() {
        table[bytes[at] as usize] = true;
        at += 1;
    }
    table
};

struct Scan<'a> {
    text: &'a str,
    language: &'a Language,
    /// Brackets that are open: the mark that closes each, and where it opened.
    open: Vec<(char, usize)>,
    /// Where the sentence begins.
    start: usize,
}

impl Scan<'_> {
    /// Where the sentence ends, if the mark `c` at `mark` ends it.
    fn end_after(&mut self, c: char, mark: usize) -> Option<usize> {
        let after = mark + c.len_utf8();
        if let Some(close) = closing(c) {
            let close_at = bounded(self.text, after, BRACKET_REACH).find(close);
            if close_at.is_some() {
                self.open.push((close, mark));
            }
            return None;
        }
        if matches!(c, ')' | '）' | ']' | '］' | '〉'..='】' | '〔'..='〟') {
            if let Some(at) = self.open.iter().rposition(|&(close, _)| close == c) {
                self.open.truncate(at);
            }
            return None;
        }
        let marks_end = run(self.text, after, |c| is_end(c) || matches!(c, '…' | '.'));
        let (end, closed) = self.close(marks_end);
        if let Some(&(_, opened)) = self.open.first() {
            // Inside a bracket, unless the whole sentence stands in it and it closes here.
            let inside = self.open.len() > closed;
            if inside || !self.text[self.start..opened].trim().is_empty() {
                self.open.truncate(self.open.len() - closed);
                return None;
            }
        }
        let marks = &self.text[mark..marks_end];
        self.is_border(c, marks, mark, marks_end, end).then_some(end)
    }

    /// The end of the quotes and brackets that close after `from`, and how many of them were open here.
    fn close(&self, from: usize) -> (usize, usize) {
        let mut end = from;
        let mut closed = 0;
        for c in self.text[from..].chars() {
            let bracket = self.open.len().checked_sub(closed + 1).map(|last| self.open[last].0);
            if bracket == Some(c) {
                closed += 1;
            } else if !matches!(
                c,
                '”' | '’' | '」' | '』' | '"' | '\'' | '»' | '›' | '）' | ')' | '】' | '》' | '〉'
            ) || (matches!(c, '"' | '\'') && !self.closes_here(end))
            {
                break;
            }
            end += c.len_utf8();
        }
        // French sets a space before the mark that closes.
        let rest = &self.text[end..];
        let spaced = rest.trim_start_matches([' ', '\u{a0}', '\u{202f}']);
        if let Some(close) = spaced.chars().next().filter(|&c| matches!(c, '»' | '›'))
            && (self.language.base() == "fr" || self.is_open_quote(end))
        {
            end += rest.len() - spaced.len() + close.len_utf8();
        }
        (end, closed)
    }

    /// Whether a `«` of this sentence is still open at `at`.
    fn is_open_quote(&self, at: usize) -> bool {
        let before = &self.text[self.start..at];
        before.matches('«').count() > before.matches('»').count()
    }

    /// Whether the straight quote at `at` closes: what follows it is no letter, or an odd number of them
    /// stands before it in the sentence.
    fn closes_here(&self, at: usize) -> bool {
        let quote = &self.text[at..=at];
        let before = self.text[self.start..at].matches(quote).count();
        let next = self.text[at + 1..].chars().next();
        before % 2 == 1 || next.is_none_or(char::is_whitespace)
    }

    fn is_border(&self, c: char, marks: &str, mark: usize, marks_end: usize, end: usize) -> bool {
        let rest = &self.text[end..];
        let next = rest.trim_start().chars().next();
        let Some(next) = next else { return true };
        let spaced = rest.starts_with(char::is_whitespace);
        // The name that Markdown gives a heading: `为什么？ {#why}`.
        if rest.trim_start().starts_with("{#") {
            return false;
        }
        if matches!(next, '，' | '、' | '；' | '：' | ',' | ';' | ':' | '）' | ')' | '—' | '–') && !spaced
        {
            return false;
        }
        let quoted = self.text[marks_end..end].contains(['”', '」', '』', '’', '"', '»']);
        match c {
            '…' => self.ellipsis_ends(marks, mark, next, quoted, rest),
            '。' | '｡' | '！' | '？' => !(quoted && is_speech_tag(rest)),
            '!' | '?' | '‼' | '⁇' | '⁈' | '⁉' => {
                (spaced || script::runs_on(next)) && !goes_on(rest) && !(quoted && is_speech_tag(rest))
            }
            ';' => self.language.base() == "el" && spaced,
            '．' => self.before(mark).is_some_and(|c| !c.is_ascii_digit()),
            '.' if marks.len() > 1 => self.ellipsis_ends(marks, mark, next, quoted, rest),
            '.' => self.full_stop_ends(mark, end, next, spaced),
            _ => spaced || marks_end > mark,
        }
    }

    fn before(&self, at: usize) -> Option<char> {
        self.text[self.start..at].chars().next_back()
    }

    /// Three dots end a sentence unless the voice only falters: the same character again (`我……我`),
    /// hardly a word before them, or a small letter after.
    fn ellipsis_ends(&self, marks: &str, mark: usize, next: char, quoted: bool, rest: &str) -> bool {
        if marks.contains(['。', '！', '？', '!', '?']) {
            return true;
        }
        if !script::runs_on(next) {
            return rest.starts_with(char::is_whitespace) && starts_sentence(rest);
        }
        let clause =
            self.text[self.start..mark].rsplit(['，', '：', '“', '「', '…', ' ']).next().unwrap_or("");
        let falters = clause.ends_with(next) || clause.chars().count() < 4;
        !(falters || quoted && is_speech_tag(rest))
    }

    /// Whether a single full stop at `mark` ends the sentence and is no part of a word or number.
    fn full_stop_ends(&self, mark: usize, end: usize, next: char, spaced: bool) -> bool {
        let before = &self.text[self.start..mark];
        let Some(last) = before.chars().next_back() else { return false };
        if script::runs_on(last) || matches!(last, '”' | '’' | '》' | '）' | '」' | '』') {
            return true;
        }
        if script::runs_on(next) && !spaced {
            // `3.成员国`: a list mark where the sentence begins, a full stop of a scan elsewhere.
            return last.is_ascii_digit()
                && !before.trim_start().chars().all(|c| c.is_ascii_digit() || c == '.');
        }
        // `. . .` is one ellipsis.
        if !spaced || next == '.' || !starts_sentence(&self.text[end..]) {
            return false;
        }
        let word = last_word(before);
        if word.is_empty() {
            return true;
        }
        let alone = before.trim_start().len() == word.len();
        if alone && word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C')) {
            return false;
        }
        if word.bytes().all(|b| b.is_ascii_digit()) {
            // A list mark (`1. Text`), or an ordinal where languages write it so (`16. September`).
            let ordinal = word.len() <= 2
                && matches!(
                    self.language.base(),
                    "de" | "cs"
                        | "sk"
                        | "da"
                        | "nb"
                        | "nn"
                        | "no"
                        | "fi"
                        | "hu"
                        | "sl"
                        | "hr"
                        | "et"
                        | "lv"
                        | "is"
                        | "pl"
                );
            return !alone && !ordinal;
        }
        let following = first_word(&self.text[end..]);
        if matches!(word, "д" | "п") && before.trim_end_matches(word).trim_end().ends_with("т.") {
            return true;
        }
        match abbreviation(word, self.language.base()) {
            None => true,
            Some(Stop::Word) => false,
            Some(Stop::Either) => next.is_uppercase() || !next.is_alphabetic(),
            Some(Stop::Year) => {
                let earlier = before[..before.len() - word.len()].trim_end();
                earlier.ends_with(|c: char| c.is_ascii_digit() || matches!(c, 'I' | 'V' | 'X'))
                    && next.is_uppercase()
                    && !opens_with_date(earlier)
            }
            Some(Stop::Number) => !next.is_numeric() && !matches!(next, 'I' | 'V' | 'X'),
            Some(Stop::Initial) => STARTERS.contains(&following),
        }
    }
}

/// At most `reach` bytes of `text` from `from`, cut between characters.
fn bounded(text: &str, from: usize, reach: usize) -> &str {
    let mut to = (from + reach).min(text.len());
    while !text.is_char_boundary(to) {
        to -= 1;
    }
    &text[from..to]
}

fn closing(open: char) -> Option<char> {
    Some(match open {
        '(' => ')',
        '（' => '）',
        '[' => ']',
        '［' => '］',
        '〈' => '〉',
        '《' => '》',
        '【' => '】',
        '〔' => '〕',
        _ => return None,
    })
}

fn is_end(c: char) -> bool {
    matches!(c, '。' | '｡' | '！' | '？' | '!' | '?' | '‼' | '⁇' | '⁈' | '⁉')
}

fn run(text: &str, from: usize, belongs: impl Fn(char) -> bool) -> usize {
    from + text[from..].chars().take_while(|&c| belongs(c)).map(char::len_utf8).sum::<usize>()
}

/// Whether `rest`, which follows a closing quote, only says who spoke: `他说。`, `と聞かれた。`
fn is_speech_tag(rest: &str) -> bool {
    // The Japanese particle of quotation goes on with the sentence, whoever spoke.
    if rest.starts_with('と') || rest.starts_with("って") {
        return true;
    }
    const VERBS: [char; 16] =
        ['说', '道', '问', '答', '喊', '叫', '笑', '骂', '嚷', '吼', '说', '問', '説', '想', '哭', '叹'];
    let clause = bounded(rest, 0, 60).trim_start();
    // `他说：` says who speaks next.
    let tag = clause.split(['。', '！', '？', '.', '，', ',']).next().unwrap_or("");
    let letters = tag.chars().count();
    script::runs_on(clause.chars().next().unwrap_or(' '))
        && letters < clause.chars().count()
        && (2..=10).contains(&letters)
        && tag.ends_with(VERBS)
}

/// Whether the first letter of what follows is a small one, past dashes and quotes.
fn goes_on(rest: &str) -> bool {
    rest.chars().find(|c| c.is_alphanumeric()).is_some_and(char::is_lowercase)
}

/// Whether what follows may begin a sentence: its first letter is none of the small ones.
fn starts_sentence(rest: &str) -> bool {
    rest.chars().find(|c| c.is_alphanumeric()).is_some_and(|c| !c.is_lowercase())
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '.' | '-' | '\'' | '’')
}

/// Whether a sentence only says when so far: `К концу 2027`, `В сентябре 2022`.
fn opens_with_date(before: &str) -> bool {
    const PREPOSITIONS: [&str; 9] = ["в", "к", "с", "до", "после", "на", "за", "по", "начиная"];
    let mut words = before.split_whitespace();
    let first = words.next().unwrap_or("").to_lowercase();
    PREPOSITIONS.contains(&first.as_str()) && words.count() <= 3
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

/// What the full stop after an abbreviation may mean.
enum Stop {
    /// Belongs to the word; a sentence never ends here (`Mr.`, `т. е.`).
    Word,
    /// May also end the sentence (`etc.`, `млрд.`).
    Either,
    /// Ends one only after a number: `в 2022 г. Совет`, but `г. Москва`.
    Year,
    /// Belongs to the word before a number only: `No. 5`.
    Number,
    /// An initial or `U.S.`: ends one only before a word that seldom is a name.
    Initial,
}

/// Words that begin a sentence after `U.S.` and are no names.
const STARTERS: &[&str] = &[
    "The", "This", "That", "These", "Those", "It", "In", "On", "At", "He", "She", "They", "We", "You", "But",
    "And", "However", "There", "When", "While", "After", "Before", "If", "As", "For", "His", "Her", "Its",
    "Their", "Our", "A", "An", "В", "На", "Это", "Он", "Она", "Они", "Но", "При", "По", "Для",
];

fn abbreviation(word: &str, language: &str) -> Option<Stop> {
    let mut letters = word.chars();
    if let (Some(first), None) = (letters.next(), letters.next()) {
        // An initial, but not the English pronoun; Russian г. and the like are listed.
        if first.is_uppercase() && first != 'I' {
            return Some(Stop::Initial);
        }
    }
    if word.contains('.') {
        let single = word.split('.').all(|part| part.chars().count() <= 2);
        let capital = word.starts_with(char::is_uppercase);
        return single.then_some(match word.to_lowercase().as_str() {
            "a.m" | "p.m" | "т.д" | "т.п" => Stop::Either,
            _ if capital => Stop::Initial,
            _ => Stop::Word,
        });
    }
    let lower = word.to_lowercase();
    let is = |list: &[&str]| list.contains(&lower.as_str());
    let titles = &[
        "mr", "mrs", "ms", "messrs", "dr", "prof", "st", "sr", "gen", "col", "capt", "lt", "sgt", "rev",
        "hon", "gov", "sen", "rep", "pres", "vs", "viz", "cf", "al", "approx", "ed", "eds", "trans", "mme",
        "mlle",
    ];
    let numbered = &[
        "no", "nos", "art", "arts", "fig", "figs", "sec", "ch", "chap", "vol", "vols", "pp", "p", "para",
        "paras", "eq", "nr", "op", "№", "стр", "с", "ст", "п", "пп", "рис", "табл", "гл", "разд", "abs",
        "bd", "s",
    ];
    let russian = &[
        "им",
        "ул",
        "пл",
        "пер",
        "просп",
        "обл",
        "р",
        "оз",
        "о",
        "гр",
        "тов",
        "проф",
        "акад",
        "ср",
        "см",
        "напр",
        "т",
        "зам",
        "ген",
        "полк",
        "св",
        "соч",
        "изд",
        "ред",
        "пос",
        "дер",
        "д",
        "корп",
        "кв",
        "тел",
        "тыс",
    ];
    let either = &[
        "etc", "inc", "ltd", "co", "corp", "jr", "bros", "dept", "est", "др", "пр", "гг", "в", "вв", "руб",
        "коп", "млн", "млрд", "трлн", "мин", "сек", "ок", "usw", "bzw", "ca", "evtl", "jan", "feb", "mar",
        "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec",
    ];
    let german = &["z", "b", "u", "d", "h", "hl", "hr", "hrn", "fr", "frl", "nr", "dgl", "vgl", "sog", "str"];
    let french = &["m", "mm", "mme", "mlle", "mgr", "av", "bd", "cf", "art"];
    if is(titles) && matches!(language, "en" | "fr" | "es" | "it" | "de" | "und") {
        // `Art` and `Sec` are listed below; a title is one only with its capital, `approx` always.
        return Some(Stop::Word);
    }
    match language {
        "ru" | "uk" | "be" | "bg" | "kk" | "ky" if lower == "г" => return Some(Stop::Year),
        "ru" | "uk" | "be" | "bg" | "kk" | "ky" if is(russian) => return Some(Stop::Word),
        "de" if is(german) => return Some(Stop::Word),
        "fr" if is(french) => return Some(Stop::Word),
        _ => {}
    }
    // `no.` ends a sentence, `No. 5` none; and so all that stand before a number.
    if is(numbered) {
        return Some(Stop::Number);
    }
    is(either).then_some(Stop::Either)
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
        check("zh", "为什么要这样写？{#why}");
        check("zh", "为什么要这样写？ {#why-so}");
        check("zh", "我……我不知道。|你呢？！|好……好的。");
        check("zh", "会议开始了.|大家都到了!|到2021.|成员国愿继续合作.");
        check("zh", "增长3.5%。|1.总则如下");
        check("zh", "他读了（不只一遍。）。|然后走了。");
        check("zh", "左括号没有闭合（所以照常。|下一句。");
    }

    #[test]
    fn english() {
        check("en", "Mr. Smith met Dr. J. R. Jones.|They spoke.");
        check("en", "See No. 5 and Art. 3.|It grew by 3.5 per cent.|Is that all?|Yes!");
        check("en", "He answered no.|Then he left.");
        check(
            "en",
            "It lies in the U.S. and the U.K. today.|It is large.|He left the U.S. |The rest stayed.",
        );
        check("en", "Rivers, lakes, etc. are listed.|Roads, bridges, etc.|The list is long.");
        check("en", "“Come in.”|She came.|(It was late.)|He slept (or so it seemed. It was dark.) well.");
        check("en", "He waited . . . and waited . . .|Nobody came.");
        check("en", "“What?” he said.|He waited... and waited.|He stopped...|Then he ran.");
        check("en", "1. First point.|2. Second point.");
        check("en", "IV. The water of the river");
        check("en", "At 5 p.m. we met.|You and I.|Nobody else.");
    }

    #[test]
    fn russian() {
        check("ru", "Совет принял решение 5 мая 2022 г. в Бишкеке.|Оно вступило в силу.");
        check("ru", "Это было в 2022 г.|Совет собрался в г. Бишкек и в г. Ош.");
        check("ru", "А. С. Иванов, т. е. автор, пришёл.|Реки, озёра и т. д.|Всё учтено.");
        check("ru", "К концу 2027 г. Стороны доведут их число до 12 тыс. ТЕУ.");
        check("ru", "Выделено 5 млн. рублей.|См. рис. 3 и ст. 15 договора.");
        check("ru", "Лунмарку — 3 млрд.|Сторона уведомляет другие.");
        check("ru", "— Пойдём! — сказал он.|— Куда?|— Домой.");
    }

    #[test]
    fn other_languages() {
        check("de", "Am 16. September begann es.|Z. B. so.");
        check("hi", "यह पहला है।|यह दूसरा है।");
        check("ja", "会議が始まった。|「行こう。」|彼は来た。");
        check("ja", "「なぜ回るのですか。」とよく聞かれます。|答えは二階です。");
        check("fr", "Il demande : « Pourquoi tourne-t-elle ? »|La réponse est en haut.");
        check("ar", "هل هذا صحيح؟|نعم.");
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
        fn every_character_is_in_one_sentence(text in "[ab。！？.…“”（）()《》 我说A1;г]{0,60}") {
            let mut parts = Parts::default();
            split(&text, &[Span::new(0, text.len())], &Language::new("zh"), &mut parts);
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
