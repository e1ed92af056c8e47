//! Constraints tested: whether a value is one that its column allows.

use std::cmp::Ordering;

use super::{Misfit, read_as};
use crate::model::schema::{Constraints, FieldType};
use crate::model::value::Value;

/// A bound: its standard name, its value, and which order keeps it.
type Bound<'a> = (&'static str, &'a Option<String>, fn(Ordering) -> bool);

/// Tests a value against its column's constraints, except `required` and
/// `unique`; a list's items one by one.
///
/// # Errors
/// The first constraint that the value does not satisfy.
pub(super) fn satisfies(constraints: &Constraints, kind: &FieldType, value: &Value<'_>, text: &str) -> Result<(), Misfit> {
    if let (FieldType::List { item, .. }, Value::List(items)) = (kind, value) {
        length(constraints, items.len() as u64, text)?;
        return items.iter().try_for_each(|value| single(constraints, item, value, value.as_text().unwrap_or(text)));
    }
    single(constraints, kind, value, text)?;
    if constraints.min_length.is_some() || constraints.max_length.is_some() {
        let count = match value {
            Value::Json(serde_json::Value::Array(items)) => items.len(),
            Value::Json(serde_json::Value::Object(entries)) => entries.len(),
            _ => text.chars().count(),
        };
        length(constraints, count as u64, text)?;
    }
    Ok(())
}

/// Tests everything but lengths.
fn single(constraints: &Constraints, kind: &FieldType, value: &Value<'_>, text: &str) -> Result<(), Misfit> {
    let fail = |name, limit: &str| Err(Misfit::Constraint { name, limit: limit.to_owned(), value: text.to_owned() });
    if !constraints.allowed.is_empty() && !is_allowed(constraints, kind, value, text) {
        return fail("enum", &shown(&constraints.allowed));
    }
    if let Some(pattern) = constraints.pattern.as_ref().filter(|pattern| !pattern.matches(text)) {
        return fail("pattern", pattern.as_str());
    }
    let bounds: [Bound<'_>; 4] = [
        ("minimum", &constraints.minimum, Ordering::is_ge),
        ("maximum", &constraints.maximum, Ordering::is_le),
        ("exclusiveMinimum", &constraints.exclusive_minimum, Ordering::is_gt),
        ("exclusiveMaximum", &constraints.exclusive_maximum, Ordering::is_lt),
    ];
    for (name, bound, holds) in bounds {
        if let Some(limit) = bound
            && let Ok(limit_value) = read_as(kind, limit)
            && !within(value, &limit_value, name, holds)
        {
            return fail(name, limit);
        }
    }
    Ok(())
}

/// Whether a value keeps a bound. `NaN` keeps none, infinities only their own side's.
fn within(value: &Value<'_>, limit: &Value<'_>, name: &str, holds: fn(Ordering) -> bool) -> bool {
    let is_lower = matches!(name, "minimum" | "exclusiveMinimum");
    match value {
        Value::NotFinite("INF") => is_lower,
        Value::NotFinite("-INF") => !is_lower,
        Value::NotFinite(_) => false,
        _ => value.order(limit).is_none_or(holds),
    }
}

/// Whether a value is one of those listed: by its text, or by what it means.
fn is_allowed(constraints: &Constraints, kind: &FieldType, value: &Value<'_>, text: &str) -> bool {
    let is_short = constraints.allowed.len() <= MOST_COMPARED;
    constraints.lists(text) || (is_short && constraints.allowed.iter().any(|allowed| same(kind, allowed, value)))
}

/// The first of the values allowed.
fn shown(allowed: &[String]) -> String {
    let more = if allowed.len() > MOST_SHOWN { " · …" } else { "" };
    allowed[..allowed.len().min(MOST_SHOWN)].join(" · ") + more
}

/// A list of more values than this is compared by text only: reading each of
/// them for each cell would take as many steps as cells and values multiplied.
const MOST_COMPARED: usize = 1_000;

/// So many of the values allowed are shown.
const MOST_SHOWN: usize = 50;

fn same(kind: &FieldType, allowed: &str, value: &Value<'_>) -> bool {
    !matches!(kind, FieldType::String(_)) && read_as(kind, allowed).is_ok_and(|allowed| allowed == *value)
}

fn length(constraints: &Constraints, length: u64, text: &str) -> Result<(), Misfit> {
    let fail = |name, limit: u64| Err(Misfit::Constraint { name, limit: limit.to_string(), value: text.to_owned() });
    match (constraints.min_length, constraints.max_length) {
        (Some(least), _) if length < least => fail("minLength", least),
        (_, Some(most)) if length > most => fail("maxLength", most),
        _ => Ok(()),
    }
}
