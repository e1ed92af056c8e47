//! The frame: what surrounds every page, as templates see it in `page`.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::paging::beside;
use super::standpoint::Standpoint;
use super::{Head, Item};
use crate::model::dataset::License;
use crate::model::page::{Page, PageKind};
use crate::route::{PageId, Subject};

/// The most authors' pages that the foot of a page leads to.
const MOST_PAGES: usize = 30;

/// What surrounds every page.
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
    /// Main navigation.
    navigation: Vec<Nav>,
    /// The portal's title, leading home.
    site: Item,
    /// The style sheet.
    stylesheet: String,
    /// The icon, when the portal has one.
    icon: Option<String>,
    /// Who publishes the portal.
    publisher: Option<Item>,
    /// The portal's licence.
    license: Option<Item>,
    /// `Số liệu tính đến ngày …`
    as_of: Option<String>,
    /// `Công bố lúc …`
    published: Option<String>,
    /// Authors' pages, in their order.
    pages: Vec<Item>,
    /// The catalogue for machines, one per format.
    catalogues: Vec<Item>,
    /// Where to report an error on this page.
    report: Option<Item>,
    /// Where readers turn to.
    contact: Vec<Item>,
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

/// An entry of the navigation.
#[derive(Debug, Serialize)]
struct Nav {
    text: String,
    href: String,
    current: bool,
}

/// Makes the frame of a page.
pub(in crate::render) fn frame(at: &Standpoint<'_>, page: &PageId, head: &Head) -> Frame {
    let portal = &at.catalog().portal;
    let site = at.text(&portal.title);
    let languages = languages(at, page);
    let title = if *page == PageId::Home { site.text.clone() } else { document_title(head, &site) };
    let publisher = at.text(&portal.publisher.name);
    let (previous, next) = beside(at, page);
    Frame {
        lang: at.lang().to_string(),
        heading: head.title.clone(),
        description: shortened(&head.description),
        canonical: at.context.routes.absolute(at.path),
        fallback: languages.first().map(|first| first.address.clone()),
        languages,
        previous,
        next,
        breadcrumbs: breadcrumbs(at, page, head),
        navigation: navigation(at, page),
        report: report(at, &title),
        title,
        site: site.to(at.href(&PageId::Home)),
        // Nobody knows from where the page for missing addresses is shown.
        stylesheet: if *page == PageId::NotFound { at.absolute("assets/style.css") } else { at.to("assets/style.css") },
        icon: ["favicon.svg", "favicon.ico"].into_iter().find(|icon| at.catalog().files.contains_key(*icon)).map(|icon| at.to(icon)),
        publisher: (!publisher.text.is_empty()).then(|| publisher.to(portal.publisher.url.clone())),
        license: portal.license.as_ref().and_then(license),
        as_of: at.catalog().as_of.map(|day| at.words.fill("site.as-of", &[("date", &at.words.date(day))])),
        published: at.catalog().published.map(|moment| at.words.fill("site.published", &[("time", &at.words.time(moment))])),
        pages: authored(at),
        catalogues: catalogues(at),
        contact: contact(at),
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

fn breadcrumbs(at: &Standpoint<'_>, page: &PageId, head: &Head) -> Vec<Item> {
    if *page == PageId::Home {
        return Vec::new();
    }
    let mut crumbs = vec![Item::plain(at.t("site.home")).to(at.href(&PageId::Home))];
    crumbs.extend(head.above.iter().map(|(page, item)| item.clone().to(at.href(page))));
    crumbs
}

/// The list page that a page belongs to.
fn section(page: &PageId) -> Option<PageId> {
    Some(match page {
        PageId::Plans | PageId::Plan(_) | PageId::Target(..) | PageId::Task(..) => PageId::Plans,
        PageId::Pillars | PageId::Pillar(_) => PageId::Pillars,
        PageId::Agencies | PageId::Agency(_) => PageId::Agencies,
        PageId::Documents | PageId::Document(_) => PageId::Documents,
        PageId::Indicators | PageId::Indicator(_) => PageId::Indicators,
        PageId::Timeline | PageId::Quarter(..) => PageId::Timeline,
        PageId::Datasets | PageId::Dataset(_) | PageId::Table(..) => PageId::Datasets,
        PageId::Topics | PageId::Topic(_) => PageId::Topics,
        PageId::ListPage(first, _) => return section(first),
        PageId::Home | PageId::Page(_) | PageId::NotFound => return None,
    })
}

fn navigation(at: &Standpoint<'_>, page: &PageId) -> Vec<Nav> {
    let sections = [
        (PageId::Plans, "plans"),
        (PageId::Pillars, "pillars"),
        (PageId::Agencies, "agencies"),
        (PageId::Timeline, "timeline"),
        (PageId::Indicators, "indicators"),
        (PageId::Documents, "documents"),
        (PageId::Datasets, "datasets"),
        (PageId::Topics, "topics"),
    ];
    let here = section(page);
    let known = sections.into_iter().filter_map(|(section, key)| {
        let href = at.href(&section)?;
        Some(Nav { text: at.t(&format!("section.{key}")), href, current: here.as_ref() == Some(&section) })
    });
    known.collect()
}

/// The first pages that stand at the site's top, in their order. Those in
/// other folders may be many; texts lead to them.
fn authored(at: &Standpoint<'_>) -> Vec<Item> {
    let is_top = |page: &&Page| page.kind == PageKind::Page && !page.id.strip_prefix("pages/").unwrap_or(&page.id).contains('/');
    let mut pages: Vec<_> = at.catalog().pages.values().filter(is_top).collect();
    pages.sort_by_key(|page| (page.order, &page.id));
    pages.into_iter().take(MOST_PAGES).map(|page| at.text(&page.title).to(at.href(&PageId::Page(page.id.clone())))).collect()
}

/// Files about the whole portal that other catalogues read.
fn catalogues(at: &Standpoint<'_>) -> Vec<Item> {
    let files = at.context.routes.files(&Subject::Portal);
    let named = files.filter_map(|(name, path)| {
        let label = at.words.find(&format!("format.{name}"))?;
        Some(Item::plain(label).to(Some(at.to(path))))
    });
    named.collect()
}

/// What an address part may hold as it is.
const SAFE: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

fn encoded(text: &str) -> String {
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

fn contact(at: &Standpoint<'_>) -> Vec<Item> {
    let contact = &at.catalog().portal.contact;
    let name = at.text(&contact.name);
    let own = (!name.text.is_empty()).then(|| name.to(contact.url.clone()));
    let email = contact.email.as_ref().map(|email| Item::plain(email).to(Some(format!("mailto:{email}"))));
    let phone = contact.phone.as_ref().map(|phone| {
        let digits: String = phone.chars().filter(|c| c.is_ascii_digit() || *c == '+').collect();
        Item::plain(phone).to(Some(format!("tel:{digits}")))
    });
    own.into_iter().chain(email).chain(phone).collect()
}

/// At most 200 characters, cut at a space.
pub(in crate::render) fn shortened(text: &str) -> String {
    const MOST: usize = 200;
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= MOST {
        return text;
    }
    let cut: String = text.chars().take(MOST).collect();
    let end = cut.rfind(' ').unwrap_or(cut.len());
    format!("{}…", &cut[..end])
}
