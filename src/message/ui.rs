//! Languages in which the program speaks to people.

use std::fmt;
use std::str::FromStr;

/// A language in which the program speaks to people. Programs are always told in English.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Ui {
    /// English.
    #[default]
    En,
    /// Chinese, in simplified characters.
    Zh,
}

/// That a language was named in which the program does not speak.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownUi;

impl Ui {
    /// All languages.
    pub const ALL: [Self; 2] = [Self::En, Self::Zh];

    /// Its tag: `en` or `zh`.
    pub fn tag(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh",
        }
    }

    /// The tag of its written form, as `lang` has it in a web page: `en` or `zh-Hans`.
    pub fn lang(self) -> &'static str {
        match self {
            Self::En => "en",
            Self::Zh => "zh-Hans",
        }
    }

    /// The language of a locale, of which the environment has up to three values, the first that is set being the
    /// one that counts: `LC_ALL`, `LC_MESSAGES`, `LANG`. Unset, `C`, `POSIX` and every language in which the program
    /// does not speak are English.
    ///
    /// ```
    /// use duizhao::message::Ui;
    ///
    /// assert_eq!(Ui::of_locale(None, None, Some("zh_CN.UTF-8")), Ui::Zh);
    /// assert_eq!(Ui::of_locale(Some("C"), None, Some("zh_CN.UTF-8")), Ui::En);
    /// ```
    pub fn of_locale(lc_all: Option<&str>, lc_messages: Option<&str>, lang: Option<&str>) -> Self {
        let said = [lc_all, lc_messages, lang].into_iter().flatten().find(|value| !value.is_empty());
        said.and_then(|locale| locale.parse().ok()).unwrap_or_default()
    }

    /// One of two, by language.
    pub fn of<T>(self, en: T, zh: T) -> T {
        match self {
            Self::En => en,
            Self::Zh => zh,
        }
    }
}

/// By a tag (`zh`, `zh-CN`, `zh_Hant_TW.UTF-8`) or a name (`中文`, `English`).
impl FromStr for Ui {
    type Err = UnknownUi;

    fn from_str(given: &str) -> Result<Self, UnknownUi> {
        let language = given.trim().split(['_', '-', '.', '@']).next().unwrap_or_default();
        match language.to_lowercase().as_str() {
            "en" | "eng" | "english" | "英文" | "英语" | "英語" => Ok(Self::En),
            "zh" | "zho" | "chi" | "cmn" | "chinese" | "中文" | "汉语" | "漢語" | "简体中文" | "簡體中文" => {
                Ok(Self::Zh)
            }
            _ => Err(UnknownUi),
        }
    }
}

impl fmt::Display for UnknownUi {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("duizhao speaks `en` and `zh` / 界面语言有 `en` 和 `zh`")
    }
}

impl std::error::Error for UnknownUi {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_known_by_tag_and_name() {
        for zh in ["zh", "zh-CN", "ZH", "zh_TW.UTF-8", "zh-Hant", "中文", "zh_CN@radical"] {
            assert_eq!(zh.parse(), Ok(Ui::Zh), "{zh}");
        }
        for en in ["en", "en-GB", "en_US.UTF-8", "English"] {
            assert_eq!(en.parse(), Ok(Ui::En), "{en}");
        }
        for unknown in ["", "ru", "C", "cn", "zhongwen", "日本語"] {
            assert_eq!(unknown.parse::<Ui>(), Err(UnknownUi), "{unknown}");
        }
    }

    #[test]
    fn follows_the_locale_as_systems_do() {
        let of = |all, messages, lang| Ui::of_locale(all, messages, lang);
        assert_eq!(of(None, None, None), Ui::En);
        assert_eq!(of(None, None, Some("zh_CN.UTF-8")), Ui::Zh);
        assert_eq!(of(None, Some("zh_CN.UTF-8"), Some("en_US.UTF-8")), Ui::Zh);
        assert_eq!(of(Some("en_US.UTF-8"), Some("zh_CN.UTF-8"), Some("zh_CN.UTF-8")), Ui::En);
        assert_eq!(of(Some(""), Some(""), Some("zh_SG.GB18030")), Ui::Zh);
        for english in ["C", "POSIX", "C.UTF-8", "ru_RU.UTF-8", "nonsense"] {
            assert_eq!(of(Some(english), None, Some("zh_CN.UTF-8")), Ui::En, "{english}");
        }
    }
}
