//! Plans and what stands in their tables.

use jiff::civil::Date;

use super::{Entry, Kind, Sink, anchored, names, path, said};
use crate::model::Ref;
use crate::model::agency::Agency;
use crate::model::backlinks::quarter;
use crate::model::lang::Text;
use crate::model::plan::{Plan, Provenance};
use crate::model::status::State;
use crate::render::index::entry::joined;
use crate::render::index::prose::body;
use crate::render::view::Item;
use crate::render::view::standpoint::Standpoint;
use crate::route::PageId;

/// Roman numbers of the quarters.
const ROMAN: [&str; 4] = ["I", "II", "III", "IV"];

/// A plan with what its rows share.
struct Told<'a> {
    plan: &'a Plan,
    title: String,
    lang: Option<String>,
    /// Words that lead to every row of the plan: who issued it.
    issuer: String,
}

fn told<'a>(at: &Standpoint<'a>) -> Vec<Told<'a>> {
    let of = |plan: &'a Plan| {
        let issuer = plan.issuer.as_ref().map(|issuer| at.agency(issuer).text).unwrap_or_default();
        let Item { text: title, lang, .. } = at.plan_title(plan);
        Told { plan, title, lang, issuer }
    };
    at.catalog().plans.values().map(of).collect()
}

fn page(plan: &Plan) -> PageId {
    PageId::Plan(plan.id.clone())
}

fn ids(agencies: &[Ref<Agency>]) -> impl Iterator<Item = &str> {
    agencies.iter().map(|agency| agency.id.as_str())
}

fn years(start: Option<Date>, end: Option<Date>) -> Option<(i16, i16)> {
    let (first, last) = (start.or(end)?, end.or(start)?);
    Some((first.year(), last.year()))
}

/// The quarter in which something is due, in all the ways in which people say
/// it: `quý II`, `quý 2`.
fn due(at: &Standpoint<'_>, end: Option<Date>) -> String {
    let Some(end) = end else { return String::new() };
    let (year, number) = quarter(end);
    quarter_words(at, year, number)
}

/// All the ways in which people name a quarter.
pub(super) fn quarter_words(at: &Standpoint<'_>, year: i16, number: i8) -> String {
    let roman = usize::try_from(number - 1).ok().and_then(|index| ROMAN.get(index)).copied().unwrap_or_default();
    at.words.fill("search.quarter", &[("q", &number.to_string()), ("roman", roman), ("y", &year.to_string())])
}

/// The document's own wording, for readers of its language.
fn as_written<'a>(at: &Standpoint<'_>, provenance: &'a Provenance) -> &'a str {
    if at.lang() == at.catalog().portal.languages.default() { &provenance.as_written } else { "" }
}

/// A text, unless it is the same as the name above it.
fn text_of(at: &Standpoint<'_>, text: &Text) -> String {
    at.text(text).text
}

/// Plans.
pub(super) fn plans<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for Told { plan, title, lang, issuer } in told(at) {
        let author = at.catalog().pages.get(&plan.page.id);
        let description = author.map(|page| text_of(at, &page.description)).unwrap_or_default();
        let date = plan.date.map(|date| at.words.partial(date)).unwrap_or_default();
        let mut known = Vec::new();
        if !plan.number.is_empty() {
            let kind = at.words.label("document-type", &plan.kind);
            known.push(at.words.fill("document.label", &[("type", &kind), ("number", &plan.number)]));
            known.push(super::registries::closed_up(&plan.number));
        }
        sink(
            Kind::Plan,
            Entry {
                address: path(at, &page(plan)),
                names: known,
                text: joined(&[&issuer, &plan.number, &date, &description]),
                hidden: author.map(|page| body(at, page)).unwrap_or_default(),
                plans: vec![&plan.id],
                agencies: plan.issuer.iter().map(|issuer| issuer.id.as_str()).collect(),
                years: years(plan.start, plan.end),
                title,
                lang,
                ..Entry::default()
            },
        );
    }
}

/// Where a promise stands and how it goes: who looks for it asks for both.
fn going(at: &Standpoint<'_>, place: &str, state: State) -> String {
    format!("{place} · {}", at.words.label("status", state.name()))
}

/// Targets.
pub(super) fn targets<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for Told { plan, title: place, issuer, .. } in &told(at) {
        for target in &plan.targets {
            let goal = at.words.goal(target.kind, target.comparator, target.value, &target.unit);
            let (start, end) = (target.start.or(plan.start), target.end.or(plan.end));
            let period = at.words.period(start, end).unwrap_or_default();
            let who = said(at, "search.leads", &names(at, &target.responsible));
            let monitors = said(at, "search.monitors", &names(at, &target.monitor));
            let pillar = target.pillar.as_ref().map(|pillar| at.pillar(pillar).text).unwrap_or_default();
            sink(
                Kind::Target,
                Entry {
                    address: path(at, &PageId::Target(plan.id.clone(), target.id.clone())),
                    text: joined(&[&goal, &period, &who, as_written(at, &target.provenance)]),
                    hidden: format!("{place} {issuer} {pillar} {monitors} {}", due(at, end)),
                    place: going(at, place, target.status.state),
                    plans: vec![&plan.id],
                    agencies: ids(&target.responsible).chain(ids(&target.monitor)).collect(),
                    pillar: target.pillar.as_ref().map(|pillar| pillar.id.as_str()),
                    years: years(start, end),
                    ..Entry::named(at.text(&target.name))
                },
            );
        }
    }
}

