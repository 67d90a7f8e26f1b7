//! A folder of texts that belong together, as its `corpus.toml` says.
//!
//! ```toml
//! title = "Treaty of the Lakes"
//! pivot = "zh"
//! words = ["names.txt"]
//! terms = ["glossary.tsv"]
//!
//! [[text]]
//! id = "zh"
//! path = "zh.txt"
//! role = "original"
//!
//! [[text]]
//! id = "ru"
//! path = "ru.txt"
//! role = "translation"
//!
//! [[text]]
//! id = "zh.scan"
//! path = "scan/zh.txt"
//! lang = "zh"
//! role = "transcription of zh"
//! ```
//!
//! A key that is not known is an error, with the key it may have been: a `rol` that is passed over in
//! silence makes a revision a translation.

use std::ops::Range;
use std::path::{Path, PathBuf};

use encoding_rs::Encoding;
use toml::de::DeTable;

use super::encoding;
use super::error::{Error, Result};
use super::keys::{Keys, Named, list};
use crate::message::{Message, nearest};
use crate::say;
use crate::text::Language;
use crate::witness::{Relation, relate};

/// The file that makes a folder a corpus.
pub const MANIFEST: &str = "corpus.toml";

/// What a text is to the others.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// What the others render.
    Original,
    /// A translation of the original.
    Translation,
    /// A later version, in the same language, of the text with this number.
    RevisionOf(usize),
    /// What was read from a page that holds the text with this number.
    TranscriptionOf(usize),
}

/// A text of a corpus.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Short and unlike the others': `zh`, `zh.scan`.
    pub id: String,
    /// The file, its folder included.
    pub path: String,
    /// Its language, if the manifest says it.
    pub language: Option<Language>,
    /// Its encoding, if the manifest says it.
    pub encoding: Option<&'static Encoding>,
    /// Whether each line is a sentence already.
    pub lines: bool,
    /// What it is to the others.
    pub role: Role,
}

/// Texts that belong together.
#[derive(Clone, Debug)]
pub struct Corpus {
    /// What they are called together.
    pub title: String,
    /// Number of the text that the others are aligned with.
    pub pivot: usize,
    /// Files of words that are right wherever they stand.
    pub words: Vec<String>,
    /// Glossaries that the translations are held to.
    pub terms: Vec<String>,
    /// An encoder to pair the texts with: a file, `auto` or `none`.
    pub encoder: Option<String>,
    /// The texts.
    pub texts: Vec<Entry>,
}

impl Role {
    /// The role in words; `texts` are those of the corpus.
    pub fn shown(&self, texts: &[Entry]) -> Message {
        match self {
            Self::Original => say!(en: "original", zh: "原文"),
            Self::Translation => say!(en: "translation", zh: "译文"),
            Self::RevisionOf(text) => {
                say!(en: "revision of {id}", zh: "{id} 的修订本", id = &texts[*text].id)
            }
            Self::TranscriptionOf(text) => {
                say!(en: "transcription of {id}", zh: "{id} 的录文", id = &texts[*text].id)
            }
        }
    }
}

impl Corpus {
    /// The corpus in `folder`. A file outside of it is refused: a page holds the whole of what the manifest
    /// names, and a folder from elsewhere may name what its reader would not mail to anybody.
    pub fn open(folder: &str) -> Result<Self> {
        Self::read(folder, false)
    }

    /// The same, wherever the files lie.
    pub fn open_anywhere(folder: &str) -> Result<Self> {
        Self::read(folder, true)
    }

    fn read(folder: &str, anywhere: bool) -> Result<Self> {
        let manifest = Path::new(folder).join(MANIFEST);
        let name = manifest.to_string_lossy();
        if !manifest.exists() {
            let message = say!(
                en: "has no `{manifest}`; `duizhao init` writes one, or name the files, the source first",
                zh: "里面没有 `{manifest}`；可用 `duizhao init` 写一个，或直接列出文件，原文在前",
                manifest = MANIFEST
            );
            return Err(Error::content(folder, message));
        }
        let text = super::text::read_utf8(&name)?;
        Self::described(&name, &text, anywhere)
    }

    /// The corpus that `text` describes, the content of the manifest at `path`.
    pub fn parse(path: &str, text: &str) -> Result<Self> {
        Self::described(path, text, false)
    }

