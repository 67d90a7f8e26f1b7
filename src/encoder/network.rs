//! What vector do the pieces of a sentence get?
//!
//! The forward pass of a BERT encoder (Devlin et al. 2019): each piece is a vector; in each layer every piece looks
//! at all others of its sentence and is then changed by itself; the mean of what comes out is the vector of the
//! sentence. Sentences are taken together, so that weights that were loaded serve the pieces of several.
//!
//! A library for tensors would bring a hundred kernels for the six that are needed, and none for weights of four
//! bits in blocks of 32 without C.

use super::kernel::{BLOCK, Bits, Lanes, Matrix, Plain, Tokens, from_half, product};

/// Weights and bias.
#[derive(Clone, Debug)]
pub(crate) struct Linear {
    pub(crate) matrix: Matrix,
    pub(crate) bias: Vec<f32>,
}

/// Factor and offset of each number, after a vector has been brought to mean 0 and variance 1.
#[derive(Clone, Debug)]
pub(crate) struct Norm {
    pub(crate) factor: Vec<f32>,
    pub(crate) offset: Vec<f32>,
}

/// A layer of the encoder.
#[derive(Clone, Debug)]
pub(crate) struct Layer {
    pub(crate) query: Linear,
    pub(crate) key: Linear,
    pub(crate) value: Linear,
    pub(crate) attended: Linear,
    pub(crate) attended_norm: Norm,
    pub(crate) wide: Linear,
    pub(crate) narrow: Linear,
    pub(crate) norm: Norm,
}

/// The vectors of all pieces, each a row of blocks: a scale of 16 bits and 16 bytes, or 32.
#[derive(Clone, Debug)]
pub(crate) struct Embeddings {
    pub(crate) bits: Bits,
    pub(crate) bytes: Vec<u8>,
    /// Where the first begins.
    pub(crate) from: usize,
}

impl Embeddings {
    /// Bytes of a row of so many numbers.
    pub(crate) fn row_bytes(width: usize, bits: Bits) -> usize {
        let block = match bits {
            Bits::Four => 2 + BLOCK / 2,
            Bits::Eight => 2 + BLOCK,
        };
        width.div_ceil(BLOCK) * block
    }

    /// The row of piece `n`.
    pub(crate) fn row(&self, n: usize, width: usize) -> &[u8] {
        let bytes = Self::row_bytes(width, self.bits);
        &self.bytes[self.from + n * bytes..][..bytes]
    }

    /// Writes the vector of piece `n` to `out`.
    fn put(&self, n: usize, out: &mut [f32]) {
        let width = out.len();
        let bytes = Self::row_bytes(BLOCK, self.bits);
        for (out, block) in out.chunks_mut(BLOCK).zip(self.row(n, width).chunks_exact(bytes)) {
            let scale = from_half(u16::from_le_bytes([block[0], block[1]]));
            let values = &block[2..];
            for (n, out) in out.iter_mut().enumerate() {
                *out = scale
                    * match self.bits {
                        Bits::Four => f32::from(values[n % 16] >> (4 * (n / 16)) & 15) - 8.0,
                        Bits::Eight => f32::from(values[n]) - 128.0,
                    };
            }
        }
    }
}

/// What is taken of the vectors that come out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Pooling {
    /// Their mean.
    Mean,
    /// That of the mark that begins the sentence.
    First,
}

/// The network, with weights.
#[derive(Clone, Debug)]
pub(crate) struct Network {
    /// Numbers of a vector.
    pub(crate) width: usize,
    pub(crate) heads: usize,
    /// What is added to a variance.
    pub(crate) epsilon: f32,
    pub(crate) pooling: Pooling,
    pub(crate) pieces: usize,
    pub(crate) embeddings: Embeddings,
    /// The vector of each place in a sentence.
    pub(crate) positions: Vec<f32>,
    pub(crate) norm: Norm,
    pub(crate) layers: Vec<Layer>,
}

