//! The surroundings: what templates see in `page` that is the same on many
//! pages, the navigation and the footer.
//!
//! Texts depend on the language, links on where a page stands. Pages from
//! which all these links look alike share a [`Vantage`], and the surroundings
//! are made once for each.

use std::cell::RefCell;
use std::collections::BTreeSet;

use serde::Serialize;

use super::Item;
use super::figure::assets;
use super::frame::license;
use super::sheet::script;
use super::standpoint::Standpoint;
use crate::model::page::{ACCESSIBILITY, API, Page, PageKind};
use crate::route::{PageId, Subject};

/// The most authors' pages that the foot of a page leads to.
const MOST_PAGES: usize = 30;

/// What many pages share.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Surroundings {
    /// Main navigation.
    navigation: Vec<Nav>,
    /// Where the portal is searched, when it can be.
    search: Option<String>,
    /// The list of all names.
    names: Option<Item>,
    /// The portal's title, leading home.
    site: Item,
    /// The style sheet.
    stylesheet: String,
    /// The portal's own colours, when it has any.
    look: Option<String>,
    /// The portal's emblem, when it has one.
    emblem: Option<String>,
    /// The icon: the portal's own, or the theme's.
    icon: Option<String>,
    /// The script of tables, as HTML; safe to print as it is.
    tables: String,
    /// The style sheet and the script of charts, as HTML; safe to print as they are.
    charts: String,
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
    /// The page about the interface for programs, when the portal has one.
    api: Option<Item>,
    /// The catalogue for machines, one per format.
    catalogues: Vec<Item>,
    /// Where readers turn to.
    contact: Vec<Item>,
}

/// An entry of the navigation.
#[derive(Debug, Serialize)]
struct Nav {
    text: String,
    href: String,
    current: bool,
}

/// What the surroundings of a page depend on, its language aside.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::render) struct Vantage {
    /// The deepest folder above the page that a link of the surroundings leads into.
    folder: String,
    /// How many folders the page stands below that one.
    depth: usize,
    /// The entry of the navigation that the page belongs to.
    section: Option<PageId>,
    /// Whether it is the page for missing addresses, which links absolutely.
    is_missing: bool,
}

/// The folders that links of the surroundings lead into.
pub(in crate::render) fn folders(at: &Standpoint<'_>) -> BTreeSet<String> {
    let paths = RefCell::default();
    surroundings(&Standpoint { paths: Some(&paths), ..*at }, &PageId::Home);
    let paths: BTreeSet<String> = paths.into_inner();
    paths.iter().flat_map(|path| path.match_indices('/').map(|(end, _)| path[..end].to_owned())).collect()
}

/// Where a page stands in the eyes of its surroundings.
pub(in crate::render) fn vantage(at: &Standpoint<'_>, page: &PageId, folders: &BTreeSet<String>) -> Vantage {
    let ends: Vec<usize> = at.path.match_indices('/').map(|(end, _)| end).collect();
    let shared = ends.iter().take_while(|end| folders.contains(&at.path[..**end])).count();
    Vantage {
        folder: shared.checked_sub(1).map(|last| at.path[..ends[last]].to_owned()).unwrap_or_default(),
        depth: ends.len() - shared,
        section: section(page),
        is_missing: *page == PageId::NotFound,
    }
}

/// Makes the surroundings of a page.
pub(in crate::render) fn surroundings(at: &Standpoint<'_>, page: &PageId) -> Surroundings {
    let portal = &at.catalog().portal;
    let publisher = at.publisher_of_portal();
    // Nobody knows from where the page for missing addresses is shown.
    let asset = |path: &str| if *page == PageId::NotFound { at.absolute(path) } else { at.to(path) };
    Surroundings {
        navigation: navigation(at, page),
        search: at.href(&PageId::Search),
        names: at.href(&PageId::Names).map(|href| Item::plain(at.t("section.names")).to(Some(href))),
        site: at.text(&portal.title).to(at.href(&PageId::Home)),
        stylesheet: asset("assets/style.css"),
        look: at.context.routes.data("look", &Subject::Portal).map(asset),
        emblem: portal.look.emblem.as_ref().map(|(path, _)| asset(path)),
        icon: icon(at).map(asset),
        tables: script(at),
        charts: assets(at),
        publisher: (!publisher.text.is_empty()).then_some(publisher),
        license: portal.license.as_ref().and_then(license),
        as_of: at.catalog().as_of.map(|day| at.words.fill("site.as-of", &[("date", &at.words.date(day))])),
        published: at.catalog().published.map(|moment| at.words.fill("site.published", &[("time", &at.words.time(moment))])),
        pages: authored(at),
        api: at.href(&PageId::Page(API.to_owned())).map(|href| Item::plain(at.t("api.examples-for")).to(Some(href))),
        catalogues: catalogues(at),
        contact: contact(at),
    }
}

/// The portal's own icon, or else the theme's: a page that names none lets
/// browsers ask for one that is not there.
fn icon(at: &Standpoint<'_>) -> Option<&'static str> {
    let own = ["favicon.svg", "favicon.ico"].into_iter().find(|icon| at.catalog().files.contains_key(*icon));
    own.or_else(|| at.context.theme.files.contains_key("icon.svg").then_some("assets/icon.svg"))
}

/// The list page that a page belongs to.
fn section(page: &PageId) -> Option<PageId> {
    Some(match page {
        PageId::Plans | PageId::Plan(_) | PageId::Target(..) | PageId::Task(..) => PageId::Plans,
        PageId::Pillars | PageId::Pillar(_) => PageId::Pillars,
        PageId::Agencies | PageId::Agency(_) => PageId::Agencies,
        PageId::Documents | PageId::Document(_) => PageId::Documents,
        PageId::Indicators | PageId::Indicator(_) | PageId::Compare | PageId::CompareIndicators => PageId::Indicators,
        PageId::CompareAgencies => PageId::Agencies,
        PageId::Against(..) => PageId::Plans,
        PageId::Timeline | PageId::Quarter(..) => PageId::Timeline,
        PageId::Datasets | PageId::Dataset(_) | PageId::Table(..) => PageId::Datasets,
        PageId::Topics | PageId::Topic(_) => PageId::Topics,
        PageId::ListPage(first, _) => return section(first),
        PageId::Home | PageId::Search | PageId::Names | PageId::Page(_) | PageId::NotFound => return None,
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
    let statement = (!at.catalog().pages.contains_key(ACCESSIBILITY)).then(|| {
        let title = Item::plain(at.t("accessibility.title"));
        title.to(at.href(&PageId::Page(ACCESSIBILITY.to_owned())))
    });
    let api = (!at.catalog().pages.contains_key(API)).then_some(PageId::Page(API.to_owned())).and_then(|page| at.href(&page));
    let api = api.map(|href| Item::plain(at.t("api.title")).to(Some(href)));
    let own = pages.into_iter().take(MOST_PAGES).map(|page| at.text(&page.title).to(at.href(&PageId::Page(page.id.clone()))));
    own.chain(statement).chain(api).collect()
}

/// Files about the whole portal that other catalogues read.
fn catalogues(at: &Standpoint<'_>) -> Vec<Item> {
    let files = [Subject::Part(1), Subject::Portal].into_iter().flat_map(|subject| at.context.routes.files(&subject).collect::<Vec<_>>());
    let named = files.filter_map(|file| {
        let label = at.words.find(&format!("format.{}", file.format))?;
        Some(Item::plain(label).to(Some(at.to(&file.path))))
    });
    named.collect()
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
