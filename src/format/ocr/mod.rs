//! What did the recogniser read, where on which page, and how sure was it?
//!
//! Recognisers write what they read in six forms that matter here: hOCR (Tesseract, ocropus), ALTO
//! (libraries), PAGE XML (Transkribus, eScriptorium), Tesseract's TSV, and the JSON of PaddleOCR and
//! MinerU. All come to one [`Scan`]: the text as a document can hold it (lines, blank lines between
//! paragraphs, a form feed between pages) and, for each stretch of it, page, box and confidence. A
//! confidence that a file does not state is unknown, never 1.
//!
//! Converting to plain text first, as scripts do, loses just what tells a misreading from a misprint.

mod alto;
mod hocr;
mod json;
mod page;
mod tesseract;
mod xml;

use super::error::{Error, Result};
use crate::say;
use crate::text::{Confidence, Span, script};

/// A stretch of a scan that was recognised as one: a word, or a line where the form knows no words.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Recognised {
    /// Where it stands in the scan's text.
    pub span: Span,
    /// The page, from 1.
    pub page: u32,
    /// Left, top, right and bottom on the page, in the file's own unit.
    pub bounds: Option<[i32; 4]>,
    /// How sure the recogniser was, 0 to 1, if it said so.
    pub confidence: Option<f32>,
}

/// What a recogniser read.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Scan {
    /// The text: a line end after each line, a blank line after each paragraph, a form feed between
    /// pages.
    pub text: String,
    /// Where its words stand.
    pub recognition: Recognition,
}

/// What a recogniser says of each stretch of a text.
#[derive(Clone, Debug, Default, PartialEq)]
#[non_exhaustive]
pub struct Recognition {
    /// The words in order; their spans do not overlap.
    pub words: Vec<Recognised>,
}

impl Recognition {
    /// The page, from 1, on which the byte at `offset` of the text stands, or the last page before it.
    pub fn page(&self, offset: usize) -> Option<u32> {
        let after = self.words.partition_point(|word| word.span.start <= offset);
        self.words.get(after.saturating_sub(1)).map(|word| word.page)
    }

    /// How sure the recogniser was of each word of which it says so.
    pub fn confidences(&self) -> Vec<Confidence> {
        let percent = |confidence: f32| (confidence.clamp(0.0, 1.0) * 100.0).round() as u8;
        let words = self.words.iter();
        words
            .filter_map(|word| Some(Confidence { span: word.span, percent: percent(word.confidence?) }))
            .collect()
    }

    /// The least confidence of the words that `span` touches, if any states one.
    pub fn confidence(&self, span: Span) -> Option<f32> {
        let first = self.words.partition_point(|word| word.span.end <= span.start);
        let touched =
            self.words[first..].iter().take_while(|word| word.span.start < span.end.max(span.start + 1));
        touched.filter_map(|word| word.confidence).reduce(f32::min)
    }
}

/// A form in which recognisers write.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Form {
    /// hOCR 1.1 and 1.2.
    Hocr,
    /// ALTO 2 to 4.
    Alto,
    /// PAGE XML.
    Page,
    /// Tesseract's TSV.
    Tesseract,
    /// PaddleOCR's and PP-Structure's JSON.
    Paddle,
    /// MinerU's `content_list.json`.
    MinerU,
}

impl std::fmt::Display for Form {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Form::Hocr => "hOCR",
            Form::Alto => "ALTO",
            Form::Page => "PAGE XML",
            Form::Tesseract => "Tesseract TSV",
            Form::Paddle => "PaddleOCR JSON",
            Form::MinerU => "MinerU JSON",
        })
    }
}

/// The form of a file, known by its first 4096 bytes; `None` if it is a plain text.
pub fn form(text: &str) -> Option<Form> {
    let mut end = text.len().min(4096);
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    let head = &text[..end];
    let start = head.trim_start_matches('\u{feff}').trim_start();
    if start.starts_with('<') {
        let has = |mark: &str| head.contains(mark);
        return if has("ocr_page") || has("ocr-system") || has("ocrx_") {
            Some(Form::Hocr)
        } else if has("<alto") || has(":alto") {
            Some(Form::Alto)
        } else if has("<PcGts") || has(":PcGts") {
            Some(Form::Page)
        } else {
            None
        };
    }
    if start.starts_with(['{', '[']) {
        return if head.contains("\"rec_texts\"")
            || head.contains("\"overall_ocr_res\"")
            || head.contains("\"parsing_res_list\"")
        {
            Some(Form::Paddle)
        } else if head.contains("\"page_idx\"") && head.contains("\"type\"") {
            Some(Form::MinerU)
        } else {
            None
        };
    }
    let first = start.lines().next().unwrap_or("");
    (first.starts_with("level\tpage_num\t") && first.ends_with("\ttext")).then_some(Form::Tesseract)
}

