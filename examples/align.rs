//! Which sentences render which? `cargo run --example align -- SOURCE TARGET`

use std::{env, fs, process};

use duizhao::align::{Options, align};
use duizhao::text::{Document, Language};

fn main() {
    let Some([source, target]) = read() else {
        eprintln!("usage: align SOURCE TARGET");
        process::exit(2);
    };
    for bead in align(&source, &target, &Options::default()).beads() {
        let (from, to) = (source.sentences(bead.source.clone()), target.sentences(bead.target.clone()));
        println!("{:.2}\t{from}\t{to}", bead.confidence);
    }
}

fn read() -> Option<[Document; 2]> {
    let texts = env::args().skip(1).map(|path| fs::read_to_string(path).ok());
    let texts: Option<Vec<String>> = texts.collect();
    let document = |text: String| {
        let language = Language::detect(&text);
        Document::new(text, language)
    };
    texts?.into_iter().map(document).collect::<Vec<_>>().try_into().ok()
}
