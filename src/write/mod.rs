//! Write: the site's files reach the disk, all of them or none.
//!
//! The only stage that writes. Knows bytes and paths, nothing of portals.

pub mod compressed;
pub mod disk;
mod outgoing;
pub mod refusal;
mod same;
mod staging;
mod steps;
pub mod sums;
mod transfer;
pub mod verify;

use std::borrow::Cow;
use std::fs::Metadata;
use std::io::{self, Write};

use sha2::{Digest, Sha256};

use crate::model::checksum::Checksum;

/// Where the files of a site go, whose paths live for `'a`.
pub trait Sink<'a>: Sync {
    /// Takes one file, whose bytes `write` gives.
    ///
    /// # Errors
    /// Those of `write`, and the sink's own as [`io::Error`].
    fn put<E: From<io::Error>>(&self, path: Cow<'a, str>, write: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<Taken, E>;

    /// Counts a file of an earlier build as part of this one, unread and
    /// unwritten. Whoever calls has seen that it stands at `path` and holds
    /// what `digested` says.
    fn keep(&self, path: Cow<'a, str>, digested: Digested);
}

/// Size and checksum of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Digested {
    /// Size in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: Checksum,
}

/// A file that a sink has taken.
#[derive(Debug)]
pub struct Taken {
    /// What it holds.
    pub digested: Digested,
    /// What the disk says of it, when that will be true of it at its address
    /// too, so that the disk need not be asked again.
    pub metadata: Option<Metadata>,
}

/// Keeps nothing: for trying whether a site can be made.
#[derive(Debug)]
pub struct Nowhere;

impl<'a> Sink<'a> for Nowhere {
    fn put<E: From<io::Error>>(&self, _path: Cow<'a, str>, write: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<Taken, E> {
        let mut counted = Counted { hasher: Sha256::new(), bytes: 0 };
        write(&mut counted)?;
        Ok(Taken { digested: Digested { bytes: counted.bytes, sha256: sum(counted.hasher) }, metadata: None })
    }

    fn keep(&self, _path: Cow<'a, str>, _digested: Digested) {}
}

/// Counts and hashes what passes.
struct Counted {
    hasher: Sha256,
    bytes: u64,
}

impl Write for Counted {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.hasher.update(buffer);
        self.bytes += buffer.len() as u64;
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// The checksum of what was hashed.
fn sum(hasher: Sha256) -> Checksum {
    Checksum::from(<[u8; 32]>::from(hasher.finalize()))
}
