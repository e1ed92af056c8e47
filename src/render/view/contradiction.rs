//! Contradictions: a plan's disagreement with itself, in the words that the
//! public is told it in. Knows no page: the plan's page and its answer for
//! programs say the same.

use jiff::civil::Date;

use super::standpoint::Standpoint;
use crate::diag::code::BUDGET_PARTS;
use crate::diag::wording::{Tongue, wording};
use crate::diag::{Arg, Diagnostic};
use crate::model::plan::Comparator;
use crate::model::schema::is_id;
use crate::model::value::Decimal;

/// A contradiction in the words that the public is told it in.
pub(in crate::render) fn contradiction(at: &Standpoint<'_>, finding: Diagnostic) -> String {
    let (wording, finding) = (wording(Tongue::of(at.lang().as_str())), in_words(at, finding));
    let public = wording.tell(&finding, "public");
    if public.is_empty() { wording.tell(&finding, "message") } else { public }
}

/// A finding whose two readings are told as on the rest of the page: findings
/// carry `>= 70%` and amounts of money as the data has them, and the registry's
/// day as Vietnamese documents write it. What the document wrote stays as it is.
fn in_words(at: &Standpoint<'_>, mut finding: Diagnostic) -> Diagnostic {
    let of_registry = finding.variant.as_deref() == Some("registry");
    let of_money = finding.code == &BUDGET_PARTS;
    for (name, value) in &mut finding.args {
        if of_money
            && let Arg::Number(amount) = value
            && let Ok(amount) = amount.parse::<Decimal>()
        {
            *value = Arg::Text(at.words.money(amount).short);
        } else if let Arg::Text(text) = value
            && ["first", "second"].contains(&name.as_ref())
            && let Some(told) = goal_in_words(at, text).or_else(|| day_in_words(at, text).filter(|_| of_registry && name == "second"))
        {
            *text = told;
        }
    }
    finding
}

/// `>= 70%` → `từ 70% trở lên`; `None` for anything else.
fn goal_in_words(at: &Standpoint<'_>, text: &str) -> Option<String> {
    let (sign, rest) = text.split_once(' ')?;
    let sign = Comparator::from_sign(sign)?;
    let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
    let (number, unit) = rest.split_at(end);
    let unit = if unit == "%" { "percent" } else { unit.trim() };
    let is_unit = unit.is_empty() || is_id(unit);
    is_unit.then_some(()).and_then(|()| Some(at.words.compare(Some(sign), number.parse::<Decimal>().ok()?, unit)))
}

/// `27/09/2019` → `27 September 2019`
fn day_in_words(at: &Standpoint<'_>, text: &str) -> Option<String> {
    Date::strptime("%d/%m/%Y", text).ok().map(|day| at.words.date(day))
}
