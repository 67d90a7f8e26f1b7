//! What language is a text in?

use std::fmt;

/// A language as a BCP 47 tag in its usual letter case: `zh`, `zh-Hant`, `en`, `ru`, `kk`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Language(String);

impl Language {
    /// The language of this tag; `und` (undetermined) is allowed.
    pub fn new(tag: &str) -> Self {
        let parts = tag.split(['-', '_']).enumerate().map(|(place, part)| match (place, part.len()) {
            (0, _) => part.to_ascii_lowercase(),
            (_, 2) => part.to_ascii_uppercase(),
            (_, 4) => part[..1].to_ascii_uppercase() + &part[1..].to_ascii_lowercase(),
            _ => part.to_ascii_lowercase(),
        });
        Self(parts.collect::<Vec<_>>().join("-"))
    }

    /// The language that `text` is in, by its letters; `und` if it has none.
    pub fn detect(text: &str) -> Self {
        let (mut han, mut kana, mut hangul, mut other) = (0usize, 0usize, 0usize, 0usize);
        for c in text.chars().take(100_000).filter(|c| c.is_alphabetic()) {
            match c {
                _ if super::script::is_han(c) => han += 1,
                _ if super::script::is_kana(c) => kana += 1,
                '\u{ac00}'..='\u{d7a3}' => hangul += 1,
                _ => other += 1,
            }
        }
        // A Chinese character says as much as several letters.
        if 3 * (han + kana + hangul) > other {
            return Self::new(match () {
                () if hangul > han + kana => "ko",
                () if 10 * kana > han => "ja",
                () => "zh",
            });
        }
        if other == 0 {
            return Self::new("und");
        }
        if text.chars().any(|c| matches!(c, 'қ' | 'ғ' | 'ұ' | 'ә' | 'ң')) {
            return Self::new("kk");
        }
        let three = whatlang::detect_lang(text).map_or("und", |language| language.code());
        Self::new(match three {
            "eng" => "en",
            "rus" => "ru",
            "fra" => "fr",
            "deu" => "de",
            "spa" => "es",
            "ita" => "it",
            "por" => "pt",
            "ukr" => "uk",
            other => other,
        })
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
        matches!(
            self.base(),
            "zh" | "lzh" | "yue" | "wuu" | "nan" | "hak" | "gan" | "ja" | "th" | "km" | "lo" | "my" | "bo"
        )
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
