//! Write: the site's files reach the disk, all of them or none.
//!
//! The only stage that writes. Knows bytes and paths, nothing of portals.

pub mod disk;
mod hashing;
pub mod sums;

use std::io::{self, Write};

use hashing::Hashing;

/// Where the files of a site go.
pub trait Sink: Sync {
    /// Takes one file, whose bytes `write` gives.
    ///
    /// # Errors
    /// Those of `write`, and the sink's own as [`io::Error`].
    fn put<E: From<io::Error>>(&self, path: &str, write: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<Digested, E>;

    /// Counts a file of an earlier build as part of this one, unread and
    /// unwritten. Whoever calls has seen that it stands at `path` and holds
    /// what `digested` says.
    fn keep(&self, path: &str, digested: Digested);
}

/// Size and checksum of a file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Digested {
    /// Size in bytes.
    pub bytes: u64,
    /// SHA-256 in lower-case hexadecimal.
    pub sha256: String,
}

/// Keeps nothing: for trying whether a site can be made.
#[derive(Debug)]
pub struct Nowhere;

impl Sink for Nowhere {
    fn put<E: From<io::Error>>(&self, _path: &str, write: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<Digested, E> {
        let mut hashing = Hashing::new(io::sink());
        write(&mut hashing)?;
        Ok(hashing.finish().1)
    }

    fn keep(&self, _path: &str, _digested: Digested) {}
}
