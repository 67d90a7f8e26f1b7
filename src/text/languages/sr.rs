//! Serbian, Croatian, Bosnian, Slovene and Macedonian.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["sr", "hr", "bs", "sl"],
    titles: "dr prof mr ing dipl gosp gđa sv npr tj ul akad doc др проф инж св нпр тј ул акад",
    names: "oko ok tzv itsl",
    numbered: "br str čl st toč sl gl бр стр чл ст гл c",
    either: "itd i.t.d",
    years: "god г год",
    starters: "u na i a ali ili da se je su to ovaj ova ovo taj ta on ona ono oni one mi vi ja ti ako kad kada kako što \
        tko ko gdje gde zašto zato ne nije bio bila bilo bili za od do po s sa iz pri kod nakon posle prije pre bez у на и \
        а али или да се је су то он она они ако када како шта ко где зашто",
    headings: "članak član glava poglavlje dio deo člen poglavje члан глава поглавље део",
    ordinal_point: true,
    marks: Marks::PointComma,
    ..Profile::UNKNOWN
};
