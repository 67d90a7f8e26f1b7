//! A workbook: Excel's and OpenDocument's, as a table of cells.
//!
//! Only words are asked for: no styles, no dates, no formulas. `calamine` reads all of that and more, and unpacks an
//! archive without a limit; the few elements that hold words are read here instead, with the limits that every
//! archive has.

use super::archive::Archive;
use super::builder::Builder;
use super::docx::skip;
use super::xml::{Node, Walk};
use super::{Content, Extracted, File, Reader, odf, pairs, relations};
use crate::format::error::{Error, Result};
use crate::format::parallel::Parallel;
use crate::format::table;
use crate::message::Message;
use crate::say;
use crate::text::{BlockKind, ParagraphKind};

pub(super) const EXCEL: Reader = Reader {
    name: say!(en: "an Excel workbook", zh: " Excel 工作簿"),
    extensions: &["xlsx", "xlsm", "xltx"],
    sniff: |file| file.has_entry("xl/workbook.xml"),
    read: |file| read(file, EXCEL.name, excel),
};

pub(super) const ODS: Reader = Reader {
    name: say!(en: "an OpenDocument sheet", zh: " OpenDocument 表格"),
    extensions: &["ods", "ots"],
    sniff: |file| odf::is_of(file, "application/vnd.oasis.opendocument.spreadsheet"),
    read: |file| read(file, ODS.name, open_document),
};

/// The most cells that empty ones are counted for in a row: a sheet may say that its last is repeated to the edge.
const WIDEST: usize = 16_384;

/// A sheet.
pub(super) struct Sheet {
    name: String,
    /// Number of the row, from 1, and its cells, those before them that are empty included.
    rows: Vec<(usize, Vec<String>)>,
}

fn read(file: File, name: Message, sheets: fn(&str, &[u8]) -> Result<Vec<Sheet>>) -> Result<Extracted> {
    let bytes = file.bytes().unwrap_or_default();
    let sheets = sheets(file.path, bytes)?;
    if let Some(parallel) = headed(file.path, &sheets)? {
        return pairs::side(&file, parallel, name);
    }
    let mut builder = Builder::new();
    for sheet in &sheets {
        for (row, cells) in &sheet.rows {
            for (column, cell) in cells.iter().enumerate() {
                // A number is a number, and no sentence.
                if cell.chars().any(char::is_alphabetic) {
                    builder.made(cell);
                    let place = format!("{}!{}{row}", sheet.name, letters(column));
                    builder.end(BlockKind::Paragraph(ParagraphKind::Body), &place);
                }
            }
        }
    }
    Ok(builder.read_only(name, None))
}

/// The texts that stand beside each other in a workbook, the content of the file at `path`.
pub(crate) fn parallel(path: &str, bytes: &[u8]) -> Result<Parallel<'static>> {
    let sheets = sheets(path, bytes)?;
    match headed(path, &sheets)? {
        Some(parallel) => Ok(parallel),
        None => records(path, &sheets),
    }
}

/// The rows of the first sheet that has any, each with its number, from 1.
pub(crate) fn first_rows(path: &str, bytes: &[u8]) -> Result<Vec<(usize, Vec<String>)>> {
    let sheet = sheets(path, bytes)?.into_iter().find(|sheet| !sheet.rows.is_empty());
    Ok(sheet.map_or(Vec::new(), |sheet| sheet.rows))
}

fn sheets(path: &str, bytes: &[u8]) -> Result<Vec<Sheet>> {
    let file = File {
        path,
        content: Content::Bytes(bytes.to_vec()),
        language: None,
        tracked: Default::default(),
        lines: false,
    };
    match (EXCEL.sniff)(&file) {
        true => excel(path, bytes),
        false if (ODS.sniff)(&file) => open_document(path, bytes),
        false => Err(Error::content(path, say!(en: "is no workbook", zh: "不是工作簿"))),
    }
}

/// The texts of the first sheet, if its first row says that they are texts in languages.
fn headed(path: &str, sheets: &[Sheet]) -> Result<Option<Parallel<'static>>> {
    let first = sheets.iter().find_map(|sheet| sheet.rows.first());
    match first.is_some_and(|(_, cells)| table::is_headed(cells)) {
        true => records(path, sheets).map(Some),
        false => Ok(None),
    }
}

fn records(path: &str, sheets: &[Sheet]) -> Result<Parallel<'static>> {
    let Some(sheet) = sheets.iter().find(|sheet| !sheet.rows.is_empty()) else {
        return Err(Error::content(path, say!(en: "is empty", zh: "是空的")));
    };
    let width = sheet.rows.iter().map(|(_, cells)| cells.len()).max().unwrap_or(0);
    let rows = sheet.rows.iter().map(|(row, cells)| {
        let mut cells = cells.clone();
        cells.resize(width, String::new());
        (*row, Ok(cells))
    });
    table::read(path, rows)
}

