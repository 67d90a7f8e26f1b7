//! What are the words of a sentence, to one who looks for them in a translation?
//!
//! Not the words of a grammar: what counts is that the same thing gives the same token wherever it stands.
//! So words are lower case and without their endings, by a Snowball stemmer where there is one and cut to
//! five letters where there is none (Kazakh). Chinese and Japanese run on, and there each character is a
//! token and each pair of neighbours another. A segmenter would be the other way; measured on Chinese
//! novels with English, characters and pairs do as well as a dictionary's words (both 0.899), need no
//! dictionary, and cannot cut a word wrongly. Traditional characters count as their simplified form.
//!
//! A question mark, an exclamation, quotation marks, a dash and an ellipsis are tokens too: a translator
//! mostly keeps them, and they tell apart short sentences that hold nothing else.

use std::borrow::Cow;

use rust_stemmers::{Algorithm, Stemmer};
use rustc_hash::FxHashMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use crate::text::script::{is_han, is_kana, runs_on};
use crate::text::{Language, han};

/// The distinct tokens of texts in one language, numbered from 0 in the order they are met.
///
/// ```
/// use duizhao::{align::Vocabulary, text::Language};
///
/// let mut words = Vocabulary::new(&Language::new("en"));
/// let tokens = words.tokens("Two dogs barked; one dog did not.");
/// let tokens: Vec<_> = tokens.into_iter().map(|token| words.word(token)).collect();
/// assert_eq!(tokens, ["two", "dog", "bark", "one", "dog", "did", "not"]);
/// ```
pub struct Vocabulary {
    habits: Habits,
    words: Vec<Box<str>>,
    /// By the token.
    tokens: FxHashMap<Box<str>, u32>,
    /// By the word as it stands, in lower case: each is stemmed once.
    forms: FxHashMap<Box<str>, Short>,
    /// By two characters that are neighbours; by one and NUL.
    pairs: FxHashMap<(char, char), u32>,
}

/// Tokens of one form: nearly always one, and never more than four.
type Short = ([u32; 4], u8);

impl Vocabulary {
    /// No tokens yet; the texts will be in `language`.
    pub fn new(language: &Language) -> Self {
        Self {
            habits: Habits::of(language),
            words: Vec::new(),
            tokens: FxHashMap::default(),
            forms: FxHashMap::default(),
            pairs: FxHashMap::default(),
        }
    }

    /// The tokens of `text`, repetitions kept.
    pub fn tokens(&mut self, text: &str) -> Vec<u32> {
        let mut found = Vec::with_capacity(text.len() / 3);
        if text.chars().any(is_composite) {
            self.cut(&text.nfkc().collect::<String>(), &mut found);
        } else {
            self.cut(text, &mut found);
        }
        found
    }

    /// The token numbered `token`, as tables of translations have it.
    ///
    /// # Panics
    ///
    /// If no token has that number.
    pub fn word(&self, token: u32) -> &str {
        &self.words[token as usize]
    }

    /// The number of `word`, if it has been met.
    pub fn number(&self, word: &str) -> Option<u32> {
        self.tokens.get(word).copied()
    }

    /// How many tokens are distinct.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// Whether no token has been met.
    pub fn is_empty(&self) -> bool {
        self.words.is_empty()
    }

