//! The shapes of an SVG in the making: its data, its symbols and patterns.

use std::fmt::Write as _;

use super::measure::TEXT_SIZE;
use super::role::{Class, Classes, PATTERN, Style};

type At = (i32, i32);

/// From the middle of a line to the baseline of its letters: 0.35 of their size, rounded.
const BASELINE: i32 = (TEXT_SIZE * 35 + 50) / 100;

/// The shapes of a chart in one form, without what an SVG says of itself: the
/// same shapes stand on a page and on a sheet of their own.
#[derive(Debug, Clone)]
pub struct Drawing {
    /// Width and height in pixels.
    pub(super) size: (u32, u32),
    /// SVG elements.
    pub(super) shapes: String,
    /// Which classes they have.
    pub(super) classes: Classes,
}

impl Drawing {
    /// How many bytes its shapes take.
    pub fn bytes(&self) -> usize {
        self.shapes.len()
    }
}

/// Which point of a text stands at its place, across.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Across {
    /// Its beginning.
    Left,
    /// Its middle.
    Middle,
    /// Its end.
    Right,
}

/// A drawing in the making.
pub(super) struct Svg {
    pub(super) size: (u32, u32),
    /// How the ids of its symbols and patterns begin.
    id: String,
    xml: String,
    classes: Classes,
    /// Patterns that are defined already, one bit each.
    patterns: u8,
}

impl Svg {
    /// An empty drawing.
    pub(super) fn new(size: (u32, u32), id: &str) -> Self {
        Self { size, id: id.to_owned(), xml: String::with_capacity(8192), classes: Classes::default(), patterns: 0 }
    }

    /// Begins a shape with the classes of a style, which from now on are among
    /// those of the drawing.
    pub(super) fn open_shape(&mut self, name: &str, style: impl Into<Class>) -> &mut Self {
        let class = style.into();
        self.classes.add(class);
        let (words, series) = class.words();
        self.raw("<").raw(name).raw(" class=\"").raw(words);
        if !series.is_empty() {
            self.raw(" ").raw(series);
        }
        self.raw("\"")
    }

    /// Ends a shape.
    pub(super) fn close_shape(&mut self) {
        self.raw("/>");
    }

    /// Appends an attribute that is a number.
    pub(super) fn at(&mut self, attribute: &str, value: i32) -> &mut Self {
        self.raw(" ").raw(attribute).raw("=\"").number(value).raw("\"")
    }

    /// Appends the corners of a shape.
    pub(super) fn points(&mut self, path: impl IntoIterator<Item = At>) -> &mut Self {
        self.raw(" points=\"");
        for (number, (x, y)) in path.into_iter().enumerate() {
            self.raw(if number == 0 { "" } else { " " }).number(x).raw(",").number(y);
        }
        self.raw("\"")
    }

    /// Appends what is XML already.
    pub(super) fn raw(&mut self, text: &str) -> &mut Self {
        self.xml.push_str(text);
        self
    }

    /// Appends a text.
    pub(super) fn escaped(&mut self, text: &str) -> &mut Self {
        let _ = write!(self.xml, "{}", Escaped(text));
        self
    }

    fn number(&mut self, value: i32) -> &mut Self {
        self.raw(itoa::Buffer::new().format(value))
    }

    /// A text whose line is centred at the height of its place. The drawing
    /// library would ask for a font, of which nothing is left here.
    pub(super) fn text(&mut self, style: Style, text: &str, (x, y): At, across: Across) {
        let anchor = match across {
            Across::Left => ">",
            Across::Middle => " text-anchor=\"middle\">",
            Across::Right => " text-anchor=\"end\">",
        };
        self.open_shape("text", style).at("x", x).at("y", y + BASELINE).raw(anchor).escaped(text).raw("</text>");
    }

    /// Begins the shapes of one datum.
    pub(super) fn open(&mut self, title: &str, value: &str) {
        self.raw("<g class=\"datum\"");
        if !value.is_empty() {
            self.raw(" data-value=\"").escaped(value).raw("\"");
        }
        self.raw("><title>").escaped(title).raw("</title>");
    }

    /// Ends the shapes of a datum.
    pub(super) fn close(&mut self) {
        self.raw("</g>");
    }

