//! Which words of a text are its terms, and what renders each?
//!
//! In four steps, each of a kind that is known to work and simple enough to be told from its answer:
//!
//! 1. *Candidates*: words in a row that stand together at least twice (`grams`), begin and end with a word of content,
//!    and stand together more often than chance would have it: pointwise mutual information of the weakest cut (Church
//!    & Hanks 1990), which for Chinese also finds names that a list of words cuts to pieces.
//! 2. *Renderings*: in each bead the words in a row that render the candidate best ([`links`](super::links)). What stands
//!    for it elsewhere in the text counts for as much as what stands here, so that a neighbour that comes along once
//!    makes no rendering of its own.
//! 3. *Is it a term?* It must be rendered, mostly, and by a row that names something: what is no row of words on both
//!    sides is a turn of phrase. And it must be said more in this text than in texts at large (the weirdness of Ahmad,
//!    Gillam & Tostevin 1999, which Sketch Engine calls keyness): *important* and *year* are said everywhere.
//! 4. *Nesting*: what stands only within a longer term is none (the C-value of Frantzi, Ananiadou & Mima 2000 without
//!    its sum, which ranks, where here only what is there and what is not is asked).
//!
//! What stands once is proposed if it is a name: the language that has capitals says so.
//!
//! Terms with several renderings come first, then the frequent ones. A tagger of parts of speech, which other tools build
//! on, would be a model for each language; phrases as a table for machine translation has them (Och & Ney 2004) want a
//! hundred times as much text.

use rustc_hash::{FxHashMap, FxHashSet};

use super::grammar::Natures;
use super::grams::{Gram, grams};
use super::links::{Fit, Links, Pair};
use super::words::{Kind, Word};
use crate::align::{Alignment, Options};
use crate::check;
use crate::text::{Document, Joined, Language, Span, script};

/// Beads less likely than this say nothing of renderings.
const LEAST_CONFIDENCE: f32 = 0.6;

/// A single word is a term if it makes up less than this of the words of texts at large.
const SELDOM: f32 = 0.00006;

/// The same of the characters of Chinese texts.
const SELDOM_CHINESE: f32 = 0.00003;

/// What is rendered worse than this, in the mean of its places, is no term.
const LEAST_SCORE: f32 = 0.35;

/// A place where a term stands.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Number of the source's sentence.
    pub sentence: usize,
    /// The term.
    pub source: Span,
    /// What renders it; the sentences that render its own where that could not be told.
    pub target: Span,
}

/// What renders a term in some places.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rendering {
    /// The words, in the form in which they stand most often.
    pub words: String,
    /// Where they do, in the order of the source.
    pub places: Vec<Place>,
}

/// A term, and what renders it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The term, in the form in which it stands most often.
    pub source: String,
    /// How often it stands in the source.
    pub count: usize,
    /// For each target what renders it there, the most frequent first.
    pub renderings: Vec<Vec<Rendering>>,
    /// Where it stands and what renders it could not be told.
    pub untold: Vec<Place>,
}

/// Terms that are proposed, and what they were found in.
#[derive(Clone, Copy, Debug)]
pub struct Proposed<'a> {
    /// What the texts are called, the source first.
    pub names: &'a [String],
    /// Their languages.
    pub languages: &'a [Language],
    /// The terms, in the order in which they are shown.
    pub proposals: &'a [Proposal],
    /// For each sentence of the source the row in which it stands, from 1.
    pub rows: &'a [usize],
}

impl Proposed<'_> {
    /// The rows in which `places` lie, each once, in order.
    pub fn rows_of(&self, places: &[Place]) -> Vec<usize> {
        let row = |place: &Place| self.rows.get(place.sentence).copied();
        let mut rows: Vec<usize> = places.iter().filter_map(row).collect();
        rows.sort_unstable();
        rows.dedup();
        rows
    }
}

