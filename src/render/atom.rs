//! Atom (RFC 4287): what is new, for feed readers.
//!
//! Written with the XML writer that the sitemap uses; the crates for feeds
//! bring types of their own for clocks and half of them are no longer kept.
//! The same data gives the same feed: no clock is asked.

use std::io::{self, Write};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesText, Event};

use super::facts::catalogue::absolute;
use super::facts::news::{self, News, address, has_news, news, of_day, title, updated};
use super::facts::publisher::Publisher;
use super::page::standing::standing;
use crate::model::Catalog;
use crate::model::format_limits::is_xml;
use crate::route::{Context, Format, Inputs, PageId, RenderError, Scope, Subject};

/// `<page>.atom`
pub(super) struct Atom;

impl Format for Atom {
    fn name(&self) -> &'static str {
        "atom"
    }

    fn media_type(&self) -> &'static str {
        "application/atom+xml"
    }

    fn scope(&self) -> Scope {
        Scope::Feed
    }

    fn file_name(&self) -> &'static str {
        "atom"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        catalog.portal.base_url.is_some()
    }

    fn stands_beside(&self, _catalog: &Catalog, page: &PageId) -> bool {
        has_news(page)
    }

    fn inputs<'a>(&self, _context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        news::inputs(subject)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Page { page, lang } = subject else { unreachable!("feeds stand beside pages") };
        let at = standing(context, page, *lang);
        let entries = news(&at, page);
        let path = context.routes.data(self.name(), subject).expect("route names only feeds that it has planned");
        let mut writer = Writer::new_with_indent(out, b' ', 1);
        writer.write_event(Event::Decl(BytesDecl::new("1.0", Some("UTF-8"), None)))?;
        let names = [("xmlns", "http://www.w3.org/2005/Atom"), ("xml:lang", lang.as_str())];
        writer.create_element("feed").with_attributes(names).write_inner_content(|writer| {
            // Each language has a feed of its own, named by its address.
            element(writer, "id", &absolute(context, path))?;
            element(writer, "title", &title(&at, page))?;
            element(writer, "updated", &updated(context.catalog, entries.first().map(|newest| newest.day)))?;
            link(writer, &[("rel", "self"), ("type", self.media_type()), ("href", &absolute(context, path))])?;
            link(writer, &[("rel", "alternate"), ("type", "text/html"), ("href", &address(&at, page))])?;
            author(writer, &at.text(Publisher::of_portal(context.catalog).name(context.catalog)).text)?;
            element(writer, "generator", "congbo")?;
            entries.iter().try_for_each(|news| entry(writer, news))
        })?;
        Ok(writer.get_mut().write_all(b"\n")?)
    }
}

fn entry<W: Write>(writer: &mut Writer<W>, news: &News) -> io::Result<()> {
    writer.create_element("entry").write_inner_content(|writer| {
        element(writer, "id", &news.id)?;
        element(writer, "title", &news.title)?;
        element(writer, "published", &of_day(news.day))?;
        element(writer, "updated", &of_day(news.day))?;
        link(writer, &[("rel", "alternate"), ("type", "text/html"), ("href", &news.link)])?;
        author(writer, &news.author)?;
        element(writer, "summary", if news.text.is_empty() { &news.title } else { &news.text })
    })?;
    Ok(())
}

fn element<W: Write>(writer: &mut Writer<W>, name: &str, text: &str) -> io::Result<()> {
    let text: String = text.chars().map(|c| if is_xml(c) { c } else { '\u{fffd}' }).collect();
    writer.create_element(name).write_text_content(BytesText::new(&text))?;
    Ok(())
}

fn link<W: Write>(writer: &mut Writer<W>, attributes: &[(&str, &str)]) -> io::Result<()> {
    writer.create_element("link").with_attributes(attributes.iter().copied()).write_empty()?;
    Ok(())
}

fn author<W: Write>(writer: &mut Writer<W>, name: &str) -> io::Result<()> {
    writer.create_element("author").write_inner_content(|writer| element(writer, "name", name))?;
    Ok(())
}
