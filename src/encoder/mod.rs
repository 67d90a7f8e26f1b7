//! What does a sentence mean, in numbers?
//!
//! An encoder is a network that was trained on many languages to give sentences of the same meaning vectors of the
//! same direction. The aligner asks it where words fail. It is optional: none comes with the program, a person adds
//! one (`duizhao encoder add`), and it then works offline on any processor, on the caller's threads, and gives the
//! same numbers everywhere.
//!
//! `pieces` cuts a sentence into what the network knows, `network` makes a vector of them, `kernel` does the
//! multiplying, which is nearly all of the work.
//!
//! ONNX or a library for tensors would read any model. They bring a C compiler or tens of megabytes for a pass of
//! two hundred lines, and no weights of four bits, with which the encoder is a tenth of its size.

mod kernel;
mod network;
mod pieces;

use std::sync::{Arc, Mutex};

use rustc_hash::FxHashMap;

use crate::text::threads;

pub(crate) use kernel::{BLOCK, Bits, Matrix, from_half, quantised, to_half};
pub(crate) use network::{Embeddings, Layer, Linear, Network, Norm, Pooling};
pub(crate) use pieces::{Cutting, Pieces};

/// Pieces that are taken through the network together, about.
const TOGETHER: usize = 512;

/// Vectors that are kept for sentences that come again.
const KEPT: usize = 50_000;

/// An encoder: sentences in, vectors out.
///
/// The same sentence has the same vector, bit for bit, whatever others it is asked with, and on every processor.
pub struct Encoder {
    name: String,
    hash: String,
    /// What is put before each sentence.
    pub(crate) prefix: String,
    pub(crate) pieces: Pieces,
    pub(crate) network: Network,
    kept: Mutex<FxHashMap<String, Arc<[f32]>>>,
}

impl Encoder {
    /// The encoder of these parts; nothing if they do not fit together.
    pub(crate) fn new(
        name: String,
        hash: String,
        prefix: String,
        pieces: Pieces,
        network: Network,
    ) -> Option<Self> {
        let fits = network.pieces == pieces.len() && network.fits();
        fits.then(|| Self { name, hash, prefix, pieces, network, kept: Mutex::default() })
    }

    /// What it is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The SHA-256 of what it is made of, in hexadecimal digits.
    pub fn hash(&self) -> &str {
        &self.hash
    }

    /// Name and hash as they stand in what was made with its help: `e5-small@1f2e3d4c5b6a`.
    pub fn identity(&self) -> String {
        format!("{}@{}", self.name, &self.hash[..self.hash.len().min(12)])
    }

    /// How many numbers a vector has.
    pub fn width(&self) -> usize {
        self.network.width
    }

    /// How many pieces it knows.
    pub fn vocabulary_len(&self) -> usize {
        self.pieces.len()
    }

    /// The vector of each text, of length 1; its products with others are cosines.
    ///
    /// A text longer than the encoder reads at once is read as far as it reads.
    pub fn vectors(&self, texts: &[&str]) -> Vec<Arc<[f32]>> {
        let mut found: Vec<Option<Arc<[f32]>>> = {
            let kept = self.kept();
            texts.iter().map(|text| kept.get(*text).cloned()).collect()
        };
        let mut asked: Vec<(usize, Vec<u32>)> = Vec::new();
        for (n, text) in texts.iter().enumerate().filter(|(n, _)| found[*n].is_none()) {
            asked.push((n, self.cut(text)));
        }
        let mut runs: Vec<&[(usize, Vec<u32>)]> = Vec::new();
        let mut rest = &asked[..];
        while !rest.is_empty() {
            let mut pieces = 0;
            let fit = rest.iter().take_while(|(_, sentence)| {
                pieces += sentence.len();
                pieces <= TOGETHER
            });
            let (run, others) = rest.split_at(fit.count().max(1));
            runs.push(run);
            rest = others;
        }
        let vectors = threads::map(&runs, |run| {
            let sentences: Vec<&[u32]> = run.iter().map(|(_, sentence)| &sentence[..]).collect();
            self.network.vectors(&sentences)
        });
        let mut kept = self.kept();
        for (run, vectors) in runs.iter().zip(vectors) {
            for ((n, _), vector) in run.iter().zip(vectors.chunks_exact(self.width())) {
                let vector = of_length_one(vector);
                if kept.len() >= KEPT {
                    kept.clear();
                }
                kept.insert(texts[*n].to_owned(), Arc::clone(&vector));
                found[*n] = Some(vector);
            }
        }
        let none = || Arc::from(vec![0.0; self.width()]);
        found.into_iter().map(|vector| vector.unwrap_or_else(none)).collect()
    }

    /// The vector of one text, made anew.
    pub fn vector(&self, text: &str) -> Arc<[f32]> {
        of_length_one(&self.network.vectors(&[&self.cut(text)]))
    }

    /// The numbers of the pieces that it sees in a text, with what is put before it and the marks around it.
    pub fn cut(&self, text: &str) -> Vec<u32> {
        self.pieces.cut(&format!("{}{text}", self.prefix), self.network.longest())
    }

    /// What it has encoded, to be [kept](Self::keep) for another time.
    #[cfg(feature = "fit")]
    #[doc(hidden)]
    pub fn kept_bytes(&self) -> Vec<u8> {
        let mut bytes = Vec::new();
        for (text, vector) in &*self.kept() {
            bytes.extend((text.len() as u32).to_le_bytes());
            bytes.extend(text.as_bytes());
            vector.iter().for_each(|number| bytes.extend(number.to_le_bytes()));
        }
        bytes
    }

    /// Takes what was encoded another time.
    #[cfg(feature = "fit")]
    #[doc(hidden)]
    pub fn keep(&self, mut bytes: &[u8]) {
        let mut kept = self.kept();
        while let Some((len, rest)) = bytes.split_first_chunk::<4>() {
            let (text, rest) = rest.split_at(u32::from_le_bytes(*len) as usize);
            let (vector, rest) = rest.split_at(self.width() * 4);
            let vector = vector.as_chunks::<4>().0.iter().map(|bytes| f32::from_le_bytes(*bytes));
            kept.insert(String::from_utf8_lossy(text).into_owned(), vector.collect());
            bytes = rest;
        }
    }

    fn kept(&self) -> std::sync::MutexGuard<'_, FxHashMap<String, Arc<[f32]>>> {
        self.kept.lock().unwrap_or_else(std::sync::PoisonError::into_inner)
    }
}

impl std::fmt::Debug for Encoder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_tuple("Encoder").field(&self.identity()).finish()
    }
}

fn of_length_one(vector: &[f32]) -> Arc<[f32]> {
    let length = vector.iter().map(|number| number * number).sum::<f32>().sqrt();
    let length = if length.is_finite() && length > 1e-6 { length } else { f32::INFINITY };
    vector.iter().map(|number| number / length).map(|n| if n.is_finite() { n } else { 0.0 }).collect()
}
