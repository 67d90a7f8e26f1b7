//! Romanian.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["ro"],
    titles: "dl dna dr prof ing acad st sf gen col conf lect arh av str bd",
    numbered: "nr art alin pag p vol cap fig lit sec ian feb mar apr iun iul aug sept oct nov dec",
    either: "etc",
    starters: "un o și dar sau dacă când unde cum de ce cine în la pe cu din pentru după până el ea ei ele noi voi eu tu acest această \
        aceasta nu este sunt era au a",
    headings: "capitolul articolul secțiunea partea titlul cartea anexa",
    marks: Marks::PointComma,
    ..Profile::UNKNOWN
};
