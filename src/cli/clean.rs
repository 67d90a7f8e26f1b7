//! `duizhao clean`: the text with every safe fix applied.

use duizhao::check;
use duizhao::format::{Error, encoding, jsonl, output};
use duizhao::text::{Document, Lines};
use serde::Serialize;

use super::check::{Selection, collated};
use super::decisions::DecisionFiles;
use super::outcome::{Done, Outcome};
use super::printed;
use super::progress::Progress;
use super::reading::Reading;

/// Apply every safe fix to a text, and change nothing else
///
/// A fix is safe if it can be made without reading the text: `check` says of each finding which it is.
/// The text is written in the encoding in which it was read.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The text to mend; `-` is standard input
    file: String,

    /// Other versions of the text, in any language, as witnesses
    #[arg(long, value_name = "FILE", num_args = 1..)]
    against: Vec<String>,

    /// Where to write the mended text; the file itself may be named
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    /// Where to write what was done, a JSON record a fix
    #[arg(long, value_name = "FILE")]
    log: Option<String>,

    /// Write UTF-8, whatever the encoding that was read
    #[arg(long)]
    utf8: bool,

    #[command(flatten)]
    selection: Selection,

    #[command(flatten)]
    decisions: DecisionFiles,

    #[command(flatten)]
    reading: Reading,
}

const EXAMPLES: &str = "\
Examples:
  duizhao clean scan.txt -o clean.txt --log fixes.jsonl
  duizhao clean scan.txt --select PUN > clean.txt     marks only
  duizhao clean scan.txt -o scan.txt                  in place";

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
    let mut paths = vec![args.file.as_str()];
    paths.extend(args.against.iter().map(String::as_str));
    output::refuse_input(args.output.as_deref(), &paths[1..])?;
    output::refuse_input(args.log.as_deref(), &paths)?;
    let mut texts = args.reading.load_all(&paths)?;
    let witnesses = texts.split_off(1);
    let text = &texts[0];
    if text.recognition.is_some() {
        // Its markup, boxes and confidences would be lost.
        output::refuse_input(args.output.as_deref(), &paths[..1])?;
    }
    let progress = Progress::start(&format!("checking {}", text.path), args.reading.quiet);
    let known = args.decisions.read(&[], &args.selection)?;
    let decided = known.of(&text.path)?;
    let found = |document: &Document| {
        let mut found = if witnesses.is_empty() {
            check::check(document, &args.selection.options())
        } else {
            collated(document, &witnesses, &args.selection).findings.swap_remove(0)
        };
        decided.apply(document, &mut found);
        found
    };
    let before = text.document.text();
    let (cleaned, last) = check::clean_wholly(before, found(&text.document), |mended| {
        let (mended, language) = (mended.to_owned(), text.document.language().clone());
        found(&if args.reading.lines {
            Document::from_lines(mended, language)
        } else {
            Document::new(mended, language)
        })
    });
    drop(progress);
    let bytes = if args.utf8 { None } else { Some(encoding::encode(&cleaned.text, &text.decoding)) };
    let bytes = match bytes {
        None => cleaned.text.as_bytes().to_vec(),
        Some(Some(bytes)) => bytes,
        Some(None) => {
            let message = format!("the mended text cannot be written in {}; use --utf8", text.decoding);
            return Err(Error::content(&text.path, message));
        }
    };
    if let Some(log) = &args.log {
        let lines = Lines::of(before);
        output::write(Some(log), |out| {
            for fix in &cleaned.applied {
                let place = lines.place(fix.before.start);
                let record = FixRecord {
                    schema: duizhao::SCHEMA,
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
    printed::write(args.output.as_deref(), |out| out.write_all(&bytes))?;
    let made = cleaned.applied.len();
    let left = last.iter().filter(|finding| finding.fix.as_ref().is_none_or(|fix| !fix.safe)).count();
    let made = if made == 1 { "1 fix made".to_owned() } else { format!("{made} fixes made") };
    let left = if left == 1 { "1 finding is".to_owned() } else { format!("{left} findings are") };
    args.reading.say(&format!("{made}; {left} left to a person"));
    Ok(Outcome::Nothing)
}
