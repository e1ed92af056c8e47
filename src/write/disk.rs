//! The output folder. New and changed files are staged in a dot folder inside
//! it and then renamed into place; until the first rename the old site stands
//! whole. Equal files are never touched, files that are not ours never either.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::{self, File, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use tempfile::SpooledTempFile;
use walkdir::WalkDir;

use super::hashing::Hashing;
use super::{Digested, Sink, sums};
use crate::route::STAGING;

/// Outputs up to this size are held in memory until it is known whether they
/// differ from what is there; larger ones go through a temporary file.
const IN_MEMORY: usize = 1 << 20;

/// Whether a folder that congbo did not make may be written into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adopt {
    /// No: refuse.
    Never,
    /// Yes, deleting nothing (`--force`).
    Foreign,
}

/// Why the folder could not be written.
#[derive(Debug)]
pub enum Refusal {
    /// The disk: what was tried, and its answer.
    Disk(PathBuf, io::Error),
    /// The folder is not empty and not ours.
    Foreign(PathBuf),
    /// Files that congbo did not write stand at addresses of the site.
    Occupied(Vec<PathBuf>),
    /// Another build is writing to the folder.
    Locked(PathBuf),
}

/// What a finished build did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Tally {
    /// All files of the site.
    pub files: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
    /// Size of all files in bytes.
    pub bytes: u64,
}

/// An output folder being written.
#[derive(Debug)]
pub struct Disk {
    root: PathBuf,
    /// Files of earlier builds and their sums.
    ours: BTreeMap<String, String>,
    /// Files of this build and whether they were staged.
    made: Mutex<BTreeMap<String, (Digested, bool)>>,
    /// Held until the build is over.
    _lock: File,
}

