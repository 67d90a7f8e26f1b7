//! What a report holds, in a few lines.

use std::fmt::Write;

use super::super::{Rendering, Study, without_folders};
use super::findings::total;
use super::revision;
use super::safe::safe;
use super::{BOLD, View, paint};
use crate::align::Bead;
use crate::message::count;
use crate::say;
use crate::witness::Coverage;

/// What a report holds, `width` columns wide: the texts, how they were paired, what was found and what changed.
pub fn summary(study: &Study, view: View) -> String {
    let ui = view.ui;
    let mut out = String::new();
    let texts = without_folders(study.texts);
    for text in &texts {
        let document = text.document;
        let _ = writeln!(
            out,
            "{}{}",
            paint(BOLD, safe(text.path)),
            say!(
                en: ": {language}, {role}, {encoding}, {sentences}",
                zh: "：{language}，{role}，{encoding}，{sentences}",
                language = document.language().tag(),
                role = safe(&text.role.in_(ui)),
                encoding = text.encoding,
                sentences = count(document.len(), "sentence", "句")
            )
            .in_(ui)
        );
        for said in text.said {
            let _ = writeln!(out, "  {}", safe(&said.in_(ui)));
        }
    }
    let examination = study.examination;
    for (text, alignment) in study.texts.iter().zip(&examination.alignments) {
        let Some(alignment) = alignment else { continue };
        let beads = alignment.beads();
        let covers = Coverage::of(alignment);
        let is_gap = |bead: &&Bead| match bead.source.is_empty() {
            true => covers.target.contains(&bead.target.start),
            false => bead.is_gap() && covers.source.contains(&bead.source.start),
        };
        let gaps = beads.iter().filter(is_gap).count();
        let _ = writeln!(
            out,
            "{}",
            say!(
                en: "{source} → {target}: {rows}, {gaps} with a gap, mean confidence {confidence}",
                zh: "{source} → {target}：{rows}，{gaps} 行无对应，平均置信度 {confidence}",
                source = safe(study.texts[examination.pivot].name),
                target = safe(text.name),
                rows = count(beads.len(), "row", "行"),
                gaps,
                confidence = format!("{:.2}", alignment.confidence())
            )
            .in_(ui)
        );
    }
    for part in study.coverage() {
        let _ = writeln!(out, "{}", part.in_(ui));
    }
    for comparison in &examination.comparisons {
        let (old, new) = (&texts[comparison.old], &texts[comparison.new]);
        out.push_str(&revision::summary([old, new], &comparison.revision, comparison.hidden(), view));
        for (text, stale) in &comparison.stale {
            out.push_str(&revision::stale_summary(&Rendering { text: texts[*text], stale }, view));
        }
    }
    if study.findings.is_some() {
        let found = total(study.findings(), ui);
        let found = found.unwrap_or_else(|| ui.of("no findings", "没有疑误").to_owned());
        let _ = writeln!(out, "{found}");
    }
    out
}