/// The terms of `source` and what renders them in each of `targets`: those with several renderings first, then by how
/// often they stand.
pub fn propose(source: &Document, targets: &[(&Document, &Alignment)], options: &Options) -> Vec<Proposal> {
    let mut all: Vec<Proposal> = Vec::new();
    let mut known: FxHashMap<String, usize> = FxHashMap::default();
    for (number, (target, alignment)) in targets.iter().enumerate() {
        for mut found in Texts::of(source, target, alignment, options).proposals() {
            let of_target = std::mem::take(&mut found.renderings).into_iter().next().unwrap_or_default();
            let place = *known.entry(found.source.to_lowercase()).or_insert_with(|| {
                found.renderings = vec![Vec::new(); targets.len()];
                all.push(found.clone());
                all.len() - 1
            });
            all[place].count = all[place].count.max(found.count);
            all[place].renderings[number] = of_target;
        }
    }
    let several = |proposal: &Proposal| proposal.renderings.iter().map(Vec::len).max().unwrap_or(0);
    all.sort_by(|a, b| {
        several(b).cmp(&several(a)).then(b.count.cmp(&a.count)).then_with(|| a.source.cmp(&b.source))
    });
    all
}

/// A bead and its words.
struct Bead<'a> {
    source: Joined<'a>,
    target: Joined<'a>,
    pair: Pair,
    /// Number of the first sentence of its source.
    first: usize,
    /// Whether what it pairs is to be believed.
    is_sure: bool,
}

/// Two texts and their words.
struct Texts<'a> {
    beads: Vec<Bead<'a>>,
    links: Links<'a>,
    /// Which words of each side name something.
    natures: [Natures; 2],
    /// Whether small letters are told from capitals in the target.
    target_has_case: bool,
    source_has_case: bool,
}

/// A candidate in one place, and what may render it there.
struct Seen {
    bead: usize,
    at: usize,
    fits: Vec<Fit>,
}

/// What renders a candidate, by its words of content: in which of its places, and there by which words.
type Told = (Vec<u32>, Vec<(usize, Fit)>);

/// A candidate that is rendered.
struct Rendered {
    keys: Vec<u32>,
    places: Vec<(usize, usize)>,
    /// By what renders it: in which of the places, by which words.
    renderings: Vec<Told>,
    untold: Vec<usize>,
}

impl<'a> Texts<'a> {
    fn of(source: &'a Document, target: &'a Document, alignment: &Alignment, options: &Options<'a>) -> Self {
        let mut links = Links::of(source, target, alignment, options);
        let beads = alignment.beads().iter().filter(|bead| !bead.source.is_empty());
        let bead = |bead: &crate::align::Bead| {
            let is_sure = !bead.is_gap() && bead.confidence >= LEAST_CONFIDENCE;
            let (here, there) = (source.joined(bead.source.clone()), target.joined(bead.target.clone()));
            let mut pair = links.pair(here.text(), there.text());
            set_apart(&mut pair.source, source, &here);
            set_apart(&mut pair.target, target, &there);
            Bead { source: here, target: there, pair, first: bead.source.start, is_sure }
        };
        let beads: Vec<Bead> = beads.map(bead).collect();
        let has_case = |text: &str| text.chars().any(char::is_lowercase);
        let target_has_case = beads.iter().any(|bead| has_case(bead.target.text()));
        // Chinese texts quote abbreviations.
        let source_has_case = !source.language().runs_on() && has_case(source.text());
        let of_source = beads.iter().map(|bead| (bead.source.text(), bead.pair.source.as_slice()));
        let of_target = beads.iter().map(|bead| (bead.target.text(), bead.pair.target.as_slice()));
        let natures = [
            Natures::of(source.language(), of_source, &links.source),
            Natures::of(target.language(), of_target, &links.target),
        ];
        Self { beads, links, natures, target_has_case, source_has_case }
    }

