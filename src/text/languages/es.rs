//! Spanish.

use super::Profile;
use crate::text::number::digits::Marks;
use crate::text::number::words::{
    Count, Rank, Word, Words, count, doubt, mark, months, ordinal, plain, put, rank,
};

pub(super) const PROFILE: Profile = Profile {
    tags: &["es"],
    titles: "sr sra sres sras srta srtas dr dra dres dras D dña dª lic licda lcdo lcda ldo lda ing arq prof profa profe mag \
        mtro mtra abg gral cnel cmdte tte sgto alm excmo excma ilmo ilma rvdo rvda rvdmo mons fr sto sta Av avda Cra Cll Cl \
        transv diag urb mz lt asent Mt pza plza edif dpto depto dir admón p.ej p.e cf cfr vid a",
    names: "Ud Uds Vd Vds EE UU FF CC RR HH JJ OO SS AA hnos cía ant ntra ntro vda",
    numbered: "pág págs pag pags p pp núm núms num nro nros No Nos n art arts cap caps fig figs t vol vols sec párr párrs párrf \
        parr inc ed tel teléf ext lám tab apdo aptdo ap col cols v vv ene feb mar abr may jun jul ago sep sept set oct nov \
        dic lun mié mier jue vie sáb sab dom s",
    units: "min seg hs",
    either: "etc ltda ltd corp s.a",
    starters: "el la los las un una unos unas y o pero sino aunque porque cuando como donde si sí que qué quién cuál cómo \
        cuándo dónde en al con sin por para según sobre tras desde hasta entre durante ante bajo contra él ella ellos ellas \
        yo tú usted ustedes nosotros su sus mi mis tu tus nuestro este esta esto estos estas ese esa eso esos aquel aquella \
        se le les lo me te nos ya también además entonces luego después antes ahora hoy ayer mañana así es son era eran fue \
        fueron está están hay había todo todos todas cada muchos algunos otro otra gracias afortunadamente no",
    openers: "a en el al hacia desde hasta",
    headings: "capítulo sección artículo parte título libro anexo párrafo lección acto escena tomo",
    marks: Marks::PointComma,
    words: Some(words),
    ..Profile::UNKNOWN
};

fn words() -> Words {
    let mut words = months(MONTHS);
    let units = "dos tres cuatro cinco seis siete ocho nueve diez once doce trece catorce quince dieciséis \
        diecisiete dieciocho diecinueve veinte veintiuno veintidós veintitrés veinticuatro veinticinco \
        veintiséis veintisiete veintiocho veintinueve";
    for (place, unit) in units.split_whitespace().enumerate() {
        let value = place + 2;
        // Twenty-one to twenty-nine are one word, which nothing follows.
        count(&mut words, unit, value as f64, rank(value.min(19)));
    }
    for (word, value) in [
        ("treinta", 30.0),
        ("cuarenta", 40.0),
        ("cincuenta", 50.0),
        ("sesenta", 60.0),
        ("setenta", 70.0),
        ("ochenta", 80.0),
        ("noventa", 90.0),
    ] {
        count(&mut words, word, value, Rank::Ten);
    }
    put(&mut words, "uno", Count { sure: false, ..plain(1.0, Rank::Unit) });
    let ordinals = "primer segund tercer cuart quint sext séptim octav noven décim";
    for (place, stem) in ordinals.split_whitespace().enumerate() {
        for ending in ["o", "a", "os", "as"] {
            ordinal(&mut words, &format!("{stem}{ending}"), place as f64 + 1.0, Rank::Teen);
        }
    }
    for (place, stem) in "doscient trescient cuatrocient quinient seiscient setecient ochocient novecient"
        .split_whitespace()
        .enumerate()
    {
        for ending in ["os", "as"] {
            count(&mut words, &format!("{stem}{ending}"), (place as f64 + 2.0) * 100.0, Rank::Hundred);
        }
    }
    for word in ["cien", "ciento"] {
        count(&mut words, word, 100.0, Rank::Hundred);
    }
    count(&mut words, "mil", 1e3, Rank::Myriad);
    for (word, value) in [("millón", 1e6), ("millones", 1e6), ("billón", 1e12), ("billones", 1e12)] {
        put(&mut words, word, Count { vague: true, ..plain(value, Rank::Myriad) });
    }
    doubt(
        &mut words,
        "dos once mil primero primera primeros primeras segundo segunda segundos segundas tercero \
        tercera cuarto cuarta cuartos cuartas octava cien ciento",
    );
    mark(&mut words, "siglo siglos", Word::Century);
    mark(&mut words, "número resolución artículo página", Word::Label);
    words.insert("y".into(), Word::And);
    words
}

const MONTHS: &str = "enero ene?/febrero feb?/marzo/abril abr?/mayo?/junio jun?/julio jul?/agosto \
    ago?/septiembre setiembre sept/octubre oct?/noviembre nov?/diciembre dic?";
