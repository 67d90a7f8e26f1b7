//! A rule's page: what it flags, what the text becomes, what it leaves alone.
//!
//! One page serves the terminal (`explain`) and `docs/rules/`: examples are set in by four spaces, which a
//! person reads as they stand and Markdown takes for text as it is.

use std::fmt::Write;

use crate::finding::Rule;
use crate::finding::example::{Example, Form, Kind, Part};

/// The page of `rule`, its name first.
pub fn page(rule: &Rule) -> String {
    let mut out = format!("{} ({})\n", rule.name, rule.code);
    for part in rule.parts() {
        match part {
            Part::Prose(words) => {
                let _ = write!(out, "\n{words}\n");
            }
            Part::Example(example) => {
                let _ = write!(out, "\n{}\n\n", caption(&example));
                for line in example.written.lines() {
                    let _ = writeln!(out, "{}", format!("    {line}").trim_end());
                }
            }
        }
    }
    out
}

/// A table of `rules`, each with a link to its page.
pub fn index(rules: &[Rule]) -> String {
    let mut out = String::from("| code | rule | what it is about |\n| --- | --- | --- |\n");
    for rule in rules {
        let (code, name, about) = (rule.code, rule.name, rule.about().replace('|', "\\|"));
        let _ = writeln!(out, "| {code} | [{name}]({name}.md) | {about} |");
    }
    out
}

fn caption(example: &Example) -> &'static str {
    match (example.kind, example.form) {
        (Kind::Flag, Form::Lines) => "Flagged, each line by itself:",
        (Kind::Flag, Form::Page) => "Flagged in this page:",
        (Kind::Flag, Form::Versions) => "Flagged in these versions of one text:",
        (Kind::Fixed, _) => "With its fixes, guesses too:",
        (Kind::Keep, Form::Lines) => "Left alone:",
        (Kind::Keep, Form::Page) => "Nothing in this page:",
        (Kind::Keep, Form::Versions) => "Nothing in these versions of one text:",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_says_what_each_example_is() {
        let doc = "\nA thing. More.\n\n```flag\na\nb\n```\n```fixed page\nc\n\nd\n```\nBut not:\n\n```keep\ne\n```\n";
        let rule = Rule { code: "AAA001", name: "a-thing", doc, ..Rule::PLAIN };
        let expected = "a-thing (AAA001)\n\nA thing. More.\n\nFlagged, each line by itself:\n\n    a\n    b\n\n\
            With its fixes, guesses too:\n\n    c\n\n    d\n\nBut not:\n\nLeft alone:\n\n    e\n";
        assert_eq!(page(&rule), expected);
        assert!(index(&[rule]).ends_with("\n| AAA001 | [a-thing](a-thing.md) | A thing. |\n"));
    }
}
