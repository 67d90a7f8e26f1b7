use proptest::prelude::*;

use super::*;

/// The numbers of `text` as `value` with a letter for the kind: `2022y 9m 16d 65o 3 20%`, and `?` for those
/// that are not sure.
fn shown(language: &str, text: &str) -> String {
    let shown: Vec<String> = numbers(text, &Language::new(language))
        .iter()
        .map(|number| {
            let kind = match number.kind {
                NumberKind::Cardinal => "",
                NumberKind::Ordinal => "o",
                NumberKind::Percent => "%",
                NumberKind::Year => "y",
                NumberKind::Month => "m",
                NumberKind::Day => "d",
            };
            let value = (number.value * 1e6).round() / 1e6;
            format!("{value}{kind}{}", if number.sure { "" } else { "?" })
        })
        .collect();
    shown.join(" ")
}

#[track_caller]
fn check(language: &str, cases: &[(&str, &str)]) {
    let wrong: Vec<String> = cases
        .iter()
        .filter(|(text, expected)| shown(language, text) != *expected)
        .map(|(text, expected)| format!("{text}: {} instead of {expected}", shown(language, text)))
        .collect();
    assert!(wrong.is_empty(), "{language}:\n{}", wrong.join("\n"));
}

#[test]
fn finds_dates_in_chinese() {
    check(
        "zh",
        &[
            ("2022年9月16日在海边", "2022y 9m 16d"),
            ("２０２２年９月", "2022y 9m"),
            ("二〇二二年九月十六日", "2022y 9m 16d"),
            ("一九四九年", "1949y"),
            ("3月3日至4日", "3m 3d 4d"),
            ("18日至19日", "18d 19d"),
            ("3至4日", "3d 4d"),
            ("2022—2023年计划", "2022y 2023y"),
            ("(2023—2027年)", "2023y 2027y"),
            ("2022至2024年", "2022y 2024y"),
            ("“远航—2021”", "2021y"),
            ("公元前221年", "-221y"),
            ("22年9月", "22y 9m"),
            ("20世纪90年代", "1990y"),
            ("二十世纪八十年代", "1980y"),
            ("21世纪", "21o"),
            ("2021-22年", "2021y 2022y"),
            ("9月16号", "9m 16d"),
        ],
    );
}

#[test]
fn finds_counts_in_chinese() {
    check(
        "zh",
        &[
            ("第65届会议", "65o"),
            ("第六十五届会议", "65o"),
            ("第2231号决议", "2231o"),
            ("一百二十人", "120"),
            ("1.2万人", "12000"),
            ("3亿", "300000000"),
            ("超过 150 万用户", "1500000"),
            ("约 10 多万册", "100000"),
            ("共 3 千万元、1.5 万亿元", "30000000 1500000000000"),
            ("有 5 千米远，买了 7 百货", "5 7"),
            ("2022 万圣节", "2022y"),
            ("约250亿美元", "25000000000"),
            ("两千吨", "2000"),
            ("1.4万亿元", "1400000000000"),
            ("2亿3000万", "230000000"),
            ("10多亿人", "1000000000"),
            ("二十余万", "200000"),
            ("百分之二十", "20%"),
            ("百分之三点五", "3.5%"),
            ("20%", "20%"),
            ("２０％", "20%"),
            ("3成", "30%"),
            ("提高5个百分点", "5%"),
            ("千分之三", "0.3%"),
            ("三分之二", "0.666667"),
            ("3至5亿元", "300000000 500000000"),
            ("20年前", "20"),
            ("签署15周年", "15"),
            ("三个国家", "3"),
            ("两国", "2"),
            ("5千克", "5"),
            ("1,234.5元", "1234.5"),
        ],
    );
}

#[test]
fn leaves_chinese_words_that_are_no_numbers() {
    check(
        "zh",
        &[
            ("一带一路", ""),
            ("一些国家统一行动", ""),
            ("万一不行", ""),
            ("十分重要", ""),
            ("十分钟", "10"),
            ("进一步加强", ""),
            ("唯一的办法", ""),
            ("之一", ""),
            ("老百姓", ""),
            ("几十年", ""),
            ("数百万人", ""),
            ("三番五次", "3? 5?"),
            ("千方百计", ""),
            ("第一,要努力", "1o?"),
            ("一个世界", "1?"),
            ("3个成员国", "3"),
            ("三成员国", "3?"),
            ("二三十人", ""),
            ("“十四五”规划", "14o? 5?"),
            ("千百万人", ""),
            ("收拾队伍,参加", ""),
            ("大陆的零件", ""),
            ("二十两银子", "20"),
            ("两万两千", "22000"),
            ("壹佰贰拾元", "120"),
        ],
    );
}

