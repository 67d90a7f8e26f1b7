//! What a person finds after something went wrong: full disks, limits, signals, no threads, readers that leave.
//!
//! Each command that writes is run into each fault; what lies where its outputs belong is then what was there
//! before or what belongs there, whole, and nothing lies beside it. `scripts/faults` does the same at every system
//! call, where there is `strace`.
#![cfg(target_os = "linux")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

const PROGRAM: &str = env!("CARGO_BIN_EXE_duizhao");

/// Runs a line of shell in `folder`, in which `$D` is the program and `$C` our own communiqué.
fn shell(folder: &Path, line: &str) -> Output {
    let corpus = Path::new(env!("CARGO_MANIFEST_DIR")).join("corpora/communique");
    Command::new("sh")
        .args(["-c", line])
        .env("DUIZHAO_UI", "en")
        .env("D", PROGRAM)
        .env("C", corpus)
        .current_dir(folder)
        .output()
        .unwrap()
}

/// The commands that write files, `$O` in place of the folder's files: `a` and, of those that write two, `b`.
const WRITERS: [&str; 11] = [
    "$D align -q $C/zh.txt $C/en.txt -f tmx -o a",
    "$D align -q $C/zh.txt $C/en.txt -f xlsx -o a",
    "$D align -q $C/zh.txt $C/en.txt -f csv -o a",
    "$D align -q $C/zh.txt $C/en.txt -f html -o a",
    "$D align -q $C/zh.txt $C/en.txt -f moses -o a",
    "$D diff -q $C/zh.txt $C/zh.v2.txt -f html -o a",
    "$D collate -q $C/zh.txt $C/zh.v2.txt -f tei -o a",
    "$D check -q $C/zh.scan.txt -f sarif -o a",
    "$D clean -q $C/zh.scan.txt -o a --log b",
    "$D lines -q $C/zh.txt -o a",
    "$D report -q $C/zh.txt $C/en.txt -o a",
];

/// What lies in a folder, by name.
fn files(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files: Vec<_> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| {
            let path = entry.unwrap().path();
            (path.file_name().unwrap().to_str().unwrap().to_owned(), fs::read(&path).unwrap())
        })
        .collect();
    files.sort();
    files
}

/// A limit on the size of files stands for any disk that fills up: nothing is written, and that is said in a line.
#[test]
fn on_a_disk_that_fills_up_nothing_changes() {
    for line in WRITERS {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        let old = ["a", "a.en", "a.zh", "b"].map(|name| (name.to_owned(), b"old".to_vec()));
        for (name, content) in &old {
            fs::write(at.join(name), content).unwrap();
        }
        let output = shell(at, &format!("ulimit -f 1; {line}"));
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{line}: {said}");
        assert!(said.lines().count() == 1 && said.contains("nothing was written"), "{line}: {said}");
        assert!(!said.contains(".duizhao-"), "{line}: {said}");
        assert_eq!(files(at), old, "{line}");
    }
}

/// Who is interrupted, or told to end, leaves no draft, and all outputs or none.
#[test]
fn a_signal_leaves_all_or_nothing() {
    for signal in ["INT", "TERM", "HUP"] {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        for wait in ["0.01", "0.05", "0.1", "0.2", "0.4"] {
            let line = format!("timeout -s {signal} {wait} $D clean -q $C/zh.scan.txt -o a --log b");
            shell(at, &line);
            let names: Vec<_> = files(at).into_iter().map(|(name, _)| name).collect();
            assert!(names.is_empty() || names == ["a", "b"], "{signal} after {wait}: {names:?}");
            for name in names {
                fs::remove_file(at.join(name)).unwrap();
            }
        }
    }
}

/// A process that is told to ignore the end of its terminal does so.
#[test]
fn what_nohup_ignores_stays_ignored() {
    let folder = tempfile::tempdir().unwrap();
    let line =
        "trap '' HUP; $D align -q $C/zh.txt $C/en.txt -f tmx -o a & p=$!; sleep 0.05; kill -HUP $p; wait $p";
    assert_eq!(shell(folder.path(), line).status.code(), Some(0));
    assert_eq!(files(folder.path()).len(), 1);
}

#[test]
fn a_reader_that_leaves_ends_every_format_cleanly() {
    let folder = tempfile::tempdir().unwrap();
    let forms =
        ["index", "ladder", "jsonl", "tsv", "csv", "tmx", "table", "html"].map(|form| ("align", form));
    let lists = ["jsonl", "tsv", "text", "side", "html", "patch"].map(|form| ("diff", form));
    for (verb, form) in forms.into_iter().chain(lists) {
        let other = if verb == "align" { "en.txt" } else { "zh.v2.txt" };
        // What is left of the pipe is closed before the program writes to it.
        let line = format!("{{ $D {verb} -q $C/zh.txt $C/{other} -f {form}; echo $? >code; }} | true");
        let output = shell(folder.path(), &line);
        assert_eq!(String::from_utf8(output.stderr).unwrap(), "", "{verb} {form}");
        let code = fs::read_to_string(folder.path().join("code")).unwrap();
        assert_eq!(code.trim(), if verb == "align" { "0" } else { "1" }, "{verb} {form}");
    }
}

/// The number of threads changes nothing of what is written.
#[test]
fn any_number_of_threads_gives_the_same() {
    let folder = tempfile::tempdir().unwrap();
    for line in [
        "$D --jobs N check -q $C/zh.scan.txt -f jsonl",
        "$D --jobs N align -q $C/zh.txt $C/en.txt $C/ru.txt -f jsonl",
        "$D --jobs N diff -q $C/zh.txt $C/zh.v2.txt -f jsonl",
        "$D --jobs N clean -q $C/zh.scan.txt",
    ] {
        let of = |threads: &str| shell(folder.path(), &line.replace('N', threads)).stdout;
        let one = of("1");
        assert!(!one.is_empty());
        for threads in ["2", "7"] {
            assert!(of(threads) == one, "{line} with {threads}");
        }
    }
}

#[test]
fn an_error_that_cannot_be_said_is_still_one() {
    let folder = tempfile::tempdir().unwrap();
    let output = shell(folder.path(), "$D lines no-such.txt 2>/dev/full");
    assert_eq!(output.status.code(), Some(2));
    let output = shell(folder.path(), "$D lines $C/zh.txt 2>/dev/full");
    assert_eq!(output.status.code(), Some(0));
}
