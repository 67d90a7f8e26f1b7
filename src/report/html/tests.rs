//! The page of small studies made by hand.

use std::collections::BTreeSet;

use super::super::apparatus::Apparatus;
use super::super::{Rendering, Study, Text};
use super::{findings, page};
use crate::align::{Alignment, Bead, Crossing};
use crate::diff::{Change, Class, Hunk, Kind, Revision};
use crate::finding::{Finding, Related, Severity, TextId};
use crate::message::SOME;
use crate::review::Reviewed;
use crate::say;
use crate::text::{Document, FurnitureKind, Language, Span};
use crate::witness::{Comparison, Examination, Row, Stale};

/// Texts with their languages, and what is known of them.
struct Case {
    title: &'static str,
    documents: Vec<Document>,
    examination: Examination,
    findings: Option<Vec<Vec<Reviewed>>>,
}

impl Case {
    fn new(texts: &[(&str, &str)]) -> Self {
        let documents: Vec<_> = texts
            .iter()
            .map(|(language, text)| Document::from_lines((*text).into(), Language::new(language)))
            .collect();
        let examination = Examination {
            pivot: 0,
            alignments: vec![None; texts.len()],
            rows: Vec::new(),
            comparisons: Vec::new(),
            findings: None,
        };
        let findings = Some(vec![Vec::new(); texts.len()]);
        Self { title: "A study", documents, examination, findings }
    }

    fn findings(&mut self) -> &mut Vec<Vec<Reviewed>> {
        self.findings.as_mut().expect("a page of texts that were checked")
    }

    fn page(&self) -> String {
        self.laid_out(page)
    }

    fn laid_out(&self, lay_out: fn(&Study) -> String) -> String {
        let said = [say!(en: "read as UTF-8", zh: "按 UTF-8 读入")];
        let names = ["a", "b", "c", "d"];
        let texts: Vec<_> = self
            .documents
            .iter()
            .zip(names)
            .enumerate()
            .map(|(n, (document, name))| Text {
                id: TextId(n),
                name,
                path: name,
                document,
                role: &SOME,
                encoding: &SOME,
                said: &said,
                pages: &[],
            })
            .collect();
        let findings = self.findings.as_deref();
        lay_out(&Study {
            title: self.title,
            texts: &texts,
            examination: &self.examination,
            findings,
            terms: None,
            encoder: None,
        })
    }
}

