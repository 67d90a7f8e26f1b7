//! What the tables (TSV, CSV, XLSX) have in common: their columns.
//!
//! The row's number comes first and stays with the row when a person sorts or filters; then its shape
//! and confidence; then a column for each text, headed by its language.

use super::error::{Error, Result};
use super::parallel::{self, Cell, Column, Judged, Parallel, Row, shortened};
use crate::message::Ui;
use crate::review::Status;
use crate::say;
use crate::text::Language;

/// Columns before the texts.
pub(super) const LEADING: [&str; 3] = ["row", "shape", "confidence"];

/// The same in a workbook for a person who reads Chinese.
const LEADING_ZH: [&str; 3] = ["行", "句数", "置信度"];

/// Columns before the texts, as a person reads them.
pub(super) fn leading(ui: Ui) -> [&'static str; 3] {
    ui.of(LEADING, LEADING_ZH)
}

/// Whether a table that begins with these fields was written here.
fn is_ours(first: &[String]) -> bool {
    let begins = |names: [&str; 3]| first.iter().zip(names).all(|(field, name)| field == name);
    first.len() > LEADING.len() && (begins(LEADING) || begins(LEADING_ZH))
}

/// Columns after the texts, where a person has said something of the rows.
pub(super) const TRAILING: [&str; 3] = ["status", "note", "id"];

/// How a status is written in a table: in the language of most who fill it in, and as programs have it.
pub(super) const STATUSES: [&str; 4] = ["确认", "存疑", "confirmed", "doubtful"];

/// The status of that name; nothing said where it is empty or another word.
fn status(word: &str) -> Status {
    match word.trim().to_lowercase().as_str() {
        "确认" | "已确认" | "確認" | "已確認" | "confirmed" | "ok" | "yes" | "✓" => {
            Status::Confirmed
        }
        "存疑" | "doubtful" | "?" | "？" => Status::Doubtful,
        "已改" | "edited" => Status::Edited,
        _ => Status::Open,
    }
}

/// Whether a person has said something of some row.
pub(super) fn is_judged(parallel: &Parallel) -> bool {
    parallel.rows.iter().any(|row| row.judged.is_some())
}

/// The fields after the texts, where the cells read as `words`.
pub(super) fn trailing(row: &Row, words: &[String]) -> [String; 3] {
    let judged = row.judged.as_deref();
    let status = judged.map(|judged| judged.status).filter(|status| *status != Status::Open);
    let numbers: Vec<&[usize]> = row.cells.iter().map(|cell| &*cell.numbers).collect();
    [
        status.map_or(String::new(), |status| status.name().to_owned()),
        judged.map_or(String::new(), |judged| judged.note.clone()),
        parallel::id(&numbers, words),
    ]
}

/// The heading of each text: its language, or its name too where two are in one language.
pub(super) fn headings(parallel: &Parallel) -> Vec<String> {
    let columns = &parallel.columns;
    let alone = |column: &Column| columns.iter().filter(|c| c.language == column.language).count() == 1;
    let heading = |column: &Column| {
        if alone(column) {
            column.language.tag().to_owned()
        } else {
            format!("{} {}", column.language, column.name)
        }
    };
    columns.iter().map(heading).collect()
}

/// All headings.
pub(super) fn all_headings(parallel: &Parallel) -> Vec<String> {
    let trailing = if is_judged(parallel) { &TRAILING[..] } else { &[] };
    let own = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect::<Vec<_>>();
    [own(&LEADING), headings(parallel), own(trailing)].concat()
}

/// The fields of the row numbered `number`.
pub(super) fn fields(parallel: &Parallel, number: usize, row: &Row) -> Vec<String> {
    let confidence = row.confidence.map_or(String::new(), |confidence| format!("{confidence:.2}"));
    let mut fields = vec![(number + 1).to_string(), row.shape(), confidence];
    let cells = row.cells.iter().zip(&parallel.columns);
    let words: Vec<String> = cells.map(|(cell, column)| cell.line(&column.language)).collect();
    let trailing = is_judged(parallel).then(|| trailing(row, &words));
    fields.extend(words);
    fields.extend(trailing.into_iter().flatten().map(|field| field.replace(['\t', '\n', '\r'], " ")));
    fields
}

