//! What every command that compares versions may be told.

use clap::Args;
use duizhao::diff::{self, Class};
use duizhao::format::corpus::nearest;
use duizhao::format::text::Loaded;
use duizhao::format::tsv;

use super::reading::Reading;

/// What does not count, where the result goes, and how texts are read.
#[derive(Debug, Args)]
pub struct Comparing {
    /// Classes of change that do not count
    ///
    /// The lightest first: space, width, punctuation, script (traditional, simplified, letter case),
    /// number-format, renumber, number, name, ocr, wording.
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = class)]
    ignore: Vec<Class>,

    /// Where to write it; its ending chooses the format
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    /// Leave cells of TSV files as they are
    ///
    /// Without it, a cell that a spreadsheet would run as a formula begins with a `'`.
    #[arg(long)]
    raw: bool,

    #[command(flatten)]
    pub reading: Reading,
}

impl Comparing {
    /// What a comparison is told.
    pub fn options(&self) -> diff::Options {
        diff::Options { ignore: self.ignore.clone() }
    }

    /// Where to write.
    pub fn output(&self) -> Option<&str> {
        self.output.as_deref()
    }

    /// How a cell of a TSV file is written.
    pub fn cell(&self) -> fn(String) -> String {
        if self.raw { |cell| cell } else { tsv::guarded }
    }

    /// Says if `texts` are in several languages, where little but a mistake explains the comparison.
    pub fn say_languages(&self, texts: &[Loaded]) {
        let first = texts[0].document.language();
        let other = texts.iter().find(|text| text.document.language().base() != first.base());
        if let Some(other) = other {
            let (path, language) = (&other.path, other.document.language());
            self.reading.say(&format!(
                "{path} is in {language} and {} in {first}; versions of one text are in one language, \
                 translations are for `align`",
                texts[0].path
            ));
        }
    }

    /// Says what the file that was written has no room for.
    pub fn say_cut(&self, said: &[String]) {
        for said in said {
            self.reading.say(&format!("{}: {said}", self.output().unwrap_or("standard output")));
        }
    }
}

/// The class of that name.
fn class(name: &str) -> Result<Class, String> {
    let known = Class::ALL.into_iter().find(|class| class.name() == name);
    known.ok_or_else(|| match nearest(name, Class::ALL.iter().map(|class| class.name())) {
        Some(near) => format!("no such class; did you mean `{near}`?"),
        None => format!("no such class; there are {}", Class::ALL.map(Class::name).join(", ")),
    })
}