    fn described(path: &str, text: &str, anywhere: bool) -> Result<Self> {
        let manifest = Keys { path, text };
        let table = manifest.table()?;
        let table = table.get_ref();
        manifest.only_known(table, &["title", "pivot", "words", "terms", "encoder", "text"])?;
        let folder = Path::new(path).parent().unwrap_or(Path::new("")).to_owned();
        let Some(entries) = manifest.tables(table, "text", say!(en: "a text", zh: "文本"))? else {
            return Err(Error::content(
                path,
                say!(en: "names no texts; add a `[[text]]` for each", zh: "没有列出文本；每种文本加一节 `[[text]]`"),
            ));
        };
        let draft = |(table, span)| manifest.draft(table, span, &folder, anywhere);
        let drafts = entries.into_iter().map(draft).collect::<Result<_>>()?;
        let files = |key: &str| {
            let named = manifest.strings(table, key)?.into_iter();
            let named = named.map(|(file, span)| {
                manifest.within(&folder, &file, &span, anywhere)?;
                Ok(folder.join(file).to_string_lossy().into_owned())
            });
            named.collect::<Result<_>>()
        };
        let (words, terms) = (files("words")?, files("terms")?);
        let encoder = match manifest.string(table, "encoder")? {
            Some((name, span)) if !matches!(&*name, "auto" | "none") => {
                manifest.within(&folder, &name, &span, anywhere)?;
                Some(folder.join(name).to_string_lossy().into_owned())
            }
            named => named.map(|(name, _)| name.to_string()),
        };
        Ok(Self { words, terms, encoder, ..manifest.corpus(table, drafts)? })
    }

    /// A corpus of files on their own, the source first: files in its language are revisions of it, all
    /// others translations.
    pub fn of_files(title: String, files: &[(String, Language)]) -> Self {
        let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
        let relations = relate(files.iter().map(|(_, language)| language), Relation::RevisionOf);
        let entry = |(place, (path, language)): (usize, &(String, Language))| Entry {
            id: short_name(&paths, place),
            path: path.clone(),
            language: Some(language.clone()),
            encoding: None,
            lines: false,
            role: match relations[place] {
                Relation::Pivot => Role::Original,
                Relation::Translation => Role::Translation,
                Relation::RevisionOf(text) => Role::RevisionOf(text),
                Relation::TranscriptionOf(text) => Role::TranscriptionOf(text),
            },
        };
        Self {
            title,
            pivot: 0,
            words: Vec::new(),
            terms: Vec::new(),
            encoder: None,
            texts: files.iter().enumerate().map(entry).collect(),
        }
    }

    /// A corpus of files in one folder, by their languages and their names; and which texts are in the language of the
    /// original although their names do not say that they are versions of it, and are taken for revisions.
    ///
    /// The first file, or the one that it is a version of, is the original. Names without their languages and without
    /// words such as `v2`, `scan`, `修订` tell what is a version of what: `zh.v2.txt` of `zh.txt`.
    pub fn of_names(title: String, files: &[(String, Language)]) -> (Self, Vec<usize>) {
        let paths: Vec<_> = files.iter().map(|(path, _)| path.as_str()).collect();
        let called: Vec<Called> = paths.iter().map(|path| Called::of(path)).collect();
        let is_kin = |one: usize, other: usize| {
            files[one].1.base() == files[other].1.base() && called[one].name == called[other].name
        };
        // The version that the others are versions of: the first whose name says nothing else.
        let root = |place: usize| {
            let mut kin = (0..files.len()).filter(|&other| is_kin(place, other));
            let first = kin.clone().next().unwrap_or(place);
            kin.find(|&other| called[other].version == Version::Plain).unwrap_or(first)
        };
        let pivot = if files.is_empty() { 0 } else { root(0) };
        let mut guessed = Vec::new();
        let role = |place: usize| match root(place) {
            _ if place == pivot => Role::Original,
            of if of != place && called[place].version == Version::Transcription => Role::TranscriptionOf(of),
            of if of != place => Role::RevisionOf(of),
            _ if files[place].1.base() == files[pivot].1.base() => {
                guessed.push(place);
                Role::RevisionOf(pivot)
            }
            _ => Role::Translation,
        };
        let roles: Vec<Role> = (0..files.len()).map(role).collect();
        let entry = |((place, (path, language)), role): ((usize, &(String, Language)), Role)| Entry {
            id: short_name(&paths, place),
            path: path.clone(),
            language: Some(language.clone()),
            encoding: None,
            lines: false,
            role,
        };
        let texts = files.iter().enumerate().zip(roles).map(entry).collect();
        (Self { title, pivot, words: Vec::new(), terms: Vec::new(), encoder: None, texts }, guessed)
    }