    fn cut(&mut self, text: &str, found: &mut Vec<u32>) {
        let mut word = String::new();
        let mut kind = Kind::Other;
        let mut run = Run::default();
        let mut chars = text.chars().map(narrow).peekable();
        let mut before = ' ';
        while let Some(c) = chars.next() {
            if matches!(c, '\u{ad}' | '\u{200b}'..='\u{200d}' | '\u{2060}' | '\u{feff}') {
                continue;
            }
            let next = chars.peek().copied().unwrap_or(' ');
            let now = match Kind::of(c) {
                // don't, l'homme
                Kind::Apostrophe if kind == Kind::Letter && Kind::of(next) == Kind::Letter => Kind::Letter,
                Kind::Mark if kind == Kind::Letter => Kind::Letter,
                now => now,
            };
            if now != kind {
                self.end_word(&mut word, kind, found);
            }
            if !matches!(now, Kind::Single | Kind::Paired | Kind::Space) {
                self.end_run(&mut run, found);
            }
            match now {
                Kind::Letter => self.habits.push_lower(c, &mut word),
                Kind::Digit | Kind::Katakana => word.push(c),
                Kind::Single => {
                    let c = han::simplified(c);
                    found.push(self.character(c));
                    self.follow(&mut run, c, found);
                    run.told = true;
                }
                Kind::Paired => self.follow(&mut run, c, found),
                Kind::Apostrophe if before.is_alphanumeric() => {}
                Kind::Apostrophe | Kind::Stop(_) => {
                    let stop = if let Kind::Stop(stop) = now { stop } else { '"' };
                    if Kind::of(before) != now {
                        found.push(self.character(stop));
                    }
                }
                // A dash as typewriters have it: -- or alone between spaces.
                Kind::Hyphen => {
                    if before != '-' && (next == '-' || before.is_whitespace() && next.is_whitespace()) {
                        found.push(self.character('—'));
                    }
                }
                // A stray space between Chinese characters parts nothing; elsewhere it does.
                Kind::Space if run.last.is_some_and(is_han) => {}
                Kind::Space => self.end_run(&mut run, found),
                Kind::Mark | Kind::Other => {}
            }
            kind = now;
            before = c;
        }
        self.end_word(&mut word, kind, found);
        self.end_run(&mut run, found);
    }

    fn follow(&mut self, run: &mut Run, c: char, found: &mut Vec<u32>) {
        if let Some(last) = run.last {
            found.push(self.pair(last, c));
            run.told = true;
        }
        run.last = Some(c);
    }

    /// Ends a run; one of a single character that has given no token yet gives it now.
    fn end_run(&mut self, run: &mut Run, found: &mut Vec<u32>) {
        if let Run { last: Some(c), told: false } = *run {
            found.push(self.character(c));
        }
        *run = Run::default();
    }

    fn character(&mut self, c: char) -> u32 {
        if let Some(&token) = self.pairs.get(&(c, '\0')) {
            return token;
        }
        let token = self.token(c.encode_utf8(&mut [0; 4]));
        self.pairs.insert((c, '\0'), token);
        token
    }

    fn pair(&mut self, first: char, second: char) -> u32 {
        if let Some(&token) = self.pairs.get(&(first, second)) {
            return token;
        }
        let token = self.token(&String::from_iter([first, second]));
        self.pairs.insert((first, second), token);
        token
    }

    fn end_word(&mut self, word: &mut String, kind: Kind, found: &mut Vec<u32>) {
        if word.is_empty() {
            return;
        }
        let (tokens, len) = match self.forms.get(word.as_str()) {
            Some(&tokens) => tokens,
            None => {
                let mut tokens = ([0; 4], 0);
                let mut add = |token| {
                    if tokens.1 < 4 {
                        tokens.0[usize::from(tokens.1)] = token;
                        tokens.1 += 1;
                    }
                };
                if kind == Kind::Letter {
                    for part in self.habits.parts(word) {
                        let stem = self.habits.stem(part);
                        if !stem.is_empty() {
                            add(self.token(&stem));
                        }
                    }
                } else {
                    add(self.token(word));
                }
                self.forms.insert(word.as_str().into(), tokens);
                tokens
            }
        };
        found.extend(&tokens[..usize::from(len)]);
        word.clear();
    }

    fn token(&mut self, word: &str) -> u32 {
        if let Some(&token) = self.tokens.get(word) {
            return token;
        }
        let token = self.words.len() as u32;
        self.words.push(word.into());
        self.tokens.insert(word.into(), token);
        token
    }
}

