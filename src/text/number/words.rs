//! Which words are numbers, months, or say what a number beside them is?
//!
//! One table a language, made once. Inflected forms are spelled out from stems and endings, for a word
//! is looked up as it stands: a stemmer would make `seven` and `seventh` one.

use std::sync::LazyLock;

use rustc_hash::FxHashMap;

use crate::text::Language;

/// What a word says.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) enum Word {
    /// A number word.
    Count(Count),
    /// The month of this number; whether it is nothing else (`may` and `march` are).
    Month(u8, bool),
    /// The number before it is a share of a hundred.
    Percent,
    /// The number beside it is a year.
    Year,
    /// The Roman or other number beside it counts centuries.
    Century,
    /// Joins number words: `two hundred and six`.
    And,
    /// The number after it is a label: `No. 5`.
    Label,
}

/// How a number word stands to those beside it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Count {
    pub(super) value: f64,
    pub(super) rank: Rank,
    pub(super) ordinal: bool,
    /// Whether it is nothing but a number: false for `one`, `second`.
    pub(super) sure: bool,
    /// Whether, standing alone, it means no exact number: `millions`.
    pub(super) vague: bool,
}

/// What a number word may follow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Rank {
    /// One to nine.
    Unit,
    /// Ten to nineteen.
    Teen,
    /// Twenty to ninety.
    Ten,
    /// Two hundred and the like in one word: двести, doscientos.
    Hundred,
    /// `hundred`: multiplies what stands before it, below a hundred.
    Times,
    /// `thousand` and more: multiplies what stands before it.
    Myriad,
}

/// The words of one language.
pub(super) type Words = FxHashMap<String, Word>;

/// The number words of `language`, if any are known.
pub(super) fn of(language: &Language) -> Option<&'static Words> {
    static ENGLISH: LazyLock<Words> = LazyLock::new(english);
    static RUSSIAN: LazyLock<Words> = LazyLock::new(russian);
    static FRENCH: LazyLock<Words> = LazyLock::new(french);
    static GERMAN: LazyLock<Words> = LazyLock::new(german);
    static SPANISH: LazyLock<Words> = LazyLock::new(spanish);
    static UKRAINIAN: LazyLock<Words> = LazyLock::new(|| months(UKRAINIAN_MONTHS));
    static ITALIAN: LazyLock<Words> = LazyLock::new(|| months(ITALIAN_MONTHS));
    static PORTUGUESE: LazyLock<Words> = LazyLock::new(|| months(PORTUGUESE_MONTHS));
    static DUTCH: LazyLock<Words> = LazyLock::new(|| months(DUTCH_MONTHS));
    static POLISH: LazyLock<Words> = LazyLock::new(|| months(POLISH_MONTHS));
    static ARABIC: LazyLock<Words> = LazyLock::new(|| months(ARABIC_MONTHS));
    Some(match language.base() {
        "en" => &ENGLISH,
        "ru" => &RUSSIAN,
        "fr" => &FRENCH,
        "de" => &GERMAN,
        "es" => &SPANISH,
        "uk" => &UKRAINIAN,
        "it" => &ITALIAN,
        "pt" => &PORTUGUESE,
        "nl" => &DUTCH,
        "pl" => &POLISH,
        "ar" => &ARABIC,
        _ => return None,
    })
}

/// Names of the months, by a space within a month and a slash between months. A trailing `?` marks a
/// word that is also another.
fn months(names: &str) -> Words {
    let mut words = Words::default();
    for (month, names) in names.split('/').enumerate() {
        for name in names.split_whitespace() {
            let (name, sure) = name.strip_suffix('?').map_or((name, true), |name| (name, false));
            words.insert(name.to_owned(), Word::Month(month as u8 + 1, sure));
        }
    }
    words
}

const ENGLISH_MONTHS: &str = "january jan?/february feb?/march? mar?/april apr?/may?/june jun?/july jul?/\
    august aug?/september sept sep?/october oct?/november nov?/december dec?";
const RUSSIAN_MONTHS: &str = "январь января январе январю январем янв?/февраль февраля феврале февралю \
    февралем фев? февр/март марта марте марту мартом мар?/апрель апреля апреле апрелю апрелем апр?/май? \
    мая? мае? маю? маем?/июнь июня июне июню июнем/июль июля июле июлю июлем/август августа августе \
    августу августом авг?/сентябрь сентября сентябре сентябрю сентябрем сент сен?/октябрь октября октябре \
    октябрю октябрем окт?/ноябрь ноября ноябре ноябрю ноябрем нояб/декабрь декабря декабре декабрю \
    декабрем дек?";
