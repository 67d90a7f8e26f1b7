//! A folder with `model.safetensors`, `config.json` and `tokenizer.json`, as Hugging Face lays out an encoder.
//!
//! Taken are encoders of the kinds BERT and XLM-R, whose vectors are the mean of what comes out or its first
//! (`1_Pooling/config.json` says which). Weights are brought to eight bits, in blocks of 32.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use serde_json::Value;

use super::tokenizer;
use crate::encoder::{
    BLOCK, Bits, Embeddings, Encoder, Layer, Linear, Matrix, Network, Norm, Pooling, from_half, quantised,
    to_half,
};
use crate::format::error::{Error, Result};
use crate::message::Message;
use crate::say;

/// The encoder in the folder at `path`.
pub(super) fn folder(path: &str) -> Result<Encoder> {
    let file = |name: &str| Path::new(path).join(name).to_string_lossy().into_owned();
    let read = |path: &str| fs::read(path).map_err(|error| Error::read(path, error));
    let json = |path: &str| -> Result<Value> {
        serde_json::from_slice(&read(path)?).map_err(|error| {
            Error::content(
                path,
                say!(en: "is no JSON: {error}", zh: "不是 JSON：{error}", error = error.to_string()),
            )
        })
    };
    let (config_path, model_path, tokenizer_path) =
        (file("config.json"), file("model.safetensors"), file("tokenizer.json"));
    let config = json(&config_path)?;
    let number = |key: &str| config[key].as_u64().and_then(|n| usize::try_from(n).ok());
    let needed = |key: &str| {
        number(key).filter(|&n| n > 0).ok_or_else(|| {
            Error::content(config_path.as_str(), say!(en: "says no `{key}`", zh: "没有 `{key}`", key))
        })
    };
    let kind = config["model_type"].as_str().unwrap_or_default();
    // XLM-R begins to count places after the number of the piece that fills up.
    let first = match kind {
        "bert" => 0,
        "xlm-roberta" | "roberta" | "camembert" => number("pad_token_id").unwrap_or(1) + 1,
        _ => {
            let message = say!(
                en: "is of an encoder of kind `{kind}`; taken are `bert` and `xlm-roberta`",
                zh: "是 `{kind}` 类编码器；可用的有 `bert` 和 `xlm-roberta`",
                kind
            );
            return Err(Error::content(config_path, message));
        }
    };
    if !matches!(config["hidden_act"].as_str(), None | Some("gelu")) {
        return Err(Error::content(
            config_path,
            say!(en: "names a `hidden_act` other than `gelu`", zh: "`hidden_act` 不是 `gelu`"),
        ));
    }
    let pooling_path = file("1_Pooling/config.json");
    let pooling = match Path::new(&pooling_path).exists() {
        true => json(&pooling_path)?,
        false => Value::Null,
    };
    let pooling = match pooling["pooling_mode_cls_token"].as_bool() {
        Some(true) => Pooling::First,
        _ => Pooling::Mean,
    };
    if Path::new(&file("2_Dense")).exists() {
        return Err(Error::content(
            path,
            say!(en: "has a layer after pooling (`2_Dense`), which is not taken", zh: "池化之后还有一层（`2_Dense`），不支持"),
        ));
    }
    let pieces = tokenizer::pieces(&tokenizer_path, &json(&tokenizer_path)?)?;
    let bytes = read(&model_path)?;
    let torn = |message: Message| Error::content(model_path.as_str(), message);
    let tensors = Tensors::of(&bytes).ok_or_else(|| {
        torn(say!(en: "is cut off, or no file of safetensors", zh: "不完整，或不是 safetensors 文件"))
    })?;
    let (width, heads) = (needed("hidden_size")?, needed("num_attention_heads")?);
    let (layers, middle) = (needed("num_hidden_layers")?, needed("intermediate_size")?);
    let missing = |name: &str| {
        torn(say!(
            en: "has no tensor `{name}` of the size that `config.json` says",
            zh: "没有大小合乎 `config.json` 的张量 `{name}`",
            name
        ))
    };
    let floats = |name: &str, count: usize| {
        tensors.floats(name).filter(|numbers| numbers.len() == count).ok_or_else(|| missing(name))
    };
    let norm = |name: &str| -> Result<Norm> {
        Ok(Norm {
            factor: floats(&format!("{name}.weight"), width)?,
            offset: floats(&format!("{name}.bias"), width)?,
        })
    };
    let linear = |name: &str, rows: usize, columns: usize| -> Result<Linear> {
        let name = |end: &str| format!("{name}.{end}");
        let weights = floats(&name("weight"), rows.saturating_mul(columns))?;
        Ok(Linear { matrix: Matrix::of_numbers(rows, columns, &weights), bias: floats(&name("bias"), rows)? })
    };
    let words = "embeddings.word_embeddings.weight";
    let numbers = tensors.floats(words).filter(|numbers| numbers.len() >= pieces.len().saturating_mul(width));
    let numbers = numbers.ok_or_else(|| missing(words))?;
    let mut embeddings = Vec::with_capacity(pieces.len() * Embeddings::row_bytes(width, Bits::Eight));
    for row in numbers.chunks_exact(width).take(pieces.len()) {
        for block in row.chunks(BLOCK) {
            let (scale, values) = quantised(block);
            embeddings.extend(to_half(scale).to_le_bytes());
            embeddings.extend(values);
        }
    }
    let places = "embeddings.position_embeddings.weight";
    let mut positions = tensors.floats(places).ok_or_else(|| missing(places))?;
    positions.drain(..first.saturating_mul(width).min(positions.len()));
    let kind = tensors.floats("embeddings.token_type_embeddings.weight").unwrap_or_default();
    for place in positions.chunks_exact_mut(width) {
        place.iter_mut().zip(&kind).for_each(|(number, more)| *number += more);
    }
    let layer = |n: usize| -> Result<Layer> {
        let name = |part: &str| format!("encoder.layer.{n}.{part}");
        Ok(Layer {
            query: linear(&name("attention.self.query"), width, width)?,
            key: linear(&name("attention.self.key"), width, width)?,
            value: linear(&name("attention.self.value"), width, width)?,
            attended: linear(&name("attention.output.dense"), width, width)?,
            attended_norm: norm(&name("attention.output.LayerNorm"))?,
            wide: linear(&name("intermediate.dense"), middle, width)?,
            narrow: linear(&name("output.dense"), width, middle)?,
            norm: norm(&name("output.LayerNorm"))?,
        })
    };
    let network = Network {
        width,
        heads,
        epsilon: config["layer_norm_eps"].as_f64().unwrap_or(1e-12) as f32,
        pooling,
        pieces: pieces.len(),
        embeddings: Embeddings { bits: Bits::Eight, bytes: embeddings, from: 0 },
        positions,
        norm: norm("embeddings.LayerNorm")?,
        layers: (0..layers).map(layer).collect::<Result<_>>()?,
    };
    let folder = fs::canonicalize(path).unwrap_or_else(|_| path.into());
    let name =
        folder.file_name().map_or_else(|| "encoder".to_owned(), |name| name.to_string_lossy().into_owned());
    // The encoders of this name were trained with it.
    let prefix = if name.to_lowercase().contains("e5") { "query: " } else { "" };
    let encoder = Encoder::new(name, String::new(), prefix.to_owned(), pieces, network);
    encoder.and_then(|encoder| super::as_file(&encoder)).ok_or_else(|| Error::content(path, super::unfit()))
}

