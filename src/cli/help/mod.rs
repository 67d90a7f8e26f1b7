//! What do help and complaints about the command line say in Chinese?
//!
//! The parser of arguments has its English words built in, breaks lines only at spaces, and takes a Chinese character
//! for one column. So it parses, and a page in Chinese is laid out here from what it knows of a command, with the
//! words of one table ([`chinese`]). In English all is left to the parser.

mod chinese;

use std::error::Error as _;
use std::ffi::OsString;
use std::fmt::Write;
use std::io::{self, IsTerminal};

use anstyle::{AnsiColor, Style};
use chinese::{ENTRIES, NAMES};
use clap::error::{ContextKind, ContextValue, ErrorKind};
use clap::{Arg, CommandFactory, FromArgMatches, Parser};
use duizhao::message::Ui;
use duizhao::report::terminal::{columns, wrap};

use super::Command;
use super::ui::{Said, ui};

/// What `arguments`, the program's name first, ask for; or how to end where there is nothing to run.
pub fn parse(arguments: &[OsString]) -> Result<Command, u8> {
    if ui() == Ui::En {
        return Ok(Command::parse_from(arguments));
    }
    let mut program = program();
    let parsed = program.try_get_matches_from_mut(arguments);
    parsed.and_then(|matches| Command::from_arg_matches(&matches)).map_err(|error| {
        let given = arguments.get(1..).unwrap_or_default();
        let (path, command) = asked(&program, given);
        match error.kind() {
            ErrorKind::DisplayVersion => error.exit(),
            ErrorKind::DisplayHelp => {
                let has = |flag: &str| given.iter().any(|arg| arg == flag);
                let width = width(io::stdout().is_terminal());
                anstream::print!("{}", page(command, &path, has("--help") || !has("-h"), width));
                0
            }
            ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
                anstream::eprint!("{}", page(command, &path, false, width(io::stderr().is_terminal())));
                2
            }
            _ => {
                anstream::eprint!("{}", complaint(&error, command, &path));
                2
            }
        }
    })
}

/// The program with Chinese names for what stands for values.
fn program() -> clap::Command {
    fn named(command: clap::Command) -> clap::Command {
        let name = |arg: Arg| match arg.get_value_names() {
            Some(names) if arg.get_action().takes_values() => {
                let names: Vec<&str> = names.iter().map(|name| chinese_name(name)).collect();
                arg.value_names(names)
            }
            _ => arg,
        };
        command.mut_args(name).mut_subcommands(named)
    }
    let mut program = named(Command::command()).subcommand_value_name("命令");
    program.build();
    program
}

/// The program with all that the table says of it, for pages that the parser of arguments lays out: the manual, and
/// what shells show beside an option.
pub fn translated() -> clap::Command {
    fn told(command: clap::Command, path: &str) -> clap::Command {
        let (about, more) = entry(path, "").unwrap_or_default();
        let (examples, all) = entry(path, "+").unwrap_or_default();
        let long = |text: &str, more: &str| match more {
            "" => text.to_owned(),
            more => format!("{text}\n\n{more}"),
        };
        let command = command.about(about).long_about(long(about, more)).after_help(examples);
        let command =
            if all.is_empty() { command.after_long_help(None) } else { command.after_long_help(all) };
        let command = command.mut_args(|arg| {
            let (about, more) = entry(path, arg.get_id().as_str()).unwrap_or_default();
            arg.help(about).long_help(long(about, more))
        });
        command.mut_subcommands(|inner| {
            let path = [path, inner.get_name()].join(" ");
            told(inner, path.trim_start())
        })
    }
    let mut program = told(program(), "");
    program.build();
    program
}

fn chinese_name(name: &str) -> &'static str {
    // A name without its Chinese is found by a test; a person is better served by any name than by none.
    NAMES.iter().find(|(english, _)| *english == name).map_or("值", |(_, chinese)| chinese)
}

/// The command that `args` are of, and its name below the program's.
fn asked<'a>(program: &'a clap::Command, args: &[OsString]) -> (String, &'a clap::Command) {
    let (mut path, mut command) = (Vec::new(), program);
    for arg in args.iter().filter_map(|arg| arg.to_str()).take_while(|arg| *arg != "--") {
        if let Some(inner) = command.find_subcommand(arg) {
            path.push(arg);
            command = inner;
        }
    }
    (path.join(" "), command)
}

