//! Where do versions in one language read otherwise? `cargo run --example collate -- BASE OTHER...`

use duizhao::collate::synopsis;
use duizhao::diff::Options;
use duizhao::text::{Document, Language};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let texts: Vec<String> =
        std::env::args().skip(1).map(std::fs::read_to_string).collect::<Result<_, _>>()?;
    let language = Language::detect(texts.first().ok_or("usage: collate BASE OTHER...")?);
    let versions: Vec<_> = texts.into_iter().map(|text| Document::new(text, language.clone())).collect();
    let others: Vec<&Document> = versions[1..].iter().collect();
    let synopsis = synopsis(&versions[0], &others, &Options::default());
    for variant in &synopsis.variants {
        println!("{}]", &synopsis.words[variant.lemma.clone()]);
        for reading in &variant.readings {
            println!("  {} {:?}", reading.text, reading.witnesses);
        }
    }
    Ok(())
}
