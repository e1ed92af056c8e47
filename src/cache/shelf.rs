//! A file of the cache in two parts: heads, which every run reads, and long
//! texts, which stay on the disk until somebody wants one of them.
//!
//! The whole file is digested when it is opened, so that its texts are those
//! that were written; it stays open, so that they are even when another run
//! puts a new file at its place. A disk that fails after that is remembered,
//! because by then nobody can be asked to read the portal again.

use std::fs::File;
use std::io::{self, Read, Write};
use std::sync::{Arc, Mutex};

use super::digest::Digest;
use super::{Cache, HEAD};
use crate::model::lang::Text;
use crate::model::long::{LongText, Place, Shelf, Shelve, worth_a_shelf};

/// The first failure of a disk to give a text again.
pub(super) type Failure = Arc<Mutex<Option<io::Error>>>;

/// The texts of a file, or of one record in it.
#[derive(Debug, Clone)]
pub(super) struct Texts {
    shelf: Arc<Volume>,
    /// Where they begin in the file.
    start: u64,
    /// How long they are.
    bytes: u64,
}

/// A file that is open for reading texts.
#[derive(Debug)]
struct Volume {
    file: File,
    failure: Failure,
}

impl Texts {
    /// The texts from `start` on, `bytes` long; `None` when there are not so
    /// many.
    pub(super) fn part(&self, start: u64, bytes: u64) -> Option<Self> {
        let fits = start.checked_add(bytes).is_some_and(|end| end <= self.bytes);
        fits.then(|| Self { shelf: self.shelf.clone(), start: self.start + start, bytes })
    }

    /// One of them.
    pub(super) fn text(&self, start: u64, bytes: u64) -> Option<LongText> {
        let part = self.part(start, bytes)?;
        Some(LongText::shelved(part.shelf.clone(), part.place()?))
    }

    /// All of them, one behind the other.
    pub(super) fn read(&self) -> Option<Vec<u8>> {
        self.shelf.bytes(self.place()?)
    }

    fn place(&self) -> Option<Place> {
        Some(Place { start: self.start, bytes: usize::try_from(self.bytes).ok()? })
    }
}

impl Volume {
    fn bytes(&self, Place { start, bytes }: Place) -> Option<Vec<u8>> {
        let mut read = vec![0; bytes];
        match read_at(&self.file, &mut read, start) {
            Ok(()) => Some(read),
            Err(error) => self.failed(error),
        }
    }

    /// Remembers the first failure.
    fn failed<T>(&self, error: io::Error) -> Option<T> {
        self.failure.lock().expect("no thread panics while holding it").get_or_insert(error);
        None
    }
}

impl Shelf for Volume {
    fn read(&self, place: Place) -> Option<Text> {
        let bytes = self.bytes(place)?;
        // Much faster than the standard library where letters have accents.
        let text = simdutf8::basic::from_utf8(&bytes).ok().and_then(Text::apart);
        text.or_else(|| self.failed(io::ErrorKind::InvalidData.into()))
    }
}

#[cfg(unix)]
fn read_at(file: &File, into: &mut [u8], start: u64) -> io::Result<()> {
    std::os::unix::fs::FileExt::read_exact_at(file, into, start)
}

#[cfg(windows)]
fn read_at(file: &File, mut into: &mut [u8], mut start: u64) -> io::Result<()> {
    while !into.is_empty() {
        match std::os::windows::fs::FileExt::seek_read(file, into, start)? {
            0 => return Err(io::ErrorKind::UnexpectedEof.into()),
            count => {
                into = &mut into[count..];
                start += count as u64;
            }
        }
    }
    Ok(())
}

/// A file without a name that long texts are put into as they are read from
/// the portal; it goes away with them.
#[derive(Debug)]
pub struct Store {
    volume: Arc<Volume>,
    /// How many bytes have been written; `None` once the disk has refused.
    end: Mutex<Option<u64>>,
}

impl Store {
    /// Appends texts; gives where they begin.
    fn append(&self, texts: &[u8]) -> Option<u64> {
        let mut end = self.end.lock().expect("no thread panics while holding it");
        let start = (*end)?;
        *end = (&self.volume.file).write_all(texts).ok().map(|()| start + texts.len() as u64);
        end.map(|_| start)
    }
}

impl Shelve for Store {
    fn shelve(&self, text: LongText) -> LongText {
        if !text.is_here() {
            return text;
        }
        let shelved = worth_a_shelf(&text.read()).and_then(|together| {
            let place = Place { start: self.append(together.as_bytes())?, bytes: together.len() };
            Some(LongText::shelved(self.volume.clone(), place))
        });
        shelved.unwrap_or(text)
    }
}

