//! Links of authors' texts: what a target in a Markdown file means.
//!
//! Authors link source files to source files (`../plans/x.md`, `scan.pdf`,
//! `/data/x/targets.csv`), which also works where the sources are browsed.

use std::collections::BTreeMap;

use super::dataset::Dataset;
use super::page::Page;
use crate::diag::SourceId;

/// Where a link leads.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Destination {
    /// An author's page, by its id, in the reader's language.
    Page(String),
    /// A file published at this path of the site.
    File(String),
    /// A dataset.
    Dataset(String),
    /// A table of a dataset.
    Table(String, String),
}

/// What links may lead to.
pub struct Targets<'a> {
    /// Authors' pages by id.
    pub pages: &'a BTreeMap<String, Page>,
    /// Files published as they are, by path.
    pub files: &'a BTreeMap<String, SourceId>,
    /// Datasets by name.
    pub datasets: &'a BTreeMap<String, Box<Dataset>>,
    /// Names of datasets by their folders, where the two differ.
    pub renamed: &'a BTreeMap<String, String>,
}

/// A link split into its path and its anchor, percent signs decoded.
pub fn split(target: &str) -> (String, Option<String>) {
    let decode = |text: &str| percent_encoding::percent_decode_str(text).decode_utf8_lossy().into_owned();
    let (path, anchor) = target.split_once('#').map_or((target, None), |(path, anchor)| (path, Some(anchor)));
    (decode(path.split('?').next().unwrap_or_default()), anchor.filter(|anchor| !anchor.is_empty()).map(decode))
}

impl Targets<'_> {
    /// What `path` means in the page `from`; `None` when it leads nowhere. An
    /// empty path is the page itself.
    pub fn find(&self, from: &str, path: &str) -> Option<Destination> {
        if path.is_empty() {
            return Some(Destination::Page(from.to_owned()));
        }
        let full = resolve(from, path)?;
        if let Some(rest) = full.strip_prefix("data/") {
            return self.data(rest);
        }
        if let Some(id) = page_of(&full) {
            return self.pages.contains_key(&id).then_some(Destination::Page(id));
        }
        let below = below(&full);
        self.files.contains_key(below).then(|| Destination::File(below.to_owned()))
    }

    fn data(&self, path: &str) -> Option<Destination> {
        let (folder, file) = path.split_once('/').unwrap_or((path, ""));
        let name = self.renamed.get(folder).map_or(folder, String::as_str);
        let dataset = self.datasets.get(name).filter(|dataset| dataset.folder_name() == folder)?;
        match file {
            "" | "dataset.toml" | "datapackage.json" => Some(Destination::Dataset(dataset.name.clone())),
            file => {
                let stem = file.rsplit_once('.').map_or(file, |(stem, _)| stem);
                let resource = dataset.resource(stem.rsplit('/').next().unwrap_or(stem))?;
                Some(Destination::Table(dataset.name.clone(), resource.name.clone()))
            }
        }
    }
}

/// The id of the page that `path` means in the page `from`, whether or not
/// there is one.
pub fn page_named(from: &str, path: &str) -> Option<String> {
    page_of(&resolve(from, path)?)
}

/// Where what `path` means in the page `from` may lie in the portal's folder,
/// whether or not it does.
pub fn places_named(from: &str, path: &str) -> Vec<String> {
    let Some(full) = resolve(from, path) else { return Vec::new() };
    if full.starts_with("data/") {
        return vec![full];
    }
    ["content", "static"].iter().map(|folder| format!("{folder}/{}", below(&full))).collect()
}

/// A link's path from the portal's folder.
fn resolve(from: &str, path: &str) -> Option<String> {
    match path.strip_prefix('/') {
        Some(rooted) => normalize(rooted),
        None => normalize(&format!("content/{}/{path}", from.rsplit_once('/').map_or("", |(folder, _)| folder))),
    }
}

/// A path as it is published: below `content/` or `static/`.
fn below(full: &str) -> &str {
    full.strip_prefix("content/").or_else(|| full.strip_prefix("static/")).unwrap_or(full)
}

/// The id of the page whose Markdown file this is, in any language.
fn page_of(full: &str) -> Option<String> {
    let stem = below(full).strip_suffix(".md")?;
    let (folder, name) = stem.rsplit_once('/').map_or(("", stem), |(folder, name)| (folder, name));
    let name = name.split('.').next().unwrap_or(name);
    Some(if folder.is_empty() { name.to_owned() } else { format!("{folder}/{name}") })
}

/// A path without `.` and `..`; `None` when it climbs out of the portal.
fn normalize(path: &str) -> Option<String> {
    let mut parts: Vec<&str> = Vec::new();
    for part in path.split('/') {
        match part {
            "" | "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}
