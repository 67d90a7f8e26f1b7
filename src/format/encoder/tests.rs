//! Tiny encoders, made here, of each kind that is taken.

use std::fs;
use std::path::Path;

use serde_json::json;

use super::*;
use crate::text::Language;

const WIDTH: usize = 32;
const MIDDLE: usize = 40;

/// Numbers that are the same every time.
fn numbers(count: usize, state: &mut u32) -> Vec<f32> {
    let mut next = || {
        *state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
        (*state >> 8) as f32 / 8_388_608.0 - 1.0
    };
    (0..count).map(|_| next()).collect()
}

/// Writes a folder as Hugging Face lays it out: an encoder of one layer with this vocabulary.
fn folder(path: &Path, kind: &str, pieces: usize, tokenizer: &serde_json::Value) {
    let mut tensors = vec![
        ("embeddings.word_embeddings.weight".to_owned(), pieces * WIDTH),
        ("embeddings.position_embeddings.weight".to_owned(), 20 * WIDTH),
        ("embeddings.token_type_embeddings.weight".to_owned(), 2 * WIDTH),
        ("embeddings.LayerNorm.weight".to_owned(), WIDTH),
        ("embeddings.LayerNorm.bias".to_owned(), WIDTH),
    ];
    for (name, rows, columns) in [
        ("attention.self.query", WIDTH, WIDTH),
        ("attention.self.key", WIDTH, WIDTH),
        ("attention.self.value", WIDTH, WIDTH),
        ("attention.output.dense", WIDTH, WIDTH),
        ("intermediate.dense", MIDDLE, WIDTH),
        ("output.dense", WIDTH, MIDDLE),
    ] {
        tensors.push((format!("encoder.layer.0.{name}.weight"), rows * columns));
        tensors.push((format!("encoder.layer.0.{name}.bias"), rows));
    }
    for name in ["attention.output.LayerNorm", "output.LayerNorm"] {
        tensors.push((format!("encoder.layer.0.{name}.weight"), WIDTH));
        tensors.push((format!("encoder.layer.0.{name}.bias"), WIDTH));
    }
    let (mut head, mut data, mut state) = (serde_json::Map::new(), Vec::new(), 7);
    for (name, count) in tensors {
        let from = data.len();
        numbers(count, &mut state).iter().for_each(|number| data.extend(number.to_le_bytes()));
        let about = json!({"dtype": "F32", "shape": [count], "data_offsets": [from, data.len()]});
        head.insert(format!("bert.{name}"), about);
    }
    let head = serde_json::to_vec(&head).unwrap();
    let mut file = (head.len() as u64).to_le_bytes().to_vec();
    file.extend(head);
    file.extend(data);
    fs::create_dir_all(path).unwrap();
    fs::write(path.join("model.safetensors"), file).unwrap();
    let config = json!({
        "model_type": kind, "hidden_size": WIDTH, "num_attention_heads": 4, "num_hidden_layers": 1,
        "intermediate_size": MIDDLE, "hidden_act": "gelu", "layer_norm_eps": 1e-5, "pad_token_id": 1,
    });
    fs::write(path.join("config.json"), config.to_string()).unwrap();
    fs::write(path.join("tokenizer.json"), tokenizer.to_string()).unwrap();
}

fn unigram() -> serde_json::Value {
    let pieces = ["<s>", "<pad>", "</s>", "<unk>", "▁", "▁rain", "s", "雨", "下", "▁дождь", "a"];
    let vocab: Vec<_> = pieces.iter().enumerate().map(|(n, piece)| json!([piece, -(n as f32)])).collect();
    json!({"model": {"type": "Unigram", "unk_id": 3, "vocab": vocab}})
}

fn word_piece() -> serde_json::Value {
    let pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "rain", "##s", "雨"];
    let vocab: serde_json::Map<_, _> =
        pieces.iter().enumerate().map(|(n, piece)| ((*piece).to_owned(), json!(n))).collect();
    json!({"model": {"type": "WordPiece", "vocab": vocab}, "normalizer": {"type": "BertNormalizer", "lowercase": true}})
}

