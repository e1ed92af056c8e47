//! The drawing backend: what plotters draws becomes semantic SVG.
//!
//! plotters' own SVG backend writes fixed colours, no classes, no titles and
//! three times the bytes. This one knows [roles](super::role) instead of colours: each
//! role is a colour to plotters and a class to the style sheet, so that dark
//! mode, print and forced colours just work. It measures text by its own table
//! and so needs no font. It does not know what is drawn, nor why.

use std::convert::Infallible;
use std::fmt::Write as _;

use plotters_backend::text_anchor::{HPos, VPos};
use plotters_backend::{BackendColor, BackendCoord, BackendStyle, BackendTextStyle, DrawingBackend, DrawingErrorKind};

use super::measure;
use super::svg::{Escaped, Svg};

type Drawn = Result<(), DrawingErrorKind<Infallible>>;

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
        let class = self.class(color);
        let _ = write!(self.text, "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"1\" height=\"1\"/>");
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, (x1, y1): BackendCoord, (x2, y2): BackendCoord, style: &S) -> Drawn {
        let class = self.class(style.color());
        let _ = write!(self.text, "<line class=\"{class}\" x1=\"{x1}\" y1=\"{y1}\" x2=\"{x2}\" y2=\"{y2}\"/>");
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, style: &S, _fill: bool) -> Drawn {
        let (class, width, height) = (self.class(style.color()), right - left, bottom - top);
        let _ = write!(self.text, "<rect class=\"{class}\" x=\"{left}\" y=\"{top}\" width=\"{width}\" height=\"{height}\"/>");
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let path: Vec<BackendCoord> = path.into_iter().collect();
        if let [from, to] = path[..] {
            return self.draw_line(from, to, style);
        }
        let class = self.class(style.color());
        let _ = write!(self.text, "<polyline class=\"{class}\" points=\"");
        self.points(path);
        self.text.push_str("\"/>");
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        let class = self.class(style.color());
        let _ = write!(self.text, "<circle class=\"{class}\" cx=\"{x}\" cy=\"{y}\" r=\"{radius}\"/>");
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let class = self.class(style.color());
        let _ = write!(self.text, "<polygon class=\"{class}\" points=\"");
        self.points(path);
        self.text.push_str("\"/>");
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
        let class = self.class(style.color());
        let _ = write!(self.text, "<text class=\"{class}\" x=\"{x}\" y=\"{y}\"{anchor}>{}</text>", Escaped(text));
        Ok(())
    }

    fn estimate_text_size<T: BackendTextStyle>(&self, text: &str, style: &T) -> Result<(u32, u32), DrawingErrorKind<Infallible>> {
        let width = u32::try_from(measure::width(text, style.size())).unwrap_or(0);
        Ok((width, (style.size() * 1.4).ceil() as u32))
    }
}
