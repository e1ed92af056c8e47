//! A column of a Parquet file: its type, and the values that wait for the next
//! group of rows.
//!
//! A column whose values do not all fit one typed form is text, the same as in
//! the CSV: numbers with more than 38 digits between the first and the last
//! place, moments with an offset, years that are no four digits. Numbers among
//! which `NaN` or `INF` stands are DOUBLE while that loses nothing.

use std::io;
use std::sync::Arc;

use jiff::civil::{Date, DateTime, Time};
use parquet::basic::{LogicalType, Repetition, TimeUnit, Type as Physical};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DataType, DoubleType, FixedLenByteArray};
use parquet::data_type::{FixedLenByteArrayType, Int32Type, Int64Type};
use parquet::errors::ParquetError;
use parquet::file::writer::SerializedColumnWriter;
use parquet::schema::types::{Type, TypePtr};

use crate::model::format_limits::{Becomes, Need, plain_year};
use crate::model::schema::{Field, FieldType};
use crate::model::value::{Decimal, Value};
use crate::render::tables::typed_rows::Cell;

/// A column with the values that wait.
pub(super) struct Column {
    /// Its type in the file's schema.
    pub(super) described: TypePtr,
    kind: Kind,
    waiting: Waiting,
    /// For every value whether it is there; of lists, for every item.
    levels: Vec<i16>,
    /// Of lists: whether an item goes on with the list before it.
    repeats: Vec<i16>,
}

/// How a column's values are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Boolean,
    /// INT64
    Integer,
    /// DECIMAL with so many digits behind the point, in 4, 8 or 16 bytes.
    Decimal(u32),
    Double,
    Date,
    Moment,
    Time,
    Year,
    Text,
    Json,
    List,
}

/// Values of one physical type.
enum Waiting {
    Boolean(Vec<bool>),
    Int32(Vec<i32>),
    Int64(Vec<i64>),
    Double(Vec<f64>),
    Bytes(Vec<ByteArray>),
    Fixed(Vec<FixedLenByteArray>),
}

/// An error of the format, as one of the disk: nothing else can go wrong.
pub(super) fn told(error: ParquetError) -> io::Error {
    io::Error::other(error)
}

impl Column {
    /// An empty column for values that need so much room.
    pub(super) fn new(field: &Field, need: Need) -> io::Result<Self> {
        let kind = kind(&field.kind, need);
        let (physical, logical, digits) = match kind {
            Kind::Boolean => (Physical::BOOLEAN, None, 0),
            Kind::Integer => (Physical::INT64, Some(LogicalType::integer(64, true)), 0),
            Kind::Decimal(scale) => {
                let digits = (need.whole + scale).max(1);
                let (scale, precision) = (signed(scale), signed(digits));
                (decimal_type(digits), Some(LogicalType::decimal(scale, precision)), digits)
            }
            Kind::Double => (Physical::DOUBLE, None, 0),
            Kind::Date => (Physical::INT32, Some(LogicalType::Date), 0),
            Kind::Moment => (Physical::INT64, Some(LogicalType::timestamp(false, TimeUnit::MICROS)), 0),
            Kind::Time => (Physical::INT64, Some(LogicalType::time(false, TimeUnit::MICROS)), 0),
            Kind::Year => (Physical::INT32, Some(LogicalType::integer(32, true)), 0),
            Kind::Text | Kind::List => (Physical::BYTE_ARRAY, Some(LogicalType::String), 0),
            Kind::Json => (Physical::BYTE_ARRAY, Some(LogicalType::Json), 0),
        };
        let waiting = match physical {
            Physical::BOOLEAN => Waiting::Boolean(Vec::new()),
            Physical::INT32 => Waiting::Int32(Vec::new()),
            Physical::INT64 => Waiting::Int64(Vec::new()),
            Physical::DOUBLE => Waiting::Double(Vec::new()),
            Physical::FIXED_LEN_BYTE_ARRAY => Waiting::Fixed(Vec::new()),
            _ => Waiting::Bytes(Vec::new()),
        };
        let leaf = |name: &str, repetition| {
            let builder = Type::primitive_type_builder(name, physical).with_repetition(repetition).with_logical_type(logical.clone());
            let builder = builder.with_length(if physical == Physical::FIXED_LEN_BYTE_ARRAY { 16 } else { -1 });
            let builder = match kind {
                Kind::Decimal(scale) => builder.with_scale(signed(scale)).with_precision(signed(digits)),
                _ => builder,
            };
            builder.build().map(Arc::new).map_err(told)
        };
        let described = match kind {
            Kind::List => list_type(&field.name, leaf("element", Repetition::REQUIRED)?)?,
            _ => leaf(&field.name, Repetition::OPTIONAL)?,
        };
        Ok(Self { described, kind, waiting, levels: Vec::new(), repeats: Vec::new() })
    }

