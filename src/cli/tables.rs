//! The option that gives tables of word translations, the same for every command that aligns.

use duizhao::align::{self, Table};
use duizhao::format::{Error, Result, text};

/// Tables of a user's own.
#[derive(Debug, clap::Args)]
pub struct TableFiles {
    /// A table of word translations from `duizhao learn`, beside those inside; may be given again
    #[arg(id = "table", long = "table", value_name = "FILE")]
    tables: Vec<String>,
    /// Leave out the tables inside; words are learned from the texts themselves
    #[arg(long)]
    no_tables: bool,
}

impl TableFiles {
    /// What the aligner is told, with the `tables` that were [`read`](Self::read).
    pub fn options<'a>(&self, tables: &'a [Table]) -> align::Options<'a> {
        align::Options { tables, without_shipped: self.no_tables, ..align::Options::default() }
    }

    /// The files that the tables are in.
    pub fn files(&self) -> impl Iterator<Item = &str> {
        self.tables.iter().map(String::as_str)
    }

    /// Reads the tables.
    pub fn read(&self) -> Result<Vec<Table>> {
        let read = |path: &String| {
            Table::read(text::read(path)?).map_err(|bad| Error::content(path.as_str(), bad.said()))
        };
        self.tables.iter().map(read).collect()
    }
}
