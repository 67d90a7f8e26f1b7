//! What the person has decided before: in files beside the texts, word lists and logs of `clean`.

use duizhao::check;
use duizhao::finding::Selection;
use duizhao::format::{Result, decisions, learned};
use duizhao::message::count;
use duizhao::review::{Decisions, Learned, Review, Suppressed, Words};
use duizhao::say;

use super::reading::Reading;

/// Where decisions stand.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Decisions")]
pub struct DecisionFiles {
    /// Words that are right wherever they stand, one a line
    ///
    /// Names and terms: nothing inside them is flagged. The file beside a text, `TEXT.duizhao.toml`, may
    /// name such lists too.
    #[arg(long, value_name = "FILE")]
    words: Vec<String>,

    /// A log that `clean --ask --log` wrote, to learn from
    ///
    /// A fix that you accepted three times and never refused is safe; words that you mended are looked
    /// for everywhere.
    #[arg(long, value_name = "FILE")]
    learned: Vec<String>,

    /// Ignore `TEXT.duizhao.toml`: report also what it allows
    #[arg(long)]
    no_decisions: bool,
}

/// Decisions that hold for all texts.
pub struct Known {
    words: Words,
    learned: Learned,
    beside: bool,
    selection: Selection,
}

impl DecisionFiles {
    /// Adds the lists of words that a manifest names.
    pub fn know(&mut self, words: &[String]) {
        self.words.extend_from_slice(words);
    }

    /// All files in which decisions on the texts at `paths` stand or would be written down.
    pub fn files(&self, paths: &[&str]) -> Result<Vec<String>> {
        let mut files: Vec<String> = self.words.iter().chain(&self.learned).cloned().collect();
        for beside in paths.iter().filter_map(|path| decisions::beside(path)) {
            if !self.no_decisions {
                files.extend(decisions::read(&beside)?.words);
            }
            files.push(beside);
        }
        Ok(files)
    }

    /// Reads the files.
    pub fn read(&self, selection: &Selection) -> Result<Known> {
        let mut words = Words::default();
        for path in &self.words {
            decisions::words(path, &mut words)?;
        }
        let mut learned = Learned::default();
        for path in &self.learned {
            learned::read(path, &mut learned)?;
        }
        Ok(Known { words, learned, beside: !self.no_decisions, selection: selection.clone() })
    }
}

/// Decisions that hold for one text.
pub struct Decided<'a> {
    known: &'a Known,
    decisions: Decisions,
    file: Option<String>,
    lines: Vec<usize>,
}

impl Known {
    /// With what is said in the file beside the text at `path`.
    pub fn of(&self, path: &str) -> Result<Decided<'_>> {
        let file = if self.beside { decisions::beside(path) } else { None };
        let said = file.as_deref().map(decisions::read).transpose()?.unwrap_or_default();
        let mut words = self.words.clone();
        for path in &said.words {
            decisions::words(path, &mut words)?;
        }
        let decisions = Decisions { allowed: said.allowed, words };
        Ok(Decided { known: self, decisions, file, lines: said.lines })
    }
}

impl Decided<'_> {
    /// All of it, where findings of every level are shown that were not there before.
    pub fn review(&self) -> Review<'_> {
        let Known { selection, learned, .. } = self.known;
        Review { selection, learned, decisions: &self.decisions, ..Review::default() }
    }

    /// Says what was let go in the text at `path`, and which decisions are of no use any more.
    pub fn say(&self, path: &str, gone: &Suppressed, reading: &Reading) {
        if gone.total() > 0 {
            reading.say(say!(
                en: "{path}: {findings} passed over as decided",
                zh: "{path}：{findings}已有定论，不再列出",
                path,
                findings = count(gone.total(), "finding", "处")
            ));
        }
        // What was not asked for cannot have been of use.
        if !self.known.selection.is_all() {
            return;
        }
        let Some(file) = &self.file else { return };
        let unused = self.decisions.allowed.iter().zip(&self.lines).zip(&gone.allowed);
        for ((allowed, line), _) in unused.filter(|(_, count)| **count == 0) {
            // A rule that compares versions may have had none to compare.
            let asked = |rule: &String| check::RULES.iter().any(|known| known.matches(rule));
            if allowed.rule.as_ref().is_none_or(asked) {
                reading.say(say!(
                    en: "{file}:{line}: allows nothing here any more",
                    zh: "{file}:{line}：文中已没有这一条所指之处",
                    file,
                    line = *line
                ));
            }
        }
    }
}
