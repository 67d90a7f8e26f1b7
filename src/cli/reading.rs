//! The options that say how texts are read, the same for every command that reads texts.

use std::io::{self, IsTerminal, Write};

use clap::{Args, ValueEnum};
use duizhao::format::corpus::Entry;
use duizhao::format::encoding;
use duizhao::format::reader::Tracked;
use duizhao::format::text::{self, Loaded};
use duizhao::format::{Error, Result};
use duizhao::message::{Message, nearest};
use duizhao::report::terminal;
use duizhao::say;
use duizhao::text::Language;
use encoding_rs::Encoding;

use super::printed;
use super::ui::{Said, ui};

/// How texts are read.
#[derive(Debug, Args)]
#[command(next_help_heading = "Reading")]
pub struct Reading {
    /// Take each line as a sentence
    ///
    /// Blank lines part paragraphs and are not counted. Without this, paragraphs and sentences are
    /// found, wherever the lines end.
    #[arg(long)]
    pub lines: bool,

    /// The languages of the files, in their order, such as `zh,en,ru`
    ///
    /// A code or a name: `zh`, `zh-Hant`, `chinese`, `中文`, `cn`. One is enough if all files are in it; `auto` finds it out. Without this, the file's name says it
    /// (`en.txt`, `treaty.ru.txt`, `zh-Hant.md`), or else its words do.
    #[arg(long, value_name = "TAG", value_delimiter = ',', value_parser = language)]
    lang: Vec<Known<Language>>,

    /// The encodings of the files, in their order, such as `gb18030`, `big5`, `koi8-r`
    ///
    /// One is enough if all files are in it; `auto` finds it out. Without this, it is found from the
    /// bytes, and said.
    #[arg(long, value_name = "NAME", value_delimiter = ',', value_parser = encoding_named)]
    encoding: Vec<Known<&'static Encoding>>,

    /// Which text of a Word or OpenDocument text with tracked changes to read
    #[arg(long, value_enum, value_name = "WHICH", default_value_t = TrackedText::Accepted)]
    tracked: TrackedText,

    /// Replace malformed bytes with U+FFFD instead of stopping
    #[arg(long)]
    lossy: bool,

    /// Take files that a `corpus.toml` names outside of its folder
    #[arg(long, hide_short_help = true)]
    pub outside: bool,

    /// Say nothing but results and errors
    #[arg(long, short)]
    pub quiet: bool,

    /// What a manifest says of texts.
    #[arg(skip)]
    known: Vec<Entry>,
}

/// Which text of a file with tracked changes is read.
#[derive(Clone, Copy, Debug, ValueEnum)]
enum TrackedText {
    /// As it reads with every change accepted
    Accepted,
    /// As it read before them
    Original,
}

/// Something given on the command line, or to be found out.
#[derive(Clone, Debug)]
enum Known<T> {
    Given(T),
    Auto,
}

impl<T: Clone> Known<T> {
    /// What is known of the file at `place`: what was given for it, or the one thing given for all.
    fn of_place(given: &[Self], place: usize) -> Option<T> {
        let known = if given.len() == 1 { given.first() } else { given.get(place) };
        match known? {
            Known::Given(value) => Some(value.clone()),
            Known::Auto => None,
        }
    }
}

fn language(given: &str) -> std::result::Result<Known<Language>, Said> {
    match given {
        "auto" => Ok(Known::Auto),
        _ => Language::parse(given).map(Known::Given).map_err(|unknown| Said(unknown.said())),
    }
}

fn encoding_named(name: &str) -> std::result::Result<Known<&'static Encoding>, Said> {
    const USUAL: [&str; 11] = [
        "utf-8",
        "utf-16le",
        "utf-16be",
        "gb18030",
        "big5",
        "shift_jis",
        "euc-jp",
        "euc-kr",
        "koi8-r",
        "windows-1251",
        "windows-1252",
    ];
    if name == "auto" {
        return Ok(Known::Auto);
    }
    encoding::named(name).map(Known::Given).ok_or_else(|| {
        Said(match nearest(name, USUAL) {
            Some(near) => {
                say!(en: "no such encoding; did you mean `{near}`?", zh: "没有这种编码；是不是 `{near}`？", near)
            }
            None => say!(
                en: "no such encoding; the usual ones are {usual}",
                zh: "没有这种编码；常用的有 {usual}",
                usual = USUAL.join(", ")
            ),
        })
    })
}

