//! `duizhao score`: how right is it, against what people made?

use std::fmt::Write;
use std::fs;
use std::path::Path;

use clap::Subcommand;
use duizhao::align::{Count, Link, Measure, Scores, score};
use duizhao::format::{Error, Result, encoding, index, text};

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
}

/// Precision, recall and F1 of an alignment
///
/// Strict: the bead is in the gold, exactly. Lax: some sentence pair of it is. Counted as vecalign's
/// scorer does, and pooled over all documents before the ratios are taken. The table below shows what
/// became of the gold's beads, by their shape.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
struct AlignArgs {
    /// The right alignment, one bead a line, or a folder of `*.gold` files
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
    let What::Align(args) = &args.what;
    let pairs = pairs(&args.gold, &args.system)?;
    let read = |(gold, system): &(String, String)| Ok((links(gold)?, links(system)?));
    let documents = pairs.iter().map(read).collect::<Result<Vec<_>>>()?;
    printed::print(None, &shown(&score(&documents), documents.len()))?;
    Ok(Outcome::Nothing)
}

/// The files to hold against each other.
fn pairs(gold: &str, system: &str) -> Result<Vec<(String, String)>> {
    match (Path::new(gold).is_dir(), Path::new(system).is_dir()) {
        (false, false) => return Ok(vec![(gold.to_owned(), system.to_owned())]),
        (true, true) => {}
        (true, false) => return Err(Error::content(system, "must be a folder too, as the gold is one")),
        (false, true) => return Err(Error::content(system, "must be a file, as the gold is one")),
    }
    let mut pairs = Vec::new();
    for entry in fs::read_dir(gold).map_err(|error| Error::read(gold, error))? {
        let path = entry.map_err(|error| Error::read(gold, error))?.path();
        if path.extension().is_some_and(|ending| ending == "gold") {
            let name = path.with_extension("align");
            let other = Path::new(system).join(name.file_name().unwrap_or_default());
            pairs.push((path.to_string_lossy().into_owned(), other.to_string_lossy().into_owned()));
        }
    }
    pairs.sort();
    match pairs.is_empty() {
        true => Err(Error::content(gold, "holds no `*.gold` files")),
        false => Ok(pairs),
    }
}

/// The beads that the index at `path` says.
fn links(path: &str) -> Result<Vec<Link>> {
    let (text, _) = encoding::decode(text::read(path)?, Some(encoding_rs::UTF_8), None, false)
        .map_err(|failure| Error::content(path, text::explained(&failure)))?;
    let parallel = index::read(path, &text)?;
    if parallel.columns.len() != 2 {
        let message = format!("is of {} texts; score two at a time", parallel.columns.len());
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
    let plural = if documents == 1 { "" } else { "s" };
    let _ = writeln!(
        out,
        "{:10}{:>11}{:>11}{:>11}   {documents} document{plural}",
        "", "precision", "recall", "F1"
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
