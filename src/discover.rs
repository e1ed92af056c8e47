//! Discover: walk the portal's folder and say what each file is. Reads names
//! only, never contents. Sorted, so that every run sees the same order.

mod closed;
mod refusal;
mod walk;

use std::collections::BTreeSet;
use std::path::Path;

use crate::diag::code::{BAD_NAME, EMPTY_DATASET, NO_CONFIG, SYMLINK, TOO_LARGE, UNREADABLE};
use crate::diag::{Diagnostic, Noted, SourceId, Sources, Spot};
use crate::markdown::slug;
use crate::model::schema::is_id;
pub use closed::Closed;
use refusal::{Refusal, left_behind, unpublished};
use unicode_normalization::UnicodeNormalization;
pub use walk::{CONFIG, Entry, FOLDERS, Listing, What};

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
    /// Something of a dataset that could not be read: a folder, or what stands
    /// in the place of its descriptor and is no file. It has been told.
    Unread(String),
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
    /// The folders that could not be read.
    pub closed: Closed,
}

/// Says what everything in a portal's folder is: `congbo.toml`, and what lies in
/// `content/`, `data/` and `static/`.
pub fn discover(listing: &Listing, sources: &mut Sources) -> Noted<Discovered> {
    let mut found = Noted::<Discovered>::default();
    let portal = sources.add(CONFIG);
    found.value.portal = portal;
    // Settings that lie elsewhere are none: no link is followed out of the portal.
    match listing.config.as_ref().map(|config| &config.what) {
        Some(What::File { metadata: Some(metadata), .. }) if metadata.len() > LARGEST_TEXT => {
            found.notes.push(too_large(portal, metadata.len()));
        }
        Some(What::File { .. }) => found.value.config = Some(portal),
        Some(What::Folder) => found.notes.push(Diagnostic::new(&NO_CONFIG, Spot::whole(portal)).variant("folder")),
        Some(What::Other) => found.notes.push(Diagnostic::new(&NO_CONFIG, Spot::whole(portal)).variant("link")),
        Some(What::Unreadable(error)) => found.notes.push(Diagnostic::unreadable(Spot::whole(portal), error)),
        None => {
            let told = Diagnostic::new(&NO_CONFIG, Spot::whole(portal));
            found.notes.push(match listing.misnamed.iter().find(|(_, right)| *right == CONFIG) {
                Some((name, _)) => told.arg("name", name).variant("name"),
                None => told,
            });
        }
    }
    for (name, right) in listing.misnamed.iter().filter(|(_, right)| *right != CONFIG) {
        let spot = Spot::whole(sources.add(name.clone()));
        found.notes.push(Diagnostic::new(&BAD_NAME, spot).arg("name", name).arg("near", right).variant("top"));
        // What it holds is there, under another name.
        found.value.closed.add(right);
    }
    let mut above = None;
    for entry in listing.entries.iter().filter(|entry| entry.path != "themes" && !entry.path.starts_with("themes/")) {
        // What lies in a folder that stands for a descriptor is nothing.
        if above.is_some_and(|folder| entry.path.strip_prefix(folder).is_some_and(|rest| rest.starts_with('/'))) {
            continue;
        }
        above = if add_descriptor(entry, sources, &mut found) {
            Some(entry.path.as_str())
        } else {
            add(entry, sources, &mut found);
            None
        };
    }
    check_datasets(sources, &mut found);
    found
}

/// Tells what has the name of a descriptor and is no file, and says whether it
/// is that. Without its descriptor nobody knows what a dataset is.
fn add_descriptor(Entry { path, what, .. }: &Entry, sources: &mut Sources, found: &mut Noted<Discovered>) -> bool {
    let Some(Ok(FileKind::DatasetToml(name) | FileKind::DataPackage(name))) = path.strip_prefix("data/").map(data) else { return false };
    let source = match what {
        What::Folder | What::Other => sources.add(path.clone()),
        What::File { .. } | What::Unreadable(_) => return false,
    };
    let told = Diagnostic::new(&UNREADABLE, Spot::whole(source)).arg("name", path.rsplit('/').next().unwrap_or(path));
    found.notes.push(told.variant(if matches!(what, What::Folder) { "not-file" } else { "link" }));
    found.value.files.push(SourceFile { source, kind: FileKind::Unread(name) });
    true
}