/// Tensors by name: the kind of their numbers, and the bytes.
struct Tensors<'a>(BTreeMap<String, (String, &'a [u8])>);

impl<'a> Tensors<'a> {
    fn of(bytes: &'a [u8]) -> Option<Self> {
        let (len, rest) = bytes.split_first_chunk::<8>()?;
        let (head, data) = rest.split_at_checked(usize::try_from(u64::from_le_bytes(*len)).ok()?)?;
        let head: BTreeMap<String, Value> = serde_json::from_slice(head).ok()?;
        let mut tensors = BTreeMap::new();
        for (name, about) in head.into_iter().filter(|(name, _)| name != "__metadata__") {
            let at = |n: usize| about["data_offsets"][n].as_u64().and_then(|at| usize::try_from(at).ok());
            let kind = about["dtype"].as_str()?.to_owned();
            // Some write what is around the encoder too.
            let name = ["bert.", "roberta.", "model."]
                .iter()
                .find_map(|head| name.strip_prefix(head))
                .unwrap_or(&name);
            tensors.insert(name.to_owned(), (kind, data.get(at(0)?..at(1)?)?));
        }
        Some(Self(tensors))
    }

    fn floats(&self, name: &str) -> Option<Vec<f32>> {
        let (kind, bytes) = self.0.get(name)?;
        let halves = || bytes.as_chunks::<2>().0.iter().map(|bytes| u16::from_le_bytes(*bytes));
        match kind.as_str() {
            "F32" => Some(bytes.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect()),
            "F16" => Some(halves().map(from_half).collect()),
            "BF16" => Some(halves().map(|half| f32::from_bits(u32::from(half) << 16)).collect()),
            _ => None,
        }
    }
}