const FRENCH_MONTHS: &str = "janvier janv/février fevrier févr/mars?/avril/mai?/juin/juillet juil/août \
    aout/septembre sept?/octobre oct?/novembre nov?/décembre decembre déc?";
const GERMAN_MONTHS: &str = "januar jänner jan?/februar feber feb?/märz/april/mai?/juni/juli/august aug?/\
    september sept/oktober okt?/november nov?/dezember dez?";
const SPANISH_MONTHS: &str = "enero ene?/febrero feb?/marzo/abril abr?/mayo?/junio jun?/julio jul?/agosto \
    ago?/septiembre setiembre sept/octubre oct?/noviembre nov?/diciembre dic?";
const UKRAINIAN_MONTHS: &str = "січень січня січні/лютий? лютого? лютому?/березень березня березні/квітень \
    квітня квітні/травень травня травні/червень червня червні/липень липня липні/серпень серпня серпні/\
    вересень вересня вересні/жовтень жовтня жовтні/листопад листопада листопаді/грудень грудня грудні";
const ITALIAN_MONTHS: &str = "gennaio/febbraio/marzo/aprile/maggio/giugno/luglio/agosto/settembre/ottobre/\
    novembre/dicembre";
const PORTUGUESE_MONTHS: &str = "janeiro/fevereiro/março/abril/maio/junho/julho/agosto/setembro/outubro/\
    novembro/dezembro";
const DUTCH_MONTHS: &str = "januari/februari/maart/april/mei/juni/juli/augustus/september/oktober/november/\
    december";
const POLISH_MONTHS: &str = "styczeń stycznia styczniu/luty? lutego? lutym?/marzec marca marcu/kwiecień \
    kwietnia kwietniu/maj? maja? maju?/czerwiec czerwca czerwcu/lipiec lipca lipcu/sierpień sierpnia sierpniu/\
    wrzesień września wrześniu/październik października październiku/listopad listopada listopadzie/grudzień \
    grudnia grudniu";
const ARABIC_MONTHS: &str = "يناير/فبراير/مارس/أبريل ابريل/مايو/يونيو/يوليو/أغسطس اغسطس/سبتمبر/أكتوبر \
    اكتوبر/نوفمبر/ديسمبر";

fn count(words: &mut Words, word: &str, value: f64, rank: Rank) {
    put(words, word, Count { value, rank, ordinal: false, sure: true, vague: false });
}

fn ordinal(words: &mut Words, word: &str, value: f64, rank: Rank) {
    put(words, word, Count { value, rank, ordinal: true, sure: true, vague: false });
}

fn put(words: &mut Words, word: &str, count: Count) {
    words.insert(word.to_owned(), Word::Count(count));
}

/// Makes these number words unsure.
fn doubt(words: &mut Words, doubtful: &str) {
    for word in doubtful.split_whitespace() {
        if let Some(Word::Count(count)) = words.get_mut(word) {
            count.sure = false;
        }
    }
}

fn mark(words: &mut Words, marks: &str, meaning: Word) {
    for word in marks.split_whitespace() {
        words.insert(word.to_owned(), meaning);
    }
}

/// The rank of a number below a hundred.
fn rank(value: usize) -> Rank {
    match value {
        0..=9 => Rank::Unit,
        10..=19 => Rank::Teen,
        _ => Rank::Ten,
    }
}

