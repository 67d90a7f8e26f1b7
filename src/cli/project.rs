//! A folder whose `corpus.toml` says what its texts are, where a command asks for texts.
//!
//! A command that is given such a folder, or the manifest, and nothing else takes from it the texts that it is about: the
//! original and its translations to pair, a revision and what it revises to compare. What the manifest says of a text's
//! language, encoding and lines is known to whoever reads it (`Reading`).

use std::path::Path;

use duizhao::format::corpus::{Corpus, MANIFEST, Role};
use duizhao::format::{Error, Result};
use duizhao::message::Message;
use duizhao::say;
use duizhao::witness::Relation;

use super::reading::Reading;

/// The corpus in the folder at `path`, or of which that is the manifest; nothing if it is a file of another kind.
pub fn corpus(path: &str, reading: &mut Reading) -> Result<Option<Corpus>> {
    let Some(folder) = folder(path) else { return Ok(None) };
    let corpus = if reading.outside { Corpus::open_anywhere(&folder) } else { Corpus::open(&folder) }?;
    reading.know(&corpus.texts);
    Ok(Some(corpus))
}

/// The folder that `path` is, or whose manifest it is.
fn folder(path: &str) -> Option<String> {
    let named = Path::new(path);
    if named.is_dir() {
        return Some(path.to_owned());
    }
    if named.file_name()? == MANIFEST {
        let folder = named.parent()?.to_string_lossy().into_owned();
        return Some(if folder.is_empty() { ".".to_owned() } else { folder });
    }
    None
}

/// The original and its translations.
pub fn translated(corpus: &Corpus, path: &str) -> Result<(String, Vec<String>)> {
    let relations = corpus.relations();
    let translations = corpus.texts.iter().zip(&relations).filter(|(_, r)| **r == Relation::Translation);
    let translations: Vec<String> = translations.map(|(text, _)| text.path.clone()).collect();
    match translations.is_empty() {
        true => Err(Error::content(path, say!(en: "has no translation in it", zh: "里面没有译文"))),
        false => Ok((corpus.texts[corpus.pivot].path.clone(), translations)),
    }
}

/// The only text that revises another, what it revises, and the only translation of that.
pub fn revised(corpus: &Corpus, path: &str) -> Result<(String, String, Option<String>)> {
    let revisions = corpus.texts.iter().enumerate().filter_map(|(place, text)| match text.role {
        Role::RevisionOf(old) => Some((old, place)),
        _ => None,
    });
    let all: Vec<(usize, usize)> = revisions.collect();
    let of_pivot: Vec<_> = all.iter().copied().filter(|(old, _)| *old == corpus.pivot).collect();
    let chosen = if of_pivot.is_empty() { all } else { of_pivot };
    let [(old, new)] = chosen[..] else {
        return Err(several(
            path,
            corpus,
            chosen.into_iter().map(|(_, new)| new),
            say!(en: "revision", zh: "修订本"),
        ));
    };
    let relations = corpus.relations();
    let mut translations = (0..relations.len()).filter(|&n| relations[n] == Relation::Translation);
    let only = translations.next().filter(|_| old == corpus.pivot && translations.next().is_none());
    let path = |place: usize| corpus.texts[place].path.clone();
    Ok((path(old), path(new), only.map(path)))
}

/// The text to be cleaned, which is the only transcription or else the original, and its witnesses.
pub fn transcribed(corpus: &Corpus, path: &str) -> Result<(String, Vec<String>)> {
    let is_transcription = |place: &usize| matches!(corpus.texts[*place].role, Role::TranscriptionOf(_));
    let transcriptions: Vec<usize> = (0..corpus.texts.len()).filter(is_transcription).collect();
    let place = match transcriptions[..] {
        [] => corpus.pivot,
        [only] => only,
        _ => {
            return Err(several(
                path,
                corpus,
                transcriptions.into_iter(),
                say!(en: "transcription", zh: "录文"),
            ));
        }
    };
    let witnesses = witnesses(corpus, place).into_iter().map(|other| corpus.texts[other].path.clone());
    Ok((corpus.texts[place].path.clone(), witnesses.collect()))
}

/// The original and all its versions in its language.
pub fn versions(corpus: &Corpus, path: &str) -> Result<Vec<String>> {
    let versions = (0..corpus.texts.len()).filter(|&place| family(corpus, place) == corpus.pivot);
    let versions: Vec<String> = versions.map(|place| corpus.texts[place].path.clone()).collect();
    match versions.len() {
        1 => Err(Error::content(
            path,
            say!(en: "has no other version of its original in it", zh: "里面没有原文的别本"),
        )),
        _ => Ok(versions),
    }
}

