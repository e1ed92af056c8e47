//! Rows: bars, grouped and stacked bars, and dots, one name under the other.
//!
//! Horizontal, because names are long. In the narrow form a name stands above
//! its bars, in the wide one beside them. Bars begin at zero, whatever the
//! numbers; what is not known has no bar, and says so.

use super::Form;
use super::bullet::{Reading, centred};
use super::canvas::{Across, Canvas};
use super::grid::{Grid, Look, count, width, wrap};
use super::key::Key;
use super::role::Role;
use super::scale::Scale;
use super::shape::Shape;
use super::svg::Drawing;
use crate::model::value::Decimal;

const LINE: i32 = 20;
const GAP: i32 = 12;
const NAME_LINES: usize = 3;
/// A number wider than this stands in the name.
const WIDEST_NUMBER: i32 = 150;
/// Names beside bars take no more than this.
const WIDEST_NAME: i32 = 260;

/// Where the numbers stand: the same place for all.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Numbers {
    /// At the bar's end.
    Beside,
    /// In a column at the right, where no mark crosses them.
    Column,
    /// With the name, when they are too long for either.
    InNames,
}

/// Draws a grid as rows in one form.
pub(super) fn rows(grid: &Grid, form: Form, id: &str, tick: &dyn Fn(Decimal) -> String) -> Drawing {
    let rows = Rows::new(grid, form);
    let canvas = Canvas::new((rows.width, rows.height()), id);
    if grid.has_series() && grid.look == Look::Dots {
        (0..grid.depth()).for_each(|series| shape(series).define(&canvas));
    } else if grid.look == Look::Dots {
        shape(0).define(&canvas);
    }
    let mut top = rows.draw_head(&canvas);
    let bottom = rows.height() - rows.foot();
    if rows.foot() > 0 {
        rows.draw_axis(&canvas, (top, bottom), tick);
    }
    let mut zeros = Vec::with_capacity(rows.rows.len());
    for row in &rows.rows {
        rows.draw_row(&canvas, row, top);
        let strip = rows.strip(row, top);
        zeros.push((strip, strip + rows.body()));
        top += row.height;
    }
    if grid.look != Look::Dots {
        canvas.uprights(Role::Axis, rows.scale.at(Decimal::ZERO), &zeros);
    }
    for (row, strip) in rows.rows.iter().zip(zeros) {
        rows.draw_goal(&canvas, row.name, strip);
    }
    if let Some(goal) = &grid.goal {
        let x = rows.scale.at(goal.value);
        canvas.line(Role::Mark, &[(x, rows.head() - 3), (x, bottom - GAP + 3)]);
    }
    canvas.finish()
}

/// The shape of a series of dots.
pub(super) fn shape(series: usize) -> Shape {
    Shape::Plain(u8::try_from(series % 8).expect("below eight"))
}

struct Rows<'a> {
    grid: &'a Grid,
    form: Form,
    width: i32,
    /// Where bars may begin and end.
    from: i32,
    to: i32,
    numbers: Numbers,
    /// The width of the widest number.
    number: i32,
    scale: Scale,
    key: Key<'a>,
    rows: Vec<Row>,
}

/// A name laid out.
struct Row {
    name: usize,
    lines: Vec<String>,
    height: i32,
}

impl<'a> Rows<'a> {
    fn new(grid: &'a Grid, form: Form) -> Self {
        let width_of_all = form.width();
        let widest = grid.widest_number();
        let number = widest + 8;
        let marked = grid.goal.is_some() || grid.names.iter().any(|name| name.goal.is_some());
        let numbers = match grid.look {
            _ if number > WIDEST_NUMBER => Numbers::InNames,
            Look::Dots if grid.has_series() => Numbers::InNames,
            Look::Dots => Numbers::Column,
            _ if marked && !grid.has_series() => Numbers::Column,
            _ => Numbers::Beside,
        };
        let wide = form == Form::Wide;
        let from = if wide { grid.names.iter().map(|name| width(&name.text)).max().unwrap_or(0).min(WIDEST_NAME) + 18 } else { 2 };
        let room = |is_of_side: fn(&Decimal) -> bool| {
            let of_side = grid.cells.iter().flatten().flatten().filter(|reading| is_of_side(&reading.value));
            of_side.map(|reading| width(&reading.text) + 8).max().unwrap_or(0)
        };
        let (left, right) = match numbers {
            Numbers::Beside if grid.numbers().any(|value| value < Decimal::ZERO) => {
                (room(|value| *value < Decimal::ZERO), room(|value| *value >= Decimal::ZERO))
            }
            Numbers::Beside => (0, number),
            Numbers::Column if wide => (0, number + 4),
            Numbers::Column | Numbers::InNames => (0, 4),
        };
        let (from, to) = (from + left, width_of_all - right.max(2));
        let base = grid.from.filter(|_| grid.look == Look::Dots).unwrap_or_default();
        let scale = match grid.look {
            Look::Dots => Scale::rounded(grid.numbers(), base, (from + 6, to - 6), 4),
            _ => Scale::new(grid.numbers(), base, (from, to)),
        };
        let key = Key::new(grid.series.iter().filter(|_| grid.has_series()).map(String::as_str), width_of_all);
        let mut rows = Self { grid, form, width: width_of_all, from, to, numbers, number: widest, scale, key, rows: Vec::new() };
        rows.rows = (0..grid.names.len()).map(|name| rows.row(name)).collect();
        rows
    }

