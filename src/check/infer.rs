//! Inference: the columns of a table that nobody described, from its rows.
//!
//! Careful rather than clever: a column is a number only when every value is
//! one and none has a leading zero, because codes are not numbers.

use std::io::{self, BufRead};

use super::columns::letter;
use super::mixed::{Mixed, Sound};
use super::vietnamese;
use crate::diag::code::VIETNAMESE_FORM;
use crate::diag::{Diagnostic, Notes, Spot};
use crate::model::cell::read_as;
use crate::model::schema::{Field, FieldType, NumberFormat, Schema, StringFormat, TimeFormat};
use crate::model::value::Decimal;
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

impl Sound {
    fn of([integer, number, _, date, ..]: &[bool; 6]) -> Self {
        match (integer | number, *date) {
            (true, _) => Self::Numbers,
            (false, true) => Self::Days,
            (false, false) => Self::No,
        }
    }
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

/// Puts into the schema a field for each column that is `wanted`, from all rows,
/// which `open` gives. Tells those whose values their author has probably meant
/// otherwise.
///
/// # Errors
/// When the file cannot be read.
pub fn infer<R: BufRead>(
    open: impl FnOnce() -> io::Result<Rows<R>>,
    wanted: &[bool],
    schema: &mut Schema,
    notes: &mut Notes,
) -> io::Result<()> {
    if !wanted.contains(&true) {
        return Ok(());
    }
    let mut rows = open()?;
    let header = rows.header()[..wanted.len()].to_vec();
    let candidates = candidates();
    let mut open = vec![[true; 6]; header.len()];
    let mut seen: Vec<Seen> = header.iter().map(|_| Seen::default()).collect();
    while let Some(row) = rows.next()? {
        // Spaces in a row that holds nothing else are no texts.
        if row.is_blank() {
            continue;
        }
        for (column, (open, seen)) in open.iter_mut().zip(&mut seen).enumerate().filter(|(column, _)| wanted[*column]) {
            let text = row.text(column).unwrap_or("?");
            if text.is_empty() {
                continue;
            }
            let before = Sound::of(open);
            for (index, candidate) in candidates.iter().enumerate() {
                // A whole number is a number.
                open[index] = open[index] && (index == 1 && open[0] || fits(candidate, text));
            }
            seen.note(text, open[0] || open[1], || row.spot(column));
            match Sound::of(open) {
                Sound::No => seen.mixed.note(text, before, || row.spot(column)),
                _ => seen.mixed.sound(text, || row.spot(column)),
            }
        }
    }
    let kinds = open.iter().zip(&seen).map(|(open, seen)| {
        let first = candidates.iter().zip(open).find(|(_, open)| **open).map(|(kind, _)| kind.clone());
        first.filter(|_| seen.any).unwrap_or(FieldType::String(StringFormat::Default))
    });
    let fields: Vec<Field> = header.iter().zip(kinds).map(|(name, kind)| Field::new(name.clone(), kind)).collect();
    let doubts = fields.iter().zip(&seen).enumerate().filter(|(column, _)| wanted[*column]);
    notes.extend(
        doubts.filter_map(|(column, (field, seen))| Some(seen.doubt(field)?.arg("field", &field.name).arg("letter", letter(column)))),
    );
    for (column, field) in fields.into_iter().enumerate().filter(|(column, _)| wanted[*column]) {
        schema.fields[column] = field;
    }
    Ok(())
}

/// What the values of a column look like to a Vietnamese reader.
struct Seen {
    /// Whether there are any.
    any: bool,
    /// Whether every point may stand between thousands.
    only_groups: bool,
    /// Whether each is a number in Vietnamese form.
    only_numbers: bool,
    /// Whether each is a day in Vietnamese form.
    only_days: bool,
    /// Whether each is a number, with a percent sign or without.
    only_shares: bool,
    /// Whether any has that sign.
    has_share: bool,
    /// How many have a point, a comma, a percent sign or a stroke, and the first of them.
    marked: u64,
    first: Option<(String, Spot)>,
    /// What else there is among numbers and days.
    mixed: Mixed,
}

impl Default for Seen {
    fn default() -> Self {
        Self {
            any: false,
            only_groups: true,
            only_numbers: true,
            only_days: true,
            only_shares: true,
            has_share: false,
            marked: 0,
            first: None,
            mixed: Mixed::default(),
        }
    }
}

impl Seen {
    /// Looks at a value; `is_number` when it is one, as far as that was found.
    fn note(&mut self, text: &str, is_number: bool, spot: impl FnOnce() -> Spot) {
        self.any = true;
        if !(self.only_groups || self.only_numbers || self.only_days || self.only_shares) {
            return;
        }
        // Most texts are no number at all, and most numbers nothing but digits:
        // every cell of the table comes here.
        if !text.bytes().all(|byte| matches!(byte, b'0'..=b'9' | b'.' | b',' | b'/' | b'-' | b'%')) {
            (self.only_groups, self.only_numbers, self.only_days, self.only_shares) = (false, false, false, false);
            return;
        }
        if !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit()) {
            self.only_days = false;
            return;
        }
        self.only_groups = self.only_groups && (!text.contains('.') || vietnamese::is_grouped(text));
        self.only_numbers = self.only_numbers && vietnamese::is_number(text);
        self.only_days = self.only_days && vietnamese::day(text).is_some();
        self.only_shares = self.only_shares && (is_number || share(text).is_some());
        self.has_share |= text.ends_with('%');
        if text.trim_start_matches('-').contains(['.', ',', '/', '-', '%']) {
            self.marked += 1;
            if self.first.is_none() {
                self.first = Some((text.to_owned(), spot()));
            }
        }
    }

    /// What is to be said of the column, now that it is read as this field.
    fn doubt(&self, field: &Field) -> Option<Diagnostic> {
        let told = self.in_vietnamese_form(&field.kind);
        told.or_else(|| match field.kind {
            FieldType::String(_) => self.mixed.doubt(),
            FieldType::Integer(_) => self.mixed.serial(&field.name),
            _ => None,
        })
    }

    fn in_vietnamese_form(&self, kind: &FieldType) -> Option<Diagnostic> {
        let (text, spot) = self.first.as_ref()?;
        let told = |variant, plain: String| {
            let told = Diagnostic::new(&VIETNAMESE_FORM, *spot).variant(variant).arg("value", text).arg("plain", plain);
            told.number("count", self.marked)
        };
        match kind {
            FieldType::Number(_) if self.only_groups => {
                let (plain, read) = (vietnamese::number(text)?, Decimal::from_str_exact(text).ok()?);
                Some(told("group", plain).number("read", read.normalize()))
            }
            FieldType::String(_) if self.only_numbers => Some(told("number", vietnamese::number(text)?)),
            FieldType::String(_) if self.only_shares && self.has_share => Some(told("share", share(text)?)),
            FieldType::String(_) if self.only_days => Some(told("day", vietnamese::day(text)?.to_string())),
            _ => None,
        }
    }
}

/// The digits of a number, with a percent sign or without: of `85,5%`, `85.5`.
fn share(text: &str) -> Option<String> {
    let number = text.strip_suffix('%').unwrap_or(text);
    let is_plain = fits(&FieldType::Number(NumberFormat::default()), number) && !vietnamese::is_grouped(number);
    if is_plain { Some(number.to_owned()) } else { vietnamese::number(number) }
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
