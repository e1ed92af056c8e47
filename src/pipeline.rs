//! The pipeline: the seven stages, called in order, on one page.

mod build;
mod fault;
mod make;
mod stoppable;

use std::io;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;

use crate::cache::{FOLDER, Faces, Memo, joined, without};
use crate::check::blocks::check_charts;
use crate::check::{CheckedDataset, check as check_tables};
use crate::diag::report::{Levels, has_errors};
use crate::diag::{Notes, Sources};
use crate::discover::{FOLDERS, Listing, discover};
use crate::from_disk::from_disk;
use crate::link::{Moments, link};
use crate::load::{Loaded, Settings, load};
use crate::model::Catalog;
use crate::model::long::Shelve;
use crate::model::theme::Theme;
use crate::progress::{Progress, Stage};
use crate::render::FORMATS;
use crate::route::{Plan, Scope, route};
use crate::write::Nowhere;
use crate::write::compressed::compress;
pub use crate::write::disk::{Adopt, Notices, Refusal, Unwritable};
use crate::write::disk::{Disk, Tally};
use build::Known;
pub use build::{Built, build};
use fault::told;
use make::{Making, Reuse, make};

/// How much of a site a build over an earlier one makes.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Portion {
    /// All of it.
    #[default]
    Whole,
    /// What people look at. What programs read of the whole portal
    /// ([`crate::route::Format::can_wait`]) stays as the earlier build left it,
    /// and files that the earlier build left are taken to stand. The next build
    /// of the whole looks at them, and makes the rest.
    Shown,
}

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
    /// What the clock says; see [`Moments::today`].
    pub today: Option<Date>,
    /// The kind of host that files are made for.
    pub host: Option<crate::model::portal::Host>,
    /// Whether files get compressed copies beside them.
    pub precompress: bool,
    /// How much is made.
    pub portion: Portion,
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
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Published {
    /// HTML pages of the site.
    pub pages: usize,
    /// All files of the site.
    pub files: usize,
    /// Files that were made, the others being known to stand.
    pub rendered: usize,
    /// Files that wait for the next build of the whole.
    pub waiting: usize,
    /// Files that are new or changed.
    pub written: usize,
    /// Files of an earlier build that were removed.
    pub removed: usize,
    /// Size of all files in bytes.
    pub bytes: u64,
    /// What was found in the output folder that congbo had not left there.
    pub notices: Notices,
}

/// Why publishing failed; nothing was changed then.
#[derive(Debug)]
pub enum Trouble {
    /// The output folder refuses.
    Output(Refusal),
    /// The output folder is one of those that the portal is read from.
    AmongSources(PathBuf),
    /// An output could not be made: its address, and why.
    Disk(String, io::Error),
    /// Templates failed; the faults are in the notes.
    Templates(Notes),
    /// Somebody asked for the end before files moved into place.
    Stopped,
}

/// Reads and checks the portal: discover, load, check, link, route. When it
/// has templates of its own, everything is made once and thrown away, because
/// their mistakes may show only then.
pub fn check(options: &Options, progress: &Progress) -> Checked {
    let mut checked = read(options, listed(options), progress);
    let own = checked.site.as_ref().filter(|site| has_own_templates(site, &checked.sources));
    if let Some(faults) = own.and_then(|site| rehearse(site, &checked.sources, progress)) {
        checked.notes.absorb(faults);
        checked.site = None;
    }
    checked
}

/// What lies in the portal's folder.
fn listed(options: &Options) -> Listing {
    from_disk(|| Listing::of(&options.root))
}

/// Reads the portal, as far as it can be checked without making anything.
fn read(options: &Options, listing: Listing, progress: &Progress) -> Checked {
    let (gathered, _) = gather(options, listing, None, progress);
    connect(gathered, options, progress)
}

/// What was read from the portal's files, before it is joined.
struct Gathered {
    sources: Sources,
    notes: Notes,
    loaded: Loaded,
    datasets: Vec<CheckedDataset>,
}

/// Reads the portal's files, each for itself: discover, load, check. Gives the
/// digests of what datasets say of themselves too, as far as they are `known`.
fn gather(options: &Options, listing: Listing, known: Option<Known<'_>>, progress: &Progress) -> (Gathered, Faces) {
    progress.enter(Stage::Reading, 0);
    let mut sources = Sources::new(&options.root);
    let mut notes = Notes::default();
    let mut found = discover(&listing, &mut sources).into_value(&mut notes);
    // Its memory is given back while the rest is done.
    rayon::spawn(|| drop(listing));
    let chosen = FORMATS.iter().filter(|format| format.is_download() || format.scope() == Scope::Resource);
    let downloads: indexmap::IndexSet<&str> = chosen.map(|format| format.choice()).collect();
    let downloads: Vec<&str> = downloads.into_iter().collect();
    let store = known.as_ref().and_then(|known| known.cache.store());
    let shelf = store.as_ref().map(|store| store as &dyn Shelve);
    let settings = Settings { downloads: &downloads, base_url: options.base_url.as_deref(), shelf };
    let mut memo = known.as_ref().map(|known| Memo::new(known.cache, known.settings(), known.survey, &found, &sources));
    let (recalled, mut faces) = memo.as_mut().map(Memo::recall).unwrap_or_default();
    without(&mut found, &recalled);
    let mut read = Notes::default();
    let mut loaded = from_disk(|| load(&found, settings, &mut sources)).into_value(&mut read);
    loaded.portal.host = options.host;
    progress.enter(Stage::Checking, loaded.datasets.len());
    let mut datasets = check_tables(&mut loaded, &sources, progress).into_value(&mut read);
    if let (Some(memo), Some(known)) = (memo, known)
        && known.survey.still_stands(&options.root, sources.opened())
    {
        faces.extend(memo.keep(&mut datasets, &read));
    }
    notes.absorb(read);
    let datasets = joined(datasets, recalled, &mut notes);
    (Gathered { sources, notes, loaded, datasets }, faces)
}

