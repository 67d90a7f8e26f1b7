//! Sets a text beside its translations and its revisions, and says what differs.
//!
//! ```
//! use duizhao::text::{Document, Language};
//! use duizhao::{align, check, diff};
//!
//! let text = |text: &str, language| Document::new(text.to_owned(), Language::new(language));
//! let (chinese, english) = (text("他五月来了。我走了。\n", "zh"), text("He came in May. I left.\n", "en"));
//! for bead in align::align(&chinese, &english, &align::Options::default()).beads() {
//!     println!("{} = {}", chinese.sentences(bead.source.clone()), english.sentences(bead.target.clone()));
//! }
//! let later = text("He came in June. I left.\n", "en");
//! assert_eq!(diff::diff(&english, &later, &diff::Options::default()).changes.len(), 1);
//! for finding in check::check(&chinese, &check::Options::default()) {
//!     println!("{}: {}", finding.rule, finding.message);
//! }
//! ```
//!
//! Three jobs are done on one text: [`align`] pairs its sentences with those of a translation,
//! [`diff`] says what a reviser changed, [`check`] finds what a scanner or typist got wrong. Each is a
//! plain function of [`text::Document`]s. [`mod@witness`] brings the three answers together, so that the
//! versions bear witness for and against each other.
//!
//! ```text
//! message  <-  text  <-  encoder, finding  <-  align, diff, check  <-  terms  <-  witness, collate  <-  review  <-  clean  <-  format, report  <-  record  <-  cli
//! ```
//!
//! Each layer names only those to its left; `message` to `clean` read nothing, print nothing and cannot
//! fail. Files, and with them errors, begin at [`mod@format`].

#![warn(clippy::print_stdout, clippy::print_stderr)]
#![cfg_attr(not(test), warn(clippy::disallowed_methods, clippy::disallowed_types))]

// What stands in `cli` names the library as everyone else does.
#[cfg(feature = "cli")]
extern crate self as duizhao;

pub mod align;
pub mod check;
pub mod clean;
#[cfg(feature = "cli")]
#[allow(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod cli;
pub mod collate;
pub mod diff;
pub mod encoder;
pub mod finding;
#[allow(clippy::disallowed_methods, clippy::disallowed_types)]
pub mod format;
pub mod message;
pub mod record;
pub mod report;
pub mod review;
pub mod terms;
pub mod text;
pub mod witness;

/// The schema of all records in JSON, which every record names. Fields are added, never renamed, moved or
/// dropped; were one to go, this would grow.
pub const SCHEMA: u32 = 1;

/// Runs the example in the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
