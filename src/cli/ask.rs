//! `clean --ask`: one key for each fix that is a guess.
//!
//! The questions come one below the other, so that all that was answered can be read again, in a terminal of
//! any size. A full screen would show more of the text around, and lose everything when it is left. Nothing is
//! written before the last answer: who gives up has changed nothing.
//!
//! The terminal is raw only while it waits for a key ([`console`] sees to that), so there is nothing to mend
//! on it if the program should stop.

use std::io::{self, IsTerminal, Write};

use console::{Key, Term};
use duizhao::format::{Error, Result};
use duizhao::review::{Reviewed, Verdict, kind};
use duizhao::say;

use super::ui::ui;

const PROMPT: [&str; 2] = [
    "mend? y/n, r right, a/d all/none like it, u undo, q quit, ? ",
    "改吗？y 改 n 不改 r 原文不误 a/d 同类全改/全不改 u 撤销 q 结束 ? ",
];

const HELP: [&str; 2] = [
    "\
  y  make this fix
  n  do not make it now
  r  right as it stands: do not make it, and never show it again
  a  make this one and all of its kind that follow
  d  make none of its kind
  u  undo: back to the question before
  q  quit: what was answered counts, the rest stays as it is
  Ctrl-C gives up: nothing is written
",
    "\
  y  照此修改
  n  这次不改
  r  原文不误：不改，以后也不再提示
  a  这一处和以下同类各处都改
  d  同类各处都不改
  u  撤销：回到上一问
  q  结束：已答的算数，其余不动
  Ctrl-C 放弃：什么也不写
",
];

/// Asks what to do with the fix of each of `findings`, shown by `show`. No answer stands where the person quit
/// before; `None` if the user pressed Ctrl-C.
pub fn ask(
    findings: &[&Reviewed],
    show: impl Fn(&Reviewed) -> String,
) -> Result<Option<Vec<Option<Verdict>>>> {
    let term = Term::stderr();
    if !term.is_term() || !io::stdin().is_terminal() {
        return Err(Error::content(
            "--ask",
            say!(en: "asks at a terminal, and there is none here", zh: "要在终端里问答，这里没有终端"),
        ));
    }
    let ui = ui();
    let failed = |error| Error::write("standard error", error);
    let mut session = Session::of(findings);
    let mut shown = None;
    while let Some(number) = session.next() {
        if shown != Some(number) {
            let (number_now, all) = (number + 1, findings.len());
            let place = say!(en: "({number} of {all})", zh: "（第 {number} 处，共 {all} 处）", number = number_now, all);
            let place = format!("\n{}\n", place.in_(ui));
            write!(anstream::stderr(), "{place}{}", show(findings[number])).map_err(failed)?;
            shown = Some(number);
        }
        term.write_str(ui.of(PROMPT[0], PROMPT[1])).map_err(failed)?;
        let key = term.read_key_raw().map_err(|error| Error::read("standard input", error))?;
        let said = match key {
            Key::Char('y' | 'Y') | Key::Enter => {
                session.answer(number, Verdict::Accept, false);
                ui.of("yes", "改")
            }
            Key::Char('n' | 'N') => {
                session.answer(number, Verdict::Refuse, false);
                ui.of("no", "不改")
            }
            Key::Char('r' | 'R') => {
                session.answer(number, Verdict::Right, false);
                ui.of("right as it is", "原文不误")
            }
            Key::Char('a' | 'A') => {
                session.answer(number, Verdict::Accept, true);
                ui.of("all like it", "同类全改")
            }
            Key::Char('d' | 'D') => {
                session.answer(number, Verdict::Refuse, true);
                ui.of("none like it", "同类全不改")
            }
            Key::Char('u' | 'U') | Key::Backspace => match session.undo() {
                true => ui.of("undo", "撤销"),
                false => ui.of("nothing to undo", "没有可撤销的"),
            },
            Key::Char('q' | 'Q') | Key::Escape => {
                term.write_line(ui.of("quit", "结束")).map_err(failed)?;
                break;
            }
            Key::CtrlC => {
                term.write_line(ui.of("given up", "放弃")).map_err(failed)?;
                return Ok(None);
            }
            Key::Unknown => {
                return Err(Error::content(
                    "--ask",
                    say!(en: "no keys can be read here", zh: "这里读不到按键"),
                ));
            }
            _ => {
                term.write_line("").map_err(failed)?;
                term.write_str(ui.of(HELP[0], HELP[1])).map_err(failed)?;
                continue;
            }
        };
        term.write_line(said).map_err(failed)?;
    }
    Ok(Some(session.answers))
}

