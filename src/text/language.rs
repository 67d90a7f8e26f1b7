//! What language is a text in?
//!
//! Its letters say it for Chinese, Japanese, Korean, and for languages with letters of their own, such as Kazakh
//! and Uyghur; trigrams say it for the rest (`whatlang`, which knows some seventy languages and none of these).

use std::fmt;
use std::str::FromStr;

use super::languages::names;
use super::{han, script};
use crate::message::{Message, each};
use crate::say;

/// A language as a BCP 47 tag in its usual letter case: `zh`, `zh-Hant`, `en`, `ru`, `kk`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[cfg_attr(feature = "serde", derive(serde::Serialize))]
pub struct Language(String);

impl Language {
    /// The language of this tag; `und` (undetermined) is allowed.
    pub fn new(tag: &str) -> Self {
        let parts = tag.split(['-', '_']).enumerate().map(|(place, part)| match (place, part.len()) {
            (0, _) => part.to_lowercase(),
            (_, 2) => part.to_ascii_uppercase(),
            (_, 4) if part.is_ascii() => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
            _ => part.to_ascii_lowercase(),
        });
        Self(parts.collect::<Vec<_>>().join("-"))
    }

    /// The language that a person means by `given`: a BCP 47 tag in any letter case and with `_` for `-`, a
    /// code of ISO 639-2 or 639-3 where there is a shorter one, a name in English, in the language itself, in
    /// Chinese or in Russian, or the code of a country that is written for its language (`cn`, `jp`, `kr`).
    ///
    /// # Errors
    ///
    /// What is no language is refused, and the error names the one that is written most like it.
    ///
    /// # Example: as people write it
    ///
    /// ```
    /// use duizhao::text::Language;
    /// for (given, tag) in [("chinese", "zh"), ("中文", "zh"), ("ZH_cn", "zh-CN"), ("jp", "ja"), ("fre", "fr")] {
    ///     assert_eq!(Language::parse(given).unwrap().tag(), tag);
    /// }
    /// let error = Language::parse("englsh").unwrap_err();
    /// assert_eq!(error.to_string(), "`englsh` is no language; did you mean `en` (English)?");
    /// ```
    pub fn parse(given: &str) -> Result<Self, UnknownLanguage> {
        let name = given.split_whitespace().collect::<Vec<_>>().join(" ");
        if let Some(tag) = names::tag_of(&name).or_else(|| names::tag_of(&name.replace(['_', '-'], " "))) {
            return Ok(Self::new(tag));
        }
        let unknown = || UnknownLanguage { given: name.clone() };
        let (base, rest) = name.split_once(['-', '_']).ok_or_else(unknown)?;
        // A base longer than a code would be a name: `Chinese-PRC` is not taken for `zh-PRC`.
        let tag = names::tag_of(base).filter(|_| (2..=3).contains(&base.len())).ok_or_else(unknown)?;
        // `zh_CN.UTF-8` and `ca_ES@valencia` are how the environment says it.
        let rest = rest.split(['.', '@']).next().unwrap_or(rest);
        let mut private = false;
        for part in rest.split(['-', '_']) {
            private |= part.eq_ignore_ascii_case("x");
            let ascii = part.bytes().all(|b| b.is_ascii_alphanumeric());
            let fits = match part.len() {
                1 | 5..=8 => ascii,
                2 => ascii && part.bytes().all(|b| b.is_ascii_alphabetic()),
                3 => ascii,
                4 => ascii,
                _ => false,
            };
            if !(fits || private && ascii && (1..=8).contains(&part.len())) {
                return Err(unknown());
            }
        }
        Ok(Self::new(&format!("{tag}-{rest}")))
    }

    /// This language as it is written in the country or the script that a person calls `given`, with its name or its
    /// code; itself if no such is known, or if it has said so already.
    pub(crate) fn of_region(self, given: &str) -> Self {
        match names::region(given).filter(|_| !self.0.contains('-')) {
            Some(region) => Self::new(&format!("{self}-{region}")),
            None => self,
        }
    }

