//! XLIFF 1.2 and 2.1 from rows: a unit a row, for translators' programs.
//!
//! ```text
//! row            XLIFF 1.2                            XLIFF 2.1
//! confirmed      approved="yes" state="final"         state="final"
//! edited         state="translated" x-edited          state="translated" subState="duizhao:edited"
//! doubtful       state="needs-review-translation"     state="translated" subState="duizhao:doubtful"
//! nothing said   state="translated"                   state="translated"
//! no translation no target                            state="initial", no target
//! ```
//!
//! A unit keeps the id that it had in the file it was read from. One that had none is called after its words, so that the
//! same row has the same id when a paragraph was put in before it; its number, by which people speak of it, is its name.
//!
//! A file of XLIFF has one source and one target language. In 1.2 several translations of a text are several `file`
//! elements of one `original`, with the same units; 2.1 has the target language at its root and holds one, so that more
//! are refused: to leave one out in what goes to a client is worse than to write nothing.
//!
//! The reader (`reader::xliff`) takes both, and what translators' programs make of them.

use std::io::{self, Write};

use quick_xml::escape::escape;
use rustc_hash::FxHashMap;

use super::error::refused;
use super::forms::Options;
use super::parallel::{Column, Parallel, Row, digest, without_counterpart};
use super::xml::{Escaper, is_allowed, said_of_tags, valid_tag};
use crate::message::Message;
use crate::review::Status;
use crate::say;

/// Writes `parallel` as XLIFF 1.2, a `file` for each translation; says what was left out.
pub fn write_1(parallel: &Parallel, options: &Options, out: &mut dyn Write) -> io::Result<Vec<Message>> {
    let mut escaper = Escaper::default();
    let (units, mut said) = units(parallel, options, |id| id.to_owned());
    let (source, targets) = parallel.columns.split_first().ok_or_else(nothing)?;
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(out, r#"<xliff version="1.2" xmlns="urn:oasis:names:tc:xliff:document:1.2">"#)?;
    for (place, target) in (1..).zip(targets) {
        writeln!(
            out,
            r#"  <file original="{}" source-language="{}" target-language="{}" datatype="plaintext">"#,
            escaper.escaped(&source.name),
            valid_tag(source.language.tag()),
            valid_tag(target.language.tag()),
        )?;
        writeln!(
            out,
            r#"    <header><tool tool-id="duizhao" tool-name="duizhao" tool-version="{}"/></header>"#,
            env!("CARGO_PKG_VERSION")
        )?;
        writeln!(out, "    <body>")?;
        for unit in &units {
            unit_1(unit, source, (place, target), &mut escaper, out)?;
        }
        writeln!(out, "    </body>\n  </file>")?;
    }
    writeln!(out, "</xliff>")?;
    said.extend(escaper.said());
    said.extend(said_of_tags(parallel.columns.iter().map(|column| &column.language)));
    Ok(said)
}

/// Writes `parallel` as XLIFF 2.1; says what was left out.
///
/// # Errors
///
/// If there is more than one translation.
pub fn write_2(parallel: &Parallel, options: &Options, out: &mut dyn Write) -> io::Result<Vec<Message>> {
    let [source, target] = parallel.columns.as_slice() else {
        return Err(match parallel.columns.len() {
            0 | 1 => nothing(),
            more => refused(say!(
                en: "XLIFF 2 holds one translation, and here are {more}; name one, or write XLIFF 1.2 (`--format xliff`)",
                zh: "XLIFF 2 只容一种译文，而这里有 {more} 种；只给一种，或写 XLIFF 1.2（`--format xliff`）",
                more = more - 1
            )),
        });
    };
    let (units, mut said) = units(parallel, options, token);
    writeln!(out, r#"<?xml version="1.0" encoding="UTF-8"?>"#)?;
    writeln!(
        out,
        r#"<xliff version="2.1" xmlns="urn:oasis:names:tc:xliff:document:2.0" srcLang="{}" trgLang="{}">"#,
        valid_tag(source.language.tag()),
        valid_tag(target.language.tag()),
    )?;
    let mut escaper = Escaper::default();
    writeln!(out, r#"  <file id="f1" original="{}">"#, escaper.escaped(&source.name))?;
    for unit in &units {
        unit_2(unit, source, target, &mut escaper, out)?;
    }
    if units.is_empty() {
        // A file has a unit or a group.
        writeln!(out, r#"    <group id="g1"/>"#)?;
    }
    writeln!(out, "  </file>\n</xliff>")?;
    said.extend(escaper.said());
    said.extend(said_of_tags(parallel.columns.iter().map(|column| &column.language)));
    Ok(said)
}

fn nothing() -> io::Error {
    refused(
        say!(en: "XLIFF is of a text and its translation; name both", zh: "XLIFF 要有原文和译文；两种都要给出"),
    )
}

/// A row with its number, from 1, and its id.
struct Unit<'a> {
    number: usize,
    id: String,
    row: &'a Row<'a>,
}

/// The rows as units, their ids as `allowed` has them, each once; and what is to be said of those that are left out.
fn units<'a>(
    parallel: &'a Parallel,
    options: &Options,
    allowed: impl Fn(&str) -> String,
) -> (Vec<Unit<'a>>, Vec<Message>) {
    let mut times: FxHashMap<String, usize> = FxHashMap::default();
    let (mut units, mut left_out) = (Vec::with_capacity(parallel.rows.len()), 0);
    for (number, row) in (1..).zip(&parallel.rows) {
        let Some(of) = row.cells.iter().position(|cell| !cell.is_empty()) else { continue };
        // What nobody has written in the source is nothing to be translated.
        if of > 0 && !options.keep_gaps {
            left_out += 1;
            continue;
        }
        let own = row.kept.as_ref().and_then(|kept| kept.id()).map(&allowed).filter(|id| !id.is_empty());
        let mut id = own.unwrap_or_else(|| digest(&row.cells[of].line(&parallel.columns[of].language)));
        loop {
            let time = times.entry(id.clone()).or_default();
            *time += 1;
            if *time == 1 {
                break;
            }
            id = format!("{id}-{time}");
        }
        units.push(Unit { number, id, row });
    }
    (units, without_counterpart(left_out).into_iter().collect())
}

/// `id` as a token of XML: other characters become `_`.
fn token(id: &str) -> String {
    id.chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '-' | '.' | '_' | ':') { c } else { '_' })
        .collect()
}