    fn proposals(&self) -> Vec<Proposal> {
        let words: Vec<&[Word]> = self.beads.iter().map(|bead| bead.pair.source.as_slice()).collect();
        let grams = grams(&words);
        let mut rendered: Vec<Rendered> = grams.iter().filter_map(|gram| self.rendered(gram)).collect();
        let singles = self.singles(&grams);
        rendered.extend(singles);
        let known: FxHashSet<Vec<u32>> = rendered.iter().map(|one| one.keys.clone()).collect();
        rendered.retain(|one| !self.is_fragment(one, &known));
        // The longest first, so that each is known before what stands within it.
        rendered.sort_by_key(|one| std::cmp::Reverse(one.keys.len()));
        let mut covered: FxHashSet<(usize, usize, usize)> = FxHashSet::default();
        rendered.retain(|one| {
            let length = one.keys.len();
            let free =
                one.places.iter().filter(|&&(bead, at)| !covered.contains(&(bead, at, length))).count();
            if free == 0 || free < 2 && one.places.len() > 1 {
                return false;
            }
            for &(bead, at) in &one.places {
                for short in 1..length {
                    covered.extend((at..=at + length - short).map(|at| (bead, at, short)));
                }
            }
            true
        });
        rendered.iter().map(|one| self.proposal(one)).collect()
    }

    /// Whether the candidate begins or ends within another that is `known`, wherever it stands.
    fn is_fragment(&self, one: &Rendered, known: &FxHashSet<Vec<u32>>) -> bool {
        let length = one.keys.len();
        let beside = |at: usize, words: &[Word], is_before: bool| -> Option<u32> {
            let (other, parting) =
                if is_before { (at.checked_sub(1)?, at) } else { (at + length, at + length) };
            words.get(parting).filter(|word| !word.is_parted).and(words.get(other)).map(|word| word.key)
        };
        length > 1
            && [true, false].into_iter().any(|is_before| {
                let mut others =
                    one.places.iter().map(|&(bead, at)| beside(at, &self.beads[bead].pair.source, is_before));
                let Some(Some(first)) = others.next() else { return false };
                let across =
                    if is_before { vec![first, one.keys[0]] } else { vec![one.keys[length - 1], first] };
                known.contains(&across) && others.all(|other| other == Some(first))
            })
    }

    /// What renders `gram`, if it is a term.
    fn rendered(&self, gram: &Gram) -> Option<Rendered> {
        let length = gram.keys.len();
        let (bead, at) = gram.places[0];
        if !self.natures[0].is_naming(&self.beads[bead].pair.source[at..at + length]) {
            return None;
        }
        let seen = gram.places.iter().filter_map(|&(bead, at)| self.seen(bead, at, length)).collect();
        let rendered = self.chosen(gram.keys.clone(), gram.places.clone(), seen)?;
        let is_term = length > 1 || self.is_special(gram, &rendered);
        (is_term && self.is_named(&rendered)).then_some(rendered)
    }

    /// Whether most of what renders the candidate names something.
    fn is_named(&self, rendered: &Rendered) -> bool {
        let (mut naming, mut all) = (0, 0);
        for (number, fit) in rendered.renderings.iter().flat_map(|(_, found)| found) {
            let words = &self.beads[rendered.places[*number].0].pair.target[fit.words.clone()];
            naming += usize::from(self.natures[1].is_naming(words));
            all += 1;
        }
        naming * 2 > all
    }

