//! The survey: every input of a portal and the digest of its content.
//!
//! Content decides, never a time. A file is read and digested unless it looks
//! (size, times, identity on the disk) as it did when it was digested before,
//! and that look was *settled*: older than the run that saw it, so that nothing
//! can have been written under it since. Setting a file's time back does not
//! fool this, because the time of its last change cannot be set.
//!
//! Sees the same files as `discover` and more: what is not published has its
//! influence on findings. Knows nothing of what files mean.

use std::collections::HashMap;
use std::fs::{self, DirEntry, FileType, Metadata};
use std::path::Path;

use rayon::prelude::*;

use super::codec::{In, Out, Stored, stored_struct};
use super::digest::{Digest, Digester};
use crate::discover::DEEPEST;

/// The folders that a portal is read from; `congbo.toml` lies beside them.
pub const FOLDERS: [&str; 4] = ["content", "data", "static", "themes"];

/// Something that a run reads or speaks of: a file, a folder, a link.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Input {
    /// Path below the portal's folder, `/` between its parts.
    pub path: String,
    /// The digest of what it is and holds.
    pub digest: Digest,
    /// How it looked when it was digested; nothing for what is no file.
    pub look: Option<Look>,
}

/// What a file looks like from outside. Times are those of its disk, in
/// nanoseconds since 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Look {
    size: u64,
    modified: i64,
    changed: i64,
    device: u64,
    number: u64,
}

stored_struct! {
    Input { path, digest, look }
    Look { size, modified, changed, device, number }
}

impl Look {
    /// What the disk says of a file.
    #[cfg(unix)]
    pub fn of(metadata: &Metadata) -> Self {
        use std::os::unix::fs::MetadataExt;
        let nanoseconds = |seconds: i64, rest: i64| seconds.saturating_mul(1_000_000_000).saturating_add(rest);
        Self {
            size: metadata.len(),
            modified: nanoseconds(metadata.mtime(), metadata.mtime_nsec()),
            changed: nanoseconds(metadata.ctime(), metadata.ctime_nsec()),
            device: metadata.dev(),
            number: metadata.ino(),
        }
    }

    /// What the disk says of a file. Without the time of its last change and
    /// its number a look is never settled.
    #[cfg(not(unix))]
    pub fn of(metadata: &Metadata) -> Self {
        let since = metadata.modified().ok().and_then(|at| at.duration_since(std::time::UNIX_EPOCH).ok());
        let modified = since.map_or(i64::MAX, |since| i64::try_from(since.as_nanos()).unwrap_or(i64::MAX));
        Self { size: metadata.len(), modified, changed: i64::MAX, device: 0, number: 0 }
    }

    /// Whether a file that looked so at or after `begin` (the look of a file
    /// that was made then) is sure to look otherwise once it is written to.
    pub fn is_settled(&self, begin: &Look) -> bool {
        self.device == begin.device && self.modified < begin.modified && self.changed < begin.modified
    }

    /// How a file of this size looks, when it can no more be written to
    /// without looking otherwise. `now` is from before.
    pub fn settled(path: &Path, bytes: u64, now: &Look) -> Option<Look> {
        let look = Look::of(&path.symlink_metadata().ok()?);
        (look.size == bytes && look.is_settled(now)).then_some(look)
    }

    /// Whether its disk's clock has moved on since an earlier look.
    pub fn is_after(&self, earlier: &Look) -> bool {
        self.modified > earlier.modified
    }
}

/// All inputs of a portal, sorted by path.
#[derive(Debug, Default)]
pub struct Survey {
    /// The inputs.
    pub inputs: Vec<Input>,
    /// Those of them whose content was read for this survey.
    read: Vec<usize>,
}

impl Survey {
    /// Walks the portal in `root`. `known` are inputs of an earlier survey,
    /// their looks settled.
    pub fn new(root: &Path, known: &[Input]) -> Self {
        let known: HashMap<&str, &Input> = known.iter().map(|input| (input.path.as_str(), input)).collect();
        let walk = Walk { known: &known };
        let config = fs::symlink_metadata(root.join("congbo.toml")).ok();
        let config =
            config.map(|metadata| walk.one(&root.join("congbo.toml"), "congbo.toml".into(), metadata.file_type(), || Some(metadata)));
        let tops = FOLDERS.par_iter().flat_map_iter(|top| {
            let Ok(metadata) = fs::symlink_metadata(root.join(top)) else { return Vec::new() };
            if metadata.is_dir() { walk.folder(&root.join(top), top, 1) } else { vec![Walk::mere("other", top)] }
        });
        let mut found: Vec<(Input, bool)> = tops.collect();
        found.extend(config);
        found.par_sort_unstable_by(|(one, _), (other, _)| one.path.cmp(&other.path));
        let read = found.iter().enumerate().filter(|(_, (_, read))| *read).map(|(place, _)| place).collect();
        Self { inputs: found.into_iter().map(|(input, _)| input).collect(), read }
    }

