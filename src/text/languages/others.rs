//! Languages of which little is known: how they write numbers, and whether a full stop makes an ordinal.

use super::Profile;
use super::da::NORWEGIAN;
use super::kk::KYRGYZ;
use super::ru;
use crate::text::number::digits::Marks;

/// A text of which nobody knows the language: more often English than anything else.
pub(super) const UNDETERMINED: Profile = Profile { kin: "en", ..Profile::UNKNOWN };

pub(super) const PROFILES: &[Profile] = &[
    NORWEGIAN,
    KYRGYZ,
    Profile { tags: &["be"], kin: "ru", marks: Marks::SpaceComma, endings: ru::ENDINGS, ..Profile::UNKNOWN },
    Profile { tags: &["mk", "mn", "tg", "tt"], kin: "ru", marks: Marks::SpaceComma, ..Profile::UNKNOWN },
    Profile { tags: &["uz"], marks: Marks::SpaceComma, ..Profile::UNKNOWN },
    Profile {
        tags: &["et", "lv", "lt"],
        titles: "dr prof doc pvz t.y t.t pan plg hr pr prl lk piem",
        numbered: "t g lent gruod saus vas kov bal geg birž liep rugp rugs spal lapkr nr p psl lpp str pav kap",
        either: "etc jt jne u.c utt ir.t.t",
        ordinal_point: true,
        marks: Marks::SpaceComma,
        ..Profile::UNKNOWN
    },
    Profile { tags: &["is"], kin: "da", ordinal_point: true, marks: Marks::PointComma, ..Profile::UNKNOWN },
    Profile { tags: &["ca", "gl"], kin: "es", marks: Marks::PointComma, ..Profile::UNKNOWN },
    Profile { tags: &["af"], kin: "nl", ..Profile::UNKNOWN },
    Profile { tags: &["id", "az"], marks: Marks::PointComma, ..Profile::UNKNOWN },
    Profile {
        tags: &["am"], numbered: "ቁ ክ.ፍ ገ", headings: "ምዕራፍ አንቀጽ ክፍል", ..Profile::UNKNOWN
    },
];
