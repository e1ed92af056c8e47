//! `sitemap.xml`: every page in every language, for search engines.
//!
//! Each page names its translations and itself (`hreflang`), and the default
//! language's as `x-default`, so that the sets are symmetric. Made only for a
//! portal that knows its own address. The protocol allows 50,000 addresses in a
//! file: beyond that only the first ones are listed, in the order of pages that
//! begins with the home page and ends with the later pages of long tables; what
//! is left out is still reached by links.

use std::io::{self, Write};

use jiff::tz::TimeZone;
use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use crate::model::Catalog;
use crate::model::lang::Lang;
use crate::route::{Context, Extent, Format, Inputs, PageId, RenderError, Scope, Subject};

/// The protocol's limit of one file.
const MOST: usize = 50_000;

/// `sitemap.xml`
pub(super) struct Sitemap;

impl Format for Sitemap {
    fn name(&self) -> &'static str {
        "sitemap"
    }

    fn media_type(&self) -> &'static str {
        "application/xml"
    }

    fn scope(&self) -> Scope {
        Scope::Portal
    }

    fn file_name(&self) -> &'static str {
        "sitemap.xml"
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        catalog.portal.base_url.is_some()
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, _subject: &'a Subject) -> Inputs<'a> {
        Inputs::of(Extent::Catalog)
    }

    fn write(&self, context: &Context<'_>, _subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let languages = &context.catalog.portal.languages;
        let changed = context.catalog.published.map(|moment| moment.to_zoned(TimeZone::UTC).date().to_string());
        let pages = context.routes.pages(languages.default()).map(|(page, _)| page).filter(|page| **page != PageId::NotFound);
        let listed = pages.take(MOST / languages.iter().count());
        let mut writer = Writer::new_with_indent(out, b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let set = [("xmlns", "http://www.sitemaps.org/schemas/sitemap/0.9"), ("xmlns:xhtml", "http://www.w3.org/1999/xhtml")];
        writer.create_element("urlset").with_attributes(set).write_inner_content(|writer| {
            for page in listed {
                let versions = versions(context, page);
                for (_, address) in &versions {
                    url(writer, address, changed.as_deref(), &versions)?;
                }
            }
            Ok(())
        })?;
        writer.get_mut().write_all(b"\n")?;
        Ok(())
    }
}

/// The addresses of a page in all its languages, the default one first.
fn versions(context: &Context<'_>, page: &PageId) -> Vec<(Lang, String)> {
    let languages = context.catalog.portal.languages.iter();
    languages.filter_map(|lang| Some((lang, context.routes.absolute(context.routes.find_page(page, lang)?)?))).collect()
}

fn url<W: Write>(writer: &mut Writer<W>, address: &str, changed: Option<&str>, versions: &[(Lang, String)]) -> io::Result<()> {
    writer.create_element("url").write_inner_content(|writer| {
        writer.create_element("loc").write_text_content(BytesText::new(address))?;
        if let Some(changed) = changed {
            writer.create_element("lastmod").write_text_content(BytesText::new(changed))?;
        }
        if versions.len() > 1 {
            let default = versions.first().map(|(_, address)| ("x-default", address.as_str()));
            for (lang, address) in versions.iter().map(|(lang, address)| (lang.as_str(), address.as_str())).chain(default) {
                let link = [("rel", "alternate"), ("hreflang", lang), ("href", address)];
                writer.create_element("xhtml:link").with_attributes(link).write_empty()?;
            }
        }
        Ok(())
    })?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_escaped_and_translations_name_each_other() {
        let versions =
            [("vi", "https://x.vn/a?b&c"), ("en", "https://x.vn/en/a")].map(|(tag, to)| (Lang::new(tag).unwrap(), to.to_owned()));
        let mut out = Vec::new();
        url(&mut Writer::new(&mut out), &versions[0].1, Some("2024-12-31"), &versions).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "<url><loc>https://x.vn/a?b&amp;c</loc><lastmod>2024-12-31</lastmod>\
             <xhtml:link rel=\"alternate\" hreflang=\"vi\" href=\"https://x.vn/a?b&amp;c\"/>\
             <xhtml:link rel=\"alternate\" hreflang=\"en\" href=\"https://x.vn/en/a\"/>\
             <xhtml:link rel=\"alternate\" hreflang=\"x-default\" href=\"https://x.vn/a?b&amp;c\"/></url>"
        );
    }
}
