//! Tesseract's TSV: a row a box, level 5 a word, confidence in percent and -1 where there is none.
//!
//! Nothing is quoted in it, so a quotation mark is a character like any other.

use super::{Scan, Setter};
use crate::format::error::{Error, Result};
use crate::say;

pub(super) fn read(path: &str, text: &str) -> Result<Scan> {
    let mut setter = Setter::default();
    let mut last: Option<[u32; 4]> = None;
    for (number, row) in text.lines().enumerate().skip(1) {
        let fields: Vec<&str> = row.splitn(12, '\t').collect();
        if fields.len() < 11 {
            if row.trim().is_empty() {
                continue;
            }
            let message = say!(
                en: "{fields} fields, not 12; is this Tesseract's TSV?",
                zh: "有 {fields} 格，应为 12 格；这是 Tesseract 的 TSV 吗？",
                fields = fields.len()
            );
            return Err(Error::at_line(path, number + 1, message));
        }
        let Some(words) = fields.get(11).filter(|_| fields[0].trim() == "5") else { continue };
        let whole = |at: usize| fields[at].trim().parse::<u32>().unwrap_or(0);
        let place = [whole(1), whole(2), whole(3), whole(4)];
        setter.page_number(place[0]);
        match last {
            Some(before) if before[..3] != place[..3] => setter.paragraph(),
            Some(before) if before != place => setter.line(),
            _ => {}
        }
        last = Some(place);
        let number = |at: usize| fields[at].trim().parse::<f32>().ok();
        let bounds = (|| {
            let (left, top) = (number(6)?, number(7)?);
            Some([left as i32, top as i32, (left + number(8)?) as i32, (top + number(9)?) as i32])
        })();
        let confidence = number(10).filter(|&c| c >= 0.0).map(|c| c / 100.0);
        setter.word(words, bounds, confidence);
    }
    Ok(setter.finish())
}
