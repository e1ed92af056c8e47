//! Watching the portal's files, and only those: what congbo itself writes, what
//! git and editors keep for themselves, and mere reading are not news.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use notify::{EventKind, RecommendedWatcher, RecursiveMode, Watcher};

/// The folders that hold what is published; `congbo.toml` lies beside them.
const FOLDERS: [&str; 4] = ["content", "data", "static", "themes"];

/// A watch over a portal's folder, until dropped.
pub(super) struct Watch {
    root: PathBuf,
    watcher: RecommendedWatcher,
    watched: BTreeSet<&'static str>,
}

impl Watch {
    /// Calls `saved` whenever a file of the portal in `root` changes.
    pub(super) fn new(root: &Path, saved: impl Fn() + Send + 'static) -> notify::Result<Self> {
        let root = root.canonicalize()?;
        let below = root.clone();
        let mut watcher = notify::recommended_watcher(move |event: notify::Result<notify::Event>| {
            // An error may mean that events were lost: better to build once more.
            let news = event.map_or(true, |event| is_change(&event.kind) && event.paths.iter().any(|path| is_source(&below, path)));
            if news {
                saved();
            }
        })?;
        watcher.watch(&root, RecursiveMode::NonRecursive)?;
        let mut watch = Self { root, watcher, watched: BTreeSet::new() };
        watch.refresh();
        Ok(watch)
    }

    /// Watches folders that have come since, forgets those that have gone.
    pub(super) fn refresh(&mut self) {
        for name in FOLDERS {
            let folder = self.root.join(name);
            if !folder.is_dir() {
                self.watched.remove(name);
            } else if !self.watched.contains(name) && self.watcher.watch(&folder, RecursiveMode::Recursive).is_ok() {
                self.watched.insert(name);
            }
        }
    }
}

fn is_change(kind: &EventKind) -> bool {
    matches!(kind, EventKind::Any | EventKind::Create(_) | EventKind::Modify(_) | EventKind::Remove(_))
}

/// Whether the path is `congbo.toml` or lies in a folder of the portal, and is
/// no editor's own file.
fn is_source(root: &Path, path: &Path) -> bool {
    let Ok(below) = path.strip_prefix(root) else { return false };
    let mut parts = below.iter().map(|part| part.to_string_lossy());
    let Some(first) = parts.next() else { return false };
    if first != "congbo.toml" && !FOLDERS.contains(&first.as_ref()) {
        return false;
    }
    parts.all(|part| {
        !part.starts_with('.') && !part.starts_with("~$") && !part.ends_with('~') && !part.ends_with(".swp") && !part.ends_with(".tmp")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_portals_own_files_are_news() {
        let root = Path::new("/p");
        for news in ["/p/congbo.toml", "/p/data", "/p/data/a/b.csv", "/p/content/_index.md", "/p/themes/x/theme.toml"] {
            assert!(is_source(root, Path::new(news)), "{news}");
        }
        let other = [
            "/p",
            "/p/public/index.html",
            "/p/.git/index",
            "/p/target/x",
            "/p/data/a/.b.csv.swp",
            "/p/data/~$b.csv",
            "/p/data/b.csv~",
            "/q/data/b.csv",
        ];
        for other in other {
            assert!(!is_source(root, Path::new(other)), "{other}");
        }
    }
}
