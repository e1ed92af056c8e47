//! A table's file, to be read more than once: its bytes, then its rows.
//!
//! Most tables are small, and opening a file takes longer than reading it, so a
//! small one is held for as long as it is looked at. Knows nothing of CSV.

use std::fs::File;
use std::io::{self, BufRead, BufReader, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A table of at most so many bytes is read into memory once, however often
/// its rows are asked for.
const SMALL: usize = 1 << 16;

/// Bytes read from the disk at a time.
pub(super) const CHUNK: usize = 1 << 16;

/// A table's file, to be read more than once.
pub enum TableFile {
    /// The whole content of a small file.
    InMemory(Arc<[u8]>),
    /// The place of a large one, opened anew for every reading.
    OnDisk(PathBuf),
}

/// The bytes of a table, from its first.
pub enum Bytes {
    /// A small file's.
    InMemory(Cursor<Arc<[u8]>>),
    /// A large file's.
    OnDisk(BufReader<File>),
}

impl TableFile {
    /// Opens the file; reads it when it is small.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn open(path: &Path) -> io::Result<Self> {
        let file = File::open(path)?;
        let size = usize::try_from(file.metadata()?.len()).unwrap_or(usize::MAX);
        if size > SMALL {
            return Ok(Self::OnDisk(path.to_owned()));
        }
        let mut bytes = Vec::with_capacity(size + 1);
        file.take(SMALL as u64 + 1).read_to_end(&mut bytes)?;
        // It may have grown since its size was asked for.
        Ok(if bytes.len() > SMALL { Self::OnDisk(path.to_owned()) } else { Self::InMemory(bytes.into()) })
    }

    /// Its bytes from the first on.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn bytes(&self) -> io::Result<Bytes> {
        Ok(match self {
            Self::InMemory(bytes) => Bytes::InMemory(Cursor::new(bytes.clone())),
            Self::OnDisk(path) => Bytes::OnDisk(BufReader::with_capacity(CHUNK, File::open(path)?)),
        })
    }
}

impl Read for Bytes {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        match self {
            Self::InMemory(bytes) => bytes.read(buffer),
            Self::OnDisk(file) => file.read(buffer),
        }
    }
}

impl BufRead for Bytes {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        match self {
            Self::InMemory(bytes) => bytes.fill_buf(),
            Self::OnDisk(file) => file.fill_buf(),
        }
    }

    fn consume(&mut self, count: usize) {
        match self {
            Self::InMemory(bytes) => bytes.consume(count),
            Self::OnDisk(file) => file.consume(count),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::diag::SourceId;
    use crate::model::schema::Dialect;
    use crate::rows::Rows;

    #[test]
    fn small_and_large_files_give_the_same_rows_however_often_they_are_read() {
        let folder = tempfile::tempdir().unwrap();
        for rows in [3, 20_000] {
            let path = folder.path().join("table.csv");
            let text: String = (0..rows).map(|row| format!("{row},\"x {row}\"\n")).collect();
            std::fs::write(&path, format!("id,name\n{text}")).unwrap();
            let file = TableFile::open(&path).unwrap();
            assert_eq!(matches!(file, TableFile::InMemory(_)), text.len() < SMALL);
            for _ in 0..2 {
                let mut table = Rows::from_reader(file.bytes().unwrap(), SourceId(0), Dialect::default()).unwrap();
                let mut count = 0;
                while let Some(row) = table.next().unwrap() {
                    assert_eq!(row.text(1), Some(format!("x {count}").as_str()));
                    count += 1;
                }
                assert_eq!(count, rows);
            }
        }
    }
}
