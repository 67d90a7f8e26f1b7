//! An encoder in a file of our own.
//!
//! ```text
//! duizhao encoder \n | version | SHA-256 of the rest | parts
//! ```
//!
//! Whole numbers are little-endian; a list begins with its length. Weights lie as the multiplication wants them, so that
//! reading is copying. Whatever was changed, cut off or is another program's is told by the first line or by the hash,
//! and said in one line.
//!
//! `package` reads the encoders of others, `cut` leaves out what some languages do not need.

mod cut;
mod package;
mod safetensors;
mod tokenizer;

#[cfg(test)]
mod tests;

use sha2::{Digest, Sha256};

use super::error::{Error, Result};
use crate::encoder::{
    Bits, Cutting, Embeddings, Encoder, Layer, Linear, Matrix, Network, Norm, Pieces, Pooling,
};
use crate::message::Message;
use crate::say;

pub use cut::cut;
pub use package::package;

/// What the file begins with.
const MAGIC: &[u8] = b"duizhao encoder\n";

/// The version of what follows.
const VERSION: u32 = 1;

/// Where the parts begin.
const START: usize = MAGIC.len() + 4 + 32;

/// The encoder in the file at `path`.
pub fn open(path: &str) -> Result<Encoder> {
    let bytes = std::fs::read(path).map_err(|error| Error::read(path, error))?;
    read(path, bytes)
}

/// The encoder in `bytes`, what the file at `path` holds.
pub fn read(path: &str, bytes: Vec<u8>) -> Result<Encoder> {
    if !bytes.starts_with(MAGIC) {
        let message = say!(
            en: "is no encoder of this program; make one with `duizhao encoder add PACKAGE`",
            zh: "不是本程序的编码器；可用 `duizhao encoder add 软件包` 生成"
        );
        return Err(Error::content(path, message));
    }
    let torn = || {
        let message = say!(
            en: "is cut off or was changed; make it again with `duizhao encoder add`",
            zh: "不完整或被改动过；请用 `duizhao encoder add` 重新生成"
        );
        Error::content(path, message)
    };
    let version = bytes.get(MAGIC.len()..MAGIC.len() + 4).ok_or_else(torn)?;
    if version != VERSION.to_le_bytes() {
        let message = say!(
            en: "is an encoder of another version of this program; make it again with `duizhao encoder add`",
            zh: "是本程序另一版本的编码器；请用 `duizhao encoder add` 重新生成"
        );
        return Err(Error::content(path, message));
    }
    let hash = bytes.get(MAGIC.len() + 4..START).ok_or_else(torn)?;
    if Sha256::digest(&bytes[START..])[..] != *hash {
        return Err(torn());
    }
    let hash = hexadecimal(hash);
    parsed(bytes, hash).ok_or_else(|| Error::content(path, unfit()))
}

/// What is said of an encoder that was put together wrongly.
fn unfit() -> Message {
    say!(en: "holds an encoder whose parts do not fit together", zh: "编码器的各部分互不相符")
}

fn hexadecimal(bytes: &[u8]) -> String {
    bytes.iter().map(|byte| format!("{byte:02x}")).collect()
}

/// The file of `encoder`.
pub fn write(encoder: &Encoder) -> Vec<u8> {
    let mut out = Out(Vec::new());
    out.text(encoder.name());
    out.text(&encoder.prefix);
    let pieces = &encoder.pieces;
    let (text, starts) = pieces.text();
    out.text(text);
    out.numbers(starts);
    match &pieces.cutting {
        Cutting::Likeliest(weights) => {
            out.number(0);
            out.floats(weights);
        }
        Cutting::Longest { small, bare } => out.number(1 + u32::from(*small) + 2 * u32::from(*bare)),
    }
    [pieces.begin, pieces.end, pieces.unknown].into_iter().for_each(|mark| out.number(mark));
    let (mut from, mut to) = (Vec::new(), String::new());
    for (c, written) in pieces.normal() {
        from.push(u32::from(*c));
        to.push_str(written);
        to.push('\0');
    }
    out.numbers(&from);
    out.text(&to);
    let network = &encoder.network;
    out.number(network.width as u32);
    out.number(network.heads as u32);
    out.floats(&[network.epsilon]);
    out.number(u32::from(network.pooling == Pooling::First));
    out.floats(&network.positions);
    out.norm(&network.norm);
    out.number(network.layers.len() as u32);
    for layer in &network.layers {
        for linear in [&layer.query, &layer.key, &layer.value, &layer.attended, &layer.wide, &layer.narrow] {
            out.linear(linear);
        }
        out.norm(&layer.attended_norm);
        out.norm(&layer.norm);
    }
    out.bits(network.embeddings.bits);
    // Last, so that it need not be copied out of the file.
    for n in 0..network.pieces {
        out.0.extend_from_slice(network.embeddings.row(n, network.width));
    }
    let mut file = MAGIC.to_vec();
    file.extend(VERSION.to_le_bytes());
    file.extend(Sha256::digest(&out.0));
    file.extend(out.0);
    file
}

