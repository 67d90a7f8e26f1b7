//! What is a language called?
//!
//! BCP 47 wants `zh`; people write `chinese`, `中文`, `cn`, `zho`, `chi`. One table answers both ways: from any
//! of these to the tag, and from the tag to the English name. Codes are those of ISO 639-1, of 639-2 (both of
//! its forms, `fre` and `fra`) and 639-3; beside them stand codes of countries where people write them for the
//! language, unless they are the code of a language themselves that somebody may mean (`se` is Northern Sámi).

/// The tag, the other codes, and the names, the English one first, of every language known by name; in order
/// of tags.
pub(in crate::text) const NAMES: &[(&str, &str, &[&str])] = &[
    ("af", "afr", &["Afrikaans", "南非荷兰语", "африкаанс"]),
    ("ak", "aka", &["Akan"]),
    ("am", "amh", &["Amharic", "አማርኛ", "阿姆哈拉语", "амхарский"]),
    ("ar", "ara arb", &["Arabic", "العربية", "عربي", "阿拉伯语", "阿拉伯文", "арабский"]),
    ("as", "asm", &["Assamese", "অসমীয়া", "阿萨姆语"]),
    ("az", "aze azj", &["Azerbaijani", "Azeri", "azərbaycanca", "阿塞拜疆语", "азербайджанский"]),
    ("ba", "bak", &["Bashkir", "башҡортса", "巴什基尔语", "башкирский"]),
    ("be", "bel", &["Belarusian", "Belorussian", "беларуская", "白俄罗斯语", "белорусский"]),
    ("bg", "bul", &["Bulgarian", "български", "保加利亚语", "болгарский"]),
    ("bn", "ben", &["Bengali", "Bangla", "বাংলা", "孟加拉语", "бенгальский"]),
    ("bo", "bod tib", &["Tibetan", "བོད་སྐད་", "བོད་ཡིག", "藏语", "藏文", "тибетский"]),
    ("br", "bre", &["Breton", "brezhoneg", "布列塔尼语"]),
    ("bs", "bos", &["Bosnian", "bosanski", "波斯尼亚语", "боснийский"]),
    ("ca", "cat", &["Catalan", "català", "加泰罗尼亚语", "каталанский"]),
    ("cs", "ces cze cz", &["Czech", "čeština", "česky", "捷克语", "捷克文", "чешский"]),
    ("cu", "chu", &["Church Slavonic", "церковнославянский"]),
    ("cy", "cym wel", &["Welsh", "Cymraeg", "威尔士语", "валлийский"]),
    ("da", "dan dk", &["Danish", "dansk", "丹麦语", "датский"]),
    ("de", "deu ger", &["German", "Deutsch", "德语", "德文", "немецкий"]),
    ("dv", "div", &["Dhivehi", "Maldivian", "ދިވެހި"]),
    ("dz", "dzo", &["Dzongkha", "རྫོང་ཁ", "宗喀语"]),
    ("el", "ell gre gr", &["Greek", "Modern Greek", "ελληνικά", "希腊语", "希腊文", "греческий"]),
    ("en", "eng", &["English", "英语", "英文", "英語", "английский"]),
    ("eo", "epo", &["Esperanto", "世界语", "эсперанто"]),
    ("es", "spa", &["Spanish", "Castilian", "español", "castellano", "西班牙语", "西班牙文", "испанский"]),
    ("et", "est", &["Estonian", "eesti", "爱沙尼亚语", "эстонский"]),
    ("eu", "eus baq", &["Basque", "euskara", "巴斯克语", "баскский"]),
    ("fa", "fas per pes", &["Persian", "Farsi", "فارسی", "波斯语", "波斯文", "персидский"]),
    ("fi", "fin", &["Finnish", "suomi", "芬兰语", "финский"]),
    ("fil", "", &["Filipino", "菲律宾语", "филиппинский"]),
    ("fo", "fao", &["Faroese", "føroyskt", "法罗语"]),
    ("fr", "fra fre", &["French", "français", "法语", "法文", "французский"]),
    ("fy", "fry", &["Western Frisian", "Frisian", "Frysk"]),
    ("ga", "gle", &["Irish", "Gaeilge", "爱尔兰语", "ирландский"]),
    ("gan", "", &["Gan Chinese", "Gan", "赣语"]),
    ("gd", "gla", &["Scottish Gaelic", "Gàidhlig"]),
    ("gl", "glg", &["Galician", "galego", "加利西亚语", "галисийский"]),
    ("grc", "", &["Ancient Greek", "古希腊语", "древнегреческий"]),
    ("gu", "guj", &["Gujarati", "ગુજરાતી", "古吉拉特语", "гуджарати"]),
    ("ha", "hau", &["Hausa", "豪萨语", "хауса"]),
    ("hak", "", &["Hakka Chinese", "Hakka", "客家话", "客家話", "客语"]),
    ("he", "heb iw", &["Hebrew", "עברית", "希伯来语", "希伯来文", "иврит"]),
    ("hi", "hin", &["Hindi", "हिन्दी", "हिंदी", "印地语", "印地文", "хинди"]),
    ("hr", "hrv", &["Croatian", "hrvatski", "克罗地亚语", "хорватский"]),
    ("ht", "hat", &["Haitian Creole", "Haitian", "kreyòl ayisyen", "海地克里奥尔语"]),
    ("hu", "hun", &["Hungarian", "magyar", "匈牙利语", "匈牙利文", "венгерский"]),
    ("hy", "hye arm", &["Armenian", "հայերեն", "亚美尼亚语", "армянский"]),
    ("id", "ind", &["Indonesian", "Bahasa Indonesia", "印尼语", "印度尼西亚语", "индонезийский"]),
    ("ig", "ibo", &["Igbo", "伊博语"]),
    ("is", "isl ice", &["Icelandic", "íslenska", "冰岛语", "исландский"]),
    ("it", "ita", &["Italian", "italiano", "意大利语", "意大利文", "итальянский"]),
    ("ja", "jpn jp", &["Japanese", "日本語", "日语", "日文", "日語", "японский"]),
    ("jv", "jav", &["Javanese", "basa Jawa", "爪哇语", "яванский"]),
    ("ka", "kat geo", &["Georgian", "ქართული", "格鲁吉亚语", "грузинский"]),
    ("kk", "kaz kz", &["Kazakh", "қазақ", "қазақша", "қазақ тілі", "哈萨克语", "哈萨克文", "казахский"]),
    ("km", "khm kh", &["Khmer", "Cambodian", "ខ្មែរ", "高棉语", "柬埔寨语", "кхмерский"]),
    ("kn", "kan", &["Kannada", "ಕನ್ನಡ", "卡纳达语", "каннада"]),
    ("ko", "kor kr", &["Korean", "한국어", "조선말", "韩语", "韩文", "韓語", "韓文", "朝鲜语", "корейский"]),
    ("ku", "kur kmr ckb", &["Kurdish", "kurdî", "کوردی", "库尔德语", "курдский"]),
    ("ky", "kir", &["Kyrgyz", "Kirghiz", "кыргызча", "柯尔克孜语", "吉尔吉斯语", "киргизский"]),
    ("la", "lat", &["Latin", "latina", "拉丁语", "拉丁文", "латинский", "латынь"]),
    ("lb", "ltz", &["Luxembourgish", "Lëtzebuergesch", "卢森堡语"]),
    ("lo", "lao", &["Lao", "Laotian", "ລາວ", "老挝语", "лаосский"]),
    ("lt", "lit", &["Lithuanian", "lietuvių", "立陶宛语", "литовский"]),
    ("lv", "lav", &["Latvian", "latviešu", "拉脱维亚语", "латышский"]),
    ("lzh", "", &["Classical Chinese", "Literary Chinese", "文言", "文言文", "古汉语", "古文", "вэньянь"]),
    ("mg", "mlg", &["Malagasy", "马达加斯加语"]),
    ("mi", "mri mao", &["Māori", "Maori", "毛利语"]),
    ("mk", "mkd mac", &["Macedonian", "македонски", "马其顿语", "македонский"]),
    ("ml", "mal", &["Malayalam", "മലയാളം", "马拉雅拉姆语", "малаялам"]),
    ("mn", "mon khk", &["Mongolian", "монгол", "ᠮᠣᠩᠭᠣᠯ", "蒙古语", "蒙古文", "蒙语", "монгольский"]),
    ("mr", "mar", &["Marathi", "मराठी", "马拉地语", "маратхи"]),
    ("ms", "msa may zsm", &["Malay", "Bahasa Melayu", "马来语", "马来文", "малайский"]),
    ("mt", "mlt", &["Maltese", "Malti", "马耳他语", "мальтийский"]),
    ("my", "mya bur", &["Burmese", "Myanmar", "မြန်မာ", "缅甸语", "缅语", "бирманский"]),
    ("nan", "", &["Min Nan Chinese", "Hokkien", "Taiwanese", "闽南语", "閩南語", "台语", "臺語"]),
    ("nb", "nob", &["Norwegian Bokmål", "Bokmål", "书面挪威语"]),
    ("ne", "nep npi", &["Nepali", "नेपाली", "尼泊尔语", "непальский"]),
    (
        "nl",
        "nld dut",
        &["Dutch", "Flemish", "Nederlands", "荷兰语", "荷兰文", "нидерландский", "голландский"],
    ),
    ("nn", "nno", &["Norwegian Nynorsk", "Nynorsk"]),
    ("no", "nor", &["Norwegian", "norsk", "挪威语", "норвежский"]),
    ("oc", "oci", &["Occitan", "occitan", "奥克语"]),
    ("or", "ori ory", &["Odia", "Oriya", "ଓଡ଼ିଆ", "奥里亚语"]),
    ("pa", "pan", &["Punjabi", "Panjabi", "ਪੰਜਾਬੀ", "旁遮普语", "панджаби"]),
    ("pi", "pli", &["Pali", "巴利语", "巴利文", "пали"]),
    ("pl", "pol", &["Polish", "polski", "波兰语", "波兰文", "польский"]),
    ("ps", "pus", &["Pashto", "پښتو", "普什图语", "пушту"]),
    ("pt", "por", &["Portuguese", "português", "葡萄牙语", "葡语", "葡萄牙文", "португальский"]),
    ("pt-BR", "", &["Brazilian Portuguese", "português do Brasil", "português brasileiro", "巴西葡萄牙语"]),
    ("qu", "que", &["Quechua", "Runa Simi", "克丘亚语"]),
    ("rm", "roh", &["Romansh", "rumantsch", "罗曼什语"]),
    ("ro", "ron rum", &["Romanian", "Moldovan", "română", "罗马尼亚语", "румынский"]),
    ("ru", "rus", &["Russian", "русский", "俄语", "俄文", "俄語"]),
    ("rw", "kin", &["Kinyarwanda", "卢旺达语"]),
    ("sa", "san", &["Sanskrit", "संस्कृतम्", "梵语", "梵文", "санскрит"]),
    ("sah", "", &["Yakut", "Sakha", "саха тыла", "якутский"]),
    ("sd", "snd", &["Sindhi", "سنڌي", "信德语"]),
    ("se", "sme", &["Northern Sámi", "Northern Sami", "davvisámegiella"]),
    ("si", "sin", &["Sinhala", "Sinhalese", "සිංහල", "僧伽罗语", "сингальский"]),
    ("sk", "slk slo", &["Slovak", "slovenčina", "斯洛伐克语", "словацкий"]),
    ("sl", "slv", &["Slovenian", "Slovene", "slovenščina", "斯洛文尼亚语", "словенский"]),
    ("sn", "sna", &["Shona", "chiShona"]),
    ("so", "som", &["Somali", "Soomaali", "索马里语", "сомали"]),
    ("sq", "sqi alb", &["Albanian", "shqip", "阿尔巴尼亚语", "албанский"]),
    ("sr", "srp", &["Serbian", "српски", "srpski", "塞尔维亚语", "сербский"]),
    ("sv", "swe", &["Swedish", "svenska", "瑞典语", "瑞典文", "шведский"]),
    ("sw", "swa swh", &["Swahili", "Kiswahili", "斯瓦希里语", "суахили"]),
    ("ta", "tam", &["Tamil", "தமிழ்", "泰米尔语", "тамильский"]),
    ("te", "tel", &["Telugu", "తెలుగు", "泰卢固语", "телугу"]),
    ("tg", "tgk tj", &["Tajik", "тоҷикӣ", "塔吉克语", "таджикский"]),
    ("th", "tha", &["Thai", "ไทย", "ภาษาไทย", "泰语", "泰文", "тайский"]),
    ("ti", "tir", &["Tigrinya", "ትግርኛ", "提格里尼亚语"]),
    ("tk", "tuk", &["Turkmen", "türkmençe", "土库曼语", "туркменский"]),
    ("tl", "tgl", &["Tagalog", "他加禄语", "тагальский"]),
    ("tr", "tur", &["Turkish", "Türkçe", "土耳其语", "土耳其文", "турецкий"]),
    ("tt", "tat", &["Tatar", "татарча", "鞑靼语", "татарский"]),
    ("ug", "uig", &["Uyghur", "Uighur", "ئۇيغۇرچە", "维吾尔语", "维吾尔文", "维语", "уйгурский"]),
    ("uk", "ukr ua", &["Ukrainian", "українська", "乌克兰语", "乌克兰文", "украинский"]),
    ("und", "", &["undetermined"]),
    ("ur", "urd", &["Urdu", "اردو", "乌尔都语", "урду"]),
    ("uz", "uzb", &["Uzbek", "oʻzbekcha", "o'zbekcha", "ўзбекча", "乌兹别克语", "узбекский"]),
    ("vi", "vie vn", &["Vietnamese", "tiếng Việt", "越南语", "越语", "越南文", "вьетнамский"]),
    ("wuu", "", &["Wu Chinese", "Shanghainese", "吴语", "上海话"]),
    ("xh", "xho", &["Xhosa", "isiXhosa", "科萨语"]),
    ("yi", "yid ji", &["Yiddish", "ייִדיש", "意第绪语", "идиш"]),
    ("yo", "yor", &["Yoruba", "Yorùbá", "约鲁巴语", "йоруба"]),
    ("yue", "", &["Cantonese", "粤语", "粵語", "广东话", "廣東話", "кантонский"]),
    ("za", "zha", &["Zhuang", "Vahcuengh", "壮语"]),
    (
        "zh",
        "zho chi cmn cn",
        &[
            "Chinese",
            "Mandarin",
            "Mandarin Chinese",
            "中文",
            "汉语",
            "漢語",
            "华语",
            "華語",
            "普通话",
            "普通話",
            "国语",
            "國語",
            "中国語",
            "китайский",
        ],
    ),
    (
        "zh-Hans",
        "chs",
        &[
            "Chinese, simplified",
            "Simplified Chinese",
            "Chinese simplified",
            "Chinese (simplified)",
            "简体中文",
            "简体",
            "簡体字中国語",
        ],
    ),
    (
        "zh-Hant",
        "cht big5",
        &[
            "Chinese, traditional",
            "Traditional Chinese",
            "Chinese traditional",
            "Chinese (traditional)",
            "繁體中文",
            "繁体中文",
            "繁體",
            "繁体",
        ],
    ),
    ("zu", "zul", &["Zulu", "isiZulu", "祖鲁语", "зулу"]),
];

