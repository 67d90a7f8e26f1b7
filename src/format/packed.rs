//! Files that are packed, by their ending: `.gz` and `.zst`.
//!
//! Several packed parts one after the other are one file, as `cat a.gz b.gz` makes it. A part that was cut off is
//! an error when it is read, never the end.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::Path;

use flate2::Compression;
use flate2::bufread::MultiGzDecoder;
use flate2::write::GzEncoder;
use ruzstd::decoding::StreamingDecoder;
use ruzstd::encoding::{CompressionLevel, compress_to_vec};

use super::error::{Error, Result};

#[derive(Clone, Copy, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Zstandard,
}

fn packing(path: &str) -> Packing {
    match Path::new(path).extension().and_then(|ending| ending.to_str()) {
        Some("gz") => Packing::Gzip,
        Some("zst" | "zstd") => Packing::Zstandard,
        _ => Packing::None,
    }
}

/// What the file at `path` holds, unpacked while it is read; `-` is standard input.
pub fn reader(path: &str) -> Result<Box<dyn BufRead + Send>> {
    if path == "-" {
        return Ok(Box::new(BufReader::new(io::stdin())));
    }
    let opened = File::open(path).map_err(|error| Error::read(path, error))?;
    if opened.metadata().is_ok_and(|metadata| metadata.is_dir()) {
        return Err(Error::read(path, io::ErrorKind::IsADirectory.into()));
    }
    let file = BufReader::with_capacity(1 << 16, opened);
    Ok(match packing(path) {
        Packing::None => Box::new(file),
        Packing::Gzip => Box::new(BufReader::new(MultiGzDecoder::new(file))),
        Packing::Zstandard => Box::new(BufReader::new(Frames { source: Some(file), frame: None })),
    })
}

/// Frames of Zstandard one after the other.
struct Frames {
    source: Option<BufReader<File>>,
    frame: Option<Box<StreamingDecoder<BufReader<File>, ruzstd::decoding::FrameDecoder>>>,
}

impl Read for Frames {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if let Some(frame) = &mut self.frame {
                let read = frame.read(buffer)?;
                if read > 0 || buffer.is_empty() {
                    return Ok(read);
                }
                self.source = self.frame.take().map(|frame| frame.into_inner());
            }
            let Some(mut source) = self.source.take() else { return Ok(0) };
            if source.fill_buf()?.is_empty() {
                return Ok(0);
            }
            let frame = StreamingDecoder::new(source).map_err(io::Error::other)?;
            self.frame = Some(Box::new(frame));
        }
    }
}

/// Packs what is written as the ending of a path says.
pub struct Writer<'a>(Packer<'a>);

enum Packer<'a> {
    Plain(&'a mut dyn Write),
    Gzip(Box<GzEncoder<&'a mut dyn Write>>),
    /// What is not yet packed, and where packed frames go.
    Zstandard(Vec<u8>, &'a mut dyn Write),
}

impl<'a> Writer<'a> {
    /// Packs into `out` for a file called `path`.
    pub fn new(path: &str, out: &'a mut dyn Write) -> Self {
        Self(match packing(path) {
            Packing::None => Packer::Plain(out),
            Packing::Gzip => Packer::Gzip(Box::new(GzEncoder::new(out, Compression::default()))),
            Packing::Zstandard => Packer::Zstandard(Vec::new(), out),
        })
    }

    /// Writes what is left.
    pub fn finish(self) -> io::Result<()> {
        match self.0 {
            Packer::Plain(out) => out.flush(),
            Packer::Gzip(packer) => packer.finish().map(drop),
            Packer::Zstandard(held, out) => out.write_all(&frame(&held)),
        }
    }
}

fn frame(bytes: &[u8]) -> Vec<u8> {
    compress_to_vec(bytes, CompressionLevel::Fastest)
}

impl Write for Writer<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        /// A frame holds about so much before it is packed.
        const FRAME: usize = 1 << 22;
        match &mut self.0 {
            Packer::Plain(out) => out.write(bytes),
            Packer::Gzip(packer) => packer.write(bytes),
            Packer::Zstandard(held, out) => {
                held.extend_from_slice(bytes);
                if held.len() >= FRAME {
                    out.write_all(&frame(held))?;
                    held.clear();
                }
                Ok(bytes.len())
            }
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;

    fn read(path: &str) -> io::Result<Vec<u8>> {
        let mut all = Vec::new();
        reader(path).expect("it is there").read_to_end(&mut all).map(|_| all)
    }

    #[test]
    fn what_is_packed_is_read_again_also_in_several_parts() {
        let folder = tempfile::tempdir().unwrap();
        let words = "a line of some length\n".repeat(300_000);
        for ending in ["jsonl", "gz", "zst"] {
            let path = folder.path().join(format!("a.{ending}"));
            let path = path.to_str().unwrap();
            let mut bytes: Vec<u8> = Vec::new();
            let mut writer = Writer::new(path, &mut bytes);
            writer.write_all(words.as_bytes()).unwrap();
            writer.finish().unwrap();
            fs::write(path, &bytes).unwrap();
            assert!(read(path).unwrap() == words.as_bytes(), "{ending}");
            fs::write(path, [&bytes[..], &bytes].concat()).unwrap();
            assert!(read(path).unwrap() == words.repeat(2).as_bytes(), "{ending} twice");
            if ending != "jsonl" {
                fs::write(path, &bytes[..bytes.len() - 5]).unwrap();
                assert!(read(path).is_err(), "{ending} cut off");
            }
        }
    }
}