#[test]
fn leaves_codes_unsure() {
    check("en", &[("COVID-19", "19?"), ("the G20", "20?"), ("5G networks", "5?"), ("noted [12]", "12?")]);
    check("zh", &[("5G网络", "5?"), ("G20峰会", "20?"), ("新冠COVID-19", "19?")]);
    check("ru", &[("пандемии COVID-19", "19?"), ("Ту-154", "154?")]);
}

#[test]
fn finds_numbers_in_english() {
    check(
        "en",
        &[
            ("on 16 September 2022", "16d 9m 2022y"),
            ("on September 16, 2022,", "9m 16d 2022y"),
            ("on Sept. 16, 2022", "9m 16d 2022y"),
            ("in September 2022", "9m 2022y"),
            ("the 16th of September", "16d 9m"),
            ("18–19 October 2022", "18d 19d 10m 2022y"),
            ("from 18 to 19 October", "18d 19d 10m"),
            ("October 18–19, 2022", "10m 18d 19d 2022y"),
            ("In May 2020", "5m 2020y"),
            ("it may be that they march", ""),
            ("May it be", ""),
            ("the 65th session", "65o"),
            ("the sixty-fifth session", "65o"),
            ("the twenty-first century", "21o"),
            ("the 20th century", "20o"),
            ("1,234.5 tonnes", "1234.5"),
            ("1.2 million people", "1200000"),
            ("3bn", "3000000000"),
            ("5 to 10 million", "5000000 10000000"),
            ("20 per cent", "20%"),
            ("20 percent", "20%"),
            ("20–30%", "20% 30%"),
            ("two hundred and six", "206"),
            ("two thousand three hundred", "2300"),
            ("twenty years", "20"),
            ("millions of people", ""),
            ("one of the most", "1?"),
            ("a second time", "2o?"),
            ("resolution 2231", "2231"),
            ("Resolution 1540 (2004)", "1540 2004y"),
            ("the 2030 Agenda", "2030y"),
            ("the 1990s", "1990y"),
            ("the 90s", "1990y?"),
            ("2021–22", "2021y 2022y"),
            ("2022-09-16", "2022y 9m 16d"),
            ("221 BC", "-221y"),
            ("Chapter XIV", "14?"),
            ("I saw", ""),
            ("two and three", "2? 3"),
        ],
    );
}

#[test]
fn finds_numbers_in_russian() {
    check(
        "ru",
        &[
            ("16 сентября 2022 года", "16d 9m 2022y"),
            ("8 - 19 августа", "8d 19d 8m"),
            ("с 18 по 19 октября", "18d 19d 10m"),
            ("18–19 октября 2022 г.", "18d 19d 10m 2022y"),
            ("в мае 2020 года", "5m 2020y"),
            ("на 2022–2024 годы", "2022y 2024y"),
            ("65-й сессии", "65o"),
            ("шестьдесят пятой сессии", "65o"),
            ("15-й годовщины", "15o"),
            ("двадцать первого века", "21o"),
            ("XXI век", "21o"),
            ("в ХХ веке", "20o"),
            ("1 234,5 км", "1234.5"),
            ("3 млн человек", "3000000"),
            ("1,5 млрд", "1500000000"),
            ("3 млн 200 тыс. тонн", "3200000"),
            ("250 тысяч", "250000"),
            ("двести тысяч", "200000"),
            ("20 процентов", "20%"),
            ("20 %", "20%"),
            ("20-процентный", "20%"),
            ("20 лет назад", "20"),
            ("в 988 году", "988y"),
            ("2 года", "2"),
            ("в 1990-е годы", "1990y"),
            ("в 90-х годах", "1990y?"),
            ("тысячи людей", ""),
            ("один из них", "1?"),
            ("резолюции 2231", "2231"),
            ("№ 5", "5"),
            ("221 г. до н. э.", "-221y"),
            ("две тысячи двадцать второго года", "2022y"),
            ("семью", "7?"),
            ("16.09.2022", "16d 9m 2022y"),
            ("первый раз", "1o?"),
        ],
    );
}

