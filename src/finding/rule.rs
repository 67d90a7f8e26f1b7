//! Kinds of fault, as they are named, selected and explained.

use super::example::{self, Part};
use crate::text::Language;

/// A kind of fault: what it is called and what its page says.
///
/// The engine that finds it keeps how it is found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its code, such as `DUP001`; never used for another rule.
    pub code: &'static str,
    /// Its name, such as `doubled-character`.
    pub name: &'static str,
    /// What it flags, what the text becomes, what is left alone: Markdown, with examples as
    /// [`example`] reads them.
    pub doc: &'static str,
    /// The languages of which it speaks.
    pub scope: Scope,
    /// Whether its `info` findings are dropped where a louder finding overlaps them, and so explains them.
    pub gives_way: bool,
}

/// The languages of which a rule speaks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scope {
    /// All.
    #[default]
    Any,
    /// Chinese, by whose words, neighbours of characters or typesetting the rule judges; it has nothing to say of
    /// Japanese and Korean.
    Chinese,
}

impl Scope {
    /// Whether texts in `language` are in it. A text whose language is unknown is in all.
    pub fn includes(self, language: &Language) -> bool {
        self == Scope::Any || !matches!(language.base(), "ja" | "ko")
    }
}

impl Rule {
    /// What a rule is that says no more: of texts in any language, and giving way to none.
    pub const PLAIN: Self = Self { code: "", name: "", doc: "", scope: Scope::Any, gives_way: false };

    /// Whether `selector` chooses it: its name, its code, or the letters that its code begins with, in
    /// letters of either case.
    pub fn matches(&self, selector: &str) -> bool {
        let prefix = selector.to_ascii_uppercase();
        self.name.eq_ignore_ascii_case(selector) || (!prefix.is_empty() && self.code.starts_with(&prefix))
    }

    /// What it is about, in a sentence.
    pub fn about(&self) -> String {
        example::about(self.doc)
    }

    /// What its page says and shows, in order.
    pub fn parts(&self) -> Vec<Part<'static>> {
        example::parts(self.doc)
    }
}
