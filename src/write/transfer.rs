//! The move: staged files take their places, files that the site no longer has
//! go. Every single step leaves every file whole, and what is left to do can be
//! read from the disk: a move that was cut off is done again from the start.

use std::collections::BTreeSet;
use std::fs::{self, FileType};
use std::io;
use std::path::{Path, PathBuf};

use super::outgoing::checksum;
use super::refusal::Refusal;
use super::steps;
use super::sums::Sums;
use crate::model::checksum::Checksum;

/// A move between two states of an output folder.
pub(super) struct Transfer<'a> {
    /// The output folder.
    pub(super) root: &'a Path,
    /// Files of ours that stand there, or did, and their sums.
    pub(super) ours: &'a Sums,
    /// Those of them that the site no longer has.
    pub(super) leaving: &'a Sums,
}

/// What a move did.
#[derive(Debug, Default)]
pub(super) struct Moved {
    /// Files that left.
    pub(super) removed: usize,
    /// Files that should have left and stay: somebody edited them.
    pub(super) stay: Vec<String>,
    /// Files that found somebody else's at their address, and did not move.
    pub(super) occupied: Vec<String>,
}

impl Transfer<'_> {
    /// Moves everything below `staged`, then removes what leaves.
    pub(super) fn run(&self, staged: &Path) -> Result<Moved, Refusal> {
        let mut moved = Moved::default();
        if staged.is_dir() {
            self.enter(staged, "", &mut moved)?;
        }
        for (path, sum) in self.leaving {
            match self.kind(path) {
                Some(_) if self.holds(path, sum) => {
                    self.remove(path, "")?;
                    moved.removed += 1;
                }
                Some(_) if !self.is_behind_links(path) => moved.stay.push(path.clone()),
                Some(_) => {}
                None => self.prune(path, ""),
            }
        }
        Ok(moved)
    }

    /// Moves what lies in one staged folder. A folder that the site does not
    /// have yet moves as a whole.
    fn enter(&self, staged: &Path, below: &str, moved: &mut Moved) -> Result<(), Refusal> {
        let entries: io::Result<Vec<_>> = fs::read_dir(staged).and_then(Iterator::collect);
        for entry in entries.map_err(Refusal::at(staged))? {
            let (source, path) = (entry.path(), format!("{below}{}", entry.file_name().to_string_lossy()));
            let is_folder = entry.file_type().map_err(Refusal::at(&source))?.is_dir();
            if is_folder && self.kind(&path).is_some_and(|kind| kind.is_dir()) {
                self.enter(&source, &format!("{path}/"), moved)?;
            } else if self.make_way(&path, is_folder, moved)? {
                let target = self.root.join(&path);
                steps::rename(&source, &target).map_err(Refusal::at(&target))?;
            } else {
                moved.occupied.push(path);
            }
        }
        Ok(())
    }

    /// Whether the address is free for what is staged; what leaves the site
    /// goes now when it stands in the way.
    fn make_way(&self, path: &str, is_folder: bool, moved: &mut Moved) -> Result<bool, Refusal> {
        let above = folders(path).next().unwrap_or_default();
        match self.kind(path) {
            None => return Ok(true),
            Some(kind) if kind.is_dir() => {
                let start = format!("{path}/");
                let inside = self.leaving.range(start.clone()..).take_while(|(path, _)| path.starts_with(&start));
                for (below, sum) in inside {
                    if self.holds(below, sum) {
                        self.remove(below, above)?;
                        moved.removed += 1;
                    } else if self.kind(below).is_none() {
                        self.prune(below, above);
                    }
                }
            }
            Some(_) if is_folder => {
                if self.leaving.get(path).is_some_and(|sum| self.holds(path, sum)) {
                    self.remove(path, above)?;
                    moved.removed += 1;
                }
            }
            Some(_) => return Ok(self.ours.contains_key(path)),
        }
        Ok(self.kind(path).is_none())
    }

    /// What stands at a path, links not followed.
    fn kind(&self, path: &str) -> Option<FileType> {
        fs::symlink_metadata(self.root.join(path)).map(|metadata| metadata.file_type()).ok()
    }

    /// Whether the way to a path leads over a link.
    fn is_behind_links(&self, path: &str) -> bool {
        !folders(path).all(|folder| self.kind(folder).is_some_and(|kind| kind.is_dir()))
    }

    /// Whether the file at `path` is a file below real folders, and holds what
    /// congbo wrote.
    fn holds(&self, path: &str, sum: &Checksum) -> bool {
        !self.is_behind_links(path)
            && self.kind(path).is_some_and(|kind| kind.is_file())
            && checksum(&self.root.join(path)).is_ok_and(|there| there == *sum)
    }

    /// Removes a file, and the folders below `kept` that are empty then.
    fn remove(&self, path: &str, kept: &str) -> Result<(), Refusal> {
        let target = self.root.join(path);
        steps::remove_file(&target).map_err(Refusal::at(&target))?;
        self.prune(path, kept);
        Ok(())
    }

    /// Removes the empty folders above a file that is gone, links not followed:
    /// those below `kept`, to which something else is about to move. A build
    /// that was killed right after it had removed the file left them.
    fn prune(&self, path: &str, kept: &str) {
        let above: Vec<&str> = folders(path).take_while(|folder| *folder != kept).collect();
        let is_real = |folder: &&&str| self.kind(folder).is_some_and(|kind| kind.is_dir());
        let absent = above.len() - above.iter().rev().take_while(is_real).count();
        for folder in &above[absent..] {
            if steps::remove_dir(&self.root.join(folder)).is_err() {
                break;
            }
        }
    }

    /// Everything that makes a move impossible: somebody else's files at the
    /// addresses of `staged` files, and links or files where the folders of
    /// `all` files have to be.
    pub(super) fn in_the_way<'p>(&self, all: impl Iterator<Item = (&'p str, bool)>) -> Vec<PathBuf> {
        let leaves = |path: &str| self.leaving.get(path).is_some_and(|sum| self.holds(path, sum));
        let (mut occupied, mut seen, mut absent) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
        for (path, is_staged) in all {
            let mut is_free = false;
            for folder in folders(path).collect::<Vec<_>>().into_iter().rev() {
                if seen.insert(folder) {
                    match self.kind(folder) {
                        Some(kind) if kind.is_dir() => {}
                        Some(_) if !leaves(folder) => drop(occupied.insert(folder.to_owned())),
                        _ => drop(absent.insert(folder)),
                    }
                }
                is_free |= absent.contains(folder);
            }
            if is_free || !is_staged {
                continue;
            }
            match self.kind(path) {
                Some(kind) if kind.is_dir() => {
                    let inside = files(&self.root.join(path));
                    let foreign: Vec<_> = inside.iter().map(|below| format!("{path}/{below}")).filter(|below| !leaves(below)).collect();
                    occupied.extend(foreign);
                    if inside.is_empty() {
                        occupied.insert(path.to_owned());
                    }
                }
                Some(_) if !self.ours.contains_key(path) => drop(occupied.insert(path.to_owned())),
                _ => {}
            }
        }
        occupied.into_iter().map(|path| self.root.join(path)).collect()
    }
}

/// The folders above a path from the inside out, the root left out.
fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.rmatch_indices('/').map(|(end, _)| &path[..end])
}

/// The files below a folder, links included, with `/` between their parts.
fn files(folder: &Path) -> Vec<String> {
    let entries = walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| !entry.file_type().is_dir());
    let below = entries.map(|entry| {
        let below = entry.path().strip_prefix(folder).unwrap_or(entry.path());
        below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
    });
    below.collect()
}
