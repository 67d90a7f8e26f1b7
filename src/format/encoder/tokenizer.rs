//! The vocabulary in a `tokenizer.json` of Hugging Face: kinds `Unigram` and `WordPiece`.

use serde_json::Value;

use crate::encoder::{Cutting, Pieces};
use crate::format::error::{Error, Result};
use crate::say;

/// The vocabulary in `json`, what the file at `path` holds.
pub(super) fn pieces(path: &str, json: &Value) -> Result<Pieces> {
    let model = &json["model"];
    // Older files name no kind.
    let kind =
        model["type"].as_str().unwrap_or(if model["vocab"].is_array() { "Unigram" } else { "WordPiece" });
    let found = match kind {
        "Unigram" => unigram(json),
        "WordPiece" => word_piece(json),
        _ => {
            let message = say!(
                en: "cuts words by `{kind}`; taken are `Unigram` and `WordPiece`",
                zh: "按 `{kind}` 切词；可用的有 `Unigram` 和 `WordPiece`",
                kind
            );
            return Err(Error::content(path, message));
        }
    };
    found.ok_or_else(|| Error::content(path, super::unfit()))
}

fn unigram(json: &Value) -> Option<Pieces> {
    let (mut list, mut weights) = (Vec::new(), Vec::new());
    for entry in json["model"]["vocab"].as_array()? {
        list.push(entry[0].as_str()?.to_owned());
        weights.push(entry[1].as_f64()? as f32);
    }
    let unknown = u32::try_from(json["model"]["unk_id"].as_u64()?).ok()?;
    let mark =
        |names: &[&str]| list.iter().position(|piece| names.contains(&piece.as_str())).map(|n| n as u32);
    let marks = [mark(&["<s>", "[CLS]"])?, mark(&["</s>", "[SEP]"])?, unknown];
    let mut normal = Vec::new();
    each(&json["normalizer"], &mut |part| {
        if let Some(map) = part["precompiled_charsmap"].as_str().and_then(decoded) {
            normal = normal_of(&map);
        }
    });
    made(list, Cutting::Likeliest(weights), marks, normal)
}

fn word_piece(json: &Value) -> Option<Pieces> {
    let mut numbered: Vec<(u64, &String)> = Vec::new();
    for (piece, n) in json["model"]["vocab"].as_object()? {
        numbered.push((n.as_u64()?, piece));
    }
    numbered.sort();
    let whole = numbered.iter().enumerate().all(|(n, entry)| entry.0 == n as u64);
    let list: Vec<String> = numbered.into_iter().map(|(_, piece)| piece.clone()).collect();
    whole.then_some(())?;
    let mark = |name: &str| list.iter().position(|piece| piece == name).map(|n| n as u32);
    let unknown = mark(json["model"]["unk_token"].as_str().unwrap_or("[UNK]"))?;
    let marks = [mark("[CLS]")?, mark("[SEP]")?, unknown];
    let (mut small, mut bare) = (false, false);
    each(&json["normalizer"], &mut |part| {
        if part["type"] == "BertNormalizer" {
            small = part["lowercase"].as_bool().unwrap_or(true);
            bare = part["strip_accents"].as_bool().unwrap_or(small);
        }
    });
    made(list, Cutting::Longest { small, bare }, marks, Vec::new())
}

/// Calls `visit` with a normalizer and those it is made of.
fn each(normalizer: &Value, visit: &mut impl FnMut(&Value)) {
    visit(normalizer);
    for part in normalizer["normalizers"].as_array().into_iter().flatten() {
        visit(part);
    }
}

fn made(list: Vec<String>, cutting: Cutting, marks: [u32; 3], normal: Vec<(char, String)>) -> Option<Pieces> {
    let mut starts = vec![0u32];
    for piece in &list {
        starts.push(starts.last()?.checked_add(u32::try_from(piece.len()).ok()?)?);
    }
    Pieces::new(list.concat(), starts, cutting, marks, normal)
}

/// The bytes that are written in base 64.
fn decoded(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() / 4 * 3);
    let (mut bits, mut held) = (0u32, 0);
    for byte in text.bytes().filter(|&byte| byte != b'=') {
        let value = match byte {
            b'A'..=b'Z' => byte - b'A',
            b'a'..=b'z' => byte - b'a' + 26,
            b'0'..=b'9' => byte - b'0' + 52,
            b'+' => 62,
            b'/' => 63,
            _ => return None,
        };
        bits = bits << 6 | u32::from(value);
        held += 6;
        if held >= 8 {
            held -= 8;
            bytes.push((bits >> held) as u8);
        }
    }
    Some(bytes)
}

/// The characters that the map of SentencePiece writes otherwise: a double-array trie (Aoe 1989) of what is written,
/// with the place of what is to be written, which ends with a zero.
fn normal_of(map: &[u8]) -> Vec<(char, String)> {
    let Some((len, rest)) = map.split_first_chunk::<4>() else { return Vec::new() };
    let Some((trie, texts)) = rest.split_at_checked(u32::from_le_bytes(*len) as usize) else {
        return Vec::new();
    };
    let units: Vec<u32> = trie.as_chunks::<4>().0.iter().map(|unit| u32::from_le_bytes(*unit)).collect();
    let offset = |unit: u32| (unit >> 10) << ((unit & 0x200) >> 6);
    let written = |key: &str| -> Option<String> {
        let mut at = offset(*units.first()?);
        for byte in key.bytes() {
            at ^= u32::from(byte);
            let unit = *units.get(at as usize)?;
            // The label of a unit is its lowest byte; one with the highest bit set is no way on.
            (unit & 0x8000_00ff == u32::from(byte)).then_some(())?;
            at ^= offset(unit);
            if key.as_bytes().last() == Some(&byte) && unit >> 8 & 1 == 0 {
                return None;
            }
        }
        let value = *units.get(at as usize)? & 0x7fff_ffff;
        let text = texts.get(value as usize..)?;
        let end = text.iter().position(|&byte| byte == 0)?;
        std::str::from_utf8(&text[..end]).ok().map(str::to_owned)
    };
    let mut found = Vec::new();
    let mut key = [0; 4];
    for c in (1..=0x10_ffff).filter_map(char::from_u32) {
        if let Some(to) = written(c.encode_utf8(&mut key)) {
            found.push((c, to));
        }
    }
    found
}
