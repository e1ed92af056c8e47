//! Plans: a page and its dataset become one thing; rows become structs.

use std::collections::{BTreeMap, BTreeSet};

use super::circles::circles;
use super::references::{Known, Linker, Names};
use super::registries::Registries;
use crate::check::cells::Cells;
use crate::check::{CheckedDataset, CheckedTable};
use crate::diag::code::{CYCLE, PLAN_WITHOUT_NUMBER, PLAN_WITHOUT_PAGE};
use crate::diag::{Diagnostic, Notes, Spot, nearest};
use crate::discover::Closed;
use crate::load::page::{PageFile, PageFiles, PlanFacts};
use crate::model::dataset::{Dataset, ProfileName, Resource};
use crate::model::lang::Languages;
use crate::model::page::plan_id;
use crate::model::plan::{
    BudgetLine, Citation, Comparator, Direction, Obligation, Plan, Provenance, Reported, ResultRow, Stage, Statement, Target, TargetKind,
    Task,
};
use crate::model::schema::Reference;
use crate::model::status::Status;
use crate::model::value::Decimal;
use crate::model::{Ref, Table};

/// The pages of plans, drafts left out: id of the plan, its original.
pub fn pages(pages: &PageFiles) -> impl Iterator<Item = (&str, &PageFile)> {
    pages.iter().filter_map(|(id, versions)| {
        let plan = plan_id(id)?;
        let original = versions.first().filter(|page| !page.draft)?;
        Some((plan, original))
    })
}

/// The ids of plans whose original is a draft.
pub fn drafts(pages: &PageFiles) -> BTreeSet<&str> {
    let drafts = pages.iter().filter(|(_, versions)| versions.first().is_some_and(|page| page.draft));
    drafts.filter_map(|(id, _)| plan_id(id)).collect()
}

/// The datasets of plans whose pages are drafts: not published either.
pub fn draft_datasets(pages: &PageFiles) -> BTreeSet<String> {
    let drafts =
        pages.iter().filter(|(id, _)| plan_id(id).is_some()).filter_map(|(_, versions)| versions.first().filter(|page| page.draft));
    drafts.filter_map(|page| page.plan.dataset.as_ref().map(|(name, _)| name.clone())).collect()
}

/// Builds every plan that has a page and a dataset.
pub fn plans(
    (files, unread, closed): (&PageFiles, &BTreeSet<String>, &Closed),
    datasets: &[CheckedDataset],
    (known, registries): (&Known, &Registries),
    languages: &Languages,
    notes: &mut Notes,
) -> BTreeMap<String, Plan> {
    let mut plans = BTreeMap::new();
    let mut owners: BTreeMap<&str, Spot> = BTreeMap::new();
    // The first of a name: the others are told as such.
    let mut by_name: BTreeMap<&str, Vec<&CheckedDataset>> = BTreeMap::new();
    for checked in datasets {
        by_name.entry(&checked.dataset.name).or_default().push(checked);
    }
    // A plan whose page could not be read has been told.
    for (id, page) in pages(files).filter(|(_, page)| !unread.contains(&page.id)) {
        let whole = Spot::whole(page.body.source);
        if page.lang != languages.default() {
            notes.push(
                Diagnostic::new(&PLAN_WITHOUT_PAGE, whole).arg("value", &page.id).arg("lang", languages.default()).variant("original"),
            );
            continue;
        }
        let Some((name, spot)) = &page.plan.dataset else {
            notes.push(Diagnostic::new(&PLAN_WITHOUT_PAGE, whole).variant("page"));
            continue;
        };
        let named = by_name.get(name.as_str()).map_or(&[][..], Vec::as_slice);
        let Some(checked) = named.iter().copied().find(|checked| is_plans(checked)) else {
            notes.extend(unfit(name, *spot, named.first().map(|other| other.dataset.as_ref()), datasets, closed));
            continue;
        };
        if let Some(first) = owners.insert(&checked.dataset.name, *spot) {
            let told = Diagnostic::new(&PLAN_WITHOUT_PAGE, *spot).arg("value", name).variant("twice");
            notes.push(told.related("first", first));
        }
        plans.insert(id.to_owned(), Builder { checked, known, names: Names { registries, plan: id }, languages }.plan(id, page, notes));
    }
    plans
}

