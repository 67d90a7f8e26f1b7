//! `duizhao diff`: what did a reviser change?

use clap::ValueEnum;
use duizhao::collate::{Collation, Comparison, rows};
use duizhao::diff::{self, Class};
use duizhao::format::corpus::nearest;
use duizhao::format::output;
use duizhao::report::{Study, html, json, terminal};

use super::outcome::{Done, Outcome};
use super::printed;
use super::progress::Progress;
use super::reading::Reading;
use super::texts::Texts;

/// Say what changed between two versions of a text in one language
///
/// Sentences are compared first, so that new line breaks change nothing; then characters, inside the
/// sentences that changed. Sentences that moved, were split or were joined are said to be that. Each
/// change has a class, from white space to wording.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The older version; `-` is standard input
    old: String,

    /// The newer version
    new: String,

    /// Classes of change that do not count
    ///
    /// The lightest first: space, width, punctuation, script (traditional, simplified, letter case),
    /// number-format, renumber, number, name, ocr, wording.
    #[arg(long, value_name = "CLASS", value_delimiter = ',', value_parser = class)]
    ignore: Vec<Class>,

    /// How to write the changes
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    /// Where to write them
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    #[command(flatten)]
    reading: Reading,
}

const EXAMPLES: &str = "\
Examples:
  duizhao diff draft.txt final.txt
  duizhao diff v1.zh.txt v2.zh.txt --ignore space,width,punctuation
  duizhao diff v1.txt v2.txt -o changes.html     a page to read in a browser

The exit code is 0 if nothing changed and 1 if something did.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// The changes, to read here
    Text,
    /// A JSON record a change, for programs
    Jsonl,
    /// A page to read in a browser
    Html,
}

const CLASSES: [Class; 10] = [
    Class::Space,
    Class::Width,
    Class::Punctuation,
    Class::Script,
    Class::NumberFormat,
    Class::Renumber,
    Class::Number,
    Class::Name,
    Class::Ocr,
    Class::Wording,
];

fn class(name: &str) -> Result<Class, String> {
    let known = CLASSES.into_iter().find(|class| class.name() == name);
    known.ok_or_else(|| match nearest(name, CLASSES.iter().map(|class| class.name())) {
        Some(near) => format!("no such class; did you mean `{near}`?"),
        None => format!("no such class; there are {}", CLASSES.map(Class::name).join(", ")),
    })
}

/// Compares the two and writes the changes.
pub fn run(args: &Args) -> Done {
    let paths = [args.old.as_str(), args.new.as_str()];
    let output = args.output.as_deref();
    output::refuse_input(output, &paths)?;
    let loaded = args.reading.load_all(&paths)?;
    let names = ["old", "new"].map(|name| (name.to_owned(), format!("the {name} version")));
    let texts = Texts::named(loaded, names.into());
    let [old, new] = [&texts.loaded()[0].document, &texts.loaded()[1].document];
    let options = diff::Options { ignore: args.ignore.clone() };
    let progress = Progress::start("comparing", args.reading.quiet);
    let revision = diff::diff(old, new, &options);
    drop(progress);
    let (changed, hidden) = (!revision.changes.is_empty(), revision.hidden.len());
    match args.format.unwrap_or_else(|| by_ending(output)) {
        Format::Text => {
            let shown = texts.shown();
            let width = printed::width(output);
            printed::print(output, &terminal::revision(&shown[0], &shown[1], &revision, width))?;
        }
        Format::Jsonl => {
            let records = json::changes(&revision);
            printed::write(output, |out| out.write_all(records.as_bytes()))?;
            if hidden > 0 {
                args.reading.say(&format!("{hidden} changes hidden by --ignore"));
            }
        }
        Format::Html => {
            let alignments = vec![None, None];
            let collation = Collation {
                pivot: 0,
                rows: rows(old.len(), &alignments),
                alignments,
                comparisons: vec![Comparison { old: 0, new: 1, revision }],
                findings: vec![Vec::new(), Vec::new()],
            };
            let title = format!("{} and {}", args.old, args.new);
            let page = html::page(&Study { title: &title, texts: &texts.shown(), collation: &collation });
            printed::write(output, |out| out.write_all(page.as_bytes()))?;
        }
    }
    Ok(Outcome::if_any(changed))
}

fn by_ending(output: Option<&str>) -> Format {
    match output {
        Some(path) if path.ends_with(".jsonl") => Format::Jsonl,
        Some(path) if path.ends_with(".html") => Format::Html,
        _ => Format::Text,
    }
}
