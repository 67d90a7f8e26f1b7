//! How is one thing said in English and in Chinese?
//!
//! Whoever finds or refuses something says it here in both languages, beside each other, where it is found:
//!
//! ```
//! use duizhao::message::Ui;
//! use duizhao::say;
//!
//! let message = say!(
//!     en: "half-width `{mark}` in Chinese text should be `{wide}`",
//!     zh: "中文里的半角 `{mark}` 应作 `{wide}`",
//!     mark = ',',
//!     wide = '，'
//! );
//! assert_eq!(message.in_(Ui::En), "half-width `,` in Chinese text should be `，`");
//! assert_eq!(message.in_(Ui::Zh), "中文里的半角 `,` 应作 `，`");
//! ```
//!
//! [`say!`](crate::say) is the only way to make one. A language that is missing, a word in braces that was not given,
//! one that was given and is not used in both languages: none of these compiles. So what is shown in a language is
//! settled where it is shown, and who finds something knows of no reader.
//!
//! A [`Message`] is its two sentences, which the program holds anyway, and the words to set into them. Nothing is put
//! together before somebody reads it: a text can have hundreds of thousands of findings, most of which are counted and
//! mended and never read. Catalogues of translations by key, as GNU gettext has them, keep the languages apart and are
//! found to be incomplete by whoever reads the other language.
//!
//! Programs are told everything in English: that is [`Display`](fmt::Display).

mod name;
mod ui;

use std::borrow::Cow;
use std::fmt::{self, Write};

pub use name::{UnknownName, nearest};
pub use ui::{Ui, UnknownUi};

pub use crate::say;

/// Something that is said to a person, in each language of [`Ui`].
///
/// It begins small, ends without a full stop, and has printed text in backticks.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Message {
    words: &'static Words,
    /// None where nothing is set in, so that such a message is a constant.
    args: Option<Box<[Arg]>>,
}

/// What a message says in each language, with names in braces where something is set in.
///
/// Made by [`say!`](crate::say).
#[doc(hidden)]
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Words {
    en: &'static str,
    zh: &'static str,
    names: &'static [&'static str],
}

/// What is set into a message.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Arg {
    /// A character.
    Char(char),
    /// A whole number.
    Number(i64),
    /// Words that are the same in every language.
    Text(Box<str>),
    /// Words that have their own languages.
    Said(Box<Message>),
    /// How many of something.
    Count(Box<Count>),
    /// A name that is another in each language, the English first.
    Each(Box<[Box<str>; 2]>),
}

/// A name that is `en` in English and `zh` in Chinese.
pub fn each(en: &str, zh: &str) -> Arg {
    Arg::Each(Box::new([en.into(), zh.into()]))
}

/// How many of something, as each language counts.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Count {
    number: usize,
    en: &'static str,
    zh: &'static str,
}

/// `number` of what is called `en` where it is one, and is counted as `zh`: `1 row`, `2 rows`; `2 行`.
pub fn count(number: usize, en: &'static str, zh: &'static str) -> Count {
    Count { number, en, zh }
}

/// Says something in English and in Chinese.
///
/// The sentences name in braces what is set into them; both name the same. A name alone stands for a variable of
/// that name. Braces themselves are doubled.
///
/// ```
/// use duizhao::message::{Ui, count};
/// use duizhao::say;
///
/// let path = "rows.tsv";
/// let message = say!(en: "{path}: {rows} written", zh: "{path}：写入 {rows}", path, rows = count(1, "row", "行"));
/// assert_eq!(message.to_string(), "rows.tsv: 1 row written");
/// assert_eq!(message.in_(Ui::Zh), "rows.tsv：写入 1 行");
/// ```
///
/// What is missing in a language does not compile.
///
/// ```compile_fail
/// duizhao::say!(en: "is empty");
/// ```
/// ```compile_fail
/// duizhao::say!(en: "`{a}` is empty", zh: "文件为空", a = 'x');
/// ```
/// ```compile_fail
/// duizhao::say!(en: "`{a}` is empty", zh: "`{b}` 为空", a = 'x');
/// ```
#[macro_export]
macro_rules! say {
    (@value $name:ident = $value:expr) => { $crate::message::Arg::from($value) };
    (@value $name:ident) => { $crate::message::Arg::from($name) };
    (en: $en:expr, zh: $zh:expr $(,)?) => {{
        const WORDS: &$crate::message::Words = &$crate::message::Words::new($en, $zh, &[]);
        $crate::message::Message::plain(WORDS)
    }};
    (en: $en:expr, zh: $zh:expr $(, $name:ident $(= $value:expr)?)+ $(,)?) => {{
        const WORDS: &$crate::message::Words =
            &$crate::message::Words::new($en, $zh, &[$(stringify!($name)),+]);
        $crate::message::Message::new(WORDS, Box::new([$($crate::say!(@value $name $(= $value)?)),+]))
    }};
}

