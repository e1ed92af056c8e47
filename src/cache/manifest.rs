//! The manifest of a published site: what the last run that published into a
//! folder read, noticed and wrote, so that the next one knows what still
//! stands.
//!
//! Knows bytes, digests and looks; what keys are made of stands in
//! [`super::keys`].

use std::path::Path;
use std::{fs, io};

use rayon::prelude::*;

use super::Parted;
use super::codec::{In, Out, Stored, stored_enum, stored_struct};
use super::digest::Digest;
use super::survey::{Input, Look};
use crate::diag::report::Levels;
use crate::diag::{Level, Notes, SourceId, Sources};
use crate::model::checksum::Checksum;
use crate::render::Earlier;
use crate::route::SUMS;
use crate::write::Digested;
use crate::write::disk::{Disk, checksum};

/// What is known of a published site.
#[derive(Debug, Default)]
pub struct Manifest {
    /// The digest of all inputs and options.
    pub inputs: Digest,
    /// Inputs that need not be read again while they look the same.
    pub known: Vec<Input>,
    /// How many pages the site has, how many files, how many bytes.
    pub counts: (usize, usize, u64),
    /// What was noticed; `None` when it cannot be told again.
    pub findings: Option<Findings>,
    /// How datasets followed each other.
    pub orders: Earlier,
    /// The list of sums, which is made last of all.
    pub sums: Option<Standing>,
    /// The other files of the site, sorted by address.
    pub outputs: Vec<(String, Standing)>,
}

/// A file of the site, as it was left.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The key of what it was made of; `None` for what is made last of all.
    pub key: Option<Digest>,
    /// How it looked; `None` when it could be written to without looking
    /// otherwise, so that its content is compared.
    pub look: Option<Look>,
    /// Its size in bytes.
    pub bytes: u64,
    /// Its SHA-256.
    pub sha256: Checksum,
}

stored_struct! {
    Standing { key, look, bytes, sha256 }
    Findings { paths, notes, levels }
}

stored_enum! { Level { 0 Note {}, 1 Warning {}, 2 Error {} } }

/// What a run noticed, told of files by their paths.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    paths: Vec<String>,
    notes: Vec<u8>,
    levels: Levels,
}

impl Findings {
    /// Keeps what was noticed; `None` when it speaks of more than files of the
    /// portal.
    pub fn new(notes: &Notes, sources: &Sources, levels: &Levels) -> Option<Self> {
        let shown = || notes.groups().flat_map(|group| &group.shown);
        let mut spoken: Vec<SourceId> =
            shown().flat_map(|told| told.related.iter().map(|(_, spot)| spot.source).chain([told.spot.source])).collect();
        spoken.sort_unstable();
        spoken.dedup();
        if spoken.iter().any(|source| sources.is_built_in(*source)) {
            return None;
        }
        let mut out = Out::new(&spoken);
        notes.put(&mut out);
        let paths = spoken.iter().map(|source| sources.path(*source).to_owned()).collect();
        Some(Self { paths, notes: out.bytes, levels: levels.clone() })
    }

    /// Tells it again.
    pub fn told(&self, root: &Path) -> Option<(Notes, Sources, Levels)> {
        let mut sources = Sources::new(root);
        let spoken: Vec<SourceId> = self.paths.iter().map(|path| sources.add(path.clone())).collect();
        let notes = Notes::get(&mut In::new(&self.notes, &spoken))?;
        Some((notes, sources, self.levels.clone()))
    }
}

/// Whether a file of the site stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stand {
    /// It looks as it was left.
    AsLeft,
    /// It looks otherwise, or may: its content is the same.
    SameContent,
    /// It is gone, or its content is another.
    No,
}

/// How the files of a site looked while something else was being done. Says
/// only that a file stands, never that it does not.
#[derive(Debug, Default)]
pub struct Seen {
    /// The list of sums, which every build that moves a file makes anew.
    sums: Option<Look>,
    /// The other files, in the order of [`Manifest::outputs`].
    outputs: Vec<Option<Look>>,
}

impl Seen {
    /// How the output at this place of the manifest looked.
    pub fn look(&self, place: usize) -> Option<Look> {
        *self.outputs.get(place)?
    }

    /// The same, unless a build has moved files in `site` since.
    #[must_use]
    pub fn still(self, site: &Path) -> Self {
        if self.sums.is_some() && self.sums == Look::at(&site.join(SUMS)) { self } else { Self::default() }
    }
}

impl Standing {
    /// Looks at the file in `site`, unless it was `seen` to look as it was left.
    pub fn stand(&self, site: &Path, path: &str, seen: Option<Look>) -> Stand {
        if seen.is_some() && seen == self.look {
            return Stand::AsLeft;
        }
        let file = site.join(path);
        let Ok(metadata) = fs::symlink_metadata(&file) else { return Stand::No };
        if !metadata.is_file() || metadata.len() != self.bytes {
            return Stand::No;
        }
        if self.look == Some(Look::of(&metadata)) {
            return Stand::AsLeft;
        }
        let is_same = checksum(&file).is_ok_and(|sha256| sha256 == self.sha256);
        if is_same { Stand::SameContent } else { Stand::No }
    }

    /// The size and checksum of the file.
    pub fn digested(&self) -> Digested {
        Digested { bytes: self.bytes, sha256: self.sha256 }
    }
}

