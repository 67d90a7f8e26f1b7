//! Italian.

use super::Profile;
use crate::text::number::digits::Marks;
use crate::text::number::words::{Words, months};

pub(super) const PROFILE: Profile = Profile {
    tags: &["it"],
    titles: "sig sigg sig.ra sig.na dott dott.ssa dr dr.ssa prof prof.ssa ing avv geom rag arch On Sen Cav Comm Col \
        Magg Ten mons s ss spett egr gent dir amm psicol cfr es p.es st",
    names: "ecc.mo ill.mo min ca d",
    numbered: "n nn num art artt cap capp pag pagg p pp par parr vol voll fig figg tav tab sez lett c v vv tel gen feb mar \
        apr mag giu lug ago set sett ott nov dic lun mer gio ven sab dom",
    units: "sec ore",
    either: "ecc etc s.p.a s.r.l spa srl",
    starters: "il lo la i gli le l un uno una ed e ma o oppure se quando come dove perché che chi cosa quale in nel nella nei \
        nelle al alla da dal con per su sul tra fra egli ella lui lei loro noi voi io tu questo questa questi queste quello \
        quella si ci non anche poi dopo prima ora oggi ieri domani così tuttavia inoltre infine è sono era erano fu suo sua \
        suoi sue mio tutto tutti ogni alcuni molti altro grazie",
    openers: "alle il nel in a dal verso dopo prima",
    headings: "capitolo sezione articolo parte titolo libro allegato paragrafo lezione atto scena",
    marks: Marks::PointComma,
    words: Some(words),
    ..Profile::UNKNOWN
};

fn words() -> Words {
    months(MONTHS)
}

const MONTHS: &str = "gennaio/febbraio/marzo/aprile/maggio/giugno/luglio/agosto/settembre/ottobre/\
    novembre/dicembre";
