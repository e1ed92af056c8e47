//! Contradictions: where a plan's text disagrees with itself. Both readings are
//! kept; the portal says so, on the plan's page too.

use std::collections::BTreeMap;

use jiff::civil::Date;

use crate::diag::Diagnostic;
use crate::diag::code::{BUDGET_PARTS, DATES_DISAGREE, PARTS_DISAGREE, STATEMENTS_DISAGREE, TARGET_NOT_STATED};
use crate::model::document::LegalDocument;
use crate::model::lang::{Languages, Text};
use crate::model::plan::{BudgetLine, Comparator, Plan};
use crate::model::value::Decimal;

/// All contradictions of a plan, in order of table and row.
pub fn contradictions(plan: &Plan, documents: &BTreeMap<String, LegalDocument>, languages: &Languages) -> Vec<Diagnostic> {
    let mut found = Vec::new();
    statements(plan, languages, &mut found);
    dates(plan, documents, &mut found);
    parts(plan, languages, &mut found);
    budget(plan, languages, &mut found);
    found
}

/// A text in all its languages, the default one first.
fn by_language<'a>(text: &'a Text, languages: &Languages) -> Vec<(String, &'a str)> {
    languages.iter().filter_map(|lang| Some((lang.to_string(), text.exact(lang)?))).collect()
}

/// `> 70 %`, as the data has it.
fn printed(comparator: Option<Comparator>, value: Option<Decimal>, unit: &str) -> String {
    let sign = comparator.map_or("", Comparator::sign);
    let value = value.map(|value| value.to_string()).unwrap_or_default();
    let unit = if unit == "percent" { "%".to_owned() } else { format!(" {unit}") };
    format!("{sign} {value}{unit}").trim().to_owned()
}

fn statements(plan: &Plan, languages: &Languages, found: &mut Vec<Diagnostic>) {
    for (row, target) in plan.targets.iter().enumerate() {
        let Some((&first, rest)) = target.statements.split_first() else { continue };
        not_stated(plan, row, languages, found);
        let first_statement = &plan.statements.rows[first];
        for &row in rest {
            let statement = &plan.statements.rows[row];
            let same = statement.comparator == first_statement.comparator
                && statement.value == first_statement.value
                && statement.unit == first_statement.unit;
            if same {
                continue;
            }
            let column = if statement.value == first_statement.value { "comparator" } else { "value" };
            let told = Diagnostic::new(&STATEMENTS_DISAGREE, plan.statements.spot(row, column))
                .texts("target", by_language(&target.name, languages))
                .arg("first", printed(first_statement.comparator, first_statement.value, &first_statement.unit))
                .arg("second", printed(statement.comparator, statement.value, &statement.unit))
                .arg("first_line", first_statement.provenance.page_line)
                .arg("second_line", statement.provenance.page_line);
            found.push(told.related("first", plan.statements.spot(first, column)));
        }
    }
}

/// A target that has a value which none of its statements states.
fn not_stated(plan: &Plan, row: usize, languages: &Languages, found: &mut Vec<Diagnostic>) {
    let target = &plan.targets.rows[row];
    let statements = target.statements.iter().map(|row| (*row, &plan.statements.rows[*row]));
    let mut stated = statements.filter(|(_, statement)| statement.value.is_some()).peekable();
    let Some(&(first_row, first)) = stated.peek().filter(|_| target.value.is_some() && target.comparator.is_some()) else { return };
    // A unit that differs is mostly a misspelt one, which is told as such.
    if stated.any(|(_, one)| (one.comparator, one.value) == (target.comparator, target.value)) {
        return;
    }
    let told = Diagnostic::new(&TARGET_NOT_STATED, plan.targets.spot(row, "value"));
    let told = told.texts("target", by_language(&target.name, languages)).arg("line", first.provenance.page_line);
    let told = told.arg("given", printed(target.comparator, target.value, &target.unit));
    let told = told.arg("stated", printed(first.comparator, first.value, &first.unit));
    found.push(told.related("stated", plan.statements.spot(first_row, "value")));
}

/// A date as documents write it: `04/9/2020`, `ngày 4 tháng 9 năm 2020`.
fn written_date(text: &str) -> Option<Date> {
    let numbers: Vec<i16> =
        text.split(|c: char| !c.is_ascii_digit()).filter(|part| !part.is_empty()).filter_map(|part| part.parse().ok()).collect();
    let [day, month, year] = numbers.as_slice() else { return None };
    Date::new(*year, i8::try_from(*month).ok()?, i8::try_from(*day).ok()?).ok()
}

