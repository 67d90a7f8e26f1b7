//! What is a text with every safe fix made, and what was made? `cargo run --example clean -- FILE`

use duizhao::clean::{Options, clean, inspect};
use duizhao::finding::TextId;
use duizhao::review::Review;
use duizhao::text::{Document, Language};
use duizhao::witness::{self, Relation, Witness};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let text = std::fs::read_to_string(std::env::args().nth(1).ok_or("usage: clean FILE")?)?;
    let language = Language::detect(&text);
    let again = |text| Document::new(text, language.clone());
    let document = again(text);
    // Other versions would stand behind it, as witnesses.
    let versions = [Witness { id: TextId(0), document: &document, relation: Relation::Pivot }];
    let (examine, review) = (witness::Options::default(), Review::default());
    let options = Options { examine: &examine, review: &review, again: &again, can_write: &|_, _| true };
    let cleaned = clean(&versions, &inspect(&versions, &examine, &review), &options).cleaned;
    for fix in &cleaned.applied {
        eprintln!("{}: `{}` > `{}`", fix.rule, fix.before.of(document.text()), fix.after.of(&cleaned.text));
    }
    print!("{}", cleaned.text);
    Ok(())
}
