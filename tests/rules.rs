//! Holds `docs/rules/` to what the rules say: a page for each, and an index.
//!
//! `DUIZHAO_DOCS=write cargo test --test rules` writes them anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use duizhao::report::rules::{index, page};
use duizhao::review::all_rules;

#[test]
fn every_rule_has_its_page_in_docs() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules");
    let rules = all_rules();
    let mut expected: BTreeMap<_, _> =
        rules.iter().map(|rule| (format!("{}.md", rule.name), format!("# {}", page(rule)))).collect();
    expected.insert("README.md".to_owned(), format!("{HEAD}\n{}", index(rules)));
    if std::env::var_os("DUIZHAO_DOCS").is_some() {
        fs::create_dir_all(&folder).unwrap();
        for entry in fs::read_dir(&folder).unwrap() {
            fs::remove_file(entry.unwrap().path()).unwrap();
        }
        for (name, text) in &expected {
            fs::write(folder.join(name), text).unwrap();
        }
    }
    let read = |entry: fs::DirEntry| {
        let text = fs::read_to_string(entry.path()).unwrap();
        (entry.file_name().into_string().unwrap(), text)
    };
    let found: BTreeMap<_, _> = fs::read_dir(&folder).unwrap().map(|entry| read(entry.unwrap())).collect();
    for name in expected.keys().chain(found.keys()) {
        assert!(
            found.get(name) == expected.get(name),
            "docs/rules/{name} is not what the rules say; `DUIZHAO_DOCS=write cargo test --test rules` writes it"
        );
    }
}

const HEAD: &str = "\
# The rules of `duizhao check`

Each page is what `duizhao explain RULE` prints. It is made from the rule's own documentation, whose
examples are its tests; `DUIZHAO_DOCS=write cargo test --test rules` writes these files anew.
";
