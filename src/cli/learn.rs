//! `duizhao learn`: which words translate each other?

use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use duizhao::align::{Learning, Pairs, Table, learn};
use duizhao::format::{Error, Parallel, Result, forms, moses, output, text};
use duizhao::message::count;
use duizhao::report::terminal;
use duizhao::say;
use duizhao::text::Language;
use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use super::outcome::{Done, Outcome};
use super::ui::{Said, ui};

/// Learn a table of word translations from translated sentences
///
/// Give it your translation memory and it makes a table that `duizhao align --table` uses, so that the
/// terms of your field are known where the tables inside do not know them, and languages with no table
/// inside get one. A few thousand sentences are a start; a hundred thousand take about a minute.
///
/// Example: duizhao learn --from kk --to ru memory.tmx -o kk-ru.table
#[derive(Debug, clap::Args)]
#[command(verbatim_doc_comment)]
pub struct Args {
    /// Translated sentences: TMX, TSV or CSV, or text files in twos, line by line (`a.zh a.en`)
    #[arg(required = true, value_name = "PAIRS")]
    pairs: Vec<String>,

    /// The language to translate from
    #[arg(long, value_name = "TAG")]
    from: String,

    /// The language to translate to
    #[arg(long, value_name = "TAG")]
    to: String,

    /// Where to write the table
    #[arg(long, short, value_name = "FILE")]
    output: String,

    /// What a pair counts as, by file in their order, or one for all
    ///
    /// Give less to a file that says the same thing several times, such as versions of one text.
    #[arg(long, value_name = "NUMBER", value_delimiter = ',', value_parser = weight)]
    weight: Vec<f32>,

    /// More sentence pairs to learn from; words found only here are not written to the table
    #[arg(long, value_name = "PAIRS")]
    background: Vec<String>,

    /// The least probability to keep
    #[arg(long, value_name = "NUMBER", default_value = "0.02", value_parser = floor)]
    floor: f32,

    /// The most translations to keep of a word
    #[arg(long, value_name = "NUMBER", default_value = "10")]
    most: usize,

    /// How often a word must have been seen to be kept
    #[arg(long, value_name = "NUMBER", default_value = "1", value_parser = weight)]
    seen: f32,

    /// What the table is made from and what may be done with it; kept in the file
    #[arg(long, value_name = "TEXT", default_value = "")]
    note: String,

