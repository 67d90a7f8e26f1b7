//! What is wrong in a text, and what is it with every safe fix made? `cargo run --example check -- FILE`

use std::{env, fs, process};

use duizhao::check::{Options, check, clean};
use duizhao::text::{Document, Language};

fn main() {
    let Some(text) = env::args().nth(1).and_then(|path| fs::read_to_string(path).ok()) else {
        eprintln!("usage: check FILE");
        process::exit(2);
    };
    let language = Language::detect(&text);
    let document = Document::new(text, language);
    let found = check(&document, &Options::default());
    for finding in &found {
        let place = document.lines().place(finding.span.start);
        eprintln!("{}:{}: {}: {}", place.line, place.column, finding.rule, finding.message);
    }
    print!("{}", clean(document.text(), &found).text);
}