/// Reads `text`, which is of `form`; `path` is for messages.
pub fn read(path: &str, text: &str, form: Form) -> Result<Scan> {
    let scan = match form {
        Form::Hocr => hocr::read(path, text),
        Form::Alto => alto::read(path, text),
        Form::Page => page::read(path, text),
        Form::Tesseract => tesseract::read(path, text),
        Form::Paddle => json::paddle(path, text),
        Form::MinerU => json::mineru(path, text),
    }?;
    if scan.recognition.words.is_empty() {
        return Err(Error::content(path, say!(en: "holds no recognised text", zh: "里面没有识别出的文字")));
    }
    Ok(scan)
}

/// Sets words into a text as they come.
#[derive(Debug, Default)]
struct Setter {
    scan: Scan,
    page: u32,
    /// What must stand before the next word.
    gap: Gap,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Gap {
    #[default]
    Nothing,
    Word,
    Line,
    Paragraph,
    Page,
}

impl Setter {
    /// The words that follow stand on another page.
    fn page(&mut self) {
        self.gap = Gap::Page;
        self.page += 1;
    }

    /// The words that follow stand on the page with this number, from 1.
    fn page_number(&mut self, number: u32) {
        if number != self.page {
            self.gap = Gap::Page;
            self.page = number;
        }
    }

    fn paragraph(&mut self) {
        self.gap = self.gap.max(Gap::Paragraph);
    }

    fn line(&mut self) {
        self.gap = self.gap.max(Gap::Line);
    }

    /// A word, or a line, or a paragraph of several lines, recognised as one.
    fn word(&mut self, words: &str, bounds: Option<[i32; 4]>, confidence: Option<f32>) {
        let words = words.trim();
        if words.is_empty() {
            return;
        }
        let text = &mut self.scan.text;
        match self.gap {
            _ if text.is_empty() => {}
            Gap::Nothing => {}
            // Recognisers part Chinese characters as if they were words.
            Gap::Word => {
                let parted = text.chars().next_back().zip(words.chars().next());
                if parted.is_some_and(|(a, b)| !script::runs_on(a) && !script::runs_on(b)) {
                    text.push(' ');
                }
            }
            Gap::Line => text.push('\n'),
            Gap::Paragraph => text.push_str("\n\n"),
            Gap::Page => text.push_str("\n\u{c}"),
        }
        let start = text.len();
        text.push_str(words);
        let span = Span::new(start, text.len());
        let confidence = confidence.filter(|c| c.is_finite()).map(|c| c.clamp(0.0, 1.0));
        self.scan.recognition.words.push(Recognised { span, page: self.page.max(1), bounds, confidence });
        self.gap = Gap::Word;
    }

