//! A result laid out for people or machines, one file a medium. Nothing here computes: all that is
//! shown stands in the value that is shown.

pub mod github;
pub mod html;
pub mod json;
mod place;
pub mod rdjsonl;
pub mod sarif;
pub mod terminal;

use crate::collate::Collation;
use crate::text::Document;

/// A text as a report names it.
#[derive(Clone, Copy, Debug)]
pub struct Text<'a> {
    /// Short and unlike the others': `zh`, `zh.scan`.
    pub name: &'a str,
    /// The file it was read from, as the person wrote it.
    pub path: &'a str,
    /// The text.
    pub document: &'a Document,
    /// What it is to the others: `original`, `translation`, `revision of zh`, `transcription`.
    pub role: &'a str,
    /// The encoding it was read in, such as `UTF-8`.
    pub encoding: &'a str,
    /// How its encoding and language are known and what was odd on reading, a sentence each.
    pub said: &'a [String],
}

/// Versions of one text and all that is known of them.
#[derive(Clone, Copy, Debug)]
pub struct Study<'a> {
    /// What the texts are called together.
    pub title: &'a str,
    /// The texts, in the order in which the collation numbers them.
    pub texts: &'a [Text<'a>],
    /// What was found.
    pub collation: &'a Collation,
}
