//! HTML: every page in every language.
//!
//! Builds the view of a page and renders the page kind's template with it; the
//! templates are small already when they are loaded. Knows which template
//! belongs to which page, and nothing of what stands in either.

use std::io::Write;

use serde::Serialize;

use super::page::compact::Names;
use super::page::engine::{Engine, Seen};
use super::page::gathered::gathered;
use super::page::shown::inputs;
use super::page::standing::{engine, standing};
use super::text::spoken::words;
use super::text::terms::linked;
use super::view::figure::{assets, has_assets};
use super::view::frame::frame;
use super::view::standpoint::Standpoint;
use super::view::{
    Head, accessibility, against, agency, api, authored, compare, compare_agencies, compare_indicators, dataset, document, home, indicator,
    names, pillar, plan, plans, search, table, target, task, timeline, topic,
};
use crate::model::lang::Lang;
use crate::model::page::{ACCESSIBILITY, API, GLOSSARY};
use crate::route::{Context, Extent, Format, Inputs, PageId, RenderError, Scope, Subject};

/// The format `html`.
pub struct Html;

impl Format for Html {
    fn name(&self) -> &'static str {
        "html"
    }

    fn media_type(&self) -> &'static str {
        "text/html"
    }

    fn scope(&self) -> Scope {
        Scope::Page
    }

    fn file_name(&self) -> &'static str {
        "html"
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, subject: &'a Subject) -> Inputs<'a> {
        let Subject::Page { page, lang } = subject else { return Inputs::of(Extent::Everything) };
        inputs(&standing(context, page, *lang), page)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Page { page, lang } = subject else { return Ok(()) };
        let engine = engine(context);
        let template = template(page);
        let press = Press { context, engine, lang: *lang, page, template, names: engine.names(template) };
        let html = match press.page() {
            Err(RenderError::Template(_)) => Press { names: &Names::All, ..press }.page()?,
            made => made?,
        };
        Ok(out.write_all(&html)?)
    }
}

/// The template of a page.
fn template(page: &PageId) -> &'static str {
    match page.numbered().0 {
        PageId::Home => "home.html",
        PageId::Plans => "plans.html",
        PageId::Plan(_) => "plan.html",
        PageId::Target(..) => "target.html",
        PageId::Task(..) => "task.html",
        PageId::Pillars => "pillars.html",
        PageId::Pillar(_) => "pillar.html",
        PageId::Agencies => "agencies.html",
        PageId::Agency(_) => "agency.html",
        PageId::Documents => "documents.html",
        PageId::Document(_) => "document.html",
        PageId::Indicators => "indicators.html",
        PageId::Indicator(_) => "indicator.html",
        PageId::Timeline => "timeline.html",
        PageId::Quarter(..) => "quarter.html",
        PageId::Compare => "compare.html",
        PageId::CompareIndicators => "compare-indicators.html",
        PageId::CompareAgencies => "compare-agencies.html",
        PageId::Against(..) => "against.html",
        PageId::Datasets => "datasets.html",
        PageId::Dataset(_) => "dataset.html",
        PageId::Topics => "topics.html",
        PageId::Topic(_) => "topic.html",
        PageId::Table(..) => "table.html",
        PageId::Search => "search.html",
        PageId::Names => "names.html",
        PageId::Page(id) if id == ACCESSIBILITY => "accessibility.html",
        PageId::Page(id) if id == API => "api.html",
        PageId::Page(_) | PageId::ListPage(..) => "page.html",
        PageId::NotFound => "404.html",
    }
}

/// A page being made.
struct Press<'a> {
    context: &'a Context<'a>,
    /// Made once per run.
    engine: &'a Engine,
    lang: Lang,
    page: &'a PageId,
    template: &'static str,
    /// What the page's templates name; all there is when their fault is to be
    /// told, because that names what there would have been.
    names: &'a Names,
}

