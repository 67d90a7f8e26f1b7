//! The table of word translations that was computed from CC-CEDICT, under CC BY-SA 4.0 (README.md).

/// Chinese and English.
pub static ZH_EN: &[u8] = include_bytes!("../zh-en.cedict.table");