/// The answers so far.
struct Session {
    kinds: Vec<(&'static str, String)>,
    answers: Vec<Option<Verdict>>,
    /// The questions that each key answered.
    steps: Vec<Vec<usize>>,
}

impl Session {
    fn of(findings: &[&Reviewed]) -> Self {
        let kinds: Vec<_> = findings.iter().map(|finding| kind(finding)).collect();
        Self { answers: vec![None; kinds.len()], kinds, steps: Vec::new() }
    }

    /// The first question without an answer.
    fn next(&self) -> Option<usize> {
        self.answers.iter().position(Option::is_none)
    }

    fn answer(&mut self, number: usize, answer: Verdict, all: bool) {
        let kind = &self.kinds[number];
        let open = |&other: &usize| self.answers[other].is_none() && (all && self.kinds[other] == *kind);
        let mut step = vec![number];
        step.extend((number + 1..self.kinds.len()).filter(open));
        step.iter().for_each(|&other| self.answers[other] = Some(answer));
        self.steps.push(step);
    }

    /// Takes back what the last key answered.
    fn undo(&mut self) -> bool {
        let step = self.steps.pop().unwrap_or_default();
        step.iter().for_each(|&number| self.answers[number] = None);
        !step.is_empty()
    }
}

#[cfg(test)]
mod tests {
    use duizhao::finding::{Finding, Severity};
    use duizhao::text::Span;

    use super::*;

    /// The answers after these keys to questions of these kinds, `.` where there is none.
    #[track_caller]
    fn check(kinds: &str, keys: &str, expected: &str) {
        let rule = |kind| if kind == 'x' { "x" } else { "y" };
        let finding = |kind| {
            Finding::new(rule(kind), Severity::Info, Span::new(0, 0), say!(en: "`a` is odd", zh: "`a` 可疑"))
        };
        let findings: Vec<Reviewed> = kinds.chars().map(finding).map(Reviewed::from).collect();
        let mut session = Session::of(&findings.iter().collect::<Vec<_>>());
        for key in keys.chars() {
            let number = session.next();
            match (key, number) {
                ('u', _) => drop(session.undo()),
                ('y', Some(number)) => session.answer(number, Verdict::Accept, false),
                ('n', Some(number)) => session.answer(number, Verdict::Refuse, false),
                ('a', Some(number)) => session.answer(number, Verdict::Accept, true),
                ('d', Some(number)) => session.answer(number, Verdict::Refuse, true),
                _ => {}
            }
        }
        let shown = session.answers.iter().map(|answer| match answer {
            Some(Verdict::Accept) => 'y',
            Some(_) => 'n',
            None => '.',
        });
        assert_eq!(shown.collect::<String>(), expected);
    }

    #[test]
    fn a_key_answers_one_or_all_of_a_kind() {
        check("xyxy", "yn", "yn..");
        check("xyxy", "a", "y.y.");
        check("xyxy", "nad", "nyny");
        check("xx", "yyy", "yy");
        check("", "y", "");
    }

    #[test]
    fn undo_takes_back_a_key() {
        check("xyxy", "yu", "....");
        check("xyxy", "yau", "y...");
        check("xyxy", "auuun", "n...");
    }
}
