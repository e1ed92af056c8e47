//! Texts that many archives have, compressed once for all of them.
//!
//! A licence is longer than the data of most small datasets, and half of a
//! workbook is the same in every one. Their compressed bytes are held while
//! the portal is made, and copied.

use std::io;
use std::sync::{Arc, Mutex};

use super::archive::crc;
use super::deflater::deflated;
use crate::model::Catalog;

/// A text, compressed.
pub(super) struct Packed {
    /// Its compressed bytes.
    pub(super) bytes: Vec<u8>,
    /// Its check sum and size.
    pub(super) crc: u32,
    pub(super) size: usize,
}

/// The texts so far: as many as licences, and forms of parts of workbooks.
#[derive(Default)]
struct Known(Mutex<Vec<(String, Arc<Packed>)>>);

impl Packed {
    /// Compresses a text.
    pub(super) fn new(text: &str) -> io::Result<Self> {
        Ok(Self { bytes: deflated(text.as_bytes())?, crc: crc(text.as_bytes()), size: text.len() })
    }

    /// The same, once per run.
    pub(super) fn once(catalog: &Catalog, text: &str) -> io::Result<Arc<Self>> {
        let mut known = catalog.packed.get_or(Known::default).0.lock().expect("no thread panics while holding it");
        if let Some((_, packed)) = known.iter().find(|(packed, _)| packed == text) {
            return Ok(Arc::clone(packed));
        }
        let packed = Arc::new(Self::new(text)?);
        known.push((text.to_owned(), Arc::clone(&packed)));
        Ok(packed)
    }
}