/// What the languages that are translated most are called in French, Spanish, German, Italian, Portuguese, Japanese and
/// Korean, where that is not what they are called above.
const ABROAD: &[(&str, &str)] = &[
    ("ar", "arabe árabe Arabisch arabo アラビア語 아랍어"),
    ("bg", "bulgare búlgaro Bulgarisch ブルガリア語 불가리아어"),
    ("ca", "catalán Katalanisch カタルーニャ語 카탈루냐어"),
    ("cs", "tchèque checo Tschechisch チェコ語 체코어"),
    ("da", "danois danés Dänisch デンマーク語 덴마크어"),
    ("de", "allemand alemán tedesco alemão ドイツ語 독일어"),
    ("el", "grec griego Griechisch greco ギリシャ語 ギリシア語 그리스어"),
    ("en", "anglais inglés Englisch inglese inglês 영어"),
    ("es", "espagnol Spanisch spagnolo espanhol スペイン語 스페인어"),
    ("fa", "persan persa Persisch ペルシア語 페르시아어"),
    ("fi", "finnois finés finlandés Finnisch フィンランド語 핀란드어"),
    ("fr", "francés Französisch francese francês フランス語 프랑스어"),
    ("he", "hébreu hebreo Hebräisch ヘブライ語 히브리어"),
    ("hi", "ヒンディー語 힌디어"),
    ("hu", "hongrois húngaro Ungarisch ハンガリー語 헝가리어"),
    ("id", "indonésien indonesio Indonesisch インドネシア語 인도네시아어"),
    ("it", "italien Italienisch イタリア語 이탈리아어"),
    ("ja", "japonais japonés Japanisch giapponese japonês 일본어"),
    ("kk", "kazajo Kasachisch カザフ語 카자흐어"),
    ("ko", "coréen coreano Koreanisch 韓国語 朝鮮語"),
    ("la", "Latein latín latino ラテン語 라틴어"),
    ("nl", "néerlandais neerlandés holandés Niederländisch オランダ語 네덜란드어"),
    ("no", "norvégien noruego Norwegisch ノルウェー語 노르웨이어"),
    ("pl", "polonais polaco Polnisch ポーランド語 폴란드어"),
    ("pt", "portugais portugués Portugiesisch portoghese ポルトガル語 포르투갈어"),
    ("ro", "roumain rumano Rumänisch ルーマニア語 루마니아어"),
    ("ru", "russe ruso Russisch russo ロシア語 러시아어"),
    ("sv", "suédois sueco Schwedisch スウェーデン語 스웨덴어"),
    ("th", "thaï tailandés Thailändisch タイ語 태국어"),
    ("tr", "turc turco Türkisch トルコ語 터키어 튀르키예어"),
    ("uk", "ukrainien ucraniano Ukrainisch ウクライナ語 우크라이나어"),
    ("vi", "vietnamien vietnamita Vietnamesisch ベトナム語 베트남어"),
    ("zh", "chinois chino Chinesisch cinese chinês 중국어"),
];

