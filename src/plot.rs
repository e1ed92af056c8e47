//! Plot: what a chart or table block takes from its table.
//!
//! Rows are streamed, filtered, put in order and gathered by name and series.
//! What is kept is bounded by what a picture can hold, never by the table.
//! Used twice: by the check that a chart is honest, and by whoever draws it.
//! Knows no words: names stay the cells they come from.

mod gather;
mod order;

use std::collections::BTreeSet;

use jiff::civil::Date;

pub use gather::{plot, rows};

use crate::model::block::{Block, ChartMark};
use crate::model::dataset::Resource;
use crate::model::value::{Decimal, Value};

/// More names than this are not gathered, more things not listed.
pub const MOST_GATHERED: usize = 2_000;

/// What a chart shows.
#[derive(Debug, Clone, Default)]
pub struct Plotted {
    /// What there are numbers of, in order.
    pub names: Vec<Named>,
    /// The series; one without a text when there is only one.
    pub series: Vec<String>,
    /// Numbers by name, then by series.
    pub cells: Vec<Vec<Option<Decimal>>>,
    /// Whether the numbers are counts of rows.
    pub counted: bool,
    /// Codes of units that the rows of the numbers name.
    pub units: BTreeSet<String>,
    /// A name that has two numbers in one series.
    pub repeated: Option<String>,
    /// Whether there were more names or series than are gathered.
    pub overflow: bool,
    /// Things by their day, for a timeline.
    pub things: Vec<Thing>,
}

/// A name of a chart.
#[derive(Debug, Clone, Default)]
pub struct Named {
    /// The cell as it stands in the table.
    pub text: String,
    /// Its place in time, in days, months, or years.
    pub at: Option<i64>,
    /// What its number is held against.
    pub goal: Option<Decimal>,
}

/// A thing of a timeline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Thing {
    /// The cell of its name.
    pub text: String,
    /// Its day.
    pub day: Option<Date>,
    /// The cell of its kind.
    pub kind: String,
}

impl Plotted {
    /// The sum of a name's numbers, for stacked bars.
    pub fn total(&self, name: usize) -> Decimal {
        self.cells[name].iter().flatten().copied().fold(Decimal::ZERO, Decimal::saturating_add)
    }

    /// Whether nothing is known at all.
    pub fn is_empty(&self) -> bool {
        self.things.is_empty() && self.cells.iter().flatten().all(Option::is_none)
    }

    /// Whether a line would have to cross a time without a value.
    pub fn has_gap(&self) -> bool {
        let step = self.names.windows(2).filter_map(|pair| Some(pair[1].at? - pair[0].at?)).filter(|step| *step > 0).min();
        let is_late = |from: usize, to: usize| match (step, self.names[from].at, self.names[to].at) {
            (Some(step), Some(from), Some(to)) => to - from > step + step / 2,
            _ => false,
        };
        (0..self.series.len().max(1)).any(|series| {
            let known: Vec<usize> = (0..self.names.len()).filter(|name| self.cells[*name][series].is_some()).collect();
            known.windows(2).any(|pair| pair[1] - pair[0] > 1 || is_late(pair[0], pair[1]))
        })
    }
}

/// What the numbers of a chart count, as far as the table says: the code that
/// all its rows name, else what the column itself says. What the block says
/// comes before either.
pub fn unit(block: &Block, resource: &Resource, plotted: &Plotted) -> Option<String> {
    if !block.chart.unit.is_empty() {
        return Some(block.chart.unit.clone());
    }
    if plotted.counted {
        return None;
    }
    plotted.units.first().cloned().or_else(|| column_unit(block, resource))
}

/// The unit of a column: the well-known ones, and the property `unit`.
fn column_unit(block: &Block, resource: &Resource) -> Option<String> {
    let column = block.axes().numbers;
    if resource.well_known == Some("budget") && column == "amount" {
        return Some("vnd".into());
    }
    resource.schema.field(column)?.details.custom.get("unit")?.as_str().map(str::to_owned)
}

/// How many names and series a reader can still tell apart.
pub fn bounds(mark: ChartMark) -> (usize, usize) {
    match mark {
        ChartMark::Bar | ChartMark::Bullet | ChartMark::Dot => (60, 6),
        ChartMark::Grouped | ChartMark::Stacked => (40, 6),
        ChartMark::Line => (400, 6),
        ChartMark::Heat => (80, 12),
        ChartMark::Timeline => (MOST_GATHERED, 8),
    }
}

/// A value that another comes before or behind.
type Key = Value<'static>;