impl Press<'_> {
    fn page(&self) -> Result<Vec<u8>, RenderError> {
        let catalog = self.context.catalog;
        let at = &Standpoint {
            context: self.context,
            words: words(self.context, self.lang),
            path: self.context.routes.page(self.page, self.lang),
            names: self.names,
            paths: None,
        };
        // A page whose subject is not in the catalogue is not planned.
        let missing = || RenderError::Disk(std::io::Error::other("the page's subject is not in the catalogue"));
        let plan_of = |id: &String| catalog.plans.get(id).ok_or_else(missing);
        let dataset_of = |name: &String| catalog.datasets.get(name).ok_or_else(missing);
        let (page, number) = self.page.numbered();
        match page {
            PageId::Home => self.draw(at, home::home(at)?),
            PageId::Plans => self.draw(at, plans::plans(at, number)),
            PageId::Plan(id) => self.draw(at, plan::plan(at, plan_of(id)?)?),
            PageId::Target(plan, id) => {
                let plan = plan_of(plan)?;
                self.draw(at, target::target(at, plan, plan.target(id).ok_or_else(missing)?))
            }
            PageId::Task(plan, id) => {
                let plan = plan_of(plan)?;
                self.draw(at, task::task(at, plan, plan.task(id).ok_or_else(missing)?))
            }
            PageId::Pillars => self.draw(at, pillar::pillars(at, number)),
            PageId::Pillar(id) => self.draw(at, pillar::pillar(at, catalog.pillars.get(id).ok_or_else(missing)?)),
            PageId::Agencies => self.draw(at, agency::agencies(at, number)),
            PageId::Agency(id) => self.draw(at, agency::agency(at, catalog.agencies.get(id).ok_or_else(missing)?)),
            PageId::Documents => self.draw(at, document::documents(at, number)),
            PageId::Document(id) => self.draw(at, document::document(at, catalog.documents.get(id).ok_or_else(missing)?)),
            PageId::Indicators => self.draw(at, indicator::indicators(at, number)),
            PageId::Indicator(id) => self.draw(at, indicator::indicator(at, catalog.indicators.get(id).ok_or_else(missing)?)),
            PageId::Timeline => self.draw(at, timeline::timeline(at)),
            PageId::Quarter(year, number) => self.draw(at, timeline::quarter_page(at, *year, *number)),
            PageId::Compare => self.draw(at, compare::compare(at)),
            PageId::CompareIndicators => self.draw(at, compare_indicators::compared(at)),
            PageId::CompareAgencies => self.draw(at, compare_agencies::compared(at)),
            PageId::Against(plan, above) => self.draw(at, against::against(at, plan_of(plan)?, plan_of(above)?)),
            PageId::Datasets => self.draw(at, dataset::datasets(at, number)),
            PageId::Dataset(name) => self.draw(at, dataset::dataset(at, dataset_of(name)?)?),
            PageId::Topics => self.draw(at, topic::topics(at, number)),
            PageId::Topic(id) => self.draw(at, topic::topic(at, id, number)),
            PageId::Search => self.draw(at, search::search(at)),
            PageId::Names => self.draw(at, names::names(at, number)),
            PageId::ListPage(..) => Err(missing()),
            PageId::Table(dataset, name, number) => {
                let dataset = dataset_of(dataset)?;
                let resource = dataset.resource(name).ok_or_else(missing)?;
                self.draw(at, table::table(at, dataset, resource, *number)?)
            }
            PageId::Page(id) if id == ACCESSIBILITY => self.draw(at, accessibility::statement(at, catalog.pages.get(id))?),
            PageId::Page(id) if id == API => self.draw(at, api::about(at, catalog.pages.get(id))?),
            PageId::Page(id) => self.draw(at, authored::authored(at, catalog.pages.get(id).ok_or_else(missing)?)?),
            PageId::NotFound => self.draw(at, home::not_found(at, |lang| words(self.context, lang))),
        }
    }

    /// The page with abbreviations that the glossary explains linked to it.
    fn explained(&self, at: &Standpoint<'_>, html: Vec<u8>) -> Vec<u8> {
        let glossary = self.context.catalog.pages.get(GLOSSARY).and_then(|page| page.bodies.get(&self.lang));
        let page = PageId::Page(GLOSSARY.to_owned());
        match (glossary, at.href(&page)) {
            (Some(body), Some(address)) if *self.page != page && *self.page != PageId::NotFound => linked(html, &body.terms, &address),
            _ => html,
        }
    }

    fn draw<V: Serialize>(&self, at: &Standpoint<'_>, (head, view): (Head, V)) -> Result<Vec<u8>, RenderError> {
        let surroundings = self.engine.surroundings(at, self.page);
        let seen = Seen { surroundings, frame: &frame(at, self.page, &head), view: &view, names: self.names };
        let mut html = Vec::with_capacity(1 << 14);
        if let Err(fault) = self.engine.render(self.lang, self.template, &seen, &mut html) {
            let told = (*self.names == Names::All).then(|| self.engine.told(self.lang, self.template, &seen)).flatten();
            return Err(RenderError::Template(told.unwrap_or(fault)));
        }
        let end = html.trim_ascii_end().len();
        html.truncate(end);
        html.push(b'\n');
        let html = if has_assets(&html) { gathered(html, &assets(at)) } else { html };
        Ok(self.explained(at, html))
    }
}
