//! Czech and Slovak.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["cs", "sk"],
    titles: "p pí arch dr ing mgr bc prof doc mudr judr phdr rndr gen plk kpt sv např tj tzv tzn odd ul nám hl zvl m.j mj napr popř příp",
    names: "cca asi",
    numbered: "č čís čl str s kap obr tab odst roč hod tel led úno bře dub kvě čvn čvc srp zář říj lis pro",
    units: "min sek",
    either: "atd atp apod aj etc kč mil mld tis",
    years: "r stol st",
    starters: "v ve na z ze do od po o u za pro při pod nad před mezi bez to ten ta ti on ona ono oni my vy já ty i a ale nebo však že \
        aby když jestli jak co kdo kde proč tak pak potom také ne není je jsou byl byla bylo byli jeho její jejich alebo keď ako \
        čo kto prečo tiež nie bol bola bolo boli ich sa si",
    headings: "kapitola článek článok část časť oddíl kniha příloha paragraf lekce",
    ordinal_point: true,
    marks: Marks::SpaceComma,
    ..Profile::UNKNOWN
};
