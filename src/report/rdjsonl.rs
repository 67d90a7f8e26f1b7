//! Findings in reviewdog's diagnostic format, one record a line.
//!
//! Its columns count bytes from 1 (`reviewdog.proto`, `Position`), unlike those of every other format
//! here, and an end lies after the last character.

use serde_json::{Value, json};

use super::place::Region;
use super::terminal::safe::acts;
use super::{Text, place_of};
use crate::finding::Severity;
use crate::review::Reviewed;
use crate::text::{Lines, Span};

/// One record a finding: `findings[n]` are those of `texts[n]`.
pub fn findings(texts: &[Text], findings: &[Vec<Reviewed>]) -> String {
    let lines: Vec<_> = texts.iter().map(|text| text.document.lines()).collect();
    let mut out = String::new();
    for ((text, lines_of), found) in texts.iter().zip(&lines).zip(findings) {
        for finding in found {
            let place = range(lines_of, finding.span);
            let mut record = json!({
                "message": finding.message,
                "location": {"path": text.path, "range": place},
                "severity": severity(finding.severity),
                "source": {"name": "duizhao"},
                "code": {"value": finding.rule},
            });
            if let Some(fix) = &finding.fix {
                record["suggestions"] = json!([{"range": place, "text": fix.replacement}]);
            }
            if !finding.related.is_empty() {
                let related = finding.related.iter().filter_map(|related| {
                    let text = place_of(texts, related.text)?;
                    let range = range(&lines[text], related.span);
                    let location = json!({"path": texts[text].path, "range": range});
                    Some(json!({"message": related.message, "location": location}))
                });
                record["related_locations"] = related.collect();
            }
            spell(&record.to_string(), &mut out);
            out.push('\n');
        }
    }
    out
}

/// Appends `record` with what would act on a terminal, or hide on it, by its number: the same to who reads JSON.
fn spell(record: &str, out: &mut String) {
    for c in record.chars() {
        if acts(c) {
            c.encode_utf16(&mut [0; 2]).iter().for_each(|unit| out.push_str(&format!("\\u{unit:04x}")));
        } else {
            out.push(c);
        }
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "INFO",
        Severity::Warning => "WARNING",
        Severity::Error => "ERROR",
    }
}

fn range(lines: &Lines, span: Span) -> Value {
    let Region { start, end } = Region::of(lines, span);
    let column = |line, column: usize| {
        lines.line(line).chars().take(column - 1).map(char::len_utf8).sum::<usize>() + 1
    };
    json!({
        "start": {"line": start.line, "column": column(start.line, start.column)},
        "end": {"line": end.line, "column": column(end.line, end.column)},
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::written;
    use super::*;

    #[test]
    fn what_would_act_on_a_terminal_is_written_by_its_number() {
        let mut out = String::new();
        spell(&json!("a\u{9b}b\u{202e}文").to_string(), &mut out);
        assert_eq!(out, r#""a\u009bb\u202e文""#);
        assert_eq!(serde_json::from_str::<String>(&out).unwrap(), "a\u{9b}b\u{202e}文");
    }

    #[test]
    fn columns_count_bytes() {
        let record: Value = serde_json::from_str(&written("会。", findings)).expect("a record");
        let range = json!({"start": {"line": 2, "column": 4}, "end": {"line": 2, "column": 10}});
        assert_eq!(record["location"], json!({"path": "zh:1.txt", "range": range}));
        assert_eq!(record["suggestions"], json!([{"range": range, "text": "国"}]));
        assert_eq!(record["severity"], "ERROR");
        let there = json!({"start": {"line": 1, "column": 5}, "end": {"line": 1, "column": 11}});
        let location = json!({"path": "en.txt", "range": there});
        assert_eq!(record["related_locations"], json!([{"message": "once", "location": location}]));
    }
}
