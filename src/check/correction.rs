//! How much better does a text read with something else in one place?
//!
//! Rules that doubt a place of the text ask the same of it: how much likelier the characters and the words around
//! are once it is mended, and how usual the text near by is at all, so that what is odd in verse is not odd.

use std::ops::Range;

use super::model::{EDGE, MODEL};

/// Characters before a place, and from it on, that bear on it.
const BEFORE: usize = 6;
const ON: usize = 8;
/// Characters on each side over which the surrounding log-probability is averaged.
const AROUND: usize = 14;
/// How many characters a [`window`] has: for each the two before it tell how usual it is.
pub(super) const WINDOW: usize = 2 * AROUND + 2;
/// Where the place stands in a window.
pub(super) const HERE: usize = AROUND + 2;

/// What is around the character at `at`, which is at [`HERE`]; [`EDGE`] where there is nothing.
pub(super) fn window(plain: &[char], at: usize) -> [char; WINDOW] {
    let neighbour = |place: usize| (at + place).checked_sub(HERE).and_then(|at| plain.get(at));
    std::array::from_fn(|place| neighbour(place).copied().unwrap_or(EDGE))
}

/// How usual the text around the place is: the mean logarithm of its characters' probabilities.
pub(super) fn usualness(around: &[char; WINDOW]) -> f32 {
    let (mut sum, mut count) = (0.0, 0.0);
    for n in (2..WINDOW).filter(|n| !(HERE..HERE + 3).contains(n) && around[*n] != EDGE) {
        let nearer = around[n - 1];
        let farther = if nearer == EDGE { EDGE } else { around[n - 2] };
        sum += MODEL.log_probability(farther, nearer, around[n]);
        count += 1.0;
    }
    if count > 0.0 { sum / count } else { -6.0 }
}

/// The Chinese characters around `at` that bear on it.
pub(super) fn stretch(plain: &[char], at: usize) -> Range<usize> {
    let is_han = |c: &&char| **c != EDGE;
    let start = at - plain[..at].iter().rev().take(BEFORE).take_while(is_han).count();
    start..at + plain[at..].iter().take(ON).take_while(is_han).count()
}

/// How much likelier `mended` is than `printed`, as characters and as words (natural logarithms).
pub(super) fn gains(printed: &[char], mended: &[char]) -> [f32; 2] {
    let likely = |chars: &[char]| MODEL.log_probability_of(chars, 0..chars.len());
    let characters = likely(mended) - likely(printed);
    let words = MODEL.words(mended).0 - MODEL.words(printed).0;
    [characters.clamp(-15.0, 25.0), words.clamp(-20.0, 25.0)]
}

/// Of readings in the order of the text, each with its odds, those likelier than `least`; and where several are of
/// `one_place`, the likeliest of them.
pub(super) fn likeliest<T>(
    readings: impl Iterator<Item = (f32, T)>,
    least: f32,
    one_place: impl Fn(&T, &T) -> bool,
) -> Vec<(f32, T)> {
    let mut kept: Vec<(f32, T)> = Vec::new();
    for (odds, reading) in readings.filter(|(odds, _)| *odds > least) {
        match kept.last_mut() {
            Some(last) if one_place(&last.1, &reading) => {
                if odds > last.0 {
                    *last = (odds, reading);
                }
            }
            _ => kept.push((odds, reading)),
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn chars(text: &str) -> Vec<char> {
        text.chars().map(|c| if c == '，' { EDGE } else { c }).collect()
    }

    #[test]
    fn what_is_mended_reads_better() {
        let [characters, words] = gains(&chars("访问科特威国"), &chars("访问科威特国"));
        assert!(characters > 0.0 && words > 0.0, "{characters} {words}");
        assert_eq!(stretch(&chars("好，人民法院依法，是"), 4), 2..8);
        let text = chars("人民法院");
        assert_eq!(window(&text, 2)[HERE - 3..HERE + 3], [EDGE, '人', '民', '法', '院', EDGE]);
    }

    #[test]
    fn of_one_place_the_likeliest_is_kept() {
        let readings = [(1.0, 3), (2.0, 4), (0.1, 5), (1.5, 5), (1.0, 9)];
        let near = |one: &i32, other: &i32| other - one < 3;
        assert_eq!(likeliest(readings.into_iter(), 0.5, near), [(2.0, 4), (1.0, 9)]);
    }
}
