//! The page on git is the test: its blocks are pasted in a repository of our own, where git is there.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

/// The blocks of the page, with the language of each.
fn blocks() -> Vec<(String, String)> {
    let page = fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/docs/git.md")).expect("the page");
    let mut blocks = Vec::new();
    let mut parts = page.split("```");
    parts.next();
    while let (Some(block), Some(_)) = (parts.next(), parts.next()) {
        let (language, text) = block.split_once('\n').expect("a block has lines");
        blocks.push((language.to_owned(), text.to_owned()));
    }
    blocks
}

fn block(language: &str, with: &str) -> String {
    let found = blocks().into_iter().find(|(of, text)| of == language && text.contains(with));
    found.unwrap_or_else(|| panic!("no block has {with}")).1
}

/// Runs a script in the repository, with our program on its path and no configuration but its own.
fn run(folder: &Path, script: &str) -> Output {
    let ours = Path::new(env!("CARGO_BIN_EXE_duizhao")).parent().expect("a folder").to_owned();
    let path = std::env::var_os("PATH").unwrap_or_default();
    let paths = std::iter::once(ours).chain(std::env::split_paths(&path));
    Command::new("sh")
        .args(["-c", script])
        .current_dir(folder)
        .env("PATH", std::env::join_paths(paths).expect("paths"))
        .env("HOME", folder)
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env("GIT_PAGER", "cat")
        .output()
        .expect("a shell")
}

#[track_caller]
fn done(folder: &Path, script: &str) -> String {
    let output = run(folder, script);
    let said = String::from_utf8_lossy(&output.stdout).into_owned();
    assert!(output.status.success(), "{script}\n{said}{}", String::from_utf8_lossy(&output.stderr));
    said
}

/// A repository with one commit of `files`; nothing where there is no git or no shell.
fn repository(files: &[(&str, &[u8])]) -> Option<tempfile::TempDir> {
    if cfg!(not(unix)) || Command::new("git").arg("--version").output().is_err() {
        return None;
    }
    let folder = tempfile::tempdir().expect("a folder");
    files.iter().for_each(|(name, bytes)| fs::write(folder.path().join(name), bytes).expect("a file"));
    done(
        folder.path(),
        "git init -q . && git config user.name a && git config user.email a@example.org && git add . && git commit -q -m one",
    );
    Some(folder)
}

const OLD: &str =
    "# The quay\n\nThe gate opens at dawn. The fee for a berth is 20 crowns.\n\nDogs are welcome.\n";
const NEW: &str =
    "# The quay\n\nThe gate opens at\ndawn. The fee for a berth is 25 crowns.\n\nDogs are welcome.\n";
const TRANSLATION: &str = "# 码头\n\n大门黎明开放。泊位费为20克朗。\n\n欢迎带狗。\n";

#[test]
fn git_shows_sentences_of_word_documents() {
    let Some(folder) = repository(&[("a.en.md", OLD.as_bytes()), ("b.en.md", NEW.as_bytes())]) else {
        return;
    };
    let at = folder.path();
    done(at, &block("sh", "textconv"));
    // Documents of two versions, made by the redline's own writer.
    done(at, "duizhao diff -q a.en.md a.en.md -o text.docx; git add . && git commit -q -m two");
    done(at, "duizhao diff -q b.en.md b.en.md -o text.docx");
    let said = done(at, "git diff -- text.docx");
    assert!(said.contains("-The fee for a berth is 20 crowns."), "{said}");
    assert!(said.contains("+The fee for a berth is 25 crowns."), "{said}");
    assert!(!said.contains("Binary files"), "{said}");
}

#[test]
fn a_driver_shows_changes_by_sentence() {
    let Some(folder) = repository(&[("guide.en.md", OLD.as_bytes())]) else { return };
    let at = folder.path();
    done(at, &block("sh", "diff.duizhao.command"));
    fs::write(at.join("guide.en.md"), NEW).expect("a file");
    fs::write(at.join("new.txt"), "One more.\n").expect("a file");
    done(at, "git add -N new.txt");
    let said = done(at, "git diff");
    assert!(said.contains("20") && said.contains("25") && said.contains("1 change"), "{said}");
    assert!(!said.contains("@@"), "{said}");
    done(at, "git add . && git commit -q -m two");
    done(at, &block("sh", "redline.docx"));
    assert!(at.join("redline.docx").exists());
}

#[test]
fn a_hook_stops_what_is_staged_and_wrong() {
    let Some(folder) = repository(&[("a.zh.txt", "各国同意。\n".as_bytes())]) else { return };
    let at = folder.path();
    fs::create_dir_all(at.join(".git/hooks")).expect("a folder");
    fs::write(at.join(".git/hooks/pre-commit"), block("sh", "checkout-index")).expect("a hook");
    done(at, "chmod +x .git/hooks/pre-commit");
    fs::write(at.join("b.zh.txt"), "各国在会议上一致同意同意，并通过了决议议。\n").expect("a file");
    let stopped = run(at, "git add b.zh.txt && git commit -q -m two");
    assert!(!stopped.status.success());
    assert!(
        String::from_utf8_lossy(&stopped.stdout).contains("b.zh.txt")
            || String::from_utf8_lossy(&stopped.stderr).contains("b.zh.txt")
    );
    fs::write(at.join("b.zh.txt"), "各国在会议上一致同意，并通过了决议。\n").expect("a file");
    done(at, "git add b.zh.txt && git commit -q -m two");
    // What is not staged does not count.
    fs::write(at.join("c.zh.txt"), "各国在会议上一致同意同意，并通过了决议议。\n").expect("a file");
    fs::write(at.join("a.zh.txt"), "各国都同意。\n").expect("a file");
    done(at, "git add a.zh.txt && git commit -q -m three");
}

#[test]
fn a_translation_left_behind_is_a_list() {
    let files = [("guide.en.md", OLD.as_bytes()), ("guide.zh.md", TRANSLATION.as_bytes())];
    let Some(folder) = repository(&files) else { return };
    let at = folder.path();
    fs::write(at.join("guide.en.md"), NEW).expect("a file");
    done(at, "git add . && git commit -q -m two");
    done(at, &block("sh", "todo.xlf"));
    let list = fs::read_to_string(at.join("todo.xlf")).expect("the list");
    assert!(list.contains("<target state=\"needs-translation\">泊位费为20克朗。</target>"), "{list}");
}

#[test]
fn what_the_hosted_check_runs_is_sarif() {
    let page = block("yaml", "sarif");
    let line = page.lines().find_map(|line| line.trim().strip_prefix("- run: duizhao")).expect("the command");
    let files = [("a.zh.txt", "各国在会议上一致同意同意，并通过了决议议。\n".as_bytes())];
    let Some(folder) = repository(&files) else { return };
    done(folder.path(), &format!("duizhao{line}"));
    let sarif = fs::read_to_string(folder.path().join("texts.sarif")).expect("the file");
    let sarif: serde_json::Value = serde_json::from_str(&sarif).expect("JSON");
    assert_eq!(sarif["version"], "2.1.0");
}
