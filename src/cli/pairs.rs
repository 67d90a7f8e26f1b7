//! Many texts at once: folders and patterns of names, paired by name.

use std::fs;
use std::path::{Path, PathBuf};

use duizhao::format::{Error, Result};
use duizhao::message::Message;
use duizhao::say;
use duizhao::text::Language;

/// Texts that belong together: in each group one of each folder, in the order in which those were named.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Groups {
    /// The paths of each group.
    pub groups: Vec<Vec<String>>,
    /// What a person should know: texts that have no counterpart.
    pub said: Vec<Message>,
}

/// The groups that `paths` name, if they are folders or patterns with `*`; nothing if they are files.
pub fn groups(paths: &[&str]) -> Result<Option<Groups>> {
    let is_many = |path: &&str| *path != "-" && (Path::new(path).is_dir() || is_pattern(path));
    let Some(many) = paths.iter().find(|path| is_many(path)) else { return Ok(None) };
    if let Some(one) = paths.iter().find(|path| !is_many(path)) {
        let what = match is_pattern(many) {
            true => say!(en: "a pattern", zh: "通配式"),
            false => say!(en: "a folder", zh: "文件夹"),
        };
        return Err(Error::content(
            *one,
            say!(
                en: "is one file, but {many} is {what}; name folders alone, or files alone",
                zh: "是单个文件，而 {many} 是{what}；要么都给文件夹，要么都给文件",
                many,
                what
            ),
        ));
    }
    let sides = paths.iter().map(|path| listed(path)).collect::<Result<Vec<_>>>()?;
    let mut found = Groups::default();
    let (first, others) = sides.split_first().expect("a folder");
    for (key, file) in first {
        let counterparts: Vec<_> =
            others.iter().map(|side| side.iter().find(|(other, _)| other == key)).collect();
        if let Some(missing) = counterparts.iter().position(Option::is_none) {
            found.said.push(alone(file, paths[missing + 1]));
            continue;
        }
        let group = std::iter::once(file.clone())
            .chain(counterparts.into_iter().flatten().map(|(_, file)| file.clone()));
        found.groups.push(group.collect());
    }
    for (side, path) in others.iter().zip(&paths[1..]) {
        let lonely = side.iter().filter(|(key, _)| !first.iter().any(|(other, _)| other == key));
        found.said.extend(lonely.map(|(_, file)| alone(file, paths[0])).filter(|_| !path.is_empty()));
    }
    if found.groups.is_empty() {
        return Err(Error::content(
            paths[0],
            say!(
                en: "no text in it has a name that one in {others} has too",
                zh: "其中没有与 {others} 里同名的文本",
                others = paths[1..].join(", ")
            ),
        ));
    }
    Ok(Some(found))
}

/// That the text in `file` has none of its name in the folder `other`.
fn alone(file: &str, other: &str) -> Message {
    say!(
        en: "{file}: no text of its name in {other}; left out",
        zh: "{file}：{other} 里没有同名文本，略过",
        file,
        other
    )
}

/// Whether a path is a pattern of names, and no file is called so.
fn is_pattern(path: &str) -> bool {
    path.contains(['*', '?']) && !Path::new(path).exists()
}

/// The texts in a folder, or those whose names fit a pattern, in the order of their names: each with what is left of
/// its name without its language and its ending.
fn listed(path: &str) -> Result<Vec<(String, String)>> {
    let mut files = Vec::new();
    let folder = if is_pattern(path) {
        let whole = Path::new(path);
        let folder = whole.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
        if is_pattern(&folder.to_string_lossy()) {
            return Err(Error::content(
                path,
                say!(
                    en: "a pattern may stand in the name of the file only, not in its folder's",
                    zh: "通配符只能用在文件名里，不能用在文件夹名里"
                ),
            ));
        }
        let pattern: Vec<char> = whole.file_name().unwrap_or_default().to_string_lossy().chars().collect();
        collect(folder, 0, &mut files)?;
        files.retain(|file: &PathBuf| {
            let name: Vec<char> = file.file_name().unwrap_or_default().to_string_lossy().chars().collect();
            file.parent() == Some(folder) && fits(&pattern, &name)
        });
        folder.to_owned()
    } else {
        collect(Path::new(path), 0, &mut files)?;
        PathBuf::from(path)
    };
    files.sort();
    let stem = |file: &Path, short: bool| {
        let inner = file.strip_prefix(&folder).unwrap_or(file).with_extension("");
        let whole = inner.to_string_lossy().into_owned();
        if short { without_language(&whole) } else { whole }
    };
    let keys: Vec<_> = files.iter().map(|file| stem(file, true)).collect();
    let keyed = files.iter().enumerate().map(|(place, file)| {
        // Two texts that differ in nothing but that are not told apart by it.
        let alone = keys.iter().filter(|key| **key == keys[place]).count() == 1;
        let key = if alone { keys[place].clone() } else { stem(file, false) };
        (key, file.to_string_lossy().into_owned())
    });
    let keyed: Vec<_> = keyed.collect();
    if keyed.is_empty() {
        return Err(Error::content(path, say!(en: "no file in it", zh: "里面没有文件")));
    }
    Ok(keyed)
}

