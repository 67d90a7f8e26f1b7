//! Holds the layers: each names only those to its left, and none below `format` does any I/O.
//!
//! ```text
//! message  <-  text  <-  encoder, finding  <-  align, diff, check  <-  terms  <-  witness, collate  <-  review  <-  clean  <-  format, report  <-  record  <-  cli
//! ```

use std::fs;
use std::path::{Path, PathBuf};

/// Each layer and those that it may name.
const MAY_NAME: [(&str, &[&str]); 15] = [
    ("message", &[]),
    ("text", &["message"]),
    ("encoder", &["text"]),
    ("finding", &["message", "text"]),
    ("align", &["message", "text", "encoder", "finding"]),
    ("diff", &["message", "text", "finding"]),
    ("check", &["message", "text", "finding"]),
    ("terms", &["message", "text", "finding", "align", "check"]),
    ("witness", &["message", "text", "finding", "align", "diff", "check", "terms"]),
    ("collate", &["message", "text", "finding", "diff"]),
    ("review", &["message", "text", "finding", "align", "diff", "check", "witness"]),
    ("clean", &["message", "text", "finding", "check", "witness", "review"]),
    (
        "format",
        &[
            "message", "text", "encoder", "finding", "align", "diff", "check", "terms", "witness", "collate",
            "review", "clean",
        ],
    ),
    (
        "report",
        &[
            "message", "text", "finding", "align", "diff", "check", "terms", "witness", "collate", "review",
            "clean",
        ],
    ),
    (
        "record",
        &[
            "message", "text", "encoder", "finding", "align", "diff", "check", "terms", "witness", "collate",
            "review", "clean", "format", "report",
        ],
    ),
];

/// What value in, value out has no use for.
const OUTSIDE: [&str; 11] = [
    "std::fs",
    "std::env",
    "std::io",
    "std::net",
    "std::process",
    "std::time",
    "println!",
    "print!",
    "dbg!",
    "SystemTime",
    "Instant",
];

#[test]
fn each_layer_names_only_those_to_its_left() {
    for (layer, allowed) in MAY_NAME {
        for (path, code) in files_of(layer) {
            for (other, _) in MAY_NAME.iter().filter(|(other, _)| *other != layer && !allowed.contains(other))
            {
                assert!(!names(&code, other), "{} names `{other}`", path.display());
            }
            assert!(!names(&code, "cli"), "{} names `cli`", path.display());
        }
    }
}

#[test]
fn value_in_value_out_below_format() {
    for layer in [
        "message", "text", "encoder", "finding", "align", "diff", "check", "terms", "witness", "collate",
        "review", "clean",
    ] {
        for (path, code) in files_of(layer) {
            for word in OUTSIDE {
                assert!(!has(&code, word), "{} has `{word}`", path.display());
            }
        }
    }
}

#[test]
fn nothing_below_the_command_line_prints_or_reads_the_clock_or_the_environment() {
    for layer in ["format", "report"] {
        for (path, code) in files_of(layer) {
            for word in ["println!", "print!", "dbg!", "std::env", "std::time", "SystemTime", "Instant"] {
                assert!(!has(&code, word), "{} has `{word}`", path.display());
            }
        }
    }
}

#[test]
fn a_list_of_imports_hides_nothing() {
    assert!(
        has("use std::{fs, io};", "std::io")
            && has("use std::{\n    cmp,\n    time::Instant,\n};", "std::time")
    );
    assert!(has("use std::fs;", "std::fs") && has("std::fs::read(path)", "std::fs"));
    assert!(!has("use std::{cmp, fmt};", "std::fs") && !has("use std::{cmp::Ordering, iter};", "std::io"));
}

/// Whether `code` has `word`; a path of the standard library also as a part of a list of imports.
fn has(code: &str, word: &str) -> bool {
    let listed = word.strip_prefix("std::").is_some_and(|module| {
        code.match_indices("std::{").any(|(at, found)| {
            let list = code[at + found.len()..].split(';').next().unwrap_or("");
            list.split([',', '{', '}']).any(|item| {
                let item = item.trim();
                item == module || item.starts_with(&format!("{module}::"))
            })
        })
    });
    listed || code.contains(word)
}

/// Whether `code` names the module `layer` of this crate.
fn names(code: &str, layer: &str) -> bool {
    let path = |before: &str| {
        code.match_indices(&format!("{before}{layer}")).any(|(at, found)| {
            !code[at + found.len()..].starts_with(|c: char| c.is_alphanumeric() || c == '_')
        })
    };
    let listed = code.match_indices("crate::{").any(|(at, _)| {
        let list = code[at + "crate::{".len()..].split(';').next().unwrap_or("");
        list.split([',', '{', '}']).any(|item| {
            let item = item.trim();
            item == layer || item.starts_with(&format!("{layer}::"))
        })
    });
    path("crate::") || path("duizhao::") || listed
}

/// The files of a layer, without their comments; tests may do as they like.
fn files_of(layer: &str) -> Vec<(PathBuf, String)> {
    let mut files = Vec::new();
    collect(&Path::new(env!("CARGO_MANIFEST_DIR")).join("src").join(layer), &mut files);
    assert!(!files.is_empty(), "no files in {layer}");
    let code = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        let tested = text.split("#[cfg(test)]\nmod tests {").next().unwrap_or(&text);
        let lines = tested.lines().filter(|line| !line.trim_start().starts_with("//"));
        let code = lines.collect::<Vec<_>>().join("\n");
        (path, code)
    };
    files.into_iter().map(code).collect()
}

fn collect(folder: &Path, files: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            collect(&path, files);
        } else if path.extension().is_some_and(|ending| ending == "rs")
            && path.file_name().is_some_and(|name| name != "tests.rs")
        {
            files.push(path);
        }
    }
}
