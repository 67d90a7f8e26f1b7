//! How the program behaves among others: pipes, standard input, full disks, files that are there.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::Path;
use std::process::{Command, Output, Stdio};

/// The program in the folder of our own communiqué.
fn duizhao(arguments: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.env("DUIZHAO_UI", "en");
    command.args(arguments).current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/communique"));
    command
}

#[track_caller]
fn run(arguments: &[&str], code: i32) -> (String, String) {
    let Output { status, stdout, stderr } = duizhao(arguments).output().unwrap();
    let (out, err) = (String::from_utf8(stdout).unwrap(), String::from_utf8(stderr).unwrap());
    assert_eq!(status.code(), Some(code), "{arguments:?}: {err}");
    (out, err)
}

#[test]
fn a_closed_pipe_is_no_error() {
    let mut child = duizhao(&["align", "zh.txt", "en.txt", "ru.txt", "--format", "jsonl"])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 1];
    child.stdout.take().unwrap().read_exact(&mut first).unwrap();
    let output = child.wait_with_output().unwrap();
    let said = String::from_utf8(output.stderr).unwrap();
    assert_eq!(output.status.code(), Some(0), "{said}");
    assert!(!said.contains("pipe") && !said.contains("panicked"), "{said}");
}

#[test]
fn what_is_found_in_a_file_goes_out_before_the_next_is_read() {
    let folder = tempfile::tempdir().unwrap();
    let first = folder.path().join("first.txt");
    fs::write(&first, "会议决定继续合作,各国同意。\n").unwrap();
    for format in ["jsonl", "concise", "rdjsonl", "github"] {
        let mut child = duizhao(&["check", first.to_str().unwrap(), "-", "-q", "--format", format])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .unwrap();
        let mut out = BufReader::new(child.stdout.take().unwrap());
        let mut line = String::new();
        // The second text is not there yet.
        out.read_line(&mut line).unwrap();
        assert!(line.contains("first.txt"), "{format}: {line}");
        child.stdin.take().unwrap().write_all("各国同意,继续合作。\n".as_bytes()).unwrap();
        let mut rest = String::new();
        out.read_to_string(&mut rest).unwrap();
        assert!(!rest.is_empty(), "{format}");
        assert_eq!(child.wait().unwrap().code(), Some(1));
    }
}

#[test]
fn a_text_can_come_from_standard_input() {
    let mut child = duizhao(&["diff", "-", "zh.txt", "--lang", "zh", "--format", "jsonl"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    let text = fs::read(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/communique/zh.txt")).unwrap();
    child.stdin.take().unwrap().write_all(&text).unwrap();
    let output = child.wait_with_output().unwrap();
    assert_eq!((output.status.code(), output.stdout.as_slice()), (Some(0), &b""[..]));
}

#[test]
fn results_go_to_standard_output_and_talk_to_standard_error() {
    let (out, err) = run(&["align", "zh.txt", "en.txt", "--format", "index"], 0);
    assert!(out.lines().all(|line| line.starts_with('[')), "{out}");
    assert!(err.contains("zh.txt: language zh"), "{err}");
    let (_, err) = run(&["align", "-q", "zh.txt", "en.txt", "--format", "index"], 0);
    assert_eq!(err, "");
}

#[test]
fn no_colour_goes_into_a_pipe() {
    for arguments in [&["check", "-q", "zh.scan.txt"][..], &["diff", "-q", "zh.txt", "zh.v2.txt"]] {
        let (out, _) = run(arguments, 1);
        assert!(!out.is_empty() && !out.contains('\u{1b}'), "{arguments:?}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_said() {
    let full = fs::File::options().write(true).open("/dev/full").unwrap();
    let output = duizhao(&["align", "-q", "zh.txt", "en.txt"]).stdout(full).output().unwrap();
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).unwrap();
    assert!(said.contains("the disk is full"), "{said}");
}

#[test]
fn a_page_is_made_of_a_corpus_and_of_files() {
    let folder = tempfile::tempdir().unwrap();
    let page = folder.path().join("page.html");
    let path = page.to_str().unwrap();
    for paths in [&["."][..], &["corpus.toml"], &["zh.txt", "zh.v2.txt", "en.txt", "ru.txt"]] {
        let arguments = [&["report"], paths, &["-o", path]].concat();
        let (out, _) = run(&arguments, 0);
        assert!(out.contains("written to"), "{out}");
        let html = fs::read_to_string(&page).unwrap();
        assert!(html.contains("Content-Security-Policy") && html.contains("lang=\"ru\""), "{paths:?}");
        fs::remove_file(&page).unwrap();
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "no file is left beside it");
}

#[test]
fn the_same_command_gives_the_same_bytes() {
    for format in ["index", "jsonl", "tsv", "csv", "tmx", "ladder", "html", "table"] {
        let arguments = ["align", "-q", "zh.txt", "en.txt", "--format", format];
        assert_eq!(run(&arguments, 0), run(&arguments, 0), "{format}");
    }
}

#[test]
fn what_clean_writes_has_nothing_safe_left_to_mend() {
    let folder = tempfile::tempdir().unwrap();
    let (mended, log) = (folder.path().join("zh.txt"), folder.path().join("log.jsonl"));
    let (mended, log) = (mended.to_str().unwrap(), log.to_str().unwrap());
    run(&["clean", "zh.scan.txt", "-o", mended, "--log", log], 0);
    assert!(fs::read_to_string(log).unwrap().lines().count() > 10);
    let before = fs::read(mended).unwrap();
    run(&["clean", mended, "-o", mended], 0);
    assert_eq!(fs::read(mended).unwrap(), before);
    let found = duizhao(&["check", "-q", mended, "--format", "jsonl"]).output().unwrap();
    assert!(!String::from_utf8(found.stdout).unwrap().contains("\"safe\":true"));
}

#[test]
fn clean_writes_the_encoding_it_read() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("zh.txt");
    let text = "\u{feff}会议在湖边举行,有十二个国家参加。\r\n";
    for encode in
        [(|text| text.encode_utf16().flat_map(u16::to_le_bytes).collect()) as fn(&str) -> Vec<u8>, |text| {
            text.as_bytes().to_vec()
        }]
    {
        fs::write(&path, encode(text)).unwrap();
        let output = duizhao(&["clean", path.to_str().unwrap()]).output().unwrap();
        assert_eq!(output.stdout, encode(&text.replace(',', "，")));
    }
}

#[test]
fn completions_and_manual_pages_are_made() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        assert!(run(&["completions", shell], 0).0.contains("align"), "{shell}");
    }
    assert!(run(&["man"], 0).0.contains(".TH duizhao"));
    assert!(run(&["man", "align"], 0).0.contains("keep\\-gaps"));
    assert!(run(&["man", "no-such"], 2).1.contains("no such command"));
}

#[test]
fn every_rule_is_listed_and_explained() {
    let (list, _) = run(&["rules"], 0);
    // As many as the library has, and each by its own name: an empty list explains itself.
    let names: Vec<_> = list.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(names, duizhao::review::all_rules().iter().map(|rule| rule.name).collect::<Vec<_>>());
    for line in list.lines() {
        let name = line.split_whitespace().nth(1).unwrap();
        assert!(run(&["explain", name], 0).0.starts_with(name), "{line}");
    }
}
