//! `duizhao score`: how right is it, against what people made?

use std::fmt::Write;
use std::fs;
use std::path::Path;

use clap::Subcommand;
use duizhao::align::{Count, Link, Measure, Scores, score};
use duizhao::diff::{Errors, Rate, errors};
use duizhao::format::{Error, Result, index, text};
use duizhao::report::{count, terminal};
use duizhao::say;

use super::outcome::{Done, Outcome};
use super::printed;

/// Measure a result against gold made by people
#[derive(Debug, clap::Args)]
#[command(arg_required_else_help = true, disable_help_subcommand = true)]
pub struct Args {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, Subcommand)]
enum What {
    Align(AlignArgs),
    Text(TextArgs),
}

/// Character and word error rates of a transcription, and its commonest confusions
///
/// The least number of characters to replace, put in or take out, in parts of the right text's characters;
/// the same by words, where a Chinese character is a word. How lines were broken counts for nothing. Of
/// many texts the errors are pooled.
#[derive(Debug, clap::Args)]
#[command(after_help = TEXT_EXAMPLES)]
struct TextArgs {
    /// The right text, or a folder of texts
    gold: String,

    /// The transcription to measure, or a folder of files with the same names
    system: String,

    /// How many confusions to show
    #[arg(long, value_name = "N", default_value_t = 20)]
    confusions: usize,
}

const TEXT_EXAMPLES: &str = "\
Examples:
  duizhao score text page.gold.txt page.ocr.txt
  duizhao score text gold/ ocr/               page1.txt with page1.txt, page2.txt with page2.txt, ...";

/// Precision, recall and F1 of an alignment
///
/// Strict: the row is in the gold, exactly. Lax: some sentence pair of it is. Counted as vecalign's
/// scorer does, and pooled over all documents before the ratios are taken. The table below shows what
/// became of the gold's rows, by their shape.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct AlignArgs {
    /// The right alignment, one row a line, or a folder of `*.gold` files
    gold: String,

    /// The alignment to measure, or a folder of files with the same names that end in `.align`
    system: String,
}

const EXAMPLES: &str = "\
Examples:
  duizhao score align zh-en.gold zh-en.align
  duizhao score align gold/ results/          a.gold with a.align, b.gold with b.align, ...";

/// Prints the measure.
pub fn run(args: &Args) -> Done {
    let args = match &args.what {
        What::Align(args) => args,
        What::Text(args) => return texts(args),
    };
    let pairs = pairs(&args.gold, &args.system, "gold", "align")?;
    let read = |(gold, system): &(String, String)| Ok((links(gold)?, links(system)?));
    let documents = pairs.iter().map(read).collect::<Result<Vec<_>>>()?;
    printed::print(None, &shown(&score(&documents), documents.len()))?;
    Ok(Outcome::Nothing)
}

/// The files to hold against each other.
fn pairs(gold: &str, system: &str, ending: &str, other: &str) -> Result<Vec<(String, String)>> {
    match (Path::new(gold).is_dir(), Path::new(system).is_dir()) {
        (false, false) => return Ok(vec![(gold.to_owned(), system.to_owned())]),
        (true, true) => {}
        (true, false) => {
            return Err(Error::content(
                system,
                say!(en: "must be a folder too, as the gold is one", zh: "标准答案是文件夹，这里也应是文件夹"),
            ));
        }
        (false, true) => {
            return Err(Error::content(
                system,
                say!(en: "must be a file, as the gold is one", zh: "标准答案是文件，这里也应是文件"),
            ));
        }
    }
    let mut pairs = Vec::new();
    for entry in fs::read_dir(gold).map_err(|error| Error::read(gold, error))? {
        let path = entry.map_err(|error| Error::read(gold, error))?.path();
        if path.extension().is_some_and(|known| known == ending) {
            let name = path.with_extension(other);
            let other = Path::new(system).join(name.file_name().unwrap_or_default());
            pairs.push((path.to_string_lossy().into_owned(), other.to_string_lossy().into_owned()));
        }
    }
    pairs.sort();
    match pairs.is_empty() {
        true => Err(Error::content(
            gold,
            say!(en: "holds no `*.{ending}` files", zh: "里面没有 `*.{ending}` 文件", ending),
        )),
        false => Ok(pairs),
    }
}

