//! Days against the period of their plan. A year that is neither in the plan's
//! period nor in the words of its row was mistyped, or the rows are those of
//! last year's plan, whose folder was copied.
//!
//! Plans look ahead of their period and back, so that a year which the row's
//! own words have is never told.

use jiff::civil::Date;

use super::written::{time, year};
use crate::check::rules::YEARS;
use crate::diag::code::OUTSIDE_PLAN;
use crate::diag::{Diagnostic, Notes, Spot};
use crate::load::page::{PageFile, PlanFacts};
use crate::model::dataset::Dataset;
use crate::model::plan::Plan;
use crate::model::text::Text;

/// Holds the days of a plan's rows, its title and its dataset against its period.
pub fn check(plan: &Plan, page: Option<&PageFile>, dataset: Option<&Dataset>, notes: &mut Notes) {
    let (Some(start), Some(end)) = (plan.start, plan.end) else { return };
    let period = Period { start, end };
    if start > end {
        return;
    }
    let target_days = |column: &'static str, day: fn(&crate::model::plan::Target) -> Option<Date>| {
        let strange = plan.targets.iter().enumerate().filter_map(|(row, target)| {
            let words = [target.provenance.as_written.as_str(), &target.section];
            let day = day(target).filter(|day| !period.has(*day, &words, &target.name))?;
            Some((plan.targets.spot(row, column), day))
        });
        (column, strange.collect::<Vec<_>>())
    };
    let task_days = |column: &'static str, day: fn(&crate::model::plan::Task) -> Option<Date>| {
        // A task whose words give a time is held against that.
        let timeless = plan.tasks.iter().enumerate().filter(|(_, task)| time(&task.timeline).is_none());
        let strange = timeless.filter_map(|(row, task)| {
            let words = [task.provenance.as_written.as_str(), &task.timeline];
            let day = day(task).filter(|day| !period.has(*day, &words, &task.title))?;
            Some((plan.tasks.spot(row, column), day))
        });
        (column, strange.collect::<Vec<_>>())
    };
    let early = |column: &'static str, day: fn(&crate::model::plan::Task) -> Option<Date>| {
        let strange = plan.tasks.iter().enumerate().filter_map(|(row, task)| {
            let day = day(task).filter(|day| day.year() < start.year() && YEARS.contains(&day.year()))?;
            Some((plan.tasks.spot(row, column), day))
        });
        (column, strange.collect::<Vec<_>>())
    };
    let columns = [
        target_days("start", |target| target.start),
        target_days("end", |target| target.end),
        task_days("start", |task| task.start),
        task_days("end", |task| task.end),
        early("reported_on", |task| task.reported_on),
        early("completed", |task| task.completed),
    ];
    for (column, days) in columns {
        let Some((spot, day)) = days.first() else { continue };
        let told = period.told(*spot).arg("field", column).arg("value", day).number("count", days.len());
        notes.push(if matches!(column, "start" | "end") { told } else { told.variant("report") });
    }
    if let Some((page, year)) = page.and_then(|page| Some((page, period.foreign_year(&page.title)?))) {
        notes.push(period.told(spot(&page.plan, page)).arg("value", year).variant("title"));
    }
    let covered = dataset.and_then(|dataset| Some((dataset, dataset.congbo.start?, dataset.congbo.end?)));
    if let Some((dataset, first, last)) = covered.filter(|(_, first, last)| *last < start || end < *first) {
        notes.push(period.told(Spot::whole(dataset.source)).arg("value", format!("{first} – {last}")).variant("dataset"));
    }
}

/// Where the title of a plan stands.
fn spot(facts: &PlanFacts, page: &PageFile) -> Spot {
    facts.title_spot.unwrap_or(Spot::whole(page.body.source))
}

/// Words of what has years of its own in the title of a plan.
const OTHERS: [&str; 15] =
    ["luật", "nghị", "quyết", "thông", "chỉ", "kết", "chương", "đề", "chiến", "tầm", "định", "trước", "sau", "đến", "giai"];

/// The period of a plan.
struct Period {
    start: Date,
    end: Date,
}

impl Period {
    /// Whether a day is of a year of the plan, or of one that the words have.
    fn has(&self, day: Date, words: &[&str], name: &Text) -> bool {
        let is_named = |text: &str| years(text).any(|year| year == day.year());
        // A day that no plan has is told as that.
        (self.start.year()..=self.end.year()).contains(&day.year())
            || !YEARS.contains(&day.year())
            || words.iter().any(|text| is_named(text))
            || name.iter().any(|(_, text)| is_named(text))
    }

    /// The one year in a title that is none of the plan's, where the title names
    /// nothing else that the year may be of: a law, an index, a horizon.
    fn foreign_year(&self, title: &str) -> Option<i16> {
        let words: Vec<&str> = title.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        let at = words.iter().position(|word| year(word).is_some())?;
        let year = year(words[at])?;
        let before: Vec<String> = words[..at].iter().map(|word| word.to_lowercase()).collect();
        let is_of = before.last().is_some_and(|word| word == "năm") && !before.iter().any(|word| OTHERS.contains(&word.as_str()));
        let is_only = years(title).all(|other| other == year);
        (is_of && is_only && !(self.start.year()..=self.end.year()).contains(&year)).then_some(year)
    }

    fn told(&self, spot: Spot) -> Diagnostic {
        Diagnostic::new(&OUTSIDE_PLAN, spot).arg("start", self.start).arg("end", self.end)
    }
}

/// The years that a text names.
fn years(text: &str) -> impl Iterator<Item = i16> {
    text.split(|c: char| !c.is_alphanumeric()).filter_map(year)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_names_another_year_only_when_it_is_the_only_one() {
        let period = Period { start: Date::constant(2024, 1, 1), end: Date::constant(2024, 12, 31) };
        assert_eq!(period.foreign_year("Kế hoạch chuyển đổi số năm 2023 của Sở"), Some(2023));
        for title in [
            "Kế hoạch chuyển đổi số năm 2024",
            "Kế hoạch thực hiện Chiến lược đến năm 2030",
            "Kế hoạch triển khai thi hành Luật Giao dịch điện tử năm 2023",
            "Kế hoạch nâng cao Chỉ số cải cách hành chính năm 2023",
            "Kế hoạch chuyển đổi số, tầm nhìn năm 2045",
            "Kế hoạch năm 2023 và năm 2024",
            "Kế hoạch 59/KH-UBND/2023",
            "Kế hoạch chuyển đổi số",
        ] {
            assert_eq!(period.foreign_year(title), None, "{title}");
        }
    }
}
