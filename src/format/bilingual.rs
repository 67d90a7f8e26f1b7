//! A table in a Word document, a column a text: what a client is given to read, print and mark.
//!
//! ```text
//! 中文            English                  remark
//! 我们去了市场。   We went to the market.   doubtful: perhaps the fair
//! ```
//!
//! The first row is repeated on each page, no row is torn between two pages, and a third text turns the page on its side.
//! Each column has a style of its own with the language, its fonts and its direction, so that a program checks the spelling
//! of what it is and a person changes a font in one place. A row that is in doubt is shaded and says so in a column of
//! remarks, which is there only if there is something to remark: colour alone is lost in print.
//!
//! Numbers and confidences are for who aligns, and have no place in what a client is sent; row numbers are there if they are
//! asked for. The reader stands beside that of all Word documents (`reader::docx`) and takes any table whose first row
//! names languages.

use std::fmt::Write as _;
use std::io::{self, Write};

use super::docx;
use super::forms::Options;
use super::parallel::{Column, Parallel, Row};
use super::xml::Escaper;
use crate::message::{Message, Ui};
use crate::review::Status;
use crate::text::Language;

/// Headings of the column of numbers, in English, in Chinese and as others have it.
const NUMBERS: [&str; 5] = ["no.", "序号", "no", "#", "№"];

/// Headings of the column of remarks.
const REMARKS: [&str; 4] = ["remark", "备注", "remarks", "備註"];

/// What a row in doubt says.
const DOUBTFUL: [&str; 2] = ["doubtful", "存疑"];

/// A sheet of A4 and its margins, in twentieths of a point.
const SHEET: [usize; 2] = [11_906, 16_838];
const MARGIN: usize = 1_134;

/// How wide the columns of numbers and of remarks are.
const NARROW: usize = 794;
const REMARK: usize = 1_417;

/// Writes `parallel` as a table; says what XML could not hold.
pub fn write(parallel: &Parallel, options: &Options, out: &mut dyn Write) -> io::Result<Vec<Message>> {
    let mut escaper = Escaper::default();
    let page = Page::of(parallel, options);
    let document = page.document(parallel, &mut escaper);
    let styles: String = parallel.columns.iter().enumerate().map(style).collect();
    docx::write_styled(&document, &styles, out)?;
    Ok(escaper.said().into_iter().collect())
}

/// What stands in the table beside the texts, and for whom.
struct Page {
    ui: Ui,
    is_numbered: bool,
    has_remarks: bool,
    is_wide: bool,
}

impl Page {
    fn of(parallel: &Parallel, options: &Options) -> Self {
        Self {
            ui: options.ui,
            is_numbered: options.numbered,
            has_remarks: parallel.rows.iter().any(|row| !remark(row, options.ui).is_empty()),
            is_wide: parallel.columns.len() > 2,
        }
    }

    /// The sheet as it lies: how wide, how high.
    fn sheet(&self) -> [usize; 2] {
        let [narrow, long] = SHEET;
        if self.is_wide { [long, narrow] } else { [narrow, long] }
    }

    /// How wide each column is.
    fn widths(&self, texts: usize) -> Vec<usize> {
        let numbers = self.is_numbered.then_some(NARROW);
        let remarks = self.has_remarks.then_some(REMARK);
        let rest = self.sheet()[0] - 2 * MARGIN - numbers.unwrap_or(0) - remarks.unwrap_or(0);
        numbers.into_iter().chain(std::iter::repeat_n(rest / texts.max(1), texts)).chain(remarks).collect()
    }