/// What a spreadsheet takes for the beginning of a formula, full-width forms included.
const FORMULA: [char; 8] = ['=', '+', '-', '@', '＝', '＋', '－', '＠'];

/// Whether a spreadsheet would reckon with `field`, or would if the marks against that were not before it.
fn is_formula(field: &str) -> bool {
    field.trim_start_matches('\'').starts_with(FORMULA)
}

/// `field` so that a spreadsheet takes it for words: with a `'` before what it would take for a formula.
pub fn guarded(field: String) -> String {
    if is_formula(&field) { format!("'{field}") } else { field }
}

/// `field` without the `'` that [`guarded`] sets.
pub(super) fn unguarded(field: &str) -> &str {
    field.strip_prefix('\'').filter(|rest| is_formula(rest)).unwrap_or(field)
}

/// Reads the records of a table, each with its line, from 1. The first may be ours or say what its columns are; without
/// either, every field is a text.
pub(super) fn read(
    path: &str,
    mut records: impl Iterator<Item = (usize, Result<Vec<String>>)>,
) -> Result<Parallel<'static>> {
    let Some((first_line, first)) = records.next() else {
        return Err(Error::content(path, say!(en: "is empty", zh: "是空的")));
    };
    let first = first?;
    let ours = is_ours(&first);
    let skip = if ours { LEADING.len() } else { 0 };
    let judged =
        ours && first.len() > LEADING.len() + TRAILING.len() && first.ends_with(&TRAILING.map(str::to_owned));
    let trailing = if judged { TRAILING.len() } else { 0 };
    let fields = first[skip..first.len() - trailing].to_vec();
    let heads = if ours { None } else { heads(&fields) };
    let headed = ours || heads.is_some();
    let columns: Vec<Column> = fields
        .iter()
        .enumerate()
        .map(|(n, field)| match (&heads, heading(field).filter(|_| headed)) {
            (Some(heads), _) => heads[n].column(field),
            (None, Some(column)) => column,
            (None, None) => Column::new(format!("text {}", n + 1), Language::new("und")),
        })
        .collect();
    if columns.len() < 2 {
        return Err(Error::at_line(
            path,
            first_line,
            say!(
                en: "only one column; a table of texts has two or more",
                zh: "只有一列；文本表格至少两列"
            ),
        ));
    }
    let mut next = vec![0; columns.len()];
    let mut rows = Vec::new();
    let body = if headed { None } else { Some((first_line, Ok(first))) };
    for (line, record) in body.into_iter().chain(records) {
        let mut record = record?;
        let count = skip + columns.len() + trailing;
        // A spreadsheet leaves out empty cells at the end of a row.
        if judged && (skip + 1..count).contains(&record.len()) {
            record.resize(count, String::new());
        }
        if record.len() != count {
            let message = say!(
                en: "{fields} fields where the first line has {first}",
                zh: "有 {fields} 格，而首行有 {first} 格",
                fields = record.len(),
                first = count
            );
            return Err(Error::at_line(path, line, message));
        }
        let mut said = record.split_off(skip + columns.len()).into_iter();
        let judged = said.next().map(|word| {
            let (note, id) = (said.next().unwrap_or_default(), said.next().unwrap_or_default());
            Box::new(Judged { status: status(&word), note: note.trim().to_owned(), id: id.trim().to_owned() })
        });
        let confidence = if ours { record[2].parse().ok() } else { None };
        let cells = cells(record.into_iter().skip(skip), &mut next);
        rows.push(Row { cells, confidence, judged, ..Row::default() });
    }
    let mut parallel = Parallel { columns, rows, encoder: None, said: Vec::new() };
    match heads {
        Some(heads) => set_aside(&mut parallel, &heads, &fields),
        None if !headed && may_be_headings(&parallel) => parallel.said.push(say!(
            en: "no headings known in the first line, which is taken for a pair",
            zh: "首行不是认识的表头，按句对读入"
        )),
        None => {}
    }
    Ok(parallel)
}

