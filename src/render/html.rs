//! HTML: every page in every language.
//!
//! Builds the view of a page and renders the page kind's template with it; the
//! templates are small already when they are loaded. Knows which template belongs to which page, and
//! nothing of what stands in either.

use std::io::Write;

use serde::Serialize;

use super::engine::Engine;
use super::shown::inputs;
use super::view::frame::frame;
use super::view::standpoint::Standpoint;
use super::view::{Head, agency, authored, dataset, document, home, indicator, pillar, plan, table, target, task, timeline, topic};
use crate::model::lang::Lang;
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
        inputs(&Standpoint { context, words: engine(context).words(*lang), path: context.routes.page(page, *lang) }, page)
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Page { page, lang } = subject else { return Ok(()) };
        let engine = engine(context);
        let press = Press { context, engine, lang: *lang, page };
        Ok(out.write_all(&press.page()?)?)
    }
}

/// The theme's templates and words, made ready once per run.
fn engine<'a>(context: &Context<'a>) -> &'a Engine {
    context.theme.prepared.get_or(|| Engine::new(context.theme, &context.catalog.portal))
}

/// A page being made.
struct Press<'a> {
    context: &'a Context<'a>,
    /// Made once per run.
    engine: &'a Engine,
    lang: Lang,
    page: &'a PageId,
}

impl Press<'_> {
    fn page(&self) -> Result<Vec<u8>, RenderError> {
        let catalog = self.context.catalog;
        let at = &Standpoint {
            context: self.context,
            words: self.engine.words(self.lang),
            path: self.context.routes.page(self.page, self.lang),
        };
        // A page whose subject is not in the catalogue is not planned.
        let missing = || RenderError::Disk(std::io::Error::other("the page's subject is not in the catalogue"));
        let plan_of = |id: &String| catalog.plans.get(id).ok_or_else(missing);
        let dataset_of = |name: &String| catalog.datasets.get(name).ok_or_else(missing);
        let (page, number) = self.page.numbered();
        match page {
            PageId::Home => self.draw(at, "home.html", home::home(at)?),
            PageId::Plans => self.draw(at, "plans.html", plan::plans(at, number)),
            PageId::Plan(id) => self.draw(at, "plan.html", plan::plan(at, plan_of(id)?)?),
            PageId::Target(plan, id) => {
                let plan = plan_of(plan)?;
                self.draw(at, "target.html", target::target(at, plan, plan.target(id).ok_or_else(missing)?))
            }
            PageId::Task(plan, id) => {
                let plan = plan_of(plan)?;
                self.draw(at, "task.html", task::task(at, plan, plan.task(id).ok_or_else(missing)?))
            }
            PageId::Pillars => self.draw(at, "pillars.html", pillar::pillars(at, number)),
            PageId::Pillar(id) => self.draw(at, "pillar.html", pillar::pillar(at, catalog.pillars.get(id).ok_or_else(missing)?)),
            PageId::Agencies => self.draw(at, "agencies.html", agency::agencies(at, number)),
            PageId::Agency(id) => self.draw(at, "agency.html", agency::agency(at, catalog.agencies.get(id).ok_or_else(missing)?)),
            PageId::Documents => self.draw(at, "documents.html", document::documents(at, number)),
            PageId::Document(id) => self.draw(at, "document.html", document::document(at, catalog.documents.get(id).ok_or_else(missing)?)),
            PageId::Indicators => self.draw(at, "indicators.html", indicator::indicators(at, number)),
            PageId::Indicator(id) => {
                self.draw(at, "indicator.html", indicator::indicator(at, catalog.indicators.get(id).ok_or_else(missing)?))
            }
            PageId::Timeline => self.draw(at, "timeline.html", timeline::timeline(at)),
            PageId::Quarter(year, number) => self.draw(at, "quarter.html", timeline::quarter_page(at, *year, *number)),
            PageId::Datasets => self.draw(at, "datasets.html", dataset::datasets(at, number)),
            PageId::Dataset(name) => self.draw(at, "dataset.html", dataset::dataset(at, dataset_of(name)?)?),
            PageId::Topics => self.draw(at, "topics.html", topic::topics(at, number)),
            PageId::Topic(id) => self.draw(at, "topic.html", topic::topic(at, id, number)),
            PageId::ListPage(..) => Err(missing()),
            PageId::Table(dataset, name, number) => {
                let dataset = dataset_of(dataset)?;
                let resource = dataset.resource(name).ok_or_else(missing)?;
                self.draw(at, "table.html", table::table(at, dataset, resource, *number)?)
            }
            PageId::Page(id) => self.draw(at, "page.html", authored::authored(at, catalog.pages.get(id).ok_or_else(missing)?)?),
            PageId::NotFound => self.draw(at, "404.html", home::not_found(at, |lang| self.engine.words(lang))),
        }
    }

    fn draw<V: Serialize>(&self, at: &Standpoint<'_>, template: &str, (head, view): (Head, V)) -> Result<Vec<u8>, RenderError> {
        let mut html = Vec::with_capacity(1 << 14);
        let frame = frame(at, self.page, &head);
        self.engine.render(self.lang, template, &frame, &view, &mut html).map_err(|fault| RenderError::Template(Box::new(fault)))?;
        let end = html.trim_ascii_end().len();
        html.truncate(end);
        html.push(b'\n');
        Ok(html)
    }
}