    fn row(&self, name: usize) -> Row {
        let (text, wide) = (&self.grid.names[name].text, self.form == Form::Wide);
        let own = self.grid.cell(name, 0).map_or(self.grid.missing.as_str(), |reading| reading.text.as_str());
        let text = match self.numbers {
            Numbers::InNames if !self.grid.has_series() => &format!("{text}: {own}"),
            _ => text,
        };
        let number = if self.numbers == Numbers::Column { self.number + 12 } else { 0 };
        let room = if wide { WIDEST_NAME } else { self.width - 2 - number };
        let lines = wrap(text, room, NAME_LINES);
        let names = count(lines.len()) * LINE;
        let body = self.body() + if self.grid.names[name].goal.is_some() { LINE } else { 0 };
        Row { name, lines, height: if wide { names.max(body) } else { names + body } + GAP }
    }

    /// The height of a name's bars.
    fn body(&self) -> i32 {
        match self.grid.look {
            Look::Stacked => 22,
            Look::Dots => 18,
            _ if self.grid.has_series() => count(self.grid.depth()) * 18,
            _ => 16,
        }
    }

    fn head(&self) -> i32 {
        let unit = if self.grid.unit.is_empty() { 0 } else { LINE };
        unit + self.key.height() + if self.grid.goal.is_some() { LINE + 2 } else { 0 } + 4
    }

    fn foot(&self) -> i32 {
        if self.grid.look == Look::Dots { LINE + 4 } else { 0 }
    }

    fn height(&self) -> i32 {
        self.head() + self.rows.iter().map(|row| row.height).sum::<i32>() + self.foot()
    }

    /// What stands above the rows; gives where they begin.
    fn draw_head(&self, canvas: &Canvas) -> i32 {
        let mut y = 0;
        if !self.grid.unit.is_empty() {
            canvas.text(Role::Unit, &self.grid.unit, (0, LINE / 2), Across::Left);
            y += LINE;
        }
        self.key.draw(canvas, y, |series, (x, y)| {
            if self.grid.look == Look::Dots {
                canvas.put(Role::Point.of(series), shape(series).name(), (x, y));
            } else {
                canvas.rect(Role::Bar.of(series), (x - 7, y - 7), (x + 7, y + 7));
                canvas.pattern(series, (x - 7, y - 7), (x + 7, y + 7));
            }
        });
        y += self.key.height();
        if let Some(goal) = &self.grid.goal {
            centred(canvas, Role::MarkLabel, &goal.text, self.scale.at(goal.value), y + LINE / 2, self.width);
        }
        self.head()
    }

    fn draw_axis(&self, canvas: &Canvas, (top, bottom): (i32, i32), tick: &dyn Fn(Decimal) -> String) {
        for value in self.scale.ticks(if self.form == Form::Wide { 6 } else { 3 }) {
            let x = self.scale.at(value);
            canvas.line(Role::Grid, &[(x, top), (x, bottom)]);
            centred(canvas, Role::Tick, &tick(value), x, bottom + LINE / 2, self.width);
        }
    }

    /// Where the bars of a row begin.
    fn strip(&self, row: &Row, top: i32) -> i32 {
        if self.form == Form::Wide { top } else { top + count(row.lines.len()) * LINE }
    }

    fn draw_row(&self, canvas: &Canvas, row: &Row, top: i32) {
        // Beside its bars the first line stands at their height.
        let first = top + if self.form == Form::Wide { self.body().min(16) / 2 } else { LINE / 2 };
        for (line, y) in row.lines.iter().zip((0..).map(|line| first + line * LINE)) {
            canvas.text(Role::Label, line, (0, y), Across::Left);
        }
        let strip = self.strip(row, top);
        if self.grid.look == Look::Dots {
            let known = self.grid.cells[row.name].iter().any(Option::is_some);
            canvas.line(if known { Role::Track } else { Role::Gap }, &[(self.from, strip + 9), (self.to, strip + 9)]);
        }
        if self.grid.look == Look::Stacked {
            self.draw_stack(canvas, row.name, strip);
        } else {
            for series in 0..self.grid.depth() {
                let y = if self.grid.has_series() && self.grid.look == Look::Bars { strip + count(series) * 18 } else { strip };
                self.draw_datum(canvas, row, series, (top, y));
            }
        }
    }

