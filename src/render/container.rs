//! Containers: the ZIP file that a workbook is, in memory when it is small,
//! else by way of the disk, because the library goes back in it.

use std::fs::File;
use std::io::{self, BufWriter, Seek, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::archive::Archive;
use super::moment::moment;
use super::packed::Packed;
use crate::model::Catalog;

/// How large a workbook is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Size {
    /// It fits into memory several times.
    Small,
    /// It may not fit.
    Large,
}

/// A container on its way.
pub(super) enum Container<'a> {
    /// In memory, compressed lightly.
    Small(Archive, &'a Catalog),
    /// In a file without a name, which goes with the program.
    Large(Box<ZipWriter<File>>, SimpleFileOptions),
}

impl<'a> Container<'a> {
    /// An empty container.
    pub(super) fn new(catalog: &'a Catalog, size: Size) -> io::Result<Self> {
        if size == Size::Small {
            return Ok(Self::Small(Archive::new(moment(catalog)), catalog));
        }
        let options = SimpleFileOptions::default().last_modified_time(moment(catalog)).unix_permissions(0o644);
        Ok(Self::Large(Box::new(ZipWriter::new(tempfile::tempfile()?)), options))
    }

    /// Adds a part as it is.
    pub(super) fn stored(&mut self, name: &str, text: &str) -> io::Result<()> {
        match self {
            Self::Small(archive, _) => archive.stored(name, text.as_bytes()),
            Self::Large(zip, options) => {
                zip.start_file(name, options.compression_method(CompressionMethod::Stored))?;
                zip.write_all(text.as_bytes())?;
            }
        }
        Ok(())
    }

    /// Adds a part that is the same in many containers.
    pub(super) fn common(&mut self, name: &str, text: &str) -> io::Result<()> {
        match self {
            Self::Small(archive, catalog) => archive.packed(name, &*Packed::once(catalog, text)?),
            Self::Large(..) => self.part(name, |out| out.write_all(text.as_bytes()))?,
        }
        Ok(())
    }

    /// Adds a part that `write` gives.
    pub(super) fn part(&mut self, name: &str, write: impl FnOnce(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
        match self {
            Self::Small(archive, _) => {
                let mut text = Vec::with_capacity(1 << 13);
                write(&mut text)?;
                archive.deflated(name, &text)
            }
            Self::Large(zip, options) => {
                let deflated = options.compression_method(CompressionMethod::Deflated).compression_level(Some(6));
                zip.start_file(name, deflated.large_file(true))?;
                let mut out = BufWriter::new(zip);
                write(&mut out)?;
                out.flush()
            }
        }
    }

    /// Gives all of it away.
    pub(super) fn publish(self, out: &mut dyn Write) -> io::Result<()> {
        match self {
            Self::Small(archive, _) => out.write_all(&archive.finish()),
            Self::Large(zip, _) => {
                let mut file = zip.finish()?;
                file.rewind()?;
                io::copy(&mut file, out).map(|_| ())
            }
        }
    }
}