impl Network {
    /// Whether all parts have the sizes that the others ask for.
    pub(crate) fn fits(&self) -> bool {
        let width = self.width;
        let linear = |linear: &Linear, rows: usize, columns: usize| {
            (linear.matrix.rows(), linear.matrix.columns(), linear.bias.len()) == (rows, columns, rows)
        };
        let norm = |norm: &Norm| norm.factor.len() == width && norm.offset.len() == width;
        let layer = |layer: &Layer| {
            let middle = layer.wide.matrix.rows();
            [&layer.query, &layer.key, &layer.value, &layer.attended].iter().all(|l| linear(l, width, width))
                && linear(&layer.wide, middle, width)
                && linear(&layer.narrow, width, middle)
                && middle > 0
                && norm(&layer.attended_norm)
                && norm(&layer.norm)
        };
        let embeddings = Embeddings::row_bytes(width, self.embeddings.bits).checked_mul(self.pieces);
        width > 0
            && self.heads > 0
            && width.is_multiple_of(self.heads)
            && !self.layers.is_empty()
            && self.layers.iter().all(layer)
            && norm(&self.norm)
            && self.positions.len().is_multiple_of(width)
            && self.positions.len() / width >= 3
            && embeddings
                .and_then(|bytes| bytes.checked_add(self.embeddings.from))
                .is_some_and(|end| end <= self.embeddings.bytes.len())
    }

    /// The same, the vectors of its pieces left out.
    pub(crate) fn clone_without_embeddings(&self) -> Self {
        let embeddings = Embeddings { bits: self.embeddings.bits, bytes: Vec::new(), from: 0 };
        Self {
            width: self.width,
            heads: self.heads,
            epsilon: self.epsilon,
            pooling: self.pooling,
            pieces: 0,
            embeddings,
            positions: self.positions.clone(),
            norm: self.norm.clone(),
            layers: self.layers.clone(),
        }
    }

    /// How many pieces a sentence may have, its marks included.
    pub(crate) fn longest(&self) -> usize {
        self.positions.len() / self.width
    }

    /// The vectors of sentences of pieces, one after the other.
    pub(crate) fn vectors(&self, sentences: &[&[u32]]) -> Vec<f32> {
        #[cfg(target_arch = "x86_64")]
        if let Some(lanes) = pulp::x86::V3::try_new() {
            return lanes.vectorize(Pass { network: self, sentences, lanes });
        }
        pass(Plain, self, sentences)
    }
}

#[cfg(target_arch = "x86_64")]
struct Pass<'a> {
    network: &'a Network,
    sentences: &'a [&'a [u32]],
    lanes: pulp::x86::V3,
}

#[cfg(target_arch = "x86_64")]
impl pulp::NullaryFnOnce for Pass<'_> {
    type Output = Vec<f32>;

    #[inline(always)]
    fn call(self) -> Vec<f32> {
        pass(self.lanes, self.network, self.sentences)
    }
}

