//! The rules that take another version to be seen; the only list of them.
//!
//! Each stands in the file that finds it, and its page is its test as those of [`check`](crate::check::RULES) are. The
//! examples hold several versions each ([`Form::Versions`](crate::finding::example::Form::Versions)), and where one is asked for, a
//! glossary in a line of its own.

use super::{gaps, numbers, terms, testimony, words};
use crate::finding::Rule;

/// The rules of the findings that come of comparing versions, by code.
pub static RULES: &[Rule] = &[
    numbers::NUMBER_DIFFERS,
    numbers::NUMBER_MISSING,
    gaps::NO_COUNTERPART,
    testimony::DOUBLED_HERE,
    testimony::READ_OTHERWISE,
    words::MISSING_WORD,
    words::OTHER_WORD,
    terms::FORBIDDEN_TERM,
    terms::MISSING_TERM,
];

#[cfg(test)]
mod tests {
    use super::super::{Options, Relation, Witness, examine};
    use super::*;
    use crate::finding::example::{fixed, hold};
    use crate::finding::{Finding, TextId};
    use crate::terms::{Entry, Glossary, Standing, Term};
    use crate::text::{Document, Language};

    /// The glossary in a line such as `zh 湖 = en lake, ! mere; zh 河 = en river`.
    fn glossary(line: &str) -> Glossary {
        let term = |language: &Language, words: &str| match words.trim().strip_prefix('!') {
            Some(words) => {
                Term { language: language.clone(), words: words.trim().into(), standing: Standing::Forbidden }
            }
            None => {
                Term { language: language.clone(), words: words.trim().into(), standing: Standing::Allowed }
            }
        };
        let terms = |side: &str| -> Vec<Term> {
            let (language, words) = side.trim().split_once(' ').expect("a language and words");
            words.split(',').map(|words| term(&Language::new(language), words)).collect()
        };
        let entry =
            |entry: &str| Entry { terms: entry.split('=').flat_map(terms).collect(), ..Entry::default() };
        Glossary { entries: line.split(';').map(entry).collect() }
    }

    /// The findings of `rule` in all of `versions`, and what the first of them becomes, the text asked about.
    fn found(rule: &Rule, versions: &[String]) -> (Vec<Finding>, String) {
        let document = |version: &String| {
            let (language, text) = version.split_once(": ").expect("a language before each version");
            Document::new(text.to_owned(), Language::new(language))
        };
        let (agreed, versions): (Vec<&String>, Vec<&String>) =
            versions.iter().partition(|version| version.starts_with("terms: "));
        let glossary = agreed.first().map(|line| glossary(&line["terms: ".len()..]));
        let documents: Vec<_> = versions.into_iter().map(document).collect();
        let relation = |number: usize| match number {
            0 => Relation::Pivot,
            _ if documents[number].language() == documents[0].language() => Relation::TranscriptionOf(0),
            _ => Relation::Translation,
        };
        let witness =
            |(number, document)| Witness { id: TextId(number), document, relation: relation(number) };
        let witnesses: Vec<_> = documents.iter().enumerate().map(witness).collect();
        let mut findings = examine(&witnesses, &Options { terms: glossary.as_ref(), ..Options::default() })
            .findings
            .expect("checked");
        findings.iter_mut().for_each(|findings| findings.retain(|finding| finding.rule == rule.name));
        let fixed = fixed(&documents[0], &findings[0]);
        (findings.concat(), format!("{}: {fixed}", documents[0].language()))
    }

    #[test]
    fn each_rule_does_what_its_page_says() {
        for rule in RULES {
            hold(rule.name, rule.doc, |versions| found(rule, versions));
        }
    }
}
