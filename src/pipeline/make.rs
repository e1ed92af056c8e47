//! Make: every output of a site rendered into a sink, scope by scope.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;

use rayon::prelude::*;

use super::fault::told;
use super::stoppable::Stoppable;
use super::{Portion, Site, Trouble};
use crate::cache::{Cache, Digest, Keys, Look, Manifest, Seen, Stand};
use crate::diag::{Notes, Sources};
use crate::model::theme::ThemeFile;
use crate::progress::{AT_A_TIME, Progress, Stage};
use crate::render::FORMATS;
use crate::route::{AllMade, Context, Made, MadeBefore, Maker, Output, RenderError, SCOPES, Scope, TemplateFault};
use crate::write::{Digested, Sink, Taken};

/// What is known of an earlier run's outputs, and how this run's are compared.
pub(super) struct Reuse<'a> {
    /// Where texts are read from while things are made.
    pub(super) cache: &'a Cache,
    /// The keys of this run.
    pub(super) keys: Keys<'a>,
    /// What the earlier run left, if there was one.
    pub(super) earlier: Option<&'a Manifest>,
    /// How the files of the output folder looked a moment ago.
    pub(super) seen: Seen,
    /// The output folder.
    pub(super) output: &'a Path,
    /// How much is made.
    pub(super) portion: Portion,
}

/// All outputs, made.
#[derive(Debug, Default)]
pub(super) struct Making<'a> {
    /// How many of them are pages.
    pub(super) pages: usize,
    /// How many were rendered or copied, not kept.
    pub(super) rendered: usize,
    /// How many wait for the next build of the whole.
    pub(super) waiting: usize,
    /// Size and checksum of every one, by address.
    pub(super) made: AllMade<'a>,
    /// What a later run may want to know of every one.
    pub(super) keyed: Vec<Keyed>,
    /// Compressed copies of them, by address.
    pub(super) copies: Vec<(String, Digested)>,
}

/// An output and what it was made of.
#[derive(Debug)]
pub(super) struct Keyed {
    /// Its place in the plan.
    pub(super) number: usize,
    /// The key of what it was made of; `None` when nobody can tell.
    pub(super) key: Option<Digest>,
    /// Whether it stood since an earlier run, which made it.
    pub(super) is_kept: bool,
    /// How it looks, where that is known.
    pub(super) look: Option<Look>,
}

/// Makes all outputs, except those that stand since an earlier run.
pub(super) fn make<'a>(
    site: &'a Site,
    sources: &Sources,
    sink: &impl Sink<'a>,
    reuse: Option<&Reuse<'_>>,
    progress: &Progress,
) -> Result<Making<'a>, Trouble> {
    progress.enter(Stage::Making, site.plan.outputs.len());
    let writer = Writer { site, sources, sink, reuse, progress };
    let mut making = Making::default();
    making.made.reserve(site.plan.outputs.len());
    if reuse.is_some() {
        making.keyed.reserve_exact(site.plan.outputs.len());
    }
    let all = site.plan.outputs.iter().enumerate();
    let (formatted, plain): (Vec<Numbered<'_>>, Vec<Numbered<'_>>) = all.partition(|(_, output)| matches!(output.maker, Maker::Format(..)));
    writer.all(&plain, &mut making)?;
    // What is made of the same things comes together, while they are at hand.
    let is_sorted = reuse.is_none_or(|reuse| reuse.earlier.is_none());
    for scopes in SCOPES {
        let mut charts = None;
        let mut together: Vec<Numbered<'_>> = Vec::new();
        for scope in scopes {
            let is_of_scope =
                |(_, output): &Numbered<'_>| matches!(&output.maker, Maker::Format(format, _) if FORMATS[*format].scope() == *scope);
            let before = together.len();
            together.extend(formatted.iter().copied().filter(is_of_scope));
            match scope {
                Scope::Page => making.pages = together.len() - before,
                Scope::Chart => charts = (together.len() > before).then_some(before),
                _ if is_sorted => together[before..].par_sort_by(|(_, one), (_, other)| one.dataset().cmp(&other.dataset())),
                _ => {}
            }
        }
        // Nothing but the pages of charts is made beside them and behind them. A
        // picture does not wait until all others are drawn.
        if let Some(charts) = charts {
            together[charts..].par_sort_by(|(_, one), (_, other)| one.page().cmp(&other.page()));
        }
        writer.all(&together, &mut making)?;
    }
    Ok(making)
}

/// An output with its place in the plan.
type Numbered<'a> = (usize, &'a Output);

/// An output that is there now.
struct Done {
    made: Made,
    key: Option<Digest>,
    /// Whether it stood since an earlier run.
    is_kept: bool,
    /// How it looks, where that is known.
    look: Option<Look>,
}

/// Makes outputs and hands them to the sink.
struct Writer<'w, 'a, S> {
    site: &'a Site,
    sources: &'w Sources,
    sink: &'w S,
    reuse: Option<&'w Reuse<'w>>,
    progress: &'w Progress,
}