fn is_plans(checked: &CheckedDataset) -> bool {
    checked.dataset.congbo.profile == Some(ProfileName::Plan)
}

/// The finding for a page that names a dataset which is no plan's, or is not
/// there; `None` where nobody knows, because something could not be read.
fn unfit(name: &str, spot: Spot, other: Option<&Dataset>, datasets: &[CheckedDataset], closed: &Closed) -> Option<Diagnostic> {
    let told = Diagnostic::new(&PLAN_WITHOUT_PAGE, spot).arg("value", name);
    match other {
        Some(other) => (!other.is_unread).then(|| told.variant("not-plan")),
        None if closed.may_hold(&format!("data/{name}")) => None,
        None => {
            let plans = datasets.iter().filter(|checked| is_plans(checked));
            Some(told.variant("unknown").near(nearest(name, plans.map(|checked| checked.dataset.name.as_str()))))
        }
    }
}

/// Tells every dataset of a plan that no page names. What a page whose
/// original is missing would name is not known; most go by the same name.
pub fn lonely(
    (plans, files): (&BTreeMap<String, Plan>, &PageFiles),
    datasets: &[CheckedDataset],
    languages: &Languages,
    notes: &mut Notes,
) {
    let is_waiting = |name: &str| pages(files).any(|(id, page)| id == name && page.lang != languages.default());
    let named: BTreeSet<&String> = plans.values().map(|plan| &plan.dataset).collect();
    let of_plans = datasets.iter().map(|checked| &checked.dataset).filter(|dataset| dataset.congbo.profile == Some(ProfileName::Plan));
    for dataset in of_plans.filter(|dataset| !named.contains(&dataset.name) && !is_waiting(&dataset.name)) {
        let told = Diagnostic::new(&PLAN_WITHOUT_PAGE, Spot::whole(dataset.source)).arg("value", &dataset.name);
        notes.push(told.variant("dataset"));
    }
}

struct Builder<'a> {
    checked: &'a CheckedDataset,
    known: &'a Known,
    names: Names<'a>,
    languages: &'a Languages,
}