    fn finish(mut self) -> Scan {
        if !self.scan.text.is_empty() {
            self.scan.text.push('\n');
        }
        self.scan
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(file: &str, expected_form: Form, expected: &str, confidences: &[Option<f32>]) {
        let form = form(file);
        assert_eq!(form, Some(expected_form));
        let scan = read("scan", file, expected_form).unwrap();
        assert_eq!(scan.text, expected);
        let percent = |confidence: Option<f32>| confidence.map(|c| (c * 1000.0).round());
        let found: Vec<_> = scan.recognition.words.iter().map(|word| percent(word.confidence)).collect();
        assert_eq!(found, confidences.iter().map(|&c| percent(c)).collect::<Vec<_>>());
    }

    #[test]
    fn hocr() {
        check(
            "<html><head><meta name='ocr-system' content='x'></head><body>\
             <div class='ocr_page' title='image \"a.png\"; bbox 0 0 9 9; ppageno 0'><p class='ocr_par'>\
             <span class='ocr_line' title='bbox 1 1 8 2'>\
             <span class='ocrx_word' title='bbox 1 1 3 2; x_wconf 91'>外</span> \
             <span class='ocrx_word' title='bbox 3 1 5 2; x_wconf 40'><strong>交&amp;</strong></span></span>\
             <span class='ocr_line'><span class='ocrx_word'>Two</span> <span class='ocrx_word'>words</span></span>\
             </p></div><div class='ocr_page'><p class='ocr_par'><span class='ocr_line'>page two</span></p></div></body></html>",
            Form::Hocr,
            "外交&\nTwo words\n\u{c}page two\n",
            &[Some(0.91), Some(0.4), None, None, None],
        );
    }

    #[test]
    fn alto() {
        check(
            r#"<?xml version="1.0"?><alto xmlns="http://www.loc.gov/standards/alto/ns-v4#"><Layout><Page PHYSICAL_IMG_NR="3"><PrintSpace>
            <TextBlock><TextLine><String CONTENT="外交" WC="0.91" HPOS="36" VPOS="92" WIDTH="60" HEIGHT="24"/><SP/><String CONTENT="A&amp;B"/></TextLine>
            <TextLine><String CONTENT="inter-" SUBS_TYPE="HypPart1"/><HYP CONTENT="-"/></TextLine></TextBlock>
            <TextBlock><TextLine><String CONTENT="二" WC="0.5"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"#,
            Form::Alto,
            "外交A&B\ninter-\n\n二\n",
            &[Some(0.91), None, None, Some(0.5)],
        );
        check(
            r#"<alto><Layout><Page><PrintSpace><TextBlock><TextLine><String CONTENT="Lamp"/><SP/><String CONTENT="la" SUBS_TYPE="HypPart1" SUBS_CONTENT="lantern"/><HYP CONTENT="-"/></TextLine>
            <TextLine><String CONTENT="ntern" SUBS_TYPE="HypPart2"/></TextLine></TextBlock></PrintSpace></Page></Layout></alto>"#,
            Form::Alto,
            "Lamp la-\nntern\n",
            &[None, None, None],
        );
    }

    #[test]
    fn page_xml() {
        check(
            r#"<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageFilename="a.png">
            <ReadingOrder><OrderedGroup id="g"><RegionRefIndexed index="1" regionRef="r1"/><RegionRefIndexed index="0" regionRef="r2"/></OrderedGroup></ReadingOrder>
            <TextRegion id="r1"><TextLine id="l1"><Coords points="1,2 5,2 5,9 1,9"/><Word id="w"><TextEquiv><Unicode>第</Unicode></TextEquiv></Word>
            <TextEquiv index="1" conf="0.2"><Unicode>第三行</Unicode></TextEquiv><TextEquiv index="0" conf="0.93"><Unicode>第二行</Unicode></TextEquiv></TextLine>
            <TextEquiv><Unicode>all of it</Unicode></TextEquiv></TextRegion>
            <TextRegion id="r2"><TextLine id="l2"><TextEquiv><Unicode>第一行</Unicode></TextEquiv></TextLine></TextRegion></Page></PcGts>"#,
            Form::Page,
            "第一行\n\n第二行\n",
            &[None, Some(0.93)],
        );
        check(
            r#"<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageFilename="a.png">
            <TextRegion id="r1"><TextLine id="l1"><Coords points="1,2 5,2 5,9 1,9"/></TextLine>
            <TextEquiv conf="0.5"><Unicode>第一行
            第二行</Unicode></TextEquiv></TextRegion></Page></PcGts>"#,
            Form::Page,
            "第一行\n第二行\n",
            &[Some(0.5), Some(0.5)],
        );
    }

    #[test]
    fn page_xml_says_each_thing_once_wherever_it_says_it() {
        let page = |regions: &str| {
            format!(
                r#"<PcGts xmlns="http://schema.primaresearch.org/PAGE/gts/pagecontent/2019-07-15"><Page imageFilename="a.png">{regions}</Page></PcGts>"#
            )
        };
        let word = |words: &str, conf: f32| {
            format!(
                "<Word><TextEquiv conf='{conf}'><Unicode>{words}</Unicode></TextEquiv><Glyph><TextEquiv><Unicode>x</Unicode></TextEquiv></Glyph></Word>"
            )
        };
        let words = word("The", 0.9) + &word("lamp", 0.5);
        check(
            &page(&format!("<TextRegion><TextLine>{words}</TextLine></TextRegion>")),
            Form::Page,
            "The lamp\n",
            &[Some(0.5)],
        );
        let plain = "<TextEquiv><PlainText>The lamp</PlainText><Unicode></Unicode></TextEquiv>";
        check(
            &page(&format!("<TextRegion><TextLine>{words}{plain}</TextLine></TextRegion>")),
            Form::Page,
            "The lamp\n",
            &[None],
        );
        let region = |inner: &str| {
            format!("<TextRegion>{inner}<TextEquiv><Unicode>The lamp</Unicode></TextEquiv></TextRegion>")
        };
        check(&page(&region(&region(&region("")))), Form::Page, "The lamp\n", &[None]);
    }

    #[test]
    fn tesseract_tsv() {
        check(
            "level\tpage_num\tblock_num\tpar_num\tline_num\tword_num\tleft\ttop\twidth\theight\tconf\ttext\n\
             1\t1\t0\t0\t0\t0\t0\t0\t9\t9\t-1\t\n\
             5\t1\t1\t1\t1\t1\t36\t92\t60\t24\t91.2\t外\n5\t1\t1\t1\t1\t2\t66\t92\t60\t24\t-1\t交\n\
             5\t1\t1\t1\t2\t1\t36\t92\t60\t24\t50\t\"quoted\n5\t2\t1\t1\t1\t1\t36\t92\t60\t24\t50\tnext\n",
            Form::Tesseract,
            "外交\n\"quoted\n\u{c}next\n",
            &[Some(0.912), None, Some(0.5), Some(0.5)],
        );
    }

    #[test]
    fn paddle() {
        check(
            r#"{"rec_texts":["外交部","第二行"],"rec_scores":[0.981,0.5],"rec_polys":[[[36,92],[96,92],[96,116],[36,116]]],"page_index":1}"#,
            Form::Paddle,
            "外交部\n第二行\n",
            &[Some(0.981), Some(0.5)],
        );
    }

    #[test]
    fn mineru() {
        check(
            r#"[{"type":"text","text":"要闻","page_idx":0,"text_level":1},{"type":"image","img_path":"a.png","image_caption":["图一"],"page_idx":0},
               {"type":"text","text":"第一段。","page_idx":1,"bbox":[1,2,3,4],"unknown":{}}]"#,
            Form::MinerU,
            "# 要闻\n\n图一\n\u{c}第一段。\n",
            &[None, None, None],
        );
    }