impl<'a, S: Sink<'a>> Writer<'_, 'a, S> {
    /// Makes all outputs of a scope in parallel. Every failing template is told.
    fn all(&self, outputs: &[Numbered<'a>], making: &mut Making<'a>) -> Result<(), Trouble> {
        let faults: Mutex<Vec<TemplateFault>> = Mutex::default();
        let results: Result<Vec<Option<Done>>, Trouble> = outputs
            .par_iter()
            .with_max_len(AT_A_TIME)
            .map(|(_, output)| match self.one(output, &making.made) {
                Ok(done) => {
                    self.progress.step();
                    Ok(Some(done))
                }
                Err(RenderError::Template(fault)) => {
                    faults.lock().expect("no thread panics while holding it").push(*fault);
                    Ok(None)
                }
                Err(RenderError::Disk(_)) if self.progress.is_stopped() => Err(Trouble::Stopped),
                Err(RenderError::Disk(error)) => Err(Trouble::Disk(output.path.clone(), error)),
            })
            .collect();
        let mut faults = faults.into_inner().expect("no thread panics while holding it");
        let results = results?;
        if faults.is_empty() {
            for ((number, output), done) in outputs.iter().zip(results.into_iter().flatten()) {
                making.rendered += usize::from(!done.is_kept);
                making.waiting += usize::from(done.made.is_waiting);
                if self.reuse.is_some() {
                    making.keyed.push(Keyed { number: *number, key: done.key, is_kept: done.is_kept, look: done.look });
                }
                making.made.insert(&output.path, done.made);
            }
            return Ok(());
        }
        faults.sort_by(|a, b| (&a.template, a.line, a.column, &a.message).cmp(&(&b.template, b.line, b.column, &b.message)));
        faults.dedup();
        let mut notes = Notes::default();
        notes.extend(faults.iter().map(|fault| told(fault, &self.site.theme, self.site.catalog.portal.source)));
        Err(Trouble::Templates(notes))
    }

    fn one(&self, output: &'a Output, made: &AllMade<'_>) -> Result<Done, RenderError> {
        let Site { catalog, theme, plan } = self.site;
        let context =
            Context { catalog, routes: &plan.routes, theme, sources: self.sources, formats: FORMATS, made: MadeBefore::new(made) };
        let key = self.reuse.and_then(|reuse| match &output.maker {
            Maker::Format(format, subject) => {
                let format = FORMATS[*format];
                Some(reuse.keys.made(output, format.name(), &format.inputs(&context, subject)))
            }
            Maker::Copy(_) | Maker::Theme(_) => reuse.keys.copied(output, &theme.files),
        });
        if let Some(done) = key.and_then(|key| self.kept(output, key)) {
            return Ok(done);
        }
        let fill = |out: &mut dyn Write| match &output.maker {
            Maker::Copy(source) => copy(&self.sources.disk_path(*source), out),
            Maker::Theme(path) => match &theme.files[path] {
                ThemeFile::BuiltIn(bytes) => Ok(out.write_all(bytes)?),
                ThemeFile::OnDisk(source) => copy(&self.sources.disk_path(*source), out),
            },
            Maker::Format(format, subject) => FORMATS[*format].write(&context, subject, out),
        };
        let Taken { digested: Digested { bytes, sha256 }, metadata } =
            self.sink.put(output.path.as_str().into(), |out| fill(&mut Stoppable { inner: out, progress: self.progress }))?;
        let look = metadata.as_ref().map(Look::of);
        // What names the size of a file that waits is itself of before.
        let is_waiting = context.made.has_named_waiting();
        Ok(Done { made: Made { bytes, sha256, is_waiting }, key: key.filter(|_| !is_waiting), is_kept: false, look })
    }

    /// The output as an earlier run left it, if it stands: made of the same
    /// things, or of others when it can wait.
    fn kept(&self, output: &'a Output, key: Digest) -> Option<Done> {
        let reuse = self.reuse?;
        let (place, standing) = reuse.earlier?.output(&output.path)?;
        let is_waiting = standing.key != Some(key);
        if is_waiting && !(reuse.portion == Portion::Shown && can_wait(output)) {
            return None;
        }
        let look = match standing.stand(reuse.output, &output.path, reuse.seen.look(place)) {
            Stand::AsLeft => standing.look,
            Stand::SameContent => None,
            Stand::No => return None,
        };
        let Digested { bytes, sha256 } = standing.digested();
        self.sink.keep(output.path.as_str().into(), standing.digested());
        Some(Done { made: Made { bytes, sha256, is_waiting }, key: standing.key, is_kept: true, look })
    }
}

fn can_wait(output: &Output) -> bool {
    matches!(&output.maker, Maker::Format(format, subject) if FORMATS[*format].can_wait(subject))
}

fn copy(path: &Path, out: &mut dyn Write) -> Result<(), RenderError> {
    io::copy(&mut File::open(path)?, out)?;
    Ok(())
}