/// Countries, and what people call them beside a language: `English (UK)`.
const REGIONS: &[(&str, &str)] = &[
    ("AT", "Austria Österreich 奥地利"),
    ("AU", "Australia 澳大利亚"),
    ("BR", "Brazil Brasil Brésil Brasilien 巴西"),
    ("CA", "Canada Kanada 加拿大"),
    ("CH", "Switzerland Schweiz Suisse 瑞士"),
    ("CN", "China PRC 中国"),
    ("DE", "Germany Deutschland 德国"),
    ("ES", "Spain España 西班牙"),
    ("FR", "France 法国"),
    ("GB", "UK Britain England 英国"),
    ("Hans", "simplified 简体 簡體"),
    ("Hant", "traditional 繁體 繁体"),
    ("HK", "香港"),
    ("IN", "India 印度"),
    ("MX", "Mexico México 墨西哥"),
    ("PT", "Portugal 葡萄牙"),
    ("SG", "Singapore 新加坡"),
    ("TW", "Taiwan 台湾 臺灣"),
    ("US", "USA America 美国"),
];

/// Codes of ISO 639-1 and 639-3 that have no name here: the rest of the two-letter ones, and those of dead
/// languages and older stages that editions of texts are in.
const OTHERS: &str = "aa ab ae an av ay bh bi bm ce ch co cr cv ee ff fj gn gv ho hz ia ie ii ik io iu ki kj kl \
    ks kv kw lg li ln lu mh na nd ng nr nv ny oj om os rn sc sg sm ss st su tn to ts tw ty ve vo wa wo \
    akk ang arc ava bua cjm cop crh dng dum egy enm evn fro frm gez goh got gmh hit inh ket kjh kaa kca krc \
    kum lez mnc mns mul myv mdf nio nog non odt ofs ota otk oui pal peo pgl phn pro sco sga sog sux syc syr tyv \
    udm uga vec wen xal xbo xcl xco xht xng xto zlw hne bho mai awa gom kok lus mni sat tcy hsn cdo cjy cpx \
    mnp csp czh ast szl rue hsb dsb nds ckt yrk";

