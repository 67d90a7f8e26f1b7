//! A paragraph as it is read: its characters one after the other, past line ends and page furniture.

use std::cell::OnceCell;
use std::ops::Range;
use std::sync::OnceLock;

use rustc_hash::FxHashMap;

use super::marks;
use super::model::{EDGE, KNOWN, Pair};
use crate::text::{Document, Paragraph, ParagraphKind, Span, han, script, threads};

/// Words of grammar that today's language has.
const NEW: &str = "的了是们这那着过和我你他她它个個們這過還说說都就很吗呢吧";
/// Words of grammar of the old written language.
const OLD: &str = "之其而者也矣曰乎焉哉兮吾汝尔爾乃则則于於以亦皆遂何岂豈孰莫弗勿无無";

/// A document under check, and what the rules ask of it as a whole.
#[derive(Debug)]
pub struct Page<'a> {
    /// The document.
    pub document: &'a Document,
    /// How many Chinese characters it holds.
    pub han: usize,
    /// How many letters of alphabets it holds, by bytes of ASCII.
    pub latin: usize,
    /// How many of its Chinese characters belong to talk and story (了 着 吗 我 她), seldom to statutes.
    pub colloquial: usize,
    /// How many commas of half and of full width stand after Chinese characters.
    pub commas: [usize; 2],
    /// How many quotation marks are straight, and how many are not.
    pub(super) quotes: [usize; 2],
    /// How many of its sentences hold Chinese, and how many of these a Latin word; of the first thousands.
    pub sentences: [usize; 2],
    /// How many spaces part two of its Chinese characters.
    pub gaps: usize,
    /// How many colons, and how many commas and other marks, stand right before a Chinese character, and how many
    /// have a space between.
    pub(super) trailing: [[usize; 2]; 2],
    /// How many of its Chinese characters are words of grammar that only today's language has, and how many such that
    /// the old written language lives on.
    pub(super) ages: [usize; 2],
    /// How many only simplified text has.
    pub simplified: usize,
    /// How many only traditional text has.
    pub traditional: usize,
    /// How often each Chinese character stands in the text, when that was asked once.
    times: OnceLock<FxHashMap<char, u32>>,
}

impl<'a> Page<'a> {
    /// Looks over `document` once.
    pub fn of(document: &'a Document) -> Self {
        let mut page = Self {
            document,
            han: 0,
            latin: 0,
            colloquial: 0,
            commas: [0; 2],
            quotes: [0; 2],
            sentences: [0; 2],
            gaps: 0,
            trailing: [[0; 2]; 2],
            ages: [0; 2],
            simplified: 0,
            traditional: 0,
            times: OnceLock::new(),
        };
        // A hundred thousand characters tell a text's kind; a library of them tells no more.
        let (mut earliest, mut earlier, mut before) = ('\n', '\n', '\n');
        for c in document.text().chars().take(100_000) {
            if c.is_ascii_alphabetic() {
                page.latin += 1;
            } else if script::is_han(c) {
                page.han += 1;
                // Not where a heading is set wide, a space after each character.
                page.gaps +=
                    usize::from(before == ' ' && script::is_han(earlier) && script::is_han(earliest));
                if marks::pauses(before) {
                    page.trailing[usize::from(before != '：')][0] += 1;
                } else if before == ' ' && marks::pauses(earlier) {
                    page.trailing[usize::from(earlier != '：')][1] += 1;
                }
                page.ages[0] += usize::from(NEW.contains(c));
                page.ages[1] += usize::from(OLD.contains(c));
                page.simplified += usize::from(han::is_simplified_only(c));
                page.traditional += usize::from(han::is_traditional_only(c));
                page.colloquial += usize::from("了着吗呢吧啊呀么我你她咱嘛啦您".contains(c));
            } else if c == '"' {
                page.quotes[0] += 1;
            } else if matches!(c, '“' | '”' | '「' | '」') {
                page.quotes[1] += 1;
            } else if script::is_han(before) {
                match c {
                    ',' => page.commas[0] += 1,
                    '，' => page.commas[1] += 1,
                    _ => {}
                }
            }
            (earliest, earlier, before) = (earlier, before, c);
        }
        if page.han > 0 && page.latin > 0 {
            page.sentences = latin_sentences(document);
        }
        page
    }