/// Adds the files in `folder` and in its folders; hidden ones and what duizhao keeps beside texts are none.
fn collect(folder: &Path, depth: usize, files: &mut Vec<PathBuf>) -> Result<()> {
    /// Deeper than anybody sorts texts: a link may lead back to where it stands.
    const DEEPEST: usize = 16;
    let name = folder.to_string_lossy();
    let entries = fs::read_dir(folder).map_err(|error| Error::read(name.clone(), error))?;
    for entry in entries {
        let path = entry.map_err(|error| Error::read(name.clone(), error))?.path();
        let called = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if called.starts_with('.') || called.ends_with(".duizhao.toml") || called.ends_with(".review.jsonl") {
            continue;
        }
        if path.is_dir() {
            if depth < DEEPEST {
                collect(&path, depth + 1, files)?;
            }
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// A name without the language at its end or its beginning: `01` of `01.zh` and `en_01`.
fn without_language(name: &str) -> String {
    let is_language = |part: &str| (2..=7).contains(&part.len()) && Language::parse(part).is_ok();
    let marks = ['.', '_', '-', ' '];
    let end = name.rfind(marks).filter(|&at| is_language(&name[at + 1..])).map(|at| &name[..at]);
    let start = || name.find(marks).filter(|&at| is_language(&name[..at])).map(|at| &name[at + 1..]);
    end.or_else(start).filter(|rest| !rest.is_empty()).unwrap_or(name).to_owned()
}

/// Whether `name` fits `pattern`, in which `*` is any characters and `?` is one.
fn fits(pattern: &[char], name: &[char]) -> bool {
    let (mut at, mut from) = (0, 0);
    let mut star: Option<(usize, usize)> = None;
    while from < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at + 1, from));
                at += 1;
            }
            Some(&c) if c == '?' || c == name[from] => {
                at += 1;
                from += 1;
            }
            _ => {
                let Some((after, held)) = star else { return false };
                star = Some((after, held + 1));
                (at, from) = (after, held + 1);
            }
        }
    }
    pattern[at..].iter().all(|&c| c == '*')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(files: &[&str], asked: &[&str], expected: &[&[&str]], said: usize) {
        let folder = tempfile::tempdir().unwrap();
        for file in files {
            let path = folder.path().join(file);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        let named = |name: &str| folder.path().join(name).to_string_lossy().into_owned();
        let asked: Vec<_> = asked.iter().map(|name| named(name)).collect();
        let asked: Vec<_> = asked.iter().map(String::as_str).collect();
        let found = groups(&asked).unwrap().unwrap();
        let expected: Vec<Vec<_>> =
            expected.iter().map(|group| group.iter().map(|name| named(name)).collect()).collect();
        assert_eq!((found.groups, found.said.len()), (expected, said));
    }

    #[test]
    fn texts_of_one_name_belong_together() {
        check(
            &["zh/1.txt", "zh/2.txt", "en/1.txt", "en/2.docx"],
            &["zh", "en"],
            &[&["zh/1.txt", "en/1.txt"], &["zh/2.txt", "en/2.docx"]],
            0,
        );
        check(&["a/1.zh.txt", "b/1.en.txt", "b/3.en.txt"], &["a", "b"], &[&["a/1.zh.txt", "b/1.en.txt"]], 1);
        check(&["a/x/1.txt", "a/y/1.txt", "b/x/1.txt"], &["a", "b"], &[&["a/x/1.txt", "b/x/1.txt"]], 1);
        check(
            &["t/1.zh.txt", "t/1.en.txt"],
            &["t/*.zh.txt", "t/*.en.txt"],
            &[&["t/1.zh.txt", "t/1.en.txt"]],
            0,
        );
        check(&["a/it.txt", "a/is.txt", "b/it.txt"], &["a", "b"], &[&["a/it.txt", "b/it.txt"]], 1);
        check(
            &["a/en_1.txt", "b/zh_1.txt", "c/1.txt"],
            &["a", "b", "c"],
            &[&["a/en_1.txt", "b/zh_1.txt", "c/1.txt"]],
            0,
        );
    }

    #[test]
    fn files_are_no_folders() {
        assert_eq!(groups(&["a.txt", "-"]).unwrap(), None);
        let folder = tempfile::tempdir().unwrap();
        let message = groups(&[folder.path().to_str().unwrap(), "a.txt"]).unwrap_err().to_string();
        assert!(message.starts_with("a.txt: is one file"), "{message}");
    }

    #[test]
    fn a_star_is_any_characters() {
        let fits = |pattern: &str, name: &str| {
            super::fits(&pattern.chars().collect::<Vec<_>>(), &name.chars().collect::<Vec<_>>())
        };
        assert!(fits("*.zh.txt", "1.zh.txt") && fits("?*", "你") && fits("*", "") && fits("a*b*c", "aXbYbc"));
        assert!(!fits("*.zh.txt", "1.en.txt") && !fits("?", "") && !fits("a*b", "acbc"));
    }
}