    /// Whether a word alone is one of a field: a name, or a word that is seldom said at large.
    fn is_special(&self, gram: &Gram, rendered: &Rendered) -> bool {
        let name = self.links.source.name(gram.keys[0]);
        let is_seldom = match name.chars().all(script::is_han) {
            true => match name.chars().count() {
                1 => return false,
                // Words of two characters are what all is said in.
                2 => check::usual(name) < SELDOM_CHINESE / 8.0,
                _ => check::usual(name) < SELDOM_CHINESE,
            },
            false => self.links.renderings.usual_in_source(name) < SELDOM,
        };
        let capital = |(number, fit): &(usize, Fit)| {
            let bead = &self.beads[rendered.places[*number].0];
            is_name(bead.target.text(), &bead.pair.target, fit.words.start, fit.words.len())
        };
        let found = || rendered.renderings.iter().flat_map(|(_, found)| found);
        let leading = |(number, fit): &(usize, Fit)| {
            let words = &self.beads[rendered.places[*number].0].pair.target[fit.words.clone()];
            self.natures[1].is_leading(words)
        };
        if found().filter(|one| leading(one)).count() * 2 > found().count() {
            return false;
        }
        // A name is rendered by a name, and mostly by the same.
        let most = rendered.renderings.first().map_or(0, |(_, found)| found.len());
        let named = found().filter(|one| capital(one)).count();
        let is_name = named * 2 > found().count() && most * 2 > found().count();
        is_seldom || self.target_has_case && is_name
    }

    fn seen(&self, bead: usize, at: usize, length: usize) -> Option<Seen> {
        /// More than so many are never the right one.
        const MOST: usize = 6;
        let pair = &self.beads[bead].pair;
        self.beads[bead].is_sure.then(|| {
            let mut fits = pair.fits(at..at + length);
            // What names nothing is taken only if nothing else is there.
            fits.sort_by_key(|fit| !self.natures[1].is_naming(&pair.target[fit.words.clone()]));
            fits.truncate(MOST);
            for fit in &mut fits {
                self.lead(&pair.target, fit);
            }
            Seen { bead, at, fits }
        })
    }

    /// What renders the candidate in each place, by what may there and by what does elsewhere.
    fn chosen(&self, keys: Vec<u32>, places: Vec<(usize, usize)>, seen: Vec<Seen>) -> Option<Rendered> {
        let mut support: FxHashMap<Vec<u32>, f32> = FxHashMap::default();
        for one in &seen {
            for fit in &one.fits {
                *support.entry(self.key(one.bead, fit)).or_default() += fit.score;
            }
        }
        let mut renderings: Vec<Told> = Vec::new();
        let (mut untold, mut total) = (Vec::new(), 0.0);
        for (number, one) in seen.iter().enumerate() {
            let naming = |fit: &&Fit| self.natures[1].is_naming(self.target_words(one.bead, fit));
            let any = one.fits.iter().any(|fit| naming(&fit));
            let weighed = one.fits.iter().filter(|fit| !any || naming(fit)).map(|fit| {
                let others = support[&self.key(one.bead, fit)] - fit.score;
                // An adjective renders no noun.
                let leads =
                    if self.natures[1].is_leading(self.target_words(one.bead, fit)) { 0.6 } else { 1.0 };
                (leads * fit.score * (1.0 + others).ln().mul_add(0.35, 1.0), fit)
            });
            let Some((_, fit)) = weighed.max_by(|a, b| a.0.total_cmp(&b.0)) else {
                untold.push(number);
                continue;
            };
            total += fit.score;
            let fit = self.completed(one.bead, fit, &support);
            let key = self.key(one.bead, &fit);
            match renderings.iter_mut().find(|(known, _)| *known == key) {
                Some((_, places)) => places.push((number, fit)),
                None => renderings.push((key, vec![(number, fit)])),
            }
        }
        renderings.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
        // What is no noun, or only a part, beside a rendering that is one and whole renders nothing.
        for (_, places) in renderings.iter_mut().skip(1) {
            let is_chance = |(number, fit): &(usize, Fit)| {
                !fit.is_whole || self.natures[1].is_leading(self.target_words(seen[*number].bead, fit))
            };
            if places.iter().all(is_chance) {
                untold.extend(places.drain(..).map(|(number, _)| number));
            }
        }
        renderings.retain(|(_, places)| !places.is_empty());
        untold.sort_unstable();
        let told = seen.len() - untold.len();
        let score = total / (told + untold.len() / 2).max(1) as f32;
        let places_of = |number: &usize| (seen[*number].bead, seen[*number].at);
        if told * 3 < seen.len() || score < LEAST_SCORE {
            return None;
        }
        renderings.sort_by_key(|(_, places)| std::cmp::Reverse(places.len()));
        // By the places in the text.
        let index = |number: usize| places.iter().position(|place| *place == places_of(&number)).unwrap_or(0);
        let renderings = renderings
            .into_iter()
            .map(|(key, found)| (key, found.into_iter().map(|(n, fit)| (index(n), fit)).collect()))
            .collect();
        let untold = untold.into_iter().map(index).collect();
        Some(Rendered { keys, places, renderings, untold })
    }

