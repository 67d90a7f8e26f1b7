//! Hungarian.

use super::Profile;
use crate::text::number::digits::Marks;

pub(super) const PROFILE: Profile = Profile {
    tags: &["hu"],
    titles: "dr ifj id özv prof pl ún ill vö ld kb gr br szt",
    numbered: "sz old o fej bek ábra tel jan febr márc ápr máj jún júl aug szept okt nov dec",
    either: "stb etc rt kft",
    starters: "a az ez egy és de vagy ha mert hogy mi ki hol miért hogyan amikor akkor ott itt most nem is van volt ő ők én te ti",
    headings: "fejezet cikk rész könyv melléklet szakasz",
    ordinal_point: true,
    marks: Marks::SpaceComma,
    ..Profile::UNKNOWN
};
