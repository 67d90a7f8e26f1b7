//! What is a text with every safe fix made, and what was made? `cargo run --example clean -- FILE`

use duizhao::check::{Options, check, clean_wholly};
use duizhao::text::{Document, Language};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(std::env::args().nth(1).ok_or("usage: clean FILE")?)?;
    let language = Language::detect(&text);
    // One fix makes another possible, so what has come of the text is checked again.
    let look = |text: &str| check(&Document::new(text.to_owned(), language.clone()), &Options::default());
    let (cleaned, _) = clean_wholly(&text, look(&text), look);
    for fix in &cleaned.applied {
        eprintln!("{}: `{}` > `{}`", fix.rule, fix.before.of(&text), fix.after.of(&cleaned.text));
    }
    print!("{}", cleaned.text);
    Ok(())
}
