//! A filter bound to a table: columns found, values read by their types.

use std::cmp::Ordering;
use std::ops::Range;

use super::{Filter, Name, Operator};
use crate::model::cell;
use crate::model::schema::{FieldType, Schema};
use crate::model::value::{Decimal, Value};

/// Where and why a filter does not fit a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unfit {
    /// There is no such column.
    Column(Name),
    /// The value is none of the column's type: value, the type's standard name.
    Value(Name, &'static str),
    /// The column's values have no order: column, place of the comparison.
    Order(Name),
}

impl Unfit {
    /// The bytes of the filter that do not fit.
    pub fn span(&self) -> Range<usize> {
        match self {
            Unfit::Column(name) | Unfit::Value(name, _) | Unfit::Order(name) => name.span.clone(),
        }
    }
}

/// A filter that can be asked of rows.
#[derive(Debug, Clone)]
pub enum Bound {
    /// All of them hold.
    All(Vec<Bound>),
    /// At least one of them holds.
    Any(Vec<Bound>),
    /// It does not hold.
    Not(Box<Bound>),
    /// The cell of this column compares so with a value.
    Compare(usize, Operator, Value<'static>),
    /// The cell of this column is one of the values.
    In(usize, Vec<Value<'static>>),
    /// The cell of this column is empty.
    Empty(usize),
}

impl Filter {
    /// Binds the filter to a table's columns.
    ///
    /// # Errors
    /// The first name or value that does not fit.
    pub fn bind(&self, schema: &Schema) -> Result<Bound, Unfit> {
        let all = |terms: &[Filter]| terms.iter().map(|term| term.bind(schema)).collect::<Result<Vec<_>, _>>();
        let column = |name: &Name| schema.index(&name.text).ok_or_else(|| Unfit::Column(name.clone()));
        Ok(match self {
            Filter::All(terms) => Bound::All(all(terms)?),
            Filter::Any(terms) => Bound::Any(all(terms)?),
            Filter::Not(term) => Bound::Not(Box::new(term.bind(schema)?)),
            Filter::Empty(name) => Bound::Empty(column(name)?),
            Filter::In(name, values) => {
                let index = column(name)?;
                let kind = item(&schema.fields[index].kind);
                Bound::In(index, values.iter().map(|value| literal(kind, value)).collect::<Result<_, _>>()?)
            }
            Filter::Compare(name, operator, value) => {
                let index = column(name)?;
                let kind = &schema.fields[index].kind;
                if operator.is_ordered() && !is_ordered(kind) {
                    return Err(Unfit::Order(name.clone()));
                }
                Bound::Compare(index, *operator, literal(item(kind), value)?)
            }
        })
    }
}

/// The type of a list's items; any other type itself.
fn item(kind: &FieldType) -> &FieldType {
    match kind {
        FieldType::List { item, .. } => item,
        other => other,
    }
}

fn is_ordered(kind: &FieldType) -> bool {
    use FieldType as T;
    matches!(kind, T::Number(_) | T::Integer(_) | T::Date(_) | T::DateTime(_) | T::Time(_) | T::Year | T::YearMonth)
}

/// A value as filters write it: numbers and days in their standard form
/// whatever the column's own format, everything else as in a cell.
fn literal(kind: &FieldType, name: &Name) -> Result<Value<'static>, Unfit> {
    let unfit = || Unfit::Value(name.clone(), kind.name());
    Ok(match kind {
        FieldType::Number(_) | FieldType::Integer(_) => Value::Number(name.text.parse::<Decimal>().map_err(|_| unfit())?),
        FieldType::Date(_) => Value::Date(name.text.parse().map_err(|_| unfit())?),
        FieldType::Boolean { .. } if name.text == "true" => Value::Boolean(true),
        FieldType::Boolean { .. } if name.text == "false" => Value::Boolean(false),
        _ => cell::read_as(kind, &name.text).map_err(|_| unfit())?.into_owned(),
    })
}

impl Bound {
    /// Whether it holds for a row, whose cells `read` gives by column.
    pub fn holds<'r>(&self, read: &dyn Fn(usize) -> Value<'r>) -> bool {
        match self {
            Bound::All(terms) => terms.iter().all(|term| term.holds(read)),
            Bound::Any(terms) => terms.iter().any(|term| term.holds(read)),
            Bound::Not(term) => !term.holds(read),
            Bound::Empty(column) => read(*column).is_missing(),
            Bound::In(column, values) => values.iter().any(|value| is(&read(*column), Operator::Equal, value)),
            // An empty cell equals nothing, and so differs from everything.
            Bound::Compare(column, Operator::Unequal, value) => !is(&read(*column), Operator::Equal, value),
            Bound::Compare(column, operator, value) => is(&read(*column), *operator, value),
        }
    }
}

