//! What can go wrong with a file, said in one line.

use std::borrow::Cow;
use std::fmt;
use std::io;

use crate::message::{Message, Ui};
use crate::say;
use crate::text::marks;

/// Why a file could not be read, understood or written; shown as one line that names file and place.
#[derive(Debug)]
#[non_exhaustive]
pub enum Error {
    /// The system would not read or write it.
    System {
        /// The file, as it was named.
        path: String,
        /// What was being done: `read` or `write`.
        doing: &'static str,
        /// What the system said.
        error: io::Error,
    },
    /// What it holds is not what was asked for.
    Content {
        /// The file, as it was named.
        path: String,
        /// The line, from 1, where there is one to point at.
        line: Option<usize>,
        /// What is wrong and what to do: begins small, ends without a full stop.
        message: Message,
    },
}

/// What reading or writing a file comes to.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A file whose content is not what was asked for.
    pub fn content(path: impl Into<String>, message: impl Into<Message>) -> Self {
        Self::Content { path: path.into(), line: None, message: message.into() }
    }

    /// The same with the line, from 1, to look at.
    pub fn at_line(path: impl Into<String>, line: usize, message: impl Into<Message>) -> Self {
        Self::Content { path: path.into(), line: Some(line), message: message.into() }
    }

    /// The same for a file that holds `text`, with the line of the byte at `offset`.
    pub fn at_byte(path: impl Into<String>, text: &str, offset: usize, message: impl Into<Message>) -> Self {
        Self::at_line(path, line(text, offset), message)
    }

    /// The system refused to read `path`.
    pub fn read(path: impl Into<String>, error: io::Error) -> Self {
        Self::System { path: path.into(), doing: "read", error }
    }

    /// The system refused to write `path`.
    pub fn write(path: impl Into<String>, error: io::Error) -> Self {
        Self::System { path: path.into(), doing: "write", error }
    }

    /// Whether whoever was reading our output has gone, which is no fault of anybody's.
    pub fn is_closed_pipe(&self) -> bool {
        matches!(self, Self::System { error, .. } if error.kind() == io::ErrorKind::BrokenPipe)
    }
}

impl Error {
    /// What it says to a person in the language `ui`, on one line.
    pub fn in_(&self, ui: Ui) -> String {
        match self {
            Self::System { path, doing, error } => {
                let why = system(doing, error).in_(ui);
                let path = printable(&place(path, ui));
                ui.of(format!("{path}: {why}"), format!("{path}：{why}"))
            }
            Self::Content { path, line, message } => {
                let message = printable(&message.in_(ui));
                let mut path = printable(&place(path, ui));
                if let Some(line) = line {
                    path += &format!(":{line}");
                }
                ui.of(format!("{path}: {message}"), format!("{path}：{message}"))
            }
        }
    }
}

/// What a writer says where it is not the system that will not: a format that cannot hold what is asked for.
#[derive(Debug)]
struct Refused(Message);

impl fmt::Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl std::error::Error for Refused {}

/// The error of a writer that cannot write what is asked for; a person is told `message` and no more.
pub(super) fn refused(message: Message) -> io::Error {
    io::Error::other(Refused(message))
}

