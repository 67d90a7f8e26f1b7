//! Shows how well the aligner does on sets of gold alignments with weights as given, and fits them; see
//! `scripts/models/fit-align`, which says what the sets are.
//!
//! A set is a line: group, name, languages, source, target and gold files, and `gold` or `par`, apart by TAB.

use std::collections::{BTreeMap, HashSet};
use std::ops::Range;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use duizhao::align::fit::Fitted;
use duizhao::align::{Alignment, Options, Table};
use duizhao::encoder::Encoder;
use duizhao::format::encoder;
use duizhao::text::{Document, Language};

struct Set {
    group: String,
    name: String,
    source: Document,
    target: Document,
    gold: Gold,
    without: bool,
}

enum Gold {
    Links(HashSet<(Vec<usize>, Vec<usize>)>),
    /// The paragraph of each sentence.
    Paragraphs(Vec<usize>, Vec<usize>),
}

/// How well one set was done.
struct Result {
    /// Right, all: of the beads, of the gold.
    precision: (usize, usize),
    recall: (usize, usize),
    /// Confidence of each bead, and whether it is right.
    beads: Vec<(f32, bool)>,
    /// Sentences of each beyond one a side.
    more: Vec<usize>,
}

impl Result {
    fn f1(&self) -> f64 {
        let ratio = |(right, all): (usize, usize)| right as f64 / all.max(1) as f64;
        let (p, r) = (ratio(self.precision), ratio(self.recall));
        if p + r == 0.0 { 0.0 } else { 2.0 * p * r / (p + r) }
    }
}

impl Set {
    fn judge(&self, alignment: &Alignment) -> Result {
        // As the index writes them, with what moved in the place of its source.
        let moved = alignment.crossings();
        let mut rows: Vec<(Range<usize>, Range<usize>, f32)> = Vec::new();
        for bead in alignment.beads() {
            let of_source =
                moved.iter().find(|c| bead.target.is_empty() && c.source.contains(&bead.source.start));
            let of_target =
                moved.iter().any(|c| bead.source.is_empty() && c.target.contains(&bead.target.start));
            match of_source {
                Some(c) if c.source.start == bead.source.start => {
                    rows.push((c.source.clone(), c.target.clone(), c.confidence));
                }
                None if !of_target => rows.push((bead.source.clone(), bead.target.clone(), bead.confidence)),
                _ => {}
            }
        }
        let (mut beads, mut more, mut precision, mut recall) = (Vec::new(), Vec::new(), (0, 0), (0, 0));
        let beyond = |s: &Range<usize>, t: &Range<usize>| s.len().max(1) + t.len().max(1) - 2;
        match &self.gold {
            Gold::Links(links) => {
                for (source, target, confidence) in rows {
                    let filled = !source.is_empty() && !target.is_empty();
                    let wide = beyond(&source, &target);
                    let right = links.contains(&(source.collect(), target.collect()));
                    precision.0 += usize::from(right);
                    recall.0 += usize::from(right && filled);
                    beads.push((confidence, right));
                    more.push(wide);
                }
                precision.1 = beads.len();
                recall.1 = links.iter().filter(|link| !link.0.is_empty() && !link.1.is_empty()).count();
            }
            Gold::Paragraphs(source, target) => {
                let mut ends = HashSet::new();
                let mut end = (0, 0);
                for (here, there, confidence) in rows {
                    end = (
                        if here.is_empty() { end.0 } else { here.end.max(end.0) },
                        if there.is_empty() { end.1 } else { there.end.max(end.1) },
                    );
                    ends.insert(end);
                    if !here.is_empty() && !there.is_empty() {
                        let wide = beyond(&here, &there);
                        let here = here.map(|n| source[n]);
                        let all: HashSet<usize> = here.chain(there.map(|n| target[n])).collect();
                        precision.1 += 1;
                        precision.0 += usize::from(all.len() == 1);
                        beads.push((confidence, all.len() == 1));
                        more.push(wide);
                    }
                }
                let end =
                    |list: &[usize], paragraph| list.iter().rposition(|&p| p == paragraph).map(|n| n + 1);
                let mut met = HashSet::new();
                for &paragraph in source {
                    if met.insert(paragraph)
                        && let (Some(s), Some(t)) = (end(source, paragraph), end(target, paragraph))
                        && (s, t) != (source.len(), target.len())
                    {
                        recall.1 += 1;
                        recall.0 += usize::from(ends.contains(&(s, t)));
                    }
                }
            }
        }
        Result { precision, recall, beads, more }
    }