/// Tasks.
pub(super) fn tasks<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for Told { plan, title: place, issuer, .. } in &told(at) {
        for task in &plan.tasks {
            let leads = said(at, "search.leads", &names(at, &task.lead));
            let helps = said(at, "search.coordinates", &names(at, &task.coordinate));
            let pillar = task.pillar.as_ref().map(|pillar| at.pillar(pillar).text).unwrap_or_default();
            let objective = text_of(at, &task.objective);
            let wording = if objective.is_empty() { as_written(at, &task.provenance) } else { &objective };
            let timeline = if task.timeline.is_empty() { at.words.period(task.start, task.end) } else { Some(task.timeline.clone()) };
            let (start, end) = (task.start.or(plan.start), task.end.or(plan.end));
            sink(
                Kind::Task,
                Entry {
                    address: path(at, &PageId::Task(plan.id.clone(), task.id.clone())),
                    text: joined(&[&timeline.unwrap_or_default(), &leads, &helps, wording]),
                    hidden: format!("{place} {issuer} {pillar} {} {}", text_of(at, &task.group_title), due(at, end)),
                    place: going(at, place, task.status.state),
                    plans: vec![&plan.id],
                    agencies: ids(&task.lead).chain(ids(&task.coordinate)).collect(),
                    pillar: task.pillar.as_ref().map(|pillar| pillar.id.as_str()),
                    years: years(start, end),
                    ..Entry::named(at.text(&task.title))
                },
            );
        }
    }
}

/// Reported results; one of a target leads to the target.
pub(super) fn results<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for Told { plan, title: place, issuer, .. } in &told(at) {
        for result in &plan.results {
            let target = result.target.as_ref().and_then(|target| plan.target(&target.id));
            let named = [Some(&result.name), target.map(|target| &target.name)].into_iter().flatten().map(|name| text_of(at, name));
            let indicator = || result.indicator.as_ref().map(|indicator| at.indicator(indicator).text);
            let title = named.into_iter().find(|name| !name.is_empty()).or_else(indicator).unwrap_or_else(|| result.id.clone());
            let value = result.value.map(|value| at.words.quantity(value, &result.unit)).unwrap_or_default();
            let period = at.words.period(result.start, result.end).unwrap_or_default();
            let address = match target {
                Some(target) => path(at, &PageId::Target(plan.id.clone(), target.id.clone())),
                None => anchored(at, &page(plan), "section-results"),
            };
            sink(
                Kind::Result,
                Entry {
                    address,
                    title,
                    text: joined(&[&value, &period, as_written(at, &result.provenance)]),
                    hidden: format!("{place} {issuer}"),
                    place: place.clone(),
                    plans: vec![&plan.id],
                    years: years(result.start, result.end),
                    ..Entry::default()
                },
            );
        }
    }
}

/// Lines of budgets.
pub(super) fn budgets<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for Told { plan, title: place, issuer, .. } in &told(at) {
        for line in &plan.budget {
            let money = at.words.money(line.amount);
            let stage = at.words.label("stage", line.stage.name());
            let period = at.words.period(line.start, line.end).unwrap_or_default();
            let source = text_of(at, &line.source);
            sink(
                Kind::Budget,
                Entry {
                    address: anchored(at, &page(plan), "section-money"),
                    text: joined(&[&money.short, &stage, &period, &source, as_written(at, &line.provenance)]),
                    hidden: format!("{place} {issuer} {} {}", at.t("search.money"), money.exact),
                    place: place.clone(),
                    plans: vec![&plan.id],
                    years: years(line.start, line.end),
                    ..Entry::named(at.text(&line.purpose))
                },
            );
        }
    }
}

/// Duties to report.
pub(super) fn duties<'a>(at: &Standpoint<'a>, sink: Sink<'_, 'a>) {
    for Told { plan, title: place, issuer, .. } in &told(at) {
        for duty in &plan.obligations {
            let who = names(at, &duty.responsible);
            let to = said(at, "search.receives", &names(at, &duty.recipient));
            sink(
                Kind::Duty,
                Entry {
                    address: anchored(at, &page(plan), "section-reports"),
                    text: joined(&[&text_of(at, &duty.due_rule), &who, &to, as_written(at, &duty.provenance)]),
                    hidden: format!("{place} {issuer}"),
                    place: place.clone(),
                    plans: vec![&plan.id],
                    agencies: ids(&duty.responsible).chain(ids(&duty.recipient)).collect(),
                    years: years(plan.start, plan.end),
                    ..Entry::named(at.text(&duty.name))
                },
            );
        }
    }
}
