//! The log of `clean`, read for what the person accepted and refused.

use serde::Deserialize;

use super::error::{Error, Result};
use super::jsonl;
use super::text::read_utf8;
use crate::review::Learned;
use crate::say;

#[derive(Deserialize)]
struct AnyRecord {
    schema: Option<u32>,
    #[serde(default)]
    r#type: String,
    #[serde(default)]
    by: String,
    rule: Option<String>,
    old: Option<String>,
    new: Option<String>,
}

/// Notes in `learned` what the log at `path` says that a person decided; fixes made unasked say nothing.
pub fn read(path: &str, learned: &mut Learned) -> Result<()> {
    parse(path, &read_utf8(path)?, learned)
}

/// The same for `text`, the content of the file at `path`.
pub fn parse(path: &str, text: &str, learned: &mut Learned) -> Result<()> {
    for (line, record) in jsonl::records::<AnyRecord>(path, text) {
        let record = record?;
        jsonl::is_known(path, line, record.schema)?;
        let (Some(rule), Some(old), Some(new), "fix" | "refusal") =
            (record.rule, record.old, record.new, record.r#type.as_str())
        else {
            return Err(Error::at_line(
                path,
                line,
                say!(en: "is not a record of `clean --log`", zh: "不是 `clean --log` 的记录"),
            ));
        };
        if record.by == "person" {
            learned.note(&rule, &old, &new, record.r#type == "fix");
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_a_person_decided_is_learned() {
        let record = |kind: &str, by: &str| {
            format!(
                "{{\"type\":\"{kind}\",\"rule\":\"a\",\"old\":\"机枸\",\"new\":\"机构\",\"by\":\"{by}\"}}\n"
            )
        };
        let learned = |log: &str| {
            let mut learned = Learned::default();
            parse("log.jsonl", log, &mut learned).map(|()| learned).map_err(|error| error.to_string())
        };
        let mut expected = Learned::default();
        assert_eq!(learned(&record("fix", "rule")).unwrap(), expected);
        expected.note("a", "机枸", "机构", true);
        expected.note("a", "机枸", "机构", false);
        assert_eq!(learned(&(record("fix", "person") + &record("refusal", "person"))).unwrap(), expected);
        assert_eq!(learned("\n{}").unwrap_err(), "log.jsonl:2: is not a record of `clean --log`");
    }
}