    /// What it is called in English, by its whole tag or else the tag's first part; the tag itself if no name
    /// is known: `Chinese, traditional` for `zh-Hant`, `English` for `en-GB`.
    pub fn name(&self) -> &str {
        names::english(&self.0).or_else(|| names::english(self.base())).unwrap_or(&self.0)
    }

    /// Whether all nouns are written with capitals, and not names alone.
    pub(crate) fn has_noun_capitals(&self) -> bool {
        super::languages::profile(self).noun_capitals
    }

    /// What it is called in Chinese, if that is known; else in English, as by [`name`](Self::name).
    pub fn name_in_chinese(&self) -> &str {
        chinese(&self.0).or_else(|| chinese(self.base())).unwrap_or_else(|| self.name())
    }

    /// The language that `text` is in, by its letters; `und` if it has none or they do not tell.
    ///
    /// Chinese is `zh-Hant` if characters that only traditional text has outnumber those that only
    /// simplified text has.
    pub fn detect(text: &str) -> Self {
        /// More of a text says no more of its language.
        const ENOUGH: usize = 20_000;
        let (mut han, mut kana, mut hangul, mut other) = (0, 0, 0, 0);
        let (mut simplified, mut traditional) = (0, 0);
        let mut own = Letters::default();
        let mut letters = 0;
        let mut end = text.len();
        for (at, c) in text.char_indices() {
            if script::is_han(c) {
                han += 1;
                simplified += usize::from(han::is_simplified_only(c));
                traditional += usize::from(han::is_traditional_only(c));
            } else if script::is_kana(c) && c != '・' {
                // The dot stands in Chinese texts too.
                kana += 1;
            } else if matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}') {
                hangul += 1;
            } else if c.is_alphabetic() {
                other += 1;
                own.count(c);
            } else {
                continue;
            }
            letters += 1;
            if letters == ENOUGH {
                end = at;
                break;
            }
        }
        // A character of these scripts says as much as several letters.
        if 3 * (han + kana + hangul) > other {
            return Self::new(match () {
                () if hangul > han + kana => "ko",
                () if 10 * kana > han => "ja",
                () if traditional > simplified => "zh-Hant",
                () => "zh",
            });
        }
        if let Some(tag) = own.language(other) {
            return Self::new(tag);
        }
        let code = whatlang::detect_lang(&text[..end]).map_or("und", |language| language.code());
        Self::new(names::tag_of(code).unwrap_or(code))
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The tag's first part: `zh` of `zh-Hant`.
    pub fn base(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
    }

    /// Whether it is written from right to left, by its script if the tag names one.
    pub fn is_rtl(&self) -> bool {
        match self.0.split('-').find(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_alphabetic()))
        {
            Some("Arab" | "Hebr" | "Syrc" | "Thaa" | "Nkoo" | "Adlm") => true,
            Some(_) => false,
            None => matches!(
                self.base(),
                "ar" | "arc"
                    | "azb"
                    | "ckb"
                    | "dv"
                    | "fa"
                    | "he"
                    | "iw"
                    | "ji"
                    | "ks"
                    | "nqo"
                    | "pnb"
                    | "ps"
                    | "sd"
                    | "syr"
                    | "ug"
                    | "ur"
                    | "yi"
            ),
        }
    }

    /// Whether words and sentences follow each other without a space (Chinese, Japanese, Thai, Khmer,
    /// Lao, Burmese, Tibetan).
    pub fn runs_on(&self) -> bool {
        self.is_chinese() || matches!(self.base(), "ja" | "th" | "km" | "lo" | "my" | "bo")
    }

    /// Whether it is written in Chinese characters without kana.
    pub fn is_chinese(&self) -> bool {
        matches!(self.base(), "zh" | "lzh" | "yue" | "wuu" | "nan" | "hak" | "gan")
    }
}

