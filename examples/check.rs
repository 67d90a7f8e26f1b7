//! What is wrong in a text? `cargo run --example check -- FILE`

use duizhao::check::{Options, check};
use duizhao::text::{Document, Language};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(std::env::args().nth(1).ok_or("usage: check FILE")?)?;
    let language = Language::detect(&text);
    let document = Document::new(text, language);
    for finding in check(&document, &Options::default()) {
        let place = document.lines().place(finding.span.start);
        println!("{}:{}: {}: {}", place.line, place.column, finding.rule, finding.message);
    }
    Ok(())
}
