//! Agencies: the list of them, and what an agency leads, helps with, monitors
//! and reports across plans, by itself and through the groups it belongs to.

use serde::Serialize;

use super::plan::{Duty, duty_view};
use super::promises::{TargetRow, TaskRow, target_at, task_at};
use super::standpoint::Standpoint;
use super::{Fact, Facts, Head, Item};
use crate::model::Ref;
use crate::model::agency::Agency;
use crate::model::backlinks::{PlanTable, Role, RowRef};
use crate::route::PageId;

/// The page of all agencies.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Agencies {
    intro: String,
    /// Agencies by level, levels in their order.
    groups: Vec<LevelGroup>,
}

/// Agencies of one level.
#[derive(Debug, Serialize)]
struct LevelGroup {
    title: String,
    rows: Vec<AgencyRow>,
}

/// An agency in the list.
#[derive(Debug, Serialize)]
struct AgencyRow {
    agency: Item,
    province: Item,
    /// How many rows of plans name it; empty when none does.
    work: String,
}

/// An agency's page.
#[derive(Debug, Serialize)]
pub(in crate::render) struct AgencyView {
    facts: Vec<Fact>,
    /// What plans assign to the agency itself.
    work: Work,
    /// What they assign to groups that it is a member of.
    groups: Vec<ThroughGroup>,
}

/// What plans assign to an agency.
#[derive(Debug, Serialize)]
struct Work {
    is_empty: bool,
    leads_targets: Vec<TargetRow>,
    leads_tasks: Vec<TaskRow>,
    coordinates_tasks: Vec<TaskRow>,
    monitors_targets: Vec<TargetRow>,
    reports: Vec<Duty>,
    receives: Vec<Duty>,
    issued: Vec<Item>,
}

/// What plans assign to a group.
#[derive(Debug, Serialize)]
struct ThroughGroup {
    group: Item,
    work: Work,
}

const LEVELS: [&str; 7] = ["central", "province", "department", "district", "commune", "party", "enterprise"];

/// The page of all agencies.
pub(in crate::render) fn agencies(at: &Standpoint<'_>) -> (Head, Agencies) {
    let mut groups: Vec<LevelGroup> = Vec::new();
    let all = || at.catalog().agencies.values();
    for level in LEVELS {
        let rows = all().filter(|agency| agency.level == level).map(|agency| row(at, agency)).collect();
        groups.push(LevelGroup { title: at.words.label("agency-level", level), rows });
    }
    let rest = all().filter(|agency| !LEVELS.contains(&agency.level.as_str())).map(|agency| row(at, agency)).collect();
    groups.push(LevelGroup { title: at.t("document-type.other"), rows: rest });
    groups.retain(|group| !group.rows.is_empty());
    for group in &mut groups {
        group.rows.sort_by(|one, other| {
            at.words.order(&one.province.text, &other.province.text).then_with(|| at.words.order(&one.agency.text, &other.agency.text))
        });
    }
    (at.section_head("agencies"), Agencies { intro: at.t("intro.agencies"), groups })
}

fn row(at: &Standpoint<'_>, agency: &Agency) -> AgencyRow {
    let work = at.catalog().backlinks.agencies.get(&agency.id).map_or(0, Vec::len);
    AgencyRow {
        agency: at.agency(&Ref::new(&*agency.id)),
        province: agency.province.as_ref().map(|province| at.province(province)).unwrap_or_default(),
        work: if work == 0 { String::new() } else { at.words.number((work as u64).into()) },
    }
}

