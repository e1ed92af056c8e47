//! The single steps of a move. A build may be killed before any of them, and
//! each leaves every file whole.

use std::fs;
use std::io;
use std::path::Path;

/// Renames a file or folder.
pub(super) fn rename(from: &Path, to: &Path) -> io::Result<()> {
    is_alive()?;
    fs::rename(from, to)
}

/// Removes a file.
pub(super) fn remove_file(path: &Path) -> io::Result<()> {
    is_alive()?;
    fs::remove_file(path)
}

/// Removes a folder that is empty.
pub(super) fn remove_dir(path: &Path) -> io::Result<()> {
    is_alive()?;
    fs::remove_dir(path)
}

#[cfg(not(test))]
#[expect(clippy::unnecessary_wraps, reason = "in tests a build dies here")]
fn is_alive() -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
thread_local! {
    /// How many more steps a build of this thread takes before it dies.
    static LEFT: std::cell::Cell<usize> = const { std::cell::Cell::new(usize::MAX) };
}

#[cfg(test)]
fn is_alive() -> io::Result<()> {
    let left = LEFT.get().checked_sub(1).ok_or_else(|| io::Error::other("killed"))?;
    LEFT.set(left);
    Ok(())
}

/// Lets what runs in `run` die after so many steps: none is taken any more.
#[cfg(test)]
pub(super) fn killed_after<T>(steps: usize, run: impl FnOnce() -> T) -> T {
    LEFT.set(steps);
    let done = run();
    LEFT.set(usize::MAX);
    done
}
