//! Does every command of the README run?
//!
//! Each line of a block of `sh` that begins with `duizhao` is run, in a folder that holds a copy of `corpora/`, so that what it
//! writes litters nothing. It must end with 0 or 1 (nothing to report, or something), never with 2; and with
//! something where there is something to find, in print if it is not written to a file.

use std::fs;
use std::path::Path;
use std::process::Command;

#[test]
fn every_command_runs() {
    let written =
        ["memory.tmx", "rows.xlsx", "clean.txt", "fixes.jsonl", "versions.html", "three.html", "known.jsonl"];
    check("README.md", "en", &written);
}

#[test]
fn every_command_of_the_chinese_one_runs() {
    check("README.zh-CN.md", "zh", &["memory.tmx", "rows.xlsx", "clean.txt", "fixes.jsonl"]);
}

#[test]
fn every_command_of_the_formats_runs() {
    for (page, ui) in [("docs/formats.md", "en"), ("docs/formats.zh.md", "zh")] {
        check(page, ui, &["memory.docx", "memory.tmx", "talk.zh.xml", "talk.zh-en.xml", "talk.tmx"]);
    }
}

fn check(readme: &str, ui: &str, written: &[&str]) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let readme = fs::read_to_string(root.join(readme)).expect("the README");
    let folder = tempfile::tempdir().expect("a folder");
    let texts = folder.path().join("corpora/communique");
    fs::create_dir_all(&texts).expect("a folder");
    for entry in fs::read_dir(root.join("corpora/communique")).expect("the corpus") {
        let entry = entry.expect("a file");
        fs::copy(entry.path(), texts.join(entry.file_name())).expect("a copy");
    }
    // What waits for a person, as `review` does, stands in a block of `text`.
    let blocks = readme.split("\n```").filter_map(|block| block.strip_prefix("sh\n"));
    let commands: Vec<_> =
        blocks.flat_map(str::lines).filter_map(|line| line.strip_prefix("duizhao ")).collect();
    assert!(commands.len() > 3, "where have the commands gone?");
    for command in commands {
        let output = Command::new(env!("CARGO_BIN_EXE_duizhao"))
            .args(command.split_whitespace())
            .env("DUIZHAO_UI", ui)
            .current_dir(folder.path())
            .output()
            .expect("the program");
        let said = String::from_utf8_lossy(&output.stderr);
        // The scan is known to have faults, and the versions to differ: nothing found there is a failure.
        let scan =
            command.starts_with("check ") && command.contains("zh.scan.txt") && !command.contains("baseline");
        let code = if scan || command.starts_with("diff ") { 1..=1 } else { 0..=1 };
        let ended = output.status.code();
        assert!(ended.is_some_and(|ended| code.contains(&ended)), "duizhao {command}: {ended:?} {said}");
        let to_file = [" -o ", " --write-baseline "].iter().any(|option| command.contains(option));
        assert!(
            to_file || ended == Some(0) || !output.stdout.is_empty(),
            "duizhao {command}: printed nothing"
        );
    }
    for written in written {
        let size = fs::metadata(folder.path().join(written)).map_or(0, |file| file.len());
        assert!(size > 0, "`{written}` was not written");
    }
}
