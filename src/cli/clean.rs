//! `duizhao clean`: the text with every safe fix applied.

use duizhao::check;
use duizhao::format::{jsonl, output};
use duizhao::text::Lines;
use serde::Serialize;

use super::input::Input;
use super::outcome::{Done, Outcome};

/// Apply every safe fix to a text, and nothing else
#[derive(Debug, clap::Args)]
pub struct Args {
    /// The text to mend; `-` is standard input
    file: String,

    /// Where to write the mended text
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    /// Where to write what was done, a JSON record a fix
    #[arg(long, value_name = "FILE")]
    log: Option<String>,

    /// Rules to run, by name, code or the beginning of a code; all if absent
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    select: Vec<String>,

    /// Rules not to run
    #[arg(long, value_name = "RULE", value_delimiter = ',')]
    ignore: Vec<String>,

    #[command(flatten)]
    input: Input,
}

#[derive(Serialize)]
struct FixRecord<'a> {
    schema: u32,
    r#type: &'static str,
    path: &'a str,
    line: usize,
    column: usize,
    start: usize,
    end: usize,
    rule: &'a str,
    old: &'a str,
    new: &'a str,
}

/// Mends the text and writes it, and the log if asked.
pub fn run(args: &Args) -> Done {
    let text = args.input.load(&args.file, 0)?;
    let options = check::Options { select: args.select.clone(), ignore: args.ignore.clone() };
    let findings = check::check(&text.document, &options);
    let before = text.document.text();
    let cleaned = check::clean(before, &findings);
    if let Some(log) = &args.log {
        let lines = Lines::of(before);
        output::write(Some(log), |out| {
            for fix in &cleaned.applied {
                let place = lines.place(fix.before.start);
                let record = FixRecord {
                    schema: jsonl::SCHEMA,
                    r#type: "fix",
                    path: &text.path,
                    line: place.line,
                    column: place.column,
                    start: fix.before.start,
                    end: fix.before.end,
                    rule: fix.rule,
                    old: fix.before.of(before),
                    new: fix.after.of(&cleaned.text),
                };
                jsonl::record(&record, out)?;
            }
            Ok(())
        })?;
    }
    output::write(args.output.as_deref(), |out| out.write_all(cleaned.text.as_bytes()))?;
    if !args.input.quiet {
        anstream::eprintln!("{} fixes made", cleaned.applied.len());
    }
    Ok(Outcome::Nothing)
}