/// Chinese, English, Russian and a revision of the Chinese, with one of everything.
fn full() -> Case {
    let mut case = Case::new(&[
        ("zh", "会议在2022年举行。\n各国国同意。\n附录一。\n完。\n"),
        ("en", "The meeting was held in 2022.\nAll states agreed.\nThere was applause.\nThe end.\n"),
        ("ru", "Встреча прошла в 2022 году.\nВсе согласились. Конец.\n"),
        ("zh", "会议在2023年举行。\n新增一句。\n各国同意。\n完。\n附录一。\n"),
    ]);
    let beads = |ranges: &[(usize, usize, usize, usize, f32)]| {
        ranges.iter().map(|&(a, b, c, d, sure)| Bead::new(a..b, c..d, sure)).collect::<Vec<_>>()
    };
    let english = beads(&[
        (0, 1, 0, 1, 0.97),
        (1, 2, 1, 2, 0.9),
        (2, 3, 2, 2, 0.3),
        (3, 3, 2, 3, 0.4),
        (3, 4, 3, 4, 0.9),
    ]);
    let russian = beads(&[(0, 1, 0, 1, 0.95), (1, 4, 1, 2, 0.5)]);
    let crossing = Crossing { source: 2..3, target: 2..3, confidence: 0.5 };
    case.examination.alignments = vec![
        None,
        Some(Alignment::new(english, 4, 4).with_crossings(vec![crossing])),
        Some(Alignment::new(russian, 4, 2)),
        None,
    ];
    let row = |cells: [std::ops::Range<usize>; 4], confidence| Row { cells: cells.into(), confidence };
    case.examination.rows = vec![row([0..1, 0..1, 0..1, 0..0], 0.95), row([1..4, 1..4, 1..2, 0..0], 0.3)];
    let mut number = Change::new(Kind::Edit, Class::Number, 0..1, 0..1);
    number.hunks = vec![Hunk { old: 9..13, new: 9..13, class: Class::Number, counts: true }];
    let mut word = Change::new(Kind::Edit, Class::Ocr, 1..2, 2..3);
    word.hunks = vec![Hunk { old: 6..9, new: 6..6, class: Class::Ocr, counts: true }];
    let hidden = Change::new(Kind::Edit, Class::Width, 3..4, 3..4);
    let changes = vec![
        number,
        Change::new(Kind::Insert, Class::Wording, 0..0, 1..2),
        word,
        Change::new(Kind::Move, Class::Wording, 2..3, 4..5),
    ];
    let stale = |change, target, severity| Stale { change, target, severity, why: "".into(), followed: None };
    let revision = Revision { changes, hidden: vec![hidden], groups: Vec::new(), old_len: 4, new_len: 5 };
    case.examination.comparisons = vec![Comparison {
        old: 0,
        new: 3,
        covers: 0..revision.old_len,
        revision,
        stale: vec![(1, vec![stale(0, 0..1, Severity::Error)]), (2, vec![stale(1, 1..1, Severity::Warning)])],
    }];
    let at = |words: &str| {
        let start = case.documents[0].text().find(words).expect("the words");
        Span::new(start, start + words.len())
    };
    case.findings()[0] = vec![
        Finding::new("doubled-character", Severity::Error, at("国国"), "`国` is doubled")
            .safe_fix("国")
            .seen(Related {
                text: TextId(1),
                span: Span::new(30, 48),
                message: "`All states` has it once".into(),
            })
            .into(),
        Finding::new(
            "odd-place",
            Severity::Info,
            Span::new(at("同意").end, at("同意").end),
            "something is missing",
        )
        .into(),
    ];
    case
}

/// The words of each sentence element of the page, without tags.
fn sentences(page: &str) -> Vec<String> {
    let mut out = Vec::new();
    for part in page.split("<span class=\"s\" data-n=\"").skip(1) {
        let part = part.split_once('>').expect("the end of a tag").1;
        let mut words = String::new();
        let (mut depth, mut rest) = (1, part);
        let mut struck = 0;
        while depth > 0 {
            let (text, tag) = rest.split_once('<').expect("a tag");
            let (tag, after) = tag.split_once('>').expect("the end of a tag");
            if struck == 0 {
                words.push_str(text);
            }
            match tag {
                "/span" => depth -= 1,
                "del" => struck += 1,
                "/del" => struck -= 1,
                tag if tag.starts_with("span") => depth += 1,
                _ => {}
            }
            rest = after;
        }
        out.push(
            words.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&"),
        );
    }
    out
}

#[test]
fn shows_every_sentence_of_every_text_once() {
    let case = full();
    let mut expected: Vec<String> =
        case.documents.iter().flat_map(|d| (0..d.len()).map(|n| d.sentence(n).into_owned())).collect();
    let mut shown = sentences(&case.page());
    expected.sort();
    shown.sort();
    assert_eq!(shown, expected);
}

#[test]
fn is_the_same_for_the_same_study() {
    assert_eq!(full().page(), full().page());
}

#[test]
fn closes_every_element_and_leads_every_link_somewhere() {
    for page in [full().page(), full().laid_out(findings)] {
        closes_and_leads(&page);
    }
}

