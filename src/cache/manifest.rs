//! The manifest of a published site: what the last run that published into a
//! folder read, noticed and wrote, so that the next one knows what still
//! stands.
//!
//! Knows bytes, digests and looks; what keys are made of stands in
//! [`super::keys`].

use std::path::Path;
use std::{fs, io};

use jiff::civil::Date;
use rayon::prelude::*;

use super::codec::{In, Out, Stored, stored_enum, stored_struct};
use super::digest::Digest;
use super::records::Records;
use super::survey::{Content, Look};
use super::{Body, Parted};
use crate::diag::report::Levels;
use crate::diag::{Level, Notes, SourceId, Sources};
use crate::model::checksum::Checksum;
use crate::render::Earlier;
use crate::route::SUMS;
use crate::write::Digested;
use crate::write::disk::{Disk, checksum};

/// What is known of a published site.
#[derive(Debug)]
pub struct Manifest {
    /// The digest of all inputs and options.
    pub inputs: Digest,
    /// How many pages the site has, how many files, how many bytes.
    pub counts: (usize, usize, u64),
    /// What was noticed; `None` when it cannot be told again.
    pub findings: Option<Findings>,
    /// How datasets followed each other.
    pub orders: Earlier,
    /// The list of sums, which is made last of all.
    pub sums: Option<Standing>,
    /// The bytes that the rest is read from.
    body: Body,
    /// Inputs that need not be read again while they look the same.
    known: Records<Content>,
    /// The other files of the site.
    outputs: Records<Standing>,
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
    Findings { paths, notes, levels, days }
    Days { first, next }
}

stored_enum! { Level { 0 Note {}, 1 Warning {}, 2 Error {} } }

/// What a run noticed, told of files by their paths.
#[derive(Debug, Clone, Default)]
pub struct Findings {
    paths: Vec<String>,
    notes: Vec<u8>,
    levels: Levels,
    days: Days,
}

/// The days on which the same would be noticed in the same files.
#[derive(Debug, Clone, Copy, Default)]
pub struct Days {
    /// The day of the run; `None` when it was not told the day.
    pub first: Option<Date>,
    /// The day from which something else may be noticed, if there is one.
    pub next: Option<Date>,
}

impl Days {
    /// Whether `today` is one of them.
    fn have(&self, today: Option<Date>) -> bool {
        match (self.first, today) {
            (Some(first), Some(today)) => first <= today && self.next.is_none_or(|next| today < next),
            (first, today) => first == today,
        }
    }
}

impl Findings {
    /// Keeps what was noticed and would be on these `days`; `None` when it
    /// speaks of more than files of the portal.
    pub fn new(notes: &Notes, sources: &Sources, levels: &Levels, days: Days) -> Option<Self> {
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
        Some(Self { paths, notes: out.bytes, levels: levels.clone(), days })
    }

