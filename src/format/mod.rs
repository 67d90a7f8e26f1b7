//! How do files come in and go out?
//!
//! One file a format, its reader beside its writer. Errors begin here: each names the file and the
//! place in it.

pub mod encoding;
mod error;
pub mod index;
pub mod jsonl;
pub mod output;
pub mod parallel;
pub mod text;

pub use error::{Error, Result, printable};
pub use parallel::Parallel;
