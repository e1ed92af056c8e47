//! The memo: datasets as they were read and checked, so that a dataset whose
//! files stand is not parsed again.
//!
//! What a dataset becomes follows from its files, the portal's settings and the
//! theme's words, and from nothing else; the digest of these is what it is
//! found by. Kept in a number of files, so that one changed dataset does not
//! have all written anew; their long texts stand apart in these files and are
//! read when somebody wants them. What comes back has passed the same tests as
//! what was read from the portal: names become addresses.

use foldhash::{HashMap, HashMapExt};
use rayon::prelude::*;

use super::Cache;
use super::codec::{Apart, In, Out, Stored};
use super::digest::{Digest, Digester};
use super::keys::{Faces, face};
use super::survey::Survey;
use crate::check::CheckedDataset;
use crate::diag::{Noted, Notes, SourceId, Sources};
use crate::discover::{Discovered, FileKind};
use crate::model::constraints::is_id;
use crate::model::long::LongText;

/// In how many files datasets are kept.
const SHARDS: usize = 256;

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
        let folders = of_data.par_chunk_by(|(one, _), (other, _)| one == other).filter_map(|same| {
            let files: Vec<SourceId> = same.iter().map(|(_, source)| *source).collect();
            let digest = files.iter().try_fold(Digester::new("dataset").digest(settings), |sum, file| {
                let path = sources.path(*file);
                Some(sum.text(path).digest(survey.content(path)?))
            })?;
            Some(Folder { path: format!("data/{}", same[0].0), files, digest: digest.finish() })
        });
        for folder in folders.collect::<Vec<_>>() {
            shards[shard_of(&folder.path)].push(folder);
        }
        Self { cache, shards, held: vec![0; SHARDS] }
    }

    /// The datasets that need not be read again, sorted by folder, and their
    /// faces.
    pub fn recall(&mut self) -> (Vec<Recalled>, Faces) {
        let shards = self.shards.par_iter().enumerate().map(|(shard, folders)| self.recall_shard(shard, folders));
        let (found, held): (Vec<_>, Vec<usize>) = shards.unzip();
        self.held = held;
        let count = found.iter().map(Vec::len).sum();
        let (mut recalled, mut faces) = (Vec::with_capacity(count), Faces::with_capacity(count));
        for (dataset, face) in found.into_iter().flatten() {
            faces.insert(dataset.0.clone(), face);
            recalled.push(dataset);
        }
        recalled.par_sort_unstable_by(|one, other| one.0.cmp(&other.0));
        (recalled, faces)
    }

    /// The datasets of a shard with their faces, and how many records it has.
    fn recall_shard(&self, shard: usize, folders: &[Folder]) -> (Vec<(Recalled, Digest)>, usize) {
        let Some((heads, texts)) = self.cache.unshelve(&shard_name(shard)) else { return (Vec::new(), 0) };
        let records = records(&heads);
        let recalled = folders.iter().filter_map(|folder| {
            let record = records.get(folder.path.as_str()).filter(|record| record.digest == folder.digest)?;
            let texts = texts.part(record.texts.0, record.texts.1)?;
            let mut from = In::new(record.value, &folder.files).with_texts(&texts);
            let (face, (notes, checked)) = <(Digest, (Notes, CheckedDataset))>::get(&mut from).filter(|_| from.is_empty())?;
            is_sound(&checked, &folder.path).then(|| ((folder.path.clone(), Noted { value: checked, notes }), face))
        });
        (recalled.collect(), records.len())
    }

    /// Keeps datasets that were read in this run, beside those that were
    /// recalled, and leaves their long texts on the disk from here on. `notes`
    /// is what was noticed while they were read. Gives their faces.
    pub fn keep(&self, read: &mut [CheckedDataset], notes: &Notes) -> Faces {
        let places: HashMap<&str, usize> =
            read.iter().enumerate().map(|(place, checked)| (checked.dataset.folder.as_str(), place)).collect();
        // A shard is the work of many datasets.
        let all = self.shards.par_iter().with_max_len(4).enumerate().flat_map_iter(|(shard, folders)| {
            let is_new = |folder: &Folder| places.contains_key(folder.path.as_str());
            let changed = folders.iter().any(is_new) || self.held[shard] != folders.len();
            let kept =
                changed.then(|| self.keep_shard(shard, folders, |path| places.get(path).map(|place| (*place, &read[*place])), notes));
            kept.unwrap_or_default()
        });
        let all: Vec<KeptDataset> = all.collect();
        let mut faces = Faces::new();
        for KeptDataset { place, face, texts } in all {
            let dataset = &mut read[place].dataset;
            faces.insert(dataset.folder.clone(), face);
            for (text, shelved) in dataset.long_texts_mut().zip(texts) {
                if let Some(shelved) = shelved {
                    *text = shelved;
                }
            }
        }
        faces
    }

    /// Writes a shard anew.
    fn keep_shard<'r>(
        &self,
        shard: usize,
        folders: &[Folder],
        read: impl Fn(&str) -> Option<(usize, &'r CheckedDataset)>,
        notes: &Notes,
    ) -> Vec<KeptDataset> {
        let before = self.cache.unshelve(&shard_name(shard));
        let records = before.as_ref().map(|(heads, _)| records(heads)).unwrap_or_default();
        let (mut heads, mut texts, mut kept) = (Out::new(&[]), Vec::new(), Vec::new());
        for folder in folders {
            let path = folder.path.as_str();
            match read(path) {
                Some((place, checked)) => {
                    let mut value = Out::new(&folder.files).with_texts_apart();
                    let face = face(&checked.dataset);
                    face.put(&mut value);
                    notes.of(&folder.files).put(&mut value);
                    checked.put(&mut value);
                    if !value.is_foreign {
                        let Apart { texts: own, places } = value.apart.unwrap_or_default();
                        let range = (texts.len() as u64, own.len() as u64);
                        Record { digest: folder.digest, texts: range, value: &value.bytes }.put(path, &mut heads);
                        texts.extend(own);
                        kept.push((place, face, range, places));
                    }
                }
                None => {
                    if let Some((record, (_, all))) = records.get(path).zip(before.as_ref())
                        && let Some(own) = all.part(record.texts.0, record.texts.1).and_then(|part| part.read())
                    {
                        let range = (texts.len() as u64, record.texts.1);
                        Record { texts: range, ..*record }.put(path, &mut heads);
                        texts.extend(own);
                    }
                }
            }
        }
        // Not being able to is no reason to stop: texts stay in memory then.
        let shelf = self.cache.shelve(&shard_name(shard), &heads.bytes, &texts).ok();
        let shelved = kept.into_iter().map(|(place, face, (start, bytes), places)| {
            let own = shelf.as_ref().and_then(|texts| texts.part(start, bytes));
            let text = |place: Option<(u64, u64)>| place.and_then(|(start, bytes)| own.as_ref()?.text(start, bytes));
            KeptDataset { place, face, texts: places.into_iter().map(text).collect() }
        });
        shelved.collect()
    }
}

