//! Make: every output of a site rendered into a sink, scope by scope.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{self, Write};
use std::path::Path;
use std::sync::Mutex;

use rayon::prelude::*;

use super::{Site, Trouble};
use crate::diag::code::TEMPLATE;
use crate::diag::{Diagnostic, Notes, Place, Sources, Spot};
use crate::model::Catalog;
use crate::model::theme::{Theme, ThemeFile};
use crate::progress::{Progress, Stage};
use crate::render::FORMATS;
use crate::route::{Context, Made, Maker, Output, RenderError, SCOPES, Scope, TemplateFault};
use crate::write::Sink;

/// Makes all outputs; gives how many of them are pages.
pub(super) fn make(site: &Site, sources: &Sources, sink: &impl Sink, progress: &Progress) -> Result<usize, Trouble> {
    progress.enter(Stage::Making, site.plan.outputs.len());
    let writer = Writer { site, sources, sink, progress };
    let mut made = BTreeMap::new();
    let (formatted, plain): (Vec<&Output>, Vec<&Output>) =
        site.plan.outputs.iter().partition(|output| matches!(output.maker, Maker::Format(..)));
    writer.all(&plain, &mut made)?;
    let mut pages = 0;
    for scope in SCOPES {
        let is_of_scope = |output: &&Output| matches!(&output.maker, Maker::Format(format, _) if FORMATS[*format].scope() == scope);
        let of_scope: Vec<&Output> = formatted.iter().copied().filter(is_of_scope).collect();
        if scope == Scope::Page {
            pages = of_scope.len();
        }
        writer.all(&of_scope, &mut made)?;
    }
    Ok(pages)
}

/// Makes outputs and hands them to the sink.
struct Writer<'a, S> {
    site: &'a Site,
    sources: &'a Sources,
    sink: &'a S,
    progress: &'a Progress,
}

impl<S: Sink> Writer<'_, S> {
    /// Makes all outputs of a scope in parallel. Every failing template is told.
    fn all(&self, outputs: &[&Output], made: &mut BTreeMap<String, Made>) -> Result<(), Trouble> {
        let faults: Mutex<Vec<TemplateFault>> = Mutex::default();
        let results: Result<Vec<Option<(String, Made)>>, Trouble> = outputs
            .par_iter()
            .map(|output| match self.one(output, made) {
                Ok(done) => {
                    self.progress.step();
                    Ok(Some((output.path.clone(), done)))
                }
                Err(RenderError::Template(fault)) => {
                    faults.lock().expect("no thread panics while holding it").push(*fault);
                    Ok(None)
                }
                Err(RenderError::Disk(error)) => Err(Trouble::Disk(output.path.clone(), error)),
            })
            .collect();
        let mut faults = faults.into_inner().expect("no thread panics while holding it");
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
        let digested = self.sink.put(&output.path, |out: &mut dyn Write| match &output.maker {
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
pub(super) fn told(fault: &TemplateFault, theme: &Theme, catalog: &Catalog) -> Diagnostic {
    let source = theme.templates.get(&fault.template).map_or(catalog.portal.source, |(source, _)| *source);
    let place = if fault.line == 0 { Place::Whole } else { Place::LineColumn { line: fault.line, column: fault.column, end: fault.end } };
    Diagnostic::new(&TEMPLATE, Spot { source, place }).arg("error", &fault.message)
}