    /// The whole text.
    pub fn text(&self) -> &'a str {
        self.document.text()
    }

    /// How often the text has the Chinese character `c`. The first time it is asked, all are counted.
    pub(super) fn times(&self, c: char) -> u32 {
        let count = || {
            let mut times = FxHashMap::default();
            for c in self.text().chars().filter(|&c| script::is_han(c)) {
                *times.entry(c).or_default() += 1;
            }
            times
        };
        self.times.get_or_init(count).get(&c).copied().unwrap_or(0)
    }

    /// Whether most of the text is Chinese.
    pub fn is_chinese(&self) -> bool {
        self.han > 0 && self.han * 4 > self.latin
    }

    /// Whether its quotation marks are mostly straight ones, more of them than slips of a page; a line or two have no
    /// habit.
    pub(super) fn is_habitually_straight(&self) -> bool {
        const SLIPS: usize = 8;
        self.quotes[0] > SLIPS && self.quotes[0] > self.quotes[1] && !self.is_brief()
            || self.commas[0] > self.commas[1]
    }

    /// Whether it is a sentence or two: too little to tell what kind of text it is.
    pub fn is_brief(&self) -> bool {
        self.han < 40
    }

    /// Whether it is written in the language of today: statutes have two of its words to one of the old language,
    /// everything else of today more, and classical prose and verse one to two and fewer.
    pub(super) fn is_of_today(&self) -> bool {
        self.ages[0] > 2 && self.ages[0] > self.ages[1]
    }

    /// Whether it is plainly written in the old language: of a few lines nothing is known.
    pub(super) fn is_old(&self) -> bool {
        self.ages[1] > 2 && self.ages[1] >= self.ages[0]
    }

    /// Whether its quotation marks were lost and spaces are all that is left of them: what is said follows a colon and a
    /// space far oftener than a space follows a comma.
    pub(super) fn is_unquoted(&self) -> bool {
        /// Colons with a space that are no slip.
        const SLIPS: usize = 2;
        let [colons, others] = self.trailing;
        colons[1] > SLIPS && colons[1] * (others[0] + others[1]) > 3 * others[1] * (colons[0] + colons[1])
    }

    /// Whether a space stands behind half of its commas and stops, as recognisers set it.
    pub(super) fn is_spaced(&self) -> bool {
        let [_, others] = self.trailing;
        others[1] > others[0]
    }

    /// Whether it is talk or story and not a statute or a communiqué.
    pub fn is_colloquial(&self) -> bool {
        self.colloquial * 50 > self.han
    }

    /// Whether hardly any of it is talk or story, as in statutes and reports.
    pub(super) fn is_formal(&self) -> bool {
        !self.is_brief() && self.colloquial * 400 < self.han
    }

    /// Shows `see` each paragraph that is text and is `worth` it, and gives what it put into its list, in the
    /// order of the text.
    pub(super) fn gather_where<T: Send>(
        &self,
        worth: impl Fn(&str) -> bool + Sync,
        see: impl Fn(&Flow, &mut Vec<T>) + Sync,
    ) -> Vec<T> {
        let parts = self.fold_where(worth, Vec::new, see);
        parts.into_iter().flatten().collect()
    }

    /// Shows `see` each paragraph that is text, together with what `new` made for it and the paragraphs
    /// around, and gives all of these in the order of the text.
    pub(super) fn fold<T: Send>(
        &self,
        new: impl Fn() -> T + Sync,
        see: impl Fn(&Flow, &mut T) + Sync,
    ) -> Vec<T> {
        self.fold_where(|_| true, new, see)
    }

    fn fold_where<T: Send>(
        &self,
        worth: impl Fn(&str) -> bool + Sync,
        new: impl Fn() -> T + Sync,
        see: impl Fn(&Flow, &mut T) + Sync,
    ) -> Vec<T> {
        self.spread(|paragraphs| {
            let (mut flow, mut held) = (Flow::default(), new());
            for number in paragraphs {
                if worth(self.document.stretch(&self.document.paragraphs()[number])) {
                    flow.read(self.document, number);
                    if !flow.chars.is_empty() {
                        see(&flow, &mut held);
                    }
                }
            }
            held
        })
    }

    /// Shows each paragraph that is text, as it is read on, to a reader that `new` makes for it: a stretch at a
    /// time. So are the same characters read as in a [`Flow`], and not kept.
    pub(super) fn skim<T>(&self, new: impl Fn() -> T + Sync, see: impl Fn(&mut T, &str) + Sync) {
        self.spread(|paragraphs| {
            for number in paragraphs {
                let mut reader = new();
                read_on(self.document, number, |_, stretch| see(&mut reader, stretch));
            }
        });
    }

    /// What `show` makes of the numbers of the paragraphs that are text, in the order of the text: many at
    /// once, so that a short text is not kept waiting for threads, and these on all processors.
    fn spread<T: Send>(&self, show: impl Fn(&mut dyn Iterator<Item = usize>) -> T + Sync) -> Vec<T> {
        const AT_ONCE: usize = 512;
        let shown = |first: usize, paragraphs: &[Paragraph]| {
            let numbered = (first..).zip(paragraphs);
            show(&mut numbered.filter(|(_, paragraph)| paragraph.kind != ParagraphKind::Code).map(|(n, _)| n))
        };
        let paragraphs = self.document.paragraphs();
        if paragraphs.len() <= AT_ONCE {
            return vec![shown(0, paragraphs)];
        }
        threads::map_chunks(paragraphs, AT_ONCE, shown)
    }

    /// Shows `see` again those paragraphs, by `paragraph`, in which any of `places` lie, with the places in
    /// each; these are in the order of the text, and so is what `see` gives.
    pub(super) fn again<P: Sync, T: Send>(
        &self,
        places: &[P],
        paragraph: impl Fn(&P) -> usize + Sync,
        see: impl Fn(&Flow, &[P]) -> Vec<T> + Sync,
    ) -> Vec<T> {
        const AT_ONCE: usize = 64;
        let same = |a: &P, b: &P| paragraph(a) == paragraph(b);
        let shown = |flow: &mut Flow, places: &[P]| {
            flow.read(self.document, paragraph(&places[0]));
            see(flow, places)
        };
        if places.len() <= AT_ONCE {
            let mut flow = Flow::default();
            return places.chunk_by(same).flat_map(|places| shown(&mut flow, places)).collect();
        }
        let paragraphs: Vec<&[P]> = places.chunk_by(same).collect();
        let parts = threads::map_chunks(&paragraphs, AT_ONCE, |_, paragraphs| {
            let mut flow = Flow::default();
            paragraphs.iter().flat_map(|places| shown(&mut flow, places)).collect::<Vec<T>>()
        });
        parts.into_iter().flatten().collect()
    }
}