    /// Lets what ends with a word that belongs to the next go on to it.
    fn lead(&self, words: &[Word], fit: &mut Fit) {
        /// No more words than so many lead one.
        const MOST: usize = 3;
        for _ in 0..MOST {
            let last = &words[fit.words.end - 1];
            let next = words.get(fit.words.end).filter(|next| !next.is_parted && next.kind == Kind::Content);
            if next.is_none() || !self.natures[1].is_modifier(last) {
                return;
            }
            fit.words.end += 1;
            fit.made.push(true);
        }
    }

    fn target_words(&self, bead: usize, fit: &Fit) -> &[Word] {
        &self.beads[bead].pair.target[fit.words.clone()]
    }

    /// `fit`, or what renders the candidate in more places and has all of its words, if that stands there: of *Member
    /// States* the second word is so frequent that it is not always seen to belong to the first.
    fn completed(&self, bead: usize, fit: &Fit, support: &FxHashMap<Vec<u32>, f32>) -> Fit {
        /// So many words more may make it whole.
        const BESIDE: usize = 3;
        let words = &self.beads[bead].pair.target;
        let own = support.get(&self.key(bead, fit)).copied().unwrap_or(0.0);
        let mut best = (own * 1.5, fit.clone());
        for first in fit.words.start.saturating_sub(BESIDE)..=fit.words.start {
            for end in fit.words.end..=(fit.words.end + BESIDE).min(words.len()) {
                let row = &words[first..end];
                if row.len() == fit.words.len() || row[1..].iter().any(|word| word.is_parted) {
                    continue;
                }
                let content = row.iter().filter(|word| word.kind != Kind::Function);
                let key: Vec<u32> = content.map(|word| word.key).collect();
                let is_edge = |word: &Word| word.kind != Kind::Function;
                let support = support.get(&key).copied().unwrap_or(0.0);
                if support > best.0 && is_edge(&row[0]) && is_edge(&row[row.len() - 1]) {
                    best = (
                        support,
                        Fit {
                            words: first..end,
                            made: vec![true; row.len()],
                            score: fit.score,
                            is_whole: true,
                        },
                    );
                }
            }
        }
        best.1
    }

    /// The words of content that `fit` has: forms and articles make no other rendering.
    fn key(&self, bead: usize, fit: &Fit) -> Vec<u32> {
        let words = &self.beads[bead].pair.target[fit.words.clone()];
        let words = words.iter().zip(fit.words.clone());
        words
            .filter(|(word, n)| word.kind != Kind::Function && fit.made[n - fit.words.start])
            .map(|(word, _)| word.key)
            .collect()
    }

