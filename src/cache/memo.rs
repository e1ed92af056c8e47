//! The memo: datasets as they were read and checked, so that a dataset whose
//! files stand is not parsed again.
//!
//! What a dataset becomes follows from its files, the portal's settings and the
//! theme's words, and from nothing else; the digest of these is what it is
//! found by. Kept in a number of files, so that one changed dataset does not
//! have all written anew. What comes back has passed the same tests as what was
//! read from the portal: names become addresses.

use std::collections::HashMap;

use rayon::prelude::*;

use super::Cache;
use super::codec::{In, Out, Stored};
use super::digest::{Digest, Digester};
use super::keys::{Faces, face};
use super::survey::Survey;
use crate::check::CheckedDataset;
use crate::diag::{Noted, Notes, SourceId, Sources};
use crate::discover::{Discovered, FileKind};
use crate::model::constraints::is_id;

/// In how many files datasets are kept.
const SHARDS: usize = 64;

/// The datasets of a run that an earlier one may have read.
#[derive(Debug)]
pub struct Memo<'a> {
    cache: &'a Cache,
    /// By the file that they are kept in.
    shards: Vec<Vec<Folder>>,
    /// How many records there are in each of these files.
    held: Vec<usize>,
}

/// A dataset's folder.
#[derive(Debug)]
struct Folder {
    /// Its path: `data/<name>`.
    path: String,
    /// Its files, in the order of their numbers.
    files: Vec<SourceId>,
    /// What the dataset follows from.
    digest: Digest,
}

/// A dataset of an earlier run, at its folder.
pub type Recalled = (String, Noted<CheckedDataset>);

impl<'a> Memo<'a> {
    /// The datasets that were discovered; `settings` is the digest of what all
    /// of them follow from.
    pub fn new(cache: &'a Cache, settings: Digest, survey: &Survey, found: &Discovered, sources: &Sources) -> Self {
        let mut shards: Vec<Vec<Folder>> = std::iter::repeat_with(Vec::new).take(SHARDS).collect();
        let mut of_data: Vec<(&str, SourceId)> =
            found.files.iter().filter_map(|file| Some((folder_name(&file.kind)?, file.source))).collect();
        of_data.sort_unstable();
        for same in of_data.chunk_by(|(one, _), (other, _)| one == other) {
            let files: Vec<SourceId> = same.iter().map(|(_, source)| *source).collect();
            let digest = files.iter().try_fold(Digester::new("dataset").digest(settings), |sum, file| {
                let path = sources.path(*file);
                Some(sum.text(path).digest(survey.content(path)?))
            });
            let Some(digest) = digest else { continue };
            let path = format!("data/{}", same[0].0);
            shards[shard_of(&path)].push(Folder { path, files, digest: digest.finish() });
        }
        Self { cache, shards, held: vec![0; SHARDS] }
    }

    /// The datasets that need not be read again, sorted by folder, and their
    /// faces.
    pub fn recall(&mut self) -> (Vec<Recalled>, Faces) {
        let shards = self.shards.par_iter().enumerate().map(|(shard, folders)| self.recall_shard(shard, folders));
        let (found, held): (Vec<_>, Vec<usize>) = shards.unzip();
        self.held = held;
        let (mut recalled, mut faces) = (Vec::new(), Faces::new());
        for (dataset, face) in found.into_iter().flatten() {
            faces.insert(dataset.0.clone(), face);
            recalled.push(dataset);
        }
        recalled.par_sort_unstable_by(|one, other| one.0.cmp(&other.0));
        (recalled, faces)
    }

    /// The datasets of a shard with their faces, and how many records it has.
    fn recall_shard(&self, shard: usize, folders: &[Folder]) -> (Vec<(Recalled, Digest)>, usize) {
        let Some(bytes) = self.cache.read(&shard_name(shard)) else { return (Vec::new(), 0) };
        let records = records(&bytes);
        let recalled = folders.iter().filter_map(|folder| {
            let (_, value) = records.get(folder.path.as_str()).filter(|(digest, _)| *digest == folder.digest)?;
            let mut from = In::new(value, &folder.files);
            let (face, (notes, checked)) = <(Digest, (Notes, CheckedDataset))>::get(&mut from).filter(|_| from.is_empty())?;
            is_sound(&checked, &folder.path).then(|| ((folder.path.clone(), Noted { value: checked, notes }), face))
        });
        (recalled.collect(), records.len())
    }

