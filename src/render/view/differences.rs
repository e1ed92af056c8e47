//! Differences: in what targets of one indicator are not the same thing, said
//! plainly, because their numbers stand beside each other.

use super::plan_names::plan_names;
use super::standpoint::Standpoint;
use super::{Fact, Facts, Item};
use crate::model::plan::{Comparator, Plan, Target};

/// A target with its plan.
pub(in crate::render) type Promise<'a> = (&'a Plan, &'a Target);

/// A label, and what a target says of it.
type Aspect<'a> = (&'a str, &'a dyn Fn(Promise<'_>) -> Item);

/// In what the targets differ: whom they are about, when, in which unit, how
/// they are compared, and what their plans call them. What is alike is left out.
pub(in crate::render) fn differences(at: &Standpoint<'_>, promises: &[Promise<'_>]) -> Vec<Fact> {
    let level = |target: &Target| if target.level.is_empty() { at.t("site.not-given") } else { at.words.label("level", &target.level) };
    let aspects: [Aspect<'_>; 5] = [
        ("target.named", &|(_, target)| at.text(&target.name)),
        ("level.label", &|(_, target)| Item::plain(level(target))),
        ("target.period", &|(_, target)| Item::plain(at.words.period(target.start, target.end).unwrap_or_else(|| at.t("site.not-given")))),
        ("indicator.unit", &|(_, target)| Item::plain(at.words.unit(&target.unit))),
        ("target.compared", &|(_, target)| Item::plain(at.t(sign(target.comparator)))),
    ];
    let names = plan_names(at, promises.iter().map(|(plan, _)| *plan));
    let mut facts = Facts::default();
    for (label, aspect) in aspects {
        let mut said: Vec<(Item, Vec<String>)> = Vec::new();
        for promise in promises {
            let (item, plan) = (aspect(*promise), names.get(promise.0.id.as_str()).cloned().unwrap_or_default());
            match said.iter_mut().find(|(known, _)| *known == item) {
                Some((_, plans)) if plans.contains(&plan) => {}
                Some((_, plans)) => plans.push(plan),
                None => said.push((item, vec![plan])),
            }
        }
        if said.len() > 1 {
            facts.add(at.t(label), said.into_iter().map(|(item, plans)| item.with_note(plans.join("; "))).collect());
        }
    }
    facts.list()
}

fn sign(comparator: Option<Comparator>) -> &'static str {
    match comparator {
        None | Some(Comparator::Equal) => "comparator.equal",
        Some(Comparator::Greater) => "comparator.greater",
        Some(Comparator::AtLeast) => "comparator.at-least",
        Some(Comparator::Less) => "comparator.less",
        Some(Comparator::AtMost) => "comparator.at-most",
    }
}
