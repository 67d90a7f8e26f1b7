//! Arabic.

use super::Profile;
use crate::text::number::words::{Words, months};

pub(super) const PROFILE: Profile = Profile {
    tags: &["ar"],
    titles: "د أ م أ.د عق مهندس",
    numbered: "ص ج ط ع ت هـ",
    headings: "فصل الفصل باب الباب المادة مادة القسم قسم الجزء جزء",
    words: Some(words),
    ..Profile::UNKNOWN
};

fn words() -> Words {
    months(MONTHS)
}

const MONTHS: &str = "يناير/فبراير/مارس/أبريل ابريل/مايو/يونيو/يوليو/أغسطس اغسطس/سبتمبر/أكتوبر \
    اكتوبر/نوفمبر/ديسمبر";