    /// It as a manifest; paths are those of the texts.
    pub fn manifest(&self) -> String {
        let texts = &self.texts;
        let mut manifest = format!("title = {}\n", quoted(&self.title));
        if let Some(pivot) = texts.get(self.pivot) {
            manifest += &format!("pivot = {}\n", quoted(&pivot.id));
        }
        if !self.words.is_empty() {
            let words: Vec<_> = self.words.iter().map(|path| quoted(path)).collect();
            manifest += &format!("words = [{}]\n", words.join(", "));
        }
        if let Some(encoder) = &self.encoder {
            manifest += &format!("encoder = {}\n", quoted(encoder));
        }
        for text in texts {
            manifest += &format!("\n[[text]]\nid = {}\npath = {}\n", quoted(&text.id), quoted(&text.path));
            if let Some(language) = &text.language {
                manifest += &format!("lang = {}\n", quoted(language.tag()));
            }
            if let Some(encoding) = text.encoding {
                manifest += &format!("encoding = {}\n", quoted(encoding.name()));
            }
            if text.lines {
                manifest += "lines = true\n";
            }
            let role = match text.role {
                Role::Original => "original".to_owned(),
                Role::Translation => "translation".to_owned(),
                Role::RevisionOf(of) => format!("revision of {}", texts[of].id),
                Role::TranscriptionOf(of) => format!("transcription of {}", texts[of].id),
            };
            manifest += &format!("role = {}\n", quoted(&role));
        }
        manifest
    }

    /// How each text stands to the pivot, as an examination asks it.
    pub fn relations(&self) -> Vec<Relation> {
        let relation = |(place, entry): (usize, &Entry)| match entry.role {
            _ if place == self.pivot => Relation::Pivot,
            Role::Original | Role::Translation => Relation::Translation,
            Role::RevisionOf(text) => Relation::RevisionOf(text),
            Role::TranscriptionOf(text) => Relation::TranscriptionOf(text),
        };
        self.texts.iter().enumerate().map(relation).collect()
    }
}

/// `words` between quotes, as TOML has them.
fn quoted(words: &str) -> String {
    let mut quoted = String::from('"');
    for c in words.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            c if c.is_control() => quoted += &format!("\\u{:04X}", u32::from(c)),
            c => quoted.push(c),
        }
    }
    quoted + "\""
}

/// What the name of a file says beside its language.
struct Called {
    /// What is left of it, in small letters.
    name: String,
    version: Version,
}

/// Which version of a text a file is, by its name.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Version {
    Plain,
    Revision,
    Transcription,
}

impl Called {
    fn of(path: &str) -> Self {
        const SCANS: [&str; 9] =
            ["scan", "scanned", "ocr", "hocr", "transcript", "transcription", "扫描", "扫描件", "录文"];
        const REVISIONS: [&str; 16] = [
            "rev",
            "revised",
            "revision",
            "draft",
            "final",
            "new",
            "old",
            "edited",
            "修订",
            "修订本",
            "修订稿",
            "初稿",
            "定稿",
            "终稿",
            "新版",
            "旧版",
        ];
        let stem = Path::new(path)
            .file_stem()
            .map_or(path.to_lowercase(), |stem| stem.to_string_lossy().to_lowercase());
        let mut version = Version::Plain;
        let mut kept = Vec::new();
        for part in stem.split(['.', '_', '-', ' ', '(', ')', '（', '）']).filter(|part| !part.is_empty()) {
            // `v2`, `rev3`, `scan1`, `修订2`: a number behind such a word.
            let word = part.trim_end_matches(|c: char| c.is_ascii_digit());
            let numbered = word.len() < part.len();
            if SCANS.contains(&word) {
                version = Version::Transcription;
            } else if REVISIONS.contains(&word) || numbered && matches!(word, "v" | "ver" | "version" | "r") {
                version = Version::Revision;
            } else if !super::text::is_language_tag(part) {
                kept.push(part);
            }
        }
        Self { name: kept.join("."), version }
    }
}

