//! Rows gathered by name and series.

use std::collections::BTreeMap;
use std::io::{self, BufRead};

use super::order::compare;
use super::{Key, MOST_GATHERED, Named, Plotted, Thing};
use crate::model::block::{Block, ChartMark, Goal, Sort};
use crate::model::cell;
use crate::model::filter::Bound;
use crate::model::schema::{FieldType, Schema};
use crate::model::value::{Decimal, Value};
use crate::rows::{Row, Rows};

/// A chart never needs the codes of more units than tell that they differ.
const MOST_UNITS: usize = 4;

/// Reads what a chart shows out of all rows of its table. Columns that the table
/// lacks count as not said.
///
/// # Errors
/// When the table cannot be read.
pub fn plot<R: BufRead>(block: &Block, schema: &Schema, from: Rows<R>) -> io::Result<Plotted> {
    let mut gathering = Gathering::new(block, schema);
    each(block, schema, from, |row| gathering.take(row))?;
    Ok(gathering.finish())
}

/// Reads the rows of a table block out of all rows of its table, in their order.
///
/// # Errors
/// When the table cannot be read.
pub fn rows<R: BufRead>(block: &Block, schema: &Schema, from: Rows<R>, limit: usize) -> io::Result<Vec<Vec<String>>> {
    let sort = block.sort.as_ref().and_then(|sort| Some((sort, schema.index(&sort.column)?)));
    let mut kept: Vec<(Key, Vec<String>)> = Vec::new();
    each(block, schema, from, |row| {
        let cells = || (0..schema.fields.len()).map(|column| row.text(column).unwrap_or_default().to_owned()).collect();
        match sort {
            None if kept.len() < limit => kept.push((Value::Missing, cells())),
            None => {}
            // The last row gives way to one that comes before it.
            Some((sort, column)) => {
                let key = value(schema, row, column).into_owned();
                let place = kept.partition_point(|(other, _)| compare(sort, other, &key).is_le());
                if place < limit {
                    kept.truncate(limit.saturating_sub(1));
                    kept.insert(place, (key, cells()));
                }
            }
        }
    })?;
    Ok(kept.into_iter().map(|(_, cells)| cells).collect())
}

/// Streams the rows that a block's filter lets through.
fn each<R: BufRead>(block: &Block, schema: &Schema, mut rows: Rows<R>, mut take: impl FnMut(&Row<'_>)) -> io::Result<()> {
    let filter: Option<Bound> = block.filter.as_ref().and_then(|(filter, _)| filter.bind(schema).ok());
    while let Some(row) = rows.next()? {
        let is_blank = row.is_empty() && schema.fields.len() > 1;
        if !is_blank && filter.as_ref().is_none_or(|filter| filter.holds(&|column| value(schema, &row, column))) {
            take(&row);
        }
    }
    Ok(())
}

fn value<'r>(schema: &Schema, row: &Row<'r>, column: usize) -> Value<'r> {
    let text = row.text(column).unwrap_or_default();
    cell::read(&schema.fields[column], schema, text).unwrap_or(Value::Missing)
}

/// A name being gathered.
struct Entry {
    named: Named,
    order: Key,
    /// By series, in the order in which the series were met.
    cells: BTreeMap<usize, Option<Decimal>>,
}

struct Gathering<'a> {
    block: &'a Block,
    schema: &'a Schema,
    names: Option<usize>,
    series: Option<usize>,
    numbers: Option<usize>,
    unit: Option<usize>,
    goal: Option<usize>,
    sort: Option<(&'a Sort, Option<usize>)>,
    entries: Vec<Entry>,
    places: BTreeMap<String, usize>,
    kinds: Vec<String>,
    kind_places: BTreeMap<String, usize>,
    plotted: Plotted,
}

impl<'a> Gathering<'a> {
    fn new(block: &'a Block, schema: &'a Schema) -> Self {
        let axes = block.axes();
        let goal = match &block.chart.target {
            Some(Goal::Column(column)) => schema.index(column),
            _ => None,
        };
        let counted = axes.numbers.is_empty() && block.chart.mark != ChartMark::Timeline;
        Self {
            block,
            schema,
            names: schema.index(axes.names),
            series: schema.index(axes.series),
            numbers: schema.index(axes.numbers),
            unit: schema.index("unit"),
            goal,
            sort: block.sort.as_ref().map(|sort| (sort, schema.index(&sort.column))),
            entries: Vec::new(),
            places: BTreeMap::new(),
            kinds: Vec::new(),
            kind_places: BTreeMap::new(),
            plotted: Plotted { counted, ..Plotted::default() },
        }
    }

    /// The cells that a column's cell stands for: the items of a list.
    fn items(&self, row: &Row<'_>, column: Option<usize>) -> Vec<String> {
        let Some(column) = column else { return vec![String::new()] };
        let text = row.text(column).unwrap_or_default();
        if self.schema.is_missing(column, text) {
            return vec![String::new()];
        }
        match &self.schema.fields[column].kind {
            FieldType::List { delimiter, .. } => text.split(delimiter.as_str()).map(|item| item.trim().to_owned()).collect(),
            _ => vec![text.to_owned()],
        }
    }