    /// Tells it again; `None` when something else may be noticed `today`.
    pub fn told(&self, root: &Path, today: Option<Date>) -> Option<(Notes, Sources, Levels)> {
        self.days.have(today).then_some(())?;
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

/// How the files of a site looked while something else was being done, or are
/// taken to look. Says only that a file stands, never that it does not.
#[derive(Debug, Default)]
pub struct Seen {
    /// The list of sums, which every build that moves a file makes anew.
    sums: Option<Look>,
    /// The other files, in the order of the manifest.
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
    /// Reads what [`Left::write`] wrote.
    pub(super) fn read(body: Body) -> Option<Self> {
        let mut from = In::new(&body, &[]);
        let inputs = Stored::get(&mut from)?;
        let known = Records::read(&body, &mut from)?;
        let (counts, findings) = Stored::get(&mut from)?;
        let (orders, sums) = Stored::get(&mut from)?;
        let outputs = Records::read(&body, &mut from)?;
        from.is_empty().then_some(())?;
        Some(Self { inputs, counts, findings, orders, sums, known, outputs, body })
    }

    /// The digest of an input that need not be read again, as it looks the
    /// same.
    pub fn content(&self, path: &str, look: &Look) -> Option<Digest> {
        let (_, (digest, known)) = self.known.get(&self.body, self.known.find(&self.body, path)?)?;
        (known == *look).then_some(digest)
    }

    /// What is known of the file at an address, and its place among the outputs.
    pub fn output(&self, path: &str) -> Option<(usize, Standing)> {
        let place = self.outputs.find(&self.body, path)?;
        Some((place, self.outputs.get(&self.body, place)?.1))
    }

    /// All files but the list of sums.
    fn outputs(&self) -> impl IndexedParallelIterator<Item = (&str, Standing)> {
        let output = |place| self.outputs.get(&self.body, place).expect("every record was read once");
        (0..self.outputs.len()).into_par_iter().map(output)
    }

    /// Looks at every file of the site; at none when a build of it is at work,
    /// or was cut off.
    pub fn seen(&self, site: &Path) -> Seen {
        if Disk::is_unfinished(site) {
            return Seen::default();
        }
        let sums = Look::at(&site.join(SUMS));
        let outputs = self.outputs().map(|(path, _)| Look::at(&site.join(path))).collect();
        if Disk::is_unfinished(site) { Seen::default() } else { Seen { sums, outputs } }
    }

    /// The same without a look at any but the list of sums, which every build
    /// that moves a file makes anew: while it stands, all are taken to stand.
    pub fn trusted(&self, site: &Path) -> Seen {
        if Disk::is_unfinished(site) {
            return Seen::default();
        }
        let sums = self.sums.and_then(|sums| sums.look);
        let outputs = self.outputs().map(|(_, standing)| standing.look).collect();
        Seen { sums, outputs }.still(site)
    }

    /// The same with inputs as they look now, and with another look at the
    /// files of the site: at those, too, that could have been written to
    /// without looking otherwise, or do look otherwise. They stand.
    pub fn looked_at_again<'a>(&'a self, site: &Path, known: Vec<(&'a str, Content)>, now: &Look) -> Left<'a> {
        let settled = |path: &str, standing: Standing| Standing { look: Look::settled(&site.join(path), standing.bytes, now), ..standing };
        Left {
            inputs: self.inputs,
            known,
            counts: self.counts,
            findings: self.findings.as_ref(),
            orders: self.orders.clone(),
            sums: self.sums.map(|sums| settled(SUMS, sums)),
            outputs: self.outputs().map(|(path, standing)| (path, settled(path, standing))).collect(),
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
        let stands = self.outputs().map(|(path, standing)| standing.stand(site, path, None));
        stands.reduce(|| sums.stand(site, SUMS, None), worst)
    }
}

/// How many inputs or outputs are written at a time.
const PIECE: usize = 1024;

/// What is to be known of a site by the next run: what is long is borrowed.
#[derive(Debug)]
pub struct Left<'a> {
    /// See [`Manifest::inputs`].
    pub inputs: Digest,
    /// Inputs that need not be read again while they look the same, sorted.
    pub known: Vec<(&'a str, Content)>,
    /// See [`Manifest::counts`].
    pub counts: (usize, usize, u64),
    /// See [`Manifest::findings`].
    pub findings: Option<&'a Findings>,
    /// See [`Manifest::orders`].
    pub orders: Earlier,
    /// See [`Manifest::sums`].
    pub sums: Option<Standing>,
    /// The other files of the site, sorted by address.
    pub outputs: Vec<(&'a str, Standing)>,
}

impl Left<'_> {
    /// Writes it as a [`Manifest`] is read.
    pub(super) fn write(&self, file: &mut Parted<'_>) -> io::Result<()> {
        let Self { inputs, known, counts, findings, orders, sums, outputs } = self;
        let mut out = Out::new(&[]);
        inputs.put(&mut out);
        put_records(known, &mut out, file)?;
        counts.put(&mut out);
        findings.is_some().put(&mut out);
        findings.iter().for_each(|findings| findings.put(&mut out));
        orders.put(&mut out);
        sums.put(&mut out);
        put_records(outputs, &mut out, file)?;
        file.part(&out.bytes)
    }
}

/// Writes what has been put so far, and records as they are read.
fn put_records<T: Stored>(records: &[(&str, T)], out: &mut Out<'_>, file: &mut Parted<'_>) -> io::Result<()> {
    records.len().put(out);
    for some in records.chunks(PIECE) {
        for (path, value) in some {
            out.text(path);
            value.put(out);
        }
        file.part(&std::mem::take(&mut out.bytes))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cache::Cache;
    use crate::model::lang::Lang;

    #[test]
    fn what_is_left_is_read_as_it_was() {
        let folder = tempfile::tempdir().expect("a folder");
        fs::write(folder.path().join("a"), "a").expect("a file");
        let standing = Standing { key: Some(Digest::of(b"key")), look: None, bytes: 7, sha256: Checksum::default() };
        let look = Look::at(&folder.path().join("a")).expect("a file");
        let findings = Findings::default();
        let left = Left {
            inputs: Digest::of(b"inputs"),
            known: vec![("data/a.csv", (Digest::of(b"a"), look))],
            counts: (1, 2, 3),
            findings: Some(&findings),
            orders: vec![(Lang::new("vi").expect("a tag"), vec![1, 0])],
            sums: Some(standing),
            outputs: vec![("index.html", standing), ("vi/index.html", standing)],
        };
        let site = folder.path().join("public");
        let cache = Cache::open(folder.path(), Digest::of(b"this program")).expect("it can be written");
        cache.keep(folder.path(), &site, &left);
        let manifest = cache.manifest(folder.path(), &site).expect("ours and whole");
        assert_eq!((manifest.inputs, manifest.counts, manifest.sums), (left.inputs, left.counts, left.sums));
        assert_eq!(manifest.orders, left.orders);
        assert!(manifest.findings.is_some());
        assert_eq!(manifest.content("data/a.csv", &look), Some(Digest::of(b"a")));
        assert_eq!(manifest.content("data/b.csv", &look), None);
        assert_eq!(manifest.output("vi/index.html"), Some((1, standing)));
        assert_eq!(manifest.output("vi"), None);
    }
}
