//! Findings as SARIF 2.1.0, which code hosts and editors read.

use std::borrow::Cow;

use serde_json::{Value, json};

use super::place::Region;
use super::{Text, place_of};
use crate::finding::Severity;
use crate::message::Ui;
use crate::review::{Reviewed, all_rules, identified};
use crate::text::{Lines, Span};

/// All findings as one run: `findings[n]` are those of `texts[n]`.
///
/// Columns count characters (Unicode scalar values) from 1, and the file says so. A fingerprint is the
/// finding's identity ([`identified`]), so that a finding on a line that moved is still the same finding.
pub fn findings(texts: &[Text], findings: &[Vec<Reviewed>]) -> String {
    let mut log = Log::default();
    for (number, found) in findings.iter().enumerate().take(texts.len()) {
        log.add(texts, number, found);
    }
    log.finish()
}

/// A run that is made text by text, and keeps no document.
#[derive(Default)]
pub struct Log {
    results: Vec<(&'static str, Value)>,
}

impl Log {
    /// Adds what was `found` in the text numbered `number`.
    pub fn add(&mut self, texts: &[Text], number: usize, found: &[Reviewed]) {
        let lines: Vec<_> = texts.iter().map(|text| text.document.lines()).collect();
        let ids = identified(texts[number].document, found.iter().map(|found| &found.finding));
        for (finding, id) in found.iter().zip(ids) {
            let text = &texts[number];
            let mut result = json!({
                "ruleId": finding.rule,
                "level": level(finding.severity),
                "message": {"text": finding.message},
                "locations": [{"physicalLocation": location(text, &lines[number], finding.span)}],
                "partialFingerprints": {"words/v1": id.to_string()},
            });
            if !finding.related.is_empty() {
                let related = finding.related.iter().filter_map(|related| {
                    let text = place_of(texts, related.text)?;
                    Some(json!({
                        "physicalLocation": location(&texts[text], &lines[text], related.span),
                        "message": {"text": related.message},
                    }))
                });
                result["relatedLocations"] = related.collect();
            }
            if let Some(fix) = &finding.fix {
                result["fixes"] = json!([{
                    "description": {"text": if finding.is_approved() { "safe" } else { "a guess" }},
                    "artifactChanges": [{
                        "artifactLocation": {"uri": uri(text.path)},
                        "replacements": [{
                            "deletedRegion": region(&lines[number], finding.span),
                            "insertedContent": {"text": fix.replacement},
                        }],
                    }],
                }]);
            }
            self.results.push((finding.rule, result));
        }
    }