impl Reading {
    /// Reads the texts in the files at `paths`, in the order in which they were named, and says how each
    /// was read.
    pub fn load_all(&self, paths: &[&str]) -> Result<Vec<Loaded>> {
        let loaded = self.read_all(paths)?;
        for text in &loaded {
            self.say(text.said());
        }
        Ok(loaded)
    }

    /// The same in silence, for those who say it themselves.
    pub fn read_all(&self, paths: &[&str]) -> Result<Vec<Loaded>> {
        self.fits(paths)?;
        let load = |(place, path): (usize, &&str)| text::load(path, &self.options_of(place, path));
        paths.iter().enumerate().map(load).collect()
    }

    /// Reads the file at `path` as it was before the changes that are tracked in it.
    pub fn load_original(&self, path: &str) -> Result<Loaded> {
        let original = text::load(path, &text::Options { tracked: Tracked::Original, ..self.options(0) })?;
        match original.origin.has_changes() {
            true => Ok(original),
            false => Err(Error::content(
                path,
                say!(
                    en: "has no tracked changes in it; name the newer version too",
                    zh: "里面没有修订记录；请同时给出新本"
                ),
            )),
        }
    }

    /// What reads the texts at `paths` one by one, by their places, when they are asked for, and says how.
    pub fn each<'a>(&'a self, paths: &'a [&str]) -> Result<impl Fn(usize) -> Result<Loaded> + use<'a>> {
        self.fits(paths)?;
        Ok(move |place| {
            let text = text::load(paths[place], &self.options_of(place, paths[place]))?;
            self.say(text.said());
            Ok(text)
        })
    }

    /// Has what a manifest says of its `texts` known to whoever reads them.
    pub fn know(&mut self, texts: &[Entry]) {
        self.known = texts.to_vec();
    }

    /// What is known of the file at `path`, named at `place`: by the options, or else by a manifest.
    pub fn options_of(&self, place: usize, path: &str) -> text::Options {
        let options = self.options(place);
        let Some(entry) = self.known.iter().find(|entry| entry.path == path) else { return options };
        text::Options {
            language: options.language.or(entry.language.clone()),
            encoding: options.encoding.or(entry.encoding),
            lines: options.lines || entry.lines,
            ..options
        }
    }

    /// What is known of the file at `place` in the order in which files were named.
    pub fn options(&self, place: usize) -> text::Options {
        text::Options {
            encoding: Known::of_place(&self.encoding, place),
            language: Known::of_place(&self.lang, place),
            lossy: self.lossy,
            lines: self.lines,
            tracked: match self.tracked {
                TrackedText::Accepted => Tracked::Accepted,
                TrackedText::Original => Tracked::Original,
            },
        }
    }

    /// The languages that were named, `auto` as none.
    pub fn languages(&self) -> Vec<Option<Language>> {
        (0..self.lang.len()).map(|place| Known::of_place(&self.lang, place)).collect()
    }

    /// Says `line` to the person, unless there is to be quiet.
    pub fn say(&self, said: impl Into<Message>) {
        if !self.quiet {
            let line = &said.into().in_(ui());
            // What cannot be said is no reason to give up what was asked for.
            let _ = match io::stderr().is_terminal() {
                true => {
                    writeln!(anstream::stderr(), "{}", terminal::hanging("", line, printed::talk_width()))
                }
                false => writeln!(anstream::stderr(), "{line}"),
            };
        }
    }

    fn fits(&self, paths: &[&str]) -> Result<()> {
        if paths.iter().filter(|path| **path == "-").count() > 1 {
            return Err(Error::content(
                "-",
                say!(en: "standard input can be only one of the texts", zh: "标准输入只能充当其中一种文本"),
            ));
        }
        let languages = say!(en: "languages", zh: "种语言");
        let encodings = say!(en: "encodings", zh: "种编码");
        for (given, what) in [(self.lang.len(), languages), (self.encoding.len(), encodings)] {
            if given > 1 && given != paths.len() {
                let message = say!(
                    en: "{given} {what} for {files} files; give one for each",
                    zh: "{files} 个文件，却给了 {given} {what}；应各给一种",
                    given,
                    what,
                    files = paths.len()
                );
                return Err(Error::content("command line", message));
            }
        }
        Ok(())
    }
}
