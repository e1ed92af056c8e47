//! The cache: what one run leaves for the next, in `.congbo/` beside the
//! portal's files.
//!
//! Deleting it is always safe: it makes runs faster and never changes what they
//! say or publish. It is read only by the very program that wrote it, and
//! whatever in it is not understood is as good as absent. A folder that cannot
//! be written means no cache, and is no error.

mod charts;
mod codec;
mod digest;
mod keys;
mod manifest;
mod memo;
mod plain;
mod records;
mod shapes;
mod shelf;
mod survey;

use std::fs::{self, File};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::ops::Deref;
use std::path::{Path, PathBuf};
use std::thread;
use std::time::Duration;

use tempfile::NamedTempFile;

use codec::{In, Out, Stored};
pub use digest::{Digest, Digester};
pub use keys::{Faces, Keys};
pub use manifest::{Days, Findings, Left, Manifest, Seen, Stand, Standing};
pub use memo::{Memo, Recalled, joined, without};
use shelf::Failure;
pub use shelf::Store;
pub use survey::{Content, Input, Look, Survey};

/// The folder beside the portal's files.
pub const FOLDER: &str = ".congbo";

/// So many output folders are remembered; the one longest unused goes first.
const MOST_SITES: usize = 4;

/// How many milliseconds a disk's clock is given to move on.
const PATIENCE: u32 = 12;

/// The file that says which program is meant.
const PROGRAM: &str = "program";

/// The beginning of every file of the cache; another form has another mark.
const MARK: &[u8; 8] = b"congbo\x00\x01";

/// A place for what runs leave.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
    program: Digest,
    failure: Failure,
}

impl Cache {
    /// A cache in `folder`, for the program with this digest; `None` when
    /// something else stands there or it cannot be written.
    pub fn open(folder: &Path, program: Digest) -> Option<Self> {
        match fs::symlink_metadata(folder) {
            // A link would lead out of the portal.
            Ok(metadata) if !metadata.is_dir() => return None,
            Ok(_) => {}
            Err(_) => fs::create_dir_all(folder).ok()?,
        }
        let ignore = folder.join(".gitignore");
        if fs::symlink_metadata(&ignore).is_err() {
            fs::write(&ignore, "*\n").ok()?;
        }
        Some(Self { folder: folder.to_owned(), program, failure: Failure::default() })
    }

    /// The same, for the program in a file. Its digest is kept beside the
    /// cache, because reading the program takes longer than many a run.
    pub fn of_program(folder: &Path, program: &Path) -> Option<Self> {
        let look = Look::of(&fs::metadata(program).ok()?);
        let mut cache = Self::open(folder, Digest::default())?;
        let known = cache.read(PROGRAM).and_then(|body| <(Look, Digest)>::get(&mut In::new(&body, &[])));
        if let Some((_, digest)) = known.filter(|(known, _)| *known == look) {
            cache.program = digest;
            return Some(cache);
        }
        let digest = Digest::of_file(program).ok()?;
        if cache.now().is_some_and(|now| look.is_settled_anywhere(&now)) {
            let mut out = Out::new(&[]);
            (look, digest).put(&mut out);
            let _ = cache.write(PROGRAM, &out.bytes);
        }
        cache.program = digest;
        Some(cache)
    }

    /// How a file looks that is written now: what looks older is settled.
    pub fn now(&self) -> Option<Look> {
        let file = NamedTempFile::new_in(&self.folder).ok()?;
        file.as_file().metadata().ok().map(|metadata| Look::of(&metadata))
    }

    /// The same, once the disk's clock has moved on: whatever was written
    /// before looks older. Waits a few milliseconds for it; a disk with a
    /// coarser clock gives a look at which less is settled.
    pub fn later(&self) -> Option<Look> {
        let begin = self.now()?;
        let mut look = begin;
        for _ in 0..PATIENCE {
            if look.is_after(&begin) {
                break;
            }
            thread::sleep(Duration::from_millis(1));
            look = self.now()?;
        }
        Some(look)
    }

    /// What is known of the site in `site`, a path that may be relative to
    /// `root`.
    pub fn manifest(&self, root: &Path, site: &Path) -> Option<Manifest> {
        Manifest::read(self.read(&site_name(root, site))?)
    }