/// All of it is one function after inlining, so that all of it is compiled for the processor that `lanes` stands for.
#[inline(always)]
fn pass<L: Lanes>(lanes: L, network: &Network, sentences: &[&[u32]]) -> Vec<f32> {
    let width = network.width;
    let pieces: usize = sentences.iter().map(|sentence| sentence.len()).sum();
    let mut state = vec![0.0f32; pieces * width];
    let mut rows = state.chunks_exact_mut(width);
    for sentence in sentences {
        for (&piece, position) in sentence.iter().zip(network.positions.chunks_exact(width)) {
            let Some(row) = rows.next() else { break };
            network.embeddings.put(piece as usize, row);
            row.iter_mut().zip(position).for_each(|(number, more)| *number += more);
        }
    }
    normalise(&mut state, &network.norm, network.epsilon);
    let mut tokens = Tokens::default();
    let [mut query, mut key, mut value, mut wide] = [const { Vec::new() }; 4];
    let mut seen = vec![0.0f32; pieces * width];
    for layer in &network.layers {
        tokens.take(&state, width);
        product(lanes, &layer.query.matrix, &layer.query.bias, &tokens, &mut query);
        product(lanes, &layer.key.matrix, &layer.key.bias, &tokens, &mut key);
        product(lanes, &layer.value.matrix, &layer.value.bias, &tokens, &mut value);
        attend(network, sentences, [&query, &key, &value], &mut seen);
        tokens.take(&seen, width);
        product(lanes, &layer.attended.matrix, &layer.attended.bias, &tokens, &mut query);
        add(&mut state, &query);
        normalise(&mut state, &layer.attended_norm, network.epsilon);
        tokens.take(&state, width);
        product(lanes, &layer.wide.matrix, &layer.wide.bias, &tokens, &mut wide);
        for number in &mut wide {
            *number = gelu(*number);
        }
        tokens.take(&wide, layer.wide.matrix.rows());
        product(lanes, &layer.narrow.matrix, &layer.narrow.bias, &tokens, &mut query);
        add(&mut state, &query);
        normalise(&mut state, &layer.norm, network.epsilon);
    }
    pooled(network, sentences, &state)
}

/// What each piece makes of all others of its sentence, by how much its query answers their keys.
#[inline(always)]
fn attend(network: &Network, sentences: &[&[u32]], [query, key, value]: [&[f32]; 3], seen: &mut [f32]) {
    let (width, size) = (network.width, network.width / network.heads);
    let scale = 1.0 / (size as f32).sqrt();
    let mut first = 0;
    let (mut keys, mut shares) = (Vec::new(), Vec::new());
    for sentence in sentences {
        let len = sentence.len();
        let rows = first * width..(first + len) * width;
        for head in (0..network.heads).map(|head| head * size) {
            // Keys by number and not by piece, so that the products with all of them need no adding up.
            keys.clear();
            keys.resize(size * len, 0.0f32);
            for (n, row) in key[rows.clone()].chunks_exact(width).enumerate() {
                for (column, &number) in row[head..head + size].iter().enumerate() {
                    keys[column * len + n] = number;
                }
            }
            let places =
                query[rows.clone()].chunks_exact(width).zip(seen[rows.clone()].chunks_exact_mut(width));
            for (query, seen) in places {
                shares.clear();
                shares.resize(len, 0.0f32);
                for (&number, keys) in query[head..head + size].iter().zip(keys.chunks_exact(len)) {
                    for (share, key) in shares.iter_mut().zip(keys) {
                        *share += number * key;
                    }
                }
                let mut most = f32::MIN;
                for &share in &shares {
                    most = if share > most { share } else { most };
                }
                for share in &mut shares {
                    *share = exp((*share - most) * scale);
                }
                let all = sum(&shares);
                let seen = &mut seen[head..head + size];
                seen.fill(0.0);
                for (share, row) in shares.iter().zip(value[rows.clone()].chunks_exact(width)) {
                    let share = share / all;
                    for (seen, value) in seen.iter_mut().zip(&row[head..head + size]) {
                        *seen += share * value;
                    }
                }
            }
        }
        first += len;
    }
}

#[inline(always)]
fn pooled(network: &Network, sentences: &[&[u32]], state: &[f32]) -> Vec<f32> {
    let width = network.width;
    let mut out = vec![0.0f32; sentences.len() * width];
    let mut first = 0;
    for (sentence, out) in sentences.iter().zip(out.chunks_exact_mut(width)) {
        let rows = state[first * width..].chunks_exact(width);
        let taken = match network.pooling {
            Pooling::Mean => sentence.len(),
            Pooling::First => 1,
        };
        rows.take(taken).for_each(|row| add(out, row));
        out.iter_mut().for_each(|number| *number /= taken.max(1) as f32);
        first += sentence.len();
    }
    out
}

