//! How often Chinese characters stand in texts, alone and after each other, for `duizhao`. They stand apart from the
//! other models because the two together are larger than a crate may be. README.md says what they were counted in.

/// How often single characters stand in texts.
pub static RUNS1: &[u8; 27656] = include_bytes!("../runs1.bin");
/// Pairs of them.
pub static RUNS2: &[u8; 2951625] = include_bytes!("../runs2.bin");
/// Three in a row.
pub static RUNS3: &[u8; 5052260] = include_bytes!("../runs3.bin");
