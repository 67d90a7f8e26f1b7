//! Russian.

use super::{Endings, Profile};
use crate::text::number::digits::Marks;
use crate::text::number::words::{
    Count, Rank, Word, Words, count, doubt, mark, months, ordinal, plain, put, rank,
};

pub(super) const PROFILE: Profile = Profile {
    tags: &["ru"],
    titles: "им ул пл пер просп обл р оз о гр тов проф акад ср см напр зам ген полк св соч изд ред пос дер д корп \
        кв тел тыс доц пгт г-н г-жа кап лейт инж канд докт преп асп чл кор чл.-корр зав дир бульв бул наб р-н \
        респ ж.-д гл.обр т.е т.к т.н т.о",
    names: "с мл ст.л ок прибл рожд урожд ум",
    numbered: "№ стр ст п пп рис табл гл разд прил абз ч кн т вып л лл кол обр янв фев февр мар апр июн июл авг сен \
        сент окт ноя нояб дек пн вт чт пт сб вс",
    units: "мин сек час мм км кг",
    either: "др пр руб коп млн млрд трлн шт т.д т.п",
    years: "г гг в вв",
    starters: "в на это он она оно они но при по для и а с со к из за от до у о об что как если когда так также кроме \
        однако поэтому затем потом после перед мы вы я его её ее их все всё этот эта эти тот та те там тут здесь где \
        куда кто кой какой какая какие чтобы хотя ведь вот да нет не ни же уже ещё еще был была были было есть под \
        над между через без",
    openers: "в к с до после на за по начиная",
    headings: "глава раздел статья часть параграф пункт том книга приложение лекция урок",
    marks: Marks::SpaceComma,
    endings: ENDINGS,
    words: Some(words),
    ..Profile::UNKNOWN
};

/// Of the East Slavic languages and Bulgarian.
pub(super) const ENDINGS: Endings = Endings::Hyphened(&[
    "й", "я", "е", "го", "му", "м", "х", "ю", "ый", "ий", "ой", "ая", "ое", "ого", "его", "ом", "ем", "ей",
    "ую", "ые", "ых", "ми", "ым", "та", "ти", "ма", "га",
]);

fn words() -> Words {
    let mut words = months(MONTHS);
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

const MONTHS: &str = "январь января январе январю январем янв?/февраль февраля феврале февралю \
    февралем фев? февр/март марта марте марту мартом мар?/апрель апреля апреле апрелю апрелем апр?/май? \
    мая? мае? маю? маем?/июнь июня июне июню июнем/июль июля июле июлю июлем/август августа августе \
    августу августом авг?/сентябрь сентября сентябре сентябрю сентябрем сент сен?/октябрь октября октябре \
    октябрю октябрем окт?/ноябрь ноября ноябре ноябрю ноябрем нояб/декабрь декабря декабре декабрю \
    декабрем дек?";

const ADJECTIVE: &str = "ый ой ая ое ого ому ым ом ую ые ых ыми";

fn adjective(words: &mut Words, stem: &str, value: f64, rank: Rank) {
    for ending in ADJECTIVE.split_whitespace() {
        ordinal(words, &format!("{stem}{ending}"), value, rank);
    }
}
