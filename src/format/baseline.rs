//! The findings that were there before, so that only new ones show.
//!
//! A JSON record a kind of finding: the file's name, the finding's identity ([`identified`]) and how many there
//! were. If an identity occurs more often than in the baseline, the last occurrences are new. `rule` and `text` are for a
//! person who reads the file, or a difference between two.

use std::collections::BTreeMap;
use std::io::{self, Write};
use std::path::Path;

use serde::{Deserialize, Serialize};

use super::error::{Error, Result};
use super::jsonl;
use super::text::read_utf8;
use crate::SCHEMA;
use crate::review::{Baseline, Reviewed, identified};
use crate::say;
use crate::text::Document;

#[derive(Serialize)]
struct Record<'a> {
    schema: u32,
    r#type: &'static str,
    file: &'a str,
    id: &'a str,
    count: usize,
    rule: &'a str,
    text: &'a str,
}

#[derive(Deserialize)]
struct AnyRecord {
    schema: Option<u32>,
    #[serde(default)]
    r#type: String,
    file: Option<String>,
    id: Option<String>,
    count: Option<usize>,
}

/// Writes a baseline of the findings of several texts, each with the path of its file.
pub fn write(texts: &[(&str, &Document, &[Reviewed])], out: &mut dyn Write) -> io::Result<()> {
    for (path, document, findings) in texts {
        let file = file_name(path);
        let ids = identified(document, findings.iter().map(|reviewed| &reviewed.finding));
        let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
        for id in &ids {
            *counts.entry(&id.words).or_default() += 1;
        }
        for (id, finding) in ids.iter().zip(*findings) {
            let id = id.words.as_str();
            let Some(count) = counts.remove(id) else { continue };
            let text = finding.span.of(document.text());
            let (rule, r#type) = (finding.rule, "baseline");
            jsonl::record(&Record { schema: SCHEMA, r#type, file: &file, id, count, rule, text }, out)?;
        }
    }
    Ok(())
}

/// Reads the baseline in the file at `path`.
pub fn read(path: &str) -> Result<Baseline> {
    parse(path, &read_utf8(path)?)
}

/// The baseline that `text`, the content of the file at `path`, holds.
pub fn parse(path: &str, text: &str) -> Result<Baseline> {
    let mut baseline = Baseline::default();
    for (line, record) in jsonl::records::<AnyRecord>(path, text) {
        let record = record?;
        jsonl::is_known(path, line, record.schema)?;
        let (Some(file), Some(id), Some(count), "baseline") =
            (record.file, record.id, record.count, record.r#type.as_str())
        else {
            let message = say!(
                en: "is not a record of a baseline; `check --write-baseline` writes one",
                zh: "不是基线的记录；用 `check --write-baseline` 可写出基线"
            );
            return Err(Error::at_line(path, line, message));
        };
        baseline.note(file, id, count);
    }
    Ok(baseline)
}

/// The name under which a baseline has the text in the file at `path`, its last part: where a text lies is no part of
/// what it is.
pub fn file_name(path: &str) -> String {
    Path::new(path).file_name().map_or(path.to_owned(), |name| name.to_string_lossy().into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::{Finding, Severity};
    use crate::text::{Language, Span};

    fn found(text: &str) -> (Document, Vec<Finding>) {
        let document = Document::new(text.to_owned(), Language::new("zh"));
        let finding = |(at, words): (usize, &str)| {
            Finding::new("doubled-character", Severity::Warning, Span::new(at, at + words.len()), "")
        };
        let findings = text.match_indices("国国").map(finding).collect();
        (document, findings)
    }

    #[test]
    fn only_what_is_new_is_left() {
        let (document, findings) = found("各国国同意。\n\n各国国同意。\n\n两国国反对。\n");
        let mut file = Vec::new();
        let reviewed: Vec<_> = findings.into_iter().map(Reviewed::from).collect();
        write(&[("a/zh.txt", &document, &reviewed)], &mut file).unwrap();
        let file = String::from_utf8(file).unwrap();
        assert_eq!(file.lines().count(), 2);
        let baseline = parse("b.jsonl", &file).unwrap();
        #[track_caller]
        fn check(baseline: &Baseline, path: &str, text: &str, left: usize) {
            let (document, mut findings) = found(text);
            let all = findings.len();
            assert_eq!(baseline.filter(&file_name(path), &document, &mut findings), all - left);
            assert_eq!(findings.len(), left);
        }
        check(&baseline, "zh.txt", "新的。\n\n两国国反对。\n\n各国国同意。\n", 0);
        check(&baseline, "b/zh.txt", "各国国同意。\n\n各国国同意。\n\n各国国同意。\n", 1);
        check(&baseline, "zh.txt", "各国国弃权。\n", 1);
        check(&baseline, "en.txt", "各国国同意。\n", 1);
    }

    #[test]
    fn says_which_line_is_no_record() {
        let message = |text: &str| parse("b.jsonl", text).unwrap_err().to_string();
        assert!(message("{}\n").starts_with("b.jsonl:1: is not a record of a baseline"));
        assert!(message("\n{\n").starts_with("b.jsonl:2: is not a JSON record: "));
        assert_eq!(
            message("{\"schema\":99,\"type\":\"baseline\"}"),
            "b.jsonl:1: is of schema 99; this duizhao reads 1 and before"
        );
    }
}
