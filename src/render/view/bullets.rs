//! A target as a bullet chart: what has to be reached, the result that
//! counts, and a value of an earlier time, told apart.

use super::standpoint::Standpoint;
use crate::model::plan::{Comparator, Plan, ResultRow, Target, TargetKind};
use crate::model::value::Decimal;
use crate::render::chart::{Bullet, Reading, Wanted};

/// The whole that values of a unit are shares of.
pub(in crate::render) fn whole(unit: &str) -> Option<Decimal> {
    (unit == "percent").then_some(Decimal::ONE_HUNDRED)
}

/// A target as a bullet chart; `None` when it is not measured by a number.
pub(in crate::render) fn target_bullet(at: &Standpoint<'_>, plan: &Plan, target: &Target) -> Option<Bullet> {
    if target.kind != TargetKind::Quantitative {
        return None;
    }
    let goal = target.value?;
    let row = |row: usize| plan.results.rows.get(row).filter(|result| result.unit == target.unit);
    let result = target.status.result.and_then(row).and_then(|result| reading(at, result, "chart.result"));
    let earlier =
        target.earlier.iter().find_map(|number| row(*number).filter(|result| result.value.is_some() && is_before(target, result)));
    let earlier = earlier.and_then(|result| reading(at, result, "chart.earlier"));
    let goal = Reading { value: goal, text: at.words.compare(target.comparator, goal, &target.unit) };
    let missing = at.t("chart.no-result");
    // Inside a sentence it begins small.
    let nothing = missing.to_lowercase();
    let parts =
        [Some(&goal.text), Some(result.as_ref().map_or(&nothing, |result| &result.text)), earlier.as_ref().map(|earlier| &earlier.text)];
    let told = parts.into_iter().flatten().cloned().collect::<Vec<_>>().join("; ");
    Some(Bullet {
        id: "chart-target".to_owned(),
        title: at.words.fill("chart.target", &[("values", &told)]),
        description: at.words.fill("chart.target-description", &[("values", &told)]),
        wanted: wanted(target.comparator),
        goal,
        result,
        missing,
        earlier,
        whole: whole(&target.unit),
    })
}

/// What the chart of a target's own page says at first sight.
pub(in crate::render) fn headline(at: &Standpoint<'_>, bullet: &Bullet) -> String {
    let goal = ("goal", bullet.goal.text.as_str());
    match &bullet.result {
        Some(result) => at.words.fill("chart.target-known", &[("result", &result.text), goal]),
        None => at.words.fill("chart.target-open", &[goal]),
    }
}

/// Whether a result is of the time before the target's period.
fn is_before(target: &Target, result: &ResultRow) -> bool {
    result.end.zip(target.start).is_none_or(|(end, start)| end < start)
}

/// A result with its words: `62%, kết quả đến 30/9/2025`.
fn reading(at: &Standpoint<'_>, result: &ResultRow, key: &str) -> Option<Reading> {
    let value = result.value?;
    let when = result.end.map(|day| at.words.date(day)).unwrap_or_default();
    Some(Reading { value, text: at.words.fill(key, &[("value", &at.words.quantity(value, &result.unit)), ("date", &when)]) })
}

/// Where values are as they should be, by the same sign that decides the status.
fn wanted(comparator: Option<Comparator>) -> Wanted {
    match comparator {
        Some(Comparator::Greater | Comparator::AtLeast) => Wanted::Above,
        Some(Comparator::Less | Comparator::AtMost) => Wanted::Below,
        Some(Comparator::Equal) | None => Wanted::At,
    }
}
