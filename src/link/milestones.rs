//! Milestones: what a plan promises or reports of one thing for several
//! periods. Whoever reads them as a row takes them for one measure on its way:
//! a unit that changes between them, or a target that has to rise and falls,
//! is mostly a slip of whoever typed it.
//!
//! One thing has one name, apart from the years in it. What a number counts is
//! known of shares alone: numbers of a year (so many courses) may well fall.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use crate::diag::code::{TURNS_BACK, UNIT_CHANGES};
use crate::diag::{Diagnostic, Notes};
use crate::markdown::bare_letters;
use crate::model::indicator::Direction;
use crate::model::lang::{Lang, Text};
use crate::model::plan::{Plan, Target, TargetKind};
use crate::model::{Ref, Table};

/// What has one name, of one indicator and one level.
type Thing<'a> = (String, &'a str, &'a str);

/// A row of a table, with the last day of its period.
type Step<'a, T> = (Date, usize, &'a T);

/// The rows of each thing, in order of their periods.
type Things<'a, T> = BTreeMap<Thing<'a>, Vec<Step<'a, T>>>;

/// Holds a plan's targets and results against those of other periods.
pub fn check(plan: &Plan, lang: Lang, notes: &mut Notes) {
    let targets = things(&plan.targets, |target| {
        let has_value = target.value.is_some() && !target.unit.is_empty();
        Some((thing(&target.name, lang, id(target.indicator.as_ref()), &target.level)?, target.end.filter(|_| has_value)?))
    });
    // Those of a target are held to its unit.
    let results = things(&plan.results, |result| {
        let has_value = result.value.is_some() && !result.unit.is_empty() && result.target.is_none();
        Some((thing(&result.name, lang, id(result.indicator.as_ref()), "")?, result.end.filter(|_| has_value)?))
    });
    units(&plan.targets, &targets, |target| &target.unit, notes);
    units(&plan.results, &results, |result| &result.unit, notes);
    for steps in targets.values() {
        turns(plan, steps, lang, notes);
    }
}

fn id<T>(reference: Option<&Ref<T>>) -> &str {
    reference.map_or("", |reference| &reference.id)
}

/// What a row is about; `None` when its name says nothing.
fn thing<'a>(name: &Text, lang: Lang, of: &'a str, level: &'a str) -> Option<Thing<'a>> {
    let words = name.exact(lang)?.split_whitespace().filter(|word| !is_year(word));
    let name: String = words.flat_map(bare_letters).filter(|letter| letter.is_alphanumeric()).collect();
    (!name.is_empty()).then_some((name, of, level))
}

/// Whether a word is a year, a span of years or a day: `2025`, `2021-2025`,
/// `31/12/2025`. Other numbers tell things apart: `mức độ 3` and `mức độ 4`.
fn is_year(word: &str) -> bool {
    let is_of_day = |letter: char| letter.is_ascii_digit() || "/-–.,;:()".contains(letter);
    let is_one = |digits: &str| digits.len() == 4 && (digits.starts_with("19") || digits.starts_with("20"));
    word.chars().all(is_of_day) && word.split(|letter: char| !letter.is_ascii_digit()).any(is_one)
}

fn things<'a, T>(table: &'a Table<T>, known: impl Fn(&'a T) -> Option<(Thing<'a>, Date)>) -> Things<'a, T> {
    let mut things: Things<'a, T> = BTreeMap::new();
    for (row, entry) in table.iter().enumerate() {
        if let Some((thing, end)) = known(entry) {
            things.entry(thing).or_default().push((end, row, entry));
        }
    }
    things.values_mut().for_each(|steps| steps.sort_by_key(|(end, row, _)| (*end, *row)));
    things
}

/// Tells the first unit that is another than that of the period before, unless
/// both are given for one period: then they are two measures.
fn units<T>(table: &Table<T>, things: &Things<'_, T>, unit: impl Fn(&T) -> &str, notes: &mut Notes) {
    for steps in things.values() {
        let units: BTreeSet<(Date, &str)> = steps.iter().map(|(end, _, entry)| (*end, unit(entry))).collect();
        let ends: BTreeSet<Date> = steps.iter().map(|(end, ..)| *end).collect();
        if units.len() > ends.len() {
            continue;
        }
        let Some([before, after]) = steps.array_windows().find(|[before, after]| unit(before.2) != unit(after.2)) else { continue };
        let told = Diagnostic::new(&UNIT_CHANGES, table.spot(after.1, "unit")).arg("end", before.0);
        let told = told.arg("first", unit(before.2)).arg("second", unit(after.2));
        notes.push(told.related("first", table.spot(before.1, "unit")));
    }
}

/// Tells the first share that lies below the one before although more is
/// better, or above it although less is.
fn turns(plan: &Plan, steps: &[Step<'_, Target>], lang: Lang, notes: &mut Notes) {
    let is_once = steps.array_windows().all(|[(before, ..), (after, ..)]| before != after);
    let is_share = |target: &Target| target.kind == TargetKind::Quantitative && target.unit == "percent" && !is_change(&target.name, lang);
    if !is_once || !steps.iter().all(|(_, _, target)| is_share(target)) {
        return;
    }
    let turned = steps.array_windows().find_map(|[before, after]| {
        let (first, second) = before.2.value.zip(after.2.value)?;
        let rises = match (before.2.direction?, after.2.direction?) {
            (Direction::Higher, Direction::Higher) if second < first => false,
            (Direction::Lower, Direction::Lower) if second > first => true,
            _ => return None,
        };
        let told = Diagnostic::new(&TURNS_BACK, plan.targets.spot(after.1, "value")).number("first", first).number("second", second);
        let told = told.arg("before", before.0).arg("after", after.0).related("first", plan.targets.spot(before.1, "value"));
        Some(if rises { told.variant("rises") } else { told })
    });
    notes.extend(turned);
}

/// Whether a name speaks of growth or reduction, of which each year has its own.
pub(super) fn is_change(name: &Text, lang: Lang) -> bool {
    const WORDS: [&str; 6] = ["tăng", "giảm", "growth", "increase", "decrease", "reduction"];
    name.exact(lang).is_some_and(|name| {
        let name = name.to_lowercase();
        name.split(|c: char| !c.is_alphanumeric()).any(|word| WORDS.contains(&word))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_differ_in_years_alone_are_of_one_thing() {
        let vi = Lang::new("vi").expect("a language");
        let thing = |name: &str| thing(&Text::of(vi, name), vi, "", "").map(|(name, ..)| name);
        assert_eq!(thing("Tỷ lệ hồ sơ trực tuyến năm 2024"), thing("Tỷ lệ hồ sơ trực tuyến năm 2025"));
        assert_eq!(thing("Hồ sơ trực tuyến (2021-2024)"), thing("Hồ sơ trực tuyến đến 31/12/2025").map(|_| "hosotructuyen".into()));
        assert_ne!(thing("Phủ sóng 4G"), thing("Phủ sóng 5G"));
        assert_ne!(thing("Dịch vụ công mức độ 3"), thing("Dịch vụ công mức độ 4"));
        assert_eq!(thing("2025"), None);
    }
}
