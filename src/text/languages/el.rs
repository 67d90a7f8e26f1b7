//! Greek, whose question mark looks like a semicolon.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["el", "grc"],
    ends: &[';'],
    titles: "κ κα κος κ.κ δρ καθ αγ π.χ βλ πρβλ δηλ λ.χ",
    names: "Χ",
    numbered: "τομ παρ Δευ Τρ Τετ Πέμ Παρ Σάβ Κυρ Ιαν Φεβ Μαρ Απρ Μαΐ Ιουν Ιουλ Αυγ Σεπ Οκτ Νοε Δεκ αρ αριθ σελ σ σσ κεφ τόμ εικ πίν τηλ",
    either: "κ.λπ κλπ κ.ά κ.τ.λ π.μ μ.μ",
    starters: "ο η το οι τα των στο στη στην στον και αλλά όμως αν όταν πως που τι ποιος γιατί αυτός αυτή αυτό είναι ήταν δεν θα να με \
        σε από για",
    headings: "κεφάλαιο άρθρο μέρος τμήμα βιβλίο παράρτημα",
    marks: Marks::PointComma,
    ..Profile::UNKNOWN
};
