//! JSON Feed 1.1: what is new, for programs and for readers that know no XML.

use std::io::Write;

use serde_json::json;

use super::facts::catalogue::absolute;
use super::facts::news::{self, address, has_news, news, of_day, title};
use super::facts::publisher::Publisher;
use super::page::standing::standing;
use super::text::ascii_json;
use crate::model::Catalog;
use crate::route::{Context, Format, Inputs, PageId, RenderError, Scope, Subject};

/// `<page>.feed.json`
pub(super) struct JsonFeed;

impl Format for JsonFeed {
    fn name(&self) -> &'static str {
        "jsonfeed"
    }

    fn media_type(&self) -> &'static str {
        "application/feed+json"
    }

    fn scope(&self) -> Scope {
        Scope::Feed
    }

    fn file_name(&self) -> &'static str {
        "feed.json"
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
        let path = context.routes.data(self.name(), subject).expect("route names only feeds that it has planned");
        let items = news(&at, page).into_iter().map(|news| {
            json!({
                "id": news.id,
                "url": news.link,
                "title": news.title,
                "content_text": if news.text.is_empty() { news.title.clone() } else { news.text },
                "date_published": of_day(news.day),
                "authors": [{ "name": news.author }],
                "language": lang.as_str(),
            })
        });
        let feed = json!({
            "version": "https://jsonfeed.org/version/1.1",
            "title": title(&at, page),
            "home_page_url": address(&at, page),
            "feed_url": absolute(context, path),
            "language": lang.as_str(),
            "authors": [{ "name": at.text(Publisher::of_portal(context.catalog).name(context.catalog)).text }],
            "items": items.collect::<Vec<_>>(),
        });
        Ok(ascii_json::write_line(&feed, out)?)
    }
}
