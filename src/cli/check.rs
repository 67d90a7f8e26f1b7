//! `duizhao check`: what did the scanner, typist or editor get wrong?

use clap::ValueEnum;
use duizhao::check;
use duizhao::format::{jsonl, output};
use duizhao::text::Lines;

use super::input::Input;
use super::outcome::{Done, Outcome};

/// Find what the scanner, typist or editor got wrong
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The texts to check; `-` is standard input
    #[arg(required = true)]
    file: Vec<String>,

    /// Rules to run, by name, code or the beginning of a code; all if absent
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,

    /// Rules not to run
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,

    /// How to write the findings
    #[arg(long, value_enum, default_value = "text")]
    format: Format,

    /// Where to write them
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    #[command(flatten)]
    input: Input,
}

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// A line a finding, for people
    Text,
    /// A JSON record a finding
    Jsonl,
}

/// Checks each file and writes what was found.
pub fn run(args: &Args) -> Done {
    let paths: Vec<_> = args.file.iter().map(String::as_str).collect();
    let texts = args.input.load_all(&paths)?;
    let options = check::Options { select: args.select.clone(), ignore: args.ignore.clone() };
    let found: Vec<_> = texts.iter().map(|text| check::check(&text.document, &options)).collect();
    output::write(args.output.as_deref(), |out| {
        for (text, findings) in texts.iter().zip(&found) {
            match args.format {
                Format::Jsonl => jsonl::write_findings(&text.path, &text.document, findings, out)?,
                Format::Text => {
                    let lines = Lines::of(text.document.text());
                    for finding in findings {
                        let place = lines.place(finding.span.start);
                        writeln!(
                            out,
                            "{}:{}:{}: {}[{}]: {}",
                            text.path,
                            place.line,
                            place.column,
                            finding.severity.name(),
                            finding.rule,
                            duizhao::format::printable(&finding.message)
                        )?;
                    }
                }
            }
        }
        Ok(())
    })?;
    Ok(Outcome::if_any(found.iter().any(|findings| !findings.is_empty())))
}
