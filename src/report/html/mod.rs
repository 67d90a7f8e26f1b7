//! A study as one page that needs nothing else: no network, no other file.

use super::Study;

/// The page.
pub fn page(study: &Study) -> String {
    let _ = study;
    String::new()
}
