//! Turkish.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["tr"],
    titles: "dr prof doç yrd öğr gör alb gen müh av sn bknz bkz örn yy mah cad sok",
    numbered: "s sf c böl şek tel oca şub mar nis haz tem ağu eyl eki kas ara",
    either: "vb vs vd etc",
    starters: "bu şu o ve ama fakat ancak çünkü eğer ben sen biz siz onlar bir ne kim nerede neden nasıl daha sonra önce hem ya da için \
        değil var yok",
    headings: "bölüm madde kısım kitap cilt ek ünite",
    ordinal_point: true,
    marks: Marks::PointComma,
    ..Profile::UNKNOWN
};
