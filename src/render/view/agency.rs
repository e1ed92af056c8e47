//! Agencies: the list of them, and what an agency leads, helps with, monitors
//! and reports across plans, by itself and through the groups it belongs to.

use serde::Serialize;

use super::answer::{Sentence, as_of, clauses, counts, tell};
use super::bounded::{Cut, first_names};
use super::by_plan::{OfPlan, duties_by_plan, targets_by_plan, tasks_by_plan};
use super::duties::Duty;
use super::lists::of_agencies;
use super::paging::{Paging, listed};
use super::promises::{TargetRow, TaskRow, going, plans_of};
use super::standpoint::Standpoint;
use super::{Fact, Facts, Head, Item};
use crate::model::Ref;
use crate::model::agency::{Agency, LEVELS};
use crate::model::backlinks::{PlanTable, Role, RowRef};
use crate::route::PageId;

/// The page of all agencies.
#[derive(Debug, Serialize)]
pub(in crate::render) struct Agencies {
    /// How many lead something, and who leads most; on the first page.
    answer: Sentence,
    intro: String,
    /// Leads to them side by side.
    compare: Option<Item>,
    /// Agencies of this page by level, levels in their order.
    groups: Vec<LevelGroup>,
    paging: Paging,
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
    /// What plans assign to it and how that is going; empty without any.
    answer: Sentence,
    /// That it no longer exists, and who took over; empty while it does.
    ended: Sentence,
    /// Its names in time: those before it, itself, those after it; empty when
    /// there is only one.
    names: Vec<NameInTime>,
    facts: Vec<Fact>,
    /// Whether the page has so many sections that a list of them helps.
    has_contents: bool,
    /// What plans assign to the agency itself.
    work: Work,
    /// What they assign to groups that it is a member of.
    groups: Vec<ThroughGroup>,
}

/// An agency's name at a time.
#[derive(Debug, Serialize)]
struct NameInTime {
    /// The name; leads to its page unless it is this one.
    agency: Item,
    /// From when to when; empty when that is not known.
    period: String,
    is_this: bool,
}

/// What plans assign to an agency. Each `…_cut` is what is said when there are
/// more rows than are shown.
#[derive(Debug, Serialize)]
struct Work {
    is_empty: bool,
    leads_targets: Vec<OfPlan<TargetRow>>,
    leads_targets_cut: Option<Cut>,
    /// Whether others lead any of these targets too.
    shares_targets: bool,
    leads_tasks: Vec<OfPlan<TaskRow>>,
    leads_tasks_cut: Option<Cut>,
    /// Whether others lead any of these tasks too.
    shares_tasks: bool,
    coordinates_tasks: Vec<OfPlan<TaskRow>>,
    coordinates_tasks_cut: Option<Cut>,
    monitors_targets: Vec<OfPlan<TargetRow>>,
    monitors_targets_cut: Option<Cut>,
    reports: Vec<OfPlan<Duty>>,
    reports_cut: Option<Cut>,
    /// Whether others send any of these reports too.
    shares_reports: bool,
    receives: Vec<OfPlan<Duty>>,
    receives_cut: Option<Cut>,
    /// Whether others receive any of these reports too.
    shares_receives: bool,
    issued: Vec<Item>,
}

/// What plans assign to a group.
#[derive(Debug, Serialize)]
struct ThroughGroup {
    group: Item,
    work: Work,
}

/// From so many sections on the page lists them.
const FEWEST_LISTED: usize = 3;
/// The most groups through which an agency's page tells what is assigned.
const MOST_GROUPS: usize = 20;

