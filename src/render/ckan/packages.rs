//! Packages as JSON, made once for all answers that hold them: two of one
//! dataset, and four of all.
//!
//! They wait in a file without a name, so that memory does not grow with the
//! portal. Whether one waits there decides how long an answer takes, never what
//! it says: all that a package names is made before the first of them.

use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, MutexGuard};

use tempfile::SpooledTempFile;

use super::package::package;
use crate::model::dataset::Dataset;
use crate::render::text::ascii_json::line;
use crate::route::Context;

/// So many bytes wait in memory; more go to the disk.
const IN_MEMORY: usize = 2 << 20;

/// Packages that are made.
struct Packages(Mutex<Waiting>);

struct Waiting {
    file: SpooledTempFile,
    /// Where packages stand in it, by the dataset: begin and length.
    places: HashMap<String, (u64, usize)>,
}

/// Writes the package of a dataset on one line.
pub(super) fn write_package(context: &Context<'_>, dataset: &Dataset, out: &mut dyn Write) -> io::Result<()> {
    let packages = context.catalog.packages.get_or(Packages::new);
    if let Some(text) = packages.find(&dataset.name)? {
        return out.write_all(&text);
    }
    // Others go on meanwhile, and may make the same.
    let text = package(context, dataset, |package| line(package))?;
    packages.keep(&dataset.name, &text)?;
    out.write_all(&text)
}

impl Packages {
    fn new() -> Self {
        Self(Mutex::new(Waiting { file: SpooledTempFile::new(IN_MEMORY), places: HashMap::new() }))
    }

    fn find(&self, dataset: &str) -> io::Result<Option<Vec<u8>>> {
        let Waiting { file, places } = &mut *self.waiting();
        let Some((begin, length)) = places.get(dataset) else { return Ok(None) };
        let mut text = vec![0; *length];
        file.seek(SeekFrom::Start(*begin))?;
        file.read_exact(&mut text)?;
        Ok(Some(text))
    }

    fn keep(&self, dataset: &str, text: &[u8]) -> io::Result<()> {
        let Waiting { file, places } = &mut *self.waiting();
        if !places.contains_key(dataset) {
            let begin = file.seek(SeekFrom::End(0))?;
            file.write_all(text)?;
            places.insert(dataset.to_owned(), (begin, text.len()));
        }
        Ok(())
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().expect("no thread panics while holding it")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_found_as_it_was_kept_in_memory_and_on_the_disk() {
        let packages = Packages::new();
        assert_eq!(packages.find("a").expect("memory"), None);
        let (small, large) = (b"{\"a\":1}\n".to_vec(), vec![b'x'; IN_MEMORY]);
        for (name, text) in [("a", &small), ("b", &large), ("c", &small), ("a", &large)] {
            packages.keep(name, text).expect("a temporary file");
        }
        for (name, text) in [("c", &small), ("b", &large), ("a", &small)] {
            assert_eq!(packages.find(name).expect("a temporary file").as_ref(), Some(text), "{name}");
        }
    }
}
