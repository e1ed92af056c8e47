//! The dot folder in which files wait until all of them are made: where what
//! lies in it, who holds it, and how it goes away.
//!
//! Knows nothing of what the files are or where they go from here.

use std::collections::HashSet;
use std::fs::{self, File, TryLockError};
use std::hash::{BuildHasher, RandomState};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use super::refusal::Refusal;
use super::same::is_same;
use super::steps;
use super::sums::{self, Sums};
use crate::model::checksum::Checksum;
use crate::route::STAGING;

/// How often the lock is tried while others make and remove the folder.
const TRIES: usize = 100;

/// The staging folder of an output folder, held by one build.
#[derive(Debug)]
pub(super) struct Staging {
    root: PathBuf,
    /// Held until the build is over.
    lock: File,
    /// The folders that files went into, by the hash of their paths.
    folders: Mutex<HashSet<u64>>,
    hasher: RandomState,
}

impl Staging {
    /// Where the staging folder of an output folder is.
    pub(super) fn of(root: &Path) -> PathBuf {
        root.join(STAGING)
    }

    /// Makes the folder when it is absent, and holds it.
    ///
    /// # Errors
    /// When another build holds it, or the disk refuses.
    pub(super) fn hold(root: &Path) -> Result<Self, Refusal> {
        let folder = Self::of(root);
        let path = folder.join("lock");
        let mut vanished = io::Error::from(io::ErrorKind::NotFound);
        for _ in 0..TRIES {
            fs::create_dir_all(&folder).map_err(Refusal::at(&folder))?;
            let lock = match File::create(&path) {
                Ok(lock) => lock,
                Err(error) if error.kind() == io::ErrorKind::NotFound => {
                    vanished = error;
                    continue;
                }
                Err(error) => return Err(Refusal::Disk(path, error)),
            };
            match lock.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(Refusal::Locked(root.to_owned())),
                Err(TryLockError::Error(error)) => return Err(Refusal::Disk(path, error)),
            }
            let held = Self { root: root.to_owned(), lock, folders: Mutex::default(), hasher: RandomState::new() };
            // The build before may have removed the file between the two calls.
            if held.is_there() {
                return Ok(held);
            }
        }
        Err(Refusal::Disk(path, vanished))
    }

    /// Whether the folder is still the one that is held.
    #[cfg(unix)]
    pub(super) fn is_there(&self) -> bool {
        use std::os::unix::fs::MetadataExt;
        let (Ok(held), Ok(there)) = (self.lock.metadata(), fs::symlink_metadata(self.at("lock"))) else { return false };
        (held.dev(), held.ino()) == (there.dev(), there.ino())
    }

    /// Whether the folder is still the one that is held: here no other, as
    /// open files cannot be removed.
    #[cfg(not(unix))]
    pub(super) fn is_there(&self) -> bool {
        self.at("lock").exists()
    }

    fn at(&self, name: &str) -> PathBuf {
        Self::of(&self.root).join(name)
    }

    /// The folder whose tree is the part of the site that is on its way.
    pub(super) fn files(&self) -> PathBuf {
        self.at("files")
    }

    /// A new file on its way to `path`. Most files are the first of their folder.
    pub(super) fn create(&self, path: &str) -> io::Result<File> {
        let staged = self.files().join(path);
        if let Some((folder, _)) = path.rsplit_once('/')
            && self.folders.lock().expect("no thread panics while holding it").insert(self.hasher.hash_one(folder))
        {
            // It may be there, or those above it may not; both shows in what follows.
            let _ = fs::create_dir(self.files().join(folder));
        }
        match File::create(&staged) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                fs::create_dir_all(staged.parent().unwrap_or(&staged))?;
                File::create(&staged)
            }
            created => created,
        }
    }

    /// Takes a file off its way again.
    pub(super) fn withdraw(&self, path: &str) -> io::Result<()> {
        fs::remove_file(self.files().join(path))
    }

    /// Decides that the staged files replace the old ones: from here on a cut
    /// off build is completed, not given up. `next` are the sums of the new
    /// site, `leaving` the files that it no longer has. Gives the size of the
    /// list of sums in bytes.
    pub(super) fn commit<'s>(&self, next: impl Iterator<Item = (&'s str, &'s Checksum)>, leaving: &Sums) -> Result<u64, Refusal> {
        let bytes = self.write(sums::NAME, next)?;
        self.write("journal.new", sums::all(leaving))?;
        let journal = self.at("journal");
        fs::rename(self.at("journal.new"), &journal).map_err(Refusal::at(&journal))?;
        Ok(bytes)
    }

    /// Writes a list of sums.
    fn write<'s>(&self, name: &str, sums: impl Iterator<Item = (&'s str, &'s Checksum)>) -> Result<u64, Refusal> {
        let path = self.at(name);
        File::create(&path).and_then(|file| sums::write(sums, file)).map_err(Refusal::at(&path))
    }

    /// The files that leave the site, when a build was cut off after it had
    /// committed; and whether the sums of the new site are in place.
    pub(super) fn committed(&self) -> Option<(Sums, bool)> {
        Some((self.sums("journal")?, self.sums(sums::NAME).is_none()))
    }

    fn sums(&self, name: &str) -> Option<Sums> {
        sums::read(File::open(self.at(name)).ok()?).ok()?
    }

    /// Puts the sums of the new site in place, which ends the move. Files that
    /// found their address `occupied` are not among them.
    pub(super) fn conclude(&self, occupied: &[String]) -> Result<(), Refusal> {
        let (staged, target) = (self.at(sums::NAME), self.root.join(sums::NAME));
        if !occupied.is_empty() {
            let mut next = self.sums(sums::NAME).unwrap_or_default();
            for path in occupied {
                let inside = format!("{path}/");
                next.retain(|known, _| known != path && !known.starts_with(&inside));
            }
            self.write(sums::NAME, sums::all(&next))?;
        }
        if !is_same(&staged, &target).unwrap_or(false) {
            steps::rename(&staged, &target).map_err(Refusal::at(&target))?;
        }
        let journal = self.at("journal");
        steps::remove_file(&journal).map_err(Refusal::at(&journal))
    }

    /// Forgets files of a build that was cut off before it committed.
    pub(super) fn forget(&self) -> Result<(), Refusal> {
        let files = self.files();
        match fs::remove_dir_all(&files) {
            Err(error) if error.kind() != io::ErrorKind::NotFound => Err(Refusal::Disk(files, error)),
            _ => Ok(()),
        }
    }

    /// Removes the folder, as far as the disk lets it. The lock goes last: who
    /// takes it next finds nothing of ours.
    pub(super) fn clear(&self) {
        if !self.is_there() {
            return;
        }
        let _ = fs::remove_dir_all(self.files());
        for name in ["journal", "journal.new", sums::NAME, "lock"] {
            let _ = fs::remove_file(self.at(name));
        }
        let _ = fs::remove_dir(Self::of(&self.root));
    }
}
