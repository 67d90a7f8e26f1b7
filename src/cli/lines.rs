//! `duizhao lines`: which are the sentences of a text?

use duizhao::format::{Result, output};
use duizhao::message::count;
use duizhao::say;

use super::outcome::{Done, Outcome};
use super::printed;
use super::project;
use super::reading::Reading;

/// Write a text one sentence a line
///
/// A blank line parts paragraphs; page furniture is left out, and lines that were broken are joined. What
/// is written is what `--lines` reads, and what a patch of `duizhao diff --format patch` applies to.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The text; `-` is standard input, a folder with a `corpus.toml` its original
    text: String,

    /// Where to write it
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    #[command(flatten)]
    reading: Reading,
}

impl Args {
    /// Takes the text out of the folder, if one is named.
    pub fn of_project(&mut self) -> Result<()> {
        if let Some(corpus) = project::corpus(&self.text, &mut self.reading)? {
            self.text = corpus.texts[corpus.pivot].path.clone();
        }
        Ok(())
    }
}

const EXAMPLES: &str = "\
Examples:
  duizhao lines scan.zh.txt -o sentences.zh.txt
  duizhao diff old.txt new.txt --format patch > changes.patch
  duizhao lines old.txt -o text && patch text changes.patch      text is now new.txt, one sentence a line";

/// Finds the sentences and writes them.
pub fn run(args: &Args) -> Done {
    let output = args.output.as_deref();
    output::may_write(output.as_slice(), &[&args.text])?;
    for text in args.reading.load_all(&[&args.text])? {
        printed::write(output, |out| out.write_all(text.document.as_lines().as_bytes()))?;
        if let Some(path) = output.filter(|path| *path != "-") {
            args.reading.say(say!(
                en: "{path}: {lines} written",
                zh: "已写入 `{path}`：{lines}",
                path,
                lines = count(text.document.len(), "line", "行")
            ));
        }
    }
    Ok(Outcome::Nothing)
}
