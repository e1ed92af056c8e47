//! The bullet chart: one value against what has to be reached.
//!
//! A band from zero to the whole, lighter up to where things are as they
//! should be; an upright line with its number for what has to be reached; a
//! solid bar for a result; a ring for a value of an earlier time, which is no
//! result. Without a result a dotted way leads to the line, so that "not known
//! yet" never looks like zero.

use super::Form;
use super::canvas::{Across, Canvas};
use super::measure::{self, TEXT_SIZE};
use super::role::Role;
use super::scale::Scale;
use super::sheet::Head;
use super::svg::Drawing;
use crate::model::value::Decimal;

/// A bullet chart. All texts are ready to read.
#[derive(Debug, Clone)]
pub struct Bullet {
    /// Its id on the page, unique there; a row's needs none.
    pub id: String,
    /// What it shows, at best the finding itself; the whole alternative text
    /// of a row.
    pub title: String,
    /// The same facts in words; not used in a row.
    pub description: String,
    /// What has to be reached: `≥ 80%`.
    pub goal: Reading,
    /// On which side of the goal things are as they should be.
    pub wanted: Wanted,
    /// The result that counts.
    pub result: Option<Reading>,
    /// What is said where a result would stand when there is none.
    pub missing: String,
    /// A value of an earlier time.
    pub earlier: Option<Reading>,
    /// The whole that the numbers are shares of, such as 100 for per cent.
    pub whole: Option<Decimal>,
}

/// A number and its words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// The number.
    pub value: Decimal,
    /// The number as people read it, with whatever belongs to it.
    pub text: String,
}

/// Where a value has to lie.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Wanted {
    /// At the goal or above it.
    Above,
    /// At the goal or below it.
    Below,
    /// At the goal.
    At,
}

const ROW_WIDTH: i32 = 168;
const ROW_HEIGHT: i32 = 22;
const ROW_BAND: i32 = 16;
const BAND: i32 = 24;
const LINE: i32 = 20;

/// Draws a bullet chart for a row of a table, whose words stand beside it: the
/// band alone, 168 by 22 pixels, never scaled.
pub fn bullet_row(bullet: &Bullet) -> String {
    let canvas = Canvas::new((ROW_WIDTH, ROW_HEIGHT), "");
    bullet.band(&canvas, (3, ROW_WIDTH - 4), (2, 2 + ROW_BAND));
    let mut html = String::new();
    canvas.finish().on_page(&Head { class: "bullet row", id: "", described_by: None, title: &bullet.title, description: "" }, &mut html);
    html
}

/// Draws a bullet chart with all its words in one form.
pub(super) fn bullet(bullet: &Bullet, form: Form, id: &str) -> Drawing {
    let width = form.width();
    let earlier = i32::from(bullet.earlier.is_some());
    let canvas = Canvas::new((width, LINE + BAND + 10 + LINE * (1 + earlier)), id);
    let result = bullet.result.as_ref().map_or(bullet.missing.as_str(), |result| result.text.as_str());
    let (role, value) = match &bullet.result {
        Some(result) => (Role::Value, result.value.to_string()),
        None => (Role::Label, String::new()),
    };
    canvas.text(role, result, (0, LINE / 2), Across::Left);
    let mut x = 0;
    canvas.datum(&bullet.title, &value, || x = bullet.band(&canvas, (6, width - 7), (LINE + 4, LINE + 4 + BAND)));
    let foot = LINE + BAND + 10 + LINE / 2;
    centred(&canvas, Role::MarkLabel, &bullet.goal.text, x, foot, width);
    if let Some(earlier) = &bullet.earlier {
        canvas.dot(Role::Earlier, (7, foot + LINE), 5);
        canvas.text(Role::Label, &earlier.text, (18, foot + LINE), Across::Left);
    }
    canvas.finish()
}

