//! What language is a text in?
//!
//! Its letters say it for Chinese, Japanese, Korean and Kazakh; trigrams say it for the rest
//! (`whatlang`, which knows some seventy languages and no Kazakh).

use std::fmt;

use super::{han, script};

/// A language as a BCP 47 tag in its usual letter case: `zh`, `zh-Hant`, `en`, `ru`, `kk`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
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

    /// The language that `text` is in, by its letters; `und` if it has none or they do not tell.
    ///
    /// Chinese is `zh-Hant` if characters that only traditional text has outnumber those that only
    /// simplified text has.
    pub fn detect(text: &str) -> Self {
        /// More of a text says no more of its language.
        const ENOUGH: usize = 20_000;
        let (mut han, mut kana, mut hangul, mut kazakh, mut other) = (0, 0, 0, 0, 0);
        let (mut simplified, mut traditional) = (0, 0);
        let mut letters = 0;
        let mut end = text.len();
        for (at, c) in text.char_indices() {
            if script::is_han(c) {
                han += 1;
                simplified += usize::from(han::is_simplified_only(c));
                traditional += usize::from(han::is_traditional_only(c));
            } else if script::is_kana(c) {
                kana += 1;
            } else if matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}') {
                hangul += 1;
            } else if c.is_alphabetic() {
                other += 1;
                kazakh += usize::from("ӘәҒғҚқҢңҰұҺһ".contains(c));
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
        // Some of these letters are Tatar's and Bashkir's too; texts in those are far rarer.
        if 50 * kazakh > other {
            return Self::new("kk");
        }
        let code = whatlang::detect_lang(&text[..end]).map_or("und", |language| language.code());
        Self::new(TWO_LETTERS.iter().find(|(three, _)| *three == code).map_or(code, |(_, two)| two))
    }

    /// The whole tag.
    pub fn tag(&self) -> &str {
        &self.0
    }

    /// The tag's first part: `zh` of `zh-Hant`.
    pub fn base(&self) -> &str {
        self.0.split('-').next().unwrap_or(&self.0)
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

/// ISO 639-3 codes that `whatlang` gives, and the ISO 639-1 codes that BCP 47 asks for in their stead.
const TWO_LETTERS: &[(&str, &str)] = &[
    ("afr", "af"),
    ("aka", "ak"),
    ("amh", "am"),
    ("ara", "ar"),
    ("aze", "az"),
    ("bel", "be"),
    ("ben", "bn"),
    ("bul", "bg"),
    ("cat", "ca"),
    ("ces", "cs"),
    ("cmn", "zh"),
    ("cym", "cy"),
    ("dan", "da"),
    ("deu", "de"),
    ("ell", "el"),
    ("eng", "en"),
    ("epo", "eo"),
    ("est", "et"),
    ("fin", "fi"),
    ("fra", "fr"),
    ("guj", "gu"),
    ("heb", "he"),
    ("hin", "hi"),
    ("hrv", "hr"),
    ("hun", "hu"),
    ("hye", "hy"),
    ("ind", "id"),
    ("ita", "it"),
    ("jav", "jv"),
    ("jpn", "ja"),
    ("kan", "kn"),
    ("kat", "ka"),
    ("khm", "km"),
    ("kor", "ko"),
    ("lat", "la"),
    ("lav", "lv"),
    ("lit", "lt"),
    ("mal", "ml"),
    ("mar", "mr"),
    ("mkd", "mk"),
    ("mya", "my"),
    ("nep", "ne"),
    ("nld", "nl"),
    ("nob", "nb"),
    ("ori", "or"),
    ("pan", "pa"),
    ("pes", "fa"),
    ("pol", "pl"),
    ("por", "pt"),
    ("ron", "ro"),
    ("rus", "ru"),
    ("sin", "si"),
    ("slk", "sk"),
    ("slv", "sl"),
    ("sna", "sn"),
    ("spa", "es"),
    ("srp", "sr"),
    ("swe", "sv"),
    ("tam", "ta"),
    ("tel", "te"),
    ("tgl", "tl"),
    ("tha", "th"),
    ("tuk", "tk"),
    ("tur", "tr"),
    ("ukr", "uk"),
    ("urd", "ur"),
    ("uzb", "uz"),
    ("vie", "vi"),
    ("yid", "yi"),
    ("zul", "zu"),
];

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
            ("12 — 34", "und"),
        ];
        for (text, tag) in cases {
            assert_eq!(Language::detect(text).tag(), tag, "{text}");
        }
    }

    proptest::proptest! {
        #[test]
        fn takes_any_text(text in "\\PC{0,40}", tag in "\\PC{0,12}") {
            Language::detect(&text);
            Language::new(&tag);
        }
    }
}
