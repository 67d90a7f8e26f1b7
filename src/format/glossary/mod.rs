//! What was agreed of terms, as people keep it: a table (TSV, CSV, a workbook) or TBX.
//!
//! ```text
//! zh         en                          forbidden      note
//! 湖区公约   Lakes Convention; the Convention           in treaties
//! 水文站     gauging station             water station
//! ```
//!
//! A column a language, called as in tables of texts: `zh`, `Chinese`, `中文`. Several renderings in a cell are parted by
//! `;` or `|`; or the term has a row for each. What is in a column `forbidden` (`forbidden ru`, if there are more
//! languages) must not be used, nor what is in a row whose `status` says so. Columns that are none of these are passed
//! over and named. The first line must say what the columns are: two columns of words in a row say neither which language
//! they are in nor which of them is right.

mod proposed;
mod tbx;

use super::error::{Error, Result};
use super::{csv, reader, table, text};
use crate::message::Message;
use crate::say;
use crate::terms::{Entry, Glossary, Standing, Term};
use crate::text::Language;

pub use proposed::{jsonl, tsv, xlsx};
pub use tbx::write as tbx;

/// Reads the glossary in the file at `path`; says what in it is passed over.
pub fn open(path: &str) -> Result<(Glossary, Vec<Message>)> {
    let bytes = text::read(path)?;
    parse(path, bytes)
}

/// Reads the glossary that a file of these `bytes` holds; `path` is for messages.
pub fn parse(path: &str, bytes: Vec<u8>) -> Result<(Glossary, Vec<Message>)> {
    if reader::is_archive(&bytes) {
        let rows = reader::first_rows(path, &bytes)?;
        return rows_of(path, rows.into_iter().map(|(row, fields)| (row, Ok(fields))));
    }
    let (text, _) = text::decoded(path, bytes, &text::Options::default())?;
    let text = text.trim_start_matches('\u{feff}');
    if text.trim_start().starts_with('<') {
        return Ok((tbx::read(path, text)?, Vec::new()));
    }
    if text.lines().next().is_some_and(|first| first.contains('\t')) {
        let lines = (1..).zip(text.lines()).filter(|(_, line)| !line.trim().is_empty());
        let fields = |line: &str| line.split('\t').map(|field| table::unguarded(field).to_owned()).collect();
        return rows_of(path, lines.map(|(number, line)| (number, Ok(fields(line)))));
    }
    // What a mark opens and none closes runs to the end of the file.
    let is_open = text.matches('"').count() % 2 == 1;
    let closed = csv::records(path, text, table::unguarded).map(|(line, record)| {
        let runs_on = |fields: &Vec<String>| is_open && fields.iter().any(|field| field.contains('\n'));
        match record {
            Ok(fields) if runs_on(&fields) => {
                let message = say!(en: "a quotation mark is not closed", zh: "引号没有收尾");
                (line, Err(Error::at_line(path, line, message)))
            }
            record => (line, record),
        }
    });
    rows_of(path, closed)
}

/// What a column of a table holds.
#[derive(Clone, Debug, PartialEq)]
enum Column {
    Language(Language),
    /// Renderings that must not be used, in the language that is named or stands before it.
    Forbidden(Option<Language>),
    Status,
    Note,
    /// Nothing that is read; whether `duizhao terms` writes it.
    Other(bool),
}

/// The glossary in the rows of a table, each with its line.
fn rows_of(
    path: &str,
    mut rows: impl Iterator<Item = (usize, Result<Vec<String>>)>,
) -> Result<(Glossary, Vec<Message>)> {
    let Some((first_line, first)) = rows.next() else {
        return Err(Error::content(path, say!(en: "is empty", zh: "是空的")));
    };
    let first = first?;
    let mut columns: Vec<Column> = first.iter().map(|field| column(field)).collect();
    for (heading, column) in first.iter().zip(&columns).filter(|(_, column)| **column == Column::Other(false))
    {
        if let (Column::Other(_), Some(near)) = (column, near(heading)) {
            let message = say!(
                en: "unknown column `{heading}`; did you mean `{near}`?",
                zh: "没有 `{heading}` 这一列；是不是 `{near}`？",
                heading = heading.trim(),
                near
            );
            return Err(Error::at_line(path, first_line, message));
        }
    }
    let is_language = |column: &Column| matches!(column, Column::Language(_));
    if columns.iter().filter(|column| is_language(column)).count() < 2 {
        let message = say!(
            en: "names no two languages; the first row says what the columns are, such as `zh`, `en`, `forbidden`, `note`",
            zh: "没有列出两种语言；首行要写明各列，如 `zh`、`en`、`forbidden`、`note`"
        );
        return Err(Error::at_line(path, first_line, message));
    }
    name_forbidden(&mut columns);
    let mut said = Vec::new();
    let passed: Vec<&str> = first
        .iter()
        .zip(&columns)
        .filter(|(field, column)| **column == Column::Other(false) && !field.trim().is_empty())
        .map(|(field, _)| field.trim())
        .collect();
    if !passed.is_empty() {
        said.push(say!(
            en: "{path}: not read: {columns}",
            zh: "{path}：以下各列不读：{columns}",
            path,
            columns = passed.join(", ")
        ));
    }
    let mut entries = Vec::new();
    for (line, fields) in rows {
        let fields = fields?;
        if let Some(beyond) =
            fields.get(columns.len()..).and_then(|rest| rest.iter().find(|field| !field.trim().is_empty()))
        {
            let message = say!(
                en: "`{beyond}` stands in no column: the first line has {count}",
                zh: "`{beyond}` 不在任何一列里：首行只有 {count} 列",
                beyond = beyond.trim(),
                count = columns.len()
            );
            return Err(Error::at_line(path, line, message));
        }
        let entry = entry(&columns, &fields).map_err(|word| {
            let message = say!(
                en: "unknown status `{word}`; `forbidden`, `allowed`, `preferred` and those of TBX are known",
                zh: "没有 `{word}` 这种状态；可用 `禁用`、`可用`、`首选`，以及 TBX 的各种状态",
                word
            );
            Error::at_line(path, line, message)
        })?;
        entries.extend(Some(entry).filter(|entry| !entry.terms.is_empty()));
    }
    Ok((Glossary { entries }, said))
}

