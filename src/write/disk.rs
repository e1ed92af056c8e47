//! The output folder. New and changed files are staged in a dot folder inside
//! it and then moved into place; until the first of them moves the old site
//! stands whole, and a move that was cut off is completed by the next build.
//! Equal files are never touched, files that are not ours never either.

use std::borrow::Cow;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use rayon::slice::ParallelSliceMut;

pub use super::outgoing::checksum;
use super::outgoing::{Address, Fate, Outgoing, Standing};
pub use super::refusal::{Refusal, Unwritable};
use super::staging::Staging;
use super::sums::{self, Sums};
use super::transfer::{Moved, Transfer};
use super::{Digested, Sink, Taken};
use crate::model::checksum::Checksum;

/// Whether a folder that congbo did not make may be written into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adopt {
    /// No: refuse.
    Never,
    /// Yes, deleting nothing (`--force`).
    Foreign,
}

/// What a finished build did.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Tally {
    /// All files of the site.
    pub files: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
    /// Size of all files in bytes.
    pub bytes: u64,
    /// What people may want to know of their own files.
    pub notices: Notices,
}

/// What a build found in the output folder that congbo had not left there.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Notices {
    /// Files of the site that somebody had edited, and that were replaced.
    pub replaced: Vec<String>,
    /// Files that left the site, and that stay because somebody edited them.
    pub stay: Vec<String>,
    /// An earlier build had been cut off while files moved; this one first
    /// completed that.
    pub resumed: bool,
}

/// A file of this build: its path, what it holds, and what became of it.
type MadeFile<'a> = (Cow<'a, str>, Digested, Fate);

/// A file of this build that can be read again.
pub(super) struct Readable {
    /// Its path in the site.
    pub(super) path: String,
    /// Where its bytes are now.
    pub(super) at: PathBuf,
    /// Whether it is what the last build left.
    pub(super) stands: bool,
}

/// An output folder being written. Dropping it gives up what was staged: the
/// old site stands as it was.
#[derive(Debug)]
pub struct Disk<'a> {
    root: PathBuf,
    staging: Staging,
    /// Files of earlier builds and their sums.
    ours: Sums,
    /// Files of this build.
    made: Mutex<Vec<MadeFile<'a>>>,
    /// Whether nothing stood in the folder.
    is_empty: bool,
    /// Whether the folder was made now.
    is_new: bool,
    resumed: bool,
    /// Whether the staged files have begun to move.
    is_committed: bool,
}

/// What remains where a site was staged once it stands. Goes when dropped,
/// which lasts on some disks.
#[derive(Debug)]
pub struct Remains<'a>(#[expect(dead_code, reason = "held to be dropped")] Disk<'a>);

impl<'a> Disk<'a> {
    /// Opens the folder for writing, making it when absent. Completes the move
    /// of a build that was cut off.
    ///
    /// # Errors
    /// When it is not ours, locked, or cannot be written.
    pub fn open(root: &Path, adopt: Adopt) -> Result<Self, Refusal> {
        let is_new = !root.exists();
        fs::create_dir_all(root).map_err(Refusal::at(root))?;
        let folder = Staging::of(root);
        if folder.is_symlink() {
            return Err(Refusal::Occupied(vec![folder]));
        }
        let was_staging = folder.is_dir();
        let is_empty = fs::read_dir(root).map_err(Refusal::at(root))?.next().is_none();
        let must_be_ours = !is_empty && !was_staging && adopt == Adopt::Never;
        if must_be_ours && !is_ours(root)? {
            return Err(Refusal::Foreign(root.to_owned()));
        }
        let staging = Staging::hold(root)?;
        let recorded = recorded(root)?;
        if must_be_ours && recorded.is_none() {
            staging.clear();
            return Err(Refusal::Foreign(root.to_owned()));
        }
        let mut ours = recorded.unwrap_or_default();
        let resumed = match staging.committed() {
            Some((leaving, is_in_place)) => {
                if !is_in_place {
                    complete(root, &staging, &ours, &leaving).map_err(Refusal::halfway)?;
                    ours = self::recorded(root)?.unwrap_or_default();
                }
                true
            }
            None => false,
        };
        staging.forget()?;
        // Most sites have about as many files as they had.
        let made = Mutex::new(Vec::with_capacity(ours.len()));
        Ok(Self { root: root.to_owned(), staging, ours, made, is_empty, is_new, resumed, is_committed: false })
    }

