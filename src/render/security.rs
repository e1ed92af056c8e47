//! `.well-known/security.txt` (RFC 9116): where whoever finds a weakness of the
//! site turns to, from the portal's settings.
//!
//! Found by machines only when the portal stands at the top of its host.

use std::io::Write;

use crate::model::Catalog;
use crate::route::{Context, Extent, Format, Inputs, RenderError, Scope, Subject};

/// `.well-known/security.txt`
pub(super) struct SecurityTxt;

impl Format for SecurityTxt {
    fn name(&self) -> &'static str {
        "security"
    }

    fn media_type(&self) -> &'static str {
        "text/plain"
    }

    fn scope(&self) -> Scope {
        Scope::Portal
    }

    fn file_name(&self) -> &'static str {
        ".well-known/security.txt"
    }

    fn is_offered(&self) -> bool {
        false
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        catalog.portal.security.is_some()
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, _subject: &'a Subject) -> Inputs<'a> {
        Inputs::of(Extent::Frame)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let portal = &context.catalog.portal;
        let Some(security) = &portal.security else { return Ok(()) };
        for contact in &security.contact {
            writeln!(out, "Contact: {contact}")?;
        }
        writeln!(out, "Expires: {}T00:00:00Z", security.expires)?;
        for (name, address) in [("Encryption", &security.encryption), ("Policy", &security.policy)] {
            if let Some(address) = address {
                writeln!(out, "{name}: {address}")?;
            }
        }
        let languages: Vec<String> = portal.languages.iter().map(|lang| lang.to_string()).collect();
        writeln!(out, "Preferred-Languages: {}", languages.join(", "))?;
        let canonical = context.routes.data(self.name(), subject).and_then(|path| context.routes.absolute(path));
        if let Some(address) = canonical {
            writeln!(out, "Canonical: {address}")?;
        }
        Ok(())
    }
}