#[test]
fn the_list_holds_every_finding() {
    let page = full().laid_out(findings);
    let list = &page[page.find("<nav id=\"list\"").expect("a list")..];
    let list = &list[..list.find("</nav>").expect("its end")];
    assert_eq!(list.matches("<li ").count(), 2);
    assert!(
        list.contains(
            "<li class=\"e\" data-r=\"doubled-character\" data-s=\"se\"><a href=\"#f0-0\"><b>2:2</b>"
        )
    );
    assert!(page.contains("<option value=\"odd-place\">odd-place (1)</option>"), "no choice of rules");
    assert!(page.contains("<b>1</b>") && page.contains("errors "), "no filter by severity");
    assert!(!full().page().contains("<nav id=\"list\""), "a list in the page of a study");
}

#[track_caller]
fn closes_and_leads(page: &str) {
    let markup = page.split("<script>").next().expect("the markup");
    let body = &markup[markup.find("<body").expect("a body")..];
    let mut open: Vec<&str> = Vec::new();
    let mut ids = BTreeSet::new();
    let mut links = Vec::new();
    for part in body.split('<').skip(1) {
        let (tag, _) = part.split_once('>').expect("the end of a tag");
        let name = tag.split(' ').next().expect("a name");
        if let Some(name) = name.strip_prefix('/') {
            assert_eq!(open.pop(), Some(name), "before {part}");
        } else if name != "input" {
            open.push(name);
        }
        if let Some(id) = attribute(tag, "id") {
            assert!(ids.insert(id), "`{id}` twice");
        }
        links.extend(attribute(tag, "href").and_then(|href| href.strip_prefix('#')));
    }
    assert_eq!(open, ["body"]);
    for link in links {
        assert!(ids.contains(link), "no `{link}` in the page");
    }
}

fn attribute<'a>(tag: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = tag.split_once(&format!(" {name}=\""))?;
    rest.split('"').next()
}

#[test]
fn asks_the_network_for_nothing() {
    let page = full().page();
    assert!(
        page.contains("Content-Security-Policy\" content=\"default-src 'none'; style-src 'sha256-"),
        "no policy"
    );
    assert!(!page.contains("unsafe-inline"), "the policy allows what is not named");
    for forbidden in
        ["http://", "https://", "@import", "<link rel=\"stylesheet\"", "<iframe", "<img", " style=\""]
    {
        let page = page.replace("http://www.w3.org/2000/svg", "");
        assert!(!page.contains(forbidden), "`{forbidden}` in the page");
    }
}

#[test]
fn knows_the_hash_of_nothing() {
    // FIPS 180-4's empty message, in base 64.
    assert_eq!(super::digest(""), "47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=");
}

#[test]
fn nothing_of_a_text_is_markup() {
    let hostile = "</style></script><script>alert(1)</script><b onclick=\"x\">&amp; \u{202e}\u{0}";
    let mut case = Case::new(&[("en", hostile), ("en", hostile)]);
    case.title = "<img src=x onerror=alert(1)>";
    let span = Span::new(0, 8);
    let finding = Finding::new("odd", Severity::Error, span, format!("`{hostile}` {hostile}")).guess(hostile);
    case.findings()[0].push(finding.seen(Related { text: TextId(1), span, message: hostile.into() }).into());
    let page = case.page();
    assert_eq!(page.matches("<script>").count(), 1);
    // What the script is told stands in three elements that nothing runs.
    assert_eq!(page.matches("<script type=\"application/json\"").count(), 3);
    assert_eq!(page.matches("</script>").count(), 4);
    assert_eq!(page.matches("</style>").count(), 1);
    assert!(!page.contains("<b onclick") && !page.contains("<img"));
    assert!(!page.contains('\u{202e}') && !page.contains('\0'));
    assert!(page.contains("&amp;amp;"));
}

#[test]
fn a_name_cannot_leave_the_style_sheet() {
    assert_eq!(super::css_string("a\"}</style>"), "a\\22 \\7d \\3c \\2f style\\3e ");
    assert_eq!(super::css_string("zh.扫描"), "zh\\2e 扫描");
}