fn english() -> Words {
    let mut words = months(ENGLISH_MONTHS);
    let units = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen \
        fifteen sixteen seventeen eighteen nineteen";
    let ordinals = "zeroth first second third fourth fifth sixth seventh eighth ninth tenth eleventh twelfth \
        thirteenth fourteenth fifteenth sixteenth seventeenth eighteenth nineteenth";
    for (value, (unit, ranked)) in units.split_whitespace().zip(ordinals.split_whitespace()).enumerate() {
        count(&mut words, unit, value as f64, rank(value));
        ordinal(&mut words, ranked, value as f64, rank(value));
    }
    let tens = "twenty thirty forty fifty sixty seventy eighty ninety";
    for (place, ten) in tens.split_whitespace().enumerate() {
        let value = (place + 2) as f64 * 10.0;
        count(&mut words, ten, value, Rank::Ten);
        ordinal(&mut words, &format!("{}ieth", &ten[..ten.len() - 1]), value, Rank::Ten);
    }
    count(&mut words, "hundred", 100.0, Rank::Times);
    ordinal(&mut words, "hundredth", 100.0, Rank::Times);
    let myriads = [("thousand", 1e3), ("million", 1e6), ("billion", 1e9), ("trillion", 1e12)];
    for (word, value) in myriads {
        count(&mut words, word, value, Rank::Myriad);
        ordinal(&mut words, &format!("{word}th"), value, Rank::Myriad);
    }
    for (word, value) in [("bn", 1e9), ("mn", 1e6), ("mln", 1e6), ("trn", 1e12)] {
        put(&mut words, word, Count { vague: true, ..plain(value, Rank::Myriad) });
    }
    let vague = [
        ("hundreds", 100.0, Rank::Times),
        ("thousands", 1e3, Rank::Myriad),
        ("millions", 1e6, Rank::Myriad),
        ("billions", 1e9, Rank::Myriad),
    ];
    for (word, value, rank) in vague {
        put(&mut words, word, Count { vague: true, ..plain(value, rank) });
    }
    put(&mut words, "dozen", Count { sure: false, ..plain(12.0, Rank::Teen) });
    doubt(&mut words, "zero one two first second third zeroth");
    mark(&mut words, "percent percentage pct", Word::Percent);
    mark(&mut words, "century centuries", Word::Century);
    mark(
        &mut words,
        "no nos number resolution resolutions article articles section chapter page pp",
        Word::Label,
    );
    words.insert("and".into(), Word::And);
    words
}

fn plain(value: f64, rank: Rank) -> Count {
    Count { value, rank, ordinal: false, sure: true, vague: false }
}

