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

mod closers;
mod items;
mod stops;

use super::document::Parts;
use super::joined::{Joined, Part};
use super::languages::{self, Grammar};
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

    /// Whether the text is in English, or in nobody knows what.
    fn is_english(&self) -> bool {
        self.grammar.profile.tags.contains(&"en") || self.grammar.profile.kin == "en"
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

fn is_bullet(c: char) -> bool {
    c.is_whitespace() || matches!(c, '•' | '·' | '⁃' | '‣' | '◦' | '–' | '—' | '*')
}

fn is_word_part(c: char) -> bool {
    c.is_alphanumeric()
        || matches!(
            c,
            '.' | '-' | '\'' | '’' | '\u{300}'
                ..='\u{36f}' | '\u{93c}' | '\u{94d}' | '\u{9cd}' | '\u{bcd}' | '\u{c4d}' | '\u{ccd}'
        )
}

/// The word that ends `before`: letters, and the dots inside `e.g`.
fn last_word(before: &str) -> &str {
    let start = before.char_indices().rev().take_while(|&(_, c)| is_word_part(c)).last();
    start.map_or("", |(at, _)| before[at..].trim_start_matches(['-', '\'', '’', '.']))
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
    fn marks_of_notes_in_any_dress_stay_with_their_sentence() {
        check("en", "The lamp burns.² ³ |It was lit at noon.[citation needed] |Who lit it?* |Nobody knows.");
        check("en", "It stood empty.(4) |It fell down.(5) |Goats live there.");
        check("en", "The wall held.1 |The town slept.23 |It woke.");
        check(
            "en",
            "See No.1 Harbour and fig.2 there. |It costs 3.5 Francs. (4) It is dear."
                .replace(". (4)", ".|(4)")
                .as_str(),
        );
        check("zh", "**先看灯。**|*再点火。*|完。");
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
        check("de", "§ 2. Der See gehört allen. |Niemand fischt.");
        check("fr", "Article 1er. Le lac est à tous. |Article 2. Nul ne pêche.");
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
        check("en", "Lamp & Co. Ltd. sells oil to Jas. Weir.|See Tab. 2 of v1.2.3.|It is new.");
        check(
            "de",
            "Die Docht & Co. KG liegt in der Uferstr. 12 auf 300 m ü. M. und wächst.|Am 2. Mai ist Ruhe.",
        );
        check("es", "Véase el s. XX y el a. C. 44 en la obra.|Fin.");
        check("ru", "Они жили в XIX в. в с. Озёрном.|См. с. 12.|Потом уехали.");
        check("uk", "Ліхтар на вул. Озерна, буд. 7.|Він горить.");
        check("be", "Праф. Рыбак жыве на вул. Азёрнай, д. 7.|Ён спіць.");
        check("pl", "Lampa stoi przy ul. Wodnej 5.|Latarnik śpi 3. dzień.");
        check("da", "Mødet er d. 5. maj.|Se fig. 4.|Lampen brænder.");
        check("fi", "Katso kuva 4.|Lamppu palaa 5. toukokuuta.");
        check("hu", "A lámpa a Part u. 5. szám alatt ég.|Kész.");
        check("lt", "Lempa degė 5 d. Nidoje.|Žr. p. 12.");
        check("et", "Lamp on Ranna tn. 5.|Süttis 1901. a. Narvas.");
        check("sl", "Luč je na Obalni c. 5.|Prižgana je bila 5. maja.");
        check("ca", "Vegeu la pàg. 12 i el núm. 3.|Fi.");
        check("id", "Bpk. Laut tinggal di Jl. Pantai No. 5.|Lihat hlm. 12, gbr. 3.|Selesai tgl. 5 Mei.");
        check("he", "פרופ. לוי גר ברח. הים 5.|הוא ישן.");
        check("ta", "திரு. ராமன் வந்தார்.|அவர் தூங்கினார்.");
        check("ka", "ბატონმა გ. ლომიძემ ნახა.|იხ. გვ. 12.|კარი ღიაა.");
        check("kk", "Абай даңғ. 5 үй, Теңіз к. 12 үй.|Ұз. 3 км.");
        check("hi", "मु. पो. रामपुर, जि. सीतापुर।|ई. पू. 300 में बना।");
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