/// Gives each column of forbidden words that names no language that of the column before it, or of the last.
fn name_forbidden(columns: &mut [Column]) {
    let of = |column: &Column| match column {
        Column::Language(language) => Some(language.clone()),
        _ => None,
    };
    let last = columns.iter().rev().find_map(of);
    let first = columns.iter().position(|column| of(column).is_some());
    for place in 0..columns.len() {
        if columns[place] == Column::Forbidden(None) {
            let before = columns[..place].iter().enumerate().rev().find(|(_, column)| of(column).is_some());
            let before =
                before.filter(|(before, _)| Some(*before) != first).and_then(|(_, column)| of(column));
            columns[place] = Column::Forbidden(before.or_else(|| last.clone()));
        }
    }
}

/// What a row says, or the status that is none.
fn entry(columns: &[Column], fields: &[String]) -> std::result::Result<Entry, String> {
    let mut entry = Entry::default();
    let status = columns.iter().zip(fields).find(|(column, _)| **column == Column::Status);
    let status = match status.map(|(_, field)| field.trim()).filter(|field| !field.is_empty()) {
        Some(word) => standing(word).ok_or_else(|| word.to_owned())?,
        None => Standing::Allowed,
    };
    let first = columns.iter().position(|column| matches!(column, Column::Language(_)));
    for (place, (column, field)) in columns.iter().zip(fields).enumerate() {
        let (language, standing) = match column {
            // The term itself is none of its renderings.
            Column::Language(language) if Some(place) == first => (language, Standing::Allowed),
            Column::Language(language) => (language, status),
            Column::Forbidden(Some(language)) => (language, Standing::Forbidden),
            Column::Note => {
                field.trim().clone_into(&mut entry.note);
                continue;
            }
            _ => continue,
        };
        let parts = field.split([';', '|', '；', '｜', '\n']).map(str::trim).filter(|part| !part.is_empty());
        entry.terms.extend(parts.map(|words| Term {
            language: language.clone(),
            words: words.split_whitespace().collect::<Vec<_>>().join(" "),
            standing,
        }));
    }
    Ok(entry)
}

/// What a heading is of.
fn column(heading: &str) -> Column {
    const FORBIDDEN: [&str; 7] = ["forbidden", "deprecated", "禁用译法", "禁用译名", "禁用", "弃用", "不用"];
    let heading = heading.trim();
    let lower = heading.to_lowercase();
    match lower.as_str() {
        "note" | "notes" | "comment" | "remark" | "备注" | "備註" | "说明" | "注释" | "注" => {
            return Column::Note;
        }
        "status" | "状态" | "狀態" => return Column::Status,
        "count" | "次数" => return Column::Other(true),
        _ if proposed::is_ours(&lower) => return Column::Other(true),
        // Codes of languages that a glossary hardly means.
        "id" | "no" | "no." => return Column::Other(false),
        _ => {}
    }
    if let Some(word) = FORBIDDEN.iter().find(|word| lower.contains(**word)) {
        let rest = lower.replacen(word, "", 1);
        let rest = rest.trim_matches(|c: char| !c.is_alphanumeric());
        return match Language::parse(rest) {
            Ok(language) => Column::Forbidden(Some(language)),
            Err(_) if rest.is_empty() => Column::Forbidden(None),
            Err(_) => Column::Other(false),
        };
    }
    match table::heading(heading) {
        Some(column) if column.language.tag() != "und" => Column::Language(column.language),
        _ => Column::Other(false),
    }
}

