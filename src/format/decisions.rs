//! What a person has decided about a text, in a file beside it: `zh.txt.duizhao.toml` beside `zh.txt`.
//!
//! ```toml
//! words = ["names.txt"]
//!
//! [[allow]]
//! rule = "doubled-character"
//! text = "国国"
//! in = "成员国国防部"
//! reason = "the ministry is called so"
//! ```
//!
//! An `allow` needs a `reason`, and at least one of `rule`, `text` and `in`; what is not given fits all. Marks
//! in the text itself, as linters of programs have them, are no way here: the text is somebody else's, and is
//! to stay as it is.

use std::fs;
use std::io;
use std::path::Path;

use memchr::memchr_iter;
use serde::Serialize;

use super::error::{Error, Result};
use super::keys::Keys;
use super::output;
use super::text::read_utf8;
use crate::message::nearest;
use crate::review::{Allowed, Words, all_rules};
use crate::say;

/// What is added to a text's name to name the file beside it.
pub const ENDING: &str = ".duizhao.toml";

/// What such a file says.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Said {
    /// Findings that are right as they stand.
    pub allowed: Vec<Allowed>,
    /// The line, from 1, of each.
    pub lines: Vec<usize>,
    /// Files of words that are right wherever they stand, their folder included.
    pub words: Vec<String>,
}

/// The file beside the text at `path`; none beside standard input.
pub fn beside(path: &str) -> Option<String> {
    (path != "-").then(|| format!("{path}{ENDING}"))
}

/// What the file at `path` says; nothing if there is none.
pub fn read(path: &str) -> Result<Said> {
    if !Path::new(path).exists() {
        return Ok(Said::default());
    }
    parse(path, &read_utf8(path)?)
}

/// What `text`, the content of the file at `path`, says.
pub fn parse(path: &str, text: &str) -> Result<Said> {
    let keys = Keys { path, text };
    let table = keys.table()?;
    let table = table.get_ref();
    keys.only_known(table, &["words", "allow"])?;
    let folder = Path::new(path).parent().unwrap_or(Path::new(""));
    let words = keys.strings(table, "words")?.into_iter();
    let words = words.map(|(file, _)| folder.join(file).to_string_lossy().into_owned()).collect();
    let mut said = Said { words, ..Said::default() };
    // The line of the entry before, so that many entries are not each counted from the beginning.
    let (mut counted, mut line) = (0, 1);
    for (entry, span) in
        keys.tables(table, "allow", say!(en: "what is allowed", zh: "所许可的"))?.unwrap_or_default()
    {
        keys.only_known(entry, &["rule", "text", "in", "reason"])?;
        let rule = keys.string(entry, "rule")?;
        if let Some((rule, span)) = &rule {
            let rules = all_rules();
            if !rules.iter().any(|known| known.matches(rule)) {
                let names = rules.iter().flat_map(|rule| [rule.name, rule.code]);
                let message = match nearest(rule, names) {
                    Some(near) => say!(
                        en: "no such rule: `{rule}`; did you mean `{near}`?",
                        zh: "没有规则 `{rule}`；是不是 `{near}`？",
                        rule,
                        near
                    ),
                    None => say!(
                        en: "no such rule: `{rule}`; `duizhao rules` lists them",
                        zh: "没有规则 `{rule}`；`duizhao rules` 列出全部规则",
                        rule
                    ),
                };
                return Err(keys.at(span.clone(), message));
            }
        }
        let within = keys.string(entry, "in")?;
        if let Some((words, span)) = &within
            && !words.chars().any(char::is_alphanumeric)
        {
            return Err(keys.at(
                span.clone(),
                say!(
                    en: "`in` must hold letters: the words in which it stands",
                    zh: "`in` 应写出它所在的字句，不能只有标点"
                ),
            ));
        }
        let own = |named: Option<(String, _)>| named.map(|(words, _)| words);
        let (rule, flagged, within) = (own(rule), own(keys.string(entry, "text")?), own(within));
        if rule.is_none() && flagged.is_none() && within.is_none() {
            return Err(keys.at(
                span,
                say!(
                    en: "this allows everything; give `rule`, `text` or `in`",
                    zh: "这一条什么都许可；应给出 `rule`、`text` 或 `in`"
                ),
            ));
        }
        let Some((reason, _)) = keys.string(entry, "reason")? else {
            return Err(keys.at(
                span,
                say!(en: "this has no `reason`; say why it is right", zh: "缺 `reason`；说明为何不误"),
            ));
        };
        line +=
            text.as_bytes().get(counted..span.start).map_or(0, |passed| memchr_iter(b'\n', passed).count());
        counted = span.start.max(counted);
        said.lines.push(line);
        said.allowed.push(Allowed { rule, text: flagged, within, reason });
    }
    Ok(said)
}

/// Adds to `words` those in the file at `path`: one a line; blank lines and those that begin with `#` are left
/// out.
pub fn words(path: &str, words: &mut Words) -> Result<()> {
    let text = read_utf8(path)?;
    words.extend(text.lines().map(str::trim).filter(|line| !line.is_empty() && !line.starts_with('#')));
    Ok(())
}

