//! The timeline: things that fall due, quarter by quarter.
//!
//! Every thing is one mark of its own, whose shape says how it stands; a row
//! is a stretch of time. Rows grow downwards, so that the same picture fits a
//! phone and a sheet of paper. A line shows up to when the data tells.

use super::Form;
use super::canvas::{Across, Canvas};
use super::key::Key;
use super::measure::{self, TEXT_SIZE};
use super::role::Role;
use super::shape::{Shape, Tone};
use super::svg::Drawing;

/// A timeline. All texts are ready to read.
#[derive(Debug, Clone, Default)]
pub struct Timeline {
    /// Its id on the page; unique there.
    pub id: String,
    /// What it shows, at best the finding itself.
    pub title: String,
    /// The same facts in words.
    pub description: String,
    /// Stretches of time, in order.
    pub periods: Vec<Period>,
    /// The day that the data is told for: the period before which it falls
    /// (the number of periods: behind the last), and its words.
    pub now: Option<(usize, String)>,
    /// What the shapes stand for.
    pub key: Vec<(Look, String)>,
}

/// A stretch of time.
#[derive(Debug, Clone, Default)]
pub struct Period {
    /// Its name: `Quý 1/2025`.
    pub label: String,
    /// How many things fall into it, as people read it.
    pub count: String,
    /// The things.
    pub things: Vec<Thing>,
}

/// A thing that falls due.
#[derive(Debug, Clone)]
pub struct Thing {
    /// How it looks.
    pub look: Look,
    /// What it is.
    pub name: String,
    /// How it stands; may be empty.
    pub state: String,
}

impl Thing {
    /// What it says by itself.
    fn title(&self) -> String {
        if self.state.is_empty() { self.name.clone() } else { format!("{}: {}", self.name, self.state) }
    }
}

/// A shape in a tone.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Look {
    /// Its shape.
    pub shape: Shape,
    /// Its tone.
    pub tone: Tone,
}

const STEP: i32 = 18;
const LINE: i32 = 20;
const ROW_GAP: i32 = 6;

/// Draws a timeline in one form.
pub(super) fn timeline(timeline: &Timeline, form: Form, id: &str) -> Drawing {
    let width = form.width();
    let widest = |texts: &mut dyn Iterator<Item = &String>| texts.map(|text| measure::width(text, f64::from(TEXT_SIZE))).max().unwrap_or(0);
    let names = widest(&mut timeline.periods.iter().map(|period| &period.label)).min(width * 2 / 5) + 10;
    let counts = widest(&mut timeline.periods.iter().map(|period| &period.count)) + 8;
    let each = ((width - names - counts) / STEP).max(1);
    let lines = |period: &Period| (i32::try_from(period.things.len()).unwrap_or(i32::MAX) + each - 1) / each;
    let height_of = |period: &Period| lines(period).max(1) * STEP + ROW_GAP;
    let key = Key::new(timeline.key.iter().map(|(_, text)| text.as_str()), width);
    let now = timeline.now.as_ref().map_or(0, |_| LINE);
    let height = key.height() + 6 + timeline.periods.iter().map(height_of).sum::<i32>() + now;
    let canvas = Canvas::new((width, height), id);
    let mut shapes: Vec<Shape> = timeline.periods.iter().flat_map(|period| &period.things).map(|thing| thing.look.shape).collect();
    shapes.extend(timeline.key.iter().map(|(look, _)| look.shape));
    shapes.sort();
    shapes.dedup();
    shapes.iter().for_each(|shape| shape.define(&canvas));
    key.draw(&canvas, 0, |entry, at| {
        let look = timeline.key[entry].0;
        canvas.put(Role::Symbol.of(look.tone.series()), look.shape.name(), at);
    });
    let mut y = key.height() + 6;
    for (number, period) in timeline.periods.iter().enumerate() {
        y += draw_now(&canvas, timeline, number, y, width);
        canvas.line(Role::Grid, &[(0, y), (width, y)]);
        let first = y + ROW_GAP / 2 + STEP / 2;
        canvas.text(Role::Label, &measure::fit(&period.label, f64::from(TEXT_SIZE), names - 6), (0, first), Across::Left);
        for (place, thing) in (0..).zip(&period.things) {
            let at = (names + place % each * STEP + STEP / 2, first + place / each * STEP);
            canvas.datum(&thing.title(), "", || canvas.put(Role::Symbol.of(thing.look.tone.series()), thing.look.shape.name(), at));
        }
        canvas.text(Role::Value, &period.count, (width, first), Across::Right);
        y += height_of(period);
    }
    draw_now(&canvas, timeline, timeline.periods.len(), y, width);
    canvas.finish()
}

/// Draws the line of today if it falls before this period; gives its height.
fn draw_now(canvas: &Canvas, timeline: &Timeline, number: usize, y: i32, width: i32) -> i32 {
    let Some((_, text)) = timeline.now.as_ref().filter(|(before, _)| *before == number) else { return 0 };
    canvas.line(Role::Now, &[(0, y + LINE / 2), (width, y + LINE / 2)]);
    let text = measure::fit(text, f64::from(TEXT_SIZE), width - 16);
    let right = measure::width(&text, f64::from(TEXT_SIZE)) + 6;
    canvas.rect(Role::Plate, (0, y + 1), (right, y + LINE - 1));
    canvas.text(Role::Now, &text, (0, y + LINE / 2), Across::Left);
    LINE
}
