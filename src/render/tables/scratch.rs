//! Scratch: room for a file whose writer goes back in it, which what is
//! published cannot: in memory when it is small, else on the disk.

use std::fs::File;
use std::io::{self, Cursor, Read, Seek, SeekFrom, Write};

/// A file on its way.
pub(in crate::render) enum Scratch {
    /// In memory.
    Memory(Cursor<Vec<u8>>),
    /// In a file without a name, which goes with the program.
    Disk(File),
}

impl Scratch {
    /// Room for a small file.
    pub(in crate::render) fn memory() -> Self {
        Scratch::Memory(Cursor::default())
    }

    /// Room for a large one.
    pub(in crate::render) fn disk() -> io::Result<Self> {
        Ok(Scratch::Disk(tempfile::tempfile()?))
    }

    /// Gives all of it away.
    pub(in crate::render) fn publish(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Scratch::Memory(bytes) => out.write_all(&bytes.into_inner()),
            Scratch::Disk(mut file) => {
                file.rewind()?;
                io::copy(&mut file, out).map(|_| ())
            }
        }
    }
}

impl Write for Scratch {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Scratch::Memory(all) => all.write(bytes),
            Scratch::Disk(file) => file.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Scratch::Memory(_) => Ok(()),
            Scratch::Disk(file) => file.flush(),
        }
    }
}

impl Read for Scratch {
    fn read(&mut self, bytes: &mut [u8]) -> io::Result<usize> {
        match self {
            Scratch::Memory(all) => all.read(bytes),
            Scratch::Disk(file) => file.read(bytes),
        }
    }
}

impl Seek for Scratch {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        match self {
            Scratch::Memory(all) => all.seek(to),
            Scratch::Disk(file) => file.seek(to),
        }
    }
}
