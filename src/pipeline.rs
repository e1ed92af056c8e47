//! The pipeline: the seven stages, called in order, on one page.

use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::diag::report::Levels;
use crate::diag::{Notes, Sources};
use crate::model::Catalog;
use crate::model::theme::Theme;
use crate::route::Plan;

/// What a run is asked to do, beyond what `congbo.toml` says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The portal's folder.
    pub root: PathBuf,
    /// Overrides `base_url`.
    pub base_url: Option<String>,
    /// Overrides `as_of`.
    pub as_of: Option<Date>,
    /// The moment of publication; `as_of` when absent.
    pub published: Option<Timestamp>,
}

/// A portal that was read and checked.
#[derive(Debug)]
pub struct Checked {
    /// Its files.
    pub sources: Sources,
    /// Everything that was noticed.
    pub notes: Notes,
    /// The levels that its configuration sets.
    pub levels: Levels,
    /// What can be published; `None` when there is an error.
    pub site: Option<Site>,
}

/// A portal that can be published.
#[derive(Debug)]
pub struct Site {
    /// What is published.
    pub catalog: Catalog,
    /// The theme.
    pub theme: Theme,
    /// Where everything goes.
    pub plan: Plan,
}

/// What publishing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// HTML pages of the site.
    pub pages: usize,
    /// All files of the site.
    pub files: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
    /// Size of all files in bytes.
    pub bytes: u64,
}

/// Why publishing failed; nothing was changed then.
#[derive(Debug)]
pub enum Trouble {
    /// The disk: what was tried, and its answer.
    Disk(PathBuf, std::io::Error),
    /// The output folder is not empty and not ours.
    Foreign(PathBuf),
    /// Files that congbo did not write stand at addresses of the site.
    Occupied(Vec<PathBuf>),
    /// Another build is writing to the folder.
    Locked(PathBuf),
    /// Templates failed; the faults are in the notes.
    Templates(Notes),
}

/// Reads and checks the portal: discover, load, check, link, route.
pub fn check(options: &Options) -> Checked {
    let _ = options;
    Checked { sources: Sources::new(&options.root), notes: Notes::default(), levels: Levels::new(), site: None }
}

/// Publishes a checked portal into `output`: render, write. `adopt` takes over
/// a folder that is not ours, deleting nothing in it.
///
/// # Errors
/// [`Trouble`]; the folder is as it was then.
pub fn publish(checked: &Checked, output: &Path, adopt: Adopt) -> Result<Published, Trouble> {
    let _ = (checked, output, adopt);
    Ok(Published::default())
}

/// Whether a folder that congbo did not make may be written into.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Adopt {
    /// No: refuse.
    Never,
    /// Yes, deleting nothing (`--force`).
    Foreign,
}