    /// What the value of a name is held against, across its bars.
    fn draw_goal(&self, canvas: &Canvas, name: usize, (from, to): (i32, i32)) {
        if let Some(goal) = &self.grid.names[name].goal {
            let x = self.scale.at(goal.value);
            canvas.line(Role::Mark, &[(x, from - 2), (x, to + 2)]);
            centred(canvas, Role::MarkLabel, &goal.text, x, to + LINE / 2 + 2, self.width);
        }
    }

    fn draw_datum(&self, canvas: &Canvas, row: &Row, series: usize, (top, y): (i32, i32)) {
        let reading = self.grid.cell(row.name, series);
        let title = self.grid.datum_title(row.name, series);
        canvas.datum(&title, &self.grid.datum_value(row.name, series), || {
            match (reading, self.grid.look) {
                (Some(reading), Look::Dots) => {
                    canvas.put(Role::Point.of(series), shape(series).name(), (self.scale.at(reading.value), y + 9));
                }
                (None, Look::Dots) => {}
                (Some(reading), _) => self.draw_bar(canvas, reading, series, y),
                (None, _) => {
                    if let Some(goal) = &self.grid.names[row.name].goal {
                        let (zero, end) = (self.scale.at(Decimal::ZERO), self.scale.at(goal.value));
                        canvas.rect(Role::Reach, (zero, y - 4), (end, y + 20));
                        canvas.line(Role::Awaited, &[(zero, y + 8), (end, y + 8)]);
                    }
                }
            }
            self.draw_number(canvas, reading, (top, y));
        });
    }

    fn draw_bar(&self, canvas: &Canvas, reading: &Reading, series: usize, y: i32) {
        let (zero, end) = (self.scale.at(Decimal::ZERO), self.scale.at(reading.value));
        let thickness = if self.grid.has_series() { 15 } else { 16 };
        let corners = ((zero, y), (end, y + thickness));
        if self.grid.has_series() {
            canvas.rect(Role::Bar.of(series), corners.0, corners.1);
            canvas.pattern(series, (zero.min(end), y), (zero.max(end), y + thickness));
        } else {
            canvas.rect(if reading.value < Decimal::ZERO { Role::Negative } else { Role::Bar }, corners.0, corners.1);
        }
    }

    fn draw_number(&self, canvas: &Canvas, reading: Option<&Reading>, (top, y): (i32, i32)) {
        let (role, text) = reading.map_or((Role::Gap, self.grid.missing.as_str()), |reading| (Role::Value, reading.text.as_str()));
        match self.numbers {
            Numbers::Beside => {
                let value = reading.map(|reading| reading.value).unwrap_or_default();
                let (end, middle) = (self.scale.at(value), y + 8);
                if value < Decimal::ZERO {
                    canvas.text(role, text, (end - 5, middle), Across::Right);
                } else {
                    canvas.text(role, text, (end + 5, middle), Across::Left);
                }
            }
            Numbers::Column if self.form == Form::Wide => canvas.text(role, text, (self.width, y + 8), Across::Right),
            Numbers::Column => canvas.text(role, text, (self.width, top + LINE / 2), Across::Right),
            Numbers::InNames => {}
        }
    }

    fn draw_stack(&self, canvas: &Canvas, name: usize, y: i32) {
        let mut sum = Decimal::ZERO;
        for series in 0..self.grid.depth() {
            let Some(reading) = self.grid.cell(name, series).filter(|reading| reading.value > Decimal::ZERO) else { continue };
            let begin = self.scale.at(sum);
            sum = sum.saturating_add(reading.value);
            let end = self.scale.at(sum);
            canvas.datum(&self.grid.datum_title(name, series), &self.grid.datum_value(name, series), || {
                canvas.rect(Role::Bar.of(series), (begin, y), (end, y + 22));
                canvas.pattern(series, (begin, y), (end, y + 22));
                let room = width(&reading.text) + 8;
                if end - begin > room + 6 {
                    let middle = i32::midpoint(begin, end);
                    canvas.rect(Role::Plate, (middle - room / 2, y + 2), (middle + room / 2, y + 20));
                    canvas.text(Role::Value, &reading.text, (middle, y + 11), Across::Middle);
                }
            });
        }
        let (role, text) = match self.grid.totals.get(name) {
            Some(total) if self.grid.cells[name].iter().any(Option::is_some) => (Role::Value, total.text.as_str()),
            _ => (Role::Gap, self.grid.missing.as_str()),
        };
        canvas.text(role, text, (self.scale.at(sum) + 5, y + 11), Across::Left);
    }
}