    /// Names that stand once.
    fn singles(&self, grams: &[Gram]) -> Vec<Rendered> {
        const LEAST_FIT: f32 = 0.55;
        const LONGEST: usize = 5;
        if !self.target_has_case && !self.source_has_case {
            return Vec::new();
        }
        let known: FxHashSet<&[u32]> = grams.iter().map(|gram| gram.keys.as_slice()).collect();
        let mut all = Vec::new();
        for (number, bead) in self.beads.iter().enumerate().filter(|(_, bead)| bead.is_sure) {
            let words = &bead.pair.source;
            let mut found: Vec<(f32, usize, usize, Fit)> = Vec::new();
            for at in 0..words.len() {
                for length in 1..=LONGEST.min(words.len() - at) {
                    let row = &words[at..at + length];
                    if length > 1 && row[length - 1].is_parted {
                        break;
                    }
                    // Two names that are joined by `and` are two; what is named after something is one in other languages.
                    let is_one = self.source_has_case || row.iter().all(|word| word.kind != Kind::Function);
                    // Nor is a part of more.
                    let goes_on = !self.source_has_case
                        && length > 1
                        && (words.get(at + length).is_some_and(|next| self.natures[0].may_belong(next))
                            || at > 0 && !row[0].is_parted && self.natures[0].may_belong(&words[at - 1]));
                    let is_long = !goes_on && row[length - 1].range.end - row[0].range.start > 3;
                    let keys: Vec<u32> = row.iter().map(|word| word.key).collect();
                    if !is_one
                        || !is_long
                        || !self.natures[0].is_naming(row)
                        || known.contains(keys.as_slice())
                    {
                        continue;
                    }
                    if self.source_has_case && !is_name(bead.source.text(), words, at, length) {
                        continue;
                    }
                    let Some(fit) = bead.pair.fits(at..at + length).into_iter().next() else { continue };
                    let is_named = !self.target_has_case
                        || is_name(bead.target.text(), &bead.pair.target, fit.words.start, fit.words.len());
                    let words = &bead.pair.target[fit.words.clone()];
                    if fit.score >= LEAST_FIT && is_named && self.natures[1].is_naming(words) {
                        found.push((fit.score * (length as f32).sqrt(), at, length, fit));
                    }
                }
            }
            found.sort_by(|a, b| b.0.total_cmp(&a.0));
            let mut taken = vec![false; words.len()];
            for (_, at, length, fit) in found {
                if taken[at..at + length].contains(&true) {
                    continue;
                }
                taken[at..at + length].fill(true);
                let keys = words[at..at + length].iter().map(|word| word.key).collect();
                let key = self.key(number, &fit);
                let renderings = vec![(key, vec![(0, fit)])];
                all.push(Rendered { keys, places: vec![(number, at)], renderings, untold: Vec::new() });
            }
        }
        all
    }

    fn proposal(&self, one: &Rendered) -> Proposal {
        let length = one.keys.len();
        let written = one.places.iter().map(|&(bead, at)| {
            let words = &self.beads[bead].pair.source;
            &self.beads[bead].source.text()[words[at].range.start..words[at + length - 1].range.end]
        });
        let rendering = |found: &Vec<(usize, Fit)>| {
            let words = found.iter().map(|(number, fit)| {
                let bead = &self.beads[one.places[*number].0];
                let words = &bead.pair.target;
                &bead.target.text()[words[fit.words.start].range.start..words[fit.words.end - 1].range.end]
            });
            let places = found.iter().map(|(number, fit)| self.place(one, *number, Some(fit)));
            Rendering { words: commonest(words), places: places.collect() }
        };
        let mut renderings: Vec<Rendering> = Vec::new();
        for (_, found) in &one.renderings {
            let found = rendering(found);
            // Whatever of their words was made by the term.
            let same =
                renderings.iter_mut().find(|known| known.words.to_lowercase() == found.words.to_lowercase());
            match same {
                Some(known) => known.places.extend(found.places),
                None => renderings.push(found),
            }
        }
        for rendering in &mut renderings {
            rendering.places.sort_by_key(|place| place.source);
        }
        renderings.sort_by_key(|rendering| std::cmp::Reverse(rendering.places.len()));
        Proposal {
            source: commonest(written),
            count: one.places.len(),
            renderings: vec![renderings],
            untold: one.untold.iter().map(|&number| self.place(one, number, None)).collect(),
        }
    }

