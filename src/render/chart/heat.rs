//! The heat table: names by series as cells, the fuller the darker, each with
//! its number. Where nothing was counted the cell is blank: a nought would stand
//! there like a result.
//!
//! Where the names of columns do not fit above them, as in the narrow form, the
//! columns are numbered and told in a key. Below stands which numbers each
//! shade means.

use super::Form;
use super::canvas::{Across, Canvas};
use super::grid::{Grid, count, width, wrap};
use super::key::Key;
use super::role::Role;
use super::svg::Drawing;
use crate::model::value::Decimal;
use rust_decimal::prelude::ToPrimitive;

const LINE: i32 = 20;
const CELL: i32 = 30;
/// How many steps of fullness are told apart.
const STEPS: i64 = 5;
const WIDEST_NAME: i32 = 260;
/// Names give room to the heads of columns, but are never narrower than this.
const LEAST_NAME: i32 = 140;
const BESIDE: i32 = 12;
/// What stands between the entries of the key.
const BETWEEN: &str = " · ";
const BETWEEN_HEADS: i32 = 4;
/// A head of a column has so many lines; a longer one is cut.
const MOST_HEAD: usize = 6;

/// Draws a heat table in one form.
pub(super) fn heat(grid: &Grid, form: Form, id: &str, tick: &dyn Fn(Decimal) -> String) -> Drawing {
    let wide = form == Form::Wide;
    let all = form.width();
    let columns = count(grid.depth());
    let name = if wide { width_of_names(grid, all) } else { all - 2 };
    let names = if wide { name + BESIDE } else { 0 };
    let each = ((all - names) / columns).clamp(8, if wide { 130 } else { all });
    let heads = Heads::new(grid, each, all);
    let unit = if grid.unit.is_empty() { 0 } else { LINE };
    let rows: Vec<Vec<String>> = grid.names.iter().map(|text| wrap(&text.text, name, 4)).collect();
    let height_of = |lines: &Vec<String>| {
        let text = count(lines.len()) * LINE;
        if wide { text.max(CELL) + 4 } else { text + CELL + 6 }
    };
    let most = grid.numbers().max().unwrap_or_default();
    let shades = shades(grid, most, tick);
    let key = Key::new(shades.iter().map(|(_, text)| text.as_str()), all);
    let below = if key.height() == 0 { 0 } else { key.height() + 10 };
    let height = unit + heads.height() + rows.iter().map(height_of).sum::<i32>() + below;
    let canvas = Canvas::new((all, height), id);
    canvas.text(Role::Unit, &grid.unit, (0, LINE / 2), Across::Left);
    let mut y = unit;
    heads.draw(&canvas, (names, y), each);
    y += heads.height();
    for (number, lines) in rows.iter().enumerate() {
        let text = count(lines.len()) * LINE;
        // Beside a name of several lines, cells are as high as the name.
        let tall = if wide { height_of(lines) - 4 } else { CELL };
        let (mut line, cells) = if wide { (y + (tall - text) / 2, y) } else { (y, y + text) };
        for words in lines {
            canvas.text(Role::Label, words, (0, line + LINE / 2), Across::Left);
            line += LINE;
        }
        for series in 0..grid.depth() {
            let x = names + count(series) * each;
            draw_cell(&canvas, grid, (number, series), (x, cells), (each, tall), most);
        }
        y += height_of(lines);
    }
    key.draw(&canvas, y + 10, |number, (x, y)| canvas.rect(Role::Cell.of(shades[number].0), (x - 7, y - 7), (x + 7, y + 7)));
    canvas.finish()
}

/// How wide the names of rows may be, so that the longest word of the heads of
/// columns fits above its column.
fn width_of_names(grid: &Grid, all: i32) -> i32 {
    let widest = grid.names.iter().map(|name| width(&name.text)).max().unwrap_or(0).min(WIDEST_NAME);
    let left = all - BESIDE - count(grid.depth()) * (longest_word(grid) + BETWEEN_HEADS + 1);
    if left >= LEAST_NAME { widest.min(left) } else { widest }
}

