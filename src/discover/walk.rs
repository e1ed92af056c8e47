//! The walk: every entry below the portal's folders, in order of name.
//!
//! One walk serves all who ask what is there: what is published follows from
//! it, and so does what has changed. Folders are read in parallel: a portal of
//! ten thousand datasets has as many, and a disk answers several at once. Links
//! are never followed. Knows names and what the disk says of files, never what
//! they hold.

use std::fs::{self, DirEntry, Metadata};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::DEEPEST;
use crate::diag::disk::TooDeep;

/// The folders that a portal is read from; `congbo.toml` lies beside them.
pub const FOLDERS: [&str; 4] = ["content", "data", "static", "themes"];

/// The settings' file.
pub const CONFIG: &str = "congbo.toml";

/// What lies in a portal's folder, as far as congbo looks at it.
#[derive(Debug, Default)]
pub struct Listing {
    /// What stands at `congbo.toml`, if anything does.
    pub config: Option<Entry>,
    /// Everything in one of [`FOLDERS`] after the other: sorted by name, a
    /// folder before what it holds.
    pub entries: Vec<Entry>,
    /// What is called almost as the settings or one of the folders, where that
    /// is not there: its name, and the right one.
    pub misnamed: Vec<(String, &'static str)>,
}

/// An entry of a folder.
#[derive(Debug)]
pub struct Entry {
    /// Path below the portal's folder, `/` between its parts.
    pub path: String,
    /// How many folders below the portal's own one; `data/x` is at 1.
    pub depth: usize,
    /// What it is.
    pub what: What,
}

/// What an entry is.
#[derive(Debug)]
pub enum What {
    /// A folder; what it holds comes behind it.
    Folder,
    /// A file.
    File {
        /// What the disk says of it, unless it vanished meanwhile.
        metadata: Option<Box<Metadata>>,
        /// Whether its name is text on this disk, so that it can be found again
        /// by its path.
        is_named: bool,
    },
    /// A link, a device, a pipe.
    Other,
    /// What the disk does not give.
    Unreadable(io::Error),
}

impl Listing {
    /// Walks the portal in `root`.
    pub fn of(root: &Path) -> Self {
        let at = |metadata: Metadata, path: &str| Entry { path: path.to_owned(), depth: 0, what: What::of(metadata) };
        let config = match fs::symlink_metadata(root.join(CONFIG)) {
            Ok(metadata) => Some(at(metadata, CONFIG)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => None,
            Err(error) => Some(Entry { path: CONFIG.to_owned(), depth: 0, what: What::Unreadable(error) }),
        };
        let entries = FOLDERS.par_iter().flat_map_iter(|top| {
            let start = root.join(top);
            match fs::symlink_metadata(&start) {
                Err(_) => Vec::new(),
                Ok(metadata) if metadata.is_dir() => below(&start, top, 1, shows_hidden(top)),
                Ok(metadata) => vec![at(metadata, top)],
            }
        });
        Self { config, entries: entries.collect(), misnamed: misnamed(root) }
    }
}

/// What is spelt with capitals or has one more ending, so that Windows shows
/// and finds it, and other systems do not.
fn misnamed(root: &Path) -> Vec<(String, &'static str)> {
    let names = || FOLDERS.into_iter().chain([CONFIG]);
    let is_there = |name: &str| fs::symlink_metadata(root.join(name)).is_ok();
    let missing: Vec<&str> = names().filter(|name| !is_there(name)).collect();
    if missing.is_empty() {
        return Vec::new();
    }
    let listed = fs::read_dir(root).into_iter().flatten().filter_map(|entry| entry.ok()?.file_name().into_string().ok());
    let is_hidden = |name: &str, right: &str| right == CONFIG && name.strip_suffix(".txt").is_some_and(|name| name == right);
    let meant = |name: &str| missing.iter().copied().find(|right| name.eq_ignore_ascii_case(right) || is_hidden(name, right));
    let mut found: Vec<(String, &str)> = listed.filter_map(|name| meant(&name).map(|right| (name, right))).collect();
    found.sort();
    found
}

impl What {
    fn of(metadata: Metadata) -> Self {
        if metadata.is_dir() {
            What::Folder
        } else if metadata.is_file() {
            What::File { metadata: Some(Box::new(metadata)), is_named: true }
        } else {
            What::Other
        }
    }
}

/// Whether entries that begin with a dot count: what is copied as it is may
/// need them, elsewhere they are some program's own.
fn shows_hidden(top: &str) -> bool {
    matches!(top, "static" | "themes")
}

/// What a folder holds, `hidden` entries too or not.
fn below(folder: &Path, path: &str, depth: usize, hidden: bool) -> Vec<Entry> {
    let unreadable = |error| Entry { path: path.to_owned(), depth: depth - 1, what: What::Unreadable(error) };
    let listed = match fs::read_dir(folder) {
        Ok(listed) => listed,
        Err(error) => return vec![unreadable(error)],
    };
    let (mut entries, mut faults) = (Vec::new(), Vec::new());
    for entry in listed {
        match entry {
            Ok(entry) if !hidden && entry.file_name().as_encoded_bytes().starts_with(b".") => {}
            Ok(entry) => entries.push((entry.file_name(), entry)),
            Err(error) => faults.push(unreadable(error)),
        }
    }
    entries.sort_by(|(a, _), (b, _)| a.cmp(b));
    if entries.len() < FEW {
        return faults.into_iter().chain(entries.iter().flat_map(|(_, entry)| one(entry, path, depth, hidden))).collect();
    }
    let found = entries.into_par_iter().with_min_len(FEW).flat_map_iter(|(_, entry)| one(&entry, path, depth, hidden));
    faults.into_par_iter().chain(found).collect()
}

/// Fewer entries than this are not worth dividing between cores.
const FEW: usize = 16;

/// An entry and, when it is a folder, what it holds.
fn one(entry: &DirEntry, folder: &str, depth: usize, hidden: bool) -> Vec<Entry> {
    let name = entry.file_name();
    let path = format!("{folder}/{}", name.to_string_lossy());
    let kind = match entry.file_type() {
        Ok(kind) => kind,
        Err(error) => return vec![Entry { path, depth, what: What::Unreadable(error) }],
    };
    if kind.is_dir() {
        let too_deep = || vec![Entry { path: path.clone(), depth, what: What::Unreadable(io::Error::other(TooDeep)) }];
        let held = if depth < DEEPEST { below(&entry.path(), &path, depth + 1, hidden) } else { too_deep() };
        let mut all = Vec::with_capacity(held.len() + 1);
        all.push(Entry { path, depth, what: What::Folder });
        all.extend(held);
        return all;
    }
    if !kind.is_file() {
        return vec![Entry { path, depth, what: What::Other }];
    }
    let metadata = entry.metadata().ok().map(Box::new);
    vec![Entry { path, depth, what: What::File { metadata, is_named: name.to_str().is_some() } }]
}
