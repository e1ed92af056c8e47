//! Where the cache of a portal is, and which program this is.

use std::env;
use std::path::Path;

use crate::cache::{Cache, Digest, FOLDER};

/// The cache of the portal in `root`; `None` when there can be none.
pub(super) fn of(root: &Path) -> Option<Cache> {
    // What another program left is of no use, so the program has to be known.
    let program = Digest::of_file(&env::current_exe().ok()?).ok()?;
    root.join("congbo.toml").is_file().then(|| Cache::open(&root.join(FOLDER), program))?
}
