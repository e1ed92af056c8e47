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
mod sheet;
mod style;
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

use sheet::Head;
pub use sheet::Paper;
pub use style::Style;
pub use svg::Drawing;

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

    fn draw(&self, form: Form, id: &str, tick: &dyn Fn(Decimal) -> String) -> Drawing {
        match self {
            Chart::Bullet(chart) => bullet::bullet(chart, form, id),
            Chart::Timeline(chart) => timeline::timeline(chart, form, id),
            Chart::Grid(chart) => match chart.look {
                Look::Lines => line::lines(chart, form, id, tick),
                Look::Heat => heat::heat(chart, form, id, tick),
                Look::Bars | Look::Stacked | Look::Dots => rows::rows(chart, form, id, tick),
            },
        }
    }

    /// Its id on the page in the wide form.
    fn wide_id(&self) -> String {
        format!("{}-w", self.words().0)
    }

    /// The shapes of the wide form, which [`inline`] and [`alone`] both show.
    /// `tick` writes the round numbers of axes.
    pub fn wide(&self, tick: &dyn Fn(Decimal) -> String) -> Drawing {
        self.draw(Form::Wide, &self.wide_id(), tick)
    }
}

/// Appends a chart for a page: an `<svg>` for narrow and one for wide places, of
/// which the style sheet shows one. `tick` writes the round numbers of axes.
pub fn inline(chart: &Chart, wide: &Drawing, tick: &dyn Fn(Decimal) -> String, html: &mut String) {
    let (id, title, description) = chart.words();
    let head = Head { class: "narrow", id, described_by: None, title, description };
    chart.draw(Form::Narrow, id, tick).on_page(&head, html);
    // Of two forms one is seen; the words are the same, and may be a page long.
    wide.on_page(&Head { class: "wide", id: &chart.wide_id(), described_by: Some(id), ..head }, html);
}

/// The name of a drawing that stands alone. Who asks for it by its name, as
/// `….svg#light`, has it light in every scheme; the style sheet sees to that.
const LIGHT: &str = "light";

/// Draws a chart as a file of its own: its title above it, its source below,
/// and its style inside.
pub fn alone(chart: &Chart, wide: &Drawing, paper: &Paper<'_>) -> String {
    let (_, title, description) = chart.words();
    let head = Head { class: "alone", id: LIGHT, described_by: None, title, description };
    wide.on_paper(&head, paper)
}
