//! The frame: what templates see in `page` that differs from page to page. The
//! rest is the surroundings.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::dublin::{self, Element};
use super::paging::beside;
use super::schema_org;
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::markdown::shortened;
use crate::model::dataset::License;
use crate::route::{PageId, Scope, Subject};

/// What `page` says of one page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Frame {
    /// Language tag of the page.
    lang: String,
    /// The document's title: the particular first, then the portal.
    title: String,
    /// The page's one heading.
    heading: Item,
    /// One sentence for search engines.
    description: String,
    /// The page's full address, when the portal has one.
    canonical: Option<String>,
    /// The page in every language.
    languages: Vec<Alternate>,
    /// The page's address for readers of no listed language.
    fallback: Option<String>,
    /// What stands before this page: in a list, a table or among datasets.
    previous: Option<Item>,
    /// What stands after it.
    next: Option<Item>,
    /// The pages above this one, the home page first.
    breadcrumbs: Vec<Item>,
    /// Where to report an error on this page.
    report: Option<Item>,
    /// Its news and deadlines for readers of feeds and calendars, else those of
    /// the whole portal.
    feeds: Vec<Feed>,
    /// What the page says of itself in words of Dublin Core.
    dublin: Vec<Element>,
    /// What search engines for data read of it: JSON-LD that cannot end its block.
    linked: Option<String>,
    /// Whether the page is itself for searching, so that its head needs no search box.
    searches: bool,
}

/// The page in a language.
#[derive(Debug, Serialize)]
struct Alternate {
    lang: String,
    /// The language's own name.
    name: String,
    /// A relative link.
    href: String,
    /// A full address where there is one, else a relative link.
    address: String,
    current: bool,
}

/// A feed or a calendar.
#[derive(Debug, Serialize)]
struct Feed {
    /// `Atom`
    text: String,
    /// A relative link.
    href: String,
    /// Media type.
    media_type: &'static str,
    /// What it is of, for lists of feeds.
    title: String,
    /// Whether it is this page's own.
    own: bool,
}

/// Makes the frame of a page.
pub(in crate::render) fn frame(at: &Standpoint<'_>, page: &PageId, head: &Head) -> Frame {
    let site = at.text(&at.catalog().portal.title);
    let languages = languages(at, page);
    let title = if *page == PageId::Home { site.text } else { document_title(head, &site) };
    let (previous, next) = at.when("previous", || beside(at, page));
    Frame {
        lang: at.lang().to_string(),
        heading: head.title.clone(),
        description: shortened(&head.description),
        canonical: at.context.routes.absolute(at.path),
        fallback: languages.first().map(|first| first.address.clone()),
        languages,
        previous,
        next,
        breadcrumbs: at.when("breadcrumbs", || breadcrumbs(at, page, head)),
        report: at.when("report", || report(at, &title)),
        feeds: at.when("feeds", || feeds(at, page, &title)),
        dublin: at.when("dublin", || dublin::elements(at, page, head)),
        linked: at.when("linked", || schema_org::linked(at, page)),
        searches: *page == PageId::Search,
        title,
    }
}

/// A licence by its title or name, leading to its text.
pub(in crate::render) fn license(license: &License) -> Option<Item> {
    let text = license.title.clone().or_else(|| license.name.clone()).or_else(|| license.path.clone())?;
    let known = license.path.clone().or_else(|| {
        let name = license.name.as_deref()?;
        let version = name.strip_prefix("CC-BY-").filter(|rest| rest.chars().all(|c| c.is_ascii_digit() || c == '.'));
        match name {
            "CC0-1.0" => Some("https://creativecommons.org/publicdomain/zero/1.0/".to_owned()),
            _ => version.map(|version| format!("https://creativecommons.org/licenses/by/{version}/")),
        }
    });
    Some(Item::plain(text).to(known))
}

/// The particular first; what it is a part of next, because many plans have a
/// table of targets; the portal last.
fn document_title(head: &Head, site: &Item) -> String {
    let whole = head.above.get(1..).and_then(<[_]>::last).map(|(_, item)| item.text.as_str());
    let parts = [Some(head.title.text.as_str()), whole, Some(site.text.as_str())];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" – ")
}

fn languages(at: &Standpoint<'_>, page: &PageId) -> Vec<Alternate> {
    let routes = at.context.routes;
    let known = at.catalog().portal.languages.iter().filter_map(|lang| {
        let path = routes.find_page(page, lang)?;
        let href = at.to(path);
        Some(Alternate {
            lang: lang.to_string(),
            name: at.words.find(&format!("language-own.{lang}")).unwrap_or(lang.as_str()).to_owned(),
            address: routes.absolute(path).unwrap_or_else(|| href.clone()),
            href,
            current: lang == at.lang(),
        })
    });
    known.collect()
}

fn feeds(at: &Standpoint<'_>, page: &PageId, title: &str) -> Vec<Feed> {
    let of = |page: &PageId, title: &str, own: bool| -> Vec<Feed> {
        let subject = Subject::Page { page: page.clone(), lang: at.lang() };
        let known = at.context.formats.iter().filter(|format| format.scope() == Scope::Feed).filter_map(|format| {
            let href = at.to(at.context.routes.data(format.name(), &subject)?);
            let text = at.words.label("format", format.name());
            Some(Feed { title: format!("{title} ({text})"), text, href, media_type: format.media_type(), own })
        });
        known.collect()
    };
    // Nobody knows from where the page for missing addresses is shown.
    if *page == PageId::NotFound {
        return Vec::new();
    }
    let own = of(page, title, true);
    if own.is_empty() { of(&PageId::Home, &at.text(&at.catalog().portal.title).text, false) } else { own }
}

fn breadcrumbs(at: &Standpoint<'_>, page: &PageId, head: &Head) -> Vec<Item> {
    if *page == PageId::Home {
        return Vec::new();
    }
    let mut crumbs = vec![Item::plain(at.t("site.home")).to(at.href(&PageId::Home))];
    crumbs.extend(head.above.iter().map(|(page, item)| item.clone().to(at.href(page))));
    crumbs
}

/// What an address part may hold as it is.
const SAFE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) fn encoded(text: &str) -> String {
    utf8_percent_encode(text, SAFE).to_string()
}

fn report(at: &Standpoint<'_>, title: &str) -> Option<Item> {
    let contact = &at.catalog().portal.contact;
    let page = at.context.routes.absolute(at.path).unwrap_or_else(|| at.path.to_owned());
    let href = match (&contact.report_url, &contact.email) {
        (Some(url), _) => url.replace("{page}", &encoded(&page)),
        (None, Some(email)) => {
            let subject = at.words.fill("site.report-subject", &[("title", title)]);
            let body = at.words.fill("site.report-body", &[("page", &page)]);
            format!("mailto:{email}?subject={}&body={}", encoded(&subject), encoded(&body))
        }
        (None, None) => return None,
    };
    Some(Item::plain(at.t("site.report")).to(Some(href)))
}
