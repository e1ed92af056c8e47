//! Bundles: data, what describes it and how to use it, in one ZIP file.
//!
//! What the bundles of a dataset, a plan and the portal share. The same portal
//! gives the same bytes: files in a fixed order, one fixed time, a level of
//! compression that follows from the size. Tables stream through it, so that
//! their size does not matter; each is rendered by its own format, and its bytes
//! are those of the site.

mod collection;
mod license;
mod even;
mod readme;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::{self, Cursor, Seek, Write};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

pub(super) use collection::{About, readme as readme_of_collection};

use super::facts::moment::moment;
use super::facts::subject;
use super::tables::packed::{Packed, packed};
use super::view::cite::Citation;
use crate::model::checksum::Checksum;
use crate::model::dataset::{Dataset, License};
use crate::route::{Context, RenderError, Subject};
use even::Even;

/// The files of a bundle by name.
#[derive(Default)]
pub(super) struct Bundle {
    entries: BTreeMap<String, Entry>,
}

/// What stands in a bundle under a name.
struct Entry {
    sha256: Checksum,
    bytes: u64,
    content: Content,
}

enum Content {
    /// What a format makes of a subject.
    Rendered(&'static str, Subject),
    /// A text.
    Text(String),
    /// A text that many bundles have.
    Common(Arc<Packed>),
}

/// How a bundle is made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Making {
    /// In memory, compressed lightly: more would take longer than all else and
    /// save little.
    Small,
    /// On its way out, which nobody can go back in.
    Streamed,
}

/// A bundle of fewer bytes is small.
const SMALL: u64 = 1 << 20;

/// Texts of fewer bytes stand in a bundle as they are: making ready to compress
/// them takes longer than writing them, and saves a few hundred bytes.
const TOO_SHORT: usize = 1 << 10;

impl Bundle {
    /// The tables, descriptor and README of a dataset, in a folder whose name
    /// ends in `/`, or at the top.
    pub(super) fn dataset(&mut self, context: &Context<'_>, dataset: &Dataset, folder: &str) {
        for table in &dataset.resources {
            self.rendered(context, folder, "csv", subject::csv(context, dataset, table).0);
        }
        self.rendered(context, folder, "datapackage", Subject::Dataset { dataset: dataset.name.clone() });
        for lang in context.catalog.portal.languages.iter() {
            self.text(format!("{folder}README.{lang}.md"), readme::readme(context, dataset, lang));
        }
    }

    /// The citation as reference managers read it.
    pub(super) fn citation(&mut self, citation: &Citation) {
        self.text("CITATION.bib".into(), citation.bibtex().to_owned());
        self.text("CITATION.ris".into(), citation.ris().to_owned());
        self.text("CITATION.json".into(), citation.csl().to_owned());
    }

    /// The text of the licences; their names and addresses where the text is
    /// not known.
    pub(super) fn licenses(&mut self, context: &Context<'_>, licenses: &[License]) {
        if !licenses.is_empty() {
            let text = packed(context.catalog, &license::key(licenses), || license::text(licenses));
            let entry = Entry { sha256: text.sha256, bytes: text.text.len() as u64, content: Content::Common(text) };
            self.entries.insert("LICENSE.txt".into(), entry);
        }
    }

    /// A text.
    pub(super) fn text(&mut self, name: String, text: String) {
        let sha256 = Checksum::from(<[u8; 32]>::from(Sha256::digest(text.as_bytes())));
        self.entries.insert(name, Entry { sha256, bytes: text.len() as u64, content: Content::Text(text) });
    }

    /// What a format makes of a subject, with the checksum that the site has.
    fn rendered(&mut self, context: &Context<'_>, folder: &str, format: &'static str, subject: Subject) {
        let path = context.routes.data(format, &subject).expect("tables and descriptors are always made");
        let made = context.made.get(path).expect("tables and descriptors are made before bundles");
        let name = path.rsplit('/').next().expect("splitting gives at least one part");
        let entry = Entry { sha256: made.sha256, bytes: made.bytes, content: Content::Rendered(format, subject) };
        self.entries.insert(format!("{folder}{name}"), entry);
    }

    /// Writes the bundle, with `SHA256SUMS` of all that is in it: what the
    /// others hold is known before anything is written.
    pub(super) fn write(mut self, context: &Context<'_>, out: &mut dyn Write) -> Result<(), RenderError> {
        let sums = self.entries.iter().fold(String::new(), |mut sums, (name, entry)| {
            let _ = writeln!(sums, "{}  {name}", entry.sha256);
            sums
        });
        self.text("SHA256SUMS".into(), sums);
        if self.entries.values().map(|entry| entry.bytes).sum::<u64>() < SMALL {
            let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
            self.fill(context, &mut zip, Making::Small)?;
            out.write_all(&zip.finish().map_err(io::Error::from)?.into_inner())?;
        } else {
            let mut zip = ZipWriter::new_stream(out);
            self.fill(context, &mut zip, Making::Streamed)?;
            zip.finish().map_err(io::Error::from)?;
        }
        Ok(())
    }

    fn fill<W: Write + Seek>(self, context: &Context<'_>, zip: &mut ZipWriter<W>, making: Making) -> Result<(), RenderError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(if making == Making::Small { 1 } else { 6 }))
            .last_modified_time(moment(context.catalog))
            .unix_permissions(0o644);
        for (name, entry) in self.entries {
            let options = options.large_file(entry.bytes > u64::from(u32::MAX) / 2);
            match &entry.content {
                Content::Rendered(format, subject) => {
                    zip.start_file(name, options).map_err(io::Error::from)?;
                    let mut even = Even::new(&mut *zip);
                    context.render(format, subject, &mut even)?;
                    even.finish()?;
                }
                // Of a file that is copied into a stream the size would be missing.
                Content::Common(text) if making == Making::Small => text.copy(&name, options, zip)?,
                Content::Common(text) => write_text(zip, name, options, &text.text)?,
                // In a stream nobody can see where a text ends that stands there as it is.
                Content::Text(text) if making == Making::Small && text.len() < TOO_SHORT => {
                    let stored = options.compression_method(CompressionMethod::Stored).compression_level(None);
                    write_text(zip, name, stored, text)?;
                }
                Content::Text(text) => write_text(zip, name, options, text)?,
            }
        }
        Ok(())
    }
}

fn write_text<W: Write + Seek>(zip: &mut ZipWriter<W>, name: String, options: SimpleFileOptions, text: &str) -> io::Result<()> {
    zip.start_file(name, options)?;
    zip.write_all(text.as_bytes())
}
