//! Files that hold texts beside each other, where one text is asked for: the side in the language asked for.

use super::builder::Builder;
use super::{Content, Extracted, File, Reader, head, xml};
use crate::format::error::{Error, Result};
use crate::format::parallel::Parallel;
use crate::format::{jsonl, tmx};
use crate::message::Message;
use crate::say;
use crate::text::{BlockKind, Language, ParagraphKind};

pub(super) const MEMORY: Reader = Reader {
    name: say!(en: "a translation memory", zh: "翻译记忆库"),
    extensions: &["tmx"],
    sniff: |file| {
        file.text().is_some_and(|text| {
            xml::root(head(text)).is_some_and(|(root, _)| root.eq_ignore_ascii_case("tmx"))
        })
    },
    read: |file| {
        let parallel = tmx::read(file.path, file.text().unwrap_or_default())?;
        side(&file, parallel, MEMORY.name)
    },
};

pub(super) const RECORDS: Reader = Reader {
    name: say!(en: "an alignment", zh: "对齐文件"),
    extensions: &["jsonl"],
    sniff: |file| file.text().is_some_and(is_records),
    read: |file| {
        let parallel = jsonl::read(file.path, file.text().unwrap_or_default())?;
        side(&file, parallel, RECORDS.name)
    },
};

/// Whether a text is an alignment as JSON records.
pub(super) fn is_records(text: &str) -> bool {
    let first = text.trim_start_matches('\u{feff}').trim_start().lines().next().unwrap_or_default();
    first.starts_with("{\"schema\":")
        && (first.contains("\"type\":\"text\"") || first.contains("\"type\":\"bead\""))
}

/// The text of `parallel`, which `file` holds, in the language that is asked for; `name` is what the file is.
pub(super) fn side(file: &File, parallel: Parallel<'static>, name: Message) -> Result<Extracted> {
    let words = |column: usize| {
        let cells = parallel.rows.iter().filter_map(move |row| row.cells.get(column));
        cells.flat_map(|cell| cell.sentences.iter().map(|sentence| &**sentence))
    };
    // A column of which nothing is said is in the language of its words.
    let languages: Vec<Language> = (0..parallel.columns.len())
        .map(|column| match &parallel.columns[column].language {
            language if language.tag() == "und" => {
                Language::detect(&words(column).take(1000).collect::<Vec<_>>().join("\n"))
            }
            language => language.clone(),
        })
        .collect();
    let said = |language: &Language| say!(en: "its {language} side", zh: "取 {language} 一栏", language = language.tag());
    let chosen = match file.language {
        Some(asked) => languages.iter().position(|language| language == asked).or_else(|| {
            let mut same = (0..languages.len()).filter(|&column| languages[column].base() == asked.base());
            same.next().filter(|_| same.next().is_none())
        }),
        None => None,
    };
    let Some(column) = chosen else {
        let tags: Vec<_> = languages.iter().map(Language::tag).collect();
        let message = match file.language {
            Some(asked) => say!(
                en: "is {name} of texts in {tags}, none in {asked}",
                zh: "是{name}，语言有 {tags}，没有 {asked}",
                name,
                tags = tags.join(", "),
                asked = asked.tag()
            ),
            None => say!(
                en: "is {name} of texts in {tags}; say with `--lang` which is to be read",
                zh: "是{name}，语言有 {tags}；用 `--lang` 指定读哪一种",
                name,
                tags = tags.join(", ")
            ),
        };
        return Err(Error::content(file.path, message));
    };
    let mut builder = Builder::new();
    for (number, row) in parallel.rows.iter().enumerate() {
        let Some(cell) = row.cells.get(column) else { continue };
        builder.made(&cell.line(&languages[column]));
        builder.end(BlockKind::Paragraph(ParagraphKind::Body), &format!("row {}", number + 1));
    }
    let language = languages[column].clone();
    let mut read = builder.read_only(name, Some(language.clone()));
    read.origin = read.origin.saying(said(&language));
    Ok(read)
}

/// A file with this content, to read the text of.
pub(super) fn text_of(file: File) -> Result<String> {
    match file.content {
        Content::Text(text) => Ok(text),
        Content::Bytes(_) => Err(Error::content(file.path, say!(en: "is no text", zh: "不是文本"))),
    }
}
