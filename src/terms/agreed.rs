//! Is each term rendered as was agreed?
//!
//! A term of the source wants one of its renderings in the sentences that render it. Found are both by
//! [`Finder`](super::finder); what remains is to tell a departure from what only looks like one:
//!
//! - of terms within each other the longest counts: 湖区公约 is no 湖区;
//! - two Chinese characters that the words around them cut across are no term: 国家 in 中国家庭;
//! - what was agreed for another term of the bead is not forbidden there;
//! - a rendering may have slid into the sentence before or after, where nothing else makes it;
//! - its words may stand apart, as in *Central and South Asia*;
//! - a term that stands several times in a bead is rendered if it is rendered once: translators say *it*; so they do
//!   where the sentence before has named it, if nothing is seen to stand for it.
//!
//! Counting the occurrences on both sides, as some checkers do, finds the term that is rendered once of twice, and flags
//! every pronoun. A row in doubt, and a sentence without counterpart, say nothing of terms.

use std::ops::Range;

use super::finder::{Finder, Found, longest};
use super::glossary::{Glossary, Standing};
use super::links::Links;
use super::words::cuts;
use crate::align::{Alignment, Bead, Options};
use crate::text::{Document, Joined, Span, script};

/// Beads less likely than this are in doubt.
const LEAST_CONFIDENCE: f32 = 0.6;

/// A place where a translation departs from what was agreed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Departure {
    /// The term, where it stands in the source.
    pub source: Span,
    /// The sentences of the target that render its own.
    pub target: Span,
    /// The term as the glossary has it.
    pub term: String,
    /// What may stand for it, as the glossary has it, the best first.
    pub expected: Vec<String>,
    /// What stands for it in the target, if that can be told.
    pub stands: Option<Span>,
    /// Whether what stands there was forbidden, and does not only differ.
    pub is_forbidden: bool,
    /// How the glossary writes what was forbidden; empty where nothing was.
    pub forbidden: String,
    /// What the glossary says of the term; empty if nothing.
    pub note: String,
}

impl Departure {
    /// Whether `words`, which stand in the target, are the forbidden ones as the glossary writes them.
    pub fn is_as_written(&self, words: &str) -> bool {
        self.is_forbidden && self.forbidden == words
    }
}

/// A term of the source and what was agreed for it, by their numbers in the finders.
#[derive(Default)]
struct Agreed {
    words: String,
    allowed: Vec<usize>,
    expected: Vec<String>,
    forbidden: Vec<(usize, String)>,
    note: String,
}

/// What was agreed between two languages, ready to be looked for.
struct Book {
    source: Finder,
    target: Finder,
    /// By the number of the source's term.
    agreed: Vec<Agreed>,
}

/// The terms that stand in the two sides of a bead.
struct Seen<'a> {
    bead: &'a Bead,
    source: Joined<'a>,
    target: Joined<'a>,
    /// Terms of the source, the longest of those within each other.
    terms: Vec<Found>,
    /// Renderings in the target, all of them.
    renderings: Vec<Found>,
}

/// Where `target` departs from what `glossary` says of the terms of `source`, in the order of the source.
pub fn departures(
    source: &Document,
    target: &Document,
    alignment: &Alignment,
    glossary: &Glossary,
    options: &Options,
) -> Vec<Departure> {
    let book = Book::of(source, target, glossary);
    if book.agreed.is_empty() {
        return Vec::new();
    }
    let seen: Vec<Seen> = alignment.beads().iter().map(|bead| book.seen(bead, source, target)).collect();
    // What words render which is learned only where something is to be told by it.
    let mut links = None;
    let mut found = Vec::new();
    for (number, here) in seen.iter().enumerate() {
        if here.bead.is_gap() || here.bead.confidence < LEAST_CONFIDENCE {
            continue;
        }
        let mut told: Vec<usize> = Vec::new();
        for place in &here.terms {
            if told.contains(&place.term) {
                continue;
            }
            told.push(place.term);
            let agreed = &book.agreed[place.term];
            let departure = |stands: Option<Range<usize>>, forbidden: &str| Departure {
                source: here.source.span(place.range.clone()),
                target: here.target.span(0..here.target.text().len()),
                term: agreed.words.clone(),
                expected: agreed.expected.clone(),
                stands: stands.map(|range| here.target.span(range)),
                is_forbidden: !forbidden.is_empty(),
                forbidden: forbidden.to_owned(),
                note: agreed.note.clone(),
            };
            let forbidden = book.forbidden(here, agreed);
            let is_missing =
                !agreed.allowed.is_empty() && forbidden.is_empty() && !book.is_rendered(here, place.term);
            found.extend(forbidden.into_iter().map(|(range, words)| departure(Some(range), words)));
            if is_missing {
                let links = links.get_or_insert_with(|| Links::of(source, target, alignment, options));
                let stands = links.standing_for(here.source.text(), &place.range, here.target.text());
                // *They* stands for what the sentence before has named.
                let is_elsewhere = book.has_slid(&seen, number, place.term, links)
                    || stands.is_none() && book.is_said_before(&seen, number, place.term);
                if !is_elsewhere {
                    found.push(departure(stands, ""));
                }
            }
        }
    }
    found
}

