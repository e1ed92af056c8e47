//! What was made once and is wanted again when much else was made meanwhile.
//!
//! It waits in a file without a name, so that memory does not grow with the
//! portal. Whether something waits there decides how long an output takes,
//! never what comes out: a disk that refuses only makes it be made again.

use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, MutexGuard};

use tempfile::SpooledTempFile;

/// So many bytes wait in memory; more go to the disk.
const IN_MEMORY: usize = 1 << 20;

/// Things made, by name.
pub(in crate::render) struct Kept(Mutex<Waiting>);

struct Waiting {
    file: SpooledTempFile,
    /// Where things stand in it: begin and length.
    places: HashMap<String, (u64, usize)>,
}

impl Default for Kept {
    fn default() -> Self {
        Self(Mutex::new(Waiting { file: SpooledTempFile::new(IN_MEMORY), places: HashMap::new() }))
    }
}

impl Kept {
    /// The thing of a name; made when it does not wait.
    ///
    /// # Errors
    /// Those of `make`.
    pub(in crate::render) fn get<E>(&self, name: &str, make: impl FnOnce() -> Result<Vec<u8>, E>) -> Result<Vec<u8>, E> {
        if let Some(bytes) = self.waiting().find(name) {
            return Ok(bytes);
        }
        // Others go on meanwhile, and may make the same.
        let bytes = make()?;
        let _ = self.waiting().keep(name, &bytes);
        Ok(bytes)
    }

    fn waiting(&self) -> MutexGuard<'_, Waiting> {
        self.0.lock().expect("no thread panics while holding it")
    }
}

impl Waiting {
    fn find(&mut self, name: &str) -> Option<Vec<u8>> {
        let (begin, length) = *self.places.get(name)?;
        let mut bytes = vec![0; length];
        self.file.seek(SeekFrom::Start(begin)).ok()?;
        self.file.read_exact(&mut bytes).ok()?;
        Some(bytes)
    }

    fn keep(&mut self, name: &str, bytes: &[u8]) -> io::Result<()> {
        if !self.places.contains_key(name) {
            let begin = self.file.seek(SeekFrom::End(0))?;
            self.file.write_all(bytes)?;
            self.places.insert(name.to_owned(), (begin, bytes.len()));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::convert::Infallible;

    use super::*;

    #[test]
    fn a_thing_is_made_once_and_found_as_it_was_in_memory_and_on_the_disk() {
        let kept = Kept::default();
        let mut made = Vec::new();
        for (name, length) in [("a", 7), ("b", IN_MEMORY), ("a", 7), ("c", 9), ("b", IN_MEMORY), ("c", 9), ("a", 7)] {
            let bytes = vec![name.as_bytes()[0]; length];
            let found = kept.get(name, || {
                made.push(name);
                Ok::<_, Infallible>(bytes.clone())
            });
            assert_eq!(found, Ok(bytes), "{name}");
        }
        assert_eq!(made, ["a", "b", "c"]);
    }
}
