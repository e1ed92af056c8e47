//! The drawing backend: what plotters draws becomes semantic SVG.
//!
//! plotters' own SVG backend writes fixed colours, no classes, no titles and
//! three times the bytes. This one knows [`Role`]s instead of colours: each
//! role is a colour to plotters and a class to the style sheet, so that dark
//! mode, print and forced colours just work. It measures text by its own table
//! and so needs no font. It does not know what is drawn, nor why.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters::style::RGBColor;
use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::measure;

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

/// What a shape or text is, which is all that decides how it looks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The line at zero.
    Axis,
    /// A value.
    Bar,
    /// A value below zero.
    Negative,
    /// The way to a mark where there is no value yet.
    Track,
    /// What a value is held against.
    Mark,
    /// The name of a datum.
    Label,
    /// The number of a datum.
    Value,
    /// The number of a mark.
    MarkLabel,
    /// What the numbers count.
    Unit,
}

const ROLES: [(Role, &str); 9] = [
    (Role::Axis, "axis"),
    (Role::Bar, "bar"),
    (Role::Negative, "bar negative"),
    (Role::Track, "track"),
    (Role::Mark, "mark"),
    (Role::Label, "label"),
    (Role::Value, "value"),
    (Role::MarkLabel, "mark-label"),
    (Role::Unit, "unit"),
];

impl Role {
    /// The colour that stands for the role while plotters carries it.
    pub(super) fn color(self) -> RGBColor {
        let place = ROLES.iter().position(|(role, _)| *role == self).expect("every role stands in the table");
        RGBColor(u8::try_from(place).expect("there are few roles"), 0, 0)
    }
}

fn class(color: BackendColor) -> &'static str {
    ROLES.get(usize::from(color.rgb.0)).map_or("", |(_, class)| class)
}

/// An SVG being drawn.
pub(super) struct Svg {
    size: (u32, u32),
    text: String,
}

impl Svg {
    /// An empty drawing: its address on the page, its title, what it says.
    pub(super) fn new(size: (u32, u32), id: &str, title: &str, description: &str) -> Self {
        let mut text = String::with_capacity(4096);
        let (id, (width, height)) = (escaped(id), size);
        let _ = write!(
            text,
            "<svg class=\"chart\" id=\"{id}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\" \
             xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" width=\"{width}\" height=\"{height}\" \
             font-size=\"{}\" fill=\"currentColor\"><title id=\"{id}-title\">{}</title><desc id=\"{id}-desc\">{}</desc>",
            super::measure::TEXT_SIZE,
            escaped(title),
            escaped(description),
        );
        Self { size, text }
    }

    /// Begins the shapes of one datum.
    pub(super) fn open(&mut self, title: &str) {
        let _ = write!(self.text, "<g class=\"datum\"><title>{}</title>", escaped(title));
    }

    /// Ends the shapes of a datum.
    pub(super) fn close(&mut self) {
        self.text.push_str("</g>");
    }

    /// The finished drawing.
    pub(super) fn finish(&mut self) -> String {
        self.text.push_str("</svg>");
        std::mem::take(&mut self.text)
    }

    fn points<I: IntoIterator<Item = BackendCoord>>(path: I) -> String {
        path.into_iter().map(|(x, y)| format!("{x},{y}")).collect::<Vec<_>>().join(" ")
    }
}

impl DrawingBackend for Svg {
    type ErrorType = Infallible;

    fn get_size(&self) -> (u32, u32) {
        self.size
    }

    fn ensure_prepared(&mut self) -> Drawn {
        Ok(())
    }

    fn present(&mut self) -> Drawn {
        Ok(())
    }

    fn draw_pixel(&mut self, (x, y): BackendCoord, color: BackendColor) -> Drawn {
        let _ = write!(self.text, "<rect class=\"{}\" x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\"/>", class(color));
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, (x1, y1): BackendCoord, (x2, y2): BackendCoord, style: &S) -> Drawn {
        let class = class(style.color());
        let _ = write!(self.text, "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>");
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, style: &S, _fill: bool) -> Drawn {
        let (class, width, height) = (class(style.color()), right - left, bottom - top);
        let _ = write!(self.text, "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let path: Vec<BackendCoord> = path.into_iter().collect();
        if let [from, to] = path[..] {
            return self.draw_line(from, to, style);
        }
        let _ = write!(self.text, "<polyline class=\"{}\" fill=\"none\" points=\"{}\"/>", class(style.color()), Self::points(path));
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        let _ = write!(self.text, "<circle class=\"{}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>", class(style.color()));
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let _ = write!(self.text, "<polygon class=\"{}\" points=\"{}\"/>", class(style.color()), Self::points(path));
        Ok(())
    }

    fn draw_text<T: BackendTextStyle>(&mut self, text: &str, style: &T, (x, y): BackendCoord) -> Drawn {
        let anchor = match style.anchor().h_pos {
            HPos::Left => "",
            HPos::Center => " text-anchor=\"middle\"",
            HPos::Right => " text-anchor=\"end\"",
        };
        // From the given edge of the line to the letters' baseline.
        let shift = match style.anchor().v_pos {
            VPos::Top => 0.95,
            VPos::Center => 0.35,
            VPos::Bottom => -0.25,
        };
        let y = y + (style.size() * shift).round() as i32;
        let _ = write!(self.text, "<text class=\"{}\" x=\"{x}\" y=\"{y}\"{anchor}>{}</text>", class(style.color()), escaped(text));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = u32::try_from(measure::width(text, style.size())).unwrap_or(0);
        Ok((width, (style.size() * 1.4).ceil() as u32))
    }
}

/// A text as XML has it; characters that XML cannot hold are left out.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for character in text.chars() {
        match character {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(' '),
            control if control.is_control() => {}
            other => out.push(other),
        }
    }
    out
}