/// What the page must hold for `full`.
fn check(expected: &str) {
    let page = full().page();
    assert!(page.contains(expected), "no {expected} in\n{}", &page[page.find("<body>").unwrap_or(0)..]);
}

#[test]
fn marks_findings_in_place_and_in_a_list() {
    check("各<a class=\"f e\" href=\"#f0-0\">国国</a>同意");
    check("<code lang=\"zh\">国</code> is doubled<span class=\"fix\"> → <code lang=\"zh\">国</code></span>");
    check("<a class=\"f i pt\" href=\"#f0-1\" aria-label=\"odd-place\"></a>");
    check("<span id=\"f0-0\" data-id=\"016828f262f8120f:1\">2:2</span>");
    check("<span class=\"seen\"><a href=\"#r2\">b</a>: <code lang=\"en\">All states</code> has it once");
}

#[test]
fn marks_what_a_revision_changed() {
    check("会议在<del>2022</del><ins>2023</ins>年举行。");
    check("各国<del>国</del>同意。");
    check("<ins>新增一句。</ins>");
    check("移到此处</span></span> <a href=\"#r2\"><span class=\"en\">from row </span>");
    check("已移走</span></span> <a href=\"#r2-1\"><span class=\"en\">to row </span>");
    check("1 change of classes that do not count are not shown.");
}

#[test]
fn says_what_a_revision_made_stale() {
    let both = |en: &str, zh: &str| {
        format!("<span class=\"en\">{en}</span><span class=\"zh\" lang=\"zh-Hans\">{zh}</span>")
    };
    let stale = |what: &str, severity: &str, row: &str| {
        let since = both(" since ", "，原文改于 ");
        format!("<span class=\"k k-stale\">{what}</span>{severity}{since}<a href=\"#{row}\">d</a>")
    };
    let number = format!(" <span class=\"c\">{}</span> ", both("number", "数值"));
    check(&stale(&both("stale", "待更新"), &(number + &both("error", "错误")), "r1"));
    check(&stale(&both("missing", "缺"), &format!(" {}", both("warning", "警告")), "r1-1"));
    check("1 passage of b is stale: 1 error");
}

#[test]
fn joins_numbers_that_several_texts_have() {
    check("会议在<span class=\"n\" data-n=\"2022\">2022</span>年");
    check("held in <span class=\"n\" data-n=\"2022\">2022</span>.");
}

#[test]
fn says_what_is_doubtful_and_what_moved() {
    check("<article class=\"row cols d ff x ch\" id=\"r2\" data-c=\"");
    check("b in row 2");
    check("renders row 2");
}

#[test]
fn sets_page_furniture_aside_and_joins_what_it_broke() {
    let text = "# 宣言\n\n会议在撒马尔罕举行，各方就合作交换\n\n# 宣言\n\n意见。完。\n\n# 宣言\n\n再见。\n";
    let mut case = Case::new(&[]);
    let document = Document::new(text.into(), Language::new("zh"));
    let heads = document.furniture().iter().filter(|f| f.kind == FurnitureKind::RunningHead).count();
    case.documents = vec![document];
    case.findings = Some(vec![Vec::new()]);
    case.examination.alignments = vec![None];
    let page = case.page();
    assert_eq!(page.matches("title=\"running head: set aside\">").count(), heads, "of {page}");
    for number in 0..case.documents[0].len() {
        let broken = case.documents[0].pieces(number).len() > 1;
        assert!(!broken || page.contains("the page breaks here"), "sentence {number} in {page}");
    }
}

