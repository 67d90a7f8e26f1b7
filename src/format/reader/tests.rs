//! All kinds of file that people have, each read or refused rightly; and the way back of those that have one.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::{Edit, Tracked};
use crate::format::text::{Loaded, Options, from_bytes};
use crate::text::{Language, Span};

/// An archive with these entries.
fn archive(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in entries {
        let packed = if *name == "mimetype" {
            zip::CompressionMethod::Stored
        } else {
            zip::CompressionMethod::Deflated
        };
        zip.start_file(*name, SimpleFileOptions::default().compression_method(packed)).unwrap();
        zip.write_all(content.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

const RELATIONS: &str = r#"<Relationships xmlns="r"><Relationship Id="rId1" Type="http://x/officeDocument" Target="word/document.xml"/></Relationships>"#;

fn docx(body: &str) -> Vec<u8> {
    docx_with(body, &[])
}

fn docx_with(body: &str, more: &[(&str, &str)]) -> Vec<u8> {
    let document = format!(
        r#"<?xml version="1.0"?><w:document xmlns:w="w" xmlns:mc="mc"><w:body>{body}</w:body></w:document>"#
    );
    let mut entries = vec![
        ("[Content_Types].xml", "<Types/>"),
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", &document),
    ];
    entries.extend(more);
    archive(&entries)
}

fn run(words: &str) -> String {
    format!(r#"<w:r><w:t xml:space="preserve">{words}</w:t></w:r>"#)
}

fn paragraph(words: &str) -> String {
    format!("<w:p>{}</w:p>", run(words))
}

fn odf(kind: &str, body: &str) -> Vec<u8> {
    let content = format!(
        r#"<?xml version="1.0"?><office:document-content xmlns:office="o" xmlns:text="t" xmlns:table="b"><office:body>{body}</office:body></office:document-content>"#
    );
    let mime = format!("application/vnd.oasis.opendocument.{kind}");
    archive(&[("mimetype", &mime), ("content.xml", &content), ("styles.xml", "<s/>")])
}

fn xlsx(rows: &str, strings: &str) -> Vec<u8> {
    archive(&[
        (
            "xl/workbook.xml",
            r#"<workbook xmlns:r="r"><sheets><sheet name="Sheet1" sheetId="1" r:id="rId1"/></sheets></workbook>"#,
        ),
        (
            "xl/_rels/workbook.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="worksheets/sheet1.xml"/><Relationship Id="rId2" Type="x/sharedStrings" Target="sharedStrings.xml"/></Relationships>"#,
        ),
        ("xl/sharedStrings.xml", &format!("<sst>{strings}</sst>")),
        ("xl/worksheets/sheet1.xml", &format!("<worksheet><sheetData>{rows}</sheetData></worksheet>")),
    ])
}

fn epub() -> Vec<u8> {
    archive(&[
        ("mimetype", "application/epub+zip"),
        (
            "META-INF/container.xml",
            r#"<container><rootfiles><rootfile full-path="OEBPS/book.opf"/></rootfiles></container>"#,
        ),
        (
            "OEBPS/book.opf",
            r#"<package><metadata><dc:language>ja</dc:language></metadata><manifest><item id="b" href="b%201.xhtml" media-type="application/xhtml+xml"/><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/><item id="n" href="n.xhtml" media-type="application/xhtml+xml" properties="nav"/></manifest><spine><itemref idref="n"/><itemref idref="b"/><itemref idref="a"/></spine></package>"#,
        ),
        ("OEBPS/a.xhtml", "<html><body><p>二つ目。</p></body></html>"),
        (
            "OEBPS/b 1.xhtml",
            "<html><head><title>x</title></head><body><p><ruby>灯<rt>ひ</rt></ruby>がともる。</p></body></html>",
        ),
        ("OEBPS/n.xhtml", "<html><body><nav><a>Contents</a></nav></body></html>"),
    ])
}

fn pptx() -> Vec<u8> {
    archive(&[
        (
            "ppt/presentation.xml",
            r#"<p:presentation xmlns:p="p" xmlns:r="r"><p:sldIdLst><p:sldId id="256" r:id="rId2"/></p:sldIdLst></p:presentation>"#,
        ),
        (
            "ppt/_rels/presentation.xml.rels",
            r#"<Relationships><Relationship Id="rId2" Type="x/slide" Target="slides/slide1.xml"/></Relationships>"#,
        ),
        (
            "ppt/slides/slide1.xml",
            r#"<p:sld xmlns:p="p" xmlns:a="a"><p:sp><a:p><a:r><a:t>The lamp is lit.</a:t></a:r></a:p></p:sp></p:sld>"#,
        ),
        (
            "ppt/slides/_rels/slide1.xml.rels",
            r#"<Relationships><Relationship Id="rId1" Type="x/notesSlide" Target="../notesSlides/n1.xml"/></Relationships>"#,
        ),
        (
            "ppt/notesSlides/n1.xml",
            r#"<p:notes xmlns:p="p" xmlns:a="a"><a:p><a:r><a:t>Say it slowly.</a:t></a:r></a:p><a:p><a:fld type="slidenum"><a:t>1</a:t></a:fld></a:p></p:notes>"#,
        ),
    ])
}

/// The text of a file, or what is said of it.
fn asked(name: &str, bytes: &[u8], language: Option<&str>) -> String {
    let options = Options { language: language.map(Language::new), ..Options::default() };
    match from_bytes(name, bytes.to_vec(), &options) {
        Ok(loaded) => (0..loaded.document.len())
            .map(|n| loaded.document.sentence(n).into_owned())
            .collect::<Vec<_>>()
            .join("|"),
        Err(error) => error.to_string(),
    }
}

#[track_caller]
fn check(name: &str, bytes: &[u8], expected: &str) {
    let found = asked(name, bytes, None);
    assert!(found.starts_with(&expected.replace("{}", name)), "{name}: {found}");
    // A name says nothing that the content does not: without an ending it is the same.
    if !["tsv", "csv", "properties", "md", "rst", "tex"].iter().any(|ending| name.ends_with(ending)) {
        let found = asked("bare", bytes, None);
        assert!(found.starts_with(&expected.replace("{}", "bare")), "{name} as `bare`: {found}");
    }
}

#[test]
fn each_kind_of_file_is_read_or_refused_for_what_it_is() {
    let compound = |stream: &str| {
        let mut bytes = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1".to_vec();
        bytes.extend([0; 512]);
        bytes.extend(stream.encode_utf16().flat_map(u16::to_le_bytes));
        bytes.extend([0; 64]);
        bytes
    };
    check(
        "a.pdf",
        b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n",
        "{}: is a PDF file; extract its text first, for example with `pdftotext -raw`",
    );
    check("a.rtf", b"{\\rtf1\\ansi The lamp.}", "{}: is an RTF file; ");
    check("a.doc", &compound("WordDocument"), "{}: is an old Word file; ");
    check("a.xls", &compound("Workbook"), "{}: is an old Excel file; ");
    let word = docx(&(paragraph("The lamp is lit. It burns.") + &paragraph("It is late &amp; cold.")));
    check("a.docx", &word, "The lamp is lit.|It burns.|It is late & cold.");
    check("a.docm", &word, "The lamp is lit.|It burns.|It is late & cold.");
    check("a.docx", &word[..word.len() / 2], "{}: is a broken ZIP file, cut off perhaps");
    check(
        "a.xlsx",
        &xlsx(
            r#"<row r="2"><c r="B2" t="s"><v>0</v></c><c r="C2"><v>7</v></c></row>"#,
            "<si><t>The lamp.</t></si>",
        ),
        "The lamp.",
    );
    check(
        "a.ods",
        &odf(
            "spreadsheet",
            r#"<table:table table:name="S"><table:table-row><table:table-cell><text:p>The lamp.</text:p></table:table-cell></table:table-row></table:table>"#,
        ),
        "The lamp.",
    );
    check(
        "a.odt",
        &odf(
            "text",
            r#"<office:text><text:h>The Lamp</text:h><text:p>It<text:s text:c="2"/>burns.<text:note text:id="ftn1"><text:note-citation>1</text:note-citation><text:note-body><text:p>A note.</text:p></text:note-body></text:note> All night.</text:p></office:text>"#,
        ),
        "The Lamp|It  burns.|All night.|A note.",
    );
    check("a.pptx", &pptx(), "The lamp is lit.|Say it slowly.");
    check("a.epub", &epub(), "灯がともる。|二つ目。");
    let mut mobi = vec![b'x'; 60];
    mobi.extend(b"BOOKMOBI\0\0\0\0");
    check("a.mobi", &mobi, "{}: is a Mobipocket or Kindle book; ");
    check(
        "a.html",
        b"<!DOCTYPE html><html lang=\"en\"><head><title>T</title><style>p{}</style></head><body><nav>Home</nav><h1>Lamp</h1><p>It is\nlit. <b>It</b> burns.<img alt=x><script>a<b</script></body></html>",
        "Lamp|It is lit.|It burns.",
    );
    check("a.srt", b"1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Where to?</i>\r\nHome.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nGo.\r\n", "Where to? Home.|Go.");
    check(
        "a.vtt",
        b"WEBVTT\n\nNOTE x\n\nintro\n00:01.000 --> 00:02.000 align:left\n<v Ann>Go &amp; see.\n",
        "Go & see.",
    );
    check("a.ass", b"[Script Info]\nTitle: x\n", "{}: is a file of SubStation subtitles; ");
    check("a.xlf", XLIFF_1, "\u{706f}\u{4eae}\u{7740}\u{3002}|\u{95e8}\u{5f00}\u{3002}");
    check("b.xlf", XLIFF_2, "Die Lampe brennt.");
    check("a.sdlxliff", SDLXLIFF, "Eins.|Zwei.");
    check("a.po", b"msgid \"\"\nmsgstr \"Language: de\\n\"\n\n#: x.c\nmsgid \"Open \\\"it\\\"\"\nmsgstr \"\"\n\"\\\"Es\\\" \"\n\"\xc3\xb6ffnen\"\n", "\"Es\" öffnen");
    check("a.tmx", b"<tmx version=\"1.4\"><header srclang=\"zh\"/><body><tu><tuv xml:lang=\"zh\"><seg>\xe7\x81\xaf</seg></tuv><tuv xml:lang=\"en\"><seg>Lamp</seg></tuv></tu></body></tmx>", "{}: is a translation memory of texts in zh, en; say with `--lang` which");
    check(
        "a.tbx",
        b"<?xml version=\"1.0\"?><martif type=\"TBX\"><text/></martif>",
        "{}: is a termbase (TBX)",
    );
    check("a.csv", "zh;en\n灯;Lamp\n".as_bytes(), "{}: is a table of texts in zh, en; ");
    check("a.tsv", "zh\ten\n灯\tLamp\n".as_bytes(), "{}: is a table of texts in zh, en; ");
    check("a.tei", TEI, "The Lamp|It burns all night.|A note.");
    check("a.md", b"# Lamp\n\nIt burns.\n", "Lamp|It burns.");
    check("a.rst", b"Lamp\n====\n\nIt burns.\n", "Lamp");
    check("a.tex", b"\\section{Lamp}\n\nIt burns.\n", "");
    check("a.json", b"{\"a\": [\"The lamp is lit.\"]}", "{}: is JSON of a kind that is not known; ");
    check("a.jsonl", b"{\"a\": \"b\"}\n{\"a\": \"c\"}\n", "{}: is JSON lines of a kind that is not known; ");
    check("a.properties", b"# x\nlamp.on=The lamp\nlamp.off=No lamp\n", "{}: is a file of Java properties");
    check("a.alto", b"<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT=\"Lamp\"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>", "Lamp");
    check(
        "a.hocr",
        b"<html><body><div class='ocr_page'><span class='ocrx_word'>Lamp</span></div></body></html>",
        "Lamp",
    );
    check("a.xml", b"<PcGts><Page><TextRegion><TextLine><TextEquiv><Unicode>Lamp</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>", "Lamp");
    check("a.png", b"\x89PNG\r\n\x1a\n\0\0", "{}: is a picture; it needs OCR first");
    check("a.jpg", b"\xff\xd8\xff\xe0\0\x10JFIF", "{}: is a picture; it needs OCR first");
    check(
        "a.zip",
        &archive(&[("a.txt", "The lamp.")]),
        "{}: is a ZIP archive and no document of a known kind",
    );
    check("a.gz", b"\x1f\x8b\x08\0\0", "{}: is a compressed file; unpack it first, with `gunzip`");
    check("a.sqlite", b"SQLite format 3\0\x10\0", "{}: is an SQLite database");
    let utf_32 = |text: &str| text.chars().flat_map(|c| u32::from(c).to_le_bytes()).collect::<Vec<_>>();
    check("a.txt", &utf_32("灯亮着。\n"), "{}: is a text in UTF-32");
    check("a.txt", &utf_32("\u{feff}The lamp is lit.\n"), "{}: is a text in UTF-32");
    let big5 = encoding_rs::BIG5.encode("會議於九月開幕。\n主席宣布閉會。\n").0;
    check("a.txt", &big5, "會議於九月開幕。|主席宣布閉會。");
    check("a.txt", b"", "{}: is empty");
}

const XLIFF_1: &[u8] = "<?xml version=\"1.0\"?><xliff version=\"1.2\"><file source-language=\"en\" target-language=\"zh\"><body><trans-unit id=\"1\"><source>The lamp is lit.</source><target>灯<g id=\"1\">亮</g><x id=\"2\"/>着<ph id=\"3\">code</ph>。</target><alt-trans><source>x</source><target>不是</target></alt-trans></trans-unit><trans-unit id=\"2\"><source>The door opens.</source><target>门开。</target></trans-unit></body></file></xliff>".as_bytes();

const XLIFF_2: &[u8] = b"<xliff version=\"2.1\" srcLang=\"en\" trgLang=\"de\"><file id=\"f\"><unit id=\"1\"><notes><note>n</note></notes><segment id=\"s\"><source>The lamp is lit.</source><target>Die <pc id=\"1\">Lampe</pc> brennt.</target></segment></unit></file></xliff>";

const SDLXLIFF: &[u8] = b"<xliff version=\"1.2\"><file source-language=\"en\" target-language=\"de\"><body><trans-unit id=\"u\"><source>One. Two.</source><seg-source><mrk mtype=\"seg\" mid=\"1\">One.</mrk> <mrk mtype=\"seg\" mid=\"2\">Two.</mrk></seg-source><target><mrk mtype=\"seg\" mid=\"1\">Eins.</mrk> <mrk mtype=\"seg\" mid=\"2\">Zwei.</mrk></target></trans-unit></body></file></xliff>";

const TEI: &[u8] = b"<?xml version=\"1.0\"?><TEI xmlns=\"http://www.tei-c.org/ns/1.0\"><teiHeader><title>x</title></teiHeader><text><body><head>The Lamp</head><p>It <choice><sic>burnz</sic><corr>burns</corr></choice> <app><lem>all</lem><rdg>al</rdg></app><note>A note.</note>\n night.</p></body></text></TEI>";

#[test]
fn of_texts_beside_each_other_the_one_asked_for_is_read() {
    let tmx = "<tmx><header srclang=\"zh\"/><body><tu><tuv xml:lang=\"zh-CN\"><seg>灯。</seg></tuv><tuv xml:lang=\"en\"><seg>Lamp.</seg></tuv></tu></body></tmx>";
    assert_eq!(asked("a.tmx", tmx.as_bytes(), Some("zh")), "灯。");
    assert_eq!(asked("a.tmx", tmx.as_bytes(), Some("en")), "Lamp.");
    assert_eq!(asked("a.en.tmx", tmx.as_bytes(), None), "Lamp.");
    assert_eq!(
        asked("a.tmx", tmx.as_bytes(), Some("ru")),
        "a.tmx: is a translation memory of texts in zh-CN, en, none in ru"
    );
    assert_eq!(
        asked("a.csv", "灯亮着。;The lamp is lit.\n门开了。;The door is open.\n".as_bytes(), Some("zh")),
        "灯亮着。|门开了。"
    );
    assert_eq!(asked("a.xlf", XLIFF_1, Some("en")), "The lamp is lit.|The door opens.");
    let book = xlsx(
        r#"<row r="1"><c r="A1" t="s"><v>0</v></c><c r="B1" t="inlineStr"><is><t>en</t></is></c></row><row r="2"><c r="A2" t="s"><v>1</v></c><c r="B2" t="str"><v>Lamp.</v></c></row>"#,
        "<si><t>zh</t></si><si><r><t>灯</t></r><r><t>。</t></r><rPh><t>deng</t></rPh></si>",
    );
    assert_eq!(asked("a.xlsx", &book, Some("zh")), "灯。");
}

#[test]
fn lines_that_are_said_to_be_sentences_are_plain_text_whatever_the_name() {
    let lines = |name: &str, text: &str| {
        let options = Options { lines: true, ..Options::default() };
        from_bytes(name, text.as_bytes().to_vec(), &options)
            .map(|loaded| loaded.document.len())
            .map_err(|e| e.to_string())
    };
    for name in
        ["001.ar", "x.sent", "a.json.en", "a.srt", "a.po", "a.tsv", "a.csv", "a.html", "a.properties", "a"]
    {
        assert_eq!(lines(name, "<b>One</b>.\na.b=2\tx, y. Three.\n[1] \"Four.\"\n"), Ok(3), "{name}");
    }
    // What is named and written as subtitles is no text of sentences.
    assert_eq!(lines("a.srt", "1\n00:00:01,000 --> 00:00:02,000\nGo. Now.\n"), Ok(1));
    assert_eq!(lines("a.txt", "1\n00:00:01,000 --> 00:00:02,000\nGo. Now.\n"), Ok(3));
}

#[test]
fn a_word_document_is_read_as_word_shows_it() {
    #[track_caller]
    fn check(body: &str, accepted: &str, original: &str) {
        for (tracked, expected) in [(Tracked::Accepted, accepted), (Tracked::Original, original)] {
            let options = Options { tracked, ..Options::default() };
            let loaded = from_bytes("a.docx", docx(body), &options).unwrap();
            assert_eq!(loaded.document.text().trim_end_matches('\n').replace("\n\n", "|"), expected);
        }
    }
    let same = |body: &str, expected: &str| check(body, expected, expected);
    let (x, y) = (run("one "), run("two"));
    check(&format!("<w:p>{x}<w:ins>{y}</w:ins></w:p>"), "one two", "one ");
    check(
        &format!("<w:p>{x}<w:del><w:r><w:delText>old</w:delText></w:r></w:del>{y}</w:p>"),
        "one two",
        "one oldtwo",
    );
    check(
        &format!("<w:p><w:pPr><w:rPr><w:del/></w:rPr></w:pPr>{x}</w:p><w:p>{y}</w:p>"),
        "one two",
        "one |two",
    );
    check(
        &format!("<w:p>{x}<w:moveFrom>{y}</w:moveFrom></w:p><w:p><w:moveTo>{y}</w:moveTo></w:p>"),
        "one |two",
        "one two",
    );
    check(
        &format!(
            "<w:tbl><w:tr><w:trPr><w:ins/></w:trPr><w:tc><w:p>{x}</w:p></w:tc></w:tr></w:tbl><w:p>{y}</w:p>"
        ),
        "one |two",
        "two",
    );
    same(
        &format!("<w:tbl><w:tr><w:tc><w:p>{x}</w:p></w:tc><w:tc><w:p>{y}</w:p></w:tc></w:tr></w:tbl>"),
        "one |two",
    );
    same(
        &format!(
            "<w:p>{x}<w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:tab/><w:br/><w:noBreakHyphen/></w:r>{y}</w:p>"
        ),
        "one \t\n-two",
    );
    same(
        &format!(
            "<w:p>{x}<w:r><mc:AlternateContent><mc:Choice><w:txbxContent><w:p>{y}</w:p></w:txbxContent></mc:Choice><mc:Fallback><w:txbxContent><w:p>{y}</w:p></w:txbxContent></mc:Fallback></mc:AlternateContent></w:r>{}</w:p>{}",
            run("more"),
            paragraph("last")
        ),
        "one more|two|last",
    );
}

#[test]
fn an_opendocument_text_is_read_as_it_is_and_as_it_was() {
    #[track_caller]
    fn check(changes: &str, body: &str, accepted: &str, original: &str) {
        let changes = format!("<text:tracked-changes>{changes}</text:tracked-changes>");
        for (tracked, expected) in [(Tracked::Accepted, accepted), (Tracked::Original, original)] {
            let options = Options { tracked, ..Options::default() };
            let loaded = from_bytes("a.odt", odf("text", &format!("{changes}{body}")), &options).unwrap();
            assert_eq!(loaded.document.text().trim_end_matches('\n').replace("\n\n", "|"), expected);
        }
    }
    let info = "<office:change-info><dc:creator>A.</dc:creator></office:change-info>";
    let region = |id: &str, what: &str| {
        format!("<text:changed-region xml:id=\"{id}\" text:id=\"{id}\">{what}</text:changed-region>")
    };
    let inserted = region("c1", &format!("<text:insertion>{info}</text:insertion>"));
    let deleted = |piece: &str| region("c2", &format!("<text:deletion>{info}{piece}</text:deletion>"));
    let (from, to) =
        ("<text:change-start text:change-id=\"c1\"/>", "<text:change-end text:change-id=\"c1\"/>");
    let gone = "<text:change text:change-id=\"c2\"/>";
    check(
        &inserted,
        &format!("<text:p>The {from}old<text:s/>{to}lamp.</text:p>"),
        "The old lamp.",
        "The lamp.",
    );
    // The end of a paragraph was inserted: it was one.
    check(
        &inserted,
        &format!("<text:p>One {from}</text:p><text:p>{to}two.</text:p>"),
        "One|two.",
        "One two.",
    );
    check(
        &deleted("<text:p>old </text:p>"),
        &format!("<text:p>The {gone}lamp.</text:p>"),
        "The lamp.",
        "The old lamp.",
    );
    // From the midst of a paragraph to the midst of the next but one.
    check(
        &deleted("<text:p>b.</text:p><text:p>C d.</text:p><text:p>E </text:p>"),
        &format!("<text:p>A {gone}f.</text:p><text:p>G.</text:p>"),
        "A f.|G.",
        "A b.|C d.|E f.|G.",
    );
    // Changes of format only are none of the text.
    let format = region("c1", &format!("<text:format-change>{info}</text:format-change>"));
    check(&format, &format!("<text:p>The {from}lamp{to}.</text:p>"), "The lamp.", "The lamp.");
}

#[test]
fn a_place_is_called_as_the_files_own_program_calls_it() {
    #[track_caller]
    fn check(name: &str, bytes: &[u8], words: &str, place: &str) {
        let loaded = from_bytes(name, bytes.to_vec(), &Options::default()).unwrap();
        let at = loaded.document.text().find(words).expect(words);
        assert_eq!(loaded.document.place(at), Some(place));
    }
    check("a.docx", &docx(&(paragraph("One.") + "<w:p/>" + &paragraph("Two."))), "Two", "paragraph 3");
    let table = format!(
        "<w:tbl><w:tr><w:tc>{}</w:tc></w:tr><w:tr><w:tc>{}</w:tc></w:tr></w:tbl>",
        paragraph("One."),
        paragraph("Two.")
    );
    check("a.docx", &docx(&table), "Two", "table 1, row 2, cell 1");
    check(
        "a.srt",
        b"1\n00:00:01,000 --> 00:00:02,000\nGo.\n\n12\n00:00:03,000 --> 00:00:04,000\nStop.\n",
        "Stop",
        "cue 12",
    );
    check(
        "a.xlsx",
        &xlsx(r#"<row r="7"><c r="B7" t="s"><v>0</v></c></row>"#, "<si><t>Lamp</t></si>"),
        "Lamp",
        "Sheet1!B7",
    );
    check("a.html", b"<html>\n<body>\n<p>One.\n<p>Two.\n", "Two", "line 4");
    check("a.epub", &epub(), "二", "a.xhtml, paragraph 1");
    check("a.pptx", &pptx(), "slowly", "slide 1, notes");
    check("a.xlf", XLIFF_1, "门", "unit 2");
}

/// The file with each `(old, new)` put into the text that is read of it.
fn mended(name: &str, bytes: &[u8], changes: &[(&str, &str)]) -> Option<Vec<u8>> {
    let loaded: Loaded = from_bytes(name, bytes.to_vec(), &Options::default()).unwrap();
    let text = loaded.document.text();
    let edits: Vec<Edit> = changes
        .iter()
        .map(|(old, new)| {
            let start = text.find(old).expect(old);
            Edit { span: Span::new(start, start + old.len()), new }
        })
        .collect();
    let can = edits.iter().all(|edit| loaded.origin.can_write(text, edit));
    can.then(|| loaded.origin.written(name, text, &edits, &loaded.decoding, loaded.bytes.as_deref()).unwrap())
}

#[test]
fn a_fix_is_written_back_and_nothing_else_is_touched() {
    #[track_caller]
    fn check(name: &str, file: &str, changes: &[(&str, &str)], expected: Option<&str>) {
        let written = mended(name, file.as_bytes(), changes).map(|bytes| String::from_utf8(bytes).unwrap());
        assert_eq!(written.as_deref(), expected);
    }
    let srt = "1\r\n00:00:01,000 --> 00:00:02,000\r\n<i>Teh lamp</i>\r\nis is lit.\r\n\r\n2\r\n00:00:03,000 --> 00:00:04,000\r\nGo.\r\n";
    let fixed = srt.replace("Teh", "The").replace("is is", "is");
    check("a.srt", srt, &[("Teh", "The"), ("is is", "is")], Some(&fixed));
    // A line end inside a cue may go, a cue's border may not.
    check("a.srt", srt, &[("lit.\n\nGo", "lit. Go")], None);
    let html = "<!DOCTYPE html>\n<html><body>\n<p class='a'>The the <b>lamp</b> &amp; door\n  are open .</p><!-- x --></body></html>\n";
    check(
        "a.html",
        html,
        &[("The the", "The"), (" .", ".")],
        Some(&html.replace("The the", "The").replace("open .", "open.")),
    );
    check("a.html", html, &[("&", "<and>")], Some(&html.replace("&amp;", "&lt;and>")));
    check("a.html", html, &[("lamp &", "X")], Some(&html.replace("lamp</b> &amp;", "X</b>")));
    let po = "msgid \"a\"\nmsgstr \"\"\n\"Das ist \"\n\"ist \\\"gut\\\".\"\n";
    check(
        "a.po",
        po,
        &[("ist ist", "ist"), (".", "\"!")],
        Some("msgid \"a\"\nmsgstr \"\"\n\"Das ist\"\n\" \\\"gut\\\"\\\"!\"\n"),
    );
    let xliff = String::from_utf8(XLIFF_1.to_vec()).unwrap();
    check(
        "a.xlf",
        &xliff,
        &[("亮着", "熄了")],
        Some(&xliff.replace("<g id=\"1\">亮</g><x id=\"2\"/>着", "<g id=\"1\">熄了</g><x id=\"2\"/>")),
    );
}

#[test]
fn of_an_archive_only_the_part_that_changed_is_packed_anew() {
    let body = paragraph("The the lamp")
        + &format!(
            "<w:p>{}<w:r><w:rPr><w:b/></w:rPr><w:t>bold</w:t></w:r><w:r><w:br/></w:r>{}</w:p>",
            run("is "),
            run("now")
        );
    let file =
        docx_with(&body, &[("word/media/image1.png", "\u{89}PNG not really"), ("docProps/app.xml", "<a/>")]);
    let written = mended("a.docx", &file, &[("The the", "The"), ("bold", "bolder")]).unwrap();
    let entries = |bytes: &[u8]| {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes.to_vec())).unwrap();
        (0..zip.len())
            .map(|n| {
                let mut entry = zip.by_index(n).unwrap();
                let mut content = String::new();
                std::io::Read::read_to_string(&mut entry, &mut content).unwrap();
                (entry.name().unwrap().into_owned(), content)
            })
            .collect::<Vec<_>>()
    };
    for (before, after) in entries(&file).iter().zip(entries(&written)) {
        let expected = before.1.replace("The the", "The").replace("bold", "bolder");
        assert_eq!(after, (before.0.clone(), expected));
    }
    assert_eq!(entries(&file).len(), entries(&written).len());
    // Nothing to change: nothing changes.
    assert_eq!(mended("a.docx", &file, &[]).unwrap(), file);
    // A whole paragraph may go; two cannot become one; a line break may go.
    assert!(mended("a.docx", &file, &[("The the lamp\n\n", "")]).is_some());
    assert!(mended("a.docx", &file, &[("lamp\n\nis", "lamp is")]).is_none());
    assert!(mended("a.docx", &file, &[("bold\nnow", "bold now")]).is_some());
}

#[test]
fn a_bomb_and_a_tower_are_refused() {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    zip.start_file("word/document.xml", SimpleFileOptions::default()).unwrap();
    for _ in 0..64 {
        zip.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = zip.finish().unwrap().into_inner();
    assert!(asked("a.docx", &bomb, None).contains("unpacks to more than any document holds"));
    let tower = docx(&("<w:p>".repeat(2000) + &"</w:p>".repeat(2000)));
    assert!(asked("a.docx", &tower, None).contains("elements lie too deep"));
    let cut = archive(&[
        ("_rels/.rels", RELATIONS),
        ("word/document.xml", "<w:document><w:body><w:p><w:r><w:t>The lamp"),
    ]);
    assert!(asked("a.docx", &cut, None).contains("ends before its elements do"));
}

#[test]
fn a_page_of_xml_that_was_cut_off_is_refused() {
    let book = |page: &str| {
        let container = r#"<container><rootfiles><rootfile full-path="b.opf"/></rootfiles></container>"#;
        let package = r#"<package><manifest><item id="a" href="a.xhtml" media-type="application/xhtml+xml"/></manifest><spine><itemref idref="a"/></spine></package>"#;
        let file = archive(&[
            ("mimetype", "application/epub+zip"),
            ("META-INF/container.xml", container),
            ("b.opf", package),
            ("a.xhtml", page),
        ]);
        asked("a.epub", &file, None)
    };
    let page = "<?xml version=\"1.0\"?>\n<html><head><title>x</title></head><body><p>The lamp is lit.</p></body></html>\n";
    assert_eq!(book(page), "The lamp is lit.");
    for at in 30..page.len() - 2 {
        assert_eq!(
            book(&page[..at]),
            "a.epub: `a.xhtml` ends before its `html` does; the file was cut off",
            "{at}"
        );
        assert_eq!(
            asked("a.xhtml", &page.as_bytes()[..at], None),
            "a.xhtml: ends before its `html` does; the file was cut off"
        );
    }
    // What is not well-formed but whole is read.
    assert_eq!(book("<html><body><p>One.<br><i>Two.</p></b></body></html>"), "One.|Two.");
    // A page of HTML may end anywhere, but not with half a mark.
    for end in ["</", "</p", "<p class=\"a", "<a href='b' "] {
        assert_eq!(asked("a.html", format!("<p>One.{end}").as_bytes(), None), "One.");
    }
    assert_eq!(asked("a.html", b"<p>1 < 2 and 3 <", None), "1 < 2 and 3 <");
}

#[test]
fn code_inside_a_sentence_of_a_page_is_no_prose() {
    let page = "<html><body><p>输入<code>列表:甲,乙. Ab</code>后回车。再按 <kbd>a, b</kbd>。</p><pre><code>x, y</code></pre><p>完。</p></body></html>";
    let loaded = from_bytes("a.html", page.as_bytes().to_vec(), &Options::default()).unwrap();
    let shown = |document: &crate::text::Document| {
        let words = |n: usize| document.sentence(n).into_owned();
        let markup = document.markup().iter().map(|markup| markup.span.of(document.text()).to_owned());
        ((0..document.len()).map(words).collect::<Vec<_>>().join("|"), markup.collect::<Vec<_>>())
    };
    let code = ["列表:甲,乙. Ab", "a, b", "x, y"];
    let expected = "输入列表:甲,乙. Ab后回车。|再按 a, b。|x, y|完。";
    let (words, markup) = shown(&loaded.document);
    assert_eq!((words.as_str(), markup), (expected, code.map(str::to_owned).to_vec()));
    // Where it stands is known again when the words before it have been mended.
    let again = loaded.again(loaded.document.text().replacen("输入", "请你输入", 1));
    let (words, markup) = shown(&again);
    assert_eq!((words, markup), (format!("请你{expected}"), code.map(str::to_owned).to_vec()));
}

#[test]
fn subtitles_that_end_in_the_times_of_a_cue_are_refused() {
    let film = "1\n00:00:01,000 --> 00:00:02,000\nGo.\n\n2\n00:00:03,000 -->";
    assert_eq!(
        asked("a.srt", film.as_bytes(), None),
        "a.srt:6: ends in the middle of the times of a cue; the file was cut off"
    );
}

proptest::proptest! {
    #[test]
    fn no_reader_panics(text in "(<!DOCTYPE html>|WEBVTT\n\n|1\n00:00:01,000 --> 00:00:02,000\n|msgid \"|<xliff>|<TEI><text>|<tmx>|)[<>a-z/=\"' {}\\[\\]:,0-9&;#\t\n外\\\\-]{0,120}") {
        if let Ok(loaded) = from_bytes("-", text.into_bytes(), &Options::default()) {
            for block in 0..loaded.document.len() {
                proptest::prop_assert!(!loaded.document.sentence(block).is_empty());
            }
            let text = loaded.document.text();
            let edits = [Edit { span: Span::new(0, text.chars().next().map_or(0, char::len_utf8)), new: "x" }];
            if loaded.origin.can_write(text, &edits[0]) {
                let _ = loaded.origin.written("-", text, &edits, &loaded.decoding, loaded.bytes.as_deref());
            }
        }
    }

    #[test]
    fn no_archive_panics(at in 0usize..4000, byte: u8) {
        for mut file in [docx(&paragraph("The lamp is lit.")), epub(), pptx()] {
            let at = at % file.len();
            file[at] = byte;
            let _ = from_bytes("-", file, &Options::default());
        }
    }
}
