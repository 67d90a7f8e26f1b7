//! Kazakh and Kyrgyz, whose texts hold Russian abbreviations as well.

use super::{Endings, Profile};
use crate::text::number::digits::Marks;
use crate::text::number::words::{Rank, Word, Words, count, doubt, mark, rank};

/// Kyrgyz, which has other words for numbers.
pub(super) const KYRGYZ: Profile = Profile { tags: &["ky"], words: None, ..PROFILE };

pub(super) const PROFILE: Profile = Profile {
    tags: &["kk"],
    kin: "ru",
    titles: "проф доц акад инж басқ мыс қ обл",
    names: "шам",
    numbered: "б бет сур кест т қаң ақп нау сәу мам мау шіл там қыр қаз қар жел даңғ көш ұз",
    either: "т.б т.с.с",
    years: "ж жж ғ ғғ г гг",
    starters: "бұл ол олар біз сіз мен сен және бірақ ал егер сондықтан осы сол сонымен содан оның олардың бул алар биз силер жана",
    headings: "тарау бөлім бөлiм бап бабы тармақ кітап қосымша",
    marks: Marks::SpaceComma,
    endings: Endings::Hyphened(&["ші", "шы", "інші", "ыншы", "нші", "ншы"]),
    words: Some(words),
    ..Profile::UNKNOWN
};

fn words() -> Words {
    let mut words = Words::default();
    let names = "қаңтар/ақпан/наурыз?/сәуір/мамыр/маусым?/шілде/тамыз/қыркүйек/қазан?/қараша/желтоқсан";
    for (month, name) in names.split('/').enumerate() {
        let (name, sure) = name.strip_suffix('?').map_or((name, true), |name| (name, false));
        // The last vowel says which endings follow.
        let front = name.rfind(['е', 'і', 'ә', 'ө', 'ү']) > name.rfind(['а', 'ы', 'о', 'ұ']);
        let endings = if front {
            [
                "",
                "де",
                "те",
                "нде",
                "інде",
                "дің",
                "тің",
                "нің",
                "ден",
                "тен",
                "ге",
                "ке",
                "і",
                "сі",
                "сінде",
                "індегі",
                "дегі",
            ]
        } else {
            [
                "",
                "да",
                "та",
                "нда",
                "ында",
                "дың",
                "тың",
                "ның",
                "дан",
                "тан",
                "ға",
                "қа",
                "ы",
                "сы",
                "сында",
                "ындағы",
                "дағы",
            ]
        };
        // қыркүйек, қыркүйегі.
        if let Some(stem) = name.strip_suffix('к') {
            for ending in ["гі", "гінде", "гіндегі", "гінен", "гіне"] {
                words.insert(format!("{stem}{ending}"), Word::Month(month as u8 + 1, sure));
            }
        }
        for ending in endings {
            words.insert(format!("{name}{ending}"), Word::Month(month as u8 + 1, sure));
        }
    }
    let units = "нөл бір екі үш төрт бес алты жеті сегіз тоғыз он";
    for (value, word) in units.split_whitespace().enumerate() {
        count(&mut words, word, value as f64, rank(value));
    }
    let tens = "жиырма отыз қырық елу алпыс жетпіс сексен тоқсан";
    for (place, word) in tens.split_whitespace().enumerate() {
        count(&mut words, word, (place + 2) as f64 * 10.0, Rank::Ten);
    }
    count(&mut words, "жүз", 100.0, Rank::Times);
    for (word, value) in [("мың", 1e3), ("миллион", 1e6), ("млн", 1e6), ("миллиард", 1e9), ("млрд", 1e9)]
    {
        count(&mut words, word, value, Rank::Myriad);
    }
    doubt(&mut words, "нөл бір екі он жүз елу қырық мың");
    mark(&mut words, "пайыз пайызы пайызын пайызға пайыздан", Word::Percent);
    mark(&mut words, "жыл жылы жылғы жылдың жылда жылдан жылға жылдар жылдары ж жж", Word::Year);
    mark(&mut words, "ғасыр ғасырдың ғасырда ғасырға ғ", Word::Century);
    mark(&mut words, "бет бап бабы тармақ № нөмір", Word::Label);
    words
}