/// The words of a language one by one, for who compares them himself.
pub(crate) struct Endings(Habits);

impl Endings {
    /// Those of `language`.
    pub(crate) fn of(language: &Language) -> Self {
        Self(Habits::of(language))
    }

    /// `word` in lower case and half width, without what only some editions print.
    pub(crate) fn lowered(&self, word: &str) -> String {
        let mut lowered = String::with_capacity(word.len());
        word.chars().map(narrow).for_each(|c| self.0.push_lower(c, &mut lowered));
        lowered
    }

    /// What is left of a word in lower case without its ending; `None` where no stemmer knows the endings.
    pub(crate) fn stem<'w>(&self, lowered: &'w str) -> Option<Cow<'w, str>> {
        self.0.stemmer(lowered).map(|stemmer| stemmer.stem(lowered))
    }
}

/// Characters that run on, so far.
#[derive(Default)]
struct Run {
    last: Option<char>,
    /// Whether `last` is in some token already.
    told: bool,
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Letter,
    Digit,
    /// A word by its own script: loans, whose parts mean nothing.
    Katakana,
    /// A token by itself and in pairs: Chinese characters.
    Single,
    /// A token in pairs only: hiragana, Thai, Korean syllables.
    Paired,
    /// A mark on the letter before it.
    Mark,
    Apostrophe,
    Hyphen,
    /// Punctuation that is a token, in its one shape.
    Stop(char),
    Space,
    Other,
}

impl Kind {
    fn of(c: char) -> Self {
        match c {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '0'..='9' => Self::Digit,
            '?' | '؟' | '\u{37e}' => Self::Stop('?'),
            '!' => Self::Stop('!'),
            '"' | '“' | '”' | '„' | '«' | '»' | '「' | '」' | '『' | '』' => Self::Stop('"'),
            '—' | '―' | '–' | '─' => Self::Stop('—'),
            '…' | '⋯' => Self::Stop('…'),
            '\'' | '‘' | '’' => Self::Apostrophe,
            '-' => Self::Hyphen,
            _ if c.is_ascii() => {
                if c.is_ascii_whitespace() {
                    Self::Space
                } else {
                    Self::Other
                }
            }
            'ー' => Self::Katakana,
            '\u{30a1}'..='\u{30fa}' | '\u{31f0}'..='\u{31ff}' => Self::Katakana,
            _ if is_han(c) => Self::Single,
            '\u{ac00}'..='\u{d7a3}' => Self::Paired,
            _ if (is_kana(c) || runs_on(c)) && (c.is_alphabetic() || is_combining_mark(c)) => Self::Paired,
            _ if is_combining_mark(c) => Self::Mark,
            _ if c.is_alphabetic() => Self::Letter,
            _ if c.is_whitespace() => Self::Space,
            _ => Self::Other,
        }
    }
}

/// Full-width Latin letters, digits and marks as ASCII has them; digits of other scripts as 0 to 9.
fn narrow(c: char) -> char {
    let digit = |zero: u32| char::from_digit(u32::from(c) - zero, 10).unwrap_or(c);
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '\u{660}'..='\u{669}' => digit(0x660),
        '\u{6f0}'..='\u{6f9}' => digit(0x6f0),
        '\u{966}'..='\u{96f}' => digit(0x966),
        _ => c,
    }
}

/// Whether `c` has to be put together with its neighbours or taken apart before it is compared.
///
/// Full-width ASCII, which every Chinese sentence has, is left to [`narrow`], which is far cheaper.
fn is_composite(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{3099}' | '\u{309a}' | '\u{1100}'..='\u{11ff}'
        | '\u{f900}'..='\u{faff}' | '\u{fb00}'..='\u{fb06}' | '\u{ff65}'..='\u{ff9f}')
}