impl Manifest {
    /// What is known of the file at an address, and its place among the outputs.
    pub fn output(&self, path: &str) -> Option<(usize, &Standing)> {
        let place = self.outputs.binary_search_by(|(known, _)| known.as_str().cmp(path)).ok()?;
        Some((place, &self.outputs[place].1))
    }

    /// Looks at every file of the site; at none when a build of it is at work,
    /// or was cut off.
    pub fn seen(&self, site: &Path) -> Seen {
        if Disk::is_unfinished(site) {
            return Seen::default();
        }
        let sums = Look::at(&site.join(SUMS));
        let outputs = self.outputs.par_iter().map(|(path, _)| Look::at(&site.join(path))).collect();
        if Disk::is_unfinished(site) { Seen::default() } else { Seen { sums, outputs } }
    }

    /// Looks again at files that could have been written to without looking
    /// otherwise, or do so. They stand.
    pub fn look_again(&mut self, site: &Path, now: &Look) {
        self.outputs.par_iter_mut().for_each(|(path, standing)| standing.look = Look::settled(&site.join(path), standing.bytes, now));
        if let Some(sums) = &mut self.sums {
            sums.look = Look::settled(&site.join(SUMS), sums.bytes, now);
        }
    }

    /// Whether every file of the site stands.
    pub fn stands(&self, site: &Path) -> Stand {
        let Some(sums) = &self.sums else { return Stand::No };
        let worst = |one: Stand, other: Stand| match (one, other) {
            (Stand::No, _) | (_, Stand::No) => Stand::No,
            (Stand::SameContent, _) | (_, Stand::SameContent) => Stand::SameContent,
            _ => Stand::AsLeft,
        };
        let stands = self.outputs.par_iter().map(|(path, standing)| standing.stand(site, path, None));
        stands.reduce(|| sums.stand(site, SUMS, None), worst)
    }
}

stored_struct! { Manifest { inputs, known, counts, findings, orders, sums, outputs } }

/// How many inputs or outputs are written at a time.
const PIECE: usize = 1024;

/// The same, to be kept: what is long is borrowed.
#[derive(Debug)]
pub struct Left<'a> {
    /// See [`Manifest::inputs`].
    pub inputs: Digest,
    /// See [`Manifest::known`].
    pub known: Vec<&'a Input>,
    /// See [`Manifest::counts`].
    pub counts: (usize, usize, u64),
    /// See [`Manifest::findings`].
    pub findings: Option<&'a Findings>,
    /// See [`Manifest::orders`].
    pub orders: Earlier,
    /// See [`Manifest::sums`].
    pub sums: Option<Standing>,
    /// See [`Manifest::outputs`].
    pub outputs: Vec<(&'a str, Standing)>,
}

impl<'a> From<&'a Manifest> for Left<'a> {
    fn from(Manifest { inputs, known, counts, findings, orders, sums, outputs }: &'a Manifest) -> Self {
        Self {
            inputs: *inputs,
            known: known.iter().collect(),
            counts: *counts,
            findings: findings.as_ref(),
            orders: orders.clone(),
            sums: *sums,
            outputs: outputs.iter().map(|(path, standing)| (path.as_str(), *standing)).collect(),
        }
    }
}

impl Left<'_> {
    /// Writes it as a [`Manifest`] is read.
    pub(super) fn write(&self, file: &mut Parted<'_>) -> io::Result<()> {
        let Self { inputs, known, counts, findings, orders, sums, outputs } = self;
        let mut out = Out::new(&[]);
        inputs.put(&mut out);
        known.len().put(&mut out);
        for some in known.chunks(PIECE) {
            some.iter().for_each(|input| input.put(&mut out));
            file.part(&std::mem::take(&mut out.bytes))?;
        }
        counts.put(&mut out);
        findings.is_some().put(&mut out);
        findings.iter().for_each(|findings| findings.put(&mut out));
        orders.put(&mut out);
        sums.put(&mut out);
        outputs.len().put(&mut out);
        for some in outputs.chunks(PIECE) {
            for (path, standing) in some {
                out.text(path);
                standing.put(&mut out);
            }
            file.part(&std::mem::take(&mut out.bytes))?;
        }
        file.part(&out.bytes)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Cache;
    use crate::model::lang::Lang;

    #[test]
    fn what_is_left_is_read_as_it_was() {
        let standing = Standing { key: Some(Digest::of(b"key")), look: None, bytes: 7, sha256: Checksum::default() };
        let manifest = Manifest {
            inputs: Digest::of(b"inputs"),
            known: vec![Input { path: "data/a.csv".to_owned(), digest: Digest::of(b"a"), look: None }],
            counts: (1, 2, 3),
            findings: Some(Findings::default()),
            orders: vec![(Lang::new("vi").expect("a tag"), vec![1, 0])],
            sums: Some(standing),
            outputs: vec![("index.html".to_owned(), standing), ("vi/index.html".to_owned(), standing)],
        };
        let folder = tempfile::tempdir().expect("a folder");
        let cache = Cache::open(folder.path(), Digest::of(b"this program")).expect("it can be written");
        cache.keep(folder.path(), &folder.path().join("public"), &Left::from(&manifest));
        let (mut left, mut whole) = (Out::new(&[]), Out::new(&[]));
        cache.manifest(folder.path(), &folder.path().join("public")).expect("ours and whole").put(&mut left);
        manifest.put(&mut whole);
        assert_eq!(left.bytes, whole.bytes);
    }
}
