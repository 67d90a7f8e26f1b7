//! An apparatus as a page: the base as a text to read, and beside it the places where others differ.

use maud::{Markup, html};

use super::super::apparatus::{Apparatus, Printed};
use super::super::tally;
use super::Spelled;
use super::cell::words;
use super::leaf::{Leaf, class_name, matters};
use super::words::{self as phrase, both};
use crate::collate::{Reading, Variant};
use crate::text::{Lines, ParagraphKind};

/// The page. Sigla and classes can be switched, to see what one version has otherwise.
pub fn apparatus(apparatus: &Apparatus) -> String {
    let spelled = Spelled::of(apparatus.title, apparatus.texts);
    let texts = spelled.texts(apparatus.texts);
    let apparatus = &Apparatus { title: &spelled.title, texts: &texts, ..*apparatus };
    let base = &apparatus.texts[apparatus.base];
    let lang = base.document.language().tag();
    let synopsis = apparatus.synopsis;
    let lines = base.document.lines();
    let whole = synopsis.words.len().max(1) as f64;
    let place = |(n, variant): (usize, &Variant)| {
        (variant.lemma.start as f64 / whole, format!("v{n}"), matters(variant.class))
    };
    let others = (0..apparatus.texts.len()).filter(|&text| text != apparatus.base);
    Leaf {
        title: apparatus.title,
        head: html! {
            p.lead { (lead(apparatus)) }
            ul.sigla {
                @for (n, (text, siglum)) in apparatus.texts.iter().zip(apparatus.sigla).enumerate() {
                    li { b { (siglum) } " " (text.path) @if n == apparatus.base { " " small { (phrase::l_base) } } }
                }
            }
        },
        switches: html! {
            @for text in others {
                @let siglum = &apparatus.sigla[text];
                label.chip { input type="checkbox" name="siglum" value=(siglum) checked; span { (siglum) } }
            }
        },
        classes: tally(synopsis.variants.iter().map(|variant| variant.class)),
        list: html! {
            h2 { (phrase::l_apparatus) }
            ol {
                @for (n, variant) in synopsis.variants.iter().enumerate() {
                    @let witnesses: Vec<_> = variant.readings.iter().flat_map(|r| apparatus.sigla_of(&r.witnesses)).collect();
                    li data-c=(variant.class.name()) data-w=(witnesses.join(" ")) {
                        a href={ "#v" (n) } {
                            span.what { (at_line("line ", "行 ", lines.place(apparatus.start_of_place(variant)).line)) " · " (class_name(variant.class)) }
                            @match apparatus.lemma(variant) {
                                "" => "+ ",
                                lemma => { span lang=(lang) { (words(lemma)) } " ] " }
                            }
                            @for (n, reading) in variant.readings.iter().enumerate() {
                                @if n > 0 { "; " }
                                (printed(apparatus, &lines, variant, reading)) " "
                                span.rd { (apparatus.sigla_of(&reading.witnesses).join(" ")) }
                            }
                        }
                    }
                }
            }
        },
        places: synopsis.variants.iter().enumerate().map(place).collect(),
        sheet: html! { div.edition lang=(lang) dir="auto" { (edition(apparatus)) } },
    }
    .page()
}

/// How many places there are, and how to read them.
fn lead(apparatus: &Apparatus) -> Markup {
    let synopsis = apparatus.synopsis;
    let (places, moved) = (synopsis.variants.len(), synopsis.transpositions.len());
    let base = &apparatus.sigla[apparatus.base];
    let moved_en = match moved {
        0 => String::new(),
        n => format!(", {} elsewhere", super::super::count(n, "passage")),
    };
    let moved_zh = if moved > 0 { format!("，移位 {moved} 段") } else { String::new() };
    let places_en = super::super::count(places, "place");
    both(
        &format!(
            "{places_en} where versions read otherwise than {base}{moved_en}. Who is not named reads as the base does."
        ),
        &format!("与底本 {base} 相异 {places} 处{moved_zh}。未列出的版本与底本相同。"),
    )
}

fn at_line(en: &str, zh: &str, line: usize) -> Markup {
    both(&format!("{en}{line}"), &format!("{zh}{line}"))
}

fn printed(apparatus: &Apparatus, lines: &Lines, variant: &Variant, reading: &Reading) -> Markup {
    let base = apparatus.texts[apparatus.base].document;
    let line = |sentence: usize| lines.place(apparatus.start_of(sentence)).line;
    html! {
        @match apparatus.printed(variant, reading) {
            Printed::Words => span lang=(base.language().tag()) { (words(reading.text.trim())) },
            Printed::Omitted => span.om { (phrase::l_omitted) },
            Printed::To(Some(after)) => span.om { (at_line("transp. after line ", "移至此行后：", line(after))) },
            Printed::To(None) => span.om { (phrase::l_before_all) },
            Printed::From(sentence) => span.om { (at_line("transp. from line ", "移自行 ", line(sentence))) },
        }
    }
}

/// The base, its paragraphs apart, with a mark wherever others differ.
fn edition(apparatus: &Apparatus) -> Markup {
    let synopsis = apparatus.synopsis;
    let mut pieces: Vec<(usize, usize, Option<usize>)> = Vec::new();
    let mut at = 0;
    for (n, variant) in synopsis.variants.iter().enumerate() {
        pieces.push((at, variant.lemma.start, None));
        pieces.push((variant.lemma.start, variant.lemma.end, Some(n)));
        at = variant.lemma.end;
    }
    pieces.push((at, synopsis.words.len(), None));
    let mut next = 0;
    let mut paragraphs = Vec::new();
    for paragraph in apparatus.texts[apparatus.base].document.paragraphs() {
        let start = synopsis.sentences[paragraph.sentences.start].start;
        let end = synopsis.sentences[paragraph.sentences.end - 1].end;
        let mut parts = Vec::new();
        // A piece that goes on beyond the paragraph is cut, its mark with its first part.
        while let Some(piece) = pieces.get_mut(next) {
            let (from, to, variant) = *piece;
            if from > end || from == end && to > end {
                break;
            }
            parts.push((from.max(start).min(end), to.min(end).max(from.max(start).min(end)), variant));
            if to > end {
                *piece = (end, to, None);
                break;
            }
            next += 1;
        }
        paragraphs.push((paragraph.kind == ParagraphKind::Heading, parts));
    }
    // Lines of verse stay lines.
    let breaks: Vec<usize> = apparatus
        .verse()
        .iter()
        .flatten()
        .flat_map(|lines| lines.iter().skip(1).map(|line| line.start))
        .collect();
    let set = |from: usize, to: usize| {
        let mut parts = Vec::new();
        let mut at = from;
        for &line in breaks.iter().filter(|&&line| line >= from && line < to) {
            parts.push((at..line, true));
            at = line;
        }
        parts.push((at..to, false));
        html! {
            @for (range, ends) in parts {
                (words(&synopsis.words[range]))
                @if ends { br; }
            }
        }
    };
    html! {
        @for (heading, parts) in paragraphs {
            p.hd[heading] {
                @for (from, to, variant) in parts {
                    @match variant {
                        Some(n) => a.v #{ "v" (n) } href={ "#v" (n) } aria-label=[(from == to).then_some(phrase::l_added.en)] data-zh-label=[(from == to).then_some(phrase::l_added.zh)] { (set(from, to)) },
                        None => (set(from, to)),
                    }
                }
            }
        }
    }
}
