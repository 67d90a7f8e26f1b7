//! `duizhao diff`: what did a reviser change?

use clap::ValueEnum;
use duizhao::diff;
use duizhao::format::{jsonl, output};

use super::input::Input;
use super::outcome::{Done, Outcome};

/// Say what changed between two versions of a text in one language
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The older version; `-` is standard input
    old: String,

    /// The newer version
    new: String,

    /// Classes of change that do not count
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = class)]
    ignore: Vec<diff::Class>,

    /// How to write the changes
    #[arg(long, value_enum, default_value = "jsonl")]
    format: Format,

    /// Where to write them
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    #[command(flatten)]
    input: Input,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A JSON record a change
    Jsonl,
}

fn class(name: &str) -> Result<diff::Class, String> {
    let known = jsonl::CLASSES.iter().find(|(known, _)| *known == name);
    known.map(|&(_, class)| class).ok_or_else(|| {
        let names: Vec<_> = jsonl::CLASSES.iter().map(|&(name, _)| name).collect();
        format!("no such class; there are {}", names.join(", "))
    })
}

/// Compares the two and writes the changes.
pub fn run(args: &Args) -> Done {
    let texts = args.input.load_all(&[&args.old, &args.new])?;
    let options = diff::Options { ignore: args.ignore.clone() };
    let revision = diff::diff(&texts[0].document, &texts[1].document, &options);
    output::write(args.output.as_deref(), |out| match args.format {
        Format::Jsonl => jsonl::write_revision(&revision, out),
    })?;
    Ok(Outcome::if_any(!revision.changes.is_empty()))
}
