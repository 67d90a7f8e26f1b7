//! English.

use super::{Endings, Profile};
use crate::text::number::words::{
    Count, Rank, Word, Words, count, doubt, mark, months, ordinal, plain, put, rank,
};

pub(super) const PROFILE: Profile = Profile {
    tags: &["en"],
    titles: "mr mrs ms messrs mx dr prof Gen Col Capt Lt Lt.Cdr Sgt Cpl Maj Cmdr Adm Rev Hon Gov Sen Rep Pres Supt \
        Insp Fr vs viz cf al approx ed eds trans mme mlle ca e.g i.e incl excl esp Jas Chas Thos Mmes",
    names: "st ste mt mts Ft Ave Blvd Rd Hwy Rte Bldg Sq Pl Ct Ter Expy Pkwy Sr bros dept est assn univ govt \
        natl intl Mass Conn Calif Penn Tenn Wash Ariz Minn Wis Ont Pt",
    numbered: "no nos art arts fig figs sec secs ch chap chaps vol vols pp p para paras eq eqs nr op pt pts app ex \
        cl reg sched vers v vv l ll n nn fol fols col cols pl tel ext Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov \
        Dec Mon Tue Tues Wed Thu Thur Thurs Fri tab tabs",
    units: "ft in oz lb lbs yd yds mi min mins hr hrs",
    hours: "a.m p.m",
    either: "etc inc ltd co corp jr llc plc esq et.seq ph.d ll.b ll.m ll.d b.sc m.sc d.phil",
    years: "b.c a.d b.c.e c.e",
    starters: "the this that these those it its in on at he she they we you but and however there when while after \
        before if as for his her their our my your a an what who where why how which whose is are was were do does \
        did can could would should have has had not so then thus therefore moreover furthermore also although \
        though because since until unless once now today yesterday tomorrow here all some many most few several \
        each every both another other others one yet or nor from with without by to under over into during between \
        among despite instead meanwhile nevertheless nonetheless finally perhaps maybe nobody nothing everybody everyone somebody someone something anyone please let such only even \
        still later soon again i",
    openers: "at on by in before after until since from around about till",
    headings: "article chapter section part title book volume annex appendix schedule rule paragraph lesson act \
        scene canto verse clause regulation protocol",
    endings: Endings::Glued(&["st", "nd", "rd", "th"]),
    words: Some(words),
    ..Profile::UNKNOWN
};

fn words() -> Words {
    let mut words = months(MONTHS);
    let units = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
        fifteen sixteen seventeen eighteen nineteen";
    let ordinals = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth";
    for (value, (unit, ranked)) in units.split_whitespace().zip(ordinals.split_whitespace()).enumerate() {
        count(&mut words, unit, value as f64, rank(value));
        ordinal(&mut words, ranked, value as f64, rank(value));
    }
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety";
    for (place, ten) in tens.split_whitespace().enumerate() {
        let value = (place + 2) as f64 * 10.0;
        count(&mut words, ten, value, Rank::Ten);
        ordinal(&mut words, &format!("{}ieth", &ten[..ten.len() - 1]), value, Rank::Ten);
    }
    count(&mut words, "hundred", 100.0, Rank::Times);
    ordinal(&mut words, "hundredth", 100.0, Rank::Times);
    let myriads = [("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];
    for (word, value) in myriads {
        count(&mut words, word, value, Rank::Myriad);
        ordinal(&mut words, &format!("{word}th"), value, Rank::Myriad);
    }
    for (word, value) in [("bn", 1e9), ("mn", 1e6), ("mln", 1e6), ("trn", 1e12)] {
        put(&mut words, word, Count { vague: true, ..plain(value, Rank::Myriad) });
    }
    let vague = [
        ("hundreds", 100.0, Rank::Times),
        ("thousands", 1e3, Rank::Myriad),
        ("millions", 1e6, Rank::Myriad),
        ("billions", 1e9, Rank::Myriad),
    ];
    for (word, value, rank) in vague {
        put(&mut words, word, Count { vague: true, ..plain(value, rank) });
    }
    put(&mut words, "dozen", Count { sure: false, ..plain(12.0, Rank::Teen) });
    doubt(&mut words, "zero one two first second third zeroth");
    mark(&mut words, "percent percentage pct", Word::Percent);
    mark(&mut words, "century centuries", Word::Century);
    mark(
        &mut words,
        "no nos number resolution resolutions article articles section chapter page pp",
        Word::Label,
    );
    words.insert("and".into(), Word::And);
    words
}

const MONTHS: &str = "january jan?/february feb?/march? mar?/april apr?/may?/june jun?/july jul?/\
    august aug?/september sept sep?/october oct?/november nov?/december dec?";