/// Columns for a page of help.
fn width(to_terminal: bool) -> usize {
    let terminal =
        terminal_size::terminal_size().filter(|_| to_terminal).map(|(width, _)| usize::from(width.0));
    let asked = || std::env::var("COLUMNS").ok()?.parse().ok();
    terminal.or_else(asked).unwrap_or(100).clamp(40, 100)
}

/// What the table says of `what` of the command called `path`, in a line and at length.
fn entry(path: &str, what: &str) -> Option<(&'static str, &'static str)> {
    let of = |command: &str| ENTRIES.iter().find(|entry| (entry.0, entry.1) == (command, what));
    of(path).or_else(|| of("*")).map(|entry| (entry.2, entry.3))
}

const HEADER: Style = AnsiColor::Green.on_default().bold();
const LITERAL: Style = AnsiColor::Cyan.on_default().bold();

fn paint(style: Style, text: &str) -> String {
    format!("{style}{text}{style:#}")
}

/// The help of the command called `path`, `width` columns wide.
fn page(command: &clap::Command, path: &str, long: bool, width: usize) -> String {
    let mut out = String::new();
    let (about, more) = entry(path, "").unwrap_or_default();
    put(&mut out, 0, about, width);
    if long && !more.is_empty() {
        out.push('\n');
        put(&mut out, 0, more, width);
    }
    let _ = writeln!(out, "\n{}", usage(command));
    let commands: Vec<_> = command.get_subcommands().filter(|command| !command.is_hide_set()).collect();
    if !commands.is_empty() {
        let _ = writeln!(out, "\n{}", paint(HEADER, "命令："));
        let widest = commands.iter().map(|command| command.get_name().len()).max().unwrap_or(0);
        for inner in commands {
            let name = [path, inner.get_name()].join(" ");
            let about = entry(name.trim_start(), "").unwrap_or_default().0;
            beside(&mut out, &format!("  {}", inner.get_name()), widest + 4, about, width);
        }
    }
    for (heading, args) in sections(command, long) {
        let _ = writeln!(out, "\n{}", paint(HEADER, &format!("{heading}：")));
        for (n, arg) in args.into_iter().enumerate() {
            if long && n > 0 {
                out.push('\n');
            }
            argument(&mut out, arg, path, long, width);
        }
    }
    let (examples, all) = entry(path, "+").unwrap_or_default();
    let after = if long && !all.is_empty() { all } else { examples };
    if !after.is_empty() {
        out.push('\n');
        put(&mut out, 0, after, width);
    }
    out
}

/// `用法：duizhao align [选项] <原文> <译文>...`
fn usage(command: &clap::Command) -> String {
    let usage = command.clone().render_usage().to_string();
    let usage =
        usage.trim_start_matches("Usage: ").replace("[OPTIONS]", "[选项]").replace("<COMMAND>", "<命令>");
    let mut lines = usage.lines().map(str::trim);
    let mut out = paint(HEADER, "用法：") + lines.next().unwrap_or_default();
    lines.for_each(|line| out += &format!("\n      {line}"));
    out
}

/// The arguments that are shown, under their headings: what is named by its place first, then options.
fn sections(command: &clap::Command, long: bool) -> Vec<(&'static str, Vec<&Arg>)> {
    let mut sections: Vec<(&str, Vec<&Arg>)> = vec![("参数", Vec::new()), ("选项", Vec::new())];
    let hidden = |arg: &Arg| arg.is_hide_set() || !long && arg.is_hide_short_help_set();
    for arg in command.get_arguments().filter(|arg| !hidden(arg)) {
        let heading = match arg.get_help_heading() {
            Some(heading) => chinese_name(heading),
            None if arg.is_positional() => "参数",
            None => "选项",
        };
        match sections.iter_mut().find(|(known, _)| *known == heading) {
            Some((_, args)) => args.push(arg),
            None => sections.push((heading, vec![arg])),
        }
    }
    sections.retain(|(_, args)| !args.is_empty());
    sections
}

