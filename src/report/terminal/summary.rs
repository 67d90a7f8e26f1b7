//! What a report holds, in a few lines.

use std::fmt::Write;

use super::super::{Rendering, Study};
use super::findings::total;
use super::revision;
use super::safe::safe;
use super::{BOLD, count, paint};

/// What a report holds, `width` columns wide: the texts, how they were paired, what was found and what changed.
pub fn summary(study: &Study, width: usize) -> String {
    let mut out = String::new();
    for text in study.texts {
        let document = text.document;
        let _ = writeln!(
            out,
            "{}: {}, {}, {}, {}",
            paint(BOLD, safe(text.path)),
            document.language(),
            safe(text.role),
            text.encoding,
            count(document.len(), "sentence")
        );
        for said in text.said {
            let _ = writeln!(out, "  {}", safe(said));
        }
    }
    let examination = study.examination;
    for (text, alignment) in study.texts.iter().zip(&examination.alignments) {
        let Some(alignment) = alignment else { continue };
        let beads = alignment.beads();
        let gaps = beads.iter().filter(|bead| bead.is_gap()).count();
        let _ = writeln!(
            out,
            "{} → {}: {}, {gaps} with a gap, mean confidence {:.2}",
            safe(study.texts[examination.pivot].name),
            safe(text.name),
            count(beads.len(), "row"),
            alignment.confidence()
        );
    }
    for comparison in &examination.comparisons {
        let (old, new) = (&study.texts[comparison.old], &study.texts[comparison.new]);
        out.push_str(&revision::summary(old, new, &comparison.revision, width));
        for (text, stale) in &comparison.stale {
            out.push_str(&revision::stale_summary(&Rendering { text: study.texts[*text], stale }, width));
        }
    }
    if examination.findings.is_some() {
        let found = total(study.findings()).unwrap_or_else(|| "no findings".to_owned());
        let _ = writeln!(out, "{found}");
    }
    out
}