#[test]
fn an_encoder_of_each_kind_is_read_and_written_and_read_again() {
    let place = tempfile::tempdir().unwrap();
    for (kind, pieces, tokenizer) in [("xlm-roberta", 11, unigram()), ("bert", 7, word_piece())] {
        let path = place.path().join(kind);
        folder(&path, kind, pieces, &tokenizer);
        let encoder = package(&path.to_string_lossy()).unwrap();
        assert_eq!((encoder.name(), encoder.vocabulary_len(), encoder.width()), (kind, pieces, WIDTH));
        let texts = ["rains", "雨", "", "rains 雨 unknown words that are more than it reads at once, surely"];
        let vectors = encoder.vectors(&texts);
        for (text, vector) in texts.iter().zip(&vectors) {
            let length: f32 = vector.iter().map(|number| number * number).sum();
            assert!((length - 1.0).abs() < 1e-4, "{kind} {text} {length}");
            assert_eq!(encoder.vector(text), *vector, "{kind} {text}: alone as with others");
        }
        assert_ne!(vectors[0], vectors[1]);
        let again = read("again", write(&encoder)).unwrap();
        assert_eq!(again.vectors(&texts), vectors);
        assert_eq!((again.identity(), again.hash()), (encoder.identity(), encoder.hash()));
    }
}

#[test]
fn what_is_cut_to_a_language_says_the_same_of_it() {
    let place = tempfile::tempdir().unwrap();
    folder(place.path(), "xlm-roberta", 11, &unigram());
    let path = place.path().to_string_lossy().into_owned();
    let whole = package(&path).unwrap();
    let cut = cut(package(&path).unwrap(), &[Language::new("zh")]);
    // The marks, the space, what is Chinese; digits and marks would be too.
    assert_eq!(cut.vocabulary_len(), 3 + 1 + 2);
    assert_eq!(cut.vectors(&["下雨"]), whole.vectors(&["下雨"]));
    assert_ne!(cut.hash(), whole.hash());
}

#[test]
fn a_file_that_is_torn_or_anothers_is_told_in_a_line() {
    let place = tempfile::tempdir().unwrap();
    folder(place.path(), "bert", 7, &word_piece());
    let bytes = write(&package(&place.path().to_string_lossy()).unwrap());
    let said = |bytes: &[u8]| read("e", bytes.to_vec()).unwrap_err().to_string();
    for at in (MAGIC.len() + 4..bytes.len()).step_by(97) {
        let mut changed = bytes.clone();
        changed[at] ^= 4;
        assert!(said(&changed).contains("was changed"), "{at}: {}", said(&changed));
        assert!(said(&bytes[..at]).contains("cut off"), "{at}");
    }
    assert!(said(b"PK\x03\x04").contains("is no encoder"));
    assert!(said(b"").contains("is no encoder"));
    assert!(said(MAGIC).contains("cut off"));
    let mut other = bytes.clone();
    other[MAGIC.len()] = 9;
    assert!(said(&other).contains("another version"));
}

#[test]
fn a_package_that_is_none_is_told_in_a_line() {
    let place = tempfile::tempdir().unwrap();
    let said = |path: &Path| package(&path.to_string_lossy()).unwrap_err().to_string();
    let file = place.path().join("a.whl");
    fs::write(&file, b"no zip at all").unwrap();
    assert!(said(&file).contains("holds no encoder"));
    fs::write(&file, b"E5S1 and then nothing that fits").unwrap();
    assert!(said(&file).contains("is torn"));
    assert!(said(&place.path().join("none")).contains("no such file"));
    folder(place.path(), "gpt2", 7, &word_piece());
    assert!(said(place.path()).contains("kind `gpt2`"));
    folder(place.path(), "bert", 6, &word_piece());
    assert!(said(place.path()).contains("word_embeddings"));
    fs::write(place.path().join("model.safetensors"), b"12345678901").unwrap();
    assert!(said(place.path()).contains("cut off"));
}
