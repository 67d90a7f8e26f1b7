//! `duizhao diff`: what did a reviser change?

use clap::ValueEnum;
use duizhao::align;
use duizhao::diff;
use duizhao::format::{Error, docx, output};
use duizhao::message::{Ui, count};
use duizhao::report::{Rendering, html, json, patch, redline, table, terminal, todo};
use duizhao::review::align_held;
use duizhao::say;
use duizhao::witness::{self, stale};

use super::comparing::Comparing;
use super::confirmed::ReviewFiles;
use super::outcome::{Done, Outcome};
use super::printed;
use super::progress::Progress;
use super::project;
use super::texts::Texts;
use super::ui::ui;

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
    /// The older version; `-` is standard input, a folder with a `corpus.toml` its original, revision and translation
    old: String,

    /// The newer version; without it, the tracked changes in the older one are shown
    new: Option<String>,

    /// A translation of the older version, to be told which of its sentences are stale
    #[arg(long, value_name = "FILE")]
    translation: Option<String>,

    /// Its own newer version, to be told where the translators followed
    #[arg(long, value_name = "FILE", requires = "translation")]
    new_translation: Option<String>,

    /// How to write the changes
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    #[command(flatten)]
    review: ReviewFiles,

    #[command(flatten)]
    comparing: Comparing,
}

impl Args {
    /// Takes the texts out of the folder, if one is named alone.
    pub fn of_project(&mut self) -> Result<(), Error> {
        if self.new.is_some() {
            return Ok(());
        }
        if let Some(corpus) = project::corpus(&self.old, &mut self.comparing.reading)? {
            let (old, new, translation) = project::revised(&corpus, &self.old)?;
            (self.old, self.new) = (old, Some(new));
            self.translation = self.translation.take().or(translation);
        }
        Ok(())
    }
}

const EXAMPLES: &str = "\
Examples:
  duizhao diff draft.txt final.txt
  duizhao diff draft.docx                        the changes that are tracked in it
  duizhao diff v1.zh.txt v2.zh.txt --ignore space,width,punctuation
  duizhao diff v1.txt v2.txt -o changes.html     a page to read in a browser
  duizhao diff v1.en.txt v2.en.txt --translation zh.txt
  duizhao diff v1.en.txt v2.en.txt --translation zh.txt -o todo.xlsx
  duizhao diff v1.en.txt v2.en.txt --translation zh.txt -o todo.xlf
  duizhao diff v1.docx v2.docx -o redline.docx   the changes tracked, to accept or reject in Word

The exit code is 0 if nothing changed and 1 if something did.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// The changes, to read here
    Text,
    /// The same with old and new sentences side by side
    Side,
    /// A JSON record a change, for programs
    Jsonl,
    /// A page to read in a browser
    Html,
    /// A patch that turns what `duizhao lines` writes of the old into what it writes of the new
    Patch,
    /// A row a change, with what is stale in the translation
    Tsv,
    /// The same as a workbook; with a translation the translator's list: its old words filled in, what is stale first
    Xlsx,
    /// The translator's list for translators' programs: XLIFF
    Xlf,
    /// A Word document with the changes tracked, what is stale in the translation as comments
    Docx,
}