    /// Keeps datasets that were read in this run, beside those that were
    /// recalled. `notes` is what was noticed while they were read.
    pub fn keep(&self, read: &[CheckedDataset], notes: &Notes) {
        let read: HashMap<&str, &CheckedDataset> = read.iter().map(|checked| (checked.dataset.folder.as_str(), checked)).collect();
        self.shards.par_iter().enumerate().for_each(|(shard, folders)| {
            if folders.iter().all(|folder| !read.contains_key(folder.path.as_str())) && self.held[shard] == folders.len() {
                return;
            }
            let before = self.cache.read(&shard_name(shard));
            let records = before.as_deref().map(records).unwrap_or_default();
            let mut out = Out::new(&[]);
            for folder in folders {
                let path = folder.path.as_str();
                match read.get(path) {
                    Some(checked) => {
                        let mut value = Out::new(&folder.files);
                        face(&checked.dataset).put(&mut value);
                        notes.of(&folder.files).put(&mut value);
                        checked.put(&mut value);
                        if !value.is_foreign {
                            record(path, folder.digest, &value.bytes, &mut out);
                        }
                    }
                    None => {
                        if let Some((digest, value)) = records.get(path) {
                            record(path, *digest, value, &mut out);
                        }
                    }
                }
            }
            // Not being able to is no reason to stop.
            let _ = self.cache.write(&shard_name(shard), &out.bytes);
        });
    }
}

/// The name of the dataset's folder that a file lies in.
fn folder_name(kind: &FileKind) -> Option<&str> {
    match kind {
        FileKind::DatasetToml(dataset) | FileKind::DataPackage(dataset) | FileKind::Csv { dataset, .. } => Some(dataset),
        FileKind::Page { .. } | FileKind::Copied(_) => None,
    }
}

/// Leaves out of what was discovered the files of datasets that were recalled.
pub fn without(found: &mut Discovered, recalled: &[Recalled]) {
    let is_recalled =
        |name: &str| recalled.binary_search_by(|(folder, _)| folder.strip_prefix("data/").unwrap_or(folder).cmp(name)).is_ok();
    found.files.retain(|file| folder_name(&file.kind).is_none_or(|name| !is_recalled(name)));
}

/// The datasets read in this run and those recalled, sorted by folder.
pub fn joined(read: Vec<CheckedDataset>, recalled: Vec<Recalled>, notes: &mut Notes) -> Vec<CheckedDataset> {
    let mut all = read;
    all.extend(recalled.into_iter().map(|(_, noted)| noted.into_value(notes)));
    all.sort_by(|one, other| one.dataset.folder.cmp(&other.dataset.folder));
    all
}

fn shard_of(folder: &str) -> usize {
    usize::from(Digest::of(folder.as_bytes()).bytes()[0]) % SHARDS
}

fn shard_name(shard: usize) -> String {
    format!("data-{shard:02}")
}

fn record(path: &str, digest: Digest, value: &[u8], out: &mut Out<'_>) {
    path.to_owned().put(out);
    digest.put(out);
    value.len().put(out);
    out.bytes.extend(value);
}

/// The records of a shard by folder.
fn records(bytes: &[u8]) -> HashMap<&str, (Digest, &[u8])> {
    let mut from = In::new(bytes, &[]);
    let mut records = HashMap::new();
    while !from.is_empty() {
        let Some(next) = (|| {
            let (path, digest) = (from.text()?, Digest::get(&mut from)?);
            let count = usize::get(&mut from)?;
            Some((path, (digest, from.take(count)?)))
        })() else {
            break;
        };
        records.insert(next.0, next.1);
    }
    records
}

/// Whether what was recalled could have been read: names are names, and every
/// row has its cells.
fn is_sound(checked: &CheckedDataset, folder: &str) -> bool {
    let CheckedDataset { dataset, tables } = checked;
    let names = dataset.resources.iter().map(|resource| &resource.name).chain(&dataset.congbo.topics).chain([&dataset.name]);
    dataset.folder == folder
        && names.into_iter().all(|name| is_id(name))
        && tables.len() == dataset.resources.len()
        && dataset.resources.iter().zip(tables).all(|(resource, table)| {
            let columns = resource.schema.fields.len();
            table.raw.is_of(columns)
        })
}