impl Disk {
    /// Opens the folder for writing, making it when absent.
    ///
    /// # Errors
    /// When it is not ours, locked, or cannot be written.
    pub fn open(root: &Path, adopt: Adopt) -> Result<Self, Refusal> {
        let fail = |path: &Path| {
            let path = path.to_owned();
            move |error| Refusal::Disk(path.clone(), error)
        };
        fs::create_dir_all(root).map_err(fail(root))?;
        let recorded = fs::read_to_string(root.join(sums::NAME)).ok().and_then(|text| sums::read(&text));
        let staging = root.join(STAGING);
        if staging.is_symlink() {
            return Err(Refusal::Occupied(vec![staging]));
        }
        if recorded.is_none() && !staging.is_dir() && adopt == Adopt::Never {
            let mut entries = fs::read_dir(root).map_err(fail(root))?;
            if entries.next().is_some() {
                return Err(Refusal::Foreign(root.to_owned()));
            }
        }
        fs::create_dir_all(&staging).map_err(fail(&staging))?;
        let lock_path = staging.join("lock");
        let lock = File::create(&lock_path).map_err(fail(&lock_path))?;
        match lock.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(Refusal::Locked(root.to_owned())),
            Err(TryLockError::Error(error)) => return Err(Refusal::Disk(lock_path, error)),
        }
        let mut ours = recorded.unwrap_or_default();
        // A build that was cut off while renaming left its journal: what it
        // had moved is ours too.
        if let Some(journal) = fs::read_to_string(staging.join("journal")).ok().and_then(|text| sums::read(&text)) {
            ours.extend(journal);
        }
        let files = staging.join("files");
        if files.exists() {
            fs::remove_dir_all(&files).map_err(fail(&files))?;
        }
        Ok(Self { root: root.to_owned(), ours, made: Mutex::default(), _lock: lock })
    }

    /// Moves everything into place, writes the sums and removes files of
    /// earlier builds that the site no longer has.
    ///
    /// # Errors
    /// When a file that is not ours is in the way (nothing has moved then), or
    /// the disk refuses.
    pub fn finish(self) -> Result<Tally, Refusal> {
        let made = std::mem::take(&mut *self.made.lock().expect("no thread panics while holding it"));
        let in_the_way = match self.in_the_way(&made) {
            Ok(orphans) => orphans,
            Err(occupied) => {
                self.discard();
                return Err(Refusal::Occupied(occupied));
            }
        };
        let mut tally = Tally { files: made.len() + 1, ..Tally::default() };
        let sums: BTreeMap<String, String> = made.iter().map(|(path, (digested, _))| (path.clone(), digested.sha256.clone())).collect();
        let text = sums::write(&sums);
        let staging = self.root.join(STAGING);
        let at = |path: &Path| {
            let path = path.to_owned();
            move |error| Refusal::Disk(path.clone(), error)
        };
        let journal = staging.join("journal");
        fs::write(&journal, &text).map_err(at(&journal))?;
        for path in &in_the_way {
            self.remove(path)?;
        }
        for (path, (digested, is_new)) in &made {
            tally.bytes += digested.bytes;
            if *is_new {
                tally.written += 1;
                let target = self.root.join(path);
                if let Some(folder) = target.parent() {
                    fs::create_dir_all(folder).map_err(at(folder))?;
                }
                fs::rename(staging.join("files").join(path), &target).map_err(at(&target))?;
            }
        }
        let sums_path = self.root.join(sums::NAME);
        if fs::read_to_string(&sums_path).ok().as_deref() != Some(text.as_str()) {
            let staged = staging.join(sums::NAME);
            fs::write(&staged, &text).map_err(at(&staged))?;
            fs::rename(&staged, &sums_path).map_err(at(&sums_path))?;
        }
        tally.bytes += text.len() as u64;
        tally.removed = in_the_way.len() + self.remove_orphans(&sums)?;
        self.discard();
        Ok(tally)
    }

    /// Removes files of earlier builds that are no longer part of the site and
    /// still hold what congbo wrote; a file edited since is somebody's.
    fn remove_orphans(&self, sums: &BTreeMap<String, String>) -> Result<usize, Refusal> {
        let mut removed = 0;
        for (path, sum) in self.ours.iter().filter(|(path, _)| !sums.contains_key(*path)) {
            if self.holds(path, sum) {
                self.remove(path)?;
                removed += 1;
            }
        }
        Ok(removed)
    }

    /// Whether the file at `path` is a file below real folders, and holds what
    /// congbo wrote.
    fn holds(&self, path: &str, sum: &String) -> bool {
        let kind = |path: &Path| fs::symlink_metadata(self.root.join(path)).map(|metadata| metadata.file_type()).ok();
        folders(path).all(|folder| kind(folder).is_some_and(|kind| kind.is_dir()))
            && kind(Path::new(path)).is_some_and(|kind| kind.is_file())
            && checksum(&self.root.join(path)).ok().as_ref() == Some(sum)
    }

    /// Removes a file, and the folders that are empty then.
    fn remove(&self, path: &str) -> Result<(), Refusal> {
        let target = self.root.join(path);
        fs::remove_file(&target).map_err(|error| Refusal::Disk(target.clone(), error))?;
        let mut folder = target.parent();
        while let Some(empty) = folder.filter(|folder| *folder != self.root) {
            if fs::remove_dir(empty).is_err() {
                break;
            }
            folder = empty.parent();
        }
        Ok(())
    }

    /// What has to go before files can move into place: orphans that stand
    /// where a folder is needed now, or in a folder where a file is.
    ///
    /// # Errors
    /// Whatever else is in the way, links out of the folder among it.
    fn in_the_way(&self, made: &BTreeMap<String, (Digested, bool)>) -> Result<BTreeSet<String>, Vec<PathBuf>> {
        let is_orphan = |path: &str| !made.contains_key(path) && self.ours.get(path).is_some_and(|sum| self.holds(path, sum));
        let (mut orphans, mut occupied, mut seen) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        let mut sort = |path: String| {
            let _ = if is_orphan(&path) { orphans.insert(path) } else { occupied.insert(self.root.join(path)) };
        };
        for (path, (_, is_new)) in made {
            for folder in folders(path).filter(|folder| seen.insert(folder.to_owned())) {
                if fs::symlink_metadata(self.root.join(folder)).is_ok_and(|metadata| !metadata.is_dir()) {
                    sort(folder.to_string_lossy().replace('\\', "/"));
                }
            }
            let target = self.root.join(path);
            match fs::symlink_metadata(&target) {
                Ok(metadata) if metadata.is_dir() => {
                    let files: Vec<String> = files(&target).map(|below| format!("{path}/{below}")).collect();
                    let files = if files.is_empty() { vec![path.clone()] } else { files };
                    files.into_iter().for_each(&mut sort);
                }
                Ok(_) if *is_new && !self.ours.contains_key(path) => sort(path.clone()),
                _ => {}
            }
        }
        if occupied.is_empty() { Ok(orphans) } else { Err(occupied.into_iter().collect()) }
    }

    /// Gives up what was staged. The old site stands as it was.
    pub fn discard(&self) {
        let _ = fs::remove_dir_all(self.root.join(STAGING));
    }
}

