//! `duizhao collate`: where do any number of versions read otherwise than one of them?

use clap::ValueEnum;
use duizhao::collate;
use duizhao::format::corpus::short_name;
use duizhao::format::{Error, Result, output};
use duizhao::message::{Ui, count};
use duizhao::report::{Apparatus, html, json, table, tei, terminal};
use duizhao::say;

use super::comparing::Comparing;
use super::outcome::{Done, Outcome};
use super::printed;
use super::progress::Progress;
use super::project;
use super::texts::Texts;
use super::ui::{Said, ui};

/// Lay any number of versions over one of them, as an apparatus
///
/// Each version is compared with the base, sentence by sentence and then within sentences. Where some
/// read otherwise, the base's words are printed, a bracket, and each other reading with the sigla of those
/// that have it; who is not named reads as the base does. Any of the versions can be the base.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The versions, all in one language; or a folder with a `corpus.toml`
    #[arg(required = true, value_name = "FILE")]
    versions: Vec<String>,

    /// The version that the others are laid over: its number, from 1, or its file
    #[arg(long, value_name = "N|FILE", default_value = "1")]
    base: String,

    /// What the versions are called, in their order, such as `P,R,S`; A, B, C and so on if absent
    #[arg(long, value_name = "SIGLUM", value_delimiter = ',', value_parser = siglum)]
    sigla: Vec<String>,

    /// How to write the apparatus
    #[arg(long, short, value_enum)]
    format: Option<Format>,

    #[command(flatten)]
    comparing: Comparing,
}

impl Args {
    /// Takes the versions out of the folder, if one is named alone.
    pub fn of_project(&mut self) -> Result<()> {
        let [path] = self.versions.as_slice() else { return Ok(()) };
        match project::corpus(path, &mut self.comparing.reading)? {
            Some(corpus) => {
                self.versions = project::versions(&corpus, path)?;
                Ok(())
            }
            None => Err(Error::content(
                path,
                say!(en: "is alone; name the other versions too", zh: "只有一种版本；还要给出别本"),
            )),
        }
    }
}

const EXAMPLES: &str = "\
Examples:
  duizhao collate 1791.txt 1792.txt 1927.txt
  duizhao collate *.txt --base 3 --ignore punctuation,width
  duizhao collate a.txt b.txt c.txt --sigla P,R,S -o edition.xml     TEI P5
  duizhao collate a.txt b.txt c.txt -o edition.html                  a page to read in a browser

The exit code is 0 if all versions read the same and 1 if not.";

#[derive(Clone, Copy, Debug, ValueEnum)]
enum Format {
    /// An apparatus to read here: lemma ] reading sigla
    Text,
    /// A page to read in a browser
    Html,
    /// TEI P5 with `app`, `lem` and `rdg`
    Tei,
    /// A JSON record a place, for programs
    Jsonl,
    /// A row a place, a column a version
    Tsv,
    /// The same as a workbook
    Xlsx,
}

fn siglum(name: &str) -> std::result::Result<String, Said> {
    match is_name(name) {
        true => Ok(name.to_owned()),
        false => Err(Said(say!(
            en: "a siglum is letters, digits, `-`, `.` and `_`, and begins with a letter",
            zh: "版本代号由字母、数字和 `-`、`.`、`_` 组成，以字母开头"
        ))),
    }
}

/// Whether XML takes `name` for an identity: `ª` and `ⓐ` are letters to Unicode and none there.
fn is_name(name: &str) -> bool {
    let letter = |c: char| {
        c.is_alphabetic()
            && matches!(c, 'A'..='Z' | 'a'..='z' | '\u{c0}'..='\u{2ff}' | '\u{370}'..='\u{1fff}'
                | '\u{2070}'..='\u{218f}' | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}'
                | '\u{f900}'..='\u{fdcf}' | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
    };
    name.starts_with(letter)
        && name.chars().all(|c| letter(c) || c.is_ascii_digit() || matches!(c, '-' | '.' | '_'))
}

