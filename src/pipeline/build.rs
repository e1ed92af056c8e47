//! Build: a portal is read and published, and what stands since the last run
//! is neither read, nor made, nor written again.
//!
//! The outcome is that of a clean build, byte for byte and word for word: the
//! cache decides what is done, never what comes out.

use std::path::Path;

use rayon::prelude::*;

use super::make::{Keyed, Making, Reuse};
use super::{Options, Portion, Published, Site, Target, Trouble, connect, gather, listed, publish_with, read};
use crate::cache::{Cache, Days, Digest, Digester, Faces, Findings, Keys, Left, Look, Manifest, Seen, Stand, Standing, Survey};
use crate::diag::report::Levels;
use crate::diag::{Notes, Sources};
use crate::from_disk::from_disk;
use crate::link::not_yet::next_day;
use crate::progress::{Progress, Stage};
use crate::route::SUMS;
use crate::write::Digested;
use crate::write::disk::{Adopt, Disk, checksum};

/// What came of a build.
#[derive(Debug)]
pub struct Built {
    /// The portal's files.
    pub sources: Sources,
    /// Everything that was noticed.
    pub notes: Notes,
    /// The levels that the portal's configuration sets.
    pub levels: Levels,
    /// What was published; `None` when there are errors, and nothing was.
    pub published: Option<Result<Published, Trouble>>,
    /// The portal as it was read; `None` when it did not have to be.
    pub site: Option<Site>,
}

/// Reads the portal and publishes it into `output`. `adopt` takes over a folder
/// that is not ours, deleting nothing in it. Without a cache everything is made
/// anew.
pub fn build(options: &Options, output: &Path, adopt: Adopt, cache: Option<&Cache>, progress: &Progress) -> Built {
    let to = Target { output, adopt, precompress: options.precompress };
    let Some(cache) = cache else {
        return finished(read(options, listed(options), progress), |site, sources| {
            publish_with(site, sources, to, || None, progress).map(|(done, _)| done)
        });
    };
    progress.enter(Stage::Reading, 0);
    let begin = cache.now();
    let (listing, earlier) = rayon::join(|| listed(options), || cache.manifest(&options.root, output));
    let survey = from_disk(|| Survey::new(&options.root, &listing, |path, look| earlier.as_ref()?.content(path, look)));
    let run = Run { options, to, cache, begin, asked: asked(options), survey, earlier };
    run.stands().unwrap_or_else(|| {
        let known = Known { cache, survey: &run.survey, asked: run.asked };
        let (gathered, faces) = gather(options, listing, Some(known), progress);
        // Joining keeps one processor busy; the others look at what stands.
        let seen = |earlier: &Manifest| match options.portion {
            Portion::Whole => earlier.seen(output),
            Portion::Shown => earlier.trusted(output),
        };
        let seen = || run.earlier.as_ref().map(seen).unwrap_or_default();
        let (checked, seen) = rayon::join(|| connect(gathered, options, progress), seen);
        let (mut told, levels) = (None, checked.levels.clone());
        if let Some(site) = &checked.site {
            let next = options.today.and_then(|today| next_day(&site.catalog, today));
            told = Findings::new(&checked.notes, &checked.sources, &levels, Days { first: options.today, next });
        }
        finished(checked, |site, sources| run.publish(site, sources, (&faces, seen), told, progress))
    })
}

/// Publishes what was read, when that is sound; faults of templates are added
/// to what was noticed.
fn finished(checked: super::Checked, publish: impl FnOnce(&Site, &Sources) -> Result<Published, Trouble>) -> Built {
    let super::Checked { sources, mut notes, levels, site } = checked;
    let published = match site.as_ref().map(|site| publish(site, &sources)) {
        Some(Err(Trouble::Templates(faults))) => {
            notes.absorb(faults);
            None
        }
        published => published,
    };
    Built { sources, notes, levels, published, site }
}

/// The digest of what a run is asked for beyond its files.
fn asked(options: &Options) -> Digest {
    let Options { root: _, portion: _, today: _, base_url, as_of, published, host, precompress } = options;
    Digester::new("options").text(&format!("{base_url:?} {as_of:?} {published:?} {host:?} {precompress}")).finish()
}

/// What reading may make use of.
pub(super) struct Known<'a> {
    pub(super) cache: &'a Cache,
    pub(super) survey: &'a Survey,
    asked: Digest,
}

impl Known<'_> {
    /// The digest of what every dataset follows from beside its own files: the
    /// portal's settings, and the theme's words, which name the known units.
    pub(super) fn settings(&self) -> Digest {
        let sum = Digester::new("settings").digest(self.asked).maybe(self.survey.content("congbo.toml"));
        self.survey.below("themes/").iter().fold(sum, |sum, input| sum.text(&input.path).digest(input.digest)).finish()
    }
}

