//! An encoder as a person adds and names it: a tiny one, made here.

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use serde_json::json;

/// Writes a folder as Hugging Face lays it out: a BERT of one layer and 32 numbers.
fn folder(path: &Path) {
    let pieces = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "rain", "school", "雨", "学", "校"];
    let vocab: serde_json::Map<_, _> =
        pieces.iter().enumerate().map(|(n, piece)| ((*piece).to_owned(), json!(n))).collect();
    let mut sizes = vec![
        ("embeddings.word_embeddings.weight".to_owned(), pieces.len() * 32),
        ("embeddings.position_embeddings.weight".to_owned(), 40 * 32),
    ];
    let mut linear = |name: &str, count: usize| {
        sizes.push((format!("{name}.weight"), count));
        sizes.push((format!("{name}.bias"), 32));
    };
    linear("embeddings.LayerNorm", 32);
    for name in
        ["attention.self.query", "attention.self.key", "attention.self.value", "attention.output.dense"]
    {
        linear(&format!("encoder.layer.0.{name}"), 32 * 32);
    }
    linear("encoder.layer.0.intermediate.dense", 32 * 32);
    linear("encoder.layer.0.output.dense", 32 * 32);
    linear("encoder.layer.0.attention.output.LayerNorm", 32);
    linear("encoder.layer.0.output.LayerNorm", 32);
    let (mut head, mut data) = (serde_json::Map::new(), Vec::new());
    for (name, count) in sizes {
        let from = data.len();
        data.extend((0..count).flat_map(|n| ((n * 7919 % 1009) as f32 / 1009.0 - 0.5).to_le_bytes()));
        head.insert(name, json!({"dtype": "F32", "shape": [count], "data_offsets": [from, data.len()]}));
    }
    let head = serde_json::to_vec(&head).unwrap();
    let file = [&(head.len() as u64).to_le_bytes()[..], &head, &data].concat();
    let config = json!({
        "model_type": "bert", "hidden_size": 32, "num_attention_heads": 4, "num_hidden_layers": 1,
        "intermediate_size": 32,
    });
    fs::create_dir_all(path).unwrap();
    fs::write(path.join("model.safetensors"), file).unwrap();
    fs::write(path.join("config.json"), config.to_string()).unwrap();
    let tokenizer = json!({"model": {"type": "WordPiece", "vocab": vocab}});
    fs::write(path.join("tokenizer.json"), tokenizer.to_string()).unwrap();
}

fn duizhao(data: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_duizhao"));
    command.env("XDG_DATA_HOME", data).env("HOME", data).env("LOCALAPPDATA", data).current_dir(data);
    command.args(["--ui", "en", "--jobs", "1"]).args(arguments).output().unwrap()
}

#[test]
fn an_encoder_is_added_once_and_named_or_found() {
    let place = tempfile::tempdir().unwrap();
    let data = place.path();
    folder(&data.join("tiny"));
    fs::write(data.join("a.zh"), "下雨了。\n我们去学校。\n路上的人很多。\n他没有来。\n").unwrap();
    fs::write(
        data.join("a.en"),
        "It rained.\nWe went to school.\nMany were on the road.\nHe did not come.\n",
    )
    .unwrap();
    let text = |bytes: &[u8]| String::from_utf8(bytes.to_vec()).unwrap();
    let align = |encoder: &str| {
        let lines = ["align", "--lines", "a.zh", "a.en", "-f", "jsonl"];
        let named = ["--encoder", encoder];
        duizhao(data, &[&lines[..], if encoder.is_empty() { &[] } else { &named }].concat())
    };
    // None is used that was not asked for, and one that is not there is said in a line.
    let missing = align("auto");
    assert_eq!(missing.status.code(), Some(2));
    assert_eq!(text(&missing.stderr).lines().count(), 1, "{}", text(&missing.stderr));
    assert!(text(&missing.stderr).contains("duizhao encoder add"));
    let plain = align("");
    assert!(plain.status.success() && plain.stdout == align("none").stdout);
    // In its place, and in a file.
    let added = duizhao(data, &["encoder", "add", "tiny"]);
    assert!(added.status.success(), "{}", text(&added.stderr));
    assert_eq!(plain.stdout, align("").stdout);
    let added = duizhao(data, &["encoder", "add", "tiny", "-o", "tiny.encoder", "--languages", "zh,en"]);
    assert!(added.status.success() && text(&added.stderr).contains("tiny.encoder: tiny@"));
    for encoder in ["auto", "tiny.encoder"] {
        let found = align(encoder);
        assert!(found.status.success(), "{}", text(&found.stderr));
        assert!(text(&found.stderr).contains("encoder tiny@"));
        assert!(text(&found.stdout).lines().next().unwrap().contains("\"encoder\":\"tiny@"));
        assert_eq!(found.stdout, align(encoder).stdout);
    }
    // The page says it too.
    let page = duizhao(data, &["report", "a.zh", "a.en", "-o", "a.html", "--encoder", "auto"]);
    assert!(page.status.success(), "{}", text(&page.stderr));
    assert!(fs::read_to_string(data.join("a.html")).unwrap().contains("Paired with the encoder tiny@"));
    // What is torn is no encoder, and nothing is written over what the rows were made with.
    let mut bytes = fs::read(data.join("tiny.encoder")).unwrap();
    let last = bytes.len() - 1;
    bytes[last] ^= 1;
    fs::write(data.join("torn"), &bytes).unwrap();
    let torn = align("torn");
    assert_eq!((torn.status.code(), text(&torn.stderr).lines().count()), (Some(2), 1));
    let over = duizhao(
        data,
        &["align", "a.zh", "a.en", "-o", "tiny.encoder", "-f", "jsonl", "--encoder", "tiny.encoder"],
    );
    assert_eq!(over.status.code(), Some(2));
    assert_eq!(fs::metadata(data.join("tiny.encoder")).unwrap().len() as usize, bytes.len());
}
