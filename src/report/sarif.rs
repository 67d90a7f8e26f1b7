//! Findings as SARIF 2.1.0, which code hosts and editors read.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::Text;
use super::place::Region;
use crate::collate::identities;
use crate::text::{Finding, Lines, Severity, Span};

/// All findings as one run: `findings[n]` are those of `texts[n]`.
///
/// Columns count characters (Unicode scalar values) from 1, and the file says so. A fingerprint is the
/// finding's identity ([`identities`]), so that a finding on a line that moved is still the same finding.
pub fn findings(texts: &[Text], findings: &[Vec<Finding>]) -> String {
    let lines: Vec<_> = texts.iter().map(|text| Lines::of(text.document.text())).collect();
    let mut rules: Vec<_> = findings.iter().flatten().map(|finding| finding.rule).collect();
    rules.sort_unstable();
    rules.dedup();
    let mut seen = BTreeMap::new();
    let mut results = Vec::new();
    for (number, found) in findings.iter().enumerate().take(texts.len()) {
        let ids = identities(texts[number].document, found);
        for (finding, id) in found.iter().zip(ids) {
            let text = &texts[number];
            let occurrence = seen.entry(id.clone()).and_modify(|n| *n += 1).or_insert(1);
            let mut result = json!({
                "ruleId": finding.rule,
                "ruleIndex": rules.binary_search(&finding.rule).expect("the rule of a finding"),
                "level": level(finding.severity),
                "message": {"text": finding.message},
                "locations": [{"physicalLocation": location(text, &lines[number], finding.span)}],
                "partialFingerprints": {"words/v1": format!("{id}:{occurrence}")},
            });
            if !finding.related.is_empty() {
                let related = finding.related.iter().map(|related| {
                    json!({
                        "physicalLocation": location(&texts[related.text], &lines[related.text], related.span),
                        "message": {"text": related.message},
                    })
                });
                result["relatedLocations"] = related.collect();
            }
            if let Some(fix) = &finding.fix {
                result["fixes"] = json!([{
                    "description": {"text": if fix.safe { "safe" } else { "a guess" }},
                    "artifactChanges": [{
                        "artifactLocation": {"uri": uri(text.path)},
                        "replacements": [{
                            "deletedRegion": region(&lines[number], finding.span),
                            "insertedContent": {"text": fix.replacement},
                        }],
                    }],
                }]);
            }
            results.push(result);
        }
    }
    let rules: Vec<_> = rules.iter().map(|rule| json!({"id": rule})).collect();
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
    for byte in path.replace('\\', "/").bytes() {
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

    fn result(before: &str) -> Value {
        let log: Value = serde_json::from_str(&written(before, findings)).expect("a log");
        assert_eq!(log["version"], "2.1.0");
        assert_eq!(log["runs"][0]["columnKind"], "unicodeCodePoints");
        assert_eq!(log["runs"][0]["tool"]["driver"]["rules"], json!([{"id": "doubled-character"}]));
        log["runs"][0]["results"][0].clone()
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

    #[test]
    fn a_finding_on_a_line_that_moved_is_the_same() {
        let print = |before| result(before)["partialFingerprints"].clone();
        assert_eq!(print("会。"), print("会。\n\n又会。\n"));
    }
}
