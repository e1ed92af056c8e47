//! Texts that many bundles have, compressed once for all of them.
//!
//! A licence is longer than the data of most small datasets. Its compressed
//! bytes are held while the portal is made, and copied.

use std::io::{Cursor, Seek, Write};
use std::sync::{Arc, Mutex};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::model::Catalog;

/// Texts, each as the only file of an archive. There are as many as licences.
#[derive(Default)]
struct Packed(Mutex<Vec<(String, Archive)>>);

type Archive = ZipArchive<Cursor<Arc<[u8]>>>;

/// Writes a text into a bundle under the name that it always has.
pub(super) fn copy<W: Write + Seek>(
    catalog: &Catalog,
    name: &str,
    text: &str,
    options: SimpleFileOptions,
    bundle: &mut ZipWriter<W>,
) -> std::io::Result<()> {
    let mut archive = catalog.packed.get_or(Packed::default).archive(name, text, options)?;
    Ok(bundle.raw_copy_file(archive.by_index_raw(0)?)?)
}

impl Packed {
    fn archive(&self, name: &str, text: &str, options: SimpleFileOptions) -> ZipResult<Archive> {
        let mut known = self.0.lock().expect("no thread panics while holding it");
        if let Some((_, archive)) = known.iter().find(|(packed, _)| packed == text) {
            return Ok(archive.clone());
        }
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, options.compression_level(Some(6)))?;
        zip.write_all(text.as_bytes())?;
        let archive = ZipArchive::new(Cursor::new(Arc::from(zip.finish()?.into_inner())))?;
        known.push((text.to_owned(), archive.clone()));
        Ok(archive)
    }
}