    /// What is to be high: strict F1, or the recall of paragraph borders.
    fn score(&self, result: &Result) -> f64 {
        match self.gold {
            Gold::Links(_) => result.f1(),
            Gold::Paragraphs(..) => result.recall.0 as f64 / result.recall.1.max(1) as f64,
        }
    }
}

fn numbers(text: &str) -> Vec<usize> {
    text.split(|c: char| !c.is_ascii_digit()).filter_map(|n| n.parse().ok()).collect()
}

fn load(list: &str, groups: &[String], without: bool) -> Vec<Set> {
    let read = |path: &str| std::fs::read_to_string(path).unwrap_or_else(|error| panic!("{path}: {error}"));
    let mut sets = Vec::new();
    for line in read(list).lines() {
        let fields: Vec<&str> = line.split('\t').collect();
        let [group, name, sl, tl, source, target, gold, kind] = fields[..] else { panic!("{list}: {line}") };
        if !groups.is_empty() && !groups.iter().any(|g| g == group || g == name) {
            continue;
        }
        let text = |path: &str, language: &str| Document::from_lines(read(path), Language::new(language));
        let gold = match kind {
            "par" => Gold::Paragraphs(
                numbers(&read(&format!("{source}.par"))),
                numbers(&read(&format!("{target}.par"))),
            ),
            _ => {
                let text = read(gold);
                let link = |line: &str| {
                    let (source, target) = line.split_once("]:[")?;
                    Some((numbers(source), numbers(target.split(']').next()?)))
                };
                let mut links = HashSet::new();
                for (s, t) in text.lines().filter_map(link) {
                    links.insert((s, t));
                }
                Gold::Links(links)
            }
        };
        let (source, target) = (text(source, sl), text(target, tl));
        sets.push(Set { group: group.to_owned(), name: name.to_owned(), source, target, gold, without });
    }
    sets
}

/// Aligns all sets with what is given, on so many threads.
fn judged(sets: &[Set], fitted: &Fitted, given: (&[Table], Option<&Encoder>), threads: usize) -> Vec<Result> {
    let (tables, encoder) = given;
    let next = AtomicUsize::new(0);
    let results: Mutex<Vec<Option<Result>>> = Mutex::new(sets.iter().map(|_| None).collect());
    std::thread::scope(|scope| {
        for _ in 0..threads {
            scope.spawn(|| {
                loop {
                    let n = next.fetch_add(1, Ordering::Relaxed);
                    let Some(set) = sets.get(n) else { break };
                    let mut options = Options::default();
                    (options.without_shipped, options.tables) = (set.without, tables);
                    options.encoder = encoder;
                    let result = set.judge(&fitted.align(&set.source, &set.target, &options));
                    results.lock().unwrap()[n] = Some(result);
                }
            });
        }
    });
    results.into_inner().unwrap().into_iter().map(Option::unwrap).collect()
}

/// Expected calibration error, over ten bins of confidence.
fn calibration_error<'a>(beads: impl Iterator<Item = &'a (f32, bool)>) -> f64 {
    let mut bins = [(0.0f64, 0.0f64, 0usize); 10];
    let mut all = 0;
    for &(confidence, right) in beads {
        let bin = &mut bins[((confidence * 10.0) as usize).min(9)];
        *bin = (bin.0 + f64::from(confidence), bin.1 + f64::from(u8::from(right)), bin.2 + 1);
        all += 1;
    }
    bins.iter().map(|bin| (bin.0 - bin.1).abs()).sum::<f64>() / f64::from(all.max(1))
}

/// The mean over groups of the mean over their sets, with what is lost by the lowest counted again.
fn worth(sets: &[Set], results: &[Result]) -> f64 {
    let mut groups: BTreeMap<&str, Vec<f64>> = BTreeMap::new();
    for (set, result) in sets.iter().zip(results) {
        groups.entry(&set.group).or_default().push(set.score(result));
    }
    let of = |scores: &Vec<f64>| {
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        let least = scores.iter().copied().fold(1.0, f64::min);
        0.8 * mean + 0.2 * least
    };
    groups.values().map(of).sum::<f64>() / groups.len() as f64
}