/// The parts that `bytes` hold after their hash.
fn parsed(bytes: Vec<u8>, hash: String) -> Option<Encoder> {
    let mut rest = In(bytes.get(START..)?);
    let (name, prefix) = (rest.text()?, rest.text()?);
    let (text, starts) = (rest.text()?, rest.numbers()?);
    let cutting = match rest.number()? {
        0 => Cutting::Likeliest(rest.floats()?),
        n @ 1..=4 => Cutting::Longest { small: (n - 1) & 1 == 1, bare: (n - 1) & 2 == 2 },
        _ => return None,
    };
    let marks = [rest.number()?, rest.number()?, rest.number()?];
    let (from, to) = (rest.numbers()?, rest.text()?);
    let normal = from.into_iter().map(char::from_u32).zip(to.split('\0'));
    let normal = normal.map(|(c, to)| Some((c?, to.to_owned()))).collect::<Option<Vec<_>>>()?;
    let pieces = Pieces::new(text, starts, cutting, marks, normal)?;
    let (width, heads) = (rest.number()? as usize, rest.number()? as usize);
    let [epsilon] = rest.floats()?.try_into().ok()?;
    let pooling = if rest.number()? == 1 { Pooling::First } else { Pooling::Mean };
    let (positions, norm) = (rest.floats()?, rest.norm()?);
    let layers = (0..rest.number()?).map(|_| rest.layer()).collect::<Option<Vec<_>>>()?;
    let bits = rest.bits()?;
    let from = bytes.len() - rest.0.len();
    let count = pieces.len();
    let embeddings = Embeddings { bits, bytes, from };
    let network =
        Network { width, heads, epsilon, pooling, pieces: count, embeddings, positions, norm, layers };
    Encoder::new(name, hash, prefix, pieces, network)
}

/// The same encoder as it is read from its file.
fn as_file(encoder: &Encoder) -> Option<Encoder> {
    let bytes = write(encoder);
    let hash = hexadecimal(&bytes[MAGIC.len() + 4..START]);
    parsed(bytes, hash)
}

struct Out(Vec<u8>);

impl Out {
    fn number(&mut self, number: u32) {
        self.0.extend(number.to_le_bytes());
    }

    fn bytes(&mut self, bytes: &[u8]) {
        self.number(bytes.len() as u32);
        self.0.extend_from_slice(bytes);
    }

    fn text(&mut self, text: &str) {
        self.bytes(text.as_bytes());
    }

    fn numbers(&mut self, numbers: &[u32]) {
        self.number(numbers.len() as u32);
        numbers.iter().for_each(|&number| self.number(number));
    }

    fn floats(&mut self, floats: &[f32]) {
        self.number(floats.len() as u32);
        floats.iter().for_each(|float| self.0.extend(float.to_le_bytes()));
    }

    fn norm(&mut self, norm: &Norm) {
        self.floats(&norm.factor);
        self.floats(&norm.offset);
    }

    fn bits(&mut self, bits: Bits) {
        self.number(if bits == Bits::Four { 4 } else { 8 });
    }

    fn linear(&mut self, linear: &Linear) {
        let (rows, columns, bits, weights, scales) = linear.matrix.parts();
        self.number(rows as u32);
        self.number(columns as u32);
        self.bits(bits);
        self.bytes(weights);
        self.floats(scales);
        self.floats(&linear.bias);
    }
}

struct In<'a>(&'a [u8]);

impl<'a> In<'a> {
    fn take(&mut self, count: usize) -> Option<&'a [u8]> {
        let (taken, rest) = self.0.split_at_checked(count)?;
        self.0 = rest;
        Some(taken)
    }

    fn number(&mut self) -> Option<u32> {
        self.take(4)?.try_into().ok().map(u32::from_le_bytes)
    }

    fn bytes(&mut self) -> Option<&'a [u8]> {
        let count = self.number()? as usize;
        self.take(count)
    }

    fn text(&mut self) -> Option<String> {
        std::str::from_utf8(self.bytes()?).ok().map(str::to_owned)
    }

    fn numbers(&mut self) -> Option<Vec<u32>> {
        let count = self.number()? as usize;
        let bytes = self.take(count.checked_mul(4)?)?;
        Some(bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
    }

    fn floats(&mut self) -> Option<Vec<f32>> {
        Some(self.numbers()?.into_iter().map(f32::from_bits).collect())
    }

    fn norm(&mut self) -> Option<Norm> {
        Some(Norm { factor: self.floats()?, offset: self.floats()? })
    }

    fn bits(&mut self) -> Option<Bits> {
        match self.number()? {
            4 => Some(Bits::Four),
            8 => Some(Bits::Eight),
            _ => None,
        }
    }

    fn linear(&mut self) -> Option<Linear> {
        let (rows, columns) = (self.number()? as usize, self.number()? as usize);
        let bits = self.bits()?;
        let (weights, scales) = (self.bytes()?.to_vec(), self.floats()?);
        Some(Linear { matrix: Matrix::new(rows, columns, bits, weights, scales)?, bias: self.floats()? })
    }

    fn layer(&mut self) -> Option<Layer> {
        Some(Layer {
            query: self.linear()?,
            key: self.linear()?,
            value: self.linear()?,
            attended: self.linear()?,
            wide: self.linear()?,
            narrow: self.linear()?,
            attended_norm: self.norm()?,
            norm: self.norm()?,
        })
    }
}