/// The letters by which a column is called: `A`, `Z`, `AA`.
fn letters(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(b'A' + ((rest - 1) % 26) as u8);
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().map(|&letter| char::from(letter)).collect()
}

/// The column and the row, from 0 and from 1, of a cell called `B7`.
fn place(called: &str) -> Option<(usize, usize)> {
    let digits = called.find(|c: char| c.is_ascii_digit())?;
    let mut column = 0usize;
    for byte in called[..digits].bytes() {
        column = column
            .checked_mul(26)?
            .checked_add(usize::from(byte.to_ascii_uppercase().checked_sub(b'A')?) + 1)?;
    }
    Some((column.checked_sub(1).filter(|&column| column < WIDEST)?, called[digits..].parse().ok()?))
}

fn excel(path: &str, bytes: &[u8]) -> Result<Vec<Sheet>> {
    const MAIN: &str = "xl/workbook.xml";
    let mut archive = Archive::open(path, bytes)?;
    let main = archive.needed(MAIN)?;
    let related = relations::of(&mut archive, MAIN)?;
    let shared = match related.iter().find(|relation| relation.kind == "sharedStrings") {
        Some(relation) => match archive.part(&relation.target)? {
            Some(part) => strings(path, &part.text)?,
            None => Vec::new(),
        },
        None => Vec::new(),
    };
    let mut sheets = Vec::new();
    let mut walk = Walk::of(path, &main.text);
    while let Some((node, _)) = walk.next()? {
        let Node::Open(element) = node else { continue };
        if element.name.local != "sheet" {
            continue;
        }
        let id = element.whole_attribute("r:id").or_else(|| element.attribute("id")).unwrap_or_default();
        let name = element.whole_attribute("name").unwrap_or_default();
        let Some(relation) =
            related.iter().find(|relation| relation.id == id && relation.kind == "worksheet")
        else {
            continue;
        };
        let part = archive.needed(&relation.target)?;
        sheets.push(Sheet { name, rows: rows(path, &part.text, &shared)? });
    }
    Ok(sheets)
}

/// The strings that cells name by number.
fn strings(path: &str, text: &str) -> Result<Vec<String>> {
    let mut strings = Vec::new();
    let mut walk = Walk::of(path, text);
    let mut words = false;
    while let Some((node, span)) = walk.next()? {
        match node {
            Node::Open(element) => match element.name.local {
                "si" => strings.push(String::new()),
                "t" => words = true,
                // How characters are read aloud.
                "rPh" => drop(skip(&mut walk, "rPh", span)?),
                _ => {}
            },
            Node::Text(raw, meant) if words => {
                if let Some(last) = strings.last_mut() {
                    last.push_str(meant.as_deref().unwrap_or(raw));
                }
            }
            Node::Text(..) => {}
            Node::Close(name) => words &= name.local != "t",
        }
    }
    strings.iter_mut().for_each(|string| *string = unescaped(string));
    Ok(strings)
}

/// `_x000D_` and the like as the characters that they stand for.
fn unescaped(string: &str) -> String {
    let mut out = String::with_capacity(string.len());
    let mut rest = string;
    while let Some(at) = rest.find("_x") {
        let code = rest.get(at + 2..at + 6).and_then(|digits| u32::from_str_radix(digits, 16).ok());
        match code.and_then(char::from_u32).filter(|_| rest[at + 6..].starts_with('_')) {
            Some(c) => {
                out.push_str(&rest[..at]);
                out.push(c);
                rest = &rest[at + 7..];
            }
            None => {
                out.push_str(&rest[..at + 2]);
                rest = &rest[at + 2..];
            }
        }
    }
    out + rest
}