impl fmt::Display for Language {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How often letters stand in a text that few languages have, none of which `whatlang` knows: it takes Kazakh
/// for Russian, Uyghur for Persian and Tibetan for nothing.
#[derive(Default)]
struct Letters {
    cyrillic: [usize; CYRILLIC.len()],
    arabic: [usize; ARABIC.len()],
    scripts: [usize; SCRIPTS.len()],
}

/// Cyrillic letters beside those of the Slavic languages.
const CYRILLIC: [char; 21] =
    ['ә', 'ғ', 'қ', 'ң', 'ө', 'ұ', 'ү', 'һ', 'ҷ', 'ҳ', 'ӣ', 'ӯ', 'ҙ', 'ҡ', 'ҫ', 'җ', 'ў', 'ҕ', 'ҥ', 'ӑ', 'ӗ'];

/// Letters of Arabic script, by language: none has those of another.
const ARABIC: [(&str, &str); 4] = [("ps", "ټډړښږڼځڅ"), ("ku", "ێڵڕ"), ("sd", "ڄڃڇڏڌڊڻڳڱڪ"), ("ug", "ۇۆۈۋڭ")];

/// Scripts that one language has, or one above all.
const SCRIPTS: [(&str, std::ops::RangeInclusive<char>); 5] = [
    ("bo", '\u{f00}'..='\u{fff}'),
    ("lo", '\u{e80}'..='\u{eff}'),
    ("mn", '\u{1800}'..='\u{18af}'),
    ("dv", '\u{780}'..='\u{7bf}'),
    ("ii", '\u{a000}'..='\u{a4cf}'),
];

impl Letters {
    fn count(&mut self, c: char) {
        let add = |counts: &mut [usize], place: Option<usize>| {
            if let Some(place) = place {
                counts[place] += 1;
            }
        };
        match c {
            '\u{402}'..='\u{52f}' => {
                let small = c.to_lowercase().next().unwrap_or(c);
                add(&mut self.cyrillic, CYRILLIC.iter().position(|&letter| letter == small));
            }
            '\u{600}'..='\u{6ff}' => {
                add(&mut self.arabic, ARABIC.iter().position(|(_, letters)| letters.contains(c)));
            }
            '\u{780}'..='\u{a4cf}' => {
                add(&mut self.scripts, SCRIPTS.iter().position(|(_, script)| script.contains(&c)));
            }
            _ => {}
        }
    }

    /// The language that they say, of a text with `all` letters of scripts with few.
    fn language(&self, all: usize) -> Option<&'static str> {
        let script = self.scripts.iter().position(|&count| 2 * count > all);
        if let Some(place) = script {
            return Some(SCRIPTS[place].0);
        }
        let most = (0..ARABIC.len()).max_by_key(|&place| self.arabic[place])?;
        if 50 * self.arabic[most] > all {
            return Some(ARABIC[most].0);
        }
        let of = |letters: &str| -> usize {
            CYRILLIC
                .iter()
                .zip(&self.cyrillic)
                .filter(|(c, _)| letters.contains(**c))
                .map(|(_, count)| count)
                .sum()
        };
        // One letter in fifty, but for those that are rarer where nobody else has them.
        let many = |letters: &str| 50 * of(letters) > all;
        let some = |letters: &str| 100 * of(letters) > all;
        Some(match () {
            () if some("ҙҡҫ") => "ba",
            () if some("ҕҥ") => "sah",
            () if many("ӑӗ") => "cv",
            () if some("ҷӣӯ") => "tg",
            // Belarusian has the first of these and none of the others.
            () if some("ў") && of("қғҳ") > 0 => "uz",
            () if some("җ") && of("қғұ") == 0 => "tt",
            () if many("әғқңұһ") && of("әғқұһ") > 0 => "kk",
            () if many("ңөү") && of("ң") > 0 => "ky",
            () if many("өү") => "mn",
            () => return None,
        })
    }
}

impl FromStr for Language {
    type Err = UnknownLanguage;

    /// [`Language::parse`].
    fn from_str(given: &str) -> Result<Self, UnknownLanguage> {
        Self::parse(given)
    }
}

/// What was given for a language and is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownLanguage {
    given: String,
}