fn russian() -> Words {
    let mut words = months(RUSSIAN_MONTHS);
    let forms = [
        (0.0, "ноль нуль ноля нуля"),
        (1.0, "один одна одно одного одной одному одним одном одну"),
        (2.0, "два две двух двум двумя"),
        (3.0, "три трех трем тремя"),
        (4.0, "четыре четырех четырем четырьмя"),
        (5.0, "пять пяти пятью"),
        (6.0, "шесть шести шестью"),
        (7.0, "семь семи семью"),
        (8.0, "восемь восьми восьмью восемью"),
        (9.0, "девять девяти девятью"),
        (10.0, "десять десяти десятью"),
        (40.0, "сорок сорока"),
        (90.0, "девяносто девяноста"),
        (100.0, "сто ста"),
        (200.0, "двести двухсот двумстам двумястами двухстах"),
        (300.0, "триста трехсот тремстам тремястами трехстах"),
        (400.0, "четыреста четырехсот четыремстам четырьмястами четырехстах"),
    ];
    for (value, forms) in forms {
        for form in forms.split_whitespace() {
            count(&mut words, form, value, if value >= 100.0 { Rank::Hundred } else { rank(value as usize) });
        }
    }
    let teens = "одиннадцат двенадцат тринадцат четырнадцат пятнадцат шестнадцат семнадцат восемнадцат \
        девятнадцат";
    for (place, stem) in teens.split_whitespace().enumerate() {
        let value = (place + 11) as f64;
        for ending in ["ь", "и", "ью"] {
            count(&mut words, &format!("{stem}{ending}"), value, Rank::Teen);
        }
        adjective(&mut words, stem, value, Rank::Teen);
    }
    for (value, stem) in [(20.0, "двадцат"), (30.0, "тридцат")] {
        for ending in ["ь", "и", "ью"] {
            count(&mut words, &format!("{stem}{ending}"), value, Rank::Ten);
        }
        adjective(&mut words, stem, value, Rank::Ten);
    }
    for (value, stem, oblique) in [
        (50.0, "пятьдесят", "пятидесят"),
        (60.0, "шестьдесят", "шестидесят"),
        (70.0, "семьдесят", "семидесят"),
        (80.0, "восемьдесят", "восьмидесят"),
    ] {
        count(&mut words, stem, value, Rank::Ten);
        count(&mut words, &format!("{oblique}и"), value, Rank::Ten);
        adjective(&mut words, oblique, value, Rank::Ten);
    }
    for (value, stem) in [(500.0, "пят"), (600.0, "шест"), (700.0, "сем"), (800.0, "восем"), (900.0, "девят")]
    {
        count(&mut words, &format!("{stem}ьсот"), value, Rank::Hundred);
        let oblique = if value == 800.0 { "восьм" } else { stem };
        for ending in ["исот", "истам", "истах"] {
            count(&mut words, &format!("{oblique}{ending}"), value, Rank::Hundred);
        }
    }
    for (value, stem) in [
        (1, "перв"),
        (2, "втор"),
        (4, "четверт"),
        (5, "пят"),
        (6, "шест"),
        (7, "седьм"),
        (8, "восьм"),
        (9, "девят"),
        (10, "десят"),
        (40, "сороков"),
        (90, "девяност"),
    ] {
        adjective(&mut words, stem, value as f64, rank(value));
    }
    for form in [
        "третий",
        "третья",
        "третье",
        "третьего",
        "третьему",
        "третьем",
        "третью",
        "третьей",
        "третьи",
        "третьих",
        "третьим",
        "третьими",
    ] {
        ordinal(&mut words, form, 3.0, Rank::Unit);
    }
    for (value, stem) in [(100.0, "сот"), (200.0, "двухсот"), (300.0, "трехсот"), (500.0, "пятисот")]
    {
        adjective(&mut words, stem, value, Rank::Hundred);
    }
    for (value, stem) in [(1e3, "тысячн"), (2e3, "двухтысячн"), (1e6, "миллионн")] {
        adjective(&mut words, stem, value, if value == 2e3 { Rank::Hundred } else { Rank::Myriad });
    }
    for (value, singular, plural) in [
        (1e3, "тысяча тысячу тысячей тысячью", "тысячи тысяч тысячам тысячами тысячах тыс"),
        (1e6, "миллион миллиона миллиону миллионом", "миллионы миллионов миллионам миллионами миллионах млн"),
        (
            1e9,
            "миллиард миллиарда миллиарду миллиардом",
            "миллиарды миллиардов миллиардам миллиардами миллиардах млрд",
        ),
        (1e12, "триллион триллиона", "триллионы триллионов триллионами трлн"),
    ] {
        for form in singular.split_whitespace() {
            put(&mut words, form, Count { sure: false, ..plain(value, Rank::Myriad) });
        }
        for form in plural.split_whitespace() {
            put(&mut words, form, Count { vague: true, ..plain(value, Rank::Myriad) });
        }
    }
    doubt(
        &mut words,
        "один одна одно одного одной одному одним одном одну два две двух двум двумя семью сто ста \
         третий третья третье третьего третьему третьем третью третьей третьи третьих третьим третьими",
    );
    for stem in ["перв", "втор"] {
        for ending in ADJECTIVE.split_whitespace() {
            doubt(&mut words, &format!("{stem}{ending}"));
        }
    }
    mark(&mut words, "процент процента процентов проценту процентам процентами процентах", Word::Percent);
    mark(&mut words, "г гг год года году годом годе годы годов годам годами годах", Word::Year);
    mark(
        &mut words,
        "в вв век века веку веком веке веков веках столетие столетия столетии съезд съезда съезде съезду",
        Word::Century,
    );
    mark(&mut words, "номер резолюция резолюции резолюцией резолюцию статья статьи стр ст", Word::Label);
    words
}

const ADJECTIVE: &str = "ый ой ая ое ого ому ым ом ую ые ых ыми";

fn adjective(words: &mut Words, stem: &str, value: f64, rank: Rank) {
    for ending in ADJECTIVE.split_whitespace() {
        ordinal(words, &format!("{stem}{ending}"), value, rank);
    }
}

