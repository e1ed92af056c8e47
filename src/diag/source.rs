//! Sources: which files there are, and how a place in one becomes line and column.
//!
//! Only when something has to be shown is a file read again, once, to find lines
//! and columns. No file text is kept.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, Ordering};

use super::locate::locate;
use super::place::{Located, Place, SourceId, Spot};

/// The table of files.
#[derive(Debug, Default)]
pub struct Sources {
    root: PathBuf,
    files: Vec<Entry>,
}

#[derive(Debug)]
struct Entry {
    path: String,
    text: Option<String>,
    /// Whether anybody has asked where it is.
    is_opened: AtomicBool,
}

impl Sources {
    /// No files yet, below `root`.
    pub fn new(root: &Path) -> Self {
        Self { root: root.to_owned(), files: Vec::new() }
    }

    /// Adds the file at `path` (relative to the root, `/` between its parts).
    pub fn add(&mut self, path: impl Into<String>) -> SourceId {
        self.push(path.into(), None)
    }

    /// Adds a text that is not on the disk, such as a built-in template.
    pub fn add_text(&mut self, path: impl Into<String>, text: impl Into<String>) -> SourceId {
        self.push(path.into(), Some(text.into()))
    }

    fn push(&mut self, path: String, text: Option<String>) -> SourceId {
        self.files.push(Entry { path, text, is_opened: AtomicBool::new(false) });
        SourceId(u32::try_from(self.files.len() - 1).expect("a portal has fewer than four billion files"))
    }

    /// The file's path relative to the root, `/` between its parts.
    pub fn path(&self, source: SourceId) -> &str {
        &self.files[source.0 as usize].path
    }

    /// Whether the text is built into the binary, not a file of the portal.
    pub fn is_built_in(&self, source: SourceId) -> bool {
        self.files[source.0 as usize].text.is_some()
    }

    /// Where the file is on the disk, for whoever is about to open it.
    pub fn disk_path(&self, source: SourceId) -> PathBuf {
        self.files[source.0 as usize].is_opened.store(true, Ordering::Relaxed);
        self.root.join(self.path(source))
    }

    /// Paths of the files that somebody may have opened so far.
    pub fn opened(&self) -> impl Iterator<Item = &str> {
        self.files.iter().filter(|file| file.is_opened.load(Ordering::Relaxed)).map(|file| file.path.as_str())
    }

    /// The portal's folder.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// The places as people read them, each file read once. A file that
    /// vanished meanwhile gives places with line 0.
    pub fn locate(&self, spots: &[Spot]) -> Vec<Located> {
        let mut by_file: BTreeMap<SourceId, Vec<usize>> = BTreeMap::new();
        for (index, spot) in spots.iter().enumerate() {
            by_file.entry(spot.source).or_default().push(index);
        }
        let mut found = vec![Located::default(); spots.len()];
        for (source, indices) in by_file {
            if indices.iter().all(|&index| spots[index].place == Place::Whole) {
                continue;
            }
            let places: Vec<Place> = indices.iter().map(|&index| spots[index].place).collect();
            let located = match &self.files[source.0 as usize].text {
                Some(text) => locate(io::Cursor::new(text), &places),
                None => File::open(self.disk_path(source)).and_then(|file| locate(file, &places)),
            };
            for (index, place) in indices.into_iter().zip(located.unwrap_or_default()) {
                found[index] = place;
            }
        }
        found
    }
}
