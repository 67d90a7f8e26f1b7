//! What is laid out for people: coloured and as wide as the terminal there, plain in files.

use std::io::{self, IsTerminal, Write};

use duizhao::format::output::{self, Outputs};
use duizhao::format::{Error, Result, xlsx};
use duizhao::message::Message;
use duizhao::report::table::{Cell, Table};
use duizhao::report::terminal::{self, View};
use duizhao::say;

use super::ui::ui;

/// How wide results are laid out where there is no terminal to ask, in columns.
const WIDTH: usize = 80;

/// Writes `text`, whose colours are taken out where they are not wanted.
pub fn print(path: Option<&str>, text: &str) -> Result<()> {
    match path {
        None | Some("-") => {
            let colours = anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
            output::write(
                None,
                |out| {
                    if colours { out.write_all(text.as_bytes()) } else { write_plain(text, out) }
                },
            )
        }
        Some(_) => output::write(path, |out| write_plain(text, out)),
    }
}

fn write_plain(text: &str, out: &mut dyn Write) -> io::Result<()> {
    write!(out, "{}", anstream::adapter::strip_str(text))
}

/// Prints what `fill` puts, piece by piece, laid out for people: each is whole lines, and out when it was put. Colours
/// are taken out where they are not wanted.
pub fn print_pieces(
    path: Option<&str>,
    fill: impl FnOnce(&mut dyn FnMut(&str) -> io::Result<()>) -> io::Result<()>,
) -> Result<()> {
    let colours = matches!(path, None | Some("-"))
        && anstream::AutoStream::choice(&io::stdout()) != anstream::ColorChoice::Never;
    output::write(path, |out| {
        fill(&mut |text| {
            if colours {
                out.write_all(text.as_bytes())?
            } else {
                write_plain(text, out)?
            }
            out.flush()
        })
    })
}

/// Gives `fill` a place to write what programs read; at a terminal nothing of a text may act on it, so
/// there it is spelled out.
pub fn write<T>(path: Option<&str>, fill: impl FnOnce(&mut dyn Write) -> io::Result<T>) -> Result<T> {
    if to_terminal(path) {
        output::write(path, |out| spelled_out(fill, out))
    } else {
        output::write(path, fill)
    }
}

/// The same for one of several outputs, of which none is in its place before all are.
pub fn add<T>(
    outputs: &mut Outputs,
    path: Option<&str>,
    fill: impl FnOnce(&mut dyn Write) -> io::Result<T>,
) -> Result<T> {
    if to_terminal(path) { outputs.add(path, |out| spelled_out(fill, out)) } else { outputs.add(path, fill) }
}

/// What `fill` writes, with nothing in it that could act on a terminal.
fn spelled_out<T>(fill: impl FnOnce(&mut dyn Write) -> io::Result<T>, out: &mut dyn Write) -> io::Result<T> {
    let mut spelled = Spelled { out, line: Vec::new() };
    let said = fill(&mut spelled)?;
    spelled.spell()?;
    Ok(said)
}

/// Spells out line after line.
struct Spelled<'a> {
    out: &'a mut dyn Write,
    /// The beginning of a line whose end is not there yet.
    line: Vec<u8>,
}

impl Spelled<'_> {
    fn spell(&mut self) -> io::Result<()> {
        let line = String::from_utf8_lossy(&self.line);
        let text = line.trim_end_matches(['\r', '\n']);
        let end = if line.ends_with('\n') { "\n" } else { "" };
        write!(self.out, "{}{end}", terminal::safe(text))?;
        self.line.clear();
        Ok(())
    }
}

impl Write for Spelled<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        for part in bytes.split_inclusive(|&byte| byte == b'\n') {
            self.line.extend_from_slice(part);
            if part.ends_with(b"\n") {
                self.spell()?;
            }
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

/// Refuses to write a workbook to a terminal.
pub fn refuse_workbook(path: Option<&str>) -> Result<()> {
    match to_terminal(path) {
        true => Err(Error::content(
            "standard output",
            say!(
                en: "a workbook is no text; name a file with `-o NAME.xlsx`",
                zh: "工作簿不是文本，用 `-o NAME.xlsx` 指定文件"
            ),
        )),
        false => Ok(()),
    }
}

/// Refuses to write a Word document to a terminal.
pub fn refuse_document(path: Option<&str>) -> Result<()> {
    match to_terminal(path) {
        true => Err(Error::content(
            "standard output",
            say!(
                en: "a Word document is no text; name a file with `-o NAME.docx`",
                zh: "Word 文档不是文本，用 `-o NAME.docx` 指定文件"
            ),
        )),
        false => Ok(()),
    }
}

/// Writes `table` as a workbook of one sheet called `name`; hands on what Excel had no room for.
pub fn workbook(path: Option<&str>, name: &str, table: &Table) -> Result<Vec<Message>> {
    fn cells(row: &[Cell]) -> Vec<xlsx::Cell<'_>> {
        let cell = |cell| match cell {
            &Cell::Number(number) => xlsx::Cell::Number(number as f64),
            Cell::Words(words) if !words.is_empty() => xlsx::Cell::Words(words.into()),
            Cell::Empty | Cell::Words(_) => xlsx::Cell::Empty,
            Cell::Marked(parts) => {
                xlsx::Cell::Marked(parts.iter().map(|(marked, words)| (*marked, words.into())).collect())
            }
        };
        row.iter().map(cell).collect()
    }
    output::write(path, |out| {
        xlsx::write_rows(name, &table.headings, table.rows.iter().map(|row| cells(row)), out)
    })
}

/// Columns to lay results out in that go to `path`.
pub fn width(path: Option<&str>) -> usize {
    if to_terminal(path) {
        terminal_size::terminal_size().map_or(WIDTH, |(width, _)| usize::from(width.0)).max(20)
    } else {
        WIDTH
    }
}

/// For whom results are laid out that go to `path`.
pub fn view(path: Option<&str>) -> View {
    View { width: width(path), ui: ui() }
}

/// Columns to lay out in what is said on standard error.
pub fn talk_width() -> usize {
    let size = terminal_size::terminal_size_of(io::stderr());
    size.map_or(WIDTH, |(width, _)| usize::from(width.0)).max(20)
}

/// Whether what goes to `path` goes to a terminal.
pub fn to_terminal(path: Option<&str>) -> bool {
    matches!(path, None | Some("-")) && io::stdout().is_terminal()
}
