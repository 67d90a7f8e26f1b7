//! The option that gives tables of word translations, the same for every command that aligns.

use duizhao::align::Table;
use duizhao::format::{Error, Result, text};

/// Tables of a user's own.
#[derive(Debug, clap::Args)]
pub struct TableFiles {
    /// A table of word translations from `duizhao learn`, beside those inside; may be given again
    #[arg(id = "table", long = "table", value_name = "FILE")]
    tables: Vec<String>,
}

impl TableFiles {
    /// Reads the tables.
    pub fn read(&self) -> Result<Vec<Table>> {
        let read = |path: &String| {
            Table::read(text::read(path)?).map_err(|bad| Error::content(path.as_str(), bad.to_string()))
        };
        self.tables.iter().map(read).collect()
    }
}