fn argument(out: &mut String, arg: &Arg, path: &str, long: bool, width: usize) {
    const INSET: usize = 10;
    const COLUMN: usize = 34;
    let id = arg.get_id().as_str();
    let (about, more) = entry(path, id).unwrap_or_default();
    let short = match arg.get_short() {
        Some(short) => format!("-{short}, "),
        None => "    ".to_owned(),
    };
    let spec = if arg.is_positional() { format!("  {arg}") } else { format!("  {short}{arg}") };
    let values: Vec<_> = match arg.get_action().takes_values() {
        true => arg.get_possible_values().into_iter().filter(|value| !value.is_hide_set()).collect(),
        false => Vec::new(),
    };
    let told = |value: &str| entry(path, &format!("{id}={value}")).map(|(about, _)| about);
    let names: Vec<_> = values.iter().map(|value| value.get_name()).collect();
    let is_explained = names.iter().any(|name| told(name).is_some());
    let defaults: Vec<_> = arg.get_default_values().iter().map(|value| value.to_string_lossy()).collect();
    let default = match defaults.join(" ") {
        none if none.is_empty() || !arg.get_action().takes_values() => String::new(),
        default => format!("[默认：{default}]"),
    };
    let choice = if names.is_empty() { String::new() } else { format!("[可选：{}]", names.join("、")) };
    if !long {
        let notes = [choice, default].into_iter().filter(|note| !note.is_empty());
        let about = std::iter::once(about.to_owned()).chain(notes).collect::<Vec<_>>().join(" ");
        beside(out, &spec, COLUMN, &about, width);
        return;
    }
    let _ = writeln!(out, "{}", paint(LITERAL, &spec));
    put(out, INSET, about, width);
    if !more.is_empty() {
        out.push('\n');
        put(out, INSET, more, width);
    }
    if is_explained {
        let _ = writeln!(out, "\n{:INSET$}可选值：", "");
        let widest = names.iter().map(|name| name.len()).max().unwrap_or(0);
        for name in &names {
            let head = format!("{:INSET$}- {name}：", "");
            beside(out, &head, INSET + widest + 5, told(name).unwrap_or_default(), width);
        }
    } else if !choice.is_empty() {
        out.push('\n');
        put(out, INSET, &choice, width);
    }
    if !default.is_empty() {
        out.push('\n');
        put(out, INSET, &default, width);
    }
}

/// Puts lines of `text` out, broken where they are too long and set in by so many columns. Lines that begin with a space
/// stay as they are.
fn put(out: &mut String, inset: usize, text: &str, width: usize) {
    for line in text.lines() {
        if line.starts_with(' ') || line.is_empty() {
            let _ = writeln!(out, "{}", format!("{:inset$}{line}", "").trim_end());
            continue;
        }
        for part in wrap(line, width - inset) {
            let _ = writeln!(out, "{:inset$}{part}", "");
        }
    }
}

/// Puts `text` out beside `head`, from `column` on; below it where the head is too long.
fn beside(out: &mut String, head: &str, column: usize, text: &str, width: usize) {
    let painted = paint(LITERAL, head);
    let fits = columns(head) < column;
    out.push_str(&painted);
    let mut lines = wrap(text, width.saturating_sub(column).max(20)).into_iter();
    if fits {
        let gap = column - columns(head);
        let _ = writeln!(out, "{:gap$}{}", "", lines.next().unwrap_or_default());
    } else {
        out.push('\n');
    }
    for line in lines {
        let _ = writeln!(out, "{:column$}{line}", "");
    }
}

/// What is wrong with the command line, how it would be right, and where more is said.
fn complaint(error: &clap::Error, command: &clap::Command, path: &str) -> String {
    let Some(said) = said(error) else {
        return error.render().ansi().to_string();
    };
    let more = match path {
        "" => "duizhao --help".to_owned(),
        path => format!("duizhao {path} --help"),
    };
    let head = paint(AnsiColor::Red.on_default().bold(), "错误：");
    format!("{head}{said}\n\n{}\n\n详见 `{more}`\n", usage(command))
}