    fn place(&self, one: &Rendered, number: usize, fit: Option<&Fit>) -> Place {
        let (bead, at) = one.places[number];
        let bead = &self.beads[bead];
        let words = &bead.pair.source;
        let range = words[at].range.start..words[at + one.keys.len() - 1].range.end;
        let sentence =
            bead.source.sentences().position(|sentence| sentence.contains(&range.start)).unwrap_or(0);
        let there = match fit {
            Some(fit) => {
                let words = &bead.pair.target;
                words[fit.words.start].range.start..words[fit.words.end - 1].range.end
            }
            None => 0..bead.target.text().len(),
        };
        Place {
            sentence: bead.first + sentence,
            source: bead.source.span(range),
            target: bead.target.span(there),
        }
    }
}

/// Sets apart what among `words`, which were cut from `joined`, is markup or code: tags and addresses are in no term.
fn set_apart(words: &mut [Word], document: &Document, joined: &Joined) {
    let mut after = false;
    for word in words {
        let span = joined.span(word.range.clone());
        let is_code = || document.sentence_at(span.start).is_some_and(|sentence| document.is_code(sentence));
        let is_markup = document.is_markup(span) || is_code();
        word.is_parted |= after || is_markup;
        if is_markup {
            word.kind = Kind::Function;
        }
        after = is_markup;
    }
}

/// Whether the words of content in a row are written as names are, and not because a sentence begins there.
fn is_name(text: &str, words: &[Word], first: usize, length: usize) -> bool {
    let is_capital = |word: &Word| text[word.range.clone()].starts_with(char::is_uppercase);
    let row = &words[first..first + length];
    let opens = row[0].is_parted || first == 0;
    let content = row.iter().filter(|word| word.kind != Kind::Function);
    content.clone().all(is_capital) && (!opens || content.count() > 1)
}

