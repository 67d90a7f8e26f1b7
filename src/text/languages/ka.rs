//! Georgian, whose letters have no case in running text.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["ka"],
    titles: "ე.ი მაგ ბ-ნი ქ-ნი პროფ აკად წმ იხ",
    numbered: "გვ ტ ნ სურ",
    either: "ა.შ",
    years: "წ სს",
    headings: "თავი მუხლი ნაწილი კარი წიგნი",
    marks: Marks::SpaceComma,
    ..Profile::UNKNOWN
};
