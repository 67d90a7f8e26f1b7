//! What the program's exit code says: 0 nothing to report, 1 something, 2 trouble.

use std::io::Write;
use std::process::ExitCode;

use duizhao::format::Error;

use super::ui::ui;

/// How a command ended.
#[derive(Debug)]
pub enum Outcome {
    /// Nothing to report.
    Nothing,
    /// Something was found, or differs.
    Something,
    /// It could not be done.
    Trouble(Error),
    /// Some of it could not be done, as has been said.
    InPart,
}

/// What a subcommand's `run` comes to.
pub type Done = Result<Outcome, Error>;

impl Outcome {
    /// `Something` if `found`.
    pub fn if_any(found: bool) -> Self {
        if found { Self::Something } else { Self::Nothing }
    }

    /// This, once it was `written`: a reader who had seen enough, such as `head`, changes nothing of it.
    pub fn once(self, written: Result<(), Error>) -> Done {
        match written {
            Err(error) if !error.is_closed_pipe() => Err(error),
            _ => Ok(self),
        }
    }
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        match outcome {
            Outcome::Nothing => Self::SUCCESS,
            Outcome::Something => Self::from(1),
            Outcome::InPart => Self::from(2),
            // Whoever read our output has seen enough: that is no fault.
            Outcome::Trouble(error) if error.is_closed_pipe() => Self::SUCCESS,
            Outcome::Trouble(error) => {
                say(&error);
                Self::from(2)
            }
        }
    }
}

/// Says what went wrong. Where even that cannot be written, the exit code still says it.
pub fn say(error: &Error) {
    let error = error.in_(ui());
    let _ = writeln!(anstream::stderr(), "duizhao: {error}");
}
