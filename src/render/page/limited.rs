//! A page's length has a limit: loops of a template run over lists only, but
//! lists inside lists make a page that fills any disk.
//!
//! Knows bytes, not templates.

use std::io::{self, Write};

/// A page longer than this is a mistake of its template.
pub(in crate::render) const LARGEST_PAGE: usize = 64 << 20;

/// Passes on as many bytes as a page may have.
pub(in crate::render) struct Limited<W> {
    out: W,
    left: usize,
    /// Whether more were given.
    pub(in crate::render) is_full: bool,
}

impl<W: Write> Limited<W> {
    /// A page that goes to `out`.
    pub(in crate::render) fn new(out: W) -> Self {
        Self { out, left: LARGEST_PAGE, is_full: false }
    }
}

impl<W: Write> Write for Limited<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if bytes.len() > self.left {
            self.is_full = true;
            return Err(io::Error::other("the page is too long"));
        }
        self.left -= bytes.len();
        self.out.write_all(bytes)?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}