    /// Adds a cell; gives roughly how many bytes it takes while it waits.
    pub(super) fn push(&mut self, cell: &Cell<'_>) -> io::Result<usize> {
        if cell.value.is_missing() {
            self.level(0, 0);
            return Ok(4);
        }
        if let (Kind::List, Value::List(items)) = (self.kind, &cell.value) {
            let texts: Vec<String> = items.iter().map(item).collect();
            let bytes = texts.iter().map(|text| text.len() + 64).sum();
            for (index, text) in texts.into_iter().enumerate() {
                self.level(2, i16::from(index > 0));
                self.bytes(text.into_bytes());
            }
            return Ok(bytes);
        }
        self.level(1, 0);
        match (&mut self.waiting, self.kind, &cell.value) {
            (Waiting::Boolean(all), Kind::Boolean, Value::Boolean(value)) => all.push(*value),
            (Waiting::Int64(all), Kind::Integer, Value::Number(number)) => all.push(i64::try_from(*number).map_err(io::Error::other)?),
            (waiting, Kind::Decimal(scale), Value::Number(number)) => waiting.decimal(number, scale)?,
            (Waiting::Double(all), Kind::Double, Value::Number(number)) => all.push(double(&number.to_string())),
            (Waiting::Double(all), Kind::Double, Value::NotFinite(name)) => all.push(double(name)),
            (Waiting::Int32(all), Kind::Date, Value::Date(date)) => all.push(days(*date)),
            (Waiting::Int64(all), Kind::Moment, Value::DateTime(moment)) => all.push(micros(*moment)),
            (Waiting::Int64(all), Kind::Time, Value::Time(time)) => all.push(micros_of_day(*time)),
            (Waiting::Int32(all), Kind::Year, Value::Period(year)) => all.push(plain_year(year).unwrap_or_default()),
            _ => {
                self.bytes(cell.text.as_bytes().to_vec());
                return Ok(cell.text.len() + 64);
            }
        }
        Ok(20)
    }

    /// Writes all that waits.
    pub(super) fn write(&mut self, writer: &mut SerializedColumnWriter<'_>) -> io::Result<()> {
        let Self { waiting, levels, repeats, kind, .. } = self;
        let repeats = (*kind == Kind::List).then_some(repeats);
        match waiting {
            Waiting::Boolean(all) => write::<BoolType>(writer, all, levels, repeats),
            Waiting::Int32(all) => write::<Int32Type>(writer, all, levels, repeats),
            Waiting::Int64(all) => write::<Int64Type>(writer, all, levels, repeats),
            Waiting::Double(all) => write::<DoubleType>(writer, all, levels, repeats),
            Waiting::Bytes(all) => write::<ByteArrayType>(writer, all, levels, repeats),
            Waiting::Fixed(all) => write::<FixedLenByteArrayType>(writer, all, levels, repeats),
        }
    }

    fn level(&mut self, level: i16, repeat: i16) {
        self.levels.push(level);
        if self.kind == Kind::List {
            self.repeats.push(repeat);
        }
    }

    fn bytes(&mut self, text: Vec<u8>) {
        if let Waiting::Bytes(all) = &mut self.waiting {
            all.push(text.into());
        }
    }
}

impl Waiting {
    fn decimal(&mut self, number: &Decimal, scale: u32) -> io::Result<()> {
        let factor = 10_i128.checked_pow(scale - number.scale().min(scale));
        let unscaled = factor.and_then(|factor| number.mantissa().checked_mul(factor));
        let unscaled = unscaled.ok_or_else(|| io::Error::other("a number has more digits than were counted"))?;
        match self {
            Waiting::Int32(all) => all.push(i32::try_from(unscaled).map_err(io::Error::other)?),
            Waiting::Int64(all) => all.push(i64::try_from(unscaled).map_err(io::Error::other)?),
            Waiting::Fixed(all) => all.push(unscaled.to_be_bytes().to_vec().into()),
            Waiting::Boolean(_) | Waiting::Double(_) | Waiting::Bytes(_) => unreachable!("decimals are integers"),
        }
        Ok(())
    }
}