fn show(sets: &[Set], results: &[Result], each: bool) {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (n, set) in sets.iter().enumerate() {
        if each {
            let bins: Vec<String> = [0.0, 0.5, 0.7, 0.8, 0.9, 0.95, 1.01]
                .windows(2)
                .map(|w| {
                    let within = || results[n].beads.iter().filter(|b| b.0 >= w[0] && b.0 < w[1]);
                    let right = within().filter(|b| b.1).count();
                    format!("{right}/{}", within().count())
                })
                .collect();
            let beads = &results[n].beads;
            let mean = |of: &dyn Fn(&(f32, bool)) -> f32| {
                beads.iter().map(of).sum::<f32>() / beads.len().max(1) as f32
            };
            let (sure, right) = (mean(&|bead| bead.0), mean(&|bead| f32::from(u8::from(bead.1))));
            let score = set.score(&results[n]);
            println!("  {:14} {score:.3}  {right:.3} right, {sure:.3} sure   {}", set.name, bins.join(" "));
        }
        groups.entry(&set.group).or_default().push(n);
    }
    for (group, members) in groups {
        let mut pooled = Result { precision: (0, 0), recall: (0, 0), beads: Vec::new(), more: Vec::new() };
        for &n in &members {
            let result = &results[n];
            pooled.precision.0 += result.precision.0;
            pooled.precision.1 += result.precision.1;
            pooled.recall.0 += result.recall.0;
            pooled.recall.1 += result.recall.1;
            pooled.beads.extend(&result.beads);
        }
        let scores: Vec<f64> = members.iter().map(|&n| sets[n].score(&results[n])).collect();
        let least = scores.iter().copied().fold(1.0, f64::min);
        let mean = scores.iter().sum::<f64>() / scores.len() as f64;
        println!(
            "{group:8} pooled F1 {:.3}  lowest {least:.3}  mean {mean:.3}  ece {:.3}",
            pooled.f1(),
            calibration_error(pooled.beads.iter())
        );
    }
    println!("worth {:.4}", worth(sets, results));
}

/// A bead for the fit of the curve: the logit of its probability, sentences beyond one a side, what the words near
/// by say, whether it is right.
type Point = (f64, f64, f64, bool);

/// How sure a bead is, as the aligner says it.
fn sure(point: &Point, [slope, offset, wide, lost, width]: [f64; 5]) -> f64 {
    let right = sigmoid(slope * point.0 + offset + wide * point.1);
    let found = sigmoid((point.2 - lost) / width.max(1e-3));
    found * right + (1.0 - found) * right.min(0.05)
}

/// The likeliest curve, each group of `points` weighing the same, by steps along each coordinate that halve.
fn curve(points: &[Vec<Point>]) -> [f64; 5] {
    let likelihood = |curve: [f64; 5]| -> f64 {
        let of = |group: &Vec<Point>| {
            let log = |point: &Point| {
                let p = sure(point, curve).clamp(1e-6, 1.0 - 1e-6);
                if point.3 { p.ln() } else { (1.0 - p).ln() }
            };
            group.iter().map(log).sum::<f64>() / (group.len().max(1) as f64).sqrt()
        };
        points.iter().map(of).sum()
    };
    let mut best = [0.5, 0.0, 0.0, 0.05, 0.015];
    let mut value = likelihood(best);
    let mut steps = [0.1, 0.4, 0.1, 0.01, 0.004];
    for _ in 0..25 {
        for n in 0..best.len() {
            let mut moved = false;
            for step in [steps[n], -steps[n]] {
                let mut tried = best;
                tried[n] += step;
                let got = if n == 4 && tried[n] < 0.003 { f64::NEG_INFINITY } else { likelihood(tried) };
                if got > value {
                    (best, value, moved) = (tried, got, true);
                    break;
                }
            }
            if !moved {
                steps[n] /= 2.0;
            }
        }
    }
    best
}

fn sigmoid(x: f64) -> f64 {
    1.0 / (1.0 + (-x).exp())
}

