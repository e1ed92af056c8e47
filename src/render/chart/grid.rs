//! The grid: names by series, the common form of bars, dots, lines and heat
//! tables.

use super::bullet::Reading;
use super::measure::{self, TEXT_SIZE};
use crate::model::value::Decimal;

/// How a grid is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Look {
    /// A horizontal bar per name; with several series, a group of them.
    #[default]
    Bars,
    /// A bar per name, its series behind each other.
    Stacked,
    /// A point per name and series.
    Dots,
    /// Lines over the names, which are times in order.
    Lines,
    /// A table of cells, the fuller the darker.
    Heat,
}

/// Numbers by name and series. All texts are ready to read.
#[derive(Debug, Clone, Default)]
pub struct Grid {
    /// Its id on the page; unique there.
    pub id: String,
    /// What it shows, at best the finding itself.
    pub title: String,
    /// The same facts in words.
    pub description: String,
    /// How it is drawn.
    pub look: Look,
    /// What the numbers count; stands above the chart unless empty.
    pub unit: String,
    /// What there are numbers of, in order.
    pub names: Vec<Name>,
    /// The series; one without a name when there is only one.
    pub series: Vec<String>,
    /// By name, then by series; `None`: not known.
    pub cells: Vec<Vec<Option<Reading>>>,
    /// What is said where nothing is known.
    pub missing: String,
    /// What is said where a count is nothing; empty where a zero is a number
    /// that somebody stated.
    pub none: String,
    /// What all values are held against.
    pub goal: Option<Reading>,
    /// Sums of the names, for stacked bars.
    pub totals: Vec<Reading>,
    /// The whole that numbers are shares of: the scale reaches at least so far.
    pub whole: Option<Decimal>,
    /// Where the scale of points and lines begins; bars begin at zero.
    pub from: Option<Decimal>,
}

/// What a number is of.
#[derive(Debug, Clone, Default)]
pub struct Name {
    /// Its name.
    pub text: String,
    /// Where it stands in time, in steps of any length; its place in the list
    /// where there is no time.
    pub at: Option<i64>,
    /// What its own value is held against.
    pub goal: Option<Reading>,
}

impl Grid {
    /// All numbers that a scale has to hold.
    pub(super) fn numbers(&self) -> impl Iterator<Item = Decimal> + '_ {
        let known = self.cells.iter().flatten().flatten().map(|reading| reading.value);
        let goals = self.names.iter().filter_map(|name| name.goal.as_ref()).chain(&self.goal).map(|goal| goal.value);
        let totals = self.totals.iter().map(|total| total.value);
        known.chain(goals).chain(totals).chain(self.whole)
    }

    /// The reading of a name in a series.
    pub(super) fn cell(&self, name: usize, series: usize) -> Option<&Reading> {
        self.cells.get(name)?.get(series)?.as_ref()
    }

    /// Whether a reading is the count of what is not there.
    pub fn is_nothing(&self, reading: &Reading) -> bool {
        !self.none.is_empty() && reading.value.is_zero()
    }

    /// How many series there are.
    pub(super) fn depth(&self) -> usize {
        self.series.len().max(1)
    }

    /// Whether the series have to be told apart.
    pub(super) fn has_series(&self) -> bool {
        self.series.len() > 1
    }

    /// What a datum says by itself.
    pub(super) fn datum_title(&self, name: usize, series: usize) -> String {
        let value = match self.cell(name, series) {
            Some(reading) if self.is_nothing(reading) => self.none.as_str(),
            Some(reading) => reading.text.as_str(),
            None => self.missing.as_str(),
        };
        let mut title = self.names[name].text.clone();
        if let Some(series) = self.series.get(series).filter(|series| !series.is_empty()) {
            title = format!("{title}, {series}");
        }
        match (self.names[name].goal.as_ref().or(self.goal.as_ref()), value.is_empty()) {
            (Some(goal), false) => format!("{title}: {value} ({})", goal.text),
            (Some(goal), true) => format!("{title}: {}", goal.text),
            (None, _) => format!("{title}: {value}"),
        }
    }

    /// The number of a datum in plain digits; empty when it is not known.
    pub(super) fn datum_value(&self, name: usize, series: usize) -> String {
        self.cell(name, series).map(|reading| plain(reading.value)).unwrap_or_default()
    }

    /// The widest of the numbers' texts.
    pub(super) fn widest_number(&self) -> i32 {
        let texts = self.cells.iter().flatten().flatten().chain(&self.totals).map(|reading| reading.text.as_str());
        let missing = self.cells.iter().flatten().any(Option::is_none).then_some(self.missing.as_str());
        texts.chain(missing).map(width).max().unwrap_or(0)
    }
}

/// A number in plain digits.
fn plain(number: Decimal) -> String {
    let number = number.normalize();
    // Most are whole, and several times as fast to write as such.
    match i64::try_from(number) {
        Ok(whole) if number.scale() == 0 => itoa::Buffer::new().format(whole).to_owned(),
        _ => number.to_string(),
    }
}

/// The width of a text of the chart.
pub(super) fn width(text: &str) -> i32 {
    measure::width(text, f64::from(TEXT_SIZE))
}

/// A text broken into lines no wider than `room`.
pub(super) fn wrap(text: &str, room: i32, most: usize) -> Vec<String> {
    measure::wrap(text, f64::from(TEXT_SIZE), room, most)
}

/// How many of something, in pixels' type.
pub(super) fn count(many: usize) -> i32 {
    i32::try_from(many).unwrap_or(i32::MAX / 1000)
}
