//! News: what is new on the portal, in a plan or in a dataset, told once for
//! every kind of feed.
//!
//! A dataset is published and changes, a plan is issued, an agency reports on a
//! task, a result comes out for the end of its period: all on days that the
//! data states, none later than the day that the portal is told for. What is
//! only due is no news; calendars have that. Identifiers are made of names and
//! days, so that a reader is shown each thing once, whatever its title becomes.

use jiff::civil::Date;

use super::catalogue::{absolute, dataset_iri};
use super::publisher::Publisher;
use crate::model::Catalog;
use crate::model::dataset::Dataset;
use crate::model::plan::{Plan, ResultRow, Task};
use crate::render::text::plain_texts;
use crate::render::view::standpoint::Standpoint;
use crate::render::view::status::value_of;
use crate::route::{Extent, Inputs, PageId, Subject};

/// Entries of a feed, at most: readers ask for it again and again.
const MOST: usize = 100;

/// Something new.
pub(in crate::render) struct News {
    /// What names it everywhere.
    pub(in crate::render) id: String,
    /// The day.
    pub(in crate::render) day: Date,
    /// What is new, in a line.
    pub(in crate::render) title: String,
    /// More of it.
    pub(in crate::render) text: String,
    /// The full address of its page.
    pub(in crate::render) link: String,
    /// Who has published it.
    pub(in crate::render) author: String,
}

/// Whether a page has news of its own.
pub(in crate::render) fn has_news(page: &PageId) -> bool {
    matches!(page, PageId::Home | PageId::Plan(_) | PageId::Dataset(_))
}

/// What the news of a page are made of.
pub(in crate::render) fn inputs(subject: &Subject) -> Inputs<'_> {
    match subject {
        Subject::Page { page: PageId::Home, .. } => Inputs::of(Extent::Catalog),
        Subject::Page { page: PageId::Plan(_), .. } => Inputs::of(Extent::Frame),
        Subject::Page { page: PageId::Dataset(dataset), .. } => Inputs::of(Extent::Frame).mentioning([dataset.as_str()]),
        _ => Inputs::of(Extent::Everything),
    }
}

/// The news of a page, the newest first.
pub(in crate::render) fn news(at: &Standpoint<'_>, page: &PageId) -> Vec<News> {
    let catalog = at.catalog();
    let mut all: Vec<(News, Option<&Dataset>)> = match page {
        PageId::Plan(plan) => catalog.plans.get(plan).map(|plan| of_plan(at, plan)).unwrap_or_default(),
        PageId::Dataset(dataset) => catalog.datasets.get(dataset).map(|dataset| of_dataset(at, dataset)).unwrap_or_default(),
        _ => {
            let plans = catalog.plans.values().flat_map(|plan| of_plan(at, plan));
            let least = least(catalog);
            let datasets = catalog.datasets.values().filter(|dataset| days(dataset).into_iter().flatten().any(|day| day >= least));
            datasets.flat_map(|dataset| of_dataset(at, dataset)).chain(plans).collect()
        }
    };
    all.retain(|(news, _)| catalog.as_of.is_none_or(|today| news.day <= today));
    all.sort_by(|(one, _), (other, _)| other.day.cmp(&one.day).then_with(|| one.id.cmp(&other.id)));
    all.truncate(MOST);
    let told = |(news, dataset): (News, Option<&Dataset>)| match dataset {
        Some(dataset) => News { text: at.text(&plain_texts::description(at.context, dataset)).text, ..news },
        None => news,
    };
    all.into_iter().map(told).collect()
}

/// The days on which there is news of a dataset.
fn days(dataset: &Dataset) -> [Option<Date>; 2] {
    let facts = &dataset.congbo;
    [facts.issued, facts.modified.filter(|day| facts.issued != Some(*day))]
}

/// The day before which no news of a dataset has a place in the portal's feed:
/// most of a large portal has none, and need not be put in words.
fn least(catalog: &Catalog) -> Date {
    let all = catalog.datasets.values().flat_map(|dataset| days(dataset)).flatten();
    let mut days: Vec<Date> = all.filter(|day| catalog.as_of.is_none_or(|today| *day <= today)).collect();
    if days.len() <= MOST {
        return Date::MIN;
    }
    *days.select_nth_unstable_by(MOST - 1, |one, other| other.cmp(one)).1
}

