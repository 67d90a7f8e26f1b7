//! How much do two Chinese characters look alike in print?
//!
//! A scanner reads 未 for 末 and 治 for 冶, never 理 for 末. Lists of such pairs hold what someone thought
//! of, or what one scanner did. So likeness is computed: each character was drawn in two fonts, the
//! directions of its edges counted over the square it fills, and what came out kept as a point in 64
//! dimensions, 4 bits each (`scripts/models/make-shapes`). How alike two characters look is the cosine of
//! the angle between them, which can be had for any pair.
//!
//! Codes that spell a character by its strokes or parts are smaller and do worse: they know that 末 and
//! 未 have the same strokes, and not that 鸟 and 乌 differ by a speck. Of 4,261 characters that a scanner
//! read wrong in subtitles, the right one is among the 20 nearest in 41 %, among the 50 nearest in 53 %
//! (`scripts/models/make-shapes --gold`); by strokes 31 % are among 50.
//!
//! `shapes.bin`, and `nearest.bin` from it, are computed from Noto Sans CJK and Noto Serif CJK (Adobe and Google,
//! SIL Open Font License 1.1); they hold figures only, from which no outline can be had back.

/// How alike two different characters must look, at least, to be taken for one another: 末 and 未, 己 and
/// 已, 科 and 料. A character has some twenty such on average, nine in ten of them seldom used.
pub const ALIKE: f32 = 0.6;

/// How much `a` and `b` look alike: 1 for the same character, about 0 for two taken at random; `None` if
/// either is no Chinese character in common use.
pub fn likeness(a: char, b: char) -> Option<f32> {
    Some(Shape::of(place(a)?).cosine(&Shape::of(place(b)?)))
}

/// The characters that look most like `c`, up to [`NEAREST`], the likest first, each with its likeness; none
/// if `c` is no Chinese character in common use.
///
/// Which they are stands in `nearest.bin`: to find them is to compare `c` with all others, which took half the time
/// of checking a chapter.
pub fn look_alikes(c: char) -> impl Iterator<Item = (char, f32)> {
    place(c).into_iter().flat_map(|at| {
        let own = Shape::of(at);
        let nearest = &duizhao_models::NEAREST.as_chunks::<{ 2 * NEAREST }>().0[at];
        let places = nearest.as_chunks::<2>().0.iter().map(|&place| usize::from(u16::from_le_bytes(place)));
        places.map(move |other| (character(other), Shape::of(other).cosine(&own)))
    })
}

/// How many look-alikes of a character are looked for.
pub const NEAREST: usize = 60;

/// The characters' codes, two bytes each, in order; then their shapes, in the same order.
static DATA: &[u8; COUNT * (2 + SIZE)] = duizhao_models::SHAPES;
const _: () = assert!(duizhao_models::NEAREST.len() == COUNT * NEAREST * 2);
/// How many characters have a shape.
pub(crate) const COUNT: usize = 8836;
/// Bytes of a shape; two axes a byte.
const SIZE: usize = 32;

/// The place of `c` among the characters that have a shape.
pub(crate) fn place(c: char) -> Option<usize> {
    let code = u16::try_from(u32::from(c)).ok()?;
    let (mut start, mut end) = (0, COUNT);
    while start < end {
        let middle = (start + end) / 2;
        match code_at(middle).cmp(&code) {
            std::cmp::Ordering::Less => start = middle + 1,
            std::cmp::Ordering::Equal => return Some(middle),
            std::cmp::Ordering::Greater => end = middle,
        }
    }
    None
}

fn code_at(place: usize) -> u16 {
    u16::from_le_bytes([DATA[2 * place], DATA[2 * place + 1]])
}

fn character(place: usize) -> char {
    char::from_u32(u32::from(code_at(place))).unwrap_or(char::REPLACEMENT_CHARACTER)
}

/// Where a character lies on each axis, and how far from the middle.
struct Shape {
    axes: [i16; 2 * SIZE],
    length: f32,
}

impl Shape {
    fn of(place: usize) -> Self {
        let start = 2 * COUNT + place * SIZE;
        let mut axes = [0; 2 * SIZE];
        for (pair, &byte) in axes.chunks_exact_mut(2).zip(&DATA[start..start + SIZE]) {
            let byte = byte as i8;
            pair[0] = i16::from(byte << 4 >> 4);
            pair[1] = i16::from(byte >> 4);
        }
        let square: i32 = axes.iter().map(|&axis| i32::from(axis) * i32::from(axis)).sum();
        Self { axes, length: (square as f32).sqrt().max(1.0) }
    }

    fn cosine(&self, other: &Self) -> f32 {
        let pairs = self.axes.iter().zip(&other.axes);
        let inner: i32 = pairs.map(|(&a, &b)| i32::from(a) * i32::from(b)).sum();
        inner as f32 / (self.length * other.length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn look_alikes_are_alike_and_others_are_not() {
        for pair in ["未末", "己已", "太大", "科料", "治冶", "鸟乌", "竞竟"] {
            let c: Vec<char> = pair.chars().collect();
            assert!(likeness(c[0], c[1]).unwrap() > ALIKE, "{pair}: {:?}", likeness(c[0], c[1]));
        }
        for pair in ["己林", "太请", "的人", "会理"] {
            let c: Vec<char> = pair.chars().collect();
            assert!(likeness(c[0], c[1]).unwrap() < ALIKE, "{pair}: {:?}", likeness(c[0], c[1]));
        }
        assert_eq!(likeness('a', '太'), None);
        assert!((likeness('太', '太').unwrap() - 1.0).abs() < 1e-6);
    }

    #[test]
    fn names_the_nearest_first() {
        let nearest: String = look_alikes('未').take(3).map(|(c, _)| c).collect();
        assert!(nearest.contains('末'), "{nearest}");
        assert!(look_alikes('治').any(|(c, _)| c == '冶'));
        assert!(look_alikes('大').is_sorted_by(|a, b| a.1 >= b.1));
        assert_eq!(look_alikes('x').count(), 0);
    }

    #[test]
    fn the_nearest_are_those_of_all() {
        let nearer = |a: &(char, f32), b: &(char, f32)| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0));
        for at in (0..COUNT).step_by(311) {
            let own = Shape::of(at);
            let others = (0..COUNT).filter(|&other| other != at);
            let mut all: Vec<_> =
                others.map(|other| (character(other), Shape::of(other).cosine(&own))).collect();
            all.sort_unstable_by(nearer);
            assert!(look_alikes(character(at)).eq(all[..NEAREST].iter().copied()), "{}", character(at));
        }
    }

    #[test]
    fn codes_are_in_order() {
        assert!((1..COUNT).all(|place| code_at(place - 1) < code_at(place)));
    }
}
