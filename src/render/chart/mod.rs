//! Charts: numbers drawn as semantic SVG.
//!
//! The only place that names the drawing library plotters, which does scales
//! and shapes; `backend.rs` turns its calls into SVG that a style sheet colours
//! and a screen reader understands. A chart is drawn in a narrow and in a wide
//! form, each laid out for its width, so that nothing is ever scaled down.
//! Knows nothing of plans, languages or pages: every word comes from the
//! caller, already formatted.

mod backend;
mod bar;
mod bullet;
mod canvas;
mod data;
mod grid;
mod heat;
mod key;
mod line;
mod measure;
mod role;
mod rows;
mod scale;
mod shape;
mod svg;
mod timeline;
#[cfg(test)]
mod tests;

pub use bar::{Bar, BarItem, Mark};
pub use bullet::{Bullet, Reading, Wanted, bullet_row};
pub use data::data;
pub use grid::{Grid, Look, Name};
pub use shape::{Shape, Tone};
pub use timeline::{Look as ThingLook, Period, Thing, Timeline};

use svg::Head;
pub use svg::Paper;

use crate::model::value::Decimal;

/// A chart that stands in a figure of its own.
#[derive(Debug, Clone)]
pub enum Chart {
    /// One value against what has to be reached.
    Bullet(Box<Bullet>),
    /// Things that fall due.
    Timeline(Timeline),
    /// Numbers by name and series.
    Grid(Grid),
}

/// For which width a chart is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Form {
    /// A phone: 320 pixels.
    Narrow,
    /// A page: 720 pixels.
    Wide,
}

impl Form {
    fn width(self) -> i32 {
        match self {
            Form::Narrow => 320,
            Form::Wide => 720,
        }
    }
}

impl Chart {
    /// What it shows, at best the finding itself.
    pub fn title(&self) -> &str {
        self.words().1
    }

    /// The same facts in words.
    pub fn description(&self) -> &str {
        self.words().2
    }

    fn words(&self) -> (&str, &str, &str) {
        match self {
            Chart::Bullet(chart) => (&chart.id, &chart.title, &chart.description),
            Chart::Timeline(chart) => (&chart.id, &chart.title, &chart.description),
            Chart::Grid(chart) => (&chart.id, &chart.title, &chart.description),
        }
    }

    fn draw(&self, form: Form, head: &Head<'_>, tick: &dyn Fn(Decimal) -> String) -> String {
        match self {
            Chart::Bullet(chart) => bullet::bullet(chart, form, head),
            Chart::Timeline(chart) => timeline::timeline(chart, form, head),
            Chart::Grid(chart) => match chart.look {
                Look::Lines => line::lines(chart, form, head, tick),
                Look::Heat => heat::heat(chart, form, head, tick),
                Look::Bars | Look::Stacked | Look::Dots => rows::rows(chart, form, head, tick),
            },
        }
    }
}

/// Draws a chart for a page: an `<svg>` for narrow and one for wide places, of
/// which the style sheet shows one. `tick` writes the round numbers of axes.
pub fn inline(chart: &Chart, tick: &dyn Fn(Decimal) -> String) -> String {
    let (id, title, description) = chart.words();
    let wide = format!("{id}-w");
    let head = |class, id| Head { class, id, title, description, paper: None };
    let mut both = chart.draw(Form::Narrow, &head("narrow", id), tick);
    both += &chart.draw(Form::Wide, &head("wide", &wide), tick);
    both
}

/// The name of a drawing that stands alone. Who asks for it by its name, as
/// `….svg#light`, has it light in every scheme; the style sheet sees to that.
const LIGHT: &str = "light";

/// Draws a chart as a file of its own: its title above it, its source below,
/// and its style inside.
pub fn alone(chart: &Chart, paper: &Paper<'_>, tick: &dyn Fn(Decimal) -> String) -> String {
    let (_, title, description) = chart.words();
    let head = Head { class: "alone", id: LIGHT, title, description, paper: Some(paper) };
    format!("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n{}\n", chart.draw(Form::Wide, &head, tick))
}
