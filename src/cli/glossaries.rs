//! The option that gives glossaries, the same for every command that holds a translation to them.

use duizhao::format::{Result, glossary};
use duizhao::say;
use duizhao::terms::Glossary;
use duizhao::text::Document;

use super::reading::Reading;

/// What was agreed of terms.
#[derive(Debug, clap::Args)]
pub struct GlossaryFiles {
    /// A glossary that the translation is held to: a table (TSV, CSV, XLSX) or TBX; may be given again
    ///
    /// A table has a column for each language, headed `zh`, `English` or `中文`; several renderings are parted by `;`
    /// or `|`. What stands in a column `forbidden`, or in a row whose `status` says so, must not be used; a column
    /// `note` is shown with what is found. Words are found in every form.
    #[arg(id = "terms", long = "terms", value_name = "FILE")]
    terms: Vec<String>,
}

impl GlossaryFiles {
    /// The files that the glossaries are in.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.terms.iter().map(String::as_str)
    }

    /// Adds the glossaries that a manifest names.
    pub fn know(&mut self, terms: &[String]) {
        self.terms.extend_from_slice(terms);
    }

    /// Reads the glossaries; `None` if there are none. Says what in them is passed over.
    pub fn read(&self, reading: &Reading) -> Result<Option<Glossary>> {
        let mut all: Option<Glossary> = None;
        for path in &self.terms {
            let (glossary, said) = glossary::open(path)?;
            said.into_iter().for_each(|said| reading.say(said));
            all.get_or_insert_default().append(glossary);
        }
        Ok(all)
    }
}

/// Says of each of `targets` for which the glossary has no terms in its language and in that of `source`.
pub fn remark<'a>(
    glossary: Option<&Glossary>,
    source: &Document,
    targets: impl IntoIterator<Item = &'a Document>,
    reading: &Reading,
) {
    let Some(glossary) = glossary else { return };
    for target in targets {
        let [from, to] = [source, target].map(Document::language);
        if from.base() != to.base() && !glossary.is_between(from, to) {
            reading.say(say!(
                en: "the glossary has no terms between {from} and {to}",
                zh: "术语表里没有 {from} 与 {to} 对应的术语",
                from = from.tag(),
                to = to.tag()
            ));
        }
    }
}