#[inline(always)]
fn add(numbers: &mut [f32], more: &[f32]) {
    for (number, more) in numbers.iter_mut().zip(more) {
        *number += more;
    }
}

#[inline(always)]
fn normalise(numbers: &mut [f32], norm: &Norm, epsilon: f32) {
    let width = norm.factor.len();
    for row in numbers.chunks_exact_mut(width) {
        let mean = sum(row) / width as f32;
        for number in row.iter_mut() {
            *number -= mean;
        }
        let inverse = 1.0 / (squares(row) / width as f32 + epsilon).sqrt();
        for ((number, factor), offset) in row.iter_mut().zip(&norm.factor).zip(&norm.offset) {
            *number = *number * inverse * factor + offset;
        }
    }
}

/// Eight sums side by side, which a processor does at once; in this order on every one.
#[inline(always)]
fn sum(numbers: &[f32]) -> f32 {
    let (chunks, rest) = numbers.as_chunks::<8>();
    let mut sums = [0.0f32; 8];
    for chunk in chunks {
        for lane in 0..8 {
            sums[lane] += chunk[lane];
        }
    }
    let mut total = 0.0;
    for number in sums.iter().chain(rest) {
        total += number;
    }
    total
}

/// Likewise of the squares.
#[inline(always)]
fn squares(numbers: &[f32]) -> f32 {
    let (chunks, rest) = numbers.as_chunks::<8>();
    let mut sums = [0.0f32; 8];
    for chunk in chunks {
        for lane in 0..8 {
            sums[lane] += chunk[lane] * chunk[lane];
        }
    }
    let mut total = 0.0;
    for sum in sums {
        total += sum;
    }
    for number in rest {
        total += number * number;
    }
    total
}

/// e to the power of a number of at most 0, to 2e-7 of its value; 0 below -87.
#[inline(always)]
fn exp(number: f32) -> f32 {
    const MAGIC: f32 = 12_582_912.0;
    let power = number.max(-87.0) * std::f32::consts::LOG2_E;
    let whole = power + MAGIC;
    let part = (power - (whole - MAGIC)) * std::f32::consts::LN_2;
    let series = 1.0 / 720.0;
    let series = series * part + 1.0 / 120.0;
    let series = series * part + 1.0 / 24.0;
    let series = series * part + 1.0 / 6.0;
    let series = series * part + 0.5;
    let series = series * part + 1.0;
    let series = series * part + 1.0;
    let scale = f32::from_bits((whole.to_bits().wrapping_sub(MAGIC.to_bits()).wrapping_add(127)) << 23);
    series * scale
}

/// The number times the share of a normal distribution below it (Hendrycks & Gimpel 2016), the error function by
/// Abramowitz & Stegun 7.1.26.
#[inline(always)]
fn gelu(number: f32) -> f32 {
    let x = (number.abs() * std::f32::consts::FRAC_1_SQRT_2).min(9.0);
    let t = 1.0 / (1.0 + 0.327_591_1 * x);
    let series = 1.061_405_4 * t - 1.453_152;
    let series = series * t + 1.421_413_7;
    let series = series * t - 0.284_496_74;
    let series = series * t + 0.254_829_6;
    let tail = series * t * exp(-x * x);
    0.5 * number * (1.0 + (1.0 - tail).copysign(number))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_exponential_is_right() {
        for n in 0..8700 {
            let x = -(n as f32) / 100.0;
            assert!((exp(x) / x.exp() - 1.0).abs() < 1e-5, "{x}: {} {}", exp(x), x.exp());
        }
    }

    #[test]
    fn gelu_is_right_where_tables_have_it() {
        for (x, y) in [(0.0, 0.0), (1.0, 0.841_344_8), (-1.0, -0.158_655_25), (3.0, 2.995_950_3), (-9.0, 0.0)]
        {
            assert!((gelu(x) - y).abs() < 1e-5, "{x}: {}", gelu(x));
        }
    }
}
