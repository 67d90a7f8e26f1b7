//! How are a few tokens multiplied by a matrix of small numbers, fast and without `unsafe`?
//!
//! A weight is a whole number of 4 bits (or of 8, as two of 4) times the scale of the 32 weights it stands among;
//! so is each number of a token, of 8 bits. Products of whole numbers are summed as such, and only the sum of
//! 32 is scaled. Eight rows of the matrix lie beside each other so that a register holds four columns of each: its
//! eight sums need no adding up at the end, and what was loaded serves [`TOKENS`] tokens.
//!
//! The plain loop and the one for AVX2 do the same operations in the same order, so the same text has the same
//! vector, bit for bit, on every processor. `pulp` asks the processor what it can, and makes the instructions safe to
//! name; `std::arch` alone would want `unsafe` here.

/// Weights that share a scale.
pub(crate) const BLOCK: usize = 32;

/// Rows that lie beside each other.
const ROWS: usize = 8;

/// Bytes of a block of so many rows, for each four bits of a weight.
const BYTES: usize = ROWS * BLOCK / 2;

/// Tokens that are multiplied together.
const TOKENS: usize = 4;

/// How many bits a weight has.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Bits {
    /// 0 to 15, for -8 to 7.
    Four,
    /// 0 to 255, for -128 to 127.
    Eight,
}

impl Bits {
    /// How many parts of four bits.
    fn planes(self) -> usize {
        match self {
            Self::Four => 1,
            Self::Eight => 2,
        }
    }

    /// What stands for zero.
    fn zero(self) -> u8 {
        match self {
            Self::Four => 8,
            Self::Eight => 128,
        }
    }
}

/// A matrix of small numbers, each row of which gives one number for a token.
#[derive(Clone, Debug)]
pub(crate) struct Matrix {
    rows: usize,
    columns: usize,
    bits: Bits,
    /// For each eight rows and block, and each four bits of a weight (the higher first), the columns by fours: for
    /// each of the eight rows four, the column sixteen further on in the higher half of the byte.
    weights: Vec<u8>,
    /// For each eight rows and block, the scale of each row.
    scales: Vec<f32>,
}

impl Matrix {
    /// How many bytes of weights and how many scales a matrix of such a size has; nothing if it is too large.
    pub(crate) fn sizes(rows: usize, columns: usize, bits: Bits) -> Option<(usize, usize)> {
        let blocks = rows.div_ceil(ROWS).checked_mul(columns.div_ceil(BLOCK))?;
        Some((blocks.checked_mul(BYTES * bits.planes())?, blocks.checked_mul(ROWS)?))
    }

    /// As it was taken apart by [`parts`](Self::parts); nothing if the sizes are not those of such a matrix.
    pub(crate) fn new(
        rows: usize,
        columns: usize,
        bits: Bits,
        weights: Vec<u8>,
        scales: Vec<f32>,
    ) -> Option<Self> {
        let fits = Self::sizes(rows, columns, bits)? == (weights.len(), scales.len());
        fits.then_some(Self { rows, columns, bits, weights, scales })
    }

    /// Rows, columns and bits, the bytes of the weights, and the scales.
    pub(crate) fn parts(&self) -> (usize, usize, Bits, &[u8], &[f32]) {
        (self.rows, self.columns, self.bits, &self.weights, &self.scales)
    }

