//! Small tables of word translations with English, computed from NTREX-128, under CC BY-SA 4.0 (README.md).

macro_rules! tables {
    ($($language:literal)*) => {
        /// For each language the table with English, in the order of their tags.
        pub static TABLES: &[(&str, &[u8])] =
            &[$(($language, include_bytes!(concat!("../tables/", $language, "-en.table")))),*];
    };
}

tables! {
    "am" "ar" "az" "be" "bg" "bn" "bo" "ca" "cs" "el" "et" "fa"
    "fi" "he" "hi" "hr" "hu" "hy" "id" "it" "ka" "kk" "km" "ko"
    "ky" "lo" "lt" "lv" "mn" "ms" "my" "nl" "pl" "ps" "ro" "sr"
    "sv" "sw" "ta" "tg" "th" "tk" "tr" "tt" "ug" "uk" "ur" "uz"
    "vi"
}
