//! Results for a person at a terminal.
//!
//! Colours are always written; the caller passes what is printed through `anstream`, which takes them
//! out where they are not wanted. No meaning hangs on colour alone. Nothing of a text may act on the
//! terminal, so every character that would is spelled out ([`safe`]).

mod apparatus;
mod findings;
mod revision;
pub(super) mod safe;
mod summary;
mod table;
mod terms;
mod wrap;

pub use apparatus::apparatus;
pub use findings::{Digester, Total, concise, digest, each, findings, question};
pub use revision::{revision, side_by_side};
pub use safe::safe;
pub use summary::summary;
pub use table::alignment;
pub use terms::terms;
pub use wrap::{columns, hanging, wrap};

use anstyle::{AnsiColor, Color, Style};

use crate::message::Ui;

/// For whom a result is laid out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct View {
    /// How many columns there are.
    pub width: usize,
    /// The language of the words that are ours.
    pub ui: Ui,
}

const fn colour(colour: AnsiColor) -> Style {
    Style::new().fg_color(Some(Color::Ansi(colour)))
}

const BOLD: Style = Style::new().bold();
const DIM: Style = Style::new().dimmed();
const RED: Style = colour(AnsiColor::Red);
const YELLOW: Style = colour(AnsiColor::Yellow);
const GREEN: Style = colour(AnsiColor::Green);
const CYAN: Style = colour(AnsiColor::Cyan);
const BLUE: Style = colour(AnsiColor::Blue);

/// Line numbers and what frames a picture.
const FRAME: Style = BLUE.bold();

/// `text` in `style`.
fn paint(style: Style, text: impl std::fmt::Display) -> String {
    format!("{style}{text}{style:#}")
}

/// How many of each: `1 insert, 2 edit`; `增 1，改 2`.
fn tallied(counts: impl Iterator<Item = (usize, &'static str)>, ui: Ui) -> String {
    let each = counts.map(|(n, what)| ui.of(format!("{n} {what}"), format!("{what} {n}")));
    each.collect::<Vec<_>>().join(ui.of(", ", "，"))
}

#[cfg(test)]
mod tests {
    use super::View;
    use crate::message::Ui;

    /// So many columns, in English.
    pub(super) fn english(width: usize) -> View {
        View { width, ui: Ui::En }
    }

    /// So many columns, in Chinese.
    pub(super) fn chinese(width: usize) -> View {
        View { width, ui: Ui::Zh }
    }

    /// `text` without colours.
    pub(super) fn plain(text: &str) -> String {
        anstream::adapter::strip_str(text).to_string()
    }
}