    fn take(&mut self, row: &Row<'_>) {
        if self.block.chart.mark == ChartMark::Timeline {
            return self.take_thing(row);
        }
        let number = self.numbers.map(|column| value(self.schema, row, column).as_number());
        if let (Some(Some(_)), Some(column)) = (number, self.unit)
            && self.plotted.units.len() < MOST_UNITS
        {
            let unit = row.text(column).unwrap_or_default();
            if !unit.is_empty() {
                self.plotted.units.insert(unit.to_owned());
            }
        }
        let series = self.items(row, self.series);
        for name in self.items(row, self.names) {
            let Some(place) = self.place(row, name) else { continue };
            for series in &series {
                let Some(series) = self.kind(series) else { continue };
                self.put(place, series, number);
            }
        }
    }

    /// The entry of a name; a new one where every row is a name of its own.
    fn place(&mut self, row: &Row<'_>, text: String) -> Option<usize> {
        let is_own = self.numbers.is_some() && matches!(self.block.chart.mark, ChartMark::Bar | ChartMark::Bullet)
            || self.block.chart.mark == ChartMark::Dot && self.series.is_none();
        if !is_own && let Some(place) = self.places.get(&text) {
            return Some(*place);
        }
        if self.entries.len() >= MOST_GATHERED {
            self.plotted.overflow = true;
            return None;
        }
        let order = match self.sort {
            Some((_, Some(column))) => value(self.schema, row, column).into_owned(),
            _ => Value::Missing,
        };
        let at = self.names.and_then(|column| time(&value(self.schema, row, column)));
        let goal = self.goal.and_then(|column| value(self.schema, row, column).as_number());
        if !is_own {
            self.places.insert(text.clone(), self.entries.len());
        }
        self.entries.push(Entry { named: Named { text, at, goal }, order, cells: BTreeMap::new() });
        Some(self.entries.len() - 1)
    }

    fn kind(&mut self, text: &str) -> Option<usize> {
        if let Some(place) = self.kind_places.get(text) {
            return Some(*place);
        }
        if self.kinds.len() >= MOST_GATHERED {
            self.plotted.overflow = true;
            return None;
        }
        self.kind_places.insert(text.to_owned(), self.kinds.len());
        self.kinds.push(text.to_owned());
        Some(self.kinds.len() - 1)
    }

    fn put(&mut self, place: usize, series: usize, number: Option<Option<Decimal>>) {
        let entry = &mut self.entries[place];
        match (number, entry.cells.get_mut(&series)) {
            (None, Some(Some(count))) => *count += Decimal::ONE,
            (None, _) => {
                entry.cells.insert(series, Some(Decimal::ONE));
            }
            (Some(_), Some(_)) => self.plotted.repeated = Some(entry.named.text.clone()),
            (Some(number), None) => {
                entry.cells.insert(series, number);
            }
        }
    }

    fn take_thing(&mut self, row: &Row<'_>) {
        if self.plotted.things.len() >= MOST_GATHERED {
            self.plotted.overflow = true;
            return;
        }
        let cell = |column: Option<usize>| column.map(|column| row.text(column).unwrap_or_default().to_owned()).unwrap_or_default();
        let day = self.schema.index(&self.block.chart.x).and_then(|column| match value(self.schema, row, column) {
            Value::Date(day) => Some(day),
            Value::DateTime(moment) => Some(moment.date()),
            _ => None,
        });
        self.plotted.things.push(Thing { text: cell(self.names), day, kind: cell(self.series) });
    }

    fn finish(mut self) -> Plotted {
        let mut entries = self.entries;
        let sum = |entry: &Entry| entry.cells.values().flatten().copied().fold(Decimal::ZERO, Decimal::saturating_add);
        let numbers = self.block.axes().numbers;
        match self.sort {
            // By the numbers themselves, which are sums where there are series.
            Some((sort, _)) if sort.column == numbers || (self.plotted.counted && sort.column == "count") => {
                entries.sort_by(|one, other| {
                    let known = |entry: &Entry| entry.cells.values().flatten().next().map_or(Value::Missing, |_| Value::Number(sum(entry)));
                    compare(sort, &known(one), &known(other))
                });
            }
            Some((sort, Some(_))) => entries.sort_by(|one, other| compare(sort, &one.order, &other.order)),
            _ if self.block.chart.mark == ChartMark::Line => entries.sort_by_key(|entry| entry.named.at),
            _ => {}
        }
        if self.block.limit > 0 {
            entries.truncate(usize::try_from(self.block.limit).unwrap_or(usize::MAX));
        }
        // A matrix of thousands by thousands is refused anyway: its head tells.
        let depth = self.kinds.len().max(1);
        if entries.len().saturating_mul(depth) > MOST_GATHERED * 20 {
            entries.truncate(20);
        }
        let counted = self.plotted.counted.then_some(Decimal::ZERO);
        for entry in entries {
            self.plotted.cells.push((0..depth).map(|series| entry.cells.get(&series).copied().flatten().or(counted)).collect());
            self.plotted.names.push(entry.named);
        }
        self.plotted.series = self.kinds;
        self.plotted
    }
}

/// The place of a value in time: a number whose steps are even.
fn time(value: &Value<'_>) -> Option<i64> {
    match value {
        Value::Date(day) => Some(days(*day)),
        Value::DateTime(moment) => Some(days(moment.date())),
        Value::Number(number) => i64::try_from(*number).ok().filter(|_| number.fract().is_zero()),
        Value::Period(text) => match text.split_once('-') {
            Some((year, month)) if !year.is_empty() => Some(year.parse::<i64>().ok()? * 12 + month.parse::<i64>().ok()?),
            _ => text.parse().ok(),
        },
        _ => None,
    }
}

/// Days since some day long past.
fn days(day: jiff::civil::Date) -> i64 {
    (day - jiff::civil::date(1, 1, 1)).get_days().into()
}
