//! What has a person decided about a text's findings?
//!
//! That some are right as they stand: places ([`Allowed`]), each with a reason, and words wherever they stand
//! ([`Words`]). A decision names words and what is around them, never a line, so that it outlives edits and can
//! be written by hand.

use std::collections::BTreeSet;

use rustc_hash::{FxHashMap, FxHashSet};

use super::all_rules;
use super::identity::{Around, REACH};
use crate::finding::Finding;
use crate::text::Document;

/// Findings that are right as they stand, and why. All that is given must fit; at least one is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Allowed {
    /// The rule, by name or code or letters that codes begin with.
    pub rule: Option<String>,
    /// The words flagged; white space does not count.
    pub text: Option<String>,
    /// Words in which those flagged stand; only letters and digits count.
    pub within: Option<String>,
    /// Why.
    pub reason: String,
}

impl Allowed {
    /// Allows `finding`, wherever it stands among the same words.
    pub fn place(document: &Document, finding: &Finding, reason: impl Into<String>) -> Self {
        let within = Around::of(document, finding.span, REACH, char::is_alphanumeric).whole();
        Self {
            rule: Some(finding.rule.to_owned()),
            text: Some(finding.span.of(document.text()).to_owned()),
            within: (!within.is_empty()).then_some(within),
            reason: reason.into(),
        }
    }
}

/// Words that are right wherever they stand: names, terms.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Words {
    words: FxHashSet<Vec<char>>,
    /// How long they are.
    lengths: BTreeSet<usize>,
}

impl<'a> FromIterator<&'a str> for Words {
    fn from_iter<I: IntoIterator<Item = &'a str>>(words: I) -> Self {
        let mut all = Self::default();
        all.extend(words);
        all
    }
}

impl<'a> Extend<&'a str> for Words {
    fn extend<I: IntoIterator<Item = &'a str>>(&mut self, words: I) {
        for word in words {
            let word: Vec<char> = word.chars().filter(|&c| is_dark(c)).collect();
            if !word.is_empty() {
                self.lengths.insert(word.len());
                self.words.insert(word);
            }
        }
    }
}

impl Words {
    /// Whether what is flagged is a part of one of the words, or one of them.
    fn hold(&self, document: &Document, finding: &Finding) -> bool {
        let flagged = finding.span.of(document.text());
        // Nothing, or a space, is no part of a word, but what parts it.
        let Some(&longest) = self.lengths.last() else { return false };
        if flagged.is_empty() || !flagged.chars().all(is_dark) {
            return false;
        }
        let around = Around::of(document, finding.span, longest, is_dark);
        around.stretches(&self.lengths).any(|stretch| self.words.contains(stretch))
    }
}

fn is_dark(c: char) -> bool {
    !c.is_whitespace()
}

/// What a person has decided about the findings of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decisions {
    /// Findings that are right as they stand.
    pub allowed: Vec<Allowed>,
    /// Words that are.
    pub words: Words,
}

/// How many findings each decision suppressed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct Suppressed {
    /// By each of [`Decisions::allowed`].
    pub allowed: Vec<usize>,
    /// By words.
    pub words: usize,
}

impl Suppressed {
    /// All of them.
    pub fn total(&self) -> usize {
        self.words + self.allowed.iter().sum::<usize>()
    }
}

impl Decisions {
    /// Takes out of `findings`, those of `document`, what is right as it stands.
    pub fn filter(&self, document: &Document, findings: &mut Vec<Finding>) -> Suppressed {
        let mut suppressed = Suppressed { allowed: vec![0; self.allowed.len()], words: 0 };
        let index = Index::of(&self.allowed);
        findings.retain(|finding| {
            if let Some(number) = index.first(document, finding) {
                suppressed.allowed[number] += 1;
                return false;
            }
            let right = self.words.hold(document, finding);
            suppressed.words += usize::from(right);
            !right
        });
        suppressed
    }
}

/// What is allowed, made ready to be asked often: by the words flagged, then by the words around them. So the time for
/// a finding does not grow with the number of decisions, only with the lengths of their words.
#[derive(Debug, Default)]
struct Index {
    /// By the words flagged, without white space; `None` where any will do.
    by_text: FxHashMap<Option<String>, Group>,
}

/// What is allowed of the same words flagged.
#[derive(Debug, Default)]
struct Group {
    /// Wherever they stand.
    anywhere: Vec<Entry>,
    /// In these words, of which only letters and digits count.
    within: FxHashMap<Vec<char>, Vec<Entry>>,
    /// How long those are.
    lengths: BTreeSet<usize>,
}

/// One of what is allowed.
#[derive(Debug)]
struct Entry {
    number: usize,
    /// The selector of its rules, and their names; `None` for all rules.
    rules: Option<(String, Vec<&'static str>)>,
}

impl Index {
    fn of(allowed: &[Allowed]) -> Self {
        let mut index = Self::default();
        for (number, allowed) in allowed.iter().enumerate() {
            let text = allowed.text.as_ref().map(|text| text.split_whitespace().collect());
            let group = index.by_text.entry(text).or_default();
            let entries = match &allowed.within {
                None => &mut group.anywhere,
                Some(words) => {
                    let words: Vec<char> = words.chars().filter(|c| c.is_alphanumeric()).collect();
                    group.lengths.insert(words.len());
                    group.within.entry(words).or_default()
                }
            };
            // The first of those that say the same is the one that counts.
            let selector = allowed.rule.as_deref();
            if entries.iter().any(|entry| entry.selector() == selector) {
                continue;
            }
            let named = |selector: &String| {
                let rules = all_rules().iter().filter(|rule| rule.matches(selector));
                (selector.clone(), rules.map(|rule| rule.name).collect())
            };
            entries.push(Entry { number, rules: allowed.rule.as_ref().map(named) });
        }
        index
    }

