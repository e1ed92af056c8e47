//! `look.css`: the colours that a portal's own accent gives, laid over those
//! of the theme.
//!
//! A file of its own because pages allow no style inside them, and so that the
//! theme's sheet stays the same for everyone. Not for print, which is black.

use std::io::Write;

use crate::model::Catalog;
use crate::model::look::{Scheme, dark, light};
use crate::route::{Context, Format, RenderError, Scope, Subject};

/// `look.css`
pub(super) struct LookSheet;

impl Format for LookSheet {
    fn name(&self) -> &'static str {
        "look"
    }

    fn media_type(&self) -> &'static str {
        "text/css"
    }

    fn scope(&self) -> Scope {
        Scope::Portal
    }

    fn file_name(&self) -> &'static str {
        "assets/look.css"
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        catalog.portal.look.accent.is_some()
    }

    fn write(&self, context: &Context<'_>, _subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Some(accent) = context.catalog.portal.look.accent else { return Ok(()) };
        writeln!(out, "@media screen{{:root{{{}}}}}", tokens(light(accent)))?;
        writeln!(out, "@media screen and (prefers-color-scheme:dark){{:root{{{}}}}}", tokens(dark(accent)))?;
        Ok(())
    }
}

fn tokens(scheme: Scheme) -> String {
    let Scheme { accent, accent_ink, link, bar, cell } = scheme;
    format!("--accent:{accent};--accent-ink:{accent_ink};--link:{link};--bar:{bar};--cell:{cell}")
}
