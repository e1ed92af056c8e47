//! iCalendar (RFC 5545): the deadlines of a plan, of an agency and of all plans,
//! as events of one day for the calendars that people keep.
//!
//! Written here, because crates for calendars stamp events with the clock and
//! name them by chance: ours bear the day on which the data was last given and
//! names made of plan and row, so that a calendar that asks again sees the same
//! events, moved where a deadline has moved.

mod line;

use std::io::{self, Write};

use jiff::civil::Date;

use self::line::Lines;
use super::facts::news::{address, title};
use super::page::standing::standing;
use super::view::standpoint::Standpoint;
use crate::model::Catalog;
use crate::model::backlinks::{PlanTable, Role, RowRef};
use crate::model::plan::Plan;
use crate::model::status::State;
use crate::route::{Context, Extent, Format, Inputs, PageId, RenderError, Scope, Subject};

/// `<page>.ics`
pub(super) struct Ics;

impl Format for Ics {
    fn name(&self) -> &'static str {
        "ics"
    }

    fn media_type(&self) -> &'static str {
        "text/calendar"
    }

    fn scope(&self) -> Scope {
        Scope::Feed
    }

    fn file_name(&self) -> &'static str {
        "ics"
    }

    fn is_download(&self) -> bool {
        true
    }

    fn applies(&self, catalog: &Catalog) -> bool {
        catalog.portal.base_url.is_some()
    }

    fn stands_beside(&self, catalog: &Catalog, page: &PageId) -> bool {
        rows(catalog, page).iter().any(|row| end(catalog, row).is_some())
    }

    fn inputs<'a>(&self, context: &'a Context<'a>, _subject: &'a Subject) -> Inputs<'a> {
        Inputs::of(Extent::Frame).mentioning(context.catalog.plans.values().map(|plan| plan.dataset.as_str()))
    }

    fn write(&self, context: &Context<'_>, subject: &Subject, out: &mut dyn Write) -> Result<(), RenderError> {
        let Subject::Page { page, lang } = subject else { unreachable!("calendars stand beside pages") };
        let at = standing(context, page, *lang);
        let mut lines = Lines::new(out);
        lines.plain("BEGIN", "VCALENDAR")?;
        lines.plain("VERSION", "2.0")?;
        lines.plain("PRODID", "-//congbo//congbo//EN")?;
        lines.plain("CALSCALE", "GREGORIAN")?;
        let name = at.words.fill("feed.calendar", &[("title", &title(&at, page))]);
        lines.text("X-WR-CALNAME", "", &name)?;
        lines.text("NAME", &format!(";LANGUAGE={lang}"), &name)?;
        lines.plain("URL", &address(&at, page))?;
        for row in rows(context.catalog, page) {
            event(&at, &row, &mut lines)?;
        }
        lines.plain("END", "VCALENDAR")?;
        Ok(())
    }
}

/// The promises that a page is about, in the order of plans and rows.
fn rows(catalog: &Catalog, page: &PageId) -> Vec<RowRef> {
    let all = |plan: &Plan| -> Vec<RowRef> {
        let of = |table: PlanTable, count: usize| (0..count).map(move |row| (table, row));
        let rows = of(PlanTable::Targets, plan.targets.rows.len()).chain(of(PlanTable::Tasks, plan.tasks.rows.len()));
        rows.map(|(table, row)| RowRef { plan: plan.id.clone(), table, row }).collect()
    };
    match page {
        PageId::Plan(plan) => catalog.plans.get(plan).map(all).unwrap_or_default(),
        PageId::Timeline => catalog.plans.values().flat_map(all).collect(),
        PageId::Agency(agency) => {
            let named = catalog.backlinks.agencies.get(agency).into_iter().flatten();
            let own = named.filter(|(role, _)| matches!(role, Role::Leads | Role::Coordinates)).map(|(_, row)| row.clone());
            let mut rows: Vec<RowRef> = own.collect();
            rows.sort();
            rows.dedup();
            rows
        }
        _ => Vec::new(),
    }
}

/// The deadline of a promise.
fn end(catalog: &Catalog, row: &RowRef) -> Option<Date> {
    let plan = catalog.plans.get(&row.plan)?;
    match row.table {
        PlanTable::Targets => plan.targets.rows.get(row.row)?.end,
        PlanTable::Tasks => plan.tasks.rows.get(row.row)?.end,
        _ => None,
    }
}

fn event(at: &Standpoint<'_>, row: &RowRef, lines: &mut Lines<'_>) -> io::Result<()> {
    let catalog = at.catalog();
    let (Some(plan), Some(end)) = (catalog.plans.get(&row.plan), end(catalog, row)) else { return Ok(()) };
    let (kind, id, name, state, who, page) = if row.table == PlanTable::Targets {
        let target = &plan.targets.rows[row.row];
        let goal = at.words.goal(target.kind, target.comparator, target.value, &target.unit);
        let name = format!("{} ({goal})", at.text(&target.name).text);
        ("target", &target.id, name, target.status.state, &target.responsible, PageId::Target(plan.id.clone(), target.id.clone()))
    } else {
        let task = &plan.tasks.rows[row.row];
        ("task", &task.id, at.text(&task.title).text, task.status.state, &task.lead, PageId::Task(plan.id.clone(), task.id.clone()))
    };
    let who: Vec<String> = at.agencies(who).into_iter().map(|agency| agency.text).collect();
    let status = at.words.label("status", state.name());
    let mut about = vec![at.plan_title(plan).text, at.words.fill("feed.status", &[("status", &status)])];
    about.extend((!who.is_empty()).then(|| at.words.fill("feed.who", &[("who", &who.join("; "))])));
    let language = format!(";LANGUAGE={}", at.lang());
    lines.plain("BEGIN", "VEVENT")?;
    lines.plain("UID", &format!("{kind}.{id}.{}@{}", plan.id, host(catalog)))?;
    lines.plain("DTSTAMP", &format!("{}T000000Z", compact(given(catalog, plan))))?;
    lines.plain("DTSTART;VALUE=DATE", &compact(end))?;
    lines.text("SUMMARY", &language, &at.words.fill("feed.due", &[("title", &name)]))?;
    lines.text("DESCRIPTION", &language, &about.join("\n"))?;
    lines.plain("URL", &address(at, &page))?;
    lines.plain("STATUS", if state == State::Cancelled { "CANCELLED" } else { "CONFIRMED" })?;
    lines.plain("TRANSP", "TRANSPARENT")?;
    lines.plain("END", "VEVENT")
}

/// The day on which a plan's data was last given.
fn given(catalog: &Catalog, plan: &Plan) -> Date {
    let facts = catalog.datasets.get(&plan.dataset).map(|dataset| &dataset.congbo);
    let day =
        facts.and_then(|facts| facts.modified.or(facts.issued)).or_else(|| plan.date.and_then(crate::model::value::PartialDate::full));
    day.or(catalog.as_of).unwrap_or(Date::constant(1970, 1, 1))
}

/// The name of the host that the portal stands on.
fn host(catalog: &Catalog) -> &str {
    let rest = catalog.portal.base_url.as_deref().and_then(|base| base.split_once("://")).map_or("", |(_, rest)| rest);
    rest.split('/').next().unwrap_or_default()
}

/// A day as calendars write it: `20251231`.
fn compact(day: Date) -> String {
    format!("{:04}{:02}{:02}", day.year(), day.month(), day.day())
}
