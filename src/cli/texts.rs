//! Texts with the names under which people are shown them.

use std::fs;
use std::path::Path;

use duizhao::finding::TextId;
use duizhao::format::corpus::short_name;
use duizhao::format::parallel::Column;
use duizhao::format::text::{LanguageGround, Loaded};
use duizhao::message::Message;
use duizhao::report::Text;
use duizhao::say;
use duizhao::text::{Document, ParagraphKind, script};

/// Texts that were read, and what they are called.
pub struct Texts {
    loaded: Vec<Loaded>,
    labels: Vec<Label>,
}

/// What a text is called and what is said of it.
struct Label {
    name: String,
    role: Message,
    encoding: Message,
    said: Vec<Message>,
    pages: Vec<(usize, u32)>,
}

impl Texts {
    /// Texts called after their files, the first of which is the original of the others.
    pub fn new(loaded: Vec<Loaded>) -> Self {
        let paths: Vec<_> = loaded.iter().map(|text| text.path.as_str()).collect();
        let names = (0..paths.len()).map(|place| short_name(&paths, place));
        let role = |place| match place {
            0 => say!(en: "original", zh: "原文"),
            _ => say!(en: "translation", zh: "译文"),
        };
        let roles = (0..paths.len()).map(role);
        let named = names.zip(roles).collect();
        Self::named(loaded, named)
    }

    /// Texts with names and roles of their own.
    pub fn named(loaded: Vec<Loaded>, named: Vec<(String, Message)>) -> Self {
        let label = |(text, (name, role)): (&Loaded, (String, Message))| {
            let mut said = Vec::new();
            if text.language_ground == LanguageGround::Detected {
                said.push(say!(
                    en: "language {language} detected from its words",
                    zh: "语言 {language}，据文字推测",
                    language = text.document.language().tag()
                ));
            }
            if text.decoding.lost > 0 {
                said.push(say!(
                    en: "{lost} malformed places replaced",
                    zh: "{lost} 处坏字节已替换",
                    lost = text.decoding.lost
                ));
            }
            Label { name, role, encoding: text.decoding.said(), said, pages: pages(text) }
        };
        let labels = loaded.iter().zip(named).map(label).collect();
        Self { loaded, labels }
    }

    /// The texts as they were read.
    pub fn loaded(&self) -> &[Loaded] {
        &self.loaded
    }

    /// The texts without their names.
    pub fn into_loaded(self) -> Vec<Loaded> {
        self.loaded
    }

    /// The texts as a report names them, each with its number here as its identity.
    pub fn shown(&self) -> Vec<Text<'_>> {
        let shown = self.loaded.iter().zip(&self.labels).enumerate().map(|(n, (text, label))| Text {
            id: TextId(n),
            name: &label.name,
            path: &text.path,
            document: &text.document,
            role: &label.role,
            encoding: &label.encoding,
            said: &label.said,
            pages: &label.pages,
        });
        shown.collect()
    }

    /// The texts as columns of an alignment.
    pub fn columns(&self) -> Vec<Column> {
        let column = |(text, label): (&Loaded, &Label)| Column::of(label.name.clone(), &text.document);
        self.loaded.iter().zip(&self.labels).map(column).collect()
    }
}

/// What is odd about texts that are to be paired, the first of them the source: a line each. It is done all the same.
pub fn remarks(texts: &[Loaded]) -> Vec<Message> {
    let mut remarks = Vec::new();
    let same_file = |a: &str, b: &str| {
        a == b || matches!((fs::canonicalize(a), fs::canonicalize(b)), (Ok(a), Ok(b)) if a == b)
    };
    for (place, text) in texts.iter().enumerate() {
        let before = &texts[..place];
        let language = text.document.language();
        if before
            .iter()
            .any(|other| same_file(&other.path, &text.path) && other.document.language() == language)
        {
            remarks.push(say!(en: "{path}: is named twice", zh: "{path}：列了两次", path = &text.path));
        } else if let Some(other) =
            before.iter().find(|other| other.document.language().base() == language.base())
        {
            remarks.push(say!(
                en: "{other} and {path} are both in {language}: they are taken for versions of one text; of many pairs \
                     name the folders",
                zh: "{other} 和 {path} 语言同为 {language}，视作同一文本的两个版本；要对齐多组文本，请给文件夹",
                other = &other.path,
                path = &text.path,
                language = language.base()
            ));
        }
        if text.language_ground != LanguageGround::Detected
            && let Some(message) = strange_letters(&text.document)
        {
            remarks.push(say!(
                en: "{path}: {message}; are the languages in the order of the files?",
                zh: "{path}：{message}；语言的次序与文件一致吗？",
                path = &text.path,
                message
            ));
        }
    }
    remarks
}