    /// Say nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

/// Reads the pairs, learns from them and writes the table.
pub fn run(args: &Args) -> Done {
    let (from, to) = (Language::new(&args.from), Language::new(&args.to));
    if from == to {
        return Err(Error::content(
            "--to",
            say!(
                en: "is {to}, as `--from` is; words are translated between two languages",
                zh: "与 `--from` 同为 {to}；词语互译要有两种语言",
                to = to.tag()
            ),
        ));
    }
    let inputs: Vec<_> = args.pairs.iter().chain(&args.background).map(String::as_str).collect();
    output::may_write(&[&args.output], &inputs)?;
    let mut pairs = Pairs::new(&from, &to);
    for (place, file) in files(&args.pairs)?.iter().enumerate() {
        let weight = match args.weight.as_slice() {
            [] => 1.0,
            [only] => *only,
            several => *several.get(place).ok_or_else(|| {
                Error::content(
                    file[0],
                    say!(
                        en: "has no weight: give `--weight` one number, or as many as there are files",
                        zh: "没有权重：`--weight` 给一个数，或每个文件各给一个"
                    ),
                )
            })?,
        };
        each_pair(file, &from, &to, |source, target| pairs.push(source, target, weight))?;
    }
    if pairs.is_empty() {
        return Err(Error::content(
            args.pairs[0].as_str(),
            say!(
                en: "no sentence in {from} with one in {to}",
                zh: "没有 {from} 与 {to} 相对应的句子",
                from = from.tag(),
                to = to.tag()
            ),
        ));
    }
    for file in &files(&args.background)? {
        each_pair(file, &from, &to, |source, target| pairs.push_background(source, target, 1.0))?;
    }
    let learning = Learning { note: args.note.clone(), floor: args.floor, most: args.most, seen: args.seen };
    let table = watched(&pairs, &learning);
    output::write(Some(&args.output), |out| out.write_all(table.as_bytes()))?;
    if !args.quiet {
        let learned = say!(
            en: "{path}: {words} of {from} and {others} of {to} from {pairs}",
            zh: "已写入 `{path}`：由 {pairs}学得 {from} 词 {words}、{to} 词 {others} 个",
            path = &args.output,
            words = count(table.source_len(), "word", "个"),
            from = from.tag(),
            others = table.target_len(),
            to = to.tag(),
            pairs = count(pairs.len(), "pair", "个句对")
        );
        // What cannot be said is no reason to give up what was made.
        let _ = writeln!(anstream::stderr(), "{}", terminal::safe(&learned.in_(ui())));
    }
    Ok(Outcome::Nothing)
}

fn weight(value: &str) -> std::result::Result<f32, Said> {
    value
        .parse()
        .ok()
        .filter(|weight: &f32| *weight > 0.0 && weight.is_finite())
        .ok_or(Said(say!(en: "not a number above 0", zh: "应为大于 0 的数")))
}

fn floor(value: &str) -> std::result::Result<f32, Said> {
    let fits = |floor: &f32| (1e-6..1.0).contains(floor);
    value
        .parse()
        .ok()
        .filter(fits)
        .ok_or(Said(say!(en: "not a number from 0.000001 to 1", zh: "应为 0.000001 到 1 之间的数")))
}

/// The files that belong together: tables alone, texts in twos.
fn files(paths: &[String]) -> Result<Vec<Vec<&str>>> {
    let mut files = Vec::new();
    let mut paths = paths.iter().map(String::as_str);
    while let Some(path) = paths.next() {
        if forms::by_extension(path).is_some_and(|form| form.words && form.read.is_some()) {
            files.push(vec![path]);
        } else {
            let other = paths.next().ok_or_else(|| {
                Error::content(
                    path,
                    say!(
                        en: "is no memory and no table by its name, and no other text follows to go with it",
                        zh: "从名称看不是记忆库，也不是表格，后面又没有与之配对的文本"
                    ),
                )
            })?;
            files.push(vec![path, other]);
        }
    }
    Ok(files)
}

/// Gives `take` each sentence of `file` in `from` with its translation in `to`.
fn each_pair(file: &[&str], from: &Language, to: &Language, mut take: impl FnMut(&str, &str)) -> Result<()> {
    let parallel = match file {
        [source, target] => {
            let (source_text, target_text) = (content(source, from)?, content(target, to)?);
            let (here, there) = (source_text.lines().count(), target_text.lines().count());
            if here != there {
                return Err(Error::content(
                    *target,
                    say!(
                        en: "has {there} lines where {source} has {here}",
                        zh: "有 {there} 行，而 {source} 有 {here} 行",
                        there,
                        source,
                        here
                    ),
                ));
            }
            let rows = moses::rows(&[&source_text, &target_text]);
            Parallel { columns: Vec::new(), rows, encoder: None, said: Vec::new() }
        }
        _ => forms::open(file[0], None, &text::Options::default())?,
    };
    let column = |language: &Language, place: usize| {
        let same = |base: bool| {
            parallel.columns.iter().position(|column| {
                column.language == *language || base && column.language.base() == language.base()
            })
        };
        let unnamed = parallel.columns.iter().all(|column| column.language.tag() == "und");
        same(false).or_else(|| same(true)).or(unnamed.then_some(place)).ok_or_else(|| {
            let there: Vec<_> = parallel.columns.iter().map(|column| column.language.tag()).collect();
            Error::content(
                file[0],
                say!(
                    en: "has no text in {language}, only in {there}",
                    zh: "没有 {language} 的文本，只有 {there}",
                    language = language.tag(),
                    there = there.join(", ")
                ),
            )
        })
    };
    let (source, target) = (column(from, 0)?, column(to, 1)?);
    for row in &parallel.rows {
        let (Some(here), Some(there)) = (row.cells.get(source), row.cells.get(target)) else { continue };
        if !here.is_empty() && !there.is_empty() {
            take(&here.line(from), &there.line(to));
        }
    }
    Ok(())
}

/// The whole file, decoded.
fn content(path: &str, language: &Language) -> Result<String> {
    let options = text::Options { language: Some(language.clone()), ..text::Options::default() };
    Ok(text::decoded(path, text::read(path)?, &options)?.0)
}

/// Learns, with a bar on a terminal once it has taken a second.
fn watched(pairs: &Pairs, learning: &Learning) -> Table {
    let start = Instant::now();
    let bar = ProgressBar::with_draw_target(Some(1000), ProgressDrawTarget::hidden());
    let template =
        ui().of("learning {bar:30} {percent}%, {eta} left", "正在学习 {bar:30} {percent}%，还需 {eta}");
    let style = ProgressStyle::with_template(template);
    bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
    let shown = Mutex::new(false);
    let table = learn(pairs, learning, &|share| {
        if start.elapsed() > Duration::from_secs(1) {
            let mut shown = shown.lock().unwrap_or_else(|poison| poison.into_inner());
            if !std::mem::replace(&mut *shown, true) {
                bar.set_draw_target(ProgressDrawTarget::stderr());
            }
            bar.set_position((share * 1000.0) as u64);
        }
    });
    bar.finish_and_clear();
    table
}
