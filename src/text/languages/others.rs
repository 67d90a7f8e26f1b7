//! Languages of which little is known: how they write numbers, and whether a full stop makes an ordinal.

use super::Profile;
use super::da::NORWEGIAN;
use super::kk::KYRGYZ;
use super::ru;
use crate::text::number::digits::Marks;

/// A text of which nobody knows the language: more often English than anything else.
pub(super) const UNDETERMINED: Profile = Profile { kin: "en", ..Profile::UNKNOWN };

/// What the languages at the Baltic have in common.
const BALTIC: Profile = Profile { ordinal_point: true, marks: Marks::SpaceComma, ..Profile::UNKNOWN };

pub(super) const PROFILES: &[Profile] = &[
    NORWEGIAN,
    KYRGYZ,
    Profile {
        tags: &["be"],
        kin: "ru",
        titles: "праф дац акад вул зав гл",
        numbered: "буд мал",
        marks: Marks::SpaceComma,
        endings: ru::ENDINGS,
        ..Profile::UNKNOWN
    },
    Profile { tags: &["mk", "mn", "tg", "tt"], kin: "ru", marks: Marks::SpaceComma, ..Profile::UNKNOWN },
    Profile { tags: &["uz"], marks: Marks::SpaceComma, ..Profile::UNKNOWN },
    Profile {
        tags: &["et"],
        names: "a s",
        numbered: "tn lk nr p t g jaan veebr apr aug sept okt nov dets",
        either: "etc jne",
        ..BALTIC
    },
    Profile {
        tags: &["lv"],
        titles: "dr prof doc hr pr piem sk",
        numbered: "att lpp nr p g t sk.lpp janv febr apr aug sept okt nov dec",
        either: "etc utt u.c",
        ..BALTIC
    },
    Profile {
        tags: &["lt"],
        titles: "dr prof doc pvz t.y t.t pan plg prl žr",
        names: "d m",
        numbered: "t g lent gruod saus vas kov bal geg birž liep rugp rugs spal lapkr nr p pr psl str pav kap",
        either: "etc ir.t.t",
        ..BALTIC
    },
    Profile { tags: &["is"], kin: "da", ordinal_point: true, marks: Marks::PointComma, ..Profile::UNKNOWN },
    Profile { tags: &["gl"], kin: "es", marks: Marks::PointComma, ..Profile::UNKNOWN },
    Profile {
        tags: &["ca"],
        kin: "es",
        titles: "sr sra srs sres dr dra av pl pça ctra hble st sta",
        numbered: "pàg pàgs p pp núm núms art arts cap vol vols fig figs s tel gen febr març abr juny jul ag set oct nov des",
        marks: Marks::PointComma,
        ..Profile::UNKNOWN
    },
    Profile { tags: &["af"], kin: "nl", ..Profile::UNKNOWN },
    Profile { tags: &["az"], marks: Marks::PointComma, ..Profile::UNKNOWN },
    Profile {
        tags: &["id", "ms"],
        titles: "bpk ibu sdr sdri dr drs dra ir prof jl jln kh yth dsb tn ny kec kab",
        numbered: "no hlm hal gbr tgl bab jil vol telp",
        either: "dll dst dkk",
        marks: Marks::PointComma,
        ..Profile::UNKNOWN
    },
    Profile {
        tags: &["he"], titles: "פרופ רח ברח גב שד עו", numbered: "עמ מס", ..Profile::UNKNOWN
    },
    Profile {
        tags: &["ta"], titles: "திரு திருமதி செல்வி டாக்டர் பேரா", numbered: "எண் பக்", ..Profile::UNKNOWN
    },
    Profile {
        tags: &["am"], numbered: "ቁ ክ.ፍ ገ", headings: "ምዕራፍ አንቀጽ ክፍል", ..Profile::UNKNOWN
    },
];