    #[test]
    fn takes_plain_text_for_what_it_is() {
        for text in ["", "外交部", "<p>not a scan</p>", "{\"a\":1}", "level\tof detail", "[1]: a note"] {
            assert_eq!(form(text), None, "{text}");
        }
    }

    /// Half a scan is not the scan: whatever is cut off, it is refused, or what is left out holds no word.
    #[test]
    fn a_scan_that_was_cut_off_is_refused() {
        let hocr = "<html><head><title></title></head><body><div class='ocr_page'><p class='ocr_par'>\
                    <span class='ocr_line'>一<br>二</span></p></div><div class='ocr_page'><span class='ocr_line'>三\
                    </span></div></body></html>";
        let alto = "<alto><Layout><Page><TextLine><String CONTENT='一'/><String CONTENT='二'/></TextLine></Page>\
                    <Page><String CONTENT='三'/></Page></Layout></alto>";
        let page = "<PcGts><Page><TextRegion id='a'><TextLine><TextEquiv><Unicode>一</Unicode></TextEquiv></TextLine>\
                    </TextRegion></Page><Page><TextRegion><TextLine><TextEquiv><Unicode>二</Unicode></TextEquiv>\
                    </TextLine></TextRegion></Page></PcGts>";
        for (whole, form) in [(hocr, Form::Hocr), (alto, Form::Alto), (page, Form::Page)] {
            assert!(read("scan", whole, form).is_ok(), "{form}");
            for (at, _) in whole.char_indices() {
                assert!(read("scan", &whole[..at], form).is_err(), "{form}: {}", &whole[..at]);
            }
        }
    }

    #[test]
    fn says_page_and_confidence_of_a_span() {
        let file = r#"{"rec_texts":["外交部","第二行"],"rec_scores":[0.9,0.5],"page_index":1}"#;
        let scan = read("scan", file, Form::Paddle).unwrap();
        assert_eq!(scan.recognition.page(0), Some(2));
        assert_eq!(scan.recognition.confidence(Span::new(3, 6)), Some(0.9));
        assert_eq!(scan.recognition.confidence(Span::new(3, 13)), Some(0.5));
    }

    proptest::proptest! {
        #[test]
        fn reads_or_refuses_anything(text in "[<>a-z/=\"' {}\\[\\]:,0-9&;\t\n外]{0,120}") {
            for form in [Form::Hocr, Form::Alto, Form::Page, Form::Tesseract, Form::Paddle, Form::MinerU] {
                if let Ok(scan) = read("scan", &text, form) {
                    for word in &scan.recognition.words {
                        proptest::prop_assert!(!word.span.of(&scan.text).is_empty());
                    }
                }
            }
        }
    }
}
