//! What does a rule's page show?
//!
//! A rule's `doc` is Markdown of two parts only: prose, and fenced examples of what is flagged, what that
//! becomes and what is left alone. The examples are run as tests, and set on the rule's page for people;
//! both read them here, so that the page shows what was tested.

#[cfg(test)]
use super::Finding;
#[cfg(test)]
use crate::text::Document;

/// A part of a rule's `doc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part<'a> {
    /// Paragraphs, without the blank lines around them.
    Prose(&'a str),
    /// A fenced block.
    Example(Example<'a>),
}

/// A fenced block of a rule's `doc`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Example<'a> {
    /// What the rule does with it.
    pub kind: Kind,
    /// How it holds its texts.
    pub form: Form,
    /// The lines between the fences as they are written, with `\u{ad}` for what cannot be seen.
    pub written: &'a str,
}

/// What a rule does with an example.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// It finds something in each text.
    Flag,
    /// What the texts of the example before become, with all fixes, guesses too.
    Fixed,
    /// It finds nothing.
    Keep,
}

/// How an example holds its texts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    /// Each line is a text.
    Lines,
    /// All lines are one text.
    Page,
    /// Each line is a version of one text, behind its language and a colon; the first is the one checked.
    Versions,
}

/// The parts of `doc`, in order.
pub fn parts(doc: &str) -> Vec<Part<'_>> {
    let mut parts = Vec::new();
    let mut rest = doc;
    while let Some((before, example, after)) = next(rest) {
        prose(before, &mut parts);
        parts.push(Part::Example(example));
        rest = after;
    }
    prose(rest, &mut parts);
    parts
}

/// The first sentence of `doc`, on one line.
pub fn about(doc: &str) -> String {
    let first = doc.trim().split("\n\n").next().unwrap_or_default();
    let line = first.split_whitespace().collect::<Vec<_>>().join(" ");
    match line.split_once(". ") {
        Some((sentence, _)) => format!("{sentence}."),
        None => line,
    }
}

fn prose<'a>(text: &'a str, parts: &mut Vec<Part<'a>>) {
    if !text.trim().is_empty() {
        parts.push(Part::Prose(text.trim()));
    }
}

/// What stands before the next example, the example, and what stands after it.
fn next(doc: &str) -> Option<(&str, Example<'_>, &str)> {
    let mut from = 0;
    loop {
        let fence = from + doc[from..].find("```")?;
        from = fence + 3;
        let (words, body) = doc[from..].split_once('\n')?;
        let (written, after) = body.split_once("```")?;
        if let Some((kind, form)) = named(words) {
            return Some((&doc[..fence], Example { kind, form, written }, after));
        }
    }
}

fn named(words: &str) -> Option<(Kind, Form)> {
    let (kind, form) = words.trim().split_once(' ').unwrap_or((words.trim(), ""));
    let kind = match kind {
        "flag" => Kind::Flag,
        "fixed" => Kind::Fixed,
        "keep" => Kind::Keep,
        _ => return None,
    };
    let form = match form {
        "" => Form::Lines,
        "page" => Form::Page,
        "versions" => Form::Versions,
        _ => return None,
    };
    Some((kind, form))
}

impl Example<'_> {
    /// Its texts, or the lines that are versions of one, with every `\u{ad}` as the character it means.
    pub fn texts(&self) -> Vec<String> {
        match self.form {
            Form::Page => vec![meant(self.written)],
            Form::Lines | Form::Versions => self.written.lines().map(meant).collect(),
        }
    }
}

/// `written` with every `\u{ad}` as the character it means.
fn meant(written: &str) -> String {
    let mut parts = written.split("\\u{");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let known = part.split_once('}').and_then(|(code, rest)| {
            Some((u32::from_str_radix(code, 16).ok().and_then(char::from_u32)?, rest))
        });
        match known {
            Some((c, rest)) => {
                out.push(c);
                out.push_str(rest);
            }
            None => {
                out.push_str("\\u{");
                out.push_str(part);
            }
        }
    }
    out
}

/// Holds the page of the rule called `name` to what the rule does. `run` says what is found in a case, which is
/// a text or its versions, and what the first of its texts becomes.
#[cfg(test)]
#[track_caller]
pub(crate) fn hold(name: &str, doc: &str, run: impl Fn(&[String]) -> (Vec<Finding>, String)) {
    let mut flagged: Vec<Vec<String>> = Vec::new();
    let mut counts = [0; 2];
    for part in parts(doc) {
        let example = match part {
            Part::Example(example) => example,
            Part::Prose(prose) => {
                assert!(!prose.contains("```"), "{name}: no example known here: {prose}");
                continue;
            }
        };
        let cases: Vec<Vec<String>> = match example.form {
            Form::Versions => vec![example.texts()],
            Form::Lines | Form::Page => example.texts().into_iter().map(|text| vec![text]).collect(),
        };
        match example.kind {
            Kind::Flag => {
                counts[0] += cases.len();
                for case in &cases {
                    assert!(!run(case).0.is_empty(), "{name} misses {case:?}");
                }
                flagged = cases;
            }
            Kind::Fixed => {
                assert_eq!(flagged.len(), cases.len(), "{name}: a fix for each");
                for (before, after) in flagged.iter().zip(&cases) {
                    assert_eq!(run(before).1, after[0], "{name} mends {before:?}");
                }
            }
            Kind::Keep => {
                counts[1] += cases.len();
                for case in &cases {
                    let findings = run(case).0;
                    assert!(findings.is_empty(), "{name} flags {case:?}: {findings:?}");
                }
            }
        }
    }
    assert!(counts[0] > 0 && counts[1] >= counts[0].min(2), "{name} needs examples");
}

/// The text with every fix applied, guesses too.
#[cfg(test)]
pub(crate) fn fixed(document: &Document, findings: &[Finding]) -> String {
    let mut text = document.text().to_owned();
    let mut next = usize::MAX;
    for finding in findings.iter().rev() {
        let Some(fix) = &finding.fix else { continue };
        if finding.span.end <= next {
            text.replace_range(finding.span.range(), &fix.replacement);
            next = finding.span.start;
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_is_prose_and_examples() {
        let doc = "\nOne. Two\nlines.\n\n```flag page\na\n\n\\u{61}b\n```\n\n```keep\nc\nd\n```\nEnd.\n";
        let example = |kind, form, written| Part::Example(Example { kind, form, written });
        let expected = [
            Part::Prose("One. Two\nlines."),
            example(Kind::Flag, Form::Page, "a\n\n\\u{61}b\n"),
            example(Kind::Keep, Form::Lines, "c\nd\n"),
            Part::Prose("End."),
        ];
        assert_eq!(parts(doc), expected);
        let texts: Vec<_> = parts(doc)
            .iter()
            .filter_map(|part| match part {
                Part::Example(example) => Some(example.texts()),
                Part::Prose(_) => None,
            })
            .collect();
        assert_eq!(texts, [vec!["a\n\nab\n"], vec!["c", "d"]]);
        assert_eq!(
            (about(doc).as_str(), about("\nOne\nand two.\n\nMore.\n").as_str()),
            ("One.", "One and two.")
        );
    }

    #[test]
    fn what_is_no_example_is_prose() {
        for doc in ["", "a\n```sh\nx\n```\n", "```flag\nnever closed", "```keep lines\nx\n```"] {
            assert!(parts(doc).iter().all(|part| matches!(part, Part::Prose(_))), "{doc}");
        }
        assert_eq!(meant("a\\u{zz}b\\u{110000}\\u{"), "a\\u{zz}b\\u{110000}\\u{");
    }
}
