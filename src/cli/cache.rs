//! Where the cache of a portal is, and which program this is.

use std::env;
use std::path::Path;

use crate::cache::{Cache, FOLDER};

/// The cache of the portal in `root`; `None` when there can be none.
pub(super) fn of(root: &Path) -> Option<Cache> {
    // What another program left is of no use, so the program has to be known.
    let program = env::current_exe().ok()?;
    root.join("congbo.toml").is_file().then(|| Cache::of_program(&root.join(FOLDER), &program))?
}
