//! Inference: the columns of a table that nobody described, from its rows.
//!
//! Careful rather than clever: a column is a number only when every value is
//! one and none has a leading zero, because codes are not numbers.

use std::io::{self, BufRead};

use crate::model::cell::read_as;
use crate::model::schema::{Field, FieldType, NumberFormat, StringFormat, TimeFormat};
use crate::rows::Rows;

/// The types that are tried, in order; the first that fits every value wins.
fn candidates() -> [FieldType; 6] {
    let Words { true_values, false_values } = Words::default();
    [
        FieldType::Integer(NumberFormat::default()),
        FieldType::Number(NumberFormat::default()),
        FieldType::Boolean { true_values, false_values },
        FieldType::Date(TimeFormat::Default),
        FieldType::DateTime(TimeFormat::Default),
        FieldType::YearMonth,
    ]
}

struct Words {
    true_values: Vec<String>,
    false_values: Vec<String>,
}

impl Default for Words {
    fn default() -> Self {
        Self { true_values: vec!["true".into(), "TRUE".into()], false_values: vec!["false".into(), "FALSE".into()] }
    }
}

/// Reads all rows and gives a field for every column.
///
/// # Errors
/// When the file cannot be read.
pub fn infer(mut rows: Rows<impl BufRead>) -> io::Result<Vec<Field>> {
    let header = rows.header().to_vec();
    let candidates = candidates();
    let mut open = vec![[true; 6]; header.len()];
    let mut seen = vec![false; header.len()];
    while let Some(row) = rows.next()? {
        for (column, open) in open.iter_mut().enumerate() {
            let text = row.text(column).unwrap_or("?");
            if text.is_empty() {
                continue;
            }
            seen[column] = true;
            for (index, candidate) in candidates.iter().enumerate() {
                open[index] = open[index] && fits(candidate, text);
            }
        }
    }
    let kinds = open.iter().zip(seen).map(|(open, seen)| {
        let first = candidates.iter().zip(open).find(|(_, open)| **open).map(|(kind, _)| kind.clone());
        first.filter(|_| seen).unwrap_or(FieldType::String(StringFormat::Default))
    });
    Ok(header.iter().zip(kinds).map(|(name, kind)| Field::new(name.clone(), kind)).collect())
}

fn fits(kind: &FieldType, text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let is_code = digits.len() > 1 && digits.starts_with('0') && !digits.starts_with("0.");
    let special = matches!(text, "NaN" | "INF" | "-INF");
    match kind {
        FieldType::Integer(_) | FieldType::Number(_) => {
            !is_code && !special && !text.contains(['e', 'E', '+']) && read_as(kind, text).is_ok()
        }
        _ => read_as(kind, text).is_ok(),
    }
}
