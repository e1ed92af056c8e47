//! Bars with marks, as views make them: one value per name, perhaps held
//! against a goal of its own.

use super::Chart;
use super::bullet::Reading;
use super::grid::{Grid, Name};
use crate::model::value::Decimal;

/// A bar chart.
#[derive(Debug, Clone, Default)]
pub struct Bar {
    /// Its id on the page; unique there.
    pub id: String,
    /// What it shows, at best the finding itself.
    pub title: String,
    /// The same facts in words, for those who do not see it.
    pub description: String,
    /// What the numbers count; drawn above the bars unless empty.
    pub unit: String,
    /// The whole that the numbers are shares of, such as 100 for per cent: the
    /// scale reaches at least so far, whatever the bars.
    pub whole: Option<Decimal>,
    /// The bars, from top to bottom.
    pub bars: Vec<BarItem>,
}

/// A bar.
#[derive(Debug, Clone, Default)]
pub struct BarItem {
    /// Its name.
    pub label: String,
    /// Its value; `None` when it is not known.
    pub value: Option<Decimal>,
    /// The value as people read it, or that there is none.
    pub text: String,
    /// What the value is held against.
    pub mark: Option<Mark>,
}

/// What a value is held against, such as a target.
#[derive(Debug, Clone, Default)]
pub struct Mark {
    /// Where it stands.
    pub value: Decimal,
    /// Its words: `≥ 80 %`.
    pub text: String,
}

impl From<&Bar> for Chart {
    fn from(chart: &Bar) -> Self {
        Chart::Grid(grid(chart))
    }
}

fn grid(chart: &Bar) -> Grid {
    let name = |item: &BarItem| Name {
        text: item.label.clone(),
        goal: item.mark.as_ref().map(|mark| Reading { value: mark.value, text: mark.text.clone() }),
        at: None,
    };
    let cell = |item: &BarItem| item.value.map(|value| Reading { value, text: item.text.clone() });
    Grid {
        id: chart.id.clone(),
        title: chart.title.clone(),
        description: chart.description.clone(),
        unit: chart.unit.clone(),
        whole: chart.whole,
        names: chart.bars.iter().map(name).collect(),
        cells: chart.bars.iter().map(|item| vec![cell(item)]).collect(),
        ..Grid::default()
    }
}