/// A name for the file at `place` that none of the others has: the file's name without its last ending,
/// the whole name, or the path.
pub fn short_name(paths: &[&str], place: usize) -> String {
    fn stem(path: &str) -> String {
        Path::new(path).file_stem().map_or(path.to_owned(), |name| name.to_string_lossy().into_owned())
    }
    fn name(path: &str) -> String {
        Path::new(path).file_name().map_or(path.to_owned(), |name| name.to_string_lossy().into_owned())
    }
    let path = paths[place];
    let alone = |short: fn(&str) -> String| {
        let own = short(path);
        paths.iter().enumerate().all(|(n, other)| n == place || short(other) != own).then_some(own)
    };
    alone(stem).or_else(|| alone(name)).unwrap_or_else(|| path.to_owned())
}

/// A text whose role names another text by its id.
struct Draft {
    entry: Entry,
    of: Option<Named>,
}

impl Keys<'_> {
    /// Whether `file`, which the manifest names, lies in its `folder`, by whatever links, or may lie elsewhere.
    fn within(&self, folder: &Path, file: &str, span: &Range<usize>, anywhere: bool) -> Result<()> {
        let whole = |path: &Path| std::fs::canonicalize(path).ok();
        let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
        let (Some(inside), Some(place)) = (whole(folder), whole(&folder.join(file))) else { return Ok(()) };
        if anywhere || place.starts_with(inside) {
            return Ok(());
        }
        let message = say!(
            en: "`{file}` lies outside the folder; `--outside` takes it all the same",
            zh: "`{file}` 不在这个文件夹里；加 `--outside` 可照用",
            file
        );
        Err(self.at(span.clone(), message))
    }

    fn draft(&self, table: &DeTable, span: Range<usize>, folder: &Path, anywhere: bool) -> Result<Draft> {
        self.only_known(table, &["id", "path", "lang", "encoding", "role", "lines"])?;
        let Some((file, file_span)) = self.string(table, "path")? else {
            return Err(self.at(span, say!(en: "this text has no `path`", zh: "这种文本没有 `path`")));
        };
        let path: PathBuf = folder.join(&file);
        let path = path.to_string_lossy().into_owned();
        if !Path::new(&path).exists() {
            return Err(self.at(
                file_span.clone(),
                say!(en: "there is no file `{file}`", zh: "没有文件 `{file}`", file),
            ));
        }
        self.within(folder, &file, &file_span, anywhere)?;
        let language = match self.string(table, "lang")? {
            None => None,
            Some((given, span)) => {
                Some(Language::parse(&given).map_err(|error| self.at(span, error.said()))?)
            }
        };
        let encoding = match self.string(table, "encoding")? {
            None => None,
            Some((name, span)) => Some(encoding::named(&name).ok_or_else(|| {
                self.at(
                    span,
                    say!(en: "no such encoding: `{name}`", zh: "没有 `{name}` 这种编码", name = &name),
                )
            })?),
        };
        let lines = match table.get("lines").map(|value| (value.get_ref().as_bool(), value.span())) {
            None => false,
            Some((Some(lines), _)) => lines,
            Some((None, span)) => {
                return Err(self.at(
                    span,
                    say!(en: "`lines` must be `true` or `false`", zh: "`lines` 只能是 `true` 或 `false`"),
                ));
            }
        };
        let (role, of) = match self.string(table, "role")? {
            None => (Role::Translation, None),
            Some((role, span)) => self.role(&role, span)?,
        };
        let id = self.string(table, "id")?.map_or_else(|| short_name(&[&file], 0), |(id, _)| id);
        Ok(Draft { entry: Entry { id, path, language, encoding, lines, role }, of })
    }

    /// A role, and the text it names, which is not known by its number yet.
    fn role(&self, role: &str, span: Range<usize>) -> Result<(Role, Option<Named>)> {
        let of = |id: &str| Some((id.trim().to_owned(), span.clone()));
        if let Some(id) = role.strip_prefix("revision of ") {
            return Ok((Role::RevisionOf(0), of(id)));
        }
        if let Some(id) = role.strip_prefix("transcription of ") {
            return Ok((Role::TranscriptionOf(0), of(id)));
        }
        match role {
            "original" => Ok((Role::Original, None)),
            "translation" => Ok((Role::Translation, None)),
            "pivot" => Err(self.at(
                span,
                say!(
                    en: "write `pivot = \"ID\"` at the top of the file instead",
                    zh: "应在文件开头写 `pivot = \"ID\"`"
                ),
            )),
            "revision" | "transcription" => Err(self.at(
                span,
                say!(
                    en: "a {role} is of another text: write `{role} of ID`",
                    zh: "`{role}` 要说明是哪一种的：写作 `{role} of ID`",
                    role
                ),
            )),
            _ => {
                let known = ["original", "translation", "revision of ID", "transcription of ID"];
                let message = match nearest(role, known) {
                    Some(near) => say!(
                        en: "unknown role `{role}`; did you mean `{near}`?",
                        zh: "没有 `{role}` 这种角色；是不是 `{near}`？",
                        role,
                        near
                    ),
                    None => say!(
                        en: "unknown role `{role}`; there are {known}",
                        zh: "没有 `{role}` 这种角色；可用的有 {known}",
                        role,
                        known = list(&known)
                    ),
                };
                Err(self.at(span, message))
            }
        }
    }

    fn corpus(&self, table: &DeTable, drafts: Vec<Draft>) -> Result<Corpus> {
        let ids: Vec<_> = drafts.iter().map(|draft| draft.entry.id.clone()).collect();
        if ids.is_empty() {
            return Err(Error::content(
                self.path,
                say!(en: "names no texts; add a `[[text]]` for each", zh: "没有列出文本；每种文本加一节 `[[text]]`"),
            ));
        }
        if let Some(twice) = (1..ids.len()).find(|&n| ids[..n].contains(&ids[n])) {
            let message =
                say!(en: "two texts have the id `{id}`", zh: "有两种文本的 id 都是 `{id}`", id = &ids[twice]);
            return Err(Error::content(self.path, message));
        }
        let number = |id: &str, span: Range<usize>| {
            ids.iter().position(|known| known == id).ok_or_else(|| {
                let near = nearest(id, ids.iter().map(String::as_str));
                let message = match near {
                    Some(near) => say!(
                        en: "no text has the id `{id}`; did you mean `{near}`?",
                        zh: "没有 id 为 `{id}` 的文本；是不是 `{near}`？",
                        id,
                        near
                    ),
                    None => say!(
                        en: "no text has the id `{id}`; there are {ids}",
                        zh: "没有 id 为 `{id}` 的文本；现有 {ids}",
                        id,
                        ids = list(&ids)
                    ),
                };
                self.at(span, message)
            })
        };
        let pivot = match self.string(table, "pivot")? {
            Some((id, span)) => number(&id, span)?,
            None => drafts.iter().position(|draft| draft.entry.role == Role::Original).unwrap_or(0),
        };
        let mut texts = Vec::new();
        for (place, Draft { mut entry, of }) in drafts.into_iter().enumerate() {
            if let Some((id, span)) = of {
                let other = number(&id, span.clone())?;
                if other == place {
                    return Err(self.at(
                        span,
                        say!(en: "`{id}` cannot be a version of itself", zh: "`{id}` 不能是自身的版本", id),
                    ));
                }
                entry.role = match entry.role {
                    Role::TranscriptionOf(_) => Role::TranscriptionOf(other),
                    _ => Role::RevisionOf(other),
                };
            }
            texts.push(entry);
        }
        let title = match self.string(table, "title")? {
            Some((title, _)) => title,
            None => texts[pivot].id.clone(),
        };
        Ok(Corpus { title, pivot, words: Vec::new(), terms: Vec::new(), encoder: None, texts })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Parses a manifest in a folder that has `zh.txt`, `en.txt` and `zh.scan.txt`.
    fn parsed(text: &str) -> std::result::Result<Corpus, String> {
        let folder = tempfile::tempdir().unwrap();
        for name in ["zh.txt", "en.txt", "zh.scan.txt"] {
            std::fs::write(folder.path().join(name), "x").unwrap();
        }
        let path = folder.path().join(MANIFEST);
        let shown = |error: Error| error.to_string().replace(&format!("{}/", folder.path().display()), "");
        Corpus::parse(path.to_str().unwrap(), text).map_err(shown)
    }

    #[test]
    fn texts_stand_to_each_other_as_their_roles_say() {
        let corpus = parsed(
            "title = 'T'\npivot = 'zh'\n[[text]]\npath = 'zh.txt'\nrole = 'original'\n[[text]]\npath = 'en.txt'\n\
             [[text]]\npath = 'zh.scan.txt'\nrole = 'transcription of zh'\nlang = 'zh-hans'\nencoding = 'gbk'",
        )
        .unwrap();
        assert_eq!(
            corpus.relations(),
            [Relation::Pivot, Relation::Translation, Relation::TranscriptionOf(0)]
        );
        let scan = &corpus.texts[2];
        assert_eq!(
            (scan.id.as_str(), scan.role.shown(&corpus.texts).to_string().as_str()),
            ("zh.scan", "transcription of zh")
        );
        assert_eq!(scan.language.as_ref().unwrap().tag(), "zh-Hans");
    }

    #[test]
    fn says_what_is_wrong_and_what_may_be_meant() {
        #[track_caller]
        fn check(text: &str, message: &str) {
            assert_eq!(parsed(text).unwrap_err(), format!("corpus.toml{message}"));
        }
        check("titel = 'T'", ":1: unknown key `titel`; did you mean `title`?");
        check("[[text]]\npath = 'zh.txt'\nrol = 'original'", ":3: unknown key `rol`; did you mean `role`?");
        check("[[text]]\npath = 'no.txt'", ":2: there is no file `no.txt`");
        check("[[text]]\nid = 'zh'", ":1: this text has no `path`");
        check("[[text]]\npath = 3", ":2: `path` must be in quotes");
        check("title = 'T'", ": names no texts; add a `[[text]]` for each");
        check(
            "[[text]]\npath = 'zh.txt'\nrole = 'orignal'",
            ":3: unknown role `orignal`; did you mean `original`?",
        );
        check(
            "[[text]]\npath = 'zh.txt'\nrole = 'revision'",
            ":3: a revision is of another text: write `revision of ID`",
        );
        check("[[text]]\npath = 'zh.txt'\nrole = 'revision of zh'", ":3: `zh` cannot be a version of itself");
        check("pivot = 'en'\n[[text]]\npath = 'zh.txt'", ":1: no text has the id `en`; there are `zh`");
        check("[[text]]\npath = 'zh.txt'\n[[text]]\npath = 'zh.txt'", ": two texts have the id `zh`");
        check("[[text]]\npath = 'zh.txt'\nencoding = 'x'", ":3: no such encoding: `x`");
        assert!(parsed("[[text]\n").unwrap_err().starts_with("corpus.toml:1: "));
    }

    /// A page is made to be mailed: what lies elsewhere gets into it only if that is asked for.
    #[test]
    fn a_file_outside_the_folder_is_taken_only_if_asked_for() {
        let around = tempfile::tempdir().unwrap();
        let folder = around.path().join("corpus");
        std::fs::create_dir_all(folder.join("scan")).unwrap();
        for name in ["secret.txt", "corpus/zh.txt", "corpus/scan/en.txt"] {
            std::fs::write(around.path().join(name), "x").unwrap();
        }
        #[cfg(unix)]
        std::os::unix::fs::symlink("../secret.txt", folder.join("link.txt")).unwrap();
        let folder_name = folder.to_str().unwrap();
        let opened = |path: &str, words: &str| {
            let text = format!("words = [{words}]\n[[text]]\npath = '{path}'\n");
            std::fs::write(folder.join(MANIFEST), text).unwrap();
            (Corpus::open(folder_name), Corpus::open_anywhere(folder_name).is_ok())
        };
        let absolute = around.path().join("secret.txt");
        let outside = ["../secret.txt", "scan/../../secret.txt", absolute.to_str().unwrap()];
        let linked = if cfg!(unix) { &["link.txt"][..] } else { &[] };
        for path in outside.iter().chain(linked) {
            let (refused, taken) = opened(path, "");
            let message = refused.unwrap_err().to_string();
            assert!(
                taken && message.contains(":3: `") && message.contains("outside the folder"),
                "{message}"
            );
        }
        assert!(opened("zh.txt", "'../secret.txt'").0.is_err());
        for path in ["zh.txt", "scan/en.txt", "scan/../zh.txt", "../corpus/zh.txt"] {
            assert!(opened(path, "'zh.txt'").0.is_ok(), "{path}");
        }
    }

    #[test]
    fn files_alone_make_a_corpus() {
        let files = [("a/zh.txt", "zh"), ("a/en.txt", "en"), ("b/zh.txt", "zh-Hans")];
        let files = files.map(|(path, tag)| (path.to_owned(), Language::new(tag)));
        let corpus = Corpus::of_files("T".into(), &files);
        assert_eq!(corpus.relations(), [Relation::Pivot, Relation::Translation, Relation::RevisionOf(0)]);
        let ids: Vec<_> = corpus.texts.iter().map(|text| text.id.as_str()).collect();
        assert_eq!(ids, ["a/zh.txt", "en", "b/zh.txt"]);
    }

    #[test]
    fn names_say_what_is_a_version_of_what() {
        #[track_caller]
        fn check(files: &[(&str, &str)], roles: &[&str], guessed: &[usize]) {
            let files: Vec<_> =
                files.iter().map(|(path, tag)| ((*path).to_owned(), Language::new(tag))).collect();
            let (corpus, unsure) = Corpus::of_names("A \"title\"\n".into(), &files);
            let shown: Vec<_> =
                corpus.texts.iter().map(|text| text.role.shown(&corpus.texts).to_string()).collect();
            assert_eq!(shown, roles);
            assert_eq!(unsure, guessed);
        }
        check(
            &[
                ("zh.txt", "zh"),
                ("en.txt", "en"),
                ("zh.scan.txt", "zh"),
                ("zh.v2.txt", "zh-Hant"),
                ("en.v2.txt", "en"),
            ],
            &["original", "translation", "transcription of zh", "revision of zh", "revision of en"],
            &[],
        );
        check(
            &[("treaty-draft.docx", "zh"), ("Treaty final EN.docx", "en"), ("treaty.docx", "zh")],
            &["revision of treaty", "translation", "original"],
            &[],
        );
        check(
            &[("合同 修订2.docx", "zh"), ("contract.docx", "en"), ("合同.docx", "zh")],
            &["revision of 合同", "translation", "original"],
            &[],
        );
        check(&[("a.zh.txt", "zh"), ("b.zh.txt", "zh")], &["original", "revision of a.zh"], &[1]);
        check(
            &[("scan.txt", "zh"), ("smith.txt", "en"), ("jones.txt", "en")],
            &["original", "translation", "translation"],
            &[],
        );
    }

    #[test]
    fn a_manifest_says_what_it_was_made_of() {
        let files: Vec<(String, Language)> = [("zh.txt", "zh"), ("en.txt", "en"), ("zh.scan.txt", "zh")]
            .map(|(path, tag)| (path.to_owned(), Language::new(tag)))
            .into();
        let (mut corpus, _) = Corpus::of_names("\"甲\\\u{1}".into(), &files);
        corpus.texts[1].lines = true;
        corpus.texts[1].encoding = Some(encoding_rs::GB18030);
        let back = parsed(&corpus.manifest()).unwrap();
        assert_eq!(
            (&back.title, back.pivot, back.relations()),
            (&corpus.title, corpus.pivot, corpus.relations())
        );
        for (one, other) in corpus.texts.iter().zip(&back.texts) {
            assert_eq!((&one.id, &one.language, one.lines), (&other.id, &other.language, other.lines));
            assert_eq!((&one.role, one.encoding), (&other.role, other.encoding));
        }
    }

    proptest::proptest! {
        /// What was right and then spoilt gets past the head of a manifest, as hardly any random text does.
        #[test]
        fn a_spoilt_manifest_is_read_or_refused_in_a_line(
            at in 0usize..200,
            length in 0usize..20,
            put in "[\\[\\]='\"#\n0-9a-z.一-]{0,8}",
        ) {
            let mut text = "title = 'T'\npivot = 'zh'\nwords = ['zh.txt']\n[[text]]\npath = 'zh.txt'\n\
                [[text]]\nid = 'en'\npath = 'en.txt'\nlang = 'en'\nrole = 'translation'\n"
                .to_owned();
            assert!(parsed(&text).is_ok());
            let start = at % (text.len() + 1);
            text.replace_range(start..(start + length).min(text.len()), &put);
            if let Err(error) = parsed(&text) {
                proptest::prop_assert!(error.starts_with("corpus.toml:") && !error.contains('\n'), "{error}");
            }
        }
    }
}
