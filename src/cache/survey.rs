//! The survey: every input of a portal and the digest of its content.
//!
//! Content decides, never a time. A file is read and digested unless it looks
//! (size, times, identity on the disk) as it did when it was digested before,
//! and that look was *settled*: older than the run that saw it, so that nothing
//! can have been written under it since. Setting a file's time back does not
//! fool this, because the time of its last change cannot be set.
//!
//! Made of the same walk as what is published, and of all of it: what is not
//! published has its influence on findings. Knows nothing of what files mean.

use std::fs::Metadata;
use std::path::Path;

use rayon::prelude::*;

use super::codec::{In, Out, Stored, stored_struct};
use super::digest::{Digest, Digester};
use crate::discover::{Entry, Listing, What};

/// Something that a run reads or speaks of: a file, a folder, a link.
#[derive(Debug)]
pub struct Input {
    /// Path below the portal's folder, `/` between its parts.
    pub path: String,
    /// The digest of what it is and holds.
    pub digest: Digest,
    /// How it looked when it was digested; nothing for what is no file.
    pub look: Option<Look>,
    /// Whether its content was read for this survey.
    is_read: bool,
}

/// What an input holds, and how it looks.
pub type Content = (Digest, Look);

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

stored_struct! { Look { size, modified, changed, device, number } }

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

    /// How the file at a path looks; `None` when there is none.
    pub fn at(path: &Path) -> Option<Look> {
        path.symlink_metadata().ok().filter(Metadata::is_file).map(|metadata| Look::of(&metadata))
    }

    /// Whether a file that looked so at or after `begin` (the look of a file
    /// that was made then) is sure to look otherwise once it is written to.
    pub fn is_settled(&self, begin: &Look) -> bool {
        self.device == begin.device && self.modified < begin.modified && self.changed < begin.modified
    }

    /// The same of a file on any disk: one on another disk than `begin` must
    /// not have been written to for a while, because the clocks of two disks
    /// differ, by less than that.
    pub fn is_settled_anywhere(&self, begin: &Look) -> bool {
        const WHILE: i64 = 60 * 1_000_000_000;
        self.is_settled(begin) || self.modified.max(self.changed).saturating_add(WHILE) < begin.modified
    }

    /// How a file of this size looks, when it can no more be written to
    /// without looking otherwise. `now` is from before.
    pub fn settled(path: &Path, bytes: u64, now: &Look) -> Option<Look> {
        let look = Look::of(&path.symlink_metadata().ok()?);
        (look.size == bytes && look.is_settled_anywhere(now)).then_some(look)
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
    /// The digest of all of them.
    digest: Digest,
}

/// So many inputs are digested at a time.
const PIECE: usize = 1024;

impl Survey {
    /// Digests what the listing of the portal in `root` names. Files whose
    /// digest is `known` by their path and settled look are not read.
    pub fn new(root: &Path, listing: &Listing, known: impl Fn(&str, &Look) -> Option<Digest> + Sync) -> Self {
        let all = listing.entries.par_iter().chain(listing.config.as_slice());
        let mut inputs: Vec<Input> = all.map(|entry| surveyed(root, entry, &known)).collect();
        inputs.extend(listing.misnamed.iter().map(|(name, _)| mere(name, "misnamed")));
        inputs.par_sort_unstable_by(|one, other| one.path.cmp(&other.path));
        let of_piece = |piece: &[Input]| {
            piece.iter().fold(Digester::new("some inputs"), |sum, input| sum.text(&input.path).digest(input.digest)).finish()
        };
        let pieces: Vec<Digest> = inputs.par_chunks(PIECE).map(of_piece).collect();
        let digest = pieces.into_iter().fold(Digester::new("inputs"), Digester::digest).finish();
        Self { inputs, digest }
    }

    /// The digest of everything.
    pub fn digest(&self) -> Digest {
        self.digest
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
        self.inputs.iter().any(|input| input.is_read)
    }

    /// Whether no file was written to between this survey and now, of those
    /// that were read for it and those that a run has `opened` since. Otherwise
    /// what was made of it may be half old, half new.
    pub fn still_stands<'p>(&self, root: &Path, opened: impl Iterator<Item = &'p str>) -> bool {
        let mut opened: Vec<&str> = opened.collect();
        opened.sort_unstable();
        let mut opened = opened.into_iter().peekable();
        let mut is_opened = |path: &str| {
            while opened.next_if(|other| *other < path).is_some() {}
            opened.peek() == Some(&path)
        };
        let used: Vec<&Input> = self.inputs.iter().filter(|input| is_opened(&input.path) || input.is_read).collect();
        used.into_par_iter().all(|Input { path, look, .. }| Look::at(&root.join(path)) == *look)
    }

    /// The inputs that a later run need not read while they look the same.
    pub fn settled(&self, begin: &Look) -> Vec<(&str, Content)> {
        let settled = |input: &'_ Input| input.look.filter(|look| look.is_settled_anywhere(begin)).map(|look| (input.digest, look));
        self.inputs.iter().filter_map(|input| Some((input.path.as_str(), settled(input)?))).collect()
    }
}

/// What has no content of its own, as an input.
fn mere(path: &str, kind: &str) -> Input {
    Input { path: path.to_owned(), digest: Digest::of(kind.as_bytes()), look: None, is_read: false }
}

/// An entry as an input.
fn surveyed(root: &Path, Entry { path, what, .. }: &Entry, known: impl Fn(&str, &Look) -> Option<Digest>) -> Input {
    let metadata = match what {
        What::File { metadata, .. } => metadata,
        What::Folder => return mere(path, "folder"),
        What::Other => return mere(path, "other"),
        What::Unreadable(_) => return mere(path, "unreadable"),
    };
    let look = metadata.as_ref().map(|metadata| Look::of(metadata));
    if let Some(digest) = look.as_ref().and_then(|look| known(path, look)) {
        return Input { path: path.clone(), digest, look, is_read: false };
    }
    match Digest::of_file(&root.join(path)) {
        Ok(digest) => Input { path: path.clone(), digest, look, is_read: true },
        // Whoever may read it later finds it looking the same.
        Err(_) => Input { path: path.clone(), digest: Digest::default(), look: None, is_read: false },
    }
}
