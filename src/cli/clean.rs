//! `duizhao clean`: the text with every safe fix applied, and those that the person accepts.

use std::fs;
use std::path::Path;

use duizhao::clean::{self, Cleaned, Cleaning, Inspection};
use duizhao::finding::TextId;
use duizhao::format::encoding::Decoding;
use duizhao::format::output::Outputs;
use duizhao::format::reader::Edit;
use duizhao::format::text::Loaded;
use duizhao::format::{Error, Result, decisions, encoding, output};
use duizhao::message::{Message, count};
use duizhao::report::terminal::View;
use duizhao::report::{Study, fixes, html, terminal};
use duizhao::review::{Allowed, By, Reviewed, Verdict};
use duizhao::say;
use duizhao::witness::{Options, Relation, Witness, lay_out};

use super::ask::ask;
use super::check::{options, versions};
use super::decisions::DecisionFiles;
use super::outcome::{Done, Outcome};
use super::pages::Opening;
use super::printed;
use super::progress::Progress;
use super::project;
use super::reading::Reading;
use super::selection::SelectionArgs;
use super::texts::{Texts, title};
use super::ui::ui;

/// Apply every safe fix to a text, and change nothing else
///
/// A fix is safe if it can be made without reading the text: `check` says of each finding which it is. With
/// `--ask` the others are shown one by one, each with its line and what the witnesses have there, and made if
/// you say so. The text is written in the encoding in which it was read.
#[derive(Debug, clap::Args)]
#[command(after_help = EXAMPLES)]
pub struct Args {
    /// The text to mend; `-` is standard input, a folder with a `corpus.toml` its transcription, with its witnesses
    file: String,

    /// Other versions of the text, in any language, as witnesses
    #[arg(long, value_name = "FILE", num_args = 1..)]
    against: Vec<String>,

    /// Ask at the terminal about each fix that is a guess, one key each
    ///
    /// What is right as it stands can be said too; it is then remembered in `TEXT.duizhao.toml`.
    #[arg(long)]
    ask: bool,

    /// Where to write the mended text; the file itself may be named
    #[arg(long, short, value_name = "FILE")]
    output: Option<String>,

    /// Where to write what was done: a JSON record a fix, or a line to read if the name ends with `.txt`
    #[arg(long, value_name = "FILE")]
    log: Option<String>,

    /// Where to write a page with the text as it came, as it is now, and the witnesses, side by side
    #[arg(long, value_name = "FILE")]
    view: Option<String>,

    /// Write UTF-8, whatever the encoding that was read
    #[arg(long)]
    utf8: bool,

    #[command(flatten)]
    selection: SelectionArgs,

    #[command(flatten)]
    decisions: DecisionFiles,

    #[command(flatten)]
    opening: Opening,

    #[command(flatten)]
    reading: Reading,
}

impl Args {
    /// Takes the text out of the folder, if one is named alone.
    pub fn of_project(&mut self) -> Result<()> {
        if !self.against.is_empty() {
            return Ok(());
        }
        if let Some(corpus) = project::corpus(&self.file, &mut self.reading)? {
            self.decisions.know(&corpus.words);
            (self.file, self.against) = project::transcribed(&corpus, &self.file)?;
        }
        Ok(())
    }
}

const EXAMPLES: &str = "\
Examples:
  duizhao clean scan.txt -o clean.txt --log fixes.jsonl
  duizhao clean scan.txt --against en.txt -o clean.txt --ask --log fixes.jsonl
  duizhao clean scan.txt --against en.txt -o clean.txt --view three.html
  duizhao clean scan.txt --select PUN > clean.txt     marks only
  duizhao clean scan.txt -o scan.txt                  in place";

