//! Blocks: what a fenced `chart` or `table` of a page asks for, or a chart of a
//! dataset's descriptor.

use std::collections::BTreeMap;

use super::filter::Filter;
use super::lang::{Lang, Languages, Text};
use super::schema::Schema;
use super::value::Decimal;

/// How the name of a column ends that stands for one per language.
const PER_LANGUAGE: &str = "_*";

/// A fenced `chart` or `table` block.
#[derive(Debug, Clone)]
pub struct Block {
    /// What it draws.
    pub kind: BlockKind,
    /// The table it reads: `dataset/table`.
    pub resource: String,
    /// `title`, in the language of its page or in several.
    pub title: Text,
    /// `filter`: which rows are meant, and where it begins in the file.
    pub filter: Option<(Filter, usize)>,
    /// `sort`: the column by which rows are sorted.
    pub sort: Option<Sort>,
    /// `limit`: how many names or rows at most; 0: not said.
    pub limit: u64,
    /// `columns` of a table; empty: all.
    pub columns: Vec<String>,
    /// What only a chart says.
    pub chart: ChartSpec,
    /// Bytes of the file that the block's text stands in.
    pub span: (usize, usize),
    /// Bytes of the values, by their keys.
    pub places: BTreeMap<String, (usize, usize)>,
    /// Whether its filter could not be read, which has been told: nobody knows
    /// which rows are meant.
    pub is_unfiltered: bool,
}

/// A chart that a descriptor names for its dataset's page (`congbo.charts[]`).
#[derive(Debug, Clone)]
pub struct OwnChart {
    /// What is asked for.
    pub block: Block,
    /// The same as it was given, which is how it is published.
    pub given: serde_json::Value,
}

/// What only a chart says.
#[derive(Debug, Clone, Default)]
pub struct ChartSpec {
    /// `mark`
    pub mark: ChartMark,
    /// `name`: part of the addresses of its files; else its number on the page.
    pub name: String,
    /// Its number among the charts of the page, from 1.
    pub number: usize,
    /// `x`: column along the width.
    pub x: String,
    /// `y`: column along the height.
    pub y: String,
    /// `color`: column of the series; empty: one series.
    pub color: String,
    /// `value`: column of the numbers of a heat table; empty: rows are counted.
    pub value: String,
    /// `unit`: what the numbers count.
    pub unit: String,
    /// `target`: what values are held against.
    pub target: Option<Goal>,
    /// `from`: where the scale begins.
    pub from: Option<Decimal>,
    /// `gaps = "bridge"`: the author asks for lines across what is not known.
    pub bridge: bool,
}

/// What values are held against.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Goal {
    /// One number for all.
    Number(Decimal),
    /// A column of numbers.
    Column(String),
}

/// The order of what is shown.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sort {
    /// The column.
    pub column: String,
    /// Whether the greatest comes first: `-column`.
    pub descending: bool,
}

/// What a fenced block draws.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum BlockKind {
    /// A chart.
    Chart,
    /// A table.
    Table,
}

/// The kinds of charts that authors may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum ChartMark {
    /// `bar`: a bar per row, or per name when rows are counted.
    #[default]
    Bar,
    /// `grouped`: bars of several series side by side.
    Grouped,
    /// `stacked`: bars of several series behind each other.
    Stacked,
    /// `dot`: points.
    Dot,
    /// `bullet`: bars, each against a target of its own.
    Bullet,
    /// `line`: values over time.
    Line,
    /// `heat`: a table of cells, the fuller the darker.
    Heat,
    /// `timeline`: things by the quarter of their day.
    Timeline,
}

impl ChartMark {
    /// All of them, in the order of the manual.
    pub const ALL: [ChartMark; 8] = [
        ChartMark::Bar,
        ChartMark::Grouped,
        ChartMark::Stacked,
        ChartMark::Dot,
        ChartMark::Bullet,
        ChartMark::Line,
        ChartMark::Heat,
        ChartMark::Timeline,
    ];

    /// The word in `mark`.
    pub fn word(self) -> &'static str {
        match self {
            ChartMark::Bar => "bar",
            ChartMark::Grouped => "grouped",
            ChartMark::Stacked => "stacked",
            ChartMark::Dot => "dot",
            ChartMark::Bullet => "bullet",
            ChartMark::Line => "line",
            ChartMark::Heat => "heat",
            ChartMark::Timeline => "timeline",
        }
    }

    /// The kind with this word.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|mark| mark.word() == word)
    }

    /// Whether lengths stand for numbers, so that the scale begins at zero.
    pub fn is_bar(self) -> bool {
        matches!(self, ChartMark::Bar | ChartMark::Grouped | ChartMark::Stacked | ChartMark::Bullet)
    }

    /// Whether it needs a column of series.
    pub fn needs_series(self) -> bool {
        matches!(self, ChartMark::Grouped | ChartMark::Stacked)
    }
}

impl Block {
    /// The block as readers of a language see it: where it names a column per
    /// language (`name_*`), theirs, else the first of the portal's languages that
    /// the table has.
    #[must_use]
    pub fn told_in(&self, lang: Lang, languages: &Languages, schema: &Schema) -> Self {
        let mut block = self.clone();
        let ChartSpec { x, y, color, value, target, .. } = &mut block.chart;
        let goal = if let Some(Goal::Column(column)) = target { Some(column) } else { None };
        let sort = block.sort.as_mut().map(|sort| &mut sort.column);
        for column in [x, y, color, value].into_iter().chain(goal).chain(sort).chain(&mut block.columns) {
            let Some(stem) = column.strip_suffix(PER_LANGUAGE) else { continue };
            let mut all = std::iter::once(lang).chain(languages.iter()).map(|lang| format!("{stem}_{}", lang.as_str()));
            if let Some(found) = all.find(|name| schema.index(name).is_some()) {
                *column = found;
            }
        }
        block
    }

    /// Forgets where it stands in its file. What is told of it has been told.
    pub fn forget_places(&mut self) {
        self.places.clear();
        self.span = (0, 0);
        if let Some((_, start)) = &mut self.filter {
            *start = 0;
        }
    }

    /// The column of the names, of the series and of the numbers; empty where
    /// there is none.
    pub fn axes(&self) -> Axes<'_> {
        let chart = &self.chart;
        match chart.mark {
            ChartMark::Line => Axes { names: &chart.x, series: &chart.color, numbers: &chart.y },
            ChartMark::Heat => Axes { names: &chart.y, series: &chart.x, numbers: &chart.value },
            ChartMark::Timeline => Axes { names: &chart.y, series: &chart.color, numbers: "" },
            _ => Axes { names: &chart.y, series: &chart.color, numbers: &chart.x },
        }
    }

    /// The part of its files' addresses that is its own.
    pub fn file_name(&self) -> String {
        if self.chart.name.is_empty() { format!("chart-{}", self.chart.number) } else { self.chart.name.clone() }
    }
}

/// The columns of a chart by their part in it.
#[derive(Debug, Clone, Copy)]
pub struct Axes<'a> {
    /// What there are numbers of.
    pub names: &'a str,
    /// Series.
    pub series: &'a str,
    /// Numbers; empty: rows are counted.
    pub numbers: &'a str,
}