fn add(Entry { path, depth, what }: &Entry, sources: &mut Sources, found: &mut Noted<Discovered>) {
    if let What::Folder = what {
        let Some(name) = path.strip_prefix("data/").filter(|_| *depth == 1) else { return };
        // What lies in it follows from its name.
        if !is_id(name) {
            let whole = Spot::whole(sources.add(path.clone()));
            found.notes.push(bad_name(name, whole));
        }
        found.value.datasets.push(name.to_owned());
        return;
    }
    let source = sources.add(path.clone());
    let whole = Spot::whole(source);
    match what {
        What::Folder => {}
        What::File { metadata, is_named } => match classify(path, *is_named) {
            Ok(kind) => {
                // Only what is read whole has a limit; a table's size is asked for later.
                let read_whole = !matches!(kind, FileKind::Csv { .. } | FileKind::Copied(_));
                let size = metadata.as_ref().map_or(0, |metadata| metadata.len());
                if read_whole && size > LARGEST_TEXT {
                    found.notes.push(too_large(source, size));
                } else {
                    found.value.files.push(SourceFile { source, kind });
                }
            }
            Err(refusal) => found.notes.extend(refusal.told(whole)),
        },
        What::Other => found.notes.push(Diagnostic::new(&SYMLINK, whole)),
        What::Unreadable(error) => {
            found.value.closed.add(path);
            if let Some((dataset, _)) = path.strip_prefix("data/").and_then(|path| path.split_once('/')) {
                found.value.files.push(SourceFile { source, kind: FileKind::Unread(dataset.to_owned()) });
            }
            found.notes.push(Diagnostic::unreadable_folder(whole, error));
        }
    }
}

/// The finding for a text that is too large to be read.
pub fn too_large(source: SourceId, size: u64) -> Diagnostic {
    Diagnostic::new(&TOO_LARGE, Spot::whole(source)).number("size", size).number("limit", LARGEST_TEXT)
}

/// The finding for a name that is no part of an address: with the nearest one
/// that is, and what to do with a copy.
pub fn bad_name(name: &str, spot: Spot) -> Diagnostic {
    const COPIES: [&str; 6] = [" - copy", " - bản sao", "bản sao của ", "copy of ", "-desktop-", "-laptop-"];
    let told = Diagnostic::new(&BAD_NAME, spot).arg("name", name);
    let near = slug(name);
    // A name without a letter has no nearest one.
    if !is_id(&near) || !name.chars().any(char::is_alphanumeric) {
        return told;
    }
    let lower: String = name.to_lowercase().nfc().collect();
    let is_numbered = lower.rsplit_once(" (").and_then(|(_, rest)| rest.strip_suffix(')')).is_some_and(|rest| rest.parse::<u32>().is_ok());
    let is_copy = is_numbered || COPIES.iter().any(|part| lower.contains(part));
    told.near(Some(near)).variant(if is_copy { "copy" } else { "near" })
}

fn classify(path: &str, is_named: bool) -> Result<FileKind, Refusal> {
    if !is_named {
        return Err(Refusal::BadName(path.rsplit('/').next().unwrap_or(path).to_owned()));
    }
    let (top, rest) = path.split_once('/').unwrap_or(("", path));
    if let Some(refusal) = left_behind(path).filter(|_| top != "static") {
        return Err(refusal);
    }
    match top {
        "static" => copied(rest),
        "content" => content(rest),
        _ => data(rest),
    }
}

/// A file that is published at its path.
fn copied(path: &str) -> Result<FileKind, Refusal> {
    match unpublishable(path) {
        Some(part) => Err(Refusal::BadName(part.to_owned())),
        None => Ok(FileKind::Copied(path.to_owned())),
    }
}

