//! What do the words of the translations say for or against a guess?

use super::{Bead, COMMON, RENDERS, SURE, Translation, Word};
use crate::finding::{Finding, Related, Severity};
use crate::say;
use crate::text::{Document, Span, han, script};

/// Raises a guess that the translations confirm, and lowers one that they contradict. Whether it is worth
/// telling still: not that one word is read as another where the translations have the word as it stands.
pub(super) fn weigh(source: &Document, finding: &mut Finding, translations: &[Translation]) -> bool {
    let Some(fix) = &finding.fix else { return true };
    let Some(change) = Change::of(source, finding.span, &fix.replacement) else { return true };
    let verdicts: Vec<(&Translation, Verdict, Word)> = translations
        .iter()
        .filter_map(|translation| {
            let (verdict, word) = verdict(translation, &change)?;
            Some((translation, verdict, word))
        })
        .collect();
    let (Some(first), safe) = (verdicts.first(), fix.is_safe()) else { return true };
    // Of translations that disagree none is believed.
    if verdicts.iter().any(|(_, verdict, _)| *verdict != first.1) {
        return true;
    }
    match first.1 {
        Verdict::For if finding.severity == Severity::Info => finding.severity = Severity::Warning,
        Verdict::For if verdicts.len() > 1 => finding.severity = Severity::Error,
        Verdict::For => {}
        Verdict::Against if safe || finding.severity == Severity::Error => return true,
        Verdict::Against if !change.made.is_empty() => return false,
        Verdict::Against => finding.severity = Severity::Info,
    }
    for (translation, verdict, word) in verdicts {
        let span = translation.span(&word);
        let words = span.of(translation.document.text());
        let message = match verdict {
            Verdict::For => {
                say!(en: "`{words}` here, as mended", zh: "此处作 `{words}`，合于改后的文字", words)
            }
            Verdict::Against => {
                say!(en: "`{words}` here, as it stands", zh: "此处作 `{words}`，合于现有的文字", words)
            }
        };
        finding.related.push(Related { text: translation.text, span, message });
    }
    true
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Verdict {
    /// The translation has what the fix would make.
    For,
    /// The translation has what stands.
    Against,
}

/// What a fix would do to the words of its sentence.
struct Change {
    sentence: usize,
    /// Words that it takes away, and words that it makes.
    taken: Vec<String>,
    made: Vec<String>,
}

impl Change {
    fn of(source: &Document, span: Span, replacement: &str) -> Option<Self> {
        let text = source.text();
        let sentence = source.sentence_at(span.start)?;
        let han = |c: &char| script::is_han(*c);
        let before: String = text[..span.start].chars().rev().take(1).filter(han).collect();
        let after: String = text[span.end..].chars().take(1).filter(han).collect();
        let printed = pairs(&format!("{before}{}{after}", span.of(text)));
        let mended = pairs(&format!("{before}{replacement}{after}"));
        let without = |all: &[String], others: &[String]| {
            let mut others = others.to_vec();
            let mut rest = all.to_vec();
            rest.retain(|one| match others.iter().position(|other| other == one) {
                Some(at) => {
                    others.swap_remove(at);
                    false
                }
                None => true,
            });
            rest
        };
        let change = Self { sentence, taken: without(&printed, &mended), made: without(&mended, &printed) };
        (!change.taken.is_empty() || !change.made.is_empty()).then_some(change)
    }
}

/// Chinese characters of `text` by one and by two neighbours, as the aligner counts them.
fn pairs(text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().map(han::simplified).collect();
    let han = |c: &char| script::is_han(*c);
    let single = chars.iter().filter(|c| han(c)).map(char::to_string);
    let double = chars.windows(2).filter(|pair| pair.iter().all(han)).map(String::from_iter);
    single.chain(double).collect()
}

/// What `translation` says of `change`, and by which word.
fn verdict(translation: &Translation, change: &Change) -> Option<(Verdict, Word)> {
    let bead = &translation.beads[translation.bead_of[change.sentence]?];
    let renderings = &translation.renderings;
    if change.made.is_empty() {
        return counted(translation, bead, change);
    }
    // A word of the translation that one of `names` renders far better than all else in the sentence.
    let rendered = |names: &[String], apart: bool| {
        let mut found: Option<(f32, Word)> = None;
        for word in &bead.target {
            let target = word.place.word;
            if renderings.target_share(target) > COMMON {
                continue;
            }
            let ratio = names.iter().map(|name| renderings.ratio_of(name, target)).fold(0.0, f32::max);
            let others = bead
                .source
                .iter()
                .filter(|other| {
                    !apart || !names.iter().any(|name| renderings.source_name(other.place.word) == name)
                })
                .map(|other| renderings.ratio(other.place.word, target))
                .fold(1.0, f32::max);
            if ratio >= RENDERS && ratio > 3.0 * others && found.is_none_or(|(best, _)| ratio > best) {
                found = Some((ratio, *word));
            }
        }
        found
    };
    match (rendered(&change.made, false), rendered(&change.taken, true)) {
        (Some((_, word)), None) => Some((Verdict::For, word)),
        (None, Some((_, word))) => Some((Verdict::Against, word)),
        _ => None,
    }
}

/// Whether the translation has a word as often as the sentence stands, or once less, as the change would
/// have it.
fn counted(translation: &Translation, bead: &Bead, change: &Change) -> Option<(Verdict, Word)> {
    let renderings = &translation.renderings;
    change.taken.iter().filter(|name| name.chars().count() > 1).find_map(|name| {
        let here = bead.source.iter().filter(|word| renderings.source_name(word.place.word) == name).count();
        let best = bead
            .target
            .iter()
            .map(|word| (renderings.ratio_of(name, word.place.word), word))
            .filter(|(ratio, _)| *ratio >= SURE)
            .max_by(|a, b| a.0.total_cmp(&b.0))?
            .1;
        let there = bead.target.iter().filter(|word| word.place.word == best.place.word).count();
        match () {
            () if here < 2 => None,
            () if there >= here => Some((Verdict::Against, *best)),
            () if there + 1 == here => Some((Verdict::For, *best)),
            () => None,
        }
    })
}