/// Whether the first row looks as headings do that are not known: none of its cells ends like a sentence, and most of the
/// others do.
fn may_be_headings(parallel: &Parallel) -> bool {
    let is_ended = |cell: &Cell| cell.sentences.iter().any(|words| ends_sentence(words.trim()));
    let Some((first, rest)) = parallel.rows.split_first() else { return false };
    let ended = rest.iter().filter(|row| row.cells.iter().any(is_ended)).count();
    !first.cells.iter().any(is_ended) && ended > 0 && 2 * ended >= rest.len()
}

/// Takes out the columns that are no texts, and says which of them held words.
fn set_aside(parallel: &mut Parallel, heads: &[Head], fields: &[String]) {
    let texts = heads.iter().filter(|head| matches!(head, Head::Text(_))).count();
    let cells = |place: usize| {
        let cells = parallel.rows.iter().filter_map(move |row| row.cells.get(place));
        cells.flat_map(|cell| &cell.sentences)
    };
    let counts = |place: usize| !cells(place).any(|words| words.contains(char::is_alphabetic));
    let stays = |(place, head): (usize, &Head)| match head {
        // `id` and `no` are languages too.
        Head::Text(_) => !(is_number(&fields[place]) && texts > 2 && counts(place)),
        Head::Unknown => texts < 2,
        Head::Number | Head::Remark | Head::Nothing => false,
    };
    let stay: Vec<bool> = heads.iter().enumerate().map(stays).collect();
    let lost = |&place: &usize| !stay[place] && !is_number(&fields[place]) && cells(place).next().is_some();
    let lost: Vec<String> = (0..fields.len())
        .filter(lost)
        .map(|place| match fields[place].trim() {
            "" => (place + 1).to_string(),
            name => format!("`{name}`"),
        })
        .collect();
    if !lost.is_empty() {
        parallel.said.push(say!(
            en: "columns that are no texts are left out: {columns}",
            zh: "略去不是文本的列：{columns}",
            columns = shortened(&lost)
        ));
    }
    let mut at = stay.iter();
    parallel.columns.retain(|_| at.next().is_none_or(|stays| *stays));
    for row in &mut parallel.rows {
        let mut at = stay.iter();
        row.cells.retain(|_| at.next().is_none_or(|stays| *stays));
    }
}

/// The words of a row as cells; `next` is the number of each text's next sentence.
pub(super) fn cells(words: impl Iterator<Item = String>, next: &mut [usize]) -> Vec<Cell<'static>> {
    let cell = |(words, next): (String, &mut usize)| {
        if words.trim().is_empty() {
            return Cell::default();
        }
        *next += 1;
        Cell { numbers: vec![*next - 1], sentences: vec![words.into()], span: None }
    };
    words.zip(next).map(cell).collect()
}

/// What the heading of a column says of it.
enum Head {
    /// It is a text, of a language that may be left open.
    Text(Column),
    /// It numbers the rows.
    Number,
    /// It says something of the rows.
    Remark,
    /// It has no heading.
    Nothing,
    /// Nobody knows.
    Unknown,
}

impl Head {
    fn of(field: &str) -> Self {
        let is = |known: &[&str]| known.iter().any(|known| field.trim().eq_ignore_ascii_case(known));
        match heading(field) {
            Some(column) => Self::Text(column),
            None if is(&SIDES) => Self::Text(Column::new(field.trim(), Language::new("und"))),
            None if is_number(field) => Self::Number,
            None if is(&REMARKS) => Self::Remark,
            None if field.trim().is_empty() => Self::Nothing,
            None => Self::Unknown,
        }
    }

    /// The text that the column under `field` is, whatever becomes of it.
    fn column(&self, field: &str) -> Column {
        match self {
            Self::Text(column) => column.clone(),
            _ => Column::new(field.trim(), Language::new("und")),
        }
    }
}

