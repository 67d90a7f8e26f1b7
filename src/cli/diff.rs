//! `duizhao diff`: what did a reviser change?

use clap::ValueEnum;
use duizhao::align::{self, align};
use duizhao::collate::{Collation, Comparison, rows, stale};
use duizhao::diff::{self, Class};
use duizhao::format::corpus::nearest;
use duizhao::format::output;
use duizhao::report::{Rendering, Study, html, json, terminal};

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
///
/// A translation of the older version may be named too: what the changes made stale in it is then shown
/// under each.
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

    /// A translation of the older version, to be told which of its sentences are stale
    #[arg(long, value_name = "FILE")]
    translation: Option<String>,

    /// Its own newer version, to be told where the translators followed
    #[arg(long, value_name = "FILE", requires = "translation")]
    new_translation: Option<String>,

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
  duizhao diff v1.en.txt v2.en.txt --translation zh.txt

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

fn class(name: &str) -> Result<Class, String> {
    let known = Class::ALL.into_iter().find(|class| class.name() == name);
    known.ok_or_else(|| match nearest(name, Class::ALL.iter().map(|class| class.name())) {
        Some(near) => format!("no such class; did you mean `{near}`?"),
        None => format!("no such class; there are {}", Class::ALL.map(Class::name).join(", ")),
    })
}

/// Compares the two and writes the changes.
pub fn run(args: &Args) -> Done {
    let mut paths = vec![args.old.as_str(), args.new.as_str()];
    paths.extend(args.translation.iter().chain(&args.new_translation).map(String::as_str));
    let output = args.output.as_deref();
    output::refuse_input(output, &paths)?;
    let loaded = args.reading.load_all(&paths)?;
    let names = ["old", "new", "translation", "new translation"].into_iter().take(paths.len());
    let roles = ["the old version", "the new version", "translation of the old version", "its new version"];
    let names = names.zip(roles).map(|(name, role)| (name.to_owned(), role.to_owned()));
    let texts = Texts::named(loaded, names.collect());
    let documents: Vec<_> = texts.loaded().iter().map(|text| &text.document).collect();
    let (old, new) = (documents[0], documents[1]);
    let options = diff::Options { ignore: args.ignore.clone() };
    let progress = Progress::start("comparing", args.reading.quiet);
    let revision = diff::diff(old, new, &options);
    let alignment = documents.get(2).map(|translation| align(old, translation, &align::Options::default()));
    let later = documents.get(3).map(|later| diff::diff(documents[2], later, &diff::Options::default()));
    let outdated = alignment.as_ref().map(|alignment| stale(old, new, &revision, alignment, later.as_ref()));
    drop(progress);
    let (changed, hidden) = (!revision.changes.is_empty(), revision.hidden.len());
    let shown = texts.shown();
    let rendering = outdated.as_ref().map(|stale| Rendering { text: shown[2], stale });
    match args.format.unwrap_or_else(|| by_ending(output)) {
        Format::Text => {
            let width = printed::width(output);
            let text = terminal::revision(&shown[0], &shown[1], &revision, rendering.as_ref(), width);
            printed::print(output, &text)?;
        }
        Format::Jsonl => {
            printed::write(output, |out| {
                json::changes(out, old, new, &revision)?;
                rendering
                    .as_ref()
                    .map_or(Ok(()), |rendering| out.write_all(json::stale(rendering).as_bytes()))
            })?;
            if hidden > 0 {
                let plural = if hidden == 1 { "" } else { "s" };
                args.reading.say(&format!("{hidden} change{plural} not counted"));
            }
        }
        Format::Html => {
            let mut alignments = vec![None; shown.len()];
            if let Some(place) = alignments.get_mut(2) {
                *place = alignment;
            }
            let comparisons = std::iter::once(Comparison { old: 0, new: 1, revision });
            let later = later.map(|revision| Comparison { old: 2, new: 3, revision });
            let collation = Collation {
                pivot: 0,
                rows: rows(old.len(), &alignments),
                alignments,
                comparisons: comparisons.chain(later).collect(),
                findings: vec![Vec::new(); shown.len()],
            };
            let title = format!("{} and {}", args.old, args.new);
            let page = html::page(&Study { title: &title, texts: &shown, collation: &collation });
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
