//! A writer that refuses to go on once the run is asked to stop, so that even
//! one large output ends at once.

use std::io::{self, Write};

use crate::progress::Progress;

/// Passes bytes on until the run is asked to stop.
pub(super) struct Stoppable<'a> {
    /// Where they go.
    pub(super) inner: &'a mut dyn Write,
    /// Who is asked.
    pub(super) progress: &'a Progress,
}

impl Write for Stoppable<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        if self.progress.is_stopped() {
            return Err(io::ErrorKind::ConnectionAborted.into());
        }
        self.inner.write(buffer)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
