//! Lines: values over time, each series a line with marks of its own.
//!
//! What is not known stays a gap: a line never crosses a time without a value.
//! Series are named at the ends of their lines where there is room.

use super::Form;
use super::bullet::centred;
use super::canvas::{Across, At, Canvas};
use super::grid::{Grid, count, width};
use super::key::Key;
use super::measure::{self, TEXT_SIZE};
use super::role::Role;
use super::rows::shape;
use super::scale::Scale;
use super::svg::Drawing;
use crate::model::value::Decimal;

const LINE: i32 = 20;

/// How far the middle of a number stands from its point.
const BESIDE: i32 = 16;

/// A line that rises by this much until a number ends does not touch it yet.
const TOUCHING: i32 = 6;

/// Draws a grid as lines in one form.
pub(super) fn lines(grid: &Grid, form: Form, id: &str, tick: &dyn Fn(Decimal) -> String) -> Drawing {
    let plot = Plot::new(grid, form, tick);
    let canvas = Canvas::new((plot.width, plot.bottom + LINE + 6), id);
    (0..grid.depth()).for_each(|series| shape(series).define(&canvas));
    canvas.text(Role::Unit, &grid.unit, (0, LINE / 2), Across::Left);
    plot.key.draw(&canvas, plot.unit(), |series, at| canvas.put(Role::Point.of(series), shape(series).name(), at));
    plot.axes(&canvas, tick);
    if let Some(goal) = &grid.goal {
        let y = plot.scale.at(goal.value);
        canvas.line(Role::Mark, &[(plot.left, y), (plot.right, y)]);
        let text = measure::fit(&goal.text, f64::from(TEXT_SIZE), plot.right - plot.left - 8);
        let room = width(&text) + 6;
        let up = if y - LINE < plot.top { LINE } else { 0 };
        canvas.rect(Role::Plate, (plot.left + 2, y - LINE + 2 + up), (plot.left + 2 + room, y - 2 + up));
        canvas.text(Role::MarkLabel, &text, (plot.left + 5, y - LINE / 2 + up), Across::Left);
    }
    for series in 0..grid.depth() {
        plot.series(&canvas, series);
    }
    plot.ends(&canvas);
    canvas.finish()
}

struct Plot<'a> {
    grid: &'a Grid,
    width: i32,
    left: i32,
    right: i32,
    top: i32,
    bottom: i32,
    scale: Scale,
    key: Key<'a>,
    /// Whether series are named at the ends of their lines.
    named: bool,
    ticks: usize,
    places: Vec<i32>,
    /// The step between two names that stand next to each other in time.
    step: i64,
}

impl<'a> Plot<'a> {
    fn new(grid: &'a Grid, form: Form, tick: &dyn Fn(Decimal) -> String) -> Self {
        let (all, wide) = (form.width(), form == Form::Wide);
        let longest = grid.series.iter().map(|series| width(series)).max().unwrap_or(0);
        let named = grid.has_series() && wide && longest <= 200;
        let key = Key::new(grid.series.iter().filter(|_| grid.has_series() && !named).map(String::as_str), all);
        let unit = if grid.unit.is_empty() { 0 } else { LINE };
        let ticks = if wide { 6 } else { 4 };
        let top = unit + key.height() + 10;
        let bottom = top + if wide { 260 } else { 190 };
        let base = grid.from.unwrap_or_default();
        let scale = Scale::rounded(grid.numbers(), base, (bottom, top), ticks);
        let left = scale.ticks(ticks).into_iter().map(|value| width(&tick(value))).max().unwrap_or(0) + 8;
        let last = grid.widest_number() / 2 + 2;
        let right = all - if named { longest + 18 } else { 10 };
        let times: Vec<i64> = (0..).zip(&grid.names).map(|(place, name)| name.at.unwrap_or(place)).collect();
        let step = times.windows(2).map(|pair| pair[1] - pair[0]).filter(|step| *step > 0).min().unwrap_or(1);
        let inset = if grid.has_series() { 8 } else { last.clamp(8, 60) };
        let (first, span) =
            (times.first().copied().unwrap_or(0), (times.last().copied().unwrap_or(0) - times.first().copied().unwrap_or(0)).max(1));
        let room = i64::from((right - left - 2 * inset).max(1));
        let place = |time: i64| left + inset + i32::try_from(i128::from(time - first) * i128::from(room) / i128::from(span)).unwrap_or(0);
        let places = if times.len() == 1 { vec![i32::midpoint(left, right)] } else { times.iter().map(|time| place(*time)).collect() };
        Self { grid, width: all, left, right, top, bottom, scale, key, named, ticks, places, step }
    }

    fn unit(&self) -> i32 {
        if self.grid.unit.is_empty() { 0 } else { LINE }
    }

