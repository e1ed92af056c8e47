//! What was made once and is wanted again when much else was made meanwhile.
//!
//! It waits in a file without a name, so that memory does not grow with the
//! portal, and not more of it than such a file may hold, because the folder for
//! temporary files is memory on some machines. Whether something waits there
//! decides how long an output takes, never what comes out: a file that is full
//! or refused only makes it be made again.

use std::collections::HashMap;
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::sync::{Mutex, MutexGuard};

use tempfile::SpooledTempFile;

/// So many bytes wait in memory; more go to the disk.
const IN_MEMORY: usize = 1 << 20;

/// So many bytes wait at most.
const ROOM: u64 = 64 << 20;

/// Things made, by name.
pub(in crate::render) struct Kept(Mutex<Waiting>);

struct Waiting {
    file: SpooledTempFile,
    /// Where things stand in it: begin and length.
    places: HashMap<String, (u64, usize)>,
    /// Whether no more can wait.
    is_full: bool,
}

impl Default for Kept {
    fn default() -> Self {
        Self(Mutex::new(Waiting { file: SpooledTempFile::new(IN_MEMORY), places: HashMap::new(), is_full: false }))
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
        self.waiting().keep(name, &bytes);
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

    fn keep(&mut self, name: &str, bytes: &[u8]) {
        if self.is_full || self.places.contains_key(name) {
            return;
        }
        match self.add(bytes) {
            Ok(begin) => {
                self.places.insert(name.to_owned(), (begin, bytes.len()));
            }
            Err(_) => self.is_full = true,
        }
    }

    /// Writes bytes behind all others; gives where they begin.
    fn add(&mut self, bytes: &[u8]) -> io::Result<u64> {
        let begin = self.file.seek(SeekFrom::End(0))?;
        if begin + bytes.len() as u64 > ROOM {
            return Err(io::ErrorKind::StorageFull.into());
        }
        // What is there of a part is given back.
        self.file.write_all(bytes).inspect_err(|_| drop(self.file.set_len(begin)))?;
        Ok(begin)
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

    #[test]
    fn what_finds_no_room_is_made_again() {
        let kept = Kept::default();
        let mut made = Vec::new();
        for (name, length) in [("a", 7), ("b", usize::try_from(ROOM).expect("fits") - 7), ("c", 1), ("c", 1), ("a", 7), ("b", 0)] {
            let found = kept.get(name, || {
                made.push(name);
                Ok::<_, Infallible>(vec![0; length])
            });
            assert!(found.is_ok_and(|bytes| bytes.len() >= length), "{name}");
        }
        assert_eq!(made, ["a", "b", "c", "c"]);
    }
}