/// How many of the first sentences of `document` hold Chinese, and how many of these a Latin word of three
/// letters or more.
fn latin_sentences(document: &Document) -> [usize; 2] {
    const ENOUGH: usize = 4000;
    let mut counts = [0; 2];
    for sentence in 0..document.len().min(ENOUGH) {
        let pieces = || document.pieces(sentence).iter().map(|piece| piece.of(document.text()));
        if pieces().any(|piece| piece.contains(script::is_han)) {
            counts[0] += 1;
            let is_word = |letters: &[u8]| letters.iter().all(u8::is_ascii_alphabetic);
            counts[1] += usize::from(pieces().any(|piece| piece.as_bytes().windows(3).any(is_word)));
        }
    }
    counts
}

/// Which characters that are not Chinese stand in a paragraph, so that a rule that looks for some of them need
/// not look at a paragraph without. Of those beyond ASCII it may take one for another.
#[derive(Clone, Copy, Debug, Default)]
pub struct Signs {
    ascii: u128,
    others: u128,
}

/// The figures of ASCII.
pub(super) const DIGITS: Signs = Signs::of(&[]).and('0', '9');

impl Signs {
    /// Of all of `chars`.
    pub const fn of(chars: &[char]) -> Self {
        let mut signs = Self { ascii: 0, others: 0 };
        let mut at = 0;
        while at < chars.len() {
            signs.add(chars[at]);
            at += 1;
        }
        signs
    }

    /// These, and all from `first` to `last`.
    pub const fn and(mut self, first: char, last: char) -> Self {
        let (mut code, last) = (first as u32, last as u32);
        while code <= last {
            if let Some(c) = char::from_u32(code) {
                self.add(c);
            }
            code += 1;
        }
        self
    }

    const fn add(&mut self, c: char) {
        let code = c as u32;
        if code < 128 {
            self.ascii |= 1 << code;
        } else {
            // Marks stand at the start of their blocks; so those of different blocks part.
            self.others |= 1 << ((code ^ code >> 8) & 127);
        }
    }

    /// Whether any of `wanted` may be among them.
    pub const fn meet(&self, wanted: &Self) -> bool {
        self.ascii & wanted.ascii != 0 || self.others & wanted.others != 0
    }
}

