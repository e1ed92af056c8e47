//! The answer about a plan, with everything in it: what it promises to reach
//! and to do, how that is going and why, money, documents, duties, and where
//! its text contradicts itself.
//!
//! What stands in targets and tasks is in [`promise`](super::promise).

use jiff::civil::Date;

use super::head::{Frequencies, MaybeCode, Named, NamedDocument, Source, Stages, Teller, filled, source};
use super::promise::{ResultOf, TargetOf, TargetStateCount, TaskOf, TaskStateCount, counts, result, target, task};
use super::registry::{ForceCodes, force};
use super::shape::{Code, Pages, Told, record};
use crate::model::plan::{BudgetLine, Citation, Obligation, Plan};
use crate::model::status::State;
use crate::model::value::{Decimal, PartialDate};
use crate::render::view::contradiction::contradiction;
use crate::route::{Answer, PageId};

record! {
    /// A plan, with everything in it.
    PlanAnswer = "plan" {
        /// Its id.
        id: String,
        /// Its title.
        title: Told,
        /// What it is about.
        description: Told,
        /// Its page.
        pages: Option<Pages>,
        /// The type of document: a code of the registry of documents.
        r#type: Option<String>,
        /// Its number.
        number: Option<String>,
        /// Its date, perhaps without a day or a month.
        date: Option<PartialDate>,
        /// Who issued it.
        issuer: Option<Named>,
        /// The first day of its period.
        start: Option<Date>,
        /// The last day of its period.
        end: Option<Date>,
        /// Where the document is published.
        source_url: Option<String>,
        /// The dataset that holds its tables.
        dataset: Option<Named>,
        /// How statuses are derived.
        formulas: Formulas,
        /// How many targets are in which state.
        target_states: Vec<TargetStateCount>,
        /// How many tasks are in which state.
        task_states: Vec<TaskStateCount>,
        /// What it promises to reach.
        targets: Vec<TargetOf>,
        /// What it promises to do.
        tasks: Vec<TaskOf>,
        /// Reported results that belong to no target; those of targets stand there.
        other_results: Vec<ResultOf>,
        /// With which money.
        budget: Vec<BudgetOf>,
        /// Which documents it names.
        citations: Vec<CitationOf>,
        /// Who reports to whom.
        obligations: Vec<ObligationOf>,
        /// Where its text contradicts itself.
        contradictions: Vec<ContradictionOf>,
    }
}

record! {
    /// How statuses are derived, in words.
    Formulas {
        /// Of targets.
        target: Told,
        /// Of tasks.
        task: Told,
    }
}

record! {
    /// A line of a plan's budget.
    BudgetOf {
        /// Its id, unique in the plan.
        id: String,
        /// The first day of its period.
        start: Option<Date>,
        /// The last day of its period.
        end: Option<Date>,
        /// What the money is for.
        purpose: Told,
        /// How much, in đồng (VND).
        amount: Decimal,
        /// Whether the document says about or expected.
        approximate: bool,
        /// Where the money stands.
        stage: Code<Stages>,
        /// Where the money is from.
        money_source: Told,
        /// The id of the line that this one is a part of.
        part_of: Option<String>,
        /// Where this was read from.
        source: Source,
    }
}

record! {
    /// A document that a plan names.
    CitationOf {
        /// Its id, unique in the plan.
        id: String,
        /// The document.
        document: NamedDocument,
        /// Whether the document is in force on the day as_of.
        in_force: Option<Code<ForceCodes>>,
        /// Its number as the plan writes it.
        number_as_written: Option<String>,
        /// Its date as the plan writes it.
        date_as_written: Option<String>,
        /// Where this was read from.
        source: Source,
    }
}

record! {
    /// A duty to report.
    ObligationOf {
        /// Its id, unique in the plan.
        id: String,
        /// What is to be reported.
        name: Told,
        /// Who reports.
        responsible: Vec<Named>,
        /// To whom.
        recipient: Vec<Named>,
        /// How often.
        frequency: MaybeCode<Frequencies>,
        /// By when, in words.
        due_rule: Told,
        /// Where this was read from.
        source: Source,
    }
}