    fn axes(&self, canvas: &Canvas, tick: &dyn Fn(Decimal) -> String) {
        for value in self.scale.ticks(self.ticks) {
            let y = self.scale.at(value);
            let role = if value.is_zero() { Role::Axis } else { Role::Grid };
            canvas.line(role, &[(self.left, y), (self.right, y)]);
            canvas.text(Role::Tick, &tick(value), (self.left - 6, y), Across::Right);
        }
        // Names of times where they do not touch; the last one always.
        let mut free = self.width + 1;
        for (name, x) in self.grid.names.iter().zip(&self.places).rev() {
            let half = width(&name.text) / 2 + 6;
            let (x, end) = (*x, (*x + half).min(self.width));
            if end <= free {
                canvas.line(Role::Grid, &[(x, self.bottom), (x, self.bottom + 4)]);
                centred(canvas, Role::Tick, &name.text, x, self.bottom + 6 + LINE / 2, self.width);
                free = end - 2 * half;
            }
        }
    }

    fn at(&self, name: usize, series: usize) -> Option<At> {
        self.grid.cell(name, series).map(|reading| (self.places[name], self.scale.at(reading.value)))
    }

    fn series(&self, canvas: &Canvas, series: usize) {
        let mut run: Vec<At> = Vec::new();
        let mut last: Option<i64> = None;
        for name in 0..self.grid.names.len() {
            let time = self.grid.names[name].at.unwrap_or(i64::try_from(name).unwrap_or(0));
            let bridged = last.is_some_and(|last| self.grid.names[name].at.is_some() && time - last > self.step + self.step / 2);
            let at = self.at(name, series);
            if at.is_none() || bridged {
                self.curve(canvas, series, &mut run);
            }
            run.extend(at);
            last = at.map(|_| time).or(last);
        }
        self.curve(canvas, series, &mut run);
        let lone = !self.grid.has_series();
        for (name, _) in self.grid.names.iter().enumerate() {
            let Some(at) = self.at(name, series) else { continue };
            canvas.datum(&self.grid.datum_title(name, series), &self.grid.datum_value(name, series), || {
                canvas.put(Role::Point.of(series), shape(series).name(), at);
                // One line has room for its numbers.
                let text = self.grid.cell(name, series).map_or("", |reading| reading.text.as_str());
                if lone && self.fits(name, text) {
                    let y = if self.is_clear_above(name, series, width(text) / 2) { at.1 - BESIDE } else { at.1 + BESIDE };
                    centred(canvas, Role::Value, text, at.0, y, self.width);
                }
            });
        }
    }

    /// Whether a number fits between its neighbours.
    fn fits(&self, name: usize, text: &str) -> bool {
        let beside = [name.checked_sub(1), Some(name + 1)].into_iter().flatten().filter_map(|other| self.places.get(other));
        beside.map(|x| (x - self.places[name]).abs()).min().is_none_or(|room| width(text) + 6 <= room)
    }

    /// Whether a number of this half width stands better above its point than
    /// below: where the line does not run through it, as it does through one
    /// above a valley.
    fn is_clear_above(&self, name: usize, series: usize, half: i32) -> bool {
        let Some((x, y)) = self.at(name, series) else { return true };
        let (has_above, has_below) = (y - BESIDE >= self.top - 8, y + BESIDE <= self.bottom - 8);
        if !has_above || !has_below {
            return has_above || !has_below;
        }
        let beside = [name.checked_sub(1), Some(name + 1)].into_iter().flatten().filter(|other| *other < self.places.len());
        let lines = beside.filter_map(|other| self.at(other, series)).filter(|other| other.0 != x);
        // How far the line has fallen where the number ends.
        let falls: Vec<i32> = lines.map(|(far, end)| (end - y) * half.min((far - x).abs()) / (far - x).abs()).collect();
        let (least, most) = (falls.iter().min().copied().unwrap_or(0), falls.iter().max().copied().unwrap_or(0));
        least >= -TOUCHING || least >= -most
    }

    fn curve(&self, canvas: &Canvas, series: usize, run: &mut Vec<At>) {
        if run.len() > 1 {
            canvas.line(Role::Curve.of(series), run);
        }
        run.clear();
    }

    /// The names of the series at the ends of their lines, moved apart.
    fn ends(&self, canvas: &Canvas) {
        if !self.named {
            return;
        }
        let last = |series: usize| (0..self.grid.names.len()).rev().find_map(|name| self.at(name, series));
        let mut ends: Vec<(i32, usize)> = (0..self.grid.depth()).filter_map(|series| Some((last(series)?.1, series))).collect();
        ends.sort_unstable();
        let mut free = self.top - 10;
        let most = self.bottom - count(ends.len()) * LINE;
        for (number, (y, series)) in ends.into_iter().enumerate() {
            let y = y.max(free).min(most + count(number + 1) * LINE);
            free = y + LINE;
            canvas.put(Role::Point.of(series), shape(series).name(), (self.right + 8, y));
            canvas.text(Role::Key, &self.grid.series[series], (self.right + 18, y), Across::Left);
        }
    }
}
