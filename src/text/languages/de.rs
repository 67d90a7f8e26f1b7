//! German.

use super::Profile;
use crate::text::number::digits::Marks;
use crate::text::number::words::{
    Count, Rank, Word, Words, count, doubt, mark, months, ordinal, plain, put, rank,
};

pub(super) const PROFILE: Profile = Profile {
    tags: &["de"],
    titles: "hr hrn fr frl dr prof hl ing dipl dipl.-ing mag st med phil jur rer nat theol habil kath ev evang vgl sog \
        dgl bzw bspw ggf ggfs evtl inkl exkl zzgl einschl insb insbes entspr ca geb gest gen str mme mr mrs z b d h u ü",
    names: "v n i a o u.a u.ä Chr Jr Sen Gebr Fa Fam Inh Verf Hg Hrsg Übers Bf Hbf Mt österr schweiz frz engl lat griech \
        dt Mio Mrd Tsd",
    numbered: "nr nrn abb abs art bd bde kap ziff lit tab taf bsp gl anm fn aufl jg jh s S sp rn rdnr vers nn tel Jan Feb \
        Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez Mo Di Mi Do Sa So",
    units: "std min sek",
    either: "usw etc usf f ff co inc u.v.a u.dgl o.ä Ä",
    starters: "der die das den dem des ein eine einen einem einer er sie es wir ihr ich du man und aber oder denn doch \
        jedoch so da dann danach dort hier in im am an auf aus bei mit nach seit von vor zu zum zur durch für gegen ohne \
        um als wenn weil während obwohl dass daß was wer wie wo warum wann welche welcher welches auch nur noch schon \
        nicht kein keine dies diese dieser dieses jene jener sein seine ihre unser mein dein zudem außerdem daher deshalb \
        deswegen später heute morgen gestern beide alle viele einige manche",
    openers: "am im um ab bis seit vor nach gegen in",
    headings: "artikel kapitel abschnitt teil titel buch band anhang anlage paragraph paragraf lektion akt szene punkt",
    compounds: "str",
    ordinal_point: true,
    noun_capitals: true,
    marks: Marks::PointComma,
    words: Some(words),
    ..Profile::UNKNOWN
};

fn words() -> Words {
    let mut words = months(MONTHS);
    let units = ["", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"];
    let teens = [
        "zehn",
        "elf",
        "zwölf",
        "dreizehn",
        "vierzehn",
        "fünfzehn",
        "sechzehn",
        "siebzehn",
        "achtzehn",
        "neunzehn",
    ];
    let tens =
        ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];
    let below = |value: usize| match value {
        1 => "eins".to_owned(),
        2..=9 => units[value].to_owned(),
        10..=19 => teens[value - 10].to_owned(),
        _ if value.is_multiple_of(10) => tens[value / 10].to_owned(),
        _ => format!("{}und{}", units[value % 10], tens[value / 10]),
    };
    for value in 1..100 {
        let word = below(value);
        let stem = match value {
            1 => "ers".to_owned(),
            3 => "drit".to_owned(),
            7 => "sieb".to_owned() + "t",
            8 => "acht".to_owned(),
            2..=19 => format!("{word}t"),
            _ => format!("{word}st"),
        };
        for ending in ["e", "en", "er", "es", "em"] {
            let stem = if value == 1 { "erst" } else { &stem };
            ordinal(&mut words, &format!("{stem}{ending}"), value as f64, rank(value));
        }
        count(&mut words, &word, value as f64, rank(value));
    }
    for (hundreds, unit) in units.iter().enumerate().skip(1) {
        for rest in 0..100 {
            let head = if hundreds == 1 { "" } else { unit };
            let tail = if rest == 0 { String::new() } else { below(rest) };
            count(&mut words, &format!("{head}hundert{tail}"), (hundreds * 100 + rest) as f64, Rank::Hundred);
        }
    }
    count(&mut words, "tausend", 1e3, Rank::Myriad);
    for (value, unit) in units.iter().enumerate().skip(2) {
        count(&mut words, &format!("{unit}tausend"), value as f64 * 1e3, Rank::Hundred);
    }
    for (word, value) in [
        ("million", 1e6),
        ("millionen", 1e6),
        ("mio", 1e6),
        ("milliarde", 1e9),
        ("milliarden", 1e9),
        ("mrd", 1e9),
        ("billion", 1e12),
        ("billionen", 1e12),
    ] {
        put(&mut words, word, Count { vague: true, ..plain(value, Rank::Myriad) });
    }
    doubt(
        &mut words,
        "eins erste ersten erster erstes erstem zweite zweiten zweiter zweites zweitem acht achte \
        achten dritte dritten dritter drittes drittem hundert tausend",
    );
    mark(&mut words, "prozent prozents", Word::Percent);
    mark(&mut words, "jahrhundert jahrhunderts jahrhunderte", Word::Century);
    mark(&mut words, "nr nummer resolution artikel seite", Word::Label);
    words
}

const MONTHS: &str = "januar jänner jan?/februar feber feb?/märz/april/mai?/juni/juli/august aug?/\
    september sept/oktober okt?/november nov?/dezember dez?";