impl Message {
    /// Made by [`say!`](crate::say), which knows that there is an argument for each name.
    #[doc(hidden)]
    pub fn new(words: &'static Words, args: Box<[Arg]>) -> Self {
        Self { words, args: Some(args) }
    }

    /// Made by [`say!`](crate::say) where nothing is set in.
    #[doc(hidden)]
    pub const fn plain(words: &'static Words) -> Self {
        Self { words, args: None }
    }

    /// What it says in the language `ui`.
    pub fn in_(&self, ui: Ui) -> String {
        let mut out = String::new();
        let _ = self.write(ui, &mut out);
        out
    }

    /// Writes what it says in the language `ui`.
    pub fn write(&self, ui: Ui, out: &mut impl Write) -> fmt::Result {
        self.write_to(ui, out)
    }

    fn write_to(&self, ui: Ui, out: &mut dyn Write) -> fmt::Result {
        let mut rest = match ui {
            Ui::En => self.words.en,
            Ui::Zh => self.words.zh,
        };
        while let Some(at) = rest.bytes().position(|byte| matches!(byte, b'{' | b'}')) {
            out.write_str(&rest[..at])?;
            rest = &rest[at..];
            if let Some(after) = rest.strip_prefix("{{") {
                out.write_char('{')?;
                rest = after;
            } else if let Some((name, after)) = rest.strip_prefix('{').and_then(|rest| rest.split_once('}')) {
                let place = self.words.names.iter().position(|known| *known == name);
                let args = self.args.as_deref().unwrap_or_default();
                if let Some(arg) = place.and_then(|place| args.get(place)) {
                    arg.write(ui, out)?;
                }
                rest = after;
            } else {
                out.write_char('}')?;
                rest = rest.strip_prefix("}}").unwrap_or("");
            }
        }
        out.write_str(rest)
    }
}

/// Its English, which is what programs are told.
impl fmt::Display for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.write_to(Ui::En, f)
    }
}

impl fmt::Debug for Message {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

impl Arg {
    fn write(&self, ui: Ui, out: &mut dyn Write) -> fmt::Result {
        match self {
            Self::Char(c) => out.write_char(*c),
            Self::Number(number) => write!(out, "{number}"),
            Self::Text(text) => out.write_str(text),
            Self::Said(message) => message.write_to(ui, out),
            Self::Count(count) => count.write(ui, out),
            Self::Each(names) => out.write_str(ui.of(&names[0], &names[1])),
        }
    }
}

impl Count {
    /// What it says in the language `ui`.
    pub fn in_(&self, ui: Ui) -> String {
        let mut out = String::new();
        let _ = self.write(ui, &mut out);
        out
    }

    fn write(&self, ui: Ui, out: &mut dyn Write) -> fmt::Result {
        let Self { number, en, zh } = self;
        let plural = match number {
            1 => "",
            _ if en.ends_with('x') => "es",
            _ => "s",
        };
        match ui {
            Ui::En => write!(out, "{number} {en}{plural}"),
            Ui::Zh => write!(out, "{number} {zh}"),
        }
    }
}

impl serde::Serialize for Message {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl From<char> for Arg {
    fn from(c: char) -> Self {
        Self::Char(c)
    }
}

impl From<&str> for Arg {
    fn from(text: &str) -> Self {
        Self::Text(text.into())
    }
}

impl From<&&str> for Arg {
    fn from(text: &&str) -> Self {
        Self::Text((*text).into())
    }
}

impl From<String> for Arg {
    fn from(text: String) -> Self {
        Self::Text(text.into())
    }
}

impl From<&String> for Arg {
    fn from(text: &String) -> Self {
        Self::Text(text.as_str().into())
    }
}

impl From<Cow<'_, str>> for Arg {
    fn from(text: Cow<'_, str>) -> Self {
        Self::Text(text.into())
    }
}

impl From<fmt::Arguments<'_>> for Arg {
    fn from(text: fmt::Arguments<'_>) -> Self {
        Self::Text(text.to_string().into())
    }
}

impl From<Message> for Arg {
    fn from(message: Message) -> Self {
        Self::Said(Box::new(message))
    }
}

impl From<&Message> for Arg {
    fn from(message: &Message) -> Self {
        Self::Said(Box::new(message.clone()))
    }
}

impl From<Count> for Arg {
    fn from(count: Count) -> Self {
        Self::Count(Box::new(count))
    }
}

/// Tests of other things than words say them in English alone.
#[cfg(test)]
impl From<String> for Message {
    fn from(text: String) -> Self {
        say!(en: "{text}", zh: "{text}", text)
    }
}

/// The same.
#[cfg(test)]
impl From<&str> for Message {
    fn from(text: &str) -> Self {
        say!(en: "{text}", zh: "{text}", text)
    }
}

/// What is said again.
impl From<&Message> for Message {
    fn from(message: &Message) -> Self {
        message.clone()
    }
}

macro_rules! numbers {
    ($($number:ty),*) => {
        $(impl From<$number> for Arg {
            fn from(number: $number) -> Self {
                // No count, line or year of a text comes near the end of these numbers.
                Self::Number(i64::try_from(number).unwrap_or(i64::MAX))
            }
        })*
    };
}