impl UnknownLanguage {
    /// The tag of the language that may have been meant.
    pub fn nearest(&self) -> Option<&'static str> {
        names::nearest(&self.given).map(|(tag, _)| tag)
    }

    /// What to say of it.
    pub fn said(&self) -> Message {
        let given = &self.given;
        match names::nearest(given) {
            Some((tag, name)) => say!(
                en: "`{given}` is no language; did you mean `{tag}` ({name})?",
                zh: "没有 `{given}` 这个语言代码；是不是 `{tag}`（{name}）？",
                given,
                tag,
                name = each(name, chinese(tag).unwrap_or(name))
            ),
            None => say!(
                en: "`{given}` is no language; give a code or a name, such as `zh`, `zh-Hant`, `en` or `Russian`",
                zh: "没有 `{given}` 这个语言代码；可写代码或名称，如 `zh`、`zh-Hant`、`en`、`俄语`",
                given
            ),
        }
    }
}

/// What the language of this tag is called in Chinese.
fn chinese(tag: &str) -> Option<&'static str> {
    let (.., all) = names::NAMES.iter().find(|(known, ..)| *known == tag)?;
    all.iter().find(|name| name.ends_with(['语', '文'])).copied()
}

impl fmt::Display for UnknownLanguage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.said().fmt(f)
    }
}

impl std::error::Error for UnknownLanguage {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn writes_tags_as_usual() {
        for (given, tag) in [("ZH-hant", "zh-Hant"), ("pt_br", "pt-BR"), ("EN", "en"), ("", "")] {
            assert_eq!(Language::new(given).tag(), tag);
        }
    }

    #[test]
    fn tells_languages_by_their_letters() {
        let cases = [
            ("各方商定明年春天在上游城市再次会面。", "zh"),
            ("各方商定明年春天在上游城市再次會面，並發表聲明。", "zh-Hant"),
            ("各国は来年の春に再び会うことを決めた。", "ja"),
            ("각국은 내년 봄에 다시 만나기로 했다.", "ko"),
            ("The parties agreed to meet again in the upper town next spring.", "en"),
            ("Стороны договорились вновь встретиться весной следующего года.", "ru"),
            ("Тараптар келесі жылдың көктемінде қайта кездесуге келісті.", "kk"),
            ("Les parties sont convenues de se réunir à nouveau au printemps prochain.", "fr"),
            ("Жаңы көпүрө жазында ачылды, шаардыктар өзөндүн жээгине келишти.", "ky"),
            ("Яңа күпер язын ачылды, халык елга буена җыелды.", "tt"),
            ("Яңы күпер яҙын асылды, халыҡ йылға буйына йыйылды.", "ba"),
            ("Пули нав дар баҳор кушода шуд, мардум ба соҳили дарё ҷамъ омаданд.", "tg"),
            ("Янги кўприк баҳорда очилди, одамлар дарё бўйига тўпланди.", "uz"),
            ("Шинэ гүүр хавар нээгдэж, хүмүүс голын эрэг дээр цугларав.", "mn"),
            ("Новы мост адкрылі ўвесну, людзі сабраліся ля ракі.", "be"),
            ("Новий міст відкрили навесні, люди зібралися біля річки.", "uk"),
            ("يېڭى كۆۋرۈك ئەتىيازدا ئېچىلدى، خەلق دەريا بويىغا يىغىلدى.", "ug"),
            ("نوی پل په پسرلي کې پرانیستل شو، خلک د سیند غاړې ته راټول شول.", "ps"),
            ("افتتح الجسر الجديد في الربيع وتجمع الناس على ضفة النهر.", "ar"),
            ("پل جدید در بهار افتتاح شد و مردم کنار رودخانه جمع شدند.", "fa"),
            ("ཟམ་པ་གསར་པ་དཔྱིད་ཀར་སྒོ་ཕྱེས།", "bo"),
            ("ຂົວໃໝ່ເປີດໃນລະດູໃບໄມ້ປົ່ງ", "lo"),
            ("ახალი ხიდი გაზაფხულზე გაიხსნა.", "ka"),
            ("Նոր կամուրջը բացվեց գարնանը։", "hy"),
            ("12 — 34", "und"),
        ];
        for (text, tag) in cases {
            assert_eq!(Language::detect(text).tag(), tag, "{text}");
        }
    }