/// A text centred below a place, but inside the drawing.
pub(super) fn centred(canvas: &Canvas, role: Role, text: &str, x: i32, y: i32, width: i32) {
    let half = measure::width(text, f64::from(TEXT_SIZE)) / 2 + 1;
    match x {
        x if 2 * half >= width || x < half => canvas.text(role, text, (0, y), Across::Left),
        x if x > width - half => canvas.text(role, text, (width - 1, y), Across::Right),
        x => canvas.text(role, text, (x, y), Across::Middle),
    }
}

impl Bullet {
    /// Draws the band between two columns and two heights; gives the goal's place.
    fn band(&self, canvas: &Canvas, limit: (i32, i32), (top, bottom): (i32, i32)) -> i32 {
        let room = (self.whole.is_none() && self.wanted == Wanted::Above).then(|| self.goal.value * Decimal::new(125, 2));
        let known = [self.result.as_ref(), self.earlier.as_ref(), Some(&self.goal)].into_iter().flatten().map(|reading| reading.value);
        let scale = Scale::new(known.chain(self.whole).chain(room), Decimal::ZERO, limit);
        let (zero, goal, middle) = (scale.at(Decimal::ZERO), scale.at(self.goal.value), i32::midpoint(top, bottom));
        canvas.rect(Role::Track, (limit.0, top), (limit.1, bottom));
        match self.wanted {
            Wanted::Above => canvas.rect(Role::Zone, (goal, top), (limit.1, bottom)),
            Wanted::Below => canvas.rect(Role::Zone, (limit.0, top), (goal, bottom)),
            Wanted::At => {}
        }
        let quarter = (bottom - top) / 4;
        match &self.result {
            Some(result) => canvas.rect(Role::Bar, (zero, top + quarter), (scale.at(result.value), bottom - quarter)),
            None => canvas.line(Role::Awaited, &[(zero, middle), (goal, middle)]),
        }
        canvas.line(Role::Axis, &[(zero, top), (zero, bottom)]);
        canvas.line(Role::Mark, &[(goal, top - 2), (goal, bottom + 3)]);
        if let Some(earlier) = &self.earlier {
            canvas.dot(Role::Earlier, (scale.at(earlier.value), middle), 5);
        }
        goal
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(value: i64, text: &str) -> Reading {
        Reading { value: Decimal::from(value), text: text.into() }
    }

    fn drawn(result: Option<i64>, earlier: Option<i64>) -> String {
        bullet_row(&Bullet {
            id: String::new(),
            title: "Phải đạt từ 80%".into(),
            description: String::new(),
            goal: reading(80, "≥ 80%"),
            wanted: Wanted::Above,
            result: result.map(|value| reading(value, "kết quả")),
            missing: "chưa có".into(),
            earlier: earlier.map(|value| reading(value, "trước")),
            whole: Some(Decimal::ONE_HUNDRED),
        })
    }

    #[test]
    fn a_goal_without_a_result_never_looks_like_zero() {
        let without = drawn(None, None);
        assert!(without.contains("class=\"awaited\"") && !without.contains("class=\"bar\""), "{without}");
        let with = drawn(Some(40), None);
        assert!(with.contains("class=\"bar\"") && !with.contains("awaited"));
        assert!(without.contains("<title>Phải đạt từ 80%</title>"));
    }

    #[test]
    fn an_earlier_value_is_a_ring_and_no_bar() {
        let svg = drawn(None, Some(60));
        assert!(svg.contains("<circle class=\"earlier\"") && !svg.contains("class=\"bar\""), "{svg}");
    }

    #[test]
    fn a_bar_is_as_long_as_its_share_of_the_whole() {
        let width = |svg: &str| -> i32 {
            let bar = svg.split("<rect class=\"bar\"").nth(1).unwrap();
            bar.split("width=\"").nth(1).unwrap().split('"').next().unwrap().parse().unwrap()
        };
        assert!((width(&drawn(Some(100), None)) - 2 * width(&drawn(Some(50), None))).abs() <= 1);
    }
}
