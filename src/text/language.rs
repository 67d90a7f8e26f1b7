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
