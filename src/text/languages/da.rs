//! Danish and Norwegian.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["da"],
    titles: "hr fr frk dr prof skt st sct cand stud scient jur med theol polit mag adj bl.a dvs f.eks fx jf pga mht vedr evt inkl \
        ekskl ca mt kst",
    names: "mio mia kgl dir",
    numbered: "nr s kap kl fig bd afs § stk art bl vol tlf jan feb mar apr jun jul aug sep sept okt nov dec",
    units: "min sek tim",
    either: "osv etc m.v m.m o.l o.lign",
    starters: "den det de en et han hun vi jeg du man og men eller for så da når hvis fordi hvad hvem hvor hvorfor hvordan på til \
        fra med om under over efter før uden ved af denne dette disse der her nu også ikke min din sin hans hendes deres vores \
        alle mange nogle senere dag i",
    openers: "kl den i om på ved efter før fra",
    headings: "kapitel artikel afsnit del bog bind bilag kapittel paragraf",
    ordinal_point: true,
    marks: Marks::PointComma,
    ..Profile::UNKNOWN
};

/// Norwegian, in both its forms.
pub(super) const NORWEGIAN: Profile = Profile {
    tags: &["nb", "nn", "no"],
    kin: "da",
    marks: Marks::SpaceComma,
    ordinal_point: true,
    ..Profile::UNKNOWN
};