/// Joins what was read and plans the site: link, route.
fn connect(gathered: Gathered, options: &Options, progress: &Progress) -> Checked {
    progress.enter(Stage::Linking, 0);
    let Gathered { sources, mut notes, loaded, datasets } = gathered;
    let moments = Moments { as_of: options.as_of, published: options.published, today: options.today };
    let (catalog, theme) = link(loaded, datasets, moments).into_value(&mut notes);
    notes.absorb(check_charts(&catalog, &sources));
    let levels = catalog.portal.levels.clone();
    let (faults, plan) = rayon::join(|| crate::render::faults(&theme), || route(&catalog, &theme, FORMATS));
    notes.extend(faults.iter().filter(|_| !theme.is_partial).map(|fault| told(fault, &theme, catalog.portal.source)));
    let plan = plan.into_value(&mut notes);
    let site = (!has_errors(&notes, &levels)).then_some(Site { catalog, theme, plan });
    Checked { sources, notes, levels, site }
}

/// Whether the portal brings templates of its own.
fn has_own_templates(site: &Site, sources: &Sources) -> bool {
    site.theme.templates.values().any(|(source, _)| !sources.is_built_in(*source))
}

/// Makes everything and keeps nothing; gives what templates got wrong.
fn rehearse(site: &Site, sources: &Sources, progress: &Progress) -> Option<Notes> {
    match make(site, sources, &Nowhere, None, progress) {
        Err(Trouble::Templates(faults)) => Some(faults),
        _ => None,
    }
}

/// Publishes a site into `output`: render, write. `adopt` takes over a folder
/// that is not ours, deleting nothing in it.
///
/// # Errors
/// [`Trouble`]; the folder is as it was then.
pub fn publish(site: &Site, sources: &Sources, output: &Path, adopt: Adopt, progress: &Progress) -> Result<Published, Trouble> {
    publish_with(site, sources, Target { output, adopt, precompress: false }, || None, progress).map(|(published, _)| published)
}

/// Where a site is published.
#[derive(Clone, Copy)]
struct Target<'a> {
    output: &'a Path,
    adopt: Adopt,
    precompress: bool,
}

/// Publishes a site; what stands since an earlier run is not made again. What
/// is known of that is gathered while the folder is opened.
fn publish_with<'a, 'r>(
    site: &'a Site,
    sources: &Sources,
    to: Target<'_>,
    reuse: impl FnOnce() -> Option<Reuse<'r>> + Send,
    progress: &Progress,
) -> Result<(Published, Making<'a>), Trouble> {
    if is_among_sources(to.output, sources.root()) {
        return Err(Trouble::AmongSources(to.output.to_owned()));
    }
    // Whoever asks for the end from here on waits until what is staged is gone.
    progress.enter(Stage::Making, 0);
    let (disk, reuse) = rayon::join(|| Disk::open(to.output, to.adopt), reuse);
    let disk = disk.map_err(Trouble::Output)?;
    let reuse = reuse.map(|reuse| Reuse { seen: reuse.seen.still(to.output), ..reuse });
    let mut making = make(site, sources, &disk, reuse.as_ref(), progress)?;
    if let Some(error) = reuse.and_then(|reuse| reuse.cache.failure()) {
        return Err(Trouble::Disk(FOLDER.to_owned(), error));
    }
    if to.precompress {
        let copies = compress(&disk, &|| progress.is_stopped());
        making.copies = copies.map_err(|error| Trouble::Disk(to.output.display().to_string(), error))?;
    }
    if progress.is_stopped() {
        return Err(Trouble::Stopped);
    }
    progress.enter(Stage::Moving, 0);
    let (Tally { files, written, removed, bytes, notices }, remains) = disk.finish().map_err(Trouble::Output)?;
    progress.enter(Stage::Finishing, 0);
    drop(remains);
    let Making { pages, rendered, waiting, .. } = making;
    let published = Published { pages, files, rendered, waiting, written, removed, bytes, notices };
    Ok((published, making))
}

/// Whether what is published into `output` would be read by the next run, or
/// stand among the files that people write.
fn is_among_sources(output: &Path, root: &Path) -> bool {
    let (output, root) = (resolved(output), resolved(root));
    output == root || FOLDERS.iter().chain([&FOLDER]).any(|folder| output.starts_with(resolved(&root.join(folder))))
}

/// The path with every link in it followed, as far as it exists.
fn resolved(path: &Path) -> PathBuf {
    let path = std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
    let found = path.ancestors().find_map(|there| Some((there.canonicalize().ok()?, path.strip_prefix(there).ok()?)));
    found.map_or_else(|| path.clone(), |(there, below)| there.join(below))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_site_is_not_published_among_its_sources() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = folder.path();
        std::fs::create_dir(root.join("static")).expect("a folder");
        for among in ["", ".", "static", "static/x/y", "content", "data/x", "./themes/default", ".congbo/x"] {
            assert!(is_among_sources(&root.join(among), root), "{among}");
        }
        for apart in ["public", "data-site", "docs/x", ".."] {
            assert!(!is_among_sources(&root.join(apart), root), "{apart}");
        }
    }
}
