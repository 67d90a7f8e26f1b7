//! The JSON of PaddleOCR and of MinerU. Their fields change from version to version: what is not known
//! is passed over, what is missing is unknown.

use serde_json::Value;

use super::{Scan, Setter};
use crate::format::error::{Error, Result};
use crate::say;

/// PaddleOCR and PP-Structure: `rec_texts` and `rec_scores`, a line each; one result or a list of them.
pub(super) fn paddle(path: &str, text: &str) -> Result<Scan> {
    let mut setter = Setter::default();
    let results = results(path, text)?;
    for (count, result) in results.iter().enumerate() {
        let result = result.get("res").unwrap_or(result);
        let index = result.get("page_index").and_then(Value::as_u64).unwrap_or(count as u64);
        setter.page_number(index as u32 + 1);
        let lines = result.get("overall_ocr_res").unwrap_or(result);
        let texts = lines.get("rec_texts").and_then(Value::as_array);
        if let Some(texts) = texts {
            for (at, words) in texts.iter().enumerate() {
                let score = lines.get("rec_scores").and_then(|scores| scores.get(at)).and_then(Value::as_f64);
                let bounds = lines.get("rec_polys").and_then(|polys| polys.get(at)).and_then(box_of);
                setter.line();
                setter.word(words.as_str().unwrap_or(""), bounds, score.map(|score| score as f32));
            }
        } else if let Some(blocks) = result.get("parsing_res_list").and_then(Value::as_array) {
            for block in blocks {
                setter.paragraph();
                let words = block.get("block_content").and_then(Value::as_str).unwrap_or("");
                setter.word(words, block.get("block_bbox").and_then(flat_box), None);
            }
        }
    }
    Ok(setter.finish())
}

/// MinerU's content list: a paragraph an entry, `page_idx` from 0, headings by `text_level`.
pub(super) fn mineru(path: &str, text: &str) -> Result<Scan> {
    let mut setter = Setter::default();
    for entry in results(path, text)? {
        if let Some(index) = entry.get("page_idx").and_then(Value::as_u64) {
            setter.page_number(index as u32 + 1);
        }
        let bounds = entry.get("bbox").and_then(flat_box);
        let level = entry.get("text_level").and_then(Value::as_u64).unwrap_or(0).min(6);
        for field in
            ["text", "image_caption", "table_caption", "list_items", "image_footnote", "table_footnote"]
        {
            let Some(value) = entry.get(field) else { continue };
            let list = match value {
                Value::String(_) => std::slice::from_ref(value),
                Value::Array(list) => list.as_slice(),
                _ => &[],
            };
            for words in list.iter().filter_map(Value::as_str) {
                setter.paragraph();
                if level > 0 && field == "text" {
                    let heading = format!("{} {}", "#".repeat(level as usize), words.trim());
                    setter.word(&heading, bounds, None);
                } else {
                    setter.word(words, bounds, None);
                }
            }
        }
    }
    Ok(setter.finish())
}

/// The results in a file: one, a list, or one a line.
fn results(path: &str, text: &str) -> Result<Vec<Value>> {
    let mut results = Vec::new();
    let stream = serde_json::Deserializer::from_str(text.trim_start_matches('\u{feff}')).into_iter::<Value>();
    for value in stream {
        let value = value.map_err(|error| {
            Error::at_line(
                path,
                error.line(),
                say!(
                    en: "is no well-formed JSON: {error}",
                    zh: "JSON 有误（{error}）",
                    error = error.to_string()
                ),
            )
        })?;
        match value {
            Value::Array(list) => results.extend(list),
            other => results.push(other),
        }
    }
    Ok(results)
}

/// The box around a polygon of `[x, y]` points.
fn box_of(polygon: &Value) -> Option<[i32; 4]> {
    let mut bounds: Option<[i32; 4]> = None;
    for point in polygon.as_array()? {
        let (x, y) = (point.get(0)?.as_f64()? as i32, point.get(1)?.as_f64()? as i32);
        let [left, top, right, bottom] = bounds.unwrap_or([x, y, x, y]);
        bounds = Some([left.min(x), top.min(y), right.max(x), bottom.max(y)]);
    }
    bounds
}

/// A box written as four numbers.
fn flat_box(value: &Value) -> Option<[i32; 4]> {
    let at = |n: usize| value.get(n).and_then(Value::as_f64).map(|x| x as i32);
    Some([at(0)?, at(1)?, at(2)?, at(3)?])
}
