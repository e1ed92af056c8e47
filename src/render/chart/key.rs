//! The key: what shapes and patterns stand for, in lines above a chart.

use super::canvas::{Across, At, Canvas};
use super::measure::{self, TEXT_SIZE};
use super::role::Role;

/// The height of a line of the key.
const LINE: i32 = 20;
const SWATCH: i32 = 20;
const BETWEEN: i32 = 16;

/// A key laid out for a width.
pub(super) struct Key<'a> {
    places: Vec<(At, &'a str)>,
    height: i32,
    width: i32,
}

impl<'a> Key<'a> {
    /// Lays out what the entries say.
    pub(super) fn new(entries: impl Iterator<Item = &'a str>, width: i32) -> Self {
        let (mut places, mut x, mut y) = (Vec::new(), 0, 0);
        for text in entries {
            let room = SWATCH + measure::width(text, f64::from(TEXT_SIZE));
            if x > 0 && x + room > width {
                (x, y) = (0, y + LINE);
            }
            places.push(((x, y + LINE / 2), text));
            x += room + BETWEEN;
        }
        Self { height: if places.is_empty() { 0 } else { y + LINE }, places, width }
    }

    /// How high it is.
    pub(super) fn height(&self) -> i32 {
        self.height
    }

    /// Draws it, its swatches by `swatch`, which is given their middles.
    pub(super) fn draw(&self, canvas: &Canvas, top: i32, swatch: impl Fn(usize, At)) {
        for (number, ((x, y), text)) in self.places.iter().enumerate() {
            swatch(number, (x + 7, y + top));
            let text = measure::fit(text, f64::from(TEXT_SIZE), self.width - x - SWATCH);
            canvas.text(Role::Key, &text, (x + SWATCH, y + top), Across::Left);
        }
    }
}