fn main() {
    let mut fitted = Fitted::default();
    let (mut groups, mut search, mut calibrate) = (Vec::new(), Vec::new(), None);
    let (mut threads, mut each, mut without, mut rounds) = (2, false, false, 1);
    let (mut tables, mut encoder, mut kept) = (Vec::new(), None, None);
    let mut arguments = std::env::args().skip(1);
    let list = arguments.next().expect("a list of sets");
    while let Some(argument) = arguments.next() {
        let mut value = || arguments.next().expect("a value");
        match argument.as_str() {
            "--each" => each = true,
            "--without-tables" => without = true,
            "--threads" => threads = value().parse().expect("a number"),
            "--table" => {
                let path = value();
                let bytes = std::fs::read(&path).unwrap_or_else(|error| panic!("{path}: {error}"));
                tables.push(Table::read(bytes).unwrap_or_else(|error| panic!("{path}: {error}")));
            }
            "--encoder" => {
                let path = value();
                encoder = Some(encoder::open(&path).unwrap_or_else(|error| panic!("{error}")));
            }
            "--kept" => kept = Some(value()),
            "--rounds" => rounds = value().parse().expect("a number"),
            "--fit" => search.extend(value().split(',').map(str::to_owned)),
            "--calibrate" => calibrate = Some(value()),
            "--values" => fitted.values().iter().for_each(|(name, value)| println!("{name} {value}")),
            _ => match argument.split_once('=') {
                Some((name, value)) => {
                    assert!(fitted.set(name, value.parse().expect("a number")), "no such weight: {name}");
                }
                None => groups.push(argument),
            },
        }
    }
    let sets = load(&list, &groups, without);
    // What was encoded before need not be encoded again.
    if let (Some(encoder), Some(kept)) = (&encoder, &kept) {
        encoder.keep(&std::fs::read(kept).unwrap_or_default());
    }
    let given = (&tables[..], encoder.as_ref());
    let results = judged(&sets, &fitted, given, threads);
    if let (Some(encoder), Some(kept)) = (&encoder, &kept) {
        std::fs::write(kept, encoder.kept_bytes()).unwrap_or_else(|error| panic!("{kept}: {error}"));
    }
    show(&sets, &results, each);
    let mut best = worth(&sets, &results);
    for _ in 0..rounds {
        for name in &search {
            let now = fitted.values().into_iter().find(|v| v.0 == *name).expect("such a weight").1;
            let step = if now == 0.0 { 0.2 } else { now.abs() * 0.15 };
            let mut tried = vec![(best, now)];
            for direction in [1.0, -1.0] {
                for n in 1..=3 {
                    let value = now + direction * step * n as f32;
                    fitted.set(name, value);
                    let got = worth(&sets, &judged(&sets, &fitted, given, threads));
                    tried.push((got, value));
                    println!("  {name} {value:.3} {got:.4}");
                    if got < best {
                        break;
                    }
                    best = got;
                }
                if tried.iter().any(|t| t.1 != now && t.0 > tried[0].0) {
                    break;
                }
            }
            let (top, value) = tried.into_iter().max_by(|a, b| a.0.total_cmp(&b.0)).expect("some");
            best = top;
            fitted.set(name, value);
            println!("{name} {now:.3} -> {value:.3}   {best:.4}");
        }
    }
    if let Some(kind) = calibrate {
        // What each bead brings: with the curve left out, and with the support alone.
        let kinds = match given.1 {
            Some(_) => ["meant_with", "meant_without"],
            None => ["with", "without"],
        };
        let mut with = |values: [f32; 5]| {
            for (n, value) in values.into_iter().enumerate() {
                for kind in kinds {
                    fitted.set(&format!("{kind}.confidence.{n}"), value);
                }
            }
            judged(&sets, &fitted, given, threads)
        };
        let logit = |p: f32| (f64::from(p) / (1.0 - f64::from(p))).clamp(1e-9, 1e9).ln();
        let probabilities = with([1.0, 0.0, 0.0, -9.0, 0.1]);
        let supports = with([0.0, 20.0, 0.0, 0.0, 1.0]);
        let mut points: BTreeMap<&str, Vec<Point>> = BTreeMap::new();
        for ((set, p), support) in sets.iter().zip(&probabilities).zip(&supports) {
            let beads = p.beads.iter().zip(&p.more).zip(&support.beads);
            let found = |said: f32| logit(((said - 0.05) / 0.95).clamp(1e-6, 1.0 - 1e-6));
            points
                .entry(&set.group)
                .or_default()
                .extend(beads.map(|((p, &more), support)| (logit(p.0), more as f64, found(support.0), p.1)));
        }
        let all: Vec<_> = points.values().cloned().collect();
        let best = curve(&all);
        println!("{kind}.confidence {best:.3?}");
        for (held, group) in &points {
            let others: Vec<_> =
                points.iter().filter(|(name, _)| *name != held).map(|g| g.1.clone()).collect();
            let fitted = curve(&others);
            let shown: Vec<(f32, bool)> = group.iter().map(|p| (sure(p, fitted) as f32, p.3)).collect();
            let ours: Vec<(f32, bool)> = group.iter().map(|p| (sure(p, best) as f32, p.3)).collect();
            let (held_out, ours) = (calibration_error(shown.iter()), calibration_error(ours.iter()));
            println!("{held:8} by the curve of the others: ece {held_out:.3}; by that of all {ours:.3}");
        }
    }
}