/// Which texts bear witness for the one at `place`: what it was transcribed from or is transcribed in, and originals and
/// translations in other languages. A revision reads otherwise because somebody wanted it so.
pub fn witnesses(corpus: &Corpus, place: usize) -> Vec<usize> {
    let transcribes = |one: usize, other: usize| corpus.texts[one].role == Role::TranscriptionOf(other);
    let is_witness = |&other: &usize| {
        let is_same = family(corpus, other) == family(corpus, place);
        let is_root = family(corpus, other) == other;
        other != place
            && if is_same { transcribes(place, other) || transcribes(other, place) } else { is_root }
    };
    (0..corpus.texts.len()).filter(is_witness).collect()
}

/// The text that the one at `place` is a version of, by however many steps; itself if it is none.
fn family(corpus: &Corpus, place: usize) -> usize {
    let mut root = place;
    // As many steps as there are texts: a manifest may go round in a circle.
    for _ in 0..corpus.texts.len() {
        match corpus.texts[root].role {
            Role::RevisionOf(other) | Role::TranscriptionOf(other) if root != corpus.pivot => root = other,
            _ => break,
        }
    }
    root
}

/// The error for a folder that has none of what is asked for, or several of which it does not say which is meant.
fn several(path: &str, corpus: &Corpus, places: impl Iterator<Item = usize>, what: Message) -> Error {
    let names: Vec<_> = places.map(|place| format!("`{}`", corpus.texts[place].path)).collect();
    match names.is_empty() {
        true => Error::content(path, say!(en: "has no {what} in it", zh: "里面没有{what}", what)),
        false => Error::content(
            path,
            say!(
                en: "has more than one {what}; name the files: {names}",
                zh: "里面不止一种{what}；请直接给出文件：{names}",
                what,
                names = names.join(", ")
            ),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The corpus of a folder with these files, of which the first is the original.
    fn corpus(texts: &[(&str, &str)]) -> Corpus {
        let folder = tempfile::tempdir().unwrap();
        let mut manifest = String::new();
        for (path, role) in texts {
            std::fs::write(folder.path().join(path), "x").unwrap();
            manifest += &format!("[[text]]\npath = '{path}'\nrole = '{role}'\n");
        }
        let path = folder.path().join(MANIFEST);
        let mut corpus = Corpus::parse(path.to_str().unwrap(), &manifest).unwrap();
        for text in &mut corpus.texts {
            text.path = Path::new(&text.path).file_name().unwrap().to_string_lossy().into_owned();
        }
        corpus
    }

    const ALL: [(&str, &str); 6] = [
        ("zh.txt", "original"),
        ("en.txt", "translation"),
        ("ru.txt", "translation"),
        ("zh.scan.txt", "transcription of zh"),
        ("zh.v2.txt", "revision of zh"),
        ("en.v2.txt", "revision of en"),
    ];

    #[test]
    fn a_command_takes_the_texts_that_it_is_about() {
        let all = corpus(&ALL);
        assert_eq!(translated(&all, "x").unwrap(), ("zh.txt".into(), vec!["en.txt".into(), "ru.txt".into()]));
        assert_eq!(revised(&all, "x").unwrap(), ("zh.txt".into(), "zh.v2.txt".into(), None));
        assert_eq!(versions(&all, "x").unwrap(), ["zh.txt", "zh.scan.txt", "zh.v2.txt"]);
        let (text, against) = transcribed(&all, "x").unwrap();
        assert_eq!((text.as_str(), against.join(" ")), ("zh.scan.txt", "zh.txt en.txt ru.txt".to_owned()));
        let two = corpus(&[ALL[0], ALL[1], ALL[4]]);
        assert_eq!(revised(&two, "x").unwrap().2.as_deref(), Some("en.txt"));
        assert_eq!(transcribed(&two, "x").unwrap().0, "zh.txt");
    }

    #[test]
    fn no_revision_bears_witness() {
        let all = corpus(&ALL);
        assert_eq!(witnesses(&all, 0), [1, 2, 3], "its transcription and the translations");
        assert_eq!(witnesses(&all, 4), [1, 2], "what it revises is none");
        assert_eq!(witnesses(&all, 5), [0, 2]);
    }

    #[test]
    fn what_is_not_there_or_not_alone_is_said() {
        let one = corpus(&ALL[..1]);
        assert_eq!(translated(&one, "x").unwrap_err().to_string(), "x: has no translation in it");
        assert_eq!(revised(&one, "x").unwrap_err().to_string(), "x: has no revision in it");
        let two = corpus(&[ALL[0], ALL[4], ("zh.v3.txt", "revision of zh")]);
        assert_eq!(
            revised(&two, "x").unwrap_err().to_string(),
            "x: has more than one revision; name the files: `zh.v2.txt`, `zh.v3.txt`"
        );
    }
}
