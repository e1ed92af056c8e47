//! Texts that many archives have, compressed once for all of them.
//!
//! A licence is longer than the data of most small datasets, and so are the
//! parts that all spreadsheets have in common. Their compressed bytes are held
//! while the portal is made, and copied.

use std::io::{Cursor, Seek, Write};
use std::sync::{Arc, Mutex};

use zip::result::ZipResult;
use zip::write::SimpleFileOptions;
use zip::{ZipArchive, ZipWriter};

use crate::model::Catalog;

/// Texts, each as the only file of an archive. There are few more than licences.
#[derive(Default)]
struct Packed(Mutex<Vec<(NamedText, Archive)>>);

/// The name that a text always has, and the text.
type NamedText = (String, String);

type Archive = ZipArchive<Cursor<Arc<[u8]>>>;

/// Writes a text into an archive under the name that it always has. The options
/// follow from the catalogue alone: those of whoever comes first stand for all.
pub(in crate::render) fn copy<W: Write + Seek>(
    catalog: &Catalog,
    name: &str,
    text: &str,
    options: SimpleFileOptions,
    out: &mut ZipWriter<W>,
) -> std::io::Result<()> {
    let mut archive = catalog.packed.get_or(Packed::default).archive(name, text, options)?;
    Ok(out.raw_copy_file(archive.by_index_raw(0)?)?)
}

impl Packed {
    fn archive(&self, name: &str, text: &str, options: SimpleFileOptions) -> ZipResult<Archive> {
        let mut known = self.0.lock().expect("no thread panics while holding it");
        if let Some((_, archive)) = known.iter().find(|((known, packed), _)| known == name && packed == text) {
            return Ok(archive.clone());
        }
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        zip.start_file(name, options.compression_level(Some(6)))?;
        zip.write_all(text.as_bytes())?;
        let archive = ZipArchive::new(Cursor::new(Arc::from(zip.finish()?.into_inner())))?;
        known.push(((name.to_owned(), text.to_owned()), archive.clone()));
        Ok(archive)
    }
}
