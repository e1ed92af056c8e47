//! Compressed copies: beside a file that gets smaller by it, the same bytes as
//! `.gz` and `.br`, for hosts that send what is ready.
//!
//! They are files of the site like all others: in the sums, staged and moved
//! with the rest, gone when a build does not ask for them. One that stands
//! beside a file that stands is left alone. Nothing is held in memory beyond a
//! megabyte of each.

use std::fs::File;
use std::io::{self, Read, Seek, Write};

use brotli::CompressorWriter;
use brotli::enc::BrotliEncoderParams;
use flate2::Compression;
use flate2::write::GzEncoder;
use rayon::prelude::*;
use tempfile::SpooledTempFile;

use super::disk::{Disk, Readable};
use super::{Digested, Sink, Taken};

/// Endings of files that are worth it. All others are compressed by themselves.
const ENDINGS: [&str; 20] = [
    "html",
    "css",
    "js",
    "json",
    "csv",
    "ndjson",
    "svg",
    "xml",
    "ttl",
    "rdf",
    "jsonld",
    "txt",
    "md",
    "ics",
    "atom",
    "geojson",
    "webmanifest",
    "tsv",
    "bib",
    "ris",
];

/// Smaller files fit a packet or two as they are.
const SMALLEST: u64 = 1_024;

/// More than that waits on the disk.
const IN_MEMORY: usize = 1 << 20;

/// Brotli's effort, of 11: a page takes half a millisecond, and 11 makes it an
/// eighth smaller in thirty times that.
const EFFORT: i32 = 5;

/// Brotli's window, as a power of two.
const WINDOW: i32 = 22;

/// How a copy is compressed.
#[derive(Debug, Clone, Copy)]
enum Kind {
    Gzip,
    Brotli,
}

impl Kind {
    fn ending(self) -> &'static str {
        match self {
            Kind::Gzip => "gz",
            Kind::Brotli => "br",
        }
    }
}

/// Whether a file is worth it.
fn is_worth(path: &str, bytes: u64) -> bool {
    let ending = path.rsplit_once('.').map_or("", |(_, ending)| ending);
    // CKAN's answers have no ending.
    bytes >= SMALLEST && (ENDINGS.contains(&ending) || path.starts_with("api/"))
}

/// Adds copies of the files that were made so far; gives their addresses.
///
/// # Errors
/// When the disk refuses.
pub fn compress(disk: &Disk<'_>, is_stopped: &(dyn Fn() -> bool + Sync)) -> io::Result<Vec<(String, Digested)>> {
    let (originals, own) = (disk.files(is_worth), disk.packed());
    let kinds = [Kind::Gzip, Kind::Brotli];
    let pairs = originals.par_iter().flat_map_iter(|original| kinds.into_iter().map(move |kind| (original, kind)));
    let copies = pairs.map(|(original, kind)| if is_stopped() { Ok(None) } else { copy(disk, original, kind, &own) });
    Ok(copies.collect::<io::Result<Vec<_>>>()?.into_iter().flatten().collect())
}

/// One copy, if it is smaller than its original.
///
/// `own` are the copies that the author has made, sorted; they stay.
fn copy(disk: &Disk<'_>, original: &Readable, kind: Kind, own: &[String]) -> io::Result<Option<(String, Digested)>> {
    let path = format!("{}.{}", original.path, kind.ending());
    if own.binary_search(&path).is_ok() {
        return Ok(None);
    }
    if original.stands
        && let Some(digested) = disk.left(&path)
    {
        disk.keep(path.clone().into(), digested);
        return Ok(Some((path, digested)));
    }
    let mut file = File::open(&original.at)?;
    let (mut packed, bytes) = pack(&mut file, kind)?;
    let size = packed.stream_position()?;
    if size >= bytes {
        return Ok(None);
    }
    packed.rewind()?;
    let Taken { digested, .. } = disk.put::<io::Error>(path.clone().into(), |out| io::copy(&mut packed, out).map(|_| ()))?;
    Ok(Some((path, digested)))
}

/// The compressed bytes, and how many there were before.
fn pack(from: &mut impl Read, kind: Kind) -> io::Result<(SpooledTempFile, u64)> {
    let mut packed = SpooledTempFile::new(IN_MEMORY);
    let bytes = match kind {
        Kind::Gzip => {
            let mut encoder = GzEncoder::new(packed, Compression::new(6));
            let bytes = io::copy(from, &mut encoder)?;
            packed = encoder.finish()?;
            bytes
        }
        Kind::Brotli => {
            let params = BrotliEncoderParams { quality: EFFORT, lgwin: WINDOW, ..BrotliEncoderParams::default() };
            let mut encoder = CompressorWriter::with_params(&mut packed, 1 << 16, &params);
            let bytes = io::copy(from, &mut encoder)?;
            encoder.flush()?;
            drop(encoder);
            bytes
        }
    };
    Ok((packed, bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn packed(text: &[u8], kind: Kind) -> Vec<u8> {
        let (mut file, bytes) = pack(&mut &text[..], kind).unwrap();
        assert_eq!(bytes, text.len() as u64);
        let mut all = Vec::new();
        file.rewind().unwrap();
        file.read_to_end(&mut all).unwrap();
        all
    }

    #[test]
    fn copies_hold_the_same_bytes_and_are_the_same_each_time() {
        let text = "Kế hoạch chuyển đổi số\n".repeat(100_000).into_bytes();
        let (gz, br) = (packed(&text, Kind::Gzip), packed(&text, Kind::Brotli));
        assert_eq!((packed(&text, Kind::Gzip), packed(&text, Kind::Brotli)), (gz.clone(), br.clone()));
        let mut out = Vec::new();
        flate2::read::GzDecoder::new(&gz[..]).read_to_end(&mut out).unwrap();
        assert_eq!(out, text);
        out.clear();
        brotli::Decompressor::new(&br[..], 4_096).read_to_end(&mut out).unwrap();
        assert_eq!(out, text);
        assert!(gz.len() < text.len() / 10 && br.len() < gz.len());
    }

    #[test]
    fn only_texts_of_some_length_are_worth_it() {
        assert!(is_worth("index.html", 1_024) && is_worth("data/a/b.csv", 2_000) && is_worth("api/3/action/package_list", 5_000));
        assert!(!is_worth("index.html", 1_023) && !is_worth("data/a/b.xlsx", 9_000) && !is_worth("CNAME", 9_000));
    }
}