    /// The matrix whose blocks are told one by one: `block` gives the scale of block `n` of a row and its weights,
    /// as [`Bits`] says what stands for which.
    pub(crate) fn of_blocks(
        rows: usize,
        columns: usize,
        bits: Bits,
        mut block: impl FnMut(usize, usize) -> (f32, [u8; BLOCK]),
    ) -> Self {
        let (bytes, scales) = Self::sizes(rows, columns, bits).unwrap_or_default();
        let (mut weights, mut scales) = (vec![0u8; bytes], vec![0.0f32; scales]);
        let (blocks, planes) = (columns.div_ceil(BLOCK), bits.planes());
        for row in 0..rows.next_multiple_of(ROWS) {
            for n in 0..blocks {
                let (scale, values) = if row < rows { block(row, n) } else { (0.0, [bits.zero(); BLOCK]) };
                let at = row / ROWS * blocks + n;
                scales[at * ROWS + row % ROWS] = scale;
                for plane in 0..planes {
                    let part = &mut weights[(at * planes + plane) * BYTES..][..BYTES];
                    for (column, value) in values.into_iter().enumerate() {
                        let value = if planes == 2 && plane == 0 { value >> 4 } else { value & 15 };
                        let (high, column) = (column / 16, column % 16);
                        part[column / 4 * BLOCK + row % ROWS * 4 + column % 4] |= value << (4 * high);
                    }
                }
            }
        }
        Self { rows, columns, bits, weights, scales }
    }

    /// The matrix of these rows of numbers, in eight bits.
    pub(crate) fn of_numbers(rows: usize, columns: usize, numbers: &[f32]) -> Self {
        Self::of_blocks(rows, columns, Bits::Eight, |row, n| {
            let from = row * columns + n * BLOCK;
            quantised(&numbers[from..(from + BLOCK).min((row + 1) * columns)])
        })
    }

    /// How many rows it has.
    pub(crate) fn rows(&self) -> usize {
        self.rows
    }

    /// How many columns it has.
    pub(crate) fn columns(&self) -> usize {
        self.columns
    }
}

/// Up to [`BLOCK`] numbers as a scale, one of 16 bits, and whole numbers of eight bits, 128 standing for zero.
pub(crate) fn quantised(numbers: &[f32]) -> (f32, [u8; BLOCK]) {
    let most = numbers.iter().fold(0.0f32, |most, number| most.max(number.abs()));
    let scale = from_half(to_half(most / 127.0));
    let mut values = [128; BLOCK];
    if scale > 0.0 && scale.is_finite() {
        for (value, number) in values.iter_mut().zip(numbers) {
            *value = (128.0 + (number / scale).round().clamp(-127.0, 127.0)) as u8;
        }
    }
    (scale, values)
}

/// A number of 16 bits (IEEE 754 binary16).
pub(crate) fn from_half(half: u16) -> f32 {
    let sign = u32::from(half & 0x8000) << 16;
    let (exponent, fraction) = (u32::from(half >> 10 & 31), u32::from(half & 1023));
    match exponent {
        0 => f32::from_bits(sign | (fraction as f32 / 16_777_216.0).to_bits()),
        31 => f32::from_bits(sign | 0x7f80_0000 | fraction << 13),
        _ => f32::from_bits(sign | (exponent + 112) << 23 | fraction << 13),
    }
}

/// The nearest number of 16 bits.
pub(crate) fn to_half(number: f32) -> u16 {
    let sign = (number.to_bits() >> 16 & 0x8000) as u16;
    let size = number.abs();
    if !size.is_finite() || size >= 65_520.0 {
        return sign | 0x7c00 | u16::from(number.is_nan()) << 9;
    }
    if size < 6.103_515_6e-5 {
        return sign | (size * 16_777_216.0).round_ties_even() as u16;
    }
    let bits = size.to_bits();
    let rounded = bits + 0x0fff + (bits >> 13 & 1);
    sign | ((rounded >> 13) - (112 << 10)) as u16
}

/// Tokens as whole numbers of eight bits, with the scale and the sum of each block.
#[derive(Default)]
pub(crate) struct Tokens {
    blocks: usize,
    values: Vec<i8>,
    scales: Vec<f32>,
    sums: Vec<i32>,
}

