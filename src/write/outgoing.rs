//! One file on its way: hashed as it comes, compared with what stands at its
//! address, and staged only when it differs.
//!
//! Small files stay in memory until they are whole. Of large ones a piece at a
//! time is held: as long as they equal the old file nothing is written.

use std::fs::{self, File, Metadata};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::refusal::Unwritable;
use super::same::continues;
use super::staging::Staging;
use super::{Digested, Taken};
use crate::model::checksum::Checksum;

/// Files up to this size are held in memory; of larger ones, so much.
const PIECE: usize = 1 << 18;

/// Where a file goes.
#[derive(Debug, Clone, Copy)]
pub(super) struct Address<'a> {
    /// The output folder.
    pub(super) root: &'a Path,
    /// Where it waits.
    pub(super) staging: &'a Staging,
    /// Its path in the site.
    pub(super) path: &'a str,
    /// What may stand there.
    pub(super) standing: Standing,
}

/// What may stand at an address.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    /// Nothing: the output folder was empty.
    Nothing,
    /// Nothing of ours; somebody's file may be there.
    Unknown,
    /// A file of an earlier build with this sum.
    Ours(Checksum),
}

/// What became of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Fate {
    /// An earlier build left it, and it was seen to stand; nobody made it anew.
    Kept,
    /// It was made, and stands in the output folder already.
    Stands,
    /// It is staged.
    Staged,
    /// It is staged, and what it will replace was edited since congbo wrote it.
    Edited,
}

/// Room for most files, so that it need not be made larger and larger.
const USUAL: usize = 1 << 15;

/// A file being written.
pub(super) struct Outgoing<'a> {
    address: Address<'a>,
    /// What has come and is neither hashed nor written.
    piece: Vec<u8>,
    hasher: Sha256,
    /// Bytes hashed.
    bytes: u64,
    rest: Rest,
    /// The disk's refusal, kept from those who would wrap it.
    failure: Option<io::Error>,
}

/// Where the pieces of a large file are.
enum Rest {
    /// Nowhere: all that has come is in memory.
    Memory,
    /// In the old file, which is equal so far.
    Equal(File),
    /// In the staged file.
    Staged(File),
}

impl<'a> Outgoing<'a> {
    /// Nothing has come yet.
    pub(super) fn new(address: Address<'a>) -> Self {
        Self { address, piece: Vec::with_capacity(USUAL), hasher: Sha256::new(), bytes: 0, rest: Rest::Memory, failure: None }
    }

    /// The disk's refusal, if there was one.
    pub(super) fn failure(&mut self) -> Option<io::Error> {
        self.failure.take()
    }

    /// Takes back what was staged.
    pub(super) fn abandon(self) {
        if matches!(self.rest, Rest::Staged(_)) {
            let _ = self.address.staging.withdraw(self.address.path);
        }
    }

    /// All has come: what it is, and what became of it.
    pub(super) fn finish(mut self) -> io::Result<(Taken, Fate)> {
        let is_small = matches!(self.rest, Rest::Memory);
        let stands = if is_small { self.finish_small() } else { self.finish_large() };
        let stands = stands.map_err(|error| self.told(error))?;
        let metadata = self.metadata();
        let digested = Digested { bytes: self.bytes, sha256: super::sum(self.hasher.clone()) };
        let fate = match self.address.standing {
            _ if stands => Fate::Stands,
            Standing::Ours(sum) if is_edited(&self.address.target(), sum, digested.sha256) => Fate::Edited,
            _ => Fate::Staged,
        };
        Ok((Taken { digested, metadata }, fate))
    }

    /// What the disk says of the staged file: known in advance where nothing
    /// stands, because its folder moves as a whole then, which is no change of
    /// the file.
    fn metadata(&self) -> Option<Metadata> {
        match &self.rest {
            Rest::Staged(file) if self.address.standing == Standing::Nothing && self.address.path.contains('/') => file.metadata().ok(),
            _ => None,
        }
    }

    fn told(&self, error: io::Error) -> io::Error {
        Unwritable::wrap(self.address.target(), error)
    }