    #[test]
    fn knows_a_language_as_people_write_it() {
        let cases = [
            ("chinese", "zh"),
            ("Chinese", "zh"),
            (" 中文 ", "zh"),
            ("汉语", "zh"),
            ("cn", "zh"),
            ("zho", "zh"),
            ("cmn", "zh"),
            ("ZH_cn", "zh-CN"),
            ("zh_CN.UTF-8", "zh-CN"),
            ("zh-hant-tw", "zh-Hant-TW"),
            ("chi_TW", "zh-TW"),
            ("Simplified  Chinese", "zh-Hans"),
            ("traditional_chinese", "zh-Hant"),
            ("繁體中文", "zh-Hant"),
            ("jp", "ja"),
            ("日本語", "ja"),
            ("kr", "ko"),
            ("英文", "en"),
            ("English", "en"),
            ("es_ES", "es-ES"),
            ("es-419", "es-419"),
            ("FRANÇAIS", "fr"),
            ("ger", "de"),
            ("русский", "ru"),
            ("қазақ тілі", "kk"),
            ("kz", "kk"),
            ("ua", "uk"),
            ("de-x-old", "de-x-old"),
            ("sl-rozaj-biske-1994", "sl-rozaj-biske-1994"),
            ("lzh", "lzh"),
            ("fro", "fro"),
            ("und", "und"),
        ];
        for (given, tag) in cases {
            assert_eq!(Language::parse(given).as_ref().map(Language::tag), Ok(tag), "{given}");
            assert_eq!(given.parse::<Language>(), Language::parse(given));
        }
    }

    #[test]
    fn runs_as_its_script_does() {
        for tag in ["ar", "he-IL", "az-Arab", "ug"] {
            assert!(Language::new(tag).is_rtl(), "{tag}");
        }
        for tag in ["zh", "en-US", "ug-Cyrl", "und"] {
            assert!(!Language::new(tag).is_rtl(), "{tag}");
        }
    }

    #[test]
    fn is_called_in_english_and_in_chinese() {
        for (tag, english, chinese) in [
            ("ja", "Japanese", "日语"),
            ("zh-Hant", "Chinese, traditional", "繁體中文"),
            ("en-GB", "English", "英语"),
            ("xx", "xx", "xx"),
        ] {
            let language = Language::new(tag);
            assert_eq!((language.name(), language.name_in_chinese()), (english, chinese));
        }
    }

    #[test]
    fn refuses_what_is_no_language_and_names_the_nearest() {
        let cases = [
            ("chinees", Some("zh")),
            ("englsh", Some("en")),
            ("rusian", Some("ru")),
            ("中文字", Some("zh")),
            ("qqq", None),
            ("", None),
            ("-", None),
            ("zh-", None),
            ("zh--CN", None),
            ("zh-中国", None),
            ("en-toolongasubtag", None),
            ("12", None),
        ];
        for (given, nearest) in cases {
            let error = Language::parse(given).expect_err(given);
            if nearest.is_some() {
                assert_eq!(error.nearest(), nearest, "{given}");
            }
        }
    }

    #[test]
    fn is_read_back_as_it_is_shown() {
        for (tag, ..) in names::NAMES {
            let language = Language::parse(tag).expect(tag);
            assert_eq!(language.tag(), *tag);
            assert_eq!(language.to_string().parse(), Ok(language.clone()));
            assert_eq!(Language::parse(language.name()), Ok(language));
        }
        assert_eq!(Language::new("zh-TW").name(), "Chinese");
        assert_eq!(Language::new("fro").name(), "fro");
    }

    proptest::proptest! {
        #[test]
        fn takes_any_text(text in "\\PC{0,40}", tag in "\\PC{0,12}") {
            Language::detect(&text);
            Language::new(&tag);
            if let Ok(language) = Language::parse(&tag) {
                proptest::prop_assert_eq!(Language::parse(language.tag()), Ok(language));
            }
        }
    }
}