fn rows(path: &str, text: &str, shared: &[String]) -> Result<Vec<(usize, Vec<String>)>> {
    let mut rows: Vec<(usize, Vec<String>)> = Vec::new();
    let mut walk = Walk::of(path, text);
    let (mut row, mut column, mut kind) = (0usize, 0usize, String::new());
    let (mut words, mut value) = (false, String::new());
    while let Some((node, span)) = walk.next()? {
        match node {
            Node::Open(element) => match element.name.local {
                "row" => {
                    row = element.whole_attribute("r").and_then(|row| row.parse().ok()).unwrap_or(row + 1);
                    column = 0;
                    rows.push((row, Vec::new()));
                }
                "c" => {
                    kind = element.whole_attribute("t").unwrap_or_default();
                    column = element
                        .whole_attribute("r")
                        .and_then(|called| place(&called))
                        .map_or(column, |(column, _)| column);
                    value.clear();
                }
                "v" | "t" => words = true,
                "rPh" | "f" => drop(skip(&mut walk, element.name.local, span)?),
                _ => {}
            },
            Node::Text(raw, meant) if words => value.push_str(meant.as_deref().unwrap_or(raw)),
            Node::Text(..) => {}
            Node::Close(name) => match name.local {
                "v" | "t" => words = false,
                "c" => {
                    let held = match kind.as_str() {
                        "s" => {
                            let string =
                                value.trim().parse::<usize>().ok().and_then(|number| shared.get(number));
                            string.cloned().ok_or_else(|| {
                                Error::content(
                                    path,
                                    say!(
                                        en: "is broken: a cell names a string that is not there",
                                        zh: "文件已损坏：单元格指向不存在的字符串"
                                    ),
                                )
                            })?
                        }
                        "inlineStr" | "str" => unescaped(&value),
                        "e" => String::new(),
                        _ => value.clone(),
                    };
                    if let Some((_, cells)) = rows.last_mut().filter(|_| !held.is_empty() && column < WIDEST)
                    {
                        cells.resize(cells.len().max(column + 1), String::new());
                        cells[column] = held;
                    }
                    column += 1;
                }
                _ => {}
            },
        }
    }
    rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.trim().is_empty()));
    Ok(rows)
}

fn open_document(path: &str, bytes: &[u8]) -> Result<Vec<Sheet>> {
    let mut archive = Archive::open(path, bytes)?;
    let part = archive.needed("content.xml")?;
    let mut sheets: Vec<Sheet> = Vec::new();
    let mut walk = Walk::of(path, &part.text);
    let (mut row, mut repeated, mut times) = (1usize, 1usize, 1usize);
    let mut cells: Vec<String> = Vec::new();
    let (mut cell, mut open, mut in_cell) = (String::new(), false, false);
    while let Some((node, span)) = walk.next()? {
        match node {
            Node::Open(element) => {
                let count = |name: &str| {
                    element.attribute(name).and_then(|count| count.parse().ok()).unwrap_or(1usize)
                };
                match element.name.local {
                    "annotation" | "tracked-changes" => drop(skip(&mut walk, element.name.local, span)?),
                    "table" => {
                        sheets.push(Sheet {
                            name: element.attribute("name").unwrap_or_default(),
                            rows: Vec::new(),
                        });
                        row = 1;
                    }
                    "table-row" => {
                        repeated = count("number-rows-repeated");
                        cells.clear();
                    }
                    "table-cell" | "covered-table-cell" => {
                        times = count("number-columns-repeated");
                        cell.clear();
                        in_cell = true;
                    }
                    "p" if in_cell => {
                        if !cell.is_empty() {
                            cell.push('\n');
                        }
                        open = true;
                    }
                    "s" if open => cell.push_str(&" ".repeat(count("c").min(256))),
                    "tab" if open => cell.push('\t'),
                    "line-break" if open => cell.push('\n'),
                    _ => {}
                }
            }
            Node::Text(raw, meant) if open => cell.push_str(meant.as_deref().unwrap_or(raw)),
            Node::Text(..) => {}
            Node::Close(name) => match name.local {
                "p" => open = false,
                "table-cell" | "covered-table-cell" => {
                    in_cell = false;
                    // What is empty to the edge of the sheet is not there.
                    let times = times.min(WIDEST.saturating_sub(cells.len()));
                    cells.extend(std::iter::repeat_n(
                        cell.clone(),
                        if cell.is_empty() { times.min(64) } else { times },
                    ));
                }
                "table-row" => {
                    let any = cells.iter().rposition(|cell| !cell.trim().is_empty());
                    if let (Some(last), Some(sheet)) = (any, sheets.last_mut()) {
                        cells.truncate(last + 1);
                        sheet.rows.push((row, cells.clone()));
                    }
                    row = row.saturating_add(repeated);
                }
                _ => {}
            },
        }
    }
    Ok(sheets)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_called_by_letters() {
        for (column, called) in [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")] {
            assert_eq!(letters(column), called);
            assert_eq!(place(&format!("{called}7")), Some((column, 7)));
        }
        assert_eq!(place("7"), None);
        assert_eq!(place("ZZZZZZZZZZZZZZZ1"), None);
    }

    #[test]
    fn what_excel_escapes_is_read_as_it_was() {
        assert_eq!(unescaped("a_x000D_b_x00_ _xZZZZ_ _x5929_"), "a\rb_x00_ _xZZZZ_ 天");
    }
}