/// An agency's page.
pub(in crate::render) fn agency(at: &Standpoint<'_>, agency: &Agency) -> (Head, AgencyView) {
    let title = at.text(&agency.name);
    let work = work(at, &agency.id);
    let groups = at.catalog().backlinks.groups.get(&agency.id).into_iter().flatten();
    let groups = groups.map(|group| ThroughGroup { group: at.agency(&Ref::new(&**group)), work: self::work(at, group) });
    let kind = at.words.label("agency-kind", agency.kind.name());
    let counts =
        [at.words.count("count.targets", work.leads_targets.len() as u64), at.words.count("count.tasks", work.leads_tasks.len() as u64)];
    let head = Head {
        description: format!("{} ({}): {}", title.text, kind.to_lowercase(), counts.join(", ")),
        title,
        above: vec![at.above(PageId::Agencies, "agencies")],
    };
    let view = AgencyView { facts: facts(at, agency), groups: groups.filter(|group| !group.work.is_empty).collect(), work };
    (head, view)
}

fn facts(at: &Standpoint<'_>, agency: &Agency) -> Vec<Fact> {
    let links = &at.catalog().backlinks;
    let mut facts = Facts::default();
    facts.add(at.t("agency.kind"), vec![Item::plain(at.words.label("agency-kind", agency.kind.name()))]);
    let level = if agency.level.is_empty() { String::new() } else { at.words.label("agency-level", &agency.level) };
    facts.add(at.t("agency.level"), vec![Item::plain(level)]);
    facts.add(at.t("agency.province"), agency.province.iter().map(|province| at.province(province)).collect());
    facts.add(at.t("agency.parent"), agency.parent.iter().map(|parent| at.agency(parent)).collect());
    facts.add(at.t("agency.children"), at.agencies_by_name(links.children.get(&agency.id)));
    let mut members = at.agencies(&agency.members);
    at.sort(&mut members);
    facts.add(at.t("agency.members"), members);
    facts.add(at.t("agency.groups"), at.agencies_by_name(links.groups.get(&agency.id)));
    facts.add(at.t("agency.predecessors"), at.agencies_by_name(links.predecessors.get(&agency.id)));
    facts.add(at.t("agency.successor"), agency.successor.iter().map(|successor| at.agency(successor)).collect());
    facts.add(at.t("agency.valid"), at.words.period(agency.valid_from, agency.valid_to).map(Item::plain).into_iter().collect());
    facts.add(at.t("agency.aliases"), aliases(at, agency));
    facts.list()
}

fn aliases(at: &Standpoint<'_>, agency: &Agency) -> Vec<Item> {
    let named = agency.aliases.iter().map(|alias| {
        let item = at.original(&alias.alias);
        match alias.plan.as_ref().and_then(|plan| at.catalog().plans.get(&plan.id)) {
            Some(plan) => item.with_note(at.plan_title(plan).text),
            None => item,
        }
    });
    named.collect()
}

/// Everything that plans assign to the agency or group with this id.
fn work(at: &Standpoint<'_>, id: &str) -> Work {
    let all = at.catalog().backlinks.agencies.get(id).map_or(&[][..], Vec::as_slice);
    let of = |role: Role| all.iter().filter(move |(known, _)| *known == role).map(|(_, row)| row);
    let duty = |row: &RowRef| {
        let plan = at.catalog().plans.get(&row.plan).filter(|_| row.table == PlanTable::Obligations)?;
        Some(duty_view(at, plan, plan.obligations.rows.get(row.row)?))
    };
    Work {
        is_empty: all.is_empty(),
        leads_targets: of(Role::Leads).filter_map(|row| target_at(at, row)).collect(),
        leads_tasks: of(Role::Leads).filter_map(|row| task_at(at, row)).collect(),
        coordinates_tasks: of(Role::Coordinates).filter_map(|row| task_at(at, row)).collect(),
        monitors_targets: of(Role::Monitors).filter_map(|row| target_at(at, row)).collect(),
        reports: of(Role::Reports).filter_map(duty).collect(),
        receives: of(Role::Receives).filter_map(duty).collect(),
        issued: of(Role::Issued).filter_map(|row| at.catalog().plans.get(&row.plan)).map(|plan| at.plan(plan)).collect(),
    }
}
