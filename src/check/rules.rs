//! The rules, each in a file of its own; the only list of them.
//!
//! A rule's `doc` is what `explain` shows, what its page is made of, and what is tested: a fenced block
//! `flag` holds texts in which the rule finds something, the block `fixed` after it what they become,
//! `keep` texts in which it finds nothing. Each line is a text of its own; in `flag page`, `fixed page`
//! and `keep page` the block is one text. [`example`](crate::finding::example) reads them.

mod broken_ligature;
mod broken_paragraph;
mod control_character;
mod doubled_character;
mod doubled_mark;
mod doubled_phrase;
mod doubled_word;
mod foreign_letter;
mod full_width_mark;
mod half_width_mark;
mod heading_mark;
mod impossible_date;
mod invisible_character;
mod latin_word;
mod layered_text;
mod letter_in_number;
mod line_end_hyphen;
mod looped_text;
mod lost_partner;
mod margin_number;
mod middle_dot;
mod mismatched_bracket;
mod misread_comma;
mod misread_dash;
mod misread_stop;
mod misread_word;
mod mixed_script;
mod mojibake;
mod name_variant;
mod nested_title;
mod noise_character;
mod note_mark;
mod odd_year;
mod page_number;
mod presentation_form;
mod radical_character;
mod repeated_paragraph;
mod repeated_passage;
mod running_head;
mod section_number;
mod sign_for_numeral;
mod space_before_mark;
mod space_by_mark;
mod spoilt_character;
mod straight_quote;
mod stray_space;
mod transposed_character;
mod truncated_end;
mod turn_line;
mod typed_ellipsis;
mod unbalanced_bracket;
mod uncertain_word;
mod wrong_character;
mod wrong_conversion;
mod wrong_separator;
mod wrong_weekday;

use super::habits::Habits;
use super::mending::Mend;
use super::misreading::Doubts;
use super::{Flow, Page};
use crate::finding::{Finding, Rule};
#[cfg(test)]
pub(super) use tests::{documents, print_candidate};
pub(super) use uncertain_word::weigh_confidence;

/// What a rule is shown.
#[derive(Clone, Copy)]
pub(super) enum Run {
    /// The whole text at once.
    Page(fn(&Page, &mut Vec<Finding>)),
    /// Each paragraph.
    Flow(fn(&Page, &Flow, &mut Vec<Finding>)),
    /// Each paragraph, and when all have been seen, what the document itself writes of that which is in doubt.
    Doubt(Doubt),
}

/// How a rule judges what cannot be judged where it stands.
#[derive(Clone, Copy)]
pub(super) struct Doubt {
    /// Notes what is in doubt in a paragraph.
    pub(super) note: fn(&Page, &Flow, &mut Noted),
    /// Which runs of characters bear on it, by their [`key`](super::model::key).
    pub(super) ask: fn(&Page, &mut Noted) -> Vec<u64>,
    /// Judges it, given how often the document writes each of them.
    pub(super) judge: fn(&Page, &mut Noted, &Habits, &mut Vec<Finding>),
}

/// What is in doubt until the whole text has been seen.
#[derive(Debug, Default)]
pub(super) struct Noted {
    /// Characters that stand twice or three times.
    doubled: Vec<doubled_character::Place>,
    /// Neighbouring characters that may have changed places.
    exchanged: Vec<transposed_character::Exchange>,
    /// Characters that hardly fit where they stand.
    misread: Doubts,
    /// Places that one change would make likelier by far.
    mends: Vec<Mend>,
    /// All that the text says, so that what it says once can be held against what it says often.
    written: name_variant::Written,
}

impl Noted {
    /// Adds what was noted in the paragraphs after these.
    pub(super) fn append(&mut self, mut later: Self) {
        self.doubled.append(&mut later.doubled);
        self.exchanged.append(&mut later.exchanged);
        self.misread.append(later.misread);
        self.mends.append(&mut later.mends);
        self.written.append(later.written);
    }
}

/// Makes the two lists of one, so that neither can lack what the other has.
macro_rules! rules {
    ($($file:ident,)*) => {
        /// The rules that look at one text, by code.
        pub static RULES: &[Rule] = &[$($file::RULE),*];
        /// What each of [`RULES`] is shown, in the same order.
        pub(super) static RUNS: &[Run] = &[$($file::RUN),*];
    };
}

