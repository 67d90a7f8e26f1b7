//! What did a reviser change? `cargo run --example diff -- OLD NEW`

use std::{env, fs, process};

use duizhao::diff::{Options, diff};
use duizhao::text::{Document, Language};

fn main() {
    let paths: Vec<String> = env::args().skip(1).collect();
    let texts: Option<Vec<String>> = paths.iter().map(|path| fs::read_to_string(path).ok()).collect();
    let Some([old, new]) = texts.and_then(|texts| <[String; 2]>::try_from(texts).ok()) else {
        eprintln!("usage: diff OLD NEW");
        process::exit(2);
    };
    // Two versions of one text are in one language, whatever either looks like by itself.
    let language = Language::detect(&old);
    let (old, new) = (Document::new(old, language.clone()), Document::new(new, language));
    for change in &diff(&old, &new, &Options::default()).changes {
        let (before, after) = (old.sentences(change.old.clone()), new.sentences(change.new.clone()));
        println!("{}, {}\n- {before}\n+ {after}", change.kind.name(), change.class.name());
    }
}
