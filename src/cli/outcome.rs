//! What the program's exit code says: 0 nothing to report, 1 something, 2 trouble.

use std::io::Write;

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

    /// What the program ends with; trouble is said first.
    pub fn code(self) -> u8 {
        match self {
            Self::Nothing => 0,
            Self::Something => 1,
            Self::InPart => 2,
            // Whoever read our output has seen enough: that is no fault.
            Self::Trouble(error) if error.is_closed_pipe() => 0,
            Self::Trouble(error) => {
                say(&error);
                2
            }
        }
    }
}

/// Says what went wrong. Where even that cannot be written, the exit code still says it.
pub fn say(error: &Error) {
    let error = error.in_(ui());
    let _ = writeln!(anstream::stderr(), "duizhao: {error}");
}