/// How the words of a language are cut, by the script they are in: a word of another script is mostly
/// English, or Russian.
struct Habits {
    russian: bool,
    english: bool,
    /// Of a word that no stemmer knows the ending of, the letters that count.
    prefix: usize,
    latin: Option<Stemmer>,
    cyrillic: Option<Stemmer>,
    other: Option<Stemmer>,
}

/// Of a word of a language without a stemmer, the letters that count: most endings are shorter than what
/// stands before them.
const PREFIX: usize = 5;

impl Habits {
    fn of(language: &Language) -> Self {
        use Algorithm::*;
        let (latin, cyrillic, other) = match language.base() {
            "da" => (Some(Danish), Some(Russian), None),
            "nl" => (Some(Dutch), Some(Russian), None),
            "fi" => (Some(Finnish), Some(Russian), None),
            "fr" => (Some(French), Some(Russian), None),
            "de" => (Some(German), Some(Russian), None),
            "hu" => (Some(Hungarian), Some(Russian), None),
            "it" => (Some(Italian), Some(Russian), None),
            "no" | "nb" | "nn" => (Some(Norwegian), Some(Russian), None),
            "pt" => (Some(Portuguese), Some(Russian), None),
            "ro" => (Some(Romanian), Some(Russian), None),
            "es" => (Some(Spanish), Some(Russian), None),
            "sv" => (Some(Swedish), Some(Russian), None),
            "tr" => (Some(Turkish), Some(Russian), None),
            "ar" => (Some(English), Some(Russian), Some(Arabic)),
            "el" => (Some(English), Some(Russian), Some(Greek)),
            "ta" => (Some(English), Some(Russian), Some(Tamil)),
            "uk" | "be" | "bg" | "mk" | "sr" | "kk" | "ky" | "mn" | "tg" | "tt" | "ba" | "cv" | "os" => {
                (Some(English), None, None)
            }
            "en" | "ru" | "fa" | "ur" | "he" | "yi" | "hi" | "mr" | "ne" | "bn" | "pa" | "gu" | "te"
            | "kn" | "ml" | "si" | "ka" | "hy" | "am" | "ko" | "ug" | "ps" | "und" => {
                (Some(English), Some(Russian), None)
            }
            _ if language.runs_on() => (Some(English), Some(Russian), None),
            _ => (None, Some(Russian), None),
        };
        Self {
            russian: language.base() == "ru",
            english: latin == Some(English),
            // A Vietnamese word is a syllable, has no endings, and differs from others in its last letter.
            prefix: if language.base() == "vi" { usize::MAX } else { PREFIX },
            latin: latin.map(Stemmer::create),
            cyrillic: cyrillic.map(Stemmer::create),
            other: other.map(Stemmer::create),
        }
    }

    /// Appends `c` in lower case; without what only some editions print (Russian ё and stress, the
    /// vowel points of Arabic and Hebrew).
    fn push_lower(&self, c: char, word: &mut String) {
        match c {
            '’' | '‘' => word.push('\''),
            'ё' | 'Ё' if self.russian => word.push('е'),
            '\u{301}' | '\u{300}' if self.russian => {}
            '\u{591}'..='\u{5c7}' | '\u{64b}'..='\u{65f}' | '\u{640}' | '\u{670}' => {}
            _ => word.extend(c.to_lowercase()),
        }
    }

