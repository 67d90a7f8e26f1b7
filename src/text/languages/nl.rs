//! Dutch.

use super::{Endings, Profile};
use crate::text::number::digits::Marks;
use crate::text::number::words::{Words, months};

pub(super) const PROFILE: Profile = Profile {
    tags: &["nl"],
    titles: "dhr mevr mw dr drs ir ing mr prof ds st jhr bijv bv resp incl excl evt o.a d.w.z d.m.v t.o.v z.g zgn mej sint gen",
    names: "ca ong nl Chr",
    numbered: "di wo vr za nr nrs hfdst bijl art blz p pag hfst afb fig dl bd jg tel kol jan feb mrt apr jun jul aug sep sept okt nov dec",
    units: "min sec",
    either: "enz etc e.d e.a",
    starters: "een hij zij ze wij we jullie ik je jij en maar of want dus als toen wanneer omdat waar wat wie waarom hoe in op \
        aan voor met na bij door over onder tot uit zonder dit dat deze die er daar daarna hier nu dan ook nog niet geen zijn haar \
        hun ons onze mijn alle veel sommige later vandaag gisteren het",
    openers: "om op in na voor tot sinds vanaf rond",
    headings: "artikel hoofdstuk afdeling deel titel boek bijlage paragraaf les akte",
    marks: Marks::PointComma,
    endings: Endings::Glued(&["e", "de", "ste"]),
    words: Some(words),
    ..Profile::UNKNOWN
};

fn words() -> Words {
    months(MONTHS)
}

const MONTHS: &str = "januari/februari/maart/april/mei/juni/juli/augustus/september/oktober/november/\
    december";