rules![
    control_character,
    invisible_character,
    spoilt_character,
    latin_word,
    mixed_script,
    letter_in_number,
    foreign_letter,
    radical_character,
    presentation_form,
    mojibake,
    noise_character,
    doubled_character,
    doubled_phrase,
    doubled_word,
    layered_text,
    repeated_passage,
    repeated_paragraph,
    looped_text,
    lost_partner,
    transposed_character,
    wrong_character,
    name_variant,
    wrong_conversion,
    misread_word,
    broken_ligature,
    impossible_date,
    section_number,
    wrong_weekday,
    odd_year,
    sign_for_numeral,
    running_head,
    turn_line,
    page_number,
    broken_paragraph,
    heading_mark,
    truncated_end,
    line_end_hyphen,
    note_mark,
    margin_number,
    half_width_mark,
    unbalanced_bracket,
    nested_title,
    doubled_mark,
    stray_space,
    wrong_separator,
    straight_quote,
    middle_dot,
    space_by_mark,
    misread_dash,
    typed_ellipsis,
    mismatched_bracket,
    full_width_mark,
    space_before_mark,
    misread_stop,
    misread_comma,
    uncertain_word,
];

#[cfg(test)]
mod tests {
    use super::*;
    use crate::check::{Options, check};
    use crate::finding::Selection;
    use crate::finding::example::{fixed, hold};
    use crate::text::{Confidence, Document, Language, Span, script};

    fn found(rule: &Rule, text: &str) -> (Document, Vec<Finding>) {
        let language = if text.chars().any(script::is_han) {
            "zh"
        } else if text.chars().any(|c| ('а'..='я').contains(&c)) {
            "ru"
        } else {
            "en"
        };
        let (text, confidences) = recognised(text);
        let document = Document::new(text, Language::new(language)).with_confidences(confidences);
        let selection = Selection { select: vec![rule.code.to_owned()], ignore: Vec::new() };
        let findings = check(&document, &Options { selection });
        (document, findings)
    }

    /// `text`, and how sure the recogniser was of its words, where it says ⟦word 41 %⟧.
    fn recognised(text: &str) -> (String, Vec<Confidence>) {
        let mut parts = text.split('⟦');
        let mut plain = parts.next().unwrap_or_default().to_owned();
        let mut confidences = Vec::new();
        for part in parts {
            let (said, rest) = part.split_once(" %⟧").expect("a closed word");
            let (word, percent) = said.rsplit_once(' ').expect("a word and how sure it is");
            let span = Span::new(plain.len(), plain.len() + word.len());
            confidences.push(Confidence { span, percent: percent.parse().expect("a number") });
            plain.push_str(word);
            plain.push_str(rest);
        }
        (plain, confidences)
    }

    #[test]
    fn each_rule_does_what_its_page_says() {
        for rule in RULES {
            hold(rule.name, rule.doc, |case| {
                let (document, findings) = found(rule, &case[0]);
                let fixed = fixed(&document, &findings);
                (findings, fixed)
            });
        }
    }

    /// The texts in the folder that `DUIZHAO_TEXTS` names, and each one's name: scripts/models/fit-variants asks for
    /// the numbers of what is in doubt in them.
    pub(in crate::check) fn documents() -> Vec<(String, Document)> {
        let folder = std::env::var("DUIZHAO_TEXTS").expect("DUIZHAO_TEXTS names a folder");
        let files = std::fs::read_dir(folder).expect("a folder that can be read");
        let mut files: Vec<_> = files.map(|file| file.expect("a file").path()).collect();
        files.sort();
        let read = |file: std::path::PathBuf| {
            let name = file.file_name().expect("a name").to_string_lossy().into_owned();
            let text = std::fs::read_to_string(file).expect("a text");
            (name, Document::new(text, Language::new("zh")))
        };
        files.into_iter().map(read).collect()
    }

    /// Prints where a candidate stands, what is meant there, and the numbers by which it is judged.
    pub(in crate::check) fn print_candidate(
        kind: &str,
        file: &str,
        span: Span,
        meant: &str,
        numbers: impl IntoIterator<Item = f32>,
    ) {
        let numbers: Vec<String> = numbers.into_iter().map(|number| number.to_string()).collect();
        println!("candidate\t{kind}\t{file}\t{}\t{}\t{meant}\t{}", span.start, span.end, numbers.join(" "));
    }

    #[test]
    fn codes_and_names_are_distinct_and_well_formed() {
        for (number, rule) in RULES.iter().enumerate() {
            assert!(rule.code.len() == 6 && rule.code[..3].chars().all(|c| c.is_ascii_uppercase()));
            assert!(rule.name.chars().all(|c| c.is_ascii_lowercase() || c == '-'), "{}", rule.name);
            for other in &RULES[number + 1..] {
                assert!(rule.code < other.code, "{} stands before {}", rule.code, other.code);
                assert_ne!(rule.name, other.name);
            }
        }
    }
}
