//! The pipeline: the seven stages, called in order, on one page.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::Mutex;

use jiff::Timestamp;
use jiff::civil::Date;
use rayon::prelude::*;

use crate::check::check as check_tables;
use crate::diag::code::TEMPLATE;
use crate::diag::report::{Levels, has_errors};
use crate::diag::{Diagnostic, Notes, Place, Sources, Spot};
use crate::discover::discover;
use crate::link::{Moments, link};
use crate::load::{Settings, load};
use crate::model::Catalog;
use crate::model::theme::{Theme, ThemeFile};
use crate::render::FORMATS;
use crate::route::{Context, Made, Maker, Output, Plan, RenderError, SCOPES, Scope, Subject, TemplateFault, route};
use crate::write::disk::Disk;
pub use crate::write::disk::{Adopt, Refusal};

/// What a run is asked to do, beyond what `congbo.toml` says.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// The portal's folder.
    pub root: PathBuf,
    /// Overrides `base_url`.
    pub base_url: Option<String>,
    /// Overrides `as_of`.
    pub as_of: Option<Date>,
    /// The moment of publication; `as_of` when absent.
    pub published: Option<Timestamp>,
}

/// A portal that was read and checked.
#[derive(Debug)]
pub struct Checked {
    /// Its files.
    pub sources: Sources,
    /// Everything that was noticed.
    pub notes: Notes,
    /// The levels that its configuration sets.
    pub levels: Levels,
    /// What can be published; `None` when there is an error.
    pub site: Option<Site>,
}

/// A portal that can be published.
#[derive(Debug)]
pub struct Site {
    /// What is published.
    pub catalog: Catalog,
    /// The theme.
    pub theme: Theme,
    /// Where everything goes.
    pub plan: Plan,
}

/// What publishing did.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Published {
    /// HTML pages of the site.
    pub pages: usize,
    /// All files of the site.
    pub files: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
    /// Size of all files in bytes.
    pub bytes: u64,
}

/// Why publishing failed; nothing was changed then.
#[derive(Debug)]
pub enum Trouble {
    /// The output folder refuses.
    Output(Refusal),
    /// An output could not be made: its address, and why.
    Disk(String, io::Error),
    /// Templates failed; the faults are in the notes.
    Templates(Notes),
}

/// Reads and checks the portal: discover, load, check, link, route.
pub fn check(options: &Options) -> Checked {
    let mut sources = Sources::new(&options.root);
    let mut notes = Notes::default();
    let found = discover(&mut sources).into_value(&mut notes);
    let downloads: Vec<&str> = FORMATS.iter().filter(|format| format.is_download()).map(|format| format.name()).collect();
    let settings = Settings { downloads: &downloads, base_url: options.base_url.as_deref() };
    let mut loaded = load(&found, settings, &mut sources).into_value(&mut notes);
    let datasets = check_tables(&mut loaded, &sources).into_value(&mut notes);
    let moments = Moments { as_of: options.as_of, published: options.published };
    let (catalog, theme) = link(loaded, datasets, moments).into_value(&mut notes);
    for fault in crate::render::faults(&theme) {
        notes.push(told(&fault, &theme, &catalog));
    }
    let levels = catalog.portal.levels.clone();
    let plan = route(&catalog, &theme, FORMATS).into_value(&mut notes);
    let site = (!has_errors(&notes, &levels)).then_some(Site { catalog, theme, plan });
    Checked { sources, notes, levels, site }
}

