//! The portal's folder: whether there is one where the command line says.

use std::path::{Path, PathBuf};

use super::say;
use crate::diag::nearest;
use crate::diag::wording::Tongue;

/// Why no portal can lie at `root`: nothing is there, or something that is no
/// folder. What else may be wrong with it is found by reading it.
pub(super) fn fault(tongue: Tongue, root: &Path) -> Option<String> {
    match root.metadata() {
        Ok(there) if there.is_dir() => None,
        Ok(_) => Some(say::root_no_folder(tongue, root)),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Some(say::no_root(tongue, root, near(root).as_deref())),
        Err(error) => Some(say::disk(tongue, root, &error)),
    }
}

/// The folder whose name is most like that of the first one that is missing,
/// with what was to follow if that is there too.
fn near(root: &Path) -> Option<PathBuf> {
    let missing = root.ancestors().take_while(|path| !path.exists() && !path.as_os_str().is_empty()).last()?;
    let above = missing.parent()?;
    let listed = if above.as_os_str().is_empty() { Path::new(".") } else { above }.read_dir().ok()?;
    let folders = listed.filter_map(Result::ok).filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders.filter_map(|entry| entry.file_name().into_string().ok()).collect();
    names.sort();
    let found = above.join(nearest(missing.file_name()?.to_str()?, names.iter().map(String::as_str))?);
    let whole = root.strip_prefix(missing).ok().filter(|rest| !rest.as_os_str().is_empty()).map(|rest| found.join(rest));
    Some(whole.filter(|whole| whole.is_dir()).unwrap_or(found))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_folder_is_named_with_what_follows() {
        let folder = tempfile::tempdir().expect("a folder");
        let at = |path: &str| folder.path().join(path);
        std::fs::create_dir_all(at("cong-so-noi-vu/trang")).expect("a folder");
        std::fs::write(at("cong-so-noi-v"), "").expect("a file");
        assert_eq!(near(&at("cong-so-noivu")), Some(at("cong-so-noi-vu")));
        assert_eq!(near(&at("cong-so-noivu/trang")), Some(at("cong-so-noi-vu/trang")));
        assert_eq!(near(&at("cong-so-noivu/khac")), Some(at("cong-so-noi-vu")));
        assert_eq!(near(&at("cong-so-noi-vu/trng")), Some(at("cong-so-noi-vu/trang")));
        assert_eq!(near(&at("x")), None);
    }
}
