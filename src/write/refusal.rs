//! Why a site could not be written: what the command line has to tell.

use std::error::Error;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

/// Why the folder could not be written.
#[derive(Debug)]
pub enum Refusal {
    /// The disk: what was tried, and its answer. The old site stands whole.
    Disk(PathBuf, io::Error),
    /// The disk, after files had begun to move into place. Every file is
    /// whole; the next build completes the move.
    Halfway(PathBuf, io::Error),
    /// The folder is not empty and not ours.
    Foreign(PathBuf),
    /// Files that congbo did not write stand at addresses of the site.
    Occupied(Vec<PathBuf>),
    /// Another build is writing to the folder.
    Locked(PathBuf),
    /// Somebody deleted the files on their way while they were made.
    Vanished(PathBuf),
}

impl Refusal {
    /// Makes the refusal of `path` from the disk's answer.
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        move |error| Self::Disk(path.to_owned(), error)
    }

    /// The same, told after files had begun to move.
    pub(super) fn halfway(self) -> Self {
        match self {
            Self::Disk(path, error) => Self::Halfway(path, error),
            other => other,
        }
    }
}

/// A file of the site that the disk refused. Stands inside the [`io::Error`]
/// of a sink, so that it is told apart from a source that cannot be read.
#[derive(Debug)]
pub struct Unwritable {
    /// The file, with the output folder before it.
    pub path: PathBuf,
    /// The disk's answer.
    pub error: io::Error,
}

impl Unwritable {
    /// The error of a sink.
    pub(super) fn wrap(path: PathBuf, error: io::Error) -> io::Error {
        io::Error::new(error.kind(), Self { path, error })
    }

    /// What stands inside an error of a sink; `None` for any other error.
    pub fn of(error: &io::Error) -> Option<&Self> {
        error.get_ref()?.downcast_ref()
    }
}

impl fmt::Display for Unwritable {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "{}: {}", self.path.display(), self.error)
    }
}

impl Error for Unwritable {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        Some(&self.error)
    }
}
