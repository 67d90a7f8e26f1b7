//! Pages that are written here: opened in the browser, and known again.

use std::fs;
use std::path::Path;

use duizhao::format::{Error, Result};
use duizhao::say;

use super::reading::Reading;

/// Whether a page is opened.
#[derive(Debug, clap::Args)]
pub struct Opening {
    /// Open the page that is written in the browser
    #[arg(long)]
    open: bool,
}

impl Opening {
    /// Whether there will be a page to open, which goes to `page`: refused before any time is spent if not.
    pub fn may(&self, page: Option<&str>) -> Result<()> {
        match page.filter(|path| *path != "-") {
            None if self.open => Err(Error::content(
                "command line",
                say!(
                    en: "`--open` opens a page; name one, such as `-o page.html`",
                    zh: "`--open` 打开的是网页；要指定写到哪里，如 `-o page.html`"
                ),
            )),
            _ => Ok(()),
        }
    }

    /// Opens the page at `path`, if that was asked for. That there is no browser is said, and nothing is lost by it.
    pub fn page(&self, path: Option<&str>, reading: &Reading) {
        let Some(path) = path.filter(|path| self.open && *path != "-") else { return };
        // A browser takes a name for an address unless it begins at the root.
        let whole = fs::canonicalize(path).unwrap_or_else(|_| path.into());
        if let Err(error) = open::that_detached(&whole) {
            reading.say(say!(
                en: "no browser could be opened ({error}); open {path}",
                zh: "打不开浏览器（{error}）；请自行打开 `{path}`",
                error = error.to_string(),
                path
            ));
        }
    }
}

/// Whether the file at `path` is a page that was written here.
pub fn is_ours(path: &Path) -> bool {
    const MARK: &str = "<meta name=\"generator\" content=\"duizhao ";
    let is_html = path.extension().is_some_and(|ending| ending == "html" || ending == "htm");
    is_html && fs::read_to_string(path).is_ok_and(|page| page.contains(MARK))
}