    /// Whether a build of this folder was cut off, or is running: what stands
    /// there is then no measure of what the last finished build left.
    pub fn is_unfinished(root: &Path) -> bool {
        fs::symlink_metadata(Staging::of(root)).is_ok()
    }

    /// The files of this build of which `is_wanted` is true, by path and size;
    /// sorted.
    pub(super) fn files(&self, is_wanted: impl Fn(&str, u64) -> bool) -> Vec<Readable> {
        let made = self.made.lock().expect("no thread panics while holding it");
        let wanted = made.iter().filter(|(path, digested, _)| is_wanted(path, digested.bytes));
        let readable = |(path, _, fate): &MadeFile<'a>| {
            let stands = matches!(fate, Fate::Kept | Fate::Stands);
            let at = if stands { self.root.join(path.as_ref()) } else { self.staging.files().join(path.as_ref()) };
            Readable { path: path.to_string(), at, stands }
        };
        let mut files: Vec<Readable> = wanted.map(readable).collect();
        files.sort_unstable_by(|a, b| a.path.cmp(&b.path));
        files
    }

    /// The files of this build that are compressed copies already, sorted.
    pub(super) fn packed(&self) -> Vec<String> {
        let made = self.made.lock().expect("no thread panics while holding it");
        let is_packed = |path: &&str| [".gz", ".br"].iter().any(|ending| path.ends_with(ending));
        let mut packed: Vec<String> = made.iter().map(|(path, ..)| path.as_ref()).filter(is_packed).map(str::to_owned).collect();
        packed.sort_unstable();
        packed
    }

    /// Whether the last build left a file at this address that stands unchanged.
    pub(super) fn left(&self, path: &str) -> Option<Digested> {
        let sha256 = *self.ours.get(path)?;
        let file = self.root.join(path);
        let bytes = fs::symlink_metadata(&file).ok().filter(fs::Metadata::is_file)?.len();
        checksum(&file).is_ok_and(|there| there == sha256).then_some(Digested { bytes, sha256 })
    }

    /// Moves everything into place, removes files of earlier builds that the
    /// site no longer has, and writes the sums. Gives what remains of the
    /// staging too.
    ///
    /// # Errors
    /// When a file that is not ours is in the way (nothing has moved then), or
    /// the disk refuses.
    pub fn finish(mut self) -> Result<(Tally, Remains<'a>), Refusal> {
        let mut made = std::mem::take(&mut *self.made.lock().expect("no thread panics while holding it"));
        made.par_sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let leaving = leaving(&self.ours, made.iter().map(|(path, ..)| path.as_ref()));
        if !self.is_empty {
            let transfer = Transfer { root: &self.root, ours: &self.ours, leaving: &leaving };
            // What was kept was seen at its address.
            let new = made.iter().filter(|(_, _, fate)| *fate != Fate::Kept);
            let occupied = transfer.in_the_way(new.map(|(path, _, fate)| (path.as_ref(), *fate != Fate::Stands)));
            if !occupied.is_empty() {
                return Err(Refusal::Occupied(occupied));
            }
        }
        let mut tally = self.tally(&made);
        if !self.staging.is_there() {
            return Err(Refusal::Vanished(self.root.clone()));
        }
        let sums = || made.iter().map(|(path, digested, _)| (path.as_ref(), &digested.sha256));
        if tally.written == 0
            && leaving.is_empty()
            && let Some(bytes) = self.stands(sums())
        {
            tally.bytes += bytes;
            return Ok((tally, Remains(self)));
        }
        tally.bytes += self.staging.commit(sums(), &leaving)?;
        drop(made);
        self.is_committed = true;
        let moved = complete(&self.root, &self.staging, &self.ours, &leaving).map_err(Refusal::halfway)?;
        self.is_committed = false;
        (tally.removed, tally.notices.stay) = (moved.removed, moved.stay);
        if !moved.occupied.is_empty() {
            return Err(Refusal::Occupied(moved.occupied.iter().map(|path| self.root.join(path)).collect()));
        }
        Ok((tally, Remains(self)))
    }

    /// The size of the list of sums, when the one that stands says the same.
    fn stands<'s>(&self, sums: impl Iterator<Item = (&'s str, &'s Checksum)>) -> Option<u64> {
        let there = fs::read(self.root.join(sums::NAME)).ok()?;
        let mut next = Vec::with_capacity(there.len());
        let bytes = sums::write(sums, &mut next).ok()?;
        (there == next).then_some(bytes)
    }

    /// Counts what was made, the sums left out.
    fn tally(&self, made: &[MadeFile<'a>]) -> Tally {
        let replaced = made.iter().filter(|(_, _, fate)| *fate == Fate::Edited).map(|(path, ..)| path.to_string()).collect();
        Tally {
            files: made.len() + 1,
            written: made.iter().filter(|(_, _, fate)| !matches!(fate, Fate::Kept | Fate::Stands)).count(),
            removed: 0,
            bytes: made.iter().map(|(_, digested, _)| digested.bytes).sum(),
            notices: Notices { replaced, stay: Vec::new(), resumed: self.resumed },
        }
    }
}

