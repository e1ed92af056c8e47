//! `robots.txt`: everyone may read everything; here is the sitemap.
//!
//! Open data has nothing to hide from a crawler. Only effective when the
//! portal stands at the top of its host; harmless elsewhere.

use std::io::Write;

use crate::route::{Context, Extent, Format, Inputs, RenderError, Scope, Subject};

/// `robots.txt`
pub(super) struct Robots;

impl Format for Robots {
    fn name(&self) -> &'static str {
        "robots"
    }

    fn media_type(&self) -> &'static str {
        "text/plain"
    }

    fn scope(&self) -> Scope {
        Scope::Portal
    }

    fn file_name(&self) -> &'static str {
        "robots.txt"
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, _subject: &'a Subject) -> Inputs<'a> {
        Inputs::of(Extent::Frame)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        out.write_all(b"User-agent: *\nAllow: /\n")?;
        let sitemap = context.routes.data("sitemap", subject).and_then(|path| context.routes.absolute(path));
        if let Some(address) = sitemap {
            writeln!(out, "\nSitemap: {address}")?;
        }
        Ok(())
    }
}