/// Prints the errors of transcriptions.
fn texts(args: &TextArgs) -> Done {
    let pairs = pairs(&args.gold, &args.system, "txt", "txt")?;
    let options = text::Options { lines: false, ..text::Options::default() };
    let mut all = Errors::default();
    let mut out =
        format!("{:>9}{:>8}{:>9}{:>9}{:>8}{:>9}\n", "chars", "errors", "CER", "words", "errors", "WER");
    let mut row = |errors: &Errors, name: &str| {
        let Errors { characters, words, .. } = errors;
        let percent = |rate: &Rate| format!("{:.2} %", rate.ratio() * 100.0);
        let _ = writeln!(
            out,
            "{:>9}{:>8}{:>9}{:>9}{:>8}{:>9}  {name}",
            characters.all,
            characters.errors,
            percent(characters),
            words.all,
            words.errors,
            percent(words)
        );
    };
    for (gold, system) in &pairs {
        let [right, read] = [page(gold, &options)?, page(system, &options)?];
        let found = errors(&right, &read);
        // The names in a folder differ; with the folder before them they are wider than a terminal.
        let name = Path::new(system).file_name().unwrap_or(system.as_ref()).to_string_lossy();
        row(&found, &terminal::safe(&name));
        all.add(&found);
    }
    if pairs.len() > 1 {
        row(&all, &format!("all {}", pairs.len()));
    }
    let mut confusions: Vec<_> = all.confusions.iter().collect();
    confusions.sort_by(|a, b| b.1.cmp(a.1).then_with(|| a.0.cmp(b.0)));
    let shown = |character: &Option<String>| match character.as_deref() {
        None => "nothing".to_owned(),
        Some(" ") => "a space".to_owned(),
        Some(character) => terminal::safe(character).into_owned(),
    };
    if !confusions.is_empty() && args.confusions > 0 {
        let _ = writeln!(out, "\n{:>9}  read as", "times");
    }
    for ((right, read), count) in confusions.into_iter().take(args.confusions) {
        let _ = writeln!(out, "{count:>9}  {} > {}", shown(right), shown(read));
    }
    printed::print(None, &out)?;
    Ok(Outcome::Nothing)
}

/// The text of a page. One on which nothing was read is a page without text, and no error.
fn page(path: &str, options: &text::Options) -> Result<String> {
    const MARKS: [&[u8]; 3] = [b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff"];
    let bytes = text::read(path)?;
    let words = MARKS.iter().find_map(|mark| bytes.strip_prefix(*mark)).unwrap_or(&bytes);
    if words.iter().all(|byte| byte.is_ascii_whitespace() || matches!(byte, 0 | b'\x0b')) {
        return Ok(String::new());
    }
    Ok(text::load(path, options)?.document.text().to_owned())
}

/// The beads that the index at `path` says.
fn links(path: &str) -> Result<Vec<Link>> {
    let parallel = index::open(path)?;
    if parallel.columns.len() != 2 {
        let message = say!(
            en: "is of {texts} texts; score two at a time",
            zh: "里面是 {texts} 种文本；一次只能评两种",
            texts = parallel.columns.len()
        );
        return Err(Error::content(path, message));
    }
    let sides = parallel.rows.into_iter().map(|row| {
        let mut sides = row.cells.into_iter().map(|cell| cell.numbers);
        (sides.next().unwrap_or_default(), sides.next().unwrap_or_default())
    });
    Ok(sides.collect())
}

fn shown(scores: &Scores, documents: usize) -> String {
    let mut out = String::new();
    let _ = writeln!(
        out,
        "{:10}{:>11}{:>11}{:>11}   {}",
        "",
        "precision",
        "recall",
        "F1",
        count(documents, "document")
    );
    for (name, measure) in [("strict", &scores.strict), ("lax", &scores.lax)] {
        let Measure { precision, recall } = measure;
        let _ = writeln!(
            out,
            "{name:10}{:>11.4}{:>11.4}{:>11.4}   {} of {} right, {} of {} found",
            precision.ratio(),
            recall.ratio(),
            measure.f1(),
            precision.right,
            precision.all,
            recall.right,
            recall.all
        );
    }
    if !scores.shapes.is_empty() {
        let _ = writeln!(out, "\n{:10}{:>11}{:>11}   instead of those missed", "shape", "in gold", "found");
    }
    for ((source, target), shape) in &scores.shapes {
        let Count { right, all } = shape.found;
        let mut instead: Vec<_> = shape.instead.iter().collect();
        instead.sort_by_key(|&(shape, times)| (std::cmp::Reverse(*times), *shape));
        let instead: Vec<_> = instead.iter().map(|((s, t), times)| format!("{s}-{t} ×{times}")).collect();
        let line =
            format!("{:10}{all:>11}{right:>11}   {}", format!("{source}-{target}"), instead.join(", "));
        let _ = writeln!(out, "{}", line.trim_end());
    }
    out
}