impl Cache {
    /// A place for the long texts of one run; `None` when the disk refuses.
    pub fn store(&self) -> Option<Store> {
        let file = tempfile::tempfile_in(&self.folder).ok()?;
        Some(Store { volume: Arc::new(Volume { file, failure: self.failure.clone() }), end: Mutex::new(Some(0)) })
    }

    /// Writes heads and texts under a name.
    pub(super) fn shelve(&self, name: &str, heads: &[u8], texts: &[u8]) -> io::Result<Texts> {
        let count = (heads.len() as u64).to_le_bytes();
        let file = self.write_parts(name, |parted| [&count, heads, texts].into_iter().try_for_each(|part| parted.part(part)))?;
        let start = (HEAD + count.len() + heads.len()) as u64;
        Ok(self.texts(file, start, texts.len() as u64))
    }

    /// The heads kept under a name, and their texts, if they are ours and whole.
    pub(super) fn unshelve(&self, name: &str) -> Option<(Vec<u8>, Texts)> {
        let mut file = self.open_own(name)?;
        let mut front = [0; HEAD + 8];
        file.read_exact(&mut front).ok()?;
        let expected = self.body_digest(&front)?;
        let count: [u8; 8] = front[HEAD..].try_into().ok()?;
        let mut heads = Vec::new();
        (&file).take(u64::from_le_bytes(count)).read_to_end(&mut heads).ok()?;
        if heads.len() as u64 != u64::from_le_bytes(count) {
            return None;
        }
        let mut hasher = blake3::Hasher::new();
        hasher.update(&count).update(&heads).update_reader(&file).ok()?;
        let start = HEAD as u64 + count.len() as u64 + heads.len() as u64;
        let bytes = HEAD as u64 + hasher.count() - start;
        (Digest::cut(hasher.finalize()) == expected).then(|| (heads, self.texts(file, start, bytes)))
    }

    fn texts(&self, file: File, start: u64, bytes: u64) -> Texts {
        Texts { shelf: Arc::new(Volume { file, failure: self.failure.clone() }), start, bytes }
    }
}

#[cfg(test)]
mod tests {
    use std::fs;

    use super::*;
    use crate::model::lang::{Lang, Text};

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::open(folder.path(), Digest::of(b"this program")).expect("it can be written");
        (folder, cache)
    }

    fn long() -> LongText {
        let mut text = Text::of(Lang::new("vi").expect("a tag"), "kế hoạch ".repeat(100));
        text.set(Lang::new("en").expect("a tag"), "plan ".repeat(100));
        text.into()
    }

    #[test]
    fn texts_come_back_from_the_disk_as_they_were() {
        let (_folder, cache) = cache();
        let shelved = cache.store().expect("a store").shelve(long());
        assert!(!shelved.is_here(), "it has left memory");
        assert_eq!(shelved.read(), long().read());
        let written = cache.shelve("data-00", b"heads", "xkế hoạch".as_bytes()).expect("written");
        let (heads, texts) = cache.unshelve("data-00").expect("ours and whole");
        assert_eq!((heads.as_slice(), texts.read()), (b"heads".as_slice(), written.read()));
        assert_eq!(texts.part(1, 4).and_then(|part| part.read()).as_deref(), Some("kế".as_bytes()));
        assert!(texts.part(1, 13).is_none());
        assert!(cache.failure().is_none());
    }

    #[test]
    fn a_file_that_was_cut_or_changed_is_none_of_ours() {
        let (folder, cache) = cache();
        cache.shelve("data-00", b"heads", b"texts").expect("written");
        let path = folder.path().join("data-00");
        let whole = fs::read(&path).expect("there");
        for end in 0..whole.len() {
            fs::write(&path, &whole[..end]).expect("written");
            assert!(cache.unshelve("data-00").is_none(), "{end}");
            let mut changed = whole.clone();
            changed[end] ^= 1;
            fs::write(&path, changed).expect("written");
            assert!(cache.unshelve("data-00").is_none(), "{end}");
        }
        fs::write(&path, whole).expect("written");
        assert!(cache.unshelve("data-00").is_some());
    }

    #[test]
    fn a_text_that_cannot_be_read_again_is_not_passed_over_in_silence() {
        let (folder, cache) = cache();
        cache.shelve("data-00", b"heads", b"texts").expect("written");
        let (_, texts) = cache.unshelve("data-00").expect("ours and whole");
        let file = fs::OpenOptions::new().write(true).open(folder.path().join("data-00")).expect("there");
        file.set_len(55).expect("cut");
        assert!(texts.read().is_none());
        assert!(cache.failure().is_some());
    }
}