    /// The words that an apostrophe joins.
    fn parts<'w>(&self, word: &'w str) -> Vec<&'w str> {
        let Some((head, tail)) = word.split_once('\'').filter(|_| self.english) else {
            return word.split('\'').collect();
        };
        match tail {
            "t" if head == "can" => vec!["can", "not"],
            "t" if head == "won" => vec!["will", "not"],
            "t" if head.ends_with('n') => vec![&head[..head.len() - 1], "not"],
            "s" => vec![head],
            "ll" => vec![head, "will"],
            "re" => vec![head, "are"],
            "ve" => vec![head, "have"],
            "m" => vec![head, "am"],
            _ => word.split('\'').collect(),
        }
    }

    /// The stemmer for words in the script of `word`.
    fn stemmer(&self, word: &str) -> Option<&Stemmer> {
        let stemmer = match word.chars().next() {
            Some('a'..='z' | '\u{df}'..='\u{24f}' | '\u{1e00}'..='\u{1eff}') => &self.latin,
            Some('\u{400}'..='\u{52f}') => &self.cyrillic,
            _ => &self.other,
        };
        stemmer.as_ref()
    }

    fn stem<'w>(&self, word: &'w str) -> Cow<'w, str> {
        match self.stemmer(word) {
            Some(stemmer) => stemmer.stem(word),
            None => match word.char_indices().nth(self.prefix) {
                Some((end, _)) => Cow::Borrowed(&word[..end]),
                None => Cow::Borrowed(word),
            },
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn check(language: &str, text: &str, expected: &str) {
        let mut words = Vocabulary::new(&Language::new(language));
        let tokens = words.tokens(text);
        let found: Vec<_> = tokens.iter().map(|&token| words.word(token)).collect();
        assert_eq!(found.join(" "), expected, "{text}");
    }

    #[test]
    fn cuts_chinese_into_characters_and_pairs() {
        check("zh", "下雨了。", "下 雨 下雨 了 雨了");
        check("zh-Hant", "開會", "开 会 开会");
        check("zh", "一，二 三", "一 二 三 二三");
        check("zh", "用ＡＢＣ写２０２２年", "用 abc 写 2022 年");
    }

    #[test]
    fn cuts_japanese_into_characters_pairs_and_loans() {
        check("ja", "雨が降る", "雨 雨が 降 が降 降る");
        check("ja", "コーヒーを飲む", "コーヒー 饮 を饮 饮む");
        check("ja", "ｺｰﾋｰ", "コーヒー");
    }

    #[test]
    fn cuts_words_to_their_stems() {
        check("en", "Dogs barked at Lucy’s cats", "dog bark at luci cat");
        check("en", "I can't; we don't, they’ve", "i can not we do not they have");
        check("ru", "Ёлки стоя́ли в лесу", "елк стоя в лес");
        check("fr", "L’homme d’hier", "l homm d hi");
        check("kk", "Қалалардың көшелері", "қалал көшел");
        check("ko", "나는 학생이다", "나는 학생 생이 이다");
        check("vi", "Nghiêng nghiêm", "nghiêng nghiêm");
        check("th", "ฝนตก", "ฝน นต ตก");
    }

    #[test]
    fn parts_numbers_from_letters() {
        check("en", "the 65th, 1922", "the 65 th 1922");
        check("ar", "٢٠٢٢", "2022");
    }

    #[test]
    fn keeps_the_punctuation_that_a_translator_keeps() {
        check("zh", "“好！”他说——走？……", "\" 好 ! \" 他 说 他说 — 走 ? …");
        check("en", "‘Good!’ he said -- go?!", "\" good ! \" he said — go ? !");
        check("ru", "- Да, - сказал он. Какой-то", "— да — сказа он как то");
        check("en", "well-known dogs’ (a), b; c: d.", "well known dog a b c d");
    }

    proptest! {
        #[test]
        fn any_text_in_any_language_has_tokens(
            text in "\\PC{0,40}",
            language in prop::sample::select(vec![
                "zh", "ja", "en", "ru", "kk", "ar", "el", "ta", "tr", "de", "fi", "hu", "fr", "es", "it", "nl",
                "da", "sv", "no", "pt", "ro", "vi", "und",
            ]),
        ) {
            let mut words = Vocabulary::new(&Language::new(language));
            let tokens = words.tokens(&text);
            prop_assert_eq!(&tokens, &words.tokens(&text));
            for token in tokens {
                prop_assert!(!words.word(token).is_empty());
                prop_assert_eq!(words.number(words.word(token)), Some(token));
            }
        }
    }
}
