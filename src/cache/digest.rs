//! Digests: what something consists of, in 16 bytes.
//!
//! BLAKE3, cut to 128 bits: two things with one digest are not found by
//! accident, and whoever makes them on purpose harms their own site only.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// The digest of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default)]
pub struct Digest([u8; 16]);

impl Digest {
    /// The digest of bytes.
    pub fn of(bytes: &[u8]) -> Self {
        Self::cut(blake3::hash(bytes))
    }

    /// The digest of a file's bytes.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn of_file(path: &Path) -> io::Result<Self> {
        thread_local!(static PIECE: RefCell<Vec<u8>> = RefCell::new(vec![0; 1 << 16]));
        let (mut file, mut hasher) = (File::open(path)?, blake3::Hasher::new());
        // Most files are small: a new room for each takes longer than reading it.
        PIECE.with_borrow_mut(|piece| {
            loop {
                match file.read(piece) {
                    Ok(0) => return Ok(Self::cut(hasher.finalize())),
                    Ok(count) => hasher.update(&piece[..count]),
                    Err(error) if error.kind() == io::ErrorKind::Interrupted => continue,
                    Err(error) => return Err(error),
                };
            }
        })
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }

    /// A whole hash cut to a digest.
    pub(super) fn cut(hash: blake3::Hash) -> Self {
        let mut bytes = [0; 16];
        bytes.copy_from_slice(&hash.as_bytes()[..16]);
        Self(bytes)
    }
}

impl From<[u8; 16]> for Digest {
    fn from(bytes: [u8; 16]) -> Self {
        Self(bytes)
    }
}

/// A digest of several things in their order; where one ends and the next
/// begins is part of it.
#[derive(Debug, Default)]
pub struct Digester(Vec<u8>);

impl Digester {
    /// A digest for one purpose, which differs from all for others.
    pub fn new(purpose: &str) -> Self {
        Self::default().text(purpose)
    }

    /// Adds a text.
    #[must_use]
    pub fn text(mut self, text: &str) -> Self {
        self.0.extend((text.len() as u64).to_le_bytes());
        self.0.extend(text.as_bytes());
        self
    }

    /// Adds a number.
    #[must_use]
    pub fn number(mut self, number: u64) -> Self {
        self.0.extend(number.to_le_bytes());
        self
    }

    /// Adds a digest or its absence.
    #[must_use]
    pub fn maybe(mut self, digest: Option<Digest>) -> Self {
        self.0.push(u8::from(digest.is_some()));
        match digest {
            Some(digest) => self.digest(digest),
            None => self,
        }
    }

    /// Adds a digest.
    #[must_use]
    pub fn digest(mut self, digest: Digest) -> Self {
        self.0.extend(digest.0);
        self
    }

    /// The digest of all that was added.
    pub fn finish(self) -> Digest {
        Digest::of(&self.0)
    }
}
