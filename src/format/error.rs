//! What can go wrong with a file, said in one line.

use std::fmt;
use std::io;

use crate::text::marks;

/// Why a file could not be read, understood or written; shown as one line that names file and place.
#[derive(Debug)]
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
        message: String,
    },
}

/// What reading or writing a file comes to.
pub type Result<T> = std::result::Result<T, Error>;

impl Error {
    /// A file whose content is not what was asked for.
    pub fn content(path: impl Into<String>, message: impl Into<String>) -> Self {
        Self::Content { path: path.into(), line: None, message: message.into() }
    }

    /// The same with the line, from 1, to look at.
    pub fn at_line(path: impl Into<String>, line: usize, message: impl Into<String>) -> Self {
        Self::Content { path: path.into(), line: Some(line), message: message.into() }
    }

    /// The same for a file that holds `text`, with the line of the byte at `offset`.
    pub fn at_byte(path: impl Into<String>, text: &str, offset: usize, message: impl Into<String>) -> Self {
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

impl fmt::Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::System { path, doing, error } => {
                let path = printable(path);
                match error.kind() {
                    io::ErrorKind::NotFound if *doing == "read" => write!(f, "{path}: there is no such file"),
                    io::ErrorKind::NotFound => write!(f, "{path}: its folder does not exist"),
                    io::ErrorKind::PermissionDenied => write!(f, "{path}: no permission to {doing} it"),
                    io::ErrorKind::StorageFull => write!(f, "{path}: the disk is full; nothing was written"),
                    io::ErrorKind::QuotaExceeded => {
                        write!(f, "{path}: your share of the disk is used up; nothing was written")
                    }
                    io::ErrorKind::FileTooLarge => {
                        write!(f, "{path}: grows larger than files may (`ulimit -f`); nothing was written")
                    }
                    io::ErrorKind::IsADirectory => write!(f, "{path}: is a folder, not a file"),
                    _ => write!(f, "{path}: cannot {doing} it: {error}"),
                }
            }
            Self::Content { path, line: Some(line), message } => {
                write!(f, "{}:{line}: {}", printable(path), printable(message))
            }
            Self::Content { path, line: None, message } => {
                write!(f, "{}: {}", printable(path), printable(message))
            }
        }
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
    fn lets_no_control_character_reach_a_terminal() {
        check(Error::content("a\u{1b}[31m.txt", "is\nempty"), "a\\u{1b}[31m.txt: is\\u{a}empty");
        check(Error::content("a\u{200b}b.txt", "is empty"), "a\\u{200b}b.txt: is empty");
        check(Error::content("对照.txt", "is empty"), "对照.txt: is empty");
    }
}
