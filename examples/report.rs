//! One page of a text and its translations and revisions: `cargo run --example report -- TEXT OTHER... > page.html`

use duizhao::finding::TextId;
use duizhao::format::text::{Options, load};
use duizhao::message::Message;
use duizhao::report::{Study, Text, html};
use duizhao::say;
use duizhao::text::Document;
use duizhao::witness::{self, Relation, Witness, relate};

static VERSION: Message = say!(en: "version", zh: "版本");

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let paths = std::env::args().skip(1);
    let loaded: Vec<_> = paths.map(|path| load(&path, &Options::default())).collect::<Result<_, _>>()?;
    let documents = || loaded.iter().map(|text| &text.document);
    // Those in the language of the first are revisions of it, all others translations.
    let relations = relate(documents().map(Document::language), Relation::RevisionOf);
    let versions = documents().zip(relations).enumerate();
    let versions: Vec<_> =
        versions.map(|(n, (document, relation))| Witness { id: TextId(n), document, relation }).collect();
    let examination = witness::lay_out(&versions, &witness::Options::default());
    let text = |(n, document): (usize, _)| {
        let name = loaded[n].path.as_str();
        let (role, encoding) = (&VERSION, &VERSION);
        Text { id: TextId(n), name, path: name, document, role, encoding, said: &[], pages: &[] }
    };
    let texts: Vec<_> = documents().enumerate().map(text).collect();
    print!(
        "{}",
        html::page(&Study {
            title: "Versions",
            texts: &texts,
            examination: &examination,
            findings: None,
            terms: None,
            encoder: None
        })
    );
    Ok(())
}