/// What is new of a dataset, with whose description comes in the end: a feed
/// has few of all.
fn of_dataset<'d>(at: &Standpoint<'_>, dataset: &'d Dataset) -> Vec<(News, Option<&'d Dataset>)> {
    let title = at.text(&dataset.title).text;
    let folder = folder(at, &dataset.name);
    let news = |key: &str, name: &str, day: Date| News {
        id: format!("{folder}{name}-{day}"),
        day,
        title: at.words.fill(key, &[("title", &title)]),
        text: String::new(),
        link: address(at, &PageId::Dataset(dataset.name.clone())),
        author: at.text(Publisher::of(at.catalog(), dataset).name(at.catalog())).text,
    };
    let [issued, modified] = days(dataset);
    let issued = issued.map(|day| news("feed.dataset-issued", "issued", day));
    let modified = modified.map(|day| news("feed.dataset-modified", "modified", day));
    issued.into_iter().chain(modified).map(|news| (news, Some(dataset))).collect()
}

fn of_plan<'d>(at: &Standpoint<'_>, plan: &Plan) -> Vec<(News, Option<&'d Dataset>)> {
    let title = at.plan_title(plan).text;
    let page = address(at, &PageId::Plan(plan.id.clone()));
    let folder = folder(at, &plan.dataset);
    let issuer = plan.issuer.as_ref().map(|issuer| at.agency(issuer).text);
    let author = issuer.unwrap_or_else(|| at.text(Publisher::of_portal(at.catalog()).name(at.catalog())).text);
    let news = |name: String, day: Date, head: String, text: String, link: String| News {
        id: format!("{folder}{name}-{day}"),
        day,
        title: head,
        text,
        link,
        author: author.clone(),
    };
    let issued = plan.date.and_then(crate::model::value::PartialDate::full);
    let issued = issued.map(|day| news("plan".into(), day, at.words.fill("feed.plan", &[("title", &title)]), title.clone(), page.clone()));
    let reported = plan.tasks.rows.iter().filter_map(|task: &Task| {
        let status = at.words.label("status", task.status.state.name());
        let head = at.words.fill("feed.task", &[("title", &at.text(&task.title).text), ("status", &status)]);
        let link = address(at, &PageId::Task(plan.id.clone(), task.id.clone()));
        Some(news(format!("task-{}", task.id), task.reported_on?, head, title.clone(), link))
    });
    let results = plan.results.rows.iter().filter(|result| result.value.is_some()).filter_map(|result: &ResultRow| {
        let target = result.target.as_ref().and_then(|target| plan.target(&target.id));
        let name = target.filter(|_| result.name.is_empty()).map_or(&result.name, |target| &target.name);
        let kind = target.map_or(crate::model::plan::TargetKind::Quantitative, |target| target.kind);
        let head = at.words.fill("feed.result", &[("title", &at.text(name).text), ("value", &value_of(at, kind, result))]);
        let link = target.map_or_else(|| page.clone(), |target| address(at, &PageId::Target(plan.id.clone(), target.id.clone())));
        Some(news(format!("result-{}", result.id), result.end?, head, title.clone(), link))
    });
    issued.into_iter().chain(reported).chain(results).map(|news| (news, None)).collect()
}

/// The title of a page's feed.
pub(in crate::render) fn title(at: &Standpoint<'_>, page: &PageId) -> String {
    let catalog = at.catalog();
    let portal = at.text(&catalog.portal.title).text;
    let own = match page {
        PageId::Plan(plan) => catalog.plans.get(plan).map(|plan| at.plan_title(plan).text),
        PageId::Dataset(dataset) => catalog.datasets.get(dataset).map(|dataset| at.text(&dataset.title).text),
        PageId::Agency(agency) => catalog.agencies.get(agency).map(|agency| at.text(&agency.name).text),
        _ => None,
    };
    own.map_or_else(|| portal.clone(), |own| format!("{own} – {portal}"))
}

/// The first moment of a day, of which no hour is known.
pub(in crate::render) fn of_day(day: Date) -> String {
    format!("{day}T00:00:00Z")
}

/// When a feed has changed last: with its newest entry. One without any is as
/// old as the data.
pub(in crate::render) fn updated(catalog: &Catalog, newest: Option<Date>) -> String {
    let day = newest.or(catalog.as_of).map(of_day);
    day.or_else(|| catalog.published.map(|moment| moment.to_string())).unwrap_or_else(|| of_day(Date::constant(1970, 1, 1)))
}

/// How the names of what a dataset tells begin.
fn folder(at: &Standpoint<'_>, dataset: &str) -> String {
    let iri = dataset_iri(at.context, dataset);
    iri.strip_suffix("dataset").map(str::to_owned).unwrap_or(iri)
}

/// The full address of a page of the portal.
pub(in crate::render) fn address(at: &Standpoint<'_>, page: &PageId) -> String {
    absolute(at.context, at.context.routes.find_page(page, at.lang()).unwrap_or(at.path))
}
