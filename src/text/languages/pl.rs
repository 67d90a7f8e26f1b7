//! Polish.

use super::Profile;
use crate::text::number::digits::Marks;
use crate::text::number::words::{Words, months};

pub(super) const PROFILE: Profile = Profile {
    tags: &["pl"],
    titles: "p dr inż mgr prof hab doc lek ks bp abp o św gen płk kpt por mjr ppłk sierż red im ul al pl os woj pow gm np tj tzn tzw \
        m.in wg zob j.w",
    names: "ok ds mies hr",
    numbered: "nr s str ss rozdz t poz pkt art ust par § rys tab godz wyd z sty lut mar kwi cze lip sie wrz paź lis gru pon wt śr \
        czw pt sob niedz",
    units: "min sek",
    either: "itd itp etc in zł gr tys mln mld",
    years: "r rr w ww",
    starters: "w we na z ze do od po za przy dla pod nad przed między bez to ten ta te ci on ona ono oni one my wy ja ty i ale lecz \
        oraz lub albo czy że żeby gdy kiedy jeśli jak co kto gdzie dlaczego więc potem następnie także również jednak nie jest są \
        był była było były jego jej ich nasz wasz mój twój wszystko wszyscy każdy tak",
    openers: "w we na od do po przed około",
    headings: "rozdział artykuł część dział księga tom załącznik paragraf lekcja akt scena ustęp",
    ordinal_point: true,
    marks: Marks::SpaceComma,
    words: Some(words),
    ..Profile::UNKNOWN
};

fn words() -> Words {
    months(MONTHS)
}

const MONTHS: &str = "styczeń stycznia styczniu/luty? lutego? lutym?/marzec marca marcu/kwiecień \
    kwietnia kwietniu/maj? maja? maju?/czerwiec czerwca czerwcu/lipiec lipca lipcu/sierpień sierpnia sierpniu/\
    wrzesień września wrześniu/październik października październiku/listopad listopada listopadzie/grudzień \
    grudnia grudniu";
