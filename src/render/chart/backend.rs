//! The drawing backend: what plotters draws becomes semantic SVG.
//!
//! plotters' own SVG backend writes fixed colours, no classes, no titles and
//! three times the bytes. This one knows [roles](super::role) instead of colours: each
//! role is a colour to plotters and a class to the style sheet, so that dark
//! mode, print and forced colours just work. Texts do not pass through it:
//! plotters would ask for a font. It does not know what is drawn, nor why.

use std::convert::Infallible;

use plotters_backend::{BackendColor, BackendCoord, BackendStyle, DrawingBackend, DrawingErrorKind};

use super::svg::Svg;

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
        self.open_shape("rect", color).at("x", x).at("y", y).at("width", 1).at("height", 1).close_shape();
        Ok(())
    }

    fn draw_line<S: BackendStyle>(&mut self, (x1, y1): BackendCoord, (x2, y2): BackendCoord, style: &S) -> Drawn {
        self.open_shape("line", style.color()).at("x1", x1).at("y1", y1).at("x2", x2).at("y2", y2).close_shape();
        Ok(())
    }

    fn draw_rect<S: BackendStyle>(&mut self, (left, top): BackendCoord, (right, bottom): BackendCoord, style: &S, _fill: bool) -> Drawn {
        let (width, height) = (right - left, bottom - top);
        self.open_shape("rect", style.color()).at("x", left).at("y", top).at("width", width).at("height", height).close_shape();
        Ok(())
    }

    fn draw_path<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        let path: Vec<BackendCoord> = path.into_iter().collect();
        if let [from, to] = path[..] {
            return self.draw_line(from, to, style);
        }
        self.open_shape("polyline", style.color()).points(path).close_shape();
        Ok(())
    }

    fn draw_circle<S: BackendStyle>(&mut self, (x, y): BackendCoord, radius: u32, style: &S, _fill: bool) -> Drawn {
        let radius = i32::try_from(radius).unwrap_or(i32::MAX);
        self.open_shape("circle", style.color()).at("cx", x).at("cy", y).at("r", radius).close_shape();
        Ok(())
    }

    fn fill_polygon<S: BackendStyle, I: IntoIterator<Item = BackendCoord>>(&mut self, path: I, style: &S) -> Drawn {
        self.open_shape("polygon", style.color()).points(path).close_shape();
        Ok(())
    }
}