/// Mends the text and writes it, and the log and the page if asked.
pub fn run(args: &Args) -> Done {
    let mut paths = vec![args.file.as_str()];
    paths.extend(args.against.iter().map(String::as_str));
    let output = args.output.as_deref().unwrap_or("-");
    let beside = args.decisions.files(&paths[..1])?;
    let mut inputs: Vec<_> = paths.iter().copied().chain(beside.iter().map(String::as_str)).collect();
    let others: Vec<_> = args.log.iter().chain(&args.view).map(String::as_str).collect();
    output::may_write(&others, &inputs)?;
    // The text may be mended in place.
    inputs.remove(0);
    output::may_write(&[others.as_slice(), &[output]].concat(), &inputs)?;
    args.opening.may(args.view.as_deref())?;
    let selection = args.selection.selection();
    let known = args.decisions.read(&selection)?;
    let loaded = args.reading.load_all(&paths)?;
    let as_text = written_as_text(&loaded[0], output)?;
    if as_text {
        // Its markup, boxes and confidences would be lost.
        output::may_write(&[output], &paths[..1])?;
    }
    let texts = Texts::new(loaded);
    let text = &texts.loaded()[0];
    let before = text.document.text();
    let (decided, examine) = (known.of(&text.path)?, options(&selection));
    let review = decided.review();
    let versions = versions(&texts, 0, 1);
    let progress = Progress::start(
        &say!(en: "checking {path}", zh: "正在检查 {path}", path = &text.path),
        args.reading.quiet,
    );
    let mut found = clean::inspect(&versions, &examine, &review);
    drop(progress);
    if args.ask && !asked(&texts, &mut found)? {
        return Err(Error::content(
            &args.file,
            say!(en: "given up; nothing was written", zh: "已放弃，未写入任何内容"),
        ));
    }
    let progress = Progress::start(
        &say!(en: "cleaning {path}", zh: "正在修正 {path}", path = &text.path),
        args.reading.quiet,
    );
    let options = clean::Options {
        examine: &examine,
        review: &review,
        again: &|mended| text.again(mended),
        can_write: &|span, new| as_text || text.origin.can_write(before, &Edit { span, new }),
    };
    let cleaning = clean::clean(&versions, &found, &options);
    let cleaned = &cleaning.cleaned;
    drop(progress);
    let (decoding, came) = match args.utf8 {
        true => (Decoding::UTF_8, None),
        false => (text.decoding, text.bytes.as_deref()),
    };
    let bytes = if as_text {
        encoding::encode(&cleaned.text, &decoding).ok_or_else(|| {
            let message = say!(
                en: "the mended text cannot be written in {decoding}; use --utf8",
                zh: "修正后的文字无法用 {decoding} 编码，请加 `--utf8`",
                decoding = decoding.said()
            );
            Error::content(&text.path, message)
        })?
    } else {
        text.origin.written(&text.path, before, &edits(cleaned), &decoding, came)?
    };
    let log = cleaning.log(&found);
    let shown = texts.shown();
    // The text first: a log of fixes never stands beside a text that has not got them.
    let mut outputs = Outputs::default();
    printed::add(&mut outputs, args.output.as_deref(), |out| out.write_all(&bytes))?;
    if let Some(path) = &args.log {
        let written = if path.ends_with(".txt") {
            fixes::list(&shown[0], &log, ui())
        } else {
            fixes::jsonl(&shown[0], &log)
        };
        outputs.add(Some(path), |out| out.write_all(written.as_bytes()))?;
    }
    if let Some(path) = &args.view {
        let page = view(&texts, &versions, &found, &cleaning, args);
        outputs.add(Some(path), |out| out.write_all(page.as_bytes()))?;
    }
    // Where the text is mended in place, the words around are those that it has now.
    let in_place = args.output.as_ref().is_some_and(|output| is_same(output, &text.path));
    outputs.keep()?;
    args.opening.page(args.view.as_deref(), &args.reading);
    let is_right = |reviewed: &&Reviewed| reviewed.decision == Some((Verdict::Right, By::Person));
    let right = found.findings.iter().filter(is_right).map(|Reviewed { finding, .. }| {
        let mut finding = finding.clone();
        if !in_place {
            return Allowed::place(&text.document, &finding, REASON);
        }
        finding.span = cleaned.after(finding.span);
        Allowed::place(&cleaning.document, &finding, REASON)
    });
    let right: Vec<_> = right.collect();
    if let (Some(path), false) = (decisions::beside(&text.path), right.is_empty()) {
        decisions::add(&path, &right)?;
        args.reading.say(say!(
            en: "{path}: {places} places remembered as right",
            zh: "{path}：记下 {places} 处原文不误",
            path,
            places = right.len()
        ));
    }
    let yours = cleaned.applied.iter().filter(|fix| fix.by == By::Person).count();
    let safe = count(cleaned.applied.len() - yours, "safe fix", "处");
    let made = match yours {
        0 => say!(en: "{safe} made", zh: "自动修正 {safe}", safe),
        _ => {
            say!(en: "{safe} and {yours} of yours made", zh: "自动修正 {safe}，采纳 {yours} 处", safe, yours)
        }
    };
    args.reading.say(match cleaning.left.iter().filter(|finding| !finding.is_approved()).count() {
        1 => say!(en: "{made}; 1 finding is left to a person", zh: "{made}；余 1 处待人判断", made),
        left => {
            say!(en: "{made}; {left} findings are left to a person", zh: "{made}；余 {left} 处待人判断", made, left)
        }
    });
    if cleaning.unwritten > 0 {
        args.reading.say(say!(
            en: "{fixes} not made, for they would change how the file is built",
            zh: "{fixes}未改：改了会变动文件的结构",
            fixes = count(cleaning.unwritten, "fix", "处")
        ));
    }
    Ok(Outcome::Nothing)
}

/// Why a place is right that was said to be so when asked.
const REASON: &str = "said to be right in `clean --ask`";