/// The tag of a language whose tag, other code or name is `given`, in any letter case.
pub(in crate::text) fn tag_of(given: &str) -> Option<&'static str> {
    let given = given.to_lowercase();
    let known = |&&(tag, codes, names): &&(&str, &str, &[&str])| {
        tag.to_lowercase() == given
            || codes.split(' ').any(|code| code == given && !code.is_empty())
            || names.iter().any(|name| name.to_lowercase() == given)
    };
    NAMES
        .iter()
        .find(known)
        .map(|known| known.0)
        .or_else(|| listed(ABROAD, &given))
        .or_else(|| OTHERS.split_whitespace().find(|&code| code == given))
}

/// The code of the country or script that is `given` beside a language by its name or its code.
pub(in crate::text) fn region(given: &str) -> Option<&'static str> {
    let code = |code: &str| code.eq_ignore_ascii_case(given);
    let by_code = || REGIONS.iter().map(|known| known.0).find(|known| code(known));
    listed(REGIONS, &given.to_lowercase()).or_else(by_code)
}

/// The code beside which `given`, in small letters, is listed.
fn listed(list: &[(&'static str, &str)], given: &str) -> Option<&'static str> {
    let is = |(_, names): &&(&str, &str)| names.split(' ').any(|name| name.to_lowercase() == given);
    list.iter().find(is).map(|known| known.0)
}

/// What the language of this tag is called in English.
pub(in crate::text) fn english(tag: &str) -> Option<&'static str> {
    NAMES.iter().find(|known| known.0 == tag).map(|known| known.2[0])
}

/// The tag and English name of the language whose tag, other code or name is most like `given`, if any is.
pub(in crate::text) fn nearest(given: &str) -> Option<(&'static str, &'static str)> {
    let given = given.to_lowercase();
    let candidates = NAMES.iter().flat_map(|&(tag, codes, names)| {
        let words =
            codes.split(' ').chain([tag]).chain(names.iter().copied()).filter(|word| !word.is_empty());
        words.map(move |word| (word, tag, names[0]))
    });
    let scored =
        candidates.map(|(word, tag, name)| (strsim::jaro_winkler(&given, &word.to_lowercase()), tag, name));
    let best = scored.filter(|known| known.0 >= 0.8).max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))?;
    Some((best.1, best.2))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_each_thing_once() {
        let mut seen = std::collections::HashMap::new();
        for &(tag, codes, names) in NAMES {
            assert!(!names.is_empty(), "{tag} has no name");
            let words = codes.split_whitespace().chain([tag]).chain(names.iter().copied());
            let words = words.map(str::to_lowercase).collect::<std::collections::HashSet<_>>();
            for word in words {
                assert_eq!(seen.insert(word.clone(), tag), None, "{word} means {tag} and another");
            }
        }
        for &(tag, names) in ABROAD {
            assert!(NAMES.iter().any(|known| known.0 == tag), "{tag} has no English name");
            for word in names.split_whitespace().map(str::to_lowercase) {
                assert_eq!(seen.insert(word.clone(), tag), None, "{word} means {tag} and another");
            }
        }
        assert!(NAMES.is_sorted_by_key(|known| known.0));
        for code in OTHERS.split_whitespace() {
            assert!(!seen.contains_key(code), "{code} has a name");
        }
    }
}
