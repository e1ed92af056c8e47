//! The home page: what this is, how many promises, how they are going, and
//! where everything stands. Also the page for addresses that do not exist.

use std::io;

use serde::Serialize;

use super::answer::Sentence;
use super::cite::{self, Citation, Cited, Kind};
use super::dataset::{DatasetRow, newest_datasets};
use super::due::{Late, late};
use super::lists::promising;
use super::plans::{PlanRow, plan_rows};
use super::prose::{Prose, body};
use super::standpoint::Standpoint;
use super::status::{Board, of_targets, of_tasks};
use super::{Head, Item};
use crate::model::lang::Lang;
use crate::model::page::PageKind;
use crate::render::facts::places::are_several;
use crate::render::text::words::Words;
use crate::route::PageId;

/// How many plans the home page names.
const PLANS: u64 = 24;

/// The home page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Home {
    /// The portal's description.
    lead: Item,
    /// How many plans promise what the boards count; empty when they promise nothing.
    answer: Sentence,
    /// The author's text.
    body: Option<Prose>,
    /// How targets and tasks are going.
    boards: Vec<Board>,
    /// What is overdue or was missed, when something is.
    late: Option<Late>,
    /// The first plans, by title.
    plans: Vec<PlanRow>,
    /// Leads to all plans.
    all_plans: Option<Item>,
    /// The datasets that changed last.
    datasets: Vec<DatasetRow>,
    /// Leads to all datasets, where there are more.
    all_datasets: Option<Item>,
    /// Whether the portal has neither plans nor datasets yet.
    is_empty: bool,
    /// Ways into the plans.
    ways: Vec<Item>,
}

/// The page for addresses that do not exist, in one language.
#[derive(Debug, Serialize)]
pub(in crate::render) struct NotFound {
    lang: String,
    title: String,
    text: String,
    hint: String,
    /// Absolute links: nobody knows where the missing page would have stood.
    links: Vec<Item>,
}

/// The home page.
///
/// # Errors
/// When the author's text cannot be read again.
pub(in crate::render) fn home(at: &Standpoint<'_>) -> io::Result<(Head, Home)> {
    let catalog = at.catalog();
    let page = catalog.pages.values().find(|page| page.kind == PageKind::Home);
    let lead = at.text(&catalog.portal.description);
    let own_title = page.map(|page| at.text(&page.title)).filter(|title| !title.text.is_empty());
    // The portal's title in the reader's language beats the page's in another.
    let portal_title = at.text(&catalog.portal.title);
    let title = match own_title {
        Some(title) if title.lang.is_none() || portal_title.lang.is_some() => title,
        _ => portal_title,
    };
    let head = Head { title, description: lead.text.clone(), above: Vec::new() };
    let targets = || catalog.plans.values().flat_map(|plan| plan.targets.iter().map(|target| target.status.state));
    let tasks = || catalog.plans.values().flat_map(|plan| plan.tasks.iter().map(|task| task.status.state));
    let compare = if at.href(&PageId::Compare).is_some() { PageId::Compare } else { PageId::Indicators };
    // The list of plans stands by place where there are several.
    let by_place = are_several(catalog).then_some(PageId::Plans);
    let ways = [
        (Some(PageId::Pillars), "home.by-pillar"),
        (Some(PageId::Agencies), "home.by-agency"),
        (by_place, "home.by-place"),
        (Some(PageId::Timeline), "home.by-time"),
        (Some(compare), "home.by-indicator"),
    ];
    let ways = ways.into_iter().filter_map(|(page, key)| Some(Item::plain(at.t(key)).to(Some(at.href(&page?)?))));
    let count = catalog.datasets.len() as u64;
    let view = Home {
        lead,
        answer: promising(at),
        body: page.map(|page| body(at, page)).transpose()?.flatten(),
        boards: [of_targets(at, targets()), of_tasks(at, tasks())].into_iter().flatten().collect(),
        late: late(at),
        plans: plan_rows(at, at.order(&PageId::Plans).into_iter().flat_map(|order| order.page(1, PLANS))),
        all_plans: at
            .href(&PageId::Plans)
            .filter(|_| catalog.plans.len() as u64 > PLANS)
            .map(|href| Item::plain(at.t("home.all-plans")).to(Some(href))),
        datasets: newest_datasets(at, catalog.portal.newest),
        all_datasets: at.href(&PageId::Datasets).filter(|_| count > catalog.portal.newest).map(|href| {
            Item::plain(at.words.fill("home.all-datasets", &[("datasets", &at.words.count("count.datasets", count))])).to(Some(href))
        }),
        is_empty: catalog.plans.is_empty() && catalog.datasets.is_empty(),
        ways: if catalog.plans.is_empty() { Vec::new() } else { ways.collect() },
    };
    Ok((head, view))
}

/// The page for addresses that do not exist, in all languages.
pub(in crate::render) fn not_found<'w>(at: &Standpoint<'_>, words: impl Fn(Lang) -> &'w Words) -> (Head, Vec<NotFound>) {
    let head = Head { title: Item::plain(at.t("not-found.title")), description: at.t("not-found.text"), above: Vec::new() };
    let in_language = |lang: Lang| {
        let words = words(lang);
        let link = |page: &PageId, key: &str| {
            let path = at.context.routes.find_page(page, lang)?;
            Some(Item::plain(words.t(key)).to(Some(at.absolute(path))))
        };
        let links = [(PageId::Home, "not-found.home"), (PageId::Plans, "section.plans"), (PageId::Datasets, "section.datasets")];
        NotFound {
            lang: lang.to_string(),
            title: words.t("not-found.title"),
            text: words.t("not-found.text"),
            hint: words.t("not-found.do"),
            links: links.iter().filter_map(|(page, key)| link(page, key)).collect(),
        }
    };
    (head, at.catalog().portal.languages.iter().map(in_language).collect())
}

/// How to cite the whole portal.
pub(in crate::render) fn citation(at: &Standpoint<'_>) -> Citation {
    let portal = &at.catalog().portal;
    let year = at.catalog().as_of.map(|day| day.year().to_string()).unwrap_or_default();
    let cited = Cited {
        key: "portal",
        kind: Kind::Data,
        author: at.publisher_of_portal().text,
        title: at.text(&portal.title).text,
        number: String::new(),
        date: year.clone(),
        year,
    };
    cite::citation(at, &cited)
}
