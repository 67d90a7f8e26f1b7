//! What is wrong in a text, and what is it with every safe fix made? `cargo run --example check -- FILE`

use std::{env, fs, process};

use duizhao::clean::{Options, clean, inspect};
use duizhao::finding::TextId;
use duizhao::review::Review;
use duizhao::text::{Document, Language};
use duizhao::witness::{self, Relation, Witness};

fn main() {
    let Some(text) = env::args().nth(1).and_then(|path| fs::read_to_string(path).ok()) else {
        eprintln!("usage: check FILE");
        process::exit(2);
    };
    let language = Language::detect(&text);
    let document = Document::new(text, language);
    // Other versions would stand behind it, as witnesses.
    let versions = [Witness { id: TextId(0), document: &document, relation: Relation::Pivot }];
    let (examine, review) = (witness::Options::default(), Review::default());
    let found = inspect(&versions, &examine, &review);
    for finding in &found.findings {
        let place = document.lines().place(finding.span.start);
        eprintln!("{}:{}: {}: {}", place.line, place.column, finding.rule, finding.message);
    }
    let again = |text| Document::new(text, document.language().clone());
    let options = Options { examine: &examine, review: &review, again: &again, can_write: &|_, _| true };
    print!("{}", clean(&versions, &found, &options).document.text());
}