impl Tokens {
    /// Takes these tokens of `width` numbers each, in place of those it held.
    #[inline(always)]
    pub(crate) fn take(&mut self, numbers: &[f32], width: usize) {
        self.blocks = width.div_ceil(BLOCK);
        let blocks = numbers.len() / width.max(1) * self.blocks;
        self.values.clear();
        self.values.resize(blocks * BLOCK, 0);
        self.scales.clear();
        self.sums.clear();
        let mut values = self.values.chunks_exact_mut(BLOCK);
        for token in numbers.chunks_exact(width.max(1)) {
            for block in token.chunks(BLOCK) {
                let Some(values) = values.next() else { return };
                let mut most = 0.0f32;
                for number in block {
                    most = if number.abs() > most { number.abs() } else { most };
                }
                let scale = most / 127.0;
                let inverse = if scale > 0.0 { 1.0 / scale } else { 0.0 };
                let mut sum = 0;
                for (value, number) in values.iter_mut().zip(block) {
                    let whole = nearest(number * inverse).clamp(-127, 127);
                    *value = whole as i8;
                    sum += whole;
                }
                self.scales.push(scale);
                self.sums.push(sum);
            }
        }
    }

    /// How many there are.
    #[inline(always)]
    fn len(&self) -> usize {
        self.scales.len() / self.blocks.max(1)
    }
}

/// The nearest whole number, for those of less than 22 bits. (`round` is a call where there is no instruction for
/// it, and `as` asks for overflow.)
#[inline(always)]
fn nearest(number: f32) -> i32 {
    const MAGIC: f32 = 12_582_912.0;
    (number + MAGIC).to_bits().wrapping_sub(MAGIC.to_bits()) as i32
}

/// Eight rows of a matrix.
#[derive(Clone, Copy)]
pub(crate) struct Rows<'a> {
    bits: Bits,
    /// For each block and each four bits of a weight.
    weights: &'a [[u8; BYTES]],
    /// For each block.
    scales: &'a [[f32; ROWS]],
}

/// What multiplies eight rows and some tokens.
pub(crate) trait Lanes: Copy {
    /// The sums of `rows` for each of the `N` tokens from `first` on.
    ///
    /// Loops and no closures: these are compiled for the processor that `lanes` stands for only where they are inlined.
    fn sums<const N: usize>(self, rows: Rows, tokens: &Tokens, first: usize) -> [[f32; ROWS]; N];
}

/// The loop that every processor can do.
#[derive(Clone, Copy)]
pub(crate) struct Plain;

impl Lanes for Plain {
    #[inline(always)]
    fn sums<const N: usize>(self, rows: Rows, tokens: &Tokens, first: usize) -> [[f32; ROWS]; N] {
        let (blocks, planes) = (tokens.blocks, rows.bits.planes());
        let all = tokens.values.as_chunks::<BLOCK>().0;
        let mut sums = [[0.0f32; ROWS]; N];
        for (n, sums) in sums.iter_mut().enumerate() {
            for block in 0..blocks {
                let at = (first + n) * blocks + block;
                let mut totals = [0i32; ROWS];
                for part in &rows.weights[block * planes..][..planes] {
                    for (row, total) in totals.iter_mut().enumerate() {
                        *total *= 16;
                        for column in 0..BLOCK / 2 {
                            let weight = part[column / 4 * BLOCK + row * 4 + column % 4];
                            *total += i32::from(weight & 15) * i32::from(all[at][column])
                                + i32::from(weight >> 4) * i32::from(all[at][column + BLOCK / 2]);
                        }
                    }
                }
                let zero = i32::from(rows.bits.zero()) * tokens.sums[at];
                for ((sum, total), own) in sums.iter_mut().zip(totals).zip(rows.scales[block]) {
                    *sum += (total - zero) as f32 * (own * tokens.scales[at]);
                }
            }
        }
        sums
    }
}

