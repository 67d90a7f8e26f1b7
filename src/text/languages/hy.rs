//! Armenian, whose full stop is ։ and is often typed as a colon; its `.` is a lighter mark.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["hy"],
    ends: &[':'],
    titles: "պրոֆ դոկ ինժ ակադ պրն տկն օր",
    numbered: "գլ էջ հ նկ հատ",
    headings: "գլուխ հոդված մաս բաժին",
    marks: Marks::SpaceComma,
    ..Profile::UNKNOWN
};
