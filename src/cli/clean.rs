//! `duizhao clean`: the text with every safe fix applied, and those that the person accepts.

use std::fs;
use std::path::Path;

use duizhao::check::{self, Applied, Cleaned};
use duizhao::finding::{Applicability, Finding, Severity};
use duizhao::format::encoding::Decoding;
use duizhao::format::output::Outputs;
use duizhao::format::reader::{Edit, mended};
use duizhao::format::text::Loaded;
use duizhao::format::{Error, Result, decisions, encoding, output};
use duizhao::message::{Message, count};
use duizhao::report::terminal::View;
use duizhao::report::{Study, fixes, html, terminal};
use duizhao::review::Allowed;
use duizhao::say;
use duizhao::text::{Document, Span};
use duizhao::witness::{Examination, Options, Relation, Witness, lay_out};

use super::ask::{Answer, ask};
use super::check::{collated, versions};
use super::decisions::DecisionFiles;
use super::outcome::{Done, Outcome};
use super::printed;
use super::progress::Progress;
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
    /// The text to mend; `-` is standard input
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
    reading: Reading,
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
    let selection = args.selection.selection();
    let known = args.decisions.read(&[], &selection)?;
    let loaded = args.reading.load_all(&paths)?;
    let as_text = written_as_text(&loaded[0], output)?;
    if as_text {
        // Its markup, boxes and confidences would be lost.
        output::may_write(&[output], &paths[..1])?;
    }
    let texts = Texts::new(loaded);
    let (text, witnesses) = (&texts.loaded()[0], &texts.loaded()[1..]);
    let before = text.document.text();
    let decided = known.of(&text.path)?;
    let found = |document: &Document| {
        let mut examination = collated(&versions(document, witnesses), &selection, &[]);
        let mut found = examination.findings.take().map_or(Vec::new(), |mut all| all.swap_remove(0));
        decided.apply(document, &mut found, None, Severity::Info);
        (examination, found)
    };
    let progress = Progress::start(
        &say!(en: "checking {path}", zh: "正在检查 {path}", path = &text.path),
        args.reading.quiet,
    );
    let (examination, mut first) = found(&text.document);
    drop(progress);
    let asked = if args.ask { asked(&texts, &examination, &mut first)? } else { Some(Vec::new()) };
    let Some(asked) = asked else {
        return Err(Error::content(
            &args.file,
            say!(en: "given up; nothing was written", zh: "已放弃，未写入任何内容"),
        ));
    };
    let progress = Progress::start(
        &say!(en: "cleaning {path}", zh: "正在修正 {path}", path = &text.path),
        args.reading.quiet,
    );
    let anew = |mended: &str| text.again(mended.to_owned());
    let (cleaned, last) = check::clean_wholly(before, first.clone(), |mended| found(&anew(mended)).1);
    drop(progress);
    let (cleaned, unwritten) = if as_text { (cleaned, 0) } else { writable(text, cleaned) };
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
        text.origin.written(&text.path, before, &edits(&cleaned), &decoding, came)?
    };
    let accepted = |span: Span| {
        asked.iter().any(|(finding, answer)| *answer == Answer::Accept && span.contains(finding.span))
    };
    let made = cleaned.applied.iter().map(|fix| fixes::Fix {
        rule: fix.rule,
        span: fix.before,
        new: fix.after.of(&cleaned.text),
        asked: accepted(fix.before),
        made: true,
    });
    let refused = asked.iter().filter(|(_, answer)| *answer != Answer::Accept).filter_map(|(finding, _)| {
        let new = finding.fix.as_ref()?.replacement.as_str();
        Some(fixes::Fix { rule: finding.rule, span: finding.span, new, asked: true, made: false })
    });
    let mut log: Vec<_> = made.chain(refused).collect();
    log.sort_by_key(|fix| fix.span);
    let shown = texts.shown();
    // The text first: a log of fixes never stands beside a text that has not got them.
    let mut outputs = Outputs::default();
    printed::add(&mut outputs, args.output.as_deref(), |out| out.write_all(&bytes))?;
    if let Some(path) = &args.log {
        let written =
            if path.ends_with(".txt") { fixes::list(&shown[0], &log) } else { fixes::jsonl(&shown[0], &log) };
        outputs.add(Some(path), |out| out.write_all(written.as_bytes()))?;
    }
    let after = anew(&cleaned.text);
    if let Some(path) = &args.view {
        let made = first.into_iter().filter(Finding::has_safe_fix).collect();
        let left = last.iter().filter(|finding| !finding.has_safe_fix()).cloned().collect();
        let page = view(&texts, &after, made, left, args);
        outputs.add(Some(path), |out| out.write_all(page.as_bytes()))?;
    }
    // Where the text is mended in place, the words around are those that it has now.
    let in_place = args.output.as_ref().is_some_and(|output| is_same(output, &text.path));
    outputs.keep()?;
    let right = asked.iter().filter(|(_, answer)| *answer == Answer::Right).map(|(finding, _)| {
        let mut finding = finding.clone();
        if !in_place {
            return Allowed::place(&text.document, &finding, REASON);
        }
        let earlier = cleaned.applied.iter().take_while(|fix| fix.before.end <= finding.span.start);
        let (taken, put) =
            earlier.fold((0, 0), |(taken, put), fix| (taken + fix.before.len(), put + fix.after.len()));
        let moved = |offset: usize| (offset + put).saturating_sub(taken).min(after.text().len());
        finding.span = Span::new(moved(finding.span.start), moved(finding.span.end));
        Allowed::place(&after, &finding, REASON)
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
    let yours = cleaned.applied.iter().filter(|fix| accepted(fix.before)).count();
    let safe = count(cleaned.applied.len() - yours, "safe fix", "处");
    let made = match yours {
        0 => say!(en: "{safe} made", zh: "自动修正 {safe}", safe),
        _ => {
            say!(en: "{safe} and {yours} of yours made", zh: "自动修正 {safe}，采纳 {yours} 处", safe, yours)
        }
    };
    args.reading.say(match last.iter().filter(|finding| !finding.has_safe_fix()).count() {
        1 => say!(en: "{made}; 1 finding is left to a person", zh: "{made}；余 1 处待人判断", made),
        left => {
            say!(en: "{made}; {left} findings are left to a person", zh: "{made}；余 {left} 处待人判断", made, left)
        }
    });
    if unwritten > 0 {
        args.reading.say(say!(
            en: "{fixes} not made, for they would change how the file is built",
            zh: "{fixes}未改：改了会变动文件的结构",
            fixes = count(unwritten, "fix", "处")
        ));
    }
    Ok(Outcome::Nothing)
}

/// Why a place is right that was said to be so when asked.
const REASON: &str = "said to be right in `clean --ask`";

/// What the person says of each guess among `findings`; what was accepted is safe there afterwards. `None` if the user
/// pressed Ctrl-C.
fn asked(
    texts: &Texts,
    examination: &Examination,
    findings: &mut [Finding],
) -> Result<Option<Vec<(Finding, Answer)>>> {
    let guesses: Vec<usize> = (0..findings.len()).filter(|&n| findings[n].has_guess()).collect();
    let questions: Vec<_> = guesses.iter().map(|&n| &findings[n]).collect();
    let (shown, view) = (texts.shown(), View { width: printed::talk_width(), ui: ui() });
    let show = |finding: &Finding| terminal::question(&shown, &examination.rows, 0, finding, view);
    let Some(answers) = ask(&questions, show)? else { return Ok(None) };
    let mut all = Vec::new();
    for (&n, answer) in guesses.iter().zip(answers) {
        let Some(answer) = answer else { continue };
        let finding = &mut findings[n];
        if let (Some(fix), Answer::Accept) = (&mut finding.fix, answer) {
            fix.applicability = Applicability::Safe;
        }
        all.push((finding.clone(), answer));
    }
    Ok(Some(all))
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
                    zh: "{form}不是文本，用 `-o` 指定文件",
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

/// `cleaned` without what cannot be written into the file that `text` was read from, such as a fix that joins two
/// paragraphs; and how many fixes that were.
fn writable(text: &Loaded, cleaned: Cleaned) -> (Cleaned, usize) {
    let before = text.document.text();
    let edits = edits(&cleaned);
    let can: Vec<bool> = edits.iter().map(|edit| text.origin.can_write(before, edit)).collect();
    if can.iter().all(|&can| can) {
        return (cleaned, 0);
    }
    let kept: Vec<Edit> = edits.iter().zip(&can).filter(|(_, can)| **can).map(|(edit, _)| *edit).collect();
    let mut shift = (0, 0);
    let applied =
        cleaned.applied.iter().zip(&edits).zip(&can).filter(|(_, can)| **can).map(|((fix, edit), _)| {
            let start = fix.before.start + shift.1 - shift.0;
            shift = (shift.0 + edit.span.len(), shift.1 + edit.new.len());
            Applied { rule: fix.rule, before: fix.before, after: Span::new(start, start + edit.new.len()) }
        });
    let unwritten = can.iter().filter(|can| !**can).count();
    (Cleaned { text: mended(before, &kept), applied: applied.collect() }, unwritten)
}

/// The page with the text as it came and what was `made` good in it, the text as it is now and what is `left`
/// there, and the witnesses.
fn view(texts: &Texts, after: &Document, made: Vec<Finding>, left: Vec<Finding>, args: &Args) -> String {
    let mut all = versions(&texts.loaded()[0].document, &texts.loaded()[1..]);
    all.insert(1, Witness { document: after, relation: Relation::TranscriptionOf(0) });
    let mut examination = lay_out(&all, &Options::default());
    let mut findings = vec![Vec::new(); all.len()];
    findings[0] = made;
    findings[1] = left;
    for (text, findings) in findings[..2].iter_mut().enumerate() {
        for related in findings.iter_mut().flat_map(|finding| &mut finding.related) {
            // To itself, or to a witness, which now has two texts before it.
            related.text = if related.text == 0 { text } else { related.text + 1 };
        }
    }
    examination.findings = Some(findings);
    let mut shown = texts.shown();
    static CAME: Message = say!(en: "as it came; what was mended", zh: "原样；标出已修正处");
    static NOW: Message = say!(en: "as it is now; what is left", zh: "现状；标出余下的疑误");
    shown[0].role = &CAME;
    let now = duizhao::report::Text {
        name: "cleaned",
        path: args.output.as_deref().unwrap_or("cleaned"),
        document: after,
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
    })
}

fn is_same(one: &str, other: &str) -> bool {
    matches!((fs::canonicalize(one), fs::canonicalize(other)), (Ok(one), Ok(other)) if one == other)
}
