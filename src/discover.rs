//! Discover: walk the portal's folder and say what each file is. Reads names
//! only, never contents. Sorted, so that every run sees the same order.

use std::io;
use std::path::Path;

use walkdir::{DirEntry, WalkDir};

use crate::diag::code::{BAD_NAME, EMPTY_DATASET, NO_CONFIG, NOT_PUBLISHED, SYMLINK, TOO_LARGE};
use crate::diag::{Diagnostic, Noted, SourceId, Sources, Spot};
use crate::markdown::slug;
use crate::model::schema::is_id;

/// Folders nested deeper than this are refused: nobody writes them by hand.
pub const DEEPEST: usize = 32;

/// A text file (TOML, JSON, Markdown, template) larger than this is refused;
/// tables may be as large as the disk.
pub const LARGEST_TEXT: u64 = 16 << 20;

/// Names of files with more bytes than this are refused: disks end at 255, and
/// copies are given longer names.
pub const LONGEST_NAME: usize = 200;

/// Endings of files beside pages that are published at their path.
pub const PUBLISHED: [&str; 22] = [
    "png", "jpg", "jpeg", "gif", "webp", "avif", "pdf", "csv", "tsv", "json", "txt", "xlsx", "xls", "ods", "odt", "docx", "pptx", "zip",
    "mp4", "webm", "mp3", "geojson",
];

/// Endings of tables.
pub const TABLES: [&str; 2] = ["csv", "tsv"];

/// A file of the portal.
#[derive(Debug, Clone)]
pub struct SourceFile {
    /// Its number in [`Sources`].
    pub source: SourceId,
    /// What it is.
    pub kind: FileKind,
}

/// What a file is, by its place and name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum FileKind {
    /// `content/**/<id>[.<lang>].md`
    Page {
        /// Path below `content/` without language and ending.
        id: String,
        /// The tag between the name and the ending, if there is one.
        tag: Option<String>,
    },
    /// A file beside pages, or in `static/`: published at this path.
    Copied(String),
    /// `data/<dataset>/dataset.toml`
    DatasetToml(String),
    /// `data/<dataset>/datapackage.json`
    DataPackage(String),
    /// `data/<dataset>/<name>.csv`
    Csv {
        /// The dataset's folder name.
        dataset: String,
        /// Path below the dataset's folder.
        path: String,
    },
}

/// The files of a portal.
#[derive(Debug, Default)]
pub struct Discovered {
    /// All files, sorted by path.
    pub files: Vec<SourceFile>,
    /// `congbo.toml`.
    pub config: Option<SourceId>,
    /// Names of the folders of `data/`, sorted.
    pub datasets: Vec<String>,
    /// Something to point at when a file is missing: the portal as a whole.
    pub portal: SourceId,
}

/// Walks `congbo.toml`, `content/`, `static/` and `data/`.
pub fn discover(sources: &mut Sources) -> Noted<Discovered> {
    let mut found = Noted::<Discovered>::default();
    let portal = sources.add("congbo.toml");
    found.value.portal = portal;
    if sources.disk_path(portal).is_file() {
        found.value.config = Some(portal);
    } else {
        found.notes.push(Diagnostic::new(&NO_CONFIG, Spot::whole(portal)));
    }
    for top in ["content", "data", "static"] {
        walk(top, sources, &mut found);
    }
    check_datasets(sources, &mut found);
    found
}

fn walk(top: &str, sources: &mut Sources, found: &mut Noted<Discovered>) {
    let root = sources.root().to_owned();
    let start = root.join(top);
    match std::fs::symlink_metadata(&start) {
        Err(_) => return,
        // The walk itself would follow a link at its root.
        Ok(metadata) if metadata.is_symlink() => {
            let source = sources.add(top);
            found.notes.push(Diagnostic::new(&SYMLINK, Spot::whole(source)));
            return;
        }
        Ok(_) => {}
    }
    let visible = |entry: &DirEntry| entry.depth() == 0 || top == "static" || !entry.file_name().to_string_lossy().starts_with('.');
    for entry in WalkDir::new(&start).sort_by_file_name().max_depth(DEEPEST).into_iter().filter_entry(visible) {
        let entry = match entry {
            Ok(entry) => entry,
            Err(error) => {
                let path = error.path().map_or_else(|| top.to_owned(), |path| relative(&root, path));
                let spot = Spot::whole(sources.add(path));
                let error = io::Error::from(error);
                found.notes.push(Diagnostic::unreadable(spot, &error));
                continue;
            }
        };
        let path = relative(&root, entry.path());
        let kind = entry.file_type();
        if kind.is_dir() {
            if top == "data" && entry.depth() == 1 {
                found.value.datasets.push(entry.file_name().to_string_lossy().into_owned());
            }
            continue;
        }
        let source = sources.add(path.clone());
        if !kind.is_file() {
            found.notes.push(Diagnostic::new(&SYMLINK, Spot::whole(source)));
            continue;
        }
        // What is no text on this disk cannot be found again by its name.
        let named = entry.path().to_str().is_some();
        match if named { classify(&path) } else { Err(Refusal::BadName(entry.file_name().to_string_lossy().into_owned())) } {
            Ok(kind) => {
                if takes_room(&kind, &entry, source, found) {
                    found.value.files.push(SourceFile { source, kind });
                }
            }
            Err(Refusal::NotPublished(allowed)) => {
                found.notes.push(Diagnostic::new(&NOT_PUBLISHED, Spot::whole(source)).arg("allowed", allowed.join(", ")));
            }
            Err(Refusal::Loose(name)) => {
                found.notes.push(Diagnostic::new(&NOT_PUBLISHED, Spot::whole(source)).arg("folder", name).variant("loose"));
            }
            Err(Refusal::BadName(name)) => found.notes.push(Diagnostic::new(&BAD_NAME, Spot::whole(source)).arg("name", name)),
        }
    }
}

