//! Kazakh and Kyrgyz, whose texts hold Russian abbreviations as well.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["kk", "ky"],
    kin: "ru",
    titles: "проф доц акад инж басқ мыс қ обл",
    names: "шам",
    numbered: "б бет сур кест т қаң ақп нау сәу мам мау шіл там қыр қаз қар жел",
    either: "т.б т.с.с",
    years: "ж жж ғ ғғ г гг",
    starters: "бұл ол олар біз сіз мен сен және бірақ ал егер сондықтан осы сол сонымен содан оның олардың бул алар биз силер жана",
    headings: "тарау бөлім бөлiм бап бабы тармақ кітап қосымша",
    marks: Marks::SpaceComma,
    ..Profile::UNKNOWN
};
