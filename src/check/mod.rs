//! What did the scanner, typist or editor get wrong?
//!
//! A scanned page has faults of few kinds: the page's own furniture among the words, characters read
//! twice or not at all, marks of the wrong width, brackets that do not close, characters of another
//! script. Each kind is a [`Rule`] in a file of its own under `rules/`; a rule says what it sees, how
//! sure it is, and what would mend it.
//!
//! A rule looks at a [`Flow`]: the characters of a paragraph as they are read on, with page furniture
//! set aside and the breaks of lines and pages closed, each with its place in the text. So 在 at the end
//! of a page and 在 at the top of the next are neighbours to a rule, as they are to a reader. Searching
//! the lines of the file with patterns is simpler, and cannot see past a page's end. Whether 他笑笑 is
//! meant depends on what the document writes elsewhere: such doubts are noted as the paragraphs go by, and
//! judged when all of them have been seen, so that the text is read once for all rules and once more for
//! what they ask of it.
//!
//! False alarms cost more than misses: who is alarmed in vain ten times turns the program off. So what
//! is not sure is `info`, and only what can hardly be right has a *safe* fix, which [`clean`](mod@crate::clean) makes.

mod correction;
mod doubling;
mod emoticon;
mod flow;
mod habits;
mod judge;
mod marks;
mod mending;
mod mention;
mod misreading;
mod model;
mod rules;
mod surroundings;
mod typed;
mod words;

pub use flow::{Flow, Page};
use habits::Habits;
pub use rules::RULES;
use rules::{Noted, RUNS, Run};

use std::cmp::Ordering;

use crate::finding::{Applicability, Finding, Rule, Scope, Selection, Severity};
use crate::text::{Document, MarkupKind, Span, script};

/// Options for [`check`].
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Options {
    /// Rules to run.
    pub selection: Selection,
}

impl Options {
    /// For the rules of `selection`.
    #[must_use]
    pub fn of(selection: Selection) -> Self {
        Self { selection }
    }
}

/// Every fault found in `document`, in the order of the text.
///
/// No two safe fixes overlap, so that all can be made.
#[must_use]
pub fn check(document: &Document, options: &Options) -> Vec<Finding> {
    let mut findings = Vec::new();
    let wanted: Vec<Run> = RULES
        .iter()
        .zip(RUNS)
        .filter(|(rule, _)| options.selection.wants(rule) && rule.scope.includes(document.language()))
        .map(|(_, run)| *run)
        .collect();
    let page = Page::of(document);
    for run in &wanted {
        if let Run::Page(run) = run {
            run(&page, &mut findings);
        }
    }
    read(&page, &wanted, &mut findings);
    if !document.language().is_chinese() {
        findings.retain(|finding| {
            rule_named(finding.rule).is_none_or(|rule| rule.scope == Scope::Any)
                || !is_japanese(document, finding.span)
        });
    }
    findings.retain(|finding| !is_of_markup(document, finding) && !emoticon::holds(document.text(), finding));
    rules::weigh_confidence(document, &mut findings);
    settle(&mut findings);
    findings
}

/// Whether `finding` is of what is markup and no prose. What nobody sees is wrong there too, and a rule of the page
/// takes the marks of a heading with it.
fn is_of_markup(document: &Document, finding: &Finding) -> bool {
    const ANYWHERE: [&str; 4] = ["CHR001", "CHR002", "CHR003", "DUP007"];
    let markup = document.markup_in(finding.span);
    if markup.is_empty() {
        return false;
    }
    let code = rule_named(finding.rule).map_or("", |rule| rule.code);
    let is_of_page = code.starts_with("PAG");
    !ANYWHERE.contains(&code)
        && markup
            .iter()
            .any(|markup| !is_of_page || !matches!(markup.kind, MarkupKind::Sign | MarkupKind::Note))
}

/// The rule of this name, if it is one of [`RULES`].
fn rule_named(name: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.name == name)
}

/// Shows each paragraph to those of `runs` that look at paragraphs, once to all of them; and what they noted to
/// those that judge when all has been seen.
fn read(page: &Page, runs: &[Run], findings: &mut Vec<Finding>) {
    let parts = page.fold(<(Vec<Finding>, Noted)>::default, |flow, (findings, noted)| {
        let before = findings.len();
        for run in runs {
            match run {
                Run::Page(_) => {}
                Run::Flow(run) => run(page, flow, findings),
                Run::Doubt(doubt) => (doubt.note)(page, flow, noted),
            }
        }
        // So that little is left to be put in order when there are many.
        findings[before..].sort_by(in_order);
    });
    let mut noted = Noted::default();
    findings.reserve(parts.iter().map(|(found, _)| found.len()).sum());
    for (found, later) in parts {
        findings.extend(found);
        noted.append(later);
    }
    let doubts = runs.iter().filter_map(|run| match run {
        Run::Doubt(doubt) => Some(doubt),
        _ => None,
    });
    let asked: Vec<u64> = doubts.clone().flat_map(|doubt| (doubt.ask)(page, &mut noted)).collect();
    let habits = Habits::counting(page, asked);
    doubts.for_each(|doubt| (doubt.judge)(page, &mut noted, &habits, findings));
}