#[cfg(target_arch = "x86_64")]
impl Lanes for pulp::x86::V3 {
    #[inline(always)]
    fn sums<const N: usize>(self, rows: Rows, tokens: &Tokens, first: usize) -> [[f32; ROWS]; N] {
        let (avx, avx2) = (self.avx, self.avx2);
        let (blocks, planes) = (tokens.blocks, rows.bits.planes());
        let (nibble, one) = (avx._mm256_set1_epi8(15), avx._mm256_set1_epi16(1));
        let zero = i32::from(rows.bits.zero());
        let mut all: [&[[i8; BLOCK]]; N] = [&[]; N];
        let mut own: [&[f32]; N] = [&[]; N];
        let mut added: [&[i32]; N] = [&[]; N];
        for n in 0..N {
            let from = (first + n) * blocks;
            all[n] = &tokens.values.as_chunks::<BLOCK>().0[from..from + blocks];
            own[n] = &tokens.scales[from..from + blocks];
            added[n] = &tokens.sums[from..from + blocks];
        }
        let (weights, scales) = (&rows.weights[..blocks * planes], &rows.scales[..blocks]);
        let mut sums = [avx._mm256_setzero_ps(); N];
        for block in 0..blocks {
            let mut totals = [avx._mm256_setzero_si256(); N];
            for plane in 0..planes {
                let part: &[[u8; BLOCK]; BYTES / BLOCK] =
                    pulp::bytemuck::cast_ref(&weights[block * planes + plane]);
                let mut pairs = [avx._mm256_setzero_si256(); N];
                for four in 0..BYTES / BLOCK {
                    let both = pulp::cast(part[four]);
                    let low = avx2._mm256_and_si256(both, nibble);
                    let high = avx2._mm256_and_si256(avx2._mm256_srli_epi16::<4>(both), nibble);
                    for n in 0..N {
                        let columns = all[n][block].as_chunks::<4>().0;
                        let lower = avx._mm256_set1_epi32(i32::from_ne_bytes(columns[four].map(|v| v as u8)));
                        let higher =
                            avx._mm256_set1_epi32(i32::from_ne_bytes(columns[four + 4].map(|v| v as u8)));
                        // Eight times two products of at most 15 and 127 are no more than 16 bits hold.
                        pairs[n] = avx2._mm256_add_epi16(pairs[n], avx2._mm256_maddubs_epi16(low, lower));
                        pairs[n] = avx2._mm256_add_epi16(pairs[n], avx2._mm256_maddubs_epi16(high, higher));
                    }
                }
                for n in 0..N {
                    let more = avx2._mm256_madd_epi16(pairs[n], one);
                    totals[n] = match plane {
                        0 => more,
                        _ => avx2._mm256_add_epi32(avx2._mm256_slli_epi32::<4>(totals[n]), more),
                    };
                }
            }
            let scale = pulp::cast(scales[block]);
            for n in 0..N {
                let zero = avx._mm256_set1_epi32(zero * added[n][block]);
                let total = avx._mm256_cvtepi32_ps(avx2._mm256_sub_epi32(totals[n], zero));
                let scale = avx._mm256_mul_ps(scale, avx._mm256_set1_ps(own[n][block]));
                sums[n] = avx._mm256_add_ps(sums[n], avx._mm256_mul_ps(total, scale));
            }
        }
        let mut found = [[0.0; ROWS]; N];
        for n in 0..N {
            found[n] = pulp::cast(sums[n]);
        }
        found
    }
}

/// What `matrix` makes of each token, with `bias`: as many numbers a token as it has rows.
#[inline(always)]
pub(crate) fn product<L: Lanes>(
    lanes: L,
    matrix: &Matrix,
    bias: &[f32],
    tokens: &Tokens,
    out: &mut Vec<f32>,
) {
    let (rows, count) = (matrix.rows, tokens.len());
    out.clear();
    out.resize(rows * count, 0.0);
    for group in 0..rows.div_ceil(ROWS) {
        let mut first = 0;
        while first + TOKENS <= count {
            some::<L, TOKENS>(lanes, matrix, bias, tokens, group, first, out);
            first += TOKENS;
        }
        for token in first..count {
            some::<L, 1>(lanes, matrix, bias, tokens, group, token, out);
        }
    }
}