/// What was said of a row; of one whose pairing is unsure, that it is in doubt.
fn status(row: &Row) -> Status {
    match row.judged.as_ref().map_or(Status::Open, |judged| judged.status) {
        Status::Open if row.is_doubtful() => Status::Doubtful,
        status => status,
    }
}

fn unit_1(
    unit: &Unit,
    source: &Column,
    (place, target): (usize, &Column),
    escaper: &mut Escaper,
    out: &mut dyn Write,
) -> io::Result<()> {
    let status = status(unit.row);
    let approved = if status == Status::Confirmed { r#" approved="yes""# } else { "" };
    let words = escaper.escaped(&unit.row.cells[0].line(&source.language));
    writeln!(
        out,
        r#"      <trans-unit id="{}" resname="{}"{approved} xml:space="preserve">"#,
        escaper.escaped(&unit.id),
        unit.number
    )?;
    writeln!(out, "        <source>{words}</source>")?;
    let cell = &unit.row.cells[place];
    let state = match status {
        Status::Confirmed => r#"state="final""#,
        Status::Doubtful => r#"state="needs-review-translation""#,
        Status::Edited => r#"state="translated" state-qualifier="x-edited""#,
        Status::Open => r#"state="translated""#,
    };
    // That a person has found it right without a translation is to be said too.
    if !cell.is_empty() || status == Status::Confirmed {
        let words = escaper.escaped(&cell.line(&target.language));
        writeln!(out, "        <target {state}>{words}</target>")?;
    }
    if let Some(note) = note(unit.row) {
        writeln!(out, "        <note>{}</note>", escaper.escaped(note))?;
    }
    writeln!(out, "      </trans-unit>")
}

fn unit_2(
    unit: &Unit,
    source: &Column,
    target: &Column,
    escaper: &mut Escaper,
    out: &mut dyn Write,
) -> io::Result<()> {
    writeln!(out, r#"    <unit id="{}" name="{}" xml:space="preserve">"#, escape(&unit.id), unit.number)?;
    if let Some(note) = note(unit.row) {
        writeln!(out, "      <notes><note>{}</note></notes>", escaper.escaped(note))?;
    }
    let [from, to] = [(0, source), (1, target)]
        .map(|(place, column)| spelled(&unit.row.cells[place].line(&column.language)));
    let status = status(unit.row);
    let state = match status {
        Status::Confirmed => r#"state="final""#,
        _ if to.is_empty() => r#"state="initial""#,
        Status::Doubtful => r#"state="translated" subState="duizhao:doubtful""#,
        Status::Edited => r#"state="translated" subState="duizhao:edited""#,
        Status::Open => r#"state="translated""#,
    };
    writeln!(out, "      <segment {state}>\n        <source>{from}</source>")?;
    if !to.is_empty() || status == Status::Confirmed {
        writeln!(out, "        <target>{to}</target>")?;
    }
    writeln!(out, "      </segment>\n    </unit>")
}

/// What a person noted of a row, if anything.
fn note<'a>(row: &'a Row) -> Option<&'a str> {
    row.judged.as_ref().map(|judged| judged.note.as_str()).filter(|note| !note.is_empty())
}

