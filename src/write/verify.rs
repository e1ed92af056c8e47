//! Verify: a site or a bundle against its own `SHA256SUMS`.
//!
//! Reads every file once, as a stream, and follows no links. Whether the list
//! itself is the publisher's, nobody can tell from the files alone.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Seek};
use std::path::Path;

use sha2::{Digest, Sha256};
use zip::ZipArchive;

use super::outgoing::checksum;
use super::sum;
use super::sums::{self, NAME};
use crate::model::checksum::Checksum;
use crate::route::STAGING;

/// What came of verifying.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Verified {
    /// Files that are as they were published.
    pub sound: usize,
    /// Files that the list does not name.
    pub added: Vec<String>,
    /// Files that are others than those listed.
    pub changed: Vec<String>,
    /// Files that are listed and not there.
    pub lost: Vec<String>,
}

/// Verifies a folder or a ZIP file; `None` when it has no `SHA256SUMS`.
///
/// # Errors
/// When something cannot be read.
pub fn verify(path: &Path) -> io::Result<Option<Verified>> {
    if path.is_dir() { of_folder(path) } else { of_archive(File::open(path)?) }
}

fn of_folder(root: &Path) -> io::Result<Option<Verified>> {
    let list = match fs::read_to_string(root.join(NAME)) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
        list => list?,
    };
    let (mut there, mut verified) = (BTreeSet::new(), Verified::default());
    let walk = walkdir::WalkDir::new(root).sort_by_file_name();
    for entry in walk.into_iter().filter_entry(|entry| entry.depth() != 1 || entry.file_name() != STAGING) {
        let entry = entry.map_err(io::Error::from)?;
        if entry.file_type().is_dir() {
            continue;
        }
        let below = entry.path().strip_prefix(root).map_err(io::Error::other)?;
        there.insert(below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/"));
    }
    there.remove(NAME);
    for (path, sum) in sums::listed(&list) {
        let target = root.join(path);
        match fs::symlink_metadata(&target) {
            Err(_) => verified.lost.push(path.to_owned()),
            Ok(found) if found.is_file() && checksum(&target)? == sum => verified.sound += 1,
            Ok(_) => verified.changed.push(path.to_owned()),
        }
        there.remove(path);
    }
    verified.added = there.into_iter().collect();
    Ok(Some(verified.sorted()))
}

fn of_archive(file: impl Read + Seek) -> io::Result<Option<Verified>> {
    let mut archive = ZipArchive::new(file)?;
    let mut list = String::new();
    match archive.by_name(NAME) {
        Ok(mut entry) => entry.read_to_string(&mut list)?,
        Err(zip::result::ZipError::FileNotFound) => return Ok(None),
        Err(error) => return Err(error.into()),
    };
    let mut there = BTreeSet::new();
    for name in archive.file_names() {
        there.insert(name?.into_owned());
    }
    there.retain(|name| name != NAME && !name.ends_with('/'));
    let mut verified = Verified::default();
    for (path, sum) in sums::listed(&list) {
        if !there.remove(path) {
            verified.lost.push(path.to_owned());
        } else if archive.by_name(path).map_err(io::Error::from).and_then(hashed).is_ok_and(|found| found == sum) {
            verified.sound += 1;
        } else {
            verified.changed.push(path.to_owned());
        }
    }
    verified.added = there.into_iter().collect();
    Ok(Some(verified.sorted()))
}

/// The SHA-256 of what a reader gives.
fn hashed(mut reader: impl Read) -> io::Result<Checksum> {
    let (mut hasher, mut piece) = (Sha256::new(), vec![0; 1 << 16]);
    loop {
        match reader.read(&mut piece)? {
            0 => return Ok(sum(hasher)),
            count => hasher.update(&piece[..count]),
        }
    }
}

impl Verified {
    /// Whether every listed file is there as it was published.
    pub fn is_sound(&self) -> bool {
        self.changed.is_empty() && self.lost.is_empty()
    }

    fn sorted(mut self) -> Self {
        self.changed.sort();
        self.lost.sort();
        self
    }
}