/// Publishes a site into `output`: render, write. `adopt` takes over a folder
/// that is not ours, deleting nothing in it.
///
/// # Errors
/// [`Trouble`]; the folder is as it was then.
pub fn publish(site: &Site, sources: &Sources, output: &Path, adopt: Adopt) -> Result<Published, Trouble> {
    let disk = Disk::open(output, adopt).map_err(Trouble::Output)?;
    let writer = Writer { site, sources, disk: &disk };
    let mut made = BTreeMap::new();
    let mut published = Published::default();
    let (formatted, plain): (Vec<&Output>, Vec<&Output>) =
        site.plan.outputs.iter().partition(|output| matches!(output.maker, Maker::Format(..)));
    writer.all(&plain, &mut made)?;
    for scope in SCOPES {
        let of_scope: Vec<&Output> = formatted
            .iter()
            .copied()
            .filter(|output| matches!(&output.maker, Maker::Format(format, _) if FORMATS[*format].scope() == scope))
            .collect();
        if scope == Scope::Page {
            published.pages = of_scope.len();
        }
        writer.all(&of_scope, &mut made)?;
    }
    let tally = disk.finish().map_err(Trouble::Output)?;
    Ok(Published { files: tally.files, written: tally.written, removed: tally.removed, bytes: tally.bytes, ..published })
}

/// Makes outputs and hands them to the disk.
struct Writer<'a> {
    site: &'a Site,
    sources: &'a Sources,
    disk: &'a Disk,
}

impl Writer<'_> {
    /// Makes all outputs of a scope in parallel. Every failing template is told.
    fn all(&self, outputs: &[&Output], made: &mut BTreeMap<String, Made>) -> Result<(), Trouble> {
        let faults: Mutex<Vec<TemplateFault>> = Mutex::default();
        let results: Result<Vec<Option<(String, Made)>>, Trouble> = outputs
            .par_iter()
            .map(|output| match self.one(output, made) {
                Ok(done) => Ok(Some((output.path.clone(), done))),
                Err(RenderError::Template(fault)) => {
                    faults.lock().expect("no thread panics while holding it").push(*fault);
                    Ok(None)
                }
                Err(RenderError::Disk(error)) => Err(Trouble::Disk(output.path.clone(), error)),
            })
            .collect();
        let mut faults = faults.into_inner().expect("no thread panics while holding it");
        if results.is_err() || !faults.is_empty() {
            self.disk.discard();
        }
        let results = results?;
        if faults.is_empty() {
            made.extend(results.into_iter().flatten());
            return Ok(());
        }
        faults.sort_by(|a, b| (&a.template, a.line, a.column, &a.message).cmp(&(&b.template, b.line, b.column, &b.message)));
        faults.dedup();
        let mut notes = Notes::default();
        notes.extend(faults.iter().map(|fault| told(fault, &self.site.theme, &self.site.catalog)));
        Err(Trouble::Templates(notes))
    }

    fn one(&self, output: &Output, made: &BTreeMap<String, Made>) -> Result<Made, RenderError> {
        let Site { catalog, theme, plan } = self.site;
        let digested = self.disk.put(&output.path, |out: &mut dyn Write| match &output.maker {
            Maker::Copy(source) => copy(&self.sources.disk_path(*source), out),
            Maker::Theme(path) => match &theme.files[path] {
                ThemeFile::BuiltIn(bytes) => Ok(out.write_all(bytes)?),
                ThemeFile::OnDisk(source) => copy(&self.sources.disk_path(*source), out),
            },
            Maker::Format(format, subject) => {
                let context = Context { catalog, routes: &plan.routes, theme, sources: self.sources, formats: FORMATS, made };
                FORMATS[*format].write(&context, subject, out)
            }
        })?;
        Ok(Made { bytes: digested.bytes, sha256: digested.sha256 })
    }
}

fn copy(path: &Path, out: &mut dyn Write) -> Result<(), RenderError> {
    io::copy(&mut File::open(path)?, out)?;
    Ok(())
}

/// A template's fault as a finding at its place.
fn told(fault: &TemplateFault, theme: &Theme, catalog: &Catalog) -> Diagnostic {
    let source = theme.templates.get(&fault.template).map_or(catalog.portal.source, |(source, _)| *source);
    let place = if fault.line == 0 { Place::Whole } else { Place::LineColumn { line: fault.line, column: fault.column, end: fault.end } };
    Diagnostic::new(&TEMPLATE, Spot { source, place }).arg("error", &fault.message)
}

/// How many pages of each kind a site has, for the closing line.
pub fn count_pages(plan: &Plan) -> usize {
    plan.outputs.iter().filter(|output| matches!(&output.maker, Maker::Format(_, Subject::Page { .. }))).count()
}