    /// Begins a symbol.
    pub(super) fn open_symbol(&mut self, name: &str) {
        let _ = write!(self.xml, "<defs><g id=\"{}-{name}\">", Escaped(&self.id));
    }

    /// Ends a symbol.
    pub(super) fn close_symbol(&mut self) {
        self.raw("</g></defs>");
    }

    /// Uses a symbol at a place.
    pub(super) fn put(&mut self, style: Style, name: &str, (x, y): At) {
        self.open_shape("use", style);
        let _ = write!(self.xml, " href=\"#{}-{name}\"", Escaped(&self.id));
        self.at("x", x).at("y", y).close_shape();
    }

    /// Lines from top to bottom at one place across.
    pub(super) fn uprights(&mut self, style: Style, x: i32, lines: &[(i32, i32)]) {
        if lines.is_empty() {
            return;
        }
        self.open_shape("path", style).raw(" d=\"");
        for (top, bottom) in lines {
            self.raw("M").number(x).raw(" ").number(*top).raw("V").number(*bottom);
        }
        self.raw("\"").close_shape();
    }

    /// Lays the pattern of a series over a rectangle. The first series is plain.
    pub(super) fn pattern(&mut self, series: usize, (left, top): At, (right, bottom): At) {
        let path = PATTERNS[series % PATTERNS.len()];
        if path.is_empty() {
            return;
        }
        let (name, id) = (series % PATTERNS.len(), Escaped(&self.id));
        if self.patterns & (1 << name) == 0 {
            self.patterns |= 1 << name;
            self.classes.has_patterns = true;
            let _ = write!(
                self.xml,
                "<pattern id=\"{id}-p{name}\" class=\"{PATTERN}\" width=\"8\" height=\"8\" patternUnits=\"userSpaceOnUse\"><path d=\"{path}\"/></pattern>"
            );
        }
        let _ = write!(self.xml, "<rect class=\"patterned\" fill=\"url(#{id}-p{name})\"");
        self.at("x", left).at("y", top).at("width", right - left).at("height", bottom - top).close_shape();
    }

    /// The finished drawing.
    pub(super) fn finish(&mut self) -> Drawing {
        Drawing { size: self.size, shapes: std::mem::take(&mut self.xml), classes: self.classes }
    }
}

/// The patterns of series on a tile of 8 by 8.
const PATTERNS: [&str; 8] = [
    "",
    "M-2 6L2 10M-2 -2L10 10M6 -2L10 2",
    "M2 2h2v2h-2zM6 6h2v2h-2z",
    "M-2 2L2 -2M-2 10L10 -2M6 10L10 6",
    "M0 2H8M0 6H8",
    "M2 0V8M6 0V8",
    "M0 4H8M4 0V8",
    "M0 0L8 8M8 0L0 8",
];

/// A text as XML has it; characters that XML cannot hold are left out.
pub(super) struct Escaped<'a>(pub(super) &'a str);

impl std::fmt::Display for Escaped<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let (text, mut done) = (self.0, 0);
        // Most texts have nothing to replace; without a way out early many bytes
        // are looked at together.
        if !text.bytes().fold(false, |found, byte| found | may_begin_special(byte)) {
            return f.write_str(text);
        }
        for (at, byte) in text.bytes().enumerate().filter(|(_, byte)| may_begin_special(*byte)) {
            let replaced = match byte {
                b'&' => "&amp;",
                b'<' => "&lt;",
                b'>' => "&gt;",
                b'"' => "&quot;",
                b'\'' => "&#39;",
                b'\t' | b'\n' | b'\r' => " ",
                _ if text[at..].starts_with(|c: char| c.is_control() || matches!(c, '\u{fffe}' | '\u{ffff}')) => "",
                _ => continue,
            };
            f.write_str(&text[done..at])?;
            f.write_str(replaced)?;
            done = at + text[at..].chars().next().map_or(1, char::len_utf8);
        }
        f.write_str(&text[done..])
    }
}

/// Whether a byte is, or begins, a character that [`Escaped`] replaces; some
/// that it does not begin with the last two.
fn may_begin_special(byte: u8) -> bool {
    (byte < b' ') | matches!(byte, b'&' | b'<' | b'>' | b'"' | b'\'' | 0x7f | 0xc2 | 0xef)
}
