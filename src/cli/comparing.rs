//! Options of every command that compares versions.

use clap::Args;
use duizhao::diff::{self, Class};
use duizhao::format::Error;
use duizhao::format::text::{LanguageGround, Loaded};
use duizhao::format::tsv;
use duizhao::message::{Message, UnknownName};
use duizhao::say;
use duizhao::text::script::Script;

use super::pages::Opening;
use super::reading::Reading;
use super::ui::{Said, place};

/// What does not count, where the result goes, and how texts are read.
#[derive(Debug, Args)]
pub struct Comparing {
    /// Classes of change that do not count
    ///
    /// The lightest first: markup (of Markdown and the borders of paragraphs), space, width, punctuation, script (traditional, simplified, letter case),
    /// number-format, renumber, number, name, ocr, wording.
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = class)]
    ignore: Vec<Class>,

    /// Where to write it; its ending chooses the format
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    /// Leave cells of TSV files as they are
    ///
    /// Without it, a cell that a spreadsheet would run as a formula begins with a `'`.
    #[arg(long)]
    raw: bool,

    #[command(flatten)]
    pub opening: Opening,

    #[command(flatten)]
    pub reading: Reading,
}

impl Comparing {
    /// What a comparison is told.
    pub fn options(&self) -> diff::Options {
        diff::Options { ignore: self.ignore.clone() }
    }

    /// Where to write.
    pub fn output(&self) -> Option<&str> {
        self.output.as_deref()
    }

    /// How a cell of a TSV file is written.
    pub fn cell(&self) -> fn(String) -> String {
        if self.raw { |cell| cell } else { tsv::guarded }
    }

    /// Refuses two texts of which the languages as asked for, or the scripts that they are written in, leave no
    /// doubt that one is a translation of the other.
    pub fn refuse_translation(&self, texts: &[Loaded]) -> Result<(), Error> {
        let [first, second] = texts else { return Ok(()) };
        let script = |text: &Loaded| Script::of_most(text.document.text());
        let asked = |text: &Loaded| matches!(text.language_ground, LanguageGround::Asked);
        let language = |text: &Loaded| text.document.language().base().to_owned();
        let other_script = script(first).zip(script(second)).is_some_and(|(a, b)| a != b);
        let other_language = asked(first) && asked(second) && language(first) != language(second);
        if !other_script && !other_language {
            return Ok(());
        }
        let (path, old) = (&first.path, first.document.language());
        let message = say!(
            en: "is in {language}, {path} in {old}: they are no versions of one text but translations; `duizhao align` \
                 pairs what renders what",
            zh: "语言是 {language}，而 {path} 是 {old}：两者是译文，不是同一文本的版本；请用 `duizhao align` 对齐",
            language = second.document.language().tag(),
            path,
            old = old.tag()
        );
        Err(Error::content(&second.path, message))
    }

    /// Says if `texts` are in several languages, where little but a mistake explains the comparison.
    pub fn say_languages(&self, texts: &[Loaded]) {
        let first = texts[0].document.language();
        let other = texts.iter().find(|text| text.document.language().base() != first.base());
        if let Some(other) = other {
            let (path, language) = (&other.path, other.document.language());
            self.reading.say(say!(
                en: "{path} is in {language} and {base} in {first}; versions of one text are in one language, \
                     translations are for `align`",
                zh: "{path} 的语言是 {language}，{base} 是 {first}；同一文本的版本应是同一语言，译文用 `align`",
                path,
                language = language.tag(),
                base = &texts[0].path,
                first = first.tag()
            ));
        }
    }

    /// Says what the file that was written has no room for.
    pub fn say_cut(&self, said: impl IntoIterator<Item = Message>) {
        for said in said {
            let place = place(self.output());
            self.reading.say(say!(en: "{place}: {said}", zh: "{place}：{said}", place, said));
        }
    }
}

/// The class of that name.
fn class(name: &str) -> Result<Class, Said> {
    name.parse().map_err(|unknown: UnknownName| Said(unknown.said()))
}
