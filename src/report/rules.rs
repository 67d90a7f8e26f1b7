//! A rule's page: what it flags, what the text becomes, what it leaves alone.
//!
//! One page serves the terminal (`explain`) and `docs/rules/`: examples are set in by four spaces, which a
//! person reads as they stand and Markdown takes for text as it is.

use std::fmt::Write;

use crate::finding::Rule;
use crate::finding::example::{Example, Form, Kind, Part};
use crate::message::{Message, Ui};
use crate::say;

/// The page of `rule`, its name first.
pub fn page(rule: &Rule, ui: Ui) -> String {
    let mut out =
        ui.of(format!("{} ({})\n", rule.name, rule.code), format!("{}（{}）\n", rule.name, rule.code));
    for part in rule.parts(ui) {
        match part {
            Part::Prose(words) => {
                let _ = write!(out, "\n{words}\n");
            }
            Part::Example(example) => {
                let _ = write!(out, "\n{}\n\n", caption(&example).in_(ui));
                for line in example.written.lines() {
                    let _ = writeln!(out, "{}", format!("    {line}").trim_end());
                }
            }
        }
    }
    out
}

/// A table of `rules`, each with a link to its page.
pub fn index(rules: &[Rule], ui: Ui) -> String {
    let heads = ui.of("| code | rule | what it is about |\n", "| 代码 | 规则 | 查什么 |\n");
    let mut out = format!("{heads}| --- | --- | --- |\n");
    for rule in rules {
        let (code, name, about) = (rule.code, rule.name, rule.about(ui).replace('|', "\\|"));
        let _ = writeln!(out, "| {code} | [{name}]({name}.md) | {about} |");
    }
    out
}

fn caption(example: &Example) -> Message {
    match (example.kind, example.form) {
        (Kind::Flag, Form::Lines) => say!(en: "Flagged, each line by itself:", zh: "查出（每行各是一例）："),
        (Kind::Flag, Form::Page) => say!(en: "Flagged in this page:", zh: "这一页里查出："),
        (Kind::Flag, Form::Versions) => {
            say!(en: "Flagged in these versions of one text:", zh: "同一文本的这几个版本里查出：")
        }
        (Kind::Fixed, _) => say!(en: "With its fixes, guesses too:", zh: "改后（连建议一并采纳）："),
        (Kind::Keep, Form::Lines) => say!(en: "Left alone:", zh: "不查："),
        (Kind::Keep, Form::Page) => say!(en: "Nothing in this page:", zh: "这一页里没有："),
        (Kind::Keep, Form::Versions) => {
            say!(en: "Nothing in these versions of one text:", zh: "同一文本的这几个版本里没有：")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_in_chinese_has_the_same_examples() {
        let doc = "\nA thing. More.\n\n```flag\na\n```\nBut not:\n\n```keep\ne\n```\n";
        let zh = &["某事。还有。", "但是不查："];
        let rule = Rule { code: "AAA001", name: "a-thing", doc, zh, ..Rule::PLAIN };
        let expected = "a-thing（AAA001）\n\n某事。还有。\n\n查出（每行各是一例）：\n\n    a\n\n但是不查：\n\n\
            不查：\n\n    e\n";
        assert_eq!(page(&rule, Ui::Zh), expected);
        assert!(index(&[rule], Ui::Zh).ends_with("\n| AAA001 | [a-thing](a-thing.md) | 某事。 |\n"));
    }

    #[test]
    fn a_page_says_what_each_example_is() {
        let doc = "\nA thing. More.\n\n```flag\na\nb\n```\n```fixed page\nc\n\nd\n```\nBut not:\n\n```keep\ne\n```\n";
        let rule = Rule { code: "AAA001", name: "a-thing", doc, ..Rule::PLAIN };
        let expected = "a-thing (AAA001)\n\nA thing. More.\n\nFlagged, each line by itself:\n\n    a\n    b\n\n\
            With its fixes, guesses too:\n\n    c\n\n    d\n\nBut not:\n\nLeft alone:\n\n    e\n";
        assert_eq!(page(&rule, Ui::En), expected);
        assert!(index(&[rule], Ui::En).ends_with("\n| AAA001 | [a-thing](a-thing.md) | A thing. |\n"));
    }
}
