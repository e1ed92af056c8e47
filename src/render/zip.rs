//! `<dataset>.zip`: a dataset in one file: its tables, its descriptor, a README
//! in every language of the portal, and checksums.
//!
//! The same portal gives the same bytes: files in a fixed order, one fixed time
//! (that of publication, else 1980), one level of compression. Tables stream
//! through it, so that its size does not matter; each table is rendered by its
//! own format, and its bytes are those of the site.

mod readme;

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::io::Write;

use sha2::{Digest, Sha256};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::moment::moment;
use super::subject;
use crate::route::{Context, Format, Inputs, RenderError, Scope, Subject};

/// `<dataset>.zip`
pub(super) struct Zip;

/// What stands in a bundle under a name.
struct Entry {
    sha256: String,
    large: bool,
    content: Content,
}

enum Content {
    /// What a format makes of a subject.
    Rendered(&'static str, Subject),
    /// A text.
    Text(String),
}

impl Format for Zip {
    fn name(&self) -> &'static str {
        "zip"
    }

    fn media_type(&self) -> &'static str {
        "application/zip"
    }

    fn scope(&self) -> Scope {
        Scope::Bundle
    }

    fn file_name(&self) -> &'static str {
        "zip"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        subject::of_dataset(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Deflated)
            .compression_level(Some(6))
            .last_modified_time(moment(context.catalog))
            .unix_permissions(0o644);
        let mut zip = ZipWriter::new_stream(out);
        for (name, entry) in entries(context, subject) {
            zip.start_file(name, options.large_file(entry.large)).map_err(std::io::Error::from)?;
            match &entry.content {
                Content::Rendered(format, subject) => context.render(format, subject, &mut zip)?,
                Content::Text(text) => zip.write_all(text.as_bytes())?,
            }
        }
        zip.finish().map_err(std::io::Error::from)?;
        Ok(())
    }
}

/// The files of a bundle by name, each with its checksum, which `SHA256SUMS`
/// lists: what the others hold is known before anything is written.
fn entries(context: &Context<'_>, subject: &Subject) -> BTreeMap<String, Entry> {
    let dataset = subject::dataset(context, subject);
    let mut entries = BTreeMap::new();
    let mut rendered = |format: &'static str, subject: Subject| {
        let path = context.routes.data(format, &subject).expect("tables and descriptors are always made");
        let made = context.made.get(path).expect("tables and descriptors are made before bundles");
        let name = path.rsplit('/').next().expect("splitting gives at least one part").to_owned();
        let content = Content::Rendered(format, subject);
        entries.insert(name, Entry { sha256: made.sha256.to_string(), large: made.bytes > u64::from(u32::MAX) / 2, content });
    };
    for table in &dataset.resources {
        rendered("csv", subject::csv(context, dataset, table).0);
    }
    rendered("datapackage", subject.clone());
    for lang in context.catalog.portal.languages.iter() {
        entries.insert(format!("README.{lang}.md"), text(readme::readme(context, dataset, lang)));
    }
    let sums = entries.iter().fold(String::new(), |mut sums, (name, entry)| {
        let _ = writeln!(sums, "{}  {name}", entry.sha256);
        sums
    });
    entries.insert("SHA256SUMS".into(), text(sums));
    entries
}

fn text(text: String) -> Entry {
    let sha256 = Sha256::digest(text.as_bytes()).iter().fold(String::with_capacity(64), |mut hex, byte| {
        let _ = write!(hex, "{byte:02x}");
        hex
    });
    Entry { sha256, large: false, content: Content::Text(text) }
}
