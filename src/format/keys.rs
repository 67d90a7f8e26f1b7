//! A TOML file of ours while it is read: what messages need.
//!
//! A key that is not known is an error, with the key it may have been, and every error names its line.

use std::ops::Range;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use super::error::{Error, Result};
use crate::message::{Message, nearest};
use crate::say;

/// A file and its text.
pub(super) struct Keys<'a> {
    pub(super) path: &'a str,
    pub(super) text: &'a str,
}

/// Words of the file, and where they stand in it.
pub(super) type Named = (String, Range<usize>);

/// A table of the file, and where it stands in it.
pub(super) type Placed<'t> = (&'t DeTable<'t>, Range<usize>);

impl<'a> Keys<'a> {
    /// All that the file holds.
    pub(super) fn table(&self) -> Result<Spanned<DeTable<'a>>> {
        DeTable::parse(self.text).map_err(|error| {
            self.at(
                error.span().unwrap_or(0..0),
                say!(en: "{message}", zh: "写法有误（{message}）", message = error.message()),
            )
        })
    }

    pub(super) fn at(&self, span: Range<usize>, message: impl Into<Message>) -> Error {
        Error::at_byte(self.path, self.text, span.start, message)
    }

    pub(super) fn only_known(&self, table: &DeTable, known: &[&str]) -> Result<()> {
        for key in table.keys() {
            if !known.contains(&key.get_ref().as_ref()) {
                let unknown = key.get_ref();
                let message = match nearest(unknown, known.iter().copied()) {
                    Some(near) => say!(
                        en: "unknown key `{unknown}`; did you mean `{near}`?",
                        zh: "没有 `{unknown}` 这个键；是不是 `{near}`？",
                        unknown = unknown.as_ref(),
                        near
                    ),
                    None => say!(
                        en: "unknown key `{unknown}`; there are {known}",
                        zh: "没有 `{unknown}` 这个键；可用的有 {known}",
                        unknown = unknown.as_ref(),
                        known = list(known)
                    ),
                };
                return Err(self.at(key.span(), message));
            }
        }
        Ok(())
    }

    /// The text under `key`, if it is there.
    pub(super) fn string(&self, table: &DeTable, key: &str) -> Result<Option<Named>> {
        table.get(key).map(|value| self.named(key, value)).transpose()
    }

    /// The texts in the list under `key`; none if it is not there.
    pub(super) fn strings(&self, table: &DeTable, key: &str) -> Result<Vec<Named>> {
        let Some(value) = table.get(key) else { return Ok(Vec::new()) };
        let Some(list) = value.get_ref().as_array() else {
            return Err(self.at(
                value.span(),
                say!(
                    en: "`{key}` must be a list: write `{key} = [\"…\"]`",
                    zh: "`{key}` 应是列表：写作 `{key} = [\"…\"]`",
                    key
                ),
            ));
        };
        list.iter().map(|value| self.named(key, value)).collect()
    }

    /// The tables under `[[key]]`, each with its place; `None` if there is no such key.
    pub(super) fn tables<'t>(
        &self,
        table: &'t DeTable,
        key: &str,
        what: Message,
    ) -> Result<Option<Vec<Placed<'t>>>> {
        let Some(entries) = table.get(key) else { return Ok(None) };
        let Some(list) = entries.get_ref().as_array() else {
            return Err(self.at(
                entries.span(),
                say!(
                    en: "`{key}` must be a list: write `[[{key}]]`",
                    zh: "`{key}` 应是列表：写作 `[[{key}]]`",
                    key
                ),
            ));
        };
        let table = |entry: &'t Spanned<DeValue<'t>>| match entry.get_ref().as_table() {
            Some(table) => Ok((table, entry.span())),
            None => Err(self.at(
                entry.span(),
                say!(
                    en: "{what} must be a table: write `[[{key}]]`",
                    zh: "{what}应是表：写作 `[[{key}]]`",
                    what = &what,
                    key
                ),
            )),
        };
        list.iter().map(table).collect::<Result<_>>().map(Some)
    }

    fn named(&self, key: &str, value: &Spanned<DeValue>) -> Result<Named> {
        match value.get_ref() {
            DeValue::String(text) => Ok((text.to_string(), value.span())),
            _ => {
                Err(self
                    .at(value.span(), say!(en: "`{key}` must be in quotes", zh: "`{key}` 的值要加引号", key)))
            }
        }
    }
}

pub(super) fn list(words: &[impl AsRef<str>]) -> String {
    let words: Vec<_> = words.iter().map(|word| format!("`{}`", word.as_ref())).collect();
    words.join(", ")
}
