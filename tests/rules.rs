//! Holds `docs/rules/` to what the rules say: a page for each, and an index.
//!
//! `DUIZHAO_DOCS=write cargo test --test rules` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use duizhao::finding::example::Part;
use duizhao::message::Ui;
use duizhao::report::rules::{index, page};
use duizhao::review::all_rules;

#[test]
fn every_rule_has_its_page_in_docs() {
    check("docs/rules", Ui::En, HEAD);
}

#[test]
fn every_rule_has_its_page_in_chinese() {
    for rule in all_rules() {
        let prose = rule.parts(Ui::En).iter().filter(|part| matches!(part, Part::Prose(_))).count();
        assert_eq!(
            rule.zh.len(),
            prose,
            "`{}`: its `zh` has a part for each part of prose in `doc`",
            rule.name
        );
    }
    check("docs/rules/zh", Ui::Zh, HEAD_ZH);
}

#[track_caller]
fn check(folder: &str, ui: Ui, head: &str) {
    let shown = folder;
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let rules = all_rules();
    let mut expected: BTreeMap<_, _> =
        rules.iter().map(|rule| (format!("{}.md", rule.name), format!("# {}", page(rule, ui)))).collect();
    expected.insert("README.md".to_owned(), format!("{head}\n{}", index(rules, ui)));
    if std::env::var_os("DUIZHAO_DOCS").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for entry in files(&folder) {
            fs::remove_file(entry).unwrap();
        }
        for (name, text) in &expected {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let read = |path: PathBuf| {
        let text = fs::read_to_string(&path).unwrap();
        (path.file_name().unwrap().to_str().unwrap().to_owned(), text)
    };
    let found: BTreeMap<_, _> = files(&folder).into_iter().map(read).collect();
    for name in expected.keys().chain(found.keys()) {
        assert!(
            found.get(name) == expected.get(name),
            "{shown}/{name} is not what the rules say; `DUIZHAO_DOCS=write cargo test --test rules` writes it"
        );
    }
}

fn files(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path());
    entries.filter(|path| path.is_file()).collect()
}

const HEAD_ZH: &str = "\
# `duizhao check` 的规则

每一页就是 `duizhao explain 规则名` 所显示的。页面由规则自带的说明生成，其中的例子就是规则的测试；`DUIZHAO_DOCS=write cargo test --test rules` 重新写出这些文件。[English](../README.md)
";

const HEAD: &str = "\
# The rules of `duizhao check`

Each page is what `duizhao explain RULE` prints. It is made from the rule's own documentation, whose
examples are its tests; `DUIZHAO_DOCS=write cargo test --test rules` writes these files anew.
";