impl<'a> Builder<'a> {
    fn cells(&self, name: &str) -> Option<Cells<'a>> {
        let pairs = self.checked.dataset.resources.iter().zip(&self.checked.tables);
        let found: Option<(&Resource, &CheckedTable)> = pairs.into_iter().find(|(resource, _)| resource.well_known == Some(name));
        found.map(|(resource, table)| Cells { resource, raw: &table.raw })
    }

    fn plan(&self, id: &str, page: &PageFile, notes: &mut Notes) -> Plan {
        let facts: &PlanFacts = &page.plan;
        let number = facts.number.clone().unwrap_or_default();
        if number.is_empty() {
            let spot = facts.number_spot.unwrap_or(Spot::whole(page.body.source));
            notes.push(Diagnostic::new(&PLAN_WITHOUT_NUMBER, spot));
        }
        let issuer = facts.issuer.as_ref().and_then(|(agency, spot)| {
            let at = super::references::At { spot: *spot, field: "issuer", letter: String::new(), is_list: false, names: Some(self.names) };
            self.known.find(Reference::Agencies, agency, &at, notes).then(|| Ref::new(agency.clone()))
        });
        // Keys inside the plan: targets that statements and results name,
        // budget lines that others are part of.
        let mut own = Known::default();
        for (table, reference) in [("targets", Reference::Targets), ("budget", Reference::Budget)] {
            let ids = self.cells(table).into_iter().flat_map(|cells| (0..cells.len()).map(move |row| cells.text(row, "id").to_owned()));
            own.insert(reference, ids);
            match self.cells(table) {
                None if self.checked.dataset.is_unread => own.leave_open(reference),
                None => own.has_no_table(reference),
                Some(cells) if cells.raw.incomplete => own.leave_open(reference),
                Some(_) => {}
            }
        }
        let mut plan = Plan {
            id: id.to_owned(),
            dataset: self.checked.dataset.name.clone(),
            page: Ref::new(page.id.clone()),
            kind: facts.kind.clone().unwrap_or_else(|| "plan".into()),
            number,
            date: facts.date,
            issuer,
            start: facts.start,
            end: facts.end,
            source_url: facts.source_url.clone(),
            targets: self.read("targets", |linker, row, notes| self.target(linker, row, facts, notes), notes),
            statements: self.read("statements", |linker, row, notes| Self::statement(linker, row, &own, notes), notes),
            results: self.read("results", |linker, row, notes| self.result(linker, row, &own, notes), notes),
            tasks: self.read("tasks", |linker, row, notes| self.task(linker, row, notes), notes),
            budget: self.read("budget", |linker, row, notes| self.budget_line(linker, row, &own, notes), notes),
            citations: self.read("citations", Self::citation, notes),
            obligations: self.read("obligations", |linker, row, notes| self.obligation(linker, row, notes), notes),
            contradictions: Vec::new(),
        };
        statements_by_target(&mut plan);
        budget_cycles(&plan, notes);
        plan
    }

    fn read<T>(&self, name: &str, mut row: impl FnMut(&Linker<'_>, usize, &mut Notes) -> T, notes: &mut Notes) -> Table<T> {
        let Some(cells) = self.cells(name) else { return Table::default() };
        let linker = Linker { cells, known: self.known, names: Some(self.names) };
        cells.table(|number| row(&linker, number, notes))
    }

    fn target(&self, linker: &Linker<'_>, row: usize, facts: &PlanFacts, notes: &mut Notes) -> Target {
        let cells = linker.cells;
        Target {
            id: cells.text(row, "id").into(),
            section: cells.text(row, "section").into(),
            pillar: linker.one(row, "pillar", Reference::Pillars, notes),
            code: cells.text(row, "code").into(),
            name: cells.localized(row, "name", self.languages),
            indicator: linker.one(row, "indicator", Reference::Indicators, notes),
            kind: match cells.text(row, "kind") {
                "qualitative" => TargetKind::Qualitative,
                "yes-no" => TargetKind::YesNo,
                _ => TargetKind::Quantitative,
            },
            comparator: Comparator::from_sign(cells.text(row, "comparator")),
            value: cells.number(row, "value"),
            unit: cells.text(row, "unit").into(),
            direction: Direction::named(cells.text(row, "direction")),
            level: cells.text(row, "level").into(),
            start: cells.date(row, "start").or(facts.start),
            end: cells.date(row, "end").or(facts.end),
            responsible: linker.many(row, "responsible", Reference::Agencies, notes),
            monitor: linker.many(row, "monitor", Reference::Agencies, notes),
            legal_basis: linker.many(row, "legal_basis", Reference::Documents, notes),
            provenance: provenance(&cells, row),
            status: Status::default(),
            earlier: Vec::new(),
            within: Vec::new(),
            statements: Vec::new(),
        }
    }

    fn statement(linker: &Linker<'_>, row: usize, own: &Known, notes: &mut Notes) -> Statement {
        let cells = linker.cells;
        let inner = Linker { cells, known: own, names: None };
        Statement {
            id: cells.text(row, "id").into(),
            target: inner.one(row, "target", Reference::Targets, notes).unwrap_or_else(|| Ref::new(cells.text(row, "target"))),
            place: cells.text(row, "place").into(),
            comparator: Comparator::from_sign(cells.text(row, "comparator")),
            value: cells.number(row, "value"),
            unit: cells.text(row, "unit").into(),
            provenance: provenance(&cells, row),
        }
    }

    fn result(&self, linker: &Linker<'_>, row: usize, own: &Known, notes: &mut Notes) -> ResultRow {
        let cells = linker.cells;
        let inner = Linker { cells, known: own, names: None };
        ResultRow {
            id: cells.text(row, "id").into(),
            target: inner.one(row, "target", Reference::Targets, notes),
            indicator: linker.one(row, "indicator", Reference::Indicators, notes),
            name: cells.localized(row, "name", self.languages),
            start: cells.date(row, "start"),
            end: cells.date(row, "end"),
            numerator: cells.number(row, "numerator"),
            denominator: cells.number(row, "denominator"),
            value: cells.number(row, "value"),
            unit: cells.text(row, "unit").into(),
            provenance: provenance(&cells, row),
        }
    }

    fn task(&self, linker: &Linker<'_>, row: usize, notes: &mut Notes) -> Task {
        let cells = linker.cells;
        Task {
            id: cells.text(row, "id").into(),
            group: cells.text(row, "group").into(),
            group_title: cells.localized(row, "group_title", self.languages),
            number: cells.text(row, "number").into(),
            pillar: linker.one(row, "pillar", Reference::Pillars, notes),
            title: cells.localized(row, "title", self.languages),
            objective: cells.localized(row, "objective", self.languages),
            lead: linker.many(row, "lead", Reference::Agencies, notes),
            coordinate: linker.many(row, "coordinate", Reference::Agencies, notes),
            timeline: cells.text(row, "timeline").into(),
            start: cells.date(row, "start"),
            end: cells.date(row, "end"),
            recurring: cells.is_true(row, "recurring"),
            reported: Reported::named(cells.text(row, "reported_status")),
            reported_on: cells.date(row, "reported_on"),
            completed: cells.date(row, "completed"),
            evidence: cells.text(row, "evidence").into(),
            legal_basis: linker.many(row, "legal_basis", Reference::Documents, notes),
            provenance: provenance(&cells, row),
            status: Status::default(),
        }
    }

    fn budget_line(&self, linker: &Linker<'_>, row: usize, own: &Known, notes: &mut Notes) -> BudgetLine {
        let cells = linker.cells;
        let inner = Linker { cells, known: own, names: None };
        BudgetLine {
            id: cells.text(row, "id").into(),
            start: cells.date(row, "start"),
            end: cells.date(row, "end"),
            purpose: cells.localized(row, "purpose", self.languages),
            amount: cells.number(row, "amount").unwrap_or(Decimal::ZERO),
            approximate: cells.is_true(row, "approximate"),
            stage: match cells.text(row, "stage") {
                "allocated" => Stage::Allocated,
                "spent" => Stage::Spent,
                _ => Stage::Planned,
            },
            source: cells.localized(row, "source", self.languages),
            part_of: inner.one(row, "part_of", Reference::Budget, notes),
            provenance: provenance(&cells, row),
        }
    }

    fn citation(linker: &Linker<'_>, row: usize, notes: &mut Notes) -> Citation {
        let cells = linker.cells;
        Citation {
            id: cells.text(row, "id").into(),
            document: linker.one(row, "document", Reference::Documents, notes).unwrap_or_else(|| Ref::new(cells.text(row, "document"))),
            number_as_written: cells.text(row, "number_as_written").into(),
            date_as_written: cells.text(row, "date_as_written").into(),
            provenance: provenance(&cells, row),
        }
    }

    fn obligation(&self, linker: &Linker<'_>, row: usize, notes: &mut Notes) -> Obligation {
        let cells = linker.cells;
        Obligation {
            id: cells.text(row, "id").into(),
            name: cells.localized(row, "name", self.languages),
            responsible: linker.many(row, "responsible", Reference::Agencies, notes),
            recipient: linker.many(row, "recipient", Reference::Agencies, notes),
            frequency: cells.text(row, "frequency").into(),
            due_rule: cells.localized(row, "due_rule", self.languages),
            provenance: provenance(&cells, row),
        }
    }
}

fn provenance(cells: &Cells<'_>, row: usize) -> Provenance {
    Provenance { page_line: cells.text(row, "page_line").parse().unwrap_or_default(), as_written: cells.text(row, "as_written").into() }
}

fn statements_by_target(plan: &mut Plan) {
    let mut rows: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (row, statement) in plan.statements.iter().enumerate() {
        rows.entry(&statement.target.id).or_default().push(row);
    }
    for target in &mut plan.targets.rows {
        target.statements = rows.remove(target.id.as_str()).unwrap_or_default();
        target.statements.sort_by_key(|row| plan.statements.rows[*row].provenance.page_line);
    }
}

fn budget_cycles(plan: &Plan, notes: &mut Notes) {
    let budget = &plan.budget;
    let next = |id: &str| budget.find(id).and_then(|line| line.part_of.as_ref()).map(|whole| whole.id.as_str());
    for (id, chain) in circles(budget.ids.keys().map(String::as_str), next) {
        let told = Diagnostic::new(&CYCLE, budget.spot(budget.ids[id], "part_of")).arg("field", "part_of");
        notes.push(told.arg("value", id).arg("chain", chain));
    }
}