/// What programs call the two sides of a translation.
const SIDES: [&str; 12] = [
    "source",
    "target",
    "source text",
    "target text",
    "src",
    "tgt",
    "trg",
    "original",
    "translation",
    "原文",
    "译文",
    "譯文",
];

/// What numbers of rows are headed by.
const NUMBERS: [&str; 12] = ["id", "no", "no.", "nr", "nr.", "#", "№", "n°", "序号", "序號", "编号", "編號"];

/// What people head their remarks by.
const REMARKS: [&str; 10] =
    ["comment", "comments", "note", "notes", "remark", "remarks", "status", "备注", "備註", "状态"];

/// Whether `field` heads the numbers of rows.
fn is_number(field: &str) -> bool {
    NUMBERS.iter().any(|known| field.trim().eq_ignore_ascii_case(known))
}

/// What the columns are by the fields of the first record, if those are headings: all are known, or one names a language
/// in full and none reads as a sentence.
fn heads(fields: &[String]) -> Option<Vec<Head>> {
    let heads: Vec<Head> = fields.iter().map(|field| Head::of(field)).collect();
    let texts = heads.iter().filter(|head| matches!(head, Head::Text(_))).count();
    let is_full = |field: &String| field.trim().len() > 3 && Language::parse(field).is_ok();
    let all = heads.iter().all(|head| !matches!(head, Head::Unknown));
    let reads = fields.iter().any(|field| !is_number(field) && ends_sentence(field.trim()));
    let headed = if all { texts > 0 } else { fields.iter().any(is_full) && !reads };
    headed.then_some(heads)
}

fn ends_sentence(field: &str) -> bool {
    field.ends_with(['.', '。', '!', '?', '！', '？'])
}

/// Whether a table with this first record says in it what texts its columns are.
pub(super) fn is_headed(first: &[String]) -> bool {
    let texts =
        || heads(first).map_or(0, |heads| heads.iter().filter(|head| matches!(head, Head::Text(_))).count());
    is_ours(first) || texts() > 1
}

/// The text that a heading is of, if it is one: a language, or a language and a name.
pub(super) fn heading(field: &str) -> Option<Column> {
    let field = field.trim();
    let (tag, name) = field.split_once(' ').unwrap_or((field, field));
    // With a name after it the tag is as we write it: `It is` begins a sentence.
    let is_ours = tag == field || !name.contains(' ') && tag.starts_with(|c: char| c.is_ascii_lowercase());
    if is_ours && (tag == "und" || super::text::is_language_tag(tag)) {
        return Some(Column::new(name, Language::new(tag)));
    }
    // `Chinese`, `中文`, `English text`: as people head their tables. A short word of a sentence may be a code too.
    let mut words = field.split([' ', '(', '（']).filter(|word| !word.is_empty());
    let word = words.next().unwrap_or(field);
    let is_short = words.count() <= 1 && !ends_sentence(field);
    let by_word = |word: &str| (is_short && word.len() > 3).then(|| Language::parse(word).ok()).flatten();
    let language = named(field).or_else(|| by_word(word))?;
    Some(Column::new(field, language))
}

