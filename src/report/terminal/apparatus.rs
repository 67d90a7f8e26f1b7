//! An apparatus at the foot of no page: one entry a place, by the lines of the base.

use std::fmt::Write;

use super::super::apparatus::{Apparatus, Printed};
use super::super::tally;
use super::safe::safe;
use super::wrap::wrap;
use super::{BOLD, DIM, FRAME, View, paint, tallied};
use crate::collate::Variant;
use crate::message::count;
use crate::say;

/// The apparatus, `width` columns wide: who the versions are, how many places there are, and then each
/// place with the line of the base in which it stands.
pub fn apparatus(apparatus: &Apparatus, view: View) -> String {
    let View { width, ui } = view;
    let mut out = String::new();
    let base = &apparatus.texts[apparatus.base];
    let variants = &apparatus.synopsis.variants;
    for (number, (text, siglum)) in apparatus.texts.iter().zip(apparatus.sigla).enumerate() {
        let places = variants.iter().filter(|variant| {
            variant
                .readings
                .iter()
                .flat_map(|reading| &reading.witnesses)
                .any(|&w| apparatus.text_of(w) == number)
        });
        let said = match number == apparatus.base {
            true => say!(en: "the base", zh: "底本"),
            false => say!(
                en: "reads otherwise in {places}",
                zh: "异文 {places}",
                places = count(places.count(), "place", "处")
            ),
        };
        let said = said.in_(ui);
        let _ = writeln!(out, "{}  {}  {}", paint(BOLD, siglum), safe(text.path), paint(DIM, said));
    }
    let classes = tally(variants.iter().map(|variant| variant.class)).into_iter();
    let classes = tallied(classes.map(|(class, count)| (count, class.label(ui))), ui);
    let colon = if classes.is_empty() { "" } else { ui.of(": ", "：") };
    let places = count(variants.len(), "place", "处异文");
    let _ = writeln!(out, "{}{colon}{classes}", places.in_(ui));
    if !variants.is_empty() {
        out.push('\n');
    }
    let lines = base.document.lines();
    let line = |sentence: usize| lines.place(apparatus.start_of(sentence)).line;
    let line_of = |variant: &Variant| lines.place(apparatus.start_of_place(variant)).line;
    let gutter = variants.last().map_or(1, |last| line_of(last).to_string().len());
    for variant in variants {
        let mut entry = match apparatus.lemma(variant) {
            "" => "+".to_owned(),
            lemma => format!("{} ]", safe(lemma)),
        };
        for (number, reading) in variant.readings.iter().enumerate() {
            let words = match apparatus.printed(variant, reading) {
                Printed::Words => safe(reading.text.trim()).into_owned(),
                Printed::Omitted => ui.of("om.", "无").to_owned(),
                Printed::To(Some(after)) => {
                    say!(en: "transp. after line {line}", zh: "移至第 {line} 行后", line = line(after))
                        .in_(ui)
                }
                Printed::To(None) => ui.of("transp. before all", "移至篇首").to_owned(),
                Printed::From(sentence) => {
                    say!(en: "transp. from line {line}", zh: "自第 {line} 行移来", line = line(sentence))
                        .in_(ui)
                }
            };
            let comma = if number > 0 { ui.of("; ", "；") } else { " " };
            let _ = write!(entry, "{comma}{words} {}", apparatus.sigla_of(&reading.witnesses).join(" "));
        }
        let number = line_of(variant).to_string();
        for (n, part) in wrap(&entry, width.saturating_sub(gutter + 3)).iter().enumerate() {
            let number = if n == 0 { number.as_str() } else { "" };
            let _ = writeln!(out, "{}  {part}", paint(FRAME, format_args!("{number:>gutter$}")));
        }
    }
    out
}