    /// The file.
    pub fn finish(self) -> String {
        let mut rules: Vec<_> = self.results.iter().map(|&(rule, _)| rule).collect();
        rules.sort_unstable();
        rules.dedup();
        let numbered = self.results.into_iter().map(|(rule, mut result)| {
            result["ruleIndex"] = rules.binary_search(&rule).expect("the rule of a finding").into();
            result
        });
        let results: Vec<_> = numbered.collect();
        let known = all_rules();
        let described = |rule: &&str| match known.iter().find(|known| known.name == *rule) {
            Some(known) => json!({
                "id": rule,
                "shortDescription": {"text": known.about(Ui::En)},
                "properties": {"code": known.code},
            }),
            None => json!({"id": rule}),
        };
        let rules: Vec<_> = rules.iter().map(described).collect();
        let log = json!({
            "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
            "version": "2.1.0",
            "runs": [{
                "tool": {"driver": {
                    "name": "duizhao",
                    "semanticVersion": env!("CARGO_PKG_VERSION"),
                    "rules": rules,
                }},
                "columnKind": "unicodeCodePoints",
                "results": results,
            }],
        });
        serde_json::to_string_pretty(&log).expect("a tree of strings and numbers") + "\n"
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "note",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}

fn location(text: &Text, lines: &Lines, span: Span) -> Value {
    json!({"artifactLocation": {"uri": uri(text.path)}, "region": region(lines, span)})
}

fn region(lines: &Lines, span: Span) -> Value {
    let Region { start, end } = Region::of(lines, span);
    json!({
        "startLine": start.line, "startColumn": start.column,
        "endLine": end.line, "endColumn": end.column,
    })
}

/// `path` as a URI reference: what may not stand in one is percent-encoded.
fn uri(path: &str) -> String {
    let mut out = String::new();
    // Where `\` parts folders it is no part of a name; elsewhere it is.
    let path = if cfg!(windows) { Cow::Owned(path.replace('\\', "/")) } else { Cow::Borrowed(path) };
    for byte in path.bytes() {
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b'/' => {
                out.push(byte as char)
            }
            _ => out.push_str(&format!("%{byte:02X}")),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use super::*;
    use crate::finding::{Finding, TextId};
    use crate::message::SOME;

    fn result(before: &str) -> Value {
        let log: Value = serde_json::from_str(&written(before, findings)).expect("a log");
        assert_eq!(log["version"], "2.1.0");
        assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
        let result = log["runs"][0]["results"][0].clone();
        let rule = &log["runs"][0]["tool"]["driver"]["rules"]
            [result["ruleIndex"].as_u64().expect("a rule") as usize];
        assert_eq!(rule["id"], result["ruleId"]);
        assert!(rule["shortDescription"]["text"].as_str().is_some_and(|text| text.ends_with('.')));
        result
    }

    #[test]
    fn regions_count_characters() {
        let result = result("会。");
        assert_eq!(
            result["locations"],
            json!([{"physicalLocation": {
                "artifactLocation": {"uri": "zh%3A1.txt"},
                "region": {"startLine": 2, "startColumn": 2, "endLine": 2, "endColumn": 4},
            }}])
        );
        assert_eq!(
            result["fixes"][0]["artifactChanges"][0]["replacements"][0]["insertedContent"]["text"],
            "国"
        );
        assert_eq!(result["relatedLocations"][0]["message"]["text"], "once");
    }

    /// What the schema cannot say, of every text and place.
    #[test]
    fn regions_lie_in_the_text_and_paths_are_uri_references() {
        let text = "一\r\n二 三\u{10ffff}四\n";
        let document = crate::text::Document::new(text.into(), crate::text::Language::new("zh"));
        let (name, said, pages) = ("a", &[][..], &[][..]);
        let path = if cfg!(windows) { "扫描 1#?.txt" } else { "a\\扫描 1#?.txt" };
        let shown = [Text {
            id: TextId(0),
            name,
            path,
            document: &document,
            role: &SOME,
            encoding: &SOME,
            said,
            pages,
        }];
        let ends: Vec<usize> = (0..=text.len()).filter(|&at| text.is_char_boundary(at)).collect();
        let spans = ends
            .iter()
            .flat_map(|&from| ends.iter().filter(move |&&to| from <= to).map(move |&to| Span::new(from, to)));
        let found: Vec<_> = spans
            .map(|span| Reviewed::from(Finding::new("odd-year", Severity::Info, span, "odd").guess("")))
            .collect();
        let log: Value = serde_json::from_str(&findings(&shown, &[found])).expect("a log");
        for result in log["runs"][0]["results"].as_array().expect("results") {
            let place = &result["locations"][0]["physicalLocation"];
            let number = |key: &str| place["region"][key].as_u64().expect("a number");
            let (start, end) =
                ((number("startLine"), number("startColumn")), (number("endLine"), number("endColumn")));
            assert!((1, 1) <= start && start <= end, "{place}");
            let uri = place["artifactLocation"]["uri"].as_str().expect("a path");
            assert!(uri.bytes().all(|byte| byte.is_ascii_graphic() && !b"#?<>\"\\".contains(&byte)), "{uri}");
            assert!(cfg!(windows) || uri.starts_with("a%5C"), "{uri}");
            assert!(["note", "warning", "error"].contains(&result["level"].as_str().expect("a level")));
            assert_eq!(
                result["fixes"][0]["artifactChanges"][0]["replacements"][0]["deletedRegion"],
                place["region"]
            );
        }
    }

    #[test]
    fn a_finding_on_a_line_that_moved_is_the_same() {
        let print = |before| result(before)["partialFingerprints"].clone();
        assert_eq!(print("会。"), print("会。\n\n又会。\n"));
    }
}