/// That a text has none of the letters of the language that it is said to be in.
fn strange_letters(document: &Document) -> Option<Message> {
    /// More of a text says no more of its letters.
    const ENOUGH: usize = 20_000;
    let language = document.language();
    let (script, is_of): (Message, fn(char) -> bool) = match language.base() {
        "zh" | "lzh" | "yue" => (say!(en: "Chinese character", zh: "汉字"), script::is_han),
        "ja" => {
            (say!(en: "Japanese character", zh: "日文字符"), |c| script::is_han(c) || script::is_kana(c))
        }
        "ko" => (
            say!(en: "Korean letter", zh: "谚文字母"),
            |c| matches!(c, '\u{1100}'..='\u{11ff}' | '\u{ac00}'..='\u{d7a3}'),
        ),
        "ru" | "uk" | "be" | "bg" | "kk" | "ky" | "mk" | "tg" => {
            (say!(en: "Cyrillic letter", zh: "西里尔字母"), |c| matches!(c, '\u{400}'..='\u{52f}'))
        }
        "en" | "fr" | "de" | "es" | "it" | "pt" | "nl" | "pl" | "cs" | "tr" | "vi" => {
            (say!(en: "Latin letter", zh: "拉丁字母"), |c: char| c.is_ascii_alphabetic())
        }
        _ => return None,
    };
    let mut letters = document.text().chars().filter(|c| c.is_alphabetic()).take(ENOUGH).peekable();
    letters.peek()?;
    (!letters.any(is_of)).then(|| {
        say!(
            en: "holds no {script}, though it is taken for {language}",
            zh: "当作 {language} 读入，却没有{script}",
            script,
            language = language.tag()
        )
    })
}

/// What a text is called that has no name from a person: as its first heading or sentence says, or as its file
/// is called if that is too long.
pub fn title(text: &Loaded) -> String {
    heading(&text.document).unwrap_or_else(|| {
        Path::new(&text.path).file_stem().map_or(String::new(), |name| name.to_string_lossy().into())
    })
}

/// What the text calls itself: its first heading, or its first sentence; nothing if that is too long.
fn heading(document: &Document) -> Option<String> {
    const LONGEST: usize = 60;
    let heading = document.paragraphs().iter().find(|paragraph| paragraph.kind == ParagraphKind::Heading);
    let first = heading.map(|heading| document.sentences(heading.sentences.clone()));
    let first = first.into_iter().chain((!document.is_empty()).then(|| document.sentence(0)));
    let short = |words: &str| !words.is_empty() && words.chars().count() <= LONGEST;
    first.map(|words| words.trim().to_owned()).find(|words| short(words))
}

/// Where the pages of a text begin, if a recogniser wrote it.
fn pages(text: &Loaded) -> Vec<(usize, u32)> {
    let words = text.origin.recognition().into_iter().flat_map(|recognition| &recognition.words);
    let mut pages: Vec<_> = words.map(|word| (word.span.start, word.page)).collect();
    pages.dedup_by_key(|&mut (_, page)| page);
    pages
}

#[cfg(test)]
mod tests {
    use duizhao::text::{Document, Language};

    #[track_caller]
    fn check(text: &str, expected: Option<&str>) {
        let document = Document::new(text.to_owned(), Language::new("en"));
        assert_eq!(super::heading(&document).as_deref(), expected);
    }

    #[test]
    fn a_text_is_called_by_its_heading_or_first_sentence() {
        let long = "The delegates met on the shore of the lake in the first week of a wet September.";
        check(&format!("# Treaty of the Lakes\n\n{long}\n"), Some("Treaty of the Lakes"));
        check(&format!("It rained.\n\n{long}\n"), Some("It rained."));
        check(&format!("{long}\n\n{long}\n"), None);
    }
}