fn is(cell: &Value<'_>, operator: Operator, value: &Value<'_>) -> bool {
    if let Value::List(items) = cell {
        return items.iter().any(|item| is(item, operator, value));
    }
    let Some(order) = cell.order(value) else { return false };
    match operator {
        Operator::Equal => order == Ordering::Equal,
        Operator::Unequal => order != Ordering::Equal,
        Operator::Less => order == Ordering::Less,
        Operator::AtMost => order != Ordering::Greater,
        Operator::Greater => order == Ordering::Greater,
        Operator::AtLeast => order != Ordering::Less,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::schema::{Field, NumberFormat, StringFormat, TimeFormat};

    fn schema() -> Schema {
        let text = FieldType::String(StringFormat::Default);
        let comma = FieldType::Number(NumberFormat { decimal_char: ',', ..NumberFormat::default() });
        let day = FieldType::Date(TimeFormat::Pattern("%d/%m/%Y".into()));
        let fields = [("ten", text), ("so", comma), ("ngay", day), ("nhom", FieldType::semicolon_list()), ("nam", FieldType::Year)];
        let fields = fields.map(|(name, kind)| Field::new(name, kind)).to_vec();
        Schema { fields, missing_values: vec![String::new()], ..Schema::default() }
    }

    fn holds(filter: &str, cells: [&str; 5]) -> bool {
        let schema = schema();
        let bound = Filter::parse(filter).unwrap().bind(&schema).unwrap();
        bound.holds(&|column| cell::read(&schema.fields[column], &schema, cells[column]).unwrap())
    }

    #[test]
    fn values_are_compared_by_the_columns_type_not_as_text() {
        let row = ["Huế", "9,5", "30/06/2025", "a;b", "2024"];
        for (filter, expected) in [
            ("so < 10", true),
            ("so >= 9.5 and so != 9.50", false),
            ("ngay > 2025-01-31", true),
            ("ngay in [2025-06-30, 2025-07-01]", true),
            ("nhom = b", true),
            ("nhom not in [a, c]", false),
            ("nam >= 2024 and nam < 2025", true),
            ("ten = 'Huế' or so = 0", true),
            ("not ten = Huế", false),
        ] {
            assert_eq!(holds(filter, row), expected, "{filter}");
        }
    }

    #[test]
    fn an_empty_cell_equals_nothing() {
        let row = ["", "", "", "", ""];
        for (filter, expected) in [
            ("so = 0", false),
            ("so != 0", true),
            ("so < 1", false),
            ("ten is empty", true),
            ("nhom not in [a]", true),
            ("ten is not empty", false),
        ] {
            assert_eq!(holds(filter, row), expected, "{filter}");
        }
    }

    #[test]
    fn what_does_not_fit_the_table_is_told_with_its_place() {
        let unfit = |filter: &str| Filter::parse(filter).unwrap().bind(&schema()).unwrap_err();
        assert!(matches!(unfit("xyz = 1"), Unfit::Column(name) if name.span == (0..3)));
        assert!(matches!(unfit("so = 1 and so = chín"), Unfit::Value(name, "number") if name.span == (16..21)));
        assert!(matches!(unfit("ngay = 30/06/2025"), Unfit::Value(_, "date")));
        assert!(matches!(unfit("ten < a"), Unfit::Order(_)));
    }
}
