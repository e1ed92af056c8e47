//! Agencies and documents that a row of a plan names twice: once in one list,
//! or to lead a task and to help with it.
//!
//! Groups (*các sở, ban, ngành*) do lead and help each other.

use super::registries::Registries;
use crate::diag::code::NAMED_TWICE;
use crate::diag::{Diagnostic, Notes};
use crate::model::agency::AgencyKind;
use crate::model::plan::Plan;
use crate::model::{Ref, Table};

/// Looks at the lists of targets and tasks.
pub fn check(plan: &Plan, registries: &Registries, notes: &mut Notes) {
    for (row, target) in plan.targets.iter().enumerate() {
        list((&plan.targets, row, "responsible"), &target.responsible, notes);
        list((&plan.targets, row, "monitor"), &target.monitor, notes);
        list((&plan.targets, row, "legal_basis"), &target.legal_basis, notes);
    }
    for (row, task) in plan.tasks.iter().enumerate() {
        list((&plan.tasks, row, "lead"), &task.lead, notes);
        list((&plan.tasks, row, "coordinate"), &task.coordinate, notes);
        list((&plan.tasks, row, "legal_basis"), &task.legal_basis, notes);
        let is_group = |id: &str| registries.agencies.get(id).is_some_and(|agency| agency.kind == AgencyKind::Group);
        let leads = |agency: &str| task.lead.iter().any(|lead| lead.id == agency);
        if let Some(both) = task.coordinate.iter().find(|agency| leads(&agency.id) && !is_group(&agency.id)) {
            let told = Diagnostic::new(&NAMED_TWICE, plan.tasks.spot(row, "coordinate")).arg("value", &both.id);
            notes.push(told.arg("field", "coordinate").related("lead", plan.tasks.spot(row, "lead")));
        }
    }
}

/// Tells the first entry that a list names twice.
fn list<T, R>((table, row, column): (&Table<T>, usize, &'static str), list: &[Ref<R>], notes: &mut Notes) {
    let again = list.iter().enumerate().find(|(place, one)| list[..*place].iter().any(|other| other.id == one.id));
    if let Some((_, again)) = again {
        let told = Diagnostic::new(&NAMED_TWICE, table.spot(row, column)).arg("value", &again.id);
        notes.push(told.arg("field", column).variant("list"));
    }
}
