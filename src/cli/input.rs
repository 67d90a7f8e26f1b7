//! The options that say how texts are read, the same for every command that reads texts.

use clap::Args;
use duizhao::format::encoding;
use duizhao::format::text::{self, Loaded};
use duizhao::format::{Error, Result};
use duizhao::text::Language;
use encoding_rs::Encoding;

/// How texts are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub struct Input {
    /// Take each line as a sentence; blank lines part paragraphs
    ///
    /// Without it, paragraphs and sentences are found, whatever the lines.
    #[arg(long)]
    pub lines: bool,

    /// The languages of the files, in their order, such as `zh,en,ru`; `auto` finds it out
    ///
    /// Without it, the file's name says it (`en.txt`, `treaty.ru.txt`, `zh-Hant.md`), or its words do.
    #[arg(long, value_name = "TAG", value_delimiter = ',')]
    pub lang: Vec<String>,

    /// The encodings of the files, in their order, or one for all, such as `gb18030`, `big5`, `koi8-r`
    ///
    /// Without it, the encoding is found from the bytes and said if it is not UTF-8.
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = named_encoding)]
    pub encoding: Vec<EncodingChoice>,

    /// Read on where bytes are malformed, with U+FFFD in their place
    #[arg(long)]
    pub lossy: bool,

    /// Say nothing but errors
    #[arg(long, short)]
    pub quiet: bool,
}

/// An encoding, or `None` to find it out.
pub type EncodingChoice = Option<&'static Encoding>;

fn named_encoding(name: &str) -> std::result::Result<EncodingChoice, String> {
    if name == "auto" {
        return Ok(None);
    }
    encoding::named(name).map(Some).ok_or_else(|| {
        "no such encoding; there are utf-8, utf-16le, utf-16be, gb18030, big5, shift_jis, euc-jp, euc-kr, \
         koi8-r, windows-1251 and the others of the web"
            .to_owned()
    })
}

impl Input {
    /// Reads the texts in the files named, and says what was found out in reading them.
    pub fn load_all(&self, paths: &[&str]) -> Result<Vec<Loaded>> {
        if paths.iter().filter(|path| **path == "-").count() > 1 {
            return Err(Error::content("-", "standard input can be only one of the texts"));
        }
        paths.iter().enumerate().map(|(place, path)| self.load(path, place)).collect()
    }

    /// Reads the text in the file at `path`, the one numbered `place` on the command line.
    pub fn load(&self, path: &str, place: usize) -> Result<Loaded> {
        let language = of_place(&self.lang, place).filter(|tag| *tag != "auto");
        let options = text::Options {
            encoding: of_place(&self.encoding, place).copied().flatten(),
            language: language.map(|tag| Language::new(tag)),
            lossy: self.lossy,
            lines: self.lines,
        };
        let loaded = text::load(path, &options)?;
        self.say(&loaded);
        Ok(loaded)
    }

    /// Says how a text was read.
    fn say(&self, loaded: &Loaded) {
        if !self.quiet {
            anstream::eprintln!("{loaded}");
        }
    }
}

/// The value for the file at `place`: the one given for it, or the only one given for all.
fn of_place<T>(values: &[T], place: usize) -> Option<&T> {
    match values {
        [only] => Some(only),
        several => several.get(place),
    }
}