/// A document that the plan itself dates in two ways, or else dates otherwise
/// than the registry of documents.
fn dates(plan: &Plan, documents: &BTreeMap<String, LegalDocument>, found: &mut Vec<Diagnostic>) {
    let mut cited: BTreeMap<&str, Vec<(usize, Date)>> = BTreeMap::new();
    for (row, citation) in plan.citations.iter().enumerate() {
        if let Some(date) = written_date(&citation.date_as_written) {
            cited.entry(&citation.document.id).or_default().push((row, date));
        }
    }
    for (document, dated) in cited {
        let (first, first_date) = dated[0];
        let told = |row: usize, one: &str, other: &str, variant| {
            let written = &plan.citations.rows[row].number_as_written;
            let name = if written.is_empty() { document } else { written };
            let told = Diagnostic::new(&DATES_DISAGREE, plan.citations.spot(row, "date_as_written")).arg("document", name);
            told.arg("first", one).arg("second", other).variant(variant)
        };
        let written = |row: usize| plan.citations.rows[row].date_as_written.as_str();
        let others: Vec<usize> = dated.iter().filter(|(_, date)| *date != first_date).map(|(row, _)| *row).collect();
        for &row in &others {
            let finding = told(row, written(first), written(row), "cited");
            found.push(finding.related("first", plan.citations.spot(first, "date_as_written")));
        }
        let registered = documents.get(document).and_then(|document| document.date);
        if let Some(registered) = registered.filter(|registered| others.is_empty() && *registered != first_date) {
            found.push(told(first, written(first), &registered.strftime("%d/%m/%Y").to_string(), "registry"));
        }
    }
}

fn parts(plan: &Plan, languages: &Languages, found: &mut Vec<Diagnostic>) {
    for (row, result) in plan.results.iter().enumerate() {
        let (Some(numerator), Some(denominator), Some(value)) = (result.numerator, result.denominator, result.value) else { continue };
        if result.unit != "percent" || denominator.is_zero() {
            continue;
        }
        let Some(exact) = numerator.checked_mul(Decimal::ONE_HUNDRED).and_then(|hundred| hundred.checked_div(denominator)) else {
            continue;
        };
        // Printed shares are rounded or cut; both readings are fair.
        let scale = value.scale();
        let fair = exact.round_dp_with_strategy(scale, rust_decimal::RoundingStrategy::MidpointAwayFromZero) == value
            || exact.trunc_with_scale(scale) == value;
        if !fair {
            let told = Diagnostic::new(&PARTS_DISAGREE, plan.results.spot(row, "value"))
                .texts("result", by_language(&result.name, languages))
                .number("numerator", numerator)
                .number("denominator", denominator)
                .number("value", value)
                .number("computed", exact.round_dp(2).normalize());
            found.push(told);
        }
    }
}

/// Parts that exceed their whole. Parts that fall short may simply not all be
/// printed, which is no contradiction.
fn budget(plan: &Plan, languages: &Languages, found: &mut Vec<Diagnostic>) {
    let mut parts: BTreeMap<&str, Vec<&BudgetLine>> = BTreeMap::new();
    for part in &plan.budget {
        if let Some(whole) = &part.part_of {
            parts.entry(&whole.id).or_default().push(part);
        }
    }
    for (row, line) in plan.budget.iter().enumerate() {
        let parts = parts.get(line.id.as_str()).into_iter().flatten().filter(|part| part.stage == line.stage);
        let sum = parts.map(|part| part.amount).try_fold(Decimal::ZERO, Decimal::checked_add);
        if let Some(sum) = sum.filter(|sum| *sum > line.amount) {
            let told = Diagnostic::new(&BUDGET_PARTS, plan.budget.spot(row, "amount")).number("parts", sum).number("amount", line.amount);
            found.push(told.texts("budget", by_language(&line.purpose, languages)).variant("more"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_vietnamese_documents_write_them() {
        let date = Date::new(2020, 9, 4).unwrap();
        for text in ["04/9/2020", "4/9/2020", "ngày 04 tháng 9 năm 2020", "04-09-2020"] {
            assert_eq!(written_date(text), Some(date), "{text}");
        }
        assert_eq!(written_date("tháng 9 năm 2020"), None);
    }
}
