//! In which language does the program speak to the person?
//!
//! It is asked before anything is printed, help and complaints about the command line too: so `--ui` is looked for
//! among the arguments as they came, before they are understood. Then come `DUIZHAO_UI` and the system's language.

use std::env;
use std::ffi::{OsStr, OsString};
use std::sync::atomic::{AtomicBool, Ordering};

use duizhao::format::Error;
use duizhao::message::{Message, Ui};
use duizhao::say;

/// The variable of the environment that says it where `--ui` does not.
const VARIABLE: &str = "DUIZHAO_UI";

/// Whether it is Chinese.
static CHINESE: AtomicBool = AtomicBool::new(false);

/// The language in which this run of the program speaks; English before it was chosen.
pub fn ui() -> Ui {
    if CHINESE.load(Ordering::Relaxed) { Ui::Zh } else { Ui::En }
}

/// Chooses the language by the `arguments` of this run, the program's name first, and by the environment.
pub fn choose(arguments: &[OsString]) {
    let asked = asked(arguments.iter().skip(1).cloned()).or_else(variable);
    let chosen = asked.and_then(|asked| asked.parse().ok()).unwrap_or_else(of_system);
    CHINESE.store(chosen == Ui::Zh, Ordering::Relaxed);
}

/// What is wrong with the variable that says the language.
pub fn fault() -> Option<Error> {
    let asked = variable().filter(|asked| asked.parse::<Ui>().is_err())?;
    Some(Error::content(VARIABLE, unknown(&asked)))
}

/// The language of that name, for `--ui`.
pub fn named(given: &str) -> Result<Ui, Said> {
    given.parse().map_err(|_| Said(unknown(given)))
}

fn unknown(given: &str) -> Message {
    say!(en: "there is no `{given}`; duizhao speaks `en` and `zh`", zh: "没有 `{given}`；界面语言只有 `en` 和 `zh`", given)
}

/// What a person calls the place that is written to, a file or standard output.
pub fn place(path: Option<&str>) -> Message {
    match path {
        Some(path) => say!(en: "{path}", zh: "{path}", path),
        None => say!(en: "standard output", zh: "标准输出"),
    }
}

/// Why an argument is not taken, in the language in which the program speaks.
#[derive(Clone, Debug)]
pub struct Said(pub Message);

impl std::fmt::Display for Said {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.0.in_(ui()))
    }
}

impl std::error::Error for Said {}

fn variable() -> Option<String> {
    env::var(VARIABLE).ok().filter(|value| !value.is_empty())
}

/// What the last `--ui` among `args` says.
fn asked(args: impl Iterator<Item = OsString>) -> Option<String> {
    let (mut asked, mut follows) = (None, false);
    for arg in args.take_while(|arg| arg != OsStr::new("--")) {
        let arg = arg.to_string_lossy();
        if std::mem::take(&mut follows) {
            asked = Some(arg.into_owned());
        } else if arg == "--ui" {
            follows = true;
        } else if let Some(value) = arg.strip_prefix("--ui=") {
            asked = Some(value.to_owned());
        }
    }
    asked
}

/// What the system is set to.
fn of_system() -> Ui {
    let value = |name: &str| env::var(name).ok();
    let [all, messages, lang] = ["LC_ALL", "LC_MESSAGES", "LANG"].map(value);
    if cfg!(unix) && [&all, &messages, &lang].iter().any(|value| value.is_some()) {
        return Ui::of_locale(all.as_deref(), messages.as_deref(), lang.as_deref());
    }
    of_settings()
}

/// What the person has chosen in the system's settings, where programs are told it otherwise than by the environment.
#[cfg(any(windows, target_os = "macos"))]
fn of_settings() -> Ui {
    sys_locale::get_locale().and_then(|locale| locale.parse().ok()).unwrap_or_default()
}

#[cfg(not(any(windows, target_os = "macos")))]
fn of_settings() -> Ui {
    Ui::default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_last_of_the_arguments_counts() {
        let asked = |args: &[&str]| asked(args.iter().map(OsString::from));
        assert_eq!(asked(&["check", "--ui", "zh", "a.txt"]).as_deref(), Some("zh"));
        assert_eq!(asked(&["--ui=zh", "check", "--ui", "en"]).as_deref(), Some("en"));
        assert_eq!(asked(&["check", "--", "--ui", "zh"]), None);
        assert_eq!(asked(&["check", "--ui"]), None);
    }
}
