//! Portuguese.

use super::Profile;
use crate::text::number::digits::Marks;
use crate::text::number::words::{Words, months};

pub(super) const PROFILE: Profile = Profile {
    tags: &["pt"],
    titles: "lic Me cmdt transv diag urb sr sra srs sras srta dr dra drs dras prof profa profs eng arq exmo exma ilmo ilma gen cel sgt pe D sto sta cf v.exa \
        p.ex Av r pça al est rod dir",
    names: "cia jr fr aprox",
    numbered: "pág págs p pp n nº núm No Nos art arts cap caps fig figs vol vols tab t inc séc tel ex v vv jan fev mar abr mai \
        jun jul ago set out nov dez seg ter qua qui sex sáb",
    units: "min",
    either: "etc ltda s.a",
    starters: "o a os as um uma uns umas e mas ou se quando como onde porque que quem qual em no na nos nas ao à da com sem por \
        para ele ela eles elas eu tu você nós seu sua este esta isto esse essa isso aquele não também além depois antes agora \
        hoje ontem amanhã assim então é são era eram foi foram há todo todos cada muitos alguns outro obrigado",
    openers: "a em às no na até desde após",
    headings: "capítulo secção seção artigo parte título livro anexo parágrafo lição ato cena tomo",
    marks: Marks::PointComma,
    words: Some(words),
    ..Profile::UNKNOWN
};

fn words() -> Words {
    months(MONTHS)
}

const MONTHS: &str = "janeiro/fevereiro/março/abril/maio/junho/julho/agosto/setembro/outubro/\
    novembro/dezembro";
