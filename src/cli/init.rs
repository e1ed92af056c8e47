//! `congbo init`: a small portal to begin with, in Vietnamese and English.
//!
//! Its files stand in `init/`, embedded; a leading `dot-` of a name becomes a
//! dot, so that git and cargo leave the templates alone. All of it is invented
//! and says so.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use clap::Args;
use include_dir::{Dir, DirEntry, include_dir};

use super::files::create;
use super::{Outcome, Session, say};

static TEMPLATE: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/src/cli/init");

/// What `congbo init` is told.
#[derive(Debug, Args)]
pub(super) struct Arguments {
    /// A new folder, or an empty one
    dir: PathBuf,
}

/// Runs `congbo init`.
pub(super) fn run(session: &Session, arguments: &Arguments) -> Outcome {
    let dir = &arguments.dir;
    match is_empty(dir) {
        Ok(true) => {}
        Ok(false) => return session.refuse(say::not_empty(session.tongue, dir)),
        Err(error) => return session.refuse(say::disk(session.tongue, dir, &error)),
    }
    for (path, bytes) in files(&TEMPLATE) {
        if let Err(refusal) = create(session.tongue, &dir.join(path), bytes) {
            return session.refuse(refusal);
        }
    }
    session.print(say::portal_made(session.tongue, dir))
}

/// Whether nothing is in the folder, or it is not there.
fn is_empty(dir: &Path) -> io::Result<bool> {
    match fs::read_dir(dir) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// All files of the template with the paths they get, sorted.
fn files<'a>(folder: &'a Dir<'a>) -> Vec<(PathBuf, &'a [u8])> {
    let mut all = Vec::new();
    for entry in folder.entries() {
        match entry {
            DirEntry::Dir(below) => all.extend(files(below)),
            DirEntry::File(file) => all.push((dotted(file.path()), file.contents())),
        }
    }
    all.sort();
    all
}

fn dotted(path: &Path) -> PathBuf {
    let part = |part: &std::ffi::OsStr| {
        let name = part.to_string_lossy();
        name.strip_prefix("dot-").map_or_else(|| name.clone().into_owned(), |rest| format!(".{rest}"))
    };
    path.iter().map(part).collect()
}
