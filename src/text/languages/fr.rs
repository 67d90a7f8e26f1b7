//! French.

use super::{Endings, Profile};
use crate::text::number::digits::Marks;
use crate::text::number::words::{
    Count, Rank, Word, Words, count, doubt, mark, months, ordinal, plain, put, rank,
};

pub(super) const PROFILE: Profile = Profile {
    tags: &["fr"],
    titles: "m mm mme mmes mlle mlles mgr dr dre pr prof Me st ste sts cf gén col cap lt vs av bd boul pl LL AA SS MM \
        c.-à-d e.g",
    names: "env apr adr dir éd coll trad Cie Mt Sr i.e",
    numbered: "n° no nos art arts chap ch p pp t vol vols fig figs al par ex liv sect l v vv n nn tél janv févr fév avr juil \
        sept oct nov déc lun mer jeu ven sam dim",
    units: "min sec",
    either: "etc inc ltd cie",
    starters: "le la les l un une il elle ils elles on nous vous je tu ce cet cette ces c et mais ou où donc or ni car que \
        qui quoi quand comment pourquoi si dans en au aux à par pour avec sans sous sur après avant depuis pendant lorsque \
        puis ensuite alors ainsi cependant toutefois enfin son sa ses leur leurs notre nos votre vos mon ma mes ton ta tes \
        tout tous toute toutes quel quelle aucun aucune plusieurs chaque autre aujourd hier demain ici là cela \
        ceci est",
    openers: "à en le au vers avant après dès depuis",
    headings: "chapitre section article partie titre livre tome annexe paragraphe leçon acte scène",
    marks: Marks::SpaceComma,
    endings: Endings::Glued(&["er", "re", "ère", "e", "ème", "ième", "nd", "nde"]),
    words: Some(words),
    ..Profile::UNKNOWN
};

fn words() -> Words {
    let mut words = months(MONTHS);
    let units = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize";
    for (place, unit) in units.split_whitespace().enumerate() {
        let value = place + 2;
        count(&mut words, unit, value as f64, rank(value));
        let stem = match unit {
            "cinq" => "cinqu",
            "neuf" => "neuv",
            _ => unit.trim_end_matches('e'),
        };
        ordinal(&mut words, &format!("{stem}ième"), value as f64, rank(value));
    }
    for (word, value) in
        [("vingt", 20.0), ("trente", 30.0), ("quarante", 40.0), ("cinquante", 50.0), ("soixante", 60.0)]
    {
        count(&mut words, word, value, Rank::Ten);
        ordinal(&mut words, &format!("{}ième", word.trim_end_matches('e')), value, Rank::Ten);
    }
    count(&mut words, "vingts", 20.0, Rank::Ten);
    for (word, value) in
        [("un", 1.0), ("une", 1.0), ("premier", 1.0), ("première", 1.0), ("second", 2.0), ("seconde", 2.0)]
    {
        put(
            &mut words,
            word,
            Count { ordinal: value == 2.0 || word.len() > 3, sure: false, ..plain(value, Rank::Unit) },
        );
    }
    ordinal(&mut words, "unième", 1.0, Rank::Unit);
    count(&mut words, "cent", 100.0, Rank::Times);
    put(&mut words, "cents", Count { vague: true, ..plain(100.0, Rank::Times) });
    count(&mut words, "mille", 1e3, Rank::Myriad);
    for (word, value) in [("million", 1e6), ("millions", 1e6), ("milliard", 1e9), ("milliards", 1e9)] {
        put(&mut words, word, Count { vague: true, ..plain(value, Rank::Myriad) });
    }
    doubt(&mut words, "neuf deux six dix cent mille deuxième troisième");
    mark(&mut words, "siècle siècles", Word::Century);
    mark(&mut words, "pourcent", Word::Percent);
    mark(&mut words, "numéro résolution article page", Word::Label);
    words.insert("et".into(), Word::And);
    words
}

const MONTHS: &str = "janvier janv/février fevrier févr/mars?/avril/mai?/juin/juillet juil/août \
    aout/septembre sept?/octobre oct?/novembre nov?/décembre decembre déc?";
