//! Vietnamese.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["vi"],
    titles: "ThS TS PGS GS BS KS LS TP Tp Th.S vd",
    numbered: "tr t ch m q h tel",
    either: "v.v",
    starters: "đây đó này nhưng và nếu khi vì do theo trong trên tại với các những một tôi anh chị họ chúng nó",
    headings: "chương mục điều phần khoản bài quyển phụ",
    marks: Marks::PointComma,
    ..Profile::UNKNOWN
};