/// Whether the sentence in which `span` begins holds kana; the dot ・ stands in Chinese too.
fn is_japanese(document: &Document, span: Span) -> bool {
    let sentence = document.sentence_at(span.start);
    sentence.is_some_and(|sentence| document.sentence(sentence).contains(|c| script::is_kana(c) && c != '・'))
}

/// The order of the text, and of the rules' names where two begin and end together.
fn in_order(a: &Finding, b: &Finding) -> Ordering {
    (a.span, a.rule).cmp(&(b.span, b.rule))
}

/// Puts `findings` in the order of the text, drops `info` findings that a louder finding overlaps if their rule
/// gives way ([`Rule::gives_way`]), and of two safe fixes that overlap makes the second a suggestion.
pub(crate) fn settle(findings: &mut Vec<Finding>) {
    findings.sort_by(in_order);
    let loud: Vec<Span> = findings.iter().filter(|f| f.severity > Severity::Info).map(|f| f.span).collect();
    // Spans that begin earlier may end later, so how far they reach is kept beside where they begin.
    let reach: Vec<usize> = loud
        .iter()
        .scan(0, |end, span| {
            *end = span.end.max(*end);
            Some(*end)
        })
        .collect();
    findings.retain(|finding| {
        let before = loud.partition_point(|span| span.start < finding.span.end);
        let explained = before > 0 && reach[before - 1] > finding.span.start;
        !(explained
            && finding.severity == Severity::Info
            && rule_named(finding.rule).is_some_and(|rule| rule.gives_way))
    });
    keep_apart(findings);
}

/// Makes a suggestion of each safe fix that overlaps one before it.
fn keep_apart(findings: &mut [Finding]) {
    let mut end = 0;
    for finding in findings {
        let Some(fix) = finding.fix.as_mut().filter(|fix| fix.is_safe()) else { continue };
        if finding.span.start < end {
            fix.applicability = Applicability::Suggested;
        } else {
            end = finding.span.end;
        }
    }
}

/// Where the likeliest words of `text` end, in characters: Chinese text, by how often words are used.
pub(crate) fn word_ends(text: &str) -> Vec<usize> {
    model::MODEL.words(&text.chars().collect::<Vec<_>>()).1
}

/// What share of the characters of Chinese texts at large is taken by places at which `word` may stand: at most, by the
/// rarest three or two neighbours in it.
pub(crate) fn usual(word: &str) -> f32 {
    let chars: Vec<char> = word.chars().collect();
    let count = match chars[..] {
        [] => 0.0,
        [one] => model::MODEL.single(one),
        [one, other] => model::MODEL.pair(one, other),
        _ => chars.windows(3).map(|run| model::MODEL.triple(run[0], run[1], run[2])).fold(f32::MAX, f32::min),
    };
    count / model::MODEL.total()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Language;

    #[test]
    fn japanese_is_not_judged_by_chinese_words() {
        let rules = |language: &str, text: &str| -> Vec<&str> {
            let document = Document::new(text.to_owned(), Language::new(language));
            check(&document, &Options::default()).iter().map(|finding| finding.rule).collect()
        };
        let leave = "村の人々は年に二十日の有給休暇を取り、山で芸術を楽しむ。\n";
        assert!(rules("ja", leave).is_empty());
        assert!(rules("und", leave).is_empty());
        let misread = "哪怕遇见再大的风脸\n";
        assert_eq!(rules("zh", misread), ["wrong-character"]);
        assert_eq!(rules("und", misread), ["wrong-character"]);
        assert!(rules("ja", misread).is_empty());
    }

    #[test]
    fn selects_and_ignores_by_name_code_and_prefix() {
        let run = |select: &[&str], ignore: &[&str]| {
            let own = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
            let options = Options { selection: Selection { select: own(select), ignore: own(ignore) } };
            let document = Document::new("有,有(括号\u{7}。\n".to_owned(), Language::new("zh"));
            let mut rules: Vec<_> = check(&document, &options).iter().map(|f| f.rule).collect();
            rules.dedup();
            rules
        };
        assert!(run(&[], &[]).len() > 1);
        assert_eq!(run(&["half-width-mark"], &[]), ["half-width-mark"]);
        assert_eq!(run(&["CHR"], &[]), ["control-character"]);
        assert!(!run(&["PUN"], &["pun001"]).contains(&"half-width-mark"));
        assert!(run(&["no-such-rule"], &[]).is_empty());
    }
}