/// Asks the person about each guess among what was `found`, and notes there what is said. Whether it is to go on: not
/// if the user pressed Ctrl-C.
fn asked(texts: &Texts, found: &mut Inspection) -> Result<bool> {
    let guesses: Vec<usize> = (0..found.findings.len()).filter(|&n| found.findings[n].is_guess()).collect();
    let questions: Vec<_> = guesses.iter().map(|&n| &found.findings[n]).collect();
    let (shown, view) = (texts.shown(), View { width: printed::talk_width(), ui: ui() });
    let rows = found.examination.as_ref().map_or(&[][..], |examination| &examination.rows);
    let show = |finding: &Reviewed| terminal::question(&shown, rows, 0, finding, view);
    let Some(answers) = ask(&questions, show)? else { return Ok(false) };
    for (n, answer) in guesses.into_iter().zip(answers) {
        if let Some(verdict) = answer {
            found.findings[n].decision = Some((verdict, By::Person));
        }
    }
    Ok(true)
}

/// Whether `text` is written to `output` as plain text and not as the file that it was read from: because there is no
/// way back into that, or the name says that a text is wanted.
fn written_as_text(text: &Loaded, output: &str) -> Result<bool> {
    let ending =
        |path: &str| Path::new(path).extension().map(|ending| ending.to_string_lossy().to_lowercase());
    // Plain text has no form of its own.
    let Some(form) = text.origin.form() else { return Ok(false) };
    if matches!(ending(output).as_deref(), Some("txt" | "md" | "text")) {
        return Ok(true);
    }
    if text.origin.has_way_back() {
        // A document under the name of another kind is one that nobody can open.
        let came = ending(&text.path);
        if let (Some(now), Some(came)) = (ending(output).filter(|now| Some(now) != came.as_ref()), &came) {
            let message = say!(
                en: "what is {form} is written as such or as text; end the name with `.{came}`, not `.{now}`, or with \
                     `.txt`",
                zh: "原文件是{form}，只能照原格式写出，或写作纯文本；文件名应以 `.{came}` 或 `.txt` 结尾，不能是 `.{now}`",
                form,
                came,
                now
            );
            return Err(Error::content(output, message));
        }
        return match text.origin.is_archive() && printed::to_terminal(Some(output)) {
            true => Err(Error::content(
                "standard output",
                say!(
                    en: "{form} is no text; name a file with `-o`",
                    zh: "这是{form}，不是文本；用 `-o` 指定文件",
                    form
                ),
            )),
            false => Ok(false),
        };
    }
    if output != "-" && ending(output) == ending(&text.path) {
        let message = say!(
            en: "what was {form} can be written as plain text only; name a file that ends with `.txt`",
            zh: "原文件是{form}，只能写作纯文本；文件名应以 `.txt` 结尾",
            form
        );
        return Err(Error::content(output, message));
    }
    Ok(true)
}

/// What was done, as changes of the text as it came.
fn edits(cleaned: &Cleaned) -> Vec<Edit<'_>> {
    cleaned.applied.iter().map(|fix| Edit { span: fix.before, new: fix.after.of(&cleaned.text) }).collect()
}

/// The page with the text as it came and what was made good in it, the text as it is now and what is left there, and
/// the witnesses.
fn view(texts: &Texts, versions: &[Witness], found: &Inspection, cleaning: &Cleaning, args: &Args) -> String {
    let mut all = versions.to_vec();
    let id = TextId(texts.loaded().len());
    all.insert(1, Witness { id, document: &cleaning.document, relation: Relation::TranscriptionOf(0) });
    let mut alignments = match &found.examination {
        Some(examination) => examination.alignments.clone(),
        None => vec![None],
    };
    alignments.insert(1, None);
    let examination = lay_out(&all, &Options { alignments: &alignments, ..Options::default() });
    let mut findings = vec![Vec::new(); all.len()];
    findings[0] = found.findings.iter().filter(|finding| finding.is_approved()).cloned().collect();
    findings[1] = cleaning.left.iter().filter(|finding| !finding.is_approved()).cloned().collect();
    let mut shown = texts.shown();
    static CAME: Message = say!(en: "as it came; what was mended", zh: "原样；标出已修正处");
    static NOW: Message = say!(en: "as it is now; what is left", zh: "现状；标出余下的疑误");
    shown[0].role = &CAME;
    let now = duizhao::report::Text {
        id,
        name: "cleaned",
        path: args.output.as_deref().unwrap_or("cleaned"),
        document: &cleaning.document,
        role: &NOW,
        said: &[],
        pages: &[],
        ..shown[0]
    };
    shown.insert(1, now);
    html::page(&Study {
        title: &format!("{}, cleaned", title(&texts.loaded()[0])),
        texts: &shown,
        examination: &examination,
        findings: Some(&findings),
        terms: None,
        encoder: None,
    })
}

fn is_same(one: &str, other: &str) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}