/// `words` escaped, and what XML cannot hold as the code point that it is.
fn spelled(words: &str) -> String {
    let mut spelled = String::with_capacity(words.len());
    for stretch in words.split_inclusive(|c| !is_allowed(c)) {
        let last = stretch.chars().next_back().filter(|&c| !is_allowed(c));
        let plain = &stretch[..stretch.len() - last.map_or(0, char::len_utf8)];
        spelled.push_str(&escape(plain));
        if let Some(c) = last {
            spelled.push_str(&format!(r#"<cp hex="{:04X}"/>"#, u32::from(c)));
        }
    }
    spelled
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::parallel::{Cell, Judged};
    use crate::format::reader::xliff as read;
    use crate::text::Language;

    fn cell(words: &'static str) -> Cell<'static> {
        let sentences = if words.is_empty() { vec![] } else { vec![words.into()] };
        Cell { sentences, ..Cell::default() }
    }

    fn row(words: &[&'static str], status: Status, note: &str) -> Row<'static> {
        let judged = Judged { status, note: note.into(), id: String::new() };
        Row {
            cells: words.iter().copied().map(cell).collect(),
            judged: Some(Box::new(judged)),
            ..Row::default()
        }
    }

    fn sample(tags: &[&str], rows: Vec<Row<'static>>) -> Parallel<'static> {
        let columns = tags.iter().map(|tag| Column::new(format!("{tag}.txt"), Language::new(tag))).collect();
        Parallel { columns, rows, encoder: None, said: Vec::new() }
    }

    type Writer = fn(&Parallel, &Options, &mut dyn Write) -> io::Result<Vec<Message>>;

    fn written(write: Writer, parallel: &Parallel) -> (String, Vec<Message>) {
        let mut bytes = Vec::new();
        let said = write(parallel, &Options::default(), &mut bytes).unwrap();
        (String::from_utf8(bytes).unwrap(), said)
    }

    #[test]
    fn what_was_said_of_a_row_comes_back() {
        let rows = vec![
            row(&["雨停了。", "The rain stopped."], Status::Confirmed, ""),
            row(&["他笑了。", "He laughed & left."], Status::Doubtful, "smiled?"),
            row(&["他走了。", "He left."], Status::Edited, ""),
            row(&["天黑了。", "Night fell."], Status::Open, "see <1>"),
            row(&["没有译。", ""], Status::Open, ""),
            row(&["不译。", ""], Status::Confirmed, ""),
        ];
        let parallel = sample(&["zh", "en"], rows);
        for write in [write_1 as Writer, write_2] {
            let (text, said) = written(write, &parallel);
            assert!(said.is_empty());
            let back = read("a.xlf", &text).unwrap();
            assert_eq!(back.columns[1].language.tag(), "en");
            for (before, after) in parallel.rows.iter().zip(&back.rows) {
                let lines = |row: &Row| {
                    row.cells.iter().map(|cell| cell.line(&Language::new("en"))).collect::<Vec<_>>()
                };
                assert_eq!(lines(before), lines(after));
                let judged = |row: &Row| row.judged.as_deref().cloned().unwrap_or_default();
                assert_eq!(judged(before), judged(after), "{text}");
            }
            assert_eq!(back.rows.len(), parallel.rows.len());
            let again = written(write, &back).0;
            assert_eq!(read("a.xlf", &again).unwrap(), back, "the second time it is the same");
        }
    }

    #[test]
    fn an_id_stays_when_rows_are_put_before() {
        let ids = |rows| -> Vec<String> {
            let parallel = sample(&["zh", "en"], rows);
            units(&parallel, &Options::default(), token).0.into_iter().map(|unit| unit.id).collect()
        };
        let one = || row(&["雨停了。", "a"], Status::Open, "");
        let other = || row(&["他笑了。", "b"], Status::Open, "");
        let (alone, after) = (ids(vec![one(), one()]), ids(vec![other(), one(), one()]));
        assert_eq!(alone, after[1..]);
        assert_eq!(alone[1], format!("{}-2", alone[0]));
    }

    #[test]
    fn several_translations_are_several_files_of_one_text() {
        let rows = vec![
            row(&["雨停了。", "The rain stopped.", "Дождь кончился."], Status::Open, ""),
            row(&["他笑了。", "", "Он засмеялся."], Status::Open, ""),
            row(&["他走了。", "He left.", ""], Status::Open, ""),
        ];
        let parallel = sample(&["zh", "en", "ru"], rows);
        let back = read("a.xlf", &written(write_1, &parallel).0).unwrap();
        let tags: Vec<_> = back.columns.iter().map(|column| column.language.tag()).collect();
        assert_eq!(tags, ["zh", "en", "ru"]);
        let lines =
            |row: &Row| row.cells.iter().map(|cell| cell.line(&Language::new("en"))).collect::<Vec<_>>();
        assert_eq!(
            back.rows.iter().map(lines).collect::<Vec<_>>(),
            parallel.rows.iter().map(lines).collect::<Vec<_>>()
        );
        let error = write_2(&parallel, &Options::default(), &mut Vec::new()).unwrap_err();
        assert!(error.to_string().contains("holds one translation, and here are 2"), "{error}");
    }

    #[test]
    fn says_what_it_cannot_hold_or_spells_it() {
        let parallel = sample(&["zh", "en"], vec![row(&["甲\u{1}", "b\u{c}\u{2}"], Status::Open, "")]);
        let (text, said) = written(write_1, &parallel);
        assert_eq!(said, ["2 characters that XML does not allow left out"], "{text}");
        let (text, said) = written(write_2, &parallel);
        assert!(said.is_empty() && text.contains(r#"甲<cp hex="0001"/>"#), "{text}");
        assert_eq!(read("a.xlf", &text).unwrap().rows[0].cells[1].line(&Language::new("en")), "b \u{2}");
    }
}