/// The product of eight rows and `N` tokens.
#[inline(always)]
fn some<L: Lanes, const N: usize>(
    lanes: L,
    matrix: &Matrix,
    bias: &[f32],
    tokens: &Tokens,
    group: usize,
    first: usize,
    out: &mut [f32],
) {
    let blocks = matrix.columns.div_ceil(BLOCK);
    let parts = blocks * matrix.bits.planes();
    let rows = Rows {
        bits: matrix.bits,
        weights: &matrix.weights.as_chunks::<BYTES>().0[group * parts..][..parts],
        scales: &matrix.scales.as_chunks::<ROWS>().0[group * blocks..][..blocks],
    };
    let sums = lanes.sums::<N>(rows, tokens, first);
    let rows = group * ROWS..(group * ROWS + ROWS).min(matrix.rows);
    for (n, sums) in sums.iter().enumerate() {
        let out = &mut out[(first + n) * matrix.rows..][rows.clone()];
        for ((out, sum), bias) in out.iter_mut().zip(sums).zip(&bias[rows.clone()]) {
            *out = sum + bias;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_half_is_read_as_it_was_written() {
        for half in (0..=u16::MAX).filter(|half| half >> 10 & 31 != 31) {
            assert_eq!(to_half(from_half(half)), half, "{half:x}");
        }
        assert_eq!([1.0, -2.5, 65504.0, 1e9, 0.1].map(to_half), [0x3c00, 0xc100, 0x7bff, 0x7c00, 0x2e66]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(64))]

        /// Both loops give the same, and nearly what the numbers give that they stand for.
        #[test]
        fn loops_agree(
            rows in 1usize..20, columns in 1usize..100, count in 0usize..7, four in any::<bool>(), seed in any::<u32>(),
        ) {
            let mut state = seed;
            let mut number = || {
                state = state.wrapping_mul(1_664_525).wrapping_add(1_013_904_223);
                (state >> 8) as f32 / 8_388_608.0 - 1.0
            };
            let numbers: Vec<f32> = (0..rows * columns).map(|_| number()).collect();
            let bits = if four { Bits::Four } else { Bits::Eight };
            let mut stand_for = vec![0.0f32; rows * columns];
            let matrix = Matrix::of_blocks(rows, columns, bits, |row, n| {
                let from = row * columns + n * BLOCK;
                let part = &numbers[from..(from + BLOCK).min((row + 1) * columns)];
                let (scale, values) = quantised(part);
                let (scale, values) = if four {
                    (scale * 16.0, values.map(|value| value >> 4))
                } else {
                    (scale, values)
                };
                for (n, value) in values[..part.len()].iter().enumerate() {
                    stand_for[from + n] = scale * (f32::from(*value) - f32::from(bits.zero()));
                }
                (scale, values)
            });
            let vectors: Vec<f32> = (0..count * columns).map(|_| number()).collect();
            let bias: Vec<f32> = (0..rows).map(|_| number()).collect();
            let mut tokens = Tokens::default();
            tokens.take(&vectors, columns);
            let (mut plain, mut other) = (Vec::new(), Vec::new());
            product(Plain, &matrix, &bias, &tokens, &mut plain);
            #[cfg(target_arch = "x86_64")]
            if let Some(lanes) = pulp::x86::V3::try_new() {
                product(lanes, &matrix, &bias, &tokens, &mut other);
                prop_assert_eq!(&plain, &other);
            }
            other.clear();
            for token in vectors.chunks_exact(columns) {
                for (row, bias) in stand_for.chunks_exact(columns).zip(&bias) {
                    other.push(row.iter().zip(token).map(|(a, b)| a * b).sum::<f32>() + bias);
                }
            }
            prop_assert!(plain.iter().zip(&other).all(|(a, b)| (a - b).abs() < 0.01 * (columns as f32).sqrt()));
        }
    }
}