    /// The first of what is allowed that `finding` fits.
    fn first(&self, document: &Document, finding: &Finding) -> Option<usize> {
        let flagged: String = finding.span.of(document.text()).split_whitespace().collect();
        let groups = [self.by_text.get(&Some(flagged)), self.by_text.get(&None)];
        groups.into_iter().flatten().filter_map(|group| group.first(document, finding)).min()
    }
}

impl Group {
    fn first(&self, document: &Document, finding: &Finding) -> Option<usize> {
        let fits =
            |entries: &[Entry]| entries.iter().find(|entry| entry.fits(finding)).map(|entry| entry.number);
        let anywhere = fits(&self.anywhere);
        let Some(&longest) = self.lengths.last() else { return anywhere };
        let around = Around::of(document, finding.span, longest, char::is_alphanumeric);
        let within = around.stretches(&self.lengths).filter_map(|words| fits(self.within.get(words)?));
        within.chain(anywhere).min()
    }
}

impl Entry {
    fn selector(&self) -> Option<&str> {
        self.rules.as_ref().map(|(selector, _)| selector.as_str())
    }

    fn fits(&self, finding: &Finding) -> bool {
        self.rules.as_ref().is_none_or(|(_, names)| names.contains(&finding.rule))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::text::{Language, Span};

    const TEXT: &str = "成员国国防部在在湖\n边同意,并签署。\n";

    fn document() -> Document {
        Document::from_lines(TEXT.into(), Language::new("zh"))
    }

    fn finding(rule: &'static str, words: &str) -> Finding {
        let start = TEXT.find(words).expect("the words");
        Finding::new(rule, Severity::Warning, Span::new(start, start + words.len()), "")
    }

    fn all() -> Vec<Finding> {
        vec![
            finding("doubled-character", "国国"),
            finding("doubled-character", "在在"),
            finding("half-width-mark", ","),
        ]
    }

    /// What is left of the findings.
    #[track_caller]
    fn check(decisions: Decisions, left: &[&str]) {
        let (document, mut findings) = (document(), all());
        let suppressed = decisions.filter(&document, &mut findings);
        let shown: Vec<_> = findings.iter().map(|finding| finding.span.of(document.text())).collect();
        assert_eq!(shown, left);
        assert_eq!(suppressed.total(), 3 - left.len());
    }

    fn allowed(rule: Option<&str>, text: Option<&str>, within: Option<&str>) -> Decisions {
        let own = |words: Option<&str>| words.map(str::to_owned);
        let allowed = Allowed { rule: own(rule), text: own(text), within: own(within), reason: "so".into() };
        Decisions { allowed: vec![allowed], words: Words::default() }
    }

    #[test]
    fn lets_go_what_is_allowed_and_nothing_else() {
        check(allowed(Some("DUP"), None, None), &[","]);
        check(allowed(Some("doubled-character"), Some("国国"), None), &["在在", ","]);
        check(allowed(None, Some("在 在"), None), &["国国", ","]);
        check(allowed(None, None, Some("成员国，国防")), &["在在", ","]);
        check(allowed(None, Some(","), Some("同意并签")), &["国国", "在在"]);
        check(allowed(Some("PUN001"), Some("国国"), None), &["国国", "在在", ","]);
        check(allowed(None, Some("国国"), Some("各国国防")), &["国国", "在在", ","]);
    }

    #[test]
    fn a_word_lets_go_what_is_inside_it() {
        let words =
            |words: &[&str]| Decisions { words: words.iter().copied().collect(), ..Decisions::default() };
        check(words(&["国国防"]), &["在在", ","]);
        check(words(&["国防部", "同意并签署"]), &["国国", "在在", ","]);
        check(words(&["意,并"]), &["国国", "在在"]);
        check(words(&[]), &["国国", "在在", ","]);
    }

    #[test]
    fn a_place_that_is_allowed_is_found_again() {
        let document = document();
        for finding in all() {
            let decisions =
                Decisions { allowed: vec![Allowed::place(&document, &finding, "")], ..Decisions::default() };
            let mut findings = vec![finding];
            assert_eq!(decisions.filter(&document, &mut findings).allowed, [1]);
        }
    }

    proptest::proptest! {
        /// The index finds what going through all decisions in their order would.
        #[test]
        fn the_first_that_fits_is_found(entries in proptest::collection::vec((0..4usize, 0..5usize, 0..6usize), 0..12)) {
            let document = document();
            let rules = [None, Some("DUP"), Some("half-width-mark"), Some("dup")];
            let texts = [None, Some("国国"), Some("在 在"), Some(","), Some("在")];
            let withins = [None, Some("成员国国"), Some("国国，防部"), Some("在在湖边"), Some("同意并"), Some("")];
            let own = |words: Option<&str>| words.map(str::to_owned);
            let allowed: Vec<Allowed> = entries
                .into_iter()
                .map(|(rule, text, within)| Allowed {
                    rule: own(rules[rule]),
                    text: own(texts[text]),
                    within: own(withins[within]),
                    reason: String::new(),
                })
                .collect();
            let index = Index::of(&allowed);
            for finding in all() {
                let fits = |allowed: &Allowed| {
                    let one = Index::of(std::slice::from_ref(allowed));
                    one.first(&document, &finding).is_some()
                };
                proptest::prop_assert_eq!(index.first(&document, &finding), allowed.iter().position(fits));
            }
        }
    }
}