/// The characters of a paragraph as they are read, and where each stands.
///
/// Nothing stands for the end of a line between characters that run on (Chinese), a `\n` for one
/// between words. Page furniture is left out.
#[derive(Debug)]
pub struct Flow {
    /// The characters.
    pub chars: Vec<char>,
    /// The paragraph's number in the document.
    pub paragraph: usize,
    /// What the paragraph is.
    pub kind: ParagraphKind,
    /// Whether any of them is Chinese.
    pub has_han: bool,
    /// The places of those that are not: in Chinese text one in eight, where most rules have their business.
    pub others: Vec<u32>,
    /// Which they are.
    pub signs: Signs,
    /// Whether any of the Chinese ones is a second code for a character (U+F900 and after).
    pub(super) has_second_codes: bool,
    plain: OnceCell<Vec<char>>,
    pairs: OnceCell<Vec<Pair>>,
    literary: OnceCell<bool>,
    quoted: OnceCell<bool>,
    base: usize,
    /// Byte offset of each character after `base`.
    offsets: Vec<u32>,
}

impl Default for Flow {
    fn default() -> Self {
        Self {
            chars: Vec::new(),
            paragraph: 0,
            kind: ParagraphKind::Body,
            has_han: false,
            others: Vec::new(),
            signs: Signs::default(),
            has_second_codes: false,
            plain: OnceCell::new(),
            pairs: OnceCell::new(),
            literary: OnceCell::new(),
            quoted: OnceCell::new(),
            base: 0,
            offsets: Vec::new(),
        }
    }
}

/// Shows `see` the paragraph of this number as it is read on, a stretch at a time and each with its place in the
/// text: past page furniture, and with a `\n` for a line end between words.
///
/// This is not how [`Document::joined`] reads: rules are about line ends too, and must see the hyphen there that a
/// joined sentence has lost.
fn read_on<'a>(document: &'a Document, paragraph: usize, mut see: impl FnMut(usize, &'a str)) {
    let text = document.text();
    let mut last: Option<Span> = None;
    for &piece in
        document.paragraphs()[paragraph].sentences.clone().flat_map(|number| document.pieces(number))
    {
        if let Some(last) = last.filter(|last| last.end < piece.start) {
            let gap = &text[last.end..piece.start];
            if !gap.contains(['\n', '\r', '\u{c}']) && gap.trim().is_empty() {
                see(last.end, gap);
            } else {
                let runs_on = last.of(text).chars().next_back().is_some_and(script::runs_on)
                    || piece.of(text).chars().next().is_some_and(script::runs_on);
                if !runs_on {
                    see(last.end, "\n");
                }
            }
        }
        see(piece.start, piece.of(text));
        last = Some(piece);
    }
}

impl Flow {
    /// Reads the paragraph of this number.
    fn read(&mut self, document: &Document, paragraph: usize) {
        self.chars.clear();
        self.offsets.clear();
        self.others.clear();
        self.plain.take();
        self.pairs.take();
        self.literary.take();
        self.quoted.take();
        self.signs = Signs::default();
        self.has_second_codes = false;
        self.paragraph = paragraph;
        self.kind = document.paragraphs()[paragraph].kind;
        self.base = document.pieces(document.paragraphs()[paragraph].sentences.start)[0].start;
        read_on(document, paragraph, |start, stretch| self.extend(start, stretch));
        self.has_han = self.others.len() < self.chars.len();
    }

    /// The characters simplified, as the counts of the model know them; [`EDGE`] for each that is not Chinese.
    pub(super) fn plain(&self) -> &[char] {
        let plain = |&c| if script::is_han(c) { han::simplified(c) } else { EDGE };
        self.plain.get_or_init(|| self.chars.iter().map(plain).collect())
    }

    /// How each of [`Flow::plain`] goes with the next.
    pub(super) fn pairs(&self) -> &[Pair] {
        self.pairs.get_or_init(|| {
            let plain = self.plain();
            let ends = plain.iter().skip(1).chain([&EDGE]);
            let pair = |(&a, &b)| if a == EDGE || b == EDGE { Pair::NONE } else { KNOWN.pair(a, b) };
            plain.iter().zip(ends).map(pair).collect()
        })
    }

