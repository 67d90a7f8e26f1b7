//! The entries of a ZIP file: Word, Excel, OpenDocument and EPUB files are such.
//!
//! What an entry says of its size is not believed: it is read to a limit, and an entry that unpacks to a
//! thousand times its size is no document. An archive is written back with every entry that was not changed as
//! it was, packed bytes and all; only what was changed is packed anew.

use std::io::{Cursor, Read, Write};

use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::format::encoding::{self, Decoding};
use crate::format::error::{Error, Result};
use crate::say;

/// The most entries of an archive: a book with a picture on every page has a few thousand.
const MOST_ENTRIES: usize = 65_536;

/// The most bytes that an entry, or all that are read of an archive together, may unpack to.
const LARGEST: u64 = 1 << 30;

/// How many times its size an entry may unpack to; XML of equal lines comes to some hundred.
const MOST_RATIO: u64 = 1000;

/// Bytes that an entry may unpack to whatever its ratio.
const SMALL: u64 = 1 << 20;

/// An archive that is read.
pub(super) struct Archive<'a> {
    path: &'a str,
    zip: ZipArchive<Cursor<&'a [u8]>>,
    names: Vec<String>,
    /// Bytes that were unpacked so far.
    unpacked: u64,
}

/// An entry that holds text.
#[derive(Clone, Debug)]
pub(super) struct Part {
    /// Its name in the archive.
    pub(super) name: String,
    /// What it holds.
    pub(super) text: String,
    /// The encoding in which it holds it.
    pub(super) decoding: Decoding,
}

impl<'a> Archive<'a> {
    /// The archive in `bytes`, the content of the file at `path`.
    pub(super) fn open(path: &'a str, bytes: &'a [u8]) -> Result<Self> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(path, &error))?;
        if zip.len() > MOST_ENTRIES {
            let message = say!(
                en: "holds {entries} entries, more than any document",
                zh: "里面有 {entries} 项，不像任何文档",
                entries = zip.len()
            );
            return Err(Error::content(path, message));
        }
        let names = zip.file_names().flatten().map(Into::into).collect();
        Ok(Self { path, zip, names, unpacked: 0 })
    }

    /// Whether it has an entry called `name`.
    pub(super) fn has(&self, name: &str) -> bool {
        self.names.iter().any(|known| known == name)
    }

    /// What the entry called `name` holds, if there is one.
    pub(super) fn bytes(&mut self, name: &str) -> Result<Option<Vec<u8>>> {
        if !self.has(name) {
            return Ok(None);
        }
        let path = self.path;
        let mut entry = self.zip.by_name(name).map_err(|error| broken(path, &error))?;
        let packed = entry.compressed_size();
        let limit = (packed.saturating_mul(MOST_RATIO)).max(SMALL).min(LARGEST.saturating_sub(self.unpacked));
        let mut bytes = Vec::new();
        entry.by_ref().take(limit + 1).read_to_end(&mut bytes).map_err(|error| broken(path, &error))?;
        if bytes.len() as u64 > limit {
            return Err(Error::content(
                path,
                say!(
                    en: "`{name}` in it unpacks to more than any document holds",
                    zh: "里面的 `{name}` 解压后过大，不像任何文档",
                    name
                ),
            ));
        }
        self.unpacked += bytes.len() as u64;
        Ok(Some(bytes))
    }

    /// The text that the entry called `name` holds, if there is such an entry.
    pub(super) fn part(&mut self, name: &str) -> Result<Option<Part>> {
        let Some(bytes) = self.bytes(name)? else { return Ok(None) };
        let (text, decoding) = encoding::decode(bytes, None, None, false).map_err(|failure| {
            let why = crate::format::text::explained(&failure);
            Error::content(
                self.path,
                say!(en: "`{name}` in it {why}", zh: "里面的 `{name}` {why}", name, why),
            )
        })?;
        Ok(Some(Part { name: name.to_owned(), text, decoding }))
    }

    /// The same, where a file of this kind must have that entry.
    pub(super) fn needed(&mut self, name: &str) -> Result<Part> {
        let part = self.part(name)?;
        part.ok_or_else(|| {
            Error::content(
                self.path,
                say!(en: "is broken: it has no `{name}` in it", zh: "文件已损坏：里面没有 `{name}`", name),
            )
        })
    }
}

/// The archive in `bytes` with other content in the entries named in `changed`.
pub(super) fn rewritten(path: &str, bytes: &[u8], changed: &[(&str, Vec<u8>)]) -> Result<Vec<u8>> {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| broken(path, &error))?;
    let mut out = ZipWriter::new(Cursor::new(Vec::with_capacity(bytes.len())));
    out.set_raw_comment(zip.comment().to_vec().into_boxed_slice()).map_err(|error| broken(path, &error))?;
    for place in 0..zip.len() {
        let entry = zip.by_index_raw(place).map_err(|error| broken(path, &error))?;
        let called = entry.name().unwrap_or_default();
        match changed.iter().find(|(name, _)| *name == called) {
            None => out.raw_copy_file(entry).map_err(|error| broken(path, &error))?,
            Some((name, content)) => {
                let mut options = SimpleFileOptions::default().compression_method(entry.compression());
                if let Some(time) = entry.last_modified() {
                    options = options.last_modified_time(time);
                }
                out.start_file(*name, options).map_err(|error| broken(path, &error))?;
                out.write_all(content).map_err(|error| broken(path, &error))?;
            }
        }
    }
    Ok(out.finish().map_err(|error| broken(path, &error))?.into_inner())
}

fn broken(path: &str, error: &dyn std::fmt::Display) -> Error {
    Error::content(
        path,
        say!(
            en: "is a broken ZIP file, cut off perhaps: {error}",
            zh: "压缩包已损坏，也许不完整（{error}）；请重新取得或导出",
            error = error.to_string()
        ),
    )
}