/// A build that may make use of an earlier one.
struct Run<'a> {
    options: &'a Options,
    to: Target<'a>,
    cache: &'a Cache,
    /// How a file looks that was written when the run began.
    begin: Option<Look>,
    asked: Digest,
    survey: Survey,
    earlier: Option<Manifest>,
}

impl Run<'_> {
    /// The digest of all that this run's outcome follows from, but for the day:
    /// findings know on which days they hold, and outputs hold on any.
    fn inputs(&self) -> Digest {
        Digester::new("run").digest(self.asked).digest(self.survey.digest()).finish()
    }

    /// The outcome of the earlier run, when nothing has changed since, neither
    /// here nor there.
    fn stands(&self) -> Option<Built> {
        let inputs = self.inputs();
        let earlier = self.earlier.as_ref().filter(|earlier| earlier.inputs == inputs)?;
        let (notes, sources, levels) = earlier.findings.as_ref()?.told(&self.options.root, self.options.today)?;
        if Disk::is_unfinished(self.to.output) {
            return None;
        }
        let stand = earlier.stands(self.to.output);
        if stand == Stand::No {
            return None;
        }
        if stand == Stand::SameContent || self.survey.has_read() {
            // So that the next run needs to look only.
            if let (Some(begin), Some(now)) = (self.begin, self.cache.later()) {
                let left = earlier.looked_at_again(self.to.output, self.survey.settled(&begin), &now);
                self.cache.keep(&self.options.root, self.to.output, &left);
            }
        }
        let (pages, files, bytes) = earlier.counts;
        let published = Published { pages, files, bytes, ..Published::default() };
        Some(Built { sources, notes, levels, published: Some(Ok(published)), site: None })
    }

    fn publish(
        mut self,
        site: &Site,
        sources: &Sources,
        (faces, seen): (&Faces, Seen),
        told: Option<Findings>,
        progress: &Progress,
    ) -> Result<Published, Trouble> {
        let orders = self.earlier.as_ref().map_or_else(Vec::new, |earlier| earlier.orders.clone());
        let reuse = || {
            let (keys, ()) = rayon::join(
                || Keys::new(self.asked, (&self.survey, sources, faces), &site.catalog, &site.plan.routes),
                || crate::render::prepare(&site.catalog, &site.theme, &orders),
            );
            let (earlier, portion) = (self.earlier.as_ref(), self.options.portion);
            Some(Reuse { cache: self.cache, keys, earlier, seen, output: self.to.output, portion })
        };
        let (published, making) = publish_with(site, sources, self.to, reuse, progress)?;
        // What comes now needs its room.
        let earlier = self.earlier.take();
        rayon::spawn(|| drop(earlier));
        let is_sure = self.survey.still_stands(&self.options.root, sources.opened());
        self.remember(site, told.filter(|_| is_sure), (&published, &making), is_sure);
        Ok(published)
    }

    /// Leaves for the next run what this one knows. Unless it `is_sure` of its
    /// inputs, because none of them changed while it read them, it does not
    /// know what the outputs are of that it made.
    fn remember(&self, site: &Site, findings: Option<Findings>, (published, making): (&Published, &Making<'_>), is_sure: bool) {
        let (Some(begin), Some(now)) = (self.begin, self.cache.later()) else { return };
        let outputs = making.keyed.par_iter().map(|Keyed { number, key, is_kept, look }| {
            let path = site.plan.outputs[*number].path.as_str();
            let key = key.filter(|_| is_sure || *is_kept);
            let made = &making.made[path];
            let look = look.filter(|look| look.is_settled(&now)).or_else(|| Look::settled(&self.to.output.join(path), made.bytes, &now));
            (path, Standing { key, look, bytes: made.bytes, sha256: made.sha256 })
        });
        // What waits has yet to be made of these inputs.
        let is_whole = is_sure && published.waiting == 0;
        let inputs = if is_whole { self.inputs() } else { Digester::new("a part of a run").finish() };
        let mut left = Left {
            inputs,
            known: self.survey.settled(&begin),
            counts: (published.pages, published.files, published.bytes),
            findings: findings.as_ref(),
            orders: crate::render::orders(&site.catalog),
            sums: None,
            outputs: outputs.collect(),
        };
        left.outputs.extend(making.copies.iter().map(|(path, Digested { bytes, sha256 })| {
            let look = Look::settled(&self.to.output.join(path), *bytes, &now);
            (path.as_str(), Standing { key: None, look, bytes: *bytes, sha256: *sha256 })
        }));
        left.outputs.par_sort_unstable_by(|(one, _), (other, _)| one.cmp(other));
        let sums = self.to.output.join(SUMS);
        if let (Ok(sha256), Ok(metadata)) = (checksum(&sums), sums.symlink_metadata()) {
            let look = Look::settled(&sums, metadata.len(), &now);
            left.sums = Some(Standing { key: None, look, bytes: metadata.len(), sha256 });
        }
        self.cache.keep(&self.options.root, self.to.output, &left);
    }
}
