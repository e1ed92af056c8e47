//! What the test runners share: folders as maps of bytes, copies, goldens and
//! a difference that can be read.
//!
//! Knows files and texts only, nothing of portals.

#![allow(dead_code, reason = "every runner is a crate of its own and uses its own part")]

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// The project's folder.
pub(crate) fn project() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Whether goldens are to be rewritten: `UPDATE=1 cargo test`.
pub(crate) fn is_update() -> bool {
    std::env::var_os("UPDATE").is_some_and(|value| value == "1")
}

/// The folders directly below `folder`, sorted by name.
pub(crate) fn folders(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).unwrap_or_else(|error| panic!("{}: {error}", folder.display()));
    let mut folders: Vec<PathBuf> = entries.map(|entry| entry.expect("a readable folder").path()).filter(|path| path.is_dir()).collect();
    folders.sort();
    folders
}

/// The last part of a path.
pub(crate) fn name(path: &Path) -> String {
    path.file_name().expect("a named file").to_string_lossy().into_owned()
}

/// All files below a folder: path with `/` between its parts, bytes. Empty
/// when there is no such folder.
pub(crate) fn tree(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut files = BTreeMap::new();
    for entry in walkdir::WalkDir::new(folder).into_iter().filter_map(Result::ok).filter(|entry| entry.file_type().is_file()) {
        let below = entry.path().strip_prefix(folder).expect("walked from it");
        let path = below.components().map(|part| part.as_os_str().to_string_lossy()).collect::<Vec<_>>().join("/");
        files.insert(path, fs::read(entry.path()).expect("a readable file"));
    }
    files
}

/// Makes `folder` hold exactly these files.
pub(crate) fn write_tree(folder: &Path, files: &BTreeMap<String, Vec<u8>>) {
    for path in tree(folder).keys().filter(|path| !files.contains_key(*path)) {
        fs::remove_file(folder.join(path)).expect("a stale golden goes");
    }
    for (path, bytes) in files {
        let target = folder.join(path);
        if fs::read(&target).ok().as_ref() != Some(bytes) {
            fs::create_dir_all(target.parent().expect("below the folder")).expect("a folder can be made");
            fs::write(&target, bytes).expect("a golden can be written");
        }
    }
    remove_empty(folder);
}

fn remove_empty(folder: &Path) {
    for inner in fs::read_dir(folder).into_iter().flatten().filter_map(Result::ok).map(|entry| entry.path()).filter(|path| path.is_dir()) {
        remove_empty(&inner);
        // Fails when it is not empty, which is meant.
        let _ = fs::remove_dir(&inner);
    }
}

/// Copies a folder into a temporary one.
pub(crate) fn copied(folder: &Path) -> tempfile::TempDir {
    let copy = tempfile::tempdir().expect("a temporary folder");
    write_tree(copy.path(), &tree(folder));
    copy
}

/// Compares with a golden text, or rewrites it. Gives what differs.
pub(crate) fn golden(path: &Path, actual: &str) -> Option<String> {
    let expected = fs::read_to_string(path).ok();
    if expected.as_deref() == Some(actual) {
        return None;
    }
    if is_update() {
        fs::write(path, actual).expect("a golden can be written");
        return None;
    }
    let shown = path.strip_prefix(project()).unwrap_or(path).display();
    Some(match expected {
        None => format!("{shown} is missing; it would be:\n{actual}"),
        Some(expected) => format!("{shown} differs (- expected, + now):\n{}", difference(&expected, actual)),
    })
}

/// The lines that differ, with one line of context at both ends.
pub(crate) fn difference(expected: &str, actual: &str) -> String {
    let (old, new): (Vec<&str>, Vec<&str>) = (expected.lines().collect(), actual.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let room = old.len().min(new.len()) - head;
    let tail = old.iter().rev().zip(new.iter().rev()).take(room).take_while(|(a, b)| a == b).count();
    let mut text = format!("  line {}\n", head + 1);
    let mut say = |mark: char, lines: &[&str]| {
        for line in lines.iter().take(40) {
            text.push_str(&format!("{mark} {}\n", line.chars().take(300).collect::<String>()));
        }
    };
    say(' ', &old[head.saturating_sub(1)..head]);
    say('-', &old[head..old.len() - tail]);
    say('+', &new[head..new.len() - tail]);
    say(' ', &old[old.len() - tail..(old.len() - tail + 1).min(old.len())]);
    text
}
