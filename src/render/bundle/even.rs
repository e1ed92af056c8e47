//! Bytes handed on in pieces of one size, whatever pieces they come in. How
//! well they are compressed depends on the pieces, and so would the bytes of an
//! archive on how a disk is read or whether a table is copied or written anew.

use std::io::{self, Write};

/// How large a piece is.
const PIECE: usize = 32 << 10;

/// Collects bytes into pieces.
pub(super) struct Even<W> {
    inner: W,
    piece: Vec<u8>,
}

impl<W: Write> Even<W> {
    /// Hands on to `inner`.
    pub(super) fn new(inner: W) -> Self {
        Self { inner, piece: Vec::new() }
    }

    /// Hands on the last piece.
    pub(super) fn finish(mut self) -> io::Result<()> {
        self.inner.write_all(&self.piece)
    }
}

impl<W: Write> Write for Even<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let taken = bytes.len().min(PIECE - self.piece.len());
        self.piece.extend_from_slice(&bytes[..taken]);
        if self.piece.len() == PIECE {
            self.inner.write_all(&self.piece)?;
            self.piece.clear();
        }
        Ok(taken)
    }

    /// Nothing: what is flushed is a piece of its own.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The sizes of the pieces that it gets.
    #[derive(Default)]
    struct Sizes(Vec<usize>);

    impl Write for &mut Sizes {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.push(bytes.len());
            Ok(bytes.len())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    #[test]
    fn pieces_do_not_depend_on_how_bytes_come() {
        for step in [1, 7, 8_192, 50_000, 100_000] {
            let mut sizes = Sizes::default();
            let mut even = Even::new(&mut sizes);
            for part in vec![0; 100_000].chunks(step) {
                even.write_all(part).and_then(|()| even.flush()).expect("memory");
            }
            even.finish().expect("memory");
            assert_eq!(sizes.0, [PIECE, PIECE, PIECE, 100_000 - 3 * PIECE], "{step}");
        }
    }
}