numbers!(u8, u16, u32, u64, usize, i32, i64);

impl Words {
    /// # Panics
    ///
    /// When compiled, if the languages do not name the same as `names`.
    pub const fn new(en: &'static str, zh: &'static str, names: &'static [&'static str]) -> Self {
        assert!(!en.is_empty() && !zh.is_empty(), "a message says something in English and in Chinese");
        let mut n = 0;
        while n < names.len() {
            assert!(has(en, names[n]), "the English does not use one of the words that are given");
            assert!(has(zh, names[n]), "the Chinese does not use one of the words that are given");
            n += 1;
        }
        assert!(known(en, names), "the English names in braces what is not given");
        assert!(known(zh, names), "the Chinese names in braces what is not given");
        Self { en, zh, names }
    }
}

/// Whether `text` has `name` in braces.
const fn has(text: &str, name: &str) -> bool {
    let text = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        if opens(text, at) && is_named(text, at + 1, name.as_bytes()) {
            return true;
        }
        at += step(text, at);
    }
    false
}

/// Whether all that `text` has in braces is one of `names`.
const fn known(text: &str, names: &[&str]) -> bool {
    let text = text.as_bytes();
    let mut at = 0;
    while at < text.len() {
        if opens(text, at) {
            let (mut n, mut found) = (0, false);
            while n < names.len() {
                found = found || is_named(text, at + 1, names[n].as_bytes());
                n += 1;
            }
            if !found {
                return false;
            }
        } else if text[at] == b'}' && step(text, at) == 2 && !(at + 1 < text.len() && text[at + 1] == b'}') {
            return false;
        }
        at += step(text, at);
    }
    true
}

/// Whether a name in braces begins at `at`.
const fn opens(text: &[u8], at: usize) -> bool {
    text[at] == b'{' && !(at + 1 < text.len() && text[at + 1] == b'{')
}

/// How far it is to what is looked at next: past both of two braces, which stand for one.
const fn step(text: &[u8], at: usize) -> usize {
    let doubled = matches!(text[at], b'{' | b'}') && at + 1 < text.len() && text[at + 1] == text[at];
    if doubled { 2 } else { 1 }
}

/// Whether `name` and a closing brace stand at `at`.
const fn is_named(text: &[u8], at: usize, name: &[u8]) -> bool {
    if at + name.len() >= text.len() {
        return false;
    }
    let mut n = 0;
    while n < name.len() {
        if text[at + n] != name[n] {
            return false;
        }
        n += 1;
    }
    text[at + n] == b'}'
}

/// Tests name what is said in English.
#[cfg(test)]
impl PartialEq<&str> for Message {
    fn eq(&self, other: &&str) -> bool {
        self.to_string() == **other
    }
}

/// Something, where it does not matter what is said.
#[cfg(test)]
pub(crate) static SOME: Message = say!(en: "some", zh: "某");

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(message: Message, en: &str, zh: &str) {
        assert_eq!((message.in_(Ui::En).as_str(), message.in_(Ui::Zh).as_str()), (en, zh));
        assert_eq!(message.to_string(), en);
    }

    #[test]
    fn says_the_same_in_both_languages() {
        check(say!(en: "is empty", zh: "是空的"), "is empty", "是空的");
        let (path, last) = ("a{path}.txt", 3_usize);
        check(
            say!(en: "{path} ends at {last}", zh: "{path} 止于 {last}", path, last),
            "a{path}.txt ends at 3",
            "a{path}.txt 止于 3",
        );
        check(say!(en: "a {{b}} {c}", zh: "{c} {{b}}", c = 'x'), "a {b} x", "x {b}");
        let inner = say!(en: "the source", zh: "原文");
        check(
            say!(en: "not in {whose}", zh: "{whose}里没有", whose = inner),
            "not in the source",
            "原文里没有",
        );
    }

    #[test]
    fn counts_as_each_language_does() {
        let said = |n| say!(en: "{fixes}", zh: "{fixes}", fixes = count(n, "fix", "处改动"));
        check(said(0), "0 fixes", "0 处改动");
        check(said(1), "1 fix", "1 处改动");
        check(said(2), "2 fixes", "2 处改动");
        assert_eq!(count(1, "row", "行").in_(Ui::Zh), "1 行");
    }

    #[test]
    fn is_no_larger_than_a_string() {
        assert_eq!(size_of::<Message>(), size_of::<String>());
        assert_eq!(size_of::<Arg>(), size_of::<String>());
    }

    #[test]
    fn names_are_those_given() {
        assert!(known("a {b} {{c}}", &["b"]) && known("", &[]) && known("中{b}文", &["b"]));
        assert!(!known("{b", &["b"]) && !known("{bc}", &["b"]) && !known("{}", &[]));
        assert!(has("a{b}", "b") && !has("{{b}}", "b") && !has("{bb}", "b"));
    }
}
