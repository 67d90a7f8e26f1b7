//! One page of a text and its translations and revisions: `cargo run --example report -- TEXT OTHER... > page.html`

use duizhao::format::text::{Options, load};
use duizhao::report::{Study, Text, html};
use duizhao::text::Document;
use duizhao::witness::{self, Relation, Witness, relate};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths: Vec<String> = std::env::args().skip(1).collect();
    let texts: Vec<_> = paths.iter().map(|path| load(path, &Options::default())).collect::<Result<_, _>>()?;
    let documents = || texts.iter().map(|text| &text.document);
    // Those in the language of the first are revisions of it, all others translations.
    let relations = relate(documents().map(Document::language), Relation::RevisionOf);
    let witnesses: Vec<_> =
        documents().zip(relations).map(|(document, relation)| Witness { document, relation }).collect();
    let examination = witness::examine(&witnesses, &witness::Options::default());
    let texts = texts.iter().map(|text| Text {
        name: &text.path,
        path: &text.path,
        document: &text.document,
        role: "",
        encoding: "",
        said: &[],
        pages: &[],
    });
    let texts: Vec<Text> = texts.collect();
    print!("{}", html::page(&Study { title: "Versions", texts: &texts, examination: &examination }));
    Ok(())
}
