//! The canvas: what every kind of chart draws with.
//!
//! The only caller of the drawing library's areas and elements: a chart says
//! rectangle, line or dot and a [`Style`]; the library hands it to the
//! [backend](super::svg). Coordinates are pixels from the top left corner.

use std::cell::RefCell;
use std::convert::Infallible;
use std::rc::Rc;

use plotters::coord::Shift;
use plotters::drawing::{DrawingArea, DrawingAreaErrorKind};
use plotters::element::{Circle, Drawable, PathElement, PointCollection, Polygon, Rectangle};
use plotters::style::Color;

use super::role::Style;
pub(super) use super::svg::Across;
use super::svg::{Drawing, Svg};

/// A place in pixels.
pub(super) type At = (i32, i32);

/// The middle of a symbol while it is drawn: the library draws nothing beyond
/// the top and the left edge.
pub(super) const MIDDLE: At = (8, 8);

/// A drawing in the making.
pub(super) struct Canvas {
    svg: Rc<RefCell<Svg>>,
    area: DrawingArea<Svg, Shift>,
}

impl Canvas {
    /// An empty drawing of this width and height; the ids of its symbols and
    /// patterns begin with `id`.
    pub(super) fn new((width, height): At, id: &str) -> Self {
        let size = (width.max(1).unsigned_abs(), height.max(1).unsigned_abs());
        let svg = Rc::new(RefCell::new(Svg::new(size, id)));
        let area = DrawingArea::from(&svg);
        Self { svg, area }
    }

    fn draw<'a, E>(&self, element: &'a E)
    where
        &'a E: PointCollection<'a, At>,
        E: Drawable<Svg>,
    {
        let done: Result<(), DrawingAreaErrorKind<Infallible>> = self.area.draw(element);
        done.expect("writing to memory does not fail");
    }

    /// A filled rectangle between two corners, in any order.
    pub(super) fn rect(&self, style: impl Into<Style>, (x1, y1): At, (x2, y2): At) {
        let corners = [(x1.min(x2), y1.min(y2)), (x1.max(x2), y1.max(y2))];
        self.draw(&Rectangle::new(corners, style.into().color().filled()));
    }

    /// A line through two or more points.
    pub(super) fn line(&self, style: impl Into<Style>, points: &[At]) {
        self.draw(&PathElement::new(points.to_vec(), style.into().color()));
    }

    /// Upright lines above each other, as one shape.
    pub(super) fn uprights(&self, style: impl Into<Style>, x: i32, lines: &[(i32, i32)]) {
        self.svg.borrow_mut().uprights(style.into(), x, lines);
    }

    /// A filled shape.
    pub(super) fn polygon(&self, style: impl Into<Style>, points: &[At]) {
        self.draw(&Polygon::new(points.to_vec(), style.into().color()));
    }

    /// A circle.
    pub(super) fn dot(&self, style: impl Into<Style>, at: At, radius: i32) {
        self.draw(&Circle::new(at, radius, style.into().color().filled()));
    }

    /// A text whose line is centred at the height of its place.
    pub(super) fn text(&self, style: impl Into<Style>, text: &str, at: At, across: Across) {
        if text.is_empty() {
            return;
        }
        self.svg.borrow_mut().text(style.into(), text, at, across);
    }

    /// The shapes of one datum, which tell `title` together. `value` is its
    /// number in plain digits, for scripts; may be empty.
    pub(super) fn datum(&self, title: &str, value: &str, draw: impl FnOnce()) {
        self.svg.borrow_mut().open(title, value);
        draw();
        self.svg.borrow_mut().close();
    }

    /// Shapes that are drawn once, around [`MIDDLE`], and used many times.
    pub(super) fn symbol(&self, name: &str, draw: impl FnOnce()) {
        self.svg.borrow_mut().open_symbol(name);
        draw();
        self.svg.borrow_mut().close_symbol();
    }

    /// A symbol at a place.
    pub(super) fn put(&self, style: impl Into<Style>, name: &str, at: At) {
        self.svg.borrow_mut().put(style.into(), name, (at.0 - MIDDLE.0, at.1 - MIDDLE.1));
    }

    /// The pattern of a series laid over a rectangle, so that areas that touch
    /// differ by more than their colour.
    pub(super) fn pattern(&self, series: usize, (x1, y1): At, (x2, y2): At) {
        self.svg.borrow_mut().pattern(series, (x1.min(x2), y1.min(y2)), (x1.max(x2), y1.max(y2)));
    }

    /// The finished drawing.
    pub(super) fn finish(self) -> Drawing {
        self.svg.borrow_mut().finish()
    }
}