/// Compares the two and writes the changes.
pub fn run(args: &Args) -> Done {
    let mut paths = vec![args.old.as_str()];
    paths.extend(args.new.iter().chain(&args.translation).chain(&args.new_translation).map(String::as_str));
    let output = args.comparing.output();
    output::may_write(output.as_slice(), &paths)?;
    let format = args.format.unwrap_or_else(|| by_ending(output));
    args.comparing.opening.may(output.filter(|_| matches!(format, Format::Html)))?;
    match format {
        Format::Xlsx => printed::refuse_workbook(output)?,
        Format::Docx => printed::refuse_document(output)?,
        _ => {}
    }
    let mut loaded = args.comparing.reading.load_all(&paths)?;
    if args.new.is_none() {
        // The file as it reads is the newer version.
        loaded.insert(0, args.comparing.reading.load_original(&args.old)?);
    }
    args.comparing.refuse_translation(&loaded[..2])?;
    args.comparing.say_languages(&loaded[..2]);
    let names = ["old", "new", "translation", "new translation"].into_iter().take(loaded.len());
    let roles = [
        say!(en: "the old version", zh: "旧本"),
        say!(en: "the new version", zh: "新本"),
        say!(en: "translation of the old version", zh: "旧本的译文"),
        say!(en: "its new version", zh: "译文的新本"),
    ];
    let names = names.zip(roles).map(|(name, role)| (name.to_owned(), role));
    let targets: &[usize] = if loaded.len() > 2 { &[2] } else { &[] };
    let held = args.review.take_up(&mut loaded, 0, targets, &args.comparing.reading)?;
    let texts = Texts::named(loaded, names.collect());
    let documents: Vec<_> = texts.loaded().iter().map(|text| &text.document).collect();
    let (old, new) = (documents[0], documents[1]);
    let progress = Progress::start(&say!(en: "comparing", zh: "正在对比"), args.comparing.reading.quiet);
    let revision = diff::diff(old, new, &args.comparing.options());
    let alignment = documents
        .get(2)
        .and_then(|translation| align_held(old, &[translation], &held, &align::Options::default()).pop());
    let later = documents.get(3).map(|later| diff::diff(documents[2], later, &diff::Options::default()));
    let outdated = alignment
        .as_ref()
        .map(|alignment| stale([old, new], &revision, documents[2], alignment, later.as_ref()));
    drop(progress);
    let (changed, hidden) = (!revision.changes.is_empty(), revision.hidden.len());
    let shown = texts.shown();
    let rendering = outdated.as_ref().map(|stale| Rendering { text: shown[2], stale });
    let written = match format {
        format @ (Format::Text | Format::Side) => {
            let lay_out = match format {
                Format::Side => terminal::side_by_side,
                _ => terminal::revision,
            };
            let text = lay_out(&shown[0], &shown[1], &revision, rendering.as_ref(), printed::view(output));
            printed::print(output, &text)
        }
        Format::Jsonl => {
            if hidden > 0 {
                args.comparing.reading.say(say!(
                    en: "{changes} not counted",
                    zh: "不计的改动 {changes}",
                    changes = count(hidden, "change", "处")
                ));
            }
            printed::write(output, |out| {
                json::changes(out, old, new, &revision)?;
                rendering
                    .as_ref()
                    .map_or(Ok(()), |rendering| out.write_all(json::stale(rendering).as_bytes()))
            })
        }
        Format::Html => {
            let page = html::revision(&shown[0], &shown[1], &revision, rendering.as_ref());
            let written = printed::write(output, |out| out.write_all(page.as_bytes()));
            written.map(|()| args.comparing.opening.page(output, &args.comparing.reading))
        }
        Format::Patch => {
            let patch = patch::patch(&shown[0], &shown[1], &revision);
            if patch.left_out > 0 {
                args.comparing.reading.say(say!(
                    en: "{changes} of classes that do not count left out of the patch",
                    zh: "不计的改动 {changes}，未写入补丁",
                    changes = count(patch.left_out, "change", "处")
                ));
            }
            printed::write(output, |out| out.write_all(patch.text.as_bytes()))
        }
        Format::Tsv => {
            // What programs read stays as it is in every language.
            let list = table::changes(&shown[0], &shown[1], &revision, rendering.as_ref(), Ui::En)
                .tsv(args.comparing.cell());
            printed::write(output, |out| out.write_all(list.as_bytes()))
        }
        Format::Docx => {
            let plain = [0, 1].map(|n: usize| texts.loaded()[n].origin.is_plain());
            let made = redline::redline(&shown[0], &shown[1], &revision, rendering.as_ref(), plain);
            if made.replaced > 0 {
                args.comparing.reading.say(say!(
                    en: "{replaced} that no document may hold replaced with U+FFFD",
                    zh: "文档不允许的字符 {replaced}，已用 U+FFFD 代替",
                    replaced = count(made.replaced, "character", "个")
                ));
            }
            printed::write(output, |out| docx::write(&made.document, &made.comments, out))
        }
        Format::Xlf => match (&rendering, &alignment) {
            (Some(rendering), Some(alignment)) => {
                let tasks = witness::todo(&revision, alignment, rendering.stale);
                let (list, replaced) = todo::xliff(&shown[0], &shown[1], rendering, &tasks);
                if replaced > 0 {
                    args.comparing.reading.say(say!(
                        en: "{replaced} that no XML may hold replaced with U+FFFD",
                        zh: "XML 不允许的字符 {replaced}，已用 U+FFFD 代替",
                        replaced = count(replaced, "character", "个")
                    ));
                }
                printed::write(output, |out| out.write_all(list.as_bytes()))
            }
            _ => Err(Error::content(
                "command line",
                say!(
                    en: "XLIFF is of a translation; name it with `--translation FILE`",
                    zh: "XLIFF 是给译文的；用 `--translation FILE` 给出译文"
                ),
            )),
        },
        Format::Xlsx => {
            let list = match (&rendering, &alignment) {
                (Some(rendering), Some(alignment)) => {
                    let tasks = witness::todo(&revision, alignment, rendering.stale);
                    todo::table(&shown[0], &shown[1], &revision, rendering, &tasks, ui())
                }
                _ => table::changes(&shown[0], &shown[1], &revision, None, ui()),
            };
            printed::workbook(output, ui().of("changes", "改动"), &list)
                .map(|said| args.comparing.say_cut(said))
        }
    };
    Outcome::if_any(changed).once(written)
}

fn by_ending(output: Option<&str>) -> Format {
    match output {
        Some(path) if path.ends_with(".jsonl") => Format::Jsonl,
        Some(path) if path.ends_with(".html") => Format::Html,
        Some(path) if path.ends_with(".patch") || path.ends_with(".diff") => Format::Patch,
        Some(path) if path.ends_with(".tsv") => Format::Tsv,
        Some(path) if path.ends_with(".xlsx") => Format::Xlsx,
        Some(path) if path.ends_with(".xlf") || path.ends_with(".xliff") => Format::Xlf,
        Some(path) if path.ends_with(".docx") => Format::Docx,
        _ => Format::Text,
    }
}
