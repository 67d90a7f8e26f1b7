//! `duizhao init`: a folder of texts that belong together.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use duizhao::format::corpus::{Corpus, MANIFEST};
use duizhao::format::output::Outputs;
use duizhao::format::text::{self, Loaded};
use duizhao::format::{Error, Result};
use duizhao::message::count;
use duizhao::say;

use super::outcome::{Done, Outcome};
use super::pages;
use super::reading::Reading;
use super::texts::title;

/// Make a folder with a `corpus.toml` of texts that belong together
///
/// Finds out in which languages they are and, by their names, which is a revision (`zh.v2.txt`) or a scan
/// (`zh.scan.txt`) of which, and writes it down to be looked over. Every command takes the folder then: `duizhao report
/// FOLDER`. Texts that lie elsewhere are copied into it. Nothing that is there is written over.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The folder, made if it is not there, and the texts, the source first; without texts, those in the folder
    #[arg(required = true, value_name = "PATH")]
    paths: Vec<String>,

    /// What to call the texts together
    #[arg(long, value_name = "TITLE")]
    title: Option<String>,

    #[command(flatten)]
    reading: Reading,
}

const EXAMPLES: &str = "\
Examples:
  duizhao init zh.docx en.docx              in the folder of the texts
  duizhao init treaty zh.docx en.docx       in a folder of its own
  duizhao init treaty                       of the texts that are in it";

/// What git is told of journals of review: lines of two people go one after the other.
const ATTRIBUTE: &str = "*.review.jsonl merge=union";

/// Reads the texts and writes the manifest.
pub fn run(args: &Args) -> Done {
    let (folder, files) = named(args)?;
    let manifest = folder.join(MANIFEST);
    if fs::symlink_metadata(&manifest).is_ok() {
        let message = say!(en: "is there already; nothing was changed", zh: "已经有了，未作改动");
        return Err(Error::content(manifest.to_string_lossy(), message));
    }
    let (loaded, places) = match files {
        Some(files) => {
            let places = files.iter().map(|file| place(&folder, file)).collect::<Result<Vec<_>>>()?;
            if let Some(twice) = (1..places.len()).find(|&n| places[..n].contains(&places[n])) {
                let message = say!(
                    en: "would have the name of another text in the folder; give one of them another name",
                    zh: "在文件夹里会与另一文本重名；请改换其中一个的名称"
                );
                return Err(Error::content(&files[twice], message));
            }
            (args.reading.load_all(&files.iter().map(String::as_str).collect::<Vec<_>>())?, places)
        }
        None => found(&folder, args)?,
    };
    let files: Vec<_> = loaded
        .iter()
        .zip(&places)
        .map(|(text, place)| (place.to_string_lossy().into_owned(), text.document.language().clone()))
        .collect();
    let title = args.title.clone().unwrap_or_else(|| title(&loaded[0]));
    let (mut corpus, guessed) = Corpus::of_names(title, &files);
    for (place, text) in corpus.texts.iter_mut().enumerate() {
        let options = args.reading.options(place);
        (text.encoding, text.lines) = (options.encoding, options.lines);
    }
    write(&folder, &corpus, &loaded, &places)?;
    for text in &corpus.texts {
        args.reading.say(say!(
            en: "{path}: {role}, {language}",
            zh: "{path}：{role}，{language}",
            path = text.path.as_str(),
            role = text.role.shown(&corpus.texts),
            language = text.language.as_ref().map_or("und", |language| language.tag())
        ));
    }
    for place in guessed {
        args.reading.say(say!(
            en: "{path}: its name does not say what it is; taken for a revision, since it is in the language of the \
                 original",
            zh: "{path}：从名称看不出是什么；语言与原文相同，当作修订本",
            path = corpus.texts[place].path.as_str()
        ));
    }
    args.reading.say(say!(
        en: "{manifest} names {texts}; look it over, then: duizhao report {folder}",
        zh: "{manifest} 列出 {texts}；核对之后可运行：duizhao report {folder}",
        manifest = manifest.to_string_lossy().as_ref(),
        texts = count(corpus.texts.len(), "text", "种文本"),
        folder = folder.to_string_lossy().as_ref()
    ));
    Ok(Outcome::Nothing)
}

