//! Does a paragraph speak of characters as characters?
//!
//! `部首“⽔”的编码是 U+2F54` means the code that it has, and `全角字母ＡＢＣ` the width. What is exact everywhere else would
//! be wrong there.

use super::flow::Flow;

/// Words of those who write about characters, their codes and their forms.
const WORDS: [&str; 19] = [
    "U+",
    "部首",
    "偏旁",
    "编码",
    "編碼",
    "码位",
    "碼位",
    "字符",
    "字元",
    "全角",
    "半角",
    "全形",
    "半形",
    "竖排",
    "豎排",
    "ligature",
    "code point",
    "full-width",
    "fullwidth",
];

/// Whether the paragraph has one of these words.
pub(super) fn speaks_of_characters(flow: &Flow) -> bool {
    let text = flow.string(0..flow.chars.len());
    WORDS.iter().any(|word| text.contains(word))
}
