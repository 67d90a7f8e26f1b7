//! Finnish.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["fi"],
    titles: "hra rva nti tri prof dos maist esim ts ks vrt eli mm n",
    names: "milj mrd",
    numbered: "nro s ss kpl klo kuva puh",
    units: "min sek",
    either: "jne ym yms jms",
    starters: "se ne hän he me te minä sinä tämä tuo nämä nuo ja mutta tai kun jos koska että mitä kuka missä miksi miten niin \
        sitten myös ei on oli vaikka kuitenkin",
    headings: "luku artikla osa kappale pykälä",
    ordinal_point: true,
    marks: Marks::SpaceComma,
    ..Profile::UNKNOWN
};
