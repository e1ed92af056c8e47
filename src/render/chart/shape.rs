//! Shapes: marks that are told apart without colour, defined once per drawing
//! and used as often as needed.

use super::canvas::Canvas;
use super::role::Role;

/// A mark about 14 pixels wide.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    /// A full circle with a tick: done.
    Tick,
    /// A full diamond with a cross: missed.
    Cross,
    /// A full triangle: late.
    Alarm,
    /// An empty triangle with a tick: done late.
    LateTick,
    /// A half-full circle: under way.
    Half,
    /// A ring with a point: again and again.
    Loop,
    /// A square with a dash: nothing is known.
    Dash,
    /// A ring with a stroke: called off.
    Slash,
    /// A ring: not yet.
    Ring,
    /// One of several plain shapes, for what has no meaning of its own.
    Plain(u8),
}

/// What a shape means, roughly: one of four colours.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Tone {
    /// As it should be.
    Good,
    /// Not as it should be.
    Bad,
    /// Under way.
    Open,
    /// Not known, or nothing to say.
    Unknown,
}

impl Shape {
    /// Its name in a drawing.
    pub(super) fn name(self) -> &'static str {
        match self {
            Shape::Tick => "tick",
            Shape::Cross => "cross",
            Shape::Alarm => "alarm",
            Shape::LateTick => "late",
            Shape::Half => "half",
            Shape::Loop => "loop",
            Shape::Dash => "dash",
            Shape::Slash => "slash",
            Shape::Ring => "ring",
            Shape::Plain(number) => ["circle", "diamond", "square", "triangle", "plus", "down", "bar", "x"][usize::from(number) % 8],
        }
    }

    /// Defines the shape in a drawing, around the middle of a symbol.
    pub(super) fn define(self, canvas: &Canvas) {
        canvas.symbol(self.name(), || self.draw(canvas));
    }

    fn draw(self, canvas: &Canvas) {
        let diamond = [(8, 1), (15, 8), (8, 15), (1, 8)];
        let triangle = [(8, 1), (15, 14), (1, 14), (8, 1)];
        let tick: &[_] = &[(5, 8), (7, 11), (12, 5)];
        match self {
            Shape::Tick => {
                canvas.dot(Role::Solid, (8, 8), 6);
                canvas.line(Role::Cut, tick);
            }
            Shape::Cross => {
                canvas.polygon(Role::Solid, &diamond);
                canvas.line(Role::Cut, &[(6, 6), (10, 10)]);
                canvas.line(Role::Cut, &[(6, 10), (10, 6)]);
            }
            Shape::Alarm => {
                canvas.polygon(Role::Solid, &triangle[..3]);
                canvas.line(Role::Cut, &[(8, 6), (8, 12)]);
            }
            Shape::LateTick => {
                canvas.line(Role::Hollow, &triangle);
                canvas.line(Role::Hollow, &[(6, 10), (7, 12), (10, 8)]);
            }
            Shape::Half => {
                canvas.dot(Role::Hollow, (8, 8), 6);
                canvas.polygon(Role::Solid, &[(8, 2), (12, 4), (14, 8), (12, 12), (8, 14)]);
            }
            Shape::Loop => {
                canvas.dot(Role::Hollow, (8, 8), 6);
                canvas.dot(Role::Solid, (8, 8), 2);
            }
            Shape::Dash => {
                canvas.line(Role::Hollow, &[(2, 2), (14, 2), (14, 14), (2, 14), (2, 2)]);
                canvas.line(Role::Hollow, &[(5, 8), (11, 8)]);
            }
            Shape::Slash => {
                canvas.dot(Role::Hollow, (8, 8), 6);
                canvas.line(Role::Hollow, &[(4, 12), (12, 4)]);
            }
            Shape::Ring => canvas.dot(Role::Hollow, (8, 8), 6),
            Shape::Plain(number) => plain(canvas, number % 8),
        }
    }
}

fn plain(canvas: &Canvas, number: u8) {
    match number {
        0 => canvas.dot(Role::Solid, (8, 8), 5),
        1 => canvas.polygon(Role::Solid, &[(8, 2), (14, 8), (8, 14), (2, 8)]),
        2 => canvas.rect(Role::Solid, (3, 3), (13, 13)),
        3 => canvas.polygon(Role::Solid, &[(8, 2), (14, 13), (2, 13)]),
        4 => {
            canvas.rect(Role::Solid, (2, 6), (14, 10));
            canvas.rect(Role::Solid, (6, 2), (10, 14));
        }
        5 => canvas.polygon(Role::Solid, &[(8, 14), (14, 3), (2, 3)]),
        6 => canvas.rect(Role::Solid, (6, 2), (10, 14)),
        _ => {
            canvas.line(Role::Hollow, &[(3, 3), (13, 13)]);
            canvas.line(Role::Hollow, &[(3, 13), (13, 3)]);
        }
    }
}

impl Tone {
    /// The number of its style.
    pub(super) fn series(self) -> usize {
        match self {
            Tone::Good => 0,
            Tone::Bad => 1,
            Tone::Open => 2,
            Tone::Unknown => 3,
        }
    }
}