/// The words that are written most often; of those that are as often in small letters.
fn commonest<'a>(written: impl Iterator<Item = &'a str>) -> String {
    let mut counts: FxHashMap<String, (usize, usize)> = FxHashMap::default();
    for (place, words) in written.enumerate() {
        let line = words.split_whitespace().collect::<Vec<_>>().join(" ");
        counts.entry(line).or_insert((0, place)).0 += 1;
    }
    let small = |words: &str| words.chars().filter(|c| c.is_lowercase()).count();
    let best = counts
        .into_iter()
        .max_by_key(|(words, (count, place))| (*count, small(words), std::cmp::Reverse(*place)));
    best.map_or(String::new(), |(words, _)| words)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::align::Bead;

    const SOURCE: &str = "\
湖区委员会昨天开会。
湖区委员会的秘书处设在北岸。
渔业监测站属于湖区委员会。
各国建设渔业监测站。
渔业监测站每天测量水位。
会议欢迎新的渔业监测站。
代表们访问了吉尔吉斯斯坦。
湖面上起了雾。";

    const TARGET: &str = "\
The Lakes Commission met yesterday.
The secretariat of the Lakes Commission is on the northern shore.
The fisheries monitoring stations belong to the Lakes Commission.
The states build fisheries monitoring stations.
The fisheries monitoring station measures the level every day.
The meeting welcomed the new fishing observatory.
The delegates visited Kyrgyzstan.
There was fog on the lake.";

    fn proposals(source: (&str, &str), target: (&str, &str)) -> Vec<Proposal> {
        let document =
            |(text, language): (&str, &str)| Document::from_lines(text.into(), Language::new(language));
        let (source, target) = (document(source), document(target));
        let beads = (0..source.len()).map(|n| Bead::new(n..n + 1, n..n + 1, 0.9)).collect();
        let alignment = Alignment::new(beads, source.len(), target.len());
        let proposals = propose(&source, &[(&target, &alignment)], &Options::default());
        for proposal in &proposals {
            let places = proposal.renderings[0].iter().flat_map(|one| &one.places).chain(&proposal.untold);
            for place in places {
                assert!(source.span(place.sentence).start <= place.source.start, "{proposal:?}");
                assert!(
                    !place.source.of(source.text()).is_empty() && !place.target.of(target.text()).is_empty()
                );
            }
        }
        proposals
    }

    fn shown(proposals: &[Proposal], wanted: &str) -> Option<(usize, Vec<(String, usize)>)> {
        let found = proposals.iter().find(|proposal| proposal.source.to_lowercase() == wanted)?;
        let renderings =
            found.renderings[0].iter().map(|one| (one.words.to_lowercase(), one.places.len())).collect();
        Some((found.count, renderings))
    }

    #[test]
    fn terms_are_proposed_with_what_renders_them() {
        let found = proposals((SOURCE, "zh"), (TARGET, "en"));
        let (count, renderings) = shown(&found, "湖区委员会").expect("a term");
        assert_eq!((count, &renderings[0]), (3, &("lakes commission".to_owned(), 3)), "{found:?}");
        let (count, renderings) = shown(&found, "渔业监测站").expect("a term");
        assert_eq!((count, &*renderings[0].0), (4, "fisheries monitoring stations"), "{found:?}");
        // A name that stands once.
        assert_eq!(shown(&found, "吉尔吉斯斯坦"), Some((1, vec![("kyrgyzstan".to_owned(), 1)])), "{found:?}");
        // What stands within it only, and what names nothing.
        assert_eq!(
            (shown(&found, "监测站"), shown(&found, "每天"), shown(&found, "建设")),
            (None, None, None)
        );
    }

    #[test]
    fn it_goes_the_other_way_too() {
        let found = proposals((TARGET, "en"), (SOURCE, "zh"));
        let (count, renderings) = shown(&found, "lakes commission").expect("a term");
        assert_eq!((count, &*renderings[0].0), (3, "湖区委员会"), "{found:?}");
    }

    #[test]
    fn several_renderings_come_first() {
        let found = proposals((SOURCE, "zh"), (TARGET, "en"));
        let counts: Vec<usize> = found.iter().map(|proposal| proposal.renderings[0].len()).collect();
        assert!(counts.is_sorted_by(|a, b| a >= b), "{counts:?}");
    }

    #[test]
    fn markup_is_in_no_term() {
        let page =
            |words: &str| format!("<div class=\"wide\">{words}</div>\n\n<div class=\"wide\">{words}</div>\n");
        let document = |words: &str, language: &str| {
            Document::written_in(crate::text::Syntax::Markdown, page(words), Language::new(language))
        };
        let source = document("渔业监测站", "zh");
        let target = document("fisheries monitoring station", "en");
        let beads = (0..source.len()).map(|n| Bead::new(n..n + 1, n..n + 1, 0.9)).collect();
        let alignment = Alignment::new(beads, source.len(), target.len());
        let found = propose(&source, &[(&target, &alignment)], &Options::default());
        assert!(
            !found.iter().any(|one| one.source.contains("div") || one.source.contains("wide")),
            "{found:?}"
        );
    }

    #[test]
    fn no_text_has_no_terms() {
        assert!(proposals(("", "zh"), ("", "en")).is_empty());
    }

    proptest::proptest! {
        #![proptest_config(proptest::test_runner::Config::with_cases(64))]
        #[test]
        fn any_texts_have_terms_that_stand_in_them(
            source in "([湖区委员会的a-dA-D .，’0-9]{0,24}\n){0,6}",
            target in "([a-dA-D .,'0-9湖]{0,24}\n){0,6}",
            languages in proptest::sample::select(vec![("zh", "en"), ("en", "zh"), ("ru", "kk"), ("ja", "und")]),
        ) {
            let lines = |text: &str| text.lines().filter(|line| !line.trim().is_empty()).map(str::to_owned).collect::<Vec<_>>();
            let (source, target) = (lines(&source), lines(&target));
            let rows = source.len().min(target.len());
            let text = |lines: &[String]| lines[..rows].join("\n");
            proposals((&text(&source), languages.0), (&text(&target), languages.1));
        }
    }
}