/// What is wrong, in a sentence; nothing of kinds that nobody meets.
fn said(error: &clap::Error) -> Option<String> {
    let all = |kind| -> Vec<String> {
        match error.get(kind) {
            Some(ContextValue::String(value)) => vec![value.clone()],
            Some(ContextValue::Strings(values)) => values.clone(),
            Some(ContextValue::StyledStr(value)) => vec![value.to_string()],
            Some(ContextValue::Number(number)) => vec![number.to_string()],
            _ => Vec::new(),
        }
    };
    let one = |kind| all(kind).into_iter().next().filter(|value| !value.is_empty());
    let quoted =
        |values: Vec<String>| values.iter().map(|value| format!("`{value}`")).collect::<Vec<_>>().join("、");
    let meant = |kind| match quoted(all(kind)) {
        none if none.is_empty() => String::new(),
        near => format!("；是不是 {near}？"),
    };
    let arg = || one(ContextKind::InvalidArg);
    Some(match error.kind() {
        ErrorKind::UnknownArgument => {
            let arg = arg()?;
            match arg.starts_with('-') {
                true => format!("没有 `{arg}` 这个选项{}", meant(ContextKind::SuggestedArg)),
                false => format!("多出 `{arg}`，不知作何用"),
            }
        }
        ErrorKind::InvalidSubcommand => {
            let name = one(ContextKind::InvalidSubcommand)?;
            format!("没有 `{name}` 这个命令{}", meant(ContextKind::SuggestedSubcommand))
        }
        ErrorKind::MissingSubcommand => "没有写命令".to_owned(),
        ErrorKind::MissingRequiredArgument => format!("缺 {}", quoted(all(ContextKind::InvalidArg))),
        ErrorKind::InvalidValue => match one(ContextKind::InvalidValue) {
            None => format!("`{}` 后面缺值", arg()?),
            Some(value) => {
                let near = meant(ContextKind::SuggestedValue);
                let known = all(ContextKind::ValidValue).join("、");
                let help = match () {
                    () if !near.is_empty() => near,
                    () if known.is_empty() => String::new(),
                    () => format!("；可用的有 {known}"),
                };
                format!("`{}` 不能是 `{value}`{help}", arg()?)
            }
        },
        ErrorKind::ValueValidation => {
            let (arg, value) = (arg()?, one(ContextKind::InvalidValue).unwrap_or_default());
            let why = match error.source().map(|source| source.downcast_ref::<Said>()) {
                Some(Some(said)) => said.0.in_(Ui::Zh),
                // The parser's own are all of numbers.
                _ => "应是允许范围内的数".to_owned(),
            };
            format!("`{arg}` 不能是 `{value}`：{why}")
        }
        ErrorKind::TooManyValues => format!("`{}` 的值太多", arg()?),
        ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => format!("`{}` 的值不够", arg()?),
        ErrorKind::NoEquals => format!("`{}` 的值要用 `=` 写", arg()?),
        ErrorKind::ArgumentConflict => {
            let (arg, others) = (arg()?, all(ContextKind::PriorArg));
            match others.is_empty() || others.contains(&arg) {
                true => format!("`{arg}` 只能用一次"),
                false => format!("`{arg}` 不能与 {} 同用", quoted(others)),
            }
        }
        ErrorKind::InvalidUtf8 => "命令行里有不是 UTF-8 的字节".to_owned(),
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Every command with its name below the program's.
    fn commands(program: &clap::Command) -> Vec<(String, &clap::Command)> {
        let mut all = vec![(String::new(), program)];
        for command in program.get_subcommands() {
            all.push((command.get_name().to_owned(), command));
            all.extend(
                command
                    .get_subcommands()
                    .map(|inner| (format!("{} {}", command.get_name(), inner.get_name()), inner)),
            );
        }
        all
    }

    #[test]
    fn all_is_explained_in_chinese_and_nothing_else() {
        let program = program();
        let mut known = vec![false; ENTRIES.len()];
        let mut mark = |path: &str, what: &str| {
            let of = |command: &str| ENTRIES.iter().position(|entry| (entry.0, entry.1) == (command, what));
            match of(path).or_else(|| of("*")) {
                Some(place) => known[place] = true,
                None => panic!("`duizhao {path}`: `{what}` has no Chinese in src/cli/help/chinese.rs"),
            }
        };
        for (path, command) in commands(&program) {
            mark(&path, "");
            if command.get_after_help().is_some() {
                mark(&path, "+");
            }
            for arg in command.get_arguments().filter(|arg| !arg.is_hide_set()) {
                mark(&path, arg.get_id().as_str());
                let values = arg.get_possible_values();
                for value in values.iter().filter(|value| value.get_help().is_some()) {
                    mark(&path, &format!("{}={}", arg.get_id(), value.get_name()));
                }
            }
        }
        let left: Vec<_> =
            ENTRIES.iter().zip(known).filter(|(_, known)| !known).map(|(entry, _)| entry).collect();
        assert!(left.is_empty(), "explained in Chinese, but not there: {left:?}");
    }

    #[test]
    fn what_is_said_at_length_in_english_is_so_in_chinese() {
        for (path, command) in commands(&program()) {
            let long = |about: Option<&clap::builder::StyledStr>| about.is_some();
            let about = entry(&path, "").unwrap_or_default();
            assert_eq!(long(command.get_long_about()), !about.1.is_empty(), "`duizhao {path}`");
            for arg in
                command.get_arguments().filter(|arg| !matches!(arg.get_id().as_str(), "help" | "version"))
            {
                let of = entry(&path, arg.get_id().as_str()).unwrap_or_default();
                assert_eq!(long(arg.get_long_help()), !of.1.is_empty(), "`duizhao {path}`: {}", arg.get_id());
            }
        }
    }

    #[test]
    fn every_name_of_a_value_has_its_chinese() {
        fn check(command: &clap::Command) {
            let valued = command.get_arguments().filter(|arg| arg.get_action().takes_values());
            let names = valued.flat_map(|arg| arg.get_value_names().unwrap_or_default());
            let headings = command.get_arguments().filter_map(Arg::get_help_heading);
            for name in names.map(|name| name.as_str()).chain(headings) {
                assert_ne!(chinese_name(name), "值", "`{name}` of `{}`", command.get_name());
            }
            command.get_subcommands().for_each(check);
        }
        check(&Command::command());
    }

    #[test]
    fn no_line_is_wider_than_the_terminal() {
        for (path, command) in commands(&program()) {
            for long in [false, true] {
                let page = anstream::adapter::strip_str(&page(command, &path, long, 80)).to_string();
                // Examples stand as they are typed.
                let wide = |line: &&str| columns(line) > 80 && !line.starts_with("  duizhao ");
                let wide: Vec<_> = page.lines().filter(wide).collect();
                assert!(wide.is_empty(), "`duizhao {path}`: {wide:#?}");
                assert!(!page.contains("OPTIONS") && !page.contains("default:"), "{page}");
            }
        }
    }

    #[test]
    fn the_manual_and_shells_are_told_the_same() {
        let program = translated();
        let align = program.find_subcommand("align").expect("a command");
        assert_eq!(align.get_about().map(ToString::to_string).as_deref(), Some("把原文与译文逐句对齐"));
        let score = program.find_subcommand("score").and_then(|score| score.find_subcommand("align"));
        assert!(
            score
                .and_then(|score| score.get_long_about())
                .is_some_and(|about| about.to_string().contains("召回率"))
        );
    }

    #[track_caller]
    fn check(args: &[&str], expected: &str) {
        let mut program = program();
        let error = program.try_get_matches_from_mut(std::iter::once(&"duizhao").chain(args)).unwrap_err();
        assert_eq!(said(&error).as_deref(), Some(expected), "{}", error);
    }

    #[test]
    fn says_what_is_wrong_with_a_command_line() {
        check(&["align", "--fromat", "tsv", "a", "b"], "没有 `--fromat` 这个选项；是不是 `--format`？");
        check(&["alig", "a"], "没有 `alig` 这个命令；是不是 `align`？");
        check(&["convert"], "缺 `<文件>...`");
        check(&["lines", "a", "b"], "多出 `b`，不知作何用");
        check(&["align", "a", "b", "-f", "xls"], "`--format <格式>` 不能是 `xls`；是不是 `xlsx`？");
        check(&["align", "a", "b", "-f"], "`--format <格式>` 后面缺值");
        check(
            &["align", "a", "b", "--date", "x"],
            "`--date <日期>` 不能是 `x`：日期写作 `2026-11-22` 或 `2026-11-22T08:00:00Z`（UTC）",
        );
        check(&["align", "a", "b", "--jobs", "0"], "`--jobs <数>` 不能是 `0`：应是允许范围内的数");
        check(&["diff", "a", "b", "--new-translation", "c"], "缺 `--translation <文件>`");
        check(&["lines", "a", "-o", "b", "-o", "c"], "`--output <文件>` 只能用一次");
        check(
            &["lines", "a", "--lang", "cn", "--ui", "ru"],
            "`--ui <语言>` 不能是 `ru`：没有 `ru`；界面语言只有 `en` 和 `zh`",
        );
    }
}
