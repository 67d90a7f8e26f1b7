//! How do files come in and go out?
//!
//! One file a format, its reader beside its writer. Errors begin here: each names the file and the
//! place in it.

pub mod baseline;
mod bilingual;
pub mod corpus;
pub mod csv;
pub mod decisions;
pub mod docx;
pub mod encoder;
pub mod encoding;
mod error;
pub mod filled;
pub mod forms;
pub mod glossary;
mod hunalign;
pub mod index;
pub mod journal;
pub mod jsonl;
mod keys;
pub mod ladder;
pub mod learned;
pub mod moses;
pub mod ocr;
pub mod output;
pub mod packed;
pub mod parallel;
pub mod reader;
mod sketch;
mod standoff;
mod table;
pub mod taken;
pub mod text;
pub mod tmx;
pub mod tsv;
pub mod xliff;
pub mod xlsx;
mod xml;

pub use error::{Error, Result, printable};
pub use parallel::Parallel;
