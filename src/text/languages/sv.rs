//! Swedish.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["sv"],
    titles: "hr fr dr prof doc St t.ex bl.a dvs d.v.s jfr s.k ca inkl exkl resp ev f.d kungl mt",
    names: "milj mdr fil jur med",
    numbered: "nr s sid kap kl fig bd avd art tel jan feb febr mar apr jun jul aug sep sept okt nov dec",
    units: "min sek tim",
    either: "osv o.s.v etc m.m m.fl",
    starters: "den det de en ett han hon vi du jag man och men eller för så då när om eftersom att vad vem var varför hur på till \
        från med under över efter före utan vid av denna detta dessa där här nu också inte hans hennes deras vår alla många \
        några senare idag",
    openers: "kl den på vid efter före från",
    headings: "kapitel artikel avsnitt del bok band bilaga paragraf",
    marks: Marks::SpaceComma,
    ..Profile::UNKNOWN
};