    fn document(&self, parallel: &Parallel, escaper: &mut Escaper) -> String {
        let widths = self.widths(parallel.columns.len());
        let mut page = String::from(
            "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<w:document \
             xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body><w:tbl><w:tblPr>",
        );
        let _ =
            write!(page, r#"<w:tblW w:w="{}" w:type="dxa"/><w:tblBorders>"#, widths.iter().sum::<usize>());
        for side in ["top", "left", "bottom", "right", "insideH", "insideV"] {
            let _ = write!(page, r#"<w:{side} w:val="single" w:sz="4" w:space="0" w:color="A6A6A6"/>"#);
        }
        page.push_str(r#"</w:tblBorders><w:tblLayout w:type="fixed"/></w:tblPr><w:tblGrid>"#);
        for width in &widths {
            let _ = write!(page, r#"<w:gridCol w:w="{width}"/>"#);
        }
        page.push_str("</w:tblGrid>");
        self.heading(parallel, &widths, escaper, &mut page);
        for (number, row) in parallel.rows.iter().enumerate() {
            self.row(parallel, number, row, &widths, escaper, &mut page);
        }
        let [wide, high] = self.sheet();
        let turned = if self.is_wide { r#" w:orient="landscape""# } else { "" };
        // A document does not end with a table.
        let margins: String =
            ["top", "right", "bottom", "left"].map(|side| format!(r#" w:{side}="{MARGIN}""#)).concat();
        let _ = writeln!(
            page,
            r#"</w:tbl><w:p/><w:sectPr><w:pgSz w:w="{wide}" w:h="{high}"{turned}/><w:pgMar{margins} w:header="709" w:footer="709" w:gutter="0"/></w:sectPr></w:body></w:document>"#
        );
        page
    }

    /// The row of headings, which each page repeats.
    fn heading(&self, parallel: &Parallel, widths: &[usize], escaper: &mut Escaper, page: &mut String) {
        let own = |names: &[&str]| self.ui.of(names[0], names[1]).to_owned();
        let numbers = self.is_numbered.then(|| own(&NUMBERS));
        let remarks = self.has_remarks.then(|| own(&REMARKS));
        let names = numbers.into_iter().chain(headings(parallel, self.ui)).chain(remarks);
        page.push_str("<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>");
        for (name, width) in names.zip(widths) {
            cell(*width, Some("E7E6E6"), "", "<w:b/><w:bCs/>", &escaper.escaped(&name), page);
        }
        page.push_str("</w:tr>");
    }

    fn row(
        &self,
        parallel: &Parallel,
        number: usize,
        row: &Row,
        widths: &[usize],
        escaper: &mut Escaper,
        page: &mut String,
    ) {
        let shade = row.is_doubtful().then_some("FFF2CC");
        let mut widths = widths.iter();
        let mut next = || widths.next().copied().unwrap_or(NARROW);
        page.push_str("<w:tr><w:trPr><w:cantSplit/></w:trPr>");
        if self.is_numbered {
            cell(next(), shade, "", "", &(number + 1).to_string(), page);
        }
        for (place, (own, column)) in row.cells.iter().zip(&parallel.columns).enumerate() {
            let style = format!(r#"<w:pStyle w:val="Text{}"/>"#, place + 1);
            let words = escaper.escaped(&own.line(&column.language));
            cell(next(), shade, &style, run_properties(&column.language), &words, page);
        }
        if self.has_remarks {
            cell(next(), shade, "", "", &escaper.escaped(&remark(row, self.ui)), page);
        }
        page.push_str("</w:tr>");
    }
}

/// A cell with one paragraph; `words` are escaped.
fn cell(width: usize, shade: Option<&str>, paragraph: &str, run: &str, words: &str, page: &mut String) {
    let _ = write!(page, r#"<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>"#);
    if let Some(fill) = shade {
        let _ = write!(page, r#"<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>"#);
    }
    page.push_str("</w:tcPr><w:p>");
    if !paragraph.is_empty() {
        let _ = write!(page, "<w:pPr>{paragraph}</w:pPr>");
    }
    if !words.is_empty() {
        let properties = if run.is_empty() { String::new() } else { format!("<w:rPr>{run}</w:rPr>") };
        let _ = write!(page, r#"<w:r>{properties}<w:t xml:space="preserve">{words}</w:t></w:r>"#);
    }
    page.push_str("</w:p></w:tc>");
}

/// What a style cannot say of the words themselves.
fn run_properties(language: &Language) -> &'static str {
    match () {
        // Marks that both scripts have, such as “ ”, are set in the font of the words around them.
        () if east_asian(language).is_some() => r#"<w:rFonts w:hint="eastAsia"/>"#,
        () if language.is_rtl() => "<w:rtl/>",
        () => "",
    }
}

/// The style of the paragraphs of one text: its language, its fonts, its direction.
fn style((place, column): (usize, &Column)) -> String {
    let language = &column.language;
    let tag = super::xml::valid_tag(language.tag());
    let bidi = if language.is_rtl() { "<w:bidi/>" } else { "" };
    let (fonts, lang) = match east_asian(language) {
        Some((font, region)) => (
            format!(
                r#"<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:eastAsia="{font}" w:cs="Times New Roman"/>"#
            ),
            format!(r#"<w:lang w:val="en-US" w:eastAsia="{region}"/>"#),
        ),
        None => (
            r#"<w:rFonts w:ascii="Times New Roman" w:hAnsi="Times New Roman" w:cs="Times New Roman"/>"#
                .to_owned(),
            match language.is_rtl() {
                true => format!(r#"<w:lang w:bidi="{tag}"/>"#),
                false if tag == "und" => String::new(),
                false => format!(r#"<w:lang w:val="{tag}"/>"#),
            },
        ),
    };
    format!(
        r#"<w:style w:type="paragraph" w:customStyle="1" w:styleId="Text{number}"><w:name w:val="Text {number}"/><w:basedOn w:val="Normal"/><w:pPr>{bidi}</w:pPr><w:rPr>{fonts}{lang}</w:rPr></w:style>"#,
        number = place + 1
    )
}

/// The font that a language of East Asia is set in everywhere, and its name with a region, without which Word takes it for
/// another.
fn east_asian(language: &Language) -> Option<(&'static str, &'static str)> {
    let has = |part: &str| language.tag().split('-').any(|own| own == part);
    match language.base() {
        "ja" => Some(("MS Mincho", "ja-JP")),
        "ko" => Some(("Batang", "ko-KR")),
        _ if !language.is_chinese() => None,
        _ if has("HK") => Some(("PMingLiU", "zh-HK")),
        _ if ["Hant", "TW", "MO"].into_iter().any(has) => Some(("PMingLiU", "zh-TW")),
        _ => Some(("SimSun", "zh-CN")),
    }
}

/// The name of each text's language; its code too where the name does not say it, and what it is called where two are in
/// one language.
fn headings(parallel: &Parallel, ui: Ui) -> Vec<String> {
    let columns = &parallel.columns;
    let heading = |column: &Column| {
        let language = &column.language;
        let name = ui.of(language.name(), language.name_in_chinese());
        let is_said = Language::parse(name).is_ok_and(|said| said == *language);
        let name = if is_said { name.to_owned() } else { format!("{name} ({language})") };
        match columns.iter().filter(|other| other.language == *language).count() {
            1 => name,
            _ => format!("{name}: {}", column.name),
        }
    };
    columns.iter().map(heading).collect()
}

/// What is said of a row beside its words: that it is in doubt, and what was noted.
fn remark(row: &Row, ui: Ui) -> String {
    let note = row.judged.as_ref().map_or("", |judged| judged.note.as_str());
    let doubtful = if row.is_doubtful() { ui.of(DOUBTFUL[0], DOUBTFUL[1]) } else { "" };
    match (doubtful, note) {
        ("", note) => note.to_owned(),
        (doubtful, "") => doubtful.to_owned(),
        (doubtful, note) => format!("{doubtful}{}{note}", ui.of(": ", "：")),
    }
}

/// The text that the heading of a column is of, if it is one.
pub(super) fn headed(heading: &str) -> Option<Column> {
    let heading = heading.trim();
    let (language, name) = heading.split_once([':', '：']).unwrap_or((heading, ""));
    let (language, name) = (language.trim(), name.trim());
    let named = |language: Language| {
        Column::new(if name.is_empty() { language.tag() } else { name }, language.clone())
    };
    if let Some(language) = super::table::named(language) {
        return Some(named(language));
    }
    let code = language.split_once(['(', '（'])?.1.strip_suffix([')', '）'])?;
    (super::xml::valid_tag(code) == code).then(|| named(Language::new(code)))
}

/// Whether a heading is that of numbers.
pub(super) fn is_number(heading: &str) -> bool {
    NUMBERS.iter().any(|known| heading.trim().eq_ignore_ascii_case(known))
}

/// Whether a heading is that of remarks.
pub(super) fn is_remark(heading: &str) -> bool {
    REMARKS.iter().any(|known| heading.trim().eq_ignore_ascii_case(known))
}

/// What a remark says: a status, and what was noted.
pub(super) fn judged(remark: &str) -> (Status, String) {
    let remark = remark.trim();
    for doubtful in DOUBTFUL {
        let Some(rest) = remark.strip_prefix(doubtful) else { continue };
        let note = rest.trim_start_matches([':', '：']).trim();
        if note.len() < rest.len() || rest.is_empty() {
            return (Status::Doubtful, note.to_owned());
        }
    }
    (Status::Open, remark.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::format::parallel::{Cell, Judged};
    use crate::format::reader::docx as read;

    fn sample(tags: &[&str], rows: &[(&[&'static str], Status, &str)]) -> Parallel<'static> {
        let column = |(place, tag): (usize, &&str)| Column::new(format!("text{place}"), Language::new(tag));
        let cell = |words: &&'static str| Cell {
            sentences: if words.is_empty() { vec![] } else { vec![(*words).into()] },
            ..Cell::default()
        };
        let row = |(words, status, note): &(&[&'static str], Status, &str)| {
            let judged = Judged { status: *status, note: (*note).to_owned(), id: String::new() };
            Row { cells: words.iter().map(cell).collect(), judged: Some(Box::new(judged)), ..Row::default() }
        };
        Parallel {
            columns: tags.iter().enumerate().map(column).collect(),
            rows: rows.iter().map(row).collect(),
            encoder: None,
            said: Vec::new(),
        }
    }

    fn written(parallel: &Parallel, options: &Options) -> (Vec<u8>, String) {
        let mut bytes = Vec::new();
        write(parallel, options, &mut bytes).unwrap();
        let page = Page::of(parallel, options).document(parallel, &mut Escaper::default());
        (bytes, page)
    }

    #[test]
    fn columns_are_read_as_the_texts_that_they_were() {
        let rows: &[(&[&str], Status, &str)] = &[
            (&["雨停了。", "The rain stopped.", "توقف المطر."], Status::Doubtful, "rain: or snow?"),
            (&["", "He < left & laughed.", ""], Status::Open, ""),
            (&["天黑了。", "", "حل الظلام."], Status::Open, "late"),
        ];
        for tags in [["zh", "en", "ar"], ["zh-Hant", "en-GB", "x-a"], ["ja", "en", "en"]] {
            let parallel = sample(&tags, rows);
            for ui in [Ui::En, Ui::Zh] {
                for numbered in [false, true] {
                    let options = Options { ui, numbered, ..Options::default() };
                    let back = read("a.docx", &written(&parallel, &options).0).unwrap();
                    let tag = |column: &Column| column.language.tag().to_owned();
                    assert_eq!(back.columns.iter().map(tag).collect::<Vec<_>>(), tags);
                    for (after, (words, status, note)) in back.rows.iter().zip(rows) {
                        let lines: Vec<_> =
                            after.cells.iter().map(|cell| cell.line(&Language::new("en"))).collect();
                        let judged = after.judged.as_deref().unwrap();
                        assert_eq!(
                            (lines, judged.status, judged.note.as_str()),
                            (words.iter().map(|words| (*words).to_owned()).collect(), *status, *note)
                        );
                    }
                    assert_eq!(back.rows.len(), rows.len());
                }
            }
        }
        let names =
            read("a.docx", &written(&sample(&["zh", "en", "en"], rows), &Options::default()).0).unwrap();
        assert_eq!(names.columns[2].name, "text2");
    }

    #[test]
    fn a_third_text_turns_the_page_and_doubt_is_said_in_a_word() {
        let rows: &[(&[&str], Status, &str)] = &[(&["雨停了。", "Rain."], Status::Confirmed, "")];
        let (_, page) = written(&sample(&["zh", "en"], rows), &Options::default());
        assert!(page.contains("<w:tblHeader/>") && !page.contains("landscape") && !page.contains("FFF2CC"));
        assert_eq!(page.matches("<w:tc>").count(), 4, "two texts and nothing else");
        let rows: &[(&[&str], Status, &str)] = &[(&["雨停了。", "Rain.", "مطر"], Status::Doubtful, "")];
        let parallel = sample(&["zh", "en", "ar"], rows);
        let (_, page) = written(&parallel, &Options { ui: Ui::Zh, ..Options::default() });
        assert!(page.contains(r#"w:w="16838" w:h="11906" w:orient="landscape""#), "{page}");
        assert_eq!(page.matches("FFF2CC").count(), 4, "the whole row is shaded");
        assert!(page.contains(">存疑<") && page.contains(">中文<") && page.contains("<w:rtl/>"), "{page}");
        let styles: String = parallel.columns.iter().enumerate().map(style).collect();
        assert!(styles.contains(r#"w:eastAsia="SimSun""#) && styles.contains(r#"w:eastAsia="zh-CN""#));
        assert!(styles.contains("<w:bidi/>") && styles.contains(r#"<w:lang w:bidi="ar"/>"#), "{styles}");
    }

    /// What a client sends back was made by another program, without our styles.
    #[test]
    fn a_remark_is_told_from_a_word_that_begins_like_it() {
        assert_eq!(judged("doubtful: see 3"), (Status::Doubtful, "see 3".to_owned()));
        assert_eq!(judged("存疑：再查"), (Status::Doubtful, "再查".to_owned()));
        assert_eq!(judged(" 存疑 "), (Status::Doubtful, String::new()));
        assert_eq!(judged("doubtfully put"), (Status::Open, "doubtfully put".to_owned()));
        assert_eq!(headed("English (en-GB): draft").unwrap(), Column::new("draft", Language::new("en-GB")));
        assert!(headed("The rain stopped.").is_none() && headed("See (a) below").is_none());
    }
}
