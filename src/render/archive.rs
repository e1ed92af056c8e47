//! Archives: small ZIP files, in memory.
//!
//! Most of what congbo packs is small: workbooks, and bundles of small tables.
//! For those the library of ZIP files, which is made for files without end,
//! takes several times longer than the compressing does. Here sizes are known
//! when they are written, one compressor serves all files of a thread, and what
//! many archives have is compressed once ([`super::packed`]). Large ones are
//! written by the library.

use std::io;

use flate2::Crc;
use zip::DateTime;

use super::deflater::Deflater;
use super::packed::Packed;

/// A ZIP file on its way.
pub(super) struct Archive {
    bytes: Vec<u8>,
    /// The list of all files, which stands at the end.
    directory: Vec<u8>,
    count: u16,
    /// Time and date, as ZIP counts them.
    moment: [u16; 2],
    deflater: Deflater,
}

/// What the head of a file and its line in the directory both say.
struct Head<'a> {
    name: &'a str,
    method: u16,
    crc: u32,
    packed: u32,
    size: u32,
}

/// As it is, and compressed.
const STORED: u16 = 0;
const DEFLATED: u16 = 8;

/// A file of fewer bytes is not compressed: that takes as long as for one of
/// many times the size, and saves a few hundred bytes.
const TINY: usize = 640;

/// Bytes in front of a file's name.
const FRONT: usize = 30;

impl Archive {
    /// An archive of files that bear this time.
    pub(super) fn new(moment: DateTime) -> Self {
        let moment = [moment.timepart(), moment.datepart()];
        Self { bytes: Vec::with_capacity(1 << 14), directory: Vec::with_capacity(1 << 10), count: 0, moment, deflater: Deflater::new() }
    }

    /// Adds a file, compressed unless it is tiny.
    pub(super) fn deflated(&mut self, name: &str, content: &[u8]) -> io::Result<()> {
        if content.len() < TINY {
            self.stored(name, content);
            return Ok(());
        }
        let start = self.bytes.len();
        self.bytes.resize(start + FRONT, 0);
        self.bytes.extend_from_slice(name.as_bytes());
        let body = self.bytes.len();
        self.deflater.append(content, &mut self.bytes)?;
        let packed = size(self.bytes.len() - body);
        self.entry(start, &Head { name, method: DEFLATED, crc: crc(content), packed, size: size(content.len()) });
        Ok(())
    }

    /// Adds a file as it is.
    pub(super) fn stored(&mut self, name: &str, content: &[u8]) {
        let size = size(content.len());
        self.ready(&Head { name, method: STORED, crc: crc(content), packed: size, size }, content);
    }

    /// Adds a file that was compressed before.
    pub(super) fn packed(&mut self, name: &str, packed: &Packed) {
        let head = Head { name, method: DEFLATED, crc: packed.crc, packed: size(packed.bytes.len()), size: size(packed.size) };
        self.ready(&head, &packed.bytes);
    }

    fn ready(&mut self, head: &Head<'_>, body: &[u8]) {
        let start = self.bytes.len();
        self.bytes.resize(start + FRONT, 0);
        self.bytes.extend_from_slice(head.name.as_bytes());
        self.bytes.extend_from_slice(body);
        self.entry(start, head);
    }

    /// Fills the front of a file that begins at `start`, and lists it.
    fn entry(&mut self, start: usize, head: &Head<'_>) {
        // Version 2.0; names are UTF-8.
        let fields: [u16; 5] = [20, 1 << 11, head.method, self.moment[0], self.moment[1]];
        let mut common = [0; 26];
        for (bytes, field) in common.chunks_exact_mut(2).zip(fields) {
            bytes.copy_from_slice(&field.to_le_bytes());
        }
        for (bytes, field) in common[10..22].chunks_exact_mut(4).zip([head.crc, head.packed, head.size]) {
            bytes.copy_from_slice(&field.to_le_bytes());
        }
        let length = u16::try_from(head.name.len()).expect("names are made of names of files");
        common[22..24].copy_from_slice(&length.to_le_bytes());
        self.bytes[start..start + 4].copy_from_slice(b"PK\x03\x04");
        self.bytes[start + 4..start + FRONT].copy_from_slice(&common);
        self.count += 1;
        let of = &mut self.directory;
        // By version 2.0 on Unix.
        of.extend_from_slice(b"PK\x01\x02\x14\x03");
        of.extend_from_slice(&common);
        // No comment, the first disk, no attributes but rw-r--r--.
        of.extend_from_slice(&[0; 6]);
        of.extend_from_slice(&(0o100_644_u32 << 16).to_le_bytes());
        of.extend_from_slice(&size(start).to_le_bytes());
        of.extend_from_slice(head.name.as_bytes());
    }

    /// The whole file.
    pub(super) fn finish(mut self) -> Vec<u8> {
        let [start, length] = [size(self.bytes.len()), size(self.directory.len())];
        self.bytes.append(&mut self.directory);
        self.bytes.extend_from_slice(b"PK\x05\x06\0\0\0\0");
        self.bytes.extend_from_slice(&self.count.to_le_bytes());
        self.bytes.extend_from_slice(&self.count.to_le_bytes());
        self.bytes.extend_from_slice(&length.to_le_bytes());
        self.bytes.extend_from_slice(&start.to_le_bytes());
        self.bytes.extend_from_slice(&[0; 2]);
        self.bytes
    }
}

/// The check sum of ZIP.
pub(super) fn crc(content: &[u8]) -> u32 {
    let mut crc = Crc::new();
    crc.update(content);
    crc.sum()
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("what is made in memory is small")
}

#[cfg(test)]
mod tests {
    use std::io::{Cursor, Read};

    use zip::{CompressionMethod, ZipArchive};

    use super::*;

    #[test]
    fn the_library_reads_every_file_as_it_was() {
        let long = "Số liệu ".repeat(5_000);
        let moment = DateTime::from_date_and_time(2024, 2, 29, 13, 5, 58).unwrap();
        let mut archive = Archive::new(moment);
        archive.stored("mimetype", b"text/plain");
        archive.deflated("thư mục/tệp.txt", long.as_bytes()).unwrap();
        archive.deflated("empty", b"").unwrap();
        archive.deflated("tiny", b"ten bytes.").unwrap();
        archive.packed("LICENSE.txt", &Packed::new(&long).unwrap());
        let bytes = archive.finish();
        assert!(bytes.len() < 2_000, "{}", bytes.len());
        let mut read = ZipArchive::new(Cursor::new(bytes)).unwrap();
        let expected =
            [("mimetype", "text/plain"), ("thư mục/tệp.txt", &long), ("empty", ""), ("tiny", "ten bytes."), ("LICENSE.txt", &long)];
        assert_eq!(read.len(), expected.len());
        for (at, (name, content)) in expected.into_iter().enumerate() {
            let mut file = read.by_index(at).unwrap();
            assert_eq!(file.name().expect("UTF-8"), name);
            assert_eq!((file.last_modified(), file.unix_mode()), (Some(moment), Some(0o100_644)));
            assert_eq!(file.compression() == CompressionMethod::Stored, content.len() < TINY);
            let mut text = String::new();
            file.read_to_string(&mut text).unwrap();
            assert_eq!(text, content);
        }
    }
}
