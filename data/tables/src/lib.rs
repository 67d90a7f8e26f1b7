//! The tables of word translations that come with duizhao: what each was made from stands in README.md, and in
//! the head of each file. `duizhao::align::Table` reads them.

macro_rules! tables {
    ($($(#[$doc:meta])* $name:ident $file:literal)*) => {
        $($(#[$doc])* pub static $name: &[u8] = include_bytes!(concat!("../", $file));)*
    };
}

tables! {
    /// Arabic and English.
    AR_EN "ar-en.table"
    /// German and English.
    DE_EN "de-en.table"
    /// German and French.
    DE_FR "de-fr.table"
    /// Spanish and English.
    ES_EN "es-en.table"
    /// French and English.
    FR_EN "fr-en.table"
    /// Italian and English.
    IT_EN "it-en.table"
    /// Japanese and English.
    JA_EN "ja-en.table"
    /// Korean and English.
    KO_EN "ko-en.table"
    /// Portuguese and English.
    PT_EN "pt-en.table"
    /// Russian and English.
    RU_EN "ru-en.table"
    /// Vietnamese and English.
    VI_EN "vi-en.table"
    /// Chinese and English.
    ZH_EN "zh-en.table"
    /// Chinese and Russian.
    ZH_RU "zh-ru.table"
}