    /// Whether the old file holds the same; stages the new one when not.
    fn finish_small(&mut self) -> io::Result<bool> {
        self.hash();
        if self.address.standing != Standing::Nothing && self.address.holds(&self.piece) {
            return Ok(true);
        }
        let mut staged = self.address.staging.create(self.address.path)?;
        staged.write_all(&self.piece)?;
        self.rest = Rest::Staged(staged);
        Ok(false)
    }

    /// The same for a large file.
    fn finish_large(&mut self) -> io::Result<bool> {
        self.pass_on()?;
        let Rest::Equal(old) = &mut self.rest else { return Ok(false) };
        let is_whole = old.read(&mut [0])? == 0;
        if !is_whole {
            self.part(self.bytes)?;
        }
        Ok(is_whole)
    }

    fn hash(&mut self) {
        self.hasher.update(&self.piece);
        self.bytes += self.piece.len() as u64;
    }

    /// Hashes the piece and lets go of it.
    fn pass_on(&mut self) -> io::Result<()> {
        let before = self.bytes;
        self.hash();
        if matches!(self.rest, Rest::Memory) {
            self.rest = match self.address.open() {
                Some(old) => Rest::Equal(old),
                None => Rest::Staged(self.address.staging.create(self.address.path)?),
            };
        }
        if let Rest::Equal(old) = &mut self.rest
            && !continues(old, &self.piece)?
        {
            self.part(before)?;
        }
        if let Rest::Staged(staged) = &mut self.rest {
            staged.write_all(&self.piece)?;
        }
        self.piece.clear();
        Ok(())
    }

    /// The new file differs from the old one: its first `bytes` are copied.
    fn part(&mut self, bytes: u64) -> io::Result<()> {
        let mut staged = self.address.staging.create(self.address.path)?;
        if bytes > 0 {
            let copied = io::copy(&mut File::open(self.address.target())?.take(bytes), &mut staged)?;
            if copied != bytes {
                return Err(io::ErrorKind::UnexpectedEof.into());
            }
        }
        self.rest = Rest::Staged(staged);
        Ok(())
    }
}

impl Write for Outgoing<'_> {
    fn write(&mut self, buffer: &[u8]) -> io::Result<usize> {
        self.piece.extend_from_slice(buffer);
        if self.piece.len() >= PIECE
            && let Err(error) = self.pass_on()
        {
            let kind = error.kind();
            self.failure = Some(self.told(error));
            return Err(kind.into());
        }
        Ok(buffer.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

impl Address<'_> {
    fn target(&self) -> PathBuf {
        self.root.join(self.path)
    }

    /// Whether the file that stands there holds exactly this.
    fn holds(&self, bytes: &[u8]) -> bool {
        let target = self.target();
        let is_of_size = fs::symlink_metadata(&target).is_ok_and(|there| there.is_file() && there.len() == bytes.len() as u64);
        is_of_size && fs::read(&target).is_ok_and(|there| there == bytes)
    }

    /// The file that stands there.
    fn open(&self) -> Option<File> {
        let target = self.target();
        let is_file = self.standing != Standing::Nothing && fs::symlink_metadata(&target).is_ok_and(|there| there.is_file());
        is_file.then(|| File::open(target).ok()).flatten()
    }
}

/// Whether a file of ours holds neither what congbo wrote nor what it is about
/// to write. Without a file there is nothing that could be lost.
fn is_edited(target: &Path, ours: Checksum, next: Checksum) -> bool {
    match fs::symlink_metadata(target) {
        Ok(there) if there.is_file() => checksum(target).is_ok_and(|sum| sum != ours && sum != next),
        Ok(_) => true,
        Err(_) => false,
    }
}

/// The SHA-256 of a file.
///
/// # Errors
/// When it cannot be read.
pub fn checksum(path: &Path) -> io::Result<Checksum> {
    let mut file = File::open(path)?;
    let (mut hasher, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match file.read(&mut piece)? {
            0 => return Ok(super::sum(hasher)),
            count => hasher.update(&piece[..count]),
        }
    }
}