fn french() -> Words {
    let mut words = months(FRENCH_MONTHS);
    let units = "deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize";
    for (place, unit) in units.split_whitespace().enumerate() {
        let value = place + 2;
        count(&mut words, unit, value as f64, rank(value));
        let stem = match unit {
            "cinq" => "cinqu",
            "neuf" => "neuv",
            _ => unit.trim_end_matches('e'),
        };
        ordinal(&mut words, &format!("{stem}ième"), value as f64, rank(value));
    }
    for (word, value) in
        [("vingt", 20.0), ("trente", 30.0), ("quarante", 40.0), ("cinquante", 50.0), ("soixante", 60.0)]
    {
        count(&mut words, word, value, Rank::Ten);
        ordinal(&mut words, &format!("{}ième", word.trim_end_matches('e')), value, Rank::Ten);
    }
    count(&mut words, "vingts", 20.0, Rank::Ten);
    for (word, value) in
        [("un", 1.0), ("une", 1.0), ("premier", 1.0), ("première", 1.0), ("second", 2.0), ("seconde", 2.0)]
    {
        put(
            &mut words,
            word,
            Count { ordinal: value == 2.0 || word.len() > 3, sure: false, ..plain(value, Rank::Unit) },
        );
    }
    ordinal(&mut words, "unième", 1.0, Rank::Unit);
    count(&mut words, "cent", 100.0, Rank::Times);
    put(&mut words, "cents", Count { vague: true, ..plain(100.0, Rank::Times) });
    count(&mut words, "mille", 1e3, Rank::Myriad);
    for (word, value) in [("million", 1e6), ("millions", 1e6), ("milliard", 1e9), ("milliards", 1e9)] {
        put(&mut words, word, Count { vague: true, ..plain(value, Rank::Myriad) });
    }
    doubt(&mut words, "neuf deux six dix cent mille deuxième troisième");
    mark(&mut words, "siècle siècles", Word::Century);
    mark(&mut words, "pourcent", Word::Percent);
    mark(&mut words, "numéro résolution article page", Word::Label);
    words.insert("et".into(), Word::And);
    words
}

fn german() -> Words {
    let mut words = months(GERMAN_MONTHS);
    let units = ["", "ein", "zwei", "drei", "vier", "fünf", "sechs", "sieben", "acht", "neun"];
    let teens = [
        "zehn",
        "elf",
        "zwölf",
        "dreizehn",
        "vierzehn",
        "fünfzehn",
        "sechzehn",
        "siebzehn",
        "achtzehn",
        "neunzehn",
    ];
    let tens =
        ["", "", "zwanzig", "dreißig", "vierzig", "fünfzig", "sechzig", "siebzig", "achtzig", "neunzig"];
    let below = |value: usize| match value {
        1 => "eins".to_owned(),
        2..=9 => units[value].to_owned(),
        10..=19 => teens[value - 10].to_owned(),
        _ if value.is_multiple_of(10) => tens[value / 10].to_owned(),
        _ => format!("{}und{}", units[value % 10], tens[value / 10]),
    };
    for value in 1..100 {
        let word = below(value);
        let stem = match value {
            1 => "ers".to_owned(),
            3 => "drit".to_owned(),
            7 => "sieb".to_owned() + "t",
            8 => "acht".to_owned(),
            2..=19 => format!("{word}t"),
            _ => format!("{word}st"),
        };
        for ending in ["e", "en", "er", "es", "em"] {
            let stem = if value == 1 { "erst" } else { &stem };
            ordinal(&mut words, &format!("{stem}{ending}"), value as f64, rank(value));
        }
        count(&mut words, &word, value as f64, rank(value));
    }
    for (hundreds, unit) in units.iter().enumerate().skip(1) {
        for rest in 0..100 {
            let head = if hundreds == 1 { "" } else { unit };
            let tail = if rest == 0 { String::new() } else { below(rest) };
            count(&mut words, &format!("{head}hundert{tail}"), (hundreds * 100 + rest) as f64, Rank::Hundred);
        }
    }
    count(&mut words, "tausend", 1e3, Rank::Myriad);
    for (value, unit) in units.iter().enumerate().skip(2) {
        count(&mut words, &format!("{unit}tausend"), value as f64 * 1e3, Rank::Hundred);
    }
    for (word, value) in [
        ("million", 1e6),
        ("millionen", 1e6),
        ("mio", 1e6),
        ("milliarde", 1e9),
        ("milliarden", 1e9),
        ("mrd", 1e9),
        ("billion", 1e12),
        ("billionen", 1e12),
    ] {
        put(&mut words, word, Count { vague: true, ..plain(value, Rank::Myriad) });
    }
    doubt(
        &mut words,
        "eins erste ersten erster erstes erstem zweite zweiten zweiter zweites zweitem acht achte \
        achten dritte dritten dritter drittes drittem hundert tausend",
    );
    mark(&mut words, "prozent prozents", Word::Percent);
    mark(&mut words, "jahrhundert jahrhunderts jahrhunderte", Word::Century);
    mark(&mut words, "nr nummer resolution artikel seite", Word::Label);
    words
}

fn spanish() -> Words {
    let mut words = months(SPANISH_MONTHS);
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