/// Whether the file is small enough to be read whole, when it has to be.
fn takes_room(kind: &FileKind, entry: &DirEntry, source: SourceId, found: &mut Noted<Discovered>) -> bool {
    let read_whole = !matches!(kind, FileKind::Csv { .. } | FileKind::Copied(_));
    let size = entry.metadata().map_or(0, |metadata| metadata.len());
    let fits = !read_whole || size <= LARGEST_TEXT;
    if !fits {
        found.notes.push(Diagnostic::new(&TOO_LARGE, Spot::whole(source)).number("size", size).number("limit", LARGEST_TEXT));
    }
    fits
}

enum Refusal {
    /// Its type is none of these.
    NotPublished(&'static [&'static str]),
    /// A table that lies in no dataset's folder; a name for that folder.
    Loose(String),
    BadName(String),
}

fn classify(path: &str) -> Result<FileKind, Refusal> {
    let (top, rest) = path.split_once('/').unwrap_or(("", path));
    match top {
        "static" => copied(rest),
        "content" => content(rest),
        _ => data(rest),
    }
}

/// A file that is published at its path, when every disk can hold its name and
/// the list of sums, which has a line for each, can name it.
fn copied(path: &str) -> Result<FileKind, Refusal> {
    let bad = |part: &&str| {
        part.len() > LONGEST_NAME
            || part.ends_with(['.', ' '])
            || part.chars().any(|letter| letter.is_control() || matches!(letter, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
    };
    match path.split('/').find(bad) {
        Some(part) => Err(Refusal::BadName(part.to_owned())),
        None => Ok(FileKind::Copied(path.to_owned())),
    }
}

fn content(path: &str) -> Result<FileKind, Refusal> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let Some(stem) = name.strip_suffix(".md") else {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        return if PUBLISHED.contains(&ending.as_str()) { copied(path) } else { Err(Refusal::NotPublished(&PUBLISHED)) };
    };
    let (stem, tag) = stem.split_once('.').map_or((stem, None), |(stem, tag)| (stem, Some(tag.to_owned())));
    let bad = folder.split('/').filter(|part| !part.is_empty()).find(|part| !is_id(part));
    // The list of plans has a page of its own, which no author writes.
    let free = stem == "_index" && folder != "plans";
    if let Some(part) = bad.or((!free && !is_id(stem)).then_some(stem)) {
        return Err(Refusal::BadName(part.to_owned()));
    }
    let id = if folder.is_empty() { stem.to_owned() } else { format!("{folder}/{stem}") };
    Ok(FileKind::Page { id, tag })
}

fn data(path: &str) -> Result<FileKind, Refusal> {
    let is_table = |name: &str| TABLES.iter().any(|ending| name.to_ascii_lowercase().ends_with(&format!(".{ending}")));
    let Some((dataset, rest)) = path.split_once('/') else {
        let stem = path.rsplit_once('.').map_or(path, |(stem, _)| stem);
        return Err(if is_table(path) { Refusal::Loose(slug(stem)) } else { Refusal::NotPublished(&TABLES) });
    };
    if !is_id(dataset) {
        return Err(Refusal::BadName(dataset.to_owned()));
    }
    match rest {
        "dataset.toml" => Ok(FileKind::DatasetToml(dataset.to_owned())),
        "datapackage.json" => Ok(FileKind::DataPackage(dataset.to_owned())),
        _ if is_table(rest) => Ok(FileKind::Csv { dataset: dataset.to_owned(), path: rest.to_owned() }),
        _ => Err(Refusal::NotPublished(&TABLES)),
    }
}

/// A folder of `data/` without any table is said, and then ignored.
fn check_datasets(sources: &mut Sources, found: &mut Noted<Discovered>) {
    let Discovered { files, datasets, .. } = &mut found.value;
    let has_table = |name: &String| files.iter().any(|file| matches!(&file.kind, FileKind::Csv { dataset, .. } if dataset == name));
    let (full, empty): (Vec<String>, Vec<String>) = datasets.drain(..).partition(has_table);
    *datasets = full;
    for name in empty.iter().filter(|name| is_id(name)) {
        let spot = Spot::whole(sources.add(format!("data/{name}")));
        found.notes.push(Diagnostic::new(&EMPTY_DATASET, spot));
    }
    found
        .value
        .files
        .retain(|file| !matches!(&file.kind, FileKind::DatasetToml(name) | FileKind::DataPackage(name) if empty.contains(name)));
}

fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_disk_refuses_are_not_published() {
        let is_copied = |path: &str| matches!(classify(path), Ok(FileKind::Copied(_)));
        for good in ["static/.nojekyll", "static/CNAME", "static/.well-known/security.txt", "content/Ảnh đẹp.PNG", "static/x y/z"] {
            assert!(is_copied(good), "{good}");
        }
        let long = format!("static/{}", "a".repeat(201));
        for bad in ["content/a\nb.png", "static/x\\y", "static/a:b", "static/a?.txt", "static/e.", "static/e /x", "static/\"x", &long] {
            assert!(!is_copied(bad), "{bad}");
        }
    }
}