/// The part of a path that some disk cannot hold, that leads out of its folder,
/// or that the list of sums, which has a line for each file, cannot name.
pub fn unpublishable(path: &str) -> Option<&str> {
    let bad = |part: &&str| {
        part.is_empty()
            || part.len() > LONGEST_NAME
            || part.ends_with(['.', ' '])
            || part.chars().any(|letter| letter.is_control() || matches!(letter, '\\' | ':' | '*' | '?' | '"' | '<' | '>' | '|'))
    };
    path.split('/').find(bad)
}

fn content(path: &str) -> Result<FileKind, Refusal> {
    let (folder, name) = path.rsplit_once('/').map_or(("", path), |(folder, name)| (folder, name));
    let Some(stem) = name.strip_suffix(".md") else {
        let ending = name.rsplit_once('.').map(|(_, ending)| ending.to_ascii_lowercase()).unwrap_or_default();
        // Notepad adds an ending, and Windows hides it.
        let is_page = name.to_ascii_lowercase().ends_with(".md.txt");
        return if PUBLISHED.contains(&ending.as_str()) && !is_page { copied(path) } else { Err(unpublished(path, &PUBLISHED)) };
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
        return Err(if is_table(path) { Refusal::Loose(slug(stem)) } else { unpublished(path, &TABLES) });
    };
    if !is_id(dataset) {
        return Err(Refusal::Told);
    }
    match rest {
        "dataset.toml" => Ok(FileKind::DatasetToml(dataset.to_owned())),
        "datapackage.json" => Ok(FileKind::DataPackage(dataset.to_owned())),
        _ if is_table(rest) => Ok(FileKind::Csv { dataset: dataset.to_owned(), path: rest.to_owned() }),
        _ => Err(unpublished(path, &TABLES)),
    }
}

/// A folder of `data/` without any table is said, and then ignored.
fn check_datasets(sources: &mut Sources, found: &mut Noted<Discovered>) {
    let Discovered { files, datasets, closed, .. } = &mut found.value;
    let with_table = files.iter().filter_map(|file| match &file.kind {
        FileKind::Csv { dataset, .. } => Some(dataset.as_str()),
        _ => None,
    });
    let with_table: BTreeSet<&str> = with_table.collect();
    let (full, empty): (Vec<String>, Vec<String>) = datasets.drain(..).partition(|name| with_table.contains(name.as_str()));
    *datasets = full;
    for name in empty.iter().filter(|name| is_id(name) && !closed.may_hold_part_of(&format!("data/{name}"))) {
        let spot = Spot::whole(sources.add(format!("data/{name}")));
        found.notes.push(Diagnostic::new(&EMPTY_DATASET, spot));
    }
    let empty: BTreeSet<String> = empty.into_iter().collect();
    files.retain(|file| !matches!(&file.kind, FileKind::DatasetToml(name) | FileKind::DataPackage(name) | FileKind::Unread(name) if empty.contains(name)));
}

/// The path below `root`, `/` between its parts.
pub fn relative(root: &Path, path: &Path) -> String {
    let below = path.strip_prefix(root).unwrap_or(path);
    below.components().map(|part| part.as_os_str().to_string_lossy().into_owned()).collect::<Vec<_>>().join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_some_disk_refuses_are_not_published() {
        let is_copied = |path: &str| matches!(classify(path, true), Ok(FileKind::Copied(_)));
        for good in ["static/.nojekyll", "static/CNAME", "static/.well-known/security.txt", "content/Ảnh đẹp.PNG", "static/x y/z"] {
            assert!(is_copied(good), "{good}");
        }
        let long = format!("static/{}", "a".repeat(201));
        for bad in ["content/a\nb.png", "static/x\\y", "static/a:b", "static/a?.txt", "static/e.", "static/e /x", "static/\"x", &long] {
            assert!(!is_copied(bad), "{bad}");
        }
    }
}