/// Collates the versions and writes the apparatus.
pub fn run(args: &Args) -> Done {
    let paths: Vec<&str> = args.versions.iter().map(String::as_str).collect();
    let output = args.comparing.output();
    output::may_write(output.as_slice(), &paths)?;
    let format = args.format.unwrap_or_else(|| by_ending(output));
    args.comparing.opening.may(output.filter(|_| matches!(format, Format::Html)))?;
    if matches!(format, Format::Xlsx) {
        printed::refuse_workbook(output)?;
    }
    let (base, sigla) = (base(args)?, sigla(args)?);
    let named =
        (0..paths.len()).map(|place| (short_name(&paths, place), say!(en: "version", zh: "版本"))).collect();
    let texts = Texts::named(args.comparing.reading.load_all(&paths)?, named);
    args.comparing.say_languages(texts.loaded());
    let progress = Progress::start(&say!(en: "comparing", zh: "正在对校"), args.comparing.reading.quiet);
    let documents = || texts.loaded().iter().map(|text| &text.document);
    let others: Vec<_> =
        documents().enumerate().filter(|(place, _)| *place != base).map(|(_, d)| d).collect();
    let synopsis = collate::synopsis(&texts.loaded()[base].document, &others, &args.comparing.options());
    drop(progress);
    let names: Vec<_> = (0..paths.len()).map(|place| short_name(&paths, place)).collect();
    let title = names.join(", ");
    let shown = texts.shown();
    let apparatus = Apparatus { title: &title, texts: &shown, base, sigla: &sigla, synopsis: &synopsis };
    let write = |text: String| printed::write(output, |out| out.write_all(text.as_bytes()));
    let written = match format {
        Format::Text => printed::print(output, &terminal::apparatus(&apparatus, printed::view(output))),
        Format::Html => {
            let written = write(html::apparatus(&apparatus));
            written.map(|()| args.comparing.opening.page(output, &args.comparing.reading))
        }
        Format::Tei => {
            let (edition, replaced) = tei::apparatus(&apparatus);
            if replaced > 0 {
                args.comparing.say_cut([say!(
                    en: "{characters} that XML does not allow replaced by U+FFFD",
                    zh: "XML 不允许的字符 {characters}，已用 U+FFFD 代替",
                    characters = count(replaced, "character", "个")
                )]);
            }
            write(edition)
        }
        Format::Jsonl => write(json::apparatus(&apparatus)),
        Format::Tsv => write(table::readings(&apparatus, Ui::En).tsv(args.comparing.cell())),
        Format::Xlsx => {
            printed::workbook(output, ui().of("readings", "异文"), &table::readings(&apparatus, ui()))
                .map(|said| args.comparing.say_cut(said))
        }
    };
    Outcome::if_any(!synopsis.variants.is_empty()).once(written)
}

/// The place of the base among the versions.
fn base(args: &Args) -> Result<usize> {
    let by_name = args.versions.iter().position(|path| *path == args.base);
    let by_number =
        || args.base.parse().ok().filter(|n| (1..=args.versions.len()).contains(n)).map(|n| n - 1);
    by_name.or_else(by_number).ok_or_else(|| {
        let message = say!(
            en: "is none of the versions; give a number from 1 to {last}",
            zh: "不在所给的版本之中；可用 1 到 {last} 的序号",
            last = args.versions.len()
        );
        Error::content(&args.base, message)
    })
}

/// What each version is called.
fn sigla(args: &Args) -> Result<Vec<String>> {
    let count = args.versions.len();
    if args.sigla.is_empty() {
        let letter = |n: usize| char::from(b'A' + (n % 26) as u8);
        let more = |n: usize| if n < 26 { String::new() } else { (n / 26).to_string() };
        return Ok((0..count).map(|n| format!("{}{}", letter(n), more(n))).collect());
    }
    let mut seen = args.sigla.clone();
    seen.sort();
    seen.dedup();
    match (args.sigla.len() == count, seen.len() == count) {
        (true, true) => Ok(args.sigla.clone()),
        (false, _) => {
            let message = say!(
                en: "{sigla} sigla for {count} versions; give one for each",
                zh: "{count} 个版本，却给了 {sigla} 个代号；应各给一个",
                sigla = args.sigla.len(),
                count
            );
            Err(Error::content("command line", message))
        }
        (true, false) => Err(Error::content(
            "command line",
            say!(en: "two versions have the same siglum", zh: "两个版本的代号相同"),
        )),
    }
}

fn by_ending(output: Option<&str>) -> Format {
    match output.and_then(|path| path.rsplit_once('.')).map(|(_, ending)| ending) {
        Some("html" | "htm") => Format::Html,
        Some("xml" | "tei") => Format::Tei,
        Some("jsonl") => Format::Jsonl,
        Some("tsv") => Format::Tsv,
        Some("xlsx") => Format::Xlsx,
        _ => Format::Text,
    }
}
