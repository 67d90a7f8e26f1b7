//! How often up to four Chinese characters follow each other in texts of today. They stand apart from the older counts,
//! to which weights are fitted, and because a crate may be no larger. README.md says what they were counted in.

/// How often single characters stand in texts.
pub static RUNS1: &[u8; 27656] = include_bytes!("../runs1.bin");
/// Pairs of them.
pub static RUNS2: &[u8; 2374988] = include_bytes!("../runs2.bin");
/// Three in a row.
pub static RUNS3: &[u8; 3950114] = include_bytes!("../runs3.bin");
/// Four in a row.
pub static RUNS4: &[u8; 2362508] = include_bytes!("../runs4.bin");
