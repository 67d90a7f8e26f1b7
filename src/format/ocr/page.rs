//! PAGE XML (Transkribus, OCR-D, eScriptorium): lines with one or more readings, each with `conf`.
//!
//! Regions are set in the order that `ReadingOrder` gives; those it does not name follow as they come.
//! Of several readings the one with the lowest `index` is taken. What a region says of its text itself counts only
//! where none of its lines and none of the regions inside it says anything: gold transcriptions are often written so, and programs that write both
//! repeat the lines there. Elements that the schema does not know are passed over, for Transkribus writes some.

use rustc_hash::FxHashMap;

use super::{Scan, Setter, xml};
use crate::format::error::Result;
use crate::text::script;
use xml::Node;

struct Line {
    words: String,
    bounds: Option<[i32; 4]>,
    confidence: Option<f32>,
}

struct Region {
    id: String,
    lines: Vec<Line>,
    /// What it says of its text itself.
    whole: Option<Reading>,
    /// Whether a region inside it says anything: what it says itself is then that again.
    repeats: bool,
}

/// A reading of a line: `index`, confidence, words.
#[derive(Default)]
struct Reading {
    index: f32,
    confidence: Option<f32>,
    words: String,
    /// The words without their marks, which count where there are no others.
    plain: String,
}

#[derive(Default)]
struct Sheet {
    regions: Vec<Region>,
    /// The regions' ids by their place in the reading order.
    order: Vec<String>,
}

pub(super) fn read(path: &str, text: &str) -> Result<Scan> {
    let mut setter = Setter::default();
    let mut sheet = Sheet::default();
    // Where we are: inside a line, inside a word of it, inside the words of a reading.
    let (mut in_line, mut in_word, mut in_glyph) = (false, false, false);
    let (mut in_unicode, mut in_plain) = (false, false);
    let mut bounds = None;
    let mut reading: Option<Reading> = None;
    let mut best: Option<Reading> = None;
    // The readings of the words of a line, which count where the line has none of its own.
    let mut spelt: Vec<Option<Reading>> = Vec::new();
    // The regions that are open, by their place in the sheet: one may stand in another.
    let mut open: Vec<usize> = Vec::new();
    let mut group: Vec<(f32, String)> = Vec::new();
    xml::walk(path, text, false, |node| match node {
        Node::Open(element) => match element.name() {
            "Page" => (sheet, open) = (Sheet::default(), Vec::new()),
            "RegionRefIndexed" | "RegionRef" => {
                let index = element.number("index").unwrap_or(group.len() as f32);
                group.push((index, element.attribute("regionRef").unwrap_or_default()));
            }
            "TextRegion" => {
                let id = element.attribute("id").unwrap_or_default();
                open.push(sheet.regions.len());
                sheet.regions.push(Region { id, lines: Vec::new(), whole: None, repeats: false });
            }
            "TextLine" => {
                (in_line, bounds, best) = (true, None, None);
                spelt.clear();
            }
            "Word" => {
                in_word = true;
                spelt.push(None);
            }
            "Glyph" => in_glyph = true,
            "Coords" if in_line && !in_word => bounds = element.attribute("points").and_then(|p| box_of(&p)),
            "TextEquiv" if !in_glyph && (in_line || !open.is_empty()) => {
                let index = element.number("index").unwrap_or(f32::MAX);
                reading = Some(Reading { index, confidence: element.number("conf"), ..Reading::default() });
            }
            "Unicode" => in_unicode = true,
            "PlainText" => in_plain = true,
            _ => {}
        },
        Node::Text(content) => {
            if let Some(reading) = &mut reading {
                match () {
                    () if in_unicode => reading.words.push_str(content),
                    () if in_plain => reading.plain.push_str(content),
                    () => {}
                }
            }
        }
        Node::Close(name) => match name {
            "Unicode" => in_unicode = false,
            "PlainText" => in_plain = false,
            "Glyph" => in_glyph = false,
            "TextEquiv" => {
                let region = open.last().and_then(|&at| sheet.regions.get_mut(at));
                let best = match (region, spelt.last_mut()) {
                    (Some(region), _) if !in_line => &mut region.whole,
                    (_, Some(word)) if in_word => word,
                    _ => &mut best,
                };
                if let Some(reading) = reading.take().map(Reading::settled)
                    && best.as_ref().is_none_or(|best| reading.index < best.index)
                {
                    *best = Some(reading);
                }
            }
            "Word" => in_word = false,
            "TextLine" => {
                in_line = false;
                let region = open.last().and_then(|&at| sheet.regions.get_mut(at));
                let best = best.take().filter(|best| !best.words.trim().is_empty());
                if let (Some(best), Some(region)) = (best.or_else(|| joined(spelt.drain(..))), region) {
                    region.lines.push(Line { words: best.words, bounds, confidence: best.confidence });
                }
            }
            "TextRegion" => {
                let speaks = open.pop().and_then(|at| sheet.regions.get(at)).is_some_and(Region::speaks);
                if let Some(outer) = open.last().and_then(|&at| sheet.regions.get_mut(at)) {
                    outer.repeats |= speaks;
                }
            }
            "OrderedGroup" | "OrderedGroupIndexed" | "UnorderedGroup" | "UnorderedGroupIndexed" => {
                group.sort_by(|a, b| a.0.total_cmp(&b.0));
                sheet.order.extend(group.drain(..).map(|(_, id)| id));
            }
            "Page" => std::mem::take(&mut sheet).set(&mut setter),
            _ => {}
        },
    })?;
    Ok(setter.finish())
}