/// What each shade means: the least and the greatest number that has it, as
/// they occur. A single shade needs no words.
fn shades(grid: &Grid, most: Decimal, tick: &dyn Fn(Decimal) -> String) -> Vec<(usize, String)> {
    let known = || grid.cells.iter().flatten().flatten().filter(|reading| !grid.is_nothing(reading)).map(|reading| reading.value);
    let shade = |wanted: usize| {
        let with = || known().filter(|value| step(*value, most) == wanted);
        let (least, greatest) = (with().min()?, with().max()?);
        Some((wanted, if least == greatest { tick(least) } else { format!("{}–{}", tick(least), tick(greatest)) }))
    };
    let all: Vec<(usize, String)> = (0..=5).filter_map(shade).collect();
    if all.len() > 1 { all } else { Vec::new() }
}

fn longest_word(grid: &Grid) -> i32 {
    grid.series.iter().flat_map(|series| series.split_whitespace()).map(width).max().unwrap_or(0)
}

fn draw_cell(canvas: &Canvas, grid: &Grid, (name, series): (usize, usize), (x, y): (i32, i32), (each, tall): (i32, i32), most: Decimal) {
    canvas.datum(&grid.datum_title(name, series), &grid.datum_value(name, series), || {
        let (corner, end) = ((x, y), (x + each - 2, y + tall - 2));
        let middle = (i32::midpoint(corner.0, end.0), i32::midpoint(corner.1, end.1));
        match grid.cell(name, series) {
            Some(reading) if grid.is_nothing(reading) => canvas.rect(Role::Cell.of(0), corner, end),
            Some(reading) => {
                canvas.rect(Role::Cell.of(step(reading.value, most)), corner, end);
                let plain = reading.value.normalize().to_string();
                let text = if width(&reading.text) < each - 4 { &reading.text } else { &plain };
                // Nothing stands back, so that what there is stands out.
                let role = if reading.value.is_zero() { Role::Tick } else { Role::Value };
                canvas.text(role, text, middle, Across::Middle);
            }
            None => canvas.text(Role::Gap, "–", middle, Across::Middle),
        }
    });
}

/// How full a cell is, from 0 for nothing.
fn step(value: Decimal, most: Decimal) -> usize {
    if value <= Decimal::ZERO || most <= Decimal::ZERO {
        return 0;
    }
    let share = value / most * Decimal::from(STEPS);
    share.ceil().to_usize().unwrap_or(1).clamp(1, 5)
}

/// The heads of the columns: their names, or numbers with a key.
struct Heads {
    lines: Vec<Vec<String>>,
    key: Vec<String>,
}

impl Heads {
    fn new(grid: &Grid, each: i32, all: i32) -> Self {
        if longest_word(grid) < each - BETWEEN_HEADS {
            let lines: Vec<Vec<String>> = grid.series.iter().map(|series| wrap(series, each - BETWEEN_HEADS, MOST_HEAD)).collect();
            return Self { lines, key: Vec::new() };
        }
        let numbered = grid.series.iter().enumerate().map(|(number, series)| format!("{}. {series}", number + 1));
        let mut key: Vec<String> = Vec::new();
        for entry in numbered {
            match key.last_mut() {
                Some(line) if width(line) + width(BETWEEN) + width(&entry) < all => *line += &format!("{BETWEEN}{entry}"),
                _ => key.extend(wrap(&entry, all - 2, 2)),
            }
        }
        Self { lines: (1..=grid.series.len()).map(|number| vec![number.to_string()]).collect(), key }
    }

    fn rows(&self) -> i32 {
        count(self.lines.iter().map(Vec::len).max().unwrap_or(0))
    }

    fn height(&self) -> i32 {
        count(self.key.len()) * LINE + self.rows() * LINE + 6
    }

    fn draw(&self, canvas: &Canvas, (left, mut y): (i32, i32), each: i32) {
        for line in &self.key {
            canvas.text(Role::Key, line, (0, y + LINE / 2), Across::Left);
            y += LINE;
        }
        for (number, lines) in self.lines.iter().enumerate() {
            let x = left + count(number) * each + each / 2 - 1;
            let first = y + (self.rows() - count(lines.len())) * LINE;
            for (line, text) in lines.iter().enumerate() {
                canvas.text(Role::Tick, text, (x, first + count(line) * LINE + LINE / 2), Across::Middle);
            }
        }
    }
}
