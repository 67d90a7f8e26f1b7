//! Reviews a corpus in a browser, where one is there: `tests/browser/review.mjs`.

use std::path::Path;
use std::process::Command;

/// Needs node, a Chromium and a folder with playwright-core, which `DUIZHAO_NODE_MODULES` names:
/// `npm install --prefix FOLDER playwright-core`, then `DUIZHAO_NODE_MODULES=FOLDER/node_modules cargo test --test browser`.
#[test]
fn a_corpus_is_reviewed_in_both_lives_of_the_page() {
    let chromium = std::env::var("DUIZHAO_CHROMIUM").unwrap_or("/usr/bin/chromium".to_owned());
    let Ok(modules) = std::env::var("DUIZHAO_NODE_MODULES") else {
        eprintln!("skipped: DUIZHAO_NODE_MODULES names no folder with playwright-core");
        return;
    };
    let has_node = Command::new("node").arg("--version").output().is_ok();
    if !has_node || !Path::new(&chromium).exists() || !Path::new(&modules).join("playwright-core").exists() {
        eprintln!("skipped: node, {chromium} or {modules}/playwright-core is not there");
        return;
    }
    let done = Command::new("node")
        .arg("tests/browser/review.mjs")
        .env("DUIZHAO", env!("CARGO_BIN_EXE_duizhao"))
        .env("DUIZHAO_CHROMIUM", chromium)
        .env("DUIZHAO_NODE_MODULES", modules)
        .output()
        .unwrap();
    let talk = [done.stdout, done.stderr].concat();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&talk));
}