    /// Each character that is not Chinese, with its place.
    pub fn others(&self) -> impl Iterator<Item = (usize, char)> + '_ {
        self.others.iter().map(|&at| (at as usize, self.chars[at as usize]))
    }

    fn extend(&mut self, start: usize, text: &str) {
        // A paragraph of more than 4 GB is cut: beyond that nothing in it is looked at.
        if u32::try_from(start + text.len() - self.base).is_err() {
            return;
        }
        let Self { chars, offsets, others, signs, has_second_codes, .. } = self;
        // A character of Chinese takes three bytes.
        chars.reserve(text.len() / 3);
        offsets.reserve(text.len() / 3);
        let mut offset = (start - self.base) as u32;
        for c in text.chars() {
            if !script::is_han(c) {
                others.push(chars.len() as u32);
                signs.add(c);
            } else if c >= '\u{f900}' {
                *has_second_codes |= c <= '\u{faff}';
            }
            chars.push(c);
            offsets.push(offset);
            offset += c.len_utf8() as u32;
        }
    }

    /// The character at `at`, counted from 0; a line end where there is none.
    pub fn at(&self, at: usize) -> char {
        self.chars.get(at).copied().unwrap_or('\n')
    }

    /// The character before `at`; a line end if there is none.
    pub fn before(&self, at: usize) -> char {
        at.checked_sub(1).map_or('\n', |at| self.at(at))
    }

    /// Where the characters of `range`, which is not empty, stand in the text.
    pub fn span(&self, range: Range<usize>) -> Span {
        let last = range.end - 1;
        let start = self.base + self.offsets[range.start] as usize;
        Span::new(start, self.base + self.offsets[last] as usize + self.chars[last].len_utf8())
    }

    /// Whether the characters of `range` stand side by side in the text, no line end or furniture
    /// between them.
    pub fn is_solid(&self, range: Range<usize>) -> bool {
        let length: usize = self.chars[range.clone()].iter().map(|c| c.len_utf8()).sum();
        self.span(range).len() == length
    }

    /// Whether the paragraph is of the old written language, or of verse: words of grammar of today are few in it and
    /// those of old many, or it has no mark and no word of today at all.
    pub(super) fn is_literary(&self) -> bool {
        *self.literary.get_or_init(|| {
            const SHORTEST: usize = 8;
            let (mut new, mut old) = (0, 0);
            for &c in &self.chars {
                new += usize::from(NEW.contains(c));
                old += usize::from(OLD.contains(c));
            }
            let has_marks = self.others().any(|(_, c)| script::is_wide_mark(c) || c.is_ascii_punctuation());
            let is_old = old > 1 && old > new * 3;
            let is_bare = !has_marks && new == 0 && self.chars.len() >= SHORTEST && self.others.is_empty();
            is_old || is_bare || new == 0 && self.is_verse()
        })
    }

    /// The same in a text of today, where a statute has old words too and a heading no mark: every eighth character of
    /// what is quoted there is an old word.
    pub(super) fn is_quoted_literary(&self) -> bool {
        *self.quoted.get_or_init(|| {
            let count = |words: &str| self.chars.iter().filter(|&&c| words.contains(c)).count();
            let old = || count(OLD);
            self.is_literary()
                && count(NEW) == 0
                && (self.is_verse() || old() > 1 && old() * 8 > self.chars.len())
        })
    }

    /// Whether its clauses are all as long as each other, and as those of verse are.
    fn is_verse(&self) -> bool {
        let clauses =
            self.chars.split(|&c| !script::is_han(c)).map(<[char]>::len).filter(|&length| length > 0);
        let lengths: Vec<usize> = clauses.collect();
        lengths.len() > 1
            && matches!(lengths[0], 4 | 5 | 7)
            && lengths.iter().all(|&length| length == lengths[0])
    }

    /// The characters of `range` as a string.
    pub fn string(&self, range: Range<usize>) -> String {
        self.chars[range].iter().collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    fn flows(text: &str, language: &str) -> Vec<String> {
        let document = Document::new(text.to_owned(), Language::new(language));
        Page::of(&document)
            .gather_where(|_| true, |flow, flows: &mut Vec<String>| flows.push(flow.chars.iter().collect()))
    }

    #[test]
    fn signs_are_met() {
        let text = Signs::of(&['，', '。', 'a', '“']);
        for (wanted, is_met) in [
            (Signs::of(&['。']), true),
            (Signs::default().and('a', 'z'), true),
            (Signs::default().and('0', '9'), false),
            (Signs::of(&['\u{ad}', '\u{feff}']).and('\u{200b}', '\u{200f}'), false),
            (Signs::of(&['《', '》', '（']), false),
        ] {
            assert_eq!(text.meet(&wanted), is_met, "{wanted:?}");
        }
    }

    #[test]
    fn shows_a_long_text_in_order() {
        let lines: Vec<String> = (0..3000).map(|n| format!("第{n}行写完了。")).collect();
        assert_eq!(flows(&lines.join("\n\n"), "zh"), lines);
    }

    #[test]
    fn reads_on_past_line_ends() {
        assert_eq!(flows("一行写完，\n另起一行。\n", "zh").concat(), "一行写完，另起一行。");
        assert_eq!(flows("One. Two.\n", "en").concat().replace('\n', " "), "One. Two.");
    }
}