impl Reading {
    /// The same with its plain words where it has no others.
    fn settled(mut self) -> Self {
        if self.words.trim().is_empty() {
            self.words = std::mem::take(&mut self.plain);
        }
        self
    }
}

impl Region {
    /// Whether it or a region inside it says anything.
    fn speaks(&self) -> bool {
        let whole = self.whole.iter().map(|whole| &whole.words);
        self.repeats
            || self.lines.iter().map(|line| &line.words).chain(whole).any(|words| !words.trim().is_empty())
    }
}

/// The words of a line as one reading of it, as sure as the least of them.
fn joined(words: impl Iterator<Item = Option<Reading>>) -> Option<Reading> {
    words.flatten().filter(|word| !word.words.trim().is_empty()).reduce(|mut line, word| {
        let parted = line.words.chars().next_back().zip(word.words.chars().next());
        if parted.is_some_and(|(a, b)| !script::runs_on(a) && !script::runs_on(b)) {
            line.words.push(' ');
        }
        line.words.push_str(&word.words);
        line.confidence = line.confidence.zip(word.confidence).map(|(a, b)| a.min(b));
        line
    })
}

impl Sheet {
    fn set(mut self, setter: &mut Setter) {
        let mut places: FxHashMap<&str, usize> = FxHashMap::default();
        for (place, id) in self.order.iter().enumerate() {
            places.entry(id).or_insert(place);
        }
        self.regions.sort_by_key(|region| places.get(region.id.as_str()).copied().unwrap_or(usize::MAX));
        setter.page();
        for region in &self.regions {
            setter.paragraph();
            for line in &region.lines {
                setter.line();
                setter.word(&line.words, line.bounds, line.confidence);
            }
            let silent = region.lines.iter().all(|line| line.words.trim().is_empty());
            if let Some(whole) = region.whole.as_ref().filter(|_| silent && !region.repeats) {
                for line in whole.words.lines() {
                    setter.line();
                    setter.word(line, None, whole.confidence);
                }
            }
        }
    }
}

/// The box around `1,2 5,2 5,9 1,9`.
fn box_of(points: &str) -> Option<[i32; 4]> {
    let mut bounds: Option<[i32; 4]> = None;
    for point in points.split_whitespace() {
        let (x, y) = point.split_once(',')?;
        let (x, y) = (x.parse::<f32>().ok()? as i32, y.parse::<f32>().ok()? as i32);
        let [left, top, right, bottom] = bounds.unwrap_or([x, y, x, y]);
        bounds = Some([left.min(x), top.min(y), right.max(x), bottom.max(y)]);
    }
    bounds
}