/// What the system says, as a person would.
fn system(doing: &str, error: &io::Error) -> Message {
    let reads = doing == "read";
    if let Some(Refused(message)) = error.get_ref().and_then(|inner| inner.downcast_ref()) {
        return message.clone();
    }
    match error.kind() {
        io::ErrorKind::NotFound if reads => say!(en: "there is no such file", zh: "没有这个文件"),
        io::ErrorKind::NotFound => say!(en: "its folder does not exist", zh: "所在的文件夹不存在"),
        io::ErrorKind::PermissionDenied if reads => say!(en: "no permission to read it", zh: "没有读取权限"),
        io::ErrorKind::PermissionDenied => say!(en: "no permission to write it", zh: "没有写入权限"),
        io::ErrorKind::StorageFull => {
            say!(en: "the disk is full; nothing was written", zh: "磁盘已满，未写入任何内容")
        }
        io::ErrorKind::QuotaExceeded => say!(
            en: "your share of the disk is used up; nothing was written",
            zh: "磁盘配额已用完，未写入任何内容"
        ),
        io::ErrorKind::FileTooLarge => say!(
            en: "grows larger than files may (`ulimit -f`); nothing was written",
            zh: "超过文件大小的限额（`ulimit -f`），未写入任何内容"
        ),
        io::ErrorKind::IsADirectory => say!(en: "is a folder, not a file", zh: "是文件夹，不是文件"),
        _ if reads => {
            say!(en: "cannot read it: {error}", zh: "无法读取（{error}）", error = error.to_string())
        }
        _ => say!(en: "cannot write it: {error}", zh: "无法写入（{error}）", error = error.to_string()),
    }
}

/// What a person calls the place that a failure is of: mostly a file.
fn place(path: &str, ui: Ui) -> Cow<'_, str> {
    const PLACES: [(&str, &str); 5] = [
        ("command line", "命令行"),
        ("standard input", "标准输入"),
        ("standard output", "标准输出"),
        ("standard error", "标准错误"),
        ("the manual page", "手册页"),
    ];
    let known = PLACES.iter().find(|(en, _)| *en == path).map(|(_, zh)| *zh);
    Cow::Borrowed(known.filter(|_| ui == Ui::Zh).unwrap_or(path))
}

/// In English, as programs are told.
impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.in_(Ui::En))
    }
}

impl std::error::Error for Error {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::System { error, .. } => Some(error),
            Self::Content { .. } => None,
        }
    }
}

/// The line of `text`, from 1, in which the byte at `offset` stands.
pub(super) fn line(text: &str, offset: usize) -> usize {
    let before = &text.as_bytes()[..offset.min(text.len())];
    memchr::memchr_iter(b'\n', before).count() + 1
}

/// `text` with every character written as an escape that would act on a terminal or hide there, so that no
/// file's name or content can move its cursor, colour it, ring its bell or look like another's.
pub fn printable(text: &str) -> String {
    let mut shown = String::with_capacity(text.len());
    for c in text.chars() {
        if marks::acts(c) {
            shown.extend(c.escape_unicode());
        } else {
            shown.push(c);
        }
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(error: Error, shown: &str) {
        assert_eq!(error.to_string(), shown);
    }

    #[test]
    fn names_file_and_place_in_one_line() {
        check(Error::read("a.txt", io::ErrorKind::NotFound.into()), "a.txt: there is no such file");
        check(Error::write("x/a.txt", io::ErrorKind::NotFound.into()), "x/a.txt: its folder does not exist");
        check(Error::content("a.txt", "is empty"), "a.txt: is empty");
        check(Error::at_line("a.tmx", 7, "no `seg` in this `tuv`"), "a.tmx:7: no `seg` in this `tuv`");
    }

    #[test]
    fn says_it_in_chinese() {
        let zh = |error: Error| error.in_(Ui::Zh);
        assert_eq!(zh(Error::read("a.txt", io::ErrorKind::NotFound.into())), "a.txt：没有这个文件");
        assert_eq!(zh(Error::at_line("a.tmx", 7, say!(en: "is empty", zh: "是空的"))), "a.tmx:7：是空的");
        assert_eq!(
            zh(Error::content("command line", say!(en: "no files", zh: "没有文件"))),
            "命令行：没有文件"
        );
    }

    #[test]
    fn lets_no_control_character_reach_a_terminal() {
        check(Error::content("a\u{1b}[31m.txt", "is\nempty"), "a\\u{1b}[31m.txt: is\\u{a}empty");
        check(Error::content("a\u{200b}b.txt", "is empty"), "a\\u{200b}b.txt: is empty");
        check(Error::content("对照.txt", "is empty"), "对照.txt: is empty");
    }
}