impl Sink for Disk {
    /// Stages the file when it differs from what is there.
    fn put<E: From<io::Error>>(&self, path: &str, write: impl FnOnce(&mut dyn Write) -> Result<(), E>) -> Result<Digested, E> {
        let mut hashing = Hashing::new(SpooledTempFile::new(IN_MEMORY));
        write(&mut hashing)?;
        let (mut spool, digested) = hashing.finish();
        let target = self.root.join(path);
        let is_new = !same(&mut spool, &target, digested.bytes)?;
        if is_new {
            let staged = self.root.join(STAGING).join("files").join(path);
            if let Some(folder) = staged.parent() {
                fs::create_dir_all(folder)?;
            }
            spool.seek(SeekFrom::Start(0))?;
            let mut file = File::create(&staged)?;
            io::copy(&mut spool, &mut file)?;
        }
        self.made.lock().expect("no thread panics while holding it").insert(path.to_owned(), (digested.clone(), is_new));
        Ok(digested)
    }

    fn keep(&self, path: &str, digested: Digested) {
        self.made.lock().expect("no thread panics while holding it").insert(path.to_owned(), (digested, false));
    }
}

/// The folders above a path, the root left out.
fn folders(path: &str) -> impl Iterator<Item = &Path> {
    Path::new(path).ancestors().skip(1).filter(|folder| !folder.as_os_str().is_empty())
}

/// The files below a folder, links included, with `/` between their parts.
fn files(folder: &Path) -> impl Iterator<Item = String> {
    let entries = WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
    entries.map(move |entry| {
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
    })
}

/// Whether the file at `target` holds exactly what the spool holds.
fn same(spool: &mut SpooledTempFile, target: &Path, bytes: u64) -> io::Result<bool> {
    let Ok(metadata) = fs::symlink_metadata(target) else { return Ok(false) };
    if !metadata.is_file() || metadata.len() != bytes {
        return Ok(false);
    }
    let Ok(mut there) = File::open(target) else { return Ok(false) };
    spool.seek(SeekFrom::Start(0))?;
    let (mut ours, mut theirs) = ([0; 1 << 14], [0; 1 << 14]);
    loop {
        let count = spool.read(&mut ours)?;
        if count == 0 {
            return Ok(true);
        }
        if there.read_exact(&mut theirs[..count]).is_err() || ours[..count] != theirs[..count] {
            return Ok(false);
        }
    }
}

/// The SHA-256 of a file, in lower-case hexadecimal.
///
/// # Errors
/// When it cannot be read.
pub fn checksum(path: &Path) -> io::Result<String> {
    let mut hashing = Hashing::new(io::sink());
    io::copy(&mut File::open(path)?, &mut hashing)?;
    Ok(hashing.finish().1.sha256)
}

#[cfg(test)]
mod tests;
