//! An encoder with what some languages need of its vocabulary.
//!
//! Two thirds of a small encoder are the vectors of its pieces, and most of these are of scripts that a user never
//! reads. A piece is kept if every letter of it is of a script that one of the languages is written in; marks and
//! digits are always kept. What is left out is no error afterwards: it is read in smaller pieces, or not at all.

use crate::encoder::{Cutting, Embeddings, Encoder, Network, Pieces};
use crate::text::Language;

/// The encoder with the pieces of `languages` only.
pub fn cut(encoder: Encoder, languages: &[Language]) -> Encoder {
    let mut scripts: Vec<&str> = languages.iter().flat_map(scripts_of).copied().collect();
    scripts.push(COMMON);
    let is_kept = |piece: &str| piece.chars().all(|c| scripts.contains(&script_of(c)));
    let (pieces, network) = (&encoder.pieces, &encoder.network);
    let marks = [pieces.begin, pieces.end, pieces.unknown];
    let kept: Vec<u32> =
        (0..pieces.len() as u32).filter(|n| marks.contains(n) || is_kept(pieces.piece(*n))).collect();
    let (mut text, mut starts, mut rows) = (String::new(), vec![0], Vec::new());
    for &n in &kept {
        text.push_str(pieces.piece(n));
        starts.push(text.len() as u32);
        rows.extend_from_slice(network.embeddings.row(n as usize, network.width));
    }
    let cutting = match &pieces.cutting {
        Cutting::Likeliest(weights) => {
            Cutting::Likeliest(kept.iter().map(|&n| weights[n as usize]).collect())
        }
        longest => longest.clone(),
    };
    let marks = marks.map(|mark| kept.partition_point(|&n| n < mark) as u32);
    let Some(pieces) = Pieces::new(text, starts, cutting, marks, pieces.normal().to_vec()) else {
        return encoder;
    };
    let embeddings = Embeddings { bits: network.embeddings.bits, bytes: rows, from: 0 };
    let network = Network { pieces: kept.len(), embeddings, ..network.clone_without_embeddings() };
    let name = encoder.name().to_owned();
    let made = Encoder::new(name, String::new(), encoder.prefix.clone(), pieces, network);
    made.and_then(|made| super::as_file(&made)).unwrap_or(encoder)
}

const COMMON: &str = "";
const LATIN: &str = "Latn";

/// The scripts that a language is written in.
fn scripts_of(language: &Language) -> &'static [&'static str] {
    match language.base() {
        "zh" | "yue" | "lzh" | "wuu" | "hak" | "nan" => &["Hani"],
        "ja" => &["Hani", "Kana"],
        "ko" => &["Hang", "Hani"],
        "ru" | "uk" | "be" | "bg" | "mk" | "ky" | "mn" | "tg" | "tt" | "ba" | "cv" | "ce" | "os" | "sah"
        | "tyv" | "udm" | "mhr" | "myv" => &["Cyrl"],
        "kk" | "sr" | "uz" | "az" | "tk" | "bs" | "sh" => &["Cyrl", LATIN],
        "el" => &["Grek"],
        "ar" | "fa" | "ur" | "ps" | "ug" | "ckb" | "sd" | "prs" => &["Arab"],
        "ku" => &["Arab", LATIN],
        "he" | "yi" => &["Hebr"],
        "hi" | "mr" | "ne" | "sa" => &["Deva"],
        "bn" | "as" => &["Beng"],
        "pa" => &["Guru", "Arab"],
        "gu" => &["Gujr"],
        "or" => &["Orya"],
        "ta" => &["Taml"],
        "te" => &["Telu"],
        "kn" => &["Knda"],
        "ml" => &["Mlym"],
        "si" => &["Sinh"],
        "th" => &["Thai"],
        "lo" => &["Laoo"],
        "bo" | "dz" => &["Tibt"],
        "my" => &["Mymr"],
        "ka" => &["Geor"],
        "am" | "ti" => &["Ethi"],
        "km" => &["Khmr"],
        "hy" => &["Armn"],
        _ => &[LATIN],
    }
}

/// The script of a letter by its block; that of marks and digits is common.
fn script_of(c: char) -> &'static str {
    if !c.is_alphabetic() && !matches!(u32::from(c), 0x0300..=0x1cff | 0x20d0..=0x20ff) {
        return COMMON;
    }
    match u32::from(c) {
        0x0041..=0x02ff
        | 0x1d00..=0x1dbf
        | 0x1e00..=0x1eff
        | 0x2c60..=0x2c7f
        | 0xa720..=0xa7ff
        | 0xff21..=0xff5a => LATIN,
        0x0300..=0x036f => COMMON,
        0x0370..=0x03ff | 0x1f00..=0x1fff => "Grek",
        0x0400..=0x052f | 0x1c80..=0x1c8f | 0x2de0..=0x2dff | 0xa640..=0xa69f => "Cyrl",
        0x0530..=0x058f | 0xfb13..=0xfb17 => "Armn",
        0x0590..=0x05ff | 0xfb1d..=0xfb4f => "Hebr",
        0x0600..=0x06ff | 0x0750..=0x077f | 0x08a0..=0x08ff | 0xfb50..=0xfdff | 0xfe70..=0xfeff => "Arab",
        0x0900..=0x097f => "Deva",
        0x0980..=0x09ff => "Beng",
        0x0a00..=0x0a7f => "Guru",
        0x0a80..=0x0aff => "Gujr",
        0x0b00..=0x0b7f => "Orya",
        0x0b80..=0x0bff => "Taml",
        0x0c00..=0x0c7f => "Telu",
        0x0c80..=0x0cff => "Knda",
        0x0d00..=0x0d7f => "Mlym",
        0x0d80..=0x0dff => "Sinh",
        0x0e00..=0x0e7f => "Thai",
        0x0e80..=0x0eff => "Laoo",
        0x0f00..=0x0fff => "Tibt",
        0x1000..=0x109f => "Mymr",
        0x10a0..=0x10ff | 0x1c90..=0x1cbf => "Geor",
        0x1100..=0x11ff | 0x3130..=0x318f | 0xac00..=0xd7af => "Hang",
        0x1200..=0x139f => "Ethi",
        0x1780..=0x17ff => "Khmr",
        0x3005..=0x3007 | 0x3100..=0x312f | 0x3400..=0x9fff | 0xf900..=0xfaff | 0x20000..=0x3ffff => "Hani",
        0x3040..=0x30ff | 0x31f0..=0x31ff | 0xff66..=0xff9d => "Kana",
        _ => "Zzzz",
    }
}
