//! What was agreed: terms, and how each is rendered.

use crate::text::Language;

/// How a word stands in a glossary.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Standing {
    /// It may be used.
    #[default]
    Allowed,
    /// It must not be used: deprecated, superseded, forbidden.
    Forbidden,
}

/// A word or some words for a concept in one language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Term {
    /// The language it is in.
    pub language: Language,
    /// As it is to be written.
    pub words: String,
    /// Whether it may be used.
    pub standing: Standing,
}

/// A concept: its terms in any number of languages, several in a language where there are several.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The terms, those that are best first.
    pub terms: Vec<Term>,
    /// What is said of it to whoever translates; empty if nothing is.
    pub note: String,
}

/// What was agreed.
///
/// Two entries with the same term allow what either allows: a glossary in rows says so of a term with several
/// renderings.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Glossary {
    /// The concepts, in the order in which they are written.
    pub entries: Vec<Entry>,
}

impl Glossary {
    /// The languages that it speaks of, in the order in which they first come.
    pub fn languages(&self) -> Vec<&Language> {
        let mut languages: Vec<&Language> = Vec::new();
        for term in self.entries.iter().flat_map(|entry| &entry.terms) {
            if !languages.contains(&&term.language) {
                languages.push(&term.language);
            }
        }
        languages
    }

    /// Whether it says how terms of the one language are rendered in the other.
    pub fn is_between(&self, source: &Language, target: &Language) -> bool {
        let speaks = |of: &Language| self.entries.iter().any(|entry| entry.terms_in(of).next().is_some());
        speaks(source) && speaks(target)
    }

    /// Whether, by the order in which languages come, it is of translations from the second language to the first.
    pub fn is_turned(&self, source: &Language, target: &Language) -> bool {
        let languages = self.languages();
        let place = |of: &Language| languages.iter().position(|known| is_same(known, of));
        place(source) > place(target)
    }

    /// Adds what `other` says.
    pub fn append(&mut self, other: Self) {
        self.entries.extend(other.entries);
    }
}

impl Entry {
    /// The terms in `language`: those in this very one, or else those in any kind of it.
    pub fn terms_in<'a>(&'a self, language: &'a Language) -> impl Iterator<Item = &'a Term> {
        let exact = self.terms.iter().any(|term| term.language == *language);
        let is_of = move |term: &&Term| match exact {
            true => term.language == *language,
            false => is_same(&term.language, language),
        };
        self.terms.iter().filter(is_of)
    }
}

/// Whether two tags are of one language, wherever and however it is written.
fn is_same(one: &Language, other: &Language) -> bool {
    one.base() == other.base() || one.is_chinese() && other.is_chinese()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn term(language: &str, words: &str) -> Term {
        Term { language: Language::new(language), words: words.into(), standing: Standing::Allowed }
    }

    #[test]
    fn a_kind_of_a_language_comes_before_the_language() {
        let terms = vec![term("en-GB", "lorry"), term("en-US", "truck"), term("zh-Hans", "卡车")];
        let entry = Entry { terms, note: String::new() };
        let words = |tag: &str| -> Vec<String> {
            entry.terms_in(&Language::new(tag)).map(|term| term.words.clone()).collect()
        };
        assert_eq!(words("en-US"), ["truck"]);
        assert_eq!(words("en"), ["lorry", "truck"]);
        assert_eq!(words("zh-Hant"), ["卡车"]);
        assert!(words("ru").is_empty());
        let glossary = Glossary { entries: vec![entry] };
        let [en, zh, ru] = ["en", "zh", "ru"].map(Language::new);
        assert!(glossary.is_between(&zh, &en) && !glossary.is_between(&zh, &ru));
        assert!(glossary.is_turned(&zh, &en) && !glossary.is_turned(&en, &zh));
    }
}