    /// The digest of everything.
    pub fn digest(&self) -> Digest {
        self.inputs.iter().fold(Digester::new("inputs"), |all, input| all.text(&input.path).digest(input.digest)).finish()
    }

    /// The digest of the content of a path, if it is an input.
    pub fn content(&self, path: &str) -> Option<Digest> {
        let place = self.inputs.binary_search_by(|input| input.path.as_str().cmp(path)).ok()?;
        Some(self.inputs[place].digest)
    }

    /// The inputs whose paths begin with these letters.
    pub fn below(&self, prefix: &str) -> &[Input] {
        let rest = &self.inputs[self.inputs.partition_point(|input| input.path.as_str() < prefix)..];
        &rest[..rest.partition_point(|input| input.path.starts_with(prefix))]
    }

    /// Whether any file was read for this survey, instead of only looked at.
    pub fn has_read(&self) -> bool {
        !self.read.is_empty()
    }

    /// Whether no file was written to since it was read for this survey.
    /// Otherwise what was made of it may be half old, half new.
    pub fn still_stands(&self, root: &Path) -> bool {
        self.read.par_iter().all(|&place| {
            let Input { path, look, .. } = &self.inputs[place];
            fs::symlink_metadata(root.join(path)).ok().map(|metadata| Look::of(&metadata)) == *look
        })
    }

    /// The inputs that a later run need not read while they look the same.
    pub fn settled(&self, begin: &Look) -> Vec<Input> {
        self.inputs.iter().filter(|input| input.look.is_some_and(|look| look.is_settled(begin))).cloned().collect()
    }
}

struct Walk<'a> {
    known: &'a HashMap<&'a str, &'a Input>,
}

impl Walk<'_> {
    /// Everything in a folder and below it, and whether it was read.
    fn folder(&self, folder: &Path, path: &str, depth: usize) -> Vec<(Input, bool)> {
        let mut found = vec![Walk::mere("folder", path)];
        let Ok(entries) = fs::read_dir(folder) else { return found };
        let hides = !(path.starts_with("static") || path.starts_with("themes"));
        let entries: Vec<(DirEntry, FileType)> = entries
            .filter_map(|entry| entry.and_then(|entry| Ok((entry.file_type()?, entry))).ok())
            .filter(|(_, entry)| !hides || !entry.file_name().as_encoded_bytes().starts_with(b"."))
            .map(|(kind, entry)| (entry, kind))
            .collect();
        found.par_extend(entries.into_par_iter().with_min_len(16).flat_map_iter(|(entry, kind)| {
            let path = format!("{path}/{}", entry.file_name().to_string_lossy());
            if kind.is_dir() && depth <= DEEPEST {
                return self.folder(&entry.path(), &path, depth + 1);
            }
            vec![self.one(&entry.path(), path, kind, || entry.metadata().ok())]
        }));
        found
    }

    /// A file, or something else.
    fn one(&self, disk: &Path, path: String, kind: FileType, metadata: impl FnOnce() -> Option<Metadata>) -> (Input, bool) {
        if !kind.is_file() {
            return Walk::mere("other", &path);
        }
        let look = metadata().map(|metadata| Look::of(&metadata));
        if let Some(known) = self.known.get(path.as_str()).filter(|known| known.look == look && look.is_some()) {
            return ((*known).clone(), false);
        }
        match Digest::of_file(disk) {
            Ok(digest) => (Input { path, digest, look }, true),
            // Whoever may read it later finds it looking the same.
            Err(_) => (Input { path, digest: Digest::default(), look: None }, false),
        }
    }

    /// What is no file: only what it is counts.
    fn mere(kind: &str, path: &str) -> (Input, bool) {
        (Input { path: path.to_owned(), digest: Digest::of(kind.as_bytes()), look: None }, false)
    }
}