/// The folder and the files that were named; no files if those in the folder are meant.
fn named(args: &Args) -> Result<(PathBuf, Option<Vec<String>>)> {
    let (first, rest) = args.paths.split_first().expect("a path");
    let path = Path::new(first);
    if path.is_dir() || !path.exists() && !rest.is_empty() {
        return Ok((path.to_owned(), (!rest.is_empty()).then(|| rest.to_vec())));
    }
    if !path.exists() {
        return Err(Error::content(
            first,
            say!(en: "is no folder yet, and no texts are named for it", zh: "还没有这个文件夹，也没有给出文本"),
        ));
    }
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    Ok((folder.to_owned(), Some(args.paths.clone())))
}

/// Where in `folder` the file at `path` lies or will lie.
fn place(folder: &Path, path: &str) -> Result<PathBuf> {
    let whole = fs::canonicalize(path).map_err(|error| Error::read(path, error))?;
    let inside =
        fs::canonicalize(folder).ok().and_then(|folder| whole.strip_prefix(folder).ok().map(Path::to_owned));
    if let Some(inside) = inside {
        return Ok(inside);
    }
    let name = Path::new(path).file_name().map(PathBuf::from).unwrap_or_default();
    let there = folder.join(&name);
    // What has the same name and the same content is the text, copied before.
    let is_same = || fs::read(&there).ok() == fs::read(path).ok();
    if fs::symlink_metadata(&there).is_ok() && !is_same() {
        let message = say!(en: "is another text than {path}; give one of them another name", zh: "与 {path} 不是同一文本；请改换其中一个的名称", path);
        return Err(Error::content(there.to_string_lossy(), message));
    }
    Ok(name)
}

/// The texts in `folder`, Chinese ones first: what cannot be read as a text is said and left.
fn found(folder: &Path, args: &Args) -> Result<(Vec<Loaded>, Vec<PathBuf>)> {
    let shown = folder.to_string_lossy();
    let entries = fs::read_dir(folder).map_err(|error| Error::read(shown.clone(), error))?;
    let mut names: Vec<PathBuf> = entries.flatten().map(|entry| PathBuf::from(entry.file_name())).collect();
    names.sort();
    let mut texts = Vec::new();
    for name in names {
        let (called, path) = (name.to_string_lossy().into_owned(), folder.join(&name));
        let is_ours = called.ends_with(".duizhao.toml") || called.ends_with(".review.jsonl");
        if called.starts_with('.') || is_ours || !path.is_file() || pages::is_ours(&path) {
            continue;
        }
        match text::load(&path.to_string_lossy(), &args.reading.options(texts.len())) {
            Ok(text) => texts.push((text, name)),
            Err(error) => args.reading.say(say!(
                en: "{error}; left out",
                zh: "{error}；略过",
                error = duizhao::message::each(&error.to_string(), &error.in_(duizhao::message::Ui::Zh))
            )),
        }
    }
    texts.sort_by_key(|(text, _)| !text.document.language().is_chinese());
    texts.iter().for_each(|(text, _)| args.reading.say(text.said()));
    match texts.is_empty() {
        true => Err(Error::content(shown, say!(en: "has no text in it", zh: "里面没有文本"))),
        false => Ok(texts.into_iter().unzip()),
    }
}

/// Writes the manifest, the texts that lie elsewhere, and what git is to be told.
fn write(folder: &Path, corpus: &Corpus, loaded: &[Loaded], places: &[PathBuf]) -> Result<()> {
    let shown = |path: &Path| path.to_string_lossy().into_owned();
    fs::create_dir_all(folder).map_err(|error| Error::write(shown(folder), error))?;
    let mut outputs = Outputs::default();
    for (text, place) in loaded.iter().zip(places) {
        let there = folder.join(place);
        if !there.exists() {
            let bytes = text::read(&text.path)?;
            outputs.add(Some(&shown(&there)), |out| out.write_all(&bytes))?;
        }
    }
    let attributes = folder.join(".gitattributes");
    // What cannot be read is left as it is.
    let known = match fs::read_to_string(&attributes) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Some(String::new()),
        known => known.ok(),
    };
    if let Some(known) = known.filter(|known| !known.lines().any(|line| line.trim() == ATTRIBUTE)) {
        let end = if known.is_empty() || known.ends_with('\n') { "" } else { "\n" };
        outputs.add(Some(&shown(&attributes)), |out| writeln!(out, "{known}{end}{ATTRIBUTE}"))?;
    }
    let manifest = corpus.manifest();
    outputs.add(Some(&shown(&folder.join(MANIFEST))), |out| out.write_all(manifest.as_bytes()))?;
    outputs.keep()
}