fn write<T: DataType>(
    writer: &mut SerializedColumnWriter<'_>,
    values: &mut Vec<T::T>,
    levels: &mut Vec<i16>,
    repeats: Option<&mut Vec<i16>>,
) -> io::Result<()> {
    writer.typed::<T>().write_batch(values, Some(levels), repeats.as_ref().map(|all| all.as_slice())).map_err(told)?;
    values.clear();
    levels.clear();
    if let Some(repeats) = repeats {
        repeats.clear();
    }
    Ok(())
}

fn kind(kind: &FieldType, need: Need) -> Kind {
    match (need.in_parquet(kind), kind) {
        (Becomes::Text, _) => Kind::Text,
        (Becomes::Double, _) => Kind::Double,
        (Becomes::Typed, FieldType::Boolean { .. }) => Kind::Boolean,
        (Becomes::Typed, FieldType::Integer(_)) if need.is_whole() => Kind::Integer,
        (Becomes::Typed, FieldType::Number(_) | FieldType::Integer(_)) => Kind::Decimal(need.scale),
        (Becomes::Typed, FieldType::Date(_)) => Kind::Date,
        (Becomes::Typed, FieldType::DateTime(_)) => Kind::Moment,
        (Becomes::Typed, FieldType::Time(_)) => Kind::Time,
        (Becomes::Typed, FieldType::Year) => Kind::Year,
        (Becomes::Typed, FieldType::List { .. }) => Kind::List,
        (Becomes::Typed, FieldType::Object | FieldType::Array | FieldType::GeoJson { .. }) => Kind::Json,
        (Becomes::Typed, _) => Kind::Text,
    }
}

fn decimal_type(digits: u32) -> Physical {
    match digits {
        0..=9 => Physical::INT32,
        10..=18 => Physical::INT64,
        _ => Physical::FIXED_LEN_BYTE_ARRAY,
    }
}

fn list_type(name: &str, element: TypePtr) -> io::Result<TypePtr> {
    let list = Type::group_type_builder("list").with_repetition(Repetition::REPEATED).with_fields(vec![element]);
    let list = Arc::new(list.build().map_err(told)?);
    let field = Type::group_type_builder(name).with_repetition(Repetition::OPTIONAL).with_logical_type(Some(LogicalType::List));
    field.with_fields(vec![list]).build().map(Arc::new).map_err(told)
}

fn signed(digits: u32) -> i32 {
    i32::try_from(digits).expect("a number has few digits")
}

fn double(text: &str) -> f64 {
    text.parse().unwrap_or(f64::NAN)
}

fn days(date: Date) -> i32 {
    let since = date.since((jiff::Unit::Day, Date::constant(1970, 1, 1))).expect("days are counted across all dates");
    since.get_days()
}

fn micros(moment: DateTime) -> i64 {
    i64::from(days(moment.date())) * 86_400_000_000 + micros_of_day(moment.time())
}

fn micros_of_day(time: Time) -> i64 {
    let seconds = i64::from(time.hour()) * 3_600 + i64::from(time.minute()) * 60 + i64::from(time.second());
    seconds * 1_000_000 + i64::from(time.subsec_nanosecond()) / 1_000
}

/// An item of a list as a text.
fn item(item: &Value<'_>) -> String {
    match item {
        Value::Text(text) | Value::Period(text) => text.clone().into_owned(),
        Value::Number(number) => number.to_string(),
        Value::NotFinite(name) => (*name).to_owned(),
        Value::Boolean(value) => value.to_string(),
        Value::Date(date) => date.to_string(),
        Value::DateTime(moment) => moment.to_string(),
        Value::Time(time) => time.to_string(),
        Value::Json(json) => json.to_string(),
        Value::Missing | Value::List(_) => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_microseconds_count_from_1970_and_before() {
        assert_eq!([Date::constant(1970, 1, 2), Date::constant(1969, 12, 31), Date::constant(-44, 3, 15)].map(days), [1, -1, -735_525]);
        assert_eq!(micros("1970-01-02T00:00:01.5".parse().unwrap()), 86_401_500_000);
        assert_eq!(micros("1969-12-31T23:59:59".parse().unwrap()), -1_000_000);
    }
}