    /// Keeps what is known of the site in `site`. Not being able to is no
    /// reason to stop.
    pub fn keep(&self, root: &Path, site: &Path, left: &Left<'_>) {
        let _ = self.write_parts(&site_name(root, site), |parted| left.write(parted));
        self.forget();
    }

    /// The bytes kept under a name, if they are ours and whole.
    fn read(&self, name: &str) -> Option<Body> {
        let mut bytes = Vec::new();
        self.open_own(name)?.read_to_end(&mut bytes).ok()?;
        let body = bytes.get(HEAD..)?;
        (self.body_digest(&bytes)? == Digest::of(body)).then_some(Body(bytes))
    }

    /// The file kept under a name.
    fn open_own(&self, name: &str) -> Option<File> {
        let path = self.folder.join(name);
        fs::symlink_metadata(&path).ok().filter(fs::Metadata::is_file)?;
        File::open(path).ok()
    }

    /// What the head of a file says of its body's digest, if the file is ours.
    fn body_digest(&self, head: &[u8]) -> Option<Digest> {
        let is_ours = head.starts_with(MARK) && head[MARK.len()..].starts_with(self.program.bytes());
        is_ours.then(|| Digest::get(&mut In::new(head.get(MARK.len() + 16..)?, &[])))?
    }

    fn write(&self, name: &str, body: &[u8]) -> io::Result<()> {
        self.write_parts(name, |parted| parted.part(body)).map(|_| ())
    }

    /// Writes a body that comes in parts, none of which is held; gives the file
    /// as it was written.
    fn write_parts(&self, name: &str, body: impl FnOnce(&mut Parted<'_>) -> io::Result<()>) -> io::Result<File> {
        let mut file = NamedTempFile::new_in(&self.folder)?;
        for part in [MARK, self.program.bytes().as_slice(), Digest::default().bytes()] {
            file.write_all(part)?;
        }
        let mut parted = Parted { file: file.as_file_mut(), digest: blake3::Hasher::new() };
        body(&mut parted)?;
        let digest = Digest::cut(parted.digest.finalize());
        file.seek(SeekFrom::Start((HEAD - digest.bytes().len()) as u64))?;
        file.write_all(digest.bytes())?;
        Ok(file.persist(self.folder.join(name))?)
    }

    /// Why a text that had been left on the disk could not be read again, if
    /// that happened: nothing may be published then.
    pub fn failure(&self) -> Option<io::Error> {
        self.failure.lock().expect("no thread panics while holding it").take()
    }

    /// Removes what is known of sites longest unused.
    fn forget(&self) {
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        let sites = entries.filter_map(Result::ok).filter(|entry| entry.file_name().as_encoded_bytes().starts_with(SITE.as_bytes()));
        let mut sites: Vec<_> = sites.filter_map(|entry| Some((entry.metadata().ok()?.modified().ok()?, entry.path()))).collect();
        sites.sort();
        for (_, path) in sites.iter().rev().skip(MOST_SITES) {
            let _ = fs::remove_file(path);
        }
    }
}

/// How long the head of a file is: the mark, the program's digest, the body's.
const HEAD: usize = MARK.len() + 32;

/// The body of a file being written.
struct Parted<'a> {
    file: &'a mut File,
    digest: blake3::Hasher,
}

impl Parted<'_> {
    /// Writes the next part.
    fn part(&mut self, part: &[u8]) -> io::Result<()> {
        self.digest.update(part);
        self.file.write_all(part)
    }
}

/// A file of the cache, read; gives what stands behind its head.
#[derive(Debug)]
struct Body(Vec<u8>);

impl Deref for Body {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.0[HEAD..]
    }
}

/// How names of files about a site begin.
const SITE: &str = "site-";

/// The file about a site: named after its place, seen from the portal when it
/// is inside, so that a portal may be moved.
fn site_name(root: &Path, site: &Path) -> String {
    let absolute = |path: &Path| path.canonicalize().or_else(|_| std::path::absolute(path)).unwrap_or_else(|_| path.to_owned());
    let (root, site) = (absolute(root), absolute(site));
    let place = site.strip_prefix(&root).unwrap_or(&site);
    let digest = Digest::of(place.as_os_str().as_encoded_bytes());
    digest.bytes().iter().fold(SITE.to_owned(), |name, byte| format!("{name}{byte:02x}"))
}
