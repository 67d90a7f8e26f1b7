//! Kinds of fault, as they are named, selected and explained.

use super::example::{self, Part};
use crate::message::Ui;
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
    /// The prose of its page in Chinese: as many parts as `doc` has between and around its examples.
    pub zh: &'static [&'static str],
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
    pub const PLAIN: Self =
        Self { code: "", name: "", doc: "", zh: &[], scope: Scope::Any, gives_way: false };

    /// Whether `selector` chooses it: its name, its code, or the letters that its code begins with, in
    /// letters of either case.
    pub fn matches(&self, selector: &str) -> bool {
        let prefix = selector.to_ascii_uppercase();
        self.name.eq_ignore_ascii_case(selector) || (!prefix.is_empty() && self.code.starts_with(&prefix))
    }

    /// What it is about, in a sentence.
    pub fn about(&self, ui: Ui) -> String {
        let chinese = self.zh.first().and_then(|prose| prose.split_inclusive('。').next());
        match chinese.filter(|_| ui == Ui::Zh) {
            Some(sentence) => sentence.to_owned(),
            None => example::about(self.doc),
        }
    }

    /// What its page says and shows, in order.
    pub fn parts(&self, ui: Ui) -> Vec<Part<'static>> {
        let mut parts = example::parts(self.doc);
        if ui == Ui::Zh {
            let prose = parts.iter_mut().filter(|part| matches!(part, Part::Prose(_)));
            prose.zip(self.zh).for_each(|(part, chinese)| *part = Part::Prose(chinese));
        }
        parts
    }
}