/// A dataset that was kept.
struct KeptDataset {
    /// Its place among those that were read.
    place: usize,
    face: Digest,
    /// Its long texts, as far as they need not stay in memory.
    texts: Vec<Option<LongText>>,
}

/// The name of the dataset's folder that a file lies in.
fn folder_name(kind: &FileKind) -> Option<&str> {
    match kind {
        FileKind::DatasetToml(dataset) | FileKind::DataPackage(dataset) | FileKind::Csv { dataset, .. } | FileKind::Unread(dataset) => {
            Some(dataset)
        }
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
    all.reserve_exact(recalled.len());
    all.extend(recalled.into_iter().map(|(_, noted)| noted.into_value(notes)));
    all.sort_by(|one, other| one.dataset.folder.cmp(&other.dataset.folder));
    all
}

fn shard_of(folder: &str) -> usize {
    usize::from(Digest::of(folder.as_bytes()).bytes()[0]) % SHARDS
}

fn shard_name(shard: usize) -> String {
    format!("data-{shard:02x}")
}

/// A dataset in a shard.
#[derive(Clone, Copy)]
struct Record<'a> {
    /// What it follows from.
    digest: Digest,
    /// Where its texts begin among those of the shard, and how long they are.
    texts: (u64, u64),
    value: &'a [u8],
}

impl<'a> Record<'a> {
    fn put(&self, path: &str, out: &mut Out<'_>) {
        path.to_owned().put(out);
        self.digest.put(out);
        self.texts.put(out);
        self.value.len().put(out);
        out.bytes.extend(self.value);
    }

    fn get(from: &mut In<'a>) -> Option<(&'a str, Self)> {
        let path = from.text()?;
        let (digest, texts) = Stored::get(from)?;
        let count = usize::get(from)?;
        Some((path, Self { digest, texts, value: from.take(count)? }))
    }
}

/// The records of a shard by folder.
fn records(heads: &[u8]) -> HashMap<&str, Record<'_>> {
    let mut from = In::new(heads, &[]);
    std::iter::from_fn(|| (!from.is_empty()).then(|| Record::get(&mut from)).flatten()).collect()
}

/// Whether what was recalled could have been read: names are names, and every
/// row has its cells.
fn is_sound(checked: &CheckedDataset, folder: &str) -> bool {
    let CheckedDataset { dataset, tables } = checked;
    let names = dataset.resources.iter().map(|resource| &resource.name).chain(&dataset.congbo.topics).chain([&dataset.name]);
    dataset.folder == folder
        && names.into_iter().all(|name| is_id(name))
        && dataset.charts.iter().all(|chart| is_id(&chart.block.file_name()))
        && tables.len() == dataset.resources.len()
        && dataset.resources.iter().zip(tables).all(|(resource, table)| {
            let columns = resource.schema.fields.len();
            table.raw.is_of(columns)
        })
}