#[test]
fn what_is_wrong_again_and_again_stands_last_with_its_count() {
    let listed = |many: usize, message: fn(usize) -> String| {
        let mut case = Case::new(&[("zh", &"各国,同意。\n".repeat(many + 1))]);
        let line = "各国,同意。\n".len();
        let span = |n: usize| Span::new(n * line + 6, n * line + 7);
        case.findings()[0] = (0..many)
            .map(|n| Finding::new("half-width-mark", Severity::Warning, span(n), message(n)))
            .chain([Finding::new("stray-space", Severity::Warning, span(many), "the one of its kind")])
            .map(Reviewed::from)
            .collect();
        let page = case.page();
        let (from, to) = (page.find("Look here first").unwrap(), page.find("id=\"bar\"").unwrap());
        page[from..to].to_owned()
    };
    let same = |_| "half-width `,` should be `，`".to_owned();
    let last = listed(30, same);
    assert!(last.find("30 of this kind") > last.find("the one of its kind"), "{last}");
    assert_eq!(last.matches("half-width").count(), 1, "{last}");
    assert!(!listed(20, same).contains("of this kind"));
    // Each of these is another word.
    assert!(!listed(30, |n| format!("`{n}` stands twice")).contains("of this kind"));
}

#[test]
fn an_empty_text_has_a_page_and_keeps_its_findings() {
    let mut case = Case::new(&[("zh", ""), ("en", "One.\n")]);
    let empty = Finding::new("empty", Severity::Warning, Span::new(0, 0), "the text is empty");
    case.findings()[0].push(empty.into());
    let page = case.page();
    assert!(page.contains("the text is empty") && page.contains("One."));
    assert!(Case::new(&[("zh", "")]).page().contains("The texts are empty."));
}

#[test]
fn a_page_that_checked_nothing_says_nothing_of_faults() {
    let mut case = Case::new(&[("zh", "各国同意。\n"), ("en", "All states agreed.\n")]);
    case.examination.alignments = vec![None, Some(Alignment::new(vec![Bead::new(0..1, 0..1, 0.9)], 1, 1))];
    case.examination.rows = vec![Row { cells: vec![0..1, 0..1], confidence: 0.9 }];
    assert!(case.page().contains("nothing was found wrong"));
    case.findings = None;
    let unchecked = case.page();
    assert!(unchecked.contains("no row is doubtful"), "{unchecked}");
    for said in ["found wrong", "未发现错误", "finding-rule"] {
        assert!(!unchecked.contains(said), "{said}");
    }
}

#[test]
fn a_page_of_changes_says_all_in_both_languages() {
    let documents =
        ["It rained on Monday. We left.\n", "It rained on Tuesday. We left.\n", "周一下雨。我们走了。\n"]
            .map(|text| {
                let language = if text.is_ascii() { "en" } else { "zh" };
                Document::new(text.into(), Language::new(language))
            });
    let texts: Vec<_> = documents
        .iter()
        .zip(["old", "new", "zh"])
        .enumerate()
        .map(|(n, (document, name))| Text {
            id: TextId(n),
            name,
            path: name,
            document,
            role: &SOME,
            encoding: &SOME,
            said: &[],
            pages: &[],
        })
        .collect();
    let revision = crate::diff::diff(&documents[0], &documents[1], &crate::diff::Options::default());
    let stale = [Stale {
        change: 0,
        target: 0..1,
        severity: Severity::Warning,
        why: say!(en: "the day", zh: "日子"),
        followed: None,
    }];
    let rendering = Rendering { text: texts[2], stale: &stale };
    let page = super::revision(&texts[0], &texts[1], &revision, Some(&rendering));
    for said in
        ["改动 1 处：改 1。", "zh 的译文待更新 1 处。", "只看改动", "，警告", "行 1", "1 change: 1 edit."]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
    let synopsis =
        crate::collate::synopsis(&documents[0], &[&documents[1]], &crate::diff::Options::default());
    let sigla = ["A".to_owned(), "B".to_owned()];
    let page = super::apparatus(&Apparatus {
        title: "A study",
        texts: &texts[..2],
        base: 0,
        sigla: &sigla,
        synopsis: &synopsis,
    });
    for said in ["与底本 A 相异 1 处。", "校勘记", "1 place where versions read otherwise than A."]
    {
        assert!(page.contains(said), "{said}: {page}");
    }
}