impl Drop for Disk<'_> {
    fn drop(&mut self) {
        if !self.is_committed {
            self.staging.clear();
            if self.is_new {
                // Goes only when nothing was published into it.
                let _ = fs::remove_dir(&self.root);
            }
        }
    }
}

impl<'a> Sink<'a> for Disk<'a> {
    /// Stages the file when it differs from what is there.
    fn put<E: From<io::Error>>(&self, path: Cow<'a, str>, write: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<Taken, E> {
        let standing = match self.ours.get(path.as_ref()) {
            _ if self.is_empty => Standing::Nothing,
            Some(sum) => Standing::Ours(*sum),
            None => Standing::Unknown,
        };
        let mut outgoing = Outgoing::new(Address { root: &self.root, staging: &self.staging, path: &path, standing });
        if let Err(error) = write(&mut outgoing) {
            let failure = outgoing.failure();
            outgoing.abandon();
            return Err(failure.map_or(error, E::from));
        }
        let (Taken { digested, metadata }, fate) = outgoing.finish()?;
        self.made.lock().expect("no thread panics while holding it").push((path, digested, fate));
        Ok(Taken { digested, metadata })
    }

    fn keep(&self, path: Cow<'a, str>, digested: Digested) {
        self.made.lock().expect("no thread panics while holding it").push((path, digested, Fate::Kept));
    }
}

/// Whether a folder looks like one of ours, told without reading all of its list.
fn is_ours(root: &Path) -> Result<bool, Refusal> {
    let path = root.join(sums::NAME);
    match fs::File::open(&path).and_then(sums::is_ours) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
        found => found.map_err(|error| Refusal::Disk(path, error)),
    }
}

/// The files of the last build; `None` when the folder is not one of ours.
fn recorded(root: &Path) -> Result<Option<Sums>, Refusal> {
    let path = root.join(sums::NAME);
    match fs::File::open(&path).and_then(sums::read) {
        Ok(sums) => Ok(sums),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Refusal::Disk(path, error)),
    }
}

/// The files of the last build that the site no longer has; `made` is sorted.
fn leaving<'a>(ours: &Sums, made: impl Iterator<Item = &'a str>) -> Sums {
    let mut made = made.peekable();
    let mut is_gone = |path: &str| {
        while made.next_if(|known| *known < path).is_some() {}
        made.peek() != Some(&path)
    };
    ours.iter().filter(|(path, _)| is_gone(path)).map(|(path, sum)| (path.clone(), *sum)).collect()
}

/// Carries out a committed move.
fn complete(root: &Path, staging: &Staging, ours: &Sums, leaving: &Sums) -> Result<Moved, Refusal> {
    let moved = Transfer { root, ours, leaving }.run(&staging.files())?;
    staging.conclude(&moved.occupied)?;
    Ok(moved)
}

#[cfg(test)]
mod tests;