#[derive(Serialize)]
struct AllowRecord<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    rule: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    text: Option<&'a str>,
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    within: Option<&'a str>,
    reason: &'a str,
}

/// Adds `allowed` to the end of the file at `path`, which is made if there is none; the rest of it stays as it
/// is, comments and all.
pub fn add(path: &str, allowed: &[Allowed]) -> Result<()> {
    let mut content = match fs::metadata(path) {
        // What cannot be looked at is not for that reason absent, and would be written over.
        Err(error) if error.kind() == io::ErrorKind::NotFound => String::new(),
        Err(error) => return Err(Error::read(path, error)),
        Ok(_) => read_utf8(path)?,
    };
    parse(path, &content)?;
    for entry in allowed {
        let record = AllowRecord {
            rule: entry.rule.as_deref(),
            text: entry.text.as_deref(),
            within: entry.within.as_deref(),
            reason: &entry.reason,
        };
        if !content.is_empty() {
            content.push_str(if content.ends_with('\n') { "\n" } else { "\n\n" });
        }
        content.push_str("[[allow]]\n");
        content.push_str(
            &toml::to_string(&record).map_err(|error| Error::write(path, io::Error::other(error)))?,
        );
    }
    parse(path, &content)?;
    output::write(Some(path), |out| out.write_all(content.as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_what_is_allowed_and_where() {
        let said = parse(
            "a/zh.txt.duizhao.toml",
            "# mine\nwords = ['names.txt']\n\n[[allow]]\nrule = 'DUP'\nreason = 'so'\n\n[[allow]]\ntext = '国国'\nin = '国国防'\nreason = ''\n",
        )
        .unwrap();
        assert_eq!(said.words, [Path::new("a").join("names.txt").to_string_lossy()]);
        assert_eq!(said.lines, [4, 8]);
        assert_eq!(said.allowed[1].within.as_deref(), Some("国国防"));
    }

    #[test]
    fn says_what_is_wrong_and_what_may_be_meant() {
        #[track_caller]
        fn check(text: &str, message: &str) {
            assert_eq!(parse("f.toml", text).unwrap_err().to_string(), format!("f.toml:{message}"));
        }
        check("alow = 1", "1: unknown key `alow`; did you mean `allow`?");
        check("[allow]\nrule = 'DUP'", "1: `allow` must be a list: write `[[allow]]`");
        check("[[allow]]\nrule = 'DUP'", "1: this has no `reason`; say why it is right");
        check("[[allow]]\nreason = 'x'", "1: this allows everything; give `rule`, `text` or `in`");
        check(
            "\n[[allow]]\nrule = 'doubled-wort'",
            "3: no such rule: `doubled-wort`; did you mean `doubled-word`?",
        );
        check("[[allow]]\nin = '，'", "2: `in` must hold letters: the words in which it stands");
        check("words = 'a.txt'", "1: `words` must be a list: write `words = [\"…\"]`");
        assert!(parse("f.toml", "[[allow]\n").unwrap_err().to_string().starts_with("f.toml:1: "));
    }

    #[test]
    fn what_is_added_is_read_again_and_the_rest_stays() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("zh.txt.duizhao.toml");
        let path = path.to_str().unwrap();
        let entry = |text: &str| Allowed {
            rule: Some("doubled-character".into()),
            text: Some(text.into()),
            within: None,
            reason: "a \"reason\"\nof two lines".into(),
        };
        add(path, &[entry("国国")]).unwrap();
        fs::write(path, fs::read_to_string(path).unwrap() + "# a remark").unwrap();
        add(path, &[entry("在\\在"), entry("'\u{7}\u{ad}")]).unwrap();
        let said = read(path).unwrap();
        assert_eq!(said.allowed, [entry("国国"), entry("在\\在"), entry("'\u{7}\u{ad}")]);
        assert!(fs::read_to_string(path).unwrap().contains("\n# a remark\n"));
        assert_eq!(read("no/such.toml").unwrap(), Said::default());
    }

    proptest::proptest! {
        /// What was right and then spoilt gets past the head of the file, as hardly any random text does.
        #[test]
        fn a_spoilt_file_is_read_or_refused_in_a_line(
            at in 0usize..200,
            length in 0usize..20,
            put in "[\\[\\]='\"#\n0-9a-z.一-]{0,8}",
        ) {
            let mut text = "words = ['a.txt', 'b.txt']\n\n[[allow]]\nrule = 'DUP'\nin = 'abc'\nreason = 'so'\n\n\
                [[allow]]\ntext = 'x'\nreason = ''\n"
                .to_owned();
            assert!(parse("f.toml", &text).is_ok());
            let start = at % (text.len() + 1);
            text.replace_range(start..(start + length).min(text.len()), &put);
            match parse("f.toml", &text) {
                Ok(said) => proptest::prop_assert_eq!(said.allowed.len(), said.lines.len()),
                Err(error) => {
                    let error = error.to_string();
                    proptest::prop_assert!(error.starts_with("f.toml:") && !error.contains('\n'), "{}", error);
                }
            }
        }
    }
}