/// The heading that one that is none may have been meant to be.
fn near(heading: &str) -> Option<&'static str> {
    let heading = heading.trim().to_lowercase();
    let known = ["forbidden", "deprecated", "status"];
    known.into_iter().find(|known| strsim::osa_distance(&heading, known) <= 2)
}

/// How a word stands by what is said of it, in tables and in TBX; `None` if that is not known.
fn standing(word: &str) -> Option<Standing> {
    let word = word.trim().to_lowercase();
    let begins = |words: &[&str]| words.iter().any(|known| word.starts_with(known));
    const NOT: [&str; 15] = [
        "deprecated",
        "superseded",
        "forbidden",
        "prohibited",
        "obsolete",
        "rejected",
        "not ",
        "禁用",
        "弃用",
        "停用",
        "不用",
        "勿用",
        "废弃",
        "廢棄",
        "旧称",
    ];
    const MAY: [&str; 17] = [
        "preferred",
        "admitted",
        "allowed",
        "approved",
        "standardized",
        "legal",
        "regulated",
        "proposed",
        "new",
        "valid",
        "可用",
        "首选",
        "許用",
        "许用",
        "准用",
        "推荐",
        "优先",
    ];
    match () {
        () if begins(&NOT) => Some(Standing::Forbidden),
        () if begins(&MAY) => Some(Standing::Allowed),
        () => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The terms of each entry, those that are forbidden behind a `!`, or what is wrong.
    fn shown(name: &str, text: &str) -> std::result::Result<Vec<String>, String> {
        let (glossary, _) = parse(name, text.as_bytes().to_vec()).map_err(|error| error.to_string())?;
        let entry = |entry: &Entry| {
            let term = |term: &Term| {
                let mark = if term.standing == Standing::Forbidden { "!" } else { "" };
                format!("{}:{mark}{}", term.language, term.words)
            };
            let mut words: Vec<String> = entry.terms.iter().map(term).collect();
            words.extend(Some(format!("({})", entry.note)).filter(|_| !entry.note.is_empty()));
            words.join(" ")
        };
        Ok(glossary.entries.iter().map(entry).collect())
    }

    #[track_caller]
    fn check(text: &str, expected: &[&str]) {
        assert_eq!(shown("g.tsv", text).unwrap(), expected);
    }

    #[test]
    fn a_table_says_what_may_stand_for_a_term_and_what_must_not() {
        check(
            "中文\tEnglish\tforbidden\tnote\n湖区公约\tLakes Convention; the Convention\tLake Treaty\t\n水文站\tgauging  station\t\t三级\n\n",
            &[
                "zh:湖区公约 en:Lakes Convention en:the Convention en:!Lake Treaty",
                "zh:水文站 en:gauging station (三级)",
            ],
        );
        check("zh,en,ru,forbidden ru\n湖,lake,озеро,пруд\n", &["zh:湖 en:lake ru:озеро ru:!пруд"]);
        check("zh\ten\t状态\n湖\tpond\t禁用\n湖\tlake\t\n", &["zh:湖 en:!pond", "zh:湖 en:lake"]);
        check("en;zh;英文禁用\r\nlake;湖|湖泊;mere\r\n", &["en:lake zh:湖 zh:湖泊 en:!mere"]);
        check("zh\ten\n湖\t\n\t\n", &["zh:湖"]);
    }

    #[test]
    fn says_where_a_table_is_wrong() {
        let wrong = |text: &str| shown("g.tsv", text).unwrap_err();
        assert_eq!(wrong(""), "g.tsv: is empty");
        assert!(wrong("湖\tlake\n").starts_with("g.tsv:1: names no two languages"));
        assert_eq!(
            wrong("zh\ten\tforbiden\n"),
            "g.tsv:1: unknown column `forbiden`; did you mean `forbidden`?"
        );
        assert_eq!(
            wrong("zh\ten\n\n湖\tlake\tpond\n"),
            "g.tsv:3: `pond` stands in no column: the first line has 2"
        );
        assert!(
            wrong("zh\ten\tstatus\n湖\tlake\tperhaps\n").starts_with("g.tsv:2: unknown status `perhaps`")
        );
        assert_eq!(wrong("zh,en\n\"湖,lake\n湖泊,lake\n"), "g.tsv:2: a quotation mark is not closed");
    }

    #[test]
    fn other_columns_are_named() {
        let (_, said) = parse("g.csv", "id,zh,en,domain\n1,湖,lake,water\n".into()).unwrap();
        assert_eq!(said, ["g.csv: not read: id, domain"]);
    }

    proptest::proptest! {
        #[test]
        fn any_file_is_read_or_refused_in_a_line(text in "[zhen湖\t,;|\"<>/= \nforbidden]{0,60}") {
            if let Err(error) = parse("-", text.into_bytes()) {
                proptest::prop_assert!(!error.to_string().contains('\n'), "{error}");
            }
        }
    }
}
