//! A small portal whose settings and theme are read once, and in which single
//! files are replaced for every run: checked, linked, routed and rendered by
//! the stages of congbo itself, into memory.

use std::cell::OnceCell;
use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use congbo::check::check;
use congbo::diag::{Notes, SourceId, Sources};
use congbo::discover::{Listing, discover};
use congbo::link::{Moments, link};
use congbo::load::page::{Facts, PageFile, PageFiles, page};
use congbo::load::tree::parse_toml;
use congbo::load::{Loaded, Settings, descriptor, load};
use congbo::model::checksum::Checksum;
use congbo::model::dataset::Dataset;
use congbo::model::lang::Lang;
use congbo::model::portal::Portal;
use congbo::model::theme::Theme;
use congbo::progress::Progress;
use congbo::render::FORMATS;
use congbo::route::{AllMade, Context, Made, MadeBefore, Maker, route};
use tempfile::TempDir;

use crate::inert::assert_inert;
use crate::told::told;

const SETTINGS: &str = r#"
title = { vi = "Cổng thử", en = "A test" }
description = { vi = "Để thử", en = "For testing" }
base_url = "https://thu.example.vn/cong/"
languages = ["vi", "en"]
default_language = "vi"
as_of = 2025-06-30
[publisher]
name = { vi = "Sở thử", en = "Testers" }
[license]
name = "CC-BY-4.0"
"#;

/// The portal.
pub struct Bench {
    folder: TempDir,
    settings: Portal,
    theme: Theme,
}

/// What was published: address and bytes.
pub type Site = BTreeMap<String, Vec<u8>>;

impl Bench {
    /// The portal, in a folder in memory where there is one.
    pub fn new() -> Self {
        let memory = Path::new("/dev/shm");
        let folder = if memory.is_dir() { TempDir::new_in(memory) } else { TempDir::new() }.expect("a temporary folder");
        fs::write(folder.path().join("congbo.toml"), SETTINGS).expect("a file");
        let mut sources = Sources::new(folder.path());
        let found = discover(&Listing::of(folder.path()), &mut sources).value;
        let loaded = load(&found, Settings { downloads: &[], base_url: None, shelf: None }, &mut sources).value;
        for inner in ["data/d", "content/pages"] {
            fs::create_dir_all(folder.path().join(inner)).expect("a folder");
        }
        Self { settings: loaded.portal, theme: loaded.theme, folder }
    }

    /// The same portal for all runs of a thread.
    pub fn shared<T>(run: impl FnOnce(&Self) -> T) -> T {
        thread_local!(static BENCH: OnceCell<Bench> = const { OnceCell::new() });
        BENCH.with(|bench| run(bench.get_or_init(Self::new)))
    }

    /// The dataset `d` of one table `d.csv` with these bytes, described by a
    /// `dataset.toml` or by nothing.
    pub fn dataset(&self, descriptor: Option<&str>, csv: &[u8], sources: &mut Sources, notes: &mut Notes) -> Dataset {
        fs::write(self.folder.path().join("data/d/d.csv"), csv).expect("a file");
        let table = sources.add("data/d/d.csv");
        let tables = descriptor::Tables { by_path: BTreeMap::from([("d.csv", table)]), is_partial: false };
        match descriptor {
            None => {
                let mut dataset = descriptor::bare("d", &tables);
                dataset.resources.extend(descriptor::undeclared("d.csv", table, notes));
                dataset
            }
            Some(text) => {
                let source = sources.add_text("data/d/dataset.toml", text);
                let node = parse_toml(text, source, 0, "toml", notes).expect("the targets' own descriptors are TOML");
                descriptor::dataset(&node, source, "d", &tables, &self.settings, notes)
            }
        }
    }

    /// The page `pages/p` with this text.
    pub fn page(&self, text: &str, sources: &mut Sources, notes: &mut Notes) -> Option<PageFile> {
        fs::write(self.folder.path().join("content/pages/p.md"), text).expect("a file");
        let source = sources.add("content/pages/p.md");
        page(text, 0, source, "pages/p", Lang::new("vi").expect("a language"), Facts::None, notes)
    }

    /// Files of this portal; the first is `congbo.toml`.
    pub fn sources(&self) -> Sources {
        let mut sources = Sources::new(self.folder.path());
        let settings = sources.add("congbo.toml");
        assert_eq!(settings, SourceId(0));
        sources
    }

    /// Checks, links and routes; when there is no error, renders every output
    /// that `wanted` asks for by its format. HTML has to be inert.
    pub fn publish(&self, files: Files, sources: &Sources, mut notes: Notes, wanted: impl Fn(&str) -> bool) -> Option<Site> {
        let Files { datasets, page } = files;
        let mut pages = PageFiles::new();
        pages.extend(page.map(|page| (page.id.clone(), vec![page])));
        let portal = self.settings.clone();
        let theme = Theme { messages: self.theme.messages.clone(), ..Theme::default() };
        let mut loaded =
            Loaded { portal, theme, datasets, pages, unread: Default::default(), closed: Default::default(), files: Vec::new() };
        let checked = check(&mut loaded, sources, &Progress::default()).into_value(&mut notes);
        let (catalog, _) = link(loaded, checked, Moments::default()).into_value(&mut notes);
        let plan = route(&catalog, &self.theme, FORMATS).into_value(&mut notes);
        if told(&notes, sources) {
            return None;
        }
        let mut site = Site::new();
        let made: AllMade<'_> = plan
            .outputs
            .iter()
            .map(|output| (output.path.as_str(), Made { bytes: 1, sha256: Checksum::default(), is_waiting: false }))
            .collect();
        let context = Context {
            catalog: &catalog,
            routes: &plan.routes,
            theme: &self.theme,
            sources,
            formats: FORMATS,
            made: MadeBefore::new(&made),
        };
        for output in &plan.outputs {
            let Maker::Format(format, subject) = &output.maker else { continue };
            if !wanted(FORMATS[*format].name()) {
                continue;
            }
            let mut bytes = Vec::new();
            FORMATS[*format].write(&context, subject, &mut bytes).unwrap_or_else(|error| panic!("{}: {error:?}", output.path));
            if output.path.ends_with(".html") {
                assert_inert(std::str::from_utf8(&bytes).expect("pages are text"));
            }
            site.insert(output.path.clone(), bytes);
        }
        Some(site)
    }
}

impl Default for Bench {
    fn default() -> Self {
        Self::new()
    }
}

/// What a run publishes beside the settings.
#[derive(Default)]
pub struct Files {
    /// Its datasets.
    pub datasets: Vec<Dataset>,
    /// Its page.
    pub page: Option<PageFile>,
}