impl Book {
    fn of(source: &Document, target: &Document, glossary: &Glossary) -> Self {
        let mut book = Self {
            source: Finder::new(source.language()),
            target: Finder::new(target.language()),
            agreed: Vec::new(),
        };
        for entry in &glossary.entries {
            let renderings: Vec<_> = entry
                .terms_in(target.language())
                .filter_map(|term| Some((book.target.add(&term.words)?, term)))
                .collect();
            if renderings.is_empty() {
                continue;
            }
            for term in entry.terms_in(source.language()) {
                let Some(number) = book.source.add(&term.words) else { continue };
                book.agreed.resize_with(book.source.len(), Agreed::default);
                let agreed = &mut book.agreed[number];
                if agreed.words.is_empty() {
                    agreed.words.clone_from(&term.words);
                }
                if agreed.note.is_empty() {
                    agreed.note.clone_from(&entry.note);
                }
                for (rendering, words) in &renderings {
                    match words.standing {
                        Standing::Forbidden => agreed.forbidden.push((*rendering, words.words.clone())),
                        Standing::Allowed if agreed.allowed.contains(rendering) => {}
                        Standing::Allowed => {
                            agreed.allowed.push(*rendering);
                            agreed.expected.push(words.words.clone());
                        }
                    }
                }
            }
        }
        for agreed in &mut book.agreed {
            agreed.forbidden.retain(|(forbidden, _)| !agreed.allowed.contains(forbidden));
        }
        book
    }

    fn seen<'a>(&self, bead: &'a Bead, source: &'a Document, target: &'a Document) -> Seen<'a> {
        let (source, target) = (source.joined(bead.source.clone()), target.joined(bead.target.clone()));
        let found = self.source.find(source.text());
        let mut terms: Vec<Found> = longest(&found).into_iter().cloned().collect();
        if terms.iter().any(|term| is_short(source.text(), &term.range)) {
            let cuts = cuts(source.text());
            let is_whole = |range: &Range<usize>| {
                [range.start, range.end].iter().all(|at| cuts.binary_search(at).is_ok())
            };
            terms.retain(|term| !is_short(source.text(), &term.range) || is_whole(&term.range));
        }
        let renderings = self.target.find(target.text());
        Seen { bead, source, target, terms, renderings }
    }

    /// What stands in the target that was forbidden for a term, and agreed for no other that stands in the source.
    fn forbidden<'b>(&self, here: &Seen, agreed: &'b Agreed) -> Vec<(Range<usize>, &'b str)> {
        let is_agreed = |rendering: &Found| {
            here.terms.iter().any(|term| self.agreed[term.term].allowed.contains(&rendering.term))
        };
        let agreed_here: Vec<&Found> = here.renderings.iter().filter(|r| is_agreed(r)).collect();
        let is_within = |range: &Range<usize>| {
            agreed_here.iter().any(|other| other.range.start <= range.start && range.end <= other.range.end)
        };
        let found = here.renderings.iter().filter(|found| !is_within(&found.range)).filter_map(|found| {
            let (_, words) = agreed.forbidden.iter().find(|(forbidden, _)| *forbidden == found.term)?;
            Some((found.range.clone(), words.as_str()))
        });
        found.collect()
    }

    /// Whether the term is rendered as agreed in the bead, if with its words apart.
    fn is_rendered(&self, here: &Seen, term: usize) -> bool {
        let agreed = &self.agreed[term];
        let stands = here.renderings.iter().any(|rendering| agreed.allowed.contains(&rendering.term));
        let apart = |rendering: &usize| self.target.stands_apart(*rendering, here.target.text());
        stands || agreed.allowed.iter().any(apart)
    }

    /// Whether a bead beside that numbered `number` has a rendering of the term that it has from here: it has no such
    /// term itself, and nothing else that makes the words.
    fn has_slid(&self, seen: &[Seen], number: usize, term: usize, links: &mut Links) -> bool {
        let agreed = &self.agreed[term];
        let besides = [number.checked_sub(1), Some(number + 1)];
        besides.into_iter().flatten().filter_map(|number| seen.get(number)).any(|beside| {
            !beside.terms.iter().any(|place| self.shares(place.term, agreed))
                && beside.renderings.iter().any(|rendering| {
                    agreed.allowed.contains(&rendering.term)
                        && !links.is_made(beside.source.text(), beside.target.text(), &rendering.range)
                })
        })
    }

    /// Whether the bead before that numbered `number` has the term, and what was agreed for it.
    fn is_said_before(&self, seen: &[Seen], number: usize, term: usize) -> bool {
        let before = number.checked_sub(1).map(|before| &seen[before]);
        before.is_some_and(|before| {
            let agreed = &self.agreed[term].allowed;
            before.terms.iter().any(|place| place.term == term)
                && before.renderings.iter().any(|rendering| agreed.contains(&rendering.term))
        })
    }

    /// Whether a term may be rendered by what `agreed` may.
    fn shares(&self, term: usize, agreed: &Agreed) -> bool {
        self.agreed[term].allowed.iter().any(|rendering| agreed.allowed.contains(rendering))
    }
}