/// A page of the list of all agencies.
pub(in crate::render) fn agencies(at: &Standpoint<'_>, number: u64) -> (Head, Agencies) {
    let (ids, head, paging) = listed(at, &PageId::Agencies, number, at.section_head("agencies"));
    let mut groups: Vec<LevelGroup> = Vec::new();
    for agency in ids.into_iter().filter_map(|id| at.catalog().agencies.get(id)) {
        let title = level(at, &agency.level);
        match groups.last_mut().filter(|group| group.title == title) {
            Some(group) => group.rows.push(row(at, agency)),
            None => groups.push(LevelGroup { title, rows: vec![row(at, agency)] }),
        }
    }
    (
        head,
        Agencies {
            answer: if number == 1 { of_agencies(at) } else { Sentence::default() },
            intro: at.t("intro.agencies"),
            compare: at.href(&PageId::CompareAgencies).map(|href| Item::plain(at.t("compare.agencies")).to(Some(href))),
            groups,
            paging,
        },
    )
}

/// A level's title; levels that are not known share one.
fn level(at: &Standpoint<'_>, level: &str) -> String {
    if LEVELS.contains(&level) { at.words.label("agency-level", level) } else { at.t("document-type.other") }
}

fn row(at: &Standpoint<'_>, agency: &Agency) -> AgencyRow {
    let roles = at.catalog().backlinks.agencies.get(&agency.id).into_iter().flatten();
    // What it issued or is sent is not its work.
    let work = roles.filter(|(role, _)| !matches!(role, Role::Issued | Role::Receives)).count();
    AgencyRow {
        agency: at.agency_apart(agency),
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
    let answer = answer(at, agency);
    let told = if answer.is_empty() { at.t("agency.empty") } else { answer.text() };
    let head = Head { description: format!("{}. {told}", title.text), title, above: vec![at.above(PageId::Agencies, "agencies")] };
    let groups = groups.filter(|group| !group.work.is_empty).take(MOST_GROUPS).collect::<Vec<_>>();
    let names = names(at, agency);
    let has_contents = usize::from(!names.is_empty()) + work.sections() + groups.len() >= FEWEST_LISTED;
    let view = AgencyView { answer, ended: ended(at, agency), names, facts: facts(at, agency), has_contents, groups, work };
    (head, view)
}

impl Work {
    /// How many sections of a page it takes.
    fn sections(&self) -> usize {
        let all = [
            self.leads_targets.is_empty(),
            self.leads_tasks.is_empty(),
            self.coordinates_tasks.is_empty(),
            self.monitors_targets.is_empty(),
            self.reports.is_empty(),
            self.receives.is_empty(),
            self.issued.is_empty(),
        ];
        all.into_iter().filter(|is_empty| !is_empty).count()
    }
}

fn answer(at: &Standpoint<'_>, agency: &Agency) -> Sentence {
    let rows = || at.catalog().backlinks.agencies.get(&agency.id).into_iter().flatten();
    let of = |role: Role, table| rows().filter(|(known, row)| *known == role && row.table == table).count();
    let kinds = [
        ("leads", counts(at, &[("targets", of(Role::Leads, PlanTable::Targets)), ("tasks", of(Role::Leads, PlanTable::Tasks))])),
        ("coordinates", counts(at, &[("tasks", of(Role::Coordinates, PlanTable::Tasks))])),
        ("monitors", counts(at, &[("targets", of(Role::Monitors, PlanTable::Targets))])),
        ("reports", counts(at, &[("reports", of(Role::Reports, PlanTable::Obligations))])),
        ("receives", counts(at, &[("reports", of(Role::Receives, PlanTable::Obligations))])),
    ];
    let told = |role: &str, what: &str| at.words.fill(&format!("agency.does-{role}"), &[("what", what)]);
    let assigned: Vec<String> = kinds.iter().filter(|(_, what)| !what.is_empty()).map(|(role, what)| told(role, what)).collect();
    let issued = counts(at, &[("plans", of(Role::Issued, PlanTable::Plan))]);
    // What it issued is its own; the number of plans is about what it was given.
    let mut does: Vec<String> = if issued.is_empty() { Vec::new() } else { vec![told("issued", &issued)] };
    if !assigned.is_empty() {
        let plans = plans_of(rows().filter(|(role, _)| *role != Role::Issued).map(|(_, row)| row));
        let args = [("does", at.words.list(&assigned)), ("plans", at.words.count("count.plans", plans as u64))];
        does.push(at.words.fill("agency.does-in", &args.each_ref().map(|(name, text)| (*name, text.as_str()))));
    }
    if does.is_empty() {
        return Sentence::default();
    }
    let leads = rows().filter(|(role, _)| *role == Role::Leads).map(|(_, row)| row);
    let does = at.words.list(&does);
    let this = at.t(&format!("agency.this-{}", agency.kind.name()));
    let state = clauses(at, going(at, leads));
    if state.is_empty() {
        return tell(at, "agency.answer-plain", &[("this", this.into()), ("does", does.into())]);
    }
    let state = as_of(at, [tell(at, "agency.of-lead", &[("state", state)])]);
    tell(at, "agency.answer", &[("this", this.into()), ("does", does.into()), ("state", state)])
}

/// Agencies come and go: one whose last day has passed says so, and who took
/// over, because readers look for whom to ask today.
fn ended(at: &Standpoint<'_>, agency: &Agency) -> Sentence {
    let Some(last) = agency.valid_to.filter(|last| at.catalog().as_of.is_some_and(|day| day > *last)) else { return Sentence::default() };
    let date = Sentence::from(at.date(last));
    match &agency.successor {
        Some(successor) => tell(at, "agency.ended-successor", &[("date", date), ("successor", at.agency(successor).into())]),
        None => tell(at, "agency.ended", &[("date", date)]),
    }
}

/// So many names after an agency's own are followed.
const MOST_AFTER: usize = 10;

/// Who was here before, and who came after, one after the other.
fn names(at: &Standpoint<'_>, agency: &Agency) -> Vec<NameInTime> {
    let catalog = at.catalog();
    let name = |known: &Agency| {
        let is_this = known.id == agency.id;
        let item = if is_this { at.text(&known.name) } else { at.agency(&Ref::new(&*known.id)) };
        NameInTime { agency: item, period: at.words.period(known.valid_from, known.valid_to).unwrap_or_default(), is_this }
    };
    let before = catalog.backlinks.predecessors.get(&agency.id).into_iter().flatten().take(MOST_GROUPS);
    let mut all: Vec<&Agency> = before.filter_map(|id| catalog.agencies.get(id)).collect();
    all.push(agency);
    let mut last = agency;
    while let Some(next) = last.successor.as_ref().and_then(|next| catalog.agencies.get(&next.id)) {
        if all.iter().any(|known| known.id == next.id) || all.len() > MOST_GROUPS + MOST_AFTER {
            break;
        }
        all.push(next);
        last = next;
    }
    if all.len() > 1 { all.into_iter().map(name).collect() } else { Vec::new() }
}

fn facts(at: &Standpoint<'_>, agency: &Agency) -> Vec<Fact> {
    let links = &at.catalog().backlinks;
    let mut facts = Facts::default();
    facts.add(at.t("agency.kind"), vec![Item::plain(at.words.label("agency-kind", agency.kind.name()))]);
    let level = if agency.level.is_empty() { String::new() } else { at.words.label("agency-level", &agency.level) };
    facts.add(at.t("agency.level"), vec![Item::plain(level)]);
    facts.add(at.t("agency.province"), agency.province.iter().map(|province| at.province(province)).collect());
    facts.add(at.t("agency.parent"), agency.parent.iter().map(|parent| at.agency(parent)).collect());
    facts.add(at.t("agency.children"), first_names(at, at.agencies_by_name(links.children.get(&agency.id))));
    let mut members = at.agencies(&agency.members);
    at.sort(&mut members);
    facts.add(at.t("agency.members"), first_names(at, members));
    facts.add(at.t("agency.groups"), first_names(at, at.agencies_by_name(links.groups.get(&agency.id))));
    facts.add(at.t("agency.valid"), at.words.period(agency.valid_from, agency.valid_to).map(Item::plain).into_iter().collect());
    facts.add(at.t("agency.aliases"), first_names(at, aliases(at, agency)));
    facts.list()
}

/// Every way in which documents write the name, once, with the plans that do.
fn aliases(at: &Standpoint<'_>, agency: &Agency) -> Vec<Item> {
    let mut ways: Vec<(&str, Vec<String>)> = Vec::new();
    for alias in &agency.aliases {
        let plan = alias.plan.as_ref().and_then(|plan| at.catalog().plans.get(&plan.id));
        let plan = plan.map(|plan| at.plan_title(plan).text);
        match ways.iter_mut().find(|(known, _)| *known == alias.alias) {
            Some((_, plans)) => plans.extend(plan),
            None => ways.push((&alias.alias, plan.into_iter().collect())),
        }
    }
    let named = |(alias, plans): (&str, Vec<String>)| {
        let item = at.original(alias);
        if plans.is_empty() { item } else { item.with_note(plans.join("; ")) }
    };
    ways.into_iter().map(named).collect()
}

/// Everything that plans assign to the agency or group with this id.
fn work(at: &Standpoint<'_>, id: &str) -> Work {
    let all = at.catalog().backlinks.agencies.get(id).map_or(&[][..], Vec::as_slice);
    let of = |role: Role| all.iter().filter(move |(known, _)| *known == role).map(|(_, row)| row);
    let targets =
        |role: Role| targets_by_plan(at, of(role), |row, target| if role == Role::Leads { row.led_with(id, target) } else { row });
    let tasks = |role: Role| {
        let leads = role == Role::Leads;
        tasks_by_plan(at, of(role), |row, task| if leads { row.led_with(id, task) } else { row.supported_with(id, task) })
    };
    let duties = |role: Role| duties_by_plan(at, of(role));
    let (leads_targets, leads_targets_cut) = targets(Role::Leads);
    let (leads_tasks, leads_tasks_cut) = tasks(Role::Leads);
    let (coordinates_tasks, coordinates_tasks_cut) = tasks(Role::Coordinates);
    let (monitors_targets, monitors_targets_cut) = targets(Role::Monitors);
    let (reports, reports_cut) = duties(Role::Reports);
    let (receives, receives_cut) = duties(Role::Receives);
    let leads = |table: PlanTable| of(Role::Leads).filter(move |row| row.table == table);
    let plan = |row: &RowRef| at.catalog().plans.get(&row.plan);
    let with_others = |all: Option<&Vec<Ref<Agency>>>| all.is_some_and(|all| all.len() > 1);
    let shares_target = |row: &RowRef| with_others(plan(row).and_then(|plan| Some(&plan.targets.rows.get(row.row)?.responsible)));
    let shares_task = |row: &RowRef| with_others(plan(row).and_then(|plan| Some(&plan.tasks.rows.get(row.row)?.lead)));
    let shares_report = |row: &RowRef| with_others(plan(row).and_then(|plan| Some(&plan.obligations.rows.get(row.row)?.responsible)));
    let shares_receipt = |row: &RowRef| with_others(plan(row).and_then(|plan| Some(&plan.obligations.rows.get(row.row)?.recipient)));
    let issued = of(Role::Issued).filter_map(|row| at.catalog().plans.get(&row.plan)).map(|plan| at.plan(plan));
    Work {
        is_empty: all.is_empty(),
        shares_targets: leads(PlanTable::Targets).any(shares_target),
        leads_targets,
        leads_targets_cut,
        shares_tasks: leads(PlanTable::Tasks).any(shares_task),
        leads_tasks,
        leads_tasks_cut,
        coordinates_tasks,
        coordinates_tasks_cut,
        monitors_targets,
        monitors_targets_cut,
        shares_reports: of(Role::Reports).any(shares_report),
        reports,
        reports_cut,
        shares_receives: of(Role::Receives).any(shares_receipt),
        receives,
        receives_cut,
        issued: first_names(at, issued.collect()),
    }
}
