//! What a page that was mailed has to say when it comes back.
//!
//! A page holds the rows of any number of texts, so its records have a cell for each:
//!
//! ```json
//! {"type":"row","at":"…","status":"confirmed","cells":[{"sentences":["…。"],"n":[40]},{"sentences":["…"],"n":[41]}]}
//! ```
//!
//! They come as a file of such lines, or in the page itself, which keeps them in an element that nothing runs. What is
//! true is true of pairs, so each becomes a record of the source with each translation, as a [journal]
//! has them; a journal itself is taken too, where there are two texts.

use serde::Deserialize;

use super::error::{Error, Result};
use super::journal;
use crate::message::Message;
use crate::review::{Journal, Record, RowRecord, Said, Side};
use crate::say;

/// The element of a page that holds its decisions.
pub const ELEMENT: &str = "<script type=\"application/json\" id=\"kept\">";

#[derive(Deserialize)]
struct Line {
    r#type: String,
    #[serde(default)]
    at: String,
    #[serde(default)]
    by: String,
    #[serde(default)]
    status: String,
    cells: Vec<Cell>,
    /// The text that stands elsewhere in this row.
    #[serde(default)]
    moved: Vec<usize>,
    #[serde(default)]
    note: String,
}

#[derive(Default, Deserialize)]
struct Cell {
    #[serde(default)]
    sentences: Vec<String>,
    #[serde(default)]
    n: Vec<usize>,
    #[serde(default)]
    near: [Vec<String>; 2],
}

/// Whether `bytes` are a page of duizhao that may hold decisions.
pub fn is_page(bytes: &[u8]) -> bool {
    memchr::memmem::find(bytes, ELEMENT.as_bytes()).is_some()
}

/// For each text but the first what the file at `path`, of so many `texts`, says of it and the first; with what is to be
/// said of lines that hold nothing of that kind.
pub fn parse(path: &str, bytes: &[u8], texts: usize) -> Result<(Vec<Journal>, Vec<Message>)> {
    let lines = match memchr::memmem::rfind(bytes, ELEMENT.as_bytes()) {
        Some(at) => {
            let rest = &bytes[at + ELEMENT.len()..];
            &rest[..memchr::memmem::find(rest, b"</script>").unwrap_or(rest.len())]
        }
        None => bytes,
    };
    let (mut journals, mut said) = (vec![Journal::default(); texts.saturating_sub(1)], Vec::new());
    let mut plain: Vec<u8> = Vec::new();
    for (number, line) in lines.split(|&byte| byte == b'\n').enumerate() {
        let Ok(line) = serde_json::from_slice::<Line>(line.trim_ascii()) else {
            plain.extend(line);
            plain.push(b'\n');
            continue;
        };
        plain.push(b'\n');
        if line.cells.len() != texts {
            let message = say!(
                en: "is of {cells} texts, not of these {texts}",
                zh: "里面是 {cells} 种文本，而这里给了 {texts} 种",
                cells = line.cells.len(),
                texts
            );
            return Err(Error::content(path, message));
        }
        let Some(status) = line.status.parse().ok().filter(|_| line.r#type == "row") else {
            let status = super::printable(&line.status);
            said.push(say!(
                en: "{path}:{line}: `{status}` is no status of a row; left as it is",
                zh: "{path}:{line}：行没有 `{status}` 这种状态，原样保留",
                path,
                line = number + 1,
                status
            ));
            continue;
        };
        let side = |cell: &Cell| Side {
            sentences: cell.sentences.clone(),
            numbers: if cell.n.len() == cell.sentences.len() { cell.n.clone() } else { Vec::new() },
            near: [cell.near[0].last().cloned(), cell.near[1].first().cloned()],
        };
        for (text, journal) in journals.iter_mut().enumerate() {
            let sides = [side(&line.cells[0]), side(&line.cells[text + 1])];
            if sides.iter().all(|side| side.sentences.is_empty()) {
                continue;
            }
            let said = Said { at: line.at.clone(), by: line.by.clone(), ..Said::default() };
            let (moved, note) = (line.moved.contains(&(text + 1)), line.note.clone());
            journal.records.push(Record::Row(Box::new(RowRecord { said, status, moved, sides, note })));
        }
    }
    let (rest, more) = journal::parse(path, &plain);
    said.extend(more);
    if !rest.records.is_empty() {
        let [only] = &mut journals[..] else {
            return Err(Error::content(
                path,
                say!(
                    en: "is a journal of two texts, not of these {texts}",
                    zh: "是两种文本的校对记录，而这里给了 {texts} 种",
                    texts
                ),
            ));
        };
        only.records.extend(rest.records);
    }
    Ok((journals, said))
}

#[cfg(test)]
mod tests {
    use super::*;

    const ROW: &str = "{\"type\":\"row\",\"status\":\"confirmed\",\"cells\":[{\"sentences\":[\"甲。\"],\"n\":[0]},\
                       {\"sentences\":[\"A.\"],\"n\":[0]},{\"sentences\":[]}]}\n";

    #[test]
    fn rows_of_many_texts_are_rows_of_pairs() {
        let page = format!("<html>{ELEMENT}\n{ROW}</script><p>{ROW}</p>");
        for bytes in [ROW, &page] {
            let (journals, said) = parse("p", bytes.as_bytes(), 3).unwrap();
            assert!(said.is_empty());
            let rows: Vec<_> = journals.iter().map(|journal| journal.rows().len()).collect();
            // That the third text has nothing is said too.
            assert_eq!(rows, [1, 1]);
        }
        assert!(parse("p", ROW.as_bytes(), 2).is_err());
        assert!(is_page(page.as_bytes()) && !is_page(ROW.as_bytes()));
    }

    #[test]
    fn a_journal_is_taken_as_it_is() {
        let journal = "{\"type\":\"review\",\"schema\":1}\n{\"type\":\"row\",\"status\":\"doubtful\",\"source\":[\"甲。\"]}\n";
        let (journals, said) = parse("j", journal.as_bytes(), 2).unwrap();
        assert_eq!((journals[0].rows().len(), said), (1, Vec::new()));
        assert!(parse("j", journal.as_bytes(), 3).is_err());
        assert_eq!(parse("j", b"{\"type\":\"row\"", 2).unwrap().1.len(), 1);
    }
}