/// Whether what stands at `range` are so few Chinese characters that they may have come together by chance.
fn is_short(text: &str, range: &Range<usize>) -> bool {
    let words = &text[range.clone()];
    words.chars().count() <= 2 && words.chars().all(script::is_han)
}

#[cfg(test)]
mod tests {
    use super::super::glossary::{Entry, Term};
    use super::*;
    use crate::align::align;
    use crate::text::Language;

    /// A glossary of `zh = en, en, !en`.
    fn glossary(lines: &[&str]) -> Glossary {
        let term = |language: &str, words: &str| Term {
            language: Language::new(language),
            words: words.trim().trim_start_matches('!').into(),
            standing: if words.trim().starts_with('!') { Standing::Forbidden } else { Standing::Allowed },
        };
        let entry = |line: &&str| {
            let (source, targets) = line.split_once('=').unwrap();
            let targets = targets.split(',').map(|words| term("en", words));
            Entry { terms: std::iter::once(term("zh", source)).chain(targets).collect(), note: String::new() }
        };
        Glossary { entries: lines.iter().map(entry).collect() }
    }

    /// What departs: the term, and what stands for it behind a `!` if that is forbidden, or nothing.
    #[track_caller]
    fn check(lines: &[&str], source: &str, target: &str, expected: &[&str]) {
        let source = Document::from_lines(source.into(), Language::new("zh"));
        let target = Document::from_lines(target.into(), Language::new("en"));
        let options = Options::default();
        let beads = (0..source.len()).map(|n| Bead::new(n..n + 1, n..n + 1, 0.9)).collect();
        let alignment = match source.len() == target.len() {
            true => Alignment::new(beads, source.len(), target.len()),
            false => align(&source, &target, &options),
        };
        let found = departures(&source, &target, &alignment, &glossary(lines), &options);
        let shown = found.iter().map(|one| {
            let mark = if one.is_forbidden { "!" } else { "" };
            let stands = one.stands.map_or("", |span| span.of(target.text()));
            format!("{}: {mark}{stands}", one.term)
        });
        assert_eq!(shown.collect::<Vec<_>>(), expected);
    }

    #[test]
    fn what_departs_from_the_glossary_is_told_with_what_stands_there() {
        let lines = ["水文站=gauging station, !water station", "湖区公约=Lakes Convention", "湖区=lake area"];
        check(&lines, "各国通过了湖区公约。", "The states adopted the Lakes Convention.", &[]);
        check(
            &lines,
            "水文站每天测量水位。",
            "The Water Stations measure the level every day.",
            &["水文站: !Water Stations"],
        );
        check(&lines, "各国通过了湖区公约。", "The states adopted the Agreement.", &["湖区公约: Agreement"]);
        check(&lines, "各国通过了湖区公约。", "They did so.", &["湖区公约: "]);
    }

    #[test]
    fn what_only_looks_like_a_departure_is_none() {
        let lines = ["国家=country", "成员国=member state", "州=state"];
        // 国家 across two words, and a term within a longer one.
        check(&lines, "中国家庭在湖边过节。", "Chinese families spend the feast by the lake.", &[]);
        // What slid into the next sentence, and a pronoun for what the last one named.
        check(
            &lines,
            "成员国通过了宣言。\n会议在湖边举行。",
            "A declaration was adopted.\nThe member states met by the lake.",
            &[],
        );
        check(
            &lines,
            "成员国通过了宣言。\n成员国离开了。",
            "The member states adopted a declaration.\nThey left.",
            &[],
        );
        // Forbidden for one term, agreed for another that stands there.
        let lines = ["成员国=member state, !member country", "会员国=member country"];
        check(&lines, "成员国和会员国都来了。", "Member states and member countries came.", &[]);
    }

    #[test]
    fn several_entries_of_a_term_allow_what_either_allows() {
        let lines = ["公约=convention", "公约=covenant"];
        check(&lines, "各国通过了公约。", "The states adopted the covenant.", &[]);
    }

    #[test]
    fn a_row_in_doubt_says_nothing() {
        let source = Document::from_lines("各国通过了公约。\n雨停了。".into(), Language::new("zh"));
        let target = Document::from_lines("The dogs barked.".into(), Language::new("en"));
        let beads = vec![Bead::new(0..1, 0..1, 0.4), Bead::new(1..2, 1..1, 0.9)];
        let alignment = Alignment::new(beads, 2, 1);
        let glossary = glossary(&["公约=convention", "雨=rain"]);
        assert!(departures(&source, &target, &alignment, &glossary, &Options::default()).is_empty());
    }
}
