//! Texts that many archives have, compressed once for all of them.
//!
//! A licence is longer than the data of most small datasets, and so are the
//! parts that all spreadsheets have in common. Their compressed bytes are held
//! while the portal is made, and copied.

use std::io::{self, Cursor, Seek, Write};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::model::Catalog;
use crate::model::checksum::Checksum;

/// A text that many archives have.
pub(in crate::render) struct Packed {
    /// The text.
    pub(in crate::render) text: String,
    /// Its checksum.
    pub(in crate::render) sha256: Checksum,
    /// The text as the only file of an archive.
    archive: OnceLock<Archive>,
}

type Archive = ZipArchive<Cursor<Arc<[u8]>>>;

/// The texts by their keys. There are few more than licences.
type Known = Mutex<Vec<(String, Arc<Packed>)>>;

/// The text with this key, which `make` makes once.
pub(in crate::render) fn packed(catalog: &Catalog, key: &str, make: impl FnOnce() -> String) -> Arc<Packed> {
    let mut known = catalog.packed.get_or(Known::default).lock().unwrap_or_else(PoisonError::into_inner);
    if let Some((_, packed)) = known.iter().find(|(known, _)| known == key) {
        return Arc::clone(packed);
    }
    let text = make();
    let sha256 = Checksum::from(<[u8; 32]>::from(Sha256::digest(text.as_bytes())));
    let packed = Arc::new(Packed { text, sha256, archive: OnceLock::new() });
    known.push((key.to_owned(), Arc::clone(&packed)));
    packed
}

impl Packed {
    /// Writes the text into an archive under the name that it always has. The
    /// options follow from the catalogue alone: those of whoever comes first
    /// stand for all.
    pub(in crate::render) fn copy<W: Write + Seek>(
        &self,
        name: &str,
        options: SimpleFileOptions,
        out: &mut ZipWriter<W>,
    ) -> io::Result<()> {
        let archive = match self.archive.get() {
            Some(archive) => archive,
            None => {
                let archive = self.archive(name, options)?;
                self.archive.get_or_init(|| archive)
            }
        };
        Ok(out.raw_copy_file(archive.clone().by_index_raw(0)?)?)
    }

    fn archive(&self, name: &str, options: SimpleFileOptions) -> io::Result<Archive> {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, options.compression_level(Some(6)))?;
        zip.write_all(self.text.as_bytes())?;
        Ok(ZipArchive::new(Cursor::new(Arc::from(zip.finish()?.into_inner())))?)
    }
}