record! {
    /// A place where a plan's text contradicts itself.
    ContradictionOf {
        /// What kind of contradiction: a code that `congbo explain` explains.
        code: String,
        /// What the readings are.
        text: Told,
    }
}

/// A plan.
pub(super) fn plan(teller: &Teller<'_>, plan: &Plan) -> PlanAnswer {
    let catalog = teller.context.catalog;
    let dataset = catalog.datasets.get(&plan.dataset).map(Box::as_ref);
    PlanAnswer {
        head: teller.head(&Answer::Plan(plan.id.clone()), dataset),
        id: plan.id.clone(),
        title: teller.plan_title(plan),
        description: teller.text(&catalog[&plan.page].description),
        pages: teller.pages(&PageId::Plan(plan.id.clone())),
        r#type: filled(&plan.kind),
        number: filled(&plan.number),
        date: plan.date,
        issuer: plan.issuer.as_ref().map(|issuer| teller.agency(issuer)),
        start: plan.start,
        end: plan.end,
        source_url: plan.source_url.clone(),
        dataset: dataset.map(|dataset| teller.dataset(dataset)),
        formulas: Formulas { target: teller.say(|at| at.t("status.formula-target")), task: teller.say(|at| at.t("status.formula-task")) },
        target_states: counts(&State::TARGET, plan.targets.iter().map(|target| target.status.state))
            .map(|(state, count)| TargetStateCount { state, count })
            .collect(),
        task_states: counts(&State::TASK, plan.tasks.iter().map(|task| task.status.state))
            .map(|(state, count)| TaskStateCount { state, count })
            .collect(),
        targets: plan.targets.iter().map(|one| target(teller, plan, one)).collect(),
        tasks: plan.tasks.iter().map(|one| task(teller, plan, one)).collect(),
        other_results: plan.results.iter().filter(|one| one.target.is_none()).map(|one| result(teller, one)).collect(),
        budget: plan.budget.iter().map(|line| budget(teller, line)).collect(),
        citations: plan.citations.iter().map(|one| citation(teller, one)).collect(),
        obligations: plan.obligations.iter().map(|duty| obligation(teller, duty)).collect(),
        contradictions: plan
            .contradictions
            .iter()
            .map(|finding| ContradictionOf { code: finding.code.id.to_owned(), text: teller.say(|at| contradiction(at, finding.clone())) })
            .collect(),
    }
}

fn budget(teller: &Teller<'_>, line: &BudgetLine) -> BudgetOf {
    BudgetOf {
        id: line.id.clone(),
        start: line.start,
        end: line.end,
        purpose: teller.text(&line.purpose),
        amount: line.amount,
        approximate: line.approximate,
        stage: Code::new(line.stage.name()),
        money_source: teller.text(&line.source),
        part_of: line.part_of.as_ref().map(|whole| whole.id.clone()),
        source: source(&line.provenance),
    }
}

fn citation(teller: &Teller<'_>, citation: &Citation) -> CitationOf {
    CitationOf {
        id: citation.id.clone(),
        document: teller.document(&citation.document),
        in_force: force(teller, &teller.context.catalog[&citation.document]),
        number_as_written: filled(&citation.number_as_written),
        date_as_written: filled(&citation.date_as_written),
        source: source(&citation.provenance),
    }
}

fn obligation(teller: &Teller<'_>, duty: &Obligation) -> ObligationOf {
    ObligationOf {
        id: duty.id.clone(),
        name: teller.text(&duty.name),
        responsible: teller.agencies(&duty.responsible),
        recipient: teller.agencies(&duty.recipient),
        frequency: Code::maybe(&duty.frequency),
        due_rule: teller.text(&duty.due_rule),
        source: source(&duty.provenance),
    }
}
