//! What was typed against the words that it was read from: a share or an amount
//! that `as_written` gives otherwise, a deadline that `timeline` does not name.
//!
//! A row holds both, typed one beside the other, and a lost zero, a column that
//! was sorted alone or a row that slipped shows nowhere else. Looks only where
//! the words themselves have a number of that kind.

mod reading;

use std::collections::HashSet;

use jiff::civil::Date;

use super::milestones::is_change;
use crate::check::rules::{are_fractions, least_amount};
use crate::diag::code::{NOT_AS_WRITTEN, TARGET_NOT_STATED};
use crate::diag::{Diagnostic, Notes, Spot};
use crate::model::lang::Lang;
use crate::model::plan::{Plan, Task};
use crate::model::value::Decimal;
use reading::{amounts, are, counts, shares};
pub(super) use reading::{time, year};

/// Units of time, in which words are not bound to the one of the row.
const TIMES: [&str; 6] = ["minute", "hour", "day", "week", "month", "year"];

/// More of what is written is not repeated.
const MOST: usize = 3;

/// Holds a plan's rows against their own words.
pub fn check(plan: &Plan, lang: Lang, notes: &mut Notes) {
    // What no statement says has been told.
    let unstated = plan.contradictions.iter().filter(|told| told.code == &TARGET_NOT_STATED);
    let unstated: HashSet<Spot> = unstated.map(|told| told.spot).collect();
    let targets = plan.targets.iter().enumerate().map(|(row, one)| Typed {
        spot: plan.targets.spot(row, "value"),
        value: one.value,
        unit: &one.unit,
        words: &one.provenance.as_written,
        is_growth: is_change(&one.name, lang),
    });
    let statements = plan.statements.iter().enumerate().map(|(row, one)| Typed {
        spot: plan.statements.spot(row, "value"),
        value: one.value,
        unit: &one.unit,
        words: &one.provenance.as_written,
        is_growth: false,
    });
    let results = plan.results.iter().enumerate().map(|(row, one)| Typed {
        spot: plan.results.spot(row, "value"),
        value: one.value,
        unit: &one.unit,
        words: &one.provenance.as_written,
        is_growth: is_change(&one.name, lang),
    });
    for table in [targets.collect::<Vec<_>>(), statements.collect(), results.collect()] {
        let shares = table.iter().filter(|typed| typed.unit == "percent").filter_map(|typed| typed.value);
        // Shares that are all kept as fractions are told as such.
        let are_told = are_fractions(shares.filter(|share| !share.is_zero()));
        for typed in table.iter().filter(|typed| !unstated.contains(&typed.spot)) {
            notes.extend(match typed.unit {
                "percent" if are_told => None,
                "percent" => typed.share(),
                _ => typed.count(),
            });
        }
    }
    let least = least_amount(plan.budget.iter().map(|line| line.amount).filter(|amount| !amount.is_zero()));
    for (row, line) in plan.budget.iter().enumerate() {
        let written = amounts(&line.provenance.as_written);
        // What cannot be read, or is in millions, has been told.
        let is_each = line.provenance.as_written.to_lowercase().contains("mỗi ");
        let is_told = is_each || line.amount.is_zero() || line.amount.is_sign_negative() || line.amount < least;
        if !written.is_empty() && !is_told && !are(&written, line.amount) {
            let words = written.iter().map(|amount| amount.written).take(MOST).collect::<Vec<_>>().join(", ");
            let told = Diagnostic::new(&NOT_AS_WRITTEN, plan.budget.spot(row, "amount")).number("value", line.amount).arg("written", words);
            notes.push(told.variant("amount"));
        }
    }
    for (row, task) in plan.tasks.iter().enumerate() {
        if let Some((column, date)) = untimely(task) {
            let told = Diagnostic::new(&NOT_AS_WRITTEN, plan.tasks.spot(row, column)).arg("field", column).arg("value", date);
            notes.push(told.arg("written", &task.timeline).variant("time"));
        }
    }
}

/// A value, and the words that it was read from.
struct Typed<'a> {
    spot: Spot,
    value: Option<Decimal>,
    unit: &'a str,
    words: &'a str,
    /// Whether it is about growth, which may well be beyond all shares.
    is_growth: bool,
}

impl Typed<'_> {
    /// The finding for a share that its own words do not have, or that is
    /// beyond all shares and stands in no words.
    fn share(&self) -> Option<Diagnostic> {
        let value = self.value?;
        let shares = shares(self.words);
        // `giảm 2,5%` is a fall of so many, `tất cả` all of them.
        if shares.have(value.abs()) || says_all_or_none(self.words, value) {
            return None;
        }
        let told = Diagnostic::new(&NOT_AS_WRITTEN, self.spot).number("value", value.normalize());
        if !shares.written.is_empty() {
            return Some(told.arg("written", shares.written.into_iter().take(MOST).collect::<Vec<_>>().join(", ")));
        }
        let is_beyond = value > Decimal::ONE_HUNDRED || value.is_sign_negative() && !value.is_zero();
        (is_beyond && !self.is_growth).then(|| told.variant("beyond"))
    }

    /// The finding for a count that its own words do not have. What is there or
    /// not is mostly written without a number.
    fn count(&self) -> Option<Diagnostic> {
        let value = self.value.filter(|value| *value > Decimal::ONE)?;
        if TIMES.contains(&self.unit) {
            return None;
        }
        let written = counts(self.words, value)?;
        let told = Diagnostic::new(&NOT_AS_WRITTEN, self.spot).number("value", value.normalize());
        Some(told.arg("written", written.into_iter().take(MOST).collect::<Vec<_>>().join(", ")).variant("count"))
    }
}

/// Whether words without a number say that value.
fn says_all_or_none(words: &str, value: Decimal) -> bool {
    let words = words.to_lowercase();
    let say = |any: &[&str]| any.iter().any(|word| words.contains(word));
    value == Decimal::ONE_HUNDRED && say(&["toàn bộ", "tất cả", "mọi "]) || value.is_zero() && say(&["chưa ", "không "])
}

/// The day of a task that its `timeline` does not name, with its column.
fn untimely(task: &Task) -> Option<(&'static str, Date)> {
    let time = time(&task.timeline)?;
    let is_within = |day: &Date| *day <= time.last && time.first.is_none_or(|first| first <= *day);
    let end = task.end.filter(|day| !is_within(day)).map(|day| ("end", day));
    end.or_else(|| Some(("start", task.start.filter(|day| !is_within(day))?)))
}
