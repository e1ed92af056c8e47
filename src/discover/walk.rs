//! The walk: every entry below one of the portal's folders, in order of name.
//!
//! Folders are read in parallel: a portal of ten thousand datasets has as many,
//! and a disk answers several at once. Links are never followed.

use std::fs::{self, DirEntry};
use std::io;
use std::path::Path;

use rayon::prelude::*;

use super::{DEEPEST, FileKind, Refusal, classify};

/// An entry of a folder.
pub(super) struct Entry {
    /// Path below the portal's folder, `/` between its parts.
    pub(super) path: String,
    /// How many folders below the portal's own one; `data/x` is at 1.
    pub(super) depth: usize,
    /// What it is.
    pub(super) what: What,
}

/// What an entry is.
pub(super) enum What {
    /// A folder; what it holds comes behind it.
    Folder,
    /// A file, by its place and name, with its size in bytes.
    File(Result<FileKind, Refusal>, u64),
    /// A link, a device, a pipe.
    Other,
    /// What the disk does not give.
    Unreadable(io::Error),
}

/// All entries below `root/top`: sorted by name, a folder before what it
/// holds. Nothing when there is no such folder.
pub(super) fn walk(root: &Path, top: &str) -> Vec<Entry> {
    let start = root.join(top);
    let entry = |what| vec![Entry { path: top.to_owned(), depth: 0, what }];
    match fs::symlink_metadata(&start) {
        Err(_) => Vec::new(),
        Ok(metadata) if metadata.is_symlink() => entry(What::Other),
        Ok(metadata) if metadata.is_dir() => below(&start, top, 1, top == "static"),
        Ok(metadata) if metadata.is_file() => entry(What::File(classify(top), metadata.len())),
        Ok(_) => entry(What::Other),
    }
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
    let found = entries.into_par_iter().with_min_len(FEW).flat_map_iter(|(_, entry)| one(&entry, path, depth, hidden));
    faults.into_par_iter().chain(found).collect()
}

/// Fewer entries than this are not worth dividing between cores.
const FEW: usize = 16;

/// Why a folder is not read.
const TOO_DEEP: &str = "the folder lies inside too many others";

/// An entry and, when it is a folder, what it holds.
fn one(entry: &DirEntry, folder: &str, depth: usize, hidden: bool) -> Vec<Entry> {
    let name = entry.file_name();
    let path = format!("{folder}/{}", name.to_string_lossy());
    let kind = match entry.file_type() {
        Ok(kind) => kind,
        Err(error) => return vec![Entry { path, depth, what: What::Unreadable(error) }],
    };
    if kind.is_dir() {
        let too_deep = || vec![Entry { path: path.clone(), depth, what: What::Unreadable(io::Error::other(TOO_DEEP)) }];
        let held = if depth < DEEPEST { below(&entry.path(), &path, depth + 1, hidden) } else { too_deep() };
        let mut all = Vec::with_capacity(held.len() + 1);
        all.push(Entry { path, depth, what: What::Folder });
        all.extend(held);
        return all;
    }
    if !kind.is_file() {
        return vec![Entry { path, depth, what: What::Other }];
    }
    // What is no text on this disk cannot be found again by its name.
    let kind = if name.to_str().is_some() { classify(&path) } else { Err(Refusal::BadName(name.to_string_lossy().into_owned())) };
    // Only what is read whole has a limit; a table's size is asked for later.
    let is_text = matches!(kind, Ok(FileKind::Page { .. } | FileKind::DatasetToml(_) | FileKind::DataPackage(_)));
    let size = if is_text { entry.metadata().map_or(0, |metadata| metadata.len()) } else { 0 };
    vec![Entry { path, depth, what: What::File(kind, size) }]
}
