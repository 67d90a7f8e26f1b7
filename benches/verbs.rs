//! How long does each verb take on the texts of `corpora/`? `cargo bench`, or `cargo bench -- check` for one of them.
//!
//! These are for "did I slow it down?", before and after on one machine. How duizhao does beside other programs, on
//! large texts, is asked by `scripts/measure`.

use divan::Bencher;
use divan::counter::BytesCount;
use duizhao::format::text::{Options, from_bytes};
use duizhao::text::{Document, Language};
use duizhao::{align, check, diff};

const CHINESE: &str = include_str!("../corpora/communique/zh.txt");
const SCAN: &str = include_str!("../corpora/communique/zh.scan.txt");
const ENGLISH: &str = include_str!("../corpora/communique/en.txt");

fn main() {
    // What is opened when it is first asked for is no part of what is measured.
    let [chinese, english] = [document(CHINESE, "zh"), document(ENGLISH, "en")];
    drop((
        align::align(&chinese, &english, &Default::default()),
        check::check(&chinese, &Default::default()),
    ));
    divan::main();
}

fn document(text: &str, language: &str) -> Document {
    Document::new(text.to_owned(), Language::new(language))
}

/// Bytes of a file to a document: encoding, language, layout, sentences.
#[divan::bench]
fn read(bencher: Bencher) {
    let read = || from_bytes("zh.txt", SCAN.into(), &Options::default());
    bencher.counter(BytesCount::of_str(SCAN)).bench(read);
}

/// Layout and sentences.
#[divan::bench(args = [("zh", SCAN), ("en", ENGLISH)])]
fn split(bencher: Bencher, (language, text): (&str, &str)) {
    bencher.counter(BytesCount::of_str(text)).bench(|| document(text, language));
}

#[divan::bench]
fn align(bencher: Bencher) {
    let [chinese, english] = [document(CHINESE, "zh"), document(ENGLISH, "en")];
    bencher.bench(|| align::align(&chinese, &english, &Default::default()));
}

#[divan::bench]
fn check(bencher: Bencher) {
    let scan = document(SCAN, "zh");
    bencher.counter(BytesCount::of_str(SCAN)).bench(|| check::check(&scan, &Default::default()));
}

#[divan::bench]
fn diff(bencher: Bencher) {
    let [scan, clean] = [document(SCAN, "zh"), document(CHINESE, "zh")];
    bencher.counter(BytesCount::of_str(SCAN)).bench(|| diff::diff(&scan, &clean, &Default::default()));
}