#[test]
fn finds_numbers_in_other_languages() {
    check(
        "ja",
        &[
            ("2022年9月16日に", "2022y 9m 16d"),
            ("第65回総会", "65o"),
            ("3億円", "300000000"),
            ("1兆2000億円", "1200000000000"),
            ("二十か国", "20"),
            ("十分に", ""),
            ("20世紀", "20o"),
        ],
    );
    check("ko", &[("2022년 9월 16일", "2022y 9m 16d"), ("제65차 회의", "65o"), ("3억 명", "300000000")]);
    check(
        "fr",
        &[
            ("le 16 septembre 2022", "16d 9m 2022y"),
            ("le 1er mai 2020", "1d 5m 2020y"),
            ("mais il marche", ""),
            ("1 234,5 km", "1234.5"),
            ("3 millions", "3000000"),
            ("quatre-vingt-dix-neuf", "99"),
            ("vingt et un", "21"),
            ("la 65e session", "65o"),
            ("XXe siècle", "20o"),
            ("XXI siècle", "21o"),
            ("20 pour cent", "20%"),
        ],
    );
    check(
        "de",
        &[
            ("am 16. September 2022", "16d 9m 2022y"),
            ("1.234,5 km", "1234.5"),
            ("3,5 Millionen", "3500000"),
            ("zweihundertsechs", "206"),
            ("einundzwanzig", "21"),
            ("20 Prozent", "20%"),
            ("im 20. Jahrhundert", "20o"),
            ("mai", ""),
        ],
    );
    check(
        "es",
        &[
            ("el 16 de septiembre de 2022", "16d 9m 2022y"),
            ("1.234,5", "1234.5"),
            ("3 millones", "3000000"),
            ("doscientos treinta y uno", "231"),
            ("el siglo XXI", "21o"),
            ("20 por ciento", "20%"),
            ("la 3ª vez", "3o"),
        ],
    );
    check("ar", &[("١٦ سبتمبر ٢٠٢٢", "16d 9m 2022y")]);
    check("hi", &[("१६", "16")]);
    check("it", &[("16 settembre 2022", "16d 9m 2022y")]);
    check("xx", &[("16 1,234.5", "16 1234.5")]);
}

#[test]
fn spans_cover_what_makes_the_value() {
    #[track_caller]
    fn check(language: &str, text: &str, expected: &[&str]) {
        let numbers = numbers(text, &Language::new(language));
        let spans: Vec<&str> = numbers.iter().map(|number| number.span.of(text)).collect();
        assert_eq!(spans, expected);
    }
    check("zh", "第65届,1.2万人,20%,2022年9月", &["第65", "1.2万", "20%", "2022", "9"]);
    check("en", "the 65th, 1.2 million and 20 per cent", &["65th", "1.2 million", "20 per cent"]);
    check("ru", "65-й, 3 млн", &["65-й", "3 млн"]);
}

proptest! {
    #[test]
    fn spans_stand_in_order_and_do_not_overlap(
        text in "[0-9一二十百千万亿年月日第点分之成 .,%a-zмлнXV—-]{0,40}",
        language in "zh|en|ru|fr|de|es|ja|ko",
    ) {
        let mut end = 0;
        for number in numbers(&text, &Language::new(&language)) {
            prop_assert!(number.span.start >= end && !number.span.is_empty());
            prop_assert!(text.is_char_boundary(number.span.start) && text.is_char_boundary(number.span.end));
            prop_assert!(number.value.is_finite());
            end = number.span.end;
        }
    }

    #[test]
    fn any_text_is_read(text in any::<String>(), language in "zh|en|ru|xx|fr") {
        let numbers = numbers(&text, &Language::new(&language));
        let _ = dates(&text, &numbers);
    }
}

#[test]
fn leaves_out_the_digits_of_addresses() {
    check("zh", &[("见https://a.example/499550/2c-36.png共3张", "3"), ("12://34", "12")]);
    check(
        "en",
        &[
            ("[5 maps](https://a.example/p/12?n=7) of 9", "5 9"),
            ("at 10:30, http://a.example/8.", "10 30"),
            ("the [14 rivers](/maps/rivers-2#north-3 \"Map 4\") and the [lakes](lakes-6.md)", "14 4"),
            ("Rivers {#rivers-2} of 18 lands", "18"),
            ("as before [3](2019), {17}", "3? 2019y 17"),
        ],
    );
}

#[test]
fn finds_numbers_in_kazakh() {
    check(
        "kk",
        &[
            ("2024 жылғы 15 қаңтарда жиналыс өтті.", "2024y 15d 1m"),
            ("2024 ж. 15 қаңтарда", "2024y 15d 1m"),
            ("1998 жылдың қыркүйегінде", "1998y 9m"),
            ("65-ші отырыс, 20 пайыз, екі жүз отыз адам", "65o 20% 230"),
            ("XXI ғасырда", "21o"),
            ("бір күні", "1?"),
        ],
    );
}