/// The language that is named with its country or script, or its side, in brackets: `English (UK)`, `Chinese
/// (Traditional)`, `Source (German)`.
pub(super) fn named(field: &str) -> Option<Language> {
    if let Ok(language) = Language::parse(field) {
        return Some(language);
    }
    let (name, within) = field.strip_suffix([')', '）'])?.split_once(['(', '（'])?;
    let within = within.trim();
    let language = Language::parse(name);
    match (&language, Language::parse(within)) {
        // `English (en-GB)`
        (Ok(language), Ok(within)) if language.base() == within.base() => Some(within),
        (Ok(language), _) => Some(language.clone().of_region(within)),
        (Err(_), Ok(within)) if SIDES.contains(&&*name.trim().to_lowercase()) => Some(within),
        (Err(_), _) => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_heading_names_a_language_as_people_do() {
        #[track_caller]
        fn check(field: &str, tag: Option<&str>) {
            assert_eq!(
                heading(field).map(|column| column.language.tag().to_owned()).as_deref(),
                tag,
                "{field}"
            );
        }
        check("zh", Some("zh"));
        check("zh scan.txt", Some("zh"));
        check("Chinese", Some("zh"));
        check("中文", Some("zh"));
        check("English text", Some("en"));
        check("It is late.", None);
        check("No way", None);
        check("The lamp is lit.", None);
        check("", None);
        check("English (UK)", Some("en-GB"));
        check("German (Austria)", Some("de-AT"));
        check("Chinese (Traditional)", Some("zh-Hant"));
        check("Portuguese (Brazil)", Some("pt-BR"));
        check("Brazilian Portuguese", Some("pt-BR"));
        check("French (draft)", Some("fr"));
        check("Source (English)", Some("en"));
        check("anglais", Some("en"));
        check("Russisch", Some("ru"));
        check("ロシア語", Some("ru"));
        check("한국어", Some("ko"));
        check("He came (late)", None);
    }

    /// The columns of a table of two or three lines, the words of its first row, and what is said.
    fn shown(first: &[&str], rest: &[&[&str]]) -> (String, String, Vec<String>) {
        let owned = |record: &[&str]| record.iter().map(|field| (*field).to_owned()).collect::<Vec<_>>();
        let records = std::iter::once(owned(first)).chain(rest.iter().map(|record| owned(record)));
        let parallel = read("a", (1..).zip(records.map(Ok))).unwrap();
        let columns: Vec<_> =
            parallel.columns.iter().map(|column| column.language.tag().to_owned()).collect();
        let row: Vec<_> = parallel.rows[0].cells.iter().map(|cell| cell.line(&Language::new("en"))).collect();
        (columns.join(" "), row.join("|"), parallel.said.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn columns_that_are_no_texts_are_left_out() {
        let (row, none) = (["1", "The lamp is lit.", "La lampe brûle."], Vec::<String>::new());
        let (words, aside) = ("The lamp is lit.|La lampe brûle.", "columns that are no texts are left out: ");
        assert_eq!(shown(&["id", "en", "fr"], &[&row]), ("en fr".into(), words.into(), none.clone()));
        assert_eq!(
            shown(&["No.", "anglais", "français"], &[&row]),
            ("en fr".into(), words.into(), none.clone())
        );
        assert_eq!(
            shown(&["source", "target", ""], &[&[row[1], row[2], ""]]),
            ("und und".into(), words.into(), none.clone())
        );
        let said = vec![format!("{aside}`Comment`")];
        assert_eq!(
            shown(&["en", "fr", "Comment"], &[&[row[1], row[2], "good"]]),
            ("en fr".into(), words.into(), said)
        );
        let said = vec![format!("{aside}`Reviewer`, 4")];
        assert_eq!(
            shown(&["English", "French", "Reviewer", ""], &[&[row[1], row[2], "A. B.", "x"]]),
            ("en fr".into(), words.into(), said)
        );
        // With one text known, the other is the one that is not.
        assert_eq!(
            shown(&["English", "Esperanta"], &[&[row[1], row[2]]]),
            ("en und".into(), words.into(), none)
        );
        assert_eq!(shown(&["id", "en"], &[&["5", "Five."]]).0, "id en");
    }

    #[test]
    fn a_first_line_that_is_no_heading_is_a_pair() {
        let body: [&[&str]; 2] = [&["It is late.", "Es ist spät."], &["Go.", "Geh."]];
        for first in
            [["The lamp is lit.", "Das Licht brennt."], ["English is spoken.", "Man spricht Englisch."]]
        {
            assert_eq!(shown(&first, &body), ("und und".into(), first.join("|"), Vec::new()));
        }
        let (_, row, said) = shown(&["Alpha", "Beta"], &body);
        assert_eq!((row.as_str(), said.len()), ("Alpha|Beta", 1));
        assert!(shown(&["Alpha", "Beta"], &[&["one", "eins"]]).2.is_empty());
    }
}
